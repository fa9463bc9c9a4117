//! Clusters: who is close enough to whom that their praise counts less than a stranger's.
//!
//! Label propagation over vouches and past endorsements: everybody starts as a cluster of their
//! own and eight times takes the label that is most frequent among those they are tied to. All look
//! at the labels of the sweep before; only the cap on the size is kept in member order, so the
//! outcome is the same everywhere. Integers and arrays only.
//!
//! The choices that GOVERNANCE §6 leaves open, and why, stand in `docs/protocol/score.md`.

use crate::graph::Graph;
use crate::ids::{MemberNumber, RoundNumber};
use crate::round::{ClusterLabel, ClusterRow, JOINED_MAX, Ties, place};

/// Sweeps over all members.
pub const SWEEPS: u32 = 8;
/// A cluster may always have this many members.
pub const SIZE_FLOOR: u32 = 50;
/// Above that, at most one member in so many.
pub const SIZE_DIVISOR: u32 = 100;
/// Rounds between two computations, once the network is that old.
pub const ROUNDS_BETWEEN: u32 = 13;

/// Says whether the file of `round` gets clusters of its own, or those of the file before it.
///
/// Every quarter; in the first quarter every round, because ties change weekly then and people
/// without a label all count as one cluster.
#[must_use]
pub fn is_due(round: RoundNumber) -> bool {
    round.0 < ROUNDS_BETWEEN || round.0.is_multiple_of(ROUNDS_BETWEEN)
}

/// Returns the largest size of a cluster among `members` people.
#[must_use]
pub fn size_max(members: u32) -> u32 {
    (members / SIZE_DIVISOR).max(SIZE_FLOOR)
}

/// Computes the clusters of a round from the vouches at its close and the history in its file.
///
/// `members` is the n that bounds the size. A vouch or a row of the history ties two people,
/// whatever its direction, and however many there are ties them once. A pair that names member 0,
/// a member above `joined` or one member twice ties nobody. Members without a tie get no row.
#[must_use]
pub fn propagate(
    members: u32,
    joined: MemberNumber,
    vouches: &[(MemberNumber, MemberNumber)],
    history: &Ties,
) -> Vec<ClusterRow> {
    let joined = joined.0.min(JOINED_MAX);
    let pairs = || {
        let vouches = vouches.iter().map(|(from, to)| (from.0, to.0));
        vouches.chain(history.iter().map(|tie| (tie.from.0, tie.to)))
    };
    let graph = Graph::new(joined, pairs);
    let mut labels: Vec<u32> = (0..=joined).collect();
    let mut sizes = vec![1_u32; labels.len()];
    let mut ballot = Ballot::new(joined);
    for _ in 0..SWEEPS {
        let before = labels.clone();
        for (member, label) in (0..=joined).zip(labels.iter_mut()) {
            let neighbours = graph.neighbours(member);
            if !neighbours.is_empty() {
                ballot.count(*label, neighbours, &before);
                let next = ballot.choose(*label, &sizes, size_max(members));
                change_size(&mut sizes, *label, u32::wrapping_sub);
                change_size(&mut sizes, next, u32::wrapping_add);
                *label = next;
            }
        }
        if before == labels {
            break;
        }
    }
    let rows = (0..=joined)
        .zip(labels)
        .filter(|(member, _)| !graph.neighbours(*member).is_empty());
    rows.map(|(member, label)| ClusterRow {
        member: MemberNumber(member),
        label: ClusterLabel(label),
    })
    .collect()
}

fn change_size(sizes: &mut [u32], label: u32, change: fn(u32, u32) -> u32) {
    if let Some(size) = sizes.get_mut(place(label)) {
        *size = change(*size, 1);
    }
}

/// The count of one member's neighbours by label.
struct Ballot {
    /// Votes by label; zero except while a member's are being counted.
    votes: Vec<u32>,
    /// Labels that have votes, in the order they were met.
    labels: Vec<u32>,
}

impl Ballot {
    fn new(joined: u32) -> Self {
        Self {
            votes: vec![0; place(joined).saturating_add(1)],
            labels: Vec::new(),
        }
    }

    // One's own label has one vote. Without it two people who know only each other would swap
    // labels for ever and pass for strangers.
    fn count(&mut self, own: u32, neighbours: &[u32], labels: &[u32]) {
        self.vote(own);
        for label in neighbours.iter().filter_map(|it| labels.get(place(*it))) {
            self.vote(*label);
        }
    }

    fn vote(&mut self, label: u32) {
        if let Some(votes) = self.votes.get_mut(place(label)) {
            if *votes == 0 {
                self.labels.push(label);
            }
            *votes = votes.saturating_add(1);
        }
    }

    // Most votes, then the smaller label; a full cluster takes nobody, but nobody has to leave it.
    // The order of `labels` does not matter: no two candidates are equal.
    fn choose(&mut self, own: u32, sizes: &[u32], size_max: u32) -> u32 {
        let mut best = (0, own);
        for label in self.labels.drain(..) {
            let votes = self.votes.get_mut(place(label)).map_or(0, std::mem::take);
            let is_open =
                label == own || sizes.get(place(label)).is_some_and(|size| *size < size_max);
            if is_open && (votes > best.0 || (votes == best.0 && label < best.1)) {
                best = (votes, label);
            }
        }
        best.1
    }
}

#[cfg(test)]
mod tests;
