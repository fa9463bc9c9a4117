//! Both policies as documents: clause by clause with the decision behind each, and their versions.

use app::policy::PolicyVersion;
use axum::Json;
use ledger::operation::Payload;
use serde::Serialize;
use utoipa::ToSchema;

use super::policy::{DataItemJson, LabelJson, PayloadJson, RuleJson};
use super::view::{MemberJson, members};
use crate::error::PageError;
use crate::handlers::commons::changes::{data_changes, moderation_changes};
use crate::handlers::commons::policy::{data_view, moderation_view};
use crate::pages::commons::policy::Standing;
use crate::visit::Visit;

/// A clause in force, with the decision behind it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClauseJson<T> {
    /// What it says.
    value: T,
    /// By which decision; 0 for the founding.
    adopted_by: u32,
    /// Since when.
    since_ms: u64,
    /// For, of those who chose a side in that decision, in basis points.
    approval_bps: Option<u64>,
    /// A decision that would change it and is being voted on.
    contested_by: Option<u32>,
}

impl<T> ClauseJson<T> {
    pub(super) fn of<V>(standing: &Standing<V>, value: T) -> Self {
        Self {
            value,
            adopted_by: standing.adopted_by.0,
            since_ms: standing.since_ms,
            approval_bps: standing.approval_bps,
            contested_by: standing.contested_by,
        }
    }

    pub(super) fn read<V>(standing: &Standing<V>) -> Self
    where
        T: for<'v> From<&'v V>,
    {
        Self::of(standing, (&standing.value).into())
    }
}

/// Those who may act at level 0.
#[derive(Debug, Serialize, ToSchema)]
pub struct ModeratorsJson {
    /// By member number.
    members: Vec<MemberJson>,
}

/// How many jurors decide.
#[derive(Debug, Serialize, ToSchema)]
pub struct JurySizesJson {
    /// At level 1.
    first: u16,
    /// At level 2.
    second: u16,
    /// At level 3.
    third: u16,
}

/// The moderation policy in force.
#[derive(Debug, Serialize, ToSchema)]
pub struct ModerationPolicyJson {
    /// Counts from 1.
    version: u32,
    /// Since when.
    since_ms: u64,
    /// What is not done here, and what follows.
    rules: Vec<ClauseJson<RuleJson>>,
    /// Ids of rules that juries read differently, and that need clearer words.
    unclear_rules: Vec<String>,
    /// What can be put on a work.
    labels: Vec<ClauseJson<LabelJson>>,
    /// Distinct reporters that limit a work's reach until it is reviewed.
    report_threshold: ClauseJson<u16>,
    /// Milliseconds within which a report is to be answered.
    deadline_ms: ClauseJson<u64>,
    /// Who may act at level 0.
    moderators: ClauseJson<ModeratorsJson>,
    /// How many jurors decide.
    jury_sizes: ClauseJson<JurySizesJson>,
}

/// What is allowed.
#[utoipa::path(get, path = "/api/meent/v1/policies/moderation", tag = "policies", responses((status = 200, body = ModerationPolicyJson)))]
pub async fn moderation(visit: Visit) -> Result<Json<ModerationPolicyJson>, PageError> {
    let view = moderation_view(&visit).await?;
    let named = visit.app().commons().moderation.moderators.value.clone();
    let [first, second, third] = view.jury_sizes.value;
    Ok(Json(ModerationPolicyJson {
        version: view.version,
        since_ms: view.since_ms,
        rules: view.rules.iter().map(ClauseJson::read).collect(),
        unclear_rules: view.unclear.iter().map(|it| it.rule.clone()).collect(),
        labels: view.labels.iter().map(ClauseJson::read).collect(),
        report_threshold: ClauseJson::of(&view.report_threshold, view.report_threshold.value),
        deadline_ms: ClauseJson::of(&view.deadline_ms, view.deadline_ms.value),
        moderators: ClauseJson::of(
            &view.moderators,
            ModeratorsJson {
                members: members(&visit, &named).await?,
            },
        ),
        jury_sizes: ClauseJson::of(
            &view.jury_sizes,
            JurySizesJson {
                first,
                second,
                third,
            },
        ),
    }))
}

/// The data policy in force.
#[derive(Debug, Serialize, ToSchema)]
pub struct DataPolicyJson {
    /// Counts from 1.
    version: u32,
    /// Since when.
    since_ms: u64,
    /// What may be kept; nothing else may.
    items: Vec<ClauseJson<DataItemJson>>,
    /// Categories that the software could keep but may not.
    forbidden: Vec<String>,
}

/// What may be known.
#[utoipa::path(get, path = "/api/meent/v1/policies/data", tag = "policies", responses((status = 200, body = DataPolicyJson)))]
pub async fn data(visit: Visit) -> Result<Json<DataPolicyJson>, PageError> {
    let view = data_view(&visit).await?;
    Ok(Json(DataPolicyJson {
        version: view.version,
        since_ms: view.since_ms,
        items: view.items.iter().map(ClauseJson::read).collect(),
        forbidden: view.forbidden,
    }))
}

/// A version of a policy.
#[derive(Debug, Serialize, ToSchema)]
pub struct PolicyVersionJson {
    /// Counts from 1.
    version: u32,
    /// Since when.
    since_ms: u64,
    /// By which decision; 0 for the founding.
    adopted_by: u32,
    /// What that decision asked; nothing for the founding, and once its words are erased.
    title: Option<String>,
    /// Its place on the record.
    entry: u64,
    /// What it changed of the version before, as a decision says it; nothing for the founding.
    payload: Option<PayloadJson>,
}

/// Puts the versions of a policy beside what each changed; latest first.
///
/// # Errors
///
/// [`PageError::App`] if the record or the database failed.
pub async fn versions<P>(
    visit: &Visit,
    all: &[PolicyVersion<P>],
    between: impl Fn(&P, &P) -> Payload,
) -> Result<Vec<PolicyVersionJson>, PageError> {
    let mut versions = Vec::with_capacity(all.len());
    for (at, it) in all.iter().enumerate() {
        let before = all.get(at + 1);
        let payload = before.map(|before| between(&before.policy, &it.policy));
        versions.push(PolicyVersionJson {
            version: it.version,
            since_ms: it.since_ms,
            adopted_by: it.adopted_by.0,
            title: visit.app().find_title(it.adopted_by).await?,
            entry: it.entry.0,
            payload: payload.as_ref().map(Into::into),
        });
    }
    Ok(versions)
}

/// Every version of the moderation policy, latest first.
#[utoipa::path(get, path = "/api/meent/v1/policies/moderation/versions", tag = "policies", responses((status = 200, body = Vec<PolicyVersionJson>)))]
pub async fn moderation_versions(visit: Visit) -> Result<Json<Vec<PolicyVersionJson>>, PageError> {
    let all = visit.app().list_moderation_versions().await?;
    let listed = versions(&visit, &all, |old, new| {
        Payload::Moderation(moderation_changes(old, new))
    });
    Ok(Json(listed.await?))
}

/// Every version of the data policy, latest first.
#[utoipa::path(get, path = "/api/meent/v1/policies/data/versions", tag = "policies", responses((status = 200, body = Vec<PolicyVersionJson>)))]
pub async fn data_versions(visit: Visit) -> Result<Json<Vec<PolicyVersionJson>>, PageError> {
    let all = visit.app().list_data_versions().await?;
    let listed = versions(&visit, &all, |old, new| {
        Payload::Data(data_changes(old, new))
    });
    Ok(Json(listed.await?))
}
