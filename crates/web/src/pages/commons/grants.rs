//! Grants: what members ask for, how support grows into its weight, and one's own points.

use ledger::grant::GrantStage;
use maud::{Markup, html};

use super::{Tabbed, commons_tabs};
use crate::components::chart::{Line, line};
use crate::components::form::{Field, FieldKind, field};
use crate::components::furniture::{Tone, eyebrow, submit, table_below};
use crate::components::meter::bar;
use crate::components::person::{Face, FaceSize, face};
use crate::components::state::empty;
use crate::layout::{Page, Place, Shell};
use crate::markdown::SafeHtml;
use crate::pages::signing::{self, Signer};
use crate::text::Lang;
use crate::text::moment::{date, date_near, deadline};
use crate::text::number::{count, euro};
use crate::{links, t};

/// The longest title and the longest words of a request, in characters.
const TITLE_MAX: u32 = 160;
const WORDS_MAX: u32 = 2_000;
/// Points of a picture that make one.
const COURSE_MIN: usize = 2;

/// A grant as a list shows it.
#[derive(Clone, Debug)]
pub struct GrantLine {
    /// Its number.
    pub number: u32,
    /// What it is called; nothing once it was erased.
    pub title: Option<String>,
    /// Cents.
    pub amount: i64,
    /// Where it stands.
    pub stage: GrantStage,
    /// Points given to it.
    pub points: u64,
    /// How many give them.
    pub backers: u64,
    /// How many points that weighs now.
    pub weight: u64,
    /// How many it needs to weigh; nothing if the envelope holds too little.
    pub needed: Option<u64>,
    /// How many points more would be enough one day.
    pub more: u64,
    /// When it passes if nothing changes; nothing: never at today's support.
    pub passes_ms: Option<u64>,
    /// Points that the reader gives it.
    pub own: u8,
}

/// What the reader may do here.
#[derive(Clone, Debug, Default)]
pub struct You {
    /// Whether they are signed in.
    pub is_member: bool,
    /// Whether they may give points.
    pub may_give: bool,
    /// Points that they have left.
    pub left: u64,
    /// Points that everybody has.
    pub points: u64,
    /// Why they cannot ask for a grant, in words; nothing if they can.
    pub cannot_ask: Option<String>,
    /// Who signs.
    pub signer: Signer,
}

/// Everything that the page of grants shows.
#[derive(Clone, Debug)]
pub struct GrantsPage {
    /// Cents that are free.
    pub pool: i64,
    /// Cents that one request can be at most.
    pub most: i64,
    /// Open ones, oldest first.
    pub open: Vec<GrantLine>,
    /// Those that are over, the last one first.
    pub over: Vec<GrantLine>,
    /// What the reader may do.
    pub you: You,
}

/// Everything that the page of one grant shows.
#[derive(Clone, Debug)]
pub struct GrantPage {
    /// What a list says.
    pub line: GrantLine,
    /// What it is.
    pub words: SafeHtml,
    /// Who asks.
    pub author: Face,
    /// Who is paid, in words.
    pub payee: String,
    /// When it was asked for.
    pub since_ms: u64,
    /// From when on it can pass.
    pub old_enough_ms: u64,
    /// What it weighed, by time, the last one now or at its end.
    pub course: Vec<(u64, u64)>,
    /// The payment, if it passed.
    pub transfer: Option<u32>,
    /// Whether the reader asks.
    pub is_own: bool,
    /// What the reader may do.
    pub you: You,
}

/// Returns the page of all grants.
pub fn grants(shell: &Shell, view: &GrantsPage) -> Page {
    let lang = shell.lang;
    let body = html! {
        (commons_tabs(lang, Tabbed::Treasury))
        div class="tabbed-head" {
            h1 { (t!(lang, "grants-title")) }
            p class="ask" { (t!(lang, "grants-ask")) }
        }
        (points_left(lang, &view.you))
        @if view.open.is_empty() {
            div class="after" { (empty(&t!(lang, "grants-empty-title"), &t!(lang, "grants-empty"), &[])) }
        } @else {
            section class="sec" {
                h2 { (t!(lang, "grants-open")) }
                ul class="decisions" { @for it in &view.open { li { (card(shell, it)) } } }
            }
        }
        (ask_part(lang, view))
        section class="sec" { h2 { (t!(lang, "grants-how-title")) } p { (t!(lang, "grants-how")) } }
        @if !view.over.is_empty() {
            section class="sec" {
                h2 { (t!(lang, "grants-over")) }
                ul class="rows" { @for it in &view.over { li {
                    span { a class="link tap" href=(links::grant(it.number.into())) { (name(lang, it)) } small { (stage(shell, it)) } }
                    span class="amt" { (euro(lang, it.amount)) }
                } } }
            }
        }
        p class="after small" { a class="link tap" href=(links::TREASURY) { (t!(lang, "budgets-treasury")) } }
        (signing::sheet(shell, &view.you.signer))
    };
    Page::new(t!(lang, "grants-title"), Place::Commons, body)
        .canonical(links::GRANTS)
        .script(signing::SCRIPTS[0])
}

fn points_left(lang: Lang, you: &You) -> Markup {
    html! {
        @if you.may_give { p class="after" { (t!(lang, "grants-points-left", left = you.left, points = you.points)) } }
        @else if !you.is_member { p class="after quiet" { a class="link" href=(links::sign_in_then(links::GRANTS)) { (t!(lang, "grants-sign-in")) } } }
    }
}

/// What it is called, or that its words are gone.
fn name(lang: Lang, it: &GrantLine) -> String {
    let untitled = || t!(lang, "grant-untitled", number = it.number).into_owned();
    it.title.clone().unwrap_or_else(untitled)
}

/// Draws an open grant in a list.
fn card(shell: &Shell, it: &GrantLine) -> Markup {
    let lang = shell.lang;
    html! {
        article class="decision-card" {
            p class="k" { span { (t!(lang, "grant-number", number = it.number)) } span { (euro(lang, it.amount)) } }
            h3 { a class="t" href=(links::grant(it.number.into())) { (name(lang, it)) } }
            (support_bar(lang, it))
            p class="k" {
                span { (outlook(shell, it)) }
                @if it.own > 0 { span class="waits" { (t!(lang, "grant-yours", count = it.own)) } }
            }
        }
    }
}

/// How much of what is needed the support weighs.
fn support_bar(lang: Lang, it: &GrantLine) -> Markup {
    let Some(needed) = it.needed else {
        return html! {};
    };
    let top = needed.max(it.weight).max(1);
    let part = |of: u64| {
        let bps = u128::from(of) * 10_000 / u128::from(top);
        u32::try_from(bps).unwrap_or(10_000)
    };
    let label = t!(
        lang,
        "grant-weighs",
        weight = count(lang, it.weight),
        needed = count(lang, needed)
    );
    html! { (bar(part(it.weight), Some(part(needed)), &label)) p class="small" { (label) } }
}

/// How long it still needs.
fn outlook(shell: &Shell, it: &GrantLine) -> String {
    let lang = shell.lang;
    match (it.needed, it.passes_ms) {
        (None, None) => t!(lang, "grant-too-large"),
        (_, Some(at_ms)) => {
            let at = deadline(lang, at_ms, shell.now_ms);
            t!(lang, "grant-passes", at = at)
        }
        (Some(_), None) => t!(lang, "grant-needs-more", count = it.more),
    }
    .into_owned()
}

fn stage(shell: &Shell, it: &GrantLine) -> String {
    let lang = shell.lang;
    let near = |at_ms| date_near(lang, at_ms, shell.now_ms);
    match it.stage {
        GrantStage::Open => outlook(shell, it),
        GrantStage::Passed { at_ms } => t!(lang, "grant-passed", date = near(at_ms)).into_owned(),
        GrantStage::Withdrawn { at_ms } => {
            t!(lang, "grant-withdrawn", date = near(at_ms)).into_owned()
        }
        GrantStage::Void { at_ms } => t!(lang, "grant-void", date = near(at_ms)).into_owned(),
    }
}

/// Asking for a grant, or why not.
fn ask_part(lang: Lang, view: &GrantsPage) -> Markup {
    if !view.you.is_member {
        return html! {};
    }
    if let Some(why) = &view.you.cannot_ask {
        return html! { section class="sec" { h2 { (t!(lang, "grants-request")) } p class="quiet" { (why) } } };
    }
    if view.most <= 0 {
        return html! { section class="sec" { h2 { (t!(lang, "grants-request")) } p class="quiet" { (t!(lang, "grants-no-money")) } } };
    }
    let [title, words, amount, to] =
        ["title", "words", "amount", "to"].map(|it| t!(lang, &format!("budget-field-{it}")));
    let (words_hint, to_hint) = (
        t!(lang, "budget-field-words-hint"),
        t!(lang, "budget-field-to-hint"),
    );
    let most = euro(lang, view.most);
    let amount_hint = t!(lang, "budget-field-amount-hint", amount = most);
    html! {
        section class="sec" {
            h2 { (t!(lang, "grants-request")) }
            p { (t!(lang, "grants-request-text", pool = euro(lang, view.pool))) }
            form class="form" method="post" action=(links::GRANTS) data-sign="request-grant" {
                (field(&Field { required: true, length_max: Some(TITLE_MAX), ..Field::text("title", &title) }))
                (field(&Field { hint: &words_hint, kind: FieldKind::Lines(4), length_max: Some(WORDS_MAX), ..Field::text("words", &words) }))
                (field(&Field { hint: &amount_hint, required: true, length_max: Some(20), ..Field::text("amount", &amount) }))
                (field(&Field { hint: &to_hint, length_max: Some(TITLE_MAX), ..Field::text("to", &to) }))
                div class="btnrow" { (submit(&t!(lang, "grants-request-act"), Tone::Primary)) }
            }
        }
    }
}

/// Returns the page of one grant.
pub fn grant(shell: &Shell, view: &GrantPage) -> Page {
    let lang = shell.lang;
    let it = &view.line;
    let title = name(lang, it);
    let body = html! {
        div class="head" {
            (eyebrow(&[&t!(lang, "grants-title"), &t!(lang, "grant-number", number = it.number), &euro(lang, it.amount)]))
            h1 { (title) }
            p class="ask" { (stage(shell, it)) }
        }
        section class="sec first" {
            div class="candidate" { (face(&view.author, FaceSize::Medium)) b { bdi { (view.author.name) } } }
            div class="prose said" { (view.words) }
            p class="small quiet" { (t!(lang, "budget-paid-to", name = view.payee.as_str())) " · " (t!(lang, "grant-since", date = date(lang, view.since_ms))) }
            @if let Some(transfer) = view.transfer { p { a class="link tap" href=(links::transfer(transfer)) { (t!(lang, "budget-payment")) } } }
        }
        (picture(shell, view))
        @if it.stage == GrantStage::Open { (give(lang, view)) (take_back(lang, view)) }
        p class="after small" { a class="link tap" href=(links::GRANTS) { (t!(lang, "grants-all")) } }
        (signing::sheet(shell, &view.you.signer))
    };
    Page::new(title, Place::Commons, body)
        .canonical(links::grant(it.number.into()))
        .script(signing::SCRIPTS[0])
}

/// How its support grew, with what it needs, and the same as a table.
fn picture(shell: &Shell, view: &GrantPage) -> Markup {
    let lang = shell.lang;
    let it = &view.line;
    let weight = count(lang, it.weight);
    let needed = it.needed.unwrap_or(0);
    let need = t!(lang, "grant-need-line", count = needed);
    let label = match it.needed {
        Some(needed) => t!(
            lang,
            "grant-picture",
            weight = weight.as_str(),
            needed = count(lang, needed)
        ),
        None => t!(lang, "grant-weight-column"),
    };
    let from = date_near(lang, view.since_ms, shell.now_ms);
    let last = view.course.last().map_or(view.since_ms, |it| it.0);
    let until = date_near(lang, last, shell.now_ms);
    let rows: Vec<(String, String)> = view
        .course
        .iter()
        .map(|(at, weight)| (date(lang, *at), count(lang, *weight)))
        .collect();
    html! {
        section class="sec" {
            h2 { (t!(lang, "grant-support")) }
            p { (t!(lang, "grant-support-now", count = it.backers, points = count(lang, it.points))) " " @if it.needed.is_some() { (t!(lang, "grant-weighs", weight = weight.as_str(), needed = count(lang, needed))) } }
            @if it.stage == GrantStage::Open && view.old_enough_ms > shell.now_ms {
                p class="small quiet" { (t!(lang, "grant-young", at = deadline(lang, view.old_enough_ms, shell.now_ms))) }
            }
            @if view.course.len() >= COURSE_MIN {
                (line(&Line { label: &label, points: &view.course, need: it.needed.map(|it| (it, need.as_ref())), last: &weight, ends: (&from, &until) }))
                (table_below(&t!(lang, "count-table"), (&t!(lang, "shares-when"), &t!(lang, "grant-weight-column")), &rows))
            }
            details { summary { (t!(lang, "grants-how-title")) } p { (t!(lang, "grants-how")) } }
        }
    }
}

/// One's own points: how many, and that they can be taken back.
fn give(lang: Lang, view: &GrantPage) -> Markup {
    let it = &view.line;
    let most = view.you.left + u64::from(it.own);
    let (label, own) = (t!(lang, "grant-points-label"), it.own.to_string());
    let hint = t!(lang, "grant-points-hint", count = most);
    html! {
        @if view.you.may_give {
            section class="sec" {
                h2 { (t!(lang, "grant-give-title")) }
                @if it.own > 0 { p { (t!(lang, "grant-you-give", count = it.own)) } }
                form class="form" method="post" action={ (links::grant(it.number.into())) "/support" } data-sign="support-grant" {
                    input type="hidden" name="grant" value=(it.number);
                    (field(&Field { hint: &hint, kind: FieldKind::Number, required: true, value: &own, ..Field::text("points", &label) }))
                    p class="small quiet" { (t!(lang, "grant-public")) }
                    div class="btnrow" { (submit(&t!(lang, "grant-give-act"), Tone::Primary)) }
                }
            }
        } @else if !view.you.is_member {
            p class="after quiet" { a class="link" href=(links::sign_in_then(&links::grant(it.number.into()))) { (t!(lang, "grants-sign-in")) } }
        }
    }
}

fn take_back(lang: Lang, view: &GrantPage) -> Markup {
    let number = view.line.number;
    html! {
        @if view.is_own {
            form class="after" method="post" action={ (links::grant(number.into())) "/take-back" } data-sign="withdraw-grant" {
                input type="hidden" name="grant" value=(number);
                button class="btn" { (t!(lang, "grant-take-back")) }
            }
        }
    }
}
