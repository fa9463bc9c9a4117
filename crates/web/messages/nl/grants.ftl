# Beurzen: leden vragen, anderen geven punten, en steun die blijft is op een dag genoeg.
grants-title = Beurzen
grants-ask = Vraag om geld, of geef je punten aan wat je betaald wilt zien. Wat genoeg steun houdt, wordt betaald, zonder stemming.
grants-empty-title = Niemand vraagt om een beurs
grants-empty = Wees de eerste.
grants-open = Wat gevraagd wordt
grants-over = Eerder
grants-all = Alle beurzen
grants-how-title = Hoe het werkt
grants-how = Iedereen heeft evenveel punten en kan ze elke dag verleggen. Punten groeien naar hun gewicht toe: na een week telt de helft, na twee weken driekwart. Punten die weggaan, vervagen net zo. Een beurs wordt betaald als haar gewicht haalt wat ze nodig heeft; hoe groter haar deel van het geld, hoe meer ze nodig heeft.
grants-points-left = Je hebt nog { $left } van { $points } punten te geven.
grants-sign-in = Meld je aan om punten te geven of te vragen
grants-request = Vraag om een beurs
grants-request-text = Er is { $pool } voor beurzen. Zeg waar het geld voor is, hoeveel, en wie betaald wordt.
grants-request-act = Vraag om deze beurs
grants-no-money = Er is nu geen geld voor beurzen. Een begroting kan er wat voor opzijzetten.
grant-number = Beurs { $number }
grant-untitled = Beurs { $number }, de woorden zijn gewist
grant-weighs = De steun weegt { $weight } van { $needed } punten.
grant-passes = Betaald vanaf { $at }, als de steun blijft
grant-needs-more = { $count ->
    [0] Nog niet genoeg
    [one] Er is nog 1 punt nodig
   *[other] Er zijn nog { $count } punten nodig
}
grant-too-large = Er is er nu te weinig geld voor
grant-passed = Beslist { $date }
grant-withdrawn = Teruggenomen { $date }
grant-void = Vervallen { $date }: wie betaald zou worden, is weg
grant-yours = { $count ->
    [one] 1 van jouw punten
   *[other] { $count } van jouw punten
}
grant-since = gevraagd op { $date }
grant-support = Steun
grant-support-now = { $count ->
    [0] Nog niemand geeft punten.
    [one] 1 lid geeft { $points } punten.
   *[other] { $count } leden geven { $points } punten.
}
grant-young = Opdat iedereen het eerst kan zien, wordt er niet betaald vóór { $at }.
grant-need-line = { $count ->
    [one] heeft 1 punt nodig
   *[other] heeft { $count } punten nodig
}
grant-picture = Wat de steun weegt in de tijd: nu { $weight } van { $needed } punten die nodig zijn.
grant-weight-column = Gewicht in punten
grant-give-title = Jouw punten
grant-you-give = { $count ->
    [one] Je geeft 1 punt. Je kunt dat elke dag veranderen.
   *[other] Je geeft { $count } punten. Je kunt dat elke dag veranderen.
}
grant-points-label = Hoeveel punten?
grant-points-hint = Van 0 tot { $count }. 0 neemt ze terug.
grant-public = Punten staan op het openbare register onder je lidnummer.
grant-give-act = Onderteken mijn punten
grant-take-back = Neem deze aanvraag terug
notice-grant-passed = Je beurs heeft genoeg steun en wordt betaald.
treasury-by-grant = Beurs { $number }: { $title }
treasury-grants = Beurzen: wat leden vragen
entry-request-grant = { $who } vroeg om een beurs.
entry-withdraw-grant = { $who } nam beurs { $grant } terug.
entry-support-grant = { $who } gaf punten aan beurs { $grant }.
sheet-say-request-grant = { $member } vraagt om een beurs van { $amount }: “{ $title }”.
sheet-say-withdraw-grant = { $member } neemt { $grant } terug.
sheet-say-support-grant = { $member } geeft punten aan { $grant }: { $count }.
sheet-say-support-none = { $member } neemt alle punten terug van { $grant }.
sheet-grant = beurs { $number }
sheet-grant-titled = beurs { $number }, “{ $title }”
sheet-field-grant = Beurs
sheet-field-points = Punten
rejection-grant-not-found = Deze beurs is er niet.
rejection-grant-over = Deze beurs is voorbij.
rejection-points-short = Je hebt niet zoveel punten. Neem er eerst elders terug.
rejection-grants-supported = Je geeft aan zoveel beurzen als één lid kan. Neem eerst je punten van een ervan terug.
rejection-grants-full = Je vraagt om zoveel beurzen als één lid kan, of er zijn er zoveel open als er kunnen zijn.
rejection-grant-too-large = Dit is een te groot deel van het geld voor beurzen.
parameter-grant-spend-limit = Grootste deel voor één beurs
parameter-grant-spend-limit-text = Eén beurs is altijd een kleiner deel van het geld voor beurzen dan dit.
parameter-grant-minimum = Minste steun voor een beurs
parameter-grant-minimum-text = Ook de kleinste beurs heeft dit deel van de gegeven punten nodig.
parameter-grant-age-ticks = Tijd voor een beurs betaald kan worden
parameter-grant-age-ticks-text = Zo oud is een beurs minstens voor ze betaald wordt, wat de steun ook is.
parameter-grant-floor = Punten die minstens tellen
parameter-grant-floor-text = Waar weinig punten gegeven worden, worden beurzen aan dit deel van alle punten gemeten.
parameter-grant-points = Punten van elk lid
parameter-grant-points-text = Zoveel punten kan elk lid aan beurzen geven.
parameter-grants-supported = Beurzen die één lid kan steunen
parameter-grants-supported-text = Punten kunnen over zoveel beurzen tegelijk verdeeld worden.
