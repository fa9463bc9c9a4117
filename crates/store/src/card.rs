//! Posts and members as lists show them: one read, nothing left to look up.

use core::ops::Deref;
use std::sync::Arc;

use domain::{
    handle::Handle,
    ids::{MediaHash, PostId},
    media::{Photo, Variant},
    text::{AltText, DisplayName, PostText},
    visibility::{self, Reach, Viewpoint},
};
use ledger::ids::{MemberNumber, RoundNumber};
use ledger::policy::LabelDefault;
use serde::{Deserialize, Serialize};

use crate::{
    convert,
    error::{Error, Result, corrupt},
    page::Page,
};

/// A member as a name beside their work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberCard {
    /// Their number for life.
    pub number: MemberNumber,
    /// Nothing once they left and erased it.
    pub handle: Option<Handle>,
    /// May be blank: show the handle.
    pub display_name: DisplayName,
    /// The file to show, about 96 pixels or more.
    pub picture: Option<MediaHash>,
}

/// A photograph in its place in a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhotoCard {
    /// Sizes, files and the blurred preview.
    pub photo: Photo,
    /// What it shows.
    pub alt_text: AltText,
}

/// What the one who reads has done with a post.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ViewerMarks {
    /// The round in which they appreciated it.
    pub appreciated_in: Option<RoundNumber>,
    /// When they bookmarked it.
    pub bookmarked_at_ms: Option<u64>,
    /// When they reposted it.
    pub reposted_at_ms: Option<u64>,
    /// Since when they follow its author.
    pub follows_since_ms: Option<u64>,
}

/// A post as everybody sees it who may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// Identity and time of publishing.
    pub id: PostId,
    /// Who made it.
    pub author: MemberCard,
    /// The source, as typed.
    pub text: PostText,
    /// In order.
    pub photos: Vec<PhotoCard>,
    /// When it was published.
    pub created_at_ms: u64,
    /// When it was last edited.
    pub edited_at_ms: Option<u64>,
    /// How far it reaches.
    pub reach: Reach,
    /// Labels that moderation put on it.
    pub labels: Vec<String>,
    /// Comments that are not deleted.
    pub comment_count: u64,
    /// Of all rounds.
    pub appreciation_count: u64,
    /// By how many members it was shown on.
    pub repost_count: u64,
}

/// A post as a list or a thread shows it to one reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostCard {
    /// What all readers see; pages that are kept in memory share it.
    pub post: Arc<Post>,
    /// What the reader did with it.
    pub marks: ViewerMarks,
    /// Whose repost put it in this list.
    pub shown_by: Option<MemberCard>,
    /// What labels this reader sees on it. Reads leave it empty: what a label does is for the policy
    /// in force and the reader's choices to say.
    pub labels_seen: Vec<LabelSeen>,
}

/// A label on a post as one reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelSeen {
    /// What it says.
    pub title: String,
    /// Its id.
    pub label: String,
    /// Whose it is, by number; 0: the moderation policy's.
    pub labeller: MemberNumber,
    /// The labeller's handle, if it is a member's.
    pub handle: Option<String>,
    /// What it does for this reader.
    pub does: LabelDefault,
}

impl Deref for PostCard {
    type Target = Post;

    fn deref(&self) -> &Post {
        &self.post
    }
}

/// The columns of a [`PostRow`] from `p`, `m`, `a`, `b`, `r`, `f`, `s` and `page`.
macro_rules! card_columns {
    () => {
        "page.place, page.score, page.owner AS shown_by, s.handle AS shower_handle, \
         s.display_name AS shower_name, s.picture_file AS shower_picture, \
         p.id, p.author, p.text, p.photos, p.created_at_ms, p.edited_at_ms, p.reach, p.labels, \
         p.comment_count, p.appreciation_count, p.repost_count, \
         m.handle, m.display_name, m.picture_file, \
         a.round AS appreciated_in, b.bookmarked_at_ms, r.reposted_at_ms, f.followed_at_ms"
    };
}

/// Reads cards for the places that an inner query chose. The inner query returns `place` (the key
/// of the list), `score`, `owner` (who shows it) and `post_id`; `$1` is the reader's number, 0 for
/// nobody. The rows are put in order by [`into_page`].
///
/// `CROSS JOIN` is an inner join that SQLite does not reorder: the few places of the page lead, row
/// by row, instead of being stored and indexed first. Measured on 20,000 posts, it is 1.7 times as
/// fast; PostgreSQL plans both forms alike.
macro_rules! cards_of {
    ($inner:expr) => {
        concat!(
            "SELECT ",
            $crate::card::card_columns!(),
            " FROM (",
            $inner,
            ") AS page CROSS JOIN posts p CROSS JOIN members m \
             LEFT JOIN members s ON s.number = page.owner AND page.owner <> p.author \
             LEFT JOIN appreciations a ON a.member = $1 AND a.subject = p.id \
             LEFT JOIN bookmarks b ON b.member = $1 AND b.post_id = p.id \
             LEFT JOIN reposts r ON r.member = $1 AND r.post_id = p.id \
             LEFT JOIN follows f ON f.follower = $1 AND f.followee = p.author \
             WHERE p.id = page.post_id AND m.number = p.author"
        )
    };
}

pub(crate) use {card_columns, cards_of};

#[derive(sqlx::FromRow)]
pub(crate) struct PostRow {
    pub(crate) place: Vec<u8>,
    pub(crate) score: i64,
    shown_by: i64,
    shower_handle: Option<String>,
    shower_name: Option<String>,
    shower_picture: Option<Vec<u8>>,
    pub(crate) id: Vec<u8>,
    author: i64,
    text: String,
    photos: String,
    created_at_ms: i64,
    edited_at_ms: Option<i64>,
    reach: String,
    labels: String,
    comment_count: i64,
    appreciation_count: i64,
    repost_count: i64,
    handle: Option<String>,
    display_name: String,
    picture_file: Option<Vec<u8>>,
    appreciated_in: Option<i64>,
    pub(crate) bookmarked_at_ms: Option<i64>,
    reposted_at_ms: Option<i64>,
    followed_at_ms: Option<i64>,
}

impl TryFrom<PostRow> for PostCard {
    type Error = Error;

    fn try_from(row: PostRow) -> Result<Self> {
        const POSTS: &str = "posts";
        let shown_by = match row.shower_name {
            None => None,
            Some(name) => Some(member_card(
                row.shown_by,
                row.shower_handle,
                name,
                row.shower_picture.as_deref(),
            )?),
        };
        let post = Post {
            id: PostId::from_bytes(convert::id(POSTS, &row.id)?),
            author: member_card(
                row.author,
                row.handle,
                row.display_name,
                row.picture_file.as_deref(),
            )?,
            text: PostText::from_stored(row.text),
            photos: parse_photos(&row.photos)?,
            created_at_ms: convert::unsigned(POSTS, row.created_at_ms)?,
            edited_at_ms: convert::maybe_unsigned(POSTS, row.edited_at_ms)?,
            reach: convert::reach(POSTS, &row.reach)?,
            labels: convert::labels(&row.labels),
            comment_count: convert::unsigned(POSTS, row.comment_count)?,
            appreciation_count: convert::unsigned(POSTS, row.appreciation_count)?,
            repost_count: convert::unsigned(POSTS, row.repost_count)?,
        };
        Ok(Self {
            post: Arc::new(post),
            marks: ViewerMarks {
                appreciated_in: row
                    .appreciated_in
                    .map(|it| convert::round("appreciations", it))
                    .transpose()?,
                bookmarked_at_ms: convert::maybe_unsigned("bookmarks", row.bookmarked_at_ms)?,
                reposted_at_ms: convert::maybe_unsigned("reposts", row.reposted_at_ms)?,
                follows_since_ms: convert::maybe_unsigned("follows", row.followed_at_ms)?,
            },
            shown_by,
            labels_seen: Vec::new(),
        })
    }
}

impl PostCard {
    /// Says whether it may be seen by whom it was read for.
    pub(crate) fn is_visible_to(&self, viewpoint: Viewpoint) -> bool {
        visibility::may_see(
            self.reach,
            self.author.number,
            viewpoint,
            self.marks.follows_since_ms.is_some(),
        )
    }
}

/// Puts the rows of a list in order (highest score first, then latest place) and turns them into a
/// page of what `viewpoint` may see. A page may come out shorter
/// than the limit, never with something that is not theirs to see. What is shown twice (reposts)
/// stays at its newest place.
pub(crate) fn into_page(
    mut rows: Vec<PostRow>,
    limit: usize,
    viewpoint: Viewpoint,
    key: impl Fn(&PostRow) -> Vec<u8>,
) -> Result<Page<PostCard>> {
    rows.sort_unstable_by(|a, b| (b.score, &b.place).cmp(&(a.score, &a.place)));
    let page = Page::cut(rows, limit, key).try_map(PostCard::try_from)?;
    let mut rows: Vec<PostCard> = Vec::with_capacity(page.rows.len());
    for card in page.rows {
        if card.is_visible_to(viewpoint) && !rows.iter().any(|seen| seen.id == card.id) {
            rows.push(card);
        }
    }
    Ok(Page {
        rows,
        next: page.next,
    })
}

/// The reader's number for `$1`: 0 stands for nobody.
pub(crate) fn reader(viewpoint: Viewpoint) -> i64 {
    viewpoint.member().map_or(0, convert::number)
}

pub(crate) fn member_card(
    number: i64,
    handle: Option<String>,
    display_name: String,
    picture: Option<&[u8]>,
) -> Result<MemberCard> {
    Ok(MemberCard {
        number: convert::member("members", number)?,
        handle: handle.map(Handle::from_stored),
        display_name: DisplayName::from_stored(display_name),
        picture: picture
            .map(|bytes| convert::hash("members", bytes))
            .transpose()?,
    })
}

/// The form of `posts.photos`; short names, since every page of a list carries twenty of these.
#[derive(Serialize, Deserialize)]
struct StoredPhoto {
    h: String,
    w: u32,
    t: u32,
    b: String,
    a: String,
    v: Vec<StoredFile>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    m: Option<StoredFile>,
}

/// Hash, width, height and bytes of a file.
type StoredFile = (String, u32, u32, u64);

fn store_file(file: &Variant) -> StoredFile {
    (
        file.hash.to_string(),
        file.width,
        file.height,
        file.size_bytes,
    )
}

pub(crate) fn write_photos(photos: &[PhotoCard]) -> String {
    let stored: Vec<StoredPhoto> = photos
        .iter()
        .map(|card| StoredPhoto {
            h: card.photo.hash.to_string(),
            w: card.photo.width,
            t: card.photo.height,
            b: card.photo.blurhash.clone(),
            a: card.alt_text.as_str().to_owned(),
            v: card.photo.variants.iter().map(store_file).collect(),
            m: card.photo.animation.as_ref().map(store_file),
        })
        .collect();
    if stored.is_empty() {
        return String::new();
    }
    serde_json::to_string(&stored).expect("strings and numbers are always JSON")
}

pub(crate) fn parse_photos(stored: &str) -> Result<Vec<PhotoCard>> {
    if stored.is_empty() {
        return Ok(Vec::new());
    }
    let damaged = || corrupt("posts", "photos are not readable");
    let photos: Vec<StoredPhoto> = serde_json::from_str(stored).map_err(|_| damaged())?;
    photos
        .into_iter()
        .map(|photo| {
            let load = |(hash, width, height, size_bytes): StoredFile| {
                Ok(Variant {
                    hash: hash.parse().map_err(|_| damaged())?,
                    width,
                    height,
                    size_bytes,
                })
            };
            let variants = photo.v.into_iter().map(load).collect::<Result<_>>()?;
            let animation = photo.m.map(load).transpose()?;
            Ok(PhotoCard {
                photo: Photo {
                    hash: photo.h.parse().map_err(|_| damaged())?,
                    width: photo.w,
                    height: photo.t,
                    blurhash: photo.b,
                    variants,
                    animation,
                },
                alt_text: AltText::from_stored(photo.a),
            })
        })
        .collect()
}
