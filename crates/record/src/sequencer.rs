//! The solo sequencer: one writer that owns the state, and everything that reads from it.
//!
//! An operation's signature is verified on a pool of threads; the writer then decides a batch of
//! operations one by one, appends the accepted ones to the log, syncs once, and answers.
//!
//! *Invariants.* The state is locked for reading from a batch's first change until its sync has
//! returned, so nobody reads what is not durable. No answer leaves before that either, a rejection
//! neither, since it may rest on the batch's own changes. When the log fails, the state in memory is
//! discarded with the lock still held, every waiting and later call answers [`Stopped`], and the
//! next start finds what the disk has. Operations are decided in the order of the calls to
//! [`Sequencer::submit`], whichever signature is verified first.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;

use ledger::ids::{Digest, EntryIndex, RoundNumber};
use ledger::round::RoundResult;
use ledger::{Rejection, State};
use tokio::sync::{broadcast, oneshot};

use crate::checkpoint::{Checkpoint, StateRoot};
use crate::clock::Clock;
use crate::disk::{Disk, RealDisk};
use crate::identities::{Identities, OperationId};
use crate::key::NodeKey;
use crate::log::{LogReader, SEGMENT_BYTES};
use crate::rounds::{RoundStore, RoundStoreError};
use crate::snapshot::Snapshots;
use crate::tree::tile::Tree;

mod follow;
mod inbox;
mod intake;
mod keeper;
mod opening;
mod proof;
mod settling;
mod writer;

pub use follow::{Batch, FollowError, Follower};
pub use opening::{OpenError, Opened};
pub use proof::{Lifetime, Proof, ProveError, Served};

use inbox::Inbox;
use intake::{KeyCache, Slot};

/// The longest entry that is accepted, in bytes: an entry bundle has 16 bits for the length.
pub const ENTRY_BYTES_MAX: usize = 65_535;

/// Batches that a slow follower may lag behind before it reads them from the log.
const LIVE_BATCHES: usize = 256;

/// How a sequencer works, and where.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The folder of the record.
    pub record_dir: PathBuf,
    /// The file of the node's key.
    pub node_key: PathBuf,
    /// Where time comes from.
    pub clock: Clock,
    /// Entries from one snapshot to the next.
    pub snapshot_every: u64,
    /// Operations that are made durable with one sync, at most.
    pub batch_max: usize,
    /// Operations that may wait for an answer; more are answered [`SubmitError::Busy`].
    pub in_flight_max: usize,
    /// Threads that verify signatures; zero for one per core.
    pub verify_threads: usize,
    /// Bytes at which a new segment of the log begins.
    pub segment_bytes: u64,
    /// Where the files are.
    pub disk: Arc<dyn Disk>,
}

impl Settings {
    /// Returns the defaults for a record under `data_dir`: `record/` and `keys/node.key`.
    #[must_use]
    pub fn in_folder(data_dir: &Path) -> Self {
        Self {
            record_dir: data_dir.join("record"),
            node_key: data_dir.join("keys").join("node.key"),
            clock: Clock::System,
            snapshot_every: 4096,
            batch_max: 1024,
            in_flight_max: 8192,
            verify_threads: 0,
            segment_bytes: SEGMENT_BYTES,
            disk: Arc::new(RealDisk),
        }
    }
}

/// The record has stopped; only a new start helps.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the record has stopped: {reason}")]
pub struct Stopped {
    /// Why, in words for whoever runs the node.
    pub reason: Arc<str>,
}

/// Why an operation was not accepted.
#[derive(Clone, Debug, thiserror::Error)]
pub enum SubmitError {
    /// The rules say no; nothing was left on the record.
    #[error("rejected: {0}")]
    Rejected(Rejection),
    /// Too much is waiting; try again shortly.
    #[error("too many operations are waiting")]
    Busy,
    /// The entry would be longer than [`ENTRY_BYTES_MAX`].
    #[error("the entry would have {bytes} bytes; at most {ENTRY_BYTES_MAX} are allowed")]
    TooLarge {
        /// How long it would be.
        bytes: usize,
    },
    /// The founding names another key than this node's for signing checkpoints.
    #[error("the founding names another node's key")]
    OtherNode,
    /// The files of a round could not be kept.
    #[error("could not keep the round's files")]
    Rounds(#[source] RoundStoreError),
    /// The node has stopped. Whether the operation is on the record shows after the next start.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

/// What whoever submitted an accepted operation gets, the first time and every other time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Its place on the record.
    pub index: EntryIndex,
    /// When it was accepted, in milliseconds since 1970.
    pub time_ms: u64,
    /// Its identity.
    pub operation: OperationId,
}

/// An answer on its way: a future, or [`Pending::wait`] where nothing else is to be done.
#[derive(Debug)]
pub struct Pending<T> {
    answer: oneshot::Receiver<Result<T, SubmitError>>,
    shared: Arc<Shared>,
}

impl<T> Pending<T> {
    /// Waits for the answer.
    ///
    /// # Errors
    ///
    /// [`SubmitError`].
    ///
    /// # Panics
    ///
    /// If called from an asynchronous task: await the value there instead.
    pub fn wait(self) -> Result<T, SubmitError> {
        let Self { answer, shared } = self;
        answer
            .blocking_recv()
            .unwrap_or_else(|_| Err(shared.stopped().into()))
    }
}

impl<T> Future for Pending<T> {
    type Output = Result<T, SubmitError>;

    fn poll(
        mut self: std::pin::Pin<&mut Self>,
        cx: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Self::Output> {
        std::pin::Pin::new(&mut self.answer)
            .poll(cx)
            .map(|answer| answer.unwrap_or_else(|_| Err(self.shared.stopped().into())))
    }
}

/// The one writer of a record, with its readers. Dropping it stops the writer as
/// [`Sequencer::close`] does.
#[derive(Debug)]
pub struct Sequencer {
    shared: Arc<Shared>,
    writer: Mutex<Option<JoinHandle<()>>>,
    ticker: Mutex<Option<(mpsc::Sender<()>, JoinHandle<()>)>>,
}

/// What the writer and its callers share.
#[derive(Debug)]
struct Shared {
    settings: Settings,
    key: NodeKey,
    /// `None` once the record has stopped.
    state: RwLock<Option<State>>,
    stopped: OnceLock<Stopped>,
    identities: RwLock<Identities>,
    tree: RwLock<Tree>,
    published: RwLock<Option<Published>>,
    state_root: Mutex<StateRoot>,
    /// The file of the round that was settled last.
    last_round: Mutex<Option<(RoundNumber, Digest)>>,
    log: LogReader,
    rounds: RoundStore,
    snapshots: Snapshots,
    inbox: Inbox,
    next_ticket: AtomicU64,
    in_flight: Arc<AtomicUsize>,
    keys: KeyCache,
    pool: rayon::ThreadPool,
    /// Batches as they become durable; `None` once the record has stopped.
    live: broadcast::Sender<Option<Arc<Batch>>>,
    warnings: Mutex<Vec<String>>,
}

/// The latest checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// What it says.
    pub checkpoint: Checkpoint,
    /// The signed note.
    pub note: Arc<str>,
}

/// What reaches the writer.
#[derive(Debug)]
enum Command {
    /// The work of a ticket; nothing if it needs none. Tickets are worked off in order.
    Turn { ticket: u64, work: Option<Work> },
    /// Finish what is at hand, and end.
    Stop,
}

#[derive(Debug)]
enum Work {
    Submit(Box<intake::Candidate>),
    Tick(oneshot::Sender<Result<u64, SubmitError>>),
    Settle(Box<settling::Settling>),
}

impl Sequencer {
    /// Opens the record that `settings` name, or begins one that waits for its founding.
    ///
    /// # Errors
    ///
    /// [`OpenError`].
    pub fn open(settings: Settings) -> Result<Opened, OpenError> {
        opening::open(settings)
    }

    /// Hands `bytes`, a canonical signed operation, to the record. Calls are decided in their
    /// order. The work has begun when this returns, awaited or not.
    #[must_use]
    pub fn submit(&self, bytes: Vec<u8>) -> Pending<Receipt> {
        let (answer, pending) = self.pending();
        let Some(slot) = Slot::take(&self.shared.in_flight, self.shared.settings.in_flight_max)
        else {
            let _ = answer.send(Err(SubmitError::Busy));
            return pending;
        };
        let shared = Arc::clone(&self.shared);
        let ticket = intake::Ticket::take(&shared);
        self.shared
            .pool
            .spawn(move || intake::examine(&shared, &bytes, answer, slot, ticket));
        pending
    }

    /// Fires every timer that is due, one entry each, and returns how many were.
    #[must_use]
    pub fn tick(&self) -> Pending<u64> {
        let (answer, pending) = self.pending();
        intake::Ticket::take(&self.shared).work(Work::Tick(answer));
        pending
    }

    /// Keeps a closed round's file and result durably, and puts their digests on the record, which
    /// credits the shares. `file` are the canonical bytes that `result` was computed from. They must
    /// say what the state says when it is the call's turn; else it is rejected with
    /// [`Rejection::RoundFileMismatch`], and a file assembled anew may be tried.
    #[must_use]
    pub fn settle(&self, file: &[u8], result: RoundResult) -> Pending<EntryIndex> {
        let (answer, pending) = self.pending();
        match settling::prepare(&self.shared, file, result) {
            Ok(prepared) => {
                let settling = settling::Settling { prepared, answer };
                intake::Ticket::take(&self.shared).work(Work::Settle(Box::new(settling)));
            }
            Err(error) => {
                let _ = answer.send(Err(error));
            }
        }
        pending
    }

    fn pending<T>(&self) -> (oneshot::Sender<Result<T, SubmitError>>, Pending<T>) {
        let (sender, answer) = oneshot::channel();
        (
            sender,
            Pending {
                answer,
                shared: Arc::clone(&self.shared),
            },
        )
    }

    /// Reads the state. It is durable, and does not change until `read` returns; the writer waits
    /// for that, so `read` should copy what it needs and be done.
    ///
    /// # Errors
    ///
    /// [`Stopped`].
    pub fn read<T>(&self, read: impl FnOnce(&State) -> T) -> Result<T, Stopped> {
        self.shared.read(read)
    }

    /// Returns the time that the next entry would get, in milliseconds since 1970.
    ///
    /// # Errors
    ///
    /// [`Stopped`].
    pub fn now_ms(&self) -> Result<u64, Stopped> {
        self.read(|state| self.shared.settings.clock.now_ms().max(state.time_ms))
    }

    /// Returns how many entries are durable.
    #[must_use]
    pub fn entries(&self) -> u64 {
        self.shared.log.entries()
    }

    /// Returns the latest checkpoint; none before the founding.
    #[must_use]
    pub fn checkpoint(&self) -> Option<Published> {
        self.shared
            .published
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Returns the public key that signs checkpoints, which the founding must name.
    #[must_use]
    pub fn node_key(&self) -> [u8; 32] {
        self.shared.key.public()
    }

    /// Returns the log, to read entries from.
    #[must_use]
    pub fn log(&self) -> &LogReader {
        &self.shared.log
    }

    /// Returns the files of rounds.
    #[must_use]
    pub fn rounds(&self) -> &RoundStore {
        &self.shared.rounds
    }

    /// Returns the receipt of an operation that is on the record.
    ///
    /// # Errors
    ///
    /// [`crate::log::LogError`] if the log cannot be read.
    pub fn find_receipt(
        &self,
        operation: OperationId,
    ) -> Result<Option<Receipt>, crate::log::LogError> {
        self.shared.find_receipt(operation)
    }

    /// Returns why the record has stopped, if it has.
    #[must_use]
    pub fn find_stop(&self) -> Option<Stopped> {
        self.shared.stopped.get().cloned()
    }

    /// Takes what went wrong without stopping the record, such as a snapshot that did not fit.
    #[must_use]
    pub fn take_warnings(&self) -> Vec<String> {
        std::mem::take(&mut lock(&self.shared.warnings))
    }

    /// Looks for due timers every `interval`, until the record is closed.
    ///
    /// # Errors
    ///
    /// If the system gives no thread.
    pub fn start_ticker(&self, interval: Duration) -> std::io::Result<()> {
        let (stop, stopped) = mpsc::channel::<()>();
        let shared = Arc::clone(&self.shared);
        let thread = std::thread::Builder::new()
            .name("record-ticker".to_owned())
            .spawn(move || {
                while stopped.recv_timeout(interval) == Err(mpsc::RecvTimeoutError::Timeout) {
                    let now_ms = shared.settings.clock.now_ms();
                    let is_due = |state: &State| {
                        state.next_timer_ms().is_some_and(|due_ms| due_ms <= now_ms)
                    };
                    match shared.read(is_due) {
                        Ok(true) => {
                            let (answer, _) = oneshot::channel();
                            intake::Ticket::take(&shared).work(Work::Tick(answer));
                        }
                        Ok(false) => {}
                        Err(_) => return,
                    }
                }
            })?;
        *lock(&self.ticker) = Some((stop, thread));
        Ok(())
    }

    /// Finishes what is at hand, takes a snapshot, syncs the checkpoint and stops. Later calls
    /// answer [`Stopped`].
    pub fn close(&self) {
        if let Some((stop, thread)) = lock(&self.ticker).take() {
            drop(stop);
            let _ = thread.join();
        }
        let Some(writer) = lock(&self.writer).take() else {
            return;
        };
        self.shared.inbox.push(Command::Stop);
        let _ = writer.join();
    }
}

impl Drop for Sequencer {
    fn drop(&mut self) {
        self.close();
    }
}

impl Shared {
    fn read<T>(&self, read: impl FnOnce(&State) -> T) -> Result<T, Stopped> {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        match &*state {
            Some(state) => Ok(read(state)),
            None => Err(self.stopped()),
        }
    }

    fn stopped(&self) -> Stopped {
        let closed = || Stopped {
            reason: "it is being closed".into(),
        };
        self.stopped.get().cloned().unwrap_or_else(closed)
    }

    fn warn(&self, warning: String) {
        let mut warnings = lock(&self.warnings);
        // A fault that comes back at every snapshot is told often enough by a hundred lines.
        if warnings.len() < 100 {
            warnings.push(warning);
        }
    }

    fn find_receipt(&self, id: OperationId) -> Result<Option<Receipt>, crate::log::LogError> {
        let candidates = {
            let identities = self
                .identities
                .read()
                .unwrap_or_else(PoisonError::into_inner);
            identities.candidates(id)
        };
        for index in candidates {
            let Some(bytes) = self.log.read(index.0)? else {
                continue;
            };
            let Ok(entry) = ledger::Entry::from_bytes(&bytes) else {
                continue;
            };
            if crate::identities::identity_of(&entry.act) == Some(id) {
                return Ok(Some(Receipt {
                    index,
                    time_ms: entry.time_ms,
                    operation: id,
                }));
            }
        }
        Ok(None)
    }

    fn next_ticket(&self) -> u64 {
        self.next_ticket.fetch_add(1, Ordering::Relaxed)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
