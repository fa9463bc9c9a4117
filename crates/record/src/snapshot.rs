//! Snapshots: the state after some number of entries, so that a start need not replay them all.
//!
//! A snapshot is the state's canonical bytes, compressed with zstd; its file name says how many
//! entries it stands for and its root, which is the SHA-256 of those bytes. A node trusts its own
//! snapshots as far as that hash; whoever verifies the record uses none.
//! Normative page: `docs/protocol/snapshot.md`.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ledger::State;
use ledger::ids::Digest;
use sha2::{Digest as _, Sha256};

use crate::checkpoint::StateRoot;
use crate::disk::{Disk, Durability, read_whole, write_whole};

/// How many snapshots are kept: the newest and one to fall back on.
const KEPT: usize = 2;
/// The longest snapshot file that is read, in bytes.
const FILE_BYTES_MAX: u64 = 1 << 34;
/// The longest state that is unpacked, in bytes.
const STATE_BYTES_MAX: u64 = 1 << 34;
/// zstd's level: fast, since snapshots are taken often and kept briefly.
const LEVEL: i32 = 1;
const SUFFIX: &str = ".state.zst";

/// Why a snapshot could not be written or listed.
#[derive(Clone, Debug, thiserror::Error)]
#[error("could not {doing} {}", path.display())]
pub struct SnapshotError {
    doing: &'static str,
    path: PathBuf,
    source: Arc<io::Error>,
}

/// A snapshot that is not what its name says, and was put aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// The file under its new name.
    pub path: PathBuf,
    /// What was wrong with it.
    pub reason: String,
}

/// What loading found.
#[derive(Debug)]
pub struct Loaded {
    /// The newest sound state; none if there is no sound snapshot.
    pub newest: Option<(StateRoot, State)>,
    /// Snapshots that were put aside.
    pub put_aside: Vec<SetAside>,
}

/// The snapshots of a record.
#[derive(Clone, Debug)]
pub struct Snapshots {
    disk: Arc<dyn Disk>,
    dir: PathBuf,
}

impl Snapshots {
    /// Uses the snapshots in `dir`, which must exist.
    #[must_use]
    pub fn new(disk: Arc<dyn Disk>, dir: &Path) -> Self {
        Self {
            disk,
            dir: dir.to_path_buf(),
        }
    }

    /// Returns the snapshots there are by their names, the newest first.
    ///
    /// # Errors
    ///
    /// [`SnapshotError`] if the folder cannot be listed.
    pub fn list(&self) -> Result<Vec<StateRoot>, SnapshotError> {
        let names = self
            .disk
            .list_files(&self.dir)
            .map_err(failed("list", &self.dir))?;
        let mut found: Vec<StateRoot> = names.iter().filter_map(|name| parse_name(name)).collect();
        found.sort_by_key(|it| std::cmp::Reverse(it.entries));
        Ok(found)
    }

    /// Returns the newest state of at most `entries_max` entries whose snapshot holds what its name
    /// says. Those that do not are put aside and returned too.
    ///
    /// # Errors
    ///
    /// [`SnapshotError`] if the disk fails.
    pub fn load_newest(&self, entries_max: u64) -> Result<Loaded, SnapshotError> {
        let mut put_aside = Vec::new();
        for name in self
            .list()?
            .into_iter()
            .filter(|it| it.entries <= entries_max)
        {
            match self.load(name) {
                Ok(state) => {
                    return Ok(Loaded {
                        newest: Some((name, state)),
                        put_aside,
                    });
                }
                Err(reason) => {
                    let (path, aside) = (self.path_of(name), self.aside_of(name));
                    self.disk
                        .rename(&path, &aside)
                        .map_err(failed("put aside", &path))?;
                    put_aside.push(SetAside {
                        path: aside,
                        reason,
                    });
                }
            }
        }
        Ok(Loaded {
            newest: None,
            put_aside,
        })
    }

    /// Returns the newest state of at most `entries_max` entries that can be loaded, and leaves the
    /// files as they are.
    ///
    /// # Errors
    ///
    /// [`SnapshotError`] if the folder cannot be listed.
    pub fn find_newest(&self, entries_max: u64) -> Result<Option<State>, SnapshotError> {
        let mut names = self
            .list()?
            .into_iter()
            .filter(|it| it.entries <= entries_max);
        Ok(names.find_map(|name| self.load(name).ok()))
    }

    /// Says whether the snapshot `name` holds what its name says.
    #[must_use]
    pub fn is_sound(&self, name: StateRoot) -> bool {
        self.load(name).is_ok()
    }

    fn load(&self, name: StateRoot) -> Result<State, String> {
        let packed = read_whole(self.disk.as_ref(), &self.path_of(name), FILE_BYTES_MAX)
            .map_err(|error| format!("it could not be read: {error}"))?
            .ok_or("it is gone")?;
        let bytes = unpack(&packed, STATE_BYTES_MAX)
            .map_err(|error| format!("it could not be unpacked: {error}"))?;
        // The hash says whether the bytes are those that were written, so that nothing of what is
        // read beside it is used before it is known.
        let (root, state) = rayon::join(
            || Digest(Sha256::digest(&bytes).into()),
            || State::from_own_bytes(&bytes),
        );
        if root != name.root {
            return Err("its hash is not the root in its name".to_owned());
        }
        let state = state.map_err(|fault| format!("it is no state: {fault}"))?;
        if state.entries.0 == name.entries {
            Ok(state)
        } else {
            Err("it is of another number of entries than its name says".to_owned())
        }
    }

    /// Writes `state_bytes`, the canonical bytes of the state after `entries`, and removes snapshots
    /// that are no longer needed.
    ///
    /// # Errors
    ///
    /// [`SnapshotError`]; the snapshots that were there still are.
    pub fn save(&self, entries: u64, state_bytes: &[u8]) -> Result<StateRoot, SnapshotError> {
        let name = StateRoot {
            entries,
            root: Digest(Sha256::digest(state_bytes).into()),
        };
        let path = self.path_of(name);
        let packed = zstd::bulk::compress(state_bytes, LEVEL).map_err(failed("pack", &path))?;
        write_whole(self.disk.as_ref(), &path, &packed, Durability::Synced)
            .map_err(failed("write", &path))?;
        for old in self.list()?.into_iter().skip(KEPT) {
            let path = self.path_of(old);
            self.disk.remove(&path).map_err(failed("remove", &path))?;
        }
        Ok(name)
    }

    fn path_of(&self, name: StateRoot) -> PathBuf {
        self.dir
            .join(format!("{:012}-{}{SUFFIX}", name.entries, name.root))
    }

    fn aside_of(&self, name: StateRoot) -> PathBuf {
        self.dir
            .join(format!("{:012}-{}.damaged", name.entries, name.root))
    }
}

fn parse_name(name: &str) -> Option<StateRoot> {
    let (entries, root) = name.strip_suffix(SUFFIX)?.split_once('-')?;
    let mut bytes = [0; 32];
    hex::decode_to_slice(root, &mut bytes).ok()?;
    Some(StateRoot {
        entries: entries.parse().ok()?,
        root: Digest(bytes),
    })
}

fn failed(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> SnapshotError {
    move |error| SnapshotError {
        doing,
        path: path.to_path_buf(),
        source: Arc::new(error),
    }
}

/// Unpacks zstd, refusing more than `bytes_max`.
pub(crate) fn unpack(packed: &[u8], bytes_max: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    // What the frame says of its length spares growing, which copies; what it cannot have is not asked for.
    if let Ok(Some(said)) = zstd::zstd_safe::get_frame_content_size(packed)
        && said <= bytes_max
        && let Ok(said) = usize::try_from(said)
    {
        bytes.try_reserve_exact(said.saturating_add(1)).ok();
    }
    zstd::Decoder::new(packed)?
        .take(bytes_max.saturating_add(1))
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > bytes_max {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "more bytes than are allowed",
        ));
    }
    Ok(bytes)
}
