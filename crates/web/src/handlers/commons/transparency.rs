//! The transparency report, as a page and as a table to compute with, and the ledger of erasures.

use std::fmt::Write as _;

use app::transparency::{People, Report};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use ledger::jury::{Level, Ruling};
use serde::Deserialize;

use super::justice::topic_title;
use crate::error::PageError;
use crate::handlers::Query;
use crate::pages::commons::transparency::{self, ReportView};
use crate::visit::{Html, Visit, answer};

/// Which quarter is asked for.
#[derive(Debug, Default, Deserialize)]
pub struct QuarterQuery {
    /// Its number; the latest without one.
    pub quarter: Option<u32>,
}

/// `GET /commons/transparency`: what moderation and erasing did in a quarter.
pub async fn report(visit: Visit, Query(query): Query<QuarterQuery>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let report = visit.app().report_quarter(query.quarter).await?;
    let quarters = visit.app().list_quarters()?;
    let commons = visit.app().commons();
    let view = ReportView {
        report: &report,
        quarters: &quarters,
        rule: &|topic| topic_title(visit.lang, &commons.moderation, topic),
    };
    Ok(answer(&shell, &transparency::report(&shell, &view)))
}

/// `GET /commons/erasures`: what was erased in a quarter, by day.
pub async fn erasures(visit: Visit, Query(query): Query<QuarterQuery>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let (quarter, listed) = visit.app().list_erasures(query.quarter).await?;
    let quarters = visit.app().list_quarters()?;
    let page = transparency::erasures(&shell, &quarters, quarter, &listed);
    Ok(answer(&shell, &page))
}

/// `GET /commons/transparency/csv`: the same numbers, one a line (RFC 4180).
pub async fn csv(visit: Visit, Query(query): Query<QuarterQuery>) -> Result<Response, PageError> {
    let report = visit.app().report_quarter(query.quarter).await?;
    let name = format!("transparency-{}.csv", report.quarter.number);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    Ok((headers, csv_of(&report)).into_response())
}

/// A number of people as a cell: `0`, `1-4` or the number.
fn people_cell(people: People) -> String {
    match people {
        People::None => "0".to_owned(),
        People::Few => "1-4".to_owned(),
        People::Some(many) => many.to_string(),
    }
}

/// The word of a jury of this level.
pub(crate) fn jury_word(level: Level) -> &'static str {
    match level {
        Level::First => "jury-1",
        Level::Second => "jury-2",
        Level::Third => "jury-3",
    }
}

/// The word of what a jury came to.
pub(crate) fn ruling_word(ruling: Option<Ruling>) -> &'static str {
    ruling.map_or("none", Ruling::word)
}

/// Every word in it is an id or a stored word: nothing needs quotes.
// long: a line for each number
pub(crate) fn csv_of(report: &Report) -> String {
    let quarter = report.quarter.number;
    let mut text = "quarter,about,subject,role,detail,number\r\n".to_owned();
    let mut line = |about: &str, subject: &str, role: &str, detail: &str, number: &str| {
        // Writing to a String never fails.
        let _ = write!(
            text,
            "{quarter},{about},{subject},{role},{detail},{number}\r\n"
        );
    };
    for (rule, state, count) in &report.reports {
        line("reports", rule, "", state, &count.to_string());
    }
    for (rule, step, count) in &report.actions {
        line("actions", rule, "moderator", step, &count.to_string());
    }
    for (rule, count) in &report.appeals {
        line("appeals", rule, "", "appealed", &count.to_string());
    }
    for it in &report.rulings {
        let (role, ruling) = (jury_word(it.level), ruling_word(it.ruling));
        line("rulings", &it.rule, role, ruling, &it.count.to_string());
    }
    line("people", "reporting", "", "", &people_cell(report.people.0));
    line(
        "people",
        "acted-against",
        "",
        "",
        &people_cell(report.people.1),
    );
    line("answers", "all", "", "", &report.answered.0.to_string());
    line("answers", "late", "", "", &report.answered.1.to_string());
    if let Some(median_ms) = report.median_ms {
        line(
            "answers",
            "median",
            "",
            "milliseconds",
            &median_ms.to_string(),
        );
    }
    for it in &report.kept {
        let days = it.retention_days.to_string();
        line("kept", it.category.word(), "", "days", &days);
        if it.basis != ledger::policy::Basis::Needed {
            line(
                "kept",
                it.category.word(),
                "",
                "yes",
                &people_cell(it.said.0),
            );
            line(
                "kept",
                it.category.word(),
                "",
                "no",
                &people_cell(it.said.1),
            );
        }
    }
    for it in &report.erasures {
        let category = it.category.map_or("everything", |it| it.word());
        line(
            "erasures",
            category,
            "",
            it.cause.word(),
            &it.item_count.to_string(),
        );
    }
    text
}
