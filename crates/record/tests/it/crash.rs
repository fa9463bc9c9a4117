//! Power cuts and failing disks under the whole sequencer: what was acknowledged is there.

use std::collections::BTreeMap;

use crate::fuzz::Chance;
use crate::site::{People, Person, START_MS, Site};
use ledger::operation::Body;
use record::{OperationId, Receipt, Sequencer, SubmitError};

/// Submits until something fails, several at a time, and notes what was acknowledged.
fn load(
    sequencer: &Sequencer,
    people: &mut [Person],
    rounds: usize,
    acknowledged: &mut BTreeMap<OperationId, Receipt>,
) -> Option<String> {
    for _ in 0..rounds {
        let pending: Vec<_> = people
            .iter_mut()
            .map(|it| sequencer.submit(it.operation(START_MS, Body::RevokeSessions).to_bytes()))
            .collect();
        let mut stopped = None;
        for pending in pending {
            match pending.wait() {
                Ok(receipt) => {
                    acknowledged.insert(receipt.operation, receipt);
                }
                Err(SubmitError::Stopped(reason)) => stopped = Some(reason.to_string()),
                Err(other) => panic!("{other}"),
            }
        }
        if stopped.is_some() {
            return stopped;
        }
    }
    None
}

/// Brings every person's sequence number to what the record says.
fn catch_up(sequencer: &Sequencer, people: &mut [Person]) {
    for person in people {
        let next = sequencer.read(|state| {
            state
                .find_member(person.member)
                .map_or(1, |member| member.next_sequence)
        });
        person.sequence = next.unwrap() - 1;
    }
}

fn check_all_there(
    sequencer: &Sequencer,
    acknowledged: &BTreeMap<OperationId, Receipt>,
    what: &str,
) {
    for receipt in acknowledged.values() {
        let found = sequencer.find_receipt(receipt.operation).unwrap();
        assert_eq!(found.as_ref(), Some(receipt), "{what}");
    }
}

fn settle_in(site: &Site) -> Vec<Person> {
    let (sequencer, people): (Sequencer, People) = site.found();
    (0..5).map(|seed| people.join(&sequencer, seed)).collect()
}

/// A write or a sync that fails anywhere stops the node with a message; nothing acknowledged is
/// lost to the power cut that follows, nobody read what was not durable, and the next start goes on.
#[test]
fn a_disk_that_fails_anywhere_loses_nothing_acknowledged() {
    let mut stops = 0;
    for after in 0..60 {
        for kind in 0..3 {
            let site = Site::new();
            let mut people = settle_in(&site);
            let sequencer = site.open();
            let mut acknowledged = BTreeMap::new();
            load(&sequencer, &mut people, 2, &mut acknowledged);
            match kind {
                0 => site.disk.fail_write_after(after, 33),
                1 => site.disk.fail_sync_after(after),
                _ => site.disk.fill_up_to(after * 311),
            }
            let stop = load(&sequencer, &mut people, 12, &mut acknowledged);
            if let Some(reason) = stop {
                stops += 1;
                assert!(reason.contains("the record has stopped: "), "{reason}");
                let names_disk = reason.contains("disk is full") || reason.contains("could not ");
                assert!(names_disk, "{reason}");
                assert!(
                    sequencer.read(|_| ()).is_err(),
                    "the state in memory is discarded"
                );
                assert!(sequencer.find_stop().is_some());
                let late = people[0]
                    .operation(START_MS, Body::RevokeSessions)
                    .to_bytes();
                assert!(matches!(
                    sequencer.submit(late).wait(),
                    Err(SubmitError::Stopped(_))
                ));
            }
            drop(sequencer);
            let mut chance = Chance(after * 3 + kind);
            site.disk
                .crash(|_, unsynced| usize::try_from(chance.below(unsynced as u64 + 1)).unwrap());
            let sequencer = site.open();
            check_all_there(
                &sequencer,
                &acknowledged,
                &format!("after {after}, kind {kind}"),
            );
            catch_up(&sequencer, &mut people);
            assert_eq!(load(&sequencer, &mut people, 2, &mut acknowledged), None);
            check_all_there(
                &sequencer,
                &acknowledged,
                &format!("after {after}, kind {kind}"),
            );
            drop(sequencer);
            site.verify_matches();
        }
    }
    assert!(stops > 60, "the faults were met {stops} times");
}

/// The power goes at a moment nobody chose, again and again: unsynced bytes stay or go.
#[test]
fn power_cuts_lose_nothing_acknowledged() {
    let seed = 0x6d65_656e_7402;
    let mut chance = Chance(seed);
    let site = Site::new();
    let mut people = settle_in(&site);
    let mut acknowledged = BTreeMap::new();
    for cut in 0..60 {
        let opened = site.opened();
        assert!(
            opened.set_aside.is_empty(),
            "seed {seed:#x}, cut {cut}: {:?}",
            opened.set_aside
        );
        let sequencer = opened.sequencer;
        check_all_there(
            &sequencer,
            &acknowledged,
            &format!("seed {seed:#x}, cut {cut}"),
        );
        catch_up(&sequencer, &mut people);
        let rounds = usize::try_from(chance.below(6)).unwrap();
        assert_eq!(
            load(&sequencer, &mut people, rounds, &mut acknowledged),
            None
        );
        // The failed sync keeps the shutdown from making everything durable first.
        site.disk.fail_sync_after(0);
        drop(sequencer);
        site.disk
            .crash(|_, unsynced| usize::try_from(chance.below(unsynced as u64 + 1)).unwrap());
    }
    let sequencer = site.open();
    check_all_there(
        &sequencer,
        &acknowledged,
        &format!("seed {seed:#x}, at the end"),
    );
    drop(sequencer);
    assert!(acknowledged.len() > 300);
    site.verify_matches();
}
