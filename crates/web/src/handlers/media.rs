//! Stored pictures, by the hash of their content.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::ids::MediaHash;

use super::Path;
use crate::assets::IMMUTABLE;
use crate::error::PageError;
use crate::visit::Visit;

/// `GET /media/{hash}`: one file, which never changes.
pub async fn show(
    visit: Visit,
    Path(hash): Path<String>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let parsed: MediaHash = hash.parse().map_err(|_| PageError::NotFound)?;
    let path = visit.app().find_media_file(parsed).await?;
    let etag = format!("\"{hash}\"");
    let common = [
        (header::CACHE_CONTROL, IMMUTABLE),
        (
            header::ETAG,
            HeaderValue::try_from(etag.as_str()).map_err(|_| PageError::NotFound)?,
        ),
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static(app::upload::MEDIA_TYPE),
        ),
    ];
    if headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == etag.as_bytes())
    {
        return Ok((StatusCode::NOT_MODIFIED, common).into_response());
    }
    // Variants are bounded by the jail, so a whole one fits in memory.
    let bytes = tokio::fs::read(&path)
        .await
        .map_err(|_| PageError::NotFound)?;
    Ok((common, Body::from(bytes)).into_response())
}
