//! From a figure of the books to the transfers that it is made of: lists of them by account, side, period and
//! decision.

use ledger::books::{Account, Cause, IncomeKind, Transfer, TransferStage, Year};
use ledger::ids::{Money, ProposalId, TransferId};
use ledger::payload::Envelope;

use crate::App;
use crate::error::Result;
use crate::transparency::Quarter;

/// One side of a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// Any account of the treasury.
    Treasury,
    /// Any account that is not.
    Outside,
    /// This account.
    Account(Account),
}

/// Which transfers a figure counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Which {
    /// Those that happened, in the period in which they did.
    #[default]
    Moved,
    /// Income that came, and payments that may be made or were, in the quarter in which the guard on the
    /// outflow counts them.
    Counted,
    /// Those that are open, whatever the period: promised, or said by one person.
    Open,
}

/// What is asked for; everything that is given must hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TransferFilter {
    /// One side is this, and not the other.
    pub account: Option<Party>,
    /// Where it is taken from.
    pub from: Option<Party>,
    /// Where it goes.
    pub to: Option<Party>,
    /// The first quarter, counted from 1.
    pub since: Option<u32>,
    /// The last quarter, counted from 1; 0 is before all of them.
    pub until: Option<u32>,
    /// The decision that it rests on.
    pub decision: Option<ProposalId>,
    /// The surplus that it is of.
    pub surplus: Option<Year>,
    /// Which of them.
    pub which: Which,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// How many there are.
    pub count: u64,
    /// All of them together, in minor units.
    pub amount: Money,
    /// What came to the account that was asked for.
    pub came: Money,
    /// What left it.
    pub went: Money,
    /// Some of them, the latest number first.
    pub transfers: Vec<Transfer>,
    /// Where the list goes on.
    pub next: Option<TransferId>,
}

impl Party {
    /// Returns every one, in the order in which forms show them.
    pub fn all() -> impl Iterator<Item = Self> {
        let accounts = [Account::Income]
            .into_iter()
            .chain(Envelope::ALL.map(Account::Envelope))
            .chain(IncomeKind::ALL.map(Account::Source))
            .chain([Account::Opening, Account::Payees, Account::Investors]);
        [Self::Treasury, Self::Outside]
            .into_iter()
            .chain(accounts.map(Self::Account))
    }

    /// Returns the word for it: an account's, `treasury` or `outside`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Treasury => "treasury",
            Self::Outside => "outside",
            Self::Account(account) => account.word(),
        }
    }

    /// Returns the one of this word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::all().find(|it| it.word() == word)
    }

    fn is(self, account: Account) -> bool {
        match self {
            Self::Treasury => account.is_of_treasury(),
            Self::Outside => !account.is_of_treasury(),
            Self::Account(wanted) => wanted == account,
        }
    }
}

impl Which {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Moved, Self::Counted, Self::Open];

    /// Returns the word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Moved => "moved",
            Self::Counted => "counted",
            Self::Open => "open",
        }
    }

    /// Returns the one of this word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }
}

impl TransferFilter {
    fn matches(&self, it: &Transfer, quarters: &[Quarter]) -> bool {
        let crosses = |party: Party| party.is(it.debit) != party.is(it.credit);
        let is_of_year = |year: Year| it.cause == Cause::Surplus(year);
        self.account.is_none_or(crosses)
            && self.from.is_none_or(|party| party.is(it.debit))
            && self.to.is_none_or(|party| party.is(it.credit))
            && self
                .decision
                .is_none_or(|id| it.cause.decision() == Some(id))
            && self.surplus.is_none_or(is_of_year)
            && self.is_meant(it, quarters)
    }

    fn is_meant(&self, it: &Transfer, quarters: &[Quarter]) -> bool {
        match (self.which, it.stage) {
            (Which::Moved, TransferStage::Captured { at_ms, .. }) => {
                let of = |number: u32| quarters.iter().find(|it| it.number == number);
                let is_after = |number: u32| of(number).is_some_and(|it| it.from_ms <= at_ms);
                let is_before =
                    |number: u32| number > 0 && of(number).is_none_or(|it| at_ms < it.until_ms);
                self.since.is_none_or(is_after) && self.until.is_none_or(is_before)
            }
            (Which::Counted, TransferStage::Captured { .. }) => {
                (it.is_income() || it.is_cost()) && self.counts_in(it)
            }
            (Which::Counted, TransferStage::Pending { .. }) => it.is_cost() && self.counts_in(it),
            (Which::Open, _) => it.is_open(),
            (Which::Moved | Which::Counted, _) => false,
        }
    }

    fn counts_in(&self, it: &Transfer) -> bool {
        let number = it.quarter.0.saturating_add(1);
        self.since.is_none_or(|since| since <= number)
            && self.until.is_none_or(|until| number <= until)
    }
}

impl App {
    /// Lists at most `most` of the transfers that `filter` asks for, the latest number first, from before
    /// `before` on, with the sums of all of them.
    ///
    /// # Errors
    ///
    /// [`crate::AppError::Record`].
    pub fn list_transfers_of(
        &self,
        filter: &TransferFilter,
        before: Option<TransferId>,
        most: usize,
    ) -> Result<Listed> {
        let quarters = self.list_quarters()?;
        let mut listed = self.record.read(|state| {
            let mut listed = Listed::default();
            let all = state.books.transfers.iter().rev();
            for it in all.filter(|it| filter.matches(it, &quarters)) {
                listed.count = listed.count.saturating_add(1);
                listed.amount.0 = listed.amount.0.saturating_add(it.amount.0);
                if let Some(account) = filter.account {
                    let side = if account.is(it.credit) {
                        &mut listed.came
                    } else {
                        &mut listed.went
                    };
                    side.0 = side.0.saturating_add(it.amount.0);
                }
                let is_asked = before.is_none_or(|before| it.id < before);
                if is_asked && listed.transfers.len() <= most {
                    listed.transfers.push(it.clone());
                }
            }
            listed
        })?;
        let is_more = listed.transfers.len() > most;
        listed.transfers.truncate(most);
        let last = listed.transfers.last().map(|it| it.id);
        listed.next = last.filter(|_| is_more);
        Ok(listed)
    }
}
