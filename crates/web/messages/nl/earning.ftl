# Wat je verdiende en hebt.
work-title = Wat je maakt en krijgt
work-ask = Wat anderen in je werk waarderen, wordt jouw deel van deze plek. Elk bedrag opent naar wat het maakte.
work-credits = Je hebt nog { $left } van je { $all } punten om te geven
work-credits-label = nog { $left } van { $all } punten
work-credits-until = { $count ->
    [0] Je hebt in deze ronde nog niets gewaardeerd. Wat je niet weggeeft vóór { $when }, vervalt.
    [one] Eén werk heeft in deze ronde jouw waardering. Wat je niet weggeeft vóór { $when }, vervalt.
   *[other] { $count } werken hebben in deze ronde jouw waardering. Wat je niet weggeeft vóór { $when }, vervalt.
}
work-give = Zoek werk dat je waardeert
work-earned = Wat je verdiende, ronde voor ronde
work-empty-title = Nog niets verdiend
work-empty = Aandelen komen als een ronde sluit, bij wie werk maakte dat anderen daarin waardeerden.
work-older = Oudere rondes
work-round = { $from } tot { $until }
work-round-note = { $works ->
    [one] één werk
   *[other] { $works } werken
}, gewaardeerd door { $people ->
    [one] één mens
   *[other] { $people } mensen
}
work-round-even = een gelijk deel voor iedereen die actief was
work-how = hoe het geteld is
work-how-round = in ronde { $round }
why-eyebrow = Ronde { $round }
why-title = Waarom { $amount } aandelen
why-vesting = Ze worden beetje bij beetje voorgoed van jou, van { $from } tot { $until }.
why-counted = Hoe het geteld is
why-counted-sentence = Van de waardering die gegeven is naar wat er telde, en waarom.
why-equal = Op deze plek krijgt iedereen die actief was evenveel. { $pot } aandelen voor { $makers } mensen is { $amount } elk.
why-rule-counts = Het telt.
why-rule-none = In deze ronde bereikte niemands waardering jouw werk, dus viel er niets te tellen.
why-rule-few = { $count ->
    [one] Maar één mens waardeerde in deze ronde jouw werk. Het telt vanaf drie, zodat niemand zichzelf via een vriend kan betalen.
   *[other] Maar { $count } mensen waardeerden in deze ronde jouw werk. Het telt vanaf drie, zodat niemand zichzelf via een vriend kan betalen.
}
why-rule-one-cluster = Iedereen die in deze ronde jouw werk waardeerde, hoort bij één vriendenkring. Het telt zodra iemand uit een andere kring meedoet.
why-rule-standing = Je mag verdienen zodra leden voor je instaan. Wat daarvoor gewaardeerd is, telt later niet alsnog.
why-step-given = { $people ->
    [one] Eén mens waardeerde jouw werk
   *[other] { $people } mensen waardeerden jouw werk
}
why-step-repeat = Vaste fans, en wie jij terugwaardeerde, tellen iets minder
why-step-best = Alleen je beste zeven werken tellen
why-step-left = Wat er telde
why-credits = { $amount } punten
why-chart = { $given } punten gegeven, { $left } geteld
why-circles = { $count ->
    [one] Ze kwamen uit één kring
   *[other] Ze kwamen uit { $count } kringen
}
why-circles-sentence = Binnen een kring van mensen die elkaar na staan telt waardering met haar wortel; uit verschillende kringen telt ze op.
why-circle = { $circles ->
    [one] één kring
   *[other] { $circles } kringen
} met { $circles ->
    [one] {""}
   *[other] elk{" "}
}{ $count ->
    [one] één waardering
   *[other] { $count } waarderingen
}
why-sum = { $points } van de { $all } punten die alle { $makers } makers haalden, is { $percent } %.
why-sum-shares = Van de { $pot } aandelen die er voor de werken van deze ronde waren, is dat { $amount }.
why-cut = Niemand krijgt meer dan { $cap } %, dus ging { $cut } naar de anderen.
why-surplus = Wat anderen boven de grens hadden, voegde { $surplus } toe.
what-if-title = Wat het meer had gemaakt
what-if-another = Nog één punt van iemand buiten deze kringen
what-if-same = Nog één punt van iemand uit je sterkste kring
what-if-repeats = Als niemand je in de weken ervoor had gewaardeerd
what-if-mutual = Als jij in de weken ervoor niemand van hen had gewaardeerd
what-if-works = Als elk werk telde, niet alleen de beste zeven
what-if-cap = Als er geen grens per maker was
what-if-rule = Als twee mensen, of één kring, genoeg waren
what-if-standing = Als er voor je ingestaan was
why-works = Jouw werken
why-work-gone = Een werk dat er niet meer is
why-work-people = { $count ->
    [one] één mens
   *[other] { $count } mensen
}
why-work-not-counted = niet bij de beste zeven
why-pot = Wat er te verdelen was
why-pot-sentence = Een ronde geeft het kleinste van twee bedragen, zodat de eerste dagen noch een paar mensen alles nemen.
why-pot-pool = Wat er voor bijdragen over is, gedeeld door { $divisor }
why-pot-pool-note = Elke ronde neemt hetzelfde kleine deel van de rest.
why-pot-activity = { $count ->
    [one] { $quota } aandelen voor de ene maker met aangenomen werk
   *[other] { $quota } aandelen voor elk van de { $count } makers met aangenomen werk
}
why-pot-activity-note = Zolang we met weinig zijn, is dit het kleinste.
why-pot-part = Het deel voor werken
why-pot-part-note = Wat niemand van een deel verdiende, blijft in de pot.
why-check = Controleer het zelf
why-check-sentence = De invoer van deze ronde is één bestand, en zijn vingerafdruk staat in het register. Wie beide heeft, komt op dezelfde bedragen uit.
why-file = Rondebestand
why-download = Download het rondebestand
why-rules = Hoe verdienen werkt

shares-eyebrow = Jouw aandeel
shares-title = Jouw aandeel in { $place }
shares-who = { $name }, lid { $number } sinds { $since }
shares-unit = { $count ->
    [one] aandeel
   *[other] aandelen
}
shares-part = { $percent } van { $place }. Je hebt ze allemaal verdiend.
shares-empty-title = Nog geen aandelen
shares-empty = Je verdient je eerste als anderen iets waarderen dat je maakte en de ronde sluit.
shares-none-yet = Er is nog niets voorgoed van jou
shares-cliff = Wat je verdient wacht vier rondes en wordt dan beetje bij beetje van jou: het eerste op { $first }, het laatste op { $last }.
shares-for-good = { $amount } zijn voorgoed van jou
shares-rest = De andere { $amount } worden het beetje bij beetje. Verdien je niets meer, dan de laatste op { $last }.
shares-all-vested = Allemaal.
shares-yours = { $amount } voorgoed van jou
shares-coming = { $amount } komen nog
shares-next = { $amount } op { $date }
shares-chart = { $have } aandelen zijn van jou; { $coming } worden dat ronde na ronde tot { $last }, { $next } als volgende
shares-when = Wanneer
shares-become-yours = Worden van jou
shares-worth = Wat een aandeel waard is
shares-worth-text = In geld nog niets: de gemeenschap heeft geen geld dat achter een aandeel staat. Een aandeel zegt hoeveel van deze plek jij hebt gebouwd.
shares-worth-yours = Wat jij hebt, staat voor { $amount } van wat de gemeenschap heeft.
shares-worth-one = Eén aandeel staat voor { $one }: { $assets } die aan niemand is beloofd, gedeeld door de { $shares } aandelen die leden hebben.
shares-worth-no-price = Dit is geen prijs.
shares-worth-why = Het zegt wat er volgens de boeken is, na de laatste regel. Niemand hoeft het te betalen, en niemand krijgt het bij vertrek.
shares-worth-books = Hoe de boeken ervoor staan
shares-value-over-time = Waar een aandeel voor stond, ronde na ronde
shares-value-chart = Waar een aandeel volgens de boeken voor stond, vanaf { $from }; nu { $last }
shares-value-column = Eén aandeel stond voor
shares-held-over-time = Wat je had, ronde na ronde
shares-held-chart = Aandelen die je had, vanaf { $from }; nu { $last }
shares-held-column = Je had
shares-lets = Wat je ermee kunt
shares-vote = Stemmen als lid
shares-vote-note = Eén mens, één stem. Aandelen veranderen daar nooit iets aan.
shares-vote-amount = 1 van { $members }
shares-vote-not-yet = nog niet
shares-steward = Meewegen als rentmeester
shares-steward-note = Over begroting en eigendom, met de wortel van wat voorgoed van jou is.
shares-of = { $own } van { $all }
shares-surplus = Delen in het overschot van het jaar
shares-surplus-note = Naar wat je in het jaar verdiende, en als elk lid.
shares-pass-on = Doorgeven
shares-pass-on-note = Aan een ander lid, als { $place } dat met een stemming over eigendomsregels heeft aangezet. Ze geven daar geen stem.
shares-auction = Verkopen op de veiling
shares-auction-note = Om de paar weken, waar { $place } het met een stemming over eigendomsregels heeft aangezet.
shares-see = zie onderaan
shares-later = later
shares-earned = Waar ze vandaan kwamen
shares-earned-sentence = Eén regel per ronde. Elke regel opent naar wat hem maakte.
shares-round = Ronde die sloot op { $date }

shares-certificate = Een certificaat
shares-certificate-sentence = Wat je hebt, als pagina om af te drukken of te sturen. Het bewijs zit erbij: wie het heeft, controleert het zonder deze plek iets te vragen.
shares-certificate-name = Met mijn naam erop
shares-certificate-make = Maak de PDF
shares-certificate-proof = Alleen het bewijs, voor programma’s
certificate-title = Aandelen van { $place }
certificate-who = Lid { $number }
certificate-who-named = { $name }, lid { $number }
certificate-holds = Op { $date } had dit lid { $held }, waarvan { $vested } onvoorwaardelijk, van de { $issued } die alle leden samen hadden.
certificate-votes = Aandelen zijn geen stemmen: elk lid heeft er één. Ze zijn verdiend door bij te dragen.
certificate-proves = Het bestand bij deze pagina laat zien wat rondes toekenden, hoogstens de laatste zestig, zoals het register van { $size } regels het heeft.
certificate-limits = Het laat zien wat is toegekend. Dat er sindsdien niets terugging of naar anderen ging, blijkt alleen uit het naspelen van het hele register.
certificate-check = Om het te controleren: bewaar de bijlage proof.json en start “meent certificate proof.json”.
certificate-round = ronde { $round }: { $amount }
