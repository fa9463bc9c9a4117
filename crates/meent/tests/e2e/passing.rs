//! Passing shares on: switched on by a vote, given with a passkey, called back, given again, arrived; both
//! sides are told, nobody votes with it, and the record says it again.

use anyhow::{Context as _, Result, ensure};
use testkit::browser::Screen;

use crate::clocked::Clocked;
use crate::person::Person;
use crate::story::{come_together, decide};

const SHARES: &str = "/commons/shares";
const WEEK_HOURS: u64 = 168;
/// For how long the three let what they pass on be called back.
const CALL_BACK_HOURS: u64 = 72;

#[test]
// long: one story from the vote to the arrival
fn shares_are_passed_on_called_back_and_arrive() -> Result<()> {
    let site = Clocked::start()?;
    let ana = Person::new(&site, "ana", Screen::Desktop)?;
    let ben = Person::new(&site, "ben", Screen::Phone)?;
    let cem = Person::new(&site, "cem", Screen::Phone)?;
    let all = [&ana, &ben, &cem];
    come_together(&site, &ana, &ben, &cem)?;
    let rope = ben.publish("A poem on rope.", &[])?;
    ana.appreciate(&rope)?;
    cem.appreciate(&rope)?;
    ben.go(SHARES)?;
    ensure!(
        ben.browser.find_all("#pass")?.is_empty(),
        "nothing is passed on before a vote"
    );

    ana.go("/commons/propose/charter/assign-ticks")?;
    ana.browser.wait_for_text("Some countries tax gifts")?;
    ana.browser.type_into("input[name=value]", "72")?;
    let decision = ana.propose("Shall we be able to pass shares on?")?;
    decide(&site, &decision, all)?;
    // A part of what the first week gave is Ben's for good after the fifth.
    for _ in 0..6 {
        site.advance(WEEK_HOURS)?;
    }
    ben.go_until(SHARES, "You can pass on")?;
    ben.look("passing", SHARES, "before")?;

    let said = give(&ben, "@cem", "1.5")?;
    ensure!(
        said.contains("passes 1.5 shares on to Cem"),
        "the sheet said: {said}"
    );
    ben.go_until(SHARES, "on their way until")?;
    ben.go_until("/notifications", "You can call them back.")?;
    cem.go_until("/notifications", "They pass shares on to you.")?;
    cem.go_until(SHARES, "on their way until")?;
    ensure!(
        cem.browser
            .find_all("form[data-sign=call-back-shares]")?
            .is_empty(),
        "who gets them calls nothing back"
    );
    ben.go(SHARES)?;
    ben.look("passing", SHARES, "waiting")?;
    ben.go(SHARES)?;
    let said = ben.press("call-back-shares")?;
    ensure!(
        said.contains("calls back what they passed on"),
        "the sheet said: {said}"
    );
    ben.go_until(SHARES, "called back")?;
    cem.go_until("/notifications", "They called back the shares")?;

    give(&ben, "cem", "1")?;
    ben.go_until(SHARES, "on their way until")?;
    site.advance(CALL_BACK_HOURS)?;
    ben.go_until(SHARES, "arrived")?;
    ben.look("passing", SHARES, "after")?;
    cem.go_until(SHARES, "You did not earn 1.00 of them")?;
    cem.look("passing", SHARES, "received")?;
    cem.go_until("/notifications", "have arrived")?;
    check_weight(&cem)?;
    for person in all {
        person.expect_quiet_console()?;
    }
    // More than there is, in plain words. The console notes that the record refused it.
    ben.go(SHARES)?;
    ben.browser.type_into("#pass input[name=to]", "cem")?;
    ben.browser.type_into("#pass input[name=amount]", "90000")?;
    ben.browser
        .click("form[data-sign=assign-shares] button[type=submit]")?;
    let said = ben.sign_in_vain()?;
    ensure!(said.contains("You have fewer shares"), "it said: {said}");
    Ok(())
}

/// A member weighs as a steward by what they earned and is vested, and by nothing else that they hold.
fn check_weight(person: &Person<'_>) -> Result<()> {
    person.go(SHARES)?;
    let read = "return fetch('/api/meent/v1/shares').then(answer => answer.json())";
    let read = person.browser.run(read, &[])?;
    let micro = |name: &str| read[name].as_u64().context("micro-shares");
    let (vested, unearned) = (micro("vested_micro")?, micro("unearned_micro")?);
    ensure!(unearned == 1_000_000, "{read}");
    let whole = vested / 1_000_000;
    ensure!(
        read["steward_weight"] == whole.isqrt() && whole > 0,
        "{read}"
    );
    Ok(())
}

fn give(person: &Person<'_>, to: &str, amount: &str) -> Result<String> {
    person.go(SHARES)?;
    person.browser.type_into("#pass input[name=to]", to)?;
    person
        .browser
        .type_into("#pass input[name=amount]", amount)?;
    person.press("assign-shares")
}
