//! How a vote stands: both courses against what they need, and the same as a table.
//!
//! This part is also served alone, for the script that keeps it fresh.

use maud::{Markup, html};

use super::{Count, DecisionView, share_bps};
use crate::chart::{Course, course};
use crate::components::furniture::table_below;
use crate::layout::Shell;
use crate::pages::commons::{Stage, failure_words};
use crate::t;
use crate::text::moment::date_near;
use crate::text::number::{count, percent, percent_short};

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

pub(super) fn standing_title(
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
    let points: Vec<_> = counted
        .course
        .iter()
        .filter(|(_, _, sides)| *sides > 0)
        .map(|(at, yes, sides)| (*at, share_bps(*yes, *sides)))
        .collect();
    course_of(
        shell,
        view,
        &Measured {
            label: "count-approval-label",
            points: &points,
            value_bps: counted.approval_bps(),
            need: &approval_need(shell, counted),
            need_bps: counted.approval_need_bps.saturating_sub(1),
            height: 200,
        },
    )
}

fn support_course(shell: &Shell, view: &DecisionView, counted: &Count) -> Markup {
    let points: Vec<_> = counted
        .course
        .iter()
        .map(|(at, yes, _)| (*at, share_bps(*yes, counted.electorate)))
        .collect();
    course_of(
        shell,
        view,
        &Measured {
            label: "count-support-label",
            points: &points,
            value_bps: counted.support_bps(),
            need: &support_need(shell, counted),
            need_bps: counted.support_need_bps(),
            height: 170,
        },
    )
}

/// One of the two measures of a vote, over its time.
struct Measured<'a> {
    /// Name of the sentence that says it.
    label: &'static str,
    points: &'a [(u64, u64)],
    value_bps: u64,
    /// What is needed, in words and in basis points.
    need: &'a str,
    need_bps: u64,
    /// Of the drawing, in pixels.
    height: u32,
}

fn course_of(shell: &Shell, view: &DecisionView, measured: &Measured<'_>) -> Markup {
    let lang = shell.lang;
    let (from_ms, until_ms, now_ms) = axis(shell, view);
    let value = percent(lang, to_i64(measured.value_bps));
    let words = axis_words(shell, view);
    let label = t!(
        lang,
        measured.label,
        value = value.as_str(),
        need = measured.need
    );
    course(&Course {
        label: &label,
        points: measured.points,
        from_ms,
        until_ms,
        now_ms,
        need_bps: measured.need_bps,
        value: &value,
        need: measured.need,
        dates: [&words[0], &words[1], &words[2]],
        mark: &|bps| percent_short(lang, to_i64(bps)),
        height: measured.height,
    })
}

pub(super) fn to_i64(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// A threshold of 5,001 basis points is read as "over 50 %".
pub(super) fn approval_need(shell: &Shell, counted: &Count) -> String {
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

pub(super) fn support_need(shell: &Shell, counted: &Count) -> String {
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
