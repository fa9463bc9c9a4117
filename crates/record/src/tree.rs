//! The tree: RFC 6962 hashing over the entries, so that anyone can hold the record to its word.
//!
//! This module is the arithmetic: hashes, roots, proofs and their verification, over whatever holds
//! the hashes ([`ReadSubtree`]). [`tile`] keeps them in files in the C2SP tlog-tiles layout.
//!
//! # Source
//!
//! RFC 6962 §2.1 (hashes, proofs), RFC 9162 §2.1.3.2 and §2.1.4.2 (verification).

use ledger::ids::Digest;
use sha2::{Digest as _, Sha256};

pub mod tile;

/// Prefix of a leaf before hashing (RFC 6962 §2.1).
const LEAF: u8 = 0;
/// Prefix of a node before hashing.
const NODE: u8 = 1;

/// Returns the hash of the leaf that holds `entry`.
#[must_use]
pub fn leaf_hash(entry: &[u8]) -> Digest {
    Digest(
        Sha256::new()
            .chain_update([LEAF])
            .chain_update(entry)
            .finalize()
            .into(),
    )
}

/// Returns the hash of the node over `left` and `right`.
#[must_use]
pub fn node_hash(left: Digest, right: Digest) -> Digest {
    let hash = Sha256::new()
        .chain_update([NODE])
        .chain_update(left.0)
        .chain_update(right.0);
    Digest(hash.finalize().into())
}

/// Returns the root of the tree without leaves.
#[must_use]
pub fn empty_root() -> Digest {
    Digest(Sha256::digest([]).into())
}

/// Hashes of complete subtrees, wherever they are kept.
pub trait ReadSubtree {
    /// What keeps a hash from being read.
    type Error;

    /// Returns the hash over leaves `[place << height, (place + 1) << height)`.
    ///
    /// # Errors
    ///
    /// The place that keeps them says.
    fn subtree(&self, height: u8, place: u64) -> Result<Digest, Self::Error>;
}

/// Why a proof does not prove what it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofFault {
    /// The leaf is not in a tree of that size, or the sizes are not in order.
    #[error("the proof is about a place that the tree does not have")]
    OutOfRange,
    /// More or fewer hashes than the places need.
    #[error("the proof has the wrong number of hashes")]
    Length,
    /// The hashes lead to another root.
    #[error("the proof leads to another root")]
    Mismatch,
}

/// Returns the root over the first `size` leaves.
///
/// # Errors
///
/// As [`ReadSubtree::subtree`].
pub fn root_at<R: ReadSubtree>(tree: &R, size: u64) -> Result<Digest, R::Error> {
    range_hash(tree, 0, size)
}

/// Returns the hash over leaves `[from, to)`, where `from` is a multiple of the largest power of
/// two below `to - from`, as every range of RFC 6962 is.
fn range_hash<R: ReadSubtree>(tree: &R, from: u64, to: u64) -> Result<Digest, R::Error> {
    // The range is a row of complete subtrees of falling height; they fold from the right.
    let mut peaks = Vec::new();
    let mut at = from;
    while at < to {
        let height = u8::try_from((to - at).ilog2()).unwrap_or(63);
        peaks.push(tree.subtree(height, at >> height)?);
        at += 1 << height;
    }
    Ok(fold(&peaks))
}

/// Returns the root over peaks, the tallest first.
fn fold(peaks: &[Digest]) -> Digest {
    let folded = peaks
        .iter()
        .rev()
        .copied()
        .reduce(|right, left| node_hash(left, right));
    folded.unwrap_or_else(empty_root)
}

/// Returns the largest power of two below `size`, which is at least 2.
fn split(size: u64) -> u64 {
    1 << (size - 1).ilog2()
}

/// Returns the proof that leaf `index` is in the tree of `size` leaves: RFC 6962 §2.1.1, the
/// sibling at the leaf first. `None` if it is not.
///
/// # Errors
///
/// As [`ReadSubtree::subtree`].
pub fn inclusion_proof<R: ReadSubtree>(
    tree: &R,
    index: u64,
    size: u64,
) -> Result<Option<Vec<Digest>>, R::Error> {
    if index >= size {
        return Ok(None);
    }
    let (mut from, mut to) = (0, size);
    let mut siblings = Vec::new();
    while to - from > 1 {
        let middle = from + split(to - from);
        if index < middle {
            siblings.push(range_hash(tree, middle, to)?);
            to = middle;
        } else {
            siblings.push(range_hash(tree, from, middle)?);
            from = middle;
        }
    }
    siblings.reverse();
    Ok(Some(siblings))
}

/// Returns the proof that the tree of `old` leaves is the beginning of the tree of `new` ones:
/// RFC 6962 §2.1.2. `None` unless `0 < old <= new`.
///
/// # Errors
///
/// As [`ReadSubtree::subtree`].
pub fn consistency_proof<R: ReadSubtree>(
    tree: &R,
    old: u64,
    new: u64,
) -> Result<Option<Vec<Digest>>, R::Error> {
    if old == 0 || old > new {
        return Ok(None);
    }
    let (mut from, mut to) = (0, new);
    let mut hashes = Vec::new();
    while old < to {
        let middle = from + split(to - from);
        if old <= middle {
            hashes.push(range_hash(tree, middle, to)?);
            to = middle;
        } else {
            hashes.push(range_hash(tree, from, middle)?);
            from = middle;
        }
    }
    // The old tree's own root is known to whoever checks, and is left out.
    if from != 0 {
        hashes.push(range_hash(tree, from, to)?);
    }
    hashes.reverse();
    Ok(Some(hashes))
}

/// Checks that `leaf` stands at `index` in the tree of `size` leaves with `root`.
///
/// # Errors
///
/// [`ProofFault`].
///
/// # Source
///
/// RFC 9162 §2.1.3.2.
pub fn verify_inclusion(
    leaf: Digest,
    index: u64,
    size: u64,
    proof: &[Digest],
    root: Digest,
) -> Result<(), ProofFault> {
    if index >= size {
        return Err(ProofFault::OutOfRange);
    }
    let (mut node, mut last) = (index, size - 1);
    let mut hash = leaf;
    for sibling in proof {
        if last == 0 {
            return Err(ProofFault::Length);
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(*sibling, hash);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(hash, *sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofFault::Length);
    }
    if hash == root {
        Ok(())
    } else {
        Err(ProofFault::Mismatch)
    }
}

/// Checks that the tree of `old` leaves with `old_root` is the beginning of the tree of `new`
/// leaves with `new_root`.
///
/// # Errors
///
/// [`ProofFault`].
///
/// # Source
///
/// RFC 9162 §2.1.4.2.
pub fn verify_consistency(
    old: u64,
    old_root: Digest,
    new: u64,
    new_root: Digest,
    proof: &[Digest],
) -> Result<(), ProofFault> {
    if old == 0 || old > new {
        return Err(ProofFault::OutOfRange);
    }
    if old == new {
        return match proof {
            [] if old_root == new_root => Ok(()),
            [] => Err(ProofFault::Mismatch),
            _ => Err(ProofFault::Length),
        };
    }
    // A complete old tree is itself the first node of the path.
    let (first, rest) = match proof.split_first() {
        Some(_) if old.is_power_of_two() => (old_root, proof),
        Some((first, rest)) => (*first, rest),
        None => return Err(ProofFault::Length),
    };
    let (mut node, mut last) = (old - 1, new - 1);
    while node & 1 == 1 {
        node >>= 1;
        last >>= 1;
    }
    let (mut old_hash, mut new_hash) = (first, first);
    for hash in rest {
        if last == 0 {
            return Err(ProofFault::Length);
        }
        if node & 1 == 1 || node == last {
            old_hash = node_hash(*hash, old_hash);
            new_hash = node_hash(*hash, new_hash);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            new_hash = node_hash(new_hash, *hash);
        }
        node >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofFault::Length);
    }
    let fits = old_hash == old_root && new_hash == new_root;
    if fits {
        Ok(())
    } else {
        Err(ProofFault::Mismatch)
    }
}

/// A tree that only remembers its right edge: enough to grow it and to know its root.
#[derive(Clone, Debug, Default)]
pub struct Edge {
    size: u64,
    /// Roots of the complete subtrees, the tallest first: one for each bit of `size`.
    peaks: Vec<Digest>,
}

impl Edge {
    /// Returns the edge of a tree of `size` leaves that exists already.
    ///
    /// # Errors
    ///
    /// As [`ReadSubtree::subtree`].
    pub fn of<R: ReadSubtree>(tree: &R, size: u64) -> Result<Self, R::Error> {
        let mut edge = Self {
            size,
            peaks: Vec::new(),
        };
        let mut at = 0;
        while at < size {
            let height = u8::try_from((size - at).ilog2()).unwrap_or(63);
            edge.peaks.push(tree.subtree(height, at >> height)?);
            at += 1 << height;
        }
        Ok(edge)
    }

    /// Returns the number of leaves.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Returns the root.
    #[must_use]
    pub fn root(&self) -> Digest {
        fold(&self.peaks)
    }

    /// Adds `leaf`, and calls `completed(height, hash)` for it and for every subtree that it
    /// completes, the lowest first.
    pub fn push(&mut self, leaf: Digest, mut completed: impl FnMut(u32, Digest)) {
        let mut hash = leaf;
        completed(0, hash);
        for height in 1..=self.size.trailing_ones() {
            let Some(left) = self.peaks.pop() else { break };
            hash = node_hash(left, hash);
            completed(height, hash);
        }
        self.peaks.push(hash);
        self.size += 1;
    }
}
