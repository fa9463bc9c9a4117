//! The stewards' chamber: the same people, weighted by what they earned (GOVERNANCE §2).
//!
//! *Invariant:* only shares that were earned and are vested weigh. Bought shares weigh nothing, in
//! either chamber, whatever is decided: there is no parameter for it.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::charter::Charter;
use crate::ids::{MemberNumber, MicroShares, RoundNumber};
use crate::member::Member;
use crate::vesting::Schedule;

/// Weights frozen when a vote opens.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Weights {
    /// Who weighs something, and how much, capped; ascending by member.
    pub of: Vec<(MemberNumber, u32)>,
    /// The sum of them.
    pub total: u64,
}

/// Returns the shares that `member` earned and that are vested in `round`.
#[must_use]
pub fn vested(member: &Member, charter: &Charter, round: RoundNumber) -> MicroShares {
    let schedule = Schedule {
        cliff_rounds: charter.vesting_cliff_rounds,
        parts: charter.vesting_parts,
    };
    let grants = member.grants.iter();
    MicroShares(
        grants
            .map(|grant| schedule.vested(*grant, round).0)
            .fold(0, u64::saturating_add),
    )
}

/// Returns the uncapped weight of `vested` shares: the whole root of the whole shares.
#[must_use]
pub fn weight(vested: MicroShares) -> u32 {
    let whole = vested.0.checked_div(MicroShares::SHARE.0).unwrap_or(0);
    u32::try_from(whole.isqrt()).unwrap_or(u32::MAX)
}

impl Weights {
    /// Caps `weights`, which come ascending by member, once, on their uncapped total: nobody weighs more than
    /// `max(steward_cap, steward_cap_few / people)` basis points of it, rounded down, at least 1.
    #[must_use]
    pub fn capped(
        weights: impl IntoIterator<Item = (MemberNumber, u32)>,
        people: u32,
        charter: &Charter,
    ) -> Self {
        let mut of: Vec<(MemberNumber, u32)> = weights
            .into_iter()
            .filter(|(_, weight)| *weight > 0)
            .collect();
        let uncapped: u64 = of.iter().map(|(_, weight)| u64::from(*weight)).sum();
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
        let cap = u32::try_from(cap).unwrap_or(u32::MAX);
        for (_, weight) in &mut of {
            *weight = (*weight).min(cap);
        }
        let total = of.iter().map(|(_, weight)| u64::from(*weight)).sum();
        Self { of, total }
    }

    /// Returns what `member` weighs.
    #[must_use]
    pub fn get(&self, member: MemberNumber) -> u32 {
        let place = self.of.binary_search_by_key(&member, |it| it.0);
        place.map_or(0, |at| self.of.get(at).map_or(0, |it| it.1))
    }
}
