//! Jobs: work that can wait, enqueued in the transaction that makes it necessary (ADR-0007).
//!
//! A job is claimed for a while, done, and deleted; one whose worker died is claimed again when
//! the while is over, so every job must bear being done twice. After too many failures it is dead:
//! kept, shown to operators, never run.

use domain::ids::JobId;

use crate::{
    Reader, Result, Tx,
    appreciation::Change,
    convert::{self, int},
    sql::{execute, fetch_all, fetch_one, fetch_value, statements},
};

/// How often a job is tried before it is dead.
pub const ATTEMPTS_MAX: u64 = 12;
/// Wait after the first failure; doubled after each further one, up to [`BACK_OFF_MAX_MS`].
pub const BACK_OFF_FIRST_MS: u64 = 2_000;
/// Longest wait after a failure: six hours.
pub const BACK_OFF_MAX_MS: u64 = 6 * 60 * 60 * 1000;

statements! {
    INSERT = "INSERT INTO jobs (id, kind, payload, unique_key, state, run_at_ms, attempts, locked_until_ms)
        VALUES ($1, $2, $3, $4, 'ready', $5, 0, 0) ON CONFLICT DO NOTHING";
    CLAIM = "UPDATE jobs SET locked_until_ms = $2, attempts = attempts + 1 WHERE id = (
            SELECT id FROM jobs WHERE state = 'ready' AND run_at_ms <= $1 AND locked_until_ms <= $1
            ORDER BY run_at_ms, id LIMIT 1)
        RETURNING id, kind, payload, attempts"
        => "UPDATE jobs SET locked_until_ms = $2, attempts = attempts + 1 WHERE id = (
            SELECT id FROM jobs WHERE state = 'ready' AND run_at_ms <= $1 AND locked_until_ms <= $1
            ORDER BY run_at_ms, id LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING id, kind, payload, attempts";
    DELETE = "DELETE FROM jobs WHERE id = $1";
    RETRY = "UPDATE jobs SET run_at_ms = $2, locked_until_ms = 0, last_error = $3 WHERE id = $1";
    BURY = "UPDATE jobs SET state = 'dead', locked_until_ms = 0, last_error = $2 WHERE id = $1";
    REVIVE = "UPDATE jobs SET state = 'ready', attempts = 0, run_at_ms = $2 WHERE id = $1 AND state = 'dead'";
    FIND_NEXT = "SELECT MIN(CASE WHEN locked_until_ms > run_at_ms THEN locked_until_ms ELSE run_at_ms END)
        FROM jobs WHERE state = 'ready'";
    LIST_DEAD = "SELECT id, kind, payload, attempts, last_error FROM jobs WHERE state = 'dead' ORDER BY id DESC LIMIT 100";
    COUNT_READY = "SELECT COUNT(*) FROM jobs WHERE state = 'ready'";
}

/// A job to enqueue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewJob {
    /// Its identity.
    pub id: JobId,
    /// Its permanent name.
    pub kind: &'static str,
    /// Its data as JSON: ids, never rows.
    pub payload: String,
    /// If set, nothing is enqueued while a job of the same key waits.
    pub unique_key: Option<String>,
    /// Not before this time.
    pub run_at_ms: u64,
}

/// A job that a worker holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimedJob {
    /// Its identity.
    pub id: JobId,
    /// Its permanent name.
    pub kind: String,
    /// Its data as JSON.
    pub payload: String,
    /// How often it was claimed, this time included.
    pub attempts: u64,
}

/// A job that failed too often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadJob {
    /// What it is.
    pub job: ClaimedJob,
    /// Why it failed last.
    pub last_error: String,
}

type Row = (Vec<u8>, String, String, i64);

const JOBS: &str = "jobs";

fn into_claimed((id, kind, payload, attempts): Row) -> Result<ClaimedJob> {
    let id = JobId::from_bytes(convert::id(JOBS, &id)?);
    Ok(ClaimedJob {
        id,
        kind,
        payload,
        attempts: convert::unsigned(JOBS, attempts)?,
    })
}

impl Reader {
    /// Says when the next job is due, if one waits.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`], as every read of this module.
    pub async fn find_next_job_time(&mut self) -> Result<Option<u64>> {
        convert::maybe_unsigned(JOBS, fetch_value!(self, Option<i64>, FIND_NEXT)?)
    }

    /// Lists the jobs that failed too often, newest first, at most 100.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_next_job_time`].
    pub async fn list_dead_jobs(&mut self) -> Result<Vec<DeadJob>> {
        type DeadRow = (Vec<u8>, String, String, i64, Option<String>);
        fetch_all!(self, DeadRow, LIST_DEAD)?
            .into_iter()
            .map(|(id, kind, payload, attempts, error)| {
                Ok(DeadJob {
                    job: into_claimed((id, kind, payload, attempts))?,
                    last_error: error.unwrap_or_default(),
                })
            })
            .collect()
    }

    /// Counts the jobs that wait.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_next_job_time`].
    pub async fn count_ready_jobs(&mut self) -> Result<u64> {
        convert::unsigned(JOBS, fetch_value!(self, i64, COUNT_READY)?)
    }
}

impl Tx {
    /// Enqueues a job; it exists when this transaction commits, or not at all.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`], as every write of this module.
    pub async fn enqueue(&mut self, job: &NewJob) -> Result<Change> {
        let (id, payload, key) = (
            job.id.as_bytes().as_slice(),
            job.payload.as_str(),
            job.unique_key.as_deref(),
        );
        execute!(self, INSERT, id, job.kind, payload, key, int(job.run_at_ms)).map(Change::of)
    }

    /// Claims the job that has been due longest, until `locked_until_ms`.
    ///
    /// # Errors
    ///
    /// As [`Tx::enqueue`], or [`crate::Error::Corrupt`].
    pub async fn claim_job(
        &mut self,
        now_ms: u64,
        locked_until_ms: u64,
    ) -> Result<Option<ClaimedJob>> {
        fetch_one!(self, Row, CLAIM, int(now_ms), int(locked_until_ms))?
            .map(into_claimed)
            .transpose()
    }

    /// Deletes a job that is done.
    ///
    /// # Errors
    ///
    /// As [`Tx::enqueue`].
    pub async fn finish_job(&mut self, job: JobId) -> Result<()> {
        execute!(self, DELETE, job.as_bytes().as_slice()).map(|_| ())
    }

    /// Puts a job that failed back for later, or buries it after [`ATTEMPTS_MAX`] attempts.
    ///
    /// # Errors
    ///
    /// As [`Tx::enqueue`].
    pub async fn fail_job(&mut self, job: &ClaimedJob, error: &str, now_ms: u64) -> Result<()> {
        let id = job.id.as_bytes().as_slice();
        if job.attempts >= ATTEMPTS_MAX {
            return execute!(self, BURY, id, error).map(|_| ());
        }
        execute!(
            self,
            RETRY,
            id,
            int(now_ms.saturating_add(find_back_off_ms(job.attempts))),
            error
        )
        .map(|_| ())
    }

    /// Puts a dead job back, to be run at `now_ms`.
    ///
    /// # Errors
    ///
    /// As [`Tx::enqueue`].
    pub async fn revive_job(&mut self, job: JobId, now_ms: u64) -> Result<Change> {
        execute!(self, REVIVE, job.as_bytes().as_slice(), int(now_ms)).map(Change::of)
    }
}

/// Returns how long to wait after the `attempts`-th failure.
#[must_use]
pub fn find_back_off_ms(attempts: u64) -> u64 {
    let doublings = u32::try_from(attempts.saturating_sub(1))
        .unwrap_or(u32::MAX)
        .min(32);
    BACK_OFF_FIRST_MS
        .saturating_mul(1 << doublings)
        .min(BACK_OFF_MAX_MS)
}
