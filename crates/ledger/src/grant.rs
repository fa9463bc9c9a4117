//! Grants by conviction: members give points to what they want paid, and support that stays weighs more
//! than support that comes and goes (GOVERNANCE §7, ADR-0031).
//!
//! A grant's *conviction* y grows each tick by its points and keeps a fixed part of itself, so that half of
//! what a change of support does is done after a round. It is a function of the grant's own points over
//! time and of nothing else; many members change a sum, not a list. Whole numbers only: y is brought up to
//! date by stepping, at the latest when somebody asks, and every replica steps the same.

use std::collections::{BTreeMap, BTreeSet};

use borsh::{BorshDeserialize, BorshSerialize};

use crate::charter::Charter;
use crate::ids::{Digest, GrantId, MemberNumber, Money};
use crate::payload::Beneficiary;

/// Grants that may be open at once: looking at all of them is bounded.
pub const GRANTS_OPEN_MAX: usize = 256;
/// Open grants of one member.
pub const GRANTS_EACH_MAX: usize = 3;
/// Steps of a grant's course that are kept for its picture, the latest.
pub const COURSE_MAX: usize = 512;

/// What a tick keeps of a conviction, of 2^32: the 168th power is a half.
const KEPT: u128 = 4_277_283_299;
/// What it loses, of 2^32.
const LOST: u128 = 17_683_997;
/// Points are counted in 65,536ths, so that flooring does not freeze a point.
const SCALE_BITS: u32 = 16;
const WHOLE_BITS: u32 = 32;
/// Steps after which a conviction stands still whatever it was: 64 halvings, and some of rounding.
const STEPS_MAX: u64 = 20_000;

/// Where a grant stands. The discriminants are permanent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum GrantStage {
    /// Members give and take points.
    Open = 0,
    /// Its support was enough: it is decided.
    Passed {
        /// When, in milliseconds.
        at_ms: u64,
    } = 1,
    /// Whoever asked took it back.
    Withdrawn {
        /// When, in milliseconds.
        at_ms: u64,
    } = 2,
    /// Its support was enough, and whoever was to be paid has left.
    Void {
        /// When, in milliseconds.
        at_ms: u64,
    } = 3,
}

/// A moment at which a grant's support changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct CourseStep {
    /// The tick, counted from the founding.
    pub tick: u64,
    /// Its conviction then.
    pub conviction: u64,
    /// Its points from then on.
    pub points: u64,
}

/// What somebody asks the members to pay.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Grant {
    /// Which.
    pub id: GrantId,
    /// Who asks.
    pub author: MemberNumber,
    /// SHA-256 of salt, title and words, which are kept outside the record so that they can be erased.
    pub text: Digest,
    /// How much, in minor units.
    pub amount: Money,
    /// Who is paid.
    pub to: Beneficiary,
    /// Since when, in milliseconds.
    pub since_ms: u64,
    /// Where it stands.
    pub stage: GrantStage,
    /// Points given to it now.
    pub points: u64,
    /// How many give them.
    pub backers: u32,
    /// Its conviction y at `tick`, in 65,536ths of a point.
    pub conviction: u64,
    /// Up to when it was brought, in ticks from the founding.
    pub tick: u64,
    /// When its support changed, oldest first; at most one step a tick, the latest [`COURSE_MAX`].
    pub course: Vec<CourseStep>,
}

/// Every grant, and who gives points to which.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct GrantBook {
    /// Grants, the first at place 0.
    pub grants: Vec<Grant>,
    /// Those that are open: looking at them costs nothing for those that are over.
    pub open: BTreeSet<GrantId>,
    /// What each member gives, by grant, above zero. Points of a grant that is over are free again; they
    /// are dropped here when their giver changes something.
    pub given: BTreeMap<MemberNumber, Vec<(GrantId, u8)>>,
    /// When open grants are looked at next, in milliseconds.
    pub look_ms: Option<u64>,
}

/// The numbers of the charter that a grant is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GrantRules {
    /// β: a request of this part of the pool or more can never pass, in basis points.
    pub spend_limit: u32,
    /// m: what the smallest request needs, in basis points of N.
    pub minimum: u32,
    /// How old it must be, in milliseconds.
    pub age_ms: u64,
}

/// What all grants together are held against at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GrantMoment {
    /// What is free in the envelope, in minor units.
    pub pool: Money,
    /// N: points given, or the charter's part of all points if that is more; at least 1.
    pub points: u64,
}

impl GrantStage {
    /// Returns the permanent word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Passed { .. } => "passed",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Void { .. } => "void",
        }
    }
}

impl GrantRules {
    /// Returns those of `charter`.
    #[must_use]
    pub fn of(charter: &Charter) -> Self {
        Self {
            spend_limit: charter.grant_spend_limit.0,
            minimum: charter.grant_minimum.0,
            age_ms: charter.ticks_ms(charter.grant_age_ticks),
        }
    }

    /// Returns what `amount` needs of `pool`, in basis points of N: `ceil(m·β² / (β − r)²)` with
    /// `r = amount · 10,000 / pool`; nothing if r is β or more, or there is no pool.
    ///
    /// # Source
    ///
    /// GOVERNANCE §7.
    #[must_use]
    pub fn threshold(&self, amount: Money, pool: Money) -> Option<u64> {
        let part = u128::from(amount.0).saturating_mul(10_000);
        let part = part.checked_div(u128::from(pool.0))?;
        let limit = u128::from(self.spend_limit);
        let room = limit.checked_sub(part).filter(|it| *it > 0)?;
        let needed = u128::from(self.minimum)
            .saturating_mul(limit)
            .saturating_mul(limit)
            .div_ceil(room.saturating_mul(room));
        u64::try_from(needed).ok()
    }
}

impl GrantMoment {
    /// Returns N: `given`, or `floor` basis points of `members` times `each` points if that is more.
    #[must_use]
    pub fn points(given: u64, members: u32, each: u32, floor: u32) -> u64 {
        let all = u64::from(members).saturating_mul(each.into());
        let least = u128::from(all).saturating_mul(floor.into());
        let least = least.checked_div(10_000).unwrap_or(0);
        given.max(u64::try_from(least).unwrap_or(u64::MAX)).max(1)
    }

    /// Returns how many points, given for ever, would just be enough for a threshold.
    #[must_use]
    pub fn points_needed(&self, threshold: u64) -> u64 {
        let needed = u128::from(threshold).saturating_mul(self.points.into());
        u64::try_from(needed.div_ceil(10_000)).unwrap_or(u64::MAX)
    }

    /// Says whether `conviction` is enough: `y · 17,683,997 · 10,000 ≥ threshold · (N << 16) · 2^32`.
    ///
    /// # Source
    ///
    /// GOVERNANCE §7.
    #[must_use]
    pub fn is_enough(&self, conviction: u64, threshold: u64) -> bool {
        let has = u128::from(conviction)
            .saturating_mul(LOST)
            .saturating_mul(10_000);
        let needs = u128::from(threshold)
            .saturating_mul(u128::from(self.points) << SCALE_BITS)
            .saturating_mul(1 << WHOLE_BITS);
        has >= needs
    }
}

/// Returns a conviction one tick later: `y ← (y · 4,277,283,299 >> 32) + (points << 16)`.
///
/// # Source
///
/// GOVERNANCE §7.
#[must_use]
pub fn step(conviction: u64, points: u64) -> u64 {
    let kept = u128::from(conviction).saturating_mul(KEPT) >> WHOLE_BITS;
    let next = kept.saturating_add(u128::from(points) << SCALE_BITS);
    u64::try_from(next).unwrap_or(u64::MAX)
}

/// Returns a conviction `ticks` later, at unchanged points. It stands still after some thousand steps, so
/// that a long rest costs no more.
#[must_use]
pub fn stepped(conviction: u64, points: u64, ticks: u64) -> u64 {
    let mut now = conviction;
    for _ in 0..ticks {
        let next = step(now, points);
        if next == now {
            break;
        }
        now = next;
    }
    now
}

/// Returns how many points a conviction weighs: those that, given for ever, would lead to it, rounded down.
#[must_use]
pub fn weight(conviction: u64) -> u64 {
    let weight = u128::from(conviction).saturating_mul(LOST) >> (SCALE_BITS + WHOLE_BITS);
    u64::try_from(weight).unwrap_or(u64::MAX)
}

impl Grant {
    /// Says whether points are given and taken.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.stage == GrantStage::Open
    }

    /// Returns it as it is at `tick`, without its course.
    #[must_use]
    pub fn at(&self, tick: u64) -> Self {
        Self {
            conviction: self.conviction_at(tick),
            tick: self.tick.max(tick),
            course: Vec::new(),
            ..*self
        }
    }

    /// Returns its conviction at `tick`; that of its own tick if that is later.
    #[must_use]
    pub fn conviction_at(&self, tick: u64) -> u64 {
        let ticks = tick.saturating_sub(self.tick);
        stepped(self.conviction, self.points, ticks)
    }

    /// Returns at which tick it passes if nothing changes, from the one after its own on; `first` is the
    /// first tick at which it is old enough. Nothing: never at today's support.
    #[must_use]
    pub fn passes_at(&self, moment: GrantMoment, threshold: u64, first: u64) -> Option<u64> {
        let falls_short = self.points < moment.points_needed(threshold);
        if falls_short && !moment.is_enough(self.conviction, threshold) {
            return None;
        }
        let (mut tick, mut now) = (self.tick, self.conviction);
        for _ in 0..STEPS_MAX {
            let next = step(now, self.points);
            tick = tick.saturating_add(1);
            if tick >= first && moment.is_enough(next, threshold) {
                return Some(tick);
            }
            if next == now {
                // It stands still: old enough later, or never.
                return moment.is_enough(next, threshold).then_some(first);
            }
            now = next;
        }
        None
    }
}

impl GrantBook {
    /// Returns the grant of this number.
    #[must_use]
    pub fn find(&self, id: GrantId) -> Option<&Grant> {
        let place = usize::try_from(id.0.checked_sub(1)?).ok()?;
        self.grants.get(place)
    }

    /// Returns the grants that are open, oldest first.
    pub fn open(&self) -> impl Iterator<Item = &Grant> {
        self.open.iter().filter_map(|it| self.find(*it))
    }

    /// Returns how many points all open grants have together.
    #[must_use]
    pub fn points_given(&self) -> u64 {
        self.open().fold(0, |sum, it| sum.saturating_add(it.points))
    }

    /// Returns what `member` gives to grants that are open.
    #[must_use]
    pub fn given_by(&self, member: MemberNumber) -> Vec<(GrantId, u8)> {
        let given = self.given.get(&member).map_or(&[][..], Vec::as_slice);
        let is_open = |it: &&(GrantId, u8)| self.find(it.0).is_some_and(Grant::is_open);
        given.iter().filter(is_open).copied().collect()
    }

    /// Returns how many points `member` gives to `grant`.
    #[must_use]
    pub fn given_to(&self, member: MemberNumber, grant: GrantId) -> u8 {
        let given = self.given.get(&member).map_or(&[][..], Vec::as_slice);
        given.iter().find(|it| it.0 == grant).map_or(0, |it| it.1)
    }
}

#[cfg(test)]
mod tests;
