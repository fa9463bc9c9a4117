//! A member's public keys: what a device proves itself with, and which host it is bound to.
//!
//! P-256 points come from passkeys and are bound to the rp id of the host they were made on;
//! Ed25519 keys come from the command line and from browser sessions. The type holds any bytes of
//! the right length, because old entries must stay decodable; [`PublicKey::check`] decides, once,
//! when the key is added, and [`ParsedKey`] keeps the answer in the form that verifies fastest.
//!
//! This module is not about what a key may do: standing, delays and session limits are decided
//! where operations are applied. Normative page: `docs/protocol/signature.md`.

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, ParsedPublicKey};
use borsh::{BorshDeserialize, BorshSerialize};
use ed25519_dalek::VerifyingKey;
use sha2::{Digest as _, Sha256};

/// Longest host name in bytes, as RFC 1035 section 3.1 leaves it in text form.
pub const RP_ID_BYTES_MAX: usize = 253;

/// Longest label of a host name in bytes (RFC 1035 section 2.3.4).
const LABEL_BYTES_MAX: usize = 63;

/// The first byte of an uncompressed point (SEC 1 section 2.3.3).
const UNCOMPRESSED: u8 = 0x04;

/// A key that a member signs operations with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize)]
pub enum PublicKey {
    /// A passkey: ECDSA over P-256 with SHA-256, through WebAuthn.
    P256 {
        /// The point, uncompressed (`04 ‖ x ‖ y`): the one form on the record, because it needs no
        /// square root at each verification and is what COSE keys carry.
        point: [u8; 65],
        /// The relying party's id that the passkey was made for: a host name in lower case.
        #[borsh(deserialize_with = "decode_rp_id")]
        rp_id: String,
    },
    /// A key of the command line or of a session: Ed25519, RFC 8032.
    Ed25519([u8; 32]),
}

/// Why a public key cannot be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyFault {
    /// The bytes are not an uncompressed point of P-256.
    #[error("the bytes are not an uncompressed point on P-256")]
    PointInvalid,
    /// The rp id is not a host name in lower case of 1 to 253 bytes.
    #[error("the rp id is not a host name in lower case")]
    RpIdInvalid,
    /// The bytes are not the canonical encoding of an Ed25519 point.
    #[error("the bytes are not the canonical encoding of an Ed25519 point")]
    Ed25519Invalid,
    /// The Ed25519 point has small order: a signature under it proves nothing.
    #[error("the Ed25519 key is of small order")]
    Ed25519Weak,
}

impl PublicKey {
    /// Decides whether this key may stand on the record.
    ///
    /// # Errors
    ///
    /// The first [`KeyFault`] found: of a passkey first the rp id, then the point.
    pub fn check(&self) -> Result<(), KeyFault> {
        ParsedKey::new(self).map(|_| ())
    }
}

/// A public key in the form that verifies fastest: checked, parsed, its rp id hashed.
///
/// Whoever verifies many signatures keeps one per key; building one costs about a tenth of a
/// verification (measured in ADR-0005).
#[derive(Clone, Debug)]
pub struct ParsedKey(pub(crate) ParsedForm);

/// What [`ParsedKey`] holds; the two kinds share nothing.
#[derive(Clone, Debug)]
pub(crate) enum ParsedForm {
    /// A passkey with its host.
    P256 {
        key: ParsedPublicKey,
        rp_id: String,
        rp_id_hash: [u8; 32],
    },
    /// An Ed25519 key.
    Ed25519(VerifyingKey),
}

impl ParsedKey {
    /// Parses `key`.
    ///
    /// # Errors
    ///
    /// As [`PublicKey::check`].
    pub fn new(key: &PublicKey) -> Result<Self, KeyFault> {
        let form = match key {
            PublicKey::P256 { point, rp_id } => {
                if !is_host(rp_id) {
                    return Err(KeyFault::RpIdInvalid);
                }
                // The library would also take compressed points; one form only keeps one key one value.
                if point.first() != Some(&UNCOMPRESSED) {
                    return Err(KeyFault::PointInvalid);
                }
                let key = ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point)
                    .map_err(|_| KeyFault::PointInvalid)?;
                let rp_id_hash = Sha256::digest(rp_id.as_bytes()).into();
                ParsedForm::P256 {
                    key,
                    rp_id: rp_id.clone(),
                    rp_id_hash,
                }
            }
            PublicKey::Ed25519(bytes) => {
                let key = VerifyingKey::from_bytes(bytes).map_err(|_| KeyFault::Ed25519Invalid)?;
                // Decoding tolerates y ≥ p; encoding again does not, so two spellings of a key cannot meet.
                if key.to_edwards().compress().as_bytes() != bytes {
                    return Err(KeyFault::Ed25519Invalid);
                }
                if key.is_weak() {
                    return Err(KeyFault::Ed25519Weak);
                }
                ParsedForm::Ed25519(key)
            }
        };
        Ok(Self(form))
    }
}

/// Tells whether `name` is a host name: dot-separated labels of lower-case letters, digits and
/// inner hyphens, each at most 63 bytes, at most 253 in all.
pub(crate) fn is_host(name: &str) -> bool {
    !name.is_empty() && name.len() <= RP_ID_BYTES_MAX && name.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    let edges_fit = !label.starts_with('-') && !label.ends_with('-');
    let bytes_fit = label
        .bytes()
        .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
    !label.is_empty() && label.len() <= LABEL_BYTES_MAX && edges_fit && bytes_fit
}

/// Reads an rp id and refuses one that no host can have before it is kept anywhere.
fn decode_rp_id<R: borsh::io::Read>(reader: &mut R) -> borsh::io::Result<String> {
    let bytes = crate::signature::decode_bytes::<R, 1, RP_ID_BYTES_MAX>(reader)?;
    String::from_utf8(bytes)
        .map_err(|_| borsh::io::Error::new(borsh::io::ErrorKind::InvalidData, "rp id is not UTF-8"))
}

#[cfg(test)]
mod tests;
