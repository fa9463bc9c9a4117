//! Debian's resolution and the mayor of Minneapolis: published outcomes.

use std::collections::BTreeMap;
use std::path::Path;

use ballots::Election;
use ledger::count::{Candidate, runoff, schulze};
use serde_json::Value;

use crate::{Result, list, yes};

pub(crate) fn debian(votes: &Path, frozen: &Value) -> Result<()> {
    let path = votes.join("debian/gr_2019_002_tally.txt");
    let election = ballots::open(&path, None, None)?;
    let outcome = schulze::count(&election.ballots, 1).outcome;
    let order: Vec<Vec<&str>> = outcome
        .order
        .iter()
        .map(|group| group.iter().map(|it| election.name(*it)).collect())
        .collect();
    let word = |it: &Value| it.as_str().map(str::to_owned);
    let published = list(&frozen["debian"]["published"], word);
    let winners = list(&frozen["debian"]["pref_voting"], word);
    let ours: Vec<&str> = order.iter().flatten().copied().collect();
    let is_strict = order.iter().all(|group| group.len() == 1);
    println!("## Debian General Resolution 2019-002\n");
    println!("| what | ours | theirs | |\n|---|---|---|---|");
    println!(
        "| order, published by Debian | {} | {} | {} |",
        ours.join(" "),
        published.join(" "),
        yes(is_strict && ours == published)
    );
    let won: Vec<&str> = outcome
        .winners
        .iter()
        .map(|it| election.name(*it))
        .collect();
    println!(
        "| winner, `pref-voting` beat path | {} | {} | {} |\n",
        won.join(" "),
        winners.join(" "),
        yes(won == winners)
    );
    println!(
        "{} ballots with ties and unranked options; rule `schulze`.\n",
        election.ballots.weight()
    );
    Ok(())
}

pub(crate) fn minneapolis(votes: &Path) -> Result<()> {
    let folder = votes.join("minneapolis-2013-mayor");
    let election = ballots::open(&folder.join("ballots_aggregated.csv.gz"), None, None)?;
    let report = std::fs::read_to_string(folder.join("expected_detailed_report.json"))?;
    let report: Value = serde_json::from_str(&report)?;
    let outcome = runoff::count(&election.ballots, &election.rules, &election.lot);
    let expected = report["results"].as_array().ok_or("a report has results")?;
    let mut equal = [0_usize; 4];
    for (round, theirs) in outcome.rounds.iter().zip(expected) {
        let acts = |what: &str| {
            let acts = list(&theirs["tallyResults"], |it| {
                it[what].as_str().map(str::to_owned)
            });
            sorted(acts)
        };
        let mut blank = election.ballots.ballots();
        let blank = blank.find(|(it, _)| it.is_blank()).map_or(0, |(_, it)| it);
        let is_equal = [
            names(&election, &round.tally) == tally_of(theirs),
            sorted(called(&election, &round.elected)) == acts("elected"),
            sorted(called(&election, &round.eliminated)) == acts("eliminated"),
            round.exhausted == inactive(theirs, &report, blank),
        ];
        for (count, it) in equal.iter_mut().zip(is_equal) {
            *count += usize::from(it);
        }
    }
    let rounds = expected.len();
    let of = |count: usize| format!("{count} of {rounds} rounds {}", yes(count == rounds));
    println!("## Minneapolis 2013, mayor\n");
    println!("| what, in RCTab's detailed report | |\n|---|---|");
    println!(
        "| number of rounds | ours {}, theirs {rounds} |",
        outcome.rounds.len()
    );
    println!("| votes of every candidate | {} |", of(equal[0]));
    println!("| elected | {} |", of(equal[1]));
    println!("| eliminated | {} |", of(equal[2]));
    println!(
        "| ballots that count for nobody any more | {} |\n",
        of(equal[3])
    );
    let won: Vec<&str> = outcome
        .winners
        .iter()
        .map(|it| election.name(*it))
        .collect();
    println!(
        "{} ballots, rule `irv` with the file's `rules_config.json` (sure losers leave together, undeclared \
         write-ins first, an overvote or a second skipped rank ends a ballot). Elected: {}.\n",
        election.ballots.weight(),
        won.join(", ")
    );
    Ok(())
}

/// RCTab counts ballots on which nothing is marked apart; ours are blank ballots, for nobody either.
/// Its inactive ballots are listed by reason.
fn inactive(round: &Value, report: &Value, blank: u64) -> u64 {
    let number = |it: &Value| it.as_str().and_then(|it| it.parse::<u64>().ok());
    let reasons = round["inactiveBallots"].as_object();
    let sum: u64 = reasons
        .into_iter()
        .flatten()
        .filter_map(|(_, it)| number(it))
        .sum();
    let undervotes = report["summary"]["undervotes"].as_u64().unwrap_or(0);
    // Ballots that end at their first mark are blank to us and have a reason there.
    debug_assert!(blank >= undervotes);
    sum + undervotes
}

fn tally_of(round: &Value) -> BTreeMap<String, u64> {
    let votes = |it: &Value| it.as_str().and_then(|it| it.parse().ok());
    let tally = round["tally"].as_object();
    let tally = tally.into_iter().flatten();
    tally
        .filter_map(|(name, it)| Some((name.clone(), votes(it)?)))
        .collect()
}

fn names(election: &Election, tally: &BTreeMap<Candidate, u64>) -> BTreeMap<String, u64> {
    let named = tally
        .iter()
        .map(|(it, votes)| (election.name(*it).to_owned(), *votes));
    named.collect()
}

fn called(election: &Election, candidates: &[Candidate]) -> Vec<String> {
    candidates
        .iter()
        .map(|it| election.name(*it).to_owned())
        .collect()
}

fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.sort();
    names
}
