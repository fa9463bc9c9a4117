//! The books through the doors of people and of programs: who sees what, and where each figure leads.

use app::Companion;
use axum::http::StatusCode;
use ledger::books::IncomeKind;
use ledger::ids::{Digest, MemberNumber, Money, TransferId};
use ledger::operation::{Body, Payload};
use ledger::payload::{Beneficiary, Budget, Envelope, Spend};
use serde_json::json;

use crate::payments::follow;
use crate::site::Site;

const HOUR_MS: u64 = 3_600_000;
const FOUNDER: MemberNumber = MemberNumber(1);
const SECRET: &str = "Given by <b>Fenna Dekker</b>";

pub(crate) async fn attest(site: &Site, member: MemberNumber, amount: u64) {
    let words = site.app.salt_words("Bank statement 1", SECRET);
    let body = Body::AttestIncome {
        income: IncomeKind::Gift,
        amount: Money(amount),
        evidence: words.digest(),
    };
    site.act(member, body, Some(Companion::Words(words))).await;
}

/// Proposes, votes and waits until it is enacted.
pub(crate) async fn decide(site: &Site, voters: &[MemberNumber], payload: Payload, title: &str) {
    let (propose, words) = site.app.word_proposal(payload, title, "Because.");
    site.act(FOUNDER, Body::Propose(propose), Some(words)).await;
    let id = site
        .app
        .record
        .read(|state| state.proposals.last().map(|it| it.id));
    let proposal = id.expect("read").expect("filed");
    for member in voters {
        let choice = ledger::operation::Choice::Yes;
        site.act(*member, Body::Vote { proposal, choice }, None)
            .await;
    }
    site.app.advance(97 * HOUR_MS).await.expect("time passes");
}

/// From the gift to the payment, on the page and as JSON.
#[tokio::test]
// long: one story from the gift to the payment
async fn money_is_followed_from_the_gift_to_the_ballots() {
    let site = Site::found().await;
    let ana = site.join("ana").await;
    let ben = site.join("ben").await;
    let english = |cookie: String| format!("{cookie}; meent-lang=en");
    let reader = english(site.cookie(ana).await);
    let empty = site.get("/commons/treasury", &reader).await.body;
    assert!(empty.contains("Nothing has come in yet."), "{empty}");

    attest(&site, FOUNDER, 50_000).await;
    let page = site.get("/commons/treasury", &reader).await.body;
    assert!(page.contains("Waiting for a second person"), "{page}");
    let read = site.json("/treasury", "").await;
    assert_eq!(read["total"], json!("0"), "one person is not two");
    assert_eq!(read["unconfirmed"][0]["amount"], json!("50000"));
    site.act(ana, Body::ConfirmTransfer(TransferId(1)), None)
        .await;
    let read = site.json("/treasury", "").await;
    assert_eq!(read["total"], json!("50000"));
    assert_eq!(read["quarters"][0]["sources"][0]["name"], json!("gift"));
    assert_eq!(read["runway_rounds"], json!(null));

    let voters = [FOUNDER, ana, ben];
    let budget = Budget {
        treasury: Money(50_000),
        envelopes: vec![(Envelope::Grants, Money(30_000))],
    };
    decide(&site, &voters, Payload::Budget(budget), "What for?").await;
    // The next budget begins from what there is.
    let form = site.get("/commons/propose/budget", &reader).await.body;
    for (name, value) in [("treasury", "500"), ("grants", "300")] {
        let input = form
            .split("<input")
            .find(|it| it.contains(&format!("name=\"{name}\"")));
        let input = input.unwrap_or_else(|| panic!("{name}: {form}"));
        assert!(input.contains(&format!("value=\"{value}\"")), "{input}");
    }
    let spend = Spend {
        envelope: Envelope::Grants,
        beneficiary: Beneficiary::Member(ben),
        amount: Money(4_000),
    };
    decide(&site, &voters, Payload::Spend(spend), "A roll of film?").await;
    let read = site.json("/treasury", "").await;
    assert_eq!(read["total"], json!("50000"));
    assert_eq!(read["available"], json!("46000"));
    assert_eq!(read["due"][0]["decision"], json!(2));
    let number = read["due"][0]["number"].as_u64().expect("a number");
    assert!(follow(&site, "/commons/treasury").await > 8);
    let transfer = TransferId(u32::try_from(number).expect("few"));
    let path = format!("/commons/treasury/transfers/{number}");
    let own = site.get(&path, &english(site.cookie(ben).await)).await.body;
    assert!(
        !own.contains("data-sign=\"attest-payment\""),
        "who is paid does not say so"
    );
    let due = site.get(&path, &reader).await.body;
    assert!(due.contains("data-sign=\"attest-payment\"") && due.contains("A roll of film?"));
    let words = site.app.salt_words("Bank statement 2", "");
    let evidence = words.digest();
    let paid = Body::AttestPayment { transfer, evidence };
    site.act(ana, paid, Some(Companion::Words(words))).await;
    site.act(FOUNDER, Body::ConfirmTransfer(transfer), None)
        .await;
    let read = site.json("/treasury", "").await;
    assert_eq!(read["total"], json!("46000"));
    assert_eq!(read["past"][0]["stage"], json!("captured"));
    assert_eq!(read["past"][0]["member"]["handle"], json!("ben"));
    assert_eq!(read["past"][0]["attested_by"]["handle"], json!("ana"));
    let page = site.get("/commons/treasury", &reader).await.body;
    assert!(page.contains("/commons/decisions/2") && page.contains("<svg class=\"ch\""));
    assert!(page.contains("Enough for"), "{page}");
    let statement = site.get("/commons/treasury/statement", &reader).await.body;
    assert!(statement.contains("A roll of film?") && statement.contains("There at the end"));
    assert!(follow(&site, "/commons/treasury").await > 8);
    assert!(follow(&site, "/commons/treasury/statement").await > 6);
    // From the list of a figure to the decision, and from there to its ballots.
    let list = "/commons/treasury/transfers?from=grants&to=payees&quarter=1";
    let list = site.get(list, &reader).await.body;
    assert!(
        list.contains("/commons/decisions/2") && list.contains("1 payment"),
        "{list}"
    );
    let decision = site.get("/commons/decisions/2", &reader).await.body;
    assert!(
        decision.contains("/commons/decisions/2/votes"),
        "{decision}"
    );
    let csv = site.get("/commons/treasury/statement/csv", "").await.body;
    assert_eq!(csv.lines().count(), 4, "{csv}");
    let books = site.get("/commons/treasury/books.beancount", "").await.body;
    assert!(
        books.contains("balance Assets:Treasury:Grants 260.00 EUR"),
        "{books}"
    );
    let books = site.get("/commons/treasury/books.ledger", "").await.body;
    assert!(books.contains("0.00 EUR = 260.00 EUR"), "{books}");
    let unborn = site
        .get("/commons/treasury/statement?quarter=9", &reader)
        .await;
    assert_eq!(unborn.status, StatusCode::NOT_FOUND);
    let nowhere = site.get("/commons/treasury/transfers/99", &reader).await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
}

/// What a document says is read by those who keep the books, and by nobody else.
#[tokio::test]
async fn a_document_is_read_by_those_who_keep_the_books() {
    let site = Site::found().await;
    let ana = site.join("ana").await;
    attest(&site, FOUNDER, 500).await;
    let path = "/commons/treasury/transfers/1";
    let seen = site.get(path, &site.cookie(ana).await).await.body;
    assert!(seen.contains("Fenna Dekker") && !seen.contains("<b>Fenna"));
    for (path, cookie) in [
        (path, String::new()),
        ("/commons/treasury", String::new()),
        ("/api/meent/v1/treasury", String::new()),
        ("/api/meent/v1/treasury/transfers/1", String::new()),
        ("/commons/record", site.cookie(ana).await),
        ("/api/meent/v1/treasury", site.cookie(ana).await),
    ] {
        let answer = site.get(path, &cookie).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(!answer.body.contains("Fenna"), "{path}");
        assert!(!answer.body.contains("Bank statement 1"), "{path}");
    }
}

/// Evidence must come with its words, and the words must be those of the digest.
#[tokio::test]
async fn evidence_without_its_words_is_refused() {
    let site = Site::found().await;
    let words = site.app.salt_words("Bank statement 1", "");
    for (evidence, companion) in [
        (words.digest(), None),
        (Digest([9; 32]), Some(Companion::Words(words.clone()))),
    ] {
        let body = Body::AttestIncome {
            income: IncomeKind::Dues,
            amount: Money(5),
            evidence,
        };
        let prepared = site.app.prepare(FOUNDER, body).expect("prepared");
        let signed = site.sign(FOUNDER, &prepared);
        let refused = site.app.submit(&prepared.bytes, signed, companion).await;
        assert!(
            matches!(refused, Err(app::AppError::Refused(app::Refusal::Text(_)))),
            "{refused:?}"
        );
    }
}
