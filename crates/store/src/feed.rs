//! Lists of posts: home, explore, tags, a member's posts and works, bookmarks.
//!
//! Home is read, not delivered (fan-out on read): the newest lines of the timelines of those one
//! follows, each found by its key (`timeline` is clustered by owner and id), joined at once with
//! everything a card shows (ADR-0001).

use std::sync::Arc;

use domain::{handle::Handle, ids::PostId, text::Hashtag, visibility::Viewpoint};
use ledger::ids::{MemberNumber, RoundNumber};

use crate::{
    Cursor, PAGE_ROWS, Page, Reader, Result, Store,
    card::{self, MemberCard, PostCard, PostRow, cards_of},
    convert::{self, number},
    kept::{self, FOLLOWEES_MAX, Fact, Found, Kept, Question, SharedPage, Shelf},
    member::{CardRow, into_card},
    page::{before, before_number, number_and_id_key, one_more},
    sql::{fetch_all, fetch_one, statements},
};

statements! {
    LIST_HOME = cards_of!(
        "SELECT t.id AS place, CAST(0 AS BIGINT) AS score, t.owner, t.post_id
        FROM (SELECT followee FROM follows WHERE follower = $1 UNION ALL SELECT CAST($1 AS BIGINT)) AS shown
        CROSS JOIN timeline t
        WHERE t.owner = shown.followee AND t.id < $2 ORDER BY t.id DESC LIMIT $3 + 0"
    );
    LIST_HOME_SINCE = cards_of!(
        "SELECT t.id AS place, CAST(0 AS BIGINT) AS score, t.owner, t.post_id
        FROM (SELECT followee FROM follows WHERE follower = $1 UNION ALL SELECT CAST($1 AS BIGINT)) AS shown
        CROSS JOIN timeline t
        WHERE t.owner = shown.followee AND t.id < $2 AND t.id >= $4 ORDER BY t.id DESC LIMIT $3 + 0"
    );
    LIST_SHOWERS = "SELECT m.number, m.handle, m.display_name, m.picture_file FROM timeline t
        JOIN members m ON m.number = t.owner
        WHERE t.post_id = $2 AND (t.owner = $1 OR EXISTS (SELECT 1 FROM follows f WHERE f.follower = $1 AND f.followee = t.owner))
        ORDER BY t.id DESC LIMIT 20";
    LIST_NEWEST = cards_of!(
        "SELECT id AS place, CAST(0 AS BIGINT) AS score, author AS owner, id AS post_id FROM posts
        WHERE reach = 'everyone' AND id < $2 ORDER BY id DESC LIMIT $3 + 0"
    );
    LIST_APPRECIATED = cards_of!(
        "SELECT i.post_id AS place, i.appreciation_count AS score, q.author AS owner, i.post_id FROM round_posts i
        JOIN posts q ON q.id = i.post_id
        WHERE i.round = $2 AND (i.appreciation_count, i.post_id) < ($3, $4) AND i.appreciation_count > 0
            AND q.reach = 'everyone'
        ORDER BY i.appreciation_count DESC, i.post_id DESC LIMIT $5 + 0"
    );
    LIST_TAG = cards_of!(
        "SELECT t.post_id AS place, CAST(0 AS BIGINT) AS score, q.author AS owner, t.post_id FROM post_hashtags t
        JOIN posts q ON q.id = t.post_id
        WHERE t.tag = $2 AND t.post_id < $3 AND q.reach = 'everyone' ORDER BY t.post_id DESC LIMIT $4 + 0"
    );
    LIST_MEMBER = cards_of!(
        "SELECT id AS place, CAST(0 AS BIGINT) AS score, owner, post_id FROM timeline
        WHERE owner = $2 AND id < $3 ORDER BY id DESC LIMIT $4 + 0"
    );
    LIST_WORKS = cards_of!(
        "SELECT post_id AS place, CAST(0 AS BIGINT) AS score, author AS owner, post_id FROM post_photos
        WHERE author = $2 AND post_id < $3 AND place = 0 ORDER BY post_id DESC LIMIT $4 + 0"
    );
    LIST_BOOKMARKED = cards_of!(
        "SELECT post_id AS place, bookmarked_at_ms AS score, CAST(0 AS BIGINT) AS owner, post_id FROM bookmarks
        WHERE member = $1 AND (bookmarked_at_ms, post_id) < ($2, $3)
        ORDER BY bookmarked_at_ms DESC, post_id DESC LIMIT $4 + 0"
    );
    COUNT_TAG = "SELECT post_count FROM hashtags WHERE tag = $1";
    LIST_TAGS_LIKE = "SELECT tag, post_count FROM hashtags WHERE tag >= $1 AND tag < $2 AND post_count > 0
        ORDER BY post_count DESC, tag LIMIT $3 + 0";
    LIST_TAGS_USED = "SELECT t.tag AS tag, COUNT(*) AS post_count FROM post_hashtags t
        JOIN posts p ON p.id = t.post_id WHERE t.post_id >= $1 AND p.reach = 'everyone'
        GROUP BY t.tag ORDER BY post_count DESC, tag LIMIT $2 + 0";
}

/// A hashtag with how many posts carry it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagCount {
    /// The tag.
    pub tag: Hashtag,
    /// Posts that carry it.
    pub post_count: u64,
}

/// The first page of a member's home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Home(pub(crate) MemberNumber);

impl Question for Home {
    type Answer = Page<PostCard>;

    fn shelf(kept: &Kept) -> &Shelf<Self> {
        &kept.homes
    }

    fn share(mut answer: Page<PostCard>, kept: &Kept) -> Page<PostCard> {
        kept.share_posts(&mut answer.rows);
        answer
    }

    async fn read(&self, reader: &mut Reader) -> Result<Found<Self::Answer>> {
        let answer = reader.list_home(self.0, None, 0).await?;
        let followees = reader.list_followees(self.0, FOLLOWEES_MAX + 1).await?;
        let facts = (followees.len() <= FOLLOWEES_MAX).then(|| {
            let mut facts = kept::facts_of(&answer);
            facts.extend([Fact::Acts(self.0), Fact::Timeline(self.0)]);
            facts.extend(followees.into_iter().map(Fact::Timeline));
            facts
        });
        Ok(Found { answer, facts })
    }
}

/// The posts of a member's home since a moment, newest first: what a recipe puts in order. The moment
/// is a whole hour, so that the question stays the same for that long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Window(MemberNumber, u64);

/// Posts that a recipe puts in order at most.
pub const WINDOW_ROWS: usize = 100;

impl Question for Window {
    type Answer = Page<PostCard>;

    fn shelf(kept: &Kept) -> &Shelf<Self> {
        &kept.windows
    }

    fn share(mut answer: Page<PostCard>, kept: &Kept) -> Page<PostCard> {
        kept.share_posts(&mut answer.rows);
        answer
    }

    async fn read(&self, reader: &mut Reader) -> Result<Found<Self::Answer>> {
        let answer = reader.list_home_between(self.0, self.1, None).await?;
        let followees = reader.list_followees(self.0, FOLLOWEES_MAX + 1).await?;
        let facts = (followees.len() <= FOLLOWEES_MAX).then(|| {
            let mut facts = kept::facts_of(&answer);
            facts.extend([Fact::Acts(self.0), Fact::Timeline(self.0)]);
            facts.extend(followees.into_iter().map(Fact::Timeline));
            facts
        });
        Ok(Found { answer, facts })
    }
}

/// The first page of what is newest, with somebody's eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Newest(Viewpoint);

impl Question for Newest {
    type Answer = Page<PostCard>;

    fn shelf(kept: &Kept) -> &Shelf<Self> {
        &kept.newest
    }

    fn share(mut answer: Page<PostCard>, kept: &Kept) -> Page<PostCard> {
        kept.share_posts(&mut answer.rows);
        answer
    }

    async fn read(&self, reader: &mut Reader) -> Result<Found<Self::Answer>> {
        let answer = reader.list_newest_visible_to(self.0, None, 0).await?;
        let mut facts = kept::facts_of(&answer);
        facts.push(Fact::Newest);
        facts.extend(self.0.member().map(Fact::Acts));
        Ok(Found {
            answer,
            facts: Some(facts),
        })
    }
}

/// The first page of a member's works, with somebody's eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Wall(Viewpoint, MemberNumber);

/// Works on the first page of a wall.
pub const WALL_ROWS: usize = 24;

impl Question for Wall {
    type Answer = Page<PostCard>;

    fn shelf(kept: &Kept) -> &Shelf<Self> {
        &kept.walls
    }

    fn share(mut answer: Page<PostCard>, kept: &Kept) -> Page<PostCard> {
        kept.share_posts(&mut answer.rows);
        answer
    }

    async fn read(&self, reader: &mut Reader) -> Result<Found<Self::Answer>> {
        let answer = reader
            .list_works_visible_to(self.0, self.1, None, WALL_ROWS)
            .await?;
        let mut facts = kept::facts_of(&answer);
        facts.push(Fact::Timeline(self.1));
        facts.extend(self.0.member().map(Fact::Acts));
        Ok(Found {
            answer,
            facts: Some(facts),
        })
    }
}

impl Store {
    /// Returns the posts and reposts of those whom `member` follows, and their own, newest first:
    /// [`PAGE_ROWS`] of them. The first page is kept until something on it changes.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`], as every read of this module.
    pub async fn list_home(
        &self,
        member: MemberNumber,
        cursor: Option<&Cursor>,
    ) -> Result<SharedPage> {
        if cursor.is_none() {
            return self.ask(Home(member)).await;
        }
        let page = self.read().await?.list_home(member, cursor, 0).await?;
        Ok(Arc::new(page))
    }

    /// Returns the posts and reposts of those whom `member` follows, and their own, that were published
    /// at `since_ms` or later, newest first: [`WINDOW_ROWS`] at most. Kept until something in it
    /// changes.
    ///
    /// # Errors
    ///
    /// As [`Store::list_home`].
    pub async fn list_home_since(&self, member: MemberNumber, since_ms: u64) -> Result<SharedPage> {
        self.ask(Window(member, since_ms)).await
    }

    /// Returns the newest posts of the network: [`PAGE_ROWS`] of them. The first page is kept until
    /// something on it changes.
    ///
    /// # Errors
    ///
    /// As [`Store::list_home`].
    pub async fn list_newest_visible_to(
        &self,
        viewpoint: Viewpoint,
        cursor: Option<&Cursor>,
    ) -> Result<SharedPage> {
        if cursor.is_none() {
            return self.ask(Newest(viewpoint)).await;
        }
        let mut reader = self.read().await?;
        let page = reader.list_newest_visible_to(viewpoint, cursor, 0).await?;
        Ok(Arc::new(page))
    }

    /// Returns the works of `author`, newest first: [`WALL_ROWS`] of them. The first page is kept
    /// until something on it changes.
    ///
    /// # Errors
    ///
    /// As [`Store::list_home`].
    pub async fn list_works_visible_to(
        &self,
        viewpoint: Viewpoint,
        author: MemberNumber,
        cursor: Option<&Cursor>,
    ) -> Result<SharedPage> {
        if cursor.is_none() {
            return self.ask(Wall(viewpoint, author)).await;
        }
        let mut reader = self.read().await?;
        let page = reader
            .list_works_visible_to(viewpoint, author, cursor, WALL_ROWS)
            .await?;
        Ok(Arc::new(page))
    }
}

fn by_place(row: &PostRow) -> Vec<u8> {
    row.place.clone()
}

fn by_score(row: &PostRow) -> Vec<u8> {
    number_and_id_key(row.score, &row.place)
}

impl Reader {
    /// Lists the posts and reposts of those whom `member` follows, and their own, newest first.
    ///
    /// `limit` of 0 means [`PAGE_ROWS`].
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`], as every read of this module.
    pub async fn list_home(
        &mut self,
        member: MemberNumber,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<PostCard>> {
        let limit = rows(limit);
        let found = fetch_all!(
            self,
            PostRow,
            LIST_HOME,
            number(member),
            before(cursor),
            one_more(limit)
        )?;
        card::into_page(found, limit, Viewpoint::Member(member), by_place)
    }

    /// Lists what stands on the home of `member` since `since_ms` and before `until_ms`, newest first,
    /// [`WINDOW_ROWS`] at most; the page says where older ones begin, if there are more.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_home`].
    pub async fn list_home_between(
        &mut self,
        member: MemberNumber,
        since_ms: u64,
        until_ms: Option<u64>,
    ) -> Result<Page<PostCard>> {
        let since = PostId::new(since_ms, [0; 10]);
        let until = until_ms.map(Cursor::before_ms);
        let found = fetch_all!(
            self,
            PostRow,
            LIST_HOME_SINCE,
            number(member),
            before(until.as_ref()),
            one_more(WINDOW_ROWS),
            since.as_bytes().as_slice()
        )?;
        card::into_page(found, WINDOW_ROWS, Viewpoint::Member(member), by_place)
    }

    /// Lists in whose timelines `post` stands of those whom `member` follows, and in their own, latest
    /// first, at most 20: its maker, and who reposted it.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_home`].
    pub async fn list_showers(
        &mut self,
        member: MemberNumber,
        post: PostId,
    ) -> Result<Vec<MemberCard>> {
        let id = post.as_bytes().as_slice();
        fetch_all!(self, CardRow, LIST_SHOWERS, number(member), id)?
            .into_iter()
            .map(into_card)
            .collect()
    }

    /// Lists the newest posts of the network.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_home`].
    pub async fn list_newest_visible_to(
        &mut self,
        viewpoint: Viewpoint,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<PostCard>> {
        let limit = rows(limit);
        let found = fetch_all!(
            self,
            PostRow,
            LIST_NEWEST,
            card::reader(viewpoint),
            before(cursor),
            one_more(limit)
        )?;
        card::into_page(found, limit, viewpoint, by_place)
    }

    /// Lists the posts most appreciated in `round`; equal ones newest first.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_home`].
    pub async fn list_appreciated_visible_to(
        &mut self,
        viewpoint: Viewpoint,
        round: RoundNumber,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<PostCard>> {
        let limit = rows(limit);
        let (count, id) = before_number(cursor);
        let (reader, round) = (card::reader(viewpoint), i64::from(round.0));
        let found = fetch_all!(
            self,
            PostRow,
            LIST_APPRECIATED,
            reader,
            round,
            count,
            id,
            one_more(limit)
        )?;
        card::into_page(found, limit, viewpoint, by_score)
    }

    /// Lists the posts that carry `tag`, newest first.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_home`].
    pub async fn list_tagged_visible_to(
        &mut self,
        viewpoint: Viewpoint,
        tag: &Hashtag,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<PostCard>> {
        let limit = rows(limit);
        let (reader, before) = (card::reader(viewpoint), before(cursor));
        let found = fetch_all!(
            self,
            PostRow,
            LIST_TAG,
            reader,
            tag.as_str(),
            before,
            one_more(limit)
        )?;
        card::into_page(found, limit, viewpoint, by_place)
    }

    /// Lists the posts and reposts of `owner`, newest first.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_home`].
    pub async fn list_posts_of_member_visible_to(
        &mut self,
        viewpoint: Viewpoint,
        owner: MemberNumber,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<PostCard>> {
        let limit = rows(limit);
        let (reader, before) = (card::reader(viewpoint), before(cursor));
        let found = fetch_all!(
            self,
            PostRow,
            LIST_MEMBER,
            reader,
            number(owner),
            before,
            one_more(limit)
        )?;
        card::into_page(found, limit, viewpoint, by_place)
    }

    /// Lists the posts of `author` that have photographs, newest first.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_home`].
    pub async fn list_works_visible_to(
        &mut self,
        viewpoint: Viewpoint,
        author: MemberNumber,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<PostCard>> {
        let limit = rows(limit);
        let (reader, before) = (card::reader(viewpoint), before(cursor));
        let found = fetch_all!(
            self,
            PostRow,
            LIST_WORKS,
            reader,
            number(author),
            before,
            one_more(limit)
        )?;
        card::into_page(found, limit, viewpoint, by_place)
    }

    /// Lists what `member` bookmarked, last bookmarked first.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_home`].
    pub async fn list_bookmarked(
        &mut self,
        member: MemberNumber,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<PostCard>> {
        let limit = rows(limit);
        let (time, id) = before_number(cursor);
        let found = fetch_all!(
            self,
            PostRow,
            LIST_BOOKMARKED,
            number(member),
            time,
            id,
            one_more(limit)
        )?;
        card::into_page(found, limit, Viewpoint::Member(member), by_score)
    }

    /// Returns how many posts carry `tag`.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_home`].
    pub async fn count_tagged(&mut self, tag: &Hashtag) -> Result<u64> {
        let count = fetch_one!(self, (i64,), COUNT_TAG, tag.as_str())?;
        convert::unsigned("hashtags", count.map_or(0, |(count,)| count))
    }

    /// Lists at most `limit` tags that begin with `prefix`, most used first.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_home`].
    pub async fn list_tags_beginning(
        &mut self,
        prefix: &Hashtag,
        limit: usize,
    ) -> Result<Vec<TagCount>> {
        let end = format!("{prefix}\u{10ffff}");
        let found = fetch_all!(
            self,
            (String, i64),
            LIST_TAGS_LIKE,
            prefix.as_str(),
            end.as_str(),
            one_more(limit) - 1
        )?;
        found.into_iter().map(tag_count).collect()
    }

    /// Lists the `limit` tags most used in posts made at `since_ms` or later.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_home`].
    pub async fn list_tags_used_since(
        &mut self,
        since_ms: u64,
        limit: usize,
    ) -> Result<Vec<TagCount>> {
        let first = domain::ids::PostId::new(since_ms, [0; 10]);
        let found = fetch_all!(
            self,
            (String, i64),
            LIST_TAGS_USED,
            first.as_bytes().as_slice(),
            one_more(limit) - 1
        )?;
        found.into_iter().map(tag_count).collect()
    }

    /// Finds who has `handle`, with the number only.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_home`].
    pub async fn find_number_of_handle(&mut self, handle: &Handle) -> Result<Option<MemberNumber>> {
        Ok(self
            .find_member_by_handle(handle)
            .await?
            .map(|member| member.card.number))
    }
}

fn tag_count((tag, count): (String, i64)) -> Result<TagCount> {
    Ok(TagCount {
        tag: Hashtag::from_stored(tag),
        post_count: convert::unsigned("hashtags", count)?,
    })
}

/// Bounds a page: 0 means the usual size, and none is larger than 100.
pub(crate) fn rows(limit: usize) -> usize {
    if limit == 0 {
        PAGE_ROWS
    } else {
        limit.min(100)
    }
}
