//! How a vote stands: both courses against what they need, and the same as a table.
//!
//! This part is also served alone, for the script that keeps it fresh.

use maud::{Markup, html};

use super::{Count, DecisionView, Stewards, StewardsNeed, share_bps};
use crate::chart::{Course, course};
use crate::components::furniture::table_below;
use crate::components::meter::bar;
use crate::layout::Shell;
use crate::pages::commons::{Stage, failure_words, needs_words};
use crate::t;
use crate::text::moment::{date_near, deadline, span};
use crate::text::number::{count, percent, percent_short};

/// The live part: how it stands, both courses, the table. Also served alone for `js/live.js`.
pub fn count_part(shell: &Shell, view: &DecisionView, counted: &Count) -> Markup {
    let lang = shell.lang;
    let sides = counted.sides();
    html! {
        h2 { (standing_title(shell, view, counted)) }
        p {
            (t!(lang, "count-sides", count = sides, yes = counted.for_it()))
            @if matches!(view.stage, Stage::Open { .. }) { " " (both_lines(shell, counted)) }
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
        @if let Some(stewards) = &counted.stewards { (stewards_part(shell, stewards)) }
        (count_table(shell, counted))
    }
}

/// When both measures must be met: at the close, or, where the needs fall, for a while.
fn both_lines(shell: &Shell, counted: &Count) -> String {
    let lang = shell.lang;
    let Some(falling) = &counted.falling else {
        return t!(lang, "count-both-lines").into_owned();
    };
    let held = span(lang, falling.confirm_ms);
    let mut said = t!(lang, "count-both-falling", held = held).into_owned();
    if let Some(at_ms) = falling.passes_ms {
        said.push(' ');
        let when = deadline(lang, at_ms, shell.now_ms);
        said.push_str(&t!(lang, "count-passes-at", when = when));
    }
    said
}

/// The votes weighed by what each has earned, where they are asked.
fn stewards_part(shell: &Shell, it: &Stewards) -> Markup {
    let lang = shell.lang;
    let narrow = |bps: u64| u32::try_from(bps).unwrap_or(10_000);
    let value = percent(lang, to_i64(it.share_bps()));
    let need = match it.need {
        StewardsNeed::Agree(bps) => needs_words(lang, bps),
        StewardsNeed::Veto(bps) => {
            let value = percent_short(lang, to_i64(bps));
            t!(lang, "count-stewards-veto", value = value).into_owned()
        }
    };
    let mark = match it.need {
        StewardsNeed::Agree(bps) => bps,
        StewardsNeed::Veto(bps) => 10_000_u64.saturating_sub(bps),
    };
    let label = t!(
        lang,
        "count-stewards-label",
        value = value.as_str(),
        need = need.as_str()
    );
    html! {
        div class="stewards" {
            h3 class="mh" { (t!(lang, "count-stewards")) span { (t!(lang, "count-stewards-of")) } }
            (bar(narrow(it.share_bps()), Some(narrow(mark)), &label))
            p class="k" { span { (t!(lang, "count-for", value = value.as_str())) } span { (need) } }
        }
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
        Stage::BetweenReadings { .. } => t!(lang, "count-passed-first"),
        Stage::Panel { .. }
        | Stage::Confirming { .. }
        | Stage::Timelock { .. }
        | Stage::Enacted { .. } => {
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
            need_words: &|bps| needs_words(shell.lang, bps),
            needs: &needs_of(&counted.approval_needs, |bps| bps),
            height: 200,
        },
    )
}

fn support_course(shell: &Shell, view: &DecisionView, counted: &Count) -> Markup {
    let points: Vec<_> = counted
        .support_course
        .iter()
        .map(|(at, support)| (*at, share_bps(*support, counted.electorate)))
        .collect();
    course_of(
        shell,
        view,
        &Measured {
            label: "count-support-label",
            points: &points,
            value_bps: counted.support_bps(),
            need: &support_need(shell, counted),
            need_words: &|bps| {
                let value = percent_short(shell.lang, to_i64(bps));
                t!(shell.lang, "count-needs", value = value).into_owned()
            },
            needs: &needs_of(&counted.support_needs, |members| {
                share_bps(members, counted.electorate)
            }),
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
    /// What is needed now, in words.
    need: &'a str,
    /// A need in words.
    need_words: &'a dyn Fn(u64) -> String,
    /// What is needed over time, in basis points.
    needs: &'a [(u64, u64)],
    /// Of the drawing, in pixels.
    height: u32,
}

/// Points of a need in basis points.
fn needs_of(points: &[(u64, u64)], bps: impl Fn(u64) -> u64) -> Vec<(u64, u64)> {
    points.iter().map(|(at, need)| (*at, bps(*need))).collect()
}

fn course_of(shell: &Shell, view: &DecisionView, measured: &Measured<'_>) -> Markup {
    let lang = shell.lang;
    let (from_ms, until_ms, now_ms) = axis(shell, view);
    let value = percent(lang, to_i64(measured.value_bps));
    let words = axis_words(shell, view);
    let last = measured.needs.last().map_or(0, |it| it.1);
    let falls = measured.needs.iter().any(|(_, need)| *need != last);
    let need_later = if falls && now_ms < until_ms {
        let need = (measured.need_words)(last);
        t!(lang, "count-need-later", need = need).into_owned()
    } else {
        String::new()
    };
    // Where a vote was extended, what is needed stays as it was at its end.
    let mut needs = measured.needs.to_vec();
    needs.push((until_ms, last));
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
        needs: &needs,
        value: &value,
        need: measured.need,
        need_later: &need_later,
        dates: [&words[0], &words[1], &words[2]],
        mark: &|bps| percent_short(lang, to_i64(bps)),
        height: measured.height,
    })
}

pub(super) fn to_i64(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

pub(super) fn approval_need(shell: &Shell, counted: &Count) -> String {
    needs_words(shell.lang, counted.approval_need_bps)
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

// long: one row per measure
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
                yes = counted.for_it(),
                no = counted.sides() - counted.for_it()
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
    let carried = (counted.carried.0 + counted.carried.1 > 0).then(|| {
        (
            t!(lang, "count-row-carried").into_owned(),
            t!(
                lang,
                "count-row-carried-value",
                yes = counted.carried.0,
                no = counted.carried.1
            )
            .into_owned(),
        )
    });
    let lines: Vec<_> = lines.into_iter().chain(carried).collect();
    table_below(
        &t!(lang, "count-table"),
        (
            &t!(lang, "count-table-needed"),
            &t!(lang, "count-table-sofar"),
        ),
        &lines,
    )
}
