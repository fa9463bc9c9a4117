//! What the state holds about who knows whom (GOVERNANCE §1, ADR-0023).
//!
//! A vouch is one person's word. It ties two people only once the other one has said that they know
//! them, too; otherwise whoever wants to be trusted would vouch for those who are.

use std::collections::BTreeMap;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::ids::MemberNumber;

/// What somebody says of a vouch that they were given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum VouchAnswer {
    /// They do not know who gave it: it ties nobody.
    Refused = 0,
    /// They know them, too: it ties the two.
    Accepted = 1,
}

impl VouchAnswer {
    /// Every answer.
    pub const ALL: [Self; 2] = [Self::Refused, Self::Accepted];

    /// Returns the permanent word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Accepted => "accepted",
        }
    }

    /// Returns the answer of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }
}

/// Everything about trust in the state.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct TrustBook {
    /// What was said of a vouch, by who was vouched for and who vouched. Nothing: not yet.
    pub answers: BTreeMap<(MemberNumber, MemberNumber), VouchAnswer>,
}

impl TrustBook {
    /// Returns what `to` said of the vouch of `from`, if anything.
    #[must_use]
    pub fn answer(&self, from: MemberNumber, to: MemberNumber) -> Option<VouchAnswer> {
        self.answers.get(&(to, from)).copied()
    }

    /// Forgets what somebody who left said.
    pub(crate) fn forget(&mut self, member: MemberNumber) {
        self.answers.retain(|(to, _), _| *to != member);
    }
}
