//! The record: its pages, and the files that monitors and witnesses read.

use std::collections::BTreeSet;

use ::record::checkpoint::{origin_of, verifier_line};
use ::record::sequencer::{Lifetime, Proof};
use app::AppError;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use ledger::entry::{Act, Entry};
use ledger::ids::{EntryIndex, MemberNumber, ProposalId};
use ledger::operation::Body;

use super::faces;
use crate::error::PageError;
use crate::handlers::{From, Path, Query};
use crate::pages::commons::paths;
use crate::pages::commons::record::{self as page, EntryLine, EntryView, Names, RecordView};
use crate::present;
use crate::visit::{Html, Visit, answer};

/// Own acts shown on the page.
const OWN_MAX: usize = 8;

/// The record cannot be read, which is ours to repair.
pub(crate) fn damaged() -> PageError {
    AppError::Internal("the record can be read").into()
}

/// Returns the node's key in the form that notes use.
pub(crate) fn key_line(visit: &Visit) -> String {
    verifier_line(
        &origin_of(visit.app().commons().network),
        &visit.app().record.node_key(),
    )
}

/// `GET /record/key`: the line with which checkpoints are verified.
pub async fn key(visit: Visit) -> Response {
    (
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8")],
        format!("{}\n", key_line(&visit)),
    )
        .into_response()
}

/// `GET /record/{*path}`: checkpoint, tiles, entries and round files, as C2SP lays them out.
pub async fn file(visit: Visit, Path(path): Path<String>) -> Result<Response, PageError> {
    let app = std::sync::Arc::clone(&visit.door.app);
    let served = tokio::task::spawn_blocking(move || app.record.serve(&path))
        .await
        .map_err(|_| damaged())?;
    let served = served.map_err(|_| damaged())?.ok_or(PageError::NotFound)?;
    let kept = match served.lifetime {
        Lifetime::Forever => HeaderValue::from_static("public, max-age=31536000, immutable"),
        Lifetime::Moment => HeaderValue::from_static("no-cache"),
    };
    Ok((
        [
            (
                header::CONTENT_TYPE,
                HeaderValue::from_static(served.media_type),
            ),
            (header::CACHE_CONTROL, kept),
        ],
        served.bytes,
    )
        .into_response())
}

/// `GET /commons/record`: how long it is, how it is checked, and what it holds.
pub async fn show(visit: Visit, Query(from): Query<From>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let cursor = from.cursor()?;
    let mut reader = visit.app().store.read().await?;
    let listed = reader
        .list_entries(cursor.as_ref(), store::PAGE_ROWS)
        .await?;
    let own = match visit.member() {
        Some(member) => {
            reader
                .list_entries_of_member(member, None, OWN_MAX)
                .await?
                .rows
        }
        None => Vec::new(),
    };
    drop(reader);
    let published = visit.app().record.checkpoint().ok_or(PageError::NotFound)?;
    let founded_ms = visit
        .app()
        .record
        .read(|state| state.founded_ms)
        .map_err(AppError::from)?;
    let checkpoint = &published.checkpoint;
    let view = RecordView {
        size: checkpoint.size,
        root: base64::engine::general_purpose::STANDARD.encode(checkpoint.root.0),
        state_root: (checkpoint.state.entries > 0)
            .then(|| (checkpoint.state.root.to_string(), checkpoint.state.entries)),
        origin: checkpoint.origin.clone(),
        node_key: key_line(&visit),
        founded_ms,
        entries: lines(&visit, &listed.rows).await?,
        older: present::older(listed.next.as_ref(), paths::RECORD),
        own: lines(&visit, &own).await?,
    };
    Ok(answer(&shell, &page::record(&shell, &view)))
}

/// Reads the entries of `rows` and says each in words.
pub(crate) async fn lines(
    visit: &Visit,
    rows: &[store::projection::EntryRow],
) -> Result<Vec<EntryLine>, PageError> {
    let mut entries = Vec::with_capacity(rows.len());
    for row in rows {
        entries.extend(visit.app().read_entry(row.index)?);
    }
    let named = Named::of(visit, &entries).await?;
    Ok(entries
        .iter()
        .map(|entry| EntryLine {
            index: entry.index.0,
            time_ms: entry.time_ms,
            words: named.words(visit, entry),
        })
        .collect())
}

/// Names for the numbers that some entries hold.
struct Named {
    people: std::collections::BTreeMap<u32, crate::components::person::Face>,
    decisions: std::collections::BTreeMap<u32, String>,
}

impl Named {
    async fn of(visit: &Visit, entries: &[Entry]) -> Result<Self, PageError> {
        let (mut members, mut proposals) = (BTreeSet::new(), BTreeSet::new());
        for entry in entries {
            let Act::Operation(signed) = &entry.act else {
                continue;
            };
            members.insert(signed.operation.member);
            match &signed.operation.body {
                Body::Vouch(to)
                | Body::WithdrawVouch(to)
                | Body::AnswerVouch { from: to, .. }
                | Body::AttestPerson { person: to, .. } => {
                    members.insert(*to);
                }
                Body::Vote { proposal, .. }
                | Body::Sponsor(proposal)
                | Body::SponsorFromBench { proposal, .. }
                | Body::ChallengeDecision { proposal, .. }
                | Body::SupportChallenge { proposal, .. }
                | Body::WithdrawProposal(proposal) => drop(proposals.insert(*proposal)),
                _ => {}
            }
        }
        members.remove(&MemberNumber(0));
        let people = faces(visit, members.into_iter().collect()).await?;
        let mut decisions = std::collections::BTreeMap::new();
        for id in proposals {
            if let Some(words) = visit.app().load_proposal(id, None).await?.words {
                decisions.insert(id.0, words.title);
            }
        }
        Ok(Self { people, decisions })
    }

    fn words(&self, visit: &Visit, entry: &Entry) -> String {
        let names = Names {
            member: &|number| {
                self.people
                    .get(&number)
                    .filter(|face| !face.handle.is_empty())
                    .map(|face| face.name.clone())
            },
            decision: &|number| self.decisions.get(&ProposalId(number).0).cloned(),
        };
        page::entry_words(visit.lang, entry, &names)
    }
}

/// `GET /commons/record/entries/{index}`: one entry, field by field, with its proof.
pub async fn entry(visit: Visit, Path(index): Path<u64>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let (view, _) = entry_view(&visit, index).await?;
    Ok(answer(&shell, &page::entry(&shell, &view)))
}

/// Reads one entry, field by field, with its proof.
///
/// # Errors
///
/// [`PageError::NotFound`] if the record is not that long; [`PageError::App`] if it cannot be read.
pub(crate) async fn entry_view(visit: &Visit, index: u64) -> Result<(EntryView, Proof), PageError> {
    let proof = visit
        .app()
        .record
        .prove(EntryIndex(index))
        .map_err(|_| damaged())?
        .ok_or(PageError::NotFound)?;
    let entry = Entry::from_bytes(&proof.entry).map_err(|_| damaged())?;
    let root = visit
        .app()
        .record
        .checkpoint()
        .map(|it| it.checkpoint.root.to_string())
        .unwrap_or_default();
    let named = Named::of(visit, std::slice::from_ref(&entry)).await?;
    let view = EntryView {
        index,
        time_ms: entry.time_ms,
        words: named.words(visit, &entry),
        fields: page::entry_fields(visit.lang, &entry),
        leaf: record_leaf(&proof.entry),
        bytes: hex::encode(&proof.entry),
        proof: proof.hashes.iter().map(ToString::to_string).collect(),
        tree: (proof.size, root),
    };
    Ok((view, proof))
}

fn record_leaf(entry: &[u8]) -> String {
    ::record::tree::leaf_hash(entry).to_string()
}
