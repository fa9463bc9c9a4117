//! Attested work: code, words, translations, events, running nodes (GOVERNANCE §6, ADR-0021).
//!
//! Whoever did something says so and how large it was; three reviewers drawn by lot among holders of
//! the skill each say how large they find it, or that it does not count, and the middle answer does.
//! On the record are numbers and a salted digest; what was done and where to see it is kept beside the
//! record, where it can be erased.
//!
//! Also here: what a round owes beside content, as it gathers until the round is settled.

use std::collections::BTreeMap;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::ids::{ClaimId, Digest, MemberNumber, MicroShares, RoundNumber};
use crate::proposal::MemberSet;
use crate::ranks::ones;
use crate::sortition::{Receipt, Stratum};

/// Reviewers of a claim.
pub const REVIEWERS: u32 = 3;
/// Alternates to each of them.
pub const ALTERNATES_EACH: u32 = 3;
/// Attestations without which a claim comes to nothing.
pub const ATTESTATIONS_LEAST: usize = 2;
/// Claims of one member that may be under review at once.
pub const OPEN_CLAIMS_MAX: usize = 5;

/// What work is done with.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Skill {
    /// Programs, and reviews of them.
    Code = 0,
    /// Documents.
    Documents = 1,
    /// Translations.
    Translation = 2,
    /// Bringing people together.
    Events = 3,
    /// Running what the network runs on.
    Operations = 4,
}

/// How large a piece of work is. The discriminant is its weight.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum WorkClass {
    /// An hour or less.
    One = 1,
    /// Half a day.
    Two = 2,
    /// A day.
    Three = 3,
    /// Days.
    Five = 5,
    /// A week.
    Eight = 8,
    /// More.
    Thirteen = 13,
}

/// What a reviewer says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Attestation {
    /// It does not count: not done, not done by them, not of use, or not of this skill.
    No = 0,
    /// It counts, and is so large.
    Class(WorkClass) = 1,
}

/// Whether a member says that they have a skill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Declared {
    /// Not, or no longer.
    No = 0,
    /// They do, and may be drawn as a reviewer.
    Yes = 1,
}

/// A member and a skill.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct SkillHeld {
    /// Whether they say so.
    pub is_declared: bool,
    /// How many of their claims were attested.
    pub attested: u32,
}

/// Where a claim is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum ClaimStage {
    /// Its reviewers will be drawn.
    Called {
        /// When, in milliseconds.
        draws_ms: u64,
    } = 0,
    /// They look at it.
    Reviewing {
        /// Since when, in milliseconds.
        from_ms: u64,
        /// Until when, in milliseconds.
        until_ms: u64,
    } = 1,
    /// They have.
    Over {
        /// When, in milliseconds.
        at_ms: u64,
        /// What counts; nothing if the middle answer was no, or too few answered.
        class: Option<WorkClass>,
    } = 2,
}

/// Somebody drawn to look at a claim.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Reviewer {
    /// Who.
    pub member: MemberNumber,
    /// Since when, in milliseconds.
    pub since_ms: u64,
    /// Whether an alternate has come in their place.
    pub is_replaced: bool,
    /// What they said.
    pub answer: Option<Attestation>,
}

/// A claim of work.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Claim {
    /// Its number.
    pub id: ClaimId,
    /// Who did the work.
    pub member: MemberNumber,
    /// With which skill.
    pub skill: Skill,
    /// How large they find it.
    pub class: WorkClass,
    /// SHA-256 of salt, title, words and evidence, which are kept outside the record.
    pub text: Digest,
    /// When it was claimed, in milliseconds.
    pub filed_ms: u64,
    /// How long it is reviewed, in milliseconds.
    pub review_ms: u64,
    /// Who may be drawn, as frozen when it was claimed; emptied when they are.
    pub candidates: MemberSet,
    /// Who was drawn, and how anybody draws them again; nothing until then.
    pub receipt: Option<Receipt>,
    /// Everybody who was asked, in that order.
    pub reviewers: Vec<Reviewer>,
    /// Where it is.
    pub stage: ClaimStage,
    /// The round that pays it, once it is attested.
    pub round: Option<RoundNumber>,
}

/// What a round owes beside content, until it is settled.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Dues {
    /// Sum of the classes attested in it.
    pub work: BTreeMap<MemberNumber, u32>,
    /// Times served: verdicts opened, panels answered, claims reviewed, a round of moderation.
    pub service: BTreeMap<MemberNumber, u32>,
    /// Bonuses for newcomers who stayed, in micro-shares.
    pub onboarding: BTreeMap<MemberNumber, MicroShares>,
}

/// A newcomer who became a member, and who vouched for them.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Welcome {
    /// In which round.
    pub round: RoundNumber,
    /// Who vouched for them by then, ascending.
    pub vouchers: Vec<MemberNumber>,
    /// What each was to get: in which round, and how much.
    pub bonuses: Vec<(RoundNumber, MicroShares)>,
}

/// What findings of fake accounts have cost a voucher (GOVERNANCE §1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Sanction {
    /// The round of the last finding.
    pub found: RoundNumber,
    /// The first round in which they may vouch again.
    pub vouches_from: RoundNumber,
    /// The first round in which they may vote again.
    pub votes_from: RoundNumber,
}

/// Everything about work in the state.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct WorkBook {
    /// Claims, the first at place 0.
    pub claims: Vec<Claim>,
    /// Who holds which skill.
    pub skills: BTreeMap<(Skill, MemberNumber), SkillHeld>,
    /// What rounds owe that are not settled.
    pub dues: BTreeMap<RoundNumber, Dues>,
    /// Newcomers who became members.
    pub welcomed: BTreeMap<MemberNumber, Welcome>,
    /// Vouchers of accounts that were found to be fake.
    pub sanctions: BTreeMap<MemberNumber, Sanction>,
    /// All that ever returned to the pool after a finding of fraud.
    pub returned: MicroShares,
    /// Of that, from whom how much.
    pub taken: BTreeMap<MemberNumber, MicroShares>,
}

impl Skill {
    /// Every skill.
    pub const ALL: [Self; 5] = [
        Self::Code,
        Self::Documents,
        Self::Translation,
        Self::Events,
        Self::Operations,
    ];

    /// Returns the permanent word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Documents => "documents",
            Self::Translation => "translation",
            Self::Events => "events",
            Self::Operations => "operations",
        }
    }

    /// Returns the skill of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }
}

impl WorkClass {
    /// Every class, the smallest first.
    pub const ALL: [Self; 6] = [
        Self::One,
        Self::Two,
        Self::Three,
        Self::Five,
        Self::Eight,
        Self::Thirteen,
    ];

    /// Returns its weight.
    #[must_use]
    pub fn weight(self) -> u32 {
        match self {
            Self::One => 1,
            Self::Two => 2,
            Self::Three => 3,
            Self::Five => 5,
            Self::Eight => 8,
            Self::Thirteen => 13,
        }
    }

    /// Returns the class of a weight.
    #[must_use]
    pub fn of_weight(weight: u32) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.weight() == weight)
    }
}

impl Attestation {
    /// Returns what it counts as.
    #[must_use]
    pub fn class(self) -> Option<WorkClass> {
        match self {
            Self::No => None,
            Self::Class(class) => Some(class),
        }
    }
}

impl Declared {
    /// Returns the permanent word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Yes => "yes",
        }
    }
}

impl Claim {
    /// Returns who looks at it: those who were asked and not replaced.
    pub fn reviewing(&self) -> impl Iterator<Item = &Reviewer> {
        self.reviewers.iter().filter(|it| !it.is_replaced)
    }

    /// Returns the reviewer that `member` is, if they are one.
    #[must_use]
    pub fn find_reviewer(&self, member: MemberNumber) -> Option<&Reviewer> {
        self.reviewing().find(|it| it.member == member)
    }

    /// Returns everybody who may be drawn, all in one stratum.
    pub fn stratified(&self) -> impl Iterator<Item = (MemberNumber, Stratum)> + Clone {
        self.candidates.pages().flat_map(|(first, page)| {
            ones(page).map(move |bit| (MemberNumber(first.0.saturating_add(bit)), Stratum(0)))
        })
    }

    /// Returns the next alternate of whom `may_review` holds.
    #[must_use]
    pub fn next_alternate(
        &self,
        may_review: impl Fn(MemberNumber) -> bool,
    ) -> Option<MemberNumber> {
        let is_new = |member: &MemberNumber| self.reviewers.iter().all(|it| it.member != *member);
        let drawn = self.receipt.as_ref()?.parts.iter().flat_map(|it| &it.drawn);
        drawn
            .map(|it| it.member)
            .find(|member| is_new(member) && may_review(*member))
    }

    /// Returns what the answers come to: the middle one of three, the smaller one of two; of fewer
    /// nothing.
    #[must_use]
    pub fn outcome(&self) -> Option<WorkClass> {
        let mut answers: Vec<_> = self.reviewing().filter_map(|it| it.answer).collect();
        if answers.len() < ATTESTATIONS_LEAST {
            return None;
        }
        answers.sort_unstable();
        let middle = answers.len().saturating_sub(1) / 2;
        answers.get(middle).and_then(|it| it.class())
    }

    /// Ends the review of `member`, and asks `by`.
    pub fn replace(&mut self, member: MemberNumber, by: Option<MemberNumber>, since_ms: u64) {
        let is_it = |it: &&mut Reviewer| it.member == member && !it.is_replaced;
        let Some(reviewer) = self.reviewers.iter_mut().find(is_it) else {
            return;
        };
        reviewer.is_replaced = true;
        self.reviewers.extend(by.map(|member| Reviewer {
            member,
            since_ms,
            is_replaced: false,
            answer: None,
        }));
    }

    pub(crate) fn reviewer_mut(&mut self, member: MemberNumber) -> Option<&mut Reviewer> {
        self.reviewers
            .iter_mut()
            .find(|it| it.member == member && !it.is_replaced)
    }
}
