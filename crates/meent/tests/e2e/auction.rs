//! From an appreciated photograph to a share that is sold, and one that is taken back: a circle of three opens
//! the market, two of them trade, and the commons pay one out.

use anyhow::{Context as _, Result, ensure};
use ledger::market::trading::AuctionStage;
use testkit::browser::Screen;

use crate::clocked::Clocked;
use crate::person::Person;
use crate::story::{come_together, decide, give, pay_due};

/// Hours of the charter template "circle".
pub(crate) const WEEK_HOURS: u64 = 168;

pub(crate) const AUCTION: &str = "/commons/auction";

#[test]
// long: one story from the photograph to the share
fn a_photograph_becomes_a_share_that_is_sold_and_one_that_is_redeemed() -> Result<()> {
    let site = Clocked::start()?;
    let ana = Person::new(&site, "ana", Screen::Desktop)?;
    let ben = Person::new(&site, "ben", Screen::Phone)?;
    let cem = Person::new(&site, "cem", Screen::Phone)?;
    let all = [&ana, &ben, &cem];
    come_together(&site, &ana, &ben, &cem)?;
    let boats = crate::camera_photo();
    let post = cem.publish("Boats at low tide.", &[(&boats, "Wooden boats in a river")])?;
    for person in [&ana, &ben] {
        person.appreciate(&post)?;
    }
    // So that a share is worth something by the books.
    give(&ana, &ben, ("500", 1))?;
    cem.go(AUCTION)?;
    cem.browser.wait_for_text("The market is closed")?;
    cem.look("auction", AUCTION, "closed")?;

    open(&site, all, "market", "Shall we be able to sell shares?")?;
    open(
        &site,
        all,
        "redemption",
        "Shall the commons take shares back?",
    )?;
    fund(&site, all, "3")?;
    // Eight weeks after the founding the second auction opens; by then a part of Cem's is for good.
    until_auction(&site, 2)?;
    trade(&site, &ben, &cem)?;
    redeem(&site, all)?;
    for person in all {
        person.expect_quiet_console()?;
    }
    Ok(())
}

pub(crate) fn open(
    site: &Clocked,
    all: [&Person<'_>; 3],
    parameter: &str,
    title: &str,
) -> Result<()> {
    let [ana, ..] = all;
    ana.go(&format!("/commons/propose/charter/{parameter}"))?;
    ana.browser.wait_for_text("Some countries ask for")?;
    ana.browser.type_into("input[name=value]", "1")?;
    let decision = ana.propose(title)?;
    decide(site, &decision, all)
}

pub(crate) fn fund(site: &Clocked, all: [&Person<'_>; 3], redemption: &str) -> Result<()> {
    let [ana, ..] = all;
    ana.go("/commons/propose/budget")?;
    ana.browser.type_into("input[name=treasury]", "500")?;
    ana.browser
        .type_into("input[name=redemption]", redemption)?;
    let decision = ana.propose("Shall we set aside a part for who wants to be paid out?")?;
    decide(site, &decision, all)
}

/// Lets weeks pass until the auction of that number runs.
pub(crate) fn until_auction(site: &Clocked, number: usize) -> Result<()> {
    for _ in 0..80 {
        let opened = site.app.record.read(|state| state.market.auctions.len())?;
        if opened == number {
            return Ok(());
        }
        site.advance(24)?;
    }
    anyhow::bail!("auction {number} does not open")
}

/// Lets the time pass until the stage of the running auction is over.
pub(crate) fn next_stage(site: &Clocked) -> Result<()> {
    let stage = site
        .app
        .record
        .read(|state| state.market.auctions.last().map(|it| it.stage))?;
    match stage.context("an auction")? {
        AuctionStage::Sealing { until_ms } | AuctionStage::Revealing { until_ms } => {
            let left_ms = until_ms.saturating_sub(site.now_ms());
            site.advance(left_ms.div_ceil(3_600_000))
        }
        AuctionStage::Over { .. } => anyhow::bail!("the auction is over"),
    }
}

fn trade(site: &Clocked, ben: &Person<'_>, cem: &Person<'_>) -> Result<()> {
    let said = seal(cem, "sell", "1.5", "0.30")?;
    ensure!(
        said.contains("seals an order to sell"),
        "the sheet said: {said}"
    );
    seal(ben, "buy", "2", "0.35")?;
    cem.go(AUCTION)?;
    cem.browser.wait_for_text("Sell up to 1.5 shares")?;
    cem.look("auction", AUCTION, "sealed")?;
    // The server knows no more than the record: a seal.
    let known = "return fetch('/api/meent/v1/market').then(answer => answer.text())";
    let told = cem.browser.run(known, &[])?.to_string();
    ensure!(
        !told.contains("1500000"),
        "the server knows the order: {told}"
    );

    next_stage(site)?;
    for person in [ben, cem] {
        person.go("/notifications")?;
        person.browser.click_with_text(
            "a",
            "Reveal the order that you sealed: it takes a moment, and without it the order does not count.",
        )?;
        person.browser.wait_for_text("Reveal it now.")?;
        person.look("auction", AUCTION, "revealing")?;
        let said = person.press("reveal-order")?;
        ensure!(
            said.contains("reveals an order to"),
            "the sheet said: {said}"
        );
        person.go_until(AUCTION, "Your order is revealed")?;
    }
    next_stage(site)?;
    ben.go_until(AUCTION, "Your trades")?;
    ben.browser.wait_for_text("Cem, for € 0.45")?;
    ben.look("auction", AUCTION, "to-pay")?;
    cem.go(AUCTION)?;
    cem.browser.wait_for_text("Ben is to pay you € 0.45")?;
    cem.look("auction", AUCTION, "to-confirm")?;
    let said = cem.press("confirm-paid")?;
    ensure!(said.contains("the shares move"), "the sheet said: {said}");
    ben.go_until(AUCTION, "Paid and moved on")?;
    ben.browser.wait_for_text("without a vote")?;
    let bought = "return fetch('/api/meent/v1/market').then(answer => answer.json()).then(it => it.own.bought)";
    let bought = ben.browser.run(bought, &[])?;
    ensure!(bought == "1500000", "Ben has {bought}");
    ben.look("auction", AUCTION, "moved")
}

pub(crate) fn seal(person: &Person<'_>, side: &str, amount: &str, price: &str) -> Result<String> {
    fill_order(person, side, amount, price)?;
    person.press("seal-order")
}

/// Fills in the order that is to be sealed, and stops before sealing it.
pub(crate) fn fill_order(person: &Person<'_>, side: &str, amount: &str, price: &str) -> Result<()> {
    const FORM: &str = "form[data-sign=seal-order]";
    person.go(AUCTION)?;
    let page = &person.browser;
    page.choose(&format!("{FORM} input[value={side}]"))?;
    page.type_into(&format!("{FORM} input[name=amount]"), amount)?;
    page.type_into(&format!("{FORM} input[name=price]"), price)
}

/// Thirteen weeks after the photograph Cem is paid out: two people pay and say so, and the shares are nobody's.
fn redeem(site: &Clocked, [ana, ben, cem]: [&Person<'_>; 3]) -> Result<()> {
    while site.app.record.read(|state| state.round.0)? < 14 {
        site.advance(WEEK_HOURS)?;
    }
    let before = site.app.record.read(|state| state.issued)?;
    cem.go(AUCTION)?;
    cem.browser
        .click_with_text("summary", "Ask to be paid out")?;
    cem.browser.type_into("#redeem-amount", "10")?;
    let said = cem.press("redeem")?;
    ensure!(
        said.contains("take 10 shares back"),
        "the sheet said: {said}"
    );
    cem.go_until(AUCTION, "You wait for")?;
    cem.look("auction", AUCTION, "waiting")?;
    site.advance(WEEK_HOURS)?;
    cem.go_until("/notifications", "You are being paid out")?;
    pay_due(ben, ana, "Bank statement 9, last line")?;
    cem.go_until(AUCTION, "Taken back so far")?;
    cem.look("auction", AUCTION, "redeemed")?;
    let after = site.app.record.read(|state| state.issued)?;
    ensure!(
        before.0 - after.0 == 10_000_000,
        "{before} before, {after} after"
    );
    Ok(())
}
