//! What a figure of the books is made of: its transfers, each with what allows it.

use maud::{Markup, html};

use super::treasury::{TransferLine, transfers};
use super::{Tabbed, commons_tabs};
use crate::components::furniture::{Tone, eyebrow, older, submit};
use crate::layout::{Page, Place, Shell};
use crate::text::Lang;
use crate::text::number::euro;
use crate::{links, t};

/// Something to choose in a form.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub name: String,
    /// Whether it is chosen now.
    pub is_chosen: bool,
}

/// Everything the page shows.
#[derive(Clone, Debug)]
pub struct PaymentsView {
    /// What was asked for, part by part.
    pub said: Vec<String>,
    /// How many there are.
    pub count: u64,
    /// Cents, all of them together.
    pub amount: i64,
    /// Cents that came to the account that was asked for, and that left it.
    pub sides: Option<(i64, i64)>,
    /// Some of them, the latest first.
    pub transfers: Vec<TransferLine>,
    /// The way to older ones.
    pub older: Option<String>,
    /// Accounts to choose.
    pub accounts: Vec<Choice>,
    /// Quarters to choose.
    pub periods: Vec<Choice>,
    /// Which transfers.
    pub kinds: Vec<Choice>,
}

/// Returns the page.
pub fn payments(shell: &Shell, view: &PaymentsView) -> Page {
    let lang = shell.lang;
    let title = t!(lang, "payments-title");
    let body = html! {
        (commons_tabs(lang, Tabbed::Treasury))
        div class="tabbed-head" {
            (eyebrow(&[&t!(lang, "treasury-title"), &title]))
            h1 { (t!(lang, "payments-count", count = view.count)) }
            p class="ask" { (view.said.join(" · ")) }
            p class="small" { a class="link tap" href=(links::TREASURY) { (t!(lang, "treasury-all")) } }
        }
        (sums(lang, view))
        section class="sec" {
            h2 { (title) }
            @if view.transfers.is_empty() { p class="small quiet" { (t!(lang, "payments-none")) } }
            @else { p { (t!(lang, "payments-say")) } (transfers(shell, &view.transfers)) }
            (older(&t!(lang, "treasury-older"), view.older.as_deref()))
        }
        (choosing(lang, view))
    };
    Page::new(title, Place::Commons, body).canonical(links::TRANSFERS)
}

fn sums(lang: Lang, view: &PaymentsView) -> Markup {
    html! {
        dl class="pairs" {
            @if let Some((came, went)) = view.sides {
                div { dt { (t!(lang, "treasury-side-in")) } dd { (euro(lang, came)) } }
                div { dt { (t!(lang, "treasury-side-out")) } dd { (euro(lang, went)) } }
                div { dt { (t!(lang, "payments-left")) } dd { (euro(lang, came.saturating_sub(went))) } }
            } @else {
                div { dt { (t!(lang, "payments-together")) } dd { (euro(lang, view.amount)) } }
            }
        }
    }
}

fn choosing(lang: Lang, view: &PaymentsView) -> Markup {
    html! {
        section class="sec" id="choose" {
            h2 { (t!(lang, "payments-choose")) }
            form class="form" method="get" action=(links::TRANSFERS) {
                (select("account", &t!(lang, "payments-account"), Some(&t!(lang, "payments-any")), &view.accounts))
                (select("quarter", &t!(lang, "payments-period"), Some(&t!(lang, "payments-ever")), &view.periods))
                (select("which", &t!(lang, "payments-which"), None, &view.kinds))
                div class="btnrow" { (submit(&t!(lang, "payments-show"), Tone::Normal)) }
            }
        }
    }
}

fn select(name: &str, label: &str, any: Option<&str>, choices: &[Choice]) -> Markup {
    html! {
        div class="field" {
            label for=(name) { (label) }
            select class="input" id=(name) name=(name) {
                @if let Some(any) = any { option value="" { (any) } }
                @for it in choices { option value=(it.value) selected[it.is_chosen] { (it.name) } }
            }
        }
    }
}
