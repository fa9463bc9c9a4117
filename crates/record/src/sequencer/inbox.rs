//! The queue before the writer. It wakes the writer when there is as much as it asked for, and not
//! for every operation: a switch of threads costs a tenth of a signature.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::Command;

/// Commands on their way to the writer.
#[derive(Debug, Default)]
pub(super) struct Inbox {
    inner: Mutex<Inner>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Inner {
    commands: Vec<Command>,
    /// How many the writer sleeps for; zero while it is awake.
    wanted: usize,
    is_closed: bool,
}

impl Inbox {
    /// Puts `command` in; a closed inbox drops it, which tells whoever waits for its answer.
    pub(super) fn push(&self, command: Command) {
        let mut inner = self.lock();
        if inner.is_closed {
            drop(inner);
            drop(command);
            return;
        }
        inner.commands.push(command);
        if inner.wanted > 0 && inner.commands.len() >= inner.wanted {
            inner.wanted = 0;
            drop(inner);
            self.changed.notify_one();
        }
    }

    /// Takes everything once there are `wanted` commands, or at `until` whatever there is.
    pub(super) fn take(&self, wanted: usize, until: Option<Instant>) -> Vec<Command> {
        let mut inner = self.lock();
        while inner.commands.len() < wanted {
            inner.wanted = wanted;
            inner = match until {
                None => self
                    .changed
                    .wait(inner)
                    .unwrap_or_else(PoisonError::into_inner),
                Some(until) => {
                    let left = until.saturating_duration_since(Instant::now());
                    if left.is_zero() {
                        break;
                    }
                    let waited = self.changed.wait_timeout(inner, left);
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
        inner.wanted = 0;
        std::mem::take(&mut inner.commands)
    }

    /// Refuses everything from now on, and drops what is there.
    pub(super) fn close(&self) {
        let mut inner = self.lock();
        inner.is_closed = true;
        let commands = std::mem::take(&mut inner.commands);
        drop(inner);
        drop(commands);
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
