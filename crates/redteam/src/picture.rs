//! Pictures of what attacks came to: shares of a round as bars, as SVG.

use std::fmt::Write as _;

use crate::measure::{Measure, Measured};

const WIDTH: u32 = 800;
/// Where bars begin, and how long the longest is.
const BARS: (u32, u32) = (170, 480);
const BAR: u32 = 13;
/// Colours of no measure and of each one more, the last the strongest.
const COLOURS: [&str; 1 + Measure::ALL.len()] =
    ["#c9c2b4", "#b8903a", "#3b6fb6", "#8a5fa8", "#1f6f54"];

/// Draws one picture of all attacks with the same number of corrupt members, titled `title`.
#[must_use]
pub fn bars(title: &str, measured: &[&Measured]) -> String {
    let group = 5 * BAR + 22;
    let count = u32::try_from(measured.len()).unwrap_or(0);
    let top = 92;
    let height = top + count * group + 16;
    let all = measured.iter().flat_map(|it| shares(it));
    // The scale ends at a whole tenth of the round.
    let most = all.max().unwrap_or(0).div_ceil(1_000).max(1) * 1_000;
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(
        text,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" \
         font-family=\"sans-serif\" font-size=\"13\">\n<title>{title}</title>\n\
         <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#ffffff\"/>\n\
         <text x=\"20\" y=\"30\" font-size=\"18\">{title}</text>"
    );
    let legend = [
        "no measure",
        "repeats",
        "and clusters",
        "and trust",
        "and the cut",
    ];
    for (at, (name, colour)) in (0_u32..).zip(legend.iter().zip(COLOURS)) {
        let x = BARS.0 + at * 120;
        let _ = writeln!(
            text,
            "<rect x=\"{x}\" y=\"50\" width=\"13\" height=\"13\" fill=\"{colour}\"/>\
             <text x=\"{}\" y=\"61\">{name}</text>",
            x + 20
        );
    }
    for (at, it) in (0_u32..).zip(measured) {
        let y = top + at * group;
        let _ = writeln!(
            text,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
            BARS.0 - 12,
            y + 3 * BAR,
            it.attack.name()
        );
        for (bar, (share, colour)) in (0_u32..).zip(shares(it).into_iter().zip(COLOURS)) {
            let y = y + bar * BAR;
            let length = (BARS.1 * share).div_ceil(most);
            let _ = writeln!(
                text,
                "<rect x=\"{}\" y=\"{y}\" width=\"{length}\" height=\"{}\" fill=\"{colour}\"/>\
                 <text x=\"{}\" y=\"{}\" font-size=\"11\">{}</text>",
                BARS.0,
                BAR - 2,
                BARS.0 + length + 6,
                y + BAR - 3,
                percent(share)
            );
        }
    }
    text.push_str("</svg>\n");
    text
}

fn shares(measured: &Measured) -> [u32; 1 + Measure::ALL.len()] {
    let [repeats, clusters, trust, cut] = measured.shares_bp;
    [measured.share_bp_before, repeats, clusters, trust, cut]
}

/// Writes basis points as percent.
#[must_use]
pub fn percent(basis_points: u32) -> String {
    format!("{}.{:02} %", basis_points / 100, basis_points % 100)
}
