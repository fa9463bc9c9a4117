//! The page of the auction: closed it warns, open it says when; orders are nobody's business before they
//! are revealed.

use ledger::ids::{AuctionId, MemberNumber, MicroShares, Money};
use ledger::market::auction::Side;
use ledger::market::trading::{Opened, SealedOrder};
use ledger::operation::Body;
use serde_json::json;

use crate::site::Site;

const HOUR_MS: u64 = 3_600_000;
const FOUNDER: MemberNumber = MemberNumber(1);

#[tokio::test]
async fn a_closed_market_says_so_and_warns_in_both_languages() {
    let site = Site::found().await;
    let cookie = site.cookie(FOUNDER).await;
    for (tag, words) in [
        (
            "en",
            [
                "The market is closed",
                "In some countries",
                "/commons/propose/charter",
            ],
        ),
        (
            "nl",
            [
                "De markt is dicht",
                "In sommige landen",
                "/commons/propose/charter",
            ],
        ),
    ] {
        let page = site
            .get("/commons/auction", &format!("{cookie}; meent-lang={tag}"))
            .await;
        for words in words {
            assert!(
                page.body.contains(words),
                "{words} is missing: {}",
                page.body
            );
        }
        assert!(
            !page.body.contains("data-sign=\"seal-order\""),
            "nothing can be sealed"
        );
    }
    let read = site.json("/market", &cookie).await;
    assert_eq!(read["is_open"], json!(false));
    assert_eq!(read["next_ms"], json!(null));
    assert_eq!(read["redemption"]["is_open"], json!(false));
}

#[tokio::test]
async fn what_is_sealed_is_in_no_answer() {
    let site = Site::found_under(|charter| {
        charter.market = Opened::Open;
        charter.auction_rounds = 1;
    })
    .await;
    let ana = site.join("ana").await;
    let cookie = format!("{}; meent-lang=en", site.cookie(ana).await);
    let before = site.json("/market", &cookie).await;
    assert!(
        before["running"].is_null() && before["next_ms"].is_u64(),
        "{before}"
    );
    site.app.advance(168 * HOUR_MS).await.expect("a round");
    let order = SealedOrder {
        salt: [7; 32],
        side: Side::Buy,
        limit: Money(777),
        amount: MicroShares(3_456_789),
    };
    let auction = AuctionId(1);
    let seal = order.seal(site.app.commons().network, auction, ana);
    site.act(ana, Body::SealOrder { auction, seal }, None).await;
    let read = site.json("/market", &cookie).await;
    assert_eq!(read["running"]["stage"], json!("sealing"));
    assert_eq!(read["own"]["seal"], json!(seal.to_string()));
    let page = site.get("/commons/auction", &cookie).await.body;
    for hidden in ["3456789", "3.456789"] {
        assert!(!read.to_string().contains(hidden), "{read}");
        assert!(!page.contains(hidden), "{page}");
    }
    assert!(
        page.contains(&seal.to_string()),
        "the browser finds its order by it"
    );
    assert!(page.contains("Seal another order instead"), "{page}");
}
