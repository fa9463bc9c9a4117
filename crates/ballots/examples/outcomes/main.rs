//! Holds our counts against published outcomes and other people's implementations, file by file.
//!
//! ```sh
//! cargo run --release -p ballots --example outcomes -- VOTES DELIBERATION > docs/counting.md
//! ```
//! VOTES and DELIBERATION are folders of public files, laid out as `crates/ballots/oracles/README.md`
//! says. What the other implementations say was frozen by `oracles/freeze.py`. How long the slowest counts
//! take goes to standard error.

use std::error::Error;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use serde_json::Value;

mod budgets;
mod conversations;
mod rankings;
mod speed;
mod wards;
mod weights;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const FROZEN: &[u8] = include_bytes!("../../oracles/outcomes.json.gz");

const HEAD: &str = "\
# Counts held against others

Written by `cargo run --release -p ballots --example outcomes -- VOTES DELIBERATION > docs/counting.md`; not by hand.
Where the files come from, and how the other implementations were run, stands in
[crates/ballots/oracles](../crates/ballots/oracles/README.md); why there is a crate for it, in
[ADR-0010](decisions/0010-ballots.md).
";

fn main() -> Result<()> {
    let mut folders = std::env::args_os().skip(1).map(PathBuf::from);
    let votes = folders.next().ok_or("which folder of votes?")?;
    let deliberation = folders.next().ok_or("which folder of conversations?")?;
    let mut text = String::new();
    GzDecoder::new(FROZEN).read_to_string(&mut text)?;
    let frozen: Value = serde_json::from_str(&text)?;
    println!("{HEAD}");
    rankings::debian(&votes, &frozen)?;
    rankings::minneapolis(&votes)?;
    wards::tell(&votes, &frozen)?;
    budgets::tell(&votes, &frozen)?;
    weights::tell(&votes)?;
    conversations::tell(&deliberation)?;
    speed::measure(&votes)
}

/// The files of a folder with one of these endings, in order of name.
fn files(folder: &Path, endings: &[&str]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if endings.iter().any(|it| name.ends_with(it)) {
            found.push(path.clone());
        }
    }
    found.sort();
    Ok(found)
}

fn name_of(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn yes(is_equal: bool) -> &'static str {
    if is_equal { "equal" } else { "**differs**" }
}

/// Reads a list of numbers or words out of a frozen outcome.
fn list<T>(value: &Value, read: impl Fn(&Value) -> Option<T>) -> Vec<T> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(read)
        .collect()
}
