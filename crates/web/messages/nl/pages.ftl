# Begin
home-title = Begin
home-from = { $people ->
    [0] Je volgt nog niemand
    [one] Van de ene persoon die je volgt
   *[other] Van de { $people } mensen die je volgt
}
home-empty-title = Je muur is leeg
home-empty-text = Volg een paar makers en hun nieuwste werk hangt hier, in de volgorde waarin ze het maakten.
home-find-makers = Zoek makers
home-why-follow = Je ziet dit omdat je { $name } volgt.
home-why-repost = Je ziet dit omdat { $name }, die je volgt, het deelde.
home-caught-up = Dat is alles van de mensen die je volgt.
feed-older = Ouder

# De voordeur
door-title = Werk van mensen van wie de plek is
door-look = Kijk rond
door-have-key = Ik heb een passkey
door-works = Nieuwste werk
door-how-own = Van wie het maakt. Met wat je maakt en voor anderen doet, verdien je aandelen.
door-how-decide = Samen besloten. Elke regel hier is met een stemming aangenomen en kan met een stemming veranderen.
door-how-check = Na te gaan. Elk besluit en elk aandeel staat in een register dat je zelf kunt controleren.

# Ontdekken
explore-title = Ontdekken
explore-lead = Nieuw van het hele netwerk, nieuwste eerst. Niemand betaalt om hier te staan.
explore-tab-works = Nieuw
explore-tab-people = Mensen
explore-tab-tags = Labels
explore-tabs = Manieren om rond te kijken
explore-empty-title = Hier hangt nog niets
explore-empty-text = Het eerste bericht op dit netwerk kan van jou zijn.
explore-people-lead = Makers die je zou kunnen volgen.
explore-people-empty = Je kent iedereen hier al
explore-people-empty-text = Wie je hierna meebrengt, verschijnt hier.
explore-people-invite = Nodig iemand uit
tags-empty = Nog geen labels
tags-empty-text = Schrijf #iets in een bericht en het is het eerste.
tags-count = { $count ->
    [one] 1 bericht
   *[other] { $count } berichten
}
tag-title = #{ $tag }
tag-count = { $count ->
    [0] Geen berichten
    [one] 1 bericht
   *[other] { $count } berichten
}
tag-feed = Berichten met #{ $tag }
tag-empty-title = Nog niets met #{ $tag }
tag-empty-text = Schrijf #{ $tag } in een bericht en het staat hier.

# Zoeken
search-title = Zoeken
search-label = Zoek woorden, mensen of labels
search-hint = Woorden, mensen of labels
search-button = Zoek
search-posts = Berichten
search-people = Mensen
search-tags = Labels
search-prompt = Typ een woord om berichten, mensen en labels van dit netwerk te doorzoeken.
search-none-title = Niets gevonden voor “{ $query }”
search-none-text = Probeer minder of andere woorden. Zoeken kent alleen wat hier openbaar is.

# Een bericht
post-page-title = { $title } door { $name }
post-page-untitled = { $name } op { $date }
talk-title = { $count ->
    [0] Nog niemand heeft iets gezegd
    [one] 1 reactie
   *[other] { $count } reacties
}
talk-sign-in = Log in om iets te zeggen

# Een mens
profile-posts = Berichten
profile-works = Werk
profile-about = Over
profile-tabs = Het werk van { $name }
profile-followers = { $count ->
    [one] volger
   *[other] volgers
}
profile-following = gevolgd
profile-since = lid sinds { $date }
profile-guest-since = gast sinds { $date }
profile-edit = Bewerk je pagina
profile-works-empty-title = Nog geen werk
profile-works-empty-text = Berichten met foto’s hangen hier.
profile-works-empty-mine = Je berichten met foto’s hangen hier. Het eerste maakt de muur.
profile-posts-empty-title = Nog niets geplaatst
profile-posts-empty-text = Als { $name } iets plaatst, staat het hier.
profile-about-empty-mine = Je hebt nog niets over jezelf geschreven.
profile-here-since = Hier sinds
profile-about-empty = { $name } heeft niets over zichzelf geschreven.
profile-anywhere = Volg van overal
profile-anywhere-text = Voor een feed heb je nergens een account nodig.
profile-feed-reader = In een feedlezer
profile-feed-title = Berichten van { $name }
profile-copy = Kopieer
profile-copied = Gekopieerd
people-followers = Mensen die { $name } volgen
people-following = Mensen die { $name } volgt
people-followers-empty = Nog niemand volgt { $name }.
people-following-empty = { $name } volgt nog niemand.
profile-commons = In de commons
profile-standing = Plaats
level-guest = gast
level-associate = deelgenoot
level-member = lid

# Maken
compose-title = Maken
compose-edit-title = Bewerk je bericht
compose-text = Wat wil je laten zien of zeggen?
compose-text-hint = Begin een regel met “# ” om je werk een titel te geven. *Nadruk*, lijsten, #labels en @mensen werken.
compose-photos = Foto’s
compose-photos-hint = Hoogstens { $count }. JPEG, PNG, WebP, GIF, HEIC of AVIF. Waar en waarmee ze zijn gemaakt, halen we eruit.
compose-choose = Kies foto’s
compose-drop = of sleep ze hierheen
compose-alt = Wat is er te zien?
compose-alt-hint = Eén zin voor wie het niet kan zien. De zin blijft bij de foto.
compose-alts = Wat is erop te zien?
compose-alts-hint = Eén regel per foto, in de volgorde waarin je ze kiest, voor wie ze niet kan zien.
compose-publish = Plaatsen
compose-save = Bewaar wijzigingen
compose-cancel = Nu niet
compose-keep = Bewaar als concept
compose-discard = Gooi het concept weg
compose-draft-kept = Concept bewaard
compose-draft-found = We bewaarden waar je op { $date } aan schreef.
compose-uploading = Versturen
compose-waiting = wacht
compose-ready = klaar
compose-failed = Niet aangekomen
compose-retry = Verstuur opnieuw
compose-remove = Weghalen
compose-earlier = Naar voren
compose-later = Naar achteren
compose-too-many = Er passen er maar { $count } in een bericht; de rest is weggelaten.
compose-of = van
compose-preparing = Wordt bekeken
compose-for = Voor iedereen
compose-error-title = Je bericht is niet geplaatst
compose-error-kept = je woorden en de foto’s die waren aangekomen

# Geschiedenis, verwijderen
history-title = Eerdere versies
history-lead = { $count ->
    [one] Dit bericht is één keer veranderd. Elke versie blijft leesbaar.
   *[other] Dit bericht is { $count } keer veranderd. Elke versie blijft leesbaar.
}
history-now = Zoals het nu is
history-version = Versie { $number }
history-none = Dit bericht is nooit veranderd.
history-back = Terug naar het bericht
delete-title = Dit bericht verwijderen?
delete-text = De woorden, foto’s en eerdere versies worden voorgoed van dit netwerk gewist, net als de reacties eronder. Dit kan niet ongedaan worden gemaakt.
delete-comment-title = Deze reactie verwijderen?
delete-comment-text = De woorden worden voorgoed gewist. Antwoorden erop blijven staan.
delete-yes = Verwijder voorgoed
delete-no = Houd het

comment-history-title = Eerdere versies van de reactie van { $name }
comment-history-lead = { $count ->
    [one] Deze reactie is één keer veranderd. Elke versie blijft leesbaar.
   *[other] Deze reactie is { $count } keer veranderd. Elke versie blijft leesbaar.
}
comment-history-none = Deze reactie is nooit veranderd.
comment-history-back = Terug naar de reactie
comment-edit-title = Je reactie bewerken
comment-edit-lead = Wat er eerst stond blijft leesbaar, zodat antwoorden hun zin houden.
comment-edit-kept-title = Je wijziging is niet bewaard

# Meldingen, bewaard
notifications-title = Meldingen
notifications-empty-title = Niets nieuws
notifications-empty-text = Als iemand je waardeert, antwoordt of volgt, of als de commons je nodig heeft, staat het hier.
notifications-earlier = Eerder
notifications-new = Nieuw
notice-appreciated = { $others ->
    [0] { $name } waardeerde { $work }
    [one] { $name } en één ander waardeerden { $work }
   *[other] { $name } en { $others } anderen waardeerden { $work }
}
notice-commented = { $name } reageerde op { $work }
notice-answered = { $name } antwoordde je onder { $work }
notice-followed = { $name } volgt je
notice-mentioned = { $name } noemde je in { $work }
notice-reposted = { $others ->
    [0] { $name } deelde { $work }
    [one] { $name } en één ander deelden { $work }
   *[other] { $name } en { $others } anderen deelden { $work }
}
notice-vouched = { $name } stond voor je in. { $know }
notice-commons = { $what }
notice-somebody = Iemand
notice-your-post = je bericht
bookmarks-title = Bewaard
bookmarks-lead = Alleen jij ziet dit.
bookmarks-empty-title = Nog niets bewaard
bookmarks-empty-text = Met het lintje onder een bericht bewaar je het hier, alleen voor jou.

# Na een handeling
done-deleted = Voorgoed verwijderd.

talk-older = Meer reacties
talk-kept-title = Je reactie is niet geplaatst
talk-kept = je woorden, hieronder
notice-a-post = een bericht
notice-your-draft = je ontwerp
notice-a-draft = een ontwerp
notice-moderated = Een moderator deed iets met je werk. Lees welke regel, en hoe je in beroep gaat.
notice-report-upheld = Wat je meldde, ging tegen een regel in, en een moderator greep in. Bekijk het openbare logboek.
notice-report-dismissed = Wat je meldde, is bekeken en mag blijven: geen geldende regel verbiedt het.
notice-standing-changed = Je plaats is veranderd. Zie waar je staat.
notice-keys-changed = Je sleutels zijn veranderd. Was jij dat niet, doe dan nu iets.
notice-proposal-moved = Besluit { $number } is een stap verder.
notice-panel-drawn = Het lot viel op jou: zeg of besluit { $number } moet doorgaan.
notice-vote-asked = { $others ->
    [0] Je stem wordt gevraagd.
    [one] Je stem wordt gevraagd. Er is nog één stemming open.
   *[other] Je stem wordt gevraagd. Er zijn nog { $others } stemmingen open.
}
notice-vote-ending = Een stemming waarvoor je gevraagd bent, eindigt binnenkort.
notice-data-asked = Besloten is dat er meer bewaard mag worden: { $category }. Van jou alleen als je ja zegt.
notice-delegate-voted = { $name } stemt voor jou: { $choice }. Je eigen stem gaat nog voor.
notice-round-settled = Er is een ronde gesloten. Zie wat je verdiende en waarom.
