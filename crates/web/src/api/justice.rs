//! Cases, juries and everything that draws a jury again. Nothing here says who a case is about.

use app::justice::Heard;
use axum::Json;
use ledger::ids::{CaseId, JuryId};
use ledger::jury::{Hearing, Jury, JuryStage, Matter, Ruling};
use serde::Serialize;
use utoipa::ToSchema;

use super::panel::ReceiptJson;
use crate::error::{PageError, Problem};
use crate::handlers::commons::justice::{Looked, absent};
use crate::handlers::commons::moderation::viewpoint;
use crate::handlers::{Path, Query};
use crate::visit::Visit;

/// A case.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseJson {
    /// Its number.
    number: u32,
    /// The rule it is about, where it is about an act of moderation.
    rule_id: Option<String>,
    /// Version of the policy.
    policy_version: Option<u32>,
    /// What was done: `label`, `warn`, `limit-reach`, `remove`, `suspend` or `expel`.
    step: Option<&'static str>,
    /// What stands on the record for the act.
    act: Option<String>,
    /// The decision it is about, where it is about one.
    decision: Option<u32>,
    /// The right that the decision is said to contradict: `reasons`, `appeal`, `notice`, `pay`,
    /// `export`, `exit`, `secrecy` or `together`.
    right: Option<&'static str>,
    /// Whether those who moderate brought it, so that fraud may be found.
    is_referred: bool,
    /// When it was filed.
    filed_at_ms: u64,
    /// The level it is heard on, or was ruled on last.
    level: u8,
    /// `uphold` or `reverse`, as it stands; before the first ruling the act stands.
    ruling: &'static str,
    /// Until when it can be taken further; nothing while a jury hears it.
    appeal_until_ms: Option<u64>,
    /// Its juries, in order.
    juries: Vec<JuryJson>,
}

/// A jury.
#[derive(Debug, Serialize, ToSchema)]
pub struct JuryJson {
    /// Its number.
    number: u32,
    /// The case it hears.
    case: u32,
    /// Its level.
    level: u8,
    /// Whether it hears the case again and decides nothing.
    hears_again: bool,
    /// Its seats.
    seats: u32,
    /// `called`, `sealing`, `opening` or `over`.
    stage: &'static str,
    /// Until when that is; when it was over.
    until_ms: u64,
    /// Verdicts sealed.
    sealed: usize,
    /// Jurors who did not come, and for whom an alternate did.
    absent: usize,
    /// Open verdicts that the act stands.
    uphold: u32,
    /// Open verdicts that it does not.
    reverse: u32,
    /// What it ruled; nothing before, or if too few opened theirs.
    ruling: Option<&'static str>,
    /// What it said about it, if that is kept here.
    statement: Option<String>,
    /// The digest of that on the record.
    statement_digest: Option<String>,
}

/// A jury with its receipt.
#[derive(Debug, Serialize, ToSchema)]
pub struct JuryFullJson {
    /// What the list says.
    #[serde(flatten)]
    #[schema(inline)]
    jury: JuryJson,
    /// How it was drawn; nothing before.
    receipt: Option<ReceiptJson>,
}

/// What waits for a juror.
#[derive(Debug, Serialize, ToSchema)]
pub struct JuryDutyJson {
    /// `willing` or `declined`.
    duty: &'static str,
    /// What the commons owes for sitting, in minor units.
    credited: u64,
    /// Juries on which something is to be done.
    juries: Vec<JuryJson>,
}

impl JuryJson {
    fn of(jury: &Jury, statement: Option<String>) -> Self {
        let (uphold, reverse) = jury.count();
        let (stage, until_ms, ruling) = match jury.stage {
            JuryStage::Called { draws_ms } => ("called", draws_ms, None),
            JuryStage::Sealing { until_ms, .. } => ("sealing", until_ms, None),
            JuryStage::Opening { until_ms } => ("opening", until_ms, None),
            JuryStage::Over { at_ms, outcome } => ("over", at_ms, outcome.ruling),
        };
        Self {
            number: jury.id.0,
            case: jury.case.0,
            level: jury.level.number(),
            hears_again: jury.hearing == Hearing::Again,
            seats: jury.seats,
            stage,
            until_ms,
            sealed: jury.sitting().filter(|it| it.seal.is_some()).count(),
            absent: absent(jury),
            uphold,
            reverse,
            ruling: ruling.map(Ruling::word),
            statement,
            statement_digest: jury.statement.map(|it| it.1.to_string()),
        }
    }
}

impl CaseJson {
    fn of(heard: &Heard) -> Self {
        let case = &heard.case;
        let appeal = case.matter.appeal();
        let decision = match case.matter {
            Matter::Act(_) | Matter::Referral(_) => None,
            Matter::Decision {
                proposal, right, ..
            } => Some((proposal, right)),
        };
        let said = |jury: &Jury| {
            let found = heard.statements.iter().find(|it| it.jury == jury.id);
            found.map(|it| it.words.clone())
        };
        Self {
            number: case.id.0,
            rule_id: appeal.map(|it| it.rule.clone()),
            policy_version: appeal.map(|it| it.version),
            step: appeal.map(|it| it.step.word()),
            act: appeal.map(|it| it.act.to_string()),
            decision: decision.map(|it| it.0.0),
            right: decision.map(|it| it.1.word()),
            is_referred: matches!(case.matter, Matter::Referral(_)),
            filed_at_ms: case.filed_ms,
            level: case.level.number(),
            ruling: case.ruling.word(),
            appeal_until_ms: case.appeal_until_ms,
            juries: heard
                .juries
                .iter()
                .map(|it| JuryJson::of(it, said(it)))
                .collect(),
        }
    }
}

/// Cases, the latest first: by rule, by what juries said.
#[utoipa::path(get, path = "/api/meent/v1/cases", tag = "moderation", params(Looked), responses((status = 200, body = Vec<CaseJson>), (status = 400, body = Problem)))]
pub async fn list(
    visit: Visit,
    Query(looked): Query<Looked>,
) -> Result<Json<Vec<CaseJson>>, PageError> {
    let cases = visit
        .app()
        .list_cases(viewpoint(&visit), &looked.rule, &looked.q)
        .await?;
    Ok(Json(cases.iter().map(CaseJson::of).collect()))
}

/// One case.
#[utoipa::path(get, path = "/api/meent/v1/cases/{number}", tag = "moderation", params(("number" = u32, Path)), responses((status = 200, body = CaseJson), (status = 404, body = Problem)))]
pub async fn show(visit: Visit, Path(number): Path<u32>) -> Result<Json<CaseJson>, PageError> {
    let heard = visit
        .app()
        .load_heard(viewpoint(&visit), CaseId(number))
        .await?;
    Ok(Json(CaseJson::of(&heard)))
}

/// One jury, with its receipt.
#[utoipa::path(get, path = "/api/meent/v1/juries/{number}", tag = "moderation", params(("number" = u32, Path)), responses((status = 200, body = JuryFullJson), (status = 404, body = Problem)))]
pub async fn jury(visit: Visit, Path(number): Path<u32>) -> Result<Json<JuryFullJson>, PageError> {
    let jury = visit.app().load_jury(JuryId(number))?;
    let heard = visit.app().load_heard(viewpoint(&visit), jury.case).await?;
    let said = heard.statements.iter().find(|it| it.jury == jury.id);
    Ok(Json(JuryFullJson {
        jury: JuryJson::of(&jury, said.map(|it| it.words.clone())),
        receipt: jury.receipt.as_ref().map(ReceiptJson::of),
    }))
}

/// Whether the visitor can be drawn, and on which juries something waits for them.
#[utoipa::path(get, path = "/api/meent/v1/me/juries", tag = "me", responses((status = 200, body = JuryDutyJson), (status = 401, body = Problem)))]
pub async fn own(visit: Visit) -> Result<Json<JuryDutyJson>, PageError> {
    let member = visit.member().ok_or(PageError::SignIn)?;
    let (duty, credited) = visit.app().jury_duty(member)?;
    let juries = visit.app().list_own_juries(member)?;
    Ok(Json(JuryDutyJson {
        duty: duty.word(),
        credited,
        juries: juries.iter().map(|it| JuryJson::of(it, None)).collect(),
    }))
}
