//! What a proposal would do, run against last month's facts.

use std::collections::BTreeMap;

use app::simulation::{Erased, MONTH_DAYS, Simulation};
use axum::Json;
use ledger::ids::ProposalId;
use ledger::score::Issuance;
use ledger::simulation::{PastVote, Purse};
use serde::Serialize;
use utoipa::ToSchema;

use super::policy::step_word;
use crate::error::{PageError, Problem};
use crate::handlers::Path;
use crate::visit::Visit;

/// Last month's cases under the policy that a proposal makes.
#[derive(Debug, Serialize, ToSchema)]
pub struct CasesJson {
    /// How many days are looked at.
    days: u64,
    /// Cases that were decided in them, at most 1,000.
    decided: u64,
    /// Of them, those that would have ended the same.
    same: u64,
    /// Cases whose rule would not be there, by the rule's id.
    not_possible: BTreeMap<String, u64>,
    /// Cases with another step.
    other: Vec<OtherStepJson>,
    /// Works that somebody reported.
    reported: u64,
    /// Of them, those with enough trusted reporters to be limited.
    limited: u64,
    /// Those that would be.
    would_limit: u64,
}

/// Cases in which another step would have been taken.
#[derive(Debug, Serialize, ToSchema)]
pub struct OtherStepJson {
    /// The rule's id.
    rule: String,
    /// The step that was taken.
    was: String,
    /// The step that would have been.
    would: String,
    /// In how many cases.
    count: u64,
}

/// What would be erased of a category.
#[derive(Debug, Serialize, ToSchema)]
pub struct ErasedJson {
    /// Its word.
    category: &'static str,
    /// Days for which it is kept; 0: as long as the account; nothing: not at all.
    days: Option<u16>,
    /// Days for which it would be.
    days_after: Option<u16>,
    /// Items that are kept now.
    kept_items: u64,
    /// Items that would be erased.
    erased_items: u64,
    /// Of how many people.
    erased_people: u64,
}

/// A vote that is over, judged again with the same ballots.
#[derive(Debug, Serialize, ToSchema)]
pub struct PastVoteJson {
    /// The decision.
    decision: u32,
    /// When the vote ended, in Unix milliseconds.
    ended_at_ms: u64,
    /// Whether it passed.
    passed: bool,
    /// Whether it would have.
    would_pass: bool,
}

/// What a round issues, in millionths of a share, as decimal texts.
#[derive(Debug, Serialize, ToSchema)]
pub struct IssuanceJson {
    /// Members who earn.
    contributors: u32,
    /// All of it.
    issuance: String,
    /// Of it to contributions.
    part: String,
}

/// What the commons hold, in minor units, as decimal texts.
#[derive(Debug, Serialize, ToSchema)]
pub struct PurseJson {
    /// In all.
    treasury: String,
    /// By envelope.
    envelopes: BTreeMap<&'static str, String>,
}

/// A thing before and after.
#[derive(Debug, Serialize, ToSchema)]
pub struct IssuanceChangeJson {
    /// As it is.
    before: IssuanceJson,
    /// As it would be.
    after: IssuanceJson,
}

/// Money before and after.
#[derive(Debug, Serialize, ToSchema)]
pub struct MoneyChangeJson {
    /// As it is.
    before: PurseJson,
    /// As it would be.
    after: PurseJson,
    /// The class of decision that it is.
    class: &'static str,
    /// The track that it runs on: the tier of a payment.
    track: &'static str,
}

/// What a proposal would do. What people would have done otherwise is not known, and not guessed.
#[derive(Debug, Serialize, ToSchema)]
pub struct SimulationJson {
    /// Why it could not be enacted as things are: a word of the protocol.
    rejection: Option<&'static str>,
    /// Cases, for a change of the moderation policy.
    moderation: Option<CasesJson>,
    /// What would be erased, for a change of the data policy.
    data: Vec<ErasedJson>,
    /// The last votes, for a change of numbers that decide them.
    votes: Option<Vec<PastVoteJson>>,
    /// The next round's issuance.
    issuance: Option<IssuanceChangeJson>,
    /// What the commons hold.
    money: Option<MoneyChangeJson>,
}

impl From<&Issuance> for IssuanceJson {
    fn from(it: &Issuance) -> Self {
        Self {
            contributors: it.contributors,
            issuance: it.issuance.to_string(),
            part: it.part.to_string(),
        }
    }
}

impl From<&Purse> for PurseJson {
    fn from(it: &Purse) -> Self {
        let envelopes = it.envelopes.iter();
        Self {
            treasury: it.treasury.to_string(),
            envelopes: envelopes
                .map(|(envelope, amount)| (envelope.word(), amount.to_string()))
                .collect(),
        }
    }
}

impl From<&Erased> for ErasedJson {
    fn from(it: &Erased) -> Self {
        Self {
            category: it.category.word(),
            days: it.days.0,
            days_after: it.days.1,
            kept_items: it.kept.items,
            erased_items: it.gone.items,
            erased_people: it.gone.people,
        }
    }
}

impl From<&PastVote> for PastVoteJson {
    fn from(it: &PastVote) -> Self {
        Self {
            decision: it.proposal.0,
            ended_at_ms: it.ended_ms,
            passed: it.before.is_none(),
            would_pass: it.after.is_none(),
        }
    }
}

impl From<Simulation> for SimulationJson {
    fn from(found: Simulation) -> Self {
        let cases = |it: app::simulation::Cases| CasesJson {
            days: MONTH_DAYS,
            decided: it.decided,
            same: it.same,
            not_possible: it.not_possible,
            other: it
                .other
                .into_iter()
                .map(|((rule, was, would), count)| OtherStepJson {
                    rule,
                    was: step_word(&was),
                    would: step_word(&would),
                    count,
                })
                .collect(),
            reported: it.reported,
            limited: it.limited,
            would_limit: it.would_limit,
        };
        Self {
            rejection: found.rejection.map(ledger::Rejection::word),
            moderation: found.moderation.map(cases),
            data: found.data.iter().map(Into::into).collect(),
            votes: found.votes.map(|it| it.iter().map(Into::into).collect()),
            issuance: found.issuance.map(|(before, after)| IssuanceChangeJson {
                before: (&before).into(),
                after: (&after).into(),
            }),
            money: found
                .money
                .map(|(before, after, class, track)| MoneyChangeJson {
                    before: (&before).into(),
                    after: (&after).into(),
                    class: class.word(),
                    track: track.word(),
                }),
        }
    }
}

/// What a decision would do as things are.
#[utoipa::path(get, path = "/api/meent/v1/decisions/{number}/simulation", tag = "decisions", params(("number" = u32, Path)), responses((status = 200, body = SimulationJson), (status = 404, body = Problem)))]
pub async fn show(
    visit: Visit,
    Path(number): Path<u32>,
) -> Result<Json<SimulationJson>, PageError> {
    let loaded = visit.app().load_proposal(ProposalId(number), None).await?;
    let found = visit.app().simulate(&loaded.proposal.payload).await?;
    Ok(Json(found.into()))
}
