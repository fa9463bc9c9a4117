//! Class I: units for investors, who have no vote (GOVERNANCE §8, ADR-0032).
//!
//! An offer is a decision with its terms. Investors subscribe, their money waits in escrow, and when the
//! offer closes it becomes units or goes back. A unit counts as a whole share where economic rights are
//! measured, and as nothing where votes are: no chamber, roll or snapshot reads this module.
//!
//! *Invariant:* what a holder ever gets for a unit, as return and by redemption, is at most the cap of its
//! offer, and at most three times its price. The rules themselves are in [`rules`].

use std::collections::BTreeMap;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::ids::{BasisPoints, MemberNumber, Money, ProposalId, TransferId};

pub mod rules;

/// Units that can be outstanding at once: the part of all shares that is meant for investors.
///
/// # Source
///
/// GOVERNANCE §6, issuance.
pub const UNITS_MAX: Units = Units(100_000_000);

/// The most that a unit ever returns, in basis points of its price.
pub const RETURN_CAP_MAX: BasisPoints = BasisPoints(30_000);

/// The most of a surplus that investors get.
pub const SURPLUS_SHARE_MAX: BasisPoints = BasisPoints(3_000);

/// Whole units of class I.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize,
)]
pub struct Units(pub u64);

impl core::fmt::Display for Units {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.0.fmt(f)
    }
}

/// What investors are offered, as the members vote on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct OfferTerms {
    /// What a unit costs, in minor units; above zero.
    pub price: Money,
    /// How many units are offered: 1 to [`UNITS_MAX`].
    pub units: Units,
    /// How many must come about, else all money goes back: 1 to `units`.
    pub least: Units,
    /// For how many ticks it can be subscribed to, from the enactment on; at least one.
    pub ticks: u32,
    /// What can be changed later, with the consent of those who hold them.
    pub rights: UnitRights,
}

/// What a unit gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct UnitRights {
    /// The most that it ever returns, of its price: 10,000 to [`RETURN_CAP_MAX`].
    pub return_cap: BasisPoints,
    /// The part of a year's surplus that all offered units together get: 1 to [`SURPLUS_SHARE_MAX`].
    /// Units that were not issued, or are redeemed, get nothing of it.
    pub surplus_share: BasisPoints,
    /// Rounds after the issue before it can be redeemed.
    pub redeem_rounds: u32,
    /// What is paid for redeeming it, of its price; zero: it cannot be redeemed. At most the cap.
    pub redeem_price: BasisPoints,
}

/// Other rights for the units of an offer that was issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Amendment {
    /// The decision that made the offer.
    pub offer: ProposalId,
    /// What its units give from then on.
    pub rights: UnitRights,
}

/// Where an offer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum OfferStage {
    /// It can be subscribed to.
    Open {
        /// Until when, in milliseconds.
        until_ms: u64,
    } = 0,
    /// Units were issued.
    Issued {
        /// When, in milliseconds.
        at_ms: u64,
    } = 1,
    /// Too few came about: all money goes back.
    Failed {
        /// When, in milliseconds.
        at_ms: u64,
    } = 2,
}

/// Where a subscription stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Payment {
    /// Nobody said that the money came.
    Awaited = 0,
    /// One person in office said so.
    Attested(TransferId) = 1,
    /// Two did: it is in escrow, or was until the offer closed.
    Escrowed(TransferId) = 2,
}

/// What somebody wants of an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Subscription {
    /// How many units.
    pub units: Units,
    /// Since when, in milliseconds.
    pub since_ms: u64,
    /// Whether the money came.
    pub payment: Payment,
}

/// What somebody holds of an offer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Holding {
    /// How many units, without those that are being redeemed.
    pub units: Units,
    /// What they returned, in minor units.
    pub returned: Money,
    /// What they are to return and was not paid yet.
    pub due: Money,
    /// Units that were redeemed.
    pub redeemed: Units,
    /// What was paid for them.
    pub redeemed_for: Money,
}

/// An offer.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Offer {
    /// Its terms. The rights are those in force.
    pub terms: OfferTerms,
    /// Since when it stands, in milliseconds.
    pub opened_ms: u64,
    /// Where it stands.
    pub stage: OfferStage,
    /// The last decision that changed the rights, and when, in milliseconds.
    pub amended: Option<(ProposalId, u64)>,
    /// Who wants how much; stays when it is closed.
    pub subscriptions: BTreeMap<MemberNumber, Subscription>,
    /// Who holds how much, once units are issued.
    pub holdings: BTreeMap<MemberNumber, Holding>,
}

/// What an investor says to a change of their own terms. The discriminants are permanent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Consent {
    /// It may not be enacted.
    Refused = 0,
    /// It may.
    Given = 1,
}

/// Units that are redeemed once the payment is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct UnitRedemption {
    /// Of which offer.
    pub offer: ProposalId,
    /// Whose.
    pub member: MemberNumber,
    /// How many; they left the holding and come back if nobody makes the payment.
    pub units: Units,
    /// The part of what the holding returned that went with them, in minor units.
    pub returned: Money,
}

/// Everything about class I in the state.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Investing {
    /// Every offer, by the decision that made it.
    pub offers: BTreeMap<ProposalId, Offer>,
    /// What holders say to changes of their own terms, by the proposal.
    pub consents: BTreeMap<ProposalId, BTreeMap<MemberNumber, Consent>>,
    /// Whom each holder names as the observer.
    pub named: BTreeMap<MemberNumber, MemberNumber>,
    /// Who waits to have units redeemed, and how many.
    pub asked: BTreeMap<(ProposalId, MemberNumber), Units>,
    /// What is redeemed once it is paid, by the payment.
    pub redeeming: BTreeMap<TransferId, UnitRedemption>,
}

/// How holders of units answered, in units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ConsentCount {
    /// For.
    pub given: Units,
    /// Against.
    pub refused: Units,
    /// All that could answer.
    pub all: Units,
}

impl Consent {
    /// Every answer.
    pub const ALL: [Self; 2] = [Self::Refused, Self::Given];

    /// Returns the permanent word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Given => "given",
        }
    }

    /// Returns the answer of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }
}

impl ConsentCount {
    /// Says whether class I consents: more than half of all its units do. Whoever is silent does not.
    #[must_use]
    pub fn is_given(self) -> bool {
        u128::from(self.given.0).saturating_mul(2) > u128::from(self.all.0)
    }
}

impl Offer {
    /// Says whether it can be subscribed to.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.stage, OfferStage::Open { .. })
    }

    /// Returns the units that somebody holds.
    #[must_use]
    pub fn outstanding(&self) -> Units {
        sum(self.holdings.values().map(|it| it.units))
    }

    /// Returns the units that somebody wants.
    #[must_use]
    pub fn subscribed(&self) -> Units {
        sum(self.subscriptions.values().map(|it| it.units))
    }

    /// Returns the units whose money is in escrow, or was when it closed.
    #[must_use]
    pub fn escrowed(&self) -> Units {
        let paid = self.subscriptions.values();
        let paid = paid.filter(|it| matches!(it.payment, Payment::Escrowed(_)));
        sum(paid.map(|it| it.units))
    }

    /// Returns the units that count against every limit: those that it may still issue while it is open,
    /// and those that somebody holds afterwards.
    #[must_use]
    pub fn counted(&self) -> Units {
        if self.is_open() {
            self.terms.units
        } else {
            self.outstanding()
        }
    }

    /// Returns what `units` of it cost; `None` if that is more than any account holds.
    #[must_use]
    pub fn cost(&self, units: Units) -> Option<Money> {
        self.terms.cost(units)
    }
}

impl OfferTerms {
    /// Returns what `units` cost; `None` if that is more than any account holds.
    #[must_use]
    pub fn cost(&self, units: Units) -> Option<Money> {
        let cost = self.price.0.checked_mul(units.0)?;
        (cost <= crate::books::MONEY_MAX).then_some(Money(cost))
    }
}

impl Investing {
    /// Returns the units that anybody holds.
    #[must_use]
    pub fn outstanding(&self) -> Units {
        sum(self.offers.values().map(Offer::outstanding))
    }

    /// Returns the units that count against the limits: outstanding, and those of open offers.
    #[must_use]
    pub fn counted(&self) -> Units {
        sum(self.offers.values().map(Offer::counted))
    }

    /// Returns the units that each investor holds of all offers.
    #[must_use]
    pub fn held(&self) -> BTreeMap<MemberNumber, Units> {
        let mut held: BTreeMap<MemberNumber, Units> = BTreeMap::new();
        let holdings = self.offers.values().flat_map(|it| &it.holdings);
        for (member, holding) in holdings.filter(|it| it.1.units.0 > 0) {
            let units = held.entry(*member).or_default();
            units.0 = units.0.saturating_add(holding.units.0);
        }
        held
    }

    /// Returns what goes to investors before members when everything ends, in minor units: the price of
    /// each unit once, less where it has returned so much that its cap is nearer.
    ///
    /// # Source
    ///
    /// GOVERNANCE §8, class I.
    #[must_use]
    pub fn claim(&self) -> Money {
        let claims = rules::claims(&self.offers);
        Money(claims.values().fold(0, |sum, it| sum.saturating_add(it.0)))
    }
}

/// Adds units up.
pub(crate) fn sum(units: impl Iterator<Item = Units>) -> Units {
    Units(units.fold(0, |sum: u64, it| sum.saturating_add(it.0)))
}
