//! Elections (GOVERNANCE §2 J, §3, §10): who stands, who ranks, who takes a seat, and when.

use std::collections::{BTreeMap, BTreeSet};

use ledger::Rejection;
use ledger::charter::{Charter, Template};
use ledger::count::{Candidate, Reason};
use ledger::election::{CANDIDATES_MAX, Election, ElectionStage, Nomination, Poll};
use ledger::ids::{Digest, ElectionId, KeyNumber, MemberNumber};
use ledger::office::{GivenBy, Office};
use ledger::operation::Body;
use ledger::proposal::MemberSet;
use ledger::state::Timer;

use crate::script::Network;
use crate::tracks::{forty, quick};
use crate::words::office;

mod lives;

pub(crate) use lives::check_state;

fn number(text: &str) -> ElectionId {
    ElectionId(text.parse().expect("an election number"))
}

/// Reads `nominate 1`, `unnominate 1`, `support 1 m3`, `rank 1 m3 m4` and `resign team`.
pub(crate) fn body(network: &Network, words: &[&str]) -> Body {
    match words {
        ["nominate", id] => Body::Nominate {
            election: number(id),
            text: Digest([9; 32]),
        },
        ["unnominate", id] => Body::WithdrawNomination(number(id)),
        ["support", id, name] => Body::SponsorNomination {
            election: number(id),
            nominee: network.member(name),
        },
        ["rank", id, names @ ..] => Body::Rank {
            election: number(id),
            ranking: names.iter().map(|it| network.member(it)).collect(),
        },
        ["resign", word] => Body::Resign(office(word)),
        other => panic!("no such line: {other:?}"),
    }
}

/// Runs a script in which `election`, `seats`, `elected`, `holders` and `elections` say how things stand.
fn check(network: &mut Network, script: &str) {
    for line in script.lines().map(str::trim).filter(|it| !it.is_empty()) {
        let (act, expected) = line
            .split_once("=>")
            .map_or((line, "ok"), |(act, expected)| (act, expected.trim()));
        let words: Vec<&str> = act.split_whitespace().collect();
        let find = |id: &str| network.state.find_election(number(id)).expect("election");
        let outcome = match words.as_slice() {
            ["elections"] => network.state.elections.len().to_string(),
            ["election", id] => find(id).stage.word().to_owned(),
            ["seats", id] => find(id).seats.to_string(),
            ["needed", id] => find(id).sponsors_needed.to_string(),
            ["elected", id] => {
                let counted = find(id).counted.as_ref().expect("counted");
                let seats = usize::from(counted.seats);
                names(network, counted.succession.iter().take(seats).copied())
            }
            ["holders", word] => {
                let held = network.state.seats.iter().filter(|it| {
                    it.office == crate::words::office(word) && it.is_held(network.time_ms)
                });
                names(network, held.map(|it| it.member))
            }
            _ => network.attempt(act.trim()),
        };
        assert_eq!(outcome, expected, "line: {line}");
    }
}

fn names(network: &Network, members: impl Iterator<Item = MemberNumber>) -> String {
    let name = |member| {
        let mut people = network.people.iter();
        let found = people.find(|it| it.1.0 == member && it.1.1 == KeyNumber(0));
        found.expect("somebody").0.clone()
    };
    members.map(name).collect::<Vec<_>>().join(" ")
}

/// Forty members who elect `guardians`, and nobody else.
fn town(guardians: u16) -> Network {
    forty(Charter {
        team: 0,
        guardians,
        guardians_needed: guardians / 2 + 1,
        ..quick()
    })
}

/// Lets `m0` to `m(count − 1)` stand in the election with four sponsors each.
fn stand(network: &mut Network, id: u32, count: u32) {
    for place in 0..count {
        network.check(&format!("m{place} nominate {id}"));
        for sponsor in 0..4 {
            let by = 10 + (place * 4 + sponsor) % 28;
            network.check(&format!("m{by} support {id} m{place}"));
        }
    }
}

#[test]
// long: one script, from the call to the seats
fn an_election_runs_by_itself_to_the_tick() {
    let mut network = town(2);
    check(
        &mut network,
        "
        wait 167
        elections                    => 0
        wait 1
        election 1                   => nominating
        seats 1                      => 2
        needed 1                     => 4
        m0 nominate 2                => election-not-found
        m0 support 1 m1              => nomination-not-found
        m0 unnominate 1              => nomination-not-found
        m0 nominate 1
        m0 nominate 1                => stands-already
        m0 support 1 m0              => sponsor-oneself
        m10 support 1 m0
        m10 support 1 m0             => sponsored-already
        m1 nominate 1
        m2 nominate 1
        m10 support 1 m1
        m10 support 1 m2             => sponsor-limit
        m11 support 1 m0
        m12 support 1 m0
        m11 support 1 m1
        m12 support 1 m1
        m13 support 1 m1
        m0 rank 1 m1                 => not-open
        wait 167
        election 1                   => nominating
        m13 support 1 m0
        wait 1
        election 1                   => voting
        m3 nominate 1                => nominations-closed
        m13 support 1 m2             => nominations-closed
        m5 rank 1                    => ranking-unsound
        m5 rank 1 m0 m0              => ranking-unsound
        m5 rank 1 m0 m2              => ranking-unsound
        m5 rank 1 m0 m1 m0           => ranking-unsound
        m5 rank 2 m0                 => election-not-found
        m5 rank 1 m1
        m5 rank 1 m0 m1
        join late by founder
        late rank 1 m0               => not-in-electorate
        m6 rank 1 m0
        m7 rank 1 m1 m0
        wait 335
        m8 rank 1 m0
        wait 1
        election 1                   => voting
        m9 rank 1 m1                 => not-open
        wait 1
        election 1                   => taking
        elected 1                    => m0 m1
        holders guardian             =>
        wait 71
        holders guardian             =>
        wait 1
        election 1                   => taken
        holders guardian             => m0 m1
        m0 nominate 1                => nominations-closed
        m0 unnominate 1              => office-held
        ",
    );
    let election = &network.state.elections[0];
    let counted = election.counted.as_ref().expect("counted");
    assert_eq!(counted.papers.len(), 3, "equal ballots are put together");
    let poll = election.poll.as_ref().expect("polled");
    assert!(poll.ballots.is_empty(), "who voted how is dropped");
    let outcome = election.account().expect("an account");
    assert_eq!(outcome.winners, [Candidate(0), Candidate(1)]);
    network.replay();
}

/// Below the charter's number nothing is called; at it everything is that has seats.
#[test]
fn ten_members_elect_and_nine_do_not() {
    for (others, called) in [(8, 0), (9, 2)] {
        let mut network = Network::found(Charter {
            bootstrap_members: 100,
            ..Charter::of(Template::Cooperative)
        });
        network.check(&format!("crowd {others}\nwait 168"));
        let offices: Vec<Office> = network.state.elections.iter().map(|it| it.office).collect();
        assert_eq!(offices.len(), called);
        assert!(called == 0 || offices == [Office::Team, Office::Guardian]);
    }
    let mut circle = Network::found(Charter::of(Template::Circle));
    circle.check("crowd 9\nwait 168");
    check(&mut circle, "needed 1 => 1\nseats 1 => 1\nelections => 1");
}

#[test]
fn a_nomination_needs_fifty_or_a_tenth() {
    let charter = Charter::of(Template::Network);
    let needed = |members| charter.nomination_sponsors_needed(members);
    let rows = [
        (0, 1),
        (1, 1),
        (10, 1),
        (11, 2),
        (490, 49),
        (491, 50),
        (500, 50),
        (9_000_000, 50),
    ];
    for (members, sponsors) in rows {
        assert_eq!(needed(members), sponsors, "{members}");
    }
}

#[test]
fn nominations_stay_open_until_somebody_stands() {
    let mut network = town(1);
    check(
        &mut network,
        "
        wait 168
        m0 nominate 1
        m10 support 1 m0
        m11 support 1 m0
        m12 support 1 m0
        wait 168
        election 1                   => nominating
        m13 support 1 m0
        m0 unnominate 1
        wait 168
        election 1                   => nominating
        elections                    => 1
        m0 nominate 1
        m14 support 1 m0
        m11 support 1 m0
        m12 support 1 m0
        m13 support 1 m0
        wait 168
        election 1                   => voting
        ",
    );
    network.replay();
}

/// Nobody whom no ballot ranks is elected, not even where nobody else stands.
#[test]
fn an_election_without_ballots_is_void_and_comes_again() {
    let mut network = town(3);
    network.check("wait 168");
    stand(&mut network, 1, 2);
    check(
        &mut network,
        "
        wait 168
        wait 337
        election 1                   => void
        elections                    => 1
        wait 167
        elections                    => 2
        ",
    );
    stand(&mut network, 2, 2);
    check(
        &mut network,
        "
        wait 168
        m5 rank 2 m1
        wait 337
        elected 2                    => m1
        wait 72
        holders guardian             => m1
        ",
    );
    network.replay();
}

#[test]
fn who_withdraws_or_leaves_is_passed_over() {
    let mut network = town(1);
    network.check("wait 168");
    stand(&mut network, 1, 4);
    check(
        &mut network,
        "
        wait 168
        m20 rank 1 m0 m3
        m21 rank 1 m0 m3
        m22 rank 1 m1 m3
        m23 rank 1 m2
        m24 rank 1 m3
        m0 unnominate 1
        m0 unnominate 1              => nomination-not-found
        m1 leave
        wait 337
        elected 1                    => m3
        m3 unnominate 1
        wait 72
        holders guardian             => m2
        ",
    );
    network.replay();
}

/// The seat of somebody who leaves goes to the runner-up when the round closes; without one there
/// is another election.
#[test]
fn a_vacancy_goes_to_the_runner_up_and_then_to_an_election() {
    let mut network = town(1);
    network.check("wait 168");
    stand(&mut network, 1, 3);
    check(
        &mut network,
        "
        wait 168
        m20 rank 1 m0
        m21 rank 1 m0
        m22 rank 1 m1
        m23 rank 1 m1
        m24 rank 1 m0
        m25 rank 1 m2
        wait 337
        m2 unnominate 1
        wait 72
        holders guardian             => m0
        m0 leave
        holders guardian             =>
        ",
    );
    let closes_ms = network
        .state
        .timers
        .iter()
        .find_map(|(due_ms, timer)| match timer {
            Timer::RoundCloses(_) => Some(*due_ms),
            _ => None,
        });
    let tick_ms = network.state.charter.tick_ms;
    let left = (closes_ms.expect("a round") - network.time_ms) / tick_ms;
    network.check(&format!("wait {}", left - 1));
    check(
        &mut network,
        "
        holders guardian             =>
        wait 1
        holders guardian             => m1
        elections                    => 1
        m1 leave
        wait 168
        holders guardian             =>
        elections                    => 2
        ",
    );
    network.replay();
}

/// A third of five seats ends each term, the longest terms go to those elected first, and whoever is
/// elected anew begins at the moment at which the one before ends.
#[test]
// long: one story over two terms
fn a_third_is_renewed_each_term() {
    let mut network = forty(Charter {
        team: 0,
        term_rounds: 8,
        ..quick()
    });
    network.check("wait 168");
    stand(&mut network, 1, 5);
    network.check("wait 168");
    for (place, count) in [(0, 5), (1, 4), (2, 3), (3, 2), (4, 1)] {
        for voter in 0..count {
            let by = 10 + place * 5 + voter;
            network.check(&format!("m{by} rank 1 m{place}"));
        }
    }
    network.check("wait 409");
    let term_ms = network.state.charter.term_ms();
    let since_ms = network.time_ms;
    let years = |network: &Network| -> Vec<(String, u64)> {
        let seats = network.state.seats.iter();
        let held = seats.filter(|it| it.is_held(network.time_ms));
        held.map(|it| {
            let name = names(network, core::iter::once(it.member));
            (name, (it.until_ms - since_ms) / term_ms)
        })
        .collect()
    };
    let row = |name: &str, years| (name.to_owned(), years);
    assert_eq!(
        years(&network),
        [
            row("m0", 3),
            row("m1", 3),
            row("m2", 2),
            row("m3", 2),
            row("m4", 1)
        ]
    );
    // 577 ticks before the first term of 1,344 ends.
    check(
        &mut network,
        "wait 766\nelections => 1\nwait 1\nelections => 2\nseats 2 => 1",
    );
    check(&mut network, "m0 nominate 2 => office-held\nm4 nominate 2");
    for sponsor in 10..14 {
        network.check(&format!("m{sponsor} support 2 m4"));
    }
    check(
        &mut network,
        "
        wait 168
        m20 rank 2 m4
        wait 408
        election 2                   => taking
        holders guardian             => m0 m1 m2 m3 m4
        wait 1
        election 2                   => taken
        holders guardian             => m0 m1 m2 m3 m4
        ",
    );
    let again = network
        .state
        .seats
        .iter()
        .find(|it| it.by == GivenBy::Election(ElectionId(2)));
    let again = again.expect("elected again");
    assert_eq!(
        (again.since_ms, again.until_ms),
        (since_ms + term_ms, since_ms + 4 * term_ms)
    );
    network.replay();
}

/// Whoever gets another office meanwhile takes no second one.
#[test]
fn nobody_takes_two_offices() {
    let mut network = town(1);
    network.check("wait 168");
    stand(&mut network, 1, 2);
    check(
        &mut network,
        "
        m30 propose mandate:m0:10
        all vote 1 yes
        wait 168
        m20 rank 1 m0
        m21 rank 1 m0
        m22 rank 1 m1
        wait 337
        elected 1                    => m0
        wait 72
        holders guardian             => m0
        wait 167
        proposal 1                   => failed-conflict
        holders team                 =>
        ",
    );
    network.replay();
    let mut network = town(1);
    check(
        &mut network,
        "
        m30 propose mandate:m0:10
        all vote 1 yes
        wait 168
        ",
    );
    stand(&mut network, 1, 2);
    check(
        &mut network,
        "
        wait 168
        m20 rank 1 m0
        m21 rank 1 m0
        m22 rank 1 m1
        wait 337
        elected 1                    => m0
        wait 71
        holders team                 => m0
        wait 1
        holders guardian             => m1
        ",
    );
    network.replay();
}

#[test]
fn an_appointment_that_fills_the_seat_ends_the_election() {
    let mut network = town(1);
    check(
        &mut network,
        "wait 168\nm30 propose appoint:guardian:m9\nall vote 1 yes",
    );
    stand(&mut network, 1, 2);
    check(
        &mut network,
        "
        wait 168
        m20 rank 1 m0
        wait 337
        wait 72
        holders guardian             => m0
        wait 167
        proposal 1                   => failed-conflict
        m30 propose appoint:trustee:m9 => office-full
        ",
    );
    network.replay();
}

/// Two with the same votes: the lot of the log decides, it is shown, and the order in which ballots
/// were cast changes nothing but the lot.
#[test]
fn a_tie_is_broken_by_lot_and_shown() {
    let mut network = town(1);
    network.check("wait 168");
    stand(&mut network, 1, 2);
    check(
        &mut network,
        "wait 168\nm20 rank 1 m0\nm21 rank 1 m1\nwait 337",
    );
    let election = &network.state.elections[0];
    let outcome = election.account().expect("an account");
    let ties: Vec<&Reason> = outcome
        .rounds
        .iter()
        .flat_map(|it| &it.ties)
        .map(|it| &it.by)
        .collect();
    assert_eq!(ties, [&Reason::Lot]);
    let counted = election.counted.as_ref().expect("counted");
    assert_eq!(counted.succession.len(), 2);
    network.replay();
}

/// An election that is being ranked, by as many candidates as asked.
fn polled(candidates: u32) -> Election {
    Election {
        id: ElectionId(3),
        office: Office::Guardian,
        seats: 1,
        called_ms: 0,
        takes_from_ms: 0,
        ends_by_ms: 0,
        sponsors_needed: 1,
        nominations: BTreeMap::new(),
        stage: ElectionStage::Void,
        poll: Some(Poll {
            opened_ms: 0,
            candidates: (1..=candidates).map(MemberNumber).collect(),
            voters: MemberSet::default(),
            electorate: 0,
            ballots: BTreeMap::new(),
        }),
        counted: None,
    }
}

/// Everybody sees all candidates, each in another order, and each candidate is first about as often.
#[test]
fn the_order_is_each_voters_own() {
    let election = polled(4);
    let mut first: BTreeMap<MemberNumber, u32> = BTreeMap::new();
    for voter in (1..=4_000).map(MemberNumber) {
        let order = election.order_for(voter);
        assert_eq!(
            order,
            election.order_for(voter),
            "the same whenever it is asked"
        );
        assert_eq!(order.iter().collect::<BTreeSet<_>>().len(), 4);
        *first.entry(order[0]).or_default() += 1;
    }
    // 1,000 each, within five standard deviations (27.4).
    assert!(
        first.values().all(|it| (863..=1_137).contains(it)),
        "{first:?}"
    );
    let other = Election {
        id: ElectionId(4),
        ..election.clone()
    };
    let differs = (1..=20)
        .map(MemberNumber)
        .any(|it| other.order_for(it) != election.order_for(it));
    assert!(differs, "another election, another order");
}

#[test]
fn a_ballot_names_each_candidate_once() {
    let election = polled(300);
    let members =
        |range: core::ops::RangeInclusive<u32>| range.map(MemberNumber).collect::<Vec<_>>();
    assert!(election.is_ballot(&members(1..=300)));
    assert!(election.is_ballot(&members(300..=300)));
    assert!(!election.is_ballot(&[]));
    assert!(!election.is_ballot(&members(300..=301)));
    assert!(!election.is_ballot(&members(0..=1)));
    assert!(!election.is_ballot(&[MemberNumber(1), MemberNumber(2), MemberNumber(1)]));
}

/// Of more than can be ranked those stand who found their sponsors first.
#[test]
fn the_first_candidates_stand() {
    let mut election = polled(0);
    for number in 1..=300_u32 {
        let nomination = Nomination {
            text: Digest([0; 32]),
            since_ms: 0,
            sponsors: BTreeSet::new(),
            sponsored_ms: (number != 299).then(|| u64::from(1_000 - number)),
            withdrawn_ms: (number == 300).then_some(5),
        };
        election
            .nominations
            .insert(MemberNumber(number), nomination);
    }
    let candidates = election.sponsored();
    assert_eq!(candidates.len(), CANDIDATES_MAX);
    assert_eq!(candidates.first(), Some(&MemberNumber(43)));
    assert_eq!(candidates.last(), Some(&MemberNumber(298)));
}

/// What an associate may not.
#[test]
fn standing_and_sponsoring_need_membership() {
    let mut network = town(1);
    let lead = Charter {
        bootstrap_members: 12,
        team: 0,
        guardians: 1,
        guardians_needed: 1,
        ..quick()
    };
    network.check("wait 1");
    let mut young = Network::found(lead);
    young.check("crowd 11\njoin new by m1\nwait 168\nm3 nominate 1\nstanding new => guest");
    check(
        &mut young,
        "
        new nominate 1               => standing-too-low
        new support 1 m3             => standing-too-low
        new unnominate 1             => nomination-not-found
        ",
    );
    assert_eq!(Rejection::StandsAlready.code(), 432);
    young.replay();
}
