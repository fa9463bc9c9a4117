//! Keeping more about people, and paying somebody outside: a decision that touches nobody who does
//! not say yes, what it asks each of them, and a payment to a name that the record does not hold.

use anyhow::{Result, ensure};
use testkit::browser::Screen;

use crate::clocked::Clocked;
use crate::electing::expect_no_obstacle;
use crate::person::Person;
use crate::story::come_together;

/// Hours of the charter template "circle".
const VOTE_HOURS: u64 = 72;
const TIMELOCK_HOURS: u64 = 24;

const HELD: &str = "#search-texts";

#[test]
fn more_is_kept_of_who_says_yes_and_somebody_outside_is_paid() -> Result<()> {
    let site = Clocked::start()?;
    let ana = Person::new(&site, "ana", Screen::Desktop)?;
    let ben = Person::new(&site, "ben", Screen::Phone)?;
    let cem = Person::new(&site, "cem", Screen::Desktop)?;
    let all = [&ana, &ben, &cem];
    come_together(&site, &ana, &ben, &cem)?;
    search(&ben)?;
    ensure!(held(&ben)?.contains("one item"), "nothing was kept before");

    let decision = ask_for_more(&ana)?;
    for person in all {
        person.vote(&decision, "yes")?;
    }
    pass(&site, &ana, &decision)?;
    be_asked(&ben)?;
    say_yes_and_take_it_back(&ben)?;
    ensure!(
        held(&cem)?.contains("Allow it"),
        "who was not asked yet is taken to agree"
    );

    pay_the_bakery(&site, all)?;
    for person in all {
        person.expect_quiet_console()?;
    }
    Ok(())
}

fn pass(site: &Clocked, reader: &Person<'_>, decision: &str) -> Result<()> {
    site.advance(VOTE_HOURS + 1)?;
    reader.go_until(decision, "It passed")?;
    site.advance(TIMELOCK_HOURS + 1)?;
    reader.go_until(decision, "In force")
}

fn search(person: &Person<'_>) -> Result<()> {
    person.go("/search?q=harbour")
}

/// What the page of privacy says of the searches.
fn held(person: &Person<'_>) -> Result<String> {
    person.go("/you/privacy")?;
    person.browser.text(&person.browser.find(HELD)?)
}

/// From what can be proposed to the signature.
fn ask_for_more(ana: &Person<'_>) -> Result<String> {
    ana.go("/commons/propose")?;
    ana.browser.click_with_text("a", "The data policy")?;
    ana.browser
        .click_with_text("a", "Keep more, of those who say yes")?;
    expect_no_obstacle(ana)?;
    ana.browser.click_with_text("a", "What you searched for")?;
    ana.browser.wait_for_text("Now: ")?;
    ana.browser.type_into(
        "textarea[name=purpose]",
        "To find out what we look for together.",
    )?;
    ana.browser.type_into("input[name=days]", "60")?;
    expect_no_obstacle(ana)?;
    let decision = ana.propose("Shall we keep what we search for, of those who agree?")?;
    ana.browser
        .wait_for_text("To find out what we look for together.")?;
    Ok(decision)
}

/// What was kept before is gone, and each is asked in plain words.
fn be_asked(ben: &Person<'_>) -> Result<()> {
    let asked = "more may be kept: What you searched for";
    ben.go_until("/notifications", asked)?;
    expect_no_obstacle(ben)?;
    ben.browser.click_with_text("a", asked)?;
    ben.browser.wait_for_url("/you/privacy#search-texts")?;
    let said = held(ben)?;
    for words in [
        "To find out what we look for together.",
        "Only if you say yes.",
        "nothing",
    ] {
        ensure!(said.contains(words), "“{words}” is not in: {said}");
    }
    search(ben)?;
    ensure!(held(ben)?.contains("nothing"), "kept without a yes");
    Ok(())
}

fn say_yes_and_take_it_back(ben: &Person<'_>) -> Result<()> {
    ben.browser
        .click(&format!("{HELD} button[name=allow][value=yes]"))?;
    ben.browser.wait_for_text("It is in force at once.")?;
    search(ben)?;
    ensure!(held(ben)?.contains("one item"), "not kept after a yes");
    ben.browser
        .click(&format!("{HELD} button[name=allow][value=no]"))?;
    ben.browser.wait_for_text("It is in force at once.")?;
    search(ben)?;
    let said = held(ben)?;
    ensure!(
        said.contains("nothing") && said.contains("Allow it"),
        "after taking it back: {said}"
    );
    expect_no_obstacle(ben)
}

/// A budget, and a payment out of it: the sheet says the name, and so does the decision.
fn pay_the_bakery(site: &Clocked, all: [&Person<'_>; 3]) -> Result<()> {
    let [ana, ben, cem] = all;
    ana.go("/commons/propose/budget")?;
    ana.browser.type_into("input[name=treasury]", "1000")?;
    ana.browser.type_into("input[name=operations]", "400")?;
    let budget = ana.propose("Shall this be our year?")?;
    for person in all {
        person.vote(&budget, "yes")?;
    }
    pass(site, ana, &budget)?;
    ben.go("/commons/propose/spend")?;
    ben.browser
        .choose("select[name=envelope] option[value=operations]")?;
    ben.browser
        .type_into("input[name=outside]", "Bakery De Molen")?;
    ben.browser.type_into("input[name=amount]", "12.50")?;
    expect_no_obstacle(ben)?;
    ben.browser
        .type_into("input[name=title]", "Shall we have bread?")?;
    ben.browser
        .type_into("textarea[name=reasons]", "We meet on Friday.")?;
    ben.browser.click("form.proposal button.primary")?;
    ben.browser
        .wait_for_text("Bakery De Molen (not a member)")?;
    ben.browser.click("form[data-sign=propose] button")?;
    ben.read_sheet()?;
    let fields = "return document.querySelector('#sheet [data-part=ask]').textContent";
    let fields = ben.browser.run(fields, &[])?;
    ensure!(
        fields
            .as_str()
            .is_some_and(|it| it.contains("Bakery De Molen, no member")),
        "the sheet says {fields}"
    );
    ben.sign()?;
    ben.browser.wait_for_url("/commons/decisions/")?;
    let decision = ben.path()?;
    cem.go(&decision)?;
    cem.browser.wait_for_text("Bakery De Molen (not a member)")
}
