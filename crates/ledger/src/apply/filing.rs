//! Filing, sponsoring, petitioning (GOVERNANCE §3, filing).

use std::collections::BTreeSet;

use super::{Context, opening, payload, ranking};
use crate::call::ProjectNumber;
use crate::change::Change;
use crate::charter::{Class, TrackName};
use crate::grant::GrantStage;
use crate::ids::{BasisPoints, ProposalId};
use crate::member::{Member, Standing};
use crate::office::Office;
use crate::operation::{Payload, Propose};
use crate::payload::{Beneficiary, Spend};
use crate::proposal::{Carrying, Failure, MemberMap, Proposal, Stage, StewardTally, Tally};
use crate::rejection::Rejection;
use crate::state::State;

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
    let (class, track) = classify(state, ctx.time_ms, &propose.payload);
    check_caretaker(ctx, &propose.payload)?;
    payload::check(state, id, ctx.time_ms, &propose.payload, class)?;
    check_recall_is_due(state, ctx.time_ms, &propose.payload)?;
    ranking::check_is_first(state, &propose.payload)?;
    let proposal = draft(ctx, id, propose, class, track);
    let opens = opening::may_open(&proposal, ctx.time_ms) && opening::has_room(state, track, None);
    changes.push(Change::Filed {
        proposal: Box::new(proposal.clone()),
    });
    if opens {
        changes.push(opening::open(
            state,
            &proposal,
            ctx.time_ms,
            Some(ctx.member()),
        ));
    }
    Ok(())
}

/// A team that has lost its mandate files what caretakers may, and nothing else; its members can
/// resign and speak for themselves again.
fn check_caretaker(ctx: &Context<'_>, payload: &Payload) -> Result<(), Rejection> {
    let state = ctx.state;
    let is_caretaker = state.holds(ctx.member(), Office::Team, ctx.time_ms)
        && state.caretaker_since_ms(ctx.time_ms).is_some();
    if is_caretaker && !payload.is_for_caretakers() {
        return Err(Rejection::CaretakerMode);
    }
    Ok(())
}

fn draft(
    ctx: &Context<'_>,
    id: ProposalId,
    propose: &Propose,
    class: Class,
    track: TrackName,
) -> Proposal {
    let charter = &ctx.state.charter;
    let members = ctx.state.count_members(ctx.time_ms);
    let is_recall = matches!(propose.payload, Payload::Recall { .. });
    let expires_ticks = if is_recall {
        charter.recall_ticks
    } else {
        charter.draft_ticks_max
    };
    let (sponsors_needed, petition_needed) = if is_recall {
        (charter.recall_needed(members), 0)
    } else {
        let petition = class.may_be_petitioned();
        (
            charter.sponsors_needed(members),
            if petition {
                charter.petition_needed(members)
            } else {
                0
            },
        )
    };
    let (opens_ms, ranked) = ranking::begins(ctx, track, &propose.payload);
    Proposal {
        id,
        author: ctx.member(),
        filed_ms: ctx.time_ms,
        payload: propose.payload.clone(),
        text: propose.text,
        class,
        track,
        is_retry: is_retry(ctx.state, ctx.time_ms, &propose.payload),
        sponsors: BTreeSet::from([ctx.member()]),
        sponsors_needed,
        petitioners: BTreeSet::new(),
        petition_needed,
        petitioned_ms: None,
        bench: None,
        challenges: Vec::new(),
        stage: Stage::Draft {
            opens_ms,
            expires_ms: ctx.after_ticks(expires_ticks),
        },
        history: Vec::new(),
        snapshot: None,
        ballots: MemberMap::default(),
        tally: Tally::default(),
        stewards: StewardTally::default(),
        carrying: Carrying::default(),
        met_ms: None,
        is_extended: false,
        panel: None,
        counts: Vec::new(),
        ranked,
    }
}

/// Returns class and track of a proposal filed now (GOVERNANCE §2, §3).
pub fn classify(state: &State, time_ms: u64, payload: &Payload) -> (Class, TrackName) {
    match payload {
        Payload::Statement => (Class::Statement, TrackName::Policy),
        Payload::Moderation(_) | Payload::Feed(_) => (Class::Moderation, TrackName::Policy),
        Payload::Data(changes) => {
            let next = state.data.with(changes, ProposalId(0), time_ms);
            // What cannot be made is rejected whatever its class.
            if next.is_ok_and(|next| !state.data.covers(&next)) {
                (Class::MoreData, TrackName::MoreData)
            } else {
                (Class::LessData, TrackName::Policy)
            }
        }
        Payload::Charter(changes) => {
            let is_owned = changes
                .iter()
                .all(|it| it.parameter.owner() == Class::Ownership);
            if is_owned {
                (Class::Ownership, TrackName::MoneyRules)
            } else {
                (Class::Charter, TrackName::Charter)
            }
        }
        Payload::BuyShares(_) | Payload::Offer(_) | Payload::AmendOffer(_) => {
            (Class::Ownership, TrackName::MoneyRules)
        }
        Payload::Existence(_) => (Class::Existence, TrackName::Existence),
        Payload::Budget(_) => (Class::Budget, TrackName::MoneyRules),
        Payload::Spend(spend) => tier(state, time_ms, spend.beneficiary, spend.amount.0),
        Payload::Stream(spend) => tier(state, time_ms, spend.beneficiary, of_a_year(spend)),
        // What it took to begin it, as far as it can be told.
        Payload::EndStream(id) => match state.books.find_stream(*id) {
            Some(it) => tier(state, time_ms, it.spend.beneficiary, 0),
            None => (Class::Spending, TrackName::SmallSpend),
        },
        Payload::Mandate(_) | Payload::Appointment { .. } => (Class::People, TrackName::Offices),
        // The other track of offices takes longer than the time that this shortens.
        Payload::Recall { .. } | Payload::AnotherPause => (Class::People, TrackName::Recall),
        Payload::Roadmap(_) => (Class::Strategy, TrackName::Strategy),
    }
}

/// Returns what a stream pays in a year of 52 rounds.
fn of_a_year(spend: &Spend) -> u64 {
    spend.amount.0.saturating_mul(52)
}

/// Returns the tier of a spend by the sum asked for the same beneficiary, by whatever door: this one, and what
/// was filed for them within the charter's time and has neither failed nor been withdrawn.
fn tier(state: &State, time_ms: u64, beneficiary: Beneficiary, amount: u64) -> (Class, TrackName) {
    let charter = &state.charter;
    let within_ms = charter.ticks_ms(charter.splitting_ticks);
    // Proposals stand in order of filing.
    let recent = state
        .proposals
        .iter()
        .rev()
        .take_while(|it| it.filed_ms.saturating_add(within_ms) >= time_ms);
    let asked = recent
        .filter(|it| it.is_live() || it.stage == Stage::Enacted)
        .filter_map(|it| match &it.payload {
            Payload::Spend(other) if other.beneficiary == beneficiary => Some(other.amount.0),
            Payload::Stream(other) if other.beneficiary == beneficiary => Some(of_a_year(other)),
            _ => None,
        });
    let since_ms = time_ms.saturating_sub(within_ms);
    let sum = asked
        .chain(asked_of_members(state, since_ms, beneficiary))
        .map(u128::from)
        .fold(u128::from(amount), u128::saturating_add);
    let is_within = |share: BasisPoints| {
        sum.saturating_mul(10_000)
            <= u128::from(state.books.available().0).saturating_mul(u128::from(share.0))
    };
    if is_within(charter.small_spend) {
        (Class::Spending, TrackName::SmallSpend)
    } else if is_within(charter.medium_spend) {
        (Class::Spending, TrackName::MediumSpend)
    } else if is_within(charter.large_spend) {
        (Class::Spending, TrackName::LargeSpend)
    } else {
        (Class::Budget, TrackName::MoneyRules)
    }
}

/// What was asked for `beneficiary` since then as a grant or a project of a call, and is open or was granted.
fn asked_of_members(
    state: &State,
    since_ms: u64,
    beneficiary: Beneficiary,
) -> impl Iterator<Item = u64> {
    // Grants stand in order of being asked for.
    let grants = state.grants.grants.iter().rev();
    let grants = grants
        .take_while(move |it| it.since_ms >= since_ms)
        .filter(move |it| it.to == beneficiary)
        .filter(|it| matches!(it.stage, GrantStage::Open | GrantStage::Passed { .. }));
    let projects = state.calls.iter().flat_map(|call| {
        let is_funded = |it: &ProjectNumber| {
            let counted = call.counted.as_ref();
            counted.is_some_and(|count| count.funded.contains(it))
        };
        let standing = call.standing();
        standing.filter(move |(number, _)| call.stage.is_live() || is_funded(number))
    });
    let projects = projects.filter(move |(_, it)| it.since_ms >= since_ms && it.to == beneficiary);
    grants
        .map(|it| it.amount.0)
        .chain(projects.map(|(_, it)| it.cost.0))
}

/// Says whether something on the same matter failed at a vote within the charter's time.
fn is_retry(state: &State, time_ms: u64, payload: &Payload) -> bool {
    let within_ms = state.charter.ticks_ms(state.charter.retry_ticks);
    let failed_at_vote = |it: &&Proposal| match it.stage {
        Stage::Failed(
            Failure::Support
            | Failure::Approval
            | Failure::Veto
            | Failure::Stewards
            | Failure::StewardsVeto
            | Failure::Unconfirmed
            | Failure::Consent,
        ) => it
            .history
            .last()
            .is_some_and(|(_, at_ms)| at_ms.saturating_add(within_ms) >= time_ms),
        Stage::Failed(
            Failure::Sponsors | Failure::Conflict | Failure::Rights | Failure::TooFewItems,
        )
        | Stage::Draft { .. }
        | Stage::Open { .. }
        | Stage::Confirming { .. }
        | Stage::Timelock { .. }
        | Stage::BetweenReadings { .. }
        | Stage::Enacted
        | Stage::Withdrawn
        | Stage::Panel { .. } => false,
    };
    state
        .proposals
        .iter()
        .filter(failed_at_vote)
        .any(|it| it.payload.is_about_same(payload))
}

/// A recall that came to a vote is not tried again for some rounds.
fn check_recall_is_due(state: &State, time_ms: u64, payload: &Payload) -> Result<(), Rejection> {
    let Payload::Recall { .. } = payload else {
        return Ok(());
    };
    let charter = &state.charter;
    let pause_ms = charter
        .round_ms()
        .saturating_mul(charter.recall_pause_rounds.into());
    let is_tried = |it: &Proposal| {
        let opened_ms = it.snapshot.as_ref().map(|snapshot| snapshot.opened_ms);
        it.payload == *payload
            && match it.stage {
                Stage::Draft { .. } => true,
                Stage::Open { .. }
                | Stage::Confirming { .. }
                | Stage::Timelock { .. }
                | Stage::BetweenReadings { .. }
                | Stage::Enacted
                | Stage::Failed(_)
                | Stage::Panel { .. }
                | Stage::Withdrawn => {
                    opened_ms.is_some_and(|at_ms| at_ms.saturating_add(pause_ms) > time_ms)
                }
            }
    };
    if state.proposals.iter().any(is_tried) {
        Err(Rejection::RecalledRecently)
    } else {
        Ok(())
    }
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
    if proposal.petitioned_ms.is_some() {
        return Err(Rejection::Petitioned);
    }
    let ranked = proposal.ranked.as_deref();
    if ranked.is_some_and(|it| it.has_items_of_others(proposal.author)) {
        return Err(Rejection::ItemsOfOthers);
    }
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
    if sponsors >= proposal.sponsors_needed
        && opens_ms <= ctx.time_ms
        && opening::has_room(ctx.state, proposal.track, None)
    {
        changes.push(opening::open(
            ctx.state,
            proposal,
            ctx.time_ms,
            Some(ctx.member()),
        ));
    }
    Ok(())
}

/// Signs a petition. With its last signature the draft needs no sponsors, waits for no room, and
/// opens when it is mature, at the latest after the charter's `petition_ticks`.
pub(super) fn sign_petition(
    ctx: &Context<'_>,
    id: ProposalId,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    ctx.needs(Standing::Member)?;
    let proposal = ctx
        .state
        .find_proposal(id)
        .ok_or(Rejection::ProposalNotFound)?;
    let Stage::Draft {
        opens_ms,
        expires_ms,
    } = proposal.stage
    else {
        return Err(Rejection::NotADraft);
    };
    if proposal.petition_needed == 0 {
        return Err(Rejection::NoPetition);
    }
    if proposal.petitioned_ms.is_some() || proposal.petitioners.contains(&ctx.member()) {
        return Err(Rejection::SignedAlready);
    }
    changes.push(Change::PetitionSigned {
        proposal: id,
        member: ctx.member(),
    });
    let signed = u32::try_from(proposal.petitioners.len())
        .unwrap_or(u32::MAX)
        .saturating_add(1);
    if signed < proposal.petition_needed {
        return Ok(());
    }
    let latest_ms = match proposal.ranked {
        // Nothing can be ranked before its items are there.
        Some(_) => opens_ms,
        None => ctx.after_ticks(ctx.state.charter.petition_ticks),
    };
    changes.push(Change::PetitionForced {
        proposal: id,
        stage: Stage::Draft {
            opens_ms: opens_ms.min(latest_ms),
            expires_ms,
        },
    });
    if opens_ms.min(latest_ms) <= ctx.time_ms {
        changes.push(opening::open(
            ctx.state,
            proposal,
            ctx.time_ms,
            Some(ctx.member()),
        ));
    }
    Ok(())
}
