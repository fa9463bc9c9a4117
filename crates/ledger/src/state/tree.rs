//! The root of the log's tree, kept so that a lot can be drawn from it.
//!
//! The tree is RFC 6962's; its leaves are the canonical bytes of the entries. Kept are the roots of
//! its complete subtrees, the largest first: one for each bit of the number of entries.

use borsh::{BorshDeserialize, BorshSerialize};
use sha2::{Digest as _, Sha256};

use crate::entry::Entry;
use crate::ids::Digest;

/// The complete subtrees of the log so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct LogTree {
    size: u64,
    peaks: Vec<Digest>,
}

impl LogTree {
    /// Adds the next entry.
    pub(super) fn push(&mut self, entry: &Entry) {
        let mut hash = hash_of(0, &[&entry.to_bytes()]);
        // Each low bit that is set is a complete subtree of the same size as the new one.
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                hash = node(left, hash);
            }
        }
        self.peaks.push(hash);
        self.size = self.size.saturating_add(1);
    }

    /// Returns how many entries it holds.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Returns the root, which a checkpoint of this size signs.
    #[must_use]
    pub fn root(&self) -> Digest {
        let mut peaks = self.peaks.iter().rev().copied();
        match peaks.next() {
            None => hash_of_nothing(),
            Some(last) => peaks.fold(last, |right, left| node(left, right)),
        }
    }
}

fn node(left: Digest, right: Digest) -> Digest {
    hash_of(1, &[&left.0, &right.0])
}

fn hash_of(prefix: u8, parts: &[&[u8]]) -> Digest {
    let mut hash = Sha256::new().chain_update([prefix]);
    for part in parts {
        hash.update(part);
    }
    Digest(hash.finalize().into())
}

fn hash_of_nothing() -> Digest {
    Digest(Sha256::digest([]).into())
}
