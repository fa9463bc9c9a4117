//! 52 equal parts after 4 rounds.

use super::{Holding, Schedule, vested};
use crate::ids::{MicroShares, RoundNumber};
use crate::member::Grant;
use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

fn grant(round: u32, amount: u64) -> Grant {
    Grant {
        round: RoundNumber(round),
        amount: MicroShares(amount),
    }
}

#[test]
fn fifty_two_parts_follow_a_cliff_of_four_rounds() {
    //  granted  amount    now   vested
    let rows = [
        (10, 5_200, 10, 0),
        (10, 5_200, 13, 0),
        (10, 5_200, 14, 0), // four full rounds are over; the first part comes with the next
        (10, 5_200, 15, 100),
        (10, 5_200, 16, 200),
        (10, 5_200, 40, 2_600),
        (10, 5_200, 65, 5_100),
        (10, 5_200, 66, 5_200), // 10 + 4 + 52
        (10, 5_200, 67, 5_200),
        (10, 5_200, u32::MAX, 5_200),
        (10, 5_200, 9, 0), // not granted yet
        (10, 1, 65, 0),    // parts round down …
        (10, 1, 66, 1),    // … and the last one brings the rest
        (10, 100, 15, 1),
        (10, 0, 66, 0),
        (u32::MAX, 52, u32::MAX, 0),
        (0, u64::MAX, 55, 18_091_998_995_368_983_314), // ⌊(2^64 − 1) · 51 / 52⌋
        (0, u64::MAX, 56, u64::MAX),
    ];
    for (round, amount, now, expected) in rows {
        let found = vested(RoundNumber(round), MicroShares(amount), RoundNumber(now));
        assert_eq!(
            found,
            MicroShares(expected),
            "{amount} of round {round} in round {now}"
        );
    }
}

#[test]
fn a_schedule_without_parts_vests_after_its_cliff() {
    let schedule = Schedule {
        cliff_rounds: 2,
        parts: 0,
    };
    let vested = [0, 1, 2, 3].map(|now| schedule.vested(grant(0, 9), RoundNumber(now)).0);
    assert_eq!(vested, [0, 0, 0, 9]);
}

#[test]
fn a_holding_keeps_one_row_for_each_round_that_still_vests() {
    let mut holding = Holding::default();
    for (round, amount) in [(5, 520), (3, 52), (5, 520), (4, 104)] {
        holding.credit(grant(round, amount)).unwrap();
    }
    assert_eq!(holding.open, [grant(3, 52), grant(4, 104), grant(5, 1_040)]);
    assert_eq!(holding.earned(), MicroShares(1_196));
    // Round 8: one part of 52 for round 3.
    assert_eq!(
        holding.vested(Schedule::DEFAULT, RoundNumber(8)),
        MicroShares(1)
    );
    // Round 10: three, two and one part.
    assert_eq!(
        holding.vested(Schedule::DEFAULT, RoundNumber(10)),
        MicroShares(3 + 4 + 20)
    );

    holding.mature(Schedule::DEFAULT, RoundNumber(60));
    assert_eq!(
        holding,
        Holding {
            matured: MicroShares(156),
            open: vec![grant(5, 1_040)]
        }
    );
}

#[test]
fn a_holding_that_would_overflow_stays_as_it_is() {
    let mut holding = Holding::default();
    holding.credit(grant(1, u64::MAX)).unwrap();
    let before = holding.clone();
    assert_eq!(holding.credit(grant(2, 1)), None);
    assert_eq!(holding, before);
}

proptest! {
    #[test]
    fn vesting_never_falls_and_ends_with_everything(amount in any::<u64>(), round in 0..1_000_u32) {
        let at = |now| vested(RoundNumber(round), MicroShares(amount), RoundNumber(now)).0;
        prop_assert!((round..round + 70).is_sorted_by_key(at));
        prop_assert_eq!(at(round + 56), amount);
        // Equal parts: no step is more than one unit larger than another.
        let steps: Vec<_> = (round + 4..round + 56).map(|now| at(now + 1) - at(now)).collect();
        prop_assert!(steps.iter().max().unwrap() - steps.iter().min().unwrap() <= 1);
    }

    #[test]
    fn maturing_changes_no_total(
        grants in vec((0..200_u32, 0..1_u64 << 50), 0..100),
        now in 0..300_u32,
        later in 0..100_u32,
    ) {
        let mut holding = Holding::default();
        for (round, amount) in &grants {
            holding.credit(grant(*round, *amount)).unwrap();
        }
        let mut matured = holding.clone();
        matured.mature(Schedule::DEFAULT, RoundNumber(now));
        prop_assert_eq!(matured.earned(), holding.earned());
        let later = RoundNumber(now + later);
        prop_assert_eq!(matured.vested(Schedule::DEFAULT, later), holding.vested(Schedule::DEFAULT, later));
    }

    #[test]
    fn a_holding_of_weekly_grants_has_at_most_57_rows(rounds in 1..300_u32) {
        let mut holding = Holding::default();
        for round in 0..rounds {
            holding.credit(grant(round, 1_000)).unwrap();
            holding.mature(Schedule::DEFAULT, RoundNumber(round));
            prop_assert!(holding.open.len() <= 57);
        }
    }
}
