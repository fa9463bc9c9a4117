//! What a proposal changes when it is enacted: typed, never code (GOVERNANCE §2, §3).

use borsh::{BorshDeserialize, BorshSerialize};

use crate::charter::ParameterChange;
use crate::delegation::Topic;
use crate::ids::{Digest, MemberNumber, MicroShares, Money, Price, ProposalId, Quarter};
use crate::investing::{Amendment, OfferTerms};
use crate::office::Office;
use crate::policy::{Category, DataChange, FeedChange, ModerationChange};

/// What a proposal changes when it is enacted. The discriminants are permanent.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Payload {
    /// Nothing: the members say what they think.
    Statement = 0,
    /// Clauses of the moderation policy (class C). 1 to 16.
    Moderation(Vec<ModerationChange>) = 1,
    /// Clauses of the data policy (class D− if they keep less, else D+). 1 to 16.
    Data(Vec<DataChange>) = 2,
    /// Parameters of the charter (class A, or H where ownership owns them all). 1 to 16.
    Charter(Vec<ParameterChange>) = 3,
    /// Whether the network goes on as it is (class B). What follows is done by people.
    Existence(Existence) = 4,
    /// The treasury's standing and the envelopes of the year (class F).
    Budget(Budget) = 5,
    /// An instruction to pay (class G inside an envelope, F above the largest tier).
    Spend(Spend) = 6,
    /// What the core team is to do, and who leads it (class J).
    Mandate(Mandate) = 7,
    /// Somebody takes an office (class J).
    Appointment {
        /// Which office.
        office: Office,
        /// Who.
        member: MemberNumber,
    } = 8,
    /// Somebody is sent from an office (class J, recall).
    Recall {
        /// Which office.
        office: Office,
        /// Who.
        member: MemberNumber,
    } = 9,
    /// The guardians may pause once before the charter's time between two pauses is over (class J).
    AnotherPause = 10,
    /// The ranked roadmap of a quarter (class E). Its items are added to the draft.
    Roadmap(Quarter) = 12,
    /// Clauses of the feed policy (class C). 1 to 16.
    Feed(Vec<FeedChange>) = 14,
    /// An instruction to pay so much each round until another decision ends it; its class and tier are
    /// those of what it pays in a year.
    Stream(Spend) = 15,
    /// Ends the stream that this decision began.
    EndStream(ProposalId) = 16,
    /// The commons buy shares in the next auction and take them back (class H).
    BuyShares(Purchase) = 22,
    /// Units for investors, with their terms (class H).
    Offer(OfferTerms) = 23,
    /// Other rights for units that were issued (class H, with the consent of who holds them).
    AmendOffer(Amendment) = 24,
}

/// What the commons want to buy in the next auction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Purchase {
    /// The most that is paid for a whole share.
    pub limit: Price,
    /// How much at most.
    pub amount: MicroShares,
}

/// What a decision of class B is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Existence {
    /// The network is sold.
    Sale = 0,
    /// It becomes one with another.
    Merger = 1,
    /// It ends.
    Dissolution = 2,
    /// Its name is handed over.
    HandOverName = 3,
    /// Its data are handed over.
    HandOverData = 4,
    /// Its code is handed over.
    HandOverCode = 5,
}

/// A part of the treasury with a purpose (GOVERNANCE §7, accounts).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Envelope {
    /// What running costs.
    Operations = 0,
    /// Kept for bad times.
    Reserve = 1,
    /// The core team.
    Team = 2,
    /// Grants.
    Grants = 3,
    /// What members choose by participatory budget.
    Participatory = 4,
    /// Juries and rewards.
    Juries = 5,
    /// Buying back shares.
    Redemption = 6,
    /// Held for investors.
    Escrow = 7,
    /// Lasting capital.
    Endowment = 8,
}

/// The budget of a year. The first one opens the books with the treasury that it states; a later one
/// divides what they hold.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Budget {
    /// What the commons own, in minor units, as its voters had it before them.
    pub treasury: Money,
    /// How much each envelope holds, ascending; in all at most the treasury.
    pub envelopes: Vec<(Envelope, Money)>,
}

/// Who is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Beneficiary {
    /// A member.
    Member(MemberNumber) = 0,
    /// Somebody else: SHA-256 of salt and name, which are kept outside the record.
    Outside(Digest) = 1,
}

/// An instruction to pay once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Spend {
    /// From which envelope.
    pub envelope: Envelope,
    /// To whom.
    pub beneficiary: Beneficiary,
    /// How much, in minor units; above zero.
    pub amount: Money,
}

/// The core team's mandate; its words are the proposal's.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Mandate {
    /// Who leads: 1 to 16, ascending.
    pub leads: Vec<MemberNumber>,
    /// Money for each round, in minor units.
    pub per_round: Money,
    /// For how many rounds: 1 to 104.
    pub rounds: u32,
}

/// Something that two proposals can both be about: a retry and an overtaken decision are told by it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// The rule of this id.
    Rule(String),
    /// The label of this id.
    Label(String),
    /// Another clause of the moderation policy, by the number of its change.
    Moderation(u8),
    /// The recipe of this id.
    Recipe(String),
    /// Which recipe orders the feed of whoever chose none.
    FeedDefault,
    /// A category of the data policy.
    Data(Category),
    /// A parameter.
    Charter(crate::charter::Parameter),
    /// A question of existence.
    Existence(Existence),
    /// The budget.
    Budget,
    /// Paying somebody.
    Spend(Beneficiary),
    /// A stream.
    Stream(ProposalId),
    /// What the commons buy.
    Purchase,
    /// What investors are offered.
    Offer,
    /// What units of an offer give.
    UnitRights(ProposalId),
    /// The core team's mandate.
    Mandate,
    /// Somebody in an office, put there or sent from it.
    Office(Office, MemberNumber),
    /// When the guardians may pause again.
    Pause,
    /// The roadmap of a quarter.
    Roadmap(Quarter),
}

impl Envelope {
    /// Every envelope.
    pub const ALL: [Self; 9] = [
        Self::Operations,
        Self::Reserve,
        Self::Team,
        Self::Grants,
        Self::Participatory,
        Self::Juries,
        Self::Redemption,
        Self::Escrow,
        Self::Endowment,
    ];

    /// Returns the permanent word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Operations => "operations",
            Self::Reserve => "reserve",
            Self::Team => "team",
            Self::Grants => "grants",
            Self::Participatory => "participatory",
            Self::Juries => "juries",
            Self::Redemption => "redemption",
            Self::Escrow => "escrow",
            Self::Endowment => "endowment",
        }
    }
}

impl Existence {
    /// Every question of existence.
    pub const ALL: [Self; 6] = [
        Self::Sale,
        Self::Merger,
        Self::Dissolution,
        Self::HandOverName,
        Self::HandOverData,
        Self::HandOverCode,
    ];

    /// Returns the permanent word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Sale => "sale",
            Self::Merger => "merger",
            Self::Dissolution => "dissolution",
            Self::HandOverName => "hand-over-name",
            Self::HandOverData => "hand-over-data",
            Self::HandOverCode => "hand-over-code",
        }
    }
}

impl Payload {
    /// Returns the permanent word for its kind.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Moderation(_) => "moderation",
            Self::Data(_) => "data",
            Self::Charter(_) => "charter",
            Self::Existence(_) => "existence",
            Self::Budget(_) => "budget",
            Self::Spend(_) => "spend",
            Self::Mandate(_) => "mandate",
            Self::Appointment { .. } => "appointment",
            Self::Recall { .. } => "recall",
            Self::AnotherPause => "another-pause",
            Self::Roadmap(_) => "roadmap",
            Self::Feed(_) => "feed",
            Self::Stream(_) => "stream",
            Self::EndStream(_) => "end-stream",
            Self::BuyShares(_) => "buy-shares",
            Self::Offer(_) => "offer",
            Self::AmendOffer(_) => "amend-offer",
        }
    }

    /// Returns the topic under which its vote can be delegated; none where ballots are direct.
    #[must_use]
    pub fn topic(&self) -> Option<Topic> {
        match self {
            Self::Moderation(_) | Self::Feed(_) => Some(Topic::Moderation),
            Self::Data(_) => Some(Topic::Data),
            Self::Charter(changes) => {
                let is_owned = |it: &ParameterChange| !it.parameter.owner().is_direct_only();
                changes.iter().all(is_owned).then_some(Topic::Money)
            }
            Self::Existence(_) | Self::Recall { .. } => None,
            Self::Budget(_) => Some(Topic::Money),
            Self::Spend(spend) | Self::Stream(spend) if spend.envelope == Envelope::Grants => {
                Some(Topic::Grants)
            }
            Self::Spend(_)
            | Self::Stream(_)
            | Self::EndStream(_)
            | Self::BuyShares(_)
            | Self::Offer(_)
            | Self::AmendOffer(_) => Some(Topic::Money),
            Self::Mandate(_) | Self::Roadmap(_) => Some(Topic::Product),
            Self::Appointment {
                office: Office::Guardian,
                ..
            }
            | Self::AnotherPause => Some(Topic::Safety),
            Self::Statement | Self::Appointment { .. } => Some(Topic::Other),
        }
    }

    /// Returns everything that it is about; a plain statement is about nothing that can come again.
    #[must_use]
    pub fn matters(&self) -> Vec<Matter> {
        match self {
            Self::Statement => Vec::new(),
            Self::Moderation(changes) => changes.iter().map(moderation_matter).collect(),
            Self::Feed(changes) => changes.iter().map(feed_matter).collect(),
            Self::Data(changes) => changes
                .iter()
                .map(|change| match change {
                    DataChange::Put(item) => Matter::Data(item.category),
                    DataChange::Remove(category) => Matter::Data(*category),
                })
                .collect(),
            Self::Charter(changes) => changes
                .iter()
                .map(|change| Matter::Charter(change.parameter))
                .collect(),
            Self::Existence(matter) => vec![Matter::Existence(*matter)],
            Self::Budget(_) => vec![Matter::Budget],
            Self::Spend(spend) | Self::Stream(spend) => vec![Matter::Spend(spend.beneficiary)],
            Self::EndStream(stream) => vec![Matter::Stream(*stream)],
            Self::BuyShares(_) => vec![Matter::Purchase],
            Self::Offer(_) => vec![Matter::Offer],
            Self::AmendOffer(it) => vec![Matter::UnitRights(it.offer)],
            Self::Mandate(_) => vec![Matter::Mandate],
            Self::Appointment { office, member } | Self::Recall { office, member } => {
                vec![Matter::Office(*office, *member)]
            }
            Self::Roadmap(quarter) => vec![Matter::Roadmap(*quarter)],
            Self::AnotherPause => vec![Matter::Pause],
        }
    }

    /// Says whether a team in caretaker mode may file it (GOVERNANCE §10, ADR-0016): who moderates,
    /// what keeps the network safe, the team's pay, and the question of trust itself.
    #[must_use]
    pub fn is_for_caretakers(&self) -> bool {
        match self {
            Self::Statement | Self::Mandate(_) | Self::AnotherPause => true,
            Self::Moderation(changes) => changes
                .iter()
                .all(|it| matches!(it, ModerationChange::Moderators(_))),
            Self::Spend(spend) => spend.envelope == Envelope::Team,
            // A payroll is not begun by a team without trust; its own stream goes on by itself.
            Self::Stream(_) | Self::EndStream(_) | Self::BuyShares(_) => false,
            Self::Data(_)
            | Self::Charter(_)
            | Self::Existence(_)
            | Self::Budget(_)
            | Self::Appointment { .. }
            | Self::Recall { .. }
            | Self::Roadmap(_)
            | Self::Feed(_)
            | Self::Offer(_)
            | Self::AmendOffer(_) => false,
        }
    }

    /// Says whether it is about something that `other` is about, too, in the same kind of decision.
    #[must_use]
    pub fn is_about_same(&self, other: &Self) -> bool {
        let matters = other.matters();
        core::mem::discriminant(self) == core::mem::discriminant(other)
            && self.matters().iter().any(|it| matters.contains(it))
    }
}

fn moderation_matter(change: &ModerationChange) -> Matter {
    match change {
        ModerationChange::PutRule(rule) => Matter::Rule(rule.id.clone()),
        ModerationChange::RemoveRule(id) => Matter::Rule(id.clone()),
        ModerationChange::PutLabel(label) => Matter::Label(label.id.clone()),
        ModerationChange::RemoveLabel(id) => Matter::Label(id.clone()),
        ModerationChange::ReportThreshold(_) => Matter::Moderation(4),
        ModerationChange::DeadlineTicks(_) => Matter::Moderation(5),
        ModerationChange::Moderators(_) => Matter::Moderation(6),
        ModerationChange::JurySizes(_) => Matter::Moderation(7),
    }
}

fn feed_matter(change: &FeedChange) -> Matter {
    match change {
        FeedChange::PutRecipe(recipe) => Matter::Recipe(recipe.id.clone()),
        FeedChange::RemoveRecipe(id) => Matter::Recipe(id.clone()),
        FeedChange::Default(_) => Matter::FeedDefault,
    }
}
