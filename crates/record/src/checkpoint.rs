//! Checkpoints: how long the record is, its root and a state root, signed by the node.
//!
//! ```text
//! meent/<network id in hexadecimal>
//! <number of entries>
//! <root, base64>
//! state <entries applied> <state root in hexadecimal>
//!
//! — <origin> <base64 of key id and signature>
//! ```
//!
//! The formats are C2SP's, so that existing witnesses can read and cosign them. Reading is bounded,
//! and other signatures than the node's are carried along unread.
//!
//! # Source
//!
//! <https://c2sp.org/signed-note>, <https://c2sp.org/tlog-checkpoint>; `docs/protocol/checkpoint.md`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_dalek::{Signature, VerifyingKey};
use ledger::ids::{Digest, NetworkId};
use sha2::{Digest as _, Sha256};

use crate::key::NodeKey;

/// The longest checkpoint that is read, in bytes.
pub const BYTES_MAX: usize = 65_536;
/// The most signatures that are read.
const SIGNATURES_MAX: usize = 64;
/// What signature lines begin with: an em dash and a space.
const SIGNATURE_PREFIX: &str = "\u{2014} ";
/// The algorithm byte of Ed25519 in key ids (C2SP signed-note).
const ED25519: u8 = 1;

/// What a node says about its record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which record: [`origin_of`] the network.
    pub origin: String,
    /// How many entries it has.
    pub size: u64,
    /// The tree's root over them.
    pub root: Digest,
    /// The latest state root that was taken.
    pub state: StateRoot,
}

/// The root of the state after some number of entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateRoot {
    /// How many entries had been applied.
    pub entries: u64,
    /// SHA-256 of the state's canonical bytes.
    pub root: Digest,
}

/// Why a checkpoint is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointFault {
    /// Longer than the bound.
    #[error("the checkpoint is longer than 64 KiB")]
    TooLarge,
    /// Not a signed note.
    #[error("the checkpoint is not a signed note")]
    NotANote,
    /// A signed note, but its text is not a checkpoint.
    #[error("the note is not a checkpoint")]
    NotACheckpoint,
    /// Of another record.
    #[error("the checkpoint is of another record")]
    OtherOrigin,
    /// Not signed by the key, or not rightly.
    #[error("the checkpoint is not signed by the node's key")]
    Unsigned,
}

/// Returns the origin of the record of `network`; it is also the name of the node's key.
#[must_use]
pub fn origin_of(network: NetworkId) -> String {
    format!("meent/{network}")
}

/// Returns the line that tells others how to verify (C2SP's verifier key):
/// `<origin>+<key id in hexadecimal>+<base64 of algorithm and key>`.
#[must_use]
pub fn verifier_line(origin: &str, public: &[u8; 32]) -> String {
    let id = hex::encode(key_id(origin, public));
    format!("{origin}+{id}+{}", BASE64.encode(algorithm_and_key(public)))
}

fn algorithm_and_key(public: &[u8; 32]) -> Vec<u8> {
    let mut bytes = vec![ED25519];
    bytes.extend_from_slice(public);
    bytes
}

fn key_id(name: &str, public: &[u8; 32]) -> [u8; 4] {
    let hash = Sha256::new()
        .chain_update(name.as_bytes())
        .chain_update([b'\n'])
        .chain_update(algorithm_and_key(public))
        .finalize();
    let mut id = [0; 4];
    id.copy_from_slice(&hash[..4]);
    id
}

impl Checkpoint {
    /// Returns the text that is signed.
    #[must_use]
    pub fn text(&self) -> String {
        let root = BASE64.encode(self.root.0);
        let StateRoot {
            entries,
            root: state,
        } = self.state;
        format!(
            "{}\n{}\n{root}\nstate {entries} {state}\n",
            self.origin, self.size
        )
    }

    /// Returns the signed note.
    #[must_use]
    pub fn sign(&self, key: &NodeKey) -> String {
        let text = self.text();
        let mut signed = key_id(&self.origin, &key.public()).to_vec();
        signed.extend_from_slice(&key.sign(text.as_bytes()));
        format!(
            "{text}\n{SIGNATURE_PREFIX}{} {}\n",
            self.origin,
            BASE64.encode(signed)
        )
    }

    /// Reads a signed note, and checks that `public` signed it as the key of `origin`.
    ///
    /// # Errors
    ///
    /// [`CheckpointFault`].
    pub fn open(note: &[u8], origin: &str, public: &[u8; 32]) -> Result<Self, CheckpointFault> {
        let (text, signatures) = split_note(note)?;
        let checkpoint = Self::parse_text(text)?;
        if checkpoint.origin != origin {
            return Err(CheckpointFault::OtherOrigin);
        }
        let key = VerifyingKey::from_bytes(public).map_err(|_| CheckpointFault::Unsigned)?;
        let id = key_id(origin, public);
        let ours = signatures
            .iter()
            .filter(|it| it.name == origin && it.key_id == id);
        let is_signed = ours.into_iter().any(|it| {
            <[u8; 64]>::try_from(it.bytes.as_slice()).is_ok_and(|bytes| {
                key.verify_strict(text.as_bytes(), &Signature::from_bytes(&bytes))
                    .is_ok()
            })
        });
        if is_signed {
            Ok(checkpoint)
        } else {
            Err(CheckpointFault::Unsigned)
        }
    }

    /// Reads a signed note without asking who signed it.
    ///
    /// # Errors
    ///
    /// [`CheckpointFault`], never [`CheckpointFault::Unsigned`] or [`CheckpointFault::OtherOrigin`].
    pub fn parse(note: &[u8]) -> Result<Self, CheckpointFault> {
        Self::parse_text(split_note(note)?.0)
    }

    fn parse_text(text: &str) -> Result<Self, CheckpointFault> {
        let fault = CheckpointFault::NotACheckpoint;
        let mut lines = text.strip_suffix('\n').ok_or(fault)?.split('\n');
        let origin = lines.next().filter(|it| !it.is_empty()).ok_or(fault)?;
        let size = lines.next().and_then(parse_number).ok_or(fault)?;
        let root = lines.next().and_then(parse_root).ok_or(fault)?;
        // Extension lines that this version does not know are left to those who do.
        let state = lines.find_map(parse_state).ok_or(fault)?;
        Ok(Self {
            origin: origin.to_owned(),
            size,
            root,
            state,
        })
    }
}

fn parse_number(text: &str) -> Option<u64> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let is_shortest = text == "0" || !text.starts_with('0');
    text.parse().ok().filter(|_| is_plain && is_shortest)
}

fn parse_root(text: &str) -> Option<Digest> {
    let bytes = BASE64.decode(text).ok()?;
    bytes.try_into().ok().map(Digest)
}

fn parse_state(line: &str) -> Option<StateRoot> {
    let (entries, root) = line.strip_prefix("state ")?.split_once(' ')?;
    let mut bytes = [0; 32];
    hex::decode_to_slice(root, &mut bytes).ok()?;
    let root = Digest(bytes);
    Some(StateRoot {
        entries: parse_number(entries)?,
        root,
    })
}

struct NoteSignature<'a> {
    name: &'a str,
    key_id: [u8; 4],
    bytes: Vec<u8>,
}

/// Splits a signed note into its text, with the last line feed, and its signatures.
fn split_note(note: &[u8]) -> Result<(&str, Vec<NoteSignature<'_>>), CheckpointFault> {
    if note.len() > BYTES_MAX {
        return Err(CheckpointFault::TooLarge);
    }
    let note = std::str::from_utf8(note).map_err(|_| CheckpointFault::NotANote)?;
    let has_control = note.chars().any(|it| it.is_control() && it != '\n');
    let gap = note
        .rfind("\n\n")
        .filter(|_| !has_control)
        .ok_or(CheckpointFault::NotANote)?;
    let (text, rest) = (&note[..=gap], &note[gap + 2..]);
    let lines = rest.strip_suffix('\n').ok_or(CheckpointFault::NotANote)?;
    let signatures: Option<Vec<_>> = lines.split('\n').map(parse_signature).collect();
    match signatures {
        Some(signatures) if signatures.len() <= SIGNATURES_MAX => Ok((text, signatures)),
        _ => Err(CheckpointFault::NotANote),
    }
}

fn parse_signature(line: &str) -> Option<NoteSignature<'_>> {
    let (name, encoded) = line.strip_prefix(SIGNATURE_PREFIX)?.split_once(' ')?;
    let bytes = BASE64.decode(encoded).ok()?;
    let (key_id, rest) = bytes.split_first_chunk()?;
    let is_sound = !name.is_empty() && !rest.is_empty();
    is_sound.then(|| NoteSignature {
        name,
        key_id: *key_id,
        bytes: rest.to_vec(),
    })
}
