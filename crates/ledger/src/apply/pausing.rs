//! Pause: enough guardians together stop every enactment for a while (GOVERNANCE §2, class P).
//! They can neither spend nor change a rule, and what they stopped goes on by itself. Between two
//! pauses the charter's time must pass, unless the members let them pause once more (ADR-0016).

use super::Context;
use crate::change::Change;
use crate::office::Office;
use crate::rejection::Rejection;

pub(super) fn pause(ctx: &Context<'_>, changes: &mut Vec<Change>) -> Result<(), Rejection> {
    let state = ctx.state;
    let charter = &state.charter;
    let is_guardian = |member| state.holds(member, Office::Guardian, ctx.time_ms);
    if !is_guardian(ctx.member()) {
        return Err(Rejection::NotAGuardian);
    }
    let apart_ms = charter.ticks_ms(charter.pause_apart_ticks);
    let last_ms = state.pause.until_ms;
    // While one is on, there is nothing to permit.
    let is_permitted = state.pause.permitted_by.is_some() && last_ms <= ctx.time_ms;
    let is_recent = last_ms > 0 && ctx.time_ms < last_ms.saturating_add(apart_ms);
    if is_recent && !is_permitted {
        return Err(Rejection::PausedRecently);
    }
    let valid_ms = charter.ticks_ms(charter.pause_ticks_max);
    let counts = |signed_ms: u64| ctx.time_ms <= signed_ms.saturating_add(valid_ms);
    let own = state.pause.signatures.get(&ctx.member());
    if own.is_some_and(|signed_ms| counts(*signed_ms)) {
        return Err(Rejection::SignedAlready);
    }
    changes.push(Change::PauseSigned {
        member: ctx.member(),
    });
    let others = state
        .pause
        .signatures
        .iter()
        .filter(|(member, signed_ms)| {
            **member != ctx.member() && counts(**signed_ms) && is_guardian(**member)
        })
        .count();
    if others.saturating_add(1) >= usize::from(charter.guardians_needed) {
        changes.push(Change::Paused {
            until_ms: ctx.after_ticks(charter.pause_ticks_max),
        });
    }
    Ok(())
}
