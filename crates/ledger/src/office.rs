//! Offices: who holds them, by which decision, until when (GOVERNANCE §2 J and P, §10).

use std::collections::BTreeMap;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::charter::Charter;
use crate::ids::{ElectionId, MemberNumber, Money, ProposalId};

/// An office that members give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Office {
    /// Leads the work under the mandate in force.
    Team = 0,
    /// Can pause, with others.
    Guardian = 1,
    /// Holds a part of the key of secret ballots.
    Trustee = 2,
    /// Runs a validator.
    Validator = 3,
}

/// What gave somebody an office. The discriminants are permanent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum GivenBy {
    /// A decision.
    Proposal(ProposalId) = 0,
    /// An election.
    Election(ElectionId) = 1,
}

/// Somebody in an office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Seat {
    /// Which office.
    pub office: Office,
    /// Who.
    pub member: MemberNumber,
    /// What put them there.
    pub by: GivenBy,
    /// Since when, in milliseconds.
    pub since_ms: u64,
    /// Until when, in milliseconds: at that moment they hold it no more.
    pub until_ms: u64,
}

/// The mandate in force.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct MandateInForce {
    /// The decision that gave it.
    pub by: ProposalId,
    /// Since when, in milliseconds.
    pub since_ms: u64,
    /// Until when, in milliseconds.
    pub until_ms: u64,
    /// Money for each round, in minor units.
    pub per_round: Money,
    /// When the team was asked to have it renewed, in milliseconds.
    pub renewal_asked_ms: Option<u64>,
    /// When the first of its team was recalled, in milliseconds.
    pub recalled_ms: Option<u64>,
}

/// What the guardians have stopped, and who of them wants to stop it.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Pause {
    /// Guardians who signed for a pause that has not begun, and when, in milliseconds.
    pub signatures: BTreeMap<MemberNumber, u64>,
    /// The end of the last pause, in milliseconds; zero: there was none.
    pub until_ms: u64,
    /// The decision by which the next pause need not wait; a pause uses it up.
    pub permitted_by: Option<ProposalId>,
}

impl Office {
    /// Every office.
    pub const ALL: [Self; 4] = [Self::Team, Self::Guardian, Self::Trustee, Self::Validator];

    /// Returns the permanent word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Team => "team",
            Self::Guardian => "guardian",
            Self::Trustee => "trustee",
            Self::Validator => "validator",
        }
    }
}

impl MandateInForce {
    /// Returns what the team may cost in a round that begins at `time_ms`: the whole amount while the
    /// mandate lasts, half of it, rounded down, for the charter's `lapse_rounds` from its end, and then
    /// nothing.
    ///
    /// # Source
    ///
    /// GOVERNANCE §10.
    #[must_use]
    pub fn budget_at(&self, charter: &Charter, time_ms: u64) -> Money {
        let grace_ms = charter
            .round_ms()
            .saturating_mul(charter.lapse_rounds.into());
        if time_ms < self.since_ms {
            Money(0)
        } else if time_ms < self.until_ms {
            self.per_round
        } else if time_ms < self.until_ms.saturating_add(grace_ms) {
            Money(self.per_round.0 >> 1)
        } else {
            Money(0)
        }
    }

    /// Returns since when its team acts as a caretaker, if it does at `time_ms`.
    #[must_use]
    pub fn caretaker_since_ms(&self, time_ms: u64) -> Option<u64> {
        let since_ms = self.recalled_ms.unwrap_or(u64::MAX).min(self.until_ms);
        (since_ms <= time_ms).then_some(since_ms)
    }
}

impl Seat {
    /// Says whether it is held at `time_ms`.
    #[must_use]
    pub fn is_held(&self, time_ms: u64) -> bool {
        time_ms < self.until_ms
    }
}
