//! Policies as pages read them: the version in force, and how it came to be.

use ledger::charter::Charter;
use ledger::ids::{EntryIndex, ProposalId};
use ledger::policy::{DataPolicy, FeedPolicy, ModerationPolicy};

use crate::App;
use crate::error::{AppError, Result};

/// A version of a policy with the decision that adopted it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyVersion<T> {
    /// Counts from 1.
    pub version: u32,
    /// The decision; zero for the founding.
    pub adopted_by: ProposalId,
    /// Since when, in milliseconds.
    pub since_ms: u64,
    /// Its place on the record.
    pub entry: EntryIndex,
    /// What it says.
    pub policy: T,
}

impl App {
    /// Returns the moderation policy in force.
    ///
    /// # Errors
    ///
    /// [`AppError::Record`].
    pub fn moderation_policy(&self) -> Result<ModerationPolicy> {
        Ok(self.record.read(|state| state.moderation.clone())?)
    }

    /// Returns the data policy in force.
    ///
    /// # Errors
    ///
    /// [`AppError::Record`].
    pub fn data_policy(&self) -> Result<DataPolicy> {
        Ok(self.record.read(|state| state.data.clone())?)
    }

    /// Lists every version of the moderation policy, latest first.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`].
    pub async fn list_moderation_versions(&self) -> Result<Vec<PolicyVersion<ModerationPolicy>>> {
        self.list_versions("moderation").await
    }

    /// Lists every version of the data policy, latest first.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`].
    pub async fn list_data_versions(&self) -> Result<Vec<PolicyVersion<DataPolicy>>> {
        self.list_versions("data").await
    }

    /// Lists every version of the feed policy, latest first.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`].
    pub async fn list_feed_versions(&self) -> Result<Vec<PolicyVersion<FeedPolicy>>> {
        self.list_versions("feed").await
    }

    /// Lists every version of the charter, latest first.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`].
    pub async fn list_charter_versions(&self) -> Result<Vec<PolicyVersion<Charter>>> {
        self.list_versions("charter").await
    }

    async fn list_versions<T: borsh::BorshDeserialize>(
        &self,
        kind: &str,
    ) -> Result<Vec<PolicyVersion<T>>> {
        let rows = self.store.read().await?.list_policy_versions(kind).await?;
        rows.into_iter()
            .map(|row| {
                let policy = borsh::from_slice(&row.body);
                Ok(PolicyVersion {
                    version: row.version,
                    adopted_by: row.proposal,
                    since_ms: row.since_ms,
                    entry: row.index,
                    policy: policy
                        .map_err(|_| AppError::Internal("a stored policy can be read"))?,
                })
            })
            .collect()
    }
}
