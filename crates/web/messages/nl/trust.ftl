# Wie wie kent, en vertrouwen.
vouched-by-title = Zij zeggen dat ze je kennen
vouched-by-sentence = Ken jij hen ook? Pas als jullie het allebei zeggen, telt het als elkaar kennen.
vouched-by-accept = Ik ken hen
vouched-by-refuse = Ik niet
vouched-by-change = Ik ken hen niet
vouched-by-accepted = Jullie kennen elkaar.
vouched-by-refused = Je kent hen niet.
sheet-say-answer-vouch-accepted = { $member } kent { $person } ook.
sheet-say-answer-vouch-refused = { $member } kent { $person } niet.
entry-answer-vouch-accepted = { $who } zegt: ik ken { $person } ook.
entry-answer-vouch-refused = { $who } zegt: ik ken { $person } niet.
notice-vouched-know = Ken je hen ook?
