# De gemeenschap: besluiten, beleid, mensen, moderatie, het register.
commons-tabs = De gemeenschap
commons-tab-now = Nu
commons-tab-decisions = Besluiten
commons-tab-policies = Beleid
commons-tab-work = Werk
commons-tab-shares = Aandelen
commons-tab-people = Mensen
commons-tab-moderation = Moderatie
commons-tab-record = Register
copy = Kopieer
copied = Gekopieerd
subject-statement = Uitspraak
subject-moderation = Moderatiebeleid
subject-data = Databeleid
subject-charter = Handvest
subject-existence = Bestaan
subject-budget = Begroting
subject-spend = Betaling
subject-mandate = Mandaat van het kernteam
subject-appointment = Ambt
subject-recall = Terugroeping
choice-yes = Voor
choice-no = Tegen
choice-abstain = Geen van beide
choice-no-with-veto = Tegen, want schadelijk
failure-sponsors = Te weinig leden stonden er op tijd achter
failure-support = Te weinig leden stemden ervoor
failure-approval = Er waren er meer tegen dan voor
failure-veto = Te veel leden vonden het schadelijk
failure-conflict = Het beleid was intussen veranderd, zodat het niet meer paste
failure-stewards = Te weinig van de naar verdiende aandelen gewogen stemmen waren voor
failure-stewards-veto = De naar verdiende aandelen gewogen stemmen hielden het tegen
failure-unconfirmed = Het had niet lang genoeg steun voordat de stemming sloot

# Nu
now-page-title = Gemeenschap
now-title = Wat we samen besluiten
now-ask = De regels hier worden alleen veranderd door de mensen voor wie ze gelden. Dit ligt er op tafel, en dit kwam van wat er lag.
now-open = Wordt nu besloten
now-asked = Je stem wordt gevraagd
now-asked-sentence = We vragen je maar over weinig tegelijk, zodat je er goed naar kunt kijken.
now-also-open = Ook open
now-empty-title = Er wordt nergens over gestemd
now-empty = Elke regel staat zoals hij het laatst is besloten. Zou jij er een anders schrijven?
now-propose = Stel een wijziging voor
now-drafts = Zoekt steun
now-drafts-sentence = Deze komen in stemming zodra er genoeg leden achter staan.
now-effects = Wat erdoor veranderde
now-effects-sentence = De server leest zijn regels uit deze besluiten. Niemand hoefde ze uit te voeren.
now-effect-by = door
now-decided = Besloten
now-all-decisions = Alle besluiten
decision-number = Besluit { $number }
decision-number-small = besluit { $number }

# Lijsten
decisions-title = Besluiten
decisions-open = In stemming
decisions-drafts = Ontwerpen
decisions-adopted = Aangenomen
decisions-rejected = Niet aangenomen
decisions-older = Oudere besluiten
decisions-open-empty-title = Er wordt nergens over gestemd
decisions-open-empty = Een voorstel komt in stemming zodra er genoeg leden achter staan.
decisions-drafts-empty-title = Geen ontwerpen
decisions-drafts-empty = Een wijziging begint als ontwerp. Ieder lid kan er een schrijven.
decisions-adopted-empty-title = Er is nog niets aangenomen
decisions-adopted-empty = De regels zijn die van de oprichting.
decisions-rejected-empty-title = Er is niets afgewezen
decisions-rejected-empty = Voorstellen die niet halen of worden ingetrokken, blijven hier staan, met de reden.
card-draft = ontwerp tot { $until }
card-confirming = aangenomen, aan te vechten tot { $until }
card-panel = door weinigen aangenomen; een panel antwoordt tot { $until }
card-timelock = aangenomen, van kracht { $at }
card-enacted = van kracht sinds { $date }
card-approval = Voor { $value }, nodig: meer dan { $need }
card-no-votes = Er heeft nog niemand gestemd
card-awaits-you = Jouw stem staat nog open

# Een besluit
decision-description = Besluit { $number } · { $subject }
decision-by = { $count ->
    [0] Ingebracht door { $name }
    [one] Ingebracht door { $name } met één ander lid
   *[other] Ingebracht door { $name } met { $count } leden
}
decision-by-left = Ingebracht door iemand die vertrokken is
decision-changes = Wat er verandert
decision-changes-nothing = Niets in de regels. De leden zeggen wat ze vinden, en dat blijft in het register staan.
decision-changes-moderation = { $count ->
    [one] Eén bepaling van het moderatiebeleid. Verder verschuift er niets.
   *[other] { $count } bepalingen van het moderatiebeleid. Verder verschuift er niets.
}
decision-changes-data = { $count ->
    [one] Eén onderdeel van het databeleid. Verder verschuift er niets.
   *[other] { $count } onderdelen van het databeleid. Verder verschuift er niets.
}
decision-changes-charter = { $count ->
    [one] Eén getal van het handvest.
   *[other] { $count } getallen van het handvest.
}
diff-whole-policy = Lees het hele beleid
path-label = Waar dit besluit staat
path-draft = Ontwerp
path-vote = Stemming
path-challenge = Aanvechten
path-force = Van kracht
path-failed = Niet aangenomen
path-withdrawn = Ingetrokken
path-until = tot { $when }
path-lasts = duurt { $length }
path-again = opnieuw { $when }
count-would-pass = Vandaag zou het worden aangenomen
count-would-fail = Vandaag zou het niet worden aangenomen
count-passed = Het is aangenomen
count-passed-first = Het kwam door de eerste stemming
count-sides = { $count ->
    [0] Nog niemand heeft een kant gekozen.
    [one] Eén mens koos een kant; { $yes } voor.
   *[other] { $count } mensen kozen een kant; { $yes } zijn voor.
}
count-both-lines = Beide lijnen moeten bij het sluiten boven de grens liggen.
count-both-falling = Wat nodig is, daalt zolang de stemming open is. Het is aangenomen zodra beide lijnen er { $held } boven zijn geweest.
count-passes-at = Verandert er niets, dan is het { $when } aangenomen.
count-stewards = Gewogen naar verdiende aandelen
count-stewards-of = voor, van het gewicht dat een kant koos
count-stewards-label = Gewogen naar verdiende aandelen { $value } voor, { $need }
count-stewards-veto = tegengehouden bij { $value } tegen
count-extended = De uitslag keerde in de laatste uren, dus kreeg iedereen eenmalig twee dagen extra.
count-approval = Instemming
count-approval-of = voor, van wie een kant koos
count-support = Draagvlak
count-support-of = { $count ->
    [one] één lid stemde voor, van { $electorate } die mogen stemmen
   *[other] { $count } leden stemden voor, van { $electorate } die mogen stemmen
}
count-approval-label = Instemming { $value }, { $need }
count-support-label = Draagvlak { $value }, { $need }
count-needs = nodig: { $value }
count-need-later = { $need } bij het sluiten
count-needs-over = nodig: meer dan { $value }
count-today = vandaag
count-at-close = bij het sluiten
count-for = { $value } voor
count-of-members = { $value } van de leden
count-table = Hetzelfde als tabel
count-table-needed = Nodig
count-table-sofar = Tot nu toe
count-row-approval = Instemming { $need }
count-row-approval-value = { $value } ({ $yes } voor, { $no } tegen)
count-row-support = Minstens { $need } leden voor
count-row-support-value = { $yes } van { $electorate } die mogen stemmen
count-row-veto = Mislukt als { $need } van alle stemmen het schadelijk noemt
count-row-veto-value = { $veto } van { $voted }
count-row-neither = Koos geen van beide
count-row-carried = Stemden niet, en noemden iemand die wel stemde
count-row-carried-value = { $yes } voor, { $no } tegen
counted-title = Wie meetelt
counted-electorate = { $count ->
    [one] Eén lid mag stemmen: wie actief was in de laatste { $rounds } rondes toen de stemming op { $date } openging. De lijst verandert niet meer.
   *[other] { $count } leden mogen stemmen: wie actief was in de laatste { $rounds } rondes toen de stemming op { $date } openging. De lijst verandert niet meer.
}
counted-public = Stemmen zijn openbaar tot er geheime stembriefjes zijn.
counted-without-shares = Aandelen maken hier geen verschil.
counted-list = { $count ->
    [0] Er heeft nog niemand gestemd
    [one] Bekijk de ene stem
   *[other] Bekijk alle { $count } stemmen
}
receipt-title = Jouw bewijs
receipt-sentence = Bewijs dat jouw stem in het register staat; je kunt het altijd zelf controleren.
receipt-signed = Je tekende
receipt-in-decision = in besluit { $number }
receipt-when = Wanneer
receipt-key = Getekend met
receipt-place = Plaats in het register
receipt-entry = regel { $index } van { $size }
vote-title = Jouw stem
vote-until = Je kunt stemmen tot { $when }, en tot dan van gedachten veranderen.
vote-change-until = Je kunt hem veranderen tot { $when }.
vote-your-vote = jouw stem
vote-yours = Jij stemde: { $choice }
vote-not-counted-in = Je was nog geen lid toen deze stemming openging, dus wordt er zonder jou besloten. Volgen kan wel.
vote-how-to-member = Hoe je lid wordt
vote-sign-in = Leden stemmen hier met de passkey op hun eigen apparaat.
vote-how = Hoe deze stemming werkt
vote-how-text = Eén lid, één stem. Je apparaat tekent hem; niemand, ook de beheerder van deze node niet, kan hem voor je uitbrengen of veranderen.
vote-passed = Het is aangenomen
vote-passed-first = Het kwam door de eerste stemming
vote-again = Over een wijziging van het handvest wordt twee keer gestemd. De tweede stemming begint { $at }.
vote-confirming = Tot { $until } kan het worden aangevochten. Daarna wacht het op zijn dag.
vote-timelock = Het wordt { $at } vanzelf van kracht. Niemand drukt op een knop.
vote-in-force = Van kracht
vote-in-force-since = Sinds { $date } werkt de server ernaar.
vote-failed = Niet aangenomen
vote-withdrawn = Ingetrokken
sponsor-title = In stemming brengen?
sponsor-sentence = Een ontwerp komt in stemming zodra er genoeg leden achter staan, uiterlijk { $until }.
sponsor-count = { $count } van { $needed } leden staan erachter
sponsor-opens = Het kan op zijn vroegst { $at } opengaan, zodat iedereen het kan lezen.
sponsor-act = Ga erachter staan
sponsor-yours = Je staat erachter.
bench-title = Als jurylid van zaak { $case }
bench-sentence = Je oordeelde over deze zaak in de hoogste jury. Wil meer dan de helft van haar leden dat over deze wijziging wordt gestemd, dan hoeft er niemand anders achter te staan.
bench-count = { $count } van { $needed } juryleden willen een stemming
bench-act = Als jurylid in stemming brengen
bench-yours = Je stem als jurylid van deze zaak heb je gebruikt.
bench-filed = De jury die een zaak hoorde bracht dit in stemming, zonder steun van anderen:
petition-title = Petitie
petition-sentence = Met genoeg handtekeningen wordt er binnen twee weken over gestemd, wat er verder ook wacht.
petition-count = { $count } van { $needed } handtekeningen
petition-act = De petitie tekenen
petition-yours = Je hebt de petitie getekend.
petition-forced = De petitie heeft haar handtekeningen: dit gaat naar de stemming, en niemand kan het terugnemen.
panel-title = Een panel wordt gevraagd
panel-called = Het is aangenomen, maar weinigen stemden. Om { $at } worden leden geloot; zij zeggen of het doorgaat.
panel-sits = Het is aangenomen, maar weinigen stemden. { $seats } leden, door het lot aangewezen, zeggen tot { $until } of het doorgaat.
panel-you = Het lot viel op jou. Lees wat er verandert en antwoord voor jezelf.
panel-question = Moet het doorgaan?
panel-answer-yes = Ja, het moet doorgaan
panel-answer-no = Nee, het moet niet doorgaan
panel-your-answer = jouw antwoord
panel-yes = { $count } ja
panel-no = { $count } nee
panel-blocks = Antwoorden er minstens { $count } en zegt { $share } daarvan nee, dan gaat de stemming door en is er meer nodig.
panel-receipt = Hoe zij zijn geloot
panel-agreed = { $seats } gelote leden lieten het doorgaan: { $yes } ja, { $no } nee.
panel-blocked = { $seats } gelote leden stuurden het terug: { $yes } ja, { $no } nee. De stemming ging door.
sponsor-withdraw = Trek het in
ballots-eyebrow = stemmen
ballots-title = Wie hoe stemde
ballots-page-title = Stemmen in besluit { $number }
ballots-member = lid { $number }
ballots-older = Oudere stemmen

# Beleid
policies-title = Beleid
policies-ask = Vier documenten zeggen wat hier mag, wat er over je bekend mag zijn, in welke volgorde je dingen ziet en hoe we beslissen. De server leest ze voordat hij iets doet.
policy-version = Versie { $version }, van kracht sinds { $date }
policy-version-number = Versie { $version }
policy-history = geschiedenis
policy-history-title = Hoe het zo gekomen is
policy-current = Lees de versie die geldt
policy-first-version = { $count ->
    [one] Eén bepaling, gekozen bij de oprichting.
   *[other] { $count } bepalingen, gekozen bij de oprichting.
}
policy-contents = In dit beleid
policy-founding = Oprichting
policy-contested = Er wordt gestemd over een wijziging van deze bepaling.
policy-read-decision = Lees besluit { $number }
policy-edit = Stel andere woorden voor
policy-edit-rule = Stel een andere regel voor
policy-then = Wat kan volgen: { $steps }.
policy-labels = Labels
policy-no-labels = Nog geen labels.
policy-practice = Meldingen, termijnen, moderatoren
policy-threshold = { $count ->
    [one] De melding van één lid toont een bericht aan minder mensen tot het bekeken is.
   *[other] Melden { $count } verschillende leden een bericht, dan zien minder mensen het tot het bekeken is.
}
policy-threshold-name = Meldingen die het bereik beperken
policy-deadline = Een melding wordt binnen { $length } beantwoord.
policy-deadline-name = Tijd om te antwoorden
policy-juries = Wie geraakt wordt, kan een jury van { $first } gelote leden vragen, dan { $second }, dan { $third }.
policy-juries-name = Jury’s
policy-moderators = { $count ->
    [0] Niemand mag iets doen met meldingen.
    [one] Eén mens behandelt meldingen, alleen binnen deze regels.
   *[other] { $count } mensen behandelen meldingen, alleen binnen deze regels.
}
policy-moderators-name = Moderatoren
policy-propose-title = Zou jij een bepaling anders schrijven?
policy-propose-sentence = Verander de woorden ter plekke. Iedereen ziet meteen wat er zou veranderen; verder verschuift er niets.
moderation-policy-title = Wat mag, en wat er anders gebeurt
moderation-policy-ask = Dit zijn de enige regels. Geen moderator kan erbuiten: elke ingreep noemt er een en doet de stap die erbij hoort.
data-policy-title = Wat er over je bekend mag zijn
data-policy-ask = Wat niet op deze lijst staat, kan de server niet bewaren. Wat erop staat, bewaart hij zo lang en waarom het hier staat.
data-edit = Stel voor minder te bewaren
data-never = Wat nooit wordt bewaard
data-never-sentence = De software zou dit kunnen bewaren, maar de leden hebben het niet toegestaan. Het gebeurt niet.
data-what-is-held = Bekijk wat er over jou bewaard is
step-label = het label “{ $label }”
step-warn = een waarschuwing
step-limit-reach = alleen aan volgers getoond
step-remove = verwijderd
step-suspend = { $days ->
    [one] verwijderd en één dag pauze
   *[other] verwijderd en { $days } dagen pauze
}
step-expel = verwijderd en niet meer plaatsen
label-show = Getoond, met het label ernaast.
label-cover = Bedekt; elke lezer kiest zelf.
label-hide = Verborgen, tenzij een lezer erom vraagt.
basis-needed = Voor iedereen.
basis-opt-out = Voor iedereen die geen nee heeft gezegd.
basis-opt-in = Alleen voor wie ja zei.
audience-everyone = Iedereen ziet het.
audience-members = Leden zien het.
audience-offices = Wie het voor een taak nodig heeft, ziet het.
audience-oneself = Alleen jij ziet het.
kept-with-account = Bewaard zolang de account bestaat.
kept-days = { $days ->
    [one] Eén dag bewaard.
   *[other] { $days } dagen bewaard.
}
category-accounts = Naam, handle, over jou, foto
category-posts = Berichten en reacties
category-graph = Wie je volgt
category-appreciation = Wat je waardeerde
category-sessions = Waar je bent ingelogd
category-reports = Meldingen die je deed
category-bookmarks = Berichten die je bewaarde
category-drafts = Onaffe berichten
category-notifications = Meldingen aan jou
category-device-names = Namen van je apparaten
category-addresses = Netwerkadressen van je bezoeken
category-user-agents = Welke browser je gebruikt
category-reading-positions = Waar je ophield met lezen
category-view-counts = Wat je bekeek
category-search-texts = Wat je zocht
category-upload-metadata = Namen en tijden van geüploade bestanden
category-original-files = Geüploade bestanden zoals ze kwamen
category-invitation-names = Namen die je uitnodigingen gaf
category-opinions = Wat je van ontwerpen vindt

# Voorstellen
propose-title = Wat zou jij veranderen?
propose-ask = Je kiest wat er moet veranderen, zegt waarom en tekent; de leden doen de rest.
propose-moderation = Het moderatiebeleid
propose-moderation-text = Wat mag, wat er anders volgt, labels, termijnen, wie mag ingrijpen.
propose-data = Het databeleid
propose-data-text = Minder over mensen bewaren, korter of voor minder ogen; of meer, van wie ja zegt.
propose-charter = Een getal van het handvest
propose-charter-text = Hoelang een stemming duurt, hoeveel er nodig zijn, wie meetelt: elk getal waarnaar we beslissen.
propose-parameter-now = { $meaning } Nu: { $value }.
propose-parameter-is = Nu: { $value }.
propose-parameter-value = Wat het moet worden
propose-error-bounds = Iets hier valt buiten wat mogelijk is: een tekst is te lang, of een getal te groot, te klein of in strijd met een ander.
propose-statement = Een uitspraak
propose-statement-text = Er verandert niets in de regels; de leden zeggen samen wat ze vinden.
propose-instructions = Of draag mensen iets op
propose-appointment = Iemand een ambt geven
propose-appointment-text = Wachters kunnen stilleggen wat in werking treedt; sleutelbewaarders en validators waken over het register en de stemmen.
propose-recall = Iemand uit een ambt sturen
propose-recall-text = Die verlaat het zodra het besluit van kracht is.
propose-mandate = Een opdracht voor het kernteam
propose-mandate-text = Wat het doet, wie het leidt, hoelang en met hoeveel geld.
propose-spend = Een betaling
propose-spend-text = Uit één envelop van de begroting aan een lid of iemand van buiten. Hoe groter, hoe meer stemmen er nodig zijn.
propose-budget = De begroting
propose-budget-text = Wat de gemeenschap bezit, en hoeveel daarvan waarvoor is.
propose-existence = Het netwerk als geheel
propose-existence-text = Verkopen, samengaan, ophouden, overdragen. Voor niets moeten meer leden stemmen, ieder zelf.
propose-circle-roadmap = Wat we hierna doen
propose-circle-roadmap-text = We verzamelen wat we de komende drie maanden kunnen doen, en ieder zet het op volgorde.
propose-circle-budget = Ons geld
propose-circle-budget-text = Wat we hebben, en hoeveel daarvan waarvoor is.
propose-circle-spend = Iemand betalen
propose-circle-spend-text = Van ons geld, aan een van ons of aan iemand van buiten.
propose-circle-appointment = Iemand vragen iets op zich te nemen
propose-circle-appointment-text = Iemand leidt ons werk, let op wat er verandert, of bewaart een kopie van wat we besloten.
propose-circle-recall = Het weer overnemen
propose-circle-recall-text = Het ging goed of niet; iemand anders kan verder.
propose-circle-existence = De kring als geheel
propose-circle-existence-text = Of die stopt, of in iets anders opgaat. Bijna iedereen moet het willen.
propose-field-office = Welk ambt
propose-field-member = Wie
propose-field-leads = Wie leidt
propose-field-per-round = Geld per week
propose-field-rounds = Voor hoeveel weken
propose-field-envelope = Waar het van afgaat
propose-field-amount = Hoeveel
propose-field-outside = Of iemand van buiten
propose-hint-member = Een gebruikersnaam, zoals ana. Laat het leeg om iemand te betalen die geen lid is.
propose-hint-outside = Hoe die heet, zoals Bakkerij De Molen. Iedereen kan het hier lezen; in het register staat de naam niet.
propose-error-payee = Zeg wie er betaald wordt: één lid, of één naam van iemand van buiten, van hoogstens 160 tekens.
propose-field-treasury = Wat de gemeenschap bezit
propose-field-existence = Wat er moet gebeuren
propose-hint-handle = Een gebruikersnaam, zoals ana.
propose-hint-handles = Gebruikersnamen, één per regel.
propose-hint-money = In euro’s, zoals 1200 of 12,50.
propose-error-money = Een bedrag typ je als 1200 of 12,50.
propose-error-choice = Kies een van de mogelijkheden.
propose-steps = Drie stappen
propose-step-choose = Kies
propose-step-edit = Schrijf
propose-step-sign = Lees terug en teken
propose-choose = Welke bepaling?
propose-add-rule = Voeg een regel toe
propose-add-label = Voeg een label toe
propose-rule = Schrijf de regel zoals hij moet zijn
propose-rule-new = Schrijf een nieuwe regel
propose-label = Verander het label
propose-label-new = Schrijf een nieuw label
propose-number = Kies een ander getal
propose-moderators = Wie meldingen mag behandelen
propose-item = Bewaar hiervan minder
propose-more = Meer bewaren, van wie ja zegt
propose-more-now = Nu: { $terms }
propose-more-not-now = Hiervan wordt nu niets bewaard.
propose-more-opt-in = Het besluit zelf raakt niemands gegevens. Zodra het geldt, wordt het iedereen gevraagd, en het wordt alleen bewaard van wie ja zegt. Dat kun je altijd terugnemen, en dan wordt het gewist.
propose-more-is-not = Dit bewaart niet meer dan nu. Verander waarvoor het bewaard wordt, hoe lang, of wie het ziet.
propose-field-purpose-hint = In gewone woorden: dit is wat iedereen gevraagd wordt.
propose-statement-title = Wat zeggen we samen?
propose-field-id = Korte naam
propose-field-id-hint = Kleine letters, cijfers en streepjes; ingrepen noemen hem. Hij blijft als de woorden veranderen.
propose-field-name = Titel
propose-field-text = De regel
propose-field-examples = Voorbeelden
propose-field-examples-hint = Eén per regel, hoogstens acht. Zo leest iedereen de regel hetzelfde.
propose-field-label = Wat er op het label staat
propose-field-threshold = Hoeveel verschillende leden een bericht moeten melden voordat minder mensen het zien
propose-field-threshold-hint = Van 1 tot 1.000. Te laag en een paar mensen kunnen een bericht verbergen; te hoog en schade blijft staan.
propose-field-deadline = Uren waarbinnen een melding wordt beantwoord
propose-field-deadline-hint = Van 1 tot 2.184.
propose-field-jury = Juryleden op niveau { $level }
propose-field-moderators = Handles, één per regel
propose-field-moderators-hint = Deze leden mogen meldingen behandelen, alleen binnen de regels. Laat je het leeg, dan mag niemand het.
propose-field-purpose = Waarom het bewaard wordt
propose-field-days = Hoeveel dagen
propose-field-days-hint = Leeg: zolang de account bestaat.
propose-ladder = Wat er volgt
propose-ladder-hint = De eerste bevinding tegen iemand geeft de eerste stap, de tweede de tweede; de laatste herhaalt zich.
propose-ladder-step = Stap { $number }
propose-ladder-none = niets meer
propose-label-default = Wat lezers zien
propose-basis = Voor wie
propose-audience = Wie het ziet
propose-less-only = Hier kun je alleen voorstellen hetzelfde of minder te bewaren. Voor meer is er een eigen formulier: dat vraagt een zwaardere stemming en ieders eigen ja.
propose-remove-rule = Schrap deze regel
propose-remove-rule-note = Dan kan er om deze reden niets meer gedaan worden.
propose-remove-label = Schrap dit label
propose-remove-item = Bewaar het niet langer
propose-remove-item-note = Wat er is, wordt gewist op de dag dat het van kracht wordt.
propose-question = Jouw vraag aan de leden
propose-question-hint = Eén zin die met voor of tegen te beantwoorden is, hoogstens 160 tekens.
propose-reasons = Waarom?
propose-reasons-hint = Wat er gebeurt als het wordt aangenomen, en voor wie dat beter is. Markdown kan.
propose-preview = Bekijk wat er zou veranderen
propose-not-yet = Er is nog niets verstuurd. Op de volgende pagina zie je precies wat er zou veranderen.
propose-preview-eyebrow = Voordat je tekent
propose-what-next = Wat er dan gebeurt
propose-next-sponsors = { $count ->
    [one] Het komt meteen in stemming: jij staat erachter.
   *[other] Het zoekt { $count } leden die erachter staan; jij bent de eerste.
}
propose-next-vote = Daarna stemt iedereen, { $length } lang.
propose-next-force = Wordt het aangenomen, dan kan het { $challenge } worden aangevochten en wordt het { $wait } daarna vanzelf van kracht.
propose-sign = Teken en stel voor
propose-edit-again = Verander de woorden
propose-standing-title = Voorstellen doen leden
propose-standing = Je kunt een wijziging voorstellen zodra je zelf lid bent.
propose-standing-still = Je kunt elk voorstel lezen, en een lid vragen het jouwe in te brengen.
propose-error-id = Deze korte naam is al in gebruik, of heeft andere tekens dan a tot z, cijfers en streepjes.
propose-error-text = Er is iets leeg of te lang.
propose-error-nothing = Dit staat al zo in het beleid.
propose-error-ladder = Een regel heeft minstens één stap nodig.
propose-error-number = Dat getal valt buiten wat kan.
propose-error-handle = Er is geen lid “{ $handle }”.
propose-error-label = Een regel gebruikt dit label, dus het kan niet alleen weg.

# Mensen
people-title = Wie er zijn
people-ask = { $members ->
    [one] Eén lid beslist hier.
   *[other] { $members } leden beslissen hier.
} { $associates ->
    [0] Niemand is op weg naar lidmaatschap,
    [one] Eén deelgenoot is op weg,
   *[other] { $associates } deelgenoten zijn op weg,
} en { $guests ->
    [0] er zijn geen gasten.
    [one] één gast kijkt rond.
   *[other] { $guests } gasten kijken rond.
}
people-all = Iedereen
people-older = Meer mensen
people-line = { $standing }, nummer { $number }, sinds { $date }
people-own = Jij bent { $standing }
people-own-member = Je stemt, zit in jury’s, staat achter voorstellen en staat in voor mensen die je kent.
people-own-associate = Je verdient al. Je wordt lid op { $date }, als je in { $needed } van de laatste 8 rondes actief was; tot nu toe { $active }.
people-own-associate-active = Je verdient al. Je wordt lid zodra je in { $needed } van de laatste 8 rondes actief was; tot nu toe { $active }.
people-own-below = Je verdient al. Voorlopig stem je niet, omdat te weinig mensen hier je kennen. Zodra een van de twee dingen hieronder gebeurt, ben je lid.
people-own-below-first = Te weinig mensen hier kennen je: eerst moet een van de twee dingen hieronder gebeuren.
people-own-guest = { $missing ->
    [one] Nog één lid dat je kent moet dat zeggen. Vraag iemand die jou of je werk buiten deze plek heeft gezien.
   *[other] Nog { $missing } leden die je kennen moeten dat zeggen. Vraag mensen die jou of je werk buiten deze plek hebben gezien.
}
people-how = Hoe je lid wordt
people-guest-may = Heeft een account: leest, plaatst, volgt en waardeert.
people-associate-needs = { $count ->
    [one] Eén lid zegt “ik ken deze mens”.
   *[other] { $count } leden zeggen “ik ken deze mens”.
}
people-associate-may = Dan verdien je aandelen.
people-member-needs = Na { $length } als deelgenoot, met iets gedaan in { $rounds } van de laatste 8 rondes.
people-member-may = Dan stem je, en sta je in voor anderen.
people-bootstrap = De eerste { $count } mensen hebben niemand nodig die voor hen instaat, zodat een plek kan beginnen.
people-vouch-rule = Een lid kan voor { $open } mensen tegelijk instaan, met { $round } nieuwe per ronde. Sta in voor mensen, niet voor werk: blijkt iemand nep, dan wordt wie instond erop aangesproken.
people-earn-score = Aandelen verdien je met wat anderen waarderen: ieder lid heeft 100 punten waardering per ronde, en waardering uit veel verschillende kringen telt meer dan veel uit één.
people-earn-equal = Aandelen verdien je gelijk op: wie in een ronde actief was, krijgt evenveel.
people-vouch = Ik ken deze mens
people-you-vouch = je staat in
people-empty-title = Het is hier nog stil
people-empty = Jij bent de eerste. Nodig de mensen uit met wie je dit wilt bouwen.
standing-guest = gast
standing-associate = deelgenoot
standing-member = lid
vouches-title = Mensen voor wie je instaat
vouches-sentence = { $left ->
    [0] Je kunt nu voor niemand meer instaan. Elke ronde komt er een bij.
    [one] Je kunt nu nog voor één mens instaan.
   *[other] Je kunt nu nog voor { $left } mensen instaan.
}
vouches-none = Nog niemand.
vouches-withdraw = Neem het terug
invitations-title = Uitnodigingen
invitations-sentence = Een uitnodiging is vooraf instaan, als link. Wie hem opent, komt binnen met jouw woord achter zich, één keer.
invitations-name = Voor wie is het?
invitations-name-hint = Alleen jij ziet dit. Zo houd je links uit elkaar.
invitations-make = Maak een uitnodigingslink
invitations-no-more = Je hebt nu geen uitnodiging meer. Elke ronde komt er een bij.
invitations-unnamed = Iemand
invitations-until = tot { $date }
invitations-link = Uitnodigingslink
invitations-elsewhere = De link zelf staat in de browser die hem maakte, en nergens anders.
invitations-withdraw = Neem hem terug

# Moderatie
moderation-title = Moderatie
moderation-ask = Wat er gemeld werd, welke regel is toegepast en wat er gedaan is. Namen van moderatoren en melders staan er nooit bij.
moderation-posted = geplaatst { $date }
moderation-log = Het openbare logboek
moderation-log-sentence = Elke ingreep noemt een regel die gold en doet de stap die de regel geeft.
moderation-log-note = versie { $version }
moderation-month = { $actions ->
    [0] In vier weken hoefde niemand in te grijpen
    [one] Eén ingreep in vier weken
   *[other] { $actions } ingrepen in vier weken
}
moderation-empty-title = Niets te tonen
moderation-empty = Niemand heeft iets gemeld waar iets mee moest.
moderation-read-policy = Lees de regels
moderation-older = Ouder
moderation-queue-link = { $count ->
    [0] Er wacht niets op je
    [one] Er wacht één zaak
   *[other] Er wachten { $count } zaken
}
report-eyebrow = een melding
report-title = Wat is hier mis mee?
report-ask = Kies de regel die het breekt. Past er geen, dan mag het hier, ook als jij het niets vindt; je kunt het voor jezelf verbergen of een regel voorstellen.
report-which = Welke regel?
report-note = In jouw woorden
report-note-hint = Als iets niet meteen te zien is. Alleen moderatoren lezen het.
report-send = Meld het
report-not = Nu niet
report-private = Deze node kent je naam; de maker en het logboek zien hem nooit.
reported-title = Dank je. Er wordt naar gekeken
reported-ask = Een lid met die taak antwoordt vóór { $until }, volgens de regels die gelden.
reported-back = Terug naar waar je was
queue-page-title = Zaken
queue-title = { $count ->
    [0] Er wacht geen zaak
    [one] Er wacht één zaak
   *[other] Er wachten { $count } zaken
}
queue-ask = Je kunt alleen een regel toepassen die geldt, en alleen de stap die hij geeft.
queue-empty-title = Alles beantwoord
queue-empty = Nieuwe meldingen verschijnen hier.
queue-cited = { $count ->
    [one] { $rule }
   *[other] { $rule }, { $count } keer
}
queue-due = Antwoord vóór { $until }.
queue-limited = Tot dan zien minder mensen het.
queue-later = Meer zaken
queue-open = Bekijk het
case-eyebrow = { $count ->
    [one] één melding
   *[other] { $count } meldingen
}
case-title = Geldt hier een regel?
case-ask = Kijk eerst naar het werk. Ken je de maker, laat het dan aan iemand anders.
case-reports = Wat er gemeld is
case-which = De regel die geldt
case-step = Nu volgt: { $step }. { $findings ->
    [0] Er is eerder niets tegen deze maker bevonden.
    [one] Eén eerdere bevinding.
   *[other] { $findings } eerdere bevindingen.
} De ladder: { $ladder }.
case-reason = Waarom hij geldt
case-reason-hint = De maker leest het, zonder jouw naam.
case-act = Pas de regel toe
case-dismiss = Geen regel overtreden
statement-eyebrow = Opgave van redenen
statement-title = Wat er gedaan is: { $step }
statement-ask = { $name }, bij een werk van jou is een regel toegepast. Hier staat welke, wie hem aannam en wat je kunt doen.
statement-rule = De regel
statement-version = Versie { $version }, aangenomen door
statement-version-founding = Versie { $version }, aangenomen bij de oprichting
statement-finding = Bevinding { $number } tegen jou: { $step }.
statement-reason = De gegeven reden
statement-done = Gedaan
statement-until = Tot
statement-no-end = zonder einde
statement-what-now = Wat je kunt doen
statement-still = Je kunt nog steeds lezen, stemmen, voorstellen en vrienden schrijven.
statement-read-rule = Lees de regel

# Het register
record-title = Het register
record-description = Elke daad van de gemeenschap, op volgorde, voor iedereen te controleren.
record-ask = { $count ->
    [one] Eén daad sinds { $since }, getekend door wie hem deed. Niemand kan hem er ongemerkt uithalen of veranderen.
   *[other] { $count } daden sinds { $since }, elk getekend door wie hem deed. Niemand kan er ongemerkt een uithalen of veranderen.
}
record-checkpoint = Controlepunt
record-checkpoint-sentence = Deze korte tekst staat voor het hele register. Wie dezelfde ziet, ziet hetzelfde register.
record-checkpoint-open = Open als tekst
record-size = Lengte
record-size-value = { $count ->
    [one] één regel
   *[other] { $count } regels
}
record-root = Wortel
record-state-root = Toestand
record-state-root-at = bij regel { $index }
record-origin = Herkomst
record-verify = Controleer nu al mijn daden
record-check-needs-script = Met scripts aan controleert je browser dit bij elk bezoek vanzelf.
record-own = Wat jij tekende
record-own-sentence = Je browser bewaart de bewijzen van wat erin getekend is en vraagt ze een voor een na.
record-entries = Alles
record-entries-sentence = Nieuwste eerst.
record-entry = Regel { $index }
record-entry-word = Regel
record-older = Oudere regels
record-entry-fields = Veld voor veld
record-entry-proof = Bewijs
record-entry-proof-sentence = { $count ->
    [0] Het register van { $size } is deze regel zelf.
    [one] Eén hash leidt van deze regel naar de wortel van het register van { $size }.
   *[other] { $count } hashes leiden van deze regel naar de wortel van het register van { $size }.
}
record-leaf = Blad
record-proof-hashes = De hashes
record-bytes = De bytes
record-downloads = Neem het mee
record-downloads-sentence = Wie het register heeft, kan alles narekenen: handtekeningen, tellingen, aandelen, regels.
record-tiles = Tegels voor waarnemers en getuigen
record-tiles-note = C2SP tlog-tiles onder /record
record-key-note = Daarmee kan iedereen nagaan wie een controlepunt tekende
record-key-open = Sleutel
record-who = Wie het bewaart
record-node = Deze node
record-one-node = Nog één beheerder. Getuigen en meer beheerders komen later; tot dan is elke browser een getuige.
record-node-key = De sleutel
record-how = Hoe je browser controleert
record-how-text = Hij onthoudt het laatste controlepunt dat hij zag en vraagt bewijs dat het register van vandaag daarmee begint. Een node die het verleden herschrijft, kan dat niet geven.
entry-tick = Er brak een tijd aan: wat moest gebeuren, gebeurde vanzelf.
entry-settle = De aandelen van ronde { $round } zijn bijgeschreven.
entry-found = { $name } werd opgericht.
entry-join = Er kwam iemand bij.
entry-join-invited = Er kwam iemand bij met een uitnodiging.
entry-leave = { $who } vertrok.
entry-add-key = { $who } voegde een sleutel toe.
entry-remove-key = { $who } verwijderde sleutel { $number }.
entry-grant-session = { $who } liet een browser stemmen uitbrengen tot { $until }.
entry-revoke-sessions = { $who } nam alle browsers het recht af om stemmen uit te brengen.
entry-invite = { $who } gaf een uitnodiging, geldig tot { $until }.
entry-withdraw-invitation = { $who } nam een uitnodiging terug.
entry-vouch = { $who } stond in voor { $person }.
entry-withdraw-vouch = { $who } staat niet langer in voor { $person }.
entry-propose-statement = { $who } stelde een uitspraak voor.
entry-propose-moderation = { $who } stelde voor het moderatiebeleid te wijzigen.
entry-propose-data = { $who } stelde voor minder over mensen te bewaren.
entry-propose-charter = { $who } stelde voor het handvest te wijzigen.
entry-propose-existence = { $who } stelde het bestaan van het netwerk aan de orde.
entry-propose-budget = { $who } stelde een begroting voor.
entry-propose-spend = { $who } stelde een betaling voor.
entry-propose-mandate = { $who } stelde een mandaat voor het kernteam voor.
entry-propose-appointment = { $who } stelde iemand voor een ambt voor.
entry-propose-recall = { $who } stelde voor iemand uit een ambt terug te roepen.
entry-sign-petition = { $who } tekende de petitie voor { $decision }.
entry-delegate = { $who } laat anderen namens zich stemmen: { $topic }.
entry-undelegate = { $who } laat anderen niet meer namens zich stemmen: { $topic }.
entry-pause = { $who } vroeg, als wachter, om een pauze.
entry-answer-panel = { $who } antwoordde als lid van het panel over { $decision }.
entry-nominate = { $who } stelt zich kandidaat in verkiezing { $election }.
entry-withdraw-nomination = { $who } is geen kandidaat meer in verkiezing { $election }.
entry-sponsor-nomination = { $who } steunt de kandidatuur van lid { $person } in verkiezing { $election }.
entry-rank = { $who } stemde in verkiezing { $election }.
entry-field-ranking = Volgorde
entry-field-answer = Antwoord
topic-moderation = moderatie
topic-data = gegevens
topic-product = wat er gebouwd wordt
topic-money = geld
topic-grants = beurzen
topic-safety = veiligheid
topic-craft = één vak
topic-other = al het andere
people-offices = Mensen met een ambt: wat ze mogen, en tot wanneer
offices-title = Mensen met een ambt
offices-ask = Elke macht die iemand over anderen heeft, wie haar heeft, tot wanneer, en hoe je haar terugneemt. Er is geen andere.
offices-nobody = Niemand.
offices-term = sinds { $since }, tot { $until }
offices-by = door besluit { $number }
offices-by-election = door verkiezing { $number }
offices-recall = Iemand uit dit ambt sturen
offices-paused = De wachters hebben stilgelegd wat in werking zou treden, tot { $date }.
offices-mandate = De opdracht geeft { $amount } per week, tot { $date }.
offices-moderators = Moderatoren
offices-moderators-may = Zij mogen op meldingen handelen, volgens een geldende regel en de stap die daarbij hoort. Iedereen kan lezen wat ze deden.
offices-moderators-change = Anderen kiezen
offices-operators = Beheerders
offices-operators-may = Zij houden de machines draaiend. Ze kunnen geen regel wijzigen, geen stem uitbrengen en geen aandeel nemen: elke node volgt het register, en elke browser controleert het.
office-team-may = Leidt het werk volgens een opdracht van de leden.
office-guardian-may = Genoeg van hen samen kunnen stilleggen wat in werking treedt, niet langer dan het handvest toelaat. Ze kunnen niets uitgeven en geen regel wijzigen.
office-trustee-may = Ieder bewaart een deel van de sleutel van geheime stemmen. Tot die er zijn, bewaren ze niets.
office-validator-may = Draait een node die naast andere het register controleert.
delegation-title = Wie er voor mij stemt
delegation-ask = Je kunt per onderwerp mensen noemen wier stem telt als je zelf niet stemt. Je eigen stem gaat altijd voor. Hun stem staat { $hours } uur voor het einde vast, zodat je nog zelf kunt stemmen.
delegation-field = Wiens stem telt
delegation-name = Iemand noemen
delegation-topic = Waarover
delegation-hint = Gebruikersnamen, op volgorde; hoogstens { $count }. De eerste van hen die stemde, telt.
delegation-act = Tekenen
delegation-end = Beëindigen
delegation-for-whom = Voor wie ik stem
delegation-none = Je hebt niemand genoemd.
delegation-ends = Weken tot het vanzelf eindigt: { $count }.
delegation-votes = Hoe zij stemden
delegation-vote-own = Je stemde zelf: { $choice }.
delegation-vote-by = { $name } stemde voor jou: { $choice }.
delegation-vote-open = { $name } stemt voor jou: { $choice }. Je eigen stem gaat nog voor.
delegation-vote-nobody = Niemand die je noemde, stemde op tijd.
delegation-vote-waiting = Niemand die je noemde, heeft al gestemd. Jij kunt het nog.
delegation-vote-not-yet = Vanaf { $when } kun je zien hoe zij stemmen.
delegation-named-by = { $count ->
    [one] Eén persoon vertrouwt hier op jouw stem.
   *[other] { $count } mensen vertrouwen hier op jouw stem.
  }
decisions-delegation = Wie er voor mij stemt
entry-withdraw-proposal = { $who } trok { $decision } in.
entry-sponsor = { $who } staat achter { $decision }.
entry-vote = { $who } stemde in { $decision }: { $choice }.
entry-field-index = Plaats
entry-field-time = Tijd
entry-field-kind = Soort
entry-field-vote = Stem
entry-field-network = Netwerk
entry-field-member = Lid
entry-field-sequence = Nummer van de daad van dit lid
entry-field-expires = Geldig tot
entry-field-hash = Getekende vingerafdruk
entry-field-key = Getekend met sleutel
entry-field-round = Ronde
entry-field-result = Uitkomst
entry-field-removed = Verwijderde sleutel
now-effect-moderation = Versie { $version } van het moderatiebeleid is van kracht
now-effect-data = Versie { $version } van het databeleid is van kracht
receipt-key-number = een passkey van jou, sleutel { $number }
receipt-key-session = deze browser, die jouw stemmen mag uitbrengen
receipt-key-named = de passkey op “{ $name }”
moderation-comment = Een reactie
moderation-policy-short = Moderatie
data-policy-short = Data
charter-short = Handvest
charter-title = De getallen waarmee we beslissen
charter-ask = Hoe je lid wordt, hoe lang een stemming duurt, wat er nodig is, hoe aandelen verdiend worden. Elk getal is met een stemming te veranderen.
charter-edit = Een andere waarde voorstellen
charter-joining = Lid worden, en sleutels
charter-filing = Hoe een vraag in stemming komt
charter-voting = Hoe stemmingen gaan
charter-needed = Wat een besluit nodig heeft
charter-delegation = Wie voor wie stemt
charter-panel = Leden bij loting
charter-offices = Mensen in een ambt
charter-money = Wanneer een betaling groot is
charter-earning = Hoe aandelen verdiend worden
charter-track = Tijden en drempels
charter-track-of = Tijden en drempels: { $matter }
