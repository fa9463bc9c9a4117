//! What investors get back: an offer that too few wanted is refunded, a surplus returns its part to units first,
//! and units are redeemed from their envelope. Two people in office pay each, and the investor is told.

use anyhow::{Context as _, Result, ensure};
use app::Companion;
use ledger::books::Cause;
use ledger::ids::{MemberNumber, ProposalId, TransferId};
use ledger::investing::{OfferStage, Units};
use ledger::operation::Body;
use testkit::browser::Screen;

use crate::clocked::Clocked;
use crate::crowd::Crowd;
use crate::investing::{INVESTORS, Terms, allow, offer};
use crate::person::Person;
use crate::story::{TREASURY, come_together, decide, give, pay};
use crate::surplus::pass_a_year;

const WEEK_HOURS: u64 = 168;
/// Cem, who came third.
const CEM: MemberNumber = MemberNumber(3);
/// The decision that makes the offer that comes about.
const PRESS: ProposalId = ProposalId(2);
/// The decision that makes the offer that does not.
const KILN: ProposalId = ProposalId(3);

#[test]
fn investors_are_refunded_get_their_return_and_have_units_redeemed() -> Result<()> {
    let site = Clocked::start()?;
    let ana = Person::new(&site, "ana", Screen::Desktop)?;
    let ben = Person::new(&site, "ben", Screen::Desktop)?;
    let cem = Person::new(&site, "cem", Screen::Phone)?;
    let all = [&ana, &ben, &cem];
    come_together(&site, &ana, &ben, &cem)?;
    give(&ana, &ben, ("1000", 1))?;
    allow(&site, all)?;
    // A week that is settled: what members hold is what units are measured against.
    while site.app.record.read(|state| state.issued.0)? == 0 {
        site.advance(WEEK_HOURS)?;
    }
    offer(&site, all, &Terms::PRESS)?;
    offer(&site, all, &Terms::KILN)?;
    let crowd = Crowd::join(&site, &ana.invite("Others")?, 4)?;
    put_money_in(&site, &crowd)?;
    refund(&site, all)?;
    returned(&site, all)?;
    redeemed(&site, all)?;
    for person in all {
        person.expect_quiet_console()?;
    }
    Ok(())
}

/// Five people take all of the press, one of them 5 units of the kiln; the crowd says that the money came.
fn put_money_in(site: &Clocked, crowd: &Crowd<'_>) -> Result<()> {
    for place in 0..4 {
        let units = Units(20);
        let body = Body::Subscribe {
            offer: PRESS,
            units,
        };
        crowd.act(place, body, None)?;
    }
    let kiln = Body::Subscribe {
        offer: KILN,
        units: Units(5),
    };
    crowd.act(0, kiln, None)?;
    for place in 0..4_u32 {
        came(site, crowd, (PRESS, MemberNumber(4 + place)))?;
    }
    came(site, crowd, (KILN, MemberNumber(4)))
}

/// Two of the crowd, neither of them the investor, say that the money of `investor` came.
fn came(
    site: &Clocked,
    crowd: &Crowd<'_>,
    (offer, investor): (ProposalId, MemberNumber),
) -> Result<()> {
    let words = crowd.words("Bank statement 1");
    let body = Body::AttestSubscription {
        offer,
        investor,
        evidence: words.digest(),
    };
    let others = (0..4).filter(|place| MemberNumber(4 + place) != investor);
    let others: Vec<usize> = others.map(|it| it as usize).collect();
    let [first, second, ..] = others.as_slice() else {
        anyhow::bail!("a crowd of four");
    };
    crowd.act(*first, body, Some(Companion::Words(words)))?;
    let transfer = site.app.record.read(|state| state.books.transfers.len())?;
    let transfer = TransferId(u32::try_from(transfer)?);
    crowd.act(*second, Body::ConfirmTransfer(transfer), None)
}

/// The page of the payment to Cem for that reason, if one was decided.
fn payment_to_cem(site: &Clocked, is_it: fn(Cause) -> bool) -> Result<Option<String>> {
    let found = site.app.record.read(|state| {
        let mut all = state.books.transfers.iter();
        all.find(|it| is_it(it.cause)).map(|it| it.id)
    })?;
    Ok(found.map(|id| format!("{TREASURY}/transfers/{id}")))
}

/// Too few want the kiln: what Cem paid for it goes back.
fn refund(site: &Clocked, [ana, ben, cem]: [&Person<'_>; 3]) -> Result<()> {
    cem.go(INVESTORS)?;
    cem.browser
        .type_into("#offer-3 form[data-sign=subscribe] input[name=units]", "5")?;
    cem.browser
        .click("#offer-3 form[data-sign=subscribe] button")?;
    cem.sign()?;
    cem.browser
        .type_into("#offer-2 form[data-sign=subscribe] input[name=units]", "20")?;
    cem.browser
        .click("#offer-2 form[data-sign=subscribe] button")?;
    cem.sign()?;
    for (offer, transfer) in [(3, 7), (2, 8)] {
        ana.go_until(INVESTORS, "Waiting for people in office")?;
        ana.browser
            .click(&format!("#offer-{offer} li:has(#title-{offer}-3) summary"))?;
        ana.browser
            .type_into(&format!("#title-{offer}-3"), "Bank statement 2")?;
        ana.browser.click(&format!(
            "form[data-sign=attest-subscription]:has(#title-{offer}-3) button"
        ))?;
        ana.sign()?;
        ben.go_until(
            &format!("{TREASURY}/transfers/{transfer}"),
            "A second person",
        )?;
        ben.press("confirm-transfer")?;
    }
    cem.go_until(INVESTORS, "What you hold")?;
    // Two weeks after the decision the kiln's time is over.
    site.advance(2 * WEEK_HOURS)?;
    let stage = site.app.record.read(|state| {
        let offer = state.investing.offers.get(&KILN);
        offer.map(|it| it.stage)
    })?;
    ensure!(
        matches!(stage, Some(OfferStage::Failed { .. })),
        "the kiln: {stage:?}"
    );
    cem.go_until(
        "/notifications",
        "An offer that you subscribed to has closed",
    )?;
    cem.go_until(INVESTORS, "Too few came together")?;
    cem.browser
        .wait_for_text("€ 50 of what you paid goes back to you.")?;
    cem.look("returning", INVESTORS, "failed")?;
    let is_it = |cause| matches!(cause, Cause::Refund { to: CEM, .. });
    let payment = payment_to_cem(site, is_it)?.context("a refund to Cem")?;
    ben.look("returning", &payment, "refund-due")?;
    pay(ana, ben, &payment, "Bank statement 3")?;
    ben.look("returning", &payment, "refunded")?;
    let told = "Money that you paid for units was paid back to you.";
    cem.go_until("/notifications", told)?;
    cem.look("returning", "/notifications", "told")?;
    cem.browser.click_with_text("a", told)?;
    cem.browser.wait_for_text("€ 50 was paid back to you on")?;
    cem.go_until(INVESTORS, "€ 50 was paid back to you on")?;
    cem.look("returning", INVESTORS, "refunded-room")
}

/// A year later the surplus returns a fifth to the units before members get anything.
fn returned(site: &Clocked, [ana, ben, cem]: [&Person<'_>; 3]) -> Result<()> {
    pass_a_year(site)?;
    ana.go_until(&format!("{TREASURY}/surplus/1"), "Investors, at most")?;
    ana.look("returning", &format!("{TREASURY}/surplus/1"), "surplus")?;
    cem.go(INVESTORS)?;
    cem.browser.wait_for_text("Decided and not paid yet")?;
    cem.look("returning", INVESTORS, "return-due")?;
    let is_it = |cause| matches!(cause, Cause::UnitReturn { to: CEM, .. });
    let payment = payment_to_cem(site, is_it)?.context("a return to Cem")?;
    ben.look("returning", &payment, "return-to-pay")?;
    pay(ben, ana, &payment, "Bank statement 54")?;
    cem.go_until(
        "/notifications",
        "Your units were paid their part of a surplus.",
    )?;
    let told = "return fetch('/api/meent/v1/class-i').then(answer => answer.json())";
    cem.go(INVESTORS)?;
    let class = cem.browser.run(told, &[])?;
    // A fifth of 1,000.00 among five who hold a fifth each; the cap is twice what 20 units cost.
    let offers = class["offers"].as_array().context("offers")?;
    let press = offers.iter().find(|it| it["offer"] == PRESS.0);
    let own = &press.context("the press")?["own"];
    ensure!(
        own["returned"] == "4000" && own["left"] == "36000",
        "{class}"
    );
    cem.look("returning", INVESTORS, "returned")
}

/// Cem asks to have half of their units redeemed, and waits until a budget fills the investors' envelope.
fn redeemed(site: &Clocked, all: [&Person<'_>; 3]) -> Result<()> {
    let [ana, ben, cem] = all;
    cem.go_until(INVESTORS, "Have units redeemed")?;
    cem.browser
        .click_with_text("summary", "Have units redeemed")?;
    cem.look("returning", INVESTORS, "redeeming")?;
    cem.go(INVESTORS)?;
    cem.browser
        .click_with_text("summary", "Have units redeemed")?;
    cem.browser.type_into("#redeem-2", "10")?;
    let said = cem.press("redeem-units")?;
    ensure!(
        said.contains("asks to have 10 units of offer 2 redeemed"),
        "the sheet said: {said}"
    );
    cem.go_until(INVESTORS, "You wait for 10 units to be redeemed.")?;
    cem.look("returning", INVESTORS, "redemption-asked")?;
    ana.go("/commons/propose/budget")?;
    ana.browser.type_into("input[name=escrow]", "150")?;
    let decision = ana.propose("Shall we take some units back?")?;
    decide(site, &decision, all)?;
    site.advance(WEEK_HOURS)?;
    let is_it = |cause| matches!(cause, Cause::UnitRedemption { to: CEM, .. });
    let payment = payment_to_cem(site, is_it)?.context("a redemption for Cem")?;
    ben.look("returning", &payment, "redemption-to-pay")?;
    pay(ana, ben, &payment, "Bank statement 56")?;
    cem.go_until("/notifications", "Units of yours were redeemed")?;
    cem.go_until(INVESTORS, "Redeemed: 10 units")?;
    cem.look("returning", INVESTORS, "redeemed")?;
    cem.look("returning", "/commons/shares/all", "cap-table")?;
    let outstanding = site.app.record.read(|state| {
        let offer = state.investing.offers.get(&PRESS);
        offer.map(ledger::investing::Offer::outstanding)
    })?;
    ensure!(outstanding == Some(Units(90)), "{outstanding:?} are left");
    Ok(())
}
