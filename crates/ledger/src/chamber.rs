//! The stewards' chamber: the same people, weighted by what they earned (GOVERNANCE §2).
//!
//! *Invariant:* only shares that were earned and are vested weigh. Bought shares weigh nothing, in
//! either chamber, whatever is decided: there is no parameter for it.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::charter::Charter;
use crate::ids::{MemberNumber, MicroShares, RoundNumber};
use crate::member::Member;
use crate::proposal::{MemberMap, MemberSet};

/// Weights frozen when a vote opens.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Weights {
    /// Who weighs something, and how much, capped.
    of: MemberMap<u32>,
    /// The sum of them.
    pub total: u64,
}

/// Returns the shares that `member` earned and that are vested in `round`.
#[must_use]
pub fn vested(member: &Member, charter: &Charter, round: RoundNumber) -> MicroShares {
    member.vested(charter.schedule(), round)
}

/// Returns the uncapped weight of `vested` shares: the whole root of the whole shares.
#[must_use]
pub fn weight(vested: MicroShares) -> u32 {
    let whole = vested.0.checked_div(MicroShares::SHARE.0).unwrap_or(0);
    u32::try_from(whole.isqrt()).unwrap_or(u32::MAX)
}

impl Weights {
    /// Caps the weights of `voters` once, on their uncapped total: nobody weighs more than
    /// `max(steward_cap, steward_cap_few / people)` basis points of it, rounded down, at least 1.
    /// `weights` are everybody's, by number from 1.
    #[must_use]
    pub fn capped(weights: &[u32], voters: &MemberSet, people: u32, charter: &Charter) -> Self {
        let weight_of = |bits: u64, weight: u32| if bits & 1 == 1 { weight } else { 0 };
        let mut uncapped = 0_u64;
        for (mut bits, _, page) in pages(weights, voters) {
            for weight in page {
                uncapped = uncapped.saturating_add(weight_of(bits, *weight).into());
                bits >>= 1;
            }
        }
        let cap = cap(uncapped, people, charter);
        let mut capped = Self::default();
        for (mut bits, first, page) in pages(weights, voters) {
            let (mut holds, mut held) = (0_u64, [0_u32; 64]);
            // Every weight is written; the next one overwrites it if it is nothing.
            let mut next = 0_usize;
            for (number, weight) in (first.0..).zip(page) {
                let weight = weight_of(bits, *weight).min(cap);
                if let Some(place) = held.get_mut(next) {
                    *place = weight;
                }
                let holds_it = weight > 0;
                next = next.saturating_add(usize::from(holds_it));
                holds |= u64::from(holds_it) << (number & 63);
                capped.total = capped.total.saturating_add(weight.into());
                bits >>= 1;
            }
            let held = held.get(..next).unwrap_or_default();
            capped.of.insert_page(first, holds, held);
        }
        capped
    }

    /// Returns everybody who weighs something, and how much, ascending by member.
    pub fn iter(&self) -> impl Iterator<Item = (MemberNumber, u32)> {
        self.of.iter().map(|(member, weight)| (member, *weight))
    }

    /// Returns one bit for each of the 64 members from `first` on, a multiple of 64: whether they
    /// weigh something.
    pub(crate) fn holds(&self, first: MemberNumber) -> u64 {
        self.of.holds(first)
    }

    /// Returns how many weigh something.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.of.len()
    }

    /// Says whether nobody weighs anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// Returns what `member` weighs.
    #[must_use]
    pub fn get(&self, member: MemberNumber) -> u32 {
        self.of.get(member).copied().unwrap_or(0)
    }

    /// Returns the sum, without who weighs what.
    #[must_use]
    pub fn sum(&self) -> Self {
        Self {
            total: self.total,
            ..Self::default()
        }
    }
}

/// Returns the cap on one weight where `people` weigh `uncapped` together.
fn cap(uncapped: u64, people: u32, charter: &Charter) -> u32 {
    let few = charter
        .steward_cap_few
        .0
        .checked_div(people)
        .unwrap_or(u32::MAX);
    let share = u128::from(charter.steward_cap.0.max(few));
    let cap = u128::from(uncapped)
        .saturating_mul(share)
        .checked_div(10_000)
        .unwrap_or(0)
        .max(1);
    u32::try_from(cap).unwrap_or(u32::MAX)
}

/// Returns up to 64 weights at a time, with the number of the first and whether they are voters':
/// bit 0 for the first. Numbers count from 1, pages from 0: the first page has 63.
fn pages<'a>(
    weights: &'a [u32],
    voters: &'a MemberSet,
) -> impl Iterator<Item = (u64, MemberNumber, &'a [u32])> {
    let (first, rest) = weights.split_at_checked(63).unwrap_or((weights, &[]));
    let numbers = (0_u32..).step_by(64);
    let pages = core::iter::once(first).chain(rest.chunks(64));
    voters
        .words()
        .iter()
        .zip(numbers.zip(pages))
        .map(|(bits, (number, page))| match number {
            0 => (bits >> 1, MemberNumber(1), page),
            number => (*bits, MemberNumber(number), page),
        })
}
