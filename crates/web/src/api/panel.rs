//! The panel on a decision: how it stands, and everything that draws it again.

use axum::Json;
use ledger::ids::ProposalId;
use ledger::panel::Panel;
use ledger::proposal::Snapshot;
use ledger::sortition::{Part, Purpose, Receipt};
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::{PageError, Problem};
use crate::handlers::Path;
use crate::visit::Visit;

/// A panel.
#[derive(Debug, Serialize, ToSchema)]
pub struct PanelJson {
    /// The decision that it sits on.
    proposal: u32,
    /// Answers for it.
    yes: u32,
    /// Answers against it.
    no: u32,
    /// It blocks only if so many answer.
    answers_needed: u32,
    /// And if this share of them says no, in basis points.
    blocks_bps: u32,
    /// When it was over.
    ended_at_ms: Option<u64>,
    /// Whether it blocked.
    is_blocked: Option<bool>,
    /// How it was drawn; nothing before.
    receipt: Option<ReceiptJson>,
}

/// Everything that a draw follows from but the list of candidates, which is the record's. How to
/// draw again stands in the protocol's page on sortition.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReceiptJson {
    /// `panel`, `jury` or `review`.
    purpose: &'static str,
    /// Of which decision, case or claim.
    id: u64,
    /// After how many entries the log had this root.
    beacon_index: u64,
    /// The root, in hexadecimal.
    beacon: String,
    /// What follows from these: the seed, in hexadecimal.
    seed: String,
    /// Seats to fill.
    seats: u32,
    /// Alternates to each seat.
    alternates_each: u32,
    /// What was drawn from each stratum, ascending.
    strata: Vec<StratumJson>,
}

/// What was drawn from one stratum.
#[derive(Debug, Serialize, ToSchema)]
pub struct StratumJson {
    /// Its number.
    stratum: u8,
    /// How many candidates stood in it.
    candidates: u32,
    /// How many of those drawn have a seat: the first.
    seats: u32,
    /// Everybody drawn, in the order of drawing.
    drawn: Vec<DrawnJson>,
}

/// Somebody drawn.
#[derive(Debug, Serialize, ToSchema)]
pub struct DrawnJson {
    /// Their place among the candidates of the stratum, from 0.
    place: u32,
    /// Their member number.
    member: u32,
}

impl PanelJson {
    fn of(proposal: ProposalId, panel: &Panel, snapshot: &Snapshot) -> Self {
        let count = panel.count();
        Self {
            proposal: proposal.0,
            yes: count.yes,
            no: count.no,
            answers_needed: snapshot.panel.answers_least,
            blocks_bps: snapshot.panel.blocks.0,
            ended_at_ms: panel.ended.map(|it| it.0),
            is_blocked: panel.ended.map(|it| it.1),
            receipt: panel.receipt.as_ref().map(ReceiptJson::of),
        }
    }
}

impl ReceiptJson {
    /// Writes a receipt.
    pub fn of(receipt: &Receipt) -> Self {
        let draw = &receipt.draw;
        Self {
            purpose: match draw.purpose {
                Purpose::Panel => "panel",
                Purpose::Jury => "jury",
                Purpose::Review => "review",
                Purpose::Seeds => "seeds",
                Purpose::Audited => "audited",
                Purpose::SeedsKept => "seeds-kept",
            },
            id: draw.id,
            beacon_index: draw.beacon.index.0,
            beacon: draw.beacon.hash.to_string(),
            seed: draw.seed().to_string(),
            seats: draw.seats,
            alternates_each: draw.alternates_each,
            strata: receipt.parts.iter().map(StratumJson::of).collect(),
        }
    }
}

impl StratumJson {
    fn of(part: &Part) -> Self {
        let drawn = part.drawn.iter().map(|it| DrawnJson {
            place: it.place,
            member: it.member.0,
        });
        Self {
            stratum: part.stratum.0,
            candidates: part.candidates,
            seats: part.seats,
            drawn: drawn.collect(),
        }
    }
}

/// The panel on a decision, with its receipt; 404 where none was called.
#[utoipa::path(get, path = "/api/meent/v1/decisions/{number}/panel", tag = "decisions", params(("number" = u32, Path)), responses((status = 200, body = PanelJson), (status = 404, body = Problem)))]
pub async fn show(visit: Visit, Path(number): Path<u32>) -> Result<Json<PanelJson>, PageError> {
    let loaded = visit.app().load_proposal(ProposalId(number), None).await?;
    let proposal = loaded.proposal;
    let panel = proposal.panel.as_ref().ok_or(PageError::NotFound)?;
    let snapshot = proposal.snapshot.as_ref().ok_or(PageError::NotFound)?;
    Ok(Json(PanelJson::of(proposal.id, panel, snapshot)))
}
