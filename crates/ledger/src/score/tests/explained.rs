//! Why somebody got what they got.

use super::TWO_AUTHORS;
use crate::charter::Earning;
use crate::ids::{BasisPoints, MemberNumber, MicroShares, MilliCredits};
use crate::round::draft::file;
use crate::round::{ClusterLabel, RoundFile, WorkIndex};
use crate::score::{
    Alternative, ClusterShare, EndorsementShare, Rule, WorkShare, cluster_score, explain, score,
};

fn rule(file: &RoundFile, member: u32) -> Rule {
    explain(file, MemberNumber(member)).unwrap().rule
}

/// What an alternative adds, in micro-shares; zero if it is not offered.
fn adds(file: &RoundFile, member: u32, alternative: Alternative) -> u64 {
    let why = explain(file, MemberNumber(member)).unwrap();
    why.alternatives
        .iter()
        .find(|it| it.alternative == alternative)
        .map_or(0, |it| it.adds.0)
}

#[test]
fn an_amount_is_made_of_credits_clusters_and_caps() {
    let why = explain(&file(300, TWO_AUTHORS), MemberNumber(10)).unwrap();
    assert_eq!(why.rule, Rule::Counts);
    assert_eq!(why.issuance.contributors, 2);
    assert_eq!(why.issuance.by_pool, MicroShares(1_750_000_000_000));
    assert_eq!(why.issuance.by_activity, MicroShares(1_000_000_000));
    assert_eq!(why.issuance.issuance, MicroShares(1_000_000_000));
    assert_eq!(why.issuance.part, MicroShares(550_000_000));
    assert_eq!(
        why.works,
        [WorkShare {
            work: WorkIndex(0),
            worth: 65_536 * 30_000,
            is_counted: true
        }]
    );
    assert_eq!(
        why.endorsements[2],
        EndorsementShare {
            endorser: MemberNumber(3),
            work: WorkIndex(0),
            credits: MilliCredits(10_000),
            weight: 65_536,
            repeats: 0,
            is_mutual: false,
            discounted: MilliCredits(10_000),
            worth: 655_360_000,
            cluster: ClusterLabel(3),
            is_counted: true,
        }
    );
    // 245,246,598 by 9,268,190 and 6,553,600: 143,662,360.9 and 101,584,237.1 (see the sum below).
    let cluster = |label, endorsements, worth, amount| ClusterShare {
        cluster: ClusterLabel(label),
        endorsements,
        worth,
        score: cluster_score(worth),
        amount: MicroShares(amount),
    };
    let amounts: Vec<_> = why.clusters.iter().map(|it| it.amount.0).collect();
    assert_eq!(amounts.iter().sum::<u64>(), 245_246_598);
    assert_eq!(
        why.clusters,
        [
            cluster(1, 2, 1_310_720_000, amounts[0]),
            cluster(3, 1, 655_360_000, amounts[1])
        ]
    );
    assert_eq!((why.score, why.score_total), (15_821_790, 35_482_590));
    assert_eq!(why.cap_share, BasisPoints(10_000));
    assert_eq!(
        (why.in_proportion, why.cut, why.surplus),
        (MicroShares(245_246_598), MicroShares(0), MicroShares(0))
    );
    assert_eq!(why.amount, MicroShares(245_246_598));
}

#[test]
fn one_more_endorser_from_another_cluster_adds_more_than_one_from_the_same() {
    let before = file(300, TWO_AUTHORS);
    let other = adds(&before, 10, Alternative::EndorserOfAnotherCluster);
    let same = adds(&before, 10, Alternative::EndorserOfSameCluster);
    assert!(other > same && same > 0, "{other} {same}");

    // It is what really happens then.
    let amount = |script: &str| score(&file(300, script)).unwrap().earned[0].1.0;
    let now = amount(TWO_AUTHORS);
    assert_eq!(
        amount(&format!("{TWO_AUTHORS} cluster 5 \n give 5 10 a 1000")) - now,
        other
    );
    assert_eq!(
        amount(&TWO_AUTHORS.replace("cluster 1 2", "cluster 1 2 5 \n give 5 10 a 1000")) - now,
        same
    );
}

#[test]
fn each_discount_can_be_undone_in_thought() {
    let script = format!("{TWO_AUTHORS} past 1 10 fff \n past 10 3 001");
    let now = file(300, &script);
    let amount = |file: &RoundFile| score(file).unwrap().earned[0].1.0;
    let without = |line: &str| amount(&file(300, &script.replace(line, ""))) - amount(&now);
    assert_eq!(
        adds(&now, 10, Alternative::NoRepeats),
        without("past 1 10 fff")
    );
    assert_eq!(
        adds(&now, 10, Alternative::NoMutuality),
        without("past 10 3 001")
    );
    assert_eq!(adds(&now, 20, Alternative::NoRepeats), 0);
}

#[test]
fn who_gets_nothing_learns_why() {
    let script = "
        cluster 1 2 3
        cluster 4
        guest 50
        give 1 10 a 10000
        give 2 20 a 10000
        give 3 20 a 10000
        give 1 20 a 10000
        give 1 50 a 10000
        give 2 50 a 10000
        give 4 50 a 10000
        give 1 60 a 10000
        give 2 60 a 10000
        give 4 60 a 10000
        work 70 a
    ";
    let round = file(300, script);
    assert_eq!(rule(&round, 10), Rule::TooFewEndorsers { endorsers: 1 });
    assert_eq!(rule(&round, 20), Rule::OneCluster);
    assert_eq!(rule(&round, 50), Rule::MayNotEarn);
    assert_eq!(rule(&round, 60), Rule::Counts);
    assert_eq!(rule(&round, 70), Rule::NoContribution);
    assert_eq!(rule(&round, 80), Rule::NoContribution);

    // 20 lacks a second cluster; one credit from one would have let all of it count.
    assert!(adds(&round, 20, Alternative::EndorserOfAnotherCluster) > 0);
    assert_eq!(adds(&round, 20, Alternative::EndorserOfSameCluster), 0);
    assert!(adds(&round, 20, Alternative::RuleWaived) > 0);
    assert!(adds(&round, 50, Alternative::MayEarn) > 0);
    // 10 lacks two endorsers: one more does not help.
    assert_eq!(adds(&round, 10, Alternative::EndorserOfAnotherCluster), 0);

    let small = file(30, "give 1 10 a 10000");
    assert_eq!(rule(&small, 10), Rule::CountsInSmallNetwork);
}

#[test]
fn the_cap_and_the_eighth_work_are_named() {
    let mut script: String = (1..=9)
        .map(|at| format!("give {} {at} a 1\n", at + 10))
        .collect();
    script += &(30..80)
        .map(|at| format!("give {at} 10 a 10000\n"))
        .collect::<String>();
    let capped = file(150, &script);
    let why = explain(&capped, MemberNumber(10)).unwrap();
    assert_eq!(
        (why.cap_share, why.cap),
        (BasisPoints(5_000), MicroShares(1_375_000_000))
    );
    assert_eq!(why.amount, why.cap);
    assert_eq!(why.in_proportion.0 - why.cut.0, why.amount.0);
    assert_eq!(adds(&capped, 10, Alternative::NoCap), why.cut.0);
    let other = explain(&capped, MemberNumber(1)).unwrap();
    assert_eq!(other.amount.0, other.in_proportion.0 + other.surplus.0);
    assert!(other.surplus.0 > 0);

    let nine: String = (1..=9)
        .map(|at| format!("give {at} 20 {at} {at}000\n"))
        .collect();
    let round = file(50, &format!("{nine} give 1 30 a 1000"));
    let why = explain(&round, MemberNumber(20)).unwrap();
    let counted: Vec<_> = why.works.iter().map(|work| work.is_counted).collect();
    assert_eq!(
        counted,
        [false, false, true, true, true, true, true, true, true]
    );
    assert_eq!(
        why.endorsements.iter().filter(|row| row.is_counted).count(),
        7
    );
    assert!(adds(&round, 20, Alternative::EveryWorkCounted) > 0);
    assert_eq!(adds(&round, 30, Alternative::EveryWorkCounted), 0);
}

#[test]
fn equal_shares_are_explained_by_being_there() {
    let mut circle = file(5, "guest 4 \n work 4 a \n give 1 2 a 1");
    circle.rules.method = Earning::Equal;
    assert_eq!(rule(&circle, 1), Rule::Counts);
    assert_eq!(rule(&circle, 2), Rule::Counts);
    assert_eq!(rule(&circle, 3), Rule::NoContribution);
    assert_eq!(rule(&circle, 4), Rule::MayNotEarn);
    let why = explain(&circle, MemberNumber(1)).unwrap();
    assert_eq!((why.score, why.score_total), (1, 2));
    assert_eq!(why.amount, MicroShares(500_000_000));
    assert!(adds(&circle, 4, Alternative::MayEarn) > 0);
}
