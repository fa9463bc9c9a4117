//! Writing what happens to the commons' money, and the timers that go with it.

use super::{State, Timer};
use crate::books::{Account, Balance, Books, Surplus, Transfer, TransferStage, Year};
use crate::change::BooksChange;
use crate::ids::{Money, Quarter, TransferId};
use crate::payload::Envelope;

/// What grants are paid from.
const GRANTS: Account = Account::Envelope(Envelope::Grants);

impl State {
    // long: one arm for each kind of change
    pub(super) fn write_books(&mut self, change: BooksChange) {
        let (time_ms, quarter) = (self.time_ms, self.round.quarter());
        let before = self.books.free(GRANTS);
        match change {
            BooksChange::Transferred { transfer } => {
                let id = transfer.id;
                self.begin_investing(&transfer);
                self.books.record(*transfer);
                self.set_transfer_timers(id);
            }
            BooksChange::SurplusDivided { surplus } => self.books.surpluses.push(*surplus),
            BooksChange::UnpaidNamed { year, members } => {
                if let Some(it) = self.books.surplus_mut(year) {
                    it.unpaid = members;
                }
            }
            BooksChange::BackToPool { year, amount } => self.books.back_to_pool(year, amount),
            BooksChange::StreamBegun { stream } => self.books.streams.push(stream),
            BooksChange::StreamEnded { stream, proposal } => {
                let mut running = self.books.streams.iter_mut();
                if let Some(it) = running.find(|it| it.by == stream) {
                    it.ended = Some((proposal, time_ms));
                }
            }
            BooksChange::PaymentReleased {
                transfer,
                quarter,
                until_ms,
            } => {
                self.books.release(transfer, quarter, until_ms);
                self.set_transfer_timers(transfer);
            }
            BooksChange::TransferAttested {
                transfer,
                attestation,
            } => {
                if let Some(it) = self.books.transfer_mut(transfer) {
                    it.attested = Some(attestation);
                }
                self.set_transfer_timers(transfer);
            }
            BooksChange::AttestationDropped { transfer, .. } => {
                if let Some(it) = self.books.transfer_mut(transfer) {
                    it.attested = None;
                }
                self.set_transfer_timers(transfer);
            }
            BooksChange::TransferCaptured { transfer, by } => {
                let stage = TransferStage::Captured {
                    by: Some(by),
                    at_ms: time_ms,
                };
                self.books.end(transfer, stage, quarter);
                self.set_transfer_timers(transfer);
                self.end_redeeming(transfer, true);
                self.end_transfer_of_class_i(transfer, true);
            }
            BooksChange::TransferVoided { transfer, why } => {
                let stage = TransferStage::Voided {
                    why,
                    at_ms: time_ms,
                };
                self.books.end(transfer, stage, quarter);
                self.set_transfer_timers(transfer);
                self.end_redeeming(transfer, false);
                self.end_transfer_of_class_i(transfer, false);
            }
        }
        if self.books.free(GRANTS) != before {
            self.look_soon();
        }
    }

    fn end_transfer_of_class_i(&mut self, id: TransferId, is_captured: bool) {
        if let Some(transfer) = self.books.find(id).cloned() {
            self.end_investing(&transfer, is_captured);
        }
    }

    /// An open transfer ends by itself, and so does what was said about a payment.
    fn set_transfer_timers(&mut self, id: TransferId) {
        let is_of = |timer: &Timer| matches!(timer, Timer::TransferEnds(it) | Timer::AttestationEnds(it) if *it == id);
        self.timers.retain(|(_, timer)| !is_of(timer));
        let Some(transfer) = self.books.find(id) else {
            return;
        };
        let TransferStage::Pending { until_ms } = transfer.stage else {
            return;
        };
        let attested = transfer.attested.filter(|_| transfer.is_payment());
        // What members are owed of a surplus stays owed after its day.
        if attested.is_none() && transfer.is_of_surplus() && until_ms <= self.time_ms {
            return;
        }
        // Who says that something was paid is heard out, even if its time ends meanwhile.
        let due = attested.map_or((until_ms, Timer::TransferEnds(id)), |it| {
            (it.until_ms, Timer::AttestationEnds(id))
        });
        self.timers.insert(due);
    }
}

impl Books {
    fn transfer_mut(&mut self, id: TransferId) -> Option<&mut Transfer> {
        let place = usize::try_from(id.0.checked_sub(1)?).ok()?;
        self.transfers.get_mut(place)
    }

    fn surplus_mut(&mut self, year: Year) -> Option<&mut Surplus> {
        self.surpluses.iter_mut().find(|it| it.year == year)
    }

    /// Less is owed to members of a surplus: its payment, if it is still open, is smaller by that.
    fn back_to_pool(&mut self, year: Year, amount: Money) {
        let Some(surplus) = self.surplus_mut(year) else {
            return;
        };
        surplus.returned = amount;
        let Some(id) = surplus.transfer else {
            return;
        };
        let Some(transfer) = self.transfer_mut(id).filter(|it| it.is_open()) else {
            return;
        };
        transfer.amount.0 = transfer.amount.0.saturating_sub(amount.0);
        let from = transfer.debit;
        self.let_go(from, amount);
    }

    fn balance_mut(&mut self, account: Account) -> &mut Balance {
        self.balances.entry(account).or_default()
    }

    /// Records a transfer: what is captured moves at once, what is not is held.
    pub(crate) fn record(&mut self, transfer: Transfer) {
        let (debit, amount) = (transfer.debit, transfer.amount);
        if transfer.is_open() {
            if debit.is_of_treasury() {
                self.hold(debit, amount);
            }
        } else {
            self.capture(&transfer);
        }
        self.transfers.push(transfer);
    }

    pub(super) fn hold(&mut self, account: Account, amount: Money) {
        let held = &mut self.balance_mut(account).held;
        held.0 = held.0.saturating_add(amount.0);
    }

    pub(super) fn let_go(&mut self, account: Account, amount: Money) {
        let held = &mut self.balance_mut(account).held;
        held.0 = held.0.saturating_sub(amount.0);
    }

    fn capture(&mut self, transfer: &Transfer) {
        let amount = u128::from(transfer.amount.0);
        let debits = &mut self.balance_mut(transfer.debit).debits;
        *debits = debits.saturating_add(amount);
        let credits = &mut self.balance_mut(transfer.credit).credits;
        *credits = credits.saturating_add(amount);
    }

    fn release(&mut self, id: TransferId, quarter: Quarter, until_ms: u64) {
        let Some(transfer) = self.transfer_mut(id) else {
            return;
        };
        transfer.stage = TransferStage::Pending { until_ms };
        transfer.quarter = quarter;
        let amount = transfer.amount;
        let out = &mut self.quarters.entry(quarter).or_default().outflow;
        out.0 = out.0.saturating_add(amount.0);
    }

    /// Captures or voids an open transfer in `now`.
    fn end(&mut self, id: TransferId, stage: TransferStage, now: Quarter) {
        let Some(transfer) = self.transfer_mut(id) else {
            return;
        };
        let was_released = matches!(transfer.stage, TransferStage::Pending { .. });
        transfer.stage = stage;
        if transfer.is_income() {
            transfer.quarter = now;
        }
        let transfer = transfer.clone();
        let is_captured = matches!(stage, TransferStage::Captured { .. });
        if transfer.debit.is_of_treasury() {
            self.let_go(transfer.debit, transfer.amount);
        }
        if is_captured {
            self.capture(&transfer);
        }
        let flow = self.quarters.entry(transfer.quarter).or_default();
        if is_captured && transfer.is_income() {
            flow.income.0 = flow.income.0.saturating_add(transfer.amount.0);
        } else if !is_captured && was_released && transfer.is_cost() {
            // What was not paid did not leave.
            flow.outflow.0 = flow.outflow.0.saturating_sub(transfer.amount.0);
        }
    }
}
