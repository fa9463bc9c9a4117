//! The ranked roadmap of a quarter (GOVERNANCE §2 E, §3; ADR-0017): members add items, the core team
//! says what each costs, members rank them, and Schulze's count makes the order.
//!
//! What a [`RankedVote`] keeps after the count are equal ballots put together, without who cast them:
//! enough for anybody to count again ([`RankedVote::account`]).

use std::collections::{BTreeMap, BTreeSet};

use borsh::{BorshDeserialize, BorshSerialize};
use sha2::{Digest as _, Sha256};

use crate::charter::Charter;
use crate::count::ballot::MARKS_MAX;
use crate::count::schulze::{self, Schulze};
use crate::count::{BallotBox, Candidate, Ranking};
use crate::ids::{BasisPoints, Digest, MemberNumber, Money, ProposalId};
use crate::operation::Choice;
use crate::proposal::StewardTally;
use crate::proposal::reaches;

/// Items of one roadmap.
pub const ITEMS_MAX: usize = 64;
/// Items that one member may add to one roadmap.
pub const ITEMS_EACH_MAX: usize = 3;
/// Items without which there is nothing to rank.
pub const ITEMS_MIN: usize = 2;

/// An item of a roadmap, from 1 in the order in which they were added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub struct ItemNumber(pub u16);

/// Items from the best to the worst; what stands together is equal.
pub type ItemRanking = Vec<Vec<ItemNumber>>;

/// Equal ballots put together: the ranking, and how many members it counts for.
pub type ItemPapers = Vec<(ItemRanking, u64)>;

/// Something that could be done in the quarter.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Item {
    /// Who added it.
    pub author: MemberNumber,
    /// SHA-256 of salt, title and text, which are kept outside the record so that they can be erased.
    pub text: Digest,
    /// Since when, in milliseconds.
    pub added_ms: u64,
    /// What it costs as the core team says, in minor units; nothing until it does.
    pub cost: Option<Money>,
}

/// What the stewards' chamber has to say to the roadmap, frozen when the vote opens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct SendBackRules {
    /// This share of the weight that chose a side sends it back; zero: none can.
    pub against: BasisPoints,
    /// If at least this share of all weight was given.
    pub turnout: BasisPoints,
    /// The members' approval that then insists.
    pub insist: BasisPoints,
}

/// Items, ballots and count of a roadmap.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct RankedVote {
    /// Until when items are added, in milliseconds.
    pub items_until_ms: u64,
    /// The items, number 1 at place 0.
    pub items: Vec<Item>,
    /// Each voter's ranking; emptied by the count.
    pub ballots: BTreeMap<MemberNumber, ItemRanking>,
    /// What was counted, ascending; empty until then.
    pub papers: ItemPapers,
    /// The order, the first first; empty until the count.
    pub order: ItemRanking,
    /// Whether and how the stewards can send it back.
    pub rules: SendBackRules,
    /// What each steward said; emptied when they have no more say.
    pub judged: BTreeMap<MemberNumber, Choice>,
    /// The weight behind that: yes lets it stand.
    pub judgement: StewardTally,
    /// Whether the members are, or were, asked yes or no whether the order stands.
    pub is_insisting: bool,
    /// When the stewards sent it back, in milliseconds.
    pub sent_back_ms: Option<u64>,
}

impl ItemNumber {
    /// Returns its place among the items.
    #[must_use]
    pub fn place(self) -> Option<usize> {
        self.0.checked_sub(1).map(usize::from)
    }
}

impl SendBackRules {
    /// Returns what `charter` says.
    #[must_use]
    pub fn of(charter: &Charter) -> Self {
        Self {
            against: charter.roadmap_back,
            turnout: charter.roadmap_back_turnout,
            insist: charter.roadmap_insist,
        }
    }
}

impl RankedVote {
    /// Begins one without items.
    #[must_use]
    pub fn begun(items_until_ms: u64, rules: SendBackRules) -> Self {
        Self {
            items_until_ms,
            items: Vec::new(),
            ballots: BTreeMap::new(),
            papers: Vec::new(),
            order: Vec::new(),
            rules,
            judged: BTreeMap::new(),
            judgement: StewardTally::default(),
            is_insisting: false,
            sent_back_ms: None,
        }
    }

    /// Returns the item of this number.
    #[must_use]
    pub fn find(&self, number: ItemNumber) -> Option<&Item> {
        self.items.get(number.place()?)
    }

    /// Returns the items with their numbers.
    pub fn numbered(&self) -> impl Iterator<Item = (ItemNumber, &Item)> {
        (1_u16..).map(ItemNumber).zip(&self.items)
    }

    /// Returns how many items `member` added.
    #[must_use]
    pub fn added_by(&self, member: MemberNumber) -> usize {
        self.items.iter().filter(|it| it.author == member).count()
    }

    /// Says whether somebody else than `author` added an item.
    #[must_use]
    pub fn has_items_of_others(&self, author: MemberNumber) -> bool {
        self.items.iter().any(|it| it.author != author)
    }

    /// Says whether the members rank, or have ranked, without being asked whether they insist.
    #[must_use]
    pub fn is_ranking(&self) -> bool {
        !self.is_insisting
    }

    /// Says whether `ranking` can be a ballot: at least one item, each at most once, no empty group.
    #[must_use]
    pub fn is_ballot(&self, ranking: &[Vec<ItemNumber>]) -> bool {
        let named: Vec<ItemNumber> = ranking.iter().flatten().copied().collect();
        let different: BTreeSet<ItemNumber> = named.iter().copied().collect();
        !named.is_empty()
            && different.len() == named.len()
            && ranking.iter().all(|group| !group.is_empty())
            && named.iter().all(|it| self.find(*it).is_some())
    }

    /// Returns the items in the order in which `voter` sees them: another one for each, so that no
    /// item stands on top for all.
    #[must_use]
    pub fn order_for(&self, id: ProposalId, voter: MemberNumber) -> Vec<ItemNumber> {
        let mut order: Vec<ItemNumber> = self.numbered().map(|it| it.0).collect();
        let hash = |item: &ItemNumber| {
            let hash = Sha256::new()
                .chain_update(b"meent/item-order/v1")
                .chain_update(id.0.to_le_bytes())
                .chain_update(voter.0.to_le_bytes())
                .chain_update(item.0.to_le_bytes())
                .finalize();
            Digest(hash.into())
        };
        order.sort_by_cached_key(hash);
        order
    }

    /// Puts equal ballots together; whoever ranked counts for themself and for as many as `carried`
    /// says.
    #[must_use]
    pub fn papers(&self, carried: &BTreeMap<MemberNumber, u32>) -> ItemPapers {
        let mut papers: BTreeMap<ItemRanking, u64> = BTreeMap::new();
        for (member, ranking) in &self.ballots {
            let mut ranking = ranking.clone();
            for group in &mut ranking {
                group.sort_unstable();
            }
            let others = carried.get(member).copied().unwrap_or(0);
            let count = papers.entry(ranking).or_default();
            *count = count.saturating_add(1).saturating_add(others.into());
        }
        papers.into_iter().collect()
    }

    /// Returns the account of the count, made from the papers; nothing before it. A [`Candidate`] is
    /// the place of an item.
    #[must_use]
    pub fn account(&self) -> Option<Schulze> {
        (!self.papers.is_empty())
            .then(|| count(self.items.len(), &self.papers))
            .flatten()
    }

    /// Says whether the stewards send it back, whose whole weight is `total`.
    #[must_use]
    pub fn is_sent_back(&self, total: u64) -> bool {
        let said = self
            .judgement
            .sides()
            .saturating_add(self.judgement.abstain);
        self.can_be_sent_back()
            && total > 0
            && self.judgement.no > 0
            && reaches(
                self.judgement.no,
                self.judgement.sides(),
                self.rules.against,
            )
            && reaches(said, total, self.rules.turnout)
    }

    /// Says whether the stewards may still send it back: once, and not what members insisted on.
    #[must_use]
    pub fn can_be_sent_back(&self) -> bool {
        self.is_ranking() && self.rules.against > BasisPoints(0)
    }
}

/// Counts by Schulze's method. Nothing if there is nothing to count, or more than can be.
#[must_use]
pub fn count(items: usize, papers: &[(ItemRanking, u64)]) -> Option<Schulze> {
    let mut ballots = BallotBox::new(items).ok()?;
    let depth = depth(papers, MARKS_MAX);
    for (ranking, weight) in papers {
        let groups = ranking.iter().take(depth);
        let group = |group: &Vec<ItemNumber>| {
            let places = group.iter().filter_map(|it| it.0.checked_sub(1));
            places.map(Candidate).collect()
        };
        let ranking = Ranking::new(groups.map(group).collect()).ok()?;
        ballots.cast(ranking, *weight).ok()?;
    }
    Some(schulze::count(&ballots, 1))
}

/// Returns how many groups of each ballot are counted, so that all together fit: 64, or the largest
/// of its halves. Only where more than a million rank all items, each in another order, is it not all.
fn depth(papers: &[(ItemRanking, u64)], marks_max: usize) -> usize {
    let mut depth = ITEMS_MAX;
    let marks = |depth: usize| {
        let groups = papers.iter().flat_map(|it| it.0.iter().take(depth));
        groups.map(Vec::len).fold(0_usize, usize::saturating_add)
    };
    while depth > 1 && marks(depth) > marks_max {
        depth >>= 1;
    }
    depth
}

/// Returns the order of a count as items.
#[must_use]
pub fn order(account: &Schulze) -> ItemRanking {
    let group = |group: &Vec<Candidate>| {
        let numbers = group.iter().map(|it| ItemNumber(it.0.saturating_add(1)));
        numbers.collect()
    };
    account.outcome.order.iter().map(group).collect()
}
