//! The bank beside the books: taking in its files, matching, and what is left to explain.

use app::bank::{Difference, FoundLine, NewFile, Reconciliation, TakenIn};
use app::{AppError, Refusal};
use axum::extract::Multipart;
use axum::response::{IntoResponse, Redirect, Response};
use domain::bank::table::{DayOrder, Hints};
use domain::bank::{Fault, Role, Sum};
use ledger::books::{Transfer, TransferStage};
use ledger::ids::{MemberNumber, TransferId};
use serde::Deserialize;

use super::signer;
use super::treasury::lines;
use crate::error::PageError;
use crate::handlers::{Form, Query};
use crate::links;
use crate::pages::commons::reconciliation::{
    self, ASKED, ImportLine, LineAct, LineView, MonthLine, Problem, ReconciliationView, Sums, Taken,
};
use crate::text::number::{cents, euro};
use crate::text::refusal::refusal_text;
use crate::visit::{Html, Visit, answer};

/// The largest form that is read, in bytes: a file and what is asked about it.
pub const FORM_BYTES_MAX: usize = domain::bank::FILE_BYTES_MAX + 64 * 1024;
/// Lines on one page.
const LISTED_MAX: usize = 200;

/// Which month is shown, and what came of a file.
#[derive(Debug, Default, Deserialize)]
pub struct ShowQuery {
    month: Option<String>,
    new: Option<u32>,
    known: Option<u32>,
}

/// `GET /commons/treasury/reconciliation`.
pub async fn show(visit: Visit, Query(query): Query<ShowQuery>) -> Result<Html, PageError> {
    let taken = match (query.new, query.known) {
        (Some(new), Some(known)) => Some(Taken { new, known }),
        _ => None,
    };
    page(&visit, query.month.as_deref(), taken, None).await
}

async fn page(
    visit: &Visit,
    month: Option<&str>,
    taken: Option<Taken>,
    problem: Option<Problem>,
) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let found = visit.app().reconciliation(&visit.viewer()).await?;
    let shown = month
        .or_else(|| found.months.first().map(|it| it.name.as_str()))
        .unwrap_or_default()
        .to_owned();
    let own = visit.member();
    let in_month = |it: &&FoundLine| it.line.day.to_string().starts_with(&shown);
    let mut unmatched = Vec::new();
    for it in found.unmatched.iter().take(LISTED_MAX) {
        unmatched.push(line_view(visit, it, own).await?);
    }
    let mut matched = Vec::new();
    for it in found.matched.iter().filter(in_month).take(LISTED_MAX) {
        matched.push(line_view(visit, it, own).await?);
    }
    let more = found.unmatched.len().saturating_sub(LISTED_MAX);
    let missing: Vec<Transfer> = found.missing.iter().take(LISTED_MAX).cloned().collect();
    let view = ReconciliationView {
        keeps: found.keeps,
        has_files: !found.months.is_empty() || found.difference.is_some(),
        sums: found.difference.as_ref().map(sums),
        months: months(&found, &shown),
        unmatched,
        unmatched_more: u64::try_from(more).unwrap_or(u64::MAX),
        missing: lines(visit, &missing).await?,
        matched,
        imports: found
            .imports
            .iter()
            .map(|it| ImportLine {
                id: it.id.to_string(),
                name: it.name.clone(),
                at_ms: it.imported_at_ms,
                lines: (it.line_count, it.new_count),
                is_erased: it.erased_at_ms.is_some(),
            })
            .collect(),
        problem,
        taken,
        signer: signer(visit).await?,
    };
    Ok(answer(
        &shell,
        &reconciliation::reconciliation(&shell, &view),
    ))
}

fn sums(it: &Difference) -> Sums {
    Sums {
        day_ms: it.day.from_ms(),
        bank: it.bank.0,
        books: it.books.0,
        whole: it.whole().0,
        parts: [
            ("before", it.before.0),
            ("bank-only", it.bank_only.0),
            ("books-only", it.books_only.0),
            ("timing", it.timing.0),
            ("gap", it.gap.0),
        ],
    }
}

fn months(found: &Reconciliation, shown: &str) -> Vec<MonthLine> {
    let line = |it: &app::bank::Month| MonthLine {
        name: it.name.clone(),
        lines: it.lines,
        matched: it.matched,
        is_shown: it.name == shown,
    };
    found.months.iter().map(line).collect()
}

/// What the reader can do about a line.
fn act(it: &FoundLine, own: Option<MemberNumber>) -> LineAct {
    let Some((transfer, ground)) = &it.transfer else {
        return if it.line.sum > Sum(0) {
            LineAct::AttestIncome
        } else {
            LineAct::NoDecision
        };
    };
    let number = transfer.id.0;
    let is_own = own.is_some_and(|member| transfer.is_for(member));
    match (&transfer.stage, transfer.attested) {
        (TransferStage::Captured { .. }, _) => LineAct::Matched {
            transfer: number,
            ground: ground.word(),
        },
        (_, None) if !is_own => LineAct::AttestPayment { transfer: number },
        (_, Some(said)) if Some(said.by) != own && !is_own => LineAct::Confirm { transfer: number },
        _ => LineAct::Waits { transfer: number },
    }
}

/// Cents as a form takes them.
fn typed(sum: Sum) -> String {
    let cents = sum.0.unsigned_abs();
    format!("{}.{:02}", cents / 100, cents % 100)
}

async fn line_view(
    visit: &Visit,
    it: &FoundLine,
    own: Option<MemberNumber>,
) -> Result<LineView, PageError> {
    let candidates = lines(visit, &it.candidates).await?;
    let named = candidates.iter().map(|it| {
        let amount = euro(visit.lang, it.amount);
        (it.id, format!("{}: {}, {amount}", it.id, it.name))
    });
    Ok(LineView {
        id: it.line.id.to_string(),
        code: it.code.clone(),
        day_ms: it.line.day.from_ms(),
        amount: it.line.sum.0,
        typed: typed(it.line.sum),
        party: it.line.party.clone(),
        words: it.line.words.clone(),
        act: act(it, own),
        candidates: named.collect(),
        is_linked: it.line.linked.is_some(),
    })
}

/// A form with a file.
#[derive(Default)]
struct Sent {
    name: String,
    bytes: Vec<u8>,
    hints: Hints,
    closing: Option<Sum>,
}

async fn read(mut form: Multipart) -> Result<Sent, PageError> {
    let unreadable = || PageError::Unreadable("the form");
    let mut sent = Sent::default();
    while let Some(field) = form.next_field().await.map_err(|_| unreadable())? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            sent.name = field.file_name().unwrap_or_default().to_owned();
            let bytes = field.bytes().await.map_err(|_| PageError::TooLarge {
                bytes_max: FORM_BYTES_MAX as u64,
            })?;
            sent.bytes = bytes.to_vec();
            continue;
        }
        let text = field.text().await.map_err(|_| unreadable())?;
        tell(&mut sent, &name, text.trim());
    }
    Ok(sent)
}

/// Takes what a field says.
fn tell(sent: &mut Sent, name: &str, text: &str) {
    match name {
        "days" => sent.hints.days = day_order(text),
        "closing" => sent.closing = closing(text),
        _ => {
            let role = name.strip_prefix("column-").and_then(role_of);
            if let Some(role) = role.filter(|_| !text.is_empty()) {
                sent.hints.columns.insert(role, text.to_owned());
            }
        }
    }
}

/// Reads what a column is told to hold.
pub fn role_of(word: &str) -> Option<Role> {
    let asked = [Role::Day, Role::Amount, Role::Party, Role::Words];
    let found = asked.into_iter().find(|it| it.word() == word);
    found.filter(|_| ASKED.contains(&word))
}

/// Reads the order of day and month.
pub fn day_order(word: &str) -> Option<DayOrder> {
    match word {
        "day-first" => Some(DayOrder::DayFirst),
        "month-first" => Some(DayOrder::MonthFirst),
        _ => None,
    }
}

/// Reads a balance as people type it, with a minus where the account is overdrawn.
pub fn closing(typed: &str) -> Option<Sum> {
    let (sign, digits) = match typed.strip_prefix(['-', '−']) {
        Some(rest) => (-1, rest.trim()),
        None => (1, typed),
    };
    let cents = i64::try_from(cents(digits)?).ok()?;
    Some(Sum(cents.checked_mul(sign)?))
}

/// `POST /commons/treasury/reconciliation`: takes in a file, or says what is wrong with it.
pub async fn import(visit: Visit, form: Multipart) -> Result<Response, PageError> {
    let sent = read(form).await?;
    let new = NewFile {
        name: &sent.name,
        bytes: &sent.bytes,
        hints: &sent.hints,
        closing: sent.closing,
    };
    match visit.app().import_bank_file(&visit.viewer(), &new).await {
        Ok(TakenIn { import, was_there }) => {
            let new = if was_there { 0 } else { import.new_count };
            let known = import.line_count.saturating_sub(new);
            let to = format!("{}?new={new}&known={known}", links::RECONCILIATION);
            Ok(Redirect::to(&to).into_response())
        }
        Err(AppError::Refused(refusal @ Refusal::Bank(_))) => {
            let problem = problem(&visit, &refusal);
            Ok(page(&visit, None, None, Some(problem))
                .await?
                .into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn problem(visit: &Visit, refusal: &Refusal) -> Problem {
    let mut problem = Problem {
        text: refusal_text(visit.lang, refusal),
        ..Problem::default()
    };
    match refusal {
        Refusal::Bank(Fault::Rows(rows)) => {
            problem.rows = rows.iter().map(|it| (it.line, it.fault.word())).collect();
        }
        Refusal::Bank(Fault::Column { headings, .. }) => problem.headings.clone_from(headings),
        Refusal::Bank(Fault::DayOrder) => problem.asks_days = true,
        _ => {}
    }
    problem
}

/// A line and the transfer that it is; none takes the link away.
#[derive(Debug, Deserialize)]
pub struct LinkForm {
    line: String,
    transfer: Option<u32>,
}

/// `POST /commons/treasury/reconciliation/link`.
pub async fn link(visit: Visit, Form(form): Form<LinkForm>) -> Result<Redirect, PageError> {
    let line = form.line.parse().map_err(|_| PageError::NotFound)?;
    let transfer = form.transfer.map(TransferId);
    let viewer = visit.viewer();
    visit.app().link_bank_line(&viewer, line, transfer).await?;
    Ok(Redirect::to(links::RECONCILIATION))
}

/// A file whose names and words are to go.
#[derive(Debug, Deserialize)]
pub struct EraseForm {
    import: String,
}

/// `POST /commons/treasury/reconciliation/erase`.
pub async fn erase(visit: Visit, Form(form): Form<EraseForm>) -> Result<Redirect, PageError> {
    let import = form.import.parse().map_err(|_| PageError::NotFound)?;
    visit
        .app()
        .erase_bank_words(&visit.viewer(), import)
        .await?;
    Ok(Redirect::to(links::RECONCILIATION))
}
