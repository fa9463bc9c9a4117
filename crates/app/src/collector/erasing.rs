//! Erasing: a category that is no longer permitted, what has outlived its days, a whole member.
//!
//! Erased rows are overwritten in the database's file, and the log beside it is folded in
//! afterwards, so that scanning the disk finds nothing (`Store::forget_erased`).

use domain::ids::MediaHash;
use domain::moderation::DAY_MS;
use ledger::ids::{MemberNumber, ProposalId};
use ledger::policy::{Basis, Category};
use store::Tx;
use store::collected::{Choice, Erase};
use store::erasure::Cause;
use store::notification::NotificationKind;
use store::policy::PolicyVersionRow;

use crate::error::{AppError, Result};
use crate::jobs::Job;
use crate::{App, Viewer};

impl App {
    /// Erases of `category` what the data policy in force does not permit: all of it if the category
    /// is gone, what is older than its days, and what members did not agree to.
    ///
    /// What the platform needs to run cannot be removed from a policy and is left alone.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`]; doing it again does the rest.
    pub async fn apply_data_policy(&self, category: Category) -> Result<()> {
        let commons = self.commons();
        match commons.data.find(category).map(|clause| &clause.value) {
            None if category.is_needed_to_run() => {}
            None => {
                self.forget_notes(category);
                self.erase_category(category, self.last_data_decision().await?)
                    .await?;
            }
            Some(item) => {
                if item.retention_days > 0 {
                    let kept_ms = u64::from(item.retention_days).saturating_mul(DAY_MS);
                    let until_ms = self.clock.now_ms().saturating_sub(kept_ms);
                    let mut tx = self.store.begin().await?;
                    let count = tx
                        .erase_category(category, Erase::CollectedUntil(until_ms))
                        .await?;
                    self.count_erased(&mut tx, Cause::Policy, category, count)
                        .await?;
                    tx.commit().await?;
                }
                if item.basis != Basis::Needed {
                    self.erase_without_agreement(category).await?;
                }
            }
        }
        Ok(())
    }

    /// Writes into the ledger of erasures that items of a category are gone, beside the decision that
    /// the category is kept by.
    pub(crate) async fn count_erased(
        &self,
        tx: &mut Tx,
        cause: Cause,
        category: Category,
        count: u64,
    ) -> Result<()> {
        let clause = self.commons().data.find(category).map(|it| it.adopted_by);
        let by = clause.unwrap_or_default();
        let now_ms = self.clock.now_ms();
        Ok(tx
            .count_erasure(cause, Some(category), by, count, now_ms)
            .await?)
    }

    /// The decision that the data policy in force comes from.
    async fn last_data_decision(&self) -> Result<ProposalId> {
        let last = self.last_data_version().await?;
        Ok(last.map(|it| it.proposal).unwrap_or_default())
    }

    /// The version of the data policy in force, as it was projected.
    async fn last_data_version(&self) -> Result<Option<PolicyVersionRow>> {
        let mut reader = self.store.read().await?;
        let versions = reader.list_policy_versions("data").await?;
        Ok(versions.into_iter().next())
    }

    /// Erases all of `category`, of everybody, and its traces in the files, as the decision `by` says.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`].
    pub async fn erase_category(&self, category: Category, by: ProposalId) -> Result<()> {
        let mut tx = self.store.begin().await?;
        let count = tx.erase_category(category, Erase::Everything).await?;
        let now_ms = self.clock.now_ms();
        tx.count_erasure(Cause::Policy, Some(category), by, count, now_ms)
            .await?;
        tx.commit().await?;
        self.store.forget_erased().await?;
        Ok(())
    }

    /// Erases what is held on the viewer in `categories`, and its traces in the files.
    ///
    /// What the platform needs to run is left alone.
    ///
    /// # Errors
    ///
    /// [`AppError::SignInNeeded`] or [`AppError::Store`].
    pub async fn erase_own(&self, viewer: &Viewer, categories: &[Category]) -> Result<()> {
        let member = viewer.signed_in()?;
        let mut tx = self.store.begin().await?;
        for category in categories.iter().filter(|it| !it.is_needed_to_run()) {
            self.erase_category_of(&mut tx, *category, member, Cause::Asked)
                .await?;
        }
        tx.commit().await?;
        self.store.forget_erased().await?;
        Ok(())
    }

    /// Erases all of `category` of one member.
    pub(crate) async fn erase_category_of(
        &self,
        tx: &mut Tx,
        category: Category,
        member: MemberNumber,
        cause: Cause,
    ) -> Result<()> {
        let count = tx.erase_category(category, Erase::OfMember(member)).await?;
        self.count_erased(tx, cause, category, count).await
    }

    /// Says when the last decision on data let more be kept of `category`, in milliseconds, if that
    /// is what it did.
    async fn widened_now(&self, category: Category) -> Result<Option<u64>> {
        let from_ms = self.commons().data.agreed_from_ms(category);
        let last = self.last_data_version().await?;
        let last_ms = last.map(|it| it.since_ms);
        Ok(last_ms.filter(|it| *it == from_ms))
    }

    /// Asks `member` whether what more may be kept of now is to be kept of them. An agreement to
    /// less is forgotten; who said no is left alone.
    async fn ask_anew(
        &self,
        tx: &mut Tx,
        category: Category,
        member: MemberNumber,
        widened_now: Option<u64>,
    ) -> Result<()> {
        let from_ms = self.commons().data.agreed_from_ms(category);
        let chosen = tx.find_data_choice(member, category).await?;
        let is_asked = match chosen {
            Some((Choice::Yes, at_ms)) => at_ms < from_ms,
            Some((Choice::No, _)) => false,
            None => widened_now.is_some(),
        };
        if is_asked {
            tx.delete_data_choice(member, category).await?;
            let (kind, now_ms) = (NotificationKind::DataAsked, self.clock.now_ms());
            self.notify(tx, member, kind, category.word().to_owned(), now_ms)
                .await?;
        }
        Ok(())
    }

    async fn erase_without_agreement(&self, category: Category) -> Result<()> {
        let widened_now = self.widened_now(category).await?;
        let mut cursor = None;
        loop {
            let page = self
                .store
                .read()
                .await?
                .list_members(cursor.as_ref(), 100)
                .await?;
            let collector = self.collector();
            let mut tx = self.store.begin().await?;
            for member in &page.rows {
                self.ask_anew(&mut tx, category, member.number, widened_now)
                    .await?;
                if collector
                    .permits(&mut tx, category, member.number)
                    .await?
                    .is_none()
                {
                    self.erase_category_of(&mut tx, category, member.number, Cause::Policy)
                        .await?;
                }
            }
            tx.commit().await?;
            cursor = page.next;
            if cursor.is_none() {
                return Ok(());
            }
        }
    }

    /// Erases everything whose days are over, by what was promised when it was collected and by the
    /// policy in force, whichever is shorter.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`].
    pub async fn erase_expired(&self) -> Result<()> {
        let now_ms = self.clock.now_ms();
        let mut tx = self.store.begin().await?;
        let mut gone = tx.delete_expired_items(now_ms).await?;
        let notifications = tx.delete_expired_notifications(now_ms).await?;
        gone.push((Category::Notifications, notifications));
        gone.push((Category::Drafts, tx.delete_expired_drafts(now_ms).await?));
        tx.delete_expired_companions(now_ms).await?;
        for clause in &self.commons().data.items {
            let item = &clause.value;
            if item.retention_days > 0 {
                let until_ms =
                    now_ms.saturating_sub(u64::from(item.retention_days).saturating_mul(DAY_MS));
                let count = tx
                    .erase_category(item.category, Erase::CollectedUntil(until_ms))
                    .await?;
                gone.push((item.category, count));
            }
        }
        for (category, count) in &gone {
            self.count_erased(&mut tx, Cause::Retention, *category, *count)
                .await?;
        }
        tx.commit().await?;
        if gone.iter().any(|(_, count)| *count > 0) {
            self.store.forget_erased().await?;
        }
        Ok(())
    }

    /// Erases everything that the platform holds of `member`: posts with their threads, comments,
    /// photographs, gestures, sessions, collected items, and the name itself. Their number stays,
    /// as on the record, with nothing behind it.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`] or [`AppError::File`]; doing it again does the rest.
    pub async fn erase_member(&self, member: MemberNumber) -> Result<()> {
        let now_ms = self.clock.now_ms();
        loop {
            let mut tx = self.store.begin().await?;
            let posts = tx.list_post_ids_of_author(member, None).await?;
            for post in &posts {
                self.delete_post_in(&mut tx, member, *post).await?;
            }
            count_left(&mut tx, posts.len(), now_ms).await?;
            tx.commit().await?;
            if posts.is_empty() {
                break;
            }
        }
        loop {
            let mut tx = self.store.begin().await?;
            let comments = tx.list_comment_ids_of_author(member, None).await?;
            for id in &comments {
                let viewpoint = domain::visibility::Viewpoint::Moderator(member);
                if let Some(comment) = tx.find_comment_visible_to(viewpoint, *id).await? {
                    tx.delete_comment(&comment, now_ms).await?;
                }
            }
            count_left(&mut tx, comments.len(), now_ms).await?;
            tx.commit().await?;
            if comments.is_empty() {
                break;
            }
        }
        self.erase_deliberations_of(member).await?;
        let mut tx = self.store.begin().await?;
        for upload in tx.list_uploads_of(member).await? {
            tx.delete_upload(member, upload.id).await?;
            self.remove_file(&self.upload_path(upload.id)).await?;
        }
        let erased = tx.erase_everything_about(member).await?;
        tx.count_erasure(Cause::Left, None, ProposalId(0), erased, now_ms)
            .await?;
        tx.erase_member_row(member, now_ms).await?;
        tx.commit().await?;
        self.release_all_photos(member).await?;
        self.store.forget_erased().await?;
        Ok(())
    }

    /// Deletes the drafts of a member with all that is under them, as posts go with their threads,
    /// and what they added to others'.
    async fn erase_deliberations_of(&self, member: MemberNumber) -> Result<()> {
        let now_ms = self.clock.now_ms();
        let mut tx = self.store.begin().await?;
        for it in tx.list_own_deliberations(member).await? {
            tx.delete_deliberation(it.id).await?;
        }
        for it in tx.list_own_contributions(member, usize::MAX).await? {
            tx.delete_contribution(&it, now_ms).await?;
            tx.count_map_change(it.deliberation).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn release_all_photos(&self, member: MemberNumber) -> Result<()> {
        let mut last: Option<MediaHash> = None;
        loop {
            let mut tx = self.store.begin().await?;
            let photos = tx.list_photos_held_by(member, last).await?;
            let Some(end) = photos.last() else {
                return Ok(());
            };
            last = Some(*end);
            let mut files = Vec::new();
            for photo in &photos {
                files.extend(
                    tx.release_photo(member, *photo)
                        .await?
                        .iter()
                        .map(ToString::to_string),
                );
            }
            if !files.is_empty() {
                self.enqueue(&mut tx, &Job::EraseFiles { files }, self.clock.now_ms())
                    .await?;
            }
            tx.commit().await?;
        }
    }

    /// Erases what the platform holds of somebody who has left, as [`Job::EraseMember`].
    pub(crate) async fn erase_leaver(&self, member: u32) -> Result<()> {
        let number = MemberNumber(member);
        let has_left = self.record.read(|state| {
            state
                .find_member(number)
                .is_some_and(|member| member.left_ms.is_some())
        })?;
        if has_left {
            self.erase_member(number).await
        } else {
            Err(AppError::Internal("only who left is erased"))
        }
    }
}

/// Counts works of somebody who left.
async fn count_left(tx: &mut Tx, works: usize, now_ms: u64) -> Result<()> {
    let count = u64::try_from(works).unwrap_or(u64::MAX);
    Ok(tx
        .count_erasure(Cause::Left, None, ProposalId(0), count, now_ms)
        .await?)
}
