//! What a payload would change: checked at filing, and again when it is enacted.

use super::{bookkeeping, investing, trading};
use crate::books::{MONEY_MAX, Recording, Stream, reserve_needed};
use crate::change::{BooksChange, Change};
use crate::charter::{Charter, Class, Parameter, ParameterChange, RuleName};
use crate::ids::{MemberNumber, ProposalId};
use crate::office::{GivenBy, MandateInForce, Office, Seat};
use crate::operation::Payload;
use crate::payload::{Beneficiary, Budget, Envelope, Mandate, Spend};
use crate::policy::{
    Basis, DataChange, DataPolicy, FeedChange, FeedPolicy, ModerationChange, ModerationPolicy,
};
use crate::proposal::Proposal;
use crate::rejection::Rejection;
use crate::state::State;

/// Changes that one proposal may make.
const CHANGES_MAX: usize = 16;
/// Leads that one mandate may name.
const LEADS_MAX: usize = 16;
/// Streams that may run at once.
const STREAMS_MAX: usize = 256;
/// Rounds that one mandate may last.
const MANDATE_ROUNDS_MAX: u32 = 104;

/// Checks that the payload could be enacted as things are.
pub(super) fn check(
    state: &State,
    id: ProposalId,
    time_ms: u64,
    payload: &Payload,
    class: Class,
) -> Result<(), Rejection> {
    enacted(state, id, time_ms, payload, class).map(|_| ())
}

/// Returns what enacting the payload changes.
// long: one arm for each kind of payload
pub(super) fn enacted(
    state: &State,
    id: ProposalId,
    time_ms: u64,
    payload: &Payload,
    class: Class,
) -> Result<Vec<Change>, Rejection> {
    match payload {
        Payload::Statement | Payload::Existence(_) => Ok(Vec::new()),
        Payload::Moderation(changes) => {
            let policy = Box::new(moderation_after(state, id, time_ms, changes)?);
            Ok(vec![Change::ModerationAdopted {
                proposal: id,
                policy,
            }])
        }
        Payload::Data(changes) => {
            let policy = Box::new(data_after(state, id, time_ms, changes, class)?);
            Ok(vec![Change::DataAdopted {
                proposal: id,
                policy,
            }])
        }
        Payload::Feed(changes) => {
            let policy = Box::new(feed_after(state, id, time_ms, changes)?);
            Ok(vec![Change::FeedAdopted {
                proposal: id,
                policy,
            }])
        }
        Payload::Charter(changes) => {
            let charter = Box::new(charter_after(state, changes)?);
            Ok(vec![Change::CharterAdopted {
                proposal: id,
                charter,
                version: state.charter_version.saturating_add(1),
            }])
        }
        Payload::Budget(budget) => {
            check_budget(budget)?;
            let at = recording(state, id, time_ms);
            let needed = reserve_needed(&state.charter, state.mandate.as_ref(), time_ms);
            let planned = state.books.plan_budget(budget, needed, at)?;
            let adopted = Change::BudgetAdopted {
                proposal: id,
                budget: budget.clone(),
            };
            let moved = bookkeeping::recorded(state, planned, at.quarter, time_ms);
            Ok(core::iter::once(adopted).chain(moved).collect())
        }
        Payload::Spend(spend) => {
            if let Beneficiary::Member(number) = spend.beneficiary {
                check_amount(spend)?;
                check_member(state, number)?;
            }
            let at = recording(state, id, time_ms);
            let needed = reserve_needed(&state.charter, state.mandate.as_ref(), time_ms);
            // Above the largest tier what has no purpose yet can be taken, too.
            let tops_up = class != Class::Spending;
            let planned = state.books.plan_spend(spend, tops_up, needed, at)?;
            Ok(bookkeeping::recorded(state, planned, at.quarter, time_ms))
        }
        Payload::Stream(spend) => {
            check_stream(state, spend)?;
            Ok(vec![Change::Books(BooksChange::StreamBegun {
                stream: Stream {
                    by: id,
                    since_ms: time_ms,
                    spend: *spend,
                    ended: None,
                },
            })])
        }
        Payload::EndStream(stream) => {
            let found = state.books.find_stream(*stream);
            found.ok_or(Rejection::StreamNotFound)?;
            Ok(vec![Change::Books(BooksChange::StreamEnded {
                stream: *stream,
                proposal: id,
            })])
        }
        Payload::BuyShares(purchase) => trading::buy(state, id, purchase),
        Payload::Offer(terms) => investing::offer(state, id, time_ms, terms),
        Payload::AmendOffer(amendment) => investing::amend(state, id, amendment),
        Payload::Mandate(mandate) => mandated(state, id, time_ms, mandate),
        Payload::Appointment { office, member } => {
            check_appointment(state, time_ms, *office, *member)?;
            let seat = seat(state, id, time_ms, *office, *member);
            Ok(vec![Change::SeatTaken { seat }])
        }
        Payload::Recall { office, member } => {
            check_member(state, *member)?;
            if !state.holds(*member, *office, time_ms) {
                return Err(Rejection::OfficeNotHeld);
            }
            let lost = Change::SeatLost {
                office: *office,
                member: *member,
            };
            let is_of_mandate = *office == Office::Team && state.mandate.is_some();
            let recalled = is_of_mandate.then_some(Change::MandateRecalled { proposal: id });
            Ok(core::iter::once(lost).chain(recalled).collect())
        }
        Payload::AnotherPause => {
            if state.charter.guardians == 0 {
                return Err(Rejection::PayloadOutOfBounds);
            }
            if state.pause.permitted_by.is_some() {
                return Err(Rejection::ChangesNothing);
            }
            Ok(vec![Change::PausePermitted { proposal: id }])
        }
        Payload::Roadmap(quarter) => {
            let now = state.round.quarter();
            if *quarter != now && *quarter != now.next() {
                return Err(Rejection::PayloadOutOfBounds);
            }
            Ok(vec![Change::RoadmapAdopted {
                proposal: id,
                quarter: *quarter,
            }])
        }
    }
}

/// Somebody who is here.
fn check_member(state: &State, number: MemberNumber) -> Result<(), Rejection> {
    let member = state.find_member(number).ok_or(Rejection::MemberNotFound)?;
    if member.left_ms.is_some() {
        return Err(Rejection::MemberLeft);
    }
    Ok(())
}

fn moderation_after(
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
                check_member(state, *number)?;
            }
        }
    }
    Ok(state.moderation.with(changes, id, time_ms)?)
}

fn feed_after(
    state: &State,
    id: ProposalId,
    time_ms: u64,
    changes: &[FeedChange],
) -> Result<FeedPolicy, Rejection> {
    if !(1..=CHANGES_MAX).contains(&changes.len()) {
        return Err(Rejection::PayloadOutOfBounds);
    }
    Ok(state.feed.with(changes, id, time_ms)?)
}

/// A change that keeps more is a matter of class D+, and each item of it is kept only of those who
/// say yes themselves.
fn data_after(
    state: &State,
    id: ProposalId,
    time_ms: u64,
    changes: &[DataChange],
    class: Class,
) -> Result<DataPolicy, Rejection> {
    if !(1..=CHANGES_MAX).contains(&changes.len()) {
        return Err(Rejection::PayloadOutOfBounds);
    }
    let next = state.data.with(changes, id, time_ms)?;
    let keeps_more = next
        .items
        .iter()
        .filter(|item| !state.data.covers_item(&item.value));
    for item in keeps_more {
        if class != Class::MoreData || item.value.basis != Basis::OptIn {
            return Err(Rejection::CollectsMore);
        }
    }
    Ok(next)
}

fn charter_after(state: &State, changes: &[ParameterChange]) -> Result<Charter, Rejection> {
    if !(1..=CHANGES_MAX).contains(&changes.len()) {
        return Err(Rejection::PayloadOutOfBounds);
    }
    let owner = changes.first().map(|it| it.parameter.owner());
    if changes.iter().any(|it| Some(it.parameter.owner()) != owner) {
        return Err(Rejection::ClassesMixed);
    }
    let mut next = state.charter.clone();
    for change in changes {
        change
            .parameter
            .set(&mut next, change.value)
            .ok_or(Rejection::PayloadOutOfBounds)?;
    }
    if !next.is_sound() {
        return Err(Rejection::PayloadOutOfBounds);
    }
    if next == state.charter {
        return Err(Rejection::ChangesNothing);
    }
    let moves_too_far = |it: &ParameterChange| {
        let from = it.parameter.get(&state.charter);
        !it.parameter.may_move(from, it.parameter.get(&next))
    };
    if changes.iter().any(moves_too_far) {
        return Err(Rejection::SurplusStep);
    }
    // What is vested cannot be taken (GOVERNANCE §6), so vesting never becomes slower.
    let slower = |name| {
        let parameter = Parameter::Rule(name);
        parameter.get(&next) > parameter.get(&state.charter)
    };
    if slower(RuleName::VestingCliffRounds) || slower(RuleName::VestingParts) {
        return Err(Rejection::TakesVested);
    }
    Ok(next)
}

/// Says whether a charter change, enacted now, takes something from those who earn.
pub(super) fn costs_earners(state: &State, payload: &Payload) -> bool {
    let Payload::Charter(changes) = payload else {
        return false;
    };
    charter_after(state, changes).is_ok_and(|next| {
        changes
            .iter()
            .any(|it| it.parameter.costs_earners(&state.charter, &next))
    })
}

fn check_budget(budget: &Budget) -> Result<(), Rejection> {
    let sum = budget
        .envelopes
        .iter()
        .try_fold(0_u64, |sum, (_, amount)| sum.checked_add(amount.0));
    let is_ordered = budget.envelopes.is_sorted_by(|a, b| a.0 < b.0);
    if !is_ordered || budget.treasury.0 > MONEY_MAX || sum.is_none_or(|sum| sum > budget.treasury.0)
    {
        return Err(Rejection::PayloadOutOfBounds);
    }
    Ok(())
}

fn check_amount(spend: &Spend) -> Result<(), Rejection> {
    if (1..=MONEY_MAX).contains(&spend.amount.0) {
        Ok(())
    } else {
        Err(Rejection::PayloadOutOfBounds)
    }
}

/// The safety reserve is for bad times, not for every week.
fn check_stream(state: &State, spend: &Spend) -> Result<(), Rejection> {
    check_amount(spend)?;
    let running = state.books.streams.iter().filter(|it| it.ended.is_none());
    if spend.envelope == Envelope::Reserve || running.count() >= STREAMS_MAX {
        return Err(Rejection::PayloadOutOfBounds);
    }
    match spend.beneficiary {
        Beneficiary::Member(number) => check_member(state, number).map(|_| ()),
        Beneficiary::Outside(_) => Ok(()),
    }
}

fn recording(state: &State, by: ProposalId, time_ms: u64) -> Recording {
    Recording {
        by,
        quarter: state.round.quarter(),
        time_ms,
    }
}

fn mandated(
    state: &State,
    id: ProposalId,
    time_ms: u64,
    mandate: &Mandate,
) -> Result<Vec<Change>, Rejection> {
    let leads = &mandate.leads;
    if !(1..=LEADS_MAX).contains(&leads.len())
        || !leads.is_sorted_by(|a, b| a < b)
        || !(1..=MANDATE_ROUNDS_MAX).contains(&mandate.rounds)
        || mandate.per_round.0 > MONEY_MAX
    {
        return Err(Rejection::PayloadOutOfBounds);
    }
    for lead in leads {
        check_member(state, *lead)?;
        check_holds_no_other(state, time_ms, Office::Team, *lead)?;
    }
    let rounds_ms = state
        .charter
        .round_ms()
        .saturating_mul(mandate.rounds.into());
    let until_ms = time_ms.saturating_add(rounds_ms);
    let given = Change::MandateGiven {
        mandate: MandateInForce {
            by: id,
            since_ms: time_ms,
            until_ms,
            per_round: mandate.per_round,
            renewal_asked_ms: None,
            recalled_ms: None,
        },
    };
    let seats = leads.iter().map(|lead| Change::SeatTaken {
        seat: Seat {
            office: Office::Team,
            member: *lead,
            by: GivenBy::Proposal(id),
            since_ms: time_ms,
            until_ms,
        },
    });
    Ok(core::iter::once(given).chain(seats).collect())
}

fn seat(state: &State, id: ProposalId, time_ms: u64, office: Office, member: MemberNumber) -> Seat {
    Seat {
        office,
        member,
        by: GivenBy::Proposal(id),
        since_ms: time_ms,
        until_ms: time_ms.saturating_add(state.charter.term_ms()),
    }
}

/// The team's seats come with its mandate and by election; the others have as many as the charter says.
fn check_appointment(
    state: &State,
    time_ms: u64,
    office: Office,
    member: MemberNumber,
) -> Result<(), Rejection> {
    if office == Office::Team {
        return Err(Rejection::PayloadOutOfBounds);
    }
    check_member(state, member)?;
    check_holds_no_other(state, time_ms, office, member)?;
    let taken = state
        .seats
        .iter()
        .filter(|it| it.office == office && it.member != member && it.is_held(time_ms));
    if taken.count() >= usize::from(state.charter.seats_of(office)) {
        return Err(Rejection::OfficeFull);
    }
    Ok(())
}

/// Nobody holds two offices (GOVERNANCE §10); the same one can be given again.
fn check_holds_no_other(
    state: &State,
    time_ms: u64,
    office: Office,
    member: MemberNumber,
) -> Result<(), Rejection> {
    let other = Office::ALL
        .into_iter()
        .any(|it| it != office && state.holds(member, it, time_ms));
    if other {
        Err(Rejection::OfficeHeld)
    } else {
        Ok(())
    }
}

/// Says whether something that the proposal is about was decided after it was filed. What its
/// voters compared it with is then no longer there.
pub(super) fn is_overtaken(state: &State, proposal: &Proposal) -> bool {
    let later = |since_ms: u64| since_ms > proposal.filed_ms;
    match &proposal.payload {
        Payload::Moderation(changes) => changes
            .iter()
            .any(|change| state.moderation.touched_since_ms(change).is_some_and(later)),
        Payload::Data(changes) => changes
            .iter()
            .any(|change| state.data.touched_since_ms(change).is_some_and(later)),
        Payload::Feed(changes) => changes
            .iter()
            .any(|change| state.feed.touched_since_ms(change).is_some_and(later)),
        Payload::Charter(changes) => changes.iter().any(|change| {
            let since = state.parameters.get(&change.parameter);
            since.is_some_and(|it| later(it.since_ms))
        }),
        Payload::Budget(_) => state.budget.is_some_and(|it| later(it.since_ms)),
        Payload::Mandate(_) => state.mandate.as_ref().is_some_and(|it| later(it.since_ms)),
        // Whoever is to be sent away took the office before it was proposed.
        Payload::Recall { office, member } => state
            .seats
            .iter()
            .any(|it| (it.office, it.member) == (*office, *member) && later(it.since_ms)),
        Payload::AmendOffer(it) => {
            let offer = state.investing.offers.get(&it.offer);
            let amended = offer.and_then(|it| it.amended);
            amended.is_some_and(|it| later(it.1))
        }
        // There is one for a quarter at a time.
        Payload::Roadmap(_)
        | Payload::Statement
        | Payload::Existence(_)
        | Payload::Spend(_)
        | Payload::Stream(_)
        | Payload::EndStream(_)
        | Payload::BuyShares(_)
        | Payload::Offer(_)
        | Payload::AnotherPause
        | Payload::Appointment { .. } => false,
    }
}
