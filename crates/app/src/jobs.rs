//! Jobs: work that can wait, enqueued in the transaction that makes it necessary (ADR-0007).
//!
//! A job is data: ids, never rows. It may run more than once, so each is written so that a second
//! time does nothing.

use std::time::Duration;

use domain::ids::JobId;
use ledger::ids::ProposalId;
use ledger::policy::Category;
use serde::{Deserialize, Serialize};
use store::Tx;
use store::job::NewJob;
use tokio::sync::watch;

use crate::App;
use crate::error::{AppError, Result};

/// Everything that can be put off. The names are permanent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Job {
    /// Erases what the platform holds of somebody who left.
    EraseMember {
        /// Who.
        member: u32,
    },
    /// Erases of one category what the data policy in force no longer permits.
    ApplyDataPolicy {
        /// Its word.
        category: String,
    },
    /// Tells those whom a call for projects concerns, a few hundred at a time.
    TellOfCall {
        /// Which.
        call: u32,
        /// The last member who was looked at; 0 at first.
        after: u32,
    },
    /// Tells those whom news of a surplus concerns, a few hundred at a time.
    TellOfSurplus {
        /// Of which year, from 0.
        year: u32,
        /// The word of the notification.
        news: String,
        /// The last member who was told; 0 at first.
        after: u32,
    },
    /// Tells those whom an election concerns, a few hundred at a time.
    TellOfElection {
        /// Which.
        election: u32,
        /// The number of the member who was told last; zero: nobody yet.
        after: u32,
    },
    /// Removes served files that belong to no photograph any more.
    EraseFiles {
        /// Their hashes, as in their addresses.
        files: Vec<String>,
    },
    /// Throws away uploads that stopped coming and photographs that nobody used; every hour.
    ExpireUploads,
    /// Erases what has outlived the days that the data policy gives it; every hour.
    EraseExpired,
    /// Draws the opinion maps that are not of the latest answers; every hour, so that no single
    /// answer shows.
    DrawMaps,
    /// Asks a part of the members for their votes: when a round begins and when a vote opens.
    AskMembers {
        /// The first of them.
        from: u32,
    },
    /// Tells a part of the electorate that a vote ends soon.
    RemindVoters {
        /// Which vote.
        proposal: u32,
        /// The first of them.
        from: u32,
    },
}

impl Job {
    /// Returns the permanent name.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::EraseMember { .. } => "erase-member",
            Self::ApplyDataPolicy { .. } => "apply-data-policy",
            Self::TellOfElection { .. } => "tell-of-election",
            Self::TellOfCall { .. } => "tell-of-call",
            Self::TellOfSurplus { .. } => "tell-of-surplus",
            Self::EraseFiles { .. } => "erase-files",
            Self::ExpireUploads => "expire-uploads",
            Self::EraseExpired => "erase-expired",
            Self::DrawMaps => "draw-maps",
            Self::AskMembers { .. } => "ask-members",
            Self::RemindVoters { .. } => "remind-voters",
        }
    }

    /// Returns how long after it was done it is to be done again, if it is.
    fn repeat_ms(&self) -> Option<u64> {
        match self {
            Self::ExpireUploads | Self::EraseExpired | Self::DrawMaps => Some(HOUR_MS),
            Self::EraseMember { .. }
            | Self::ApplyDataPolicy { .. }
            | Self::TellOfElection { .. }
            | Self::TellOfCall { .. }
            | Self::TellOfSurplus { .. }
            | Self::EraseFiles { .. }
            | Self::AskMembers { .. }
            | Self::RemindVoters { .. } => None,
        }
    }
}

/// How long a worker may hold a job before another one takes it.
const LOCK_MS: u64 = 10 * 60 * 1000;
pub(crate) const HOUR_MS: u64 = 60 * 60 * 1000;
/// Longest time between two looks at the table, for jobs that other processes enqueue.
const LOOK_EVERY: Duration = Duration::from_secs(5);

impl App {
    /// Enqueues `job`, to run at `run_at_ms` or soon after. A job that repeats waits once only.
    pub(crate) async fn enqueue(&self, tx: &mut Tx, job: &Job, run_at_ms: u64) -> Result<()> {
        let payload =
            serde_json::to_string(job).map_err(|_| AppError::Internal("a job is JSON"))?;
        let new = NewJob {
            id: JobId::new(run_at_ms, self.entropy.bits()),
            kind: job.kind(),
            payload,
            unique_key: job.repeat_ms().map(|_| job.kind().to_owned()),
            run_at_ms,
        };
        tx.enqueue(&new).await?;
        Ok(())
    }

    /// Does jobs until `stop` says so: the due ones now, the others when their time comes.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`] if the table of jobs cannot be reached; a job that fails is put back.
    pub async fn run_jobs(&self, mut stop: watch::Receiver<bool>) -> Result<()> {
        self.enqueue_repeating().await?;
        while !*stop.borrow() {
            self.run_due_jobs().await?;
            tokio::select! {
                () = self.job_bell.notified() => {}
                () = tokio::time::sleep(LOOK_EVERY) => {}
                changed = stop.changed() => if changed.is_err() { break },
            }
        }
        self.write_notes().await
    }

    /// Does every job that is due, and returns how many were done.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`] if the table of jobs cannot be reached; a job that fails is put back.
    pub async fn run_due_jobs(&self) -> Result<u64> {
        self.write_notes().await?;
        let mut done = 0;
        loop {
            let now_ms = self.clock.now_ms();
            let mut tx = self.store.begin().await?;
            let Some(claimed) = tx.claim_job(now_ms, now_ms.saturating_add(LOCK_MS)).await? else {
                return Ok(done);
            };
            tx.commit().await?;
            let outcome = match serde_json::from_str::<Job>(&claimed.payload) {
                Ok(job) => self.run_job(&job).await.map(|()| Some(job)),
                Err(_) => Err(AppError::Internal(
                    "a job can be read by the version that runs it",
                )),
            };
            let mut tx = self.store.begin().await?;
            match outcome {
                Ok(job) => {
                    tx.finish_job(claimed.id).await?;
                    if let Some((job, repeat_ms)) =
                        job.and_then(|job| job.repeat_ms().map(|ms| (job, ms)))
                    {
                        self.enqueue(&mut tx, &job, now_ms.saturating_add(repeat_ms))
                            .await?;
                    }
                    done += 1;
                }
                Err(error) => {
                    tracing::warn!(job.kind = claimed.kind, job.attempts = claimed.attempts, %error, "a job failed");
                    tx.fail_job(&claimed, &error.to_string(), now_ms).await?;
                }
            }
            tx.commit().await?;
        }
    }

    /// Makes sure that the jobs of every hour wait.
    async fn enqueue_repeating(&self) -> Result<()> {
        let mut tx = self.store.begin().await?;
        for job in [Job::ExpireUploads, Job::EraseExpired, Job::DrawMaps] {
            self.enqueue(&mut tx, &job, self.clock.now_ms()).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Wakes the worker of this process, since something was enqueued for now.
    pub(crate) fn ring_for_jobs(&self) {
        self.job_bell.notify_one();
    }

    async fn run_job(&self, job: &Job) -> Result<()> {
        match job {
            Job::EraseMember { member } => self.erase_leaver(*member).await,
            Job::ApplyDataPolicy { category } => {
                let category = Category::of_word(category)
                    .ok_or(AppError::Internal("a job names a category"))?;
                self.apply_data_policy(category).await
            }
            Job::TellOfCall { call, after } => self.tell_of_call(*call, *after).await,
            Job::TellOfSurplus { year, news, after } => {
                self.tell_of_surplus(*year, news, *after).await
            }
            Job::TellOfElection { election, after } => {
                self.tell_of_election(*election, *after).await
            }
            Job::EraseFiles { files } => self.erase_files(files).await,
            Job::ExpireUploads => self.expire_uploads().await,
            Job::EraseExpired => self.erase_expired().await,
            Job::DrawMaps => self.draw_maps().await,
            Job::AskMembers { from } => self.ask_members(*from).await,
            Job::RemindVoters { proposal, from } => {
                self.remind_voters(ProposalId(*proposal), *from).await
            }
        }
    }
}
