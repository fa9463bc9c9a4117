//! Parameters: the numbers of the charter by name, so that a decision can change one of them.
//!
//! A parameter knows the class of decision that owns it. What is not listed here (template, length
//! of a tick and of a round, size of the pool) is fixed at the founding.

use borsh::{BorshDeserialize, BorshSerialize};

use super::class::Class;
use super::track::{Track, TrackName};
use super::{Charter, Earning, Joining};
use crate::ids::{BasisPoints, MicroShares};
use crate::market::trading::Opened;

/// A number of a track.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum TrackField {
    /// [`Track::draft_ticks`].
    DraftTicks = 0,
    /// [`Track::voting_ticks`].
    VotingTicks = 1,
    /// Approval at the opening.
    ApprovalFrom = 2,
    /// Approval at the close.
    ApprovalTo = 3,
    /// Support at the opening.
    SupportFrom = 4,
    /// Support at the close.
    SupportTo = 5,
    /// [`Track::confirm_ticks`].
    ConfirmTicks = 6,
    /// [`Track::timelock_ticks`].
    TimelockTicks = 7,
    /// [`Track::at_once_max`].
    AtOnceMax = 8,
}

/// A chamber that a class asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Chamber {
    /// M: one member, one vote.
    Members = 0,
    /// S: weighted by earned shares.
    Stewards = 1,
}

/// What kind of number a parameter is, for whoever shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// So many.
    Count,
    /// Ticks.
    Ticks,
    /// Rounds.
    Rounds,
    /// Basis points.
    Share,
    /// Micro-shares.
    Shares,
    /// 0 is the first of two choices, 1 the second.
    Choice,
}

/// A number of the charter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Parameter {
    /// One that stands alone.
    Rule(RuleName) = 0,
    /// One of a track.
    Track(TrackName, TrackField) = 1,
    /// What a class needs in a chamber.
    Needs(Class, Chamber) = 2,
}

/// A parameter with its new value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct ParameterChange {
    /// Which.
    pub parameter: Parameter,
    /// Its new value, in the parameter's unit.
    pub value: u64,
}

impl TrackField {
    /// Every number of a track.
    pub const ALL: [Self; 9] = [
        Self::DraftTicks,
        Self::VotingTicks,
        Self::ApprovalFrom,
        Self::ApprovalTo,
        Self::SupportFrom,
        Self::SupportTo,
        Self::ConfirmTicks,
        Self::TimelockTicks,
        Self::AtOnceMax,
    ];

    /// Returns the permanent word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::DraftTicks => "draft-ticks",
            Self::VotingTicks => "voting-ticks",
            Self::ApprovalFrom => "approval-from",
            Self::ApprovalTo => "approval-to",
            Self::SupportFrom => "support-from",
            Self::SupportTo => "support-to",
            Self::ConfirmTicks => "confirm-ticks",
            Self::TimelockTicks => "timelock-ticks",
            Self::AtOnceMax => "at-once-max",
        }
    }

    fn unit(self) -> Unit {
        match self {
            Self::DraftTicks | Self::VotingTicks | Self::ConfirmTicks | Self::TimelockTicks => {
                Unit::Ticks
            }
            Self::ApprovalFrom | Self::ApprovalTo | Self::SupportFrom | Self::SupportTo => {
                Unit::Share
            }
            Self::AtOnceMax => Unit::Count,
        }
    }

    fn get(self, track: &Track) -> u64 {
        match self {
            Self::DraftTicks => track.draft_ticks.into(),
            Self::VotingTicks => track.voting_ticks.into(),
            Self::ApprovalFrom => track.approval.from.0.into(),
            Self::ApprovalTo => track.approval.to.0.into(),
            Self::SupportFrom => track.support.from.0.into(),
            Self::SupportTo => track.support.to.0.into(),
            Self::ConfirmTicks => track.confirm_ticks.into(),
            Self::TimelockTicks => track.timelock_ticks.into(),
            Self::AtOnceMax => track.at_once_max.into(),
        }
    }

    fn set(self, track: &mut Track, value: u64) -> Option<()> {
        let number = u32::try_from(value).ok();
        match self {
            Self::DraftTicks => track.draft_ticks = number?,
            Self::VotingTicks => track.voting_ticks = number?,
            Self::ApprovalFrom => track.approval.from = BasisPoints(number?),
            Self::ApprovalTo => track.approval.to = BasisPoints(number?),
            Self::SupportFrom => track.support.from = BasisPoints(number?),
            Self::SupportTo => track.support.to = BasisPoints(number?),
            Self::ConfirmTicks => track.confirm_ticks = number?,
            Self::TimelockTicks => track.timelock_ticks = number?,
            Self::AtOnceMax => track.at_once_max = u16::try_from(value).ok()?,
        }
        Some(())
    }
}

impl Chamber {
    /// Returns the permanent word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Members => "members",
            Self::Stewards => "stewards",
        }
    }
}

/// A value of a field as a number, and back.
trait Number: Sized {
    fn to_number(&self) -> u64;
    fn of_number(value: u64) -> Option<Self>;
}

macro_rules! plain_number {
    ($($kind:ty),+) => {
        $(impl Number for $kind {
            fn to_number(&self) -> u64 {
                u64::from(*self)
            }

            fn of_number(value: u64) -> Option<Self> {
                Self::try_from(value).ok()
            }
        })+
    };
}

plain_number!(u8, u16, u32);

impl Number for BasisPoints {
    fn to_number(&self) -> u64 {
        self.0.into()
    }

    fn of_number(value: u64) -> Option<Self> {
        u32::try_from(value).ok().map(Self)
    }
}

impl Number for MicroShares {
    fn to_number(&self) -> u64 {
        self.0
    }

    fn of_number(value: u64) -> Option<Self> {
        Some(Self(value))
    }
}

impl Number for Joining {
    fn to_number(&self) -> u64 {
        match self {
            Self::Invitation => 0,
            Self::Open => 1,
        }
    }

    fn of_number(value: u64) -> Option<Self> {
        match value {
            0 => Some(Self::Invitation),
            1 => Some(Self::Open),
            _ => None,
        }
    }
}

impl Number for Earning {
    fn to_number(&self) -> u64 {
        match self {
            Self::Score => 0,
            Self::Equal => 1,
        }
    }

    fn of_number(value: u64) -> Option<Self> {
        match value {
            0 => Some(Self::Score),
            1 => Some(Self::Equal),
            _ => None,
        }
    }
}

impl Number for Opened {
    fn to_number(&self) -> u64 {
        match self {
            Self::Closed => 0,
            Self::Open => 1,
        }
    }

    fn of_number(value: u64) -> Option<Self> {
        match value {
            0 => Some(Self::Closed),
            1 => Some(Self::Open),
            _ => None,
        }
    }
}

macro_rules! rules {
    ($($name:ident / $field:ident = $code:literal, $word:literal, $unit:ident, $owner:ident;)+) => {
        /// The parameters that stand alone, each named after its field of [`Charter`].
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize,
        )]
        #[borsh(use_discriminant = true)]
        #[repr(u8)]
        pub enum RuleName {
            $(#[doc = concat!("[`Charter::", stringify!($field), "`].")] $name = $code,)+
        }

        impl RuleName {
            /// Every one of them, in order.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// Returns the permanent word for it.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }

            fn unit(self) -> Unit {
                match self { $(Self::$name => Unit::$unit),+ }
            }

            fn owner(self) -> Class {
                match self { $(Self::$name => Class::$owner),+ }
            }

            fn get(self, charter: &Charter) -> u64 {
                match self { $(Self::$name => charter.$field.to_number()),+ }
            }

            fn set(self, charter: &mut Charter, value: u64) -> Option<()> {
                match self { $(Self::$name => charter.$field = Number::of_number(value)?),+ }
                Some(())
            }
        }
    };
}

rules! {
    Joining / joining = 0, "joining", Choice, Charter;
    BootstrapMembers / bootstrap_members = 1, "bootstrap-members", Count, Charter;
    VouchesNeeded / vouches_needed = 2, "vouches-needed", Count, Charter;
    AssociateTicks / associate_ticks = 3, "associate-ticks", Ticks, Charter;
    ActiveRoundsNeeded / active_rounds_needed = 4, "active-rounds-needed", Rounds, Charter;
    VouchesOpenMax / vouches_open_max = 5, "vouches-open-max", Count, Charter;
    VouchesPerRound / vouches_per_round = 6, "vouches-per-round", Count, Charter;
    VouchReleaseRounds / vouch_release_rounds = 7, "vouch-release-rounds", Rounds, Charter;
    InvitationTicksMax / invitation_ticks_max = 8, "invitation-ticks-max", Ticks, Charter;
    KeysMax / keys_max = 9, "keys-max", Count, Charter;
    KeyDelayTicks / key_delay_ticks = 10, "key-delay-ticks", Ticks, Charter;
    SessionTicksMax / session_ticks_max = 11, "session-ticks-max", Ticks, Charter;
    SponsorsFloor / sponsors_floor = 12, "sponsors-floor", Count, Charter;
    SponsorsShare / sponsors_share = 13, "sponsors-share", Share, Charter;
    SponsorsCeiling / sponsors_ceiling = 14, "sponsors-ceiling", Count, Charter;
    SponsoredMax / sponsored_max = 15, "sponsored-max", Count, Charter;
    DraftTicksMax / draft_ticks_max = 16, "draft-ticks-max", Ticks, Charter;
    PetitionShare / petition_share = 17, "petition-share", Share, Charter;
    PetitionCeiling / petition_ceiling = 18, "petition-ceiling", Count, Charter;
    PetitionTicks / petition_ticks = 19, "petition-ticks", Ticks, Charter;
    RecallShare / recall_share = 20, "recall-share", Share, Charter;
    RecallTicks / recall_ticks = 21, "recall-ticks", Ticks, Charter;
    RecallPauseRounds / recall_pause_rounds = 22, "recall-pause-rounds", Rounds, Charter;
    ElectorateRounds / electorate_rounds = 23, "electorate-rounds", Rounds, Charter;
    SupportFloor / support_floor = 24, "support-floor", Count, Charter;
    LateSwingTicks / late_swing_ticks = 25, "late-swing-ticks", Ticks, Charter;
    Veto / veto = 26, "veto", Share, Charter;
    Readings / readings = 27, "readings", Count, Charter;
    ReadingsApartTicks / readings_apart_ticks = 28, "readings-apart-ticks", Ticks, Charter;
    ExistenceMembers / existence_members = 29, "existence-members", Share, Charter;
    MandateVeto / mandate_veto = 30, "mandate-veto", Share, Charter;
    StewardCap / steward_cap = 31, "steward-cap", Share, Charter;
    RetryTicks / retry_ticks = 32, "retry-ticks", Ticks, Charter;
    RetryApproval / retry_approval = 33, "retry-approval", Share, Charter;
    FreezeTicks / freeze_ticks = 34, "freeze-ticks", Ticks, Charter;
    NoticeTicks / notice_ticks = 35, "notice-ticks", Ticks, Charter;
    DelegationRounds / delegation_rounds = 36, "delegation-rounds", Rounds, Charter;
    CarriedFloor / carried_floor = 37, "carried-floor", Count, Charter;
    CarriedShare / carried_share = 38, "carried-share", Share, Charter;
    DelegateLockTicks / delegate_lock_ticks = 39, "delegate-lock-ticks", Ticks, Charter;
    SmallSpend / small_spend = 40, "small-spend", Share, Charter;
    MediumSpend / medium_spend = 41, "medium-spend", Share, Charter;
    LargeSpend / large_spend = 42, "large-spend", Share, Charter;
    SplittingTicks / splitting_ticks = 43, "splitting-ticks", Ticks, Charter;
    Guardians / guardians = 44, "guardians", Count, Charter;
    GuardiansNeeded / guardians_needed = 45, "guardians-needed", Count, Charter;
    PauseTicksMax / pause_ticks_max = 46, "pause-ticks-max", Ticks, Charter;
    PauseApartTicks / pause_apart_ticks = 47, "pause-apart-ticks", Ticks, Charter;
    TermRounds / term_rounds = 48, "term-rounds", Rounds, Charter;
    Earning / earning = 49, "earning", Choice, Ownership;
    IssuanceDivisor / issuance_divisor = 50, "issuance-divisor", Count, Ownership;
    QuotaPerActive / quota_per_active = 51, "quota-per-active", Shares, Ownership;
    ContentShare / content_share = 52, "content-share", Share, Ownership;
    VestingCliffRounds / vesting_cliff_rounds = 53, "vesting-cliff-rounds", Rounds, Ownership;
    VestingParts / vesting_parts = 54, "vesting-parts", Rounds, Ownership;
    StewardCapFew / steward_cap_few = 55, "steward-cap-few", Share, Charter;
    DelegatesMax / delegates_max = 56, "delegates-max", Count, Charter;
    PanelTurnout / panel_turnout = 57, "panel-turnout", Share, Charter;
    PanelSeats / panel_seats = 58, "panel-seats", Count, Charter;
    PanelTicks / panel_ticks = 59, "panel-ticks", Ticks, Charter;
    PanelAnswers / panel_answers = 60, "panel-answers", Count, Charter;
    PanelBlocks / panel_blocks = 61, "panel-blocks", Share, Charter;
    PanelMoreTicks / panel_more_ticks = 62, "panel-more-ticks", Ticks, Charter;
    PanelMoreApproval / panel_more_approval = 63, "panel-more-approval", Share, Charter;
    Team / team = 64, "team", Count, Charter;
    Trustees / trustees = 65, "trustees", Count, Charter;
    Validators / validators = 66, "validators", Count, Charter;
    ElectionsFrom / elections_from = 67, "elections-from", Count, Charter;
    NominationSponsors / nomination_sponsors = 68, "nomination-sponsors", Count, Charter;
    NominationTicks / nomination_ticks = 69, "nomination-ticks", Ticks, Charter;
    BallotTicks / ballot_ticks = 70, "ballot-ticks", Ticks, Charter;
    TakingTicks / taking_ticks = 71, "taking-ticks", Ticks, Charter;
    TermParts / term_parts = 72, "term-parts", Count, Charter;
    AsksPerRound / asks_per_round = 73, "asks-per-round", Count, Charter;
    RenewalRounds / renewal_rounds = 74, "renewal-rounds", Rounds, Charter;
    LapseRounds / lapse_rounds = 75, "lapse-rounds", Rounds, Charter;
    RoadmapItemTicks / roadmap_item_ticks = 100, "roadmap-item-ticks", Ticks, Charter;
    RoadmapCostTicks / roadmap_cost_ticks = 101, "roadmap-cost-ticks", Ticks, Charter;
    RoadmapBack / roadmap_back = 102, "roadmap-back", Share, Charter;
    RoadmapBackTurnout / roadmap_back_turnout = 103, "roadmap-back-turnout", Share, Charter;
    RoadmapInsist / roadmap_insist = 104, "roadmap-insist", Share, Charter;
    JurorPay / juror_pay = 80, "juror-pay", Count, Ownership;
    JuryRestRounds / jury_rest_rounds = 81, "jury-rest-rounds", Rounds, Charter;
    JuryTicksFirst / jury_ticks_first = 82, "jury-ticks-first", Ticks, Charter;
    JuryTicksSecond / jury_ticks_second = 83, "jury-ticks-second", Ticks, Charter;
    JuryTicksThird / jury_ticks_third = 84, "jury-ticks-third", Ticks, Charter;
    OpeningTicks / opening_ticks = 85, "opening-ticks", Ticks, Charter;
    AppealTicks / appeal_ticks = 86, "appeal-ticks", Ticks, Charter;
    RetrialShare / retrial_share = 87, "retrial-share", Share, Charter;
    UnclearShare / unclear_share = 88, "unclear-share", Share, Charter;
    UnclearFrom / unclear_from = 89, "unclear-from", Count, Charter;
    AttestTicks / attest_ticks = 110, "attest-ticks", Ticks, Charter;
    PaymentRounds / payment_rounds = 111, "payment-rounds", Rounds, Charter;
    OutflowPart / outflow_part = 112, "outflow-part", Count, Charter;
    ReserveRounds / reserve_rounds = 113, "reserve-rounds", Rounds, Charter;
    SurplusInvestors / surplus_investors = 180, "surplus-investors", Share, Ownership;
    SurplusPatronage / surplus_patronage = 181, "surplus-patronage", Share, Ownership;
    SurplusEqual / surplus_equal = 182, "surplus-equal", Share, Ownership;
    SurplusRedemption / surplus_redemption = 183, "surplus-redemption", Share, Ownership;
    SurplusReinvested / surplus_reinvested = 184, "surplus-reinvested", Share, Ownership;
    SurplusRounds / surplus_rounds = 185, "surplus-rounds", Rounds, Ownership;
    WorkShare / work_share = 130, "work-share", Share, Ownership;
    ServiceShare / service_share = 131, "service-share", Share, Ownership;
    ServiceAmount / service_amount = 132, "service-amount", Shares, Ownership;
    OnboardingShare / onboarding_share = 133, "onboarding-share", Share, Ownership;
    OnboardingAmount / onboarding_amount = 134, "onboarding-amount", Shares, Ownership;
    WorkTicks / work_ticks = 135, "work-ticks", Ticks, Charter;
    ReviewShare / review_share = 136, "review-share", Share, Ownership;
    TrustMembers / trust_members = 170, "trust-members", Count, Charter;
    TrustSeedsLeast / trust_seeds_least = 171, "trust-seeds-least", Count, Charter;
    TrustSeedsMost / trust_seeds_most = 172, "trust-seeds-most", Count, Charter;
    TrustAudited / trust_audited = 173, "trust-audited", Count, Charter;
    TrustNoticeTicks / trust_notice_ticks = 174, "trust-notice-ticks", Ticks, Charter;
    TrustVouches / trust_vouches = 175, "trust-vouches", Count, Charter;
    MeetingsPerRound / meetings_per_round = 176, "meetings-per-round", Count, Charter;
    CallProjectTicks / call_project_ticks = 190, "call-project-ticks", Ticks, Charter;
    CallBallotTicks / call_ballot_ticks = 191, "call-ballot-ticks", Ticks, Charter;
    CallFloor / call_floor = 192, "call-floor", Count, Charter;
    GrantSpendLimit / grant_spend_limit = 193, "grant-spend-limit", Share, Charter;
    GrantMinimum / grant_minimum = 194, "grant-minimum", Share, Charter;
    GrantAgeTicks / grant_age_ticks = 195, "grant-age-ticks", Ticks, Charter;
    GrantFloor / grant_floor = 196, "grant-floor", Share, Charter;
    GrantPoints / grant_points = 197, "grant-points", Count, Charter;
    GrantsSupported / grants_supported = 198, "grants-supported", Count, Charter;
    Market / market = 200, "market", Choice, Ownership;
    AuctionRounds / auction_rounds = 201, "auction-rounds", Rounds, Ownership;
    OrderTicks / order_ticks = 202, "order-ticks", Ticks, Ownership;
    RevealTicks / reveal_ticks = 203, "reveal-ticks", Ticks, Ownership;
    TradeTicks / trade_ticks = 204, "trade-ticks", Ticks, Ownership;
    InsiderTicks / insider_ticks = 205, "insider-ticks", Ticks, Ownership;
    SellerShare / seller_share = 206, "seller-share", Share, Ownership;
    BuyerShare / buyer_share = 207, "buyer-share", Share, Ownership;
    BarredAuctions / barred_auctions = 208, "barred-auctions", Count, Ownership;
    Redemption / redemption = 209, "redemption", Choice, Ownership;
    RedemptionRounds / redemption_rounds = 210, "redemption-rounds", Rounds, Ownership;
    AssignTicks / assign_ticks = 215, "assign-ticks", Ticks, Ownership;
    ClassI / class_i = 217, "class-i", Choice, Ownership;
    ClassIShare / class_i_share = 218, "class-i-share", Share, Ownership;
    InvestorShare / investor_share = 219, "investor-share", Share, Ownership;
    ReturnCap / return_cap = 220, "return-cap", Share, Ownership;
    LaterShare / later_share = 221, "later-share", Share, Ownership;
    LaterRounds / later_rounds = 222, "later-rounds", Rounds, Ownership;
}

/// The most that one decision moves a part of the surplus by, in basis points.
///
/// # Source
///
/// GOVERNANCE §7, surplus of a year.
pub const SURPLUS_STEP_MAX: u64 = 1_000;

impl Parameter {
    /// Says whether a decision may set it from one value to the other: a part of the surplus moves in small
    /// steps.
    #[must_use]
    pub fn may_move(self, from: u64, to: u64) -> bool {
        match self {
            Self::Rule(
                RuleName::SurplusInvestors
                | RuleName::SurplusPatronage
                | RuleName::SurplusEqual
                | RuleName::SurplusRedemption
                | RuleName::SurplusReinvested,
            ) => from.abs_diff(to) <= SURPLUS_STEP_MAX,
            Self::Rule(_) | Self::Track(..) | Self::Needs(..) => true,
        }
    }

    /// Returns every parameter: those that stand alone, then the tracks', then the classes'.
    pub fn all() -> impl Iterator<Item = Self> {
        let rules = RuleName::ALL.iter().copied().map(Self::Rule);
        let tracks = TrackName::ALL.into_iter().flat_map(|track| {
            TrackField::ALL
                .into_iter()
                .map(move |field| Self::Track(track, field))
        });
        let needs = Class::ALL.into_iter().flat_map(|class| {
            [Chamber::Members, Chamber::Stewards].map(|chamber| Self::Needs(class, chamber))
        });
        rules.chain(tracks).chain(needs)
    }

    /// Returns the permanent word for it: `veto`, `policy.voting-ticks`, `ownership.stewards`.
    #[must_use]
    pub fn word(self) -> String {
        match self {
            Self::Rule(name) => name.word().to_owned(),
            Self::Track(track, field) => format!("{}.{}", track.word(), field.word()),
            Self::Needs(class, chamber) => format!("{}.{}", class.word(), chamber.word()),
        }
    }

    /// Returns the parameter of this word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::all().find(|parameter| parameter.word() == word)
    }

    /// Returns what kind of number it is.
    #[must_use]
    pub fn unit(self) -> Unit {
        match self {
            Self::Rule(name) => name.unit(),
            Self::Track(_, field) => field.unit(),
            Self::Needs(..) => Unit::Share,
        }
    }

    /// Returns the class of decision that may change it (GOVERNANCE §2).
    #[must_use]
    pub fn owner(self) -> Class {
        match self {
            Self::Rule(name) => name.owner(),
            Self::Track(..) | Self::Needs(..) => Class::Charter,
        }
    }

    /// Returns its value in `charter`.
    #[must_use]
    pub fn get(self, charter: &Charter) -> u64 {
        match self {
            Self::Rule(name) => name.get(charter),
            Self::Track(track, field) => field.get(charter.tracks.get(track)),
            Self::Needs(class, chamber) => {
                let needs = charter.classes.get(class);
                match chamber {
                    Chamber::Members => needs.members.0.into(),
                    Chamber::Stewards => needs.stewards.0.into(),
                }
            }
        }
    }

    /// Sets it in `charter`; nothing happens, and nothing is returned, if the value does not fit
    /// its type.
    pub fn set(self, charter: &mut Charter, value: u64) -> Option<()> {
        match self {
            Self::Rule(name) => name.set(charter, value),
            Self::Track(track, field) => field.set(charter.tracks.get_mut(track), value),
            Self::Needs(class, chamber) => {
                let share = BasisPoints(u32::try_from(value).ok()?);
                let needs = charter.classes.get_mut(class);
                match chamber {
                    Chamber::Members => needs.members = share,
                    Chamber::Stewards => needs.stewards = share,
                }
                Some(())
            }
        }
    }

    /// Says whether changing it from one charter to the other takes something from those who
    /// earn, so that they must have notice (the bill of rights).
    #[must_use]
    pub fn costs_earners(self, before: &Charter, after: &Charter) -> bool {
        let (old, new) = (self.get(before), self.get(after));
        match self {
            // Whoever waits longer, or for more, has less now.
            Self::Rule(
                RuleName::IssuanceDivisor | RuleName::LaterShare | RuleName::LaterRounds,
            ) => new > old,
            Self::Rule(
                RuleName::QuotaPerActive
                | RuleName::ContentShare
                | RuleName::WorkShare
                | RuleName::ServiceShare
                | RuleName::ServiceAmount
                | RuleName::OnboardingShare
                | RuleName::OnboardingAmount
                | RuleName::ReviewShare,
            ) => new < old,
            Self::Rule(_) | Self::Track(..) | Self::Needs(..) => false,
        }
    }
}
