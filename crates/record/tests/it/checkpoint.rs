//! Checkpoints: read as written, and nothing that the node did not sign is believed.

use ledger::ids::{Digest, NetworkId};
use proptest::prelude::*;
use record::checkpoint::{Checkpoint, CheckpointFault, StateRoot, origin_of, verifier_line};
use record::key::NodeKey;

fn sample() -> (Checkpoint, NodeKey) {
    let checkpoint = Checkpoint {
        origin: origin_of(NetworkId([7; 32])),
        size: 51_906,
        root: Digest([1; 32]),
        state: StateRoot {
            entries: 49_152,
            root: Digest([2; 32]),
        },
    };
    (checkpoint, NodeKey::from_seed(&[3; 32]))
}

/// The bytes are frozen: witnesses and browsers read them.
#[test]
fn the_note_is_the_one_that_others_read() {
    let (checkpoint, key) = sample();
    let origin = format!("meent/{}", "07".repeat(32));
    let text = format!(
        "{origin}\n51906\nAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=\nstate 49152 {}\n",
        "02".repeat(32)
    );
    assert_eq!(checkpoint.text(), text);
    let note = checkpoint.sign(&key);
    let line = note.strip_prefix(&format!("{text}\n")).unwrap();
    let encoded = line.strip_prefix(&format!("\u{2014} {origin} ")).unwrap();
    assert_eq!(
        encoded.trim_end().len(),
        92,
        "4 bytes of key id and 64 of signature"
    );
    assert!(verifier_line(&origin, &key.public()).starts_with(&format!("{origin}+")));
}

#[test]
fn a_note_is_believed_only_under_its_key_and_origin() {
    let (checkpoint, key) = sample();
    let note = checkpoint.sign(&key);
    let open = |note: &str, origin: &str, key: &NodeKey| {
        Checkpoint::open(note.as_bytes(), origin, &key.public())
    };
    assert_eq!(
        open(&note, &checkpoint.origin, &key).as_ref(),
        Ok(&checkpoint)
    );
    assert_eq!(Checkpoint::parse(note.as_bytes()), Ok(checkpoint.clone()));
    let other = NodeKey::from_seed(&[4; 32]);
    assert_eq!(
        open(&note, &checkpoint.origin, &other),
        Err(CheckpointFault::Unsigned)
    );
    assert_eq!(
        open(&note, "meent/other", &key),
        Err(CheckpointFault::OtherOrigin)
    );
    let grown = note.replacen("51906", "51907", 1);
    assert_eq!(
        open(&grown, &checkpoint.origin, &key),
        Err(CheckpointFault::Unsigned)
    );

    // A witness adds its line before or after ours; both are read.
    let (text, ours) = note.split_at(note.rfind('\u{2014}').unwrap());
    let theirs = "\u{2014} witness.example AAAAAAAAAAAAAAAA\n";
    for cosigned in [
        format!("{text}{theirs}{ours}"),
        format!("{text}{ours}{theirs}"),
    ] {
        assert_eq!(
            open(&cosigned, &checkpoint.origin, &key).as_ref(),
            Ok(&checkpoint)
        );
    }
    assert_eq!(
        open(&format!("{text}{theirs}"), &checkpoint.origin, &key),
        Err(CheckpointFault::Unsigned)
    );
}

#[test]
fn what_is_no_checkpoint_is_refused() {
    let (checkpoint, key) = sample();
    let note = checkpoint.sign(&key);
    let rows = [
        String::new(),
        "\n\n".to_owned(),
        note.trim_end().to_owned(),
        note.replacen("51906", "051906", 1),
        note.replacen("51906", "+51906", 1),
        note.replacen("51906", "-1", 1),
        note.replacen("51906", "99999999999999999999", 1),
        note.replacen("state", "State", 1),
        note.replacen("49152", "", 1),
        note.replacen("AQEB", "AQE", 1),
        note.replacen('\n', "\r\n", 1),
        note.replacen("\n\n", "\n", 1),
        note.repeat(500),
    ];
    for row in rows {
        assert!(Checkpoint::parse(row.as_bytes()).is_err(), "{row}");
    }
}

proptest! {
    /// No byte of a note can change without the signature noticing.
    #[test]
    fn a_changed_byte_is_noticed(place in any::<prop::sample::Index>(), flip in 1_u8..) {
        let (checkpoint, key) = sample();
        let mut note = checkpoint.sign(&key).into_bytes();
        let place = place.index(note.len());
        note[place] ^= flip;
        let opened = Checkpoint::open(&note, &checkpoint.origin, &key.public());
        prop_assert!(opened.is_err() || opened == Ok(checkpoint));
    }

    /// Reading anything never panics.
    #[test]
    fn anything_can_be_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = Checkpoint::parse(&bytes);
    }
}
