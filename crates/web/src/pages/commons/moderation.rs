//! Reports and what follows: the report form, the queue, acting by the ladder, the public log.

use ledger::policy::{Rule, Step};
use maud::{Markup, html};

use super::policy::{ladder, step_words};
use super::{Tabbed, commons_tabs, paths};
use crate::components::form::{Choice, Field, FieldKind, choices, field};
use crate::components::furniture::{Tone, eyebrow, link_button, older, submit};
use crate::components::person::Face;
use crate::components::state::empty;
use crate::layout::{Page, Place, Shell};
use crate::pages::signing::{self, Signer};
use crate::text::Lang;
use crate::text::moment::{date_near, deadline, weekday_date};
use crate::{links, t};

/// A work as moderation shows it: its words, and a small picture if it has one.
#[derive(Clone, Debug)]
pub struct Work {
    /// Where it is.
    pub href: String,
    /// Its title or first words.
    pub title: String,
    /// Text of it, shortened.
    pub excerpt: String,
    /// Address, width, height and description of its first picture.
    pub picture: Option<(String, u32, u32, String)>,
    /// When it was posted, in milliseconds.
    pub posted_ms: u64,
}

fn work(shell: &Shell, it: &Work) -> Markup {
    let lang = shell.lang;
    html! {
        div class="case-work" {
            @if let Some((url, width, height, alt)) = &it.picture { img src=(url) width=(width) height=(height) alt=(alt) loading="lazy"; }
            div {
                h2 { a class="t" href=(it.href) { (it.title) } }
                @if !it.excerpt.is_empty() { p class="small" { (it.excerpt) } }
                p class="caption quiet" { (t!(lang, "moderation-posted", date = date_near(lang, it.posted_ms, shell.now_ms))) }
            }
        }
    }
}

/// The report form.
#[derive(Clone, Debug)]
pub struct ReportView {
    /// What is reported.
    pub work: Work,
    /// Rules in force.
    pub rules: Vec<Rule>,
    /// Where it posts to.
    pub action: String,
    /// What was wrong with the last attempt.
    pub error: Option<String>,
}

/// Returns the report form.
pub fn report(shell: &Shell, view: &ReportView) -> Page {
    let lang = shell.lang;
    let entries: Vec<Choice<'_>> = view
        .rules
        .iter()
        .map(|rule| Choice {
            value: &rule.id,
            label: &rule.title,
            note: &rule.text,
            chosen: false,
        })
        .collect();
    let (label, hint) = (t!(lang, "report-note"), t!(lang, "report-note-hint"));
    let body = html! {
        div class="head" {
            (eyebrow(&[&t!(lang, "moderation-title"), &t!(lang, "report-eyebrow")]))
            h1 { (t!(lang, "report-title")) }
            p class="ask" { (t!(lang, "report-ask")) }
        }
        (work(shell, &view.work))
        form class="form after" method="post" action=(view.action) {
            @if let Some(error) = &view.error { p class="flash-error" role="alert" { (error) } }
            (choices("rule", &t!(lang, "report-which"), &entries))
            (field(&Field { hint: &hint, length_max: Some(500), kind: FieldKind::Lines(3), ..Field::text("note", &label) }))
            div class="btnrow" { (submit(&t!(lang, "report-send"), Tone::Primary)) (link_button(&t!(lang, "report-not"), &view.work.href, Tone::Plain)) }
            p class="small quiet" { (t!(lang, "report-private")) }
        }
    };
    Page::new(t!(lang, "report-title"), Place::Elsewhere, body)
}

/// Returns the page after a report.
pub fn reported(shell: &Shell, back: &str, answer_by_ms: u64) -> Page {
    let lang = shell.lang;
    let body = html! {
        div class="head" {
            h1 { (t!(lang, "reported-title")) }
            p class="ask" { (t!(lang, "reported-ask", until = deadline(lang, answer_by_ms, shell.now_ms))) }
        }
        div class="btnrow" { (link_button(&t!(lang, "reported-back"), back, Tone::Primary)) (link_button(&t!(lang, "moderation-log"), paths::MODERATION, Tone::Plain)) }
    };
    Page::new(t!(lang, "reported-title"), Place::Elsewhere, body)
}

/// One line of the public log: never the name of a moderator or reporter.
#[derive(Clone, Debug)]
pub struct LogLine {
    /// Its id in the address.
    pub id: String,
    /// When, in milliseconds.
    pub at_ms: u64,
    /// Id and title of the rule, and the version it was taken from.
    pub rule: (String, String, u32),
    /// What was done.
    pub step: Step,
}

/// What the page of moderation shows.
#[derive(Clone, Debug, Default)]
pub struct LogView {
    /// Actions of the last four weeks.
    pub actions: u64,
    /// The log, newest first.
    pub lines: Vec<LogLine>,
    /// The way to older lines.
    pub older: Option<String>,
    /// Cases that wait, if the reader is a moderator.
    pub waiting: Option<u64>,
}

/// Returns the public log.
pub fn log(shell: &Shell, view: &LogView) -> Page {
    let lang = shell.lang;
    let body = html! {
        (commons_tabs(lang, Tabbed::Moderation))
        div class="tabbed-head" {
            h1 { (t!(lang, "moderation-title")) }
            p class="ask" { (t!(lang, "moderation-ask")) }
            div class="btnrow" { (link_button(&t!(lang, "juries-title"), links::CASES, Tone::Normal)) }
            @if let Some(waiting) = view.waiting { div class="btnrow" { (link_button(&t!(lang, "moderation-queue-link", count = waiting), "/commons/moderation/queue", if waiting == 0 { Tone::Normal } else { Tone::Primary })) } }
        }
        section class="sec first" {
            h2 { (t!(lang, "moderation-month", actions = view.actions)) }
            p { (t!(lang, "moderation-log-sentence")) }
            @if view.lines.is_empty() { (empty(&t!(lang, "moderation-empty-title"), &t!(lang, "moderation-empty"), &[link_button(&t!(lang, "moderation-read-policy"), paths::MODERATION_POLICY, Tone::Normal)])) }
            ul class="rows log" { @for line in &view.lines { li id=(line.id) { (log_line(shell, line)) } } }
            (older(&t!(lang, "moderation-older"), view.older.as_deref()))
        }
    };
    Page::new(t!(lang, "moderation-title"), Place::Commons, body).canonical(paths::MODERATION)
}

fn log_line(shell: &Shell, line: &LogLine) -> Markup {
    let lang = shell.lang;
    let (id, title, version) = &line.rule;
    html! {
        span {
            a class="link" href=(format!("{}#{id}", paths::MODERATION_POLICY)) { (title) }
            small { (t!(lang, "moderation-log-note", version = *version)) }
        }
        span class="amt" {
            (step_words(lang, &line.step))
            small { (date_near(lang, line.at_ms, shell.now_ms)) }
        }
    }
}

/// A case that waits for a moderator.
#[derive(Clone, Debug)]
pub struct CaseLine {
    /// Its id in the address.
    pub id: String,
    /// The work.
    pub work: Work,
    /// Rules that were cited, with how often.
    pub cited: Vec<(String, u64)>,
    /// By when it is to be answered, in milliseconds.
    pub due_ms: u64,
    /// Whether its reach is limited until then.
    pub is_limited: bool,
}

/// Returns the queue of cases; `next` is the way to those that wait less long.
pub fn queue(shell: &Shell, cases: &[CaseLine], next: Option<&str>) -> Page {
    let lang = shell.lang;
    let body = html! {
        (commons_tabs(lang, Tabbed::Moderation))
        div class="tabbed-head" { h1 { (t!(lang, "queue-title", count = cases.len())) } p class="ask" { (t!(lang, "queue-ask")) } }
        @if cases.is_empty() { (empty(&t!(lang, "queue-empty-title"), &t!(lang, "queue-empty"), &[])) }
        ul class="cases" {
            @for case in cases {
                li {
                    (work(shell, &case.work))
                    p class="small" { @for (index, (rule, times)) in case.cited.iter().enumerate() { @if index > 0 { " · " } (t!(lang, "queue-cited", rule = rule.as_str(), count = *times)) } }
                    p class="small quiet" {
                        (t!(lang, "queue-due", until = deadline(lang, case.due_ms, shell.now_ms)))
                        @if case.is_limited { " " (t!(lang, "queue-limited")) }
                    }
                    (link_button(&t!(lang, "queue-open"), &format!("/commons/moderation/queue/{}", case.id), Tone::Normal))
                }
            }
        }
        (older(&t!(lang, "queue-later"), next))
    };
    Page::new(t!(lang, "queue-page-title"), Place::Commons, body)
}

/// A case as the moderator decides it.
#[derive(Clone, Debug)]
pub struct CaseView {
    /// Its id.
    pub id: String,
    /// The work.
    pub work: Work,
    /// What reporters wrote: the rule they chose, their words.
    pub reports: Vec<(String, String)>,
    /// Each rule in force with how often this author was found against it and the step due now.
    pub options: Vec<CaseOption>,
    /// What was wrong with the last attempt.
    pub error: Option<String>,
}

/// A rule and the only step its ladder gives for this author.
#[derive(Clone, Debug)]
pub struct CaseOption {
    /// The rule.
    pub rule: Rule,
    /// Findings against this author so far.
    pub findings: u64,
    /// The step that follows.
    pub step: Step,
}

/// Returns the page on which a case is decided.
pub fn case(shell: &Shell, view: &CaseView) -> Page {
    let lang = shell.lang;
    let notes: Vec<String> = view
        .options
        .iter()
        .map(|option| {
            t!(
                lang,
                "case-step",
                step = step_words(lang, &option.step),
                findings = option.findings,
                ladder = ladder(lang, &option.rule.ladder)
            )
            .into_owned()
        })
        .collect();
    let entries: Vec<Choice<'_>> = view
        .options
        .iter()
        .zip(&notes)
        .map(|(option, note)| Choice {
            value: &option.rule.id,
            label: &option.rule.title,
            note,
            chosen: false,
        })
        .collect();
    let (label, hint) = (t!(lang, "case-reason"), t!(lang, "case-reason-hint"));
    let action = format!("/commons/moderation/queue/{}", view.id);
    let body = html! {
        div class="head" {
            (eyebrow(&[&t!(lang, "moderation-title"), &t!(lang, "case-eyebrow", count = view.reports.len())]))
            h1 { (t!(lang, "case-title")) }
            p class="ask" { (t!(lang, "case-ask")) }
        }
        (work(shell, &view.work))
        section class="sec" {
            h2 { (t!(lang, "case-reports")) }
            ul class="rows" { @for (rule, words) in &view.reports { li { span { (rule) @if !words.is_empty() { small { "“" (words) "”" } } } } } }
        }
        form class="form sec" method="post" action=(format!("{action}/act")) {
            @if let Some(error) = &view.error { p class="flash-error" role="alert" { (error) } }
            (choices("rule", &t!(lang, "case-which"), &entries))
            (field(&Field { hint: &hint, required: true, length_max: Some(1_000), kind: FieldKind::Lines(3), ..Field::text("reason", &label) }))
            div class="btnrow" { (submit(&t!(lang, "case-act"), Tone::Primary)) }
        }
        form class="after" method="post" action=(format!("{action}/dismiss")) { (submit(&t!(lang, "case-dismiss"), Tone::Normal)) }
    };
    Page::new(t!(lang, "case-title"), Place::Commons, body)
}

/// What the author of a work is told.
#[derive(Clone, Debug)]
pub struct StatementView {
    /// The work; `None` when it was taken down.
    pub work: Option<Work>,
    /// The rule as it stood.
    pub rule: Rule,
    /// Version of the policy.
    pub version: u32,
    /// Decision that adopted the rule; zero for the founding.
    pub adopted_by: u32,
    /// What was done.
    pub step: Step,
    /// Which finding against the author it was, from 1.
    pub finding: u64,
    /// Until when, in milliseconds, if it ends.
    pub until_ms: Option<u64>,
    /// When it was done, in milliseconds.
    pub at_ms: u64,
    /// What the moderator wrote.
    pub reason: String,
    /// Author, for the greeting.
    pub author: Face,
    /// Whether the reader is the author, and no moderator who looks at it.
    pub is_own: bool,
    /// What can be done against it.
    pub appeal: Appealed,
}

/// How far an appeal against an act is.
#[derive(Clone, Debug)]
pub enum Appealed {
    /// The reader may ask a jury of so many about the act of this id.
    Open(String, u32),
    /// It is this case; whether the act was undone.
    Case(u32, Undone),
    /// Others brought the act of this id before a jury; the case, whether the act was undone, and, while
    /// the reader may still tell the jury something, what they said so far.
    Referred(String, u32, Undone, Option<String>),
    /// The reader may bring the act of this id before a jury of so many.
    MayRefer(String, u32),
    /// Somebody else may.
    NotYours,
}

/// Whether an act was undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undone {
    /// By a jury.
    Yes,
    /// It stands.
    No,
}

fn appeal_part(lang: Lang, appeal: &Appealed) -> Markup {
    let (label, hint) = (t!(lang, "appeal-words"), t!(lang, "appeal-words-hint"));
    html! {
        @match appeal {
            Appealed::Open(action, jurors) => {
                h3 class="after" id="appeal" { (t!(lang, "appeal-title")) }
                p { (t!(lang, "statement-appeal", jurors = *jurors)) }
                form class="form after" method="post" action=(links::CASES) data-sign="appeal" {
                    input type="hidden" name="action" value=(action);
                    (field(&Field { hint: &hint, length_max: Some(2_000), kind: FieldKind::Lines(3), ..Field::text("words", &label) }))
                    div class="btnrow" { (submit(&t!(lang, "appeal-act"), Tone::Primary)) }
                }
            }
            Appealed::Case(number, undone) => p class="after" {
                (t!(lang, if *undone == Undone::Yes { "appeal-undone" } else { "appeal-heard" })) " "
                a class="link" href=(links::case((*number).into())) { (t!(lang, "case-number", number = *number)) }
            },
            Appealed::Referred(action, number, undone, telling) => {
                p class="after" {
                    (t!(lang, if *undone == Undone::Yes { "appeal-undone" } else { "referred-heard" })) " "
                    a class="link" href=(links::case((*number).into())) { (t!(lang, "case-number", number = *number)) }
                }
                @if let Some(said) = telling { (tell_form(lang, action, said)) }
            }
            Appealed::MayRefer(action, jurors) => {
                h3 class="after" id="refer" { (t!(lang, "refer-title")) }
                p { (t!(lang, "refer-sentence", jurors = *jurors)) }
                form class="form after" method="post" action=(links::CASES) data-sign="refer-act" {
                    input type="hidden" name="action" value=(action);
                    div class="btnrow" { (submit(&t!(lang, "refer-act"), Tone::Primary)) }
                }
            }
            Appealed::NotYours => {}
        }
    }
}

/// Whoever is accused tells the jury their side.
fn tell_form(lang: Lang, action: &str, said: &str) -> Markup {
    let (label, hint) = (t!(lang, "appeal-words"), t!(lang, "appeal-words-hint"));
    html! {
        form class="form after" method="post" action=(links::tell_jury(action)) {
            (field(&Field { hint: &hint, value: said, length_max: Some(2_000), kind: FieldKind::Lines(3), ..Field::text("words", &label) }))
            @if !said.is_empty() { p class="small quiet" { (t!(lang, "tell-said")) } }
            div class="btnrow" { (submit(&t!(lang, "tell-act"), Tone::Primary)) }
        }
    }
}

/// Returns the statement of reasons.
pub fn statement(shell: &Shell, view: &StatementView, signer: &Signer) -> Page {
    let lang = shell.lang;
    let done = step_words(lang, &view.step);
    let body = html! {
        div class="head" {
            (eyebrow(&[&t!(lang, "statement-eyebrow"), &weekday_date(lang, view.at_ms)]))
            h1 { (t!(lang, "statement-title", step = done.as_str())) }
            @if view.is_own { p class="ask" { (t!(lang, "statement-ask", name = view.author.name.as_str())) } }
            @else { p class="ask" { (t!(lang, "statement-told", name = view.author.name.as_str())) } }
        }
        @if let Some(it) = &view.work { (work(shell, it)) }
        section class="sec" {
            h2 { (t!(lang, "statement-rule")) }
            blockquote class="law" {
                p class="small quiet" { (view.rule.title) }
                p class="x" { (view.rule.text) }
                p class="small quiet" {
                    @if view.adopted_by == 0 { (t!(lang, "statement-version-founding", version = view.version)) }
                    @else { (t!(lang, "statement-version", version = view.version)) " " a class="link" href=(links::decision(view.adopted_by.into())) { (t!(lang, "decision-number", number = view.adopted_by)) } }
                    ". " (t!(lang, "statement-finding", number = view.finding, step = done.as_str()))
                }
            }
        }
        section class="sec" {
            h2 { (t!(lang, "statement-reason")) }
            p { (view.reason) }
            dl class="fields after" {
                dt { (t!(lang, "statement-done")) } dd { (done) }
                // A warning is over once it is read.
                @if view.step != Step::Warn {
                    dt { (t!(lang, "statement-until")) } dd { @match view.until_ms { Some(at) => (date_near(lang, at, shell.now_ms)), None => (t!(lang, "statement-no-end")) } }
                }
            }
        }
        section class="sec" {
            h2 { (t!(lang, "statement-what-now")) }
            @if view.is_own { p { (t!(lang, "statement-still")) } }
            (appeal_part(lang, &view.appeal))
            div class="btnrow" { (link_button(&t!(lang, "statement-read-rule"), &format!("{}#{}", paths::MODERATION_POLICY, view.rule.id), Tone::Normal)) (link_button(&t!(lang, "policy-edit-rule"), &format!("{}/moderation/rule/{}", paths::PROPOSE, view.rule.id), Tone::Normal)) }
        }
        (signing::sheet(shell, signer))
    };
    Page::new(t!(lang, "statement-eyebrow"), Place::You, body).script(signing::SCRIPTS[0])
}
