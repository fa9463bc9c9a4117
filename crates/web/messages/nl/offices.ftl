# Verkiezingen, en wie een ambt bekleedt.
elections-title = Verkiezingen
elections-ask = Wie een ambt bekleedt, wordt door iedereen hier gekozen. Niemand schrijft een verkiezing uit: zij begint vanzelf als er een zetel vrij is of komt.
elections-open = Er kan gestemd worden
elections-nominating = Kandidaten gezocht
elections-over = Geteld
elections-empty-title = Nog geen verkiezing
elections-empty = De eerste begint vanzelf, zodra er genoeg leden zijn en er een zetel vrij is.
elections-offices = Mensen met een ambt
elections-all = Alle verkiezingen
now-elections = Verkiezingen
now-elections-sentence = Wie leidt en wie waakt, kiezen we samen.
election-number = Verkiezing { $number }
election-title-team = Wie leidt het werk?
election-title-guardian = Wie waakt over wat we besloten?
election-title-trustee = Wie bewaart de sleutels van geheime stemmen?
election-title-validator = Wie controleert het register?
election-seats = { $count ->
    [one] één zetel
   *[other] { $count } zetels
}
election-standing = { $count ->
    [0] nog geen kandidaten
    [one] één kandidaat
   *[other] { $count } kandidaten
}
election-awaits-you = Jouw stem ontbreekt nog
election-seated = In functie:
election-stand-until = kandidaat stellen tot { $until }
election-vote-until = stemmen tot { $until }
election-takes = in functie { $at }
election-taken = in functie sinds { $date }
election-void = niemand werd gekozen
election-ask-nominating = { $seats ->
    [one] Er is één zetel te vervullen.
   *[other] Er zijn { $seats } zetels te vervullen.
} Tot { $until } kan elk lid zich kandidaat stellen; op wie { $needed ->
    [one] één ander lid steunt
   *[other] { $needed } andere leden steunen
}, kan gestemd worden.
election-ask-voting = { $seats ->
    [one] Er is één zetel te vervullen.
   *[other] Er zijn { $seats } zetels te vervullen.
} Je kunt stemmen, en je stem veranderen, tot { $until }.
election-ask-taking = De stemmen zijn geteld. De gekozenen treden aan: { $at }.
election-ask-taken = De gekozenen zijn aangetreden op { $date }.
election-ask-void = Niemand werd gekozen: er was geen zetel meer vrij, of op geen enkele stem stond iemand die kon aantreden.
election-way = Hoe ver deze verkiezing is
election-step-nominations = Kandidaten
election-step-ballots = Stemmen
election-step-count = Telling
election-step-office = In functie
election-who-stands = Wie kandidaat is
election-stood = Wie kandidaat was
election-nobody-stands = Nog niemand.
election-withdrew = niet meer kandidaat
election-no-words = Hun woorden zijn hier niet: ze zijn gewist, of er waren er geen.
election-sponsors = { $needed ->
    [one] { $count } van één steunbetuiging
   *[other] { $count } van { $needed } steunbetuigingen
}
election-you-support = Jij steunt deze kandidatuur.
election-support = Steun { $name }
election-sign-in = Meld je aan om kandidaat te zijn of iemand te steunen
election-sign-in-vote = Meld je aan om te stemmen
election-stand = Stel je kandidaat
election-stand-text = { $count ->
    [one] Eén ander lid moet je kandidatuur steunen.
   *[other] { $count } andere leden moeten je kandidatuur steunen.
}
election-words = Wat je in dit ambt wilt doen
election-words-hint = Iedereen kan het lezen. Het staat naast het register en je kunt het terugnemen; het register bewaart alleen een vingerafdruk ervan.
election-stand-act = Kandidaat worden
election-cannot-office = Je bekleedt een ambt dat langer duurt dan deze zetel leeg is, en niemand heeft er twee.
election-you-stand = Je bent kandidaat in deze verkiezing
election-you-stand-text = Je kunt je altijd terugtrekken, ook na de telling, zolang je geen zetel hebt.
election-withdraw = Terugtrekken
election-forget = Wis wat ik zei
election-not-you = Je kunt hier niet stemmen: je werd lid nadat het stemmen begon, of was daarvoor niet actief.
election-turnout = { $ballots ->
    [one] Eén van { $electorate } heeft gestemd.
   *[other] { $ballots } van { $electorate } hebben gestemd.
}
election-in-office = In functie
election-elected = Gekozen
election-term = tot { $date }
election-left-office = niet meer in functie
election-runners-up = Volgenden in de rij
election-runners-up-text = Komt een zetel vrij voor de termijn om is, dan gaat die naar de eerste van hen die hem kan innemen.
election-somebody = lid { $number }
ballot-title = Jouw stem
ballot-how = Zet er minstens één naam op, de beste eerst. Je stem telt voor je eerste keus; heeft die haar niet nodig of kan die niet winnen, dan gaat zij naar je volgende. Meer mensen opschrijven schaadt nooit wie erboven staat.
ballot-cast = Je hebt gestemd. Tot het einde kun je het veranderen; de laatste stem telt.
ballot-on = Op je stem, in deze volgorde
ballot-none = Nog niemand.
ballot-rest = Niet op je stem
ballot-order = Iedereen ziet de kandidaten in een andere, gelote volgorde, zodat niemand bij iedereen bovenaan staat.
ballot-act = Breng deze stem uit
ballot-act-again = Verander mijn stem
ballot-add = Als volgende
ballot-up = Omhoog
ballot-down = Omlaag
ballot-off = Eraf
ballot-said-on = { $name } staat op plaats { $place } van je stem.
ballot-said-off = { $name } staat niet op je stem.
account-title = Hoe er geteld is
account-how = { $ballots ->
    [one] Er is één stem geteld
   *[other] Er zijn { $ballots } stemmen geteld
} voor { $seats ->
    [one] één zetel
   *[other] { $seats } zetels
}. Wie minstens { $quota } stemmen heeft, is gekozen. Stemmen die iemand niet nodig heeft, gaan naar de volgende naam op die briefjes; heeft niemand genoeg, dan valt af wie de minste heeft, en gaan die stemmen verder.
account-round = Ronde { $number }
account-candidate = Kandidaat
account-votes = Stemmen
account-bar = { $name }: { $votes } stemmen
account-exhausted = Op geen andere naam
account-elected = { $count ->
    [one] { $names } is gekozen.
   *[other] { $names } zijn gekozen.
}
account-surplus = { $name } heeft { $votes } stemmen meer dan nodig; die gaan naar de volgende naam op die briefjes.
account-eliminated = { $count ->
    [one] { $names } valt af; die stemmen gaan naar de volgende naam op elk briefje.
   *[other] { $names } vallen af; die stemmen gaan naar de volgende naam op elk briefje.
}
account-tie-earlier = { $among } hadden evenveel stemmen. In ronde { $round } was dat niet zo; daarom werd het { $taken }.
account-tie-lot = { $among } hadden evenveel stemmen, en niets maakte verschil. Een lot dat niemand kon kennen wees { $taken } aan.
account-and = { $names } en { $last }
account-again = Alle stemmen zonder namen, en het lot, staan klaar voor wie wil natellen:
account-data = de gegevens van deze verkiezing
notice-election-called = Er begint een verkiezing. Je kunt je kandidaat stellen.
notice-election-opened = Het stemmen is begonnen. Je kunt stemmen.
notice-elected = Je bent gekozen.
notice-renewal-asked = Je mandaat eindigt binnenkort. Vraag de leden het te verlengen.
notice-mandate-lapsed = Je mandaat is geëindigd. Tot er een nieuw is, modereert het team alleen, houdt het deze plek veilig en betaalt het zichzelf.
subject-another-pause = Nog een pauze
change-another-pause = De wachters mogen nog één keer pauzeren voordat de tijd tussen twee pauzes om is. Het geldt voor één pauze.
propose-another-pause = Laat de wachters weer pauzeren
propose-another-pause-text = Eén keer, eerder dan het handvest hun alleen toestaat.
entry-propose-another-pause = { $who } stelde voor dat de wachters nog één keer mogen pauzeren.
entry-resign = { $who } gaf een ambt terug.
office-reports-title = Verslagen uit het ambt
office-reports-ask = Wat mensen met een ambt iedereen vertellen over hun werk: wat er gedaan is, wat het kostte, wat er komt.
office-reports-none = Nog niemand met een ambt schreef er een.
office-reports-empty-title = Nog geen verslag
office-reports-all = Alle verslagen uit het ambt
office-reports-write = Doe iedereen verslag
office-reports-field-title = Waar het over gaat
office-reports-field-text = Wat er gedaan is, wat het kostte, wat er komt
office-reports-hint = Iedereen kan het lezen, onder je naam en je ambt. Het blijft als je het ambt verlaat; je kunt het verwijderen.
office-reports-act = Publiceren
office-reports-delete = Verwijder dit verslag
office-reports-mandate = onder het mandaat van besluit { $number }
offices-resign = Geef dit ambt terug
offices-by-founding = bij de oprichting
offices-moderators-since = aangewezen op { $date }
offices-pause-permitted = De leden laten hen nog één keer pauzeren zonder te wachten,
offices-drawn = Door loting
offices-drawn-may = Gelote leden zeggen of blijft staan waar weinigen over stemden. Niemand kiest hen en niemand kan hen wegsturen: het is binnen dagen voorbij, en iedereen kan de loting met het bewijs overdoen.
offices-drawn-none = Er is nu niemand voor iets geloot.
offices-drawn-panel = Over besluit { $number }, tot { $until }
mandate-title = Het mandaat
mandate-propose = Stel een mandaat voor
mandate-renewal = Het eindigt { $until }. Nu wordt om verlenging gevraagd: een stemming duurt weken, dus hoe eerder iemand er een voorstelt, hoe beter.
mandate-caretaker = Het team is demissionair
mandate-caretaker-recall = De leden riepen op { $date } iemand uit het team terug.
mandate-caretaker-lapsed = Het mandaat eindigde op { $date } en werd niet verlengd.
mandate-caretaker-may = Tot er een nieuw mandaat is, modereert het, houdt het deze plek veilig en betaalt het zichzelf. Het stelt niets anders voor en schrijft geen kostennota.
mandate-over = Het eindigde op { $date }. Het geeft nog { $amount } per week, en niets vanaf { $nothing }.
mandate-after = Van kracht sinds { $since }. Wordt het niet verlengd, dan geeft het vanaf het einde de helft, en niets vanaf { $nothing }.
