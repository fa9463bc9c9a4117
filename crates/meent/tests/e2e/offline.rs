//! Without a connection: the site says so itself, and nothing that was written is lost.

use anyhow::{Context as _, Result, ensure};
use testkit::browser::{Browser, Screen, Theme};
use testkit::site::Site;
use testkit::wait;

const THOUGHT: &str = "A thought on the train";

/// Steps in as member 40, who is nobody in particular, with a worker behind the page.
fn ready(site: &Site) -> Result<Browser> {
    let browser = Browser::open(Screen::Phone, "nl")?;
    browser.go(&site.url("/demo"))?;
    browser.run(
        "const form = document.querySelector('form[action=\"/demo/step-in\"]');
         form.querySelector('[name=member]').value = 40; form.submit();",
        &[],
    )?;
    wait::until("being somebody", || {
        Ok((!browser.url()?.ends_with("/demo")).then_some(()))
    })?;
    browser.wait_for_worker()?;
    Ok(browser)
}

/// What this browser keeps, as paths.
fn kept(browser: &Browser) -> Result<Vec<String>> {
    let kept = browser.run_async(
        "const done = arguments[arguments.length - 1];
         (async () => {
           const kept = [];
           for (const name of await caches.keys()) {
             const requests = await (await caches.open(name)).keys();
             kept.push(...requests.map(it => new URL(it.url).pathname));
           }
           return kept;
         })().then(done);",
        &[],
    )?;
    let kept = kept.as_array().context("a list")?;
    Ok(kept
        .iter()
        .filter_map(|it| it.as_str().map(str::to_owned))
        .collect())
}

#[test]
fn the_site_opens_without_a_connection_and_keeps_what_is_written() -> Result<()> {
    let site = crate::demo()?;
    let browser = ready(&site)?;
    for path in ["/", "/explore", "/notifications", "/you/privacy", "/create"] {
        browser.go(&site.url(path))?;
    }
    browser.type_into("#text", THOUGHT)?;
    browser.console_errors()?;

    browser.set_offline(true)?;
    browser.go(&site.url("/commons"))?;
    browser.wait_for_text("Je bent offline")?;
    ensure!(browser.value("#text")? == THOUGHT, "the draft is not there");
    let font = browser.run("return getComputedStyle(document.body).fontFamily", &[])?;
    ensure!(
        font.as_str()
            .is_some_and(|font| font.contains("Commissioner")),
        "it has its looks: {font}"
    );
    for theme in [Theme::Light, Theme::Dark] {
        browser.set_theme(theme)?;
        let obstacles = browser.obstacles()?;
        ensure!(obstacles.is_empty(), "{}: {obstacles:#?}", theme.word());
    }
    browser.type_into("#text", &format!("{THOUGHT}, and one more"))?;
    browser.set_offline(false)?;
    browser.go(&site.url("/create"))?;
    wait::until("the draft in the composer", || {
        Ok(browser
            .value("#text")?
            .ends_with("and one more")
            .then_some(()))
    })?;

    // A form that is sent while the line is gone did not arrive, and is not thrown away for it.
    browser.set_offline(true)?;
    browser.click(".compose-acts button.primary")?;
    browser.wait_for_text("niet aangekomen")?;
    browser.set_offline(false)?;
    browser.go(&site.url("/create"))?;
    wait::until("the draft, still", || {
        Ok(browser
            .value("#text")?
            .ends_with("and one more")
            .then_some(()))
    })?;
    browser.click(".compose-acts button.primary")?;
    browser.wait_for_text(THOUGHT)?;
    browser.go(&site.url("/create"))?;
    ensure!(
        browser.value("#text")?.is_empty(),
        "what went out is no draft"
    );

    // Nothing of this member's pages stays behind for whoever comes next.
    for path in kept(&browser)? {
        let common = ["/assets/", "/accent/", "/offline/"];
        ensure!(
            common.iter().any(|start| path.starts_with(start)),
            "{path} is kept"
        );
    }
    Ok(())
}

#[test]
fn what_another_app_shares_lands_in_the_composer() -> Result<()> {
    let site = crate::demo()?;
    let browser = ready(&site)?;
    let photo = crate::photo(&first_photo()?);
    // As the system does it for an installed site: a form with the file, sent as a navigation.
    browser.run(
        "const form = document.createElement('form');
         Object.assign(form, {method: 'post', action: '/share', enctype: 'multipart/form-data', id: 'shared'});
         form.innerHTML = '<input name=title value=\"From the gallery\"><input type=file name=photos id=handed multiple>';
         document.body.append(form);",
        &[],
    )?;
    browser.upload("#handed", &[&photo])?;
    browser.run("document.getElementById('shared').submit();", &[])?;
    browser.wait_for_url("/create")?;
    wait::until("the words that were shared", || {
        Ok((browser.value("#text")? == "From the gallery").then_some(()))
    })?;
    browser.find("[data-placed] > li[data-state=ready]")?;
    let left = kept(&browser)?;
    ensure!(
        !left.iter().any(|path| path.starts_with("/share")),
        "{left:?}"
    );
    Ok(())
}

/// The name of a photograph of the demo.
fn first_photo() -> Result<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo/photos");
    let mut names: Vec<String> = std::fs::read_dir(folder)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.sort();
    names.into_iter().next().context("the demo has photographs")
}
