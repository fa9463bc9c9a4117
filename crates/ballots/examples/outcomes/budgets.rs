//! Participatory budgets: `pabutools`, and what the cities funded.

use std::collections::BTreeSet;
use std::path::Path;

use ballots::{BudgetVote, Election};
use ledger::count::{Candidate, Payment, equal_shares, greedy};
use serde_json::Value;

use crate::{Result, files, list, name_of, yes};

/// Why a city funded something else than the rule it names, as the comments of its file say.
const REASONS: &[(&str, &str)] = &[
    (
        "Hungary_Budapest_District_11",
        "the city counts in each of four categories with a limit of its own, and some votes on paper",
    ),
    (
        "Hungary_Budapest_District_8",
        "half of the votes were on paper and are not in the file; limits by neighbourhood",
    ),
    (
        "Hungary_Veszprem",
        "the file has ranges of prices, not costs: what was funded is not what fits into them",
    ),
    (
        "netherlands_assen",
        "the city used equal shares; no column `selected`",
    ),
    (
        "poland_wieliczka",
        "the city used equal shares with costs as utilities and growing budgets (\"add1\"), not ours",
    ),
];
const STOPS: &str = "the city stops at the first project that does not fit; so counted, equal";

pub(crate) fn tell(votes: &Path, frozen: &Value) -> Result<()> {
    println!("## Participatory budgets\n");
    println!(
        "`equal-shares` is held against `pabutools`: its Method of Equal Shares with cardinality satisfaction (the same \
         projects in the same order), then its greedy rule by votes for the rest (the same projects); ties by \
         supporters, then id, in both. `greedy` goes by points (supporters, where votes are approvals), against \
         `pabutools` by supporters and against the projects that the city selected.\n"
    );
    println!(
        "| file | votes | projects | `equal-shares` | `greedy`, `pabutools` | `greedy`, selected | why |"
    );
    println!("|---|--:|--:|---|---|---|---|");
    let mut equal = [0_usize; 3];
    let mut asked = [0_usize; 3];
    for path in files(&votes.join("pabulib"), &[".pb"])? {
        let election = ballots::open(&path, None, None)?;
        let vote = election.budget.as_ref().ok_or("a budget has costs")?;
        let key = path.strip_prefix(votes)?.to_string_lossy().into_owned();
        let row = compare(&election, vote, &frozen["budgets"][&key]);
        let differs = row[2] == Some(false);
        let stops =
            differs && vote.selected.as_ref() == Some(&until_one_does_not_fit(&election, vote));
        for ((equal, asked), it) in equal.iter_mut().zip(&mut asked).zip(row) {
            *equal += usize::from(it == Some(true));
            *asked += usize::from(it.is_some());
        }
        let said = row.map(|it| it.map_or("–", yes));
        let name = name_of(&path);
        let reason = REASONS.iter().find(|(file, _)| name.starts_with(file));
        let bad = election.bad_rows.rows().len();
        let bad = if bad > 0 {
            format!(" ({bad} bad rows)")
        } else {
            String::new()
        };
        println!(
            "| {name}{bad} | {} | {} | {} | {} | {} | {} |",
            vote.budget.voter_count(),
            election.candidates.len(),
            said[0],
            said[1],
            said[2],
            if stops {
                STOPS
            } else {
                reason.map_or("", |(_, why)| why)
            }
        );
    }
    let of = |place: usize| format!("**{} of {}**", equal[place], asked[place]);
    println!("| | | | {} | {} | {} | |\n", of(0), of(1), of(2));
    Ok(())
}

/// Equal shares against pabutools, greedy against pabutools, greedy against the city.
fn compare(election: &Election, vote: &BudgetVote, theirs: &Value) -> [Option<bool>; 3] {
    let word = |it: &Value| it.as_str().map(str::to_owned);
    let shares = equal_shares::count(&vote.budget, &election.lot);
    let bought: Vec<&str> = shares
        .rounds
        .iter()
        .filter(|it| matches!(it.payment, Some(Payment::Shares { .. })))
        .flat_map(|it| it.elected.iter().map(|it| election.name(*it)))
        .collect();
    let named = |funded: &[Candidate]| -> BTreeSet<String> {
        funded
            .iter()
            .map(|it| election.name(*it).to_owned())
            .collect()
    };
    let set = |key: &str| {
        list(&theirs[key], word)
            .into_iter()
            .collect::<BTreeSet<String>>()
    };
    let is_equal = bought == list(&theirs["equal_shares_alone"], word)
        && named(&shares.winners) == set("equal_shares");
    let filled = greedy::count(&vote.budget, &election.lot);
    let by_supporters = vote
        .budget
        .projects()
        .all(|it| vote.budget.points(it) == vote.budget.supporters(it));
    let tool = by_supporters.then(|| named(&filled.winners) == set("greedy_by_supporters"));
    let city = vote
        .selected
        .as_ref()
        .filter(|_| !vote.rule.starts_with("equalshares"));
    let city = city.map(|it| named(it) == named(&filled.winners));
    [Some(is_equal), tool, city]
}

/// The projects that some cities fund: the first by points, up to the first that does not fit.
fn until_one_does_not_fit(election: &Election, vote: &BudgetVote) -> Vec<Candidate> {
    let outcome = greedy::count(&vote.budget, &election.lot);
    let fits = outcome
        .rounds
        .iter()
        .map_while(|it| it.elected.first().copied());
    let mut funded: Vec<Candidate> = fits.collect();
    funded.sort_unstable();
    funded
}
