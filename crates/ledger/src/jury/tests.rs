//! Thresholds and the lot of a second hearing at their edges.

use super::*;

/// The table of GOVERNANCE §4: simple majority of 7, 14 of 21, 21 of 41; smaller juries in proportion.
#[test]
fn a_change_needs_what_the_table_says() {
    let rows = [
        (Level::First, 7, 7, 4),
        (Level::First, 7, 6, 4),
        (Level::First, 7, 5, 3),
        (Level::First, 3, 3, 2),
        (Level::Second, 21, 21, 14),
        (Level::Second, 21, 14, 14),
        (Level::Second, 13, 13, 9),
        (Level::Second, 3, 3, 2),
        (Level::Third, 41, 41, 21),
        (Level::Third, 41, 30, 21),
        (Level::Third, 5, 5, 3),
    ];
    for (level, seats, ruled, needed) in rows {
        assert_eq!(
            level.needed(seats, ruled),
            needed,
            "{level:?} {seats} {ruled}"
        );
    }
}

/// Never at nothing, always at the whole, and at the share of the charter about as often as it says.
#[test]
fn the_lot_of_a_second_hearing_falls_as_often_as_it_should() {
    let seed = |number: u32| Digest(Sha256::digest(number.to_le_bytes()).into());
    let count = |share| {
        let all = 0..20_000;
        all.filter(|it| is_heard_again(seed(*it), share)).count()
    };
    assert_eq!(count(0), 0);
    assert_eq!(count(10_000), 20_000);
    let heard = count(500);
    assert!((900..1_100).contains(&heard), "{heard} of 20,000 at 5 %");
}

/// Nothing in a seal can be exchanged for something else.
#[test]
fn a_seal_binds_everything_in_it() {
    let verdict = Verdict {
        salt: [7; 32],
        ruling: Ruling::Reverse,
        ground: Ground::Words,
    };
    let (network, jury, member) = (NetworkId([1; 32]), JuryId(2), MemberNumber(3));
    let seal = verdict.seal(network, jury, member);
    let others = [
        verdict.seal(NetworkId([2; 32]), jury, member),
        verdict.seal(network, JuryId(3), member),
        verdict.seal(network, jury, MemberNumber(2)),
        Verdict {
            salt: [8; 32],
            ..verdict
        }
        .seal(network, jury, member),
        Verdict {
            ruling: Ruling::Uphold,
            ..verdict
        }
        .seal(network, jury, member),
        Verdict {
            ground: Ground::Facts,
            ..verdict
        }
        .seal(network, jury, member),
    ];
    assert!(others.iter().all(|other| *other != seal));
}
