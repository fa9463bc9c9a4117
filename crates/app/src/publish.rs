//! Publishing a post: writing, editing with visible history, deleting for real.

use domain::draft::DraftPlace;
use domain::handle::Handle;
use domain::ids::{MediaHash, PostId};
use domain::post::{self, Composition, PostDraft};
use domain::text::AltText;
use domain::visibility::Reach;
use ledger::ids::MemberNumber;
use ledger::policy::Category;
use store::Tx;
use store::card::{PhotoCard, PostCard};
use store::erasure::Cause;
use store::notification::NotificationKind;
use store::post::PostVersion;

use crate::error::{AppError, Refusal, Result};
use crate::jobs::Job;
use crate::notice::Notice;
use crate::{App, Viewer};

/// A post with how it was before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostHistory {
    /// As it is.
    pub post: PostCard,
    /// As it was, newest first.
    pub versions: Vec<PostVersion>,
}

impl App {
    /// Publishes a post, tells whom it mentions, and clears the composer's draft.
    ///
    /// # Errors
    ///
    /// [`AppError::SignInNeeded`]; [`AppError::Refused`] with a [`post::Refusal`] if the author may
    /// not publish, a bound is broken or a photograph is not theirs. Nothing is written then.
    pub async fn publish(&self, viewer: &Viewer, draft: PostDraft) -> Result<PostCard> {
        let author = viewer.signed_in()?;
        let now_ms = self.clock.now_ms();
        let commons = self.commons();
        let composition = post::compose(draft).map_err(Refusal::from)?;
        // Asked before the writer's turn, which others wait for: who is suspended at this very
        // moment has published a moment before.
        let member = self.store.find_member(author).await?;
        let member = member.ok_or(AppError::SignInNeeded)?;
        member.right.check(now_ms).map_err(Refusal::from)?;
        let id = PostId::new(now_ms, self.entropy.bits());
        if composition.is_plain() {
            let text = composition.text.as_str();
            self.store
                .insert_plain_post(author, id, text, now_ms)
                .await?;
        } else {
            self.publish_with_parts(author, id, &composition, now_ms)
                .await?;
        }
        if !self.withheld.is_empty() && !composition.photos.is_empty() {
            self.refresh_withheld().await?;
        }
        // Read by itself: whoever waits to write need not wait for that, too.
        let viewpoint = viewer.viewpoint(&commons);
        let card = self.store.find_post_visible_to(viewpoint, id).await?;
        card.ok_or(AppError::Internal("a post that was written can be read"))
    }

    async fn publish_with_parts(
        &self,
        author: MemberNumber,
        id: PostId,
        composition: &Composition,
        now_ms: u64,
    ) -> Result<()> {
        let mut tx = self.store.begin().await?;
        let photos = find_photos(&mut tx, author, composition).await?;
        let mentioned = find_mentioned(&mut tx, &composition.mentions).await?;
        tx.insert_post(author, id, composition, &photos, &mentioned, now_ms)
            .await?;
        for member in mentioned {
            let notice = Notice {
                actor: Some(author),
                post: Some(id),
                ..Notice::default()
            };
            self.tell(&mut tx, member, NotificationKind::Mentioned, notice)
                .await?;
        }
        Ok(tx.commit().await?)
    }

    /// Replaces what a post of the viewer's says; what it said before stays visible.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if the viewer has no such post; otherwise as [`App::publish`], and
    /// [`post::Refusal::Unchanged`].
    pub async fn edit_post(
        &self,
        viewer: &Viewer,
        id: PostId,
        draft: PostDraft,
    ) -> Result<PostCard> {
        let author = viewer.signed_in()?;
        let now_ms = self.clock.now_ms();
        let viewpoint = viewer.viewpoint(&self.commons());
        let composition = post::compose(draft).map_err(Refusal::from)?;
        let mut tx = self.store.begin().await?;
        let before = find_own_post(&mut tx, viewer, self, id).await?;
        check_right(&mut tx, author, now_ms).await?;
        if before.reach == Reach::Nobody {
            // What was taken down is judged as it was.
            return Err(AppError::NotFound);
        }
        let photos = find_photos(&mut tx, author, &composition).await?;
        if before.text == composition.text && before.photos == photos {
            return Err(Refusal::from(post::Refusal::Unchanged).into());
        }
        let mentioned = find_mentioned(&mut tx, &composition.mentions).await?;
        tx.update_post(author, id, &composition, &photos, &mentioned, now_ms)
            .await?;
        tx.delete_draft(author, DraftPlace::Edit(id)).await?;
        let card = tx.find_post_visible_to(viewpoint, id).await?;
        tx.commit().await?;
        if !self.withheld.is_empty() && !composition.photos.is_empty() {
            self.refresh_withheld().await?;
        }
        card.ok_or(AppError::Internal("a post that was written can be read"))
    }

    /// Deletes a post of the viewer's with everything that hangs on it, its photographs included
    /// if nothing else of theirs shows them.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if the viewer has no such post.
    pub async fn delete_post(&self, viewer: &Viewer, id: PostId) -> Result<()> {
        let author = viewer.signed_in()?;
        let mut tx = self.store.begin().await?;
        find_own_post(&mut tx, viewer, self, id).await?;
        self.delete_post_in(&mut tx, author, id).await?;
        self.count_erased(&mut tx, Cause::Asked, Category::Posts, 1)
            .await?;
        tx.commit().await?;
        self.ring_for_jobs();
        Ok(())
    }

    /// Deletes a post in a transaction under way, and enqueues the removal of its files.
    pub(crate) async fn delete_post_in(
        &self,
        tx: &mut Tx,
        author: MemberNumber,
        id: PostId,
    ) -> Result<()> {
        let held = tx.delete_post(author, id).await?;
        tx.delete_collected_about(&format!("post:{id}")).await?;
        self.release_unused(tx, author, &held).await
    }

    /// Ends the hold of `member` on those of `photos` that nothing of theirs shows any more.
    pub(crate) async fn release_unused(
        &self,
        tx: &mut Tx,
        member: MemberNumber,
        photos: &[MediaHash],
    ) -> Result<()> {
        let mut files = Vec::new();
        for photo in photos {
            if tx.count_uses_of_photo_by(member, *photo).await? == 0 {
                files.extend(tx.release_photo(member, *photo).await?);
                tx.delete_collected_about(&format!("photo:{photo}")).await?;
            }
        }
        if !files.is_empty() {
            let files = files.iter().map(ToString::to_string).collect();
            self.enqueue(tx, &Job::EraseFiles { files }, self.clock.now_ms())
                .await?;
        }
        Ok(())
    }

    /// Loads a post with how it was before its edits.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if it does not exist or the viewer may not see it.
    pub async fn load_post_history(&self, viewer: &Viewer, id: PostId) -> Result<PostHistory> {
        let viewpoint = viewer.viewpoint(&self.commons());
        let mut reader = self.store.read().await?;
        let post = reader
            .find_post_visible_to(viewpoint, id)
            .await?
            .ok_or(AppError::NotFound)?;
        let versions = reader.list_post_versions(id).await?;
        Ok(PostHistory { post, versions })
    }
}

/// Decides whether `author` may publish now.
pub(crate) async fn check_right(tx: &mut Tx, author: MemberNumber, now_ms: u64) -> Result<()> {
    let member = tx
        .find_member(author)
        .await?
        .ok_or(AppError::SignInNeeded)?;
    Ok(member.right.check(now_ms).map_err(Refusal::from)?)
}

/// Finds the members among `handles`.
pub(crate) async fn find_mentioned(tx: &mut Tx, handles: &[Handle]) -> Result<Vec<MemberNumber>> {
    let mut found = Vec::new();
    for handle in handles {
        found.extend(tx.find_number_of_handle(handle).await?);
    }
    Ok(found)
}

async fn find_own_post(tx: &mut Tx, viewer: &Viewer, app: &App, id: PostId) -> Result<PostCard> {
    let found = tx
        .find_post_visible_to(viewer.viewpoint(&app.commons()), id)
        .await?;
    found
        .filter(|post| Some(post.author.number) == viewer.number())
        .ok_or(AppError::NotFound)
}

async fn find_photos(
    tx: &mut Tx,
    author: MemberNumber,
    composition: &Composition,
) -> Result<Vec<PhotoCard>> {
    let mut photos = Vec::with_capacity(composition.photos.len());
    for (hash, alt_text) in &composition.photos {
        let photo = tx.find_photo_held_by(author, *hash).await?;
        let photo = photo.ok_or(Refusal::Post(post::Refusal::PhotoMissing))?;
        let alt_text: AltText = alt_text.clone();
        photos.push(PhotoCard { photo, alt_text });
    }
    Ok(photos)
}
