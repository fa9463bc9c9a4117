//! The data policy (GOVERNANCE §5): what is kept about people, why, how long, and who sees it.

use std::collections::BTreeMap;

use borsh::{BorshDeserialize, BorshSerialize};

use super::{Clause, PolicyFault, is_text};
use crate::ids::ProposalId;

/// Everything personal that the software is able to keep. A closed list: what is not here cannot
/// be kept, and what the policy does not name is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Category {
    /// Handle, display name, about, picture, language.
    Accounts = 0,
    /// Posts, comments, their versions and media.
    Posts = 1,
    /// Who follows whom.
    Graph = 2,
    /// Who appreciated what.
    Appreciation = 3,
    /// Signed-in sessions.
    Sessions = 4,
    /// Who reported what, and what came of it.
    Reports = 5,
    /// Saved posts.
    Bookmarks = 6,
    /// Unfinished posts.
    Drafts = 7,
    /// What happened to one's work.
    Notifications = 8,
    /// Names and kinds of the devices that hold keys.
    DeviceNames = 9,
    /// Network addresses of visits.
    Addresses = 10,
    /// What browser was used.
    UserAgents = 11,
    /// Where one stopped reading.
    ReadingPositions = 12,
    /// What one has looked at.
    ViewCounts = 13,
    /// What one has searched for.
    SearchTexts = 14,
    /// Names and times of uploaded files.
    UploadMetadata = 15,
    /// Uploaded files as they came.
    OriginalFiles = 16,
    /// Names one gave to invitation links.
    InvitationNames = 17,
    /// What one said to statements in a deliberation, and which cases one found convincing.
    Opinions = 18,
}

impl Category {
    /// Every category, in order.
    pub const ALL: [Self; 19] = [
        Self::Accounts,
        Self::Posts,
        Self::Graph,
        Self::Appreciation,
        Self::Sessions,
        Self::Reports,
        Self::Bookmarks,
        Self::Drafts,
        Self::Notifications,
        Self::DeviceNames,
        Self::Addresses,
        Self::UserAgents,
        Self::ReadingPositions,
        Self::ViewCounts,
        Self::SearchTexts,
        Self::UploadMetadata,
        Self::OriginalFiles,
        Self::InvitationNames,
        Self::Opinions,
    ];

    /// Returns the stable word for it, as used in addresses and JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Accounts => "accounts",
            Self::Posts => "posts",
            Self::Graph => "graph",
            Self::Appreciation => "appreciation",
            Self::Sessions => "sessions",
            Self::Reports => "reports",
            Self::Bookmarks => "bookmarks",
            Self::Drafts => "drafts",
            Self::Notifications => "notifications",
            Self::DeviceNames => "device-names",
            Self::Addresses => "addresses",
            Self::UserAgents => "user-agents",
            Self::ReadingPositions => "reading-positions",
            Self::ViewCounts => "view-counts",
            Self::SearchTexts => "search-texts",
            Self::UploadMetadata => "upload-metadata",
            Self::OriginalFiles => "original-files",
            Self::InvitationNames => "invitation-names",
            Self::Opinions => "opinions",
        }
    }

    /// Returns the category of this word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|category| category.word() == word)
    }

    /// Says whether the platform cannot work at all without it.
    #[must_use]
    pub fn is_needed_to_run(self) -> bool {
        match self {
            Self::Accounts
            | Self::Posts
            | Self::Graph
            | Self::Appreciation
            | Self::Sessions
            | Self::Reports => true,
            Self::Bookmarks
            | Self::Drafts
            | Self::Notifications
            | Self::DeviceNames
            | Self::Addresses
            | Self::UserAgents
            | Self::ReadingPositions
            | Self::ViewCounts
            | Self::SearchTexts
            | Self::UploadMetadata
            | Self::OriginalFiles
            | Self::InvitationNames
            | Self::Opinions => false,
        }
    }
}

/// On what ground an item is kept, widest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Basis {
    /// For everyone; the platform needs it.
    Needed = 0,
    /// For everyone who has not said no.
    OptOut = 1,
    /// Only for those who said yes.
    OptIn = 2,
}

/// Who sees an item, widest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Audience {
    /// Anyone.
    Everyone = 0,
    /// Members of the network.
    Members = 1,
    /// Those with an office that needs it.
    Offices = 2,
    /// Only the person themself.
    Oneself = 3,
}

/// One clause: a category that may be kept.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct DataItem {
    /// What.
    pub category: Category,
    /// Why, in at most 500 bytes.
    pub purpose: String,
    /// On what ground.
    pub basis: Basis,
    /// For how many days (1 to 3,650); zero: as long as the account.
    pub retention_days: u16,
    /// Who sees it.
    pub audience: Audience,
}

/// The policy in force, ordered by category.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct DataPolicy {
    /// Counts enactments, from 1.
    pub version: u32,
    /// What may be kept; nothing else may.
    pub items: Vec<Clause<DataItem>>,
    /// When a decision last let more be kept of a category, in milliseconds: an agreement from
    /// before is to something else.
    pub widened: BTreeMap<Category, u64>,
}

/// A change of one clause.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum DataChange {
    /// Permit the item, or replace the one of its category.
    Put(DataItem) = 0,
    /// No longer permit the category.
    Remove(Category) = 1,
}

impl DataPolicy {
    /// Makes the first version from the founders' items.
    ///
    /// # Errors
    ///
    /// [`PolicyFault::OutOfBounds`] for an item out of bounds or a category named twice;
    /// [`PolicyFault::NeededToRun`] if a category the platform needs is missing.
    pub fn founded(items: &[DataItem], time_ms: u64) -> Result<Self, PolicyFault> {
        let mut policy = Self {
            version: 0,
            items: Vec::new(),
            widened: BTreeMap::new(),
        };
        for item in items {
            if policy.find(item.category).is_some() {
                return Err(PolicyFault::OutOfBounds);
            }
            policy.make(&DataChange::Put(item.clone()), ProposalId(0), time_ms)?;
        }
        if Category::ALL
            .iter()
            .any(|category| category.is_needed_to_run() && policy.find(*category).is_none())
        {
            return Err(PolicyFault::NeededToRun);
        }
        policy.version = 1;
        Ok(policy)
    }

    /// Returns the policy after `changes`, in order, as version + 1.
    ///
    /// # Errors
    ///
    /// The fault of the first change that cannot be made, or [`PolicyFault::ChangesNothing`].
    pub fn with(
        &self,
        changes: &[DataChange],
        by: ProposalId,
        time_ms: u64,
    ) -> Result<Self, PolicyFault> {
        let mut next = self.clone();
        for change in changes {
            next.make(change, by, time_ms)?;
        }
        for item in &next.items {
            if !self.covers_item(&item.value) {
                next.widened.insert(item.value.category, time_ms);
            }
        }
        if next == *self {
            return Err(PolicyFault::ChangesNothing);
        }
        next.version = next.version.saturating_add(1);
        Ok(next)
    }

    fn make(
        &mut self,
        change: &DataChange,
        by: ProposalId,
        time_ms: u64,
    ) -> Result<(), PolicyFault> {
        match change {
            DataChange::Put(item) => {
                if !is_text(&item.purpose, 500) || item.retention_days > 3_650 {
                    return Err(PolicyFault::OutOfBounds);
                }
                if item.category.is_needed_to_run()
                    && (item.basis != Basis::Needed || item.retention_days != 0)
                {
                    return Err(PolicyFault::NeededToRun);
                }
                match self
                    .items
                    .binary_search_by_key(&item.category, |it| it.value.category)
                {
                    Ok(at) => {
                        if let Some(clause) = self
                            .items
                            .get_mut(at)
                            .filter(|clause| clause.value != *item)
                        {
                            *clause = Clause::new(item.clone(), by, time_ms);
                        }
                    }
                    Err(at) => self
                        .items
                        .insert(at, Clause::new(item.clone(), by, time_ms)),
                }
                Ok(())
            }
            DataChange::Remove(category) if category.is_needed_to_run() => {
                Err(PolicyFault::NeededToRun)
            }
            DataChange::Remove(category) => {
                let before = self.items.len();
                self.items.retain(|item| item.value.category != *category);
                if self.items.len() == before {
                    Err(PolicyFault::NoSuchClause)
                } else {
                    Ok(())
                }
            }
        }
    }

    /// Returns the item of `category`, if it may be kept.
    #[must_use]
    pub fn find(&self, category: Category) -> Option<&Clause<DataItem>> {
        self.items
            .iter()
            .find(|item| item.value.category == category)
    }

    /// Returns from when on an agreement to `category` is one to what is kept now, in milliseconds.
    #[must_use]
    pub fn agreed_from_ms(&self, category: Category) -> u64 {
        self.widened.get(&category).copied().unwrap_or_default()
    }

    /// Returns since when the clause that `change` touches says what it says, in milliseconds.
    #[must_use]
    pub fn touched_since_ms(&self, change: &DataChange) -> Option<u64> {
        let category = match change {
            DataChange::Put(item) => item.category,
            DataChange::Remove(category) => *category,
        };
        self.find(category).map(|clause| clause.since_ms)
    }

    /// Says whether `next` keeps no more than this policy does. Such a change is of class D−.
    #[must_use]
    pub fn covers(&self, next: &Self) -> bool {
        next.items.iter().all(|item| self.covers_item(&item.value))
    }

    /// Says whether keeping `new` is no more than this policy keeps: no new category, no other
    /// purpose, no longer retention, no wider basis, no wider audience.
    #[must_use]
    pub fn covers_item(&self, new: &DataItem) -> bool {
        let days = |item: &DataItem| {
            if item.retention_days == 0 {
                u16::MAX
            } else {
                item.retention_days
            }
        };
        self.find(new.category).is_some_and(|clause| {
            let old = &clause.value;
            new.purpose == old.purpose
                && days(new) <= days(old)
                && new.basis >= old.basis
                && new.audience >= old.audience
        })
    }
}
