//! Each step of the score with figures worked out by hand, and what holds for every round.

mod explained;
mod properties;
mod vectors;

use core::num::NonZeroUsize;

use super::{Discount, cluster_score, score};
use crate::charter::Earning;
use crate::ids::{BasisPoints, MemberNumber, MicroShares, MilliCredits};
use crate::round::draft::{empty, file};
use crate::round::{RoundFault, RoundFile, RoundResult};

/// Scores a round and compares `member amount` pairs, in micro-shares.
fn check(file: &RoundFile, expected: &[(u32, u64)]) -> RoundResult {
    let result = score(file).unwrap();
    let found: Vec<_> = result
        .earned
        .iter()
        .map(|(member, amount)| (member.0, amount.0))
        .collect();
    assert_eq!(found, expected);
    result
}

/// The score V of each member with a claim.
fn scores(file: &RoundFile) -> Vec<(u32, u64)> {
    let claims = super::claims(file, &file.active(), NonZeroUsize::MIN).unwrap();
    claims
        .iter()
        .map(|claim| (claim.member.0, claim.score))
        .collect()
}

/// 300 members, so that clusters count: 10 is endorsed by two of one cluster and one of another,
/// 20 by three of three.
pub(super) const TWO_AUTHORS: &str = "
    cluster 1 2
    cluster 3
    cluster 4
    give 1 10 a 10000
    give 2 10 a 10000
    give 3 10 a 10000
    give 1 20 a 10000
    give 3 20 a 10000
    give 4 20 a 10000
";

#[test]
fn a_round_of_two_authors() {
    let file = file(300, TWO_AUTHORS);
    // V of 10: ⌊√(65,536·20,000 · 65,536)⌋ + ⌊√(65,536·10,000 · 65,536)⌋ = 9,268,190 + 6,553,600.
    // V of 20: 3 · 6,553,600.
    assert_eq!(scores(&file), [(10, 15_821_790), (20, 19_660_800)]);
    // E = min(700 M shares / 400, 500 shares · 2) = 1,000 shares; content 5,500 bp = 550 shares.
    // 550,000,000 · 15,821,790 / 35,482,590 = 245,246,598.40; the other …401.59… gets the unit.
    let result = check(&file, &[(10, 245_246_598), (20, 304_753_402)]);
    assert_eq!(result.issued, MicroShares(550_000_000));
    assert_eq!(result.stays_in_pool, MicroShares(450_000_000));
    assert_eq!(result.round, file.round);
    assert_eq!(result.active, [1, 2, 3, 4, 10, 20].map(MemberNumber));
}

#[test]
fn issuance_is_bound_by_the_pool_or_by_activity() {
    let issued = |remaining: u64, quota: u64, share: u32| {
        let mut file = file(300, TWO_AUTHORS);
        file.remaining = MicroShares(remaining);
        file.rules.quota_per_active = MicroShares(quota);
        file.rules.content_share = BasisPoints(share);
        let result = score(&file).unwrap();
        (result.issued.0, result.stays_in_pool.0)
    };
    //  R           Q       content bp    issued, stays
    assert_eq!(issued(400_000, 500, 10_000), (1_000, 0)); // R/400 = Q·2 = 1,000
    assert_eq!(issued(400_000, 501, 10_000), (1_000, 0)); // the pool binds
    assert_eq!(issued(400_000, 499, 10_000), (998, 0)); // activity binds
    assert_eq!(issued(400_399, 501, 5_500), (550, 450));
    assert_eq!(issued(400_000, 501, 0), (0, 1_000));
    assert_eq!(issued(399, 501, 10_000), (0, 0));
    assert_eq!(issued(u64::MAX, u64::MAX, 10_000), (u64::MAX / 400, 0));
}

#[test]
fn an_empty_round_issues_nothing() {
    let result = check(&empty(300), &[]);
    assert_eq!(
        (result.issued, result.stays_in_pool),
        (MicroShares(0), MicroShares(0))
    );
    // A work that nobody endorsed makes its author active, and no contributor.
    let result = check(&file(300, "work 5 a"), &[]);
    assert_eq!(
        (result.active, result.stays_in_pool),
        (vec![MemberNumber(5)], MicroShares(0))
    );
}

#[test]
fn associates_weigh_half_and_guests_nothing() {
    // 65,536/2 · 10,000: the root is 4,634,095.
    assert_eq!(
        scores(&file(10, "associate 1 \n give 1 5 a 10000")),
        [(5, 4_634_095)]
    );
    assert_eq!(scores(&file(10, "give 1 5 a 10000")), [(5, 6_553_600)]);
    // A guest's work may be endorsed; they do not earn, and do not count as contributor.
    assert_eq!(scores(&file(10, "guest 5 \n give 1 5 a 10000")), []);
    let unknown = file(10, "guest 1 \n give 1 5 a 10000");
    assert_eq!(
        score(&unknown),
        Err(RoundFault::EndorserUnknown(MemberNumber(1)))
    );
}

#[test]
fn repeats_and_mutual_praise_count_less() {
    //  c       h    mutual   c' = ⌊4c / (4 + h)⌋, halved
    let rows = [
        (10_000, 0, false, 10_000),
        (10_000, 0, true, 5_000),
        (10_000, 1, false, 8_000),
        (10_000, 2, false, 6_666),
        (10_000, 4, false, 5_000),
        (10_000, 12, false, 2_500),
        (10_000, 12, true, 1_250),
        (1, 1, false, 0),
        (0, 0, false, 0),
    ];
    for (credits, repeats, is_mutual, expected) in rows {
        assert_eq!(
            Discount { repeats, is_mutual }.apply(credits),
            expected,
            "{credits} {repeats} {is_mutual}"
        );
    }
}

#[test]
fn history_is_read_in_both_directions() {
    let value = |past: &str| scores(&file(10, &format!("give 1 5 a 10000 \n {past}")))[0].1;
    assert_eq!(value(""), cluster_score(65_536 * 10_000));
    assert_eq!(value("past 1 5 001"), cluster_score(65_536 * 8_000));
    assert_eq!(value("past 1 5 800"), cluster_score(65_536 * 8_000));
    assert_eq!(value("past 1 5 fff"), cluster_score(65_536 * 2_500));
    assert_eq!(value("past 5 1 800"), cluster_score(65_536 * 5_000));
    assert_eq!(
        value("past 1 5 fff \n past 5 1 001"),
        cluster_score(65_536 * 1_250)
    );
    // Other pairs say nothing on this one.
    assert_eq!(
        value("past 1 4 fff \n past 1 6 fff \n past 2 5 fff \n past 4 1 1 \n past 5 2 1"),
        value("")
    );
}

#[test]
fn a_cluster_is_worth_the_root_of_what_it_gives() {
    //  m                    ⌊√(m·2^16)⌋
    let rows = [
        (0, 0),
        (1, 256),
        (65_536, 65_536),
        (655_360_000, 6_553_600),
        ((1 << 48) - 1, 4_294_967_295),
        (1 << 48, 1 << 32),
        (u64::MAX, (1 << 40) - 1),
    ];
    for (worth, expected) in rows {
        assert_eq!(cluster_score(worth), expected, "{worth}");
    }
}

#[test]
fn three_endorsers_from_two_clusters_are_needed() {
    let clusters = "cluster 1 2 3 \n cluster 4 5";
    let give = |endorsers: &[u32]| -> String {
        endorsers
            .iter()
            .map(|from| format!("give {from} 9 a 10000\n"))
            .collect()
    };
    let counts = |members: u32, script: &str| !scores(&file(members, script)).is_empty();
    let rows = [
        (vec![1, 4], false),         // two clusters, two endorsers
        (vec![1, 2, 3], false),      // one cluster
        (vec![1, 2, 4], true),       //
        (vec![1, 2, 3, 4, 5], true), //
        (vec![1, 2, 10], true),      // 10 has no label: the common cluster is one more
        (vec![10, 11, 12], false),   // … and only one
    ];
    for (endorsers, expected) in rows {
        let script = format!("{clusters}\n{}", give(&endorsers));
        assert_eq!(counts(200, &script), expected, "{endorsers:?}");
        // In a network of 199 the rule is waived.
        assert!(counts(199, &script), "{endorsers:?}");
    }
    // Two works of one author endorsed by the same member are one endorser.
    let twice =
        format!("{clusters}\n{}give 1 9 b 1\ngive 4 9 b 1", give(&[1])).replace("10000", "9999");
    assert!(!counts(200, &twice));
    // An endorsement that the discounts eat up is no endorser: ⌊1·4/16⌋ = 0.
    let eaten = format!("{clusters}\n{}give 5 9 a 1\npast 5 9 fff", give(&[1, 2]));
    assert!(!counts(200, &eaten));
}

#[test]
fn below_two_hundred_members_everybody_is_their_own_cluster() {
    let script = "cluster 1 2 \n give 1 9 a 10000 \n give 2 9 a 10000";
    assert_eq!(scores(&file(199, script)), [(9, 2 * 6_553_600)]);
    let three = format!("{script} \n cluster 3 \n give 3 9 a 10000");
    assert_eq!(scores(&file(200, &three)), [(9, 9_268_190 + 6_553_600)]);
}

#[test]
fn the_best_seven_works_count() {
    // Nine works, each with one endorsement by another member, worth 1,000 to 9,000.
    let script: String = (1..=9)
        .map(|at| format!("give {at} 20 {at} {at}000\n"))
        .collect();
    let counted: u64 = (3..=9).map(|at| cluster_score(65_536 * 1_000 * at)).sum();
    assert_eq!(scores(&file(50, &script)), [(20, counted)]);
    // Equals: the earlier places, that is the smaller digests, count. Here of eight the last gives way.
    let equal: String = (1..=8)
        .map(|at| format!("give {at} 20 {at} 1000\n"))
        .collect();
    assert_eq!(
        scores(&file(50, &equal)),
        [(20, 7 * cluster_score(65_536_000))]
    );
}

/// GOVERNANCE §6: "a reciprocal ring member earns about 11 % of an honestly endorsed author".
///
/// Both have twenty endorsers with ten credits each. The honest author's are of twenty clusters
/// and new to them: V = 20·√m. The ring has been praising itself for twelve rounds, so that
/// m' = m/8, and is ten of one cluster and ten of another: V = 2·√(10·m/8). The ratio is
/// 2·√1.25 / 20 = 11.18 %.
#[test]
fn a_reciprocal_ring_earns_about_eleven_percent() {
    let mut script = String::new();
    for at in 1..=20 {
        script += &format!("cluster {}\n give {} 100 a 10000\n", 200 + at, 200 + at);
        script += &format!("give {at} 50 a 10000\n past {at} 50 fff\n past 50 {at} fff\n");
    }
    let ring = "cluster 1 2 3 4 5 6 7 8 9 10\n cluster 11 12 13 14 15 16 17 18 19 20";
    let found = scores(&file(300, &format!("{script}{ring}")));
    assert_eq!(found[1], (100, 20 * 6_553_600));
    assert_eq!(found[0].0, 50);
    let basis_points = found[0].1 * 10_000 / found[1].1;
    assert_eq!(basis_points, 1_118);

    let one_cluster = "cluster 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20";
    assert_eq!(
        scores(&file(300, &format!("{script}{one_cluster}"))),
        [(100, 20 * 6_553_600)]
    );
}

#[test]
fn no_author_is_above_the_cap() {
    // Ten authors, cap 5,000 bp. Nine have one credit of one endorser, the tenth has fifty members.
    let mut script: String = (1..=9)
        .map(|at| format!("give {} {at} a 1\n", at + 10))
        .collect();
    script += &(30..80)
        .map(|at| format!("give {at} 10 a 10000\n"))
        .collect::<String>();
    let result = score(&file(150, &script)).unwrap();
    // E = 10 · 500 shares, content 2,750 shares, half of it 1,375.
    assert_eq!(
        result.earned[9],
        (MemberNumber(10), MicroShares(1_375_000_000))
    );
    // The others share the surplus equally: 1,375 shares by nine is 152,777,777.8.
    assert_eq!(result.earned[0].1, MicroShares(152_777_778));
    assert_eq!(result.issued, MicroShares(2_750_000_000));
    assert_eq!(result.stays_in_pool, MicroShares(2_250_000_000));
}

#[test]
fn equal_shares_go_to_everybody_active_who_may_earn() {
    let mut circle = file(5, "guest 4 \n work 4 a \n give 1 2 a 1 \n work 5 a");
    circle.rules.method = Earning::Equal;
    circle.remaining = MicroShares(400 * 1_000);
    // Active: 1 (endorsed), 2 and 5 (works), 4 (a guest's work). 1,000 by three, all of it: no parts.
    let result = check(&circle, &[(1, 334), (2, 333), (5, 333)]);
    assert_eq!(result.active, [1, 2, 4, 5].map(MemberNumber));
    assert_eq!(result.stays_in_pool, MicroShares(0));
}

#[test]
fn credits_are_the_glossarys() {
    assert_eq!(MilliCredits::ROUND, MilliCredits(100_000));
    assert_eq!(MilliCredits::PER_AUTHOR_MAX, MilliCredits(10_000));
}
