//! Claims of work, their reviewers and what these attest (GOVERNANCE §6, ADR-0021).

use super::{Context, judging};
use crate::change::Change;
use crate::ids::{ClaimId, Digest, EntryIndex, MemberNumber};
use crate::member::Standing;
use crate::proposal::MemberSet;
use crate::rejection::Rejection;
use crate::sortition::{Beacon, Draw, Purpose};
use crate::state::State;
use crate::work::{
    ALTERNATES_EACH, Attestation, Claim, ClaimStage, Declared, OPEN_CLAIMS_MAX, REVIEWERS, Skill,
    WorkClass,
};

/// As many may be drawn for each reviewer before the pool counts as large enough.
const CANDIDATES_EACH: u32 = 3;

pub(super) fn declare(
    ctx: &Context<'_>,
    skill: Skill,
    declared: Declared,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let member = ctx.member();
    let held = ctx.state.work.skills.get(&(skill, member));
    let is_declared = held.is_some_and(|it| it.is_declared);
    if is_declared == (declared == Declared::Yes) {
        return Err(Rejection::ChangesNothing);
    }
    changes.push(Change::SkillDeclared {
        member,
        skill,
        declared,
    });
    Ok(())
}

pub(super) fn claim(
    ctx: &Context<'_>,
    (skill, class, text): (Skill, WorkClass, Digest),
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    ctx.needs(Standing::Associate)?;
    let claims = &ctx.state.work.claims;
    let is_open =
        |it: &&Claim| it.member == ctx.member() && !matches!(it.stage, ClaimStage::Over { .. });
    if claims.iter().rev().filter(is_open).count() >= OPEN_CLAIMS_MAX {
        return Err(Rejection::ClaimLimit);
    }
    let candidates =
        candidates(ctx.state, ctx.member(), skill, ctx.time_ms).ok_or(Rejection::NoReviewers)?;
    let charter = &ctx.state.charter;
    let number = u32::try_from(claims.len()).unwrap_or(u32::MAX);
    let claim = Claim {
        id: ClaimId(number.saturating_add(1)),
        member: ctx.member(),
        skill,
        class,
        text,
        filed_ms: ctx.time_ms,
        review_ms: charter.ticks_ms(charter.work_ticks),
        candidates,
        receipt: None,
        reviewers: Vec::new(),
        stage: ClaimStage::Called {
            draws_ms: ctx.time_ms.saturating_add(charter.tick_ms),
        },
        round: None,
    };
    changes.push(Change::WorkClaimed {
        claim: Box::new(claim),
    });
    Ok(())
}

/// Returns who may be drawn to look at work of `member`: those who can vote now and had work of this
/// skill attested; where these are few those who say that they have it, then everybody, then also
/// who is a vouch away. Nobody if three cannot be found.
fn candidates(
    state: &State,
    member: MemberNumber,
    skill: Skill,
    time_ms: u64,
) -> Option<MemberSet> {
    let (mut all, _) = state.roll.voters(&state.charter, time_ms, None, &[]);
    all.remove(member);
    let mut apart = all.clone();
    for near in judging::within(state, member, 1) {
        apart.remove(near);
    }
    let holders = |is_held: &dyn Fn(&crate::work::SkillHeld) -> bool| {
        let mut set = MemberSet::default();
        let rows = (skill, MemberNumber(0))..=(skill, MemberNumber(u32::MAX));
        for ((_, holder), held) in state.work.skills.range(rows) {
            if is_held(held) && apart.contains(*holder) {
                set.insert(*holder);
            }
        }
        set
    };
    let enough = REVIEWERS.saturating_mul(CANDIDATES_EACH);
    let steps = [
        holders(&|it| it.attested > 0),
        holders(&|it| it.attested > 0 || it.is_declared),
        apart.clone(),
    ];
    let large = steps.into_iter().find(|it| it.len() >= enough);
    large.or_else(|| (all.len() >= REVIEWERS).then_some(all))
}

/// Draws the reviewers by the root of the log so far.
pub(super) fn draw(state: &State, claim: &Claim, time_ms: u64) -> Vec<Change> {
    let draw = Draw {
        purpose: Purpose::Review,
        id: claim.id.0.into(),
        beacon: Beacon {
            index: EntryIndex(state.log.size()),
            hash: state.log.root(),
        },
        seats: REVIEWERS,
        alternates_each: ALTERNATES_EACH,
    };
    vec![Change::ReviewersDrawn {
        claim: claim.id,
        receipt: Box::new(draw.hold(claim.stratified())),
        until_ms: time_ms.saturating_add(claim.review_ms),
    }]
}

/// Asks alternates in place of reviewers who said nothing in a third of the time.
pub(super) fn stand_in(state: &State, claim: &Claim, due_ms: u64) -> Vec<Change> {
    let third = claim.review_ms / 3;
    let is_late = |since_ms: u64| since_ms.saturating_add(third) <= due_ms;
    let absent = claim
        .reviewing()
        .filter(|it| it.answer.is_none() && is_late(it.since_ms));
    let absent: Vec<_> = absent.map(|it| it.member).collect();
    let mut after = claim.clone();
    let mut changes = Vec::new();
    for member in absent {
        let by = after.next_alternate(|it| {
            let found = state.find_member(it);
            found.is_some_and(|it| it.left_ms.is_none())
        });
        if by.is_some() {
            after.replace(member, by, due_ms);
            changes.push(Change::ReviewerReplaced {
                claim: claim.id,
                member,
                by,
                since_ms: due_ms,
            });
        }
    }
    changes
}

/// Says how large a reviewer finds the work. With the last of them it is decided.
pub(super) fn attest(
    ctx: &Context<'_>,
    id: ClaimId,
    answer: Attestation,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let claim = ctx.state.find_claim(id).ok_or(Rejection::ClaimNotFound)?;
    let member = ctx.member();
    let reviewer = claim.find_reviewer(member).ok_or(Rejection::NotAReviewer)?;
    if !matches!(claim.stage, ClaimStage::Reviewing { .. }) {
        return Err(Rejection::NotReviewing);
    }
    if reviewer.answer.is_some() {
        return Err(Rejection::AttestedAlready);
    }
    let mut after = claim.clone();
    if let Some(reviewer) = after.reviewer_mut(member) {
        reviewer.answer = Some(answer);
    }
    changes.push(Change::WorkAttested {
        claim: id,
        member,
        answer,
    });
    if after.reviewing().all(|it| it.answer.is_some()) {
        changes.extend(ended(&after, ctx.time_ms));
    }
    Ok(())
}

/// Ends the review: what the answers come to counts.
pub(super) fn ended(claim: &Claim, at_ms: u64) -> Vec<Change> {
    vec![Change::ClaimEnded {
        claim: claim.id,
        at_ms,
        class: claim.outcome(),
    }]
}
