# The surplus of a year.
surplus-of = Surplus of year { $year }
surplus-year = Year { $year }
surplus-others = Other years
surplus-ask = What was left of the year, divided by the charter’s rule on { $date }. Nobody decides who gets what.
surplus-own = What you are owed
surplus-own-part = Your part
surplus-own-patronage = For the { $own } shares you earned, of { $all }
surplus-own-equal = As one of { $count } members
surplus-own-not-member = Not a member when it was divided
surplus-paid-nothing = Nothing is owed to members this time.
surplus-paid-by = to be paid by { $date }.
surplus-paid-at = paid on { $date }.
surplus-came = How it came about
surplus-income = Came in during the year
surplus-outflow = Paid, or decided to be paid
surplus-reserved = Kept, since the safety reserve lacks it
surplus-assigned = Kept, since a budget gave it a purpose
surplus-whole = Surplus
surplus-parts = How it is divided
surplus-parts-say = Investors come first, up to what they are owed; the others divide the rest.
surplus-rule = The rule in the charter
surplus-share = Part
surplus-part-investors = Investors, at most
surplus-part-patronage = { $count ->
    [one] 1 person who earned shares, by how many
   *[other] { $count } people who earned shares, by how many
}
surplus-part-equal = { $count ->
    [one] 1 member
   *[other] { $count } members, each the same
}
surplus-part-redemption = To take back shares with
surplus-part-reinvested = Stays with the commons, and what rounding left over
surplus-transfer = What members are owed is transfer { $number }
surplus-files = To check
surplus-files-say = Everybody who is owed something, by member number. It follows from the record, so anyone can compute it again.
surplus-csv = Table (CSV)
surplus-members = Members, surplus of year { $year }
surplus-section = Surplus
surplus-section-say = What is left of a year is divided by the charter’s rule once its last week is settled.
surplus-section-own = You are owed { $amount } of it.
statement-surplus = Paid to members of a surplus
parameter-surplus-investors = Surplus: investors at most
parameter-surplus-investors-text = The most of a year’s surplus that goes to investors before members. One decision moves it by at most 10 %.
parameter-surplus-patronage = Surplus: by what one earned
parameter-surplus-patronage-text = Part of the rest for those who earned shares in the year. One decision moves it by at most 10 %.
parameter-surplus-equal = Surplus: each member the same
parameter-surplus-equal-text = Part of the rest for every member alike. One decision moves it by at most 10 %.
parameter-surplus-redemption = Surplus: to take back shares with
parameter-surplus-redemption-text = Part of the rest for the redemption pool. One decision moves it by at most 10 %.
parameter-surplus-reinvested = Surplus: stays with the commons
parameter-surplus-reinvested-text = Part of the rest that stays. The four parts are the whole. One decision moves it by at most 10 %.
parameter-surplus-rounds = Surplus: time to pay
parameter-surplus-rounds-text = Within so many rounds members are paid what they are owed. The debt does not lapse.
rejection-surplus-step = A part of the surplus moves by at most 10 % in one decision.
surplus-how = How it is paid
surplus-how-say = In one go, by two people who keep the books, from the commons’ account. The day by which it must be paid is { $date }. If it is late, it is still owed.
surplus-how-done = It was paid in one go on { $date }; two people who keep the books say so.
surplus-how-nobody = What nobody can be paid goes into the pool that takes back shares: the part of who has left by then, and of who is named after that day as somebody who could not be paid.
surplus-late = { $count ->
    [one] It is 1 day late.
   *[other] It is { $count } days late.
}
surplus-own-unpaid = The people who keep the books say that they could not pay you. Tell them how before they say that the others were paid.
surplus-own-lost = You could not be paid. Your part went into the pool that takes back shares.
surplus-part-returned = Could not be paid, and went into the pool
surplus-unpayable = Cannot be paid as it stands
surplus-name = Who could not be paid
surplus-name-say = The day is over. Name those whom you could not pay; their part goes into the pool once two of you say that the others were paid. A new list stands for the one before.
surplus-name-people = Members
surplus-name-people-hint = Numbers or handles, with spaces between them. Nobody, if empty.
surplus-name-act = Name them
surplus-name-now = Named now: { $members }
surplus-by-charter = The charter’s rule, year { $year }
surplus-mine = Your part of the surplus
surplus-mine-none = No year has left a surplus yet. When one does, you see your part here.
surplus-mine-why = { $patronage } for what you earned, { $equal } as every member
sheet-say-name-unpaid = { $member } names, in office, who could not be paid of the surplus of year { $year }
sheet-say-name-none-unpaid = { $member } says, in office, that everybody can be paid of the surplus of year { $year }
sheet-field-year = Year
sheet-field-unpaid = Could not be paid
entry-name-unpaid = { $who } named who could not be paid of the surplus of year { $year }
rejection-surplus-not-owed = Members are owed nothing of that year’s surplus, or no longer.
rejection-surplus-not-due = The day by which members are to be paid is not over.
rejection-unpaid-unsound = Name only members who are owed something, each once.
notice-surplus-owed = You are owed a part of the year’s surplus.
notice-surplus-paid = Your part of the year’s surplus was paid.
notice-surplus-unpaid = Your part of the year’s surplus could not be paid. Say how it can be.
surplus-mine-by = To be paid by { $date }, in one go, by those who keep the books.
surplus-mine-at = Paid on { $date }.
surplus-mine-more = How year { $year } was divided, and how it is paid
