//! A log-log picture as SVG: sizes across, nanoseconds upwards, both by decades.

use std::fmt::Write as _;

use super::tally::{grouped, time};

/// What is drawn.
#[derive(Debug, Clone)]
pub struct Chart {
    /// Above the picture.
    pub title: String,
    /// Below it.
    pub across: String,
    /// The lines, the first beneath the others.
    pub lines: Vec<Line>,
}

/// One line.
#[derive(Debug, Clone)]
pub struct Line {
    /// Said in the legend.
    pub label: String,
    /// As CSS writes it.
    pub colour: String,
    /// Drawn in dashes.
    pub is_dashed: bool,
    /// Size and nanoseconds, both at least 1.
    pub points: Vec<(u64, u64)>,
}

/// The frame inside the picture, in its units: left, top, right, bottom.
const FRAME: (f64, f64, f64, f64) = (86.0, 56.0, 744.0, 396.0);
const LEGEND_LINE: f64 = 20.0;

impl Chart {
    /// Draws it.
    #[must_use]
    pub fn svg(&self) -> String {
        let sizes = decades(self.lines.iter().flat_map(|it| &it.points).map(|it| it.0));
        let times = decades(self.lines.iter().flat_map(|it| &it.points).map(|it| it.1));
        let (left, top, right, bottom) = FRAME;
        let legend = LEGEND_LINE * f64::from(u32::try_from(self.lines.len()).unwrap_or(0));
        let height = bottom + 66.0 + legend;
        let x = |size: u64| left + (right - left) * along(size, sizes);
        let y = |ns: u64| bottom - (bottom - top) * along(ns, times);
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 800 {height}\" \
             font-family=\"sans-serif\" font-size=\"13\">\n\
             <title>{title}</title>\n\
             <rect width=\"800\" height=\"{height}\" fill=\"#ffffff\"/>\n\
             <text x=\"{left}\" y=\"32\" font-size=\"18\">{title}</text>",
            title = self.title
        );
        for exponent in sizes.0..=sizes.1 {
            let size = 10_u64.pow(exponent);
            let at = x(size);
            let _ = writeln!(
                text,
                "<path d=\"M{at:.1} {top}V{bottom}\" stroke=\"#dddddd\"/>\
                 <text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
                bottom + 20.0,
                grouped(size)
            );
        }
        for exponent in times.0..=times.1 {
            let ns = 10_u64.pow(exponent);
            let at = y(ns);
            let _ = writeln!(
                text,
                "<path d=\"M{left} {at:.1}H{right}\" stroke=\"#dddddd\"/>\
                 <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
                left - 8.0,
                at + 4.0,
                time(ns).replace(".0", "")
            );
        }
        let _ = writeln!(
            text,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
            f64::midpoint(left, right),
            bottom + 42.0,
            self.across
        );
        for (place, line) in (0_u32..).zip(&self.lines) {
            let at = bottom + 66.0 + LEGEND_LINE * f64::from(place);
            draw(&mut text, line, &x, &y, at);
        }
        text.push_str("</svg>\n");
        text
    }
}

/// Draws one line, its points, and its row of the legend at height `at`.
fn draw(text: &mut String, line: &Line, x: &dyn Fn(u64) -> f64, y: &dyn Fn(u64) -> f64, at: f64) {
    let Line { label, colour, .. } = line;
    let dashes = if line.is_dashed {
        " stroke-dasharray=\"6 5\""
    } else {
        ""
    };
    let points: Vec<String> = line
        .points
        .iter()
        .map(|(size, ns)| format!("{:.1},{:.1}", x(*size), y(*ns)))
        .collect();
    let _ = writeln!(
        text,
        "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"{dashes}/>",
        points.join(" ")
    );
    if !line.is_dashed {
        for (size, ns) in &line.points {
            let _ = writeln!(
                text,
                "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"3.5\" fill=\"{colour}\"/>",
                x(*size),
                y(*ns)
            );
        }
    }
    let left = FRAME.0;
    let _ = writeln!(
        text,
        "<path d=\"M{left} {at:.1}h30\" stroke=\"{colour}\" stroke-width=\"2\"{dashes}/>\
         <text x=\"{:.1}\" y=\"{:.1}\">{label}</text>",
        left + 40.0,
        at + 4.0
    );
}

/// Returns the decades that hold all of `values`.
fn decades(values: impl Iterator<Item = u64> + Clone) -> (u32, u32) {
    let least = values.clone().min().unwrap_or(1).max(1);
    let most = values.max().unwrap_or(1).max(1);
    let upper = most.ilog10() + u32::from(!is_power_of_ten(most));
    (least.ilog10(), upper.max(least.ilog10() + 1))
}

fn is_power_of_ten(value: u64) -> bool {
    10_u64.pow(value.ilog10()) == value
}

/// Returns where `value` stands between the decades, from 0 to 1.
fn along(value: u64, (first, last): (u32, u32)) -> f64 {
    let exponent = float(value.max(1)).log10();
    (exponent - f64::from(first)) / f64::from(last - first)
}

/// Returns `value` as a float; for coordinates and ratios, in which what 53 bits lose is not seen.
pub(super) fn float(value: u64) -> f64 {
    let half = |bits: u64| f64::from(u32::try_from(bits).unwrap_or(u32::MAX));
    half(value >> 32) * 4_294_967_296.0 + half(value & 0xffff_ffff)
}
