//! The charter: every number of the rules that a network may set, by name.
//!
//! A charter is chosen once, at the founding, from a template (GOVERNANCE §12) and is part of the
//! founding operation. Nothing in this crate uses a number of the rules that is not read from here.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::ids::{BasisPoints, MicroShares};

/// The three starting points of GOVERNANCE §12.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Template {
    /// Up to 150 friends: a link is enough, decisions take 72 ticks.
    Circle = 0,
    /// The default: link and two vouches, tracks, earning by score.
    Cooperative = 1,
    /// 10^3 to 10^8 members: three vouches, deliberation, panels.
    Network = 2,
}

/// How somebody gets an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Joining {
    /// Only with an invitation of a member.
    Invitation = 0,
    /// Anyone; standing is then earned by vouches.
    Open = 1,
}

/// How the contribution pool is shared out at the end of a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Earning {
    /// By the score of GOVERNANCE §6.
    Score = 0,
    /// The same for everyone who was active in the round.
    Equal = 1,
}

/// Times and thresholds of one track of decisions (GOVERNANCE §3).
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Track {
    /// Ticks a draft must stand before it can open.
    pub draft_ticks: u32,
    /// Ticks the vote is open.
    pub voting_ticks: u32,
    /// Least `yes / (yes + no)`.
    pub approval: BasisPoints,
    /// Least `yes / electorate`.
    pub support: BasisPoints,
    /// Ticks between the count and the timelock: the window for challenges.
    pub confirm_ticks: u32,
    /// Ticks between the decision and its enactment.
    pub timelock_ticks: u32,
    /// How many proposals of the track may be open at once.
    pub at_once_max: u16,
}

/// Every parameter of the rules, with its default in [`Charter::of`].
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Charter {
    /// The template it began as.
    pub template: Template,
    /// Length of a tick in milliseconds.
    pub tick_ms: u64,
    /// Ticks in a round.
    pub round_ticks: u32,
    /// How somebody gets an account.
    pub joining: Joining,
    /// The founder and the members who join before this many are there need no vouch.
    pub bootstrap_members: u32,
    /// Vouches that make a guest an associate.
    pub vouches_needed: u16,
    /// Ticks as an associate before membership.
    pub associate_ticks: u32,
    /// Active rounds, of the last 8, that membership needs.
    pub active_rounds_needed: u8,
    /// Open vouches and invitations a member may have.
    pub vouches_open_max: u16,
    /// New vouches and invitations a member may give in a round.
    pub vouches_per_round: u16,
    /// Rounds after which a vouch is released for use again.
    pub vouch_release_rounds: u32,
    /// Longest life of an invitation, in ticks.
    pub invitation_ticks_max: u32,
    /// Keys a member may hold.
    pub keys_max: u8,
    /// Ticks before an added key is in force.
    pub key_delay_ticks: u32,
    /// Longest life of a session key, in ticks.
    pub session_ticks_max: u32,
    /// Sponsors: never fewer than this where the network is large enough.
    pub sponsors_floor: u32,
    /// Sponsors: this share of the members.
    pub sponsors_share: BasisPoints,
    /// Sponsors: never more than this.
    pub sponsors_ceiling: u32,
    /// Live proposals one member may sponsor.
    pub sponsored_max: u16,
    /// Ticks after which a draft without enough sponsors fails.
    pub draft_ticks_max: u32,
    /// Members active in this many rounds make the electorate.
    pub electorate_rounds: u8,
    /// Least number of yes votes, where the electorate is as large.
    pub support_floor: u32,
    /// A flip of the outcome this many ticks before the close extends the vote by as many, once.
    pub late_swing_ticks: u32,
    /// Share of all votes that are "no with veto" at which a proposal fails.
    pub veto: BasisPoints,
    /// Track t2: moderation policy, less data, plain statements.
    pub policy_track: Track,
    /// How a round's issuance is shared out.
    pub earning: Earning,
    /// Contribution pool at the founding.
    pub contribution_pool: MicroShares,
    /// A round issues at most this part of what is left of the pool.
    pub issuance_divisor: u32,
    /// A round issues at most this much per member with an accepted contribution.
    pub quota_per_active: MicroShares,
    /// Part of a round's issuance that goes to content.
    pub content_share: BasisPoints,
    /// Rounds before a grant begins to vest.
    pub vesting_cliff_rounds: u32,
    /// Equal parts in which it vests after the cliff.
    pub vesting_parts: u32,
}

impl Charter {
    /// Returns the defaults of `template` (GOVERNANCE §1, §3, §6, §12).
    #[must_use]
    pub fn of(template: Template) -> Self {
        match template {
            Template::Circle => Self::circle(),
            Template::Cooperative => Self::cooperative(),
            Template::Network => Self::network(),
        }
    }

    fn cooperative() -> Self {
        Self {
            template: Template::Cooperative,
            tick_ms: 3_600_000,
            round_ticks: 168,
            joining: Joining::Invitation,
            bootstrap_members: 21,
            vouches_needed: 2,
            associate_ticks: 168,
            active_rounds_needed: 2,
            vouches_open_max: 5,
            vouches_per_round: 1,
            vouch_release_rounds: 26,
            invitation_ticks_max: 720,
            keys_max: 8,
            key_delay_ticks: 24,
            session_ticks_max: 720,
            sponsors_floor: 30,
            sponsors_share: BasisPoints(10),
            sponsors_ceiling: 1_000,
            sponsored_max: 3,
            draft_ticks_max: 2_184,
            electorate_rounds: 13,
            support_floor: 25,
            late_swing_ticks: 48,
            veto: BasisPoints(3_334),
            policy_track: Track {
                draft_ticks: 0,
                voting_ticks: 504,
                approval: BasisPoints(5_001),
                support: BasisPoints(200),
                confirm_ticks: 72,
                timelock_ticks: 168,
                at_once_max: 10,
            },
            earning: Earning::Score,
            contribution_pool: MicroShares(700_000_000_000_000),
            issuance_divisor: 400,
            quota_per_active: MicroShares(500_000_000),
            content_share: BasisPoints(5_500),
            vesting_cliff_rounds: 4,
            vesting_parts: 52,
        }
    }

    fn circle() -> Self {
        Self {
            template: Template::Circle,
            vouches_needed: 1,
            associate_ticks: 0,
            active_rounds_needed: 1,
            late_swing_ticks: 24,
            earning: Earning::Equal,
            policy_track: Track {
                draft_ticks: 0,
                voting_ticks: 72,
                approval: BasisPoints(5_001),
                support: BasisPoints(2_000),
                confirm_ticks: 0,
                timelock_ticks: 24,
                at_once_max: 10,
            },
            // A circle needs its 2,000 bp only: with few members the floor would mean unanimity.
            support_floor: 0,
            ..Self::cooperative()
        }
    }

    fn network() -> Self {
        let cooperative = Self::cooperative();
        Self {
            template: Template::Network,
            joining: Joining::Open,
            vouches_needed: 3,
            associate_ticks: 720,
            active_rounds_needed: 4,
            // Draft 72, opinion map 168, freeze 24 (GOVERNANCE §3, deliberation).
            policy_track: Track {
                draft_ticks: 264,
                ..cooperative.policy_track.clone()
            },
            ..cooperative
        }
    }

    /// Says whether every parameter is one under which the network can go on deciding: no division
    /// by zero, no threshold above the whole, no time that overflows.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let track = &self.policy_track;
        let whole = BasisPoints(10_000);
        let ticks_max = 100_000;
        (1_000..=86_400_000).contains(&self.tick_ms)
            && (1..=ticks_max).contains(&self.round_ticks)
            && (1..=100_000).contains(&self.bootstrap_members)
            && (1..=20).contains(&self.vouches_needed)
            && self.associate_ticks <= ticks_max
            && self.active_rounds_needed <= 8
            && (1..=1_000).contains(&self.vouches_open_max)
            && (1..=1_000).contains(&self.vouches_per_round)
            && self.vouch_release_rounds <= ticks_max
            && (1..=ticks_max).contains(&self.invitation_ticks_max)
            && (1..=64).contains(&self.keys_max)
            && self.key_delay_ticks <= ticks_max
            && self.session_ticks_max <= ticks_max
            && self.sponsors_share <= whole
            && self.sponsors_ceiling >= 1
            && self.sponsored_max >= 1
            && self.draft_ticks_max <= ticks_max
            && track.draft_ticks < self.draft_ticks_max
            && (1..=64).contains(&self.electorate_rounds)
            && self.late_swing_ticks <= track.voting_ticks
            && (1..=10_000).contains(&self.veto.0)
            && (1..=ticks_max).contains(&track.voting_ticks)
            && track.approval <= whole
            && track.support <= whole
            && track.confirm_ticks <= ticks_max
            && track.timelock_ticks <= ticks_max
            && track.at_once_max >= 1
            && self.contribution_pool.0 <= 1_000_000_000_000_000
            && self.issuance_divisor >= 1
            && self.content_share <= whole
            && self.vesting_parts >= 1
    }

    /// Returns `ticks` in milliseconds.
    #[must_use]
    pub fn ticks_ms(&self, ticks: u32) -> u64 {
        self.tick_ms.saturating_mul(u64::from(ticks))
    }

    /// Returns the length of a round in milliseconds.
    #[must_use]
    pub fn round_ms(&self) -> u64 {
        self.ticks_ms(self.round_ticks)
    }

    /// Returns how many sponsors a proposal needs among `members`:
    /// `min(max(floor, share of members), ceiling, ceil(members / 10))`, at least 1.
    #[must_use]
    pub fn sponsors_needed(&self, members: u32) -> u32 {
        let share = u64::from(members)
            .saturating_mul(u64::from(self.sponsors_share.0))
            .div_ceil(10_000);
        let share = u32::try_from(share).unwrap_or(u32::MAX);
        share
            .max(self.sponsors_floor)
            .min(self.sponsors_ceiling)
            .min(members.div_ceil(10))
            .max(1)
    }
}
