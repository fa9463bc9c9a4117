//! Small elections full of ties, against what independent implementations said about them
//! (`oracles/generate.py`).

use std::collections::BTreeMap;

use ledger::count::stv::{self, Rules};
use ledger::count::{Candidate, Payment, equal_shares, greedy, schulze};

use crate::{election, json, numbers, strings};

const DRAWN: &[u8] = include_bytes!("../files/drawn.json.gz");

fn places(candidates: impl IntoIterator<Item = Candidate>) -> Vec<u64> {
    candidates.into_iter().map(|it| u64::from(it.0)).collect()
}

/// Every stage of every count: the votes of all candidates, who is elected and excluded, in order.
#[test]
fn scottish_counts_are_those_of_the_order() {
    let drawn = json(DRAWN);
    let wards = drawn["wards"].as_array().expect("wards");
    let (mut by_round, mut by_lot) = (0, 0);
    for ward in wards {
        let text = ward["text"].as_str().expect("a file");
        let election = election(text);
        let seats = election.seats.expect("seats");
        let outcome = stv::count(&election.ballots, seats, Rules::Scottish, &election.lot);
        let outcome = outcome.expect("fewer seats than candidates");
        assert_eq!(
            places(outcome.winners.clone()),
            numbers(&ward["elected"]),
            "{text}"
        );
        let excluded = outcome.rounds.iter().flat_map(|it| it.eliminated.clone());
        assert_eq!(places(excluded), numbers(&ward["excluded"]), "{text}");
        let stages: Vec<BTreeMap<String, u64>> = outcome
            .rounds
            .iter()
            .map(|it| {
                it.tally
                    .iter()
                    .map(|(it, votes)| (it.0.to_string(), *votes))
                    .collect()
            })
            .collect();
        let expected: Vec<BTreeMap<String, u64>> =
            serde_json::from_value(ward["stages"].clone()).expect("stages");
        assert_eq!(stages, expected, "{text}");
        for tie in outcome.rounds.iter().flat_map(|it| &it.ties) {
            match tie.by {
                ledger::count::Reason::EarlierRound(_) => by_round += 1,
                _ => by_lot += 1,
            }
        }
    }
    assert!(
        by_round >= 10 && by_lot >= 50,
        "ties were broken: {by_round} and {by_lot}"
    );
}

/// The same projects in the same order by equal shares, the same after the completion, and the same
/// by votes alone.
#[test]
fn budgets_are_spent_as_pabutools_spends_them() {
    let drawn = json(DRAWN);
    let mut ties = 0;
    for budget in drawn["budgets"].as_array().expect("budgets") {
        let text = budget["text"].as_str().expect("a file");
        let election = election(text);
        let vote = election.budget.as_ref().expect("a budget");
        let named = |funded: &[Candidate]| -> Vec<String> {
            funded
                .iter()
                .map(|it| election.name(*it).to_owned())
                .collect()
        };
        let sorted = |mut names: Vec<String>| {
            names.sort();
            names
        };
        let shares = equal_shares::count(&vote.budget, &election.lot);
        let bought = shares
            .rounds
            .iter()
            .filter(|it| matches!(it.payment, Some(Payment::Shares { .. })));
        let bought: Vec<Candidate> = bought.flat_map(|it| it.elected.clone()).collect();
        assert_eq!(
            named(&bought),
            strings(&budget["equal_shares_alone"]),
            "{text}"
        );
        assert_eq!(
            sorted(named(&shares.winners)),
            strings(&budget["equal_shares"]),
            "{text}"
        );
        let by_votes = greedy::count(&vote.budget, &election.lot);
        let expected = strings(&budget["greedy_by_supporters"]);
        assert_eq!(sorted(named(&by_votes.winners)), expected, "{text}");
        ties += shares.rounds.iter().map(|it| it.ties.len()).sum::<usize>();
    }
    assert!(ties > 50, "{ties} ties");
}

#[test]
fn schulze_elects_whom_pref_voting_elects() {
    let drawn = json(DRAWN);
    let mut shared = 0;
    for ranking in drawn["rankings"].as_array().expect("rankings") {
        let text = ranking["text"].as_str().expect("a file");
        let outcome = schulze::count(&election(text).ballots, 1).outcome;
        assert_eq!(
            places(outcome.winners.clone()),
            numbers(&ranking["winners"]),
            "{text}"
        );
        shared += usize::from(outcome.is_tied_for(1));
    }
    assert!(shared > 5, "{shared} shared victories");
}
