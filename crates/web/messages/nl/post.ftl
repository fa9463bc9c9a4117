# Berichten en het gesprek eronder.
post-more-pictures = nog { $count }
post-pictures = { $count ->
    [one] één foto
   *[other] { $count } foto’s
}
post-edited = bewerkt
post-reposted-by = { $name } deelde dit
act-appreciate = Waarderen
act-appreciated = Gewaardeerd
act-appreciations = { $count ->
    [0] Nog niet gewaardeerd
    [one] 1 waardering
   *[other] { $count } waarderingen
}
act-comments = { $count ->
    [0] Reageren
    [one] 1 reactie
   *[other] { $count } reacties
}
act-repost = Delen
act-bookmark = Bewaren
act-more = Meer
act-open = Open op een eigen pagina
act-history = Eerdere versies
act-edit = Bewerken
act-delete = Verwijderen
act-report = Melden
act-follow = Volgen
act-following = Je volgt
talk-all = { $count ->
    [one] De reactie
   *[other] Alle { $count } reacties
}
talk-gone = Deze reactie is door de schrijver verwijderd.
talk-answer = Antwoorden
talk-label = Je reactie
talk-placeholder = Zeg iets tegen de maker
talk-send = Plaatsen
talk-taken-down = Een moderator haalde deze reactie weg. De schrijver weet volgens welke regel en kan in beroep.
reach-followers = alleen voor volgers te zien
reach-nobody = weggehaald: alleen jij ziet het
work-untitled = Zonder titel
person-left = Iemand die vertrok
shares-held = { $amount } { $count ->
    [one] aandeel
   *[other] aandelen
}
