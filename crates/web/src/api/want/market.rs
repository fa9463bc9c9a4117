//! What somebody wants of the market. Shares are typed as people type them; what was sealed is in the
//! record's own units, since the browser computed its seal from them.

use app::Companion;
use ledger::ids::{AuctionId, Digest, MicroShares, Price, TradeId};
use ledger::market::auction::Side;
use ledger::market::trading::{Need, SealedOrder};
use ledger::operation::Body;
use serde::Deserialize;

use super::{Number, Wanted};
use crate::error::PageError;
use crate::text::number::micro_shares;
use crate::visit::Visit;

/// A seal that the browser made.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct SealWant {
    /// In which auction.
    #[schema(value_type = u32)]
    auction: Number,
    /// The seal, 32 bytes in hex.
    seal: String,
}

/// An order as it was sealed.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct RevealWant {
    /// In which auction.
    #[schema(value_type = u32)]
    auction: Number,
    /// `buy` or `sell`.
    side: String,
    /// Millionths of a minor unit for a whole share, as a decimal text.
    limit: String,
    /// Micro-shares, as a decimal text.
    amount: String,
    /// 32 bytes in hex.
    salt: String,
}

/// What an insider announces.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct AnnounceWant {
    /// `buy` or `sell`.
    side: String,
    /// Shares, such as `12` or `12.5`.
    amount: String,
}

/// A trade.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct TradeWant {
    /// Its number.
    #[schema(value_type = u32)]
    trade: Number,
}

/// What a buyer says who paid.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct PaidWant {
    /// The trade's number.
    #[schema(value_type = u32)]
    trade: Number,
    /// What the document is, at most 160 characters; kept off the record.
    title: String,
    /// What it says, at most 8,000 characters; kept off the record.
    #[serde(default)]
    reasons: String,
}

/// How much is to be paid out, and why.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct RedeemWant {
    /// Shares, such as `12` or `12.5`.
    amount: String,
    /// `wish` or `hardship`.
    need: String,
}

fn side(word: &str) -> Result<Side, PageError> {
    Side::of_word(word).ok_or(PageError::Unreadable("buying or selling"))
}

pub(super) fn shares(typed: &str) -> Result<MicroShares, PageError> {
    let micro = micro_shares(typed.trim());
    micro
        .map(MicroShares)
        .ok_or(PageError::Unreadable("how many shares"))
}

fn bytes(hex: &str) -> Result<[u8; 32], PageError> {
    let mut bytes = [0; 32];
    hex::decode_to_slice(hex, &mut bytes).map_err(|_| PageError::Unreadable("32 bytes in hex"))?;
    Ok(bytes)
}

fn whole(text: &str) -> Result<u64, PageError> {
    text.parse().map_err(|_| PageError::Unreadable("a number"))
}

impl SealWant {
    pub(super) fn read(&self) -> Result<Body, PageError> {
        Ok(Body::SealOrder {
            auction: AuctionId(self.auction.0),
            seal: Digest(bytes(&self.seal)?),
        })
    }
}

impl RevealWant {
    pub(super) fn read(&self) -> Result<Body, PageError> {
        Ok(Body::RevealOrder {
            auction: AuctionId(self.auction.0),
            order: SealedOrder {
                salt: bytes(&self.salt)?,
                side: side(&self.side)?,
                limit: Price(whole(&self.limit)?),
                amount: MicroShares(whole(&self.amount)?),
            },
        })
    }
}

impl AnnounceWant {
    pub(super) fn read(&self) -> Result<Body, PageError> {
        Ok(Body::AnnounceOrder {
            side: side(&self.side)?,
            amount: shares(&self.amount)?,
        })
    }
}

impl TradeWant {
    pub(super) fn id(&self) -> TradeId {
        TradeId(self.trade.0)
    }
}

impl PaidWant {
    pub(super) fn read(&self, visit: &Visit) -> Wanted {
        let words = visit.app().salt_words(&self.title, &self.reasons);
        let body = Body::ClaimPaid {
            trade: TradeId(self.trade.0),
            evidence: words.digest(),
        };
        Wanted::Act(body, Some(Companion::Words(words)))
    }
}

impl RedeemWant {
    pub(super) fn read(&self) -> Result<Body, PageError> {
        Ok(Body::Redeem {
            amount: shares(&self.amount)?,
            need: match self.need.as_str() {
                "wish" => Need::Wish,
                "hardship" => Need::Hardship,
                _ => return Err(PageError::Unreadable("the reason")),
            },
        })
    }
}
