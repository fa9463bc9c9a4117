//! One flipped byte anywhere in the log is found, and named by segment and offset.

use std::path::PathBuf;
use std::sync::Arc;

use crate::fuzz::Chance;
use crate::site::Site;
use record::disk::RealDisk;
use record::log::LogError;
use record::verify::Difference;

fn record_of(site: &Site, operations: usize) -> Vec<PathBuf> {
    let (sequencer, people) = site.found();
    let mut ana = people.join(&sequencer, 1);
    ana.acts(&sequencer, operations);
    drop(sequencer);
    site.verify_matches();
    let mut segments = site.disk.paths();
    segments.retain(|path| path.extension().is_some_and(|it| it == "seg"));
    segments
}

/// Returns where every frame of a segment begins, and where the last one ends.
fn frame_offsets(bytes: &[u8]) -> Vec<u64> {
    let mut offsets = vec![56];
    let mut at = 56;
    while at < bytes.len() {
        let head = u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
        at += 8 + usize::try_from(head & 0x01ff_ffff).unwrap();
        offsets.push(at as u64);
    }
    offsets
}

/// Flips the byte at `place` of `segment`, and expects the verifier and the node to say so.
fn check_flip(site: &Site, segment: &PathBuf, place: usize, flip: u8, is_opened: bool) {
    let sound = site.disk.bytes_of(segment).unwrap();
    let mut bytes = sound.clone();
    bytes[place] ^= flip;
    site.disk.put(segment, &bytes);
    let what = format!("{} byte {place} ^ {flip:#x}", segment.display());

    // The frame that holds the byte; zero for the header.
    let offsets = frame_offsets(&sound);
    let expected = offsets
        .iter()
        .rev()
        .copied()
        .find(|it| *it <= place as u64)
        .unwrap_or(0);
    let report = site.verify();
    let Some((
        _,
        Difference::Log(LogError::Damaged {
            segment: named,
            offset,
            ..
        }),
    )) = &report.difference
    else {
        panic!("{what}: {report}");
    };
    assert_eq!((named, *offset), (segment, expected), "{what}: {report}");
    let line = report.to_string();
    let name = segment.file_name().unwrap().to_str().unwrap();
    assert!(
        line.contains(name) && line.contains(&format!("byte {expected}")),
        "{line}"
    );

    if is_opened {
        // The node either refuses to start and names the place, or, where only derived files and
        // closed segments are at stake, meets it when it reads there. It never forgets an entry.
        if let Ok(opened) = record::Sequencer::open(site.settings.clone()) {
            let read = opened.sequencer.log().from(0).find_map(Result::err);
            assert!(matches!(read, Some(LogError::Damaged { .. })), "{what}");
            drop(opened);
        }
        assert_eq!(
            site.disk.bytes_of(segment).unwrap(),
            bytes,
            "{what}: nothing was cut"
        );
    }
    site.disk.put(segment, &sound);
}

#[test]
fn every_flipped_byte_of_a_small_log_is_named() {
    let site = Site::new();
    let segments = record_of(&site, 12);
    let mut flips = 0;
    for segment in &segments {
        for place in 0..site.disk.bytes_of(segment).unwrap().len() {
            check_flip(&site, segment, place, 1 << (place % 8), false);
            flips += 1;
        }
    }
    assert!(flips > 2_000, "{flips}");
    site.verify_matches();
}

#[test]
fn a_node_never_cuts_what_a_flipped_byte_hit() {
    let site = Site::new();
    let segments = record_of(&site, 120);
    assert!(segments.len() > 3);
    let mut chance = Chance(0x6d65_656e_7403);
    for _ in 0..150 {
        let segment = &segments[usize::try_from(chance.below(segments.len() as u64)).unwrap()];
        let length = site.disk.bytes_of(segment).unwrap().len() as u64;
        let place = usize::try_from(chance.below(length)).unwrap();
        check_flip(&site, segment, place, 1 << chance.below(8), true);
    }
    site.verify_matches();
}

/// The same on real files, in a log of real segments, at a sample of places.
#[test]
fn a_flipped_byte_of_a_larger_log_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut site = Site::on(Arc::new(RealDisk), folder.path());
    site.settings.segment_bytes = 100_000;
    let (sequencer, people) = site.found();
    let mut ana = people.join(&sequencer, 1);
    // In waves: a segment ends between two groups, and a busy machine makes a group of all that waits.
    for _ in 0..10 {
        let wave = [(); 300].map(|()| {
            let operation = ana.operation(
                crate::site::START_MS,
                ledger::operation::Body::RevokeSessions,
            );
            sequencer.submit(operation.to_bytes())
        });
        for pending in wave {
            pending.wait().unwrap();
        }
    }
    drop(sequencer);
    site.verify_matches();
    let mut chance = Chance(0x6d65_656e_7404);
    let log = site.record_dir().join("log");
    for _ in 0..12 {
        let mut files: Vec<PathBuf> = std::fs::read_dir(&log)
            .unwrap()
            .map(|it| it.unwrap().path())
            .collect();
        files.sort();
        assert!(files.len() > 3);
        let segment = &files[usize::try_from(chance.below(files.len() as u64)).unwrap()];
        let sound = std::fs::read(segment).unwrap();
        let place = usize::try_from(chance.below(sound.len() as u64)).unwrap();
        let mut bytes = sound.clone();
        bytes[place] ^= 0x10;
        std::fs::write(segment, &bytes).unwrap();
        let report = site.verify();
        let Some((
            _,
            Difference::Log(LogError::Damaged {
                segment: named,
                offset,
                ..
            }),
        )) = &report.difference
        else {
            panic!("{} byte {place}: {report}", segment.display());
        };
        assert_eq!(named, segment);
        assert!(*offset <= place as u64);
        std::fs::write(segment, &sound).unwrap();
    }
}
