//! The state of the commons, and the one place that writes it.

use std::collections::{BTreeMap, BTreeSet};

use borsh::{BorshDeserialize, BorshSerialize};

use crate::assignment::Assignment;
use crate::books::Books;
use crate::call::Call;
use crate::change::{Change, Effects};
use crate::charter::Parameter;
use crate::charter::{Charter, Template};
use crate::delegation::{Delegation, Topic};
use crate::election::Election;
use crate::entry::Entry;
use crate::grant::GrantBook;
use crate::ids::{
    AssignmentId, AuctionId, CallId, ClaimId, ElectionId, EntryIndex, JuryId, KeyNumber,
    MemberNumber, MicroShares, NetworkId, ProposalId, Quarter, RoundNumber, TradeId, TransferId,
};
use crate::investing::Investing;
use crate::jury::Justice;
use crate::key::PublicKey;
use crate::later::LaterBook;
use crate::market::trading::Market;
use crate::member::{Invitation, Member, Standing};
use crate::office::{MandateInForce, Office, Pause, Seat};
use crate::policy::{Clause, DataPolicy, FeedPolicy, ModerationPolicy};
use crate::proposal::Proposal;
use crate::trust::TrustBook;
use crate::value::{BookValue, ValueMark};
use crate::work::WorkBook;

mod assignments;
mod books;
mod bytes;
mod calls;
mod elections;
mod grants;
mod investing;
mod justice;
mod later;
mod market;
mod offices;
mod proposals;
mod roadmaps;
mod roll;
mod tree;
mod trusting;
mod vouches;
mod welcomes;
mod works;

pub use roll::Roll;
pub use tree::LogTree;

/// The version byte that a snapshot begins with.
pub const VERSION: u8 = 1;

/// Something that happens by itself when its time comes. The order of the variants decides which
/// of two timers due at the same time fires first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Timer {
    /// A round closes.
    RoundCloses(RoundNumber) = 0,
    /// Moving thresholds were met for the confirm time. Before the close, so that a vote that
    /// reaches both at once has passed.
    VotePasses(ProposalId) = 1,
    /// A vote closes.
    VoteCloses(ProposalId) = 2,
    /// A challenge window ends.
    ConfirmEnds(ProposalId) = 3,
    /// A decision is enacted.
    TimelockEnds(ProposalId) = 4,
    /// A draft may open.
    DraftMatures(ProposalId) = 5,
    /// A draft fails for want of sponsors.
    DraftExpires(ProposalId) = 6,
    /// A second reading may open.
    ReadingOpens(ProposalId) = 7,
    /// A panel is drawn.
    PanelDraws(ProposalId) = 8,
    /// A panel is over.
    PanelEnds(ProposalId) = 9,
    /// Nominations close.
    NominationsClose(ElectionId) = 10,
    /// An election is counted.
    ElectionCounts(ElectionId) = 11,
    /// The elected take their seats.
    SeatsTaken(ElectionId) = 12,
    /// The team of this mandate is asked to have it renewed.
    RenewalAsked(ProposalId) = 13,
    /// This mandate ends.
    MandateLapses(ProposalId) = 14,
    /// A jury is drawn.
    JuryDraws(JuryId) = 16,
    /// Alternates stand in for jurors who have not come.
    AlternatesStandIn(JuryId) = 17,
    /// Verdicts can no longer be sealed.
    SealingEnds(JuryId) = 18,
    /// A jury is over.
    JuryEnds(JuryId) = 19,
    /// An open transfer is voided.
    TransferEnds(TransferId) = 20,
    /// Nobody confirmed a payment.
    AttestationEnds(TransferId) = 21,
    /// Reviewers of a claim of work are drawn.
    ReviewersDraw(ClaimId) = 25,
    /// Alternates are asked in place of reviewers who have not come.
    ReviewersStandIn(ClaimId) = 26,
    /// A claim can no longer be attested.
    ReviewEnds(ClaimId) = 27,
    /// Seeds and audited of a quarter are drawn, and trust walks.
    TrustDraws(Quarter) = 30,
    /// Being below the trust cut of a quarter begins to cost.
    TrustNoticeEnds(Quarter) = 31,
    /// Projects are not submitted any more, or ballots not cast.
    CallCloses(CallId) = 34,
    /// Open grants are looked at: one may have enough support.
    GrantsLooked = 35,
    /// Orders of an auction are revealed.
    OrdersReveal(AuctionId) = 36,
    /// An auction is carried out.
    AuctionClears(AuctionId) = 37,
    /// A trade that nobody called paid is over.
    TradeLapses(TradeId) = 38,
    /// Shares that are passed on can no longer be called back.
    AssignmentEnds(AssignmentId) = 39,
    /// An offer to investors closes.
    OfferCloses(ProposalId) = 40,
}

/// Which decision put a parameter where it is, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Provenance {
    /// The decision.
    pub by: ProposalId,
    /// Since when, in milliseconds.
    pub since_ms: u64,
}

/// Everything that the record says, folded into one value. Two replicas that applied the same
/// entries hold the same bytes.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct State {
    /// The network; all zero before the founding.
    pub network: NetworkId,
    /// Its name.
    pub name: String,
    /// Ed25519 key that signs checkpoints.
    pub node: [u8; 32],
    /// Entries applied: the index that the next one gets.
    pub entries: EntryIndex,
    /// Time of the last entry, in milliseconds.
    pub time_ms: u64,
    /// Time of the founding, in milliseconds.
    pub founded_ms: u64,
    /// Parameters of the rules.
    pub charter: Charter,
    /// The moderation policy in force.
    pub moderation: ModerationPolicy,
    /// The data policy in force.
    pub data: DataPolicy,
    /// The feed policy in force.
    pub feed: FeedPolicy,
    /// Members, the first at place 0.
    pub members: Vec<Member>,
    /// Who holds which key. The key that somebody joined with stays here for good, so that the
    /// operation that it signed cannot make a second member.
    pub key_owners: BTreeMap<PublicKey, MemberNumber>,
    /// Unused invitations by public key.
    pub invitations: BTreeMap<[u8; 32], Invitation>,
    /// Proposals, the first at place 0.
    pub proposals: Vec<Proposal>,
    /// What will happen, and when.
    pub timers: BTreeSet<(u64, Timer)>,
    /// The current round.
    pub round: RoundNumber,
    /// Rounds settled; the next to settle has this number.
    pub settled: RoundNumber,
    /// What is left of the contribution pool.
    pub pool: MicroShares,
    /// All shares ever credited.
    pub issued: MicroShares,
    /// Counts charters from 1, the founders'; zero before the founding.
    pub charter_version: u32,
    /// Parameters of the charter that decisions changed; all others stand as they were founded.
    pub parameters: BTreeMap<Parameter, Provenance>,
    /// The commons' own money.
    pub books: Books,
    /// The decision that the envelopes come from.
    pub budget: Option<Provenance>,
    /// Who holds an office, in order of taking it; those whose term is over stay until their
    /// office is given anew.
    pub seats: Vec<Seat>,
    /// Elections, the first at place 0.
    pub elections: Vec<Election>,
    /// Cases, juries and what follows from them.
    pub justice: Justice,
    /// The core team's mandate.
    pub mandate: Option<MandateInForce>,
    /// What the guardians have stopped.
    pub pause: Pause,
    /// Until when nothing is enacted after a decision of class A, B or J, in milliseconds.
    pub frozen_until_ms: u64,
    /// Whose ballot counts for whom.
    pub delegations: BTreeMap<(Topic, MemberNumber), Delegation>,
    /// Which decision made the roadmap of which quarter.
    pub roadmaps: BTreeMap<Quarter, Provenance>,
    /// Work, and what rounds owe beside content.
    pub work: WorkBook,
    /// What content waits for.
    pub later: LaterBook,
    /// Who knows whom.
    pub trust: TrustBook,
    /// Calls for projects, the first at place 0.
    pub calls: Vec<Call>,
    /// Grants, and who gives points to which.
    pub grants: GrantBook,
    /// Auctions, trades, redemption.
    pub market: Market,
    /// Shares that were passed on, the first at place 0.
    pub assignments: Vec<Assignment>,
    /// Class I: offers to investors, and what they hold.
    pub investing: Investing,
    /// The book value at the close of each round, the first at place 0.
    pub values: Vec<ValueMark>,
    /// The tree of the log, whose root decides lots.
    pub log: LogTree,
    /// The electoral roll: follows from the rest, so that it is not on the record.
    #[borsh(skip)]
    pub roll: Roll,
}

impl State {
    /// Returns the state before the founding.
    #[must_use]
    pub fn empty() -> Self {
        let founding = ProposalId(0);
        Self {
            network: NetworkId::default(),
            name: String::new(),
            node: [0; 32],
            entries: EntryIndex(0),
            time_ms: 0,
            founded_ms: 0,
            charter: Charter::of(Template::Cooperative),
            moderation: ModerationPolicy {
                version: 0,
                rules: Vec::new(),
                labels: Vec::new(),
                report_threshold: Clause::new(0, founding, 0),
                deadline_ticks: Clause::new(0, founding, 0),
                moderators: Clause::new(Vec::new(), founding, 0),
                jury_sizes: Clause::new([0; 3], founding, 0),
            },
            data: DataPolicy {
                version: 0,
                items: Vec::new(),
                widened: BTreeMap::new(),
            },
            feed: FeedPolicy::ground(0),
            members: Vec::new(),
            key_owners: BTreeMap::new(),
            invitations: BTreeMap::new(),
            proposals: Vec::new(),
            timers: BTreeSet::new(),
            round: RoundNumber(0),
            settled: RoundNumber(0),
            pool: MicroShares(0),
            issued: MicroShares(0),
            charter_version: 0,
            parameters: BTreeMap::new(),
            books: Books::default(),
            budget: None,
            seats: Vec::new(),
            elections: Vec::new(),
            justice: Justice::default(),
            mandate: None,
            pause: Pause::default(),
            frozen_until_ms: 0,
            delegations: BTreeMap::new(),
            roadmaps: BTreeMap::new(),
            work: WorkBook::default(),
            later: LaterBook::default(),
            trust: TrustBook::default(),
            calls: Vec::new(),
            grants: GrantBook::default(),
            market: Market::default(),
            assignments: Vec::new(),
            investing: Investing::default(),
            values: Vec::new(),
            log: LogTree::default(),
            roll: Roll::default(),
        }
    }

    /// Says whether the network has begun.
    #[must_use]
    pub fn is_founded(&self) -> bool {
        self.entries.0 > 0
    }

    /// Makes anew what follows from the rest and is not on the record: the roll, and the running
    /// counts of open votes.
    pub fn derive(&mut self) {
        self.roll = Roll::of(&self.members, &self.charter, self.round);
        for proposal in &mut self.proposals {
            proposal.derive();
        }
    }

    /// Returns when the next timer is due, in milliseconds.
    #[must_use]
    pub fn next_timer_ms(&self) -> Option<u64> {
        self.timers.first().map(|(due_ms, _)| *due_ms)
    }

    /// Returns the member of this number, gone or not.
    #[must_use]
    pub fn find_member(&self, number: MemberNumber) -> Option<&Member> {
        self.members.get(place(number.0)?)
    }

    /// Returns the proposal of this number.
    #[must_use]
    pub fn find_proposal(&self, id: ProposalId) -> Option<&Proposal> {
        self.proposals.get(place(id.0)?)
    }

    /// Returns the standing of `number` at `time_ms`; a guest's if there is no such member.
    #[must_use]
    pub fn standing(&self, number: MemberNumber, time_ms: u64) -> Standing {
        self.find_member(number).map_or(Standing::Guest, |member| {
            member.standing(&self.charter, time_ms)
        })
    }

    /// Returns every member with their number, in order.
    pub fn numbered_members(&self) -> impl Iterator<Item = (MemberNumber, &Member)> {
        (1_u32..).map(MemberNumber).zip(&self.members)
    }

    /// Returns how many people have the standing of a member at `time_ms`.
    #[must_use]
    pub fn count_members(&self, time_ms: u64) -> u32 {
        self.roll.count_members(&self.charter, time_ms)
    }

    /// Says whether `member` holds `office` at `time_ms`.
    #[must_use]
    pub fn holds(&self, member: MemberNumber, office: Office, time_ms: u64) -> bool {
        let is_it = |seat: &Seat| seat.office == office && seat.member == member;
        self.seats
            .iter()
            .any(|seat| is_it(seat) && seat.is_held(time_ms))
    }

    /// Returns since when the core team acts as a caretaker, in milliseconds, if it does at `time_ms`:
    /// its mandate has lapsed, or somebody was recalled from it (GOVERNANCE §10, ADR-0016). Where no
    /// mandate was ever given, none is lost.
    #[must_use]
    pub fn caretaker_since_ms(&self, time_ms: u64) -> Option<u64> {
        self.mandate.as_ref()?.caretaker_since_ms(time_ms)
    }

    /// Returns until when nothing is enacted, in milliseconds; a time that is past means nothing.
    #[must_use]
    pub fn enacts_from_ms(&self) -> u64 {
        self.frozen_until_ms.max(self.pause.until_ms)
    }

    /// Writes what [`crate::apply::decide`] decided for `entry`. Cannot fail.
    ///
    /// # Panics
    ///
    /// If the shares credited and the pool no longer add up to the charter's pool, or the books do
    /// not balance: the replica must stop.
    pub fn commit(&mut self, entry: &Entry, effects: Effects) {
        if let (EntryIndex(0), crate::entry::Act::Operation(signed)) = (entry.index, &entry.act) {
            self.network = NetworkId(signed.operation.signing_hash().0);
        }
        self.entries = EntryIndex(entry.index.0.saturating_add(1));
        self.time_ms = entry.time_ms;
        self.log.push(entry);
        if matches!(entry.act, crate::entry::Act::Tick) {
            self.timers.pop_first();
        }
        let before = self.round;
        for change in effects.changes {
            self.write(change);
        }
        if self.round != before {
            // With what the close itself paid.
            self.values.push(ValueMark {
                round: before,
                at_ms: entry.time_ms,
                value: BookValue::of(self),
            });
        }
        let set_aside = self.later.amount().0;
        let all = self.pool.0.checked_add(self.issued.0);
        assert!(
            all.and_then(|it| it.checked_add(set_aside)) == Some(self.charter.contribution_pool.0),
            "shares are conserved: pool, issued and set aside make the contribution pool"
        );
        self.books.assert_balanced();
        self.assert_escrowed();
    }

    // long: one arm per kind of change
    fn write(&mut self, change: Change) {
        let time_ms = self.time_ms;
        match change {
            Change::Founded {
                founding,
                moderation,
                data,
                feed,
            } => {
                self.founded_ms = time_ms;
                self.name = founding.name;
                self.node = founding.node;
                self.pool = founding.charter.contribution_pool;
                self.charter = founding.charter;
                self.charter_version = 1;
                self.moderation = *moderation;
                self.data = *data;
                self.feed = *feed;
                let closes_ms = time_ms.saturating_add(self.charter.round_ms());
                self.timers
                    .insert((closes_ms, Timer::RoundCloses(self.round)));
            }
            Change::Acted { member } => {
                if let Some(member) = self.member_mut(member) {
                    member.next_sequence = member.next_sequence.saturating_add(1);
                    member.active_rounds |= 1;
                }
                self.mark(member);
            }
            Change::Joined {
                member,
                key,
                is_bootstrap,
            } => {
                self.key_owners.insert(key.clone(), member);
                let newcomer = Member::joined(key, is_bootstrap, time_ms);
                self.roll.enrol(&newcomer);
                self.members.push(newcomer);
            }
            Change::Left { member } => self.write_left(member),
            Change::KeyAdded { .. } | Change::KeyRemoved { .. } => self.write_key(change),
            Change::Invited { .. } | Change::InvitationClosed { .. } => {
                self.write_invitation(change);
            }
            Change::Vouched { .. } | Change::VouchWithdrawn { .. } => self.write_vouch(&change),
            Change::Trust(change) => self.write_trust(change),
            Change::Rights(change) => self.write_rights(change),
            Change::Filed { .. }
            | Change::Sponsored { .. }
            | Change::Opened { .. }
            | Change::BallotCast { .. }
            | Change::VoteExtended { .. }
            | Change::StageEntered { .. }
            | Change::PetitionSigned { .. }
            | Change::PetitionForced { .. }
            | Change::BenchFiled { .. }
            | Change::CurvesMet { .. } => self.write_proposal(change),
            Change::PanelDrawn { .. }
            | Change::PanelAnswered { .. }
            | Change::PanelEnded { .. } => self.write_panel(change),
            Change::ElectionCalled { .. }
            | Change::Nominated { .. }
            | Change::NominationWithdrawn { .. }
            | Change::NominationSponsored { .. }
            | Change::ElectionOpened { .. }
            | Change::BallotRanked { .. }
            | Change::ElectionCounted { .. }
            | Change::ElectionEntered { .. } => self.write_election(change),
            Change::ItemAdded { .. }
            | Change::ItemCosted { .. }
            | Change::ItemsRanked { .. }
            | Change::ItemsCounted { .. }
            | Change::RoadmapJudged { .. }
            | Change::RoadmapSentBack { .. }
            | Change::RoadmapAdopted { .. } => self.write_roadmap(change),
            Change::CaseFiled { .. }
            | Change::CaseRaised { .. }
            | Change::CaseRuled { .. }
            | Change::RuleCompared { .. }
            | Change::DutySet { .. } => self.write_case(change),
            Change::JuryCalled { .. }
            | Change::JuryDrawn { .. }
            | Change::JurorReplaced { .. }
            | Change::VerdictSealed { .. }
            | Change::JuryOpens { .. }
            | Change::VerdictOpened { .. }
            | Change::JuryEnded { .. }
            | Change::BenchSponsored { .. }
            | Change::VerdictStated { .. } => self.write_jury(change),
            Change::CharterAdopted { .. } | Change::BudgetAdopted { .. } => {
                self.write_adopted(change);
            }
            Change::Books(change) => self.write_books(change),
            Change::Call(change) => self.write_call(change),
            Change::Grant(change) => self.write_grant(change),
            Change::Market(change) => self.write_market(change),
            Change::Assigning(change) => self.write_assigning(change),
            Change::Investing(change) => self.write_investing(change),
            Change::SkillDeclared { .. }
            | Change::WorkClaimed { .. }
            | Change::ReviewersDrawn { .. }
            | Change::ReviewerReplaced { .. }
            | Change::WorkAttested { .. }
            | Change::ClaimEnded { .. } => self.write_work(change),
            Change::Welcomed { .. }
            | Change::Moderated { .. }
            | Change::SharesReturned { .. }
            | Change::VoucherSanctioned { .. }
            | Change::LaterLost { .. } => self.write_welcome(change),
            Change::MandateGiven { .. }
            | Change::SeatTaken { .. }
            | Change::SeatLost { .. }
            | Change::RenewalAsked { .. }
            | Change::MandateLapsed { .. }
            | Change::MandateRecalled { .. }
            | Change::PausePermitted { .. }
            | Change::Frozen { .. }
            | Change::PauseSigned { .. }
            | Change::Paused { .. } => self.write_office(change),
            Change::Delegated {
                member,
                topic,
                delegation,
            } => {
                self.delegations.insert((topic, member), delegation);
            }
            Change::Undelegated { member, topic } => {
                self.delegations.remove(&(topic, member));
            }
            Change::ModerationAdopted {
                proposal: _,
                policy,
            } => self.moderation = *policy,
            Change::DataAdopted {
                proposal: _,
                policy,
            } => self.data = *policy,
            Change::FeedAdopted {
                proposal: _,
                policy,
            } => self.feed = *policy,
            Change::RoundClosed {
                round,
                next_closes_ms,
                standings,
            } => {
                self.write_round_closed(round, next_closes_ms, &standings);
            }
            Change::RoundSettled {
                round,
                file,
                earned,
                active,
                later,
            } => self.write_round_settled(round, file, &earned, &active, &later),
        }
    }

    fn write_left(&mut self, number: MemberNumber) {
        self.leave_grants(number);
        let time_ms = self.time_ms;
        let Some(member) = self.member_mut(number) else {
            return;
        };
        member.left_ms = Some(time_ms);
        let keys = core::mem::take(&mut member.keys);
        member.vouches.clear();
        member.invitations = 0;
        for held in keys.iter().filter(|held| held.number != KeyNumber(0)) {
            self.key_owners.remove(&held.key);
        }
        self.invitations
            .retain(|_, invitation| invitation.by != number);
        self.seats.retain(|seat| seat.member != number);
        self.pause.signatures.remove(&number);
        self.justice.declined.remove(&number);
        self.justice.resting.remove(&number);
        self.trust.forget(number);
        self.delegations.retain(|(_, member), _| *member != number);
        self.mark(number);
    }

    fn write_key(&mut self, change: Change) {
        match change {
            Change::KeyAdded { member, key } => {
                self.key_owners.insert(key.key.clone(), member);
                if let Some(member) = self.member_mut(member) {
                    member.next_key.0 = member.next_key.0.saturating_add(1);
                    member.keys.push(key);
                }
            }
            Change::KeyRemoved { member, key } => {
                let mut removed = None;
                if let Some(member) = self.member_mut(member) {
                    removed = member.find_key(key).map(|held| held.key.clone());
                    member.keys.retain(|held| held.number != key);
                }
                if let Some(public) = removed.filter(|_| key != KeyNumber(0)) {
                    self.key_owners.remove(&public);
                }
            }
            _ => {}
        }
    }

    fn write_round_closed(
        &mut self,
        round: RoundNumber,
        next_closes_ms: u64,
        standings: &[Standing],
    ) {
        let next = RoundNumber(round.0.saturating_add(1));
        let released_before = next.0.checked_sub(self.charter.vouch_release_rounds);
        self.round = next;
        self.delegations.retain(|_, it| next < it.until);
        self.timers
            .insert((next_closes_ms, Timer::RoundCloses(next)));
        for (member, standing) in self.members.iter_mut().zip(standings) {
            member.standing_at_close = *standing;
            member.active_rounds <<= 1;
            if let Some(before) = released_before {
                member.vouches.retain(|vouch| vouch.round.0 > before);
            }
        }
        // A round more has vested.
        self.roll = Roll::of(&self.members, &self.charter, next);
        self.look_soon();
    }

    /// Weighs `number` anew in the roll.
    fn weigh(&mut self, number: MemberNumber) {
        let place = place(number.0);
        if let Some((place, member)) = place.and_then(|at| Some((at, self.members.get(at)?))) {
            let vested = crate::chamber::vested(member, &self.charter, self.round);
            self.roll.weigh(place, crate::chamber::weight(vested));
        }
    }

    /// Brings the roll up to what `number` is now.
    fn mark(&mut self, number: MemberNumber) {
        let place = place(number.0);
        if let Some((place, member)) = place.and_then(|at| Some((at, self.members.get(at)?))) {
            self.roll.mark(place, member);
        }
    }

    fn member_mut(&mut self, number: MemberNumber) -> Option<&mut Member> {
        self.members.get_mut(place(number.0)?)
    }

    fn proposal_mut(&mut self, id: ProposalId) -> Option<&mut Proposal> {
        self.proposals.get_mut(place(id.0)?)
    }
}

/// Numbers count from 1, places from 0.
fn place(number: u32) -> Option<usize> {
    usize::try_from(number.checked_sub(1)?).ok()
}
