//! A post with what was said about it: reading, its history, saying something, deleting.

use app::AppError;
use axum::response::{IntoResponse, Redirect, Response};
use domain::ids::{CommentId, PostId};
use serde::Deserialize;
use store::comment::CommentContent;

use super::{Form, From, Path, Query};
use crate::error::PageError;
use crate::pages::thread::{self, Doomed, ThreadView, Version};
use crate::text::refusal::refusal_text;
use crate::visit::{Html, Visit, answer};
use crate::{links, markdown, present};

/// Longest preview of a text, in characters.
const SUMMARY_CHARACTERS: usize = 200;

fn parse_post(id: &str) -> Result<PostId, PageError> {
    id.parse().map_err(|_| PageError::NotFound)
}

fn parse_comment(id: &str) -> Result<CommentId, PageError> {
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
    let preview = post
        .pictures
        .first()
        .map(|picture| shell.absolute(&picture.src));
    let view = ThreadView {
        comments: present::thread(shell.lang, visit.member(), &loaded.comments.rows),
        more: present::older(loaded.comments.next.as_ref(), &post.href()),
        closed: None,
        preview,
        summary: markdown::plain(loaded.post.text.as_str(), SUMMARY_CHARACTERS),
        flash: None,
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

/// A comment as its form sends it.
#[derive(Debug, Deserialize)]
pub struct CommentForm {
    text: String,
    parent: Option<String>,
}

/// `POST /@{handle}/{post}/comments`: says something, then shows it in its place.
pub async fn comment(
    visit: Visit,
    Path((handle, id)): Path<(String, String)>,
    Form(form): Form<CommentForm>,
) -> Result<Response, PageError> {
    let post = parse_post(&id)?;
    let parent = form
        .parent
        .as_deref()
        .filter(|text| !text.is_empty())
        .map(parse_comment)
        .transpose()?;
    match visit
        .app()
        .comment(&visit.viewer(), post, parent, form.text.clone())
        .await
    {
        Ok(card) => {
            Ok(Redirect::to(&links::comment(&handle, &id, &card.id.to_string())).into_response())
        }
        // What was written must not be lost: the thread comes back with the words in the form.
        Err(AppError::Refused(refusal)) => {
            let shell = visit.shell().await?;
            let loaded = visit.app().load_thread(&visit.viewer(), post, None).await?;
            let shown = present::post(&shell, visit.member(), &loaded.post);
            let why = refusal_text(shell.lang, &refusal);
            let page =
                thread::kept_comment(&shell, &shown, &form.text, form.parent.as_deref(), &why);
            Ok((
                axum::http::StatusCode::UNPROCESSABLE_ENTITY,
                answer(&shell, &page),
            )
                .into_response())
        }
        Err(error) => Err(error.into()),
    }
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

/// `GET /comments/{comment}/delete`: asks before deleting.
pub async fn confirm_delete_comment(
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let card = visit
        .app()
        .load_comment(&visit.viewer(), parse_comment(&id)?)
        .await?;
    let CommentContent::Here { text, .. } = &card.content else {
        return Err(PageError::NotFound);
    };
    let back = post_of_comment(&visit, card.post_id).await?;
    let excerpt = markdown::plain(text.as_str(), SUMMARY_CHARACTERS);
    let action = links::comment_part(&id, "delete");
    Ok(answer(
        &shell,
        &thread::confirm_delete(&shell, Doomed::Comment, &excerpt, &action, &back),
    ))
}

/// `POST /comments/{comment}/delete`: deletes a comment's words for good.
pub async fn delete_comment(visit: Visit, Path(id): Path<String>) -> Result<Redirect, PageError> {
    let comment = parse_comment(&id)?;
    let card = visit.app().load_comment(&visit.viewer(), comment).await?;
    visit.app().delete_comment(&visit.viewer(), comment).await?;
    Ok(Redirect::to(&format!(
        "{}#talk",
        post_of_comment(&visit, card.post_id).await?
    )))
}

async fn post_of_comment(visit: &Visit, post: PostId) -> Result<String, PageError> {
    let loaded = visit.app().load_thread(&visit.viewer(), post, None).await?;
    let handle = loaded
        .post
        .author
        .handle
        .as_ref()
        .map(|handle| handle.as_str().to_owned())
        .unwrap_or_default();
    Ok(links::post(&handle, &post.to_string()))
}
