//! The money of a demo: what comes in week by week, and what is paid of what was decided. One in office
//! says so with a document, another one confirms.

use anyhow::Result;
use app::{App, Companion};
use ledger::Body;
use ledger::apply::keeps_books;
use ledger::books::{IncomeKind, TransferStage};
use ledger::ids::{MemberNumber, Money, TransferId};

use super::dice::Dice;
use super::people;

/// What a foundation gave, in cents.
const GIFT: u64 = 800_000;
/// The week of 26 in which it came.
const GIVEN: u32 = 5;
/// Dues of a member in a week, in cents, on the average of those who pay and those who do not.
const DUES: usize = 28;

/// The keeping of the books.
pub(super) struct Treasury {
    dice: Dice,
    rounds: u32,
}

impl Treasury {
    pub(super) fn new(rounds: u32, seed: u64) -> Self {
        Self {
            dice: Dice::new(seed ^ 0x7472_6561_7375_7279),
            rounds,
        }
    }

    /// Lives through one round: last week's money is told and confirmed, what is due is paid.
    pub(super) async fn live(&mut self, app: &App, round: u32, joined: usize) -> Result<()> {
        let keepers = keepers(app)?;
        let [one, other, ..] = keepers.as_slice() else {
            return Ok(());
        };
        let mut said = Vec::new();
        for (income, amount, document) in self.income(round, joined) {
            let words = app.salt_words(&format!("{document}, week {}", round + 1), "");
            let body = Body::AttestIncome {
                income,
                amount: Money(amount),
                evidence: words.digest(),
            };
            said.push((*one, body, Some(Companion::Words(words))));
        }
        people::submit(app, said).await?;
        self.pay(app, &keepers).await?;
        let waiting: Vec<(TransferId, MemberNumber)> = app.record.read(|state| {
            let open = state.books.transfers.iter().filter(|it| it.is_open());
            open.filter_map(|it| Some((it.id, it.attested?.by)))
                .collect()
        })?;
        let second = waiting.into_iter().filter_map(|(id, by)| {
            let payee = app
                .record
                .read(|state| {
                    let found = state.books.find(id);
                    let is_free =
                        |it: &&MemberNumber| **it != by && found.is_some_and(|of| !of.is_for(**it));
                    [*other, *one].iter().find(is_free).copied()
                })
                .ok()?;
            Some((payee?, Body::ConfirmTransfer(id), None))
        });
        people::submit(app, second.collect()).await.map(drop)
    }

    /// Dues every week, gifts and sales now and then.
    fn income(&mut self, round: u32, joined: usize) -> Vec<(IncomeKind, u64, &'static str)> {
        let dues = joined * DUES * (90 + self.dice.below(21)) / 100;
        let dues = u64::try_from(dues).unwrap_or(0).max(1);
        let mut came = vec![(IncomeKind::Dues, dues, "Bank statement")];
        if round == self.rounds * GIVEN / 26 {
            came.push((IncomeKind::Gift, GIFT, "Letter of a foundation"));
        } else if round.is_multiple_of(4) {
            came.push((IncomeKind::Gift, 12_000, "Collecting box"));
        }
        if round % 6 == 5 {
            came.push((IncomeKind::Sales, 46_500, "Print sale, cash book"));
        }
        came
    }

    /// Pays what was decided, most of it within the week.
    async fn pay(&mut self, app: &App, keepers: &[MemberNumber]) -> Result<()> {
        let due: Vec<(TransferId, MemberNumber)> = app.record.read(|state| {
            let payments = state.books.payments().filter(|it| {
                it.attested.is_none() && matches!(it.stage, TransferStage::Pending { .. })
            });
            let said = payments.filter_map(|it| {
                let by = keepers.iter().find(|member| !it.is_for(**member))?;
                Some((it.id, *by))
            });
            said.collect()
        })?;
        let mut said = Vec::new();
        for (transfer, by) in due {
            if self.dice.chance(800) {
                let words = app.salt_words(&format!("Bank statement, order {transfer}"), "");
                let evidence = words.digest();
                let body = Body::AttestPayment { transfer, evidence };
                said.push((by, body, Some(Companion::Words(words))));
            }
        }
        people::submit(app, said).await.map(drop)
    }
}

/// Who attests and confirms now, in order.
pub(super) fn keepers(app: &App) -> Result<Vec<MemberNumber>> {
    let now_ms = app.record.now_ms()?;
    Ok(app.record.read(|state| {
        let members = state.numbered_members().map(|it| it.0);
        members
            .filter(|member| keeps_books(state, *member, now_ms))
            .take(4)
            .collect()
    })?)
}
