//! Arbitrary lives of offices: who stands, ranks, leaves, is appointed or recalled, in any order.

use std::collections::BTreeSet;

use ledger::State;
use ledger::charter::{Charter, Template, Track, Tracks};
use ledger::election::ElectionStage;
use ledger::ids::{Digest, ElectionId, MemberNumber};
use ledger::office::{GivenBy, Office};
use ledger::operation::Body;
use ledger::state::Timer;
use proptest::prelude::{ProptestConfig, any, proptest};

use crate::script::Network;

/// A network of twelve in which every office is elected within days.
fn hasty() -> Network {
    let circle = Charter::of(Template::Circle);
    let mut network = Network::found(Charter {
        round_ticks: 24,
        bootstrap_members: 100,
        electorate_rounds: 64,
        freeze_ticks: 2,
        term_rounds: 4,
        team: 1,
        guardians: 2,
        guardians_needed: 2,
        trustees: 1,
        elections_from: 2,
        nomination_ticks: 12,
        ballot_ticks: 12,
        taking_ticks: 3,
        late_swing_ticks: 1,
        delegate_lock_ticks: 1,
        sponsored_max: 50,
        tracks: Tracks::each(|name| Track {
            voting_ticks: 8,
            timelock_ticks: 4,
            ..circle.tracks.get(name).clone()
        }),
        ..circle
    });
    network.check("crowd 11\nwait 24");
    network
}

/// One thing that somebody does about offices; most of it is possible, some is not.
fn play(network: &mut Network, [what, who, whom, how]: [u8; 4]) {
    let name = format!("m{}", who % 11);
    let other = format!("m{}", whom % 11);
    let count = u32::try_from(network.state.elections.len()).expect("few elections");
    let id = (count + 1).saturating_sub(u32::from(how) % 6);
    let found = network.state.find_election(ElectionId(id));
    let of = |members: Vec<MemberNumber>| {
        members
            .get(usize::from(whom) % members.len().max(1))
            .copied()
    };
    let election = ElectionId(id);
    let body = match what % 20 {
        0..=3 => Body::Nominate {
            election,
            text: Digest([how; 32]),
        },
        4..=8 => Body::SponsorNomination {
            election,
            nominee: found
                .and_then(|it| of(it.nominations.keys().copied().collect()))
                .unwrap_or(MemberNumber(3)),
        },
        9..=13 => {
            let poll = found.and_then(|it| it.poll.as_ref());
            let mut ranking = poll.map(|it| it.candidates.clone()).unwrap_or_default();
            let by = usize::from(whom) % ranking.len().max(1);
            ranking.rotate_left(by);
            ranking.truncate(usize::from(how) % 4);
            Body::Rank { election, ranking }
        }
        14 => Body::WithdrawNomination(election),
        15 if who.is_multiple_of(16) => Body::Leave,
        15 => {
            let office = ["guardian", "trustee", "validator"][usize::from(how) % 3];
            let what = match whom % 4 {
                0 => format!("mandate:{other}:3"),
                1 => format!("recall:{office}:{other}"),
                _ => format!("appoint:{office}:{other}"),
            };
            if network.attempt(&format!("{name} propose {what}")) == "ok" {
                let number = network.state.proposals.len();
                for voter in 0..11 {
                    network.attempt(&format!("m{voter} sponsor {number}"));
                    network.attempt(&format!("m{voter} vote {number} yes"));
                }
            }
            return;
        }
        16..=18 => return network.wait(u32::from(how) % 3),
        _ => return network.wait(u32::from(how) % 24),
    };
    // Whatever is rejected changes nothing: the network holds it.
    let _ = network.sign(&name, body);
}

fn live(moves: &[[u8; 4]]) -> Network {
    let mut network = hasty();
    for it in moves {
        play(&mut network, *it);
        check_state(&network.state);
    }
    network.replay();
    network
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn offices_are_held_once_and_never_by_more_than_there_are_seats(
        moves in proptest::collection::vec(any::<[u8; 4]>(), 1..240),
    ) {
        live(&moves);
    }
}

/// A long life of offices: elections end in every way, and somebody succeeds without one.
#[test]
fn a_long_life_of_offices_reaches_everything() {
    let mut draw = crate::bytes::Draw::new(11);
    let moves: Vec<[u8; 4]> = (0..2_000)
        .map(|_| {
            let mut it = [0; 4];
            it.fill_with(|| draw.byte());
            it
        })
        .collect();
    let network = live(&moves);
    let elections = &network.state.elections;
    let words: BTreeSet<&str> = elections.iter().map(|it| it.stage.word()).collect();
    assert!(
        words.contains("taken") && words.contains("void"),
        "{words:?}"
    );
    let seated = elections.iter().filter_map(|it| it.counted.as_ref());
    let seated: usize = seated.map(|it| it.seated.len()).sum();
    assert!(seated >= 4, "{seated} took a seat by election");
}

/// What holds of elections and offices, whatever happened; returns their timers.
pub(crate) fn check_state(state: &State) -> BTreeSet<(u64, Timer)> {
    let mut timers = BTreeSet::new();
    let mut live = BTreeSet::new();
    for (number, election) in (1..).zip(&state.elections) {
        let id = election.id;
        assert_eq!(id, ElectionId(number));
        assert!(!election.stage.is_live() || live.insert(election.office));
        match election.stage {
            ElectionStage::Nominating { closes_ms } => {
                timers.insert((closes_ms, Timer::NominationsClose(id)));
            }
            ElectionStage::Voting { counts_ms, .. } => {
                timers.insert((counts_ms, Timer::ElectionCounts(id)));
                let poll = election.poll.as_ref().expect("a poll");
                for (voter, ranking) in &poll.ballots {
                    assert!(poll.voters.contains(*voter) && election.is_ballot(ranking));
                }
            }
            ElectionStage::Taking { takes_ms } => {
                timers.insert((takes_ms, Timer::SeatsTaken(id)));
            }
            ElectionStage::Taken { .. } | ElectionStage::Void => {}
        }
        if let Some(counted) = &election.counted {
            assert!(counted.seats <= election.seats);
            let outcome = election.account().expect("a count");
            assert_eq!(outcome.winners.len(), usize::from(counted.seats));
            let all: BTreeSet<_> = counted.succession.iter().collect();
            assert_eq!(all.len(), counted.candidates.len(), "everybody once");
        }
    }
    let mut holders = BTreeSet::new();
    for office in Office::ALL {
        let held = state.seats.iter();
        let held: Vec<_> = held
            .filter(|it| it.office == office && it.is_held(state.time_ms))
            .collect();
        let is_elected = held.iter().any(|it| matches!(it.by, GivenBy::Election(_)));
        // A mandate names as many leads as it likes.
        if office != Office::Team || is_elected {
            assert!(held.len() <= usize::from(state.charter.seats_of(office)));
        }
        for seat in held {
            assert!(holders.insert(seat.member), "nobody holds two offices");
        }
    }
    timers
}
