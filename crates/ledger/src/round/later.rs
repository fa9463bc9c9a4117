//! The later part of content in the round file: what was set aside some rounds ago, and what members still
//! use of the works of that round (GOVERNANCE §6, step 7; ADR-0034).

use super::{RoundFault, RoundFile, Ties, WorkRow};
use crate::ids::{BasisPoints, MemberNumber, MicroShares, RoundNumber};
use borsh::{BorshDeserialize, BorshSerialize};

/// Rounds whose appreciation says what is still used: the one that closes and the three before.
pub const USED_ROUNDS: u32 = 4;
/// The most that can wait, in basis points of content.
pub const LATER_SHARE_MAX: BasisPoints = BasisPoints(5_000);
/// The most rounds that it can wait for: four years.
pub const LATER_ROUNDS_MAX: u32 = 208;

/// The charter's parameters of the later part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct LaterRules {
    /// Part of content that waits (3,000 bp).
    pub share: BasisPoints,
    /// Rounds for which it waits (26).
    pub rounds: u32,
}

/// What of one round's content waits, and what it is measured by when it is shared out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct SetAside {
    /// Of which round.
    pub round: RoundNumber,
    /// How much; never zero.
    pub amount: MicroShares,
    /// What the round gave to content at once.
    pub at_once: MicroShares,
    /// Σ P of those who shared in that.
    pub score_total: u128,
    /// How many they were.
    pub authors: u32,
}

/// What is shared out at this close of what was set aside before.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct LaterPart {
    /// What.
    pub aside: SetAside,
    /// Who has no part in it, since fraud of theirs was found in that round or after it; ascending.
    pub barred: Vec<MemberNumber>,
    /// Works of that round's file that are still used; ascending by author and digest.
    pub works: Vec<WorkRow>,
    /// From members to places in `works`; the value is thousandths of a credit.
    pub uses: Ties,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Later {
    /// The rules for what this round sets aside.
    pub rules: LaterRules,
    /// What is due; ascending by round.
    pub parts: Vec<LaterPart>,
}

impl SetAside {
    /// Returns the least Σ P among which the amount is split, rounded up: a point never brings more later than
    /// it did at once.
    #[must_use]
    pub fn score_floor(&self) -> u128 {
        // A total beyond 2^78 saturates, which only lets more go back to the pool; no real one comes near.
        let points = self.score_total.saturating_mul(self.amount.0.into());
        match u128::from(self.at_once.0) {
            0 => self.score_total,
            at_once => points.div_ceil(at_once),
        }
    }
}

impl RoundFile {
    /// Checks what is shared out of earlier rounds.
    pub(super) fn check_later(&self) -> Result<(), RoundFault> {
        let Later { rules, parts } = &self.later;
        let rules_hold = *rules == LaterRules::default()
            || (rules.share <= LATER_SHARE_MAX
                && (USED_ROUNDS..=LATER_ROUNDS_MAX).contains(&rules.rounds));
        if !rules_hold {
            return Err(RoundFault::Rules);
        }
        let are_in_order = parts.is_sorted_by(|a, b| a.aside.round < b.aside.round);
        let is_past = |it: &LaterPart| it.aside.round < self.round && it.aside.amount.0 > 0;
        if !are_in_order || !parts.iter().all(is_past) {
            return Err(RoundFault::Later);
        }
        for part in parts {
            let is_sound = self.are_ascending(part.barred.iter().copied())
                && part.works.is_sorted_by(|a, b| a < b)
                && part.works.iter().all(|it| self.is_member(it.author))
                && u32::try_from(part.uses.len()).is_ok();
            if !is_sound {
                return Err(RoundFault::Later);
            }
            part.uses.check()?;
            self.check_endorsements(&part.works, &part.uses)?;
        }
        Ok(())
    }
}
