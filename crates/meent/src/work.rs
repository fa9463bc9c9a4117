//! `meent work`: what was done elsewhere, as claims for attestation.
//!
//! `import-git` reads a repository's history and groups it into claims: one for each author, week and
//! skill, with the commits in it, their size and the class that the rule suggests. It prints a file and
//! changes nothing: whoever did the work claims it, and reviewers say what it is worth. Shape and rule:
//! docs/protocol/claims-file.md.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::{Args, Subcommand};
use serde_json::json;

use crate::count::say;
use history::History;

mod claims;
mod day;
mod git;
mod history;
mod table;
#[cfg(test)]
mod tests;

/// Most unreadable rows that are named one by one.
const BAD_ROWS_SHOWN: usize = 100;

#[derive(Debug, Subcommand)]
pub(crate) enum WorkCommand {
    /// Group the commits and reviews of a git repository into claims, and print them as JSON.
    ImportGit(ImportArgs),
}

#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// The repository's folder; or its history as a table (CSV, packed with gzip or not).
    repo: PathBuf,
    /// Only what was written on this day (YYYY-MM-DD) or later.
    #[arg(long, value_name = "DAY", value_parser = day::parse_day)]
    since: Option<i64>,
}

pub(crate) fn run(command: &WorkCommand) -> Result<ExitCode> {
    match command {
        WorkCommand::ImportGit(args) => import(args),
    }
}

fn import(args: &ImportArgs) -> Result<ExitCode> {
    let mut history =
        read(&args.repo).with_context(|| format!("reading {}", args.repo.display()))?;
    for row in history.bad_rows.iter().take(BAD_ROWS_SHOWN) {
        eprintln!("meent: line {} is left out: {}", row.0, row.1);
    }
    if history.bad_rows.len() > BAD_ROWS_SHOWN {
        let more = history.bad_rows.len() - BAD_ROWS_SHOWN;
        eprintln!("meent: {more} more rows are left out");
    }
    if let Some(since) = args.since {
        history
            .commits
            .retain(|it| it.authored_s.div_euclid(day::SECONDS) >= since);
    }
    let found = claims::of(&history);
    let file = json!({
        "version": 1,
        "repository": history.name,
        "head": history.commits.first().map(|it| it.id.as_str()),
        "commits": history.commits.len(),
        "authors": found.authors,
        "left_out": found.left_out,
    });
    say(&format!("{file:#}\n"))
}

fn read(repo: &Path) -> Result<History> {
    if repo.is_dir() {
        git::read(repo)
    } else {
        table::read(repo)
    }
}
