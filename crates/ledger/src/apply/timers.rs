//! What happens by itself when its time comes (GOVERNANCE §0, §3). One tick fires one timer.

use super::deciding;
use crate::change::Change;
use crate::ids::{ProposalId, RoundNumber};
use crate::operation::Payload;
use crate::proposal::{Failure, Proposal, Stage};
use crate::rejection::Rejection;
use crate::state::{State, Timer};

/// Fires the first timer that is due. Times that follow from it count from when it was due, not
/// from the entry, so that a late tick delays nothing.
pub(super) fn fire(state: &State, time_ms: u64) -> Result<Vec<Change>, Rejection> {
    if !state.is_founded() {
        return Err(Rejection::NotFounded);
    }
    let Some((due_ms, timer)) = state
        .timers
        .first()
        .filter(|(due_ms, _)| *due_ms <= time_ms)
    else {
        return Err(Rejection::NoTimerDue);
    };
    let proposal = |id: ProposalId| state.find_proposal(id).ok_or(Rejection::ProposalNotFound);
    Ok(match timer {
        Timer::RoundCloses(round) => close_round(state, *round, *due_ms),
        Timer::VoteCloses(id) => close_vote(state, proposal(*id)?, *due_ms, time_ms),
        Timer::ConfirmEnds(id) => {
            let ticks = timelock_ticks(proposal(*id)?);
            vec![enter(
                *id,
                Stage::Timelock {
                    until_ms: due_ms.saturating_add(state.charter.ticks_ms(ticks)),
                },
            )]
        }
        Timer::TimelockEnds(id) => enact(state, proposal(*id)?, time_ms),
        Timer::DraftMatures(id) => {
            let proposal = proposal(*id)?;
            let opens = deciding::may_open(proposal, time_ms) && deciding::has_room(state, 0);
            if opens {
                vec![deciding::open(state, *id, time_ms, None)]
            } else {
                Vec::new()
            }
        }
        Timer::DraftExpires(id) => {
            // A draft that has its sponsors waits for room, as long as it takes.
            if proposal(*id)?.is_sponsored() {
                Vec::new()
            } else {
                vec![enter(*id, Stage::Failed(Failure::Sponsors))]
            }
        }
    })
}

fn enter(proposal: ProposalId, stage: Stage) -> Change {
    Change::StageEntered { proposal, stage }
}

fn timelock_ticks(proposal: &Proposal) -> u32 {
    proposal
        .snapshot
        .as_ref()
        .map_or(0, |snapshot| snapshot.track.timelock_ticks)
}

/// Closes the round and takes back the invitations whose time is over, so that their vouches can
/// be given again.
fn close_round(state: &State, round: RoundNumber, due_ms: u64) -> Vec<Change> {
    let standings = state
        .members
        .iter()
        .map(|member| member.standing(&state.charter, due_ms))
        .collect();
    let closed = Change::RoundClosed {
        round,
        next_closes_ms: due_ms.saturating_add(state.charter.round_ms()),
        standings,
    };
    let over = state
        .invitations
        .iter()
        .filter(|(_, invitation)| invitation.expires_ms < due_ms)
        .map(|(key, invitation)| Change::InvitationClosed {
            key: *key,
            invitation: invitation.clone(),
            used_by: None,
        });
    core::iter::once(closed).chain(over).collect()
}

/// Counts the vote, and opens the oldest draft that waited for room.
fn close_vote(state: &State, proposal: &Proposal, due_ms: u64, time_ms: u64) -> Vec<Change> {
    let Some(snapshot) = &proposal.snapshot else {
        return Vec::new();
    };
    let until_ms = due_ms.saturating_add(state.charter.ticks_ms(snapshot.track.confirm_ticks));
    let stage = match snapshot.failure(&proposal.tally) {
        Some(failure) => Stage::Failed(failure),
        None => Stage::Confirming { until_ms },
    };
    let mut changes = vec![enter(proposal.id, stage)];
    let waiting = state
        .proposals
        .iter()
        .find(|it| deciding::may_open(it, time_ms));
    if let Some(next) = waiting.filter(|_| deciding::has_room(state, 1)) {
        changes.push(deciding::open(state, next.id, time_ms, None));
    }
    changes
}

/// Makes the decision law. Nobody presses a button; nobody can hold it.
fn enact(state: &State, proposal: &Proposal, time_ms: u64) -> Vec<Change> {
    let id = proposal.id;
    if is_overtaken(state, proposal) {
        return vec![enter(id, Stage::Failed(Failure::Conflict))];
    }
    let adopted = match &proposal.payload {
        Payload::Statement => return vec![enter(id, Stage::Enacted)],
        Payload::Moderation(changes) => deciding::moderation_after(state, id, time_ms, changes)
            .map(|policy| Change::ModerationAdopted {
                proposal: id,
                policy: Box::new(policy),
            }),
        Payload::Data(changes) => {
            deciding::data_after(state, id, time_ms, changes).map(|policy| Change::DataAdopted {
                proposal: id,
                policy: Box::new(policy),
            })
        }
    };
    match adopted {
        Ok(change) => vec![change, enter(id, Stage::Enacted)],
        // The policy has moved on since the vote opened; what the members decided no longer fits.
        Err(_) => vec![enter(id, Stage::Failed(Failure::Conflict))],
    }
}

/// Says whether a clause that the proposal touches was changed after the proposal was filed. What
/// its voters compared it with is then no longer there.
fn is_overtaken(state: &State, proposal: &Proposal) -> bool {
    let is_later = |since_ms: Option<u64>| since_ms.is_some_and(|it| it > proposal.filed_ms);
    match &proposal.payload {
        Payload::Statement => false,
        Payload::Moderation(changes) => changes
            .iter()
            .any(|change| is_later(state.moderation.touched_since_ms(change))),
        Payload::Data(changes) => changes
            .iter()
            .any(|change| is_later(state.data.touched_since_ms(change))),
    }
}
