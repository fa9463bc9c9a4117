//! Money as a flow (a Sankey drawing): what came in on the left, one beam in the middle, what went out on
//! the right. Bands are as thick as their amounts; each has its name and amount beside it, and is a link to what it is made of.
//!
//! Whole numbers only. Both sides add up to the beam: whoever draws says what fills a difference.

use std::fmt::Write as _;

use maud::{Markup, html};

/// One band.
#[derive(Clone, Debug)]
pub struct Band {
    /// What it is.
    pub name: String,
    /// How much, for its thickness.
    pub amount: u64,
    /// How much, in words.
    pub said: String,
    /// Whether nothing really moved: money that was there, or stayed.
    pub is_kept: bool,
    /// The way to what it is made of.
    pub href: String,
}

/// A drawing.
pub struct Flow<'a> {
    /// What it shows, in one sentence, for those who cannot see it.
    pub label: &'a str,
    /// On the left, from above.
    pub sources: &'a [Band],
    /// On the right, from above.
    pub uses: &'a [Band],
    /// The sum, in words, over the beam.
    pub sum: &'a str,
}

/// Height of the beam.
const BEAM: u64 = 240;
const TOP: u64 = 44;

/// Where things stand in a drawing of one width.
struct Layout {
    width: u64,
    /// Left edges of the bars at the sides, and their thickness.
    left: u64,
    right: u64,
    bar: u64,
    /// The beam's edges.
    beam: (u64, u64),
    /// Whether names stand over their bands, or beside them.
    is_narrow: bool,
}

const WIDE: Layout = Layout {
    width: 640,
    left: 172,
    right: 458,
    bar: 10,
    beam: (290, 350),
    is_narrow: false,
};
const NARROW: Layout = Layout {
    width: 358,
    left: 0,
    right: 348,
    bar: 10,
    beam: (164, 194),
    is_narrow: true,
};

/// Draws it, wide and narrow.
pub fn flow(shown: &Flow<'_>) -> Markup {
    html! {
        div class="wide-only" { (drawing(shown, &WIDE)) }
        div class="narrow-only" { (drawing(shown, &NARROW)) }
    }
}

/// A band with its place at the side and at the beam.
struct Placed<'a> {
    band: &'a Band,
    side: u64,
    at_beam: u64,
    thick: u64,
    /// Where its words begin.
    words: u64,
}

/// Places the bands of one side under each other; returns them and where the last one ends.
fn placed<'a>(bands: &'a [Band], layout: &Layout) -> (Vec<Placed<'a>>, u64) {
    let whole = bands.iter().map(|it| it.amount).sum::<u64>().max(1);
    let (mut side, mut at_beam) = (TOP, TOP);
    let mut all = Vec::with_capacity(bands.len());
    for band in bands {
        let exact = u128::from(band.amount) * u128::from(BEAM) / u128::from(whole);
        let thick = u64::try_from(exact).unwrap_or(BEAM);
        // A hairline stays visible.
        let seen = thick.max(2);
        let (top, words, next) = if layout.is_narrow {
            (side + 38, side + 14, side + 38 + seen + 12)
        } else {
            let room = seen.max(34);
            let top = side + (room - seen) / 2;
            (top, side + room / 2 - 3, side + room + 12)
        };
        all.push(Placed {
            band,
            side: top,
            at_beam,
            thick: seen,
            words,
        });
        (side, at_beam) = (next, at_beam + thick);
    }
    (all, side)
}

fn drawing(shown: &Flow<'_>, layout: &Layout) -> Markup {
    let (sources, left_end) = placed(shown.sources, layout);
    let (uses, right_end) = placed(shown.uses, layout);
    let height = left_end.max(right_end).max(TOP + BEAM + 12);
    let (from, to) = layout.beam;
    let middle = u64::midpoint(from, to);
    html! {
        svg class="ch" viewBox={ "0 0 " (layout.width) " " (height) } width=(layout.width) height=(height) role="group" aria-label=(shown.label) {
            @for it in &sources {
                a href=(it.band.href) {
                    path class=(class(it)) d=(ribbon((layout.left + layout.bar, it.side), (from, it.at_beam), it.thick)) {}
                    (end(it, layout.left, layout, true))
                }
            }
            @for it in &uses {
                a href=(it.band.href) {
                    path class=(class(it)) d=(ribbon((to, it.at_beam), (layout.right, it.side), it.thick)) {}
                    (end(it, layout.right, layout, false))
                }
            }
            rect class="flow-beam" x=(from) y=(TOP) width=(to - from) height=(BEAM) rx="4" {}
            text class="t-ink" x=(middle) y=(TOP - 14) text-anchor="middle" { (shown.sum) }
        }
    }
}

fn class(it: &Placed<'_>) -> &'static str {
    if it.band.is_kept {
        "flow-band flow-kept"
    } else {
        "flow-band"
    }
}

/// The bar at the end of a band, with its words.
fn end(it: &Placed<'_>, x: u64, layout: &Layout, is_source: bool) -> Markup {
    let (text_x, anchor) = match (layout.is_narrow, is_source) {
        (true, true) => (0, "start"),
        (true, false) => (layout.width, "end"),
        (false, true) => (x - 12, "end"),
        (false, false) => (x + layout.bar + 12, "start"),
    };
    html! {
        rect class="flow-bar" x=(x) y=(it.side) width=(layout.bar) height=(it.thick) rx="2" {}
        text class="t-ink" x=(text_x) y=(it.words) text-anchor=(anchor) { (it.band.name) }
        text class="num" x=(text_x) y=(it.words + 18) text-anchor=(anchor) { (it.band.said) }
    }
}

fn ribbon(from: (u64, u64), to: (u64, u64), thick: u64) -> String {
    let middle = u64::midpoint(from.0, to.0);
    let mut path = String::new();
    // Writing to a string cannot fail.
    let _ = write!(
        path,
        "M{} {}C{middle} {} {middle} {} {} {}V{}C{middle} {} {middle} {} {} {}Z",
        from.0,
        from.1,
        from.1,
        to.1,
        to.0,
        to.1,
        to.1 + thick,
        to.1 + thick,
        from.1 + thick,
        from.0,
        from.1 + thick,
    );
    path
}
