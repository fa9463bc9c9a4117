//! Wards of Scottish council elections: the Order's own count, and two libraries.

use std::collections::BTreeMap;
use std::path::Path;

use ledger::count::stv::{self, Rules};
use ledger::count::{Candidate, Outcome};
use serde_json::Value;

use crate::{Result, files, list, name_of, yes};

pub(crate) fn tell(votes: &Path, frozen: &Value) -> Result<()> {
    println!("## Wards of Scottish councils\n");
    println!(
        "Rule `stv-scottish`: quota, transfers to five decimals, ties and last vacancies as in SSI 2007/42, schedule 1. \
         *Stages*: the votes of every candidate at every stage, and who is elected and excluded in which order, against \
         `oracles/scottish.py`, an own plain implementation of the Order, since neither library tells its stages. \
         `pref-voting` counts by the same Order in floating point. `votekit` has no Scottish rules: it does not cut \
         decimals off, so its column may differ without either being wrong. The last column is our own rule `stv`.\n"
    );
    println!("| ward | seats | ballots | stages | `pref-voting` | `votekit` | elected by `stv` |");
    println!("|---|--:|--:|---|---|---|---|");
    let mut paths = files(&votes.join("scottish-stv"), &[".csv"])?;
    paths.extend(files(&votes.join("scottish-blt"), &[".blt"])?);
    let mut equal = [0_usize; 4];
    for path in &paths {
        let election = ballots::open(path, None, None)?;
        let seats = election.seats.ok_or("a ward has seats")?;
        let key = path.strip_prefix(votes)?.to_string_lossy().into_owned();
        let theirs = &frozen["wards"][&key];
        let outcome = stv::count(&election.ballots, seats, Rules::Scottish, &election.lot)?;
        let ours = stv::count(&election.ballots, seats, Rules::Commons, &election.lot)?;
        let elected = numbers(&outcome.winners);
        let is_equal = [
            is_same_count(&outcome, theirs),
            elected == list(&theirs["pref_voting"], Value::as_u64),
            elected == list(&theirs["votekit"], Value::as_u64),
            elected == numbers(&ours.winners),
        ];
        for (count, it) in equal.iter_mut().zip(is_equal) {
            *count += usize::from(it);
        }
        let bad = election.bad_rows.rows().len();
        let bad = if bad > 0 {
            format!(" ({bad} bad rows)")
        } else {
            String::new()
        };
        println!(
            "| {}{bad} | {seats} | {} | {} {} | {} | {} | {} |",
            name_of(path),
            election.ballots.weight(),
            outcome.rounds.len(),
            yes(is_equal[0]),
            yes(is_equal[1]),
            yes(is_equal[2]),
            if is_equal[3] { "the same" } else { "others" },
        );
    }
    println!(
        "| **{}** | | | **{}** | **{}** | **{}** | **{}** |\n",
        paths.len(),
        equal[0],
        equal[1],
        equal[2],
        equal[3]
    );
    Ok(())
}

fn numbers(candidates: &[Candidate]) -> Vec<u64> {
    let mut numbers: Vec<u64> = candidates.iter().map(|it| u64::from(it.0)).collect();
    numbers.sort_unstable();
    numbers
}

/// Who is elected and excluded, in order, and the votes of all at every stage.
fn is_same_count(outcome: &Outcome, theirs: &Value) -> bool {
    let in_order = |it: &[Candidate]| it.iter().map(|it| u64::from(it.0)).collect::<Vec<_>>();
    let excluded: Vec<Candidate> = outcome
        .rounds
        .iter()
        .flat_map(|it| it.eliminated.iter().copied())
        .collect();
    let stages: Vec<BTreeMap<u64, u64>> = list(&theirs["stages"], |stage| {
        let votes = stage.as_object()?.iter();
        votes
            .map(|(it, votes)| Some((it.parse().ok()?, votes.as_u64()?)))
            .collect()
    });
    let ours: Vec<BTreeMap<u64, u64>> = outcome
        .rounds
        .iter()
        .map(|it| {
            it.tally
                .iter()
                .map(|(it, votes)| (u64::from(it.0), *votes))
                .collect()
        })
        .collect();
    in_order(&outcome.winners) == list(&theirs["elected"], Value::as_u64)
        && in_order(&excluded) == list(&theirs["excluded"], Value::as_u64)
        && ours == stages
}
