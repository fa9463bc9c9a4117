//! Posts and comments: publishing, reading, appreciating, deleting.

use axum::Json;
use axum::http::StatusCode;
use domain::ids::{CommentId, PostId};
use domain::post::{DraftPhoto, PostDraft};
use serde::{Deserialize, Serialize};
use store::appreciation::Subject;
use utoipa::ToSchema;

use super::Body;
use super::list::FromQuery;
use super::view::{ChangeJson, CommentJson, DraftJson, List, PhotoJson, PostJson};
use crate::error::{PageError, Problem};
use crate::handlers::{Path, Query};
use crate::visit::Visit;

fn parse(id: &str) -> Result<PostId, PageError> {
    id.parse().map_err(|_| PageError::NotFound)
}

fn parse_comment(id: &str) -> Result<CommentId, PageError> {
    id.parse().map_err(|_| PageError::NotFound)
}

fn draft(sent: DraftJson) -> Result<PostDraft, PageError> {
    let photo = |placed: super::view::PlacedJson| {
        let hash = placed
            .hash
            .parse()
            .map_err(|_| PageError::Unreadable("a photograph's hash"))?;
        Ok(DraftPhoto {
            hash,
            alt_text: placed.alt,
        })
    };
    Ok(PostDraft {
        text: sent.text,
        photos: sent
            .photos
            .into_iter()
            .map(photo)
            .collect::<Result<_, PageError>>()?,
    })
}

/// Publishes a post.
#[utoipa::path(post, path = "/api/meent/v1/posts", tag = "posts", request_body = DraftJson, responses((status = 201, body = PostJson), (status = 401, body = Problem), (status = 422, body = Problem)))]
pub async fn publish(
    visit: Visit,
    Body(sent): Body<DraftJson>,
) -> Result<(StatusCode, Json<PostJson>), PageError> {
    let card = visit.app().publish(&visit.viewer(), draft(sent)?).await?;
    Ok((StatusCode::CREATED, Json((&card).into())))
}

/// A post with a page of its comments.
#[derive(Debug, Serialize, ToSchema)]
pub struct ThreadJson {
    /// The post.
    post: PostJson,
    /// In reading order: every answer below what it answers.
    comments: List<CommentJson>,
}

/// A post with a page of its comments.
#[utoipa::path(get, path = "/api/meent/v1/posts/{post}", tag = "posts", params(("post" = String, Path), FromQuery), responses((status = 200, body = ThreadJson), (status = 404, body = Problem)))]
pub async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(from): Query<FromQuery>,
) -> Result<Json<ThreadJson>, PageError> {
    let thread = visit
        .app()
        .load_thread(&visit.viewer(), parse(&id)?, from.cursor()?.as_ref())
        .await?;
    Ok(Json(ThreadJson {
        post: (&thread.post).into(),
        comments: List::of(&thread.comments),
    }))
}

/// Replaces what a post says; what it said before stays visible.
#[utoipa::path(put, path = "/api/meent/v1/posts/{post}", tag = "posts", params(("post" = String, Path)), request_body = DraftJson, responses((status = 200, body = PostJson), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn edit(
    visit: Visit,
    Path(id): Path<String>,
    Body(sent): Body<DraftJson>,
) -> Result<Json<PostJson>, PageError> {
    let card = visit
        .app()
        .edit_post(&visit.viewer(), parse(&id)?, draft(sent)?)
        .await?;
    Ok(Json((&card).into()))
}

/// Deletes a post for good.
#[utoipa::path(delete, path = "/api/meent/v1/posts/{post}", tag = "posts", params(("post" = String, Path)), responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn delete(visit: Visit, Path(id): Path<String>) -> Result<StatusCode, PageError> {
    visit
        .app()
        .delete_post(&visit.viewer(), parse(&id)?)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How a post was before an edit.
#[derive(Debug, Serialize, ToSchema)]
pub struct VersionJson {
    /// Counts from 1.
    version: u32,
    /// The source.
    text: String,
    /// In order.
    photos: Vec<PhotoJson>,
    /// When it was written.
    written_at_ms: u64,
    /// When the next one took its place.
    replaced_at_ms: u64,
}

/// Earlier versions of a post, newest first.
#[utoipa::path(get, path = "/api/meent/v1/posts/{post}/history", tag = "posts", params(("post" = String, Path)), responses((status = 200, body = Vec<VersionJson>), (status = 404, body = Problem)))]
pub async fn history(
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Json<Vec<VersionJson>>, PageError> {
    let history = visit
        .app()
        .load_post_history(&visit.viewer(), parse(&id)?)
        .await?;
    let versions = history.versions.iter().map(|it| VersionJson {
        version: it.version,
        text: it.text.as_str().to_owned(),
        photos: it
            .photos
            .iter()
            .map(|card| PhotoJson::of(&card.photo, card.alt_text.as_str()))
            .collect(),
        written_at_ms: it.written_at_ms,
        replaced_at_ms: it.replaced_at_ms,
    });
    Ok(Json(versions.collect()))
}

/// A comment to be published.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewCommentJson {
    /// The source.
    text: String,
    /// The comment it answers, if not the post itself.
    parent: Option<String>,
}

/// Says something below a post.
#[utoipa::path(post, path = "/api/meent/v1/posts/{post}/comments", tag = "posts", params(("post" = String, Path)), request_body = NewCommentJson, responses((status = 201, body = CommentJson), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn comment(
    visit: Visit,
    Path(id): Path<String>,
    Body(sent): Body<NewCommentJson>,
) -> Result<(StatusCode, Json<CommentJson>), PageError> {
    let parent = sent.parent.as_deref().map(parse_comment).transpose()?;
    let card = visit
        .app()
        .comment(&visit.viewer(), parse(&id)?, parent, sent.text)
        .await?;
    Ok((StatusCode::CREATED, Json((&card).into())))
}

/// What a comment is to say from now on.
#[derive(Debug, Deserialize, ToSchema)]
pub struct RevisedCommentJson {
    /// The source.
    text: String,
}

/// Replaces what a comment says; what it said before stays visible.
#[utoipa::path(put, path = "/api/meent/v1/comments/{comment}", tag = "posts", params(("comment" = String, Path)), request_body = RevisedCommentJson, responses((status = 200, body = CommentJson), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn edit_comment(
    visit: Visit,
    Path(id): Path<String>,
    Body(sent): Body<RevisedCommentJson>,
) -> Result<Json<CommentJson>, PageError> {
    let card = visit
        .app()
        .edit_comment(&visit.viewer(), parse_comment(&id)?, sent.text)
        .await?;
    Ok(Json((&card).into()))
}

/// What a comment said before an edit.
#[derive(Debug, Serialize, ToSchema)]
pub struct CommentVersionJson {
    /// Counts from 1.
    version: u32,
    /// The source.
    text: String,
    /// When it was written.
    written_at_ms: u64,
    /// When the next one took its place.
    replaced_at_ms: u64,
}

/// Earlier versions of a comment, newest first.
#[utoipa::path(get, path = "/api/meent/v1/comments/{comment}/history", tag = "posts", params(("comment" = String, Path)), responses((status = 200, body = Vec<CommentVersionJson>), (status = 404, body = Problem)))]
pub async fn comment_history(
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Json<Vec<CommentVersionJson>>, PageError> {
    let history = visit
        .app()
        .load_comment_history(&visit.viewer(), parse_comment(&id)?)
        .await?;
    let versions = history.versions.iter().map(|it| CommentVersionJson {
        version: it.version,
        text: it.text.as_str().to_owned(),
        written_at_ms: it.written_at_ms,
        replaced_at_ms: it.replaced_at_ms,
    });
    Ok(Json(versions.collect()))
}

/// Deletes a comment's words for good; answers to it stay.
#[utoipa::path(delete, path = "/api/meent/v1/comments/{comment}", tag = "posts", params(("comment" = String, Path)), responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn delete_comment(visit: Visit, Path(id): Path<String>) -> Result<StatusCode, PageError> {
    visit
        .app()
        .delete_comment(&visit.viewer(), parse_comment(&id)?)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Appreciates a post.
#[utoipa::path(put, path = "/api/meent/v1/posts/{post}/appreciation", tag = "acts", params(("post" = String, Path)), responses((status = 200, body = ChangeJson), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn appreciate(
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Json<ChangeJson>, PageError> {
    Ok(Json(
        visit
            .app()
            .appreciate(&visit.viewer(), Subject::Post(parse(&id)?))
            .await?
            .into(),
    ))
}

/// Takes an appreciation of this round back.
#[utoipa::path(delete, path = "/api/meent/v1/posts/{post}/appreciation", tag = "acts", params(("post" = String, Path)), responses((status = 200, body = ChangeJson), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn withdraw(visit: Visit, Path(id): Path<String>) -> Result<Json<ChangeJson>, PageError> {
    Ok(Json(
        visit
            .app()
            .withdraw_appreciation(&visit.viewer(), Subject::Post(parse(&id)?))
            .await?
            .into(),
    ))
}

/// Shows a post to the visitor’s followers.
#[utoipa::path(put, path = "/api/meent/v1/posts/{post}/repost", tag = "acts", params(("post" = String, Path)), responses((status = 200, body = ChangeJson), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn repost(visit: Visit, Path(id): Path<String>) -> Result<Json<ChangeJson>, PageError> {
    Ok(Json(
        visit
            .app()
            .repost(&visit.viewer(), parse(&id)?)
            .await?
            .into(),
    ))
}

/// Shows a post to the visitor’s followers no longer.
#[utoipa::path(delete, path = "/api/meent/v1/posts/{post}/repost", tag = "acts", params(("post" = String, Path)), responses((status = 200, body = ChangeJson), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn undo_repost(
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Json<ChangeJson>, PageError> {
    Ok(Json(
        visit
            .app()
            .undo_repost(&visit.viewer(), parse(&id)?)
            .await?
            .into(),
    ))
}

/// Keeps a post for the visitor alone.
#[utoipa::path(put, path = "/api/meent/v1/posts/{post}/bookmark", tag = "acts", params(("post" = String, Path)), responses((status = 200, body = ChangeJson), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn bookmark(visit: Visit, Path(id): Path<String>) -> Result<Json<ChangeJson>, PageError> {
    Ok(Json(
        visit
            .app()
            .bookmark(&visit.viewer(), parse(&id)?)
            .await?
            .into(),
    ))
}

/// Keeps a post no longer.
#[utoipa::path(delete, path = "/api/meent/v1/posts/{post}/bookmark", tag = "acts", params(("post" = String, Path)), responses((status = 200, body = ChangeJson), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn remove_bookmark(
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Json<ChangeJson>, PageError> {
    Ok(Json(
        visit
            .app()
            .remove_bookmark(&visit.viewer(), parse(&id)?)
            .await?
            .into(),
    ))
}

/// Appreciates a comment.
#[utoipa::path(put, path = "/api/meent/v1/comments/{comment}/appreciation", tag = "acts", params(("comment" = String, Path)), responses((status = 200, body = ChangeJson), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn appreciate_comment(
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Json<ChangeJson>, PageError> {
    Ok(Json(
        visit
            .app()
            .appreciate(&visit.viewer(), Subject::Comment(parse_comment(&id)?))
            .await?
            .into(),
    ))
}

/// Takes an appreciation of a comment back.
#[utoipa::path(delete, path = "/api/meent/v1/comments/{comment}/appreciation", tag = "acts", params(("comment" = String, Path)), responses((status = 200, body = ChangeJson), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn withdraw_comment(
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Json<ChangeJson>, PageError> {
    Ok(Json(
        visit
            .app()
            .withdraw_appreciation(&visit.viewer(), Subject::Comment(parse_comment(&id)?))
            .await?
            .into(),
    ))
}
