//! Posts as lists show them, comments, and what frames a person's page, drawn once for all who see the same.
//!
//! Most of a list is the same for most of its readers: the work, its label, its counts. What was
//! drawn is kept with what it was drawn from, and drawn anew once that differs, or once its time
//! ("2 hours ago") would be said otherwise. Nothing has to be told of a change.

use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use domain::ids::{CommentId, PostId};
use ledger::ids::MemberNumber;
use maud::{Markup, PreEscaped};
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use serde_json::value::RawValue;
use store::card::{LabelSeen, MemberCard, Post, PostCard};
use store::comment::CommentCard;
use store::reading::choice_word;

use crate::pages::profile::{PartKind, Person};
use crate::text::Lang;

/// Bytes of drawn posts that are kept, of each kind.
const KEPT_BYTES_MAX: u64 = 24 << 20;
/// Drawn posts that are kept, about.
const KEPT_MAX: usize = 8_192;

/// A drawn post, shared by the pages it stands on.
pub type DrawnPost = PreEscaped<Arc<str>>;

/// A drawn comment, without its answers.
pub type DrawnComment = PreEscaped<Arc<str>>;

/// Who looks, as far as it changes what a post looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Eyes {
    appreciated: bool,
    reposted: bool,
    bookmarked: bool,
    follows: bool,
    made_it: bool,
}

impl Eyes {
    /// Nobody's eyes in particular: what is drawn looks the same to all.
    pub const ANYBODY: Self = Self {
        appreciated: false,
        reposted: false,
        bookmarked: false,
        follows: false,
        made_it: false,
    };

    /// The eyes of `viewer` on a post that was read for them.
    pub fn of(viewer: Option<MemberNumber>, card: &PostCard) -> Self {
        Self {
            appreciated: card.marks.appreciated_in.is_some(),
            reposted: card.marks.reposted_at_ms.is_some(),
            bookmarked: card.marks.bookmarked_at_ms.is_some(),
            follows: card.marks.follows_since_ms.is_some(),
            made_it: viewer == Some(card.author.number),
        }
    }
}

/// How a post stands on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stand {
    /// First of a list: its picture loads at once.
    First,
    /// Further down a list.
    Later,
    /// On its own page.
    Alone,
    /// Among the first works of a wall: its picture loads at once.
    HungFirst,
    /// Further down a wall.
    Hung,
}

/// Where a post is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Spot<'a> {
    /// In which language.
    pub lang: Lang,
    /// Path and query of the page, to which acts return.
    pub path: &'a str,
    /// How it stands on the page.
    pub stand: Stand,
    /// The present, in Unix milliseconds.
    pub now_ms: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    post: PostId,
    shown_by: Option<MemberNumber>,
    eyes: Eyes,
    /// Hash of the labels that are seen on it; 0 without any.
    labels: u64,
    /// Language, hash of the path, stand; nothing for JSON, which says none of it.
    spot: Option<(Lang, u64, Stand)>,
}

impl Key {
    fn of(card: &PostCard, eyes: Eyes, spot: Option<&Spot<'_>>) -> Self {
        let hasher = BuildHasherDefault::<DefaultHasher>::default();
        Self {
            post: card.id,
            shown_by: card.shown_by.as_ref().map(|by| by.number),
            eyes,
            labels: labels_hash(&card.labels_seen),
            spot: spot.map(|it| (it.lang, hasher.hash_one(it.path), it.stand)),
        }
    }
}

/// Readers who see other labels keep another drawing.
fn labels_hash(labels: &[LabelSeen]) -> u64 {
    if labels.is_empty() {
        return 0;
    }
    let mut hasher = DefaultHasher::new();
    for it in labels {
        (it.labeller, &it.label, choice_word(it.does)).hash(&mut hasher);
    }
    hasher.finish()
}

#[derive(Debug)]
struct Kept<T> {
    post: Arc<Post>,
    shown_by: Option<MemberCard>,
    labels: Vec<LabelSeen>,
    path: Box<str>,
    from_ms: u64,
    until_ms: u64,
    drawn: T,
}

impl<T> Kept<T> {
    fn shows(&self, card: &PostCard) -> bool {
        self.post == card.post && self.shown_by == card.shown_by && self.labels == card.labels_seen
    }
}

/// Where a comment is drawn, and who looks.
#[derive(Clone, Copy, Debug)]
pub struct CommentSpot<'a> {
    /// In which language.
    pub lang: Lang,
    /// Handle of the post's author, which stands in addresses.
    pub handle: &'a str,
    /// Whether the reader can answer.
    pub is_signed_in: bool,
    /// Whether the reader wrote it.
    pub mine: bool,
    /// Whether the reader may delete it.
    pub deletable: bool,
    /// The present, in Unix milliseconds.
    pub now_ms: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct CommentKey {
    comment: CommentId,
    lang: Lang,
    is_signed_in: bool,
    mine: bool,
    deletable: bool,
    appreciated: bool,
}

#[derive(Debug)]
struct KeptComment {
    card: CommentCard,
    handle: Box<str>,
    from_ms: u64,
    until_ms: u64,
    drawn: Arc<str>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct PersonKey {
    handle: Box<str>,
    lang: Lang,
    part: PartKind,
    followed: bool,
    mine: bool,
}

#[derive(Debug)]
struct KeptPerson {
    person: Person,
    path: Box<str>,
    drawn: (Arc<str>, Arc<str>),
}

#[derive(Clone, Debug)]
struct ByBytes;

impl Weighter<PersonKey, Arc<KeptPerson>> for ByBytes {
    fn weight(&self, _: &PersonKey, kept: &Arc<KeptPerson>) -> u64 {
        let (above, below) = &kept.drawn;
        u64::try_from(above.len().saturating_add(below.len())).unwrap_or(u64::MAX)
    }
}

impl Weighter<CommentKey, Arc<KeptComment>> for ByBytes {
    fn weight(&self, _: &CommentKey, kept: &Arc<KeptComment>) -> u64 {
        u64::try_from(kept.drawn.len()).unwrap_or(u64::MAX)
    }
}

impl Weighter<Key, Arc<Kept<Arc<str>>>> for ByBytes {
    fn weight(&self, _: &Key, kept: &Arc<Kept<Arc<str>>>) -> u64 {
        u64::try_from(kept.drawn.len()).unwrap_or(u64::MAX)
    }
}

impl Weighter<Key, Arc<Kept<Arc<RawValue>>>> for ByBytes {
    fn weight(&self, _: &Key, kept: &Arc<Kept<Arc<RawValue>>>) -> u64 {
        u64::try_from(kept.drawn.get().len()).unwrap_or(u64::MAX)
    }
}

/// The drawn posts and comments of one door.
#[derive(Debug)]
pub struct Drawn {
    html: Cache<Key, Arc<Kept<Arc<str>>>, ByBytes>,
    json: Cache<Key, Arc<Kept<Arc<RawValue>>>, ByBytes>,
    comments: Cache<CommentKey, Arc<KeptComment>, ByBytes>,
    people: Cache<PersonKey, Arc<KeptPerson>, ByBytes>,
}

impl Default for Drawn {
    fn default() -> Self {
        Self {
            html: Cache::with_weighter(KEPT_MAX, KEPT_BYTES_MAX, ByBytes),
            json: Cache::with_weighter(KEPT_MAX, KEPT_BYTES_MAX, ByBytes),
            comments: Cache::with_weighter(KEPT_MAX, KEPT_BYTES_MAX, ByBytes),
            people: Cache::with_weighter(KEPT_MAX, KEPT_BYTES_MAX, ByBytes),
        }
    }
}

impl Drawn {
    /// The post as it stands at `spot`: kept, or drawn by `draw`, which returns the markup and the
    /// moment at which its words change.
    pub fn html(
        &self,
        card: &PostCard,
        eyes: Eyes,
        spot: &Spot<'_>,
        draw: impl FnOnce() -> (String, u64),
    ) -> DrawnPost {
        let key = Key::of(card, eyes, Some(spot));
        if let Some(kept) = self.html.get(&key)
            && kept.shows(card)
            && *kept.path == *spot.path
            && (kept.from_ms..kept.until_ms).contains(&spot.now_ms)
        {
            return PreEscaped(Arc::clone(&kept.drawn));
        }
        let (markup, until_ms) = draw();
        let drawn: Arc<str> = markup.into();
        let kept = Kept {
            post: Arc::clone(&card.post),
            shown_by: card.shown_by.clone(),
            labels: card.labels_seen.clone(),
            path: spot.path.into(),
            from_ms: spot.now_ms,
            until_ms,
            drawn: Arc::clone(&drawn),
        };
        self.html.insert(key, Arc::new(kept));
        PreEscaped(drawn)
    }

    /// The comment as it stands at `spot`: kept, or drawn by `draw`, as [`Drawn::html`].
    pub fn comment(
        &self,
        card: &CommentCard,
        spot: &CommentSpot<'_>,
        draw: impl FnOnce() -> (String, u64),
    ) -> DrawnComment {
        let key = CommentKey {
            comment: card.id,
            lang: spot.lang,
            is_signed_in: spot.is_signed_in,
            mine: spot.mine,
            deletable: spot.deletable,
            appreciated: card.is_appreciated(),
        };
        if let Some(kept) = self.comments.get(&key)
            && (kept.from_ms..kept.until_ms).contains(&spot.now_ms)
            && *kept.handle == *spot.handle
            && kept.card == *card
        {
            return PreEscaped(Arc::clone(&kept.drawn));
        }
        let (markup, until_ms) = draw();
        let drawn: Arc<str> = markup.into();
        let kept = KeptComment {
            card: card.clone(),
            handle: spot.handle.into(),
            from_ms: spot.now_ms,
            until_ms,
            drawn: Arc::clone(&drawn),
        };
        self.comments.insert(key, Arc::new(kept));
        PreEscaped(drawn)
    }

    /// What stands above and below a part of somebody's page: kept, or drawn by `draw`. Nothing of it
    /// is said of the present.
    pub fn around(
        &self,
        person: &Person,
        (lang, path, part): (Lang, &str, PartKind),
        draw: impl FnOnce() -> (Markup, Markup),
    ) -> (DrawnPost, DrawnPost) {
        let key = PersonKey {
            handle: person.face.handle.as_str().into(),
            lang,
            part,
            followed: person.followed,
            mine: person.mine,
        };
        if let Some(kept) = self.people.get(&key)
            && *kept.path == *path
            && kept.person == *person
        {
            let (above, below) = &kept.drawn;
            return (PreEscaped(Arc::clone(above)), PreEscaped(Arc::clone(below)));
        }
        let (above, below) = draw();
        let drawn: (Arc<str>, Arc<str>) = (above.into_string().into(), below.into_string().into());
        let shown = (
            PreEscaped(Arc::clone(&drawn.0)),
            PreEscaped(Arc::clone(&drawn.1)),
        );
        let kept = KeptPerson {
            person: person.clone(),
            path: path.into(),
            drawn,
        };
        self.people.insert(key, Arc::new(kept));
        shown
    }

    /// The post as JSON: kept, or written by `write`.
    pub fn json(
        &self,
        card: &PostCard,
        eyes: Eyes,
        write: impl FnOnce() -> Box<RawValue>,
    ) -> Arc<RawValue> {
        let key = Key::of(card, eyes, None);
        if let Some(kept) = self.json.get(&key)
            && kept.shows(card)
        {
            return Arc::clone(&kept.drawn);
        }
        let drawn: Arc<RawValue> = write().into();
        let kept = Kept {
            post: Arc::clone(&card.post),
            shown_by: card.shown_by.clone(),
            labels: card.labels_seen.clone(),
            path: Box::default(),
            from_ms: 0,
            until_ms: u64::MAX,
            drawn: Arc::clone(&drawn),
        };
        self.json.insert(key, Arc::new(kept));
        drawn
    }
}
