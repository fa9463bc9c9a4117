//! Division of a surplus: conserved, exact, and the same as a plain second reading of the rule.

use proptest::prelude::*;

use super::{Books, Sharers, Surplus, Year};
use crate::books::{Account, Balance, Cause, Flow, TransferStage};
use crate::charter::{Charter, Template};
use crate::ids::{BasisPoints, MemberNumber, MicroShares, Money, Quarter};
use crate::payload::Envelope;

const NOW: (Quarter, u64) = (Quarter(4), 1_000_000);

/// Books with so much free income; in the first quarter so much came, in the last so much left.
fn books(free: u64, income: u64, outflow: u64) -> Books {
    let mut books = Books::default();
    let side = |debits: u64, credits: u64| Balance {
        debits: debits.into(),
        credits: credits.into(),
        held: Money(0),
    };
    books.balances.insert(Account::Opening, side(free, 0));
    books.balances.insert(Account::Income, side(0, free));
    let flow = |income, outflow| Flow {
        income: Money(income),
        outflow: Money(outflow),
    };
    books.quarters.insert(Quarter(0), flow(income, 0));
    books.quarters.insert(Quarter(3), flow(0, outflow));
    // Of another year.
    books.quarters.insert(Quarter(4), flow(1_000_000, 0));
    books
}

fn sharers(earned: &[(u32, u64)], members: &[u32]) -> Sharers {
    Sharers {
        patrons: earned
            .iter()
            .map(|it| (MemberNumber(it.0), MicroShares(it.1)))
            .collect(),
        members: members.iter().map(|it| MemberNumber(*it)).collect(),
    }
}

fn divide(books: &Books, reserve: u64, investors: u64, sharers: &Sharers) -> Surplus {
    let charter = Charter::of(Template::Cooperative);
    let asked = (Year(0), Money(reserve), Money(investors));
    let (surplus, transfers) = books.plan_surplus(&charter, asked, sharers, &[], NOW);
    let moved: u64 = transfers.iter().map(|it| it.amount.0).sum();
    let parts = surplus.parts;
    assert_eq!(
        moved,
        parts.whole().0 - parts.reinvested.0,
        "every part but what stays is moved"
    );
    assert!(
        transfers
            .iter()
            .all(|it| it.debit == Account::Income && it.cause == Cause::Surplus(Year(0)))
    );
    let owed = transfers.iter().find(|it| it.credit == Account::Payees);
    assert_eq!(owed.map_or(0, |it| it.amount.0), parts.to_members().0);
    assert_eq!(owed.map(|it| it.id), surplus.transfer);
    let due = owed.is_none_or(|it| {
        it.stage
            == TransferStage::Pending {
                until_ms: surplus.due_ms,
            }
    });
    assert!(due, "it is owed by a day");
    let escrow = Account::Envelope(Envelope::Escrow);
    let kept = transfers.iter().find(|it| it.credit == escrow);
    assert_eq!(kept.map_or(0, |it| it.amount.0), parts.investors.0);
    surplus
}

/// What is there to divide: after costs, the reserve's need and what has a purpose.
#[test]
fn a_surplus_is_what_is_left() {
    let all = sharers(&[(1, 5)], &[1]);
    // Free, income, outflow, reserve needed: then reserved, assigned, whole.
    for (free, income, outflow, reserve, wanted) in [
        (1_000, 1_000, 0, 0, (0, 0, 1_000)),
        (1_000, 1_000, 400, 0, (0, 0, 600)),
        (1_000, 400, 1_000, 0, (0, 0, 0)),
        (1_000, 1_000, 1_000, 0, (0, 0, 0)),
        (1_000, 1_000, 400, 599, (599, 0, 1)),
        (1_000, 1_000, 400, 600, (600, 0, 0)),
        (1_000, 1_000, 400, 9_999, (600, 0, 0)),
        (100, 1_000, 400, 0, (0, 500, 100)),
        (0, 1_000, 0, 0, (0, 1_000, 0)),
    ] {
        let it = divide(&books(free, income, outflow), reserve, 0, &all);
        let found = (it.reserved.0, it.assigned.0, it.parts.whole().0);
        assert_eq!(found, wanted, "{free} {income} {outflow} {reserve}");
    }
}

/// By the defaults: 4,000, 1,000, 3,000 and the rest, after at most 3,000 for investors.
#[test]
fn the_parts_are_a_table() {
    let all = sharers(&[(1, 5)], &[1]);
    let nobody = sharers(&[], &[]);
    for (whole, investors, who, wanted) in [
        (10_000, 0, &all, [0, 4_000, 1_000, 3_000, 2_000]),
        (10_000, 2_999, &all, [2_999, 2_800, 700, 2_100, 1_401]),
        (10_000, 3_000, &all, [3_000, 2_800, 700, 2_100, 1_400]),
        (10_000, 3_001, &all, [3_000, 2_800, 700, 2_100, 1_400]),
        (9, 0, &all, [0, 3, 0, 2, 4]),
        (1, 0, &all, [0, 0, 0, 0, 1]),
        (0, 100, &all, [0, 0, 0, 0, 0]),
        (10_000, 0, &nobody, [0, 0, 0, 3_000, 7_000]),
    ] {
        let parts = divide(&books(whole, whole, 0), 0, investors, who).parts;
        let found = [
            parts.investors,
            parts.patronage,
            parts.equal,
            parts.redemption,
            parts.reinvested,
        ];
        assert_eq!(found.map(|it| it.0), wanted, "{whole} {investors}");
    }
}

#[test]
fn equals_share_to_the_last_unit() {
    // 1,000 of 10,000 among 3: the first gets what is left over.
    let it = divide(&books(10_000, 10_000, 0), 0, 0, &sharers(&[], &[2, 9, 17]));
    let of = |number: u32| it.owed(MemberNumber(number)).equal.0;
    assert_eq!(
        [2, 9, 17, 1, 8, 16, 18, 400].map(of),
        [334, 333, 333, 0, 0, 0, 0, 0]
    );
    let everybody: Vec<u32> = it.everybody().map(|it| it.0.0).collect();
    assert_eq!(everybody, [2, 9, 17]);
    // Fewer units than members: the smallest numbers get one.
    let it = divide(&books(20, 20, 0), 0, 0, &sharers(&[], &[2, 9, 17]));
    assert_eq!(
        [2, 9, 17].map(|it2| it.owed(MemberNumber(it2)).equal.0),
        [1, 1, 0]
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// What everybody is owed is the members' part to the last unit; nobody is more than a unit away from
    /// their exact share.
    #[test]
    fn the_members_part_is_divided_whole(
        whole in 0_u64..1 << 62,
        investors in 0_u64..1 << 61,
        earned in proptest::collection::btree_map(1_u32..300, 1_u64..1 << 50, 0..40),
        members in proptest::collection::btree_set(1_u32..300, 0..40),
    ) {
        let earned: Vec<(u32, u64)> = earned.into_iter().collect();
        let members: Vec<u32> = members.into_iter().collect();
        let it = divide(&books(whole, whole, 0), 0, investors, &sharers(&earned, &members));
        prop_assert_eq!(it.parts.whole().0, whole);
        prop_assert!(u128::from(it.parts.investors.0) * 10 <= u128::from(whole) * 3);
        let sums = it.everybody().fold((0_u128, 0_u128), |sum, (_, owed)| {
            (sum.0 + u128::from(owed.patronage.0), sum.1 + u128::from(owed.equal.0))
        });
        prop_assert_eq!(sums, (u128::from(it.parts.patronage.0), u128::from(it.parts.equal.0)));
        let all: u128 = earned.iter().map(|it| u128::from(it.1)).sum();
        for (number, amount) in &earned {
            let got = u128::from(it.owed(MemberNumber(*number)).patronage.0);
            let exact = u128::from(it.parts.patronage.0) * u128::from(*amount) / all;
            prop_assert!(got == exact || got == exact + 1, "{} of {}", got, exact);
        }
        for number in 1..300 {
            let equal = it.owed(MemberNumber(number)).equal.0;
            let is_member = members.contains(&number);
            let each = it.parts.equal.0.checked_div(u64::try_from(members.len()).expect("few")).unwrap_or(0);
            let wanted = if is_member { each..=each + 1 } else { 0..=0 };
            prop_assert!(wanted.contains(&equal), "{} of {}", equal, each);
        }
        prop_assert_eq!(it.shares.patronage, BasisPoints(4_000));
    }
}
