//! Whose vote is asked for, and when (GOVERNANCE §3, attention).
//!
//! A member may vote on everything that is open, but is *asked* only now and then: for so many votes
//! a round as the charter says, and beside them for every vote on the charter and on existence. Which
//! of several it is, the lot says, so that each open vote is asked of about as many. Asking is a
//! notification: whoever keeps none is not asked, and what is erased of it is forgotten. At the
//! moment when ballots of delegates lock, those who were asked and have not voted are reminded once,
//! and whoever is carried hears by whom, while their own vote still wins.
//!
//! Everybody is looked at once when a round begins and when a vote opens, in chunks: a job each, so
//! that fifty million members keep no transaction open.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use domain::ids::NotificationId;
use ledger::charter::{Charter, Class};
use ledger::ids::{MemberNumber, ProposalId};
use ledger::member::Standing;
use ledger::operation::Choice;
use ledger::proposal::{Proposal, Stage};
use ledger::{State, policy::Category};
use store::Tx;
use store::notification::{Asked, NewNotification, NotificationKind};

use crate::App;
use crate::collector::Permits;
use crate::error::Result;
use crate::jobs::Job;

/// Members that one job looks at.
const CHUNK: u32 = 20_000;

/// A vote that somebody can still cast a ballot in, and how it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Votable {
    proposal: ProposalId,
    /// When the vote, or its present reading, was opened.
    opened_ms: u64,
    /// On the charter or on existence: asked of everybody.
    is_for_all: bool,
}

/// What somebody is to be told about a vote that ends soon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    /// Somebody votes for them.
    Carried(MemberNumber, Choice),
    /// Nobody does.
    NotVoted,
}

impl App {
    /// Asks the members from number `from` on for their votes, one chunk of them, and enqueues the
    /// next chunk.
    pub(crate) async fn ask_members(&self, from: u32) -> Result<()> {
        let now_ms = self.clock.now_ms();
        let chunk = chunk(from);
        let (votable, is_last) = self.record.read(|state| {
            let votable = members(state, &chunk, now_ms).filter_map(|member| {
                let open = votable_by(state, member);
                (!open.is_empty()).then_some((member, open))
            });
            (votable.collect::<Vec<_>>(), is_last(state, &chunk))
        })?;
        let commons = self.commons();
        let began_ms = commons
            .round_closes_ms
            .saturating_sub(commons.charter.round_ms());
        let mut tx = self.store.begin().await?;
        if !votable.is_empty() {
            let ends = (MemberNumber(*chunk.start()), MemberNumber(*chunk.end()));
            let asked = by_member(tx.list_asked(ends.0, ends.1).await?);
            let permits = self.permits_notices(&mut tx, ends, now_ms).await?;
            for (member, open) in votable {
                let before = asked.get(&member).map_or(&[][..], Vec::as_slice);
                let asks = asks(&commons.charter, member, &open, before, began_ms);
                let others = open.len().saturating_sub(asks.len());
                for proposal in asks {
                    let detail = format!("{proposal} {others}");
                    let kind = NotificationKind::VoteAsked;
                    self.put(&mut tx, &permits, (member, None), kind, detail, now_ms)
                        .await?;
                }
            }
        }
        if !is_last {
            let job = Job::AskMembers { from: next(&chunk) };
            self.enqueue(&mut tx, &job, now_ms).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Enqueues that everybody is looked at.
    pub(crate) async fn enqueue_asking(&self, tx: &mut Tx, now_ms: u64) -> Result<()> {
        self.enqueue(tx, &Job::AskMembers { from: 1 }, now_ms).await
    }

    /// Enqueues what reminds of a vote that opened: when the ballots of delegates lock, but not
    /// before half of it is over.
    pub(crate) async fn enqueue_reminder(&self, tx: &mut Tx, id: ProposalId) -> Result<()> {
        let due_ms = self
            .record
            .read(|state| state.find_proposal(id).and_then(reminds_ms))?;
        if let Some(due_ms) = due_ms {
            let job = Job::RemindVoters {
                proposal: id.0,
                from: 1,
            };
            self.enqueue(tx, &job, due_ms).await?;
        }
        Ok(())
    }

    /// Tells one chunk of the electorate, from number `from` on, that a vote ends soon, and enqueues
    /// the next chunk. A vote that was extended is looked at again later; one that is over, never.
    pub(crate) async fn remind_voters(&self, id: ProposalId, from: u32) -> Result<()> {
        let now_ms = self.clock.now_ms();
        let chunk = chunk(from);
        let (due_ms, opened_ms, ending, is_last) = self.record.read(|state| {
            let proposal = state.find_proposal(id);
            let due_ms = proposal.and_then(reminds_ms);
            let opened_ms = proposal.map_or(0, opened_ms);
            let ending: Vec<_> = proposal.map_or_else(Vec::new, |proposal| {
                let here = members(state, &chunk, now_ms);
                here.filter_map(|member| Some((member, ending_for(proposal, member)?)))
                    .collect()
            });
            (due_ms, opened_ms, ending, is_last(state, &chunk))
        })?;
        let Some(due_ms) = due_ms else { return Ok(()) };
        let mut tx = self.store.begin().await?;
        if due_ms > now_ms && from == 1 {
            let job = Job::RemindVoters {
                proposal: id.0,
                from,
            };
            self.enqueue(&mut tx, &job, due_ms).await?;
            return Ok(tx.commit().await?);
        }
        let ends = (MemberNumber(*chunk.start()), MemberNumber(*chunk.end()));
        let asked = tx.list_asked(ends.0, ends.1).await?;
        let asked = asked.into_iter().filter(|it| is_for(it, id, opened_ms));
        let asked: BTreeSet<MemberNumber> = asked.map(|it| it.member).collect();
        let permits = self.permits_notices(&mut tx, ends, now_ms).await?;
        for (member, ending) in ending {
            let (actor, kind, detail) = match ending {
                Ending::Carried(delegate, choice) => (
                    Some(delegate),
                    NotificationKind::DelegateVoted,
                    format!("{id} {}", choice.word()),
                ),
                Ending::NotVoted if asked.contains(&member) => {
                    (None, NotificationKind::VoteEnding, id.to_string())
                }
                Ending::NotVoted => continue,
            };
            self.put(&mut tx, &permits, (member, actor), kind, detail, now_ms)
                .await?;
        }
        if !is_last {
            let job = Job::RemindVoters {
                proposal: id.0,
                from: next(&chunk),
            };
            self.enqueue(&mut tx, &job, now_ms).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Lists the open votes that `member` is asked for and has not voted in, in the order in which
    /// they were asked.
    ///
    /// # Errors
    ///
    /// [`crate::AppError::Record`] or [`crate::AppError::Store`].
    pub async fn list_asked(&self, member: MemberNumber) -> Result<Vec<ProposalId>> {
        let asked = self.store.read().await?.list_asked(member, member).await?;
        let waiting = self.record.read(|state| {
            let waits = |it: &Asked| {
                state.find_proposal(it.proposal).is_some_and(|proposal| {
                    can_vote(proposal, member) && is_for(it, proposal.id, opened_ms(proposal))
                })
            };
            let waiting = asked.iter().filter(|it| waits(it));
            waiting.map(|it| it.proposal).collect()
        })?;
        Ok(waiting)
    }

    async fn permits_notices(
        &self,
        tx: &mut Tx,
        ends: (MemberNumber, MemberNumber),
        now_ms: u64,
    ) -> Result<Permits> {
        let collector = self.collector().at(now_ms);
        collector
            .permits_all(tx, Category::Notifications, ends)
            .await
    }

    async fn put(
        &self,
        tx: &mut Tx,
        permits: &Permits,
        (member, actor): (MemberNumber, Option<MemberNumber>),
        kind: NotificationKind,
        detail: String,
        now_ms: u64,
    ) -> Result<()> {
        let Some(kept) = permits.of(member) else {
            return Ok(());
        };
        let new = NewNotification {
            member,
            id: NotificationId::new(now_ms, self.entropy.bits()),
            kind,
            actor,
            post: None,
            comment: None,
            detail: Some(detail),
            expires_at_ms: kept.until_ms,
        };
        Ok(tx.insert_notification(&new).await?)
    }
}

/// Chooses what `member` is asked for now, of the votes that are `open` to them, when they were
/// asked for the votes `before`, the current round having begun at `began_ms`.
fn asks(
    charter: &Charter,
    member: MemberNumber,
    open: &[Votable],
    before: &[Asked],
    began_ms: u64,
) -> Vec<ProposalId> {
    let was_asked = |vote: &Votable| {
        before
            .iter()
            .any(|it| is_for(it, vote.proposal, vote.opened_ms))
    };
    let new = open.iter().filter(|it| !was_asked(it));
    let (for_all, others): (Vec<&Votable>, Vec<&Votable>) = new.partition(|it| it.is_for_all);
    let is_for_all = |id| open.iter().any(|it| it.proposal == id && it.is_for_all);
    let this_round = before
        .iter()
        .filter(|it| it.at_ms >= began_ms && !is_for_all(it.proposal));
    let left = usize::from(charter.asks_per_round).saturating_sub(this_round.count());
    let mut drawn: Vec<ProposalId> = others.iter().map(|it| it.proposal).collect();
    drawn.sort_by_key(|id| lot(member, *id));
    let for_all = for_all.iter().map(|it| it.proposal);
    for_all.chain(drawn.into_iter().take(left)).collect()
}

/// A number that nobody can steer and that differs from member to member.
fn lot(member: MemberNumber, proposal: ProposalId) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key("meent/ask/v1");
    hasher.update(&member.0.to_le_bytes());
    hasher.update(&proposal.0.to_le_bytes());
    *hasher.finalize().as_bytes()
}

/// Returns when to remind of the vote, if it is open.
fn reminds_ms(proposal: &Proposal) -> Option<u64> {
    let (Stage::Open { closes_ms }, Some(snapshot)) = (proposal.stage, &proposal.snapshot) else {
        return None;
    };
    let half_ms = closes_ms.saturating_sub(snapshot.opened_ms) / 2;
    Some(closes_ms.saturating_sub(snapshot.lock_ms.min(half_ms)))
}

/// Says whether somebody was asked for this vote, and not for an earlier reading.
fn is_for(asked: &Asked, proposal: ProposalId, opened_ms: u64) -> bool {
    asked.proposal == proposal && asked.at_ms >= opened_ms
}

fn opened_ms(proposal: &Proposal) -> u64 {
    proposal.snapshot.as_ref().map_or(0, |it| it.opened_ms)
}

fn can_vote(proposal: &Proposal, member: MemberNumber) -> bool {
    let is_voter = |it: &ledger::proposal::Snapshot| it.voters.contains(member);
    proposal.is_open()
        && proposal.snapshot.as_ref().is_some_and(is_voter)
        && !proposal.ballots.contains(member)
}

fn votable_by(state: &State, member: MemberNumber) -> Vec<Votable> {
    let open = state.proposals.iter().filter(|it| can_vote(it, member));
    open.map(|it| Votable {
        proposal: it.id,
        opened_ms: opened_ms(it),
        is_for_all: matches!(it.class, Class::Charter | Class::Existence),
    })
    .collect()
}

fn ending_for(proposal: &Proposal, member: MemberNumber) -> Option<Ending> {
    if !can_vote(proposal, member) {
        return None;
    }
    let named = &proposal.snapshot.as_ref()?.delegations;
    Some(match proposal.carrying.carrier(named, member) {
        Some((delegate, choice)) => Ending::Carried(delegate, choice),
        None => Ending::NotVoted,
    })
}

fn chunk(from: u32) -> RangeInclusive<u32> {
    from..=from.saturating_add(CHUNK - 1)
}

fn next(chunk: &RangeInclusive<u32>) -> u32 {
    chunk.end().saturating_add(1)
}

fn is_last(state: &State, chunk: &RangeInclusive<u32>) -> bool {
    usize::try_from(*chunk.end()).is_ok_and(|end| end >= state.members.len())
}

/// Those of a chunk who have a vote today.
fn members<'a>(
    state: &'a State,
    chunk: &RangeInclusive<u32>,
    now_ms: u64,
) -> impl Iterator<Item = MemberNumber> + use<'a> {
    let has_vote = move |number: &MemberNumber| {
        state
            .find_member(*number)
            .is_some_and(|it| it.standing(&state.charter, now_ms) == Standing::Member)
    };
    chunk.clone().map(MemberNumber).filter(has_vote)
}

fn by_member(asked: Vec<Asked>) -> BTreeMap<MemberNumber, Vec<Asked>> {
    let mut sorted: BTreeMap<MemberNumber, Vec<Asked>> = BTreeMap::new();
    for it in asked {
        sorted.entry(it.member).or_default().push(it);
    }
    sorted
}
