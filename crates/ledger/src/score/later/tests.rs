//! What is shared out of an earlier round, at its exact edges.

use core::num::NonZeroUsize;

use super::super::tests::TWO_AUTHORS;
use super::super::{Rule, explain, score, score_on};
use crate::ids::{BasisPoints, MemberNumber, MicroShares, RoundNumber};
use crate::round::draft::file;
use crate::round::{LaterPart, LaterResult, LaterRules, RoundFault, RoundFile, SetAside};
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, prop_assert, prop_assert_eq, proptest};

/// Σ P of [`TWO_AUTHORS`]: 15,821,790 for author 10 and 19,660,800 for author 20.
const TOTAL: u128 = 35_482_590;
const ONE: &str = "
    cluster 1 2
    cluster 3
    give 1 10 a 10000
    give 2 10 a 10000
    give 3 10 a 10000
";

/// What round 1 set aside: so much, of as much given at once for `score_total` to `authors`.
fn aside(amount: u64, score_total: u128, authors: u32) -> SetAside {
    SetAside {
        round: RoundNumber(1),
        amount: MicroShares(amount),
        at_once: MicroShares(amount),
        score_total,
        authors,
    }
}

/// A round in which nobody gives anything, and `used` is used of an earlier one.
fn sharing(aside: SetAside, used: &str) -> RoundFile {
    let mut it = file(300, used);
    let works = core::mem::take(&mut it.works);
    let uses = core::mem::take(&mut it.endorsements);
    it.later.rules = LaterRules {
        share: BasisPoints(3_000),
        rounds: 26,
    };
    it.later.parts = vec![LaterPart {
        aside,
        barred: Vec::new(),
        works,
        uses,
    }];
    it
}

/// Scores `file`; returns who earned what, and what went back. Every explanation must come to its amount.
fn shared(file: &RoundFile) -> (Vec<(u32, u64)>, u64) {
    let result = score(file).unwrap();
    for (member, amount) in &result.earned {
        assert_eq!(explain(file, *member).unwrap().total(), *amount);
    }
    let earned: Vec<_> = result.earned.iter().map(|it| (it.0.0, it.1.0)).collect();
    let paid: u64 = earned.iter().map(|it| it.1).sum();
    assert_eq!(result.later.paid.0, paid);
    let all: u64 = file.later.parts.iter().map(|it| it.aside.amount.0).sum();
    assert_eq!(paid + result.later.returned.0, all);
    (earned, result.later.returned.0)
}

const WHOLE: u64 = 1_000_000_000;

#[test]
fn as_much_use_as_then_brings_all_of_it() {
    let file = sharing(aside(WHOLE, TOTAL, 2), TWO_AUTHORS);
    // 10^9 · 15,821,790 / 35,482,590 = 445,902,906.3…; the other …093.6… gets the unit.
    assert_eq!(
        shared(&file),
        (vec![(10, 445_902_906), (20, 554_097_094)], 0)
    );
}

/// A point more then, and a point's worth goes back: never more for one than then.
#[test]
fn a_point_never_brings_more_than_then() {
    // (Σ P then, who earns, what goes back)
    let table: [(u128, u64, u64); 5] = [
        (1, WHOLE, 0),
        (15_821_789, WHOLE, 0),
        (15_821_790, WHOLE, 0),
        // 10^9 · 15,821,790 / 15,821,791 = 999,999,936.796…; the larger remainder is the author's.
        (15_821_791, 999_999_937, 63),
        (2 * 15_821_790, WHOLE / 2, WHOLE / 2),
    ];
    for (then, earned, back) in table {
        let file = sharing(aside(WHOLE, then, 1), ONE);
        assert_eq!(shared(&file), (vec![(10, earned)], back), "{then}");
    }
    // Of 10 that waited 7 were given at once: 3/7 of the use then is enough for all of it.
    let mut some = aside(3 * WHOLE, 7 * 5_273_930, 1);
    some.at_once = MicroShares(7 * WHOLE);
    assert_eq!(some.score_floor(), 3 * 5_273_930);
    assert_eq!(shared(&sharing(some, ONE)), (vec![(10, 3 * WHOLE)], 0));
    some.score_total += 1;
    assert_eq!(some.score_floor(), 3 * 5_273_930 + 1, "rounded up");
}

#[test]
fn what_nobody_uses_goes_back() {
    assert_eq!(
        shared(&sharing(aside(WHOLE, TOTAL, 2), "")),
        (vec![], WHOLE)
    );
}

/// Three endorsers, two clusters, repetition, reciprocity and standing count as in the round itself.
#[test]
fn the_same_rules_hold() {
    /// A name, what is used, and who earns what.
    type Case<'a> = (&'a str, &'a str, Vec<(u32, u64)>);
    let cases: [Case<'_>; 6] = [
        (
            "two",
            "cluster 1 2\ncluster 3\ngive 1 10 a 9\ngive 3 10 a 9",
            vec![],
        ),
        (
            "ring",
            "cluster 1 2 3\ngive 1 10 a 9\ngive 2 10 a 9\ngive 3 10 a 9",
            vec![],
        ),
        ("guest", &format!("{ONE}guest 10"), vec![]),
        // h = 12 and mutual: an eighth of each credit, so the root of an eighth of the points.
        (
            "ring of years",
            &format!(
                "{ONE}past 1 10 fff\npast 2 10 fff\npast 3 10 fff\npast 10 1 1\npast 10 2 1\npast 10 3 1"
            ),
            vec![(10, 353_553_359)],
        ),
        (
            "once before",
            &format!("{ONE}past 1 10 1\npast 2 10 1\npast 3 10 1"),
            vec![(10, 894_427_179)],
        ),
        ("strangers", ONE, vec![(10, WHOLE)]),
    ];
    for (name, used, earned) in cases {
        let file = sharing(aside(WHOLE, 15_821_790, 1), used);
        assert_eq!(shared(&file).0, earned, "{name}");
    }
}

/// The cap is that of as many authors as shared then: 100 bp from 500 on.
#[test]
fn few_left_are_capped_as_many_were() {
    for (authors, most) in [
        (1, WHOLE),
        (5, WHOLE),
        (6, WHOLE / 10_000 * 8_333),
        (499, WHOLE / 10_000 * 100),
        (500, WHOLE / 100),
        (5_000, WHOLE / 100),
    ] {
        let file = sharing(aside(WHOLE, 1, authors), ONE);
        assert_eq!(shared(&file), (vec![(10, most)], WHOLE - most), "{authors}");
    }
}

/// Who is barred gets nothing, and nobody gets more for it than then.
#[test]
fn fraud_found_since_has_no_part() {
    let mut file = sharing(aside(WHOLE, TOTAL, 2), TWO_AUTHORS);
    file.later.parts[0].barred = vec![MemberNumber(20)];
    assert_eq!(shared(&file), (vec![(10, 445_902_906)], 554_097_094));
    let told = explain(&file, MemberNumber(20)).unwrap();
    assert_eq!(told.later[0].why.rule, Rule::FraudFound);
    assert_eq!(told.total(), MicroShares(0));
    // What they do in the round itself is another matter.
    let told = explain(&file, MemberNumber(10)).unwrap();
    assert_eq!(told.later[0].why.rule, Rule::Counts);
    assert_eq!(told.rule, Rule::NoContribution);
}

/// A round sets 30 % of content aside, and says what it is measured by.
#[test]
fn a_round_sets_part_of_content_aside() {
    let mut given = file(300, TWO_AUTHORS);
    let before = score(&given).unwrap();
    assert_eq!(before.later, LaterResult::default());
    given.later.rules = LaterRules {
        share: BasisPoints(3_000),
        rounds: 26,
    };
    let result = score(&given).unwrap();
    // E = 1,000 shares; content 550; 385 at once.
    assert_eq!(
        result.later,
        LaterResult {
            set_aside: MicroShares(165_000_000),
            at_once: MicroShares(385_000_000),
            score_total: TOTAL,
            authors: 2,
            paid: MicroShares(0),
            returned: MicroShares(0),
        }
    );
    assert_eq!(result.issued, MicroShares(385_000_000));
    assert_eq!(result.stays_in_pool, before.stays_in_pool);
    // Where nobody made anything, nothing waits.
    given.endorsements = crate::round::Ties::new();
    assert_eq!(score(&given).unwrap().later, LaterResult::default());
}

#[test]
fn files_that_break_a_rule_are_none() {
    type Break = fn(&mut RoundFile);
    let breaks: [(Break, RoundFault); 10] = [
        (|it| it.later.rules.share.0 = 5_001, RoundFault::Rules),
        (|it| it.later.rules.rounds = 3, RoundFault::Rules),
        (|it| it.later.rules.rounds = 209, RoundFault::Rules),
        (|it| it.later.parts[0].aside.round.0 = 3, RoundFault::Later),
        (|it| it.later.parts[0].aside.amount.0 = 0, RoundFault::Later),
        (
            |it| it.later.parts.push(it.later.parts[0].clone()),
            RoundFault::Later,
        ),
        (|it| it.later.parts[0].works.reverse(), RoundFault::Later),
        (
            |it| it.later.parts[0].barred = vec![MemberNumber(2), MemberNumber(2)],
            RoundFault::Later,
        ),
        (
            |it| {
                it.later.parts[0].works.pop();
            },
            RoundFault::WorkUnknown(MemberNumber(1)),
        ),
        (
            |it| it.weights.retain(|row| row.member.0 != 4),
            RoundFault::EndorserUnknown(MemberNumber(4)),
        ),
    ];
    let good = sharing(aside(WHOLE, TOTAL, 2), TWO_AUTHORS);
    assert_eq!(good.to_bytes()[0], 3);
    assert_eq!(RoundFile::from_bytes(&good.to_bytes()), Ok(good.clone()));
    for (at, (broken, fault)) in (0..).zip(breaks) {
        let mut file = good.clone();
        broken(&mut file);
        assert_eq!(file.check(), Err(fault), "{at}");
        assert_eq!(RoundFile::from_bytes(&file.to_bytes()), Err(fault), "{at}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Whatever is used: all of it is shared out or goes back, nobody's points bring more than then (but for
    /// what the cap takes from others, which is shared out once), and any number of threads agrees.
    #[test]
    fn nothing_is_made_or_lost(
        gives in vec((1_u32..40, 41_u32..60, 0_u8..3, 1_u32..3_000), 0..80),
        past in vec((1_u32..60, 1_u32..60, 1_u32..0x1000), 0..30),
        amount in 1_u64..1_000_000_000_000,
        then in 1_u128..300_000_000,
        authors in 1_u32..700,
    ) {
        let mut script = String::new();
        for label in 1..=7 {
            let members = (label..40).step_by(7).map(|it| it.to_string());
            script.push_str(&format!("cluster {}\n", members.collect::<Vec<_>>().join(" ")));
        }
        let mut seen = std::collections::BTreeSet::new();
        for (from, to, work, credits) in &gives {
            if seen.insert((from, to, work)) {
                let work = char::from(b'a' + work);
                script.push_str(&format!("give {from} {to} {work} {credits}\n"));
            }
        }
        for (from, to, mask) in &past {
            if from != to && seen.insert((from, to, &9)) {
                script.push_str(&format!("past {from} {to} {mask:x}\n"));
            }
        }
        let mut file = sharing(aside(amount, then, authors), &script);
        // Whoever gives more than 100 credits here gives none.
        if file.check().is_err() {
            file.later.parts[0].uses = crate::round::Ties::new();
        }
        let (earned, _) = shared(&file);
        prop_assert_eq!(score(&file), score_on(&file, NonZeroUsize::new(3).unwrap()));
        let cap = u128::from(amount) * u128::from((50_000 / authors.max(1)).clamp(100, 10_000)) / 10_000;
        for (member, paid) in earned {
            let told = explain(&file, MemberNumber(member)).unwrap();
            let why = &told.later[0].why;
            prop_assert!(u128::from(paid) <= cap);
            prop_assert!(u128::from(why.in_proportion.0) <= u128::from(amount) * u128::from(why.score) / then + 1);
        }
    }
}
