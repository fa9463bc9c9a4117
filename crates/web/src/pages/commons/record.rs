//! The record: how long it is, how this browser checks it, and every entry in words.

mod fields;
mod words;

use maud::{Markup, html};

pub use self::fields::entry_fields;
pub use self::words::entry_words;
use super::{Tabbed, commons_tabs, paths};
use crate::components::furniture::{Tone, eyebrow, link_button, older};
use crate::components::icon::{Icon, icon_small};
use crate::layout::{Page, Panel, Place, Shell};
use crate::t;
use crate::text::Lang;
use crate::text::moment::{clock, date, date_near, weekday_date};
use crate::text::number::count;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct RecordView {
    /// Entries.
    pub size: u64,
    /// Root of the tree in hex.
    pub root: String,
    /// SHA-256 of the state at the last snapshot, in hex, with the entries it covers.
    pub state_root: Option<(String, u64)>,
    /// Origin line of the checkpoint.
    pub origin: String,
    /// The node's key in the form that notes use.
    pub node_key: String,
    /// When the network was founded, in milliseconds.
    pub founded_ms: u64,
    /// Entries, newest first.
    pub entries: Vec<EntryLine>,
    /// The way to older entries.
    pub older: Option<String>,
    /// Own acts, newest first.
    pub own: Vec<EntryLine>,
}

/// One entry of the list.
#[derive(Clone, Debug)]
pub struct EntryLine {
    /// Its place.
    pub index: u64,
    /// When, in milliseconds.
    pub time_ms: u64,
    /// What it says in words.
    pub words: String,
}

/// Returns the page.
pub fn record(shell: &Shell, view: &RecordView) -> Page {
    let lang = shell.lang;
    let body = html! {
        (commons_tabs(lang, Tabbed::Record))
        div class="tabbed-head" {
            h1 { (t!(lang, "record-title")) }
            p class="ask" { (t!(lang, "record-ask", count = view.size, since = date(lang, view.founded_ms))) }
        }
        section class="sec first" {
            h2 { (t!(lang, "record-checkpoint")) }
            p { (t!(lang, "record-checkpoint-sentence")) }
            (checkpoint(shell, view))
            div class="btnrow" {
                button class="btn" type="button" data-record-verify="" { (icon_small(Icon::Check)) (t!(lang, "record-verify")) }
                (link_button(&t!(lang, "record-checkpoint-open"), "/record/checkpoint", Tone::Plain))
            }
        }
        @if !view.own.is_empty() {
            section class="sec" {
                h2 { (t!(lang, "record-own")) }
                p { (t!(lang, "record-own-sentence")) }
                (entry_rows(shell, &view.own))
            }
        }
        section class="sec" {
            h2 { (t!(lang, "record-entries")) }
            p { (t!(lang, "record-entries-sentence")) }
            (entry_rows(shell, &view.entries))
            (older(&t!(lang, "record-older"), view.older.as_deref()))
        }
        (downloads(shell))
    };
    Page::new(t!(lang, "record-title"), Place::Commons, body)
        .description(t!(lang, "record-description"))
        .canonical(paths::RECORD)
        .panel(Panel::Own {
            markup: operators(shell, view),
            keep: true,
        })
}

fn checkpoint(shell: &Shell, view: &RecordView) -> Markup {
    let lang = shell.lang;
    html! {
        div class="slip" {
            dl {
                dt { (t!(lang, "record-size")) } dd { (t!(lang, "record-size-value", count = view.size)) }
                dt { (t!(lang, "record-root")) } dd class="exact" { (view.root) }
                @if let Some((state_root, at)) = &view.state_root {
                    dt { (t!(lang, "record-state-root")) } dd class="exact" { (state_root) " " span class="quiet" { (t!(lang, "record-state-root-at", index = *at)) } }
                }
                dt { (t!(lang, "record-origin")) } dd { (view.origin) }
            }
            p class="record-check in-slip" data-record-check="" { (t!(lang, "record-check-needs-script")) }
        }
    }
}

/// Draws entries between hairlines.
fn entry_rows(shell: &Shell, entries: &[EntryLine]) -> Markup {
    let lang = shell.lang;
    html! {
        ul class="rows entries" {
            @for entry in entries {
                li {
                    a class="place" href=(format!("{}/entries/{}", paths::RECORD, entry.index)) { span class="vh" { (t!(lang, "record-entry-word")) " " } (count(lang, entry.index)) }
                    span class="said" { (entry.words) }
                    span class="amt quiet" { (date_near(lang, entry.time_ms, shell.now_ms)) ", " (clock(entry.time_ms)) }
                }
            }
        }
    }
}

fn downloads(shell: &Shell) -> Markup {
    let lang = shell.lang;
    html! {
        section class="sec" id="downloads" {
            h2 { (t!(lang, "record-downloads")) }
            p { (t!(lang, "record-downloads-sentence")) }
            ul class="rows" {
                li { span { (t!(lang, "record-tiles")) small { (t!(lang, "record-tiles-note")) } } a class="link tap" href="/record/checkpoint" { (t!(lang, "record-checkpoint")) } }
                li { span { (t!(lang, "record-node-key")) small { (t!(lang, "record-key-note")) } } a class="link tap" href="/record/key" { (t!(lang, "record-key-open")) } }
            }
            pre class="command" { code { "meent verify " (shell.network.public_url) } }
        }
    }
}

fn operators(shell: &Shell, view: &RecordView) -> Markup {
    let lang = shell.lang;
    html! {
        h2 { (t!(lang, "record-who")) }
        ul class="week" {
            li { span class="k" { span { (t!(lang, "record-node")) } } span class="t" { (shell.network.public_url) } span class="k" { span { (t!(lang, "record-one-node")) } } }
            li { span class="k" { span { (t!(lang, "record-node-key")) } } span class="exact small" id="node-key" { (view.node_key) } }
            li { span class="k" { span { (t!(lang, "record-how")) } } (t!(lang, "record-how-text")) }
        }
    }
}

/// One entry with its proof.
#[derive(Clone, Debug)]
pub struct EntryView {
    /// Its place.
    pub index: u64,
    /// When, in milliseconds.
    pub time_ms: u64,
    /// What it says in words.
    pub words: String,
    /// Field by field.
    pub fields: Vec<(String, String)>,
    /// Leaf hash in hex.
    pub leaf: String,
    /// The bytes in hex.
    pub bytes: String,
    /// Hashes of the proof in hex, lowest first.
    pub proof: Vec<String>,
    /// Size and root in hex of the tree it is proved in.
    pub tree: (u64, String),
}

/// Returns the page of one entry.
pub fn entry(shell: &Shell, view: &EntryView) -> Page {
    let lang = shell.lang;
    let title = t!(lang, "record-entry", index = count(lang, view.index));
    let body = html! {
        div class="head" {
            (eyebrow(&[&t!(lang, "record-title"), &title]))
            h1 class="entry-words" { (view.words) }
            p class="quiet" { (weekday_date(lang, view.time_ms)) ", " (clock(view.time_ms)) " UTC" }
        }
        section class="sec first" {
            h2 { (t!(lang, "record-entry-fields")) }
            div class="slip" { dl { @for (name, value) in &view.fields { dt { (name) } dd class="exact" { (value) } } } }
        }
        section class="sec" {
            h2 { (t!(lang, "record-entry-proof")) }
            p { (t!(lang, "record-entry-proof-sentence", count = view.proof.len(), size = count(lang, view.tree.0))) }
            div class="slip" {
                dl {
                    dt { (t!(lang, "record-leaf")) } dd class="exact" { (view.leaf) }
                    dt { (t!(lang, "record-root")) } dd class="exact" { (view.tree.1) }
                }
                details { summary { (t!(lang, "record-proof-hashes")) } ol class="hashes" { @for hash in &view.proof { li class="exact" { (hash) } } } }
                details { summary { (t!(lang, "record-bytes")) } p class="exact caption" { (view.bytes) } }
            }
        }
        nav class="older pair" {
            @if view.index > 0 { a class="btn" rel="prev" href=(format!("{}/entries/{}", paths::RECORD, view.index - 1)) { (t!(lang, "record-entry", index = count(lang, view.index - 1))) } }
            @if view.index + 1 < view.tree.0 { a class="btn" rel="next" href=(format!("{}/entries/{}", paths::RECORD, view.index + 1)) { (t!(lang, "record-entry", index = count(lang, view.index + 1))) } }
        }
    };
    Page::new(title, Place::Commons, body)
}

/// Names for the numbers that an entry holds.
pub struct Names<'a> {
    /// A member by number.
    pub member: &'a dyn Fn(u32) -> Option<String>,
    /// A decision's title by number.
    pub decision: &'a dyn Fn(u32) -> Option<String>,
}

impl Names<'_> {
    fn person(&self, lang: Lang, number: u32) -> String {
        (self.member)(number)
            .unwrap_or_else(|| t!(lang, "ballots-member", number = number).into_owned())
    }

    fn about(&self, lang: Lang, number: u32) -> String {
        match (self.decision)(number) {
            Some(title) => t!(
                lang,
                "sheet-decision-titled",
                number = number,
                title = title
            )
            .into_owned(),
            None => t!(lang, "sheet-decision", number = number).into_owned(),
        }
    }
}
