//! The market as pages show it: when an auction is, what one can do in it, what it came to, whom a trade
//! binds, and who waits to be paid out (ADR-0027).
//!
//! What somebody sealed is not here: only their own browser has it.

use std::cmp::Reverse;

use ledger::State;
use ledger::apply;
use ledger::books::Account;
use ledger::change::MarketChange;
use ledger::charter::Charter;
use ledger::ids::{AuctionId, Digest, MemberNumber, MicroShares, Money, Price, TradeId};
use ledger::market::auction::{Order, Trader};
use ledger::market::trading::{
    Announcement, Auction, AuctionStage, Buyback, Need, Opened, SettledBy, Trade, TradeStage,
    Waiting,
};
use ledger::payload::Envelope;
use ledger::state::Timer;
use store::Tx;
use store::notification::NotificationKind as Kind;
use store::trade::{TradeEnd, TradeRow};

use crate::App;
use crate::error::{AppError, Result};
use crate::viewer::Viewer;

/// Trades and auctions that one answer lists.
const LISTED_MAX: usize = 12;

/// A trade with the buyer's evidence, as far as it is kept and the viewer may read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TradeView {
    /// The trade.
    pub trade: Trade,
    /// What the buyer shows, in a line and in full; empty once erased.
    pub evidence: (String, String),
}

/// What a member has and can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnPlace {
    /// Vested and bought shares that are not locked.
    pub free: MicroShares,
    /// Of all shares, those that were bought.
    pub bought: MicroShares,
    /// Sold or to be taken back, and neither paid nor let go.
    pub locked: MicroShares,
    /// The most that can be sold in one auction.
    pub sells: MicroShares,
    /// The most that can be bought.
    pub buys: MicroShares,
    /// What is sealed in the running auction.
    pub seal: Option<Digest>,
    /// What was revealed in it.
    pub revealed: Option<Order>,
    /// Whether they announce what they want beforehand.
    pub is_insider: bool,
    /// What they announced and still counts or will, the latest last.
    pub announced: Vec<Announcement>,
    /// Up to which auction they may not trade.
    pub barred_until: Option<AuctionId>,
    /// What can be taken back now.
    pub redeemable: MicroShares,
    /// Their place in the queue.
    pub waiting: Option<Waiting>,
    /// Whether they keep the books, and so attest.
    pub keeps: bool,
}

/// The redemption pool and its queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Redemption {
    /// What the pool holds and nobody was promised.
    pub pool: Money,
    /// What a whole share brings now.
    pub price: Price,
    /// How many wait.
    pub waiting: u64,
    /// What they wait for together.
    pub amount: MicroShares,
    /// All shares ever taken back.
    pub retired: MicroShares,
}

/// Everything that the page of the market shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarketView {
    /// The rules.
    pub charter: Charter,
    /// The auction that runs.
    pub running: Option<Auction>,
    /// How many have revealed or sealed something in it.
    pub sealed: u64,
    /// When the next one opens, in milliseconds; nothing while the market is closed.
    pub next_ms: Option<u64>,
    /// What the next one's band is around.
    pub reference: Price,
    /// Whether an auction made that; else the books did.
    pub is_traded: bool,
    /// Auctions that are over, the latest first.
    pub past: Vec<Auction>,
    /// The viewer's trades, those that wait first.
    pub trades: Vec<TradeView>,
    /// Trades of others whose buyer says that they paid, for who keeps the books.
    pub claimed: Vec<TradeView>,
    /// Who says that they are in hardship, for who keeps the books.
    pub hardship: Vec<(MemberNumber, MicroShares)>,
    /// What the viewer has and can do.
    pub own: Option<OwnPlace>,
    /// What the commons want to buy in the next auction that is carried out.
    pub buyback: Option<Buyback>,
    /// The redemption pool.
    pub redemption: Redemption,
}

impl MarketView {
    /// Says whether shares can be traded.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.charter.market == Opened::Open
    }

    /// Says whether the commons take shares back.
    #[must_use]
    pub fn redeems(&self) -> bool {
        self.charter.redemption == Opened::Open
    }
}

/// When the next auction opens.
fn next_auction_ms(state: &State) -> Option<u64> {
    if state.charter.market == Opened::Closed {
        return None;
    }
    let is_close = |it: &&(u64, Timer)| it.1 == Timer::RoundCloses(state.round);
    let (closes_ms, _) = state.timers.iter().find(is_close)?;
    let every = state.charter.auction_rounds.max(1);
    let next = state.round.0.checked_add(1)?;
    let past = next.checked_rem(every)?;
    let rounds = if past == 0 {
        0
    } else {
        every.saturating_sub(past)
    };
    let wait_ms = state.charter.round_ms().saturating_mul(rounds.into());
    Some(closes_ms.saturating_add(wait_ms))
}

fn own_place(state: &State, member: MemberNumber, now_ms: u64) -> OwnPlace {
    let market = &state.market;
    let found = state.find_member(member);
    let running = running(state);
    let is_own = |it: &&Order| it.trader == Trader::Member(member);
    OwnPlace {
        free: state.sellable(member),
        bought: found.map_or(MicroShares(0), |it| it.bought),
        locked: market.locked(member),
        sells: apply::sells_at_most(state, member),
        buys: apply::buys_at_most(state, member),
        seal: running.and_then(|it| it.seals.get(&member).copied()),
        revealed: running.and_then(|it| it.orders.iter().find(is_own).copied()),
        is_insider: apply::is_insider(state, member, now_ms),
        announced: announced(state, member),
        barred_until: market.barred.get(&member).copied().filter(|until| {
            let next = u32::try_from(market.auctions.len()).unwrap_or(u32::MAX);
            running.map_or(AuctionId(next.saturating_add(1)), |it| it.id) <= *until
        }),
        redeemable: apply::redeemable(state, member),
        waiting: market.queue.get(&member).copied(),
        keeps: apply::keeps_books(state, member, now_ms),
    }
}

/// A trade that is over, as it stood in the state; its evidence is not looked at any more.
fn ended(row: &TradeRow) -> Option<Trade> {
    let (end, at_ms) = row.end?;
    let settled = |by| TradeStage::Settled { at_ms, by };
    Some(Trade {
        id: row.id,
        auction: row.auction,
        seller: row.seller,
        buyer: row.buyer,
        amount: row.amount,
        money: row.money,
        stage: match end {
            TradeEnd::Seller => settled(SettledBy::Seller),
            TradeEnd::Office(first, second) => settled(SettledBy::Office(first, second)),
            TradeEnd::Lapsed => TradeStage::Lapsed { at_ms },
        },
        claim: None,
    })
}

/// What `member` announced and what is still to come of it: it counts in one auction.
fn announced(state: &State, member: MemberNumber) -> Vec<Announcement> {
    let over = |ready_ms: u64| {
        let mut all = state.market.auctions.iter();
        let first = all.find(|it| it.opened_ms >= ready_ms);
        first.is_some_and(|it| matches!(it.stage, AuctionStage::Over { .. }))
    };
    let all = state.market.announced.get(&member).into_iter().flatten();
    all.filter(|it| !over(it.ready_ms)).copied().collect()
}

fn running(state: &State) -> Option<&Auction> {
    let last = state.market.auctions.last()?;
    let is_over = matches!(last.stage, AuctionStage::Over { .. });
    (!is_over).then_some(last)
}

fn market_of(state: &State, viewer: Option<MemberNumber>, now_ms: u64) -> (MarketView, Vec<Trade>) {
    let market = &state.market;
    let own = viewer.map(|member| own_place(state, member, now_ms));
    let keeps = own.as_ref().is_some_and(|it| it.keeps);
    let is_own = |it: &Trade| viewer.is_some_and(|member| it.is_of(member));
    let all = market.trades.values().rev();
    let mut trades: Vec<Trade> = all.filter(|it| is_own(it)).cloned().collect();
    let is_claimed = |it: &&Trade| keeps && it.is_open() && it.claim.is_some() && !is_own(it);
    trades.extend(market.trades.values().filter(is_claimed).cloned());
    let is_over = |it: &&Auction| matches!(it.stage, AuctionStage::Over { .. });
    // Nobody confirms their own.
    let waits = |(member, it): &(&MemberNumber, &Waiting)| {
        let is_open = it.need == Need::Hardship && it.confirmed_by.is_none();
        keeps && is_open && viewer != Some(**member)
    };
    let running = running(state).cloned();
    let amount = market
        .queue
        .values()
        .fold(0, |sum: u64, it| sum.saturating_add(it.amount.0));
    let view = MarketView {
        charter: state.charter.clone(),
        sealed: running.as_ref().map_or(0, |it| it.seals.len() as u64),
        running,
        next_ms: next_auction_ms(state),
        reference: apply::next_reference(state),
        is_traded: market.reference().is_some(),
        past: market
            .auctions
            .iter()
            .rev()
            .filter(is_over)
            .take(LISTED_MAX)
            .cloned()
            .collect(),
        trades: Vec::new(),
        claimed: Vec::new(),
        hardship: market
            .queue
            .iter()
            .filter(waits)
            .map(|(member, it)| (*member, it.amount))
            .collect(),
        own,
        buyback: market.buyback,
        redemption: Redemption {
            pool: state.books.free(Account::Envelope(Envelope::Redemption)),
            price: apply::redemption_price(state),
            waiting: market.queue.len() as u64,
            amount: MicroShares(amount),
            retired: market.retired,
        },
    };
    (view, trades)
}

impl App {
    /// Loads the market as `viewer` sees it.
    ///
    /// # Errors
    ///
    /// [`AppError::Record`] or [`AppError::Store`].
    pub async fn load_market(&self, viewer: &Viewer) -> Result<MarketView> {
        let now_ms = self.record.now_ms()?;
        let member = viewer.number();
        let (mut view, mut trades) = self.record.read(|state| market_of(state, member, now_ms))?;
        let mut reader = self.store.read().await?;
        if let Some(member) = member {
            let over = reader.list_trades_over(member, LISTED_MAX).await?;
            let is_new = |it: &Trade| trades.iter().all(|held| held.id != it.id);
            let older: Vec<Trade> = over.iter().filter_map(ended).filter(is_new).collect();
            trades.extend(older);
        }
        for trade in trades {
            let digest = trade.claim.as_ref().map(|it| it.evidence);
            let words = match digest {
                Some(digest) => reader.find_proposal_text(&digest.0).await?,
                None => None,
            };
            let evidence = words.map_or_else(Default::default, |it| (it.title, it.summary));
            let is_own = member.is_some_and(|member| trade.is_of(member));
            let list = if is_own {
                &mut view.trades
            } else {
                &mut view.claimed
            };
            list.push(TradeView { trade, evidence });
        }
        let order = |it: &TradeView| (!it.trade.is_open(), Reverse(it.trade.id));
        view.trades.sort_by_key(order);
        view.trades.truncate(LISTED_MAX);
        Ok(view)
    }

    /// Returns a trade that the state still holds.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`].
    pub fn load_trade(&self, id: TradeId) -> Result<Trade> {
        let trade = self
            .record
            .read(|state| state.market.find_trade(id).cloned())?;
        trade.ok_or(AppError::NotFound)
    }

    /// Tells both sides of a trade. It is read from the tables: where they are behind, the state may have let
    /// go of it.
    async fn tell_both(&self, tx: &mut Tx, id: TradeId, kind: Kind, time_ms: u64) -> Result<()> {
        let Some(trade) = tx.find_trade(id).await? else {
            return Ok(());
        };
        for member in [trade.buyer, trade.seller] {
            self.notify(tx, member, kind, id.to_string(), time_ms)
                .await?;
        }
        Ok(())
    }

    /// Tells members what a change in the market means for them.
    pub(crate) async fn announce_market(
        &self,
        tx: &mut Tx,
        time_ms: u64,
        change: &MarketChange,
    ) -> Result<()> {
        match change {
            MarketChange::AuctionReveals { auction, .. } => {
                let sealed = self.record.read(|state| {
                    let found = state.market.find_auction(*auction);
                    found.map(|it| it.seals.keys().copied().collect::<Vec<_>>())
                })?;
                for member in sealed.unwrap_or_default() {
                    self.notify(tx, member, Kind::OrderReveals, auction.to_string(), time_ms)
                        .await?;
                }
            }
            MarketChange::AuctionCleared { trades, .. } => {
                for trade in trades {
                    let id = trade.id.to_string();
                    self.notify(tx, trade.buyer, Kind::TradeToPay, id.clone(), time_ms)
                        .await?;
                    self.notify(tx, trade.seller, Kind::TradeToConfirm, id, time_ms)
                        .await?;
                }
            }
            MarketChange::TradeClaimed { trade, .. } => {
                if let Some(found) = tx.find_trade(*trade).await? {
                    let (seller, kind) = (found.seller, Kind::TradeToConfirm);
                    self.notify(tx, seller, kind, trade.to_string(), time_ms)
                        .await?;
                }
            }
            MarketChange::TradeSettled { trade, .. } => {
                self.tell_both(tx, *trade, Kind::TradeSettled, time_ms)
                    .await?;
            }
            MarketChange::TradeLapsed { trade, .. } => {
                self.tell_both(tx, *trade, Kind::TradeLapsed, time_ms)
                    .await?;
            }
            MarketChange::Redeems { member, .. } => {
                self.notify(tx, *member, Kind::SharesRedeemed, String::new(), time_ms)
                    .await?;
            }
            MarketChange::AuctionOpened { .. }
            | MarketChange::OrderSealed { .. }
            | MarketChange::OrderRevealed { .. }
            | MarketChange::OrderAnnounced { .. }
            | MarketChange::TradeAttested { .. }
            | MarketChange::RedemptionAsked { .. }
            | MarketChange::RedemptionWithdrawn { .. }
            | MarketChange::HardshipConfirmed { .. }
            | MarketChange::BuybackSet { .. } => {}
        }
        Ok(())
    }
}
