//! The bank beside the books: taken in, matched, explained to the cent, and erased.

use app::Companion;
use axum::http::{Method, StatusCode};
use ledger::books::IncomeKind;
use ledger::ids::{MemberNumber, Money, TransferId};
use ledger::operation::Body;
use serde_json::{Value, json};

use crate::site::Site;

const FOUNDER: MemberNumber = MemberNumber(1);
const PAGE: &str = "/commons/treasury/reconciliation";
const FILES: &str = "/api/meent/v1/treasury/bank-files";
const DAY_MS: u64 = 86_400_000;

/// A table of the days before `now`, newest first, with what stood there after each.
fn table(now_ms: u64, lines: &[(u64, i64, &str, &str)], opening: i64) -> String {
    let plain = |it: i64| {
        format!(
            "{}{},{:02}",
            if it < 0 { "-" } else { "" },
            it.abs() / 100,
            it.abs() % 100
        )
    };
    let mut after = opening;
    let mut rows = Vec::new();
    for (ago, sum, party, words) in lines {
        after += sum;
        let day = domain::statement::day(now_ms - ago * DAY_MS);
        let (sum, after) = (plain(*sum), plain(after));
        rows.push(format!(
            "{day};{sum};{party};{words};NL91ABNA0417164300;{after}\n"
        ));
    }
    rows.reverse();
    format!(
        "Date;Amount;Name;Description;Account;Balance\n{}",
        rows.concat()
    )
}

async fn send(site: &Site, member: MemberNumber, file: &str) -> (StatusCode, Value) {
    let cookie = site.cookie(member).await;
    let path = format!("{FILES}?name=march.csv");
    let answer = site
        .send(
            Method::POST,
            &path,
            &cookie,
            "application/octet-stream",
            file,
        )
        .await;
    let read = serde_json::from_str(&answer.body).unwrap_or(Value::Null);
    (answer.status, read)
}

async fn gift(site: &Site, member: MemberNumber, amount: u64, title: &str) {
    let words = site.app.salt_words(title, "");
    let body = Body::AttestIncome {
        income: IncomeKind::Gift,
        amount: Money(amount),
        evidence: words.digest(),
    };
    site.act(member, body, Some(Companion::Words(words))).await;
}

async fn seen(site: &Site, cookie: &str) -> Value {
    site.json("/treasury/reconciliation", cookie).await
}

#[tokio::test]
// long: one story from the file to the month that agrees
async fn a_statement_is_taken_in_and_explained_to_the_cent() {
    let site = Site::found().await;
    let ana = site.join("ana").await;
    let ben = site.join("ben").await;
    let now_ms = site.app.record.now_ms().expect("a time");
    gift(&site, FOUNDER, 50_000, "Statement 1").await;
    site.act(ana, Body::ConfirmTransfer(TransferId(1)), None)
        .await;
    // Confirmed, and the bank does not have it.
    gift(&site, FOUNDER, 700, "Cash box").await;
    site.act(ana, Body::ConfirmTransfer(TransferId(2)), None)
        .await;
    let lines = [
        (3, 50_000, "Harbour School", "Gift"),
        (2, 12_550, "Fenna <b>Dekker</b>", "Dues"),
        (0, -1_250, "", "Account fee"),
    ];
    let file = table(now_ms, &lines, 0);
    assert_eq!(send(&site, ana, &file).await.1["new"], json!(3));
    let (_, again) = send(&site, ana, &file).await;
    assert_eq!(
        (again["was_there"].clone(), again["new"].clone()),
        (json!(true), json!(0))
    );
    let shorter = table(now_ms, &lines[..2], 0);
    assert_eq!(
        send(&site, ana, &shorter).await.1["new"],
        json!(0),
        "it overlaps"
    );

    let cookie = site.cookie(ana).await;
    let read = seen(&site, &cookie).await;
    let difference = &read["difference"];
    assert_eq!(difference["bank"], json!("61300"));
    assert_eq!(difference["books"], json!("50700"));
    assert_eq!(difference["bank_only"], json!("11300"));
    assert_eq!(difference["books_only"], json!("-700"));
    assert_eq!(
        (
            &difference["before"],
            &difference["timing"],
            &difference["gap"]
        ),
        (&json!("0"), &json!("0"), &json!("0"))
    );
    assert_eq!(
        (
            &read["matched"][0]["transfer"],
            &read["matched"][0]["ground"]
        ),
        (&json!(1), &json!("amount"))
    );
    assert_eq!(read["missing"], json!([2]));
    assert_eq!(read["unmatched"].as_array().map(Vec::len), Some(2));

    // What the line's own document says is found by its code, whenever it was attested.
    let code = read["unmatched"][0]["code"]
        .as_str()
        .expect("a code")
        .to_owned();
    gift(&site, ana, 12_550, &format!("Bank line {code}")).await;
    let waiting = seen(&site, &cookie).await;
    assert_eq!(
        waiting["unmatched"][0]["transfer"],
        json!(3),
        "one person is not two"
    );
    let english = |cookie: &str| format!("{cookie}; meent-lang=en");
    let page = site.get(PAGE, &english(&site.cookie(ben).await)).await.body;
    assert!(
        page.contains("data-sign=\"confirm-transfer\"")
            && page.contains("No decision allows this payment."),
        "{page}"
    );
    assert!(page.contains("Fenna &lt;b&gt;Dekker") && !page.contains("Fenna <b>"));
    site.act(ben, Body::ConfirmTransfer(TransferId(3)), None)
        .await;
    let read = seen(&site, &cookie).await;
    assert_eq!(read["matched"][1]["ground"], json!("reference"));
    assert_eq!(read["difference"]["bank_only"], json!("-1250"));
}

#[tokio::test]
async fn lines_are_for_who_keeps_the_books_and_their_words_are_erased() {
    let site = Site::found().await;
    let ana = site.join("ana").await;
    let now_ms = site.app.record.now_ms().expect("a time");
    let file = table(
        now_ms,
        &[
            (1, 500, "Fenna Dekker", "twice"),
            (1, 500, "Fenna Dekker", "twice"),
        ],
        100,
    );
    let (_, taken) = send(&site, ana, &file).await;
    assert_eq!(taken["new"], json!(2), "two equal lines are two");
    let cookie = site.cookie(ana).await;
    let anonymous = site.get(PAGE, "meent-lang=en").await.body;
    assert!(
        anonymous.contains("At the bank") && !anonymous.contains("Fenna"),
        "{anonymous}"
    );
    let read = seen(&site, "").await;
    assert_eq!(read["difference"]["bank"], json!("1100"));
    assert_eq!(
        (&read["unmatched"], &read["matched"]),
        (&json!([]), &json!([]))
    );
    let (status, _) = send(&site, MemberNumber(99), &file).await;
    assert_eq!(status, StatusCode::FORBIDDEN, "nobody who keeps the books");

    let page = site.get(PAGE, &cookie).await.body;
    assert!(page.contains("Fenna Dekker"));
    let import = taken["import"].as_str().expect("an identity");
    let path = format!("{FILES}/{import}/words");
    assert_eq!(
        site.send(Method::DELETE, &path, "", "", "").await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        site.send(Method::DELETE, &path, &cookie, "", "")
            .await
            .status,
        StatusCode::NO_CONTENT
    );
    let page = site.get(PAGE, &cookie).await.body;
    assert!(
        !page.contains("Fenna") && !page.contains("march.csv"),
        "{page}"
    );
    assert_eq!(seen(&site, "").await["difference"]["bank"], json!("1100"));
    // Erased words do not come back with another file of the same days.
    let other = file.replace("twice", "again");
    assert_eq!(send(&site, ana, &other).await.1["new"], json!(0));
}

#[tokio::test]
async fn a_line_is_linked_by_hand_with_its_own_amount_only() {
    let site = Site::found().await;
    let ana = site.join("ana").await;
    let now_ms = site.app.record.now_ms().expect("a time");
    for id in [1, 2] {
        gift(&site, FOUNDER, 500, "a note").await;
        site.act(ana, Body::ConfirmTransfer(TransferId(id)), None)
            .await;
    }
    gift(&site, FOUNDER, 900, "a note").await;
    site.act(ana, Body::ConfirmTransfer(TransferId(3)), None)
        .await;
    send(&site, ana, &table(now_ms, &[(0, 500, "Ana", "")], 0)).await;
    let cookie = site.cookie(ana).await;
    let read = seen(&site, &cookie).await;
    assert_eq!(
        read["unmatched"][0]["candidates"],
        json!([1, 2]),
        "either could be it"
    );
    let line = read["unmatched"][0]["line"].as_str().expect("an identity");
    let path = format!("/api/meent/v1/treasury/bank-lines/{line}");
    for (transfer, status) in [
        (3, StatusCode::UNPROCESSABLE_ENTITY),
        (77, StatusCode::UNPROCESSABLE_ENTITY),
        (2, StatusCode::NO_CONTENT),
    ] {
        let body = json!({ "transfer": transfer }).to_string();
        let answer = site
            .send(Method::PUT, &path, &cookie, "application/json", &body)
            .await;
        assert_eq!(answer.status, status, "{transfer}");
    }
    let read = seen(&site, &cookie).await;
    assert_eq!(
        (
            &read["matched"][0]["transfer"],
            &read["matched"][0]["ground"]
        ),
        (&json!(2), &json!("hand"))
    );
    assert_eq!(read["missing"], json!([1, 3]));
}

#[tokio::test]
async fn a_bad_file_changes_nothing_and_is_told_by_its_lines() {
    let site = Site::found().await;
    let ana = site.join("ana").await;
    let cookie = format!("{}; meent-lang=en", site.cookie(ana).await);
    let form = "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nDate;Amount\n2026-03-01;5,00\n2026-02-30;5,00\n\r\n--x--\r\n";
    let answer = site
        .send(
            Method::POST,
            PAGE,
            &cookie,
            "multipart/form-data; boundary=x",
            form,
        )
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(
        answer.body.contains("Line 3:") && answer.body.contains("the day cannot be read."),
        "{}",
        answer.body
    );
    let asked = form
        .replace("2026-03-01", "03/04/2026")
        .replace("2026-02-30", "03/04/2026");
    let answer = site
        .send(
            Method::POST,
            PAGE,
            &cookie,
            "multipart/form-data; boundary=x",
            &asked,
        )
        .await;
    assert!(answer.body.contains("What is 03/04?"), "{}", answer.body);
    let told = asked.replacen(
        "--x--",
        "--x\r\ncontent-disposition: form-data; name=\"days\"\r\n\r\nday-first\r\n--x--",
        1,
    );
    let answer = site
        .send(
            Method::POST,
            PAGE,
            &cookie,
            "multipart/form-data; boundary=x",
            &told,
        )
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(
        seen(&site, &cookie).await["unmatched"][0]["day"],
        json!("2026-04-03")
    );
}
