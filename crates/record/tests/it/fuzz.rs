//! The log reader against bytes that nobody wrote: a bounded smoke of the fuzz target.

use std::path::Path;
use std::sync::Arc;

use ledger::ids::NetworkId;
use record::disk::FaultyDisk;
use record::log::{Log, LogReader};

/// A small generator that prints its seed by being one (splitmix64).
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, most: u64) -> u64 {
        self.next() % most.max(1)
    }
}

fn segment() -> Vec<u8> {
    let disk = FaultyDisk::new();
    let dir = Path::new("/log");
    let (mut log, _) = Log::open(Arc::new(disk.clone()), dir, 0, 1 << 20).unwrap();
    for it in 0..8_u64 {
        let payloads = vec![vec![u8::try_from(it).unwrap(); 20]; 3];
        log.append(NetworkId::default(), &payloads).unwrap();
    }
    disk.bytes_of(&dir.join("000000000000.seg")).unwrap()
}

/// Mutated segments never make the reader panic, hang, or hand out what the checksum does not cover.
#[test]
fn the_reader_survives_what_nobody_wrote() {
    let seed = 0x6d65_656e_7401;
    let mut chance = Chance(seed);
    let sound = segment();
    let dir = Path::new("/log");
    for round in 0..4_000 {
        let mut bytes = sound.clone();
        for _ in 0..=chance.below(4) {
            let place = usize::try_from(chance.below(bytes.len() as u64)).unwrap();
            match chance.below(5) {
                0 => bytes[place] = chance.next().to_le_bytes()[0],
                1 => bytes.truncate(place),
                2 => bytes.splice(place..place, [0xff; 9]).for_each(drop),
                3 => {
                    let copy = bytes[place..].to_vec();
                    bytes.extend_from_slice(&copy);
                }
                _ => {
                    let end = (place + 4).min(bytes.len());
                    bytes[place..end].fill(0xff);
                }
            }
            if bytes.is_empty() {
                break;
            }
        }
        let disk = FaultyDisk::new();
        disk.put(&dir.join("000000000000.seg"), &bytes);
        if let Ok(reader) = LogReader::open(Arc::new(disk.clone()), dir) {
            for payload in reader.from(0).map_while(Result::ok) {
                let is_ours = payload.bytes.len() == 20
                    && payload.bytes.iter().all(|byte| *byte == payload.bytes[0]);
                assert!(is_ours, "seed {seed:#x}, round {round}: {payload:?}");
            }
        }
        if let Ok((mut log, _)) = Log::open(Arc::new(disk), dir, 0, 1 << 20) {
            let before = log.entries();
            log.append(NetworkId::default(), &[vec![1]]).unwrap();
            assert_eq!(
                log.reader().from(0).filter(Result::is_ok).count() as u64,
                before + 1
            );
        }
    }
}
