//! What a proposal would do, run against what the state knows: the last votes under other numbers, what
//! the next round would issue, what the treasury would hold.
//!
//! Nothing here is a rule of its own. Votes are judged by the snapshot that the same charter would have
//! frozen, money moves as [`crate::state::State::commit`] moves it, issuance is [`crate::score`]'s. What
//! people would have done otherwise is not known, and not guessed.

use std::collections::BTreeMap;

use crate::apply::opening::{Asked, People};
use crate::books::Account;
use crate::change::{BooksChange, Change};
use crate::charter::{Charter, RuleName};
use crate::charter::{Class, Parameter};
use crate::ids::{Money, ProposalId};
use crate::payload::Envelope;
use crate::proposal::{Count, Failure, Proposal, Snapshot, Stage};
use crate::score::Issuance;
use crate::state::State;

/// A vote that is over, judged under two charters with the same ballots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PastVote {
    /// Which.
    pub proposal: ProposalId,
    /// When it ended, in milliseconds.
    pub ended_ms: u64,
    /// What failed it under the numbers that it had; nothing: it passed.
    pub before: Option<Failure>,
    /// What would have failed it.
    pub after: Option<Failure>,
}

/// What the commons hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purse {
    /// In all and promised to nobody, in minor units.
    pub treasury: Money,
    /// Of it in each envelope.
    pub envelopes: BTreeMap<Envelope, Money>,
}

impl PastVote {
    /// Says whether it would have ended otherwise.
    #[must_use]
    pub fn is_turned(&self) -> bool {
        self.before.is_some() != self.after.is_some()
    }
}

impl Purse {
    /// Returns what `state` says.
    #[must_use]
    pub fn of(state: &State) -> Self {
        Self {
            treasury: state.books.available(),
            envelopes: Envelope::ALL
                .map(|it| (it, state.books.free(Account::Envelope(it))))
                .into(),
        }
    }

    /// Returns what is there after `change`.
    #[must_use]
    pub fn after(mut self, change: &Change) -> Self {
        if let Change::Books(BooksChange::Transferred { transfer }) = change {
            self.moved(transfer.debit, |held| {
                held.saturating_sub(transfer.amount.0)
            });
            self.moved(transfer.credit, |held| {
                held.saturating_add(transfer.amount.0)
            });
        }
        self
    }

    fn moved(&mut self, account: Account, by: impl Fn(u64) -> u64) {
        if account.is_of_treasury() {
            self.treasury.0 = by(self.treasury.0);
        }
        if let Account::Envelope(envelope) = account {
            let held = self.envelopes.entry(envelope).or_insert(Money(0));
            held.0 = by(held.0);
        }
    }
}

/// Says whether votes can end otherwise under `after` than under `before`.
#[must_use]
pub fn touches_votes(before: &Charter, after: &Charter) -> bool {
    let differs = |name| Parameter::Rule(name).get(before) != Parameter::Rule(name).get(after);
    before.tracks != after.tracks
        || before.classes != after.classes
        || [
            RuleName::Veto,
            RuleName::SupportFloor,
            RuleName::ExistenceMembers,
            RuleName::MandateVeto,
            RuleName::RetryApproval,
        ]
        .into_iter()
        .any(differs)
}

/// Says whether a round can issue otherwise under `after` than under `before`.
#[must_use]
pub fn touches_issuance(before: &Charter, after: &Charter) -> bool {
    before.issuance_divisor != after.issuance_divisor
        || before.quota_per_active != after.quota_per_active
        || before.content_share != after.content_share
        || before.earning != after.earning
}

/// Judges the last `most` votes that are over as `charter` would have, the latest first. Votes that went
/// on after a panel are left out: they were judged by numbers of their own.
#[must_use]
pub fn votes_under(state: &State, charter: &Charter, most: usize) -> Vec<PastVote> {
    let members = state.count_members(state.time_ms);
    let over = state.proposals.iter().filter(|it| !it.is_open());
    let mut votes: Vec<PastVote> = over
        .filter_map(|it| vote_under(it, charter, members))
        .collect();
    votes.sort_by_key(|it| core::cmp::Reverse((it.ended_ms, it.proposal)));
    votes.truncate(most);
    votes
}

fn vote_under(proposal: &Proposal, charter: &Charter, members: u32) -> Option<PastVote> {
    let snapshot = proposal.snapshot.as_ref()?;
    let count = proposal.counts.last()?;
    let panel = proposal.panel.as_ref();
    if panel.is_some_and(|it| it.ended.is_none_or(|(_, is_blocked)| is_blocked)) {
        return None;
    }
    let opened_at = proposal
        .history
        .iter()
        .rposition(|(stage, _)| matches!(stage, Stage::Open { .. }))?;
    let (next, ended_ms) = *proposal.history.get(opened_at.saturating_add(1))?;
    let before = match next {
        Stage::Failed(failure) => Some(failure),
        Stage::Draft { .. }
        | Stage::Open { .. }
        | Stage::Confirming { .. }
        | Stage::Timelock { .. }
        | Stage::Enacted
        | Stage::Withdrawn
        | Stage::BetweenReadings { .. }
        | Stage::Panel { .. } => None,
    };
    let people = People {
        electorate: snapshot.electorate,
        members,
        weight: snapshot.weights.total,
    };
    let asked = Asked::of(charter, proposal, people);
    let existence = proposal.class == Class::Existence;
    let after = Snapshot {
        length_ms: charter.ticks_ms(asked.track.voting_ticks),
        confirm_ms: charter.ticks_ms(asked.track.confirm_ticks),
        track: asked.track,
        veto: asked.veto,
        // How many members there were then is not kept: the number of now is not put in its place.
        support_least: if existence {
            snapshot.support_least
        } else {
            asked.support_least
        },
        stewards: asked.stewards,
        ..snapshot.clone()
    };
    Some(PastVote {
        proposal: proposal.id,
        ended_ms,
        before,
        after: judged(&after, count, ended_ms),
    })
}

/// Returns what fails `count` under `snapshot`. Where thresholds move it is as if every ballot had been
/// there from the opening on: when each came is not kept.
fn judged(snapshot: &Snapshot, count: &Count, ended_ms: u64) -> Option<Failure> {
    if snapshot.track.is_fixed() {
        return snapshot.failure(count, ended_ms);
    }
    let closes_ms = snapshot.opened_ms.saturating_add(snapshot.length_ms);
    let passes_ms = snapshot
        .met_from(count, snapshot.opened_ms)
        .map(|it| it.saturating_add(snapshot.confirm_ms));
    if passes_ms.is_some_and(|it| it <= closes_ms) {
        None
    } else {
        let failure = snapshot.failure(count, closes_ms);
        failure.or(Some(Failure::Unconfirmed))
    }
}

/// Returns what the next round would issue under `charter` if as many earned in it as in the last one
/// that was settled; nothing before that.
#[must_use]
pub fn issuance_under(state: &State, charter: &Charter) -> Option<Issuance> {
    let last = state.settled.0.checked_sub(1)?;
    let earned = state
        .members
        .iter()
        .filter(|it| it.grants.iter().any(|grant| grant.round.0 == last));
    let contributors = u32::try_from(earned.count()).unwrap_or(u32::MAX);
    Issuance::of(
        &charter.earning_rules(),
        charter.later_rules(),
        state.pool,
        contributors,
    )
}
