//! An election as a file tells it, ready to be counted.

use std::collections::BTreeMap;

use ledger::count::runoff::Rules;
use ledger::count::{BallotBox, Budget, Candidate, Lot, Ranking};

use crate::fault::{BadRows, FileFault, RowFault};
use crate::format::Format;

/// Most different ballots that are kept.
pub const DISTINCT_MAX: usize = 4_000_000;

/// An election read from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Election {
    /// The format it was read as.
    pub format: Format,
    /// What the file calls it; may be empty.
    pub title: String,
    /// Names of candidates or options, ids of projects, in order of number, each once.
    pub candidates: Vec<String>,
    /// How many are to be elected, where the file says so.
    pub seats: Option<u16>,
    /// The ballots as rankings. Approvals are one group.
    pub ballots: BallotBox,
    /// Costs and support, where the file is about a budget.
    pub budget: Option<BudgetVote>,
    /// What the file's own rules ask of an instant runoff.
    pub rules: Rules,
    /// Who is luckier in a tie: the order of the file, or of ids where they are ids.
    pub lot: Lot,
    /// The rows that were left out.
    pub bad_rows: BadRows,
}

/// What a budget file says beyond the ballots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetVote {
    /// Limit, costs and supporters.
    pub budget: Budget,
    /// Full names of the projects, in order of number; may be empty.
    pub names: Vec<String>,
    /// How many decimals of the currency one unit of money is: 2 means hundredths.
    pub decimals: usize,
    /// The currency; may be empty.
    pub currency: String,
    /// The rule the city says it used; may be empty.
    pub rule: String,
    /// The projects the city says it funded, where the file has that column.
    pub selected: Option<Vec<Candidate>>,
    /// The points the city says a project got, where the file has that column.
    pub scores: Option<Vec<u64>>,
}

impl Election {
    pub(crate) fn new(
        format: Format,
        line: u64,
        candidates: Vec<String>,
    ) -> Result<Self, FileFault> {
        let ballots = BallotBox::new(candidates.len())
            .map_err(|source| FileFault::Candidates { line, source })?;
        Ok(Self {
            format,
            title: String::new(),
            seats: None,
            lot: Lot::by_number(ballots.candidates()),
            ballots,
            budget: None,
            rules: Rules::default(),
            bad_rows: BadRows::default(),
            candidates: apart(candidates),
        })
    }

    /// Returns the name or id of a candidate.
    #[must_use]
    pub fn name(&self, candidate: Candidate) -> &str {
        let name = self.candidates.get(candidate.place());
        name.map_or("?", String::as_str)
    }

    /// Takes the names of candidates that come only after the ballots.
    pub(crate) fn rename(&mut self, names: Vec<String>) {
        self.candidates = apart(names);
    }

    /// Casts a ballot that a row holds, or notes why it cannot.
    pub(crate) fn cast(
        &mut self,
        line: u64,
        ballot: Result<(Ranking, u64), RowFault>,
    ) -> Result<(), FileFault> {
        let cast = ballot.and_then(|(ranking, weight)| Ok(self.ballots.cast(ranking, weight)?));
        self.bad_rows.check(line, cast)?;
        if self.ballots.distinct() > DISTINCT_MAX {
            return Err(FileFault::TooManyBallots {
                line,
                limit: DISTINCT_MAX,
            });
        }
        Ok(())
    }
}

/// Tells equal names apart, so that an id is one candidate's.
fn apart(names: Vec<String>) -> Vec<String> {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let mut different = Vec::with_capacity(names.len());
    for name in names {
        let times = seen.entry(name.clone()).or_insert(0);
        *times = times.saturating_add(1);
        different.push(if *times == 1 {
            name
        } else {
            format!("{name} ({times})")
        });
    }
    different
}

/// Makes a candidate of a number that files count from 1.
pub(crate) fn candidate(number: u64) -> Result<Candidate, RowFault> {
    let place = number.checked_sub(1).and_then(|it| u16::try_from(it).ok());
    let fault = || RowFault::UnknownName(number.to_string());
    place.map(Candidate).ok_or_else(fault)
}
