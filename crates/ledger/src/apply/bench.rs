//! A jury of level 3 that puts a moderation clause to the vote without sponsors (GOVERNANCE §4).

use super::{Context, judging, opening};
use crate::change::Change;
use crate::charter::Class;
use crate::ids::{JuryId, ProposalId};
use crate::member::Standing;
use crate::proposal::Stage;
use crate::rejection::Rejection;

/// Wants a draft put to the vote, as one of the bench. With more than half of the seats it needs no
/// sponsors; it waits for its time and for room like any other.
pub(super) fn sponsor(
    ctx: &Context<'_>,
    id: JuryId,
    proposal: ProposalId,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    ctx.needs(Standing::Member)?;
    let jury = judging::sitting(ctx, id)?;
    let juror = jury.find_sitting(ctx.member());
    let has_ruled = juror.is_some_and(|it| it.opened.is_some());
    if !jury.is_bench() || !has_ruled {
        return Err(Rejection::NotABench);
    }
    let draft = ctx
        .state
        .find_proposal(proposal)
        .ok_or(Rejection::ProposalNotFound)?;
    let Stage::Draft { opens_ms, .. } = draft.stage else {
        return Err(Rejection::NotADraft);
    };
    if draft.class != Class::Moderation {
        return Err(Rejection::NotForTheBench);
    }
    if draft.bench.is_some() || juror.is_some_and(|it| it.sponsors.is_some()) {
        return Err(Rejection::SponsoredAlready);
    }
    changes.push(Change::BenchSponsored {
        jury: id,
        member: ctx.member(),
        proposal,
    });
    if jury.count_sponsors(proposal).saturating_add(1) < jury.bench_needed() {
        return Ok(());
    }
    changes.push(Change::BenchFiled { jury: id, proposal });
    if opens_ms <= ctx.time_ms && opening::has_room(ctx.state, draft.track, None) {
        changes.push(opening::open(
            ctx.state,
            draft,
            ctx.time_ms,
            Some(ctx.member()),
        ));
    }
    Ok(())
}
