//! Where a sale needs others: somebody who knows more announces what they want, buys from a seller who stays
//! silent, and two people in office move the shares; the commons buy in an auction; and somebody in hardship is
//! paid out first.

use anyhow::{Context as _, Result, ensure};
use ledger::ids::{MemberNumber, MicroShares, Price, TradeId, TransferId};
use ledger::market::trading::{SettledBy, TradeStage};
use testkit::browser::Screen;

use crate::auction::{
    AUCTION, WEEK_HOURS, fill_order, fund, next_stage, open, seal, until_auction,
};
use crate::clocked::Clocked;
use crate::person::Person;
use crate::story::{TREASURY, come_together, decide, give, pay_due};

/// Cem, who came third and sells.
const CEM: MemberNumber = MemberNumber(3);

#[test]
fn people_in_office_settle_a_silent_sale_and_confirm_hardship() -> Result<()> {
    let site = Clocked::start()?;
    let ana = Person::new(&site, "ana", Screen::Phone)?;
    let ben = Person::new(&site, "ben", Screen::Desktop)?;
    let cem = Person::new(&site, "cem", Screen::Phone)?;
    let all = [&ana, &ben, &cem];
    come_together(&site, &ana, &ben, &cem)?;
    let dee = Person::new(&site, "dee", Screen::Phone)?;
    dee.join(&ana.invite("Dee")?)?;
    let boats = crate::camera_photo();
    let post = cem.publish("Boats at low tide.", &[(&boats, "Wooden boats in a river")])?;
    for person in [&ana, &ben, &dee] {
        person.appreciate(&post)?;
    }
    give(&ana, &ben, ("500", 1))?;
    open(&site, all, "market", "Shall we be able to sell shares?")?;
    open(
        &site,
        all,
        "redemption",
        "Shall the commons take shares back?",
    )?;
    fund(&site, all, "30")?;
    until_auction(&site, 1)?;
    announced(&ana)?;
    until_auction(&site, 2)?;
    traded(&site, &ana, &cem)?;
    said_paid(&site, &ana, &cem)?;
    settled_in_office(&site, &ana, [&ben, &dee])?;
    the_commons_buy(&site, all)?;
    hardship(&site, all)?;
    for person in [&ana, &ben, &cem, &dee] {
        person.expect_quiet_console()?;
    }
    Ok(())
}

/// Ana moderates: before she has said so two weeks ahead, she can seal nothing.
fn announced(ana: &Person<'_>) -> Result<()> {
    ana.go(AUCTION)?;
    ana.browser
        .click_with_text("summary", "Announce an order")?;
    ana.browser
        .choose("form[data-sign=announce-order] input[value=buy]")?;
    ana.browser.type_into("#announce-amount", "1.5")?;
    let said = ana.press("announce-order")?;
    ensure!(
        said.contains("announces to buy shares"),
        "the sheet said: {said}"
    );
    ana.go_until(AUCTION, "You announced to buy up to 1.5")?;
    ana.look("selling", AUCTION, "announced")?;
    // It counts two weeks later, and this auction is now.
    fill_order(ana, "buy", "1.5", "0.35")?;
    ana.browser.click("form[data-sign=seal-order] button")?;
    let said = ana.sign_in_vain()?;
    ensure!(
        said.contains("Announce first what you want"),
        "the page said: {said}"
    );
    // The console says so, too, and nothing else.
    let errors = ana.browser.console_errors()?;
    ensure!(errors.len() == 1, "console: {errors:#?}");
    Ok(())
}

/// The price around which the running auction's band is, in euros as it is typed.
fn reference(site: &Clocked) -> Result<String> {
    let found = site
        .app
        .record
        .read(|state| state.market.auctions.last().map(|it| it.reference.0))?;
    let price = found.context("an auction runs")?;
    let unit = 100 * Price::MINOR.0;
    Ok(format!("{}.{:08}", price / unit, price % unit))
}

fn traded(site: &Clocked, ana: &Person<'_>, cem: &Person<'_>) -> Result<()> {
    let price = reference(site)?;
    seal(cem, "sell", "1.5", &price)?;
    seal(ana, "buy", "1.5", &price)?;
    reveal(site, [ana, cem])?;
    next_stage(site)
}

fn reveal<const N: usize>(site: &Clocked, all: [&Person<'_>; N]) -> Result<()> {
    next_stage(site)?;
    for person in all {
        person.go_until(AUCTION, "Reveal it now.")?;
        person.press("reveal-order")?;
        person.go_until(AUCTION, "Your order is revealed")?;
    }
    Ok(())
}

/// Ana pays and Cem says nothing, so that she says it herself, with a document.
fn said_paid(site: &Clocked, ana: &Person<'_>, cem: &Person<'_>) -> Result<()> {
    ana.go_until("/notifications", "You bought shares in the auction")?;
    ana.go_until(AUCTION, "I paid, and it is not confirmed")?;
    ana.browser
        .click_with_text("summary", "I paid, and it is not confirmed")?;
    let found = ana.browser.obstacles()?;
    ensure!(found.is_empty(), "axe: {found:#?}");
    let form = "form[data-sign=claim-paid]";
    ana.browser.type_into(
        &format!("{form} input[name=title]"),
        "Bank statement of Tuesday, line 2",
    )?;
    ana.browser.type_into(
        &format!("{form} textarea[name=reasons]"),
        "To Cem, trade 1.",
    )?;
    let said = ana.press("claim-paid")?;
    ensure!(
        said.contains("says to have paid trade 1"),
        "the sheet said: {said}"
    );
    ana.go_until(AUCTION, "You said that you paid.")?;
    ana.look("selling", AUCTION, "claimed")?;
    cem.go_until("/notifications", "Confirm the money when it has come")?;
    cem.go_until(AUCTION, "says that they paid: Bank statement of Tuesday")?;
    cem.look("selling", AUCTION, "asked-again")?;
    let bought = bought(site)?;
    ensure!(bought == MicroShares(0), "{bought} moved by a claim");
    Ok(())
}

/// What the first member holds without having earned it.
fn bought(site: &Clocked) -> Result<MicroShares> {
    let ana = ledger::ids::MemberNumber(1);
    let found = site
        .app
        .record
        .read(|state| state.find_member(ana).map(|it| it.bought))?;
    found.context("Ana is a member")
}

/// Ben and Dee read the document; the second word moves the shares.
fn settled_in_office(site: &Clocked, ana: &Person<'_>, [ben, dee]: [&Person<'_>; 2]) -> Result<()> {
    ben.go_until(AUCTION, "Waiting for people in office")?;
    ben.browser.wait_for_text("To Cem, trade 1.")?;
    ben.look("selling", AUCTION, "in-office")?;
    let said = ben.press("attest-paid")?;
    ensure!(
        said.contains("in office, that trade 1 was paid"),
        "the sheet said: {said}"
    );
    ben.go_until(AUCTION, "Ben confirmed it.")?;
    ensure!(
        ben.browser
            .find_all("form[data-sign=attest-paid]")?
            .is_empty(),
        "one person is not two"
    );
    ensure!(bought(site)? == MicroShares(0), "moved by one");
    dee.go_until(
        AUCTION,
        "Ben confirmed it. A second person moves the shares.",
    )?;
    dee.look("selling", AUCTION, "second")?;
    dee.press("attest-paid")?;
    ana.go_until("/notifications", "the shares have moved")?;
    ana.go_until(AUCTION, "two people in office said that it was paid")?;
    ana.look("selling", AUCTION, "moved")?;
    ensure!(bought(site)? == MicroShares(1_500_000), "not moved by two");
    let stage = site
        .app
        .record
        .read(|state| state.market.find_trade(TradeId(1)).map(|it| it.stage))?;
    let is_by_office = |it| {
        matches!(
            it,
            TradeStage::Settled {
                by: SettledBy::Office(..),
                ..
            }
        )
    };
    ensure!(stage.is_some_and(is_by_office), "settled: {stage:?}");
    Ok(())
}

/// The circle decides that the commons buy in the next auction; Cem sells to them, two people pay, and the share
/// is nobody's.
fn the_commons_buy(site: &Clocked, all: [&Person<'_>; 3]) -> Result<()> {
    let [ana, ben, cem] = all;
    ana.go(AUCTION)?;
    ana.browser
        .click_with_text("a", "Propose that the commons buy shares")?;
    ana.browser.wait_for_url("/commons/propose/buy-shares")?;
    ana.look("selling", "/commons/propose/buy-shares", "buy-form")?;
    ana.go("/commons/propose/buy-shares")?;
    ana.browser.type_into("input[name=shares]", "1")?;
    ana.browser.type_into("input[name=limit]", "1.0125")?;
    let decision = ana.propose("Shall we take a share out of the market?")?;
    ana.browser
        .wait_for_text("in the next auction, for € 1.0125 each")?;
    ana.look("selling", &decision, "buy-decision")?;
    decide(site, &decision, all)?;
    cem.go_until(AUCTION, "The commons want to buy here, too")?;
    cem.look("selling", AUCTION, "commons-want")?;
    until_auction(site, 3)?;
    let before = site.app.record.read(|state| state.issued)?;
    seal(cem, "sell", "1", &reference(site)?)?;
    reveal(site, [cem])?;
    next_stage(site)?;
    cem.go_until("/notifications", "You are being paid out")?;
    ana.go_until(AUCTION, "were traded at")?;
    ana.look("selling", AUCTION, "commons-bought")?;
    pay_due(ben, ana, "Bank statement 16")?;
    let after = site.app.record.read(|state| state.issued)?;
    ensure!(
        before.0 - after.0 == 1_000_000,
        "{before} before, {after} after"
    );
    Ok(())
}

/// Cem asks to be paid out in hardship; Ben, who knows, confirms it in office.
fn hardship(site: &Clocked, [ana, ben, cem]: [&Person<'_>; 3]) -> Result<()> {
    // Thirteen weeks after it was earned a share can be taken back.
    let redeemable = |state: &ledger::State| ledger::apply::redeemable(state, CEM);
    while site.app.record.read(redeemable)? < MicroShares(5_000_000) {
        site.advance(WEEK_HOURS)?;
    }
    cem.go_until(AUCTION, "Ask to be paid out")?;
    cem.browser
        .click_with_text("summary", "Ask to be paid out")?;
    cem.browser.type_into("#redeem-amount", "5")?;
    cem.browser
        .choose("form[data-sign=redeem] input[value=hardship]")?;
    let said = cem.press("redeem")?;
    ensure!(said.contains("in hardship"), "the sheet said: {said}");
    cem.go_until(AUCTION, "has not confirmed your hardship yet")?;
    cem.look("selling", AUCTION, "hardship-asked")?;
    ben.go_until(AUCTION, "is in hardship and asks to be paid out")?;
    ben.look("selling", AUCTION, "hardship-office")?;
    let said = ben.press("confirm-hardship")?;
    ensure!(
        said.contains("confirms, in office, that Cem"),
        "the sheet said: {said}"
    );
    cem.go_until(AUCTION, "Your hardship is confirmed")?;
    cem.look("selling", AUCTION, "hardship-confirmed")?;
    site.advance(WEEK_HOURS)?;
    let payment = pay_due(ana, ben, "Bank statement 17")?;
    cem.go_until(AUCTION, "Taken back so far")?;
    let id: u32 = payment.rsplit('/').next().context("a number")?.parse()?;
    let paid = site.app.record.read(|state| {
        state
            .books
            .find(TransferId(id))
            .map(ledger::books::Transfer::is_open)
    })?;
    ensure!(paid == Some(false), "{TREASURY}: {payment} is open");
    Ok(())
}
