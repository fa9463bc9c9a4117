//! Calling, drawing and hearing confirmation panels (GOVERNANCE §3, panel).

use super::{Context, voting};
use crate::change::Change;
use crate::ids::{EntryIndex, ProposalId};
use crate::panel::PanelAnswer;
use crate::proposal::{Proposal, Snapshot, Stage};
use crate::rejection::Rejection;
use crate::sortition::{Beacon, Draw, Purpose};
use crate::state::State;

/// Returns the panel that what passed is put to, if it is: drawn a tick from now, so that what
/// decides the lot comes after everything that it is drawn from. Counts from the entry, so that
/// nobody's time to answer is cut.
pub(super) fn called(proposal: &Proposal, snapshot: &Snapshot, time_ms: u64) -> Option<Stage> {
    let rules = &snapshot.panel;
    let is_asked = proposal.panel.is_none() && rules.asks(&proposal.tally, snapshot.electorate);
    let draws_ms = time_ms.saturating_add(rules.draws_after_ms);
    is_asked.then(|| Stage::Panel {
        draws_ms,
        until_ms: draws_ms.saturating_add(rules.answers_ms),
    })
}

/// Draws from those who could vote, by the root of the log so far.
pub(super) fn draw(state: &State, proposal: &Proposal, time_ms: u64) -> Vec<Change> {
    let (Stage::Panel { draws_ms, .. }, Some(snapshot)) = (proposal.stage, &proposal.snapshot)
    else {
        return Vec::new();
    };
    let draw = Draw {
        purpose: Purpose::Panel,
        id: proposal.id.0.into(),
        beacon: Beacon {
            index: EntryIndex(state.log.size()),
            hash: state.log.root(),
        },
        seats: snapshot.panel.seats,
        alternates_each: 0,
    };
    let drawn = Change::PanelDrawn {
        proposal: proposal.id,
        receipt: Box::new(draw.hold(proposal.stratified())),
    };
    let sits = Change::StageEntered {
        proposal: proposal.id,
        stage: Stage::Panel {
            draws_ms,
            until_ms: time_ms.saturating_add(snapshot.panel.answers_ms),
        },
    };
    vec![drawn, sits]
}

/// Ends a panel: what it did not block goes the way it would have gone without one.
pub(super) fn end(state: &State, proposal: &Proposal, due_ms: u64, time_ms: u64) -> Vec<Change> {
    let (Some(snapshot), Some(panel)) = (&proposal.snapshot, &proposal.panel) else {
        return Vec::new();
    };
    let blocks = snapshot.panel.blocks(panel.count());
    let ended = Change::PanelEnded {
        proposal: proposal.id,
        is_blocked: blocks,
        closes_ms: blocks.then(|| time_ms.saturating_add(snapshot.panel.more_ms)),
    };
    let stage = (!blocks).then(|| Change::StageEntered {
        proposal: proposal.id,
        stage: voting::passed(state, proposal, snapshot, due_ms),
    });
    core::iter::once(ended).chain(stage).collect()
}

pub(super) fn answer(
    ctx: &Context<'_>,
    id: ProposalId,
    answer: PanelAnswer,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let proposal = ctx
        .state
        .find_proposal(id)
        .ok_or(Rejection::ProposalNotFound)?;
    let (Stage::Panel { .. }, Some(panel)) = (proposal.stage, &proposal.panel) else {
        return Err(Rejection::NoPanel);
    };
    if panel.receipt.is_none() {
        return Err(Rejection::NoPanel);
    }
    if !panel.seats(ctx.member()) {
        return Err(Rejection::NotOnPanel);
    }
    changes.push(Change::PanelAnswered {
        proposal: id,
        member: ctx.member(),
        answer,
    });
    Ok(())
}
