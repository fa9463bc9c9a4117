//! Grants: a gift arrives and gets a purpose, somebody asks for money, support grows into its weight, and
//! what keeps enough of it is paid without a vote.

use anyhow::{Context as _, Result, ensure};
use testkit::browser::Screen;

use crate::clocked::Clocked;
use crate::person::Person;
use crate::story::{come_together, decide};

const GRANTS: &str = "/commons/grants";
const FILM: &str = "/commons/grants/1";
const BOAT: &str = "/commons/grants/2";
/// A grant is at least so old.
const AGE_HOURS: u64 = 120;
/// Ten points of sixty need to weigh 7.2: 309 hours, of which [`AGE_HOURS`] have passed.
const REST_HOURS: u64 = 189;

#[test]
// long: one story from the gift to the payment
fn support_that_stays_is_paid_one_day() -> Result<()> {
    let site = Clocked::start()?;
    let ana = Person::new(&site, "ana", Screen::Desktop)?;
    let ben = Person::new(&site, "ben", Screen::Desktop)?;
    let cem = Person::new(&site, "cem", Screen::Phone)?;
    let all = [&ana, &ben, &cem];
    come_together(&site, &ana, &ben, &cem)?;
    ana.go(GRANTS)?;
    ana.browser
        .wait_for_text("There is no money for grants now.")?;
    set_money_aside(&site, all)?;

    cem.go(GRANTS)?;
    cem.browser.wait_for_text("Nobody asks for a grant")?;
    cem.look("granting", GRANTS, "empty")?;
    ask(&cem, ["A roll of film", "60", ""], "Cem")?;
    ask(
        &ben,
        ["Paint for the boat", "99", "Harbour Paint"],
        "Harbour Paint",
    )?;

    ana.go(FILM)?;
    ana.browser.wait_for_text("Nobody gives points yet.")?;
    let said = give(&ana, FILM, "10")?;
    ensure!(said.contains("A roll of film"), "the sheet said: {said}");
    give(&ben, BOAT, "50")?;
    ben.go_until(GRANTS, "You have 50 of 100 points left to give.")?;
    ben.browser.wait_for_text("50 of your points")?;
    // From the phone, the browser may sign for a while; what is given is taken back again.
    cem.go(FILM)?;
    type_points(&cem, "5")?;
    cem.read_sheet()?;
    cem.browser.choose("#sheet[open] [data-session]")?;
    cem.sign()?;
    site.advance(1)?;
    cem.go_until(FILM, "2 members give 15 points.")?;
    let said = give(&cem, FILM, "0")?;
    ensure!(
        said.contains("takes all points back"),
        "the sheet said: {said}"
    );
    cem.go_until(FILM, "1 member gives 10 points.")?;
    ana.go_until(GRANTS, "if support stays")?;
    ana.browser.wait_for_text("points more are needed")?;
    ana.look("granting", GRANTS, "asked")?;

    site.advance(AGE_HOURS)?;
    cem.go_until(FILM, "if support stays")?;
    cem.browser.wait_for_text("Its support weighs")?;
    cem.look("granting", FILM, "growing")?;
    ana.look("granting", FILM, "given")?;
    site.advance(REST_HOURS)?;
    cem.go_until(FILM, "Decided")?;
    cem.look("granting", FILM, "passed")?;
    ben.go(BOAT)?;
    let said = ben.press("withdraw-grant")?;
    ensure!(said.contains("takes back"), "the sheet said: {said}");
    ben.go_until(GRANTS, "You have 100 of 100 points left to give.")?;
    cem.go_until(
        "/notifications",
        "Your grant has enough support and is paid.",
    )?;
    cem.browser
        .click_with_text("a", "Your grant has enough support and is paid.")?;
    cem.browser.wait_for_url(FILM)?;
    pay(&ana, &ben)?;
    for person in all {
        person.expect_quiet_console()?;
    }
    Ok(())
}

/// A gift of 5,000 arrives, two people say so, and 3,000 of it are set aside for grants.
fn set_money_aside(site: &Clocked, all: [&Person<'_>; 3]) -> Result<()> {
    let [ana, ben, _] = all;
    ana.go("/commons/treasury")?;
    ana.browser.type_into("input[name=amount]", "5000")?;
    ana.browser
        .type_into("input[name=title]", "Bank statement 1")?;
    ana.browser
        .click("form[data-sign=attest-income] button.primary")?;
    ana.sign()?;
    ben.go_until("/commons/treasury/transfers/1", "A second person")?;
    ben.press("confirm-transfer")?;
    ana.go("/commons/propose/budget")?;
    ana.browser.type_into("input[name=treasury]", "5000")?;
    ana.browser.type_into("input[name=grants]", "3000")?;
    let decision = ana.propose("Shall 3,000 be there for grants?")?;
    decide(site, &decision, all)
}

/// Asks for a grant: title, amount, and whom it pays as typed; its page must say `payee`.
fn ask(person: &Person<'_>, [title, amount, to]: [&str; 3], payee: &str) -> Result<()> {
    person.go(GRANTS)?;
    person.browser.type_into("input[name=title]", title)?;
    person
        .browser
        .type_into("textarea[name=words]", "For **all** of us.")?;
    person.browser.type_into("input[name=amount]", amount)?;
    person.browser.type_into("input[name=to]", to)?;
    person
        .browser
        .click("form[data-sign=request-grant] button.primary")?;
    let said = person.sign()?;
    ensure!(said.contains(title), "the sheet said: {said}");
    person.go_until(GRANTS, title)?;
    person.browser.click_with_text("a", title)?;
    person.browser.wait_for_text(payee)
}

fn type_points(person: &Person<'_>, points: &str) -> Result<()> {
    person.browser.type_into("input[name=points]", points)?;
    person
        .browser
        .click("form[data-sign=support-grant] button.primary")
}

fn give(person: &Person<'_>, grant: &str, points: &str) -> Result<String> {
    person.go(grant)?;
    type_points(person, points)?;
    person.sign()
}

/// What passed is decided: it stands in the treasury, names the grant, and is paid by two.
fn pay(ana: &Person<'_>, ben: &Person<'_>) -> Result<()> {
    ana.go(FILM)?;
    let link = ana.browser.find("a[href*='/treasury/transfers/']")?;
    let payment = ana.browser.attribute(&link, "href")?;
    let payment = payment.context("a link leads somewhere")?;
    ana.go(&payment)?;
    ana.browser.wait_for_text("Grant 1: A roll of film")?;
    ana.browser
        .type_into("input[name=title]", "Bank statement 2")?;
    ana.browser
        .click("form[data-sign=attest-payment] button.primary")?;
    ana.sign()?;
    ben.go_until(&payment, "A second person")?;
    let said = ben.press("confirm-transfer")?;
    ensure!(said.contains("confirms"), "the sheet said: {said}");
    ben.go_until("/commons/treasury", "said by Ana, confirmed by Ben")?;
    ben.look("granting", "/commons/treasury", "paid")
}
