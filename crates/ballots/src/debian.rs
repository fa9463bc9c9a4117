//! Debian tally sheets: for each voter a rank for every option.
//!
//! ```text
//! # option 1: F: Focus on systemd
//! V: 76123458
//! V: 12-33--4    second half of the options not ranked: after all that are
//! ```
//! Published sheets announce the options as `Option 1------->: F: Focus on systemd` and have the
//! voter's name or a hash after the ranks. Ranks above 9 go on with the letters A to Z.

use std::collections::BTreeMap;
use std::io::BufRead;

use ledger::count::{Candidate, Ranking};

use crate::election::{Election, candidate};
use crate::fault::{FileFault, RowFault};
use crate::format::Format;
use crate::lines::Lines;
use crate::row::{number, short};

/// Most options a sheet can have.
const OPTIONS_MAX: usize = 64;

/// Reads the whole sheet. An option is called by its letters (`F`) where it has some.
///
/// # Errors
///
/// [`FileFault`]; rows that cannot be read are in [`Election::bad_rows`].
pub fn parse<R: BufRead>(lines: &mut Lines<R>) -> Result<Election, FileFault> {
    let mut names: BTreeMap<Candidate, String> = BTreeMap::new();
    let mut title = String::new();
    let mut election: Option<Election> = None;
    while let Some(line) = lines.next_line()? {
        let Some(ranks) = line.text.strip_prefix("V:") else {
            if let Some((option, name)) = option(&line.text) {
                names.insert(option, name);
            } else if title.is_empty() {
                line.text.trim_matches(['#', ' ']).clone_into(&mut title);
            }
            continue;
        };
        let ranks = ranks.split_whitespace().next().unwrap_or_default();
        if election.is_none() {
            let count = names
                .keys()
                .next_back()
                .map(|it| it.place().saturating_add(1));
            let count = count.unwrap_or(ranks.chars().count()).min(OPTIONS_MAX);
            let called = Candidate::all(u16::try_from(count).unwrap_or(u16::MAX)).map(|it| {
                names
                    .get(&it)
                    .cloned()
                    .unwrap_or_else(|| it.0.saturating_add(1).to_string())
            });
            election = Some(Election::new(
                Format::Debian,
                line.number,
                called.collect(),
            )?);
        }
        if let Some(election) = &mut election {
            let options = election.candidates.len();
            election.cast(line.number, ballot(ranks, options))?;
        }
    }
    let mut election = election.ok_or(FileFault::NotThisFormat {
        format: Format::Debian,
        line: lines.next_number(),
        what: "there is no ballot (`V: …`)",
    })?;
    election.title = title;
    Ok(election)
}

/// Recognises a line that names an option.
fn option(text: &str) -> Option<(Candidate, String)> {
    let lower = text.to_ascii_lowercase();
    let start = lower.find("option ")?;
    let rest = text.get(start.checked_add(7)?..)?;
    let digits = rest.find(|it: char| !it.is_ascii_digit())?;
    let (which, rest) = rest.split_at_checked(digits)?;
    let name = rest
        .trim_start_matches(['-', '>'])
        .strip_prefix(':')?
        .trim();
    let option = number(which).and_then(candidate).ok()?;
    if option.place() >= OPTIONS_MAX || name.is_empty() {
        return None;
    }
    let letters = name.split_once(':').map(|(letters, _)| letters.trim());
    let letters = letters.filter(|it| !it.is_empty() && !it.contains(char::is_whitespace));
    Some((option, letters.unwrap_or(name).to_owned()))
}

fn ballot(ranks: &str, options: usize) -> Result<(Ranking, u64), RowFault> {
    let found = ranks.chars().count();
    if found != options {
        return Err(RowFault::Columns {
            found,
            wanted: options,
        });
    }
    let mut groups: BTreeMap<u32, Vec<Candidate>> = BTreeMap::new();
    for (option, mark) in (0_u16..).map(Candidate).zip(ranks.chars()) {
        if mark == '-' {
            continue;
        }
        let rank = mark.to_digit(36).filter(|it| *it > 0);
        let rank = rank.ok_or_else(|| RowFault::UnknownMark(short(&mark.to_string())))?;
        groups.entry(rank).or_default().push(option);
    }
    Ok((Ranking::new(groups.into_values().collect())?, 1))
}
