//! PrefLib: strict and weak orders, complete or not (`.soc`, `.soi`, `.toc`, `.toi`).
//!
//! ```text
//! # TITLE: Netflix Prize Data
//! # NUMBER ALTERNATIVES: 3
//! # ALTERNATIVE NAME 1: Beverly Hills Cop
//! # …
//! 68: 1,2,3
//! 53: 1,{2,3}
//! ```
//! Before 2022 the header was a number of alternatives, a line `number,name` for each, and a line
//! `voters,sum,different`; the rows were `68,1,2,{3,4}`. Both are read.
//!
//! # Source
//!
//! <https://www.preflib.org/format>

use std::io::BufRead;

use ledger::count::{Candidate, Ranking};

use crate::election::{Election, candidate};
use crate::fault::{FileFault, RowFault};
use crate::format::Format;
use crate::lines::{Line, Lines};
use crate::row::number;

/// Reads either kind of header and the ballots after it.
///
/// # Errors
///
/// [`FileFault`]; rows that cannot be read are in [`Election::bad_rows`].
pub fn parse<R: BufRead>(lines: &mut Lines<R>) -> Result<Election, FileFault> {
    let is_new = lines.peek(0)?.is_some_and(|it| it.text.starts_with('#'));
    let (mut election, separator) = if is_new {
        (read_header(lines)?, ':')
    } else {
        (read_old_header(lines)?, ',')
    };
    while let Some(line) = lines.next_line()? {
        if line.text.trim().is_empty() || line.text.starts_with('#') {
            continue;
        }
        election.cast(line.number, ballot(&line.text, separator))?;
    }
    Ok(election)
}

fn read_header<R: BufRead>(lines: &mut Lines<R>) -> Result<Election, FileFault> {
    let mut title = String::new();
    let mut names: Vec<Option<String>> = Vec::new();
    while lines.peek(0)?.is_some_and(|it| it.text.starts_with('#')) {
        let Some(line) = lines.next_line()? else {
            break;
        };
        let Some((key, value)) = line.text.trim_start_matches(['#', ' ']).split_once(':') else {
            continue;
        };
        let value = value.trim();
        if key == "TITLE" {
            title = value.to_owned();
        } else if key == "NUMBER ALTERNATIVES" {
            let count = number(value).ok().and_then(|it| u16::try_from(it).ok());
            let count = count.ok_or_else(|| not_preflib(&line, "how many alternatives?"))?;
            names.resize(usize::from(count), None);
        } else if let Some(which) = key.strip_prefix("ALTERNATIVE NAME ") {
            let place = number(which).and_then(candidate);
            let place = place.map_err(|_| not_preflib(&line, "which alternative?"))?;
            if names.len() <= place.place() {
                names.resize(place.place().saturating_add(1), None);
            }
            if let Some(name) = names.get_mut(place.place()) {
                *name = Some(value.to_owned());
            }
        }
    }
    let numbered = (1_u32..).zip(names);
    let names = numbered.map(|(number, name)| name.unwrap_or_else(|| number.to_string()));
    let mut election = Election::new(Format::Preflib, lines.next_number(), names.collect())?;
    election.title = title;
    Ok(election)
}

fn read_old_header<R: BufRead>(lines: &mut Lines<R>) -> Result<Election, FileFault> {
    let ended = |lines: &Lines<R>| FileFault::NotThisFormat {
        format: Format::Preflib,
        line: lines.next_number(),
        what: "the header ends too early",
    };
    let Some(first) = lines.next_line()? else {
        return Err(ended(lines));
    };
    let count = number(&first.text)
        .ok()
        .and_then(|it| u16::try_from(it).ok());
    let count = count.ok_or_else(|| not_preflib(&first, "how many alternatives?"))?;
    let mut names = Vec::new();
    for _ in 0..count {
        let Some(line) = lines.next_line()? else {
            return Err(ended(lines));
        };
        let (_, name) = line
            .text
            .split_once(',')
            .ok_or_else(|| not_preflib(&line, "the name of an alternative"))?;
        names.push(name.trim().to_owned());
    }
    if lines.next_line()?.is_none() {
        return Err(ended(lines));
    }
    Election::new(Format::Preflib, first.number, names)
}

fn not_preflib(line: &Line, what: &'static str) -> FileFault {
    FileFault::NotThisFormat {
        format: Format::Preflib,
        line: line.number,
        what,
    }
}

fn ballot(text: &str, separator: char) -> Result<(Ranking, u64), RowFault> {
    let (count, order) = text.split_once(separator).unwrap_or((text, ""));
    Ok((Ranking::new(groups(order)?)?, number(count)?))
}

/// Parses `1,{2,3},4`.
fn groups(text: &str) -> Result<Vec<Vec<Candidate>>, RowFault> {
    let mut groups = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (group, after) = match rest.strip_prefix('{') {
            Some(inner) => inner.split_once('}').ok_or(RowFault::Braces)?,
            None => {
                let end = rest.find(',').unwrap_or(rest.len());
                rest.split_at_checked(end).ok_or(RowFault::Braces)?
            }
        };
        if group.contains(['{', '}']) {
            return Err(RowFault::Braces);
        }
        let members = group.split(',').filter(|it| !it.trim().is_empty());
        let members = members.map(|it| number(it).and_then(candidate));
        groups.push(members.collect::<Result<_, _>>()?);
        let after = after.trim_start();
        rest = match after.strip_prefix(',') {
            Some(next) => next.trim_start(),
            None if after.is_empty() => after,
            None => return Err(RowFault::Braces),
        };
    }
    Ok(groups)
}
