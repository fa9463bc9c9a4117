//! The commons' money: a gift arrives and two people say so; friends give it a purpose, decide a payment,
//! and two say that it was made. Everybody follows it to the ballots.

use anyhow::{Context as _, Result, ensure};
use testkit::browser::Screen;

use crate::clocked::Clocked;
use crate::person::Person;
use crate::story::{come_together, decide};

const TREASURY: &str = "/commons/treasury";

#[test]
// long: one story from the gift to the payment
fn a_gift_arrives_and_is_spent_by_a_decision() -> Result<()> {
    let site = Clocked::start()?;
    let ana = Person::new(&site, "ana", Screen::Desktop)?;
    let ben = Person::new(&site, "ben", Screen::Desktop)?;
    let cem = Person::new(&site, "cem", Screen::Phone)?;
    let all = [&ana, &ben, &cem];
    come_together(&site, &ana, &ben, &cem)?;

    ana.go(TREASURY)?;
    ana.browser.wait_for_text("Nothing has come in yet.")?;
    ana.look("paying", TREASURY, "empty")?;
    ana.browser.type_into("input[name=amount]", "500")?;
    ana.browser
        .type_into("input[name=title]", "Bank statement 1, first line")?;
    ana.browser
        .type_into("textarea[name=reasons]", "500 from the harbour school")?;
    ana.browser
        .click("form[data-sign=attest-income] button.primary")?;
    let said = ana.sign()?;
    ensure!(
        said.contains("500.00") && said.contains("Gifts"),
        "the sheet said: {said}"
    );
    ana.go_until(TREASURY, "Waiting for a second person")?;
    ben.look("paying", TREASURY, "unconfirmed")?;

    // Nobody confirms alone; the second person reads the document first.
    ana.go(&transfer(1))?;
    ensure!(
        ana.browser
            .find_all("form[data-sign=confirm-transfer]")?
            .is_empty(),
        "one person is not two"
    );
    ben.go(&transfer(1))?;
    ben.browser.wait_for_text("500 from the harbour school")?;
    ben.look("paying", &transfer(1), "transfer")?;
    let said = ben.press("confirm-transfer")?;
    ensure!(
        said.contains("confirms transfer 1"),
        "the sheet said: {said}"
    );
    cem.go_until(TREASURY, "said by Ana, confirmed by Ben")?;
    cem.browser.wait_for_text("Without a purpose yet")?;

    ana.go("/commons/propose/budget")?;
    ana.browser.type_into("input[name=treasury]", "500")?;
    ana.browser.type_into("input[name=grants]", "300")?;
    let decision = ana.propose("Shall we set aside a part for grants?")?;
    decide(&site, &decision, all)?;
    ana.go("/commons/propose/spend")?;
    ana.browser.select("select[name=envelope]", "grants")?;
    ana.browser.type_into("input[name=member]", "cem")?;
    ana.browser.type_into("input[name=amount]", "40")?;
    let decision = ana.propose("Shall we pay for a roll of film?")?;
    decide(&site, &decision, all)?;

    cem.go_until(TREASURY, "Decided, to be paid")?;
    cem.browser.wait_for_text("Grants · to be paid by")?;
    let payment = payment_of(&cem)?;
    cem.go(&payment)?;
    ensure!(
        cem.browser
            .find_all("form[data-sign=attest-payment]")?
            .is_empty(),
        "who is paid does not say so in office"
    );
    ben.go(&payment)?;
    ben.look("paying", &payment, "due")?;
    ben.browser
        .type_into("input[name=title]", "Bank statement 2, last line")?;
    ben.browser
        .click("form[data-sign=attest-payment] button.primary")?;
    let said = ben.sign()?;
    ensure!(said.contains("was paid"), "the sheet said: {said}");
    ana.go_until(&payment, "A second person")?;
    ana.press("confirm-transfer")?;
    cem.go_until(TREASURY, "said by Ben, confirmed by Ana")?;
    cem.look("paying", TREASURY, "paid")?;

    // From the figure to the payment, to its decision, to its ballots.
    cem.go(TREASURY)?;
    cem.browser
        .click_with_text("#past a", "Shall we pay for a roll of film?")?;
    cem.browser.wait_for_url(&decision)?;
    cem.go(&format!("{decision}/votes"))?;
    cem.browser.wait_for_text("Ben")?;
    for person in all {
        person.expect_quiet_console()?;
    }
    Ok(())
}

fn transfer(number: u32) -> String {
    format!("{TREASURY}/transfers/{number}")
}

/// The address of the one payment that is due.
fn payment_of(person: &Person<'_>) -> Result<String> {
    let link = person.browser.find("#due .rows a")?;
    let href = person.browser.attribute(&link, "href")?;
    let href = href.context("a link leads somewhere")?;
    ensure!(href.starts_with(TREASURY), "the payment stands at {href}");
    Ok(href)
}
