//! Proposals: their stages, their ballots and the count.

use std::collections::{BTreeMap, BTreeSet};

use borsh::{BorshDeserialize, BorshSerialize};

use crate::charter::Track;
use crate::ids::{BasisPoints, Digest, MemberNumber, ProposalId};
use crate::operation::{Choice, Payload};

/// Why a proposal failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Failure {
    /// Not enough sponsors in time.
    Sponsors = 0,
    /// Not enough of the electorate voted yes.
    Support = 1,
    /// Not enough of those who chose a side voted yes.
    Approval = 2,
    /// Too many voted no with veto.
    Veto = 3,
    /// When it was to be enacted, the policy had changed so that it no longer fits.
    Conflict = 4,
}

/// Where a proposal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Stage {
    /// Collects sponsors; may open from `opens_ms`, fails at `expires_ms`.
    Draft {
        /// Earliest opening.
        opens_ms: u64,
        /// When it fails for want of sponsors.
        expires_ms: u64,
    } = 0,
    /// Ballots are cast until `closes_ms`.
    Open {
        /// The close.
        closes_ms: u64,
    } = 1,
    /// Decided; may be challenged until `until_ms`.
    Confirming {
        /// End of the window.
        until_ms: u64,
    } = 2,
    /// Waits to be enacted at `until_ms`.
    Timelock {
        /// The enactment.
        until_ms: u64,
    } = 3,
    /// In force.
    Enacted = 4,
    /// Failed.
    Failed(Failure) = 5,
    /// Taken back by its author.
    Withdrawn = 6,
}

/// Ballots by choice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Tally {
    /// For.
    pub yes: u32,
    /// Against, without veto.
    pub no: u32,
    /// Abstained.
    pub abstain: u32,
    /// Against, with veto.
    pub veto: u32,
}

/// One bit per member number.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct MemberSet {
    words: Vec<u64>,
}

/// What was frozen when the vote opened: later changes of charter or membership do not touch it.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Snapshot {
    /// Opening time, in milliseconds.
    pub opened_ms: u64,
    /// Times and thresholds.
    pub track: Track,
    /// Share of "no with veto" at which it fails.
    pub veto: BasisPoints,
    /// How many may vote.
    pub electorate: u32,
    /// Yes votes needed.
    pub support_needed: u32,
    /// Who may vote; emptied when the vote is over.
    pub voters: MemberSet,
}

/// A proposal.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Proposal {
    /// Its number.
    pub id: ProposalId,
    /// Who filed it.
    pub author: MemberNumber,
    /// When, in milliseconds.
    pub filed_ms: u64,
    /// What it changes.
    pub payload: Payload,
    /// Digest of its words.
    pub text: Digest,
    /// Who supports putting it to the vote.
    pub sponsors: BTreeSet<MemberNumber>,
    /// How many sponsors it needs, fixed at filing.
    pub sponsors_needed: u32,
    /// Where it stands.
    pub stage: Stage,
    /// Every stage it entered and when, in milliseconds.
    pub history: Vec<(Stage, u64)>,
    /// Frozen at the opening.
    pub snapshot: Option<Snapshot>,
    /// The last ballot of each voter; emptied when the vote is over.
    pub ballots: BTreeMap<MemberNumber, Choice>,
    /// The count of `ballots`; stays.
    pub tally: Tally,
    /// Whether a late swing has extended the vote.
    pub is_extended: bool,
}

impl MemberSet {
    /// Adds `member`.
    pub fn insert(&mut self, member: MemberNumber) {
        let (word, bit) = Self::place(member);
        if self.words.len() <= word {
            self.words.resize(word.saturating_add(1), 0);
        }
        if let Some(bits) = self.words.get_mut(word) {
            *bits |= bit;
        }
    }

    /// Says whether `member` is in it.
    #[must_use]
    pub fn contains(&self, member: MemberNumber) -> bool {
        let (word, bit) = Self::place(member);
        self.words.get(word).is_some_and(|bits| bits & bit != 0)
    }

    fn place(member: MemberNumber) -> (usize, u64) {
        (
            usize::try_from(member.0 >> 6).unwrap_or(usize::MAX),
            1_u64 << (member.0 & 63),
        )
    }
}

impl Tally {
    /// Counts one ballot more or, with `-1`, one less of `choice`.
    fn add(&mut self, choice: Choice, delta: i32) {
        let place = match choice {
            Choice::Yes => &mut self.yes,
            Choice::No => &mut self.no,
            Choice::Abstain => &mut self.abstain,
            Choice::NoWithVeto => &mut self.veto,
        };
        *place = place.saturating_add_signed(delta);
    }

    /// Returns the tally after `before` is replaced by `after`.
    #[must_use]
    pub fn with(mut self, before: Option<Choice>, after: Choice) -> Self {
        if let Some(before) = before {
            self.add(before, -1);
        }
        self.add(after, 1);
        self
    }

    /// Returns all ballots.
    #[must_use]
    pub fn votes(&self) -> u64 {
        [self.yes, self.no, self.abstain, self.veto]
            .into_iter()
            .map(u64::from)
            .sum()
    }

    /// Returns those who chose a side.
    #[must_use]
    pub fn sides(&self) -> u64 {
        [self.yes, self.no, self.veto]
            .into_iter()
            .map(u64::from)
            .sum()
    }
}

impl Snapshot {
    /// Returns what fails `tally`, or nothing if it passes. Thresholds are compared by
    /// cross-multiplication; veto weighs first, then support, then approval.
    #[must_use]
    pub fn failure(&self, tally: &Tally) -> Option<Failure> {
        let share = |part: u64, whole: u64, least: BasisPoints| {
            u128::from(part).saturating_mul(10_000)
                >= u128::from(whole).saturating_mul(u128::from(least.0))
        };
        if tally.veto > 0 && share(u64::from(tally.veto), tally.votes(), self.veto) {
            Some(Failure::Veto)
        } else if tally.yes < self.support_needed {
            Some(Failure::Support)
        } else if tally.sides() == 0
            || !share(u64::from(tally.yes), tally.sides(), self.track.approval)
        {
            Some(Failure::Approval)
        } else {
            None
        }
    }
}

impl Proposal {
    /// Says whether it can still change anything.
    #[must_use]
    pub fn is_live(&self) -> bool {
        match self.stage {
            Stage::Draft { .. }
            | Stage::Open { .. }
            | Stage::Confirming { .. }
            | Stage::Timelock { .. } => true,
            Stage::Enacted | Stage::Failed(_) | Stage::Withdrawn => false,
        }
    }

    /// Says whether enough members sponsor it.
    #[must_use]
    pub fn is_sponsored(&self) -> bool {
        u32::try_from(self.sponsors.len()).unwrap_or(u32::MAX) >= self.sponsors_needed
    }

    /// Says whether the vote is open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.stage, Stage::Open { .. })
    }
}
