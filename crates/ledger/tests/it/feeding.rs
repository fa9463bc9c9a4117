//! The feed policy: what can be put into it, what stays, and how its default changes (ADR-0018).

use ledger::policy::{Fact, Factor, FeedChange, Filter, Recipe};

use crate::tracks::{forty, quick};

/// The default changes while another vote about it is still open.
const ADOPT: &str = "
    m0 propose feed-default
    first 39 vote 1 yes
    wait 100
    m1 propose feed-put-and-default
    first 39 vote 2 yes
    wait 643
    proposal 1                       => timelock
    wait 1
    proposal 1                       => enacted
    wait 100
    proposal 2                       => failed-conflict
";

fn check(script: &str) {
    let mut network = forty(quick());
    network.check(script);
    network.replay();
}

#[test]
fn a_feed_change_fits_or_is_refused() {
    check(
        "
        m0 propose feed-none             => payload-out-of-bounds
        m0 propose feed-same             => changes-nothing
        m0 propose feed-default-newest   => changes-nothing
        m0 propose feed-default-other    => unknown-recipe
        m0 propose feed-remove-other     => clause-not-found
        m0 propose feed-remove-newest    => newest-stays
        m0 propose feed-weigh-newest     => newest-stays
        m0 propose feed-window-on-newest => newest-stays
        m0 propose feed-no-window        => payload-out-of-bounds
        m0 propose feed-long-window      => payload-out-of-bounds
        m0 propose feed-no-text          => payload-out-of-bounds
        m0 propose feed-bad-id           => payload-out-of-bounds
        m0 propose feed-no-points        => payload-out-of-bounds
        m0 propose feed-many-points      => payload-out-of-bounds
        m0 propose feed-counts-none      => payload-out-of-bounds
        m0 propose feed-twice            => payload-out-of-bounds
        m0 propose feed-unordered        => payload-out-of-bounds
        m0 propose feed-filter-twice     => payload-out-of-bounds
        m0 propose feed-word-newest
        class 1                          => C policy
        m0 propose feed-put-and-default
        class 2                          => C policy
        m0 propose feed-remove
        class 3                          => C policy
        ",
    );
}

/// The default is a clause of its own, with the decision behind it; what was chosen under an older
/// text of the same clause is overtaken.
#[test]
fn the_default_changes_by_class_c_alone() {
    let mut network = forty(quick());
    assert_eq!(network.state.feed.default.value, "newest");
    assert_eq!(network.state.feed.version, 1);
    network.check(ADOPT);
    let feed = &network.state.feed;
    assert_eq!(feed.version, 2);
    assert_eq!(feed.default.value, "talked-about");
    assert_eq!(feed.default.adopted_by.0, 1);
    let chosen = |id: Option<&str>| feed.recipe_for(id).map(|it| it.value.id.as_str());
    assert_eq!(chosen(None), Some("talked-about"));
    assert_eq!(chosen(Some("newest")), Some("newest"));
    assert_eq!(chosen(Some("long-gone")), Some("talked-about"));
    network.check("m0 propose feed-remove => unknown-recipe");
    network.replay();
}

/// What a recipe can weigh is a closed list. None of it is what somebody proposed, signed, joined or
/// stopped: adding such a fact would have to change this test.
#[test]
fn no_fact_is_about_proposals_petitions_guilds_or_strikes() {
    let words = Fact::ALL.map(Fact::word);
    assert_eq!(
        words,
        [
            "appreciations",
            "comments",
            "reposts",
            "hours-old",
            "photographs",
            "follows-maker",
            "reposted",
            "own-work",
            "appreciated-by-reader",
        ]
    );
    for fact in Fact::ALL {
        assert_eq!(Fact::of_word(fact.word()), Some(fact));
    }
    for filter in Filter::ALL {
        assert_eq!(Filter::of_word(filter.word()), Some(filter));
    }
}

/// The founders' clauses of every test network.
pub(crate) fn founded() -> Vec<FeedChange> {
    vec![FeedChange::PutRecipe(recipe("talked-about"))]
}

/// A recipe that weighs comments and leaves out reposts.
pub(crate) fn recipe(id: &str) -> Recipe {
    Recipe {
        id: id.to_owned(),
        title: "Talked about".to_owned(),
        text: "What people talk about, and not for long.".to_owned(),
        window_hours: 48,
        filters: vec![Filter::NoReposts],
        factors: vec![
            Factor {
                fact: Fact::Comments,
                points: 5,
                at_most: 20,
            },
            Factor {
                fact: Fact::HoursOld,
                points: -1,
                at_most: 48,
            },
        ],
    }
}

/// The changes of this name.
pub(crate) fn changes(kind: &str) -> Vec<FeedChange> {
    let put = |change: &dyn Fn(&mut Recipe)| {
        let mut new = recipe("other");
        change(&mut new);
        vec![FeedChange::PutRecipe(new)]
    };
    let newest = |hours| {
        put(&|it| {
            let words = ("newest".to_owned(), "By time".to_owned());
            (it.id, it.title) = words;
            it.window_hours = hours;
            it.filters.clear();
            it.factors.clear();
        })
    };
    match kind {
        "feed-none" => Vec::new(),
        "feed-put" => put(&|_| {}),
        "feed-same" => vec![FeedChange::PutRecipe(recipe("talked-about"))],
        "feed-reworded" => vec![FeedChange::PutRecipe(Recipe {
            title: "Much talked about".to_owned(),
            ..recipe("talked-about")
        })],
        "feed-remove" => vec![FeedChange::RemoveRecipe("talked-about".to_owned())],
        "feed-remove-other" => vec![FeedChange::RemoveRecipe("other".to_owned())],
        "feed-remove-newest" => vec![FeedChange::RemoveRecipe("newest".to_owned())],
        "feed-word-newest" => newest(0),
        "feed-window-on-newest" => newest(1),
        "feed-weigh-newest" => put(&|it| it.id = "newest".to_owned()),
        "feed-default" => vec![FeedChange::Default("talked-about".to_owned())],
        "feed-default-newest" => vec![FeedChange::Default("newest".to_owned())],
        "feed-default-other" => vec![FeedChange::Default("other".to_owned())],
        "feed-put-and-default" => [changes("feed-put"), changes("feed-default-other")].concat(),
        "feed-no-window" => put(&|it| it.window_hours = 0),
        "feed-long-window" => put(&|it| it.window_hours = 721),
        "feed-no-text" => put(&|it| it.text = " ".to_owned()),
        "feed-bad-id" => put(&|it| it.id = "Other".to_owned()),
        "feed-no-points" => put(&|it| it.factors.iter_mut().for_each(|it| it.points = 0)),
        "feed-many-points" => put(&|it| it.factors.iter_mut().for_each(|it| it.points = 10_001)),
        "feed-counts-none" => put(&|it| it.factors.iter_mut().for_each(|it| it.at_most = 0)),
        "feed-twice" => put(&|it| it.factors.extend_from_within(..)),
        "feed-unordered" => put(&|it| it.factors.reverse()),
        "feed-filter-twice" => put(&|it| it.filters.extend_from_within(..)),
        other => panic!("no such feed change: {other}"),
    }
}
