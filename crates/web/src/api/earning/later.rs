//! The later part of content as JSON.

use ledger::score::LaterShare;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    AlternativeJson, ClusterShareJson, EarningRuleJson, EndorsementJson, WorkShareJson, works,
};
use crate::pages::commons::later::{AllWaits, LaterView, Waits};

/// What a round set aside.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct WaitsJson {
    /// How much.
    amount_micro: u64,
    /// The round at whose close it is shared out.
    due_round: u32,
    /// When that closes.
    due_at_ms: u64,
    /// What the visitor would get of it for as many points as they had.
    own_micro: u64,
}

impl From<&Waits> for WaitsJson {
    fn from(it: &Waits) -> Self {
        Self {
            amount_micro: it.amount,
            due_round: it.due.0,
            due_at_ms: it.due_ms,
            own_micro: it.own,
        }
    }
}

/// What the visitor gets of what an earlier round set aside, by the same rule over what members still use.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LaterShareJson {
    /// Of which round.
    round: u32,
    /// What it had set aside.
    whole_micro: u64,
    /// What it gave to content at once.
    at_once_micro: u64,
    /// The score of everybody who shared in that, in decimal digits.
    score_total_then: String,
    /// How many they were.
    authors_then: u32,
    /// The least score among which it is split, in decimal digits: a point brings no more than it did then.
    score_floor: String,
    /// What the rules say on the use of their works.
    rule: EarningRuleJson,
    /// The visitor's score.
    score: u64,
    /// The score of everybody who shares now, in decimal digits.
    score_total: String,
    /// What the score alone would give.
    in_proportion_micro: u64,
    /// The cap, in basis points.
    cap_bps: u32,
    /// What the cap took.
    cut_micro: u64,
    /// What the surplus of others added.
    surplus_micro: u64,
    /// What they get.
    amount_micro: u64,
    /// Their works that are still used; places are those of the later part.
    works: Vec<WorkShareJson>,
    /// Who uses them.
    endorsements: Vec<EndorsementJson>,
    /// The clusters that counted.
    clusters: Vec<ClusterShareJson>,
    /// What would have made it more.
    alternatives: Vec<AlternativeJson>,
}

impl From<&LaterView> for LaterShareJson {
    fn from(view: &LaterView) -> Self {
        let LaterShare {
            aside,
            score_floor,
            why,
        } = &view.share;
        Self {
            round: aside.round.0,
            whole_micro: aside.amount.0,
            at_once_micro: aside.at_once.0,
            score_total_then: aside.score_total.to_string(),
            authors_then: aside.authors,
            score_floor: score_floor.to_string(),
            rule: why.rule.into(),
            score: why.score,
            score_total: why.score_total.to_string(),
            in_proportion_micro: why.in_proportion.0,
            cap_bps: why.cap_share.0,
            cut_micro: why.cut.0,
            surplus_micro: why.surplus.0,
            amount_micro: why.amount.0,
            works: works(why, &view.works),
            endorsements: why.endorsements.iter().map(Into::into).collect(),
            clusters: why.clusters.iter().map(Into::into).collect(),
            alternatives: why.alternatives.iter().map(Into::into).collect(),
        }
    }
}

/// What waits of every round.
#[derive(Debug, Default, Serialize, ToSchema)]
pub(super) struct SetAsideJson {
    /// All of it.
    amount_micro: u64,
    /// Of how many rounds.
    rounds: u64,
    /// What is shared out next; nothing if nothing waits.
    next: Option<NextLaterJson>,
}

/// What is shared out next of it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct NextLaterJson {
    /// Of which round.
    round: u32,
    /// How much.
    amount_micro: u64,
    /// When.
    due_at_ms: u64,
}

impl From<AllWaits> for SetAsideJson {
    fn from(it: AllWaits) -> Self {
        let (round, amount_micro, due_at_ms) = it.next;
        Self {
            amount_micro: it.amount,
            rounds: it.rounds,
            next: Some(NextLaterJson {
                round: round.0,
                amount_micro,
                due_at_ms,
            }),
        }
    }
}
