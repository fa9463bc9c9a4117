//! Class I through the doors: an investor is told once of each payment to them, in their own language, and led
//! to what says why (ADR-0032).

use app::Companion;
use axum::http::StatusCode;
use ledger::State;
use ledger::books::{Cause, Transfer, TransferStage};
use ledger::ids::{BasisPoints, MemberNumber, Money, ProposalId, TransferId};
use ledger::investing::{OfferTerms, UnitRights, Units};
use ledger::market::trading::Opened;
use ledger::operation::{Body, Payload};
use ledger::payload::{Budget, Envelope};

use crate::budgets::told;
use crate::site::Site;
use crate::treasury::{attest, decide};

const HOUR_MS: u64 = 3_600_000;
const ROUND_MS: u64 = 168 * HOUR_MS;
const FOUNDER: MemberNumber = MemberNumber(1);
const OFFER_ROUNDS: u32 = 6;

fn terms(least: u64) -> Payload {
    Payload::Offer(OfferTerms {
        price: Money(1_000),
        units: Units(20),
        least: Units(least),
        ticks: OFFER_ROUNDS * 168,
        rights: UnitRights {
            return_cap: BasisPoints(20_000),
            surplus_share: BasisPoints(1_000),
            redeem_rounds: 0,
            redeem_price: BasisPoints(10_000),
        },
    })
}

/// Five members of whom each can have a fifth of all units, 500.00 of gifts of which 100.00 are to
/// take units back with, and a first round with shares.
async fn place() -> (Site, [MemberNumber; 5]) {
    let site = Site::found_under(|charter| charter.class_i = Opened::Open).await;
    let mut all = [FOUNDER; 5];
    for (member, name) in all.iter_mut().skip(1).zip(["ana", "ben", "cem", "dan"]) {
        *member = site.join(name).await;
    }
    attest(&site, FOUNDER, 50_000).await;
    site.act(all[1], Body::ConfirmTransfer(TransferId(1)), None)
        .await;
    let budget = Budget {
        treasury: Money(50_000),
        envelopes: vec![(Envelope::Escrow, Money(10_000))],
    };
    decide(&site, &all, Payload::Budget(budget), "Units back?").await;
    while read(&site, |state| state.issued.0) == 0 {
        site.app.advance(ROUND_MS).await.expect("time passes");
    }
    (site, all)
}

fn read<T>(site: &Site, of: impl FnOnce(&State) -> T) -> T {
    site.app.record.read(of).expect("the record is there")
}

/// Makes an offer and returns its decision.
async fn offer(site: &Site, all: &[MemberNumber], least: u64) -> ProposalId {
    decide(site, all, terms(least), "A printing press?").await;
    site.app.advance(72 * HOUR_MS).await.expect("time passes");
    let made = read(site, |state| state.investing.offers.keys().last().copied());
    made.expect("an offer")
}

/// Somebody subscribes, and two others say that their money came.
async fn put_in(
    site: &Site,
    all: &[MemberNumber],
    who: MemberNumber,
    (offer, units): (ProposalId, u64),
) {
    let units = Units(units);
    site.act(who, Body::Subscribe { offer, units }, None).await;
    let words = site.app.salt_words("Bank statement 2", "");
    let body = Body::AttestSubscription {
        offer,
        investor: who,
        evidence: words.digest(),
    };
    let others: Vec<MemberNumber> = all.iter().copied().filter(|it| *it != who).collect();
    site.act(others[0], body, Some(Companion::Words(words)))
        .await;
    let transfer = read(site, |state| state.books.transfers.last().map(|it| it.id));
    let confirm = Body::ConfirmTransfer(transfer.expect("attested"));
    site.act(others[1], confirm, None).await;
}

/// Two people in office, neither of them who is paid, pay what is open for that reason.
async fn pay(site: &Site, all: &[MemberNumber], to: MemberNumber, is_it: impl Fn(Cause) -> bool) {
    let is_open =
        |it: &&Transfer| is_it(it.cause) && matches!(it.stage, TransferStage::Pending { .. });
    let found = read(site, |state| {
        state.books.transfers.iter().find(is_open).map(|it| it.id)
    });
    let transfer = found.expect("a payment");
    let others: Vec<MemberNumber> = all.iter().copied().filter(|it| *it != to).collect();
    let words = site.app.salt_words("Bank statement 3", "");
    let evidence = words.digest();
    let paid = Body::AttestPayment { transfer, evidence };
    site.act(others[0], paid, Some(Companion::Words(words)))
        .await;
    let cookie = site.cookie(to).await;
    let before = told(site, &cookie, "investor-paid").await;
    site.act(others[1], Body::ConfirmTransfer(transfer), None)
        .await;
    let after = told(site, &cookie, "investor-paid").await;
    assert_eq!(
        after,
        before + 1,
        "one person is not two, and once is enough"
    );
}

/// The newest notice in both languages leads to the offer, whose page says why.
async fn leads(site: &Site, to: MemberNumber, offer: ProposalId, words: [&str; 3]) {
    let [english, dutch, why] = words;
    let cookie = site.cookie(to).await;
    for (lang, words) in [("en", english), ("nl", dutch)] {
        let reader = format!("{cookie}; meent-lang={lang}");
        let page = site.get("/notifications", &reader).await.body;
        let at = page
            .find(words)
            .unwrap_or_else(|| panic!("{words} in {lang}"));
        let link = format!("href=\"/commons/investors#offer-{offer}\"");
        let before = page[..at].rfind("<li").unwrap_or_default();
        let after = page[at..].find("</li>").map_or(page.len(), |it| at + it);
        assert!(page[before..after].contains(&link), "{words} leads nowhere");
    }
    let room = site
        .get("/commons/investors", &format!("{cookie}; meent-lang=en"))
        .await;
    assert_eq!(room.status, StatusCode::OK);
    for words in [&format!("id=\"offer-{offer}\""), why] {
        assert!(room.body.contains(words), "{words}");
    }
}

#[tokio::test]
async fn an_investor_is_told_of_each_payment_once() {
    let (site, all) = place().await;
    let [_, ana, ..] = all;
    let press = offer(&site, &all, 20).await;
    let kiln = offer(&site, &all, 20).await;
    for member in all {
        put_in(&site, &all, member, (press, 4)).await;
    }
    put_in(&site, &all, ana, (kiln, 1)).await;
    for _ in 0..=OFFER_ROUNDS {
        site.app.advance(ROUND_MS).await.expect("time passes");
    }
    let is_refund = |it| matches!(it, Cause::Refund { to, .. } if to == ana);
    pay(&site, &all, ana, is_refund).await;
    let refunded = [
        "Money that you paid for units was paid back to you.",
        "Geld dat je voor delen betaalde, is aan je terugbetaald.",
        "was paid back to you on",
    ];
    leads(&site, ana, kiln, refunded).await;

    while read(&site, |state| state.books.surpluses.is_empty()) {
        site.app.advance(ROUND_MS).await.expect("time passes");
    }
    let is_return = |it| matches!(it, Cause::UnitReturn { to, .. } if to == ana);
    pay(&site, &all, ana, is_return).await;
    let returned = [
        "Your units were paid their part of a surplus.",
        "Je delen kregen hun aandeel in een overschot uitbetaald.",
        "What you hold",
    ];
    leads(&site, ana, press, returned).await;

    let asked = Body::RedeemUnits {
        offer: press,
        units: Units(2),
    };
    site.act(ana, asked, None).await;
    for _ in 0..2 {
        site.app.advance(ROUND_MS).await.expect("time passes");
    }
    let is_redemption = |it| matches!(it, Cause::UnitRedemption { to, .. } if to == ana);
    pay(&site, &all, ana, is_redemption).await;
    let redeemed = [
        "Units of yours were redeemed, and you were paid for them.",
        "Delen van jou zijn teruggenomen en aan je uitbetaald.",
        "Redeemed: 2 units",
    ];
    leads(&site, ana, press, redeemed).await;
    let own = site.cookie(ana).await;
    assert_eq!(told(&site, &own, "investor-paid").await, 3);
    let other = site.cookie(all[2]).await;
    assert_eq!(told(&site, &other, "investor-paid").await, 0, "nobody else");
}
