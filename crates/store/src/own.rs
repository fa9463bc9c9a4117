//! What a member has, in full and in order: for the privacy page and the export.

use domain::ids::{CommentId, NotificationId, PostId};
use ledger::ids::{MemberNumber, RoundNumber};

use crate::{
    Reader, Result,
    appreciation::Subject,
    card::{self, PhotoCard},
    convert::{self, number},
    page::one_more,
    post::SubjectKind,
    sql::{fetch_all, statements},
};

statements! {
    LIST_POSTS = "SELECT id, text, photos, created_at_ms, edited_at_ms FROM posts WHERE author = $1 ORDER BY id LIMIT $2 + 0";
    LIST_COMMENTS = "SELECT id, post_id, text, created_at_ms, edited_at_ms FROM comments WHERE author = $1 ORDER BY id LIMIT $2 + 0";
    LIST_FOLLOWS = "SELECT followee, followed_at_ms FROM follows WHERE follower = $1 ORDER BY followee LIMIT $2 + 0";
    LIST_APPRECIATIONS = "SELECT subject, kind, round, appreciated_at_ms FROM appreciations
        WHERE member = $1 ORDER BY round, subject LIMIT $2 + 0";
    LIST_BOOKMARKS = "SELECT post_id, bookmarked_at_ms FROM bookmarks
        WHERE member = $1 ORDER BY bookmarked_at_ms, post_id LIMIT $2 + 0";
    LIST_REPOSTS = "SELECT post_id, reposted_at_ms FROM reposts
        WHERE member = $1 ORDER BY reposted_at_ms, post_id LIMIT $2 + 0";
    LIST_DRAFTS = "SELECT place, text, saved_at_ms, expires_at_ms FROM drafts WHERE member = $1 ORDER BY place";
    LIST_NOTIFICATIONS = "SELECT id, kind, detail, expires_at_ms FROM notifications WHERE member = $1 ORDER BY id LIMIT $2 + 0";
}

/// A post of one's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnPost {
    /// Which.
    pub id: PostId,
    /// The source.
    pub text: String,
    /// In order.
    pub photos: Vec<PhotoCard>,
    /// When it was published.
    pub created_at_ms: u64,
    /// When it was last edited.
    pub edited_at_ms: Option<u64>,
}

/// A comment of one's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnComment {
    /// Which.
    pub id: CommentId,
    /// Under which post.
    pub post: PostId,
    /// The source.
    pub text: String,
    /// When it was published.
    pub created_at_ms: u64,
    /// When it was last edited.
    pub edited_at_ms: Option<u64>,
}

/// Somebody one follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnFollow {
    /// Whom.
    pub followee: MemberNumber,
    /// Since when.
    pub followed_at_ms: u64,
}

/// A work that one appreciated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnAppreciation {
    /// Which work, as its address has it.
    pub subject: String,
    /// What kind of work.
    pub kind: SubjectKind,
    /// In which round.
    pub round: RoundNumber,
    /// When.
    pub appreciated_at_ms: u64,
}

/// A post that one bookmarked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnBookmark {
    /// Which.
    pub post: PostId,
    /// When.
    pub bookmarked_at_ms: u64,
}

/// A post that one reposted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnRepost {
    /// Which.
    pub post: PostId,
    /// When.
    pub reposted_at_ms: u64,
}

/// Something one is writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnDraft {
    /// `post`, `comment:…` or `edit:…`.
    pub place: String,
    /// The words so far.
    pub text: String,
    /// When it was saved.
    pub saved_at_ms: u64,
    /// When it is erased.
    pub expires_at_ms: Option<u64>,
}

/// Something one was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnNotification {
    /// Which; also when.
    pub id: NotificationId,
    /// What kind, by its word.
    pub kind: String,
    /// What the kind says about it.
    pub detail: Option<String>,
    /// When it is erased.
    pub expires_at_ms: Option<u64>,
}

const POSTS: &str = "posts";

impl Reader {
    /// Lists the posts of `member`, oldest first, at most `limit`.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`], as every read of this module.
    pub async fn list_own_posts(
        &mut self,
        member: MemberNumber,
        limit: usize,
    ) -> Result<Vec<OwnPost>> {
        type Row = (Vec<u8>, String, String, i64, Option<i64>);
        fetch_all!(self, Row, LIST_POSTS, number(member), one_more(limit) - 1)?
            .into_iter()
            .map(|(id, text, photos, created, edited)| {
                Ok(OwnPost {
                    id: PostId::from_bytes(convert::id(POSTS, &id)?),
                    text,
                    photos: card::parse_photos(&photos)?,
                    created_at_ms: convert::unsigned(POSTS, created)?,
                    edited_at_ms: convert::maybe_unsigned(POSTS, edited)?,
                })
            })
            .collect()
    }

    /// Lists the comments of `member`, oldest first, at most `limit`.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_own_posts`].
    pub async fn list_own_comments(
        &mut self,
        member: MemberNumber,
        limit: usize,
    ) -> Result<Vec<OwnComment>> {
        type Row = (Vec<u8>, Vec<u8>, String, i64, Option<i64>);
        fetch_all!(
            self,
            Row,
            LIST_COMMENTS,
            number(member),
            one_more(limit) - 1
        )?
        .into_iter()
        .map(|(id, post, text, created, edited)| {
            Ok(OwnComment {
                id: CommentId::from_bytes(convert::id("comments", &id)?),
                post: PostId::from_bytes(convert::id("comments", &post)?),
                text,
                created_at_ms: convert::unsigned("comments", created)?,
                edited_at_ms: convert::maybe_unsigned("comments", edited)?,
            })
        })
        .collect()
    }

    /// Lists whom `member` follows, at most `limit`.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_own_posts`].
    pub async fn list_own_follows(
        &mut self,
        member: MemberNumber,
        limit: usize,
    ) -> Result<Vec<OwnFollow>> {
        fetch_all!(
            self,
            (i64, i64),
            LIST_FOLLOWS,
            number(member),
            one_more(limit) - 1
        )?
        .into_iter()
        .map(|(followee, at)| {
            Ok(OwnFollow {
                followee: convert::member("follows", followee)?,
                followed_at_ms: convert::unsigned("follows", at)?,
            })
        })
        .collect()
    }

    /// Lists what `member` appreciated, oldest round first, at most `limit`.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_own_posts`].
    pub async fn list_own_appreciations(
        &mut self,
        member: MemberNumber,
        limit: usize,
    ) -> Result<Vec<OwnAppreciation>> {
        const TABLE: &str = "appreciations";
        fetch_all!(
            self,
            (Vec<u8>, String, i64, i64),
            LIST_APPRECIATIONS,
            number(member),
            one_more(limit) - 1
        )?
        .into_iter()
        .map(|(id, kind, round, at)| {
            let subject = Subject::of_row(TABLE, &kind, &id)?;
            let text = match subject {
                Subject::Post(id) => id.to_string(),
                Subject::Comment(id) => id.to_string(),
                Subject::Draft(id) => id.to_string(),
                Subject::Contribution(id) => id.to_string(),
                // Nobody can appreciate these.
                Subject::Words(_) => String::new(),
            };
            Ok(OwnAppreciation {
                subject: text,
                kind: subject.kind(),
                round: convert::round(TABLE, round)?,
                appreciated_at_ms: convert::unsigned(TABLE, at)?,
            })
        })
        .collect()
    }

    /// Lists what `member` bookmarked, oldest first, at most `limit`.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_own_posts`].
    pub async fn list_own_bookmarks(
        &mut self,
        member: MemberNumber,
        limit: usize,
    ) -> Result<Vec<OwnBookmark>> {
        fetch_all!(
            self,
            (Vec<u8>, i64),
            LIST_BOOKMARKS,
            number(member),
            one_more(limit) - 1
        )?
        .into_iter()
        .map(|(id, at)| {
            Ok(OwnBookmark {
                post: PostId::from_bytes(convert::id("bookmarks", &id)?),
                bookmarked_at_ms: convert::unsigned("bookmarks", at)?,
            })
        })
        .collect()
    }

    /// Lists what `member` reposted, oldest first, at most `limit`.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_own_posts`].
    pub async fn list_own_reposts(
        &mut self,
        member: MemberNumber,
        limit: usize,
    ) -> Result<Vec<OwnRepost>> {
        fetch_all!(
            self,
            (Vec<u8>, i64),
            LIST_REPOSTS,
            number(member),
            one_more(limit) - 1
        )?
        .into_iter()
        .map(|(id, at)| {
            Ok(OwnRepost {
                post: PostId::from_bytes(convert::id("reposts", &id)?),
                reposted_at_ms: convert::unsigned("reposts", at)?,
            })
        })
        .collect()
    }

    /// Lists what `member` is writing.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_own_posts`].
    pub async fn list_own_drafts(&mut self, member: MemberNumber) -> Result<Vec<OwnDraft>> {
        fetch_all!(
            self,
            (String, String, i64, Option<i64>),
            LIST_DRAFTS,
            number(member)
        )?
        .into_iter()
        .map(|(place, text, saved, expires)| {
            Ok(OwnDraft {
                place,
                text,
                saved_at_ms: convert::unsigned("drafts", saved)?,
                expires_at_ms: convert::maybe_unsigned("drafts", expires)?,
            })
        })
        .collect()
    }

    /// Lists what `member` was told, oldest first, at most `limit`.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_own_posts`].
    pub async fn list_own_notifications(
        &mut self,
        member: MemberNumber,
        limit: usize,
    ) -> Result<Vec<OwnNotification>> {
        type Row = (Vec<u8>, String, Option<String>, Option<i64>);
        fetch_all!(
            self,
            Row,
            LIST_NOTIFICATIONS,
            number(member),
            one_more(limit) - 1
        )?
        .into_iter()
        .map(|(id, kind, detail, expires)| {
            Ok(OwnNotification {
                id: NotificationId::from_bytes(convert::id("notifications", &id)?),
                kind,
                detail,
                expires_at_ms: convert::maybe_unsigned("notifications", expires)?,
            })
        })
        .collect()
    }
}
