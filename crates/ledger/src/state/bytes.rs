//! The canonical bytes of a state: what a snapshot holds and what the state root is the hash of.

use sha2::{Digest as _, Sha256};

use super::{State, VERSION};
use crate::ids::Digest;
use crate::operation::{DecodeFault, decode, decode_own, encode};

/// The longest state that is read, in bytes.
const BYTES_MAX: usize = 1 << 34;

impl State {
    /// Returns the canonical bytes: a snapshot.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        encode(VERSION, self)
    }

    /// Reads a snapshot of at most 16 GiB.
    ///
    /// # Errors
    ///
    /// [`DecodeFault`] if the bytes are not canonical.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DecodeFault> {
        let mut state: Self = decode(VERSION, bytes, BYTES_MAX)?;
        state.derive();
        Ok(state)
    }

    /// Reads bytes that this code wrote itself, which the caller knows by their hash: they are not
    /// encoded again to see whether they are canonical, which takes as long as reading them.
    ///
    /// # Errors
    ///
    /// [`DecodeFault`] if the bytes are no state.
    pub fn from_own_bytes(bytes: &[u8]) -> Result<Self, DecodeFault> {
        let mut state: Self = decode_own(VERSION, bytes, BYTES_MAX)?;
        state.derive();
        Ok(state)
    }

    /// Returns the state root: SHA-256 of the canonical bytes.
    #[must_use]
    pub fn root(&self) -> Digest {
        Digest(Sha256::digest(self.to_bytes()).into())
    }
}
