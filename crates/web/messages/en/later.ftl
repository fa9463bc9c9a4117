# What a round sets aside for what members still use later.
later-title = From round { $round }, for what is still used: { $amount }
later-sentence = Round { $round } set { $pot } shares of its part for works aside. They are shared out at the close of this round, counted the same way, by what members appreciated of that round’s works in the last four rounds.
later-sum = { $points } points of { $all } are { $percent } %.
later-sum-shares = Of the { $pot } shares, that is { $amount }.
later-floor = A point never brings more now than it did then. All works of that round together have { $now } points now, and what nobody has points for went back to the pool.
later-cut = Nobody gets more than { $cap } %, so { $cut } went to the others or back to the pool.
later-rule-none = Nobody appreciated your works of that round in the last four rounds.
later-rule-few = { $count ->
    [one] Only one person appreciated your works of that round in the last four. As then, it counts from three on.
   *[other] Only { $count } people appreciated your works of that round in the last four. As then, it counts from three on.
}
later-rule-one-cluster = Everyone who appreciated your works of that round in the last four belongs to one circle of friends. It counts when somebody from another circle joins them.
later-what-if = Had members of two circles, three or more, appreciated one of those works in these four rounds, part of it would be yours.
later-then = How that round was counted
later-waits = Set aside for what members still use
later-waits-note = Shared out when round { $round } closes, on { $when }, by what members appreciate of these works then.
later-waits-own = For as many points as you had, { $amount } more would come.
later-all = { $amount } shares wait for what lasts
later-all-sentence = { $count ->
    [one] One round set part of what it gives to works aside. It is shared out half a year later, as a rule, among makers whose works of that round are still appreciated.
   *[other] { $count } rounds set part of what they give to works aside. It is shared out half a year later, as a rule, among makers whose works of those rounds are still appreciated.
}
later-next = Next come { $amount } of round { $round }, on { $when }. What nobody uses any more goes back to the pool.
why-rule-fraud = It was found that contributions of yours were not what they seemed. What waited of the rounds before that is not shared out to you.
work-round-later = from earlier rounds, for what is still used: { $amount }
parameter-later-share = Part that waits for what lasts
parameter-later-share-text = This part of what a week gives to works is shared out later, by what members still appreciate then. At most half.
parameter-later-rounds = How long it waits
parameter-later-rounds-text = After so many weeks that part is shared out. It changes nothing for what waits already.
