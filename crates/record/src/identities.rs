//! Which operations are on the record: finds the first receipt of one that is submitted again.
//!
//! Of each entry the first 8 bytes of its operation's id are kept, in memory and, as far as
//! snapshots go, in a file, so that a start need not read the whole log. A prefix is only a hint:
//! whoever finds one reads the entry and compares the whole id. The file is derived from the log.

use std::cell::Cell;
use std::collections::{BTreeSet, HashMap};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ledger::Act;
use ledger::ids::{Digest, EntryIndex};

use crate::disk::{Disk, Durability, read_whole, write_whole};

/// What the file begins with.
const MAGIC: &[u8; 8] = b"MEENTIDS";
/// The longest file that is read, in bytes.
const FILE_BYTES_MAX: u64 = 1 << 36;

/// The identity of an operation: the hash that its member signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperationId(pub Digest);

impl std::fmt::Display for OperationId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl OperationId {
    fn prefix(self) -> u64 {
        self.0
            .0
            .first_chunk()
            .copied()
            .map_or(0, u64::from_le_bytes)
    }
}

/// Returns the identity of the operation in `act`, if it is one.
#[must_use]
pub fn identity_of(act: &Act) -> Option<OperationId> {
    match act {
        Act::Operation(signed) => Some(OperationId(signed.operation.signing_hash())),
        Act::Tick | Act::SettleRound { .. } => None,
    }
}

/// The prefixes of every entry's operation.
#[derive(Debug)]
pub(crate) struct Identities {
    first: HashMap<u64, u64>,
    /// Entries whose prefix another entry had before them.
    more: BTreeSet<(u64, u64)>,
    entries: u64,
    /// Prefixes that are not in the file yet.
    unsaved: Vec<u64>,
}

/// The prefix that stands for an entry without an operation.
const NONE: u64 = 0;

impl Identities {
    /// Reads the file at `path`, of which at most `entries_max` entries count. A file that is
    /// missing or no such file counts as empty.
    ///
    /// # Errors
    ///
    /// Whatever the disk says.
    pub(crate) fn load(disk: &dyn Disk, path: &Path, entries_max: u64) -> io::Result<Self> {
        let mut identities = Self {
            first: HashMap::new(),
            more: BTreeSet::new(),
            entries: 0,
            unsaved: Vec::new(),
        };
        let bytes = read_whole(disk, path, FILE_BYTES_MAX)?.unwrap_or_default();
        let Some(prefixes) = bytes.strip_prefix(MAGIC) else {
            return Ok(identities);
        };
        let count = (prefixes.len() / 8).min(usize::try_from(entries_max).unwrap_or(usize::MAX));
        identities.first.reserve(count);
        for prefix in prefixes.as_chunks().0.iter().take(count) {
            identities.insert(u64::from_le_bytes(*prefix));
        }
        Ok(identities)
    }

    /// Returns how many entries are known.
    pub(crate) fn entries(&self) -> u64 {
        self.entries
    }

    /// Adds the next entry.
    pub(crate) fn push(&mut self, id: Option<OperationId>) {
        let prefix = id.map_or(NONE, OperationId::prefix);
        self.insert(prefix);
        self.unsaved.push(prefix);
    }

    fn insert(&mut self, prefix: u64) {
        let entry = self.entries;
        self.entries += 1;
        if prefix == NONE {
            return;
        }
        match self.first.entry(prefix) {
            std::collections::hash_map::Entry::Vacant(vacant) => {
                vacant.insert(entry);
            }
            std::collections::hash_map::Entry::Occupied(_) => {
                self.more.insert((prefix, entry));
            }
        }
    }

    /// Returns the entries that may hold operation `id`.
    pub(crate) fn candidates(&self, id: OperationId) -> impl Iterator<Item = EntryIndex> + use<> {
        let prefix = id.prefix();
        let first = self.first.get(&prefix).copied();
        let more: Vec<u64> = self
            .more
            .range((prefix, 0)..=(prefix, u64::MAX))
            .map(|(_, entry)| *entry)
            .collect();
        first.into_iter().chain(more).map(EntryIndex)
    }

    /// Takes what the file lacks.
    pub(crate) fn take_unsaved(&mut self) -> Vec<u64> {
        std::mem::take(&mut self.unsaved)
    }
}

/// The file of the prefixes.
#[derive(Debug)]
pub(crate) struct IdentityFile {
    disk: Arc<dyn Disk>,
    path: PathBuf,
    /// Whether an append failed: what would follow it would stand in the wrong place.
    is_broken: Cell<bool>,
}

impl IdentityFile {
    /// Uses the file at `path`, which holds or shall hold `entries` prefixes: what is more is cut,
    /// and a file that has fewer is begun again by the caller's next save.
    pub(crate) fn open(disk: Arc<dyn Disk>, path: &Path, entries: u64) -> io::Result<Self> {
        let file = Self {
            disk,
            path: path.to_path_buf(),
            is_broken: Cell::new(false),
        };
        let wanted = MAGIC.len() as u64 + 8 * entries;
        let mut open = file.disk.open_append(path)?;
        match open.length_bytes()?.cmp(&wanted) {
            std::cmp::Ordering::Less => {
                drop(open);
                write_whole(file.disk.as_ref(), path, MAGIC, Durability::Rebuildable)?;
            }
            std::cmp::Ordering::Equal => {}
            std::cmp::Ordering::Greater => open.truncate(wanted)?,
        }
        Ok(file)
    }

    /// Appends `prefixes` durably. After a failure nothing is appended until the next start.
    pub(crate) fn append(&self, prefixes: &[u64]) -> io::Result<()> {
        if self.is_broken.replace(true) {
            return Ok(());
        }
        let bytes: Vec<u8> = prefixes
            .iter()
            .flat_map(|prefix| prefix.to_le_bytes())
            .collect();
        let mut file = self.disk.open_append(&self.path)?;
        file.append(&bytes)?;
        file.sync()?;
        self.is_broken.set(false);
        Ok(())
    }
}
