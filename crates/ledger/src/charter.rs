//! The charter: every number of the rules that a network may set, by name.
//!
//! A charter is chosen at the founding, from a template (GOVERNANCE §12), and is part of the
//! founding operation; decisions change its [parameters](parameter) one by one. Nothing in this
//! crate uses a number of the rules that is not read from here.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::ids::{BasisPoints, MicroShares};
use crate::market::trading::Opened;
use crate::office::Office;

pub mod class;
mod earning;
pub mod parameter;
mod sound;
pub mod track;

pub use class::{Class, Classes, Needs};
pub use parameter::{Chamber, Parameter, ParameterChange, RuleName, TrackField, Unit};
pub use track::{Curve, Moment, Track, TrackName, Tracks};

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
    /// Petition: this share of the members forces a vote.
    pub petition_share: BasisPoints,
    /// Petition: never more signatures than this.
    pub petition_ceiling: u32,
    /// Ticks within which a vote opens that a petition forced.
    pub petition_ticks: u32,
    /// Sponsors of a recall: this share of the members.
    pub recall_share: BasisPoints,
    /// Ticks within which a recall must find its sponsors.
    pub recall_ticks: u32,
    /// Rounds before the same person can be recalled from the same office again.
    pub recall_pause_rounds: u32,
    /// Members active in this many rounds make the electorate.
    pub electorate_rounds: u8,
    /// Least number of yes votes, where the electorate is as large.
    pub support_floor: u32,
    /// A flip of the outcome this many ticks before the close extends the vote by as many, once.
    pub late_swing_ticks: u32,
    /// Share of all votes that are "no with veto" at which a proposal fails.
    pub veto: BasisPoints,
    /// Times a charter change is voted on: 1 or 2.
    pub readings: u8,
    /// Ticks between the decision of the first reading and the opening of the second.
    pub readings_apart_ticks: u32,
    /// Share of all members, active or not, that must vote yes on a decision of class B.
    pub existence_members: BasisPoints,
    /// Share of no in the stewards' chamber at which a mandate fails; zero: it is not asked.
    pub mandate_veto: BasisPoints,
    /// No steward weighs more than this part of all weight.
    pub steward_cap: BasisPoints,
    /// But where stewards are few, this through their number.
    pub steward_cap_few: BasisPoints,
    /// Ticks in which a proposal on the same matter as one that failed counts as a retry.
    pub retry_ticks: u32,
    /// A retry needs this much more approval.
    pub retry_approval: BasisPoints,
    /// Ticks in which nothing else is enacted after a decision of class A, B or J.
    pub freeze_ticks: u32,
    /// Least ticks between a decision that costs those who earn something, and its enactment.
    pub notice_ticks: u32,
    /// Rounds after which a delegation ends.
    pub delegation_rounds: u32,
    /// Delegates that one may name for a topic, in order.
    pub delegates_max: u8,
    /// A delegate may always carry so many votes.
    pub carried_floor: u32,
    /// A delegate may carry this share of the electorate, where it is more.
    pub carried_share: BasisPoints,
    /// Ticks before the close at which ballots of delegates lock.
    pub delegate_lock_ticks: u32,
    /// Votes that a member is asked for in a round, beside those on the charter and on existence.
    pub asks_per_round: u8,
    /// What passes with less direct turnout is put to a panel; zero: nothing is.
    pub panel_turnout: BasisPoints,
    /// Members drawn for a panel.
    pub panel_seats: u32,
    /// Ticks in which a panel answers.
    pub panel_ticks: u32,
    /// A panel blocks only if so many answer.
    pub panel_answers: u32,
    /// Share of no among a panel's answers that blocks.
    pub panel_blocks: BasisPoints,
    /// Ticks for which a vote goes on that a panel blocked.
    pub panel_more_ticks: u32,
    /// Approval that it needs then.
    pub panel_more_approval: BasisPoints,
    /// Spends up to this share of the treasury are small (t6).
    pub small_spend: BasisPoints,
    /// Up to this share they are medium (t7).
    pub medium_spend: BasisPoints,
    /// Up to this share they are large (t8); above it they are a matter of budget.
    pub large_spend: BasisPoints,
    /// Ticks over which spends for the same beneficiary are added up.
    pub splitting_ticks: u32,
    /// Seats of guardians; zero: there are none.
    pub guardians: u16,
    /// Guardians who together can pause.
    pub guardians_needed: u16,
    /// Longest pause, in ticks; signatures for one count as long.
    pub pause_ticks_max: u32,
    /// Ticks between the end of a pause and the next.
    pub pause_apart_ticks: u32,
    /// Rounds that somebody appointed to an office holds it, and after which a part of the seats is
    /// elected anew.
    pub term_rounds: u32,
    /// Seats of the core team that elections keep filled; zero: there are none. A mandate names as
    /// many leads as it likes.
    pub team: u16,
    /// Seats of trustees; zero: there are none.
    pub trustees: u16,
    /// Seats of validators; zero: there are none.
    pub validators: u16,
    /// Members from which on elections are called.
    pub elections_from: u32,
    /// Sponsors that a nomination needs; where members are few, a tenth of them.
    pub nomination_sponsors: u32,
    /// Ticks in which members stand.
    pub nomination_ticks: u32,
    /// Ticks in which they are ranked.
    pub ballot_ticks: u32,
    /// Ticks between the count and the seats.
    pub taking_ticks: u32,
    /// Parts in which an office's seats are renewed, one a term: an elected term is at most so many.
    pub term_parts: u8,
    /// Rounds before its end at which the team is asked to have its mandate renewed.
    pub renewal_rounds: u32,
    /// Rounds for which a mandate that ended still gives half of its money.
    pub lapse_rounds: u32,
    /// Ticks in which members add items to a roadmap.
    pub roadmap_item_ticks: u32,
    /// Ticks after that in which the core team says what they cost.
    pub roadmap_cost_ticks: u32,
    /// Share of the stewards' weight against it that sends a roadmap back; zero: none can.
    pub roadmap_back: BasisPoints,
    /// Least share of all weight that must have been given for that.
    pub roadmap_back_turnout: BasisPoints,
    /// Approval by which the members then insist.
    pub roadmap_insist: BasisPoints,
    /// What a juror is credited who opens their verdict, whichever it is, in minor units.
    pub juror_pay: u32,
    /// Rounds in which whoever served, or did not come, is not drawn again; this one counts.
    pub jury_rest_rounds: u32,
    /// Ticks of a jury of level 1, from its draw to its verdict.
    pub jury_ticks_first: u32,
    /// Of level 2.
    pub jury_ticks_second: u32,
    /// Of level 3.
    pub jury_ticks_third: u32,
    /// The last of these, in which sealed verdicts are opened.
    pub opening_ticks: u32,
    /// Ticks in which a ruling can be taken to the next level.
    pub appeal_ticks: u32,
    /// Share of the cases of level 1 that a second jury hears.
    pub retrial_share: BasisPoints,
    /// A rule on which two juries agree in less than this share of cases is unclear.
    pub unclear_share: BasisPoints,
    /// But not before so many cases were heard twice.
    pub unclear_from: u32,
    /// Ticks in which a second person can confirm what one attested about money.
    pub attest_ticks: u32,
    /// Rounds after which a payment that nobody made goes back to its envelope.
    pub payment_rounds: u32,
    /// A quarter lets out its income, or this part of the treasury if that is more.
    pub outflow_part: u32,
    /// Rounds of the team's cost that the safety reserve is to hold.
    pub reserve_rounds: u32,
    /// The most of a surplus that goes to investors, before members.
    pub surplus_investors: BasisPoints,
    /// Part of the rest for those who earned in the year, by what they earned.
    pub surplus_patronage: BasisPoints,
    /// Part of the rest for every member alike.
    pub surplus_equal: BasisPoints,
    /// Part of the rest for the redemption pool.
    pub surplus_redemption: BasisPoints,
    /// Part of the rest that stays with the commons.
    pub surplus_reinvested: BasisPoints,
    /// Rounds within which members are to be paid what they are owed of a surplus.
    pub surplus_rounds: u32,
    /// Part of the issuance for attested work.
    pub work_share: BasisPoints,
    /// Part of the issuance for moderation and for those drawn by lot.
    pub service_share: BasisPoints,
    /// What each time served gives.
    pub service_amount: MicroShares,
    /// Part of the issuance for newcomers who stay.
    pub onboarding_share: BasisPoints,
    /// What a newcomer who stays gives those who vouched for them, together.
    pub onboarding_amount: MicroShares,
    /// Part of the issuance for blind review.
    pub review_share: BasisPoints,
    /// Ticks for which a claim of work is reviewed.
    pub work_ticks: u32,
    /// From so many members on a trust cut is drawn each quarter; zero: never.
    pub trust_members: u32,
    /// Members whose word trust begins with, at least.
    pub trust_seeds_least: u32,
    /// At most; one in twenty members between the two.
    pub trust_seeds_most: u32,
    /// Members whose scores say where the cut is.
    pub trust_audited: u32,
    /// Ticks before being below the cut costs anything.
    pub trust_notice_ticks: u32,
    /// New vouches that lift somebody above it.
    pub trust_vouches: u16,
    /// People whom a verified member may say that they met, in a round.
    pub meetings_per_round: u16,
    /// Ticks in which projects are submitted to a call.
    pub call_project_ticks: u32,
    /// Ticks in which members approve of them.
    pub call_ballot_ticks: u32,
    /// Minor units that the envelope of participatory budget holds at least when a call is made.
    pub call_floor: u32,
    /// A request of this part of the envelope of grants or more can never pass.
    pub grant_spend_limit: BasisPoints,
    /// Part of the points that even the smallest request needs.
    pub grant_minimum: BasisPoints,
    /// Ticks for which a grant waits at least.
    pub grant_age_ticks: u32,
    /// Part of all points that grants are held against where fewer are given.
    pub grant_floor: BasisPoints,
    /// Points that each member gives to grants.
    pub grant_points: u8,
    /// Grants that one member gives points to at most.
    pub grants_supported: u8,
    /// What each class needs in the two chambers.
    pub classes: Classes,
    /// Times and thresholds of every track.
    pub tracks: Tracks,
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
    /// Whether shares can be traded in auctions.
    pub market: Opened,
    /// Rounds from one auction to the next.
    pub auction_rounds: u32,
    /// Ticks in which orders are sealed.
    pub order_ticks: u32,
    /// Ticks in which they are revealed.
    pub reveal_ticks: u32,
    /// Ticks in which a trade is to be paid and confirmed.
    pub trade_ticks: u32,
    /// Ticks before an auction opens by which insiders announce what they want.
    pub insider_ticks: u32,
    /// The part of their own shares that a member can sell in one auction.
    pub seller_share: BasisPoints,
    /// The part of all shares that a member can hold as bought ones.
    pub buyer_share: BasisPoints,
    /// Auctions in which a buyer may not trade who did not pay.
    pub barred_auctions: u32,
    /// Whether the commons take shares back for money of their pool.
    pub redemption: Opened,
    /// Rounds for which shares were earned before they can be taken back.
    pub redemption_rounds: u32,
    /// Ticks in which shares that were passed on can be called back; zero: none can be passed on.
    pub assign_ticks: u32,
    /// Whether investors can be offered units of class I.
    pub class_i: Opened,
    /// The most that investors have of all economic rights: of units and whole shares together.
    pub class_i_share: BasisPoints,
    /// The most of class I that one investor has.
    pub investor_share: BasisPoints,
    /// The most that a new unit ever returns, of its price.
    pub return_cap: BasisPoints,
    /// Part of what a round gives to content that waits for what members still use.
    pub later_share: BasisPoints,
    /// Rounds for which it waits.
    pub later_rounds: u32,
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

    // long: one line per number
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
            petition_share: BasisPoints(500),
            petition_ceiling: 10_000,
            petition_ticks: 336,
            recall_share: BasisPoints(200),
            recall_ticks: 720,
            recall_pause_rounds: 26,
            electorate_rounds: 13,
            support_floor: 25,
            late_swing_ticks: 48,
            veto: BasisPoints(3_334),
            readings: 2,
            readings_apart_ticks: 1_440,
            existence_members: BasisPoints(2_500),
            mandate_veto: BasisPoints(6_667),
            steward_cap: BasisPoints(50),
            steward_cap_few: BasisPoints(20_000),
            retry_ticks: 2_160,
            retry_approval: BasisPoints(500),
            freeze_ticks: 168,
            notice_ticks: 720,
            delegation_rounds: 26,
            delegates_max: 3,
            carried_floor: 10,
            carried_share: BasisPoints(50),
            delegate_lock_ticks: 48,
            asks_per_round: 1,
            panel_turnout: BasisPoints(0),
            panel_seats: 400,
            panel_ticks: 120,
            panel_answers: 200,
            panel_blocks: BasisPoints(5_500),
            panel_more_ticks: 672,
            panel_more_approval: BasisPoints(6_000),
            small_spend: BasisPoints(10),
            medium_spend: BasisPoints(50),
            large_spend: BasisPoints(200),
            splitting_ticks: 2_160,
            guardians: 5,
            guardians_needed: 4,
            pause_ticks_max: 72,
            pause_apart_ticks: 720,
            term_rounds: 52,
            team: 3,
            trustees: 0,
            validators: 0,
            elections_from: 10,
            nomination_sponsors: 50,
            nomination_ticks: 168,
            ballot_ticks: 336,
            taking_ticks: 72,
            term_parts: 3,
            renewal_rounds: 4,
            lapse_rounds: 13,
            roadmap_item_ticks: 168,
            roadmap_cost_ticks: 72,
            roadmap_back: BasisPoints(6_667),
            roadmap_back_turnout: BasisPoints(2_000),
            roadmap_insist: BasisPoints(6_000),
            juror_pay: 200,
            jury_rest_rounds: 4,
            jury_ticks_first: 72,
            jury_ticks_second: 120,
            jury_ticks_third: 168,
            opening_ticks: 24,
            appeal_ticks: 336,
            retrial_share: BasisPoints(500),
            unclear_share: BasisPoints(7_000),
            unclear_from: 5,
            attest_ticks: 336,
            payment_rounds: 26,
            outflow_part: 12,
            reserve_rounds: 26,
            surplus_investors: BasisPoints(3_000),
            surplus_patronage: BasisPoints(4_000),
            surplus_equal: BasisPoints(1_000),
            surplus_redemption: BasisPoints(3_000),
            surplus_reinvested: BasisPoints(2_000),
            surplus_rounds: 13,
            work_share: BasisPoints(1_500),
            service_share: BasisPoints(1_500),
            service_amount: MicroShares(20_000_000),
            onboarding_share: BasisPoints(500),
            onboarding_amount: MicroShares(50_000_000),
            review_share: BasisPoints(1_000),
            work_ticks: 168,
            trust_members: 0,
            trust_seeds_least: 50,
            trust_seeds_most: 2_000,
            trust_audited: 200,
            trust_notice_ticks: 168,
            trust_vouches: 2,
            meetings_per_round: 5,
            call_project_ticks: 336,
            call_ballot_ticks: 336,
            call_floor: 10_000,
            grant_spend_limit: BasisPoints(400),
            grant_minimum: BasisPoints(300),
            grant_age_ticks: 120,
            grant_floor: BasisPoints(1_000),
            grant_points: 100,
            grants_supported: 10,
            classes: Classes::both_chambers(),
            tracks: Tracks::cooperative(),
            earning: Earning::Score,
            contribution_pool: MicroShares(700_000_000_000_000),
            issuance_divisor: 400,
            quota_per_active: MicroShares(500_000_000),
            content_share: BasisPoints(5_500),
            vesting_cliff_rounds: 4,
            vesting_parts: 52,
            market: Opened::Closed,
            auction_rounds: 4,
            order_ticks: 120,
            reveal_ticks: 24,
            trade_ticks: 336,
            insider_ticks: 336,
            seller_share: BasisPoints(500),
            buyer_share: BasisPoints(100),
            barred_auctions: 4,
            redemption: Opened::Closed,
            redemption_rounds: 13,
            assign_ticks: 0,
            class_i: Opened::Closed,
            class_i_share: BasisPoints(2_500),
            investor_share: BasisPoints(2_000),
            return_cap: BasisPoints(30_000),
            later_share: BasisPoints(3_000),
            later_rounds: 26,
        }
    }

    fn circle() -> Self {
        Self {
            template: Template::Circle,
            vouches_needed: 1,
            associate_ticks: 0,
            active_rounds_needed: 1,
            late_swing_ticks: 24,
            delegate_lock_ticks: 24,
            // A handful of friends would not decide if each heard of one question a week.
            asks_per_round: 10,
            // Friends decide once, by majority, and hold no offices that would need a guard.
            readings: 1,
            mandate_veto: BasisPoints(0),
            guardians: 0,
            guardians_needed: 0,
            // Ten friends elect who leads; until then it is the founder.
            team: 1,
            // Friends do not pay each other for a judgment.
            juror_pay: 0,
            nomination_ticks: 72,
            ballot_ticks: 72,
            taking_ticks: 24,
            roadmap_item_ticks: 48,
            roadmap_cost_ticks: 24,
            roadmap_back: BasisPoints(0),
            call_project_ticks: 72,
            call_ballot_ticks: 72,
            classes: Classes::members_only(),
            tracks: Tracks::circle(),
            earning: Earning::Equal,
            // A circle needs its 2,000 bp only: with few members the floor would mean unanimity.
            support_floor: 0,
            ..Self::cooperative()
        }
    }

    fn network() -> Self {
        Self {
            template: Template::Network,
            trust_members: 200,
            joining: Joining::Open,
            vouches_needed: 3,
            associate_ticks: 720,
            active_rounds_needed: 4,
            // Where a tenth voting is a great many, four hundred say whether they speak for all.
            panel_turnout: BasisPoints(1_000),
            guardians: 11,
            guardians_needed: 7,
            trustees: 5,
            validators: 7,
            tracks: Tracks::network(),
            ..Self::cooperative()
        }
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

    /// Returns the length of a term in milliseconds.
    #[must_use]
    pub fn term_ms(&self) -> u64 {
        self.round_ms().saturating_mul(self.term_rounds.into())
    }

    /// Returns how many seats `office` has.
    #[must_use]
    pub fn seats_of(&self, office: Office) -> u16 {
        match office {
            Office::Team => self.team,
            Office::Guardian => self.guardians,
            Office::Trustee => self.trustees,
            Office::Validator => self.validators,
        }
    }

    /// Returns how many sponsors a nomination needs among `members`:
    /// `min(nomination_sponsors, ceil(members / 10))`, at least 1.
    #[must_use]
    pub fn nomination_sponsors_needed(&self, members: u32) -> u32 {
        self.nomination_sponsors.min(members.div_ceil(10)).max(1)
    }

    /// Returns how many of `members` make a petition, rounded up, at least 1.
    #[must_use]
    pub fn petition_needed(&self, members: u32) -> u32 {
        share_of(members, self.petition_share)
            .min(self.petition_ceiling)
            .max(1)
    }

    /// Returns how many of `members` put a recall to the vote, rounded up, at least 1.
    #[must_use]
    pub fn recall_needed(&self, members: u32) -> u32 {
        share_of(members, self.recall_share).max(1)
    }

    /// Returns how many sponsors a proposal needs among `members`:
    /// `min(max(floor, share of members), ceiling, ceil(members / 10))`, at least 1.
    #[must_use]
    pub fn sponsors_needed(&self, members: u32) -> u32 {
        share_of(members, self.sponsors_share)
            .max(self.sponsors_floor)
            .min(self.sponsors_ceiling)
            .min(members.div_ceil(10))
            .max(1)
    }
}

/// Longest time, in ticks or rounds, that a parameter may name.
pub(crate) const TICKS_MAX: u32 = 100_000;
const WHOLE: BasisPoints = BasisPoints(10_000);

/// Returns `share` of `count`, rounded up.
pub(crate) fn share_of(count: u32, share: BasisPoints) -> u32 {
    let part = u64::from(count)
        .saturating_mul(u64::from(share.0))
        .div_ceil(10_000);
    u32::try_from(part).unwrap_or(u32::MAX)
}
