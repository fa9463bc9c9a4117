//! Attacks of the catalogue on the market. Each shows the rule that stops it, and how far it gets.

use ledger::apply::{buys_at_most, redemption_price, sells_at_most};
use ledger::chamber::{vested, weight};
use ledger::ids::{MicroShares, Money, Price, ProposalId, TradeId};
use ledger::market::auction::Side;
use ledger::market::trading::{Buyback, Need};
use ledger::office::{GivenBy, Office, Seat};
use ledger::state::State;
use ledger::value::BookValue;
use ledger::{Body, Rejection};

use super::{
    SHARE, auction, conserved, fund, held, last, number, open, reveal, seal, shares, trading,
};
use crate::script::Network;

fn weighs(network: &Network, name: &str) -> u32 {
    let State { charter, round, .. } = &network.state;
    let member = network.state.find_member(number(network, name));
    weight(vested(member.expect("a member"), charter, *round))
}

/// Shares bought just before a vote opens weigh nothing, and nobody holds more than a hundredth of all as
/// bought ones, whatever they pay.
#[test]
fn flash_accumulation_before_a_snapshot_buys_no_weight() {
    let mut network = trading(open());
    let sellers: Vec<String> = (1..10).map(|it| format!("m{it}")).collect();
    let mut orders: Vec<(&str, _)> = sellers
        .iter()
        .map(|name| (name.as_str(), shares(Side::Sell, 100, 25)))
        .collect();
    orders.push(("m0", shares(Side::Buy, 120, 200)));
    let before = weighs(&network, "m0");
    auction(&mut network, &orders);
    for id in 1..=9 {
        let seller = network
            .state
            .market
            .find_trade(TradeId(id))
            .map(|it| it.seller);
        let Some(seller) = seller else { continue };
        let name = sellers.iter().find(|it| number(&network, it) == seller);
        let name = name.expect("a seller").clone();
        assert_eq!(network.sign(&name, Body::ConfirmPaid(TradeId(id))), Ok(()));
    }
    assert_eq!(
        held(&network, "m0"),
        (500, 200),
        "a hundredth of twenty thousand"
    );
    assert_eq!(
        buys_at_most(&network.state, number(&network, "m0")),
        MicroShares(0)
    );
    assert_eq!(weighs(&network, "m0"), before);
    // The vote that opens now counts them with what they earned.
    // The vote that opens now weighs them as it weighs who bought nothing.
    network.check("m0 propose budget:1000:grants=1");
    let snapshot = network.state.proposals[0].snapshot.clone().expect("open");
    let bystander = snapshot.weights.get(number(&network, "m20"));
    assert_eq!(snapshot.weights.get(number(&network, "m0")), bystander);
    conserved(&network.state);
}

/// A vote cannot be had for an hour: what is bought weighs nothing, and what is sold weighs with its
/// seller only until it moves.
#[test]
fn rented_shares_carry_no_vote() {
    let mut network = trading(open());
    let orders = [
        ("m0", shares(Side::Buy, 110, 25)),
        ("m1", shares(Side::Sell, 90, 25)),
    ];
    let before = (weighs(&network, "m0"), weighs(&network, "m1"));
    auction(&mut network, &orders);
    assert_eq!((weighs(&network, "m0"), weighs(&network, "m1")), before);
    assert_eq!(network.sign("m1", Body::ConfirmPaid(TradeId(1))), Ok(()));
    assert_eq!(weighs(&network, "m0"), before.0, "the renter gains nothing");
    assert_eq!(
        (before.1, weighs(&network, "m1")),
        (22, 21),
        "the landlord loses"
    );
}

/// If everybody wants out at once, everybody gets the same part of the pool, at less than their part of what
/// there is, and whoever stays is worth more than before.
#[test]
fn an_exit_run_empties_the_pool_and_nothing_else() {
    let mut network = trading(open());
    network.wait(9 * 168);
    fund(&mut network, 100_000);
    let before = BookValue::of(&network.state).per_share(6);
    for it in 0..30 {
        let all = Body::Redeem {
            amount: MicroShares(500 * SHARE),
            need: Need::Wish,
        };
        assert_eq!(network.sign(&format!("m{it}"), all), Ok(()));
    }
    assert_eq!(redemption_price(&network.state), Price::of(Money(85)));
    network.wait(168);
    let due: Vec<_> = network.state.books.payments().cloned().collect();
    let out: u64 = due.iter().map(|it| it.amount.0).sum();
    assert_eq!(due.len(), 30);
    assert!(
        (99_950..=100_000).contains(&out),
        "never above its pool: {out}"
    );
    let (least, most) = (
        due.iter().map(|it| it.amount.0).min(),
        due.iter().map(|it| it.amount.0).max(),
    );
    assert!(most <= least.map(|it| it + 1), "nobody is first");
    for it in due {
        let id = it.id.to_string();
        assert_eq!(
            network.sign("m35", crate::books::body(&["paid", &id])),
            Ok(())
        );
        assert_eq!(
            network.sign("m36", crate::books::body(&["confirm", &id])),
            Ok(())
        );
    }
    assert!(
        BookValue::of(&network.state).per_share(6) >= before,
        "whoever stays loses nothing"
    );
    conserved(&network.state);
}

/// Whoever knows more says two weeks before which way and how much; what they say counts once.
#[test]
fn an_insider_cannot_sell_before_the_news() {
    let mut network = trading(open());
    let seat = |office, member| Seat {
        office,
        member,
        since_ms: 0,
        until_ms: u64::MAX,
        by: GivenBy::Proposal(ProposalId(0)),
    };
    let (m0, m1) = (number(&network, "m0"), number(&network, "m1"));
    network.state.seats.push(seat(Office::Team, m0));
    network.state.seats.push(seat(Office::Trustee, m1));
    let sell = shares(Side::Sell, 90, 20);
    for name in ["m0", "m1"] {
        assert_eq!(
            seal(&mut network, name, sell),
            Err(Rejection::OrderNotAnnounced)
        );
    }
    let announce = |side, whole: u64| Body::AnnounceOrder {
        side,
        amount: MicroShares(whole * SHARE),
    };
    // Two weeks and an hour before the next auction; too late for this one.
    network.wait(2 * 168 - 1);
    assert_eq!(network.sign("m0", announce(Side::Sell, 15)), Ok(()));
    network.wait(2);
    assert_eq!(network.sign("m1", announce(Side::Sell, 15)), Ok(()));
    network.wait(2 * 168);
    assert_eq!(last(&network).0, 2);
    assert_eq!(
        seal(&mut network, "m1", sell),
        Err(Rejection::OrderNotAnnounced),
        "an hour short"
    );
    let (more, other) = (sell, shares(Side::Buy, 110, 15));
    assert_eq!(
        seal(&mut network, "m0", more),
        Ok(()),
        "sealed, so nobody sees how much"
    );
    assert_eq!(seal(&mut network, "m2", shares(Side::Buy, 110, 50)), Ok(()));
    network.wait(120);
    assert_eq!(
        reveal(&mut network, "m0", more),
        Err(Rejection::OrderNotAnnounced),
        "more"
    );
    assert_eq!(
        reveal(&mut network, "m0", other),
        Err(Rejection::OrderUnsound),
        "the other way"
    );
    network.wait(4 * 168 - 120);
    assert_eq!(last(&network).0, 3);
    assert_eq!(
        seal(&mut network, "m0", sell),
        Err(Rejection::OrderNotAnnounced),
        "used up"
    );
    assert_eq!(seal(&mut network, "m1", shares(Side::Sell, 90, 15)), Ok(()));
}

/// The treasury that buys its own shares makes none of them its own: they are in the pool again, weigh
/// nothing, and are no assets.
#[test]
fn a_treasury_in_own_shares_holds_none() {
    let mut network = trading(open());
    fund(&mut network, 10_000);
    network.state.market.buyback = Some(Buyback {
        by: ProposalId(0),
        limit: Price::of(Money(120)),
        amount: MicroShares(1_000 * SHARE),
    });
    let (pool, issued, assets) = (
        network.state.pool,
        network.state.issued,
        network.state.books.treasury(),
    );
    auction(&mut network, &[("m0", shares(Side::Sell, 100, 25))]);
    let payment = network
        .state
        .books
        .payments()
        .next()
        .expect("a payment")
        .clone();
    let id = payment.id.to_string();
    assert_eq!(
        network.sign("m35", crate::books::body(&["paid", &id])),
        Ok(())
    );
    assert_eq!(
        network.sign("m36", crate::books::body(&["confirm", &id])),
        Ok(())
    );
    assert_eq!(network.state.pool.0, pool.0 + 25 * SHARE);
    assert_eq!(network.state.issued.0, issued.0 - 25 * SHARE);
    assert_eq!(
        network.state.books.treasury().0,
        assets.0 - payment.amount.0
    );
    let everybody: u64 = network.state.members.iter().map(|it| it.bought.0).sum();
    assert_eq!(everybody, 0, "nobody holds them");
    conserved(&network.state);
}

/// A founder sells at most a twentieth of their own in an auction, so that half takes fourteen of them, a
/// year; and the price falls by a fifth at most each time.
#[test]
fn a_founder_cannot_dump() {
    let mut network = trading(open());
    let founder = number(&network, "founder");
    let (mut auctions, mut left) = (0_u32, network.state.owned(founder).0);
    let half = left / 2;
    while left > half {
        let most = sells_at_most(&network.state, founder);
        assert!(most.0 * 20 <= left, "a twentieth: {most} of {left}");
        // As if it was sold and moved.
        let member = network.state.members.first_mut().expect("the founder");
        member.parted.0 += most.0;
        let buyer = network.state.members.last_mut().expect("somebody");
        buyer.bought.0 += most.0;
        left = network.state.owned(founder).0;
        auctions += 1;
    }
    assert_eq!(auctions, 14);
    let (low, high) = ledger::market::auction::band(Price(100));
    assert_eq!((low, high), (Price(80), Price(120)));
    conserved(&network.state);
}
