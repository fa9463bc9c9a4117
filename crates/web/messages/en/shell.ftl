# The shell: navigation, bars, the panel, times.
shell-skip = Skip to content
shell-brand = { $name }, Home
shell-menu = { $name }, menu
shell-aside = Beside this page
nav-home = Home
nav-explore = Explore
nav-notifications = Notifications
nav-notifications-unread = { $count ->
    [one] Notifications, { $count } new
   *[other] Notifications, { $count } new
}
nav-unread = new
nav-bookmarks = Bookmarks
nav-commons = Commons
nav-you = You
nav-create = Create
nav-search = Search
nav-sign-in = Sign in
week-title = This week in the commons
week-empty = Nothing is being decided right now, and nothing waits for you.
week-open-commons = Open the commons
demo-label = Demo network
demo-sentence = Its members and its clock are made up; its rules and its record are real.
demo-open = Step in as someone, move the clock

# Times
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
date-full = { $day } { $month } { $year }
date-short = { $day } { $month }
date-weekday = { $weekday } { $day } { $month }
moment-weekday-clock = { $weekday } { $clock }
moment-date-clock = { $date }, { $clock }
ago-now = just now
ago-minutes = { $count ->
    [one] 1 minute ago
   *[other] { $count } minutes ago
}
ago-hours = { $count ->
    [one] 1 hour ago
   *[other] { $count } hours ago
}
ago-yesterday = yesterday
left-now = closing now
left-minutes = { $count ->
    [one] 1 minute left
   *[other] { $count } minutes left
}
left-hours = { $count ->
    [one] 1 hour left
   *[other] { $count } hours left
}
left-days = { $count ->
    [one] 1 day left
   *[other] { $count } days left
}
span-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}
span-hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
}
span-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}

# States and pieces that every page may need
state-loading = Loading
state-kept = Kept
state-missing = Missing
state-reference = If you write to someone about this, mention { $reference }.
diff-removed = Removed:
diff-added = Added:

# The panel's entries
week-untitled = Decision { $number }
week-asked = Your vote is asked for
week-approval = { $value } for, { $need }
week-no-votes = Nobody has voted yet; { $need }
week-jury = A jury
week-jury-seal = You were drawn: a case waits for your verdict
week-jury-seal-note = Two minutes. Nobody sees how you ruled until all have.
week-jury-open = Open your verdict
week-jury-open-note = All have sealed theirs.
week-appreciation = Appreciation to give
week-until = until { $when }
week-appreciated = { $count ->
    [0] Your 100 credits wait for work you value
    [one] Your 100 credits go to one work so far
   *[other] Your 100 credits are shared by { $count } works so far
}
week-appreciation-note = What you don’t give away expires with the round.
