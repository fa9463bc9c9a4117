//! What the state holds about who knows whom, and how far trust carries (GOVERNANCE §1, ADR-0023).
//!
//! A vouch is one person's word. It ties two people only once the other one has said that they know
//! them, too; otherwise whoever wants to be trusted would vouch for those who are.

use std::collections::BTreeMap;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::ids::{MemberNumber, Quarter, RoundNumber};
use crate::member::Standing;
use crate::round::{WEIGHT_ASSOCIATE, WEIGHT_MEMBER, place};
use crate::sortition::Receipt;

/// Members who say that they met somebody, before that person is verified.
pub const MEETINGS: usize = 2;
/// With fewer audited than this there is no cut: a tenth of fewer says nothing.
pub const AUDITED_LEAST: usize = 20;

/// What somebody says of a vouch that they were given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum VouchAnswer {
    /// They do not know who gave it: it ties nobody.
    Refused = 0,
    /// They know them, too: it ties the two.
    Accepted = 1,
}

impl VouchAnswer {
    /// Every answer.
    pub const ALL: [Self; 2] = [Self::Refused, Self::Accepted];

    /// Returns the permanent word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Accepted => "accepted",
        }
    }

    /// Returns the answer of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }
}

/// How two people met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Way {
    /// In one place.
    InPerson = 0,
    /// Seeing and hearing each other, live.
    Live = 1,
}

impl Way {
    /// Every way.
    pub const ALL: [Self; 2] = [Self::InPerson, Self::Live];

    /// Returns the permanent word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::InPerson => "in-person",
            Self::Live => "live",
        }
    }

    /// Returns the way of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }
}

/// A verified member's word that they met somebody, who is one person and no other member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Meeting {
    /// Who says so.
    pub by: MemberNumber,
    /// How.
    pub way: Way,
}

/// What a quarter's trust is computed from, frozen before the lot that decides is known.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct FrozenTies {
    /// The quarter that begins.
    pub quarter: Quarter,
    /// The first round whose endorsements it weighs.
    pub from: RoundNumber,
    /// How many have the standing of a member: the n of seeds and steps.
    pub people: u32,
    /// The last member number.
    pub joined: u32,
    /// Accepted vouches between people who are here, by number, as voucher and person.
    pub ties: Vec<(u32, u32)>,
    /// Verified members who are tied to somebody, ascending.
    pub verified: Vec<MemberNumber>,
    /// When the lot is drawn, in milliseconds.
    pub draws_ms: u64,
}

/// How far trust carried in a quarter.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Ranking {
    /// Which quarter.
    pub quarter: Quarter,
    /// The first round whose endorsements it weighs.
    pub from: RoundNumber,
    /// Seeds of the quarter before who are seeds again.
    pub kept: Receipt,
    /// Seeds who were not.
    pub fresh: Receipt,
    /// Those whose scores say where the cut is.
    pub audited: Receipt,
    /// The least score above the cut; nothing where too few could be audited.
    pub cut: Option<u64>,
    /// The lower median of the scores of everybody who is tied to somebody.
    pub median: u64,
    /// By member number, from 0.
    pub scores: Vec<u64>,
}

impl Ranking {
    /// Returns the seeds, ascending.
    #[must_use]
    pub fn seeds(&self) -> Vec<MemberNumber> {
        let mut seeds = self.kept.seated();
        seeds.extend(self.fresh.seated());
        seeds.sort_unstable();
        seeds
    }

    /// Returns the score of `member`; nothing for who joined since.
    #[must_use]
    pub fn score(&self, member: MemberNumber) -> Option<u64> {
        self.scores.get(place(member.0)).copied()
    }

    /// Says whether somebody with `score` is below the cut: beneath it, or at nothing.
    #[must_use]
    pub fn is_below(&self, score: u64) -> bool {
        self.cut.is_some_and(|cut| score == 0 || score < cut)
    }

    /// Returns what endorsements of `member` weigh; nothing where nobody's trust reaches them.
    fn weight(&self, member: MemberNumber, standing: Standing) -> Option<u32> {
        if self.cut.is_none() {
            return flat(standing);
        }
        let Some(score) = self.score(member) else {
            // Nobody knows yet how far trust carries to who joined since.
            return flat(standing.min(Standing::Associate));
        };
        let full = super::weight(score, self.median);
        let weight = match standing {
            Standing::Guest => 0,
            Standing::Associate => full / 2,
            Standing::Member => full,
        };
        (weight > 0).then_some(weight)
    }
}

/// Weights where there is no cut.
fn flat(standing: Standing) -> Option<u32> {
    match standing {
        Standing::Guest => None,
        Standing::Associate => Some(WEIGHT_ASSOCIATE),
        Standing::Member => Some(WEIGHT_MEMBER),
    }
}

/// Somebody below the cut was told so.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct TrustNotice {
    /// Until when it costs them nothing, in milliseconds.
    pub until_ms: u64,
    /// Whose vouches have tied them since, ascending.
    pub vouchers: Vec<MemberNumber>,
}

/// Everything about trust in the state.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct TrustBook {
    /// What was said of a vouch, by who was vouched for and who vouched. Nothing: not yet.
    pub answers: BTreeMap<(MemberNumber, MemberNumber), VouchAnswer>,
    /// Who was met by whom; founding members are not in it.
    pub meetings: BTreeMap<MemberNumber, Vec<Meeting>>,
    /// How many people each said that they met, in the last round in which they did.
    pub met_in: BTreeMap<MemberNumber, (RoundNumber, u16)>,
    /// What waits for the lot.
    pub frozen: Option<FrozenTies>,
    /// What weighs rounds that are not settled, the last one last.
    pub rankings: Vec<Ranking>,
    /// Who is below the cut.
    pub notices: BTreeMap<MemberNumber, TrustNotice>,
}

impl TrustBook {
    /// Returns what `to` said of the vouch of `from`, if anything.
    #[must_use]
    pub fn answer(&self, from: MemberNumber, to: MemberNumber) -> Option<VouchAnswer> {
        self.answers.get(&(to, from)).copied()
    }

    /// Returns who met `member`.
    #[must_use]
    pub fn met_by(&self, member: MemberNumber) -> &[Meeting] {
        self.meetings.get(&member).map_or(&[], Vec::as_slice)
    }

    /// Returns the last ranking.
    #[must_use]
    pub fn ranking(&self) -> Option<&Ranking> {
        self.rankings.last()
    }

    /// Returns what endorsements of `member`, who closed `round` with `standing`, weigh in it
    /// (GOVERNANCE §6, 1); nothing if they do not count.
    #[must_use]
    pub fn weight(
        &self,
        round: RoundNumber,
        member: MemberNumber,
        standing: Standing,
    ) -> Option<u32> {
        let mut rankings = self.rankings.iter().rev();
        match rankings.find(|it| it.from <= round) {
            Some(ranking) => ranking.weight(member, standing),
            None => flat(standing),
        }
    }

    /// Forgets what somebody who left said, and what was said of them.
    pub(crate) fn forget(&mut self, member: MemberNumber) {
        self.answers.retain(|(to, _), _| *to != member);
        self.meetings.remove(&member);
        self.met_in.remove(&member);
        self.notices.remove(&member);
    }

    /// Drops rankings that weigh no round from `settled` on.
    pub(crate) fn drop_before(&mut self, settled: RoundNumber) {
        let later = self.rankings.iter().skip(1);
        let over = later.take_while(|it| it.from <= settled).count();
        self.rankings.drain(..over);
    }
}
