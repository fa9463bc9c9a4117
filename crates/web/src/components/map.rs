//! The opinion map: people as signs, those who answered alike near each other, nobody named.
//!
//! Drawn twice, 640 and 358 wide, so that text keeps its size; a table lies below it on its page.
//! Groups differ by sign and by name, never by colour alone.

use std::fmt::Write as _;

use maud::{Markup, html};

/// A group on the map.
pub struct MapGroup<'a> {
    /// "Group A".
    pub name: &'a str,
    /// "38 people".
    pub size: &'a str,
}

/// People at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MapDot {
    /// From the left, 0 to 100.
    pub x: u32,
    /// From the top, 0 to 100.
    pub y: u32,
    /// Place of their group in the list.
    pub group: usize,
    /// How many stand there.
    pub people: u32,
}

/// Space around the places, in pixels: signs and rounded edges reach over them, names stand above.
const MARGIN: i64 = 44;
/// Half of the widest sign, in pixels.
const SIGN: i64 = 5;
/// Most signs that differ; the ledger makes no more groups.
const SIGNS: usize = 5;

/// Where the reader is, with the word for it. Nobody else is shown it.
pub struct MapYou<'a> {
    /// "you".
    pub word: &'a str,
    /// From the left and from the top, 0 to 100.
    pub place: (u32, u32),
}

/// Draws the map, wide and narrow. `label` says it in one sentence to those who cannot see it.
pub fn map(
    label: &str,
    groups: &[MapGroup<'_>],
    dots: &[MapDot],
    you: Option<&MapYou<'_>>,
) -> Markup {
    html! {
        div class="wide-only" { (drawing(label, groups, dots, you, (640, 400))) }
        div class="narrow-only" { (drawing(label, groups, dots, you, (358, 320))) }
    }
}

type Point = (i64, i64);

fn drawing(
    label: &str,
    groups: &[MapGroup<'_>],
    dots: &[MapDot],
    you: Option<&MapYou<'_>>,
    size: Point,
) -> Markup {
    let (width, height) = size;
    let along = |at: u32, length: i64| MARGIN + i64::from(at) * (length - 2 * MARGIN) / 100;
    let place = |dot: &MapDot| -> Point { (along(dot.x, width), along(dot.y, height)) };
    let of_group = |group: usize| -> Vec<Point> {
        let own = dots.iter().filter(|it| it.group == group);
        own.map(place).collect()
    };
    let places: Vec<Vec<Point>> = (0..groups.len()).map(of_group).collect();
    let names = names(&places, width);
    // What is not used above and below is not shown.
    let marks = || places.iter().flatten().map(|it| it.1);
    let top = marks()
        .map(|it| it - 28)
        .chain(names.iter().map(|it| it.1 - 18));
    let own = you.map(|it| along(it.place.1, height) + 42);
    let bottom = marks()
        .map(|it| it + 28)
        .chain(own)
        .chain(names.iter().map(|it| it.1 + 26));
    let (top, bottom) = (top.min().unwrap_or(0), bottom.max().unwrap_or(height));
    html! {
        svg class="ch map" viewBox={ "0 " (top) " " (width) " " (bottom - top) } width=(width) height=(bottom - top) role="img" aria-label=(label) {
            @for own in &places { @if !own.is_empty() { path class="ground" d=(outline(own)) {} } }
            @for dot in dots { (sign(place(dot), dot.group % SIGNS, dot.people)) }
            @if let Some(you) = you {
                @let at = (along(you.place.0, width), along(you.place.1, height));
                line class="hair" x1=(at.0) x2=(at.0) y1=(at.1) y2=(at.1 + 22) {}
                circle class="dot" cx=(at.0) cy=(at.1) r="6" {}
                text class="t-acc" x=(at.0) y=(at.1 + 36) text-anchor="middle" { (you.word) }
            }
            @for ((group, own), at) in groups.iter().zip(&places).zip(names) {
                @if !own.is_empty() {
                    text class="t-ink" x=(at.0) y=(at.1) text-anchor="middle" { (group.name) }
                    text class="t-s" x=(at.0) y=(at.1 + 17) text-anchor="middle" { (group.size) }
                }
            }
        }
    }
}

/// One sign; of several people at one place a larger one.
fn sign((x, y): Point, shape: usize, people: u32) -> Markup {
    let half = match people {
        0..=1 => SIGN,
        2..=4 => SIGN + 2,
        5..=16 => SIGN + 4,
        _ => SIGN + 7,
    };
    let path = match shape {
        1 => format!(
            "M{} {}h{}v{}h-{}z",
            x - half,
            y - half,
            2 * half,
            2 * half,
            2 * half
        ),
        2 => format!(
            "M{x} {}l{} {}h-{}z",
            y - half,
            half + 1,
            2 * half,
            2 * half + 2
        ),
        3 => format!(
            "M{x} {}l{half} {half}l-{half} {half}l-{half} -{half}z",
            y - half
        ),
        4 => format!(
            "M{} {y}h{}M{x} {}v{}",
            x - half,
            2 * half,
            y - half,
            2 * half
        ),
        _ => return html! { circle class="person" cx=(x) cy=(y) r=(half) {} },
    };
    html! { path class="person" d=(path) {} }
}

/// Returns where each group's name stands: above or below its ground or further off, where it covers
/// the fewest signs and no other name.
fn names(places: &[Vec<Point>], width: i64) -> Vec<Point> {
    let mut taken: Vec<Point> = Vec::new();
    for own in places {
        let count = i64::try_from(own.len()).unwrap_or(1).max(1);
        let middle = own.iter().map(|(x, _)| x).sum::<i64>() / count;
        let top = own.iter().map(|(_, y)| *y).min().unwrap_or(0);
        let bottom = own.iter().map(|(_, y)| *y).max().unwrap_or(0);
        let x = middle.clamp(52, width - 52);
        let covered = |y: i64| {
            let is_near = |it: &&Point| (it.0 - x).abs() < 58 && (-22..38).contains(&(it.1 - y));
            let signs = places.iter().flatten().filter(is_near).count();
            let is_on = |it: &&Point| (it.0 - x).abs() < 96 && (it.1 - y).abs() < 38;
            signs + taken.iter().filter(is_on).count() * 1_000
        };
        let candidates = [top - 42, bottom + 36, top - 82, bottom + 76, top - 122];
        let y = candidates.into_iter().min_by_key(|y| covered(*y));
        taken.push((x, y.unwrap_or(top)));
    }
    taken
}

/// The line around points, to be drawn with a thick round stroke of the ground's own colour.
fn outline(points: &[Point]) -> String {
    let mut path = String::new();
    for (index, (x, y)) in hull(points).iter().enumerate() {
        // Writing to a String never fails.
        let _ = write!(path, "{}{x} {y}", if index == 0 { "M" } else { "L" });
    }
    path.push('z');
    path
}

/// The convex hull, by Andrew's monotone chain.
fn hull(points: &[Point]) -> Vec<Point> {
    let mut sorted = points.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    if sorted.len() < 3 {
        return sorted;
    }
    let half = |points: &mut dyn Iterator<Item = Point>| {
        let mut chain: Vec<Point> = Vec::new();
        for point in points {
            while let [.., a, b] = chain.as_slice()
                && (b.0 - a.0) * (point.1 - a.1) - (b.1 - a.1) * (point.0 - a.0) <= 0
            {
                chain.pop();
            }
            chain.push(point);
        }
        chain.pop();
        chain
    };
    let mut found = half(&mut sorted.iter().copied());
    found.extend(half(&mut sorted.iter().rev().copied()));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hull_leaves_out_what_is_inside() {
        let square = [(0, 0), (4, 0), (4, 4), (0, 4), (2, 2), (1, 3)];
        assert_eq!(hull(&square), [(0, 0), (4, 0), (4, 4), (0, 4)]);
        assert_eq!(hull(&[(1, 1), (1, 1)]), [(1, 1)]);
        assert_eq!(hull(&[(0, 0), (1, 1), (2, 2)]).len(), 2);
    }

    #[test]
    fn names_of_groups_that_overlap_stand_apart() {
        let place = vec![(300, 200), (320, 210)];
        let found = names(&[place.clone(), place.clone(), place], 640);
        let mut heights: Vec<i64> = found.iter().map(|it| it.1).collect();
        heights.sort_unstable();
        assert!(
            heights.windows(2).all(|it| it[1] - it[0] > 36),
            "{heights:?}"
        );
    }
}
