//! When earned shares become one's own (GOVERNANCE §6): 52 equal parts after a 4-round cliff.
//!
//! Earned shares count as earned at once and as vested bit by bit. What is vested cannot be taken
//! any more; what is not can return to the pool when fraud is found. Normative page:
//! `docs/protocol/vesting.md`.

use crate::ids::{MicroShares, RoundNumber};
use crate::member::Grant;
use borsh::{BorshDeserialize, BorshSerialize};

/// How grants vest: the charter's two parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Schedule {
    /// Full rounds after the grant's round in which nothing vests (4).
    pub cliff_rounds: u32,
    /// Equal parts, one a round, in which it vests then (52); at least 1.
    pub parts: u32,
}

impl Schedule {
    /// The schedule of GOVERNANCE §6.
    pub const DEFAULT: Self = Self {
        cliff_rounds: 4,
        parts: 52,
    };

    /// Returns how much of `grant` is vested in round `now`.
    ///
    /// With `e = now − grant round`: nothing for `e ≤ cliff`, then `amount · k / parts` rounded
    /// down for `k = e − cliff` up to `parts`, and from there on the whole amount. It never falls.
    #[must_use]
    pub fn vested(self, grant: Grant, now: RoundNumber) -> MicroShares {
        let parts = self.parts.max(1);
        let elapsed = now.0.saturating_sub(grant.round.0);
        let due = elapsed.saturating_sub(self.cliff_rounds).min(parts);
        let product = u128::from(grant.amount.0).saturating_mul(u128::from(due));
        let vested = product
            .checked_div(u128::from(parts))
            .and_then(|it| u64::try_from(it).ok());
        MicroShares(vested.unwrap_or(grant.amount.0))
    }

    /// Returns the first round in which a grant of `round` is vested in full.
    #[must_use]
    pub fn matures(self, round: RoundNumber) -> RoundNumber {
        RoundNumber(
            round
                .0
                .saturating_add(self.cliff_rounds)
                .saturating_add(self.parts.max(1)),
        )
    }
}

/// Returns how much of `amount`, granted for `grant_round`, is vested in `now_round` by
/// [`Schedule::DEFAULT`].
#[must_use]
pub fn vested(
    grant_round: RoundNumber,
    amount: MicroShares,
    now_round: RoundNumber,
) -> MicroShares {
    Schedule::DEFAULT.vested(
        Grant {
            round: grant_round,
            amount,
        },
        now_round,
    )
}

/// A member's earned shares: one sum for everything that is vested in full, one row for each
/// round that is not. With the default schedule never more than 57 rows, however long they stay.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Holding {
    /// Vested in full.
    pub matured: MicroShares,
    /// Vesting, ascending by round, each round once.
    pub open: Vec<Grant>,
}

impl Holding {
    /// Adds `grant`, in any order of rounds; a round credited before grows. `None`, with nothing
    /// changed, if the sum would not fit.
    pub fn credit(&mut self, grant: Grant) -> Option<()> {
        self.earned().0.checked_add(grant.amount.0)?;
        match self
            .open
            .binary_search_by_key(&grant.round, |open| open.round)
        {
            Ok(at) => {
                let open = self.open.get_mut(at)?;
                open.amount.0 = open.amount.0.saturating_add(grant.amount.0);
            }
            Err(at) => self.open.insert(at, grant),
        }
        Some(())
    }

    /// Moves grants that are vested in full in round `now` into the sum. It changes no total.
    pub fn mature(&mut self, schedule: Schedule, now: RoundNumber) {
        let matured = self
            .open
            .partition_point(|grant| schedule.matures(grant.round) <= now);
        for grant in self.open.drain(..matured) {
            self.matured.0 = self.matured.0.saturating_add(grant.amount.0);
        }
    }

    /// Returns all shares earned, vested or not.
    #[must_use]
    pub fn earned(&self) -> MicroShares {
        let open = self.open.iter().map(|grant| grant.amount.0);
        MicroShares(open.fold(self.matured.0, u64::saturating_add))
    }

    /// Returns the shares vested in round `now`.
    #[must_use]
    pub fn vested(&self, schedule: Schedule, now: RoundNumber) -> MicroShares {
        let open = self.open.iter().map(|grant| schedule.vested(*grant, now).0);
        MicroShares(open.fold(self.matured.0, u64::saturating_add))
    }
}

#[cfg(test)]
mod tests;
