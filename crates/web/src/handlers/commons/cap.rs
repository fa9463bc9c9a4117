//! The cap table: as a page and as CSV.

use std::fmt::Write as _;

use app::cap::CapTable;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::error::PageError;
use crate::pages::commons::cap;
use crate::visit::{Html, Visit, answer};

/// `GET /commons/shares/all`: how many shares there are and how they are spread.
pub async fn show(visit: Visit) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let table = visit.app().cap_table()?;
    Ok(answer(&shell, &cap::show(&shell, &table)))
}

/// `GET /commons/shares/csv`: the same as a table.
pub async fn csv(visit: Visit) -> Result<Response, PageError> {
    let table = visit.app().cap_table()?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"shares.csv\"",
        ),
    ];
    Ok((headers, csv_of(&table)).into_response())
}

/// `GET /commons/shares/ocf`: the same with every holding, by member number, in Open Cap Format.
pub async fn package(visit: Visit) -> Result<Response, PageError> {
    let package = visit.app().cap_table_package()?;
    let headers = [
        (header::CONTENT_TYPE, "application/zip"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"shares.ocf.zip\"",
        ),
    ];
    Ok((headers, package).into_response())
}

/// Every word in it is a stored word: nothing needs quotes.
fn csv_of(table: &CapTable) -> String {
    let mut text = "about,from_shares,below_shares,number,unit\r\n".to_owned();
    let amounts = [
        ("pool", table.pool.0),
        ("held", table.issued.0),
        ("vested", table.vested.0),
        ("to-vest", table.issued.0.saturating_sub(table.vested.0)),
        ("returned", table.returned.0),
        ("bought", table.bought.0),
    ];
    for (about, micro) in amounts {
        // Writing to a String never fails.
        let _ = write!(text, "{about},,,{micro},micro-shares\r\n");
    }
    let (units, investors) = (table.units.0, table.investors);
    let _ = write!(
        text,
        "class-i,,,{units},units\r\ninvestors,,,{investors},investors\r\n"
    );
    for band in &table.bands {
        let below = band
            .below_shares
            .map(|it| it.to_string())
            .unwrap_or_default();
        let (from, holders) = (band.from_shares, band.holders);
        let _ = write!(text, "holders,{from},{below},{holders},members\r\n");
    }
    if let Some(bps) = table.tenth_bps {
        let _ = write!(text, "largest-tenth,,,{bps},basis-points\r\n");
    }
    text
}
