//! What the reader can do with a decision: vote, stand behind it, take it back.

use app::proposal::Bench;
use ledger::operation::Choice;
use maud::{Markup, html};

use super::count::{approval_need, standing_title, support_need, to_i64};
use super::sitting::{over, sitting};
use super::{Count, DecisionView, share_bps};
use crate::components::decision::{VoteChoice, votes};
use crate::components::furniture::{Tone, link_button};
use crate::components::meter::bar;
use crate::layout::Shell;
use crate::pages::commons::{Stage, choice_label, failure_words, paths};
use crate::text::moment::{date, date_near, deadline};
use crate::text::number::percent;
use crate::{links, t};

pub(super) fn panel(shell: &Shell, view: &DecisionView) -> Markup {
    html! {
        (act(shell, view))
        ul class="week ruled" {
            @if let Some(counted) = view.count.as_ref().filter(|_| !view.asks_order()) { li { (bars(shell, view, counted)) } }
            @if let Some(panel) = view.panel && let Some(blocked) = panel.blocked { li { (over(shell, &panel, blocked)) } }
            li { (how(shell)) }
        }
    }
}

fn how(shell: &Shell) -> Markup {
    let lang = shell.lang;
    html! { span class="k" { span { (t!(lang, "vote-how")) } } (t!(lang, "vote-how-text")) }
}

fn bars(shell: &Shell, view: &DecisionView, counted: &Count) -> Markup {
    let lang = shell.lang;
    let narrow = |bps: u64| u32::try_from(bps).unwrap_or(10_000);
    let approval = percent(lang, to_i64(counted.approval_bps()));
    let support = percent(lang, to_i64(counted.support_bps()));
    let (approval_need, support_need) =
        (approval_need(shell, counted), support_need(shell, counted));
    html! {
        span class="k" { span { (standing_title(shell, view, counted)) } }
        (bar(narrow(counted.approval_bps()), Some(narrow(counted.approval_need_bps)), &t!(lang, "count-approval-label", value = approval.as_str(), need = approval_need.as_str())))
        span class="k" { span { (t!(lang, "count-for", value = approval.as_str())) } span { (approval_need) } }
        (bar(narrow(counted.support_bps()), Some(narrow(counted.support_need_bps())), &t!(lang, "count-support-label", value = support.as_str(), need = support_need.as_str())))
        span class="k" { span { (t!(lang, "count-of-members", value = support.as_str())) } span { (support_need) } }
    }
}

/// What the reader can do now, under its heading.
fn act(shell: &Shell, view: &DecisionView) -> Markup {
    let lang = shell.lang;
    match view.stage {
        Stage::Draft {
            opens_ms,
            expires_ms,
        } => sponsor_part(shell, view, opens_ms, expires_ms),
        Stage::Open { closes_ms } if view.asks_order() => html! {
            h2 { (t!(lang, "roadmap-ballot-title")) }
            p class="small quiet vote-note" { (t!(lang, "vote-change-until", when = deadline(lang, closes_ms, shell.now_ms))) }
            @if view.you.may_vote { (link_button(&t!(lang, "roadmap-to-ballot"), "#ballot", Tone::Primary)) } @else { (vote_closed_to_you(shell, view)) }
        },
        Stage::Open { closes_ms } => html! {
            h2 { (t!(lang, "vote-title")) }
            (vote_note(shell, view, closes_ms))
            @if view.you.may_vote { (vote_form(shell, view)) } @else { (vote_closed_to_you(shell, view)) }
        },
        Stage::Confirming { until_ms } => html! {
            h2 { (t!(lang, "vote-passed")) }
            p class="small quiet" { (t!(lang, "vote-confirming", until = deadline(lang, until_ms, shell.now_ms))) }
            (your_vote(shell, view))
        },
        Stage::Timelock { until_ms } => html! {
            h2 { (t!(lang, "vote-passed")) }
            p class="small quiet" {
                @if view.rights.is_heard() { (t!(lang, "rights-heard")) }
                @else { (t!(lang, "vote-timelock", at = deadline(lang, until_ms, shell.now_ms))) }
            }
            (your_vote(shell, view))
        },
        Stage::Enacted { at_ms } => html! {
            h2 { (t!(lang, "vote-in-force")) }
            p class="small quiet" { (t!(lang, "vote-in-force-since", date = date(lang, at_ms))) }
            (your_vote(shell, view))
        },
        Stage::Failed { why, at_ms } => html! {
            h2 { (t!(lang, "vote-failed")) }
            p class="small quiet" { (failure_words(lang, why)) ", " (date(lang, at_ms)) "." }
            (your_vote(shell, view))
        },
        Stage::Panel { draws_ms, until_ms } => html! {
            (sitting(shell, view, draws_ms, until_ms))
            (your_vote(shell, view))
        },
        Stage::BetweenReadings { opens_ms } => html! {
            h2 { (t!(lang, "vote-passed-first")) }
            p class="small quiet" { (t!(lang, "vote-again", at = deadline(lang, opens_ms, shell.now_ms))) }
            (your_vote(shell, view))
        },
        Stage::Withdrawn { at_ms } => html! {
            h2 { (t!(lang, "vote-withdrawn")) }
            p class="small quiet" { (date(lang, at_ms)) }
        },
    }
}

fn your_vote(shell: &Shell, view: &DecisionView) -> Markup {
    let lang = shell.lang;
    html! { @if let Some(choice) = view.you.vote { p class="small after" { (t!(lang, "vote-yours", choice = choice_label(lang, choice))) } } }
}

fn vote_note(shell: &Shell, view: &DecisionView, closes_ms: u64) -> Markup {
    let lang = shell.lang;
    let when = deadline(lang, closes_ms, shell.now_ms);
    let key = if view.you.vote.is_some() {
        "vote-change-until"
    } else {
        "vote-until"
    };
    html! { p class="small quiet vote-note" { (t!(lang, key, when = when)) } }
}

fn vote_closed_to_you(shell: &Shell, view: &DecisionView) -> Markup {
    let lang = shell.lang;
    html! {
        @if view.you.signed_in {
            p class="small" { (t!(lang, "vote-not-counted-in")) }
            a class="link small tap" href=(paths::PEOPLE) { (t!(lang, "vote-how-to-member")) }
        } @else {
            p class="small vote-note" { (t!(lang, "vote-sign-in")) }
            (link_button(&t!(lang, "nav-sign-in"), &links::sign_in_then(&shell.path), Tone::Primary))
        }
    }
}

fn vote_form(shell: &Shell, view: &DecisionView) -> Markup {
    let lang = shell.lang;
    let note = t!(lang, "vote-your-vote");
    let labels = CHOICES.map(|choice| choice_label(lang, choice));
    let entries: Vec<VoteChoice<'_>> = CHOICES
        .iter()
        .zip(&labels)
        .map(|(choice, label)| VoteChoice {
            value: choice.word(),
            label,
            note: if view.you.vote == Some(*choice) {
                &note
            } else {
                ""
            },
            chosen: view.you.vote == Some(*choice),
        })
        .collect();
    html! {
        form method="post" action=(format!("{}/vote", links::decision(view.number.into()))) data-sign="vote" {
            input type="hidden" name="proposal" value=(view.number);
            (votes("choice", &t!(lang, "vote-title"), &entries))
        }
    }
}

const CHOICES: [Choice; 4] = [Choice::Yes, Choice::No, Choice::Abstain, Choice::NoWithVeto];

/// The ballot at the lower edge where the panel has no room.
pub(super) fn vote_bar(shell: &Shell, view: &DecisionView) -> Markup {
    let lang = shell.lang;
    match view.stage {
        Stage::Open { closes_ms } if view.you.may_vote && !view.asks_order() => html! {
            form class="votebar" method="post" action=(format!("{}/vote", links::decision(view.number.into()))) data-sign="vote" {
                input type="hidden" name="proposal" value=(view.number);
                (vote_note(shell, view, closes_ms))
                @for choice in CHOICES {
                    button class="vote" type="submit" name="choice" value=(choice.word()) aria-pressed=(view.you.vote == Some(choice)) { (choice_label(lang, choice)) }
                }
            }
        },
        Stage::Open { .. }
        | Stage::Draft { .. }
        | Stage::Confirming { .. }
        | Stage::Timelock { .. }
        | Stage::Enacted { .. }
        | Stage::Failed { .. }
        | Stage::BetweenReadings { .. }
        | Stage::Panel { .. }
        | Stage::Withdrawn { .. } => html! {
            div class="votebar" { (act(shell, view)) }
        },
    }
}

fn sponsor_part(shell: &Shell, view: &DecisionView, opens_ms: u64, expires_ms: u64) -> Markup {
    let lang = shell.lang;
    let share = share_bps(view.sponsors, view.sponsors_needed.max(1));
    let line = t!(
        lang,
        "sponsor-count",
        count = view.sponsors,
        needed = view.sponsors_needed
    );
    let hidden = html! { input type="hidden" name="proposal" value=(view.number); };
    let action = |part: &str| format!("{}/{part}", links::decision(view.number.into()));
    html! {
        h2 { (t!(lang, "sponsor-title")) }
        p class="small quiet" { (t!(lang, "sponsor-sentence", until = date_near(lang, expires_ms, shell.now_ms))) }
        (bar(u32::try_from(share).unwrap_or(10_000), None, &line))
        p class="k sponsor-line" { (line) }
        @if opens_ms > shell.now_ms { p class="small quiet" { (t!(lang, "sponsor-opens", at = deadline(lang, opens_ms, shell.now_ms))) } }
        @if view.is_petitioned() {
            p class="small after" { (t!(lang, "petition-forced")) }
        } @else if view.you.is_author {
            form method="post" action=(action("withdraw")) data-sign="withdraw-proposal" { (hidden) button class="btn plain" { (t!(lang, "sponsor-withdraw")) } }
        } @else if view.you.sponsors {
            p class="small after" { (t!(lang, "sponsor-yours")) }
        } @else if view.you.may_sponsor {
            form method="post" action=(action("sponsor")) data-sign="sponsor" { (hidden) button class="btn primary wide" { (t!(lang, "sponsor-act")) } }
        } @else { (vote_closed_to_you(shell, view)) }
        @for bench in &view.you.benches { (bench_part(shell, view, bench)) }
        @if let Some(petition) = view.petition { (petition_part(shell, view, petition)) }
    }
}

/// The way of those who sat on the highest jury: more than half of them, and it needs no sponsors.
fn bench_part(shell: &Shell, view: &DecisionView, bench: &Bench) -> Markup {
    let lang = shell.lang;
    let share = share_bps(bench.sponsors.into(), u64::from(bench.needed).max(1));
    let line = t!(
        lang,
        "bench-count",
        count = bench.sponsors,
        needed = bench.needed
    );
    html! {
        h3 { (t!(lang, "bench-title", case = bench.case.0)) }
        p class="small quiet" { (t!(lang, "bench-sentence")) }
        (bar(u32::try_from(share).unwrap_or(10_000), None, &line))
        p class="k sponsor-line" { (line) }
        @if bench.has_sponsored {
            p class="small after" { (t!(lang, "bench-yours")) }
        } @else {
            form method="post" action=(format!("{}/bench", links::decision(view.number.into()))) data-sign="sponsor-from-bench" {
                input type="hidden" name="jury" value=(bench.jury.0);
                input type="hidden" name="proposal" value=(view.number);
                button class="btn wide" { (t!(lang, "bench-act")) }
            }
        }
    }
}

/// The other way to a vote: enough signatures force it, whatever else waits.
fn petition_part(shell: &Shell, view: &DecisionView, (signed, needed): (u64, u64)) -> Markup {
    let lang = shell.lang;
    let share = share_bps(signed, needed.max(1));
    let line = t!(lang, "petition-count", count = signed, needed = needed);
    html! {
        h3 { (t!(lang, "petition-title")) }
        p class="small quiet" { (t!(lang, "petition-sentence")) }
        (bar(u32::try_from(share).unwrap_or(10_000), None, &line))
        p class="k sponsor-line" { (line) }
        @if view.you.has_petitioned {
            p class="small after" { (t!(lang, "petition-yours")) }
        } @else if view.you.may_petition {
            form method="post" action=(format!("{}/petition", links::decision(view.number.into()))) data-sign="sign-petition" {
                input type="hidden" name="proposal" value=(view.number);
                button class="btn wide" { (t!(lang, "petition-act")) }
            }
        }
    }
}
