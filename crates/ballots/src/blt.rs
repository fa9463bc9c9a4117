//! `.blt`: candidates and seats, withdrawn candidates, ballots that end with 0, names.
//!
//! ```text
//! 4 2            candidates, seats
//! -2             candidate 2 has withdrawn
//! 3 1 3=4 0      three ballots: 1 first, then 3 and 4 alike
//! 0              end of the ballots
//! "Adam"         names in order, then the title
//! ```
//! A `-` on a ballot is a rank left open. Names are read with quotes, without, or badly quoted.

use std::collections::BTreeSet;
use std::io::BufRead;

use ledger::count::{Candidate, Ranking};

use crate::election::{Election, candidate};
use crate::fault::{FileFault, RowFault};
use crate::format::Format;
use crate::lines::Lines;
use crate::row::{number, short};

/// Reads the whole file. A withdrawn candidate stays in the list and is left out of every ballot.
///
/// # Errors
///
/// [`FileFault`]; rows that cannot be read are in [`Election::bad_rows`].
pub fn parse<R: BufRead>(lines: &mut Lines<R>) -> Result<Election, FileFault> {
    let fault = |line, what| FileFault::NotThisFormat {
        format: Format::Blt,
        line,
        what,
    };
    let first = lines
        .next_line()?
        .ok_or_else(|| fault(1, "the file is empty"))?;
    let mut numbers = words(&first.text).map(number);
    let (Some(Ok(count)), Some(Ok(seats))) = (numbers.next(), numbers.next()) else {
        return Err(fault(
            first.number,
            "it must begin with candidates and seats",
        ));
    };
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    let unnamed = (1..=count.min(usize::from(u16::MAX))).map(|it| it.to_string());
    let mut election = Election::new(Format::Blt, first.number, unnamed.collect())?;
    election.seats = u16::try_from(seats).ok();
    let mut withdrawn = BTreeSet::new();
    let mut is_closed = false;
    while let Some(line) = lines.next_line()? {
        let mut row = words(&line.text).peekable();
        match row.peek() {
            None => continue,
            Some(&"0") => {
                is_closed = true;
                break;
            }
            Some(word) if word.starts_with('-') => {
                let numbers = row.map(|it| number(it.trim_start_matches('-')).and_then(candidate));
                let numbers: Result<Vec<Candidate>, RowFault> = numbers.collect();
                let numbers = election.bad_rows.check(line.number, numbers)?;
                withdrawn.extend(numbers.into_iter().flatten());
            }
            Some(_) => election.cast(line.number, ballot(&line.text, &withdrawn))?,
        }
    }
    if !is_closed {
        return Err(fault(lines.next_number(), "the ballots do not end with 0"));
    }
    read_names(lines, &mut election, count)?;
    Ok(election)
}

fn read_names<R: BufRead>(
    lines: &mut Lines<R>,
    election: &mut Election,
    count: usize,
) -> Result<(), FileFault> {
    let mut names = Vec::new();
    while let Some(line) = lines.next_line()? {
        let text = line.text.trim();
        // Some files have the party behind the name, in quotes of its own.
        let text = text.split_once("\" \"").map_or(text, |(name, _)| name);
        let text = text.trim_matches('"').trim();
        if text.is_empty() {
            continue;
        }
        if names.len() < count {
            names.push(text.to_owned());
        } else if election.title.is_empty() {
            text.clone_into(&mut election.title);
        } else {
            election.bad_rows.note(line.number, RowFault::Stray)?;
        }
    }
    let missing = names.len()..count;
    names.extend(missing.map(|place| place.saturating_add(1).to_string()));
    election.rename(names);
    Ok(())
}

/// The words of a line up to a comment.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let text = text.split_once('#').map_or(text, |(before, _)| before);
    text.split_whitespace()
}

fn ballot(text: &str, withdrawn: &BTreeSet<Candidate>) -> Result<(Ranking, u64), RowFault> {
    let mut row: Vec<&str> = words(text).collect();
    if row.pop() != Some("0") || row.is_empty() {
        return Err(RowFault::NoEnd);
    }
    let mut row = row.into_iter();
    let weight = number(row.next().unwrap_or_default())?;
    let mut groups = Vec::new();
    for word in row.filter(|it| *it != "-") {
        let members = word.split('=').map(|it| number(it).and_then(candidate));
        let members: Vec<Candidate> = members
            .collect::<Result<_, _>>()
            .map_err(|_| RowFault::UnknownMark(short(word)))?;
        let left = members.into_iter().filter(|it| !withdrawn.contains(it));
        groups.push(left.collect());
    }
    Ok((Ranking::new(groups)?, weight))
}
