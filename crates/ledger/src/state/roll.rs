//! The electoral roll: of each member what opening a vote asks, and nothing else.
//!
//! A [`Member`] is a fat row with keys, vouches and grants; to read all of them for each vote would
//! take as long as the network is large. The roll holds 20 bytes for each, one after the other. It
//! follows from the members, the charter and the round, so that it is not on the record.

use crate::chamber;
use crate::charter::Charter;
use crate::ids::{MemberNumber, RoundNumber};
use crate::member::Member;
use crate::proposal::MemberSet;

/// In the place of a time: never an associate, or gone.
const NEVER: u64 = u64::MAX;
/// In the place of a time: a member as long as they stay.
const ALWAYS: u64 = u64::MAX - 1;

/// Columns by member number, the first at place 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roll {
    /// Since when they have the vouches an associate needs, in milliseconds.
    associate_since_ms: Vec<u64>,
    /// Bit k: active k rounds ago.
    active_rounds: Vec<u64>,
    /// The uncapped weight in the stewards' chamber.
    weights: Vec<u32>,
}

impl Roll {
    /// Makes the roll of `members` in `round`.
    #[must_use]
    pub fn of<'a>(
        members: impl IntoIterator<Item = &'a Member>,
        charter: &Charter,
        round: RoundNumber,
    ) -> Self {
        let mut roll = Self::default();
        for member in members {
            roll.enrol(member);
            roll.weigh_last(chamber::weight(chamber::vested(member, charter, round)));
        }
        roll
    }

    /// Adds the next member, who weighs nothing yet.
    pub fn enrol(&mut self, member: &Member) {
        self.associate_since_ms.push(since_ms(member));
        self.active_rounds.push(member.active_rounds);
        self.weights.push(0);
    }

    /// Sets what the member enrolled last weighs.
    pub fn weigh_last(&mut self, weight: u32) {
        if let Some(last) = self.weights.last_mut() {
            *last = weight;
        }
    }

    /// Sets what the member at `place` weighs.
    pub(super) fn weigh(&mut self, place: usize, weight: u32) {
        if let Some(it) = self.weights.get_mut(place) {
            *it = weight;
        }
    }

    /// Reads the standing and the activity of the member at `place` anew.
    pub(super) fn mark(&mut self, place: usize, member: &Member) {
        if let Some(since) = self.associate_since_ms.get_mut(place) {
            *since = since_ms(member);
        }
        if let Some(active) = self.active_rounds.get_mut(place) {
            *active = member.active_rounds;
        }
    }

    /// Returns how many members are on it, gone or not.
    #[must_use]
    pub fn len(&self) -> usize {
        self.weights.len()
    }

    /// Says whether nobody is on it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// Returns how many have the standing of a member at `time_ms`.
    #[must_use]
    pub fn count_members(&self, charter: &Charter, time_ms: u64) -> u32 {
        let cut = Cut::of(charter, time_ms);
        let rows = self.associate_since_ms.iter().zip(&self.active_rounds);
        rows.map(|(since, active)| u32::from(cut.is_member(*since, *active)))
            .fold(0, u32::saturating_add)
    }

    /// Returns everybody who may vote on a proposal that opens at `time_ms`, and how many they are:
    /// the members active in the charter's last rounds, and `actor`, who is by their act; without
    /// `excluded`.
    #[must_use]
    pub fn voters(
        &self,
        charter: &Charter,
        time_ms: u64,
        actor: Option<MemberNumber>,
        excluded: &[MemberNumber],
    ) -> (MemberSet, u32) {
        let cut = Cut::of(charter, time_ms);
        let takes_part = |since: u64, active: u64| {
            (active & cut.active_rounds != 0) & cut.is_member(since, active)
        };
        let rows = self.associate_since_ms.iter().zip(&self.active_rounds);
        let mut words = Vec::with_capacity(self.len().div_ceil(64).saturating_add(1));
        // Numbers count from 1: the first bit is nobody's.
        let (mut word, mut bit) = (0_u64, 2_u64);
        for (since, active) in rows {
            if takes_part(*since, *active) {
                word |= bit;
            }
            bit = bit.rotate_left(1);
            if bit == 1 {
                words.push(core::mem::take(&mut word));
            }
        }
        words.push(word);
        let mut voters = MemberSet::of(words);
        if let Some(actor) = actor {
            voters.insert(actor);
        }
        for member in excluded {
            voters.remove(*member);
        }
        let count = voters.len();
        (voters, count)
    }

    /// Returns what everybody weighs in the stewards' chamber, uncapped, by number from 1.
    #[must_use]
    pub fn weights(&self) -> &[u32] {
        &self.weights
    }
}

fn since_ms(member: &Member) -> u64 {
    if member.left_ms.is_some() || (member.is_below_cut && !member.is_bootstrap) {
        NEVER
    } else if member.is_bootstrap {
        ALWAYS
    } else {
        // Times are of this millennium; the two last numbers are not among them.
        member.associate_since_ms.unwrap_or(NEVER)
    }
}

/// What a row must have, worked out once for all rows. Says what [`Member::standing`] says.
struct Cut {
    /// The last moment of having the vouches that is long enough ago, in milliseconds.
    since_latest_ms: Option<u64>,
    active_needed: u32,
    /// Rounds in which a voter was active at least once.
    active_rounds: u64,
}

impl Cut {
    fn of(charter: &Charter, time_ms: u64) -> Self {
        Self {
            since_latest_ms: time_ms.checked_sub(charter.ticks_ms(charter.associate_ticks)),
            active_needed: charter.active_rounds_needed.into(),
            active_rounds: u64::MAX
                .checked_shr(64_u32.saturating_sub(charter.electorate_rounds.into()))
                .unwrap_or(0),
        }
    }

    fn is_member(&self, since_ms: u64, active_rounds: u64) -> bool {
        let is_due = self.since_latest_ms.is_some_and(|it| since_ms <= it);
        let is_active = (active_rounds & 0xff).count_ones() >= self.active_needed;
        // Without a branch for each row: `ALWAYS` and `NEVER` are later than any moment.
        (is_due & is_active) | (since_ms == ALWAYS)
    }
}
