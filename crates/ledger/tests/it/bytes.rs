//! Bytes that are not what they say: the decoders refuse them, never panic, and reserve nothing for
//! what is not there.
//!
//! The seeded mutator is the bounded half of the fuzz targets in `fuzz/`, so that every test run on
//! the stable compiler does some of it.

use ledger::State;
use ledger::apply::{authenticate, decide};
use ledger::entry::{Act, Entry};
use ledger::operation::{DecodeFault, Operation, SignedOperation};
use ledger::round::RoundResult;
use proptest::prelude::{ProptestConfig, any, prop_assert, proptest};

use crate::{fields, vectors};

/// A small generator of pseudo-random numbers (xorshift64*), so that a seed is a test.
pub(crate) struct Draw(u64);

impl Draw {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    pub(crate) fn byte(&mut self) -> u8 {
        self.next().to_be_bytes()[0]
    }

    /// A place below `end`, or 0 if there is none.
    fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end.max(1)).expect("small");
        usize::try_from(self.next() % end).expect("small")
    }
}

/// Spoils `bytes` in one to four ways; `other` is something to splice in.
fn mutate(draw: &mut Draw, bytes: &mut Vec<u8>, other: &[u8]) {
    for _ in 0..=draw.below(4) {
        let at = draw.below(bytes.len());
        match draw.below(8) {
            0 | 1 => {
                let bit = 1 << draw.below(8);
                bytes.iter_mut().skip(at).take(1).for_each(|it| *it ^= bit);
            }
            2 => {
                let byte = draw.byte();
                bytes.iter_mut().skip(at).take(1).for_each(|it| *it = byte);
            }
            3 => {
                let extreme = [u32::MAX, 0, 1, 65_536, 1 << 31][draw.below(5)].to_le_bytes();
                let places = bytes.iter_mut().skip(at).take(4);
                places.zip(extreme).for_each(|(it, byte)| *it = byte);
            }
            4 => bytes.truncate(at),
            5 => {
                let end = at + draw.below(bytes.len() - at + 1);
                bytes.drain(at..end);
            }
            6 => {
                let byte = draw.byte();
                bytes.splice(at..at, std::iter::repeat_n(byte, 1 + draw.below(16)));
            }
            _ => {
                let start = draw.below(other.len());
                let end = (start + draw.below(64)).min(other.len());
                bytes.splice(at..at, other[start..end].iter().copied());
            }
        }
    }
}

/// Canonical bytes of every kind of operation and of a whole chain of entries.
fn samples() -> (Vec<Vec<u8>>, Vec<Vec<u8>>, State) {
    let operations = vectors::operations()
        .iter()
        .map(|(_, operation)| operation.to_bytes())
        .collect();
    let network = vectors::chain();
    let entries = network
        .entries
        .iter()
        .map(|(entry, _)| entry.to_bytes())
        .collect();
    (operations, entries, network.state)
}

/// What decodes encodes to the same bytes and can be shown, hashed, verified and decided.
fn decode_all(bytes: &[u8], state: &State) -> bool {
    let operation = Operation::from_bytes(bytes);
    if let Ok(operation) = &operation {
        assert_eq!(operation.to_bytes(), bytes);
        assert!(fields::of_operation(operation).is_object());
        assert_ne!(operation.signing_hash().0, [0; 32]);
    }
    let entry = Entry::from_bytes(bytes);
    if let Ok(entry) = &entry {
        assert_eq!(entry.to_bytes(), bytes);
        assert!(fields::of_entry(entry).is_object());
        if let Act::Operation(signed) = &entry.act {
            let _ = authenticate(state, signed);
        }
        let _ = decide(state, entry.time_ms, &entry.act, None);
        let _ = decide(&State::empty(), entry.time_ms, &entry.act, None);
        let _ = decide(state, state.time_ms, &entry.act, None);
    }
    operation.is_ok() || entry.is_ok()
}

#[test]
fn mutated_operations_and_entries_are_refused_or_canonical() {
    let (operations, entries, state) = samples();
    let mut draw = Draw::new(1);
    let mut decoded = 0_u32;
    for _ in 0..50_000 {
        let corpus = if draw.below(2) == 0 {
            &operations
        } else {
            &entries
        };
        let mut bytes = corpus[draw.below(corpus.len())].clone();
        let other = &entries[draw.below(entries.len())];
        mutate(&mut draw, &mut bytes, other);
        decoded += u32::from(decode_all(&bytes, &state));
    }
    assert!(
        decoded > 1_000,
        "only {decoded} mutants decode: the mutator is too wild"
    );
}

#[test]
fn mutated_snapshots_and_results_are_refused_or_canonical() {
    let (_, entries, state) = samples();
    let snapshot = state.to_bytes();
    let result = RoundResult {
        round: ledger::ids::RoundNumber(3),
        earned: vec![(ledger::ids::MemberNumber(4), ledger::ids::MicroShares(5))],
        active: vec![ledger::ids::MemberNumber(4)],
        issued: ledger::ids::MicroShares(5),
        stays_in_pool: ledger::ids::MicroShares(0),
        later: ledger::round::LaterResult::default(),
    }
    .to_bytes();
    let mut draw = Draw::new(2);
    for _ in 0..3_000 {
        let mut bytes = snapshot.clone();
        let other = &entries[draw.below(entries.len())];
        mutate(&mut draw, &mut bytes, other);
        if let Ok(state) = State::from_bytes(&bytes) {
            assert_eq!(state.to_bytes(), bytes);
        }
        let mut bytes = result.clone();
        mutate(&mut draw, &mut bytes, other);
        if let Some(result) = RoundResult::from_bytes(&bytes) {
            assert_eq!(result.to_bytes(), bytes);
        }
    }
}

/// Every cut and every addition is refused: no bytes are an encoding of two values.
#[test]
fn missing_and_trailing_bytes_are_refused() {
    let (operations, entries, state) = samples();
    for bytes in &operations {
        for end in 0..bytes.len() {
            assert_eq!(
                Operation::from_bytes(&bytes[..end]),
                Err(DecodeFault::Malformed)
            );
        }
        let longer = [bytes.as_slice(), &[0]].concat();
        assert_eq!(Operation::from_bytes(&longer), Err(DecodeFault::Malformed));
    }
    for bytes in &entries {
        for end in 0..bytes.len() {
            assert_eq!(
                Entry::from_bytes(&bytes[..end]),
                Err(DecodeFault::Malformed)
            );
        }
        let longer = [bytes.as_slice(), &[0]].concat();
        assert_eq!(Entry::from_bytes(&longer), Err(DecodeFault::Malformed));
        let other = [&[2], &bytes[1..]].concat();
        assert_eq!(Entry::from_bytes(&other), Err(DecodeFault::UnknownVersion));
    }
    let snapshot = state.to_bytes();
    for end in (0..snapshot.len()).step_by(7) {
        assert!(State::from_bytes(&snapshot[..end]).is_err());
    }
    assert!(State::from_bytes(&[snapshot.as_slice(), &[0]].concat()).is_err());
}

/// What is not canonical is refused even where borsh would read it: keys of a map out of order.
#[test]
fn a_snapshot_with_keys_out_of_order_is_refused() {
    let mut network = vectors::chain();
    network.check("m2 invite one\nm3 invite two");
    let bytes = network.state.to_bytes();
    let sorted: Vec<[u8; 32]> = network.state.invitations.keys().copied().collect();
    let place = |key: &[u8; 32]| {
        bytes
            .windows(32)
            .position(|window| window == key)
            .expect("an invitation stands in the snapshot")
    };
    let (first, second) = (place(&sorted[0]), place(&sorted[1]));
    let mut swapped = bytes.clone();
    swapped[first..first + 32].copy_from_slice(&sorted[1]);
    swapped[second..second + 32].copy_from_slice(&sorted[0]);
    assert_eq!(State::from_bytes(&swapped), Err(DecodeFault::NotCanonical));
}

/// A length of 2^32 − 1 before a few bytes reserves memory for the few bytes.
#[cfg(target_os = "linux")]
#[test]
fn a_length_prefix_reserves_nothing_for_what_is_not_there() {
    /// The largest address space that this process has had, in kB.
    fn peak_kb() -> u64 {
        let status = std::fs::read_to_string("/proc/self/status").expect("Linux tells");
        let line = status.lines().find(|line| line.starts_with("VmPeak:"));
        let number = line.and_then(|line| line.split_whitespace().nth(1));
        number.and_then(|it| it.parse().ok()).expect("a number")
    }
    let (operations, entries, state) = samples();
    let before = peak_kb();
    let spoilt = |bytes: &[u8], at: usize| {
        let mut bytes = bytes.to_vec();
        bytes[at..at + 4].copy_from_slice(&u32::MAX.to_le_bytes());
        bytes
    };
    for bytes in &operations {
        for at in 1..bytes.len() - 4 {
            let _ = Operation::from_bytes(&spoilt(bytes, at));
        }
    }
    for bytes in entries.iter().rev().take(8) {
        for at in 1..bytes.len() - 4 {
            let _ = Entry::from_bytes(&spoilt(bytes, at));
        }
    }
    let snapshot = state.to_bytes();
    for at in (1..snapshot.len() - 4).step_by(3) {
        let _ = State::from_bytes(&spoilt(&snapshot, at));
    }
    let grown = peak_kb() - before;
    assert!(grown < 1 << 20, "the address space grew by {grown} kB");
}

#[test]
fn what_is_too_long_is_refused_unread() {
    assert_eq!(
        Operation::from_bytes(&vec![1; 65_537]),
        Err(DecodeFault::TooLarge)
    );
    assert_eq!(
        Entry::from_bytes(&vec![1; 131_073]),
        Err(DecodeFault::TooLarge)
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2_048)) {
        let state = State::empty();
        decode_all(&bytes, &state);
        let versioned = [&[1], bytes.as_slice()].concat();
        decode_all(&versioned, &state);
        let _ = SignedOperation::from_bytes(&versioned);
        prop_assert!(State::from_bytes(&versioned).is_err());
        let _ = RoundResult::from_bytes(&versioned);
    }
}
