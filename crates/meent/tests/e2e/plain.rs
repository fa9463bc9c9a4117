//! Reading and posting without scripts.

use anyhow::Result;
use testkit::browser::Screen;

use crate::clocked::Clocked;
use crate::person::Person;

#[test]
fn reading_and_posting_work_without_scripts() -> Result<()> {
    let site = Clocked::start()?;
    let ana = Person::new(&site, "ana", Screen::Desktop)?;
    ana.found(site.app.founding_code(), "Lumen", "circle")?;
    // Signing in needs a passkey and so a script; from here on there is none.
    ana.browser.switch_scripts_off()?;

    ana.go("/create")?;
    ana.browser.type_into("#text", "Written by hand. #plain")?;
    ana.browser
        .upload("#photos", &[&crate::photo("fig.webp")])?;
    ana.browser.type_into("#alts", "Half a fig in a red bowl")?;
    ana.browser.click(".compose-acts button.primary")?;
    ana.browser.wait_for_url("/@ana/")?;
    let post = ana.path()?;
    ana.browser.wait_for_text("Written by hand.")?;
    ana.browser
        .find("article.post img[alt='Half a fig in a red bowl']")?;

    ana.browser
        .type_into("#talk textarea[name=text]", "And answered by hand.")?;
    ana.browser
        .click("#talk form.say-form button[type=submit]")?;
    ana.browser.wait_for_text("And answered by hand.")?;
    for path in ["/", "/explore", "/tags/plain", "/@ana/-/posts", &post] {
        ana.go(path)?;
        ana.browser.wait_for_text("Written by hand.")?;
    }
    Ok(())
}
