//! Writes beside the writer what need not be waited for: the checkpoint's file, and snapshots.
//!
//! The checkpoint is signed with every batch, and written at most fifty times a second: a new file
//! costs the disk about as much as a small batch. Copying the state's bytes for a snapshot holds
//! the writer up; hashing, packing and writing them does not. So that a large state is not copied
//! all the time, the next snapshot waits fifty times as long as the last copy took.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::writer::stop_for;
use super::{Shared, lock};
use crate::disk::{Durability, write_whole};
use crate::identities::IdentityFile;

/// How many times a copy's duration must pass before the next.
const REST: u32 = 50;
/// Time between two writings of the checkpoint's file.
const PAUSE: Duration = Duration::from_millis(20);

/// The writer's hand on the thread that keeps checkpoint and snapshots.
#[derive(Debug)]
pub(super) struct Keeper {
    desk: Arc<Desk>,
    /// Entries that the last snapshot asked for had.
    asked_at: u64,
    thread: Option<JoinHandle<()>>,
}

/// What the thread works with, and what it is asked for.
#[derive(Debug)]
struct Desk {
    shared: Arc<Shared>,
    identity_file: Mutex<IdentityFile>,
    /// No snapshot before this time.
    not_before: Mutex<Instant>,
    wishes: Mutex<Wishes>,
    changed: Condvar,
}

#[derive(Clone, Copy, Debug, Default)]
struct Wishes {
    checkpoint: bool,
    snapshot: bool,
    end: bool,
}

impl Keeper {
    /// Starts the thread. `taken_at` is how many entries the newest snapshot has.
    pub(super) fn start(
        shared: &Arc<Shared>,
        identity_file: IdentityFile,
        taken_at: u64,
    ) -> std::io::Result<Self> {
        let desk = Arc::new(Desk {
            shared: Arc::clone(shared),
            identity_file: Mutex::new(identity_file),
            not_before: Mutex::new(Instant::now()),
            wishes: Mutex::default(),
            changed: Condvar::new(),
        });
        let theirs = Arc::clone(&desk);
        let thread = std::thread::Builder::new()
            .name("record-keeper".to_owned())
            .spawn(move || theirs.work())?;
        Ok(Self {
            desk,
            asked_at: taken_at,
            thread: Some(thread),
        })
    }

    /// Asks for the checkpoint to be written, and for a snapshot if there have been enough of the
    /// `entries` since the last one.
    pub(super) fn ask(&mut self, entries: u64) {
        let is_due = entries.saturating_sub(self.asked_at)
            >= self.desk.shared.settings.snapshot_every
            && Instant::now() >= *lock(&self.desk.not_before);
        if is_due {
            self.asked_at = entries;
        }
        self.desk.wish(|wishes| {
            wishes.checkpoint = true;
            wishes.snapshot |= is_due;
        });
    }

    /// Ends the thread, and takes a last snapshot unless the newest is of now.
    pub(super) fn finish(&mut self) {
        self.end();
        let shared = &self.desk.shared;
        let entries = shared.read(|state| state.entries.0).unwrap_or(0);
        if entries > lock(&shared.state_root).entries {
            self.desk.take_snapshot();
        }
    }

    /// Writes the checkpoint that is published now, durably.
    pub(super) fn write_checkpoint_synced(&self) {
        self.desk.write_checkpoint(Durability::Synced);
    }

    fn end(&mut self) {
        self.desk.wish(|wishes| wishes.end = true);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Keeper {
    /// Waits for what is being written, so that nothing writes once the folder is let go.
    fn drop(&mut self) {
        self.end();
    }
}

impl Desk {
    fn wish(&self, wish: impl FnOnce(&mut Wishes)) {
        wish(&mut lock(&self.wishes));
        self.changed.notify_one();
    }

    fn work(&self) {
        loop {
            let wishes = {
                let wishes = lock(&self.wishes);
                let is_idle = |it: &mut Wishes| !(it.checkpoint || it.snapshot || it.end);
                let waited = self.changed.wait_while(wishes, is_idle);
                std::mem::take(&mut *waited.unwrap_or_else(PoisonError::into_inner))
            };
            if wishes.end {
                return;
            }
            if wishes.snapshot {
                self.take_snapshot();
            }
            if wishes.checkpoint {
                self.write_checkpoint(Durability::Rebuildable);
            }
            let wishes = lock(&self.wishes);
            let _ = self.changed.wait_timeout_while(wishes, PAUSE, |it| !it.end);
        }
    }

    fn write_checkpoint(&self, durability: Durability) {
        let published = &self.shared.published;
        let published = published
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let Some(published) = published else { return };
        let note = published.note.as_bytes();
        let settings = &self.shared.settings;
        let path = settings.record_dir.join("checkpoint");
        // A start without the file, or with an older one, makes it again.
        if let Err(error) = write_whole(settings.disk.as_ref(), &path, note, durability) {
            self.shared
                .warn(format!("could not write {}: {error}", path.display()));
        }
    }

    fn take_snapshot(&self) {
        let shared = &self.shared;
        let began = Instant::now();
        let copied = shared.read(|state| (state.entries.0, state.to_bytes()));
        *lock(&self.not_before) = Instant::now() + REST * began.elapsed();
        // The record has stopped: there is no state to keep.
        let Ok((entries, bytes)) = copied else { return };
        match shared.snapshots.save(entries, &bytes) {
            Ok(root) => *lock(&shared.state_root) = root,
            Err(error) => shared.warn(stop_for(error).reason.to_string()),
        }
        let unsaved = shared
            .identities
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .take_unsaved();
        if let Err(error) = lock(&self.identity_file).append(&unsaved) {
            // What the file lacks is read from the log at the next start.
            shared.warn(format!("could not save the index of operations: {error}"));
        }
    }
}
