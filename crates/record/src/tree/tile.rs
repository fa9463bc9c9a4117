//! Tiles: the tree's hashes in files, laid out as C2SP tlog-tiles.
//!
//! A full tile holds 256 hashes and never changes; it is one file, written when it fills. The
//! unfinished tile of each level is in memory, and a partial tile of any width is cut from it or
//! from its full successor on request. Tiles are derived: they are not synced, and what is missing
//! or wrong is made again from the log. Entry bundles are read from the log itself.
//!
//! # Source
//!
//! <https://c2sp.org/tlog-tiles>.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ledger::ids::Digest;

use super::{Edge, ReadSubtree, leaf_hash, node_hash};
use crate::disk::{Disk, Durability, read_whole, write_whole};
use crate::log::{LogError, LogReader};

/// Hashes in a full tile.
pub const TILE_WIDTH: u64 = 256;
/// Levels of the tree in a tile.
const TILE_HEIGHT: u8 = 8;
/// Bytes of a full tile.
const TILE_BYTES: u64 = TILE_WIDTH * 32;

/// Why the tree cannot be read or grown.
#[derive(Clone, Debug, thiserror::Error)]
pub enum TileError {
    /// The disk failed.
    #[error("could not {doing} the tile {}", path.display())]
    Disk {
        /// What was attempted.
        doing: &'static str,
        /// On which file.
        path: PathBuf,
        /// What the disk said.
        source: Arc<std::io::Error>,
    },
    /// A tile that should be there is not, or is not a tile.
    #[error("the tile {} is missing or damaged", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The entries could not be read.
    #[error("could not read the entries under the tree")]
    Log(#[source] LogError),
}

/// What a path under `tile/` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TilePath {
    /// Hashes.
    Tile {
        /// Level, 0 for leaf hashes.
        level: u8,
        /// Place in the level.
        place: u64,
        /// How many hashes: 1 to 256.
        width: u16,
    },
    /// Entries.
    Entries {
        /// Place among the bundles.
        place: u64,
        /// How many entries: 1 to 256.
        width: u16,
    },
}

impl TilePath {
    /// Parses `tile/<level>/<place>[.p/<width>]` or `tile/entries/<place>[.p/<width>]`.
    #[must_use]
    pub fn parse(path: &str) -> Option<Self> {
        let rest = path.strip_prefix("tile/")?;
        let (kind, rest) = rest.split_once('/')?;
        let (place, width) = match rest.split_once(".p/") {
            Some((place, width)) => (place, parse_number(width, 255).filter(|it| *it > 0)?),
            None => (rest, TILE_WIDTH),
        };
        let width = u16::try_from(width).ok()?;
        let place = parse_place(place)?;
        if kind == "entries" {
            return Some(Self::Entries { place, width });
        }
        let level = u8::try_from(parse_number(kind, 63)?).ok()?;
        Some(Self::Tile {
            level,
            place,
            width,
        })
    }
}

impl std::fmt::Display for TilePath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (place, width) = match self {
            Self::Tile {
                level,
                place,
                width,
            } => {
                write!(f, "tile/{level}/")?;
                (place, width)
            }
            Self::Entries { place, width } => {
                f.write_str("tile/entries/")?;
                (place, width)
            }
        };
        f.write_str(&place_path(*place))?;
        if u64::from(*width) < TILE_WIDTH {
            write!(f, ".p/{width}")
        } else {
            Ok(())
        }
    }
}

fn parse_number(text: &str, most: u64) -> Option<u64> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let is_shortest = text == "0" || !text.starts_with('0');
    text.parse()
        .ok()
        .filter(|number| is_plain && is_shortest && *number <= most)
}

fn parse_place(text: &str) -> Option<u64> {
    let mut place = 0_u64;
    let mut groups = text.split('/').peekable();
    while let Some(group) = groups.next() {
        let digits = match groups.peek() {
            Some(_) => group.strip_prefix('x')?,
            None => group,
        };
        if digits.len() != 3 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        place = place.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
    }
    (place_path(place) == text).then_some(place)
}

/// Returns `place` in groups of three digits, all but the last behind an `x`.
fn place_path(place: u64) -> String {
    let mut path = format!("{:03}", place % 1000);
    let mut rest = place / 1000;
    while rest > 0 {
        path = format!("x{:03}/{path}", rest % 1000);
        rest /= 1000;
    }
    path
}

/// The tree of a record, on disk and at its edge in memory.
#[derive(Debug)]
pub struct Tree {
    disk: Arc<dyn Disk>,
    /// The folder that holds `tile/`.
    dir: PathBuf,
    edge: Edge,
    /// The unfinished tile of each level.
    unfinished: Vec<Vec<Digest>>,
}

impl Tree {
    /// Opens the tree over the entries of `log`, with its tiles under `dir`. Makes the tiles again
    /// if one that the edge rests on is missing.
    ///
    /// # Errors
    ///
    /// [`TileError`].
    pub fn open(disk: Arc<dyn Disk>, dir: &Path, log: &LogReader) -> Result<Self, TileError> {
        let size = log.entries();
        match Self::resume(Arc::clone(&disk), dir, log, size) {
            Err(TileError::Missing { .. }) => Self::rebuild(disk, dir, log),
            outcome => outcome,
        }
    }

    /// Makes every tile again from the entries of `log`.
    ///
    /// # Errors
    ///
    /// [`TileError`].
    pub fn rebuild(disk: Arc<dyn Disk>, dir: &Path, log: &LogReader) -> Result<Self, TileError> {
        let mut tree = Self::new(disk, dir);
        for payload in log.from(0) {
            tree.push(&payload.map_err(TileError::Log)?.bytes)?;
        }
        Ok(tree)
    }

    fn new(disk: Arc<dyn Disk>, dir: &Path) -> Self {
        Self {
            disk,
            dir: dir.to_path_buf(),
            edge: Edge::default(),
            unfinished: vec![Vec::new()],
        }
    }

    fn resume(
        disk: Arc<dyn Disk>,
        dir: &Path,
        log: &LogReader,
        size: u64,
    ) -> Result<Self, TileError> {
        let mut tree = Self::new(disk, dir);
        let whole = size - size % TILE_WIDTH;
        for payload in log.from(whole) {
            let payload = payload.map_err(TileError::Log)?;
            tree.unfinished[0].push(leaf_hash(&payload.bytes));
        }
        // Each level holds the roots of the full tiles of the level below.
        let mut count = size / TILE_WIDTH;
        let mut level = 1_u8;
        while count > 0 {
            let mut hashes = Vec::new();
            for place in count - count % TILE_WIDTH..count {
                hashes.push(root_of(&tree.read_full(level - 1, place)?));
            }
            tree.unfinished.push(hashes);
            count /= TILE_WIDTH;
            level += 1;
        }
        tree.edge = Edge::of(&tree, size)?;
        Ok(tree)
    }

    /// Returns the number of leaves.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.edge.size()
    }

    /// Returns the root.
    #[must_use]
    pub fn root(&self) -> Digest {
        self.edge.root()
    }

    /// Adds the leaf that holds `entry`.
    ///
    /// # Errors
    ///
    /// [`TileError::Disk`] if a full tile cannot be written.
    pub fn push(&mut self, entry: &[u8]) -> Result<(), TileError> {
        let Self {
            edge, unfinished, ..
        } = self;
        edge.push(leaf_hash(entry), |height, hash| {
            if height.is_multiple_of(u32::from(TILE_HEIGHT)) {
                let level = usize::try_from(height / u32::from(TILE_HEIGHT)).unwrap_or(0);
                if unfinished.len() <= level {
                    unfinished.resize(level + 1, Vec::new());
                }
                unfinished[level].push(hash);
            }
        });
        let mut entries = self.edge.size();
        for level in 0..self.unfinished.len() {
            if !entries.is_multiple_of(TILE_WIDTH) || entries == 0 {
                break;
            }
            entries /= TILE_WIDTH;
            let hashes = std::mem::take(&mut self.unfinished[level]);
            self.write_full(u8::try_from(level).unwrap_or(u8::MAX), entries - 1, &hashes)?;
        }
        Ok(())
    }

    /// Returns `width` hashes of the tile at `place` of `level`; `None` if it has fewer.
    ///
    /// # Errors
    ///
    /// [`TileError`].
    pub fn read_tile(
        &self,
        level: u8,
        place: u64,
        width: u16,
    ) -> Result<Option<Vec<u8>>, TileError> {
        let wanted = usize::from(width);
        let full_tiles = full_tiles(self.size(), level);
        let hashes = match place.cmp(&full_tiles) {
            std::cmp::Ordering::Less => self.read_full(level, place)?,
            std::cmp::Ordering::Equal => self
                .unfinished
                .get(usize::from(level))
                .cloned()
                .unwrap_or_default(),
            std::cmp::Ordering::Greater => Vec::new(),
        };
        let held = hashes.get(..wanted).filter(|it| !it.is_empty());
        Ok(held.map(|hashes| hashes.iter().flat_map(|hash| hash.0).collect()))
    }

    fn path_of(&self, level: u8, place: u64) -> PathBuf {
        self.dir.join(
            TilePath::Tile {
                level,
                place,
                width: 256,
            }
            .to_string(),
        )
    }

    fn read_full(&self, level: u8, place: u64) -> Result<Vec<Digest>, TileError> {
        let path = self.path_of(level, place);
        match read_whole(self.disk.as_ref(), &path, TILE_BYTES) {
            Ok(Some(bytes)) if bytes.len() as u64 == TILE_BYTES => Ok(hashes_of(&bytes)),
            Ok(_) => Err(TileError::Missing { path }),
            Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
                Err(TileError::Missing { path })
            }
            Err(error) => Err(TileError::Disk {
                doing: "read",
                path,
                source: Arc::new(error),
            }),
        }
    }

    fn write_full(&self, level: u8, place: u64, hashes: &[Digest]) -> Result<(), TileError> {
        let path = self.path_of(level, place);
        let bytes: Vec<u8> = hashes.iter().flat_map(|hash| hash.0).collect();
        let disk = self.disk.as_ref();
        let write = || write_whole(disk, &path, &bytes, Durability::Rebuildable);
        let outcome = write().or_else(|error| match path.parent() {
            Some(dir) if error.kind() == std::io::ErrorKind::NotFound => {
                disk.create_dir_all(dir)?;
                write()
            }
            _ => Err(error),
        });
        outcome.map_err(|error| TileError::Disk {
            doing: "write",
            path,
            source: Arc::new(error),
        })
    }
}

/// Returns how many tiles of `level` are full in a tree of `size` leaves.
#[must_use]
pub fn full_tiles(size: u64, level: u8) -> u64 {
    let height = u32::from(level)
        .saturating_add(1)
        .saturating_mul(u32::from(TILE_HEIGHT));
    size.checked_shr(height).unwrap_or(0)
}

/// Returns the hashes in the bytes of a tile.
#[must_use]
pub fn hashes_of(bytes: &[u8]) -> Vec<Digest> {
    bytes.as_chunks().0.iter().copied().map(Digest).collect()
}

/// Returns the root over a power of two of hashes.
fn root_of(hashes: &[Digest]) -> Digest {
    let mut row = hashes.to_vec();
    while row.len() > 1 {
        row = row
            .as_chunks()
            .0
            .iter()
            .map(|[left, right]| node_hash(*left, *right))
            .collect();
    }
    row.first().copied().unwrap_or_default()
}

impl ReadSubtree for Tree {
    type Error = TileError;

    fn subtree(&self, height: u8, place: u64) -> Result<Digest, TileError> {
        let (level, above) = (height / TILE_HEIGHT, height % TILE_HEIGHT);
        // 2^above hashes of the tile level below, all in one tile.
        let first = place << above;
        let (tile, from) = (first / TILE_WIDTH, first % TILE_WIDTH);
        let missing = || TileError::Missing {
            path: self.path_of(level, tile),
        };
        let from = usize::try_from(from).map_err(|_| missing())?;
        let until = from + (1_usize << above);
        if tile < full_tiles(self.size().max(self.held()), level) {
            return Ok(root_of(
                self.read_full(level, tile)?
                    .get(from..until)
                    .ok_or_else(missing)?,
            ));
        }
        let unfinished = self
            .unfinished
            .get(usize::from(level))
            .ok_or_else(missing)?;
        Ok(root_of(unfinished.get(from..until).ok_or_else(missing)?))
    }
}

impl Tree {
    /// Returns how many leaves the unfinished tiles imply; right also before the edge is known.
    fn held(&self) -> u64 {
        let rows = self.unfinished.iter().rev();
        rows.fold(0, |count, row| count * TILE_WIDTH + row.len() as u64)
    }
}

/// Returns the entry bundle of `payloads`: each behind its length as a big-endian `u16`. `None` if
/// one is longer than that can say.
#[must_use]
pub fn encode_bundle<'a>(payloads: impl IntoIterator<Item = &'a [u8]>) -> Option<Vec<u8>> {
    let mut bundle = Vec::new();
    for payload in payloads {
        bundle.extend_from_slice(&u16::try_from(payload.len()).ok()?.to_be_bytes());
        bundle.extend_from_slice(payload);
    }
    Some(bundle)
}

/// Returns the entries of a bundle; `None` if the bytes are not one.
#[must_use]
pub fn decode_bundle(mut bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let mut entries = Vec::new();
    while !bytes.is_empty() {
        let (length, rest) = bytes.split_first_chunk()?;
        let (entry, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
        entries.push(entry);
        bytes = rest;
    }
    Some(entries)
}
