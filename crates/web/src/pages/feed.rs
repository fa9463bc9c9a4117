//! Pages that are a column of posts: home, the front door, explore, a tag, bookmarks.

use maud::{Markup, html};

use crate::components::furniture::{Tab, Tone, link_button, masthead, older, tabs};
use crate::components::icon::{Icon, icon};
use crate::components::person::{PersonRow, people};
use crate::components::state::empty;
use crate::drawn::DrawnPost;
use crate::layout::{Page, Place, Shell};
use crate::pages::reading::{RecipeView, recipe_line};
use crate::text::moment::weekday_date;
use crate::{links, t};

/// One page of posts, newest first.
#[derive(Default)]
pub struct Posts {
    /// The posts, drawn.
    pub posts: Vec<DrawnPost>,
    /// Where the next page is, if there is more.
    pub older: Option<String>,
    /// True on the first page.
    pub first: bool,
}

/// Posts below each other.
pub fn column(shell: &Shell, shown: &Posts) -> Markup {
    html! {
        div class="feed" {
            @for post in &shown.posts { (post) }
        }
        (older(&t!(shell.lang, "feed-older"), shown.older.as_deref()))
    }
}

/// What home shows.
#[derive(Default)]
pub struct HomeView {
    /// Posts of the people followed.
    pub posts: Posts,
    /// How many people that is.
    pub following: u64,
    /// Their order, and the others that can be chosen.
    pub recipe: Option<RecipeView>,
}

/// Home of a member: the people they follow, in the order they chose.
pub fn home(shell: &Shell, view: &HomeView) -> Page {
    let lang = shell.lang;
    let side = html! {
        a class="small quiet tap" href=(following_link(shell)) { (t!(lang, "home-from", people = view.following)) }
    };
    let body = html! {
        (masthead(&weekday_date(lang, shell.now_ms), &side))
        @if let Some(recipe) = &view.recipe { (recipe_line(shell, recipe)) }
        @if view.posts.posts.is_empty() && view.posts.first && view.posts.older.is_none() {
            (empty(&t!(lang, "home-empty-title"), &t!(lang, "home-empty-text"), &[
                link_button(&t!(lang, "home-find-makers"), &format!("{}?show=people", links::EXPLORE), Tone::Primary),
                link_button(&t!(lang, "door-look"), links::EXPLORE, Tone::Normal),
            ]))
        } @else {
            (column(shell, &view.posts))
            @if view.posts.older.is_none() { p class="small faint the-end" { (t!(lang, "home-caught-up")) } }
        }
    };
    Page::new(t!(lang, "home-title"), Place::Home, body).canonical(links::HOME)
}

fn following_link(shell: &Shell) -> String {
    match &shell.visitor {
        Some(visitor) => links::profile_part(&visitor.face.handle, "following"),
        None => links::EXPLORE.to_owned(),
    }
}

/// The front door: what this place is, how one comes in, and its newest work.
pub fn door(shell: &Shell, posts: &Posts, is_open: bool) -> Page {
    let lang = shell.lang;
    let fact = |drawn: Icon, key: &str| html! { li { (icon(drawn)) span { (t!(lang, key)) } } };
    let body = html! {
        div class="head door" {
            p class="eyebrow" { b { (shell.network.name) } }
            h1 { (if shell.network.sentence.is_empty() { t!(lang, "door-title").into_owned() } else { shell.network.sentence.clone() }) }
            ul class="door-facts" {
                (fact(Icon::Sprout, "door-how-own"))
                (fact(Icon::Commons, "door-how-decide"))
                (fact(Icon::Check, "door-how-check"))
            }
            div class="btnrow" {
                @if is_open { (link_button(&t!(lang, "join-act-short"), "/join", Tone::Primary)) }
                (link_button(&t!(lang, "door-have-key"), links::SIGN_IN, if is_open { Tone::Normal } else { Tone::Primary }))
            }
            @if !is_open { p class="small quiet" { (t!(lang, "sign-in-by-invitation")) } }
        }
        @if !posts.posts.is_empty() {
            section class="sec" {
                h2 { (t!(lang, "door-works")) }
                (column(shell, posts))
            }
        }
    };
    Page::new("", Place::Home, body)
        .description(shell.network.sentence.clone())
        .canonical(links::HOME)
}

/// Which of the three ways to look around is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExploreTab {
    /// New work.
    Works,
    /// People.
    People,
    /// Tags.
    Tags,
}

/// What explore shows; only the part of the open tab is filled.
pub struct ExploreView {
    /// The open tab.
    pub tab: ExploreTab,
    /// New work of the whole network.
    pub posts: Posts,
    /// People one might follow.
    pub people: Vec<PersonRow>,
    /// Tags with the number of posts that carry them.
    pub tags: Vec<(String, u64)>,
}

/// Explore: the whole network, newest first, its people and tags.
pub fn explore(shell: &Shell, view: &ExploreView) -> Page {
    let lang = shell.lang;
    let (works, persons, tags_label) = (
        t!(lang, "explore-tab-works"),
        t!(lang, "explore-tab-people"),
        t!(lang, "explore-tab-tags"),
    );
    let entries = [
        Tab {
            label: &works,
            href: links::EXPLORE,
            current: view.tab == ExploreTab::Works,
        },
        Tab {
            label: &persons,
            href: "/explore?show=people",
            current: view.tab == ExploreTab::People,
        },
        Tab {
            label: &tags_label,
            href: "/explore?show=tags",
            current: view.tab == ExploreTab::Tags,
        },
    ];
    let body = html! {
        (masthead(&t!(lang, "explore-title"), &html! {}))
        (search_form(shell, ""))
        (tabs(&t!(lang, "explore-tabs"), &entries))
        div class="below-tabs" {
            @match view.tab {
                ExploreTab::Works => (explore_works(shell, &view.posts)),
                ExploreTab::People => {
                    @if view.people.is_empty() {
                        (empty(&t!(lang, "explore-people-empty"), &t!(lang, "explore-people-empty-text"), &[
                            link_button(&t!(lang, "explore-people-invite"), "/commons/people", Tone::Normal),
                        ]))
                    } @else {
                        p class="quiet lead-in" { (t!(lang, "explore-people-lead")) }
                        (people(&view.people))
                    }
                }
                ExploreTab::Tags => (tag_list(shell, &view.tags)),
            }
        }
    };
    Page::new(t!(lang, "explore-title"), Place::Explore, body)
        .description(t!(lang, "explore-lead"))
        .canonical(links::EXPLORE)
}

fn explore_works(shell: &Shell, posts: &Posts) -> Markup {
    let lang = shell.lang;
    html! {
        @if posts.posts.is_empty() {
            (empty(&t!(lang, "explore-empty-title"), &t!(lang, "explore-empty-text"), &[
                link_button(&t!(lang, "nav-create"), links::CREATE, Tone::Primary),
            ]))
        } @else {
            p class="quiet lead-in" { (t!(lang, "explore-lead")) }
            (column(shell, posts))
        }
    }
}

fn tag_list(shell: &Shell, tags: &[(String, u64)]) -> Markup {
    html! {
        @if tags.is_empty() {
            (empty(&t!(shell.lang, "tags-empty"), &t!(shell.lang, "tags-empty-text"), &[
                link_button(&t!(shell.lang, "nav-create"), links::CREATE, Tone::Primary),
            ]))
        }
        ul class="rows" {
            @for (tag, count) in tags {
                li {
                    a class="link tap" href=(links::tag(tag)) { "#" (tag) }
                    span class="amt quiet" { (t!(shell.lang, "tags-count", count = *count)) }
                }
            }
        }
    }
}

/// The search box, as explore and search show it.
pub fn search_form(shell: &Shell, query: &str) -> Markup {
    let lang = shell.lang;
    html! {
        form class="search-form" role="search" method="get" action=(links::SEARCH) {
            label class="vh" for="q" { (t!(lang, "search-label")) }
            input class="input" type="search" id="q" name="q" value=(query) maxlength="200" placeholder=(t!(lang, "search-hint")) autocomplete="off";
            button class="btn" type="submit" { (crate::components::icon::icon_small(Icon::Search)) span { (t!(lang, "search-button")) } }
        }
    }
}

/// Everything that carries a tag.
pub fn tag(shell: &Shell, name: &str, count: u64, posts: &Posts) -> Page {
    let lang = shell.lang;
    let title = t!(lang, "tag-title", tag = name);
    let side = html! {
        span class="masthead-side" {
            span class="small quiet" { (t!(lang, "tag-count", count = count)) }
            a class="icon-btn" href=(links::tag_feed(name)) aria-label=(t!(lang, "tag-feed", tag = name)) { (icon(Icon::Feed)) }
        }
    };
    let body = html! {
        (masthead(&title, &side))
        @if posts.posts.is_empty() {
            (empty(&t!(lang, "tag-empty-title", tag = name), &t!(lang, "tag-empty-text", tag = name), &[
                link_button(&t!(lang, "nav-create"), links::CREATE, Tone::Primary),
            ]))
        } @else { (column(shell, posts)) }
    };
    Page::new(title, Place::Explore, body)
        .canonical(links::tag(name))
        .feed(t!(lang, "tag-feed", tag = name), links::tag_feed(name))
}

/// What a member kept for later.
pub fn bookmarks(shell: &Shell, posts: &Posts) -> Page {
    let lang = shell.lang;
    let body = html! {
        (masthead(&t!(lang, "bookmarks-title"), &html! { span class="small quiet" { (t!(lang, "bookmarks-lead")) } }))
        @if posts.posts.is_empty() {
            (empty(&t!(lang, "bookmarks-empty-title"), &t!(lang, "bookmarks-empty-text"), &[
                link_button(&t!(lang, "door-look"), links::EXPLORE, Tone::Normal),
            ]))
        } @else { (column(shell, posts)) }
    };
    Page::new(t!(lang, "bookmarks-title"), Place::Bookmarks, body)
}

/// What search shows.
#[derive(Default)]
pub struct SearchView {
    /// The words searched for; may be empty.
    pub query: String,
    /// People found.
    pub people: Vec<PersonRow>,
    /// Tags found, with the number of posts that carry them.
    pub tags: Vec<(String, u64)>,
    /// Posts found.
    pub posts: Posts,
}

/// Search: words, people and tags of this network.
pub fn search(shell: &Shell, view: &SearchView) -> Page {
    let lang = shell.lang;
    let nothing = view.people.is_empty() && view.tags.is_empty() && view.posts.posts.is_empty();
    let body = html! {
        (masthead(&t!(lang, "search-title"), &html! {}))
        (search_form(shell, &view.query))
        @if view.query.trim().is_empty() {
            p class="quiet lead-in" { (t!(lang, "search-prompt")) }
        } @else if nothing {
            (empty(&t!(lang, "search-none-title", query = view.query.as_str()), &t!(lang, "search-none-text"), &[]))
        } @else {
            @if !view.people.is_empty() {
                section class="found" { h2 class="list-head" { (t!(lang, "search-people")) } (people(&view.people)) }
            }
            @if !view.tags.is_empty() {
                section class="found" { h2 class="list-head" { (t!(lang, "search-tags")) } (tag_list(shell, &view.tags)) }
            }
            @if !view.posts.posts.is_empty() {
                section class="found" { h2 class="list-head" { (t!(lang, "search-posts")) } (column(shell, &view.posts)) }
            }
        }
    };
    Page::new(t!(lang, "search-title"), Place::Explore, body)
}
