//! Decentraland's votes by voting power, replayed.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use ballots::decentraland::{self, Proposal, UNITS};
use flate2::read::GzDecoder;

use crate::Result;

#[derive(Default)]
struct Row {
    proposals: u64,
    equal: u64,
    power_equal: u64,
}

pub(crate) fn tell(votes: &Path) -> Result<()> {
    let open = |name: &str| -> Result<_> {
        let file = File::open(votes.join("decentraland-dao").join(name))?;
        Ok(BufReader::new(GzDecoder::new(file)))
    };
    let replay = decentraland::parse(open("proposals.csv.gz")?, open("votes.csv.gz")?)?;
    let mut rows: BTreeMap<(bool, &str), Row> = BTreeMap::new();
    let mut others = Vec::new();
    for proposal in replay.proposals.values() {
        let row = rows
            .entry((proposal.threshold == 0, &proposal.kind))
            .or_default();
        row.proposals += 1;
        row.power_equal += u64::from(is_power_equal(proposal));
        if proposal.verdict() == proposal.recorded_verdict() {
            row.equal += 1;
        } else if proposal.threshold > 0 {
            others.push(proposal);
        }
    }
    println!("## Decentraland: votes that weigh\n");
    println!(
        "{} votes on {} proposals through weighted ballots: passed iff the first choice leads and has the threshold. *Power*: \
         the weights add up to the recorded total, but for the votes that the export leaves out (at most 10 each).\n",
        replay.votes,
        replay.proposals.len()
    );
    println!(
        "{} votes more are on proposals that are not in the file.\n",
        replay.bad_votes.rows().len()
    );
    println!(
        "| kind | threshold on record | proposals | outcome as recorded | power as recorded |"
    );
    println!("|---|---|--:|--:|--:|");
    for ((is_without, kind), row) in &rows {
        let threshold = if *is_without { "no" } else { "yes" };
        println!(
            "| {kind} | {threshold} | {} | {} | {} |",
            row.proposals, row.equal, row.power_equal
        );
    }
    println!(
        "\nWithout a threshold on record, whether a poll \"passed\" was not decided by its votes alone. The others that differ:\n"
    );
    for it in others {
        println!(
            "- {} \"{}\": recorded {} when the votes were exported, {} in the end; {} of the threshold of {} said yes",
            it.kind,
            it.title,
            it.status,
            it.final_status,
            it.power_for() / UNITS,
            it.threshold / UNITS
        );
    }
    println!();
    Ok(())
}

fn is_power_equal(proposal: &Proposal) -> bool {
    let missing = proposal.recorded.abs_diff(proposal.votes.weight());
    missing <= proposal.recorded_votes.saturating_mul(10 * UNITS)
}
