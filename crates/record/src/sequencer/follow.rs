//! Following the record: every entry with what it changed, in order, without a gap.
//!
//! A follower that is up to date is handed batches as they become durable. One that begins earlier,
//! or falls behind, reads entries from the log and replays them from the nearest snapshot, without
//! holding anybody up.

use std::sync::Arc;

use ledger::State;
use ledger::ids::EntryIndex;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

use super::{Sequencer, Shared, Stopped};
use crate::log::{Frames, LogError};
use crate::replay::{Committed, ReplayError, replay_one};
use crate::snapshot::SnapshotError;

/// Entries that are read from the log at a time.
const CHUNK: usize = 256;

/// Entries that became durable together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// In order; at least one.
    pub entries: Vec<Committed>,
}

/// Why following ends.
#[derive(Clone, Debug, thiserror::Error)]
pub enum FollowError {
    /// The record has stopped, and everything durable has been handed out.
    #[error(transparent)]
    Stopped(#[from] Stopped),
    /// Earlier entries cannot be read.
    #[error("could not read the record")]
    Log(#[source] LogError),
    /// Earlier entries cannot be replayed.
    #[error("could not replay the record")]
    Replay(#[source] ReplayError),
    /// The snapshots cannot be read.
    #[error("could not read the snapshots")]
    Snapshot(#[source] SnapshotError),
}

/// Hands out every entry from some place on; see [`Sequencer::follow`].
#[derive(Debug)]
pub struct Follower {
    shared: Arc<Shared>,
    live: broadcast::Receiver<Option<Arc<Batch>>>,
    /// The entry that is handed out next.
    next: u64,
    /// Entries before this one may have been announced before the follower listened.
    unheard: u64,
    behind: Option<Box<Behind>>,
}

/// What a follower needs that reads from the log.
#[derive(Debug)]
struct Behind {
    state: State,
    frames: Frames,
}

impl Sequencer {
    /// Follows the record from entry `next` on: the index after the last one that was seen.
    #[must_use]
    pub fn follow(&self, next: EntryIndex) -> Follower {
        // In this order: what becomes durable after the second line is announced to the first.
        let live = self.shared.live.subscribe();
        let unheard = self.shared.log.entries();
        Follower {
            shared: Arc::clone(&self.shared),
            live,
            next: next.0,
            unheard,
            behind: None,
        }
    }
}

impl Follower {
    /// Returns the next batch as soon as there is one. Waiting costs nothing; catching up computes,
    /// a few hundred entries a call.
    ///
    /// # Errors
    ///
    /// [`FollowError`].
    pub async fn next(&mut self) -> Result<Arc<Batch>, FollowError> {
        loop {
            if let Some(batch) = self.catch_up()? {
                return Ok(batch);
            }
            let received = self.live.recv().await;
            if let Some(batch) = self.take(received)? {
                return Ok(batch);
            }
        }
    }

    /// Does what [`Follower::next`] does, where nothing else is to be done meanwhile.
    ///
    /// # Errors
    ///
    /// [`FollowError`].
    ///
    /// # Panics
    ///
    /// If called from an asynchronous task.
    pub fn wait_next(&mut self) -> Result<Arc<Batch>, FollowError> {
        loop {
            if let Some(batch) = self.catch_up()? {
                return Ok(batch);
            }
            let received = self.live.blocking_recv();
            if let Some(batch) = self.take(received)? {
                return Ok(batch);
            }
        }
    }

    /// Returns the next batch if it is durable already.
    ///
    /// # Errors
    ///
    /// [`FollowError`].
    pub fn try_next(&mut self) -> Result<Option<Arc<Batch>>, FollowError> {
        loop {
            if let Some(batch) = self.catch_up()? {
                return Ok(Some(batch));
            }
            let received = match self.live.try_recv() {
                Ok(batch) => Ok(batch),
                Err(broadcast::error::TryRecvError::Empty) => return Ok(None),
                Err(broadcast::error::TryRecvError::Lagged(count)) => Err(RecvError::Lagged(count)),
                Err(broadcast::error::TryRecvError::Closed) => Err(RecvError::Closed),
            };
            if let Some(batch) = self.take(received)? {
                return Ok(Some(batch));
            }
        }
    }

    /// Judges what the live channel gave.
    fn take(
        &mut self,
        received: Result<Option<Arc<Batch>>, RecvError>,
    ) -> Result<Option<Arc<Batch>>, FollowError> {
        let batch = match received {
            Ok(Some(batch)) => batch,
            Err(RecvError::Lagged(_)) => {
                self.unheard = self.shared.log.entries();
                return Ok(None);
            }
            Ok(None) | Err(RecvError::Closed) => return Err(self.shared.stopped().into()),
        };
        let Some((first, last)) = batch.entries.first().zip(batch.entries.last()) else {
            return Ok(None);
        };
        let (first, last) = (first.entry.index.0, last.entry.index.0);
        if last < self.next {
            return Ok(None);
        }
        if first > self.next {
            self.unheard = last + 1;
            return Ok(None);
        }
        let seen = usize::try_from(self.next - first).unwrap_or(usize::MAX);
        self.next = last + 1;
        if seen == 0 {
            return Ok(Some(batch));
        }
        Ok(Some(Arc::new(Batch {
            entries: batch.entries[seen..].to_vec(),
        })))
    }

    /// Returns entries from the log while there are some that the live channel will not deliver.
    fn catch_up(&mut self) -> Result<Option<Arc<Batch>>, FollowError> {
        if self.behind.is_some() || self.next < self.unheard {
            return self.read_behind();
        }
        if let Some(stopped) = self.shared.stopped.get()
            && self.live.is_empty()
        {
            return Err(stopped.clone().into());
        }
        Ok(None)
    }

    fn read_behind(&mut self) -> Result<Option<Arc<Batch>>, FollowError> {
        let mut behind = match self.behind.take() {
            Some(behind) => behind,
            None => Box::new(self.begin_behind()?),
        };
        let mut entries = Vec::new();
        while entries.len() < CHUNK {
            let Some(payload) = behind.frames.next() else {
                break;
            };
            let payload = payload.map_err(FollowError::Log)?;
            let committed = replay_one(&mut behind.state, &payload, &self.shared.rounds)
                .map_err(FollowError::Replay)?;
            if payload.index >= self.next {
                entries.push(committed);
            }
        }
        let Some(last) = entries.last() else {
            self.unheard = self.next;
            return Ok(None);
        };
        self.next = last.entry.index.0 + 1;
        if entries.len() == CHUNK {
            self.behind = Some(behind);
        }
        Ok(Some(Arc::new(Batch { entries })))
    }

    /// Finds the state to replay from: the newest snapshot that is not after `next`.
    fn begin_behind(&self) -> Result<Behind, FollowError> {
        let newest = self.shared.snapshots.find_newest(self.next);
        let state = newest
            .map_err(FollowError::Snapshot)?
            .unwrap_or_else(State::empty);
        let frames = self.shared.log.from(state.entries.0);
        Ok(Behind { state, frames })
    }
}
