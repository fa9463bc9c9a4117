//! Where the time of entries comes from.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// A clock that tells milliseconds since 1970. The sequencer never lets an entry's time fall
/// behind the one before it, whatever the clock says.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The machine's.
    #[default]
    System,
    /// One that the holder moves: the demo's and the tests'.
    Manual(Arc<AtomicU64>),
}

impl Clock {
    /// Makes a clock that stands at `now_ms` until it is moved.
    #[must_use]
    pub fn manual(now_ms: u64) -> Self {
        Self::Manual(Arc::new(AtomicU64::new(now_ms)))
    }

    /// Returns the time in milliseconds since 1970.
    #[must_use]
    pub fn now_ms(&self) -> u64 {
        match self {
            Self::System => SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .ok()
                .and_then(|since| u64::try_from(since.as_millis()).ok())
                .unwrap_or(0),
            Self::Manual(now_ms) => now_ms.load(Ordering::SeqCst),
        }
    }
}
