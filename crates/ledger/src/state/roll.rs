//! The electoral roll: of each member what opening a vote asks, and nothing else.
//!
//! A [`Member`] is a fat row with keys, vouches and grants; to read all of them for each vote would
//! take as long as the network is large. The roll holds 20 bytes for each, one after the other. It
//! follows from the members, the charter and the round, so that it is not on the record.

use crate::chamber;
use crate::charter::Charter;
use crate::ids::{MemberNumber, RoundNumber};
use crate::member::{Member, Standing};
use crate::proposal::MemberSet;
use crate::sortition::Stratum;

/// In the place of a time: never an associate, or gone.
const NEVER: u64 = u64::MAX;
/// In the place of a time: a member as long as they stay.
const ALWAYS: u64 = u64::MAX - 1;

/// The last thirteen rounds: a quarter of a year.
const ROUNDS_LOOKED_AT: u64 = (1 << 13) - 1;

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
        let rows = self.associate_since_ms.iter().zip(&self.active_rounds);
        let count = rows
            .filter(|(since, active)| is_member(**since, **active, charter, time_ms))
            .count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// Returns everybody who may vote on a proposal that opens at `time_ms`, and how many they are:
    /// the members active in the charter's last rounds, and `actor`, who is by their act; without
    /// `excluded`, who are few.
    #[must_use]
    pub fn voters(
        &self,
        charter: &Charter,
        time_ms: u64,
        actor: Option<MemberNumber>,
        excluded: &[MemberNumber],
    ) -> (MemberSet, u32) {
        let mut voters = MemberSet::default();
        let mut count = 0_u32;
        let rows = self.associate_since_ms.iter().zip(&self.active_rounds);
        for (number, (since, active)) in (1_u32..).map(MemberNumber).zip(rows) {
            let takes_part = Member::has_activity(*active, charter.electorate_rounds)
                && is_member(*since, *active, charter, time_ms);
            if (takes_part || actor == Some(number)) && !excluded.contains(&number) {
                voters.insert(number);
                count = count.saturating_add(1);
            }
        }
        (voters, count)
    }

    /// Returns what each of `voters` weighs in the stewards' chamber, uncapped, ascending.
    pub fn weighed(&self, voters: &MemberSet) -> impl Iterator<Item = (MemberNumber, u32)> {
        (1_u32..)
            .map(MemberNumber)
            .zip(self.weights.iter().copied())
            .filter(|(number, weight)| *weight > 0 && voters.contains(*number))
    }

    /// Returns each of `voters` with the stratum that a panel is drawn by: in which quarter of all
    /// numbers they joined, and whether they were active in up to 4, up to 8 or more of the last 13
    /// rounds.
    pub fn stratified<'a>(
        &'a self,
        voters: &'a MemberSet,
    ) -> impl Iterator<Item = (MemberNumber, Stratum)> + Clone + 'a {
        let quarter = u32::try_from(self.len().div_ceil(4).max(1)).unwrap_or(u32::MAX);
        (1_u32..)
            .map(MemberNumber)
            .zip(&self.active_rounds)
            .filter(|(number, _)| voters.contains(*number))
            .map(move |(number, active)| {
                let joined = number.0.saturating_sub(1).checked_div(quarter).unwrap_or(0);
                let rounds = (active & ROUNDS_LOOKED_AT).count_ones();
                let activity = match rounds {
                    0..=4 => 0,
                    5..=8 => 1,
                    _ => 2,
                };
                let stratum = joined.saturating_mul(3).saturating_add(activity);
                (number, Stratum(u8::try_from(stratum).unwrap_or(u8::MAX)))
            })
    }
}

fn since_ms(member: &Member) -> u64 {
    if member.left_ms.is_some() {
        NEVER
    } else if member.is_bootstrap {
        ALWAYS
    } else {
        // Times are of this millennium; the two last numbers are not among them.
        member.associate_since_ms.unwrap_or(NEVER)
    }
}

fn is_member(since_ms: u64, active_rounds: u64, charter: &Charter, time_ms: u64) -> bool {
    match since_ms {
        NEVER => false,
        ALWAYS => true,
        since_ms => {
            Member::associate_standing(since_ms, active_rounds, charter, time_ms)
                == Standing::Member
        }
    }
}
