//! Tracks: how long, how many and how sure (GOVERNANCE §3, the table of tracks).

use borsh::{BorshDeserialize, BorshSerialize};

use crate::ids::BasisPoints;

/// A threshold over the time of a vote: `lin(t) = from − (from − to) · t / T`, and `to` from the
/// planned close on. Compared by cross-multiplication, so that nothing is ever rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Curve {
    /// At the opening.
    pub from: BasisPoints,
    /// At the planned close; never above `from`.
    pub to: BasisPoints,
}

/// A moment of a vote, in milliseconds since it opened, with the planned length of the vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Since the opening.
    pub since_ms: u64,
    /// `T` of the curves; at least 1.
    pub length_ms: u64,
}

impl Curve {
    /// Returns the curve that stays at `value`.
    #[must_use]
    pub const fn fixed(value: u32) -> Self {
        Self {
            from: BasisPoints(value),
            to: BasisPoints(value),
        }
    }

    /// Returns the straight line from `from` to `to`.
    #[must_use]
    pub const fn line(from: u32, to: u32) -> Self {
        Self {
            from: BasisPoints(from),
            to: BasisPoints(to),
        }
    }

    /// Says whether it never moves.
    #[must_use]
    pub fn is_fixed(self) -> bool {
        self.from == self.to
    }

    /// Returns the curve that is never below `least`.
    #[must_use]
    pub fn at_least(self, least: BasisPoints) -> Self {
        Self {
            from: self.from.max(least),
            to: self.to.max(least),
        }
    }

    /// Returns the curve `more` basis points higher, at most at the whole.
    #[must_use]
    pub fn raised(self, more: BasisPoints) -> Self {
        let raise = |it: BasisPoints| BasisPoints(it.0.saturating_add(more.0).min(10_000));
        Self {
            from: raise(self.from),
            to: raise(self.to),
        }
    }

    /// Returns the threshold at `at` as a fraction of basis points: numerator over
    /// `at.length_ms`.
    #[must_use]
    pub fn at(self, at: Moment) -> u128 {
        let length = u128::from(at.length_ms.max(1));
        let since = u128::from(at.since_ms).min(length);
        let fall = u128::from(self.from.0.saturating_sub(self.to.0));
        u128::from(self.from.0)
            .saturating_mul(length)
            .saturating_sub(fall.saturating_mul(since))
    }

    /// Returns the threshold at `at` in basis points, rounded up: what a page shows, never what
    /// is compared.
    #[must_use]
    pub fn shown_at(self, at: Moment) -> BasisPoints {
        let rounded = self.at(at).div_ceil(u128::from(at.length_ms.max(1)));
        BasisPoints(u32::try_from(rounded).unwrap_or(u32::MAX))
    }

    /// Says whether `part / whole` reaches the threshold at `at`. Nothing reaches a threshold of
    /// an empty whole.
    #[must_use]
    pub fn is_met(self, part: u64, whole: u64, at: Moment) -> bool {
        let length = u128::from(at.length_ms.max(1));
        whole > 0
            && u128::from(part)
                .saturating_mul(10_000)
                .saturating_mul(length)
                >= u128::from(whole).saturating_mul(self.at(at))
    }

    /// Returns when `part / whole`, staying as it is, first reaches the threshold, in
    /// milliseconds since the opening and not before `since_ms`; nothing if it never does.
    #[must_use]
    pub fn met_from(self, part: u64, whole: u64, at: Moment) -> Option<u64> {
        if self.is_met(part, whole, at) {
            return Some(at.since_ms);
        }
        let length = u128::from(at.length_ms.max(1));
        let fall = u128::from(self.from.0.checked_sub(self.to.0)?);
        // whole · (from · T − fall · t) ≤ part · 10,000 · T, solved for the least whole t.
        let lack = u128::from(whole)
            .saturating_mul(self.from.0.into())
            .checked_sub(u128::from(part).saturating_mul(10_000))?
            .saturating_mul(length);
        let slope = u128::from(whole).saturating_mul(fall);
        if slope == 0 {
            return None;
        }
        let since = lack.div_ceil(slope);
        (since <= length)
            .then(|| u64::try_from(since).ok())
            .flatten()
    }
}

/// Times and thresholds of one track of decisions.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Track {
    /// Ticks a draft must stand before it can open.
    pub draft_ticks: u32,
    /// Ticks the vote is open, each reading: `T` of the curves.
    pub voting_ticks: u32,
    /// Least `yes / (yes + no)`; the class may ask for more.
    pub approval: Curve,
    /// Least `direct yes / electorate`.
    pub support: Curve,
    /// Fixed thresholds: ticks between the count and the timelock. Moving ones: ticks for which
    /// both must be met without a break.
    pub confirm_ticks: u32,
    /// Ticks between the decision and its enactment.
    pub timelock_ticks: u32,
    /// How many proposals of the track may be open at once.
    pub at_once_max: u16,
}

impl Track {
    /// Says whether the count is taken at the close: neither threshold moves.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        self.approval.is_fixed() && self.support.is_fixed()
    }

    /// Says whether a vote on it can be held and decided.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let ticks_max = 100_000;
        let falls = |curve: Curve| curve.to <= curve.from && curve.from.0 <= 10_000;
        self.draft_ticks <= ticks_max
            && (1..=ticks_max).contains(&self.voting_ticks)
            && falls(self.approval)
            && falls(self.support)
            && self.confirm_ticks <= ticks_max
            && (self.is_fixed() || self.confirm_ticks <= self.voting_ticks)
            && self.timelock_ticks <= ticks_max
            && self.at_once_max >= 1
    }
}

macro_rules! tracks {
    ($($(#[doc = $doc:literal])+ $name:ident / $field:ident = $code:literal, $word:literal;)+) => {
        /// The tracks t0 to t10 by name.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize,
        )]
        #[borsh(use_discriminant = true)]
        #[repr(u8)]
        pub enum TrackName {
            $($(#[doc = $doc])+ $name = $code,)+
        }

        /// Every track with its numbers.
        #[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
        pub struct Tracks {
            $($(#[doc = $doc])+ pub $field: Track,)+
        }

        impl TrackName {
            /// Every track, t0 first.
            pub const ALL: [Self; 11] = [$(Self::$name),+];

            /// Returns the permanent word for it.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }
        }

        impl Tracks {
            /// Returns the track of this name.
            #[must_use]
            pub fn get(&self, name: TrackName) -> &Track {
                match name { $(TrackName::$name => &self.$field),+ }
            }

            /// Returns the track of this name, to be changed.
            pub fn get_mut(&mut self, name: TrackName) -> &mut Track {
                match name { $(TrackName::$name => &mut self.$field),+ }
            }

            /// Returns tracks that `of` makes, name by name.
            #[must_use]
            pub fn each(of: impl Fn(TrackName) -> Track) -> Self {
                Self { $($field: of(TrackName::$name)),+ }
            }
        }
    };
}

tracks! {
    /// t0: the charter itself, in two readings.
    Charter / charter = 0, "charter";
    /// t1: sale, merger, dissolution, handing over.
    Existence / existence = 1, "existence";
    /// t2: moderation, feed order, less data, plain statements.
    Policy / policy = 2, "policy";
    /// t3: collect more.
    MoreData / more_data = 3, "more-data";
    /// t4: the ranked roadmap.
    Strategy / strategy = 4, "strategy";
    /// t5: budgets, large spends, the rules of ownership.
    MoneyRules / money_rules = 5, "money-rules";
    /// t6: small spends.
    SmallSpend / small_spend = 6, "small-spend";
    /// t7: medium spends.
    MediumSpend / medium_spend = 7, "medium-spend";
    /// t8: large spends.
    LargeSpend / large_spend = 8, "large-spend";
    /// t9: recall from an office.
    Recall / recall = 9, "recall";
    /// t10: mandates, appointments.
    Offices / offices = 10, "offices";
}

impl Tracks {
    /// Returns the defaults of a cooperative (GOVERNANCE §3): no deliberation but on A, B, F and H.
    #[must_use]
    pub fn cooperative() -> Self {
        Self::each(|name| {
            let track = Self::row(name);
            let deliberates = matches!(
                name,
                TrackName::Charter | TrackName::Existence | TrackName::MoneyRules
            );
            Track {
                draft_ticks: if deliberates { DELIBERATION_TICKS } else { 0 },
                ..track
            }
        })
    }

    /// Returns the defaults of a network: deliberation on classes A to F, H and big spends.
    #[must_use]
    pub fn network() -> Self {
        Self::each(|name| {
            let track = Self::row(name);
            let deliberates = !matches!(
                name,
                TrackName::SmallSpend
                    | TrackName::MediumSpend
                    | TrackName::Recall
                    | TrackName::Offices
            );
            Track {
                draft_ticks: if deliberates { DELIBERATION_TICKS } else { 0 },
                ..track
            }
        })
    }

    /// Returns the defaults of a circle: 72 ticks and a fifth of all on every track.
    #[must_use]
    pub fn circle() -> Self {
        Self::each(|name| Track {
            draft_ticks: 0,
            voting_ticks: 72,
            // What the class asks for decides; nothing moves, so that nobody need hurry.
            approval: Curve::fixed(0),
            support: Curve::fixed(2_000),
            confirm_ticks: 0,
            timelock_ticks: 24,
            at_once_max: Self::row(name).at_once_max,
        })
    }

    /// One row of the table of GOVERNANCE §3.
    fn row(name: TrackName) -> Track {
        let track = |voting, approval, support, confirm, timelock, at_once| Track {
            draft_ticks: 0,
            voting_ticks: voting,
            approval,
            support,
            confirm_ticks: confirm,
            timelock_ticks: timelock,
            at_once_max: at_once,
        };
        let (fixed, line) = (Curve::fixed, Curve::line);
        match name {
            TrackName::Charter => track(672, fixed(0), fixed(1_000), 168, 720, 2),
            TrackName::Existence => track(1_008, fixed(0), fixed(2_500), 336, 1_440, 1),
            TrackName::Policy => track(504, fixed(5_001), fixed(200), 72, 168, 10),
            TrackName::MoreData => track(672, fixed(6_000), fixed(300), 168, 336, 3),
            TrackName::Strategy => track(504, fixed(0), fixed(100), 0, 168, 1),
            // "→ class minimum": the class raises the end of the line.
            TrackName::MoneyRules => track(672, line(6_600, 0), line(1_000, 300), 168, 336, 5),
            TrackName::SmallSpend => track(336, line(6_600, 5_001), line(400, 50), 48, 24, 50),
            TrackName::MediumSpend => track(504, line(6_600, 5_001), line(500, 100), 96, 72, 25),
            TrackName::LargeSpend => track(672, line(6_600, 5_001), line(1_000, 200), 168, 168, 10),
            TrackName::Recall => track(336, fixed(5_001), fixed(500), 24, 72, 1),
            TrackName::Offices => track(504, fixed(5_001), fixed(200), 72, 168, 5),
        }
    }
}

/// Draft 72, opinion map 168, freeze 24 (GOVERNANCE §3, deliberation).
const DELIBERATION_TICKS: u32 = 264;
