//! What can happen to class I.

use crate::ids::{MemberNumber, ProposalId, TransferId};
use crate::investing::{
    Consent, Offer, OfferStage, Subscription, UnitRedemption, UnitRights, Units,
};

/// One fact of class I. What happens to its money stands in the books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InvestingChange {
    /// An offer can be subscribed to.
    OfferMade {
        /// The decision that made it.
        offer: ProposalId,
        /// As it begins.
        made: Box<Offer>,
    },
    /// Units of an offer give something else from now on.
    OfferAmended {
        /// Which offer.
        offer: ProposalId,
        /// The decision.
        by: ProposalId,
        /// What they give.
        rights: UnitRights,
    },
    /// Somebody subscribed, or changed how much they want.
    Subscribed {
        /// To which offer.
        offer: ProposalId,
        /// Who.
        member: MemberNumber,
        /// What counts now.
        subscription: Subscription,
    },
    /// Somebody wants nothing of an offer any more.
    SubscriptionWithdrawn {
        /// Of which.
        offer: ProposalId,
        /// Who.
        member: MemberNumber,
    },
    /// One person in office says that the money of a subscription came.
    SubscriptionAttested {
        /// To which offer.
        offer: ProposalId,
        /// Whose.
        member: MemberNumber,
        /// The transfer that waits for a second word.
        transfer: TransferId,
    },
    /// An offer closed.
    OfferClosed {
        /// Which.
        offer: ProposalId,
        /// Whether units were issued, and when.
        stage: OfferStage,
        /// To whom, and how many.
        issued: Vec<(MemberNumber, Units)>,
    },
    /// Somebody who holds units answered a change of their own terms.
    ConsentAnswered {
        /// The proposal that changes them.
        proposal: ProposalId,
        /// Who.
        member: MemberNumber,
        /// The answer that counts now.
        answer: Consent,
    },
    /// Somebody who holds units named an observer.
    ObserverNamed {
        /// Who.
        member: MemberNumber,
        /// Whom.
        observer: MemberNumber,
    },
    /// Somebody waits to have units redeemed, or does no more.
    RedemptionAsked {
        /// Of which offer.
        offer: ProposalId,
        /// Who.
        member: MemberNumber,
        /// How many; zero: none any more.
        units: Units,
    },
    /// Units are redeemed once a payment is made.
    UnitsRedeem {
        /// The payment.
        transfer: TransferId,
        /// Whose, and how many.
        redemption: UnitRedemption,
    },
}
