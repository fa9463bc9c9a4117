//! Exact splits.

use super::{basis_points, cap_basis_points, pro_rata, split_capped};
use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

#[test]
fn remainders_go_to_the_largest_and_then_to_the_first() {
    let check = |whole, scores: &[u64], expected: &[u64]| {
        assert_eq!(
            pro_rata(whole, scores).unwrap(),
            expected,
            "{whole} by {scores:?}"
        );
    };
    check(10, &[1, 1, 1], &[4, 3, 3]);
    check(11, &[1, 1, 1], &[4, 4, 3]);
    // 7 · (5, 3, 2) / 10 = 3.5, 2.1, 1.4: the unit goes to the half.
    check(7, &[5, 3, 2], &[4, 2, 1]);
    // 8 · (1, 2, 4) / 7 = 1.14, 2.29, 4.57.
    check(8, &[1, 2, 4], &[1, 2, 5]);
    check(2, &[1, 1, 1, 1], &[1, 1, 0, 0]);
    check(0, &[1, 2], &[0, 0]);
    check(5, &[0, 0], &[0, 0]);
    check(5, &[0, 3, 0], &[0, 5, 0]);
    check(5, &[], &[]);
    check(
        u64::MAX,
        &[u64::MAX, u64::MAX],
        &[u64::MAX / 2 + 1, u64::MAX / 2],
    );
}

#[test]
fn the_cap_falls_with_the_number_of_authors() {
    let rows = [
        (0, 50_000),
        (1, 50_000),
        (5, 10_000),
        (6, 8_333),
        (100, 500),
        (499, 100),
        (500, 100),
        (501, 100),
        (100_000, 100),
    ];
    for (authors, expected) in rows {
        assert_eq!(cap_basis_points(authors), expected, "{authors}");
    }
    assert_eq!(basis_points(1_000, 50_000), 1_000);
    assert_eq!(basis_points(u64::MAX, 10_000), u64::MAX);
    assert_eq!(basis_points(9_999, 1), 0);
}

#[test]
fn a_surplus_is_shared_out_once() {
    let check = |whole, scores: &[u64], expected: &[u64]| {
        let split = split_capped(whole, scores, cap_basis_points(scores.len())).unwrap();
        assert_eq!(
            split.amounts, expected,
            "{whole} by {scores:?}, cap {}",
            split.cap
        );
    };
    // Five authors: no cap.
    check(100, &[96, 1, 1, 1, 1], &[96, 1, 1, 1, 1]);
    // Ten authors, cap 5,000 bp: 910 → 500; 410 over nine of 10 each = 45.6 → 45 or 46.
    check(
        1_000,
        &[91, 1, 1, 1, 1, 1, 1, 1, 1, 1],
        &[500, 56, 56, 56, 56, 56, 55, 55, 55, 55],
    );
    // Ten authors: two above the cap; the third is lifted to it and no further, 1 stays unspent.
    // 1,000 · (600, 592, …)/1,208: both are under 5,000 bp, nothing to cut.
    check(
        1_000,
        &[600, 592, 16, 0, 0, 0, 0, 0, 0, 0],
        &[497, 490, 13, 0, 0, 0, 0, 0, 0, 0],
    );
    // Twenty claims, cap 2,500 bp = 250: 333 each → 250 each; 250 go to seventeen of 0 score: nobody,
    // so a quarter stays in the pool.
    let mut three = [0; 20];
    three[..3].fill(1);
    let mut capped = [0; 20];
    capped[..3].fill(250);
    check(1_000, &three, &capped);
}

proptest! {
    #[test]
    fn a_split_is_exact_and_fair(whole in any::<u64>(), scores in vec(any::<u64>(), 1..50)) {
        let amounts = pro_rata(whole, &scores).unwrap();
        let total: u128 = scores.iter().map(|it| u128::from(*it)).sum();
        if let Some(total) = core::num::NonZeroU128::new(total) {
            prop_assert_eq!(amounts.iter().map(|it| u128::from(*it)).sum::<u128>(), u128::from(whole));
            for (amount, score) in amounts.iter().zip(&scores) {
                let floor = u128::from(whole) * u128::from(*score) / total.get();
                prop_assert!((floor..=floor + 1).contains(&u128::from(*amount)));
            }
        }
    }

    #[test]
    fn nobody_is_above_the_cap_and_nothing_is_made(whole in 0..1_u64 << 50, scores in vec(1..1_000_000_u64, 1..300)) {
        let split = split_capped(whole, &scores, cap_basis_points(scores.len())).unwrap();
        prop_assert!(split.amounts.iter().all(|amount| *amount <= split.cap));
        prop_assert!(split.amounts.iter().sum::<u64>() <= whole);
        // More score, at least as much; equal scores, within a unit for each of the two splits.
        for (a, b) in scores.iter().zip(&split.amounts).zip(scores.iter().zip(&split.amounts).skip(1)).map(|(x, y)| if x.0 <= y.0 { (x.1, y.1) } else { (y.1, x.1) }) {
            prop_assert!(*a <= *b + 2);
        }
    }
}
