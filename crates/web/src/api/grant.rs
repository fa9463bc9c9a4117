//! Grants: what is asked, how support grows, what passed.

use app::grant::GrantView;
use axum::Json;
use ledger::grant::GrantStage;
use ledger::ids::GrantId;
use ledger::payload::Beneficiary;
use serde::Serialize;
use utoipa::ToSchema;

use super::view::{MemberJson, member};
use crate::error::{PageError, Problem};
use crate::handlers::Path;
use crate::visit::Visit;

/// A grant.
#[derive(Debug, Serialize, ToSchema)]
pub struct GrantJson {
    /// Its number.
    number: u32,
    /// What it is called; nothing once it was erased.
    title: Option<String>,
    /// What it is, in Markdown.
    words: String,
    /// SHA-256 of salt and both, in hexadecimal, as on the record.
    words_digest: String,
    /// How much, in minor units, as a decimal text.
    amount: String,
    /// Who asks.
    author: Option<MemberJson>,
    /// The member who is paid.
    member: Option<MemberJson>,
    /// SHA-256 of salt and name of somebody else who is paid, in hexadecimal.
    outside: Option<String>,
    /// When it was asked for, in Unix milliseconds.
    since_ms: u64,
    /// `open`, `passed`, `withdrawn` or `void`.
    stage: &'static str,
    /// When it was over, in Unix milliseconds.
    over_at_ms: Option<u64>,
    /// Points given to it.
    points: u64,
    /// How many give them.
    backers: u32,
    /// The conviction as the record holds it, in 65,536ths of a point, as a decimal text.
    conviction: String,
    /// At which tick since the founding.
    tick: u64,
    /// How many points it weighs now.
    weight: u64,
    /// How many it needs to weigh; nothing if the envelope holds too little.
    needed: Option<u64>,
    /// How many points more would be enough one day; zero if today's are.
    more: u64,
    /// From when on it can pass, in Unix milliseconds.
    old_enough_at_ms: u64,
    /// When it would pass if nothing changed, in Unix milliseconds; nothing: never at today's support.
    passes_at_ms: Option<u64>,
    /// Points that the visitor gives.
    own_points: u8,
    /// What it weighed, as pairs of Unix milliseconds and points. Empty in lists.
    course: Vec<(u64, u64)>,
    /// The transfer that pays it.
    transfer: Option<u32>,
}

/// Grants, and what the visitor has to give.
#[derive(Debug, Serialize, ToSchema)]
pub struct GrantsJson {
    /// What is free in the envelope, in minor units, as a decimal text.
    pool: String,
    /// The largest request that can pass, in minor units, as a decimal text.
    most: String,
    /// Points that each member has.
    points: u32,
    /// Points that the visitor has left.
    points_left: u32,
    /// Open ones, oldest first.
    open: Vec<GrantJson>,
    /// The latest that are over, the last one first.
    over: Vec<GrantJson>,
}

async fn grant(visit: &Visit, view: &GrantView) -> Result<GrantJson, PageError> {
    let it = &view.grant;
    let (paid, outside) = match it.to {
        Beneficiary::Member(number) => (member(visit, number).await?, None),
        Beneficiary::Outside(digest) => (None, Some(digest.to_string())),
    };
    Ok(GrantJson {
        number: it.id.0,
        title: view.title.clone(),
        words: view.words.clone(),
        words_digest: it.text.to_string(),
        amount: it.amount.to_string(),
        author: member(visit, it.author).await?,
        member: paid,
        outside,
        since_ms: it.since_ms,
        stage: it.stage.word(),
        over_at_ms: match it.stage {
            GrantStage::Open => None,
            GrantStage::Passed { at_ms }
            | GrantStage::Withdrawn { at_ms }
            | GrantStage::Void { at_ms } => Some(at_ms),
        },
        points: it.points,
        backers: it.backers,
        conviction: it.conviction.to_string(),
        tick: it.tick,
        weight: view.weight,
        needed: view.needed,
        more: view.more,
        old_enough_at_ms: view.old_enough_ms,
        passes_at_ms: view.passes_ms,
        own_points: view.own,
        course: view.course.clone(),
        transfer: view.transfer.map(|it| it.0),
    })
}

/// What members ask for, and what came of earlier requests.
#[utoipa::path(get, path = "/api/meent/v1/grants", tag = "treasury", responses((status = 200, body = GrantsJson)))]
pub async fn list(visit: Visit) -> Result<Json<GrantsJson>, PageError> {
    let desk = visit.app().list_grants(&visit.viewer()).await?;
    let (mut open, mut over) = (Vec::new(), Vec::new());
    for it in &desk.open {
        open.push(grant(&visit, it).await?);
    }
    for it in &desk.over {
        over.push(grant(&visit, it).await?);
    }
    Ok(Json(GrantsJson {
        pool: desk.pool.to_string(),
        most: desk.most.to_string(),
        points: desk.points,
        points_left: desk.left,
        open,
        over,
    }))
}

/// A grant with the course of its support.
#[utoipa::path(get, path = "/api/meent/v1/grants/{number}", tag = "treasury", params(("number" = u32, Path)), responses((status = 200, body = GrantJson), (status = 404, body = Problem)))]
pub async fn show(visit: Visit, Path(number): Path<u32>) -> Result<Json<GrantJson>, PageError> {
    let viewer = visit.viewer();
    let (view, _) = visit.app().load_grant(GrantId(number), &viewer).await?;
    Ok(Json(grant(&visit, &view).await?))
}
