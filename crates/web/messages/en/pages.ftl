# Home
home-title = Home
home-from = { $people ->
    [0] You follow nobody yet
    [one] From the one person you follow
   *[other] From the { $people } people you follow
}
home-empty-title = Your wall is empty
home-empty-text = Follow a few makers and their newest work hangs here, in the order they made it.
home-find-makers = Find makers
home-why-follow = You see this because you follow { $name }.
home-why-repost = You see this because { $name }, whom you follow, reposted it.
home-caught-up = That is everything from the people you follow.
feed-older = Older

# The front door
door-title = Work by people who own the place
door-look = Look around
door-have-key = I have a passkey
door-works = Newest work
door-how-own = Owned by those who make it. What you make and do for others earns you shares.
door-how-decide = Decided together. Every rule here was adopted by a vote, and can be changed by one.
door-how-check = Open to checking. Every decision and every share is on a record that you can verify.

# Explore
explore-title = Explore
explore-lead = New from the whole network, newest first. Nobody pays to stand here.
explore-tab-works = New
explore-tab-people = People
explore-tab-tags = Tags
explore-tabs = Ways to look around
explore-empty-title = Nothing hangs here yet
explore-empty-text = The first post on this network could be yours.
explore-people-lead = Makers you might follow.
explore-people-empty = You know everyone here already
explore-people-empty-text = Whoever you bring in next shows up here.
explore-people-invite = Invite someone
tags-empty = No tags yet
tags-empty-text = Write #something in a post and it becomes the first.
tags-count = { $count ->
    [one] 1 post
   *[other] { $count } posts
}
tag-title = #{ $tag }
tag-count = { $count ->
    [0] No posts
    [one] 1 post
   *[other] { $count } posts
}
tag-feed = Posts with #{ $tag }
tag-empty-title = Nothing carries #{ $tag } yet
tag-empty-text = Write #{ $tag } in a post and it shows up here.

# Search
search-title = Search
search-label = Search for words, people or tags
search-hint = Words, people or tags
search-button = Search
search-posts = Posts
search-people = People
search-tags = Tags
search-prompt = Type a word to search posts, people and tags of this network.
search-none-title = Nothing found for “{ $query }”
search-none-text = Try fewer or other words. Search knows only what is public here.

# A post
post-page-title = { $title } by { $name }
post-page-untitled = { $name } on { $date }
talk-title = { $count ->
    [0] Nobody has said anything yet
    [one] 1 comment
   *[other] { $count } comments
}
talk-sign-in = Sign in to say something

# A person
profile-posts = Posts
profile-works = Works
profile-about = About
profile-tabs = { $name }’s work
profile-followers = { $count ->
    [one] follower
   *[other] followers
}
profile-following = following
profile-since = member since { $date }
profile-guest-since = guest since { $date }
profile-edit = Edit your page
profile-works-empty-title = No works yet
profile-works-empty-text = Posts with pictures hang here.
profile-works-empty-mine = Your posts with pictures hang here. The first one makes the wall.
profile-posts-empty-title = Nothing posted yet
profile-posts-empty-text = When { $name } posts, it stands here.
profile-about-empty-mine = You have not written anything about yourself yet.
profile-here-since = Here since
profile-about-empty = { $name } has not written anything about themselves.
profile-anywhere = Follow from anywhere
profile-anywhere-text = A feed needs no account, here or elsewhere.
profile-feed-reader = In a feed reader
profile-feed-title = Posts by { $name }
profile-copy = Copy
profile-copied = Copied
people-followers = People who follow { $name }
people-following = People { $name } follows
people-followers-empty = Nobody follows { $name } yet.
people-following-empty = { $name } follows nobody yet.
profile-commons = In the commons
profile-standing = Standing
level-guest = guest
level-associate = associate
level-member = member

# The composer
compose-title = Create
compose-edit-title = Edit your post
compose-text = What do you want to show or say?
compose-text-hint = Begin a line with “# ” to give your work a title. *Emphasis*, lists, #tags and @people work.
compose-photos = Photographs
compose-photos-hint = Up to { $count }. JPEG, PNG, WebP, GIF, HEIC or AVIF. Where it was taken and what it was taken with is removed.
compose-choose = Choose photographs
compose-drop = or drop them here
compose-alt = What does it show?
compose-alt-hint = One sentence for people who cannot see it. It stays with the picture.
compose-alts = What do they show?
compose-alts-hint = One line a photograph, in the order you choose them, for people who cannot see them.
compose-publish = Publish
compose-save = Save changes
compose-cancel = Not now
compose-keep = Keep as draft
compose-discard = Throw the draft away
compose-draft-kept = Draft kept
compose-draft-found = We kept what you were writing on { $date }.
compose-uploading = Sending
compose-waiting = waits
compose-ready = ready
compose-failed = Did not arrive
compose-retry = Send again
compose-remove = Remove
compose-earlier = Move forward
compose-later = Move back
compose-too-many = Only { $count } fit in one post; the rest were left out.
compose-of = of
compose-preparing = Being looked at
compose-for = For everyone
compose-error-title = Your post did not go out
compose-error-kept = your words and the pictures that had arrived

# History, deleting
history-title = Earlier versions
history-lead = { $count ->
    [one] This post was changed once. Every version stays readable.
   *[other] This post was changed { $count } times. Every version stays readable.
}
history-now = As it stands now
history-version = Version { $number }
history-none = This post was never changed.
history-back = Back to the post
delete-title = Delete this post?
delete-text = Its words, pictures and earlier versions are erased from this network for good, and so are the comments below it. This cannot be undone.
delete-comment-title = Delete this comment?
delete-comment-text = Its words are erased for good. Answers to it stay.
delete-yes = Delete for good
delete-no = Keep it

comment-history-title = Earlier versions of { $name }’s comment
comment-history-lead = { $count ->
    [one] This comment was changed once. Every version stays readable.
   *[other] This comment was changed { $count } times. Every version stays readable.
}
comment-history-none = This comment was never changed.
comment-history-back = Back to the comment
comment-edit-title = Edit your comment
comment-edit-lead = What it said before stays readable, so that answers keep their sense.
comment-edit-kept-title = Your change was not saved

# Notifications, bookmarks
notifications-title = Notifications
notifications-empty-title = Nothing new
notifications-empty-text = When someone appreciates, answers or follows you, or the commons needs you, it stands here.
notifications-earlier = Earlier
notifications-new = New
notice-appreciated = { $others ->
    [0] { $name } appreciated { $work }
    [one] { $name } and one other appreciated { $work }
   *[other] { $name } and { $others } others appreciated { $work }
}
notice-commented = { $name } commented on { $work }
notice-answered = { $name } answered you below { $work }
notice-followed = { $name } follows you
notice-mentioned = { $name } mentioned you in { $work }
notice-reposted = { $others ->
    [0] { $name } reposted { $work }
    [one] { $name } and one other reposted { $work }
   *[other] { $name } and { $others } others reposted { $work }
}
notice-vouched = { $name } vouched for you. { $know }
notice-commons = { $what }
notice-somebody = Somebody
notice-your-post = your post
bookmarks-title = Kept for later
bookmarks-lead = Only you see this.
bookmarks-empty-title = Nothing kept yet
bookmarks-empty-text = The ribbon below a post keeps it here, for your eyes only.

# After an act
done-deleted = Deleted for good.

talk-older = More comments
talk-kept-title = Your comment did not go out
talk-kept = your words, below
notice-a-post = a post
notice-your-draft = your draft
notice-a-draft = a draft
notice-moderated = A moderator acted on your work. Read which rule, and how to appeal.
notice-report-upheld = What you reported broke a rule, and a moderator acted. See the public log.
notice-report-dismissed = What you reported was looked at and may stay: no rule in force forbids it.
notice-standing-changed = Your standing changed. See where you stand.
notice-keys-changed = Your keys changed. If it was not you, act now.
notice-proposal-moved = Decision { $number } has moved on.
notice-panel-drawn = You were drawn by lot: say whether decision { $number } should stand.
notice-vote-asked = { $others ->
    [0] Your vote is asked for.
    [one] Your vote is asked for. One other vote is open.
   *[other] Your vote is asked for. { $others } other votes are open.
}
notice-vote-ending = A vote you are asked for ends soon.
notice-data-asked = It was decided that more may be kept: { $category }. It is kept of you only if you say yes.
notice-delegate-voted = { $name } votes for you: { $choice }. Your own vote still wins.
notice-round-settled = A round closed. See what you earned and why.
