//! Participatory budget: calls by themselves, projects, approvals, the count (GOVERNANCE §7, ADR-0026).

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, bookkeeping};
use crate::books::{Account, Cause};
use crate::call::{
    self, Call, CallCount, CallPoll, CallStage, PROJECTS_EACH_MAX, PROJECTS_MAX, Project,
    ProjectNumber,
};
use crate::change::{CallChange, Change};
use crate::ids::{CallId, Digest, MemberNumber, Money, Quarter};
use crate::member::Standing;
use crate::payload::{Beneficiary, Envelope};
use crate::rejection::Rejection;
use crate::state::State;

const POOL: Account = Account::Envelope(Envelope::Participatory);

/// Makes a call when a round closes: one a quarter, while none is going on and the envelope holds at
/// least the charter's `call_floor` that nobody was promised.
pub(super) fn at_round_close(state: &State, quarter: Quarter, due_ms: u64) -> Option<Change> {
    let charter = &state.charter;
    let pool = state.books.free(POOL);
    if pool.0 == 0 || pool.0 < u64::from(charter.call_floor) {
        return None;
    }
    let last = state.calls.last();
    if last.is_some_and(|it| it.stage.is_live() || it.quarter >= quarter) {
        return None;
    }
    let id = u32::try_from(state.calls.len()).ok()?.checked_add(1)?;
    Some(Change::Call(CallChange::Called {
        call: Box::new(Call {
            id: CallId(id),
            quarter,
            called_ms: due_ms,
            pool,
            projects: Vec::new(),
            stage: CallStage::Collecting {
                closes_ms: due_ms.saturating_add(charter.ticks_ms(charter.call_project_ticks)),
            },
            poll: None,
            counted: None,
        }),
    }))
}

fn find<'a>(ctx: &Context<'a>, id: CallId) -> Result<&'a Call, Rejection> {
    ctx.state.find_call(id).ok_or(Rejection::CallNotFound)
}

fn collecting<'a>(ctx: &Context<'a>, id: CallId) -> Result<&'a Call, Rejection> {
    let call = find(ctx, id)?;
    match call.stage {
        CallStage::Collecting { .. } => Ok(call),
        CallStage::Voting { .. } | CallStage::Counted { .. } | CallStage::Void { .. } => {
            Err(Rejection::CallClosed)
        }
    }
}

/// What a project says of itself.
pub(super) struct Submission {
    pub(super) text: Digest,
    pub(super) cost: Money,
    pub(super) to: Beneficiary,
}

pub(super) fn submit(
    ctx: &Context<'_>,
    id: CallId,
    submission: &Submission,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let call = find(ctx, id)?;
    check_submission(ctx.state, ctx.time_ms, call, ctx.member())?;
    if submission.cost.0 == 0 || submission.cost > call.pool {
        return Err(Rejection::PayloadOutOfBounds);
    }
    check_payee(ctx.state, submission.to)?;
    changes.push(Change::Call(CallChange::Submitted {
        call: id,
        project: Project {
            author: ctx.member(),
            text: submission.text,
            cost: submission.cost,
            to: submission.to,
            since_ms: ctx.time_ms,
            withdrawn_ms: None,
        },
    }));
    Ok(())
}

/// Whoever is to be paid is somebody outside, or a member who is here.
pub(super) fn check_payee(state: &State, to: Beneficiary) -> Result<(), Rejection> {
    match to {
        Beneficiary::Member(number) => {
            let member = state.find_member(number).ok_or(Rejection::MemberNotFound)?;
            if member.left_ms.is_some() {
                return Err(Rejection::MemberLeft);
            }
            Ok(())
        }
        Beneficiary::Outside(_) => Ok(()),
    }
}

pub(super) fn withdraw(
    ctx: &Context<'_>,
    id: CallId,
    number: ProjectNumber,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let call = collecting(ctx, id)?;
    let project = call.find(number).filter(|it| it.withdrawn_ms.is_none());
    let project = project.ok_or(Rejection::ProjectNotFound)?;
    if project.author != ctx.member() {
        return Err(Rejection::NotTheAuthor);
    }
    changes.push(Change::Call(CallChange::Withdrawn {
        call: id,
        project: number,
    }));
    Ok(())
}

pub(super) fn approve(
    ctx: &Context<'_>,
    id: CallId,
    projects: &[ProjectNumber],
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let call = find(ctx, id)?;
    let (CallStage::Voting { closes_ms }, Some(poll)) = (call.stage, &call.poll) else {
        return Err(Rejection::NotOpen);
    };
    if closes_ms <= ctx.time_ms {
        return Err(Rejection::NotOpen);
    }
    if !poll.voters.contains(ctx.member()) {
        return Err(Rejection::NotInElectorate);
    }
    if !call.is_ballot(projects) {
        return Err(Rejection::ApprovalsUnsound);
    }
    changes.push(Change::Call(CallChange::Approved {
        call: id,
        member: ctx.member(),
        projects: projects.to_vec(),
    }));
    Ok(())
}

/// Opens the ballots of a call, or counts them.
pub(super) fn close(state: &State, call: &Call, due_ms: u64, time_ms: u64) -> Vec<Change> {
    match call.stage {
        CallStage::Collecting { .. } => open(state, call, due_ms, time_ms),
        CallStage::Voting { .. } => count(state, call, due_ms),
        CallStage::Counted { .. } | CallStage::Void { .. } => Vec::new(),
    }
}

fn void(call: CallId, at_ms: u64) -> Vec<Change> {
    let stage = CallStage::Void { at_ms };
    vec![Change::Call(CallChange::Entered { call, stage })]
}

fn open(state: &State, call: &Call, due_ms: u64, time_ms: u64) -> Vec<Change> {
    if call.standing().next().is_none() {
        return void(call.id, due_ms);
    }
    let charter = &state.charter;
    let (voters, electorate) = state.roll.voters(charter, time_ms, None, &[]);
    vec![Change::Call(CallChange::Opened {
        call: call.id,
        poll: Box::new(CallPoll {
            opened_ms: time_ms,
            voters,
            electorate,
            ballots: BTreeMap::new(),
        }),
        // From the entry, so that nobody's time to vote is cut.
        closes_ms: time_ms.saturating_add(charter.ticks_ms(charter.call_ballot_ticks)),
    })]
}

/// Counts: what somebody approves of and who can still be paid. What was promised from the envelope
/// since the call was made is not divided a second time.
fn count(state: &State, call: &Call, due_ms: u64) -> Vec<Change> {
    let papers = call.poll.as_ref().map(|it| call::papers(&it.ballots));
    let papers = papers.unwrap_or_default();
    let approved: BTreeSet<ProjectNumber> =
        papers.iter().flat_map(|it| it.0.iter().copied()).collect();
    let projects: Vec<ProjectNumber> = call
        .standing()
        .filter(|(number, it)| approved.contains(number) && check_payee(state, it.to).is_ok())
        .map(|it| it.0)
        .collect();
    let pool = call.pool.min(state.books.free(POOL));
    let Some(outcome) = call::tally(call, pool, &projects, &papers) else {
        return void(call.id, due_ms);
    };
    let funded = call::funded(&outcome, &projects);
    let payments = payments(state, call, &funded, due_ms);
    let counted = Change::Call(CallChange::Counted {
        call: call.id,
        counted: Box::new(CallCount {
            pool,
            projects,
            papers,
            funded,
        }),
        at_ms: due_ms,
    });
    core::iter::once(counted).chain(payments).collect()
}

/// What is funded becomes payments from the envelope, in order; the guard says when they may leave.
fn payments(state: &State, call: &Call, funded: &[ProjectNumber], due_ms: u64) -> Vec<Change> {
    let quarter = state.round.quarter();
    let mut planned = Vec::new();
    for number in funded {
        let Some(project) = call.find(*number) else {
            continue;
        };
        let cause = Cause::Project {
            call: call.id,
            project: *number,
            to: project.to,
        };
        let at = (quarter, due_ms);
        let payment = state
            .books
            .next_payment(&planned, POOL, project.cost, cause, at);
        planned.push(payment);
    }
    bookkeeping::recorded(state, planned, quarter, due_ms)
}

/// Says whether `member` may submit a project at `time_ms`.
///
/// # Errors
///
/// The rejection that submitting one would get for who they are and what they have submitted.
pub fn check_submission(
    state: &State,
    time_ms: u64,
    call: &Call,
    member: MemberNumber,
) -> Result<(), Rejection> {
    if state.standing(member, time_ms) < Standing::Member {
        return Err(Rejection::StandingTooLow);
    }
    if !matches!(call.stage, CallStage::Collecting { .. }) {
        return Err(Rejection::CallClosed);
    }
    if call.projects.len() >= PROJECTS_MAX || call.submitted_by(member) >= PROJECTS_EACH_MAX {
        return Err(Rejection::ProjectsFull);
    }
    Ok(())
}
