//! Delegation: Ben names Ana for one subject; her vote counts for him until he votes himself.

use anyhow::{Result, ensure};
use testkit::browser::Screen;

use crate::clocked::Clocked;
use crate::person::Person;
use crate::story::come_together;

#[test]
fn whoever_is_named_votes_for_those_who_do_not() -> Result<()> {
    let site = Clocked::start()?;
    let ana = Person::new(&site, "ana", Screen::Desktop)?;
    let ben = Person::new(&site, "ben", Screen::Phone)?;
    let cem = Person::new(&site, "cem", Screen::Desktop)?;
    come_together(&site, &ana, &ben, &cem)?;

    ben.go("/commons/delegation")?;
    ben.browser.wait_for_text("You have named nobody.")?;
    let said = name(&ben, "moderation", "ana")?;
    ensure!(said.contains("moderation"), "the sheet said: {said}");
    ben.go_until("/commons/delegation", "End it")?;
    ana.go_until(
        "/commons/delegation",
        "Moderation. One person relies on your vote here.",
    )?;

    ana.go("/commons/propose/moderation/rule/no-spam")?;
    ana.browser.choose("input[name=remove]")?;
    let decision = ana.propose("Shall we allow advertising?")?;
    ana.vote(&decision, "yes")?;
    expect(&ana, (1, 0), (1, 0))?;
    ana.go(&decision)?;
    // In the table, which is folded.
    let told = "return document.querySelector('main').textContent.includes('1 for, 0 against')";
    ensure!(
        ana.browser.run(told, &[])? == true,
        "the page does not say whose vote counts for another"
    );

    // One's own vote goes before, and named people are asked no more.
    ben.vote(&decision, "no")?;
    expect(&ana, (1, 1), (0, 0))?;

    ben.go("/commons/delegation")?;
    ben.browser.click("form[data-sign=undelegate] button")?;
    ben.sign()?;
    ben.go_until("/commons/delegation", "You have named nobody.")?;
    for person in [&ana, &ben, &cem] {
        person.expect_quiet_console()?;
    }
    Ok(())
}

/// Names `handle` for the subject of that word, signed; returns what the sheet said.
fn name(person: &Person<'_>, topic: &str, handle: &str) -> Result<String> {
    person
        .browser
        .choose(&format!("select[name=topic] option[value={topic}]"))?;
    person.browser.type_into("input[name=to]", handle)?;
    person
        .browser
        .click("form[data-sign=delegate] button.primary")?;
    person.sign()
}

/// Holds the count of the first decision, direct and carried, against (for, against) of each.
fn expect(person: &Person<'_>, direct: (u64, u64), carried: (u64, u64)) -> Result<()> {
    testkit::wait::until("the count", || {
        let ask = "return fetch('/api/meent/v1/decisions/1').then(answer => answer.json())";
        let count = person.browser.run(ask, &[])?;
        let sides = |of: &serde_json::Value| (of["yes"].as_u64(), of["no"].as_u64());
        let wanted = |(yes, no)| (Some(yes), Some(no));
        let is_so =
            sides(&count["tally"]) == wanted(direct) && sides(&count["carried"]) == wanted(carried);
        Ok(is_so.then_some(()))
    })
}
