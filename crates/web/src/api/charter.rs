//! The charter as a document: each number with the decision behind it, and its versions.

use axum::Json;
use ledger::charter::{Parameter, Unit};
use ledger::operation::Payload;
use serde::Serialize;
use utoipa::ToSchema;

use super::clause::{PolicyVersionJson, versions as listed};
use crate::error::PageError;
use crate::handlers::commons::charter::{between, in_force};
use crate::visit::Visit;

/// A number of the charter.
#[derive(Debug, Serialize, ToSchema)]
pub struct ParameterJson {
    /// Its permanent word: `veto`, `policy.voting-ticks`, `ownership.stewards`.
    parameter: String,
    /// Its value.
    value: u64,
    /// `count`, `ticks`, `rounds`, `basis-points`, `micro-shares`, or `choice`: 0 or 1.
    unit: &'static str,
    /// The class of decision that may change it.
    owner: &'static str,
    /// The decision that put it where it is; 0 for the founding.
    adopted_by: u32,
    /// A decision that would change it and is being voted on.
    contested_by: Option<u32>,
}

/// The charter in force.
#[derive(Debug, Serialize, ToSchema)]
pub struct CharterJson {
    /// Counts from 1.
    version: u32,
    /// Since when.
    since_ms: u64,
    /// Every number that a decision can change.
    parameters: Vec<ParameterJson>,
}

/// The numbers by which the commons decide.
#[utoipa::path(get, path = "/api/meent/v1/policies/charter", tag = "policies", responses((status = 200, body = CharterJson)))]
pub async fn show(visit: Visit) -> Result<Json<CharterJson>, PageError> {
    let read = in_force(&visit)?;
    let parameter = |it: Parameter| ParameterJson {
        parameter: it.word(),
        value: it.get(&read.charter),
        unit: match it.unit() {
            Unit::Count => "count",
            Unit::Ticks => "ticks",
            Unit::Rounds => "rounds",
            Unit::Share => "basis-points",
            Unit::Shares => "micro-shares",
            Unit::Choice => "choice",
        },
        owner: it.owner().word(),
        adopted_by: read.adopted.get(&it).map_or(0, |by| by.by.0),
        contested_by: read.contested.get(&it).map(|id| id.0),
    };
    Ok(Json(CharterJson {
        version: read.version,
        since_ms: read.since_ms,
        parameters: Parameter::all().map(parameter).collect(),
    }))
}

/// Every version of the charter, latest first.
#[utoipa::path(get, path = "/api/meent/v1/policies/charter/versions", tag = "policies", responses((status = 200, body = Vec<PolicyVersionJson>)))]
pub async fn versions(visit: Visit) -> Result<Json<Vec<PolicyVersionJson>>, PageError> {
    let all = visit.app().list_charter_versions().await?;
    let changed = listed(&visit, &all, |old, new| Payload::Charter(between(old, new)));
    Ok(Json(changed.await?))
}
