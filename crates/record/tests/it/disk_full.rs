//! A disk that is really full, by the limit that the system sets on a process's files.
//!
//! The test starts itself in a shell that limits files to a few blocks and ignores the signal.

use std::process::Command;
use std::sync::Arc;

use crate::site::{START_MS, Site};
use ledger::operation::Body;
use record::SubmitError;
use record::disk::RealDisk;

const FOLDER: &str = "MEENT_TEST_DISK_FULL";

/// Does nothing unless it is the limited process: then fills its disk, and prints what it got.
#[test]
fn child_that_fills_its_disk() {
    let Some(folder) = std::env::var_os(FOLDER) else {
        return;
    };
    let mut site = Site::on(Arc::new(RealDisk), folder.as_ref());
    site.settings.segment_bytes = 64 << 20;
    site.settings.snapshot_every = 1 << 20;
    let (sequencer, people) = site.found();
    let mut ana = people.join(&sequencer, 1);
    let mut acknowledged = 0;
    for _ in 0..10_000 {
        let bytes = ana.operation(START_MS, Body::RevokeSessions).to_bytes();
        match sequencer.submit(bytes).wait() {
            Ok(_) => acknowledged += 1,
            Err(SubmitError::Stopped(stopped)) => {
                println!("ACKNOWLEDGED {acknowledged}");
                println!("STOPPED {stopped}");
                return;
            }
            Err(other) => panic!("{other}"),
        }
    }
    panic!("the disk never filled");
}

#[test]
fn a_full_disk_stops_the_node_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let script = "trap '' XFSZ; ulimit -f 120; exec \"$0\" --exact --nocapture \
                  disk_full::child_that_fills_its_disk";
    let output = Command::new("sh")
        .args(["-c", script])
        .arg(std::env::current_exe().unwrap())
        .env(FOLDER, folder.path())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let find = |word: &str| {
        let line = text.lines().find_map(|line| line.split_once(word));
        line.map(|(_, rest)| rest.to_owned())
            .unwrap_or_else(|| panic!("{text}\n{output:?}"))
    };
    let acknowledged: u64 = find("ACKNOWLEDGED ").parse().unwrap();
    let stopped = find("STOPPED ");
    assert!(acknowledged > 50, "{acknowledged}");
    assert!(stopped.contains("the disk is full: "), "{stopped}");
    assert!(stopped.contains("000000000000.seg do not fit"), "{stopped}");

    let site = Site::on(Arc::new(RealDisk), folder.path());
    let sequencer = site.open();
    assert!(sequencer.entries() >= acknowledged + 2);
    drop(sequencer);
    site.verify_matches();
}
