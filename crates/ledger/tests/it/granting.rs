//! Grants by conviction: requests, points, and what passes by itself at its tick.

use std::collections::BTreeMap;

use ledger::books::{Account, Cause};
use ledger::charter::Charter;
use ledger::grant::{Grant, GrantRules, GrantStage, stepped};
use ledger::ids::{Digest, GrantId, MemberNumber, Money};
use ledger::operation::Body;
use ledger::payload::{Beneficiary, Envelope};
use ledger::state::{State, Timer};

use crate::script::Network;
use crate::tracks::{forty, quick, with_budget};

mod lives;

const POOL: Account = Account::Envelope(Envelope::Grants);

fn grant_id(word: &str) -> GrantId {
    GrantId(word.parse().expect("a grant"))
}

/// Reads `ask m3 500` (who is paid, and how much), `unask 1`, `give 1 40`.
pub(crate) fn body(network: &Network, words: &[&str]) -> Body {
    match words {
        ["ask", to, amount] => Body::RequestGrant {
            text: Digest([0x73; 32]),
            amount: Money(amount.parse().expect("an amount")),
            to: match *to {
                "outside" => Beneficiary::Outside(Digest([0x74; 32])),
                "nobody" => Beneficiary::Member(MemberNumber(900)),
                name => Beneficiary::Member(network.member(name)),
            },
        },
        ["unask", grant] => Body::WithdrawGrant(grant_id(grant)),
        ["give", grant, points] => Body::SupportGrant {
            grant: grant_id(grant),
            points: points.parse().expect("points"),
        },
        other => panic!("no such act: {other:?}"),
    }
}

/// Answers where a grant is: `grant 1 => open 40 from 1`.
pub(crate) fn ask(network: &Network, words: &[&str]) -> String {
    let [id] = words else {
        panic!("no such question: {words:?}")
    };
    let found = network.state.grants.find(grant_id(id));
    found.map_or_else(
        || "none".to_owned(),
        |it| format!("{} {} from {}", it.stage.word(), it.points, it.backers),
    )
}

/// One of everything, for the frozen vectors.
pub(crate) fn bodies() -> Vec<(&'static str, Body)> {
    let grant = GrantId(70_000);
    let request = |to| Body::RequestGrant {
        text: Digest([0x73; 32]),
        amount: Money((1 << 53) + 1),
        to,
    };
    vec![
        (
            "request-grant",
            request(Beneficiary::Member(MemberNumber(318))),
        ),
        (
            "request-grant outside",
            request(Beneficiary::Outside(Digest([0x74; 32]))),
        ),
        ("withdraw-grant", Body::WithdrawGrant(grant)),
        ("support-grant", Body::SupportGrant { grant, points: 255 }),
        (
            "support-grant none",
            Body::SupportGrant { grant, points: 0 },
        ),
    ]
}

/// Something about a grant, mostly wrong.
pub(crate) fn somehow(state: &State, whom: u8, how: u8) -> Body {
    let grants = u32::try_from(state.grants.grants.len()).expect("few");
    let grant = GrantId((grants + 1).saturating_sub(u32::from(whom) % 4));
    match how / 5 % 4 {
        0 => Body::RequestGrant {
            text: Digest([how; 32]),
            amount: Money(u64::from(whom) * 10),
            to: Beneficiary::Member(MemberNumber(u32::from(whom) % 6)),
        },
        1 if whom.is_multiple_of(5) => Body::WithdrawGrant(grant),
        _ => Body::SupportGrant {
            grant,
            points: whom / 3,
        },
    }
}

/// Recomputes every sum from who gives what and every conviction from its course, checks that nothing was
/// overlooked, and returns the timer that follows.
pub(crate) fn check_state(state: &State) -> Vec<(u64, Timer)> {
    let book = &state.grants;
    let mut sums: BTreeMap<GrantId, (u64, u32)> = BTreeMap::new();
    for member in book.given.keys() {
        let given = book.given_by(*member);
        assert!(given.len() <= usize::from(state.charter.grants_supported));
        let sum: u32 = given.iter().map(|it| u32::from(it.1)).sum();
        assert!(sum <= u32::from(state.charter.grant_points));
        for (grant, points) in given {
            assert!(points > 0);
            let of = sums.entry(grant).or_default();
            *of = (of.0 + u64::from(points), of.1 + 1);
        }
    }
    let rules = GrantRules::of(&state.charter);
    let moment = state.grant_moment(state.time_ms);
    let tick = state.tick_of(state.time_ms);
    for (grant, number) in book.grants.iter().zip(1..) {
        assert_eq!(grant.id, GrantId(number));
        if !grant.is_open() {
            continue;
        }
        let expected = sums.get(&grant.id).copied().unwrap_or_default();
        assert_eq!((grant.points, grant.backers), expected);
        assert_eq!(grant.conviction_at(tick), by_course(grant, tick));
        let Some(threshold) = rules.threshold(grant.amount, moment.pool) else {
            continue;
        };
        let next_ms = state.tick_ms(tick + 1);
        let from_ms = (grant.since_ms + rules.age_ms).max(state.enacts_from_ms());
        if next_ms >= from_ms && moment.is_enough(grant.conviction_at(tick + 1), threshold) {
            assert!(
                book.look_ms.is_some_and(|it| it <= next_ms),
                "grant {number} has enough and nobody looks"
            );
        }
    }
    let paid = state
        .books
        .transfers
        .iter()
        .filter_map(|it| match it.cause {
            Cause::Grant { grant, .. } => Some(grant),
            _ => None,
        });
    let mut paid: Vec<GrantId> = paid.collect();
    paid.sort_unstable();
    let passed = |it: &&Grant| matches!(it.stage, GrantStage::Passed { .. });
    let passed: Vec<GrantId> = book.grants.iter().filter(passed).map(|it| it.id).collect();
    assert_eq!(paid, passed, "what passed is paid once");
    let look = book.look_ms.map(|it| (it, Timer::GrantsLooked));
    look.into_iter().collect()
}

/// The conviction that follows from the steps of the course, each from the one before.
fn by_course(grant: &Grant, tick: u64) -> u64 {
    let (mut at, mut conviction, mut points) = (0, 0, 0);
    for step in &grant.course {
        conviction = stepped(conviction, points, step.tick - at);
        assert_eq!(step.conviction, conviction);
        (at, points) = (step.tick, step.points);
    }
    stepped(conviction, points, tick - at)
}

/// Lets a grant be asked for, supported and passed, for the frozen chain.
pub(crate) fn support_once(network: &mut Network) {
    let proposal = network.state.proposals.len() + 1;
    network.check(&format!(
        "
        m5 propose budget:60000:grants=20000
        m6 sponsor {proposal}
        all vote {proposal} yes
        "
    ));
    while network.state.books.free(POOL) == Money(0) {
        network.wait(24);
    }
    network.check(
        "
        m6 ask m7 300
        m5 ask outside 100
        m5 give 1 30
        m6 give 1 20
        m5 unask 2
        wait 60
        m5 give 1 40
        grant 1                      => open 60 from 2
        wait 120
        ",
    );
    let stage = network.state.grants.find(GrantId(1)).expect("asked").stage;
    assert!(matches!(stage, GrantStage::Passed { .. }), "{stage:?}");
}

#[test]
fn grants_are_asked_for_and_supported_by_the_rules() {
    let mut network = with_budget();
    // 50,000 are there: 2,000 would be 400 basis points, which can never pass.
    network.check(
        "
        m0 ask m1 2000               => grant-too-large
        m0 ask m1 0                  => payload-out-of-bounds
        m0 ask nobody 5              => member-not-found
        m0 ask m1 1999
        m0 ask outside 500
        m0 ask m2 500
        m0 ask m2 1                  => grants-full
        m1 unask 1                   => not-the-author
        m1 unask 9                   => grant-not-found
        m0 unask 1
        m0 unask 1                   => grant-over
        m0 give 1 5                  => grant-over
        m0 give 9 5                  => grant-not-found
        m0 give 2 101                => points-short
        m0 give 2 60
        m0 give 3 41                 => points-short
        m0 give 3 40
        m0 give 2 61                 => points-short
        m1 give 3 100
        grant 3                      => open 140 from 2
        m0 give 2 0
        grant 2                      => open 0 from 0
        m0 give 3 100
        grant 3                      => open 200 from 2
        m1 leave
        grant 3                      => open 100 from 1
        m2 ask outside 7
        m2 leave
        # Whoever leaves takes back what they asked for.
        grant 4                      => withdrawn 0 from 0
        m0 unask 3
        # Points of what is over are free again.
        m0 ask m3 500
        m0 give 5 100
        grant 5                      => open 100 from 1
        ",
    );
    check_state(&network.state);
    network.replay();
}

/// A member gives to ten grants at most, and nobody who is no member gives.
#[test]
fn points_are_spread_over_ten_grants_at_most() {
    let mut network = with_budget();
    for author in ["m0", "m1", "m2", "m3"] {
        for _ in 0..3 {
            assert_eq!(network.attempt(&format!("{author} ask m5 10")), "ok");
        }
    }
    for grant in 1..=10 {
        assert_eq!(network.attempt(&format!("m5 give {grant} 1")), "ok");
    }
    network.check(
        "
        m5 give 11 1                 => grants-supported
        m5 give 10 2
        m5 give 10 0
        m5 give 11 1
        m5 grant phone 24
        phone give 11 2
        phone ask m1 1               => session-may-not
        ",
    );
    check_state(&network.state);
    network.replay();
}

/// Nobody who is not a member asks or gives.
#[test]
fn guests_ask_for_nothing_and_give_nothing() {
    let mut network = forty(Charter {
        bootstrap_members: 40,
        ..quick()
    });
    network.check(
        "
        m0 propose budget:1000000:grants=50000
        first 39 vote 1 yes
        wait 504
        m0 ask m1 1
        join late by m0
        late ask m1 1                => standing-too-low
        late give 1 1                => standing-too-low
        ",
    );
}

/// A pause of the guardians holds grants back like decisions; when it ends, what has enough passes.
#[test]
fn a_pause_holds_grants_back() {
    let mut network = with_budget();
    network.check(
        "
        m0 ask m2 500
        m1 give 1 100
        m3 give 1 100
        wait 100
        ",
    );
    let begun_ms = network.time_ms;
    network.state.pause.until_ms = begun_ms + network.state.charter.ticks_ms(60);
    let grant = network.state.grants.find(GrantId(1)).expect("asked");
    let foreseen = ledger::apply::foresee_grant(&network.state, begun_ms, grant);
    assert_eq!(foreseen, Some(network.state.pause.until_ms));
    network.check(
        "
        wait 59
        grant 1                      => open 200 from 2
        wait 1
        grant 1                      => passed 200 from 2
        ",
    );
    check_state(&network.state);
}

/// The same request needs more of a pool that shrank, and cannot pass in one that is too small for it; its
/// support stays, and is enough again once there is money.
#[test]
fn a_pool_that_shrinks_asks_for_more() {
    let mut network = with_budget();
    network.check(
        "
        m0 ask m2 1500
        m3 give 1 60
        m4 ask outside 1990
        m4 give 2 100
        m5 give 2 100
        m6 give 2 100
        m7 give 2 100
        ",
    );
    let rules = GrantRules::of(&network.state.charter);
    let needs = |network: &Network, amount| {
        rules.threshold(Money(amount), network.state.grant_moment(0).pool)
    };
    assert_eq!(needs(&network, 1_500), Some(4_800));
    assert_eq!(needs(&network, 1_990), Some(12_000_000));
    // Two thousand leave by decision: what is left is too little for the larger, and asks more for the other.
    network.check(
        "
        m0 propose spend:grants:m9:2000
        all vote 2 yes
        ",
    );
    while network.state.books.free(POOL) == Money(50_000) {
        network.wait(12);
        check_state(&network.state);
    }
    assert_eq!(network.state.books.free(POOL), Money(48_000));
    assert_eq!(needs(&network, 1_500), Some(6_199));
    assert_eq!(needs(&network, 1_990), None);
    network.wait(2_000);
    network.wait(1);
    network.check(
        "
        grant 1                      => open 60 from 1
        grant 2                      => open 400 from 4
        m8 ask m1 1990               => grant-too-large
        ",
    );
    assert_eq!(network.state.grants.look_ms, None, "nothing can pass");
    network.replay();
}

/// Forty members have 4,000 points, so N is at least 400. A request of 100 basis points needs 534 of
/// 10,000 of that, which 40 points weigh after 186 ticks: not a tick earlier.
#[test]
fn a_grant_passes_at_its_tick() {
    let mut network = with_budget();
    network.check(
        "
        m0 ask m2 500
        m1 give 1 40
        ",
    );
    let begun = network.state.tick_of(network.time_ms);
    let moment = network.state.grant_moment(network.time_ms);
    assert_eq!((moment.pool, moment.points), (Money(50_000), 400));
    let needs = 534_u128 * (400 << 16) * (1 << 32);
    let first =
        (1_u64..).find(|ticks| u128::from(stepped(0, 40, *ticks)) * 17_683_997 * 10_000 >= needs);
    let first = first.expect("40 points are enough one day");
    assert_eq!(first, 186);
    let grant = network.state.grants.find(GrantId(1)).expect("asked");
    let foreseen = ledger::apply::foresee_grant(&network.state, network.time_ms, grant);
    assert_eq!(foreseen, Some(network.state.tick_ms(begun + first)));
    network.wait(u32::try_from(first - 1).expect("days"));
    network.check("grant 1 => open 40 from 1");
    network.wait(1);
    network.check(
        "
        grant 1                      => passed 40 from 1
        envelope grants              => 49500
        m1 give 1 0                  => grant-over
        ",
    );
    let payment = network.state.books.payments().last().expect("decided");
    assert_eq!(payment.amount, Money(500));
    assert_eq!(
        payment.cause,
        Cause::Grant {
            grant: GrantId(1),
            to: Beneficiary::Member(network.member("m2")),
        }
    );
    check_state(&network.state);
    network.replay();
}

/// However strong its support, a grant is 120 ticks old first; and support that left in time stops it.
#[test]
fn a_grant_waits_until_everybody_could_see_it() {
    let mut network = with_budget();
    network.check(
        "
        m0 ask m2 500
        m1 give 1 100
        m2 give 1 100
        m3 give 1 100
        m0 ask m3 400
        m4 give 2 100
        wait 20
        m4 give 2 0
        wait 99
        grant 1                      => open 300 from 3
        wait 1
        grant 1                      => passed 300 from 3
        wait 500
        wait 1
        grant 2                      => open 0 from 0
        ",
    );
    assert_eq!(network.state.grants.look_ms, None, "nothing can pass");
    check_state(&network.state);
    network.replay();
}

/// Of two that have enough at once the older passes first; the other is held against what is left, a tick
/// later. A payee who left is not paid.
#[test]
fn one_passes_at_a_tick() {
    let mut network = with_budget();
    network.check(
        "
        m0 ask m2 500
        m0 ask m3 500
        m0 ask m4 500
        m5 give 1 100
        m6 give 2 100
        m7 give 3 100
        m8 give 1 100
        m9 give 2 100
        m10 give 3 100
        m4 leave
        wait 120
        grant 1                      => passed 200 from 2
        grant 2                      => open 200 from 2
        wait 1
        grant 2                      => passed 200 from 2
        grant 3                      => open 200 from 2
        wait 1
        grant 3                      => void 200 from 2
        envelope grants              => 49000
        ",
    );
    check_state(&network.state);
    network.replay();
}
