//! The tests of the foreign files.

mod drawn;
mod formats;
mod fuzz;
mod published;

use std::io::Read as _;

use ballots::Election;
use flate2::read::GzDecoder;
use serde_json::Value;

/// Unpacks a file of the tests.
fn unpack(bytes: &[u8]) -> String {
    let mut text = String::new();
    let read = GzDecoder::new(bytes).read_to_string(&mut text);
    read.expect("a packed text");
    text
}

fn json(bytes: &[u8]) -> Value {
    serde_json::from_str(&unpack(bytes)).expect("JSON")
}

fn election(text: &str) -> Election {
    ballots::read(text.as_bytes(), None, None).expect("an election")
}

fn strings(value: &Value) -> Vec<String> {
    let words = value.as_array().expect("a list").iter();
    words
        .map(|it| it.as_str().expect("a word").to_owned())
        .collect()
}

fn numbers(value: &Value) -> Vec<u64> {
    let numbers = value.as_array().expect("a list").iter();
    numbers.map(|it| it.as_u64().expect("a number")).collect()
}
