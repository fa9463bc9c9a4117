//! Every item that is held on me: what, since when, until when, why; export and erase.

use ledger::policy::{Basis, Category};
use maud::{Markup, html};

use super::{Tabbed, paths, you_tabs};
use crate::components::furniture::{Tone, flash, link_button, submit};
use crate::layout::{Page, Place, Shell};
use crate::pages::commons::policy::kept;
use crate::t;
use crate::text::Lang;
use crate::text::moment::date_near;
use crate::text::number::count;

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct PrivacyView {
    /// What the policy in force permits, with what is held of it.
    pub kept: Vec<KeptItem>,
    /// What the software could keep but may not.
    pub never: Vec<Category>,
    /// Version of the policy.
    pub version: u32,
    /// Whether something was just erased or changed.
    pub done: bool,
    /// Acts of mine on the record, which stay by number.
    pub record_entries: u64,
}

/// One category and what is held of it on me.
#[derive(Clone, Debug)]
pub struct KeptItem {
    /// Which.
    pub category: Category,
    /// Why, as the policy says.
    pub purpose: String,
    /// On what ground.
    pub basis: Basis,
    /// Days; zero: as long as the account.
    pub retention_days: u16,
    /// Decision that adopted it; zero for the founding.
    pub adopted_by: u32,
    /// How many items.
    pub items: u64,
    /// Since when the oldest is held, in milliseconds.
    pub since_ms: Option<u64>,
    /// When the oldest goes, in milliseconds.
    pub until_ms: Option<u64>,
    /// A few of them, as they are held.
    pub samples: Vec<String>,
    /// My own choice, where I have one.
    pub chosen: Option<bool>,
}

/// Returns the page.
pub fn privacy(shell: &Shell, view: &PrivacyView) -> Page {
    let lang = shell.lang;
    let held = view.kept.iter().filter(|it| it.items > 0).count();
    let body = html! {
        (you_tabs(lang, Tabbed::Privacy))
        div class="tabbed-head" {
            h1 { (t!(lang, "privacy-title")) }
            p class="ask" { (t!(lang, "privacy-ask", count = held)) " " a class="link" href="/commons/policies/data" { (t!(lang, "privacy-policy", version = view.version)) } }
        }
        @if view.done { (flash(&t!(lang, "privacy-done"))) }
        section class="sec first" {
            h2 { (t!(lang, "privacy-held")) }
            ul class="held" { @for item in &view.kept { li id=(item.category.word()) { (item_part(shell, item)) } } }
        }
        @if !view.never.is_empty() {
            section class="sec" {
                h2 { (t!(lang, "data-never")) }
                p { (t!(lang, "data-never-sentence")) }
                ul class="never" { @for category in &view.never { li { (t!(lang, &format!("category-{}", category.word()))) } } }
            }
        }
        section class="sec" {
            h2 { (t!(lang, "privacy-record")) }
            p { (t!(lang, "privacy-record-sentence", count = view.record_entries)) }
        }
        (take_part(shell))
    };
    Page::new(t!(lang, "privacy-title"), Place::You, body)
}

fn item_part(shell: &Shell, item: &KeptItem) -> Markup {
    let lang = shell.lang;
    let word = item.category.word();
    html! {
        div class="held-head" {
            h3 { (t!(lang, &format!("category-{word}"))) }
            span class="amt" { @if item.items == 0 { (t!(lang, "privacy-nothing")) } @else { (t!(lang, "privacy-items", count = item.items)) } }
        }
        p { (item.purpose) }
        p class="small quiet" { (times(shell, item)) }
        @if !item.samples.is_empty() {
            details {
                summary { (t!(lang, "privacy-look")) span class="vh" { ": " (t!(lang, &format!("category-{word}"))) } }
                ul class="samples" { @for sample in &item.samples { li { (sample) } } }
                @if item.items > item.samples.len() as u64 { p class="small quiet" { (t!(lang, "privacy-rest", count = count(lang, item.items - item.samples.len() as u64))) } }
            }
        }
        (item_acts(lang, item))
    }
}

fn times(shell: &Shell, item: &KeptItem) -> String {
    let lang = shell.lang;
    let day = |at: u64| date_near(lang, at, shell.now_ms);
    let mut words = vec![kept(lang, item.retention_days)];
    if let Some(since) = item.since_ms {
        words.push(t!(lang, "privacy-since", date = day(since)).into_owned());
    }
    if let Some(until) = item.until_ms {
        words.push(t!(lang, "privacy-until", date = day(until)).into_owned());
    }
    words.push(match item.basis {
        Basis::Needed => t!(lang, "privacy-basis-needed").into_owned(),
        Basis::OptOut => t!(lang, "privacy-basis-opt-out").into_owned(),
        Basis::OptIn => t!(lang, "privacy-basis-opt-in").into_owned(),
    });
    words.join(" ")
}

fn item_acts(lang: Lang, item: &KeptItem) -> Markup {
    let word = item.category.word();
    let name = t!(lang, &format!("category-{word}"));
    let choose = |value: &str, key: &str| {
        html! {
            form method="post" action="/you/privacy/choose" {
                input type="hidden" name="category" value=(word);
                button class="btn" name="allow" value=(value) { (t!(lang, key)) span class="vh" { ": " (name) } }
            }
        }
    };
    html! {
        div class="btnrow held-acts" {
            @match (item.basis, item.chosen) {
                (Basis::Needed, _) => {}
                (Basis::OptOut, Some(false)) => (choose("yes", "privacy-allow-again")),
                (Basis::OptOut, _) => (choose("no", "privacy-refuse")),
                (Basis::OptIn, Some(true)) => (choose("no", "privacy-take-back")),
                (Basis::OptIn, _) => (choose("yes", "privacy-allow")),
            }
            @if item.items > 0 && !item.category.is_needed_to_run() {
                form method="post" action="/you/privacy/erase" {
                    input type="hidden" name="category" value=(word);
                    button class="btn plain danger" { (t!(lang, "privacy-erase")) span class="vh" { ": " (name) } }
                }
            }
        }
    }
}

fn take_part(shell: &Shell) -> Markup {
    let lang = shell.lang;
    html! {
        section class="sec" id="export" {
            h2 { (t!(lang, "privacy-export")) }
            p { (t!(lang, "privacy-export-sentence")) }
            div class="btnrow" { (link_button(&t!(lang, "privacy-export-act"), paths::EXPORT, Tone::Primary)) }
        }
        section class="sec" id="erase" {
            h2 { (t!(lang, "privacy-erase-all")) }
            p { (t!(lang, "privacy-erase-all-sentence")) }
            form class="after" method="post" action="/you/privacy/erase" {
                input type="hidden" name="category" value="all";
                (submit(&t!(lang, "privacy-erase-all-act"), Tone::Normal))
            }
            p class="small quiet after" { (t!(lang, "privacy-erase-leave")) " " a class="link" href=(paths::LEAVE) { (t!(lang, "you-tab-leave")) } }
        }
    }
}
