//! A comment: saying something, editing it with visible history, deleting it.

use app::AppError;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::ids::{CommentId, PostId};
use serde::Deserialize;
use store::comment::{CommentCard, CommentContent};

use super::thread::{SUMMARY_CHARACTERS, parse_post};
use super::{Form, Path};
use crate::error::PageError;
use crate::pages::comment::{self, EditView, Version};
use crate::pages::thread::{self, Doomed};
use crate::text::refusal::refusal_text;
use crate::visit::{Html, Visit, answer};
use crate::{links, markdown, present};

fn parse_comment(id: &str) -> Result<CommentId, PageError> {
    id.parse().map_err(|_| PageError::NotFound)
}

/// A comment as its form sends it.
#[derive(Debug, Deserialize)]
pub struct CommentForm {
    text: String,
    parent: Option<String>,
}

/// `POST /@{handle}/{post}/comments`: says something, then shows it in its place.
pub async fn publish(
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

/// Where a comment stands: its post's page, at its place.
async fn place_of(visit: &Visit, card: &CommentCard) -> Result<String, PageError> {
    let post = post_of_comment(visit, card.post_id).await?;
    Ok(format!("{post}#c-{}", card.id))
}

/// `GET /comments/{comment}/history`: every version of a comment.
pub async fn history(visit: Visit, Path(id): Path<String>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let loaded = visit
        .app()
        .load_comment_history(&visit.viewer(), parse_comment(&id)?)
        .await?;
    let CommentContent::Here { author, text, .. } = &loaded.comment.content else {
        return Err(PageError::NotFound);
    };
    let now = Version {
        number: u64::try_from(loaded.versions.len()).unwrap_or_default() + 1,
        since_ms: loaded
            .comment
            .edited_at_ms
            .unwrap_or(loaded.comment.created_at_ms),
        body: markdown::render(text.as_str()),
    };
    let before = loaded.versions.iter().map(|version| Version {
        number: u64::from(version.version),
        since_ms: version.written_at_ms,
        body: markdown::render(version.text.as_str()),
    });
    let versions: Vec<Version> = std::iter::once(now).chain(before).collect();
    let back = place_of(&visit, &loaded.comment).await?;
    let author = present::face(shell.lang, author);
    Ok(answer(
        &shell,
        &comment::history(&shell, &author, &versions, &back),
    ))
}

/// The viewer's own comment with its source, or not found.
async fn find_own(visit: &Visit, id: CommentId) -> Result<(CommentCard, String), PageError> {
    let card = visit.app().load_comment(&visit.viewer(), id).await?;
    match &card.content {
        CommentContent::Here { author, text, .. } if visit.member() == Some(author.number) => {
            let text = text.as_str().to_owned();
            Ok((card, text))
        }
        CommentContent::Here { .. } | CommentContent::Deleted | CommentContent::TakenDown => {
            Err(PageError::NotFound)
        }
    }
}

/// `GET /comments/{comment}/edit`: the form to change what a comment says.
pub async fn edit(visit: Visit, Path(id): Path<String>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let (card, text) = find_own(&visit, parse_comment(&id)?).await?;
    let view = EditView {
        id,
        text,
        back: place_of(&visit, &card).await?,
        problem: None,
    };
    Ok(answer(&shell, &comment::edit(&shell, &view)))
}

/// What a comment is to say from now on.
#[derive(Debug, Deserialize)]
pub struct EditForm {
    text: String,
}

/// `POST /comments/{comment}/edit`: replaces the words, then shows them in their place.
pub async fn save_edit(
    visit: Visit,
    Path(id): Path<String>,
    Form(form): Form<EditForm>,
) -> Result<Response, PageError> {
    let comment = parse_comment(&id)?;
    let saved = visit
        .app()
        .edit_comment(&visit.viewer(), comment, form.text.clone())
        .await;
    match saved {
        Ok(card) => Ok(Redirect::to(&place_of(&visit, &card).await?).into_response()),
        // What was written must not be lost: the form comes back with the words in it.
        Err(AppError::Refused(refusal)) => {
            let shell = visit.shell().await?;
            let (card, _) = find_own(&visit, comment).await?;
            let view = EditView {
                id,
                text: form.text,
                back: place_of(&visit, &card).await?,
                problem: Some(refusal_text(shell.lang, &refusal)),
            };
            let page = comment::edit(&shell, &view);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, answer(&shell, &page)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /comments/{comment}/delete`: asks before deleting.
pub async fn confirm_delete(visit: Visit, Path(id): Path<String>) -> Result<Html, PageError> {
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
pub async fn delete(visit: Visit, Path(id): Path<String>) -> Result<Redirect, PageError> {
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
