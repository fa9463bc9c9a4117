//! The surplus of a year: a gift comes, a circle of three works for a year, what is left is divided by the
//! charter's rule, and two people pay everybody their part.

use anyhow::{Context as _, Result, ensure};
use ledger::books::TransferStage;
use ledger::ids::TransferId;
use testkit::browser::Screen;

use crate::clocked::Clocked;
use crate::person::Person;
use crate::story::{TREASURY, come_together, decide, give};

const WEEK_HOURS: u64 = 168;
const SURPLUS: &str = "/commons/treasury/surplus/1";

#[test]
fn a_year_leaves_a_surplus_and_two_people_pay_everybody_their_part() -> Result<()> {
    let site = Clocked::start()?;
    let ana = Person::new(&site, "ana", Screen::Desktop)?;
    let ben = Person::new(&site, "ben", Screen::Desktop)?;
    let cem = Person::new(&site, "cem", Screen::Phone)?;
    let all = [&ana, &ben, &cem];
    come_together(&site, &ana, &ben, &cem)?;
    work(all)?;
    give(&ana, &ben, ("1000.50", 1))?;
    set_aside(&site, all)?;
    cem.go("/commons/shares")?;
    cem.browser
        .wait_for_text("No year has left a surplus yet.")?;
    pass_a_year(&site)?;

    shares_out(&site, &ana, &cem)?;
    let payment = paid(&site, all)?;
    cem.go_until(
        "/notifications",
        "Your part of the year’s surplus was paid.",
    )?;
    cem.go_until(SURPLUS, "It was paid in one go on")?;
    cem.look("surplus", SURPLUS, "paid")?;
    cem.look("surplus", "/commons/shares", "my-share-paid")?;
    cem.look("surplus", TREASURY, "treasury")?;
    // From the part in the table to the payment, and from there to the rule that allows it.
    cem.go(SURPLUS)?;
    cem.browser
        .click(&format!("table.figures a[href='{payment}']"))?;
    cem.browser.wait_for_text("The charter’s rule, year 1")?;
    for person in all {
        person.expect_quiet_console()?;
    }
    Ok(())
}

/// Cem and Ana each publish something that the others appreciate, Cem twice.
fn work([ana, ben, cem]: [&Person<'_>; 3]) -> Result<()> {
    let boats = crate::camera_photo();
    let boats = cem.publish("Boats at low tide.", &[(&boats, "Wooden boats in a river")])?;
    let rope = cem.publish("How a bowline holds.", &[])?;
    let poem = ana.publish("A poem on tar.", &[])?;
    for (person, post) in [
        (ana, &boats),
        (ben, &boats),
        (ana, &rope),
        (ben, &rope),
        (ben, &poem),
        (cem, &poem),
    ] {
        person.appreciate(post)?;
    }
    Ok(())
}

/// A part has a purpose, and so is no surplus.
fn set_aside(site: &Clocked, all: [&Person<'_>; 3]) -> Result<()> {
    let [ana, ..] = all;
    ana.go("/commons/propose/budget")?;
    ana.browser.type_into("input[name=treasury]", "1000.50")?;
    ana.browser.type_into("input[name=grants]", "200")?;
    let decision = ana.propose("Shall we keep a part for grants?")?;
    decide(site, &decision, all)
}

/// Weeks pass until the year's last one is settled, and what was left of it is divided.
pub(crate) fn pass_a_year(site: &Clocked) -> Result<()> {
    for _ in 0..60 {
        if site.app.record.read(|state| state.books.surpluses.len())? == 1 {
            return Ok(());
        }
        site.advance(WEEK_HOURS)?;
        testkit::wait::until("the weeks that are over to be settled", || {
            let read = |state: &ledger::State| state.settled >= state.round;
            Ok(site.app.record.read(read)?.then_some(()))
        })?;
    }
    let at = site.app.record.read(|state| (state.round, state.settled))?;
    anyhow::bail!(
        "no surplus was divided in round {} with {} settled",
        at.0,
        at.1
    )
}

/// Everybody sees how it was divided, and Cem what they get and why.
fn shares_out(site: &Clocked, ana: &Person<'_>, cem: &Person<'_>) -> Result<()> {
    cem.go_until(
        "/notifications",
        "You are owed a part of the year’s surplus.",
    )?;
    cem.browser
        .click_with_text("a", "You are owed a part of the year’s surplus.")?;
    cem.browser.wait_for_url(SURPLUS)?;
    cem.browser.wait_for_text("What you are owed")?;
    cem.browser
        .wait_for_text("Kept, since a budget gave it a purpose")?;
    cem.look("surplus", SURPLUS, "owed")?;
    cem.look("surplus", "/commons/shares", "my-share")?;
    ana.look("surplus", TREASURY, "due")?;

    let told = "return fetch('/api/meent/v1/treasury/surpluses').then(answer => answer.json()).then(it => it[0])";
    let told = cem.browser.run(told, &[])?;
    let amount = |key: &str| -> Result<u64> {
        let text = told[key]
            .as_str()
            .with_context(|| format!("{key}: {told}"))?;
        Ok(text.parse()?)
    };
    let (whole, patronage, equal) = (amount("whole")?, amount("patronage")?, amount("equal")?);
    // 1,000.50 less the 200.00 that have a purpose; two parts in five by work, and one in ten alike.
    ensure!(
        (whole, patronage, equal) == (80_050, 32_020, 8_005),
        "the surplus: {told}"
    );
    // The table that everybody can compute again says the same.
    let csv = format!("return fetch('{SURPLUS}/csv').then(answer => answer.text())");
    let csv = cem.browser.run(&csv, &[])?;
    let csv = csv.as_str().context("a table")?;
    let sum: u64 = csv
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').nth(3)?.replace('.', "").parse::<u64>().ok())
        .sum();
    ensure!(sum == patronage + equal, "the table: {csv}");
    let owed = site.app.record.read(|state| {
        let surplus = state.books.surpluses.first();
        let transfer = surplus.and_then(|it| state.books.find(it.transfer?));
        transfer.map(|it| it.amount.0)
    })?;
    ensure!(owed == Some(sum), "owed: {owed:?}");
    Ok(())
}

/// Ben reads the bank's line and says that all were paid, Ana confirms it; returns the payment's page.
fn paid(site: &Clocked, [ana, ben, cem]: [&Person<'_>; 3]) -> Result<String> {
    let transfer = site.app.record.read(|state| {
        let surplus = state.books.surpluses.first();
        surplus.and_then(|it| it.transfer)
    })?;
    let transfer = transfer.context("members are owed something")?;
    let payment = format!("{TREASURY}/transfers/{transfer}");
    ben.go(SURPLUS)?;
    ben.browser.click_with_text(
        "a",
        &format!("What members are owed is transfer {transfer}"),
    )?;
    ben.browser.wait_for_url(&payment)?;
    ben.look("surplus", &payment, "to-pay")?;
    ben.browser
        .type_into("input[name=title]", "Bank statement 12, batch of three")?;
    ben.browser
        .click("form[data-sign=attest-payment] button.primary")?;
    let said = ben.sign()?;
    ensure!(said.contains("was paid"), "the sheet said: {said}");
    // One word is not two.
    ensure!(stage(site, transfer)?.is_some_and(|it| it.0), "paid by one");
    ben.go(&payment)?;
    ensure!(
        ben.browser
            .find_all("form[data-sign=confirm-transfer]")?
            .is_empty(),
        "one person is not two"
    );
    cem.go_until(SURPLUS, "to be paid by")?;
    ana.go_until(&payment, "A second person")?;
    ana.look("surplus", &payment, "to-confirm")?;
    ana.press("confirm-transfer")?;
    let stage = stage(site, transfer)?;
    ensure!(stage.is_some_and(|it| it.1), "not paid by two");
    Ok(payment)
}

/// Whether the payment is still open, and whether it was made.
fn stage(site: &Clocked, transfer: TransferId) -> Result<Option<(bool, bool)>> {
    let found = site.app.record.read(|state| {
        let found = state.books.find(transfer);
        found.map(|it| (it.is_open(), it.stage))
    })?;
    Ok(found.map(|(is_open, it)| (is_open, matches!(it, TransferStage::Captured { .. }))))
}
