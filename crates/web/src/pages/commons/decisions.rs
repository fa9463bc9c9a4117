//! Lists of decisions.

use ledger::operation::Choice;
use maud::{Markup, html};

use super::{Stage, Subject, Tabbed, choice_label, commons_tabs, failure_words, paths};
use crate::components::furniture::{Tab, Tone, button_row, link_button, older, tabs};
use crate::components::meter::bar;
use crate::components::state::empty;
use crate::layout::{Page, Place, Shell};
use crate::text::moment::{date_near, deadline, left};
use crate::text::number::percent;
use crate::{links, t};

/// A decision as a list shows it.
#[derive(Clone, Debug)]
pub struct DecisionCard {
    /// Its number.
    pub number: u32,
    /// The question.
    pub title: String,
    /// What it is about.
    pub subject: Subject,
    /// Where it stands.
    pub stage: Stage,
    /// How many ranked the items of a roadmap; nothing in any other.
    pub rankings: Option<u64>,
    /// For, of those who chose a side, in basis points; `None` before a vote.
    pub approval_bps: Option<u64>,
    /// What is needed of it, in basis points.
    pub approval_need_bps: u64,
    /// How many stand behind it, and how many it needs.
    pub sponsors: (u64, u64),
    /// How the reader voted.
    pub vote: Option<Choice>,
    /// Whether the reader's vote is still wanted.
    pub awaits_you: bool,
}

/// Draws a decision as one entry of a list.
pub fn card(shell: &Shell, it: &DecisionCard) -> Markup {
    let lang = shell.lang;
    html! {
        article class="decision-card" {
            p class="k" { span { (t!(lang, "decision-number", number = it.number)) " · " (it.subject.words(lang)) } span { (when(shell, it.stage)) } }
            h3 { a class="t" href=(links::decision(it.number.into())) { (it.title) } }
            (measure(shell, it))
            @if let Some(choice) = it.vote { p class="k" { span { (t!(lang, "vote-yours", choice = choice_label(lang, choice))) } } }
            @else if it.awaits_you { p class="k waits" { span { (t!(lang, "card-awaits-you")) } } }
        }
    }
}

fn when(shell: &Shell, stage: Stage) -> String {
    let lang = shell.lang;
    let day = |at: u64| date_near(lang, at, shell.now_ms);
    match stage {
        Stage::Draft { expires_ms, .. } => {
            t!(lang, "card-draft", until = day(expires_ms)).into_owned()
        }
        Stage::Open { closes_ms } => left(lang, closes_ms, shell.now_ms),
        Stage::Confirming { until_ms } => t!(
            lang,
            "card-confirming",
            until = deadline(lang, until_ms, shell.now_ms)
        )
        .into_owned(),
        Stage::Timelock { until_ms } => t!(
            lang,
            "card-timelock",
            at = deadline(lang, until_ms, shell.now_ms)
        )
        .into_owned(),
        Stage::Panel { until_ms, .. } => t!(
            lang,
            "card-panel",
            until = deadline(lang, until_ms, shell.now_ms)
        )
        .into_owned(),
        Stage::BetweenReadings { opens_ms } => {
            t!(lang, "path-again", when = day(opens_ms)).into_owned()
        }
        Stage::Enacted { at_ms } => t!(lang, "card-enacted", date = day(at_ms)).into_owned(),
        Stage::Failed { at_ms, .. } | Stage::Withdrawn { at_ms } => day(at_ms),
    }
}

fn measure(shell: &Shell, it: &DecisionCard) -> Markup {
    let lang = shell.lang;
    let narrow = |bps: u64| u32::try_from(bps).unwrap_or(10_000);
    if let (Stage::Open { .. }, Some(count)) = (it.stage, it.rankings) {
        return html! { p class="k" { span { (t!(lang, "card-rankings", count = count)) } } };
    }
    match (it.stage, it.approval_bps) {
        (Stage::Draft { .. }, _) => {
            let (have, needed) = it.sponsors;
            let words = t!(lang, "sponsor-count", count = have, needed = needed);
            html! { (bar(narrow(have * 10_000 / needed.max(1)), None, &words)) p class="k" { span { (words) } } }
        }
        (Stage::Failed { why, .. }, approval) => html! {
            p class="k" { span { (failure_words(lang, why)) } @if let Some(bps) = approval { span { (t!(lang, "count-for", value = percent(lang, bps as i64))) } } }
        },
        (Stage::Withdrawn { .. }, _) => {
            html! { p class="k" { span { (t!(lang, "vote-withdrawn")) } } }
        }
        (
            Stage::Open { .. }
            | Stage::Confirming { .. }
            | Stage::Timelock { .. }
            | Stage::BetweenReadings { .. }
            | Stage::Panel { .. }
            | Stage::Enacted { .. },
            Some(bps),
        ) => {
            let words = t!(
                lang,
                "card-approval",
                value = percent(lang, bps as i64),
                need = percent(lang, it.approval_need_bps as i64)
            );
            html! { (bar(narrow(bps), Some(narrow(it.approval_need_bps)), &words)) p class="k" { span { (t!(lang, "count-for", value = percent(lang, bps as i64))) } } }
        }
        (
            Stage::Open { .. }
            | Stage::Confirming { .. }
            | Stage::Timelock { .. }
            | Stage::BetweenReadings { .. }
            | Stage::Panel { .. }
            | Stage::Enacted { .. },
            None,
        ) => {
            html! { p class="k" { span { (t!(lang, "card-no-votes")) } } }
        }
    }
}

/// Which decisions a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    /// Votes that are open.
    Open,
    /// Drafts.
    Drafts,
    /// Adopted: passed, waiting or in force.
    Adopted,
    /// Failed or taken back.
    Rejected,
}

impl Filter {
    /// All, in order.
    pub const ALL: [Self; 4] = [Self::Open, Self::Drafts, Self::Adopted, Self::Rejected];

    /// The word in the address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Drafts => "drafts",
            Self::Adopted => "adopted",
            Self::Rejected => "rejected",
        }
    }

    /// Reads the word; anything else shows what is open.
    pub fn parse(word: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|filter| filter.word() == word)
            .unwrap_or(Self::Open)
    }
}

/// Returns the page of all decisions.
pub fn decisions(
    shell: &Shell,
    filter: Filter,
    listed: &[DecisionCard],
    next: Option<&str>,
) -> Page {
    let lang = shell.lang;
    let labels = Filter::ALL.map(|it| t!(lang, &format!("decisions-{}", it.word())));
    let hrefs = Filter::ALL.map(|it| format!("{}?stage={}", paths::DECISIONS, it.word()));
    let entries: Vec<Tab<'_>> = Filter::ALL
        .into_iter()
        .zip(labels.iter().zip(&hrefs))
        .map(|(it, (label, href))| Tab {
            label,
            href,
            current: it == filter,
        })
        .collect();
    let propose = [link_button(
        &t!(lang, "now-propose"),
        paths::PROPOSE,
        Tone::Primary,
    )];
    let body = html! {
        (commons_tabs(lang, Tabbed::Decisions))
        div class="tabbed-head" { h1 { (t!(lang, "decisions-title")) } }
        (tabs(&t!(lang, "decisions-title"), &entries))
        @if listed.is_empty() {
            div class="after" { (empty(&t!(lang, &format!("decisions-{}-empty-title", filter.word())), &t!(lang, &format!("decisions-{}-empty", filter.word())), &propose)) }
        } @else {
            h2 class="vh" { (t!(lang, &format!("decisions-{}", filter.word()))) }
            ul class="decisions after" { @for it in listed { li { (card(shell, it)) } } }
            (older(&t!(lang, "decisions-older"), next))
            (button_row(&propose))
        }
        p class="after small" { a class="link tap" href=(paths::DELEGATION) { (t!(lang, "decisions-delegation")) } }
    };
    Page::new(t!(lang, "decisions-title"), Place::Commons, body).canonical(paths::DECISIONS)
}
