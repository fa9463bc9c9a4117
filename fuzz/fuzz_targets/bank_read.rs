//! A bank's file of any bytes: read within its bounds or refused.
#![no_main]

use domain::bank::table::Hints;
use domain::bank::{LINES_MAX, PARTY_LENGTH_MAX, WORDS_LENGTH_MAX, camt, read, table};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let hints = Hints::default();
    for file in [read(bytes, &hints), camt::read(bytes), table::read(bytes, &hints)] {
        let Ok(file) = file else {
            continue;
        };
        assert!(file.lines.len() <= LINES_MAX);
        for line in &file.lines {
            assert!(line.sum.0 != 0, "a line moves something");
            assert!(line.party.chars().count() <= PARTY_LENGTH_MAX);
            assert!(line.words.chars().count() <= WORDS_LENGTH_MAX);
            assert!(!line.words.contains(char::is_control));
        }
    }
});
