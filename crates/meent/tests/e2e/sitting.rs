//! A panel: a circle decides to ask one, passes something with few votes, and is asked by lot.

use anyhow::{Result, ensure};
use testkit::browser::Screen;

use crate::clocked::Clocked;
use crate::person::Person;
use crate::story::come_together;

/// Hours of the charter template "circle", and of a panel.
const VOTE_HOURS: u64 = 72;
const TIMELOCK_HOURS: u64 = 24;
const FREEZE_HOURS: u64 = 168;
const PANEL_HOURS: u64 = 120;

#[test]
fn whoever_is_drawn_is_told_and_answers() -> Result<()> {
    let site = Clocked::start()?;
    let ana = Person::new(&site, "ana", Screen::Desktop)?;
    let ben = Person::new(&site, "ben", Screen::Desktop)?;
    let cem = Person::new(&site, "cem", Screen::Phone)?;
    come_together(&site, &ana, &ben, &cem)?;

    // From now on whatever not everybody voted on is put to a panel.
    ana.go("/commons/propose/charter/panel-turnout")?;
    ana.browser.type_into("input[name=value]", "10000")?;
    let decision = ana.propose("Shall we ask those who stay silent?")?;
    for person in [&ana, &ben, &cem] {
        person.vote(&decision, "yes")?;
    }
    site.advance(VOTE_HOURS + 1)?;
    reads(&ana, &decision, "It passed")?;
    site.advance(TIMELOCK_HOURS + 1)?;
    reads(&ana, &decision, "the server works by it")?;
    site.advance(FREEZE_HOURS)?;

    ana.go("/commons/propose/moderation/rule/no-spam")?;
    ana.browser.choose("input[name=remove]")?;
    let decision = ana.propose("Shall we drop the rule against advertising?")?;
    ana.vote(&decision, "yes")?;
    ben.vote(&decision, "yes")?;
    site.advance(VOTE_HOURS + 1)?;
    reads(&ana, &decision, "members are drawn by lot")?;
    site.advance(2)?;
    reads(&ana, &decision, "3 members, drawn by lot")?;

    cem.go("/notifications")?;
    cem.browser.click_with_text(
        "a",
        "You were drawn by lot: say whether decision 2 should stand.",
    )?;
    cem.browser.wait_for_url(&decision)?;
    cem.browser.wait_for_text("You were drawn by lot.")?;
    let said = answer(&cem, &decision, "no")?;
    ensure!(said.contains("should not stand"), "the sheet said: {said}");
    answer(&ben, &decision, "yes")?;
    ana.go(&decision)?;
    ana.browser.wait_for_text("1 yes")?;
    ana.browser.wait_for_text("1 no")?;
    let receipt = "return fetch('/api/meent/v1/decisions/2/panel').then(answer => answer.json())";
    let panel = ana.browser.run(receipt, &[])?;
    let seats = panel["receipt"]["strata"].as_array().map_or(0, |strata| {
        let seats = strata.iter().filter_map(|it| it["seats"].as_u64());
        seats.sum::<u64>()
    });
    ensure!(seats == 3, "everybody of three is drawn: {panel}");

    // One of two said no, and two are too few to send anything back.
    site.advance(PANEL_HOURS + 1)?;
    reads(
        &ana,
        &decision,
        "3 members drawn by lot let it pass: 1 yes, 1 no.",
    )?;
    site.advance(TIMELOCK_HOURS + 1)?;
    reads(&ana, &decision, "the server works by it")?;
    ana.go("/commons/policies/moderation")?;
    ensure!(
        ana.browser.find_all("[id$=no-spam]")?.is_empty(),
        "the rule still stands in the policy"
    );
    for person in [&ana, &ben, &cem] {
        person.expect_quiet_console()?;
    }
    Ok(())
}

/// Opens a page until it says `words`: time that passed reaches it in a moment.
fn reads(person: &Person<'_>, path: &str, words: &str) -> Result<()> {
    testkit::wait::until(words, || {
        person.go(path)?;
        Ok(person.browser.page_text()?.contains(words).then_some(()))
    })
}

fn answer(person: &Person<'_>, decision: &str, word: &str) -> Result<String> {
    person.go(decision)?;
    person.browser.click(&format!(
        "form[data-sign=answer-panel] button[value={word}]"
    ))?;
    person.sign()
}
