//! What people say below a post: the first lines in a feed, the whole thread on its page.

use domain::text::CommentText;
use maud::{Markup, html};

use super::furniture::{Tone, act_form, submit};
use super::icon::{Icon, icon_small};
use super::person::{Face, FaceSize, face};
use super::post::{PostView, covered};
use crate::drawn::DrawnComment;
use crate::layout::Shell;
use crate::markdown::SafeHtml;
use crate::text::moment::ago_element;
use crate::text::number::count;
use crate::{links, t};

/// A line of talk in a feed.
#[derive(Clone, Debug, Default)]
pub struct TalkLine {
    /// Who says it.
    pub author: Face,
    /// When, in Unix milliseconds.
    pub at_ms: u64,
    /// What, as plain text, shortened.
    pub text: String,
}

/// A comment in a thread.
#[derive(Clone, Debug, Default)]
pub struct CommentView {
    /// Opaque id.
    pub id: String,
    /// Who says it.
    pub author: Face,
    /// When, in Unix milliseconds.
    pub at_ms: u64,
    /// What, sanitised. Empty when it is gone.
    pub body: SafeHtml,
    /// Why it is not shown, when only its answers remain.
    pub gone: Option<String>,
    /// A label that moderation put on it.
    pub label: Option<String>,
    /// The labels that cover it until its reader looks.
    pub cover: Option<String>,
    /// How many appreciated it.
    pub appreciations: u64,
    /// Whether the visitor did.
    pub appreciated: bool,
    /// Whether its writer changed it since.
    pub edited: bool,
    /// Whether the visitor wrote it.
    pub mine: bool,
    /// Whether the visitor may delete it: their own, or below their post.
    pub deletable: bool,
}

/// A comment with what answers it, drawn.
#[derive(Clone, Debug)]
pub struct Said {
    /// Opaque id.
    pub id: String,
    /// The comment by itself.
    pub drawn: DrawnComment,
    /// Answers, oldest first.
    pub answers: Vec<Said>,
}

/// Draws the first lines of talk below a post in a feed.
pub fn talk_preview(shell: &Shell, shown: &PostView) -> Markup {
    html! {
        ul class="talk" {
            @for line in &shown.talk {
                li {
                    (face(&line.author, FaceSize::Small))
                    span {
                        a href=(links::profile(&line.author.handle)) { b { bdi { (line.author.name) } } }
                        (ago_element(shell.lang, line.at_ms, shell.now_ms))
                    }
                    span { (line.text) }
                }
            }
        }
        @if shown.comments > u64::try_from(shown.talk.len()).unwrap_or_default() {
            a class="link small tap all-talk" href={ (shown.href()) "#talk" } { (t!(shell.lang, "talk-all", count = shown.comments)) }
        }
    }
}

/// How deep answers are indented; deeper ones stay at this depth.
const DEPTH_MAX: usize = 4;

/// Draws a thread.
pub fn thread(comments: &[Said]) -> Markup {
    html! { ol class="thread" { @for comment in comments { (comment_item(comment, 0)) } } }
}

fn comment_item(shown: &Said, depth: usize) -> Markup {
    html! {
        li id={ "c-" (shown.id) } {
            (shown.drawn)
            @if !shown.answers.is_empty() && depth < DEPTH_MAX {
                ol class="thread answers" { @for answer in &shown.answers { (comment_item(answer, depth + 1)) } }
            }
        }
        @if depth >= DEPTH_MAX {
            @for answer in &shown.answers { (comment_item(answer, depth)) }
        }
    }
}

/// Draws a comment by itself. `post` is the post it belongs to.
pub fn comment(shell: &Shell, post: &PostView, shown: &CommentView) -> Markup {
    if let Some(why) = &shown.gone {
        return html! { p class="gone small faint" { (why) } };
    }
    html! {
        article class="comment" {
            (face(&shown.author, FaceSize::Small))
            div {
                p class="comment-by" {
                    a href=(links::profile(&shown.author.handle)) { b { bdi { (shown.author.name) } } }
                    " " a class="faint" href=(links::comment(&post.author.handle, &post.id, &shown.id)) {
                        (ago_element(shell.lang, shown.at_ms, shell.now_ms))
                    }
                    @if shown.edited {
                        span class="faint" { " · " a href=(links::comment_part(&shown.id, "history")) { (t!(shell.lang, "post-edited")) } }
                    }
                }
                @match &shown.cover {
                    Some(label) => (covered(shell, label, &html! { div class="prose" { (shown.body) } })),
                    None => div class="prose" { (shown.body) },
                }
                @if let Some(label) = &shown.label { p class="rule-label" { (icon_small(Icon::Scales)) (label) } }
                (comment_acts(shell, post, shown))
            }
        }
    }
}

fn comment_acts(shell: &Shell, post: &PostView, shown: &CommentView) -> Markup {
    let lang = shell.lang;
    let part = |name: &str| links::comment_part(&shown.id, name);
    let back = links::comment(&post.author.handle, &post.id, &shown.id);
    let appreciate = html! {
        button class="act" type="submit" name="on" value=(if shown.appreciated { "no" } else { "yes" }) aria-pressed=(shown.appreciated) {
            (icon_small(Icon::Sprout))
            span class="vh" { (t!(lang, "act-appreciate")) " " }
            span class="num" data-count=(shown.appreciations) { @if shown.appreciations > 0 { (count(lang, shown.appreciations)) } }
        }
    };
    html! {
        div class="acts" {
            @if shown.mine {
                span class="act still" { (icon_small(Icon::Sprout)) span class="num" { (count(lang, shown.appreciations)) } }
            } @else {
                (act_form(&part("appreciate"), &[("return", back.as_str())], &appreciate))
            }
            @if shell.signed_in() {
                details class="answer" {
                    summary class="act" { (t!(lang, "talk-answer")) }
                    (comment_form(shell, &post.author.handle, &post.id, Some(&shown.id)))
                }
            }
            @if shown.mine { a class="act" href=(part("edit")) { (t!(lang, "act-edit")) } }
            @if shown.deletable { a class="act" href=(part("delete")) { (t!(lang, "act-delete")) } }
            @if !shown.mine { a class="act" href=(part("report")) { (t!(lang, "act-report")) } }
        }
    }
}

/// The form for a comment, or for an answer to the comment `parent`.
pub fn comment_form(shell: &Shell, handle: &str, post_id: &str, parent: Option<&str>) -> Markup {
    let lang = shell.lang;
    let id = format!("say-{}", parent.unwrap_or("post"));
    html! {
        form class="say-form" method="post" action=(links::post_part(handle, post_id, "comments")) data-draft={ "comment-" (post_id) "-" (parent.unwrap_or("")) } {
            @if let Some(parent) = parent { input type="hidden" name="parent" value=(parent); }
            label class="vh" for=(id) { (t!(lang, "talk-label")) }
            textarea class="input" id=(id) name="text" rows="2" required maxlength=(CommentText::CHARACTERS_MAX) placeholder=(t!(lang, "talk-placeholder")) {}
            (submit(&t!(lang, "talk-send"), Tone::Normal))
        }
    }
}
