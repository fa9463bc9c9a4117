//! Round files and their results, by the hash of their canonical bytes.
//!
//! The record holds the two digests; the files are what anyone recomputes a round from. They are
//! compressed, written once, durable before the entry that names them, and kept as long as the data
//! policy says: deleting one takes the recomputation away, never the record.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ledger::ids::Digest;
use sha2::{Digest as _, Sha256};

use crate::disk::{Disk, Durability, read_whole, write_whole};
use crate::snapshot::unpack;

/// The longest file that is read, packed or not, in bytes.
const BYTES_MAX: u64 = 1 << 34;
/// zstd's level: these files are kept.
const LEVEL: i32 = 6;

/// Why a round's file could not be kept or found.
#[derive(Clone, Debug, thiserror::Error)]
pub enum RoundStoreError {
    /// The disk failed.
    #[error("could not {doing} the round file {}", path.display())]
    Disk {
        /// What was attempted.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// What the disk said.
        source: Arc<io::Error>,
    },
    /// The file does not hold what its name says.
    #[error("the round file {} does not have the hash in its name", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
    },
}

/// The round files of a record.
#[derive(Clone, Debug)]
pub struct RoundStore {
    disk: Arc<dyn Disk>,
    dir: PathBuf,
}

impl RoundStore {
    /// Uses the files in `dir`, which must exist.
    #[must_use]
    pub fn new(disk: Arc<dyn Disk>, dir: &Path) -> Self {
        Self {
            disk,
            dir: dir.to_path_buf(),
        }
    }

    /// Keeps `bytes` durably and returns their digest.
    ///
    /// # Errors
    ///
    /// [`RoundStoreError::Disk`].
    pub fn save(&self, bytes: &[u8]) -> Result<Digest, RoundStoreError> {
        let digest = Digest(Sha256::digest(bytes).into());
        let path = self.path_of(digest);
        let write = || {
            let packed = zstd::bulk::compress(bytes, LEVEL)?;
            write_whole(self.disk.as_ref(), &path, &packed, Durability::Synced)
        };
        write().map_err(|error| self.failed("write", digest, error))?;
        Ok(digest)
    }

    /// Returns the bytes of `digest`; `None` if they are not kept.
    ///
    /// # Errors
    ///
    /// [`RoundStoreError`].
    pub fn load(&self, digest: Digest) -> Result<Option<Vec<u8>>, RoundStoreError> {
        let Some(packed) = self.load_packed(digest)? else {
            return Ok(None);
        };
        match unpack_round(&packed, digest) {
            Some(bytes) => Ok(Some(bytes)),
            None => Err(RoundStoreError::Damaged {
                path: self.path_of(digest),
            }),
        }
    }

    /// Returns the compressed bytes of `digest`, as they are served; `None` if they are not kept.
    ///
    /// # Errors
    ///
    /// [`RoundStoreError::Disk`].
    pub fn load_packed(&self, digest: Digest) -> Result<Option<Vec<u8>>, RoundStoreError> {
        read_whole(self.disk.as_ref(), &self.path_of(digest), BYTES_MAX)
            .map_err(|error| self.failed("read", digest, error))
    }

    fn path_of(&self, digest: Digest) -> PathBuf {
        self.dir.join(format!("{digest}.zst"))
    }

    fn failed(&self, doing: &'static str, digest: Digest, error: io::Error) -> RoundStoreError {
        RoundStoreError::Disk {
            doing,
            path: self.path_of(digest),
            source: Arc::new(error),
        }
    }
}

/// Unpacks a round's file; `None` if the bytes are not those of `digest`.
pub(crate) fn unpack_round(packed: &[u8], digest: Digest) -> Option<Vec<u8>> {
    let bytes = unpack(packed, BYTES_MAX).ok()?;
    (Digest(Sha256::digest(&bytes).into()) == digest).then_some(bytes)
}
