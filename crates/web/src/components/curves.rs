//! What was wanted and what was offered in an auction, over the price: two stairs that meet.
//!
//! Drawn twice, 640 and 358 wide, like every chart; a table lies below it.

use std::fmt::Write as _;

use maud::{Markup, html};

/// Both sides of an auction. Prices are millionths of a minor unit, amounts micro-shares.
pub struct Curves<'a> {
    /// What it shows, in one sentence, for those who cannot see it.
    pub label: &'a str,
    /// The lowest and the highest price that was allowed.
    pub band: (u64, u64),
    /// Limit and amount of each who bought.
    pub demand: &'a [(u64, u64)],
    /// Limit and amount of each who sold.
    pub supply: &'a [(u64, u64)],
    /// The price that came of it.
    pub price: Option<u64>,
    /// What the two stairs are called, and what stands at the price.
    pub names: (&'a str, &'a str, &'a str),
    /// Words below the ends of the price axis.
    pub ends: (&'a str, &'a str),
}

const HEIGHT: u64 = 240;
const TOP: u64 = 40;
const BOTTOM: u64 = 208;

/// Draws the two stairs, wide and narrow.
pub fn curves(shown: &Curves<'_>) -> Markup {
    html! {
        div class="wide-only" { (drawing(shown, 640)) }
        div class="narrow-only" { (drawing(shown, 358)) }
    }
}

/// Running sums from one end of the price axis: (price, amount from there on).
fn stairs(orders: &[(u64, u64)], is_demand: bool, (low, high): (u64, u64)) -> Vec<(u64, u64)> {
    let mut steps: Vec<(u64, u64)> = orders
        .iter()
        .map(|(limit, amount)| {
            let limit = if is_demand {
                (*limit).min(high)
            } else {
                (*limit).max(low)
            };
            (limit, *amount)
        })
        .filter(|(limit, _)| (low..=high).contains(limit))
        .collect();
    steps.sort_unstable();
    if is_demand {
        steps.reverse();
    }
    let mut sum = 0_u64;
    for (_, amount) in &mut steps {
        sum = sum.saturating_add(*amount);
        *amount = sum;
    }
    steps
}

fn drawing(shown: &Curves<'_>, width: u64) -> Markup {
    let (low, high) = shown.band;
    let demand = stairs(shown.demand, true, shown.band);
    let supply = stairs(shown.supply, false, shown.band);
    let total = |steps: &[(u64, u64)]| steps.last().map_or(0, |it| it.1);
    let most = total(&demand).max(total(&supply)).max(1);
    let length = u128::from(high.saturating_sub(low).max(1));
    let x = |price: u64| {
        let from = u128::from(price.clamp(low, high) - low);
        u64::try_from(from * u128::from(width) / length).unwrap_or(width)
    };
    let y = |amount: u64| {
        let part = u128::from(amount) * u128::from(BOTTOM - TOP) / u128::from(most);
        BOTTOM - u64::try_from(part).unwrap_or(0)
    };
    let path = |steps: &[(u64, u64)], from: u64, to: u64| {
        let mut path = format!("M{from} {BOTTOM}");
        for (price, sum) in steps {
            // Writing to a String never fails.
            let _ = write!(path, "H{}V{}", x(*price), y(*sum));
        }
        let _ = write!(path, "H{to}");
        path
    };
    let anchor = |at: u64| if at > width / 2 { "end" } else { "start" };
    html! {
        svg class="ch" viewBox={ "0 0 " (width) " " (HEIGHT) } width=(width) height=(HEIGHT) role="img" aria-label=(shown.label) {
            line class="axis" x1="0" x2=(width) y1=(BOTTOM) y2=(BOTTOM) {}
            path class="series" d=(path(&demand, width, 0)) {}
            path class="series other" d=(path(&supply, 0, width)) {}
            text class="t-acc" x="0" y=(y(total(&demand)) - 8) { (shown.names.0) }
            text class="t-ink" x=(width) y=(y(total(&supply)) - 8) text-anchor="end" { (shown.names.1) }
            @if let Some(price) = shown.price {
                line class="need" x1=(x(price)) x2=(x(price)) y1=(TOP) y2=(BOTTOM) {}
                text class="t-ink" x=(x(price)) y="14" text-anchor=(anchor(x(price))) { (shown.names.2) }
            }
            text class="t-s" x="0" y=(BOTTOM + 22) { (shown.ends.0) }
            text class="t-s" x=(width) y=(BOTTOM + 22) text-anchor="end" { (shown.ends.1) }
        }
    }
}
