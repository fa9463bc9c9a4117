//! Opening a record: repairs a torn tail, rebuilds what is derived, and replays the rest.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize};
use std::sync::{Arc, Mutex, OnceLock, RwLock};

use ledger::ids::{Digest, RoundNumber};
use ledger::{Act, Entry, State};
use tokio::sync::broadcast;

use super::inbox::Inbox;
use super::intake::KeyCache;
use super::keeper::Keeper;
use super::writer::Writer;
use super::{LIVE_BATCHES, Sequencer, Settings, Shared};
use crate::checkpoint::{self, Checkpoint, StateRoot};
use crate::disk::{Disk, read_whole};
use crate::identities::{Identities, IdentityFile, identity_of};
use crate::key::{KeyError, NodeKey};
use crate::log::{Log, LogError, LogReader, TornTail};
use crate::replay::{ReplayError, decode_entry, replay_one};
use crate::rounds::RoundStore;
use crate::snapshot::{Loaded, SetAside, SnapshotError, Snapshots};
use crate::tree::root_at;
use crate::tree::tile::{TileError, Tree};

/// Why a record cannot be opened.
#[derive(Clone, Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process has it open.
    #[error("another process has the record {} open", record_dir.display())]
    InUse {
        /// The folder.
        record_dir: PathBuf,
    },
    /// The disk failed.
    #[error("could not {doing} {}", path.display())]
    Disk {
        /// What was attempted.
        doing: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// What the disk said.
        source: Arc<io::Error>,
    },
    /// There is no node key.
    #[error("the node has no key")]
    Key(#[source] KeyError),
    /// The log cannot be opened.
    #[error("could not open the log")]
    Log(#[source] LogError),
    /// The tree cannot be opened.
    #[error("could not open the tree")]
    Tree(#[source] TileError),
    /// The log is not the one that this node signed.
    #[error(
        "the first {size} entries do not have the root of the checkpoint that this node signed"
    )]
    RootMismatch {
        /// The checkpoint's size.
        size: u64,
    },
    /// The snapshots cannot be read.
    #[error("could not read the snapshots")]
    Snapshot(#[source] SnapshotError),
    /// An entry cannot be replayed.
    #[error("could not replay the record")]
    Replay(#[source] ReplayError),
    /// The founding named another key than the one in the key file.
    #[error("the record names another node's key than the one in {}", path.display())]
    OtherKey {
        /// The key file.
        path: PathBuf,
    },
    /// The system gave no threads.
    #[error("the system gave no threads")]
    Threads(#[source] Arc<io::Error>),
}

/// An open record, and what opening it found.
#[derive(Debug)]
pub struct Opened {
    /// The record.
    pub sequencer: Sequencer,
    /// The tail that a power cut tore, if it did.
    pub torn: Option<TornTail>,
    /// Snapshots that were damaged.
    pub set_aside: Vec<SetAside>,
    /// Whether the tiles had to be made again.
    pub has_rebuilt_tree: bool,
    /// Entries that were replayed on top of the snapshot.
    pub replayed: u64,
}

fn disk_error(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> OpenError {
    move |error| OpenError::Disk {
        doing,
        path: path.to_path_buf(),
        source: Arc::new(error),
    }
}

pub(super) fn open(settings: Settings) -> Result<Opened, OpenError> {
    let disk = settings.disk.as_ref();
    let dir = settings.record_dir.as_path();
    make_folders(disk, dir)?;
    let folder = disk
        .lock(&dir.join("lock"))
        .map_err(|error| match error.kind() {
            io::ErrorKind::WouldBlock => OpenError::InUse {
                record_dir: dir.to_path_buf(),
            },
            _ => disk_error("lock", dir)(error),
        })?;
    let key = NodeKey::load_or_create(disk, &settings.node_key).map_err(OpenError::Key)?;
    let signed = read_checkpoint(disk, &dir.join("checkpoint"), &key)?;
    let durable = signed.as_ref().map_or(0, |it| it.size);
    let (log, torn) = Log::open(
        Arc::clone(&settings.disk),
        &dir.join("log"),
        durable,
        settings.segment_bytes,
    )
    .map_err(OpenError::Log)?;
    let (tree, has_rebuilt_tree) = open_tree(&settings.disk, dir, &log, signed.as_ref())?;
    let resumed = resume(&settings, &log)?;
    if resumed.state.is_founded() && resumed.state.node != key.public() {
        return Err(OpenError::OtherKey {
            path: settings.node_key.clone(),
        });
    }
    let set_aside = resumed.set_aside.clone();
    let replayed = resumed.replayed;
    let sequencer = start(settings, folder, key, log, tree, resumed)?;
    Ok(Opened {
        sequencer,
        torn,
        set_aside,
        has_rebuilt_tree,
        replayed,
    })
}

/// Starts the threads of a record that has been read.
fn start(
    settings: Settings,
    folder: Box<dyn Debug + Send + Sync>,
    key: NodeKey,
    log: Log,
    tree: Tree,
    resumed: Resumed,
) -> Result<Sequencer, OpenError> {
    let no_threads = |error| OpenError::Threads(Arc::new(error));
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(settings.verify_threads)
        .thread_name(|number| format!("record-verify-{number}"))
        .build()
        .map_err(|error| no_threads(io::Error::other(error)))?;
    let ids_path = settings.ids_path();
    let identity_file =
        IdentityFile::open(Arc::clone(&settings.disk), &ids_path, resumed.saved_ids)
            .map_err(disk_error("open", &ids_path))?;
    let network = resumed.state.is_founded().then_some(resumed.state.network);
    let state_root = resumed.state_root;
    let shared = Arc::new(share(settings, key, &log, tree, resumed, pool));
    let keeper = Keeper::start(&shared, identity_file, state_root.entries).map_err(no_threads)?;
    let mut writer = Writer {
        shared: Arc::clone(&shared),
        log,
        keeper,
        waiting: BTreeMap::new(),
        next_ticket: 0,
        _folder: folder,
    };
    if let Some(network) = network {
        writer.publish_checkpoint(network);
        writer.keeper.ask(state_root.entries);
    }
    let thread = std::thread::Builder::new()
        .name("record-writer".to_owned())
        .spawn(move || writer.run())
        .map_err(no_threads)?;
    Ok(Sequencer {
        shared,
        writer: Mutex::new(Some(thread)),
        ticker: Mutex::new(None),
    })
}

fn share(
    settings: Settings,
    key: NodeKey,
    log: &Log,
    tree: Tree,
    resumed: Resumed,
    pool: rayon::ThreadPool,
) -> Shared {
    Shared {
        key,
        state: RwLock::new(Some(resumed.state)),
        stopped: OnceLock::new(),
        identities: RwLock::new(resumed.identities),
        tree: RwLock::new(tree),
        published: RwLock::new(None),
        state_root: Mutex::new(resumed.state_root),
        last_round: Mutex::new(resumed.last_round),
        log: log.reader(),
        rounds: settings.round_store(),
        snapshots: settings.snapshots(),
        settings,
        inbox: Inbox::default(),
        next_ticket: AtomicU64::new(0),
        in_flight: Arc::new(AtomicUsize::new(0)),
        keys: KeyCache::default(),
        pool,
        live: broadcast::Sender::new(LIVE_BATCHES),
        warnings: Mutex::default(),
    }
}

impl Settings {
    fn ids_path(&self) -> PathBuf {
        self.record_dir.join("operations.idx")
    }

    fn round_store(&self) -> RoundStore {
        RoundStore::new(Arc::clone(&self.disk), &self.record_dir.join("rounds"))
    }

    fn snapshots(&self) -> Snapshots {
        Snapshots::new(Arc::clone(&self.disk), &self.record_dir.join("snapshots"))
    }
}

fn make_folders(disk: &dyn Disk, dir: &Path) -> Result<(), OpenError> {
    for name in ["log", "tile", "snapshots", "rounds"] {
        let path = dir.join(name);
        disk.create_dir_all(&path)
            .map_err(disk_error("create", &path))?;
    }
    disk.sync_dir(dir).map_err(disk_error("sync", dir))?;
    match dir.parent().filter(|it| !it.as_os_str().is_empty()) {
        Some(parent) => disk.sync_dir(parent).map_err(disk_error("sync", parent)),
        None => Ok(()),
    }
}

/// Returns the checkpoint that this node signed. It is not synced at each batch, so after a power
/// cut the file may be missing or empty; then nothing is known from it.
fn read_checkpoint(
    disk: &dyn Disk,
    path: &Path,
    key: &NodeKey,
) -> Result<Option<Checkpoint>, OpenError> {
    let note = read_whole(disk, path, checkpoint::BYTES_MAX as u64)
        .map_err(disk_error("read", path))?
        .unwrap_or_default();
    let origin = Checkpoint::parse(&note).map(|it| it.origin);
    Ok(origin
        .and_then(|origin| Checkpoint::open(&note, &origin, &key.public()))
        .ok())
}

/// Opens the tree and holds it against the checkpoint; makes it again once if they differ.
fn open_tree(
    disk: &Arc<dyn Disk>,
    dir: &Path,
    log: &Log,
    signed: Option<&Checkpoint>,
) -> Result<(Tree, bool), OpenError> {
    let fits = |tree: &Tree| match signed {
        Some(signed) => root_at(tree, signed.size).map(|root| root == signed.root),
        None => Ok(true),
    };
    let reader = log.reader();
    let tree = Tree::open(Arc::clone(disk), dir, &reader).map_err(OpenError::Tree)?;
    if fits(&tree).unwrap_or(false) {
        return Ok((tree, false));
    }
    let tree = Tree::rebuild(Arc::clone(disk), dir, &reader).map_err(OpenError::Tree)?;
    if fits(&tree).map_err(OpenError::Tree)? {
        return Ok((tree, true));
    }
    Err(OpenError::RootMismatch {
        size: signed.map_or(0, |it| it.size),
    })
}

struct Resumed {
    state: State,
    state_root: StateRoot,
    identities: Identities,
    /// How many of the identities are in their file.
    saved_ids: u64,
    /// The file of the round that was settled last.
    last_round: Option<(RoundNumber, Digest)>,
    set_aside: Vec<SetAside>,
    replayed: u64,
}

/// Loads the newest sound snapshot and replays what came after it.
fn resume(settings: &Settings, log: &Log) -> Result<Resumed, OpenError> {
    let disk = settings.disk.as_ref();
    let (rounds, ids_path) = (settings.round_store(), settings.ids_path());
    let Loaded { newest, put_aside } = settings
        .snapshots()
        .load_newest(log.entries())
        .map_err(OpenError::Snapshot)?;
    let (state_root, mut state) = newest.unwrap_or_else(|| {
        let (entries, state) = (0, State::empty());
        let root = state.root();
        (StateRoot { entries, root }, state)
    });
    let mut identities = Identities::load(disk, &ids_path, state.entries.0)
        .map_err(disk_error("read", &ids_path))?;
    let saved_ids = identities.entries();
    let mut replayed = 0;
    let mut last_round = None;
    for payload in log.reader().from(saved_ids) {
        let payload = payload.map_err(OpenError::Log)?;
        let entry = if payload.index >= state.entries.0 {
            replayed += 1;
            replay_one(&mut state, &payload, &rounds)
                .map_err(OpenError::Replay)?
                .entry
        } else {
            decode_entry(payload.index, &payload.bytes).map_err(OpenError::Replay)?
        };
        last_round = settled_by(&entry).or(last_round);
        identities.push(identity_of(&entry.act));
    }
    if last_round.is_none() && state.settled > RoundNumber(0) {
        last_round = find_last_round(&log.reader(), saved_ids)?;
    }
    Ok(Resumed {
        state,
        state_root,
        identities,
        saved_ids,
        last_round,
        set_aside: put_aside,
        replayed,
    })
}

fn settled_by(entry: &Entry) -> Option<(RoundNumber, Digest)> {
    match &entry.act {
        Act::SettleRound { round, file, .. } => Some((*round, *file)),
        Act::Operation(_) | Act::Tick => None,
    }
}

/// Returns the last round that was settled before entry `before`, reading the log backwards.
fn find_last_round(
    log: &LogReader,
    before: u64,
) -> Result<Option<(RoundNumber, Digest)>, OpenError> {
    let mut until = before;
    while until > 0 {
        let from = until.saturating_sub(4096);
        let mut last_round = None;
        for payload in log.from(from).take(4096) {
            let payload = payload.map_err(OpenError::Log)?;
            if payload.index < until {
                let entry = decode_entry(payload.index, &payload.bytes);
                last_round = settled_by(&entry.map_err(OpenError::Replay)?).or(last_round);
            }
        }
        if last_round.is_some() {
            return Ok(last_round);
        }
        until = from;
    }
    Ok(None)
}
