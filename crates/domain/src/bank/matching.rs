//! Which line of the bank is which transfer of the books.
//!
//! A match is never made on an amount alone where another would do as well. In this order: what somebody
//! linked by hand; a reference that names the other (`MEENT-17` in the line, or the line's code in the
//! document of an attestation) with the same amount; the same amount near in time with the payee's name;
//! the same amount near in time, if each is the only one for the other. What is left is for people.

use std::collections::{BTreeMap, BTreeSet};

use ledger::ids::TransferId;

use super::{Day, Sum};

/// With the payee's name, a line may be so many days away from the transfer's own time.
pub const NAMED_DAYS_MAX: u32 = 45;
/// By amount alone, so many.
pub const NEAR_DAYS_MAX: u32 = 14;

/// A line of the bank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// When it was booked.
    pub day: Day,
    /// How much.
    pub sum: Sum,
    /// Who is on the other side.
    pub party: String,
    /// What it says.
    pub words: String,
    /// A short code that a document can name it by.
    pub code: String,
    /// What somebody linked it with.
    pub linked: Option<TransferId>,
}

/// A transfer between the treasury and the world outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booked {
    /// Its number.
    pub id: TransferId,
    /// How much, as the bank would show it.
    pub sum: Sum,
    /// From when on it can have happened.
    pub from: Day,
    /// By when it had.
    pub until: Day,
    /// Who is paid, as the payment's words name them; may be empty.
    pub party: String,
    /// The words of the document behind it, as far as they are known.
    pub document: String,
}

/// What made a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ground {
    /// Somebody said so.
    Hand,
    /// One names the other.
    Reference,
    /// Amount, time and name.
    Name,
    /// Amount and time.
    Amount,
}

impl Ground {
    /// Returns the permanent word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Hand => "hand",
            Self::Reference => "reference",
            Self::Name => "name",
            Self::Amount => "amount",
        }
    }
}

/// One line and its transfer, by their places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Match {
    /// Place among the lines.
    pub line: usize,
    /// Place among the transfers.
    pub booked: usize,
    /// Why.
    pub ground: Ground,
}

/// Returns the reference that a payment carries in its remittance information.
#[must_use]
pub fn reference(id: TransferId) -> String {
    format!("MEENT-{id}")
}

/// Reads the numbers that a text names as `MEENT-17`, `Meent 17` or `MEENT17`.
fn references(words: &str) -> BTreeSet<u32> {
    let words = words.to_ascii_uppercase();
    let mut found = BTreeSet::new();
    let mut rest = words.as_str();
    while let Some((before, after)) = rest.split_once("MEENT") {
        let is_word = !before.ends_with(|it: char| it.is_alphanumeric());
        let digits = after.trim_start_matches([' ', '-', '/', ':', '.']);
        let digits: String = digits.chars().take_while(char::is_ascii_digit).collect();
        if let Some(number) = digits.parse().ok().filter(|_| is_word) {
            found.insert(number);
        }
        rest = after;
    }
    found
}

/// Letters and digits of a name in small letters, with one space between words.
fn folded(name: &str) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|it: char| !it.is_alphanumeric());
    let words: Vec<&str> = words.filter(|it| !it.is_empty()).collect();
    words.join(" ")
}

/// Says whether `text` has the words of `name` one after the other.
fn names(text: &str, name: &str) -> bool {
    let name = folded(name);
    name.len() >= 3 && format!(" {} ", folded(text)).contains(&format!(" {name} "))
}

/// How many days a line is away from the time in which the transfer can have happened.
fn distance(line: &Line, booked: &Booked) -> u32 {
    if line.day < booked.from {
        booked.from.0.abs_diff(line.day.0)
    } else if line.day > booked.until {
        line.day.0.abs_diff(booked.until.0)
    } else {
        0
    }
}

/// What is not matched yet, by amount.
struct Open<'a> {
    lines: &'a [Line],
    booked: &'a [Booked],
    free_lines: BTreeSet<usize>,
    free_booked: BTreeSet<usize>,
    by_sum: BTreeMap<Sum, Vec<usize>>,
    matches: Vec<Match>,
}

impl Open<'_> {
    fn take(&mut self, line: usize, booked: usize, ground: Ground) {
        if self.free_lines.remove(&line) && self.free_booked.remove(&booked) {
            self.matches.push(Match {
                line,
                booked,
                ground,
            });
        }
    }

    /// Matches where `fits` and each is the only one for the other.
    fn take_only(&mut self, ground: Ground, fits: impl Fn(&Line, &Booked) -> bool) {
        let mut of_line: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut of_booked: BTreeMap<usize, usize> = BTreeMap::new();
        for place in &self.free_lines {
            let Some(line) = self.lines.get(*place) else {
                continue;
            };
            let same = self.by_sum.get(&line.sum).into_iter().flatten();
            for other in same.filter(|it| self.free_booked.contains(it)) {
                if self.booked.get(*other).is_some_and(|it| fits(line, it)) {
                    of_line.entry(*place).or_default().push(*other);
                    let count = of_booked.entry(*other).or_default();
                    *count = count.saturating_add(1);
                }
            }
        }
        for (line, fitting) in of_line {
            if let [other] = fitting.as_slice()
                && of_booked.get(other) == Some(&1)
            {
                self.take(line, *other, ground);
            }
        }
    }
}

/// Matches lines with transfers. The answer is in order of the lines, and depends on nothing but both lists.
#[must_use]
pub fn pair(lines: &[Line], booked: &[Booked]) -> Vec<Match> {
    let mut by_sum: BTreeMap<Sum, Vec<usize>> = BTreeMap::new();
    for (place, it) in booked.iter().enumerate() {
        by_sum.entry(it.sum).or_default().push(place);
    }
    let mut open = Open {
        lines,
        booked,
        free_lines: (0..lines.len()).collect(),
        free_booked: (0..booked.len()).collect(),
        by_sum,
        matches: Vec::new(),
    };
    let places: BTreeMap<TransferId, usize> = booked
        .iter()
        .enumerate()
        .map(|(place, it)| (it.id, place))
        .collect();
    for (place, line) in lines.iter().enumerate() {
        if let Some(other) = line.linked.and_then(|it| places.get(&it)) {
            open.take(place, *other, Ground::Hand);
        }
    }
    open.take_only(Ground::Reference, |line, it| {
        references(&line.words).contains(&it.id.0)
            || (!line.code.is_empty() && it.document.contains(&line.code))
    });
    open.take_only(Ground::Name, |line, it| {
        distance(line, it) <= NAMED_DAYS_MAX
            && (names(&line.party, &it.party) || names(&line.words, &it.party))
    });
    open.take_only(Ground::Amount, |line, it| {
        distance(line, it) <= NEAR_DAYS_MAX
    });
    open.matches.sort();
    open.matches
}

/// Lists the places of transfers that a person may link a line with: the same amount, and free; the nearest
/// in time first.
#[must_use]
pub fn candidates(line: &Line, booked: &[Booked], matches: &[Match]) -> Vec<usize> {
    let taken: BTreeSet<usize> = matches.iter().map(|it| it.booked).collect();
    let mut found: Vec<(u32, usize)> = booked
        .iter()
        .enumerate()
        .filter(|(place, it)| it.sum == line.sum && !taken.contains(place))
        .map(|(place, it)| (distance(line, it), place))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|it| it.1).collect()
}
