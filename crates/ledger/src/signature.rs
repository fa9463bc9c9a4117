//! Signatures of operations, and the one function that decides whether one holds.
//!
//! A signature covers the 32-byte signing hash of an operation (GOVERNANCE §1). Ed25519 signs the
//! hash itself; a passkey signs a WebAuthn assertion whose challenge is the hash. Everything that
//! is needed to verify stands in the entry, so a replica can do it years later without any state
//! of the server that took the operation.
//!
//! What is *not* decided here: whether the key belongs to the member, is in force, or may sign this
//! kind of operation. The authenticator's counter is ignored, because synced passkeys do not keep it.
//! Normative page with the order of checks: `docs/protocol/signature.md`.

mod client_data;
mod low_s;

#[cfg(feature = "authenticator")]
pub(crate) use client_data::encode_challenge;
pub use low_s::{is_low_s, low_s_from_der, normalise_low_s};

use crate::ids::KeyNumber;
use crate::key::{KeyFault, ParsedForm, ParsedKey, PublicKey};
use aws_lc_rs::signature::ParsedPublicKey;
use borsh::{BorshDeserialize, BorshSerialize};
use client_data::ClientData;
use ed25519_dalek::VerifyingKey;
use sha2::{Digest as _, Sha256};

/// Shortest authenticator data: hash of the rp id (32), flags (1), counter (4). WebAuthn §6.1.
pub const AUTHENTICATOR_DATA_BYTES_MIN: usize = 37;
/// Longest authenticator data we take; extensions rarely need a hundred bytes.
pub const AUTHENTICATOR_DATA_BYTES_MAX: usize = 1024;
/// Longest client data we take; browsers send 100 to 300 bytes.
pub const CLIENT_DATA_BYTES_MAX: usize = 4096;

/// The flag that a person touched the device (UP, WebAuthn §6.1).
const USER_PRESENT: u8 = 0b0000_0001;
/// The flag that the device recognised its person (UV, WebAuthn §6.1).
const USER_VERIFIED: u8 = 0b0000_0100;

/// A signature over an operation, with the number of the key it claims to be made with.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Signature {
    /// RFC 8032 over the signing hash.
    Ed25519 {
        /// The member's key.
        key: KeyNumber,
        /// `R ‖ S`.
        bytes: [u8; 64],
    },
    /// A WebAuthn assertion with the signing hash as its challenge.
    WebAuthn {
        /// The member's key.
        key: KeyNumber,
        /// As the authenticator returned it: 37 to 1,024 bytes.
        #[borsh(deserialize_with = "decode_authenticator_data")]
        authenticator_data: Vec<u8>,
        /// As the browser returned it: 1 to 4,096 bytes of JSON.
        #[borsh(deserialize_with = "decode_client_data")]
        client_data_json: Vec<u8>,
        /// `r ‖ s`, big-endian, with s in the lower half of the group order.
        bytes: [u8; 64],
    },
}

impl Signature {
    /// The number of the key this signature claims to be made with.
    #[must_use]
    pub fn key(&self) -> KeyNumber {
        match self {
            Self::Ed25519 { key, .. } | Self::WebAuthn { key, .. } => *key,
        }
    }
}

/// Why a signature does not hold. The order of the variants is the order of the checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureFault {
    /// The public key itself is none.
    #[error("the public key is not usable")]
    Key(#[source] KeyFault),
    /// An Ed25519 signature for a passkey, or the reverse.
    #[error("the signature is of another kind than the key")]
    KindMismatch,
    /// Authenticator data outside 37 to 1,024 bytes.
    #[error("the authenticator data has an impossible length")]
    AuthenticatorDataLength,
    /// Client data outside 1 to 4,096 bytes.
    #[error("the client data has an impossible length")]
    ClientDataLength,
    /// Client data that is not one JSON object with each name once and the members we need.
    #[error("the client data is not the JSON object it must be")]
    ClientDataMalformed,
    /// The client data was made for another ceremony, such as a registration.
    #[error("the client data is not of type webauthn.get")]
    CeremonyType,
    /// The device signed another operation.
    #[error("the challenge is not the hash of this operation")]
    Challenge,
    /// The page that asked was not on the key's host, or not by https.
    #[error("the origin is not the host of the key")]
    Origin,
    /// The page that asked was framed by another origin.
    #[error("the assertion was asked for across origins")]
    CrossOrigin,
    /// The authenticator answered for another relying party.
    #[error("the authenticator data is for another rp id")]
    RpIdHash,
    /// Nobody touched the device.
    #[error("the user was not present")]
    UserNotPresent,
    /// The device did not recognise its person, and this operation needs that.
    #[error("the user was not verified")]
    UserNotVerified,
    /// s is in the upper half: the same signature has a second spelling, and this is the refused one.
    #[error("the signature is not in its low-s form")]
    HighS,
    /// The curve equation does not hold.
    #[error("the signature does not verify")]
    Mismatch,
}

/// Decides whether `signature` over `signing_hash` holds under `public_key`.
///
/// `needs_user_verified` asks for the user-verified flag of a passkey: set for votes, transfers
/// and keys. An Ed25519 key has no such flag; which operations it may sign is decided by what it
/// was added for.
///
/// # Errors
///
/// The first [`SignatureFault`] in the order of its variants.
///
/// # Source
///
/// GOVERNANCE §1; WebAuthn Level 3 §7.2 steps 10 to 22, without those that need a server's state.
pub fn verify(
    signature: &Signature,
    public_key: &PublicKey,
    signing_hash: &[u8; 32],
    needs_user_verified: bool,
) -> Result<(), SignatureFault> {
    let key = ParsedKey::new(public_key).map_err(SignatureFault::Key)?;
    verify_parsed(signature, &key, signing_hash, needs_user_verified)
}

/// Decides as [`verify`] does, with a key that was parsed before.
///
/// # Errors
///
/// As [`verify`], without [`SignatureFault::Key`].
pub fn verify_parsed(
    signature: &Signature,
    key: &ParsedKey,
    signing_hash: &[u8; 32],
    needs_user_verified: bool,
) -> Result<(), SignatureFault> {
    match (signature, &key.0) {
        (Signature::Ed25519 { bytes, .. }, ParsedForm::Ed25519(key)) => {
            check_ed25519(key, signing_hash, bytes)
        }
        (
            Signature::WebAuthn {
                authenticator_data,
                client_data_json,
                bytes,
                ..
            },
            ParsedForm::P256 {
                key,
                rp_id,
                rp_id_hash,
            },
        ) => {
            check_lengths(authenticator_data, client_data_json)?;
            check_client_data(client_data_json, rp_id, signing_hash)?;
            check_authenticator_data(authenticator_data, rp_id_hash, needs_user_verified)?;
            check_curve(key, authenticator_data, client_data_json, bytes)
        }
        (Signature::Ed25519 { .. }, ParsedForm::P256 { .. })
        | (Signature::WebAuthn { .. }, ParsedForm::Ed25519(_)) => Err(SignatureFault::KindMismatch),
    }
}

// Decoding has the same bounds; a signature built in memory has not been through it.
fn check_lengths(authenticator_data: &[u8], client_data_json: &[u8]) -> Result<(), SignatureFault> {
    if !(AUTHENTICATOR_DATA_BYTES_MIN..=AUTHENTICATOR_DATA_BYTES_MAX)
        .contains(&authenticator_data.len())
    {
        return Err(SignatureFault::AuthenticatorDataLength);
    }
    if !(1..=CLIENT_DATA_BYTES_MAX).contains(&client_data_json.len()) {
        return Err(SignatureFault::ClientDataLength);
    }
    Ok(())
}

fn check_client_data(
    json: &[u8],
    rp_id: &str,
    signing_hash: &[u8; 32],
) -> Result<(), SignatureFault> {
    let client_data = ClientData::parse(json).ok_or(SignatureFault::ClientDataMalformed)?;
    if client_data.ceremony != "webauthn.get" {
        return Err(SignatureFault::CeremonyType);
    }
    // Compared in encoded form: no second spelling (padding, stray bits) of the same hash passes.
    if client_data.challenge != client_data::encode_challenge(signing_hash) {
        return Err(SignatureFault::Challenge);
    }
    if !client_data::is_origin_of(&client_data.origin, rp_id) {
        return Err(SignatureFault::Origin);
    }
    if client_data.cross_origin {
        return Err(SignatureFault::CrossOrigin);
    }
    Ok(())
}

fn check_authenticator_data(
    bytes: &[u8],
    rp_id_hash: &[u8; 32],
    needs_user_verified: bool,
) -> Result<(), SignatureFault> {
    let (hash, rest) = bytes
        .split_at_checked(32)
        .ok_or(SignatureFault::AuthenticatorDataLength)?;
    if hash != rp_id_hash {
        return Err(SignatureFault::RpIdHash);
    }
    let flags = rest.first().copied().unwrap_or(0);
    if flags & USER_PRESENT == 0 {
        return Err(SignatureFault::UserNotPresent);
    }
    if needs_user_verified && flags & USER_VERIFIED == 0 {
        return Err(SignatureFault::UserNotVerified);
    }
    Ok(())
}

/// WebAuthn §7.2: the signature is over `authData ‖ SHA-256(clientDataJSON)`.
fn check_curve(
    key: &ParsedPublicKey,
    authenticator_data: &[u8],
    client_data_json: &[u8],
    bytes: &[u8; 64],
) -> Result<(), SignatureFault> {
    let mut message = Vec::with_capacity(authenticator_data.len().saturating_add(32));
    message.extend_from_slice(authenticator_data);
    message.extend_from_slice(&Sha256::digest(client_data_json));
    check_p256(key, &message, bytes)
}

/// The curve alone: ECDSA with SHA-256 over `message`, low s only.
fn check_p256(
    key: &ParsedPublicKey,
    message: &[u8],
    bytes: &[u8; 64],
) -> Result<(), SignatureFault> {
    if !is_low_s(bytes) {
        return Err(SignatureFault::HighS);
    }
    key.verify_sig(message, bytes)
        .map_err(|_| SignatureFault::Mismatch)
}

/// The curve alone. Strict: no small-order points, no second spelling of R or S.
fn check_ed25519(
    key: &VerifyingKey,
    message: &[u8],
    bytes: &[u8; 64],
) -> Result<(), SignatureFault> {
    let signature = ed25519_dalek::Signature::from_bytes(bytes);
    key.verify_strict(message, &signature)
        .map_err(|_| SignatureFault::Mismatch)
}

fn decode_authenticator_data<R: borsh::io::Read>(reader: &mut R) -> borsh::io::Result<Vec<u8>> {
    decode_bytes::<R, AUTHENTICATOR_DATA_BYTES_MIN, AUTHENTICATOR_DATA_BYTES_MAX>(reader)
}

fn decode_client_data<R: borsh::io::Read>(reader: &mut R) -> borsh::io::Result<Vec<u8>> {
    decode_bytes::<R, 1, CLIENT_DATA_BYTES_MAX>(reader)
}

/// Reads a borsh byte vector of `MIN` to `MAX` bytes; the length is judged before anything is allocated.
pub(crate) fn decode_bytes<R: borsh::io::Read, const MIN: usize, const MAX: usize>(
    reader: &mut R,
) -> borsh::io::Result<Vec<u8>> {
    let out_of_bounds =
        || borsh::io::Error::new(borsh::io::ErrorKind::InvalidData, "length out of bounds");
    let length = usize::try_from(u32::deserialize_reader(reader)?).map_err(|_| out_of_bounds())?;
    if !(MIN..=MAX).contains(&length) {
        return Err(out_of_bounds());
    }
    let mut bytes = vec![0; length];
    reader.read_exact(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests;
