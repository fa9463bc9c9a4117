//! The transparency report and the ledger of erasures in JSON.

use app::transparency::{People, Quarter};
use axum::Json;
use serde::{Deserialize, Serialize};
use store::erasure::Erasure;
use utoipa::{IntoParams, ToSchema};

use super::policy::{BASES, word_of};
use crate::error::{PageError, Problem};
use crate::handlers::Query;
use crate::handlers::commons::transparency::{jury_word, ruling_word};
use crate::visit::Visit;

/// Which quarter is asked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct QuarterQuery {
    /// Its number; the latest without one.
    quarter: Option<u32>,
}

/// A quarter of the network: 13 weeks from its founding.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuarterJson {
    /// Counts from 1.
    number: u32,
    /// When it began.
    from_ms: u64,
    /// When it ends.
    until_ms: u64,
    /// Whether it is still running.
    is_running: bool,
}

impl From<Quarter> for QuarterJson {
    fn from(it: Quarter) -> Self {
        Self {
            number: it.number,
            from_ms: it.from_ms,
            until_ms: it.until_ms,
            is_running: it.is_running,
        }
    }
}

/// How many, by rule and by what came of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct CountedJson {
    /// Id of the rule.
    rule: String,
    /// Of a report `open`, `upheld` or `dismissed`; of an action the step; of a jury `uphold`, `reverse` or
    /// `none`.
    outcome: String,
    /// Of an action or a ruling: who acted. Nothing of a report.
    role: Option<&'static str>,
    /// How many.
    count: u64,
}

/// A category of the data policy now, and what members said about it.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeptJson {
    /// Which.
    category: &'static str,
    /// `needed`, `opt-out` or `opt-in`.
    basis: String,
    /// 0: as long as the account.
    retention_days: u16,
    /// The decision that adopted it; 0 for the founding.
    adopted_by: u32,
    /// Members who said yes: `0`, `1-4` or a number.
    yes: String,
    /// Members who said no: `0`, `1-4` or a number.
    no: String,
}

/// What was erased on one day for one reason.
#[derive(Debug, Serialize, ToSchema)]
pub struct ErasureJson {
    /// When the day began, in UTC.
    day_ms: u64,
    /// `asked`, `left`, `policy` or `retention`.
    cause: &'static str,
    /// Of what; nothing: all that was held of somebody who left.
    category: Option<&'static str>,
    /// The decision behind it; 0 for the founding.
    decision: u32,
    /// How many items.
    items: u64,
}

impl From<&Erasure> for ErasureJson {
    fn from(it: &Erasure) -> Self {
        Self {
            day_ms: it.day_ms,
            cause: it.cause.word(),
            category: it.category.map(ledger::policy::Category::word),
            decision: it.proposal.0,
            items: it.item_count,
        }
    }
}

/// The transparency report of a quarter.
#[derive(Debug, Serialize, ToSchema)]
pub struct TransparencyJson {
    /// Which.
    quarter: QuarterJson,
    /// Reports made in it.
    reports: Vec<CountedJson>,
    /// Actions taken in it.
    actions: Vec<CountedJson>,
    /// Appeals to a jury that were filed in it: `appealed`.
    appeals: Vec<CountedJson>,
    /// What deciding juries came to in it, by level.
    rulings: Vec<CountedJson>,
    /// Members who reported: `0`, `1-4` or a number.
    reporters: String,
    /// Members against whose work was acted: `0`, `1-4` or a number.
    acted_against: String,
    /// Reports answered in it.
    answered: u64,
    /// Those that took longer than the policy's deadline.
    answered_late: u64,
    /// Median time to an answer.
    median_ms: Option<u64>,
    /// What may be kept, as of now.
    kept: Vec<KeptJson>,
    /// What was erased in it, by day, latest first.
    erasures: Vec<ErasureJson>,
}

fn people(people: People) -> String {
    match people {
        People::None => "0".to_owned(),
        People::Few => "1-4".to_owned(),
        People::Some(many) => many.to_string(),
    }
}

/// What moderation and erasing did in a quarter.
#[utoipa::path(get, path = "/api/meent/v1/transparency", tag = "moderation", params(QuarterQuery), responses((status = 200, body = TransparencyJson), (status = 404, body = Problem)))]
pub async fn report(
    visit: Visit,
    Query(query): Query<QuarterQuery>,
) -> Result<Json<TransparencyJson>, PageError> {
    let report = visit.app().report_quarter(query.quarter).await?;
    let counted = |(rule, outcome, count): &(String, String, u64), role| CountedJson {
        rule: rule.clone(),
        outcome: outcome.clone(),
        role,
        count: *count,
    };
    Ok(Json(TransparencyJson {
        quarter: report.quarter.into(),
        reports: report.reports.iter().map(|it| counted(it, None)).collect(),
        actions: report
            .actions
            .iter()
            .map(|it| counted(it, Some("moderator")))
            .collect(),
        appeals: report
            .appeals
            .iter()
            .map(|(rule, count)| counted(&(rule.clone(), "appealed".to_owned(), *count), None))
            .collect(),
        rulings: report
            .rulings
            .iter()
            .map(|it| CountedJson {
                rule: it.rule.clone(),
                outcome: ruling_word(it.ruling).to_owned(),
                role: Some(jury_word(it.level)),
                count: it.count,
            })
            .collect(),
        reporters: people(report.people.0),
        acted_against: people(report.people.1),
        answered: report.answered.0,
        answered_late: report.answered.1,
        median_ms: report.median_ms,
        kept: report
            .kept
            .iter()
            .map(|it| KeptJson {
                category: it.category.word(),
                basis: word_of(&BASES, &it.basis),
                retention_days: it.retention_days,
                adopted_by: it.adopted_by.0,
                yes: people(it.said.0),
                no: people(it.said.1),
            })
            .collect(),
        erasures: report.erasures.iter().map(Into::into).collect(),
    }))
}

/// The erasures of a quarter.
#[derive(Debug, Serialize, ToSchema)]
pub struct ErasuresJson {
    /// Which quarter.
    quarter: QuarterJson,
    /// By day, latest first.
    erasures: Vec<ErasureJson>,
}

/// What was erased in a quarter: numbers, of nobody in particular.
#[utoipa::path(get, path = "/api/meent/v1/erasures", tag = "policies", params(QuarterQuery), responses((status = 200, body = ErasuresJson), (status = 404, body = Problem)))]
pub async fn erasures(
    visit: Visit,
    Query(query): Query<QuarterQuery>,
) -> Result<Json<ErasuresJson>, PageError> {
    let (quarter, listed) = visit.app().list_erasures(query.quarter).await?;
    Ok(Json(ErasuresJson {
        quarter: quarter.into(),
        erasures: listed.iter().map(Into::into).collect(),
    }))
}
