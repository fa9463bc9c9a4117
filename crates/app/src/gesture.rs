//! What a member does with another's work or person: appreciate, repost, bookmark, follow.

use domain::handle::Handle;
use domain::ids::{PostId, RepostId};
use domain::post;
use domain::visibility::Reach;
use ledger::ids::{MemberNumber, MilliCredits};
use ledger::policy::Category;
use store::appreciation::{Appreciation, Change, Subject};
use store::notification::NotificationKind;

use crate::error::{AppError, Refusal, Result};
use crate::notice::Notice;
use crate::{App, Viewer};

/// Most follows of one import.
pub const IMPORT_MAX: usize = 20_000;

/// What came of importing a list of whom to follow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Whom the member follows now and did not before.
    pub added: Vec<MemberNumber>,
    /// What nobody here is called, at most a hundred of them.
    pub unknown: Vec<String>,
}

impl App {
    /// Appreciates a post or comment in the current round, and tells its author. A second time
    /// changes nothing.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if the viewer may not see it; [`post::Refusal::OwnWork`].
    pub async fn appreciate(&self, viewer: &Viewer, subject: Subject) -> Result<Change> {
        let member = viewer.signed_in()?;
        let now_ms = self.clock.now_ms();
        let commons = self.commons();
        let work = self.find_work(viewer, subject).await?;
        if work.author == member {
            return Err(Refusal::Post(post::Refusal::OwnWork).into());
        }
        let appreciation = Appreciation {
            member,
            recipient: work.author,
            subject,
            credits: None,
            appreciated_at_ms: now_ms,
        };
        let mut tx = self.store.begin().await?;
        let change = tx.insert_appreciation(&appreciation, commons.round).await?;
        if change == Change::Made {
            let notice = Notice {
                actor: Some(member),
                post: Some(work.post),
                ..work.notice
            };
            self.tell(&mut tx, work.author, NotificationKind::Appreciated, notice)
                .await?;
        }
        tx.commit().await?;
        Ok(change)
    }

    /// Takes an appreciation of the current round back.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if the viewer may not see the work; [`post::Refusal::RoundClosed`] if
    /// the appreciation is of an earlier round, whose books are closed.
    pub async fn withdraw_appreciation(&self, viewer: &Viewer, subject: Subject) -> Result<Change> {
        let member = viewer.signed_in()?;
        let work = self.find_work(viewer, subject).await?;
        let mut tx = self.store.begin().await?;
        match tx.find_appreciation_round(member, subject).await? {
            None => return Ok(Change::None),
            Some(round) if round != self.commons().round => {
                return Err(Refusal::Post(post::Refusal::RoundClosed).into());
            }
            Some(_) => {}
        }
        let change = tx.delete_appreciation(member, subject).await?;
        tx.delete_notification(
            work.author,
            NotificationKind::Appreciated,
            member,
            Some(work.post),
        )
        .await?;
        tx.commit().await?;
        Ok(change)
    }

    /// Says how much of the round's credits an appreciation is; nothing: an even part.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if the viewer did not appreciate the work in the current round.
    pub async fn weigh_appreciation(
        &self,
        viewer: &Viewer,
        subject: Subject,
        credits: Option<MilliCredits>,
    ) -> Result<()> {
        let member = viewer.signed_in()?;
        let mut tx = self.store.begin().await?;
        if tx.find_appreciation_round(member, subject).await? != Some(self.commons().round) {
            return Err(AppError::NotFound);
        }
        tx.update_appreciation_credits(member, subject, credits)
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Shows a post to the viewer's followers, and tells its author. A second time changes nothing.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if the viewer may not see it, or it does not reach everyone;
    /// [`post::Refusal::OwnWork`].
    pub async fn repost(&self, viewer: &Viewer, id: PostId) -> Result<Change> {
        let member = viewer.signed_in()?;
        let now_ms = self.clock.now_ms();
        let viewpoint = viewer.viewpoint(&self.commons());
        let mut tx = self.store.begin().await?;
        crate::publish::check_right(&mut tx, member, now_ms).await?;
        let post = tx
            .find_post_visible_to(viewpoint, id)
            .await?
            .ok_or(AppError::NotFound)?;
        if post.reach != Reach::Everyone {
            return Err(AppError::NotFound);
        }
        if post.author.number == member {
            return Err(Refusal::Post(post::Refusal::OwnWork).into());
        }
        let change = tx
            .insert_repost(
                member,
                id,
                RepostId::new(now_ms, self.entropy.bits()),
                now_ms,
            )
            .await?;
        if change == Change::Made {
            let notice = Notice {
                actor: Some(member),
                post: Some(id),
                ..Notice::default()
            };
            self.tell(
                &mut tx,
                post.author.number,
                NotificationKind::Reposted,
                notice,
            )
            .await?;
        }
        tx.commit().await?;
        Ok(change)
    }

    /// Shows a post to the viewer's followers no longer.
    ///
    /// # Errors
    ///
    /// [`AppError::SignInNeeded`] or [`AppError::Store`].
    pub async fn undo_repost(&self, viewer: &Viewer, id: PostId) -> Result<Change> {
        let member = viewer.signed_in()?;
        let viewpoint = viewer.viewpoint(&self.commons());
        let mut tx = self.store.begin().await?;
        let change = tx.delete_repost(member, id).await?;
        if let Some(post) = tx.find_post_visible_to(viewpoint, id).await? {
            let kind = NotificationKind::Reposted;
            tx.delete_notification(post.author.number, kind, member, Some(id))
                .await?;
        }
        tx.commit().await?;
        Ok(change)
    }

    /// Keeps a post for the viewer alone.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if the viewer may not see it; [`Refusal::DataPolicy`] if bookmarks are
    /// not kept, by policy or by the member's own choice.
    pub async fn bookmark(&self, viewer: &Viewer, id: PostId) -> Result<Change> {
        let member = viewer.signed_in()?;
        let viewpoint = viewer.viewpoint(&self.commons());
        let mut tx = self.store.begin().await?;
        let collector = self.collector();
        collector
            .require(&mut tx, Category::Bookmarks, member)
            .await?;
        tx.find_post_visible_to(viewpoint, id)
            .await?
            .ok_or(AppError::NotFound)?;
        let change = tx.insert_bookmark(member, id, self.clock.now_ms()).await?;
        tx.commit().await?;
        Ok(change)
    }

    /// Keeps a post no longer.
    ///
    /// # Errors
    ///
    /// [`AppError::SignInNeeded`] or [`AppError::Store`].
    pub async fn remove_bookmark(&self, viewer: &Viewer, id: PostId) -> Result<Change> {
        let member = viewer.signed_in()?;
        let mut tx = self.store.begin().await?;
        let change = tx.delete_bookmark(member, id).await?;
        tx.commit().await?;
        Ok(change)
    }

    /// Follows a member, and tells them. A second time changes nothing.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if there is no such member, they left, or they are the viewer.
    pub async fn follow(&self, viewer: &Viewer, followee: MemberNumber) -> Result<Change> {
        let member = viewer.signed_in()?;
        let mut tx = self.store.begin().await?;
        let found = tx
            .find_member(followee)
            .await?
            .filter(|it| it.erased_at_ms.is_none());
        if found.is_none() || followee == member {
            return Err(AppError::NotFound);
        }
        let change = tx
            .insert_follow(member, followee, self.clock.now_ms())
            .await?;
        if change == Change::Made {
            let notice = Notice {
                actor: Some(member),
                ..Notice::default()
            };
            self.tell(&mut tx, followee, NotificationKind::Followed, notice)
                .await?;
        }
        tx.commit().await?;
        Ok(change)
    }

    /// Follows a member no longer.
    ///
    /// # Errors
    ///
    /// [`AppError::SignInNeeded`] or [`AppError::Store`].
    pub async fn unfollow(&self, viewer: &Viewer, followee: MemberNumber) -> Result<Change> {
        let member = viewer.signed_in()?;
        let mut tx = self.store.begin().await?;
        let change = tx.delete_follow(member, followee).await?;
        if change == Change::Made {
            tx.delete_notification(followee, NotificationKind::Followed, member, None)
                .await?;
        }
        tx.commit().await?;
        Ok(change)
    }

    /// Follows all of `followees` at once, as when a list is brought along from elsewhere. Nobody is
    /// told, since nobody was chosen one by one.
    ///
    /// # Errors
    ///
    /// [`Refusal::Text`] if there are more than [`IMPORT_MAX`]; nothing is written then.
    pub async fn import_follows(
        &self,
        viewer: &Viewer,
        followees: &[MemberNumber],
    ) -> Result<Imported> {
        let member = viewer.signed_in()?;
        if followees.len() > IMPORT_MAX {
            return Err(Refusal::Text("follow list").into());
        }
        let mut tx = self.store.begin().await?;
        let added = tx
            .insert_follows(member, followees, self.clock.now_ms())
            .await?;
        tx.commit().await?;
        Ok(Imported {
            added,
            unknown: Vec::new(),
        })
    }

    /// Follows everybody of a list as other platforms export it: one per line, a handle or an
    /// address first, with or without `@`, a host and further columns.
    ///
    /// # Errors
    ///
    /// As [`App::import_follows`].
    pub async fn import_follow_list(&self, viewer: &Viewer, list: &str) -> Result<Imported> {
        viewer.signed_in()?;
        if list.lines().count() > IMPORT_MAX {
            return Err(Refusal::Text("follow list").into());
        }
        let mut followees = Vec::new();
        let mut unknown = Vec::new();
        let mut reader = self.store.read().await?;
        for line in list.lines() {
            let name = line
                .split([',', ';', '\t'])
                .next()
                .unwrap_or_default()
                .trim()
                .trim_matches('"');
            let name = name
                .strip_prefix('@')
                .unwrap_or(name)
                .split('@')
                .next()
                .unwrap_or_default();
            if name.is_empty() || name.eq_ignore_ascii_case("account address") {
                continue;
            }
            let found = match Handle::parse(name) {
                Ok(handle) => reader.find_number_of_handle(&handle).await?,
                Err(_) => None,
            };
            match found {
                Some(member) => followees.push(member),
                None if unknown.len() < 100 => unknown.push(name.to_owned()),
                None => {}
            }
        }
        drop(reader);
        let imported = self.import_follows(viewer, &followees).await?;
        Ok(Imported {
            unknown,
            ..imported
        })
    }

    /// Finds what is appreciated, before the writer's turn: others wait for that.
    async fn find_work(&self, viewer: &Viewer, subject: Subject) -> Result<Work> {
        let viewpoint = viewer.viewpoint(&self.commons());
        let (author, post, notice) = match subject {
            // What is said in a deliberation earns nothing, or people would write for reward.
            Subject::Draft(_) | Subject::Contribution(_) | Subject::Words(_) => {
                return Err(AppError::NotFound);
            }
            Subject::Post(id) => {
                let post = self.store.find_post_visible_to(viewpoint, id).await?;
                let post = post.ok_or(AppError::NotFound)?;
                (post.author.number, id, Notice::default())
            }
            Subject::Comment(id) => {
                let mut reader = self.store.read().await?;
                let comment = reader
                    .find_comment_visible_to(viewpoint, id)
                    .await?
                    .ok_or(AppError::NotFound)?;
                reader
                    .find_post_visible_to(viewpoint, comment.post_id)
                    .await?
                    .ok_or(AppError::NotFound)?;
                let author = comment.author().ok_or(AppError::NotFound)?;
                (
                    author,
                    comment.post_id,
                    Notice {
                        comment: Some(id),
                        ..Notice::default()
                    },
                )
            }
        };
        Ok(Work {
            author,
            post,
            notice,
        })
    }
}

/// A work that can be seen, its author, and the post where it is.
struct Work {
    author: MemberNumber,
    post: PostId,
    notice: Notice,
}
