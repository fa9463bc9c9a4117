//! Waiting for a condition, with a deadline.
//!
//! The only place in the tests where time passes on purpose: a condition in another process can
//! only be asked for again.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// How long a condition may take; generous, since the machine may be busy with other tests.
pub const DEADLINE: Duration = Duration::from_secs(30);

/// Pause between two looks.
const PAUSE: Duration = Duration::from_millis(25);

/// Asks `condition` until it answers, and returns the answer.
///
/// # Errors
///
/// If it has not answered within [`DEADLINE`]; `what` and the last error are in the message.
pub fn until<T>(what: &str, condition: impl FnMut() -> Result<Option<T>>) -> Result<T> {
    until_within(DEADLINE, what, condition)
}

/// Asks `condition` until it answers, for at most `deadline`, and returns the answer.
///
/// # Errors
///
/// As [`until`].
pub fn until_within<T>(
    deadline: Duration,
    what: &str,
    mut condition: impl FnMut() -> Result<Option<T>>,
) -> Result<T> {
    let started = Instant::now();
    let last_error = loop {
        let error = match condition() {
            Ok(Some(answer)) => return Ok(answer),
            Ok(None) => None,
            Err(error) => Some(error),
        };
        if started.elapsed() > deadline {
            break error;
        }
        std::thread::sleep(PAUSE);
    };
    match last_error {
        Some(error) => Err(error.context(format!("waited {deadline:?} for {what}"))),
        None => bail!("waited {deadline:?} for {what}"),
    }
}
