//! The front page of the commons: what is being decided, what was decided, what it changed.

use maud::{Markup, html};

use super::budgets::{self, BudgetCard};
use super::decisions::{DecisionCard, card};
use super::deliberation::{self, DraftCard};
use super::elections::{self, ElectionCard};
use super::{Tabbed, commons_tabs, paths};
use crate::components::furniture::{Tone, button_row, link_button};
use crate::components::state::empty;
use crate::components::week::{WeekEntry, week_entry};
use crate::layout::{Page, Place, Shell};
use crate::t;
use crate::text::moment::date_near;

/// What the front page shows.
#[derive(Clone, Debug, Default)]
pub struct NowView {
    /// Votes that the reader is asked for.
    pub asked: Vec<DecisionCard>,
    /// The other votes that are open, soonest close first.
    pub open: Vec<DecisionCard>,
    /// Drafts that look for sponsors.
    pub drafts: Vec<DecisionCard>,
    /// Elections that are not over.
    pub elections: Vec<ElectionCard>,
    /// Budget votes that are not over.
    pub budgets: Vec<BudgetCard>,
    /// Drafts that are talked through.
    pub talked: Vec<DraftCard>,
    /// What was decided last.
    pub decided: Vec<DecisionCard>,
    /// What changed because of it, newest first.
    pub effects: Vec<Effect>,
    /// Whether the reader may propose.
    pub may_propose: bool,
}

/// What a decision did.
#[derive(Clone, Debug)]
pub struct Effect {
    /// When, in milliseconds.
    pub at_ms: u64,
    /// "Version 15 of the moderation policy is in force".
    pub text: String,
    /// Where it can be seen.
    pub href: String,
    /// The decision behind it.
    pub decision: u32,
}

/// Returns the page.
pub fn now(shell: &Shell, view: &NowView) -> Page {
    let lang = shell.lang;
    let body = html! {
        (commons_tabs(lang, Tabbed::Now))
        div class="tabbed-head" {
            h1 { (t!(lang, "now-title")) }
            p class="ask" { (t!(lang, "now-ask")) }
        }
        (phone_week(shell))
        (open_part(shell, view))
        @if !view.elections.is_empty() {
            section class="sec" {
                h2 { (t!(lang, "now-elections")) }
                p { (t!(lang, "now-elections-sentence")) }
                ul class="decisions" { @for it in &view.elections { li { (elections::card(shell, it)) } } }
                p class="after" { a class="link tap" href=(paths::ELECTIONS) { (t!(lang, "elections-all")) } }
            }
        }
        @if !view.budgets.is_empty() {
            section class="sec" {
                h2 { (t!(lang, "budgets-title")) }
                p { (t!(lang, "now-budgets-sentence")) }
                ul class="decisions" { @for it in &view.budgets { li { (budgets::card(shell, it)) } } }
                p class="after" { a class="link tap" href=(crate::links::BUDGETS) { (t!(lang, "budgets-all")) } }
            }
        }
        @if !view.drafts.is_empty() {
            section class="sec" {
                h2 { (t!(lang, "now-drafts")) }
                p { (t!(lang, "now-drafts-sentence")) }
                (cards(shell, &view.drafts))
            }
        }
        @if !view.talked.is_empty() {
            section class="sec" {
                h2 { (t!(lang, "now-deliberations")) }
                p { (t!(lang, "now-deliberations-sentence")) }
                ul class="decisions" { @for draft in &view.talked { li { (deliberation::card(shell, draft)) } } }
                p class="after" { a class="link tap" href=(crate::links::DELIBERATIONS) { (t!(lang, "now-deliberations-all")) } }
            }
        }
        @if !view.effects.is_empty() { (effects(shell, &view.effects)) }
        @if !view.decided.is_empty() {
            section class="sec" {
                h2 { (t!(lang, "now-decided")) }
                (cards(shell, &view.decided))
                p class="after" { a class="link tap" href=(paths::DECISIONS) { (t!(lang, "now-all-decisions")) } }
                p { a class="link tap" href=(paths::ROADMAP) { (t!(lang, "roadmap-link")) } }
            }
        }
    };
    Page::new(t!(lang, "now-page-title"), Place::Commons, body)
        .description(t!(lang, "now-ask"))
        .canonical(crate::links::COMMONS)
}

/// The panel's entries on a phone, where there is no panel; open votes follow right below, whole.
fn phone_week(shell: &Shell) -> Markup {
    let is_vote = |entry: &WeekEntry| {
        let href = entry.href.as_deref().unwrap_or_default();
        href.starts_with("/commons/decisions/")
    };
    let rest: Vec<&WeekEntry> = shell.week.iter().filter(|it| !is_vote(it)).collect();
    html! {
        @if !rest.is_empty() {
            section class="phone-week" aria-label=(t!(shell.lang, "week-title")) {
                ul class="week" { @for entry in rest { li { (week_entry(entry)) } } }
            }
        }
    }
}

fn open_part(shell: &Shell, view: &NowView) -> Markup {
    let lang = shell.lang;
    let propose = [link_button(
        &t!(lang, "now-propose"),
        paths::PROPOSE,
        Tone::Primary,
    )];
    html! {
        @if !view.asked.is_empty() {
            section class="sec first" {
                h2 { (t!(lang, "now-asked")) }
                p { (t!(lang, "now-asked-sentence")) }
                (cards(shell, &view.asked))
            }
        }
        section class={ "sec" @if view.asked.is_empty() { " first" } } {
            @if !view.asked.is_empty() && !view.open.is_empty() {
                h2 { (t!(lang, "now-also-open")) }
            } @else if view.asked.is_empty() {
                h2 { (t!(lang, "now-open")) }
            }
            @if view.open.is_empty() && view.asked.is_empty() {
                (empty(&t!(lang, "now-empty-title"), &t!(lang, "now-empty"), &propose))
            } @else {
                (cards(shell, &view.open))
                @if view.may_propose { (button_row(&propose)) }
            }
        }
    }
}

fn cards(shell: &Shell, listed: &[DecisionCard]) -> Markup {
    html! { ul class="decisions" { @for it in listed { li { (card(shell, it)) } } } }
}

fn effects(shell: &Shell, listed: &[Effect]) -> Markup {
    let lang = shell.lang;
    html! {
        section class="sec" {
            h2 { (t!(lang, "now-effects")) }
            p { (t!(lang, "now-effects-sentence")) }
            ul class="rows" {
                @for effect in listed {
                    li {
                        span {
                            a class="link" href=(effect.href) { (effect.text) }
                            small { (t!(lang, "now-effect-by")) " " a class="link" href=(crate::links::decision(effect.decision.into())) { (t!(lang, "decision-number-small", number = effect.decision)) } }
                        }
                        span class="amt quiet" { (date_near(lang, effect.at_ms, shell.now_ms)) }
                    }
                }
            }
        }
    }
}
