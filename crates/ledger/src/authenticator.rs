//! A device in software: signs as passkeys and command lines do, byte for byte.
//!
//! Behind the cargo feature `authenticator`, for the demo and for tests of every crate. It keeps no
//! secret from the machine it runs on and is therefore **not** for real members. Keys are derived
//! from a 32-byte seed and signatures are deterministic (RFC 6979, RFC 8032), so that one seed gives
//! one record, byte for byte.

use crate::ids::KeyNumber;
use crate::key::PublicKey;
use crate::signature::{Signature, encode_challenge, normalise_low_s};
use ed25519_dalek::Signer as _;
use p256::ecdsa::SigningKey;
use sha2::{Digest as _, Sha256};

/// What prefixes a seed before it becomes a P-256 scalar.
const PASSKEY_DOMAIN: &[u8] = b"meent/authenticator/p256/v1";
/// What prefixes a seed before it becomes an Ed25519 seed.
const COMMAND_LINE_DOMAIN: &[u8] = b"meent/authenticator/ed25519/v1";

/// What the person at the device did when asked to sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gesture {
    /// Nothing: neither flag is set. No rule accepts it.
    None,
    /// Touched the device: user present.
    Touch,
    /// Touched it and was recognised by it: user present and verified.
    Verified,
}

impl Gesture {
    // UP is bit 0, UV bit 2; BE and BS (bits 3, 4) are set as synced passkeys set them.
    fn flags(self) -> u8 {
        match self {
            Self::None => 0b0001_1000,
            Self::Touch => 0b0001_1001,
            Self::Verified => 0b0001_1101,
        }
    }
}

/// A passkey on one origin.
#[derive(Clone, Debug)]
pub struct Passkey {
    signing_key: SigningKey,
    rp_id: String,
    origin: String,
}

/// A WebAuthn assertion as `navigator.credentials.get` returns it, before anyone normalised it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assertion {
    /// Hash of the rp id, flags, counter.
    pub authenticator_data: Vec<u8>,
    /// What the browser says it asked for.
    pub client_data_json: Vec<u8>,
    /// `r ‖ s`, s as it fell.
    pub bytes: [u8; 64],
}

impl Passkey {
    /// Makes the passkey that `seed` gives for `rp_id`, used from pages of `origin`
    /// (such as `https://meent.example`).
    #[must_use]
    pub fn from_seed(seed: &[u8; 32], rp_id: &str, origin: &str) -> Self {
        // One scalar in 2^32 draws is out of range; the next counter gives another.
        let signing_key = (0_u32..)
            .find_map(|counter| {
                let hash = Sha256::new()
                    .chain_update(PASSKEY_DOMAIN)
                    .chain_update(seed)
                    .chain_update(counter.to_be_bytes())
                    .finalize();
                SigningKey::from_slice(&hash).ok()
            })
            .unwrap_or_else(|| {
                unreachable!("SHA-256 gave no scalar below the group order in 2^32 draws")
            });
        Self {
            signing_key,
            rp_id: rp_id.to_owned(),
            origin: origin.to_owned(),
        }
    }

    /// The key to put on the record.
    #[must_use]
    pub fn public_key(&self) -> PublicKey {
        let encoded = self.signing_key.verifying_key().to_sec1_point(false);
        let mut point = [0; 65];
        point.copy_from_slice(encoded.as_bytes());
        PublicKey::P256 {
            point,
            rp_id: self.rp_id.clone(),
        }
    }

    /// Signs an operation's `signing_hash` as a person recognised by the device, ready to submit.
    #[must_use]
    pub fn sign(&self, key: KeyNumber, signing_hash: &[u8; 32]) -> Signature {
        self.sign_with(key, signing_hash, Gesture::Verified)
    }

    /// Signs as [`Passkey::sign`] does, with another gesture.
    #[must_use]
    pub fn sign_with(
        &self,
        key: KeyNumber,
        signing_hash: &[u8; 32],
        gesture: Gesture,
    ) -> Signature {
        let Assertion {
            authenticator_data,
            client_data_json,
            bytes,
        } = self.assert(signing_hash, gesture);
        Signature::WebAuthn {
            key,
            authenticator_data,
            client_data_json,
            bytes: normalise_low_s(bytes),
        }
    }

    /// Answers a challenge as a browser would hand it to a page.
    #[must_use]
    pub fn assert(&self, challenge: &[u8; 32], gesture: Gesture) -> Assertion {
        let mut authenticator_data = Sha256::digest(self.rp_id.as_bytes()).to_vec();
        authenticator_data.push(gesture.flags());
        // Synced passkeys leave the counter at zero.
        authenticator_data.extend_from_slice(&[0; 4]);
        let client_data_json = format!(
            r#"{{"type":"webauthn.get","challenge":"{}","origin":"{}","crossOrigin":false}}"#,
            encode_challenge(challenge),
            self.origin,
        )
        .into_bytes();
        let bytes = self.sign_assertion(&authenticator_data, &client_data_json);
        Assertion {
            authenticator_data,
            client_data_json,
            bytes,
        }
    }

    /// Signs any authenticator data and client data, sensible or not: for tests of verifiers.
    #[must_use]
    pub fn sign_assertion(&self, authenticator_data: &[u8], client_data_json: &[u8]) -> [u8; 64] {
        let mut message = authenticator_data.to_vec();
        message.extend_from_slice(&Sha256::digest(client_data_json));
        let signature: p256::ecdsa::Signature = self.signing_key.sign(&message);
        signature.to_bytes().into()
    }
}

/// An Ed25519 key as the command line and browser sessions hold it.
#[derive(Clone, Debug)]
pub struct CommandLineKey(ed25519_dalek::SigningKey);

impl CommandLineKey {
    /// Makes the key that `seed` gives.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        let hash = Sha256::new()
            .chain_update(COMMAND_LINE_DOMAIN)
            .chain_update(seed)
            .finalize();
        Self(ed25519_dalek::SigningKey::from_bytes(&hash.into()))
    }

    /// The key to put on the record.
    #[must_use]
    pub fn public_key(&self) -> PublicKey {
        PublicKey::Ed25519(self.0.verifying_key().to_bytes())
    }

    /// Signs an operation's `signing_hash`.
    #[must_use]
    pub fn sign(&self, key: KeyNumber, signing_hash: &[u8; 32]) -> Signature {
        Signature::Ed25519 {
            key,
            bytes: self.0.sign(signing_hash).to_bytes(),
        }
    }
}
