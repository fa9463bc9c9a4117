use ledger::policy::FeedPolicy;

use super::*;
use crate::founding::first_feed;
use crate::profile::Language;

fn recipe(factors: &[(Fact, i32, u16)], filters: &[Filter]) -> Recipe {
    Recipe {
        id: "test".into(),
        title: "Test".into(),
        text: "To test.".into(),
        window_hours: 24,
        filters: filters.to_vec(),
        factors: factors
            .iter()
            .map(|&(fact, points, at_most)| Factor {
                fact,
                points,
                at_most,
            })
            .collect(),
    }
}

/// Newest first: a photograph, a talked-about text, a repost, a quiet text.
fn posts() -> Vec<(Counts, &'static str)> {
    let base = Counts {
        follows_maker: 1,
        ..Counts::default()
    };
    vec![
        (
            Counts {
                photographs: 2,
                hours_old: 1,
                ..base
            },
            "photo",
        ),
        (
            Counts {
                comments: 30,
                hours_old: 5,
                ..base
            },
            "talk",
        ),
        (
            Counts {
                reposted: 1,
                follows_maker: 0,
                appreciations: 9,
                hours_old: 9,
                ..base
            },
            "repost",
        ),
        (
            Counts {
                hours_old: 20,
                ..base
            },
            "quiet",
        ),
    ]
}

#[test]
fn most_points_come_first_and_of_equal_points_the_newest() {
    let check = |factors: &[(Fact, i32, u16)], filters: &[Filter], expect: &[&str]| {
        assert_eq!(order(&recipe(factors, filters), posts()), expect);
    };
    check(&[], &[], &["photo", "talk", "repost", "quiet"]);
    check(&[], &[Filter::NoReposts], &["photo", "talk", "quiet"]);
    check(&[], &[Filter::OnlyPhotographs], &["photo"]);
    check(&[], &[Filter::OnlyWords], &["talk", "repost", "quiet"]);
    check(
        &[(Fact::Comments, 1, 100)],
        &[],
        &["talk", "photo", "repost", "quiet"],
    );
    check(
        &[(Fact::HoursOld, 1, 100)],
        &[],
        &["quiet", "repost", "talk", "photo"],
    );
    // Only four comments count, so that nine appreciations weigh more.
    check(
        &[(Fact::Appreciations, 1, 100), (Fact::Comments, 1, 4)],
        &[],
        &["repost", "talk", "photo", "quiet"],
    );
    check(
        &[(Fact::FollowsMaker, -5, 1), (Fact::Reposted, -9, 1)],
        &[],
        &["photo", "talk", "quiet", "repost"],
    );
}

#[test]
fn the_reasons_add_up_to_the_points() {
    let recipe = recipe(
        &[
            (Fact::Appreciations, 3, 5),
            (Fact::Comments, -2, 10_000),
            (Fact::OwnWork, 10_000, 1),
        ],
        &[],
    );
    let counts = Counts {
        appreciations: 7,
        comments: 4,
        own_work: 1,
        ..Counts::default()
    };
    let weighed = weigh(&recipe, &counts);
    let rows: Vec<_> = weighed
        .iter()
        .map(|it| (it.count, it.counted, it.points))
        .collect();
    assert_eq!(rows, [(7, 5, 15), (4, 4, -8), (1, 1, 10_000)]);
    assert_eq!(points(&recipe, &counts), 10_007);
}

/// The largest counts and weights that can be do not overflow.
#[test]
fn the_largest_sums_hold() {
    let all: Vec<_> = Fact::ALL
        .into_iter()
        .take(8)
        .map(|it| (it, 10_000, 10_000))
        .collect();
    let most = Counts {
        appreciations: u64::MAX,
        comments: u64::MAX,
        reposts: u64::MAX,
        hours_old: u64::MAX,
        photographs: u64::MAX,
        follows_maker: u64::MAX,
        reposted: u64::MAX,
        own_work: u64::MAX,
        appreciated_by_reader: u64::MAX,
    };
    assert_eq!(points(&recipe(&all, &[]), &most), 8 * 100_000_000);
}

/// What a network begins with is sound in both languages, and newest first for everybody.
#[test]
fn the_first_recipes_are_sound() {
    for language in [Language::English, Language::Dutch] {
        let policy = FeedPolicy::founded(&first_feed(language), 1).expect("sound");
        let ids: Vec<_> = policy.recipes.iter().map(|it| &*it.value.id).collect();
        assert_eq!(ids, ["appreciated", "newest", "photographs", "talk"]);
        let mine = policy.recipe_for(None).expect("there is a default");
        assert!(mine.value.is_newest());
    }
}

/// The test of absence (GOVERNANCE §4): these fields are all that a recipe can know. A field about
/// proposals, petitions, guilds or strikes would have to be named here.
#[test]
fn nothing_that_somebody_decided_can_be_known() {
    let Counts {
        appreciations: _,
        comments: _,
        reposts: _,
        hours_old: _,
        photographs: _,
        follows_maker: _,
        reposted: _,
        own_work: _,
        appreciated_by_reader: _,
    } = Counts::default();
    let code = include_str!("../feed.rs").to_lowercase();
    for absent in [
        "proposal",
        "petition",
        "guild",
        "strike",
        "pause",
        "sponsor",
        "ballot",
        "delegat",
        "state",
        "standing",
        "member_number",
        "store",
        "record",
    ] {
        assert!(!code.contains(absent), "`{absent}` in the ranking");
    }
    // One door to the rules: the recipe itself.
    let from_ledger: Vec<_> = code.lines().filter(|it| it.contains("ledger::")).collect();
    assert_eq!(
        from_ledger,
        ["use ledger::policy::{fact, factor, filter, recipe};"]
    );
}
