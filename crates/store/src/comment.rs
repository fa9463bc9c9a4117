//! Comments: threads below a post, kept in reading order.
//!
//! A comment's `path` is the ids from the first comment of its branch down to itself. Sorting a
//! thread by path puts every answer below what it answers, so one indexed read gives a page of a
//! thread in the order it is read.

use std::sync::Arc;

use domain::{
    ids::{CommentId, PostId},
    post::COMMENT_DEPTH_MAX,
    text::CommentText,
    visibility::{self, Reach, Viewpoint},
};
use ledger::ids::{MemberNumber, RoundNumber};

use crate::{
    Cursor, Page, Reader, Result, Store, Tx,
    card::{self, LabelSeen, MemberCard},
    convert::{self, int, number},
    feed,
    kept::{Fact, Found, Kept, Question, Shelf},
    page::{after, one_more},
    post::SubjectKind,
    sql::{execute, fetch_all, fetch_one, statements},
};

macro_rules! comments_where {
    ($condition:expr) => {
        concat!(
            "SELECT c.id, c.post_id, c.post_author, c.author, c.parent, c.path, c.text, c.created_at_ms, c.edited_at_ms, c.deleted_at_ms, \
             c.reach, c.labels, c.appreciation_count, m.handle, m.display_name, m.picture_file, \
             a.round AS appreciated_in, f.followed_at_ms \
             FROM comments c LEFT JOIN members m ON m.number = c.author \
             LEFT JOIN appreciations a ON a.member = $1 AND a.subject = c.id \
             LEFT JOIN follows f ON f.follower = $1 AND f.followee = c.author WHERE ",
            $condition
        )
    };
}

statements! {
    LIST_THREAD = comments_where!("c.post_id = $2 AND c.path > $3 ORDER BY c.path LIMIT $4 + 0");
    FIND_COMMENT = comments_where!("c.id = $2");
    INSERT_COMMENT = "INSERT INTO comments (post_id, id, post_author, author, parent, path, text, created_at_ms,
            reach, labels, appreciation_count)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'everyone', '', 0)";
    COUNT_COMMENT = "UPDATE posts SET comment_count = comment_count + $3 WHERE author = $1 AND id = $2";
    HAS_ANSWERS = "SELECT id FROM comments WHERE post_id = $1 AND parent = $2 LIMIT 1";
    KEEP_VERSION = "INSERT INTO comment_versions (comment_id, version, text, written_at_ms, replaced_at_ms)
        SELECT id, version, text, COALESCE(edited_at_ms, created_at_ms), $2 FROM comments WHERE id = $1";
    UPDATE_COMMENT = "UPDATE comments SET text = $2, edited_at_ms = $3, version = version + 1 WHERE id = $1";
    LIST_COMMENT_VERSIONS = "SELECT version, text, written_at_ms, replaced_at_ms FROM comment_versions
        WHERE comment_id = $1 ORDER BY version DESC LIMIT 200";
    DELETE_COMMENT_VERSIONS = "DELETE FROM comment_versions WHERE comment_id = $1";
    EMPTY_COMMENT = "UPDATE comments SET author = 0, text = '', edited_at_ms = NULL, deleted_at_ms = $2, labels = '', appreciation_count = 0
        WHERE id = $1 AND deleted_at_ms IS NULL";
    DELETE_COMMENT = "DELETE FROM comments WHERE id = $1";
    DELETE_APPRECIATIONS = "DELETE FROM appreciations WHERE subject = $1";
    DELETE_MENTIONS = "DELETE FROM mentions WHERE subject = $1";
    DELETE_NOTIFICATIONS = "DELETE FROM notifications WHERE comment_id = $1 AND post_id = $2";
    DELETE_REPORTS = "DELETE FROM reports WHERE subject = $1";
    UPDATE_REACH = "UPDATE comments SET reach = $2 WHERE id = $1";
    UPDATE_LABELS = "UPDATE comments SET labels = $2 WHERE id = $1";
    LIST_IDS_OF_AUTHOR = "SELECT id FROM comments WHERE author = $1 AND id > $2 ORDER BY id LIMIT 100";
}

/// A comment in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentCard {
    /// Identity and time of publishing.
    pub id: CommentId,
    /// The post it is under.
    pub post_id: PostId,
    /// Whose post that is.
    pub post_author: MemberNumber,
    /// What it answers, if not the post itself.
    pub parent: Option<CommentId>,
    /// 0 for a comment on the post itself, then one more per answer.
    pub depth: u32,
    /// What it says, unless it is gone or not for the reader.
    pub content: CommentContent,
    /// When it was published.
    pub created_at_ms: u64,
    /// When it was last edited.
    pub edited_at_ms: Option<u64>,
    /// Its labels as its reader sees them; the application fills this in.
    pub labels_seen: Vec<LabelSeen>,
    /// Its key in the thread.
    path: Vec<u8>,
}

/// What a comment said before an edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentVersion {
    /// Counts from 1.
    pub version: u32,
    /// The source.
    pub text: CommentText,
    /// When it was written.
    pub written_at_ms: u64,
    /// When the next one took its place.
    pub replaced_at_ms: u64,
}

/// What is left of a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommentContent {
    /// All of it.
    Here {
        /// Who wrote it.
        author: MemberCard,
        /// The source, as typed.
        text: CommentText,
        /// How far it reaches.
        reach: Reach,
        /// Labels that moderation put on it.
        labels: Vec<String>,
        /// Of all rounds.
        appreciation_count: u64,
        /// The round in which the reader appreciated it.
        appreciated_in: Option<RoundNumber>,
    },
    /// Its author deleted it; answers below it remain.
    Deleted,
    /// Moderation keeps it from this reader; answers below it remain.
    TakenDown,
}

#[derive(sqlx::FromRow)]
struct CommentRow {
    id: Vec<u8>,
    post_id: Vec<u8>,
    post_author: i64,
    author: i64,
    parent: Option<Vec<u8>>,
    path: Vec<u8>,
    text: String,
    created_at_ms: i64,
    edited_at_ms: Option<i64>,
    deleted_at_ms: Option<i64>,
    reach: String,
    labels: String,
    appreciation_count: i64,
    handle: Option<String>,
    display_name: Option<String>,
    picture_file: Option<Vec<u8>>,
    appreciated_in: Option<i64>,
    followed_at_ms: Option<i64>,
}

const COMMENTS: &str = "comments";

fn into_card(row: CommentRow, viewpoint: Viewpoint) -> Result<CommentCard> {
    let reach = convert::reach(COMMENTS, &row.reach)?;
    let author = convert::member(COMMENTS, row.author)?;
    let content = if row.deleted_at_ms.is_some() {
        CommentContent::Deleted
    } else if visibility::may_see(reach, author, viewpoint, row.followed_at_ms.is_some()) {
        CommentContent::Here {
            author: card::member_card(
                row.author,
                row.handle,
                row.display_name.unwrap_or_default(),
                row.picture_file.as_deref(),
            )?,
            text: CommentText::from_stored(row.text),
            reach,
            labels: convert::labels(&row.labels),
            appreciation_count: convert::unsigned(COMMENTS, row.appreciation_count)?,
            appreciated_in: row
                .appreciated_in
                .map(|round| convert::round(COMMENTS, round))
                .transpose()?,
        }
    } else {
        CommentContent::TakenDown
    };
    let depth = u32::try_from(row.path.len() / 16)
        .unwrap_or(1)
        .saturating_sub(1);
    Ok(CommentCard {
        id: CommentId::from_bytes(convert::id(COMMENTS, &row.id)?),
        post_id: PostId::from_bytes(convert::id(COMMENTS, &row.post_id)?),
        post_author: convert::member(COMMENTS, row.post_author)?,
        parent: row
            .parent
            .map(|id| convert::id(COMMENTS, &id).map(CommentId::from_bytes))
            .transpose()?,
        depth,
        content,
        created_at_ms: convert::unsigned(COMMENTS, row.created_at_ms)?,
        edited_at_ms: convert::maybe_unsigned(COMMENTS, row.edited_at_ms)?,
        labels_seen: Vec::new(),
        path: row.path,
    })
}

impl CommentCard {
    /// Returns who wrote it, unless that is gone or not for the reader.
    #[must_use]
    pub fn author(&self) -> Option<MemberNumber> {
        match &self.content {
            CommentContent::Here { author, .. } => Some(author.number),
            CommentContent::Deleted | CommentContent::TakenDown => None,
        }
    }

    /// Says whether the reader appreciated it.
    #[must_use]
    pub fn is_appreciated(&self) -> bool {
        matches!(&self.content, CommentContent::Here { appreciated_in, .. } if appreciated_in.is_some())
    }
}

/// Comments of the first page of a thread.
pub const THREAD_ROWS: usize = 50;

/// The first page of what is said under a post, with somebody's eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct FirstComments(Viewpoint, PostId);

impl Question for FirstComments {
    type Answer = Page<CommentCard>;

    fn shelf(kept: &Kept) -> &Shelf<Self> {
        &kept.threads
    }

    async fn read(&self, reader: &mut Reader) -> Result<Found<Self::Answer>> {
        let answer = reader
            .list_comments_visible_to(self.0, self.1, None, THREAD_ROWS)
            .await?;
        let mut facts = vec![Fact::Post(self.1)];
        facts.extend(self.0.member().map(Fact::Acts));
        for comment in &answer.rows {
            facts.push(Fact::Comment(comment.id));
            facts.extend(comment.author().map(Fact::Person));
        }
        Ok(Found {
            answer,
            facts: Some(facts),
        })
    }
}

impl Store {
    /// Returns the comments under a post in reading order: [`THREAD_ROWS`] of them. The first page
    /// is kept until something on it changes.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_comments_visible_to`].
    pub async fn list_comments_visible_to(
        &self,
        viewpoint: Viewpoint,
        post: PostId,
        cursor: Option<&Cursor>,
    ) -> Result<Arc<Page<CommentCard>>> {
        if cursor.is_none() {
            return self.ask(FirstComments(viewpoint, post)).await;
        }
        let mut reader = self.read().await?;
        let page = reader
            .list_comments_visible_to(viewpoint, post, cursor, THREAD_ROWS)
            .await?;
        Ok(Arc::new(page))
    }
}

impl Reader {
    /// Lists the comments under a post in reading order: every answer below what it answers.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`], as every read of this module.
    pub async fn list_comments_visible_to(
        &mut self,
        viewpoint: Viewpoint,
        post: PostId,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<CommentCard>> {
        let limit = feed::rows(limit);
        let (reader, id) = (card::reader(viewpoint), post.as_bytes().as_slice());
        let rows = fetch_all!(
            self,
            CommentRow,
            LIST_THREAD,
            reader,
            id,
            after(cursor),
            one_more(limit)
        )?;
        Page::cut(rows, limit, |row| row.path.clone()).try_map(|row| into_card(row, viewpoint))
    }

    /// Finds a comment with what of it `viewpoint` may see.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_comments_visible_to`].
    pub async fn find_comment_visible_to(
        &mut self,
        viewpoint: Viewpoint,
        comment: CommentId,
    ) -> Result<Option<CommentCard>> {
        let id = comment.as_bytes().as_slice();
        let row = fetch_one!(self, CommentRow, FIND_COMMENT, card::reader(viewpoint), id)?;
        row.map(|row| into_card(row, viewpoint)).transpose()
    }

    /// Lists what a comment said before its edits, newest first, at most 200. The caller has found
    /// the comment visible.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_comments_visible_to`].
    pub async fn list_comment_versions(
        &mut self,
        comment: CommentId,
    ) -> Result<Vec<CommentVersion>> {
        type Row = (i64, String, i64, i64);
        const VERSIONS: &str = "comment_versions";
        let rows = fetch_all!(
            self,
            Row,
            LIST_COMMENT_VERSIONS,
            comment.as_bytes().as_slice()
        )?;
        rows.into_iter()
            .map(|(version, text, written, replaced)| {
                Ok(CommentVersion {
                    version: convert::small(VERSIONS, version)?,
                    text: CommentText::from_stored(text),
                    written_at_ms: convert::unsigned(VERSIONS, written)?,
                    replaced_at_ms: convert::unsigned(VERSIONS, replaced)?,
                })
            })
            .collect()
    }

    /// Lists up to 100 comments of `author` in order of id after `after`, for erasing all of them.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_comments_visible_to`].
    pub async fn list_comment_ids_of_author(
        &mut self,
        author: MemberNumber,
        after: Option<CommentId>,
    ) -> Result<Vec<CommentId>> {
        let after: &[u8] = after.as_ref().map_or(&[], |comment| comment.as_bytes());
        let rows = fetch_all!(self, (Vec<u8>,), LIST_IDS_OF_AUTHOR, number(author), after)?;
        rows.into_iter()
            .map(|(id,)| convert::id(COMMENTS, &id).map(CommentId::from_bytes))
            .collect()
    }
}

/// A comment to write.
#[derive(Clone, Copy, Debug)]
pub struct NewComment<'a> {
    /// Its identity.
    pub id: CommentId,
    /// The post it is under.
    pub post_id: PostId,
    /// Whose post that is.
    pub post_author: MemberNumber,
    /// Who writes it.
    pub author: MemberNumber,
    /// What it answers; one at the greatest depth is answered beside it.
    pub parent: Option<&'a CommentCard>,
    /// The source.
    pub text: &'a CommentText,
    /// Members mentioned in it.
    pub mentioned: &'a [MemberNumber],
    /// When.
    pub at_ms: u64,
}

impl Tx {
    /// Writes a new comment and counts it.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`], as every write of this module.
    pub async fn insert_comment(&mut self, new: &NewComment<'_>) -> Result<()> {
        let (post, id) = (
            new.post_id.as_bytes().as_slice(),
            new.id.as_bytes().as_slice(),
        );
        let above: &[u8] = match new.parent {
            None => &[],
            Some(parent) if parent.depth + 1 >= COMMENT_DEPTH_MAX => {
                parent.path.split_at(parent.path.len().saturating_sub(16)).0
            }
            Some(parent) => &parent.path,
        };
        let path = [above, id].concat();
        let parent = new.parent.map(|parent| parent.id.as_bytes().to_vec());
        execute!(
            self,
            INSERT_COMMENT,
            post,
            id,
            number(new.post_author),
            number(new.author),
            parent,
            path,
            new.text.as_str(),
            int(new.at_ms)
        )?;
        self.touch(Fact::Post(new.post_id));
        execute!(self, COUNT_COMMENT, number(new.post_author), post, 1i64)?;
        self.insert_mentions(SubjectKind::Comment, new.id.as_bytes(), new.mentioned)
            .await
    }

    /// Replaces what a comment says, keeping what it said before.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_comment`].
    pub async fn update_comment(
        &mut self,
        comment: CommentId,
        text: &CommentText,
        mentioned: &[MemberNumber],
        at_ms: u64,
    ) -> Result<()> {
        self.touch(Fact::Comment(comment));
        let id = comment.as_bytes().as_slice();
        execute!(self, KEEP_VERSION, id, int(at_ms))?;
        execute!(self, UPDATE_COMMENT, id, text.as_str(), int(at_ms))?;
        execute!(self, DELETE_MENTIONS, id)?;
        self.insert_mentions(SubjectKind::Comment, comment.as_bytes(), mentioned)
            .await
    }

    /// Deletes a comment with its earlier versions, appreciations, mentions, notifications and
    /// reports. If it has answers, an empty place is left above them, without its author.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_comment`].
    pub async fn delete_comment(&mut self, comment: &CommentCard, at_ms: u64) -> Result<()> {
        let (post, id) = (
            comment.post_id.as_bytes().as_slice(),
            comment.id.as_bytes().as_slice(),
        );
        execute!(self, DELETE_COMMENT_VERSIONS, id)?;
        execute!(self, DELETE_APPRECIATIONS, id)?;
        execute!(self, DELETE_MENTIONS, id)?;
        execute!(self, DELETE_REPORTS, id)?;
        execute!(self, DELETE_NOTIFICATIONS, id, post)?;
        let has_answers = fetch_one!(self, (Vec<u8>,), HAS_ANSWERS, post, id)?.is_some();
        let gone = if has_answers {
            execute!(self, EMPTY_COMMENT, id, int(at_ms))?
        } else {
            execute!(self, DELETE_COMMENT, id)?
        };
        if gone > 0 {
            self.touch(Fact::Post(comment.post_id));
            self.touch(Fact::Comment(comment.id));
            execute!(
                self,
                COUNT_COMMENT,
                number(comment.post_author),
                post,
                -1i64
            )?;
        }
        Ok(())
    }

    /// Changes how far a comment reaches.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_comment`].
    pub async fn update_comment_reach(&mut self, comment: CommentId, reach: Reach) -> Result<()> {
        self.touch(Fact::Comment(comment));
        execute!(
            self,
            UPDATE_REACH,
            comment.as_bytes().as_slice(),
            reach.word()
        )
        .map(|_| ())
    }

    /// Changes the labels on a comment.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_comment`].
    pub async fn update_comment_labels(
        &mut self,
        comment: CommentId,
        labels: &[String],
    ) -> Result<()> {
        self.touch(Fact::Comment(comment));
        execute!(
            self,
            UPDATE_LABELS,
            comment.as_bytes().as_slice(),
            labels.join(" ")
        )
        .map(|_| ())
    }
}
