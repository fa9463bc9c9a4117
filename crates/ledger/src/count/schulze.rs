//! Schulze: the candidate whom nobody beats by a stronger path wins.
//!
//! A defeat is as strong as the number of voters behind it (winning votes); a path is as strong as
//! its weakest defeat. Candidate a comes before b where the strongest path from a to b is stronger
//! than the one back. That relation has no cycles, but two candidates may be neither before nor
//! after each other. The order here is therefore made of groups: the first is everybody whom nobody
//! comes before; the next, everybody whom nobody *that is left* comes before; and so on.

use std::collections::BTreeMap;

use super::ballot::{BallotBox, Candidate, Ranking};
use super::outcome::{Outcome, Round, first_groups};

/// A square table: for each pair of candidates a number of votes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pairwise {
    rows: Vec<Vec<u64>>,
}

/// A Schulze count: the outcome, and the two tables that lead to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schulze {
    /// Winners, order and rounds. A round's tally says how many of those left a candidate comes
    /// before; each round takes one group of the order.
    pub outcome: Outcome,
    /// How many voters prefer one to the other.
    pub preferred: Pairwise,
    /// The strength of the strongest path from one to the other.
    pub strongest: Pairwise,
}

impl Pairwise {
    fn zero(count: usize) -> Self {
        Self {
            rows: vec![vec![0; count]; count],
        }
    }

    /// Returns the number for `row` against `column`; 0 for a candidate against itself.
    #[must_use]
    pub fn of(&self, row: Candidate, column: Candidate) -> u64 {
        let row = self.rows.get(row.place());
        row.and_then(|row| row.get(column.place()))
            .copied()
            .unwrap_or(0)
    }

    fn add(&mut self, row: Candidate, column: Candidate, votes: u64) {
        let row = self.rows.get_mut(row.place());
        if let Some(cell) = row.and_then(|row| row.get_mut(column.place())) {
            *cell = cell.saturating_add(votes);
        }
    }
}

/// Counts by Schulze's method. Time grows with the cube of the candidates.
///
/// A group in which the last of `seats` falls is elected whole: the method leaves it a tie.
#[must_use]
pub fn count(ballots: &BallotBox, seats: u16) -> Schulze {
    let preferred = preferences(ballots);
    let strongest = paths(&preferred, ballots.candidates());
    let mut left: Vec<Candidate> = Candidate::all(ballots.candidates()).collect();
    let mut order = Vec::new();
    let mut rounds = Vec::new();
    while !left.is_empty() {
        let before = |a: Candidate, b: Candidate| strongest.of(a, b) > strongest.of(b, a);
        let is_first = |it: &&Candidate| !left.iter().any(|other| before(*other, **it));
        let group: Vec<Candidate> = left.iter().filter(is_first).copied().collect();
        let beaten = |it: &Candidate| left.iter().filter(|other| before(*it, **other)).count();
        let tally: BTreeMap<Candidate, u64> = left
            .iter()
            .map(|it| (*it, u64::try_from(beaten(it)).unwrap_or(u64::MAX)))
            .collect();
        left.retain(|it| !group.contains(it));
        rounds.push(Round {
            tally,
            ..Round::default()
        });
        order.push(group);
    }
    let winners = first_groups(&order, seats);
    for (round, group) in rounds.iter_mut().zip(&order) {
        let elected = group.iter().filter(|it| winners.contains(it));
        round.elected = elected.copied().collect();
    }
    Schulze {
        outcome: Outcome {
            winners,
            order,
            rounds,
            units_per_vote: 1,
            ..Outcome::default()
        },
        preferred,
        strongest,
    }
}

/// Counts for each pair how many prefer the one to the other. Whoever is not on a ballot comes
/// after all who are, and ties with the others who are not.
fn preferences(ballots: &BallotBox) -> Pairwise {
    let count = ballots.candidates();
    let mut table = Pairwise::zero(usize::from(count));
    for (ranking, weight) in ballots.ballots() {
        let levels = levels(ranking, count);
        for (a, level_a) in Candidate::all(count).zip(&levels) {
            for (b, level_b) in Candidate::all(count).zip(&levels) {
                if level_a < level_b {
                    table.add(a, b, weight);
                }
            }
        }
    }
    table
}

fn levels(ranking: &Ranking, count: u16) -> Vec<u16> {
    let mut levels = vec![u16::MAX; usize::from(count)];
    for (level, group) in (0_u16..).zip(ranking.groups()) {
        for candidate in group {
            if let Some(cell) = levels.get_mut(candidate.place()) {
                *cell = level;
            }
        }
    }
    levels
}

/// Floyd and Warshall's algorithm over the defeats.
fn paths(preferred: &Pairwise, count: u16) -> Pairwise {
    let mut strongest = Pairwise::zero(usize::from(count));
    for a in Candidate::all(count) {
        for b in Candidate::all(count) {
            if preferred.of(a, b) > preferred.of(b, a) {
                strongest.add(a, b, preferred.of(a, b));
            }
        }
    }
    for through in Candidate::all(count) {
        let Some(second) = strongest.rows.get(through.place()).cloned() else {
            continue;
        };
        for row in &mut strongest.rows {
            let first = row.get(through.place()).copied().unwrap_or(0);
            for (cell, next) in row.iter_mut().zip(&second) {
                *cell = (*cell).max(first.min(*next));
            }
        }
    }
    // A path from a candidate back to itself says nothing.
    for (place, row) in strongest.rows.iter_mut().enumerate() {
        if let Some(cell) = row.get_mut(place) {
            *cell = 0;
        }
    }
    strongest
}
