use proptest::prelude::{ProptestConfig, any, proptest};

use super::*;
use crate::ids::GrantId;

const RULES: GrantRules = GrantRules {
    spend_limit: 400,
    minimum: 300,
    age_ms: 120 * 3_600_000,
};

fn grant(points: u64, conviction: u64) -> Grant {
    Grant {
        id: GrantId(1),
        author: MemberNumber(1),
        text: Digest([0; 32]),
        amount: Money(1),
        to: Beneficiary::Member(MemberNumber(1)),
        since_ms: 0,
        stage: GrantStage::Open,
        points,
        backers: 1,
        conviction,
        tick: 0,
        course: Vec::new(),
    }
}

/// What a round of 168 ticks does: half of the way from where it was to where the points lead.
#[test]
fn half_of_a_change_is_done_after_a_round() {
    // Given for ever, 1,000 points weigh 1,000.
    let limit = stepped(0, 1_000, 100_000);
    assert_eq!(weight(limit), 999, "rounding down leaves it a hair below");
    assert!((u128::from(limit) * LOST) >> WHOLE_BITS >= (1_000 << 16) - 2);
    for (ticks, hundredths) in [
        (0, 0),
        (84, 29),
        (168, 50),
        (336, 75),
        (504, 87),
        (1_680, 99),
    ] {
        let now = stepped(0, 1_000, ticks);
        assert_eq!(
            u128::from(now) * 100 / u128::from(limit),
            hundredths,
            "{ticks}"
        );
    }
    // To the last digit: 2^31 of 2^32 is left of whatever was there, within a part in a million.
    for begun in [limit, 1 << 40, 1 << 60] {
        let left = stepped(begun, 0, 168);
        let off = (u128::from(left) * 2).abs_diff(u128::from(begun));
        assert!(off * 1_000_000 <= u128::from(begun), "{begun}: {left}");
    }
    // One point is not frozen by flooring.
    assert!(weight(stepped(0, 2, 100_000)) >= 1);
    assert_eq!(
        stepped(1 << 50, 0, 1_000_000),
        0,
        "what nobody supports is forgotten"
    );
}

/// The formula at single moments, to the last digit: computed beforehand with whole numbers of any length.
#[test]
fn convictions_are_those_of_the_formula() {
    let table = [
        (0, 1, 1, 65_536),
        (0, 1, 2, 130_802),
        (0, 1, 168, 7_958_408),
        (0, 1, 336, 11_937_612),
        (0, 1, 10_000, 15_916_690),
        (0, 40, 186, 341_123_693),
        (0, 100, 168, 795_846_543),
        (0, 100, 336, 1_193_769_809),
        (0, 100, 504, 1_392_731_445),
        (0, 1_000, 168, 7_958_465_991),
        (0, 1_000, 100_000, 15_916_931_700),
        (1 << 40, 0, 1, 1_094_984_524_544),
        (1 << 40, 0, 168, 549_755_808_056),
        (1 << 40, 0, 336, 274_877_901_084),
        (1 << 40, 0, 1_680, 1_073_741_592),
        (1_591_692_952, 0, 168, 795_846_408),
    ];
    for (begun, points, ticks, expected) in table {
        let found = stepped(begun, points, ticks);
        assert_eq!(found, expected, "{points} for {ticks} from {begun}");
    }
}

/// Stepping in pieces and at once is the same.
#[test]
fn a_rest_is_the_same_in_pieces() {
    let at_once = stepped(12_345, 77, 5_000);
    let pieces = (0..50).fold(12_345, |it, _| stepped(it, 77, 100));
    assert_eq!(at_once, pieces);
}

/// `ceil(300 · 400² / (400 − r)²)` at its edges: request, pool, needed of 10,000.
#[test]
fn the_threshold_is_that_of_the_formula() {
    let table = [
        (1, 1_000_000, Some(300)),
        (99, 1_000_000, Some(300)),
        // r counts whole basis points.
        (100, 1_000_000, Some(302)),
        (10_000, 1_000_000, Some(534)),
        (20_000, 1_000_000, Some(1_200)),
        (30_000, 1_000_000, Some(4_800)),
        (38_000, 1_000_000, Some(120_000)),
        (39_900, 1_000_000, Some(48_000_000)),
        (39_999, 1_000_000, Some(48_000_000)),
        (40_000, 1_000_000, None),
        (1_000_000, 1_000_000, None),
        (1, 0, None),
        (1, 25, None),
        (1, 26, Some(187_500)),
        (u64::MAX, u64::MAX, None),
        (1, u64::MAX, Some(300)),
    ];
    for (request, pool, expected) in table {
        let found = RULES.threshold(Money(request), Money(pool));
        assert_eq!(found, expected, "{request} of {pool}");
    }
}

/// N: what is given, or a tenth of all points.
#[test]
fn the_points_held_against_have_a_floor() {
    let table = [
        (0, 0, 1),
        (0, 1, 10),
        (9, 1, 10),
        (10, 1, 10),
        (11, 1, 11),
        (0, 40, 400),
        (399, 40, 400),
        (4_000, 40, 4_000),
    ];
    for (given, members, expected) in table {
        let found = GrantMoment::points(given, members, 100, 1_000);
        assert_eq!(found, expected, "{given} of {members}");
    }
}

/// The least conviction that passes, to the unit, against the formula written out.
#[test]
fn enough_is_enough_to_the_unit() {
    for (threshold, points) in [(300, 10), (300, 400), (534, 4_000), (4_800, 1 << 33)] {
        let moment = GrantMoment {
            pool: Money(1),
            points,
        };
        let needs = u128::from(threshold) * (u128::from(points) << 16) * (1 << 32);
        let least = needs.div_ceil(17_683_997 * 10_000);
        let least = u64::try_from(least).expect("in range");
        assert!(moment.is_enough(least, threshold));
        assert!(!moment.is_enough(least - 1, threshold));
    }
}

/// The moment that is foreseen is the first of all ticks tried out, and with a point less than needed
/// there is none.
#[test]
fn the_moment_is_foreseen_to_the_tick() {
    let moment = GrantMoment {
        pool: Money(1),
        points: 4_000,
    };
    let needed = moment.points_needed(300);
    assert_eq!(needed, 120);
    for (points, conviction, first) in [
        (121, 0, 0),
        (121, 0, 5_000),
        (200, 0, 120),
        (4_000, 0, 0),
        (4_000, 0, 120),
        (119, 0, 0),
        (0, 1 << 40, 3),
        (0, 1 << 40, 100_000),
        (119, 1 << 40, 500),
    ] {
        let grant = grant(points, conviction);
        let tried = (1_u64..30_000)
            .find(|tick| *tick >= first && moment.is_enough(grant.conviction_at(*tick), 300));
        let foreseen = grant.passes_at(moment, 300, first);
        assert_eq!(foreseen, tried, "{points} {conviction} {first}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// More points, an earlier start or more conviction never weigh less.
    #[test]
    fn more_support_never_weighs_less(
        begun in 0_u64..1 << 50, more in 0_u64..1 << 40,
        points in 0_u64..100_000, extra in 0_u64..1_000, ticks in 0_u64..2_000,
    ) {
        let now = stepped(begun, points, ticks);
        assert!(stepped(begun, points + extra, ticks) >= now);
        assert!(stepped(begun + more, points, ticks) >= now);
        // From nothing it only grows.
        assert!(stepped(0, points, ticks + 1) >= stepped(0, points, ticks));
        assert!(weight(stepped(0, points, ticks)) <= points);
    }

    /// A larger request never needs less, a larger pool never more; more points never come later.
    #[test]
    fn a_larger_request_never_needs_less(
        amount in 1_u64..1 << 40, more in 0_u64..1 << 30, pool in 1_u64..1 << 50,
        points in 1_u64..5_000, extra in 0_u64..500, all in 1_u64..20_000, first in any::<u8>(),
    ) {
        let needed = |amount, pool| RULES.threshold(Money(amount), Money(pool)).unwrap_or(u64::MAX);
        assert!(needed(amount + more, pool) >= needed(amount, pool));
        assert!(needed(amount, pool + more) <= needed(amount, pool));
        let moment = GrantMoment { pool: Money(pool), points: all };
        let at = |points| grant(points, 0).passes_at(moment, 534, first.into()).unwrap_or(u64::MAX);
        assert!(at(points + extra) <= at(points));
    }
}
