//! What a proposal would change, before anybody signs it.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use ledger::operation::Payload;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Body;
use super::policy::{PayloadJson, payload_text};
use crate::error::{PageError, Problem};
use crate::handlers::commons::changes::effect_of;
use crate::handlers::commons::propose::fault_of;
use crate::pages::commons::diff::{ClauseChange, Line};
use crate::visit::Visit;

/// A proposal that somebody has in mind.
#[derive(Debug, Deserialize, ToSchema)]
pub struct PreviewWant {
    /// What it would change.
    payload: PayloadJson,
    /// The question, at most 160 characters.
    title: String,
    /// Why, at most 8,000 characters.
    reasons: String,
}

/// A line of a clause, seen from the version in force.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum LineJson {
    /// Stays.
    Kept {
        /// The line.
        text: String,
    },
    /// Goes.
    Cut {
        /// The line.
        text: String,
    },
    /// Comes.
    Added {
        /// The line.
        text: String,
    },
    /// Is worded differently.
    Reworded {
        /// As it was.
        old: String,
        /// As it becomes.
        new: String,
    },
}

impl From<Line> for LineJson {
    fn from(line: Line) -> Self {
        match line {
            Line::Kept(text) => Self::Kept { text },
            Line::Cut(text) => Self::Cut { text },
            Line::Added(text) => Self::Added { text },
            Line::Reworded { old, new } => Self::Reworded { old, new },
        }
    }
}

/// A clause and what becomes of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClauseChangeJson {
    /// Its name, in the visitor's language.
    title: String,
    /// Where the whole document stands.
    href: Option<String>,
    /// Its lines, in the visitor's language.
    lines: Vec<LineJson>,
}

impl From<ClauseChange> for ClauseChangeJson {
    fn from(change: ClauseChange) -> Self {
        Self {
            title: change.title,
            href: change.href,
            lines: change.lines.into_iter().map(Into::into).collect(),
        }
    }
}

/// What a proposal would do.
#[derive(Debug, Serialize, ToSchema)]
pub struct PreviewJson {
    /// Clause by clause; empty for a statement.
    changes: Vec<ClauseChangeJson>,
    /// The payload as the kind `propose` of `operations/prepare` takes it.
    payload: String,
    /// Sponsors it will need.
    sponsors_needed: u32,
    /// How long the vote is open.
    voting_ms: u64,
    /// How long it may be challenged after that.
    confirm_ms: u64,
    /// How long it waits to be in force after that.
    timelock_ms: u64,
}

/// Compares what somebody would propose with the policies in force. Nothing is kept of it.
#[utoipa::path(post, path = "/api/meent/v1/proposals/preview", tag = "decisions", request_body = PreviewWant, responses((status = 200, body = PreviewJson), (status = 422, body = Problem)))]
pub async fn preview(visit: Visit, Body(want): Body<PreviewWant>) -> Result<Response, PageError> {
    let unreadable = PageError::Unreadable("the payload of a proposal");
    let payload = want.payload.parse().ok_or(unreadable)?;
    if let Some(message) = fault_of(&visit, &payload, want.title.trim(), want.reasons.trim()) {
        let code = "proposal";
        return Ok((
            StatusCode::UNPROCESSABLE_ENTITY,
            Json(Problem { code, message }),
        )
            .into_response());
    }
    Ok(Json(previewed(&visit, &payload).await?).into_response())
}

async fn previewed(visit: &Visit, payload: &Payload) -> Result<PreviewJson, PageError> {
    let effect = effect_of(visit, payload).await?;
    let [voting_ms, confirm_ms, timelock_ms] = effect.lengths_ms;
    Ok(PreviewJson {
        changes: effect.changes.into_iter().map(Into::into).collect(),
        payload: payload_text(payload),
        sponsors_needed: effect.sponsors_needed,
        voting_ms,
        confirm_ms,
        timelock_ms,
    })
}
