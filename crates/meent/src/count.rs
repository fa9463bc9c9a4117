//! `meent count`: the rules of the commons on the election files of others.
//!
//! The file is read by `ballots`, counted by `ledger`, and told here: as an account that a person can
//! follow round by round, or as JSON. Rows that could not be read are named on standard error.

use std::io::{ErrorKind, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use ballots::{BadRows, BudgetVote, Election, Format};
use clap::{Args, ValueEnum};
use ledger::count::stv::Rules;
use ledger::count::{Outcome, approval, equal_shares, greedy, runoff, schulze, stv};

mod account;
mod json;

/// Most unreadable rows that are named one by one.
const BAD_ROWS_SHOWN: usize = 100;

#[derive(Debug, Args)]
pub(crate) struct CountArgs {
    /// The file, packed with gzip or not.
    file: PathBuf,
    /// How to count.
    #[arg(long, value_enum)]
    rule: Rule,
    /// How many are elected; by default what the file says, else one.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    seats: Option<u16>,
    /// The file's format, if its content does not tell: preflib (soc, soi, toc, toi), blt,
    /// scot-elex, rctab, debian, pabulib (pb).
    #[arg(long, value_name = "F", value_parser = parse_format)]
    format: Option<Format>,
    /// RCTab's rules for its ballots; by default the `rules_config.json` beside the file.
    #[arg(long, value_name = "FILE")]
    rules_config: Option<PathBuf>,
    /// Refuse the file if a row of it cannot be read, instead of leaving that row out.
    #[arg(long)]
    strict: bool,
    /// Report as JSON.
    #[arg(long)]
    json: bool,
}

/// A way to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Rule {
    /// Strongest paths between pairs; ties and unranked options count as they are.
    Schulze,
    /// Instant runoff: the last leaves until one has more than half.
    Irv,
    /// Single transferable vote of the commons: Droop quota, surplus by largest remainder.
    Stv,
    /// Single transferable vote of the Scottish councils: five decimals, the rest ignored.
    StvScottish,
    /// Method of Equal Shares, then by votes what still fits.
    EqualShares,
    /// The project with the most votes first, while it fits.
    Greedy,
    /// The most approved first.
    Approval,
}

impl Rule {
    fn name(self) -> &'static str {
        match self {
            Self::Schulze => "schulze",
            Self::Irv => "irv",
            Self::Stv => "stv",
            Self::StvScottish => "stv-scottish",
            Self::EqualShares => "equal-shares",
            Self::Greedy => "greedy",
            Self::Approval => "approval",
        }
    }
}

/// An outcome with what it takes to tell it.
struct Counted<'a> {
    rule: Rule,
    election: &'a Election,
    /// Where the rule fills seats, how many.
    seats: Option<u16>,
    /// Costs, where the rule spends money.
    budget: Option<&'a BudgetVote>,
    outcome: Outcome,
    /// The tables behind a Schulze count.
    pairs: Option<(schulze::Pairwise, schulze::Pairwise)>,
}

pub(crate) fn run(args: &CountArgs) -> Result<ExitCode> {
    let election = ballots::open(&args.file, args.format, args.rules_config.as_deref())
        .with_context(|| format!("reading {}", args.file.display()))?;
    name_bad_rows(&election.bad_rows);
    if args.strict && !election.bad_rows.rows().is_empty() {
        bail!("nothing was counted, because rows of the file cannot be read");
    }
    let counted = count(&election, args.rule, args.seats)?;
    let said = if args.json {
        format!("{}\n", json::report(&counted))
    } else {
        account::report(&counted)
    };
    say(&said)
}

/// Writes to standard output; whoever reads only the beginning of it may hang up.
pub(crate) fn say(text: &str) -> Result<ExitCode> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(error).context("writing the report")
        }
        _ => Ok(ExitCode::SUCCESS),
    }
}

fn parse_format(name: &str) -> Result<Format, String> {
    Format::find(name).ok_or_else(|| {
        let known = Format::ELECTIONS.map(Format::name).join(", ");
        format!("the formats are {known}")
    })
}

/// Names the rows of a file that were left out, on standard error.
pub(crate) fn name_bad_rows(bad_rows: &BadRows) {
    let rows = bad_rows.rows();
    for row in rows.iter().take(BAD_ROWS_SHOWN) {
        eprintln!("meent: line {} is left out: {}", row.line, row.fault);
    }
    if rows.len() > BAD_ROWS_SHOWN {
        eprintln!(
            "meent: {} more rows are left out",
            rows.len() - BAD_ROWS_SHOWN
        );
    }
}

fn count(election: &Election, rule: Rule, asked: Option<u16>) -> Result<Counted<'_>> {
    let seats = asked.or(election.seats).unwrap_or(1);
    let ballots = &election.ballots;
    let lot = &election.lot;
    let budget = || {
        let budget = election.budget.as_ref();
        budget.with_context(|| format!("{} needs projects with costs", rule.name()))
    };
    let mut counted = Counted {
        rule,
        election,
        seats: Some(seats),
        budget: None,
        outcome: Outcome::default(),
        pairs: None,
    };
    counted.outcome = match rule {
        Rule::Schulze => {
            let found = schulze::count(ballots, seats);
            counted.pairs = Some((found.preferred, found.strongest));
            found.outcome
        }
        Rule::Irv => {
            if asked.is_some_and(|it| it != 1) {
                bail!("an instant runoff elects one; stv elects more");
            }
            counted.seats = Some(1);
            runoff::count(ballots, &election.rules, lot)
        }
        Rule::Stv => stv::count(ballots, seats, Rules::Commons, lot)?,
        Rule::StvScottish => stv::count(ballots, seats, Rules::Scottish, lot)?,
        Rule::Approval => approval::count(ballots, seats),
        Rule::EqualShares => equal_shares::count(&budget()?.budget, lot),
        Rule::Greedy => greedy::count(&budget()?.budget, lot),
    };
    if matches!(rule, Rule::EqualShares | Rule::Greedy) {
        counted.seats = None;
        counted.budget = election.budget.as_ref();
    }
    Ok(counted)
}

#[cfg(test)]
mod tests;
