//! Frozen rounds: rows are appended to the file, never changed.

use crate::round::RoundFile;
use crate::score::score;
use serde_json::Value;

#[test]
fn frozen_rounds_give_the_same_result() {
    let vectors: Value =
        serde_json::from_str(include_str!("../../../vectors/v1/rounds.json")).unwrap();
    for row in vectors["rounds"].as_array().unwrap() {
        let bytes = hex::decode(row["file"].as_str().unwrap()).unwrap();
        let file = RoundFile::from_bytes(&bytes).unwrap();
        assert_eq!(file.to_bytes(), bytes, "{}", row["name"]);
        assert_eq!(
            file.digest().to_string(),
            row["file_digest"],
            "{}",
            row["name"]
        );
        let result = score(&file).unwrap();
        assert_eq!(
            hex::encode(result.to_bytes()),
            row["result"],
            "{}",
            row["name"]
        );
        assert_eq!(
            result.digest().to_string(),
            row["result_digest"],
            "{}",
            row["name"]
        );
        let history = borsh::to_vec(&file.advance()).unwrap();
        assert_eq!(hex::encode(history), row["next_history"], "{}", row["name"]);
    }
}
