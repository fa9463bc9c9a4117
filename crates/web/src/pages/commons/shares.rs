//! What I hold: how much of it is mine for good, when the rest becomes so, and what it lets me do.

use app::share::Standing;
use maud::{Markup, html};

use super::later::{self, AllWaits};
use super::surplus::{self, SurplusLine};
use super::{Tabbed, commons_tabs, paths, shares as words, shares_said};
use crate::chart::{Rounds, Split, rounds, split};
use crate::components::furniture::{Row, Tone, link_button, rows, submit, table_below};
use crate::components::state::empty;
use crate::layout::{Page, Place, Shell};
use crate::pages::signing::{self, Signer};
use crate::text::moment::{date, date_near};
use crate::text::number::{count, decimal};
use crate::{links, t};

mod passing;
mod worth;

pub use passing::{PassedRow, PassingView};

/// What the page shows. All amounts are micro-shares.
#[derive(Clone, Debug)]
pub struct SharesView {
    /// Name of the holder.
    pub name: String,
    /// Member number.
    pub number: u32,
    /// Since when they are here, in milliseconds.
    pub joined_ms: u64,
    /// Vested.
    pub vested: u64,
    /// To vest.
    pub coming: u64,
    /// Everything the network has issued.
    pub issued: u64,
    /// What becomes theirs, round by round, soonest first, if nothing more is earned.
    pub schedule: Vec<u64>,
    /// When the first of it does, and the length of a round, in milliseconds.
    pub next_ms: u64,
    /// Milliseconds.
    pub round_ms: u64,
    /// Weight of their vested shares in the stewards' chamber, and everyone's.
    pub steward: (u64, u64),
    /// Members who may vote, and whether they are one.
    pub members: (u64, bool),
    /// What each round brought, newest first: number, close in milliseconds, amount.
    pub earned: Vec<(u32, u64, u64)>,
    /// What they get of each year's surplus, the latest first.
    pub surpluses: Vec<SurplusLine>,
    /// What stands behind them, now and at each close of a round.
    pub behind: Standing,
    /// What can be passed on, and what was.
    pub passing: PassingView,
    /// What rounds have set aside for what members still use; nothing if nothing waits.
    pub waits: Option<AllWaits>,
    /// What went back to everybody after findings of fraud.
    pub taken: u64,
}

/// Returns the page.
pub fn holding(shell: &Shell, view: &SharesView, signer: &Signer) -> Page {
    let lang = shell.lang;
    let unearned = view.passing.unearned;
    let total = view.vested + view.coming + unearned;
    let body = html! {
        (commons_tabs(lang, Tabbed::Shares))
        div class="head tabbed-head" {
            p class="eyebrow" { b { (t!(lang, "shares-eyebrow")) } span { (t!(lang, "shares-who", name = view.name.as_str(), number = view.number, since = date(lang, view.joined_ms))) } }
            h1 class="vh" { (t!(lang, "shares-title", place = shell.network.name.as_str())) }
            p { span class="big num" { (words(lang, total)) " " small { (t!(lang, "shares-unit", count = total / 1_000_000)) } } }
            @if unearned > 0 {
                p class="lead" { (t!(lang, "shares-part-some", percent = part(shell, total, view.issued), place = shell.network.name.as_str(), amount = words(lang, unearned))) }
            } @else if total > 0 {
                p class="lead" { (t!(lang, "shares-part", percent = part(shell, total, view.issued), place = shell.network.name.as_str())) }
            }
        }
        @if total == 0 {
            section class="sec first" { (empty(&t!(lang, "shares-empty-title"), &t!(lang, "shares-empty"), &[link_button(&t!(lang, "nav-create"), links::CREATE, Tone::Primary)])) }
        } @else if view.vested + view.coming > 0 { (vesting(shell, view)) }
        @if view.taken > 0 { (taken(shell, view.taken)) }
        (worth::section(shell, &view.behind))
        (lets(shell, view))
        (passing::section(shell, &view.passing))
        (surplus::mine(lang, &view.surpluses))
        @if !view.earned.is_empty() { (earned(shell, view)) }
        @if let Some(it) = &view.waits { (later::all(shell, it)) }
        @if !view.earned.is_empty() { (certificate(shell)) }
        p class="after" { a class="link tap" href=(paths::CAP_TABLE) { (t!(lang, "cap-all")) } }
        p { a class="link tap" href=(links::AUCTION) { (t!(lang, "auction-link")) } }
        (signing::sheet(shell, signer))
    };
    Page::new(t!(lang, "shares-eyebrow"), Place::Commons, body).script(signing::SCRIPTS[0])
}

/// Part of the whole with two decimals of a per cent.
fn part(shell: &Shell, own: u64, all: u64) -> String {
    let ppm = u128::from(own) * 1_000_000 / u128::from(all.max(1));
    format!(
        "{}\u{a0}%",
        decimal(shell.lang, i64::try_from(ppm).unwrap_or(i64::MAX), 4, 2)
    )
}

fn vesting(shell: &Shell, view: &SharesView) -> Markup {
    let lang = shell.lang;
    let (have, coming) = (words(lang, view.vested), words(lang, view.coming));
    let last_ms = view.next_ms + view.round_ms * (view.schedule.len().saturating_sub(1) as u64);
    let next = words(lang, view.schedule.first().copied().unwrap_or(0));
    let day = |at: u64| date_near(lang, at, shell.now_ms);
    let have_words = t!(lang, "shares-yours", amount = have.as_str());
    let coming_words = t!(lang, "shares-coming", amount = coming.as_str());
    let first = t!(
        lang,
        "shares-next",
        amount = next.as_str(),
        date = day(view.next_ms)
    );
    let dates = [
        day(view.next_ms),
        day(view.next_ms + (last_ms - view.next_ms) / 2),
        day(last_ms),
    ];
    let label = t!(
        lang,
        "shares-chart",
        have = have.as_str(),
        coming = coming.as_str(),
        last = dates[2].as_str(),
        next = next.as_str()
    );
    html! {
        section class="sec first" {
            h2 { @if view.vested == 0 { (t!(lang, "shares-none-yet")) } @else { (t!(lang, "shares-for-good", amount = have.as_str())) } }
            @if view.vested == 0 { p { (t!(lang, "shares-cliff", first = dates[0].as_str(), last = dates[2].as_str())) } }
            @else if view.coming > 0 { p { (t!(lang, "shares-rest", amount = coming.as_str(), last = dates[2].as_str())) } } @else { p { (t!(lang, "shares-all-vested")) } }
            (split(&Split { label: &label, have: view.vested, coming: view.coming, words: [&have_words, &coming_words] }))
            @if !view.schedule.is_empty() {
                div class="after" { (rounds(&Rounds { label: &label, amounts: &view.schedule, first: &first, dates: [&dates[0], &dates[1], &dates[2]] })) }
                (schedule_table(shell, view))
            }
        }
    }
}

fn schedule_table(shell: &Shell, view: &SharesView) -> Markup {
    let lang = shell.lang;
    let lines: Vec<(String, String)> = view
        .schedule
        .iter()
        .zip(0_u64..)
        .map(|(amount, index)| {
            (
                date_near(lang, view.next_ms + index * view.round_ms, shell.now_ms),
                shares_said(lang, *amount).into_owned(),
            )
        })
        .collect();
    table_below(
        &t!(lang, "count-table"),
        (&t!(lang, "shares-when"), &t!(lang, "shares-become-yours")),
        &lines,
    )
}

fn lets(shell: &Shell, view: &SharesView) -> Markup {
    let lang = shell.lang;
    let (members, is_member) = view.members;
    let (own, all) = view.steward;
    let vote = if is_member {
        t!(lang, "shares-vote-amount", members = count(lang, members))
    } else {
        t!(lang, "shares-vote-not-yet")
    };
    html! {
        section class="sec" {
            h2 { (t!(lang, "shares-lets")) }
            (rows(&[
                Row::text(&t!(lang, "shares-vote"), &t!(lang, "shares-vote-note"), &vote),
                Row::text(&t!(lang, "shares-steward"), &t!(lang, "shares-steward-note"), &t!(lang, "shares-of", own = count(lang, own), all = count(lang, all))),
                Row::text(&t!(lang, "shares-surplus"), &t!(lang, "shares-surplus-note"), &t!(lang, "shares-see")),
                Row::text(&t!(lang, "shares-pass-on"), &t!(lang, "shares-pass-on-note", place = shell.network.name.as_str()), &if view.passing.time_ms > 0 { t!(lang, "shares-see") } else { t!(lang, "shares-off") }),
                Row::text(&t!(lang, "shares-auction"), &t!(lang, "shares-auction-note", place = shell.network.name.as_str()), &t!(lang, "shares-see")),
            ]))
        }
    }
}

/// What a finding of fraud took, and that it takes no more.
fn taken(shell: &Shell, amount: u64) -> Markup {
    let lang = shell.lang;
    html! {
        section class="sec" id="taken" {
            h2 { (t!(lang, "shares-taken")) }
            p { (t!(lang, "shares-taken-sentence", amount = words(lang, amount))) }
            p class="after" { a class="link tap" href=(links::CASES) { (t!(lang, "shares-taken-cases")) } }
        }
    }
}

fn earned(shell: &Shell, view: &SharesView) -> Markup {
    let lang = shell.lang;
    html! {
        section class="sec" {
            h2 { (t!(lang, "shares-earned")) }
            p { (t!(lang, "shares-earned-sentence")) }
            ul class="rows earn" {
                @for (round, closed_ms, amount) in &view.earned {
                    li {
                        span { (t!(lang, "shares-round", date = date_near(lang, *closed_ms, shell.now_ms))) }
                        a class="link how tap" href=(format!("{}/{round}", paths::WORK)) { (t!(lang, "work-how")) span class="vh" { " " (t!(lang, "work-how-round", round = *round)) } }
                        span class="amt" { (shares_said(lang, *amount)) }
                    }
                }
            }
        }
    }
}

/// A page to print, with or without one's name, and the proof alone.
fn certificate(shell: &Shell) -> Markup {
    let lang = shell.lang;
    html! {
        section class="sec" {
            h2 { (t!(lang, "shares-certificate")) }
            p { (t!(lang, "shares-certificate-sentence")) }
            form class="form" method="get" action="/commons/shares/certificate" {
                label class="check" { input type="checkbox" name="name" value="on"; " " (t!(lang, "shares-certificate-name")) }
                (submit(&t!(lang, "shares-certificate-make"), Tone::Normal))
            }
            p class="after" { a class="link tap" href="/commons/shares/proof" { (t!(lang, "shares-certificate-proof")) } }
        }
    }
}
