//! Takes snapshots beside the writer.
//!
//! Copying the state's bytes holds the writer up; hashing, packing and writing them does not. So
//! that a large state is not copied all the time, the next snapshot waits until at least fifty
//! times what the last copy took has passed.

use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::writer::stop_for;
use super::{Shared, lock};
use crate::identities::IdentityFile;

/// How many times a copy's duration must pass before the next.
const REST: u32 = 50;

/// The writer's hand on the thread that takes snapshots.
#[derive(Debug)]
pub(super) struct Keeper {
    shared: Arc<Shared>,
    every: u64,
    /// Entries that the last snapshot asked for had.
    asked_at: u64,
    /// No snapshot before this time.
    not_before: Arc<Mutex<Instant>>,
    ask: Option<mpsc::SyncSender<()>>,
    thread: Option<JoinHandle<IdentityFile>>,
}

impl Keeper {
    /// Starts the thread. `taken_at` is how many entries the newest snapshot has.
    pub(super) fn start(
        shared: &Arc<Shared>,
        every: u64,
        taken_at: u64,
        identity_file: IdentityFile,
    ) -> std::io::Result<Self> {
        // One request may wait while a snapshot is taken; more would only repeat it.
        let (ask, asked) = mpsc::sync_channel(1);
        let not_before = Arc::new(Mutex::new(Instant::now()));
        let (theirs, rest) = (Arc::clone(shared), Arc::clone(&not_before));
        let thread = std::thread::Builder::new()
            .name("record-keeper".to_owned())
            .spawn(move || {
                while asked.recv().is_ok() {
                    *lock(&rest) = Instant::now() + REST * take(&theirs, &identity_file);
                }
                identity_file
            })?;
        let shared = Arc::clone(shared);
        let (ask, thread) = (Some(ask), Some(thread));
        Ok(Self {
            shared,
            every,
            asked_at: taken_at,
            not_before,
            ask,
            thread,
        })
    }

    /// Asks for a snapshot if there have been enough entries since the last one.
    pub(super) fn ask_if_due(&mut self, entries: u64, now: Instant) {
        let is_due = entries.saturating_sub(self.asked_at) >= self.every;
        if is_due && now >= *lock(&self.not_before) {
            self.asked_at = entries;
            if let Some(ask) = &self.ask {
                // A request that waits already will see these entries too.
                let _ = ask.try_send(());
            }
        }
    }

    /// Ends the thread, and takes a last snapshot unless the newest is of now.
    pub(super) fn finish(&mut self) {
        drop(self.ask.take());
        let Some(identity_file) = self.thread.take().and_then(|it| it.join().ok()) else {
            return;
        };
        let entries = self.shared.read(|state| state.entries.0).unwrap_or(0);
        if entries > lock(&self.shared.state_root).entries {
            take(&self.shared, &identity_file);
        }
    }
}

impl Drop for Keeper {
    /// Waits for a snapshot that is being taken, so that nothing writes once the folder is let go.
    fn drop(&mut self) {
        drop(self.ask.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Takes a snapshot and returns how long the writer was held up.
fn take(shared: &Shared, identity_file: &IdentityFile) -> Duration {
    let began = Instant::now();
    let copied = shared.read(|state| (state.entries.0, state.to_bytes()));
    let held_up = began.elapsed();
    // The record has stopped: there is no state to keep.
    let Ok((entries, bytes)) = copied else {
        return held_up;
    };
    match shared.snapshots.save(entries, &bytes) {
        Ok(root) => *lock(&shared.state_root) = root,
        Err(error) => shared.warn(stop_for(error).reason.to_string()),
    }
    let unsaved = shared
        .identities
        .write()
        .unwrap_or_else(PoisonError::into_inner)
        .take_unsaved();
    if let Err(error) = identity_file.append(&unsaved) {
        // What the file lacks is read from the log at the next start.
        shared.warn(format!("could not save the index of operations: {error}"));
    }
    held_up
}
