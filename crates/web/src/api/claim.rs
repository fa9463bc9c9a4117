//! Claims of work: what waits for the visitor's word, their own, and each by its number.

use app::work::ClaimView;
use axum::Json;
use ledger::ids::ClaimId;
use ledger::work::{Attestation, ClaimStage, WorkClass};
use serde::Serialize;
use utoipa::ToSchema;

use super::panel::ReceiptJson;
use crate::error::{PageError, Problem};
use crate::handlers::Path;
use crate::visit::Visit;

/// A claim of work.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClaimJson {
    /// Its number.
    number: u32,
    /// Member number of who did it.
    member: u32,
    /// `code`, `documents`, `translation`, `events` or `operations`.
    skill: &'static str,
    /// How large they find it.
    class: u32,
    /// What was done; empty once erased.
    title: String,
    /// What it is and where to see it.
    words: String,
    /// The digest of both on the record.
    digest: String,
    /// When it was claimed.
    filed_at_ms: u64,
    /// `called`, `reviewing` or `over`.
    stage: &'static str,
    /// Until when that is; when it was over.
    until_ms: u64,
    /// What counts; nothing before, or if it does not.
    counts: Option<u32>,
    /// The round that pays it.
    round: Option<u32>,
    /// Reviewers who have answered.
    answered: usize,
    /// Their answers, once it is over: 0 for no, otherwise the class.
    answers: Vec<u32>,
}

/// A claim with its receipt.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClaimFullJson {
    /// What the list says.
    #[serde(flatten)]
    #[schema(inline)]
    claim: ClaimJson,
    /// How its reviewers were drawn; nothing before.
    receipt: Option<ReceiptJson>,
}

/// A skill of the visitor.
#[derive(Debug, Serialize, ToSchema)]
pub struct SkillJson {
    /// `code`, `documents`, `translation`, `events` or `operations`.
    skill: &'static str,
    /// Whether they say that they have it.
    is_declared: bool,
    /// How many of their claims were attested.
    attested: u32,
}

/// What the visitor has to do with claims.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeskJson {
    /// Claims that wait for the visitor's word.
    to_review: Vec<ClaimJson>,
    /// The visitor's own, latest first.
    own: Vec<ClaimJson>,
    /// The visitor's skills.
    skills: Vec<SkillJson>,
}

impl From<&ClaimView> for ClaimJson {
    fn from(view: &ClaimView) -> Self {
        let it = &view.claim;
        let (stage, until_ms, counts) = match it.stage {
            ClaimStage::Called { draws_ms } => ("called", draws_ms, None),
            ClaimStage::Reviewing { until_ms, .. } => ("reviewing", until_ms, None),
            ClaimStage::Over { at_ms, class } => ("over", at_ms, class),
        };
        let answers: Vec<Attestation> = it.reviewing().filter_map(|it| it.answer).collect();
        let said = |it: Attestation| it.class().map_or(0, WorkClass::weight);
        Self {
            number: it.id.0,
            member: it.member.0,
            skill: it.skill.word(),
            class: it.class.weight(),
            title: view.title.clone(),
            words: view.words.clone(),
            digest: it.text.to_string(),
            filed_at_ms: it.filed_ms,
            stage,
            until_ms,
            counts: counts.map(WorkClass::weight),
            round: it.round.map(|it| it.0),
            answered: answers.len(),
            // Before the end nobody judges by what others said.
            answers: if stage == "over" {
                answers.into_iter().map(said).collect()
            } else {
                Vec::new()
            },
        }
    }
}

/// What the visitor has to do with claims of work.
#[utoipa::path(get, path = "/api/meent/v1/work/claims", tag = "earning", responses((status = 200, body = DeskJson), (status = 401, body = Problem)))]
pub async fn desk(visit: Visit) -> Result<Json<DeskJson>, PageError> {
    let member = visit.member().ok_or(PageError::SignIn)?;
    let desk = visit.app().load_work_desk(member).await?;
    Ok(Json(DeskJson {
        to_review: desk.to_review.iter().map(Into::into).collect(),
        own: desk.own.iter().map(Into::into).collect(),
        skills: desk
            .skills
            .iter()
            .map(|(skill, held)| SkillJson {
                skill: skill.word(),
                is_declared: held.is_declared,
                attested: held.attested,
            })
            .collect(),
    }))
}

/// A claim of work, and how its reviewers were drawn.
#[utoipa::path(get, path = "/api/meent/v1/work/claims/{number}", tag = "earning", params(("number" = u32, Path)), responses((status = 200, body = ClaimFullJson), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn show(visit: Visit, Path(number): Path<u32>) -> Result<Json<ClaimFullJson>, PageError> {
    let view = visit
        .app()
        .load_claim(&visit.viewer(), ClaimId(number))
        .await?;
    Ok(Json(ClaimFullJson {
        claim: (&view).into(),
        receipt: view.claim.receipt.as_ref().map(ReceiptJson::of),
    }))
}
