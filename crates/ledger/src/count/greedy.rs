//! Greedy: the project with the most votes first, then the next that still fits, and so on.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::ballot::{Candidate, Lot};
use super::budget::Budget;
use super::outcome::{Outcome, Payment, Reason, Round, Tie, by_votes};

/// Funds projects by their points while they fit; one that does not fit is passed over.
///
/// Projects below [`Budget::points_min`] are not funded. Equal points: the order of `lot`.
#[must_use]
pub fn count(budget: &Budget, lot: &Lot) -> Outcome {
    let mut left = budget.limit();
    let points_min = budget.points_min();
    let is_barred = |it: &Candidate| budget.points(*it) < points_min;
    let (barred, open): (Vec<Candidate>, Vec<Candidate>) = budget.projects().partition(is_barred);
    let (mut rounds, winners) = fund(budget, open, &mut left, |it| budget.points(it), lot);
    rounds.extend(barred.iter().map(|project| Round {
        tally: [(*project, budget.points(*project))].into(),
        eliminated: vec![*project],
        payment: Some(Payment::BelowMinimum { points_min }),
        ..Round::default()
    }));
    close(budget, winners, rounds, |it| budget.points(it))
}

/// Goes through `open` by votes and funds what fits into `left`.
pub(super) fn fund(
    budget: &Budget,
    mut open: Vec<Candidate>,
    left: &mut u64,
    votes: impl Fn(Candidate) -> u64,
    lot: &Lot,
) -> (Vec<Round>, Vec<Candidate>) {
    let mut rounds = Vec::new();
    let mut winners = Vec::new();
    open.sort_by_key(|it| (Reverse(votes(*it)), lot.place(*it)));
    let mut rest = open.as_slice();
    while let Some((project, others)) = rest.split_first() {
        let mut round = Round {
            tally: rest.iter().map(|it| (*it, votes(*it))).collect(),
            ..Round::default()
        };
        let alike = others
            .iter()
            .take_while(|it| votes(**it) == votes(*project));
        let mut among: Vec<Candidate> = alike.copied().collect();
        if !among.is_empty() {
            among.push(*project);
            among.sort_unstable();
            round.ties.push(Tie {
                among,
                taken: *project,
                by: Reason::Lot,
            });
        }
        match left.checked_sub(budget.cost(*project)) {
            Some(rest_of_money) => {
                *left = rest_of_money;
                round.elected.push(*project);
                round.payment = Some(Payment::Remainder);
                winners.push(*project);
            }
            None => {
                round.eliminated.push(*project);
                round.payment = Some(Payment::DoesNotFit { left: *left });
            }
        }
        rounds.push(round);
        rest = others;
    }
    (rounds, winners)
}

/// Puts an outcome together: the funded in their order, then the others by votes.
pub(super) fn close(
    budget: &Budget,
    winners: Vec<Candidate>,
    rounds: Vec<Round>,
    votes: impl Fn(Candidate) -> u64,
) -> Outcome {
    let cost = winners
        .iter()
        .fold(0_u64, |sum, it| sum.saturating_add(budget.cost(*it)));
    let others: BTreeMap<Candidate, u64> = budget
        .projects()
        .filter(|it| !winners.contains(it))
        .map(|it| (it, votes(it)))
        .collect();
    let mut order: Vec<Vec<Candidate>> = winners.iter().map(|it| vec![*it]).collect();
    order.extend(by_votes(others));
    Outcome {
        winners,
        order,
        rounds,
        units_per_vote: 1,
        quota: None,
        cost,
    }
}
