//! Redemptions by hand, and what holds for any queue.

use super::{Reason, Request, UNIT, price, serve};
use crate::ids::{MemberNumber, MicroShares, Money, Price, RoundNumber};
use proptest::collection::vec;
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

const SHARE: u64 = 1_000_000;

/// Requests are `l5`, `h5` or `w5:3`: leaving, hardship, a wish since round 3, in whole shares.
fn queue(text: &str) -> Vec<Request> {
    let parse = |(number, request): (u32, &str)| {
        let (reason, rest) = request.split_at(1);
        let (amount, since) = rest.split_once(':').unwrap_or((rest, "9"));
        Request {
            member: MemberNumber(number),
            reason: match reason {
                "l" => Reason::Leaving,
                "h" => Reason::Hardship,
                _ => Reason::Wish,
            },
            since: RoundNumber(since.parse().unwrap()),
            amount: MicroShares(amount.parse::<u64>().unwrap() * SHARE),
        }
    };
    (1..).zip(text.split_whitespace()).map(parse).collect()
}

#[test]
fn queues_by_hand() {
    let table = [
        // Enough for all.
        (100, "w5:3 l5", "2:5000000:50 1:5000000:50"),
        // Who leaves first, then hardship, then who waits longest.
        (70, "w5:3 h5 l2", "3:2000000:20 2:5000000:50"),
        (30, "w2:8 w2:7", "2:2000000:20 1:1000000:10"),
        // Alike and short: in proportion; whoever comes after them waits.
        (30, "l2 l4 h9", "1:1000000:10 2:2000000:20"),
        // Since when one waits counts among wishes only.
        (30, "l3:1 l3:9", "1:1500000:15 2:1500000:15"),
        (0, "l1", ""),
        (100, "", ""),
    ];
    for (pool, text, expected) in table {
        let served = serve(Money(pool), Price::of(Money(10)), &queue(text)).unwrap();
        let rows = served
            .iter()
            .map(|it| format!("{}:{}:{}", it.member, it.amount.0, it.money.0));
        assert_eq!(
            rows.collect::<Vec<_>>().join(" "),
            expected,
            "{pool} {text}"
        );
    }
    assert_eq!(serve(Money(1), Price(0), &queue("l1")), None);
}

#[test]
fn never_more_than_85_of_100_of_a_share_s_part() {
    let table = [
        (None, 1_000, 10, 85_000_000),
        (Some(84_000_000), 1_000, 10, 84_000_000),
        (Some(86_000_000), 1_000, 10, 85_000_000),
        (Some(0), 1_000, 10, 0),
        // Less than a minor unit for a share.
        (None, 1_000, 10_000, 85_000),
        // Rounded down.
        (None, 1_000, 3, 283_333_333),
        (None, 1_000, 0, 0),
    ];
    for (reference, assets, shares, expected) in table {
        let price = price(
            reference.map(Price),
            Money(assets),
            MicroShares(shares * SHARE),
        );
        assert_eq!(price, Price(expected));
    }
}

proptest! {
    #[test]
    fn no_pool_is_overdrawn(
        pool in 0_u64..1_000,
        at in 1_u64..50_000_000,
        rows in vec((0_u8..3, 0_u32..4, 0_u64..9_000_000), 0..12),
    ) {
        let request = |(number, row): (u32, &(u8, u32, u64))| Request {
            member: MemberNumber(number),
            reason: [Reason::Leaving, Reason::Hardship, Reason::Wish][usize::from(row.0)],
            since: RoundNumber(row.1),
            amount: MicroShares(row.2),
        };
        let queue: Vec<_> = (1..).zip(&rows).map(request).collect();
        let served = serve(Money(pool), Price(at), &queue).unwrap();
        prop_assert!(served.iter().map(|it| it.money.0).sum::<u64>() <= pool);
        for it in &served {
            let asked = queue.iter().find(|request| request.member == it.member).unwrap();
            prop_assert!(it.amount <= asked.amount);
            // Nobody is paid more than the price, nor a whole minor unit less.
            let exact = u128::from(it.amount.0) * u128::from(at);
            let paid = u128::from(it.money.0) * UNIT;
            prop_assert!(paid <= exact && exact - paid < UNIT);
        }
        // Somebody waits only if the pool could not pay one more micro-share of everybody's.
        let got = served.iter().map(|it| u128::from(it.amount.0)).sum::<u128>();
        let asked = queue.iter().map(|it| u128::from(it.amount.0)).sum::<u128>();
        if got < asked {
            let spent: u64 = served.iter().map(|it| it.money.0).sum();
            let parts = u64::try_from(served.len()).unwrap();
            prop_assert!(pool - spent <= at.div_ceil(Price::MINOR.0) + parts);
        }
        prop_assert_eq!(serve(Money(pool), Price(at), &queue), Some(served));
    }
}
