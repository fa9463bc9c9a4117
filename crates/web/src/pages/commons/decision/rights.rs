//! Whether a decision contradicts a right: who says so, the way to a jury, what it ruled.

use ledger::challenge::Right;
use ledger::jury::Ruling;
use maud::{Markup, html};

use super::{DecisionView, Stage};
use crate::components::form::{Choice, Field, FieldKind, choices, field};
use crate::components::furniture::{Tone, submit};
use crate::components::meter::bar;
use crate::layout::Shell;
use crate::text::Lang;
use crate::{links, t};

/// The challenges of a decision, and what the reader may do.
#[derive(Clone, Debug, Default)]
pub struct RightsView {
    /// The challenges, in order.
    pub lines: Vec<ChallengeLine>,
    /// Whether the reader may bring one.
    pub may_challenge: bool,
    /// Whether the reader stands behind one.
    pub supports: bool,
}

impl RightsView {
    /// Whether a jury hears one of them.
    pub fn is_heard(&self) -> bool {
        let mut lines = self.lines.iter();
        lines.any(|it| it.case.is_some() && it.ruling.is_none())
    }
}

/// One challenge.
#[derive(Clone, Debug)]
pub struct ChallengeLine {
    /// Its place, from 1.
    pub number: u8,
    /// Which right.
    pub right: Right,
    /// What it takes away, in the words of who says so; nothing once erased.
    pub title: Option<String>,
    /// Why, already made safe.
    pub words: Markup,
    /// How many say so.
    pub support: u32,
    /// How many it takes.
    pub needed: u32,
    /// The case before a jury.
    pub case: Option<u32>,
    /// What the jury ruled.
    pub ruling: Option<Ruling>,
    /// Whether the reader may join them.
    pub may_support: bool,
}

/// The section of a decision's page; nothing where nobody challenges it and the reader cannot.
pub fn part(shell: &Shell, view: &DecisionView) -> Markup {
    let lang = shell.lang;
    let rights = &view.rights;
    html! {
        @if !rights.lines.is_empty() || rights.may_challenge {
            section class="sec" id="rights" {
                h2 { (t!(lang, "rights-title")) }
                @if matches!(view.stage, Stage::Confirming { .. } | Stage::Timelock { .. }) { p { (t!(lang, "rights-sentence")) } }
                @for line in &rights.lines { (challenge(lang, view.number, line)) }
                @if rights.supports { p class="small quiet after" { (t!(lang, "rights-yours")) } }
                @if rights.may_challenge {
                    details class="after" {
                        summary { (t!(lang, "rights-challenge")) }
                        (form(lang, view.number))
                    }
                }
            }
        }
    }
}

fn challenge(lang: Lang, decision: u32, line: &ChallengeLine) -> Markup {
    let counted = t!(
        lang,
        "rights-count",
        count = line.support,
        needed = line.needed
    );
    let share = u64::from(line.support) * 10_000 / u64::from(line.needed.max(1));
    html! {
        div class="card after" {
            p class="small quiet" { (t!(lang, "rights-by", right = right_name(lang, line.right))) }
            h3 { @match &line.title { Some(title) => (title), None => (t!(lang, "rights-erased")) } }
            (line.words)
            @match (line.case, line.ruling) {
                (None, _) => {
                    (bar(u32::try_from(share).unwrap_or(10_000), None, &counted))
                    p class="k sponsor-line" { (counted) }
                    @if line.may_support {
                        form method="post" action=(action(decision)) data-sign="support-challenge" {
                            input type="hidden" name="proposal" value=(decision);
                            input type="hidden" name="challenge" value=(line.number);
                            button class="btn" { (t!(lang, "rights-support")) }
                        }
                    }
                }
                (Some(case), ruling) => p class="after" {
                    (t!(lang, match ruling {
                        None => "rights-heard",
                        Some(Ruling::Uphold) => "rights-upheld",
                        Some(Ruling::Reverse) => "rights-reversed",
                    }))
                    " " a class="link tap" href=(links::case(case.into())) { (t!(lang, "case-number", number = case)) }
                },
            }
        }
    }
}

fn form(lang: Lang, decision: u32) -> Markup {
    let names = Right::ALL.map(|it| right_name(lang, it));
    let texts = Right::ALL.map(|it| right_text(lang, it));
    let entries: Vec<Choice<'_>> = Right::ALL
        .iter()
        .zip(names.iter().zip(&texts))
        .map(|(right, (label, note))| Choice {
            value: right.word(),
            label,
            note,
            chosen: false,
        })
        .collect();
    let (title, title_hint) = (t!(lang, "rights-what"), t!(lang, "rights-what-hint"));
    let (words, words_hint) = (t!(lang, "rights-why"), t!(lang, "rights-why-hint"));
    html! {
        form class="form" method="post" action=(action(decision)) data-sign="challenge-decision" {
            input type="hidden" name="proposal" value=(decision);
            p { (t!(lang, "rights-how")) }
            (choices("right", &t!(lang, "rights-which"), &entries))
            (field(&Field { hint: &title_hint, required: true, length_max: Some(160), ..Field::text("title", &title) }))
            (field(&Field { hint: &words_hint, required: true, length_max: Some(2_000), kind: FieldKind::Lines(4), ..Field::text("words", &words) }))
            div class="btnrow" { (submit(&t!(lang, "rights-act"), Tone::Primary)) }
        }
    }
}

fn action(decision: u32) -> String {
    format!("{}/challenges", links::decision(decision.into()))
}

/// What a right is called.
pub fn right_name(lang: Lang, right: Right) -> std::borrow::Cow<'static, str> {
    t!(lang, &format!("right-{}", right.word()))
}

/// What a right says.
pub fn right_text(lang: Lang, right: Right) -> std::borrow::Cow<'static, str> {
    t!(lang, &format!("right-{}-text", right.word()))
}
