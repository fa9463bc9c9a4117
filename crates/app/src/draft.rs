//! Drafts: what a composer has, kept so that a crashed tab loses nothing.

use domain::draft::{Draft, DraftPlace};
use ledger::policy::Category;

use crate::error::{Refusal, Result};
use crate::{App, Viewer};

impl App {
    /// Keeps what the viewer is writing; nothing at all clears the place.
    ///
    /// # Errors
    ///
    /// [`Refusal::DataPolicy`] if drafts are not kept, by policy or by the member's own choice;
    /// [`Refusal::Text`] if it is far larger than what can be published.
    pub async fn save_draft(
        &self,
        viewer: &Viewer,
        place: DraftPlace,
        draft: &Draft,
    ) -> Result<()> {
        let member = viewer.signed_in()?;
        if !draft.is_within_bounds() {
            return Err(Refusal::Text("draft").into());
        }
        let mut tx = self.store.begin().await?;
        if draft.is_empty() {
            tx.delete_draft(member, place).await?;
        } else {
            let collector = self.collector();
            let kept = collector.require(&mut tx, Category::Drafts, member).await?;
            tx.save_draft(member, place, draft, collector.now_ms(), kept.until_ms)
                .await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Finds what the viewer has been writing.
    ///
    /// # Errors
    ///
    /// [`crate::AppError::SignInNeeded`] or [`crate::AppError::Store`].
    pub async fn find_draft(&self, viewer: &Viewer, place: DraftPlace) -> Result<Option<Draft>> {
        let member = viewer.signed_in()?;
        Ok(self.store.read().await?.find_draft(member, place).await?)
    }

    /// Keeps what the viewer was writing no longer.
    ///
    /// # Errors
    ///
    /// As [`App::find_draft`].
    pub async fn clear_draft(&self, viewer: &Viewer, place: DraftPlace) -> Result<()> {
        let member = viewer.signed_in()?;
        let mut tx = self.store.begin().await?;
        tx.delete_draft(member, place).await?;
        tx.commit().await?;
        Ok(())
    }
}
