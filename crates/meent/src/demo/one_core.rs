//! One core for a life in which one act follows another.
//!
//! A demo's acts wait for each other, and each crosses between the thread that acts and the thread
//! that writes a dozen times. On two cores every crossing wakes a core that had gone to sleep, which
//! takes longer than the work: 22 s on two cores against 13 s on one, for 1,500 members and 10 rounds.

use std::str::FromStr as _;

use rustix::thread::{CpuSet, Pid, sched_getaffinity, sched_setaffinity};

/// Keeps every thread of this process on one core until it is dropped.
pub(super) struct OneCore {
    before: CpuSet,
}

impl OneCore {
    /// Moves every thread to one of the cores that they may use; nothing, where the system refuses.
    pub(super) fn hold() -> Option<Self> {
        let before = sched_getaffinity(None).ok()?;
        let first = (0..CpuSet::MAX_CPU).find(|core| before.is_set(*core))?;
        let mut one = CpuSet::new();
        one.set(first);
        move_threads(&one);
        Some(Self { before })
    }
}

impl Drop for OneCore {
    fn drop(&mut self) {
        move_threads(&self.before);
    }
}

/// Threads that begin later are where the thread is that begins them.
fn move_threads(cores: &CpuSet) {
    let threads = std::fs::read_dir("/proc/self/task").into_iter().flatten();
    for thread in threads.flatten() {
        let id = i32::from_str(&thread.file_name().to_string_lossy());
        if let Some(id) = id.ok().and_then(Pid::from_raw) {
            // A thread that ended meanwhile, or may not be moved, stays where it was: only slower.
            let _ = sched_setaffinity(Some(id), cores);
        }
    }
}
