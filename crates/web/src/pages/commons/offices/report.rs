//! What people in office tell everybody about their work.

use maud::{Markup, html};

use super::name;
use crate::components::form::{Field, FieldKind, field};
use crate::components::furniture::{eyebrow, older};
use crate::components::icon::{Icon, icon_small};
use crate::components::person::Face;
use crate::components::state::empty;
use crate::layout::{Page, Place, Shell};
use crate::markdown::SafeHtml;
use crate::pages::commons::paths;
use crate::text::Lang;
use crate::text::moment::{date, date_near};
use crate::{links, t};

/// The longest title and text, in characters.
const TITLE_MAX: u32 = 160;
const TEXT_MAX: u32 = 8_000;

/// A report in a list.
#[derive(Clone, Debug)]
pub struct ReportCard {
    /// Its identity.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// The permanent word of the office.
    pub office: &'static str,
    /// Who wrote it.
    pub author: Option<Face>,
    /// When, in Unix milliseconds.
    pub at_ms: u64,
    /// The decision that gave the mandate under which the team works.
    pub mandate: Option<u32>,
}

/// One report.
#[derive(Clone, Debug)]
pub struct ReportPage {
    /// What a list says of it.
    pub card: ReportCard,
    /// What it says.
    pub text: SafeHtml,
    /// A label that moderation put on it.
    pub label: Option<String>,
    /// Where it is reported.
    pub report: String,
    /// Whether the reader wrote it.
    pub is_own: bool,
}

/// A report that was refused, as it was written.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// Its title.
    pub title: String,
    /// Its text.
    pub text: String,
    /// Why it was refused.
    pub why: Option<String>,
}

/// The latest reports, on the page of offices.
pub(super) fn reports_part(shell: &Shell, listed: &[ReportCard]) -> Markup {
    let lang = shell.lang;
    html! {
        section class="sec" id="reports" {
            h2 { (t!(lang, "office-reports-title")) }
            p { (t!(lang, "office-reports-ask")) }
            @if listed.is_empty() { p class="small quiet" { (t!(lang, "office-reports-none")) } } @else {
                (list(shell, listed))
                p class="after small" { a class="link tap" href=(paths::OFFICE_REPORTS) { (t!(lang, "office-reports-all")) } }
            }
        }
    }
}

fn list(shell: &Shell, listed: &[ReportCard]) -> Markup {
    let lang = shell.lang;
    html! {
        ul class="rows" {
            @for it in listed {
                li {
                    span {
                        a class="link" href=(links::office_report(&it.id)) { (it.title) }
                        small { (t!(lang, &format!("office-{}", it.office))) @if let Some(author) = &it.author { ", " bdi { (author.name) } } }
                    }
                    span class="amt quiet" { (date_near(lang, it.at_ms, shell.now_ms)) }
                }
            }
        }
    }
}

/// Telling everybody something, for who is in office.
pub(super) fn write_part(lang: Lang, office: &str, written: &Written) -> Markup {
    let (title, text) = (
        t!(lang, "office-reports-field-title"),
        t!(lang, "office-reports-field-text"),
    );
    let hint = t!(lang, "office-reports-hint");
    html! {
        section class="sec" id="write" {
            h2 { (t!(lang, "office-reports-write")) }
            form class="form" method="post" action=(paths::OFFICE_REPORTS) {
                input type="hidden" name="office" value=(office);
                (field(&Field { value: &written.title, error: written.why.as_deref(), required: true, length_max: Some(TITLE_MAX), ..Field::text("title", &title) }))
                (field(&Field { value: &written.text, hint: &hint, kind: FieldKind::Lines(8), required: true, length_max: Some(TEXT_MAX), ..Field::text("text", &text) }))
                div class="btnrow" { button class="btn primary" { (t!(lang, "office-reports-act")) } }
            }
        }
    }
}

/// Returns the page of all reports.
pub fn reports(shell: &Shell, listed: &[ReportCard], next: Option<&str>) -> Page {
    let lang = shell.lang;
    let title = t!(lang, "office-reports-title");
    let body = html! {
        div class="head" {
            (eyebrow(&[&t!(lang, "offices-title")]))
            h1 { (title) }
            p class="ask" { (t!(lang, "office-reports-ask")) }
        }
        @if listed.is_empty() {
            div class="after" { (empty(&t!(lang, "office-reports-empty-title"), &t!(lang, "office-reports-none"), &[])) }
        } @else {
            (list(shell, listed))
        }
        (older(&t!(lang, "feed-older"), next))
        p class="after small" { a class="link tap" href=(paths::OFFICES) { (t!(lang, "elections-offices")) } }
    };
    Page::new(title, Place::Commons, body).canonical(paths::OFFICE_REPORTS)
}

/// Returns the page of one report.
pub fn report(shell: &Shell, view: &ReportPage) -> Page {
    let lang = shell.lang;
    let it = &view.card;
    let href = links::office_report(&it.id);
    let body = html! {
        div class="head" {
            (eyebrow(&[&t!(lang, "office-reports-title"), &t!(lang, &format!("office-{}", it.office))]))
            h1 { (it.title) }
            p class="small quiet" {
                @if let Some(author) = &it.author { (name(author)) ", " }
                (date(lang, it.at_ms))
                @if let Some(mandate) = it.mandate { ", " a class="link" href=(links::decision(mandate.into())) { (t!(lang, "office-reports-mandate", number = mandate)) } }
            }
        }
        @if let Some(label) = &view.label { p class="rule-label" { (icon_small(Icon::Scales)) (label) } }
        div class="prose sec" { (view.text) }
        @if !view.is_own { p class="after small quiet" { a class="link tap" href=(view.report) rel="nofollow" { (t!(lang, "words-report")) } } }
        @if view.is_own {
            form class="after" method="post" action={ (href) "/delete" } { button class="btn plain" { (t!(lang, "office-reports-delete")) } }
        }
        p class="after small" { a class="link tap" href=(paths::OFFICE_REPORTS) { (t!(lang, "office-reports-all")) } }
    };
    Page::new(it.title.clone(), Place::Commons, body).canonical(href)
}
