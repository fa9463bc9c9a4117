//! Class I: offers, subscriptions, consent, the observer, redemption (GOVERNANCE §8, ADR-0032).
//!
//! Who subscribes needs an account and nothing else: it is the one act of a guest that costs money. That it
//! came is said by two people in office, as with all money.

use std::collections::BTreeMap;

use super::Context;
use super::bookkeeping::{attestation, keeps_books};
use crate::books::{Account, Cause, Transfer, TransferStage, VoidReason};
use crate::change::{BooksChange, Change, InvestingChange};
use crate::charter::{Charter, Parameter, RuleName, TICKS_MAX};
use crate::ids::{Digest, MemberNumber, Money, ProposalId, Quarter};
use crate::investing::rules::{
    Place, allot, most_of, redemption, returned_by, room, surplus_share,
};
use crate::investing::{
    Amendment, Consent, ConsentCount, Offer, OfferStage, OfferTerms, Payment, SURPLUS_SHARE_MAX,
    Subscription, UNITS_MAX, UnitRedemption, UnitRights, Units, rules,
};
use crate::market::trading::Opened;
use crate::payload::{Envelope, Payload};
use crate::proposal::Proposal;
use crate::rejection::Rejection;
use crate::state::State;

const ESCROW: Account = Account::Envelope(Envelope::Escrow);

/// Returns what making the offer changes: it can be subscribed to from then on.
pub(super) fn offer(
    state: &State,
    id: ProposalId,
    time_ms: u64,
    terms: &OfferTerms,
) -> Result<Vec<Change>, Rejection> {
    let charter = &state.charter;
    if charter.class_i == Opened::Closed {
        return Err(Rejection::ClassIClosed);
    }
    let is_bounded = terms.price.0 >= 1
        && terms.units <= UNITS_MAX
        && (1..=terms.units.0).contains(&terms.least.0)
        && (1..=TICKS_MAX).contains(&terms.ticks)
        && terms.cost(terms.units).is_some();
    if !is_bounded {
        return Err(Rejection::PayloadOutOfBounds);
    }
    check_rights(charter, &terms.rights)?;
    if terms.units > room_left(state) {
        return Err(Rejection::RightsExceeded);
    }
    let all = given_away(state, None);
    if all.saturating_add(terms.rights.surplus_share.0) > charter.surplus_investors.0 {
        return Err(Rejection::SurplusExceeded);
    }
    let until_ms = time_ms.saturating_add(charter.ticks_ms(terms.ticks));
    Ok(vec![Change::Investing(InvestingChange::OfferMade {
        offer: id,
        made: Box::new(Offer {
            terms: *terms,
            opened_ms: time_ms,
            stage: OfferStage::Open { until_ms },
            amended: None,
            subscriptions: BTreeMap::new(),
            holdings: BTreeMap::new(),
        }),
    })])
}

/// Returns the units that a new offer may have, so that investors keep within the charter's part of all
/// economic rights.
#[must_use]
pub fn room_left(state: &State) -> Units {
    let share = state.charter.class_i_share;
    room(state.investing.counted(), state.issued, share)
}

/// The part of a surplus that offers may come to, without that of `but`, in basis points.
fn given_away(state: &State, but: Option<ProposalId>) -> u32 {
    let offers = state.investing.offers.iter();
    let others = offers.filter(|(id, _)| Some(**id) != but);
    others.fold(0, |sum, (_, it)| sum.saturating_add(surplus_share(it).0))
}

fn check_rights(charter: &Charter, rights: &UnitRights) -> Result<(), Rejection> {
    let is_bounded = (10_000..=charter.return_cap.0).contains(&rights.return_cap.0)
        && (1..=SURPLUS_SHARE_MAX.0).contains(&rights.surplus_share.0)
        && rights.redeem_rounds <= TICKS_MAX
        && rights.redeem_price <= rights.return_cap;
    if is_bounded {
        Ok(())
    } else {
        Err(Rejection::PayloadOutOfBounds)
    }
}

/// Returns what changing the rights of issued units changes.
pub(super) fn amend(
    state: &State,
    id: ProposalId,
    amendment: &Amendment,
) -> Result<Vec<Change>, Rejection> {
    let found = state.investing.offers.get(&amendment.offer);
    let offer = found.ok_or(Rejection::OfferNotFound)?;
    if !matches!(offer.stage, OfferStage::Issued { .. }) {
        return Err(Rejection::NothingIssued);
    }
    check_rights(&state.charter, &amendment.rights)?;
    if offer.terms.rights == amendment.rights {
        return Err(Rejection::ChangesNothing);
    }
    let mut after = offer.clone();
    after.terms.rights = amendment.rights;
    let all = given_away(state, Some(amendment.offer));
    if all.saturating_add(surplus_share(&after).0) > state.charter.surplus_investors.0 {
        return Err(Rejection::SurplusExceeded);
    }
    Ok(vec![Change::Investing(InvestingChange::OfferAmended {
        offer: amendment.offer,
        by: id,
        rights: amendment.rights,
    })])
}

fn find_offer(state: &State, id: ProposalId) -> Result<&Offer, Rejection> {
    let found = state.investing.offers.get(&id);
    found.ok_or(Rejection::OfferNotFound)
}

fn find_open(state: &State, id: ProposalId) -> Result<&Offer, Rejection> {
    let offer = find_offer(state, id)?;
    if offer.is_open() {
        Ok(offer)
    } else {
        Err(Rejection::OfferClosed)
    }
}

/// Returns the most units of the offer that `member` can want now; nothing while it is closed.
#[must_use]
pub fn subscribes_at_most(state: &State, id: ProposalId, member: MemberNumber) -> Units {
    let Ok(offer) = find_open(state, id) else {
        return Units(0);
    };
    left_of(offer, member).min(left_to(state, member))
}

/// The units that nobody else wants.
fn left_of(offer: &Offer, member: MemberNumber) -> Units {
    let own = offer.subscriptions.get(&member).map_or(0, |it| it.units.0);
    let others = offer.subscribed().0.saturating_sub(own);
    Units(offer.terms.units.0.saturating_sub(others))
}

/// What `member` may hold if every offered unit is issued, less what they hold.
fn left_to(state: &State, member: MemberNumber) -> Units {
    let class = state.investing.counted();
    let most = most_of(class, state.charter.investor_share);
    let held = state.investing.held().get(&member).map_or(0, |it| it.0);
    Units(most.0.saturating_sub(held))
}

pub(super) fn subscribe(
    ctx: &Context<'_>,
    id: ProposalId,
    units: Units,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let member = ctx.member();
    if ctx.state.charter.class_i == Opened::Closed {
        return Err(Rejection::ClassIClosed);
    }
    let offer = find_open(ctx.state, id)?;
    let before = offer.subscriptions.get(&member);
    if before.is_some_and(|it| it.payment != Payment::Awaited) {
        return Err(Rejection::SubscriptionPaid);
    }
    if units.0 == 0 {
        return Err(Rejection::PayloadOutOfBounds);
    }
    if units > left_of(offer, member) {
        return Err(Rejection::SubscribesTooMuch);
    }
    if units > left_to(ctx.state, member) {
        return Err(Rejection::TooMuchOfTheClass);
    }
    changes.push(Change::Investing(InvestingChange::Subscribed {
        offer: id,
        member,
        subscription: Subscription {
            units,
            since_ms: ctx.time_ms,
            payment: Payment::Awaited,
        },
    }));
    Ok(())
}

pub(super) fn withdraw(
    ctx: &Context<'_>,
    id: ProposalId,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let offer = find_open(ctx.state, id)?;
    let subscription = offer.subscriptions.get(&ctx.member());
    let subscription = subscription.ok_or(Rejection::SubscriptionNotFound)?;
    if subscription.payment != Payment::Awaited {
        return Err(Rejection::SubscriptionPaid);
    }
    changes.push(Change::Investing(InvestingChange::SubscriptionWithdrawn {
        offer: id,
        member: ctx.member(),
    }));
    Ok(())
}

/// Says, in office, that the money of a subscription came.
pub(super) fn attest(
    ctx: &Context<'_>,
    (id, investor): (ProposalId, MemberNumber),
    evidence: Digest,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let state = ctx.state;
    if !keeps_books(state, ctx.member(), ctx.time_ms) {
        return Err(Rejection::NotInOffice);
    }
    let offer = find_open(state, id)?;
    let subscription = offer.subscriptions.get(&investor);
    let subscription = subscription.ok_or(Rejection::SubscriptionNotFound)?;
    if subscription.payment != Payment::Awaited {
        return Err(Rejection::SubscriptionPaid);
    }
    if investor == ctx.member() {
        return Err(Rejection::OwnSubscription);
    }
    let amount = offer.cost(subscription.units);
    let amount = amount.filter(|it| state.books.has_room(*it));
    let amount = amount.ok_or(Rejection::PayloadOutOfBounds)?;
    let attested = attestation(ctx, evidence);
    let cause = Cause::Subscription {
        offer: id,
        by: investor,
    };
    let now = (state.round.quarter(), ctx.time_ms);
    let sides = (Account::Investors, ESCROW);
    let transfer = Transfer {
        attested: Some(attested),
        stage: TransferStage::Pending {
            until_ms: attested.until_ms,
        },
        ..state.books.next(&[], sides, amount, cause, now)
    };
    changes.push(Change::Investing(InvestingChange::SubscriptionAttested {
        offer: id,
        member: investor,
        transfer: transfer.id,
    }));
    changes.push(recorded(transfer));
    Ok(())
}

fn recorded(transfer: Transfer) -> Change {
    Change::Books(BooksChange::Transferred {
        transfer: Box::new(transfer),
    })
}

/// The offer closes: units for what came, in the limits that hold now; everything else goes back.
pub(super) fn close(state: &State, id: ProposalId, due_ms: u64) -> Result<Vec<Change>, Rejection> {
    let offer = find_open(state, id)?;
    let paid: Vec<(MemberNumber, Units)> = offer
        .subscriptions
        .iter()
        .filter(|(_, it)| matches!(it.payment, Payment::Escrowed(_)))
        .map(|(member, it)| (*member, it.units))
        .collect();
    let others = state.investing.counted().0;
    let others = others.saturating_sub(offer.terms.units.0);
    let room = room(Units(others), state.issued, state.charter.class_i_share);
    let held = state.investing.held();
    let share = state.charter.investor_share;
    let issued = allot(&paid, &held, share, room, offer.terms.least);
    let stage = if issued.is_empty() {
        OfferStage::Failed { at_ms: due_ms }
    } else {
        OfferStage::Issued { at_ms: due_ms }
    };
    // What only one person attested did not come in time.
    let pending = offer
        .subscriptions
        .values()
        .filter_map(|it| match it.payment {
            Payment::Attested(transfer) => Some(transfer),
            Payment::Awaited | Payment::Escrowed(_) => None,
        });
    let voided = pending.map(|transfer| {
        Change::Books(BooksChange::TransferVoided {
            transfer,
            why: VoidReason::Expired,
        })
    });
    let transfers = settle(state, (id, offer), &paid, &issued, due_ms);
    let closed = Change::Investing(InvestingChange::OfferClosed {
        offer: id,
        stage,
        issued,
    });
    let transfers = transfers.into_iter().map(recorded);
    Ok(voided
        .chain(core::iter::once(closed))
        .chain(transfers)
        .collect())
}

/// Where the money of an offer that closes goes: what became units to income without a purpose, the rest
/// back to whoever paid it. That is a debt, and no cost of the commons: no guard holds it back.
fn settle(
    state: &State,
    (id, offer): (ProposalId, &Offer),
    paid: &[(MemberNumber, Units)],
    issued: &[(MemberNumber, Units)],
    due_ms: u64,
) -> Vec<Transfer> {
    let now = (state.round.quarter(), due_ms);
    let given: BTreeMap<MemberNumber, Units> = issued.iter().copied().collect();
    let all = issued
        .iter()
        .fold(0_u64, |sum, it| sum.saturating_add(it.1.0));
    let mut planned = Vec::new();
    if let Some(amount) = offer.cost(Units(all)).filter(|it| it.0 > 0) {
        let sides = (ESCROW, Account::Income);
        let cause = Cause::Investment(id);
        planned.push(state.books.next(&planned, sides, amount, cause, now));
    }
    let charter = &state.charter;
    let rounds = u64::from(charter.payment_rounds);
    let until_ms = due_ms.saturating_add(charter.round_ms().saturating_mul(rounds));
    for (member, units) in paid {
        let got = given.get(member).map_or(0, |it| it.0);
        let back = Units(units.0.saturating_sub(got));
        let Some(amount) = offer.cost(back).filter(|it| it.0 > 0) else {
            continue;
        };
        let cause = Cause::Refund {
            offer: id,
            to: *member,
        };
        let sides = (ESCROW, Account::Payees);
        let mut refund = state.books.next(&planned, sides, amount, cause, now);
        refund.stage = TransferStage::Pending { until_ms };
        planned.push(refund);
    }
    planned
}

/// Returns who must consent to `payload` and with how many units; nothing where it does not move the terms
/// of units that somebody holds.
#[must_use]
pub fn concerned(state: &State, payload: &Payload) -> BTreeMap<MemberNumber, Units> {
    let mut all = match payload {
        Payload::AmendOffer(amendment) => {
            let offer = state.investing.offers.get(&amendment.offer);
            let holdings = offer.into_iter().flat_map(|it| &it.holdings);
            holdings.map(|(member, it)| (*member, it.units)).collect()
        }
        Payload::Charter(changes) => {
            let moves = changes.iter().any(|it| is_of_class_i(it.parameter));
            if moves {
                state.investing.held()
            } else {
                BTreeMap::new()
            }
        }
        Payload::Statement
        | Payload::Moderation(_)
        | Payload::Data(_)
        | Payload::Feed(_)
        | Payload::Existence(_)
        | Payload::Budget(_)
        | Payload::Spend(_)
        | Payload::Stream(_)
        | Payload::EndStream(_)
        | Payload::Mandate(_)
        | Payload::Appointment { .. }
        | Payload::Recall { .. }
        | Payload::AnotherPause
        | Payload::Roadmap(_)
        | Payload::BuyShares(_)
        | Payload::Offer(_) => BTreeMap::new(),
    };
    // Who has left can answer nothing.
    all.retain(|member, units| units.0 > 0 && is_here(state, *member));
    all
}

/// Whether a number of the charter is one of class I's own terms. That offers can be made at all is not:
/// it moves nothing of what was issued.
fn is_of_class_i(parameter: Parameter) -> bool {
    matches!(
        parameter,
        Parameter::Rule(
            RuleName::ClassIShare
                | RuleName::InvestorShare
                | RuleName::ReturnCap
                | RuleName::SurplusInvestors
        )
    )
}

fn is_here(state: &State, member: MemberNumber) -> bool {
    let found = state.find_member(member);
    found.is_some_and(|it| it.left_ms.is_none())
}

/// Returns how class I answered `proposal` so far, by the units that are held now; nothing where its
/// consent is not needed.
#[must_use]
pub fn consent(state: &State, proposal: &Proposal) -> Option<ConsentCount> {
    let units = concerned(state, &proposal.payload);
    if units.is_empty() {
        return None;
    }
    let answers = state.investing.consents.get(&proposal.id);
    let mut count = ConsentCount::default();
    for (member, units) in units {
        count.all.0 = count.all.0.saturating_add(units.0);
        match answers.and_then(|it| it.get(&member)) {
            Some(Consent::Given) => count.given.0 = count.given.0.saturating_add(units.0),
            Some(Consent::Refused) => count.refused.0 = count.refused.0.saturating_add(units.0),
            None => {}
        }
    }
    Some(count)
}

pub(super) fn lacks_consent(state: &State, proposal: &Proposal) -> bool {
    consent(state, proposal).is_some_and(|it| !it.is_given())
}

pub(super) fn answer(
    ctx: &Context<'_>,
    id: ProposalId,
    answer: Consent,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let found = ctx.state.find_proposal(id);
    let proposal = found.ok_or(Rejection::ProposalNotFound)?;
    let units = concerned(ctx.state, &proposal.payload);
    if !proposal.is_live() || units.is_empty() {
        return Err(Rejection::ConsentNotAsked);
    }
    if !units.contains_key(&ctx.member()) {
        return Err(Rejection::NoUnits);
    }
    changes.push(Change::Investing(InvestingChange::ConsentAnswered {
        proposal: id,
        member: ctx.member(),
        answer,
    }));
    Ok(())
}

pub(super) fn name_observer(
    ctx: &Context<'_>,
    observer: MemberNumber,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    if !ctx.state.investing.held().contains_key(&ctx.member()) {
        return Err(Rejection::NoUnits);
    }
    if ctx.state.find_member(observer).is_none() {
        return Err(Rejection::MemberNotFound);
    }
    if !is_here(ctx.state, observer) {
        return Err(Rejection::MemberLeft);
    }
    changes.push(Change::Investing(InvestingChange::ObserverNamed {
        member: ctx.member(),
        observer,
    }));
    Ok(())
}

/// Returns the observer of class I: whom more than half of all units name. An observer reads, and decides
/// nothing.
#[must_use]
pub fn observer(state: &State) -> Option<MemberNumber> {
    let mut held = state.investing.held();
    held.retain(|member, _| is_here(state, *member));
    let all = held.values().map(|it| u128::from(it.0)).sum::<u128>();
    let mut named: BTreeMap<MemberNumber, u128> = BTreeMap::new();
    for (member, units) in held {
        if let Some(observer) = state.investing.named.get(&member) {
            let sum = named.entry(*observer).or_default();
            *sum = sum.saturating_add(u128::from(units.0));
        }
    }
    let most = named.into_iter().find(|it| it.1.saturating_mul(2) > all);
    most.map(|it| it.0).filter(|it| is_here(state, *it))
}

pub(super) fn redeem(
    ctx: &Context<'_>,
    id: ProposalId,
    units: Units,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let offer = find_offer(ctx.state, id)?;
    let holding = offer.holdings.get(&ctx.member());
    let holding = holding.ok_or(Rejection::NoUnits)?;
    let OfferStage::Issued { at_ms } = offer.stage else {
        return Err(Rejection::NoUnits);
    };
    let rights = &offer.terms.rights;
    let charter = &ctx.state.charter;
    let rounds_ms = charter
        .round_ms()
        .saturating_mul(rights.redeem_rounds.into());
    if rights.redeem_price.0 == 0 || ctx.time_ms < at_ms.saturating_add(rounds_ms) {
        return Err(Rejection::NotRedeemable);
    }
    if units > holding.units {
        return Err(Rejection::RedeemsTooManyUnits);
    }
    changes.push(Change::Investing(InvestingChange::RedemptionAsked {
        offer: id,
        member: ctx.member(),
        units,
    }));
    Ok(())
}

/// Serves who waits to have units redeemed when a round closes, from what the escrow envelope holds and
/// nobody was promised, behind what is `planned`.
pub(super) fn serve(
    state: &State,
    planned: &[Transfer],
    (quarter, due_ms): (Quarter, u64),
) -> (Vec<Transfer>, Vec<Change>) {
    let promised = planned.iter().filter(|it| it.debit == ESCROW);
    let promised = promised.fold(0, |sum: u64, it| sum.saturating_add(it.amount.0));
    let pool = Money(state.books.free(ESCROW).0.saturating_sub(promised));
    let (mut payments, mut changes) = (planned.to_vec(), Vec::new());
    if pool.0 == 0 || state.investing.asked.is_empty() {
        return (Vec::new(), changes);
    }
    let served = rules::serve(pool, &state.investing.offers, &state.investing.asked);
    for ((offer, member), units, money) in served {
        let found = state.investing.offers.get(&offer);
        let Some(holding) = found.and_then(|it| it.holdings.get(&member)) else {
            continue;
        };
        let cause = Cause::UnitRedemption { offer, to: member };
        let now = (quarter, due_ms);
        let payment = state
            .books
            .next_payment(&payments, ESCROW, money, cause, now);
        let returned = returned_by(holding, units).min(holding.returned);
        changes.push(Change::Investing(InvestingChange::UnitsRedeem {
            transfer: payment.id,
            redemption: UnitRedemption {
                offer,
                member,
                units,
                returned,
            },
        }));
        payments.push(payment);
    }
    (payments.split_off(planned.len()), changes)
}

/// Returns what each holding of units is owed of a surplus, all together at most the charter's part of it.
pub(super) fn owed_of(state: &State, surplus: Money) -> BTreeMap<Place, Money> {
    let most = rules::part(surplus, state.charter.surplus_investors);
    rules::owed(surplus, most, &state.investing.offers)
}

/// Returns the payments of what is `owed`, behind those `planned`: pending from now on, owed until made.
pub(super) fn pay_owed(
    state: &State,
    owed: BTreeMap<Place, Money>,
    planned: &[Transfer],
    until_ms: u64,
    now: (Quarter, u64),
) -> Vec<Transfer> {
    let mut all = planned.to_vec();
    for ((offer, to), amount) in owed {
        let cause = Cause::UnitReturn { offer, to };
        let sides = (ESCROW, Account::Payees);
        let mut payment = state.books.next(&all, sides, amount, cause, now);
        payment.stage = TransferStage::Pending { until_ms };
        all.push(payment);
    }
    all.split_off(planned.len())
}

/// Returns what would be paid for redeeming `units` of what `member` holds of an offer.
#[must_use]
pub fn redeems_for(state: &State, id: ProposalId, member: MemberNumber, units: Units) -> Money {
    let offer = state.investing.offers.get(&id);
    let holding = offer.and_then(|it| Some((it, it.holdings.get(&member)?)));
    holding.map_or(Money(0), |(offer, holding)| {
        redemption(offer, holding, units.min(holding.units))
    })
}
