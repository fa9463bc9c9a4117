//! Where a record that is to be verified comes from: a folder, or anything that fetches.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ledger::ids::Digest;

use super::{Difference, VerifyError};
use crate::checkpoint;
use crate::disk::{Disk, RealDisk, read_whole};
use crate::log::{Frames, LogReader};
use crate::rounds::unpack_round;
use crate::tree::tile::{TILE_WIDTH, TilePath, decode_bundle};

/// Fetches a path under `/record/`, such as `tile/entries/000`. `None` if there is nothing.
pub type Fetch<'a> = dyn Fn(&str) -> Result<Option<Vec<u8>>, FetchError> + 'a;

/// Why something could not be fetched, in words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct FetchError(pub String);

/// A record that is to be verified.
pub enum Source<'a> {
    /// The folder of a node's record, as [`crate::Settings::record_dir`] names it.
    Folder {
        /// Where the files are.
        disk: Arc<dyn Disk>,
        /// The folder.
        dir: PathBuf,
    },
    /// A record that a node serves.
    Remote(Box<Fetch<'a>>),
}

impl std::fmt::Debug for Source<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Folder { dir, .. } => f.debug_tuple("Folder").field(dir).finish(),
            Self::Remote(_) => f.write_str("Remote"),
        }
    }
}

/// An entry as a source gives it.
pub(super) struct Leaf {
    pub(super) index: u64,
    pub(super) bytes: Vec<u8>,
}

impl<'a> Source<'a> {
    /// Returns the record in the folder `dir`.
    #[must_use]
    pub fn folder(dir: &Path) -> Self {
        Self::Folder {
            disk: Arc::new(RealDisk),
            dir: dir.to_path_buf(),
        }
    }

    /// Returns the record that `fetch` gets the files of.
    pub fn remote(fetch: impl Fn(&str) -> Result<Option<Vec<u8>>, FetchError> + 'a) -> Self {
        Self::Remote(Box::new(fetch))
    }

    /// Returns the signed note.
    pub(super) fn checkpoint(&self) -> Result<Option<Vec<u8>>, VerifyError> {
        self.file("checkpoint", checkpoint::BYTES_MAX as u64)
    }

    /// Returns the bytes of the round file `digest`, unpacked; `None` if it is not kept.
    pub(super) fn round(&self, digest: Digest) -> Result<Option<Vec<u8>>, VerifyError> {
        let packed = self.file(&format!("rounds/{digest}.zst"), 1 << 34)?;
        Ok(packed.and_then(|packed| unpack_round(&packed, digest)))
    }

    /// Returns the hashes of a tile.
    pub(super) fn tile(&self, tile: TilePath) -> Result<Option<Vec<u8>>, VerifyError> {
        self.file(&tile.to_string(), TILE_WIDTH * 32)
    }

    /// Says whether unfinished tiles can be asked for: a folder holds none.
    pub(super) fn has_unfinished_tiles(&self) -> bool {
        matches!(self, Self::Remote(_))
    }

    fn file(&self, path: &str, bytes_max: u64) -> Result<Option<Vec<u8>>, VerifyError> {
        match self {
            Self::Folder { disk, dir } => {
                let path = dir.join(path);
                read_whole(disk.as_ref(), &path, bytes_max).map_err(|source| VerifyError::Read {
                    path,
                    source: Arc::new(source),
                })
            }
            Self::Remote(fetch) => fetch(path).map_err(|source| VerifyError::Fetch {
                path: path.to_owned(),
                source,
            }),
        }
    }

    /// Returns every entry in order. A folder gives all it has; a remote the first `size`.
    pub(super) fn leaves(&self, size: u64) -> Result<Leaves<'_, 'a>, Difference> {
        match self {
            Self::Folder { disk, dir } => {
                let log = LogReader::open(Arc::clone(disk), &dir.join("log"));
                let log = log.map_err(Difference::Log)?;
                Ok(Leaves::Folder {
                    of: log.entries(),
                    frames: log.from(0),
                })
            }
            Self::Remote(_) => Ok(Leaves::Remote {
                source: self,
                size,
                next: 0,
                held: Vec::new(),
            }),
        }
    }
}

/// The entries of a source.
pub(super) enum Leaves<'s, 'a> {
    Folder {
        of: u64,
        frames: Frames,
    },
    Remote {
        source: &'s Source<'a>,
        size: u64,
        next: u64,
        held: Vec<Leaf>,
    },
}

/// Why there is no next entry.
pub(super) enum NoLeaf {
    Differs(Difference),
    Failed(VerifyError),
}

impl Leaves<'_, '_> {
    /// Returns how many entries are announced.
    pub(super) fn of(&self) -> u64 {
        match self {
            Self::Folder { of, .. } => *of,
            Self::Remote { size, .. } => *size,
        }
    }

    pub(super) fn next(&mut self) -> Result<Option<Leaf>, NoLeaf> {
        match self {
            Self::Folder { frames, .. } => match frames.next() {
                Some(Ok(payload)) => Ok(Some(Leaf {
                    index: payload.index,
                    bytes: payload.bytes,
                })),
                Some(Err(error)) => Err(NoLeaf::Differs(Difference::Log(error))),
                None => Ok(None),
            },
            Self::Remote {
                source,
                size,
                next,
                held,
            } => {
                if held.is_empty() && *next < *size {
                    *held = fetch_bundle(source, *next, *size)?;
                    *next += held.len() as u64;
                }
                Ok(held.pop())
            }
        }
    }
}

/// Returns the entries of the bundle that begins with entry `first`, the first one last.
fn fetch_bundle(source: &Source<'_>, first: u64, size: u64) -> Result<Vec<Leaf>, NoLeaf> {
    let place = first / TILE_WIDTH;
    let width = u16::try_from((size - first).min(TILE_WIDTH)).unwrap_or(256);
    let path = TilePath::Entries { place, width };
    let bytes_max = TILE_WIDTH * (2 + 65_535);
    let bundle = source
        .file(&path.to_string(), bytes_max)
        .map_err(NoLeaf::Failed)?;
    let bad = || {
        NoLeaf::Differs(Difference::Bundle {
            path: path.to_string(),
        })
    };
    let bundle = bundle.ok_or_else(bad)?;
    let entries = decode_bundle(&bundle).filter(|it| it.len() == usize::from(width));
    let entries = entries.ok_or_else(bad)?;
    let leaves = (first..).zip(entries).map(|(index, bytes)| Leaf {
        index,
        bytes: bytes.to_vec(),
    });
    let mut leaves: Vec<Leaf> = leaves.collect();
    leaves.reverse();
    Ok(leaves)
}
