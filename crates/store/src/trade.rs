//! Trades that an auction made, from the record: the state lets go of those that are over (ADR-0036).
//!
//! Derived like everything of [`crate::projection`]; a rebuild writes it anew.

use ledger::ids::{AuctionId, MemberNumber, MicroShares, Money, TradeId};

use crate::{
    Reader, Result, Tx,
    convert::{self, int, number},
    error::corrupt,
    sql::{execute, fetch_all, fetch_one, statements},
};

statements! {
    INSERT = "INSERT INTO trades (trade, auction, seller, buyer, micro_shares, minor_units, stage)
        VALUES ($1, $2, $3, $4, $5, $6, 'open')";
    END = "UPDATE trades SET stage = $2, over_at_ms = $3, first_in_office = $4, second_in_office = $5 WHERE trade = $1";
    FIND = "SELECT trade, auction, seller, buyer, micro_shares, minor_units, stage, over_at_ms, first_in_office, second_in_office
        FROM trades WHERE trade = $1";
    LIST_OVER = "SELECT trade, auction, seller, buyer, micro_shares, minor_units, stage, over_at_ms, first_in_office, second_in_office
        FROM trades WHERE (seller = $1 OR buyer = $1) AND stage <> 'open' ORDER BY trade DESC LIMIT $2 + 0";
    LIST_SETTLED = "SELECT trade, auction, seller, buyer, micro_shares, minor_units, stage, over_at_ms, first_in_office, second_in_office
        FROM trades WHERE (seller = $1 OR buyer = $1) AND stage = 'settled' ORDER BY trade";
}

/// How a trade ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TradeEnd {
    /// The seller said that the money came.
    Seller,
    /// Two people in office did.
    Office(MemberNumber, MemberNumber),
    /// Nobody did: the shares are where they were.
    Lapsed,
}

/// A trade as its auction made it, and how it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TradeRow {
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
    /// How and when it ended, in milliseconds; nothing while it waits to be paid.
    pub end: Option<(TradeEnd, u64)>,
}

/// What an entry does to a trade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TradeEvent {
    /// An auction made it.
    Made(TradeRow),
    /// It ended, in milliseconds.
    Ended(TradeId, TradeEnd, u64),
}

#[derive(sqlx::FromRow)]
struct Row {
    trade: i64,
    auction: i64,
    seller: i64,
    buyer: i64,
    micro_shares: i64,
    minor_units: i64,
    stage: String,
    over_at_ms: Option<i64>,
    first_in_office: Option<i64>,
    second_in_office: Option<i64>,
}

const TRADES: &str = "trades";

impl TryFrom<Row> for TradeRow {
    type Error = crate::Error;

    fn try_from(row: Row) -> Result<Self> {
        let office = match (row.first_in_office, row.second_in_office) {
            (Some(first), Some(second)) => Some((
                convert::member(TRADES, first)?,
                convert::member(TRADES, second)?,
            )),
            _ => None,
        };
        let end = match (row.stage.as_str(), office) {
            ("open", _) => None,
            ("settled", None) => Some(TradeEnd::Seller),
            ("settled", Some((first, second))) => Some(TradeEnd::Office(first, second)),
            ("lapsed", _) => Some(TradeEnd::Lapsed),
            (other, _) => return Err(corrupt(TRADES, format!("stage `{other}`"))),
        };
        let at_ms = convert::unsigned(TRADES, row.over_at_ms.unwrap_or(0))?;
        Ok(Self {
            id: TradeId(convert::small(TRADES, row.trade)?),
            auction: AuctionId(convert::small(TRADES, row.auction)?),
            seller: convert::member(TRADES, row.seller)?,
            buyer: convert::member(TRADES, row.buyer)?,
            amount: MicroShares(convert::unsigned(TRADES, row.micro_shares)?),
            money: Money(convert::unsigned(TRADES, row.minor_units)?),
            end: end.map(|end| (end, at_ms)),
        })
    }
}

impl Reader {
    /// Finds a trade; `None` if no auction made it.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`], as every read of this module.
    pub async fn find_trade(&mut self, id: TradeId) -> Result<Option<TradeRow>> {
        fetch_one!(self, Row, FIND, i64::from(id.0))?
            .map(TradeRow::try_from)
            .transpose()
    }

    /// Lists the trades of `member` that are over, the latest first, at most `limit`.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_trade`].
    pub async fn list_trades_over(
        &mut self,
        member: MemberNumber,
        limit: usize,
    ) -> Result<Vec<TradeRow>> {
        let limit = i64::try_from(crate::feed::rows(limit)).unwrap_or(i64::MAX);
        let rows = fetch_all!(self, Row, LIST_OVER, number(member), limit)?;
        rows.into_iter().map(TradeRow::try_from).collect()
    }

    /// Lists the trades of `member` by which shares moved, the first one first.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_trade`].
    pub async fn list_trades_settled(&mut self, member: MemberNumber) -> Result<Vec<TradeRow>> {
        let rows = fetch_all!(self, Row, LIST_SETTLED, number(member))?;
        rows.into_iter().map(TradeRow::try_from).collect()
    }
}

impl Tx {
    /// Writes what an entry did to a trade.
    pub(crate) async fn write_trade(&mut self, event: &TradeEvent) -> Result<()> {
        match event {
            TradeEvent::Made(it) => {
                execute!(
                    self,
                    INSERT,
                    i64::from(it.id.0),
                    i64::from(it.auction.0),
                    number(it.seller),
                    number(it.buyer),
                    int(it.amount.0),
                    int(it.money.0)
                )?;
            }
            TradeEvent::Ended(id, end, at_ms) => {
                let (stage, office) = match *end {
                    TradeEnd::Seller => ("settled", None),
                    TradeEnd::Office(first, second) => ("settled", Some((first, second))),
                    TradeEnd::Lapsed => ("lapsed", None),
                };
                execute!(
                    self,
                    END,
                    i64::from(id.0),
                    stage,
                    int(*at_ms),
                    office.map(|it| number(it.0)),
                    office.map(|it| number(it.1))
                )?;
            }
        }
        Ok(())
    }
}
