//! Every version that a policy had: derived from the record, as the rest of the projection.

use ledger::ids::{EntryIndex, ProposalId};

use crate::{
    Reader, Result, Tx,
    convert::{self, int},
    sql::{execute, fetch_all, statements},
};

statements! {
    INSERT = "INSERT INTO policy_versions (kind, version, proposal, since_ms, entry_index, body)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
    LIST = "SELECT version, proposal, since_ms, entry_index, body FROM policy_versions
        WHERE kind = $1 ORDER BY version DESC LIMIT 1000";
}

/// A version of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyVersionRow {
    /// Counts from 1.
    pub version: u32,
    /// The decision that adopted it; 0 for the founding.
    pub proposal: ProposalId,
    /// Since when.
    pub since_ms: u64,
    /// By which entry.
    pub index: EntryIndex,
    /// Its canonical bytes.
    pub body: Vec<u8>,
}

impl Reader {
    /// Lists the versions of the policy of this kind (`moderation` or `data`), latest first, at most
    /// 1,000.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`].
    pub async fn list_policy_versions(&mut self, kind: &str) -> Result<Vec<PolicyVersionRow>> {
        const TABLE: &str = "policy_versions";
        fetch_all!(self, (i64, i64, i64, i64, Vec<u8>), LIST, kind)?
            .into_iter()
            .map(|(version, proposal, since, index, body)| {
                Ok(PolicyVersionRow {
                    version: convert::small(TABLE, version)?,
                    proposal: ProposalId(convert::small(TABLE, proposal)?),
                    since_ms: convert::unsigned(TABLE, since)?,
                    index: EntryIndex(convert::unsigned(TABLE, index)?),
                    body,
                })
            })
            .collect()
    }
}

impl Tx {
    /// Writes a version of the policy of this kind.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`].
    pub(crate) async fn insert_policy_version(
        &mut self,
        kind: &str,
        new: &PolicyVersionRow,
    ) -> Result<()> {
        let (version, proposal) = (i64::from(new.version), i64::from(new.proposal.0));
        let body = new.body.as_slice();
        execute!(
            self,
            INSERT,
            kind,
            version,
            proposal,
            int(new.since_ms),
            int(new.index.0),
            body
        )
        .map(|_| ())
    }
}
