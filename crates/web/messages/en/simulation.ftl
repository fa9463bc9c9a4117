# What a proposal would do, run against last month's facts
simulation-title = What it would do
simulation-ask = Run against the last 30 days, by the rules that would decide then.
simulation-unknown = What this does not know
simulation-rejected = As things are it could not come into force: { $why }
simulation-no-cases = No case was decided in the last 30 days, so there is none to compare.
simulation-cases = { $count ->
    [one] One case was decided in the last 30 days.
   *[other] { $count } cases were decided in the last 30 days.
} { $same ->
    [0] None would have ended the same.
    [one] One would have ended the same.
   *[other] { $same } would have ended the same.
}
simulation-not-possible = { $count ->
    [one] One case under “{ $rule }” would not have been possible.
   *[other] { $count } cases under “{ $rule }” would not have been possible.
}
simulation-other-step = { $count ->
    [one] In one case under “{ $rule }” another step would have been taken: { $would }, not { $was }.
   *[other] In { $count } cases under “{ $rule }” another step would have been taken: { $would }, not { $was }.
}
simulation-reports = { $count ->
    [one] One work was reported.
   *[other] { $count } works were reported.
} Enough members reported { $limited } of them to limit who sees them until somebody looks; it would have been { $would }.
simulation-unknown-cases = What members would have reported under a rule that was not there, what moderators would have found, and how anybody would have behaved. Each case keeps the place on the ladder that it had.
simulation-days = { $count ->
    [one] one day
   *[other] { $count } days
}
simulation-days-account = as long as the account
simulation-days-none = not at all
simulation-erased = { $category }: kept { $after }, now { $before }. { $items ->
    [0] Nothing would be erased on that day, and { $stays ->
        [0] nothing is held now.
       *[other] { $stays } would stay.
    }
    [one] One item would be erased on that day, and { $stays } would stay.
   *[other] { $items } items of { $people ->
        [one] one person
       *[other] { $people } people
    } would be erased on that day, and { $stays } would stay.
}
simulation-unknown-data = What is collected until it comes into force, and who will have said yes or no by then. Backups that an operator holds are not counted.
simulation-no-votes = No vote has ended yet, so there is none to compare.
simulation-votes = { $count ->
    [one] The last vote
   *[other] Of the last { $count } votes
} { $turned ->
    [0] would have ended the same, with the same ballots.
    [one] one would have ended otherwise, with the same ballots.
   *[other] { $turned } would have ended otherwise, with the same ballots.
}
simulation-would-fail = Decision { $number }, “{ $title }”, passed and would have failed: { $why }.
simulation-would-pass = Decision { $number }, “{ $title }”, failed and would have passed.
simulation-unknown-votes = Who would have voted, or voted otherwise, knowing other numbers. Who could vote is taken as it was. Where what is needed falls while a vote is open, only its end is compared. Votes that went on after a panel are left out.
simulation-issuance = If as many people earn as last week ({ $count }), the next week gives out { $after } shares, now { $before }; to their works { $after_part }, now { $before_part }.
simulation-unknown-issuance = How many people will earn, and what that depends on.
simulation-money = { $name }: { $after } afterwards, now { $before }.
simulation-tier-small = With what was asked for the same person in the last 90 days it counts as a small payment.
simulation-tier-medium = With what was asked for the same person in the last 90 days it counts as a medium payment.
simulation-tier-large = With what was asked for the same person in the last 90 days it counts as a large payment.
simulation-tier-budget = It is decided like a budget: by the members and by those who earned shares.
