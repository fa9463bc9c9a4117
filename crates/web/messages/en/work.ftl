# Claims of work, their reviews, and what a round gives beside content.
skill-code = code
skill-documents = documents
skill-translation = translation
skill-events = events
skill-operations = running the network
class-1 = An hour or less
class-2 = Half a day
class-3 = A day
class-5 = A few days
class-8 = A week
class-13 = More than a week
class-weight = counts { $weight }
class-no = It does not count
class-no-note = not done, not theirs, or of no use here
work-asked = You are asked to look at these
work-asked-sentence = You were drawn by lot. Look at the work and say how large it is; it takes a few minutes, and you are paid for it.
work-claims = Work for this place
work-claims-sentence = Code, documents, translations, events, running the network: say what you did, three members drawn by lot say how large it is, and the middle answer counts.
work-claim = Claim work
work-skills = What you can judge
work-skills-sentence = When somebody claims work of a kind, those who can judge it are drawn first. After your first claim that counts you are among them anyway.
skill-attested = { $count ->
    [one] one claim of yours counted
   *[other] { $count } claims of yours counted
}
skill-declare = I can judge this
skill-take-back = No longer
claim-title = What you did, in a line
claim-title-hint = Such as: Dutch words for the settings page.
claim-words = What it is, and where to see it
claim-words-hint = Addresses help those who look at it. Members who are signed in can read this.
claim-skill = What kind of work
claim-class = How large it was
claim-then = Three members drawn by lot look at it within a week. The words can be erased later; the record keeps numbers only.
claim-act = Claim it
claim-gone = A claim whose words were erased
claim-called = Three members are drawn to look at it { $at }.
claim-reviewing = { $answered } of 3 have answered; until { $until }
claim-counts = It counts { $class }, since { $date }.
claim-refused = It does not count, since { $date }.
claim-number = Claim { $number }
claim-by = By
claim-own-class = Their own estimate: { $class } (counts { $weight }).
claim-said = You said: { $answer }.
claim-answer = counts { $class }
claim-back = Back to your work
claim-question = How large is this work?
claim-question-sentence = The middle one of three answers counts. What the others say you see when all have answered.
claim-class-reviewer = I find
claim-attest = Say so
claim-answers = What they said
claim-paid = Round { $round } pays for it.
notice-review-asked = You were drawn by lot to look at somebody’s work. It takes a few minutes.
notice-claim-counts = Your work was looked at: it counts.
notice-claim-refused = Your work was looked at: it does not count.
entry-declare-skill-yes = { $who } can judge { $skill }.
entry-declare-skill-no = { $who } no longer judges { $skill }.
entry-claim-work = { $who } claimed work.
entry-attest-work = { $who } looked at claim { $claim }.
entry-field-declared = Says so
sheet-say-declare-skill-yes = { $member } can judge { $skill }.
sheet-say-declare-skill-no = { $member } no longer judges { $skill }.
sheet-say-claim-work = { $member } claims work: “{ $title }”.
sheet-say-attest-work-no = { $member } finds that claim { $claim } does not count.
sheet-say-attest-work-class = { $member } finds that claim { $claim } counts { $class }.
sheet-field-skill = Kind of work
sheet-field-class = Counts
sheet-field-claim = Claim
sheet-class-no = not at all
sheet-skill-code = code
sheet-skill-documents = documents
sheet-skill-translation = translation
sheet-skill-events = events
sheet-skill-operations = running the network
rejection-claim-not-found = There is no such claim.
rejection-no-reviewers = There are not yet three others who could look at it. Claim it when there are.
rejection-claim-limit = Five of your claims are being looked at. Wait until one is through.
rejection-not-a-reviewer = You were not asked about this claim.
rejection-not-reviewing = Nobody is asked about this claim now.
rejection-attested-already = You have said what you find.
rejection-vouching-lost = You vouched for an account that a jury found to be fake. For thirteen rounds you cannot vouch.
rejection-vote-lost = You vouched for fake accounts twice within a year. For thirteen rounds you cannot vote.
parameter-work-share = Part for attested work
parameter-work-share-text = This part of what a round gives out is split by the size of the work that was attested in it.
parameter-service-share = Part for service
parameter-service-share-text = From this part everybody is paid who moderated, or whom the lot chose for a jury, a panel or a review.
parameter-service-amount = For each service
parameter-service-amount-text = So much for each time; less where the part does not suffice.
parameter-onboarding-share = Part for newcomers who stay
parameter-onboarding-share-text = From this part those are paid who vouched for somebody who became a member, and is one a year later.
parameter-onboarding-amount = For each newcomer
parameter-onboarding-amount-text = Shared by those who vouched; once when they become a member, once after 52 rounds.
parameter-work-ticks = Time to look at work
parameter-work-ticks-text = So long three members have to say how large claimed work is.
why-counted-works = What others valued in your works
why-beside = Work and service for this place
why-part-work = Work that three members looked at
why-part-work-note = It counts { $own } of { $all } in this round, of the { $pot } shares for such work.
why-part-service = Service
why-part-service-note = { $count ->
    [one] Once you moderated, sat on a jury or panel, or looked at a claim.
   *[other] { $count } times you moderated, sat on a jury or panel, or looked at a claim.
} Each time gives the same, whatever you decided.
why-part-onboarding = Somebody you vouched for stayed
why-part-onboarding-note = Those who vouched share it.
why-part-short = It would have been { $due }, but the part did not suffice for all.
why-part-more = One point more would have brought { $amount } more.
why-pot-work = The part for work that is looked at
why-pot-work-note = Split by what three members found.
why-pot-service = The part for service
why-pot-service-note = Moderators, juries, panels, reviews: the same for each time.
why-pot-onboarding = The part for newcomers who stay
why-pot-onboarding-note = For those who vouched for them.
work-round-beside = work and service for this place: { $amount }

# Everybody's shares together.
cap-title = The shares of { $place }
cap-ask = How many there are, and how they are spread. Nobody is named here.
cap-all = Everybody’s shares together
cap-held = { $amount } shares, held by { $count ->
    [one] one member
   *[other] { $count } members
}
cap-vested = { $amount } for good
cap-coming = { $amount } still to vest
cap-chart = { $vested } shares are their holders’ for good; { $coming } vest bit by bit
cap-pool = Left to earn
cap-pool-note = { $rounds ->
    [one] One round has given something out of it.
   *[other] { $rounds } rounds have given something out of it.
}
cap-bought = Bought
cap-bought-note = They weigh nothing in any vote.
cap-returned = Taken back
cap-returned-note = Went back after a jury found fraud.
cap-spread = Holders by size
cap-spread-sentence = How many members hold about how much.
cap-band-first = less than one share
cap-band = { $from } to { $below }
cap-band-last = { $from } and more
cap-members = { $count ->
    [one] one member
   *[other] { $count } members
}
cap-tenth = The tenth of holders with the most has { $percent } of all shares.
cap-table = As a table
cap-size = Shares
cap-who = Members
cap-csv = Download as CSV
cap-ocf = Download in Open Cap Format
cap-own = Your own share

# Blind review.
work-compare = Compare two works
compare-eyebrow = Blind review
compare-done = { $done } of { $all } pairs in this round
compare-title = Which one is better?
compare-ask = Two works, without their makers’ names. What you prefer weighs a little in what each earns.
compare-first = The first work
compare-second = The second work
compare-pick = This one is better
compare-neither = I can’t say, or I know whose it is
compare-begin = Show me two works
compare-keys = With keys: left or right to choose a side, then Enter.
compare-pay = Of some pairs the answer is known from reviews before. The more of these you meet, the more you are paid.
compare-all-title = That was all for this round
compare-all = New pairs come after { $when }.
compare-none-title = No pairs now
compare-none = It takes two works of two others. Come back when there are more.
why-part-review = Blind review
why-part-review-note = You met { $own } of the { $all } known answers that all reviewers met, of the { $pot } shares for reviews.
why-reviewed = In blind review your works were preferred { $wins } of { $seen } times: your points count { $percent } %.
why-pot-review = The part for blind review
why-pot-review-note = For those who met answers that were known.
parameter-review-share = Part for blind review
parameter-review-share-text = This part of what a round gives out goes to those who compare works without names, by the known answers they met.
