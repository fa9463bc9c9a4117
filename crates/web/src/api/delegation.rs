//! Delegations: whose ballot counts for the visitor, on what.

use axum::Json;
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
