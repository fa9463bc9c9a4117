//! The colour of a network: which hues are readable on paper by day and by night.
//!
//! A network chooses one number, the hue; every accent role follows from it (`css/tokens.css`). The
//! check here computes those very roles and holds them against WCAG 2.2: 4.5 : 1 for text. Only hues
//! that pass are offered, and only they are accepted.

/// A colour as the tokens write it: lightness 0 to 1, chroma, hue in degrees.
#[derive(Clone, Copy)]
struct Oklch(f64, f64, f64);

/// Chroma of the accent roles, as in `tokens.css`.
const CHROMA: f64 = 0.105;
/// The least contrast of text, WCAG 2.2 success criterion 1.4.3.
const LEAST: f64 = 4.5;

/// A hue that is offered, with the key of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hue {
    /// Degrees, 0 to 359.
    pub degrees: u16,
    /// Message key of its name.
    pub name: &'static str,
}

/// The hues that are offered at the founding, each with its name.
pub const HUES: [Hue; 8] = [
    Hue {
        degrees: 254,
        name: "hue-ink-blue",
    },
    Hue {
        degrees: 200,
        name: "hue-harbour",
    },
    Hue {
        degrees: 158,
        name: "hue-verge",
    },
    Hue {
        degrees: 115,
        name: "hue-moss",
    },
    Hue {
        degrees: 62,
        name: "hue-amber",
    },
    Hue {
        degrees: 32,
        name: "hue-brick",
    },
    Hue {
        degrees: 8,
        name: "hue-madder",
    },
    Hue {
        degrees: 320,
        name: "hue-heather",
    },
];

/// Returns the least contrast that text has anywhere under this hue.
///
/// # Source
///
/// WCAG 2.2 relative luminance; OKLCH as in CSS Color 4, clipped to sRGB as browsers do.
pub fn least_contrast(degrees: u16) -> f64 {
    let hue = f64::from(degrees);
    let (day, night) = (Oklch(0.972, 0.006, 84.0), Oklch(0.208, 0.007, 62.0));
    let on_accent = Oklch(0.985, 0.006, 84.0);
    let pairs = [
        (Oklch(0.430, CHROMA, hue), day),
        (Oklch(0.430, CHROMA, hue), Oklch(0.925, 0.024, hue)),
        (on_accent, Oklch(0.430, CHROMA, hue)),
        (Oklch(0.775, CHROMA * 0.86, hue), night),
        (Oklch(0.775, CHROMA * 0.86, hue), Oklch(0.290, 0.036, hue)),
        (on_accent, Oklch(0.535, CHROMA, hue)),
    ];
    pairs
        .iter()
        .map(|(text, ground)| contrast(*text, *ground))
        .fold(f64::MAX, f64::min)
}

/// Says whether text is readable everywhere under this hue.
pub fn is_readable(degrees: u16) -> bool {
    degrees < 360 && least_contrast(degrees) >= LEAST
}

fn contrast(one: Oklch, other: Oklch) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Relative luminance of a colour, by way of linear sRGB.
fn luminance(Oklch(lightness, chroma, hue): Oklch) -> f64 {
    let (a, b) = (
        chroma * hue.to_radians().cos(),
        chroma * hue.to_radians().sin(),
    );
    let cube = |value: f64| value * value * value;
    let l = cube(lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b);
    let m = cube(lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b);
    let s = cube(lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b);
    let red = 4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s;
    let green = -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s;
    let blue = -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s;
    0.212_6 * red.clamp(0.0, 1.0) + 0.715_2 * green.clamp(0.0, 1.0) + 0.072_2 * blue.clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_on_white_is_twenty_one_to_one() {
        assert!((contrast(Oklch(0.0, 0.0, 0.0), Oklch(1.0, 0.0, 0.0)) - 21.0).abs() < 0.01);
    }

    #[test]
    fn every_hue_that_is_offered_is_readable() {
        for hue in HUES {
            assert!(
                is_readable(hue.degrees),
                "{}: {:.2}",
                hue.name,
                least_contrast(hue.degrees)
            );
        }
    }

    #[test]
    fn a_hue_outside_the_circle_is_refused() {
        assert!(!is_readable(360));
    }
}
