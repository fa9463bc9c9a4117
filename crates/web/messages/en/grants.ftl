# Grants: members ask, others give points, and support that stays is enough one day.
grants-title = Grants
grants-ask = Ask for money, or give your points to what you want paid. What keeps enough support is paid, without a vote.
grants-empty-title = Nobody asks for a grant
grants-empty = Be the first.
grants-open = What is asked for
grants-over = Earlier
grants-all = All grants
grants-how-title = How it works
grants-how = Everybody has the same points and can move them any day. Points grow into their weight: after a week half of them counts, after two weeks three quarters. Points that leave fade in the same way. A grant is paid when its weight reaches what it needs; the larger its part of the money, the more it needs.
grants-points-left = You have { $left } of { $points } points left to give.
grants-sign-in = Sign in to give points or to ask
grants-request = Ask for a grant
grants-request-text = { $pool } are there for grants. Say what the money is for, how much, and who is paid.
grants-request-act = Ask for this grant
grants-no-money = There is no money for grants now. A budget can set some aside.
grant-number = Grant { $number }
grant-untitled = Grant { $number }, its words were erased
grant-weighs = Its support weighs { $weight } of { $needed } points.
grant-passes = Paid from { $at } on, if support stays
grant-needs-more = { $count ->
    [0] Not yet enough
    [one] 1 point more is needed
   *[other] { $count } points more are needed
}
grant-too-large = There is too little money for it now
grant-passed = Decided { $date }
grant-withdrawn = Taken back { $date }
grant-void = Void since { $date }: who was to be paid has left
grant-yours = { $count ->
    [one] 1 of your points
   *[other] { $count } of your points
}
grant-since = asked for on { $date }
grant-support = Support
grant-support-now = { $count ->
    [0] Nobody gives points yet.
    [one] 1 member gives { $points } points.
   *[other] { $count } members give { $points } points.
}
grant-young = So that everybody can see it first, it cannot be paid before { $at }.
grant-need-line = { $count ->
    [one] needs 1 point
   *[other] needs { $count } points
}
grant-picture = What the support weighs over time: now { $weight } of { $needed } points needed.
grant-weight-column = Weight in points
grant-give-title = Your points
grant-you-give = { $count ->
    [one] You give 1 point. You can change that any day.
   *[other] You give { $count } points. You can change that any day.
}
grant-points-label = How many points?
grant-points-hint = From 0 to { $count }. 0 takes them back.
grant-public = Points stand on the public record under your member number.
grant-give-act = Sign my points
grant-take-back = Take this request back
notice-grant-passed = Your grant has enough support and is paid.
treasury-by-grant = Grant { $number }: { $title }
treasury-grants = Grants: what members ask for
entry-request-grant = { $who } asked for a grant.
entry-withdraw-grant = { $who } took back grant { $grant }.
entry-support-grant = { $who } gave points to grant { $grant }.
sheet-say-request-grant = { $member } asks for a grant of { $amount }: “{ $title }”.
sheet-say-withdraw-grant = { $member } takes back { $grant }.
sheet-say-support-grant = { $member } gives points to { $grant }: { $count }.
sheet-say-support-none = { $member } takes all points back from { $grant }.
sheet-grant = grant { $number }
sheet-grant-titled = grant { $number }, “{ $title }”
sheet-field-grant = Grant
sheet-field-points = Points
rejection-grant-not-found = There is no such grant.
rejection-grant-over = This grant is over.
rejection-points-short = You do not have so many points. Take some back elsewhere first.
rejection-grants-supported = You give to as many grants as one member can. Take your points back from one first.
rejection-grants-full = You ask for as many grants as one member can, or there are as many as can be open.
rejection-grant-too-large = This is too large a part of the money for grants.
parameter-grant-spend-limit = Largest part for one grant
parameter-grant-spend-limit-text = One grant is always a smaller part of the money for grants than this.
parameter-grant-minimum = Least support for a grant
parameter-grant-minimum-text = Even the smallest grant needs this share of the points given.
parameter-grant-age-ticks = Time before a grant can be paid
parameter-grant-age-ticks-text = A grant is at least so old before it is paid, whatever its support.
parameter-grant-floor = Points that count at least
parameter-grant-floor-text = Where few points are given, grants are held against this share of all points.
parameter-grant-points = Points of each member
parameter-grant-points-text = So many points each member can give to grants.
parameter-grants-supported = Grants one member can support
parameter-grants-supported-text = Points can be spread over so many grants at once.
