//! The market of a demo, once its members have opened it: a few sell some of what they earned, a few buy,
//! most of what was bound is paid, and now and then somebody asks the commons to be paid out.

use std::collections::BTreeMap;

use anyhow::Result;
use app::{App, Companion};
use ledger::Body;
use ledger::apply::{buys_at_most, is_insider, redeemable, sells_at_most};
use ledger::ids::{AuctionId, MemberNumber, MicroShares, Price, TradeId};
use ledger::market::auction::Side;
use ledger::market::trading::{AuctionStage, Need, ORDER_MIN, Opened, SealedOrder};
use ledger::state::State;
use ledger::value::BookValue;

use super::dice::Dice;
use super::people::{self, submit};
use super::treasury::keepers;

/// How many of each side there are in an auction, at most.
const SELLERS: usize = 14;
const BUYERS: usize = 17;
/// The most whole shares of one order: some sixty euros.
const ORDER_SHARES: u64 = 2_000;
/// How many could sell before a week in which somebody asks to be paid out.
const ASKED_EVERY: u32 = 3;
/// Every so many weeks one in office says ahead what they want to sell.
const ANNOUNCED_EVERY: u32 = 8;

/// Trading under way.
pub(super) struct Trading {
    /// Of its own, so that the rest of the demo lives as it would without it.
    dice: Dice,
    /// Orders of the auction that runs, as their members keep them.
    sealed: BTreeMap<MemberNumber, SealedOrder>,
    /// The auction that they are of.
    auction: Option<AuctionId>,
}

/// What a week's trading begins from.
struct Seen {
    auction: Option<(AuctionId, AuctionStage, Price)>,
    /// What a share stands for by the books.
    worth: Price,
    sellers: Vec<(MemberNumber, MicroShares)>,
    buyers: Vec<(MemberNumber, MicroShares)>,
}

impl Trading {
    /// Nothing has happened yet.
    pub(super) fn new(seed: u64) -> Self {
        Self {
            dice: Dice::new(seed.wrapping_add(0x006d_6172_6b65_7400)),
            sealed: BTreeMap::new(),
            auction: None,
        }
    }

    /// Lives through a week of the market, if it is open; returns how many orders were sealed.
    pub(super) async fn live(&mut self, app: &App, round: u32) -> Result<usize> {
        let (sells, redeems) = app.record.read(|state| {
            let charter = &state.charter;
            (charter.market, charter.redemption)
        })?;
        let mut sealed = 0;
        if sells == Opened::Open {
            self.pay(app).await?;
            if round.is_multiple_of(ANNOUNCED_EVERY) {
                announce(app).await?;
            }
            sealed = self.seal(app).await?;
        }
        if redeems == Opened::Open && round.is_multiple_of(ASKED_EVERY) {
            self.redeem(app).await?;
        }
        Ok(sealed)
    }

    /// Goes on to the hours in which orders are revealed, where they come before `left_ms` are over, and
    /// has them revealed; returns what is left of the week.
    pub(super) async fn reveal(&mut self, app: &App, left_ms: u64) -> Result<u64> {
        let last = app
            .record
            .read(|state| state.market.auctions.last().map(|it| (it.id, it.stage)))?;
        let Some((auction, AuctionStage::Sealing { until_ms })) = last else {
            return Ok(left_ms);
        };
        let away_ms = until_ms.saturating_sub(app.record.now_ms()?);
        if self.auction != Some(auction) || away_ms >= left_ms {
            return Ok(left_ms);
        }
        app.advance(away_ms).await?;
        let mut acts = Vec::new();
        for (member, order) in std::mem::take(&mut self.sealed) {
            // One in twenty forgets, and their order does not count.
            if self.dice.chance(950) {
                acts.push((member, Body::RevealOrder { auction, order }, None));
            }
        }
        submit(app, acts).await?;
        Ok(left_ms.saturating_sub(away_ms))
    }

    async fn seal(&mut self, app: &App) -> Result<usize> {
        let now_ms = app.record.now_ms()?;
        let mut seen = app.record.read(|state| see(state, now_ms))?;
        let Some((auction, AuctionStage::Sealing { .. }, reference)) = seen.auction else {
            return Ok(0);
        };
        if self.auction == Some(auction) {
            return Ok(0);
        }
        self.auction = Some(auction);
        self.sealed.clear();
        self.dice.shuffle(&mut seen.sellers);
        self.dice.shuffle(&mut seen.buyers);
        let sellers = seen.sellers.into_iter().take(SELLERS);
        let sides = sellers.map(|(it, most)| (it, most, Side::Sell));
        let buyers = seen.buyers.into_iter().take(BUYERS);
        let sides = sides.chain(buyers.map(|(it, most)| (it, most, Side::Buy)));
        let network = app.record.read(|state| state.network)?;
        let mut acts = Vec::new();
        for (member, most, side) in sides {
            // Nobody sells and buys at once.
            if self.sealed.contains_key(&member) {
                continue;
            }
            let order = self.order(side, about(reference, seen.worth), most);
            let seal = order.seal(network, auction, member);
            self.sealed.insert(member, order);
            acts.push((member, Body::SealOrder { auction, seal }, None));
        }
        submit(app, acts).await
    }

    /// An order around what people think a share is worth, an eighth of it up or down.
    fn order(&mut self, side: Side, about: Price, most: MicroShares) -> SealedOrder {
        let hundredths = 88 + u64::try_from(self.dice.below(25)).unwrap_or(0);
        let limit = Price((about.0 * hundredths / 100).max(1)).to_digits(3);
        let whole = most.0 / MicroShares::SHARE.0;
        let some = 1 + self
            .dice
            .below(usize::try_from(whole.min(ORDER_SHARES)).unwrap_or(1).max(1));
        let amount = MicroShares(u64::try_from(some).unwrap_or(1) * MicroShares::SHARE.0);
        let mut salt = [0; 32];
        for byte in &mut salt {
            *byte = u8::try_from(self.dice.below(256)).unwrap_or(0);
        }
        SealedOrder {
            salt,
            side,
            limit,
            amount,
        }
    }

    /// Most sellers say that the money came; where one is silent, the buyer and two in office say it, or nobody does.
    async fn pay(&mut self, app: &App) -> Result<()> {
        let open: Vec<(TradeId, MemberNumber, MemberNumber, bool)> = app.record.read(|state| {
            let open = state.market.open_trades();
            open.map(|it| (it.id, it.seller, it.buyer, it.claim.is_some()))
                .collect()
        })?;
        let keepers = keepers(app)?;
        for (trade, seller, buyer, is_claimed) in open {
            if is_claimed {
                let others = keepers.iter().filter(|it| **it != seller && **it != buyer);
                for keeper in others.take(2) {
                    submit(app, vec![(*keeper, Body::AttestPaid(trade), None)]).await?;
                }
            } else if self.dice.chance(700) {
                submit(app, vec![(seller, Body::ConfirmPaid(trade), None)]).await?;
            } else if self.dice.chance(300) {
                let words = app.salt_words("Receipt of my bank, with the seller's account", "");
                let evidence = words.digest();
                let body = Body::ClaimPaid { trade, evidence };
                submit(app, vec![(buyer, body, Some(Companion::Words(words)))]).await?;
            }
        }
        Ok(())
    }

    /// Somebody asks to be paid out; one in four in hardship, which somebody in office confirms.
    async fn redeem(&mut self, app: &App) -> Result<()> {
        let able: Vec<(MemberNumber, MicroShares)> = app.record.read(|state| {
            let numbers = state.numbered_members().map(|it| it.0);
            let able = numbers.filter(|it| !state.market.queue.contains_key(it));
            let able = able.map(|it| (it, redeemable(state, it)));
            able.filter(|it| it.1 >= ORDER_MIN).collect()
        })?;
        let Some((member, most)) = self.dice.pick(&able).copied() else {
            return Ok(());
        };
        let in_hardship = self.dice.chance(250);
        let (amount, need) = if in_hardship {
            (most, Need::Hardship)
        } else {
            (MicroShares((most.0 / 3).max(ORDER_MIN.0)), Need::Wish)
        };
        submit(app, vec![(member, Body::Redeem { amount, need }, None)]).await?;
        if in_hardship {
            let keeper = keepers(app)?.into_iter().find(|it| *it != member);
            let confirmed = keeper.map(|it| (it, Body::ConfirmHardship(member), None));
            submit(app, confirmed.into_iter().collect()).await?;
        }
        Ok(())
    }
}

/// What people think a share is worth: what the books say, as near to the last price as an auction allows.
fn about(reference: Price, worth: Price) -> Price {
    let (least, most) = (reference.0 * 86 / 100, reference.0 * 114 / 100);
    Price(worth.0.clamp(least, most.max(least)))
}

/// One of those who know more says ahead what they want to sell.
async fn announce(app: &App) -> Result<()> {
    let now_ms = app.record.now_ms()?;
    let insider = app.record.read(|state| {
        let numbers = state.numbered_members().map(|it| it.0);
        let mut insiders = numbers.filter(|it| is_insider(state, *it, now_ms));
        insiders.find(|it| {
            sells_at_most(state, *it) >= ORDER_MIN && !state.market.announced.contains_key(it)
        })
    })?;
    let Some(member) = insider else {
        return Ok(());
    };
    let body = Body::AnnounceOrder {
        side: Side::Sell,
        amount: ORDER_MIN,
    };
    submit(app, vec![(member, body, None)]).await.map(drop)
}

fn see(state: &State, now_ms: u64) -> Seen {
    let auction = state.market.auctions.last();
    let mut sellers = Vec::new();
    let mut buyers = Vec::new();
    for place in 0..state.members.len() {
        let member = people::number(place);
        if state.standing(member, now_ms) != ledger::member::Standing::Member {
            continue;
        }
        let knows_more = is_insider(state, member, now_ms);
        let sells = sells_at_most(state, member);
        if sells >= ORDER_MIN && (!knows_more || state.market.announced.contains_key(&member)) {
            sellers.push((member, if knows_more { ORDER_MIN } else { sells }));
        }
        let buys = buys_at_most(state, member);
        if !knows_more && buys >= ORDER_MIN {
            buyers.push((member, buys));
        }
    }
    Seen {
        auction: auction.map(|it| (it.id, it.stage, it.reference)),
        worth: BookValue::of(state).price().unwrap_or_default(),
        sellers,
        buyers,
    }
}
