//! Frozen signatures: rows are appended to the file, never changed.

use crate::authenticator::{CommandLineKey, Passkey};
use crate::ids::KeyNumber;
use crate::key::PublicKey;
use crate::signature::{Signature, verify};
use serde_json::Value;

fn bytes(value: &Value) -> Vec<u8> {
    hex::decode(value.as_str().unwrap()).unwrap()
}

#[test]
fn frozen_signatures_decode_verify_and_are_made_again() {
    let vectors: Value =
        serde_json::from_str(include_str!("../../../vectors/v1/signatures.json")).unwrap();
    for row in vectors["signatures"].as_array().unwrap() {
        let seed: [u8; 32] = bytes(&row["seed"]).try_into().unwrap();
        let hash: [u8; 32] = bytes(&row["signing_hash"]).try_into().unwrap();
        let number = KeyNumber(u32::try_from(row["key"].as_u64().unwrap()).unwrap());
        let public_key: PublicKey = borsh::from_slice(&bytes(&row["public_key_borsh"])).unwrap();
        let signature: Signature = borsh::from_slice(&bytes(&row["signature_borsh"])).unwrap();

        assert_eq!(
            verify(&signature, &public_key, &hash, true),
            Ok(()),
            "{row}"
        );
        let (made_key, made) = match row["rp_id"].as_str() {
            Some(rp_id) => {
                let device = Passkey::from_seed(&seed, rp_id, row["origin"].as_str().unwrap());
                (device.public_key(), device.sign(number, &hash))
            }
            None => {
                let device = CommandLineKey::from_seed(&seed);
                (device.public_key(), device.sign(number, &hash))
            }
        };
        assert_eq!(
            hex::encode(borsh::to_vec(&made_key).unwrap()),
            row["public_key_borsh"],
            "{row}"
        );
        assert_eq!(
            hex::encode(borsh::to_vec(&made).unwrap()),
            row["signature_borsh"],
            "{row}"
        );
    }
}
