//! Delegation by topic: whose ballot counts for whoever casts none (GOVERNANCE §3).
//!
//! One hop: what a delegate carries is their own ballot, never somebody else's. What stands when a
//! vote opens is frozen with it, so that the count of a vote depends on its ballots alone.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::ids::{MemberNumber, RoundNumber};

/// What a vote is about, for delegation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Topic {
    /// The moderation policy.
    Moderation = 0,
    /// The data policy.
    Data = 1,
    /// What is built.
    Product = 2,
    /// Budgets, rules of ownership, spends.
    Money = 3,
    /// Spends from the grants.
    Grants = 4,
    /// Guardians.
    Safety = 5,
    /// Matters of one craft.
    Craft = 6,
    /// Everything else.
    Other = 7,
}

/// Whose ballot counts, for one member and topic.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Delegation {
    /// Delegates in order: the first who voted counts.
    pub to: Vec<MemberNumber>,
    /// The first round in which it is no longer in force.
    pub until: RoundNumber,
}

impl Topic {
    /// Every topic.
    pub const ALL: [Self; 8] = [
        Self::Moderation,
        Self::Data,
        Self::Product,
        Self::Money,
        Self::Grants,
        Self::Safety,
        Self::Craft,
        Self::Other,
    ];

    /// Returns the permanent word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Moderation => "moderation",
            Self::Data => "data",
            Self::Product => "product",
            Self::Money => "money",
            Self::Grants => "grants",
            Self::Safety => "safety",
            Self::Craft => "craft",
            Self::Other => "other",
        }
    }
}
