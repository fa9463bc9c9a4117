//! How long the slowest files take, reading and counting apart, on standard error.

use std::path::Path;
use std::time::{Duration, Instant};

use ballots::Election;
use ledger::count::stv::{self, Rules};
use ledger::count::{equal_shares, greedy, runoff, schulze};

use crate::{Result, files, name_of};

/// Seats of a council that the ballots for one mayor did not elect; many, so that much is passed on.
const SEATS: u16 = 13;

pub(crate) fn measure(votes: &Path) -> Result<()> {
    let path = votes.join("minneapolis-2013-mayor/ballots_aggregated.csv.gz");
    let (election, reading) = read(&path)?;
    let lot = &election.lot;
    let ballots = &election.ballots;
    eprintln!(
        "Minneapolis, {} ballots: read in {reading:?}",
        ballots.weight()
    );
    eprintln!(
        "  irv {:?}",
        time(|| drop(runoff::count(ballots, &election.rules, lot)))
    );
    eprintln!("  schulze {:?}", time(|| drop(schulze::count(ballots, 1))));
    for (name, rules) in [("stv", Rules::Commons), ("stv-scottish", Rules::Scottish)] {
        let took = time(|| drop(stv::count(ballots, SEATS, rules, lot)));
        eprintln!("  {name}, {SEATS} seats {took:?}");
    }
    let mut slowest = (Duration::ZERO, String::new());
    for path in files(&votes.join("pabulib"), &[".pb"])? {
        let (election, reading) = read(&path)?;
        let Some(vote) = &election.budget else {
            continue;
        };
        let shares = time(|| drop(equal_shares::count(&vote.budget, &election.lot)));
        let by_votes = time(|| drop(greedy::count(&vote.budget, &election.lot)));
        let said = format!(
            "{}: read in {reading:?}, equal-shares {shares:?}, greedy {by_votes:?}",
            name_of(&path)
        );
        slowest = slowest.max((reading + shares, said));
    }
    eprintln!("slowest budget, {}", slowest.1);
    Ok(())
}

fn read(path: &Path) -> Result<(Election, Duration)> {
    let start = Instant::now();
    let election = ballots::open(path, None, None)?;
    Ok((election, start.elapsed()))
}

fn time(count: impl FnOnce()) -> Duration {
    let start = Instant::now();
    count();
    start.elapsed()
}
