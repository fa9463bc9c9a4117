# The commons: deciding, policies, people, moderation, the record.
commons-tabs = The commons
commons-tab-now = Now
commons-tab-decisions = Decisions
commons-tab-policies = Policies
commons-tab-work = Work
commons-tab-shares = Shares
commons-tab-people = People
commons-tab-moderation = Moderation
commons-tab-record = Record
copy = Copy
copied = Copied
subject-statement = Statement
subject-moderation = Moderation policy
subject-data = Data policy
subject-charter = Charter
subject-existence = Existence
subject-budget = Budget
subject-spend = Payment
subject-mandate = Mandate of the core team
subject-appointment = Office
subject-recall = Recall
choice-yes = For
choice-no = Against
choice-abstain = Neither
choice-no-with-veto = Against, as harmful
failure-sponsors = Too few members stood behind it in time
failure-support = Too few members voted for it
failure-approval = More were against than for
failure-veto = Too many held it for harmful
failure-conflict = The policy had changed meanwhile, so it no longer fitted
failure-stewards = Too few of the votes weighed by earned shares were for it
failure-stewards-veto = The votes weighed by earned shares stopped it
failure-unconfirmed = It was not supported for long enough before the vote closed

# Now
now-page-title = Commons
now-title = What we decide together
now-ask = The rules here are changed only by the people they hold for. This is what is on the table, and what came of what was.
now-open = Being decided
now-asked = Your vote is asked for
now-asked-sentence = We ask you about a few things only, so that you can look at them well.
now-also-open = Also open
now-empty-title = Nothing is being voted on
now-empty = Every rule stands as it was last decided. Would you write one differently?
now-propose = Propose a change
now-drafts = Looking for support
now-drafts-sentence = These go to the vote once enough members stand behind them.
now-effects = What changed because of it
now-effects-sentence = The server reads its rules from these decisions. Nobody had to carry them out.
now-effect-by = by
now-decided = Decided
now-all-decisions = All decisions
decision-number = Decision { $number }
decision-number-small = decision { $number }

# Lists
decisions-title = Decisions
decisions-open = Being voted on
decisions-drafts = Drafts
decisions-adopted = Adopted
decisions-rejected = Not adopted
decisions-older = Older decisions
decisions-open-empty-title = Nothing is being voted on
decisions-open-empty = A proposal opens for voting once enough members stand behind it.
decisions-drafts-empty-title = No drafts
decisions-drafts-empty = A draft is where a change begins. Any member can write one.
decisions-adopted-empty-title = Nothing was adopted yet
decisions-adopted-empty = The rules are those of the founding.
decisions-rejected-empty-title = Nothing was turned down
decisions-rejected-empty = Proposals that fail or are taken back stay here, with the reason.
card-draft = draft until { $until }
card-confirming = passed, open to challenge until { $until }
card-panel = passed by few; a panel answers until { $until }
card-timelock = passed, in force { $at }
card-enacted = in force since { $date }
card-approval = Approval { $value }, needs more than { $need }
card-no-votes = Nobody has voted yet
card-awaits-you = Your vote is still open

# A decision
decision-description = Decision { $number } · { $subject }
decision-by = { $count ->
    [0] Brought by { $name }
    [one] Brought by { $name } with one other member
   *[other] Brought by { $name } with { $count } members
}
decision-by-left = Brought by someone who has left
decision-changes = What changes
decision-changes-nothing = Nothing in the rules. The members say what they think, and it stays on the record.
decision-changes-moderation = { $count ->
    [one] One clause of the moderation policy. Nothing else moves.
   *[other] { $count } clauses of the moderation policy. Nothing else moves.
}
decision-changes-data = { $count ->
    [one] One item of the data policy. Nothing else moves.
   *[other] { $count } items of the data policy. Nothing else moves.
}
decision-changes-charter = { $count ->
    [one] One number of the charter.
   *[other] { $count } numbers of the charter.
}
diff-whole-policy = Read the whole policy
path-label = Where this decision is
path-draft = Draft
path-vote = Vote
path-challenge = Challenge
path-force = In force
path-failed = Not adopted
path-withdrawn = Taken back
path-until = until { $when }
path-lasts = lasts { $length }
path-again = again { $when }
count-would-pass = It would pass today
count-would-fail = It would not pass today
count-passed = It passed
count-passed-first = It passed the first vote
count-sides = { $count ->
    [0] Nobody has chosen a side yet.
    [one] One person chose a side; { $yes } for.
   *[other] { $count } people chose a side; { $yes } are for.
}
count-both-lines = Both lines must be above what is needed when the vote closes.
count-both-falling = What is needed falls while the vote is open. It passes as soon as both lines have been above it for { $held }.
count-passes-at = If nothing changes, it passes { $when }.
count-stewards = Weighed by earned shares
count-stewards-of = for, out of the weight that chose a side
count-stewards-label = Weighed by earned shares { $value } for, { $need }
count-stewards-veto = stopped at { $value } against
count-extended = The outcome turned in the last hours, so everyone got two more days, once.
count-approval = Approval
count-approval-of = for, out of everyone who chose a side
count-support = Support
count-support-of = { $count ->
    [one] one member voted for, of { $electorate } who may vote
   *[other] { $count } members voted for, of { $electorate } who may vote
}
count-approval-label = Approval { $value }, { $need }
count-support-label = Support { $value }, { $need }
count-needs = needs { $value }
count-need-later = { $need } at the close
count-needs-over = needs over { $value }
count-today = today
count-at-close = at the close
count-for = { $value } for
count-of-members = { $value } of members
count-table = The same as a table
count-table-needed = Needed
count-table-sofar = So far
count-row-approval = Approval { $need }
count-row-approval-value = { $value } ({ $yes } for, { $no } against)
count-row-support = At least { $need } members for
count-row-support-value = { $yes } of { $electorate } who may vote
count-row-veto = Fails if { $need } of all votes say harmful
count-row-veto-value = { $veto } of { $voted }
count-row-neither = Chose neither
count-row-carried = Did not vote, and named somebody who did
count-row-carried-value = { $yes } for, { $no } against
counted-title = Who is counted
counted-electorate = { $count ->
    [one] One member may vote: whoever was active in the last { $rounds } rounds when the vote opened on { $date }. The list does not change any more.
   *[other] { $count } members may vote: those who were active in the last { $rounds } rounds when the vote opened on { $date }. The list does not change any more.
}
counted-public = Votes are public until secret ballots are ready.
counted-without-shares = Shares make no difference here.
counted-list = { $count ->
    [0] Nobody has voted yet
    [one] See the one vote
   *[other] See all { $count } votes
}
receipt-title = Your receipt
receipt-sentence = Proof that your vote is on the record, which you can check yourself at any time.
receipt-signed = You signed
receipt-in-decision = in decision { $number }
receipt-when = When
receipt-key = Signed with
receipt-place = Place on the record
receipt-entry = entry { $index } of { $size }
vote-title = Your vote
vote-until = You can vote until { $when }, and change your mind until then.
vote-change-until = You can change it until { $when }.
vote-your-vote = your vote
vote-yours = You voted: { $choice }
vote-not-counted-in = You were not a member when this vote opened, so it is decided without you. You can still follow it.
vote-how-to-member = How to become a member
vote-sign-in = Members vote here with the passkey on their own device.
vote-how = How this vote works
vote-how-text = One member, one vote. Your device signs it; nobody, not even the operator of this node, can cast or change it for you.
vote-passed = It passed
vote-passed-first = It passed the first vote
vote-again = A change of the charter is voted on twice. The second vote opens { $at }.
vote-confirming = Until { $until } it can be challenged. Then it waits for its day.
vote-timelock = It comes into force by itself { $at }. Nobody presses a button.
vote-in-force = In force
vote-in-force-since = Since { $date } the server works by it.
vote-failed = Not adopted
vote-withdrawn = Taken back
sponsor-title = Put it to the vote?
sponsor-sentence = A draft opens for voting once enough members stand behind it, at the latest { $until }.
sponsor-count = { $count } of { $needed } members stand behind it
sponsor-opens = It can open { $at } at the earliest, so that everyone can read it.
sponsor-act = Stand behind it
sponsor-yours = You stand behind it.
bench-title = As a juror of case { $case }
bench-sentence = You judged this case on the highest jury. If more than half of its jurors want this change voted on, it needs nobody else behind it.
bench-count = { $count } of { $needed } jurors want it voted on
bench-act = Put it to the vote as a juror
bench-yours = You used your word as a juror of this case.
bench-filed = The jury that heard a case put this to the vote, without sponsors:
petition-title = Petition
petition-sentence = With enough signatures it is voted on within two weeks, whatever else waits in line.
petition-count = { $count } of { $needed } signatures
petition-act = Sign the petition
petition-yours = You signed the petition.
petition-forced = The petition has its signatures: this goes to the vote, and nobody can take it back.
panel-title = A panel is asked
panel-called = It passed, but few voted. At { $at } members are drawn by lot; they say whether it stands.
panel-sits = It passed, but few voted. { $seats } members, drawn by lot, say until { $until } whether it stands.
panel-you = You were drawn by lot. Read what changes, and answer for yourself.
panel-question = Should it stand?
panel-answer-yes = Yes, it should stand
panel-answer-no = No, it should not
panel-your-answer = your answer
panel-yes = { $count } yes
panel-no = { $count } no
panel-blocks = If at least { $count } answer and { $share } of them say no, the vote goes on and needs more.
panel-receipt = How they were drawn
panel-agreed = { $seats } members drawn by lot let it pass: { $yes } yes, { $no } no.
panel-blocked = { $seats } members drawn by lot sent it back: { $yes } yes, { $no } no. The vote went on.
sponsor-withdraw = Take it back
ballots-eyebrow = votes
ballots-title = Who voted how
ballots-page-title = Votes in decision { $number }
ballots-member = member { $number }
ballots-older = Older votes

# Policies
policies-title = Policies
policies-ask = Four documents say what may happen here, what may be known about you, in which order you see things, and how we decide. The server reads them before it acts.
policy-version = Version { $version }, in force since { $date }
policy-version-number = Version { $version }
policy-history = history
policy-history-title = How it came to be
policy-current = Read the version in force
policy-first-version = { $count ->
    [one] One clause, chosen at the founding.
   *[other] { $count } clauses, chosen at the founding.
}
policy-contents = In this policy
policy-founding = Founding
policy-contested = A change to this clause is being voted on.
policy-read-decision = Read decision { $number }
policy-edit = Propose other words
policy-edit-rule = Propose another rule
policy-then = What can follow: { $steps }.
policy-labels = Labels
policy-no-labels = No labels so far.
policy-practice = Reports, deadlines, moderators
policy-threshold = { $count ->
    [one] One member’s report shows a post to fewer people until it is reviewed.
   *[other] When { $count } different members report a post, fewer people see it until it is reviewed.
}
policy-threshold-name = Reports that limit reach
policy-deadline = A report is answered within { $length }.
policy-deadline-name = Time to answer
policy-juries = Whoever is acted against can ask a jury of { $first } members drawn by lot, then { $second }, then { $third }.
policy-juries-name = Juries
policy-moderators = { $count ->
    [0] Nobody may act on reports.
    [one] One person acts on reports, within these rules only.
   *[other] { $count } people act on reports, within these rules only.
}
policy-moderators-name = Moderators
policy-propose-title = Would you write a clause differently?
policy-propose-sentence = Change the words in place. Everyone sees at once what would change, and nothing else moves.
moderation-policy-title = What we allow, and what happens otherwise
moderation-policy-ask = These are the only rules. No moderator can act outside them: every action cites one of them and takes the step it gives.
data-policy-title = What may be known about you
data-policy-ask = The server cannot keep what this list does not name. What it names is kept for the time and the reason given here.
data-edit = Propose to keep less
data-never = What is never kept
data-never-sentence = The software could keep these, but the members have not allowed it. It does not.
data-what-is-held = See what is held on you
step-label = the label “{ $label }”
step-warn = a warning
step-limit-reach = shown to followers only
step-remove = removed
step-suspend = { $days ->
    [one] removed and one day’s pause
   *[other] removed and { $days } days’ pause
}
step-expel = removed and no more publishing
label-show = Shown, with the label beside it.
label-cover = Covered; each reader chooses to look.
label-hide = Hidden unless a reader asks for it.
basis-needed = For everyone.
basis-opt-out = For everyone who has not said no.
basis-opt-in = Only for those who said yes.
audience-everyone = Seen by anyone.
audience-members = Seen by members.
audience-offices = Seen by those whose office needs it.
audience-oneself = Seen by you alone.
kept-with-account = Kept as long as the account.
kept-days = { $days ->
    [one] Kept for one day.
   *[other] Kept for { $days } days.
}
category-accounts = Name, handle, about, picture
category-posts = Posts and comments
category-graph = Whom you follow
category-appreciation = What you appreciated
category-sessions = Where you are signed in
category-reports = Reports you made
category-bookmarks = Posts you saved
category-drafts = Unfinished posts
category-notifications = Notifications
category-device-names = Names of your devices
category-addresses = Network addresses of your visits
category-user-agents = Which browser you use
category-reading-positions = Where you stopped reading
category-view-counts = What you looked at
category-search-texts = What you searched for
category-upload-metadata = Names and times of uploaded files
category-original-files = Uploaded files as they came
category-invitation-names = Names you gave to invitations
category-opinions = What you think about drafts

# Proposing
propose-title = What would you change?
propose-ask = You choose what shall change, say why, and sign; the members do the rest.
propose-moderation = The moderation policy
propose-moderation-text = What we allow, what follows otherwise, labels, deadlines, who may act.
propose-data = The data policy
propose-data-text = Keep less about people, for a shorter time or for fewer eyes; or more, of those who say yes.
propose-charter = A number of the charter
propose-charter-text = How long a vote lasts, how many it needs, who is counted in: every number we decide by.
propose-parameter-now = { $meaning } Now: { $value }.
propose-parameter-is = Now: { $value }.
propose-parameter-value = What it shall be
propose-error-bounds = Something here is outside what is possible: a text too long, or a number too large, too small, or in contradiction to another.
propose-statement = A statement
propose-statement-text = Nothing in the rules changes; the members say together what they think.
propose-instructions = Or tell people what to do
propose-appointment = Give somebody an office
propose-appointment-text = Guardians can pause what is to come into force; trustees and validators keep the record and the votes.
propose-recall = Send somebody from an office
propose-recall-text = They leave it as soon as the decision is in force.
propose-mandate = A mandate for the core team
propose-mandate-text = What it is to do, who leads it, for how long and with how much.
propose-spend = A payment
propose-spend-text = From one envelope of the budget to a member or to somebody outside. The larger it is, the more votes it needs.
propose-budget = The budget
propose-budget-text = What the commons own, and how much of it is for what.
propose-existence = The network as a whole
propose-existence-text = Selling, merging, ending, handing over. Nothing needs more members to vote for it, each in person.
propose-circle-roadmap = What we do next
propose-circle-roadmap-text = We collect what could be done in the coming three months, and each of us puts it in order.
propose-circle-budget = Our money
propose-circle-budget-text = What we have, and how much of it is for what.
propose-circle-spend = Pay somebody
propose-circle-spend-text = From our money, to one of us or to somebody outside.
propose-circle-appointment = Ask somebody to take something on
propose-circle-appointment-text = Somebody leads our work, watches what changes, or keeps a copy of what we decided.
propose-circle-recall = Take it from them again
propose-circle-recall-text = They have done it well or not; somebody else can go on.
propose-circle-existence = The circle as a whole
propose-circle-existence-text = Whether it ends, or becomes part of something else. Nearly all of us must want it.
propose-field-office = Which office
propose-field-member = Who
propose-field-leads = Who leads
propose-field-per-round = Money for each week
propose-field-rounds = For how many weeks
propose-field-envelope = From what it is taken
propose-field-amount = How much
propose-field-outside = Or somebody outside
propose-hint-member = A handle, such as ana. Leave it empty to pay somebody who is no member.
propose-hint-outside = What they are called, such as Bakery De Molen. Everyone can read it here; the record does not hold the name.
propose-error-payee = Say who is paid: one member, or one name of somebody outside, of at most 160 characters.
propose-field-treasury = What the commons own
propose-field-existence = What shall happen
propose-hint-handle = A handle, such as ana.
propose-hint-handles = Handles, one a line.
propose-hint-money = In euros, such as 1200 or 12.50.
propose-error-money = An amount is typed as 1200 or 12.50.
propose-error-choice = Choose one of what is offered.
propose-steps = Three steps
propose-step-choose = Choose
propose-step-edit = Write
propose-step-sign = Read again and sign
propose-choose = Which clause?
propose-add-rule = Add a rule
propose-add-label = Add a label
propose-rule = Write the rule as it should be
propose-rule-new = Write a new rule
propose-label = Change the label
propose-label-new = Write a new label
propose-number = Choose another number
propose-moderators = Who may act on reports
propose-item = Keep less of this
propose-more = Keep more, of those who say yes
propose-more-now = Now: { $terms }
propose-more-not-now = Nothing of this is kept now.
propose-more-opt-in = Nobody’s data is touched by the decision itself. Once it is in force, each person is asked, and it is kept only of those who say yes. They can take it back at any time, and it is erased.
propose-more-is-not = This keeps no more than now. Change what it is kept for, for how long, or who sees it.
propose-field-purpose-hint = In plain words: this is what each person is asked.
propose-statement-title = What shall we say together?
propose-field-id = Short name
propose-field-id-hint = Lower-case letters, digits and hyphens; actions cite it. It stays when the words change.
propose-field-name = Title
propose-field-text = The rule
propose-field-examples = Examples
propose-field-examples-hint = One a line, at most eight. They help everyone read the rule the same way.
propose-field-label = What the label says
propose-field-threshold = How many different members must report a post before fewer people see it
propose-field-threshold-hint = From 1 to 1,000. Too low and a few can hide a post; too high and harm stays up.
propose-field-deadline = Hours within which a report is answered
propose-field-deadline-hint = From 1 to 2,184.
propose-field-jury = Jurors at level { $level }
propose-field-moderators = Handles, one a line
propose-field-moderators-hint = These members may act on reports, within the rules only. Leave it empty and nobody may.
propose-field-purpose = Why it is kept
propose-field-days = For how many days
propose-field-days-hint = Empty: as long as the account.
propose-ladder = What follows
propose-ladder-hint = The first finding against someone gets the first step, the second the second; the last one repeats.
propose-ladder-step = Step { $number }
propose-ladder-none = nothing more
propose-label-default = What readers see
propose-basis = For whom
propose-audience = Who sees it
propose-less-only = Only keeping the same or less can be proposed here. Keeping more has a form of its own: it needs a higher vote and each person’s own yes.
propose-remove-rule = Remove this rule
propose-remove-rule-note = Then nothing can be acted on because of it.
propose-remove-label = Remove this label
propose-remove-item = Stop keeping it
propose-remove-item-note = What is held is erased on the day it comes into force.
propose-question = Your question to the members
propose-question-hint = One sentence that can be answered with for or against, at most 160 characters.
propose-reasons = Why?
propose-reasons-hint = What happens if it passes, and for whom it is better. You can use Markdown.
propose-preview = See what would change
propose-not-yet = Nothing is sent yet. On the next page you see exactly what would change.
propose-preview-eyebrow = Before you sign
propose-what-next = What happens then
propose-next-sponsors = { $count ->
    [one] It opens for voting at once: you are its sponsor.
   *[other] It looks for { $count } members who stand behind it; you are the first.
}
propose-next-vote = Then everyone votes for { $length }.
propose-next-force = If it passes, it can be challenged for { $challenge } and comes into force { $wait } after that, by itself.
propose-sign = Sign and propose
propose-edit-again = Change the words
propose-standing-title = Proposing is for members
propose-standing = You can propose a change once you are a member yourself.
propose-standing-still = You can read every proposal, and ask a member to bring yours.
propose-error-id = This short name is taken, or has other signs than a to z, digits and hyphens.
propose-error-text = Something is empty or too long.
propose-error-nothing = This is what the policy says already.
propose-error-ladder = A rule needs at least one step.
propose-error-number = That number is outside what is possible.
propose-error-handle = There is no member “{ $handle }”.
propose-error-label = The label is used by a rule, so it cannot go alone.

# People
people-title = Who is here
people-ask = { $members ->
    [one] One member decides
   *[other] { $members } members decide
} here. { $associates ->
    [0] Nobody is on the way to membership,
    [one] One associate is on the way,
   *[other] { $associates } associates are on the way,
} and { $guests ->
    [0] there are no guests.
    [one] one guest looks around.
   *[other] { $guests } guests look around.
}
people-all = Everyone
people-older = More people
people-line = { $standing }, number { $number }, since { $date }
people-own = You are { $standing }
people-own-member = You vote, serve on juries, stand behind proposals and vouch for people you know.
people-own-associate = You earn already. You become a member on { $date }, if you have been active in { $needed } of the last 8 rounds; so far { $active }.
people-own-associate-active = You earn already. You become a member once you have been active in { $needed } of the last 8 rounds; so far { $active }.
people-own-below = You earn already. You do not vote for now, because too few people here know you. As soon as one of the two things below happens, you are a member.
people-own-below-first = Too few people here know you: one of the two things below has to happen first.
people-own-guest = { $missing ->
    [one] One more member who knows you needs to say so. Ask someone who has seen you or your work outside this place.
   *[other] { $missing } more members who know you need to say so. Ask people who have seen you or your work outside this place.
}
people-how = How one becomes a member
people-guest-may = Has an account: reads, posts, follows and appreciates.
people-associate-needs = { $count ->
    [one] One member says “I know this person”.
   *[other] { $count } members say “I know this person”.
}
people-associate-may = Then you earn shares.
people-member-needs = After { $length } as an associate, with something done in { $rounds } of the last 8 rounds.
people-member-may = Then you vote, and vouch for others.
people-bootstrap = The first { $count } people need no vouch, so that a place can begin.
people-vouch-rule = A member can vouch for { $open } people at a time and give { $round } new one a round. Vouch for people, not for work: if someone turns out to be fake, whoever vouched answers for it.
people-earn-score = Shares are earned by what others value: each member has 100 credits of appreciation a round, and appreciation from many different circles counts more than much from one.
people-earn-equal = Shares are earned equally: everyone who was active in a round gets the same.
people-vouch = I know this person
people-you-vouch = you vouch
people-empty-title = It is quiet here
people-empty = You are the first. Invite the people you would build this with.
standing-guest = a guest
standing-associate = an associate
standing-member = a member
vouches-title = People you vouch for
vouches-sentence = { $left ->
    [0] You have no vouch left to give now. Each round brings a new one.
    [one] You can give one more now.
   *[other] You can give { $left } more now.
}
vouches-none = Nobody yet.
vouches-withdraw = Take it back
invitations-title = Invitations
invitations-sentence = An invitation is a vouch given in advance, as a link. Whoever opens it joins with your word behind them, once.
invitations-name = Whom is it for?
invitations-name-hint = Only you see this. It helps you tell links apart.
invitations-make = Make an invitation link
invitations-no-more = You have no invitation left to give now. Each round brings a new one.
invitations-unnamed = Somebody
invitations-until = until { $date }
invitations-link = Invitation link
invitations-elsewhere = The link itself is in the browser that made it, and nowhere else.
invitations-withdraw = Take it back

# Moderation
moderation-title = Moderation
moderation-ask = What was reported, which rule was applied, and what was done. Names of moderators and reporters are never shown.
moderation-posted = posted { $date }
moderation-log = The public log
moderation-log-sentence = Every action cites a rule that was in force and takes the step the rule gives.
moderation-log-note = version { $version }
moderation-month = { $actions ->
    [0] Nothing had to be acted on in four weeks
    [one] One action in four weeks
   *[other] { $actions } actions in four weeks
}
moderation-empty-title = Nothing to show
moderation-empty = Nobody has reported anything that had to be acted on.
moderation-read-policy = Read the rules
moderation-older = Older
moderation-queue-link = { $count ->
    [0] Nothing waits for you
    [one] One case waits
   *[other] { $count } cases wait
}
report-eyebrow = a report
report-title = What is wrong with this?
report-ask = Choose the rule it breaks. If none fits, it is allowed here, even if you dislike it; you can hide it for yourself or propose a rule.
report-which = Which rule?
report-note = In your words
report-note-hint = If something is not plain to see. Only moderators read it.
report-send = Report it
report-not = Not now
report-private = Your name is known to this node and never shown to the author or in the log.
reported-title = Thank you. It is being looked at
reported-ask = A member with that office answers before { $until }, by the rules in force.
reported-back = Back to where you were
queue-page-title = Cases
queue-title = { $count ->
    [0] No case waits
    [one] One case waits
   *[other] { $count } cases wait
}
queue-ask = You can only apply a rule in force, and only the step that it gives.
queue-empty-title = All answered
queue-empty = New reports appear here.
queue-cited = { $count ->
    [one] { $rule }
   *[other] { $rule }, { $count } times
}
queue-due = Answer before { $until }.
queue-limited = Fewer people see it until then.
queue-later = More cases
queue-open = Look at it
case-eyebrow = { $count ->
    [one] one report
   *[other] { $count } reports
}
case-title = Does a rule apply?
case-ask = Look at the work first. If you know its maker, leave it to someone else.
case-reports = What was reported
case-which = The rule that applies
case-step = Follows now: { $step }. { $findings ->
    [0] Nothing was found against this author before.
    [one] One finding before.
   *[other] { $findings } findings before.
} The ladder: { $ladder }.
case-reason = Why it applies
case-reason-hint = The author reads it, without your name.
case-act = Apply the rule
case-dismiss = No rule was broken
statement-eyebrow = Statement of reasons
statement-title = What was done: { $step }
statement-ask = { $name }, one of your works was found to break a rule. Here is which one, who adopted it, and what you can do.
statement-rule = The rule
statement-version = Version { $version }, adopted by
statement-version-founding = Version { $version }, adopted at the founding
statement-finding = Finding { $number } against you: { $step }.
statement-reason = The reason given
statement-done = Done
statement-until = Until
statement-no-end = no end
statement-what-now = What you can do
statement-still = You can still read, vote, propose and write to friends.
statement-read-rule = Read the rule

# The record
record-title = The record
record-description = Every act of the commons, in order, for anyone to check.
record-ask = { $count ->
    [one] One act since { $since }, signed by whoever did it. Nobody can take it out or change it unnoticed.
   *[other] { $count } acts since { $since }, each signed by whoever did it. Nobody can take one out or change one unnoticed.
}
record-checkpoint = Checkpoint
record-checkpoint-sentence = This short text stands for the whole record. Two people who see the same one see the same record.
record-checkpoint-open = Open as text
record-size = Length
record-size-value = { $count ->
    [one] one entry
   *[other] { $count } entries
}
record-root = Root
record-state-root = State
record-state-root-at = at entry { $index }
record-origin = Origin
record-verify = Check all my acts now
record-check-needs-script = With scripts on, your browser checks this by itself at every visit.
record-own = What you signed
record-own-sentence = Your browser keeps the receipts of what was signed in it and asks for each of them.
record-entries = Everything
record-entries-sentence = Newest first.
record-entry = Entry { $index }
record-entry-word = Entry
record-older = Older entries
record-entry-fields = Field by field
record-entry-proof = Proof
record-entry-proof-sentence = { $count ->
    [0] The record of { $size } is this entry itself.
    [one] One hash leads from this entry to the root of the record of { $size }.
   *[other] { $count } hashes lead from this entry to the root of the record of { $size }.
}
record-leaf = Leaf
record-proof-hashes = The hashes
record-bytes = The bytes
record-downloads = Take it with you
record-downloads-sentence = Whoever has the record can recompute everything: signatures, counts, shares, rules.
record-tiles = Tiles for monitors and witnesses
record-tiles-note = C2SP tlog-tiles below /record
record-key-note = With it anyone can check who signed a checkpoint
record-key-open = Key
record-who = Who keeps it
record-node = This node
record-one-node = One operator so far. Witnesses and more operators come later; until then every browser is a witness.
record-node-key = Its key
record-how = How your browser checks
record-how-text = It remembers the last checkpoint it saw and asks for proof that today’s record begins with it. A node that rewrites the past cannot give one.
entry-tick = A time came: what was due happened by itself.
entry-settle = The shares of round { $round } were credited.
entry-found = { $name } was founded.
entry-join = Somebody joined.
entry-join-invited = Somebody joined with an invitation.
entry-leave = { $who } left.
entry-add-key = { $who } added a key.
entry-remove-key = { $who } removed key { $number }.
entry-grant-session = { $who } let a browser cast votes until { $until }.
entry-revoke-sessions = { $who } ended the right of all browsers to cast votes.
entry-invite = { $who } gave an invitation, good until { $until }.
entry-withdraw-invitation = { $who } took back an invitation.
entry-vouch = { $who } vouched for { $person }.
entry-withdraw-vouch = { $who } no longer vouches for { $person }.
entry-propose-statement = { $who } proposed a statement.
entry-propose-moderation = { $who } proposed to change the moderation policy.
entry-propose-data = { $who } proposed to keep less about people.
entry-propose-charter = { $who } proposed to change the charter.
entry-propose-existence = { $who } asked about the network’s existence.
entry-propose-budget = { $who } proposed a budget.
entry-propose-spend = { $who } proposed a payment.
entry-propose-mandate = { $who } proposed a mandate for the core team.
entry-propose-appointment = { $who } proposed somebody for an office.
entry-propose-recall = { $who } proposed to send somebody from an office.
entry-sign-petition = { $who } signed the petition for { $decision }.
entry-delegate = { $who } lets others vote for them: { $topic }.
entry-undelegate = { $who } no longer lets others vote for them: { $topic }.
entry-pause = { $who } asked, as a guardian, for a pause.
entry-answer-panel = { $who } answered as a member of the panel on { $decision }.
entry-nominate = { $who } stands in election { $election }.
entry-withdraw-nomination = { $who } no longer stands in election { $election }.
entry-sponsor-nomination = { $who } supports that member { $person } stands in election { $election }.
entry-rank = { $who } voted in election { $election }.
entry-field-ranking = Ranking
entry-field-answer = Answer
topic-moderation = moderation
topic-data = data
topic-product = what is built
topic-money = money
topic-grants = grants
topic-safety = safety
topic-craft = one craft
topic-other = everything else
people-offices = People in office: what they may do, and until when
offices-title = People in office
offices-ask = Every power that somebody holds over others, who holds it, until when, and how to take it back. There is no other.
offices-nobody = Nobody.
offices-term = since { $since }, until { $until }
offices-by = by decision { $number }
offices-by-election = by election { $number }
offices-recall = Send somebody from this office
offices-paused = The guardians paused what was to come into force, until { $date }.
offices-mandate = The mandate gives { $amount } a week, until { $date }.
offices-moderators = Moderators
offices-moderators-may = They may act on reports, by a rule in force and the step it gives. Everybody can read what they did.
offices-moderators-change = Choose others
offices-operators = Operators
offices-operators-may = They run the machines. They can change no rule, cast no vote and take no share: every node follows the record, and each browser checks it.
office-team-may = Leads the work under a mandate that members gave.
office-guardian-may = Enough of them together can pause what is to come into force, no longer than the charter lets them. They can spend nothing and change no rule.
office-trustee-may = Each holds a part of the key to secret ballots. Until those are here they hold nothing.
office-validator-may = Runs a node that checks the record beside others.
delegation-title = Who votes for me
delegation-ask = You can name people, subject by subject, whose vote counts when you cast none. Your own vote always goes first. Their votes stand { $hours } hours before the end, so that you can still vote yourself.
delegation-field = Whose vote counts
delegation-name = Name somebody
delegation-topic = On what
delegation-hint = Handles, in order; at most { $count }. The first of them who voted counts.
delegation-act = Sign
delegation-end = End it
delegation-for-whom = For whom I vote
delegation-none = You have named nobody.
delegation-ends = Weeks until it ends by itself: { $count }.
delegation-votes = How they voted
delegation-vote-own = You voted yourself: { $choice }.
delegation-vote-by = { $name } voted for you: { $choice }.
delegation-vote-open = { $name } votes for you: { $choice }. Your own vote still wins.
delegation-vote-nobody = Nobody you named voted in time.
delegation-vote-waiting = Nobody you named has voted yet. You still can.
delegation-vote-not-yet = You can see how they vote from { $when } on.
delegation-named-by = { $count ->
    [one] One person relies on your vote here.
   *[other] { $count } people rely on your vote here.
  }
decisions-delegation = Who votes for me
entry-withdraw-proposal = { $who } took back { $decision }.
entry-sponsor = { $who } stands behind { $decision }.
entry-vote = { $who } voted in { $decision }: { $choice }.
entry-field-index = Place
entry-field-time = Time
entry-field-kind = Kind
entry-field-vote = Vote
entry-field-network = Network
entry-field-member = Member
entry-field-sequence = Number of the member’s act
entry-field-expires = Valid until
entry-field-hash = Fingerprint that was signed
entry-field-key = Signed with key
entry-field-round = Round
entry-field-result = Result
entry-field-removed = Removed key
now-effect-moderation = Version { $version } of the moderation policy is in force
now-effect-data = Version { $version } of the data policy is in force
receipt-key-number = a passkey of yours, key { $number }
receipt-key-session = this browser, which you let cast your votes
receipt-key-named = the passkey on “{ $name }”
moderation-comment = A comment
moderation-policy-short = Moderation
data-policy-short = Data
charter-short = Charter
charter-title = The numbers by which we decide
charter-ask = How one joins, how long a vote lasts, what it needs, how shares are earned. Each number can be changed by a vote.
charter-edit = Propose another value
charter-joining = Joining, and keys
charter-filing = How a question comes to a vote
charter-voting = How votes go
charter-needed = What a decision needs
charter-delegation = Who votes for whom
charter-panel = Members drawn by lot
charter-offices = People in office
charter-money = When a payment is large
charter-earning = How shares are earned
charter-track = Times and thresholds
charter-track-of = Times and thresholds: { $matter }
