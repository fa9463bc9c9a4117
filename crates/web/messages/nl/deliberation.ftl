# Een ontwerp bespreken: de lijst, het ontwerp, opmerkingen, stellingen, de kaart, argumenten, kosten.
deliberations-title = In bespreking
deliberations-ask = Voordat iemand stemt, kan een tekst gelezen, bevraagd en herschreven worden. Hier zeg je wat je vindt zolang dat nog iets verandert.
deliberations-older = Oudere ontwerpen
deliberations-empty-title = Er wordt niets besproken
deliberations-empty = Een ontwerp is een tekst die niet af is. Anderen geven opmerkingen, jij herschrijft, en pas dan komt het in stemming.
deliberation-begin = Begin met een ontwerp
deliberation-begin-text = Schrijf wat je iedereen zou vragen. Je kunt het zo vaak veranderen als je wilt, tot je het definitief noemt.
deliberation-begin-send = Laat het iedereen zien
deliberation-begin-rule = Liever een regel of een getal veranderen
deliberation-text = De tekst
deliberation-text-hint = Een lege regel begint een alinea. Anderen geven opmerkingen per alinea.
deliberation-stage-drafting = Ontwerp
deliberation-stage-opinions = Meningen
deliberation-stage-frozen = Definitieve tekst
deliberation-stage-closed = Ingetrokken
deliberation-description = Een ontwerp dat voor de stemming wordt besproken.
deliberation-by = Door { $name }
deliberation-way = Hoe ver dit ontwerp is
deliberation-step-draft = Ontwerp
deliberation-step-opinions = Meningen
deliberation-step-frozen = Tekst vast
deliberation-step-vote = Stemming
deliberation-from = vanaf { $when }
deliberation-kept = Wat je schreef, zodat het niet verloren gaat:
deliberation-closed = Degene die dit ontwerp bracht heeft het ingetrokken. Wat er gezegd is blijft leesbaar.
deliberation-filed = Deze tekst is ingediend en op weg naar de stemming.
deliberation-drafting-waits = Open voor opmerkingen. Meningen vragen kan op zijn vroegst over { $left }.
deliberation-drafting-yours = Is de tekst klaar voor ieders mening? Veranderen kan daarna nog.
deliberation-drafting-theirs = Open voor opmerkingen. De schrijver bepaalt wanneer meningen worden gevraagd.
deliberation-open = Vraag ieders mening
deliberation-opinions-waits = Iedereen kan stellingen toevoegen en beantwoorden. De tekst kan op zijn vroegst over { $left } definitief worden.
deliberation-opinions-yours = Je kunt de tekst nu definitief maken. Daarna kan niemand hem veranderen.
deliberation-opinions-theirs = Iedereen kan stellingen toevoegen en beantwoorden. De schrijver bepaalt wanneer de tekst definitief is.
deliberation-freeze = Maak de tekst definitief
deliberation-frozen-yours = De tekst is definitief. Dien hem in, dan kunnen leden erachter gaan staan.
deliberation-frozen-theirs = De tekst is definitief. De schrijver kan hem nu indienen.
deliberation-file = Dien het in als voorstel
deliberation-file-eyebrow = Definitieve tekst, te ondertekenen
deliberation-stands = Het staat er { $length } voordat de stemming kan beginnen, zodat iedereen het kan lezen.
deliberation-edit = Schrijf een nieuwe versie
deliberation-edit-text = Dit wordt versie { $number }. Iedereen ziet wat je hebt veranderd.
deliberation-edit-send = Plaats deze versie
deliberation-close = Trek het in
deliberation-note = Wat heb je veranderd?
deliberation-note-hint = Eén regel voor de geschiedenis. Je kunt hem weglaten.
deliberation-the-text = De tekst
deliberation-version = Versie { $number }
deliberation-history = Alle versies
deliberation-history-of = Versies van “{ $title }”
deliberation-versions = { $count ->
    [one] Eén versie
   *[other] { $count } versies
}
deliberation-back = Terug naar het ontwerp
deliberation-payload-changed = Wat het aan de regels zou veranderen, is ook veranderd.
deliberation-report = Melden
deliberation-notes-on = Opmerkingen bij alinea { $number }
deliberation-whole = Over het geheel
deliberation-whole-empty = Over het ontwerp als geheel is nog niets gezegd.
deliberation-past = Over alinea’s die nu anders luiden
deliberation-settled = { $count ->
    [one] Eén afgehandelde opmerking
   *[other] { $count } afgehandelde opmerkingen
}
deliberation-gone = De woorden van deze opmerking zijn weg.
deliberation-at-version = bij versie { $number }
deliberation-resolve = Afgehandeld
deliberation-reopen = Weer openen
deliberation-delete = Verwijderen
deliberation-comment = Opmerking
deliberation-answer = Antwoord
deliberation-first = Bespreek het eerst
deliberation-first-text = Anderen geven opmerkingen, jij herschrijft, en iedereen zegt wat hij vindt voordat het definitief is.
deliberation-first-asked = Een verandering als deze wordt hier voor de stemming besproken.
deliberation-as-version = Als nieuwe versie van “{ $title }”
deliberation-of-decision = Lees hoe het besproken is
deliberation-said-comment = Een opmerking bij een ontwerp
deliberation-said-statement = Een stelling over een ontwerp
deliberation-said-case-for = Een argument voor een ontwerp
deliberation-said-case-against = Een argument tegen een ontwerp
deliberation-said-cost-note = Een notitie over kosten
propose-unsure = Nog niet zeker? Laat anderen eerst een ontwerp zien
now-deliberations = In bespreking
now-deliberations-sentence = Hier verandert je mening de tekst nog.
now-deliberations-all = Alle ontwerpen

# Stellingen
statements-title = Stellingen
statements-of = Stellingen over “{ $title }”
statements-lead = { $count ->
    [0] Nog niemand voegde een stelling toe. Zeg in één zin waar anderen het mee eens of oneens kunnen zijn.
    [one] Eén korte stelling. Zeg wat je ervan vindt.
   *[other] { $count } korte stellingen. Zeg van elke wat je vindt, een voor een.
}
statements-answer = { $count ->
    [one] Beantwoord één stelling
   *[other] Beantwoord { $count } stellingen
}
statements-see = Bekijk de stellingen
statements-progress = { $answered } van { $all } beantwoord
statements-your-answer = Je antwoord
opinion-agree = Eens
opinion-pass = Weet niet
opinion-disagree = Oneens
opinion-you-agree = Je bent het eens
opinion-you-pass = Je weet het niet
opinion-you-disagree = Je bent het oneens
statements-empty-title = Nog geen stellingen
statements-empty = Wees de eerste: één zin waar anderen het mee eens of oneens kunnen zijn.
statements-done-title = Je hebt ze allemaal beantwoord
statements-done = Dank je. Nieuwe stellingen verschijnen hier als anderen ze toevoegen.
statements-to-map = Bekijk waar mensen staan
statements-closed-title = Er worden nu geen meningen gevraagd
statements-closed = Het ontwerp wordt nog geschreven, of de tekst is definitief.
statements-sign-in = Log in om te zeggen wat je vindt.
statements-members = Leden antwoorden. Jij kunt alles lezen.
statements-add = Ontbreekt er iets?
statements-add-text = { $count ->
    [one] Voeg één gedachte toe, hoogstens 140 tekens. Je kunt er nog één toevoegen.
   *[other] Voeg één gedachte toe, hoogstens 140 tekens. Je kunt er nog { $count } toevoegen.
}
statements-add-none = Je hebt er zoveel toegevoegd als één mens kan.
statements-add-label = Eén zin waar anderen het mee eens of oneens kunnen zijn
statements-add-send = Voeg toe
statements-own = { $count ->
    [one] Je antwoord
   *[other] Je { $count } antwoorden
}
statements-all = { $count ->
    [one] De stelling
   *[other] Alle { $count } stellingen
}
statements-change = Verander
consent-title = Mogen we je antwoorden bewaren?
consent-text = De kaart wordt gemaakt van ieders antwoorden. Wat je vindt is van jou, dus vragen we het eerst.
consent-nobody = Niemand ziet wat je antwoordde, behalve jij. De kaart toont groepen en noemt niemand.
consent-kept-days = { $count ->
    [one] Elk antwoord wordt één dag bewaard en dan gewist.
   *[other] Elk antwoord wordt { $count } dagen bewaard en dan gewist.
}
consent-kept-account = Je antwoorden worden bewaard zolang je account bestaat.
consent-back = Je kunt dit altijd terugdraaien bij “Privacy”. Dan worden al je antwoorden gewist.
consent-yes = Ja, bewaar mijn antwoorden
consent-no = Nu niet
consent-not-permitted = Het gegevensbeleid dat geldt staat niet toe dat meningen worden bewaard, dus kan hier niets worden beantwoord.
consent-policy = Lees het gegevensbeleid

# De kaart
map-title = Waar mensen staan
map-of = Waar mensen staan over “{ $title }”
map-group = Groep { $letter }
map-people = { $count ->
    [one] één mens
   *[other] { $count } mensen
}
map-label = Meningenkaart: { $people } mensen. { $groups }.
map-lead = { $count ->
    [one] { $people } mensen beantwoordden één korte stelling. Wie hetzelfde antwoordde staat dicht bij elkaar.
   *[other] { $people } mensen beantwoordden { $count } korte stellingen. Wie hetzelfde antwoordde staat dicht bij elkaar.
}
map-too-few = De kaart verschijnt zodra { $count } mensen hebben geantwoord. Bij minder zou te zien zijn wat één mens vindt.
map-nearness = Nabijheid op papier is een benadering: dit beeld bewaart { $kept } van alle verschillen. De groepen zijn gemaakt uit alle antwoorden, niet uit het beeld. Links, rechts, boven en onder betekenen niets.
map-nobody = Niemand wordt genoemd. Ze wordt elk uur opnieuw getekend, zodat geen enkel antwoord te zien is.
map-you = jij
map-only-you = Je eigen plek is alleen voor jou gemerkt.
map-drawn = Getekend
map-bridging = { $count ->
    [one] Waar de groep het over eens is
    [2] Waar beide groepen het over eens zijn
   *[other] Waar alle { $count } groepen het over eens zijn
}
map-bridging-none = Nog niets waar elke groep naar overhelt.
map-agree = eens: { $shares }
map-table-link = Elke stelling, groep voor groep
map-empty-title = Te weinig voor een kaart
map-groups = Groepen
map-typical-agree = Is het vaker eens dan anderen: “{ $text }”
map-typical-disagree = Is het vaker oneens dan anderen: “{ $text }”
map-group-small = Te klein om te zeggen wat ze vinden zonder te zeggen wie ze zijn.
map-table = Elke stelling
map-table-text = Per groep: hoeveel het eens zijn, hoeveel oneens, hoeveel er antwoordden. Waar elke groep naar overhelt staat bovenaan.
map-statement = Stelling
map-cell = { $agrees } eens, { $disagrees } oneens, van { $seen }
map-bridges = verbindt

# Argumenten en kosten
cases-title = Het sterkste argument van elke kant
cases-lead = Door leden geschreven. Bovenaan staat wat over groepen heen overtuigt, niet wat het meeste applaus krijgt.
cases-lead-decision = Door leden geschreven. Van alle argumenten overtuigen deze het meest over groepen heen.
cases-for = Voor
cases-against = Tegen
cases-none = Dit argument heeft nog niemand gegeven.
cases-more = { $count ->
    [one] Nog één
   *[other] Nog { $count }
}
cases-for-write = Geef het argument voor
cases-against-write = Geef het argument tegen
cases-send = Plaats
cases-consent = Zeg welke je overtuigen
cases-convincing = Overtuigend
cases-convinces = { $count ->
    [one] één mens vindt het overtuigend
   *[other] { $count } mensen vinden het overtuigend
}
cost-title = Wat het zou kosten
cost-write = Schrijf de notitie over kosten
cost-by = Door { $name }, van het team dat in functie is
cost-missing = Het team dat in functie is heeft zijn notitie nog niet geschreven.
cost-no-team = Er is niemand in het team dat deze notitie schrijft, dus ontbreekt ze.
