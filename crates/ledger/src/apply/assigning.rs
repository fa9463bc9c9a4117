//! Passing shares on, calling them back, and what happens when neither is possible any more.

use super::Context;
use super::trading::{buys_at_most, is_insider, unearned, unearned_max};
use crate::assignment::{AT_ONCE_MAX, Assignment, AssignmentStage};
use crate::change::{AssigningChange, Change};
use crate::ids::{AssignmentId, MemberNumber, MicroShares};
use crate::market::auction::Side;
use crate::member::Standing;
use crate::rejection::Rejection;
use crate::state::State;

/// Returns what `member` can pass on now: what is theirs, not locked, and not offered in an auction whose
/// orders are known. Whoever has seen the others' orders must not be able to make their own void.
#[must_use]
pub fn assignable(state: &State, member: MemberNumber) -> MicroShares {
    let offered = state.market.revealed(member, Side::Sell);
    MicroShares(state.sellable(member).0.saturating_sub(offered.0))
}

/// Returns what can be passed on to `member` now: what they could buy, without what they want to buy in
/// an auction whose orders are known.
#[must_use]
pub fn takes_at_most(state: &State, member: MemberNumber) -> MicroShares {
    let wanted = state.market.revealed(member, Side::Buy);
    MicroShares(buys_at_most(state, member).0.saturating_sub(wanted.0))
}

/// Returns for how many ticks `member` can call back what they pass on: an insider's way lasts at least as
/// long as the notice that they give of an order, so that a friend cannot sell for them unannounced.
#[must_use]
pub fn assign_ticks(state: &State, member: MemberNumber, time_ms: u64) -> u32 {
    let ticks = state.charter.assign_ticks;
    if ticks > 0 && is_insider(state, member, time_ms) {
        ticks.max(state.charter.insider_ticks)
    } else {
        ticks
    }
}

/// Locks shares for another member, who gets them when they can no longer be called back.
pub(super) fn assign(
    ctx: &Context<'_>,
    to: MemberNumber,
    amount: MicroShares,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let (state, from) = (ctx.state, ctx.member());
    if state.charter.assign_ticks == 0 {
        return Err(Rejection::AssigningOff);
    }
    if amount.0 == 0 {
        return Err(Rejection::PayloadOutOfBounds);
    }
    if to == from {
        return Err(Rejection::AssignToOneself);
    }
    let receiver = state.find_member(to).ok_or(Rejection::MemberNotFound)?;
    if receiver.left_ms.is_some() {
        return Err(Rejection::MemberLeft);
    }
    if state.standing(to, ctx.time_ms) != Standing::Member {
        return Err(Rejection::StandingTooLow);
    }
    if amount > assignable(state, from) {
        return Err(Rejection::SharesShort);
    }
    let own = state.waiting_assignments().filter(|it| it.from == from);
    if own.count() >= AT_ONCE_MAX {
        return Err(Rejection::AssignmentLimit);
    }
    if amount > takes_at_most(state, to) {
        return Err(Rejection::GivenLimit);
    }
    let number = u32::try_from(state.assignments.len()).unwrap_or(u32::MAX);
    changes.push(Change::Assigning(AssigningChange::Assigned(Assignment {
        id: AssignmentId(number.saturating_add(1)),
        from,
        to,
        amount,
        since_ms: ctx.time_ms,
        stage: AssignmentStage::Waiting {
            until_ms: ctx.after_ticks(assign_ticks(state, from, ctx.time_ms)),
        },
    })));
    Ok(())
}

fn end(assignment: AssignmentId, stage: AssignmentStage) -> Change {
    Change::Assigning(AssigningChange::Ended { assignment, stage })
}

/// Takes back what one gave.
pub(super) fn call_back(
    ctx: &Context<'_>,
    id: AssignmentId,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let assignment = ctx.state.find_assignment(id);
    let assignment = assignment.ok_or(Rejection::AssignmentNotFound)?;
    if assignment.from != ctx.member() {
        return Err(Rejection::NotTheGiver);
    }
    if !assignment.is_waiting() {
        return Err(Rejection::AssignmentOver);
    }
    changes.push(end(id, AssignmentStage::CalledBack { at_ms: ctx.time_ms }));
    Ok(())
}

/// The time to call back is over: the shares move, or stay where they cannot.
pub(super) fn ended(state: &State, assignment: &Assignment, due_ms: u64) -> Vec<Change> {
    let is_theirs = state.locked(assignment.from) <= state.owned(assignment.from);
    let can_take = state.standing(assignment.to, due_ms) == Standing::Member
        && unearned(state, assignment.to) <= unearned_max(state);
    let stage = if is_theirs && can_take {
        AssignmentStage::Passed { at_ms: due_ms }
    } else {
        AssignmentStage::Returned { at_ms: due_ms }
    };
    vec![end(assignment.id, stage)]
}

/// Who leaves neither gives nor gets: they could not call anything back, nor say that it was not they who
/// signed.
pub(super) fn on_leaving(state: &State, member: MemberNumber, at_ms: u64) -> Vec<Change> {
    state
        .waiting_assignments()
        .filter(|it| it.from == member || it.to == member)
        .map(|it| end(it.id, AssignmentStage::Returned { at_ms }))
        .collect()
}
