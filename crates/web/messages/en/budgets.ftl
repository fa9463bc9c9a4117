# Budget votes: members submit projects, approve some, and the count says which are paid.
budgets-title = Budget votes
budgets-ask = Once a quarter, members decide together what some of the money is spent on.
budgets-empty-title = No budget vote yet
budgets-empty = One begins by itself, once a budget sets money aside for it.
budgets-live = Now
budgets-over = Earlier
budgets-all = All budget votes
budgets-treasury = Treasury
now-budgets-sentence = What is some of our money spent on? Submit a project, or say which are worth it.
budget-number = Budget vote { $number }
budget-title = What shall { $amount } be spent on?
budget-projects = { $count ->
    [0] No project yet
    [one] 1 project
   *[other] { $count } projects
}
budget-awaits-you = Your vote is wanted
budget-card-funded = { $count ->
    [one] 1 project funded, { $amount }
   *[other] { $count } projects funded, { $amount }
}
budget-submit-until = Projects until { $until }
budget-vote-until = Vote until { $until }
budget-counted = Decided { $date }
budget-void = Nothing came of it
budget-ask-collecting = Until { $until }, every member can submit up to three projects. Then all vote on them.
budget-ask-voting = Tick what is worth the money. You can change your vote until { $until }.
budget-ask-counted = Members decided on { $date }. What they funded is paid by the commons.
budget-ask-void = There was no project, or nobody voted. The money is still there.
budget-way = Where this budget vote is
budget-step-projects = Projects
budget-step-ballots = Votes
budget-step-payments = Payments
budget-projects-title = Projects
budget-projects-none = No project yet.
budget-untitled = Project { $number }, its words were erased
budget-by = Submitted by { $name }
budget-paid-to = paid to { $name }
budget-take-back = Take it back
budget-submit = Submit a project
budget-submit-text = Say what it is, what it costs, and who is paid. It stands when you have signed it; until voting begins you can take it back.
budget-field-title = What is it?
budget-field-words = More about it
budget-field-words-hint = What will be done, and what the money pays for.
budget-field-amount = What does it cost?
budget-field-amount-hint = Euros and cents, at most { $amount }.
budget-field-to = Who is paid?
budget-field-to-hint = Leave it empty for yourself. Write @name for another member, or the name of somebody outside.
budget-submit-act = Submit this project
budget-sign-in = Sign in to take part
budget-not-yours = Those vote who were active members when voting began.
budget-turnout = { $count ->
    [one] 1 of { $electorate } has voted
   *[other] { $count } of { $electorate } have voted
}
budget-ballot = Your vote
budget-ballot-how = Tick every project that you find worth its price. You need not add anything up.
budget-ballot-cast = You have voted. What you sign last counts.
budget-ballot-question = Which are worth it?
budget-ballot-public = Votes stand on the public record under your member number. Secret ones are not built yet.
budget-ballot-act = Sign my vote
budget-ballot-again = Change my vote
budget-more = What it is
budget-how-title = How it is counted
budget-how = Everybody who votes has the same part of the money. A project is paid by those who approve of it, each the same, or all they have left. What costs its supporters least comes first. When no project can be paid by its supporters any more, the rest of the money goes to the projects with the most supporters, while they fit.
budget-funded = What is funded
budget-funded-none = Nothing was funded.
budget-funded-sum = { $count ->
    [one] 1 project for { $amount }. { $left } stay in the envelope.
   *[other] { $count } projects for { $amount } together. { $left } stay in the envelope.
}
budget-payment = See the payment
budget-not-funded = Not funded this time
budget-account = The count
budget-account-begin = { $ballots ->
    [one] One member voted, and had all of { $pool }.
   *[other] { $ballots } members voted. { $pool } divided by them is { $each } each.
}
budget-account-again = Anybody can count again.
budget-account-data = The votes without names
budget-round = Step { $number }
budget-round-table = How many stood behind each project
budget-column-project = Project
budget-column-supporters = Supporters
budget-bar = { $name }: { $count ->
    [one] 1 supporter
   *[other] { $count } supporters
}
budget-round-shares = { $count ->
    [one] “{ $name }” costs { $cost }. Its one supporter pays it: { $each }.
   *[other] “{ $name }” costs { $cost }. Its { $count } supporters pay it, each at most { $each }. No other project costs its supporters less.
}
budget-round-remainder = “{ $name }” costs { $cost } and fits what is left. Of the remaining projects it has the most supporters.
budget-round-too-large = “{ $name }” costs { $cost }, and only { $left } are left.
budget-tie-supporters = { $among } were equally cheap. “{ $taken }” has more supporters.
budget-tie-number = { $among } were equal. “{ $taken }” was submitted first.
notice-call-made = There is money to decide on together. Submit a project.
notice-call-opened = A budget vote is open. Say which projects are worth it.
notice-project-funded = Your project is funded.
notice-project-not-funded = The budget vote is over. Your project was not funded this time.
treasury-by-budget = Budget vote { $number }: { $title }
treasury-budgets = Budget votes: what members spend together
entry-submit-project = { $who } submitted a project to budget vote { $call }.
entry-withdraw-project = { $who } took back a project from budget vote { $call }.
entry-approve-projects = { $who } voted in budget vote { $call }.
sheet-say-submit-project = { $member } submits “{ $title }” for { $amount } to budget vote { $call }.
sheet-say-withdraw-project = { $member } takes back { $project } from budget vote { $call }.
sheet-say-approve-projects = { $member } votes in budget vote { $call }, for these projects.
sheet-say-approve-none = { $member } approves of no project in budget vote { $call }.
sheet-project = project { $number }
sheet-project-titled = project { $number }, “{ $title }”
sheet-field-call = Budget vote
sheet-field-project = Project
sheet-field-projects = Projects
rejection-call-not-found = There is no such budget vote.
rejection-call-closed = It is too late to submit or take back a project.
rejection-projects-full = You submitted as many projects as one member can, or there are as many as a vote can have.
rejection-project-not-found = There is no such project.
rejection-approvals-unsound = The vote names a project that is not in this budget vote.
parameter-call-project-ticks = Time to submit projects
parameter-call-project-ticks-text = So long members can submit projects to a budget vote.
parameter-call-ballot-ticks = Time for a budget vote
parameter-call-ballot-ticks-text = So long members can vote on the projects.
parameter-call-floor = Least money for a budget vote
parameter-call-floor-text = A budget vote begins once so many cents are set aside for it.
