//! Telling members what happened, as far as the data policy lets the platform remember it.

use domain::ids::{CommentId, NotificationId, PostId};
use ledger::State;
use ledger::ids::MemberNumber;
use ledger::policy::Category;
use store::notification::{NewNotification, Notification, NotificationKind};
use store::{Cursor, Page, Tx};

use crate::error::Result;
use crate::jobs::Job;
use crate::{App, Viewer};

/// What a notification is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Notice {
    pub(crate) actor: Option<MemberNumber>,
    pub(crate) post: Option<PostId>,
    pub(crate) comment: Option<CommentId>,
    pub(crate) detail: Option<String>,
}

impl App {
    /// Writes a notification of `kind` for `member`, now, unless they did it themself, or the data
    /// policy in force or the member's own choice says that notifications are not kept.
    pub(crate) async fn tell(
        &self,
        tx: &mut Tx,
        member: MemberNumber,
        kind: NotificationKind,
        notice: Notice,
    ) -> Result<()> {
        let now_ms = self.clock.now_ms();
        self.tell_at(tx, member, kind, notice, now_ms).await
    }

    /// Writes a notification as [`App::tell`] does, of what happened at `time_ms`.
    pub(crate) async fn tell_at(
        &self,
        tx: &mut Tx,
        member: MemberNumber,
        kind: NotificationKind,
        notice: Notice,
        time_ms: u64,
    ) -> Result<()> {
        if notice.actor == Some(member) {
            return Ok(());
        }
        let collector = self.collector().at(time_ms);
        let Some(kept) = collector
            .permits(tx, Category::Notifications, member)
            .await?
        else {
            return Ok(());
        };
        let new = NewNotification {
            member,
            id: NotificationId::new(time_ms, self.entropy.bits()),
            kind,
            actor: notice.actor,
            post: notice.post,
            comment: notice.comment,
            detail: notice.detail.filter(|detail| !detail.is_empty()),
            expires_at_ms: kept.until_ms,
        };
        Ok(tx.insert_notification(&new).await?)
    }

    /// Tells `members` of something, each once, and leaves those after them to the job that `next` makes
    /// of the last one's number. `members` are of [`next_told`].
    ///
    /// # Errors
    ///
    /// [`crate::AppError::Store`] or [`crate::AppError::Record`]; nobody was told then.
    pub(crate) async fn tell_some(
        &self,
        kind: NotificationKind,
        detail: &str,
        members: &[MemberNumber],
        next: impl FnOnce(u32) -> Job,
    ) -> Result<()> {
        let now_ms = self.record.now_ms()?;
        let mut tx = self.store.begin().await?;
        for member in members {
            if !tx.has_notification(*member, kind, detail).await? {
                self.notify(&mut tx, *member, kind, detail.to_owned(), now_ms)
                    .await?;
            }
        }
        if let Some(last) = members.last().filter(|_| members.len() == TOLD_AT_ONCE) {
            self.enqueue(&mut tx, &next(last.0), now_ms).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Writes a notification of what nobody in particular did, at `time_ms`.
    pub(crate) async fn notify(
        &self,
        tx: &mut Tx,
        member: MemberNumber,
        kind: NotificationKind,
        detail: String,
        time_ms: u64,
    ) -> Result<()> {
        let notice = Notice {
            detail: Some(detail),
            ..Notice::default()
        };
        self.tell_at(tx, member, kind, notice, time_ms).await
    }

    /// Lists what the viewer was told, newest first.
    ///
    /// # Errors
    ///
    /// [`crate::AppError::SignInNeeded`] or [`crate::AppError::Store`].
    pub async fn list_notifications(
        &self,
        viewer: &Viewer,
        cursor: Option<&Cursor>,
    ) -> Result<Page<Notification>> {
        let member = viewer.signed_in()?;
        Ok(self
            .store
            .read()
            .await?
            .list_notifications(member, cursor, 30)
            .await?)
    }

    /// Counts what the viewer was told and has not read; nobody in particular has none.
    ///
    /// # Errors
    ///
    /// [`crate::AppError::Store`].
    pub async fn count_unread_notifications(&self, viewer: &Viewer) -> Result<u64> {
        let Some(member) = viewer.number() else {
            return Ok(0);
        };
        Ok(self
            .store
            .read()
            .await?
            .count_unread_notifications(member)
            .await?)
    }

    /// Marks everything that the viewer was told as read.
    ///
    /// # Errors
    ///
    /// As [`App::list_notifications`].
    pub async fn mark_notifications_read(&self, viewer: &Viewer) -> Result<()> {
        let member = viewer.signed_in()?;
        let mut tx = self.store.begin().await?;
        tx.mark_notifications_read(member, self.clock.now_ms())
            .await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Members told in one job, so that one of a large network does not hold the writer for long.
const TOLD_AT_ONCE: usize = 200;

/// Returns the next members after `after` whom something `concerns`, as many as one job tells.
pub(crate) fn next_told(
    state: &State,
    after: u32,
    concerns: impl Fn(MemberNumber) -> bool,
) -> Vec<MemberNumber> {
    let count = u32::try_from(state.members.len()).unwrap_or(u32::MAX);
    let rest = (after.saturating_add(1)..=count).map(MemberNumber);
    rest.filter(|it| concerns(*it)).take(TOLD_AT_ONCE).collect()
}
