# What a figure of the books is made of.
payments-title = Payments
payments-count = { $count ->
    [0] No payments
    [one] 1 payment
   *[other] { $count } payments
}
payments-say = The latest first, each with what allows it.
payments-none = There is none.
payments-treasury = The treasury
payments-outside = Outside the treasury
payments-of = { $account }, in and out
payments-from = From: { $account }
payments-to = To: { $account }
payments-quarter = Quarter { $number }
payments-since = From quarter { $number } on
payments-until = { $number ->
    [0] Before the first quarter
   *[other] Up to the end of quarter { $number }
}
payments-decision = By decision { $number }
payments-which-moved = What happened
payments-which-counted = What counts in a quarter, paid or promised
payments-which-open = Not paid or confirmed yet
payments-left = What is left of it
payments-together = Together
payments-choose = Choose
payments-account = Account
payments-any = All of them
payments-period = Period
payments-ever = From the beginning
payments-which = Which
payments-show = Show
