//! Offices: who holds which, by which decision, until when.

use axum::Json;
use ledger::office::GivenBy;
use serde::Serialize;
use utoipa::ToSchema;

use super::view::{MemberJson, member};
use crate::error::PageError;
use crate::handlers::commons::offices::held;
use crate::visit::Visit;

/// Every office that is held.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfficesJson {
    /// Who holds which.
    seats: Vec<SeatJson>,
    /// The core team's mandate in force.
    mandate: Option<MandateInForceJson>,
    /// The end of a pause that lasts, in Unix milliseconds.
    paused_until_ms: Option<u64>,
}

/// Somebody in an office.
#[derive(Debug, Serialize, ToSchema)]
pub struct SeatJson {
    /// `team`, `guardian`, `trustee` or `validator`.
    office: &'static str,
    /// Their number.
    number: u32,
    /// Who they are, as far as they are known.
    member: Option<MemberJson>,
    /// Since when, in Unix milliseconds.
    since_ms: u64,
    /// Until when, in Unix milliseconds.
    until_ms: u64,
    /// The decision that put them there.
    decision: Option<u32>,
    /// Or the election.
    election: Option<u32>,
}

/// What the core team may spend, and until when.
#[derive(Debug, Serialize, ToSchema)]
pub struct MandateInForceJson {
    /// The decision that gave it.
    decision: u32,
    /// Since when, in Unix milliseconds.
    since_ms: u64,
    /// Until when, in Unix milliseconds.
    until_ms: u64,
    /// Money for each round, in minor units, as a decimal text.
    per_round: String,
}

/// Who holds an office.
#[utoipa::path(get, path = "/api/meent/v1/offices", tag = "decisions", responses((status = 200, body = OfficesJson)))]
pub async fn list(visit: Visit) -> Result<Json<OfficesJson>, PageError> {
    let held = held(&visit)?;
    let mut seats = Vec::with_capacity(held.seats.len());
    for seat in &held.seats {
        seats.push(SeatJson {
            office: seat.office.word(),
            number: seat.member.0,
            member: member(&visit, seat.member).await?,
            since_ms: seat.since_ms,
            until_ms: seat.until_ms,
            decision: match seat.by {
                GivenBy::Proposal(id) => Some(id.0),
                GivenBy::Election(_) => None,
            },
            election: match seat.by {
                GivenBy::Election(id) => Some(id.0),
                GivenBy::Proposal(_) => None,
            },
        });
    }
    Ok(Json(OfficesJson {
        seats,
        mandate: held.mandate.map(|it| MandateInForceJson {
            decision: it.by.0,
            since_ms: it.since_ms,
            until_ms: it.until_ms,
            per_round: it.per_round.to_string(),
        }),
        paused_until_ms: held.paused_until_ms,
    }))
}
