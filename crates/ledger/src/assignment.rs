//! Passing shares on to another member (GOVERNANCE §8, ADR-0029).
//!
//! What is passed on is locked like what is sold, and moves only when the time to call it back is over:
//! until then it is still its giver's, and can neither be sold, redeemed nor passed on again. Whoever gets
//! shares did not earn them: they stand with what was bought and weigh nothing in either chamber, for good.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::ids::{AssignmentId, MemberNumber, MicroShares};
use crate::state::State;

/// Assignments of one giver that can be under way at once.
pub const AT_ONCE_MAX: usize = 5;
/// The least time to call shares back, in ticks, where they can be passed on at all.
pub const TICKS_MIN: u32 = 24;

/// Where an assignment stands. The discriminants are permanent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum AssignmentStage {
    /// The shares are locked, and can be called back.
    Waiting {
        /// Until when, in milliseconds.
        until_ms: u64,
    } = 0,
    /// The other one has the shares.
    Passed {
        /// When, in milliseconds.
        at_ms: u64,
    } = 1,
    /// The giver called them back.
    CalledBack {
        /// When, in milliseconds.
        at_ms: u64,
    } = 2,
    /// They stayed with the giver by themselves: one of the two left or is no member any more, or the
    /// other one would hold too many.
    Returned {
        /// When, in milliseconds.
        at_ms: u64,
    } = 3,
}

/// Shares on their way from one member to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Assignment {
    /// Its number.
    pub id: AssignmentId,
    /// Who gives.
    pub from: MemberNumber,
    /// Who gets.
    pub to: MemberNumber,
    /// How many.
    pub amount: MicroShares,
    /// When it was signed, in milliseconds.
    pub since_ms: u64,
    /// Where it stands.
    pub stage: AssignmentStage,
}

impl AssignmentStage {
    /// Returns the permanent word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiting { .. } => "waiting",
            Self::Passed { .. } => "passed",
            Self::CalledBack { .. } => "called-back",
            Self::Returned { .. } => "returned",
        }
    }
}

impl Assignment {
    /// Says whether its shares are locked and can still be called back.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        matches!(self.stage, AssignmentStage::Waiting { .. })
    }
}

impl State {
    /// Returns the assignment of this number.
    #[must_use]
    pub fn find_assignment(&self, id: AssignmentId) -> Option<&Assignment> {
        let place = usize::try_from(id.0.checked_sub(1)?).ok()?;
        self.assignments.get(place)
    }

    /// Returns the assignments that can still be called back.
    pub fn waiting_assignments(&self) -> impl Iterator<Item = &Assignment> {
        self.assignments.iter().filter(|it| it.is_waiting())
    }

    /// Returns what `member` passed on and still can call back.
    #[must_use]
    pub fn assigned_by(&self, member: MemberNumber) -> MicroShares {
        let going = self.waiting_assignments().filter(|it| it.from == member);
        MicroShares(going.fold(0, |sum: u64, it| sum.saturating_add(it.amount.0)))
    }

    /// Returns what is on its way to `member`.
    #[must_use]
    pub fn assigned_to(&self, member: MemberNumber) -> MicroShares {
        let coming = self.waiting_assignments().filter(|it| it.to == member);
        MicroShares(coming.fold(0, |sum: u64, it| sum.saturating_add(it.amount.0)))
    }
}
