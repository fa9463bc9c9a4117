//! Snapshots of the state and results of a round: refused, or canonical.
#![no_main]

use ledger::State;
use ledger::round::RoundResult;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(state) = State::from_bytes(bytes) {
        assert_eq!(state.to_bytes(), bytes);
    }
    if let Some(result) = RoundResult::from_bytes(bytes) {
        assert_eq!(result.to_bytes(), bytes);
    }
});
