//! Shares that the commons take back: the queue, those who leave, and what the commons buy in an auction.

use ledger::apply::{self, redeemable, redemption_price};
use ledger::change::{Change, MarketChange};
use ledger::ids::{MicroShares, Money, Price, ProposalId};
use ledger::market::auction::Side;
use ledger::market::trading::{Buyback, Need};
use ledger::{Body, Rejection};

use super::{SHARE, auction, conserved, fund, held, number, open, shares, trading};
use crate::tracks::{forty, quick};

/// What fits into the pool is paid, and taken back when two people say that it was.
#[test]
fn the_queue_is_served_at_a_close_and_shares_are_retired_when_paid() {
    let mut network = trading(open());
    let ask = |whole: u64, need| Body::Redeem {
        amount: MicroShares(whole * SHARE),
        need,
    };
    assert_eq!(
        network.sign("m0", ask(1, Need::Wish)),
        Err(Rejection::RedeemsTooMuch),
        "earned four rounds ago"
    );
    network.wait(9 * 168);
    assert_eq!(
        redeemable(&network.state, number(&network, "m0")),
        MicroShares(500 * SHARE)
    );
    assert_eq!(
        network.sign("m0", ask(501, Need::Wish)),
        Err(Rejection::RedeemsTooMuch)
    );
    assert_eq!(
        network.sign("m0", ask(0, Need::Wish)),
        Err(Rejection::PayloadOutOfBounds)
    );
    assert_eq!(network.sign("m0", ask(100, Need::Wish)), Ok(()));
    assert_eq!(
        network.sign("m0", ask(100, Need::Wish)),
        Err(Rejection::AskedAlready)
    );
    assert_eq!(network.sign("m1", ask(100, Need::Hardship)), Ok(()));
    assert_eq!(network.sign("m2", ask(100, Need::Hardship)), Ok(()));
    let m1 = Body::ConfirmHardship(number(&network, "m1"));
    assert_eq!(
        network.sign("m1", m1.clone()),
        Err(Rejection::SecondPersonNeeded)
    );
    assert_eq!(network.sign("m3", m1.clone()), Ok(()));
    assert_eq!(network.sign("m3", m1), Err(Rejection::NoRequest));
    // A pool for 150 shares at 8,500 bp of 1.00.
    fund(&mut network, 12_750);
    assert_eq!(redemption_price(&network.state), Price::of(Money(85)));
    network.wait(168);
    let payments: Vec<_> = network.state.books.payments().cloned().collect();
    let paid: Vec<_> = payments
        .iter()
        .map(|it| (it.cause.beneficiary(), it.amount.0))
        .collect();
    let member = |name| Some(ledger::payload::Beneficiary::Member(number(&network, name)));
    // Hardship that somebody confirmed stands first; the two others waited as long, and share.
    assert_eq!(
        paid,
        [
            (member("m1"), 8_500),
            (member("m0"), 2_125),
            (member("m2"), 2_125)
        ]
    );
    assert_eq!(held(&network, "m1"), (500, 0), "locked until it is paid");
    let m1 = number(&network, "m1");
    assert_eq!(network.state.sellable(m1), MicroShares(400 * SHARE));
    let id = payments[0].id.to_string();
    assert_eq!(
        network.sign("m5", crate::books::body(&["paid", &id])),
        Ok(())
    );
    assert_eq!(
        network.sign("m6", crate::books::body(&["confirm", &id])),
        Ok(())
    );
    assert_eq!(held(&network, "m1"), (400, 0));
    assert_eq!(network.state.issued, MicroShares(19_900 * SHARE));
    assert_eq!(network.state.market.retired, MicroShares(100 * SHARE));
    assert_eq!(
        network.sign("m1", Body::WithdrawRedemption),
        Err(Rejection::NoRequest)
    );
    assert_eq!(network.sign("m0", Body::WithdrawRedemption), Ok(()));
    // What nobody pays is its owner's again.
    network.wait(26 * 168);
    assert_eq!(
        network.state.sellable(number(&network, "m0")),
        MicroShares(500 * SHARE)
    );
    conserved(&network.state);
}

/// Whoever leaves is first, with all that they can have taken back.
#[test]
fn who_leaves_stands_first() {
    let mut network = trading(open());
    network.wait(9 * 168);
    let wish = Body::Redeem {
        amount: MicroShares(100 * SHARE),
        need: Need::Wish,
    };
    assert_eq!(network.sign("m0", wish), Ok(()));
    network.wait(168);
    assert_eq!(network.sign("m1", Body::Leave), Ok(()));
    fund(&mut network, 8_500);
    network.wait(168);
    let payments: Vec<_> = network.state.books.payments().collect();
    assert_eq!(payments.len(), 1, "the pool is used up");
    assert!(payments[0].is_for(number(&network, "m1")));
    let left = network.state.market.queue[&number(&network, "m1")];
    assert_eq!(left.amount, MicroShares(400 * SHARE), "the rest waits");
    conserved(&network.state);
}

/// The commons buy at their limit as far as the envelope can pay, and what they buy counts nowhere.
#[test]
fn what_the_commons_buy_is_paid_by_the_books_and_retired() {
    let mut network = trading(open());
    fund(&mut network, 1_050);
    network.state.market.buyback = Some(Buyback {
        by: ProposalId(0),
        limit: Price::of(Money(105)),
        amount: MicroShares(20 * SHARE),
    });
    auction(&mut network, &[("m0", shares(Side::Sell, 95, 25))]);
    let cleared = network.state.market.auctions[0].cleared.expect("traded");
    assert_eq!(
        (cleared.price, cleared.volume),
        (Price::of(Money(95)), MicroShares(10 * SHARE))
    );
    assert!(
        network.state.market.trades.is_empty(),
        "the commons sign nothing"
    );
    let payment = network
        .state
        .books
        .payments()
        .next()
        .expect("a payment")
        .clone();
    assert_eq!(
        (payment.amount, payment.is_for(number(&network, "m0"))),
        (Money(950), true)
    );
    let issued = network.state.issued;
    assert_eq!(
        network.state.sellable(number(&network, "m0")),
        MicroShares(490 * SHARE)
    );
    let id = payment.id.to_string();
    assert_eq!(
        network.sign("m5", crate::books::body(&["paid", &id])),
        Ok(())
    );
    assert_eq!(
        network.sign("m6", crate::books::body(&["confirm", &id])),
        Ok(())
    );
    assert_eq!(network.state.issued.0, issued.0 - 10 * SHARE);
    assert_eq!(held(&network, "m0"), (490, 0));
    assert_eq!(network.state.market.buyback, None, "for one auction");
    conserved(&network.state);
}

/// A decision of class H says what the commons buy; it holds for the next auction alone.
#[test]
fn a_decision_lets_the_commons_buy() {
    let mut closed = forty(quick());
    closed.check("m0 propose buy:105:20000000 => market-closed");
    let mut network = trading(open());
    network.check(
        "
        m0 propose buy:0:20000000 => payload-out-of-bounds
        m0 propose buy:105000000:999999 => payload-out-of-bounds
        m0 propose buy:105000000:20000000
        class 1                   => H money-rules
        ",
    );
    let payload = network.state.proposals[0].payload.clone();
    let effects = apply::foresee(&network.state, network.time_ms, &payload).expect("enacted");
    let buyback = effects.changes.iter().find_map(|change| match change {
        Change::Market(MarketChange::BuybackSet { buyback }) => *buyback,
        _ => None,
    });
    let expected = Buyback {
        by: ProposalId(0),
        limit: Price::of(Money(105)),
        amount: MicroShares(20 * SHARE),
    };
    assert_eq!(buyback, Some(expected));
}
