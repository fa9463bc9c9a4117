//! Grants by conviction: asking, giving points, and what passes by itself (GOVERNANCE §7, ADR-0031).

use super::{Context, bookkeeping, calling, welcoming};
use crate::books::{Account, Cause};
use crate::change::{Change, GrantChange};
use crate::grant::{GRANTS_EACH_MAX, GRANTS_OPEN_MAX, Grant, GrantRules, GrantStage};
use crate::ids::{GrantId, MemberNumber, Money};
use crate::member::Standing;
use crate::payload::Envelope;
use crate::rejection::Rejection;
use crate::state::State;

use super::calling::Submission;

const POOL: Account = Account::Envelope(Envelope::Grants);

/// Says whether `member` may ask for a grant at `time_ms`.
///
/// # Errors
///
/// The rejection that asking would get for who they are and what they have asked for.
pub fn check_grant_request(
    state: &State,
    time_ms: u64,
    member: MemberNumber,
) -> Result<(), Rejection> {
    if state.standing(member, time_ms) < Standing::Member {
        return Err(Rejection::StandingTooLow);
    }
    let own = state.grants.open().filter(|it| it.author == member).count();
    if own >= GRANTS_EACH_MAX || state.grants.open().count() >= GRANTS_OPEN_MAX {
        return Err(Rejection::GrantsFull);
    }
    Ok(())
}

pub(super) fn request(
    ctx: &Context<'_>,
    asked: &Submission,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let state = ctx.state;
    check_grant_request(state, ctx.time_ms, ctx.member())?;
    if asked.cost == Money(0) {
        return Err(Rejection::PayloadOutOfBounds);
    }
    let rules = GrantRules::of(&state.charter);
    let pool = state.books.free(POOL);
    rules
        .threshold(asked.cost, pool)
        .ok_or(Rejection::GrantTooLarge)?;
    calling::check_payee(state, asked.to)?;
    let count = u32::try_from(state.grants.grants.len()).unwrap_or(u32::MAX);
    changes.push(Change::Grant(GrantChange::Requested {
        grant: Box::new(Grant {
            id: GrantId(count.saturating_add(1)),
            author: ctx.member(),
            text: asked.text,
            amount: asked.cost,
            to: asked.to,
            since_ms: ctx.time_ms,
            stage: GrantStage::Open,
            points: 0,
            backers: 0,
            conviction: 0,
            tick: state.tick_of(ctx.time_ms),
            course: Vec::new(),
        }),
    }));
    Ok(())
}

fn open<'a>(ctx: &Context<'a>, id: GrantId) -> Result<&'a Grant, Rejection> {
    let grant = ctx.state.grants.find(id).ok_or(Rejection::GrantNotFound)?;
    if grant.is_open() {
        Ok(grant)
    } else {
        Err(Rejection::GrantOver)
    }
}

pub(super) fn withdraw(
    ctx: &Context<'_>,
    id: GrantId,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    if open(ctx, id)?.author != ctx.member() {
        return Err(Rejection::NotTheAuthor);
    }
    changes.push(Change::Grant(GrantChange::Withdrawn { grant: id }));
    Ok(())
}

pub(super) fn support(
    ctx: &Context<'_>,
    id: GrantId,
    points: u8,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    ctx.needs(Standing::Member)?;
    welcoming::check_may_vote(ctx)?;
    open(ctx, id)?;
    let charter = &ctx.state.charter;
    let mut others = ctx.state.grants.given_by(ctx.member());
    others.retain(|it| it.0 != id);
    if points > 0 && others.len() >= usize::from(charter.grants_supported) {
        return Err(Rejection::GrantsSupported);
    }
    let given = others.iter().map(|it| u32::from(it.1));
    let given = given.fold(u32::from(points), u32::saturating_add);
    if given > u32::from(charter.grant_points) {
        return Err(Rejection::PointsShort);
    }
    changes.push(Change::Grant(GrantChange::Supported {
        grant: id,
        member: ctx.member(),
        points,
    }));
    Ok(())
}

/// Takes the points of those away who are no members any more when a round closes.
pub(super) fn at_round_close(state: &State, due_ms: u64) -> Vec<Change> {
    let givers = state.grants.given.keys().copied();
    let lost = givers.filter(|it| state.standing(*it, due_ms) < Standing::Member);
    lost.map(|member| Change::Grant(GrantChange::SupportLost { member }))
        .collect()
}

/// Looks at the open grants at the tick that begins at `due_ms`: of those that have enough the oldest
/// passes; the others are looked at a tick later, against what is left then.
pub(super) fn look(state: &State, due_ms: u64) -> Vec<Change> {
    let rules = GrantRules::of(&state.charter);
    let moment = state.grant_moment(due_ms);
    let tick = state.tick_of(due_ms);
    let mut changes = Vec::new();
    let mut next: Option<u64> = None;
    let mut passed = None;
    for grant in state.grants.open() {
        let Some(threshold) = rules.threshold(grant.amount, moment.pool) else {
            continue;
        };
        let now = grant.at(tick);
        let first = first_tick(state, &rules, grant);
        if tick >= first && moment.is_enough(now.conviction, threshold) {
            passed = passed.or(Some(grant));
            continue;
        }
        let passes = now.passes_at(moment, threshold, first);
        next = [next, passes].into_iter().flatten().min();
    }
    changes.push(Change::Grant(GrantChange::Looked {
        at_ms: due_ms,
        next_ms: next.map(|it| state.tick_ms(it)),
    }));
    if let Some(grant) = passed {
        changes.extend(pass(state, grant, due_ms));
    }
    changes
}

/// Returns the first tick at which `grant` is old enough and things are enacted: a freeze or a pause
/// holds grants back, too.
fn first_tick(state: &State, rules: &GrantRules, grant: &Grant) -> u64 {
    let old_ms = grant.since_ms.saturating_add(rules.age_ms);
    let at_ms = old_ms.max(state.enacts_from_ms());
    let tick = state.tick_of(at_ms);
    if state.tick_ms(tick) < at_ms {
        tick.saturating_add(1)
    } else {
        tick
    }
}

fn pass(state: &State, grant: &Grant, due_ms: u64) -> Vec<Change> {
    if calling::check_payee(state, grant.to).is_err() {
        return vec![Change::Grant(GrantChange::Voided {
            grant: grant.id,
            at_ms: due_ms,
        })];
    }
    let quarter = state.round.quarter();
    let cause = Cause::Grant {
        grant: grant.id,
        to: grant.to,
    };
    let now = (quarter, due_ms);
    let payment = state
        .books
        .next_payment(&[], POOL, grant.amount, cause, now);
    let passed = Change::Grant(GrantChange::Passed {
        grant: grant.id,
        at_ms: due_ms,
    });
    let recorded = bookkeeping::recorded(state, vec![payment], quarter, due_ms);
    core::iter::once(passed).chain(recorded).collect()
}

/// Returns when `grant` would pass if nothing changed after `time_ms`, in milliseconds: a tick, or nothing.
/// What is shown to members; the record looks itself.
#[must_use]
pub fn foresee_grant(state: &State, time_ms: u64, grant: &Grant) -> Option<u64> {
    let rules = GrantRules::of(&state.charter);
    let moment = state.grant_moment(time_ms);
    let threshold = rules.threshold(grant.amount, moment.pool)?;
    let tick = state.tick_of(time_ms);
    let first = first_tick(state, &rules, grant);
    let passes = grant.at(tick).passes_at(moment, threshold, first)?;
    Some(state.tick_ms(passes))
}
