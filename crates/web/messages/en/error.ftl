# When things are not as usual. Titles say what happened, texts what to do.
error-not-found-title = There is nothing here
error-not-found-text = The address may be mistyped, or what stood here was deleted or is not for you to see.
error-to-home = Go home
error-to-explore = Look around
error-sign-in-title = Sign in to go on
error-sign-in-text = This page is for people who belong here. Your passkey opens it.
error-forbidden-title = This is not open to you
error-forbidden-guest = You need to be a guest of this network.
error-forbidden-associate = This opens when you are an associate: a few weeks here, and people who know you.
error-forbidden-member = This opens when you are a member: some time here, and members who vouch for you.
error-forbidden-moderator = This is for moderators in office.
error-forbidden-founder = This is for the founder, until the network has ten members.
error-forbidden-demo = This exists only in a demo network.
error-forbidden-rule = The rule behind it is public, and can be changed by a vote.
error-forbidden-read = Read the rules
error-forbidden-standing = See your standing
error-refused-title = That was not possible
error-failed-title = Something broke on our side
error-failed-text = It was not your fault. Try again; if it keeps happening, tell the people who run this network.
error-failed-kept = what you had sent before this
error-try-again = Try again
error-too-fast-title = A little slower, please
error-too-fast-text = { $seconds ->
    [one] You can go on in a second.
   *[other] You can go on in { $seconds } seconds.
}
error-too-large-title = That is too large
error-too-large-text = This network takes up to { $size } at once.
error-cross-site-title = This did not come from here
error-cross-site-text = Your browser says another site sent this. Nothing was done. Open the page here and try again.
error-form-title = We could not read that
error-form-text = Go back, look at what you filled in, and send it again.
error-busy-title = The network is starting or being repaired
error-busy-text = Nothing is lost. Try again in a minute.
error-back = Go back

# Without a connection
offline-title = You are offline
offline-read = This page comes from the network, and there is no connection to it now. What you were writing is kept on this device.
offline-unsent = What you just sent did not go out. Its words are kept on this device; send it again when you are connected.
offline-write = Write now, publish later
offline-write-hint = It stays on this device and stands in Create when you are connected again.
offline-kept = Kept on this device
offline-kept-lead = Each goes on where you left it, once you are connected.
offline-comment = A comment
offline-comment-edit = A change to a comment
offline-post-edit = A change to a post
offline-cut = { $words } …
