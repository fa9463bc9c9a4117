//! The surplus of a year: the page, and the table of who is owed what.

use std::fmt::Write as _;

use app::AppError;
use app::surplus::{OwnSurplus, YearSurplus};
use axum::response::Response;
use ledger::books::{TransferStage, Year};
use ledger::ids::MicroShares;

use super::signer;
use super::statement::file;
use super::treasury::cents;
use crate::error::PageError;
use crate::handlers::Path;
use crate::pages::commons::surplus::{self, OwnView, Paid, PartView, SurplusLine, SurplusView};
use crate::pages::signing::Signer;
use crate::visit::{Html, Visit, answer};

const DAY_MS: u64 = 86_400_000;

fn micro(shares: MicroShares) -> i64 {
    i64::try_from(shares.0).unwrap_or(i64::MAX)
}

/// Finds a year by its number, from 1.
fn year(number: u32) -> Result<Year, PageError> {
    number.checked_sub(1).map(Year).ok_or(PageError::NotFound)
}

/// `GET /commons/treasury/surplus/{year}`.
pub async fn show(visit: Visit, Path(number): Path<u32>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let all = visit.app().list_surpluses(&visit.viewer())?;
    let year = year(number)?;
    let found = all.iter().find(|it| it.year == year);
    let found = found.ok_or(PageError::NotFound)?;
    let others = all.iter().map(|it| it.year.0.saturating_add(1)).collect();
    let now_ms = visit.app().record.now_ms().map_err(AppError::from)?;
    let view = view(found, others, now_ms, signer(&visit).await?);
    Ok(answer(&shell, &surplus::surplus(&shell, &view)))
}

/// What was divided, beside the charter's numbers of then.
fn view(it: &YearSurplus, others: Vec<u32>, now_ms: u64, signer: Signer) -> SurplusView {
    let rule = [
        ("investors", it.parts.investors, it.shares.investors),
        ("patronage", it.parts.patronage, it.shares.patronage),
        ("equal", it.parts.equal, it.shares.equal),
        ("redemption", it.parts.redemption, it.shares.redemption),
        ("reinvested", it.parts.reinvested, it.shares.reinvested),
    ];
    let parts = rule.map(|(word, amount, share)| PartView {
        word,
        amount: cents(amount),
        basis_points: share.0.into(),
    });
    let paid = paid(it);
    let late_ms = match paid {
        Paid::By(due_ms) => now_ms.saturating_sub(due_ms),
        Paid::Nothing | Paid::At(_) => 0,
    };
    SurplusView {
        number: it.year.0.saturating_add(1),
        others,
        decided_ms: it.decided_ms,
        whole: cents(it.parts.whole()),
        income: cents(it.income),
        outflow: cents(it.outflow),
        reserved: cents(it.reserved),
        assigned: cents(it.assigned),
        parts: parts.into(),
        earned: micro(it.earned),
        patrons: it.patron_count,
        members: it.member_count,
        own: it.own.as_ref().map(own),
        paid,
        transfer: it.transfer.as_ref().map(|it| it.id.0),
        late_days: late_ms / DAY_MS,
        unpayable: cents(it.unpayable),
        returned: cents(it.returned),
        named: it.named.iter().map(|it| it.0).collect(),
        may_name: it.may_name,
        signer,
    }
}

fn paid(it: &YearSurplus) -> Paid {
    match it.transfer.as_ref().map(|it| it.stage) {
        None | Some(TransferStage::Voided { .. }) => Paid::Nothing,
        Some(TransferStage::Captured { at_ms, .. }) => Paid::At(at_ms),
        Some(TransferStage::Waiting | TransferStage::Pending { .. }) => Paid::By(it.due_ms),
    }
}

fn own(it: &OwnSurplus) -> OwnView {
    OwnView {
        patronage: cents(it.owed.patronage),
        equal: cents(it.owed.equal),
        earned: micro(it.earned),
        shares_alike: it.shares_alike,
        is_named: it.is_named,
    }
}

/// Lists the surpluses, the latest first, with what the reader is owed.
///
/// # Errors
///
/// [`PageError::App`] if the record failed.
pub(super) fn lines(visit: &Visit) -> Result<Vec<SurplusLine>, PageError> {
    let all = visit.app().list_surpluses(&visit.viewer())?;
    let line = |it: &YearSurplus| SurplusLine {
        year: it.year.0.saturating_add(1),
        whole: cents(it.parts.whole()),
        own: it.own.as_ref().map(own),
        paid: paid(it),
    };
    Ok(all.iter().map(line).collect())
}

/// `GET /commons/treasury/surplus/{year}/csv`: everybody who is owed something, by number (RFC 4180).
pub async fn table(visit: Visit, Path(number): Path<u32>) -> Result<Response, PageError> {
    let owed = visit.app().list_owed(year(number)?)?;
    let owed = owed.ok_or(PageError::NotFound)?;
    let mut text = String::from("member,patronage,equal,together,state\r\n");
    let plain = |cents: u64| format!("{}.{:02}", cents / 100, cents % 100);
    for (member, it, state) in owed {
        let sum = plain(it.together().0);
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "{member},{},{},{sum},{}\r\n",
            plain(it.patronage.0),
            plain(it.equal.0),
            state.word()
        );
    }
    Ok(file(&format!("surplus-{number}.csv"), "text/csv", text))
}
