//! The redemption queue: shares that the commons take back for money of their pool (GOVERNANCE §8).
//!
//! Served when a round closes, by what the redemption envelope holds. The shares are locked until the
//! payment is captured by two people; then they are in the pool again and count nowhere.

use super::Context;
use super::bookkeeping::keeps_books;
use crate::books::{Account, Books, Cause, Transfer, TransferStage};
use crate::change::{Change, MarketChange};
use crate::charter::{Parameter, RuleName};
use crate::ids::{MemberNumber, MicroShares, Money, Price, ProposalId, Quarter, RoundNumber};
use crate::market::redemption::{Reason, Request, price, serve as serve_queue};
use crate::market::trading::{Need, ORDER_MIN, Opened, Waiting};
use crate::payload::Envelope;
use crate::rejection::Rejection;
use crate::state::State;

/// Returns what `member` can have taken back now: earned so long ago as the charter asks, vested, and
/// not locked.
#[must_use]
pub fn redeemable(state: &State, member: MemberNumber) -> MicroShares {
    redeemable_beside(state, member, state.locked(member))
}

fn redeemable_beside(state: &State, member: MemberNumber, locked: MicroShares) -> MicroShares {
    let charter = &state.charter;
    let before = state.round.0.checked_sub(charter.redemption_rounds);
    let Some((before, member_of)) = before.zip(state.find_member(member)) else {
        return MicroShares(0);
    };
    let vested = member_of.vested_before(charter.schedule(), state.round, RoundNumber(before));
    MicroShares(vested.0.saturating_sub(locked.0))
}

/// Returns what the commons could pay out with: what nobody was promised, without what investors paid
/// in and without the endowment.
#[must_use]
pub fn redeemable_assets(books: &Books) -> Money {
    let apart = |envelope| books.free(Account::Envelope(envelope)).0;
    let apart = apart(Envelope::Escrow).saturating_add(apart(Envelope::Endowment));
    Money(books.available().0.saturating_sub(apart))
}

/// Returns what is paid for a whole share now.
#[must_use]
pub fn redemption_price(state: &State) -> Price {
    let assets = redeemable_assets(&state.books);
    let assets = Money(assets.0.saturating_sub(state.investing.claim().0));
    price(state.market.reference(), assets, state.issued)
}

fn check_open(state: &State) -> Result<(), Rejection> {
    match state.charter.redemption {
        Opened::Open => Ok(()),
        Opened::Closed => Err(Rejection::RedemptionClosed),
    }
}

pub(super) fn ask(
    ctx: &Context<'_>,
    amount: MicroShares,
    need: Need,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    check_open(ctx.state)?;
    if ctx.state.market.queue.contains_key(&ctx.member()) {
        return Err(Rejection::AskedAlready);
    }
    if amount < ORDER_MIN {
        return Err(Rejection::PayloadOutOfBounds);
    }
    if amount > redeemable(ctx.state, ctx.member()) {
        return Err(Rejection::RedeemsTooMuch);
    }
    changes.push(asked(ctx.state, ctx.member(), amount, need));
    Ok(())
}

fn asked(state: &State, member: MemberNumber, amount: MicroShares, need: Need) -> Change {
    Change::Market(MarketChange::RedemptionAsked {
        member,
        waiting: Waiting {
            since: state.round,
            amount,
            need,
            confirmed_by: None,
        },
    })
}

pub(super) fn withdraw(ctx: &Context<'_>, changes: &mut Vec<Change>) -> Result<(), Rejection> {
    if !ctx.state.market.queue.contains_key(&ctx.member()) {
        return Err(Rejection::NoRequest);
    }
    changes.push(Change::Market(MarketChange::RedemptionWithdrawn {
        member: ctx.member(),
    }));
    Ok(())
}

pub(super) fn confirm_hardship(
    ctx: &Context<'_>,
    member: MemberNumber,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    if !keeps_books(ctx.state, ctx.member(), ctx.time_ms) {
        return Err(Rejection::NotInOffice);
    }
    let waiting = ctx.state.market.queue.get(&member);
    let waits = waiting.is_some_and(|it| it.need == Need::Hardship && it.confirmed_by.is_none());
    if !waits {
        return Err(Rejection::NoRequest);
    }
    if member == ctx.member() {
        return Err(Rejection::SecondPersonNeeded);
    }
    changes.push(Change::Market(MarketChange::HardshipConfirmed {
        member,
        by: ctx.member(),
    }));
    Ok(())
}

/// Who leaves stands first in the queue, with everything that can be taken back. What they passed on is let
/// go with their leaving.
pub(super) fn on_leaving(state: &State, member: MemberNumber) -> Option<Change> {
    let amount = redeemable_beside(state, member, state.market.locked(member));
    let is_open = state.charter.redemption == Opened::Open;
    (is_open && amount.0 > 0).then(|| asked(state, member, amount, Need::Wish))
}

/// Serves the queue when a round closes, behind what is `planned` to be paid already: the payments, and
/// which shares each of them takes back.
pub(super) fn serve(
    state: &State,
    planned: &[Transfer],
    (quarter, due_ms): (Quarter, u64),
) -> (Vec<Transfer>, Vec<Change>) {
    let from = Account::Envelope(Envelope::Redemption);
    let promised = planned.iter().filter(|it| it.debit == from);
    let promised = promised.fold(0, |sum: u64, it| sum.saturating_add(it.amount.0));
    let pool = Money(state.books.free(from).0.saturating_sub(promised));
    let price = redemption_price(state);
    if state.charter.redemption == Opened::Closed || pool.0 == 0 || price.0 == 0 {
        return (Vec::new(), Vec::new());
    }
    let queue: Vec<Request> = state
        .market
        .queue
        .iter()
        .map(|(member, waiting)| Request {
            member: *member,
            reason: reason(state, *member, waiting),
            since: waiting.since,
            amount: waiting.amount.min(redeemable(state, *member)),
        })
        .filter(|it| it.amount.0 > 0)
        .collect();
    let rule = Parameter::Rule(RuleName::Redemption);
    let opened = state.parameters.get(&rule);
    let proposal = opened.map_or(ProposalId(0), |it| it.by);
    let (mut payments, mut changes) = (planned.to_vec(), Vec::new());
    for it in serve_queue(pool, price, &queue).unwrap_or_default() {
        // Less than a minor unit is not paid, and so not taken.
        if it.money.0 == 0 {
            continue;
        }
        let cause = Cause::Redemption {
            proposal,
            to: it.member,
        };
        let sides = (from, Account::Payees);
        let mut payment = state
            .books
            .next(&payments, sides, it.money, cause, (quarter, due_ms));
        payment.stage = TransferStage::Waiting;
        changes.push(Change::Market(MarketChange::Redeems {
            transfer: payment.id,
            member: it.member,
            amount: it.amount,
            is_queued: true,
        }));
        payments.push(payment);
    }
    (payments.split_off(planned.len()), changes)
}

fn reason(state: &State, member: MemberNumber, waiting: &Waiting) -> Reason {
    let has_left = state
        .find_member(member)
        .is_none_or(|it| it.left_ms.is_some());
    if has_left {
        Reason::Leaving
    } else if waiting.confirmed_by.is_some() {
        Reason::Hardship
    } else {
        Reason::Wish
    }
}
