# Elections, and who is in office.
elections-title = Elections
elections-ask = Who holds an office is elected by everybody here. Nobody calls an election: it begins by itself when a seat is or will be free.
elections-open = Ballots are open
elections-nominating = Looking for candidates
elections-over = Counted
elections-empty-title = No election yet
elections-empty = The first begins by itself, when enough members are here and a seat is free.
elections-offices = People in office
elections-all = All elections
now-elections = Elections
now-elections-sentence = Who leads and who guards is chosen by all of us.
election-number = Election { $number }
election-title-team = Who leads the work?
election-title-guardian = Who guards what we decided?
election-title-trustee = Who holds the keys to secret ballots?
election-title-validator = Who checks the record?
election-seats = { $count ->
    [one] one seat
   *[other] { $count } seats
}
election-standing = { $count ->
    [0] nobody stands yet
    [one] one stands
   *[other] { $count } stand
}
election-awaits-you = Your ballot is missing
election-seated = In office:
election-stand-until = stand until { $until }
election-vote-until = vote until { $until }
election-takes = in office { $at }
election-taken = in office since { $date }
election-void = nobody was elected
election-ask-nominating = { $seats ->
    [one] One seat is to be filled.
   *[other] { $seats } seats are to be filled.
} Until { $until } any member can say that they stand; whoever finds { $needed ->
    [one] one supporter
   *[other] { $needed } supporters
} can be voted for.
election-ask-voting = { $seats ->
    [one] One seat is to be filled.
   *[other] { $seats } seats are to be filled.
} You can vote, and change your vote, until { $until }.
election-ask-taking = The votes are counted. The elected take their seats { $at }.
election-ask-taken = The elected took their seats on { $date }.
election-ask-void = Nobody was elected: no seat was free any more, or no ballot ranked anybody who could serve.
election-way = How far this election is
election-step-nominations = Candidates
election-step-ballots = Ballots
election-step-count = Count
election-step-office = In office
election-who-stands = Who stands
election-stood = Who stood
election-nobody-stands = Nobody yet.
election-withdrew = no longer stands
election-no-words = Their words are not here: they were erased, or there were none.
election-sponsors = { $needed ->
    [one] { $count } of one supporter
   *[other] { $count } of { $needed } supporters
}
election-you-support = You support that they stand.
election-support = Support { $name }
election-sign-in = Sign in to stand or to support somebody
election-sign-in-vote = Sign in to vote
election-stand = Stand yourself
election-stand-text = { $count ->
    [one] One other member must support that you stand.
   *[other] { $count } other members must support that you stand.
}
election-words = What you want to do in this office
election-words-hint = Everybody can read it. It is kept beside the record, and you can take it back; the record holds only a fingerprint of it.
election-stand-act = Stand for election
election-cannot-office = You are in an office that lasts longer than this seat is empty, and nobody holds two.
election-you-stand = You stand in this election
election-you-stand-text = You can withdraw at any time, also after the count, as long as you have no seat.
election-withdraw = Withdraw
election-forget = Erase what I said
election-not-you = You cannot vote here: you became a member after the ballots opened, or were not active before.
election-turnout = { $ballots ->
    [one] One of { $electorate } has voted.
   *[other] { $ballots } of { $electorate } have voted.
}
election-in-office = In office
election-elected = Elected
election-term = until { $date }
election-left-office = no longer in office
election-runners-up = Next in line
election-runners-up-text = If a seat becomes free before its term is over, it goes to the first of them who can take it.
election-somebody = member { $number }
ballot-title = Your ballot
ballot-how = Put at least one name on it, the best first. Your vote counts for your first choice; if they do not need it or cannot win, it goes on to your next. Ranking more people never harms those above.
ballot-cast = You have voted. Until the end you can change it; the last ballot counts.
ballot-on = On your ballot, in this order
ballot-none = Nobody yet.
ballot-rest = Not on your ballot
ballot-order = Everybody sees the candidates in another order, drawn by lot, so that nobody stands on top for all.
ballot-act = Cast this ballot
ballot-act-again = Change my ballot
ballot-add = Rank next
ballot-up = Up
ballot-down = Down
ballot-off = Take off
ballot-said-on = { $name } is number { $place } on your ballot.
ballot-said-off = { $name } is not on your ballot.
account-title = How it was counted
account-how = { $ballots ->
    [one] One ballot was counted
   *[other] { $ballots } ballots were counted
} for { $seats ->
    [one] one seat
   *[other] { $seats } seats
}. Whoever has at least { $quota } votes is elected. Votes that somebody does not need go on to the next name on those ballots; if nobody has enough, whoever has the fewest leaves, and their votes go on.
account-round = Round { $number }
account-candidate = Candidate
account-votes = Votes
account-bar = { $name }: { $votes } votes
account-exhausted = On no other name
account-elected = { $count ->
    [one] { $names } is elected.
   *[other] { $names } are elected.
}
account-surplus = { $name } has { $votes } votes more than needed; they go on to the next name on those ballots.
account-eliminated = { $count ->
    [one] { $names } leaves the count; those votes go on to the next name on each ballot.
   *[other] { $names } leave the count; those votes go on to the next name on each ballot.
}
account-tie-earlier = { $among } had equally many votes. In round { $round } they had not, so it was { $taken }.
account-tie-lot = { $among } had equally many votes, and nothing told them apart. A lot that nobody could know took { $taken }.
account-and = { $names } and { $last }
account-again = All ballots without names, and the lot, are there for whoever wants to count again:
account-data = the data of this election
notice-election-called = An election begins. You can stand in it.
notice-election-opened = Ballots are open. You can vote.
notice-elected = You were elected.
notice-renewal-asked = Your mandate ends soon. Ask the members to renew it.
notice-mandate-lapsed = Your mandate has ended. Until there is a new one, the team only moderates, keeps this place safe and pays itself.
subject-another-pause = Another pause
change-another-pause = The guardians may pause once more before the time between two pauses is over. It is for one pause.
propose-another-pause = Let the guardians pause again
propose-another-pause-text = Once, sooner than the charter lets them alone.
entry-propose-another-pause = { $who } proposed that the guardians may pause once more.
entry-resign = { $who } gave back an office.
office-reports-title = Reports from office
office-reports-ask = What people in office tell everybody about their work: what was done, what it cost, what comes next.
office-reports-none = Nobody in office has written one yet.
office-reports-empty-title = No report yet
office-reports-all = All reports from office
office-reports-write = Report to everybody
office-reports-field-title = What it is about
office-reports-field-text = What was done, what it cost, what comes next
office-reports-hint = Everybody can read it, under your name and your office. It stays when you leave the office; you can delete it.
office-reports-act = Publish
office-reports-delete = Delete this report
office-reports-mandate = under the mandate of decision { $number }
offices-resign = Give this office back
offices-by-founding = at the founding
offices-moderators-since = named on { $date }
offices-pause-permitted = The members let them pause once more without waiting,
offices-drawn = Drawn by lot
offices-drawn-may = Members drawn by lot say whether what few voted on is to stand. Nobody chooses them and nobody can send them away: it is over within days, and anybody draws them again from the receipt.
offices-drawn-none = Nobody is drawn for anything now.
offices-drawn-panel = On decision { $number }, until { $until }
mandate-title = The mandate
mandate-propose = Propose a mandate
mandate-renewal = It ends { $until }. Its renewal is asked for now: a vote takes weeks, so the sooner somebody proposes one, the better.
mandate-caretaker = The team is a caretaker
mandate-caretaker-recall = The members recalled somebody from it on { $date }.
mandate-caretaker-lapsed = Its mandate ended on { $date } and was not renewed.
mandate-caretaker-may = Until there is a new mandate it moderates, keeps this place safe and pays itself. It proposes nothing else and writes no note on costs.
mandate-over = It ended on { $date }. It still gives { $amount } a week, and nothing from { $nothing } on.
mandate-after = In force since { $since }. Not renewed, it gives half from its end on, and nothing from { $nothing } on.
