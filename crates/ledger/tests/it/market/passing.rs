//! Passing shares on beside everything else that moves shares: none is spent twice, nobody votes with what
//! they did not earn, and no way round a rule of the market leads through a friend.

use ledger::apply::{RULE_FRAUD, assignable, redeemable, sells_at_most, takes_at_most};
use ledger::assignment::AssignmentStage;
use ledger::charter::Charter;
use ledger::ids::{AssignmentId, BasisPoints, MicroShares, ProposalId, TradeId};
use ledger::market::auction::Side;
use ledger::market::trading::{Need, TradeStage};
use ledger::office::{GivenBy, Office, Seat};
use ledger::state::Roll;
use ledger::{Body, Rejection};

use super::{
    SHARE, conserved, fund, held, number, open, reveal, seal, shares, trade, traded, trading,
};
use crate::script::Network;

/// [`open`] where shares can be passed on, and one can hold a twentieth of all unearned: 1,000.
pub(super) fn giving() -> Charter {
    Charter {
        assign_ticks: 72,
        buyer_share: BasisPoints(500),
        ..open()
    }
}

fn assign(network: &mut Network, from: &str, to: &str, whole: u64) -> Result<(), Rejection> {
    let to = number(network, to);
    let amount = MicroShares(whole * SHARE);
    network.sign(from, Body::AssignShares { to, amount })
}

fn whole(amount: MicroShares) -> u64 {
    amount.0 / SHARE
}

fn last_stage(network: &Network) -> AssignmentStage {
    network.state.assignments.last().expect("one").stage
}

/// The same shares passed on, sold and redeemed: whichever comes first has them.
#[test]
fn what_is_passed_on_is_neither_sold_nor_redeemed() {
    let mut network = trading(giving());
    network.wait(9 * 168 + 504);
    let m0 = number(&network, "m0");
    assert_eq!(assign(&mut network, "m0", "m1", 490), Ok(()));
    assert_eq!(whole(sells_at_most(&network.state, m0)), 10);
    assert_eq!(whole(redeemable(&network.state, m0)), 10);
    assert_eq!(
        assign(&mut network, "m0", "m2", 11),
        Err(Rejection::SharesShort)
    );
    let ask = |whole: u64| Body::Redeem {
        amount: MicroShares(whole * SHARE),
        need: Need::Wish,
    };
    assert_eq!(network.sign("m0", ask(11)), Err(Rejection::RedeemsTooMuch));
    assert_eq!(
        network.sign("m0", Body::CallBackShares(AssignmentId(1))),
        Ok(())
    );
    assert_eq!(whole(redeemable(&network.state, m0)), 500);
    conserved(&network.state);
    network.replay();
}

/// Sold and not yet paid: the seller can pass on the rest and no more, in whatever order both end.
#[test]
fn what_is_sold_is_not_passed_on() {
    let mut network = traded(giving());
    let m0 = number(&network, "m0");
    assert_eq!(whole(assignable(&network.state, m0)), 480);
    assert_eq!(
        assign(&mut network, "m0", "m2", 481),
        Err(Rejection::SharesShort)
    );
    assert_eq!(assign(&mut network, "m0", "m2", 480), Ok(()));
    network.wait(72);
    assert_eq!(
        (held(&network, "m0"), held(&network, "m2")),
        ((20, 0), (500, 480))
    );
    assert_eq!(network.sign("m0", Body::ConfirmPaid(TradeId(1))), Ok(()));
    assert_eq!(held(&network, "m0"), (0, 0));
    assert!(matches!(trade(&network, 1), TradeStage::Settled { .. }));
    conserved(&network.state);
    network.replay();
}

/// What a payment takes back is bound until it is made; what was not earned goes first and does not make
/// room for it.
#[test]
fn what_is_taken_back_is_not_passed_on() {
    let mut network = trading(giving());
    network.wait(9 * 168 + 504);
    assert_eq!(assign(&mut network, "m1", "m0", 100), Ok(()));
    network.wait(72);
    let ask = Body::Redeem {
        amount: MicroShares(400 * SHARE),
        need: Need::Wish,
    };
    assert_eq!(network.sign("m0", ask), Ok(()));
    fund(&mut network, 34_000);
    network.wait(168);
    let payment = network.state.books.payments().next().expect("a payment").id;
    let m0 = number(&network, "m0");
    assert_eq!(whole(network.state.locked(m0)), 400);
    assert_eq!(
        assign(&mut network, "m0", "m2", 201),
        Err(Rejection::SharesShort)
    );
    assert_eq!(assign(&mut network, "m0", "m2", 200), Ok(()));
    network.wait(72);
    assert_eq!(held(&network, "m0"), (400, 0));
    for (name, body) in [("m35", "paid"), ("m36", "confirm")] {
        let body = crate::books::body(&[body, &payment.to_string()]);
        assert_eq!(network.sign(name, body), Ok(()));
    }
    assert_eq!(held(&network, "m0"), (0, 0));
    assert_eq!(whole(network.state.market.retired), 400);
    conserved(&network.state);
}

/// Whoever has seen what others want cannot make their own order void by giving its shares to a friend, or
/// by having a friend fill up what they may hold.
#[test]
fn a_revealed_order_stays_good() {
    let mut network = trading(Charter {
        buyer_share: BasisPoints(100),
        ..giving()
    });
    let orders = [
        ("m0", shares(Side::Sell, 90, 25)),
        ("m1", shares(Side::Buy, 110, 150)),
    ];
    for (name, it) in orders {
        assert_eq!(seal(&mut network, name, it), Ok(()));
    }
    network.wait(120);
    for (name, it) in orders {
        assert_eq!(reveal(&mut network, name, it), Ok(()));
    }
    let (m0, m1) = (number(&network, "m0"), number(&network, "m1"));
    assert_eq!(whole(assignable(&network.state, m0)), 475);
    assert_eq!(whole(takes_at_most(&network.state, m1)), 50);
    for (from, to, amount, refused) in [
        ("m0", "m2", 476, Rejection::SharesShort),
        ("m2", "m1", 51, Rejection::GivenLimit),
    ] {
        assert_eq!(assign(&mut network, from, to, amount), Err(refused));
    }
    assert_eq!(assign(&mut network, "m2", "m1", 50), Ok(()));
    network.wait(24);
    assert_eq!(
        network.state.market.trades[&TradeId(1)].amount,
        MicroShares(25 * SHARE)
    );
    assert_eq!(
        network
            .state
            .market
            .find_trade(TradeId(1))
            .map(|it| it.seller),
        Some(m0)
    );
    conserved(&network.state);
    network.replay();
}

/// What is passed on weighs in no vote that opens later: less with who gave, nothing with who got.
#[test]
fn passed_on_shares_weigh_nothing_in_the_stewards_chamber() {
    let mut network = trading(giving());
    let open_vote = |network: &mut Network| {
        network.check("m9 propose budget:1000:grants=1");
        let proposal = network.state.proposals.last().expect("a proposal");
        let weights = &proposal.snapshot.as_ref().expect("open").weights;
        ["m0", "m1", "m2"].map(|it| weights.get(number(network, it)))
    };
    assert_eq!(open_vote(&mut network), [22, 22, 22]);
    assert_eq!(assign(&mut network, "m0", "m1", 400), Ok(()));
    assert_eq!(open_vote(&mut network), [22, 22, 22], "on its way");
    network.wait(72);
    assert_eq!(open_vote(&mut network), [10, 22, 22]);
    // On to a third one, with what the second earned.
    assert_eq!(assign(&mut network, "m1", "m2", 900), Ok(()));
    network.wait(72);
    assert_eq!(held(&network, "m2"), (500, 900));
    assert_eq!(open_vote(&mut network), [10, 0, 22]);
    network.replay();
}

/// Bought shares are passed on as bought ones.
#[test]
fn bought_shares_stay_voteless() {
    let mut network = traded(giving());
    assert_eq!(network.sign("m0", Body::ConfirmPaid(TradeId(1))), Ok(()));
    assert_eq!(held(&network, "m1"), (500, 20));
    assert_eq!(assign(&mut network, "m1", "m2", 20), Ok(()));
    network.wait(72);
    assert_eq!(
        (held(&network, "m1"), held(&network, "m2")),
        ((500, 0), (500, 20))
    );
    conserved(&network.state);
    network.replay();
}

/// A friend cannot sell for an insider without the two weeks' notice: the way to them lasts as long, for all
/// to see.
#[test]
fn an_insider_gives_as_much_notice_as_of_an_order() {
    let mut network = trading(giving());
    let m0 = number(&network, "m0");
    network.state.seats.push(Seat {
        office: Office::Team,
        member: m0,
        since_ms: 0,
        until_ms: u64::MAX,
        by: GivenBy::Proposal(ProposalId(0)),
    });
    assert_eq!(assign(&mut network, "m0", "m1", 25), Ok(()));
    assert_eq!(assign(&mut network, "m2", "m1", 25), Ok(()));
    network.wait(72);
    assert_eq!(held(&network, "m1"), (500, 25));
    network.wait(336 - 73);
    assert_eq!(held(&network, "m1"), (500, 25));
    network.wait(1);
    assert_eq!(held(&network, "m1"), (500, 50));
    conserved(&network.state);
}

/// What would be too much by the end stays, and so does what somebody must not get any more.
#[test]
fn what_cannot_arrive_by_then_stays() {
    let mut network = trading(giving());
    assert_eq!(assign(&mut network, "m0", "m1", 500), Ok(()));
    network.state.charter.buyer_share = BasisPoints(249);
    network.wait(72);
    assert!(matches!(
        last_stage(&network),
        AssignmentStage::Returned { .. }
    ));
    assert_eq!(
        (held(&network, "m0"), held(&network, "m1")),
        ((500, 0), (500, 0))
    );
    assert_eq!(assign(&mut network, "m0", "m1", 100), Ok(()));
    let m1 = number(&network, "m1");
    let state = &mut network.state;
    state.members[m1.0 as usize - 1].is_bootstrap = false;
    state.roll = Roll::of(&state.members, &state.charter, state.round);
    network.wait(72);
    assert!(matches!(
        last_stage(&network),
        AssignmentStage::Returned { .. }
    ));
    assert_eq!(
        assign(&mut network, "m0", "m1", 100),
        Err(Rejection::StandingTooLow)
    );
    conserved(&network.state);
}

/// A finding of fraud takes what is not vested and nothing else: what was passed on before is vested and goes
/// its way, and nothing is made or lost between the two.
#[test]
fn fraud_found_meanwhile_takes_what_is_not_vested() {
    let mut network = trading(Charter {
        assign_ticks: 168,
        vesting_parts: 8,
        retrial_share: BasisPoints(0),
        ..giving()
    });
    let m0 = number(&network, "m0");
    let vested = whole(network.state.owned(m0));
    assert!(vested > 0 && vested < 500);
    assert_eq!(assign(&mut network, "m0", "m1", vested), Ok(()));
    crate::working::find(&mut network, "m0", RULE_FRAUD, 1);
    assert_eq!(network.state.assignments.len(), 1);
    conserved(&network.state);
    let here = held(&network, "m0").0;
    assert!(here < 500 && here >= vested, "{here}");
    while last_stage(&network) == network.state.assignments[0].stage
        && network.state.assignments[0].is_waiting()
    {
        network.wait(24);
    }
    assert_eq!(held(&network, "m1").1, vested);
    assert_eq!(held(&network, "m0").0, here - vested);
    conserved(&network.state);
    network.replay();
}

/// Whoever leaves takes back what was on its way, and stands in the queue with all of it.
#[test]
fn who_leaves_meanwhile_stands_in_the_queue_with_all_they_have() {
    let mut network = trading(giving());
    network.wait(9 * 168 + 504);
    assert_eq!(assign(&mut network, "m0", "m1", 300), Ok(()));
    assert_eq!(network.sign("m0", Body::Leave), Ok(()));
    let waiting = network.state.market.queue[&number(&network, "m0")];
    assert_eq!(whole(waiting.amount), 500);
    assert!(matches!(
        last_stage(&network),
        AssignmentStage::Returned { .. }
    ));
    fund(&mut network, 42_500);
    network.wait(168);
    conserved(&network.state);
}
