//! From what the application returns to what pages show.
//!
//! Nothing is decided here but words and addresses: a card has been read with the viewer's eyes
//! already.

use domain::ids::MediaHash;
use domain::media::Photo;
use domain::visibility::Reach;
use ledger::ids::{MemberNumber, MicroShares};
use ledger::policy::LabelDefault;
use store::card::{LabelSeen, MemberCard, PhotoCard, PostCard};
use store::comment::{CommentCard, CommentContent};
use store::{Cursor, Page};

use crate::components::person::Face;
use crate::components::picture::{Picture, Urgency};
use crate::components::post::{MyActs, PostView, post_alone};
use crate::components::talk::{self, CommentView, Said};
use crate::drawn::{CommentSpot, DrawnComment, DrawnPost, Eyes, Spot, Stand};
use crate::layout::Shell;
use crate::pages::feed::Posts;
use crate::pages::profile::{self, Work};
use crate::text::Lang;
use crate::text::moment::ago_until;
use crate::text::number::{NO_BREAK, decimal, percent_short};
use crate::visit::Visit;
use crate::{blur, components, links, markdown, t};

/// Longest text without pictures that is set large, in characters.
const ESSAY_CHARACTERS_MAX: usize = 420;
/// Width of the column's picture on a screen of ordinary density, in pixels.
const COLUMN_PIXELS: u32 = 640;

/// A member's face; someone who left has no handle and is named so.
pub fn face(lang: Lang, card: &MemberCard) -> Face {
    let handle = card
        .handle
        .as_ref()
        .map(|handle| handle.as_str().to_owned())
        .unwrap_or_default();
    let name = match card.display_name.as_str().trim() {
        "" if handle.is_empty() => t!(lang, "person-left").into_owned(),
        "" => handle.clone(),
        name => name.to_owned(),
    };
    Face {
        handle,
        name,
        picture: card.picture.as_ref().map(media_url),
    }
}

fn media_url(hash: &MediaHash) -> String {
    links::media(&hash.to_string())
}

/// A photograph with all its sizes. `href` is where it leads.
pub fn picture(photo: &Photo, alt: &str, href: &str) -> Picture {
    let fitting = variant(photo);
    let srcset: Vec<String> = photo
        .variants
        .iter()
        .map(|variant| format!("{} {}w", media_url(&variant.hash), variant.width))
        .collect();
    Picture {
        src: fitting
            .map(|variant| media_url(&variant.hash))
            .unwrap_or_default(),
        srcset: if srcset.len() > 1 {
            srcset.join(", ")
        } else {
            String::new()
        },
        width: photo.width,
        height: photo.height,
        alt: alt.to_owned(),
        blur: blur::data_url(&photo.blurhash),
        href: href.to_owned(),
    }
}

/// Returns the file of a photograph that a column shows.
pub fn fitting(photo: &Photo) -> Option<domain::ids::MediaHash> {
    variant(photo).map(|it| it.hash)
}

fn variant(photo: &Photo) -> Option<&domain::media::Variant> {
    photo
        .variants
        .iter()
        .find(|variant| variant.width >= COLUMN_PIXELS)
        .or(photo.variants.last())
}

fn pictures(photos: &[PhotoCard], href: &str) -> Vec<Picture> {
    photos
        .iter()
        .map(|card| picture(&card.photo, card.alt_text.as_str(), href))
        .collect()
}

/// A post as lists show it.
pub fn post(shell: &Shell, viewer: Option<MemberNumber>, card: &PostCard) -> PostView {
    let lang = shell.lang;
    let author = face(lang, &card.author);
    let id = card.id.to_string();
    let href = links::post(&author.handle, &id);
    let (title, body) = markdown::split_title(card.text.as_str());
    let shown_by = card.shown_by.as_ref().map(|by| face(lang, by));
    let follows = card.marks.follows_since_ms.is_some();
    let why = match &shown_by {
        Some(by) => t!(lang, "home-why-repost", name = by.name.as_str()).into_owned(),
        None if follows => t!(lang, "home-why-follow", name = author.name.as_str()).into_owned(),
        None => String::new(),
    };
    PostView {
        pictures: pictures(&card.photos, &href),
        id,
        published_ms: card.created_at_ms,
        edited_ms: card.edited_at_ms,
        title,
        body: markdown::render(body),
        essay: card.photos.is_empty() && body.chars().nth(ESSAY_CHARACTERS_MAX).is_none(),
        appreciations: card.appreciation_count,
        comments: card.comment_count,
        reposts: card.repost_count,
        mine: MyActs {
            appreciated: card.marks.appreciated_in.is_some(),
            reposted: card.marks.reposted_at_ms.is_some(),
            bookmarked: card.marks.bookmarked_at_ms.is_some(),
            author: viewer == Some(card.author.number),
        },
        label: seen_label(lang, card),
        cover: cover(&card.labels_seen),
        reposted_by: shown_by,
        talk: Vec::new(),
        why,
        author,
    }
}

/// What stands beside a work: the labels that its reader sees, each with whose it is, and how far it
/// reaches.
fn seen_label(lang: Lang, card: &PostCard) -> Option<String> {
    let said = card.labels_seen.iter().map(|it| match &it.handle {
        None => it.title.clone(),
        Some(handle) => t!(
            lang,
            "label-of",
            label = it.title.as_str(),
            handle = handle.as_str()
        )
        .into_owned(),
    });
    label(lang, card.reach, &said.collect::<Vec<_>>())
}

/// The labels that cover a work, in one line; nothing if none does.
fn cover(labels: &[LabelSeen]) -> Option<String> {
    let covering = labels.iter().filter(|it| it.does != LabelDefault::Show);
    let titles: Vec<&str> = covering.map(|it| it.title.as_str()).collect();
    (!titles.is_empty()).then(|| titles.join(" · "))
}

/// What moderation says beside a work: its labels, and how far it reaches.
pub fn label(lang: Lang, reach: Reach, labels: &[String]) -> Option<String> {
    let mut words: Vec<String> = labels.to_vec();
    match reach {
        Reach::Everyone => {}
        Reach::Followers => words.push(t!(lang, "reach-followers").into_owned()),
        Reach::Nobody => words.push(t!(lang, "reach-nobody").into_owned()),
    }
    (!words.is_empty()).then(|| words.join(" · "))
}

/// A page of posts; `base` is the address of the list, to which the cursor is added.
pub fn posts(
    visit: &Visit,
    shell: &Shell,
    page: &Page<PostCard>,
    base: &str,
    first: bool,
) -> Posts {
    let rows = page.rows.iter().enumerate();
    Posts {
        posts: rows
            .map(|(index, card)| match index {
                0 => drawn(visit, shell, card, Stand::First),
                _ => drawn(visit, shell, card, Stand::Later),
            })
            .collect(),
        older: older(page.next.as_ref(), base),
        first,
    }
}

/// A post where it stands, drawn once for all who see the same.
pub fn drawn(visit: &Visit, shell: &Shell, card: &PostCard, stand: Stand) -> DrawnPost {
    let viewer = visit.member();
    // No act is offered on a wall, so that it looks the same to all and from everywhere.
    let (path, eyes) = match stand {
        Stand::HungFirst | Stand::Hung => ("", Eyes::ANYBODY),
        Stand::First | Stand::Later | Stand::Alone => (&*shell.path, Eyes::of(viewer, card)),
    };
    let spot = Spot {
        lang: shell.lang,
        path,
        stand,
        now_ms: shell.now_ms,
    };
    let kept = &visit.door.drawn;
    kept.html(card, eyes, &spot, || {
        let view = || post(shell, viewer, card);
        let markup = match stand {
            Stand::First => components::post::post(shell, &view(), Urgency::First),
            Stand::Later => components::post::post(shell, &view(), Urgency::Later),
            Stand::Alone => post_alone(shell, &view()),
            Stand::HungFirst => profile::work(shell.lang, &work(shell, card), Urgency::First),
            Stand::Hung => profile::work(shell.lang, &work(shell, card), Urgency::Later),
        };
        let until_ms = ago_until(card.created_at_ms, shell.now_ms);
        (markup.into_string(), until_ms)
    })
}

/// The address of the next page of a list.
pub fn older(next: Option<&Cursor>, base: &str) -> Option<String> {
    let glue = if base.contains('?') { '&' } else { '?' };
    next.map(|cursor| format!("{base}{glue}from={cursor}"))
}

/// The works of a wall. What a label covers is not hung there: it stands among the posts, behind
/// its label.
pub fn wall(visit: &Visit, shell: &Shell, cards: &[PostCard]) -> Vec<DrawnPost> {
    let hung = cards
        .iter()
        .filter(|card| !card.photos.is_empty() && cover(&card.labels_seen).is_none());
    hung.enumerate()
        .map(|(index, card)| match index {
            0 | 1 => drawn(visit, shell, card, Stand::HungFirst),
            _ => drawn(visit, shell, card, Stand::Hung),
        })
        .collect()
}

/// A post with photographs as one work on a wall.
fn work(shell: &Shell, card: &PostCard) -> Work {
    let handle = card
        .author
        .handle
        .as_ref()
        .map(domain::handle::Handle::as_str)
        .unwrap_or_default();
    let (title, body) = markdown::split_title(card.text.as_str());
    let first = card.photos.first();
    let alt = match (first.map_or("", |it| it.alt_text.as_str().trim()), &title) {
        ("", Some(title)) => title.clone(),
        ("", None) => match markdown::plain(body, 80) {
            words if words.is_empty() => t!(shell.lang, "work-untitled").into_owned(),
            words => words,
        },
        (alt, _) => alt.to_owned(),
    };
    let href = links::post(handle, &card.id.to_string());
    Work {
        picture: first
            .map(|it| picture(&it.photo, &alt, &href))
            .unwrap_or_default(),
        title: title.unwrap_or_default(),
        pictures: u64::try_from(card.photos.len()).unwrap_or(u64::MAX),
    }
}

/// Comments in reading order as a tree.
pub fn thread(visit: &Visit, shell: &Shell, post: &PostView, cards: &[CommentCard]) -> Vec<Said> {
    let mut roots = Vec::new();
    // The chain of comments under construction, each with its depth.
    let mut open: Vec<(u32, Said)> = Vec::new();
    for card in cards {
        close_down_to(&mut open, &mut roots, card.depth);
        let said = Said {
            id: card.id.to_string(),
            drawn: drawn_comment(visit, shell, post, card),
            answers: Vec::new(),
        };
        open.push((card.depth, said));
    }
    close_down_to(&mut open, &mut roots, 0);
    roots
}

/// Puts every open comment of `depth` or deeper below what it answers.
fn close_down_to(open: &mut Vec<(u32, Said)>, roots: &mut Vec<Said>, depth: u32) {
    while open.last().is_some_and(|(at, _)| *at >= depth) {
        let Some((_, closed)) = open.pop() else {
            return;
        };
        match open.last_mut() {
            Some((_, above)) => above.answers.push(closed),
            None => roots.push(closed),
        }
    }
}

fn drawn_comment(
    visit: &Visit,
    shell: &Shell,
    post: &PostView,
    card: &CommentCard,
) -> DrawnComment {
    let viewer = visit.member();
    let spot = CommentSpot {
        lang: shell.lang,
        handle: &post.author.handle,
        is_signed_in: shell.signed_in(),
        mine: viewer.is_some() && viewer == card.author(),
        deletable: viewer.is_some()
            && (viewer == card.author() || viewer == Some(card.post_author)),
        now_ms: shell.now_ms,
    };
    visit.door.drawn.comment(card, &spot, || {
        let view = comment(&spot, card);
        let until_ms = ago_until(card.created_at_ms, shell.now_ms);
        (talk::comment(shell, post, &view).into_string(), until_ms)
    })
}

fn comment(spot: &CommentSpot<'_>, card: &CommentCard) -> CommentView {
    let lang = spot.lang;
    let id = card.id.to_string();
    match &card.content {
        CommentContent::Here {
            author,
            text,
            reach,
            labels,
            appreciation_count,
            appreciated_in,
        } => CommentView {
            id,
            author: face(lang, author),
            at_ms: card.created_at_ms,
            body: markdown::render(text.as_str()),
            gone: None,
            label: label(lang, *reach, labels),
            appreciations: *appreciation_count,
            appreciated: appreciated_in.is_some(),
            edited: card.edited_at_ms.is_some(),
            mine: spot.mine,
            deletable: spot.deletable,
        },
        CommentContent::Deleted => CommentView {
            id,
            gone: Some(t!(lang, "talk-gone").into_owned()),
            ..CommentView::default()
        },
        CommentContent::TakenDown => CommentView {
            id,
            gone: Some(t!(lang, "talk-taken-down").into_owned()),
            ..CommentView::default()
        },
    }
}

/// "1,204 shares · 0.8 %", or nothing for someone who holds none.
pub fn shares_line(lang: Lang, held: MicroShares, all: MicroShares) -> String {
    if held.0 == 0 || all.0 == 0 {
        return String::new();
    }
    let micro = i64::try_from(held.0).unwrap_or(i64::MAX);
    let places = if held.0 >= 100_000_000 { 0 } else { 1 };
    let whole = held.0 / 1_000_000;
    let part = u128::from(held.0) * 10_000 / u128::from(all.0);
    let words = t!(
        lang,
        "shares-held",
        amount = decimal(lang, micro, 6, places),
        count = whole
    );
    match i64::try_from(part) {
        Ok(0) => format!(
            "{words} · < 0{}1{NO_BREAK}%",
            if lang == Lang::Nl { ',' } else { '.' }
        ),
        Ok(part) => format!("{words} · {}", percent_short(lang, part)),
        Err(_) => words.into_owned(),
    }
}
