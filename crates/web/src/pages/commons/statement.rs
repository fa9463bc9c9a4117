//! The statement of a quarter: made to be read, printed and kept.

use maud::{Markup, html};

use super::treasury::{TransferLine, figure};
use super::{Tabbed, commons_tabs};
use crate::components::furniture::{Tone, eyebrow, link_button};
use crate::layout::{Page, Place, Shell};
use crate::text::Lang;
use crate::text::moment::date;
use crate::text::number::euro;
use crate::{links, t};

/// A line with an amount.
#[derive(Clone, Debug)]
pub struct Sum {
    /// What it is.
    pub name: String,
    /// Cents.
    pub amount: i64,
    /// The way to what it is made of.
    pub href: String,
}

/// Everything the page shows.
#[derive(Clone, Debug)]
pub struct StatementView {
    /// Counts from 1.
    pub number: u32,
    /// From when to when, in milliseconds.
    pub dates: (u64, u64),
    /// Whether it still runs.
    pub is_running: bool,
    /// Quarters that have a statement.
    pub quarters: Vec<u32>,
    /// What was there at the beginning, by account.
    pub before: Vec<Sum>,
    /// What came in, by kind.
    pub income: Vec<Sum>,
    /// What was paid, by envelope.
    pub costs: Vec<Sum>,
    /// What is there at the end, by account.
    pub after: Vec<Sum>,
    /// Every payment, in order of time.
    pub payments: Vec<TransferLine>,
    /// Cents that nobody is promised now.
    pub available: i64,
    /// For how many weeks they last now.
    pub runway_rounds: Option<u64>,
}

/// Returns the page.
pub fn statement(shell: &Shell, view: &StatementView) -> Page {
    let lang = shell.lang;
    let number = view.number;
    let files = [
        link_button(
            &t!(lang, "statement-csv"),
            &format!("{}/csv?quarter={number}", links::STATEMENT),
            Tone::Normal,
        ),
        link_button(
            &t!(lang, "statement-beancount"),
            links::BOOKS_BEANCOUNT,
            Tone::Plain,
        ),
        link_button(
            &t!(lang, "statement-ledger"),
            links::BOOKS_LEDGER,
            Tone::Plain,
        ),
    ];
    let body = html! {
        (commons_tabs(lang, Tabbed::Treasury))
        div class="tabbed-head" {
            (eyebrow(&[&t!(lang, "treasury-title"), &t!(lang, "statement-quarter", number = number)]))
            h1 { (t!(lang, "statement-heading", number = number)) }
            p class="ask" {
                (t!(lang, "statement-dates", from = date(lang, view.dates.0), until = date(lang, view.dates.1)))
                @if view.is_running { " " (t!(lang, "statement-running")) }
            }
            p class="small" { a class="link tap" href=(links::TREASURY) { (t!(lang, "treasury-all")) } }
            @if view.quarters.len() > 1 {
                nav class="quarters" aria-label=(t!(lang, "statement-others")) {
                    @for it in &view.quarters {
                        a class="link tap" href=(format!("{}?quarter={it}", links::STATEMENT)) aria-current=[(*it == number).then_some("page")] { (t!(lang, "statement-quarter", number = *it)) }
                    }
                }
            }
        }
        @let (this, before) = (number.to_string(), number.saturating_sub(1).to_string());
        (sums(lang, "statement-before", &view.before, &[("account", "treasury"), ("until", &before)]))
        (sums(lang, "statement-income", &view.income, &[("from", "outside"), ("to", "treasury"), ("quarter", &this)]))
        (sums(lang, "statement-costs", &view.costs, &[("from", "treasury"), ("to", "payees"), ("quarter", &this)]))
        (sums(lang, "statement-after", &view.after, &[("account", "treasury"), ("until", &this)]))
        (payments(lang, view))
        section class="sec" {
            h2 { (t!(lang, "statement-solvency")) }
            p {
                a class="link" href=(links::payments(&[("account", "treasury")])) { (t!(lang, "statement-available", amount = euro(lang, view.available))) } " "
                @if let Some(weeks) = view.runway_rounds { (t!(lang, "statement-runway", count = weeks)) } @else { (t!(lang, "treasury-no-costs")) }
            }
        }
        section class="sec" {
            h2 { (t!(lang, "statement-files")) }
            p { (t!(lang, "statement-files-say")) }
            div class="btnrow" { @for it in &files { (it) } }
        }
    };
    Page::new(
        t!(lang, "statement-heading", number = number),
        Place::Commons,
        body,
    )
    .canonical(links::STATEMENT)
}

/// Lines and their sum, which `asked` lists.
fn sums(lang: Lang, key: &str, lines: &[Sum], asked: &[(&str, &str)]) -> Markup {
    let title = t!(lang, key);
    let whole = lines
        .iter()
        .fold(0_i64, |sum, it| sum.saturating_add(it.amount));
    html! {
        section class="sec" {
            h2 { (title) }
            table class="figures" {
                caption class="vh" { (title) }
                thead class="vh" { tr { th scope="col" { (t!(lang, "treasury-flow-what")) } th scope="col" { (t!(lang, "treasury-amount")) } } }
                tbody {
                    @for it in lines { tr { th scope="row" { (it.name) } td { a class="link" href=(it.href) { (euro(lang, it.amount)) } } } }
                    tr { th scope="row" { b { (t!(lang, "statement-sum")) } } td { b { (figure(lang, whole, asked)) } } }
                }
            }
        }
    }
}

fn payments(lang: Lang, view: &StatementView) -> Markup {
    html! {
        section class="sec" {
            h2 { (t!(lang, "statement-payments")) }
            @if view.payments.is_empty() { p class="small quiet" { (t!(lang, "statement-payments-none")) } } @else {
                ul class="rows" {
                    @for it in &view.payments {
                        li {
                            span {
                                a class="link" href=(links::transfer(it.id)) { (it.name) }
                                @if let Some((href, words)) = &it.basis { small { a class="link tap" href=(href) { (words) } } }
                            }
                            span class="amt" { (euro(lang, it.amount)) }
                        }
                    }
                }
            }
        }
    }
}
