//! The story of a draft: written, questioned, written again, answered by five, frozen, filed.

use anyhow::{Result, ensure};
use testkit::browser::Screen;

use crate::clocked::Clocked;
use crate::person::Person;

const SHARED: &str = "Everybody should have a key";
const SPLIT: [&str; 2] = ["Film is worth the smell", "The room should be for parties"];

#[test]
fn a_draft_is_talked_through_and_becomes_a_decision() -> Result<()> {
    let site = Clocked::start()?;
    let ana = Person::new(&site, "ana", Screen::Desktop)?;
    ana.found(site.app.founding_code(), "Lumen", "circle")?;
    let ben = Person::new(&site, "ben", Screen::Phone)?;
    ben.join(&ana.invite("Ben")?)?;
    // What follows needs no scripts, but for signing.
    ben.browser.switch_scripts_off()?;

    let draft = write(&ana)?;
    question(&ana, &ben, &draft)?;
    ask(&ana, &draft)?;
    for handle in ["cem", "dov", "eva"] {
        let person = Person::new(&site, handle, Screen::Phone)?;
        person.join(&ana.invite(handle)?)?;
        answer(&person, &draft, handle == "cem")?;
        person.expect_quiet_console()?;
    }
    answer(&ben, &draft, true)?;
    answer(&ana, &draft, true)?;
    argue(&ana, &ben, &draft)?;
    site.advance(1)?;
    ana.go_until(&draft, "Group A")?;
    ensure!(
        ana.browser.page_text()?.contains(SHARED),
        "what both groups agree on is not shown"
    );
    freeze_and_file(&ana, &ben, &draft)?;
    for person in [&ana, &ben] {
        person.expect_quiet_console()?;
    }
    Ok(())
}

/// Nobody in a circle meets any of this before somebody wants it. Ana does.
fn write(ana: &Person<'_>) -> Result<String> {
    ana.go("/commons")?;
    ensure!(
        !ana.browser.page_text()?.contains("talked through"),
        "a circle is shown what it did not ask for"
    );
    ana.go("/commons/propose")?;
    ana.browser
        .click("a[href='/commons/deliberations#begin']")?;
    ana.browser
        .type_into("#title", "Shall we share a darkroom?")?;
    ana.browser
        .type_into("#reasons", "My cellar is free.\n\nIt lacks a sink.")?;
    ana.browser.click("form.proposal button.primary")?;
    ana.browser.wait_for_url("/commons/deliberations/")?;
    ana.browser.wait_for_text("My cellar is free.")?;
    ana.path()
}

/// Ben asks beside the second paragraph; Ana writes it again, and the history shows the difference.
fn question(ana: &Person<'_>, ben: &Person<'_>, draft: &str) -> Result<()> {
    ben.go(draft)?;
    ben.browser.click("#p-2 details.answer > summary")?;
    ben.browser
        .type_into("#p-2 textarea[name=text]", "Who pays for the sink?")?;
    ben.browser.click("#p-2 .note-form button")?;
    ben.browser
        .find_with_text("#p-2 .comment", "Who pays for the sink?")?;

    ana.go(&format!("{draft}/edit"))?;
    ana.browser.run(
        "document.querySelector('#reasons').value = 'My cellar is free.\\n\\nA sink is 300 euros, which we share.'",
        &[],
    )?;
    ana.browser.type_into("#note", "The price of a sink")?;
    ana.browser.click("form.proposal button.primary")?;
    ana.browser.wait_for_text("which we share.")?;
    // What Ben asked was about a paragraph that reads differently now.
    ana.browser
        .find_with_text("#whole .quote", "It lacks a sink.")?;
    ana.browser
        .click_with_text("#whole button.act", "Settled")?;
    ana.browser.find("#whole details.settled")?;
    ana.go(&format!("{draft}/versions"))?;
    ana.browser.wait_for_text("The price of a sink")?;
    ana.browser.find_with_text("#v2 ins", "300 euros")?;
    Ok(())
}

/// Ana asks for opinions and makes the first statements.
fn ask(ana: &Person<'_>, draft: &str) -> Result<()> {
    ana.go(draft)?;
    ana.browser.click("form[action$='/open'] button")?;
    ana.browser.find("#opinions")?;
    for text in [SHARED, SPLIT[0], SPLIT[1]] {
        ana.go(&format!("{draft}/statements"))?;
        ana.browser.type_into("#statement", text)?;
        ana.browser.click("#add button[type=submit]")?;
        ana.browser.wait_for_text("You can add")?;
    }
    Ok(())
}

/// Says yes to being kept, then answers one statement after the other.
fn answer(person: &Person<'_>, draft: &str, likes_film: bool) -> Result<()> {
    person.go(&format!("{draft}/statements"))?;
    person
        .browser
        .click_with_text("button", "Yes, keep my answers")?;
    for count in 0..3 {
        person
            .browser
            .wait_for_text(&format!("{count} of 3 answered"))?;
        let words = person.browser.find(".statement-words")?;
        let words = person.browser.text(&words)?;
        let opinion = match words.as_str() {
            SHARED => "agree",
            film if film == SPLIT[0] && likes_film => "agree",
            parties if parties == SPLIT[1] && !likes_film => "agree",
            _ => "disagree",
        };
        person
            .browser
            .click(&format!("button[name=opinion][value={opinion}]"))?;
    }
    person.browser.wait_for_text("You answered them all")
}

/// Ben makes the case for it, and Ana finds it convincing.
fn argue(ana: &Person<'_>, ben: &Person<'_>, draft: &str) -> Result<()> {
    ben.go(draft)?;
    ben.browser
        .click("#cases .is-for details.answer > summary")?;
    ben.browser
        .type_into("#case-for", "Alone, none of us will ever build one.")?;
    ben.browser.click("#cases .is-for .note-form button")?;
    ben.browser.find_with_text(".is-for blockquote", "Alone")?;
    ana.go(draft)?;
    ana.browser.click("form[action$='/mark'] button")?;
    ana.browser
        .find("form[action$='/mark'] button[aria-pressed=true]")
        .map(drop)
}

/// The final text is filed and signed; the decision shows the case and where people stand.
fn freeze_and_file(ana: &Person<'_>, ben: &Person<'_>, draft: &str) -> Result<()> {
    ana.browser.click("form[action$='/freeze'] button")?;
    ana.browser.wait_for_text("The text is final.")?;
    ana.browser.click(&format!("a[href='{draft}/file']"))?;
    ana.browser
        .click("form[data-sign=propose] button.primary")?;
    let said = ana.sign()?;
    ensure!(said.contains("Shall we share a darkroom?"), "{said}");
    ana.browser.wait_for_url("/commons/decisions/")?;
    let decision = ana.path()?;
    ben.go(&decision)?;
    ben.browser
        .wait_for_text("A sink is 300 euros, which we share.")?;
    ben.browser
        .wait_for_text("Alone, none of us will ever build one.")?;
    ben.browser.find("svg.map")?;
    ben.browser.click(&format!("a[href='{draft}']"))?;
    ben.browser.wait_for_text("This text has been filed")
}
