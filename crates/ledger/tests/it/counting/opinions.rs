//! The opinion map: two camps and a bridge between them, and the edges of the formula.

use ledger::count::opinion::{Opinion, OpinionFault, Opinions};
use proptest::prelude::*;

/// One row for each person: `+` agrees, `-` disagrees, `0` passes, `.` has not seen it.
fn discussion(rows: &[(u32, &str)]) -> Opinions {
    let statements = rows.first().map_or(0, |(_, row)| row.len());
    let mut opinions = Opinions::new(statements).expect("few statements");
    for (person, row) in rows {
        for (place, mark) in row.chars().enumerate() {
            let opinion = match mark {
                '+' => Opinion::Agree,
                '-' => Opinion::Disagree,
                '0' => Opinion::Pass,
                _ => continue,
            };
            opinions.vote(*person, place, opinion).expect("a statement");
        }
    }
    opinions
}

const CAMPS: [(u32, &str); 7] = [
    (3, "+++-++"),
    (5, "++.-+0"),
    (8, "+0+-++"),
    (9, "+++-.-"),
    (1, "---++-"),
    (2, "--.++-"),
    (7, "-0-++-"),
];

#[test]
fn two_camps_and_a_bridge_are_found() {
    let map = discussion(&CAMPS).map(&[1; 32]);
    let members: Vec<Vec<u32>> = map.groups.iter().map(|it| it.members.clone()).collect();
    assert_eq!(members, [vec![3, 5, 8, 9], vec![1, 2, 7]]);
    // Statement 4 is agreed by three of three here and by three of three there.
    assert_eq!(map.bridging, [4]);
    let typical = map.groups[1].typical[0];
    assert!(matches!(typical.leans, Opinion::Disagree), "{typical:?}");
    assert_eq!(typical.statement, 0);
    assert!(map.silhouette_bp > 3_000, "{}", map.silhouette_bp);
}

/// 2·(agrees + 1) > seen + 2: one of one bridges, one of two does not.
#[test]
fn a_bridge_needs_more_than_half_with_one_added_each_way() {
    let map = discussion(&[(1, "++-"), (2, "++-"), (3, "-++"), (4, "-+.")]).map(&[0; 32]);
    assert_eq!(map.groups.len(), 2);
    assert_eq!(map.bridging, [1]);
    let map = discussion(&[(1, "+++"), (2, "++-"), (3, "--+"), (4, "--.")]).map(&[0; 32]);
    // The third statement: one of two here, one of one there.
    assert!(map.bridging.is_empty(), "{:?}", map.bridging);
}

#[test]
fn nobody_and_one_have_no_map() {
    assert!(discussion(&[]).map(&[0; 32]).groups.is_empty());
    assert!(discussion(&[(4, "+-")]).map(&[0; 32]).groups.is_empty());
    let mut opinions = discussion(&CAMPS);
    let fault = OpinionFault::UnknownStatement(6);
    assert_eq!(opinions.vote(1, 6, Opinion::Pass), Err(fault));
    assert_eq!(
        Opinions::new(20_000),
        Err(OpinionFault::TooManyStatements(20_000))
    );
}

#[test]
fn a_later_vote_replaces_an_earlier_one() {
    let mut opinions = discussion(&[(1, "+"), (2, "-")]);
    opinions.vote(1, 0, Opinion::Disagree).expect("a statement");
    assert_eq!(opinions, discussion(&[(1, "-"), (2, "-")]));
}

fn votes() -> impl Strategy<Value = Vec<(u32, usize, u8)>> {
    prop::collection::vec((0_u32..20, 0_usize..70, 0_u8..3), 0..200)
}

fn cast(votes: &[(u32, usize, u8)]) -> Opinions {
    let mut opinions = Opinions::new(70).expect("few statements");
    for (person, statement, opinion) in votes {
        let opinion = [Opinion::Agree, Opinion::Pass, Opinion::Disagree][usize::from(*opinion)];
        opinions
            .vote(*person, *statement, opinion)
            .expect("a statement");
    }
    opinions
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    /// The order of votes decides nothing; everybody is in one group; every bridge is one.
    #[test]
    fn a_map_holds_everybody_once(mut votes in votes()) {
        votes.sort();
        votes.dedup_by_key(|(person, statement, _)| (*person, *statement));
        let opinions = cast(&votes);
        let map = opinions.map(&[7; 32]);
        votes.reverse();
        prop_assert_eq!(&map, &cast(&votes).map(&[7; 32]));
        if opinions.people() >= 2 {
            let people: usize = map.groups.iter().map(|it| it.members.len()).sum();
            prop_assert_eq!(people, opinions.people());
            prop_assert!((1..=5).contains(&map.groups.len()));
        }
        for place in 0..70 {
            let bridges = map.groups.iter().all(|it| {
                2 * (it.stances[place].agrees + 1) > it.stances[place].seen + 2
            });
            prop_assert_eq!(map.bridging.contains(&place), bridges && !map.groups.is_empty());
        }
    }
}
