//! A count as JSON.

use ledger::count::{Candidate, Round};
use serde_json::{Map, Number, Value, json};

use super::Counted;
use super::account::{decimal, money};

/// `rule`, `seats`, `ballots`, `winners`, `order`, `rounds`, `cost`. An id is the candidate's name or
/// the project's id as the file gives it; votes are text, so that no decimal is lost; `seats` is null
/// where a rule fills none, `cost` where nothing costs.
pub(super) fn report(counted: &Counted<'_>) -> Value {
    let outcome = &counted.outcome;
    let order = outcome.order.iter().map(|group| ids(counted, group));
    let rounds = outcome.rounds.iter().map(|it| round(counted, it));
    json!({
        "rule": counted.rule.name(),
        "seats": counted.seats,
        "ballots": counted.election.ballots.weight(),
        "winners": ids(counted, &outcome.winners),
        "order": order.collect::<Vec<_>>(),
        "rounds": rounds.collect::<Vec<_>>(),
        "cost": counted.budget.map(|it| amount(&money(outcome.cost, it.decimals))),
    })
}

fn round(counted: &Counted<'_>, round: &Round) -> Value {
    let units = counted.outcome.units_per_vote;
    let tally: Map<String, Value> = round
        .tally
        .iter()
        .map(|(it, votes)| {
            (
                counted.election.name(*it).to_owned(),
                decimal(*votes, units).into(),
            )
        })
        .collect();
    json!({
        "tally": tally,
        "elected": ids(counted, &round.elected),
        "eliminated": ids(counted, &round.eliminated),
    })
}

fn ids(counted: &Counted<'_>, candidates: &[Candidate]) -> Vec<String> {
    let names = candidates
        .iter()
        .map(|it| counted.election.name(*it).to_owned());
    names.collect()
}

/// Money as a number, as the file writes it.
fn amount(text: &str) -> Value {
    text.parse::<Number>()
        .map_or_else(|_| text.into(), Value::Number)
}
