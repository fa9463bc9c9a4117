//! Whatever investors, offices and members do, in whatever order: no unit and no cent is made or lost, and
//! no unit weighs anything.

use ledger::books::{Account, Cause, Transfer, TransferStage};
use ledger::ids::Money;
use ledger::investing::rules::{cap, left, owed};
use ledger::investing::{OfferStage, Payment};
use ledger::payload::Envelope;
use ledger::state::State;
use proptest::prelude::*;

use super::{everything, network, open, pass};

fn check(state: &State) {
    crate::books::check_state(state);
    let mut subscribed = 0_u64;
    let mut issued = 0_u64;
    for offer in state.investing.offers.values() {
        assert!(offer.subscribed() <= offer.terms.units);
        assert!(offer.escrowed() <= offer.subscribed());
        let here: u64 = offer
            .holdings
            .values()
            .map(|it| it.units.0 + it.redeemed.0)
            .sum();
        let redeeming = state.investing.redeeming.values();
        let here = here + redeeming.map(|it| it.units.0).sum::<u64>();
        match offer.stage {
            OfferStage::Open { .. } => assert!(offer.holdings.is_empty()),
            OfferStage::Failed { .. } => assert_eq!(here, 0),
            OfferStage::Issued { .. } => assert!(here >= offer.terms.least.0),
        }
        issued += here * offer.terms.price.0;
        let paid = offer.subscriptions.values();
        let paid = paid.filter(|it| matches!(it.payment, Payment::Escrowed(_)));
        subscribed += paid.map(|it| it.units.0 * offer.terms.price.0).sum::<u64>();
        for holding in offer.holdings.values() {
            let cap = cap(offer.terms.price, holding.units, &offer.terms.rights);
            let had = holding.returned.0 + holding.due.0;
            assert_eq!(cap.0 - had, left(offer, holding).0, "never above its cap");
        }
    }
    // What investors ever paid in is units, waits, or went back.
    let sum = |is: &dyn Fn(&Transfer) -> bool| {
        let all = state.books.transfers.iter().filter(|it| is(it));
        all.map(|it| it.amount.0).sum::<u64>()
    };
    let came = sum(&|it| it.is_capital() && matches!(it.stage, TransferStage::Captured { .. }));
    let back = sum(&|it| matches!(it.cause, Cause::Refund { .. }));
    let invested = sum(&|it| matches!(it.cause, Cause::Investment(_)));
    let open = state.investing.offers.values().filter(|it| it.is_open());
    let waits: u64 = open.map(|it| it.escrowed().0 * it.terms.price.0).sum();
    assert_eq!(came, subscribed, "what came is what was subscribed to");
    assert_eq!(came, waits + back + invested, "to the last cent");
    assert_eq!(invested, issued, "a unit for each price");
    assert_eq!(
        invested / 1_000,
        everything(state),
        "every unit is somewhere"
    );
    let outside = state.books.balance(Account::Investors);
    assert_eq!(u128::from(came), outside.debits);
    // A claim, or what is owed of any surplus, is never more than the terms give.
    let most = Money(1_000_000_000);
    let all: u64 = owed(most, most, &state.investing.offers)
        .values()
        .map(|it| it.0)
        .sum();
    assert!(all <= most.0 * 3 / 10);
}

fn line(who: u8, what: u8, many: u16) -> String {
    let name = match who % 10 {
        8 => "m3".to_owned(),
        9 => "m30".to_owned(),
        it => format!("i{it}"),
    };
    let (many, offer) = (u32::from(many), 1 + u32::from(what >> 4) % 3);
    match what % 11 {
        0..=2 => format!("{name} invest take {offer} {}", 1 + many % 220),
        3 => format!("{name} invest leave {offer}"),
        4 | 5 => format!("m30 invest came {offer} i{}", many % 8),
        6 => format!("m31 confirm {}", 1 + many % 60),
        7 => format!("m32 refuse {}", 1 + many % 60),
        8 => format!("{name} invest redeem {offer} {}", many % 120),
        9 => format!("m33 paid {}", 1 + many % 60),
        _ => format!("wait {}", many % 90),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, .. ProptestConfig::default() })]

    #[test]
    fn nothing_is_made_or_lost(acts in proptest::collection::vec((any::<u8>(), any::<u8>(), any::<u16>()), 60..160)) {
        let mut network = network(open());
        network.check("m0 propose offer:1000:1000:5:500:20000:1500:0:10000");
        pass(&mut network, 1);
        network.check("m0 propose offer:1000:900:900:300:30000:1500:1:12000");
        network.check("first 39 vote 2 yes");
        // Two in office are quick, as a rule.
        for it in 0..5 {
            let transfer = network.state.books.transfers.len() + 1;
            network.attempt(&format!("i{it} invest take 1 {}", 60 + it));
            network.attempt(&format!("m30 invest came 1 i{it}"));
            network.attempt(&format!("m31 confirm {transfer}"));
        }
        for (who, what, many) in acts {
            network.attempt(&line(who, what, many));
            check(&network.state);
        }
        network.wait(700);
        check(&network.state);
        let escrow = network.state.books.balance(Account::Envelope(Envelope::Escrow));
        prop_assert!(escrow.held <= escrow.standing());
        network.replay();
    }
}
