//! What the fuzz targets share: the state of the frozen chain, and a log of it in memory.
//!
//! The frozen vectors are the project's own and known to be sound, so reading them may panic.

use ledger::apply::decide;
use ledger::ids::NetworkId;
use ledger::round::RoundResult;
use ledger::{Entry, State};
use record::log::frame::{PlaceInBatch, SegmentHeader, encode_frame, encode_header};
use serde_json::Value;

const CHAIN: &str = include_str!("../../crates/ledger/vectors/v1/chain.json");

/// Returns the state at the end of the frozen chain.
#[must_use]
pub fn chain_state() -> State {
    let file: Value = serde_json::from_str(CHAIN).expect("the chain is JSON");
    let mut state = State::empty();
    for row in file["rows"].as_array().expect("the chain has rows") {
        let bytes = |value: &Value| value.as_str().map(|it| hex::decode(it).expect("hex"));
        let entry = bytes(&row["entry"]).expect("a row has an entry");
        let entry = Entry::from_bytes(&entry).expect("a frozen entry decodes");
        let result = bytes(&row["result"]).and_then(|it| RoundResult::from_bytes(&it));
        let effects = decide(&state, entry.time_ms, &entry.act, result.as_ref());
        state.commit(&entry, effects.expect("a frozen entry is accepted"));
    }
    state
}

/// Returns a segment that holds `payloads`, each a batch of its own.
#[must_use]
pub fn segment_of(payloads: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = encode_header(&SegmentHeader {
        first: 0,
        network: NetworkId([7; 32]),
    });
    for payload in payloads {
        encode_frame(&mut bytes, payload, PlaceInBatch::First);
    }
    bytes
}
