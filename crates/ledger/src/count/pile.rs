//! Piles of papers: what the rules that pass votes on from candidate to candidate share.

use std::collections::{BTreeMap, BTreeSet};

use super::ballot::{BallotBox, Candidate, Lot, Ranking};
use super::outcome::{Reason, Tie};

/// Papers with one and the same ranking, which therefore always lie on the same pile.
#[derive(Clone, Debug)]
pub(super) struct Papers<'a> {
    pub(super) ranking: &'a Ranking,
    /// How many papers.
    pub(super) count: u64,
    /// What they are worth together, in units.
    pub(super) worth: u64,
    /// On whose pile they lie; nobody's when they are exhausted.
    pub(super) holder: Option<Candidate>,
}

/// All papers, and who is still in the count.
#[derive(Clone, Debug)]
pub(super) struct Piles<'a> {
    pub(super) papers: Vec<Papers<'a>>,
    pub(super) continuing: BTreeSet<Candidate>,
}

impl<'a> Piles<'a> {
    /// Lays every paper on the pile of its first preference, each worth `units`.
    pub(super) fn new(ballots: &'a BallotBox, units: u64) -> Self {
        let continuing: BTreeSet<Candidate> = Candidate::all(ballots.candidates()).collect();
        let papers = ballots.ballots().map(|(ranking, count)| Papers {
            ranking,
            count,
            worth: count.saturating_mul(units),
            holder: next(ranking, &continuing),
        });
        Self {
            papers: papers.collect(),
            continuing,
        }
    }

    /// Returns the votes of the continuing candidates.
    pub(super) fn tally(&self) -> BTreeMap<Candidate, u64> {
        let mut tally: BTreeMap<Candidate, u64> =
            self.continuing.iter().map(|it| (*it, 0)).collect();
        for papers in &self.papers {
            if let Some(votes) = papers.holder.and_then(|it| tally.get_mut(&it)) {
                *votes = votes.saturating_add(papers.worth);
            }
        }
        tally
    }

    /// Moves the papers of `from` to their next preferences among those who continue, at the worth
    /// they have. `from` must have left the count before.
    pub(super) fn pass_on(&mut self, from: Candidate) {
        for papers in &mut self.papers {
            if papers.holder == Some(from) {
                papers.holder = next(papers.ranking, &self.continuing);
            }
        }
    }

    /// Returns the worth of the papers that lie on nobody's pile.
    pub(super) fn exhausted(&self) -> u64 {
        let lying = self.papers.iter().filter(|it| it.holder.is_none());
        lying.fold(0, |sum, it| sum.saturating_add(it.worth))
    }
}

/// Returns the next candidate on the paper who continues.
///
/// Several on one rank are no preference that could be counted: the paper is exhausted where they
/// are reached, whoever of them is still in the count.
pub(super) fn next(ranking: &Ranking, continuing: &BTreeSet<Candidate>) -> Option<Candidate> {
    for group in ranking.groups() {
        match group {
            [one] if continuing.contains(one) => return Some(*one),
            [_] => {}
            _ => return None,
        }
    }
    None
}

/// Which end of a tie is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Most,
    Fewest,
}

/// Takes one of `tied` by the most recent earlier round in which they differed, then by lot.
///
/// Where an earlier round leaves several at the wanted end, the rounds before it are asked about
/// those alone.
pub(super) fn break_tie(
    tied: &[Candidate],
    end: End,
    history: &[BTreeMap<Candidate, u64>],
    lot: &Lot,
) -> Option<Tie> {
    let mut left = tied.to_vec();
    for (number, tally) in (1_u32..).zip(history).collect::<Vec<_>>().into_iter().rev() {
        let votes = |it: &Candidate| tally.get(it).copied().unwrap_or(0);
        let wanted = match end {
            End::Most => left.iter().map(votes).max(),
            End::Fewest => left.iter().map(votes).min(),
        };
        left.retain(|it| Some(votes(it)) == wanted);
        if let [taken] = left.as_slice() {
            return Some(Tie {
                among: tied.to_vec(),
                taken: *taken,
                by: Reason::EarlierRound(number),
            });
        }
    }
    let by_luck = |it: &&Candidate| lot.place(**it);
    let taken = match end {
        End::Most => left.iter().min_by_key(by_luck),
        End::Fewest => left.iter().max_by_key(by_luck),
    };
    taken.map(|taken| Tie {
        among: tied.to_vec(),
        taken: *taken,
        by: Reason::Lot,
    })
}

/// Takes the candidate at the wanted end of `tally`; a tie that had to be broken is noted.
pub(super) fn take(
    tally: &BTreeMap<Candidate, u64>,
    end: End,
    history: &[BTreeMap<Candidate, u64>],
    lot: &Lot,
    ties: &mut Vec<Tie>,
) -> Option<Candidate> {
    let wanted = match end {
        End::Most => tally.values().max(),
        End::Fewest => tally.values().min(),
    }?;
    let at_end = tally.iter().filter(|(_, votes)| *votes == wanted);
    let tied: Vec<Candidate> = at_end.map(|(candidate, _)| *candidate).collect();
    if let [one] = tied.as_slice() {
        return Some(*one);
    }
    let tie = break_tie(&tied, end, history, lot)?;
    let taken = tie.taken;
    ties.push(tie);
    Some(taken)
}
