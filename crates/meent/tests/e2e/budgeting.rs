//! A budget vote: money is set aside, members submit projects, tick what is worth it, and follow the count
//! to the payment that it decided.

use anyhow::{Result, ensure};
use testkit::browser::Screen;

use crate::clocked::Clocked;
use crate::person::Person;
use crate::story::come_together;

/// Hours of the charter template "circle".
const VOTE_HOURS: u64 = 72;
const TIMELOCK_HOURS: u64 = 24;
const ROUND_HOURS: u64 = 168;
const STEP_HOURS: u64 = 12;
const PROJECT_HOURS: u64 = 72;
const BALLOT_HOURS: u64 = 72;

const BUDGETS: &str = "/commons/budgets";
const BUDGET: &str = "/commons/budgets/1";

#[test]
fn members_decide_together_what_money_is_spent_on() -> Result<()> {
    let site = Clocked::start()?;
    let ana = Person::new(&site, "ana", Screen::Desktop)?;
    let ben = Person::new(&site, "ben", Screen::Desktop)?;
    let cem = Person::new(&site, "cem", Screen::Phone)?;
    let all = [&ana, &ben, &cem];
    come_together(&site, &ana, &ben, &cem)?;
    ana.go(BUDGETS)?;
    ana.browser.wait_for_text("No budget vote yet")?;
    set_money_aside(&site, all)?;

    wait_for_call(&site, &ana)?;
    for person in all {
        person.go_until("/notifications", "There is money to decide on together.")?;
    }
    cem.browser
        .click_with_text("a", "There is money to decide on together.")?;
    cem.browser.wait_for_url(BUDGET)?;
    cem.browser.wait_for_text("What shall € 300 be spent on?")?;
    cem.look("budgeting", BUDGET, "submitting")?;
    submit(&cem, ["A bench by the water", "180", ""], "Cem")?;
    submit(&ana, ["Paint for the boat", "120", "@ben"], "Ben")?;
    submit(
        &ana,
        ["A new lens", "200", "Harbour Optics"],
        "Harbour Optics",
    )?;
    submit(&ben, ["A party", "10", ""], "Ben")?;
    ben.go_until(BUDGET, "A party")?;
    ben.browser
        .click("form[data-sign=withdraw-project] button")?;
    let said = ben.sign()?;
    ensure!(said.contains("takes back"), "the sheet said: {said}");
    ana.go_until(BUDGET, "Harbour Optics")?;
    ensure!(
        !ana.browser.page_text()?.contains("A party"),
        "what was taken back is gone"
    );

    site.advance(PROJECT_HOURS)?;
    for person in all {
        person.go_until("/notifications", "A budget vote is open.")?;
    }
    vote(&site, all)?;

    site.advance(BALLOT_HOURS + 1)?;
    cem.go_until(BUDGET, "What is funded")?;
    for words in [
        "2 projects for € 300 together.",
        "3 members voted. € 300 divided by them is € 100 each.",
        "“Paint for the boat” costs € 120. Its 3 supporters pay it, each at most € 40.",
        "“A bench by the water” costs € 180. Its 3 supporters pay it, each at most € 60.",
        "“A new lens” costs € 200, and only € 0 are left.",
    ] {
        let page = cem.browser.page_text()?;
        ensure!(page.contains(words), "“{words}” is missing in: {page}");
    }
    cem.look("budgeting", BUDGET, "counted")?;
    ben.look("budgeting", BUDGETS, "list")?;
    cem.go_until("/notifications", "Your project is funded.")?;
    pay(&ana, &ben)?;
    for person in all {
        person.expect_quiet_console()?;
    }
    Ok(())
}

/// A call makes itself when a round closes; projects are taken for three days from then on.
fn wait_for_call(site: &Clocked, person: &Person<'_>) -> Result<()> {
    for _ in 0..ROUND_HOURS / STEP_HOURS + 1 {
        person.go(BUDGETS)?;
        if person.browser.page_text()?.contains("What shall") {
            return Ok(());
        }
        site.advance(STEP_HOURS)?;
    }
    person.go_until(BUDGETS, "What shall")
}

/// 5,000 come, and 300 of them are set aside by a budget.
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
    ben.browser
        .click("form[data-sign=confirm-transfer] button")?;
    ben.sign()?;
    ana.go("/commons/propose/budget")?;
    ana.browser.type_into("input[name=treasury]", "5000")?;
    ana.browser.type_into("input[name=participatory]", "300")?;
    let decision = ana.propose("Shall we decide on 300 together?")?;
    for person in all {
        person.vote(&decision, "yes")?;
    }
    site.advance(VOTE_HOURS + 1)?;
    ana.go_until(&decision, "It passed")?;
    site.advance(TIMELOCK_HOURS + 1)?;
    ana.go_until(&decision, "the server works by it")
}

/// Submits a project: title, cost, and whom it pays as typed; the page must say `payee`.
fn submit(person: &Person<'_>, [title, cost, to]: [&str; 3], payee: &str) -> Result<()> {
    person.go(BUDGET)?;
    person.browser.type_into("input[name=title]", title)?;
    person
        .browser
        .type_into("textarea[name=words]", "For **all** of us.")?;
    person.browser.type_into("input[name=amount]", cost)?;
    person.browser.type_into("input[name=to]", to)?;
    person
        .browser
        .click("form[data-sign=submit-project] button.primary")?;
    let said = person.sign()?;
    ensure!(said.contains(title), "the sheet said: {said}");
    person.go_until(BUDGET, title)?;
    person.browser.wait_for_text(&format!("paid to {payee}"))
}

/// Everybody approves of bench and paint, Ana of the lens as well; Cem lets the browser vote from the phone.
fn vote(site: &Clocked, all: [&Person<'_>; 3]) -> Result<()> {
    let [ana, ben, cem] = all;
    for (person, projects) in [(ana, &[1, 2, 3][..]), (ben, &[1, 2][..])] {
        person.go(BUDGET)?;
        tick(person, projects)?;
        press(person)?;
        let said = person.sign()?;
        ensure!(said.contains("these projects"), "the sheet said: {said}");
    }
    cem.go(BUDGET)?;
    cem.browser.wait_for_text("Which are worth it?")?;
    tick(cem, &[1])?;
    press(cem)?;
    cem.read_sheet()?;
    cem.browser.choose("#sheet[open] [data-session]")?;
    cem.sign()?;
    site.advance(1)?;
    cem.go_until(BUDGET, "You have voted. What you sign last counts.")?;
    cem.look("budgeting", BUDGET, "voting")?;
    cem.go(BUDGET)?;
    tick(cem, &[2])?;
    press(cem)?;
    let said = cem.sign()?;
    ensure!(said.contains("these projects"), "the sheet said: {said}");
    cem.go_until(BUDGET, "3 of 3 have voted")
}

fn tick(person: &Person<'_>, projects: &[u8]) -> Result<()> {
    for project in projects {
        let input =
            format!("form[data-sign=approve-projects] input[name=projects][value='{project}']");
        person.browser.choose(&input)?;
    }
    Ok(())
}

fn press(person: &Person<'_>) -> Result<()> {
    person
        .browser
        .click("form[data-sign=approve-projects] button.primary")
}

/// What is funded is decided: it stands in the treasury, names the vote, and is paid by two.
fn pay(ana: &Person<'_>, ben: &Person<'_>) -> Result<()> {
    ana.go(BUDGET)?;
    ana.browser.click("#p-1 a[href*='/treasury/']")?;
    ana.browser
        .wait_for_text("Budget vote 1: A bench by the water")?;
    let payment = ana.path()?;
    ana.look("budgeting", &payment, "payment")?;
    ana.go(&payment)?;
    ana.browser
        .type_into("input[name=title]", "Bank statement 2")?;
    ana.browser
        .click("form[data-sign=attest-payment] button.primary")?;
    ana.sign()?;
    ben.go_until(&payment, "A second person")?;
    ben.browser
        .click("form[data-sign=confirm-transfer] button")?;
    let said = ben.sign()?;
    ensure!(said.contains("confirms"), "the sheet said: {said}");
    ben.go_until("/commons/treasury", "said by Ana, confirmed by Ben")
}
