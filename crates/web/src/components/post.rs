//! A post in a feed or on its own page: the work first, its label below, then what can be done.

use maud::{Markup, html};

use super::furniture::{Tone, act_form};
use super::icon::{Icon, icon_small};
use super::person::{Face, FaceSize, face};
use super::picture::{Picture, Urgency, hanging, work};
use super::talk::{TalkLine, talk_preview};
use crate::layout::Shell;
use crate::markdown::SafeHtml;
use crate::text::moment::ago_element;
use crate::text::number::count;
use crate::{links, t};

/// A post as a page shows it: ready strings, no rule left to decide.
#[derive(Clone, Debug, Default)]
pub struct PostView {
    /// Opaque id.
    pub id: String,
    /// Its maker.
    pub author: Face,
    /// When it was published, in Unix milliseconds.
    pub published_ms: u64,
    /// When it was last edited, if ever.
    pub edited_ms: Option<u64>,
    /// Title of the work, if its maker gave one.
    pub title: Option<String>,
    /// The text, sanitised.
    pub body: SafeHtml,
    /// True when the text is short enough to be set large.
    pub essay: bool,
    /// Pictures in the maker's order.
    pub pictures: Vec<Picture>,
    /// How many appreciated it.
    pub appreciations: u64,
    /// How many comments it has.
    pub comments: u64,
    /// How many reposted it.
    pub reposts: u64,
    /// What the visitor did with it.
    pub mine: MyActs,
    /// Who brought it into this feed, if not its maker.
    pub reposted_by: Option<Face>,
    /// A label a rule put on it: "limited while members look at a report".
    pub label: Option<String>,
    /// The labels that cover it until its reader looks.
    pub cover: Option<String>,
    /// The first lines of the talk below it.
    pub talk: Vec<TalkLine>,
    /// Why the visitor sees it; may be empty.
    pub why: String,
}

/// What the visitor did with a post, and what they may do.
#[derive(Clone, Copy, Debug, Default)]
pub struct MyActs {
    /// Appreciated it.
    pub appreciated: bool,
    /// Reposted it.
    pub reposted: bool,
    /// Kept it for later.
    pub bookmarked: bool,
    /// Is its maker.
    pub author: bool,
}

impl PostView {
    /// Address of the post.
    pub fn href(&self) -> String {
        links::post(&self.author.handle, &self.id)
    }
}

/// Draws a post in a feed.
pub fn post(shell: &Shell, shown: &PostView, urgency: Urgency) -> Markup {
    let more = match shown.pictures.len() {
        0..=3 => String::new(),
        many => t!(shell.lang, "post-more-pictures", count = many - 3).into_owned(),
    };
    html! {
        article class="post" data-post=(shown.id) {
            @if let Some(by) = &shown.reposted_by { (reposted_line(shell, by)) }
            @if shown.cover.is_none() { (work(&shown.pictures, &more, urgency)) }
            (heading(shell, shown, false))
            @if let Some(label) = &shown.cover {
                (covered(shell, label, &html! { (work(&shown.pictures, &more, Urgency::Later)) (body(shown)) }))
            } @else { (body(shown)) }
            (acts(shell, shown))
            @if !shown.talk.is_empty() { (talk_preview(shell, shown)) }
        }
    }
}

/// Draws a post on its own page: every picture at full width, all acts.
pub fn post_alone(shell: &Shell, shown: &PostView) -> Markup {
    html! {
        article class="post alone" data-post=(shown.id) {
            @if shown.cover.is_none() && !shown.pictures.is_empty() { (hanging(&shown.pictures)) }
            (heading(shell, shown, true))
            @if let Some(label) = &shown.cover {
                (covered(shell, label, &html! { @if !shown.pictures.is_empty() { (hanging(&shown.pictures)) } (body(shown)) }))
            } @else { (body(shown)) }
            (acts(shell, shown))
        }
    }
}

fn body(shown: &PostView) -> Markup {
    html! { @if !shown.body.is_empty() { div class=(body_class(shown)) { (shown.body) } } }
}

/// A work behind its label: one click shows it, without a script.
pub fn covered(shell: &Shell, label: &str, behind: &Markup) -> Markup {
    html! {
        details class="covered" {
            summary { (icon_small(Icon::Scales)) span { (t!(shell.lang, "post-covered", label = label)) } }
            (behind)
        }
    }
}

fn body_class(shown: &PostView) -> &'static str {
    if shown.essay && shown.pictures.is_empty() {
        "essay prose"
    } else {
        "text prose"
    }
}

fn reposted_line(shell: &Shell, by: &Face) -> Markup {
    let name = html! { a href=(links::profile(&by.handle)) { bdi { (by.name) } } };
    html! {
        p class="reposted small quiet" {
            (icon_small(Icon::Repost))
            span { (crate::text::rich(shell.lang, "post-reposted-by", &[], &[("name", name)])) }
        }
    }
}

/// The label of a gallery: face, title, maker, time. Without a title the maker's name leads.
fn heading(shell: &Shell, shown: &PostView, alone: bool) -> Markup {
    let when = html! { a href=(shown.href()) { (ago_element(shell.lang, shown.published_ms, shell.now_ms)) } };
    let title = shown.title.as_deref();
    let name =
        html! { a href=(links::profile(&shown.author.handle)) { bdi { (shown.author.name) } } };
    html! {
        div class="label" {
            a class="face-link" href=(links::profile(&shown.author.handle)) tabindex="-1" aria-hidden="true" {
                (face(&shown.author, FaceSize::Medium))
            }
            div class="what" {
                @match (title, alone) {
                    (Some(title), true) => { h1 class="work-title" { (title) } p class="meta" { (name) " · " (when) (extras(shell, shown)) } }
                    (Some(title), false) => { h2 { a href=(shown.href()) { (title) } } p class="meta" { (name) " · " (when) (extras(shell, shown)) } }
                    (None, true) => { h1 class="maker" { (name) } p class="meta" { (when) (extras(shell, shown)) } }
                    (None, false) => { h2 class="maker" { (name) } p class="meta" { (when) (extras(shell, shown)) } }
                }
            }
        }
        @if let Some(label) = &shown.label { p class="rule-label" { (icon_small(Icon::Scales)) (label) } }
    }
}

fn extras(shell: &Shell, shown: &PostView) -> Markup {
    let lang = shell.lang;
    html! {
        @if shown.pictures.len() > 1 { " · " (t!(lang, "post-pictures", count = shown.pictures.len())) }
        @if shown.edited_ms.is_some() {
            " · " a href=(links::post_part(&shown.author.handle, &shown.id, "history")) { (t!(lang, "post-edited")) }
        }
    }
}

/// Draws what can be done with a post. Every act is a form, so it works without a script.
pub fn acts(shell: &Shell, shown: &PostView) -> Markup {
    let lang = shell.lang;
    html! {
        div class="acts" {
            (appreciate(shell, shown))
            a class="act" href={ (shown.href()) "#talk" } aria-label=(t!(lang, "act-comments", count = shown.comments)) {
                (icon_small(Icon::Talk)) @if shown.comments > 0 { span class="num" { (count(lang, shown.comments)) } }
            }
            (toggle(shell, shown, &Toggle {
                part: "repost", on: shown.mine.reposted, icon: Icon::Repost, label: "act-repost", count: shown.reposts,
            }))
            (toggle(shell, shown, &Toggle {
                part: "bookmark", on: shown.mine.bookmarked, icon: Icon::Ribbon, label: "act-bookmark", count: 0,
            }))
            (more(shell, shown))
        }
    }
}

fn back(shell: &Shell) -> [(&'static str, &str); 1] {
    [("return", shell.path.as_str())]
}

/// The one act with a word. Nobody appreciates their own work: makers see the count only.
fn appreciate(shell: &Shell, shown: &PostView) -> Markup {
    let lang = shell.lang;
    let content = html! {
        (icon_small(Icon::Sprout))
        span { @if shown.mine.appreciated { (t!(lang, "act-appreciated")) } @else { (t!(lang, "act-appreciate")) } }
        span class="num" data-count=(shown.appreciations) { @if shown.appreciations > 0 { (count(lang, shown.appreciations)) } }
    };
    if shown.mine.author {
        return html! {
            span class="act still" {
                (icon_small(Icon::Sprout)) span { (t!(lang, "act-appreciations", count = shown.appreciations)) }
            }
        };
    }
    let button = html! {
        button class="act" type="submit" name="on" value=(if shown.mine.appreciated { "no" } else { "yes" })
            aria-pressed=(shown.mine.appreciated) data-on=(t!(lang, "act-appreciated")) data-off=(t!(lang, "act-appreciate")) { (content) }
    };
    act_form(
        &links::post_part(&shown.author.handle, &shown.id, "appreciate"),
        &back(shell),
        &button,
    )
}

struct Toggle {
    part: &'static str,
    on: bool,
    icon: Icon,
    label: &'static str,
    count: u64,
}

fn toggle(shell: &Shell, shown: &PostView, toggle: &Toggle) -> Markup {
    let button = html! {
        button class="act" type="submit" name="on" value=(if toggle.on { "no" } else { "yes" }) aria-pressed=(toggle.on) {
            (icon_small(toggle.icon))
            span class="vh" { (t!(shell.lang, toggle.label)) " " }
            @if toggle.count > 0 { span class="num" data-count=(toggle.count) { (count(shell.lang, toggle.count)) } }
        }
    };
    act_form(
        &links::post_part(&shown.author.handle, &shown.id, toggle.part),
        &back(shell),
        &button,
    )
}

fn more(shell: &Shell, shown: &PostView) -> Markup {
    let lang = shell.lang;
    let part = |name: &str| links::post_part(&shown.author.handle, &shown.id, name);
    html! {
        details class="more-acts" {
            summary class="act" aria-label=(t!(lang, "act-more")) { (icon_small(Icon::More)) }
            div class="menu" {
                a href=(shown.href()) { (icon_small(Icon::Link)) (t!(lang, "act-open")) }
                @if shown.edited_ms.is_some() { a href=(part("history")) { (icon_small(Icon::Clock)) (t!(lang, "act-history")) } }
                @if shown.mine.author {
                    a href=(part("edit")) { (icon_small(Icon::Pen)) (t!(lang, "act-edit")) }
                    a href=(part("delete")) { (icon_small(Icon::Bin)) (t!(lang, "act-delete")) }
                } @else {
                    a href=(part("report")) { (icon_small(Icon::Flag)) (t!(lang, "act-report")) }
                }
                @if shell.signed_in() && !shown.mine.author { a href=(part("labels")) { (icon_small(Icon::Scales)) (t!(lang, "act-labels")) } }
                a href=(part("why")) { (icon_small(Icon::Care)) (t!(lang, "act-why")) }
                @if !shown.why.is_empty() { p class="caption quiet" { (shown.why) } }
            }
        }
    }
}

/// A follow button: pressed when the visitor follows already.
pub fn follow_button(shell: &Shell, handle: &str, following: bool) -> Markup {
    let lang = shell.lang;
    let tone = if following {
        Tone::Normal
    } else {
        Tone::Primary
    };
    let button = html! {
        button class=(tone.class()) type="submit" name="on" value=(if following { "no" } else { "yes" }) aria-pressed=(following)
            data-on=(t!(lang, "act-following")) data-off=(t!(lang, "act-follow")) {
            span { @if following { (t!(lang, "act-following")) } @else { (t!(lang, "act-follow")) } }
            span class="vh" { " " (handle) }
        }
    };
    act_form(
        &links::profile_part(handle, "follow"),
        &back(shell),
        &button,
    )
}
