//! A decision that contradicts the bill of rights comes before a jury (GOVERNANCE §2; ADR-0033).

use std::collections::BTreeSet;

use super::{Context, judging};
use crate::challenge::{CHALLENGES_MAX, Challenge, ChallengeNumber, Right};
use crate::change::{Change, RightsChange};
use crate::charter::Class;
use crate::ids::{Digest, MemberNumber, ProposalId};
use crate::jury::{Case, JuryStage, Level, Matter};
use crate::member::Standing;
use crate::proposal::{Proposal, Stage};
use crate::rejection::Rejection;
use crate::state::State;

/// Says whether a decision of `class` can contradict the bill of rights: C to J. A changes the bill
/// itself, B ends the network that gives it, a statement changes nothing.
fn is_bound(class: Class) -> bool {
    !matches!(class, Class::Charter | Class::Existence | Class::Statement)
}

/// Finds the decision that `member` may say contradicts a right: its vote is over, it is not in force
/// yet, and they have not said so already.
fn contestable(
    state: &State,
    id: ProposalId,
    member: MemberNumber,
    time_ms: u64,
) -> Result<&Proposal, Rejection> {
    if state.standing(member, time_ms) < Standing::Member {
        return Err(Rejection::StandingTooLow);
    }
    let proposal = state.find_proposal(id).ok_or(Rejection::ProposalNotFound)?;
    let is_decided = matches!(
        proposal.stage,
        Stage::Confirming { .. } | Stage::Timelock { .. }
    );
    if !is_decided || !is_bound(proposal.class) {
        return Err(Rejection::NotChallengeable);
    }
    if proposal.supports_challenge(member) {
        return Err(Rejection::ChallengedAlready);
    }
    Ok(proposal)
}

/// Checks that `member` could support a challenge of the decision `id` that no jury hears yet.
///
/// # Errors
///
/// The rejection that they would get.
pub fn check_support(
    state: &State,
    id: ProposalId,
    member: MemberNumber,
    time_ms: u64,
) -> Result<(), Rejection> {
    contestable(state, id, member, time_ms).map(|_| ())
}

/// Checks that `member` could challenge the decision `id`.
///
/// # Errors
///
/// The rejection that they would get.
pub fn check_challenge(
    state: &State,
    id: ProposalId,
    member: MemberNumber,
    time_ms: u64,
) -> Result<(), Rejection> {
    let proposal = contestable(state, id, member, time_ms)?;
    if proposal.challenges.len() >= CHALLENGES_MAX {
        return Err(Rejection::ChallengesFull);
    }
    Ok(())
}

/// Says that a decision contradicts a right. Where one person is enough, a jury is called at once.
pub(super) fn challenge(
    ctx: &Context<'_>,
    id: ProposalId,
    (right, grounds): (Right, Digest),
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    check_challenge(ctx.state, id, ctx.member(), ctx.time_ms)?;
    let found = ctx.state.find_proposal(id);
    let proposal = found.ok_or(Rejection::ProposalNotFound)?;
    let electorate = proposal.snapshot.as_ref().map_or(0, |it| it.electorate);
    let challenge = Challenge {
        by: ctx.member(),
        right,
        grounds,
        filed_ms: ctx.time_ms,
        supporters: BTreeSet::from([ctx.member()]),
        needed: ctx.state.charter.sponsors_needed(electorate).max(1),
        case: None,
    };
    let number = proposal.challenges.len().saturating_add(1);
    let number = ChallengeNumber(u8::try_from(number).unwrap_or(u8::MAX));
    changes.push(Change::Rights(RightsChange::Challenged {
        proposal: id,
        challenge: Box::new(challenge.clone()),
    }));
    hear_if_supported(ctx, proposal, (number, &challenge), changes)
}

/// Supports a challenge of somebody else; with enough a jury is called.
pub(super) fn support(
    ctx: &Context<'_>,
    id: ProposalId,
    number: ChallengeNumber,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let proposal = contestable(ctx.state, id, ctx.member(), ctx.time_ms)?;
    let found = proposal.find_challenge(number);
    let mut challenge = found.ok_or(Rejection::ChallengeNotFound)?.clone();
    if challenge.case.is_some() {
        return Err(Rejection::CaseHeard);
    }
    changes.push(Change::Rights(RightsChange::ChallengeSupported {
        proposal: id,
        number,
        member: ctx.member(),
    }));
    challenge.supporters.insert(ctx.member());
    hear_if_supported(ctx, proposal, (number, &challenge), changes)
}

/// Calls the jury of a challenge that has enough support. The parties are who challenges, who
/// wrote the decision, and who put their name under either.
fn hear_if_supported(
    ctx: &Context<'_>,
    proposal: &Proposal,
    (number, challenge): (ChallengeNumber, &Challenge),
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    if challenge.support() < challenge.needed {
        return Ok(());
    }
    let matter = Matter::Decision {
        proposal: proposal.id,
        number,
        right: challenge.right,
    };
    let parties = judging::Parties {
        near: vec![challenge.by, proposal.author],
        named: challenge
            .supporters
            .union(&proposal.sponsors)
            .copied()
            .collect(),
    };
    judging::check_open_cases(ctx, challenge.by)?;
    judging::hear(ctx, (challenge.by, matter, Level::Third), &parties, changes)
}

/// Returns until when juries may still hear challenges of `proposal`, in milliseconds; nothing if
/// none does. A later moment of a jury moves it on.
pub(super) fn heard_until_ms(state: &State, proposal: &Proposal) -> Option<u64> {
    let heard = proposal.challenges.iter().filter_map(|it| it.case);
    let cases = heard.filter_map(|it| state.find_case(it));
    let juries = cases.flat_map(|case| &case.juries);
    let juries = juries.filter_map(|it| state.find_jury(*it));
    let until = juries.filter_map(|jury| match jury.stage {
        JuryStage::Called { draws_ms } => Some(
            draws_ms
                .saturating_add(jury.sealing_ms)
                .saturating_add(jury.opening_ms),
        ),
        JuryStage::Sealing { until_ms, .. } => Some(until_ms.saturating_add(jury.opening_ms)),
        JuryStage::Opening { until_ms } => Some(until_ms),
        JuryStage::Over { .. } => None,
    });
    until.max()
}

/// Returns what the verdict that a decision contradicts a right does to it: it has failed.
pub(super) fn failed(state: &State, case: &Case) -> Option<Change> {
    let Matter::Decision { proposal, .. } = case.matter else {
        return None;
    };
    let waits = state.find_proposal(proposal).is_some_and(Proposal::is_live);
    waits.then_some(Change::StageEntered {
        proposal,
        stage: Stage::Failed(crate::proposal::Failure::Rights),
    })
}
