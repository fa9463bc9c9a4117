//! The commons' books in JSON. Amounts are in minor units, as decimal texts.

use app::AppError;
use app::treasury::QuarterFlow;
use axum::Json;
use ledger::books::{Cause, Transfer, TransferStage, VoidReason};
use ledger::ids::{Money, TransferId};
use ledger::payload::Beneficiary;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::view::{MemberJson, member};
use crate::error::{PageError, Problem};
use crate::handlers::commons::payments::PaymentsQuery;
use crate::handlers::{Path, Query};
use crate::visit::Visit;

/// Transfers of the past in one answer.
const LISTED_MAX: usize = 100;

/// Where the past goes on.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct BeforeQuery {
    /// Only transfers with a smaller number.
    before: Option<u32>,
}

/// A part of the treasury with a purpose.
#[derive(Debug, Serialize, ToSchema)]
pub struct PurposeJson {
    /// `operations`, `reserve`, `team`, `grants`, `participatory`, `juries`, `redemption`, `escrow` or
    /// `endowment`.
    envelope: &'static str,
    /// What nobody was promised.
    free: String,
    /// What is promised and not paid.
    held: String,
    /// What the last budget gave.
    given: String,
}

/// How much, of what.
#[derive(Debug, Serialize, ToSchema)]
pub struct PartJson {
    /// A kind of income or an envelope.
    name: &'static str,
    /// How much.
    amount: String,
}

/// What a quarter saw.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuarterFlowJson {
    /// Counts from 0.
    quarter: u32,
    /// What came in.
    income: String,
    /// What may be paid or was.
    outflow: String,
    /// Income by kind.
    sources: Vec<PartJson>,
    /// Outflow by envelope.
    uses: Vec<PartJson>,
    /// What members were paid of a surplus in it, which is no outflow.
    surplus: String,
}

/// A transfer in the books.
#[derive(Debug, Serialize, ToSchema)]
pub struct TransferJson {
    /// Its number.
    number: u32,
    /// The account that is debited.
    debit: &'static str,
    /// The account that is credited.
    credit: &'static str,
    /// How much.
    amount: String,
    /// When it was recorded, in Unix milliseconds.
    since_ms: u64,
    /// The quarter in which it counts, from 0.
    quarter: u32,
    /// The decision that allows it; nothing for income, and for what members funded otherwise.
    decision: Option<u32>,
    /// The budget vote that allows it, and which of its projects.
    budget: Option<(u32, u16)>,
    /// The member who is paid.
    member: Option<MemberJson>,
    /// SHA-256 of salt and name of somebody else who is paid, in hex.
    outside: Option<String>,
    /// `waiting`, `pending`, `captured` or `voided`.
    stage: &'static str,
    /// Why it was voided: `withdrawn`, `refused` or `expired`.
    reason: Option<&'static str>,
    /// When it was captured or voided, or will be voided, in Unix milliseconds.
    at_ms: Option<u64>,
    /// Who attested it.
    attested_by: Option<MemberJson>,
    /// SHA-256 of salt and the document's words, in hex.
    evidence: Option<String>,
    /// Who confirmed it.
    confirmed_by: Option<MemberJson>,
}

/// The books of a moment.
#[derive(Debug, Serialize, ToSchema)]
pub struct TreasuryJson {
    /// What the commons own.
    total: String,
    /// What of it nobody was promised.
    available: String,
    /// What came in and has no purpose yet.
    unassigned: String,
    /// The envelopes.
    purposes: Vec<PurposeJson>,
    /// The decision that they come from.
    budget: Option<u32>,
    /// What the safety reserve is to hold.
    reserve_needed: String,
    /// What a round costs.
    round_cost: String,
    /// For how many rounds what is available lasts; nothing where nothing is spent.
    runway_rounds: Option<u64>,
    /// The most that may leave in the running quarter.
    outflow_limit: String,
    /// Every quarter, the latest first.
    quarters: Vec<QuarterFlowJson>,
    /// What waits for a second person.
    unconfirmed: Vec<TransferJson>,
    /// What was decided and is not paid.
    due: Vec<TransferJson>,
    /// What is over, the latest first.
    past: Vec<TransferJson>,
    /// The way to older ones.
    next_before: Option<u32>,
}

fn part(name: &'static str, amount: Money) -> PartJson {
    PartJson {
        name,
        amount: amount.to_string(),
    }
}

fn quarter(it: &QuarterFlow) -> QuarterFlowJson {
    QuarterFlowJson {
        quarter: it.quarter.0,
        income: it.flow.income.to_string(),
        outflow: it.flow.outflow.to_string(),
        sources: it
            .sources
            .iter()
            .map(|it| part(it.0.word(), *it.1))
            .collect(),
        uses: it.uses.iter().map(|it| part(it.0.word(), *it.1)).collect(),
        surplus: it.surplus.to_string(),
    }
}

async fn transfer_json(visit: &Visit, it: &Transfer) -> Result<TransferJson, PageError> {
    let (mut paid, mut outside) = (None, None);
    match it.cause.beneficiary() {
        Some(Beneficiary::Member(number)) => paid = member(visit, number).await?,
        Some(Beneficiary::Outside(digest)) => outside = Some(digest.to_string()),
        None => {}
    }
    let (stage, reason, at_ms, by) = match it.stage {
        TransferStage::Waiting => ("waiting", None, None, None),
        TransferStage::Pending { until_ms } => ("pending", None, Some(until_ms), None),
        TransferStage::Captured { by, at_ms } => ("captured", None, Some(at_ms), by),
        TransferStage::Voided { why, at_ms } => {
            let why = match why {
                VoidReason::Withdrawn => "withdrawn",
                VoidReason::Refused(_) => "refused",
                VoidReason::Expired => "expired",
            };
            ("voided", Some(why), Some(at_ms), None)
        }
    };
    Ok(TransferJson {
        number: it.id.0,
        debit: it.debit.word(),
        credit: it.credit.word(),
        amount: it.amount.to_string(),
        since_ms: it.since_ms,
        quarter: it.quarter.0,
        decision: it.cause.decision().map(|it| it.0),
        budget: match it.cause {
            Cause::Project { call, project, .. } => Some((call.0, project.0)),
            _ => None,
        },
        member: paid,
        outside,
        stage,
        reason,
        at_ms,
        attested_by: match it.attested {
            Some(said) => member(visit, said.by).await?,
            None => None,
        },
        evidence: it.attested.map(|it| it.evidence.to_string()),
        confirmed_by: match by {
            Some(by) => member(visit, by).await?,
            None => None,
        },
    })
}

async fn transfers(visit: &Visit, all: &[Transfer]) -> Result<Vec<TransferJson>, PageError> {
    let mut found = Vec::with_capacity(all.len());
    for it in all {
        found.push(transfer_json(visit, it).await?);
    }
    Ok(found)
}

/// The books.
#[utoipa::path(get, path = "/api/meent/v1/treasury", tag = "treasury", params(BeforeQuery), responses((status = 200, body = TreasuryJson)))]
pub async fn show(
    visit: Visit,
    Query(from): Query<BeforeQuery>,
) -> Result<Json<TreasuryJson>, PageError> {
    let app = visit.app();
    let books = app.treasury(&visit.viewer())?;
    let (past, next) = app.list_transfers(from.before.map(TransferId), LISTED_MAX)?;
    let purposes = books.purposes.iter().map(|it| PurposeJson {
        envelope: it.envelope.word(),
        free: it.balance.free().to_string(),
        held: it.balance.held.to_string(),
        given: it.given.to_string(),
    });
    Ok(Json(TreasuryJson {
        total: books.total.to_string(),
        available: books.available.to_string(),
        unassigned: books.unassigned.to_string(),
        purposes: purposes.collect(),
        budget: books.budget.map(|it| it.by.0),
        reserve_needed: books.reserve_needed.to_string(),
        round_cost: books.round_cost.to_string(),
        runway_rounds: books.runway_rounds(),
        outflow_limit: books.outflow_limit.to_string(),
        quarters: books.quarters.iter().map(quarter).collect(),
        unconfirmed: transfers(&visit, &books.unconfirmed).await?,
        due: transfers(&visit, &books.due).await?,
        past: transfers(&visit, &past).await?,
        next_before: next.map(|it| it.0),
    }))
}

/// Transfers of an account, a side, a period or a decision.
#[derive(Debug, Serialize, ToSchema)]
pub struct TransfersJson {
    /// How many there are.
    count: u64,
    /// All of them together.
    amount: String,
    /// What came to the account that was asked for; nothing without one.
    came: Option<String>,
    /// What left it.
    went: Option<String>,
    /// Some of them, the latest number first.
    transfers: Vec<TransferJson>,
    /// The way to older ones.
    next_before: Option<u32>,
}

/// The transfers that a figure is made of.
#[utoipa::path(get, path = "/api/meent/v1/treasury/transfers", tag = "treasury", params(PaymentsQuery), responses((status = 200, body = TransfersJson), (status = 422, body = Problem)))]
pub async fn transfers_of(
    visit: Visit,
    Query(asked): Query<PaymentsQuery>,
) -> Result<Json<TransfersJson>, PageError> {
    let filter = asked.filter()?;
    let app = visit.app();
    let found = app.list_transfers_of(&filter, asked.before()?, LISTED_MAX)?;
    let side = |amount: Money| filter.account.map(|_| amount.to_string());
    Ok(Json(TransfersJson {
        count: found.count,
        amount: found.amount.to_string(),
        came: side(found.came),
        went: side(found.went),
        transfers: transfers(&visit, &found.transfers).await?,
        next_before: found.next.map(|it| it.0),
    }))
}

/// One transfer.
#[utoipa::path(get, path = "/api/meent/v1/treasury/transfers/{transfer}", tag = "treasury", params(("transfer" = u32, Path)), responses((status = 200, body = TransferJson), (status = 404, body = Problem)))]
pub async fn transfer(
    visit: Visit,
    Path(number): Path<u32>,
) -> Result<Json<TransferJson>, PageError> {
    let id = TransferId(number);
    let found = visit
        .app()
        .record
        .read(|state| state.books.find(id).cloned());
    let found = found.map_err(AppError::from)?.ok_or(PageError::NotFound)?;
    Ok(Json(transfer_json(&visit, &found).await?))
}
