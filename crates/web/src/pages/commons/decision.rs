//! One decision: the ask, what changes, the count against what is needed, your vote, your receipt.
//!
//! The order is on purpose: one reads what is asked and what it changes before how others voted.

use ledger::operation::Choice;
use maud::{Markup, html};

use super::diff::{ClauseChange, clause};
use super::{Stage, Subject, choice_label, choice_word, failure_words, paths};
use crate::chart::{Course, course};
use crate::components::decision::{Step, StepState, VoteChoice, path, slip, votes};
use crate::components::furniture::{Tone, eyebrow, link_button, table_below};
use crate::components::meter::bar;
use crate::components::person::{Face, FaceSize, face};
use crate::layout::{Page, Panel, Place, Shell};
use crate::pages::signing::{self, Signer};
use crate::text::moment::{date, date_near, deadline, span};
use crate::text::number::{count, percent, percent_short};
use crate::{links, t};

/// Everything the page of a decision shows.
#[derive(Clone, Debug)]
pub struct DecisionView {
    /// Its number.
    pub number: u32,
    /// The question.
    pub title: String,
    /// The reasons, already made safe.
    pub reasons: Markup,
    /// What it is about.
    pub subject: Subject,
    /// Who brought it; `None` when they left.
    pub author: Option<Face>,
    /// How many stand behind it.
    pub sponsors: u64,
    /// How many it needs.
    pub sponsors_needed: u64,
    /// Where it stands.
    pub stage: Stage,
    /// When its steps were or will be.
    pub plan: Plan,
    /// What changes, clause by clause.
    pub changes: Vec<ClauseChange>,
    /// The count, once the vote has opened.
    pub count: Option<Count>,
    /// The reader.
    pub you: You,
    /// The reader's receipt, if they voted.
    pub receipt: Option<Receipt>,
}

/// Times of the steps, in milliseconds; what is not fixed yet is expected.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// When it was filed.
    pub filed_ms: u64,
    /// When the vote opened.
    pub opened_ms: Option<u64>,
    /// When the vote closes or closed.
    pub closes_ms: Option<u64>,
    /// Length of the vote.
    pub voting_ms: u64,
    /// Length of the window for challenges.
    pub confirm_ms: u64,
    /// Time from there to force.
    pub timelock_ms: u64,
}

/// The count of a vote and what it needs.
#[derive(Clone, Debug)]
pub struct Count {
    /// For.
    pub yes: u64,
    /// Against, without veto.
    pub no: u64,
    /// Neither.
    pub abstain: u64,
    /// Against, as harmful.
    pub veto: u64,
    /// Members who may vote.
    pub electorate: u64,
    /// Share for that is needed, in basis points of those who chose a side.
    pub approval_need_bps: u64,
    /// Members for that are needed.
    pub support_need: u64,
    /// Share of "as harmful" at which it fails, in basis points of all votes.
    pub veto_bps: u64,
    /// Weeks in which a member must have been active to be counted in.
    pub electorate_rounds: u64,
    /// (time in milliseconds, for, chose a side), ascending.
    pub course: Vec<(u64, u64, u64)>,
    /// Whether it would pass if it closed now, or did.
    pub passes: bool,
    /// Whether a late swing has extended the vote.
    pub is_extended: bool,
}

impl Count {
    /// For, of those who chose a side, in basis points.
    pub fn approval_bps(&self) -> u64 {
        share_bps(self.yes, self.yes + self.no + self.veto)
    }

    /// For, of those who may vote, in basis points.
    pub fn support_bps(&self) -> u64 {
        share_bps(self.yes, self.electorate)
    }

    /// For that is needed, of those who may vote, in basis points.
    pub fn support_need_bps(&self) -> u64 {
        share_bps(self.support_need, self.electorate)
    }

    /// Everyone who voted.
    pub fn voted(&self) -> u64 {
        self.yes + self.no + self.abstain + self.veto
    }
}

fn share_bps(part: u64, whole: u64) -> u64 {
    (part * 10_000).checked_div(whole).unwrap_or(0)
}

/// What the reader may do here.
#[derive(Clone, Debug, Default)]
pub struct You {
    /// Whether somebody is signed in.
    pub signed_in: bool,
    /// Whether they were counted in when the vote opened.
    pub may_vote: bool,
    /// Whether they may stand behind a draft.
    pub may_sponsor: bool,
    /// Whether they stand behind it.
    pub sponsors: bool,
    /// Whether they brought it.
    pub is_author: bool,
    /// How they voted.
    pub vote: Option<Choice>,
    /// Who signs.
    pub signer: Signer,
}

/// Proof of one's vote.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// The vote.
    pub choice: Choice,
    /// When, in milliseconds.
    pub at_ms: u64,
    /// Which key signed.
    pub key: String,
    /// Place on the record.
    pub entry: u64,
    /// Length of the record now.
    pub size: u64,
}

/// Returns the page.
pub fn decision(shell: &Shell, view: &DecisionView) -> Page {
    let lang = shell.lang;
    let body = html! {
        article {
            (head(shell, view))
            (steps(shell, view))
            (changes(shell, view))
            @if let Some(counted) = &view.count {
                section class="sec" id="count" data-live=(format!("{}/count", links::decision(view.number.into()))) data-every="15" {
                    (count_part(shell, view, counted))
                }
            }
            @if view.count.is_some() { (who_counts(shell, view)) }
            @if let Some(receipt) = &view.receipt { (receipt_part(shell, view.number, receipt)) }
        }
        (vote_bar(shell, view))
        (signing::sheet(shell, &view.you.signer))
    };
    Page::new(view.title.clone(), Place::Commons, body)
        .description(t!(
            lang,
            "decision-description",
            number = view.number,
            subject = view.subject.words(lang)
        ))
        .canonical(links::decision(view.number.into()))
        .panel(Panel::Own {
            markup: panel(shell, view),
            keep: false,
        })
        .script("js/sign.js")
        .script("js/live.js")
}

fn head(shell: &Shell, view: &DecisionView) -> Markup {
    let lang = shell.lang;
    let number = t!(lang, "decision-number", number = view.number);
    let by = match &view.author {
        Some(author) => t!(
            lang,
            "decision-by",
            name = author.name.as_str(),
            count = view.sponsors.saturating_sub(1)
        ),
        None => t!(lang, "decision-by-left"),
    };
    html! {
        div class="head" {
            (eyebrow(&[&number, &view.subject.words(lang), &by]))
            h1 { (view.title) }
            div class="ask prose" { (view.reasons) }
        }
    }
}

fn steps(shell: &Shell, view: &DecisionView) -> Markup {
    let lang = shell.lang;
    let plan = &view.plan;
    let day = |at: u64| date_near(lang, at, shell.now_ms);
    let closes = plan
        .closes_ms
        .unwrap_or(plan.opened_ms.unwrap_or(shell.now_ms) + plan.voting_ms);
    let vote_when = match (view.stage, plan.opened_ms) {
        (Stage::Open { closes_ms }, _) => t!(
            lang,
            "path-until",
            when = deadline(lang, closes_ms, shell.now_ms)
        ),
        (_, Some(_)) => day(closes).into(),
        (_, None) => t!(lang, "path-lasts", length = span(lang, plan.voting_ms)),
    };
    let challenge_when = match view.stage {
        Stage::Confirming { until_ms } => t!(
            lang,
            "path-until",
            when = deadline(lang, until_ms, shell.now_ms)
        ),
        _ => span(lang, plan.confirm_ms).into(),
    };
    let force_at = match view.stage {
        Stage::Enacted { at_ms } | Stage::Timelock { until_ms: at_ms } => at_ms,
        Stage::Confirming { until_ms } => until_ms + plan.timelock_ms,
        _ => closes + plan.confirm_ms + plan.timelock_ms,
    };
    let ended = match view.stage {
        Stage::Failed { at_ms, .. } => Some((t!(lang, "path-failed"), at_ms)),
        Stage::Withdrawn { at_ms } => Some((t!(lang, "path-withdrawn"), at_ms)),
        _ => None,
    };
    let at = reached(view.stage);
    let state = |step: u8| match step.cmp(&at) {
        std::cmp::Ordering::Less => StepState::Done,
        std::cmp::Ordering::Equal => StepState::Now,
        std::cmp::Ordering::Greater => StepState::Ahead,
    };
    let (drafted, in_force) = (
        day(plan.filed_ms),
        if plan.opened_ms.is_some() {
            day(force_at)
        } else {
            String::new()
        },
    );
    let names = [
        t!(lang, "path-draft"),
        t!(lang, "path-vote"),
        t!(lang, "path-challenge"),
        t!(lang, "path-force"),
    ];
    let mut shown = vec![Step {
        name: &names[0],
        when: &drafted,
        state: state(0),
    }];
    if ended.is_none() || plan.opened_ms.is_some() {
        shown.push(Step {
            name: &names[1],
            when: &vote_when,
            state: state(1),
        });
    }
    let end_day = ended
        .as_ref()
        .map(|(_, at_ms)| day(*at_ms))
        .unwrap_or_default();
    match &ended {
        Some((name, _)) => shown.push(Step {
            name,
            when: &end_day,
            state: StepState::Now,
        }),
        None => {
            if plan.confirm_ms > 0 {
                shown.push(Step {
                    name: &names[2],
                    when: &challenge_when,
                    state: state(2),
                });
            }
            shown.push(Step {
                name: &names[3],
                when: &in_force,
                state: state(3),
            });
        }
    }
    path(&t!(lang, "path-label"), &shown)
}

/// The step that is going on; one past the last when all are done.
fn reached(stage: Stage) -> u8 {
    match stage {
        Stage::Draft { .. } => 0,
        Stage::Open { .. } => 1,
        Stage::Confirming { .. } => 2,
        Stage::Timelock { .. } => 3,
        Stage::Enacted { .. } | Stage::Failed { .. } | Stage::Withdrawn { .. } => 4,
    }
}

fn changes(shell: &Shell, view: &DecisionView) -> Markup {
    let lang = shell.lang;
    html! {
        section class="sec first" {
            h2 { (t!(lang, "decision-changes")) }
            @match view.subject {
                Subject::Statement => p { (t!(lang, "decision-changes-nothing")) },
                Subject::Moderation => p { (t!(lang, "decision-changes-moderation", count = view.changes.len())) },
                Subject::Data => p { (t!(lang, "decision-changes-data", count = view.changes.len())) },
            }
            div class="stack" { @for change in &view.changes { (clause(lang, change)) } }
        }
    }
}

/// The live part: how it stands, both courses, the table. Also served alone for `js/live.js`.
pub fn count_part(shell: &Shell, view: &DecisionView, counted: &Count) -> Markup {
    let lang = shell.lang;
    let sides = counted.yes + counted.no + counted.veto;
    html! {
        h2 { (standing_title(shell, view, counted)) }
        p {
            (t!(lang, "count-sides", count = sides, yes = counted.yes))
            @if matches!(view.stage, Stage::Open { .. }) { " " (t!(lang, "count-both-lines")) }
            @if counted.is_extended { " " (t!(lang, "count-extended")) }
        }
        div class="meters" {
            div {
                h3 class="mh" { (t!(lang, "count-approval")) span { (t!(lang, "count-approval-of")) } }
                (approval_course(shell, view, counted))
            }
            div {
                h3 class="mh" { (t!(lang, "count-support")) span { (t!(lang, "count-support-of", count = counted.yes, electorate = counted.electorate)) } }
                (support_course(shell, view, counted))
            }
        }
        (count_table(shell, counted))
    }
}

fn standing_title(
    shell: &Shell,
    view: &DecisionView,
    counted: &Count,
) -> std::borrow::Cow<'static, str> {
    let lang = shell.lang;
    match view.stage {
        Stage::Open { .. } if counted.passes => t!(lang, "count-would-pass"),
        Stage::Failed { why, .. } => failure_words(lang, why),
        Stage::Draft { .. } | Stage::Open { .. } | Stage::Withdrawn { .. } => {
            t!(lang, "count-would-fail")
        }
        Stage::Confirming { .. } | Stage::Timelock { .. } | Stage::Enacted { .. } => {
            t!(lang, "count-passed")
        }
    }
}

/// The ends of the time axis, and the last moment of the line.
fn axis(shell: &Shell, view: &DecisionView) -> (u64, u64, u64) {
    let from = view.plan.opened_ms.unwrap_or(view.plan.filed_ms);
    let until = view.plan.closes_ms.unwrap_or(from + view.plan.voting_ms);
    (from, until, shell.now_ms.clamp(from, until))
}

fn axis_words(shell: &Shell, view: &DecisionView) -> [String; 3] {
    let lang = shell.lang;
    let (from, until, now) = axis(shell, view);
    let present = if now < until {
        t!(lang, "count-today").into_owned()
    } else {
        t!(lang, "count-at-close").into_owned()
    };
    [
        date_near(lang, from, shell.now_ms),
        present,
        date_near(lang, until, shell.now_ms),
    ]
}

fn approval_course(shell: &Shell, view: &DecisionView, counted: &Count) -> Markup {
    let lang = shell.lang;
    let (from_ms, until_ms, now_ms) = axis(shell, view);
    let points: Vec<_> = counted
        .course
        .iter()
        .filter(|(_, _, sides)| *sides > 0)
        .map(|(at, yes, sides)| (*at, share_bps(*yes, *sides)))
        .collect();
    let value = percent(lang, to_i64(counted.approval_bps()));
    let need = approval_need(shell, counted);
    let words = axis_words(shell, view);
    let label = t!(
        lang,
        "count-approval-label",
        value = value.as_str(),
        need = need.as_str()
    );
    course(&Course {
        label: &label,
        points: &points,
        from_ms,
        until_ms,
        now_ms,
        need_bps: counted.approval_need_bps.saturating_sub(1),
        value: &value,
        need: &need,
        dates: [&words[0], &words[1], &words[2]],
        mark: &|bps| percent_short(lang, to_i64(bps)),
        height: 200,
    })
}

fn support_course(shell: &Shell, view: &DecisionView, counted: &Count) -> Markup {
    let lang = shell.lang;
    let (from_ms, until_ms, now_ms) = axis(shell, view);
    let points: Vec<_> = counted
        .course
        .iter()
        .map(|(at, yes, _)| (*at, share_bps(*yes, counted.electorate)))
        .collect();
    let value = percent(lang, to_i64(counted.support_bps()));
    let need = support_need(shell, counted);
    let words = axis_words(shell, view);
    let label = t!(
        lang,
        "count-support-label",
        value = value.as_str(),
        need = need.as_str()
    );
    course(&Course {
        label: &label,
        points: &points,
        from_ms,
        until_ms,
        now_ms,
        need_bps: counted.support_need_bps(),
        value: &value,
        need: &need,
        dates: [&words[0], &words[1], &words[2]],
        mark: &|bps| percent_short(lang, to_i64(bps)),
        height: 170,
    })
}

fn to_i64(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// A threshold of 5,001 basis points is read as "over 50 %".
fn approval_need(shell: &Shell, counted: &Count) -> String {
    let lang = shell.lang;
    let need = counted.approval_need_bps;
    if need % 100 == 1 {
        t!(
            lang,
            "count-needs-over",
            value = percent_short(lang, to_i64(need - 1))
        )
        .into_owned()
    } else {
        t!(
            lang,
            "count-needs",
            value = percent_short(lang, to_i64(need))
        )
        .into_owned()
    }
}

fn support_need(shell: &Shell, counted: &Count) -> String {
    let lang = shell.lang;
    t!(
        lang,
        "count-needs",
        value = percent_short(lang, to_i64(counted.support_need_bps()))
    )
    .into_owned()
}

fn count_table(shell: &Shell, counted: &Count) -> Markup {
    let lang = shell.lang;
    let approval = percent(lang, to_i64(counted.approval_bps()));
    let lines = [
        (
            t!(
                lang,
                "count-row-approval",
                need = approval_need(shell, counted)
            )
            .into_owned(),
            t!(
                lang,
                "count-row-approval-value",
                value = approval,
                yes = counted.yes,
                no = counted.no + counted.veto
            )
            .into_owned(),
        ),
        (
            t!(lang, "count-row-support", need = counted.support_need).into_owned(),
            t!(
                lang,
                "count-row-support-value",
                yes = counted.yes,
                electorate = counted.electorate
            )
            .into_owned(),
        ),
        (
            t!(
                lang,
                "count-row-veto",
                need = percent_short(lang, to_i64(counted.veto_bps))
            )
            .into_owned(),
            t!(
                lang,
                "count-row-veto-value",
                veto = counted.veto,
                voted = counted.voted()
            )
            .into_owned(),
        ),
        (
            t!(lang, "count-row-neither").into_owned(),
            count(lang, counted.abstain),
        ),
    ];
    table_below(
        &t!(lang, "count-table"),
        (
            &t!(lang, "count-table-needed"),
            &t!(lang, "count-table-sofar"),
        ),
        &lines,
    )
}

fn who_counts(shell: &Shell, view: &DecisionView) -> Markup {
    let lang = shell.lang;
    let Some(counted) = &view.count else {
        return html! {};
    };
    let opened = view
        .plan
        .opened_ms
        .map(|at| date(lang, at))
        .unwrap_or_default();
    html! {
        section class="sec" {
            h2 { (t!(lang, "counted-title")) }
            p { (t!(lang, "counted-electorate", count = counted.electorate, date = opened, rounds = counted.electorate_rounds)) }
            p { (t!(lang, "counted-public")) }
            p class="after" { a class="link tap" href=(format!("{}/votes", links::decision(view.number.into()))) { (t!(lang, "counted-list", count = counted.voted())) } }
        }
    }
}

fn receipt_part(shell: &Shell, number: u32, receipt: &Receipt) -> Markup {
    let lang = shell.lang;
    let names = [
        "receipt-signed",
        "receipt-when",
        "receipt-key",
        "receipt-place",
    ]
    .map(|key| t!(lang, key));
    let fields = [
        (
            &*names[0],
            html! { b { (choice_label(lang, receipt.choice)) } " " (t!(lang, "receipt-in-decision", number = number)) },
        ),
        (
            &*names[1],
            html! { (crate::text::moment::weekday_date(lang, receipt.at_ms)) ", " (crate::text::moment::clock(receipt.at_ms)) },
        ),
        (&*names[2], html! { (receipt.key) }),
        (
            &*names[3],
            html! { a class="link" href=(format!("{}/entries/{}", paths::RECORD, receipt.entry)) { (t!(lang, "receipt-entry", index = receipt.entry, size = receipt.size)) } },
        ),
    ];
    html! {
        section class="sec" {
            h2 { (t!(lang, "receipt-title")) }
            p { (t!(lang, "receipt-sentence")) }
            (slip(&fields, None))
            p class="record-check" data-record-check="" hidden {}
        }
    }
}

// ---- the panel: what the reader can do ----

fn panel(shell: &Shell, view: &DecisionView) -> Markup {
    html! {
        (act(shell, view))
        ul class="week ruled" {
            @if let Some(counted) = &view.count { li { (bars(shell, view, counted)) } }
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
            p class="small quiet" { (t!(lang, "vote-timelock", at = deadline(lang, until_ms, shell.now_ms))) }
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
            value: choice_word(*choice),
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
fn vote_bar(shell: &Shell, view: &DecisionView) -> Markup {
    let lang = shell.lang;
    match view.stage {
        Stage::Open { closes_ms } if view.you.may_vote => html! {
            form class="votebar" method="post" action=(format!("{}/vote", links::decision(view.number.into()))) data-sign="vote" {
                input type="hidden" name="proposal" value=(view.number);
                (vote_note(shell, view, closes_ms))
                @for choice in CHOICES {
                    button class="vote" type="submit" name="choice" value=(choice_word(choice)) aria-pressed=(view.you.vote == Some(choice)) { (choice_label(lang, choice)) }
                }
            }
        },
        Stage::Open { .. }
        | Stage::Draft { .. }
        | Stage::Confirming { .. }
        | Stage::Timelock { .. }
        | Stage::Enacted { .. }
        | Stage::Failed { .. }
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
        @if view.you.is_author {
            form method="post" action=(action("withdraw")) data-sign="withdraw-proposal" { (hidden) button class="btn plain" { (t!(lang, "sponsor-withdraw")) } }
        } @else if view.you.sponsors {
            p class="small after" { (t!(lang, "sponsor-yours")) }
        } @else if view.you.may_sponsor {
            form method="post" action=(action("sponsor")) data-sign="sponsor" { (hidden) button class="btn primary wide" { (t!(lang, "sponsor-act")) } }
        } @else { (vote_closed_to_you(shell, view)) }
    }
}

/// One public ballot.
#[derive(Clone, Debug)]
pub struct Ballot {
    /// Whose; `None` when they left.
    pub voter: Option<Face>,
    /// Their member number.
    pub member: u32,
    /// How.
    pub choice: Choice,
    /// When, in milliseconds.
    pub at_ms: u64,
}

/// Returns the page that lists the ballots of a decision.
pub fn ballots(
    shell: &Shell,
    number: u32,
    title: &str,
    listed: &[Ballot],
    older: Option<&str>,
) -> Page {
    let lang = shell.lang;
    let body = html! {
        div class="head" {
            (eyebrow(&[&t!(lang, "decision-number", number = number), &t!(lang, "ballots-eyebrow")]))
            h1 { (t!(lang, "ballots-title")) }
            p class="ask" { a class="link" href=(links::decision(number.into())) { (title) } }
            p class="quiet" { (t!(lang, "counted-public")) }
        }
        ul class="rows ballots" {
            @for ballot in listed {
                li {
                    @match &ballot.voter {
                        Some(voter) => a class="by" href=(links::profile(&voter.handle)) { (face(voter, FaceSize::Small)) span class="who" { b { bdi { (voter.name) } } } },
                        None => span class="quiet" { (t!(lang, "ballots-member", number = ballot.member)) },
                    }
                    span class="amt" { (choice_label(lang, ballot.choice)) small { (date_near(lang, ballot.at_ms, shell.now_ms)) } }
                }
            }
        }
        (crate::components::furniture::older(&t!(lang, "ballots-older"), older))
    };
    Page::new(
        t!(lang, "ballots-page-title", number = number),
        Place::Commons,
        body,
    )
}
