//! What one picture may cost.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// The bounds of one run of the jail. Whatever a file claims or contains, it stays below them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Address space of the worker, in bytes, its own program included.
    pub memory_bytes: u64,
    /// Processor time of the worker, in seconds.
    pub cpu_seconds: u64,
    /// Wall-clock time from start to answer, in milliseconds; then the worker is killed.
    pub wall_ms: u64,
    /// Largest file that is read, in bytes.
    pub input_bytes: u64,
    /// Largest file that may be written, in bytes.
    pub output_bytes: u64,
    /// Most pixels of one frame, as the header declares them, before decoding.
    pub pixels: u64,
    /// Longest side, in pixels.
    pub side: u32,
    /// Most frames of an animation.
    pub frames: u32,
}

impl Default for Limits {
    /// Bounds for a small server: two pictures at once stay below 2 GiB.
    fn default() -> Self {
        Self {
            memory_bytes: 1024 * 1024 * 1024,
            cpu_seconds: 20,
            wall_ms: 180_000,
            input_bytes: 64 * 1024 * 1024,
            output_bytes: 32 * 1024 * 1024,
            pixels: 100_000_000,
            side: 32_768,
            frames: 600,
        }
    }
}

impl Limits {
    /// Returns the wall-clock bound as a duration.
    pub fn wall(&self) -> Duration {
        Duration::from_millis(self.wall_ms)
    }

    /// Returns the most bytes one decoded picture may take: half of the memory, so that there is
    /// room for the program, the file and the variants.
    pub(crate) fn picture_bytes(&self) -> u64 {
        self.memory_bytes / 2
    }
}
