//! An election file of any bytes: read or refused, and what is read can be counted by every rule.
#![no_main]

use ballots::{Format, read, read_conversation};
use ledger::count::{Outcome, approval, equal_shares, greedy, runoff, schulze, stv};
use libfuzzer_sys::fuzz_target;

/// More candidates than this take longer than a fuzzer should wait.
const CANDIDATES_MAX: usize = 64;

fuzz_target!(|bytes: &[u8]| {
    let Some((first, text)) = bytes.split_first() else {
        return;
    };
    if let Ok(conversation) = read_conversation(text) {
        let _ = conversation.opinions.map(&[0; 32]);
    }
    let format: Option<&Format> = Format::ELECTIONS.get(usize::from(*first));
    let Ok(election) = read(text, format.copied(), None) else {
        return;
    };
    if election.candidates.len() > CANDIDATES_MAX {
        return;
    }
    let ballots = &election.ballots;
    let mut outcomes = vec![
        schulze::count(ballots, 1).outcome,
        runoff::count(ballots, &election.rules, &election.lot),
        approval::count(ballots, 3),
    ];
    for rules in [stv::Rules::Commons, stv::Rules::Scottish] {
        outcomes.extend(stv::count(ballots, election.seats.unwrap_or(1), rules, &election.lot));
    }
    if let Some(vote) = &election.budget {
        for outcome in [
            equal_shares::count(&vote.budget, &election.lot),
            greedy::count(&vote.budget, &election.lot),
        ] {
            assert!(outcome.cost <= vote.budget.limit(), "nothing is overspent");
            outcomes.push(outcome);
        }
    }
    outcomes.iter().for_each(elects_nobody_twice);
});

fn elects_nobody_twice(outcome: &Outcome) {
    let mut winners = outcome.winners.clone();
    winners.sort();
    winners.dedup();
    assert_eq!(winners.len(), outcome.winners.len());
}
