//! The surplus of a year as its members see it: how it came about, how it was divided, and what the reader is
//! owed of it and why (GOVERNANCE §7, ADR-0030).

use ledger::State;
use ledger::books::{Owed, Surplus, SurplusParts, SurplusShares, Transfer, Year};
use ledger::change::BooksChange;
use ledger::ids::{MemberNumber, MicroShares, Money};
use store::Tx;
use store::notification::NotificationKind as Kind;

use crate::App;
use crate::error::Result;
use crate::jobs::Job;
use crate::notice::next_told;
use crate::viewer::Viewer;

/// What the viewer is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnSurplus {
    /// What they earned in the year, as it stands now.
    pub earned: MicroShares,
    /// Whether they share alike with all members.
    pub shares_alike: bool,
    /// What they are owed.
    pub owed: Owed,
    /// Whether they were named as somebody who could not be paid.
    pub is_named: bool,
}

/// Where somebody's part stands. The words are those of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartState {
    /// To be paid.
    Owed,
    /// Paid, as two people said.
    Paid,
    /// They have left: it goes, or went, into the redemption pool.
    Left,
    /// They were named as somebody who could not be paid: the same.
    Named,
}

impl PartState {
    /// Returns the permanent word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Owed => "owed",
            Self::Paid => "paid",
            Self::Left => "left",
            Self::Named => "named",
        }
    }

    fn of(state: &State, it: &Surplus, member: MemberNumber) -> Self {
        let transfer = it.transfer.and_then(|id| state.books.find(id));
        let said_ms = transfer.and_then(|it| it.attested).map(|it| it.at_ms);
        let left_ms = state.find_member(member).and_then(|it| it.left_ms);
        let has_left = left_ms.is_some_and(|left| said_ms.is_none_or(|said| left <= said));
        if it.is_unpaid(member) {
            Self::Named
        } else if has_left {
            Self::Left
        } else if transfer.is_some_and(Transfer::is_open) {
            Self::Owed
        } else {
            Self::Paid
        }
    }
}

/// The surplus of one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearSurplus {
    /// Of which year, from 0.
    pub year: Year,
    /// When it was divided, in milliseconds.
    pub decided_ms: u64,
    /// By when members are to be paid, in milliseconds.
    pub due_ms: u64,
    /// What came in.
    pub income: Money,
    /// What left, or may leave.
    pub outflow: Money,
    /// What the safety reserve lacked.
    pub reserved: Money,
    /// What had a purpose or was promised already.
    pub assigned: Money,
    /// By which numbers the rest was divided.
    pub shares: SurplusShares,
    /// How it was divided.
    pub parts: SurplusParts,
    /// Shares that all earned in the year.
    pub earned: MicroShares,
    /// How many earned some.
    pub patron_count: u64,
    /// How many members share alike.
    pub member_count: u32,
    /// The obligation towards them.
    pub transfer: Option<Transfer>,
    /// What of it nobody could be paid as it stands, while it is owed.
    pub unpayable: Money,
    /// What went into the redemption pool since nobody could be paid it.
    pub returned: Money,
    /// Who was named as somebody who could not be paid.
    pub named: Vec<MemberNumber>,
    /// Whether the viewer keeps the books, and may name somebody now.
    pub may_name: bool,
    /// What the viewer is owed; nothing for who is not signed in.
    pub own: Option<OwnSurplus>,
}

impl YearSurplus {
    fn of(state: &State, it: &Surplus, viewer: Option<MemberNumber>, now_ms: u64) -> Self {
        let transfer = it.transfer.and_then(|id| state.books.find(id));
        let open = transfer.filter(|it| it.is_open());
        let said_ms = open.and_then(|it| it.attested).map(|it| it.at_ms);
        let keeps = viewer.is_some_and(|it| ledger::apply::keeps_books(state, it, now_ms));

        let rounds = it.year.first_round()..it.year.end();
        let own = viewer.map(|member| {
            let grants = state.find_member(member).map(|it| it.grants.iter());
            let in_year = grants
                .into_iter()
                .flatten()
                .filter(|it| rounds.contains(&it.round));
            OwnSurplus {
                earned: MicroShares(in_year.fold(0, |sum, it| sum.saturating_add(it.amount.0))),
                shares_alike: it.shares_alike(member),
                owed: it.owed(member),
                is_named: it.is_unpaid(member),
            }
        });
        Self {
            year: it.year,
            decided_ms: it.decided_ms,
            due_ms: it.due_ms,
            income: it.income,
            outflow: it.outflow,
            reserved: it.reserved,
            assigned: it.assigned,
            shares: it.shares,
            parts: it.parts,
            earned: it.earned,
            patron_count: u64::try_from(it.patrons.len()).unwrap_or(u64::MAX),
            member_count: it.member_count,
            transfer: transfer.cloned(),
            unpayable: open.map_or(Money(0), |_| {
                ledger::apply::unpayable(state, it, said_ms.unwrap_or(now_ms))
            }),
            returned: it.returned,
            named: it.unpaid.clone(),
            may_name: keeps && open.is_some() && said_ms.is_none() && it.due_ms <= now_ms,
            own,
        }
    }
}

impl App {
    /// Lists the surpluses of the years that are over, the latest first, with what `viewer` is owed.
    ///
    /// # Errors
    ///
    /// [`crate::AppError::Record`].
    pub fn list_surpluses(&self, viewer: &Viewer) -> Result<Vec<YearSurplus>> {
        let (member, now_ms) = (viewer.number(), self.record.now_ms()?);
        Ok(self.record.read(|state| {
            let all = state.books.surpluses.iter().rev();
            all.map(|it| YearSurplus::of(state, it, member, now_ms))
                .collect()
        })?)
    }

    /// Lists everybody who is owed something of a year's surplus, in order of numbers; nothing for a year
    /// that was not divided. It follows from the record, which everybody has.
    ///
    /// # Errors
    ///
    /// [`crate::AppError::Record`].
    pub fn list_owed(&self, year: Year) -> Result<Option<Vec<(MemberNumber, Owed, PartState)>>> {
        Ok(self.record.read(|state| {
            let found = state.books.find_surplus(year)?;
            let line = |(member, owed)| (member, owed, PartState::of(state, found, member));
            Some(found.everybody().map(line).collect())
        })?)
    }

    /// Tells of what happens to a surplus, in jobs: whom it is owed, who was paid, who could not be.
    pub(crate) async fn announce_books(
        &self,
        tx: &mut Tx,
        change: &BooksChange,
        time_ms: u64,
    ) -> Result<()> {
        let (year, kind) = match change {
            BooksChange::SurplusDivided { surplus } => (surplus.year, Kind::SurplusOwed),
            BooksChange::UnpaidNamed { year, .. } => (*year, Kind::SurplusUnpaid),
            BooksChange::TransferCaptured { transfer, .. } => {
                let paid = self.record.read(|state| {
                    let all = &state.books.surpluses;
                    let found = all.iter().find(|it| it.transfer == Some(*transfer));
                    found.map(|it| it.year)
                })?;
                match paid {
                    Some(year) => (year, Kind::SurplusPaid),
                    None => return Ok(()),
                }
            }
            BooksChange::Transferred { .. }
            | BooksChange::StreamBegun { .. }
            | BooksChange::StreamEnded { .. }
            | BooksChange::BackToPool { .. }
            | BooksChange::PaymentReleased { .. }
            | BooksChange::TransferAttested { .. }
            | BooksChange::AttestationDropped { .. }
            | BooksChange::TransferVoided { .. } => return Ok(()),
        };
        let job = Job::TellOfSurplus {
            year: year.0,
            news: kind.word().to_owned(),
            after: 0,
        };
        self.enqueue(tx, &job, time_ms).await
    }

    /// Tells some of those whom news of a surplus concerns, and leaves the rest to another job. Whoever was
    /// told is not told again.
    ///
    /// # Errors
    ///
    /// [`crate::AppError::Store`] or [`crate::AppError::Record`].
    pub async fn tell_of_surplus(&self, year: u32, news: &str, after: u32) -> Result<()> {
        let kinds = [Kind::SurplusOwed, Kind::SurplusPaid, Kind::SurplusUnpaid];
        let Some(kind) = kinds.into_iter().find(|it| it.word() == news) else {
            return Ok(());
        };
        let told = self.record.read(|state| {
            let it = state.books.find_surplus(Year(year))?;
            Some(next_told(state, after, |member| {
                it.owed(member).together().0 > 0
                    && match (kind, PartState::of(state, it, member)) {
                        (Kind::SurplusUnpaid, part) => part == PartState::Named,
                        (Kind::SurplusPaid, part) => part == PartState::Paid,
                        (_, part) => part != PartState::Left,
                    }
            }))
        })?;
        let number = year.saturating_add(1).to_string();
        self.tell_some(kind, &number, &told.unwrap_or_default(), |after| {
            Job::TellOfSurplus {
                year,
                news: news.to_owned(),
                after,
            }
        })
        .await
    }
}
