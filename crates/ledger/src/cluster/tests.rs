//! Clusters of small graphs, by hand, and their invariants on any graph.

use super::{is_due, propagate, size_max};
use crate::ids::{MemberNumber, RoundNumber};
use crate::round::{Tie, Ties};
use proptest::collection::vec;
use proptest::prelude::{Strategy as _, prop_assert, prop_assert_eq, proptest};

/// Ties are `a-b`; the outcome is `label: members`.
fn check(members: u32, ties: &str, expected: &str) {
    let ties: Vec<_> = ties.split_whitespace().map(parse).collect();
    let mut groups = std::collections::BTreeMap::<u32, Vec<String>>::new();
    for row in propagate(members, MemberNumber(members), &ties, &Ties::new()) {
        groups
            .entry(row.label.0)
            .or_default()
            .push(row.member.to_string());
    }
    let found: Vec<_> = groups
        .iter()
        .map(|(label, members)| format!("{label}: {}", members.join(" ")))
        .collect();
    assert_eq!(found.join(", "), expected);
}

fn parse(tie: &str) -> (MemberNumber, MemberNumber) {
    let (a, b) = tie.split_once('-').unwrap();
    (
        MemberNumber(a.parse().unwrap()),
        MemberNumber(b.parse().unwrap()),
    )
}

#[test]
fn neighbours_end_up_together() {
    check(9, "", "");
    // Two who know only each other are one cluster, not two that swap names.
    check(9, "1-2", "1: 1 2");
    check(9, "9-8", "8: 8 9");
    // A triangle, and two that a single tie joins.
    check(9, "1-2 2-3 3-1", "1: 1 2 3");
    check(9, "1-2 2-3 3-1 4-5 5-6 6-4 3-4", "1: 1 2 3, 4: 4 5 6");
    // A star.
    check(9, "9-1 9-2 9-3 9-4", "1: 1 2 3 4 9");
    // Strangers, oneself and numbers that never joined tie nobody.
    check(9, "0-1 1-1 1-10", "");
}

#[test]
fn two_people_are_tied_once_however_often() {
    check(9, "1-2 2-1 1-2", "1: 1 2");
    check(9, "1-2 2-1 1-3 3-4 4-3 3-4", "1: 1 2 3 4");
}

/// Two camps that only praise each other are one cluster: they do not swap names for ever.
#[test]
fn two_camps_are_one_cluster() {
    let ties = |camp: std::ops::RangeInclusive<u32>,
                other: std::ops::RangeInclusive<u32>|
     -> Vec<String> {
        camp.flat_map(|a| other.clone().map(move |b| format!("{a}-{b}")))
            .collect()
    };
    check(9, &ties(1..=3, 4..=6).join(" "), "1: 1 2 3 4 5 6");
    check(9, &ties(4..=9, 1..=2).join(" "), "1: 1 2 4 5 6 7 8 9");
}

#[test]
fn the_history_ties_as_vouches_do() {
    let row = |from, to| Tie {
        from: MemberNumber(from),
        to,
        value: 1,
    };
    let history = Ties::from_rows(vec![row(1, 2), row(2, 3), row(3, 1)]).unwrap();
    let vouches = ["1-2", "2-3", "3-1"].map(parse);
    assert_eq!(
        propagate(9, MemberNumber(9), &[], &history),
        propagate(9, MemberNumber(9), &vouches, &Ties::new())
    );
}

#[test]
fn a_cluster_has_fifty_members_or_a_hundredth() {
    let rows = [
        (0, 50),
        (1, 50),
        (5_000, 50),
        (5_099, 50),
        (5_100, 51),
        (1_000_000, 10_000),
    ];
    for (members, expected) in rows {
        assert_eq!(size_max(members), expected, "{members}");
    }
    // A clique of 60 cannot be one cluster of 60.
    let clique: Vec<_> = (1..=60_u32)
        .flat_map(|a| (1..a).map(move |b| (MemberNumber(a), MemberNumber(b))))
        .collect();
    let labels = propagate(60, MemberNumber(60), &clique, &Ties::new());
    let first = labels.iter().filter(|row| row.label.0 == 1).count();
    assert_eq!((labels.len(), first), (60, 50));
}

#[test]
fn clusters_are_due_every_quarter_and_weekly_at_first() {
    let due: Vec<_> = (0..40)
        .filter(|round| is_due(RoundNumber(*round)))
        .collect();
    assert_eq!(due, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 26, 39]);
}

proptest! {
    #[test]
    fn no_cluster_is_too_large_and_the_order_of_ties_does_not_matter(
        (ties, shuffled) in vec((1..150_u32, 1..150_u32), 0..900).prop_flat_map(|ties| {
            (proptest::strategy::Just(ties.clone()), proptest::strategy::Just(ties).prop_shuffle())
        })
    ) {
        let run = |ties: Vec<(u32, u32)>| {
            let ties: Vec<_> = ties.into_iter().map(|(a, b)| (MemberNumber(a), MemberNumber(b))).collect();
            propagate(150, MemberNumber(150), &ties, &Ties::new())
        };
        let rows = run(ties);
        prop_assert!(rows.is_sorted_by(|a, b| a.member < b.member));
        for label in rows.iter().map(|row| row.label) {
            prop_assert!(rows.iter().filter(|row| row.label == label).count() <= 50);
        }
        prop_assert_eq!(run(shuffled), rows);
    }
}
