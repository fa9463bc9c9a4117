//! RCTab's aggregated cast votes: how many ballots have these choices, in order of rank.
//!
//! ```text
//! count,choice1,choice2,choice3
//! 3864,MARK ANDREW,undervote,undervote
//! 12,UWI,overvote,BETSY HODGES
//! ```
//! What the marks mean stands in the `rules_config.json` that RCTab counts by. A ballot ends where
//! those rules exhaust it: at an overvote, after too many skipped ranks, or at a name repeated.
//! Write-ins that nobody declared are one candidate that leaves the count first.

use std::collections::BTreeMap;
use std::io::BufRead;

use ledger::count::runoff::Elimination;
use ledger::count::{Candidate, Ranking};
use serde_json::Value;

use crate::election::{DISTINCT_MAX, Election};
use crate::fault::{BadRows, FileFault, RowFault};
use crate::format::Format;
use crate::lines::Lines;
use crate::row::{number, short, split};

/// What RCTab calls those whose names were written in and not declared.
pub const WRITE_INS: &str = "Undeclared Write-ins";

/// The part of RCTab's rules that decides how a ballot is read and the runoff is run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulesConfig {
    /// Names by every alias, and the order of the list; empty if the file says who stands.
    candidates: Vec<String>,
    aliases: BTreeMap<String, String>,
    overvote: String,
    undervote: String,
    write_in: String,
    skips_overvotes: bool,
    skipped_max: Option<u64>,
    rankings_max: Option<usize>,
    ends_at_repetition: bool,
    elimination: Elimination,
    seats: Option<u16>,
}

impl Default for RulesConfig {
    fn default() -> Self {
        Self {
            candidates: Vec::new(),
            aliases: BTreeMap::new(),
            overvote: String::from("overvote"),
            undervote: String::from("undervote"),
            write_in: String::from("UWI"),
            skips_overvotes: false,
            skipped_max: None,
            rankings_max: None,
            ends_at_repetition: false,
            elimination: Elimination::OneByOne,
            seats: None,
        }
    }
}

impl RulesConfig {
    /// Parses `rules_config.json`. What it does not say stays at the default.
    ///
    /// # Errors
    ///
    /// [`FileFault::RulesConfig`] if it is not JSON, or has no rules.
    pub fn parse(json: &str) -> Result<Self, FileFault> {
        let fault = |what: String| FileFault::RulesConfig { what };
        let root: Value = serde_json::from_str(json).map_err(|error| fault(error.to_string()))?;
        let rules = root
            .get("rules")
            .ok_or_else(|| fault(String::from("it has no `rules`")))?;
        let text =
            |from: &Value, key: &str| from.get(key).and_then(Value::as_str).map(str::to_owned);
        let flag = |key: &str| rules.get(key).and_then(Value::as_bool) == Some(true);
        let count = |key: &str| match rules.get(key) {
            Some(Value::String(text)) => number(text).ok(),
            Some(value) => value.as_u64(),
            None => None,
        };
        let mut found = Self {
            skips_overvotes: text(rules, "overvoteRule").as_deref() == Some("alwaysSkipToNextRank"),
            skipped_max: count("maxSkippedRanksAllowed"),
            rankings_max: count("maxRankingsAllowed").and_then(|it| usize::try_from(it).ok()),
            ends_at_repetition: flag("exhaustOnDuplicateCandidate"),
            seats: count("numberOfWinners").and_then(|it| u16::try_from(it).ok()),
            ..Self::default()
        };
        if flag("batchElimination") {
            found.elimination = Elimination::SureLosersTogether;
        }
        let source = root.get("source_format");
        let source = source.or_else(|| root.get("cvrFileSources").and_then(|it| it.get(0)));
        for (key, label) in [
            ("overvoteLabel", &mut found.overvote),
            ("undervoteLabel", &mut found.undervote),
            ("undeclaredWriteInLabel", &mut found.write_in),
        ] {
            let said = source
                .and_then(|it| text(it, key))
                .filter(|it| !it.is_empty());
            if let Some(said) = said {
                *label = said;
            }
        }
        let listed = root.get("candidates").and_then(Value::as_array);
        for candidate in listed.into_iter().flatten() {
            let is_out = candidate.get("excluded").and_then(Value::as_bool) == Some(true);
            let Some(name) = text(candidate, "name").filter(|_| !is_out) else {
                continue;
            };
            let aliases = candidate.get("aliases").and_then(Value::as_array);
            for alias in aliases.into_iter().flatten().filter_map(Value::as_str) {
                found.aliases.insert(alias.to_owned(), name.clone());
            }
            found.candidates.push(name);
        }
        Ok(found)
    }
}

/// Reads the whole file under the given rules.
///
/// # Errors
///
/// [`FileFault`]; rows that cannot be read are in [`Election::bad_rows`].
pub fn parse<R: BufRead>(
    lines: &mut Lines<R>,
    config: &RulesConfig,
) -> Result<Election, FileFault> {
    let header = lines.next_line()?;
    let is_header = |text: &str| text.trim().to_ascii_lowercase().starts_with("count,");
    let header = header.filter(|it| is_header(&it.text));
    let header = header.ok_or(FileFault::NotThisFormat {
        format: Format::Rctab,
        line: 1,
        what: "it must begin with `count,choice1,…`",
    })?;
    let mut sheet = Sheet::new(config, split(&header.text, ',').len());
    while let Some(line) = lines.next_line()? {
        if line.text.trim().is_empty() {
            continue;
        }
        let row = sheet.take(&split(&line.text, ','));
        sheet.bad_rows.check(line.number, row)?;
        if sheet.rows.len() > DISTINCT_MAX {
            return Err(FileFault::TooManyBallots {
                line: line.number,
                limit: DISTINCT_MAX,
            });
        }
    }
    sheet.close(lines.next_number())
}

/// Ballots so far, with candidates in the order in which they were met.
struct Sheet<'a> {
    config: &'a RulesConfig,
    columns: usize,
    places: BTreeMap<String, Candidate>,
    names: Vec<String>,
    rows: BTreeMap<Vec<Candidate>, u64>,
    bad_rows: BadRows,
}

impl<'a> Sheet<'a> {
    fn new(config: &'a RulesConfig, columns: usize) -> Self {
        let mut sheet = Self {
            config,
            columns,
            places: BTreeMap::new(),
            names: Vec::new(),
            rows: BTreeMap::new(),
            bad_rows: BadRows::default(),
        };
        for name in &config.candidates {
            sheet.meet(name);
        }
        sheet
    }

    fn meet(&mut self, name: &str) -> Candidate {
        let next = u16::try_from(self.names.len()).unwrap_or(u16::MAX);
        let place = *self
            .places
            .entry(name.to_owned())
            .or_insert(Candidate(next));
        if place.place() == self.names.len() {
            self.names.push(name.to_owned());
        }
        place
    }

    fn take(&mut self, fields: &[String]) -> Result<(), RowFault> {
        let (count, choices) = match fields.split_first() {
            Some((count, choices)) if fields.len() == self.columns => (number(count)?, choices),
            _ => {
                return Err(RowFault::Columns {
                    found: fields.len(),
                    wanted: self.columns,
                });
            }
        };
        let mut order: Vec<Candidate> = Vec::new();
        let mut skipped = 0_u64;
        for choice in choices
            .iter()
            .take(self.config.rankings_max.unwrap_or(usize::MAX))
        {
            let choice = choice.trim();
            if choice.is_empty() || choice == self.config.undervote {
                skipped = skipped.saturating_add(1);
                if self.config.skipped_max.is_some_and(|most| skipped > most) {
                    break;
                }
                continue;
            }
            skipped = 0;
            if choice == self.config.overvote {
                if self.config.skips_overvotes {
                    continue;
                }
                break;
            }
            let candidate = self.called(choice)?;
            if !order.contains(&candidate) {
                order.push(candidate);
            } else if self.config.ends_at_repetition {
                break;
            }
        }
        let before = self.rows.entry(order).or_insert(0);
        *before = before.saturating_add(count);
        Ok(())
    }

    fn called(&mut self, choice: &str) -> Result<Candidate, RowFault> {
        if choice == self.config.write_in {
            return Ok(self.meet(WRITE_INS));
        }
        let name = self
            .config
            .aliases
            .get(choice)
            .map_or(choice, String::as_str);
        let is_known = self.config.candidates.is_empty() || self.places.contains_key(name);
        if !is_known {
            return Err(RowFault::UnknownName(short(choice)));
        }
        Ok(self.meet(name))
    }

    fn close(self, line: u64) -> Result<Election, FileFault> {
        let mut election = Election::new(Format::Rctab, line, self.names)?;
        election.seats = self.config.seats;
        election.rules.elimination = self.config.elimination;
        election.rules.first_out = self.places.get(WRITE_INS).copied();
        election.bad_rows = self.bad_rows;
        for (order, count) in self.rows {
            let ballot = Ranking::strict(order).map_err(RowFault::from);
            election.cast(line, ballot.map(|it| (it, count)))?;
        }
        Ok(election)
    }
}
