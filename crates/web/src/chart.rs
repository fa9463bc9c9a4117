//! Drawings of the commons: a vote against its need, shares that vest, how an amount was counted.
//!
//! Pure functions from numbers and ready words to SVG. Each is drawn twice, 640 and 358 wide, so
//! that text keeps its size; the page puts a table below it. Colours come from classes alone.
//! Simple lines and bars of other pages are in `components::chart`.

use std::fmt::Write as _;

use maud::{Markup, html};

/// Draws `draw` for the wide and for the narrow column.
fn twice(draw: impl Fn(f64) -> Markup) -> Markup {
    html! {
        div class="wide-only" { (draw(640.0)) }
        div class="narrow-only" { (draw(358.0)) }
    }
}

/// Basis points over time against what is needed.
pub struct Course<'a> {
    /// What it shows, in one sentence, for those who cannot see it.
    pub label: &'a str,
    /// (time in milliseconds, basis points), ascending in time.
    pub points: &'a [(u64, u64)],
    /// Time axis in milliseconds: its two ends, and the present.
    pub from_ms: u64,
    /// Its end.
    pub until_ms: u64,
    /// The present, where the line stops.
    pub now_ms: u64,
    /// What is needed over time, as (time in milliseconds, basis points): two points where it stays.
    pub needs: &'a [(u64, u64)],
    /// The last value in words: "63.9 %".
    pub value: &'a str,
    /// The need in words: "needs over 50 %".
    pub need: &'a str,
    /// What is needed at the end, in words, where it falls: "over 50 % at the close"; else empty.
    pub need_later: &'a str,
    /// Words below the axis: beginning, present, end.
    pub dates: [&'a str; 3],
    /// Words at the marks of the value axis, by basis points.
    pub mark: &'a dyn Fn(u64) -> String,
    /// Height of the drawing in pixels.
    pub height: u32,
}

/// The part of the value axis that is shown, in basis points.
struct Scale {
    low: u64,
    high: u64,
    step: u64,
}

impl Scale {
    /// Chooses ends and a step so that at most five marks show every value and every need; without
    /// values nothing was chosen yet, and nothing is where it begins.
    fn around(points: &[(u64, u64)], needs: &[(u64, u64)]) -> Self {
        let nothing = points.is_empty().then_some(0);
        let shown = points.iter().chain(needs).map(|(_, value)| *value);
        let values = || shown.clone().chain(nothing);
        let (least, most) = (values().min().unwrap_or(0), values().max().unwrap_or(0));
        let room = (most - least).max(200) / 8;
        let (least, most) = (least.saturating_sub(room), (most + room).min(10_000));
        let steps = [20, 50, 100, 200, 500, 1_000, 2_000, 2_500, 5_000];
        let step = steps
            .into_iter()
            .find(|step| (most - least) / step < 4)
            .unwrap_or(5_000);
        Self {
            low: least / step * step,
            high: most.div_ceil(step) * step,
            step,
        }
    }

    fn marks(&self) -> impl Iterator<Item = u64> {
        (self.low..=self.high).step_by(usize::try_from(self.step).unwrap_or(1))
    }
}

/// Draws the course of a vote.
pub fn course(shown: &Course<'_>) -> Markup {
    twice(|width| course_drawing(shown, width))
}

fn course_drawing(shown: &Course<'_>, width: f64) -> Markup {
    let is_wide = width > 500.0;
    let (left, right, top) = if is_wide {
        (48.0, 490.0, 12.0)
    } else {
        (48.0, 340.0, 30.0)
    };
    let height = f64::from(shown.height);
    let bottom = height - 30.0;
    let scale = Scale::around(shown.points, shown.needs);
    let length = shown.until_ms.saturating_sub(shown.from_ms).max(1) as f64;
    let x = |at: u64| {
        left + at
            .clamp(shown.from_ms, shown.until_ms)
            .saturating_sub(shown.from_ms) as f64
            / length
            * (right - left)
    };
    let range = (scale.high - scale.low).max(1) as f64;
    let y = |value: u64| bottom - value.saturating_sub(scale.low) as f64 / range * (bottom - top);
    let stroke = polyline(shown.points.iter().map(|(at, value)| (x(*at), y(*value))));
    let need_stroke = polyline(shown.needs.iter().map(|(at, value)| (x(*at), y(*value))));
    let need_y = shown.needs.last().map_or(bottom, |(_, value)| y(*value));
    let end = shown
        .points
        .last()
        .map_or((left, bottom), |(_, value)| (x(shown.now_ms), y(*value)));
    // Above a need that stays the area shows what is to spare; else, how far the vote has come.
    let is_flat = shown.needs.iter().all(|(_, value)| y(*value) == need_y);
    let ground_y = if is_flat && end.1 <= need_y {
        need_y
    } else {
        bottom
    };
    html! {
        svg class="ch" viewBox={ "0 0 " (width) " " (height) } role="img" aria-label=(shown.label) {
            @if let Some((at, _)) = shown.points.first() {
                path class="under" d={ (stroke) "L" (px(end.0)) " " (px(end.1)) "V" (px(ground_y)) "H" (px(x(*at))) "z" } {}
            }
            path class="axis" d={ "M" (left) " " (bottom) "H" (right) "M" (right) " " (top) "V" (bottom) } {}
            path class="need" d=(need_stroke) {}
            @if !shown.points.is_empty() {
                path class="series" d={ (stroke) "L" (px(end.0)) " " (px(end.1)) } {}
                circle class="dot" cx=(px(end.0)) cy=(px(end.1)) r="6.5" {}
            }
            @for value in scale.marks() {
                text class="t-s num" x=(left - 10.0) y=(px(y(value) + 5.0)) text-anchor="end" { ((shown.mark)(value)) }
            }
            @if is_wide { (side_words(shown, right, end.1, need_y)) } @else { (inner_words(shown, (left, right), end, need_y)) }
            (date_words(shown, (left, right), x(shown.now_ms), height - 8.0))
        }
    }
}

/// Value and need beside the drawing, kept apart when they fall on the same height.
fn side_words(shown: &Course<'_>, right: f64, value_y: f64, need_y: f64) -> Markup {
    // A second line of the need takes the room below the first.
    let below = if shown.need_later.is_empty() {
        0.0
    } else {
        18.0
    };
    let is_close = (value_y - need_y).abs() < 46.0 + below;
    let need_text_y = if is_close && value_y >= need_y {
        need_y.min(value_y - 26.0 - below)
    } else {
        need_y
    };
    let value_text_y = if is_close && value_y < need_y {
        value_y.min(need_y - 40.0)
    } else {
        value_y
    };
    html! {
        text class="t-num" x=(right + 14.0) y=(px(value_text_y + 2.0)) { (shown.value) }
        text class="t-s" x=(right + 14.0) y=(px(value_text_y + 20.0)) { (shown.dates[1]) }
        text class="t-ink" x=(right + 14.0) y=(px(need_text_y + 5.0)) { (shown.need) }
        @if !shown.need_later.is_empty() { text class="t-s" x=(right + 14.0) y=(px(need_text_y + 23.0)) { (shown.need_later) } }
    }
}

/// Value above its point and need below its line, for a drawing without room at its side.
fn inner_words(
    shown: &Course<'_>,
    (left, right): (f64, f64),
    end: (f64, f64),
    need_y: f64,
) -> Markup {
    let middle = end.0.clamp(left + 34.0, right - 30.0);
    let need_below = end.1 <= need_y;
    let need_text_y = if need_below {
        need_y + 18.0
    } else {
        need_y - 8.0
    };
    // Where both would be at one height, the need goes to the other side.
    let is_close = (need_text_y - (end.1 - 14.0)).abs() < 24.0;
    let (need_x, anchor) = if is_close && middle > (left + right) / 2.0 {
        (left + 8.0, "start")
    } else {
        (right - 6.0, "end")
    };
    html! {
        text class="t-num" x=(px(middle)) y=(px(end.1 - 14.0)) text-anchor="middle" { (shown.value) }
        text class="t-ink t-s" x=(need_x) y=(px(need_text_y)) text-anchor=(anchor) { (shown.need) @if !shown.need_later.is_empty() { "; " (shown.need_later) } }
    }
}

/// Dates below the axis; the present is left out where it would cover an end.
fn date_words(shown: &Course<'_>, (left, right): (f64, f64), now_x: f64, y: f64) -> Markup {
    let has_room = now_x - left > 84.0 && right - now_x > 84.0;
    html! {
        text class="t-s" x=(left) y=(y) { (shown.dates[0]) }
        @if has_room { text class="t-s t-ink" x=(px(now_x)) y=(y) text-anchor="middle" { (shown.dates[1]) } }
        text class="t-s" x=(right) y=(y) text-anchor="end" { (shown.dates[2]) }
    }
}

fn polyline(points: impl Iterator<Item = (f64, f64)>) -> String {
    let mut path = String::new();
    for (index, (x, y)) in points.enumerate() {
        // Writing to a String never fails.
        let _ = write!(path, "{}{x:.1} {y:.1}", if index == 0 { 'M' } else { 'L' });
    }
    path
}

/// One decimal is a tenth of a pixel.
fn px(value: f64) -> String {
    format!("{value:.1}")
}

/// What is had and what is to come, of one whole.
pub struct Split<'a> {
    /// In one sentence.
    pub label: &'a str,
    /// Had, in any unit.
    pub have: u64,
    /// To come, in the same unit.
    pub coming: u64,
    /// Words inside the two parts.
    pub words: [&'a str; 2],
}

/// Draws one bar of two parts.
pub fn split(shown: &Split<'_>) -> Markup {
    twice(|width| {
        let whole = (shown.have + shown.coming).max(1) as f64;
        let gap = if shown.have > 0 && shown.coming > 0 {
            4.0
        } else {
            0.0
        };
        let have = (width - gap) * shown.have as f64 / whole;
        let fits = |room: f64, words: &str| room > 8.2 * words.chars().count() as f64 + 24.0;
        html! {
            svg class="ch" viewBox={ "0 0 " (width) " 44" } role="img" aria-label=(shown.label) {
                @if shown.have > 0 { rect class="split-have" width=(px(have)) height="44" rx="4" {} }
                @if shown.coming > 0 { rect class="under" x=(px(have + gap)) width=(px(width - have - gap)) height="44" rx="4" {} }
                @if fits(have, shown.words[0]) { text class="split-have-words" x="14" y="28" { (shown.words[0]) } }
                @if fits(width - have - gap, shown.words[1]) {
                    text class="t-acc" x=(width - 14.0) y="28" text-anchor="end" { (shown.words[1]) }
                }
            }
        }
    })
}

/// Amounts round after round, the next one marked.
pub struct Rounds<'a> {
    /// In one sentence.
    pub label: &'a str,
    /// Amounts in any unit.
    pub amounts: &'a [u64],
    /// Words above the first bar.
    pub first: &'a str,
    /// Words below: beginning, middle, end.
    pub dates: [&'a str; 3],
}

/// Draws a row of bars.
pub fn rounds(shown: &Rounds<'_>) -> Markup {
    twice(|width| {
        let most = shown.amounts.iter().copied().max().unwrap_or(0).max(1) as f64;
        let step = width / shown.amounts.len().max(1) as f64;
        let bar = (step * 0.72).max(1.0);
        html! {
            svg class="ch" viewBox={ "0 0 " (width) " 148" } role="img" aria-label=(shown.label) {
                text class="t-ink" x="0" y="16" { (shown.first) }
                @for (index, amount) in shown.amounts.iter().enumerate() {
                    @let height = (*amount as f64 / most * 88.0).max(if *amount > 0 { 2.0 } else { 0.0 });
                    rect class=(if index == 0 { "bar-next" } else { "bar-later" }) x=(px(index as f64 * step)) y=(px(120.0 - height))
                        width=(px(bar)) height=(px(height)) rx="1.5" {}
                }
                path class="axis" d={ "M0 120H" (width) } {}
                text class="t-s" x="0" y="141" { (shown.dates[0]) }
                text class="t-s" x=(width / 2.0) y="141" text-anchor="middle" { (shown.dates[1]) }
                text class="t-s" x=(width) y="141" text-anchor="end" { (shown.dates[2]) }
            }
        }
    })
}

/// One step from what was given to what was counted.
pub struct Counting<'a> {
    /// What happens in it.
    pub words: &'a str,
    /// How much, in words: "212 credits", "− 38".
    pub amount: &'a str,
    /// What stood before the step, in any unit.
    pub before: u64,
    /// What stands after it.
    pub after: u64,
}

/// Draws steps one below the other; what a step takes away stays as a dashed place.
pub fn counting(label: &str, steps: &[Counting<'_>]) -> Markup {
    const LINE: f64 = 18.0;
    let most = steps
        .iter()
        .map(|step| step.before.max(step.after))
        .max()
        .unwrap_or(0)
        .max(1) as f64;
    twice(|width| {
        // Room at the side for the amounts; on a phone they stand above the bar.
        let is_wide = width > 500.0;
        let room = if is_wide { width - 110.0 } else { width };
        let scaled = |value: u64| value as f64 / most * room;
        // Words that would run into the amount beside them take as many lines as they need.
        let told: Vec<Vec<String>> = steps
            .iter()
            .map(|step| {
                let beside = if is_wide {
                    0
                } else {
                    step.amount.chars().count() + 3
                };
                wrapped(step.words, ((width / 7.2) as usize).saturating_sub(beside))
            })
            .collect();
        let step_height = |lines: &Vec<String>| 38.0 + LINE * lines.len() as f64;
        let height: f64 = told.iter().map(step_height).sum();
        html! {
            svg class="ch" viewBox={ "0 0 " (width) " " (height - 8.0) } role="img" aria-label=(label) {
                @for (index, step) in steps.iter().enumerate() {
                    @let above: f64 = told.iter().take(index).map(step_height).sum();
                    @let lines = told.get(index).map_or(&[][..], Vec::as_slice);
                    @let y = above + LINE * (lines.len() as f64 - 1.0);
                    @let is_end = index == 0 || index + 1 == steps.len();
                    @for (line, words) in lines.iter().enumerate() { text x="0" y=(above + 16.0 + LINE * line as f64) { (words) } }
                    text class="t-ink" x=(width) y=(if is_wide { y + 38.0 } else { y + 16.0 }) text-anchor="end" { (step.amount) }
                    @if step.before > step.after {
                        rect class="taken" x=(px(scaled(step.after))) y=(y + 24.0) width=(px(scaled(step.before - step.after))) height="16" rx="3" {}
                    }
                    @if step.after > 0 {
                        rect class=(if is_end { "split-have" } else { "under" }) x="0" y=(y + 24.0) width=(px(scaled(step.after).max(2.0))) height="16" rx="3" {}
                    }
                }
            }
        }
    })
}

/// Breaks `words` at spaces into lines of at most `most` characters; one longer word stands alone.
fn wrapped(words: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_of_a_step_take_another_line() {
        let check = |words: &str, expect: &[&str]| assert_eq!(wrapped(words, 12), expect);
        check("what counted", &["what counted"]);
        check("people you thanked back", &["people you", "thanked back"]);
        check("unbelievably-long word", &["unbelievably-long", "word"]);
        check("", &[""]);
    }

    #[test]
    fn a_scale_shows_every_value_and_the_need_with_few_marks() {
        for (values, need) in [
            (vec![6_390_u64], 5_001_u64),
            (vec![0, 10_000], 5_001),
            (vec![3], 200),
            (vec![], 6_000),
            (vec![200], 200),
        ] {
            let points: Vec<_> = values.iter().map(|value| (0, *value)).collect();
            let scale = Scale::around(&points, &[(0, need + 900), (9, need)]);
            assert!(
                scale.low <= need && (need + 900).min(10_000) <= scale.high,
                "{need}"
            );
            assert!(!values.is_empty() || scale.low == 0, "nothing is outside");
            assert!(
                values
                    .iter()
                    .all(|value| scale.low <= *value && *value <= scale.high),
                "{values:?}"
            );
            assert!(
                (2..=6).contains(&scale.marks().count()),
                "{values:?} {need}: {}",
                scale.marks().count()
            );
        }
    }

    #[test]
    fn a_need_that_falls_is_drawn_as_it_falls() {
        let drawn = course_drawing(
            &Course {
                label: "Approval",
                points: &[(0, 6_000), (50, 6_000)],
                from_ms: 0,
                until_ms: 100,
                now_ms: 50,
                needs: &[(0, 6_600), (100, 5_001)],
                value: "60 %",
                need: "needs 58 %",
                need_later: "over 50 % at the close",
                dates: ["a", "b", "c"],
                mark: &|value| value.to_string(),
                height: 200,
            },
            640.0,
        )
        .into_string();
        let need = drawn.split("class=\"need\" d=\"").nth(1);
        let path = need.and_then(|it| it.split('"').next()).expect("a path");
        let heights: Vec<f64> = path
            .split(['M', 'L'])
            .filter_map(|it| it.split(' ').nth(1)?.parse().ok())
            .collect();
        assert!(
            matches!(heights[..], [first, last] if first < last),
            "{path}"
        );
        assert!(drawn.contains("over 50 % at the close"));
    }

    #[test]
    fn a_course_without_points_is_still_drawn() {
        let drawn = course(&Course {
            label: "Approval",
            points: &[],
            from_ms: 5,
            until_ms: 5,
            now_ms: 5,
            needs: &[(5, 5_001)],
            value: "–",
            need: "needs over 50 %",
            need_later: "",
            dates: ["a", "b", "c"],
            mark: &|value| value.to_string(),
            height: 200,
        })
        .into_string();
        assert!(drawn.contains("needs over 50 %"));
        assert!(
            !drawn.contains("d=\"L"),
            "a path begins with a move: {drawn}"
        );
    }
}
