//! Claims of work: what I did, what I am asked to look at, and one claim by itself.

use ledger::ids::RoundNumber;
use ledger::work::{Attestation, Skill, SkillHeld, WorkClass};
use maud::{Markup, html};

use super::paths;
use crate::components::form::{Choice, Field, FieldKind, choices, field};
use crate::components::furniture::{Tone, eyebrow, submit};
use crate::components::person::Face;
use crate::layout::{Page, Place, Shell};
use crate::pages::signing::{self, Signer};
use crate::text::Lang;
use crate::text::moment::{date_near, deadline};
use crate::{links, t};

/// Where a claim is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Reviewers are drawn then, in milliseconds.
    Called(u64),
    /// They look at it until then; so many have answered.
    Reviewing(u64, usize),
    /// It was over then; what counts, and the round that pays it.
    Over(u64, Option<WorkClass>, Option<RoundNumber>),
}

/// A line of a claim.
#[derive(Clone, Debug)]
pub struct ClaimLine {
    /// Its number.
    pub number: u32,
    /// With which skill.
    pub skill: Skill,
    /// How large its maker finds it.
    pub class: WorkClass,
    /// What was done; empty once erased.
    pub title: String,
    /// When it was claimed, in milliseconds.
    pub filed_ms: u64,
    /// Where it is.
    pub standing: Standing,
}

/// What the page of work shows of claims.
#[derive(Clone, Debug)]
pub struct Desk {
    /// Claims that wait for the reader's word.
    pub to_review: Vec<ClaimLine>,
    /// The reader's own, the latest first.
    pub own: Vec<ClaimLine>,
    /// The reader's skills.
    pub skills: Vec<(Skill, SkillHeld)>,
    /// Who signs.
    pub signer: Signer,
}

/// One claim.
#[derive(Clone, Debug)]
pub struct ClaimPage {
    /// Its line.
    pub line: ClaimLine,
    /// What it is and where to see it.
    pub words: String,
    /// Whose it is.
    pub maker: Option<Face>,
    /// Whether it is the reader's.
    pub is_own: bool,
    /// Whether the reader is asked.
    pub asks: bool,
    /// What the reader said.
    pub said: Option<Attestation>,
    /// What everybody said, once it is over.
    pub answers: Vec<Attestation>,
    /// Who signs.
    pub signer: Signer,
}

/// What a skill is called.
pub fn skill_words(lang: Lang, skill: Skill) -> std::borrow::Cow<'static, str> {
    t!(lang, &format!("skill-{}", skill.word()))
}

fn title_of(lang: Lang, line: &ClaimLine) -> String {
    if line.title.is_empty() {
        t!(lang, "claim-gone").into_owned()
    } else {
        line.title.clone()
    }
}

fn standing(shell: &Shell, line: &ClaimLine) -> String {
    let lang = shell.lang;
    match line.standing {
        Standing::Called(at_ms) => t!(
            lang,
            "claim-called",
            at = deadline(lang, at_ms, shell.now_ms)
        ),
        Standing::Reviewing(until_ms, answered) => t!(
            lang,
            "claim-reviewing",
            answered = answered,
            until = deadline(lang, until_ms, shell.now_ms)
        ),
        Standing::Over(at_ms, Some(class), _) => t!(
            lang,
            "claim-counts",
            class = class.weight(),
            date = date_near(lang, at_ms, shell.now_ms)
        ),
        Standing::Over(at_ms, None, _) => t!(
            lang,
            "claim-refused",
            date = date_near(lang, at_ms, shell.now_ms)
        ),
    }
    .into_owned()
}

/// The parts of the page of work that are about claims.
pub fn desk(shell: &Shell, desk: &Desk) -> Markup {
    let lang = shell.lang;
    html! {
        @if !desk.to_review.is_empty() {
            section class="sec" {
                h2 { (t!(lang, "work-asked")) }
                p { (t!(lang, "work-asked-sentence")) }
                ul class="rows" { @for line in &desk.to_review { li { (line_of(shell, line)) } } }
            }
        }
        section class="sec" {
            h2 { (t!(lang, "work-claims")) }
            p { (t!(lang, "work-claims-sentence")) }
            @if !desk.own.is_empty() { ul class="rows" { @for line in &desk.own { li { (line_of(shell, line)) } } } }
            details class="after" {
                summary class="tap" { (t!(lang, "work-claim")) }
                (claim_form(lang))
            }
            details class="after" {
                summary class="tap" { (t!(lang, "work-skills")) }
                (skills(lang, &desk.skills))
            }
        }
    }
}

fn line_of(shell: &Shell, line: &ClaimLine) -> Markup {
    let lang = shell.lang;
    html! {
        span {
            a class="link tap" href=(links::claim(line.number.into())) { (title_of(lang, line)) }
            small { (skill_words(lang, line.skill)) " · " (standing(shell, line)) }
        }
    }
}

fn class_choices(lang: Lang, name: &str, question: &str, with_no: bool) -> Markup {
    let labels: Vec<_> = WorkClass::ALL
        .iter()
        .map(|it| {
            let weight = it.weight();
            (
                weight.to_string(),
                t!(lang, &format!("class-{weight}")),
                t!(lang, "class-weight", weight = weight),
            )
        })
        .collect();
    let (no, no_note) = (t!(lang, "class-no"), t!(lang, "class-no-note"));
    let classes = labels.iter().map(|(value, label, note)| Choice {
        value,
        label,
        note,
        chosen: false,
    });
    let refusal = with_no.then_some(Choice {
        value: "no",
        label: &no,
        note: &no_note,
        chosen: false,
    });
    let entries: Vec<Choice<'_>> = classes.chain(refusal).collect();
    choices(name, question, &entries)
}

fn claim_form(lang: Lang) -> Markup {
    let (title, title_hint) = (t!(lang, "claim-title"), t!(lang, "claim-title-hint"));
    let (words, words_hint) = (t!(lang, "claim-words"), t!(lang, "claim-words-hint"));
    let labels = Skill::ALL.map(|it| skill_words(lang, it));
    let skills: Vec<Choice<'_>> = Skill::ALL
        .iter()
        .zip(&labels)
        .map(|(skill, label)| Choice {
            value: skill.word(),
            label,
            note: "",
            chosen: false,
        })
        .collect();
    html! {
        form class="form after" method="post" action=(paths::WORK) data-sign="claim-work" data-then=(paths::WORK) {
            (field(&Field { hint: &title_hint, required: true, length_max: Some(160), ..Field::text("title", &title) }))
            (field(&Field { hint: &words_hint, required: true, length_max: Some(2_000), kind: FieldKind::Lines(4), ..Field::text("words", &words) }))
            (choices("skill", &t!(lang, "claim-skill"), &skills))
            (class_choices(lang, "class", &t!(lang, "claim-class"), false))
            p class="small quiet" { (t!(lang, "claim-then")) }
            div class="btnrow" { (submit(&t!(lang, "claim-act"), Tone::Primary)) }
        }
    }
}

fn skills(lang: Lang, skills: &[(Skill, SkillHeld)]) -> Markup {
    html! {
        p class="after" { (t!(lang, "work-skills-sentence")) }
        ul class="rows" {
            @for (skill, held) in skills {
                li {
                    span {
                        (skill_words(lang, *skill))
                        @if held.attested > 0 { small { (t!(lang, "skill-attested", count = held.attested)) } }
                    }
                    form method="post" action=(paths::WORK) data-sign="declare-skill" data-then=(paths::WORK) {
                        input type="hidden" name="skill" value=(skill.word());
                        input type="hidden" name="declared" value=(if held.is_declared { "no" } else { "yes" });
                        button class="btn" type="submit" {
                            (t!(lang, if held.is_declared { "skill-take-back" } else { "skill-declare" }))
                            span class="vh" { " " (skill_words(lang, *skill)) }
                        }
                    }
                }
            }
        }
    }
}

/// Returns the page of one claim.
pub fn show(shell: &Shell, view: &ClaimPage) -> Page {
    let lang = shell.lang;
    let line = &view.line;
    let title = title_of(lang, line);
    let body = html! {
        div class="head" {
            (eyebrow(&[&t!(lang, "claim-number", number = line.number), &skill_words(lang, line.skill), &date_near(lang, line.filed_ms, shell.now_ms)]))
            h1 { (title) }
            p class="ask" { (standing(shell, line)) }
        }
        section class="sec first" {
            @if let Some(maker) = &view.maker { p { (t!(lang, "claim-by")) " " a class="link" href=(links::profile(&maker.handle)) { (maker.name) } } }
            p class="as-typed" { (view.words) }
            p class="small quiet" { (t!(lang, "claim-own-class", class = t!(lang, &format!("class-{}", line.class.weight())), weight = line.class.weight())) }
        }
        @if view.asks { (attest_form(lang, line.number)) }
        @else if let Some(said) = view.said { section class="sec" { p { (t!(lang, "claim-said", answer = answer_words(lang, said))) } } }
        @if !view.answers.is_empty() { (outcome(lang, view)) }
        p class="after" { a class="link" href=(paths::WORK) { (t!(lang, "claim-back")) } }
        (signing::sheet(shell, &view.signer))
    };
    Page::new(title, Place::Commons, body).script(signing::SCRIPTS[0])
}

fn answer_words(lang: Lang, answer: Attestation) -> String {
    match answer.class() {
        Some(class) => t!(lang, "claim-answer", class = class.weight()),
        None => t!(lang, "class-no"),
    }
    .into_owned()
}

fn attest_form(lang: Lang, number: u32) -> Markup {
    html! {
        section class="sec" {
            h2 { (t!(lang, "claim-question")) }
            p { (t!(lang, "claim-question-sentence")) }
            form class="form after" method="post" action=(links::CLAIMS) data-sign="attest-work" data-then=(links::claim(number.into())) {
                input type="hidden" name="claim" value=(number);
                (class_choices(lang, "answer", &t!(lang, "claim-class-reviewer"), true))
                div class="btnrow" { (submit(&t!(lang, "claim-attest"), Tone::Primary)) }
            }
        }
    }
}

fn outcome(lang: Lang, view: &ClaimPage) -> Markup {
    html! {
        section class="sec" {
            h2 { (t!(lang, "claim-answers")) }
            ul class="next" { @for answer in &view.answers { li { (answer_words(lang, *answer)) } } }
            @if let Standing::Over(_, Some(_), Some(round)) = view.line.standing {
                p class="after" { (t!(lang, "claim-paid", round = round.0)) }
            }
        }
    }
}
