//! What a round gave: the answer that the record holds the digest of.

use crate::ids::{Digest, MemberNumber, MicroShares, RoundNumber};
use borsh::{BorshDeserialize, BorshSerialize};
use sha2::{Digest as _, Sha256};

/// The version byte that a result begins with if nothing of it waits or waited.
const VERSION: u8 = 1;
/// The version byte of a result that says what waits and what waited.
const VERSION_WITH_LATER: u8 = 2;

/// What of a round's content waits, and what became of what waited until now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct LaterResult {
    /// What is set aside of this round.
    pub set_aside: MicroShares,
    /// What content was given at once; zero if nothing is set aside.
    pub at_once: MicroShares,
    /// Σ P of those who shared in that.
    pub score_total: u128,
    /// How many they were.
    pub authors: u32,
    /// What was earned of what earlier rounds had set aside until this close; it is in `earned`.
    pub paid: MicroShares,
    /// What went back to the pool of it.
    pub returned: MicroShares,
}

/// Who earned what in a round.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct RoundResult {
    /// Which round.
    pub round: RoundNumber,
    /// Who earned how much; ascending, nobody with nothing.
    pub earned: Vec<(MemberNumber, MicroShares)>,
    /// Who took part: works or endorsements; ascending.
    pub active: Vec<MemberNumber>,
    /// Σ of `earned`, of which [`LaterResult::paid`] does not come from this round's issuance.
    pub issued: MicroShares,
    /// The part of the round's issuance that nobody earned: it stays in the contribution pool.
    pub stays_in_pool: MicroShares,
    /// The later part.
    #[borsh(skip)]
    pub later: LaterResult,
}

impl RoundResult {
    /// Returns the canonical bytes: the version byte, borsh, and the later part if there is any.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let has_later = self.later != LaterResult::default();
        let mut bytes = vec![if has_later {
            VERSION_WITH_LATER
        } else {
            VERSION
        }];
        // Writing to a vector cannot fail.
        let _ = self.serialize(&mut bytes);
        if has_later {
            let _ = self.later.serialize(&mut bytes);
        }
        bytes
    }

    /// Reads canonical bytes; `None` if they are anything else.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (version, mut rest) = bytes.split_first()?;
        let mut result = Self::deserialize(&mut rest).ok()?;
        match *version {
            VERSION => {}
            VERSION_WITH_LATER => {
                result.later = LaterResult::deserialize(&mut rest).ok()?;
                // One encoding for one result.
                if result.later == LaterResult::default() {
                    return None;
                }
            }
            _ => return None,
        }
        rest.is_empty().then_some(result)
    }

    /// Returns SHA-256 of the canonical bytes.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest(Sha256::digest(self.to_bytes()).into())
    }
}
