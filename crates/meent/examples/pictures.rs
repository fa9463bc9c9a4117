//! Pictures of every page, to be looked at: desktop and phone, light and dark, into `shots/`.
//!
//! `cargo xtask pictures` runs this. It founds a demo network with the `meent` binary beside it,
//! walks through it as nobody and as a member, and pictures the founding conversation on a fresh
//! node. `shots/` is not kept in the repository.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use testkit::browser::{Browser, Screen, Theme};
use testkit::site::{Recipe, Site};
use testkit::tour::{self, Stop};
use testkit::wait;

/// The founder: a moderator, who sees every page.
const MEMBER: u32 = 1;

fn main() -> Result<()> {
    let program = std::env::current_exe()?;
    let folder = program
        .ancestors()
        .nth(2)
        .context("an example lies in target/PROFILE/examples")?;
    let meent = folder.join("meent");
    let shots = Path::new("shots");
    let listen = ["--data", "{data}", "--listen", "127.0.0.1:{port}"];
    let demo = Site::start(&Recipe {
        program: &meent,
        arguments: &[&["demo"], &listen[..]].concat(),
        environment: &[],
        patience: Duration::from_secs(600),
    })?;
    for screen in [Screen::Desktop, Screen::Phone] {
        let browser = Browser::open(screen, "en")?;
        picture_site(&browser, &demo, &["/"], screen, &shots.join("visitor"))?;
        step_in(&browser, &demo)?;
        let starts = [
            "/",
            "/explore",
            "/create",
            "/search?q=sea",
            "/commons",
            "/you",
            "/design",
        ];
        picture_site(&browser, &demo, &starts, screen, &shots.join("member"))?;
    }
    let fresh = Site::start(&Recipe {
        program: &meent,
        arguments: &[&["serve"], &listen[..]].concat(),
        environment: &[],
        patience: wait::DEADLINE,
    })?;
    for screen in [Screen::Desktop, Screen::Phone] {
        let browser = Browser::open(screen, "en")?;
        picture_site(
            &browser,
            &fresh,
            &["/", "/found"],
            screen,
            &shots.join("fresh"),
        )?;
    }
    Ok(())
}

fn step_in(browser: &Browser, site: &Site) -> Result<()> {
    browser.go(&site.url("/demo"))?;
    browser.run(
        "const form = document.querySelector('form[action=\"/demo/step-in\"]');
         form.querySelector('[name=member]').value = arguments[0]; form.submit();",
        &[MEMBER.into()],
    )?;
    wait::until("being somebody", || {
        Ok((!browser.url()?.ends_with("/demo")).then_some(()))
    })
}

fn picture_site(
    browser: &Browser,
    site: &Site,
    starts: &[&str],
    screen: Screen,
    folder: &Path,
) -> Result<()> {
    tour::walk(browser, &site.base(), starts, |stop| {
        for theme in [Theme::Light, Theme::Dark] {
            browser.set_theme(theme)?;
            let file = format!("{}.{}.{}.png", stop.name(), screen.word(), theme.word());
            browser.picture(&folder.join(file))?;
        }
        browser.set_theme(Theme::Light)?;
        println!("{}: {}", said(folder), line(stop, screen));
        Ok(())
    })?;
    Ok(())
}

fn said(folder: &Path) -> String {
    folder
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn line(stop: &Stop, screen: Screen) -> String {
    format!("{} on the {}", stop.path, screen.word())
}
