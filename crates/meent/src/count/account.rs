//! A count as an account that a person can follow, round by round.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ledger::count::schulze::Pairwise;
use ledger::count::{Candidate, Payment, Reason, Round, Tie};

use super::{Counted, Rule};

/// Most candidates whose pairwise table fits on a page.
const TABLE_MAX: u16 = 12;
/// Most rows of a tally that are shown; the rest is summed up.
const TALLY_ROWS_MAX: usize = 40;

/// Tells the whole count.
pub(super) fn report(counted: &Counted<'_>) -> String {
    let mut text = String::new();
    headline(counted, &mut text);
    if let Some((preferred, strongest)) = &counted.pairs {
        pairs(counted, preferred, strongest, &mut text);
    }
    let mut before = BTreeMap::new();
    for (number, round) in (1..).zip(&counted.outcome.rounds) {
        match counted.rule {
            Rule::EqualShares | Rule::Greedy => purchase(counted, number, round, &mut text),
            Rule::Schulze => place(counted, number, round, &mut text),
            Rule::Irv | Rule::Stv | Rule::StvScottish | Rule::Approval => {
                tally(counted, number, round, &before, &mut text);
                before.clone_from(&round.tally);
            }
        }
    }
    ending(counted, &mut text);
    text
}

fn headline(counted: &Counted<'_>, text: &mut String) {
    let election = counted.election;
    if !election.title.is_empty() {
        line(text, &election.title);
    }
    let ballots = grouped(election.ballots.weight());
    let candidates = election.candidates.len();
    let what = match (counted.budget, counted.seats) {
        (Some(vote), _) => format!(
            "{ballots} ballots, {candidates} projects, a budget of {} {}",
            money(vote.budget.limit(), vote.decimals),
            vote.currency
        ),
        (None, Some(1)) => format!("{ballots} ballots, {candidates} candidates, 1 seat"),
        (None, seats) => {
            let seats = seats.unwrap_or(1);
            format!("{ballots} ballots, {candidates} candidates, {seats} seats")
        }
    };
    line(
        text,
        &format!("{}: {}", counted.rule.name(), what.trim_end()),
    );
    if let Some(quota) = counted.outcome.quota {
        let quota = decimal(quota, counted.outcome.units_per_vote);
        line(text, &format!("quota: {quota} votes"));
    }
}

/// One round of votes, and what follows from them.
fn tally(
    counted: &Counted<'_>,
    number: u32,
    round: &Round,
    before: &BTreeMap<Candidate, u64>,
    text: &mut String,
) {
    let units = counted.outcome.units_per_vote;
    line(text, &format!("\nRound {number}"));
    let mut rows: Vec<(Candidate, u64)> = round.tally.iter().map(|it| (*it.0, *it.1)).collect();
    rows.sort_by_key(|(candidate, votes)| (std::cmp::Reverse(*votes), *candidate));
    for (candidate, votes) in rows.iter().take(TALLY_ROWS_MAX) {
        let was = before.get(candidate).copied().unwrap_or(*votes);
        let change = change(was, *votes, units);
        let votes = decimal(*votes, units);
        let name = counted.election.name(*candidate);
        line(text, &format!("  {votes:>16}  {change:>14}  {name}"));
    }
    if rows.len() > TALLY_ROWS_MAX {
        line(
            text,
            &format!("  … and {} more", rows.len() - TALLY_ROWS_MAX),
        );
    }
    for (votes, what) in [
        (round.exhausted, "for nobody any more"),
        (round.lost, "lost by cutting off decimals"),
    ] {
        if votes > 0 {
            line(text, &format!("  {:>16}  {what}", decimal(votes, units)));
        }
    }
    ties(counted, &round.ties, text);
    consequences(counted, round, text);
}

fn change(was: u64, is: u64, units: u64) -> String {
    match is.cmp(&was) {
        std::cmp::Ordering::Equal => String::new(),
        std::cmp::Ordering::Greater => format!("+{}", decimal(is - was, units)),
        std::cmp::Ordering::Less => format!("-{}", decimal(was - is, units)),
    }
}

fn consequences(counted: &Counted<'_>, round: &Round, text: &mut String) {
    if !round.elected.is_empty() {
        let elected = names(counted, &round.elected);
        line(text, &format!("  Elected: {elected}"));
    }
    if let Some(from) = round.surplus_of {
        let votes = round.tally.get(&from).copied().unwrap_or(0);
        let surplus = votes.saturating_sub(counted.outcome.quota.unwrap_or(0));
        let surplus = decimal(surplus, counted.outcome.units_per_vote);
        let name = counted.election.name(from);
        line(
            text,
            &format!("  {surplus} votes above the quota of {name} are passed on"),
        );
    }
    if !round.eliminated.is_empty() {
        let out = names(counted, &round.eliminated);
        line(text, &format!("  Out: {out}"));
    }
}

/// One place of a Schulze order.
fn place(counted: &Counted<'_>, number: u32, round: &Round, text: &mut String) {
    let Some(group) = usize::try_from(number - 1)
        .ok()
        .and_then(|it| counted.outcome.order.get(it))
    else {
        return;
    };
    let beaten = round.tally.len() - group.len();
    let mut said = format!("{number:>3}. {}", names(counted, group));
    if group.len() > 1 {
        let _ = write!(said, "  (a tie of {})", group.len());
    }
    if beaten > 0 {
        let _ = write!(said, "  (of the {beaten} others left, nobody comes before)");
    }
    line(text, &said);
}

fn pairs(counted: &Counted<'_>, preferred: &Pairwise, strongest: &Pairwise, text: &mut String) {
    let count = counted.election.ballots.candidates();
    if count > TABLE_MAX {
        return;
    }
    for (title, table) in [
        ("Voters who prefer the row to the column", preferred),
        ("Strongest path from the row to the column", strongest),
    ] {
        line(text, &format!("\n{title}"));
        let short =
            |it: Candidate| -> String { counted.election.name(it).chars().take(12).collect() };
        let heads: String = Candidate::all(count)
            .map(|it| format!(" {:>12}", short(it)))
            .collect();
        line(text, &format!("{:>12}{heads}", ""));
        for row in Candidate::all(count) {
            let cells: String = Candidate::all(count)
                .map(|it| match it == row {
                    true => format!(" {:>12}", "·"),
                    false => format!(" {:>12}", table.of(row, it)),
                })
                .collect();
            line(text, &format!("{:>12}{cells}", short(row)));
        }
    }
    line(text, "");
}

/// One project and how it is paid.
fn purchase(counted: &Counted<'_>, number: u32, round: &Round, text: &mut String) {
    let Some(vote) = counted.budget else {
        return;
    };
    ties(counted, &round.ties, text);
    for project in round.elected.iter().chain(&round.eliminated) {
        let cost = money(vote.budget.cost(*project), vote.decimals);
        let id = counted.election.name(*project);
        let full = vote.names.get(project.place()).map_or("", String::as_str);
        let votes = round.tally.get(project).copied().unwrap_or(0);
        let how = match round.payment {
            Some(Payment::Shares {
                each_at_most_millionths,
                supporters,
            }) => {
                let scale = vote.decimals + 6;
                let most = money(each_at_most_millionths, scale);
                format!("{supporters} supporters pay at most {most} each")
            }
            Some(Payment::Remainder) => format!("{votes} votes, fits into what is left"),
            Some(Payment::DoesNotFit { left }) => {
                let left = money(left, vote.decimals);
                format!("{votes} votes, does not fit into the {left} left")
            }
            Some(Payment::BelowMinimum { points_min }) => {
                format!("{votes} votes, fewer than the {points_min} it must have")
            }
            None => format!("{votes} votes"),
        };
        let mark = if round.eliminated.is_empty() {
            "funded"
        } else {
            "not"
        };
        line(
            text,
            &format!("{number:>3}. {mark:<6} {id}  {cost}  {full}"),
        );
        line(text, &format!("            {how}"));
    }
}

fn ties(counted: &Counted<'_>, ties: &[Tie], text: &mut String) {
    for tie in ties {
        let by = match tie.by {
            Reason::EarlierRound(number) => format!("by the votes of round {number}"),
            Reason::Supporters => String::from("by the number of supporters"),
            Reason::Lot => String::from("by lot (here the order of the file, or of ids)"),
        };
        let among = names(counted, &tie.among);
        let taken = counted.election.name(tie.taken);
        line(text, &format!("  Tie: {among}; {taken} is taken {by}"));
    }
}

fn ending(counted: &Counted<'_>, text: &mut String) {
    let outcome = &counted.outcome;
    line(text, "");
    if let Some(vote) = counted.budget {
        line(
            text,
            &format!(
                "Funded: {} projects for {} of {} {}",
                outcome.winners.len(),
                money(outcome.cost, vote.decimals),
                money(vote.budget.limit(), vote.decimals),
                vote.currency
            ),
        );
        return;
    }
    line(
        text,
        &format!("Elected: {}", names(counted, &outcome.winners)),
    );
    if counted.seats.is_some_and(|it| outcome.is_tied_for(it)) {
        line(text, "The last seat is a tie, which the rule leaves open.");
    }
}

fn names(counted: &Counted<'_>, candidates: &[Candidate]) -> String {
    let names: Vec<&str> = candidates
        .iter()
        .map(|it| counted.election.name(*it))
        .collect();
    names.join(", ")
}

fn line(text: &mut String, said: &str) {
    text.push_str(said);
    text.push('\n');
}

/// Writes votes as a decimal number: 123, 123.5, 0.00001.
pub(super) fn decimal(units: u64, units_per_vote: u64) -> String {
    let decimals = usize::try_from(units_per_vote.checked_ilog10().unwrap_or(0)).unwrap_or(0);
    money(units, decimals)
}

/// Writes an amount of 10^-`decimals` as a decimal number, without zeros at its end.
pub(super) fn money(units: u64, decimals: usize) -> String {
    let width = decimals + 1;
    let digits = format!("{units:0>width$}");
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() {
        return whole.to_owned();
    }
    format!("{whole}.{fraction}")
}

/// Writes 80101 as 80,101.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut said = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            said.push(',');
        }
        said.push(digit);
    }
    said
}
