//! Auctions by hand, and any auction against the rule tried out price by price.

use super::{Clearing, Order, Side, Trader, band, clear, reference};
use crate::ids::{MemberNumber, MicroShares, Money, Price};
use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest};

/// Half a minor unit: the distance of limits that are made up.
const STEP: u64 = 500_000;

/// A hundred minor units.
const HUNDRED: Price = Price::of(Money(100));

/// Orders are `b12@105` or `s7@98`, of members 1, 2, … in turn, in whole shares and minor units.
fn orders(text: &str) -> Vec<Order> {
    let parse = |(number, order): (u32, &str)| {
        let (side, rest) = order.split_at(1);
        let (amount, limit) = rest.split_once('@').unwrap();
        Order {
            trader: Trader::Member(MemberNumber(number)),
            side: if side == "b" { Side::Buy } else { Side::Sell },
            limit: Price::of(Money(limit.parse().unwrap())),
            amount: MicroShares(amount.parse::<u64>().unwrap() * 1_000_000),
        }
    };
    (1..).zip(text.split_whitespace()).map(parse).collect()
}

/// The price and who got how many micro-shares, by place.
fn said(clearing: &Clearing) -> String {
    let fills = clearing.fills.iter().map(|fill| match fill.trader {
        Trader::Member(number) => format!("{number}:{}", fill.amount.0),
        Trader::Treasury => format!("treasury:{}", fill.amount.0),
    });
    format!(
        "{}: {}",
        clearing.price.0 / Price::MINOR.0,
        fills.collect::<Vec<_>>().join(" ")
    )
}

#[test]
fn auctions_by_hand() {
    let table = [
        // One price for both, the nearer to the reference of 100.
        ("b1@105 s1@98", "98: 1:1000000 2:1000000"),
        ("b1@101 s1@97", "101: 1:1000000 2:1000000"),
        // Equally near: the lower.
        ("b1@102 s1@98", "98: 1:1000000 2:1000000"),
        // The most volume decides before anything else.
        (
            "b1@110 b5@90 s5@90 s5@110",
            "90: 1:1000000 2:4000000 3:5000000",
        ),
        // Better limits first, then in proportion.
        (
            "b3@101 b2@100 b4@100 s6@100",
            "100: 1:3000000 2:1000000 3:2000000 4:6000000",
        ),
        // What does not divide: the larger remainder, then the lower number.
        (
            "b1@100 b1@100 b1@100 s1@100",
            "100: 1:333334 2:333333 3:333333 4:1000000",
        ),
        // The band's edges are inside, one further is not.
        ("b1@120 s1@120", "120: 1:1000000 2:1000000"),
        ("b1@121 s1@80", "80: 1:1000000 2:1000000"),
        ("b1@80 s1@80", "80: 1:1000000 2:1000000"),
        // Nobody is served first for a limit beyond the band.
        ("b1@900 b1@120 s1@120", "120: 1:500000 2:500000 3:1000000"),
    ];
    for (text, expected) in table {
        let clearing = clear(HUNDRED, &orders(text)).map(|it| said(&it));
        assert_eq!(clearing.as_deref(), Some(expected), "{text}");
    }
    for nothing in [
        "",
        "b1@99 s1@100",
        "b1@121 s1@121",
        "b1@79 s1@79",
        "b1@100",
        "b0@100 s1@100",
    ] {
        assert_eq!(clear(HUNDRED, &orders(nothing)), None, "{nothing}");
    }
}

#[test]
fn the_band_is_a_fifth_to_each_side() {
    for (reference, low, high) in [(100, 80, 120), (1, 1, 1), (7, 6, 8), (0, 0, 0)] {
        assert_eq!(band(Price(reference)), (Price(low), Price(high)));
    }
    assert_eq!(band(Price(u64::MAX)).1, Price(u64::MAX));
    // Of a share that is worth a third of a cent, too, there are prices to choose from.
    assert_eq!(band(Price(333_333)), (Price(266_667), Price(399_999)));
}

#[test]
fn the_reference_is_a_median_by_volume() {
    let of = |rows: &[(u64, u64)]| {
        let rows: Vec<_> = rows
            .iter()
            .map(|it| (Price(it.0), MicroShares(it.1)))
            .collect();
        reference(&rows).map(|it| it.0)
    };
    assert_eq!(of(&[]), None);
    assert_eq!(of(&[(90, 0)]), None);
    assert_eq!(of(&[(90, 5), (100, 5)]), Some(90));
    assert_eq!(of(&[(90, 5), (100, 6)]), Some(100));
    assert_eq!(of(&[(120, 1), (80, 1), (100, 1)]), Some(100));
    // Of five only the last four.
    assert_eq!(
        of(&[(1, 1_000), (90, 1), (90, 1), (90, 1), (90, 1)]),
        Some(90)
    );
}

fn any_order() -> impl Strategy<Value = (bool, u64, u64)> {
    (any::<bool>(), 140_u64..260, 0_u64..4_000_000)
}

fn numbered(rows: &[(bool, u64, u64)]) -> Vec<Order> {
    let order = |(number, row): (u32, &(bool, u64, u64))| Order {
        trader: match number {
            0 => Trader::Treasury,
            number => Trader::Member(MemberNumber(number)),
        },
        side: if row.0 { Side::Buy } else { Side::Sell },
        limit: Price(row.1 * STEP),
        amount: MicroShares(row.2),
    };
    (0..).zip(rows).map(order).collect()
}

/// The price by trying each allowed one, in steps, with sums made anew.
fn tried(around: u64, orders: &[Order]) -> Option<(u64, u64)> {
    let mut best: Option<(u64, u64, u64, u64)> = None;
    for price in around * 8 / 10..=around * 12 / 10 {
        if price * 10 < around * 8 || !orders.iter().any(|order| order.limit.0 == price * STEP) {
            continue;
        }
        let sum = |side, meets: fn(u64, u64) -> bool| -> u64 {
            let of_side = orders.iter().filter(|order| order.side == side);
            of_side
                .filter(|it| meets(it.limit.0 / STEP, price))
                .map(|it| it.amount.0)
                .sum()
        };
        let demand = sum(Side::Buy, |limit, price| limit >= price);
        let supply = sum(Side::Sell, |limit, price| limit <= price);
        let row = (
            demand.min(supply),
            demand.abs_diff(supply),
            price.abs_diff(around),
            price,
        );
        let is_better = best.is_none_or(|best| {
            row.0 > best.0 || (row.0 == best.0 && (row.1, row.2, row.3) < (best.1, best.2, best.3))
        });
        if is_better {
            best = Some(row);
        }
    }
    best.filter(|best| best.0 > 0).map(|best| (best.3, best.0))
}

proptest! {
    #[test]
    fn no_auction_makes_or_loses_anything(rows in vec(any_order(), 0..24), turn in 0_usize..24) {
        let mut orders = numbered(&rows);
        let clearing = clear(HUNDRED, &orders);
        let found = clearing.as_ref().map(|it| (it.price.0 / STEP, it.volume.0));
        prop_assert_eq!(found, tried(200, &orders));
        if let Some(clearing) = &clearing {
            for side in [Side::Buy, Side::Sell] {
                let fills = || clearing.fills.iter().filter(|fill| fill.side == side);
                prop_assert_eq!(fills().map(|it| it.amount.0).sum::<u64>(), clearing.volume.0);
                prop_assert_eq!(fills().map(|it| it.money.0).sum::<u64>(), clearing.money.0);
            }
            for fill in &clearing.fills {
                let order = orders.iter().find(|order| order.trader == fill.trader).unwrap();
                prop_assert_eq!(order.side, fill.side);
                prop_assert!(fill.amount <= order.amount);
                match fill.side {
                    Side::Buy => prop_assert!(order.limit >= clearing.price),
                    Side::Sell => prop_assert!(order.limit <= clearing.price),
                }
            }
        }
        // In whatever order they came.
        let places = orders.len().max(1);
        orders.rotate_left(turn % places);
        prop_assert_eq!(clear(HUNDRED, &orders), clearing);
    }

    /// Whoever offers a better price than somebody of the same side gets at least the same part.
    #[test]
    fn a_better_limit_is_never_served_worse(rows in vec(any_order(), 2..16)) {
        let orders = numbered(&rows);
        let Some(clearing) = clear(HUNDRED, &orders) else {
            return Ok(());
        };
        let got = |order: &Order| {
            let fill = clearing.fills.iter().find(|fill| fill.trader == order.trader);
            fill.map_or(0, |fill| fill.amount.0)
        };
        for a in &orders {
            for b in orders.iter().filter(|b| b.side == a.side && b.amount.0 > 0) {
                let is_better = match a.side {
                    Side::Buy => a.limit > b.limit && a.limit <= Price::of(Money(120)),
                    Side::Sell => a.limit < b.limit && a.limit >= Price::of(Money(80)),
                };
                if is_better && got(b) > 0 {
                    prop_assert_eq!(got(a), a.amount.0);
                }
            }
        }
    }
}
