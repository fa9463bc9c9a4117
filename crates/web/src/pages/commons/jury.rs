//! The jury room: one work, one rule, two answers and a reason. It takes about two minutes.

use ledger::challenge::Right;
use ledger::jury::{Ground, Level, Ruling};
use ledger::policy::Rule;
use maud::{Markup, html};

use super::decision::rights::{right_name, right_text};
use super::diff::{ClauseChange, clause};
use super::justice::{BroughtBy, CaseLine, money, ruling_words, step_words};
use crate::components::form::{Choice, choices};
use crate::components::furniture::{Tone, eyebrow, submit};
use crate::layout::{Page, Place, Shell};
use crate::pages::signing::{self, Signer};
use crate::text::Lang;
use crate::text::moment::deadline;
use crate::{links, t};

/// The work, without whose it is.
#[derive(Clone, Debug, Default)]
pub struct Item {
    /// Its title or first words.
    pub title: String,
    /// All of its words, as they were typed.
    pub words: String,
    /// Address, width, height and description of each picture.
    pub pictures: Vec<(String, u32, u32, String)>,
}

/// What a jury judges.
#[derive(Clone, Debug)]
pub enum Judged {
    /// An act of moderation.
    Act {
        /// Who brought it.
        by: BroughtBy,
        /// The work; nothing if its maker deleted it.
        item: Option<Item>,
        /// What was done, as a permanent word.
        step: &'static str,
        /// The rule as it stood.
        rule: Rule,
        /// What the moderator wrote.
        reasons: String,
    },
    /// A decision that members challenged.
    Decision {
        /// Its number.
        number: u32,
        /// Its question.
        title: String,
        /// Its reasons, already made safe.
        reasons: Markup,
        /// What it changes.
        changes: Vec<ClauseChange>,
        /// The right it is said to contradict.
        right: Right,
    },
}

/// What the juror can do now.
#[derive(Clone, Debug)]
pub enum Task {
    /// Seal a verdict until then; the ruling that is sealed already, if one is.
    Seal(u64, Option<Ruling>),
    /// Open the verdict until then, if it is kept here.
    Open(u64, Option<(Ruling, Ground)>),
    /// Wait for the others until then.
    Wait(u64),
    /// Nothing, since they are tied to the maker.
    Tied(u64),
}

type Words = std::borrow::Cow<'static, str>;

impl Judged {
    /// A ruling in words, and what it means.
    fn ruling(&self, lang: Lang, ruling: Ruling) -> (Words, Words) {
        let word = ruling.word();
        match self {
            Self::Act { .. } => (
                t!(lang, &format!("ruling-{word}")),
                t!(lang, &format!("ruling-{word}-note")),
            ),
            Self::Decision { .. } => (
                t!(lang, &format!("ruling-of-decision-{word}")),
                t!(lang, &format!("ruling-of-decision-{word}-note")),
            ),
        }
    }

    /// A ground in words, and what it means.
    fn ground(&self, lang: Lang, ground: Ground) -> (Words, Words) {
        let word = ground.word();
        match self {
            Self::Act { .. } => (
                t!(lang, &format!("ground-{word}")),
                t!(lang, &format!("ground-{word}-note")),
            ),
            Self::Decision { .. } => (
                t!(lang, &format!("ground-of-decision-{word}")),
                t!(lang, &format!("ground-of-decision-{word}-note")),
            ),
        }
    }

    fn tied(&self) -> &'static str {
        match self {
            Self::Act { .. } => "room-tied-sentence",
            Self::Decision { .. } => "room-decision-tied",
        }
    }

    fn aside(&self) -> &'static str {
        match self {
            Self::Act { .. } => "room-aside-sentence",
            Self::Decision { .. } => "room-decision-aside",
        }
    }
}

/// Everything the room shows.
#[derive(Clone, Debug)]
pub struct RoomView {
    /// The jury's number.
    pub jury: u32,
    /// Its level.
    pub level: Level,
    /// Its seats.
    pub seats: u32,
    /// What is judged.
    pub judged: Judged,
    /// What who appealed or challenges wrote.
    pub words: String,
    /// Earlier cases under the rule.
    pub precedents: Vec<CaseLine>,
    /// What is to be done.
    pub task: Task,
    /// What every juror is credited, in minor units.
    pub pay: u64,
    /// Who signs.
    pub signer: Signer,
}

/// Returns the jury room.
pub fn room(shell: &Shell, view: &RoomView) -> Page {
    let lang = shell.lang;
    let until_ms = match &view.task {
        Task::Seal(until, _) | Task::Open(until, _) | Task::Wait(until) | Task::Tied(until) => {
            *until
        }
    };
    let body = html! {
        div class="head" {
            (eyebrow(&[&t!(lang, "room-eyebrow"), &t!(lang, "room-minutes"), &t!(lang, "room-until", until = deadline(lang, until_ms, shell.now_ms))]))
            (question(lang, view))
        }
        div class="hearing" {
            @match &view.judged {
                Judged::Act { item: work, .. } => (item(lang, work.as_ref())),
                Judged::Decision { number, title, reasons, changes, .. } => (decided(lang, (*number, title), reasons, changes)),
            }
            div class="hearing-sides" {
                @match &view.judged {
                    Judged::Act { rule: cited, reasons, .. } => {
                        (rule(lang, cited))
                        section { h2 { (t!(lang, "room-moderator")) } p { (reasons) } }
                        @if !view.words.is_empty() { section { h2 { (t!(lang, "room-maker")) } p class="as-typed" { (view.words) } } }
                    }
                    Judged::Decision { right, .. } => {
                        section {
                            h2 { (t!(lang, "case-right")) }
                            blockquote class="law" { p class="small quiet" { (right_name(lang, *right)) } p class="x" { (right_text(lang, *right)) } }
                        }
                        @if !view.words.is_empty() { section { h2 { (t!(lang, "room-challenger")) } p class="as-typed" { (view.words) } } }
                    }
                }
                (precedents(lang, &view.precedents))
            }
        }
        (task(shell, view))
        (signing::sheet(shell, &view.signer))
    };
    Page::new(t!(lang, "room-eyebrow"), Place::Commons, body).script(signing::SCRIPTS[0])
}

fn question(lang: Lang, view: &RoomView) -> Markup {
    let others = view.seats.saturating_sub(1);
    html! {
        @match &view.judged {
            Judged::Act { step, by: BroughtBy::Maker, .. } => {
                h1 { (t!(lang, "room-title")) }
                p class="ask" { (t!(lang, "room-ask", step = step_words(lang, step), others = others)) }
            }
            Judged::Act { step, by: BroughtBy::Moderation, .. } => {
                h1 { (t!(lang, "room-referred-title")) }
                p class="ask" { (t!(lang, "room-referred-ask", step = step_words(lang, step), others = others)) }
            }
            Judged::Decision { .. } => {
                h1 { (t!(lang, "room-decision-title")) }
                p class="ask" { (t!(lang, "room-decision-ask", others = others)) }
            }
        }
    }
}

fn decided(
    lang: Lang,
    (number, title): (u32, &str),
    reasons: &Markup,
    changes: &[ClauseChange],
) -> Markup {
    html! {
        div {
            h2 { a class="link" href=(links::decision(number.into())) { (title) } }
            div class="prose" { (reasons) }
            div class="stack after" { @for change in changes { (clause(lang, change)) } }
        }
    }
}

fn item(lang: Lang, item: Option<&Item>) -> Markup {
    html! {
        @match item {
            None => p class="quiet" { (t!(lang, "room-gone")) },
            Some(item) => figure class="hearing-work" {
                @for (src, width, height, alt) in &item.pictures { img src=(src) width=(width) height=(height) alt=(alt); }
                figcaption { b { (item.title) } @if !item.words.is_empty() { p class="as-typed" { (item.words) } } }
            }
        }
    }
}

fn rule(lang: Lang, rule: &Rule) -> Markup {
    html! {
        section {
            h2 { (t!(lang, "statement-rule")) }
            blockquote class="law" {
                p class="small quiet" { (rule.title) }
                p class="x" { (rule.text) }
                @if !rule.examples.is_empty() { ul class="next small" { @for example in &rule.examples { li { (example) } } } }
            }
        }
    }
}

fn precedents(lang: Lang, lines: &[CaseLine]) -> Markup {
    html! {
        @if !lines.is_empty() {
            section {
                h2 { (t!(lang, "room-precedents")) }
                ul class="next small" {
                    @for line in lines {
                        li {
                            a class="link tap" href=(links::case(line.number.into())) { (t!(lang, "case-number", number = line.number)) } ": "
                            (ruling_words(lang, &line.about, line.ruling))
                            @if let Some(said) = &line.said { " “" (said) "”" }
                        }
                    }
                }
            }
        }
    }
}

fn task(shell: &Shell, view: &RoomView) -> Markup {
    let lang = shell.lang;
    html! {
        section class="sec hearing-answer" {
            @match &view.task {
                Task::Seal(_, sealed) => {
                    (seal_form(lang, view, *sealed))
                    (aside(lang, view))
                }
                Task::Open(_, Some((ruling, ground))) => {
                    h2 { (t!(lang, "room-open")) }
                    p { (t!(lang, "room-open-sentence")) }
                    p class="after" { b { (view.judged.ruling(lang, *ruling).0) } " · " (view.judged.ground(lang, *ground).0) }
                    form class="after" method="post" action=(links::CASES) data-sign="open-verdict" {
                        input type="hidden" name="jury" value=(view.jury);
                        (submit(&t!(lang, "room-open-act"), Tone::Primary))
                    }
                }
                Task::Open(_, None) => p { (t!(lang, "room-not-kept")) },
                Task::Wait(until_ms) => {
                    h2 { (t!(lang, "room-wait")) }
                    p { (t!(lang, "room-wait-sentence", until = deadline(lang, *until_ms, shell.now_ms))) }
                }
                Task::Tied(_) => {
                    h2 { (t!(lang, "room-tied")) }
                    p { (t!(lang, view.judged.tied())) }
                    (aside(lang, view))
                }
            }
        }
    }
}

fn seal_form(lang: Lang, view: &RoomView, sealed: Option<Ruling>) -> Markup {
    let labels = Ground::ALL.map(|it| view.judged.ground(lang, it).0);
    let notes = Ground::ALL.map(|it| view.judged.ground(lang, it).1);
    let entries: Vec<Choice<'_>> = Ground::ALL
        .iter()
        .zip(labels.iter().zip(&notes))
        .map(|(ground, (label, note))| Choice {
            value: ground.word(),
            label,
            note,
            chosen: false,
        })
        .collect();
    html! {
        h2 { (t!(lang, "room-question")) }
        @if sealed.is_some() { p class="vote-note" role="status" { (t!(lang, "room-sealed")) } }
        form class="form" method="post" action=(links::CASES) data-sign="seal-verdict" {
            input type="hidden" name="jury" value=(view.jury);
            (choices("ground", &t!(lang, "room-ground"), &entries))
            div class="votes hearing-votes" role="group" aria-label=(t!(lang, "room-question")) {
                @for ruling in [Ruling::Uphold, Ruling::Reverse] {
                    button class="vote" type="submit" name="ruling" value=(ruling.word()) aria-pressed=(sealed == Some(ruling)) {
                        @let (said, note) = view.judged.ruling(lang, ruling);
                        span { b { (said) } small { (note) } }
                    }
                }
            }
        }
        h3 class="after" { (t!(lang, "room-then")) }
        ol class="next" {
            li { (t!(lang, "room-then-sealed")) }
            li { (t!(lang, "room-then-opened")) }
            @if matches!(view.judged, Judged::Decision { .. }) { li { (t!(lang, "room-then-decision")) } }
            @else if matches!(view.judged, Judged::Act { by: BroughtBy::Moderation, .. }) && view.level == Level::Second { li { (t!(lang, "room-then-referred", needed = view.level.needed(view.seats, view.seats), seats = view.seats)) } }
            @else if view.level == Level::First { li { (t!(lang, "room-then-first")) } }
            @else { li { (t!(lang, "room-then-higher")) } }
        }
        @if view.pay > 0 { p class="small quiet after" { (t!(lang, "room-pay", amount = money(lang, view.pay))) } }
    }
}

fn aside(lang: Lang, view: &RoomView) -> Markup {
    html! {
        form class="after" method="post" action=(links::CASES) data-sign="step-aside" data-then=(links::CASES) {
            input type="hidden" name="jury" value=(view.jury);
            p class="small quiet" { (t!(lang, view.judged.aside())) }
            (submit(&t!(lang, "room-aside"), Tone::Plain))
        }
    }
}
