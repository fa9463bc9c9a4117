//! Auctions, trades and redemption (GOVERNANCE §8, ADR-0027): who may, what binds whom, what moves when,
//! and that nothing is made or lost on the way.

use std::collections::BTreeMap;

use ledger::apply::{buys_at_most, sells_at_most};
use ledger::charter::Charter;
use ledger::ids::{
    AssignmentId, AuctionId, Digest, MemberNumber, MicroShares, Money, Price, RoundNumber, TradeId,
    TransferId,
};
use ledger::market::auction::{REFERENCE_AUCTIONS, Side, Trader};
use ledger::market::trading::{
    AuctionStage, Need, Opened, SealedOrder, SettledBy, Trade, TradeStage,
};
use ledger::payload::Envelope;
use ledger::state::State;
use ledger::{Body, Rejection};
use proptest::prelude::*;

use crate::script::Network;
use crate::tracks::{forty, quick};

mod attacks;
mod passing;
mod redeeming;

const SHARE: u64 = 1_000_000;
const POOL: u64 = 700_000_000_000_000;

/// [`quick`] with everything of the market open.
fn open() -> Charter {
    Charter {
        market: Opened::Open,
        redemption: Opened::Open,
        ..quick()
    }
}

fn order(side: Side, limit: u64, amount: u64) -> SealedOrder {
    SealedOrder {
        salt: [0x5a; 32],
        side,
        limit: Price::of(Money(limit)),
        amount: MicroShares(amount),
    }
}

fn shares(side: Side, limit: u64, whole: u64) -> SealedOrder {
    order(side, limit, whole * SHARE)
}

/// Forty members with 500 vested shares each, a treasury in which each of them is worth 1.00, and the
/// first auction open.
fn trading(charter: Charter) -> Network {
    let mut network = forty(charter);
    network.wait(168);
    earn(&mut network, 0, 500);
    gift(&mut network, 2_000_000);
    network.wait(3 * 168);
    network
}

/// Lets everybody earn as much in a round.
fn earn(network: &mut Network, round: u32, each: u64) {
    let everybody = (0..39).map(|it| format!("m{it}"));
    let rows: Vec<String> = core::iter::once("founder".to_owned())
        .chain(everybody)
        .map(|name| format!("{name} {}", each * SHARE))
        .collect();
    network.check(&format!("settle {round} {}", rows.join(" ")));
}

fn gift(network: &mut Network, amount: u64) {
    let came = crate::books::body(&["came", "gift", &amount.to_string()]);
    assert_eq!(network.sign("m30", came), Ok(()));
    let id = network.state.books.transfers.len();
    let confirm = crate::books::body(&["confirm", &id.to_string()]);
    assert_eq!(network.sign("m31", confirm), Ok(()));
}

fn number(network: &Network, name: &str) -> MemberNumber {
    network.people[name].0
}

/// The auction that opened last.
fn last(network: &Network) -> AuctionId {
    network.state.market.auctions.last().expect("an auction").id
}

fn seal(network: &mut Network, name: &str, it: SealedOrder) -> Result<(), Rejection> {
    let auction = last(network);
    let seal = it.seal(network.state.network, auction, number(network, name));
    network.sign(name, Body::SealOrder { auction, seal })
}

fn reveal(network: &mut Network, name: &str, order: SealedOrder) -> Result<(), Rejection> {
    let auction = last(network);
    network.sign(name, Body::RevealOrder { auction, order })
}

/// Seals and reveals everything that fits, and carries the auction out.
fn auction(network: &mut Network, orders: &[(&str, SealedOrder)]) {
    for (name, it) in orders {
        assert_eq!(seal(network, name, *it), Ok(()), "{name} seals");
    }
    network.wait(120);
    for (name, it) in orders {
        assert_eq!(reveal(network, name, *it), Ok(()), "{name} reveals");
    }
    network.wait(24);
}

/// One seller, one buyer: the first trade.
fn traded(charter: Charter) -> Network {
    let mut network = trading(charter);
    let orders = [
        ("m0", shares(Side::Sell, 90, 25)),
        ("m1", shares(Side::Buy, 110, 20)),
    ];
    auction(&mut network, &orders);
    network
}

/// Returns earned and bought shares, whole.
fn held(network: &Network, name: &str) -> (u64, u64) {
    let member = network.state.find_member(number(network, name));
    let member = member.expect("a member");
    (member.earned().0 / SHARE, member.bought.0 / SHARE)
}

fn trade(network: &Network, id: u32) -> TradeStage {
    let trade = network.state.market.find_trade(TradeId(id));
    trade.expect("a trade").stage
}

/// What holds whatever happened.
fn conserved(state: &State) {
    let earned: u64 = state.members.iter().map(|it| it.earned().0).sum();
    let bought: u64 = state.members.iter().map(|it| it.bought.0).sum();
    assert_eq!(
        earned + bought,
        state.issued.0,
        "what is held is what there is"
    );
    assert_eq!(state.pool.0 + state.issued.0, POOL);
    for (member, _) in state.numbered_members() {
        assert!(
            state.locked(member) <= state.owned(member),
            "no share is spent twice"
        );
    }
    let kept = state.market.auctions.iter().rev();
    for auction in kept.take(REFERENCE_AUCTIONS) {
        let of = |it: &&Trade| it.auction == auction.id;
        let trades = || state.market.trades.values().filter(of);
        let volume: u64 = trades().map(|it| it.amount.0).sum();
        let money: u64 = trades().map(|it| it.money.0).sum();
        let cleared = auction.cleared;
        assert!(volume <= cleared.map_or(0, |it| it.volume.0));
        assert!(money <= cleared.map_or(0, |it| it.money.0));
        if auction
            .orders
            .iter()
            .all(|it| it.trader != Trader::Treasury)
        {
            assert_eq!(
                volume,
                cleared.map_or(0, |it| it.volume.0),
                "to the last share"
            );
            assert_eq!(
                money,
                cleared.map_or(0, |it| it.money.0),
                "to the last cent"
            );
        }
    }
}

/// One operation of every kind, for the frozen vectors.
pub(crate) fn bodies() -> Vec<(&'static str, Body)> {
    let auction = AuctionId(3);
    let sell = shares(Side::Sell, 250, 12);
    let buy = order(Side::Buy, 251, 1_500_000);
    let seal = Digest([0x5e; 32]);
    vec![
        ("seal-order", Body::SealOrder { auction, seal }),
        (
            "reveal-order sell",
            Body::RevealOrder {
                auction,
                order: sell,
            },
        ),
        (
            "reveal-order buy",
            Body::RevealOrder {
                auction,
                order: buy,
            },
        ),
        (
            "announce-order",
            Body::AnnounceOrder {
                side: Side::Sell,
                amount: MicroShares(7 * SHARE),
            },
        ),
        ("confirm-paid", Body::ConfirmPaid(TradeId(5))),
        (
            "claim-paid",
            Body::ClaimPaid {
                trade: TradeId(5),
                evidence: Digest([0x42; 32]),
            },
        ),
        ("attest-paid", Body::AttestPaid(TradeId(5))),
        (
            "redeem",
            Body::Redeem {
                amount: MicroShares(3 * SHARE),
                need: Need::Hardship,
            },
        ),
        ("withdraw-redemption", Body::WithdrawRedemption),
        ("confirm-hardship", Body::ConfirmHardship(MemberNumber(9))),
    ]
}

#[test]
fn a_trade_goes_from_sealed_orders_to_moved_shares() {
    let mut network = traded(open());
    let market = &network.state.market;
    let cleared = market.auctions[0].cleared.expect("traded");
    assert_eq!(
        market.auctions[0].reference,
        Price::of(Money(100)),
        "the book value"
    );
    assert_eq!(
        (cleared.price, cleared.volume),
        (Price::of(Money(90)), MicroShares(20 * SHARE))
    );
    assert_eq!(cleared.money, Money(1_800));
    let first = market.trades[&TradeId(1)].clone();
    assert_eq!(
        (first.seller, first.buyer, first.money),
        (number(&network, "m0"), number(&network, "m1"), Money(1_800))
    );
    assert_eq!(
        network.state.sellable(first.seller),
        MicroShares(480 * SHARE)
    );
    assert_eq!(held(&network, "m0"), (500, 0), "locked, not gone");
    assert_eq!(network.sign("m0", Body::ConfirmPaid(TradeId(1))), Ok(()));
    assert_eq!(held(&network, "m0"), (480, 0));
    assert_eq!(held(&network, "m1"), (500, 20));
    assert!(matches!(
        trade(&network, 1),
        TradeStage::Settled {
            by: SettledBy::Seller,
            ..
        }
    ));
    conserved(&network.state);
    network.replay();
}

/// Every rejection of the market, in the order of the page.
#[test]
fn what_is_refused() {
    let mut closed = forty(quick());
    let auction_one = AuctionId(1);
    let sealed = Body::SealOrder {
        auction: auction_one,
        seal: Digest([1; 32]),
    };
    assert_eq!(
        closed.sign("m0", sealed.clone()),
        Err(Rejection::MarketClosed)
    );
    let announce = |amount| Body::AnnounceOrder {
        side: Side::Sell,
        amount: MicroShares(amount),
    };
    assert_eq!(
        closed.sign("m0", announce(SHARE)),
        Err(Rejection::MarketClosed)
    );
    closed.wait(4 * 168);
    assert!(closed.state.market.auctions.is_empty(), "none opens");

    let mut network = trading(open());
    assert_eq!(
        network.sign("m0", announce(SHARE - 1)),
        Err(Rejection::PayloadOutOfBounds)
    );
    let other = Body::SealOrder {
        auction: AuctionId(2),
        seal: Digest([1; 32]),
    };
    assert_eq!(network.sign("m0", other), Err(Rejection::AuctionNotFound));
    let sell = shares(Side::Sell, 100, 25);
    assert_eq!(
        reveal(&mut network, "m0", sell),
        Err(Rejection::NotRevealing)
    );
    let too_many = order(Side::Sell, 100, 25 * SHARE + 1);
    let beyond = order(Side::Buy, 100, 200 * SHARE + 1);
    let tiny = order(Side::Sell, 100, SHARE - 1);
    let free = shares(Side::Buy, 0, 5);
    let sealed_by = [
        ("m0", sell),
        ("m1", too_many),
        ("m2", beyond),
        ("m3", tiny),
        ("m4", free),
    ];
    for (name, it) in sealed_by {
        assert_eq!(seal(&mut network, name, it), Ok(()));
    }
    network.wait(120);
    assert_eq!(network.sign("m0", sealed), Err(Rejection::OrdersClosed));
    let cheaper = shares(Side::Sell, 99, 25);
    assert_eq!(
        reveal(&mut network, "m0", cheaper),
        Err(Rejection::OrderUnsound)
    );
    assert_eq!(
        reveal(&mut network, "m5", sell),
        Err(Rejection::OrderUnsound)
    );
    for (name, it, expected) in [
        ("m0", sell, Ok(())),
        ("m1", too_many, Err(Rejection::SellsTooMuch)),
        ("m2", beyond, Err(Rejection::BuysTooMuch)),
        ("m3", tiny, Err(Rejection::PayloadOutOfBounds)),
        ("m4", free, Err(Rejection::PayloadOutOfBounds)),
    ] {
        assert_eq!(reveal(&mut network, name, it), expected, "{name}");
    }
    network.wait(24);
    assert_eq!(
        reveal(&mut network, "m0", sell),
        Err(Rejection::NotRevealing)
    );
    assert_eq!(
        network.state.market.auctions[0].cleared, None,
        "one order is no trade"
    );
    assert_eq!(
        network.sign("m0", Body::ConfirmPaid(TradeId(1))),
        Err(Rejection::TradeNotFound)
    );
    network.replay();
}

/// A seller who does not say that the money came does not keep it and the shares.
#[test]
fn two_people_in_office_move_what_the_seller_does_not_confirm() {
    let mut network = traded(open());
    let id = TradeId(1);
    let claim = Body::ClaimPaid {
        trade: id,
        evidence: Digest([7; 32]),
    };
    assert_eq!(
        network.sign("m2", Body::AttestPaid(id)),
        Err(Rejection::NotClaimed)
    );
    assert_eq!(
        network.sign("m1", Body::ConfirmPaid(id)),
        Err(Rejection::NotAParty)
    );
    assert_eq!(network.sign("m0", claim.clone()), Err(Rejection::NotAParty));
    network.wait(335);
    assert_eq!(network.sign("m1", claim.clone()), Ok(()));
    assert_eq!(network.sign("m1", claim), Err(Rejection::ClaimedAlready));
    // Who paid is heard for as long again.
    network.wait(335);
    assert_eq!(
        network.sign("m1", Body::AttestPaid(id)),
        Err(Rejection::OwnTrade)
    );
    assert_eq!(
        network.sign("m0", Body::AttestPaid(id)),
        Err(Rejection::OwnTrade)
    );
    assert_eq!(network.sign("m2", Body::AttestPaid(id)), Ok(()));
    assert_eq!(
        network.sign("m2", Body::AttestPaid(id)),
        Err(Rejection::SecondPersonNeeded)
    );
    assert_eq!(held(&network, "m1"), (500, 0));
    assert_eq!(network.sign("m3", Body::AttestPaid(id)), Ok(()));
    assert_eq!(held(&network, "m1"), (500, 20));
    assert_eq!(
        network.sign("m0", Body::ConfirmPaid(id)),
        Err(Rejection::TradeOver)
    );
    conserved(&network.state);
    network.replay();
}

/// Somebody in office is needed for it, once two people hold any.
#[test]
fn a_trade_that_nobody_calls_paid_lapses_and_bars_its_buyer() {
    let mut network = traded(open());
    network.wait(335);
    assert!(matches!(trade(&network, 1), TradeStage::Open { .. }));
    network.wait(1);
    assert!(matches!(trade(&network, 1), TradeStage::Lapsed { .. }));
    assert_eq!(
        network.state.sellable(number(&network, "m0")),
        MicroShares(500 * SHARE)
    );
    assert_eq!(
        network.sign("m0", Body::ConfirmPaid(TradeId(1))),
        Err(Rejection::TradeOver)
    );
    let it = shares(Side::Buy, 100, 5);
    for expected in [2, 3, 4, 5] {
        while last(&network) < AuctionId(expected) {
            network.wait(24);
        }
        assert_eq!(
            seal(&mut network, "m1", it),
            Err(Rejection::TradingBarred),
            "{expected}"
        );
        assert_eq!(seal(&mut network, "m2", it), Ok(()), "{expected}");
    }
    while last(&network) < AuctionId(6) {
        network.wait(24);
    }
    assert_eq!(seal(&mut network, "m1", it), Ok(()));
    conserved(&network.state);
    network.replay();
}

fn until_auction(network: &mut Network, number: u32) {
    while last(network) < AuctionId(number) {
        network.wait(24);
    }
}

/// What is over leaves the state when the fourth auction after its own opens, and what waits to be paid does not;
/// numbers go on, and what was traded at which price is not forgotten.
#[test]
fn a_trade_that_is_over_leaves_the_state_after_four_auctions() {
    let mut network = traded(Charter {
        trade_ticks: 5_000,
        ..open()
    });
    assert_eq!(network.sign("m0", Body::ConfirmPaid(TradeId(1))), Ok(()));
    until_auction(&mut network, 2);
    let second = [
        ("m2", shares(Side::Sell, 90, 10)),
        ("m3", shares(Side::Buy, 90, 10)),
    ];
    auction(&mut network, &second);
    let held_before = (held(&network, "m0"), held(&network, "m1"));
    for (number, stays) in [(3, [true, true]), (4, [true, true]), (5, [false, true])] {
        until_auction(&mut network, number);
        let market = &network.state.market;
        let found = [1, 2].map(|id| market.find_trade(TradeId(id)).is_some());
        assert_eq!(found, stays, "{number}");
        conserved(&network.state);
    }
    // The second one is paid late, and leaves with the next auction; its own is long past.
    until_auction(&mut network, 6);
    let market = &network.state.market;
    assert!(market.find_trade(TradeId(2)).is_some_and(Trade::is_open));
    assert_eq!(network.sign("m2", Body::ConfirmPaid(TradeId(2))), Ok(()));
    assert!(network.state.market.find_trade(TradeId(2)).is_some());
    until_auction(&mut network, 7);
    assert!(network.state.market.trades.is_empty());
    for (id, refused) in [
        (0, Rejection::TradeNotFound),
        (1, Rejection::TradeOver),
        (2, Rejection::TradeOver),
        (3, Rejection::TradeNotFound),
    ] {
        let body = Body::ConfirmPaid(TradeId(id));
        assert_eq!(network.sign("m0", body), Err(refused), "{id}");
    }
    assert_eq!((held(&network, "m0"), held(&network, "m1")), held_before);
    let prices = network.state.market.auctions.iter();
    let prices: Vec<_> = prices.filter_map(|it| it.cleared).collect();
    assert_eq!(prices.len(), 2, "what was traded at which price stays");
    let third = [
        ("m2", shares(Side::Sell, 90, 10)),
        ("m3", shares(Side::Buy, 90, 10)),
    ];
    auction(&mut network, &third);
    assert!(matches!(trade(&network, 3), TradeStage::Open { .. }));
    conserved(&network.state);
    network.replay();
}

/// The last seal counts, and what was sealed for one auction opens nothing in another.
#[test]
fn an_order_can_be_sealed_anew_and_belongs_to_its_auction() {
    let mut network = trading(open());
    let (first, second) = (shares(Side::Sell, 100, 5), shares(Side::Sell, 100, 6));
    assert_eq!(seal(&mut network, "m0", first), Ok(()));
    assert_eq!(seal(&mut network, "m0", second), Ok(()));
    network.wait(120);
    assert_eq!(
        reveal(&mut network, "m0", first),
        Err(Rejection::OrderUnsound)
    );
    assert_eq!(reveal(&mut network, "m0", second), Ok(()));
    // A revealed order is that of its auction: revealing it twice changes nothing.
    assert_eq!(reveal(&mut network, "m0", second), Ok(()));
    assert_eq!(network.state.market.auctions[0].orders.len(), 1);
    let network_id = network.state.network;
    let member = number(&network, "m0");
    let seals = [AuctionId(1), AuctionId(2)].map(|it| second.seal(network_id, it, member));
    assert_ne!(seals[0], seals[1]);
}

/// Auctions make the reference, weighted with what they traded; bought shares are sold before earned ones.
#[test]
fn bought_shares_are_sold_first_and_never_become_earned() {
    let mut network = traded(open());
    assert_eq!(network.sign("m0", Body::ConfirmPaid(TradeId(1))), Ok(()));
    network.wait(4 * 168 - 144);
    assert_eq!(
        network.state.market.auctions[1].reference,
        Price::of(Money(90))
    );
    let orders = [
        ("m1", shares(Side::Sell, 90, 25)),
        ("m2", shares(Side::Buy, 90, 25)),
    ];
    auction(&mut network, &orders);
    assert_eq!(network.sign("m1", Body::ConfirmPaid(TradeId(2))), Ok(()));
    assert_eq!(
        held(&network, "m1"),
        (495, 0),
        "twenty bought ones, then five"
    );
    assert_eq!(held(&network, "m2"), (500, 25));
    conserved(&network.state);
    network.replay();
}

/// Puts money into the redemption envelope, as a budget does.
fn fund(network: &mut Network, amount: u64) {
    use ledger::books::Account;
    let from = network.state.books.balances.get_mut(&Account::Income);
    from.expect("income").debits += u128::from(amount);
    let to = Account::Envelope(Envelope::Redemption);
    let to = network.state.books.balances.entry(to).or_default();
    to.credits += u128::from(amount);
}

fn limits(network: &Network, name: &str) -> (u64, u64) {
    let member = number(network, name);
    let (sells, buys) = (
        sells_at_most(&network.state, member),
        buys_at_most(&network.state, member),
    );
    (sells.0 / SHARE, buys.0 / SHARE)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever members do in whatever order, no share and no cent is made or lost.
    #[test]
    fn no_life_of_the_market_makes_or_loses_anything(
        acts in prop::collection::vec((0_u8..11, 0_u8..12, any::<u16>()), 40..120),
        funded in 0_u64..400_000,
    ) {
        let mut network = trading(passing::giving());
        network.wait(9 * 168 + 504);
        fund(&mut network, funded);
        let mut sealed: BTreeMap<String, SealedOrder> = BTreeMap::new();
        let mut accepted = 0;
        for (act, who, how) in acts {
            let name = format!("m{who}");
            let some_trade = TradeId(u32::from(how) % 12 + 1);
            let outcome = match act {
                0 | 1 if !network.state.market.auctions.is_empty() => {
                    let side = Side::ALL[usize::from(how % 2)];
                    let it = order(side, 80 + u64::from(how % 41), SHARE + u64::from(how) * 331);
                    let outcome = seal(&mut network, &name, it);
                    if outcome.is_ok() {
                        sealed.insert(name, it);
                    }
                    outcome
                }
                2 | 3 if !network.state.market.auctions.is_empty() => {
                    let it = sealed.get(&name).copied().unwrap_or(shares(Side::Buy, 100, 1));
                    reveal(&mut network, &name, it)
                }
                4 => network.sign(&name, Body::ConfirmPaid(some_trade)),
                5 if how % 2 == 0 => network.sign(&name, Body::ClaimPaid { trade: some_trade, evidence: Digest([1; 32]) }),
                5 => network.sign(&name, Body::AttestPaid(some_trade)),
                6 if how % 3 == 0 => network.sign(&name, Body::WithdrawRedemption),
                6 => {
                    let amount = MicroShares(SHARE + u64::from(how) * 1_000);
                    network.sign(&name, Body::Redeem { amount, need: Need::Wish })
                }
                7 => {
                    let id = TransferId(u32::from(how) % 20 + 1);
                    let body = if how % 2 == 0 { Body::ConfirmTransfer(id) } else { Body::AttestPayment { transfer: id, evidence: Digest([2; 32]) } };
                    network.sign(&name, body)
                }
                8 => {
                    let to = number(&network, &format!("m{}", how % 12));
                    let amount = MicroShares(1 + u64::from(how) * 7_000);
                    network.sign(&name, Body::AssignShares { to, amount })
                }
                9 if how % 3 == 0 => {
                    let id = AssignmentId(u32::from(how) % 30 + 1);
                    network.sign(&name, Body::CallBackShares(id))
                }
                _ => {
                    network.wait(u32::from(how) % 90 + 1);
                    Ok(())
                }
            };
            accepted += u32::from(outcome.is_ok());
            conserved(&network.state);
        }
        prop_assert!(accepted > 0);
    }
}

#[test]
fn limits_follow_what_is_held() {
    let mut network = traded(open());
    assert_eq!(limits(&network, "m0"), (25, 200));
    assert_eq!(limits(&network, "m1"), (25, 180), "with what is on its way");
    assert_eq!(network.sign("m0", Body::ConfirmPaid(TradeId(1))), Ok(()));
    assert_eq!(limits(&network, "m0"), (24, 200));
    assert_eq!(limits(&network, "m1"), (26, 180), "520 are their own");
    assert_eq!(network.state.round, RoundNumber(4));
    assert!(matches!(
        network.state.market.auctions[0].stage,
        AuctionStage::Over { .. }
    ));
}
