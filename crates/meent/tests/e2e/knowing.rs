//! A quarter closes and the place looks whether its people know each other: a newcomer at the end of a
//! chain is told on a phone, loses the vote after a week, and has it again when two members met them.

use anyhow::{Context as _, Result, ensure};
use ledger::charter::{Parameter, ParameterChange};
use ledger::ids::MemberNumber;
use ledger::operation::{Body, Payload};
use ledger::trust::VouchAnswer;
use testkit::browser::Screen;

use crate::clocked::Clocked;
use crate::crowd::Crowd;
use crate::judging::obstacles;
use crate::person::Person;

/// Hours of the charter template "circle", and the rest after a change of the charter.
const VOTE_HOURS: u64 = 72;
const TIMELOCK_HOURS: u64 = 24;
const FREEZE_HOURS: u64 = 168;
const WEEK_HOURS: u64 = 168;
const QUARTER_HOURS: u64 = 13 * WEEK_HOURS;

const PEOPLE: &str = "/commons/people";
const STORY: &str = "knowing";
/// With Ana and Cem they are the twenty-one who were there at the beginning.
const FOUNDING: u8 = 19;
/// Between them and Ben.
const CHAIN: u8 = 5;

#[test]
fn whom_too_few_know_is_told_falls_and_is_met() -> Result<()> {
    let site = Clocked::start()?;
    let ana = Person::new(&site, "ana", Screen::Desktop)?;
    let cem = Person::new(&site, "cem", Screen::Phone)?;
    let ben = Person::new(&site, "ben", Screen::Phone)?;
    ana.found(site.app.founding_code(), "Lumen", "circle")?;
    cem.join(&ana.invite("Cem")?)?;
    let mut crowd = Crowd::join(&site, &ana.invite("Others")?, FOUNDING)?;
    look_every_quarter(&site, &crowd)?;
    know_each_other(&crowd)?;
    for (person, number) in [(&ana, MemberNumber(1)), (&cem, MemberNumber(2))] {
        for from in [0, 9] {
            crowd.act(from, Body::Vouch(number), None)?;
            accept(person)?;
        }
    }
    // Each invites the next one, the last of them Ben: trust walks five steps among so few, so that from nobody
    // whom the lot may choose does it reach him.
    for _ in 0..CHAIN {
        crowd.grow()?;
    }
    ben.join(&crowd.link()?)?;
    ben.go_until(PEOPLE, "It has not looked yet.")?;
    ben.look(STORY, PEOPLE, "not-yet")?;

    site.advance(QUARTER_HOURS)?;
    site.advance(2)?;
    ben.go_until(
        "/notifications",
        "Too few people here know you well enough.",
    )?;
    ben.browser
        .click_with_text("a", "You have a week. See what to do.")?;
    ben.browser.wait_for_text("that changes nothing for you")?;
    ben.browser.wait_for_text("So far: 0")?;
    ensure!(trust(&ben)?["status"] == "notice", "{}", trust(&ben)?);
    ben.look(STORY, PEOPLE, "notice")?;
    ben.look(STORY, "/notifications", "told")?;

    site.advance(WEEK_HOURS)?;
    ben.go_until("/notifications", "so you do not vote for now")?;
    ben.go_until(PEOPLE, "For now you do not vote")?;
    ben.browser
        .wait_for_text("because too few people here know you")?;
    ensure!(trust(&ben)?["status"] == "below", "{}", trust(&ben)?);
    ben.look(STORY, PEOPLE, "below")?;

    let said = meet(&ana, "in-person")?;
    ensure!(said.contains("met") && said.contains("Ben"), "{said}");
    ben.go_until(PEOPLE, "So far: 1")?;
    let said = meet(&cem, "live")?;
    ensure!(said.contains("live") && said.contains("Ben"), "{said}");
    ben.go_until("/notifications", "Everything is open to you again.")?;
    ben.go_until(PEOPLE, "Members met you. You are one of us.")?;
    ensure!(trust(&ben)?["status"] == "verified", "{}", trust(&ben)?);
    obstacles(&ben)?;
    ana.go(PEOPLE)?;
    ana.look(STORY, PEOPLE, "above")?;
    for person in [&ana, &ben, &cem] {
        person.expect_quiet_console()?;
    }
    Ok(())
}

/// Has the members decide that the place looks every quarter, by one seed and twenty who are audited.
fn look_every_quarter(site: &Clocked, crowd: &Crowd<'_>) -> Result<()> {
    let change = |(word, value)| {
        let parameter = Parameter::of_word(word).context("a parameter")?;
        Ok(ParameterChange { parameter, value })
    };
    let changes = [
        ("trust-members", 21),
        ("trust-seeds-least", 1),
        ("trust-seeds-most", 1),
        ("active-rounds-needed", 0),
        ("vouches-open-max", 10),
        ("vouches-per-round", 10),
    ];
    let changes: Result<Vec<_>> = changes.map(change).into_iter().collect();
    crowd.decide(Payload::Charter(changes?), "Shall we look who is known?")?;
    for hours in [VOTE_HOURS + 1, TIMELOCK_HOURS + 1, FREEZE_HOURS] {
        site.advance(hours)?;
    }
    ensure!(
        site.app.commons().charter.trust_members == 21,
        "the charter is as it was"
    );
    Ok(())
}

/// Everybody of the crowd vouches for some others, who say that they know them, too.
fn know_each_other(crowd: &Crowd<'_>) -> Result<()> {
    let count = usize::from(FOUNDING);
    for step in [1, 2, 5, 8] {
        for from in 0..count {
            let to = (from + step) % count;
            crowd.act(from, Body::Vouch(crowd.number(to)?), None)?;
            let from = crowd.number(from)?;
            let answer = VouchAnswer::Accepted;
            crowd.act(to, Body::AnswerVouch { from, answer }, None)?;
        }
    }
    Ok(())
}

/// Says, of the vouch that one was given last, that one knows who gave it.
fn accept(person: &Person<'_>) -> Result<()> {
    person.go_until(PEOPLE, "Do you know them, too?")?;
    let open = "form[data-sign=answer-vouch]:has(button[value=refused]) button[value=accepted]";
    person.browser.click(open)?;
    person.sign().map(drop)
}

/// Says on the page of the people that one met Ben.
fn meet(person: &Person<'_>, way: &str) -> Result<String> {
    // Whoever came late stands behind the first twenty.
    person.go(PEOPLE)?;
    person.browser.click("a[href*='/commons/people?from=']")?;
    person.browser.find("li.asks a[href='/@ben']")?;
    obstacles(person)?;
    let row = "li.asks:has(a[href='/@ben'])";
    person.browser.click(&format!(
        "{row} form[data-sign=attest-person] button[value={way}]"
    ))?;
    person.sign()
}

fn trust(person: &Person<'_>) -> Result<serde_json::Value> {
    let read = "return fetch('/api/meent/v1/people').then(answer => answer.json())";
    Ok(person.browser.run(read, &[])?["own"]["trust"].clone())
}
