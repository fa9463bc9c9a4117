//! What the record holds of auctions, trades and the redemption queue (ADR-0027).
//!
//! The commons hold nobody's money. A cleared auction binds one buyer to one seller for each trade; the
//! seller's shares are locked until the seller says that the money came, or two people in office do, or
//! the time is over. What is locked is still the seller's and cannot be sold twice.

use std::collections::BTreeMap;

use borsh::{BorshDeserialize, BorshSerialize};
use sha2::{Digest as _, Sha256};

use super::auction::{Clearing, Fill, Order, REFERENCE_AUCTIONS, Side, Trader, reference};
use crate::ids::{
    AuctionId, Digest, MemberNumber, MicroShares, Money, NetworkId, Price, ProposalId, RoundNumber,
    TradeId, TransferId,
};
use crate::score::pro_rata;

/// The least that an order asks for: one share.
pub const ORDER_MIN: MicroShares = MicroShares::SHARE;

/// Whether something of the market is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Opened {
    /// Not, until a decision of class H opens it.
    Closed = 0,
    /// It is.
    Open = 1,
}

/// An order as its sealer keeps it, and as it is revealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct SealedOrder {
    /// Thirty-two bytes that nobody can guess.
    pub salt: [u8; 32],
    /// Which way.
    pub side: Side,
    /// The worst price that is still wanted.
    pub limit: Price,
    /// How much at most.
    pub amount: MicroShares,
}

impl SealedOrder {
    /// Returns `SHA-256("meent/order/v1" ‖ network ‖ auction ‖ member ‖ salt ‖ side ‖ limit ‖ amount)`:
    /// auction and member four bytes, limit and amount eight, little-endian; the side one byte.
    #[must_use]
    pub fn seal(&self, network: NetworkId, auction: AuctionId, member: MemberNumber) -> Digest {
        let side: u8 = match self.side {
            Side::Buy => 0,
            Side::Sell => 1,
        };
        let hash = Sha256::new()
            .chain_update(b"meent/order/v1")
            .chain_update(network.0)
            .chain_update(auction.0.to_le_bytes())
            .chain_update(member.0.to_le_bytes())
            .chain_update(self.salt)
            .chain_update([side])
            .chain_update(self.limit.0.to_le_bytes())
            .chain_update(self.amount.0.to_le_bytes())
            .finalize();
        Digest(hash.into())
    }
}

/// Where an auction stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum AuctionStage {
    /// Orders are sealed.
    Sealing {
        /// Until when, in milliseconds.
        until_ms: u64,
    } = 0,
    /// Orders are revealed.
    Revealing {
        /// Until when, in milliseconds.
        until_ms: u64,
    } = 1,
    /// It is over.
    Over {
        /// Since when, in milliseconds.
        at_ms: u64,
    } = 2,
}

/// What an auction came to, where something was traded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Cleared {
    /// The one price.
    pub price: Price,
    /// What was traded.
    pub volume: MicroShares,
    /// What is paid for it.
    pub money: Money,
}

/// A call auction.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Auction {
    /// Its number.
    pub id: AuctionId,
    /// Since when orders are sealed, in milliseconds.
    pub opened_ms: u64,
    /// What its band is around, as it was when it opened.
    pub reference: Price,
    /// Where it stands.
    pub stage: AuctionStage,
    /// What members sealed; of the last [`REFERENCE_AUCTIONS`] auctions.
    pub seals: BTreeMap<MemberNumber, Digest>,
    /// What was revealed, in the order of traders; of the last [`REFERENCE_AUCTIONS`] auctions.
    pub orders: Vec<Order>,
    /// What it came to; nothing while it runs, and where nothing was traded.
    pub cleared: Option<Cleared>,
}

/// What an insider announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Announcement {
    /// Which way.
    pub side: Side,
    /// How much at most.
    pub amount: MicroShares,
    /// From when on an auction can open for which it counts, in milliseconds: for the first one.
    pub ready_ms: u64,
}

/// What a buyer says who paid.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct PaidClaim {
    /// When, in milliseconds.
    pub at_ms: u64,
    /// SHA-256 of salt and the document's words, which are kept outside the record.
    pub evidence: Digest,
    /// The first person in office who says so, too.
    pub attested_by: Option<MemberNumber>,
}

/// Who said that the money came, so that the shares moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum SettledBy {
    /// The seller.
    Seller = 0,
    /// Two people in office.
    Office(MemberNumber, MemberNumber) = 1,
}

/// Where a trade stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum TradeStage {
    /// The shares are locked, and it is to be paid.
    Open {
        /// Until when, in milliseconds.
        until_ms: u64,
    } = 0,
    /// The shares have moved.
    Settled {
        /// When, in milliseconds.
        at_ms: u64,
        /// Who said so.
        by: SettledBy,
    } = 1,
    /// Nobody said that it was paid: the shares are the seller's as before.
    Lapsed {
        /// When, in milliseconds.
        at_ms: u64,
    } = 2,
}

/// One buyer and one seller.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Trade {
    /// Its number.
    pub id: TradeId,
    /// In which auction.
    pub auction: AuctionId,
    /// Who sells.
    pub seller: MemberNumber,
    /// Who buys.
    pub buyer: MemberNumber,
    /// How much.
    pub amount: MicroShares,
    /// For how much, in minor units.
    pub money: Money,
    /// Where it stands.
    pub stage: TradeStage,
    /// What the buyer says.
    pub claim: Option<PaidClaim>,
}

impl Trade {
    /// Says whether its shares are locked.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.stage, TradeStage::Open { .. })
    }

    /// Says whether `member` buys or sells in it.
    #[must_use]
    pub fn is_of(&self, member: MemberNumber) -> bool {
        self.seller == member || self.buyer == member
    }
}

/// Why somebody asks to be paid out before others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Need {
    /// For no reason that anybody must know.
    Wish = 0,
    /// Hardship, which somebody in office confirms before it counts.
    Hardship = 1,
}

/// A place in the redemption queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Waiting {
    /// Since when.
    pub since: RoundNumber,
    /// What is left of what was asked.
    pub amount: MicroShares,
    /// What was said.
    pub need: Need,
    /// Who in office confirmed the hardship.
    pub confirmed_by: Option<MemberNumber>,
}

/// Shares that the commons take back once the payment is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Redeeming {
    /// Whose.
    pub member: MemberNumber,
    /// How much.
    pub amount: MicroShares,
}

/// A decision that the commons buy shares in the next auction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Buyback {
    /// The decision.
    pub by: ProposalId,
    /// The most that is paid for a whole share.
    pub limit: Price,
    /// How much at most.
    pub amount: MicroShares,
}

/// Everything about the market in the state.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Market {
    /// Auctions, the first at place 0.
    pub auctions: Vec<Auction>,
    /// How many trades were ever made.
    pub trade_count: u32,
    /// The open trades, and those of the last [`REFERENCE_AUCTIONS`] auctions (ADR-0036).
    pub trades: BTreeMap<TradeId, Trade>,
    /// What insiders announced, by member, the oldest first.
    pub announced: BTreeMap<MemberNumber, Vec<Announcement>>,
    /// Who may not trade, up to which auction, because they did not pay.
    pub barred: BTreeMap<MemberNumber, AuctionId>,
    /// Who waits to be paid out.
    pub queue: BTreeMap<MemberNumber, Waiting>,
    /// What is taken back once it is paid, by the payment.
    pub redeeming: BTreeMap<TransferId, Redeeming>,
    /// All shares ever taken back.
    pub retired: MicroShares,
    /// What the commons want to buy in the next auction.
    pub buyback: Option<Buyback>,
}

impl Market {
    /// Returns the auction of this number.
    #[must_use]
    pub fn find_auction(&self, id: AuctionId) -> Option<&Auction> {
        self.auctions
            .get(usize::try_from(id.0.checked_sub(1)?).ok()?)
    }

    /// Returns the trade of this number, if the state still holds it.
    #[must_use]
    pub fn find_trade(&self, id: TradeId) -> Option<&Trade> {
        self.trades.get(&id)
    }

    /// Says whether there ever was a trade of this number, whether the state still holds it or not.
    #[must_use]
    pub fn was_made(&self, id: TradeId) -> bool {
        (1..=self.trade_count).contains(&id.0)
    }

    /// Returns the open trades.
    pub fn open_trades(&self) -> impl Iterator<Item = &Trade> {
        self.trades.values().filter(|it| it.is_open())
    }

    /// Returns the shares of `member` that are sold or taken back, and neither paid nor let go.
    #[must_use]
    pub fn locked(&self, member: MemberNumber) -> MicroShares {
        let sold = self.open_trades().filter(|it| it.seller == member);
        let sold = sold.fold(0, |sum: u64, it| sum.saturating_add(it.amount.0));
        let taken = self.redeeming.values().filter(|it| it.member == member);
        MicroShares(taken.fold(sold, |sum, it| sum.saturating_add(it.amount.0)))
    }

    /// Returns the shares that `member` has bought and not got yet.
    #[must_use]
    pub fn incoming(&self, member: MemberNumber) -> MicroShares {
        let bought = self.open_trades().filter(|it| it.buyer == member);
        MicroShares(bought.fold(0, |sum: u64, it| sum.saturating_add(it.amount.0)))
    }

    /// Returns what `member` wants to buy or sell in an auction whose orders are revealed.
    #[must_use]
    pub fn revealed(&self, member: MemberNumber, side: Side) -> MicroShares {
        let reveals = |it: &&Auction| matches!(it.stage, AuctionStage::Revealing { .. });
        let orders = self.auctions.iter().filter(reveals);
        let orders = orders.flat_map(|it| &it.orders);
        let own = orders.filter(|it| it.trader == Trader::Member(member) && it.side == side);
        MicroShares(own.fold(0, |sum: u64, it| sum.saturating_add(it.amount.0)))
    }

    /// Returns the reference that the last auctions make; nothing before anything was traded.
    #[must_use]
    pub fn reference(&self) -> Option<Price> {
        let cleared = self.auctions.iter().filter_map(|it| it.cleared);
        let last: Vec<_> = cleared.map(|it| (it.price, it.volume)).collect();
        reference(&last)
    }

    /// Says whether an announcement of `member` counts in `auction`: the first that opened when it was
    /// ready.
    #[must_use]
    pub fn announcements(&self, member: MemberNumber, auction: &Auction) -> Vec<Announcement> {
        let is_first = |it: &&Announcement| {
            let mut opened = self.auctions.iter();
            let first = opened.find(|auction| auction.opened_ms >= it.ready_ms);
            first.is_some_and(|first| first.id == auction.id)
        };
        let all = self.announced.get(&member).into_iter().flatten();
        all.filter(is_first).copied().collect()
    }

    /// Returns the number that the trade `ahead` places after the next one gets.
    pub(crate) fn next_trade(&self, ahead: usize) -> TradeId {
        let ahead = u32::try_from(ahead).unwrap_or(u32::MAX);
        TradeId(self.trade_count.saturating_add(ahead).saturating_add(1))
    }
}

/// A seller, a buyer, how much and for how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pairing {
    /// Who sells.
    pub seller: MemberNumber,
    /// Who buys.
    pub buyer: Trader,
    /// How much.
    pub amount: MicroShares,
    /// For how much.
    pub money: Money,
}

/// Binds buyers to sellers, both in the order of members with the commons first, so that there are
/// fewer pairs than people. All pairs together are what `clearing` traded, to the last unit: what does
/// not divide goes by largest remainder. `None` if an amount does not fit.
#[must_use]
pub fn pair(clearing: &Clearing) -> Option<Vec<Pairing>> {
    let of = |side: Side| {
        let fills = clearing.fills.iter().filter(move |it| it.side == side);
        let mut fills: Vec<Fill> = fills.copied().collect();
        fills.sort_by_key(|it| it.trader);
        fills.into_iter()
    };
    let (mut buyers, mut sellers) = (of(Side::Buy), of(Side::Sell));
    let (mut buyer, mut seller) = (buyers.next(), sellers.next());
    let mut pairs = Vec::new();
    while let (Some(buys), Some(sells)) = (&mut buyer, &mut seller) {
        let amount = buys.amount.min(sells.amount);
        if let Trader::Member(seller) = sells.trader {
            pairs.push(Pairing {
                seller,
                buyer: buys.trader,
                amount,
                money: Money(0),
            });
        }
        buys.amount.0 = buys.amount.0.checked_sub(amount.0)?;
        sells.amount.0 = sells.amount.0.checked_sub(amount.0)?;
        let (bought, sold) = (buys.amount.0 == 0, sells.amount.0 == 0);
        if bought {
            buyer = buyers.next();
        }
        if sold {
            seller = sellers.next();
        }
    }
    let amounts: Vec<u64> = pairs.iter().map(|it| it.amount.0).collect();
    let money = pro_rata(clearing.money.0, &amounts).ok()?;
    for (pair, money) in pairs.iter_mut().zip(money) {
        pair.money = Money(money);
    }
    Some(pairs)
}

/// How many auctions keep their orders and the trades that are over.
pub(crate) const ORDERS_KEPT: usize = REFERENCE_AUCTIONS;
