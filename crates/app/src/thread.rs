//! A post with what is said about it: reading a thread, commenting, editing and deleting a comment.

use std::sync::Arc;

use domain::draft::DraftPlace;
use domain::ids::{CommentId, PostId};
use domain::post;
use domain::visibility::Reach;
use ledger::policy::Category;
use store::action::Action;
use store::appreciation::Subject;
use store::card::PostCard;
use store::comment::{CommentCard, CommentContent, CommentVersion, NewComment};
use store::erasure::Cause;
use store::notification::NotificationKind;
use store::{Cursor, Page};

use crate::error::{AppError, Refusal, Result};
use crate::notice::Notice;
use crate::publish::{check_right, find_mentioned};
use crate::{App, Viewer};

/// A post with a page of its comments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    /// The post.
    pub post: PostCard,
    /// In reading order: every answer below what it answers, with its depth.
    pub comments: Arc<Page<CommentCard>>,
    /// What moderation did to the post, latest first: for its author and for moderators.
    pub actions: Vec<Action>,
}

/// A comment with what it said before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentHistory {
    /// As it is.
    pub comment: CommentCard,
    /// As it was, newest first.
    pub versions: Vec<CommentVersion>,
}

impl App {
    /// Loads a post with a page of its comments.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if it does not exist or the viewer may not see it.
    pub async fn load_thread(
        &self,
        viewer: &Viewer,
        id: PostId,
        cursor: Option<&Cursor>,
    ) -> Result<Thread> {
        let commons = self.commons();
        let viewpoint = viewer.viewpoint(&commons);
        let post = self
            .store
            .find_post_visible_to(viewpoint, id)
            .await?
            .ok_or(AppError::NotFound)?;
        let comments = self
            .store
            .list_comments_visible_to(viewpoint, id, cursor)
            .await?;
        let is_concerned = viewer.number() == Some(post.author.number)
            || viewer
                .number()
                .is_some_and(|member| commons.moderation.is_moderator(member));
        let actions = if is_concerned {
            let mut reader = self.store.read().await?;
            reader.list_actions_on(Subject::Post(id)).await?
        } else {
            Vec::new()
        };
        let post = self.labelled_alone(post, viewer).await?;
        let comments = self.labelled_comments(comments, viewer).await?;
        Ok(Thread {
            post,
            comments,
            actions,
        })
    }

    /// Loads a comment with what of it the viewer may see.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if it, or the post it is under, is not there for the viewer.
    pub async fn load_comment(&self, viewer: &Viewer, id: CommentId) -> Result<CommentCard> {
        let viewpoint = viewer.viewpoint(&self.commons());
        let mut reader = self.store.read().await?;
        let comment = reader
            .find_comment_visible_to(viewpoint, id)
            .await?
            .ok_or(AppError::NotFound)?;
        reader
            .find_post_visible_to(viewpoint, comment.post_id)
            .await?
            .ok_or(AppError::NotFound)?;
        Ok(comment)
    }

    /// Publishes a comment under a post, or an answer to another comment, and tells the authors of
    /// both and whom it mentions.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if the viewer may not see the post; [`AppError::Refused`] with a
    /// [`post::Refusal`] if they may not publish, the text breaks a bound, or what they answer is
    /// gone. Nothing is written then.
    pub async fn comment(
        &self,
        viewer: &Viewer,
        post_id: PostId,
        parent: Option<CommentId>,
        text: String,
    ) -> Result<CommentCard> {
        let author = viewer.signed_in()?;
        let now_ms = self.clock.now_ms();
        let viewpoint = viewer.viewpoint(&self.commons());
        let composition = post::compose_comment(text).map_err(Refusal::from)?;
        let mut tx = self.store.begin().await?;
        check_right(&mut tx, author, now_ms).await?;
        let post = tx
            .find_post_visible_to(viewpoint, post_id)
            .await?
            .ok_or(AppError::NotFound)?;
        let parent = match parent {
            None => None,
            Some(parent) => {
                let found = tx.find_comment_visible_to(viewpoint, parent).await?;
                let here = found.filter(|it| it.post_id == post_id && it.author().is_some());
                Some(here.ok_or(Refusal::Post(post::Refusal::ParentMissing))?)
            }
        };
        let mentioned = find_mentioned(&mut tx, &composition.mentions).await?;
        let id = CommentId::new(now_ms, self.entropy.bits());
        tx.insert_comment(&NewComment {
            id,
            post_id,
            post_author: post.author.number,
            author,
            parent: parent.as_ref(),
            text: &composition.text,
            mentioned: &mentioned,
            at_ms: now_ms,
        })
        .await?;
        let mut told = vec![author];
        let answered = parent.as_ref().and_then(CommentCard::author);
        let concerned = answered
            .map(|member| (member, NotificationKind::Answered))
            .into_iter();
        let concerned = concerned.chain([(post.author.number, NotificationKind::Commented)]);
        let concerned = concerned.chain(
            mentioned
                .iter()
                .map(|member| (*member, NotificationKind::Mentioned)),
        );
        for (member, kind) in concerned {
            if !told.contains(&member) {
                told.push(member);
                let notice = Notice {
                    actor: Some(author),
                    post: Some(post_id),
                    comment: Some(id),
                    ..Notice::default()
                };
                self.tell(&mut tx, member, kind, notice).await?;
            }
        }
        tx.delete_draft(author, DraftPlace::Comment(post_id))
            .await?;
        let card = tx.find_comment_visible_to(viewpoint, id).await?;
        tx.commit().await?;
        card.ok_or(AppError::Internal("a comment that was written can be read"))
    }

    /// Replaces what a comment of the viewer's says; what it said before stays visible.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if the viewer has no such comment, or it was taken down, since that is
    /// judged as it was; [`AppError::Refused`] with a [`post::Refusal`] if they may not publish, the
    /// text breaks a bound, or nothing was changed.
    pub async fn edit_comment(
        &self,
        viewer: &Viewer,
        id: CommentId,
        text: String,
    ) -> Result<CommentCard> {
        let author = viewer.signed_in()?;
        let now_ms = self.clock.now_ms();
        let viewpoint = viewer.viewpoint(&self.commons());
        let mut tx = self.store.begin().await?;
        let before = tx.find_comment_visible_to(viewpoint, id).await?;
        let before = before.ok_or(AppError::NotFound)?;
        let said = match &before.content {
            CommentContent::Here {
                author: by,
                text,
                reach,
                ..
            } if by.number == author && *reach != Reach::Nobody => text,
            CommentContent::Here { .. } | CommentContent::Deleted | CommentContent::TakenDown => {
                return Err(AppError::NotFound);
            }
        };
        tx.find_post_visible_to(viewpoint, before.post_id)
            .await?
            .ok_or(AppError::NotFound)?;
        check_right(&mut tx, author, now_ms).await?;
        let revised = post::revise_comment(said, text).map_err(Refusal::from)?;
        let mentioned = find_mentioned(&mut tx, &revised.mentions).await?;
        tx.update_comment(id, &revised.text, &mentioned, now_ms)
            .await?;
        let card = tx.find_comment_visible_to(viewpoint, id).await?;
        tx.commit().await?;
        card.ok_or(AppError::Internal("a comment that was written can be read"))
    }

    /// Loads a comment with what it said before its edits.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if it is gone, or the viewer may not read it.
    pub async fn load_comment_history(
        &self,
        viewer: &Viewer,
        id: CommentId,
    ) -> Result<CommentHistory> {
        let comment = self.load_comment(viewer, id).await?;
        if comment.author().is_none() {
            return Err(AppError::NotFound);
        }
        let versions = self.store.read().await?.list_comment_versions(id).await?;
        Ok(CommentHistory { comment, versions })
    }

    /// Deletes a comment of the viewer's, or one under a post of theirs. Answers to it remain.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if it is not there, or neither it nor the post is the viewer's.
    pub async fn delete_comment(&self, viewer: &Viewer, id: CommentId) -> Result<()> {
        let member = viewer.signed_in()?;
        let now_ms = self.clock.now_ms();
        let viewpoint = viewer.viewpoint(&self.commons());
        let mut tx = self.store.begin().await?;
        let comment = tx
            .find_comment_visible_to(viewpoint, id)
            .await?
            .ok_or(AppError::NotFound)?;
        if comment.author() != Some(member) && comment.post_author != member
            || comment.content == CommentContent::Deleted
        {
            return Err(AppError::NotFound);
        }
        tx.delete_comment(&comment, now_ms).await?;
        self.count_erased(&mut tx, Cause::Asked, Category::Posts, 1)
            .await?;
        tx.commit().await?;
        Ok(())
    }
}
