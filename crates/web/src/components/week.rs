//! "This week in the commons": each entry answers "what, until when".

use maud::{Markup, html};

use crate::components::meter::bar;
use crate::layout::Shell;
use crate::{links, t};

/// One entry of the panel. Strings come ready; at most one bar an entry.
#[derive(Clone, Debug, Default)]
pub struct WeekEntry {
    /// What kind of thing: "Moderation policy".
    pub kind: String,
    /// Until when: "4 days left"; may be empty.
    pub until: String,
    /// The thing itself.
    pub title: String,
    /// Where it leads, if anywhere.
    pub href: Option<String>,
    /// How far it is.
    pub bar: Option<WeekBar>,
    /// One quiet line below; may be empty.
    pub note: String,
}

/// The one bar an entry may have, in basis points of its whole.
#[derive(Clone, Debug)]
pub struct WeekBar {
    /// How much is filled, 0 to 10,000.
    pub value_bps: u32,
    /// Where the need lies, if there is one.
    pub need_bps: Option<u32>,
    /// The same in words.
    pub label: String,
}

/// Draws the panel's content, with a kind word when there is nothing this week.
pub fn week(shell: &Shell) -> Markup {
    html! {
        h2 { (t!(shell.lang, "week-title")) }
        @if shell.week.is_empty() {
            p class="small quiet" { (t!(shell.lang, "week-empty")) }
            a class="link small tap" href=(links::COMMONS) { (t!(shell.lang, "week-open-commons")) }
        } @else {
            ul class="week" {
                @for entry in &shell.week { li { (week_entry(entry)) } }
            }
        }
    }
}

/// Draws one entry.
pub fn week_entry(entry: &WeekEntry) -> Markup {
    html! {
        span class="k" { span { (entry.kind) } @if !entry.until.is_empty() { span { (entry.until) } } }
        @match &entry.href {
            Some(href) => { a class="t" href=(href) { (entry.title) } }
            None => { span class="t" { (entry.title) } }
        }
        @if let Some(drawn) = &entry.bar { (bar(drawn.value_bps, drawn.need_bps, &drawn.label)) }
        @if !entry.note.is_empty() { span class="k" { span { (entry.note) } } }
    }
}
