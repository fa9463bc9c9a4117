//! Juries: members drawn by lot say whether an act of moderation stands (GOVERNANCE §4, levels 1 to 3), and
//! whether a decision contradicts the bill of rights (§2).
//!
//! On the record are numbers, rule ids and salted hashes. What the act was about, what it was taken
//! for and what the jury's statement says are kept beside the record, where they can be erased.
//!
//! A jury is called when somebody appeals; who may be drawn is frozen then. A tick later the log's
//! root decides. Jurors seal their verdicts, alternates stand in for those who do not, and the
//! verdicts are opened together. A second jury, which decides nothing, hears a few of the same cases
//! and so measures how clear a rule is. Why it is so: ADR-0014.

use std::collections::{BTreeMap, BTreeSet};

use borsh::{BorshDeserialize, BorshSerialize};
use sha2::{Digest as _, Sha256};

use crate::challenge::{ChallengeNumber, Right};
use crate::charter::Charter;
use crate::ids::{CaseId, Digest, JuryId, MemberNumber, NetworkId, ProposalId, RoundNumber};
use crate::policy::Step;
use crate::proposal::MemberSet;
use crate::ranks::ones;
use crate::sortition::{Receipt, Stratum};

/// Cases of one appellant that may be open at once.
pub const OPEN_CASES_MAX: usize = 3;

/// How high an appeal has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Level {
    /// Seven jurors, by majority.
    First = 1,
    /// Twenty-one, two thirds of all seats to change what is.
    Second = 2,
    /// Forty-one, more than half of all seats to change what is: a precedent.
    Third = 3,
}

/// Whether an act of moderation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Ruling {
    /// The act or the decision stands.
    Uphold = 0,
    /// The act is undone; the decision has failed.
    Reverse = 1,
}

/// What decided for a juror, whichever way they ruled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Ground {
    /// The words of the rule.
    Words = 0,
    /// What stood around the work.
    Context = 1,
    /// Whether what is said of the work is so.
    Facts = 2,
    /// How cases like it were ruled.
    Precedent = 3,
}

/// The kind of a ladder's step, without what belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum StepKind {
    /// [`Step::Label`].
    Label = 0,
    /// [`Step::Warn`].
    Warn = 1,
    /// [`Step::LimitReach`].
    LimitReach = 2,
    /// [`Step::Remove`].
    Remove = 3,
    /// [`Step::Suspend`].
    Suspend = 4,
    /// [`Step::Expel`].
    Expel = 5,
}

/// Whether a member can be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Duty {
    /// As everybody, unless they say otherwise.
    Willing = 0,
    /// Not.
    Declined = 1,
}

/// An appeal as it is signed.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Appeal {
    /// SHA-256 of a salt and the act, which are kept outside the record.
    pub act: Digest,
    /// The rule it cites, as a slug.
    pub rule: String,
    /// Version of the policy it was taken under.
    pub version: u32,
    /// What was done.
    pub step: StepKind,
}

/// What a case is about.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Matter {
    /// An act of moderation that somebody appealed against.
    Act(Appeal) = 0,
    /// A decision that somebody challenged by the bill of rights.
    Decision {
        /// Which.
        proposal: ProposalId,
        /// Which of its challenges.
        number: ChallengeNumber,
        /// Which right.
        right: Right,
    } = 1,
    /// An act of moderation that one who may act at level 0 brought before a jury.
    Referral(Appeal) = 2,
}

impl Matter {
    /// Returns the act of moderation that it is about, if it is about one.
    #[must_use]
    pub fn appeal(&self) -> Option<&Appeal> {
        match self {
            Self::Act(appeal) | Self::Referral(appeal) => Some(appeal),
            Self::Decision { .. } => None,
        }
    }

    /// Returns what cases of one kind share: the rule's id, or `right:` and the right's word. No
    /// rule's id has a colon.
    #[must_use]
    pub fn topic(&self) -> String {
        match self {
            Self::Act(appeal) | Self::Referral(appeal) => appeal.rule.clone(),
            Self::Decision { right, .. } => format!("right:{}", right.word()),
        }
    }

    /// Returns what the ruling is held to be until the first jury rules, where `standing` is what
    /// happens meanwhile: who is accused of fraud has not to show that it was none.
    #[must_use]
    pub fn presumed(&self, level: Level, standing: Ruling) -> Ruling {
        match (self, level) {
            (Self::Referral(_), Level::Second) => Ruling::Reverse,
            (Self::Act(_) | Self::Decision { .. } | Self::Referral(_), _) => standing,
        }
    }
}

/// Something that a jury is asked about.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Case {
    /// Its number.
    pub id: CaseId,
    /// Whom the act was taken against, or who challenges a decision.
    pub appellant: MemberNumber,
    /// What it is about.
    pub matter: Matter,
    /// When it was filed, in milliseconds.
    pub filed_ms: u64,
    /// Whether the act or the decision stands as of now.
    pub ruling: Ruling,
    /// The level it was ruled on last, or is heard on.
    pub level: Level,
    /// Until when the next level can be asked, in milliseconds; nothing while a jury hears it.
    pub appeal_until_ms: Option<u64>,
    /// Its juries, the first at place 0; a second jury is among them.
    pub juries: Vec<JuryId>,
}

/// What a jury sits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Hearing {
    /// It decides.
    Deciding = 0,
    /// It hears a case of level 1 again, unseen, if the lot says so; it changes nothing.
    Again = 1,
}

/// Where a jury is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum JuryStage {
    /// Will be drawn.
    Called {
        /// When, in milliseconds.
        draws_ms: u64,
    } = 0,
    /// Verdicts are sealed.
    Sealing {
        /// Since when, in milliseconds.
        from_ms: u64,
        /// Until when, in milliseconds.
        until_ms: u64,
    } = 1,
    /// Verdicts are opened.
    Opening {
        /// Until when, in milliseconds.
        until_ms: u64,
    } = 2,
    /// It is over.
    Over {
        /// When, in milliseconds.
        at_ms: u64,
        /// With what.
        outcome: Outcome,
    } = 3,
}

/// What a jury came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Outcome {
    /// Verdicts that the act stands.
    pub uphold: u32,
    /// Verdicts that it does not.
    pub reverse: u32,
    /// The ruling; nothing if too few opened theirs, or if it was never drawn.
    pub ruling: Option<Ruling>,
}

/// Why somebody is no juror any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Seat {
    /// They are one.
    Sitting = 0,
    /// They stepped aside.
    Aside = 1,
    /// They did not come, and an alternate did.
    Absent = 2,
}

/// Somebody who was called to a jury.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Juror {
    /// Who.
    pub member: MemberNumber,
    /// The stratum whose seat it is.
    pub stratum: Stratum,
    /// Since when, in milliseconds.
    pub since_ms: u64,
    /// Whether they still are.
    pub seat: Seat,
    /// The last verdict they sealed.
    pub seal: Option<Digest>,
    /// What it was.
    pub opened: Option<(Ruling, Ground)>,
    /// The draft that they want put to the vote, from the bench.
    pub sponsors: Option<ProposalId>,
}

/// A jury.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Jury {
    /// Its number.
    pub id: JuryId,
    /// What it hears.
    pub case: CaseId,
    /// On which level.
    pub level: Level,
    /// What for.
    pub hearing: Hearing,
    /// Seats.
    pub seats: u32,
    /// How long verdicts are sealed, in milliseconds.
    pub sealing_ms: u64,
    /// How long they are opened, in milliseconds.
    pub opening_ms: u64,
    /// Who may be drawn, as frozen when it was called; emptied when it is drawn.
    pub candidates: MemberSet,
    /// Who was drawn, and how anybody draws them again; nothing until then.
    pub receipt: Option<Receipt>,
    /// Everybody who was called to it, in that order.
    pub jurors: Vec<Juror>,
    /// Where it is.
    pub stage: JuryStage,
    /// The digest of its statement and who gave it, once somebody did.
    pub statement: Option<(MemberNumber, Digest)>,
}

/// How often two juries that heard the same case under one rule agreed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Agreement {
    /// Since when the rule reads as it does, in milliseconds: a new text is compared anew.
    pub since_ms: u64,
    /// Cases heard twice.
    pub compared: u32,
    /// Of those, ruled alike.
    pub agreed: u32,
    /// Since when it counts as unclear, in milliseconds.
    pub unclear_ms: Option<u64>,
}

/// Everything about juries in the state.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Justice {
    /// Cases, the first at place 0.
    pub cases: Vec<Case>,
    /// Juries, the first at place 0.
    pub juries: Vec<Jury>,
    /// Who will not be drawn, by their own word.
    pub declined: BTreeSet<MemberNumber>,
    /// From which round on those may be drawn again who served or did not come.
    pub resting: BTreeMap<MemberNumber, RoundNumber>,
    /// What the commons owes jurors, in minor units, until the books carry it.
    pub credited: BTreeMap<MemberNumber, u64>,
    /// How clear the rules are, by id.
    pub rules: BTreeMap<String, Agreement>,
}

impl Level {
    /// Every level.
    pub const ALL: [Self; 3] = [Self::First, Self::Second, Self::Third];

    /// Returns its number.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::First => 1,
            Self::Second => 2,
            Self::Third => 3,
        }
    }

    /// Returns the level above.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        match self {
            Self::First => Some(Self::Second),
            Self::Second => Some(Self::Third),
            Self::Third => None,
        }
    }

    /// Returns how many ticks a jury of this level has from its draw to its verdict.
    #[must_use]
    pub fn ticks(self, charter: &Charter) -> u32 {
        match self {
            Self::First => charter.jury_ticks_first,
            Self::Second => charter.jury_ticks_second,
            Self::Third => charter.jury_ticks_third,
        }
    }

    /// Returns its size in `sizes`.
    #[must_use]
    pub fn size(self, sizes: [u16; 3]) -> u32 {
        let [first, second, third] = sizes;
        u32::from(match self {
            Self::First => first,
            Self::Second => second,
            Self::Third => third,
        })
    }

    /// Returns how many of `seats` must be for a change above level 1: 14 of 21, 21 of 41. At level 1
    /// the majority of those who ruled decides.
    #[must_use]
    pub fn needed(self, seats: u32, ruled: u32) -> u32 {
        match self {
            Self::First => (ruled / 2).saturating_add(1),
            Self::Second => seats.saturating_mul(2).div_ceil(3),
            Self::Third => (seats / 2).saturating_add(1),
        }
    }
}

impl Ruling {
    /// Returns the permanent word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Uphold => "uphold",
            Self::Reverse => "reverse",
        }
    }

    /// Returns the other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Uphold => Self::Reverse,
            Self::Reverse => Self::Uphold,
        }
    }
}

impl Ground {
    /// Every ground.
    pub const ALL: [Self; 4] = [Self::Words, Self::Context, Self::Facts, Self::Precedent];

    /// Returns the permanent word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Context => "context",
            Self::Facts => "facts",
            Self::Precedent => "precedent",
        }
    }
}

impl StepKind {
    /// Returns the kind of `step`.
    #[must_use]
    pub fn of(step: &Step) -> Self {
        match step {
            Step::Label(_) => Self::Label,
            Step::Warn => Self::Warn,
            Step::LimitReach => Self::LimitReach,
            Step::Remove => Self::Remove,
            Step::Suspend(_) => Self::Suspend,
            Step::Expel => Self::Expel,
        }
    }

    /// Returns the permanent word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Label => "label",
            Self::Warn => "warn",
            Self::LimitReach => "limit-reach",
            Self::Remove => "remove",
            Self::Suspend => "suspend",
            Self::Expel => "expel",
        }
    }
}

impl Duty {
    /// Returns the permanent word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Willing => "willing",
            Self::Declined => "declined",
        }
    }
}

/// A verdict on its way into a seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Verdict {
    /// Thirty-two bytes that nobody can guess.
    pub salt: [u8; 32],
    /// Whether the act stands.
    pub ruling: Ruling,
    /// What decided.
    pub ground: Ground,
}

impl Verdict {
    /// Returns `SHA-256("meent/verdict/v1" ‖ network ‖ jury ‖ member ‖ salt ‖ ruling ‖ ground)`: jury
    /// and member four bytes little-endian, ruling and ground one byte each.
    #[must_use]
    pub fn seal(&self, network: NetworkId, jury: JuryId, member: MemberNumber) -> Digest {
        let ruling: u8 = match self.ruling {
            Ruling::Uphold => 0,
            Ruling::Reverse => 1,
        };
        let ground: u8 = match self.ground {
            Ground::Words => 0,
            Ground::Context => 1,
            Ground::Facts => 2,
            Ground::Precedent => 3,
        };
        let hash = Sha256::new()
            .chain_update(b"meent/verdict/v1")
            .chain_update(network.0)
            .chain_update(jury.0.to_le_bytes())
            .chain_update(member.0.to_le_bytes())
            .chain_update(self.salt)
            .chain_update([ruling, ground])
            .finalize();
        Digest(hash.into())
    }
}

impl Jury {
    /// Returns everybody who may be drawn with their stratum: in which quarter of all numbers among
    /// them they joined.
    pub fn stratified(&self) -> impl Iterator<Item = (MemberNumber, Stratum)> + Clone {
        let quarter = self.candidates.numbers().div_ceil(4).max(1);
        let ends = [1, 2, 3].map(|it| quarter.saturating_mul(it));
        self.candidates.pages().flat_map(move |(first, page)| {
            ones(page).map(move |bit| {
                let number = first.0.saturating_add(bit);
                let past = |end: u32| u8::from(number >= end);
                let joined = ends.map(past).into_iter().fold(0, u8::saturating_add);
                (MemberNumber(number), Stratum(joined))
            })
        })
    }

    /// Returns the jurors who sit.
    pub fn sitting(&self) -> impl Iterator<Item = &Juror> {
        self.jurors.iter().filter(|it| it.seat == Seat::Sitting)
    }

    /// Returns the juror that `member` is, if they sit.
    #[must_use]
    pub fn find_sitting(&self, member: MemberNumber) -> Option<&Juror> {
        self.sitting().find(|it| it.member == member)
    }

    /// Returns how many of it want `draft` put to the vote.
    #[must_use]
    pub fn count_sponsors(&self, draft: ProposalId) -> u32 {
        let of = |it: &&Juror| it.sponsors == Some(draft);
        u32::try_from(self.sitting().filter(of).count()).unwrap_or(u32::MAX)
    }

    /// Returns how many of it put a draft to the vote: more than half of all seats.
    #[must_use]
    pub fn bench_needed(&self) -> u32 {
        (self.seats / 2).saturating_add(1)
    }

    /// Says whether it speaks as a bench: of level 3, over, with a ruling.
    #[must_use]
    pub fn is_bench(&self) -> bool {
        self.level == Level::Third
            && matches!(&self.stage, JuryStage::Over { outcome, .. } if outcome.ruling.is_some())
    }

    /// Returns how many verdicts are open: that the act stands, and that it does not.
    #[must_use]
    pub fn count(&self) -> (u32, u32) {
        let count = |ruling| {
            let of = |it: &&Juror| it.opened.is_some_and(|it| it.0 == ruling);
            u32::try_from(self.sitting().filter(of).count()).unwrap_or(u32::MAX)
        };
        (count(Ruling::Uphold), count(Ruling::Reverse))
    }

    /// Returns what the verdicts that are open come to where `before` was ruled.
    #[must_use]
    pub fn outcome(&self, before: Ruling) -> Outcome {
        let (uphold, reverse) = self.count();
        let ruled = uphold.saturating_add(reverse);
        let against = match before {
            Ruling::Uphold => reverse,
            Ruling::Reverse => uphold,
        };
        let changes = against >= self.level.needed(self.seats, ruled);
        let is_quorate = self.level != Level::First || ruled.saturating_mul(2) > self.seats;
        let ruling = if changes { before.other() } else { before };
        Outcome {
            uphold,
            reverse,
            ruling: is_quorate.then_some(ruling),
        }
    }

    /// Returns the next alternate for a seat of `stratum` of whom `may_sit` holds: of the same
    /// stratum as long as it has some, then of the others in their order.
    #[must_use]
    pub fn next_alternate(
        &self,
        stratum: Stratum,
        may_sit: impl Fn(MemberNumber) -> bool,
    ) -> Option<MemberNumber> {
        let parts = &self.receipt.as_ref()?.parts;
        let own = parts.iter().filter(|it| it.stratum == stratum);
        let others = parts.iter().filter(|it| it.stratum != stratum);
        let is_new = |member: &MemberNumber| self.jurors.iter().all(|it| it.member != *member);
        own.chain(others)
            .flat_map(|part| &part.drawn)
            .map(|drawn| drawn.member)
            .find(|member| is_new(member) && may_sit(*member))
    }

    /// Ends the seat of `member`, and gives it to `by`.
    pub fn replace(
        &mut self,
        member: MemberNumber,
        seat: Seat,
        by: Option<MemberNumber>,
        since_ms: u64,
    ) {
        let is_it = |it: &&mut Juror| it.member == member && it.seat == Seat::Sitting;
        let Some(juror) = self.jurors.iter_mut().find(is_it) else {
            return;
        };
        juror.seat = seat;
        let stratum = juror.stratum;
        self.jurors.extend(by.map(|member| Juror {
            member,
            stratum,
            since_ms,
            seat: Seat::Sitting,
            seal: None,
            opened: None,
            sponsors: None,
        }));
    }

    pub(crate) fn juror_mut(&mut self, member: MemberNumber) -> Option<&mut Juror> {
        self.jurors
            .iter_mut()
            .find(|it| it.member == member && it.seat == Seat::Sitting)
    }
}

impl Agreement {
    /// Says whether juries agree on the rule in fewer than `unclear_share` of at least `unclear_from`
    /// cases of `charter`.
    #[must_use]
    pub fn is_unclear(&self, charter: &Charter) -> bool {
        self.compared >= charter.unclear_from
            && u64::from(self.agreed).saturating_mul(10_000)
                < u64::from(self.compared).saturating_mul(charter.unclear_share.0.into())
    }
}

/// Says whether the lot of `seed` falls on `share` of 10,000: of each two bytes of
/// `SHA-256(seed ‖ "again" ‖ n)`, n from 0, four bytes little-endian, the fourteen low bits, again if
/// they are not below 10,000.
#[must_use]
pub fn is_heard_again(seed: Digest, share: u32) -> bool {
    for counter in 0_u32.. {
        let block = Sha256::new()
            .chain_update(seed.0)
            .chain_update(b"again")
            .chain_update(counter.to_le_bytes())
            .finalize();
        let (words, _) = block.as_slice().as_chunks::<2>();
        for word in words {
            let drawn = u32::from(u16::from_le_bytes(*word) & 0x3fff);
            if drawn < 10_000 {
                return drawn < share;
            }
        }
    }
    false
}

#[cfg(test)]
mod tests;
