//! scot-elex: ballots of Scottish council elections, as collected by David McCune.
//!
//! ```text
//! 12,4,                                                 candidates, seats
//! 93,1,                                                 93 ballots: 1 alone
//! 7,1,10,11,
//! "Candidate 1","William Brown","Independent (Ind)",    in order
//! "Ward 12 - Torry - Ferryhill",
//! ```

use std::io::BufRead;

use ledger::count::Ranking;

use crate::election::{Election, candidate};
use crate::fault::{FileFault, RowFault};
use crate::format::Format;
use crate::lines::Lines;
use crate::row::{number, split};

/// Reads the whole file. Candidates are called by their names without the party.
///
/// # Errors
///
/// [`FileFault`]; rows that cannot be read are in [`Election::bad_rows`].
pub fn parse<R: BufRead>(lines: &mut Lines<R>) -> Result<Election, FileFault> {
    let fault = FileFault::NotThisFormat {
        format: Format::ScotElex,
        line: 1,
        what: "it must begin with candidates and seats",
    };
    let Some(first) = lines.next_line()? else {
        return Err(fault);
    };
    let mut numbers = first.text.split(',').map(number);
    let (Some(Ok(count)), Some(Ok(seats))) = (numbers.next(), numbers.next()) else {
        return Err(fault);
    };
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    let unnamed = (1..=count.min(usize::from(u16::MAX))).map(|it| it.to_string());
    let mut election = Election::new(Format::ScotElex, first.number, unnamed.collect())?;
    election.seats = u16::try_from(seats).ok();
    let mut names = election.candidates.clone();
    while let Some(line) = lines.next_line()? {
        let text = line.text.trim();
        if text.is_empty() {
            continue;
        }
        // Whatever does not begin with a number is a candidate or the title, quoted or not.
        if !text.starts_with(|it: char| it.is_ascii_digit()) {
            let fields = split(text, ',');
            let label = fields.first().map_or("", String::as_str);
            match label.strip_prefix("Candidate ").map(number) {
                Some(Ok(number)) => {
                    let place = candidate(number).map(|it| names.get_mut(it.place()));
                    match (place, fields.get(1)) {
                        (Ok(Some(name)), Some(found)) => found.trim().clone_into(name),
                        _ => election.bad_rows.note(line.number, RowFault::Stray)?,
                    }
                }
                // Some titles are quoted twice.
                _ => text
                    .trim_matches(['"', ',', ' '])
                    .clone_into(&mut election.title),
            }
            continue;
        }
        election.cast(line.number, ballot(text))?;
    }
    election.rename(names);
    Ok(election)
}

fn ballot(text: &str) -> Result<(Ranking, u64), RowFault> {
    let mut row = text.trim_end_matches(',').split(',');
    let weight = number(row.next().unwrap_or_default())?;
    let order = row.map(|it| number(it).and_then(candidate));
    let order: Vec<_> = order.collect::<Result<_, _>>()?;
    Ok((Ranking::strict(order)?, weight))
}
