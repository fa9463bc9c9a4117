//! The statement of a quarter, and the books as files for accounting programs.

use std::collections::BTreeMap;

use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::statement::{Statement, beancount, csv, ledger_cli};
use ledger::books::Account;
use ledger::ids::Money;

use super::transparency::QuarterQuery;
use super::treasury::{cents, lines};
use crate::error::PageError;
use crate::handlers::Query;
use crate::pages::commons::statement::{self, StatementView, Sum};
use crate::text::Lang;
use crate::visit::{Html, Visit, answer};
use crate::{links, t};

/// Returns what an account of the treasury is called.
pub(super) fn account_name(lang: Lang, account: Account) -> String {
    match account {
        Account::Envelope(envelope) => {
            t!(lang, &format!("envelope-{}", envelope.word())).into_owned()
        }
        Account::Income => t!(lang, "treasury-unassigned").into_owned(),
        Account::Source(kind) => t!(lang, &format!("income-{}", kind.word())).into_owned(),
        Account::Opening => t!(lang, "statement-opening").into_owned(),
        Account::Payees => t!(lang, "treasury-side-out").into_owned(),
        Account::Investors => t!(lang, "statement-investors").into_owned(),
    }
}

/// What accounts held at the end of quarter `until`; 0 is before the first.
fn held(lang: Lang, accounts: &BTreeMap<Account, Money>, until: u32) -> Vec<Sum> {
    let until = until.to_string();
    let sum = |(account, amount): (&Account, &Money)| Sum {
        name: account_name(lang, *account),
        amount: cents(*amount),
        href: links::payments(&[("account", account.word()), ("until", &until)]),
    };
    accounts.iter().map(sum).collect()
}

/// `GET /commons/treasury/statement`: what a quarter began with, what came, what was paid, what is left.
pub async fn show(visit: Visit, Query(query): Query<QuarterQuery>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let app = visit.app();
    let quarter = app.find_quarter(query.quarter)?;
    let made = Statement::of(
        &app.list_all_transfers()?,
        quarter.from_ms,
        quarter.until_ms,
    );
    let lang = visit.lang;
    let number = quarter.number.to_string();
    let way = |from, to| links::payments(&[("from", from), ("to", to), ("quarter", &number)]);
    let opening = Some(made.opening).filter(|it| it.0 > 0);
    let income = made.income.iter().map(|(kind, amount)| Sum {
        name: account_name(lang, Account::Source(*kind)),
        amount: cents(*amount),
        href: way(kind.word(), "treasury"),
    });
    let capital = Some(made.capital).filter(|it| it.0 > 0);
    let income = income.chain(capital.map(|amount| Sum {
        name: account_name(lang, Account::Investors),
        amount: cents(amount),
        href: way("investors", "treasury"),
    }));
    let income = income.chain(opening.map(|amount| Sum {
        name: account_name(lang, Account::Opening),
        amount: cents(amount),
        href: way("opening", "treasury"),
    }));
    let costs = made.costs.iter().map(|(envelope, amount)| Sum {
        name: account_name(lang, Account::Envelope(*envelope)),
        amount: cents(*amount),
        href: way(envelope.word(), "payees"),
    });
    let surplus = Some(made.surplus_paid).filter(|it| it.0 > 0);
    let costs = costs.chain(surplus.map(|amount| Sum {
        name: t!(lang, "statement-surplus").into_owned(),
        amount: cents(amount),
        href: way("income", "payees"),
    }));
    let paid: Vec<_> = made
        .transfers
        .iter()
        .filter(|it| it.is_payment())
        .cloned()
        .collect();
    let books = app.treasury(&visit.viewer())?;
    let view = StatementView {
        number: quarter.number,
        dates: (quarter.from_ms, quarter.until_ms),
        is_running: quarter.is_running,
        quarters: app.list_quarters()?.iter().map(|it| it.number).collect(),
        before: held(lang, &made.before, quarter.number.saturating_sub(1)),
        income: income.collect(),
        costs: costs.collect(),
        after: held(lang, &made.after, quarter.number),
        payments: lines(&visit, &paid).await?,
        available: cents(books.available),
        runway_rounds: books.runway_rounds(),
    };
    Ok(answer(&shell, &statement::statement(&shell, &view)))
}

pub(super) fn file(name: &str, kind: &str, text: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, format!("{kind}; charset=utf-8")),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    (headers, text).into_response()
}

/// `GET /commons/treasury/statement/csv`: everything that a quarter saw, one a line (RFC 4180).
pub async fn table(visit: Visit, Query(query): Query<QuarterQuery>) -> Result<Response, PageError> {
    let app = visit.app();
    let quarter = app.find_quarter(query.quarter)?;
    let made = Statement::of(
        &app.list_all_transfers()?,
        quarter.from_ms,
        quarter.until_ms,
    );
    let name = format!("statement-{}.csv", quarter.number);
    Ok(file(&name, "text/csv", csv(&made.transfers)))
}

/// `GET /commons/treasury/books.beancount`: the whole books for Beancount.
pub async fn for_beancount(visit: Visit) -> Result<Response, PageError> {
    let app = visit.app();
    let text = beancount(&app.commons().name, &app.list_all_transfers()?);
    Ok(file("books.beancount", "text/plain", text))
}

/// `GET /commons/treasury/books.ledger`: the whole books for ledger-cli and hledger.
pub async fn for_ledger(visit: Visit) -> Result<Response, PageError> {
    let app = visit.app();
    let text = ledger_cli(&app.commons().name, &app.list_all_transfers()?);
    Ok(file("books.ledger", "text/plain", text))
}
