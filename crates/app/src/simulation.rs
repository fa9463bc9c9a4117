//! What a proposal would do, run against last month's facts (GOVERNANCE §3, simulation).
//!
//! The rules are the ledger's and `domain`'s own functions; this gathers the facts they are run on.

use std::collections::BTreeMap;

use domain::moderation::{DAY_MS, Replayed, find_reach_pending_review, replay};
use domain::visibility::Reach;
use ledger::Rejection;
use ledger::change::{BooksChange, Change};
use ledger::charter::{Class, TrackName};
use ledger::ids::MemberNumber;
use ledger::member::Standing;
use ledger::operation::Payload;
use ledger::policy::{Basis, Category, DataPolicy, ModerationPolicy, Step};
use ledger::score::Issuance;
use ledger::simulation::{self, PastVote, Purse};
use store::collected::KeptCount;

use crate::App;
use crate::error::Result;

/// Days of a month, whose cases are looked at.
pub const MONTH_DAYS: u64 = 30;
/// Votes that are judged again.
pub const VOTES_MAX: usize = 20;

/// What a proposal would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Simulation {
    /// Why it could not be enacted as things are.
    pub rejection: Option<Rejection>,
    /// Last month's cases under the policy that it makes.
    pub moderation: Option<Cases>,
    /// What would be erased, category by category.
    pub data: Vec<Erased>,
    /// The last votes under its numbers, the latest first; nothing if it touches none of these.
    pub votes: Option<Vec<PastVote>>,
    /// The next round's issuance, before and after.
    pub issuance: Option<(Issuance, Issuance)>,
    /// What the commons hold, before and after, and on which track it is decided.
    pub money: Option<(Purse, Purse, Class, TrackName)>,
}

/// Last month's cases under another policy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cases {
    /// Cases that were decided, at most 1,000.
    pub decided: u64,
    /// Of them, those that would have ended the same.
    pub same: u64,
    /// Cases whose rule would not be there, by rule.
    pub not_possible: BTreeMap<String, u64>,
    /// Cases with another step: rule, step that was taken, step that would have been; how many.
    pub other: BTreeMap<(String, Step, Step), u64>,
    /// Works that somebody reported.
    pub reported: u64,
    /// Of them, those with enough trusted reporters to be limited until somebody looked.
    pub limited: u64,
    /// Those that would be, under the new policy.
    pub would_limit: u64,
}

/// What would be erased of one category on the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Erased {
    /// Which.
    pub category: Category,
    /// Days for which it is kept now, and would be; 0: as long as the account; nothing: not at all.
    pub days: (Option<u16>, Option<u16>),
    /// What is kept now.
    pub kept: KeptCount,
    /// What of it would go.
    pub gone: KeptCount,
}

impl App {
    /// Runs `payload` against what is known.
    ///
    /// # Errors
    ///
    /// [`crate::AppError::Record`] or [`crate::AppError::Store`].
    pub async fn simulate(&self, payload: &Payload) -> Result<Simulation> {
        let now_ms = self.record.now_ms()?;
        let mut found = Simulation {
            rejection: None,
            moderation: None,
            data: Vec::new(),
            votes: None,
            issuance: None,
            money: None,
        };
        let (mut moderation, mut data) = (None, None);
        self.record.read(|state| {
            let changes = match ledger::apply::foresee(state, now_ms, payload) {
                Ok(effects) => effects.changes,
                Err(rejection) => {
                    found.rejection = Some(rejection);
                    return;
                }
            };
            for change in changes {
                match &change {
                    Change::ModerationAdopted { policy, .. } => {
                        moderation = Some((state.moderation.clone(), policy.as_ref().clone()));
                    }
                    Change::DataAdopted { policy, .. } => {
                        data = Some((state.data.clone(), policy.as_ref().clone()));
                    }
                    Change::CharterAdopted { charter, .. } => {
                        found.votes = simulation::touches_votes(&state.charter, charter)
                            .then(|| simulation::votes_under(state, charter, VOTES_MAX));
                        found.issuance = simulation::touches_issuance(&state.charter, charter)
                            .then(|| simulation::issuance_under(state, &state.charter))
                            .flatten()
                            .zip(simulation::issuance_under(state, charter));
                    }
                    Change::Books(BooksChange::Transferred { .. }) => {
                        let (class, track) = ledger::apply::classify(state, now_ms, payload);
                        let before = Purse::of(state);
                        let moved = found.money.take().map(|it| it.1);
                        let after = moved.unwrap_or_else(|| before.clone()).after(&change);
                        found.money = Some((before, after, class, track));
                    }
                    _ => {}
                }
            }
        })?;
        if let Some((before, after)) = moderation {
            found.moderation = Some(self.replay_cases(&before, &after).await?);
        }
        if let Some((before, after)) = data {
            found.data = self.count_to_erase(&before, &after).await?;
        }
        Ok(found)
    }

    async fn replay_cases(
        &self,
        before: &ModerationPolicy,
        after: &ModerationPolicy,
    ) -> Result<Cases> {
        let now_ms = self.clock.now_ms();
        let since_ms = now_ms.saturating_sub(MONTH_DAYS.saturating_mul(DAY_MS));
        let mut reader = self.store.read().await?;
        let mut cases = Cases::default();
        for action in reader.list_actions_since(since_ms).await? {
            let findings = reader.count_findings_before(&action).await?;
            let findings = usize::try_from(findings).unwrap_or(usize::MAX);
            cases.decided += 1;
            match replay(after, &action.rule_id, findings, &action.step) {
                Replayed::Same => cases.same += 1,
                Replayed::NotPossible => {
                    *cases.not_possible.entry(action.rule_id).or_default() += 1;
                }
                Replayed::Other(step) => {
                    let key = (action.rule_id, action.step, step);
                    *cases.other.entry(key).or_default() += 1;
                }
            }
        }
        let mut reported: BTreeMap<Vec<u8>, Vec<MemberNumber>> = BTreeMap::new();
        for (subject, reporter) in reader.list_reporters_since(since_ms).await? {
            reported.entry(subject).or_default().push(reporter);
        }
        self.record.read(|state| {
            for reporters in reported.values() {
                let is_trusted = |it: &&MemberNumber| {
                    let standing = state.standing(**it, now_ms);
                    standing == Standing::Member
                };
                let trusted = reporters.iter().filter(is_trusted).count();
                let trusted = u64::try_from(trusted).unwrap_or(u64::MAX);
                let limits =
                    |policy| find_reach_pending_review(policy, trusted) == Reach::Followers;
                cases.reported += 1;
                cases.limited += u64::from(limits(before));
                cases.would_limit += u64::from(limits(after));
            }
        })?;
        Ok(cases)
    }

    /// Counts, of every category that would be kept otherwise, what would go on the day: what is older
    /// than the new days, what is kept without the yes that would be needed, or all of it.
    async fn count_to_erase(&self, before: &DataPolicy, after: &DataPolicy) -> Result<Vec<Erased>> {
        let now_ms = self.clock.now_ms();
        let mut reader = self.store.read().await?;
        let mut erased = Vec::new();
        for category in Category::ALL {
            let (old, new) = (before.find(category), after.find(category));
            let (old, new) = (old.map(|it| &it.value), new.map(|it| &it.value));
            if old == new {
                continue;
            }
            let kept = reader.count_kept_until(category, now_ms).await?;
            let days = new.map_or(0, |it| u64::from(it.retention_days));
            let kept_ms = days.saturating_mul(DAY_MS);
            let until_ms = if days > 0 {
                now_ms.saturating_sub(kept_ms)
            } else {
                0
            };
            let gone = match new {
                None => kept,
                Some(new) if new.basis == Basis::OptIn => {
                    // Who agreed to less has not agreed to this.
                    let since_ms = after.agreed_from_ms(category);
                    let gone = reader.count_kept_without_yes(category, until_ms, since_ms);
                    gone.await?
                }
                Some(_) if days > 0 => reader.count_kept_until(category, until_ms).await?,
                Some(_) => KeptCount::default(),
            };
            erased.push(Erased {
                category,
                days: (
                    old.map(|it| it.retention_days),
                    new.map(|it| it.retention_days),
                ),
                kept,
                gone,
            });
        }
        Ok(erased)
    }
}
