//! The transparency report of a quarter and the ledger of erasures: numbers, and what they mean.

use app::transparency::{People, Quarter, Report};
use ledger::jury::{Level, Ruling};
use maud::{Markup, html};
use store::erasure::Erasure;

use super::{Tabbed, commons_tabs, paths};
use crate::components::furniture::{Tone, eyebrow, link_button};
use crate::layout::{Page, Place, Shell};
use crate::text::Lang;
use crate::text::moment::{date, span};
use crate::text::number::count;
use crate::{links, t};

/// A number of people in words: "fewer than 5".
pub fn people_words(lang: Lang, people: People) -> String {
    match people {
        People::None => count(lang, 0),
        People::Few => t!(lang, "people-few", count = app::transparency::PEOPLE_MIN).into_owned(),
        People::Some(many) => count(lang, many),
    }
}

fn quarters(lang: Lang, all: &[Quarter], current: Quarter, path: &str) -> Markup {
    html! {
        p class="small quiet" {
            (t!(lang, "quarter-dates", from = date(lang, current.from_ms), until = date(lang, current.until_ms)))
            @if current.is_running { " " (t!(lang, "quarter-running")) }
        }
        @if all.len() > 1 {
            nav class="quarters" aria-label=(t!(lang, "quarters")) {
                @for it in all {
                    a class="link tap" href=(format!("{path}?quarter={}", it.number)) aria-current=[(it.number == current.number).then_some("page")] {
                        (t!(lang, "quarter", number = it.number))
                    }
                }
            }
        }
    }
}

fn table(caption: &str, head: &[&str], rows: &[Vec<String>], none: &str) -> Markup {
    html! {
        @if rows.is_empty() { p class="quiet" { (none) } }
        @else {
            div class="scroll" tabindex="0" role="region" aria-label=(caption) {
                table class="figures" {
                    caption class="vh" { (caption) }
                    thead { tr { @for name in head { th scope="col" { (name) } } } }
                    tbody {
                        @for row in rows {
                            tr { @for (at, cell) in row.iter().enumerate() { @if at == 0 { th scope="row" { (cell) } } @else { td { (cell) } } } }
                        }
                    }
                }
            }
        }
    }
}

/// What a report's page is made of beside the numbers: names of rules by id.
pub struct ReportView<'a> {
    /// The numbers.
    pub report: &'a Report,
    /// Every quarter that has begun.
    pub quarters: &'a [Quarter],
    /// Name of a rule.
    pub rule: &'a dyn Fn(&str) -> String,
}

/// Returns the report of a quarter.
pub fn report(shell: &Shell, view: &ReportView<'_>) -> Page {
    let lang = shell.lang;
    let it = view.report;
    let number = it.quarter.number;
    let body = html! {
        (commons_tabs(lang, Tabbed::Moderation))
        div class="tabbed-head" {
            (eyebrow(&[&t!(lang, "transparency-eyebrow"), &t!(lang, "quarter", number = number)]))
            h1 { (t!(lang, "transparency-title")) }
            p class="ask" { (t!(lang, "transparency-ask")) }
            (quarters(lang, view.quarters, it.quarter, paths::TRANSPARENCY))
            div class="btnrow" { (link_button(&t!(lang, "transparency-csv"), &format!("{}/csv?quarter={number}", paths::TRANSPARENCY), Tone::Normal)) }
        }
        (moderation_part(lang, view))
        section class="sec" {
            h2 { (t!(lang, "transparency-kept")) }
            p { (t!(lang, "transparency-kept-sentence")) }
            (table(&t!(lang, "transparency-kept"), &[&t!(lang, "transparency-category"), &t!(lang, "transparency-basis"), &t!(lang, "transparency-days"), &t!(lang, "transparency-yes"), &t!(lang, "transparency-no")], &kept_rows(lang, it), ""))
        }
        section class="sec" {
            h2 { (t!(lang, "erasures-title")) }
            p { (t!(lang, "erasures-ask")) }
            (table(&t!(lang, "erasures-title"), &[&t!(lang, "erasure-cause"), &t!(lang, "transparency-category"), &t!(lang, "erasure-items")], &summed(lang, &it.erasures), &t!(lang, "erasures-none")))
            p class="small" { a class="link tap" href=(format!("{}?quarter={number}", paths::ERASURES)) { (t!(lang, "erasures-by-day")) } }
        }
    };
    Page::new(t!(lang, "transparency-title"), Place::Commons, body).canonical(paths::TRANSPARENCY)
}

fn moderation_part(lang: Lang, view: &ReportView<'_>) -> Markup {
    let it = view.report;
    let reports: Vec<Vec<String>> = it
        .reports
        .iter()
        .map(|(rule, state, number)| {
            let state = t!(lang, &format!("transparency-state-{state}"));
            vec![(view.rule)(rule), state.into_owned(), count(lang, *number)]
        })
        .collect();
    let actions: Vec<Vec<String>> = it
        .actions
        .iter()
        .map(|(rule, step, number)| {
            let step = t!(lang, &format!("action-{step}"));
            let role = t!(lang, "role-moderator");
            vec![
                (view.rule)(rule),
                role.into_owned(),
                step.into_owned(),
                count(lang, *number),
            ]
        })
        .collect();
    let median = it.median_ms.map_or_else(
        || t!(lang, "transparency-no-median").into_owned(),
        |ms| span(lang, ms),
    );
    html! {
        section class="sec first" {
            h2 { (t!(lang, "transparency-reports")) }
            (table(&t!(lang, "transparency-reports"), &[&t!(lang, "transparency-rule"), &t!(lang, "transparency-outcome"), &t!(lang, "transparency-number")], &reports, &t!(lang, "transparency-no-reports")))
            dl class="pairs" {
                div { dt { (t!(lang, "transparency-people-reporting")) } dd { (people_words(lang, it.people.0)) } }
                div { dt { (t!(lang, "transparency-answered")) } dd { (count(lang, it.answered.0)) } }
                div { dt { (t!(lang, "transparency-late", length = span(lang, it.deadline_ms))) } dd { (count(lang, it.answered.1)) } }
                div { dt { (t!(lang, "transparency-median")) } dd { (median) } }
            }
        }
        section class="sec" {
            h2 { (t!(lang, "transparency-actions")) }
            p { (t!(lang, "transparency-actions-sentence")) }
            (table(&t!(lang, "transparency-actions"), &[&t!(lang, "transparency-rule"), &t!(lang, "transparency-role"), &t!(lang, "transparency-outcome"), &t!(lang, "transparency-number")], &actions, &t!(lang, "transparency-no-actions")))
            dl class="pairs" {
                div { dt { (t!(lang, "transparency-people-acted")) } dd { (people_words(lang, it.people.1)) } }
            }
        }
        (jury_part(lang, view))
    }
}

/// What was taken to a jury, and what juries came to.
fn jury_part(lang: Lang, view: &ReportView<'_>) -> Markup {
    let it = view.report;
    let appeals: Vec<Vec<String>> = it
        .appeals
        .iter()
        .map(|(rule, number)| vec![(view.rule)(rule), count(lang, *number)])
        .collect();
    let rulings: Vec<Vec<String>> = it
        .rulings
        .iter()
        .map(|ruled| {
            let level = match ruled.level {
                Level::First => 1,
                Level::Second => 2,
                Level::Third => 3,
            };
            let outcome = match ruled.ruling {
                Some(Ruling::Uphold) => t!(lang, "transparency-upheld-by-jury"),
                Some(Ruling::Reverse) => t!(lang, "transparency-reversed"),
                None => t!(lang, "transparency-no-ruling"),
            };
            vec![
                (view.rule)(&ruled.rule),
                t!(lang, "transparency-jury", level = level).into_owned(),
                outcome.into_owned(),
                count(lang, ruled.count),
            ]
        })
        .collect();
    html! {
        section class="sec" {
            h2 { (t!(lang, "transparency-appeals")) }
            (table(&t!(lang, "transparency-appeals"), &[&t!(lang, "transparency-rule"), &t!(lang, "transparency-number")], &appeals, &t!(lang, "transparency-no-appeals")))
            @if !rulings.is_empty() {
                (table(&t!(lang, "transparency-rulings"), &[&t!(lang, "transparency-rule"), &t!(lang, "transparency-role"), &t!(lang, "transparency-outcome"), &t!(lang, "transparency-number")], &rulings, ""))
            }
        }
    }
}

fn kept_rows(lang: Lang, report: &Report) -> Vec<Vec<String>> {
    let one = |it: &app::transparency::KeptCategory| {
        let basis = crate::api::policy::word_of(&crate::api::policy::BASES, &it.basis);
        let is_asked = it.basis != ledger::policy::Basis::Needed;
        let said = |people| {
            if is_asked {
                people_words(lang, people)
            } else {
                "–".to_owned()
            }
        };
        vec![
            t!(lang, &format!("category-{}", it.category.word())).into_owned(),
            t!(lang, &format!("basis-{basis}")).into_owned(),
            super::policy::kept(lang, it.retention_days),
            said(it.said.0),
            said(it.said.1),
        ]
    };
    report.kept.iter().map(one).collect()
}

fn category_words(lang: Lang, erasure: &Erasure) -> String {
    match erasure.category {
        None => t!(lang, "erasure-everything").into_owned(),
        Some(category) => t!(lang, &format!("category-{}", category.word())).into_owned(),
    }
}

fn cause_words(lang: Lang, erasure: &Erasure) -> String {
    t!(lang, &format!("erasure-{}", erasure.cause.word())).into_owned()
}

/// Sums of a quarter by cause and category.
fn summed(lang: Lang, erasures: &[Erasure]) -> Vec<Vec<String>> {
    let mut sums: Vec<(Erasure, u64)> = Vec::new();
    for it in erasures {
        let same = sums
            .iter_mut()
            .find(|(sum, _)| (sum.cause, sum.category) == (it.cause, it.category));
        match same {
            Some((_, sum)) => *sum += it.item_count,
            None => sums.push((*it, it.item_count)),
        }
    }
    sums.iter()
        .map(|(it, sum)| {
            vec![
                cause_words(lang, it),
                category_words(lang, it),
                count(lang, *sum),
            ]
        })
        .collect()
}

/// Returns the ledger of erasures of a quarter.
pub fn erasures(shell: &Shell, all: &[Quarter], quarter: Quarter, listed: &[Erasure]) -> Page {
    let lang = shell.lang;
    let body = html! {
        (commons_tabs(lang, Tabbed::Policies))
        div class="tabbed-head" {
            (eyebrow(&[&t!(lang, "data-policy-short"), &t!(lang, "quarter", number = quarter.number)]))
            h1 { (t!(lang, "erasures-title")) }
            p class="ask" { (t!(lang, "erasures-ask")) }
            (quarters(lang, all, quarter, paths::ERASURES))
        }
        @if listed.is_empty() { p class="quiet" { (t!(lang, "erasures-none")) } }
        @else {
            div class="scroll" tabindex="0" role="region" aria-label=(t!(lang, "erasures-title")) {
                table class="figures" {
                    caption class="vh" { (t!(lang, "erasures-title")) }
                    thead { tr {
                        th scope="col" { (t!(lang, "erasure-day")) } th scope="col" { (t!(lang, "erasure-cause")) }
                        th scope="col" { (t!(lang, "transparency-category")) } th scope="col" { (t!(lang, "erasure-items")) }
                        th scope="col" { (t!(lang, "erasure-decision")) }
                    } }
                    tbody {
                        @for it in listed {
                            tr {
                                th scope="row" { (date(lang, it.day_ms)) }
                                td { (cause_words(lang, it)) } td { (category_words(lang, it)) } td { (count(lang, it.item_count)) }
                                td {
                                    @if it.category.is_none() { "–" }
                                    @else if it.proposal.0 == 0 { (t!(lang, "policy-founding")) }
                                    @else { a class="link" href=(links::decision(it.proposal.0.into())) { (t!(lang, "decision-number", number = it.proposal.0)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
        p class="after small" { a class="link tap" href=(format!("{}?quarter={}", paths::TRANSPARENCY, quarter.number)) { (t!(lang, "transparency-title")) } }
    };
    Page::new(t!(lang, "erasures-title"), Place::Commons, body).canonical(paths::ERASURES)
}
