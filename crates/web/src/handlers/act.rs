//! One-button acts: appreciate, repost, bookmark, follow; then back to where the button was.
//!
//! With a script the answer is JSON (`Accept: application/json`), without one a redirect.

use axum::Json;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::handle::Handle;
use domain::ids::{CommentId, PostId};
use serde::{Deserialize, Serialize};
use store::appreciation::Subject;

use super::{Form, Path};
use crate::error::PageError;
use crate::links;
use crate::visit::Visit;

/// What a one-button form sends.
#[derive(Debug, Deserialize)]
pub struct ActForm {
    /// `yes` to do it, anything else to undo it.
    on: Option<String>,
    /// Where the button was.
    #[serde(rename = "return")]
    back: Option<String>,
}

/// How it stands after the act.
#[derive(Debug, Serialize)]
struct Done {
    on: bool,
}

impl ActForm {
    fn wanted(&self) -> bool {
        self.on.as_deref().unwrap_or("yes") == "yes"
    }

    fn respond(&self, headers: &HeaderMap) -> Response {
        let wants_json = headers
            .get(header::ACCEPT)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.starts_with("application/json"));
        if wants_json {
            Json(Done { on: self.wanted() }).into_response()
        } else {
            Redirect::to(links::own_path(self.back.as_deref().unwrap_or(links::HOME)))
                .into_response()
        }
    }
}

fn parse_post(id: &str) -> Result<PostId, PageError> {
    id.parse().map_err(|_| PageError::NotFound)
}

/// `POST /@{handle}/{post}/appreciate`.
pub async fn appreciate(
    visit: Visit,
    headers: HeaderMap,
    Path((_, id)): Path<(String, String)>,
    Form(form): Form<ActForm>,
) -> Result<Response, PageError> {
    appreciate_subject(&visit, Subject::Post(parse_post(&id)?), form.wanted()).await?;
    Ok(form.respond(&headers))
}

/// `POST /comments/{comment}/appreciate`.
pub async fn appreciate_comment(
    visit: Visit,
    headers: HeaderMap,
    Path(id): Path<String>,
    Form(form): Form<ActForm>,
) -> Result<Response, PageError> {
    let comment: CommentId = id.parse().map_err(|_| PageError::NotFound)?;
    appreciate_subject(&visit, Subject::Comment(comment), form.wanted()).await?;
    Ok(form.respond(&headers))
}

async fn appreciate_subject(
    visit: &Visit,
    subject: Subject,
    wanted: bool,
) -> Result<(), PageError> {
    let viewer = visit.viewer();
    if wanted {
        visit.app().appreciate(&viewer, subject).await?;
    } else {
        visit.app().withdraw_appreciation(&viewer, subject).await?;
    }
    Ok(())
}

/// `POST /@{handle}/{post}/repost`.
pub async fn repost(
    visit: Visit,
    headers: HeaderMap,
    Path((_, id)): Path<(String, String)>,
    Form(form): Form<ActForm>,
) -> Result<Response, PageError> {
    let (viewer, post) = (visit.viewer(), parse_post(&id)?);
    if form.wanted() {
        visit.app().repost(&viewer, post).await?;
    } else {
        visit.app().undo_repost(&viewer, post).await?;
    }
    Ok(form.respond(&headers))
}

/// `POST /@{handle}/{post}/bookmark`.
pub async fn bookmark(
    visit: Visit,
    headers: HeaderMap,
    Path((_, id)): Path<(String, String)>,
    Form(form): Form<ActForm>,
) -> Result<Response, PageError> {
    let (viewer, post) = (visit.viewer(), parse_post(&id)?);
    if form.wanted() {
        visit.app().bookmark(&viewer, post).await?;
    } else {
        visit.app().remove_bookmark(&viewer, post).await?;
    }
    Ok(form.respond(&headers))
}

/// `POST /@{handle}/-/follow`.
pub async fn follow(
    visit: Visit,
    headers: HeaderMap,
    Path(handle): Path<String>,
    Form(form): Form<ActForm>,
) -> Result<Response, PageError> {
    let handle = Handle::parse(&handle).map_err(|_| PageError::NotFound)?;
    let viewer = visit.viewer();
    let followee = visit
        .app()
        .store
        .read()
        .await?
        .find_number_of_handle(&handle)
        .await?
        .ok_or(PageError::NotFound)?;
    if form.wanted() {
        visit.app().follow(&viewer, followee).await?;
    } else {
        visit.app().unfollow(&viewer, followee).await?;
    }
    Ok(form.respond(&headers))
}
