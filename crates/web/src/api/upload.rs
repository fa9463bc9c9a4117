//! Resumable uploads, after tus 1.0: create, ask how far it is, append at that offset, finish.
//!
//! `Upload-Length` and `Upload-Offset` carry the sizes, so that a connection that broke goes on where
//! it stopped. Finishing decodes the photograph in the jail and answers with it.

use axum::Json;
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::ids::UploadId;
use serde::{Deserialize, Serialize};
use store::upload::Upload;
use utoipa::ToSchema;

use super::Body;
use super::view::PhotoJson;
use crate::error::{PageError, Problem};
use crate::handlers::Path;
use crate::links;
use crate::visit::Visit;

/// The largest piece of an upload, in bytes.
pub const PIECE_BYTES_MAX: usize = 8 * 1024 * 1024;

const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");

/// How far an upload is.
#[derive(Debug, Serialize, ToSchema)]
pub struct UploadJson {
    /// Opaque id.
    id: String,
    /// How large the file will be.
    size_bytes: u64,
    /// How much of it is here.
    offset_bytes: u64,
    /// When it is thrown away if nothing more comes.
    expires_at_ms: u64,
}

fn respond(status: StatusCode, upload: &Upload) -> Response {
    let body = UploadJson {
        id: upload.id.to_string(),
        size_bytes: upload.size_bytes,
        offset_bytes: upload.offset_bytes,
        expires_at_ms: upload.expires_at_ms,
    };
    let sizes = [
        (OFFSET, HeaderValue::from(upload.offset_bytes)),
        (LENGTH, HeaderValue::from(upload.size_bytes)),
    ];
    (status, sizes, Json(body)).into_response()
}

fn parse(id: &str) -> Result<UploadId, PageError> {
    id.parse().map_err(|_| PageError::NotFound)
}

fn number(headers: &HeaderMap, name: &HeaderName) -> Result<u64, PageError> {
    let text = headers.get(name).and_then(|value| value.to_str().ok());
    text.and_then(|text| text.parse().ok())
        .ok_or(PageError::Unreadable("a header of the upload"))
}

/// Begins an upload of the size in `Upload-Length`.
#[utoipa::path(post, path = "/api/meent/v1/uploads", tag = "uploads", params(("upload-length" = u64, Header)), responses((status = 201, body = UploadJson), (status = 401, body = Problem), (status = 422, body = Problem)))]
pub async fn create(visit: Visit, headers: HeaderMap) -> Result<Response, PageError> {
    let upload = visit
        .app()
        .create_upload(&visit.viewer(), number(&headers, &LENGTH)?)
        .await?;
    let mut response = respond(StatusCode::CREATED, &upload);
    if let Ok(location) = HeaderValue::try_from(format!("{}/uploads/{}", links::API, upload.id)) {
        response
            .headers_mut()
            .insert(axum::http::header::LOCATION, location);
    }
    Ok(response)
}

/// How far an upload is, also in `Upload-Offset` (and by `HEAD`).
#[utoipa::path(get, path = "/api/meent/v1/uploads/{upload}", tag = "uploads", params(("upload" = String, Path)), responses((status = 200, body = UploadJson), (status = 404, body = Problem)))]
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, PageError> {
    Ok(respond(
        StatusCode::OK,
        &visit
            .app()
            .find_upload(&visit.viewer(), parse(&id)?)
            .await?,
    ))
}

/// Adds the body at `Upload-Offset`; 409 if the upload is not there.
#[utoipa::path(patch, path = "/api/meent/v1/uploads/{upload}", tag = "uploads", params(("upload" = String, Path), ("upload-offset" = u64, Header)), request_body(content = Vec<u8>, content_type = "application/offset+octet-stream"), responses((status = 200, body = UploadJson), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn append(
    visit: Visit,
    Path(id): Path<String>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Response, PageError> {
    let offset = number(&headers, &OFFSET)?;
    let upload = visit
        .app()
        .append_upload(&visit.viewer(), parse(&id)?, offset, bytes.to_vec())
        .await?;
    Ok(respond(StatusCode::OK, &upload))
}

/// What a finished file was called.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct FinishJson {
    /// Kept only if the data policy permits it.
    file_name: Option<String>,
}

/// Finishes a complete upload: the photograph is decoded and can be put into a post.
#[utoipa::path(post, path = "/api/meent/v1/uploads/{upload}/finish", tag = "uploads", params(("upload" = String, Path)), request_body = FinishJson, responses((status = 200, body = PhotoJson), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn finish(
    visit: Visit,
    Path(id): Path<String>,
    Body(sent): Body<FinishJson>,
) -> Result<Json<PhotoJson>, PageError> {
    let photo = visit
        .app()
        .finish_upload(&visit.viewer(), parse(&id)?, sent.file_name.as_deref())
        .await?;
    Ok(Json(PhotoJson::of(&photo, "")))
}

/// Throws an upload away.
#[utoipa::path(delete, path = "/api/meent/v1/uploads/{upload}", tag = "uploads", params(("upload" = String, Path)), responses((status = 204), (status = 401, body = Problem)))]
pub async fn cancel(visit: Visit, Path(id): Path<String>) -> Result<StatusCode, PageError> {
    visit
        .app()
        .cancel_upload(&visit.viewer(), parse(&id)?)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
