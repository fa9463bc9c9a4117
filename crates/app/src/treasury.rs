//! The commons' books as pages show them: what is there, what is promised, what came and went, and who
//! said so.

use std::collections::BTreeMap;

use ledger::State;
use ledger::books::{
    Account, Balance, Flow, IncomeKind, Stream, Transfer, TransferStage, reserve_needed,
};
use ledger::ids::{Digest, MemberNumber, Money, ProposalId, Quarter, RoundNumber, TransferId};
use ledger::payload::{Envelope, Payload};
use ledger::state::Provenance;

use crate::App;
use crate::companion::Words;
use crate::error::Result;
use crate::viewer::Viewer;

/// One account of the treasury.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purpose {
    /// What it is for.
    pub envelope: Envelope,
    /// Both sides of it.
    pub balance: Balance,
    /// What the last budget gave it.
    pub given: Money,
}

/// What one quarter saw, by where it came from and went to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuarterFlow {
    /// Which quarter.
    pub quarter: Quarter,
    /// Its sums.
    pub flow: Flow,
    /// Confirmed income by kind; only what is above zero.
    pub sources: BTreeMap<IncomeKind, Money>,
    /// What may be paid or was, by envelope; only what is above zero.
    pub uses: BTreeMap<Envelope, Money>,
    /// What members were paid of a surplus in it: no cost, and not in its sums.
    pub surplus: Money,
}

/// The books of a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Treasury {
    /// What the commons own.
    pub total: Money,
    /// What of it nobody was promised.
    pub available: Money,
    /// What came in and has no purpose yet.
    pub unassigned: Money,
    /// The envelopes.
    pub purposes: Vec<Purpose>,
    /// The decision that the envelopes come from.
    pub budget: Option<Provenance>,
    /// What the safety reserve is to hold.
    pub reserve_needed: Money,
    /// What a round costs: as the mandate says, or as the last quarter did if that is more.
    pub round_cost: Money,
    /// The most that may leave in the running quarter.
    pub outflow_limit: Money,
    /// What each quarter saw, the latest first.
    pub quarters: Vec<QuarterFlow>,
    /// Attested, and not confirmed yet, oldest first.
    pub unconfirmed: Vec<Transfer>,
    /// Decided and not paid, oldest first.
    pub due: Vec<Transfer>,
    /// What is paid each round, oldest first.
    pub streams: Vec<Stream>,
    /// What the mandate gives for a round now, by which decision, and until when in milliseconds.
    pub team: Option<(Money, ProposalId, u64)>,
    /// Whether the viewer attests and confirms.
    pub keeps: bool,
}

impl Treasury {
    /// Returns for how many rounds the money that nobody was promised would last if nothing came in;
    /// nothing where nothing is spent.
    #[must_use]
    pub fn runway_rounds(&self) -> Option<u64> {
        self.available.0.checked_div(self.round_cost.0)
    }

    fn of(state: &State, viewer: Option<MemberNumber>, now_ms: u64) -> Self {
        let books = &state.books;
        let mandate = state.mandate.as_ref();
        let given = state.budget.and_then(|it| state.find_proposal(it.by));
        let given: BTreeMap<Envelope, Money> = match given.map(|it| &it.payload) {
            Some(Payload::Budget(budget)) => budget.envelopes.iter().copied().collect(),
            _ => BTreeMap::new(),
        };
        let purpose = |envelope: Envelope| Purpose {
            envelope,
            balance: books.balance(Account::Envelope(envelope)),
            given: given.get(&envelope).copied().unwrap_or(Money(0)),
        };
        let open = || books.transfers.iter().filter(|it| it.is_open());
        let keeps = viewer.is_some_and(|member| ledger::apply::keeps_books(state, member, now_ms));
        let budgeted = mandate.map_or(Money(0), |it| it.budget_at(&state.charter, now_ms));
        Self {
            total: books.treasury(),
            available: books.available(),
            unassigned: books.free(Account::Income),
            purposes: Envelope::ALL.map(purpose).into(),
            budget: state.budget,
            reserve_needed: reserve_needed(&state.charter, mandate, now_ms),
            round_cost: budgeted.max(spent_per_round(state)),
            outflow_limit: books.outflow_limit(&state.charter, state.round.quarter()),
            quarters: quarters(state),
            unconfirmed: open().filter(|it| it.attested.is_some()).cloned().collect(),
            due: open()
                .filter(|it| it.is_payment() && it.attested.is_none())
                .cloned()
                .collect(),
            streams: books
                .streams
                .iter()
                .filter(|it| it.ended.is_none())
                .copied()
                .collect(),
            team: mandate
                .filter(|_| budgeted.0 > 0)
                .map(|it| (budgeted, it.by, it.until_ms)),
            keeps,
        }
    }
}

/// What a round took on average: of the last whole quarter, or of the first one as far as it is.
fn spent_per_round(state: &State) -> Money {
    let running = state.round.quarter();
    let (quarter, rounds) = match running.0.checked_sub(1) {
        Some(last) => (Quarter(last), Quarter::ROUNDS),
        None => (running, state.round.0.saturating_add(1)),
    };
    let out = state.books.flow(quarter).outflow.0;
    Money(out.checked_div(rounds.into()).unwrap_or(0))
}

/// Returns the quarter of a moment.
fn quarter_at(state: &State, at_ms: u64) -> Quarter {
    let rounds = at_ms.saturating_sub(state.founded_ms) / state.charter.round_ms().max(1);
    RoundNumber(u32::try_from(rounds).unwrap_or(u32::MAX)).quarter()
}

fn quarters(state: &State) -> Vec<QuarterFlow> {
    let mut all: BTreeMap<Quarter, QuarterFlow> = BTreeMap::new();
    let running = state.round.quarter();
    for quarter in state.books.quarters.keys().copied().chain([running]) {
        let of = all.entry(quarter).or_default();
        (of.quarter, of.flow) = (quarter, state.books.flow(quarter));
    }
    for transfer in &state.books.transfers {
        let Some(of) = all.get_mut(&transfer.quarter) else {
            continue;
        };
        match (transfer.debit, transfer.credit, transfer.stage) {
            (Account::Source(kind), _, TransferStage::Captured { .. }) => {
                let sum = of.sources.entry(kind).or_default();
                sum.0 = sum.0.saturating_add(transfer.amount.0);
            }
            (
                Account::Envelope(envelope),
                Account::Payees,
                TransferStage::Captured { .. } | TransferStage::Pending { .. },
            ) => {
                let sum = of.uses.entry(envelope).or_default();
                sum.0 = sum.0.saturating_add(transfer.amount.0);
            }
            _ => {}
        }
    }
    let paid = state.books.payments().filter(|it| it.is_of_surplus());
    for transfer in paid {
        if let TransferStage::Captured { at_ms, .. } = transfer.stage {
            let of = all.entry(quarter_at(state, at_ms)).or_default();
            of.surplus.0 = of.surplus.0.saturating_add(transfer.amount.0);
        }
    }
    all.into_values().rev().collect()
}

impl App {
    /// Reads the books as `viewer` may see them.
    ///
    /// # Errors
    ///
    /// [`crate::AppError::Record`].
    pub fn treasury(&self, viewer: &Viewer) -> Result<Treasury> {
        let now_ms = self.record.now_ms()?;
        let member = viewer.number();
        Ok(self
            .record
            .read(|state| Treasury::of(state, member, now_ms))?)
    }

    /// Lists at most `most` transfers that are over, the latest first, from before `before` on: what
    /// was paid, came in or will not happen. What a budget moved between envelopes is left out.
    ///
    /// # Errors
    ///
    /// [`crate::AppError::Record`].
    pub fn list_transfers(
        &self,
        before: Option<TransferId>,
        most: usize,
    ) -> Result<(Vec<Transfer>, Option<TransferId>)> {
        let mut found: Vec<Transfer> = self.record.read(|state| {
            let past = state.books.transfers.iter().rev();
            past.filter(|it| before.is_none_or(|before| it.id < before))
                .filter(|it| {
                    !it.is_open() && (it.is_payment() || it.is_income() || it.is_capital())
                })
                .take(most.saturating_add(1))
                .cloned()
                .collect()
        })?;
        let is_more = found.len() > most;
        found.truncate(most);
        let next = found.last().map(|it| it.id).filter(|_| is_more);
        Ok((found, next))
    }

    /// Lists every transfer, the first first.
    ///
    /// # Errors
    ///
    /// [`crate::AppError::Record`].
    pub fn list_all_transfers(&self) -> Result<Vec<Transfer>> {
        Ok(self.record.read(|state| state.books.transfers.clone())?)
    }

    /// Lists the payments that `proposal` decided, oldest first.
    ///
    /// # Errors
    ///
    /// [`crate::AppError::Record`].
    pub fn list_payments_of(&self, proposal: ProposalId) -> Result<Vec<Transfer>> {
        Ok(self.record.read(|state| {
            let payments = state.books.payments();
            payments
                .filter(|it| it.cause.decision() == Some(proposal))
                .cloned()
                .collect()
        })?)
    }

    /// Loads the words of a document; nothing for whoever does not keep the books, and nothing once
    /// they are erased.
    ///
    /// # Errors
    ///
    /// [`crate::AppError::Store`] or [`crate::AppError::Record`].
    pub async fn load_evidence(&self, viewer: &Viewer, evidence: Digest) -> Result<Option<Words>> {
        let (now_ms, member) = (self.record.now_ms()?, viewer.number());
        let keeps = self.record.read(|state| {
            member.is_some_and(|member| ledger::apply::keeps_books(state, member, now_ms))
        })?;
        if !keeps {
            return Ok(None);
        }
        let stored = self
            .store
            .read()
            .await?
            .find_proposal_text(&evidence.0)
            .await?;
        Ok(stored.map(|it| Words {
            title: it.title,
            summary: it.summary,
            salt: String::from_utf8_lossy(&it.salt).into_owned(),
            payee: None,
        }))
    }
}
