use std::collections::BTreeSet;

use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, proptest};

use super::{Beacon, Draw, Drawn, Purpose, Receipt, Stratum, jury_seats, places, quotas};
use crate::ids::{Digest, EntryIndex, MemberNumber};

fn draw(seats: u32, alternates_each: u32, beacon: u8) -> Draw {
    Draw {
        purpose: Purpose::Panel,
        id: 7,
        beacon: Beacon {
            index: EntryIndex(1_000),
            hash: Digest([beacon; 32]),
        },
        seats,
        alternates_each,
    }
}

/// Candidates 1, 2, 3, … of these strata.
fn people(strata: &[u8]) -> impl Iterator<Item = (MemberNumber, Stratum)> + Clone {
    (1..)
        .map(MemberNumber)
        .zip(strata.iter().copied().map(Stratum))
}

/// Frozen: whoever implements the lot anew must draw the same. Seed and people come from a second
/// implementation, of twenty lines in another language.
#[test]
fn a_known_lot_draws_known_people() {
    let strata: Vec<u8> = (0..100).map(|it| it % 3).collect();
    let it = draw(7, 1, 9);
    assert_eq!(
        it.seed().to_string(),
        "98f40d39c74a1d0be80c4467365abe59b258b3d35c0b3643f397438f76853e37"
    );
    let receipt = it.hold(people(&strata));
    let seats: Vec<(u8, u32, u32)> = receipt
        .parts
        .iter()
        .map(|part| (part.stratum.0, part.candidates, part.seats))
        .collect();
    assert_eq!(seats, [(0, 34, 3), (1, 33, 2), (2, 33, 2)]);
    let drawn: Vec<Vec<u32>> = receipt
        .parts
        .iter()
        .map(|part| part.drawn.iter().map(|it| it.member.0).collect())
        .collect();
    assert_eq!(
        drawn,
        [
            vec![70, 76, 19, 58, 94, 40],
            vec![83, 20, 32, 2],
            vec![51, 87, 39, 72],
        ]
    );
    assert_eq!(
        receipt.seated(),
        [19, 20, 51, 70, 76, 83, 87].map(MemberNumber)
    );
}

#[test]
fn seats_go_by_largest_remainder() {
    let share = |seats, sizes: &[u32]| {
        let sizes = (0..).map(Stratum).zip(sizes.iter().copied()).collect();
        quotas(seats, &sizes)
    };
    assert_eq!(share(400, &[500, 300, 200]), [200, 120, 80]);
    // 3.33 each: the tie goes to the smaller stratum.
    assert_eq!(share(10, &[5, 5, 5]), [4, 3, 3]);
    // 0.6, 1.2, 1.2 of 3: the largest remainder is the first's.
    assert_eq!(share(3, &[1, 2, 2]), [1, 1, 1]);
    assert_eq!(share(400, &[3, 4]), [3, 4]);
    assert_eq!(share(0, &[3, 4]), [0, 0]);
    assert_eq!(share(9, &[]), Vec::<u32>::new());
}

#[test]
fn a_jury_shrinks_with_who_may_sit_on_it() {
    let cases = [
        (7, 21, Some(7)),
        (7, 20, Some(5)),
        (7, 15, Some(5)),
        (7, 14, Some(3)),
        (21, 62, Some(19)),
        (21, 63, Some(21)),
        (41, 1_000_000, Some(41)),
        (7, 9, Some(3)),
        (7, 3, Some(3)),
        (7, 2, None),
    ];
    for (size, eligible, seats) in cases {
        assert_eq!(jury_seats(size, eligible), seats, "{size} of {eligible}");
    }
}

/// Another beacon, another proposal or another purpose draws other people.
#[test]
fn every_part_of_the_seed_matters() {
    let base = draw(5, 0, 1);
    let others = [
        base,
        draw(5, 0, 2),
        Draw { id: 8, ..base },
        Draw {
            purpose: Purpose::Jury,
            ..base
        },
    ];
    let seeds: BTreeSet<[u8; 32]> = others.iter().map(|it| it.seed().0).collect();
    assert_eq!(seeds.len(), others.len());
}

#[test]
fn all_are_drawn_where_there_are_no_more_than_seats() {
    let receipt = draw(400, 2, 3).hold(people(&[0, 1, 1, 0, 2]));
    assert_eq!(receipt.seated(), [1, 2, 3, 4, 5].map(MemberNumber));
    assert!(draw(400, 2, 3).hold(people(&[])).parts.is_empty());
}

/// Each place comes up as often as any other: of 3 candidates, the most skewed case for bits, and
/// of 1,000. With 60,000 draws a fair lot leaves these bounds once in a million times.
#[test]
fn every_place_is_equally_likely() {
    let mut counts = [0_u32; 3];
    for n in 0..60_000_u32 {
        let mut seed = [0; 32];
        seed[..4].copy_from_slice(&n.to_le_bytes());
        let drawn = places(Digest(seed), Stratum(0), 3, 1);
        counts[usize::try_from(drawn[0]).unwrap()] += 1;
    }
    for count in counts {
        assert!(count.abs_diff(20_000) < 600, "{counts:?}");
    }
    let mut halves = [0_u32; 2];
    for n in 0..600_u32 {
        let mut seed = [1; 32];
        seed[..4].copy_from_slice(&n.to_le_bytes());
        for place in places(Digest(seed), Stratum(0), 1_000, 100) {
            halves[usize::from(place >= 500)] += 1;
        }
    }
    assert!(halves[0].abs_diff(30_000) < 650, "{halves:?}");
}

/// Whoever changes a receipt is found out: by the beacon, or by the list.
#[test]
fn a_receipt_that_was_tampered_with_does_not_draw_again() {
    let strata: Vec<u8> = (0..200).map(|it| it % 4).collect();
    let receipt = draw(20, 2, 5).hold(people(&strata));
    assert!(receipt.is_drawn_from_beacon());
    let spoilt = |change: fn(&mut Receipt)| {
        let mut receipt = receipt.clone();
        change(&mut receipt);
        receipt.is_drawn_from_beacon()
    };
    assert!(!spoilt(|it| it.draw.beacon.hash.0[0] ^= 1));
    assert!(!spoilt(|it| it.draw.id += 1));
    assert!(!spoilt(|it| it.draw.seats += 1));
    assert!(!spoilt(|it| it.parts[1].candidates += 1));
    assert!(!spoilt(|it| it.parts[1].seats += 1));
    assert!(!spoilt(|it| it.parts[1].drawn.swap(0, 1)));
    assert!(!spoilt(|it| it.parts[1].drawn[0].place ^= 1));
    assert!(!spoilt(|it| it.parts[1].drawn.pop().map_or((), drop)));
    assert!(!spoilt(|it| it.parts.pop().map_or((), drop)));
    // Who stands at a place is the record's to say.
    let mut other = receipt.clone();
    other.parts[0].drawn[0].member = MemberNumber(3);
    assert!(other.is_drawn_from_beacon());
    assert_ne!(other.draw.hold(people(&strata)), other);
    assert_eq!(receipt.draw.hold(people(&strata)), receipt);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the strata: nobody twice, everybody from their own stratum, seats proportional to
    /// within one, alternates as many as there are, and the same again.
    #[test]
    fn a_lot_is_proportional_and_repeats(
        strata in proptest::collection::vec(0_u8..5, 0..200),
        seats in 0_u32..60,
        alternates in 0_u32..3,
        beacon in any::<u8>(),
    ) {
        let it = draw(seats, alternates, beacon);
        let receipt = it.hold(people(&strata));
        prop_assert_eq!(&receipt, &it.hold(people(&strata)));
        prop_assert!(receipt.is_drawn_from_beacon());
        let all = u64::try_from(strata.len()).unwrap();
        let filled = u64::from(seats).min(all);
        let seated = receipt.seated();
        prop_assert_eq!(u64::try_from(seated.len()).unwrap(), filled);
        let mut everybody = BTreeSet::new();
        for part in &receipt.parts {
            let inside: Vec<MemberNumber> = people(&strata)
                .filter(|it| it.1 == part.stratum)
                .map(|it| it.0)
                .collect();
            prop_assert_eq!(inside.len(), usize::try_from(part.candidates).unwrap());
            for Drawn { place, member } in &part.drawn {
                prop_assert_eq!(inside[usize::try_from(*place).unwrap()], *member);
                prop_assert!(everybody.insert(*member));
            }
            let exact = u64::from(part.candidates) * filled;
            prop_assert!((u64::from(part.seats) * all).abs_diff(exact) < all);
            let drawn = (part.seats * (1 + alternates)).min(part.candidates);
            prop_assert_eq!(part.drawn.len(), usize::try_from(drawn).unwrap());
        }
    }
}
