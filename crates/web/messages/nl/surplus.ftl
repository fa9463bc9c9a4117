# Het overschot van een jaar.
surplus-of = Overschot van jaar { $year }
surplus-year = Jaar { $year }
surplus-others = Andere jaren
surplus-ask = Wat van het jaar overbleef, verdeeld volgens de regel van het handvest op { $date }. Niemand beslist wie wat krijgt.
surplus-own = Wat je tegoed hebt
surplus-own-part = Jouw deel
surplus-own-patronage = Voor de { $own } aandelen die je verdiende, van { $all }
surplus-own-equal = Als een van { $count } leden
surplus-own-not-member = Geen lid toen het werd verdeeld
surplus-paid-nothing = Deze keer heeft geen lid iets tegoed.
surplus-paid-by = te betalen vóór { $date }.
surplus-paid-at = betaald op { $date }.
surplus-came = Hoe het tot stand kwam
surplus-income = Kwam binnen in het jaar
surplus-outflow = Betaald, of besloten te betalen
surplus-reserved = Gehouden, omdat de veiligheidsreserve het mist
surplus-assigned = Gehouden, omdat een begroting het een doel gaf
surplus-whole = Overschot
surplus-parts = Hoe het wordt verdeeld
surplus-parts-say = Investeerders gaan voor, tot wat zij tegoed hebben; de anderen delen de rest.
surplus-rule = De regel in het handvest
surplus-share = Deel
surplus-part-investors = Investeerders, hoogstens
surplus-part-patronage = { $count ->
    [one] 1 mens die aandelen verdiende, naar hoeveel
   *[other] { $count } mensen die aandelen verdienden, naar hoeveel
}
surplus-part-equal = { $count ->
    [one] 1 lid
   *[other] { $count } leden, ieder evenveel
}
surplus-part-redemption = Om aandelen terug te nemen
surplus-part-reinvested = Blijft bij de gemeenschap, met wat afronden overliet
surplus-transfer = Wat leden tegoed hebben is overboeking { $number }
surplus-files = Om na te rekenen
surplus-files-say = Iedereen die iets tegoed heeft, op lidnummer. Het volgt uit het register, dus iedereen kan het narekenen.
surplus-csv = Tabel (CSV)
surplus-members = Leden, overschot van jaar { $year }
surplus-section = Overschot
surplus-section-say = Wat van een jaar overblijft wordt volgens de regel van het handvest verdeeld zodra de laatste week is afgerekend.
surplus-section-own = Jij hebt er { $amount } van tegoed.
statement-surplus = Aan leden betaald uit een overschot
parameter-surplus-investors = Overschot: investeerders hoogstens
parameter-surplus-investors-text = Het meeste van een jaaroverschot dat vóór de leden naar investeerders gaat. Eén besluit verschuift het hoogstens 10 %.
parameter-surplus-patronage = Overschot: naar wat je verdiende
parameter-surplus-patronage-text = Deel van de rest voor wie in het jaar aandelen verdiende. Eén besluit verschuift het hoogstens 10 %.
parameter-surplus-equal = Overschot: ieder lid evenveel
parameter-surplus-equal-text = Deel van de rest voor elk lid gelijk. Eén besluit verschuift het hoogstens 10 %.
parameter-surplus-redemption = Overschot: om aandelen terug te nemen
parameter-surplus-redemption-text = Deel van de rest voor de inkooppot. Eén besluit verschuift het hoogstens 10 %.
parameter-surplus-reinvested = Overschot: blijft bij de gemeenschap
parameter-surplus-reinvested-text = Deel van de rest dat blijft. De vier delen zijn samen het geheel. Eén besluit verschuift het hoogstens 10 %.
parameter-surplus-rounds = Overschot: tijd om te betalen
parameter-surplus-rounds-text = Binnen zoveel rondes krijgen leden wat ze tegoed hebben. De schuld verjaart niet.
rejection-surplus-step = Een deel van het overschot verschuift in één besluit hoogstens 10 %.
surplus-how = Hoe het wordt betaald
surplus-how-say = In één keer, door twee mensen die de boeken bijhouden, van de rekening van de gemeenschap. Het moet betaald zijn vóór { $date }. Is het te laat, dan heb je het nog steeds tegoed.
surplus-how-done = Het werd in één keer betaald op { $date }; twee mensen die de boeken bijhouden zeggen dat.
surplus-how-nobody = Wat niemand betaald kan krijgen gaat naar de pot die aandelen terugneemt: het deel van wie dan vertrokken is, en van wie na die dag wordt genoemd als iemand die niet betaald kon worden.
surplus-late = { $count ->
    [one] Het is 1 dag te laat.
   *[other] Het is { $count } dagen te laat.
}
surplus-own-unpaid = De mensen die de boeken bijhouden zeggen dat ze je niet konden betalen. Vertel hun hoe, voordat ze zeggen dat de anderen betaald zijn.
surplus-own-lost = Je kon niet betaald worden. Je deel ging naar de pot die aandelen terugneemt.
surplus-part-returned = Kon niet betaald worden, en ging naar de pot
surplus-unpayable = Kan zoals het nu staat niet betaald worden
surplus-name = Wie niet betaald kon worden
surplus-name-say = De dag is voorbij. Noem wie je niet kon betalen; hun deel gaat naar de pot zodra twee van jullie zeggen dat de anderen betaald zijn. Een nieuwe lijst vervangt de vorige.
surplus-name-people = Leden
surplus-name-people-hint = Nummers of namen, met spaties ertussen. Niemand, als het leeg is.
surplus-name-act = Noem hen
surplus-name-now = Nu genoemd: { $members }
surplus-by-charter = De regel van het handvest, jaar { $year }
surplus-mine = Jouw deel van het overschot
surplus-mine-none = Nog geen jaar liet een overschot na. Als dat gebeurt, zie je hier jouw deel.
surplus-mine-why = { $patronage } voor wat je verdiende, { $equal } als elk lid
sheet-say-name-unpaid = { $member } noemt, in een ambt, wie van het overschot van jaar { $year } niet betaald kon worden
sheet-say-name-none-unpaid = { $member } zegt, in een ambt, dat iedereen van het overschot van jaar { $year } betaald kan worden
sheet-field-year = Jaar
sheet-field-unpaid = Kon niet betaald worden
entry-name-unpaid = { $who } noemde wie van het overschot van jaar { $year } niet betaald kon worden
rejection-surplus-not-owed = Leden hebben van het overschot van dat jaar niets tegoed, of niet meer.
rejection-surplus-not-due = De dag waarop leden betaald moeten zijn is nog niet voorbij.
rejection-unpaid-unsound = Noem alleen leden die iets tegoed hebben, ieder één keer.
notice-surplus-owed = Je hebt een deel van het jaaroverschot tegoed.
notice-surplus-paid = Jouw deel van het jaaroverschot is betaald.
notice-surplus-unpaid = Jouw deel van het jaaroverschot kon niet betaald worden. Zeg hoe het wel kan.
surplus-mine-by = Te betalen vóór { $date }, in één keer, door wie de boeken bijhouden.
surplus-mine-at = Betaald op { $date }.
surplus-mine-more = Hoe jaar { $year } werd verdeeld, en hoe het wordt betaald
