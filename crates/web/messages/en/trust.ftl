# Who knows whom, and trust.
vouched-by-title = They say that they know you
vouched-by-sentence = Do you know them, too? Only when both of you say so does it count as knowing each other.
vouched-by-accept = I know them
vouched-by-refuse = I do not
vouched-by-change = I do not know them
vouched-by-accepted = You know each other.
vouched-by-refused = You do not know them.
sheet-say-answer-vouch-accepted = { $member } knows { $person }, too.
sheet-say-answer-vouch-refused = { $member } does not know { $person }.
entry-answer-vouch-accepted = { $who } says: I know { $person }, too.
entry-answer-vouch-refused = { $who } says: I do not know { $person }.
notice-vouched-know = Do you know them, too?
