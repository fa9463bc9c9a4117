//! A mandate and its end: two lead, one of them reports, the other is recalled by a petition and a
//! vote; whoever is left is a caretaker, whom the record refuses what it must, until they resign.

use anyhow::{Result, ensure};
use testkit::browser::Screen;

use crate::clocked::Clocked;
use crate::electing::expect_no_obstacle;
use crate::person::Person;
use crate::story::come_together;

/// Hours of the charter template "circle", and the rest after a decision about people.
const VOTE_HOURS: u64 = 72;
const TIMELOCK_HOURS: u64 = 24;
const FREEZE_HOURS: u64 = 168;

const OFFICES: &str = "/commons/offices";

#[test]
fn somebody_is_recalled_and_the_rest_of_the_team_is_a_caretaker() -> Result<()> {
    let site = Clocked::start()?;
    let ana = Person::new(&site, "ana", Screen::Desktop)?;
    let ben = Person::new(&site, "ben", Screen::Phone)?;
    let cem = Person::new(&site, "cem", Screen::Desktop)?;
    let all = [&ana, &ben, &cem];
    come_together(&site, &ana, &ben, &cem)?;

    // A recall is put to the vote by two of three here, not by one.
    ana.go("/commons/propose/charter/recall-share")?;
    ana.browser.type_into("input[name=value]", "6000")?;
    let decision = ana.propose("Shall a recall need two of us?")?;
    for person in all {
        person.vote(&decision, "yes")?;
    }
    pass(&site, &ana, &decision)?;
    site.advance(FREEZE_HOURS)?;
    give_mandate(&site, &ana, &cem)?;
    report(&ben, &cem)?;
    recall(&site, &ana, &ben, &cem)?;

    cem.go_until(OFFICES, "The team is a caretaker")?;
    cem.browser
        .wait_for_text("The members recalled somebody from it")?;
    expect_no_obstacle(&cem)?;
    expect_no_obstacle_at(&ben, OFFICES)?;
    be_refused(&ben)?;
    resign(&ben)?;
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

/// Ana and Ben are to lead; they do not vote on it, so Cem alone decides.
fn give_mandate(site: &Clocked, ana: &Person<'_>, cem: &Person<'_>) -> Result<()> {
    ana.go("/commons/propose/mandate")?;
    ana.browser.type_into("textarea[name=leads]", "ana\nben")?;
    ana.browser.type_into("input[name=per-round]", "100")?;
    ana.browser.type_into("input[name=rounds]", "10")?;
    let decision = ana.propose("Shall Ana and Ben lead for ten weeks?")?;
    ana.go(&decision)?;
    ensure!(
        ana.browser.find_all("form[data-sign=vote]")?.is_empty(),
        "a lead can vote on their own mandate"
    );
    cem.vote(&decision, "yes")?;
    pass(site, cem, &decision)?;
    cem.go_until(OFFICES, "The mandate gives")?;
    for words in [
        "Shall Ana and Ben lead for ten weeks?",
        "Ana",
        "Ben",
        "Drawn by lot",
    ] {
        cem.browser.wait_for_text(words)?;
    }
    expect_no_obstacle(cem)
}

/// Ben tells everybody; Cem, who holds no office, is not asked to.
fn report(ben: &Person<'_>, cem: &Person<'_>) -> Result<()> {
    ben.go(OFFICES)?;
    ben.browser
        .type_into("#write input[name=title]", "The first week")?;
    ben.browser.type_into(
        "#write textarea[name=text]",
        "The harbour light **works** again.",
    )?;
    ben.browser.click("#write button.primary")?;
    ben.browser
        .wait_for_text("The harbour light works again.")?;
    ben.browser
        .wait_for_text("under the mandate of decision 2")?;
    expect_no_obstacle(ben)?;
    cem.go(OFFICES)?;
    ensure!(
        cem.browser.find_all("#write")?.is_empty(),
        "somebody without an office is asked to report"
    );
    cem.browser.click_with_text("a", "The first week")?;
    cem.browser.wait_for_text("The harbour light works again.")
}

/// Cem files it, Ben signs the petition, all three vote.
fn recall(site: &Clocked, ana: &Person<'_>, ben: &Person<'_>, cem: &Person<'_>) -> Result<()> {
    cem.go("/commons/propose/recall")?;
    cem.browser
        .choose("select[name=office] option[value=team]")?;
    cem.browser.type_into("input[name=member]", "ana")?;
    let decision = cem.propose("Shall Ana leave the team?")?;
    ben.go(&decision)?;
    ensure!(
        ben.browser.find_all("form[data-sign=vote]")?.is_empty(),
        "one of three puts a recall to the vote"
    );
    ben.browser.click("form[data-sign=sponsor] button")?;
    ben.sign()?;
    ben.vote(&decision, "yes")?;
    let said = cem.vote(&decision, "yes")?;
    ensure!(
        said.contains("Shall Ana leave the team?"),
        "the sheet said: {said}"
    );
    ana.vote(&decision, "no")?;
    site.advance(VOTE_HOURS + 1)?;
    cem.go_until(&decision, "It passed")?;
    // It waits for the rest after the mandate.
    site.advance(FREEZE_HOURS)?;
    cem.go_until(&decision, "In force")
}

/// What Ben signs as a caretaker is not taken, and the page says why.
fn be_refused(ben: &Person<'_>) -> Result<()> {
    ben.go("/commons/propose/charter/recall-share")?;
    ben.browser.type_into("input[name=value]", "100")?;
    ben.browser
        .type_into("input[name=title]", "Shall one of us be enough?")?;
    ben.browser
        .type_into("textarea[name=reasons]", "It was too much.")?;
    ben.browser.click("form.proposal button.primary")?;
    ben.browser
        .click("form[data-sign=propose] button.primary")?;
    let failed = ben.sign_in_vain()?;
    ensure!(!failed.is_empty(), "nothing was said");
    let why = "return document.querySelector('#sheet [data-why]').textContent";
    let why = ben.browser.run(why, &[])?;
    ensure!(
        why.as_str().is_some_and(|it| it.contains("moderates")),
        "the sheet said: {why}"
    );
    // The browser tells of the answer 422.
    let told = ben.browser.console_errors()?;
    ensure!(told.iter().all(|it| it.contains("422")), "{told:#?}");
    Ok(())
}

/// Ben gives the office back, and nobody leads.
fn resign(ben: &Person<'_>) -> Result<()> {
    ben.go(OFFICES)?;
    ben.browser.click("form[data-sign=resign] button")?;
    let said = ben.sign()?;
    ensure!(said.contains("gives back"), "the sheet said: {said}");
    testkit::wait::until("nobody in the team", || {
        ben.go(OFFICES)?;
        let team = "return document.querySelector('#team').textContent.includes('Nobody.')";
        Ok((ben.browser.run(team, &[])? == true).then_some(()))
    })
}

fn expect_no_obstacle_at(person: &Person<'_>, path: &str) -> Result<()> {
    person.go(path)?;
    expect_no_obstacle(person)
}
