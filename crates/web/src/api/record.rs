//! The record: how long it is, its entries in words, and proofs for browsers and monitors that do not
//! read tiles.

use ::record::sequencer::Proof;
use app::AppError;
use axum::Json;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ledger::ids::{Digest, EntryIndex, MemberNumber};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::list::FromQuery;
use super::view::List;
use crate::error::{PageError, Problem};
use crate::handlers::commons::record::{damaged, entry_view, key_line, lines};
use crate::handlers::{Path, Query};
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

/// The record as it is now.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecordJson {
    /// How many entries it has.
    size: u64,
    /// Root of its tree, in base64url.
    root: String,
    /// The newest state root that a checkpoint names; nothing before the first.
    state: Option<StateRootJson>,
    /// The name of the record in checkpoints.
    origin: String,
    /// The node's key in the form that notes use.
    node_key: String,
    /// When the network was founded.
    founded_at_ms: u64,
    /// The signed checkpoint.
    checkpoint: String,
}

/// What the entries so far add up to.
#[derive(Debug, Serialize, ToSchema)]
pub struct StateRootJson {
    /// After how many entries.
    entries: u64,
    /// SHA-256 of the state, in hex.
    root: String,
}

/// The record as it is now; 404 before the founding.
#[utoipa::path(get, path = "/api/meent/v1/record", tag = "record", responses((status = 200, body = RecordJson), (status = 404, body = Problem)))]
pub async fn show(visit: Visit) -> Result<Json<RecordJson>, PageError> {
    let record = &visit.app().record;
    let published = record.checkpoint().ok_or(PageError::NotFound)?;
    let founded_at_ms = record
        .read(|state| state.founded_ms)
        .map_err(AppError::from)?;
    let checkpoint = &published.checkpoint;
    let state = checkpoint.state;
    Ok(Json(RecordJson {
        size: checkpoint.size,
        root: URL_SAFE_NO_PAD.encode(checkpoint.root.0),
        state: (state.entries > 0).then(|| StateRootJson {
            entries: state.entries,
            root: state.root.to_string(),
        }),
        origin: checkpoint.origin.clone(),
        node_key: key_line(&visit),
        founded_at_ms,
        checkpoint: published.note.to_string(),
    }))
}

/// Whose entries, and from where on.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EntriesQuery {
    /// Only what the member of this number signed.
    member: Option<u32>,
    /// The `next` of the page before.
    from: Option<String>,
}

/// An entry as a list shows it.
#[derive(Debug, Serialize, ToSchema)]
pub struct EntryJson {
    /// Its place on the record.
    index: u64,
    /// When it was recorded.
    at_ms: u64,
    /// Its kind, as the protocol names it.
    kind: String,
    /// Number of the member who signed it, or who joined by it; nothing for one of the record itself.
    member: Option<u32>,
    /// The decision that it is about.
    decision: Option<u32>,
    /// Identity of the operation, or hash of the entry, in base64url.
    operation: String,
    /// What it says, in the visitor's language.
    words: String,
}

/// Entries of the record, newest first.
#[utoipa::path(get, path = "/api/meent/v1/record/entries", tag = "record", params(EntriesQuery), responses((status = 200, body = List<EntryJson>)))]
pub async fn entries(
    visit: Visit,
    Query(query): Query<EntriesQuery>,
) -> Result<Json<List<EntryJson>>, PageError> {
    let cursor = FromQuery { from: query.from }.cursor()?;
    let mut reader = visit.app().store.read().await?;
    let page = match query.member.map(MemberNumber) {
        Some(member) => {
            reader
                .list_entries_of_member(member, cursor.as_ref(), store::PAGE_ROWS)
                .await?
        }
        None => {
            reader
                .list_entries(cursor.as_ref(), store::PAGE_ROWS)
                .await?
        }
    };
    drop(reader);
    let lines = lines(&visit, &page.rows).await?;
    let rows = page.rows.iter().map(|row| EntryJson {
        index: row.index.0,
        at_ms: row.time_ms,
        kind: row.kind.clone(),
        member: (row.member.0 > 0).then_some(row.member.0),
        decision: row.proposal.map(|it| it.0),
        operation: URL_SAFE_NO_PAD.encode(row.operation_id),
        words: lines
            .iter()
            .find(|line| line.index == row.index.0)
            .map(|line| line.words.clone())
            .unwrap_or_default(),
    });
    Ok(Json(List {
        rows: rows.collect(),
        next: page.next.map(|it| it.to_string()),
    }))
}

/// A field of an entry, as a page shows it.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldJson {
    /// Its name, in the visitor's language.
    name: String,
    /// Its value in words.
    value: String,
}

/// An entry with everything that it says, and the proof that the record holds it.
#[derive(Debug, Serialize, ToSchema)]
pub struct WholeEntryJson {
    /// Its place on the record.
    index: u64,
    /// When it was recorded.
    at_ms: u64,
    /// What it says, in the visitor's language.
    words: String,
    /// Field by field.
    fields: Vec<FieldJson>,
    /// Its canonical bytes, in base64url.
    entry: String,
    /// Size of the record that the proof leads to.
    size: u64,
    /// Hashes of the proof in base64url, lowest first.
    proof: Vec<String>,
    /// The signed checkpoint of that size.
    checkpoint: String,
}

/// One entry, field by field, with its proof.
#[utoipa::path(get, path = "/api/meent/v1/record/entries/{index}", tag = "record", params(("index" = u64, Path)), responses((status = 200, body = WholeEntryJson), (status = 404, body = Problem)))]
pub async fn entry(
    visit: Visit,
    Path(index): Path<u64>,
) -> Result<Json<WholeEntryJson>, PageError> {
    let (view, proof) = entry_view(&visit, index).await?;
    let field = |(name, value): (String, String)| FieldJson { name, value };
    Ok(Json(WholeEntryJson {
        index,
        at_ms: view.time_ms,
        words: view.words,
        fields: view.fields.into_iter().map(field).collect(),
        entry: URL_SAFE_NO_PAD.encode(&proof.entry),
        size: proof.size,
        proof: encoded(&proof),
        checkpoint: proof.checkpoint.to_string(),
    }))
}

fn encoded(proof: &Proof) -> Vec<String> {
    let encode = |hash: &Digest| URL_SAFE_NO_PAD.encode(hash.0);
    proof.hashes.iter().map(encode).collect()
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
        proof: encoded(&proof),
    }))
}
