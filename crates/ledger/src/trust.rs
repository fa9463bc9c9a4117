//! Trust: how far the word of people who were met in person carries along vouches (GOVERNANCE §1).
//!
//! `SybilRank` (Cao et al., NSDI 2012) in whole numbers: an amount is split over the seeds and walks
//! `ceil(log2 n)` steps, in each of which everybody passes what they hold on to their neighbours in
//! equal parts, rounded down. Then whoever is well connected to the seeds holds about as much for
//! each neighbour as anybody else, and a crowd that few real people vouched for holds next to nothing.
//!
//! The same bits for any number of threads: each member's sum is made by one thread, of whole numbers.
//! Rounding down only ever loses; what it lost is said ([`Trust::floored`]) and bounded by the number
//! of neighbours in each step. Normative page: `docs/protocol/trust.md`.

mod book;

pub use book::{
    AUDITED_LEAST, FrozenTies, MEETINGS, Meeting, Ranking, TrustBook, TrustNotice, VouchAnswer, Way,
};

use core::num::NonZeroUsize;
use core::ops::Range;

use crate::graph::Graph;
use crate::ids::MemberNumber;
use crate::parallel::in_parallel;
use crate::round::{WEIGHT_MEMBER, place};

/// What is split over the seeds.
pub const TOTAL: u64 = 1 << 40;
/// From this many members on there is a trust cut.
pub const MEMBERS_LEAST: u32 = 200;
/// Seeds at least.
pub const SEEDS_LEAST: u32 = 50;
/// Seeds at most.
pub const SEEDS_MOST: u32 = 2_000;
/// One member in so many is a seed, between the two bounds.
pub const SEEDS_DIVISOR: u32 = 20;
/// Members who are looked at in person to find where the cut is.
pub const AUDITED: u32 = 200;
/// The cut is at this percentile of those audited.
pub const CUT_PERCENTILE: usize = 10;

/// Where the trust is after its last step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trust {
    /// By member number, from 0: what each holds for each neighbour. Zero for whoever has none.
    pub scores: Vec<u64>,
    /// How many steps it walked.
    pub steps: u32,
    /// What all hold together after the last step.
    pub held: u64,
    /// What rounding down lost in all steps: `held + floored` is [`TOTAL`], or zero without seeds.
    pub floored: u64,
}

impl Trust {
    /// Returns the score of `member`; zero if there is no such member.
    #[must_use]
    pub fn of(&self, member: MemberNumber) -> u64 {
        self.scores.get(place(member.0)).copied().unwrap_or(0)
    }
}

/// Returns how many seeds are drawn among `members` people: `clamp(n / 20, 50, 2000)`.
#[must_use]
pub fn seed_count(members: u32) -> u32 {
    seeds_among(members, SEEDS_LEAST..=SEEDS_MOST)
}

/// As [`seed_count`], between other bounds; the lower one where they cross.
#[must_use]
pub fn seeds_among(members: u32, bounds: core::ops::RangeInclusive<u32>) -> u32 {
    (members / SEEDS_DIVISOR)
        .min(*bounds.end())
        .max(*bounds.start())
}

/// Returns how many steps trust walks among `people`: `ceil(log2 people)`.
#[must_use]
pub fn steps(people: u32) -> u32 {
    // The number of bits of people − 1: 0 for one, 1 for two, 2 for three and four.
    u32::BITS.saturating_sub(people.saturating_sub(1).leading_zeros())
}

/// Lets trust walk from `seeds` over the vouches in `graph`, with so many threads.
///
/// `people` is the n of the number of steps. [`TOTAL`] is split evenly over the seeds, and what does
/// not divide goes to the smaller numbers, a unit each. A seed whom nobody vouched for and who vouched
/// for nobody has nobody to pass anything to, and is left out; so is one that is named twice.
#[must_use]
pub fn rank(graph: &Graph, seeds: &[MemberNumber], people: u32, threads: NonZeroUsize) -> Trust {
    let mut walk = Walk::begin(graph, seeds);
    let ranges = graph.cut(threads.get());
    let steps = steps(people);
    let mut floored = 0_u64;
    for _ in 0..steps {
        floored = floored.saturating_add(walk.floored);
        walk = walk.step(graph, &ranges);
    }
    Trust {
        scores: walk.shares,
        steps,
        held: walk.held,
        floored,
    }
}

/// The trust between two steps.
struct Walk {
    /// By member number: what each passes to each neighbour next.
    shares: Vec<u64>,
    /// What all hold together.
    held: u64,
    /// What passing it on loses.
    floored: u64,
}

impl Walk {
    fn begin(graph: &Graph, seeds: &[MemberNumber]) -> Self {
        let mut seeds: Vec<u32> = seeds.iter().map(|seed| seed.0).collect();
        seeds.retain(|seed| graph.degree(*seed) > 0);
        seeds.sort_unstable();
        seeds.dedup();
        let count = u64::try_from(seeds.len()).unwrap_or(u64::MAX);
        let part = TOTAL.checked_div(count).unwrap_or(0);
        let rest = TOTAL.checked_rem(count).unwrap_or(0);
        let mut walk = Self {
            shares: vec![0; place(graph.joined()).saturating_add(1)],
            held: 0,
            floored: 0,
        };
        for (at, seed) in (0_u64..).zip(seeds) {
            let (share, held, lost) = pass(
                part.saturating_add(u64::from(at < rest)),
                graph.degree(seed),
            );
            if let Some(slot) = walk.shares.get_mut(place(seed)) {
                *slot = share;
            }
            walk.add(held, lost);
        }
        walk
    }

    fn add(&mut self, held: u64, floored: u64) {
        self.held = self.held.saturating_add(held);
        self.floored = self.floored.saturating_add(floored);
    }

    fn step(&self, graph: &Graph, ranges: &[Range<usize>]) -> Self {
        let mut next = Self {
            shares: vec![0; self.shares.len()],
            held: 0,
            floored: 0,
        };
        let mut rest = next.shares.as_mut_slice();
        let mut parts = Vec::new();
        for range in ranges {
            // The ranges follow one another from 0 on, so each takes what is in front.
            let (part, after) = rest.split_at_mut(range.len().min(rest.len()));
            parts.push((range.clone(), part));
            rest = after;
        }
        let sums = in_parallel(parts, |(range, part)| {
            gather(graph, &self.shares, range, part)
        });
        for (held, floored) in sums {
            next.add(held, floored);
        }
        next
    }
}

/// How many members' neighbours are fetched before any is added up. The fetches of a batch wait for memory
/// together; fetched row by row, as many as end in one row did, and trust over ten million took twice as long.
const BATCH: usize = 64;

/// Adds up what the members of `range` receive, and writes what each passes on; returns what they
/// hold together, and what passing it on loses.
fn gather(graph: &Graph, shares: &[u64], range: Range<usize>, part: &mut [u64]) -> (u64, u64) {
    let (mut held_by_all, mut lost_by_all) = (0_u64, 0_u64);
    let mut fetched = Vec::new();
    for (from, batch) in range.step_by(BATCH).zip(part.chunks_mut(BATCH)) {
        let members = from..from.saturating_add(batch.len());
        fetched.clear();
        let passed = |neighbour: &u32| shares.get(place(*neighbour)).copied().unwrap_or(0);
        fetched.extend(graph.neighbours_of(members.clone()).iter().map(passed));
        let mut rest = fetched.as_slice();
        for (slot, row) in batch.iter_mut().zip(graph.rows(members)) {
            let (own, after) = rest.split_at_checked(row.len()).unwrap_or((rest, &[]));
            rest = after;
            let received = own.iter().fold(0_u64, |sum, it| sum.saturating_add(*it));
            let (share, held, lost) = pass(received, row.len());
            *slot = share;
            held_by_all = held_by_all.saturating_add(held);
            lost_by_all = lost_by_all.saturating_add(lost);
        }
    }
    (held_by_all, lost_by_all)
}

/// What somebody who holds `trust` passes to each of `degree` neighbours, what they hold, and what is
/// lost by rounding down.
fn pass(trust: u64, degree: usize) -> (u64, u64, u64) {
    let degree = u64::try_from(degree).unwrap_or(u64::MAX);
    let share = trust.checked_div(degree).unwrap_or(0);
    (share, trust, trust.checked_rem(degree).unwrap_or(0))
}

/// Returns the score below which nobody is above the cut: the 10th percentile of the scores of those
/// audited, that is the one with a tenth of them (rounded down) beneath it. Nobody audited: no cut, 0.
#[must_use]
pub fn cut(mut audited: Vec<u64>) -> u64 {
    audited.sort_unstable();
    let beneath = audited.len().saturating_mul(CUT_PERCENTILE);
    let at = beneath.checked_div(100).unwrap_or(0);
    audited.get(at).copied().unwrap_or(0)
}

/// Returns the lower median of `scores`; 0 if there are none.
#[must_use]
pub fn median(mut scores: Vec<u64>) -> u64 {
    let Some(last) = scores.len().checked_sub(1) else {
        return 0;
    };
    let (_, median, _) = scores.select_nth_unstable(last / 2);
    *median
}

/// Returns what the endorsements of a member with this score weigh:
/// `min(65536, 65536 · score / median)` (GOVERNANCE §6, 1), and full weight where the median is zero.
#[must_use]
pub fn weight(score: u64, median: u64) -> u32 {
    let full = u128::from(WEIGHT_MEMBER);
    let exact = full
        .saturating_mul(score.into())
        .checked_div(median.into())
        .unwrap_or(full);
    u32::try_from(exact.min(full)).unwrap_or(WEIGHT_MEMBER)
}

#[cfg(test)]
mod tests;
