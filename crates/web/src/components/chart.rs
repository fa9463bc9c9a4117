//! Drawings in ink on paper: one line, its need dotted, the last point named.
//!
//! Every drawing is made twice, 640 and 358 wide, so that text keeps its size; a table lies below
//! it (`furniture::table_below`). Values are integers scaled by the caller.

use std::fmt::Write as _;

use maud::{Markup, html};

/// A line over time.
pub struct Line<'a> {
    /// What it shows, in one sentence, for those who cannot see it.
    pub label: &'a str,
    /// Points as (position along the time axis, value), ascending in time.
    pub points: &'a [(u64, u64)],
    /// The value that is needed, with its words.
    pub need: Option<(u64, &'a str)>,
    /// The words at the last point.
    pub last: &'a str,
    /// Words below the two ends of the time axis.
    pub ends: (&'a str, &'a str),
}

const HEIGHT: u64 = 220;
const TOP: u64 = 28;
const BOTTOM: u64 = 188;

/// Draws a line chart, wide and narrow.
pub fn line(shown: &Line<'_>) -> Markup {
    html! {
        div class="wide-only" { (line_drawing(shown, 640)) }
        div class="narrow-only" { (line_drawing(shown, 358)) }
    }
}

fn line_drawing(shown: &Line<'_>, width: u64) -> Markup {
    let highest = shown
        .points
        .iter()
        .map(|(_, value)| *value)
        .chain(shown.need.map(|(value, _)| value))
        .max();
    let top_value = highest.unwrap_or_default().max(1);
    let first = shown.points.first().map_or(0, |(at, _)| *at);
    let length = shown
        .points
        .last()
        .map_or(1, |(at, _)| at.saturating_sub(first))
        .max(1);
    let plot = width - 12;
    let x = |at: u64| at.saturating_sub(first) * plot / length;
    let y = |value: u64| BOTTOM - value.min(top_value) * (BOTTOM - TOP) / top_value;
    let mut stroke = String::new();
    for (index, (at, value)) in shown.points.iter().enumerate() {
        // Writing to a String never fails.
        let _ = write!(
            stroke,
            "{}{} {}",
            if index == 0 { "M" } else { "L" },
            x(*at),
            y(*value)
        );
    }
    let end = shown.points.last().map(|(at, value)| (x(*at), y(*value)));
    html! {
        svg class="ch" viewBox={ "0 0 " (width) " " (HEIGHT) } width=(width) height=(HEIGHT) role="img" aria-label=(shown.label) {
            line class="axis" x1="0" x2=(width) y1=(BOTTOM) y2=(BOTTOM) {}
            @if let Some((need, words)) = shown.need {
                line class="need" x1="0" x2=(width) y1=(y(need)) y2=(y(need)) {}
                text class="t-s" x="0" y=(y(need).saturating_sub(8)) { (words) }
            }
            @if let Some((end_x, end_y)) = end {
                path class="under" d={ (stroke) "L" (end_x) " " (BOTTOM) "L0 " (BOTTOM) "z" } {}
                path class="series" d=(stroke) {}
                circle class="dot" cx=(end_x) cy=(end_y) r="5.5" {}
                text class="t-acc" x=(end_x) y=(end_y.saturating_sub(14)) text-anchor="end" { (shown.last) }
            }
            text class="t-s" x="0" y=(BOTTOM + 22) { (shown.ends.0) }
            text class="t-s" x=(width) y=(BOTTOM + 22) text-anchor="end" { (shown.ends.1) }
        }
    }
}

/// One bar of a ranking.
pub struct Bar<'a> {
    /// What it is.
    pub name: &'a str,
    /// How much, in any unit, the same for all bars.
    pub value: u64,
    /// How much in words.
    pub words: &'a str,
}

/// Draws horizontal bars with their words, wide and narrow.
pub fn bars(label: &str, entries: &[Bar<'_>]) -> Markup {
    html! {
        div class="wide-only" { (bars_drawing(label, entries, 640)) }
        div class="narrow-only" { (bars_drawing(label, entries, 358)) }
    }
}

fn bars_drawing(label: &str, entries: &[Bar<'_>], width: u64) -> Markup {
    const STEP: u64 = 52;
    let highest = entries
        .iter()
        .map(|bar| bar.value)
        .max()
        .unwrap_or_default()
        .max(1);
    let height = u64::try_from(entries.len()).unwrap_or_default() * STEP;
    html! {
        svg class="ch" viewBox={ "0 0 " (width) " " (height) } width=(width) height=(height) role="img" aria-label=(label) {
            @for (index, bar) in (0_u64..).zip(entries) {
                text class="t-ink" x="0" y=(index * STEP + 16) { (bar.name) }
                text x=(width) y=(index * STEP + 16) text-anchor="end" { (bar.words) }
                rect class="meter-all" x="0" y=(index * STEP + 26) width=(width) height="8" rx="4" {}
                @if bar.value > 0 {
                    rect class="meter-part" x="0" y=(index * STEP + 26) width=((bar.value * width / highest).max(4)) height="8" rx="4" {}
                }
            }
        }
    }
}
