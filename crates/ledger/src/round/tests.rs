//! Round files: their rules, their bytes, and how one follows from another.

use super::draft::{empty, file};
use super::{
    ClusterLabel, ClusterRow, LaterResult, Reaction, RoundFault, RoundFile, RoundResult, Tie, Ties,
    WorkRow, split_credits,
};
use crate::ids::{MemberNumber, MicroShares, MilliCredits, RoundNumber};
use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_assert_eq, proptest};

const GOOD: &str = "
    cluster 1 2
    give 1 3 a 10000
    give 2 3 a 4000
    give 2 3 b 6000
    past 1 3 00f
    past 3 1 fff
";

fn check(change: impl FnOnce(&mut RoundFile), expected: Result<(), RoundFault>) {
    let mut file = file(5, GOOD);
    change(&mut file);
    assert_eq!(file.check(), expected);
    // What does not pass the check cannot be read either.
    let read = RoundFile::from_bytes(&file.to_bytes());
    assert_eq!(read.map(|_| ()), expected);
}

fn ties(rows: &[(u32, u32, u16)]) -> Ties {
    let rows = rows.iter().map(|(from, to, value)| Tie {
        from: MemberNumber(*from),
        to: *to,
        value: *value,
    });
    Ties::from_rows(rows.collect()).unwrap()
}

#[test]
fn a_file_keeps_its_rules() {
    // Works are a and b of member 3, at places 0 and 1.
    check(|_| {}, Ok(()));
    check(|it| it.rules.issuance_divisor = 0, Err(RoundFault::Rules));
    check(|it| it.rules.content_share.0 = 10_000, Ok(()));
    check(
        |it| it.rules.content_share.0 = 10_001,
        Err(RoundFault::Rules),
    );
    check(|it| it.joined.0 = (1 << 28) + 1, Err(RoundFault::TooLarge));
    check(|it| it.members = 6, Err(RoundFault::TooLarge));
    check(|it| it.weights.swap(0, 1), Err(RoundFault::Members));
    check(|it| it.weights[1] = it.weights[0], Err(RoundFault::Members));
    check(|it| it.weights[4].member.0 = 6, Err(RoundFault::Members));
    check(|it| it.weights[0].member.0 = 0, Err(RoundFault::Members));
    check(
        |it| it.weights[0].weight = 0,
        Err(RoundFault::WeightOutOfRange(MemberNumber(1))),
    );
    check(|it| it.weights[0].weight = 65_536, Ok(()));
    check(
        |it| it.weights[0].weight = 65_537,
        Err(RoundFault::WeightOutOfRange(MemberNumber(1))),
    );
    check(|it| it.earners.swap(0, 1), Err(RoundFault::Members));
    check(|it| it.works[1].author.0 = 6, Err(RoundFault::Members));
    check(|it| it.works.swap(0, 1), Err(RoundFault::WorksUnsorted));
    check(
        |it| it.works[1] = it.works[0],
        Err(RoundFault::WorksUnsorted),
    );
    check(|it| it.clusters[0].label.0 = 0, Err(RoundFault::Members));
    check(|it| it.clusters[0].label.0 = 6, Err(RoundFault::Members));
    check(|it| it.clusters.swap(0, 1), Err(RoundFault::Members));
    check(
        |it| it.weights.retain(|row| row.member.0 != 1),
        Err(RoundFault::EndorserUnknown(MemberNumber(1))),
    );
    check(
        |it| it.endorsements = ties(&[(1, 2, 1)]),
        Err(RoundFault::WorkUnknown(MemberNumber(1))),
    );
    check(
        |it| it.endorsements = ties(&[(3, 0, 1)]),
        Err(RoundFault::OwnWork(MemberNumber(3))),
    );
    check(
        |it| it.endorsements = ties(&[(1, 0, 0)]),
        Err(RoundFault::TieWithoutValue),
    );
    check(
        |it| it.endorsements = ties(&[(1, 0, 10_001)]),
        Err(RoundFault::AuthorOverpaid(MemberNumber(1))),
    );
    check(
        |it| it.endorsements = ties(&[(1, 0, 1), (1, 1, 10_000)]),
        Err(RoundFault::AuthorOverpaid(MemberNumber(1))),
    );
    check(
        |it| it.history = ties(&[(1, 3, 0x1000)]),
        Err(RoundFault::HistoryImpossible(MemberNumber(1))),
    );
    check(
        |it| it.history = ties(&[(1, 1, 1)]),
        Err(RoundFault::HistoryImpossible(MemberNumber(1))),
    );
    check(
        |it| it.history = ties(&[(1, 0, 1)]),
        Err(RoundFault::HistoryImpossible(MemberNumber(1))),
    );
    check(
        |it| it.history = ties(&[(1, 6, 1)]),
        Err(RoundFault::HistoryImpossible(MemberNumber(1))),
    );
    check(
        |it| it.history = ties(&[(6, 1, 1)]),
        Err(RoundFault::HistoryImpossible(MemberNumber(6))),
    );
}

#[test]
fn a_member_gives_a_hundred_credits_at_most() {
    let gives = |authors: u32, last: u16| {
        let mut file = empty(12);
        file.works = (2..=12)
            .map(|author| WorkRow {
                author: MemberNumber(author),
                digest: [0; 16],
            })
            .collect();
        let rows = (0..authors).map(|to| Tie {
            from: MemberNumber(1),
            to,
            value: if to + 1 == authors { last } else { 10_000 },
        });
        file.endorsements = Ties::from_rows(rows.collect()).unwrap();
        file.check()
    };
    assert_eq!(gives(10, 10_000), Ok(()));
    assert_eq!(
        gives(11, 1),
        Err(RoundFault::EndorserOverspent(MemberNumber(1)))
    );
}

#[test]
fn a_table_takes_rows_in_order_only() {
    let tie = |from, to| Tie {
        from: MemberNumber(from),
        to,
        value: 1,
    };
    let mut table = Ties::new();
    let rows = [
        (tie(2, 5), true),
        (tie(2, 6), true),
        (tie(2, 6), false),
        (tie(2, 5), false),
        (tie(1, 9), false),
        (tie(4, 1), true),
    ];
    for (row, is_taken) in rows {
        assert_eq!(table.push(row).is_ok(), is_taken, "{row:?}");
    }
    assert_eq!(
        table.iter().collect::<Vec<_>>(),
        [tie(2, 5), tie(2, 6), tie(4, 1)]
    );
    assert_eq!(table.find_run(MemberNumber(2)).unwrap().to, [5, 6]);
    assert_eq!(table.find_run(MemberNumber(4)).unwrap().to, [1]);
    assert!(table.find_run(MemberNumber(3)).is_none());
    assert_eq!(
        Ties::from_rows(vec![tie(1, 1), tie(1, 1)]),
        Err(RoundFault::TiesUnsorted)
    );
}

/// Hostile columns: what the builder can never make, a file may still say.
#[test]
fn torn_columns_are_refused() {
    let check = |from: &[u32],
                 ends: &[u32],
                 to: &[u32],
                 value: &[u16],
                 expected: Result<(), RoundFault>| {
        let bytes = borsh::to_vec(&(from, ends, to, value)).unwrap();
        let table: Ties = borsh::from_slice(&bytes).unwrap();
        assert_eq!(table.check(), expected, "{table:?}");
        // No length of any column makes reading panic.
        assert!(table.iter().count() <= to.len());
    };
    check(&[1, 2], &[1, 3], &[7, 7, 8], &[1, 1, 1], Ok(()));
    check(&[], &[], &[], &[], Ok(()));
    check(
        &[1, 2],
        &[1, 3],
        &[7, 7, 8],
        &[1, 1],
        Err(RoundFault::TiesTorn),
    );
    check(
        &[1, 2],
        &[1, 2],
        &[7, 7, 8],
        &[1, 1, 1],
        Err(RoundFault::TiesTorn),
    );
    check(
        &[1, 2],
        &[1, 4],
        &[7, 7, 8],
        &[1, 1, 1],
        Err(RoundFault::TiesTorn),
    );
    check(
        &[1, 2],
        &[3, 3],
        &[7, 8, 9],
        &[1, 1, 1],
        Err(RoundFault::TiesTorn),
    );
    check(
        &[1, 2],
        &[0, 3],
        &[7, 8, 9],
        &[1, 1, 1],
        Err(RoundFault::TiesTorn),
    );
    check(
        &[1, 2, 3],
        &[2, 1, 3],
        &[7, 8, 9],
        &[1, 1, 1],
        Err(RoundFault::TiesTorn),
    );
    check(
        &[1],
        &[1, 3],
        &[7, 8, 9],
        &[1, 1, 1],
        Err(RoundFault::TiesTorn),
    );
    check(&[], &[], &[7], &[1], Err(RoundFault::TiesTorn));
    check(
        &[2, 1],
        &[1, 3],
        &[7, 7, 8],
        &[1, 1, 1],
        Err(RoundFault::TiesUnsorted),
    );
    check(
        &[1, 1],
        &[1, 3],
        &[7, 7, 8],
        &[1, 1, 1],
        Err(RoundFault::TiesUnsorted),
    );
    check(
        &[1, 2],
        &[1, 3],
        &[7, 8, 8],
        &[1, 1, 1],
        Err(RoundFault::TiesUnsorted),
    );
    check(
        &[1, 2],
        &[1, 3],
        &[7, 7, 8],
        &[1, 0, 1],
        Err(RoundFault::TieWithoutValue),
    );
}

#[test]
fn bytes_are_canonical_and_their_digest_is_of_them() {
    use sha2::Digest as _;
    let file = file(5, GOOD);
    let bytes = file.to_bytes();
    assert_eq!(RoundFile::from_bytes(&bytes), Ok(file.clone()));
    assert_eq!(
        file.digest().0,
        <[u8; 32]>::from(sha2::Sha256::digest(&bytes))
    );

    let mut longer = bytes.clone();
    longer.push(0);
    assert_eq!(RoundFile::from_bytes(&longer), Err(RoundFault::Unreadable));
    assert_eq!(
        RoundFile::from_bytes(&bytes[..bytes.len() - 1]),
        Err(RoundFault::Unreadable)
    );
    assert_eq!(RoundFile::from_bytes(&[]), Err(RoundFault::Unreadable));
    let mut newer = bytes;
    newer[0] = 4;
    assert_eq!(
        RoundFile::from_bytes(&newer),
        Err(RoundFault::UnknownVersion(4))
    );
}

#[test]
fn results_have_canonical_bytes() {
    let result = RoundResult {
        round: RoundNumber(3),
        earned: vec![(MemberNumber(1), MicroShares(5))],
        active: vec![MemberNumber(1), MemberNumber(2)],
        issued: MicroShares(5),
        stays_in_pool: MicroShares(1),
        later: LaterResult::default(),
    };
    let bytes = result.to_bytes();
    assert_eq!(bytes[0], 1);
    assert_eq!(RoundResult::from_bytes(&bytes), Some(result.clone()));
    assert_eq!(RoundResult::from_bytes(&bytes[1..]), None);
    assert_eq!(RoundResult::from_bytes(&[]), None);
    let longer = [bytes.clone(), vec![0]].concat();
    assert_eq!(RoundResult::from_bytes(&longer), None);
    let as_other = [
        vec![2],
        bytes[1..].to_vec(),
        borsh::to_vec(&LaterResult::default()).unwrap(),
    ]
    .concat();
    assert_eq!(RoundResult::from_bytes(&as_other), None, "one encoding");
    let waits = RoundResult {
        later: LaterResult {
            set_aside: MicroShares(3),
            at_once: MicroShares(7),
            score_total: 11,
            authors: 2,
            ..LaterResult::default()
        },
        ..result
    };
    let bytes = waits.to_bytes();
    assert_eq!(bytes[0], 2);
    assert_eq!(RoundResult::from_bytes(&bytes), Some(waits));
}

#[test]
fn history_grows_a_round_older() {
    let before = file(
        9,
        "
        past 1 5 001
        past 1 6 800
        past 2 5 c01
        past 7 5 800
        give 1 5 a 10
        give 1 5 b 10
        give 3 5 a 10
        give 3 6 a 10
    ",
    );
    let next = before.advance();
    let rows: Vec<_> = next
        .iter()
        .map(|tie| (tie.from.0, tie.to, tie.value))
        .collect();
    assert_eq!(
        rows,
        [
            (1, 5, 0b11), // again, by two works
            //  1, 6        the twelfth round before is forgotten
            (2, 5, 0x802), // not this time
            (3, 5, 0b1),
            (3, 6, 0b1),
            //  7, 5        forgotten with its run
        ]
    );
}

#[test]
fn a_round_is_remembered_for_twelve_rounds() {
    let mut file = file(3, "give 1 2 a 10");
    let mut masks = Vec::new();
    for _ in 0..14 {
        file.history = file.advance();
        file.endorsements = Ties::new();
        masks.push(file.history.iter().next().map_or(0, |tie| tie.value));
    }
    assert_eq!(
        masks,
        [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 0, 0]
    );
}

#[test]
fn credits_are_split_evenly() {
    let check = |authors: &[u32], expected: &[u32]| {
        let authors: Vec<_> = authors.iter().copied().map(MemberNumber).collect();
        let found: Vec<_> = split_credits(&authors).into_iter().map(|it| it.0).collect();
        assert_eq!(found, expected, "{authors:?}");
    };
    check(&[], &[]);
    // One author gets ten credits at most; the other ninety expire.
    check(&[1], &[10_000]);
    check(&[1, 2], &[10_000, 10_000]);
    check(&[1, 1], &[5_000, 5_000]);
    check(&[1, 2, 1, 1], &[3_334, 10_000, 3_333, 3_333]);
    check(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], &[10_000; 10]);
    // From eleven authors on it is the hundred that are split: 100,000 = 11 · 9,090 + 10.
    check(
        &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
        &[
            9_091, 9_091, 9_091, 9_091, 9_091, 9_091, 9_091, 9_091, 9_091, 9_091, 9_090,
        ],
    );
}

#[test]
fn reactions_become_endorsements() {
    let work = |author, name: u8| WorkRow {
        author: MemberNumber(author),
        digest: [name; 16],
    };
    let reaction = |endorser, work| Reaction {
        endorser: MemberNumber(endorser),
        work,
    };
    let mut file = empty(5);
    file.weights.retain(|row| row.member.0 != 5);
    file.works = vec![work(2, 1), work(2, 2), work(3, 1)];
    let reactions = vec![
        reaction(4, work(3, 1)),
        reaction(1, work(2, 2)),
        reaction(1, work(2, 1)),
        reaction(1, work(2, 1)), // twice is once
        reaction(2, work(2, 1)), // one's own
        reaction(5, work(2, 1)), // without a weight
        reaction(4, work(3, 9)), // not in the file
    ];
    file.endorse(reactions).unwrap();
    let rows: Vec<_> = file
        .endorsements()
        .map(|it| (it.endorser.0, it.author.0, it.work.0, it.credits))
        .collect();
    let credits = MilliCredits;
    assert_eq!(
        rows,
        [
            (1, 2, 0, credits(5_000)),
            (1, 2, 1, credits(5_000)),
            (4, 3, 2, credits(10_000))
        ]
    );
    assert_eq!(file.check(), Ok(()));
    assert_eq!(file.active(), [1, 2, 3, 4].map(MemberNumber));
}

fn rows() -> impl Strategy<Value = Vec<Tie>> {
    vec((1..40_u32, 1..40_u32, 1..100_u16), 0..200).prop_map(|rows| {
        let mut rows: Vec<_> = rows
            .into_iter()
            .map(|(from, to, value)| Tie {
                from: MemberNumber(from),
                to,
                value,
            })
            .collect();
        rows.sort_unstable();
        rows.dedup_by_key(|row| (row.from, row.to));
        rows
    })
}

proptest! {
    #[test]
    fn a_table_gives_back_its_rows_in_any_order(rows in rows().prop_shuffle()) {
        let mut sorted = rows.clone();
        sorted.sort_unstable();
        let table = Ties::from_rows(rows).unwrap();
        prop_assert_eq!(table.check(), Ok(()));
        prop_assert_eq!(table.len(), sorted.len());
        prop_assert_eq!(table.iter().collect::<Vec<_>>(), sorted);
    }

    #[test]
    fn the_order_of_reactions_does_not_matter(
        (reactions, shuffled) in vec((1..9_u32, 1..9_u32, 0..4_u8), 0..60).prop_map(|rows| {
            rows.into_iter().map(|(endorser, author, name)| Reaction {
                endorser: MemberNumber(endorser),
                work: WorkRow { author: MemberNumber(author), digest: [name; 16] },
            }).collect::<Vec<_>>()
        }).prop_flat_map(|rows| (proptest::strategy::Just(rows.clone()), proptest::strategy::Just(rows).prop_shuffle()))
    ) {
        let mut works: Vec<_> = reactions.iter().map(|it| it.work).collect();
        works.sort_unstable();
        works.dedup();
        let endorse = |reactions| {
            let mut file = RoundFile { works: works.clone(), ..empty(8) };
            file.endorse(reactions).unwrap();
            file
        };
        let file = endorse(reactions);
        prop_assert_eq!(file.check(), Ok(()));
        prop_assert_eq!(file.to_bytes(), endorse(shuffled).to_bytes());
    }

    #[test]
    fn a_split_is_even_and_within_both_bounds(authors in vec(1..15_u32, 0..60)) {
        let authors: Vec<_> = authors.into_iter().map(MemberNumber).collect();
        let parts = split_credits(&authors);
        assert!(parts.iter().map(|it| it.0).sum::<u32>() <= 100_000);
        for author in &authors {
            let theirs: Vec<_> = authors.iter().zip(&parts).filter(|it| it.0 == author).map(|it| it.1.0).collect();
            assert!(theirs.iter().sum::<u32>() <= 10_000);
            assert!(theirs.iter().max().unwrap() - theirs.iter().min().unwrap() <= 1);
        }
    }

    #[test]
    fn any_bytes_are_read_without_panic(mut bytes in vec(any::<u8>(), 0..300)) {
        if let Some(version) = bytes.first_mut() { *version = 1; }
        let _ = RoundFile::from_bytes(&bytes);
    }

    /// Flipped bytes of a good file: refused, or another file that keeps the rules and has these bytes.
    #[test]
    fn a_flipped_byte_is_refused_or_canonical(at in any::<proptest::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = file(5, GOOD).to_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if let Ok(file) = RoundFile::from_bytes(&bytes) {
            prop_assert_eq!(file.to_bytes(), bytes);
            let _ = crate::score::score(&file);
        }
    }
}

#[test]
fn a_label_may_name_a_member_who_is_elsewhere_now() {
    let mut file = file(5, GOOD);
    file.clusters = vec![ClusterRow {
        member: MemberNumber(2),
        label: ClusterLabel(5),
    }];
    assert_eq!(file.check(), Ok(()));
}
