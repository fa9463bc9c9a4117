//! A claim of work: claimed and attested with passkeys, by three whom the lot chose, until the shares of
//! the round are there.

use anyhow::{Result, ensure};
use testkit::browser::{Screen, Theme};

use crate::clocked::Clocked;
use crate::person::Person;

const WEEK_HOURS: u64 = 168;

#[test]
fn claimed_work_becomes_shares() -> Result<()> {
    let site = Clocked::start()?;
    let ana = Person::new(&site, "ana", Screen::Desktop)?;
    let ben = Person::new(&site, "ben", Screen::Phone)?;
    let reviewers = [
        Person::new(&site, "cem", Screen::Desktop)?,
        Person::new(&site, "dea", Screen::Phone)?,
    ];
    ana.found(site.app.founding_code(), "Lumen", "cooperative")?;
    ben.join(&ana.invite("Ben")?)?;
    for person in &reviewers {
        person.join(&ana.invite(&person.handle)?)?;
    }
    claim(&ben)?;

    // Nobody is asked before the lot is known, a tick later.
    ana.go("/notifications")?;
    ensure!(!ana.browser.page_text()?.contains("look at somebody’s work"));
    site.advance(2)?;
    let [cem, dea] = &reviewers;
    for (person, class) in [(&ana, "8"), (cem, "3")] {
        let said = attest(person, class)?;
        ensure!(
            said.contains(&format!("counts {class}")),
            "the sheet said: {said}"
        );
        obstacles(person)?;
    }
    ben.go("/commons/work/claims/1")?;
    ben.browser.wait_for_text("2 of 3 have answered")?;
    ensure!(
        !ben.browser.page_text()?.contains("What they said"),
        "an answer can be read before the end"
    );
    attest(dea, "1")?;
    ben.go("/notifications")?;
    ben.browser
        .click_with_text("a", "Your work was looked at: it counts.")?;
    ben.browser.wait_for_text("It counts 3")?;
    obstacles(&ben)?;

    // The round closes: the part for work is Ben’s, for nobody else had work attested.
    site.advance(WEEK_HOURS)?;
    ben.go_until("/commons/work", "how it was counted")?;
    ben.browser.click_with_text("a", "how it was counted")?;
    ben.browser
        .wait_for_text("Work that three members looked at")?;
    ben.browser.wait_for_text("300.0 shares")?;
    obstacles(&ben)?;
    cem.go_until("/commons/work", "how it was counted")?;
    cem.browser.click_with_text("a", "how it was counted")?;
    cem.browser.wait_for_text("20.0 shares")?;
    let json = "return fetch('/api/meent/v1/work/0').then(answer => answer.json())";
    let told = ben.browser.run(json, &[])?;
    ensure!(
        told["amount_micro"] == 300_000_000_u64 && told["beside"][0]["part"] == "work",
        "the answer: {told}"
    );
    for person in [&ana, &ben, cem, dea] {
        person.expect_quiet_console()?;
    }
    Ok(())
}

/// Says in the browser what was done, and signs it.
fn claim(ben: &Person<'_>) -> Result<()> {
    ben.go("/commons/work")?;
    ben.browser
        .click_with_text("summary", "What you can judge")?;
    ben.browser
        .click("form[data-sign=declare-skill]:has(input[value=code]) button")?;
    ben.sign()?;
    ben.go("/commons/work")?;
    ben.browser
        .click_with_text("summary", "What you can judge")?;
    ben.browser.wait_for_text("No longer")?;
    ben.browser.click_with_text("summary", "Claim work")?;
    ben.browser
        .type_into("input[name=title]", "A door that opens on a phone")?;
    ben.browser.type_into(
        "textarea[name=words]",
        "See https://example.org/door, four commits.",
    )?;
    ben.browser
        .choose("form[data-sign=claim-work] input[value=code]")?;
    ben.browser
        .choose("form[data-sign=claim-work] input[value='3']")?;
    obstacles(ben)?;
    ben.browser
        .click("form[data-sign=claim-work] .btnrow button")?;
    let said = ben.sign()?;
    ensure!(
        said.contains("A door that opens on a phone"),
        "the sheet said: {said}"
    );
    ben.go_until("/commons/work", "Three members are drawn to look at it")
}

fn attest(person: &Person<'_>, class: &str) -> Result<String> {
    person.go("/notifications")?;
    person.browser.click_with_text(
        "a",
        "You were drawn by lot to look at somebody’s work. It takes a few minutes.",
    )?;
    person.browser.wait_for_text("How large is this work?")?;
    person
        .browser
        .choose(&format!("input[name=answer][value='{class}']"))?;
    person
        .browser
        .click("form[data-sign=attest-work] .btnrow button")?;
    person.sign()
}

fn obstacles(person: &Person<'_>) -> Result<()> {
    for theme in [Theme::Dark, Theme::Light] {
        person.browser.set_theme(theme)?;
        let found = person.browser.obstacles()?;
        ensure!(found.is_empty(), "axe: {found:#?}");
    }
    Ok(())
}
