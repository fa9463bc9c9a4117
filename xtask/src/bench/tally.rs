//! `cargo xtask bench tally`: a vote among fifty million, through the ledger's own functions.
//!
//! The measuring is done by the ledger's example `tally`, one process for each size, so that what
//! one size freed is no memory of the next. Here its figures become a table, and what a ballot costs
//! becomes the picture `docs/casting.svg`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::chart::{Chart, Line};
use super::mebibytes;
use super::table::{self, Row};
use crate::{test, tools, workspace_root};

/// Electorates; all but the last are there for the picture.
const SIZES: [u64; 5] = [10_000, 100_000, 1_000_000, 10_000_000, 50_000_000];

/// What one run prints, by name.
pub(super) type Figures = BTreeMap<String, u64>;

/// Measures every size, prints the table and draws the picture.
///
/// # Errors
///
/// If the example does not build, or a run fails. A missed number is no error: it is in the table.
pub fn run() -> Result<()> {
    let root = workspace_root();
    println!("==> building");
    let what = ["build", "--release", "-p", "ledger", "--example", "tally"];
    tools::run_in(&root, "cargo", what, &[])?;
    let target = test::target_folder(&root);
    let program = target.join("release/examples/tally");
    let member = measured(&program, &[])?;
    let mut runs = Vec::new();
    for size in SIZES {
        println!("==> {size} members");
        let figures = measured(&program, &[&size.to_string()])?;
        println!("    a ballot: {}", time(of(&figures, "plain-ns")?));
        runs.push((size, figures));
    }
    let (_, largest) = runs.last().context("nothing was measured")?;
    let table = table::render(&rows(largest, &member)?);
    let folder = target.join("bench");
    std::fs::create_dir_all(&folder).context("making the folder of the run")?;
    std::fs::write(folder.join("tally.md"), &table).context("writing the table")?;
    println!("\n{table}");
    println!("{}", ballots(&runs)?);
    let picture = root.join("docs/casting.svg");
    std::fs::write(&picture, chart(&runs)?.svg()).context("writing the picture")?;
    println!("drawn: {}", picture.display());
    Ok(())
}

pub(super) fn measured(program: &Path, arguments: &[&str]) -> Result<Figures> {
    let output = Command::new(program)
        .args(arguments)
        .output()
        .with_context(|| format!("starting {}", program.display()))?;
    if !output.status.success() {
        bail!(
            "the measurement failed: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines()
        .map(|line| {
            let (name, value) = line.split_once(' ').context("a line without a value")?;
            Ok((name.to_owned(), value.parse()?))
        })
        .collect()
}

pub(super) fn of(figures: &Figures, name: &str) -> Result<u64> {
    let value = figures.get(name).copied();
    value.with_context(|| format!("the measurement says nothing of {name}"))
}

fn rows(largest: &Figures, member: &Figures) -> Result<Vec<Row>> {
    let ms = |what: &str, name: &str, most: u64| -> Result<Row> {
        let measured = of(largest, name)?;
        let row = Row::new(what, format!("{measured} ms"));
        Ok(row.wanted(&format!("≤ {most} ms"), measured <= most))
    };
    let each = |what: &str, figures: &Figures, name: &str| -> Result<Row> {
        Ok(Row::new(what, format!("{} bytes", of(figures, name)?)))
    };
    let peak = of(largest, "peak-bytes")?;
    let memory = Row::new("all of it, resident at most", mebibytes(peak));
    Ok(vec![
        ms(
            "tally made anew: approval, support, both chambers",
            "tally-ms",
            2_000,
        )?,
        memory.wanted("≤ 2.5 GB", peak <= 2_500_000_000),
        ms(
            "opening: electorate, weights, delegations",
            "opening-ms",
            1_000,
        )?,
        ms("drawing a panel of 400 from 16 strata", "panel-ms", 1_000)?,
        Row::new("the tally as it is kept", time(of(largest, "kept-ns")?)),
        Row::new("closing", format!("{} ms", of(largest, "closing-ms")?)),
        Row::new("one signature verified", time(of(largest, "verify-ns")?)),
        each("a member on the roll", largest, "roll-bytes-each")?,
        each(
            "a member in an open vote, ballots aside",
            largest,
            "snapshot-bytes-each",
        )?,
        each("a ballot", largest, "ballot-bytes-each")?,
        each(
            "a delegation in the state",
            largest,
            "delegation-bytes-each",
        )?,
        each(
            "a member in the state: key, three vouches",
            member,
            "member-bytes-each",
        )?,
        each(
            "52 rounds of earnings of a member",
            member,
            "grants-of-a-year-bytes-each",
        )?,
        each(
            "both of these in a snapshot file",
            member,
            "snapshot-file-bytes-each",
        )?,
        Row::new(
            "state root, for each member",
            time(of(member, "root-ns-each")?),
        ),
    ])
}

/// What is timed, as the example names it and as a reader does.
const KINDS: [(&str, &str, &str); 4] = [
    (
        "plain-ns",
        "somebody who has nothing to do with delegation",
        "#1f6f54",
    ),
    (
        "delegating-ns",
        "somebody who was carried until now",
        "#3b6fb6",
    ),
    (
        "delegate-ns",
        "a delegate of some fifteen to thirty",
        "#b8702a",
    ),
    (
        "known-ns",
        "one of the ten best known, named by half a percent: first ballot",
        "#9b3b52",
    ),
];

fn ballots(runs: &[(u64, Figures)]) -> Result<String> {
    let mut text = String::from("| a ballot of |");
    for (size, _) in runs {
        let _ = write!(text, " {} |", grouped(*size));
    }
    text.push_str("\n|---|");
    text.push_str(&"---|".repeat(runs.len()));
    for (name, what, _) in KINDS {
        let _ = write!(text, "\n| {what} |");
        for (_, figures) in runs {
            let _ = write!(text, " {} |", time(of(figures, name)?));
        }
    }
    text.push_str("\n| (followers of the ten, on average) |");
    for (_, figures) in runs {
        let _ = write!(text, " {} |", grouped(of(figures, "known-followers")?));
    }
    text.push('\n');
    Ok(text)
}

fn chart(runs: &[(u64, Figures)]) -> Result<Chart> {
    let line = |name: &str, label: &str, colour: &str, is_dashed: bool| -> Result<Line> {
        let points = runs
            .iter()
            .map(|(size, figures)| Ok((*size, of(figures, name)?)));
        Ok(Line {
            label: label.to_owned(),
            colour: colour.to_owned(),
            is_dashed,
            points: points.collect::<Result<_>>()?,
        })
    };
    let mut lines = vec![line(
        "verify-ns",
        "for comparison: verifying its signature",
        "#777777",
        true,
    )?];
    for (name, what, colour) in KINDS {
        lines.push(line(name, what, colour, false)?);
    }
    Ok(Chart {
        title: "What casting a ballot costs".to_owned(),
        across: "members who may vote".to_owned(),
        lines,
    })
}

/// Writes a time with three figures at most.
pub(super) fn time(ns: u64) -> String {
    match ns {
        0..1_000 => format!("{ns} ns"),
        1_000..100_000 => format!("{}.{} µs", ns / 1_000, ns / 100 % 10),
        100_000..1_000_000 => format!("{} µs", ns / 1_000),
        1_000_000..10_000_000_000 => format!("{}.{} ms", ns / 1_000_000, ns / 100_000 % 10),
        _ => format!("{}.{} s", ns / 1_000_000_000, ns / 100_000_000 % 10),
    }
}

/// Writes a number with commas between thousands.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
