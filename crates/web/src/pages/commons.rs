//! The commons: what is decided, by whom, what it changes, and what everyone earned.
//!
//! Each page is a function from a view to markup. Views carry numbers and texts as the application
//! gives them; the pages put them into words and ask nothing.

pub mod acquaintances;
pub mod auction;
pub mod budgets;
pub mod cap;
pub mod charter;
pub mod claims;
pub mod compare;
pub mod decision;
pub mod decisions;
pub mod delegation;
pub mod deliberation;
pub mod diff;
pub mod elections;
pub mod feed;
pub mod grants;
pub mod investors;
pub mod jury;
pub mod justice;
pub mod later;
pub mod moderation;
pub mod now;
pub mod offices;
pub mod payments;
pub mod people;
pub mod policy;
pub mod propose;
pub mod reconciliation;
pub mod record;
pub mod roadmap;
pub mod shares;
pub mod simulation;
pub mod statement;
pub mod surplus;
pub mod transparency;
pub mod treasury;
pub mod work;

use ledger::operation::{Choice, Payload};
use ledger::proposal::Failure;
use maud::Markup;

use crate::components::furniture::{Tab, tabs};
use crate::t;
use crate::text::Lang;

/// Addresses of the commons.
pub mod paths {
    /// Every decision, by stage.
    pub const DECISIONS: &str = "/commons/decisions";
    /// Both policies.
    pub const POLICIES: &str = "/commons/policies";
    /// The moderation policy.
    pub const MODERATION_POLICY: &str = "/commons/policies/moderation";
    /// The data policy.
    pub const DATA_POLICY: &str = "/commons/policies/data";
    /// The feed policy.
    pub const FEED: &str = "/commons/feed";
    /// What moderation and erasing did in a quarter.
    pub const TRANSPARENCY: &str = "/commons/transparency";
    /// What was erased.
    pub const ERASURES: &str = "/commons/erasures";
    /// The charter.
    pub const CHARTER: &str = "/commons/policies/charter";
    /// Proposing a change.
    pub const PROPOSE: &str = "/commons/propose";
    /// What I earned and why.
    pub const WORK: &str = "/commons/work";
    /// What I hold.
    pub const SHARES: &str = "/commons/shares";
    /// Two works beside each other, for who reviews.
    pub const COMPARE: &str = "/commons/work/compare";
    /// Everybody's shares together.
    pub const CAP_TABLE: &str = "/commons/shares/all";
    /// The record and how it was checked.
    pub const RECORD: &str = "/commons/record";
    /// Reports, actions and their public log.
    pub const MODERATION: &str = "/commons/moderation";
    /// Who votes for me, on what.
    pub const DELEGATION: &str = "/commons/delegation";
    /// Who stands for which office, and how it came out.
    pub const ELECTIONS: &str = "/commons/elections";
    /// What is done in which order, this quarter and the next.
    pub const ROADMAP: &str = "/commons/roadmap";
    /// Who holds which office.
    pub const OFFICES: &str = "/commons/offices";
    /// What people in office told everybody.
    pub const OFFICE_REPORTS: &str = "/commons/offices/reports";
    /// Members, vouches and invitations.
    pub const PEOPLE: &str = "/commons/people";
}

/// A page of the commons, as its tabs name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tabbed {
    /// What is being decided.
    Now,
    /// Every decision.
    Decisions,
    /// The policies in force.
    Policies,
    /// What I earned.
    Work,
    /// What I hold.
    Shares,
    /// The commons' money.
    Treasury,
    /// Who is here.
    People,
    /// Reports and actions.
    Moderation,
    /// The record.
    Record,
}

/// Draws the tabs of the commons.
pub fn commons_tabs(lang: Lang, current: Tabbed) -> Markup {
    let entries = [
        (Tabbed::Now, "commons-tab-now", crate::links::COMMONS),
        (Tabbed::Decisions, "commons-tab-decisions", paths::DECISIONS),
        (Tabbed::Policies, "commons-tab-policies", paths::POLICIES),
        (Tabbed::Work, "commons-tab-work", paths::WORK),
        (Tabbed::Shares, "commons-tab-shares", paths::SHARES),
        (
            Tabbed::Treasury,
            "commons-tab-treasury",
            crate::links::TREASURY,
        ),
        (Tabbed::People, "commons-tab-people", paths::PEOPLE),
        (
            Tabbed::Moderation,
            "commons-tab-moderation",
            paths::MODERATION,
        ),
        (Tabbed::Record, "commons-tab-record", paths::RECORD),
    ];
    let labels: Vec<_> = entries.iter().map(|(_, key, _)| t!(lang, key)).collect();
    let shown: Vec<Tab<'_>> = entries
        .iter()
        .zip(&labels)
        .map(|((tab, _, href), label)| Tab {
            label,
            href,
            current: *tab == current,
        })
        .collect();
    tabs(&t!(lang, "commons-tabs"), &shown)
}

/// What a decision is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The members say what they think.
    Statement,
    /// The moderation policy.
    Moderation,
    /// The data policy.
    Data,
    /// The feed policy.
    Feed,
    /// Numbers of the charter.
    Charter,
    /// Whether the network goes on as it is.
    Existence,
    /// The budget of the year.
    Budget,
    /// A payment.
    Spend,
    /// A payment of each round, or its end.
    Stream,
    /// Shares that the commons buy.
    BuyShares,
    /// Units for investors, or what they give.
    Offer,
    /// The core team's mandate.
    Mandate,
    /// Somebody takes an office.
    Appointment,
    /// Somebody is sent from an office.
    Recall,
    /// The guardians may pause once more.
    AnotherPause,
    /// What is done in a quarter, in order.
    Roadmap,
}

impl Subject {
    /// What a payload is about.
    pub fn of(payload: &Payload) -> Self {
        match payload {
            Payload::Statement => Self::Statement,
            Payload::Moderation(_) => Self::Moderation,
            Payload::Data(_) => Self::Data,
            Payload::Feed(_) => Self::Feed,
            Payload::Charter(_) => Self::Charter,
            Payload::Existence(_) => Self::Existence,
            Payload::Budget(_) => Self::Budget,
            Payload::Spend(_) => Self::Spend,
            Payload::Stream(_) | Payload::EndStream(_) => Self::Stream,
            Payload::BuyShares(_) => Self::BuyShares,
            Payload::Offer(_) | Payload::AmendOffer(_) => Self::Offer,
            Payload::Mandate(_) => Self::Mandate,
            Payload::Appointment { .. } => Self::Appointment,
            Payload::Recall { .. } => Self::Recall,
            Payload::AnotherPause => Self::AnotherPause,
            Payload::Roadmap(_) => Self::Roadmap,
        }
    }

    /// In words.
    pub fn words(self, lang: Lang) -> std::borrow::Cow<'static, str> {
        match self {
            Self::Statement => t!(lang, "subject-statement"),
            Self::Moderation => t!(lang, "subject-moderation"),
            Self::Data => t!(lang, "subject-data"),
            Self::Feed => t!(lang, "subject-feed"),
            Self::Charter => t!(lang, "subject-charter"),
            Self::Existence => t!(lang, "subject-existence"),
            Self::Budget => t!(lang, "subject-budget"),
            Self::Spend => t!(lang, "subject-spend"),
            Self::Stream => t!(lang, "subject-stream"),
            Self::BuyShares => t!(lang, "subject-buy-shares"),
            Self::Offer => t!(lang, "subject-offer"),
            Self::Mandate => t!(lang, "subject-mandate"),
            Self::Appointment => t!(lang, "subject-appointment"),
            Self::Recall => t!(lang, "subject-recall"),
            Self::AnotherPause => t!(lang, "subject-another-pause"),
            Self::Roadmap => t!(lang, "subject-roadmap"),
        }
    }
}

/// The label of a ballot that is read.
pub fn choice_label(lang: Lang, choice: Choice) -> std::borrow::Cow<'static, str> {
    t!(lang, &format!("choice-{}", choice.word()))
}

/// Where a decision stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Collects sponsors; may open at the first time, fails for want of them at the second.
    Draft {
        /// Milliseconds.
        opens_ms: u64,
        /// Milliseconds.
        expires_ms: u64,
    },
    /// Open until.
    Open {
        /// Milliseconds.
        closes_ms: u64,
    },
    /// Passed; open to challenge until.
    Confirming {
        /// Milliseconds.
        until_ms: u64,
    },
    /// Passed; in force at.
    Timelock {
        /// Milliseconds.
        until_ms: u64,
    },
    /// In force since.
    Enacted {
        /// Milliseconds.
        at_ms: u64,
    },
    /// Did not pass.
    Failed {
        /// Why.
        why: Failure,
        /// Milliseconds.
        at_ms: u64,
    },
    /// Taken back.
    Withdrawn {
        /// Milliseconds.
        at_ms: u64,
    },
    /// Passed the first time; asked again from.
    BetweenReadings {
        /// Milliseconds.
        opens_ms: u64,
    },
    /// Passed with few votes: a panel is asked.
    Panel {
        /// When it is drawn, in milliseconds.
        draws_ms: u64,
        /// Until when it answers, in milliseconds.
        until_ms: u64,
    },
}

/// Why a decision did not pass, in words.
pub fn failure_words(lang: Lang, failure: Failure) -> std::borrow::Cow<'static, str> {
    match failure {
        Failure::Sponsors => t!(lang, "failure-sponsors"),
        Failure::Support => t!(lang, "failure-support"),
        Failure::Approval => t!(lang, "failure-approval"),
        Failure::Veto => t!(lang, "failure-veto"),
        Failure::Conflict => t!(lang, "failure-conflict"),
        Failure::Stewards => t!(lang, "failure-stewards"),
        Failure::StewardsVeto => t!(lang, "failure-stewards-veto"),
        Failure::Unconfirmed => t!(lang, "failure-unconfirmed"),
        Failure::Rights => t!(lang, "failure-rights"),
        Failure::TooFewItems => t!(lang, "failure-too-few-items"),
        Failure::Consent => t!(lang, "failure-consent"),
    }
}

/// What a threshold asks for: one of 5,001 basis points is read as "over 50 %".
pub fn needs_words(lang: Lang, need_bps: u64) -> String {
    let percent =
        |bps: u64| crate::text::number::percent_short(lang, i64::try_from(bps).unwrap_or(i64::MAX));
    if need_bps % 100 == 1 {
        t!(lang, "count-needs-over", value = percent(need_bps - 1)).into_owned()
    } else {
        t!(lang, "count-needs", value = percent(need_bps)).into_owned()
    }
}

/// Micro-shares with their unit: `12.4 shares`.
pub fn shares_said(lang: Lang, micro: u64) -> std::borrow::Cow<'static, str> {
    t!(
        lang,
        "shares-held",
        amount = shares(lang, micro),
        // One and a half are not one.
        count = if micro == 1_000_000 { 1 } else { 2 }
    )
}

/// Micro-shares as shares with at most two decimals: `12.4`, `1,204`.
pub fn shares(lang: Lang, micro: u64) -> String {
    let value = i64::try_from(micro).unwrap_or(i64::MAX);
    let shown = match micro {
        0 => 0,
        1..10_000_000 => 2,
        10_000_000..1_000_000_000 => 1,
        _ => 0,
    };
    crate::text::number::decimal(lang, value, 6, shown)
}
