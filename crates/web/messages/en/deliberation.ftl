# Talking a draft through: the list, the draft, comments, statements, the map, cases, costs.
deliberations-title = Being talked through
deliberations-ask = Before anybody votes, a text can be read, questioned and written again. Here you say what you think while it still changes something.
deliberations-older = Older drafts
deliberations-empty-title = Nothing is being talked through
deliberations-empty = A draft is a text that is not finished. Others comment, you write it again, and only then it goes to the vote.
deliberation-begin = Begin with a draft
deliberation-begin-text = Write what you would ask everybody. You can change it as often as you like until you call it final.
deliberation-begin-send = Show it to everybody
deliberation-begin-rule = Change a rule or a number instead
deliberation-text = The text
deliberation-text-hint = A blank line begins a paragraph. Others comment by paragraph.
deliberation-stage-drafting = Draft
deliberation-stage-opinions = Opinions
deliberation-stage-frozen = Final text
deliberation-stage-closed = Taken back
deliberation-description = A draft that is being talked through before the vote.
deliberation-by = By { $name }
deliberation-way = Where this draft is
deliberation-step-draft = Draft
deliberation-step-opinions = Opinions
deliberation-step-frozen = Text fixed
deliberation-step-vote = Vote
deliberation-from = from { $when }
deliberation-kept = What you wrote, so that it is not lost:
deliberation-closed = Its author has taken this draft back. What was said stays readable.
deliberation-filed = This text has been filed and is on its way to the vote.
deliberation-drafting-waits = Open for comments. Opinions can be asked in { $left } at the earliest.
deliberation-drafting-yours = Is the text ready for everybody’s opinion? You can still change it after that.
deliberation-drafting-theirs = Open for comments. Its author decides when opinions are asked.
deliberation-open = Ask everybody’s opinion
deliberation-opinions-waits = Everybody can add statements and answer them. The text can be made final in { $left } at the earliest.
deliberation-opinions-yours = You can make the text final now. After that nobody can change it.
deliberation-opinions-theirs = Everybody can add statements and answer them. Its author decides when the text is final.
deliberation-freeze = Make the text final
deliberation-frozen-yours = The text is final. File it, and members can stand behind it.
deliberation-frozen-theirs = The text is final. Its author can file it now.
deliberation-file = File it as a proposal
deliberation-file-eyebrow = Final text, to be signed
deliberation-stands = It stands for { $length } before the vote can open, so that everybody can read it.
deliberation-edit = Write a new version
deliberation-edit-text = This becomes version { $number }. Everybody sees what you changed.
deliberation-edit-send = Publish this version
deliberation-close = Take it back
deliberation-note = What did you change?
deliberation-note-hint = One line for the history. You can leave it out.
deliberation-the-text = The text
deliberation-version = Version { $number }
deliberation-history = All versions
deliberation-history-of = Versions of “{ $title }”
deliberation-versions = { $count ->
    [one] One version
   *[other] { $count } versions
}
deliberation-back = Back to the draft
deliberation-payload-changed = What it would change in the rules was changed, too.
deliberation-report = Report
deliberation-notes-on = Comments on paragraph { $number }
deliberation-whole = About the whole
deliberation-whole-empty = Nothing was said about the draft as a whole yet.
deliberation-past = About paragraphs that read differently now
deliberation-settled = { $count ->
    [one] One settled comment
   *[other] { $count } settled comments
}
deliberation-gone = The words of this comment are gone.
deliberation-at-version = at version { $number }
deliberation-resolve = Settled
deliberation-reopen = Open again
deliberation-delete = Delete
deliberation-comment = Comment
deliberation-answer = Answer
deliberation-first = Talk it through first
deliberation-first-text = Others comment, you write it again, and everybody says what they think before it is final.
deliberation-first-asked = Here, a change like this is talked through before the vote.
deliberation-as-version = As a new version of “{ $title }”
deliberation-of-decision = Read how it was talked through
deliberation-said-comment = A comment on a draft
deliberation-said-statement = A statement about a draft
deliberation-said-case-for = A case for a draft
deliberation-said-case-against = A case against a draft
deliberation-said-cost-note = A note on costs
propose-unsure = Not sure yet? Show others a draft first
now-deliberations = Being talked through
now-deliberations-sentence = Here your opinion still changes the text.
now-deliberations-all = All drafts

# Statements
statements-title = Statements
statements-of = Statements about “{ $title }”
statements-lead = { $count ->
    [0] Nobody has added a statement yet. Say in one sentence what others can agree or disagree with.
    [one] One short statement. Say what you think of it.
   *[other] { $count } short statements. Say what you think of each, one at a time.
}
statements-answer = { $count ->
    [one] Answer one statement
   *[other] Answer { $count } statements
}
statements-see = See the statements
statements-progress = { $answered } of { $all } answered
statements-your-answer = Your answer
opinion-agree = Agree
opinion-pass = Pass
opinion-disagree = Disagree
opinion-you-agree = You agree
opinion-you-pass = You passed
opinion-you-disagree = You disagree
statements-empty-title = No statements yet
statements-empty = Be the first: one sentence that others can agree or disagree with.
statements-done-title = You answered them all
statements-done = Thank you. New statements appear here when others add them.
statements-to-map = See where people stand
statements-closed-title = Opinions are not asked now
statements-closed = The draft is still being written, or its text is final.
statements-sign-in = Sign in to say what you think.
statements-members = Members answer. You can read everything.
statements-add = Is something missing?
statements-add-text = { $count ->
    [one] Add one thought, at most 140 characters. You can add one more.
   *[other] Add one thought, at most 140 characters. You can add { $count } more.
}
statements-add-none = You have added as many as one person can.
statements-add-label = One sentence that others can agree or disagree with
statements-add-send = Add
statements-own = { $count ->
    [one] Your answer
   *[other] Your { $count } answers
}
statements-all = { $count ->
    [one] The statement
   *[other] All { $count } statements
}
statements-change = Change
consent-title = May we keep your answers?
consent-text = The map is made of everybody’s answers. What you think is yours, so we ask first.
consent-nobody = Nobody sees what you answered but you. The map shows groups and names no one.
consent-kept-days = { $count ->
    [one] Each answer is kept for one day, then erased.
   *[other] Each answer is kept for { $count } days, then erased.
}
consent-kept-account = Your answers are kept as long as your account.
consent-back = You can take this back at any time under “Privacy”. Then all your answers are erased.
consent-yes = Yes, keep my answers
consent-no = Not now
consent-not-permitted = The data policy in force does not permit keeping opinions, so nothing can be answered here.
consent-policy = Read the data policy

# The map
map-title = Where people stand
map-of = Where people stand on “{ $title }”
map-group = Group { $letter }
map-people = { $count ->
    [one] one person
   *[other] { $count } people
}
map-label = Opinion map: { $people } people. { $groups }.
map-lead = { $count ->
    [one] { $people } people answered one short statement. Those who answered alike stand close together.
   *[other] { $people } people answered { $count } short statements. Those who answered alike stand close together.
}
map-too-few = The map appears once { $count } people have answered. Fewer would show what single people think.
map-nearness = Nearness on paper is an approximation: this picture keeps { $kept } of all differences. The groups are made from all answers, not from the picture. Left, right, up and down mean nothing.
map-nobody = Nobody is named. It is drawn anew every hour, so that no single answer shows.
map-you = you
map-only-you = Your own place is marked for you only.
map-drawn = Drawn
map-bridging = { $count ->
    [one] What the group agrees on
    [2] What both groups agree on
   *[other] What all { $count } groups agree on
}
map-bridging-none = Nothing yet that every group leans to agree with.
map-agree = agree: { $shares }
map-table-link = Every statement, group by group
map-empty-title = Too few for a map
map-groups = Groups
map-typical-agree = Agrees more than others: “{ $text }”
map-typical-disagree = Disagrees more than others: “{ $text }”
map-group-small = Too small to tell what they think without telling who they are.
map-table = Every statement
map-table-text = Of each group: how many agree, how many disagree, how many answered. What every group leans to agree with comes first.
map-statement = Statement
map-cell = { $agrees } agree, { $disagrees } disagree, of { $seen }
map-bridges = bridges

# Cases and costs
cases-title = The strongest case for each side
cases-lead = Written by members. First comes the one that convinces across groups, not the one with the most applause.
cases-lead-decision = Written by members. Of all cases, these convince most across groups.
cases-for = For
cases-against = Against
cases-none = Nobody has made this case yet.
cases-more = { $count ->
    [one] One more
   *[other] { $count } more
}
cases-for-write = Make the case for it
cases-against-write = Make the case against it
cases-send = Publish
cases-consent = Say which convince you
cases-convincing = Convincing
cases-convinces = { $count ->
    [one] one person finds it convincing
   *[other] { $count } people find it convincing
}
cost-title = What it would cost
cost-write = Write the note on costs
cost-by = By { $name }, of the team in office
cost-missing = The team in office has not written its note yet.
cost-no-team = Nobody is in the team that writes this note, so it is missing.
