//! Bars and meters: how much there is, against how much is needed.

use maud::{Markup, html};

/// A slim bar: `value_bps` filled, a stroke at `need_bps`, both of 10,000; `label` says it in words.
pub fn bar(value_bps: u32, need_bps: Option<u32>, label: &str) -> Markup {
    html! { span class="bar" role="img" aria-label=(label) { (bar_drawing(value_bps, need_bps)) } }
}

/// A bar of work in progress, for uploads, exports and imports; scripts may update it.
pub fn progress(value_bps: u32, label: &str) -> Markup {
    html! {
        span class="bar" role="progressbar" aria-label=(label) aria-valuemin="0" aria-valuemax="100" aria-valuenow=(value_bps.min(10_000) / 100) {
            (bar_drawing(value_bps, None))
        }
    }
}

fn bar_drawing(value_bps: u32, need_bps: Option<u32>) -> Markup {
    html! {
        svg viewBox="0 0 10000 14" preserveAspectRatio="none" aria-hidden="true" {
            rect class="bar-all" x="0" y="4" width="10000" height="6" {}
            rect class="bar-part" x="0" y="4" width=(value_bps.min(10_000)) height="6" {}
            @if let Some(need) = need_bps {
                line class="bar-need" x1=(need.min(10_000)) x2=(need.min(10_000)) y1="0" y2="14" {}
            }
        }
    }
}

/// One measure of a vote, drawn live against what is needed.
pub struct Meter<'a> {
    /// What is measured: "Approval".
    pub name: &'a str,
    /// Of what: "for, out of everyone who chose a side".
    pub of_what: &'a str,
    /// Where it stands, in basis points of the scale.
    pub value_bps: u32,
    /// The same in words: "63.9 % for".
    pub value: &'a str,
    /// Where the need lies, in basis points of the scale.
    pub need_bps: u32,
    /// The same in words: "needs over 50 %".
    pub need: &'a str,
}

/// Draws a meter for the wide and for the narrow column, with words at the data.
pub fn meter(shown: &Meter<'_>) -> Markup {
    html! {
        div class="meter" {
            h3 class="mh" { (shown.name) span { (shown.of_what) } }
            div class="wide-only" { (meter_drawing(shown, 640)) }
            div class="narrow-only" { (meter_drawing(shown, 358)) }
        }
    }
}

fn meter_drawing(shown: &Meter<'_>, width: u32) -> Markup {
    let at = |bps: u32| bps.min(10_000) * width / 10_000;
    let (value_x, need_x) = (at(shown.value_bps), at(shown.need_bps));
    // Words stay inside the drawing: past the middle they end at their mark instead of starting there.
    let anchor = |x: u32| if x > width / 2 { "end" } else { "start" };
    let label = format!("{} {}, {}", shown.name, shown.value, shown.need);
    html! {
        svg class="ch" viewBox={ "0 0 " (width) " 76" } width=(width) height="76" role="img" aria-label=(label) {
            text class="t-ink" x=(value_x) y="16" text-anchor=(anchor(value_x)) { (shown.value) }
            rect class="meter-all" x="0" y="28" width=(width) height="14" rx="7" {}
            @if value_x > 0 { rect class="meter-part" x="0" y="28" width=(value_x) height="14" rx="7" {} }
            line class="meter-need" x1=(need_x) x2=(need_x) y1="22" y2="52" {}
            text x=(need_x) y="69" text-anchor=(anchor(need_x)) { (shown.need) }
        }
    }
}
