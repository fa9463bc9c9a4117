use super::*;

fn id(number: u8) -> ContributionId {
    ContributionId::from_bytes([number; 16])
}

/// People who say to each statement what their row says: `+`, `-`, `.` or a blank.
fn answers(rows: &[&str]) -> Answers {
    let width = rows.first().map_or(0, |it| it.len());
    let statements: Vec<_> = (1..).take(width).map(id).collect();
    let mut opinions = Vec::new();
    for (person, row) in (1..).zip(rows) {
        for (said, statement) in row.chars().zip(&statements) {
            let opinion = match said {
                '+' => Opinion::Agree,
                '-' => Opinion::Disagree,
                '.' => Opinion::Pass,
                _ => continue,
            };
            opinions.push((MemberNumber(person), *statement, opinion));
        }
    }
    Answers {
        statements,
        opinions,
        ..Answers::default()
    }
}

const SEED: [u8; 32] = [7; 32];

const CAMPS: [&str; 8] = [
    "+++--+", "++.--+", "+++-.+", "++ --+", "---+++", "--.+++", "---+.+", "-- +++",
];

#[test]
fn two_camps_are_two_groups_apart_and_what_both_say_bridges() {
    let map = draw(&answers(&CAMPS), &SEED).expect("drawn");
    assert_eq!((map.people, map.answers), (8, 46));
    let sizes: Vec<u32> = map.groups.iter().map(|it| it.people).collect();
    assert_eq!(sizes, [4, 4]);
    assert_eq!(map.bridging, [id(6).to_string()]);
    let side = |group: u32| -> Vec<u32> {
        let dots = map.dots.iter().filter(|it| it.group == group);
        dots.map(|it| it.x).collect()
    };
    let (first, second) = (side(0), side(1));
    let apart = first.iter().all(|it| *it < 50) && second.iter().all(|it| *it > 50)
        || first.iter().all(|it| *it > 50) && second.iter().all(|it| *it < 50);
    assert!(apart, "{first:?} {second:?}");
    let on_it: u32 = map.dots.iter().map(|it| it.people).sum();
    assert_eq!(on_it, 8);
    assert!((8_000..=10_000).contains(&map.kept_bp), "{}", map.kept_bp);
}

/// Who looks finds themselves where the picture has one of their group.
#[test]
fn everybody_can_be_shown_their_own_place() {
    let given = answers(&CAMPS);
    let map = draw(&given, &SEED).expect("drawn");
    for person in 1..=8 {
        let own = given
            .opinions
            .iter()
            .filter(|it| it.0 == MemberNumber(person));
        let own = own
            .map(|(_, statement, opinion)| (*statement, *opinion))
            .collect();
        let (x, y) = map.place_of(&own).expect("they answered");
        let near = |it: &Dot| it.x.abs_diff(x) <= 1 && it.y.abs_diff(y) <= 1;
        assert!(map.dots.iter().any(near), "{person} at {x}, {y}");
    }
    assert_eq!(map.place_of(&BTreeMap::new()), None);
}

#[test]
fn the_same_answers_give_the_same_map_in_whatever_order() {
    let mut turned = answers(&CAMPS);
    turned.opinions.reverse();
    assert_eq!(draw(&answers(&CAMPS), &SEED), draw(&turned, &SEED));
}

#[test]
fn below_five_people_there_is_no_map() {
    let map = draw(&answers(&CAMPS[..4]), &SEED).expect("drawn");
    assert_eq!(map.people, 4);
    assert!(map.groups.is_empty() && map.dots.is_empty() && map.bridging.is_empty());
}

#[test]
fn of_a_group_too_small_nothing_is_told_but_its_size() {
    let rows = ["+++++", "+++++", "++++.", "+++++", "-----", "-----"];
    let map = draw(&answers(&rows), &SEED).expect("drawn");
    let sizes: Vec<u32> = map.groups.iter().map(|it| it.people).collect();
    assert_eq!(sizes, [4, 2]);
    assert_eq!(map.groups[0].stances.len(), 5);
    assert!(map.groups[1].stances.is_empty() && map.groups[1].typical.is_empty());
}

#[test]
fn people_who_all_say_the_same_stand_at_one_place() {
    let map = draw(&answers(&["++", "++", "++", "++", "++"]), &SEED).expect("drawn");
    let places: BTreeMap<_, u32> = map
        .dots
        .iter()
        .map(|it| ((it.x, it.y), it.people))
        .collect();
    assert_eq!(places.len(), 1);
    assert_eq!(
        places.get(&(50, 50)).copied(),
        Some(map.dots.iter().map(|it| it.people).sum())
    );
    assert_eq!(map.kept_bp, 0);
}

#[test]
fn the_strongest_case_is_the_one_that_convinces_in_every_group() {
    let mut given = answers(&CAMPS);
    let (loud, shared) = (id(90), id(91));
    given.cases = vec![loud, shared];
    // Four of one camp against one of each.
    given.marks = (1..=4).map(|it| (MemberNumber(it), loud)).collect();
    given
        .marks
        .extend([(MemberNumber(1), shared), (MemberNumber(5), shared)]);
    let map = draw(&given, &SEED).expect("drawn");
    let order: Vec<_> = map.cases.iter().map(|it| it.convinces).collect();
    assert_eq!(order, [2, 4]);
    assert_eq!(map.rank_of(shared), Some(0));
    assert_eq!(map.convinced_by(loud), 4);
}

#[test]
fn statements_that_are_not_shown_are_on_no_map() {
    let mut given = answers(&CAMPS);
    given.statements.truncate(5);
    let map = draw(&given, &SEED).expect("drawn");
    assert!(map.bridging.is_empty());
    assert_eq!(map.groups[0].stances.len(), 5);
}
