//! A petition: members of a cooperative bring a change of the charter to a vote, whatever else waits.

use anyhow::{Result, ensure};
use testkit::browser::Screen;

use crate::clocked::Clocked;
use crate::person::Person;

/// Hours that a change of the charter is talked through in the template "cooperative".
const DRAFT_HOURS: u64 = 264;

#[test]
fn a_petition_brings_the_charter_to_a_vote() -> Result<()> {
    let site = Clocked::start()?;
    let ana = Person::new(&site, "ana", Screen::Desktop)?;
    let ben = Person::new(&site, "ben", Screen::Phone)?;
    ana.found(site.app.founding_code(), "Lumen", "cooperative")?;
    ben.join(&ana.invite("Ben")?)?;

    ana.go("/commons/propose/charter/keys-max")?;
    ana.browser.type_into("input[name=value]", "9")?;
    let decision = ana.propose("Shall we hold nine keys?")?;
    ben.go(&decision)?;
    ben.browser.wait_for_text("0 of 1 signatures")?;
    ben.browser.click("form[data-sign=sign-petition] button")?;
    let said = ben.sign()?;
    ensure!(
        said.contains("be voted on at once"),
        "the sheet said: {said}"
    );
    ben.go_until(&decision, "The petition has its signatures")?;
    ensure!(
        ben.browser
            .find_all("form[data-sign=sign-petition]")?
            .is_empty(),
        "one signs once"
    );
    // Nobody can take back what a petition brought.
    ana.go(&decision)?;
    ensure!(
        ana.browser
            .find_all("form[data-sign=withdraw-proposal]")?
            .is_empty(),
        "its author can still take it back"
    );

    site.advance(DRAFT_HOURS + 1)?;
    // It is a matter of the charter, so each of them is asked for their vote.
    ben.go_until("/notifications", "Your vote is asked for.")?;
    ben.browser
        .click_with_text("a", "Your vote is asked for.")?;
    ben.browser.wait_for_url(&decision)?;
    ben.vote(&decision, "yes")?;
    ana.go_until("/commons", "Your vote is asked for")?;
    ana.vote(&decision, "no")?;
    ana.go(&decision)?;
    ana.browser.wait_for_text("50 %")?;
    for person in [&ana, &ben] {
        person.expect_quiet_console()?;
    }
    Ok(())
}
