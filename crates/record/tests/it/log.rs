//! The log by itself: what was appended is read again, however it was cut into batches.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ledger::ids::NetworkId;
use proptest::prelude::*;
use record::disk::{Disk as _, FaultyDisk, RealDisk};
use record::log::{FrameFault, Log, LogError, LogReader, TornTail};

const NETWORK: NetworkId = NetworkId([5; 32]);

fn dir() -> &'static Path {
    Path::new("/log")
}

fn open(disk: &FaultyDisk, durable: u64) -> Result<(Log, Option<TornTail>), LogError> {
    Log::open(Arc::new(disk.clone()), dir(), durable, 300)
}

fn read_all(reader: &LogReader) -> Vec<Vec<u8>> {
    reader
        .from(0)
        .map(|payload| payload.unwrap().bytes)
        .collect()
}

fn payload(index: u64) -> Vec<u8> {
    format!(
        "payload {index} {}",
        "x".repeat(usize::try_from(index % 37).unwrap())
    )
    .into_bytes()
}

fn payloads(range: std::ops::Range<u64>) -> Vec<Vec<u8>> {
    range.map(payload).collect()
}

proptest! {
    /// Any split into batches, with a new start after any of them, reads back the same, from every
    /// place, and goes on where it was.
    #[test]
    fn any_split_into_batches_reads_back(
        batches in prop::collection::vec((0_u64..20, any::<bool>()), 1..20),
        segment_bytes in 100_u64..2000,
    ) {
        let disk = FaultyDisk::new();
        let reopen = || Log::open(Arc::new(disk.clone()), dir(), 0, segment_bytes).unwrap();
        let mut log = reopen().0;
        let mut count = 0;
        for (more, is_reopened) in batches {
            log.append(NETWORK, &payloads(count..count + more)).unwrap();
            count += more;
            if is_reopened {
                let (again, torn) = reopen();
                prop_assert_eq!(torn, None);
                log = again;
            }
            prop_assert_eq!(log.entries(), count);
        }
        prop_assert_eq!(read_all(&log.reader()), payloads(0..count));
        for from in [0, 1, count / 2, count.saturating_sub(1), count, count + 5] {
            let read: Vec<u64> = log.reader().from(from).map(|it| it.unwrap().index).collect();
            prop_assert_eq!(read, (from..count).collect::<Vec<_>>());
        }
        let reader = LogReader::open(Arc::new(disk.clone()), dir()).unwrap();
        prop_assert_eq!(read_all(&reader), payloads(0..count));
    }
}

/// Names and header are what the page says.
#[test]
fn the_files_are_what_the_page_says() {
    let disk = FaultyDisk::new();
    let (mut log, _) = open(&disk, 0).unwrap();
    for it in 0..30 {
        log.append(NETWORK, &payloads(it..it + 1)).unwrap();
    }
    let names: Vec<PathBuf> = disk.paths();
    assert_eq!(names[0], dir().join("000000000000.seg"));
    assert!(names.len() > 2);
    let bytes = disk.bytes_of(&names[0]).unwrap();
    assert_eq!(bytes[..8], *b"MEENTLOG");
    assert_eq!(bytes[8..20], [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    assert_eq!(bytes[20..52], NETWORK.0);
    assert_eq!(bytes[52..56], crc32fast::hash(&bytes[..52]).to_le_bytes());
    // The first frame opens its batch, as every one does that is appended alone.
    let first = payload(0);
    assert_eq!(bytes[56..60], (first.len() as u32 | 1 << 31).to_le_bytes());
    let checksum = crc32fast::hash(&[&bytes[56..60], first.as_slice()].concat());
    assert_eq!(bytes[60..64], checksum.to_le_bytes());
    assert_eq!(bytes[64..64 + first.len()], first);
}

/// A real disk does what the one in memory does.
#[test]
fn a_real_disk_reads_back() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Arc::new(RealDisk);
    for start in [0, 50] {
        let (mut log, torn) = Log::open(disk.clone(), folder.path(), start, 1000).unwrap();
        assert_eq!(torn, None);
        log.append(NETWORK, &payloads(start..start + 50)).unwrap();
        assert_eq!(read_all(&log.reader()), payloads(0..start + 50));
    }
    assert!(RealDisk.list_files(folder.path()).unwrap().len() > 1);
    assert!(
        RealDisk
            .list_files(&folder.path().join("none"))
            .unwrap()
            .is_empty()
    );
}

/// A tail that a power cut tore at any byte is cut; whole frames before it stay, and the log goes on.
#[test]
fn a_torn_tail_is_cut_at_every_byte() {
    let disk = FaultyDisk::new();
    let (mut log, _) = Log::open(Arc::new(disk.clone()), dir(), 0, 1 << 20).unwrap();
    log.append(NETWORK, &payloads(0..3)).unwrap();
    let path = dir().join("000000000000.seg");
    let durable = disk.bytes_of(&path).unwrap().len();
    log.append(NETWORK, &payloads(3..6)).unwrap();
    let whole = disk.bytes_of(&path).unwrap();
    let ends: Vec<usize> = (3..6)
        .scan(durable, |end, it| {
            *end += 8 + payload(it).len();
            Some(*end)
        })
        .collect();
    drop(log);
    for length in durable..=whole.len() {
        // What was not written is missing, or zeros where the file had grown already.
        for fill in [0, whole.len() - length] {
            disk.put(&path, &[&whole[..length], &vec![0; fill][..]].concat());
            let (mut log, torn) = Log::open(Arc::new(disk.clone()), dir(), 3, 1 << 20).unwrap();
            let kept = ends.iter().filter(|end| **end <= length).count() as u64;
            assert_eq!(log.entries(), 3 + kept, "at {length}, {fill} zeros");
            let end = ends
                .get(kept.wrapping_sub(1) as usize)
                .copied()
                .unwrap_or(durable);
            assert_eq!(torn.is_some(), length + fill > end);
            log.append(NETWORK, &payloads(3 + kept..8)).unwrap();
            assert_eq!(read_all(&log.reader()), payloads(0..8));
        }
    }
}

/// A tail is not torn if the signed checkpoint counts it, or a whole batch follows it.
#[test]
fn what_was_durable_is_never_cut() {
    let disk = FaultyDisk::new();
    let (mut log, _) = Log::open(Arc::new(disk.clone()), dir(), 0, 1 << 20).unwrap();
    let path = dir().join("000000000000.seg");
    log.append(NETWORK, &payloads(0..3)).unwrap();
    let second = disk.bytes_of(&path).unwrap().len();
    log.append(NETWORK, &payloads(3..6)).unwrap();
    let third = disk.bytes_of(&path).unwrap().len();
    log.append(NETWORK, &payloads(6..9)).unwrap();
    drop(log);
    let whole = disk.bytes_of(&path).unwrap();
    let mut bytes = whole.clone();
    bytes[second + 12] ^= 1;
    disk.put(&path, &bytes);
    // A later batch is whole: this one had been synced.
    let error = open(&disk, 0).unwrap_err();
    let LogError::Damaged {
        segment,
        offset,
        index,
        fault,
    } = error
    else {
        panic!("{error}")
    };
    assert_eq!((segment, offset, index), (path.clone(), second as u64, 3));
    assert_eq!(fault, FrameFault::Checksum);

    let mut bytes = whole.clone();
    bytes[third + 12] ^= 1;
    disk.put(&path, &bytes);
    assert!(matches!(
        open(&disk, 9),
        Err(LogError::Damaged { index: 6, .. })
    ));
    assert!(matches!(
        open(&disk, 7),
        Err(LogError::Damaged { index: 6, .. })
    ));
    let cut = disk.bytes_of(&path).unwrap();
    assert_eq!(cut, bytes, "a refusal changes nothing");
    let (log, torn) = open(&disk, 6).unwrap();
    assert_eq!((log.entries(), torn.unwrap().offset), (6, third as u64));
}

/// A node that was killed between creating a segment and writing its header leaves a file without
/// entries; whoever reads the folder meanwhile reads all that there is.
#[test]
fn a_segment_that_was_being_created_is_not_there_yet() {
    let disk = FaultyDisk::new();
    let (mut log, _) = open(&disk, 0).unwrap();
    log.append(NETWORK, &payloads(0..3)).unwrap();
    drop(log);
    let path = disk.paths().pop().unwrap();
    let header = disk.bytes_of(&path).unwrap()[..56].to_vec();
    let next = path.with_file_name("000000000003.seg");
    for length in [0, 1, 55] {
        disk.put(&next, &header[..length]);
        let read = LogReader::open(Arc::new(disk.clone()), dir()).unwrap();
        assert_eq!(read.entries(), 3, "{length}");
        assert_eq!(read.from(0).filter(Result::is_ok).count(), 3, "{length}");
    }
    // With a frame behind it, it was whole once.
    disk.put(&next, &[0; 80]);
    assert!(LogReader::open(Arc::new(disk.clone()), dir()).is_err());
}

/// A log that ends before the checkpoint does is an error, also when whole files are gone.
#[test]
fn missing_entries_are_named() {
    let disk = FaultyDisk::new();
    let (mut log, _) = open(&disk, 0).unwrap();
    for it in 0..30 {
        log.append(NETWORK, &payloads(it..it + 1)).unwrap();
    }
    drop(log);
    let last = disk.paths().pop().unwrap();
    disk.remove(&last).unwrap();
    let error = open(&disk, 30).unwrap_err();
    assert!(
        matches!(
            error,
            LogError::Damaged {
                fault: FrameFault::Missing,
                ..
            }
        ),
        "{error}"
    );
    assert!(
        error.to_string().contains(".seg is damaged at byte "),
        "{error}"
    );

    let first = disk.paths().remove(0);
    disk.remove(&first).unwrap();
    let error = open(&disk, 0).unwrap_err();
    assert!(
        matches!(
            error,
            LogError::Damaged {
                fault: FrameFault::Discontinuous,
                ..
            }
        ),
        "{error}"
    );
}

/// A segment of another network's log does not continue this one.
#[test]
fn a_segment_of_another_network_is_named() {
    let logs = [NETWORK, NetworkId([6; 32])].map(|network| {
        let disk = FaultyDisk::new();
        let (mut log, _) = open(&disk, 0).unwrap();
        for it in 0..30 {
            log.append(network, &payloads(it..it + 1)).unwrap();
        }
        disk
    });
    let paths = logs[0].paths();
    for path in &paths[1..] {
        let ours = logs[0].bytes_of(path).unwrap();
        logs[0].put(path, &logs[1].bytes_of(path).unwrap());
        for error in [
            open(&logs[0], 0).unwrap_err(),
            LogReader::open(Arc::new(logs[0].clone()), dir()).unwrap_err(),
        ] {
            let LogError::Damaged { segment, fault, .. } = &error else {
                panic!("{error}")
            };
            assert_eq!((segment, *fault), (path, FrameFault::Discontinuous));
        }
        logs[0].put(path, &ours);
    }
}

/// A segment that was being created when the power went is begun again.
#[test]
fn a_segment_that_was_being_created_is_begun_again() {
    let disk = FaultyDisk::new();
    let (mut log, _) = open(&disk, 0).unwrap();
    while disk.paths().len() < 3 {
        let next = log.entries();
        log.append(NETWORK, &payloads(next..next + 1)).unwrap();
    }
    let entries = log.entries() - 1;
    drop(log);
    let last = disk.paths().pop().unwrap();
    let header = disk.bytes_of(&last).unwrap()[..56].to_vec();
    for torn in [vec![], header[..10].to_vec(), vec![0; 56], header.clone()] {
        disk.put(&last, &torn);
        let (mut log, cut) = open(&disk, entries).unwrap();
        assert_eq!(log.entries(), entries);
        assert_eq!(cut.is_some(), torn != header);
        log.append(NETWORK, &payloads(entries..entries + 2))
            .unwrap();
        assert_eq!(read_all(&log.reader()), payloads(0..entries + 2));
    }
}

/// After a failed write or sync every call answers the same, and a new start has what was acknowledged.
#[test]
fn a_failed_write_or_sync_is_fatal() {
    type Plan = fn(&FaultyDisk);
    let plans: [(Plan, &str); 3] = [
        (
            |disk| disk.fail_write_after(0, 5),
            "could not write to /log/000000000000.seg",
        ),
        (
            |disk| disk.fail_sync_after(0),
            "could not write to /log/000000000000.seg",
        ),
        (
            |disk| disk.fill_up_to(10),
            "the disk is full: 66 bytes for /log/000000000000.seg do not fit",
        ),
    ];
    for (plan, message) in plans {
        let disk = FaultyDisk::new();
        let (mut log, _) = Log::open(Arc::new(disk.clone()), dir(), 0, 1 << 20).unwrap();
        log.append(NETWORK, &payloads(0..3)).unwrap();
        plan(&disk);
        let error = log.append(NETWORK, &payloads(3..6)).unwrap_err();
        assert_eq!(error.to_string(), message);
        let again = log.append(NETWORK, &payloads(3..6)).unwrap_err();
        assert_eq!(again.to_string(), message);
        assert_eq!(log.entries(), 3);
        drop(log);
        disk.crash(|_, unsynced| unsynced / 2);
        let (log, _) = open(&disk, 3).unwrap();
        assert_eq!(read_all(&log.reader())[..3], payloads(0..3));
    }
}
