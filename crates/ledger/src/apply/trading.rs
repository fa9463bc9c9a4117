//! Auctions and the trades that they make (GOVERNANCE §8, ADR-0027).
//!
//! What is sealed is known to nobody, so that its limits are checked when it is revealed. Whoever sells
//! must have it when the auction is carried out, too.

use std::collections::BTreeMap;

use super::Context;
use super::bookkeeping::{self, keeps_books};
use crate::books::{Account, Cause, TransferStage};
use crate::change::{Change, MarketChange};
use crate::ids::{
    AuctionId, BasisPoints, Digest, MemberNumber, MicroShares, Price, ProposalId, TradeId,
};
use crate::market::auction::{Order, Side, Trader, clear};
use crate::market::trading::{
    Announcement, Auction, AuctionStage, Buyback, Cleared, ORDER_MIN, Opened, PaidClaim, Pairing,
    SealedOrder, SettledBy, Trade, TradeStage, pair,
};
use crate::market::{UNIT, worth};
use crate::member::Standing;
use crate::office::Office;
use crate::payload::{Envelope, Purchase};
use crate::rejection::Rejection;
use crate::state::State;
use crate::value::BookValue;

fn check_open(state: &State) -> Result<(), Rejection> {
    match state.charter.market {
        Opened::Open => Ok(()),
        Opened::Closed => Err(Rejection::MarketClosed),
    }
}

/// Says whether `member` knows more than others: the core team, trustees and moderators.
#[must_use]
pub fn is_insider(state: &State, member: MemberNumber, time_ms: u64) -> bool {
    let holds = |office| state.holds(member, office, time_ms);
    holds(Office::Team)
        || holds(Office::Trustee)
        || state.moderation.moderators.value.contains(&member)
}

/// Whoever trades is a member who paid for what they bought.
fn check_may_trade(ctx: &Context<'_>, auction: &Auction) -> Result<(), Rejection> {
    ctx.needs(Standing::Member)?;
    let barred = ctx.state.market.barred.get(&ctx.member());
    if barred.is_some_and(|until| auction.id <= *until) {
        return Err(Rejection::TradingBarred);
    }
    Ok(())
}

pub(super) fn seal(
    ctx: &Context<'_>,
    id: AuctionId,
    seal: Digest,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    check_open(ctx.state)?;
    let auction = ctx.state.market.find_auction(id);
    let auction = auction.ok_or(Rejection::AuctionNotFound)?;
    if !matches!(auction.stage, AuctionStage::Sealing { .. }) {
        return Err(Rejection::OrdersClosed);
    }
    check_may_trade(ctx, auction)?;
    let market = &ctx.state.market;
    if is_insider(ctx.state, ctx.member(), ctx.time_ms)
        && market.announcements(ctx.member(), auction).is_empty()
    {
        return Err(Rejection::OrderNotAnnounced);
    }
    changes.push(Change::Market(MarketChange::OrderSealed {
        auction: id,
        member: ctx.member(),
        seal,
    }));
    Ok(())
}

pub(super) fn reveal(
    ctx: &Context<'_>,
    id: AuctionId,
    sealed: &SealedOrder,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    check_open(ctx.state)?;
    let (state, member) = (ctx.state, ctx.member());
    let auction = state.market.find_auction(id);
    let auction = auction.ok_or(Rejection::AuctionNotFound)?;
    if !matches!(auction.stage, AuctionStage::Revealing { .. }) {
        return Err(Rejection::NotRevealing);
    }
    if auction.seals.get(&member) != Some(&sealed.seal(state.network, id, member)) {
        return Err(Rejection::OrderUnsound);
    }
    check_may_trade(ctx, auction)?;
    let order = Order {
        trader: Trader::Member(member),
        side: sealed.side,
        limit: sealed.limit,
        amount: sealed.amount,
    };
    // What is worth less than a minor unit cannot be paid for.
    let is_payable = worth(order.amount, order.limit).is_some_and(|it| it.0 > 0);
    if !is_payable || order.amount < ORDER_MIN {
        return Err(Rejection::PayloadOutOfBounds);
    }
    check_limits(state, member, &order)?;
    if is_insider(state, member, ctx.time_ms) {
        let announced = state.market.announcements(member, auction);
        let covers = |it: &Announcement| it.side == order.side && order.amount <= it.amount;
        if !announced.iter().any(covers) {
            return Err(Rejection::OrderNotAnnounced);
        }
    }
    changes.push(Change::Market(MarketChange::OrderRevealed {
        auction: id,
        order,
    }));
    Ok(())
}

fn part(of: MicroShares, part: BasisPoints) -> MicroShares {
    let product = u128::from(of.0).saturating_mul(part.0.into());
    let whole = product.checked_div(10_000).unwrap_or(0);
    MicroShares(u64::try_from(whole).unwrap_or(u64::MAX))
}

/// Returns what `member` can sell in one auction: a part of their own, and no more than is free.
#[must_use]
pub fn sells_at_most(state: &State, member: MemberNumber) -> MicroShares {
    let most = part(state.owned(member), state.charter.seller_share);
    most.min(state.sellable(member))
}

/// Returns what one member can hold at most of shares that they did not earn: a part of all.
#[must_use]
pub fn unearned_max(state: &State) -> MicroShares {
    part(state.issued, state.charter.buyer_share)
}

/// Returns what `member` holds without having earned it, with what is bought or passed on to them and not
/// there yet.
pub(super) fn unearned(state: &State, member: MemberNumber) -> MicroShares {
    let held = state.find_member(member).map_or(0, |it| it.bought.0);
    let held = held.saturating_add(state.market.incoming(member).0);
    MicroShares(held.saturating_add(state.assigned_to(member).0))
}

/// Returns what `member` can buy: what is left of [`unearned_max`].
#[must_use]
pub fn buys_at_most(state: &State, member: MemberNumber) -> MicroShares {
    let held = unearned(state, member);
    MicroShares(unearned_max(state).0.saturating_sub(held.0))
}

fn check_limits(state: &State, member: MemberNumber, order: &Order) -> Result<(), Rejection> {
    match order.side {
        Side::Sell if order.amount > sells_at_most(state, member) => Err(Rejection::SellsTooMuch),
        Side::Buy if order.amount > buys_at_most(state, member) => Err(Rejection::BuysTooMuch),
        Side::Sell | Side::Buy => Ok(()),
    }
}

pub(super) fn announce(
    ctx: &Context<'_>,
    side: Side,
    amount: MicroShares,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    check_open(ctx.state)?;
    ctx.needs(Standing::Member)?;
    if amount < ORDER_MIN {
        return Err(Rejection::PayloadOutOfBounds);
    }
    changes.push(Change::Market(MarketChange::OrderAnnounced {
        member: ctx.member(),
        announcement: Announcement {
            side,
            amount,
            ready_ms: ctx.after_ticks(ctx.state.charter.insider_ticks),
        },
    }));
    Ok(())
}

/// Returns the trade, if it waits to be paid.
fn open_trade<'a>(ctx: &'a Context<'_>, id: TradeId) -> Result<&'a Trade, Rejection> {
    let market = &ctx.state.market;
    match market.find_trade(id) {
        Some(trade) if trade.is_open() => Ok(trade),
        None if !market.was_made(id) => Err(Rejection::TradeNotFound),
        Some(_) | None => Err(Rejection::TradeOver),
    }
}

pub(super) fn confirm(
    ctx: &Context<'_>,
    id: TradeId,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let trade = open_trade(ctx, id)?;
    if trade.seller != ctx.member() {
        return Err(Rejection::NotAParty);
    }
    changes.push(Change::Market(MarketChange::TradeSettled {
        trade: id,
        by: SettledBy::Seller,
    }));
    Ok(())
}

/// Whoever says that they paid is heard for as long again.
pub(super) fn claim(
    ctx: &Context<'_>,
    id: TradeId,
    evidence: Digest,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let trade = open_trade(ctx, id)?;
    if trade.buyer != ctx.member() {
        return Err(Rejection::NotAParty);
    }
    if trade.claim.is_some() {
        return Err(Rejection::ClaimedAlready);
    }
    changes.push(Change::Market(MarketChange::TradeClaimed {
        trade: id,
        claim: PaidClaim {
            at_ms: ctx.time_ms,
            evidence,
            attested_by: None,
        },
        until_ms: ctx.after_ticks(ctx.state.charter.trade_ticks),
    }));
    Ok(())
}

pub(super) fn attest(
    ctx: &Context<'_>,
    id: TradeId,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    if !keeps_books(ctx.state, ctx.member(), ctx.time_ms) {
        return Err(Rejection::NotInOffice);
    }
    let trade = open_trade(ctx, id)?;
    let claim = trade.claim.as_ref().ok_or(Rejection::NotClaimed)?;
    if trade.is_of(ctx.member()) {
        return Err(Rejection::OwnTrade);
    }
    changes.push(Change::Market(match claim.attested_by {
        Some(first) if first == ctx.member() => return Err(Rejection::SecondPersonNeeded),
        Some(first) => MarketChange::TradeSettled {
            trade: id,
            by: SettledBy::Office(first, ctx.member()),
        },
        None => MarketChange::TradeAttested {
            trade: id,
            by: ctx.member(),
        },
    }));
    Ok(())
}

/// Returns what the next auction's band is around: what the last ones make, before that what the books
/// say; zero where nothing stands behind a share.
#[must_use]
pub fn next_reference(state: &State) -> Price {
    let traded = state.market.reference();
    let price = traded.or_else(|| BookValue::of(state).price());
    price.unwrap_or_default()
}

/// Opens an auction with a round whose number the charter's distance divides.
pub(super) fn open_auction(state: &State, next_round: u32, due_ms: u64) -> Option<Change> {
    let charter = &state.charter;
    let is_due = next_round.checked_rem(charter.auction_rounds) == Some(0);
    if charter.market == Opened::Closed || !is_due {
        return None;
    }
    let number = u32::try_from(state.market.auctions.len()).unwrap_or(u32::MAX);
    let auction = Auction {
        id: AuctionId(number.saturating_add(1)),
        opened_ms: due_ms,
        reference: next_reference(state),
        stage: AuctionStage::Sealing {
            until_ms: due_ms.saturating_add(charter.ticks_ms(charter.order_ticks)),
        },
        seals: BTreeMap::new(),
        orders: Vec::new(),
        cleared: None,
    };
    Some(Change::Market(MarketChange::AuctionOpened {
        auction: Box::new(auction),
    }))
}

pub(super) fn begin_revealing(state: &State, id: AuctionId, due_ms: u64) -> Vec<Change> {
    vec![Change::Market(MarketChange::AuctionReveals {
        auction: id,
        until_ms: due_ms.saturating_add(state.charter.ticks_ms(state.charter.reveal_ticks)),
    })]
}

/// Carries an auction out: whoever sells has it now, too, and the commons can pay what they want.
pub(super) fn carry_out(state: &State, auction: &Auction, due_ms: u64) -> Vec<Change> {
    let mut orders: Vec<Order> = auction.orders.clone();
    orders.extend(own_order(state));
    for order in &mut orders {
        if let (Side::Sell, Trader::Member(seller)) = (order.side, order.trader) {
            order.amount = order.amount.min(state.sellable(seller));
        }
    }
    orders.retain(|it| it.amount.0 > 0);
    orders.sort_by_key(|it| it.trader);
    let clearing = match state.charter.market {
        Opened::Open => clear(auction.reference, &orders),
        Opened::Closed => None,
    };
    let bound = clearing.and_then(|clearing| {
        let pairs = pair(&clearing)?;
        let cleared = Cleared {
            price: clearing.price,
            volume: clearing.volume,
            money: clearing.money,
        };
        Some((cleared, pairs))
    });
    let (cleared, pairs) = bound.map_or((None, Vec::new()), |it| (Some(it.0), it.1));
    let until_ms = due_ms.saturating_add(state.charter.ticks_ms(state.charter.trade_ticks));
    let mut trades = Vec::new();
    // Less than a minor unit is not paid, and so not taken; the commons' own below, too.
    for pair in pairs.iter().filter(|it| it.money.0 > 0) {
        if let Trader::Member(buyer) = pair.buyer {
            trades.push(Trade {
                id: state.market.next_trade(trades.len()),
                auction: auction.id,
                seller: pair.seller,
                buyer,
                amount: pair.amount,
                money: pair.money,
                stage: TradeStage::Open { until_ms },
                claim: None,
            });
        }
    }
    let mut changes = buy_back(state, &pairs, due_ms);
    changes.insert(
        0,
        Change::Market(MarketChange::AuctionCleared {
            auction: auction.id,
            at_ms: due_ms,
            orders,
            cleared,
            trades,
        }),
    );
    changes
}

/// What a decision lets the commons buy in the next auction, instead of an earlier one.
pub(super) fn buy(
    state: &State,
    by: ProposalId,
    purchase: &Purchase,
) -> Result<Vec<Change>, Rejection> {
    check_open(state)?;
    if purchase.limit.0 == 0 || purchase.amount < ORDER_MIN {
        return Err(Rejection::PayloadOutOfBounds);
    }
    let buyback = Some(Buyback {
        by,
        limit: purchase.limit,
        amount: purchase.amount,
    });
    Ok(vec![Change::Market(MarketChange::BuybackSet { buyback })])
}

/// What the commons want to buy, as far as the redemption envelope can pay it at the limit.
fn own_order(state: &State) -> Option<Order> {
    let buyback = state.market.buyback?;
    let free = state.books.free(Account::Envelope(Envelope::Redemption));
    let product = u128::from(free.0).saturating_mul(UNIT);
    let most = product.checked_div(u128::from(buyback.limit.0))?;
    let most = MicroShares(u64::try_from(most).unwrap_or(u64::MAX));
    Some(Order {
        trader: Trader::Treasury,
        side: Side::Buy,
        limit: buyback.limit,
        amount: buyback.amount.min(most),
    })
}

/// What the commons bought is paid by the books, and taken back when it is.
fn buy_back(state: &State, pairs: &[Pairing], due_ms: u64) -> Vec<Change> {
    let Some(buyback) = state.market.buyback else {
        return Vec::new();
    };
    let quarter = state.round.quarter();
    let mut planned = Vec::new();
    let mut redeems = Vec::new();
    for pair in pairs.iter().filter(|it| it.buyer == Trader::Treasury) {
        // Less than a minor unit is not paid, and so not taken.
        if pair.money.0 == 0 {
            continue;
        }
        let cause = Cause::Redemption {
            proposal: buyback.by,
            to: pair.seller,
        };
        let sides = (Account::Envelope(Envelope::Redemption), Account::Payees);
        let mut payment = state
            .books
            .next(&planned, sides, pair.money, cause, (quarter, due_ms));
        payment.stage = TransferStage::Waiting;
        redeems.push(Change::Market(MarketChange::Redeems {
            transfer: payment.id,
            member: pair.seller,
            amount: pair.amount,
            is_queued: false,
        }));
        planned.push(payment);
    }
    let mut changes = bookkeeping::recorded(state, planned, quarter, due_ms);
    changes.extend(redeems);
    changes
}

/// Nobody said that it was paid: the buyer sits out the next auctions.
pub(super) fn lapse(state: &State, trade: &Trade, due_ms: u64) -> Vec<Change> {
    let last = u32::try_from(state.market.auctions.len()).unwrap_or(u32::MAX);
    vec![Change::Market(MarketChange::TradeLapsed {
        trade: trade.id,
        at_ms: due_ms,
        barred_until: AuctionId(last.saturating_add(state.charter.barred_auctions)),
    })]
}
