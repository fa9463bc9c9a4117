//! Operations: what a member signs.
//!
//! The canonical bytes are a version byte and the borsh encoding of [`Operation`]; decoding them
//! and encoding again must give the same bytes. The signing hash, which is the WebAuthn challenge
//! and the operation's identity, is `SHA-256("meent/op/v1" ‖ network id ‖ bytes)`.

use borsh::{BorshDeserialize, BorshSerialize};
use sha2::{Digest as _, Sha256};

use crate::books::{IncomeKind, Year};
use crate::call::ProjectNumber;
use crate::challenge::{ChallengeNumber, Right};
use crate::charter::Charter;
use crate::delegation::Topic;
use crate::ids::{
    AssignmentId, AuctionId, CallId, CaseId, ClaimId, Digest, ElectionId, GrantId, JuryId,
    KeyNumber, MemberNumber, MicroShares, Money, NetworkId, ProposalId, TradeId, TransferId,
};
use crate::investing::{Consent, Units};
use crate::jury::{Appeal, Duty, Verdict};
use crate::key::PublicKey;
use crate::market::auction::Side;
use crate::market::trading::{Need, SealedOrder};
use crate::office::Office;
use crate::panel::PanelAnswer;
use crate::payload::Beneficiary;
use crate::policy::{DataItem, FeedChange, ModerationChange};
use crate::roadmap::{ItemNumber, ItemRanking};
use crate::signature::Signature;
use crate::trust::{VouchAnswer, Way};
use crate::work::{Attestation, Declared, Skill, WorkClass};

mod kind;

pub use crate::payload::Payload;

/// The version byte that canonical operations begin with.
pub const VERSION: u8 = 1;

/// The largest operation, in canonical bytes, alone or inside an entry.
pub const BYTES_MAX: usize = 65_536;

/// The largest signature beside it, in bytes; every signature that decodes is smaller.
pub const SIGNATURE_BYTES_MAX: usize = 8_192;

/// An act of a member, ready to be signed.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Operation {
    /// The network it is for; all zero in the founding itself.
    pub network: NetworkId,
    /// Who acts; zero in [`Body::Join`], one in [`Body::Found`].
    pub member: MemberNumber,
    /// The member's next sequence number, from 1.
    pub sequence: u64,
    /// Until when it may be accepted, in milliseconds; at most one tick ahead.
    pub expires_ms: u64,
    /// What is done.
    pub body: Body,
}

/// What a member can do. The discriminants are permanent.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Body {
    /// Begins the network. Entry 0, and only there.
    Found(Box<Founding>) = 0,
    /// Makes an account; signed by the key it brings.
    Join(Join) = 1,
    /// Ends membership for good.
    Leave = 2,
    /// Adds a key, in force after the charter's delay.
    AddKey(PublicKey) = 3,
    /// Removes a key at once; never the last one.
    RemoveKey(KeyNumber) = 4,
    /// Lets an Ed25519 key cast ballots until `expires_ms`.
    GrantSession {
        /// The session's public key.
        key: [u8; 32],
        /// When the right ends, in milliseconds.
        expires_ms: u64,
    } = 5,
    /// Ends every session key.
    RevokeSessions = 6,
    /// Gives a vouch in advance: whoever holds the secret of `key` may join with it, once.
    Invite {
        /// Ed25519 public key of the link's secret.
        key: [u8; 32],
        /// When the link ends, in milliseconds.
        expires_ms: u64,
    } = 7,
    /// Takes back an unused invitation.
    WithdrawInvitation {
        /// The invitation's public key.
        key: [u8; 32],
    } = 8,
    /// Says "I know this person".
    Vouch(MemberNumber) = 9,
    /// Takes back a vouch that is still open.
    WithdrawVouch(MemberNumber) = 10,
    /// Files a proposal as a draft; its author is its first sponsor.
    Propose(Propose) = 11,
    /// Takes back one's own draft.
    WithdrawProposal(ProposalId) = 12,
    /// Supports putting a draft to the vote.
    Sponsor(ProposalId) = 13,
    /// Casts or changes a ballot.
    Vote {
        /// The open proposal.
        proposal: ProposalId,
        /// The choice; the last one counts.
        choice: Choice,
    } = 14,
    /// Signs the petition that a draft be voted on at once.
    SignPetition(ProposalId) = 15,
    /// Names whose ballot counts where the member casts none.
    Delegate {
        /// In votes on what.
        topic: Topic,
        /// Whose, in order; at least one.
        to: Vec<MemberNumber>,
    } = 16,
    /// Takes that back.
    Undelegate(Topic) = 17,
    /// Signs, as a guardian, that enactment pauses.
    Pause = 18,
    /// Answers as a member of a panel; the last answer counts.
    AnswerPanel {
        /// The proposal that the panel sits on.
        proposal: ProposalId,
        /// The answer.
        answer: PanelAnswer,
    } = 19,
    /// Stands for an office.
    Nominate {
        /// In which election.
        election: ElectionId,
        /// SHA-256 of salt and what one says about it, which are kept outside the record.
        text: Digest,
    } = 20,
    /// Stands no more.
    WithdrawNomination(ElectionId) = 21,
    /// Supports that somebody else stands.
    SponsorNomination {
        /// In which election.
        election: ElectionId,
        /// Who.
        nominee: MemberNumber,
    } = 22,
    /// Ranks candidates; the last ballot counts.
    Rank {
        /// In which election.
        election: ElectionId,
        /// The best first; each once, at least one.
        ranking: Vec<MemberNumber>,
    } = 23,
    /// Gives back an office that one holds.
    Resign(Office) = 24,
    /// Adds an item to a roadmap that is being made.
    AddItem {
        /// The proposal of the roadmap.
        proposal: ProposalId,
        /// SHA-256 of salt, title and text, which are kept outside the record.
        text: Digest,
    } = 27,
    /// Says, for the core team, what an item costs.
    CostItem {
        /// The proposal of the roadmap.
        proposal: ProposalId,
        /// Which item.
        item: ItemNumber,
        /// How much, in minor units.
        cost: Money,
    } = 28,
    /// Ranks the items of a roadmap; the last ballot counts.
    RankItems {
        /// The proposal of the roadmap.
        proposal: ProposalId,
        /// The best first; what stands together is equal. Each item at most once, at least one.
        ranking: ItemRanking,
    } = 29,
    /// Appeals against an act of moderation: a jury is called.
    Appeal(Appeal) = 30,
    /// Takes a ruling to the next level.
    AppealFurther(CaseId) = 31,
    /// Seals a verdict as a juror; the last one counts.
    SealVerdict {
        /// On which jury.
        jury: JuryId,
        /// [`Verdict::seal`].
        seal: Digest,
    } = 32,
    /// Opens the verdict that was sealed.
    OpenVerdict {
        /// On which jury.
        jury: JuryId,
        /// What it was.
        verdict: Verdict,
    } = 33,
    /// Steps aside as a juror, who knows a party or cannot judge.
    StepAside(JuryId) = 34,
    /// Says whether one can be drawn.
    JuryDuty(Duty) = 35,
    /// Gives a jury's statement, as one who ruled with it.
    StateVerdict {
        /// Of which jury.
        jury: JuryId,
        /// SHA-256 of salt and statement, which are kept outside the record.
        text: Digest,
    } = 36,
    /// Wants a draft put to the vote, as one of a jury of level 3 that has ruled.
    SponsorFromBench {
        /// The jury.
        jury: JuryId,
        /// The draft.
        proposal: ProposalId,
    } = 37,
    /// Says that a decision contradicts a right, after its vote and before it is in force.
    ChallengeDecision {
        /// Which decision.
        proposal: ProposalId,
        /// Which right.
        right: Right,
        /// SHA-256 of salt and grounds, which are kept outside the record.
        grounds: Digest,
    } = 38,
    /// Says so, too; with enough a jury rules.
    SupportChallenge {
        /// Which decision.
        proposal: ProposalId,
        /// Which of its challenges.
        number: ChallengeNumber,
    } = 39,
    /// Says, in office, that money came in; a second person confirms it.
    AttestIncome {
        /// Where it is from.
        income: IncomeKind,
        /// How much, in minor units.
        amount: Money,
        /// SHA-256 of salt and the document's words, which are kept outside the record.
        evidence: Digest,
    } = 40,
    /// Says, in office, that a payment which was decided has been made.
    AttestPayment {
        /// Which.
        transfer: TransferId,
        /// SHA-256 of salt and the document's words, which are kept outside the record.
        evidence: Digest,
    } = 41,
    /// Confirms, as the second person, what another one attested.
    ConfirmTransfer(TransferId) = 42,
    /// Takes back what one attested, or refuses what another one did.
    RefuseTransfer(TransferId) = 43,
    /// Says whether one has a skill.
    DeclareSkill {
        /// Which.
        skill: Skill,
        /// Whether.
        declared: Declared,
    } = 50,
    /// Says that one did something for the commons, and how large it was.
    ClaimWork {
        /// With which skill.
        skill: Skill,
        /// How large.
        class: WorkClass,
        /// SHA-256 of salt, title, words and evidence, which are kept outside the record.
        text: Digest,
    } = 51,
    /// Says, as a reviewer, how large one finds it.
    AttestWork {
        /// Which claim.
        claim: ClaimId,
        /// What one finds.
        answer: Attestation,
    } = 52,
    /// Brings, as one who may act at level 0, an act under a rule of fraud before a jury of level 2.
    ReferAct {
        /// Whom the act was taken against.
        member: MemberNumber,
        /// What an appeal would say of it.
        act: Appeal,
    } = 53,
    /// Says, of a vouch that one was given, whether one knows who gave it.
    AnswerVouch {
        /// Who gave it.
        from: MemberNumber,
        /// Whether.
        answer: VouchAnswer,
    } = 60,
    /// Says, as a verified member, that one met somebody.
    AttestPerson {
        /// Whom.
        person: MemberNumber,
        /// How.
        way: Way,
    } = 61,
    /// Submits a project to a call.
    SubmitProject {
        /// Which call.
        call: CallId,
        /// SHA-256 of salt, title and words, which are kept outside the record.
        text: Digest,
        /// What it costs, in minor units.
        cost: Money,
        /// Who is paid.
        to: Beneficiary,
    } = 70,
    /// Takes back one's own project.
    WithdrawProject {
        /// From which call.
        call: CallId,
        /// Which.
        project: ProjectNumber,
    } = 71,
    /// Approves of projects; the last ballot counts.
    ApproveProjects {
        /// Of which call.
        call: CallId,
        /// Which, ascending; none means that nothing here is worth the money.
        projects: Vec<ProjectNumber>,
    } = 72,
    /// Asks for a grant.
    RequestGrant {
        /// SHA-256 of salt, title and words, which are kept outside the record.
        text: Digest,
        /// How much, in minor units.
        amount: Money,
        /// Who is paid.
        to: Beneficiary,
    } = 73,
    /// Takes one's own request back.
    WithdrawGrant(GrantId) = 74,
    /// Gives points to a grant from now on; zero takes them back.
    SupportGrant {
        /// Which.
        grant: GrantId,
        /// How many.
        points: u8,
    } = 75,
    /// Seals an order in an auction; the last one counts.
    SealOrder {
        /// In which auction.
        auction: AuctionId,
        /// [`SealedOrder::seal`].
        seal: Digest,
    } = 80,
    /// Reveals the order that was sealed.
    RevealOrder {
        /// In which auction.
        auction: AuctionId,
        /// What it was.
        order: SealedOrder,
    } = 81,
    /// Announces, as an insider, what one wants in a later auction.
    AnnounceOrder {
        /// Which way.
        side: Side,
        /// How much at most.
        amount: MicroShares,
    } = 82,
    /// Says, as the seller, that the money came: the shares move.
    ConfirmPaid(TradeId) = 83,
    /// Says, as the buyer, that one paid.
    ClaimPaid {
        /// Which trade.
        trade: TradeId,
        /// SHA-256 of salt and the document's words, which are kept outside the record.
        evidence: Digest,
    } = 84,
    /// Says, in office, that a buyer paid who says so; the second one moves the shares.
    AttestPaid(TradeId) = 85,
    /// Asks to be paid out.
    Redeem {
        /// How many shares.
        amount: MicroShares,
        /// Whether in hardship.
        need: Need,
    } = 86,
    /// Waits no more to be paid out.
    WithdrawRedemption = 87,
    /// Confirms, in office, that somebody is in hardship.
    ConfirmHardship(MemberNumber) = 88,
    /// Passes shares on to another member.
    AssignShares {
        /// To whom.
        to: MemberNumber,
        /// How many.
        amount: MicroShares,
    } = 90,
    /// Calls back what one passed on.
    CallBackShares(AssignmentId) = 91,
    /// Subscribes to units of class I; the last one counts until the money came.
    Subscribe {
        /// To which offer.
        offer: ProposalId,
        /// How many.
        units: Units,
    } = 92,
    /// Wants nothing of an offer any more.
    WithdrawSubscription(ProposalId) = 93,
    /// Says, in office, that the money of a subscription came; a second person confirms it.
    AttestSubscription {
        /// To which offer.
        offer: ProposalId,
        /// Whose.
        investor: MemberNumber,
        /// SHA-256 of salt and the document's words, which are kept outside the record.
        evidence: Digest,
    } = 94,
    /// Says, as somebody who holds units, whether a proposal may change their terms.
    AnswerConsent {
        /// Which.
        proposal: ProposalId,
        /// Whether.
        answer: Consent,
    } = 95,
    /// Names, as somebody who holds units, who observes for class I.
    NameObserver(MemberNumber) = 96,
    /// Asks to have units redeemed.
    RedeemUnits {
        /// Of which offer.
        offer: ProposalId,
        /// How many in all; zero: none any more.
        units: Units,
    } = 97,
    /// Names, in office and after its day, whose part of a surplus could not be paid.
    NameUnpaid {
        /// Of which year.
        year: Year,
        /// Who, ascending, at most [`crate::books::UNPAID_MAX`].
        members: Vec<MemberNumber>,
    } = 180,
}

/// What a network begins with.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Founding {
    /// The network's name, at most 80 bytes.
    pub name: String,
    /// The parameters of its rules.
    pub charter: Charter,
    /// The clauses of its first moderation policy.
    pub moderation: Vec<ModerationChange>,
    /// The items of its first data policy.
    pub data: Vec<DataItem>,
    /// The clauses of its first feed policy.
    pub feed: Vec<FeedChange>,
    /// The founder's first key.
    pub founder: PublicKey,
    /// Ed25519 key of the node that signs checkpoints.
    pub node: [u8; 32],
}

/// What a newcomer brings.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Join {
    /// The newcomer's first key; the operation is signed with it.
    pub key: PublicKey,
    /// The invitation, where the charter asks for one.
    pub invitation: Option<InvitationProof>,
}

/// Shows that the newcomer holds an invitation's secret, without showing the secret.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct InvitationProof {
    /// The invitation's public key.
    pub key: [u8; 32],
    /// Ed25519 over [`invitation_hash`].
    pub signature: [u8; 64],
}

/// A proposal as it is filed.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Propose {
    /// What it changes.
    pub payload: Payload,
    /// SHA-256 of salt, title and reasons, which are kept outside the record so that they can be
    /// erased.
    pub text: Digest,
}

/// A ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Choice {
    /// For.
    Yes = 0,
    /// Against.
    No = 1,
    /// Counted as present, in neither share.
    Abstain = 2,
    /// Against, and so harmful that a third of such votes is enough to fail it.
    NoWithVeto = 3,
}

impl Choice {
    /// Every choice.
    pub const ALL: [Self; 4] = [Self::Yes, Self::No, Self::Abstain, Self::NoWithVeto];

    /// Returns the permanent word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Abstain => "abstain",
            Self::NoWithVeto => "no-with-veto",
        }
    }

    /// Returns the choice of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }
}

/// An operation with the signature of one of its member's keys.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct SignedOperation {
    /// What was signed.
    pub operation: Operation,
    /// By which key, and how.
    pub signature: Signature,
}

/// Why bytes are not a canonical value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeFault {
    /// Longer than the bound.
    #[error("more bytes than the bound allows")]
    TooLarge,
    /// The version byte is not one this code knows.
    #[error("unknown version")]
    UnknownVersion,
    /// Not an encoding of the type.
    #[error("not an encoding of the type")]
    Malformed,
    /// Decodes, but encodes to other bytes.
    #[error("not the canonical encoding")]
    NotCanonical,
}

/// Encodes `value` behind the version byte.
pub(crate) fn encode<T: BorshSerialize>(version: u8, value: &T) -> Vec<u8> {
    let mut bytes = vec![version];
    // Writing to a vector cannot fail; an empty answer would be refused by every decoder.
    if value.serialize(&mut bytes).is_err() {
        bytes.clear();
    }
    bytes
}

/// Decodes what [`encode`] wrote and nothing else.
pub(crate) fn decode<T>(version: u8, bytes: &[u8], bytes_max: usize) -> Result<T, DecodeFault>
where
    T: BorshSerialize + BorshDeserialize,
{
    let value = decode_own(version, bytes, bytes_max)?;
    if encode(version, &value) != bytes {
        return Err(DecodeFault::NotCanonical);
    }
    Ok(value)
}

/// Decodes bytes that are known to come from [`encode`].
pub(crate) fn decode_own<T: BorshDeserialize>(
    version: u8,
    bytes: &[u8],
    bytes_max: usize,
) -> Result<T, DecodeFault> {
    if bytes.len() > bytes_max {
        return Err(DecodeFault::TooLarge);
    }
    let (first, rest) = bytes.split_first().ok_or(DecodeFault::Malformed)?;
    if *first != version {
        return Err(DecodeFault::UnknownVersion);
    }
    T::try_from_slice(rest).map_err(|_| DecodeFault::Malformed)
}

impl Operation {
    /// Returns the canonical bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        encode(VERSION, self)
    }

    /// Reads canonical bytes, at most [`BYTES_MAX`] of them.
    ///
    /// # Errors
    ///
    /// [`DecodeFault`] if they are anything else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DecodeFault> {
        decode(VERSION, bytes, BYTES_MAX)
    }

    /// Says whether the canonical bytes are at most [`BYTES_MAX`].
    #[must_use]
    pub fn is_within_bound(&self) -> bool {
        self.to_bytes().len() <= BYTES_MAX
    }

    /// Returns the hash that is signed; it is the operation's identity.
    #[must_use]
    pub fn signing_hash(&self) -> Digest {
        signing_hash(self.network, &self.to_bytes())
    }
}

impl SignedOperation {
    /// Returns the canonical bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        encode(VERSION, self)
    }

    /// Reads canonical bytes, at most [`BYTES_MAX`] and a signature of them.
    ///
    /// # Errors
    ///
    /// [`DecodeFault`] if they are anything else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DecodeFault> {
        let most = BYTES_MAX.saturating_add(SIGNATURE_BYTES_MAX);
        let signed: Self = decode(VERSION, bytes, most)?;
        // Only what is longer in all can hold an operation that is too long.
        if bytes.len() > BYTES_MAX && !signed.operation.is_within_bound() {
            return Err(DecodeFault::TooLarge);
        }
        Ok(signed)
    }
}

/// Returns `SHA-256("meent/op/v1" ‖ network id ‖ bytes)`.
#[must_use]
pub fn signing_hash(network: NetworkId, bytes: &[u8]) -> Digest {
    let hash = Sha256::new()
        .chain_update(b"meent/op/v1")
        .chain_update(network.0)
        .chain_update(bytes)
        .finalize();
    Digest(hash.into())
}

/// Returns what an invitation's secret signs for a newcomer's `key`:
/// `SHA-256("meent/invitation/v1" ‖ network id ‖ borsh(key))`. Bound to the key, so that nobody who
/// sees the operation can join in the newcomer's place.
#[must_use]
pub fn invitation_hash(network: NetworkId, key: &PublicKey) -> Digest {
    let hash = Sha256::new()
        .chain_update(b"meent/invitation/v1")
        .chain_update(network.0)
        .chain_update(encode(VERSION, key))
        .finalize();
    Digest(hash.into())
}
