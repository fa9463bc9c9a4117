# Posts and the talk below them.
post-more-pictures = + { $count } more
post-pictures = { $count ->
    [one] one picture
   *[other] { $count } pictures
}
post-edited = edited
post-reposted-by = { $name } reposted this
act-appreciate = Appreciate
act-appreciated = Appreciated
act-appreciations = { $count ->
    [0] Not yet appreciated
    [one] 1 appreciation
   *[other] { $count } appreciations
}
act-comments = { $count ->
    [0] Comment
    [one] 1 comment
   *[other] { $count } comments
}
act-repost = Repost
act-bookmark = Keep for later
act-more = More
act-open = Open on its own page
act-history = Earlier versions
act-edit = Edit
act-delete = Delete
act-report = Report
act-follow = Follow
act-following = Following
talk-all = { $count ->
    [one] The comment
   *[other] All { $count } comments
}
talk-gone = This comment was deleted by its writer.
talk-answer = Answer
talk-label = Your comment
talk-placeholder = Say something to the maker
talk-send = Send
talk-taken-down = A moderator took this comment down. Its writer was told which rule, and can appeal.
reach-followers = shown to followers only
reach-nobody = taken down: only you see it
work-untitled = Untitled
person-left = Someone who left
shares-held = { $amount } { $count ->
    [one] share
   *[other] shares
}
