//! Proofs of the record, for browsers and monitors that do not read tiles.

use app::AppError;
use axum::Json;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ledger::ids::EntryIndex;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::error::{PageError, Problem};
use crate::handlers::Query;
use crate::visit::Visit;

/// Two sizes of the record.
#[derive(Debug, Deserialize, IntoParams)]
pub struct SizesQuery {
    from: u64,
    to: u64,
}

/// A place on the record.
#[derive(Debug, Deserialize, IntoParams)]
pub struct PlaceQuery {
    index: u64,
}

/// Hashes in base64url, lowest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProofJson {
    /// Size of the record that the proof leads to.
    size: u64,
    /// The hashes.
    proof: Vec<String>,
}

fn damaged() -> PageError {
    AppError::Internal("the record proves what it holds").into()
}

/// Proves that an earlier record is the beginning of a later one.
#[utoipa::path(get, path = "/api/meent/v1/record/consistency", tag = "record", params(SizesQuery), responses((status = 200, body = ProofJson), (status = 404, body = Problem)))]
pub async fn consistency(
    visit: Visit,
    Query(sizes): Query<SizesQuery>,
) -> Result<Json<ProofJson>, PageError> {
    let hashes = visit
        .app()
        .record
        .prove_consistency(sizes.from, sizes.to)
        .map_err(|_| damaged())?;
    let hashes = hashes.ok_or(PageError::NotFound)?;
    Ok(Json(ProofJson {
        size: sizes.to,
        proof: hashes
            .iter()
            .map(|hash| URL_SAFE_NO_PAD.encode(hash.0))
            .collect(),
    }))
}

/// Proves that an entry is in the record of the newest checkpoint.
#[utoipa::path(get, path = "/api/meent/v1/record/inclusion", tag = "record", params(PlaceQuery), responses((status = 200, body = ProofJson), (status = 404, body = Problem)))]
pub async fn inclusion(
    visit: Visit,
    Query(place): Query<PlaceQuery>,
) -> Result<Json<ProofJson>, PageError> {
    let proof = visit
        .app()
        .record
        .prove(EntryIndex(place.index))
        .map_err(|_| damaged())?
        .ok_or(PageError::NotFound)?;
    Ok(Json(ProofJson {
        size: proof.size,
        proof: proof
            .hashes
            .iter()
            .map(|hash| URL_SAFE_NO_PAD.encode(hash.0))
            .collect(),
    }))
}
