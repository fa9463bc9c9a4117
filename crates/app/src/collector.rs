//! The one door for personal data beyond what running needs (GOVERNANCE, "Data by law").
//!
//! Every place that would keep something about a person asks here first, naming its
//! [`Category`]. What the data policy in force does not permit, or what the member did not agree
//! to where the policy leaves it to them, is not written. What the policy no longer permits is
//! erased by a job on the day it enacts ([`erasing`]); what outlives its days, by a job every hour.
//!
//! Plain data goes to `collected_items` through [`Collector::keep`]; features with tables of their
//! own (bookmarks, drafts, notifications, device and invitation names) ask
//! [`Collector::permits`] before they write.
//!
//! *Architecture invariant:* nothing outside this module writes `collected_items`.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::ids::ItemId;
use domain::moderation::DAY_MS;
use ledger::ids::MemberNumber;
use ledger::policy::{Basis, Category};
use store::collected::{Choice, CollectedItem};
use store::erasure::Cause;
use store::{Reader, Tx};

use crate::companion::Companion;
use crate::error::{Refusal, Result};
use crate::{App, Commons, Viewer};

pub mod erasing;
pub mod export;
pub mod held;
pub mod notes;

pub use notes::Visit;

/// Longest value that is kept, in bytes; the rest is cut off.
pub const VALUE_BYTES_MAX: usize = 1_000;

/// Until when something that may be kept is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Nothing: as long as the account.
    pub until_ms: Option<u64>,
}

/// About whom of many a category may be kept, and until when; nobody by default.
#[derive(Debug, Default)]
pub struct Permits(Option<(Among, Kept)>);

#[derive(Debug)]
enum Among {
    AllBut(BTreeSet<MemberNumber>),
    Only(BTreeSet<MemberNumber>),
}

impl Permits {
    /// As [`Collector::permits`], for one of the members it was asked for.
    #[must_use]
    pub fn of(&self, member: MemberNumber) -> Option<Kept> {
        let (among, kept) = self.0.as_ref()?;
        let is_agreed = match among {
            Among::AllBut(refusing) => !refusing.contains(&member),
            Among::Only(agreeing) => agreeing.contains(&member),
        };
        is_agreed.then_some(*kept)
    }
}

/// The data policy in force at a moment.
#[derive(Debug)]
pub struct Collector<'a> {
    app: &'a App,
    commons: Arc<Commons>,
    now_ms: u64,
}

impl App {
    /// Returns the collector of this moment.
    #[must_use]
    pub fn collector(&self) -> Collector<'_> {
        Collector {
            app: self,
            commons: self.commons(),
            now_ms: self.clock.now_ms(),
        }
    }
}

impl Collector<'_> {
    /// Looks at the policy in force from another moment, for what happened then.
    #[must_use]
    pub fn at(mut self, now_ms: u64) -> Self {
        self.now_ms = now_ms;
        self
    }

    /// Returns the moment.
    #[must_use]
    pub fn now_ms(&self) -> u64 {
        self.now_ms
    }

    /// Says whether the policy permits `category` for anybody: a cheap first look.
    #[must_use]
    pub fn can_permit(&self, category: Category) -> bool {
        self.commons.data.find(category).is_some()
    }

    /// Says until when `category` may be kept about `member`, if at all.
    ///
    /// # Errors
    ///
    /// [`crate::AppError::Store`].
    pub async fn permits(
        &self,
        reader: &mut Reader,
        category: Category,
        member: MemberNumber,
    ) -> Result<Option<Kept>> {
        let Some(clause) = self.commons.data.find(category) else {
            return Ok(None);
        };
        let item = &clause.value;
        let is_agreed = match item.basis {
            Basis::Needed => true,
            Basis::OptOut => {
                let chosen = reader.find_data_choice(member, category).await?;
                !chosen.is_some_and(|(choice, _)| choice == Choice::No)
            }
            Basis::OptIn => {
                let from_ms = self.commons.data.agreed_from_ms(category);
                let chosen = reader.find_data_choice(member, category).await?;
                chosen.is_some_and(|(choice, at_ms)| choice == Choice::Yes && at_ms >= from_ms)
            }
        };
        let until_ms = self.until_ms(item.retention_days);
        Ok(is_agreed.then_some(Kept { until_ms }))
    }

    /// Returns until when what is written now is kept; none: for good.
    fn until_ms(&self, retention_days: u16) -> Option<u64> {
        let kept_ms = u64::from(retention_days).saturating_mul(DAY_MS);
        (kept_ms > 0).then(|| self.now_ms.saturating_add(kept_ms))
    }

    /// As [`Collector::permits`], for all of the members `from` to `to` at once.
    ///
    /// # Errors
    ///
    /// [`crate::AppError::Store`].
    pub async fn permits_all(
        &self,
        reader: &mut Reader,
        category: Category,
        (from, to): (MemberNumber, MemberNumber),
    ) -> Result<Permits> {
        let Some(clause) = self.commons.data.find(category) else {
            return Ok(Permits::default());
        };
        let item = &clause.value;
        let among = match item.basis {
            Basis::Needed => Among::AllBut(BTreeSet::new()),
            Basis::OptOut => {
                let refusing = reader.list_choosers((from, to), category, Choice::No, 0);
                Among::AllBut(refusing.await?)
            }
            Basis::OptIn => {
                let from_ms = self.commons.data.agreed_from_ms(category);
                let agreeing = reader.list_choosers((from, to), category, Choice::Yes, from_ms);
                Among::Only(agreeing.await?)
            }
        };
        let until_ms = self.until_ms(item.retention_days);
        Ok(Permits(Some((among, Kept { until_ms }))))
    }

    /// As [`Collector::permits`], for what a member asks to have kept.
    ///
    /// # Errors
    ///
    /// [`Refusal::DataPolicy`] if it may not be kept.
    pub async fn require(
        &self,
        reader: &mut Reader,
        category: Category,
        member: MemberNumber,
    ) -> Result<Kept> {
        self.permits(reader, category, member)
            .await?
            .ok_or(Refusal::DataPolicy(category).into())
    }

    /// Takes out of what accompanies an operation of `member` the name that may not be kept.
    ///
    /// # Errors
    ///
    /// [`crate::AppError::Store`].
    pub(crate) async fn reduce(
        &self,
        reader: &mut Reader,
        member: MemberNumber,
        companion: Companion,
    ) -> Result<Option<Companion>> {
        let Some(category) = companion.names() else {
            return Ok(Some(companion));
        };
        match self.permits(reader, category, member).await? {
            Some(_) => Ok(Some(companion)),
            None => Ok(companion.without_name()),
        }
    }

    /// Keeps `value` about `subject`, in place of what was kept about it before, or nothing at all.
    ///
    /// A value is cut at [`VALUE_BYTES_MAX`].
    ///
    /// # Errors
    ///
    /// [`crate::AppError::Store`].
    pub async fn keep(
        &self,
        tx: &mut Tx,
        member: MemberNumber,
        category: Category,
        subject: &str,
        value: &str,
    ) -> Result<Option<Kept>> {
        let Some(kept) = self.permits(tx, category, member).await? else {
            return Ok(None);
        };
        if replaces(category) {
            tx.delete_collected_subject(member, category, subject)
                .await?;
        }
        let item = CollectedItem {
            id: ItemId::new(self.now_ms, self.app.entropy.bits()),
            category,
            subject: subject.to_owned(),
            value: value
                .get(..value.floor_char_boundary(VALUE_BYTES_MAX))
                .unwrap_or_default()
                .replace('\0', ""),
            collected_at_ms: self.now_ms,
            expires_at_ms: kept.until_ms,
        };
        tx.insert_collected_item(member, &item).await?;
        Ok(Some(kept))
    }
}

/// Says whether only the latest value about a subject is of use.
fn replaces(category: Category) -> bool {
    match category {
        Category::ReadingPositions
        | Category::ViewCounts
        | Category::Addresses
        | Category::UserAgents => true,
        Category::SearchTexts | Category::UploadMetadata | Category::OriginalFiles => false,
        Category::Accounts
        | Category::Posts
        | Category::Graph
        | Category::Appreciation
        | Category::Sessions
        | Category::Reports
        | Category::Bookmarks
        | Category::Drafts
        | Category::Notifications
        | Category::DeviceNames
        | Category::InvitationNames
        | Category::Opinions => false,
    }
}

impl App {
    /// Remembers where a member stopped reading a list, as far as the policy permits; says whether
    /// it was kept.
    ///
    /// # Errors
    ///
    /// [`crate::AppError::Store`].
    pub async fn keep_reading_position(
        &self,
        viewer: &Viewer,
        list: &str,
        position: &str,
    ) -> Result<Option<Kept>> {
        let Some(member) = viewer.number() else {
            return Ok(None);
        };
        let collector = self.collector();
        if !collector.can_permit(Category::ReadingPositions) {
            return Ok(None);
        }
        let mut tx = self.store.begin().await?;
        let kept = collector
            .keep(&mut tx, member, Category::ReadingPositions, list, position)
            .await?;
        tx.commit().await?;
        Ok(kept)
    }

    /// Finds where a member stopped reading a list.
    ///
    /// # Errors
    ///
    /// [`crate::AppError::Store`].
    pub async fn find_reading_position(
        &self,
        viewer: &Viewer,
        list: &str,
    ) -> Result<Option<String>> {
        let Some(member) = viewer.number() else {
            return Ok(None);
        };
        let mut reader = self.store.read().await?;
        Ok(reader
            .find_collected_value(member, Category::ReadingPositions, list)
            .await?)
    }

    /// Writes what a member chose about a category, and erases at once what they no longer agree to.
    ///
    /// # Errors
    ///
    /// [`Refusal::DataPolicy`] if the policy in force leaves no choice about it.
    pub async fn choose_data(
        &self,
        viewer: &Viewer,
        category: Category,
        choice: Choice,
    ) -> Result<()> {
        let member = viewer.signed_in()?;
        let collector = self.collector();
        let basis = collector
            .commons
            .data
            .find(category)
            .map(|clause| clause.value.basis);
        if !matches!(basis, Some(Basis::OptIn | Basis::OptOut)) {
            return Err(Refusal::DataPolicy(category).into());
        }
        let mut tx = self.store.begin().await?;
        tx.save_data_choice(member, category, choice, collector.now_ms)
            .await?;
        if collector
            .permits(&mut tx, category, member)
            .await?
            .is_none()
        {
            self.erase_category_of(&mut tx, category, member, Cause::Asked)
                .await?;
            tx.commit().await?;
            self.forget_notes_of(category, member);
            return Ok(self.store.forget_erased().await?);
        }
        Ok(tx.commit().await?)
    }

    /// Lists what the viewer chose.
    ///
    /// # Errors
    ///
    /// [`crate::AppError::SignInNeeded`] or [`crate::AppError::Store`].
    pub async fn list_data_choices(&self, viewer: &Viewer) -> Result<Vec<(Category, Choice)>> {
        let member = viewer.signed_in()?;
        Ok(self.store.read().await?.list_data_choices(member).await?)
    }
}
