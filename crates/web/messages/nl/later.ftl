# Wat een ronde opzij legt voor wat leden later nog gebruiken.
later-title = Uit ronde { $round }, voor wat nog gebruikt wordt: { $amount }
later-sentence = Ronde { $round } legde { $pot } aandelen van haar deel voor werken opzij. Ze worden verdeeld bij het sluiten van deze ronde, op dezelfde manier geteld, naar wat leden van de werken van die ronde waardeerden in de laatste vier rondes.
later-sum = { $points } van { $all } punten is { $percent } %.
later-sum-shares = Van de { $pot } aandelen is dat { $amount }.
later-floor = Een punt brengt nu nooit meer op dan toen. Alle werken van die ronde samen hebben nu { $now } punten, en waar niemand punten voor heeft, ging terug naar de pot.
later-cut = Niemand krijgt meer dan { $cap } %, dus ging { $cut } naar de anderen of terug naar de pot.
later-rule-none = Niemand waardeerde jouw werken van die ronde in de laatste vier rondes.
later-rule-few = { $count ->
    [one] Maar één mens waardeerde jouw werken van die ronde in de laatste vier. Net als toen telt het vanaf drie.
   *[other] Maar { $count } mensen waardeerden jouw werken van die ronde in de laatste vier. Net als toen telt het vanaf drie.
}
later-rule-one-cluster = Iedereen die jouw werken van die ronde in de laatste vier waardeerde, hoort bij één vriendenkring. Het telt zodra iemand uit een andere kring meedoet.
later-what-if = Hadden leden uit twee kringen, drie of meer, een van die werken in deze vier rondes gewaardeerd, dan was er een deel van jou.
later-then = Hoe die ronde geteld is
later-waits = Opzij voor wat leden nog gebruiken
later-waits-note = Wordt verdeeld als ronde { $round } sluit, op { $when }, naar wat leden dan van deze werken waarderen.
later-waits-own = Voor evenveel punten als je had, zou er { $amount } bij komen.
later-all = { $amount } aandelen wachten op wat blijft
later-all-sentence = { $count ->
    [one] Eén ronde legde een deel van wat zij aan werken geeft opzij. Het wordt in de regel een half jaar later verdeeld onder makers van wie werken van die ronde nog gewaardeerd worden.
   *[other] { $count } rondes legden een deel van wat zij aan werken geven opzij. Het wordt in de regel een half jaar later verdeeld onder makers van wie werken van die rondes nog gewaardeerd worden.
}
later-next = Eerst komen { $amount } van ronde { $round }, op { $when }. Wat niemand meer gebruikt, gaat terug naar de pot.
why-rule-fraud = Er is vastgesteld dat bijdragen van jou niet waren wat ze leken. Wat er van de rondes daarvoor wachtte, wordt niet aan jou verdeeld.
work-round-later = uit eerdere rondes, voor wat nog gebruikt wordt: { $amount }
parameter-later-share = Deel dat wacht op wat blijft
parameter-later-share-text = Dit deel van wat een week aan werken geeft, wordt later verdeeld, naar wat leden dan nog waarderen. Hoogstens de helft.
parameter-later-rounds = Hoe lang het wacht
parameter-later-rounds-text = Na zoveel weken wordt dat deel verdeeld. Voor wat al wacht verandert er niets.
