//! Filing, sponsoring and voting (GOVERNANCE §2, §3).

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use crate::change::Change;
use crate::ids::{MemberNumber, ProposalId};
use crate::member::{Member, Standing};
use crate::operation::{Choice, Payload, Propose};
use crate::policy::{DataChange, DataPolicy, ModerationChange, ModerationPolicy};
use crate::proposal::{Proposal, Snapshot, Stage, Tally};
use crate::rejection::Rejection;
use crate::state::{State, Timer};

/// Clause changes one proposal may make.
const CHANGES_MAX: usize = 16;

pub(super) fn propose(
    ctx: &Context<'_>,
    member: &Member,
    propose: &Propose,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    ctx.needs(Standing::Member)?;
    let state = ctx.state;
    let live = u64::from(member.sponsored).saturating_add(count_withdrawn(ctx));
    if live >= u64::from(state.charter.sponsored_max) {
        return Err(Rejection::SponsorLimit);
    }
    let id = ProposalId(
        u32::try_from(state.proposals.len())
            .unwrap_or(u32::MAX)
            .saturating_add(1),
    );
    check_payload(state, id, ctx.time_ms, &propose.payload)?;
    let draft = Stage::Draft {
        opens_ms: ctx.after_ticks(state.charter.policy_track.draft_ticks),
        expires_ms: ctx.after_ticks(state.charter.draft_ticks_max),
    };
    let proposal = Proposal {
        id,
        author: ctx.member(),
        filed_ms: ctx.time_ms,
        payload: propose.payload.clone(),
        text: propose.text,
        sponsors: BTreeSet::from([ctx.member()]),
        sponsors_needed: state
            .charter
            .sponsors_needed(state.count_members(ctx.time_ms)),
        stage: draft,
        history: Vec::new(),
        snapshot: None,
        ballots: BTreeMap::new(),
        tally: Tally::default(),
        is_extended: false,
    };
    let may_open = may_open(&proposal, ctx.time_ms) && has_room(state, 0);
    changes.push(Change::Filed {
        proposal: Box::new(proposal),
    });
    if may_open {
        changes.push(open(state, id, ctx.time_ms, Some(ctx.member())));
    }
    Ok(())
}

/// Counts the drafts that the author filed within the last round and took back. They keep their
/// place for that long: what is filed stays in the state, so filing must be scarce.
fn count_withdrawn(ctx: &Context<'_>) -> u64 {
    let round_ms = ctx.state.charter.round_ms();
    // Proposals stand in order of filing.
    let recent = ctx
        .state
        .proposals
        .iter()
        .rev()
        .take_while(|it| it.filed_ms.saturating_add(round_ms) > ctx.time_ms);
    let own = recent.filter(|it| it.author == ctx.member() && it.stage == Stage::Withdrawn);
    u64::try_from(own.count()).unwrap_or(u64::MAX)
}

/// Checks that the payload could be enacted on the policies as they are.
fn check_payload(
    state: &State,
    id: ProposalId,
    time_ms: u64,
    payload: &Payload,
) -> Result<(), Rejection> {
    match payload {
        Payload::Statement => Ok(()),
        Payload::Moderation(changes) => moderation_after(state, id, time_ms, changes).map(|_| ()),
        Payload::Data(changes) => data_after(state, id, time_ms, changes).map(|_| ()),
    }
}

pub(super) fn moderation_after(
    state: &State,
    id: ProposalId,
    time_ms: u64,
    changes: &[ModerationChange],
) -> Result<ModerationPolicy, Rejection> {
    if !(1..=CHANGES_MAX).contains(&changes.len()) {
        return Err(Rejection::PayloadOutOfBounds);
    }
    for change in changes {
        if let ModerationChange::Moderators(members) = change {
            for number in members {
                let member = state
                    .find_member(*number)
                    .ok_or(Rejection::MemberNotFound)?;
                if member.left_ms.is_some() {
                    return Err(Rejection::MemberLeft);
                }
            }
        }
    }
    Ok(state.moderation.with(changes, id, time_ms)?)
}

pub(super) fn data_after(
    state: &State,
    id: ProposalId,
    time_ms: u64,
    changes: &[DataChange],
) -> Result<DataPolicy, Rejection> {
    if !(1..=CHANGES_MAX).contains(&changes.len()) {
        return Err(Rejection::PayloadOutOfBounds);
    }
    let next = state.data.with(changes, id, time_ms)?;
    if state.data.covers(&next) {
        Ok(next)
    } else {
        Err(Rejection::CollectsMore)
    }
}

pub(super) fn withdraw(
    ctx: &Context<'_>,
    id: ProposalId,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let proposal = ctx
        .state
        .find_proposal(id)
        .ok_or(Rejection::ProposalNotFound)?;
    if proposal.author != ctx.member() {
        return Err(Rejection::NotTheAuthor);
    }
    let Stage::Draft { .. } = proposal.stage else {
        return Err(Rejection::NotADraft);
    };
    changes.push(Change::StageEntered {
        proposal: id,
        stage: Stage::Withdrawn,
    });
    Ok(())
}

pub(super) fn sponsor(
    ctx: &Context<'_>,
    member: &Member,
    id: ProposalId,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    ctx.needs(Standing::Member)?;
    let proposal = ctx
        .state
        .find_proposal(id)
        .ok_or(Rejection::ProposalNotFound)?;
    let Stage::Draft { opens_ms, .. } = proposal.stage else {
        return Err(Rejection::NotADraft);
    };
    if proposal.sponsors.contains(&ctx.member()) {
        return Err(Rejection::SponsoredAlready);
    }
    if member.sponsored >= ctx.state.charter.sponsored_max {
        return Err(Rejection::SponsorLimit);
    }
    changes.push(Change::Sponsored {
        proposal: id,
        member: ctx.member(),
    });
    let sponsors = u32::try_from(proposal.sponsors.len())
        .unwrap_or(u32::MAX)
        .saturating_add(1);
    if sponsors >= proposal.sponsors_needed && opens_ms <= ctx.time_ms && has_room(ctx.state, 0) {
        changes.push(open(ctx.state, id, ctx.time_ms, Some(ctx.member())));
    }
    Ok(())
}

/// Says whether a draft is sponsored and mature.
pub(super) fn may_open(proposal: &Proposal, time_ms: u64) -> bool {
    matches!(proposal.stage, Stage::Draft { opens_ms, .. } if opens_ms <= time_ms)
        && proposal.is_sponsored()
}

/// Says whether the track has room for one more open proposal, `closing` of the open ones aside.
pub(super) fn has_room(state: &State, closing: usize) -> bool {
    // Every open vote has one timer that closes it; there are fewer timers than proposals.
    let open = state
        .timers
        .iter()
        .filter(|(_, timer)| matches!(timer, Timer::VoteCloses(_)))
        .count();
    open.saturating_sub(closing) < usize::from(state.charter.policy_track.at_once_max)
}

/// Opens the vote: freezes electorate and thresholds. Where an act opens it, `actor` is active by
/// that act and so in the electorate, however long they were away before.
pub(super) fn open(
    state: &State,
    id: ProposalId,
    time_ms: u64,
    actor: Option<MemberNumber>,
) -> Change {
    let track = state.charter.policy_track.clone();
    let (mut voters, mut electorate) = state.electorate(time_ms);
    if let Some(actor) = actor.filter(|it| !voters.contains(*it)) {
        voters.insert(actor);
        electorate = electorate.saturating_add(1);
    }
    let share = u64::from(electorate)
        .saturating_mul(u64::from(track.support.0))
        .div_ceil(10_000);
    let floor = electorate.min(state.charter.support_floor);
    let support_needed = u32::try_from(share).unwrap_or(u32::MAX).max(floor).max(1);
    let closes_ms = time_ms.saturating_add(state.charter.ticks_ms(track.voting_ticks));
    let snapshot = Snapshot {
        opened_ms: time_ms,
        track,
        veto: state.charter.veto,
        electorate,
        support_needed,
        voters,
    };
    Change::Opened {
        proposal: id,
        snapshot: Box::new(snapshot),
        closes_ms,
    }
}

pub(super) fn vote(
    ctx: &Context<'_>,
    id: ProposalId,
    choice: Choice,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let proposal = ctx
        .state
        .find_proposal(id)
        .ok_or(Rejection::ProposalNotFound)?;
    let (Stage::Open { closes_ms }, Some(snapshot)) = (proposal.stage, &proposal.snapshot) else {
        return Err(Rejection::NotOpen);
    };
    if !snapshot.voters.contains(ctx.member()) {
        return Err(Rejection::NotInElectorate);
    }
    let before = proposal.ballots.get(&ctx.member()).copied();
    let after = proposal.tally.with(before, choice);
    changes.push(Change::BallotCast {
        proposal: id,
        member: ctx.member(),
        choice,
        tally: after,
        electorate: snapshot.electorate,
    });
    let swing_ms = ctx
        .state
        .charter
        .ticks_ms(ctx.state.charter.late_swing_ticks);
    let is_late = !proposal.is_extended && closes_ms.saturating_sub(ctx.time_ms) <= swing_ms;
    if is_late && snapshot.failure(&proposal.tally).is_some() != snapshot.failure(&after).is_some()
    {
        changes.push(Change::VoteExtended {
            proposal: id,
            closes_ms: closes_ms.saturating_add(swing_ms),
        });
    }
    Ok(())
}
