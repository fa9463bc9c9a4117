//! `bench score`: a round of ten million members and two hundred million endorsements, and trust over
//! their vouches; `bench credit`: one round shared out among fifty million holders.
//!
//! The measuring is done by an example of `ledger`, one process for each size; this asks it, holds the
//! figures against what is wanted, and draws the picture. Times are processor time, which says the same
//! beside other work; what the clock said stands beside it.

use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::chart::{Chart, Line, float};
use super::mebibytes;
use super::table::{self, Row};
use super::tally::{Figures, grouped, measured, of, time};
use crate::{test, tools, workspace_root};

/// Members; the last is the one that is wanted.
const SIZES: [u64; 4] = [100_000, 300_000, 1_000_000, 10_000_000];
/// Endorsements drawn by each; some fall on the same author twice, so that twenty are left and more.
const EACH: &str = "22";
/// Holders that one round is shared out among.
const HOLDERS: u64 = 50_000_000;
/// How many times the largest size is told of without being measured.
const BEYOND: u64 = 5;

fn build() -> Result<PathBuf> {
    let root = workspace_root();
    println!("==> building");
    let example = "score_round";
    let what = ["build", "--release", "-p", "ledger", "--example", example];
    tools::run_in(&root, "cargo", what, &[])?;
    Ok(test::target_folder(&root).join("release/examples/score_round"))
}

/// Measures every size, prints the table and draws `docs/scoring.svg`.
///
/// # Errors
///
/// If the example does not build, or a run fails; also where two threads give other bits than one. A
/// missed number is no error: it is in the table.
pub fn run() -> Result<()> {
    let program = build()?;
    let mut runs = Vec::new();
    for size in SIZES {
        println!("==> {size} members");
        let figures = measured(&program, &[&size.to_string(), EACH])?;
        println!(
            "    score: {} ms of processor",
            of(&figures, "score-cpu-ms")?
        );
        runs.push((size, figures));
    }
    let table = table::render(&rows(&runs)?);
    let root = workspace_root();
    let folder = test::target_folder(&root).join("bench");
    std::fs::create_dir_all(&folder).context("making the folder of the run")?;
    std::fs::write(folder.join("score.md"), &table).context("writing the table")?;
    println!("\n{table}");
    println!("{}", by_size(&runs)?);
    let picture = root.join("docs/scoring.svg");
    std::fs::write(&picture, chart(&runs)?.svg()).context("writing the picture")?;
    println!("drawn: {}", picture.display());
    Ok(())
}

/// Measures what crediting fifty million holders takes, and prints the table.
///
/// # Errors
///
/// If the example does not build, or the credits do not add up to the last unit.
pub fn credit() -> Result<()> {
    let program = build()?;
    println!("==> {HOLDERS} holders");
    let figures = measured(&program, &[&HOLDERS.to_string(), "0"])?;
    let took = of(&figures, "credit-cpu-ms")?;
    let row = Row::new("one round shared out among all", format!("{took} ms"));
    let row = row.against(format!("{} ms on the clock", of(&figures, "credit-ms")?));
    let memory = mebibytes(of(&figures, "peak-bytes")?);
    let rows = [
        row.wanted("≤ 5,000 ms", took <= 5_000),
        Row::new("holders credited", grouped(of(&figures, "credited")?)),
        Row::new(
            "largest difference between two",
            format!("{} micro-shares", of(&figures, "spread")?),
        ),
        Row::new("resident at most, the round file included", memory),
    ];
    println!("\n{}", table::render(&rows));
    Ok(())
}

fn rows(runs: &[(u64, Figures)]) -> Result<Vec<Row>> {
    let (_, largest) = runs.last().context("nothing was measured")?;
    // One thread by its processor time, which other work on the machine does not lengthen; two by the clock.
    let ms = |what: &str, name: &str, other: &str, most: u64| -> Result<Row> {
        let measured = of(largest, name)?;
        let row = Row::new(what, format!("{measured} ms"));
        let told = if name.contains("cpu") {
            "on the clock"
        } else {
            "of both processors"
        };
        let row = row.against(format!("{} ms {told}", of(largest, other)?));
        Ok(row.wanted(&format!("≤ {} ms", grouped(most)), measured <= most))
    };
    let peak = of(largest, "round-peak-bytes")?;
    let memory = Row::new("file and score, resident at most", mebibytes(peak));
    let endorsements = of(largest, "endorsements")?;
    let rows = Row::new("endorsements", grouped(endorsements));
    let mut all = vec![
        rows.wanted("≥ 200,000,000", endorsements >= 200_000_000),
        ms("score, one thread", "score-cpu-ms", "score-ms", 60_000)?,
        ms(
            "score, two threads: the same bits",
            "score-two-ms",
            "score-two-cpu-ms",
            60_000,
        )?,
        memory.wanted("≤ 6 GB", peak <= 6_000_000_000),
        ms(
            "trust over their vouches, one thread",
            "trust-cpu-ms",
            "trust-ms",
            30_000,
        )?,
        ms(
            "trust, two threads: the same bits",
            "trust-two-ms",
            "trust-two-cpu-ms",
            30_000,
        )?,
        Row::new(
            "arranging the vouches before it",
            format!("{} ms", of(largest, "vouches-cpu-ms")?),
        ),
    ];
    for (what, name) in [("score", "score-cpu-ms"), ("trust", "trust-cpu-ms")] {
        let slope = slope(runs, name)?;
        // What comes of it five times larger: 5^slope times the time, as many times the memory.
        let beyond = 10_f64.powf(slope * float(BEYOND).log10()) * float(of(largest, name)?);
        let told = format!("{:.0} s by that slope", beyond / 1_000.0);
        let row = Row::new(
            &format!("{what}: slope of the last decade; fifty million"),
            format!("{slope:.2}; {told}"),
        );
        all.push(if what == "score" {
            row.against(format!("{} by size", mebibytes(peak * BEYOND)))
        } else {
            row
        });
    }
    Ok(all)
}

/// The slope between the last two sizes, on logarithmic axes: 1 is in proportion.
fn slope(runs: &[(u64, Figures)], name: &str) -> Result<f64> {
    let [.., (small, before), (large, after)] = runs else {
        anyhow::bail!("two sizes are needed for a slope");
    };
    let times = float(of(after, name)?) / float(of(before, name)?.max(1));
    Ok(times.log10() / (float(*large) / float(*small)).log10())
}

/// What is drawn: name, label, colour.
const LINES: [(&str, &str, &str); 3] = [
    ("score-cpu-ms", "score", "#1f6f54"),
    ("trust-cpu-ms", "trust over five vouches each", "#b8702a"),
    ("clusters-cpu-ms", "clusters, once a quarter", "#9b3b52"),
];

fn by_size(runs: &[(u64, Figures)]) -> Result<String> {
    let mut text = String::from("| members |");
    for (size, _) in runs {
        let _ = write!(text, " {} |", grouped(*size));
    }
    text.push_str("\n|---|");
    text.push_str(&"---|".repeat(runs.len()));
    for (name, what, _) in LINES {
        let _ = write!(text, "\n| {what} |");
        for (_, figures) in runs {
            // Clusters are not measured at the largest size.
            let cell = figures.get(name);
            let cell = cell.map_or_else(String::new, |ms| time(ms * 1_000_000));
            let _ = write!(text, " {cell} |");
        }
    }
    let _ = write!(text, "\n| endorsements |");
    for (_, figures) in runs {
        let _ = write!(text, " {} |", grouped(of(figures, "endorsements")?));
    }
    let _ = write!(text, "\n| resident at most |");
    for (_, figures) in runs {
        let _ = write!(text, " {} |", mebibytes(of(figures, "round-peak-bytes")?));
    }
    text.push('\n');
    Ok(text)
}

fn chart(runs: &[(u64, Figures)]) -> Result<Chart> {
    let line = |(name, label, colour): (&str, &str, &str)| {
        let points = runs
            .iter()
            .filter_map(|(size, figures)| Some((*size, figures.get(name)?.max(&1) * 1_000_000)));
        Line {
            label: label.to_owned(),
            colour: colour.to_owned(),
            is_dashed: false,
            points: points.collect(),
        }
    };
    // In proportion to the size, through the first point of the score.
    let (size, first) = runs.first().context("nothing was measured")?;
    let start = of(first, "score-cpu-ms")?.max(1) * 1_000_000;
    let proportional = Line {
        label: String::from("for comparison: in proportion to members"),
        colour: String::from("#777777"),
        is_dashed: true,
        points: runs
            .iter()
            .map(|(members, _)| (*members, start * (members / size)))
            .collect(),
    };
    let mut lines = vec![proportional];
    lines.extend(LINES.map(line));
    Ok(Chart {
        title: String::from("What scoring a round costs"),
        across: String::from("members, each with some twenty endorsements"),
        lines,
    })
}
