//! What our JSON looks like.

use std::sync::Arc;

use domain::media::Photo;
use domain::visibility::Reach;
use ledger::ids::MemberNumber;
use ledger::member::Standing;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use store::card::{LabelSeen, MemberCard, PostCard};
use store::comment::{CommentCard, CommentContent};
use store::notification::Notification;
use store::reading::choice_word;
use store::{Cursor, Page};
use utoipa::ToSchema;

use crate::drawn::Eyes;
use crate::error::PageError;
use crate::visit::Visit;
use crate::{links, markdown};

/// Some rows of a list, and where it goes on.
#[derive(Debug, Serialize, ToSchema)]
pub struct List<T> {
    /// In the order of the list.
    pub rows: Vec<T>,
    /// Pass as `from` to get the next page; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl<T> List<T> {
    /// Turns a page of cards into a list.
    pub fn of<C>(page: &Page<C>) -> Self
    where
        T: for<'c> From<&'c C>,
    {
        Self {
            rows: page.rows.iter().map(Into::into).collect(),
            next: page.next.as_ref().map(Cursor::to_string),
        }
    }
}

/// A member as a name beside their work.
#[derive(Debug, Serialize, ToSchema)]
pub struct MemberJson {
    /// Number for life on the record.
    pub number: u32,
    /// Handle without `@`; absent once they left.
    pub handle: Option<String>,
    /// Name as they write it; may be empty.
    pub name: String,
    /// Path of their picture.
    pub picture: Option<String>,
}

impl From<&MemberCard> for MemberJson {
    fn from(card: &MemberCard) -> Self {
        Self {
            number: card.number.0,
            handle: card
                .handle
                .as_ref()
                .map(|handle| handle.as_str().to_owned()),
            name: card.display_name.as_str().to_owned(),
            picture: card
                .picture
                .as_ref()
                .map(|hash| links::media(&hash.to_string())),
        }
    }
}

/// Loads members by number, in their order; who is not known is left out.
///
/// # Errors
///
/// [`PageError::App`] if the database failed.
pub async fn members(
    visit: &Visit,
    numbers: &[MemberNumber],
) -> Result<Vec<MemberJson>, PageError> {
    let mut reader = visit.app().store.read().await?;
    let mut found = Vec::with_capacity(numbers.len());
    for number in numbers {
        let card = reader.find_member_card(*number).await?;
        found.extend(card.map(|card| MemberJson::from(&card)));
    }
    Ok(found)
}

/// Loads one member by number.
///
/// # Errors
///
/// [`PageError::App`] if the database failed.
pub async fn member(visit: &Visit, number: MemberNumber) -> Result<Option<MemberJson>, PageError> {
    Ok(members(visit, &[number]).await?.pop())
}

/// The word of a standing in the commons.
pub fn standing_word(standing: Standing) -> &'static str {
    match standing {
        Standing::Guest => "guest",
        Standing::Associate => "associate",
        Standing::Member => "member",
    }
}

/// One stored size of a photograph.
#[derive(Debug, Serialize, ToSchema)]
pub struct VariantJson {
    /// Its path.
    pub url: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Of the file.
    pub size_bytes: u64,
}

/// A photograph.
#[derive(Debug, Serialize, ToSchema)]
pub struct PhotoJson {
    /// What it is called when it is put into a post.
    pub hash: String,
    /// Of the largest variant, in pixels.
    pub width: u32,
    /// Of the largest variant, in pixels.
    pub height: u32,
    /// A blurred preview (blurha.sh).
    pub blurhash: String,
    /// What it shows, in the maker's words.
    pub alt: String,
    /// Smallest first.
    pub variants: Vec<VariantJson>,
}

impl PhotoJson {
    /// A photograph with its description.
    pub fn of(photo: &Photo, alt: &str) -> Self {
        Self {
            hash: photo.hash.to_string(),
            width: photo.width,
            height: photo.height,
            blurhash: photo.blurhash.clone(),
            alt: alt.to_owned(),
            variants: photo
                .variants
                .iter()
                .map(|it| VariantJson {
                    url: links::media(&it.hash.to_string()),
                    width: it.width,
                    height: it.height,
                    size_bytes: it.size_bytes,
                })
                .collect(),
        }
    }
}

/// A post.
#[derive(Debug, Serialize, ToSchema)]
pub struct PostJson {
    /// Opaque id.
    pub id: String,
    /// Path of its page.
    pub url: String,
    /// Its maker.
    pub author: MemberJson,
    /// The source, as typed.
    pub text: String,
    /// The same, rendered and sanitised.
    pub html: String,
    /// In the maker's order.
    pub photos: Vec<PhotoJson>,
    /// When it was published.
    pub created_at_ms: u64,
    /// When it was last edited.
    pub edited_at_ms: Option<u64>,
    /// `everyone`, `followers` or `nobody`.
    pub reach: &'static str,
    /// Labels that moderation put on it.
    pub labels: Vec<String>,
    /// Labels that the visitor sees on it, labellers' too, and what each does for them.
    pub labels_seen: Vec<LabelSeenJson>,
    /// How many comments it has.
    pub comments: u64,
    /// How many appreciated it.
    pub appreciations: u64,
    /// How many reposted it.
    pub reposts: u64,
    /// Whether the visitor appreciated it.
    pub appreciated: bool,
    /// Whether the visitor reposted it.
    pub reposted: bool,
    /// Whether the visitor kept it for later.
    pub bookmarked: bool,
    /// Who brought it into this list.
    pub shown_by: Option<MemberJson>,
}

/// A label as the visitor sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct LabelSeenJson {
    /// Its id.
    pub label: String,
    /// What it says.
    pub title: String,
    /// Handle of the labeller; nothing for the moderation policy.
    pub labeller: Option<String>,
    /// `show`, `cover` or `hide`.
    pub does: &'static str,
}

impl From<&LabelSeen> for LabelSeenJson {
    fn from(seen: &LabelSeen) -> Self {
        Self {
            label: seen.label.clone(),
            title: seen.title.clone(),
            labeller: seen.handle.clone(),
            does: choice_word(seen.does),
        }
    }
}

impl From<&PostCard> for PostJson {
    fn from(card: &PostCard) -> Self {
        let id = card.id.to_string();
        let handle = card
            .author
            .handle
            .as_ref()
            .map(domain::handle::Handle::as_str)
            .unwrap_or_default();
        Self {
            url: links::post(handle, &id),
            id,
            author: (&card.author).into(),
            text: card.text.as_str().to_owned(),
            html: markdown::render(card.text.as_str()).as_str().to_owned(),
            photos: card
                .photos
                .iter()
                .map(|it| PhotoJson::of(&it.photo, it.alt_text.as_str()))
                .collect(),
            created_at_ms: card.created_at_ms,
            edited_at_ms: card.edited_at_ms,
            reach: card.reach.word(),
            labels: card.labels.clone(),
            labels_seen: card.labels_seen.iter().map(Into::into).collect(),
            comments: card.comment_count,
            appreciations: card.appreciation_count,
            reposts: card.repost_count,
            appreciated: card.marks.appreciated_in.is_some(),
            reposted: card.marks.reposted_at_ms.is_some(),
            bookmarked: card.marks.bookmarked_at_ms.is_some(),
            shown_by: card.shown_by.as_ref().map(Into::into),
        }
    }
}

/// A [`PostJson`], written once for all readers who see the same.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct PostWritten(#[serde(serialize_with = "as_it_stands")] Arc<RawValue>);

fn as_it_stands<S: serde::Serializer>(
    written: &Arc<RawValue>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    written.serialize(serializer)
}

/// A page of posts.
pub fn posts(visit: &Visit, page: &Page<PostCard>) -> List<PostWritten> {
    let write = |card: &PostCard| {
        let written = serde_json::value::to_raw_value(&PostJson::from(card));
        written.expect("strings and numbers are always JSON")
    };
    let kept = &visit.door.drawn;
    let one = |card: &PostCard| {
        let eyes = Eyes::of(visit.member(), card);
        PostWritten(kept.json(card, eyes, || write(card)))
    };
    List {
        rows: page.rows.iter().map(one).collect(),
        next: page.next.as_ref().map(Cursor::to_string),
    }
}

/// A comment in its place.
#[derive(Debug, Serialize, ToSchema)]
pub struct CommentJson {
    /// Opaque id.
    pub id: String,
    /// What it answers, if not the post itself.
    pub parent: Option<String>,
    /// 0 for a comment on the post itself, one more per answer.
    pub depth: u32,
    /// When it was published.
    pub created_at_ms: u64,
    /// When it was last edited.
    pub edited_at_ms: Option<u64>,
    /// `here`, `deleted` or `taken-down`.
    pub state: &'static str,
    /// Who wrote it.
    pub author: Option<MemberJson>,
    /// The source, as typed.
    pub text: String,
    /// The same, rendered and sanitised.
    pub html: String,
    /// `everyone`, `followers` or `nobody`.
    pub reach: &'static str,
    /// Labels that moderation put on it.
    pub labels: Vec<String>,
    /// The same as the visitor sees them, and what each does for them.
    pub labels_seen: Vec<LabelSeenJson>,
    /// How many appreciated it.
    pub appreciations: u64,
    /// Whether the visitor did.
    pub appreciated: bool,
}

impl From<&CommentCard> for CommentJson {
    fn from(card: &CommentCard) -> Self {
        let empty = Self {
            id: card.id.to_string(),
            parent: card.parent.map(|parent| parent.to_string()),
            depth: card.depth,
            created_at_ms: card.created_at_ms,
            edited_at_ms: None,
            state: "deleted",
            author: None,
            text: String::new(),
            html: String::new(),
            reach: Reach::Nobody.word(),
            labels: Vec::new(),
            labels_seen: Vec::new(),
            appreciations: 0,
            appreciated: false,
        };
        match &card.content {
            CommentContent::Deleted => empty,
            CommentContent::TakenDown => Self {
                state: "taken-down",
                ..empty
            },
            CommentContent::Here {
                author,
                text,
                reach,
                labels,
                appreciation_count,
                appreciated_in,
            } => Self {
                state: "here",
                edited_at_ms: card.edited_at_ms,
                author: Some(author.into()),
                text: text.as_str().to_owned(),
                html: markdown::render(text.as_str()).as_str().to_owned(),
                reach: reach.word(),
                labels: labels.clone(),
                labels_seen: card.labels_seen.iter().map(Into::into).collect(),
                appreciations: *appreciation_count,
                appreciated: appreciated_in.is_some(),
                ..empty
            },
        }
    }
}

/// A notification.
#[derive(Debug, Serialize, ToSchema)]
pub struct NotificationJson {
    /// Opaque id.
    pub id: String,
    /// Permanent word of what happened.
    pub kind: &'static str,
    /// When.
    pub at_ms: u64,
    /// Who did it.
    pub actor: Option<MemberJson>,
    /// The post it is about.
    pub post: Option<String>,
    /// The comment it is about.
    pub comment: Option<String>,
    /// What the kind says about it.
    pub detail: Option<String>,
    /// When it was read.
    pub read_at_ms: Option<u64>,
}

impl From<&Notification> for NotificationJson {
    fn from(row: &Notification) -> Self {
        Self {
            id: row.id.to_string(),
            kind: row.kind.word(),
            at_ms: row.id.at_ms(),
            actor: row.actor.as_ref().map(Into::into),
            post: row.post.map(|id| id.to_string()),
            comment: row.comment.map(|id| id.to_string()),
            detail: row.detail.clone(),
            read_at_ms: row.read_at_ms,
        }
    }
}

/// A photograph's place in a post to be published.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PlacedJson {
    /// Its hash, as the upload returned it.
    pub hash: String,
    /// What it shows.
    #[serde(default)]
    pub alt: String,
}

/// A post to be published, or a draft of one.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct DraftJson {
    /// The source.
    #[serde(default)]
    pub text: String,
    /// In the order to be shown, at most ten.
    #[serde(default)]
    pub photos: Vec<PlacedJson>,
}

/// Whether an act changed anything.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangeJson {
    /// False if it was so already.
    pub changed: bool,
}

impl From<store::appreciation::Change> for ChangeJson {
    fn from(change: store::appreciation::Change) -> Self {
        Self {
            changed: change == store::appreciation::Change::Made,
        }
    }
}
