//! The charter as a document: every number by which the commons decide, and its versions.

use std::collections::BTreeMap;

use app::AppError;
use ledger::charter::{Charter, Parameter, ParameterChange};
use ledger::ids::ProposalId;
use ledger::operation::Payload;
use ledger::state::Provenance;

use super::changes;
use super::policy::decision_title;
use crate::error::PageError;
use crate::pages::commons::charter::{self, CharterView, NumberLine, SectionView};
use crate::pages::commons::paths;
use crate::pages::commons::policy::{self, Version};
use crate::text::parameter::{self, Section};
use crate::visit::{Html, Visit, answer};

/// The charter in force as the record has it.
pub struct InForce {
    /// Its numbers.
    pub charter: Charter,
    /// Counts from 1.
    pub version: u32,
    /// Since when this version is in force, in milliseconds.
    pub since_ms: u64,
    /// Which decision put a number where it is; all others stand since the founding.
    pub adopted: BTreeMap<Parameter, Provenance>,
    /// Which open vote would change a number.
    pub contested: BTreeMap<Parameter, ProposalId>,
}

/// Reads the charter in force.
///
/// # Errors
///
/// [`PageError::App`] if the record has stopped.
pub fn in_force(visit: &Visit) -> Result<InForce, PageError> {
    let read = visit.app().record.read(|state| {
        let open = state.proposals.iter().filter(|it| it.is_open());
        let contested = open.flat_map(|it| match &it.payload {
            Payload::Charter(list) => list.iter().map(|one| (one.parameter, it.id)).collect(),
            _ => Vec::new(),
        });
        let latest = state.parameters.values().map(|it| it.since_ms).max();
        InForce {
            charter: state.charter.clone(),
            version: state.charter_version,
            since_ms: latest.unwrap_or(state.founded_ms),
            adopted: state.parameters.clone(),
            contested: contested.collect(),
        }
    });
    Ok(read.map_err(AppError::from)?)
}

/// `GET /commons/policies/charter`: the numbers by which we decide.
pub async fn show(visit: Visit) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let read = in_force(&visit)?;
    let lang = visit.lang;
    let shown = |it: &Parameter| parameter::is_shown(&read.charter, *it);
    let line = |it: Parameter| NumberLine {
        word: it.word(),
        name: parameter::name(lang, it),
        value: parameter::value(lang, &read.charter, it, it.get(&read.charter)),
        meaning: parameter::meaning(lang, it),
        adopted_by: read.adopted.get(&it).map(|by| by.by.0),
        contested_by: read.contested.get(&it).map(|id| id.0),
    };
    let mut sections: BTreeMap<Section, Vec<NumberLine>> = BTreeMap::new();
    for it in Parameter::all().filter(shown) {
        let section = parameter::section(it);
        sections.entry(section).or_default().push(line(it));
    }
    let view = CharterView {
        version: read.version,
        since_ms: read.since_ms,
        sections: sections
            .into_iter()
            .map(|(section, numbers)| SectionView {
                title: parameter::section_name(lang, &read.charter, section),
                numbers,
            })
            .collect(),
    };
    Ok(answer(&shell, &charter::show(&shell, &view)))
}

/// `GET /commons/policies/charter/history`: every version with its difference.
pub async fn history(visit: Visit) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let all = visit.app().list_charter_versions().await?;
    let mut versions = Vec::with_capacity(all.len());
    for (at, it) in all.iter().enumerate() {
        let before = all.get(at + 1);
        let changes = before.map(|before| {
            let list = between(&before.policy, &it.policy);
            let changed = list.iter();
            let changed =
                changed.map(|one| changes::parameter_change(visit.lang, one, &before.policy));
            changed.collect()
        });
        versions.push(Version {
            number: it.version,
            since_ms: it.since_ms,
            adopted_by: it.adopted_by.0,
            title: decision_title(&visit, it.adopted_by).await?,
            changes: changes.unwrap_or_default(),
            clauses: Parameter::all().count() as u64,
        });
    }
    let page = policy::history(&shell, "charter", paths::CHARTER, &versions);
    Ok(answer(&shell, &page))
}

/// Every number of two versions that differs, as if each had been changed alone.
pub fn between(old: &Charter, new: &Charter) -> Vec<ParameterChange> {
    Parameter::all()
        .filter(|it| it.get(old) != it.get(new))
        .map(|parameter| ParameterChange {
            parameter,
            value: parameter.get(new),
        })
        .collect()
}
