//! Single transferable vote: several seats, and no vote wasted that could still help somebody.
//!
//! Whoever reaches the quota is elected; what is above it is passed on; when nothing is above it
//! any more, the last leaves. Two sets of rules share this course and differ in how a surplus is
//! divided:
//!
//! - [`Rules::Commons`], ours: a vote is 1,000,000 units, and the surplus is divided among all papers
//!   of the elected in proportion to their worth **by largest remainder** (GOVERNANCE §0 and §3),
//!   ties to the paper that comes earlier in the order of rankings. Nothing is lost: in every round
//!   the tallies and the exhausted papers add up to the votes cast.
//! - [`Rules::Scottish`], those of the Scottish council elections: each paper is passed on at
//!   surplus × its value / votes of the elected, to five decimals, the rest ignored. What is ignored
//!   is lost, and the account says how much.
//!
//! # Source
//!
//! Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rules 45 to 52:
//! quota (46), transfer (48), largest surplus first (49), exclusion (50), ties by the most recent
//! earlier stage and then by lot (49, 51), last vacancies without further transfers (52).

use std::collections::BTreeMap;

use thiserror::Error;

use super::ballot::{BallotBox, Candidate, Lot};
use super::outcome::{Outcome, Round, by_votes};
use super::pile::{End, Piles, next, take};

/// Units of one vote by the rules of the commons.
pub const COMMONS_UNITS: u64 = 1_000_000;
/// Units of one vote by the Scottish rules: five decimals.
pub const SCOTTISH_UNITS: u64 = 100_000;

/// How a surplus is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rules {
    /// By largest remainder, so that nothing is lost.
    Commons,
    /// Weighted inclusive Gregory to five decimals, the rest ignored.
    Scottish,
}

/// Why there is no count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum StvFault {
    /// Nobody is to be elected.
    #[error("there are no seats")]
    NoSeats,
    /// Nobody would be left to lose.
    #[error("{seats} seats are more than the {candidates} candidates")]
    TooManySeats {
        /// Seats to fill.
        seats: u16,
        /// Candidates who stand.
        candidates: u16,
    },
}

/// Counts by single transferable vote.
///
/// The quota is whole votes, Droop's: ballots / (seats + 1), rounded down, plus one. Blank ballots
/// are not valid papers and do not count for it. Ties: see [`Lot`]; the most recent earlier round
/// that tells the tied apart comes first.
///
/// Ends after at most three rounds for each candidate.
///
/// # Errors
///
/// [`StvFault`].
pub fn count(
    ballots: &BallotBox,
    seats: u16,
    rules: Rules,
    lot: &Lot,
) -> Result<Outcome, StvFault> {
    let candidates = ballots.candidates();
    if seats == 0 {
        return Err(StvFault::NoSeats);
    }
    if seats > candidates {
        return Err(StvFault::TooManySeats { seats, candidates });
    }
    let mut count = Count::open(ballots, seats, rules, lot);
    while !count.is_over() {
        count.play_round();
    }
    Ok(count.close())
}

struct Count<'a> {
    piles: Piles<'a>,
    rules: Rules,
    lot: &'a Lot,
    seats: usize,
    quota: u64,
    /// Votes of the elected: those above the quota wait for their transfer.
    elected: BTreeMap<Candidate, u64>,
    winners: Vec<Candidate>,
    winner_groups: Vec<Vec<Candidate>>,
    worst_first: Vec<Candidate>,
    history: Vec<BTreeMap<Candidate, u64>>,
    rounds: Vec<Round>,
    lost: u64,
}

impl<'a> Count<'a> {
    fn open(ballots: &'a BallotBox, seats: u16, rules: Rules, lot: &'a Lot) -> Self {
        let units = rules.units();
        let papers = ballots.ballots();
        let valid = papers
            .filter(|(ranking, _)| !ranking.is_blank())
            .fold(0_u64, |sum, (_, weight)| sum.saturating_add(weight));
        let divisor = u64::from(seats).saturating_add(1);
        let quota = valid.checked_div(divisor).unwrap_or(0).saturating_add(1);
        Self {
            piles: Piles::new(ballots, units),
            rules,
            lot,
            seats: usize::from(seats),
            quota: quota.saturating_mul(units),
            elected: BTreeMap::new(),
            winners: Vec::new(),
            winner_groups: Vec::new(),
            worst_first: Vec::new(),
            history: Vec::new(),
            rounds: Vec::new(),
            lost: 0,
        }
    }

    fn is_over(&self) -> bool {
        self.winners.len() >= self.seats
    }

    /// One round: who has reached the quota on the votes as they stand, and what follows.
    fn play_round(&mut self) {
        let mut tally = self.piles.tally();
        let mut round = Round {
            exhausted: self.piles.exhausted(),
            lost: self.lost,
            ..Round::default()
        };
        let reached = tally.iter().filter(|(_, votes)| **votes >= self.quota);
        let reached = by_votes(reached.map(|(candidate, votes)| (*candidate, *votes)));
        for group in reached {
            self.elect(group, &tally, &mut round);
        }
        tally.extend(self.elected.iter().map(|(it, votes)| (*it, *votes)));
        round.tally.clone_from(&tally);
        self.history.push(tally);
        if !self.is_over() {
            self.go_on(&mut round);
        }
        self.rounds.push(round);
    }

    fn elect(
        &mut self,
        mut group: Vec<Candidate>,
        tally: &BTreeMap<Candidate, u64>,
        round: &mut Round,
    ) {
        group.sort_by_key(|it| self.lot.place(*it));
        for candidate in &group {
            self.piles.continuing.remove(candidate);
            let votes = tally.get(candidate).copied().unwrap_or(0);
            self.elected.insert(*candidate, votes);
            self.winners.push(*candidate);
            round.elected.push(*candidate);
        }
        group.sort_unstable();
        self.winner_groups.push(group);
    }

    fn go_on(&mut self, round: &mut Round) {
        let continuing = self.piles.continuing.len();
        let earlier_rounds = self.history.len().saturating_sub(1);
        let earlier = self.history.get(..earlier_rounds).unwrap_or(&[]);
        let vacant = self.seats.saturating_sub(self.winners.len());
        if continuing <= vacant {
            let tally = self.piles.tally();
            for group in by_votes(tally.iter().map(|(it, votes)| (*it, *votes))) {
                self.elect(group, &tally, round);
            }
            return;
        }
        let above = self
            .elected
            .iter()
            .filter(|(_, votes)| **votes > self.quota);
        let above: BTreeMap<Candidate, u64> = above.map(|(it, votes)| (*it, *votes)).collect();
        if let Some(next) = take(&above, End::Most, earlier, self.lot, &mut round.ties) {
            round.surplus_of = Some(next);
            self.pass_surplus_on(next);
            return;
        }
        let tally = self.piles.tally();
        if let Some(last) = take(&tally, End::Fewest, earlier, self.lot, &mut round.ties) {
            round.eliminated.push(last);
            self.worst_first.push(last);
            self.piles.continuing.remove(&last);
            self.piles.pass_on(last);
        }
    }

    fn pass_surplus_on(&mut self, from: Candidate) {
        let votes = self.elected.insert(from, self.quota).unwrap_or(0);
        let surplus = votes.saturating_sub(self.quota);
        let mine = self.piles.papers.iter().enumerate();
        let mine = mine.filter(|(_, it)| it.holder == Some(from));
        let mine: Vec<(usize, u64, u64)> = mine
            .map(|(place, it)| (place, it.worth, it.count))
            .collect();
        let shares = match self.rules {
            Rules::Commons => largest_remainder(surplus, votes, &mine),
            Rules::Scottish => truncated(surplus, votes, &mine),
        };
        let passed = shares.iter().fold(0_u64, |sum, it| sum.saturating_add(*it));
        self.lost = self.lost.saturating_add(surplus.saturating_sub(passed));
        for ((place, _, _), share) in mine.iter().zip(shares) {
            if let Some(papers) = self.piles.papers.get_mut(*place) {
                papers.worth = share;
                papers.holder = next(papers.ranking, &self.piles.continuing);
            }
        }
    }

    fn close(self) -> Outcome {
        // Whoever was neither elected nor excluded stands between both, by the last votes.
        let last = self.piles.tally();
        let between = by_votes(last.iter().map(|(it, votes)| (*it, *votes)));
        let mut order = self.winner_groups;
        order.extend(between);
        order.extend(self.worst_first.into_iter().rev().map(|it| vec![it]));
        Outcome {
            winners: self.winners,
            order,
            rounds: self.rounds,
            units_per_vote: self.rules.units(),
            quota: Some(self.quota),
            cost: 0,
        }
    }
}

impl Rules {
    /// Returns how many units one vote has.
    #[must_use]
    pub fn units(self) -> u64 {
        match self {
            Self::Commons => COMMONS_UNITS,
            Self::Scottish => SCOTTISH_UNITS,
        }
    }
}

/// `a · b / c`, rounded down, and the remainder; zero by zero.
fn proportion(a: u64, b: u64, c: u64) -> (u64, u128) {
    let product = u128::from(a).saturating_mul(u128::from(b));
    let divisor = u128::from(c);
    let quotient = product.checked_div(divisor).unwrap_or(0);
    let rest = product.checked_rem(divisor).unwrap_or(0);
    (u64::try_from(quotient).unwrap_or(u64::MAX), rest)
}

/// Divides `surplus` in proportion to worth, the units that are left to the largest remainders.
fn largest_remainder(surplus: u64, votes: u64, papers: &[(usize, u64, u64)]) -> Vec<u64> {
    let divided: Vec<(u64, u128)> = papers
        .iter()
        .map(|(_, worth, _)| proportion(surplus, *worth, votes))
        .collect();
    let mut shares: Vec<u64> = divided.iter().map(|(share, _)| *share).collect();
    let given = shares.iter().fold(0_u64, |sum, it| sum.saturating_add(*it));
    let left = usize::try_from(surplus.saturating_sub(given)).unwrap_or(usize::MAX);
    let mut by_remainder: Vec<(std::cmp::Reverse<u128>, usize)> = divided
        .iter()
        .enumerate()
        .map(|(place, (_, rest))| (std::cmp::Reverse(*rest), place))
        .collect();
    by_remainder.sort_unstable();
    for (_, place) in by_remainder.into_iter().take(left) {
        if let Some(share) = shares.get_mut(place) {
            *share = share.saturating_add(1);
        }
    }
    shares
}

/// Passes each paper on at surplus × value / votes in units, the rest ignored (rule 48).
fn truncated(surplus: u64, votes: u64, papers: &[(usize, u64, u64)]) -> Vec<u64> {
    let each = papers.iter().map(|(_, worth, count)| {
        let value = worth.checked_div(*count).unwrap_or(0);
        let (transfer_value, _) = proportion(surplus, value, votes);
        transfer_value.saturating_mul(*count)
    });
    each.collect()
}
