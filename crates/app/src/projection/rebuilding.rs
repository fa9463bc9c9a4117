//! Dropping the tables that are derived from the record and writing them anew, while nobody follows
//! it.

use ledger::ids::EntryIndex;

use super::rows;
use crate::App;
use crate::error::{AppError, Result};

impl App {
    /// Drops the tables that are derived from the record and writes them anew from its first entry,
    /// up to where they were, and returns how many entries are in them. `told` hears how many are so
    /// far.
    ///
    /// What the tables had not reached is left to [`App::follow_record`], which also tells members
    /// and carries out what accompanies an entry: neither happens twice. All of it is one
    /// transaction: if anything fails, the tables are as they were.
    ///
    /// Only for a network that nobody follows at the moment: the tables would be written by two.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`]; [`AppError::Internal`] if the record cannot be replayed.
    pub async fn rebuild_projection(&self, mut told: impl FnMut(u64)) -> Result<u64> {
        let mut tx = self.store.begin().await?;
        let reached = tx.projected_upto().await?;
        tx.clear_projection().await?;
        let mut follower = self.record.follow(EntryIndex(0));
        let mut written = 0;
        while written < reached {
            let batch = follower.try_next().map_err(|error| {
                tracing::error!(%error, "the record cannot be replayed");
                AppError::Internal("the record can be replayed")
            })?;
            // A database that was ahead of this record is brought back to it.
            let Some(batch) = batch else { break };
            let before = batch.entries.iter().filter(|it| it.entry.index.0 < reached);
            for committed in before {
                let projected = rows::of(&committed.entry, &committed.effects.changes)?;
                tx.project(&projected).await?;
                written = committed.entry.index.0.saturating_add(1);
            }
            told(written);
        }
        tx.commit().await?;
        self.projected.send_replace(written);
        Ok(written)
    }
}
