//! What the visitor earned and why, and what they hold.
//!
//! Amounts are micro-shares (1 share = 1,000,000), credits thousandths of a credit.

mod later;

use app::share::Moment;
use axum::Json;
use ledger::charter::Earning;
use ledger::ids::{Price, RoundNumber};
use ledger::round::WorkIndex;
use ledger::score::{
    Alternative, ClusterShare, EndorsementShare, Explanation, Issuance, PartShare, Rule, WhatIf,
};
use serde::Serialize;
use utoipa::ToSchema;

use self::later::{LaterShareJson, SetAsideJson, WaitsJson};
use super::list::FromQuery;
use super::view::List;
use crate::error::{PageError, Problem};
use crate::handlers::commons::earning::{shares_view, why_view, work_view};
use crate::handlers::{Path, Query};
use crate::pages::commons::shares::PassedRow;
use crate::pages::commons::work::{EarnedRound, WhyView, WorkName};
use crate::visit::Visit;

/// What one round brought.
#[derive(Debug, Serialize, ToSchema)]
pub struct EarnedRoundJson {
    /// Its number.
    round: u32,
    /// When it began.
    began_at_ms: u64,
    /// When it closed.
    closed_at_ms: u64,
    /// What was earned.
    amount_micro: u64,
    /// Works that were appreciated.
    works: u64,
    /// People who appreciated them.
    people: u64,
    /// Of the amount, what work and service for the place gave.
    beside_micro: u64,
    /// Of the amount, what earlier rounds had set aside.
    later_micro: u64,
}

impl From<&EarnedRound> for EarnedRoundJson {
    fn from(it: &EarnedRound) -> Self {
        Self {
            round: it.round,
            began_at_ms: it.span_ms.0,
            closed_at_ms: it.span_ms.1,
            amount_micro: it.amount,
            works: it.works,
            people: it.people,
            beside_micro: it.beside,
            later_micro: it.later,
        }
    }
}

/// What the visitor has to give, and what they earned.
#[derive(Debug, Serialize, ToSchema)]
pub struct EarningsJson {
    /// Credits left in the current round.
    credits_left_milli: u32,
    /// Credits of a round.
    credits_round_milli: u32,
    /// When the current round closes.
    closes_at_ms: u64,
    /// Works appreciated in the current round.
    given_to: u64,
    /// Settled rounds that brought something, latest first.
    rounds: List<EarnedRoundJson>,
}

/// What the visitor has to give, and what they earned round by round.
#[utoipa::path(get, path = "/api/meent/v1/work", tag = "earning", params(FromQuery), responses((status = 200, body = EarningsJson), (status = 400, body = Problem), (status = 401, body = Problem)))]
pub async fn work(
    visit: Visit,
    Query(from): Query<FromQuery>,
) -> Result<Json<EarningsJson>, PageError> {
    let view = work_view(&visit, from.number()?).await?;
    let last = view.rounds.last().filter(|_| view.older.is_some());
    Ok(Json(EarningsJson {
        credits_left_milli: view.credits_left,
        credits_round_milli: view.credits_round,
        closes_at_ms: view.closes_ms,
        given_to: view.given_to,
        rounds: List {
            next: last.map(|round| round.round.to_string()),
            rows: view.rounds.iter().map(Into::into).collect(),
        },
    }))
}

/// What the rules say on a contribution.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum EarningRuleJson {
    /// It counts.
    Counts,
    /// It would not, but the network is small.
    CountsInSmallNetwork,
    /// There was none.
    NoContribution,
    /// Fewer than three members endorsed it.
    TooFewEndorsers {
        /// How many did.
        endorsers: u32,
    },
    /// All who endorsed it are of one cluster.
    OneCluster,
    /// The member's standing does not let them earn.
    MayNotEarn,
    /// Fraud of the member's was found in the round whose later part it is, or since.
    FraudFound,
}

impl From<Rule> for EarningRuleJson {
    fn from(rule: Rule) -> Self {
        match rule {
            Rule::Counts => Self::Counts,
            Rule::CountsInSmallNetwork => Self::CountsInSmallNetwork,
            Rule::NoContribution => Self::NoContribution,
            Rule::TooFewEndorsers { endorsers } => Self::TooFewEndorsers { endorsers },
            Rule::OneCluster => Self::OneCluster,
            Rule::MayNotEarn => Self::MayNotEarn,
            Rule::FraudFound => Self::FraudFound,
        }
    }
}

/// What the round issued, and why.
#[derive(Debug, Serialize, ToSchema)]
pub struct IssuanceJson {
    /// What the pool allows.
    by_pool_micro: u64,
    /// What the number of contributors allows.
    by_activity_micro: u64,
    /// Members with an accepted contribution.
    contributors: u32,
    /// The smaller of the two.
    issued_micro: u64,
    /// The part of it that contributions are paid from at once.
    part_micro: u64,
    /// The part of it that is set aside for what members still use later.
    later_micro: u64,
}

impl From<Issuance> for IssuanceJson {
    fn from(it: Issuance) -> Self {
        Self {
            by_pool_micro: it.by_pool.0,
            by_activity_micro: it.by_activity.0,
            contributors: it.contributors,
            issued_micro: it.issuance.0,
            part_micro: it.part.0,
            later_micro: it.later.0,
        }
    }
}

/// One work and what it was worth.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorkShareJson {
    /// Its place in the round file.
    work: u32,
    /// Its title or first words; nothing once it is gone.
    title: Option<String>,
    /// Path of its page.
    url: Option<String>,
    /// What its endorsements are worth.
    worth: u64,
    /// Whether it is among the best seven.
    is_counted: bool,
}

/// One endorsement.
#[derive(Debug, Serialize, ToSchema)]
pub struct EndorsementJson {
    /// Member number of who gave it.
    endorser: u32,
    /// For which work, by its place in the round file.
    work: u32,
    /// How much they gave.
    credits_milli: u32,
    /// What their endorsements weigh, of 65,536.
    weight: u32,
    /// Rounds of the last 12 in which they endorsed the member before.
    repeats: u32,
    /// Whether the member endorsed them in these rounds.
    is_mutual: bool,
    /// What is left of the credits after both discounts.
    discounted_milli: u32,
    /// Weight times what is left.
    worth: u64,
    /// The cluster they belong to.
    cluster: u32,
    /// Whether the work is among the best seven.
    is_counted: bool,
}

impl From<&EndorsementShare> for EndorsementJson {
    fn from(it: &EndorsementShare) -> Self {
        Self {
            endorser: it.endorser.0,
            work: it.work.0,
            credits_milli: it.credits.0,
            weight: it.weight,
            repeats: it.repeats,
            is_mutual: it.is_mutual,
            discounted_milli: it.discounted.0,
            worth: it.worth,
            cluster: it.cluster.0,
            is_counted: it.is_counted,
        }
    }
}

/// What one cluster's joint appreciation came to.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClusterShareJson {
    /// Which.
    cluster: u32,
    /// Endorsements counted.
    endorsements: u32,
    /// Their worth together.
    worth: u64,
    /// Its part of the score.
    score: u64,
    /// Its part of the amount.
    amount_micro: u64,
}

impl From<&ClusterShare> for ClusterShareJson {
    fn from(it: &ClusterShare) -> Self {
        Self {
            cluster: it.cluster.0,
            endorsements: it.endorsements,
            worth: it.worth,
            score: it.score,
            amount_micro: it.amount.0,
        }
    }
}

/// What would have made it more.
#[derive(Debug, Serialize, ToSchema)]
pub struct AlternativeJson {
    /// `endorser-of-another-cluster`, `endorser-of-same-cluster`, `no-repeats`, `no-mutuality`,
    /// `every-work-counted`, `no-cap`, `rule-waived` or `may-earn`.
    alternative: &'static str,
    /// What it would have added.
    adds_micro: u64,
}

impl From<&WhatIf> for AlternativeJson {
    fn from(it: &WhatIf) -> Self {
        Self {
            alternative: match it.alternative {
                Alternative::EndorserOfAnotherCluster => "endorser-of-another-cluster",
                Alternative::EndorserOfSameCluster => "endorser-of-same-cluster",
                Alternative::NoRepeats => "no-repeats",
                Alternative::NoMutuality => "no-mutuality",
                Alternative::EveryWorkCounted => "every-work-counted",
                Alternative::NoCap => "no-cap",
                Alternative::RuleWaived => "rule-waived",
                Alternative::MayEarn => "may-earn",
            },
            adds_micro: it.adds.0,
        }
    }
}

/// What a part beside content gave.
#[derive(Debug, Serialize, ToSchema)]
pub struct PartShareJson {
    /// `work`, `service`, `onboarding` or `review`.
    part: &'static str,
    /// Sum of the classes attested, or times served; nothing is counted for newcomers.
    count: u32,
    /// The same of everybody who shares.
    count_total: u64,
    /// What was to be given, where it is so much each.
    due_micro: Option<u64>,
    /// The whole part.
    whole_micro: u64,
    /// What it gave.
    amount_micro: u64,
}

impl From<&PartShare> for PartShareJson {
    fn from(it: &PartShare) -> Self {
        Self {
            part: it.part.word(),
            count: it.count,
            count_total: it.count_total,
            due_micro: it.due.map(|it| it.0),
            whole_micro: it.whole.0,
            amount_micro: it.amount.0,
        }
    }
}

/// Everything that made one round's amount.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExplanationJson {
    /// Of which round.
    round: u32,
    /// When it began.
    began_at_ms: u64,
    /// When it closed.
    closed_at_ms: u64,
    /// The amount earned.
    amount_micro: u64,
    /// Of it, what content gave; what follows is about that.
    content_micro: u64,
    /// What the parts beside content gave.
    beside: Vec<PartShareJson>,
    /// How the round was shared out: `score` or `equal`.
    method: &'static str,
    /// What the rules say on the contribution.
    rule: EarningRuleJson,
    /// What the round issued, and why.
    issuance: IssuanceJson,
    /// How often a work of theirs was preferred in blind review.
    wins: u32,
    /// How often one was compared.
    compared: u32,
    /// What that makes of the score, of 65,536.
    quality_factor: u32,
    /// The member's score.
    score: u64,
    /// The score of everybody who shares, in decimal digits: it can exceed a number of JSON.
    score_total: String,
    /// What the score alone would give.
    in_proportion_micro: u64,
    /// The cap, in basis points of the part.
    cap_bps: u32,
    /// The cap as an amount.
    cap_micro: u64,
    /// What the cap took.
    cut_micro: u64,
    /// What the surplus of others added.
    surplus_micro: u64,
    /// The member's works, in the round file's order.
    works: Vec<WorkShareJson>,
    /// Every endorsement of them.
    endorsements: Vec<EndorsementJson>,
    /// The clusters that counted.
    clusters: Vec<ClusterShareJson>,
    /// What would have made it more.
    alternatives: Vec<AlternativeJson>,
    /// What the round set aside of content; nothing if nothing waits.
    waits: Option<WaitsJson>,
    /// What earlier rounds had set aside until its close, where the visitor had a part in them or has one now.
    later: Vec<LaterShareJson>,
    /// When it begins to vest.
    vests_from_ms: u64,
    /// When all of it is vested.
    vests_until_ms: u64,
    /// SHA-256 of the round file in hex.
    file: String,
    /// Where the settlement stands on the record.
    entry: Option<u64>,
}

impl From<&WhyView> for ExplanationJson {
    fn from(view: &WhyView) -> Self {
        let it = &view.explanation;
        Self {
            round: it.round.0,
            began_at_ms: view.span_ms.0,
            closed_at_ms: view.span_ms.1,
            amount_micro: it.total().0,
            content_micro: it.amount.0,
            beside: it.beside.iter().map(Into::into).collect(),
            method: match it.method {
                Earning::Score => "score",
                Earning::Equal => "equal",
            },
            rule: it.rule.into(),
            issuance: it.issuance.into(),
            wins: it.quality.wins,
            compared: it.quality.seen,
            quality_factor: it.quality.factor(),
            score: it.score,
            score_total: it.score_total.to_string(),
            in_proportion_micro: it.in_proportion.0,
            cap_bps: it.cap_share.0,
            cap_micro: it.cap.0,
            cut_micro: it.cut.0,
            surplus_micro: it.surplus.0,
            works: works(it, &view.works),
            endorsements: it.endorsements.iter().map(Into::into).collect(),
            clusters: it.clusters.iter().map(Into::into).collect(),
            alternatives: it.alternatives.iter().map(Into::into).collect(),
            waits: view.waits.as_ref().map(Into::into),
            later: view.later.iter().map(Into::into).collect(),
            vests_from_ms: view.vests_ms.0,
            vests_until_ms: view.vests_ms.1,
            file: view.file.clone(),
            entry: view.entry,
        }
    }
}

fn works(explanation: &Explanation, names: &[(WorkIndex, WorkName)]) -> Vec<WorkShareJson> {
    let row = |share: &ledger::score::WorkShare| {
        let named = names.iter().find(|(work, _)| *work == share.work);
        WorkShareJson {
            work: share.work.0,
            title: named.map(|(_, name)| name.title.clone()),
            url: named.map(|(_, name)| name.href.clone()),
            worth: share.worth,
            is_counted: share.is_counted,
        }
    };
    explanation.works.iter().map(row).collect()
}

/// Why the visitor got what they got in a round.
#[utoipa::path(get, path = "/api/meent/v1/work/{round}", tag = "earning", params(("round" = u32, Path)), responses((status = 200, body = ExplanationJson), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn why(visit: Visit, Path(round): Path<u32>) -> Result<Json<ExplanationJson>, PageError> {
    let view = why_view(&visit, RoundNumber(round)).await?;
    Ok(Json((&view).into()))
}

/// What a round brought to a holding.
#[derive(Debug, Serialize, ToSchema)]
pub struct GrantJson {
    /// Its number.
    round: u32,
    /// When it closed.
    closed_at_ms: u64,
    /// What was earned.
    amount_micro: u64,
}

/// What the visitor holds.
#[derive(Debug, Serialize, ToSchema)]
pub struct SharesJson {
    /// Everything earned.
    held_micro: u64,
    /// The part of it that cannot be taken any more.
    vested_micro: u64,
    /// The part of it that is still to vest.
    coming_micro: u64,
    /// The whole: everything that the network has issued.
    issued_micro: u64,
    /// What vests round by round, soonest first, if nothing more is earned.
    schedule_micro: Vec<u64>,
    /// When the first of it does.
    next_at_ms: u64,
    /// Length of a round, in milliseconds.
    round_ms: u64,
    /// Weight in the stewards' chamber.
    steward_weight: u64,
    /// Everyone's together.
    steward_weight_all: u64,
    /// Members who may vote.
    members: u64,
    /// Whether the visitor is one.
    is_member: bool,
    /// What each of the last rounds brought, latest first.
    grants: Vec<GrantJson>,
    /// What went back to everybody after findings of fraud.
    taken_micro: u64,
    /// What the visitor holds without having earned it: it never votes.
    unearned_micro: u64,
    /// What the visitor can pass on now.
    free_micro: u64,
    /// For how long what is passed on can be called back; 0: nothing can be passed on.
    call_back_ms: u64,
    /// What was passed on and received, the latest first.
    passed: Vec<PassedJson>,
    /// What stands behind the shares by the books, now. It is no price.
    value: ValueJson,
    /// The same at each close of a round since the visitor joined, oldest first.
    values: Vec<ValueJson>,
    /// What rounds have set aside for what members still use.
    set_aside: SetAsideJson,
}

/// Shares that were passed on.
#[derive(Debug, Serialize, ToSchema)]
pub struct PassedJson {
    /// Its number.
    number: u32,
    /// `from` for the giver, `to` for who gets it.
    side: &'static str,
    /// How many.
    amount_micro: u64,
    /// When it was signed.
    since_ms: u64,
    /// `waiting`, `passed`, `called-back` or `returned`.
    stage: &'static str,
    /// Until when it can be called back.
    until_ms: Option<u64>,
}

/// What stands behind shares at one moment.
#[derive(Debug, Serialize, ToSchema)]
pub struct ValueJson {
    /// When.
    at_ms: u64,
    /// What the commons hold and promised nobody, in minor units.
    assets_minor: u64,
    /// What all members held.
    shares_micro: u64,
    /// What stood behind one share, in millionths of a minor unit, as decimal digits; nothing where
    /// there was no share.
    per_share_micro_minor: Option<String>,
    /// What the visitor held.
    held_micro: u64,
    /// What stood behind that, in minor units.
    behind_minor: u64,
}

impl From<&Moment> for ValueJson {
    fn from(moment: &Moment) -> Self {
        let value = moment.value;
        Self {
            at_ms: moment.at_ms,
            assets_minor: value.assets.0,
            shares_micro: value.shares.0,
            per_share_micro_minor: value.per_share(Price::PLACES).map(|it| it.to_string()),
            held_micro: moment.held.0,
            behind_minor: value.behind(moment.held).0,
        }
    }
}

fn passed(row: &PassedRow) -> PassedJson {
    PassedJson {
        number: row.number,
        side: row.side,
        amount_micro: row.amount,
        since_ms: row.since_ms,
        stage: row.stage,
        until_ms: row.until_ms,
    }
}

/// What the visitor holds.
#[utoipa::path(get, path = "/api/meent/v1/shares", tag = "earning", responses((status = 200, body = SharesJson), (status = 401, body = Problem)))]
pub async fn shares(visit: Visit) -> Result<Json<SharesJson>, PageError> {
    let view = shares_view(&visit).await?;
    let grant = |(round, closed_at_ms, amount_micro): &(u32, u64, u64)| GrantJson {
        round: *round,
        closed_at_ms: *closed_at_ms,
        amount_micro: *amount_micro,
    };
    Ok(Json(SharesJson {
        held_micro: view.vested.saturating_add(view.coming),
        vested_micro: view.vested,
        coming_micro: view.coming,
        issued_micro: view.issued,
        grants: view.earned.iter().map(grant).collect(),
        schedule_micro: view.schedule,
        next_at_ms: view.next_ms,
        round_ms: view.round_ms,
        steward_weight: view.steward.0,
        steward_weight_all: view.steward.1,
        members: view.members.0,
        is_member: view.members.1,
        taken_micro: view.taken,
        unearned_micro: view.passing.unearned,
        free_micro: view.passing.free,
        call_back_ms: view.passing.time_ms,
        passed: view.passing.rows.iter().map(passed).collect(),
        value: (&view.behind.now).into(),
        values: view.behind.closes.iter().map(Into::into).collect(),
        set_aside: view.waits.map(Into::into).unwrap_or_default(),
    }))
}
