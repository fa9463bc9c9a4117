//! Offices: who holds which, by which decision, until when.

use axum::Json;
use axum::http::StatusCode;
use domain::ids::OfficeReportId;
use ledger::office::GivenBy;
use serde::{Deserialize, Serialize};
use store::office::OfficeReport;
use utoipa::ToSchema;

use super::Body;
use super::list::FromQuery;
use super::view::{List, MemberJson, member};
use super::want::parse_office;
use crate::error::{PageError, Problem};
use crate::handlers::commons::offices::held;
use crate::handlers::{Path, Query};
use crate::visit::Visit;

/// Reports in one answer.
const LISTED_MAX: usize = 30;

/// Every office that is held.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfficesJson {
    /// Who holds which.
    seats: Vec<SeatJson>,
    /// The core team's mandate, in force or lapsed.
    mandate: Option<MandateInForceJson>,
    /// The end of a pause that lasts, in Unix milliseconds.
    paused_until_ms: Option<u64>,
    /// The decision by which the guardians may pause once more without waiting.
    pause_permitted_by: Option<u32>,
    /// Member numbers of those who may act on reports of what breaks a rule.
    moderators: Vec<u32>,
    /// Decisions on which a panel sits that was drawn by lot.
    panels: Vec<u32>,
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
    /// Money for each round while it lasts, in minor units, as a decimal text.
    per_round: String,
    /// What it gives for a round now, in minor units, as a decimal text: after its end half, then
    /// nothing.
    budget_now: String,
    /// When its renewal was asked for, in Unix milliseconds.
    renewal_asked_at_ms: Option<u64>,
    /// Since when its team is a caretaker, in Unix milliseconds: it ended, or somebody was recalled.
    caretaker_since_ms: Option<u64>,
}

/// What somebody in office told everybody.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfficeReportJson {
    /// Its identity.
    id: String,
    /// `team`, `guardian`, `trustee` or `validator`.
    office: &'static str,
    /// The number of who wrote it.
    author: u32,
    /// The decision that gave the mandate under which the team works.
    mandate: Option<u32>,
    /// What it is about.
    title: String,
    /// What it says, in Markdown.
    text: String,
    /// When, in Unix milliseconds.
    written_at_ms: u64,
}

/// A report to publish.
#[derive(Debug, Deserialize, ToSchema)]
pub struct OfficeReportWant {
    /// An office that the visitor holds.
    office: String,
    /// At most 160 characters.
    title: String,
    /// In Markdown, at most 8,000 characters.
    text: String,
}

impl OfficeReportJson {
    fn of(it: &OfficeReport) -> Self {
        Self {
            id: it.id.to_string(),
            office: it.office.word(),
            author: it.author.0,
            mandate: it.mandate.map(|it| it.0),
            title: it.title.clone(),
            text: it.text.clone(),
            written_at_ms: it.written_at_ms,
        }
    }
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
    let moderators = visit.app().commons().moderation.moderators.value.clone();
    Ok(Json(OfficesJson {
        seats,
        mandate: held.mandate.map(|it| MandateInForceJson {
            decision: it.mandate.by.0,
            since_ms: it.mandate.since_ms,
            until_ms: it.mandate.until_ms,
            per_round: it.mandate.per_round.to_string(),
            budget_now: it.budget.to_string(),
            renewal_asked_at_ms: it.mandate.renewal_asked_ms,
            caretaker_since_ms: it.caretaker_since_ms,
        }),
        paused_until_ms: held.paused_until_ms,
        pause_permitted_by: held.pause_permitted_by.map(|it| it.0),
        moderators: moderators.iter().map(|it| it.0).collect(),
        panels: held.panels.iter().map(|(id, _)| id.0).collect(),
    }))
}

/// What people in office told everybody, newest first.
#[utoipa::path(get, path = "/api/meent/v1/offices/reports", tag = "decisions", params(FromQuery), responses((status = 200, body = List<OfficeReportJson>)))]
pub async fn reports(
    visit: Visit,
    Query(from): Query<FromQuery>,
) -> Result<Json<List<OfficeReportJson>>, PageError> {
    let cursor = from.cursor()?;
    let page = visit
        .app()
        .list_office_reports(&visit.viewer(), cursor.as_ref(), LISTED_MAX)
        .await?;
    Ok(Json(List {
        rows: page.rows.iter().map(OfficeReportJson::of).collect(),
        next: page.next.map(|it| it.to_string()),
    }))
}

fn parse(id: &str) -> Result<OfficeReportId, PageError> {
    id.parse().map_err(|_| PageError::NotFound)
}

/// One of them.
#[utoipa::path(get, path = "/api/meent/v1/offices/reports/{report}", tag = "decisions", params(("report" = String, Path)), responses((status = 200, body = OfficeReportJson), (status = 404, body = Problem)))]
pub async fn report(
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Json<OfficeReportJson>, PageError> {
    let id = parse(&id)?;
    let (loaded, _) = visit.app().load_office_report(&visit.viewer(), id).await?;
    Ok(Json(OfficeReportJson::of(&loaded)))
}

/// Tells everybody something about the work in an office that the visitor holds.
#[utoipa::path(post, path = "/api/meent/v1/offices/reports", tag = "decisions", request_body = OfficeReportWant, responses((status = 201, body = OfficeReportJson), (status = 401, body = Problem), (status = 422, body = Problem)))]
pub async fn publish(
    visit: Visit,
    Body(want): Body<OfficeReportWant>,
) -> Result<(StatusCode, Json<OfficeReportJson>), PageError> {
    let (app, viewer) = (visit.app(), visit.viewer());
    let office = parse_office(&want.office)?;
    let id = app
        .publish_office_report(&viewer, office, &want.title, &want.text)
        .await?;
    let (loaded, _) = app.load_office_report(&viewer, id).await?;
    Ok((StatusCode::CREATED, Json(OfficeReportJson::of(&loaded))))
}

/// Takes one of the visitor's own back.
#[utoipa::path(delete, path = "/api/meent/v1/offices/reports/{report}", tag = "decisions", params(("report" = String, Path)), responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn delete(visit: Visit, Path(id): Path<String>) -> Result<StatusCode, PageError> {
    let (id, viewer) = (parse(&id)?, visit.viewer());
    visit.app().delete_office_report(&viewer, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
