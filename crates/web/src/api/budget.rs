//! Budget votes: projects, ballots put together, and what was funded.

use app::call::ProjectView;
use axum::Json;
use ledger::call::{CallStage, ProjectNumber};
use ledger::ids::CallId;
use ledger::payload::Beneficiary;
use serde::Serialize;
use utoipa::ToSchema;

use super::view::{MemberJson, member};
use crate::error::{PageError, Problem};
use crate::handlers::Path;
use crate::visit::Visit;

/// A budget vote in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct BudgetLineJson {
    /// Its number.
    number: u32,
    /// What there is to divide, in minor units, as a decimal text.
    pool: String,
    /// `collecting`, `voting`, `counted` or `void`.
    stage: &'static str,
    /// When it began, in Unix milliseconds.
    called_at_ms: u64,
    /// Until when that stage lasts, or since when, in Unix milliseconds.
    stage_at_ms: u64,
    /// How many projects stand.
    projects: usize,
    /// How many were funded.
    funded: usize,
    /// Whether the visitor may vote and has not.
    awaits_me: bool,
}

/// A project.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProjectJson {
    /// Its number, from 1.
    number: u16,
    /// What it is called; nothing once it was erased.
    title: Option<String>,
    /// What it is, in Markdown.
    words: String,
    /// SHA-256 of salt and both, in hexadecimal, as on the record.
    words_digest: String,
    /// What it costs, in minor units, as a decimal text.
    cost: String,
    /// Whose idea.
    author: Option<MemberJson>,
    /// The member who is paid.
    member: Option<MemberJson>,
    /// SHA-256 of salt and name of somebody else who is paid, in hexadecimal.
    outside: Option<String>,
    /// The transfer that pays it, if it was funded.
    transfer: Option<u32>,
}

/// Equal ballots put together.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApprovalsJson {
    /// Project numbers, ascending.
    projects: Vec<u16>,
    /// How many cast it.
    count: u64,
}

/// A count, from which anybody counts again.
#[derive(Debug, Serialize, ToSchema)]
pub struct BudgetCountJson {
    /// What was divided, in minor units, as a decimal text.
    pool: String,
    /// Which projects were counted.
    projects: Vec<u16>,
    /// Equal ballots put together.
    ballots: Vec<ApprovalsJson>,
    /// What was funded, in order.
    funded: Vec<u16>,
}

/// A budget vote.
#[derive(Debug, Serialize, ToSchema)]
pub struct BudgetJson {
    /// What the list says.
    #[serde(flatten)]
    #[schema(inline)]
    line: BudgetLineJson,
    /// How many may vote, once ballots are open.
    electorate: Option<u32>,
    /// How many have voted so far; 0 once they are counted.
    ballots: usize,
    /// Whether the visitor may vote now.
    may_vote: bool,
    /// What the visitor approves of; nothing once it is counted.
    own_ballot: Option<Vec<u16>>,
    /// The projects that stand: while ballots are open in the visitor's own order, else by number.
    projects: Vec<ProjectJson>,
    /// The count.
    count: Option<BudgetCountJson>,
}

impl From<app::call::CallLine> for BudgetLineJson {
    fn from(it: app::call::CallLine) -> Self {
        Self {
            number: it.id.0,
            pool: it.pool.to_string(),
            stage: it.stage.word(),
            called_at_ms: it.called_ms,
            stage_at_ms: match it.stage {
                CallStage::Collecting { closes_ms } | CallStage::Voting { closes_ms } => closes_ms,
                CallStage::Counted { at_ms } | CallStage::Void { at_ms } => at_ms,
            },
            projects: it.projects,
            funded: it.funded,
            awaits_me: it.awaits_viewer,
        }
    }
}

/// The latest hundred budget votes, the last one first.
#[utoipa::path(get, path = "/api/meent/v1/budgets", tag = "treasury", responses((status = 200, body = Vec<BudgetLineJson>)))]
pub async fn list(visit: Visit) -> Result<Json<Vec<BudgetLineJson>>, PageError> {
    let listed = visit.app().list_calls(&visit.viewer())?;
    Ok(Json(listed.into_iter().map(Into::into).collect()))
}

/// A budget vote with its projects, and its count once there is one.
#[utoipa::path(get, path = "/api/meent/v1/budgets/{number}", tag = "treasury", params(("number" = u32, Path)), responses((status = 200, body = BudgetJson), (status = 404, body = Problem)))]
pub async fn show(visit: Visit, Path(number): Path<u32>) -> Result<Json<BudgetJson>, PageError> {
    let app = visit.app();
    let view = app.load_call(CallId(number), &visit.viewer()).await?;
    let numbers = |it: &[ProjectNumber]| it.iter().map(|it| it.0).collect::<Vec<u16>>();
    let counted = view.call.counted.as_ref();
    let mut projects = Vec::with_capacity(view.projects.len());
    for it in &view.projects {
        projects.push(project(&visit, it).await?);
    }
    Ok(Json(BudgetJson {
        line: view.line.clone().into(),
        electorate: view.call.poll.as_ref().map(|it| it.electorate),
        ballots: view.ballots,
        may_vote: view.may_vote,
        own_ballot: view.own.as_deref().map(numbers),
        projects,
        count: counted.map(|it| BudgetCountJson {
            pool: it.pool.to_string(),
            projects: numbers(&it.projects),
            ballots: it
                .papers
                .iter()
                .map(|(projects, count)| ApprovalsJson {
                    projects: numbers(projects),
                    count: *count,
                })
                .collect(),
            funded: numbers(&it.funded),
        }),
    }))
}

async fn project(visit: &Visit, it: &ProjectView) -> Result<ProjectJson, PageError> {
    let (paid, outside) = match it.project.to {
        Beneficiary::Member(number) => (member(visit, number).await?, None),
        Beneficiary::Outside(digest) => (None, Some(digest.to_string())),
    };
    Ok(ProjectJson {
        number: it.number.0,
        title: it.title.clone(),
        words: it.words.clone(),
        words_digest: it.project.text.to_string(),
        cost: it.project.cost.to_string(),
        author: member(visit, it.project.author).await?,
        member: paid,
        outside,
        transfer: it.transfer.map(|it| it.0),
    })
}
