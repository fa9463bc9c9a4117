//! What decisions do to the books: transfers to be recorded, or why they cannot be.

use std::collections::BTreeMap;

use super::{Account, Books, Cause, MONEY_MAX, Transfer, TransferStage};
use crate::ids::{Money, ProposalId, Quarter, TransferId};
use crate::payload::{Budget, Envelope, Spend};
use crate::rejection::Rejection;

/// When something is recorded, and on which decision it rests.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Recording {
    /// The decision.
    pub(crate) by: ProposalId,
    /// The running quarter.
    pub(crate) quarter: Quarter,
    /// In milliseconds.
    pub(crate) time_ms: u64,
}

impl Books {
    /// Returns the number that the transfer `ahead` places after the next one gets.
    fn number(&self, ahead: usize) -> TransferId {
        let place = self.transfers.len().saturating_add(ahead).saturating_add(1);
        TransferId(u32::try_from(place).unwrap_or(u32::MAX))
    }

    /// Returns a transfer that comes after those `planned`.
    pub(crate) fn next(
        &self,
        planned: &[Transfer],
        sides: (Account, Account),
        amount: Money,
        cause: Cause,
        now: (Quarter, u64),
    ) -> Transfer {
        Transfer {
            id: self.number(planned.len()),
            debit: sides.0,
            credit: sides.1,
            amount,
            cause,
            since_ms: now.1,
            quarter: now.0,
            attested: None,
            stage: TransferStage::Captured {
                by: None,
                at_ms: now.1,
            },
        }
    }

    /// Returns a payment from `from` that comes after those `planned`: it waits until the guard lets it out.
    pub(crate) fn next_payment(
        &self,
        planned: &[Transfer],
        from: Account,
        amount: Money,
        cause: Cause,
        now: (Quarter, u64),
    ) -> Transfer {
        Transfer {
            stage: TransferStage::Waiting,
            ..self.next(planned, (from, Account::Payees), amount, cause, now)
        }
    }

    /// Plans what a budget moves. The first one, adopted while nothing was ever recorded, opens the
    /// books with the treasury that it states; every later one divides what the books hold. What is
    /// promised to somebody stays promised. The reserve does not fall below what it needs, or stays
    /// where it is if it holds less.
    pub(crate) fn plan_budget(
        &self,
        budget: &Budget,
        reserve_needed: Money,
        at: Recording,
    ) -> Result<Vec<Transfer>, Rejection> {
        let mut planned = Vec::new();
        let cause = Cause::Budget(at.by);
        let now = (at.quarter, at.time_ms);
        let opens = self.balances.is_empty() && budget.treasury.0 > 0;
        let mut unassigned = self.free(Account::Income).0;
        if opens {
            if !self.has_room(budget.treasury) {
                return Err(Rejection::PayloadOutOfBounds);
            }
            let sides = (Account::Opening, Account::Income);
            planned.push(self.next(&planned, sides, budget.treasury, cause, now));
            unassigned = budget.treasury.0;
        }
        let given: BTreeMap<Envelope, Money> = budget.envelopes.iter().copied().collect();
        let of = |envelope: Envelope| {
            let before = self.free(Account::Envelope(envelope)).0;
            (before, given.get(&envelope).map_or(0, |it| it.0))
        };
        let (before, after) = of(Envelope::Reserve);
        if after < before.min(reserve_needed.0) {
            return Err(Rejection::ReserveShort);
        }
        // What is taken back comes first, so that it can be given anew.
        for envelope in Envelope::ALL {
            let (before, after) = of(envelope);
            if let Some(back) = before.checked_sub(after).filter(|it| *it > 0) {
                let sides = (Account::Envelope(envelope), Account::Income);
                planned.push(self.next(&planned, sides, Money(back), cause, now));
                unassigned = unassigned.saturating_add(back);
            }
        }
        for envelope in Envelope::ALL {
            let (before, after) = of(envelope);
            if let Some(more) = after.checked_sub(before).filter(|it| *it > 0) {
                unassigned = unassigned
                    .checked_sub(more)
                    .ok_or(Rejection::TreasuryShort)?;
                let sides = (Account::Income, Account::Envelope(envelope));
                planned.push(self.next(&planned, sides, Money(more), cause, now));
            }
        }
        Ok(planned)
    }

    /// Plans a payment from an envelope. Where `tops_up`, what the envelope lacks is taken from
    /// income that has no purpose yet. The payment waits: whether it may leave is the guard's to say.
    pub(crate) fn plan_spend(
        &self,
        spend: &Spend,
        tops_up: bool,
        reserve_needed: Money,
        at: Recording,
    ) -> Result<Vec<Transfer>, Rejection> {
        if !(1..=MONEY_MAX).contains(&spend.amount.0) {
            return Err(Rejection::PayloadOutOfBounds);
        }
        let from = Account::Envelope(spend.envelope);
        let held = self.free(from).0;
        let lacks = spend.amount.0.saturating_sub(held);
        if lacks > 0 && (!tops_up || lacks > self.free(Account::Income).0) {
            return Err(Rejection::EnvelopeShort);
        }
        let left = held.saturating_sub(spend.amount.0);
        if spend.envelope == Envelope::Reserve && left < reserve_needed.0 {
            return Err(Rejection::ReserveShort);
        }
        let mut planned = Vec::new();
        let now = (at.quarter, at.time_ms);
        if lacks > 0 {
            let sides = (Account::Income, from);
            let cause = Cause::Budget(at.by);
            planned.push(self.next(&planned, sides, Money(lacks), cause, now));
        }
        let cause = Cause::Spend {
            proposal: at.by,
            to: spend.beneficiary,
        };
        let payment = self.next_payment(&planned, from, spend.amount, cause, now);
        planned.push(payment);
        Ok(planned)
    }

    /// Plans what a round that has ended pays: the core team by its mandate, then every stream in order.
    /// An envelope that holds less pays what it holds; what is missing is not made up for later.
    pub(crate) fn plan_round(
        &self,
        team: Option<(ProposalId, Money)>,
        now: (Quarter, u64),
    ) -> Vec<Transfer> {
        let team = team.map(|(by, amount)| (Envelope::Team, amount, Cause::Mandate(by)));
        let running = self.streams.iter().filter(|it| it.ended.is_none());
        let streams = running.map(|it| {
            let cause = Cause::Stream {
                proposal: it.by,
                to: it.spend.beneficiary,
            };
            (it.spend.envelope, it.spend.amount, cause)
        });
        let mut free: BTreeMap<Envelope, u64> = Envelope::ALL
            .map(|it| (it, self.free(Account::Envelope(it)).0))
            .into();
        let mut planned = Vec::new();
        for (envelope, amount, cause) in team.into_iter().chain(streams) {
            let left = free.entry(envelope).or_insert(0);
            let paid = amount.0.min(*left);
            if paid == 0 {
                continue;
            }
            *left = left.saturating_sub(paid);
            let from = Account::Envelope(envelope);
            let payment = self.next_payment(&planned, from, Money(paid), cause, now);
            planned.push(payment);
        }
        planned
    }
}
