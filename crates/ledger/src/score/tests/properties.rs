//! What holds for every round, against a second, slow and simple score.

use crate::charter::Earning;
use crate::ids::{MemberNumber, MicroShares};
use crate::round::draft::empty;
use crate::round::{ClusterLabel, ClusterRow, Reaction, RoundFile, Tie, Ties, WorkRow};
use crate::score::{Rule, Scoring, score, score_on};
use core::num::NonZeroUsize;
use proptest::collection::{btree_map, vec};
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest};
use std::collections::{BTreeMap, BTreeSet};

/// Rounds of 30 people who pass for `members`.
fn rounds() -> impl Strategy<Value = RoundFile> {
    let reactions = vec((1..=30_u32, 1..=30_u32, 0..9_u8), 0..250);
    let history = btree_map((1..=30_u32, 1..=30_u32), 1..=0xfff_u16, 0..150);
    let clusters = btree_map(1..=30_u32, 1..=5_u32, 0..30);
    let weights = vec(1..=65_536_u32, 30);
    let rest = (
        any::<bool>(),
        0..1_u64 << 50,
        0..=10_000_u32,
        vec(any::<bool>(), 30),
    );
    (reactions, history, clusters, weights, rest).prop_map(
        |(reactions, history, clusters, weights, rest)| {
            let (is_large, remaining, content_share, may_earn) = rest;
            let mut file = empty(30);
            file.remaining = MicroShares(remaining);
            file.rules.content_share.0 = content_share;
            if is_large {
                (file.members, file.joined) = (300, MemberNumber(300));
            }
            for (row, weight) in file.weights.iter_mut().zip(weights) {
                row.weight = weight;
            }
            file.earners
                .retain(|member| may_earn[usize::try_from(member.0 - 1).unwrap()]);
            let label = |(member, label)| ClusterRow {
                member: MemberNumber(member),
                label: ClusterLabel(label),
            };
            file.clusters = clusters.into_iter().map(label).collect();
            let past = history.into_iter().filter(|((from, to), _)| from != to);
            let past = past.map(|((from, to), value)| Tie {
                from: MemberNumber(from),
                to,
                value,
            });
            file.history = Ties::from_rows(past.collect()).unwrap();
            let reactions: Vec<_> = reactions
                .into_iter()
                .map(|(endorser, author, name)| Reaction {
                    endorser: MemberNumber(endorser),
                    work: WorkRow {
                        author: MemberNumber(author),
                        digest: [name; 16],
                    },
                })
                .collect();
            file.works = reactions.iter().map(|reaction| reaction.work).collect();
            file.works.sort_unstable();
            file.works.dedup();
            file.endorse(reactions).unwrap();
            file
        },
    )
}

/// Steps 1 to 4 as GOVERNANCE §6 writes them, with maps and no thought for speed.
fn slow_scores(file: &RoundFile) -> BTreeMap<MemberNumber, u64> {
    let weights: BTreeMap<_, _> = file
        .weights
        .iter()
        .map(|row| (row.member, u64::from(row.weight)))
        .collect();
    let clusters: BTreeMap<_, _> = file
        .clusters
        .iter()
        .map(|row| (row.member, row.label.0))
        .collect();
    let history: BTreeMap<_, _> = file
        .history
        .iter()
        .map(|tie| ((tie.from.0, tie.to), tie.value))
        .collect();
    let mut by_author: BTreeMap<MemberNumber, Vec<_>> = BTreeMap::new();
    for it in file.endorsements() {
        let h = u64::from(
            history
                .get(&(it.endorser.0, it.author.0))
                .map_or(0, |mask| mask.count_ones()),
        );
        let mut discounted = u64::from(it.credits.0) * 4 / (4 + h);
        if history.contains_key(&(it.author.0, it.endorser.0)) {
            discounted /= 2;
        }
        let worth = weights[&it.endorser] * discounted;
        let cluster = if file.members < 200 {
            it.endorser.0
        } else {
            clusters.get(&it.endorser).copied().unwrap_or(0)
        };
        if worth > 0 {
            by_author
                .entry(it.author)
                .or_default()
                .push((it.work, it.endorser, cluster, worth));
        }
    }
    let mut scores = BTreeMap::new();
    for (author, rows) in by_author {
        let endorsers: BTreeSet<_> = rows.iter().map(|row| row.1).collect();
        let found_clusters: BTreeSet<_> = rows.iter().map(|row| row.2).collect();
        let is_waived = file.members < 200;
        if !is_waived && (endorsers.len() < 3 || found_clusters.len() < 2)
            || !file.earners.contains(&author)
        {
            continue;
        }
        let mut works: BTreeMap<_, u64> = BTreeMap::new();
        for row in &rows {
            *works.entry(row.0).or_default() += row.3;
        }
        let mut works: Vec<_> = works.into_iter().collect();
        works.sort_by_key(|(work, worth)| (std::cmp::Reverse(*worth), *work));
        let best: BTreeSet<_> = works.iter().take(7).map(|it| it.0).collect();
        let mut sums: BTreeMap<_, u128> = BTreeMap::new();
        for row in rows.iter().filter(|row| best.contains(&row.0)) {
            *sums.entry(row.2).or_default() += u128::from(row.3);
        }
        let value: u128 = sums.values().map(|sum| (sum << 16).isqrt()).sum();
        scores.insert(author, u64::try_from(value).unwrap());
    }
    scores
}

proptest! {
    #[test]
    fn any_number_of_threads_gives_the_same_bits(file in rounds()) {
        let alone = score(&file).unwrap();
        for threads in [2, 3, 7, 64] {
            let together = score_on(&file, NonZeroUsize::new(threads).unwrap()).unwrap();
            prop_assert_eq!(together.digest(), alone.digest());
        }
    }
}

proptest! {
    #[test]
    fn a_slow_score_agrees(file in rounds()) {
        let fast: BTreeMap<_, _> =
            super::super::claims(&file, &file.active(), NonZeroUsize::MIN).unwrap().into_iter().map(|claim| (claim.member, claim.score)).collect();
        prop_assert_eq!(fast, slow_scores(&file));
    }

    #[test]
    fn nothing_is_made_and_nothing_is_lost(file in rounds()) {
        let result = score(&file).unwrap();
        let sum: u64 = result.earned.iter().map(|it| it.1.0).sum();
        let contributors = u64::try_from(slow_scores(&file).len()).unwrap();
        let issuance = (file.remaining.0 / 400).min(file.rules.quota_per_active.0 * contributors);
        prop_assert_eq!(sum, result.issued.0);
        prop_assert_eq!(sum + result.stays_in_pool.0, issuance);
        prop_assert!(u128::from(sum) <= u128::from(issuance) * u128::from(file.rules.content_share.0) / 10_000);
        prop_assert!(result.earned.is_sorted_by(|a, b| a.0 < b.0));
        prop_assert!(result.earned.iter().all(|it| it.1.0 > 0 && file.earners.contains(&it.0)));
    }

    #[test]
    fn every_amount_is_explained(file in rounds(), is_equal in any::<bool>()) {
        let mut file = file;
        if is_equal {
            file.rules.method = Earning::Equal;
        }
        let result = score(&file).unwrap();
        let earned: BTreeMap<_, _> = result.earned.iter().copied().collect();
        let scoring = Scoring::new(&file).unwrap();
        for member in (1..=31).map(MemberNumber) {
            let why = scoring.explain(member).unwrap();
            prop_assert_eq!(why.amount, earned.get(&member).copied().unwrap_or_default());
            prop_assert_eq!(why.amount.0, why.in_proportion.0 - why.cut.0 + why.surplus.0);
            if !is_equal && why.rule.counts() {
                prop_assert_eq!(why.clusters.iter().map(|it| it.amount.0).sum::<u64>(), why.amount.0);
                prop_assert_eq!(why.clusters.iter().map(|it| it.score).sum::<u64>(), why.score);
            }
            let is_refused = matches!(why.rule, Rule::TooFewEndorsers { .. } | Rule::OneCluster | Rule::MayNotEarn | Rule::NoContribution);
            prop_assert_eq!(is_refused, !why.rule.counts());
            prop_assert!(why.rule.counts() || why.amount.0 == 0);
            prop_assert!(why.alternatives.iter().all(|it| it.adds.0 > 0));
        }
    }

    /// Nobody earns more by endorsing themselves through a mirror: numbers and bytes stay the same
    /// whatever the order in which the rows came.
    #[test]
    fn bytes_give_the_same_result_again(file in rounds()) {
        let again = RoundFile::from_bytes(&file.to_bytes()).unwrap();
        prop_assert_eq!(score(&again).unwrap().digest(), score(&file).unwrap().digest());
        prop_assert_eq!(again.digest(), file.digest());
    }
}
