//! Budget votes: members say what some of the commons' money is to be spent on, approve what is worth it,
//! and follow the count to the payments.

use ledger::call::{CallStage, ProjectNumber};
use ledger::ids::MemberNumber;
use maud::{Markup, html};

use super::{Tabbed, commons_tabs};
use crate::components::decision::path_to;
use crate::components::form::{Field, FieldKind, field};
use crate::components::furniture::{Tone, eyebrow, submit};
use crate::components::person::{Face, FaceSize, face};
use crate::components::state::empty;
use crate::layout::{Page, Place, Shell};
use crate::markdown::SafeHtml;
use crate::pages::signing::{self, Signer};
use crate::text::Lang;
use crate::text::moment::{date, date_near, deadline};
use crate::text::number::euro;
use crate::{links, t};

mod account;

pub use self::account::Account;

/// The longest title and the longest words of a project, in characters.
const TITLE_MAX: u32 = 160;
const WORDS_MAX: u32 = 2_000;

/// A budget vote in a list.
#[derive(Clone, Debug)]
pub struct BudgetCard {
    /// Its number.
    pub number: u32,
    /// Cents to divide.
    pub pool: i64,
    /// Where it is.
    pub stage: CallStage,
    /// How many projects there are.
    pub projects: u64,
    /// How many were funded.
    pub funded: u64,
    /// Cents that they cost.
    pub spent: i64,
    /// Whether the reader may vote and has not.
    pub awaits_you: bool,
}

/// A project.
#[derive(Clone, Debug)]
pub struct ProjectLine {
    /// Its number.
    pub number: ProjectNumber,
    /// What it is called; nothing once it was erased.
    pub title: Option<String>,
    /// What it is.
    pub words: SafeHtml,
    /// Cents.
    pub cost: i64,
    /// Whose idea.
    pub author: Face,
    /// Who is paid, in words.
    pub payee: String,
    /// The payment, if it was funded.
    pub transfer: Option<u32>,
    /// Whether the reader submitted it.
    pub is_own: bool,
}

/// What the reader may do here.
#[derive(Clone, Debug, Default)]
pub struct You {
    /// Their number, if they are signed in.
    pub member: Option<MemberNumber>,
    /// Why they cannot submit a project, in words; nothing if they can.
    pub cannot_submit: Option<String>,
    /// Whether they may vote now.
    pub may_vote: bool,
    /// What they approve of; nothing if they have not voted.
    pub ballot: Option<Vec<ProjectNumber>>,
    /// Who signs.
    pub signer: Signer,
}

/// Everything that the page of a budget vote shows.
#[derive(Clone, Debug)]
pub struct BudgetPage {
    /// Its number.
    pub number: u32,
    /// Cents to divide.
    pub pool: i64,
    /// Where it is.
    pub stage: CallStage,
    /// When it began.
    pub called_ms: u64,
    /// When its ballots opened.
    pub opened_ms: Option<u64>,
    /// How many may vote, once ballots are open.
    pub electorate: Option<u64>,
    /// How many have voted, while ballots are open.
    pub ballots: u64,
    /// The projects: while ballots are open in the reader's own order, else by number.
    pub projects: Vec<ProjectLine>,
    /// What the reader may do.
    pub you: You,
    /// The count.
    pub account: Option<Account>,
}

/// Returns the page of all budget votes.
pub fn budgets(shell: &Shell, listed: &[BudgetCard]) -> Page {
    let lang = shell.lang;
    let (live, over): (Vec<_>, Vec<_>) = listed.iter().partition(|it| it.stage.is_live());
    let body = html! {
        (commons_tabs(lang, Tabbed::Treasury))
        div class="tabbed-head" {
            h1 { (t!(lang, "budgets-title")) }
            p class="ask" { (t!(lang, "budgets-ask")) }
        }
        @if listed.is_empty() {
            div class="after" { (empty(&t!(lang, "budgets-empty-title"), &t!(lang, "budgets-empty"), &[])) }
        }
        @for (key, group) in [("budgets-live", live), ("budgets-over", over)] {
            @if !group.is_empty() {
                section class="sec" {
                    h2 { (t!(lang, key)) }
                    ul class="decisions" { @for it in group { li { (card(shell, it)) } } }
                }
            }
        }
        p class="after small" { a class="link tap" href=(links::TREASURY) { (t!(lang, "budgets-treasury")) } }
    };
    Page::new(t!(lang, "budgets-title"), Place::Commons, body).canonical(links::BUDGETS)
}

/// Draws a budget vote in a list.
pub fn card(shell: &Shell, it: &BudgetCard) -> Markup {
    let lang = shell.lang;
    html! {
        article class="decision-card" {
            p class="k" { span { (t!(lang, "budget-number", number = it.number)) } span { (until(shell, it.stage)) } }
            h3 { a class="t" href=(links::budget(it.number.into())) { (title(lang, it.pool)) } }
            p class="k" {
                span { (t!(lang, "budget-projects", count = it.projects)) }
                @if it.awaits_you { span class="waits" { (t!(lang, "budget-awaits-you")) } }
            }
            @if it.funded > 0 {
                p class="small" { (t!(lang, "budget-card-funded", count = it.funded, amount = euro(lang, it.spent))) }
            }
        }
    }
}

fn title(lang: Lang, pool: i64) -> String {
    t!(lang, "budget-title", amount = euro(lang, pool)).into_owned()
}

fn until(shell: &Shell, stage: CallStage) -> String {
    let lang = shell.lang;
    match stage {
        CallStage::Collecting { closes_ms } => {
            let until = deadline(lang, closes_ms, shell.now_ms);
            t!(lang, "budget-submit-until", until = until)
        }
        CallStage::Voting { closes_ms } => {
            let until = deadline(lang, closes_ms, shell.now_ms);
            t!(lang, "budget-vote-until", until = until)
        }
        CallStage::Counted { at_ms } => {
            let date = date_near(lang, at_ms, shell.now_ms);
            t!(lang, "budget-counted", date = date)
        }
        CallStage::Void { .. } => t!(lang, "budget-void"),
    }
    .into_owned()
}

/// Returns the page of one budget vote.
pub fn budget(shell: &Shell, view: &BudgetPage) -> Page {
    let lang = shell.lang;
    let title = title(lang, view.pool);
    let body = html! {
        div class="head" {
            (eyebrow(&[&t!(lang, "budgets-title"), &t!(lang, "budget-number", number = view.number)]))
            h1 { (title) }
            p class="ask" { (ask(shell, view)) }
        }
        (way(shell, view))
        @match view.stage {
            CallStage::Collecting { .. } => { (submit_part(shell, view)) (projects(shell, view)) }
            CallStage::Voting { .. } => {
                @if view.you.may_vote { (ballot(shell, view)) } @else { (closed_to_you(shell, view)) (projects(shell, view)) }
            }
            CallStage::Counted { .. } => { (result(shell, view)) (account::account(shell, view)) }
            CallStage::Void { .. } => (projects(shell, view)),
        }
        p class="after small" { a class="link tap" href=(links::BUDGETS) { (t!(lang, "budgets-all")) } }
        (signing::sheet(shell, &view.you.signer))
    };
    Page::new(title, Place::Commons, body)
        .canonical(links::budget(view.number.into()))
        .script(signing::SCRIPTS[0])
}

fn ask(shell: &Shell, view: &BudgetPage) -> String {
    let lang = shell.lang;
    match view.stage {
        CallStage::Collecting { closes_ms } => {
            let until = deadline(lang, closes_ms, shell.now_ms);
            t!(lang, "budget-ask-collecting", until = until)
        }
        CallStage::Voting { closes_ms } => {
            let until = deadline(lang, closes_ms, shell.now_ms);
            t!(lang, "budget-ask-voting", until = until)
        }
        CallStage::Counted { at_ms } => {
            t!(lang, "budget-ask-counted", date = date(lang, at_ms))
        }
        CallStage::Void { .. } => t!(lang, "budget-ask-void"),
    }
    .into_owned()
}

/// Where the budget vote is, step by step.
fn way(shell: &Shell, view: &BudgetPage) -> Markup {
    let lang = shell.lang;
    let near = |at_ms| date_near(lang, at_ms, shell.now_ms);
    let opened = view.opened_ms.map(near).unwrap_or_default();
    let called = near(view.called_ms);
    let (place, whens) = match view.stage {
        CallStage::Collecting { closes_ms } => (0, [called, near(closes_ms), String::new()]),
        CallStage::Voting { closes_ms } => (1, [called, opened, near(closes_ms)]),
        CallStage::Counted { at_ms } => (3, [called, opened, near(at_ms)]),
        CallStage::Void { .. } => return html! {},
    };
    let names =
        ["projects", "ballots", "payments"].map(|it| t!(lang, &format!("budget-step-{it}")));
    path_to(&t!(lang, "budget-way"), &names, &whens, place)
}

/// What a project is called, or that its words are gone.
fn name(lang: Lang, it: &ProjectLine) -> String {
    it.title
        .clone()
        .unwrap_or_else(|| t!(lang, "budget-untitled", number = it.number.0).into_owned())
}

fn details(lang: Lang, it: &ProjectLine) -> Markup {
    html! {
        div class="prose said" { (it.words) }
        p class="small quiet" {
            (t!(lang, "budget-by", name = it.author.name.as_str())) " · " (t!(lang, "budget-paid-to", name = it.payee.as_str()))
        }
    }
}

/// The projects, each with its words.
fn projects(shell: &Shell, view: &BudgetPage) -> Markup {
    let lang = shell.lang;
    html! {
        section class="sec" {
            h2 { (t!(lang, "budget-projects-title")) }
            @if view.projects.is_empty() { p class="quiet" { (t!(lang, "budget-projects-none")) } } @else {
                ul class="candidates" {
                    @for it in &view.projects {
                        li id={ "p-" (it.number) } {
                            div class="candidate" {
                                (face(&it.author, FaceSize::Medium))
                                b { (name(lang, it)) }
                                span { (euro(lang, it.cost)) }
                            }
                            (details(lang, it))
                            @if it.is_own && matches!(view.stage, CallStage::Collecting { .. }) { (take_back(shell, view, it)) }
                        }
                    }
                }
            }
        }
    }
}

fn take_back(shell: &Shell, view: &BudgetPage, it: &ProjectLine) -> Markup {
    let lang = shell.lang;
    html! {
        form method="post" action={ (links::budget(view.number.into())) "/take-back" } data-sign="withdraw-project" {
            input type="hidden" name="call" value=(view.number);
            input type="hidden" name="project" value=(it.number.0);
            button class="btn small-btn" { (t!(lang, "budget-take-back")) span class="vh" { ": " (name(lang, it)) } }
        }
    }
}

/// Submitting a project, or why not.
fn submit_part(shell: &Shell, view: &BudgetPage) -> Markup {
    let lang = shell.lang;
    if view.you.member.is_none() {
        return sign_in(lang, view);
    }
    if let Some(why) = &view.you.cannot_submit {
        return html! { section class="sec" { h2 { (t!(lang, "budget-submit")) } p class="quiet" { (why) } } };
    }
    let [title, words, amount, to] =
        ["title", "words", "amount", "to"].map(|it| t!(lang, &format!("budget-field-{it}")));
    let (words_hint, to_hint) = (
        t!(lang, "budget-field-words-hint"),
        t!(lang, "budget-field-to-hint"),
    );
    let amount_hint = t!(
        lang,
        "budget-field-amount-hint",
        amount = euro(lang, view.pool)
    );
    html! {
        section class="sec" {
            h2 { (t!(lang, "budget-submit")) }
            p { (t!(lang, "budget-submit-text")) }
            form class="form" method="post" action={ (links::budget(view.number.into())) "/projects" } data-sign="submit-project" {
                input type="hidden" name="call" value=(view.number);
                (field(&Field { required: true, length_max: Some(TITLE_MAX), ..Field::text("title", &title) }))
                (field(&Field { hint: &words_hint, kind: FieldKind::Lines(4), length_max: Some(WORDS_MAX), ..Field::text("words", &words) }))
                (field(&Field { hint: &amount_hint, required: true, length_max: Some(20), ..Field::text("amount", &amount) }))
                (field(&Field { hint: &to_hint, length_max: Some(TITLE_MAX), ..Field::text("to", &to) }))
                div class="btnrow" { (submit(&t!(lang, "budget-submit-act"), Tone::Primary)) }
            }
        }
    }
}

fn sign_in(lang: Lang, view: &BudgetPage) -> Markup {
    let href = links::sign_in_then(&links::budget(view.number.into()));
    html! { p class="after quiet" { a class="link" href=(href) { (t!(lang, "budget-sign-in")) } } }
}

fn closed_to_you(shell: &Shell, view: &BudgetPage) -> Markup {
    let lang = shell.lang;
    html! {
        (turnout(lang, view))
        @if view.you.member.is_none() { (sign_in(lang, view)) } @else {
            p class="after quiet" { (t!(lang, "budget-not-yours")) }
        }
    }
}

fn turnout(lang: Lang, view: &BudgetPage) -> Markup {
    html! {
        @if let Some(electorate) = view.electorate {
            p class="small quiet vote-note" { (t!(lang, "budget-turnout", count = view.ballots, electorate = electorate)) }
        }
    }
}

/// The ballot of somebody who may vote: what is ticked is approved of.
fn ballot(shell: &Shell, view: &BudgetPage) -> Markup {
    let lang = shell.lang;
    let own = view.you.ballot.as_deref();
    html! {
        section class="sec" {
            h2 { (t!(lang, "budget-ballot")) }
            p { (t!(lang, "budget-ballot-how")) }
            @if own.is_some() { p class="small" { (t!(lang, "budget-ballot-cast")) } }
            (turnout(lang, view))
            form class="form" method="post" action={ (links::budget(view.number.into())) "/approve" } data-sign="approve-projects" {
                input type="hidden" name="call" value=(view.number);
                fieldset class="choices" {
                    legend { (t!(lang, "budget-ballot-question")) }
                    @for it in &view.projects {
                        div class="project" id={ "p-" (it.number) } {
                            label class="choice" {
                                input type="checkbox" name="projects" value=(it.number.0) checked[own.is_some_and(|own| own.contains(&it.number))];
                                span { b { (name(lang, it)) } small { (euro(lang, it.cost)) } }
                            }
                            details {
                                summary { (t!(lang, "budget-more")) span class="vh" { ": " (name(lang, it)) } }
                                (details(lang, it))
                            }
                        }
                    }
                }
                p class="small quiet" { (t!(lang, "budget-ballot-public")) }
                div class="btnrow" { (submit(&t!(lang, if own.is_some() { "budget-ballot-again" } else { "budget-ballot-act" }), Tone::Primary)) }
            }
            details { summary { (t!(lang, "budget-how-title")) } p { (t!(lang, "budget-how")) } }
        }
    }
}

/// What was funded, each with its payment, and what was not.
fn result(shell: &Shell, view: &BudgetPage) -> Markup {
    let lang = shell.lang;
    let Some(account) = &view.account else {
        return html! {};
    };
    let (funded, rest): (Vec<_>, Vec<_>) =
        view.projects.iter().partition(|it| it.transfer.is_some());
    let spent = funded.iter().map(|it| it.cost).sum::<i64>();
    html! {
        section class="sec" {
            h2 { (t!(lang, "budget-funded")) }
            @if funded.is_empty() { p class="quiet" { (t!(lang, "budget-funded-none")) } } @else {
                p { (t!(lang, "budget-funded-sum", count = funded.len() as u64, amount = euro(lang, spent), left = euro(lang, account.pool - spent))) }
                ul class="candidates elected" { @for it in &funded { li id={ "p-" (it.number) } {
                    div class="candidate" { (face(&it.author, FaceSize::Medium)) b { (name(lang, it)) } span { (euro(lang, it.cost)) } }
                    (details(lang, it))
                    @if let Some(transfer) = it.transfer { p class="small" { a class="link tap" href=(links::transfer(transfer)) { (t!(lang, "budget-payment")) span class="vh" { ": " (name(lang, it)) } } } }
                } } }
            }
            @if !rest.is_empty() {
                h3 { (t!(lang, "budget-not-funded")) }
                ul class="next" { @for it in &rest { li id={ "p-" (it.number) } { (name(lang, it)) ", " (euro(lang, it.cost)) } } }
            }
        }
    }
}
