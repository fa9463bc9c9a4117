//! Invitations and vouches (GOVERNANCE §1).

use super::{Context, membership, welcoming};
use crate::change::{Change, TrustChange};
use crate::ids::MemberNumber;
use crate::key::PublicKey;
use crate::member::{Invitation, Member, Standing};
use crate::rejection::Rejection;
use crate::trust::VouchAnswer;

/// Unused invitations a founding member may have out while the network is young.
const BOOTSTRAP_INVITATIONS_MAX: usize = 40;

pub(super) fn invite(
    ctx: &Context<'_>,
    member: &Member,
    key: [u8; 32],
    expires_ms: u64,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    ctx.needs(Standing::Member)?;
    welcoming::check_may_vouch(ctx)?;
    PublicKey::Ed25519(key)
        .check()
        .map_err(|_| Rejection::KeyUnsound)?;
    if ctx.state.invitations.contains_key(&key) {
        return Err(Rejection::InvitationInUse);
    }
    if expires_ms <= ctx.time_ms
        || expires_ms > ctx.after_ticks(ctx.state.charter.invitation_ticks_max)
    {
        return Err(Rejection::InvitationTooLong);
    }
    let is_free = membership::is_bootstrapping(ctx);
    if is_free {
        let out = ctx
            .state
            .invitations
            .values()
            .filter(|it| it.by == ctx.member())
            .count();
        if out >= BOOTSTRAP_INVITATIONS_MAX {
            return Err(Rejection::VouchLimit);
        }
    } else {
        check_budget(ctx, member)?;
    }
    let invitation = Invitation {
        by: ctx.member(),
        round: ctx.state.round,
        expires_ms,
        is_free,
    };
    changes.push(Change::Invited { key, invitation });
    Ok(())
}

fn check_budget(ctx: &Context<'_>, member: &Member) -> Result<(), Rejection> {
    let charter = &ctx.state.charter;
    if member.vouches_open() >= usize::from(charter.vouches_open_max) {
        return Err(Rejection::VouchLimit);
    }
    if member.vouched_in_round(ctx.state.round) >= charter.vouches_per_round {
        return Err(Rejection::VouchRoundLimit);
    }
    Ok(())
}

pub(super) fn withdraw_invitation(
    ctx: &Context<'_>,
    key: [u8; 32],
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let invitation = ctx
        .state
        .invitations
        .get(&key)
        .ok_or(Rejection::InvitationNotFound)?;
    if invitation.by != ctx.member() {
        return Err(Rejection::InvitationNotFound);
    }
    changes.push(Change::InvitationClosed {
        key,
        invitation: invitation.clone(),
        used_by: None,
    });
    Ok(())
}

pub(super) fn vouch(
    ctx: &Context<'_>,
    member: &Member,
    to: MemberNumber,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    ctx.needs(Standing::Member)?;
    welcoming::check_may_vouch(ctx)?;
    if to == ctx.member() {
        return Err(Rejection::VouchForOneself);
    }
    let person = ctx.state.find_member(to).ok_or(Rejection::MemberNotFound)?;
    if person.left_ms.is_some() {
        return Err(Rejection::MemberLeft);
    }
    if person.vouched_by.binary_search(&ctx.member()).is_ok() {
        return Err(Rejection::VouchedAlready);
    }
    check_budget(ctx, member)?;
    let count = person.vouched_by.len().saturating_add(1);
    let is_enough = person.associate_since_ms.is_none()
        && count >= usize::from(ctx.state.charter.vouches_needed);
    changes.push(Change::Vouched {
        from: ctx.member(),
        to,
        charged: Some(ctx.state.round),
        since: ctx.state.round,
        made_associate_ms: is_enough.then_some(ctx.time_ms),
    });
    // Two who vouch for each other have both said it.
    if member.vouched_by.binary_search(&to).is_ok() {
        let accepted = |from, to| {
            Change::Trust(TrustChange::VouchAnswered {
                from,
                to,
                answer: VouchAnswer::Accepted,
            })
        };
        changes.push(accepted(ctx.member(), to));
        if ctx.state.trust.answer(to, ctx.member()) != Some(VouchAnswer::Accepted) {
            changes.push(accepted(to, ctx.member()));
        }
    }
    Ok(())
}

/// Says whether one knows who gave a vouch. Any standing; what was said can be changed.
pub(super) fn answer(
    ctx: &Context<'_>,
    member: &Member,
    from: MemberNumber,
    answer: VouchAnswer,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let to = ctx.member();
    if member.vouched_by.binary_search(&from).is_err() {
        return Err(Rejection::VouchNotFound);
    }
    if ctx.state.trust.answer(from, to) == Some(answer) {
        return Err(Rejection::ChangesNothing);
    }
    changes.push(Change::Trust(TrustChange::VouchAnswered {
        from,
        to,
        answer,
    }));
    Ok(())
}

pub(super) fn withdraw_vouch(
    ctx: &Context<'_>,
    member: &Member,
    to: MemberNumber,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    if !member.vouches.iter().any(|vouch| vouch.to == to) {
        return Err(Rejection::VouchNotFound);
    }
    let left = ctx
        .state
        .find_member(to)
        .map_or(0, |person| person.vouched_by.len().saturating_sub(1));
    let is_unmade = left < usize::from(ctx.state.charter.vouches_needed);
    changes.push(Change::VouchWithdrawn {
        from: ctx.member(),
        to,
        is_unmade,
    });
    Ok(())
}
