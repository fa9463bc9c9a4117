//! Bringing an act of moderation before a jury of level 2 that may find fraud (GOVERNANCE §4, §6; ADR-0035).

use super::Context;
use super::judging::{Parties, hear};
use super::welcoming::is_of_fraud;
use crate::change::Change;
use crate::ids::MemberNumber;
use crate::jury::{Appeal, Level, Matter};
use crate::policy::is_slug;
use crate::rejection::Rejection;
use crate::state::State;

/// Checks that `by` could bring an act under `rule` against `member` before a jury.
///
/// # Errors
///
/// The rejection that they would get, but for what is known of the act itself and of candidates.
pub fn check_refer(
    state: &State,
    by: MemberNumber,
    member: MemberNumber,
    rule: &str,
) -> Result<(), Rejection> {
    if !is_of_fraud(rule) || state.moderation.find_rule(rule).is_none() {
        return Err(Rejection::NotForReferral);
    }
    if !state.moderation.is_moderator(by) {
        return Err(Rejection::NotAModerator);
    }
    if by == member {
        return Err(Rejection::ReferredOneself);
    }
    let accused = state.find_member(member);
    accused.map(|_| ()).ok_or(Rejection::MemberNotFound)
}

/// Files the case and calls its jury. Who is accused is a party, and may have any number of such cases.
pub(super) fn refer(
    ctx: &Context<'_>,
    member: MemberNumber,
    act: &Appeal,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    if !is_slug(&act.rule) {
        return Err(Rejection::PayloadOutOfBounds);
    }
    check_refer(ctx.state, ctx.member(), member, &act.rule)?;
    let mut cases = ctx.state.justice.cases.iter();
    let is_heard = cases.any(|it| it.matter.appeal().is_some_and(|it| it.act == act.act));
    if is_heard {
        return Err(Rejection::AppealedAlready);
    }
    let matter = Matter::Referral(act.clone());
    let parties = Parties::of_act(member);
    hear(ctx, (member, matter, Level::Second), &parties, changes)
}
