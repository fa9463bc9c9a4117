//! What an investor wants, and what is said in office about their money.

use app::Companion;
use ledger::ids::{MemberNumber, ProposalId};
use ledger::investing::{Consent, Units};
use ledger::operation::Body;
use serde::Deserialize;

use super::{Number, Wanted};
use crate::error::PageError;
use crate::visit::Visit;

/// An offer.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct OfferWant {
    /// The decision that made it.
    #[schema(value_type = u32)]
    offer: Number,
}

/// Units of an offer.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct UnitsWant {
    /// The decision that made the offer.
    #[schema(value_type = u32)]
    offer: Number,
    /// How many, as a whole number.
    units: String,
}

/// What is said in office about the money of a subscription.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct SubscriptionWant {
    /// The decision that made the offer.
    #[schema(value_type = u32)]
    offer: Number,
    /// The investor's number.
    #[schema(value_type = u32)]
    investor: Number,
    /// What the document is, at most 160 characters; kept off the record.
    title: String,
    /// What it says, at most 8,000 characters; kept off the record.
    #[serde(default)]
    reasons: String,
}

/// An answer to a change of terms.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct ConsentWant {
    /// The proposal.
    #[schema(value_type = u32)]
    proposal: Number,
    /// `given` or `refused`.
    answer: String,
}

impl OfferWant {
    pub(super) fn id(&self) -> ProposalId {
        ProposalId(self.offer.0)
    }
}

impl UnitsWant {
    fn units(&self) -> Result<Units, PageError> {
        let units = self.units.trim().parse().map(Units);
        units.map_err(|_| PageError::Unreadable("how many units"))
    }

    pub(super) fn subscribe(&self) -> Result<Body, PageError> {
        Ok(Body::Subscribe {
            offer: ProposalId(self.offer.0),
            units: self.units()?,
        })
    }

    pub(super) fn redeem(&self) -> Result<Body, PageError> {
        Ok(Body::RedeemUnits {
            offer: ProposalId(self.offer.0),
            units: self.units()?,
        })
    }
}

impl SubscriptionWant {
    pub(super) fn read(&self, visit: &Visit) -> Wanted {
        let words = visit.app().salt_words(&self.title, &self.reasons);
        let body = Body::AttestSubscription {
            offer: ProposalId(self.offer.0),
            investor: MemberNumber(self.investor.0),
            evidence: words.digest(),
        };
        Wanted::Act(body, Some(Companion::Words(words)))
    }
}

impl ConsentWant {
    pub(super) fn read(&self) -> Result<Body, PageError> {
        let answer = Consent::of_word(&self.answer);
        Ok(Body::AnswerConsent {
            proposal: ProposalId(self.proposal.0),
            answer: answer.ok_or(PageError::Unreadable("the answer"))?,
        })
    }
}
