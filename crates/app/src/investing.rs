//! Class I as pages show it: the offers and their terms, what came of them, what the viewer holds, what their
//! consent is asked for, and for whoever keeps the books whose money is awaited (ADR-0032).
//!
//! It names no investor but the viewer, except to those who keep the books: they must see whose money came.

use ledger::State;
use ledger::apply;
use ledger::books::{Account, Cause, TransferStage};
use ledger::change::{BooksChange, Change, InvestingChange};
use ledger::charter::Charter;
use ledger::ids::{BasisPoints, MemberNumber, MicroShares, Money, ProposalId, TransferId};
use ledger::investing::rules::{cap, left};
use ledger::investing::{
    Consent, ConsentCount, Holding, Offer, OfferStage, Payment, Subscription, Units,
};
use ledger::market::trading::Opened;
use ledger::payload::Envelope;
use store::Tx;
use store::notification::NotificationKind as Kind;

use crate::App;
use crate::error::{AppError, Result};
use crate::viewer::Viewer;

/// What the viewer has of an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnPart {
    /// What they subscribed to.
    pub subscription: Option<Subscription>,
    /// What that costs.
    pub costs: Money,
    /// The most that they can want.
    pub most: Units,
    /// What they hold.
    pub holding: Option<Holding>,
    /// What it can still return before its cap.
    pub left: Money,
    /// What they asked to have redeemed.
    pub asked: Units,
    /// Whether units can be redeemed now.
    pub redeems: bool,
    /// What redeeming all of them would pay.
    pub redeems_for: Money,
    /// What of their payment goes back, or went: for units that did not come about.
    pub refund: Option<Refund>,
}

/// Money that goes back to who paid it in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refund {
    /// The payment.
    pub transfer: TransferId,
    /// How much.
    pub amount: Money,
    /// When it was made, in milliseconds; nothing while it is owed.
    pub paid_ms: Option<u64>,
}

/// A subscription whose money is awaited, or waits for a second word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AwaitedMoney {
    /// Who subscribed.
    pub member: MemberNumber,
    /// How many units.
    pub units: Units,
    /// What they cost.
    pub costs: Money,
    /// What one person in office attested.
    pub transfer: Option<TransferId>,
}

/// An offer with its title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferView {
    /// The decision that made it.
    pub id: ProposalId,
    /// What it is called; nothing once that was erased.
    pub title: Option<String>,
    /// The offer.
    pub offer: Offer,
    /// What its holders were paid as return.
    pub returned: Money,
    /// The most that its outstanding units ever return.
    pub cap: Money,
    /// What the viewer has of it.
    pub own: Option<OwnPart>,
    /// Whose money is awaited, for who keeps the books.
    pub awaited: Vec<AwaitedMoney>,
}

/// A proposal that moves terms of class I.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentView {
    /// Which.
    pub id: ProposalId,
    /// What it is called.
    pub title: Option<String>,
    /// How the units stand.
    pub count: ConsentCount,
    /// The units that the viewer answers with.
    pub units: Units,
    /// What the viewer answered.
    pub answer: Option<Consent>,
}

/// Everything that the page of investors shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvestorRoom {
    /// The rules.
    pub charter: Charter,
    /// Units that somebody holds.
    pub outstanding: Units,
    /// How many hold some.
    pub holders: u64,
    /// What members hold.
    pub issued: MicroShares,
    /// What investors have of all economic rights, rounded up.
    pub rights: BasisPoints,
    /// Units that a new offer could have.
    pub room: Units,
    /// What goes to investors first when everything ends.
    pub claim: Money,
    /// What escrow holds and nobody was promised: units are redeemed from it.
    pub pool: Money,
    /// Every offer, the latest first.
    pub offers: Vec<OfferView>,
    /// What consent is asked for.
    pub consents: Vec<ConsentView>,
    /// Who observes for class I.
    pub observer: Option<MemberNumber>,
    /// Whether the viewer holds units.
    pub holds: bool,
    /// Whom the viewer named as the observer.
    pub named: Option<MemberNumber>,
    /// Whether the viewer keeps the books.
    pub keeps: bool,
}

impl InvestorRoom {
    /// Says whether units can be offered.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.charter.class_i == Opened::Open
    }
}

/// What investors have of all units and whole shares together, rounded up.
#[must_use]
pub fn rights(units: Units, issued: MicroShares) -> BasisPoints {
    let shares = issued.0 / MicroShares::SHARE.0;
    let all = u128::from(units.0) + u128::from(shares);
    let part = (u128::from(units.0) * 10_000).div_ceil(all.max(1));
    BasisPoints(u32::try_from(part).unwrap_or(u32::MAX))
}

fn own_part(state: &State, id: ProposalId, offer: &Offer, member: MemberNumber) -> OwnPart {
    let subscription = offer.subscriptions.get(&member).copied();
    let holding = offer.holdings.get(&member).copied();
    let asked = state.investing.asked.get(&(id, member)).copied();
    let rights = &offer.terms.rights;
    let round_ms = state.charter.round_ms();
    let redeems = match offer.stage {
        OfferStage::Issued { at_ms } => {
            let from_ms = at_ms.saturating_add(round_ms * u64::from(rights.redeem_rounds));
            rights.redeem_price.0 > 0 && state.time_ms >= from_ms
        }
        OfferStage::Open { .. } | OfferStage::Failed { .. } => false,
    };
    let wanted = subscription.map_or(Units(0), |it| it.units);
    let held = holding.map_or(Units(0), |it| it.units);
    OwnPart {
        subscription,
        costs: offer.cost(wanted).unwrap_or_default(),
        most: apply::subscribes_at_most(state, id, member),
        holding,
        left: holding.map_or(Money(0), |it| left(offer, &it)),
        asked: asked.unwrap_or_default(),
        redeems,
        redeems_for: apply::redeems_for(state, id, member, held),
        refund: refund(state, id, member),
    }
}

fn refund(state: &State, offer: ProposalId, to: MemberNumber) -> Option<Refund> {
    let cause = Cause::Refund { offer, to };
    let found = state.books.transfers.iter().find(|it| it.cause == cause)?;
    Some(Refund {
        transfer: found.id,
        amount: found.amount,
        paid_ms: match found.stage {
            TransferStage::Captured { at_ms, .. } => Some(at_ms),
            TransferStage::Waiting
            | TransferStage::Pending { .. }
            | TransferStage::Voided { .. } => None,
        },
    })
}

/// Returns why a payment goes to an investor, for which offer, and to whom; nothing for any other.
fn investor_paid(cause: Cause) -> Option<(&'static str, ProposalId, MemberNumber)> {
    match cause {
        Cause::Refund { offer, to } => Some(("refund", offer, to)),
        Cause::UnitReturn { offer, to } => Some(("return", offer, to)),
        Cause::UnitRedemption { offer, to } => Some(("redemption", offer, to)),
        Cause::Income(_)
        | Cause::Budget(_)
        | Cause::Spend { .. }
        | Cause::Stream { .. }
        | Cause::Mandate(_)
        | Cause::Project { .. }
        | Cause::Grant { .. }
        | Cause::Redemption { .. }
        | Cause::Subscription { .. }
        | Cause::Investment(_)
        | Cause::Surplus(_) => None,
    }
}

fn awaited(offer: &Offer) -> Vec<AwaitedMoney> {
    let waits = offer
        .subscriptions
        .iter()
        .filter_map(|(member, it)| match it.payment {
            Payment::Awaited => Some((*member, it.units, None)),
            Payment::Attested(transfer) => Some((*member, it.units, Some(transfer))),
            Payment::Escrowed(_) => None,
        });
    let awaited = waits.map(|(member, units, transfer)| AwaitedMoney {
        member,
        units,
        costs: offer.cost(units).unwrap_or_default(),
        transfer,
    });
    awaited.filter(|_| offer.is_open()).collect()
}

fn offer_view(
    state: &State,
    (id, offer): (ProposalId, &Offer),
    viewer: Option<MemberNumber>,
    keeps: bool,
) -> OfferView {
    let returned = state.books.transfers.iter().filter(|it| {
        matches!(it.cause, ledger::books::Cause::UnitReturn { offer, .. } if offer == id)
            && matches!(it.stage, TransferStage::Captured { .. })
    });
    OfferView {
        id,
        title: None,
        offer: offer.clone(),
        returned: Money(returned.map(|it| it.amount.0).sum()),
        cap: cap(offer.terms.price, offer.outstanding(), &offer.terms.rights),
        own: viewer.map(|member| own_part(state, id, offer, member)),
        awaited: if keeps { awaited(offer) } else { Vec::new() },
    }
}

fn room_of(state: &State, viewer: Option<MemberNumber>, now_ms: u64) -> InvestorRoom {
    let investing = &state.investing;
    let keeps = viewer.is_some_and(|member| apply::keeps_books(state, member, now_ms));
    let held = investing.held();
    let live = state.proposals.iter().rev().filter(|it| it.is_live());
    let consents = live.filter_map(|it| {
        let count = apply::consent(state, it)?;
        let units = apply::concerned(state, &it.payload);
        let answers = investing.consents.get(&it.id);
        let own = |member: &MemberNumber| answers.and_then(|it| it.get(member).copied());
        Some(ConsentView {
            id: it.id,
            title: None,
            count,
            units: viewer
                .and_then(|it| units.get(&it).copied())
                .unwrap_or_default(),
            answer: viewer.as_ref().and_then(own),
        })
    });
    let outstanding = investing.outstanding();
    InvestorRoom {
        charter: state.charter.clone(),
        outstanding,
        holders: held.len() as u64,
        issued: state.issued,
        rights: rights(outstanding, state.issued),
        room: apply::room_left(state),
        claim: investing.claim(),
        pool: state.books.free(Account::Envelope(Envelope::Escrow)),
        offers: investing
            .offers
            .iter()
            .rev()
            .map(|(id, it)| offer_view(state, (*id, it), viewer, keeps))
            .collect(),
        consents: consents.collect(),
        observer: apply::observer(state),
        holds: viewer.is_some_and(|it| held.contains_key(&it)),
        named: viewer.and_then(|it| investing.named.get(&it).copied()),
        keeps,
    }
}

impl App {
    /// Loads what the page of investors shows to `viewer`.
    ///
    /// # Errors
    ///
    /// [`AppError::Record`] or [`AppError::Store`].
    pub async fn investor_room(&self, viewer: &Viewer) -> Result<InvestorRoom> {
        let now_ms = self.record.now_ms()?;
        let number = viewer.number();
        let mut room = self.record.read(|state| room_of(state, number, now_ms))?;
        for it in &mut room.offers {
            it.title = self.title_of(it.id).await?;
        }
        for it in &mut room.consents {
            it.title = self.title_of(it.id).await?;
        }
        Ok(room)
    }

    async fn title_of(&self, id: ProposalId) -> Result<Option<String>> {
        let digest = self
            .record
            .read(|state| state.find_proposal(id).map(|it| it.text))?;
        let digest = digest.ok_or(AppError::NotFound)?;
        let words = self
            .store
            .read()
            .await?
            .find_proposal_text(&digest.0)
            .await?;
        Ok(words.map(|it| it.title))
    }

    /// Returns what somebody subscribed to, and what that costs.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`].
    pub fn load_subscription(&self, offer: ProposalId, of: MemberNumber) -> Result<(Units, Money)> {
        let found = self.record.read(|state| {
            let offer = state.investing.offers.get(&offer)?;
            let units = offer.subscriptions.get(&of)?.units;
            Some((units, offer.cost(units)?))
        })?;
        found.ok_or(AppError::NotFound)
    }

    /// Tells investors what a change means for them.
    pub(crate) async fn announce_investing(
        &self,
        tx: &mut Tx,
        time_ms: u64,
        change: &Change,
    ) -> Result<()> {
        let (kind, detail, told) = match change {
            Change::Investing(InvestingChange::OfferClosed { offer, .. }) => {
                let of = |state: &State| {
                    let offer = state.investing.offers.get(offer);
                    offer.map(|it| it.subscriptions.keys().copied().collect::<Vec<_>>())
                };
                (Kind::OfferClosed, offer.to_string(), self.record.read(of)?)
            }
            Change::Filed { proposal } => {
                let of = |state: &State| apply::concerned(state, &proposal.payload);
                let concerned = self.record.read(of)?;
                let told = Some(concerned.into_keys().collect());
                (Kind::ConsentAsked, proposal.id.to_string(), told)
            }
            Change::Books(BooksChange::TransferCaptured { transfer, .. }) => {
                let of = |state: &State| state.books.find(*transfer).map(|it| it.cause);
                match self.record.read(of)?.and_then(investor_paid) {
                    Some((why, offer, to)) => {
                        (Kind::InvestorPaid, format!("{why} {offer}"), Some(vec![to]))
                    }
                    None => return Ok(()),
                }
            }
            _ => return Ok(()),
        };
        for member in told.unwrap_or_default() {
            self.notify(tx, member, kind, detail.clone(), time_ms)
                .await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use ledger::ids::{BasisPoints, MicroShares};
    use ledger::investing::Units;

    use super::rights;

    #[test]
    fn a_unit_counts_as_a_whole_share() {
        // units, micro-shares: basis points, rounded up
        let table = [
            (0, 0, 0),
            (0, 1_000_000, 0),
            (1, 0, 10_000),
            (1, 999_999, 10_000),
            (1, 3_000_000, 2_500),
            (1, 4_000_000, 2_000),
            (1, 20_000_000_000, 1),
            (6_666, 20_000_000_000, 2_500),
        ];
        for (units, issued, expect) in table {
            let part = rights(Units(units), MicroShares(issued));
            assert_eq!(part, BasisPoints(expect), "{units} beside {issued}");
        }
    }
}
