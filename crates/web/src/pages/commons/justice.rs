//! Cases before juries, for everyone: which rule, how far, how ruled, what the jury said. Never who it
//! is about, and never who judged.

use ledger::challenge::Right;
use ledger::jury::{Duty, Ground, Hearing, JuryStage, Level, Ruling};
use maud::{Markup, html};

use super::decision::rights::{right_name, right_text};
use super::{Tabbed, commons_tabs, paths};
use crate::components::form::{Field, FieldKind, field};
use crate::components::furniture::{Tone, eyebrow, link_button, submit};
use crate::components::state::empty;
use crate::layout::{Page, Place, Shell};
use crate::pages::signing::{self, Signer};
use crate::text::Lang;
use crate::text::moment::{date_near, deadline};
use crate::{links, t};

/// Who brought a case about an act of moderation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BroughtBy {
    /// Whom the act was taken against.
    Maker,
    /// Those who moderate, so that a jury may find fraud.
    Moderation,
}

/// What a case is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// An act of moderation.
    Act {
        /// Title of the rule, or its id where it is no longer in force.
        rule: String,
        /// What was done, as a permanent word.
        step: &'static str,
        /// Who brought it.
        by: BroughtBy,
    },
    /// A decision.
    Decision {
        /// Its number.
        number: u32,
        /// The right it is said to contradict.
        right: Right,
    },
}

impl About {
    /// The rule's title, or the right's name.
    fn title(&self, lang: Lang) -> String {
        match self {
            Self::Act { rule, .. } => rule.clone(),
            Self::Decision { right, .. } => {
                t!(lang, "case-of-right", right = right_name(lang, *right)).into_owned()
            }
        }
    }
}

/// A case as a line of a list.
#[derive(Clone, Debug)]
pub struct CaseLine {
    /// Its number.
    pub number: u32,
    /// What it is about.
    pub about: About,
    /// How far it has come.
    pub level: Level,
    /// The ruling; nothing while a jury hears it.
    pub ruling: Option<Ruling>,
    /// When it was filed, in milliseconds.
    pub filed_ms: u64,
    /// What a jury said last about it.
    pub said: Option<String>,
}

/// The list of cases, and the reader's own part.
#[derive(Clone, Debug)]
pub struct CasesView {
    /// The cases, the latest first.
    pub lines: Vec<CaseLine>,
    /// Rules to choose from: id, title, whether it is chosen.
    pub rules: Vec<(String, String, bool)>,
    /// What is searched for.
    pub query: String,
    /// Juries on which something waits for the reader: number, until when, whether it is the opening.
    pub waiting: Vec<(u32, u64, bool)>,
    /// Whether the reader can be drawn, and what they are owed, in minor units; nothing if they are
    /// no member.
    pub duty: Option<(Duty, u64)>,
    /// Who signs.
    pub signer: Signer,
}

/// A jury as everyone sees it.
#[derive(Clone, Debug)]
pub struct JuryPart {
    /// Its number.
    pub number: u32,
    /// Its level.
    pub level: Level,
    /// What it sits for.
    pub hearing: Hearing,
    /// Seats.
    pub seats: u32,
    /// Where it is.
    pub stage: JuryStage,
    /// Verdicts sealed so far.
    pub sealed: u32,
    /// How many named each ground.
    pub grounds: Vec<(Ground, u32)>,
    /// What it said.
    pub statement: Option<String>,
    /// Where that is reported.
    pub report: Option<String>,
    /// Whether the reader may give its statement.
    pub may_state: bool,
    /// Whether the reader sits on it and it is not over.
    pub is_yours: bool,
}

/// A case as everyone sees it.
#[derive(Clone, Debug)]
pub struct CaseView {
    /// What the list says.
    pub line: CaseLine,
    /// What cases like it share: the rule's id, or `right:` and the right's word.
    pub topic: String,
    /// Version of the policy, where it is about a rule.
    pub version: Option<u32>,
    /// Its juries, in order.
    pub juries: Vec<JuryPart>,
    /// Until when the reader may take it further, in milliseconds; nothing if they may not.
    pub may_appeal_until_ms: Option<u64>,
    /// Who signs.
    pub signer: Signer,
}

/// Returns the list of cases.
pub fn list(shell: &Shell, view: &CasesView) -> Page {
    let lang = shell.lang;
    let body = html! {
        (commons_tabs(lang, Tabbed::Moderation))
        div class="tabbed-head" {
            h1 { (t!(lang, "juries-title")) }
            p class="ask" { (t!(lang, "cases-ask")) }
        }
        @for (number, until_ms, opens) in &view.waiting {
            div class="next-step" {
                p { (t!(lang, if *opens { "cases-waiting-opens" } else { "cases-waiting" }, until = deadline(lang, *until_ms, shell.now_ms))) }
                div class="btnrow" { (link_button(&t!(lang, "cases-to-room"), &links::jury_room((*number).into()), Tone::Primary)) }
            }
        }
        section class="sec first" {
            h2 { (t!(lang, "cases-list")) }
            (search_form(lang, view))
            @if view.lines.is_empty() { (empty(&t!(lang, "cases-empty-title"), &t!(lang, "cases-empty"), &[link_button(&t!(lang, "moderation-log"), paths::MODERATION, Tone::Normal)])) }
            ul class="rows log" { @for line in &view.lines { li { (case_line(shell, line)) } } }
        }
        @if let Some((duty, owed)) = view.duty { (duty_part(lang, duty, owed)) }
        (signing::sheet(shell, &view.signer))
    };
    Page::new(t!(lang, "juries-title"), Place::Commons, body)
        .canonical(links::CASES)
        .script(signing::SCRIPTS[0])
}

fn search_form(lang: Lang, view: &CasesView) -> Markup {
    let label = t!(lang, "cases-search");
    html! {
        form class="form" method="get" action=(links::CASES) {
            div class="field" {
                label for="rule" { (t!(lang, "cases-rule")) }
                select class="input" id="rule" name="rule" {
                    option value="" { (t!(lang, "cases-every-rule")) }
                    @for (id, title, chosen) in &view.rules { option value=(id) selected[*chosen] { (title) } }
                }
            }
            (field(&Field { kind: FieldKind::Search, value: &view.query, length_max: Some(100), ..Field::text("q", &label) }))
            div class="btnrow" { (submit(&t!(lang, "cases-find"), Tone::Normal)) }
        }
    }
}

fn case_line(shell: &Shell, line: &CaseLine) -> Markup {
    let lang = shell.lang;
    html! {
        span {
            a class="link" href=(links::case(line.number.into())) { (t!(lang, "case-number", number = line.number)) ": " (line.about.title(lang)) }
            small { (done_words(lang, &line.about)) " · " (t!(lang, "case-level", level = line.level.number())) }
            @if let Some(said) = &line.said { small { "“" (said) "”" } }
        }
        span class="amt" {
            (ruling_words(lang, &line.about, line.ruling))
            small { (date_near(lang, line.filed_ms, shell.now_ms)) }
        }
    }
}

fn duty_part(lang: Lang, duty: Duty, owed: u64) -> Markup {
    let (other, act) = match duty {
        Duty::Willing => (Duty::Declined, "duty-decline"),
        Duty::Declined => (Duty::Willing, "duty-accept"),
    };
    html! {
        section class="sec" {
            h2 { (t!(lang, "duty-title")) }
            p { (t!(lang, &format!("duty-is-{}", duty.word()))) }
            @if owed > 0 { p class="after" { (t!(lang, "duty-owed", amount = money(lang, owed))) } }
            form class="after" method="post" action=(links::CASES) data-sign="jury-duty" {
                input type="hidden" name="duty" value=(other.word());
                (submit(&t!(lang, act), Tone::Normal))
            }
        }
    }
}

/// Minor units of the commons' currency as an amount: `2.00`.
pub fn money(lang: Lang, minor: u64) -> String {
    crate::text::number::decimal(lang, i64::try_from(minor).unwrap_or(i64::MAX), 2, 2)
}

/// A kind of step in words.
pub fn step_words(lang: Lang, word: &str) -> std::borrow::Cow<'static, str> {
    t!(lang, &format!("case-done-{word}"))
}

fn done_words(lang: Lang, about: &About) -> std::borrow::Cow<'static, str> {
    match about {
        About::Act { step, .. } => step_words(lang, step),
        About::Decision { number, .. } => t!(lang, "decision-number", number = *number),
    }
}

/// What was ruled, in words.
pub fn ruling_words(
    lang: Lang,
    about: &About,
    ruling: Option<Ruling>,
) -> std::borrow::Cow<'static, str> {
    match (about, ruling) {
        (_, None) => t!(lang, "case-heard"),
        (About::Act { .. }, Some(Ruling::Uphold)) => t!(lang, "case-stands"),
        (About::Act { .. }, Some(Ruling::Reverse)) => t!(lang, "case-undone"),
        (About::Decision { .. }, Some(Ruling::Uphold)) => t!(lang, "case-decision-stands"),
        (About::Decision { .. }, Some(Ruling::Reverse)) => t!(lang, "case-decision-failed"),
    }
}

/// Returns the page of a case.
pub fn case(shell: &Shell, view: &CaseView) -> Page {
    let lang = shell.lang;
    let line = &view.line;
    let title = t!(lang, "case-number", number = line.number);
    let body = html! {
        div class="head" {
            (eyebrow(&[&t!(lang, "juries-title"), &title, &t!(lang, "case-level", level = line.level.number())]))
            h1 { (ruling_words(lang, &line.about, line.ruling)) }
            @match &line.about {
                About::Act { step, by: BroughtBy::Maker, .. } => p class="ask" { (t!(lang, "case-about", step = step_words(lang, step))) },
                About::Act { step, by: BroughtBy::Moderation, .. } => {
                    p class="ask" { (t!(lang, "case-about-referred", step = step_words(lang, step))) }
                    p class="after" { (t!(lang, referred_key(line))) }
                }
                About::Decision { .. } => p class="ask" { (t!(lang, "case-about-decision")) },
            }
        }
        @if line.level == Level::Third && line.ruling.is_some() { p class="after" { b { (t!(lang, "case-precedent")) } " " (t!(lang, "case-precedent-sentence")) } }
        (measure(lang, view))
        @for jury in &view.juries { (jury_part(shell, jury)) }
        @if let Some(until_ms) = view.may_appeal_until_ms {
            section class="sec" {
                h2 { (t!(lang, "case-further")) }
                p { (t!(lang, "case-further-sentence", until = deadline(lang, until_ms, shell.now_ms))) }
                form class="after" method="post" action=(links::CASES) data-sign="appeal-further" {
                    input type="hidden" name="case" value=(line.number);
                    (submit(&t!(lang, "case-further-act"), Tone::Primary))
                }
            }
        }
        (signing::sheet(shell, &view.signer))
    };
    Page::new(title, Place::Commons, body).script(signing::SCRIPTS[0])
}

/// What comes of a case in which fraud may be found, or came.
fn referred_key(line: &CaseLine) -> &'static str {
    match (line.ruling, line.level) {
        (None, Level::First | Level::Second) => "case-referred-open",
        (Some(Ruling::Uphold), Level::First | Level::Second) => "case-referred-found",
        (Some(Ruling::Reverse), Level::First | Level::Second) => "case-referred-not-found",
        (_, Level::Third) => "case-referred-further",
    }
}

/// The rule or the right that the case is measured by.
fn measure(lang: Lang, view: &CaseView) -> Markup {
    let alike = format!("{}?rule={}", links::CASES, links::encode(&view.topic));
    html! {
        section class="sec" {
            @match &view.line.about {
                About::Act { rule, .. } => {
                    h2 { (t!(lang, "statement-rule")) }
                    p { a class="link" href=(format!("{}#{}", paths::MODERATION_POLICY, view.topic)) { (rule) } }
                    p class="small quiet" {
                        @if let Some(version) = view.version { (t!(lang, "moderation-log-note", version = version)) " · " }
                        a class="link" href=(alike) { (t!(lang, "case-same-rule")) }
                    }
                }
                About::Decision { number, right } => {
                    h2 { (t!(lang, "case-right")) }
                    blockquote class="law" { p class="small quiet" { (right_name(lang, *right)) } p class="x" { (right_text(lang, *right)) } }
                    p class="after" {
                        a class="link" href=(format!("{}#rights", links::decision((*number).into()))) { (t!(lang, "decision-number", number = *number)) }
                        " · " a class="link" href=(alike) { (t!(lang, "case-same-right")) }
                    }
                }
            }
        }
    }
}

fn jury_part(shell: &Shell, jury: &JuryPart) -> Markup {
    let lang = shell.lang;
    let title = match jury.hearing {
        Hearing::Deciding => t!(lang, "jury-of-level", level = jury.level.number()),
        Hearing::Again => t!(lang, "jury-again"),
    };
    html! {
        section class="sec" {
            h2 { (title) }
            (jury_stage(shell, jury))
            @if let Some(said) = &jury.statement { blockquote class="law after" { p class="x" { (said) } } }
            @if let Some(href) = &jury.report { p class="small quiet" { a class="link tap" href=(href) rel="nofollow" { (t!(lang, "words-report")) } } }
            @if jury.is_yours { div class="btnrow after" { (link_button(&t!(lang, "cases-to-room"), &links::jury_room(jury.number.into()), Tone::Primary)) } }
            @if jury.may_state { (statement_form(lang, jury.number)) }
            p class="small quiet after" { a class="link" href=(format!("{}/juries/{}", links::API, jury.number)) { (t!(lang, "jury-receipt")) } }
        }
    }
}

fn jury_stage(shell: &Shell, jury: &JuryPart) -> Markup {
    let lang = shell.lang;
    let when = |at_ms| deadline(lang, at_ms, shell.now_ms);
    html! {
        @match jury.stage {
            JuryStage::Called { draws_ms } => p { (t!(lang, "jury-called", seats = jury.seats, at = when(draws_ms))) },
            JuryStage::Sealing { until_ms, .. } => p { (t!(lang, "jury-sealing", sealed = jury.sealed, seats = jury.seats, until = when(until_ms))) },
            JuryStage::Opening { until_ms } => p { (t!(lang, "jury-opening", until = when(until_ms))) },
            JuryStage::Over { at_ms, outcome } => {
                @if outcome.uphold + outcome.reverse == 0 && jury.hearing == Hearing::Again { p { (t!(lang, "jury-not-held")) } }
                @else {
                    p { (t!(lang, "jury-ruled", uphold = outcome.uphold, reverse = outcome.reverse)) " " (date_near(lang, at_ms, shell.now_ms)) }
                    @if outcome.ruling.is_none() { p { (t!(lang, "jury-no-quorum")) } }
                    ul class="next after" { @for (ground, count) in &jury.grounds { li { (t!(lang, &format!("ground-{}", ground.word()))) ": " (count) } } }
                }
            }
        }
    }
}

fn statement_form(lang: Lang, jury: u32) -> Markup {
    let (label, hint) = (t!(lang, "jury-state"), t!(lang, "jury-state-hint"));
    html! {
        form class="form after" method="post" action=(links::CASES) data-sign="state-verdict" {
            input type="hidden" name="jury" value=(jury);
            (field(&Field { hint: &hint, required: true, length_max: Some(2_000), kind: FieldKind::Lines(3), ..Field::text("words", &label) }))
            div class="btnrow" { (submit(&t!(lang, "jury-state-act"), Tone::Normal)) }
        }
    }
}
