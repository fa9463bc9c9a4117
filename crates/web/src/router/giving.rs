//! Giving: budget votes and grants.

use super::{Route, get, post};
use crate::access::Access::{Anyone, Guest};
use crate::api::{budget as budget_json, grant as grant_json};
use crate::handlers::commons::{budgets, decision, grants};

/// Routes of what members spend together. Reading is open to everyone; whether somebody may sign is the
/// ledger's to decide.
pub(super) fn routes() -> Vec<Route> {
    let signed = |path| post(path, Guest, decision::without_script);
    vec![
        get("/commons/budgets", Anyone, budgets::list),
        get("/commons/budgets/{number}", Anyone, budgets::show),
        signed("/commons/budgets/{number}/projects"),
        signed("/commons/budgets/{number}/take-back"),
        signed("/commons/budgets/{number}/approve"),
        get("/commons/grants", Anyone, grants::list),
        signed("/commons/grants"),
        get("/commons/grants/{number}", Anyone, grants::show),
        signed("/commons/grants/{number}/take-back"),
        signed("/commons/grants/{number}/support"),
        get("/api/meent/v1/grants", Anyone, grant_json::list),
        get("/api/meent/v1/grants/{number}", Anyone, grant_json::show),
        get("/api/meent/v1/budgets", Anyone, budget_json::list),
        get("/api/meent/v1/budgets/{number}", Anyone, budget_json::show),
    ]
}
