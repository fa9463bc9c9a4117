//! Real votes whose outcomes are published.

use std::collections::BTreeMap;

use ballots::decentraland::{self, Verdict};
use ballots::rctab::RulesConfig;
use ballots::{Election, read_conversation};
use ledger::count::{Candidate, Outcome, runoff, schulze, stv};
use serde_json::Value;

use crate::{election, json, unpack};

const DEBIAN: &str = include_str!("../files/gr_2019_002_tally.txt");
const MINNEAPOLIS: &[u8] = include_bytes!("../files/minneapolis/ballots_aggregated.csv.gz");
const REPORT: &[u8] = include_bytes!("../files/minneapolis/expected_detailed_report.json.gz");
const RULES: &str = include_str!("../files/minneapolis/rules_config.json");
const PROPOSALS: &[u8] = include_bytes!("../files/decentraland/proposals.csv.gz");
const VOTES: &[u8] = include_bytes!("../files/decentraland/votes.csv.gz");

fn order(election: &Election, outcome: &Outcome) -> String {
    let groups = outcome.order.iter().map(|group| {
        let names: Vec<&str> = group.iter().map(|it| election.name(*it)).collect();
        names.join("=")
    });
    groups.collect::<Vec<_>>().join(" ")
}

#[test]
fn debian_gets_the_whole_order_it_published() {
    let election = election(DEBIAN);
    assert_eq!(election.ballots.weight(), 425);
    assert!(election.bad_rows.rows().is_empty());
    let found = schulze::count(&election.ballots, 1);
    assert_eq!(order(&election, &found.outcome), "B F H D G A FD E");
}

fn minneapolis() -> Election {
    let rules = RulesConfig::parse(RULES).expect("RCTab's rules");
    let text = unpack(MINNEAPOLIS);
    ballots::read(text.as_bytes(), None, Some(&rules)).expect("an election")
}

fn count_of(value: &Value) -> u64 {
    let text = value.as_str().expect("a number in quotes");
    text.parse().expect("a number")
}

/// Thirty-three rounds: every tally, everybody who leaves, every ballot that counts for nobody.
#[test]
fn minneapolis_is_counted_round_by_round_as_rctab_did() {
    let election = minneapolis();
    assert_eq!(election.ballots.weight(), 80_101);
    let report = json(REPORT);
    let outcome = runoff::count(&election.ballots, &election.rules, &election.lot);
    let expected = report["results"].as_array().expect("rounds");
    assert_eq!(outcome.rounds.len(), expected.len());
    let names = |it: &[Candidate]| -> Vec<String> {
        let mut names: Vec<String> = it.iter().map(|it| election.name(*it).to_owned()).collect();
        names.sort();
        names
    };
    for (round, theirs) in outcome.rounds.iter().zip(expected) {
        let tally: BTreeMap<String, u64> = round
            .tally
            .iter()
            .map(|(it, votes)| (election.name(*it).to_owned(), *votes))
            .collect();
        let expected = theirs["tally"].as_object().expect("a tally").iter();
        let expected: BTreeMap<String, u64> = expected
            .map(|(name, votes)| (name.clone(), count_of(votes)))
            .collect();
        assert_eq!(tally, expected, "round {}", theirs["round"]);
        let acts = |what: &str| -> Vec<String> {
            let acts = theirs["tallyResults"].as_array().expect("acts").iter();
            let mut acts: Vec<String> = acts
                .filter_map(|it| Some(it[what].as_str()?.to_owned()))
                .collect();
            acts.sort();
            acts
        };
        assert_eq!(names(&round.eliminated), acts("eliminated"));
        assert_eq!(names(&round.elected), acts("elected"));
        let reasons = theirs["inactiveBallots"]
            .as_object()
            .expect("reasons")
            .values();
        let undervotes = report["summary"]["undervotes"].as_u64().expect("a number");
        assert_eq!(
            round.exhausted,
            reasons.map(count_of).sum::<u64>() + undervotes
        );
    }
    assert_eq!(names(&outcome.winners), ["BETSY HODGES"]);
}

/// The same ballots as if they had elected a council of five.
#[test]
fn eighty_thousand_ballots_elect_five_without_losing_a_millionth() {
    let election = minneapolis();
    let outcome = stv::count(&election.ballots, 5, stv::Rules::Commons, &election.lot);
    let outcome = outcome.expect("more candidates than seats");
    assert_eq!(outcome.winners.len(), 5);
    for round in &outcome.rounds {
        let votes: u64 = round.tally.values().sum();
        assert_eq!(votes + round.exhausted, 80_101 * stv::COMMONS_UNITS);
    }
}

/// Weights of up to fourteen million lead to the recorded outcome, but for two proposals that were
/// still open when the votes were exported and one that was rejected by hand.
#[test]
fn decentraland_decided_what_its_weights_say() {
    let (proposals, votes) = (unpack(PROPOSALS), unpack(VOTES));
    let replay = decentraland::parse(proposals.as_bytes(), votes.as_bytes()).expect("two files");
    assert!(replay.bad_proposals.rows().is_empty());
    assert!(replay.bad_votes.rows().is_empty());
    let mut others: Vec<(&str, &str, &str)> = Vec::new();
    let mut passed = 0;
    for it in replay.proposals.values() {
        if it.verdict() != it.recorded_verdict() {
            others.push((&it.title, &it.status, &it.final_status));
        }
        passed += usize::from(it.verdict() == Verdict::Passed);
        // The export leaves out votes of less than ten.
        let missing = it.recorded.abs_diff(it.votes.weight());
        assert!(
            missing <= 10_000 * it.recorded_votes,
            "{}: {missing}",
            it.title
        );
    }
    others.sort_unstable();
    assert_eq!(
        (replay.proposals.len(), replay.votes, passed),
        (285, 6_115, 93)
    );
    let expected = [
        (
            "Add NFT Studios - Linked Wearables to the Linked Wearables Registry",
            "active",
            "enacted",
        ),
        (
            "BeatBlox: Decentraland's Music Platform",
            "rejected",
            "rejected",
        ),
        ("Grant Support Squad", "active", "enacted"),
    ];
    assert_eq!(others, expected);
}

/// The map must not change unseen: groups, and the statements that bridge them.
#[test]
fn three_conversations_are_mapped_as_before() {
    for (name, packed, sizes, bridging) in [
        (
            "brexit-consensus",
            include_bytes!("../files/polis/brexit-consensus.csv.gz").as_slice(),
            vec![140, 64],
            21,
        ),
        (
            "london.youth.policing",
            include_bytes!("../files/polis/london.youth.policing.csv.gz").as_slice(),
            vec![20, 6],
            17,
        ),
        (
            "15-per-hour-seattle",
            include_bytes!("../files/polis/15-per-hour-seattle.csv.gz").as_slice(),
            vec![197, 142],
            1,
        ),
    ] {
        let conversation = read_conversation(unpack(packed).as_bytes()).expect("a conversation");
        assert!(conversation.bad_rows.rows().is_empty(), "{name}");
        let map = conversation.opinions.map(&[0; 32]);
        let found: Vec<usize> = map.groups.iter().map(|it| it.members.len()).collect();
        assert_eq!((found, map.bridging.len()), (sizes, bridging), "{name}");
    }
}
