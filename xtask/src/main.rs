//! `cargo xtask`: the commands of this workspace's developers.
//!
//! Only the choice of the command is here; each command is a module of the library beside it,
//! so that the tests can call it.

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask COMMAND

  test [--no-install]   everything that can be proved on this machine: installs what is missing
                        on Debian, then runs the Rust tests and the script tests
  tidy                  the rules of STYLE.md that a machine can check (also run by `test`)
  lint                  formatting, clippy and documentation, warnings denied
  api                   our JSON held against its description on a running demo, by schemathesis
  books                 the exported books read by Beancount, and by hledger and ledger if installed
  cap-table             the exported cap table read by the package of Open Cap Format
  bench                 the numbers of a running node, in one table; needs wrk
  bench tally           a vote among fifty million: tally, opening, panel, ballots, bytes a member; draws
                        docs/casting.svg
  bench score           a round of ten million members, and trust over their vouches; draws docs/scoring.svg
  bench restart         a state of a million members loaded from its snapshot
  bench credit          one round shared out among fifty million holders
  pictures [SET]…       pictures of every page into shots/, or of some sets: visitor, member, acts,
                        dutch, fresh
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["test"] => xtask::test::run(xtask::test::Install::WhatIsMissing),
        ["test", "--no-install"] => xtask::test::run(xtask::test::Install::Nothing),
        ["tidy"] => xtask::tidy::run(),
        ["lint"] => xtask::lint::run(),
        ["api"] => xtask::api::run(),
        ["books"] => xtask::books::run(),
        ["cap-table"] => xtask::cap_table::run(),
        ["bench"] => xtask::bench::run(),
        ["bench", "tally"] => xtask::bench::tally::run(),
        ["bench", "score"] => xtask::bench::score::run(),
        ["bench", "restart"] => xtask::bench::restart::run(),
        ["bench", "credit"] => xtask::bench::score::credit(),
        ["pictures", sets @ ..] => xtask::pictures::run(sets),
        ["help" | "--help" | "-h"] | [] => {
            print!("{HELP}");
            Ok(())
        }
        other => Err(anyhow::anyhow!(
            "no such command: {}\n\n{HELP}",
            other.join(" ")
        )),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
