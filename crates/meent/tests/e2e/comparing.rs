//! Blind review: two works beside each other without their makers' names, on a phone; what is preferred
//! stands in the round's explanation.

use anyhow::{Result, ensure};
use testkit::browser::{Screen, Theme};

use crate::clocked::Clocked;
use crate::person::Person;

const WEEK_HOURS: u64 = 168;
const COMPARE: &str = "/commons/work/compare";
/// One of the demo's photographs that is higher than wide.
const PORTRAIT: &str = "spaniels.webp";
/// Keys as `WebDriver` names them (W3C WebDriver, 17.4.2).
const LEFT: &str = "\u{e012}";
const RIGHT: &str = "\u{e014}";
const ENTER: &str = "\u{e007}";

#[test]
fn two_works_are_compared_without_names() -> Result<()> {
    let site = Clocked::start()?;
    let ana = Person::new(&site, "ana", Screen::Desktop)?;
    let ben = Person::new(&site, "ben", Screen::Desktop)?;
    let cem = Person::new(&site, "cem", Screen::Phone)?;
    ana.found(site.app.founding_code(), "Lumen", "cooperative")?;
    ben.join(&ana.invite("Ben")?)?;
    cem.join(&ana.invite("Cem")?)?;
    cem.go("/commons/work/compare")?;
    cem.browser.wait_for_text("No pairs now")?;

    let boats = crate::camera_photo();
    let by_ana = ana.publish("Boats at low tide.", &[(&boats, "Two boats on the mud")])?;
    ben.publish("A poem on rope.", &[])?;
    cem.appreciate(&by_ana)?;
    cem.go("/commons/work")?;
    cem.browser.click_with_text("a", "Compare two works")?;
    // Looking draws nothing.
    cem.browser.click_with_text("button", "Show me two works")?;
    cem.browser.wait_for_text("This one is better")?;
    let page = cem.browser.page_text()?;
    for words in ["Boats at low tide.", "A poem on rope."] {
        ensure!(page.contains(words), "{words} is not shown: {page}");
    }
    for name in ["ana", "ben", "Ana", "Ben"] {
        ensure!(!page.contains(name), "{name} stands on the page: {page}");
    }
    for theme in [Theme::Dark, Theme::Light] {
        cem.browser.set_theme(theme)?;
        let found = cem.browser.obstacles()?;
        ensure!(found.is_empty(), "axe: {found:#?}");
    }
    prefer_the_boats(&cem)?;
    cem.browser.wait_for_text("1 of 20 pairs in this round")?;
    cem.browser.wait_for_text("No pairs now")?;

    site.advance(WEEK_HOURS + 1)?;
    ana.go_until("/commons/work", "how it was counted")?;
    ana.browser.click_with_text("a", "how it was counted")?;
    ana.browser
        .wait_for_text("your works were preferred 1 of 1 times")?;
    let json = "return fetch('/api/meent/v1/work/0').then(answer => answer.json())";
    let told = ana.browser.run(json, &[])?;
    ensure!(
        told["quality_factor"] == 32_768 + 65_536 * 2 / 3,
        "the answer: {told}"
    );

    // Everybody's shares together name nobody.
    ana.go("/commons/shares")?;
    ana.browser
        .click_with_text("a", "Everybody’s shares together")?;
    ana.browser.wait_for_text("Holders by size")?;
    let found = ana.browser.obstacles()?;
    ensure!(found.is_empty(), "axe: {found:#?}");
    let csv = "return fetch('/commons/shares/csv').then(answer => answer.text())";
    let csv = ana.browser.run(csv, &[])?;
    ensure!(
        csv.as_str().is_some_and(|it| it.contains("pool,,,")),
        "the table: {csv}"
    );
    for person in [&ana, &ben, &cem] {
        person.expect_quiet_console()?;
    }
    Ok(())
}

/// Two photographs, looked at on both screens; on a keyboard the arrows choose a side and Enter prefers it.
#[test]
fn two_photographs_are_compared_with_the_keyboard() -> Result<()> {
    let site = Clocked::start()?;
    let ana = Person::new(&site, "ana", Screen::Desktop)?;
    let ben = Person::new(&site, "ben", Screen::Desktop)?;
    let cem = Person::new(&site, "cem", Screen::Desktop)?;
    ana.found(site.app.founding_code(), "Lumen", "cooperative")?;
    ben.join(&ana.invite("Ben")?)?;
    cem.join(&ana.invite("Cem")?)?;
    let (boats, lock) = (crate::camera_photo(), crate::photo(PORTRAIT));
    ana.publish("Low tide.", &[(&boats, "Two boats on the mud")])?;
    ben.publish(
        "A morning.",
        &[(&lock, "A photograph that is higher than wide")],
    )?;
    cem.go(COMPARE)?;
    let told = "return fetch('/api/meent/v1/work/compare').then(answer => answer.json())";
    for _ in 0..2 {
        let bench = cem.browser.run(told, &[])?;
        ensure!(
            bench["may_draw"] == true && bench["place"].is_null(),
            "looking drew a pair: {bench}"
        );
    }
    cem.look("comparing", COMPARE, "begin")?;
    cem.go(COMPARE)?;
    cem.browser.click_with_text("button", "Show me two works")?;
    cem.browser.wait_for_text("This one is better")?;
    cem.look("comparing", COMPARE, "pair")?;
    cem.browser.set_screen(Screen::Desktop)?;
    cem.go(COMPARE)?;
    let focused = "return document.activeElement?.value ?? ''";
    for (key, side) in [(RIGHT, "second"), (LEFT, "first"), (RIGHT, "second")] {
        cem.browser.press(key)?;
        let at = cem.browser.run(focused, &[])?;
        ensure!(at == side, "the focus is on {at}");
    }
    let still = cem.browser.run(told, &[])?;
    ensure!(still["answered"] == 0, "an arrow answered: {still}");
    cem.browser.press(ENTER)?;
    cem.browser.wait_for_text("1 of 20 pairs in this round")?;
    for person in [&ana, &ben, &cem] {
        person.expect_quiet_console()?;
    }
    Ok(())
}

/// Presses the button below the boats, on whichever side they are.
fn prefer_the_boats(cem: &Person<'_>) -> Result<()> {
    cem.browser
        .click(".compare-side:has(img) button[name=answer]")
}
