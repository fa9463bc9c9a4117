//! A post with what was said about it: reading, its history, deleting.

use axum::response::{IntoResponse, Redirect, Response};
use domain::ids::PostId;

use super::{From, Path, Query};
use crate::drawn::Stand;
use crate::error::PageError;
use crate::pages::thread::{self, Doomed, ThreadView, Version};
use crate::visit::{Html, Visit, answer};
use crate::{links, markdown, present};

/// Longest preview of a text, in characters.
pub(super) const SUMMARY_CHARACTERS: usize = 200;

pub(crate) fn parse_post(id: &str) -> Result<PostId, PageError> {
    id.parse().map_err(|_| PageError::NotFound)
}

/// `GET /@{handle}/{post}`: a post and its thread. An address with another handle leads to the right one.
pub async fn show(
    visit: Visit,
    Path((handle, id)): Path<(String, String)>,
    Query(from): Query<From>,
) -> Result<Response, PageError> {
    let shell = visit.shell().await?;
    let loaded = visit
        .app()
        .load_thread(&visit.viewer(), parse_post(&id)?, from.cursor()?.as_ref())
        .await?;
    visit
        .app()
        .note_view(&visit.viewer(), loaded.post.id)
        .await?;
    let post = present::post(&shell, visit.member(), &loaded.post);
    if post.author.handle != handle {
        return Ok(Redirect::permanent(&post.href()).into_response());
    }
    // What a label covers is not shown where somebody quotes the address either.
    let preview = post
        .pictures
        .first()
        .filter(|_| post.cover.is_none())
        .map(|picture| shell.absolute(&picture.src));
    let view = ThreadView {
        comments: present::thread(&visit, &shell, &post, &loaded.comments.rows),
        more: present::older(loaded.comments.next.as_ref(), &post.href()),
        closed: None,
        preview,
        summary: markdown::plain(loaded.post.text.as_str(), SUMMARY_CHARACTERS),
        flash: None,
        drawn: present::drawn(&visit, &shell, &loaded.post, Stand::Alone),
        post,
    };
    Ok(answer(&shell, &thread::show(&shell, &view)).into_response())
}

/// `GET /@{handle}/{post}/history`: every version of a post.
pub async fn history(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let loaded = visit
        .app()
        .load_post_history(&visit.viewer(), parse_post(&id)?)
        .await?;
    let post = present::post(&shell, visit.member(), &loaded.post);
    let now = Version {
        number: u64::try_from(loaded.versions.len()).unwrap_or_default() + 1,
        since_ms: post.edited_ms.unwrap_or(post.published_ms),
        title: post.title.clone(),
        body: post.body.clone(),
        pictures: post.pictures.clone(),
    };
    let before = loaded.versions.iter().map(|version| {
        let (title, body) = markdown::split_title(version.text.as_str());
        Version {
            number: u64::from(version.version),
            since_ms: version.written_at_ms,
            title,
            body: markdown::render(body),
            pictures: version
                .photos
                .iter()
                .map(|card| present::picture(&card.photo, card.alt_text.as_str(), ""))
                .collect(),
        }
    });
    let versions: Vec<Version> = std::iter::once(now).chain(before).collect();
    Ok(answer(&shell, &thread::history(&shell, &post, &versions)))
}

/// `GET /@{handle}/{post}/delete`: asks before deleting.
pub async fn confirm_delete(
    visit: Visit,
    Path((handle, id)): Path<(String, String)>,
) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let loaded = visit
        .app()
        .load_thread(&visit.viewer(), parse_post(&id)?, None)
        .await?;
    if visit.member() != Some(loaded.post.author.number) {
        return Err(PageError::NotFound);
    }
    let excerpt = markdown::plain(loaded.post.text.as_str(), SUMMARY_CHARACTERS);
    let action = links::post_part(&handle, &id, "delete");
    Ok(answer(
        &shell,
        &thread::confirm_delete(
            &shell,
            Doomed::Post,
            &excerpt,
            &action,
            &links::post(&handle, &id),
        ),
    ))
}

/// `POST /@{handle}/{post}/delete`: deletes for good.
pub async fn delete(
    visit: Visit,
    Path((handle, id)): Path<(String, String)>,
) -> Result<Redirect, PageError> {
    visit
        .app()
        .delete_post(&visit.viewer(), parse_post(&id)?)
        .await?;
    Ok(Redirect::to(&links::profile(&handle)))
}
