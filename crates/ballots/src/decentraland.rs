//! Decentraland's transparency export: proposals, and votes that weigh as much as somebody's
//! voting power.
//!
//! Two CSV files belong together: `proposals.csv` (a row for each, with its threshold and what became
//! of it) and `votes.csv` (a row for each vote, with the number of its choice and its power). Power
//! is a decimal with up to twenty digits after the point; here it counts in thousandths, rounded down.

use std::collections::BTreeMap;
use std::io::BufRead;

use ledger::count::{BallotBox, Candidate, Ranking};

use crate::fault::{BadRows, FileFault, RowFault};
use crate::format::Format;
use crate::lines::Lines;
use crate::row::{next_row, number, short};

/// Thousandths of voting power in one.
pub const UNITS: u64 = 1_000;
/// Most choices of one proposal.
const CHOICES_MAX: usize = 64;

/// A proposal with its votes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What it is about: `poll`, `grant`, `poi`, …
    pub kind: String,
    /// Its title.
    pub title: String,
    /// What the leading choice needs, in thousandths of voting power; 0 where none was set.
    pub threshold: u64,
    /// What was recorded when the votes were exported.
    pub status: String,
    /// What was recorded in the end.
    pub final_status: String,
    /// All voting power as recorded, in thousandths.
    pub recorded: u64,
    /// How many votes were recorded; the export leaves out those of little power.
    pub recorded_votes: u64,
    /// The votes: choice 1 is candidate 0, and weight is power in thousandths.
    pub votes: BallotBox,
}

/// All proposals with their votes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replay {
    /// The proposals by the id that votes name.
    pub proposals: BTreeMap<String, Proposal>,
    /// How many votes were read.
    pub votes: u64,
    /// The rows of the proposals that were left out.
    pub bad_proposals: BadRows,
    /// The rows of the votes that were left out.
    pub bad_votes: BadRows,
}

/// Reads both files.
///
/// # Errors
///
/// [`FileFault`]; rows that cannot be read are in the replay.
pub fn parse<P: BufRead, V: BufRead>(proposals: P, votes: V) -> Result<Replay, FileFault> {
    let mut replay = Replay::default();
    let mut lines = Lines::new(proposals);
    let header = Header::read(&mut lines)?;
    while let Some((line, fields)) = next_row(&mut lines, ',', header.columns)? {
        let row = proposal(&header, &fields);
        let row = replay.bad_proposals.check(line.number, row)?;
        replay.proposals.extend(row);
    }
    let mut lines = Lines::new(votes);
    let header = Header::read(&mut lines)?;
    while let Some((line, fields)) = next_row(&mut lines, ',', header.columns)? {
        let cast = vote(&header, &fields, &mut replay.proposals);
        let cast = replay.bad_votes.check(line.number, cast)?;
        replay.votes = replay.votes.saturating_add(u64::from(cast.is_some()));
    }
    Ok(replay)
}

struct Header {
    places: BTreeMap<String, usize>,
    columns: usize,
}

impl Header {
    fn read<R: BufRead>(lines: &mut Lines<R>) -> Result<Self, FileFault> {
        let (_, fields) = next_row(lines, ',', 0)?.ok_or(FileFault::UnknownFormat)?;
        let columns = fields.len();
        let places = fields.into_iter().enumerate();
        let places: BTreeMap<String, usize> = places.map(|(place, name)| (name, place)).collect();
        if !places.contains_key("Proposal ID") {
            return Err(FileFault::NotThisFormat {
                format: Format::Decentraland,
                line: 1,
                what: "it has no column `Proposal ID`",
            });
        }
        Ok(Self { places, columns })
    }

    fn get<'a>(&self, fields: &'a [String], name: &str) -> Result<&'a str, RowFault> {
        let place = self
            .places
            .get(name)
            .filter(|_| fields.len() == self.columns);
        let field = place.and_then(|it| fields.get(*it));
        field.map(String::as_str).ok_or(RowFault::Columns {
            found: fields.len(),
            wanted: self.columns,
        })
    }
}

fn proposal(header: &Header, fields: &[String]) -> Result<(String, Proposal), RowFault> {
    let text = |name: &str| header.get(fields, name).map(str::to_owned);
    let threshold = text("Threshold")?;
    let proposal = Proposal {
        kind: text("Type")?,
        title: text("Title")?,
        threshold: if threshold.is_empty() {
            0
        } else {
            power(&threshold)?
        },
        status: text("Status")?,
        final_status: text("Final Status (2026)")?,
        recorded: power(&text("Total VP")?)?,
        recorded_votes: number(&text("Votes")?)?,
        votes: BallotBox::new(CHOICES_MAX)?,
    };
    Ok((text("Snapshot ID")?, proposal))
}

fn vote(
    header: &Header,
    fields: &[String],
    proposals: &mut BTreeMap<String, Proposal>,
) -> Result<(), RowFault> {
    let id = header.get(fields, "Proposal ID")?;
    let proposal = proposals.get_mut(id);
    let proposal = proposal.ok_or_else(|| RowFault::UnknownName(short(id)))?;
    let choice = crate::election::candidate(number(header.get(fields, "Choice #")?)?)?;
    let weight = power(header.get(fields, "VP")?)?;
    proposal.votes.cast(Ranking::strict([choice])?, weight)?;
    Ok(())
}

/// Parses a decimal into thousandths, rounded down.
fn power(text: &str) -> Result<u64, RowFault> {
    let fault = || RowFault::NotANumber(short(text));
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !fraction.bytes().all(|it| it.is_ascii_digit()) {
        return Err(fault());
    }
    let thousandths: String = fraction.chars().chain("000".chars()).take(3).collect();
    let whole = number(whole)?.checked_mul(UNITS);
    let thousandths = number(&thousandths)?;
    whole
        .and_then(|it| it.checked_add(thousandths))
        .ok_or_else(fault)
}

/// What the votes say about a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The first choice leads alone, and with the threshold.
    Passed,
    /// It does not.
    Rejected,
}

impl Proposal {
    /// Counts the weights and says what follows by the threshold. The first choice is the one that
    /// is proposed; the others say no, or that the question is invalid.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let outcome = ledger::count::approval::count(&self.votes, 1);
        let tally = outcome.rounds.first().map(|it| &it.tally);
        let power = tally
            .and_then(|it| it.get(&Candidate(0)))
            .copied()
            .unwrap_or(0);
        if outcome.winners == [Candidate(0)] && power >= self.threshold.max(1) {
            Verdict::Passed
        } else {
            Verdict::Rejected
        }
    }

    /// The power behind the first choice, in thousandths.
    #[must_use]
    pub fn power_for(&self) -> u64 {
        let yes = self
            .votes
            .ballots()
            .filter(|(it, _)| it.named().eq([Candidate(0)]));
        yes.fold(0, |sum, (_, power)| sum.saturating_add(power))
    }

    /// What was recorded in the end.
    #[must_use]
    pub fn recorded_verdict(&self) -> Verdict {
        if matches!(self.final_status.as_str(), "passed" | "enacted") {
            Verdict::Passed
        } else {
            Verdict::Rejected
        }
    }
}
