//! The surplus of a year through the doors: what a member is owed and why, and the table of everybody.

use app::Companion;
use axum::http::StatusCode;
use ledger::books::{IncomeKind, Year};
use ledger::ids::{MemberNumber, Money, TransferId};
use ledger::operation::Body;
use serde_json::json;

use crate::payments::follow;
use crate::site::Site;

const FOUNDER: MemberNumber = MemberNumber(1);
const ROUND_MS: u64 = 168 * 3_600_000;

/// A gift of 1,000.50, and then a year in which the founder alone earns.
async fn a_year() -> (Site, MemberNumber) {
    let site = Site::found().await;
    let ana = site.join("ana").await;
    let words = site.app.salt_words("Statement 1", "");
    let gift = Body::AttestIncome {
        income: IncomeKind::Gift,
        amount: Money(100_050),
        evidence: words.digest(),
    };
    site.act(FOUNDER, gift, Some(Companion::Words(words))).await;
    site.act(ana, Body::ConfirmTransfer(TransferId(1)), None)
        .await;
    (site, ana)
}

async fn divide(site: &Site) {
    for _ in 0..54 {
        site.app.advance(ROUND_MS).await.expect("time passes");
    }
}

/// Does the jobs that are due: telling many is done in parts.
async fn words_of(site: &Site, cookie: &str) -> String {
    site.app.run_due_jobs().await.expect("jobs");
    site.get("/notifications", cookie).await.body
}

#[tokio::test]
async fn a_year_is_divided_and_each_sees_their_part() {
    let (site, ana) = a_year().await;
    let cookie = format!("{}; meent-lang=en", site.cookie(ana).await);
    assert_eq!(site.json("/treasury/surpluses", &cookie).await, json!([]));
    for path in [
        "/commons/treasury/surplus/1",
        "/commons/treasury/surplus/0",
        "/commons/treasury/surplus/1/csv",
    ] {
        assert_eq!(
            site.get(path, &cookie).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    divide(&site).await;
    let read = site.json("/treasury/surpluses", &cookie).await;
    let it = &read[0];
    let parts = [
        "investors",
        "patronage",
        "equal",
        "redemption",
        "reinvested",
    ]
    .map(|key| it[key].clone());
    let sum: u64 = parts
        .iter()
        .map(|it| it.as_str().and_then(|it| it.parse().ok()).unwrap_or(0_u64))
        .sum();
    assert_eq!(it["whole"], json!("100050"), "{read}");
    assert_eq!(sum, 100_050, "{read}");
    assert_eq!(it["redemption"], json!("30015"));
    let page = site.get("/commons/treasury/surplus/1", &cookie).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.body.contains("What you are owed") && page.body.contains("To take back shares with"),
        "{}",
        page.body
    );
    let books = site.get("/commons/treasury", &cookie).await.body;
    assert!(
        books.contains("/commons/treasury/surplus/1") && books.contains("Your part:"),
        "{books}"
    );
    let csv = site.get("/commons/treasury/surplus/1/csv", "").await.body;
    let owed: u64 = csv
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').nth(3)?.replace('.', "").parse::<u64>().ok())
        .sum();
    let members = parts[1]
        .as_str()
        .and_then(|it| it.parse::<u64>().ok())
        .unwrap_or(0)
        + parts[2]
            .as_str()
            .and_then(|it| it.parse::<u64>().ok())
            .unwrap_or(0);
    assert_eq!(owed, members, "{csv}");
    let share = site.get("/commons/shares", &cookie).await.body;
    assert!(
        share.contains("Your part of the surplus") && share.contains("To be paid by"),
        "{share}"
    );
    let told = words_of(&site, &cookie).await;
    assert!(told.contains("You are owed a part"), "{told}");
    assert!(follow(&site, "/commons/treasury/surplus/1").await > 2);
    // Without a session nobody is told what they are owed.
    let open = site
        .get("/commons/treasury/surplus/1", "meent-lang=en")
        .await
        .body;
    assert!(!open.contains("What you are owed"));
}

/// After the day somebody is named who could not be paid; two people say that the others were, and the part
/// goes into the pool.
#[tokio::test]
async fn a_part_that_nobody_can_be_paid_goes_into_the_pool() {
    let (site, ana) = a_year().await;
    divide(&site).await;
    let cookie = format!("{}; meent-lang=en", site.cookie(ana).await);
    let founder = format!("{}; meent-lang=en", site.cookie(FOUNDER).await);
    let page = "/commons/treasury/surplus/1";
    let early = site.get(page, &founder).await.body;
    assert!(!early.contains("data-sign=\"name-unpaid\"") && early.contains("How it is paid"));
    for _ in 0..14 {
        site.app.advance(ROUND_MS).await.expect("time passes");
    }
    let late = site.get(page, &founder).await.body;
    assert!(
        late.contains("data-sign=\"name-unpaid\"") && late.contains("days late"),
        "{late}"
    );
    let owed = site.json("/treasury/surpluses", &cookie).await[0].clone();
    let amount = |it: &serde_json::Value| -> u64 {
        it.as_str()
            .and_then(|it| it.parse().ok())
            .expect("an amount")
    };
    let all = amount(&owed["equal"]) + amount(&owed["patronage"]);
    let own = amount(&owed["own"]["equal"]);
    let transfer =
        TransferId(u32::try_from(owed["transfer"].as_u64().expect("owed")).expect("u32"));
    let named = Body::NameUnpaid {
        year: Year(0),
        members: vec![ana],
    };
    site.act(FOUNDER, named, None).await;
    let seen = site.get(page, &cookie).await.body;
    assert!(seen.contains("could not pay you"), "{seen}");
    assert!(words_of(&site, &cookie).await.contains("could not be paid"));
    let words = site.app.salt_words("Statement 2", "");
    let paid = Body::AttestPayment {
        transfer,
        evidence: words.digest(),
    };
    site.act(FOUNDER, paid, Some(Companion::Words(words))).await;
    site.act(ana, Body::ConfirmTransfer(transfer), None).await;
    let after = site.json("/treasury/surpluses", &cookie).await[0].clone();
    assert_eq!(after["is_paid"], json!(true), "{after}");
    assert_eq!(amount(&after["returned"]), own);
    let read = site
        .json(&format!("/treasury/transfers/{transfer}"), &cookie)
        .await;
    assert_eq!(amount(&read["amount"]) + own, all, "{read}");
    let csv = site.get("/commons/treasury/surplus/1/csv", "").await.body;
    assert!(
        csv.contains(&format!("{ana},")) && csv.contains(",named"),
        "{csv}"
    );
    assert!(csv.contains(",paid"), "{csv}");
    assert!(words_of(&site, &founder).await.contains("was paid"));
    assert!(follow(&site, "/commons/treasury").await > 4);
    let statement = site
        .get("/commons/treasury/statement?quarter=6", &founder)
        .await;
    assert!(
        statement.body.contains("Paid to members of a surplus"),
        "{}",
        statement.body
    );
    assert!(follow(&site, "/commons/treasury/statement?quarter=6").await > 4);
    assert!(
        site.get(page, &cookie)
            .await
            .body
            .contains("Your part went into the pool")
    );
}
