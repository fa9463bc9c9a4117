//! Approvals: everybody on a ballot gets its whole weight; the most approved win.

use std::collections::BTreeMap;

use super::ballot::{BallotBox, Candidate};
use super::outcome::{Outcome, Round, by_votes, first_groups};

/// Counts how many approve of each candidate. Being on the ballot is approval, at any rank.
///
/// Ties are not broken: candidates with equal approvals share a place, and if the last of `seats`
/// falls among them, all of them are among the winners.
#[must_use]
pub fn count(ballots: &BallotBox, seats: u16) -> Outcome {
    let mut tally: BTreeMap<Candidate, u64> = Candidate::all(ballots.candidates())
        .map(|it| (it, 0))
        .collect();
    let mut blank = 0_u64;
    for (ranking, weight) in ballots.ballots() {
        if ranking.is_blank() {
            blank = blank.saturating_add(weight);
        }
        for candidate in ranking.named() {
            let votes = tally.entry(candidate).or_insert(0);
            *votes = votes.saturating_add(weight);
        }
    }
    let order = by_votes(tally.iter().map(|(candidate, votes)| (*candidate, *votes)));
    let winners = first_groups(&order, seats);
    Outcome {
        rounds: vec![Round {
            tally,
            exhausted: blank,
            elected: winners.clone(),
            ..Round::default()
        }],
        winners,
        order,
        units_per_vote: 1,
        ..Outcome::default()
    }
}
