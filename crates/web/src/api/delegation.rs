//! Delegations: whose ballot counts for the visitor, on what.

use app::delegating::DelegatedOutcome;
use axum::Json;
use ledger::operation::Choice;
use serde::Serialize;
use utoipa::ToSchema;

use super::view::{MemberJson, member};
use crate::error::{PageError, Problem};
use crate::handlers::commons::delegation::named;
use crate::visit::Visit;

/// A topic with whom the visitor named for it. Naming and taking back are operations: `delegate`
/// and `undelegate`.
#[derive(Debug, Serialize, ToSchema)]
pub struct DelegationJson {
    /// `moderation`, `data`, `product`, `money`, `grants`, `safety`, `craft` or `other`.
    topic: &'static str,
    /// Whose ballot counts, in order; the first who voted.
    delegates: Vec<DelegateJson>,
    /// Rounds until it ends by itself.
    rounds_left: u32,
    /// How many have named the visitor for it.
    named_by: u64,
}

/// Somebody who votes for others.
#[derive(Debug, Serialize, ToSchema)]
pub struct DelegateJson {
    /// Their number.
    number: u32,
    /// Who they are, as far as they are known.
    member: Option<MemberJson>,
}

/// The visitor's delegations, topic by topic.
#[utoipa::path(get, path = "/api/meent/v1/me/delegations", tag = "decisions", responses((status = 200, body = Vec<DelegationJson>), (status = 401, body = Problem)))]
pub async fn list(visit: Visit) -> Result<Json<Vec<DelegationJson>>, PageError> {
    let own = visit.member().ok_or(PageError::SignIn)?;
    let mut rows = Vec::new();
    for it in named(&visit, own)? {
        let mut delegates = Vec::with_capacity(it.to.len());
        for number in &it.to {
            delegates.push(DelegateJson {
                number: number.0,
                member: member(&visit, *number).await?,
            });
        }
        rows.push(DelegationJson {
            topic: it.topic.word(),
            delegates,
            rounds_left: it.rounds_left,
            named_by: it.named_by,
        });
    }
    Ok(Json(rows))
}

/// A vote in which the visitor had named somebody.
#[derive(Debug, Serialize, ToSchema)]
pub struct DelegatedVoteJson {
    /// The decision.
    proposal: u32,
    /// Whether ballots are still cast.
    is_open: bool,
    /// `own`: the visitor voted; `by`: a delegate did; `nobody`: none of them was heard; `not-yet`:
    /// their ballots can be seen from `visible_ms`.
    outcome: &'static str,
    /// `yes`, `no`, `abstain` or `no-with-veto`, where it is known.
    choice: Option<&'static str>,
    /// Who voted for the visitor.
    delegate: Option<DelegateJson>,
    /// From when ballots of delegates can be seen, in milliseconds.
    visible_ms: Option<u64>,
}

/// The last votes in which the visitor had named somebody, latest first, with what came of theirs.
#[utoipa::path(get, path = "/api/meent/v1/me/delegated-votes", tag = "decisions", responses((status = 200, body = Vec<DelegatedVoteJson>), (status = 401, body = Problem)))]
pub async fn votes(visit: Visit) -> Result<Json<Vec<DelegatedVoteJson>>, PageError> {
    let mut rows = Vec::new();
    for it in visit.app().list_delegated_votes(&visit.viewer()).await? {
        let (outcome, choice, delegate, visible_ms) = match it.outcome {
            DelegatedOutcome::Own(choice) => ("own", Some(choice), None, None),
            DelegatedOutcome::By(delegate, choice) => ("by", Some(choice), Some(delegate), None),
            DelegatedOutcome::Nobody => ("nobody", None, None, None),
            DelegatedOutcome::NotYet(at_ms) => ("not-yet", None, None, Some(at_ms)),
        };
        let delegate = match delegate {
            Some(number) => Some(DelegateJson {
                number: number.0,
                member: member(&visit, number).await?,
            }),
            None => None,
        };
        rows.push(DelegatedVoteJson {
            proposal: it.proposal.0,
            is_open: it.is_open,
            outcome,
            choice: choice.map(Choice::word),
            delegate,
            visible_ms,
        });
    }
    Ok(Json(rows))
}

/// A vote that the visitor is asked for.
#[derive(Debug, Serialize, ToSchema)]
pub struct AskedJson {
    /// The decision.
    proposal: u32,
    /// What it is called; nothing where its words were erased.
    title: Option<String>,
}

/// The open votes that the visitor is asked for and has not voted in; everything else that is open
/// can be voted on as well.
#[utoipa::path(get, path = "/api/meent/v1/me/asked", tag = "decisions", responses((status = 200, body = Vec<AskedJson>), (status = 401, body = Problem)))]
pub async fn asked(visit: Visit) -> Result<Json<Vec<AskedJson>>, PageError> {
    let own = visit.member().ok_or(PageError::SignIn)?;
    let mut rows = Vec::new();
    for id in visit.app().list_asked(own).await? {
        rows.push(AskedJson {
            proposal: id.0,
            title: visit.app().find_title(id).await?,
        });
    }
    Ok(Json(rows))
}
