# Geclaimd werk, het bekijken ervan, en wat een ronde geeft naast wat je maakt.
skill-code = code
skill-documents = documenten
skill-translation = vertaling
skill-events = evenementen
skill-operations = het netwerk draaien
class-1 = Een uur of minder
class-2 = Een halve dag
class-3 = Een dag
class-5 = Een paar dagen
class-8 = Een week
class-13 = Meer dan een week
class-weight = telt { $weight }
class-no = Het telt niet
class-no-note = niet gedaan, niet van hen, of hier niet nuttig
work-asked = Wil je hiernaar kijken?
work-asked-sentence = Het lot viel op jou. Bekijk het werk en zeg hoe groot het is; het duurt een paar minuten en je krijgt ervoor betaald.
work-claims = Werk voor deze plek
work-claims-sentence = Code, documenten, vertalingen, evenementen, het netwerk draaien: zeg wat je deed, drie gelote leden zeggen hoe groot het is, en het middelste antwoord telt.
work-claim = Werk claimen
work-skills = Wat jij kunt beoordelen
work-skills-sentence = Wie werk kan beoordelen, wordt daarvoor het eerst geloot. Na je eerste claim die telt hoor je daar vanzelf bij.
skill-attested = { $count ->
    [one] één claim van jou telde
   *[other] { $count } claims van jou telden
}
skill-declare = Dit kan ik beoordelen
skill-take-back = Niet meer
claim-title = Wat je deed, in één regel
claim-title-hint = Bijvoorbeeld: Nederlandse woorden voor de instellingen.
claim-words = Wat het is, en waar het te zien is
claim-words-hint = Adressen helpen wie ernaar kijkt. Ingelogde leden kunnen dit lezen.
claim-skill = Wat voor werk
claim-class = Hoe groot het was
claim-then = Drie gelote leden kijken ernaar, binnen een week. De woorden kunnen later gewist worden; het register bewaart alleen getallen.
claim-act = Claimen
claim-gone = Een claim waarvan de woorden gewist zijn
claim-called = Drie leden worden geloot om ernaar te kijken { $at }.
claim-reviewing = { $answered } van 3 hebben geantwoord; tot { $until }
claim-counts = Het telt { $class }, sinds { $date }.
claim-refused = Het telt niet, sinds { $date }.
claim-number = Claim { $number }
claim-by = Door
claim-own-class = Eigen schatting: { $class } (telt { $weight }).
claim-said = Jij zei: { $answer }.
claim-answer = telt { $class }
claim-back = Terug naar je werk
claim-question = Hoe groot is dit werk?
claim-question-sentence = Het middelste van drie antwoorden telt. Wat de anderen zeggen, zie je als iedereen geantwoord heeft.
claim-class-reviewer = Ik vind
claim-attest = Zo is het
claim-answers = Wat ze zeiden
claim-paid = Ronde { $round } betaalt ervoor.
notice-review-asked = Het lot viel op jou om naar iemands werk te kijken. Het duurt een paar minuten.
notice-claim-counts = Er is naar je werk gekeken: het telt.
notice-claim-refused = Er is naar je werk gekeken: het telt niet.
entry-declare-skill-yes = { $who } kan { $skill } beoordelen.
entry-declare-skill-no = { $who } beoordeelt { $skill } niet meer.
entry-claim-work = { $who } claimde werk.
entry-attest-work = { $who } keek naar claim { $claim }.
entry-field-declared = Zegt het
sheet-say-declare-skill-yes = { $member } kan { $skill } beoordelen.
sheet-say-declare-skill-no = { $member } beoordeelt { $skill } niet meer.
sheet-say-claim-work = { $member } claimt werk: “{ $title }”.
sheet-say-attest-work-no = { $member } vindt dat claim { $claim } niet telt.
sheet-say-attest-work-class = { $member } vindt dat claim { $claim } { $class } telt.
sheet-field-skill = Soort werk
sheet-field-class = Telt
sheet-field-claim = Claim
sheet-class-no = niet
sheet-skill-code = code
sheet-skill-documents = documenten
sheet-skill-translation = vertaling
sheet-skill-events = evenementen
sheet-skill-operations = het netwerk draaien
rejection-claim-not-found = Zo’n claim is er niet.
rejection-no-reviewers = Er zijn nog geen drie anderen die ernaar kunnen kijken. Claim het als die er zijn.
rejection-claim-limit = Er wordt naar vijf van je claims gekeken. Wacht tot er één klaar is.
rejection-not-a-reviewer = Jou is niets gevraagd over deze claim.
rejection-not-reviewing = Over deze claim wordt nu niemand iets gevraagd.
rejection-attested-already = Je hebt gezegd wat je vindt.
rejection-vouching-lost = Je stond in voor een account dat een jury nep vond. Dertien rondes lang kun je voor niemand instaan.
rejection-vote-lost = Je stond twee keer binnen een jaar in voor nepaccounts. Dertien rondes lang kun je niet stemmen.
parameter-work-share = Deel voor werk
parameter-work-share-text = Dit deel van wat een ronde uitgeeft, wordt verdeeld naar de grootte van het werk dat erin erkend werd.
parameter-service-share = Deel voor diensten
parameter-service-share-text = Uit dit deel wordt iedereen betaald die modereerde, of die door het lot in een jury, een panel of bij een claim terechtkwam.
parameter-service-amount = Voor elke dienst
parameter-service-amount-text = Zoveel per keer; minder als het deel niet genoeg is.
parameter-onboarding-share = Deel voor nieuwe leden die blijven
parameter-onboarding-share-text = Uit dit deel krijgt wie instond voor iemand die lid werd, en dat een jaar later nog is.
parameter-onboarding-amount = Voor elk nieuw lid
parameter-onboarding-amount-text = Gedeeld door wie instonden; één keer als iemand lid wordt, en één keer na 52 rondes.
parameter-work-ticks = Tijd om werk te bekijken
parameter-work-ticks-text = Zo lang hebben drie leden om te zeggen hoe groot geclaimd werk is.
why-counted-works = Wat anderen in je werk waardeerden
why-beside = Werk en diensten voor deze plek
why-part-work = Werk waar drie leden naar keken
why-part-work-note = Het telt { $own } van { $all } in deze ronde, van de { $pot } aandelen voor zulk werk.
why-part-service = Diensten
why-part-service-note = { $count ->
    [one] Eén keer modereerde je, zat je in een jury of panel, of keek je naar een claim.
   *[other] { $count } keer modereerde je, zat je in een jury of panel, of keek je naar een claim.
} Elke keer geeft hetzelfde, wat je ook besloot.
why-part-onboarding = Iemand voor wie je instond bleef
why-part-onboarding-note = Wie instond deelt het.
why-part-short = Het zou { $due } geweest zijn, maar het deel was niet genoeg voor iedereen.
why-part-more = Eén punt meer had { $amount } meer opgeleverd.
why-pot-work = Het deel voor werk dat bekeken is
why-pot-work-note = Verdeeld naar wat drie leden vonden.
why-pot-service = Het deel voor diensten
why-pot-service-note = Moderatoren, jury’s, panels, claims bekijken: elke keer hetzelfde.
why-pot-onboarding = Het deel voor nieuwe leden die blijven
why-pot-onboarding-note = Voor wie voor hen instond.
work-round-beside = werk en diensten voor deze plek: { $amount }

# Alle aandelen samen.
cap-title = De aandelen van { $place }
cap-ask = Hoeveel er zijn, en hoe ze verdeeld zijn. Hier wordt niemand genoemd.
cap-all = Alle aandelen samen
cap-held = { $amount } aandelen, van { $count ->
    [one] één lid
   *[other] { $count } leden
}
cap-vested = { $amount } voorgoed
cap-coming = { $amount } nog te verwerven
cap-chart = { $vested } aandelen zijn voorgoed van hun houders; { $coming } worden dat stukje bij beetje
cap-pool = Nog te verdienen
cap-pool-note = { $rounds ->
    [one] Eén ronde gaf er iets uit weg.
   *[other] { $rounds } rondes gaven er iets uit weg.
}
cap-bought = Gekocht
cap-bought-note = Ze wegen in geen stemming mee.
cap-returned = Teruggehaald
cap-returned-note = Ging terug nadat een jury bedrog vond.
cap-spread = Houders naar grootte
cap-spread-sentence = Hoeveel leden ongeveer hoeveel hebben.
cap-band-first = minder dan één aandeel
cap-band = { $from } tot { $below }
cap-band-last = { $from } en meer
cap-members = { $count ->
    [one] één lid
   *[other] { $count } leden
}
cap-tenth = Het tiende deel van de houders met de meeste heeft { $percent } van alle aandelen.
cap-table = Als tabel
cap-size = Aandelen
cap-who = Leden
cap-csv = Download als CSV
cap-ocf = Download in Open Cap Format
cap-own = Je eigen deel

# Blind beoordelen.
work-compare = Vergelijk twee werken
compare-eyebrow = Blind beoordelen
compare-done = { $done } van { $all } paren in deze ronde
compare-title = Welke is beter?
compare-ask = Twee werken, zonder de naam van de maker. Wat jij kiest weegt een beetje mee in wat elk verdient.
compare-first = Het eerste werk
compare-second = Het tweede werk
compare-pick = Deze is beter
compare-neither = Ik weet het niet, of ik weet van wie het is
compare-begin = Laat me twee werken zien
compare-keys = Met toetsen: links of rechts om een kant te kiezen, dan Enter.
compare-pay = Van sommige paren is het antwoord al bekend. Hoe vaker je dat treft, hoe meer je krijgt.
compare-all-title = Dat was alles voor deze ronde
compare-all = Nieuwe paren komen na { $when }.
compare-none-title = Nu geen paren
compare-none = Er zijn twee werken van twee anderen voor nodig. Kom terug als er meer zijn.
why-part-review = Blind beoordelen
why-part-review-note = Je trof { $own } van de { $all } bekende antwoorden die alle beoordelaars troffen, van de { $pot } aandelen voor beoordelen.
why-reviewed = Bij blind beoordelen werd je werk { $wins } van { $seen } keer gekozen: je punten tellen voor { $percent } %.
why-pot-review = Het deel voor blind beoordelen
why-pot-review-note = Voor wie bekende antwoorden trof.
parameter-review-share = Deel voor blind beoordelen
parameter-review-share-text = Dit deel van wat een ronde uitgeeft gaat naar wie werken zonder naam vergelijkt, naar de bekende antwoorden die ze troffen.
