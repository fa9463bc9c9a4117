//! Writing what happens to class I, and the timer that goes with it. Nothing here touches the roll: what
//! somebody holds as an investor weighs nothing.

use super::{State, Timer};
use crate::books::{Account, Cause, Transfer};
use crate::change::InvestingChange;
use crate::ids::{MemberNumber, Money, ProposalId};
use crate::investing::{Holding, Offer, OfferStage, Payment, UnitRedemption, Units};
use crate::payload::Envelope;

const ESCROW: Account = Account::Envelope(Envelope::Escrow);

impl State {
    // long: one arm per kind of change
    pub(super) fn write_investing(&mut self, change: InvestingChange) {
        let time_ms = self.time_ms;
        match change {
            InvestingChange::OfferMade { offer, made } => {
                if let OfferStage::Open { until_ms } = made.stage {
                    self.timers.insert((until_ms, Timer::OfferCloses(offer)));
                }
                self.investing.offers.insert(offer, *made);
            }
            InvestingChange::OfferAmended { offer, by, rights } => {
                if let Some(it) = self.investing.offers.get_mut(&offer) {
                    it.terms.rights = rights;
                    it.amended = Some((by, time_ms));
                }
            }
            InvestingChange::Subscribed {
                offer,
                member,
                subscription,
            } => {
                if let Some(it) = self.investing.offers.get_mut(&offer) {
                    it.subscriptions.insert(member, subscription);
                }
            }
            InvestingChange::SubscriptionWithdrawn { offer, member } => {
                if let Some(it) = self.investing.offers.get_mut(&offer) {
                    it.subscriptions.remove(&member);
                }
            }
            InvestingChange::SubscriptionAttested {
                offer,
                member,
                transfer,
            } => self.set_payment((offer, member), Payment::Attested(transfer)),
            InvestingChange::OfferClosed {
                offer,
                stage,
                issued,
            } => self.write_closed(offer, stage, &issued),
            InvestingChange::ConsentAnswered {
                proposal,
                member,
                answer,
            } => {
                let answers = self.investing.consents.entry(proposal).or_default();
                answers.insert(member, answer);
            }
            InvestingChange::ObserverNamed { member, observer } => {
                self.investing.named.insert(member, observer);
            }
            InvestingChange::RedemptionAsked {
                offer,
                member,
                units,
            } => self.set_asked((offer, member), units),
            InvestingChange::UnitsRedeem {
                transfer,
                redemption,
            } => {
                let place = (redemption.offer, redemption.member);
                let asked = self.investing.asked.get(&place).copied();
                let asked = asked.unwrap_or_default().0;
                self.set_asked(place, Units(asked.saturating_sub(redemption.units.0)));
                if let Some(it) = self.holding_mut(place) {
                    it.units.0 = it.units.0.saturating_sub(redemption.units.0);
                    it.returned.0 = it.returned.0.saturating_sub(redemption.returned.0);
                }
                self.investing.redeeming.insert(transfer, redemption);
            }
        }
    }

    fn holding_mut(&mut self, place: (ProposalId, MemberNumber)) -> Option<&mut Holding> {
        let offer = self.investing.offers.get_mut(&place.0)?;
        offer.holdings.get_mut(&place.1)
    }

    fn set_payment(&mut self, place: (ProposalId, MemberNumber), payment: Payment) {
        let offer = self.investing.offers.get_mut(&place.0);
        if let Some(it) = offer.and_then(|it| it.subscriptions.get_mut(&place.1)) {
            it.payment = payment;
        }
    }

    fn set_asked(&mut self, place: (ProposalId, MemberNumber), units: Units) {
        if units.0 == 0 {
            self.investing.asked.remove(&place);
        } else {
            self.investing.asked.insert(place, units);
        }
    }

    /// What was in escrow for the offer is free from now on; the transfers beside this say where it goes.
    fn write_closed(
        &mut self,
        id: ProposalId,
        stage: OfferStage,
        issued: &[(MemberNumber, Units)],
    ) {
        self.timers
            .retain(|(_, timer)| *timer != Timer::OfferCloses(id));
        let Some(offer) = self.investing.offers.get_mut(&id) else {
            return;
        };
        offer.stage = stage;
        let escrowed = escrowed(offer);
        for (member, units) in issued {
            let holding = Holding {
                units: *units,
                ..Holding::default()
            };
            offer.holdings.insert(*member, holding);
        }
        self.books.let_go(ESCROW, escrowed);
    }

    /// A transfer of class I begins.
    pub(super) fn begin_investing(&mut self, transfer: &Transfer) {
        if let Cause::UnitReturn { offer, to } = transfer.cause
            && let Some(it) = self.holding_mut((offer, to))
        {
            it.due.0 = it.due.0.saturating_add(transfer.amount.0);
        }
    }

    /// A transfer of class I is captured or voided.
    pub(super) fn end_investing(&mut self, transfer: &Transfer, is_captured: bool) {
        let amount = transfer.amount;
        match transfer.cause {
            Cause::Subscription { offer, by } => {
                self.end_subscription(transfer, (offer, by), is_captured);
            }
            Cause::UnitReturn { offer, to } => {
                if let Some(it) = self.holding_mut((offer, to)) {
                    it.due.0 = it.due.0.saturating_sub(amount.0);
                    if is_captured {
                        it.returned.0 = it.returned.0.saturating_add(amount.0);
                    }
                }
            }
            Cause::UnitRedemption { .. } => {
                if let Some(it) = self.investing.redeeming.remove(&transfer.id) {
                    self.end_redemption(&it, amount, is_captured);
                }
            }
            Cause::Income(_)
            | Cause::Budget(_)
            | Cause::Spend { .. }
            | Cause::Stream { .. }
            | Cause::Mandate(_)
            | Cause::Project { .. }
            | Cause::Grant { .. }
            | Cause::Redemption { .. }
            | Cause::Surplus(_)
            | Cause::Investment(_)
            | Cause::Refund { .. } => {}
        }
    }

    /// The money is in escrow, and promised: nobody can spend it before the offer closes. When all of it
    /// is there, that is at once.
    fn end_subscription(
        &mut self,
        transfer: &Transfer,
        place: (ProposalId, MemberNumber),
        is_captured: bool,
    ) {
        if !is_captured {
            self.set_payment(place, Payment::Awaited);
            return;
        }
        self.set_payment(place, Payment::Escrowed(transfer.id));
        self.books.hold(ESCROW, transfer.amount);
        let offer = self.investing.offers.get(&place.0);
        if offer.is_some_and(|it| it.escrowed() >= it.terms.units) {
            let closes = Timer::OfferCloses(place.0);
            self.timers.retain(|(_, timer)| *timer != closes);
            self.timers.insert((self.time_ms, closes));
        }
    }

    fn end_redemption(&mut self, it: &UnitRedemption, amount: Money, is_paid: bool) {
        let Some(holding) = self.holding_mut((it.offer, it.member)) else {
            return;
        };
        if is_paid {
            holding.redeemed.0 = holding.redeemed.0.saturating_add(it.units.0);
            holding.redeemed_for.0 = holding.redeemed_for.0.saturating_add(amount.0);
        } else {
            holding.units.0 = holding.units.0.saturating_add(it.units.0);
            holding.returned.0 = holding.returned.0.saturating_add(it.returned.0);
        }
    }

    /// # Panics
    ///
    /// If what is in escrow for open offers is not promised: the replica must stop.
    pub(super) fn assert_escrowed(&self) {
        let open = self.investing.offers.values().filter(|it| it.is_open());
        let escrowed = open.fold(0_u64, |sum, it| sum.saturating_add(escrowed(it).0));
        assert!(
            self.books.balance(ESCROW).held.0 >= escrowed,
            "what investors paid waits in escrow until their offer closes"
        );
    }
}

/// What was paid for all units of `offer` whose money came.
fn escrowed(offer: &Offer) -> Money {
    offer.cost(offer.escrowed()).unwrap_or(Money(0))
}
