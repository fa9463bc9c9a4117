//! A person's page: who they are, their works, their posts, about them, whom they follow.

use maud::{Markup, html};

use crate::components::furniture::{Tab, Tone, facts, link_button, older, tabs};
use crate::components::icon::{Icon, icon};
use crate::components::person::{Face, FaceSize, PersonRow, face, people};
use crate::components::picture::{Picture, Room, Urgency, picture};
use crate::components::post::follow_button;
use crate::components::state::empty;
use crate::drawn::DrawnPost;
use crate::layout::{Page, Place, Shell};
use crate::markdown::SafeHtml;
use crate::pages::feed::{Posts, column};
use crate::text::Lang;
use crate::text::moment::date;
use crate::text::number::count;
use crate::{links, t};

/// How someone stands in the commons.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StandingView {
    /// Just here.
    #[default]
    Guest,
    /// Known by someone.
    Associate,
    /// Has a vote.
    Member,
}

impl StandingView {
    /// Key of its word.
    pub fn key(self) -> &'static str {
        match self {
            Self::Guest => "level-guest",
            Self::Associate => "level-associate",
            Self::Member => "level-member",
        }
    }
}

/// A person, as the head of their page shows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// Face, name, handle.
    pub face: Face,
    /// What they say about themselves, sanitised.
    pub bio: SafeHtml,
    /// The same as plain words, for previews.
    pub summary: String,
    /// Since when they are here, in Unix milliseconds.
    pub since_ms: u64,
    /// How they stand.
    pub standing: StandingView,
    /// How many follow them.
    pub followers: u64,
    /// How many they follow.
    pub following: u64,
    /// "3,470 shares, 2.3 % of Lumen", if they show it.
    pub shares: Option<String>,
    /// Whether the visitor follows them.
    pub followed: bool,
    /// Whether this is the visitor's own page.
    pub mine: bool,
}

/// One work on the wall.
#[derive(Clone, Debug, Default)]
pub struct Work {
    /// Its first picture; `href` leads to the post.
    pub picture: Picture,
    /// Its title; may be empty.
    pub title: String,
    /// How many pictures the post has.
    pub pictures: u64,
}

/// Which part of the page is open, with its content.
pub enum ProfilePart {
    /// The wall.
    Works {
        /// Works, newest first, drawn.
        works: Vec<DrawnPost>,
        /// Where older ones are.
        older: Option<String>,
    },
    /// Posts and reposts.
    Posts(Posts),
    /// Words about them, and ways to follow from elsewhere.
    About,
}

impl ProfilePart {
    /// Which one it is, without its content.
    pub fn kind(&self) -> PartKind {
        match self {
            Self::Works { .. } => PartKind::Works,
            Self::Posts(_) => PartKind::Posts,
            Self::About => PartKind::About,
        }
    }
}

/// Which part of the page is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartKind {
    /// The wall.
    Works,
    /// Posts and reposts.
    Posts,
    /// Words about them.
    About,
}

/// What stands above and below each part of somebody's page.
pub fn around(shell: &Shell, person: &Person, part: PartKind) -> (Markup, Markup) {
    let above = html! { (head(shell, person)) (part_tabs(shell, person, part)) };
    (above, anywhere(shell, person))
}

/// A person's page.
pub fn show(
    shell: &Shell,
    person: &Person,
    part: &ProfilePart,
    (above, below): &(DrawnPost, DrawnPost),
) -> Page {
    let lang = shell.lang;
    let handle = person.face.handle.as_str();
    let name = person.face.name.as_str();
    let body = html! {
        (above)
        @match part {
            ProfilePart::Works { works, older: next } => {
                (wall(shell, person, works))
                (older(&t!(lang, "feed-older"), next.as_deref()))
            }
            ProfilePart::Posts(posts) => div class="below-tabs" {
                @if posts.posts.is_empty() {
                    (empty(&t!(lang, "profile-posts-empty-title"), &t!(lang, "profile-posts-empty-text", name = name), &[]))
                } @else { (column(shell, posts)) }
            },
            ProfilePart::About => (about(shell, person)),
        }
        (below)
    };
    let place = if person.mine {
        Place::You
    } else {
        Place::Explore
    };
    let mut page = Page::new(name, place, body)
        .description(person.summary.clone())
        .canonical(links::profile(handle))
        .feed(
            t!(lang, "profile-feed-title", name = name),
            links::profile_feed(handle),
        )
        .script("js/copy.js");
    if let Some(url) = &person.face.picture {
        page = page.image(shell.absolute(url), name);
    }
    page
}

fn head(shell: &Shell, person: &Person) -> Markup {
    let lang = shell.lang;
    let handle = person.face.handle.as_str();
    let since = match person.standing {
        StandingView::Guest => t!(
            lang,
            "profile-guest-since",
            date = date(lang, person.since_ms)
        ),
        StandingView::Associate | StandingView::Member => {
            t!(lang, "profile-since", date = date(lang, person.since_ms))
        }
    };
    let follow_list =
        |part: &str, words: &str| html! { a href=(links::profile_part(handle, part)) { (words) } };
    let mut entries = vec![
        (
            count(lang, person.followers),
            follow_list(
                "followers",
                &t!(lang, "profile-followers", count = person.followers),
            ),
        ),
        (
            count(lang, person.following),
            follow_list("following", &t!(lang, "profile-following")),
        ),
    ];
    if let Some(shares) = &person.shares {
        entries.push((shares.clone(), html! {}));
    }
    html! {
        div class="profile-head" {
            div class="profile-top" {
                (face(&person.face, FaceSize::Large))
                div class="btnrow" {
                    @if person.mine {
                        (link_button(&t!(lang, "profile-edit"), links::YOU, Tone::Normal))
                    } @else {
                        (follow_button(shell, handle, person.followed))
                    }
                }
            }
            h1 { bdi { (person.face.name) } }
            p class="quiet" { "@" (handle) " · " (since) }
            @if !person.bio.is_empty() { div class="bio serif prose" { (person.bio) } }
            (facts(&entries))
        }
    }
}

fn part_tabs(shell: &Shell, person: &Person, part: PartKind) -> Markup {
    let lang = shell.lang;
    let handle = person.face.handle.as_str();
    let (works_href, posts_href, about_href) = (
        links::profile(handle),
        links::profile_part(handle, "posts"),
        links::profile_part(handle, "about"),
    );
    let (works, posts, about) = (
        t!(lang, "profile-works"),
        t!(lang, "profile-posts"),
        t!(lang, "profile-about"),
    );
    tabs(
        &t!(lang, "profile-tabs", name = person.face.name.as_str()),
        &[
            Tab {
                label: &works,
                href: &works_href,
                current: part == PartKind::Works,
            },
            Tab {
                label: &posts,
                href: &posts_href,
                current: part == PartKind::Posts,
            },
            Tab {
                label: &about,
                href: &about_href,
                current: part == PartKind::About,
            },
        ],
    )
}

fn wall(shell: &Shell, person: &Person, works: &[DrawnPost]) -> Markup {
    let lang = shell.lang;
    html! {
        @if works.is_empty() {
            div class="below-tabs" {
                @if person.mine {
                    (empty(&t!(lang, "profile-works-empty-title"), &t!(lang, "profile-works-empty-mine"), &[
                        link_button(&t!(lang, "nav-create"), links::CREATE, Tone::Primary),
                    ]))
                } @else {
                    (empty(&t!(lang, "profile-works-empty-title"), &t!(lang, "profile-works-empty-text"), &[]))
                }
            }
        } @else {
            div class="works" { @for work in works { (work) } }
        }
    }
}

/// One work as it hangs on a wall.
pub fn work(lang: Lang, work: &Work, urgency: Urgency) -> Markup {
    html! {
        figure {
            a href=(work.picture.href) {
                (picture(&work.picture, Room::Grid, urgency))
                @if work.pictures > 1 { span class="more" { (t!(lang, "post-pictures", count = work.pictures)) } }
            }
            @if !work.title.is_empty() { figcaption { (work.title) } }
        }
    }
}

fn about(shell: &Shell, person: &Person) -> Markup {
    let lang = shell.lang;
    let name = person.face.name.as_str();
    html! {
        section class="below-tabs about" {
            h2 class="vh" { (t!(lang, "profile-about")) }
            @if person.bio.is_empty() {
                p class="quiet" { @if person.mine { (t!(lang, "profile-about-empty-mine")) } @else { (t!(lang, "profile-about-empty", name = name)) } }
            }
            dl class="fields" {
                dt { (t!(lang, "profile-standing")) } dd { (t!(lang, person.standing.key())) } dt { (t!(lang, "profile-here-since")) } dd { (date(lang, person.since_ms)) }
                @if let Some(shares) = &person.shares { dt { (t!(lang, "profile-commons")) } dd { (shares) } }
            }
        }
    }
}

fn anywhere(shell: &Shell, person: &Person) -> Markup {
    let lang = shell.lang;
    let feed = links::profile_feed(&person.face.handle);
    html! {
        section class="sec" {
            h2 { (t!(lang, "profile-anywhere")) }
            p { (t!(lang, "profile-anywhere-text")) }
            ul class="rows ways" {
                li {
                    (icon(Icon::Feed))
                    span { (t!(lang, "profile-feed-reader")) a class="sel" id="feed-address" href=(feed) { (shell.absolute(&feed)) } }
                    button class="btn" type="button" hidden data-copy="#feed-address" data-copied=(t!(lang, "profile-copied")) { (t!(lang, "profile-copy")) }
                }
            }
        }
    }
}

/// Which follow list a page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FollowList {
    /// Who follows the person.
    Followers,
    /// Whom the person follows.
    Following,
}

/// Who follows a person, or whom they follow.
pub fn follows(
    shell: &Shell,
    person: &Face,
    list: FollowList,
    rows: &[PersonRow],
    next: Option<&str>,
) -> Page {
    let lang = shell.lang;
    let name = person.name.as_str();
    let (title, nobody) = match list {
        FollowList::Followers => (
            t!(lang, "people-followers", name = name),
            t!(lang, "people-followers-empty", name = name),
        ),
        FollowList::Following => (
            t!(lang, "people-following", name = name),
            t!(lang, "people-following-empty", name = name),
        ),
    };
    let body = html! {
        div class="masthead" {
            h1 { (title) }
            a class="small quiet tap" href=(links::profile(&person.handle)) { "@" (person.handle) }
        }
        @if rows.is_empty() { p class="quiet" { (nobody) } } @else { (people(rows)) }
        (older(&t!(lang, "feed-older"), next))
    };
    Page::new(title, Place::Explore, body)
}
