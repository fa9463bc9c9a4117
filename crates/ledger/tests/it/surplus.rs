//! The surplus of a year, lived through: divided once its last round is settled, owed until it is paid.

use ledger::books::{Account, Owed, TransferStage, UNPAID_MAX, VoidReason, Year};
use ledger::ids::{MemberNumber, Money, TransferId};
use ledger::operation::Body;
use ledger::payload::Envelope;
use ledger::rejection::Rejection;

use crate::script::Network;
use crate::tracks::{forty, quick};

/// A year in which m0 earned three times what m1 did, and m2 in the next year's first round.
fn a_year() -> Network {
    let mut network = forty(quick());
    network.check("m0 came gift 100000\n m1 confirm 1");
    for round in 0..52 {
        let settled = match round {
            3 => "settle 3 m0 3000",
            51 => "settle 51 m1 1000",
            _ => "",
        };
        network.check("wait 168");
        let script = if settled.is_empty() {
            format!("settle {round}")
        } else {
            settled.to_owned()
        };
        network.check(&script);
    }
    network
}

#[test]
// long: one life of a surplus
fn a_year_is_divided_once_it_is_settled() {
    let mut network = a_year();
    assert_eq!(
        network.state.books.surpluses.len(),
        0,
        "settled, and no round has closed since"
    );
    network.check("wait 168\n settle 52 m2 5000");
    let surplus = network
        .state
        .books
        .surpluses
        .first()
        .expect("divided")
        .clone();
    let parts = surplus.parts;
    let found = [
        parts.investors,
        parts.patronage,
        parts.equal,
        parts.redemption,
        parts.reinvested,
    ];
    assert_eq!(found.map(|it| it.0), [0, 40_000, 10_000, 30_000, 20_000]);
    let owed = |name: &str| surplus.owed(network.people[name].0);
    let of = |patronage, equal| Owed {
        patronage: Money(patronage),
        equal: Money(equal),
    };
    assert_eq!(
        [owed("m0"), owed("m1"), owed("m2")],
        [of(30_000, 250), of(10_000, 250), of(0, 250)]
    );
    assert_eq!(surplus.owed(MemberNumber(99)), of(0, 0));
    let books = &network.state.books;
    assert_eq!(
        books.free(Account::Envelope(Envelope::Redemption)),
        Money(30_000)
    );
    assert_eq!(
        (books.treasury(), books.free(Account::Income)),
        (Money(100_000), Money(20_000))
    );
    network.check(
        "
        books 3                      => pending
        books flow                   => 0 in, 0 out
        wait 168
        wait 2184
        # Its day is over, and it is owed all the same.
        books 3                      => pending
        m0 paid 3
        wait 336
        books 3                      => pending
        m0 paid 3
        m0 confirm 3                 => second-person-needed
        m1 confirm 3
        books 3                      => captured
        books total                  => 50000
        books income                 => 20000
        ",
    );
    assert_eq!(
        network.state.books.surpluses.len(),
        1,
        "a year is divided once"
    );
    let paid = network
        .state
        .books
        .find(surplus.transfer.expect("owed"))
        .expect("there");
    assert!(
        matches!(paid.stage, TransferStage::Captured { .. }) && paid.cause.decision().is_none()
    );
    assert!(network.state.books.find_surplus(Year(1)).is_none());
    network.replay();
}

/// One body of each operation, for the frozen vectors.
pub(crate) fn bodies() -> Vec<(&'static str, Body)> {
    let named = unpaid(Year(0), &[MemberNumber(7), MemberNumber(9)]);
    vec![("name-unpaid", named)]
}

fn unpaid(year: Year, members: &[MemberNumber]) -> Body {
    Body::NameUnpaid {
        year,
        members: members.to_vec(),
    }
}

/// A year that is divided: m0 is owed 302.50, m1 102.50, and everybody else 2.50.
fn divided() -> Network {
    let mut network = a_year();
    network.check("wait 168\n settle 52");
    network
}

/// What everybody was owed is what was paid and what went into the pool, to the last unit.
fn check_paid(network: &Network, paid: u64, returned: u64) {
    let books = &network.state.books;
    let surplus = &books.surpluses[0];
    assert_eq!(surplus.returned, Money(returned));
    assert_eq!(surplus.parts.to_members(), Money(paid + returned));
    let owed = books.find(surplus.transfer.expect("owed")).expect("there");
    if paid > 0 {
        assert_eq!(owed.amount, Money(paid));
        assert!(matches!(owed.stage, TransferStage::Captured { .. }));
    } else {
        let expired = VoidReason::Expired;
        assert!(matches!(owed.stage, TransferStage::Voided { why, .. } if why == expired));
    }
    assert_eq!(
        books.free(Account::Envelope(Envelope::Redemption)),
        Money(30_000 + returned)
    );
    assert_eq!(books.free(Account::Income), Money(20_000));
    assert_eq!(books.treasury(), Money(100_000 - paid));
    let out = books.quarters.values().map(|it| it.outflow.0).sum::<u64>();
    assert_eq!(out, 0, "a part of a surplus is no cost");
}

/// Whoever leaves before it is said to be paid cannot be found; who leaves afterwards was paid.
#[test]
fn the_part_of_who_left_goes_into_the_pool() {
    let mut network = divided();
    network.check("m1 leave\n wait 1\n m0 paid 3\n wait 1\n m2 leave\n m3 confirm 3");
    check_paid(&network, 50_000 - 10_250, 10_250);
    network.replay();
}

/// After its day those can be named who gave nobody a way to pay them. The last list counts.
#[test]
fn who_cannot_be_paid_is_named_after_the_day() {
    let mut network = divided();
    let of = |network: &Network, name: &str| network.people[name].0;
    let (m1, m2) = (of(&network, "m1"), of(&network, "m2"));
    let name = |network: &mut Network, year, members: &[MemberNumber]| {
        network.sign("m0", unpaid(Year(year), members))
    };
    assert_eq!(name(&mut network, 1, &[m1]), Err(Rejection::SurplusNotOwed));
    assert_eq!(name(&mut network, 0, &[m1]), Err(Rejection::SurplusNotDue));
    network.check("wait 2184");
    let many: Vec<_> = (1..).map(MemberNumber).take(UNPAID_MAX + 1).collect();
    for unsound in [&[m2, m1][..], &[m1, m1], &[m1, MemberNumber(999)], &many] {
        let refused = name(&mut network, 0, unsound);
        assert_eq!(refused, Err(Rejection::UnpaidUnsound));
    }
    assert_eq!(name(&mut network, 0, &[m1, m2]), Ok(()));
    assert_eq!(name(&mut network, 0, &[m2]), Ok(()));
    network.check("m0 paid 3");
    assert_eq!(name(&mut network, 0, &[]), Err(Rejection::PaymentAttested));
    network.check("m1 confirm 3");
    check_paid(&network, 50_000 - 250, 250);
    assert_eq!(name(&mut network, 0, &[]), Err(Rejection::SurplusNotOwed));
    network.replay();
}

/// If nobody could be paid, nothing was, and everything is in the pool.
#[test]
fn nobody_could_be_paid() {
    let mut network = divided();
    network.check("wait 2184");
    let everybody: Vec<_> = network.state.books.surpluses[0]
        .everybody()
        .map(|it| it.0)
        .collect();
    assert_eq!(network.sign("m0", unpaid(Year(0), &everybody)), Ok(()));
    network.check("m0 paid 3\n m1 confirm 3");
    check_paid(&network, 0, 50_000);
    assert!(
        !network
            .state
            .books
            .find(TransferId(3))
            .expect("it")
            .is_open()
    );
    network.replay();
}

/// H moves each part by at most 1,000 basis points, and the four are the whole.
#[test]
fn the_rule_moves_in_small_steps() {
    let mut network = forty(quick());
    network.check(
        "
        m0 propose charter:surplus-investors=1999  => surplus-step
        m0 propose charter:surplus-investors=3001  => payload-out-of-bounds
        m0 propose charter:surplus-equal=1500      => payload-out-of-bounds
        m0 propose charter:surplus-equal=2001,surplus-patronage=2999 => surplus-step
        m0 propose charter:surplus-rounds=0        => payload-out-of-bounds
        m0 propose charter:surplus-equal=2000,surplus-patronage=3000
        class 1                                    => H money-rules
        m0 propose charter:surplus-investors=2000
        ",
    );
}
