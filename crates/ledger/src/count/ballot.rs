//! Ballots of any rule: candidates by number, rankings with ties, and the box that holds them.

use std::collections::{BTreeMap, BTreeSet};

use thiserror::Error;

/// Most candidates, options or projects of one election. Pairwise rules take time that grows with
/// the cube of it.
pub const CANDIDATES_MAX: u16 = 2_048;
/// Most weight in one box: a million parts of it still fit into 64 bits with room to spare.
pub const WEIGHT_MAX: u64 = 1_000_000_000_000;

/// Most candidates on all different rankings of one box together: what keeps its memory small.
pub const MARKS_MAX: usize = 100_000_000;

/// A candidate, an option or a project: its place in the list of its election, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Candidate(pub u16);

impl Candidate {
    /// Returns the place in a list.
    #[must_use]
    pub fn place(self) -> usize {
        usize::from(self.0)
    }

    /// Returns the candidates 0 to `count` − 1.
    pub fn all(count: u16) -> impl DoubleEndedIterator<Item = Self> + Clone {
        (0..count).map(Self)
    }
}

/// Why a ballot is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BallotFault {
    /// The election has more candidates than may be counted.
    #[error("{0} candidates are more than {CANDIDATES_MAX}")]
    TooManyCandidates(usize),
    /// There is nobody to vote for.
    #[error("there are no candidates")]
    NoCandidates,
    /// The ballot names a candidate the election does not have.
    #[error("there is no candidate {}", .0.0.saturating_add(1))]
    UnknownCandidate(Candidate),
    /// The ballot names a candidate twice.
    #[error("candidate {} stands on it twice", .0.0.saturating_add(1))]
    NamedTwice(Candidate),
    /// All different ballots together name more candidates than are kept.
    #[error("the different ballots name more than {MARKS_MAX} candidates together")]
    TooManyMarks,
    /// All ballots together weigh more than can be counted exactly.
    #[error("the ballots weigh more than {WEIGHT_MAX} together")]
    TooHeavy,
}

/// Candidates from the best to the worst, with ties; who is not on it comes after all who are.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ranking {
    /// All who are on it, the best first, within a group in order of number.
    named: Vec<Candidate>,
    /// Where each group ends.
    ends: Vec<u16>,
}

impl Ranking {
    /// Makes a ranking of groups, the best first. Empty groups are left out.
    ///
    /// # Errors
    ///
    /// [`BallotFault::NamedTwice`] if a candidate stands on it twice; [`BallotFault::TooManyCandidates`]
    /// if there are more than any election has.
    pub fn new(groups: Vec<Vec<Candidate>>) -> Result<Self, BallotFault> {
        let mut seen = BTreeSet::new();
        let mut ranking = Self::default();
        for mut group in groups.into_iter().filter(|it| !it.is_empty()) {
            group.sort_unstable();
            for candidate in &group {
                if !seen.insert(*candidate) {
                    return Err(BallotFault::NamedTwice(*candidate));
                }
            }
            ranking.named.append(&mut group);
            let count = ranking.named.len();
            let end = u16::try_from(count).map_err(|_| BallotFault::TooManyCandidates(count))?;
            ranking.ends.push(end);
        }
        Ok(ranking)
    }

    /// Makes a ranking without ties, the best first.
    ///
    /// # Errors
    ///
    /// As [`Self::new`].
    pub fn strict(order: impl IntoIterator<Item = Candidate>) -> Result<Self, BallotFault> {
        Self::new(order.into_iter().map(|it| vec![it]).collect())
    }

    /// Returns whether nobody is on it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.named.is_empty()
    }

    /// Returns the groups, the best first, each in order of number.
    pub fn groups(&self) -> impl Iterator<Item = &[Candidate]> {
        let mut start = 0_usize;
        self.ends.iter().map(move |end| {
            let end = usize::from(*end);
            let group = self.named.get(start..end).unwrap_or(&[]);
            start = end;
            group
        })
    }

    /// Returns all candidates on it, in the order of the groups.
    pub fn named(&self) -> impl Iterator<Item = Candidate> {
        self.named.iter().copied()
    }
}

/// Cast ballots of one election, equal ones put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BallotBox {
    candidates: u16,
    ballots: BTreeMap<Ranking, u64>,
    weight: u64,
    marks: usize,
}

impl BallotBox {
    /// Opens an empty box for an election with so many candidates.
    ///
    /// # Errors
    ///
    /// [`BallotFault::NoCandidates`], [`BallotFault::TooManyCandidates`].
    pub fn new(candidates: usize) -> Result<Self, BallotFault> {
        match u16::try_from(candidates) {
            Ok(0) => Err(BallotFault::NoCandidates),
            Ok(count) if count <= CANDIDATES_MAX => Ok(Self {
                candidates: count,
                ballots: BTreeMap::new(),
                weight: 0,
                marks: 0,
            }),
            _ => Err(BallotFault::TooManyCandidates(candidates)),
        }
    }

    /// Puts in a ballot that counts `weight` times. An empty ranking is a ballot, too; weight 0
    /// is none.
    ///
    /// # Errors
    ///
    /// [`BallotFault::UnknownCandidate`], [`BallotFault::TooManyMarks`], [`BallotFault::TooHeavy`]; the box is
    /// then as before.
    pub fn cast(&mut self, ranking: Ranking, weight: u64) -> Result<(), BallotFault> {
        if let Some(stranger) = ranking.named().find(|it| it.0 >= self.candidates) {
            return Err(BallotFault::UnknownCandidate(stranger));
        }
        let total = self.weight.checked_add(weight);
        let total = total.filter(|it| *it <= WEIGHT_MAX);
        let total = total.ok_or(BallotFault::TooHeavy)?;
        if weight == 0 {
            return Ok(());
        }
        if let Some(before) = self.ballots.get_mut(&ranking) {
            *before = before.saturating_add(weight);
        } else {
            let marks = self.marks.saturating_add(ranking.named.len());
            if marks > MARKS_MAX {
                return Err(BallotFault::TooManyMarks);
            }
            self.marks = marks;
            self.ballots.insert(ranking, weight);
        }
        self.weight = total;
        Ok(())
    }

    /// Returns how many candidates there are.
    #[must_use]
    pub fn candidates(&self) -> u16 {
        self.candidates
    }

    /// Returns the weight of all ballots together.
    #[must_use]
    pub fn weight(&self) -> u64 {
        self.weight
    }

    /// Returns the different rankings with their weights, in the order of the rankings.
    pub fn ballots(&self) -> impl Iterator<Item = (&Ranking, u64)> {
        self.ballots
            .iter()
            .map(|(ranking, weight)| (ranking, *weight))
    }

    /// Returns how many different rankings there are.
    #[must_use]
    pub fn distinct(&self) -> usize {
        self.ballots.len()
    }
}

/// The order of candidates that was drawn before the count, for ties that nothing else breaks.
///
/// Whoever comes earlier is the luckier one: of two that are tied for a seat the earlier gets it,
/// of two that are tied for the last place the later goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lot {
    places: BTreeMap<Candidate, usize>,
}

impl Lot {
    /// Takes the order of numbers for the lot.
    #[must_use]
    pub fn by_number(candidates: u16) -> Self {
        Self::drawn(Candidate::all(candidates))
    }

    /// Takes a drawn order, the luckiest first; whoever is not in it comes last, by number.
    pub fn drawn(order: impl IntoIterator<Item = Candidate>) -> Self {
        let mut places = BTreeMap::new();
        for (place, candidate) in order.into_iter().enumerate() {
            places.entry(candidate).or_insert(place);
        }
        Self { places }
    }

    /// Returns what to sort by: the luckier, the smaller.
    #[must_use]
    pub fn place(&self, candidate: Candidate) -> (usize, Candidate) {
        let place = self.places.get(&candidate).copied();
        (place.unwrap_or(usize::MAX), candidate)
    }
}
