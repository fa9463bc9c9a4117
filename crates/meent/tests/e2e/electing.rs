//! An election: three people of a circle let elections begin, two stand, all rank them by buttons and
//! keys alone, and one takes the seat; everybody follows how it was counted.

use anyhow::{Result, ensure};
use testkit::browser::{Screen, Theme};

use crate::clocked::Clocked;
use crate::person::Person;
use crate::story::come_together;

/// Hours of the charter template "circle".
const VOTE_HOURS: u64 = 72;
const TIMELOCK_HOURS: u64 = 24;
const ROUND_HOURS: u64 = 168;
const NOMINATION_HOURS: u64 = 72;
const BALLOT_HOURS: u64 = 72;
const TAKING_HOURS: u64 = 24;

const ELECTION: &str = "/commons/elections/1";

#[test]
fn somebody_is_elected_from_the_nomination_to_the_seat() -> Result<()> {
    let site = Clocked::start()?;
    let ana = Person::new(&site, "ana", Screen::Desktop)?;
    let ben = Person::new(&site, "ben", Screen::Desktop)?;
    let cem = Person::new(&site, "cem", Screen::Phone)?;
    let all = [&ana, &ben, &cem];
    come_together(&site, &ana, &ben, &cem)?;
    let_elections_begin(&site, &ana, &all)?;

    cem.go_until("/notifications", "An election begins.")?;
    cem.browser
        .click_with_text("a", "An election begins. You can stand in it.")?;
    cem.browser.wait_for_url(ELECTION)?;
    cem.browser.wait_for_text("Who leads the work?")?;
    expect_no_obstacle(&cem)?;
    stand(
        &ana,
        "I would **listen** first, and write down what we decide.",
    )?;
    stand(&ben, "I would fix the harbour light.")?;
    cem.go(ELECTION)?;
    cem.browser.wait_for_text("0 of one supporter")?;
    let said = support(&cem, "Ana")?;
    ensure!(said.contains("Ana"), "the sheet said: {said}");
    cem.go_until(ELECTION, "You support that they stand.")?;
    support(&ana, "Ben")?;
    expect_no_obstacle(&ana)?;

    site.advance(NOMINATION_HOURS)?;
    for person in all {
        person.go_until("/notifications", "Ballots are open.")?;
    }
    vote(&site, &ana, &ben, &cem)?;

    site.advance(BALLOT_HOURS + 1)?;
    ana.go_until(ELECTION, "How it was counted")?;
    for words in [
        "3 ballots were counted for one seat. Whoever has at least 2 votes is elected.",
        "Ben is elected.",
        "Next in line",
    ] {
        ana.browser.wait_for_text(words)?;
    }
    expect_no_obstacle(&ana)?;
    site.advance(TAKING_HOURS)?;
    ben.go_until("/notifications", "You were elected.")?;
    cem.go_until(ELECTION, "In office")?;
    expect_no_obstacle(&cem)?;
    cem.go_until("/commons/offices", "by election 1")?;
    expect_no_obstacle(&cem)?;
    forget(&ana)?;
    for person in all {
        person.expect_quiet_console()?;
    }
    Ok(())
}

/// Elections begin where ten members are; here three are enough, as they decide themselves.
fn let_elections_begin(site: &Clocked, ana: &Person<'_>, all: &[&Person<'_>]) -> Result<()> {
    ana.go("/commons/propose/charter/elections-from")?;
    ana.browser.type_into("input[name=value]", "3")?;
    let decision = ana.propose("Shall three be enough to elect who leads?")?;
    for person in all {
        person.vote(&decision, "yes")?;
    }
    site.advance(VOTE_HOURS + 1)?;
    ana.go_until(&decision, "It passed")?;
    site.advance(TIMELOCK_HOURS + 1)?;
    ana.go_until(&decision, "the server works by it")?;
    site.advance(ROUND_HOURS)?;
    ana.go_until("/commons/elections", "Who leads the work?")
}

fn stand(person: &Person<'_>, words: &str) -> Result<()> {
    person.go(ELECTION)?;
    person.browser.type_into("textarea[name=text]", words)?;
    person
        .browser
        .click("form[data-sign=nominate] button.primary")?;
    let said = person.sign()?;
    ensure!(said.contains("stands"), "the sheet said: {said}");
    person.go_until(ELECTION, "You stand in this election")
}

fn support(person: &Person<'_>, name: &str) -> Result<String> {
    person.go(ELECTION)?;
    person.browser.click_with_text(
        "form[data-sign=sponsor-nomination] button",
        &format!("Support {name}"),
    )?;
    person.sign()
}

/// Ana and Ben vote with their passkeys. Cem, on a phone, uses keys alone and lets the browser cast,
/// changes the order, and casts again without being asked for the passkey.
fn vote(site: &Clocked, ana: &Person<'_>, ben: &Person<'_>, cem: &Person<'_>) -> Result<()> {
    for (person, first, second) in [(ana, "Ana", "Ben"), (ben, "Ben", "Ana")] {
        person.go(ELECTION)?;
        rank(person, first)?;
        rank(person, second)?;
        expect_ballot(person, &[first, second])?;
        person.browser.click("form[data-rank] button.primary")?;
        let said = person.sign()?;
        ensure!(said.contains("in this order"), "the sheet said: {said}");
    }
    cem.go(ELECTION)?;
    expect_no_obstacle(cem)?;
    for name in ["Ana", "Ben"] {
        focus(cem, name, "on")?;
        cem.browser.press("\u{e007}")?;
    }
    expect_ballot(cem, &["Ana", "Ben"])?;
    focus(cem, "Ben", "up")?;
    cem.browser.press(" ")?;
    expect_ballot(cem, &["Ben", "Ana"])?;
    focus(cem, "Ana", "off")?;
    cem.browser.press(" ")?;
    expect_ballot(cem, &["Ben"])?;
    expect_no_obstacle(cem)?;
    cem.browser.click("form[data-rank] button.primary")?;
    cem.read_sheet()?;
    cem.browser.choose("#sheet[open] [data-session]")?;
    cem.sign()?;
    site.advance(1)?;
    cem.go_until(ELECTION, "Change my ballot")?;
    expect_ballot(cem, &["Ben"])?;
    rank(cem, "Ana")?;
    cem.browser.click("form[data-rank] button.primary")?;
    cem.read_sheet()?;
    let label = "return !document.querySelector('#sheet [data-label=session]').hidden";
    ensure!(
        cem.browser.run(label, &[])? == true,
        "the passkey is asked again"
    );
    cem.sign()?;
    cem.go_until(ELECTION, "3 of 3 have voted.")?;
    expect_ballot(cem, &["Ben", "Ana"])
}

fn rank(person: &Person<'_>, name: &str) -> Result<()> {
    let button = format!("[data-rest] li[data-name='{name}'] [data-do=on]");
    person.browser.click(&button)
}

fn focus(person: &Person<'_>, name: &str, act: &str) -> Result<()> {
    let script = format!(
        "const button = document.querySelector(\"li[data-name='{name}'] [data-do={act}]\");
         button.focus(); return document.activeElement === button"
    );
    let is_there = person.browser.run(&script, &[])?;
    ensure!(
        is_there == true,
        "no button {act} for {name} takes the focus"
    );
    Ok(())
}

/// Holds what the form would send against `names`.
fn expect_ballot(person: &Person<'_>, names: &[&str]) -> Result<()> {
    testkit::wait::until("the ballot", || {
        let script = "const sent = new FormData(document.querySelector('form[data-rank]')).getAll('ranking');
             return sent.map((it) => document.querySelector(`input[name=ranking][value='${it}']`).closest('li').dataset.name)";
        let sent = person.browser.run(script, &[])?;
        Ok((sent == serde_json::json!(names)).then_some(()))
    })
}

/// Ana takes back what she said; she stood all the same.
fn forget(ana: &Person<'_>) -> Result<()> {
    ana.go(ELECTION)?;
    ana.browser.wait_for_text("write down what we decide")?;
    ana.browser
        .click(&format!("form[action='{ELECTION}/forget'] button"))?;
    ana.browser.wait_for_text("Their words are not here")?;
    ana.browser.wait_for_text("Ana")
}

/// Fails if axe finds anything on this page in either theme, or it is wider than the screen.
pub(crate) fn expect_no_obstacle(person: &Person<'_>) -> Result<()> {
    for theme in [Theme::Light, Theme::Dark] {
        person.browser.set_theme(theme)?;
        let found = person.browser.obstacles()?;
        ensure!(
            found.is_empty(),
            "{} ({}): {found:?}",
            person.path()?,
            theme.word()
        );
        let wide = "return document.documentElement.scrollWidth > innerWidth";
        ensure!(
            person.browser.run(wide, &[])? == false,
            "{} is wider than the screen",
            person.path()?
        );
        if let Some(folder) = std::env::var_os("MEENT_TEST_PICTURES") {
            let name = format!(
                "{}-{}-{}.png",
                person.path()?.replace('/', "_"),
                person.handle,
                theme.word()
            );
            person
                .browser
                .picture(&std::path::Path::new(&folder).join(name))?;
        }
    }
    person.browser.set_theme(Theme::Light)
}
