//! The later part of a round: what waits for what members still use, and what was shared out of an earlier
//! round by that.

use ledger::ids::RoundNumber;
use ledger::round::WorkIndex;
use ledger::score::{LaterShare, Rule};
use maud::{Markup, html};

use super::work::{self, WhyView, WorkName};
use super::{paths, shares, shares_said};
use crate::layout::Shell;
use crate::t;
use crate::text::moment::date_near;
use crate::text::number::decimal;

/// What a round set aside of its part for works.
#[derive(Clone, Copy, Debug)]
pub struct Waits {
    /// Micro-shares.
    pub amount: u64,
    /// The round at whose close it is shared out.
    pub due: RoundNumber,
    /// When that closes, in milliseconds.
    pub due_ms: u64,
    /// What the member would get of it for as many points as they had, in micro-shares.
    pub own: u64,
}

/// What an earlier round had set aside until now, as far as it is the member's.
#[derive(Clone, Debug)]
pub struct LaterView {
    /// What came of it.
    pub share: LaterShare,
    /// Their works that are still used, by their place in the later part.
    pub works: Vec<(WorkIndex, WorkName)>,
}

/// Everything that waits, for the page of what one holds.
#[derive(Clone, Copy, Debug)]
pub struct AllWaits {
    /// All of it, in micro-shares.
    pub amount: u64,
    /// Of how many rounds.
    pub rounds: u64,
    /// What is shared out next: of which round, how much, and when, in milliseconds.
    pub next: (RoundNumber, u64, u64),
}

/// What was shared out at the close of the round of what earlier ones had set aside.
pub fn sections(shell: &Shell, view: &WhyView) -> Markup {
    html! { @for it in &view.later { (section(shell, it)) } }
}

fn section(shell: &Shell, it: &LaterView) -> Markup {
    let lang = shell.lang;
    let LaterShare { aside, why, .. } = &it.share;
    html! {
        section class="sec why" {
            h2 { (t!(lang, "later-title", round = aside.round.0, amount = shares(lang, why.amount.0))) }
            p { (t!(lang, "later-sentence", round = aside.round.0, pot = shares(lang, aside.amount.0))) }
            @if why.rule.counts() { (counted(shell, it)) } @else { p class="lead" { (rule_words(shell, why.rule)) } }
            @if why.alternatives.is_empty() {
                @if why.works.is_empty() { p class="after" { (t!(lang, "later-what-if")) } }
            } @else {
                h3 class="mh after" { (t!(lang, "what-if-title")) }
                (work::alternatives(shell, why))
            }
            p class="after" { a class="link tap" href=(format!("{}/{}", paths::WORK, aside.round)) { (t!(lang, "later-then", round = aside.round.0)) } }
        }
    }
}

fn counted(shell: &Shell, it: &LaterView) -> Markup {
    let lang = shell.lang;
    let LaterShare {
        aside,
        why,
        score_floor,
    } = &it.share;
    // Among so many points it is split, whether they are there or not.
    let all = why.score_total.max(*score_floor);
    let ppm = u128::from(why.score).saturating_mul(1_000_000) / all.max(1);
    let percent = decimal(lang, i64::try_from(ppm).unwrap_or(i64::MAX), 4, 2);
    html! {
        (work::credits_chart(shell, why))
        (work::clusters(shell, why))
        (work::named(shell, why, &it.works))
        p class="sum" {
            (t!(lang, "later-sum", points = work::points(shell, why.score.into()), all = work::points(shell, all), percent = percent))
            " " b { (t!(lang, "later-sum-shares", pot = shares(lang, aside.amount.0), amount = shares(lang, why.in_proportion.0))) }
            @if *score_floor > why.score_total { " " (t!(lang, "later-floor", now = work::points(shell, why.score_total))) }
            @if why.cut.0 > 0 { " " (t!(lang, "later-cut", cut = shares(lang, why.cut.0), cap = decimal(lang, why.cap_share.0.into(), 2, 1))) }
            @if why.surplus.0 > 0 { " " (t!(lang, "why-surplus", surplus = shares(lang, why.surplus.0))) }
        }
    }
}

fn rule_words(shell: &Shell, rule: Rule) -> std::borrow::Cow<'static, str> {
    let lang = shell.lang;
    match rule {
        Rule::NoContribution => t!(lang, "later-rule-none"),
        Rule::TooFewEndorsers { endorsers } => t!(lang, "later-rule-few", count = endorsers),
        Rule::OneCluster => t!(lang, "later-rule-one-cluster"),
        Rule::Counts | Rule::CountsInSmallNetwork | Rule::MayNotEarn | Rule::FraudFound => {
            work::rule_words(shell, rule)
        }
    }
}

/// The line of what a round sets aside, among what there was to share.
pub fn waits(shell: &Shell, waits: &Waits) -> Markup {
    let lang = shell.lang;
    let when = date_near(lang, waits.due_ms, shell.now_ms);
    html! {
        li {
            span {
                (t!(lang, "later-waits"))
                small {
                    (t!(lang, "later-waits-note", round = waits.due.0, when = when))
                    @if waits.own > 0 { " " (t!(lang, "later-waits-own", amount = shares(lang, waits.own))) }
                }
            }
            span class="amt" { (shares_said(lang, waits.amount)) }
        }
    }
}

/// What waits, on the page of what one holds.
pub fn all(shell: &Shell, waits: &AllWaits) -> Markup {
    let lang = shell.lang;
    let (round, amount, at_ms) = waits.next;
    html! {
        section class="sec" {
            h2 { (t!(lang, "later-all", amount = shares(lang, waits.amount))) }
            p { (t!(lang, "later-all-sentence", count = waits.rounds)) }
            p { (t!(lang, "later-next", amount = shares(lang, amount), round = round.0, when = date_near(lang, at_ms, shell.now_ms))) }
        }
    }
}
