//! Entries: the places of the record.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::ids::{Digest, EntryIndex, RoundNumber};
use crate::operation::{self, DecodeFault, SignedOperation, decode, encode};

/// The version byte that canonical entries begin with.
pub const VERSION: u8 = 1;

/// The largest entry, in bytes. An operation in it has its own, smaller bound.
pub const BYTES_MAX: usize = 131_072;

/// One accepted act at its place and time. Its canonical bytes are a leaf of the tree.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Entry {
    /// Place in the record, from 0.
    pub index: EntryIndex,
    /// When it was accepted, in milliseconds since 1970; never decreasing.
    pub time_ms: u64,
    /// What was accepted.
    pub act: Act,
}

/// What an entry holds. The discriminants are permanent.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Act {
    /// A member's signed operation.
    Operation(Box<SignedOperation>) = 0,
    /// Fires the first timer that is due.
    Tick = 1,
    /// Credits the shares of a closed round.
    SettleRound {
        /// The oldest closed round that is not settled.
        round: RoundNumber,
        /// SHA-256 of the round file.
        file: Digest,
        /// SHA-256 of the result that the replica computed from it.
        result: Digest,
    } = 2,
}

impl Entry {
    /// Returns the canonical bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        encode(VERSION, self)
    }

    /// Reads canonical bytes, at most [`BYTES_MAX`] of them.
    ///
    /// # Errors
    ///
    /// [`DecodeFault`] if they are anything else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DecodeFault> {
        let entry: Self = decode(VERSION, bytes, BYTES_MAX)?;
        match &entry.act {
            // Only what is longer in all can hold an operation that is too long.
            Act::Operation(signed)
                if bytes.len() > operation::BYTES_MAX && !signed.operation.is_within_bound() =>
            {
                Err(DecodeFault::TooLarge)
            }
            Act::Operation(_) | Act::Tick | Act::SettleRound { .. } => Ok(entry),
        }
    }
}
