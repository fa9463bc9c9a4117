# Je eigen pagina’s, de ingangen, de oprichting, het voorbeeld.
you-tabs = Jouw pagina’s
you-tab-settings = Instellingen
you-tab-keys = Sleutels en apparaten
you-tab-privacy = Privacy
you-tab-leave = Vertrekken
settings-title = Instellingen
settings-saved = Opgeslagen.
settings-profile = Hoe anderen je zien
settings-profile-sentence = Je bent voor altijd lid { $number }, hoe je jezelf ook noemt.
settings-picture = Foto
settings-picture-hint = JPEG, PNG, WebP, GIF, HEIC of AVIF. Plaats en camera gaan eruit.
settings-name = Naam
settings-handle = Handle
settings-handle-hint = Je adres hier. Oude links blijven naar jou leiden.
settings-about = Over jou
settings-about-hint = Hoogstens { $max } tekens. Markdown kan.
settings-save = Bewaar
settings-look = Bekijk je pagina
settings-language = Taal
settings-language-question = Taal van de pagina’s
settings-language-set = Gebruik deze taal
settings-theme = Licht of donker
settings-theme-question = Hoe pagina’s eruitzien
settings-theme-set = Gebruik dit
theme-system = Zoals het apparaat zegt
theme-light = Licht
theme-dark = Donker
settings-out = Deze browser
settings-sign-out = Log uit

keys-title = Sleutels en apparaten
keys-ask = Wat jou bindt, wordt getekend door een sleutel op een apparaat van jou. Niemand anders heeft er een, en deze node kan er geen maken.
keys-yours = { $count ->
    [one] Je hebt één sleutel
   *[other] Je hebt { $count } sleutels
}
keys-sentence = Elk mag alles tekenen. Je kunt er hoogstens { $max } hebben.
keys-only-one = Raak je dit apparaat kwijt, dan ook je stem en je aandelen. Voeg een tweede sleutel toe op een ander apparaat.
key-number = sleutel { $number }
key-unnamed = Een sleutel zonder naam
key-passkey = passkey
key-command-line = sleutel van de opdrachtregel
key-waits = Van kracht { $at }. Tot dan kan elke andere sleutel van jou hem verwijderen.
key-since = Van kracht sinds { $date }.
key-change = Naam geven of verwijderen
key-name = Naam van het apparaat
key-name-save = Bewaar
key-remove = Verwijder deze sleutel
keys-add = Voeg een sleutel toe
keys-add-sentence = Een nieuwe sleutel geldt na { $length }, en al je apparaten krijgen bericht, zodat niemand er ongemerkt een bij steekt.
keys-add-hint = Zoals “telefoon” of “blauwe beveiligingssleutel”. Je kunt een ander apparaat kiezen als de browser erom vraagt.
keys-add-act = Maak een passkey
keys-command-line = Een sleutel voor de opdrachtregel
keys-command-line-text = De opdrachtregel bewaart een eigen sleutel in een bestand op je computer en toont de openbare helft, die je hier toevoegt.
keys-command-line-act = Voeg deze sleutel toe
keys-public = Openbare helft van de sleutel
keys-public-hint = 64 letters en cijfers, zoals de opdracht ze toont.
keys-ballots = Browsers die jouw stemmen mogen uitbrengen
keys-ballots-sentence = Je kunt een browser 30 dagen lang stemmen laten uitbrengen zonder elke keer je passkey te vragen. Nooit overdrachten, sleutels of delegatie.
keys-ballots-none = Geen. Je kunt het aanzetten als je weer stemt.
keys-ballots-until = tot { $date }
keys-ballots-revoke = Stop het voor alle browsers
keys-visits = { $count ->
    [one] Je bent ingelogd in één browser
   *[other] Je bent ingelogd in { $count } browsers
}
keys-some-browser = Een browser
keys-this-browser = deze
keys-sign-out-everywhere = Log overal uit

privacy-title = Wat er over jou bewaard is
privacy-ask = { $count ->
    [0] Niets dan wat nodig is om te werken.
    [one] Eén soort, met de reden en het einde erbij.
   *[other] { $count } soorten, elk met de reden en het einde erbij.
}
privacy-policy = Het beleid, versie { $version }
privacy-done = Klaar. Het geldt meteen.
privacy-held = Nu bewaard
privacy-nothing = niets
privacy-items = { $count ->
    [one] één stuk
   *[other] { $count } stuks
}
privacy-since = Het oudste sinds { $date }.
privacy-until = Het gaat weg op { $date }.
privacy-basis-needed = Nodig om deze plek te laten werken.
privacy-basis-opt-out = Je kunt nee zeggen.
privacy-basis-opt-in = Alleen als je ja zegt.
privacy-look = Bekijk het
privacy-rest = Nog { $count } staan in de export.
privacy-allow = Sta het toe
privacy-allow-again = Sta het weer toe
privacy-take-back = Neem mijn ja terug
privacy-refuse = Zeg nee
privacy-erase = Wis
privacy-record = In het register
privacy-record-sentence = { $count ->
    [0] Je hebt nog niets getekend.
    [one] Eén daad van jou staat in het register, onder je nummer en nooit onder je naam. Die blijft; van wie het nummer was, wordt vergeten als je je account wist.
   *[other] { $count } daden van jou staan in het register, onder je nummer en nooit onder je naam. Die blijven; van wie het nummer was, wordt vergeten als je je account wist.
}
privacy-export = Neem alles mee
privacy-export-sentence = Eén bestand met al het bovenstaande, je berichten en foto’s, wie je volgt, je aandelen met bewijs, en je bewijzen.
privacy-export-act = Exporteer alles
privacy-erase-all = Wis wat gewist kan worden
privacy-erase-all-sentence = Alles wat niet nodig is om deze plek te laten werken, gaat meteen weg: bewaarde berichten, concepten, meldingen, geschiedenis, namen van apparaten.
privacy-erase-all-act = Wis het
privacy-erase-leave = Om ook je account en je berichten te wissen:

leave-title = { $place } verlaten
leave-ask = Je kunt altijd gaan, met alles wat van jou is.
leave-take = Neem eerst je spullen mee
leave-take-sentence = { $posts ->
    [0] Je profiel, wie je volgt, je aandelen met bewijs, en je bewijzen.
    [one] Je ene bericht, je profiel, wie je volgt, je aandelen met bewijs, en je bewijzen.
   *[other] Je { $posts } berichten met hun foto’s, je profiel, wie je volgt, je aandelen met bewijs, en je bewijzen.
}
leave-then = Wat er gebeurt als je gaat
leave-then-name = Je naam, handle en profiel worden gewist.
leave-then-posts = Je berichten, reacties en foto’s worden van deze node gewist.
leave-then-votes = Stemmen die je uitbracht, blijven meetellen, onder je nummer.
leave-then-shares = { $vested } aandelen blijven van jou en staan vooraan als aandelen ingewisseld kunnen worden; { $coming } die nog kwamen, gaan terug naar de pot.
leave-then-record = Wat je tekende, blijft zonder je naam in het register. Niemand kan nog nagaan wie het nummer was.
leave-sign = Teken het dan
leave-sign-sentence = Met hetzelfde nummer kun je niet terug. Later kun je als iemand nieuws weer lid worden.
leave-act = Verlaat { $place }
left-title = Je bent weg
left-ask = Je naam en je werk zijn van deze node verdwenen. Dank voor wat je hier hebt gebouwd.

# Ingangen
sign-in-title = Welkom terug bij { $place }
sign-in-ask = Je passkey is je ingang. Er is geen wachtwoord om te onthouden of te verliezen.
sign-in-act = Log in met je passkey
sign-in-new = Nieuw hier?
sign-in-open = Iedereen mag lid worden en rondkijken. Je stemt zodra leden je kennen.
sign-in-by-invitation = Je komt binnen met een uitnodiging van een lid. Ken je hier iemand, vraag dan om een link.
entry-script = Passkeys vragen om scripts. Zet ze voor deze pagina aan.
entry-what-passkey = Wat is een passkey?
entry-what-passkey-text = Een sleutel die op je telefoon, computer of beveiligingssleutel blijft. Je vinger, gezicht of code opent hem; hij verlaat het apparaat nooit, dus niemand kan hem bij ons stelen. Je telefoon kan hem meenemen naar je volgende telefoon.
entry-lost = Alle apparaten kwijt? Dan kan niemand voor je tekenen, ook deze node niet. Daarom vragen we al snel om een tweede sleutel.
entry-handle-hint = Je adres hier, zoals hana.mori. Letters, cijfers, punten en lage streepjes.
entry-device = Dit apparaat
entry-device-hint = Hoe je het noemt, zoals “telefoon”. Alleen jij ziet het.
join-invites = staat voor je in en nodigt je uit
join-title = Word lid van { $place }
join-ask = { $count ->
    [one] Eén mens maakt en beslist hier.
   *[other] { $count } mensen maken en beslissen hier, elk één stem.
}
join-until = De uitnodiging geldt tot { $date }.
join-secret-missing = Deze link is afgeknipt: het stuk achter de # ontbreekt. Vraag hem opnieuw en open hem helemaal.
join-act = Maak een passkey en word lid
join-act-short = Word lid
join-agree = Wie lid wordt, aanvaardt wat de leden besloten:
join-rules = wat mag
join-data = wat er over je bekend mag zijn
join-description = Je bent uitgenodigd. Word lid met de passkey op je eigen apparaat.
used-title = Deze uitnodiging is niet meer open
used-sentence = Ze is gebruikt, teruggenomen, of haar tijd is om. Een link werkt één keer.
used-still = Je kunt zonder account rondkijken, en om een andere link vragen.
used-look = Kijk rond

# Het voorbeeld
demo-title = Stap in, en laat de tijd gaan
demo-ask = Alles wat je ziet, is gemaakt met dezelfde regels en getekende operaties als in een echt netwerk. Alleen de mensen zijn gespeeld en de klok is van jou.
demo-clock = De klok
demo-clock-sentence = Stemmingen sluiten, rondes worden verrekend en regels worden van kracht als hun tijd komt.
demo-round = ronde { $round }
demo-hour = Eén uur verder
demo-day = Eén dag
demo-three-days = Drie dagen
demo-week = Eén week
demo-next = Naar wat er nu gebeurt
demo-people = Wees iemand
demo-people-sentence = Je ziet en mag precies wat zij mogen. Het voorbeeld bewaart hun sleutels.
demo-find = Zoek iemand op naam
demo-step-in = Stap in
demo-nobody = Niemand met die naam.
demo-moved = Het is nu { $when }. { $events ->
    [0] Er hoefde niets te gebeuren.
    [one] Eén ding gebeurde vanzelf.
   *[other] { $events } dingen gebeurden vanzelf.
}
demo-role-founder = oprichter
demo-role-juror = een jury wacht op hen
demo-role-moderator = moderator
sign-in-refused = Die passkey is hier niet bekend, of het duurde te lang. Probeer het opnieuw, of gebruik een ander apparaat.
