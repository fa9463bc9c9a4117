//! What a round gave: the answer that the record holds the digest of.

use crate::ids::{Digest, MemberNumber, MicroShares, RoundNumber};
use borsh::{BorshDeserialize, BorshSerialize};
use sha2::{Digest as _, Sha256};

/// The version byte that a result begins with.
const VERSION: u8 = 1;

/// Who earned what in a round.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct RoundResult {
    /// Which round.
    pub round: RoundNumber,
    /// Who earned how much; ascending, nobody with nothing.
    pub earned: Vec<(MemberNumber, MicroShares)>,
    /// Who took part: works or endorsements; ascending.
    pub active: Vec<MemberNumber>,
    /// Σ of `earned`.
    pub issued: MicroShares,
    /// The part of the round's issuance that nobody earned: it stays in the contribution pool.
    pub stays_in_pool: MicroShares,
}

impl RoundResult {
    /// Returns the canonical bytes: the version byte, then borsh.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        // Writing to a vector cannot fail.
        let _ = self.serialize(&mut bytes);
        bytes
    }

    /// Reads canonical bytes; `None` if they are anything else.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (version, rest) = bytes.split_first()?;
        if *version != VERSION {
            return None;
        }
        borsh::from_slice(rest).ok()
    }

    /// Returns SHA-256 of the canonical bytes.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest(Sha256::digest(self.to_bytes()).into())
    }
}
