//! What people in office say about money that came or was paid (GOVERNANCE §7, ADR-0020).
//!
//! One attests with evidence, another one confirms. Nothing of it decides a payment: that is done by
//! proposals, and only a payment that one of them decided can be called paid.

use std::collections::BTreeSet;

use super::{Context, dividing, investing, redeeming};
use crate::books::{
    Account, Books, Cause, IncomeKind, MONEY_MAX, MoneyAttestation, Transfer, TransferStage,
    VoidReason,
};
use crate::change::{BooksChange, Change};
use crate::ids::{Digest, MemberNumber, Money, Quarter, TransferId};
use crate::member::Standing;
use crate::rejection::Rejection;
use crate::state::State;

/// Says whether `member` may attest and confirm at `time_ms`: whoever holds an office; while fewer
/// than two people hold any, every member.
#[must_use]
pub fn keeps_books(state: &State, member: MemberNumber, time_ms: u64) -> bool {
    let held = state.seats.iter().filter(|it| it.is_held(time_ms));
    let holders: BTreeSet<MemberNumber> = held.map(|it| it.member).collect();
    if holders.len() < 2 {
        return state.standing(member, time_ms) == Standing::Member;
    }
    holders.contains(&member)
}

pub(super) fn check_office(ctx: &Context<'_>) -> Result<(), Rejection> {
    if keeps_books(ctx.state, ctx.member(), ctx.time_ms) {
        Ok(())
    } else {
        Err(Rejection::NotInOffice)
    }
}

pub(super) fn attestation(ctx: &Context<'_>, evidence: Digest) -> MoneyAttestation {
    MoneyAttestation {
        by: ctx.member(),
        at_ms: ctx.time_ms,
        until_ms: ctx.after_ticks(ctx.state.charter.attest_ticks),
        evidence,
    }
}

/// Says that money came.
pub(super) fn attest_income(
    ctx: &Context<'_>,
    kind: IncomeKind,
    amount: Money,
    evidence: Digest,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    check_office(ctx)?;
    let books = &ctx.state.books;
    if !(1..=MONEY_MAX).contains(&amount.0) || !books.has_room(amount) {
        return Err(Rejection::PayloadOutOfBounds);
    }
    let attested = attestation(ctx, evidence);
    let sides = (Account::Source(kind), Account::Income);
    let now = (ctx.state.round.quarter(), ctx.time_ms);
    let transfer = Transfer {
        attested: Some(attested),
        stage: TransferStage::Pending {
            until_ms: attested.until_ms,
        },
        ..books.next(&[], sides, amount, Cause::Income(kind), now)
    };
    changes.push(Change::Books(BooksChange::Transferred {
        transfer: Box::new(transfer),
    }));
    Ok(())
}

/// Says that a payment which was decided has been made.
pub(super) fn attest_payment(
    ctx: &Context<'_>,
    id: TransferId,
    evidence: Digest,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    check_office(ctx)?;
    let transfer = ctx.state.books.find(id).filter(|it| it.is_payment());
    let transfer = transfer.ok_or(Rejection::PaymentNotDecided)?;
    if transfer.is_for(ctx.member()) {
        return Err(Rejection::OwnPayment);
    }
    match transfer.stage {
        TransferStage::Waiting => return Err(Rejection::HeldBack),
        TransferStage::Captured { .. } | TransferStage::Voided { .. } => {
            return Err(Rejection::TransferOver);
        }
        TransferStage::Pending { .. } => {}
    }
    if transfer.attested.is_some() {
        return Err(Rejection::PaymentAttested);
    }
    changes.push(Change::Books(BooksChange::TransferAttested {
        transfer: id,
        attestation: attestation(ctx, evidence),
    }));
    Ok(())
}

/// Returns the transfer with what was said about it, if it waits for a second word.
fn attested(ctx: &Context<'_>, id: TransferId) -> Result<(Transfer, MoneyAttestation), Rejection> {
    let transfer = ctx.state.books.find(id);
    let transfer = transfer.ok_or(Rejection::TransferNotFound)?;
    if matches!(
        transfer.stage,
        TransferStage::Captured { .. } | TransferStage::Voided { .. }
    ) {
        return Err(Rejection::TransferOver);
    }
    let attestation = transfer.attested.ok_or(Rejection::NotAttested)?;
    Ok((transfer.clone(), attestation))
}

/// The second person confirms: the books follow.
pub(super) fn confirm(
    ctx: &Context<'_>,
    id: TransferId,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    check_office(ctx)?;
    let (transfer, attestation) = attested(ctx, id)?;
    if attestation.by == ctx.member() {
        return Err(Rejection::SecondPersonNeeded);
    }
    if transfer.is_for(ctx.member()) {
        return Err(Rejection::OwnPayment);
    }
    if matches!(transfer.cause, Cause::Subscription { by, .. } if by == ctx.member()) {
        return Err(Rejection::OwnSubscription);
    }
    if let Cause::Surplus(year) = transfer.cause
        && transfer.is_payment()
    {
        dividing::pay(ctx, year, attestation.at_ms, changes);
        return Ok(());
    }
    changes.push(Change::Books(BooksChange::TransferCaptured {
        transfer: id,
        by: ctx.member(),
    }));
    Ok(())
}

/// Takes back what one attested, or refuses what somebody else did. Income is then voided; a payment
/// stays decided and waits to be made.
pub(super) fn refuse(
    ctx: &Context<'_>,
    id: TransferId,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    check_office(ctx)?;
    let (transfer, attestation) = attested(ctx, id)?;
    let why = if attestation.by == ctx.member() {
        VoidReason::Withdrawn
    } else {
        VoidReason::Refused(ctx.member())
    };
    if transfer.is_payment() {
        drop_attestation(&transfer, why, ctx.time_ms, changes);
    } else {
        changes.push(Change::Books(BooksChange::TransferVoided {
            transfer: id,
            why,
        }));
    }
    Ok(())
}

/// A payment goes on waiting to be made, unless its time was over meanwhile.
fn drop_attestation(transfer: &Transfer, why: VoidReason, time_ms: u64, changes: &mut Vec<Change>) {
    changes.push(Change::Books(BooksChange::AttestationDropped {
        transfer: transfer.id,
        why,
    }));
    let is_late =
        matches!(transfer.stage, TransferStage::Pending { until_ms } if until_ms <= time_ms);
    if is_late && !transfer.stays_owed() {
        changes.push(Change::Books(BooksChange::TransferVoided {
            transfer: transfer.id,
            why: VoidReason::Expired,
        }));
    }
}

/// Nobody confirmed in time.
pub(super) fn attestation_ends(state: &State, id: TransferId, due_ms: u64) -> Vec<Change> {
    let mut changes = Vec::new();
    if let Some(transfer) = state.books.find(id) {
        drop_attestation(transfer, VoidReason::Expired, due_ms, &mut changes);
    }
    changes
}

/// Income that nobody confirmed did not come; a payment that nobody made goes back to its envelope. What
/// members are owed of a surplus, and what investors are owed, stays owed.
pub(super) fn transfer_ends(state: &State, id: TransferId) -> Vec<Change> {
    if state.books.find(id).is_some_and(Transfer::stays_owed) {
        return Vec::new();
    }
    vec![Change::Books(BooksChange::TransferVoided {
        transfer: id,
        why: VoidReason::Expired,
    })]
}

/// Lets payments out that wait, in the order of their decisions, as long as the guard on the
/// quarter's outflow allows. One that is held back holds back those behind it.
pub(super) fn release(state: &State, books: &Books, quarter: Quarter, now_ms: u64) -> Vec<Change> {
    let charter = &state.charter;
    let until_ms = now_ms.saturating_add(
        charter
            .round_ms()
            .saturating_mul(charter.payment_rounds.into()),
    );
    let waiting = books
        .transfers
        .iter()
        .filter(|it| it.stage == TransferStage::Waiting);
    let mut out = 0_u64;
    let mut changes = Vec::new();
    for transfer in waiting {
        let sum = Money(out.saturating_add(transfer.amount.0));
        if !books.lets_out(charter, quarter, sum) {
            break;
        }
        out = sum.0;
        changes.push(Change::Books(BooksChange::PaymentReleased {
            transfer: transfer.id,
            quarter,
            until_ms,
        }));
    }
    changes
}

/// A round has ended: what it pays is recorded, in arrears, and what may leave is let out. The team's pay
/// is what its mandate gave for the round when that began.
pub(super) fn pay_round(state: &State, next: Quarter, due_ms: u64) -> Vec<Change> {
    let began_ms = due_ms.saturating_sub(state.charter.round_ms());
    let team = state
        .mandate
        .as_ref()
        .map(|it| (it.by, it.budget_at(&state.charter, began_ms)));
    let mut planned = state.books.plan_round(team, (next, due_ms));
    let (redeemed, taken) = redeeming::serve(state, &planned, (next, due_ms));
    planned.extend(redeemed);
    let (units, redeem) = investing::serve(state, &planned, (next, due_ms));
    planned.extend(units);
    let divided = dividing::divide(state, &planned, (next, due_ms)).map(|(surplus, made)| {
        planned.extend(made);
        Change::Books(BooksChange::SurplusDivided {
            surplus: Box::new(surplus),
        })
    });
    let mut changes = recorded(state, planned, next, due_ms);
    changes.extend(taken);
    changes.extend(redeem);
    changes.extend(divided);
    changes
}

/// Returns what recording `planned` changes: they are recorded, and what may leave is let out.
pub(super) fn recorded(
    state: &State,
    planned: Vec<Transfer>,
    quarter: Quarter,
    now_ms: u64,
) -> Vec<Change> {
    let mut books = state.books.clone();
    for transfer in &planned {
        books.record(transfer.clone());
    }
    let released = release(state, &books, quarter, now_ms);
    let transfers = planned.into_iter().map(|it| {
        Change::Books(BooksChange::Transferred {
            transfer: Box::new(it),
        })
    });
    transfers.chain(released).collect()
}
