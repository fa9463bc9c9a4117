//! The panel that confirms a decision: what it is asked, how it stands, how it ended.

use ledger::panel::PanelAnswer;
use maud::{Markup, html};

use super::{Confirmation, DecisionView, Seat};
use crate::components::decision::{VoteChoice, votes};
use crate::layout::Shell;
use crate::text::moment::deadline;
use crate::text::number::percent;
use crate::{links, t};

/// The panel while it sits, with its question for whoever was drawn.
pub(super) fn sitting(shell: &Shell, view: &DecisionView, draws_ms: u64, until_ms: u64) -> Markup {
    let lang = shell.lang;
    let when = |at_ms| deadline(lang, at_ms, shell.now_ms);
    let panel = view.panel;
    html! {
        h2 { (t!(lang, "panel-title")) }
        @match panel.and_then(|it| it.drawn) {
            None => p class="small quiet vote-note" { (t!(lang, "panel-called", at = when(draws_ms))) },
            Some(seats) => p class="small quiet vote-note" { (t!(lang, "panel-sits", seats = seats, until = when(until_ms))) },
        }
        @if let Some(panel) = panel.filter(|it| it.drawn.is_some()) {
            @if panel.you != Seat::No { (question(shell, view, panel.you)) }
            p class="k after" { span { (t!(lang, "panel-yes", count = panel.yes)) } span { (t!(lang, "panel-no", count = panel.no)) } }
            p class="small quiet" { (t!(lang, "panel-blocks", share = percent(lang, to_i64(panel.blocks_bps)), count = panel.answers_least)) }
            (receipt(shell, view))
        }
    }
}

fn question(shell: &Shell, view: &DecisionView, seat: Seat) -> Markup {
    let lang = shell.lang;
    let note = t!(lang, "panel-your-answer");
    let is_chosen = |answer| seat == Seat::Answered(answer);
    let labels = [t!(lang, "panel-answer-yes"), t!(lang, "panel-answer-no")];
    let answers = [(PanelAnswer::Yes, "yes"), (PanelAnswer::No, "no")];
    let entries: Vec<VoteChoice<'_>> = answers
        .iter()
        .zip(&labels)
        .map(|((answer, value), label)| VoteChoice {
            value,
            label,
            note: if is_chosen(*answer) { &note } else { "" },
            chosen: is_chosen(*answer),
        })
        .collect();
    html! {
        p class="vote-note" { (t!(lang, "panel-you")) }
        form method="post" action=(format!("{}/panel", links::decision(view.number.into()))) data-sign="answer-panel" {
            input type="hidden" name="proposal" value=(view.number);
            (votes("answer", &t!(lang, "panel-question"), &entries))
        }
    }
}

/// How it ended.
pub(super) fn over(shell: &Shell, panel: &Confirmation, blocked: bool) -> Markup {
    let lang = shell.lang;
    let key = if blocked {
        "panel-blocked"
    } else {
        "panel-agreed"
    };
    html! {
        span class="k" { span { (t!(lang, "panel-title")) } }
        (t!(lang, key, seats = panel.drawn.unwrap_or(0), yes = panel.yes, no = panel.no))
    }
}

/// Where anybody finds what they need to draw again.
fn receipt(shell: &Shell, view: &DecisionView) -> Markup {
    html! {
        a class="link small tap" href=(format!("/api/meent/v1/decisions/{}/panel", view.number)) { (t!(shell.lang, "panel-receipt")) }
    }
}

fn to_i64(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
