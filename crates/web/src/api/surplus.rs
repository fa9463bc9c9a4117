//! The surplus of each year in JSON. Amounts are in minor units and shares in micro-shares, as decimal texts.

use app::surplus::YearSurplus;
use axum::Json;
use ledger::books::TransferStage;
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::PageError;
use crate::visit::Visit;

/// What the reader is owed.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnSurplusJson {
    /// What they earned in the year.
    earned: String,
    /// Whether they share alike with all members.
    shares_alike: bool,
    /// For what they earned.
    patronage: String,
    /// As every member.
    equal: String,
    /// Whether they were named as somebody who could not be paid.
    is_named: bool,
}

/// The surplus of one year.
#[derive(Debug, Serialize, ToSchema)]
pub struct SurplusJson {
    /// Counts from 0.
    year: u32,
    /// When it was divided, in Unix milliseconds.
    decided_ms: u64,
    /// By when members are to be paid, in Unix milliseconds.
    due_ms: u64,
    /// What came in.
    income: String,
    /// What left.
    outflow: String,
    /// What the safety reserve lacked.
    reserved: String,
    /// What had a purpose already.
    assigned: String,
    /// What was divided.
    whole: String,
    /// To investors.
    investors: String,
    /// To those who earned, by what they earned.
    patronage: String,
    /// To every member alike.
    equal: String,
    /// Into the redemption pool.
    redemption: String,
    /// Stays with the commons.
    reinvested: String,
    /// Shares that all earned in the year.
    earned: String,
    /// How many members share alike.
    members: u32,
    /// The obligation towards members.
    transfer: Option<u32>,
    /// Whether it was paid.
    is_paid: bool,
    /// What of it nobody can be paid as it stands.
    unpayable: String,
    /// What went into the redemption pool since nobody could be paid it.
    returned: String,
    /// Members who were named as such.
    named: Vec<u32>,
    /// What the reader is owed.
    own: Option<OwnSurplusJson>,
}

fn json(it: &YearSurplus) -> SurplusJson {
    let stage = it.transfer.as_ref().map(|it| it.stage);
    SurplusJson {
        year: it.year.0,
        decided_ms: it.decided_ms,
        due_ms: it.due_ms,
        income: it.income.to_string(),
        outflow: it.outflow.to_string(),
        reserved: it.reserved.to_string(),
        assigned: it.assigned.to_string(),
        whole: it.parts.whole().to_string(),
        investors: it.parts.investors.to_string(),
        patronage: it.parts.patronage.to_string(),
        equal: it.parts.equal.to_string(),
        redemption: it.parts.redemption.to_string(),
        reinvested: it.parts.reinvested.to_string(),
        earned: it.earned.to_string(),
        members: it.member_count,
        transfer: it.transfer.as_ref().map(|it| it.id.0),
        is_paid: matches!(stage, Some(TransferStage::Captured { .. })),
        unpayable: it.unpayable.to_string(),
        returned: it.returned.to_string(),
        named: it.named.iter().map(|it| it.0).collect(),
        own: it.own.map(|it| OwnSurplusJson {
            earned: it.earned.to_string(),
            shares_alike: it.shares_alike,
            patronage: it.owed.patronage.to_string(),
            equal: it.owed.equal.to_string(),
            is_named: it.is_named,
        }),
    }
}

/// The surplus of each year that is over, the latest first.
#[utoipa::path(get, path = "/api/meent/v1/treasury/surpluses", tag = "treasury", responses((status = 200, body = [SurplusJson])))]
pub async fn list(visit: Visit) -> Result<Json<Vec<SurplusJson>>, PageError> {
    let all = visit.app().list_surpluses(&visit.viewer())?;
    Ok(Json(all.iter().map(json).collect()))
}
