//! Moments in which a place shows its manners: empty, loading, failed, refused, offline.
//!
//! Each says what happened, what was kept, and what can be done next.

use maud::{Markup, PreEscaped, html};

use super::icon::{Icon, icon};
use crate::t;
use crate::text::Lang;

/// Nothing here yet: what it will be, and what to do next.
pub fn empty(title: &str, sentence: &str, buttons: &[Markup]) -> Markup {
    html! {
        div class="state" {
            div class="empty" {
                (frames())
                h2 { (title) }
                p { (sentence) }
                @if !buttons.is_empty() { div class="btnrow" { @for button in buttons { (button) } } }
            }
        }
    }
}

/// Three frames on a wall, two of them still to be filled.
fn frames() -> Markup {
    html! {
        svg viewBox="0 0 200 96" aria-hidden="true" {
            (PreEscaped(concat!(
                r#"<g fill="none" stroke="currentColor" stroke-width="1.6"><rect x="18" y="20" width="74" height="58" rx="3"/>"#,
                r#"<rect x="106" y="20" width="34" height="58" rx="3" stroke-dasharray="3 5"/>"#,
                r#"<rect x="152" y="20" width="34" height="58" rx="3" stroke-dasharray="3 5"/>"#,
                r#"<path d="M18 66l20-19 16 14 12-10 26 21"/><circle cx="72" cy="36" r="5"/></g>"#
            )))
        }
    }
}

/// The shape of a post while it loads.
pub fn skeleton(lang: Lang) -> Markup {
    html! {
        div aria-busy="true" class="skel-post" {
            span class="vh" { (t!(lang, "state-loading")) }
            div class="skel skel-work" {}
            div class="skel-label" {
                div class="skel skel-face" {}
                div class="skel-lines" { div class="skel skel-title" {} div class="skel skel-meta" {} }
            }
            div class="skel skel-line" {}
            div class="skel skel-line short" {}
        }
    }
}

/// Something went wrong.
pub struct Failure<'a> {
    /// What happened: "Your post did not go out".
    pub title: &'a str,
    /// Why, in one sentence.
    pub sentence: &'a str,
    /// What was kept; may be empty.
    pub kept: &'a str,
    /// What is missing; may be empty.
    pub missing: &'a str,
    /// What to do.
    pub buttons: &'a [Markup],
    /// What to mention when asking for help; may be empty.
    pub reference: &'a str,
}

/// Draws a failure.
pub fn failure(lang: Lang, shown: &Failure<'_>) -> Markup {
    html! {
        div class="state" role="alert" {
            div class="msg" {
                (icon(Icon::Care))
                div {
                    h2 { (shown.title) }
                    p { (shown.sentence) }
                    @if !shown.kept.is_empty() || !shown.missing.is_empty() {
                        dl class="kept" {
                            @if !shown.kept.is_empty() { dt { (t!(lang, "state-kept")) } dd { (shown.kept) } }
                            @if !shown.missing.is_empty() { dt { (t!(lang, "state-missing")) } dd { (shown.missing) } }
                        }
                    }
                    @if !shown.buttons.is_empty() { div class="btnrow" { @for button in shown.buttons { (button) } } }
                    @if !shown.reference.is_empty() {
                        p class="caption faint" { (t!(lang, "state-reference", reference = shown.reference)) }
                    }
                }
            }
        }
    }
}

/// A rule that stands in the way, quoted.
pub struct RuleQuote<'a> {
    /// "Rule 1.1".
    pub name: &'a str,
    /// The clause as adopted.
    pub text: &'a str,
    /// Version, decision and step of the ladder; may hold links.
    pub source: Markup,
}

/// Not allowed: which rule, what still works, how to appeal.
pub struct Forbidden<'a> {
    /// What is not possible, for whom, until when.
    pub title: &'a str,
    /// Why, in one sentence.
    pub sentence: &'a str,
    /// The rule, if one stands in the way.
    pub rule: Option<RuleQuote<'a>>,
    /// What still works; may be empty.
    pub still: &'a str,
    /// What to do: appeal, read the rule, sign in.
    pub buttons: &'a [Markup],
    /// A quiet last line; may be empty.
    pub note: &'a str,
}

/// Draws a refusal.
pub fn forbidden(shown: &Forbidden<'_>) -> Markup {
    html! {
        div class="state" {
            div class="msg" {
                (icon(Icon::Lock))
                div {
                    h2 { (shown.title) }
                    p { (shown.sentence) }
                    @if let Some(rule) = &shown.rule {
                        blockquote { span { (rule.name) } (rule.text) small { (rule.source) } }
                    }
                    @if !shown.still.is_empty() { p { (shown.still) } }
                    @if !shown.buttons.is_empty() { div class="btnrow" { @for button in shown.buttons { (button) } } }
                    @if !shown.note.is_empty() { p class="caption quiet" { (shown.note) } }
                }
            }
        }
    }
}

/// Offline: what you see is from earlier, what you write is kept.
pub fn offline(title: &str, sentence: &str, waiting: &str) -> Markup {
    html! {
        div class="state" role="status" {
            div class="off" {
                (icon(Icon::Offline))
                p { b { (title) } " " (sentence) }
                @if !waiting.is_empty() { span class="tag" { (waiting) } }
            }
        }
    }
}
