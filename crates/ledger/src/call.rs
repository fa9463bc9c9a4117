//! Participatory budget: members submit projects, approve some of them, and the Method of Equal Shares
//! says which are paid (GOVERNANCE §3, §7; ADR-0026).
//!
//! A call lives `collecting → voting → counted`, or is void. Nobody makes it: it begins by itself
//! while its envelope holds money. The count is [`crate::count::equal_shares`]; what it was made from
//! stays here, so that anybody can make it again. What a project is called stands outside the record.

use std::collections::{BTreeMap, BTreeSet};

use borsh::{BorshDeserialize, BorshSerialize};
use sha2::{Digest as _, Sha256};

use crate::count::{Budget, Candidate, Lot, Outcome, equal_shares};
use crate::ids::{CallId, Digest, MemberNumber, Money, Quarter};
use crate::payload::Beneficiary;
use crate::proposal::MemberSet;

/// Projects of one call. An account of more could be followed by nobody.
pub const PROJECTS_MAX: usize = 64;
/// Projects of one member in one call.
pub const PROJECTS_EACH_MAX: usize = 3;

/// A project's place in its call, from 1.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize,
)]
pub struct ProjectNumber(pub u16);

impl core::fmt::Display for ProjectNumber {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.0.fmt(f)
    }
}

/// What a member asks the others to pay for.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Project {
    /// Whose idea.
    pub author: MemberNumber,
    /// SHA-256 of salt, title and words, which are kept outside the record so that they can be erased.
    pub text: Digest,
    /// What it costs, in minor units; at most the pool.
    pub cost: Money,
    /// Who is paid.
    pub to: Beneficiary,
    /// When it was submitted, in milliseconds.
    pub since_ms: u64,
    /// When its author took it back, in milliseconds.
    pub withdrawn_ms: Option<u64>,
}

/// Where a call stands. The discriminants are permanent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum CallStage {
    /// Members submit projects.
    Collecting {
        /// Until when, in milliseconds.
        closes_ms: u64,
    } = 0,
    /// Members approve projects.
    Voting {
        /// Until when, in milliseconds.
        closes_ms: u64,
    } = 1,
    /// Counted: what was funded is decided.
    Counted {
        /// When, in milliseconds.
        at_ms: u64,
    } = 2,
    /// Nothing came of it: there were no projects, or nobody voted.
    Void {
        /// When, in milliseconds.
        at_ms: u64,
    } = 3,
}

/// What is frozen when the ballots open, and the ballots.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct CallPoll {
    /// When, in milliseconds.
    pub opened_ms: u64,
    /// Who may vote; emptied by the count.
    pub voters: MemberSet,
    /// How many they are.
    pub electorate: u32,
    /// Which projects each voter approves of, ascending; emptied by the count.
    pub ballots: BTreeMap<MemberNumber, Vec<ProjectNumber>>,
}

/// Equal ballots put together: the projects, ascending, and how many approved of them.
pub type Approvals = Vec<(Vec<ProjectNumber>, u64)>;

/// What a call was counted from, and what came out.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct CallCount {
    /// What was divided, in minor units.
    pub pool: Money,
    /// Who was counted, ascending: projects that were not taken back.
    pub projects: Vec<ProjectNumber>,
    /// All ballots, as they were cast.
    pub papers: Approvals,
    /// What was funded, in order.
    pub funded: Vec<ProjectNumber>,
}

/// A call for projects.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Call {
    /// Which.
    pub id: CallId,
    /// In which quarter it was made.
    pub quarter: Quarter,
    /// When it was made, in milliseconds.
    pub called_ms: u64,
    /// What there is to divide, in minor units: what was free in the envelope at the call.
    pub pool: Money,
    /// What was submitted, the first at place 0.
    pub projects: Vec<Project>,
    /// Where it is.
    pub stage: CallStage,
    /// What was frozen when the ballots opened.
    pub poll: Option<CallPoll>,
    /// What was counted.
    pub counted: Option<CallCount>,
}

impl CallStage {
    /// Says whether it goes on.
    #[must_use]
    pub fn is_live(self) -> bool {
        match self {
            Self::Collecting { .. } | Self::Voting { .. } => true,
            Self::Counted { .. } | Self::Void { .. } => false,
        }
    }

    /// Returns the permanent word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Collecting { .. } => "collecting",
            Self::Voting { .. } => "voting",
            Self::Counted { .. } => "counted",
            Self::Void { .. } => "void",
        }
    }
}

impl Call {
    /// Returns the project of this number, withdrawn or not.
    #[must_use]
    pub fn find(&self, number: ProjectNumber) -> Option<&Project> {
        self.projects.get(usize::from(number.0.checked_sub(1)?))
    }

    /// Returns every project with its number, withdrawn or not.
    pub fn numbered(&self) -> impl Iterator<Item = (ProjectNumber, &Project)> {
        (1_u16..).map(ProjectNumber).zip(&self.projects)
    }

    /// Returns the projects that were not taken back, ascending.
    pub fn standing(&self) -> impl Iterator<Item = (ProjectNumber, &Project)> {
        self.numbered().filter(|it| it.1.withdrawn_ms.is_none())
    }

    /// Returns how many projects `member` has submitted and not taken back.
    #[must_use]
    pub fn submitted_by(&self, member: MemberNumber) -> usize {
        let own = self.standing().filter(|it| it.1.author == member);
        own.count()
    }

    /// Says whether `approved` can be a ballot: ascending, each once, projects that stand only. Whoever
    /// approves of nothing says that nothing here is worth the money; they are a voter, too.
    #[must_use]
    pub fn is_ballot(&self, approved: &[ProjectNumber]) -> bool {
        let ascends = approved.iter().zip(approved.iter().skip(1));
        ascends.into_iter().all(|(one, other)| one < other)
            && approved.iter().all(|it| {
                self.find(*it)
                    .is_some_and(|project| project.withdrawn_ms.is_none())
            })
    }

    /// Returns the projects that stand in the order in which `voter` sees them: another one for each, so
    /// that nothing stands on top for all.
    #[must_use]
    pub fn order_for(&self, voter: MemberNumber) -> Vec<ProjectNumber> {
        let mut order: Vec<ProjectNumber> = self.standing().map(|it| it.0).collect();
        order.sort_by_cached_key(|number| {
            let hash = Sha256::new()
                .chain_update(b"meent/project-order/v1")
                .chain_update(self.id.0.to_le_bytes())
                .chain_update(voter.0.to_le_bytes())
                .chain_update(number.0.to_le_bytes())
                .finalize();
            (Digest(hash.into()), *number)
        });
        order
    }

    /// Returns the account of the count, made again; nothing before it. A [`Candidate`] is a place in
    /// [`CallCount::projects`].
    #[must_use]
    pub fn account(&self) -> Option<Outcome> {
        let it = self.counted.as_ref()?;
        tally(self, it.pool, &it.projects, &it.papers)
    }
}

/// Puts equal ballots together, ascending.
#[must_use]
pub fn papers(ballots: &BTreeMap<MemberNumber, Vec<ProjectNumber>>) -> Approvals {
    let mut papers: BTreeMap<&Vec<ProjectNumber>, u64> = BTreeMap::new();
    for approved in ballots.values() {
        let count = papers.entry(approved).or_default();
        *count = count.saturating_add(1);
    }
    let owned = papers.into_iter();
    owned.map(|(it, count)| (it.clone(), count)).collect()
}

/// Counts by the Method of Equal Shares, what is left by votes while it fits; equal claims by number.
/// Nothing if there are no projects.
///
/// # Source
///
/// GOVERNANCE §7.
#[must_use]
pub fn tally(
    call: &Call,
    pool: Money,
    projects: &[ProjectNumber],
    papers: &[(Vec<ProjectNumber>, u64)],
) -> Option<Outcome> {
    let cost = |it: &ProjectNumber| call.find(*it).map_or(u64::MAX, |it| it.cost.0);
    let mut budget = Budget::new(pool.0, projects.iter().map(cost).collect()).ok()?;
    for (approved, count) in papers {
        let approved: BTreeSet<&ProjectNumber> = approved.iter().collect();
        let places = (0_u16..).zip(projects);
        let supported: Vec<(Candidate, u64)> = places
            .filter(|(_, it)| approved.contains(it))
            .map(|(place, _)| (Candidate(place), 1))
            .collect();
        budget.cast(&supported, *count).ok()?;
    }
    let all = u16::try_from(projects.len()).ok()?;
    Some(equal_shares::count(&budget, &Lot::by_number(all)))
}

/// Returns what an outcome funds, in order.
#[must_use]
pub fn funded(outcome: &Outcome, projects: &[ProjectNumber]) -> Vec<ProjectNumber> {
    let winners = outcome.winners.iter();
    winners
        .filter_map(|it| projects.get(it.place()).copied())
        .collect()
}
