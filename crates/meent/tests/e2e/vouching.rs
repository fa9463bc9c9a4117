//! Somebody says that they know a newcomer; whether the newcomer knows them, too, they say on a phone.

use anyhow::{Result, ensure};
use ledger::ids::MemberNumber;
use ledger::operation::Body;
use testkit::browser::Screen;

use crate::clocked::Clocked;
use crate::crowd::Crowd;
use crate::person::Person;

#[test]
fn who_vouches_is_known_when_the_other_says_so() -> Result<()> {
    let site = Clocked::start()?;
    let ana = Person::new(&site, "ana", Screen::Desktop)?;
    let ben = Person::new(&site, "ben", Screen::Phone)?;
    ana.found(site.app.founding_code(), "Lumen", "cooperative")?;
    // The first twenty-one need no vouch; Ben comes after them.
    let crowd = Crowd::join(&site, &ana.invite("Others")?, 20)?;
    ben.join(&ana.invite("Ben")?)?;
    ben.go("/commons/people")?;
    ben.browser.wait_for_text("You know each other.")?;
    crowd.act(3, Body::Vouch(MemberNumber(22)), None)?;

    ben.go_until("/notifications", "crowd3 vouched for you.")?;
    ben.browser.click_with_text("a", "Do you know them, too?")?;
    ben.browser
        .wait_for_text("Only when both of you say so does it count as knowing each other.")?;
    ben.browser
        .click("form[data-sign=answer-vouch] button[value=accepted]")?;
    let said = ben.sign()?;
    ensure!(said.contains("knows"), "the sheet said: {said}");
    let json = "return fetch('/api/meent/v1/people').then(answer => answer.json())";
    let people = ben.browser.run(json, &[])?;
    let answers = &people["own"]["vouch_answers"];
    ensure!(
        answers[0]["answer"] == "accepted" && answers[1]["answer"] == "accepted",
        "the answers: {answers}"
    );
    // What was said can be changed.
    ben.go("/commons/people")?;
    ben.browser
        .click("li:last-child > form[data-sign=answer-vouch] button[value=refused]")?;
    let said = ben.sign()?;
    ensure!(said.contains("does not know"), "the sheet said: {said}");
    ben.look("vouching", "/commons/people", "known")?;
    ben.expect_quiet_console()
}
