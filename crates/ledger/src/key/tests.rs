//! Which public keys may stand on the record.

use super::{KeyFault, ParsedKey, PublicKey};
use crate::authenticator::{CommandLineKey, Passkey};

fn check(key: &PublicKey, expected: Result<(), KeyFault>) {
    assert_eq!(key.check(), expected, "{key:?}");
    assert_eq!(ParsedKey::new(key).map(|_| ()), expected, "{key:?}");
}

fn point() -> [u8; 65] {
    match Passkey::from_seed(&[1; 32], "meent.example", "https://meent.example").public_key() {
        PublicKey::P256 { point, .. } => point,
        PublicKey::Ed25519(_) => panic!("a passkey is P-256"),
    }
}

fn ed25519(hex_bytes: &str) -> PublicKey {
    PublicKey::Ed25519(hex::decode(hex_bytes).unwrap().try_into().unwrap())
}

#[test]
fn an_rp_id_is_a_host_name_in_lower_case() {
    let longest = format!(
        "{}.{}.{}.{}",
        "a".repeat(63),
        "b".repeat(63),
        "c".repeat(63),
        "d".repeat(61)
    );
    let too_long = format!(
        "{}.{}.{}.{}",
        "a".repeat(63),
        "b".repeat(63),
        "c".repeat(63),
        "d".repeat(62)
    );
    let (long_label, too_long_label) = ("a".repeat(63), "a".repeat(64));
    let rows = [
        ("meent.example", true),
        ("localhost", true),
        ("a", true),
        ("xn--bcher-kva.example", true),
        ("127.0.0.1", true),
        (longest.as_str(), true),
        (too_long.as_str(), false),
        (long_label.as_str(), true),
        (too_long_label.as_str(), false),
        ("", false),
        (".", false),
        ("meent.example.", false),
        (".meent.example", false),
        ("meent..example", false),
        ("Meent.example", false),
        ("-meent.example", false),
        ("meent-.example", false),
        ("me_ent.example", false),
        ("me ent.example", false),
        ("meent.example:443", false),
        ("https://meent.example", false),
        ("bücher.example", false),
        ("meent.example\0", false),
    ];
    for (rp_id, is_fit) in rows {
        let key = PublicKey::P256 {
            point: point(),
            rp_id: rp_id.to_owned(),
        };
        check(
            &key,
            if is_fit {
                Ok(())
            } else {
                Err(KeyFault::RpIdInvalid)
            },
        );
    }
}

#[test]
fn a_point_is_uncompressed_and_on_the_curve() {
    let good = point();
    let change = |at: usize, byte: u8| {
        let mut bytes = good;
        bytes[at] = byte;
        bytes
    };
    let rows = [
        (good, Ok(())),
        (change(0, 0x02), Err(KeyFault::PointInvalid)),
        // The hybrid form of SEC 1, with the parity of y.
        (
            change(0, 0x06 | (good[64] & 1)),
            Err(KeyFault::PointInvalid),
        ),
        (change(64, good[64] ^ 1), Err(KeyFault::PointInvalid)),
        (change(1, good[1] ^ 0x80), Err(KeyFault::PointInvalid)),
        ([0; 65], Err(KeyFault::PointInvalid)),
        ([0xff; 65], Err(KeyFault::PointInvalid)),
    ];
    for (point, expected) in rows {
        check(
            &PublicKey::P256 {
                point,
                rp_id: "meent.example".to_owned(),
            },
            expected,
        );
    }
}

#[test]
fn an_ed25519_key_is_canonical_and_not_weak() {
    check(&CommandLineKey::from_seed(&[2; 32]).public_key(), Ok(()));
    let rows = [
        // The neutral element, and −1: order 1 and 2.
        (
            "0100000000000000000000000000000000000000000000000000000000000000",
            KeyFault::Ed25519Weak,
        ),
        (
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            KeyFault::Ed25519Weak,
        ),
        // Order 4 and 8.
        (
            "0000000000000000000000000000000000000000000000000000000000000000",
            KeyFault::Ed25519Weak,
        ),
        (
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            KeyFault::Ed25519Weak,
        ),
        // y = p + 1 and y = p: second spellings of the neutral element and of order 4.
        (
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            KeyFault::Ed25519Invalid,
        ),
        (
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            KeyFault::Ed25519Invalid,
        ),
        // y = p + 3: a second spelling of a point of full order (3 is on the curve).
        (
            "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            KeyFault::Ed25519Invalid,
        ),
        // y = 2 is on no point.
        (
            "0200000000000000000000000000000000000000000000000000000000000000",
            KeyFault::Ed25519Invalid,
        ),
    ];
    for (bytes, fault) in rows {
        check(&ed25519(bytes), Err(fault));
    }
    check(
        &ed25519("0300000000000000000000000000000000000000000000000000000000000000"),
        Ok(()),
    );
}

#[test]
fn decoding_refuses_an_rp_id_that_no_host_can_have() {
    let encode = |rp_id: String| {
        borsh::to_vec(&PublicKey::P256 {
            point: point(),
            rp_id,
        })
        .unwrap()
    };
    assert!(borsh::from_slice::<PublicKey>(&encode("a".repeat(253))).is_ok());
    assert!(borsh::from_slice::<PublicKey>(&encode("a".repeat(254))).is_err());
    assert!(borsh::from_slice::<PublicKey>(&encode(String::new())).is_err());

    let mut not_utf8 = encode("a".to_owned());
    *not_utf8.last_mut().unwrap() = 0xff;
    assert!(borsh::from_slice::<PublicKey>(&not_utf8).is_err());
}
