//! Instant runoff: the last leaves, and his papers go to the next on them, until one has more than half.

use std::collections::BTreeMap;

use super::ballot::{BallotBox, Candidate, Lot};
use super::outcome::{Outcome, Round, by_votes};
use super::pile::{End, Piles, take};

/// Who leaves in one round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Elimination {
    /// The one with the fewest votes.
    #[default]
    OneByOne,
    /// All of the last who together have fewer votes than the next above them: they cannot win
    /// whatever happens ("batch elimination").
    SureLosersTogether,
}

/// What an election may choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// Who leaves in one round.
    pub elimination: Elimination,
    /// Leaves first, alone, whatever its votes: names written in that nobody declared.
    pub first_out: Option<Candidate>,
}

/// Counts by instant runoff. Votes are whole; more than half of the papers still counted elects.
///
/// Ties for the last place: fewest votes in the most recent earlier round that tells them apart,
/// then `lot`. Ends after at most as many rounds as there are candidates.
#[must_use]
pub fn count(ballots: &BallotBox, rules: &Rules, lot: &Lot) -> Outcome {
    let mut piles = Piles::new(ballots, 1);
    let mut history: Vec<BTreeMap<Candidate, u64>> = Vec::new();
    let mut rounds = Vec::new();
    let mut worst_first: Vec<Vec<Candidate>> = Vec::new();
    let mut order = Vec::new();
    let mut winners = Vec::new();
    while !piles.continuing.is_empty() {
        let tally = piles.tally();
        let active = tally
            .values()
            .fold(0_u64, |sum, it| sum.saturating_add(*it));
        let leader = tally.iter().max_by_key(|(_, votes)| **votes);
        let has_won =
            |(_, votes): &(&Candidate, &u64)| tally.len() == 1 || votes.saturating_mul(2) > active;
        let mut round = Round {
            tally: tally.clone(),
            exhausted: piles.exhausted(),
            ..Round::default()
        };
        if let Some((winner, _)) = leader.filter(has_won) {
            round.elected.push(*winner);
            winners.push(*winner);
            order = by_votes(tally.iter().map(|(it, votes)| (*it, *votes)));
            rounds.push(round);
            break;
        }
        round.eliminated = losers(&tally, rules, &history, lot, &mut round);
        for loser in &round.eliminated {
            piles.continuing.remove(loser);
        }
        for loser in &round.eliminated {
            piles.pass_on(*loser);
        }
        let votes = |it: &Candidate| (*it, tally.get(it).copied().unwrap_or(0));
        let mut groups = by_votes(round.eliminated.iter().map(votes));
        groups.reverse();
        worst_first.extend(groups);
        rounds.push(round);
        history.push(tally);
    }
    order.extend(worst_first.into_iter().rev());
    Outcome {
        winners,
        order,
        rounds,
        units_per_vote: 1,
        ..Outcome::default()
    }
}

fn losers(
    tally: &BTreeMap<Candidate, u64>,
    rules: &Rules,
    history: &[BTreeMap<Candidate, u64>],
    lot: &Lot,
    round: &mut Round,
) -> Vec<Candidate> {
    if let Some(first) = rules.first_out.filter(|it| tally.contains_key(it)) {
        return vec![first];
    }
    if rules.elimination == Elimination::SureLosersTogether {
        let sure = sure_losers(tally);
        if !sure.is_empty() {
            return sure;
        }
    }
    let taken = take(tally, End::Fewest, history, lot, &mut round.ties);
    taken.into_iter().collect()
}

/// Returns the largest set of last candidates whose votes together are fewer than those of the next.
fn sure_losers(tally: &BTreeMap<Candidate, u64>) -> Vec<Candidate> {
    let mut seen = Vec::new();
    let mut sure = 0;
    let mut together = 0_u64;
    let mut from_last = by_votes(tally.iter().map(|(it, votes)| (*it, *votes)));
    from_last.reverse();
    for group in from_last {
        let each = group
            .first()
            .and_then(|it| tally.get(it))
            .copied()
            .unwrap_or(0);
        if together < each {
            sure = seen.len();
        }
        for candidate in group {
            seen.push(candidate);
            together = together.saturating_add(each);
        }
    }
    seen.truncate(sure);
    seen
}
