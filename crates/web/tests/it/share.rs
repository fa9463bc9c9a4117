//! What one holds and what stands behind it, as a page and for programs.

use app::Companion;
use axum::http::StatusCode;
use ledger::books::IncomeKind;
use ledger::ids::{AssignmentId, BasisPoints, MemberNumber, MicroShares, Money, TransferId};
use ledger::operation::Body;
use serde_json::json;

use crate::site::Site;

const HOUR_MS: u64 = 3_600_000;
const FOUNDER: MemberNumber = MemberNumber(1);

/// A gift of two people's word, two rounds, and what the founder holds then.
#[tokio::test]
async fn what_stands_behind_a_share_is_said_plainly_and_over_time() {
    let site = Site::found().await;
    let ana = site.join("ana").await;
    let cookie = format!("{}; meent-lang=en", site.cookie(FOUNDER).await);
    let page = site.get("/commons/shares", &cookie).await.body;
    assert!(page.contains("Nothing in money, so far"), "{page}");

    let words = site.app.salt_words("Bank statement 1", "From Fenna");
    let gift = Body::AttestIncome {
        income: IncomeKind::Gift,
        amount: Money(1_000_000),
        evidence: words.digest(),
    };
    let companion = Some(Companion::Words(words));
    site.act(FOUNDER, gift, companion).await;
    let confirm = Body::ConfirmTransfer(TransferId(1));
    site.act(ana, confirm, None).await;
    for _ in 0..2 {
        site.app.advance(168 * HOUR_MS).await.expect("a round");
        site.app.settle_rounds().await.expect("settled");
    }
    let read = site.json("/shares", &cookie).await;
    let held = read["held_micro"].as_u64().expect("held");
    let issued = read["issued_micro"].as_u64().expect("issued");
    assert!(held > 0 && issued >= held, "{read}");
    let value = &read["value"];
    assert_eq!(value["assets_minor"], json!(1_000_000));
    assert_eq!(value["shares_micro"], json!(issued));
    let behind = u128::from(held) * 1_000_000 / u128::from(issued);
    assert_eq!(value["behind_minor"].as_u64().map(u128::from), Some(behind));
    let share = 1_000_000_u128 * 1_000_000 * 1_000_000 / u128::from(issued);
    assert_eq!(value["per_share_micro_minor"], json!(share.to_string()));
    let closes = read["values"].as_array().expect("closes");
    assert_eq!(closes.len(), 2, "{read}");
    assert_eq!(closes[0]["held_micro"], json!(0));
    assert_eq!(closes[0]["per_share_micro_minor"], json!(null));

    let page = site.get("/commons/shares", &cookie).await.body;
    for words in [
        "This is not a price.",
        "€\u{a0}10,000 that were promised to nobody",
        "What a share stood for, round by round",
        "What you held, round by round",
    ] {
        assert!(page.contains(words), "{words} is missing: {page}");
    }
}

/// What a certificate shows is checked with nothing but itself, and no byte of it can be another.
#[tokio::test]
async fn a_certificate_is_checked_without_its_site() {
    let site = Site::found().await;
    site.join("ana").await;
    let cookie = format!("{}; meent-lang=en", site.cookie(FOUNDER).await);
    let none = site.get("/commons/shares/proof", &cookie).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND, "nothing was credited");
    for _ in 0..2 {
        site.app.advance(168 * HOUR_MS).await.expect("a round");
        site.app.settle_rounds().await.expect("settled");
    }
    let proof = site.get("/commons/shares/proof", &cookie).await.body;
    let read = serde_json::from_str(&proof).expect("JSON");
    let certificate = app::certificate::of_json(&read).expect("a certificate");
    let shown = certificate.check().expect("sound");
    let holding = site.app.holding(FOUNDER).expect("a holding");
    assert_eq!(
        (shown.name.as_str(), shown.total),
        ("Lumen", holding.earned)
    );

    type Change = fn(&mut record::certificate::Certificate);
    let changes: [Change; 8] = [
        |it| it.member = MemberNumber(2),
        |it| it.network.0[0] ^= 1,
        |it| it.checkpoint.make_ascii_uppercase(),
        |it| it.founding.hashes[0].0[0] ^= 1,
        |it| it.credits[0].result.push(0),
        |it| it.credits[0].shown.entry[3] ^= 1,
        |it| it.credits[0].shown.index.0 += 1,
        |it| it.credits.push(it.credits[0].clone()),
    ];
    for (number, change) in changes.iter().enumerate() {
        let mut other = certificate.clone();
        change(&mut other);
        assert!(other.check().is_err(), "change {number} went unseen");
    }

    let page = site.get("/commons/shares", &cookie).await.body;
    assert!(page.contains("Make the PDF"), "{page}");
    let plain = site.get("/commons/shares/certificate", &cookie).await.body;
    let named = site
        .get("/commons/shares/certificate?name=on", &cookie)
        .await
        .body;
    assert!(plain.starts_with("%PDF") && plain.contains(&proof[..40]));
    let says = |page: &str, words: &str| page.contains(words);
    assert!(
        says(&plain, "Member 1") && !says(&plain, "FENNA"),
        "no name unasked"
    );
    assert!(says(&named, "FENNA"), "the name where it was asked for");
}

/// The package of the whole cap table names nobody but by number.
#[tokio::test]
async fn the_cap_table_is_had_in_open_cap_format() {
    let site = Site::found().await;
    site.join("ana").await;
    site.app.advance(168 * HOUR_MS).await.expect("a round");
    site.app.settle_rounds().await.expect("settled");
    let package = site.get("/commons/shares/ocf", "").await.body;
    let has = |part: &str| package.contains(part);
    assert!(package.starts_with("PK\u{3}\u{4}"));
    for part in [
        "Manifest.ocf.json",
        "Transactions.ocf.json",
        "\"legal_name\": \"Lumen\"",
        "\"stakeholder_id\": \"member-1\"",
    ] {
        assert!(has(part), "{part} is missing");
    }
    assert!(!has("fenna") && !has("FENNA"), "nobody is named");
}

/// From the signature to the arrival, told to both sides; what it is worth goes along, and no weight.
#[tokio::test]
async fn shares_are_passed_on_and_both_are_told() {
    let site = Site::found_under(|charter| {
        charter.assign_ticks = 72;
        charter.buyer_share = BasisPoints(5_000);
        charter.vesting_cliff_rounds = 0;
        charter.vesting_parts = 1;
    })
    .await;
    let ana = site.join("ana").await;
    let english = |cookie: String| format!("{cookie}; meent-lang=en");
    let (giver, receiver) = (
        english(site.cookie(FOUNDER).await),
        english(site.cookie(ana).await),
    );
    let page = site.get("/commons/shares", &giver).await.body;
    assert!(page.contains("none now that you can pass on"), "{page}");
    for _ in 0..2 {
        site.app.advance(168 * HOUR_MS).await.expect("a round");
        site.app.settle_rounds().await.expect("settled");
    }
    let page = site.get("/commons/shares", &receiver).await.body;
    assert!(page.contains("call them back for 3 days"), "{page}");
    let page = site.get("/commons/shares", &giver).await.body;
    assert!(page.contains("assign-shares"), "{page}");
    assert!(
        page.contains("call them back for 14 days"),
        "who moderates gives notice"
    );

    let assign = |to: MemberNumber, micro: u64| Body::AssignShares {
        to,
        amount: MicroShares(micro),
    };
    let before = site.json("/shares", &giver).await;
    let free = before["free_micro"].as_u64().expect("free");
    site.act(FOUNDER, assign(ana, 2_500_000), None).await;
    site.act(FOUNDER, assign(ana, 1_000_000), None).await;
    let read = site.json("/shares", &giver).await;
    assert_eq!(read["passed"][0]["stage"], json!("waiting"));
    assert_eq!(read["call_back_ms"], json!(336 * HOUR_MS));
    assert_eq!(read["held_micro"], before["held_micro"], "locked, not gone");
    assert_eq!(read["free_micro"].as_u64(), Some(free - 3_500_000));
    let back = Body::CallBackShares(AssignmentId(1));
    site.act(FOUNDER, back, None).await;
    let page = site.get("/commons/shares", &giver).await.body;
    assert!(page.contains("called back") && page.contains("on their way until"));
    let told = site.get("/notifications", &receiver).await.body;
    assert!(told.contains("They pass shares on to you."), "{told}");
    assert!(told.contains("They called back the shares"), "{told}");
    let told = site.get("/notifications", &giver).await.body;
    assert!(told.contains("You can call them back."), "{told}");

    site.app.advance(337 * HOUR_MS).await.expect("time passes");
    let read = site.json("/shares", &receiver).await;
    assert_eq!(read["unearned_micro"], json!(1_000_000), "{read}");
    assert_eq!(read["held_micro"], json!(0), "it was not earned");
    assert_eq!(read["value"]["held_micro"], json!(1_000_000));
    assert_eq!(read["steward_weight"], json!(0), "and it weighs nothing");
    let page = site.get("/commons/shares", &receiver).await.body;
    assert!(page.contains("did not earn 1.00 of them"), "{page}");
    for reader in [&giver, &receiver] {
        let told = site.get("/notifications", reader).await.body;
        assert!(told.contains("have arrived"), "{told}");
    }
}

/// Somebody who left is still one of two sides.
#[tokio::test]
async fn who_was_passed_shares_on_can_leave() {
    let site = Site::found_under(|charter| {
        charter.assign_ticks = 24;
        charter.insider_ticks = 0;
        charter.buyer_share = BasisPoints(5_000);
        charter.vesting_cliff_rounds = 0;
        charter.vesting_parts = 1;
    })
    .await;
    let ben = site.join("ben").await;
    for _ in 0..2 {
        site.app.advance(168 * HOUR_MS).await.expect("a round");
        site.app.settle_rounds().await.expect("settled");
    }
    let give = || Body::AssignShares {
        to: ben,
        amount: MicroShares(1_000_000),
    };
    site.act(FOUNDER, give(), None).await;
    site.app.advance(25 * HOUR_MS).await.expect("time passes");
    site.act(FOUNDER, give(), None).await;
    site.act(ben, Body::Leave, None).await;
    let cookie = format!("{}; meent-lang=en", site.cookie(FOUNDER).await);
    let page = site.get("/commons/shares", &cookie).await.body;
    assert!(page.contains("stayed with the giver"), "{page}");
    assert!(page.contains("arrived"), "{page}");
}
