//! The jury room: one work, one rule, two answers and a reason. It takes about two minutes.

use ledger::jury::{Ground, Level, Ruling};
use ledger::policy::Rule;
use maud::{Markup, html};

use super::justice::{CaseLine, money, step_words};
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

/// Everything the room shows.
#[derive(Clone, Debug)]
pub struct RoomView {
    /// The jury's number.
    pub jury: u32,
    /// Its level.
    pub level: Level,
    /// Its seats.
    pub seats: u32,
    /// The work; nothing if its maker deleted it.
    pub item: Option<Item>,
    /// What was done, as a permanent word.
    pub step: &'static str,
    /// The rule as it stood.
    pub rule: Rule,
    /// What the moderator wrote.
    pub reasons: String,
    /// What who appealed wrote.
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
            h1 { (t!(lang, "room-title")) }
            p class="ask" { (t!(lang, "room-ask", step = step_words(lang, view.step), others = view.seats.saturating_sub(1))) }
        }
        div class="hearing" {
            (item(lang, view.item.as_ref()))
            div class="hearing-sides" {
                (rule(lang, &view.rule))
                section { h2 { (t!(lang, "room-moderator")) } p { (view.reasons) } }
                @if !view.words.is_empty() { section { h2 { (t!(lang, "room-maker")) } p class="as-typed" { (view.words) } } }
                (precedents(lang, &view.precedents))
            }
        }
        (task(shell, view))
        (signing::sheet(shell, &view.signer))
    };
    Page::new(t!(lang, "room-eyebrow"), Place::Commons, body).script(signing::SCRIPTS[0])
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
                            (t!(lang, match line.ruling { Some(Ruling::Reverse) => "case-undone", Some(Ruling::Uphold) | None => "case-stands" }))
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
                    (aside(lang, view.jury))
                }
                Task::Open(_, Some((ruling, ground))) => {
                    h2 { (t!(lang, "room-open")) }
                    p { (t!(lang, "room-open-sentence")) }
                    p class="after" { b { (t!(lang, &format!("ruling-{}", ruling.word()))) } " · " (t!(lang, &format!("ground-{}", ground.word()))) }
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
                    p { (t!(lang, "room-tied-sentence")) }
                    (aside(lang, view.jury))
                }
            }
        }
    }
}

fn seal_form(lang: Lang, view: &RoomView, sealed: Option<Ruling>) -> Markup {
    let labels = Ground::ALL.map(|it| t!(lang, &format!("ground-{}", it.word())));
    let notes = Ground::ALL.map(|it| t!(lang, &format!("ground-{}-note", it.word())));
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
                        span { b { (t!(lang, &format!("ruling-{}", ruling.word()))) } small { (t!(lang, &format!("ruling-{}-note", ruling.word()))) } }
                    }
                }
            }
        }
        h3 class="after" { (t!(lang, "room-then")) }
        ol class="next" {
            li { (t!(lang, "room-then-sealed")) }
            li { (t!(lang, "room-then-opened")) }
            @if view.level == Level::First { li { (t!(lang, "room-then-first")) } }
            @else { li { (t!(lang, "room-then-higher")) } }
        }
        @if view.pay > 0 { p class="small quiet after" { (t!(lang, "room-pay", amount = money(lang, view.pay))) } }
    }
}

fn aside(lang: Lang, jury: u32) -> Markup {
    html! {
        form class="after" method="post" action=(links::CASES) data-sign="step-aside" data-then=(links::CASES) {
            input type="hidden" name="jury" value=(jury);
            p class="small quiet" { (t!(lang, "room-aside-sentence")) }
            (submit(&t!(lang, "room-aside"), Tone::Plain))
        }
    }
}
