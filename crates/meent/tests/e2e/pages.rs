//! Every page of a living network, looked at by axe, in both themes and on both screens.

use anyhow::{Result, ensure};
use testkit::browser::{Browser, Screen, Theme};
use testkit::site::Site;
use testkit::tour;

/// Where the walk begins for somebody who is in.
const STARTS: &[&str] = &[
    "/",
    "/explore",
    "/create",
    "/notifications",
    "/commons",
    "/you",
    "/design",
    "/search?q=sea",
    "/offline/en",
];

/// Steps in as the founder, who sees more pages than anybody.
fn step_in(browser: &Browser, site: &Site) -> Result<()> {
    browser.go(&site.url("/demo"))?;
    browser.run(
        "const form = document.querySelector('form[action=\"/demo/step-in\"]');
         form.querySelector('[name=member]').value = 1; form.submit();",
        &[],
    )?;
    testkit::wait::until("being somebody", || {
        Ok((!browser.url()?.ends_with("/demo")).then_some(()))
    })
}

/// Walks the whole site and returns what stands in somebody's way, each once.
fn walk(screen: Screen, language: &str, is_member: bool) -> Result<()> {
    let site = crate::demo()?;
    let browser = Browser::open(screen, language)?;
    let starts = if is_member { STARTS } else { &["/"] };
    if is_member {
        step_in(&browser, &site)?;
    }
    let mut found = Vec::new();
    let stops = tour::walk(&browser, &site.base(), starts, |stop| {
        for theme in [Theme::Light, Theme::Dark] {
            browser.set_theme(theme)?;
            for obstacle in browser.obstacles()? {
                found.push(format!("{} ({}): {obstacle}", stop.path, theme.word()));
            }
        }
        browser.set_theme(Theme::Light)?;
        let wide = browser.run(
            "return document.documentElement.scrollWidth > innerWidth",
            &[],
        )?;
        if wide == true {
            found.push(format!("{}: wider than the {}", stop.path, screen.word()));
        }
        found.extend(
            browser
                .console_errors()?
                .into_iter()
                .map(|error| format!("{}: {error}", stop.path)),
        );
        Ok(())
    })?;
    ensure!(
        found.is_empty(),
        "{} obstacles on {} pages:\n{}",
        found.len(),
        stops.len(),
        found.join("\n")
    );
    ensure!(
        stops.len() >= if is_member { 25 } else { 8 },
        "the walk found only {stops:#?}"
    );
    Ok(())
}

#[test]
fn a_member_meets_no_obstacle_on_a_desktop() -> Result<()> {
    walk(Screen::Desktop, "en", true)
}

#[test]
fn a_member_meets_no_obstacle_on_a_phone_in_dutch() -> Result<()> {
    walk(Screen::Phone, "nl", true)
}

#[test]
fn a_visitor_meets_no_obstacle() -> Result<()> {
    walk(Screen::Phone, "en", false)
}
