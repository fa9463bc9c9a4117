//! Both policies, and their histories.

use app::AppError;
use ledger::ids::ProposalId;
use ledger::operation::Payload;
use ledger::policy::{Category, Clause, DataChange, ModerationChange};
use ledger::proposal::Proposal;

use super::{changes, faces};
use crate::components::person::Face;
use crate::error::PageError;
use crate::pages::commons::paths;
use crate::pages::commons::policy::{self, DataView, ModerationView, Standing, Unclear, Version};
use crate::t;
use crate::visit::{Html, Visit, answer};

/// What is known of decisions beside a clause: shares for, and what is being voted on.
pub(super) struct Beside {
    approvals: Vec<(ProposalId, Option<u64>)>,
    open: Vec<(ProposalId, Payload)>,
}

impl Beside {
    pub(super) fn read(visit: &Visit) -> Result<Self, PageError> {
        let beside = visit.app().record.read(|state| Self {
            approvals: state
                .proposals
                .iter()
                .map(|it| (it.id, approval(it)))
                .collect(),
            open: state
                .proposals
                .iter()
                .filter(|it| it.is_open())
                .map(|it| (it.id, it.payload.clone()))
                .collect(),
        });
        Ok(beside.map_err(AppError::from)?)
    }

    fn clause<T, V>(
        &self,
        clause: &Clause<T>,
        value: V,
        touches: impl Fn(&ModerationChange) -> bool,
    ) -> Standing<V> {
        let contested_by = self.open.iter().find(|(_, payload)| match payload {
            Payload::Moderation(changes) => changes.iter().any(&touches),
            _ => false,
        });
        self.standing(clause, value, contested_by.map(|(id, _)| id.0))
    }

    fn item<T, V>(&self, clause: &Clause<T>, value: V, category: Category) -> Standing<V> {
        let contested_by = self.open.iter().find(|(_, payload)| match payload {
            Payload::Data(changes) => changes.iter().any(|change| match change {
                DataChange::Put(item) => item.category == category,
                DataChange::Remove(removed) => *removed == category,
            }),
            _ => false,
        });
        self.standing(clause, value, contested_by.map(|(id, _)| id.0))
    }

    /// The decision being voted on whose payload `touches` something.
    pub(super) fn contested(&self, touches: impl Fn(&Payload) -> bool) -> Option<u32> {
        let found = self.open.iter().find(|(_, payload)| touches(payload));
        found.map(|(id, _)| id.0)
    }

    pub(super) fn standing<T, V>(
        &self,
        clause: &Clause<T>,
        value: V,
        contested_by: Option<u32>,
    ) -> Standing<V> {
        let approval_bps = self
            .approvals
            .iter()
            .find(|(id, _)| *id == clause.adopted_by)
            .and_then(|(_, approval)| *approval);
        Standing {
            value,
            adopted_by: clause.adopted_by,
            since_ms: clause.since_ms,
            approval_bps,
            contested_by,
        }
    }
}

/// Reads which rules juries read differently.
fn unclear(visit: &Visit) -> Result<Vec<Unclear>, PageError> {
    let all = visit.app().list_agreements()?;
    let unclear = all.into_iter().filter(|(_, it)| it.unclear_ms.is_some());
    Ok(unclear
        .map(|(rule, it)| Unclear {
            rule,
            compared: it.compared,
            agreed: it.agreed,
        })
        .collect())
}

fn approval(proposal: &Proposal) -> Option<u64> {
    (u64::from(proposal.tally.yes) * 10_000).checked_div(proposal.tally.sides())
}

/// `GET /commons/policies`: all of them.
pub async fn list(visit: Visit) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let moderation = visit
        .app()
        .list_moderation_versions()
        .await?
        .first()
        .map_or((0, 0), |it| (it.version, it.since_ms));
    let data = visit
        .app()
        .list_data_versions()
        .await?
        .first()
        .map_or((0, 0), |it| (it.version, it.since_ms));
    let feed = visit
        .app()
        .list_feed_versions()
        .await?
        .first()
        .map_or((0, 0), |it| (it.version, it.since_ms));
    let charter = super::charter::in_force(&visit)?;
    let charter = (charter.version, charter.since_ms);
    let page = policy::policies(&shell, charter, moderation, data, feed);
    Ok(answer(&shell, &page))
}

/// `GET /commons/policies/moderation`: what is allowed.
pub async fn moderation(visit: Visit) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let view = moderation_view(&visit).await?;
    Ok(answer(&shell, &policy::moderation(&shell, &view)))
}

/// Reads the moderation policy in force, clause by clause.
///
/// # Errors
///
/// [`PageError::App`] if the record or the database failed.
pub async fn moderation_view(visit: &Visit) -> Result<ModerationView, PageError> {
    let commons = visit.app().commons();
    let now = &commons.moderation;
    let beside = Beside::read(visit)?;
    let since_ms = visit
        .app()
        .list_moderation_versions()
        .await?
        .first()
        .map_or(0, |it| it.since_ms);
    let people = faces(visit, now.moderators.value.clone()).await?;
    let moderators: Vec<Face> = now
        .moderators
        .value
        .iter()
        .filter_map(|it| people.get(&it.0).cloned())
        .collect();
    let rule = |clause: &Clause<ledger::policy::Rule>| {
        let id = clause.value.id.clone();
        beside.clause(clause, clause.value.clone(), move |change| match change {
            ModerationChange::PutRule(rule) => rule.id == id,
            ModerationChange::RemoveRule(removed) => *removed == id,
            _ => false,
        })
    };
    let label = |clause: &Clause<ledger::policy::Label>| {
        let id = clause.value.id.clone();
        beside.clause(clause, clause.value.clone(), move |change| match change {
            ModerationChange::PutLabel(label) => label.id == id,
            ModerationChange::RemoveLabel(removed) => *removed == id,
            _ => false,
        })
    };
    Ok(ModerationView {
        version: now.version,
        since_ms,
        unclear: unclear(visit)?,
        rules: now.rules.iter().map(rule).collect(),
        labels: now.labels.iter().map(label).collect(),
        report_threshold: beside.clause(&now.report_threshold, now.report_threshold.value, |it| {
            matches!(it, ModerationChange::ReportThreshold(_))
        }),
        deadline_ms: beside.clause(
            &now.deadline_ticks,
            commons.charter.ticks_ms(now.deadline_ticks.value),
            |it| matches!(it, ModerationChange::DeadlineTicks(_)),
        ),
        moderators: beside.clause(&now.moderators, moderators, |it| {
            matches!(it, ModerationChange::Moderators(_))
        }),
        jury_sizes: beside.clause(&now.jury_sizes, now.jury_sizes.value, |it| {
            matches!(it, ModerationChange::JurySizes(_))
        }),
    })
}

/// `GET /commons/policies/data`: what may be known.
pub async fn data(visit: Visit) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let view = data_view(&visit).await?;
    Ok(answer(&shell, &policy::data(&shell, &view)))
}

/// Reads the data policy in force, clause by clause.
///
/// # Errors
///
/// [`PageError::App`] if the record or the database failed.
pub async fn data_view(visit: &Visit) -> Result<DataView, PageError> {
    let commons = visit.app().commons();
    let now = &commons.data;
    let beside = Beside::read(visit)?;
    let since_ms = visit
        .app()
        .list_data_versions()
        .await?
        .first()
        .map_or(0, |it| it.since_ms);
    Ok(DataView {
        version: now.version,
        since_ms,
        items: now
            .items
            .iter()
            .map(|clause| beside.item(clause, clause.value.clone(), clause.value.category))
            .collect(),
        forbidden: Category::ALL
            .into_iter()
            .filter(|it| now.find(*it).is_none())
            .map(|it| it.word().to_owned())
            .collect(),
    })
}

/// What a decision is called; nothing for the founding.
///
/// # Errors
///
/// [`PageError::App`] if the record or the database failed.
pub async fn decision_title(visit: &Visit, id: ProposalId) -> Result<String, PageError> {
    if id.0 == 0 {
        return Ok(String::new());
    }
    let title = visit.app().find_title(id).await?;
    Ok(title.unwrap_or_else(|| t!(visit.lang, "week-untitled", number = id.0).into_owned()))
}

/// `GET /commons/policies/moderation/history`: every version with its difference.
pub async fn moderation_history(visit: Visit) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let all = visit.app().list_moderation_versions().await?;
    let moderators: Vec<_> = all
        .iter()
        .flat_map(|it| it.policy.moderators.value.clone())
        .collect();
    let people = faces(&visit, moderators).await?;
    let mut versions = Vec::with_capacity(all.len());
    for (at, it) in all.iter().enumerate() {
        let changes = match all.get(at + 1) {
            Some(before) => {
                changes::between_moderation(&visit, &before.policy, &it.policy, &people)
            }
            None => Vec::new(),
        };
        let title = decision_title(&visit, it.adopted_by).await?;
        versions.push(Version {
            number: it.version,
            since_ms: it.since_ms,
            adopted_by: it.adopted_by.0,
            title,
            changes,
            clauses: it.policy.rules.len() as u64,
        });
    }
    Ok(answer(
        &shell,
        &policy::history(
            &shell,
            "moderation-policy",
            paths::MODERATION_POLICY,
            &versions,
        ),
    ))
}

/// `GET /commons/policies/data/history`: every version with its difference.
pub async fn data_history(visit: Visit) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let all = visit.app().list_data_versions().await?;
    let mut versions = Vec::with_capacity(all.len());
    for (at, it) in all.iter().enumerate() {
        let changes = match all.get(at + 1) {
            Some(before) => changes::between_data(visit.lang, &before.policy, &it.policy),
            None => Vec::new(),
        };
        let title = decision_title(&visit, it.adopted_by).await?;
        versions.push(Version {
            number: it.version,
            since_ms: it.since_ms,
            adopted_by: it.adopted_by.0,
            title,
            changes,
            clauses: it.policy.items.len() as u64,
        });
    }
    Ok(answer(
        &shell,
        &policy::history(&shell, "data-policy", paths::DATA_POLICY, &versions),
    ))
}
