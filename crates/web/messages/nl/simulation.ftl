# Wat een voorstel zou doen, op de feiten van de afgelopen maand
simulation-title = Wat het zou doen
simulation-ask = Op de afgelopen 30 dagen, volgens de regels die dan zouden beslissen.
simulation-unknown = Wat dit niet weet
simulation-rejected = Zoals het nu is kan het niet van kracht worden: { $why }
simulation-no-cases = In de afgelopen 30 dagen is over niets beslist, dus er valt niets te vergelijken.
simulation-cases = { $count ->
    [one] In de afgelopen 30 dagen is over één geval beslist.
   *[other] In de afgelopen 30 dagen is over { $count } gevallen beslist.
} { $same ->
    [0] Geen was hetzelfde geëindigd.
    [one] Eén was hetzelfde geëindigd.
   *[other] { $same } waren hetzelfde geëindigd.
}
simulation-not-possible = { $count ->
    [one] Eén geval onder “{ $rule }” was niet mogelijk geweest.
   *[other] { $count } gevallen onder “{ $rule }” waren niet mogelijk geweest.
}
simulation-other-step = { $count ->
    [one] In één geval onder “{ $rule }” was een andere stap gezet: { $would }, niet { $was }.
   *[other] In { $count } gevallen onder “{ $rule }” was een andere stap gezet: { $would }, niet { $was }.
}
simulation-reports = { $count ->
    [one] Eén werk is gemeld.
   *[other] { $count } werken zijn gemeld.
} Daarvan meldden genoeg leden er { $limited } om te beperken wie het ziet tot iemand kijkt; het waren er { $would } geweest.
simulation-unknown-cases = Wat leden hadden gemeld onder een regel die er niet was, wat moderatoren hadden gevonden, en hoe iemand zich had gedragen. Elk geval houdt de plaats op de ladder die het had.
simulation-days = { $count ->
    [one] één dag
   *[other] { $count } dagen
}
simulation-days-account = zolang de account bestaat
simulation-days-none = helemaal niet
simulation-erased = { $category }: bewaard { $after }, nu { $before }. { $items ->
    [0] Die dag zou er niets gewist worden, en { $stays ->
        [0] er wordt nu niets bewaard.
       *[other] { $stays } zouden er blijven.
    }
    [one] Die dag zou er één gegeven gewist worden, en { $stays } zouden er blijven.
   *[other] Die dag zouden er { $items } gegevens van { $people ->
        [one] één persoon
       *[other] { $people } mensen
    } gewist worden, en { $stays } zouden er blijven.
}
simulation-unknown-data = Wat er verzameld wordt tot het van kracht is, en wie dan ja of nee heeft gezegd. Back-ups van een beheerder zijn niet meegeteld.
simulation-no-votes = Er is nog geen stemming afgelopen, dus er valt niets te vergelijken.
simulation-votes = { $count ->
    [one] De laatste stemming
   *[other] Van de laatste { $count } stemmingen
} { $turned ->
    [0] was er geen anders geëindigd, met dezelfde stemmen.
    [one] was er één anders geëindigd, met dezelfde stemmen.
   *[other] waren er { $turned } anders geëindigd, met dezelfde stemmen.
}
simulation-would-fail = Besluit { $number }, “{ $title }”, is aangenomen en was gestrand: { $why }.
simulation-would-pass = Besluit { $number }, “{ $title }”, is gestrand en was aangenomen.
simulation-unknown-votes = Wie er had gestemd, of anders had gestemd, met andere getallen. Wie kon stemmen is genomen zoals het was. Waar wat nodig is daalt terwijl een stemming open is, is alleen het einde vergeleken. Stemmingen die na een panel doorgingen zijn weggelaten.
simulation-issuance = Verdienen er evenveel mensen als vorige week ({ $count }), dan geeft de volgende week { $after } aandelen uit, nu { $before }; aan hun werk { $after_part }, nu { $before_part }.
simulation-unknown-issuance = Hoeveel mensen er zullen verdienen, en waar dat van afhangt.
simulation-money = { $name }: daarna { $after }, nu { $before }.
simulation-tier-small = Met wat de afgelopen 90 dagen voor dezelfde persoon is gevraagd telt het als een kleine betaling.
simulation-tier-medium = Met wat de afgelopen 90 dagen voor dezelfde persoon is gevraagd telt het als een middelgrote betaling.
simulation-tier-large = Met wat de afgelopen 90 dagen voor dezelfde persoon is gevraagd telt het als een grote betaling.
simulation-tier-budget = Hierover wordt beslist als over een begroting: door de leden en door wie aandelen verdiende.
