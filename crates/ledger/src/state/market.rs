//! Writing auctions, trades and redemption, and the timers that go with them.

use super::{State, Timer, place};
use crate::change::MarketChange;
use crate::ids::{AuctionId, MemberNumber, MicroShares, TradeId, TransferId};
use crate::market::auction::Order;
use crate::market::trading::{
    Announcement, Auction, AuctionStage, ORDERS_KEPT, Redeeming, SettledBy, Trade, TradeStage,
};

/// Announcements that are remembered of one member.
const ANNOUNCEMENTS_KEPT: usize = 8;

impl State {
    /// Returns what `member` can sell now: vested and bought shares that are not locked.
    #[must_use]
    pub fn sellable(&self, member: MemberNumber) -> MicroShares {
        let owned = self.owned(member).0;
        MicroShares(owned.saturating_sub(self.locked(member).0))
    }

    /// Returns the shares of `member` that are bound: sold, taken back or passed on, and not gone yet. Every
    /// way to spend a share asks for it, so that none is spent twice.
    #[must_use]
    pub fn locked(&self, member: MemberNumber) -> MicroShares {
        let passed_on = self.assigned_by(member).0;
        MicroShares(self.market.locked(member).0.saturating_add(passed_on))
    }

    /// Returns what is `member`'s own: vested and bought shares, locked or not.
    #[must_use]
    pub fn owned(&self, member: MemberNumber) -> MicroShares {
        let found = self.find_member(member);
        let vested = found.map_or(0, |it| it.vested(self.charter.schedule(), self.round).0);
        MicroShares(vested.saturating_add(found.map_or(0, |it| it.bought.0)))
    }

    // long: one arm per kind of change
    pub(super) fn write_market(&mut self, change: MarketChange) {
        match change {
            MarketChange::AuctionOpened { auction } => self.write_auction(*auction),
            MarketChange::OrderSealed {
                auction,
                member,
                seal,
            } => {
                if let Some(it) = self.auction_mut(auction) {
                    it.seals.insert(member, seal);
                }
            }
            MarketChange::AuctionReveals { auction, until_ms } => {
                if let Some(it) = self.auction_mut(auction) {
                    it.stage = AuctionStage::Revealing { until_ms };
                }
                self.timers
                    .insert((until_ms, Timer::AuctionClears(auction)));
            }
            MarketChange::OrderRevealed { auction, order } => self.write_order(auction, order),
            MarketChange::OrderAnnounced {
                member,
                announcement,
            } => self.write_announced(member, announcement),
            MarketChange::AuctionCleared {
                auction,
                at_ms,
                orders,
                cleared,
                trades,
            } => {
                if let Some(it) = self.auction_mut(auction) {
                    it.stage = AuctionStage::Over { at_ms };
                    it.orders = orders;
                    it.cleared = cleared;
                }
                self.market.buyback = None;
                trades.into_iter().for_each(|it| self.write_trade(it));
            }
            MarketChange::TradeClaimed {
                trade,
                claim,
                until_ms,
            } => {
                if let Some(it) = self.trade_mut(trade) {
                    it.claim = Some(claim);
                    it.stage = TradeStage::Open { until_ms };
                }
                self.set_trade_timer(trade);
            }
            MarketChange::TradeAttested { trade, by } => {
                let claim = self.trade_mut(trade).and_then(|it| it.claim.as_mut());
                if let Some(claim) = claim {
                    claim.attested_by = Some(by);
                }
            }
            MarketChange::TradeSettled { trade, by } => self.write_settled(trade, by),
            MarketChange::TradeLapsed {
                trade,
                at_ms,
                barred_until,
            } => {
                let Some(it) = self.trade_mut(trade) else {
                    return;
                };
                it.stage = TradeStage::Lapsed { at_ms };
                let buyer = it.buyer;
                self.set_trade_timer(trade);
                self.market.barred.insert(buyer, barred_until);
            }
            MarketChange::RedemptionAsked { member, waiting } => {
                self.market.queue.insert(member, waiting);
            }
            MarketChange::RedemptionWithdrawn { member } => {
                self.market.queue.remove(&member);
            }
            MarketChange::HardshipConfirmed { member, by } => {
                if let Some(it) = self.market.queue.get_mut(&member) {
                    it.confirmed_by = Some(by);
                }
            }
            MarketChange::Redeems {
                transfer,
                member,
                amount,
                is_queued,
            } => {
                let redeeming = Redeeming { member, amount };
                self.market.redeeming.insert(transfer, redeeming);
                if is_queued {
                    self.shorten_queue(member, amount);
                }
            }
            MarketChange::BuybackSet { buyback } => self.market.buyback = buyback,
        }
    }

    fn auction_mut(&mut self, id: AuctionId) -> Option<&mut Auction> {
        self.market.auctions.get_mut(place(id.0)?)
    }

    fn trade_mut(&mut self, id: TradeId) -> Option<&mut Trade> {
        self.market.trades.get_mut(&id)
    }

    /// Who wanted what long ago, and who traded with whom, leaves the state; what was traded at which price
    /// does not. What waits to be paid stays.
    fn write_auction(&mut self, auction: Auction) {
        let (id, stage) = (auction.id, auction.stage);
        self.market.auctions.push(auction);
        let old = self.market.auctions.iter_mut().rev().skip(ORDERS_KEPT);
        for auction in old {
            auction.seals.clear();
            auction.orders.clear();
        }
        let kept = u32::try_from(ORDERS_KEPT).unwrap_or(u32::MAX);
        let oldest = AuctionId(id.0.saturating_sub(kept).saturating_add(1));
        let trades = &mut self.market.trades;
        trades.retain(|_, it| it.is_open() || it.auction >= oldest);
        if let AuctionStage::Sealing { until_ms } = stage {
            self.timers.insert((until_ms, Timer::OrdersReveal(id)));
        }
    }

    fn write_order(&mut self, auction: AuctionId, order: Order) {
        if let Some(it) = self.auction_mut(auction) {
            it.orders.retain(|held| held.trader != order.trader);
            it.orders.push(order);
            it.orders.sort_by_key(|held| held.trader);
        }
    }

    fn write_announced(&mut self, member: MemberNumber, announcement: Announcement) {
        let all = self.market.announced.entry(member).or_default();
        all.push(announcement);
        let over = all.len().saturating_sub(ANNOUNCEMENTS_KEPT);
        all.drain(..over);
    }

    fn write_trade(&mut self, trade: Trade) {
        let id = trade.id;
        self.market.trade_count = self.market.trade_count.max(id.0);
        self.market.trades.insert(id, trade);
        self.set_trade_timer(id);
    }

    fn set_trade_timer(&mut self, id: TradeId) {
        self.timers
            .retain(|(_, timer)| *timer != Timer::TradeLapses(id));
        let trade = self.market.find_trade(id);
        if let Some(TradeStage::Open { until_ms }) = trade.map(|it| it.stage) {
            self.timers.insert((until_ms, Timer::TradeLapses(id)));
        }
    }

    fn write_settled(&mut self, id: TradeId, by: SettledBy) {
        let at_ms = self.time_ms;
        let Some(trade) = self.trade_mut(id) else {
            return;
        };
        trade.stage = TradeStage::Settled { at_ms, by };
        let (seller, buyer, amount) = (trade.seller, trade.buyer, trade.amount);
        self.set_trade_timer(id);
        self.move_shares(seller, buyer, amount);
    }

    fn shorten_queue(&mut self, member: MemberNumber, amount: MicroShares) {
        let Some(waiting) = self.market.queue.get_mut(&member) else {
            return;
        };
        waiting.amount.0 = waiting.amount.0.saturating_sub(amount.0);
        if waiting.amount.0 == 0 {
            self.market.queue.remove(&member);
        }
    }

    /// What a payment was for is over: made, the shares go back to the pool; not made, they are their
    /// owner's as before.
    pub(super) fn end_redeeming(&mut self, transfer: TransferId, is_paid: bool) {
        let Some(it) = self.market.redeeming.remove(&transfer) else {
            return;
        };
        if !is_paid {
            return;
        }
        if let Some(member) = self.member_mut(it.member) {
            member.parted.0 = member.parted.0.saturating_add(it.amount.0);
        }
        self.pool.0 = self.pool.0.saturating_add(it.amount.0);
        self.issued.0 = self.issued.0.saturating_sub(it.amount.0);
        self.market.retired.0 = self.market.retired.0.saturating_add(it.amount.0);
        self.weigh(it.member);
    }
}
