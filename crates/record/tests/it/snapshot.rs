//! Snapshots: a start from one is the same as a start from nothing, and a bad one is put aside.

use std::path::PathBuf;

use crate::site::Site;
use ledger::State;
use record::snapshot::Snapshots;

fn snapshots_of(site: &Site) -> Vec<PathBuf> {
    let mut paths = site.disk.paths();
    paths.retain(|path| path.to_string_lossy().ends_with(".state.zst"));
    paths
}

#[test]
fn a_start_from_a_snapshot_is_a_start_from_nothing() {
    let site = Site::new();
    let (sequencer, people) = site.found();
    let mut ana = people.join(&sequencer, 1);
    // One is taken beside the writer, as soon as the machine lets it; the last at the close.
    let waves = (1..=1_000_u64).find(|_| {
        ana.acts(&sequencer, 100);
        !snapshots_of(&site).is_empty()
    });
    ana.acts(&sequencer, 1);
    let entries = 100 * waves.expect("a snapshot is taken on the way") + 3;
    let root = sequencer.read(State::root).unwrap();
    sequencer.close();
    let published = sequencer.checkpoint().unwrap().checkpoint;
    assert_eq!(
        (published.state.entries, published.state.root),
        (entries, root)
    );
    drop(sequencer);
    assert_eq!(
        snapshots_of(&site).len(),
        2,
        "the newest and one to fall back on"
    );

    let opened = site.opened();
    assert_eq!(opened.replayed, 0);
    drop(opened);
    for path in snapshots_of(&site) {
        record::disk::Disk::remove(&site.disk, &path).unwrap();
    }
    let opened = site.opened();
    assert_eq!(opened.replayed, entries);
    assert_eq!(opened.sequencer.read(State::root).unwrap(), root);
}

#[test]
fn a_damaged_snapshot_is_put_aside() {
    let site = Site::new();
    let (sequencer, people) = site.found();
    let mut ana = people.join(&sequencer, 1);
    ana.acts(&sequencer, 100);
    let root = sequencer.read(State::root).unwrap();
    drop(sequencer);
    for (kept, damage) in [(1, 0), (0, 1)] {
        let paths = snapshots_of(&site);
        let newest = paths.last().unwrap();
        let mut bytes = site.disk.bytes_of(newest).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0xff;
        site.disk.put(newest, &bytes);
        let report = site.verify();
        assert!(
            report
                .to_string()
                .contains("snapshot of 102 entries is damaged"),
            "{report}"
        );
        let opened = site.opened();
        assert_eq!(opened.set_aside.len(), 1, "{kept} {damage}");
        assert!(opened.replayed > 0);
        assert_eq!(opened.sequencer.read(State::root).unwrap(), root);
        drop(opened);
        site.verify_matches();
    }
}

/// The index of operations is only derived: without its file, or with half of it, retries still
/// get their first receipt.
#[test]
fn the_index_of_operations_can_be_lost() {
    let site = Site::new();
    let (sequencer, people) = site.found();
    let mut ana = people.join(&sequencer, 1);
    let receipts: Vec<_> = (0..60).map(|_| ana.act(&sequencer).unwrap()).collect();
    drop(sequencer);
    let path = site.record_dir().join("operations.idx");
    let whole = site.disk.bytes_of(&path).unwrap();
    assert_eq!(whole.len(), 8 + 8 * 62);
    for length in [0, 5, 8, 8 + 8 * 20, 8 + 8 * 20 + 3, whole.len()] {
        site.disk.put(&path, &whole[..length]);
        let sequencer = site.open();
        for receipt in &receipts {
            let found = sequencer.find_receipt(receipt.operation).unwrap();
            assert_eq!(found, Some(*receipt), "{length}");
        }
        ana.act(&sequencer).unwrap();
    }
    let entries = Snapshots::new(
        site.settings.disk.clone(),
        &site.record_dir().join("snapshots"),
    );
    assert!(!entries.list().unwrap().is_empty());
}
