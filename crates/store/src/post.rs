//! Posts: writing, editing with visible history, deleting for real.

use domain::{
    ids::{MediaHash, PostId},
    post::Composition,
    text::{Hashtag, PostText},
    visibility::{Reach, Viewpoint},
};
use ledger::ids::MemberNumber;

use crate::{
    Reader, Result, Store, Tx,
    card::{self, PhotoCard, PostCard, PostRow, cards_of},
    convert::{self, int, number},
    kept::{Fact, Found, Kept, Question, Shelf, Touched},
    open::Db,
    search,
    sql::{execute, fetch_all, fetch_one, statements},
};

/// What a new post writes; with nothing beside it, that is a whole transaction.
macro_rules! insert_post {
    (lite) => {
        "INSERT INTO posts (author, id, text, photos, created_at_ms, version, reach, labels,
            comment_count, appreciation_count, repost_count)
        VALUES ($1, $2, $3, $4, $5, 1, 'everyone', '', 0, 0, 0);
        INSERT INTO timeline (owner, id, post_id) VALUES ($1, $2, $2);
        DELETE FROM drafts WHERE member = $1 AND place = 'post';
        INSERT INTO search_rows (kind, subject) VALUES ('post', $2);
        INSERT INTO search_terms (rowid, terms) SELECT id, $6 FROM search_rows WHERE kind = 'post' AND subject = $2;
        UPDATE members SET post_count = post_count + 1 WHERE number = $1"
    };
    (pg) => {
        "WITH post AS (INSERT INTO posts (author, id, text, photos, created_at_ms, version, reach, labels,
            comment_count, appreciation_count, repost_count)
            VALUES ($1, $2, $3, $4, $5, 1, 'everyone', '', 0, 0, 0)),
        line AS (INSERT INTO timeline (owner, id, post_id) VALUES ($1, $2, $2)),
        draft AS (DELETE FROM drafts WHERE member = $1 AND place = 'post'),
        terms AS (INSERT INTO search_rows (kind, subject, terms) VALUES ('post', $2, CAST($6 AS TSVECTOR)))
        UPDATE members SET post_count = post_count + 1 WHERE number = $1"
    };
}

statements! {
    FIND_CARD = cards_of!(
        "SELECT id AS place, CAST(0 AS BIGINT) AS score, author AS owner, id AS post_id FROM posts WHERE id = $2"
    );
    INSERT_POST = insert_post!(lite) => insert_post!(pg);
    PUBLISH_POST = concat!("BEGIN IMMEDIATE; ", insert_post!(lite), "; COMMIT") => insert_post!(pg);
    KEEP_VERSION = "INSERT INTO post_versions (post_id, version, text, photos, written_at_ms, replaced_at_ms)
        SELECT id, version, text, photos, COALESCE(edited_at_ms, created_at_ms), $3 FROM posts WHERE author = $1 AND id = $2";
    UPDATE_POST = "UPDATE posts SET text = $3, photos = $4, edited_at_ms = $5, version = version + 1
        WHERE author = $1 AND id = $2";
    LIST_VERSIONS = "SELECT version, text, photos, written_at_ms, replaced_at_ms FROM post_versions
        WHERE post_id = $1 ORDER BY version DESC LIMIT 200";
    INSERT_PHOTO = "INSERT INTO post_photos (author, post_id, place, media, alt_text) VALUES ($1, $2, $3, $4, $5)";
    DELETE_PHOTOS = "DELETE FROM post_photos WHERE author = $1 AND post_id = $2";
    INSERT_TAG = "INSERT INTO post_hashtags (tag, post_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    COUNT_TAG_UP = "INSERT INTO hashtags (tag, post_count) VALUES ($1, 1)
        ON CONFLICT (tag) DO UPDATE SET post_count = hashtags.post_count + 1";
    COUNT_TAGS_DOWN = "UPDATE hashtags SET post_count = post_count - 1
        WHERE tag IN (SELECT tag FROM post_hashtags WHERE post_id = $1)";
    DELETE_UNUSED_TAGS = "DELETE FROM hashtags WHERE post_count <= 0
        AND tag IN (SELECT tag FROM post_hashtags WHERE post_id = $1)";
    DELETE_TAGS = "DELETE FROM post_hashtags WHERE post_id = $1";
    INSERT_MENTION = "INSERT INTO mentions (member, subject, kind) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    DELETE_MENTIONS = "DELETE FROM mentions WHERE subject = $1";
    UPDATE_REACH = "UPDATE posts SET reach = $2 WHERE id = $1";
    UPDATE_LABELS = "UPDATE posts SET labels = $2 WHERE id = $1";
    LIST_MEDIA = "SELECT media FROM post_photos WHERE post_id = $2 AND author = $1 ORDER BY place";
    LIST_VERSION_PHOTOS = "SELECT photos FROM post_versions WHERE post_id = $1";
    DELETE_LINES = "DELETE FROM timeline WHERE post_id = $1";
    DELETE_REPOSTS = "DELETE FROM reposts WHERE post_id = $1";
    DELETE_BOOKMARKS = "DELETE FROM bookmarks WHERE post_id = $1";
    DELETE_APPRECIATIONS = "DELETE FROM appreciations WHERE subject = $1
        OR subject IN (SELECT id FROM comments WHERE post_id = $1)";
    DELETE_COMMENT_MENTIONS = "DELETE FROM mentions WHERE subject IN (SELECT id FROM comments WHERE post_id = $1)";
    DELETE_COMMENT_VERSIONS = "DELETE FROM comment_versions
        WHERE comment_id IN (SELECT id FROM comments WHERE post_id = $1)";
    DELETE_ROUND_POSTS = "DELETE FROM round_posts WHERE post_id = $1";
    DELETE_COMMENTS = "DELETE FROM comments WHERE post_id = $1";
    DELETE_NOTIFICATIONS = "DELETE FROM notifications WHERE post_id = $1";
    DELETE_VERSIONS = "DELETE FROM post_versions WHERE post_id = $1";
    DELETE_REPORTS = "DELETE FROM reports WHERE subject = $1
        OR subject IN (SELECT id FROM comments WHERE post_id = $1)";
    DELETE_DRAFTS = "DELETE FROM drafts WHERE place = $1 OR place = $2";
    DELETE_POST = "DELETE FROM posts WHERE author = $1 AND id = $2";
    LIST_IDS_OF_AUTHOR = "SELECT id FROM posts WHERE author = $1 AND id > $2 ORDER BY id LIMIT 100";
}

/// How a post was before an edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostVersion {
    /// Counts from 1.
    pub version: u32,
    /// The source.
    pub text: PostText,
    /// In order.
    pub photos: Vec<PhotoCard>,
    /// When it was written.
    pub written_at_ms: u64,
    /// When the next one took its place.
    pub replaced_at_ms: u64,
}

/// A work that can be appreciated, reported or mentioned in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SubjectKind {
    /// A post.
    Post,
    /// A comment.
    Comment,
    /// A draft that is talked through.
    Draft,
    /// Something added to a deliberation.
    Contribution,
    /// What somebody says who stands in an election.
    Nomination,
    /// What somebody in office tells everybody.
    OfficeReport,
    /// What a jury says about its ruling.
    Statement,
}

impl SubjectKind {
    /// Returns the stored word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::Comment => "comment",
            Self::Draft => "draft",
            Self::Contribution => "contribution",
            Self::Nomination => "nomination",
            Self::OfficeReport => "office-report",
            Self::Statement => "statement",
        }
    }

    pub(crate) fn of_word(table: &'static str, word: &str) -> Result<Self> {
        match word {
            "post" => Ok(Self::Post),
            "comment" => Ok(Self::Comment),
            "draft" => Ok(Self::Draft),
            "contribution" => Ok(Self::Contribution),
            "nomination" => Ok(Self::Nomination),
            "office-report" => Ok(Self::OfficeReport),
            "statement" => Ok(Self::Statement),
            _ => Err(crate::error::corrupt(table, format!("kind `{word}`"))),
        }
    }
}

/// A post with somebody's eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct OnePost(Viewpoint, PostId);

impl Question for OnePost {
    type Answer = Option<PostCard>;

    fn shelf(kept: &Kept) -> &Shelf<Self> {
        &kept.cards
    }

    async fn read(&self, reader: &mut Reader) -> Result<Found<Self::Answer>> {
        let answer = reader.find_post_visible_to(self.0, self.1).await?;
        let facts = answer.as_ref().map(|card| {
            let mut facts = vec![Fact::Post(card.id), Fact::Person(card.author.number)];
            facts.extend(self.0.member().map(Fact::Acts));
            facts
        });
        Ok(Found { answer, facts })
    }

    fn share(mut answer: Self::Answer, kept: &Kept) -> Self::Answer {
        kept.share_posts(&mut answer);
        answer
    }
}

impl Store {
    /// Finds a post, if `viewpoint` may see it. Kept until something about it changes.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_post_visible_to`].
    pub async fn find_post_visible_to(
        &self,
        viewpoint: Viewpoint,
        post: PostId,
    ) -> Result<Option<PostCard>> {
        let found = self.ask(OnePost(viewpoint, post)).await?;
        Ok(Option::clone(&found))
    }
}

impl Store {
    /// Writes a new post that shows no photograph, has no tag and mentions nobody, in a transaction of
    /// its own; otherwise as [`Tx::insert_post`]. Once begun it goes on to its end.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`]; then nothing was written.
    pub async fn insert_plain_post(
        &self,
        author: MemberNumber,
        post: PostId,
        text: &str,
        at_ms: u64,
    ) -> Result<()> {
        let (store, text) = (self.clone(), text.to_owned());
        let writing = tokio::spawn(async move {
            let terms = search::indexed(store.engine(), &format!("{text}\n"));
            let (owner, id, at_ms) = (number(author), post.as_bytes().as_slice(), int(at_ms));
            let photos = card::write_photos(&[]);
            macro_rules! query {
                ($sql:expr) => {
                    sqlx::query($sql)
                        .bind(owner)
                        .bind(id)
                        .bind(text)
                        .bind(photos)
                        .bind(at_ms)
                        .bind(terms)
                };
            }
            let done = match &store.db {
                Db::Lite(lite) => lite.run_whole(query!(PUBLISH_POST.lite)).await,
                Db::Pg(pool) => query!(PUBLISH_POST.pg).execute(pool).await.map(drop),
            };
            let mut touched = Touched::default();
            for fact in [Fact::Timeline(author), Fact::Member(author), Fact::Newest] {
                touched.add(fact);
            }
            store.kept.announce(&touched);
            done
        });
        let written = writing.await.map_err(std::io::Error::other);
        let written = written.map_err(sqlx::Error::Io).flatten();
        written.map_err(|source| crate::Error::Sql {
            statement: PUBLISH_POST.name,
            source,
        })
    }
}

impl Reader {
    /// Finds a post, if `viewpoint` may see it.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`], as every read of this module.
    pub async fn find_post_visible_to(
        &mut self,
        viewpoint: Viewpoint,
        post: PostId,
    ) -> Result<Option<PostCard>> {
        let row = fetch_one!(
            self,
            PostRow,
            FIND_CARD,
            card::reader(viewpoint),
            post.as_bytes().as_slice()
        )?;
        let card = row.map(PostCard::try_from).transpose()?;
        Ok(card.filter(|card| card.is_visible_to(viewpoint)))
    }

    /// Lists how a post was before its edits, newest first, at most 200. The caller has found the
    /// post visible.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_post_visible_to`].
    pub async fn list_post_versions(&mut self, post: PostId) -> Result<Vec<PostVersion>> {
        type Row = (i64, String, String, i64, i64);
        const VERSIONS: &str = "post_versions";
        let rows = fetch_all!(self, Row, LIST_VERSIONS, post.as_bytes().as_slice())?;
        rows.into_iter()
            .map(|(version, text, photos, written, replaced)| {
                Ok(PostVersion {
                    version: convert::small(VERSIONS, version)?,
                    text: PostText::from_stored(text),
                    photos: card::parse_photos(&photos)?,
                    written_at_ms: convert::unsigned(VERSIONS, written)?,
                    replaced_at_ms: convert::unsigned(VERSIONS, replaced)?,
                })
            })
            .collect()
    }

    /// Lists up to 100 posts of `author` in order of id after `after`, for erasing all of them.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_post_visible_to`].
    pub async fn list_post_ids_of_author(
        &mut self,
        author: MemberNumber,
        after: Option<PostId>,
    ) -> Result<Vec<PostId>> {
        let after: &[u8] = after.as_ref().map_or(&[], |post| post.as_bytes());
        let rows = fetch_all!(self, (Vec<u8>,), LIST_IDS_OF_AUTHOR, number(author), after)?;
        rows.into_iter()
            .map(|(id,)| convert::id("posts", &id).map(PostId::from_bytes))
            .collect()
    }
}

impl Tx {
    /// Writes a new post with its photographs, tags and place in the author's timeline; the draft in
    /// the author's composer goes.
    ///
    /// `photos` are those of the composition, looked up; `mentioned` are members.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`], as every write of this module.
    pub async fn insert_post(
        &mut self,
        author: MemberNumber,
        post: PostId,
        composition: &Composition,
        photos: &[PhotoCard],
        mentioned: &[MemberNumber],
        at_ms: u64,
    ) -> Result<()> {
        let (owner, id) = (number(author), post.as_bytes().as_slice());
        let text = composition.text.as_str();
        let terms = self.terms_of_post(text, &alt_texts(photos));
        execute!(
            self,
            INSERT_POST,
            owner,
            id,
            text,
            card::write_photos(photos),
            int(at_ms),
            terms
        )?;
        self.touch(Fact::Timeline(author));
        self.touch(Fact::Member(author));
        self.touch(Fact::Newest);
        self.write_parts(author, post, composition, photos, mentioned)
            .await
    }

    /// Replaces what a post says, keeping what it said before.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_post`].
    pub async fn update_post(
        &mut self,
        author: MemberNumber,
        post: PostId,
        composition: &Composition,
        photos: &[PhotoCard],
        mentioned: &[MemberNumber],
        at_ms: u64,
    ) -> Result<()> {
        let (owner, id) = (number(author), post.as_bytes().as_slice());
        execute!(self, KEEP_VERSION, owner, id, int(at_ms))?;
        self.touch(Fact::Post(post));
        // A photograph more or less may bring it onto the wall, or take it off.
        self.touch(Fact::Timeline(author));
        let text = composition.text.as_str();
        execute!(
            self,
            UPDATE_POST,
            owner,
            id,
            text,
            card::write_photos(photos),
            int(at_ms)
        )?;
        self.delete_parts(author, post).await?;
        self.write_parts(author, post, composition, photos, mentioned)
            .await?;
        self.index_post(post, text, &alt_texts(photos)).await
    }

    async fn write_parts(
        &mut self,
        author: MemberNumber,
        post: PostId,
        composition: &Composition,
        photos: &[PhotoCard],
        mentioned: &[MemberNumber],
    ) -> Result<()> {
        let id = post.as_bytes().as_slice();
        for (place, photo) in (0i64..).zip(photos) {
            let (hash, alt_text) = (
                photo.photo.hash.as_bytes().as_slice(),
                photo.alt_text.as_str(),
            );
            execute!(
                self,
                INSERT_PHOTO,
                number(author),
                id,
                place,
                hash,
                alt_text
            )?;
        }
        for tag in &composition.hashtags {
            self.tag_post(post, tag).await?;
        }
        self.insert_mentions(SubjectKind::Post, post.as_bytes(), mentioned)
            .await
    }

    async fn tag_post(&mut self, post: PostId, tag: &Hashtag) -> Result<()> {
        if execute!(self, INSERT_TAG, tag.as_str(), post.as_bytes().as_slice())? > 0 {
            execute!(self, COUNT_TAG_UP, tag.as_str())?;
        }
        Ok(())
    }

    pub(crate) async fn insert_mentions(
        &mut self,
        kind: SubjectKind,
        subject: &[u8; 16],
        mentioned: &[MemberNumber],
    ) -> Result<()> {
        for member in mentioned {
            execute!(
                self,
                INSERT_MENTION,
                number(*member),
                subject.as_slice(),
                kind.word()
            )?;
        }
        Ok(())
    }

    async fn delete_parts(&mut self, author: MemberNumber, post: PostId) -> Result<()> {
        let id = post.as_bytes().as_slice();
        execute!(self, DELETE_PHOTOS, number(author), id)?;
        execute!(self, COUNT_TAGS_DOWN, id)?;
        execute!(self, DELETE_UNUSED_TAGS, id)?;
        execute!(self, DELETE_TAGS, id)?;
        execute!(self, DELETE_MENTIONS, id)?;
        self.unindex_post(post).await
    }

    /// Deletes a post and everything that hangs on it: versions, comments, appreciations, reposts,
    /// bookmarks, notifications, reports and search. Returns the photographs it held, now or in an
    /// earlier version; whether anything else still shows them is for the caller to ask.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_post`].
    pub async fn delete_post(
        &mut self,
        author: MemberNumber,
        post: PostId,
    ) -> Result<Vec<MediaHash>> {
        let id = post.as_bytes().as_slice();
        let mut held = Vec::new();
        for (media,) in fetch_all!(self, (Vec<u8>,), LIST_MEDIA, number(author), id)? {
            held.push(convert::hash("post_photos", &media)?);
        }
        for (photos,) in fetch_all!(self, (String,), LIST_VERSION_PHOTOS, id)? {
            held.extend(
                card::parse_photos(&photos)?
                    .iter()
                    .map(|photo| photo.photo.hash),
            );
        }
        held.sort_unstable();
        held.dedup();
        self.delete_parts(author, post).await?;
        // It goes from the timelines of whoever reposted it, too.
        self.touch_everything();
        for statement in [
            DELETE_LINES,
            DELETE_REPOSTS,
            DELETE_BOOKMARKS,
            DELETE_APPRECIATIONS,
            DELETE_COMMENT_MENTIONS,
            DELETE_COMMENT_VERSIONS,
            DELETE_ROUND_POSTS,
            DELETE_REPORTS,
            DELETE_COMMENTS,
            DELETE_NOTIFICATIONS,
            DELETE_VERSIONS,
        ] {
            execute!(self, statement, id)?;
        }
        self.delete_label_marks_on(post).await?;
        execute!(
            self,
            DELETE_DRAFTS,
            format!("comment:{post}"),
            format!("edit:{post}")
        )?;
        if execute!(self, DELETE_POST, number(author), id)? > 0 {
            self.count_posts_of_member(author, -1).await?;
        }
        Ok(held)
    }

    /// Changes how far a post reaches.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_post`].
    pub async fn update_post_reach(&mut self, post: PostId, reach: Reach) -> Result<()> {
        self.touch(Fact::Post(post));
        self.touch(Fact::Newest);
        execute!(self, UPDATE_REACH, post.as_bytes().as_slice(), reach.word()).map(|_| ())
    }

    /// Changes the labels on a post.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_post`].
    pub async fn update_post_labels(&mut self, post: PostId, labels: &[String]) -> Result<()> {
        self.touch(Fact::Post(post));
        execute!(
            self,
            UPDATE_LABELS,
            post.as_bytes().as_slice(),
            labels.join(" ")
        )
        .map(|_| ())
    }
}

/// What a search finds a post's photographs by.
fn alt_texts(photos: &[PhotoCard]) -> String {
    let texts: Vec<&str> = photos.iter().map(|photo| photo.alt_text.as_str()).collect();
    texts.join("\n")
}
