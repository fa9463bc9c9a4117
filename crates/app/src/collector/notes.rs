//! What is noted in passing: where a member comes from, what they looked at.
//!
//! Every page is noted, so writing each note would cost more than the page. Notes wait in memory for
//! a few seconds and are written together; whether they may be kept is asked when they are written,
//! of the policy in force then. A crash loses some of them, which harms nobody.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use domain::ids::PostId;
use ledger::ids::MemberNumber;
use ledger::policy::Category;
use store::Tx;

use super::Collector;
use crate::error::Result;
use crate::{App, Viewer};

/// Notes that wait, at most; further ones are dropped until these are written.
const WAITING_MAX: usize = 50_000;
/// For how long a value that was written is not written again.
const SAME_FOR_MS: u64 = 60 * 60 * 1000;
/// Notes written in one transaction.
const BATCH: usize = 500;

/// What a door knows of a visit beside what was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visit {
    /// The network address, as text.
    pub address: Option<String>,
    /// The browser's own name for itself.
    pub user_agent: Option<String>,
}

/// Notes that wait to be written.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    waiting: Mutex<Waiting>,
}

#[derive(Debug, Default)]
struct Waiting {
    values: BTreeMap<(MemberNumber, Category), String>,
    views: BTreeMap<(MemberNumber, PostId), u64>,
    /// Hashes of what was written lately, and when: the values themselves are not remembered.
    written: BTreeMap<(MemberNumber, Category), (blake3::Hash, u64)>,
}

impl App {
    /// Notes where a signed-in member comes from, as far as the policy permits.
    ///
    /// # Errors
    ///
    /// None today: it is written later, by [`App::write_notes`].
    pub async fn note_visit(&self, viewer: &Viewer, visit: &Visit) -> Result<()> {
        let Some(member) = viewer.number() else {
            return Ok(());
        };
        let commons = self.commons();
        let now_ms = self.clock.now_ms();
        let mut waiting = self
            .notes
            .waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        for (category, value) in [
            (Category::Addresses, &visit.address),
            (Category::UserAgents, &visit.user_agent),
        ] {
            let Some(value) = value
                .as_ref()
                .filter(|_| commons.data.find(category).is_some())
            else {
                continue;
            };
            let hash = blake3::hash(value.as_bytes());
            let is_known =
                waiting
                    .written
                    .get(&(member, category))
                    .is_some_and(|(known, at_ms)| {
                        *known == hash && at_ms.saturating_add(SAME_FOR_MS) > now_ms
                    });
            if !is_known && waiting.values.len() < WAITING_MAX {
                waiting.values.insert((member, category), value.clone());
            }
        }
        Ok(())
    }

    /// Counts that a member looked at a post, as far as the policy permits.
    ///
    /// # Errors
    ///
    /// None today: it is written later, by [`App::write_notes`].
    pub async fn note_view(&self, viewer: &Viewer, post: PostId) -> Result<()> {
        let Some(member) = viewer.number() else {
            return Ok(());
        };
        if self.commons().data.find(Category::ViewCounts).is_none() {
            return Ok(());
        }
        let mut waiting = self
            .notes
            .waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if waiting.views.len() < WAITING_MAX {
            let count = waiting.views.entry((member, post)).or_default();
            *count = count.saturating_add(1);
        }
        Ok(())
    }

    /// Writes the notes that wait, as far as the policy in force permits now.
    ///
    /// # Errors
    ///
    /// [`crate::AppError::Store`]; the notes of the batch that failed are lost.
    pub async fn write_notes(&self) -> Result<()> {
        let (values, views) = {
            let mut waiting = self
                .notes
                .waiting
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            (
                std::mem::take(&mut waiting.values),
                std::mem::take(&mut waiting.views),
            )
        };
        let collector = self.collector();
        let values: Vec<_> = values.into_iter().collect();
        for batch in values.chunks(BATCH) {
            let mut tx = self.store.begin().await?;
            let mut kept = Vec::with_capacity(batch.len());
            for ((member, category), value) in batch {
                if is_here(&mut tx, *member).await?
                    && collector
                        .keep(&mut tx, *member, *category, "visit", value)
                        .await?
                        .is_some()
                {
                    kept.push(((*member, *category), blake3::hash(value.as_bytes())));
                }
            }
            tx.commit().await?;
            let mut waiting = self
                .notes
                .waiting
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            if waiting.written.len() >= WAITING_MAX {
                waiting.written.clear();
            }
            // What was not permitted is asked again: its member may agree at any moment.
            for (key, hash) in kept {
                waiting.written.insert(key, (hash, collector.now_ms()));
            }
        }
        let views: Vec<_> = views.into_iter().collect();
        for batch in views.chunks(BATCH) {
            let mut tx = self.store.begin().await?;
            for ((member, post), count) in batch {
                if is_here(&mut tx, *member).await? {
                    write_view(&collector, &mut tx, *member, *post, *count).await?;
                }
            }
            tx.commit().await?;
        }
        Ok(())
    }

    /// Forgets what was noted of `category` about `member` and not written, and what was written
    /// lately: after an erasure, the same value is news again.
    pub(crate) fn forget_notes_of(&self, category: Category, member: MemberNumber) {
        let mut waiting = self
            .notes
            .waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        waiting.values.remove(&(member, category));
        waiting.written.remove(&(member, category));
        if category == Category::ViewCounts {
            waiting.views.retain(|(viewer, _), _| *viewer != member);
        }
    }

    /// Forgets what was noted of `category` and not written, and what was written lately.
    pub(crate) fn forget_notes(&self, category: Category) {
        let mut waiting = self
            .notes
            .waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        waiting.values.retain(|(_, noted), _| *noted != category);
        waiting.written.retain(|(_, noted), _| *noted != category);
        if category == Category::ViewCounts {
            waiting.views.clear();
        }
    }
}

async fn is_here(tx: &mut Tx, member: MemberNumber) -> Result<bool> {
    Ok(tx
        .find_member(member)
        .await?
        .is_some_and(|member| member.erased_at_ms.is_none()))
}

async fn write_view(
    collector: &Collector<'_>,
    tx: &mut Tx,
    member: MemberNumber,
    post: PostId,
    count: u64,
) -> Result<()> {
    let subject = format!("post:{post}");
    let before = tx
        .find_collected_value(member, Category::ViewCounts, &subject)
        .await?;
    let before = before
        .and_then(|count| count.parse::<u64>().ok())
        .unwrap_or(0);
    let total = before.saturating_add(count).to_string();
    collector
        .keep(tx, member, Category::ViewCounts, &subject, &total)
        .await?;
    Ok(())
}
