//! The ranked roadmap: items, costs, rankings, and what the stewards say (GOVERNANCE §2 E, §3;
//! ADR-0017).

use std::collections::BTreeMap;

use super::{Context, opening, voting, welcoming};
use crate::change::Change;
use crate::charter::TrackName;
use crate::ids::{Digest, Money, ProposalId};
use crate::member::Standing;
use crate::office::Office;
use crate::operation::{Choice, Payload};
use crate::proposal::{Ballot, Failure, Proposal, Stage};
use crate::rejection::Rejection;
use crate::roadmap::{
    self, ITEMS_EACH_MAX, ITEMS_MAX, ITEMS_MIN, Item, ItemNumber, ItemRanking, RankedVote,
    SendBackRules,
};
use crate::state::State;

/// One roadmap of a quarter is made at a time, so that all items stand in one list.
pub(super) fn check_is_first(state: &State, payload: &Payload) -> Result<(), Rejection> {
    let Payload::Roadmap(_) = payload else {
        return Ok(());
    };
    let is_same = |it: &Proposal| it.is_live() && it.payload == *payload;
    if state.proposals.iter().any(is_same) {
        Err(Rejection::RoadmapUnderway)
    } else {
        Ok(())
    }
}

/// Returns when a draft may open and, for a roadmap, its list: items come first, then the costs.
pub(super) fn begins(
    ctx: &Context<'_>,
    track: TrackName,
    payload: &Payload,
) -> (u64, Option<Box<RankedVote>>) {
    let charter = &ctx.state.charter;
    let draft_ticks = charter.tracks.get(track).draft_ticks;
    let Payload::Roadmap(_) = payload else {
        return (ctx.after_ticks(draft_ticks), None);
    };
    let cost_ticks = charter.roadmap_cost_ticks;
    let draft_ticks = draft_ticks.max(charter.roadmap_item_ticks.saturating_add(cost_ticks));
    let opens_ms = ctx.after_ticks(draft_ticks);
    let items_until_ms = opens_ms.saturating_sub(charter.ticks_ms(cost_ticks));
    let ranked = RankedVote::begun(items_until_ms, SendBackRules::of(charter));
    (opens_ms, Some(Box::new(ranked)))
}

/// Fails what has too few items when it could open.
pub(super) fn fails_when_mature(proposal: &Proposal) -> Option<Change> {
    let ranked = proposal.ranked.as_deref()?;
    (ranked.items.len() < ITEMS_MIN).then_some(Change::StageEntered {
        proposal: proposal.id,
        stage: Stage::Failed(Failure::TooFewItems),
    })
}

fn find<'a>(
    ctx: &Context<'a>,
    id: ProposalId,
) -> Result<(&'a Proposal, &'a RankedVote), Rejection> {
    let proposal = ctx.state.find_proposal(id);
    let proposal = proposal.ok_or(Rejection::ProposalNotFound)?;
    let ranked = proposal.ranked.as_deref();
    Ok((proposal, ranked.ok_or(Rejection::NotARanking)?))
}

pub(super) fn add(
    ctx: &Context<'_>,
    id: ProposalId,
    text: Digest,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    ctx.needs(Standing::Member)?;
    let (proposal, ranked) = find(ctx, id)?;
    let is_draft = matches!(proposal.stage, Stage::Draft { .. });
    if !is_draft || ctx.time_ms >= ranked.items_until_ms {
        return Err(Rejection::ItemsClosed);
    }
    if ranked.items.len() >= ITEMS_MAX || ranked.added_by(ctx.member()) >= ITEMS_EACH_MAX {
        return Err(Rejection::ItemsFull);
    }
    changes.push(Change::ItemAdded {
        proposal: id,
        item: Item {
            author: ctx.member(),
            text,
            added_ms: ctx.time_ms,
            cost: None,
        },
    });
    Ok(())
}

pub(super) fn cost(
    ctx: &Context<'_>,
    id: ProposalId,
    item: ItemNumber,
    cost: Money,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let (proposal, ranked) = find(ctx, id)?;
    if !ctx.state.holds(ctx.member(), Office::Team, ctx.time_ms) {
        return Err(Rejection::NotOnTeam);
    }
    // The note on costs is a power of office, which needs the members' trust (ADR-0016).
    if ctx.state.caretaker_since_ms(ctx.time_ms).is_some() {
        return Err(Rejection::CaretakerMode);
    }
    // Voters compare what stood there when the ballots opened.
    let Stage::Draft { .. } = proposal.stage else {
        return Err(Rejection::NotADraft);
    };
    ranked.find(item).ok_or(Rejection::ItemNotFound)?;
    if cost.0 > crate::books::MONEY_MAX {
        return Err(Rejection::PayloadOutOfBounds);
    }
    changes.push(Change::ItemCosted {
        proposal: id,
        item,
        cost,
    });
    Ok(())
}

/// A ranking is a ballot like any other for everything but the order: it counts in the support, is
/// carried for whoever named its caster, locks, and can change.
pub(super) fn rank(
    ctx: &Context<'_>,
    id: ProposalId,
    ranking: &ItemRanking,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let (proposal, ranked) = find(ctx, id)?;
    if !ranked.is_ranking() {
        return Err(Rejection::NotARanking);
    }
    welcoming::check_may_vote(ctx)?;
    let ballot = Ballot {
        choice: Choice::Yes,
        cast_ms: ctx.time_ms,
    };
    let cast = voting::ballot(proposal, ctx.member(), ballot)?;
    if !ranked.is_ballot(ranking) {
        return Err(Rejection::RankingUnsound);
    }
    changes.extend(cast);
    changes.push(Change::ItemsRanked {
        proposal: id,
        member: ctx.member(),
        ranking: ranking.clone(),
    });
    Ok(())
}

/// Counts the rankings of a vote that ends in `stage`; also of one that failed, so that everybody
/// sees what it would have been.
pub(super) fn counted(proposal: &Proposal, stage: Stage) -> Option<Change> {
    let ranked = proposal.ranked.as_deref()?;
    let snapshot = proposal.snapshot.as_ref()?;
    if !ranked.is_ranking() || matches!(stage, Stage::Open { .. }) {
        return None;
    }
    let carried: BTreeMap<_, _> = proposal.carrying.loads(&snapshot.delegations).collect();
    let papers = ranked.papers(&carried);
    let account = roadmap::count(ranked.items.len(), &papers)?;
    Some(Change::ItemsCounted {
        proposal: proposal.id,
        papers,
        order: roadmap::order(&account),
    })
}

/// Takes what a steward says while the roadmap waits.
pub(super) fn judge(
    ctx: &Context<'_>,
    proposal: &Proposal,
    choice: Choice,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let snapshot = proposal.snapshot.as_ref().ok_or(Rejection::NotOpen)?;
    if snapshot.weights.get(ctx.member()) == 0 {
        return Err(Rejection::NotInElectorate);
    }
    changes.push(Change::RoadmapJudged {
        proposal: proposal.id,
        member: ctx.member(),
        choice,
    });
    Ok(())
}

/// Says whether a roadmap whose timelock is over goes back.
pub(super) fn is_sent_back(proposal: &Proposal) -> bool {
    let ranked = proposal.ranked.as_deref();
    let total = proposal.snapshot.as_ref().map_or(0, |it| it.weights.total);
    ranked.is_some_and(|it| it.is_sent_back(total))
}

/// Asks the members whether they insist: a vote of its own, for which there is room since the
/// ranking took none any more.
pub(super) fn ask_to_insist(state: &State, proposal: &Proposal, time_ms: u64) -> Vec<Change> {
    let back = Change::RoadmapSentBack {
        proposal: proposal.id,
    };
    let mut asked = proposal.clone();
    if let Some(ranked) = asked.ranked.as_deref_mut() {
        ranked.is_insisting = true;
    }
    let opened = opening::open(state, &asked, time_ms, None);
    vec![back, opened]
}
