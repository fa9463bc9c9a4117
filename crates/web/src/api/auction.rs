//! The market in JSON. Money is in minor units and shares in micro-shares, both as decimal texts.

use app::market::{MarketView, TradeView};
use axum::Json;
use ledger::ids::{MicroShares, Price, TradeId};
use ledger::market::trading::{Auction, AuctionStage, Need, SettledBy, TradeStage};
use ledger::payload::Purchase;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::PageError;
use crate::pages::commons::shares_said;
use crate::t;
use crate::text::number::euro;
use crate::visit::Visit;

/// What the commons want to buy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PurchaseJson {
    /// The most that is paid for a whole share, in millionths of a minor unit, as a decimal text.
    limit_micro_minor: String,
    /// How many micro-shares at most, as a decimal text.
    amount: String,
}

impl PurchaseJson {
    /// Reads it; `None` if a number is none.
    pub fn parse(&self) -> Option<Purchase> {
        Some(Purchase {
            limit: Price(self.limit_micro_minor.parse().ok()?),
            amount: MicroShares(self.amount.parse().ok()?),
        })
    }
}

impl From<&Purchase> for PurchaseJson {
    fn from(it: &Purchase) -> Self {
        Self {
            limit_micro_minor: it.limit.to_string(),
            amount: it.amount.to_string(),
        }
    }
}

/// An order that was revealed; nobody is named.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrderJson {
    /// `buy` or `sell`.
    side: &'static str,
    /// The worst price that was wanted for a whole share, in millionths of a minor unit.
    limit_micro_minor: String,
    /// How much at most.
    amount: String,
}

/// An auction.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuctionJson {
    /// Its number.
    number: u32,
    /// The price of a whole share that its band is around, in millionths of a minor unit.
    reference_micro_minor: String,
    /// `sealing`, `revealing` or `over`.
    stage: &'static str,
    /// Until when that is; since when it is over.
    until_ms: u64,
    /// The one price of a whole share, in millionths of a minor unit; nothing where nothing was traded.
    price_micro_minor: Option<String>,
    /// What was traded.
    volume: Option<String>,
    /// What was paid for it.
    money: Option<String>,
    /// What was revealed, once it is over.
    orders: Vec<OrderJson>,
}

/// A trade of the visitor, or one that waits for their word in office.
#[derive(Debug, Serialize, ToSchema)]
pub struct TradeJson {
    /// Its number.
    number: u32,
    /// In which auction.
    auction: u32,
    /// Member number of who sells.
    seller: u32,
    /// Member number of who buys.
    buyer: u32,
    /// How much.
    amount: String,
    /// For how much.
    money: String,
    /// `open`, `settled` or `lapsed`.
    stage: &'static str,
    /// Until when that is; since when it is over.
    until_ms: u64,
    /// `seller` or `office`, where the shares moved.
    settled_by: Option<&'static str>,
    /// Whether the buyer says that they paid.
    is_claimed: bool,
    /// What they show.
    evidence: String,
}

/// What the visitor has and can do.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlaceJson {
    /// Free to sell.
    free: String,
    /// Of all shares, those that were bought.
    bought: String,
    /// Sold and not paid yet.
    locked: String,
    /// The most that can be sold in one auction.
    sells: String,
    /// The most that can be bought.
    buys: String,
    /// The seal in the running auction, in hex.
    seal: Option<String>,
    /// Whether they announce what they want beforehand.
    is_insider: bool,
    /// What can be taken back now.
    redeemable: String,
    /// What they wait for.
    waiting: Option<String>,
    /// `wish` or `hardship`.
    need: Option<&'static str>,
}

/// The redemption pool.
#[derive(Debug, Serialize, ToSchema)]
pub struct RedemptionJson {
    /// Whether shares are taken back.
    is_open: bool,
    /// What the pool holds and nobody was promised.
    pool: String,
    /// What a whole share brings now, in millionths of a minor unit.
    price_micro_minor: String,
    /// How many wait.
    waiting: u64,
    /// For how much together.
    amount: String,
    /// All shares ever taken back.
    retired: String,
}

/// A decision that the commons buy.
#[derive(Debug, Serialize, ToSchema)]
pub struct BuybackJson {
    /// Number of the decision.
    decision: u32,
    /// The most that is paid for a whole share, in millionths of a minor unit.
    limit_micro_minor: String,
    /// How many micro-shares at most.
    amount: String,
}

/// The market.
#[derive(Debug, Serialize, ToSchema)]
pub struct MarketJson {
    /// Whether shares can be traded.
    is_open: bool,
    /// The auction that runs.
    running: Option<AuctionJson>,
    /// When the next one opens.
    next_ms: Option<u64>,
    /// The price of a whole share that its band is around, in millionths of a minor unit.
    reference_micro_minor: String,
    /// Whether an auction made that; else the books did.
    is_traded: bool,
    /// Those that are over, the latest first.
    past: Vec<AuctionJson>,
    /// The visitor's trades.
    trades: Vec<TradeJson>,
    /// Trades that wait for the visitor's word in office.
    claimed: Vec<TradeJson>,
    /// What the visitor has and can do; nothing for who is not signed in.
    own: Option<PlaceJson>,
    /// What the commons want to buy in the next auction that is carried out.
    buyback: Option<BuybackJson>,
    /// The redemption pool.
    redemption: RedemptionJson,
}

fn auction(it: &Auction) -> AuctionJson {
    let (stage, until_ms) = match it.stage {
        AuctionStage::Sealing { until_ms } => ("sealing", until_ms),
        AuctionStage::Revealing { until_ms } => ("revealing", until_ms),
        AuctionStage::Over { at_ms } => ("over", at_ms),
    };
    let orders = it.orders.iter().filter(|_| stage == "over");
    AuctionJson {
        number: it.id.0,
        reference_micro_minor: it.reference.to_string(),
        stage,
        until_ms,
        price_micro_minor: it.cleared.map(|it| it.price.to_string()),
        volume: it.cleared.map(|it| it.volume.to_string()),
        money: it.cleared.map(|it| it.money.to_string()),
        orders: orders
            .map(|it| OrderJson {
                side: it.side.word(),
                limit_micro_minor: it.limit.to_string(),
                amount: it.amount.to_string(),
            })
            .collect(),
    }
}

fn trade(view: &TradeView) -> TradeJson {
    let it = &view.trade;
    let (stage, until_ms, settled_by) = match it.stage {
        TradeStage::Open { until_ms } => ("open", until_ms, None),
        TradeStage::Settled { at_ms, by } => {
            let by = match by {
                SettledBy::Seller => "seller",
                SettledBy::Office(..) => "office",
            };
            ("settled", at_ms, Some(by))
        }
        TradeStage::Lapsed { at_ms } => ("lapsed", at_ms, None),
    };
    TradeJson {
        number: it.id.0,
        auction: it.auction.0,
        seller: it.seller.0,
        buyer: it.buyer.0,
        amount: it.amount.to_string(),
        money: it.money.to_string(),
        stage,
        until_ms,
        settled_by,
        is_claimed: it.claim.is_some(),
        evidence: view.evidence.0.clone(),
    }
}

impl From<&MarketView> for MarketJson {
    fn from(it: &MarketView) -> Self {
        let own = it.own.as_ref().map(|own| PlaceJson {
            free: own.free.to_string(),
            bought: own.bought.to_string(),
            locked: own.locked.to_string(),
            sells: own.sells.to_string(),
            buys: own.buys.to_string(),
            seal: own.seal.map(|it| it.to_string()),
            is_insider: own.is_insider,
            redeemable: own.redeemable.to_string(),
            waiting: own.waiting.map(|it| it.amount.to_string()),
            need: own.waiting.map(|it| match it.need {
                Need::Wish => "wish",
                Need::Hardship => "hardship",
            }),
        });
        Self {
            is_open: it.is_open(),
            running: it.running.as_ref().map(auction),
            next_ms: it.next_ms,
            reference_micro_minor: it.reference.to_string(),
            is_traded: it.is_traded,
            past: it.past.iter().map(auction).collect(),
            trades: it.trades.iter().map(trade).collect(),
            claimed: it.claimed.iter().map(trade).collect(),
            own,
            buyback: it.buyback.map(|it| BuybackJson {
                decision: it.by.0,
                limit_micro_minor: it.limit.to_string(),
                amount: it.amount.to_string(),
            }),
            redemption: RedemptionJson {
                is_open: it.redeems(),
                pool: it.redemption.pool.to_string(),
                price_micro_minor: it.redemption.price.to_string(),
                waiting: it.redemption.waiting,
                amount: it.redemption.amount.to_string(),
                retired: it.redemption.retired.to_string(),
            },
        }
    }
}

/// Auctions, the visitor's trades, and the redemption pool.
#[utoipa::path(get, path = "/api/meent/v1/market", tag = "earning", responses((status = 200, body = MarketJson)))]
pub async fn show(visit: Visit) -> Result<Json<MarketJson>, PageError> {
    let view = visit.app().load_market(&visit.viewer()).await?;
    Ok(Json((&view).into()))
}

/// What a trade is, for the sheet of who signs about it.
///
/// # Errors
///
/// [`PageError::NotFound`] if there is no such trade.
pub async fn trade_name(visit: &Visit, id: TradeId) -> Result<String, PageError> {
    let it = visit.app().load_trade(id)?;
    let people = crate::handlers::commons::faces(visit, vec![it.seller, it.buyer]).await?;
    let name = |member: u32| {
        let found = people.get(&member).map(|it| it.name.clone());
        found.unwrap_or_else(|| t!(visit.lang, "sheet-person", number = member).into_owned())
    };
    Ok(t!(
        visit.lang,
        "trade-name",
        amount = shares_said(visit.lang, it.amount.0).into_owned(),
        money = euro(visit.lang, i64::try_from(it.money.0).unwrap_or(i64::MAX)),
        seller = name(it.seller.0),
        buyer = name(it.buyer.0)
    )
    .into_owned())
}
