//! Project Wycheproof's vectors for both curves (Apache-2.0, see `tests/vectors/wycheproof`).

use crate::key::{ParsedForm, ParsedKey, PublicKey};
use crate::signature::{check_ed25519, check_p256, low_s_from_der, normalise_low_s};
use serde_json::Value;
use std::io::Read as _;

fn read(gzipped: &[u8]) -> Value {
    let mut json = String::new();
    flate2::read::GzDecoder::new(gzipped)
        .read_to_string(&mut json)
        .unwrap();
    serde_json::from_str(&json).unwrap()
}

fn bytes(value: &Value) -> Vec<u8> {
    hex::decode(value.as_str().unwrap()).unwrap()
}

/// Runs `holds(key, message, signature)` over every case and returns how many were valid and invalid.
fn check(
    vectors: &Value,
    key_of: impl Fn(&Value) -> PublicKey,
    holds: impl Fn(&ParsedForm, &[u8], &[u8]) -> bool,
) -> (u32, u32) {
    let (mut valid, mut invalid) = (0, 0);
    for group in vectors["testGroups"].as_array().unwrap() {
        let key = ParsedKey::new(&key_of(&group["publicKey"])).unwrap();
        for case in group["tests"].as_array().unwrap() {
            let expected = match case["result"].as_str().unwrap() {
                "valid" => true,
                "invalid" => false,
                other => panic!(
                    "case {} is {other}: decide what it means here",
                    case["tcId"]
                ),
            };
            let found = holds(&key.0, &bytes(&case["msg"]), &bytes(&case["sig"]));
            assert_eq!(
                found, expected,
                "case {}: {}",
                case["tcId"], case["comment"]
            );
            *(if expected { &mut valid } else { &mut invalid }) += 1;
        }
    }
    (valid, invalid)
}

fn p256_key(value: &Value) -> PublicKey {
    let point = bytes(&value["uncompressed"]).try_into().unwrap();
    PublicKey::P256 {
        point,
        rp_id: "localhost".to_owned(),
    }
}

fn p256_holds(key: &ParsedForm, message: &[u8], signature: Option<[u8; 64]>) -> bool {
    match key {
        ParsedForm::P256 { key, .. } => {
            signature.is_some_and(|it| check_p256(key, message, &it).is_ok())
        }
        ParsedForm::Ed25519(_) => panic!("a P-256 key was asked for"),
    }
}

#[test]
fn p256_in_der() {
    let vectors = read(include_bytes!(
        "../../../tests/vectors/wycheproof/ecdsa_secp256r1_sha256_test.json.gz"
    ));
    let counts = check(&vectors, p256_key, |key, message, der| {
        p256_holds(key, message, low_s_from_der(der))
    });
    assert_eq!(counts, (174, 310));
}

#[test]
fn p256_as_two_numbers() {
    let vectors = read(include_bytes!(
        "../../../tests/vectors/wycheproof/ecdsa_secp256r1_sha256_p1363_test.json.gz"
    ));
    let counts = check(&vectors, p256_key, |key, message, signature| {
        p256_holds(key, message, signature.try_into().ok().map(normalise_low_s))
    });
    assert_eq!(counts, (173, 89));
}

#[test]
fn ed25519() {
    let vectors = read(include_bytes!(
        "../../../tests/vectors/wycheproof/ed25519_test.json.gz"
    ));
    let key_of = |value: &Value| PublicKey::Ed25519(bytes(&value["pk"]).try_into().unwrap());
    let counts = check(&vectors, key_of, |key, message, signature| match key {
        ParsedForm::Ed25519(key) => signature
            .try_into()
            .is_ok_and(|it| check_ed25519(key, message, it).is_ok()),
        ParsedForm::P256 { .. } => panic!("an Ed25519 key was asked for"),
    });
    assert_eq!(counts, (88, 63));
}
