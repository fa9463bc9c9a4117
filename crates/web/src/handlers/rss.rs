//! Feeds for readers: RSS 2.0 of a member and of a tag.

use app::feed::{RssFeed, RssSource};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::handle::Handle;
use domain::text::Hashtag;
use maud::{Markup, PreEscaped, html};
use store::card::PostCard;

use super::Path;
use crate::error::PageError;
use crate::text::Lang;
use crate::text::moment::rfc822;
use crate::visit::Visit;
use crate::{links, markdown, present, t};

/// Longest title made from a text, in characters.
const TITLE_CHARACTERS: usize = 80;

/// `GET /@{handle}/-/feed`: a member's posts.
pub async fn member(
    visit: Visit,
    Path(handle): Path<String>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let handle = Handle::parse(&handle).map_err(|_| PageError::NotFound)?;
    let feed = visit.app().load_profile_feed(&handle).await?;
    Ok(respond(&visit, &feed, &headers))
}

/// `GET /tags/{tag}/feed`: posts that carry a tag.
pub async fn tag(
    visit: Visit,
    Path(tag): Path<String>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let tag = Hashtag::parse(&tag).ok_or(PageError::NotFound)?;
    let feed = visit.app().load_tag_feed(tag).await?;
    Ok(respond(&visit, &feed, &headers))
}

fn respond(visit: &Visit, feed: &RssFeed, headers: &HeaderMap) -> Response {
    let etag = format!("\"{}-{}\"", feed.updated_at_ms, feed.posts.len());
    let common = [
        (
            header::ETAG,
            HeaderValue::try_from(etag.as_str())
                .unwrap_or_else(|_| HeaderValue::from_static("\"0\"")),
        ),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=300"),
        ),
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/rss+xml; charset=utf-8"),
        ),
    ];
    if headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == etag.as_bytes())
    {
        return (StatusCode::NOT_MODIFIED, common).into_response();
    }
    (common, render(visit, feed).into_string()).into_response()
}

/// Writes the document. XML and HTML share the escapes used here, so the same macro writes it.
fn render(visit: &Visit, feed: &RssFeed) -> Markup {
    let lang = visit.lang;
    let absolute = |path: &str| format!("{}{path}", visit.door.config.public_url);
    let (title, link, about) = match &feed.source {
        RssSource::Member(member) => {
            let face = present::face(lang, &member.card);
            let title = t!(lang, "profile-feed-title", name = face.name.as_str()).into_owned();
            (
                title,
                links::profile(&face.handle),
                markdown::plain(member.about.as_str(), 300),
            )
        }
        RssSource::Tag(tag) => {
            let title = t!(lang, "tag-feed", tag = tag.as_str()).into_owned();
            (title, links::tag(tag.as_str()), String::new())
        }
    };
    html! {
        (PreEscaped("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\"><channel>"))
        title { (xml_text(&title)) }
        (element("link", &absolute(&link)))
        description { (xml_text(if about.is_empty() { &title } else { &about })) }
        language { (lang.tag()) }
        (element("lastBuildDate", &rfc822(feed.updated_at_ms)))
        @for card in &feed.posts { (item(lang, card, &absolute)) }
        (PreEscaped("</channel></rss>"))
    }
}

fn item(lang: Lang, card: &PostCard, absolute: &impl Fn(&str) -> String) -> Markup {
    let face = present::face(lang, &card.author);
    let url = absolute(&links::post(&face.handle, &card.id.to_string()));
    let (title, body) = markdown::split_title(card.text.as_str());
    let title = title.unwrap_or_else(|| match markdown::plain(body, TITLE_CHARACTERS) {
        words if words.is_empty() => t!(lang, "work-untitled").into_owned(),
        words => words,
    });
    let mut content = html! {};
    for photo in &card.photos {
        let picture = present::picture(&photo.photo, photo.alt_text.as_str(), "");
        let shown = html! { p { img src=(absolute(&picture.src)) alt=(picture.alt) width=(picture.width) height=(picture.height); } };
        content.0.push_str(&shown.0);
    }
    content.0.push_str(markdown::render(body).as_str());
    html! {
        item {
            title { (xml_text(&title)) }
            (element("link", &url))
            (PreEscaped(format!("<guid isPermaLink=\"true\">{}</guid>", html! { (url) }.0)))
            (element("pubDate", &rfc822(card.created_at_ms)))
            description { (xml_text(&content.0)) }
        }
    }
}

/// An element whose name HTML would treat otherwise.
fn element(name: &str, text: &str) -> Markup {
    PreEscaped(format!("<{name}>{}</{name}>", html! { (xml_text(text)) }.0))
}

/// Drops what XML 1.0 cannot say (§2.2); the rest is escaped where it is printed.
fn xml_text(text: &str) -> String {
    text.chars()
        .filter(|c| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..))
        .collect()
}
