# Het raamwerk: navigatie, balken, het paneel, tijden.
shell-skip = Naar de inhoud
shell-brand = { $name }, Begin
shell-menu = { $name }, menu
shell-aside = Naast deze pagina
nav-home = Begin
nav-explore = Ontdekken
nav-notifications = Meldingen
nav-notifications-unread = { $count ->
    [one] Meldingen, { $count } nieuw
   *[other] Meldingen, { $count } nieuw
}
nav-unread = nieuw
nav-bookmarks = Bewaard
nav-commons = Commons
nav-you = Jij
nav-create = Maken
nav-search = Zoeken
nav-sign-in = Inloggen
week-title = Deze week in de commons
week-empty = Er wordt nu niets besloten en er wacht niets op je.
week-open-commons = Naar de commons
demo-label = Voorbeeldnetwerk
demo-sentence = De leden en de klok zijn verzonnen; de regels en het register zijn echt.
demo-open = Stap in als iemand, verzet de klok

# Tijden
month-1 = januari
month-2 = februari
month-3 = maart
month-4 = april
month-5 = mei
month-6 = juni
month-7 = juli
month-8 = augustus
month-9 = september
month-10 = oktober
month-11 = november
month-12 = december
weekday-1 = maandag
weekday-2 = dinsdag
weekday-3 = woensdag
weekday-4 = donderdag
weekday-5 = vrijdag
weekday-6 = zaterdag
weekday-7 = zondag
date-full = { $day } { $month } { $year }
date-short = { $day } { $month }
date-weekday = { $weekday } { $day } { $month }
moment-weekday-clock = { $weekday } { $clock }
moment-date-clock = { $date }, { $clock }
ago-now = zojuist
ago-minutes = { $count ->
    [one] 1 minuut geleden
   *[other] { $count } minuten geleden
}
ago-hours = { $count ->
    [one] 1 uur geleden
   *[other] { $count } uur geleden
}
ago-yesterday = gisteren
left-now = sluit nu
left-minutes = { $count ->
    [one] nog 1 minuut
   *[other] nog { $count } minuten
}
left-hours = { $count ->
    [one] nog 1 uur
   *[other] nog { $count } uur
}
left-days = { $count ->
    [one] nog 1 dag
   *[other] nog { $count } dagen
}
span-minutes = { $count ->
    [one] 1 minuut
   *[other] { $count } minuten
}
span-hours = { $count ->
    [one] 1 uur
   *[other] { $count } uur
}
span-days = { $count ->
    [one] 1 dag
   *[other] { $count } dagen
}

# Toestanden en stukken die elke pagina kan gebruiken
state-loading = Laden
state-kept = Bewaard
state-missing = Kwijt
state-reference = Als je hier iemand over schrijft, noem dan { $reference }.
diff-removed = Verwijderd:
diff-added = Toegevoegd:

# Wat in het paneel staat
week-untitled = Besluit { $number }
week-asked = Je stem wordt gevraagd
week-approval = { $value } voor, { $need }
week-no-votes = Nog niemand stemde; { $need }
week-jury = Een jury
week-jury-seal = Je bent geloot: een zaak wacht op je oordeel
week-jury-seal-note = Twee minuten. Niemand ziet je oordeel voordat iedereen het gaf.
week-jury-open = Open je oordeel
week-jury-open-note = Iedereen heeft het zijne verzegeld.
week-appreciation = Waardering te geven
week-until = tot { $when }
week-appreciated = { $count ->
    [0] Je 100 punten wachten op werk dat je waardeert
    [one] Je 100 punten gaan tot nu toe naar één werk
   *[other] Je 100 punten worden tot nu toe verdeeld over { $count } werken
}
week-appreciation-note = Wat je niet weggeeft, vervalt met de ronde.
