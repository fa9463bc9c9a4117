//! The later part of content: what rounds set aside until it is known what members still use (ADR-0034).

use std::collections::BTreeMap;

use crate::ids::{Digest, MemberNumber, MicroShares, RoundNumber};
use crate::round::{SetAside, USED_ROUNDS};
use borsh::{BorshDeserialize, BorshSerialize};

/// What one round set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Waiting {
    /// How much of which round.
    pub aside: SetAside,
    /// It is shared out when this round is settled: the charter said so when it was set aside.
    pub due: RoundNumber,
}

/// Everything that waits.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct LaterBook {
    /// By round; ascending.
    pub waiting: Vec<Waiting>,
    /// Of whom fraud was found, and in which round last: they have no part in what rounds up to it set aside.
    pub barred: BTreeMap<MemberNumber, RoundNumber>,
    /// Digests of the round files that later parts can still be made of.
    pub files: BTreeMap<RoundNumber, Digest>,
}

impl LaterBook {
    /// Returns all that is set aside.
    #[must_use]
    pub fn amount(&self) -> MicroShares {
        let amounts = self.waiting.iter().map(|it| it.aside.amount.0);
        MicroShares(amounts.fold(0, u64::saturating_add))
    }

    /// Returns what is due when `round` is settled, ascending by round.
    pub fn due(&self, round: RoundNumber) -> impl Iterator<Item = SetAside> {
        let due = self.waiting.iter().filter(move |it| it.due <= round);
        due.map(|it| it.aside)
    }

    /// Returns who has no part in what `round` set aside; ascending.
    #[must_use]
    pub fn barred_from(&self, round: RoundNumber) -> Vec<MemberNumber> {
        let barred = self.barred.iter().filter(|it| *it.1 >= round);
        barred.map(|it| *it.0).collect()
    }

    /// Forgets what no later part can be made of any more once everything before `settled` is settled.
    pub(crate) fn forget(&mut self, settled: RoundNumber) {
        let oldest = self.waiting.first().map(|it| it.aside.round);
        let oldest = oldest.map_or(settled, |it| it.min(settled));
        self.barred.retain(|_, found| *found >= oldest);
        let used = RoundNumber(settled.0.saturating_sub(USED_ROUNDS.saturating_sub(1)));
        let is_needed = |round: RoundNumber| {
            round >= used || self.waiting.iter().any(|it| it.aside.round == round)
        };
        self.files.retain(|round, _| is_needed(*round));
    }
}
