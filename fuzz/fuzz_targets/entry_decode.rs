//! Entries: refused, or canonical, and then verified and decided without a panic.
#![no_main]

use std::sync::LazyLock;

use ledger::apply::{authenticate, decide};
use ledger::{Act, Entry, State};
use libfuzzer_sys::fuzz_target;

static STATE: LazyLock<State> = LazyLock::new(meent_fuzz::chain_state);

fuzz_target!(|bytes: &[u8]| {
    let Ok(entry) = Entry::from_bytes(bytes) else {
        return;
    };
    assert_eq!(entry.to_bytes(), bytes);
    if let Act::Operation(signed) = &entry.act {
        let _ = authenticate(&STATE, signed);
    }
    for time_ms in [entry.time_ms, STATE.time_ms] {
        if let Ok(effects) = decide(&STATE, time_ms, &entry.act, None) {
            let mut state = STATE.clone();
            let entry = Entry {
                index: state.entries,
                time_ms,
                act: entry.act.clone(),
            };
            state.commit(&entry, effects);
        }
        let _ = decide(&State::empty(), time_ms, &entry.act, None);
    }
});
