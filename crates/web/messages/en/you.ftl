# One's own pages, ways in, the founding, the demo.
you-tabs = Your pages
you-tab-settings = Settings
you-tab-keys = Keys and devices
you-tab-privacy = Privacy
you-tab-leave = Leave
settings-title = Settings
settings-saved = Saved.
settings-profile = How others see you
settings-profile-sentence = You are member { $number } for life, whatever you call yourself.
settings-picture = Picture
settings-picture-hint = JPEG, PNG, WebP, GIF, HEIC or AVIF. Place and camera are taken out of it.
settings-name = Name
settings-handle = Handle
settings-handle-hint = Your address here. Old links keep leading to you.
settings-about = About you
settings-about-hint = At most { $max } characters. You can use Markdown.
settings-save = Save
settings-look = See your page
settings-language = Language
settings-language-question = Language of the interface
settings-language-set = Use this language
settings-theme = Light or dark
settings-theme-question = How pages look
settings-theme-set = Use this
theme-system = As the device says
theme-light = Light
theme-dark = Dark
settings-out = This browser
settings-sign-out = Sign out

keys-title = Keys and devices
keys-ask = What binds you is signed by a key on a device of yours. Nobody else has one, and this node cannot make one.
keys-yours = { $count ->
    [one] You hold one key
   *[other] You hold { $count } keys
}
keys-sentence = Each may sign everything. You can hold up to { $max }.
keys-only-one = If you lose this device, you lose your vote and your shares with it. Add a second key on another device.
key-number = key { $number }
key-unnamed = A key without a name
key-passkey = passkey
key-command-line = key of the command line
key-waits = In force { $at }. Until then any other key of yours can remove it.
key-since = In force since { $date }.
key-change = Name or remove
key-name = Name of the device
key-name-save = Save
key-remove = Remove this key
keys-add = Add a key
keys-add-sentence = A new key is in force after { $length }, and all your devices are told, so that nobody slips one in unnoticed.
keys-add-hint = Such as “phone” or “blue security key”. You can choose another device when the browser asks.
keys-add-act = Make a passkey
keys-command-line = A key for the command line
keys-command-line-text = The command line keeps its own key in a file on your computer, and prints the public half, which you add here.
keys-command-line-act = Add this key
keys-public = Public half of the key
keys-public-hint = 64 letters and digits, as the command prints them.
keys-ballots = Browsers that may cast your votes
keys-ballots-sentence = You can let a browser cast votes for 30 days without asking your passkey each time. Never transfers, keys or delegation.
keys-ballots-none = None. You can switch it on when you next vote.
keys-ballots-until = until { $date }
keys-ballots-revoke = End it for all browsers
keys-visits = { $count ->
    [one] You are signed in on one browser
   *[other] You are signed in on { $count } browsers
}
keys-some-browser = A browser
keys-this-browser = this one
keys-sign-out-everywhere = Sign out everywhere

privacy-title = What is held on you
privacy-ask = { $count ->
    [0] Nothing but what is needed to run.
    [one] One kind of thing, each with its reason and its end.
   *[other] { $count } kinds of things, each with its reason and its end.
}
privacy-policy = The policy, version { $version }
privacy-done = Done. It is in force at once.
privacy-held = Held now
privacy-nothing = nothing
privacy-items = { $count ->
    [one] one item
   *[other] { $count } items
}
privacy-since = The oldest since { $date }.
privacy-until = It goes on { $date }.
privacy-basis-needed = Needed to run this place.
privacy-basis-opt-out = You can say no.
privacy-basis-opt-in = Only if you say yes.
privacy-look = Look at it
privacy-rest = { $count } more are in the export.
privacy-allow = Allow it
privacy-allow-again = Allow it again
privacy-take-back = Take my yes back
privacy-refuse = Say no
privacy-erase = Erase
privacy-record = On the record
privacy-record-sentence = { $count ->
    [0] You have signed nothing yet.
    [one] One act of yours is on the record, under your number and never your name. It stays; who the number was is forgotten when you erase your account.
   *[other] { $count } acts of yours are on the record, under your number and never your name. They stay; who the number was is forgotten when you erase your account.
}
privacy-export = Take everything with you
privacy-export-sentence = One file with all of the above, your posts and pictures, whom you follow, your shares with their proofs, and your receipts.
privacy-export-act = Export everything
privacy-erase-all = Erase what can be erased
privacy-erase-all-sentence = Everything that is not needed to run this place goes at once: saved posts, drafts, notifications, histories, names of devices.
privacy-erase-all-act = Erase it
privacy-erase-leave = To erase your account and your posts too:

leave-title = Leave { $place }
leave-ask = You can go at any time, with everything that is yours.
leave-take = First, take your things
leave-take-sentence = { $posts ->
    [0] Your profile, whom you follow, your shares with their proofs, and your receipts.
    [one] Your one post, your profile, whom you follow, your shares with their proofs, and your receipts.
   *[other] Your { $posts } posts with their pictures, your profile, whom you follow, your shares with their proofs, and your receipts.
}
leave-then = What happens when you leave
leave-then-name = Your name, handle and profile are erased.
leave-then-posts = Your posts, comments and pictures are erased from this node.
leave-then-votes = Votes you cast stay counted, under your number.
leave-then-shares = { $vested } shares stay yours and go first in line when shares can be redeemed; { $coming } that were still to come return to the pool.
leave-then-record = What you signed stays on the record without your name. Nobody can tell any more who the number was.
leave-sign = Then sign it
leave-sign-sentence = There is no way back with the same number. You can join again later as someone new.
leave-act = Leave { $place }
left-title = You have left
left-ask = Your name and your work are gone from this node. Thank you for what you built here.

# Ways in
sign-in-title = Welcome back to { $place }
sign-in-ask = Your passkey is your way in. There is no password to remember or to lose.
sign-in-act = Sign in with your passkey
sign-in-new = New here?
sign-in-open = Anyone may join and look around. You vote once members know you.
sign-in-by-invitation = One comes in with an invitation from a member. If you know someone here, ask for a link.
entry-script = Passkeys need scripts. Please switch them on for this page.
entry-what-passkey = What is a passkey?
entry-what-passkey-text = A key that stays on your phone, computer or security key. Your finger, face or code opens it; it never leaves the device, so nobody can steal it from us. Your phone may carry it over to your next phone.
entry-lost = Lost every device? Then nobody can sign for you, not even this node. That is why we ask for a second key early on.
entry-handle-hint = Your address here, such as hana.mori. Letters, digits, dots and underscores.
entry-device = This device
entry-device-hint = What to call it, such as “phone”. Only you see it.
join-invites = vouches for you and invites you
join-title = Join { $place }
join-ask = { $count ->
    [one] One person makes and decides here.
   *[other] { $count } people make and decide here, one vote each.
}
join-until = The invitation is good until { $date }.
join-secret-missing = This link is cut off: the part behind the # is missing. Ask for it again and open it whole.
join-act = Make a passkey and join
join-act-short = Join
join-agree = By joining you accept what the members decided:
join-rules = what we allow
join-data = what may be known about you
join-description = You are invited. Join with the passkey on your own device.
used-title = This invitation is no longer open
used-sentence = It was used, taken back, or its time is over. A link works once.
used-still = You can look around without an account, and ask for another link.
used-look = Look around

# The demo
demo-title = Step in, and let time pass
demo-ask = Everything you see was made by the same rules and signed operations as in a real network. Only the people are played and the clock is yours.
demo-clock = The clock
demo-clock-sentence = Votes close, rounds settle and rules come into force when their time comes.
demo-round = round { $round }
demo-hour = One hour on
demo-day = One day
demo-three-days = Three days
demo-week = One week
demo-next = To what happens next
demo-people = Be someone
demo-people-sentence = You see and may do exactly what they may. Their keys are kept by the demo.
demo-find = Find someone by name
demo-step-in = Step in
demo-nobody = Nobody of that name.
demo-moved = It is now { $when }. { $events ->
    [0] Nothing was due.
    [one] One thing happened by itself.
   *[other] { $events } things happened by themselves.
}
demo-role-founder = founder
demo-role-juror = a jury waits for them
demo-role-moderator = moderator
sign-in-refused = That passkey is not known here, or it took too long. Try again, or use another device.
