//! Founding, joining and keys (GOVERNANCE §1).

use super::Context;
use crate::change::{Change, TrustChange};
use crate::charter::{Earning, Joining};
use crate::ids::{KeyNumber, MemberNumber, NetworkId};
use crate::key::PublicKey;
use crate::member::{HeldKey, Invitation, KeyKind, Member, Standing};
use crate::operation::{Founding, InvitationProof, Join, invitation_hash};
use crate::policy::{DataPolicy, FeedPolicy, ModerationChange, ModerationPolicy};
use crate::rejection::Rejection;
use crate::signature;
use crate::trust::VouchAnswer;

/// Session keys a member may hold at once, beside the full ones.
const SESSIONS_MAX: usize = 16;

pub(super) fn found(ctx: &Context<'_>, founding: &Founding) -> Result<Vec<Change>, Rejection> {
    if ctx.state.is_founded() {
        return Err(Rejection::AlreadyFounded);
    }
    let operation = ctx.operation;
    if operation.network != NetworkId::default()
        || operation.member != MemberNumber(1)
        || operation.sequence != 1
        || ctx.signature.key() != KeyNumber(0)
    {
        return Err(Rejection::Malformed);
    }
    if operation.expires_ms < ctx.time_ms {
        return Err(Rejection::Expired);
    }
    // The tick of the state before the founding, one hour: the founding's own is not law yet.
    if operation.expires_ms > ctx.after_ticks(1) {
        return Err(Rejection::ExpiresTooFar);
    }
    founding
        .founder
        .check()
        .map_err(|_| Rejection::KeyUnsound)?;
    PublicKey::Ed25519(founding.node)
        .check()
        .map_err(|_| Rejection::KeyUnsound)?;
    let has_name = !founding.name.trim().is_empty() && founding.name.len() <= 80;
    if !has_name || !founding.charter.is_sound() {
        return Err(Rejection::FoundingUnsound);
    }
    let unsound = |_| Rejection::FoundingUnsound;
    let founder = MemberNumber(1);
    let names_strangers = founding.moderation.iter().any(|change| {
        matches!(change, ModerationChange::Moderators(members) if members.iter().any(|it| *it != founder))
    });
    if names_strangers {
        return Err(Rejection::FoundingUnsound);
    }
    let moderation =
        ModerationPolicy::founded(&founding.moderation, founder, ctx.time_ms).map_err(unsound)?;
    let data = DataPolicy::founded(&founding.data, ctx.time_ms).map_err(unsound)?;
    let feed = FeedPolicy::founded(&founding.feed, ctx.time_ms).map_err(unsound)?;
    // A network that earns by equal parts has no use for content shares, but both are in range.
    debug_assert!(matches!(
        founding.charter.earning,
        Earning::Score | Earning::Equal
    ));
    Ok(vec![
        Change::Founded {
            founding: Box::new(founding.clone()),
            moderation: Box::new(moderation),
            data: Box::new(data),
            feed: Box::new(feed),
        },
        Change::Joined {
            member: founder,
            key: founding.founder.clone(),
            is_bootstrap: true,
        },
    ])
}

pub(super) fn join(ctx: &Context<'_>, join: &Join) -> Result<Vec<Change>, Rejection> {
    let state = ctx.state;
    if ctx.operation.member != MemberNumber(0)
        || ctx.operation.sequence != 1
        || ctx.signature.key() != KeyNumber(0)
    {
        return Err(Rejection::Malformed);
    }
    join.key.check().map_err(|_| Rejection::KeyUnsound)?;
    if state.key_owners.contains_key(&join.key) {
        return Err(Rejection::KeyInUse);
    }
    let invitation = match &join.invitation {
        Some(proof) => Some((proof, check_invitation(ctx, join, proof)?)),
        None if state.charter.joining == Joining::Open => None,
        None => return Err(Rejection::InvitationNeeded),
    };
    let count = u32::try_from(state.members.len()).unwrap_or(u32::MAX);
    let member = MemberNumber(count.saturating_add(1));
    let is_bootstrap = count < state.charter.bootstrap_members;
    let mut changes = vec![Change::Joined {
        member,
        key: join.key.clone(),
        is_bootstrap,
    }];
    if let Some((proof, invitation)) = invitation {
        changes.push(Change::InvitationClosed {
            key: proof.key,
            invitation: invitation.clone(),
            used_by: Some(member),
        });
        if !is_bootstrap && !invitation.is_free {
            let is_enough = state.charter.vouches_needed <= 1;
            changes.push(Change::Vouched {
                from: invitation.by,
                to: member,
                charged: None,
                since: invitation.round,
                made_associate_ms: is_enough.then_some(ctx.time_ms),
            });
            // Whoever comes by somebody's link knows them.
            changes.push(Change::Trust(TrustChange::VouchAnswered {
                from: invitation.by,
                to: member,
                answer: VouchAnswer::Accepted,
            }));
        }
    }
    Ok(changes)
}

fn check_invitation<'a>(
    ctx: &Context<'a>,
    join: &Join,
    proof: &InvitationProof,
) -> Result<&'a Invitation, Rejection> {
    let invitation = ctx
        .state
        .invitations
        .get(&proof.key)
        .ok_or(Rejection::InvitationNotFound)?;
    if invitation.expires_ms < ctx.time_ms {
        return Err(Rejection::InvitationExpired);
    }
    let hash = invitation_hash(ctx.state.network, &join.key);
    let signature = signature::Signature::Ed25519 {
        key: KeyNumber(0),
        bytes: proof.signature,
    };
    signature::verify(&signature, &PublicKey::Ed25519(proof.key), &hash.0, false)
        .map_err(|_| Rejection::InvitationUnsigned)?;
    Ok(invitation)
}

pub(super) fn add_key(
    ctx: &Context<'_>,
    member: &Member,
    key: &PublicKey,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    key.check().map_err(|_| Rejection::KeyUnsound)?;
    if ctx.state.key_owners.contains_key(key) {
        return Err(Rejection::KeyInUse);
    }
    if member.full_keys() >= usize::from(ctx.state.charter.keys_max) {
        return Err(Rejection::TooManyKeys);
    }
    let key = HeldKey {
        number: member.next_key,
        key: key.clone(),
        kind: KeyKind::Full,
        in_force_ms: ctx.after_ticks(ctx.state.charter.key_delay_ticks),
    };
    changes.push(Change::KeyAdded {
        member: ctx.member(),
        key,
    });
    Ok(())
}

pub(super) fn remove_key(
    ctx: &Context<'_>,
    member: &Member,
    number: KeyNumber,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let held = member.find_key(number).ok_or(Rejection::KeyNotFound)?;
    // A key that is not in force yet does not count as one to fall back on.
    let others = member
        .keys
        .iter()
        .filter(|it| {
            it.kind == KeyKind::Full && it.number != number && it.in_force_ms <= ctx.time_ms
        })
        .count();
    if held.kind == KeyKind::Full && others == 0 {
        return Err(Rejection::LastKey);
    }
    changes.push(Change::KeyRemoved {
        member: ctx.member(),
        key: number,
    });
    Ok(())
}

pub(super) fn grant_session(
    ctx: &Context<'_>,
    member: &Member,
    key: [u8; 32],
    expires_ms: u64,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let key = PublicKey::Ed25519(key);
    key.check().map_err(|_| Rejection::KeyUnsound)?;
    if ctx.state.key_owners.contains_key(&key) {
        return Err(Rejection::KeyInUse);
    }
    if expires_ms <= ctx.time_ms
        || expires_ms > ctx.after_ticks(ctx.state.charter.session_ticks_max)
    {
        return Err(Rejection::SessionTooLong);
    }
    let is_over = |held: &&HeldKey| matches!(held.kind, KeyKind::Session { expires_ms } if expires_ms <= ctx.time_ms);
    let sessions = member
        .keys
        .iter()
        .filter(|held| matches!(held.kind, KeyKind::Session { .. }))
        .count();
    let over: Vec<KeyNumber> = member
        .keys
        .iter()
        .filter(is_over)
        .map(|held| held.number)
        .collect();
    if sessions.saturating_sub(over.len()) >= SESSIONS_MAX {
        return Err(Rejection::TooManyKeys);
    }
    changes.extend(over.into_iter().map(|key| Change::KeyRemoved {
        member: ctx.member(),
        key,
    }));
    let key = HeldKey {
        number: member.next_key,
        key,
        kind: KeyKind::Session { expires_ms },
        in_force_ms: ctx.time_ms,
    };
    changes.push(Change::KeyAdded {
        member: ctx.member(),
        key,
    });
    Ok(())
}

pub(super) fn revoke_sessions(ctx: &Context<'_>, member: &Member, changes: &mut Vec<Change>) {
    let sessions = member
        .keys
        .iter()
        .filter(|held| matches!(held.kind, KeyKind::Session { .. }));
    changes.extend(sessions.map(|held| Change::KeyRemoved {
        member: ctx.member(),
        key: held.number,
    }));
}

/// Says whether the network is still so young that members invite without a limit.
pub(super) fn is_bootstrapping(ctx: &Context<'_>) -> bool {
    let count = u32::try_from(ctx.state.members.len()).unwrap_or(u32::MAX);
    count < ctx.state.charter.bootstrap_members && ctx.standing() == Standing::Member
}
