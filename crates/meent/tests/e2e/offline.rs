//! Without a connection: the site says so itself, and nothing that was written is lost.

use anyhow::{Context as _, Result, ensure};
use testkit::browser::{Browser, Screen, Theme};
use testkit::wait;

use crate::clocked::Clocked;
use crate::person::Person;

const THOUGHT: &str = "A thought on the train";

/// Somebody with a telephone on a network of their own, with a worker behind their pages.
fn ready(site: &Clocked) -> Result<Person<'_>> {
    let ana = Person::new(site, "ana", Screen::Phone)?;
    let code = site.app.founding_code().to_string();
    ana.found(&code, "Lumen", "circle")?;
    ana.go("/")?;
    ana.browser.wait_for_worker()?;
    Ok(ana)
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
    let site = Clocked::start()?;
    let ana = ready(&site)?;
    let browser = &ana.browser;
    for path in ["/explore", "/notifications", "/you/privacy", "/create"] {
        ana.go(path)?;
    }
    browser.type_into("#text", THOUGHT)?;

    site.cut_line()?;
    ana.go("/commons")?;
    browser.wait_for_text("You are offline")?;
    ensure!(browser.value("#text")? == THOUGHT, "the draft is not there");
    let font = browser.run("return getComputedStyle(document.body).fontFamily", &[])?;
    let has_looks = font.as_str().is_some_and(|it| it.contains("Commissioner"));
    ensure!(has_looks, "it comes without its looks: {font}");
    for theme in [Theme::Light, Theme::Dark] {
        browser.set_theme(theme)?;
        let obstacles = browser.obstacles()?;
        ensure!(obstacles.is_empty(), "{}: {obstacles:#?}", theme.word());
    }
    browser.type_into("#text", &format!("{THOUGHT}, and one more"))?;

    site.mend_line()?;
    ana.go("/create")?;
    let draft_is_there = || {
        let text = browser.value("#text")?;
        Ok(text.ends_with("and one more").then_some(()))
    };
    wait::until("the draft in the composer", draft_is_there)?;

    // A form that is sent while the line is gone did not arrive, and is not thrown away for it.
    site.cut_line()?;
    browser.click(".compose-acts button.primary")?;
    browser.wait_for_text("did not go out")?;
    site.mend_line()?;
    ana.go("/create")?;
    wait::until("the draft, still", draft_is_there)?;
    browser.click(".compose-acts button.primary")?;
    browser.wait_for_url("/@ana/")?;
    browser.wait_for_text(THOUGHT)?;
    ana.go("/create")?;
    ensure!(
        browser.value("#text")?.is_empty(),
        "what went out is no draft"
    );

    // Nothing of this member's pages stays behind for whoever comes next.
    for path in kept(browser)? {
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
    let site = Clocked::start()?;
    let ana = ready(&site)?;
    let browser = &ana.browser;
    // As the system does it for an installed site: a form with the file, sent as a navigation.
    browser.run(
        "const form = document.createElement('form');
         Object.assign(form, {method: 'post', action: '/share', enctype: 'multipart/form-data', id: 'shared'});
         form.innerHTML = '<input name=title value=\"From the gallery\"><input type=file name=photos id=handed multiple>';
         document.body.append(form);",
        &[],
    )?;
    browser.upload("#handed", &[&first_photo()?])?;
    browser.run("document.getElementById('shared').submit();", &[])?;
    browser.wait_for_url("/create")?;
    wait::until("the words that were shared", || {
        Ok((browser.value("#text")? == "From the gallery").then_some(()))
    })?;
    browser.find("[data-placed] > li[data-state=ready]")?;
    let left = kept(browser)?;
    ensure!(
        !left.iter().any(|path| path.starts_with("/share")),
        "{left:?}"
    );
    Ok(())
}

/// A photograph of the demo.
fn first_photo() -> Result<std::path::PathBuf> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo/photos");
    let mut names: Vec<String> = std::fs::read_dir(folder)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.sort();
    let name = names
        .into_iter()
        .next()
        .context("the demo has photographs")?;
    Ok(crate::photo(&name))
}
