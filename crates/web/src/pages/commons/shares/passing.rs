//! Passing shares on: the form, and what is on its way or was.

use maud::{Markup, html};

use super::super::{paths, shares_said};
use crate::components::form::{Field, field};
use crate::components::furniture::{Tone, submit};
use crate::layout::Shell;
use crate::t;
use crate::text::moment::{date_near, span};

/// What can be passed on, and what was. Amounts are micro-shares.
#[derive(Clone, Debug, Default)]
pub struct PassingView {
    /// For how long it can be called back, in milliseconds; zero: nothing can be passed on.
    pub time_ms: u64,
    /// What the member can pass on.
    pub free: u64,
    /// What the member holds unearned.
    pub unearned: u64,
    /// What one member can hold unearned.
    pub unearned_max: u64,
    /// What was passed on and received, the latest first.
    pub rows: Vec<PassedRow>,
}

/// One assignment.
#[derive(Clone, Debug)]
pub struct PassedRow {
    /// Its number.
    pub number: u32,
    /// `from` for the giver, `to` for who gets it.
    pub side: &'static str,
    /// The other one's name.
    pub who: String,
    /// How many.
    pub amount: u64,
    /// When it was signed, in milliseconds.
    pub since_ms: u64,
    /// The permanent word of its stage.
    pub stage: &'static str,
    /// Until when it waits, in milliseconds.
    pub until_ms: Option<u64>,
}

/// Returns the sections; none where nothing can be passed on and nothing ever was.
pub(super) fn section(shell: &Shell, view: &PassingView) -> Markup {
    html! {
        @if view.time_ms > 0 { (form(shell, view)) }
        @if !view.rows.is_empty() { (passed(shell, view)) }
    }
}

fn form(shell: &Shell, view: &PassingView) -> Markup {
    let lang = shell.lang;
    let (to, to_hint) = (t!(lang, "shares-pass-to"), t!(lang, "shares-pass-to-hint"));
    let amount = t!(lang, "shares-pass-amount");
    html! {
        section class="sec" id="pass" {
            h2 { (t!(lang, "shares-pass")) }
            p { (t!(lang, "shares-pass-sentence", time = span(lang, view.time_ms))) }
            @if view.free == 0 {
                p { (t!(lang, "shares-pass-none")) }
            } @else {
                ul class="rows small-rows" {
                    li { span { (t!(lang, "shares-pass-free")) small { (t!(lang, "shares-pass-free-note")) } } span class="amt" { (shares_said(lang, view.free)) } }
                    li { span { (t!(lang, "shares-pass-most")) small { (t!(lang, "shares-pass-most-note")) } } span class="amt" { (shares_said(lang, view.unearned_max)) } }
                }
                form class="form after" method="post" action=(paths::SHARES) data-sign="assign-shares" data-then=(paths::SHARES) {
                    (field(&Field { hint: &to_hint, required: true, length_max: Some(64), ..Field::text("to", &to) }))
                    (field(&Field { required: true, length_max: Some(20), ..Field::text("amount", &amount) }))
                    p class="small" { (t!(lang, "shares-pass-tax")) }
                    div class="btnrow" { (submit(&t!(lang, "shares-pass-act"), Tone::Normal)) }
                }
            }
        }
    }
}

fn passed(shell: &Shell, view: &PassingView) -> Markup {
    let lang = shell.lang;
    html! {
        section class="sec" id="passed" {
            h2 { (t!(lang, "shares-passed")) }
            ul class="rows earn" {
                @for row in &view.rows { (passed_row(shell, row)) }
            }
        }
    }
}

fn passed_row(shell: &Shell, row: &PassedRow) -> Markup {
    let lang = shell.lang;
    let day = |at_ms: u64| date_near(lang, at_ms, shell.now_ms);
    let (date, until) = (day(row.since_ms), row.until_ms.map(day).unwrap_or_default());
    html! {
        li {
            span {
                (t!(lang, &format!("shares-passed-{}", row.side), who = row.who.as_str(), date = date.as_str()))
                small { (t!(lang, &format!("shares-stage-{}", row.stage), until = until)) }
            }
            @if row.side == "from" && row.until_ms.is_some() {
                form method="post" action=(paths::SHARES) data-sign="call-back-shares" data-then=(paths::SHARES) {
                    input type="hidden" name="assignment" value=(row.number);
                    button class=(Tone::Normal.class()) type="submit" {
                        (t!(lang, "shares-call-back"))
                        span class="vh" { " " (t!(lang, "shares-call-back-which", who = row.who.as_str(), date = date.as_str())) }
                    }
                }
            }
            span class="amt" { (shares_said(lang, row.amount)) }
        }
    }
}
