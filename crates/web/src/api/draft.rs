//! The draft of the next post, kept so that a crashed tab loses nothing.

use axum::Json;
use axum::http::StatusCode;
use domain::draft::{Draft, DraftPlace};

use super::Body;
use super::view::{DraftJson, PlacedJson};
use crate::error::{PageError, Problem};
use crate::visit::Visit;

/// What the visitor has been writing; empty if nothing.
#[utoipa::path(get, path = "/api/meent/v1/draft", tag = "posts", responses((status = 200, body = DraftJson), (status = 401, body = Problem)))]
pub async fn show(visit: Visit) -> Result<Json<DraftJson>, PageError> {
    let draft = visit
        .app()
        .find_draft(&visit.viewer(), DraftPlace::NewPost)
        .await?
        .unwrap_or_default();
    let photos = draft
        .photos
        .into_iter()
        .map(|(hash, alt)| PlacedJson {
            hash: hash.to_string(),
            alt,
        })
        .collect();
    Ok(Json(DraftJson {
        text: draft.text,
        photos,
    }))
}

/// Keeps what the visitor is writing; an empty draft clears it.
#[utoipa::path(put, path = "/api/meent/v1/draft", tag = "posts", request_body = DraftJson, responses((status = 204), (status = 401, body = Problem), (status = 422, body = Problem)))]
pub async fn keep(visit: Visit, Body(sent): Body<DraftJson>) -> Result<StatusCode, PageError> {
    let photo = |placed: PlacedJson| {
        let hash = placed
            .hash
            .parse()
            .map_err(|_| PageError::Unreadable("a photograph's hash"))?;
        Ok((hash, placed.alt))
    };
    let photos = sent
        .photos
        .into_iter()
        .map(photo)
        .collect::<Result<_, PageError>>()?;
    visit
        .app()
        .save_draft(
            &visit.viewer(),
            DraftPlace::NewPost,
            &Draft {
                text: sent.text,
                photos,
            },
        )
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
