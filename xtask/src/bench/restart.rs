//! `bench restart`: how soon a node of a million members has its state again, from its snapshot.

use anyhow::Result;

use super::table::{self, Row};
use super::tally::{grouped, measured, of};
use crate::{test, tools, workspace_root};

/// Members; the last is the one that is wanted.
const SIZES: [u64; 3] = [10_000, 100_000, 1_000_000];

/// Measures every size and prints the table.
///
/// # Errors
///
/// If the example does not build, or a snapshot is not sound.
pub fn run() -> Result<()> {
    let root = workspace_root();
    println!("==> building");
    let what = ["build", "--release", "-p", "record", "--example", "restart"];
    tools::run_in(&root, "cargo", what, &[])?;
    let program = test::target_folder(&root).join("release/examples/restart");
    let mut rows = Vec::new();
    for size in SIZES {
        println!("==> {size} members");
        let figures = measured(&program, &[&size.to_string()])?;
        let load = of(&figures, "load-ms")?;
        let what = format!("state of {} members loaded and checked", grouped(size));
        let each = of(&figures, "state-bytes-each")?;
        let row = Row::new(&what, format!("{load} ms")).against(format!("{each} bytes a member"));
        rows.push(if size == 1_000_000 {
            row.wanted("≤ 1,000 ms to the first page", load <= 1_000)
        } else {
            row
        });
    }
    println!("\n{}", table::render(&rows));
    Ok(())
}
