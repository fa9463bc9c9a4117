//! What is frozen when a vote opens, and the outcome that follows from it and the ballots.

use borsh::{BorshDeserialize, BorshSerialize};

use super::{Count, Delegates, Failure, StewardTally};
use crate::chamber::Weights;
use crate::charter::{Moment, Track};
use crate::ids::{BasisPoints, MemberNumber};
use crate::panel::PanelRules;

/// One bit per member number.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct MemberSet {
    words: Vec<u64>,
}

/// What the stewards' chamber has to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum StewardsSay {
    /// Nothing: it is not asked, or nobody in it weighs anything.
    Nothing = 0,
    /// At least this share of the weight that chose a side is for it.
    Agree(BasisPoints) = 1,
    /// It fails if this share of the weight that chose a side is against it.
    Veto(BasisPoints) = 2,
}

/// What was frozen when the vote opened: later changes of charter or membership do not touch it.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Snapshot {
    /// Opening time, in milliseconds.
    pub opened_ms: u64,
    /// Times and thresholds, with what the class and a retry ask for on top.
    pub track: Track,
    /// Planned length of the vote, in milliseconds: `T` of the curves.
    pub length_ms: u64,
    /// The track's confirm time, in milliseconds.
    pub confirm_ms: u64,
    /// A flip so long before the close extends the vote, in milliseconds.
    pub swing_ms: u64,
    /// Ballots of delegates lock so long before the close, in milliseconds.
    pub lock_ms: u64,
    /// Share of "no with veto" at which it fails.
    pub veto: BasisPoints,
    /// How many may vote.
    pub electorate: u32,
    /// Yes votes needed whatever the track says.
    pub support_least: u32,
    /// What the stewards' chamber has to say.
    pub stewards: StewardsSay,
    /// When what passes is put to a panel, and by what numbers.
    pub panel: PanelRules,
    /// Who weighs what in it; all but the sum is emptied when the vote is over.
    pub weights: Weights,
    /// How often it is voted on.
    pub readings: u8,
    /// Members that one delegate may carry.
    pub carried_max: u32,
    /// Delegates of each voter who has some in force, in order; emptied when the vote is over.
    pub delegations: Delegates,
    /// Who may vote; emptied when the vote is over.
    pub voters: MemberSet,
}

impl MemberSet {
    /// Takes one bit for each member number from 0.
    pub(crate) fn of(mut words: Vec<u64>) -> Self {
        while words.pop_if(|word| *word == 0).is_some() {}
        Self { words }
    }

    /// Takes `member` out.
    pub(crate) fn remove(&mut self, member: MemberNumber) {
        let (word, bit) = Self::place(member);
        if let Some(bits) = self.words.get_mut(word) {
            *bits &= !bit;
        }
        while self.words.pop_if(|word| *word == 0).is_some() {}
    }

    /// Returns one bit for each member number from 0.
    pub(crate) fn words(&self) -> &[u64] {
        &self.words
    }

    /// Returns the first number of each 64, with one bit for each of these.
    pub(crate) fn pages(&self) -> impl Iterator<Item = (MemberNumber, u64)> + Clone {
        let numbers = (0_u32..).step_by(64).map(MemberNumber);
        numbers.zip(self.words.iter().copied())
    }

    /// Returns a number above those of all in it.
    pub(crate) fn numbers(&self) -> u32 {
        let words = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        words.saturating_mul(64)
    }

    /// Returns how many are in it.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    /// Says whether nobody is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

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

impl Snapshot {
    /// Returns the moment of the vote at `time_ms`.
    #[must_use]
    pub fn moment(&self, time_ms: u64) -> Moment {
        Moment {
            since_ms: time_ms.saturating_sub(self.opened_ms),
            length_ms: self.length_ms,
        }
    }

    /// Returns the yes votes in person that are needed at `time_ms`.
    #[must_use]
    pub fn support_needed(&self, time_ms: u64) -> u32 {
        let at = self.moment(time_ms);
        let whole = u128::from(at.length_ms.max(1)).saturating_mul(10_000);
        let share = u128::from(self.electorate)
            .saturating_mul(self.track.support.at(at))
            .div_ceil(whole);
        u32::try_from(share)
            .unwrap_or(u32::MAX)
            .max(self.support_least)
    }

    /// Returns what fails `count` at `time_ms`, or nothing if it passes. Thresholds are compared by
    /// cross-multiplication; veto weighs first, then support, approval, and the stewards.
    #[must_use]
    pub fn failure(&self, count: &Count, time_ms: u64) -> Option<Failure> {
        let at = self.moment(time_ms);
        let direct = &count.direct;
        let is_supported = self.track.support.at(at) == 0
            || self
                .track
                .support
                .is_met(direct.yes.into(), self.electorate.into(), at);
        if direct.veto > 0 && reaches(direct.veto.into(), direct.votes(), self.veto) {
            Some(Failure::Veto)
        } else if direct.yes < self.support_least || !is_supported {
            Some(Failure::Support)
        } else if !self.track.approval.is_met(count.yes(), count.sides(), at) {
            Some(Failure::Approval)
        } else {
            self.stewards_failure(&count.stewards)
        }
    }

    fn stewards_failure(&self, tally: &StewardTally) -> Option<Failure> {
        match self.stewards {
            StewardsSay::Nothing => None,
            StewardsSay::Agree(least) => {
                let agrees = tally.sides() > 0 && reaches(tally.yes, tally.sides(), least);
                (!agrees).then_some(Failure::Stewards)
            }
            StewardsSay::Veto(share) => {
                let vetoes = tally.no > 0 && reaches(tally.no, tally.sides(), share);
                vetoes.then_some(Failure::StewardsVeto)
            }
        }
    }

    /// Returns from when `count`, staying as it is, passes without a break, in milliseconds and not
    /// before `time_ms`; nothing if it never does.
    #[must_use]
    pub fn met_from(&self, count: &Count, time_ms: u64) -> Option<u64> {
        let at = self.moment(time_ms);
        let (yes, support) = (u64::from(count.direct.yes), self.track.support);
        let approval_ms = self
            .track
            .approval
            .met_from(count.yes(), count.sides(), at)?;
        let support_ms = if support.at(at) == 0 {
            at.since_ms
        } else {
            support.met_from(yes, self.electorate.into(), at)?
        };
        let met_ms = self.opened_ms.saturating_add(approval_ms.max(support_ms));
        // What does not move must be right, too.
        self.failure(count, met_ms).is_none().then_some(met_ms)
    }

    /// Returns when ballots of delegates lock in a vote that closes at `closes_ms`, in milliseconds.
    #[must_use]
    pub fn locks_ms(&self, closes_ms: u64) -> u64 {
        closes_ms.saturating_sub(self.lock_ms)
    }

    /// Forgets who may vote: the vote is over.
    pub(crate) fn forget_voters(&mut self) {
        self.voters = MemberSet::default();
        self.delegations = Delegates::default();
    }

    /// Forgets who weighs what: the stewards have nothing to say any more.
    pub(crate) fn forget_weights(&mut self) {
        self.weights = self.weights.sum();
    }
}

pub(crate) fn reaches(part: u64, whole: u64, least: BasisPoints) -> bool {
    u128::from(part).saturating_mul(10_000) >= u128::from(whole).saturating_mul(u128::from(least.0))
}
