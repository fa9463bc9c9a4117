//! Challenges of a decision by the bill of rights.

use axum::Json;
use ledger::ids::ProposalId;
use ledger::jury::Ruling;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::error::{PageError, Problem};
use crate::handlers::Path;
use crate::visit::Visit;

/// Somebody says that a decision contradicts a right.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChallengeJson {
    /// Its place, from 1.
    number: u8,
    /// `reasons`, `appeal`, `notice`, `pay`, `export`, `exit`, `secrecy` or `together`.
    right: &'static str,
    /// What it takes away, in their words; nothing once they are erased.
    title: Option<String>,
    /// Why, in their words.
    words: String,
    /// The digest of both on the record.
    grounds: String,
    /// When it was brought.
    filed_at_ms: u64,
    /// How many say so.
    support: u32,
    /// How many it takes for a jury.
    needed: u32,
    /// The case before a jury, once there is one.
    case: Option<u32>,
    /// `uphold`: the decision stands; `reverse`: it has failed; nothing before a jury ruled.
    ruling: Option<&'static str>,
    /// Whether the visitor may say so, too.
    may_support: bool,
}

/// The challenges of a decision.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChallengesJson {
    /// They, in order; eight at most.
    challenges: Vec<ChallengeJson>,
    /// Whether the visitor may bring one.
    may_challenge: bool,
}

/// Who says that a decision contradicts a right.
#[utoipa::path(get, path = "/api/meent/v1/decisions/{number}/challenges", tag = "decisions", params(("number" = u32, Path)), responses((status = 200, body = ChallengesJson), (status = 404, body = Problem)))]
pub async fn list(
    visit: Visit,
    Path(number): Path<u32>,
) -> Result<Json<ChallengesJson>, PageError> {
    let id = ProposalId(number);
    let found = visit.app().load_challenges(id, visit.member()).await?;
    let json = |it: app::challenge::ChallengeView| ChallengeJson {
        number: it.number.0,
        right: it.challenge.right.word(),
        title: it.title,
        words: it.words,
        grounds: it.challenge.grounds.to_string(),
        filed_at_ms: it.challenge.filed_ms,
        support: it.challenge.support(),
        needed: it.challenge.needed,
        case: it.challenge.case.map(|it| it.0),
        ruling: it.ruling.map(Ruling::word),
        may_support: it.may_support,
    };
    Ok(Json(ChallengesJson {
        challenges: found.all.into_iter().map(json).collect(),
        may_challenge: found.may_challenge,
    }))
}

/// Names, for the signing sheet, the decision that is challenged and what is said of it.
pub(super) async fn names(
    visit: &Visit,
    proposal: ProposalId,
    title: Option<&str>,
) -> Result<Value, PageError> {
    let view = visit.app().load_proposal(proposal, visit.member()).await?;
    let decision = view.words.map(|words| words.title);
    Ok(
        json!({ "decisions": decision.map(|it| json!({ proposal.0.to_string(): it })), "title": title }),
    )
}
