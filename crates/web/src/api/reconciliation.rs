//! The bank beside the books in JSON. Amounts are in minor units, as decimal texts; below zero went out.

use app::bank::{Difference, FoundLine, NewFile};
use axum::Json;
use axum::body::Bytes;
use axum::http::StatusCode;
use domain::bank::table::Hints;
use ledger::ids::TransferId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::Body;
use crate::error::{PageError, Problem};
use crate::handlers::commons::reconciliation::{closing, day_order, role_of};
use crate::handlers::{Path, Query};
use crate::visit::Visit;

/// What a file leaves open.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FileQuery {
    /// What the file is called.
    #[serde(default)]
    name: String,
    /// `day-first` or `month-first`, where days are not clear.
    days: Option<String>,
    /// What stands on the account after the last line, such as `1573.00`, where the file does not say.
    closing: Option<String>,
    /// The heading of the column with the day.
    column_day: Option<String>,
    /// The heading of the column with the amount.
    column_amount: Option<String>,
    /// The heading of the column with the other side's name.
    column_party: Option<String>,
    /// The heading of the column with the text.
    column_words: Option<String>,
}

/// What came of a file.
#[derive(Debug, Serialize, ToSchema)]
pub struct TakenJson {
    /// The import's identity.
    import: String,
    /// Whether this very file was there already.
    was_there: bool,
    /// Lines in it.
    lines: u32,
    /// Of these, not there before.
    new: u32,
}

/// A line of the bank.
#[derive(Debug, Serialize, ToSchema)]
pub struct BankLineJson {
    /// Its identity.
    line: String,
    /// The code by which a document names it.
    code: String,
    /// Such as `2026-03-31`.
    day: String,
    /// How much.
    amount: String,
    /// Who is on the other side.
    party: String,
    /// What it says.
    words: String,
    /// The transfer that it is.
    transfer: Option<u32>,
    /// `hand`, `reference`, `name` or `amount`.
    ground: Option<&'static str>,
    /// Transfers that it may be.
    candidates: Vec<u32>,
}

/// Both sums and every part of what lies between.
#[derive(Debug, Serialize, ToSchema)]
pub struct DifferenceJson {
    /// Until the end of which day.
    day: String,
    /// At the bank.
    bank: String,
    /// In the books.
    books: String,
    /// At the bank before the first file, without what the books had by then.
    before: String,
    /// On the bank and not in the books.
    bank_only: String,
    /// In the books and not at the bank, with its sign turned.
    books_only: String,
    /// Confirmed later or earlier than the day.
    timing: String,
    /// Lines that are missing between files.
    gap: String,
}

/// A month of lines.
#[derive(Debug, Serialize, ToSchema)]
pub struct MonthJson {
    /// Such as `2026-03`.
    month: String,
    /// Lines in it.
    lines: u32,
    /// Of these, in the books.
    matched: u32,
}

/// The bank beside the books. Lines are there for those who keep the books.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReconciliationJson {
    /// Both sums; nothing while no file says what stands on the account.
    difference: Option<DifferenceJson>,
    /// Months, the latest first.
    months: Vec<MonthJson>,
    /// Lines that the books do not have.
    unmatched: Vec<BankLineJson>,
    /// Transfers that the bank does not have.
    missing: Vec<u32>,
    /// Lines that the books have.
    matched: Vec<BankLineJson>,
}

/// The transfer that a line is.
#[derive(Debug, Deserialize, ToSchema)]
pub struct LinkJson {
    /// Its number; nothing takes the link away.
    transfer: Option<u32>,
}

fn difference(it: &Difference) -> DifferenceJson {
    DifferenceJson {
        day: it.day.to_string(),
        bank: it.bank.0.to_string(),
        books: it.books.0.to_string(),
        before: it.before.0.to_string(),
        bank_only: it.bank_only.0.to_string(),
        books_only: it.books_only.0.to_string(),
        timing: it.timing.0.to_string(),
        gap: it.gap.0.to_string(),
    }
}

fn line(it: &FoundLine) -> BankLineJson {
    let found = it.transfer.as_ref();
    BankLineJson {
        line: it.line.id.to_string(),
        code: it.code.clone(),
        day: it.line.day.to_string(),
        amount: it.line.sum.0.to_string(),
        party: it.line.party.clone(),
        words: it.line.words.clone(),
        transfer: found.map(|it| it.0.id.0),
        ground: found.map(|it| it.1.word()),
        candidates: it.candidates.iter().map(|it| it.id.0).collect(),
    }
}

/// The bank beside the books.
#[utoipa::path(get, path = "/api/meent/v1/treasury/reconciliation", tag = "treasury", responses((status = 200, body = ReconciliationJson)))]
pub async fn show(visit: Visit) -> Result<Json<ReconciliationJson>, PageError> {
    let found = visit.app().reconciliation(&visit.viewer()).await?;
    let months = found.months.iter().map(|it| MonthJson {
        month: it.name.clone(),
        lines: it.lines,
        matched: it.matched,
    });
    Ok(Json(ReconciliationJson {
        difference: found.difference.as_ref().map(difference),
        months: months.collect(),
        unmatched: found.unmatched.iter().map(line).collect(),
        missing: found.missing.iter().map(|it| it.id.0).collect(),
        matched: found.matched.iter().map(line).collect(),
    }))
}

/// Takes in a file of the bank, CAMT.053 or CSV, as the body.
#[utoipa::path(post, path = "/api/meent/v1/treasury/bank-files", tag = "treasury", params(FileQuery), request_body(content = Vec<u8>, content_type = "application/octet-stream"), responses((status = 200, body = TakenJson), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn import(
    visit: Visit,
    Query(query): Query<FileQuery>,
    bytes: Bytes,
) -> Result<Json<TakenJson>, PageError> {
    let mut hints = Hints {
        days: query.days.as_deref().and_then(day_order),
        ..Hints::default()
    };
    let columns = [
        ("day", query.column_day),
        ("amount", query.column_amount),
        ("party", query.column_party),
        ("words", query.column_words),
    ];
    for (word, heading) in columns {
        if let (Some(role), Some(heading)) = (role_of(word), heading) {
            hints.columns.insert(role, heading);
        }
    }
    let new = NewFile {
        name: &query.name,
        bytes: &bytes,
        hints: &hints,
        closing: query.closing.as_deref().and_then(closing),
    };
    let taken = visit.app().import_bank_file(&visit.viewer(), &new).await?;
    Ok(Json(TakenJson {
        import: taken.import.id.to_string(),
        was_there: taken.was_there,
        lines: taken.import.line_count,
        new: if taken.was_there {
            0
        } else {
            taken.import.new_count
        },
    }))
}

/// Links a line with the transfer that it is.
#[utoipa::path(put, path = "/api/meent/v1/treasury/bank-lines/{line}", tag = "treasury", params(("line" = String, Path)), request_body = LinkJson, responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn link(
    visit: Visit,
    Path(id): Path<String>,
    Body(link): Body<LinkJson>,
) -> Result<StatusCode, PageError> {
    let line = id.parse().map_err(|_| PageError::NotFound)?;
    let transfer = link.transfer.map(TransferId);
    let viewer = visit.viewer();
    visit.app().link_bank_line(&viewer, line, transfer).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Erases the names and words of a file's lines.
#[utoipa::path(delete, path = "/api/meent/v1/treasury/bank-files/{import}/words", tag = "treasury", params(("import" = String, Path)), responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn erase(visit: Visit, Path(id): Path<String>) -> Result<StatusCode, PageError> {
    let import = id.parse().map_err(|_| PageError::NotFound)?;
    let viewer = visit.viewer();
    visit.app().erase_bank_words(&viewer, import).await?;
    Ok(StatusCode::NO_CONTENT)
}
