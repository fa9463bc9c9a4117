//! Challenges: a decision that contradicts the bill of rights is put before a jury (GOVERNANCE §2).
//!
//! Where a right is a number or a payload, the ledger refuses by itself what contradicts it. Where it
//! is text, people must say so: some challenge a decision after its vote and before it is enacted,
//! and a jury of level 3 rules. Meanwhile the decision waits. Why it is so: ADR-0033.

use std::collections::BTreeSet;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::ids::{CaseId, Digest, MemberNumber};

/// Challenges of one decision.
pub const CHALLENGES_MAX: usize = 8;

/// A right that no decision of class C to J may contradict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Right {
    /// Reasons for every action against somebody.
    Reasons = 0,
    /// An appeal against it.
    Appeal = 1,
    /// Thirty days' notice of a change that costs somebody money.
    Notice = 2,
    /// Pay on time.
    Pay = 3,
    /// Export of what is one's own.
    Export = 4,
    /// Leaving, with everything.
    Exit = 5,
    /// Secrecy of messages.
    Secrecy = 6,
    /// No retaliation for acting together.
    Together = 7,
}

impl Right {
    /// Every right, in the order of the bill.
    pub const ALL: [Self; 8] = [
        Self::Reasons,
        Self::Appeal,
        Self::Notice,
        Self::Pay,
        Self::Export,
        Self::Exit,
        Self::Secrecy,
        Self::Together,
    ];

    /// Returns the permanent word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Reasons => "reasons",
            Self::Appeal => "appeal",
            Self::Notice => "notice",
            Self::Pay => "pay",
            Self::Export => "export",
            Self::Exit => "exit",
            Self::Secrecy => "secrecy",
            Self::Together => "together",
        }
    }

    /// Returns the right of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }
}

/// The place of a challenge among those of one decision, from 1.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
pub struct ChallengeNumber(pub u8);

/// Somebody says that a decision contradicts a right.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Challenge {
    /// Who.
    pub by: MemberNumber,
    /// Which right.
    pub right: Right,
    /// SHA-256 of salt and grounds, which are kept outside the record.
    pub grounds: Digest,
    /// When, in milliseconds.
    pub filed_ms: u64,
    /// Who says so with them, themselves among them.
    pub supporters: BTreeSet<MemberNumber>,
    /// How many it takes for a jury, fixed when it was filed.
    pub needed: u32,
    /// The case, once a jury was called.
    pub case: Option<CaseId>,
}

impl Challenge {
    /// Returns how many support it.
    #[must_use]
    pub fn support(&self) -> u32 {
        u32::try_from(self.supporters.len()).unwrap_or(u32::MAX)
    }
}
