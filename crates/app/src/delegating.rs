//! How a member's delegates voted, and what came of it for the member.

use ledger::State;
use ledger::delegation::Topic;
use ledger::entry::{Act, Entry};
use ledger::ids::{MemberNumber, ProposalId};
use ledger::operation::{Body, Choice};
use ledger::proposal::{Proposal, Stage};

use crate::error::Result;
use crate::{App, Viewer};

/// Decisions that are listed at most, latest first.
const LISTED_MAX: usize = 10;

/// A vote in which the member had named somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DelegatedVote {
    /// Which.
    pub proposal: ProposalId,
    /// Whether ballots are still cast.
    pub is_open: bool,
    /// What came of the member's vote.
    pub outcome: DelegatedOutcome,
}

/// What came of a vote of somebody who had named others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DelegatedOutcome {
    /// They voted themself.
    Own(Choice),
    /// The first of those they named who was heard.
    By(MemberNumber, Choice),
    /// Nobody they named was heard in time.
    Nobody,
    /// The ballots of those they named lock at this moment, in milliseconds, and can be seen then.
    NotYet(u64),
}

/// Whom the member named, when; nobody: that they took it back.
struct Naming {
    at_ms: u64,
    topic: Topic,
    to: Vec<MemberNumber>,
}

/// A vote with the delegates that held in it.
struct Named {
    proposal: ProposalId,
    to: Vec<MemberNumber>,
    is_open: bool,
    opened_ms: u64,
    locks_ms: u64,
}

impl App {
    /// Lists the last votes in which the viewer had named somebody, latest first, with what came of
    /// their vote. What a delegate carries at most is left out of account: it is in the count.
    ///
    /// # Errors
    ///
    /// [`crate::AppError::SignInNeeded`], [`crate::AppError::Record`] or [`crate::AppError::Store`].
    pub async fn list_delegated_votes(&self, viewer: &Viewer) -> Result<Vec<DelegatedVote>> {
        let member = viewer.signed_in()?;
        let rows = self.store.read().await?.list_namings(member).await?;
        let mut namings = Vec::with_capacity(rows.len());
        for row in rows {
            namings.extend(self.read_entry(row.index)?.and_then(|it| naming(&it)));
        }
        let named: Vec<Named> = self.record.read(|state| {
            let latest = state.proposals.iter().rev();
            let named = latest.filter_map(|it| named_in(state, it, &namings));
            named.take(LISTED_MAX).collect()
        })?;
        let now_ms = self.clock.now_ms();
        let mut votes = Vec::with_capacity(named.len());
        for it in named {
            votes.push(DelegatedVote {
                proposal: it.proposal,
                is_open: it.is_open,
                outcome: self.outcome(member, &it, now_ms).await?,
            });
        }
        Ok(votes)
    }

    async fn outcome(
        &self,
        member: MemberNumber,
        named: &Named,
        now_ms: u64,
    ) -> Result<DelegatedOutcome> {
        // A ballot of an earlier reading counts for nothing in this one.
        let own = self.find_last_ballot(named.proposal, member).await?;
        if let Some(own) = own.filter(|it| it.at_ms >= named.opened_ms) {
            return Ok(DelegatedOutcome::Own(own.choice));
        }
        if named.is_open && now_ms < named.locks_ms {
            return Ok(DelegatedOutcome::NotYet(named.locks_ms));
        }
        for delegate in &named.to {
            let ballot = self.find_last_ballot(named.proposal, *delegate).await?;
            let heard = named.opened_ms..named.locks_ms;
            if let Some(ballot) = ballot.filter(|it| heard.contains(&it.at_ms)) {
                return Ok(DelegatedOutcome::By(*delegate, ballot.choice));
            }
        }
        Ok(DelegatedOutcome::Nobody)
    }
}

fn naming(entry: &Entry) -> Option<Naming> {
    let Act::Operation(signed) = &entry.act else {
        return None;
    };
    let (topic, to) = match &signed.operation.body {
        Body::Delegate { topic, to } => (*topic, to.clone()),
        Body::Undelegate(topic) => (*topic, Vec::new()),
        _ => return None,
    };
    let at_ms = entry.time_ms;
    Some(Naming { at_ms, topic, to })
}

/// Finds whom of the `namings`, latest first, the vote on `proposal` froze when it opened. The vote
/// itself forgets it at its end.
fn named_in(state: &State, proposal: &Proposal, namings: &[Naming]) -> Option<Named> {
    let snapshot = proposal.snapshot.as_ref()?;
    let topic = proposal.payload.topic()?;
    let mut before = namings.iter();
    let last = before.find(|it| it.topic == topic && it.at_ms <= snapshot.opened_ms)?;
    let round_ms = state.charter.round_ms().max(1);
    let round = |at_ms: u64| at_ms.saturating_sub(state.founded_ms) / round_ms;
    let until = round(last.at_ms).saturating_add(state.charter.delegation_rounds.into());
    if last.to.is_empty() || round(snapshot.opened_ms) >= until {
        return None;
    }
    let stages = proposal.history.iter().rev().map(|(stage, _)| *stage);
    let closes_ms = stages.into_iter().find_map(|stage| match stage {
        Stage::Open { closes_ms } => Some(closes_ms),
        _ => None,
    })?;
    Some(Named {
        proposal: proposal.id,
        to: last.to.clone(),
        is_open: proposal.is_open(),
        opened_ms: snapshot.opened_ms,
        locks_ms: snapshot.locks_ms(closes_ms),
    })
}
