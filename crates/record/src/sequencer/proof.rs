//! What the record shows to others: proofs, and the files under `/record/`.

use std::sync::{Arc, PoisonError};

use ledger::ids::{Digest, EntryIndex};

use super::Sequencer;
use crate::log::LogError;
use crate::rounds::RoundStoreError;
use crate::tree::tile::{TILE_WIDTH, TileError, TilePath, encode_bundle};
use crate::tree::{ProofFault, consistency_proof, inclusion_proof, leaf_hash, verify_inclusion};

/// Shows that an entry is on the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Its place.
    pub index: EntryIndex,
    /// Its canonical bytes.
    pub entry: Vec<u8>,
    /// The way from the leaf to the root, the sibling at the leaf first.
    pub hashes: Vec<Digest>,
    /// The number of entries of the tree that it leads to the root of.
    pub size: u64,
    /// The signed checkpoint of that tree.
    pub checkpoint: Arc<str>,
}

/// Why nothing can be shown.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ProveError {
    /// The log cannot be read.
    #[error("could not read the record")]
    Log(#[source] LogError),
    /// The tree cannot be read.
    #[error("could not read the tree")]
    Tree(#[source] TileError),
    /// A round's file cannot be read.
    #[error("could not read a round's file")]
    Rounds(#[source] RoundStoreError),
    /// The tiles on disk do not lead to the root that was signed. The next start makes them again.
    #[error("the tiles are damaged")]
    Damaged(#[source] ProofFault),
}

/// How long what is served stays what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lifetime {
    /// It never changes.
    Forever,
    /// The next entry changes it.
    Moment,
}

/// A file of the record as it is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub media_type: &'static str,
    /// How long it may be kept.
    pub lifetime: Lifetime,
}

impl Sequencer {
    /// Shows that entry `index` is on the record; `None` if no checkpoint counts it.
    ///
    /// # Errors
    ///
    /// [`ProveError`].
    pub fn prove(&self, index: EntryIndex) -> Result<Option<Proof>, ProveError> {
        let Some(published) = self.checkpoint() else {
            return Ok(None);
        };
        let size = published.checkpoint.size;
        if index.0 >= size {
            return Ok(None);
        }
        let Some(entry) = self.shared.log.read(index.0).map_err(ProveError::Log)? else {
            return Ok(None);
        };
        let hashes = {
            let tree = self
                .shared
                .tree
                .read()
                .unwrap_or_else(PoisonError::into_inner);
            inclusion_proof(&*tree, index.0, size).map_err(ProveError::Tree)?
        };
        let hashes = hashes.unwrap_or_default();
        let root = published.checkpoint.root;
        verify_inclusion(leaf_hash(&entry), index.0, size, &hashes, root)
            .map_err(ProveError::Damaged)?;
        Ok(Some(Proof {
            index,
            entry,
            hashes,
            size,
            checkpoint: published.note,
        }))
    }

    /// Shows that the record of `old` entries is the beginning of that of `new`; `None` unless
    /// `0 < old <= new` and a checkpoint counts `new`.
    ///
    /// # Errors
    ///
    /// [`ProveError::Tree`].
    pub fn prove_consistency(&self, old: u64, new: u64) -> Result<Option<Vec<Digest>>, ProveError> {
        let size = self.checkpoint().map_or(0, |it| it.checkpoint.size);
        if new > size {
            return Ok(None);
        }
        let tree = self
            .shared
            .tree
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        consistency_proof(&*tree, old, new).map_err(ProveError::Tree)
    }

    /// Returns the file at `path` under `/record/`: `checkpoint`, `tile/…` as C2SP lays it out, or
    /// `rounds/<digest>.zst`. `None` if there is none.
    ///
    /// # Errors
    ///
    /// [`ProveError`].
    pub fn serve(&self, path: &str) -> Result<Option<Served>, ProveError> {
        if path == "checkpoint" {
            return Ok(self.checkpoint().map(|published| Served {
                bytes: published.note.as_bytes().to_vec(),
                media_type: "text/plain; charset=utf-8",
                lifetime: Lifetime::Moment,
            }));
        }
        let bytes = if let Some(name) = path.strip_prefix("rounds/") {
            self.serve_round(name)?
        } else if let Some(path) = TilePath::parse(path) {
            self.serve_tile(path)?
        } else {
            None
        };
        let (media_type, lifetime) = ("application/octet-stream", Lifetime::Forever);
        Ok(bytes.map(|bytes| Served {
            bytes,
            media_type,
            lifetime,
        }))
    }

    fn serve_round(&self, name: &str) -> Result<Option<Vec<u8>>, ProveError> {
        let mut digest = [0; 32];
        let stem = name.strip_suffix(".zst").unwrap_or_default();
        if hex::decode_to_slice(stem, &mut digest).is_err() {
            return Ok(None);
        }
        self.shared
            .rounds
            .load_packed(Digest(digest))
            .map_err(ProveError::Rounds)
    }

    fn serve_tile(&self, path: TilePath) -> Result<Option<Vec<u8>>, ProveError> {
        match path {
            TilePath::Tile {
                level,
                place,
                width,
            } => {
                let tree = self
                    .shared
                    .tree
                    .read()
                    .unwrap_or_else(PoisonError::into_inner);
                tree.read_tile(level, place, width)
                    .map_err(ProveError::Tree)
            }
            TilePath::Entries { place, width } => {
                let Some(first) = place.checked_mul(TILE_WIDTH) else {
                    return Ok(None);
                };
                let wanted = usize::from(width);
                let payloads: Result<Vec<_>, _> =
                    self.shared.log.from(first).take(wanted).collect();
                let payloads = payloads.map_err(ProveError::Log)?;
                if payloads.len() < wanted {
                    return Ok(None);
                }
                Ok(encode_bundle(
                    payloads.iter().map(|payload| payload.bytes.as_slice()),
                ))
            }
        }
    }
}
