//! The numbers of the charter in words: what each is called, what it does, and its value.

use ledger::charter::{
    Chamber, Charter, Class, Parameter, RuleName, Template, TrackField, TrackName, Unit,
};

use super::Lang;
use super::moment::span;
use super::number::{count, decimal};
use crate::t;

/// What a parameter is called.
pub fn name(lang: Lang, parameter: Parameter) -> String {
    match parameter {
        Parameter::Rule(name) => {
            let key = format!("parameter-{}", name.word());
            t!(lang, &key).into_owned()
        }
        Parameter::Track(track, field) => {
            let key = format!("parameter-track-{}", field.word());
            t!(lang, &key, matter = track_name(lang, track)).into_owned()
        }
        Parameter::Needs(class, chamber) => {
            let key = format!("parameter-needs-{}", chamber.word());
            t!(lang, &key, matter = class_name(lang, class)).into_owned()
        }
    }
}

/// What a parameter does.
pub fn meaning(lang: Lang, parameter: Parameter) -> String {
    let key = match parameter {
        Parameter::Rule(name) => format!("parameter-{}-text", name.word()),
        Parameter::Track(_, field) => format!("parameter-track-{}-text", field.word()),
        Parameter::Needs(_, chamber) => format!("parameter-needs-{}-text", chamber.word()),
    };
    t!(lang, &key).into_owned()
}

/// Numbers that belong together, in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// How one becomes a member, and one's keys.
    Joining,
    /// How a question comes to a vote.
    Filing,
    /// How votes go.
    Voting,
    /// What each kind of decision needs.
    Needed,
    /// Who votes for whom.
    Delegation,
    /// Whoever is drawn by lot.
    Panel,
    /// Who holds an office.
    Offices,
    /// When a payment is large.
    Money,
    /// How shares are earned.
    Earning,
    /// Times and thresholds of one kind of decision.
    Track(TrackName),
}

/// Where a parameter stands.
// long: one line for each number
pub fn section(parameter: Parameter) -> Section {
    use RuleName as R;
    let name = match parameter {
        Parameter::Track(track, _) => return Section::Track(track),
        Parameter::Needs(..) => return Section::Needed,
        Parameter::Rule(name) => name,
    };
    match name {
        R::Joining
        | R::BootstrapMembers
        | R::VouchesNeeded
        | R::AssociateTicks
        | R::ActiveRoundsNeeded
        | R::VouchesOpenMax
        | R::VouchesPerRound
        | R::VouchReleaseRounds
        | R::InvitationTicksMax
        | R::KeysMax
        | R::KeyDelayTicks
        | R::SessionTicksMax
        | R::TrustMembers
        | R::TrustSeedsLeast
        | R::TrustSeedsMost
        | R::TrustAudited
        | R::TrustNoticeTicks
        | R::TrustVouches
        | R::MeetingsPerRound => Section::Joining,
        R::SponsorsFloor
        | R::SponsorsShare
        | R::SponsorsCeiling
        | R::SponsoredMax
        | R::DraftTicksMax
        | R::PetitionShare
        | R::PetitionCeiling
        | R::PetitionTicks
        | R::RetryTicks
        | R::RetryApproval
        | R::RoadmapItemTicks
        | R::RoadmapCostTicks => Section::Filing,
        R::ElectorateRounds
        | R::SupportFloor
        | R::LateSwingTicks
        | R::Veto
        | R::Readings
        | R::ReadingsApartTicks
        | R::FreezeTicks
        | R::NoticeTicks
        | R::AsksPerRound => Section::Voting,
        R::ExistenceMembers
        | R::MandateVeto
        | R::StewardCap
        | R::StewardCapFew
        | R::RoadmapBack
        | R::RoadmapBackTurnout
        | R::RoadmapInsist => Section::Needed,
        R::DelegationRounds
        | R::DelegatesMax
        | R::CarriedFloor
        | R::CarriedShare
        | R::DelegateLockTicks => Section::Delegation,
        R::PanelTurnout
        | R::PanelSeats
        | R::PanelTicks
        | R::PanelAnswers
        | R::PanelBlocks
        | R::PanelMoreTicks
        | R::PanelMoreApproval
        | R::JurorPay
        | R::JuryRestRounds
        | R::JuryTicksFirst
        | R::JuryTicksSecond
        | R::JuryTicksThird
        | R::OpeningTicks
        | R::AppealTicks
        | R::RetrialShare
        | R::UnclearShare
        | R::UnclearFrom
        | R::WorkTicks => Section::Panel,
        R::Guardians
        | R::GuardiansNeeded
        | R::PauseTicksMax
        | R::PauseApartTicks
        | R::TermRounds
        | R::Team
        | R::Trustees
        | R::Validators
        | R::ElectionsFrom
        | R::NominationSponsors
        | R::NominationTicks
        | R::BallotTicks
        | R::TakingTicks
        | R::TermParts
        | R::RenewalRounds
        | R::LapseRounds
        | R::RecallShare
        | R::RecallTicks
        | R::RecallPauseRounds => Section::Offices,
        R::SmallSpend
        | R::MediumSpend
        | R::LargeSpend
        | R::SplittingTicks
        | R::AttestTicks
        | R::PaymentRounds
        | R::OutflowPart
        | R::ReserveRounds
        | R::CallProjectTicks
        | R::CallBallotTicks
        | R::CallFloor
        | R::GrantSpendLimit
        | R::GrantMinimum
        | R::GrantAgeTicks
        | R::GrantFloor
        | R::GrantPoints
        | R::GrantsSupported => Section::Money,
        R::Market
        | R::AuctionRounds
        | R::OrderTicks
        | R::RevealTicks
        | R::TradeTicks
        | R::InsiderTicks
        | R::SellerShare
        | R::BuyerShare
        | R::AssignTicks
        | R::BarredAuctions
        | R::Redemption
        | R::RedemptionRounds
        | R::ClassI
        | R::ClassIShare
        | R::InvestorShare
        | R::ReturnCap
        | R::SurplusInvestors
        | R::SurplusPatronage
        | R::SurplusEqual
        | R::SurplusRedemption
        | R::SurplusReinvested
        | R::SurplusRounds => Section::Money,
        R::Earning
        | R::IssuanceDivisor
        | R::QuotaPerActive
        | R::ContentShare
        | R::WorkShare
        | R::ServiceShare
        | R::ServiceAmount
        | R::OnboardingShare
        | R::OnboardingAmount
        | R::ReviewShare
        | R::LaterShare
        | R::LaterRounds
        | R::VestingCliffRounds
        | R::VestingParts => Section::Earning,
    }
}

/// What a section is called.
pub fn section_name(lang: Lang, charter: &Charter, section: Section) -> String {
    let key = match section {
        Section::Joining => "charter-joining",
        Section::Filing => "charter-filing",
        Section::Voting => "charter-voting",
        Section::Needed => "charter-needed",
        Section::Delegation => "charter-delegation",
        Section::Panel => "charter-panel",
        Section::Offices => "charter-offices",
        Section::Money => "charter-money",
        Section::Earning => "charter-earning",
        // Where there is one way to decide, it has no name.
        Section::Track(_) if charter.template == Template::Circle => "charter-track",
        Section::Track(track) => {
            let matter = track_name(lang, track);
            return t!(lang, "charter-track-of", matter = matter).into_owned();
        }
    };
    t!(lang, key).into_owned()
}

/// What the decisions of a track are called.
pub fn track_name(lang: Lang, track: TrackName) -> String {
    t!(lang, &format!("matter-{}", track.word())).into_owned()
}

/// What the decisions of a class are called.
pub fn class_name(lang: Lang, class: Class) -> String {
    t!(lang, &format!("class-{}", class.word())).into_owned()
}

/// A value with its unit.
pub fn value(lang: Lang, charter: &Charter, parameter: Parameter, value: u64) -> String {
    let small = u32::try_from(value).unwrap_or(u32::MAX);
    match parameter.unit() {
        Unit::Count => count(lang, value),
        Unit::Ticks if value == 0 => t!(lang, "parameter-no-time").into_owned(),
        Unit::Ticks if charter.ticks_ms(small).is_multiple_of(86_400_000) => {
            span(lang, charter.ticks_ms(small))
        }
        Unit::Ticks => t!(lang, "parameter-hours", count = value).into_owned(),
        Unit::Rounds => t!(lang, "parameter-rounds", count = value).into_owned(),
        Unit::Share => {
            let places = if value.is_multiple_of(100) { 0 } else { 2 };
            format!("{}\u{a0}%", decimal(lang, i64::from(small), 2, places))
        }
        Unit::Shares => {
            let micro = i64::try_from(value).unwrap_or(i64::MAX);
            t!(
                lang,
                "parameter-shares",
                amount = decimal(lang, micro, 6, 2)
            )
            .into_owned()
        }
        Unit::Choice => {
            let key = format!("{}-{value}", choice_key(parameter));
            t!(lang, &key).into_owned()
        }
    }
}

fn choice_key(parameter: Parameter) -> &'static str {
    match parameter {
        Parameter::Rule(RuleName::Joining) => "parameter-joining",
        Parameter::Rule(RuleName::Market | RuleName::Redemption) => "parameter-opened",
        Parameter::Rule(_) | Parameter::Track(..) | Parameter::Needs(..) => "parameter-earning",
    }
}

/// What a number is typed in, for the hint below its field.
pub fn unit_hint(lang: Lang, parameter: Parameter) -> String {
    let key = match parameter.unit() {
        Unit::Count => "parameter-unit-count",
        Unit::Ticks => "parameter-unit-ticks",
        Unit::Rounds => "parameter-unit-rounds",
        Unit::Share => "parameter-unit-share",
        Unit::Shares => "parameter-unit-shares",
        Unit::Choice => "parameter-unit-choice",
    };
    t!(lang, key).into_owned()
}

/// Says whether somebody in a place of this kind has a use for the parameter: a circle decides
/// everything in one way, and has no use for what tells the ways apart.
pub fn is_shown(charter: &Charter, parameter: Parameter) -> bool {
    if charter.template != Template::Circle {
        return true;
    }
    match parameter {
        Parameter::Rule(name) => !matches!(
            name,
            RuleName::Readings
                | RuleName::ReadingsApartTicks
                | RuleName::MandateVeto
                | RuleName::StewardCap
                | RuleName::StewardCapFew
                | RuleName::Guardians
                | RuleName::GuardiansNeeded
                | RuleName::PauseTicksMax
                | RuleName::PauseApartTicks
                | RuleName::SmallSpend
                | RuleName::MediumSpend
                | RuleName::LargeSpend
                | RuleName::SplittingTicks
                | RuleName::PanelTurnout
                | RuleName::PanelSeats
                | RuleName::PanelTicks
                | RuleName::PanelAnswers
                | RuleName::PanelBlocks
                | RuleName::PanelMoreTicks
                | RuleName::PanelMoreApproval
        ),
        Parameter::Track(track, field) => {
            track == TrackName::Policy
                && field != TrackField::ApprovalTo
                && field != TrackField::SupportTo
        }
        Parameter::Needs(_, chamber) => chamber == Chamber::Members,
    }
}
