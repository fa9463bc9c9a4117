//! The page of the auction: closed it warns, open it says when; orders are nobody's business before they
//! are revealed.

use app::Companion;
use ledger::books::IncomeKind;
use ledger::ids::{
    AuctionId, BasisPoints, MemberNumber, MicroShares, Money, Price, TradeId, TransferId,
};
use ledger::market::auction::Side;
use ledger::market::trading::{Need, Opened, SealedOrder};
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
        limit: Price(777_000),
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

const SHARE: MicroShares = MicroShares(1_000_000);

async fn round(site: &Site) {
    site.app.advance(168 * HOUR_MS).await.expect("a round");
    site.app.settle_rounds().await.expect("settled");
}

/// The founder has sold a share to Ana in the first auction for which what they announced counts: trade 1.
async fn sold() -> (Site, [MemberNumber; 3]) {
    let site = Site::found_under(|charter| {
        charter.market = Opened::Open;
        charter.auction_rounds = 1;
        charter.insider_ticks = 1;
        charter.seller_share = BasisPoints(10_000);
        charter.buyer_share = BasisPoints(10_000);
    })
    .await;
    let mut members = Vec::new();
    for handle in ["ana", "ben", "cem"] {
        members.push(site.join(handle).await);
    }
    let members: [MemberNumber; 3] = members.try_into().expect("three");
    let [ana, ..] = members;
    let words = site.app.salt_words("Bank statement 1", "");
    let gift = Body::AttestIncome {
        income: IncomeKind::Gift,
        amount: Money(100_000_000),
        evidence: words.digest(),
    };
    site.act(FOUNDER, gift, Some(Companion::Words(words))).await;
    site.act(ana, Body::ConfirmTransfer(TransferId(1)), None)
        .await;
    let sells = |state: &ledger::State| ledger::apply::sells_at_most(state, FOUNDER);
    while site.app.record.read(sells).expect("read") < SHARE {
        round(&site).await;
    }
    let announced = Body::AnnounceOrder {
        side: Side::Sell,
        amount: SHARE,
    };
    site.act(FOUNDER, announced, None).await;
    round(&site).await;
    let running = |state: &ledger::State| {
        let last = state.market.auctions.last().expect("it runs");
        (last.id, last.reference)
    };
    let (auction, limit) = site.app.record.read(running).expect("read");
    let order = |side| SealedOrder {
        salt: [7; 32],
        side,
        limit,
        amount: SHARE,
    };
    let orders = [(FOUNDER, order(Side::Sell)), (ana, order(Side::Buy))];
    let network = site.app.commons().network;
    for (member, order) in orders {
        let seal = order.seal(network, auction, member);
        site.act(member, Body::SealOrder { auction, seal }, None)
            .await;
    }
    site.app.advance(120 * HOUR_MS).await.expect("sealed");
    for (member, order) in orders {
        site.act(member, Body::RevealOrder { auction, order }, None)
            .await;
    }
    site.app.advance(24 * HOUR_MS).await.expect("cleared");
    (site, members)
}

/// The buyer says that they paid; who keeps the books reads the paper, the sides and nobody else; two of them
/// move the shares. Long after, the page still has the trade, which the state does not.
#[tokio::test]
async fn a_silent_sale_is_settled_in_office_and_remembered() {
    let (site, [ana, ben, cem]) = sold().await;
    let words = site
        .app
        .salt_words("Statement of Tuesday", "To the founder");
    let claim = Body::ClaimPaid {
        trade: TradeId(1),
        evidence: words.digest(),
    };
    site.act(ana, claim, Some(Companion::Words(words))).await;
    let cookie = |member: MemberNumber, tag: &'static str| {
        let site = &site;
        async move { format!("{}; meent-lang={tag}", site.cookie(member).await) }
    };
    for (member, tag, seen) in [
        (ben, "en", "Waiting for people in office"),
        (ben, "nl", "Wacht op mensen met een ambt"),
        (FOUNDER, "en", "says that they paid: Statement of Tuesday"),
        (ana, "en", "You said that you paid."),
    ] {
        let page = site
            .get("/commons/auction", &cookie(member, tag).await)
            .await;
        assert!(page.body.contains(seen), "{seen}: {}", page.body);
        let attests = page.body.contains("data-sign=\"attest-paid\"");
        assert_eq!(attests, member == ben, "{member}");
    }
    let open = site.get("/commons/auction", "meent-lang=en").await.body;
    assert!(!open.contains("Statement of Tuesday"), "{open}");
    let read = site.json("/market", &cookie(cem, "en").await).await;
    assert_eq!(
        read["claimed"][0]["evidence"],
        json!("Statement of Tuesday")
    );
    assert_eq!(read["trades"], json!([]), "{read}");
    for member in [ben, cem] {
        site.act(member, Body::AttestPaid(TradeId(1)), None).await;
    }
    let ana_cookie = cookie(ana, "en").await;
    for held_by_the_state in [true, false] {
        let held = |state: &ledger::State| state.market.find_trade(TradeId(1)).is_some();
        let held = site.app.record.read(held).expect("read");
        assert_eq!(held, held_by_the_state);
        let read = site.json("/market", &ana_cookie).await;
        let trade = &read["trades"][0];
        assert_eq!(
            (&trade["number"], &trade["settled_by"]),
            (&json!(1), &json!("office")),
            "{read}"
        );
        let page = site.get("/commons/auction", &ana_cookie).await.body;
        assert!(
            page.contains("two people in office said that it was paid"),
            "{page}"
        );
        for _ in 0..5 {
            round(&site).await;
        }
        // What she held at each close is told as before.
        let shares = site.json("/shares", &ana_cookie).await;
        let closes = shares["values"].as_array().expect("closes");
        let last = closes.last().expect("a close");
        assert_eq!(last["held_micro"], json!(1_000_000), "{shares}");
    }
}

/// The commons' purchase is proposed by a form, in both languages.
#[tokio::test]
async fn the_commons_purchase_has_its_form() {
    let site = Site::found_under(|charter| charter.market = Opened::Open).await;
    let cookie = site.cookie(FOUNDER).await;
    for (tag, link, field) in [
        (
            "en",
            "Propose that the commons buy shares",
            "The most for one share",
        ),
        (
            "nl",
            "Stel voor dat de meent aandelen koopt",
            "Het meeste voor één aandeel",
        ),
    ] {
        let cookie = format!("{cookie}; meent-lang={tag}");
        let market = site.get("/commons/auction", &cookie).await.body;
        assert!(
            market.contains(link) && market.contains("/commons/propose/buy-shares"),
            "{market}"
        );
        let form = site.get("/commons/propose/buy-shares", &cookie).await.body;
        for part in [field, "name=\"shares\"", "name=\"limit\""] {
            assert!(form.contains(part), "{part}: {form}");
        }
    }
    let read = site.json("/market", &cookie).await;
    assert_eq!(read["buyback"], json!(null));
}

/// Who says that they are in hardship is confirmed by somebody else in office, and is not asked themselves.
#[tokio::test]
async fn nobody_is_asked_to_confirm_their_own_hardship() {
    let site = Site::found_under(|charter| {
        charter.redemption = Opened::Open;
        charter.redemption_rounds = 1;
    })
    .await;
    let ana = site.join("ana").await;
    let redeemable = |state: &ledger::State| ledger::apply::redeemable(state, FOUNDER);
    while site.app.record.read(redeemable).expect("read") < SHARE {
        round(&site).await;
    }
    let asked = Body::Redeem {
        amount: SHARE,
        need: Need::Hardship,
    };
    site.act(FOUNDER, asked, None).await;
    for (member, confirms) in [(FOUNDER, false), (ana, true)] {
        let cookie = format!("{}; meent-lang=en", site.cookie(member).await);
        let page = site.get("/commons/auction", &cookie).await.body;
        let found = page.contains("data-sign=\"confirm-hardship\"");
        assert_eq!(found, confirms, "{member}: {page}");
    }
    site.act(ana, Body::ConfirmHardship(FOUNDER), None).await;
    let cookie = format!("{}; meent-lang=en", site.cookie(FOUNDER).await);
    let page = site.get("/commons/auction", &cookie).await.body;
    assert!(page.contains("Your hardship is confirmed"), "{page}");
}
