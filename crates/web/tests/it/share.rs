//! What one holds and what stands behind it, as a page and for programs.

use app::Companion;
use ledger::books::IncomeKind;
use ledger::ids::{MemberNumber, Money, TransferId};
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
