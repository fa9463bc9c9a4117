//! Pieces of the commons: where a decision is, what it changes, the vote, receipts and signing.

use std::borrow::Cow;
use std::cmp::Ordering;

use maud::{Markup, html};

use super::icon::{Icon, icon, icon_small};
use crate::t;
use crate::text::Lang;

/// Where a step of a path lies, seen from today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Over.
    Done,
    /// Now.
    Now,
    /// Still to come.
    Ahead,
}

impl StepState {
    /// The state of a step where the one at `now` is now.
    pub fn of<T: Ord + Copy>(step: T, now: T) -> Self {
        match step.cmp(&now) {
            Ordering::Less => Self::Done,
            Ordering::Equal => Self::Now,
            Ordering::Greater => Self::Ahead,
        }
    }
}

/// One step of a path: its name and its date.
pub struct Step<'a> {
    /// "Vote".
    pub name: &'a str,
    /// "until Fri 18:00".
    pub when: &'a str,
    /// Where it lies.
    pub state: StepState,
}

/// Where a decision is, step by step.
pub fn path(label: &str, steps: &[Step<'_>]) -> Markup {
    html! {
        ol class={ "path of-" (steps.len()) } aria-label=(label) {
            @for step in steps {
                @match step.state {
                    StepState::Done => li class="done" { (step.name) span { (step.when) } },
                    StepState::Now => li class="now" aria-current="step" { (step.name) span { (step.when) } },
                    StepState::Ahead => li { (step.name) span { (step.when) } },
                }
            }
        }
    }
}

/// A way of which the step at `place` is now, those before it are over and the others still to come.
pub fn path_to(label: &str, names: &[Cow<'_, str>], whens: &[String], place: usize) -> Markup {
    let named = names.iter().zip(whens).enumerate();
    let steps: Vec<Step<'_>> = named
        .map(|(at, (name, when))| Step {
            name,
            when,
            state: StepState::of(at, place),
        })
        .collect();
    path(label, &steps)
}

/// One line of a clause.
pub enum ClauseLine {
    /// Stays as it is.
    Kept(Markup),
    /// Goes.
    Removed(Markup),
    /// Comes.
    Added(Markup),
}

/// What changes in a clause: + and − beside tint, underline and strike.
pub fn clause(lang: Lang, title: &str, link: Option<(&str, &str)>, lines: &[ClauseLine]) -> Markup {
    html! {
        div class="clause" {
            header {
                span { (title) }
                @if let Some((label, href)) = link { a class="link tap" href=(href) { (label) } }
            }
            ol {
                @for line in lines {
                    @match line {
                        ClauseLine::Kept(text) => li { span { (text) } },
                        ClauseLine::Removed(text) => li class="cut" {
                            span { span class="vh" { (t!(lang, "diff-removed")) " " } del { (text) } }
                        },
                        ClauseLine::Added(text) => li class="add" {
                            span { span class="vh" { (t!(lang, "diff-added")) " " } ins { (text) } }
                        },
                    }
                }
            }
        }
    }
}

/// One of the equal choices of a ballot.
pub struct VoteChoice<'a> {
    /// Value sent.
    pub value: &'a str,
    /// "For".
    pub label: &'a str,
    /// Small print at its side; may be empty.
    pub note: &'a str,
    /// Whether this is your vote.
    pub chosen: bool,
}

/// The choices of a ballot as buttons of one form; the chosen one has fill, ring and check.
pub fn votes(name: &str, label: &str, entries: &[VoteChoice<'_>]) -> Markup {
    html! {
        div class="votes" role="group" aria-label=(label) {
            @for entry in entries {
                button class="vote" type="submit" name=(name) value=(entry.value) aria-pressed=(entry.chosen) {
                    span class="mark" { @if entry.chosen { (icon(Icon::Check)) } }
                    span { (entry.label) }
                    @if !entry.note.is_empty() { small { (entry.note) } }
                }
            }
        }
    }
}

/// Pairs of a name and its exact value.
pub type Fields<'a> = &'a [(&'a str, Markup)];

/// A receipt: what was signed, when, with what, where on the record; `verified` if it was checked.
pub fn slip(fields: Fields<'_>, verified: Option<&str>) -> Markup {
    html! {
        div class="slip" {
            dl { @for (name, value) in fields { dt { (name) } dd { (value) } } }
            @if let Some(line) = verified { p class="ok" { (icon_small(Icon::Check)) (line) } }
        }
    }
}

/// The signing sheet: one sentence, the exact fields, one button.
///
/// The browser fills sentence and fields from the very bytes that are signed (`js/sign.js`); what
/// the server writes here is shown until then.
pub struct Sheet<'a> {
    /// Id the script finds it by.
    pub id: &'a str,
    /// "You are about to sign".
    pub title: &'a str,
    /// The sentence.
    pub sentence: Markup,
    /// The exact fields.
    pub fields: Fields<'a>,
    /// "Sign with your passkey".
    pub sign: &'a str,
    /// "Not now".
    pub cancel: &'a str,
    /// A quiet last line; may be empty.
    pub note: &'a str,
}

/// Draws a sheet as a dialog, closed until a script opens it.
pub fn sheet(shown: &Sheet<'_>) -> Markup {
    html! { dialog class="sheet" id=(shown.id) aria-labelledby={ (shown.id) "-title" } { (sheet_content(shown)) } }
}

/// Draws what stands in a sheet, for pages where it lies open.
pub fn sheet_content(shown: &Sheet<'_>) -> Markup {
    html! {
        div class="grip" aria-hidden="true" {}
        h2 id={ (shown.id) "-title" } { (shown.title) }
        p class="say" data-say="" { (shown.sentence) }
        dl class="fields" data-fields="" { @for (name, value) in shown.fields { dt { (name) } dd { (value) } } }
        div class="sheet-acts" {
            button class="btn primary wide pk" type="button" data-sign="" { (icon_small(Icon::Key)) (shown.sign) }
            button class="btn plain wide" type="button" data-cancel="" { (shown.cancel) }
        }
        p class="flash-error" role="alert" data-error="" hidden {}
        @if !shown.note.is_empty() { p class="caption quiet" { (shown.note) } }
    }
}

/// The two strongest cases, side by side.
pub struct Side<'a> {
    /// "For".
    pub title: &'a str,
    /// The case.
    pub text: &'a str,
    /// Who made it, with their face.
    pub by: Markup,
}

/// Draws both cases.
pub fn sides(in_favour: &Side<'_>, against: &Side<'_>) -> Markup {
    let side = |class: &str, shown: &Side<'_>| {
        html! {
            div class={ "side " (class) } {
                h3 { (shown.title) }
                blockquote { (shown.text) }
                footer { (shown.by) }
            }
        }
    };
    html! { div class="sides" { (side("is-for", in_favour)) (side("is-against", against)) } }
}
