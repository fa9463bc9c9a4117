//! Ballots and their count.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::operation::Choice;

/// A ballot as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Ballot {
    /// What was chosen.
    pub choice: Choice,
    /// When, in milliseconds.
    pub cast_ms: u64,
}

/// Ballots by choice, each as one.
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

/// Members whose delegate's ballot counts for them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Carried {
    /// For.
    pub yes: u32,
    /// Against. A delegate's veto carries as a no: whoever vetoes does so in person.
    pub no: u32,
    /// Abstained.
    pub abstain: u32,
}

/// Weight in the stewards' chamber by choice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct StewardTally {
    /// For.
    pub yes: u64,
    /// Against.
    pub no: u64,
    /// Abstained.
    pub abstain: u64,
}

/// How a vote stands in both chambers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Count {
    /// Ballots cast in person.
    pub direct: Tally,
    /// Members counted through a delegate: in the approval, never in the support.
    pub carried: Carried,
    /// Weight behind all of them.
    pub stewards: StewardTally,
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

impl Carried {
    fn place(&mut self, choice: Choice) -> &mut u32 {
        match choice {
            Choice::Yes => &mut self.yes,
            Choice::No | Choice::NoWithVeto => &mut self.no,
            Choice::Abstain => &mut self.abstain,
        }
    }

    /// Counts `more` members more.
    pub(super) fn put(&mut self, choice: Choice, more: u32) {
        let place = self.place(choice);
        *place = place.saturating_add(more);
    }

    /// Counts `fewer` members less.
    pub(super) fn take(&mut self, choice: Choice, fewer: u32) {
        let place = self.place(choice);
        *place = place.saturating_sub(fewer);
    }

    /// Returns all members counted through a delegate.
    #[must_use]
    pub fn votes(&self) -> u64 {
        [self.yes, self.no, self.abstain]
            .into_iter()
            .map(u64::from)
            .sum()
    }
}

impl StewardTally {
    fn place(&mut self, choice: Choice) -> &mut u64 {
        match choice {
            Choice::Yes => &mut self.yes,
            Choice::No | Choice::NoWithVeto => &mut self.no,
            Choice::Abstain => &mut self.abstain,
        }
    }

    /// Counts `more` weight more.
    pub(super) fn put(&mut self, choice: Choice, more: u64) {
        let place = self.place(choice);
        *place = place.saturating_add(more);
    }

    /// Counts `less` weight less.
    pub(super) fn take(&mut self, choice: Choice, less: u64) {
        let place = self.place(choice);
        *place = place.saturating_sub(less);
    }

    /// Returns the weight after a ballot of `weight` moved from `before` to `after`.
    #[must_use]
    pub fn replaced(mut self, before: Option<Choice>, after: Choice, weight: u32) -> Self {
        if let Some(before) = before {
            self.take(before, weight.into());
        }
        self.put(after, weight.into());
        self
    }

    /// Returns the weight of both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            yes: self.yes.saturating_add(other.yes),
            no: self.no.saturating_add(other.no),
            abstain: self.abstain.saturating_add(other.abstain),
        }
    }

    /// Returns the weight that chose a side.
    #[must_use]
    pub fn sides(&self) -> u64 {
        self.yes.saturating_add(self.no)
    }
}

impl Count {
    /// Returns everybody for it in the members' chamber, in person or through a delegate.
    #[must_use]
    pub fn yes(&self) -> u64 {
        u64::from(self.direct.yes).saturating_add(self.carried.yes.into())
    }

    /// Returns everybody who chose a side in the members' chamber.
    #[must_use]
    pub fn sides(&self) -> u64 {
        self.direct
            .sides()
            .saturating_add(self.carried.yes.into())
            .saturating_add(self.carried.no.into())
    }
}
