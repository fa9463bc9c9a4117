//! Casting ballots, and what a vote's end leads to (GOVERNANCE §3).

use super::{Context, opening, payload, ranking, sitting, welcoming};
use crate::change::Change;
use crate::ids::{MemberNumber, ProposalId};
use crate::operation::Choice;
use crate::proposal::{Ballot, Proposal, Snapshot, Stage};
use crate::rejection::Rejection;
use crate::state::State;

pub(super) fn vote(
    ctx: &Context<'_>,
    id: ProposalId,
    choice: Choice,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let proposal = ctx
        .state
        .find_proposal(id)
        .ok_or(Rejection::ProposalNotFound)?;
    welcoming::check_may_vote(ctx)?;
    if let Some(ranked) = proposal.ranked.as_deref().filter(|it| it.is_ranking()) {
        if let Stage::Open { .. } = proposal.stage {
            return Err(Rejection::RankingAsked);
        }
        if let Stage::Timelock { .. } = proposal.stage
            && ranked.can_be_sent_back()
        {
            return ranking::judge(ctx, proposal, choice, changes);
        }
    }
    let cast_ms = ctx.time_ms;
    changes.extend(ballot(proposal, ctx.member(), Ballot { choice, cast_ms })?);
    Ok(())
}

/// Decides a ballot of `member`, whoever they are.
///
/// # Errors
///
/// [`Rejection::NotOpen`], [`Rejection::NotInElectorate`] or [`Rejection::BallotLocked`].
pub fn ballot(
    proposal: &Proposal,
    member: MemberNumber,
    ballot: Ballot,
) -> Result<Vec<Change>, Rejection> {
    let (Stage::Open { closes_ms }, Some(snapshot)) = (proposal.stage, &proposal.snapshot) else {
        return Err(Rejection::NotOpen);
    };
    if !snapshot.voters.contains(member) {
        return Err(Rejection::NotInElectorate);
    }
    let time_ms = ballot.cast_ms;
    let is_locked = closes_ms.saturating_sub(time_ms) <= snapshot.lock_ms;
    if is_locked && proposal.ballots.contains(member) && snapshot.delegations.is_delegate(member) {
        return Err(Rejection::BallotLocked);
    }
    let mut after = proposal.count_with(member, ballot, closes_ms);
    let mut changes = vec![Change::BallotCast {
        proposal: proposal.id,
        member,
        choice: ballot.choice,
        count: Box::new(after),
        electorate: snapshot.electorate,
    }];
    if !proposal.is_extended && closes_ms.saturating_sub(time_ms) <= snapshot.swing_ms {
        let fails = |count| snapshot.failure(count, time_ms).is_some();
        if fails(&proposal.count()) != fails(&after) {
            let closes_ms = closes_ms.saturating_add(snapshot.swing_ms);
            after = proposal.count_with(member, ballot, closes_ms);
            changes.push(Change::VoteExtended {
                proposal: proposal.id,
                closes_ms,
            });
        }
    }
    if !snapshot.track.is_fixed() {
        // What was met and still is was met without a break.
        let is_unbroken = proposal.met_ms.is_some_and(|it| it <= time_ms)
            && snapshot.failure(&after, time_ms).is_none();
        let met_ms = snapshot.met_from(&after, time_ms);
        if !is_unbroken && met_ms != proposal.met_ms {
            changes.push(Change::CurvesMet {
                proposal: proposal.id,
                met_ms,
            });
        }
    }
    Ok(changes)
}

/// Counts a vote at its close. Where thresholds move it has failed: it would have passed before.
pub(super) fn close(state: &State, proposal: &Proposal, due_ms: u64, time_ms: u64) -> Vec<Change> {
    let Some(snapshot) = &proposal.snapshot else {
        return Vec::new();
    };
    let stage = match snapshot.failure(&proposal.count(), due_ms) {
        Some(failure) => Stage::Failed(failure),
        None if snapshot.track.is_fixed() => sitting::called(proposal, snapshot, time_ms)
            .unwrap_or_else(|| passed(state, proposal, snapshot, due_ms)),
        None => Stage::Failed(crate::proposal::Failure::Unconfirmed),
    };
    let mut changes: Vec<Change> = ranking::counted(proposal, stage).into_iter().collect();
    changes.extend(ended(state, proposal, stage, time_ms));
    changes
}

/// Ends a vote whose moving thresholds were met for the confirm time.
pub(super) fn pass(state: &State, proposal: &Proposal, due_ms: u64, time_ms: u64) -> Vec<Change> {
    let Some(snapshot) = &proposal.snapshot else {
        return Vec::new();
    };
    let stage = sitting::called(proposal, snapshot, time_ms)
        .unwrap_or_else(|| passed(state, proposal, snapshot, due_ms));
    ended(state, proposal, stage, time_ms)
}

/// Returns where a proposal goes that passed: to its next reading, into the time for challenges, or,
/// where thresholds moved and were met for that time already, into the timelock.
pub(super) fn passed(
    state: &State,
    proposal: &Proposal,
    snapshot: &Snapshot,
    due_ms: u64,
) -> Stage {
    if let Some(stage) = next_reading(state, proposal, snapshot, due_ms) {
        return stage;
    }
    if snapshot.track.is_fixed() {
        let until_ms = due_ms.saturating_add(snapshot.confirm_ms);
        Stage::Confirming { until_ms }
    } else {
        timelock(state, proposal, due_ms)
    }
}

fn ended(state: &State, proposal: &Proposal, stage: Stage, time_ms: u64) -> Vec<Change> {
    let entered = Change::StageEntered {
        proposal: proposal.id,
        stage,
    };
    let next = opening::open_next(state, proposal, time_ms);
    core::iter::once(entered).chain(next).collect()
}

/// Returns the wait for the next reading, if there is one.
fn next_reading(
    state: &State,
    proposal: &Proposal,
    snapshot: &Snapshot,
    due_ms: u64,
) -> Option<Stage> {
    let apart_ms = state.charter.ticks_ms(state.charter.readings_apart_ticks);
    (proposal.reading() < usize::from(snapshot.readings)).then_some(Stage::BetweenReadings {
        opens_ms: due_ms.saturating_add(apart_ms),
    })
}

/// Returns the wait before enactment: the track's, or the notice that those must have whom it
/// costs something.
pub(super) fn timelock(state: &State, proposal: &Proposal, due_ms: u64) -> Stage {
    let track_ticks = proposal
        .snapshot
        .as_ref()
        .map_or(0, |snapshot| snapshot.track.timelock_ticks);
    let notice_ticks = if payload::costs_earners(state, &proposal.payload) {
        state.charter.notice_ticks
    } else {
        0
    };
    let ticks = track_ticks.max(notice_ticks);
    Stage::Timelock {
        until_ms: due_ms.saturating_add(state.charter.ticks_ms(ticks)),
    }
}
