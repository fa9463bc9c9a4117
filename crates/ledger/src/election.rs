//! Elections: members stand for an office, members rank them, the count gives the seats
//! (GOVERNANCE §2 J, §3, §10, §11; ADR-0015).
//!
//! An election lives `nominating → voting → taking → taken`, or is void. Nobody calls it: it begins
//! by itself when seats are or soon will be free. The count is [`crate::count::stv`]; what it was
//! made from stays here, so that anybody can make it again.

use std::collections::{BTreeMap, BTreeSet};

use borsh::{BorshDeserialize, BorshSerialize};
use sha2::{Digest as _, Sha256};

use crate::count::ballot::MARKS_MAX;
use crate::count::stv::{self, Rules};
use crate::count::{BallotBox, Candidate, Lot, Outcome, Ranking};
use crate::ids::{Digest, ElectionId, MemberNumber};
use crate::office::Office;
use crate::proposal::MemberSet;
use crate::sortition::Beacon;

/// Candidates of one election: those who found their sponsors first. A ballot ranks no more.
pub const CANDIDATES_MAX: usize = 256;

/// Somebody who stands.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Nomination {
    /// SHA-256 of salt and what they say, which is kept outside the record so that it can be erased.
    pub text: Digest,
    /// Since when, in milliseconds.
    pub since_ms: u64,
    /// Who supports that they stand; never they themselves.
    pub sponsors: BTreeSet<MemberNumber>,
    /// When they had enough sponsors, in milliseconds.
    pub sponsored_ms: Option<u64>,
    /// When they withdrew after nominations had closed, in milliseconds. Before that a nomination
    /// that is withdrawn is gone.
    pub withdrawn_ms: Option<u64>,
}

/// Where an election stands. The discriminants are permanent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum ElectionStage {
    /// Members stand and find sponsors.
    Nominating {
        /// Until when, in milliseconds.
        closes_ms: u64,
    } = 0,
    /// Members rank the candidates.
    Voting {
        /// Until when, in milliseconds.
        closes_ms: u64,
        /// When the ballots are counted, in milliseconds: a tick later, so that whoever votes last
        /// does not know the lot.
        counts_ms: u64,
    } = 1,
    /// Counted: the elected wait for their seats.
    Taking {
        /// Until when, in milliseconds.
        takes_ms: u64,
    } = 2,
    /// The elected took their seats.
    Taken {
        /// When, in milliseconds.
        since_ms: u64,
    } = 3,
    /// Nobody was elected: no seat is free any more, or nobody was left whom a ballot ranks.
    Void = 4,
}

/// What is frozen when the ballots open, and the ballots.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Poll {
    /// When, in milliseconds.
    pub opened_ms: u64,
    /// Who can be ranked, ascending.
    pub candidates: Vec<MemberNumber>,
    /// Who may vote; emptied by the count.
    pub voters: MemberSet,
    /// How many they are.
    pub electorate: u32,
    /// Each voter's ranking, the best first; emptied by the count.
    pub ballots: BTreeMap<MemberNumber, Vec<MemberNumber>>,
}

/// Equal ballots put together: the ranking, the best first, and how many cast it.
pub type Papers = Vec<(Vec<MemberNumber>, u64)>;

/// What an election was counted from, and what came out.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Counted {
    /// Seats that were counted for.
    pub seats: u16,
    /// Who was counted, ascending: candidates who are still here and whom some ballot ranks.
    pub candidates: Vec<MemberNumber>,
    /// All ballots, as they were cast, ascending.
    pub papers: Papers,
    /// The hash that breaks ties which nothing else does.
    pub beacon: Beacon,
    /// Everybody who was counted: the elected in the order of their election, then the runners-up,
    /// the best first.
    pub succession: Vec<MemberNumber>,
    /// Who took a seat by this election, in order; the runners-up who succeeded, too.
    pub seated: Vec<MemberNumber>,
}

/// An election.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Election {
    /// Which.
    pub id: ElectionId,
    /// For which office.
    pub office: Office,
    /// Seats to be filled, as counted at the call and again when the ballots open.
    pub seats: u16,
    /// When it was called, in milliseconds.
    pub called_ms: u64,
    /// The earliest time at which the elected take their seats, in milliseconds.
    pub takes_from_ms: u64,
    /// Seats of the office that end by then are filled by this election, in milliseconds.
    pub ends_by_ms: u64,
    /// Sponsors that a nomination needs.
    pub sponsors_needed: u32,
    /// Who stands.
    pub nominations: BTreeMap<MemberNumber, Nomination>,
    /// Where it is.
    pub stage: ElectionStage,
    /// What was frozen when the ballots opened.
    pub poll: Option<Poll>,
    /// What was counted.
    pub counted: Option<Counted>,
}

impl ElectionStage {
    /// Says whether seats are still to come from it.
    #[must_use]
    pub fn is_live(self) -> bool {
        match self {
            Self::Nominating { .. } | Self::Voting { .. } | Self::Taking { .. } => true,
            Self::Taken { .. } | Self::Void => false,
        }
    }

    /// Returns the permanent word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Nominating { .. } => "nominating",
            Self::Voting { .. } => "voting",
            Self::Taking { .. } => "taking",
            Self::Taken { .. } => "taken",
            Self::Void => "void",
        }
    }
}

impl Election {
    /// Says whether `member` stands and has not withdrawn.
    #[must_use]
    pub fn stands(&self, member: MemberNumber) -> bool {
        let nomination = self.nominations.get(&member);
        nomination.is_some_and(|it| it.withdrawn_ms.is_none())
    }

    /// Returns how many nominations `member` sponsors.
    #[must_use]
    pub fn sponsored_by(&self, member: MemberNumber) -> usize {
        let all = self.nominations.values();
        all.filter(|it| it.sponsors.contains(&member)).count()
    }

    /// Returns who has enough sponsors and has not withdrawn, at most [`CANDIDATES_MAX`], ascending.
    #[must_use]
    pub fn sponsored(&self) -> Vec<MemberNumber> {
        let standing = self.nominations.iter().filter(|it| self.stands(*it.0));
        let mut first: Vec<(u64, MemberNumber)> = standing
            .filter_map(|(member, it)| Some((it.sponsored_ms?, *member)))
            .collect();
        first.sort_unstable();
        let mut members: Vec<MemberNumber> = first
            .into_iter()
            .take(CANDIDATES_MAX)
            .map(|it| it.1)
            .collect();
        members.sort_unstable();
        members
    }

    /// Returns the candidates in the order in which `voter` sees them: another one for each, so that
    /// nobody stands on top for all. Nothing before the ballots open.
    #[must_use]
    pub fn order_for(&self, voter: MemberNumber) -> Vec<MemberNumber> {
        let candidates = self.poll.as_ref().map(|it| it.candidates.clone());
        let mut order = candidates.unwrap_or_default();
        let seed = Sha256::new()
            .chain_update(b"meent/ballot-order/v1")
            .chain_update(self.id.0.to_le_bytes())
            .chain_update(voter.0.to_le_bytes())
            .finalize();
        shuffle(&mut order, Digest(seed.into()));
        order
    }

    /// Says whether `ranking` can be a ballot: at least one, each once, candidates only.
    #[must_use]
    pub fn is_ballot(&self, ranking: &[MemberNumber]) -> bool {
        let Some(poll) = &self.poll else {
            return false;
        };
        let different: BTreeSet<&MemberNumber> = ranking.iter().collect();
        !ranking.is_empty()
            && different.len() == ranking.len()
            && ranking
                .iter()
                .all(|it| poll.candidates.binary_search(it).is_ok())
    }

    /// Returns the account of the count, made again; nothing before it. A [`Candidate`] is a place
    /// in [`Counted::candidates`].
    #[must_use]
    pub fn account(&self) -> Option<Outcome> {
        let it = self.counted.as_ref()?;
        tally(self.id, it.seats, &it.candidates, &it.papers, it.beacon)
    }
}

/// Puts equal ballots together, ascending.
#[must_use]
pub fn papers(ballots: &BTreeMap<MemberNumber, Vec<MemberNumber>>) -> Papers {
    let mut papers: BTreeMap<&Vec<MemberNumber>, u64> = BTreeMap::new();
    for ranking in ballots.values() {
        let count = papers.entry(ranking).or_default();
        *count = count.saturating_add(1);
    }
    let owned = papers.into_iter();
    owned
        .map(|(ranking, count)| (ranking.clone(), count))
        .collect()
}

/// Counts by single transferable vote, surpluses by largest remainder. Whoever on a paper is no
/// candidate is passed over. Nothing if nobody is to be elected or there are not as many candidates.
#[must_use]
pub fn tally(
    id: ElectionId,
    seats: u16,
    candidates: &[MemberNumber],
    papers: &[(Vec<MemberNumber>, u64)],
    beacon: Beacon,
) -> Option<Outcome> {
    let mut ballots = BallotBox::new(candidates.len()).ok()?;
    let depth = depth(papers, MARKS_MAX);
    let place = |member: &MemberNumber| {
        let at = candidates.binary_search(member).ok()?;
        u16::try_from(at).ok().map(Candidate)
    };
    for (ranking, count) in papers {
        let ranking = Ranking::strict(ranking.iter().filter_map(place).take(depth)).ok()?;
        ballots.cast(ranking, *count).ok()?;
    }
    let lot = Lot::drawn(drawn(id, candidates, beacon).iter().filter_map(place));
    stv::count(&ballots, seats, Rules::Commons, &lot).ok()
}

/// Returns how many places of each ballot are counted, so that all together fit: 256, or the largest
/// of its halves with which different ballots name at most `marks_max`. Only where millions rank
/// dozens, each in another order, is it not all.
fn depth(papers: &[(Vec<MemberNumber>, u64)], marks_max: usize) -> usize {
    let mut depth = CANDIDATES_MAX;
    let marks = |depth: usize| {
        let each = papers.iter().map(|it| it.0.len().min(depth));
        each.fold(0_usize, usize::saturating_add)
    };
    while depth > 1 && marks(depth) > marks_max {
        depth >>= 1;
    }
    depth
}

/// Returns everybody counted: the elected in order, then the runners-up from the best; what is tied
/// there, by lot.
#[must_use]
pub fn succession(
    id: ElectionId,
    outcome: &Outcome,
    candidates: &[MemberNumber],
    beacon: Beacon,
) -> Vec<MemberNumber> {
    let lot = drawn(id, candidates, beacon);
    let member = |candidate: &Candidate| candidates.get(candidate.place()).copied();
    let mut all: Vec<MemberNumber> = outcome.winners.iter().filter_map(member).collect();
    for group in &outcome.order {
        let mut group: Vec<MemberNumber> = group.iter().filter_map(member).collect();
        group.retain(|it| !all.contains(it));
        group.sort_by_key(|it| lot.iter().position(|drawn| drawn == it));
        all.append(&mut group);
    }
    all
}

/// Draws the order that breaks ties, the luckiest first.
fn drawn(id: ElectionId, candidates: &[MemberNumber], beacon: Beacon) -> Vec<MemberNumber> {
    let seed = Sha256::new()
        .chain_update(b"meent/election-lot/v1")
        .chain_update(id.0.to_le_bytes())
        .chain_update(beacon.hash.0)
        .finalize();
    let mut order = candidates.to_vec();
    shuffle(&mut order, Digest(seed.into()));
    order
}

/// Orders members by `SHA-256(seed ‖ number)`, the number four bytes, little-endian: every order is
/// equally likely, and each one's place can be checked by itself.
fn shuffle(members: &mut [MemberNumber], seed: Digest) {
    members.sort_by_cached_key(|member| {
        let hash = Sha256::new()
            .chain_update(seed.0)
            .chain_update(member.0.to_le_bytes())
            .finalize();
        (Digest(hash.into()), *member)
    });
}

#[cfg(test)]
mod tests;
