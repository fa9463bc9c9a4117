//! A post on its own page, with everything said about it; its history; its end.

use maud::{Markup, html};

use crate::components::form::{Field, FieldKind, field};
use crate::components::furniture::{Tone, flash, link_button, older, submit};
use crate::components::picture::hanging;
use crate::components::post::PostView;
use crate::components::state::{Failure, failure};
use crate::components::talk::{Said, comment_form, thread};
use crate::drawn::DrawnPost;
use crate::layout::{Page, Panel, Place, Shell};
use crate::markdown::SafeHtml;
use crate::text::moment::{date, exact_element};
use crate::{links, t};

/// What the page of a post shows.
pub struct ThreadView {
    /// The post.
    pub post: PostView,
    /// The same, drawn.
    pub drawn: DrawnPost,
    /// Its comments, oldest first, answers inside.
    pub comments: Vec<Said>,
    /// Where more comments are.
    pub more: Option<String>,
    /// Why the visitor may not comment, if they may not.
    pub closed: Option<String>,
    /// Absolute address of the first picture, for previews.
    pub preview: Option<String>,
    /// The text as plain words, for previews.
    pub summary: String,
    /// A word after an act.
    pub flash: Option<String>,
}

/// The page of a post.
pub fn show(shell: &Shell, view: &ThreadView) -> Page {
    let lang = shell.lang;
    let shown = &view.post;
    let name = shown.author.name.as_str();
    let title = match &shown.title {
        Some(title) => t!(lang, "post-page-title", title = title.as_str(), name = name),
        None => t!(
            lang,
            "post-page-untitled",
            name = name,
            date = date(lang, shown.published_ms)
        ),
    };
    let body = html! {
        @if let Some(word) = &view.flash { (flash(word)) }
        (view.drawn)
        (talk(shell, view))
    };
    let mut page = Page::new(title, Place::Explore, body)
        .description(view.summary.clone())
        .canonical(shown.href())
        .feed(
            t!(lang, "profile-feed-title", name = name),
            links::profile_feed(&shown.author.handle),
        );
    if let (Some(url), Some(first)) = (&view.preview, shown.pictures.first()) {
        page = page.image(url.clone(), first.alt.clone());
    }
    page
}

fn talk(shell: &Shell, view: &ThreadView) -> Markup {
    let lang = shell.lang;
    let shown = &view.post;
    html! {
        section class="sec said" id="talk" {
            h2 { (t!(lang, "talk-title", count = shown.comments)) }
            @match (&view.closed, shell.signed_in()) {
                (Some(why), _) => p class="small quiet" { (why) },
                (None, true) => (comment_form(shell, &shown.author.handle, &shown.id, None)),
                (None, false) => p { (link_button(&t!(lang, "talk-sign-in"), &links::sign_in_then(&format!("{}#talk", shown.href())), Tone::Normal)) },
            }
            @if !view.comments.is_empty() { (thread(&view.comments)) }
            (older(&t!(lang, "talk-older"), view.more.as_deref()))
        }
    }
}

/// A comment that was refused, with its words kept in the form.
pub fn kept_comment(
    shell: &Shell,
    post: &PostView,
    text: &str,
    parent: Option<&str>,
    why: &str,
) -> Page {
    let lang = shell.lang;
    let title = t!(lang, "talk-kept-title");
    let kept = t!(lang, "talk-kept");
    let shown = Failure {
        title: &title,
        sentence: why,
        kept: &kept,
        missing: "",
        buttons: &[],
        reference: "",
    };
    let body = html! {
        h1 class="vh" { (title) }
        (failure(lang, &shown))
        form class="form kept-form" method="post" action=(links::post_part(&post.author.handle, &post.id, "comments")) {
            @if let Some(parent) = parent { input type="hidden" name="parent" value=(parent); }
            (field(&Field { kind: FieldKind::Lines(5), value: text, required: true, ..Field::text("text", &t!(lang, "talk-label")) }))
            div class="btnrow" {
                (submit(&t!(lang, "talk-send"), Tone::Primary))
                (link_button(&t!(lang, "history-back"), &post.href(), Tone::Plain))
            }
        }
    };
    Page::new(title, Place::Elsewhere, body)
}

/// One earlier state of a post.
pub struct Version {
    /// Its number, 1 being the first.
    pub number: u64,
    /// Since when it was shown, in Unix milliseconds.
    pub since_ms: u64,
    /// Its text, sanitised.
    pub body: SafeHtml,
    /// Its title, if any.
    pub title: Option<String>,
    /// Its pictures.
    pub pictures: Vec<crate::components::picture::Picture>,
}

/// Every version of a post, newest first.
pub fn history(shell: &Shell, post: &PostView, versions: &[Version]) -> Page {
    let lang = shell.lang;
    let changes = versions.len().saturating_sub(1);
    let body = html! {
        div class="head" {
            h1 { (t!(lang, "history-title")) }
            p class="lead quiet" { @if changes == 0 { (t!(lang, "history-none")) } @else { (t!(lang, "history-lead", count = changes)) } }
            p { a class="link tap" href=(post.href()) { (t!(lang, "history-back")) } }
        }
        @for (index, version) in versions.iter().enumerate() {
            section class="sec version" {
                h2 { @if index == 0 { (t!(lang, "history-now")) } @else { (t!(lang, "history-version", number = version.number)) } }
                p { (exact_element(lang, version.since_ms, shell.now_ms)) }
                @if let Some(title) = &version.title { h3 { (title) } }
                @if !version.pictures.is_empty() { (hanging(&version.pictures)) }
                div class="prose" { (version.body) }
            }
        }
    };
    Page::new(t!(lang, "history-title"), Place::Explore, body)
}

/// What is about to be deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doomed {
    /// A post with everything below it.
    Post,
    /// A comment, whose answers stay.
    Comment,
}

/// Asks before deleting for good. `action` is posted to; `back` leads away unharmed.
pub fn confirm_delete(
    shell: &Shell,
    doomed: Doomed,
    excerpt: &str,
    action: &str,
    back: &str,
) -> Page {
    let lang = shell.lang;
    let (title, text) = match doomed {
        Doomed::Post => (t!(lang, "delete-title"), t!(lang, "delete-text")),
        Doomed::Comment => (
            t!(lang, "delete-comment-title"),
            t!(lang, "delete-comment-text"),
        ),
    };
    let body = html! {
        div class="narrow stack" {
            h1 { (title) }
            @if !excerpt.is_empty() { blockquote class="quote" { (excerpt) } }
            p class="lead quiet" { (text) }
            form method="post" action=(action) {
                div class="btnrow" {
                    (submit(&t!(lang, "delete-yes"), Tone::Primary))
                    (link_button(&t!(lang, "delete-no"), back, Tone::Plain))
                }
            }
        }
    };
    Page::new(title, Place::Elsewhere, body).panel(Panel::None)
}
