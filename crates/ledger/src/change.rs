//! Changes: the facts that an accepted act makes true.
//!
//! A change is data. [`crate::state::State::commit`] writes it into the state and cannot fail; the
//! projection into SQL reads the same changes, so that there is one account of what happened.
// long: one variant for each kind of fact

use crate::charter::Charter;
use crate::delegation::{Delegation, Topic};
use crate::election::{Counted, Election, ElectionStage, Poll};
use crate::ids::{
    CaseId, ClaimId, Digest, ElectionId, JuryId, KeyNumber, MemberNumber, MicroShares, Money,
    ProposalId, Quarter, RoundNumber,
};
use crate::jury::{Agreement, Case, Duty, Ground, Jury, Level, Outcome, Ruling, Seat as JurorSeat};
use crate::key::PublicKey;
use crate::member::{HeldKey, Invitation, Standing};
use crate::office::{MandateInForce, Office, Seat};
use crate::operation::{Choice, Founding};
use crate::panel::PanelAnswer;
use crate::payload::Budget;
use crate::policy::{DataPolicy, FeedPolicy, ModerationPolicy};
use crate::proposal::{Count, Proposal, Snapshot, Stage};
use crate::roadmap::{Item, ItemNumber, ItemPapers, ItemRanking};
use crate::round::LaterResult;
use crate::sortition::Receipt;
use crate::work::{Attestation, Claim, Declared, Sanction, Skill, WorkClass};

mod assigning;
mod books;
mod calls;
mod grants;
mod investing;
mod market;
mod rights;
mod trust;

pub use assigning::AssigningChange;
pub use books::BooksChange;
pub use calls::CallChange;
pub use grants::GrantChange;
pub use investing::InvestingChange;
pub use market::MarketChange;
pub use rights::RightsChange;
pub use trust::TrustChange;

/// One fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The network began.
    Founded {
        /// With what.
        founding: Box<Founding>,
        /// Its first moderation policy.
        moderation: Box<ModerationPolicy>,
        /// Its first data policy.
        data: Box<DataPolicy>,
        /// Its first feed policy.
        feed: Box<FeedPolicy>,
    },
    /// A member used a sequence number, and was active in this round.
    Acted {
        /// Who.
        member: MemberNumber,
    },
    /// Somebody made an account.
    Joined {
        /// Their number.
        member: MemberNumber,
        /// Their first key.
        key: PublicKey,
        /// Whether they need no vouch.
        is_bootstrap: bool,
    },
    /// Somebody left.
    Left {
        /// Who.
        member: MemberNumber,
    },
    /// A key was added or a session granted.
    KeyAdded {
        /// Whose.
        member: MemberNumber,
        /// The key.
        key: HeldKey,
    },
    /// A key was removed.
    KeyRemoved {
        /// Whose.
        member: MemberNumber,
        /// Which.
        key: KeyNumber,
    },
    /// An invitation was given.
    Invited {
        /// Its public key.
        key: [u8; 32],
        /// By whom, until when.
        invitation: Invitation,
    },
    /// An invitation was used, was withdrawn, or had ended when a round closed.
    InvitationClosed {
        /// Its public key.
        key: [u8; 32],
        /// What it was.
        invitation: Invitation,
        /// Who joined with it; nobody if it was withdrawn or had ended.
        used_by: Option<MemberNumber>,
    },
    /// Somebody vouched.
    Vouched {
        /// Who.
        from: MemberNumber,
        /// For whom.
        to: MemberNumber,
        /// The round that the voucher's budget is charged; nothing for a used invitation, which
        /// was charged when it was given.
        charged: Option<RoundNumber>,
        /// The round the vouch counts from.
        since: RoundNumber,
        /// When it gave the person the vouches an associate needs.
        made_associate_ms: Option<u64>,
    },
    /// Something happened between people who know each other.
    Trust(TrustChange),
    /// A decision was challenged by the bill of rights.
    Rights(RightsChange),
    /// An open vouch was withdrawn.
    VouchWithdrawn {
        /// Who.
        from: MemberNumber,
        /// From whom.
        to: MemberNumber,
        /// Whether the person now lacks the vouches an associate needs.
        is_unmade: bool,
    },
    /// A proposal was filed.
    Filed {
        /// The proposal as a draft.
        proposal: Box<Proposal>,
    },
    /// A draft got a sponsor.
    Sponsored {
        /// Which.
        proposal: ProposalId,
        /// Whose support.
        member: MemberNumber,
    },
    /// The vote opened.
    Opened {
        /// Which.
        proposal: ProposalId,
        /// What was frozen.
        snapshot: Box<Snapshot>,
        /// When it closes, in milliseconds.
        closes_ms: u64,
    },
    /// A ballot was cast or changed.
    BallotCast {
        /// Which proposal.
        proposal: ProposalId,
        /// Whose.
        member: MemberNumber,
        /// The choice that counts now.
        choice: Choice,
        /// How the vote stands with it, in both chambers.
        count: Box<Count>,
        /// Who may vote, as frozen when the vote opened.
        electorate: u32,
    },
    /// A late swing extended the vote.
    VoteExtended {
        /// Which.
        proposal: ProposalId,
        /// The new close, in milliseconds.
        closes_ms: u64,
    },
    /// A proposal entered a stage other than open.
    StageEntered {
        /// Which.
        proposal: ProposalId,
        /// The stage.
        stage: Stage,
    },
    /// The moderation policy changed.
    ModerationAdopted {
        /// By which decision.
        proposal: ProposalId,
        /// The policy in force from now on.
        policy: Box<ModerationPolicy>,
    },
    /// The data policy changed.
    DataAdopted {
        /// By which decision.
        proposal: ProposalId,
        /// The policy in force from now on.
        policy: Box<DataPolicy>,
    },
    /// A feed policy came into force.
    FeedAdopted {
        /// By which decision.
        proposal: ProposalId,
        /// What it says.
        policy: Box<FeedPolicy>,
    },
    /// A petition got a signature.
    PetitionSigned {
        /// Which proposal.
        proposal: ProposalId,
        /// Whose.
        member: MemberNumber,
    },
    /// A petition has its signatures: the vote opens, at the latest at the time in `stage`.
    PetitionForced {
        /// Which proposal.
        proposal: ProposalId,
        /// The draft as it stands from now on.
        stage: Stage,
    },
    /// Both moving thresholds are or will be met from another time on.
    CurvesMet {
        /// Which proposal.
        proposal: ProposalId,
        /// From when, in milliseconds; nothing: not as it stands.
        met_ms: Option<u64>,
    },
    /// A panel was drawn.
    PanelDrawn {
        /// Which proposal it sits on.
        proposal: ProposalId,
        /// Who, and how anybody draws them again.
        receipt: Box<Receipt>,
    },
    /// A member of a panel answered.
    PanelAnswered {
        /// Which proposal it sits on.
        proposal: ProposalId,
        /// Who.
        member: MemberNumber,
        /// The answer that counts now.
        answer: PanelAnswer,
    },
    /// A panel is over.
    PanelEnded {
        /// Which proposal it sat on.
        proposal: ProposalId,
        /// Whether it blocked.
        is_blocked: bool,
        /// Where it did: when the vote closes that goes on, in milliseconds.
        closes_ms: Option<u64>,
    },
    /// An election was called.
    ElectionCalled {
        /// As it begins.
        election: Box<Election>,
    },
    /// Somebody stands.
    Nominated {
        /// In which election.
        election: ElectionId,
        /// Who.
        member: MemberNumber,
        /// SHA-256 of what they say.
        text: Digest,
    },
    /// Somebody stands no more.
    NominationWithdrawn {
        /// In which election.
        election: ElectionId,
        /// Who.
        member: MemberNumber,
    },
    /// A nomination got a sponsor.
    NominationSponsored {
        /// In which election.
        election: ElectionId,
        /// Who stands.
        nominee: MemberNumber,
        /// Whose support.
        member: MemberNumber,
    },
    /// The ballots opened.
    ElectionOpened {
        /// Which election.
        election: ElectionId,
        /// Seats to be filled.
        seats: u16,
        /// What was frozen.
        poll: Box<Poll>,
        /// Until when ballots are cast, in milliseconds.
        closes_ms: u64,
        /// When they are counted, in milliseconds.
        counts_ms: u64,
    },
    /// A ranking was cast or changed.
    BallotRanked {
        /// Which election.
        election: ElectionId,
        /// Whose.
        member: MemberNumber,
        /// The ranking that counts now, the best first.
        ranking: Vec<MemberNumber>,
    },
    /// An election was counted.
    ElectionCounted {
        /// Which.
        election: ElectionId,
        /// From what, and with what result.
        counted: Box<Counted>,
        /// When the elected take their seats, in milliseconds.
        takes_ms: u64,
    },
    /// An election entered a stage otherwise.
    ElectionEntered {
        /// Which.
        election: ElectionId,
        /// The stage.
        stage: ElectionStage,
    },
    /// Somebody appealed.
    CaseFiled {
        /// The case as it begins.
        case: Box<Case>,
    },
    /// A ruling is taken to the next level.
    CaseRaised {
        /// Which case.
        case: CaseId,
        /// To which level.
        level: Level,
    },
    /// A jury was called.
    JuryCalled {
        /// As it begins.
        jury: Box<Jury>,
    },
    /// A jury was drawn.
    JuryDrawn {
        /// Which.
        jury: JuryId,
        /// Who, and how anybody draws them again.
        receipt: Box<Receipt>,
        /// Until when verdicts are sealed, in milliseconds.
        until_ms: u64,
    },
    /// A juror's seat ended before the verdict.
    JurorReplaced {
        /// On which jury.
        jury: JuryId,
        /// Whose.
        member: MemberNumber,
        /// Why.
        seat: JurorSeat,
        /// Who has it now; nobody if no alternate was left.
        by: Option<MemberNumber>,
        /// Since when, in milliseconds.
        since_ms: u64,
    },
    /// A verdict was sealed.
    VerdictSealed {
        /// On which jury.
        jury: JuryId,
        /// Whose.
        member: MemberNumber,
        /// The seal that counts now.
        seal: Digest,
    },
    /// Sealed verdicts are opened.
    JuryOpens {
        /// On which jury.
        jury: JuryId,
        /// Until when, in milliseconds.
        until_ms: u64,
    },
    /// A verdict was opened.
    VerdictOpened {
        /// On which jury.
        jury: JuryId,
        /// Whose.
        member: MemberNumber,
        /// The verdict.
        ruling: Ruling,
        /// What decided.
        ground: Ground,
    },
    /// A jury is over.
    JuryEnded {
        /// Which.
        jury: JuryId,
        /// When, in milliseconds.
        at_ms: u64,
        /// With what.
        outcome: Outcome,
        /// From which round on its jurors may be drawn again.
        rests_until: RoundNumber,
        /// What each who opened a verdict is credited, in minor units.
        pay: u32,
    },
    /// A case was ruled.
    CaseRuled {
        /// Which.
        case: CaseId,
        /// Whether the act stands from now on.
        ruling: Ruling,
        /// Until when it can be taken further, in milliseconds.
        until_ms: u64,
    },
    /// Two juries heard the same case.
    RuleCompared {
        /// Under which rule.
        rule: String,
        /// How clear it is now.
        agreement: Agreement,
    },
    /// Somebody said whether they can be drawn.
    DutySet {
        /// Who.
        member: MemberNumber,
        /// Whether.
        duty: Duty,
    },
    /// A jury gave its statement.
    VerdictStated {
        /// Which.
        jury: JuryId,
        /// By whom.
        member: MemberNumber,
        /// SHA-256 of it.
        text: Digest,
    },
    /// A juror wants a draft put to the vote.
    BenchSponsored {
        /// On which jury.
        jury: JuryId,
        /// Who.
        member: MemberNumber,
        /// Which draft.
        proposal: ProposalId,
    },
    /// More than half of a bench want a draft put to the vote; it needs no sponsors.
    BenchFiled {
        /// Which jury.
        jury: JuryId,
        /// Which draft.
        proposal: ProposalId,
    },
    /// Somebody said whether they have a skill.
    SkillDeclared {
        /// Who.
        member: MemberNumber,
        /// Which.
        skill: Skill,
        /// Whether.
        declared: Declared,
    },
    /// Somebody claimed work.
    WorkClaimed {
        /// The claim as it begins.
        claim: Box<Claim>,
    },
    /// Reviewers of a claim were drawn.
    ReviewersDrawn {
        /// Which claim.
        claim: ClaimId,
        /// Who, and how anybody draws them again.
        receipt: Box<Receipt>,
        /// Until when they look at it, in milliseconds.
        until_ms: u64,
    },
    /// A reviewer did not come.
    ReviewerReplaced {
        /// Of which claim.
        claim: ClaimId,
        /// Who.
        member: MemberNumber,
        /// Who is asked instead; nobody if no alternate was left.
        by: Option<MemberNumber>,
        /// Since when, in milliseconds.
        since_ms: u64,
    },
    /// A reviewer said how large they find a claim.
    WorkAttested {
        /// Which.
        claim: ClaimId,
        /// Who.
        member: MemberNumber,
        /// What they find.
        answer: Attestation,
    },
    /// The review of a claim is over.
    ClaimEnded {
        /// Which.
        claim: ClaimId,
        /// When, in milliseconds.
        at_ms: u64,
        /// What counts.
        class: Option<WorkClass>,
    },
    /// A newcomer became a member, or has been one for the charter's rounds: whoever vouched for them
    /// is to get a bonus from the round that closes.
    Welcomed {
        /// Who.
        newcomer: MemberNumber,
        /// Whoever vouched for them, ascending.
        vouchers: Vec<MemberNumber>,
        /// What each is to get.
        bonus: MicroShares,
    },
    /// Somebody moderated in the round that closes.
    Moderated {
        /// Who.
        member: MemberNumber,
    },
    /// Shares that were not vested went back to the pool.
    SharesReturned {
        /// Whose.
        member: MemberNumber,
        /// Earned in which round.
        round: RoundNumber,
        /// How many.
        amount: MicroShares,
        /// How many of that round were vested, and stay.
        vested: MicroShares,
    },
    /// An account that somebody vouched for was found to be fake.
    VoucherSanctioned {
        /// Who vouched.
        member: MemberNumber,
        /// What it costs them.
        sanction: Sanction,
    },
    /// Fraud of a member was found: they have no part in what rounds until now set aside.
    LaterLost {
        /// Whose.
        member: MemberNumber,
    },
    /// Parameters of the charter changed.
    CharterAdopted {
        /// By which decision.
        proposal: ProposalId,
        /// The charter in force from now on.
        charter: Box<Charter>,
        /// Counts charters from 1, the founders'.
        version: u32,
    },
    /// A budget was adopted.
    BudgetAdopted {
        /// By which decision.
        proposal: ProposalId,
        /// The budget.
        budget: Budget,
    },
    /// Something happened in the books.
    Books(BooksChange),
    /// Something happened to a call for projects.
    Call(CallChange),
    /// Something happened to grants.
    Grant(GrantChange),
    /// Something happened in the market.
    Market(MarketChange),
    /// Something happened to shares that are passed on.
    Assigning(AssigningChange),
    /// Something happened to class I.
    Investing(InvestingChange),
    /// A mandate came into force; the leads of the last one leave.
    MandateGiven {
        /// The mandate.
        mandate: MandateInForce,
    },
    /// Somebody took an office.
    SeatTaken {
        /// The seat.
        seat: Seat,
    },
    /// Somebody was sent from an office.
    SeatLost {
        /// Which office.
        office: Office,
        /// Who.
        member: MemberNumber,
    },
    /// The team is asked to have its mandate renewed.
    RenewalAsked {
        /// The decision that gave the mandate.
        proposal: ProposalId,
    },
    /// A mandate ended and none took its place.
    MandateLapsed {
        /// The decision that gave it.
        proposal: ProposalId,
    },
    /// Somebody was recalled from the team: whoever is left of it acts as a caretaker.
    MandateRecalled {
        /// The decision that recalled them.
        proposal: ProposalId,
    },
    /// The guardians may pause once more before the time between two pauses is over.
    PausePermitted {
        /// The decision that lets them.
        proposal: ProposalId,
    },
    /// Nothing is enacted for a while.
    Frozen {
        /// Until when, in milliseconds.
        until_ms: u64,
    },
    /// A guardian signed for a pause.
    PauseSigned {
        /// Who.
        member: MemberNumber,
    },
    /// The guardians paused.
    Paused {
        /// Until when, in milliseconds.
        until_ms: u64,
    },
    /// Somebody named delegates.
    Delegated {
        /// Who.
        member: MemberNumber,
        /// For votes on what.
        topic: Topic,
        /// To whom, until when.
        delegation: Delegation,
    },
    /// Somebody took that back. Delegations that run out do so when a round closes, without this.
    Undelegated {
        /// Who.
        member: MemberNumber,
        /// For votes on what.
        topic: Topic,
    },
    /// A roadmap that is being made got an item.
    ItemAdded {
        /// The proposal of the roadmap.
        proposal: ProposalId,
        /// The item; its number is the next.
        item: Item,
    },
    /// The core team said what an item costs.
    ItemCosted {
        /// The proposal of the roadmap.
        proposal: ProposalId,
        /// Which item.
        item: ItemNumber,
        /// How much, in minor units.
        cost: Money,
    },
    /// A ballot that was cast ranks items.
    ItemsRanked {
        /// The proposal of the roadmap.
        proposal: ProposalId,
        /// Whose.
        member: MemberNumber,
        /// The best first.
        ranking: ItemRanking,
    },
    /// The rankings were counted.
    ItemsCounted {
        /// The proposal of the roadmap.
        proposal: ProposalId,
        /// Equal ballots put together, whoever cast them.
        papers: ItemPapers,
        /// The order that follows.
        order: ItemRanking,
    },
    /// A steward said whether a roadmap is to go back.
    RoadmapJudged {
        /// The proposal of the roadmap.
        proposal: ProposalId,
        /// Who.
        member: MemberNumber,
        /// Yes lets it stand.
        choice: Choice,
    },
    /// The stewards sent a roadmap back: the members are asked whether they insist.
    RoadmapSentBack {
        /// The proposal of the roadmap.
        proposal: ProposalId,
    },
    /// A roadmap came into force.
    RoadmapAdopted {
        /// By which decision.
        proposal: ProposalId,
        /// For which quarter.
        quarter: Quarter,
    },
    /// A round closed.
    RoundClosed {
        /// Which.
        round: RoundNumber,
        /// When the next one closes, in milliseconds.
        next_closes_ms: u64,
        /// Standing of every member at the close, by number from 1.
        standings: Vec<Standing>,
    },
    /// A closed round's shares were credited.
    RoundSettled {
        /// Which.
        round: RoundNumber,
        /// The digest of its file.
        file: Digest,
        /// Who earned how much, ascending by member.
        earned: Vec<(MemberNumber, MicroShares)>,
        /// Who was active in it, ascending.
        active: Vec<MemberNumber>,
        /// What waits of it, and what became of what waited.
        later: LaterResult,
    },
}

/// Everything an accepted act changes, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effects {
    /// The facts.
    pub changes: Vec<Change>,
}
