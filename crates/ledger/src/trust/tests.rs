//! Trust by hand on small graphs, against a second implementation on any, and what holds for all.

use core::num::NonZeroUsize;
use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::vec;
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

use super::{TOTAL, Trust, cut, median, rank, seed_count, steps, weight};
use crate::graph::Graph;
use crate::ids::MemberNumber;

fn graph(joined: u32, ties: &[(u32, u32)]) -> Graph {
    Graph::new(joined, || ties.iter().copied())
}

fn run(joined: u32, ties: &[(u32, u32)], seeds: &[u32], people: u32, threads: usize) -> Trust {
    let seeds: Vec<_> = seeds.iter().copied().map(MemberNumber).collect();
    let threads = NonZeroUsize::new(threads).unwrap();
    rank(&graph(joined, ties), &seeds, people, threads)
}

fn wide(count: usize) -> u64 {
    u64::try_from(count).unwrap()
}

/// The rule as its sentence says it, with sets and maps, one unit of trust after another.
fn second(joined: u32, ties: &[(u32, u32)], seeds: &[u32], people: u32) -> (Vec<u64>, u64, u64) {
    let mut near: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    for (a, b) in ties {
        if a != b && *a >= 1 && *b >= 1 && *a <= joined && *b <= joined {
            near.entry(*a).or_default().insert(*b);
            near.entry(*b).or_default().insert(*a);
        }
    }
    let seeds: BTreeSet<u32> = seeds
        .iter()
        .copied()
        .filter(|it| near.contains_key(it))
        .collect();
    let mut holds: BTreeMap<u32, u64> = BTreeMap::new();
    let mut left = if seeds.is_empty() { 0 } else { TOTAL };
    for (at, seed) in seeds.iter().enumerate() {
        // What is left, by those who are left, rounded up: the smaller numbers get the units over.
        let part = left.div_ceil(wide(seeds.len() - at));
        holds.insert(*seed, part);
        left -= part;
    }
    let mut lost = 0;
    let mut rounds = 0;
    while 1_u64 << rounds < u64::from(people) {
        rounds += 1;
        let mut next: BTreeMap<u32, u64> = BTreeMap::new();
        for (member, trust) in holds {
            let to = &near[&member];
            let each = trust / wide(to.len());
            lost += trust - each * wide(to.len());
            for other in to {
                *next.entry(*other).or_default() += each;
            }
        }
        holds = next;
    }
    let score = |member: u32| {
        let degree = wide(near.get(&member).map_or(0, BTreeSet::len));
        holds
            .get(&member)
            .copied()
            .unwrap_or(0)
            .checked_div(degree)
            .unwrap_or(0)
    };
    (
        (0..=joined).map(score).collect(),
        holds.values().sum(),
        lost,
    )
}

#[test]
fn a_path_of_three_by_hand() {
    // 1 – 2 – 3, seed 1, two steps: all of it goes to 2, and from there half to each end.
    let trust = run(3, &[(1, 2), (2, 3)], &[1], 3, 1);
    assert_eq!(trust.scores, [0, TOTAL / 2, 0, TOTAL / 2]);
    assert_eq!((trust.steps, trust.held, trust.floored), (2, TOTAL, 0));
}

#[test]
fn what_does_not_divide_is_lost_and_said() {
    // A star of three around 1: 2^40 is one more than a multiple of three.
    let trust = run(4, &[(1, 2), (1, 3), (1, 4)], &[1], 2, 1);
    assert_eq!((trust.steps, trust.floored, trust.held), (1, 1, TOTAL - 1));
    assert_eq!(trust.scores, [0, 0, TOTAL / 3, TOTAL / 3, TOTAL / 3]);
    // Three seeds: the first gets the unit over.
    let apart = run(6, &[(1, 4), (2, 5), (3, 6)], &[3, 2, 1, 1], 2, 1);
    assert_eq!(
        apart.scores,
        [0, 0, 0, 0, TOTAL / 3 + 1, TOTAL / 3, TOTAL / 3]
    );
    assert_eq!((apart.held, apart.floored), (TOTAL, 0));
}

#[test]
fn nobody_without_a_tie_has_trust() {
    // 3 is a seed without a vouch: the other one gets all of it.
    let trust = run(3, &[(1, 2)], &[1, 3], 2, 1);
    assert_eq!(trust.scores, [0, 0, TOTAL, 0]);
    for seeds in [&[][..], &[3], &[9], &[0]] {
        let trust = run(3, &[(1, 2)], seeds, 2, 1);
        assert_eq!(
            (trust.scores.clone(), trust.held),
            (vec![0; 4], 0),
            "{seeds:?}"
        );
    }
}

#[test]
fn steps_are_the_binary_logarithm_rounded_up() {
    let rows = [
        (0, 0),
        (1, 0),
        (2, 1),
        (3, 2),
        (4, 2),
        (5, 3),
        (4_039, 12),
        (10_000_000, 24),
        (u32::MAX, 32),
    ];
    for (people, expected) in rows {
        assert_eq!(steps(people), expected, "{people}");
    }
}

#[test]
fn seeds_are_one_in_twenty_within_bounds() {
    let rows = [
        (200, 50),
        (1_000, 50),
        (1_019, 50),
        (1_020, 51),
        (40_000, 2_000),
        (u32::MAX, 2_000),
    ];
    for (members, expected) in rows {
        assert_eq!(seed_count(members), expected, "{members}");
    }
}

#[test]
fn the_cut_has_a_tenth_beneath_it() {
    assert_eq!(cut((0..200).rev().collect()), 20);
    assert_eq!(cut((1..=9).collect()), 1);
    assert_eq!(cut((1..=10).collect()), 2);
    assert_eq!(cut(vec![7]), 7);
    assert_eq!(cut(Vec::new()), 0);
}

#[test]
fn weights_are_full_from_the_median_up() {
    assert_eq!(median(vec![]), 0);
    assert_eq!(median(vec![9, 1, 5]), 5);
    assert_eq!(median(vec![9, 1, 5, 7]), 5);
    //  score, median, weight
    let rows = [
        (0, 100, 0),
        (1, 100, 655),
        (50, 100, 32_768),
        (99, 100, 64_880),
        (100, 100, 65_536),
        (101, 100, 65_536),
        (u64::MAX, 1, 65_536),
        (5, 0, 65_536),
    ];
    for (score, median, expected) in rows {
        assert_eq!(weight(score, median), expected, "{score} of {median}");
    }
}

/// A crowd that hangs on one vouch gets what goes through that vouch, however many they are.
#[test]
fn a_crowd_behind_one_vouch_gets_what_one_vouch_carries() {
    // Sixty people in a ring with chords vouch for one another; 100 fakes behind member 7.
    let mut ties: Vec<(u32, u32)> = (0..60)
        .flat_map(|at| [1, 7, 19].map(|step| (1 + at, 1 + (at + step) % 60)))
        .collect();
    ties.push((7, 61));
    ties.extend((0..100).flat_map(|at| [1, 2].map(|step| (61 + at, 61 + (at + step) % 100))));
    let seeds: Vec<u32> = (1..=50).collect();
    let trust = run(160, &ties, &seeds, 160, 2);
    let honest = (1..=60).map(|it| trust.scores[it]).min().unwrap();
    let fake = (65..=160).map(|it| trust.scores[it]).max().unwrap();
    assert!(fake * 4 < honest, "{fake} against {honest}");
}

proptest! {
    #[test]
    fn it_is_the_second_implementation_for_any_number_of_threads(
        ties in vec((0..70_u32, 0..70_u32), 0..300),
        seeds in vec(0..70_u32, 0..20),
        people in 1..5_000_u32,
    ) {
        let (scores, held, floored) = second(60, &ties, &seeds, people);
        for threads in [1, 2, 3, 7, 200] {
            let trust = run(60, &ties, &seeds, people, threads);
            prop_assert_eq!(&trust.scores, &scores);
            prop_assert_eq!((trust.held, trust.floored), (held, floored));
        }
        // Conservation, and how much rounding can lose: less than one unit a neighbour and step.
        prop_assert!(held + floored == TOTAL || (held, floored) == (0, 0));
        let neighbours: usize = (1..=60).map(|it| graph(60, &ties).degree(it)).sum();
        prop_assert!(floored <= wide(neighbours) * u64::from(steps(people)));
    }
}
