//! What can happen in the market.

use crate::ids::{AuctionId, Digest, MemberNumber, MicroShares, TradeId, TransferId};
use crate::market::auction::Order;
use crate::market::trading::{
    Announcement, Auction, Buyback, Cleared, PaidClaim, SettledBy, Trade, Waiting,
};

/// One fact of the market.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarketChange {
    /// An auction opened.
    AuctionOpened {
        /// As it begins.
        auction: Box<Auction>,
    },
    /// An order was sealed.
    OrderSealed {
        /// In which auction.
        auction: AuctionId,
        /// Whose.
        member: MemberNumber,
        /// The seal that counts now.
        seal: Digest,
    },
    /// Orders are revealed.
    AuctionReveals {
        /// In which auction.
        auction: AuctionId,
        /// Until when, in milliseconds.
        until_ms: u64,
    },
    /// An order was revealed.
    OrderRevealed {
        /// In which auction.
        auction: AuctionId,
        /// What it is.
        order: Order,
    },
    /// An insider announced what they want.
    OrderAnnounced {
        /// Who.
        member: MemberNumber,
        /// What.
        announcement: Announcement,
    },
    /// An auction is over.
    AuctionCleared {
        /// Which.
        auction: AuctionId,
        /// When, in milliseconds.
        at_ms: u64,
        /// Every order that counted, the commons' own among them.
        orders: Vec<Order>,
        /// What it came to, where something was traded.
        cleared: Option<Cleared>,
        /// Whom it binds to whom.
        trades: Vec<Trade>,
    },
    /// A buyer says that they paid.
    TradeClaimed {
        /// Which trade.
        trade: TradeId,
        /// What they say.
        claim: PaidClaim,
        /// Until when it can be confirmed, in milliseconds.
        until_ms: u64,
    },
    /// A first person in office says so, too.
    TradeAttested {
        /// Which trade.
        trade: TradeId,
        /// Who.
        by: MemberNumber,
    },
    /// Shares moved.
    TradeSettled {
        /// Which trade.
        trade: TradeId,
        /// Who said that it was paid.
        by: SettledBy,
    },
    /// A trade lapsed.
    TradeLapsed {
        /// Which.
        trade: TradeId,
        /// When, in milliseconds.
        at_ms: u64,
        /// Up to which auction the buyer may not trade.
        barred_until: AuctionId,
    },
    /// Somebody waits to be paid out.
    RedemptionAsked {
        /// Who.
        member: MemberNumber,
        /// For how much, since when, why.
        waiting: Waiting,
    },
    /// Somebody waits no more.
    RedemptionWithdrawn {
        /// Who.
        member: MemberNumber,
    },
    /// Somebody's hardship was confirmed.
    HardshipConfirmed {
        /// Whose.
        member: MemberNumber,
        /// By whom in office.
        by: MemberNumber,
    },
    /// Shares are taken back once a payment is made.
    Redeems {
        /// The payment.
        transfer: TransferId,
        /// Whose.
        member: MemberNumber,
        /// How much.
        amount: MicroShares,
        /// Whether it was asked for in the queue; else the commons bought in an auction.
        is_queued: bool,
    },
    /// The commons want to buy in the next auction, or no more.
    BuybackSet {
        /// What they want.
        buyback: Option<Buyback>,
    },
}
