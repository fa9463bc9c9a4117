# What one earned and holds.
work-title = What you make and get
work-ask = What others value in your work becomes your part of this place. Every amount opens into what made it.
work-credits = You have { $left } of your { $all } credits left to give
work-credits-label = { $left } of { $all } credits left
work-credits-until = { $count ->
    [0] You have not appreciated anything in this round. What you don’t give away until { $when } expires.
    [one] One work has your appreciation in this round. What you don’t give away until { $when } expires.
   *[other] { $count } works have your appreciation in this round. What you don’t give away until { $when } expires.
}
work-give = Find work you value
work-earned = What you earned, round by round
work-empty-title = Nothing earned yet
work-empty = Shares come when a round closes, to those whose work others appreciated in it.
work-older = Older rounds
work-round = { $from } to { $until }
work-round-note = { $works ->
    [one] one work
   *[other] { $works } works
}, appreciated by { $people ->
    [one] one person
   *[other] { $people } people
}
work-round-even = an even part for everyone who was active
work-how = how it was counted
work-how-round = in round { $round }
why-eyebrow = Round { $round }
why-title = Why { $amount } shares
why-vesting = They become yours for good bit by bit, from { $from } to { $until }.
why-counted = How it was counted
why-counted-sentence = From the appreciation that was given to what was counted, and why.
why-equal = In this place everyone who was active gets the same. { $pot } shares for { $makers } people make { $amount } each.
why-rule-counts = It counts.
why-rule-none = Nobody’s appreciation reached your work in this round, so there was nothing to count.
why-rule-few = { $count ->
    [one] Only one person appreciated your work in this round. It counts from three on, so that nobody can pay themself through a friend.
   *[other] Only { $count } people appreciated your work in this round. It counts from three on, so that nobody can pay themself through a friend.
}
why-rule-one-cluster = Everyone who appreciated your work in this round belongs to one circle of friends. It counts when somebody from another circle joins them.
why-rule-standing = You may earn once members have vouched for you. What was appreciated before that is not counted later.
why-step-given = { $people ->
    [one] One person appreciated your work
   *[other] { $people } people appreciated your work
}
why-step-repeat = Regular fans, and people you thanked back, count a little less
why-step-best = Only your best seven works count
why-step-left = What was counted
why-credits = { $amount } credits
why-chart = { $given } credits were given, { $left } were counted
why-circles = { $count ->
    [one] They came from one circle
   *[other] They came from { $count } circles
}
why-circles-sentence = Inside a circle of people who are close, appreciation counts by its square root; from different circles it adds up.
why-circle = { $circles ->
    [one] one circle
   *[other] { $circles } circles
} with { $count ->
    [one] one appreciation
   *[other] { $count } appreciations
}{ $circles ->
    [one] {""}
   *[other] {" "}each
}
why-sum = { $points } points of the { $all } that all { $makers } makers reached are { $percent } %.
why-sum-shares = Of the { $pot } shares for this round’s works, that is { $amount }.
why-cut = Nobody gets more than { $cap } %, so { $cut } went to the others.
why-surplus = What others had above the limit added { $surplus }.
what-if-title = What would have made it more
what-if-another = One more credit from somebody outside these circles
what-if-same = One more credit from somebody of your strongest circle
what-if-repeats = If nobody had appreciated you in the weeks before
what-if-mutual = If you had appreciated none of them in the weeks before
what-if-works = If every work counted, not only the best seven
what-if-cap = If there were no limit for one maker
what-if-rule = If two people, or one circle, were enough
what-if-standing = If you had been vouched for
why-works = Your works
why-work-gone = A work that is no longer here
why-work-people = { $count ->
    [one] one person
   *[other] { $count } people
}
why-work-not-counted = not among the best seven
why-pot = What there was to share
why-pot-sentence = A round gives out the smaller of two amounts, so that neither the first days nor a few people take everything.
why-pot-pool = What is left for contributions, divided by { $divisor }
why-pot-pool-note = Each round takes the same small part of the rest.
why-pot-activity = { $count ->
    [one] { $quota } shares for the one maker with accepted work
   *[other] { $quota } shares for each of the { $count } makers with accepted work
}
why-pot-activity-note = While there are few of us, this is the smaller one.
why-pot-part = The part for works
why-pot-part-note = What of a part nobody earned stays in the pool.
why-check = Check it yourself
why-check-sentence = The inputs of this round are one file, and its fingerprint is on the record. Whoever has both comes to the same amounts.
why-file = Round file
why-download = Download the round file
why-rules = How earning works

shares-eyebrow = Your share
shares-title = Your share of { $place }
shares-who = { $name }, member { $number } since { $since }
shares-unit = { $count ->
    [one] share
   *[other] shares
}
shares-part = { $percent } of { $place }. You earned every one of them.
shares-empty-title = No shares yet
shares-empty = You earn your first when others appreciate something you made and the round closes.
shares-none-yet = None is yours for good yet
shares-cliff = What you earn waits four rounds and then becomes yours bit by bit: the first on { $first }, the last on { $last }.
shares-for-good = { $amount } are yours for good
shares-rest = The other { $amount } become yours bit by bit. If you earn nothing more, the last do on { $last }.
shares-all-vested = All of them are.
shares-yours = { $amount } yours for good
shares-coming = { $amount } to come
shares-next = { $amount } on { $date }
shares-chart = { $have } shares are yours; { $coming } become yours round by round until { $last }, { $next } of them next
shares-when = When
shares-become-yours = Become yours
shares-worth = What a share is worth
shares-worth-text = Nothing in money, so far: the commons hold none that stands behind a share. A share says how much of this place you built.
shares-worth-yours = What you hold stands for { $amount } of what the commons hold.
shares-worth-one = One share stands for { $one }: { $assets } that were promised to nobody, divided by the { $shares } shares that members hold.
shares-worth-no-price = This is not a price.
shares-worth-why = It says what is there, by the books, after the last entry. Nobody has to pay it, and nobody is paid it for leaving.
shares-worth-books = How the books stand
shares-value-over-time = What a share stood for, round by round
shares-value-chart = What a share stood for by the books, from { $from } on; now { $last }
shares-value-column = One share stood for
shares-held-over-time = What you held, round by round
shares-held-chart = Shares that you held, from { $from } on; now { $last }
shares-held-column = You held
shares-lets = What it lets you do
shares-vote = Vote as a member
shares-vote-note = One person, one vote. Shares never change this.
shares-vote-amount = 1 of { $members }
shares-vote-not-yet = not yet
shares-steward = Weigh in as a steward
shares-steward-note = On budgets and ownership, by the square root of your vested shares.
shares-of = { $own } of { $all }
shares-surplus = Take part in the year’s surplus
shares-surplus-note = By what you earned in the year, and as every member.
shares-pass-on = Pass them on
shares-pass-on-note = To another member, where { $place } has switched it on by a vote on ownership rules. They carry no vote there.
shares-auction = Sell in the auction
shares-auction-note = Every few weeks, where { $place } has switched it on by a vote on ownership rules.
shares-see = see below
shares-later = later
shares-earned = Where they came from
shares-earned-sentence = One line a round. Each opens into what made it.
shares-round = Round that closed { $date }

shares-certificate = A certificate
shares-certificate-sentence = What you hold, as a page to print or send. Its proof is attached: whoever has it checks it without asking this place.
shares-certificate-name = With my name on it
shares-certificate-make = Make the PDF
shares-certificate-proof = The proof alone, for programs
certificate-title = Shares of { $place }
certificate-who = Member { $number }
certificate-who-named = { $name }, member { $number }
certificate-holds = On { $date } this member held { $held }, { $vested } of them vested, of { $issued } that all members held.
certificate-votes = Shares are no votes: each member has one. They were earned by contributing.
certificate-proves = The file attached to this page shows what rounds credited, the latest sixty at most, as the record of { $size } entries has it.
certificate-limits = It shows what was credited. That nothing of it went back or on to others since, only a replay of the whole record shows.
certificate-check = To check it: save the attachment proof.json and run “meent certificate proof.json”.
certificate-round = round { $round }: { $amount }
