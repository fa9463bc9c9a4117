//! Naming delegates, and taking that back (GOVERNANCE §3, delegation).

use super::{Context, welcoming};
use crate::change::Change;
use crate::delegation::{Delegation, Topic};
use crate::ids::{MemberNumber, RoundNumber};
use crate::member::Standing;
use crate::rejection::Rejection;

pub(super) fn delegate(
    ctx: &Context<'_>,
    topic: Topic,
    to: &[MemberNumber],
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    ctx.needs(Standing::Member)?;
    welcoming::check_may_vote(ctx)?;
    let state = ctx.state;
    let most = usize::from(state.charter.delegates_max);
    if !(1..=most).contains(&to.len()) || to.contains(&ctx.member()) || names_twice(to) {
        return Err(Rejection::DelegatesUnsound);
    }
    for delegate in to {
        let member = state
            .find_member(*delegate)
            .ok_or(Rejection::MemberNotFound)?;
        if member.left_ms.is_some() {
            return Err(Rejection::MemberLeft);
        }
    }
    let rounds = state.charter.delegation_rounds;
    changes.push(Change::Delegated {
        member: ctx.member(),
        topic,
        delegation: Delegation {
            to: to.to_vec(),
            until: RoundNumber(state.round.0.saturating_add(rounds)),
        },
    });
    Ok(())
}

/// Lists are short: at most the charter's few.
fn names_twice(to: &[MemberNumber]) -> bool {
    to.iter().enumerate().any(|(at, delegate)| {
        to.iter()
            .skip(at.saturating_add(1))
            .any(|it| it == delegate)
    })
}

pub(super) fn undelegate(
    ctx: &Context<'_>,
    topic: Topic,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    if !ctx.state.delegations.contains_key(&(topic, ctx.member())) {
        return Err(Rejection::DelegationNotFound);
    }
    changes.push(Change::Undelegated {
        member: ctx.member(),
        topic,
    });
    Ok(())
}
