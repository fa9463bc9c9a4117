//! The surplus of a year: when it is divided, and what becomes of a part that nobody can be paid
//! (GOVERNANCE §7, ADR-0030).
//!
//! Nobody decides who gets what, and no operation divides: the close of a round does, once the last round of
//! the year is settled. What members are owed is one payment that two people say was made.

use super::bookkeeping::check_office;
use super::{Context, investing};
use crate::books::{
    Account, Cause, Sharers, Surplus, Transfer, UNPAID_MAX, VoidReason, Year, reserve_needed,
};
use crate::change::{BooksChange, Change};
use crate::ids::{MemberNumber, MicroShares, Money, Quarter};
use crate::member::{Grant, Member, Standing};
use crate::payload::Envelope;
use crate::rejection::Rejection;
use crate::state::State;

/// Divides the surplus of the first year that is over and not divided, once its last round is settled:
/// only then is known what everybody earned in it. The transfers come after those `planned`.
pub(super) fn divide(
    state: &State,
    planned: &[Transfer],
    (quarter, due_ms): (Quarter, u64),
) -> Option<(Surplus, Vec<Transfer>)> {
    let year = Year(u32::try_from(state.books.surpluses.len()).ok()?);
    if state.settled < year.end() {
        return None;
    }
    let reserve = reserve_needed(&state.charter, state.mandate.as_ref(), due_ms);
    let whole = state.books.surplus_of(year, reserve);
    let owed = investing::owed_of(state, whole);
    let to_investors = owed
        .values()
        .fold(0_u64, |sum, it| sum.saturating_add(it.0));
    let now = (quarter, due_ms);
    let (surplus, mut made) = state.books.plan_surplus(
        &state.charter,
        (year, reserve, Money(to_investors)),
        &sharers(state, year, due_ms),
        planned,
        now,
    );
    // What the division put into escrow for them is paid to each from there.
    let mut all = planned.to_vec();
    all.extend(made.iter().cloned());
    made.extend(investing::pay_owed(state, owed, &all, surplus.due_ms, now));
    Some((surplus, made))
}

/// Who shares: everybody with grants of the year's rounds, and whoever is a member at `due_ms`.
fn sharers(state: &State, year: Year, due_ms: u64) -> Sharers {
    let is_of_year = |it: &&Grant| (year.first_round()..year.end()).contains(&it.round);
    let numbered = || state.members.iter().zip(1..);
    let earned = |(member, number): (&Member, u32)| {
        let grants = member.grants.iter().filter(is_of_year);
        let sum = grants.fold(0_u64, |sum, it| sum.saturating_add(it.amount.0));
        (MemberNumber(number), MicroShares(sum))
    };
    Sharers {
        patrons: numbered().map(earned).filter(|it| it.1.0 > 0).collect(),
        members: numbered()
            .filter(|(it, _)| it.standing(&state.charter, due_ms) == Standing::Member)
            .map(|(_, number)| MemberNumber(number))
            .collect(),
    }
}

/// Returns the part of a surplus that nobody can be paid, as `at_ms` stands: of who has left, whom nobody
/// can find any more, and of those who were named.
#[must_use]
pub fn unpayable(state: &State, surplus: &Surplus, at_ms: u64) -> Money {
    let has_left = |member| {
        let left_ms = state.find_member(member).and_then(|it| it.left_ms);
        left_ms.is_some_and(|it| it <= at_ms)
    };
    let lost = surplus
        .everybody()
        .filter(|(member, _)| surplus.is_unpaid(*member) || has_left(*member));
    Money(lost.fold(0, |sum, (_, it)| sum.saturating_add(it.together().0)))
}

/// Names, after the day of the obligation, whose part could not be paid. The list stands for the one
/// before it.
pub(super) fn name_unpaid(
    ctx: &Context<'_>,
    year: Year,
    members: &[MemberNumber],
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    check_office(ctx)?;
    let books = &ctx.state.books;
    let surplus = books.find_surplus(year);
    let owed = surplus.and_then(|it| Some((it, books.find(it.transfer?)?)));
    let owed = owed.filter(|(_, transfer)| transfer.is_open());
    let (surplus, transfer) = owed.ok_or(Rejection::SurplusNotOwed)?;
    if ctx.time_ms < surplus.due_ms {
        return Err(Rejection::SurplusNotDue);
    }
    if transfer.attested.is_some() {
        return Err(Rejection::PaymentAttested);
    }
    let is_ordered = members.is_sorted_by(|a, b| a < b);
    let are_owed = members.iter().all(|it| surplus.owed(*it).together().0 > 0);
    if members.len() > UNPAID_MAX || !is_ordered || !are_owed {
        return Err(Rejection::UnpaidUnsound);
    }
    changes.push(Change::Books(BooksChange::UnpaidNamed {
        year,
        members: members.to_vec(),
    }));
    Ok(())
}

/// The second person confirmed that the members were paid. What could not be paid goes into the
/// redemption pool; if that is everything, nothing was paid.
pub(super) fn pay(ctx: &Context<'_>, year: Year, attested_ms: u64, changes: &mut Vec<Change>) {
    let books = &ctx.state.books;
    let surplus = books.find_surplus(year);
    let owed = surplus.and_then(|it| Some((it, books.find(it.transfer?)?)));
    let Some((surplus, transfer)) = owed else {
        return;
    };
    let lost = unpayable(ctx.state, surplus, attested_ms).min(transfer.amount);
    let by = ctx.member();
    if lost < transfer.amount {
        if lost.0 > 0 {
            changes.push(back_to_pool(year, lost));
        }
        changes.push(Change::Books(BooksChange::TransferCaptured {
            transfer: transfer.id,
            by,
        }));
    } else {
        changes.push(Change::Books(BooksChange::TransferVoided {
            transfer: transfer.id,
            why: VoidReason::Expired,
        }));
        changes.push(back_to_pool(year, lost));
    }
    if lost.0 > 0 {
        let sides = (Account::Income, Account::Envelope(Envelope::Redemption));
        let now = (ctx.state.round.quarter(), ctx.time_ms);
        let cause = Cause::Surplus(year);
        changes.push(Change::Books(BooksChange::Transferred {
            transfer: Box::new(books.next(&[], sides, lost, cause, now)),
        }));
    }
}

fn back_to_pool(year: Year, amount: Money) -> Change {
    Change::Books(BooksChange::BackToPool { year, amount })
}
