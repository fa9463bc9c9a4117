//! An act against a post, an appeal, a jury drawn by lot: what three people seal and open brings the
//! post back.

use anyhow::{Result, ensure};
use testkit::browser::{Screen, Theme};

use crate::clocked::Clocked;
use crate::person::Person;

#[test]
fn a_jury_undoes_an_act_and_the_post_is_back() -> Result<()> {
    let site = Clocked::start()?;
    let ana = Person::new(&site, "ana", Screen::Desktop)?;
    let ben = Person::new(&site, "ben", Screen::Phone)?;
    let jurors = [
        Person::new(&site, "cem", Screen::Desktop)?,
        Person::new(&site, "dea", Screen::Phone)?,
        Person::new(&site, "eli", Screen::Desktop)?,
    ];
    ana.found(site.app.founding_code(), "Lumen", "circle")?;
    ben.join(&ana.invite("Ben")?)?;
    for juror in &jurors {
        juror.join(&ana.invite(&juror.handle)?)?;
    }
    let post = take_down(&ana, &ben, &jurors[0])?;
    appeal(&ben)?;

    // Nobody is drawn before the lot is known, a tick later.
    jurors[0].go("/notifications")?;
    ensure!(!jurors[0].browser.page_text()?.contains("drawn by lot"));
    site.advance(2)?;
    let [cem, dea, eli] = &jurors;
    seal(cem, "reverse", "context")?;
    seal(dea, "uphold", "words")?;
    cem.go("/commons/cases/1")?;
    cem.browser.wait_for_text("2 of 3 verdicts are sealed")?;
    ensure!(
        !cem.browser.page_text()?.contains("It does not: 1"),
        "a sealed verdict can be read"
    );
    seal(eli, "reverse", "facts")?;

    // With the last seal they are opened; until then the post stays away.
    for juror in [cem, dea] {
        open(juror)?;
    }
    cem.go_refused(&post)?;
    open(eli)?;
    cem.go_until(&post, "A wreck in the dunes")?;
    cem.browser.find("article.post img[alt='A ship']")?;
    ben.go("/notifications")?;
    ben.browser
        .click_with_text("a", "A jury ruled on your case: the act was undone.")?;
    ben.browser.wait_for_text("It stands: 1. It does not: 2.")?;
    obstacles(&ben)?;

    // The jury says why, once; anybody finds it by its words and by the rule.
    cem.go("/commons/cases/1")?;
    cem.browser
        .type_into("textarea[name=words]", "A wreck is no crime to show.")?;
    cem.browser.click("form[data-sign=state-verdict] button")?;
    cem.sign()?;
    ana.go("/commons/cases?rule=lawful&q=wreck")?;
    ana.browser.wait_for_text("A wreck is no crime to show.")?;
    ana.go("/commons/cases?q=weather")?;
    ana.browser.wait_for_text("No case here")?;
    obstacles(&ana)?;
    receipt(&ana)?;
    for person in [&ana, &ben, cem, dea, eli] {
        person.expect_quiet_console()?;
    }
    Ok(())
}

/// Ben publishes, Cem reports, Ana takes it down: Cem sees it no more.
pub(crate) fn take_down(ana: &Person<'_>, ben: &Person<'_>, cem: &Person<'_>) -> Result<String> {
    let boats = crate::camera_photo();
    let post = ben.publish("A wreck in the dunes.", &[(&boats, "A ship")])?;
    cem.report(&post, "lawful")?;
    ana.go("/commons/moderation/queue")?;
    ana.browser
        .click("a.t[href*='/commons/moderation/'], a.btn[href*='/commons/moderation/queue/']")?;
    ana.browser.choose("input[name=rule][value=lawful]")?;
    ana.browser
        .type_into("textarea[name=reason]", "It shows a crime.")?;
    ana.browser.click("form[action$='/act'] button.primary")?;
    testkit::wait::until("the act to be done", || {
        Ok(ana
            .browser
            .url()?
            .ends_with("/commons/moderation")
            .then_some(()))
    })?;
    cem.go_refused(&post)?;
    Ok(post)
}

/// Ben reads why, and asks a jury.
pub(crate) fn appeal(ben: &Person<'_>) -> Result<()> {
    ben.go("/notifications")?;
    ben.browser.click("a[href*='/moderation/']")?;
    ben.browser.wait_for_text("Ask a jury")?;
    ben.browser
        .type_into("textarea[name=words]", "It is a ship, and nobody was hurt.")?;
    obstacles(ben)?;
    ben.browser.click("form[data-sign=appeal] button")?;
    let said = ben.sign()?;
    ensure!(said.contains("lawful"), "the sheet said: {said}");
    ben.browser.wait_for_url("/commons/cases/1")
}

/// From the notification to the seal.
pub(crate) fn seal(juror: &Person<'_>, ruling: &str, ground: &str) -> Result<()> {
    juror.go_until("/notifications", "You were drawn by lot for a jury.")?;
    juror
        .browser
        .click_with_text("a", "You were drawn by lot for a jury.")?;
    juror.browser.wait_for_text("Does this rule apply?")?;
    let text = juror.browser.page_text()?;
    for words in [
        "A wreck in the dunes.",
        "Nothing unlawful",
        "It shows a crime.",
        "nobody was hurt",
    ] {
        ensure!(text.contains(words), "the room does not say “{words}”");
    }
    let names = juror.browser.run(
        "return document.querySelector('main').textContent.toLowerCase().includes('ben')",
        &[],
    )?;
    ensure!(names == false, "the room says who made it");
    let shown = juror.browser.run(
        "return [...document.querySelectorAll('.hearing img')].every(it => it.complete && it.naturalWidth > 0)
           && document.querySelectorAll('.hearing img').length === 1",
        &[],
    )?;
    ensure!(shown == true, "the picture is not shown to who judges it");
    obstacles(juror)?;
    juror
        .browser
        .choose(&format!("input[name=ground][value={ground}]"))?;
    juror.browser.click(&format!(
        "form[data-sign=seal-verdict] button[value={ruling}]"
    ))?;
    let said = juror.sign()?;
    let expected = if ruling == "reverse" {
        "it does not stand"
    } else {
        "it stands"
    };
    ensure!(said.contains(expected), "the sheet said: {said}");
    Ok(())
}

pub(crate) fn open(juror: &Person<'_>) -> Result<()> {
    juror.go_until("/notifications", "Your jury opens its verdicts.")?;
    juror
        .browser
        .click_with_text("a", "Your jury opens its verdicts. Open yours.")?;
    juror.browser.wait_for_text("Open your verdict")?;
    obstacles(juror)?;
    juror.browser.click("form[data-sign=open-verdict] button")?;
    juror.sign().map(drop)
}

pub(crate) fn obstacles(person: &Person<'_>) -> Result<()> {
    for theme in [Theme::Dark, Theme::Light] {
        person.browser.set_theme(theme)?;
        let found = person.browser.obstacles()?;
        ensure!(found.is_empty(), "axe: {found:#?}");
    }
    Ok(())
}

/// Anybody has what draws the jury again, and reads in the report what came of it.
fn receipt(ana: &Person<'_>) -> Result<()> {
    let fetch = "return fetch('/api/meent/v1/juries/1').then(answer => answer.json())";
    let jury = ana.browser.run(fetch, &[])?;
    let drawn: usize = jury["receipt"]["strata"].as_array().map_or(0, |strata| {
        let drawn = strata.iter().filter_map(|it| it["drawn"].as_array());
        drawn.map(Vec::len).sum()
    });
    ensure!(drawn == 3, "everybody of three is drawn: {jury}");
    ensure!(
        jury["ruling"] == "reverse" && jury["reverse"] == 2,
        "{jury}"
    );
    let fetch = "return fetch('/api/meent/v1/transparency').then(answer => answer.json())";
    let report = ana.browser.run(fetch, &[])?;
    let (appeal, ruled) = (&report["appeals"][0], &report["rulings"][0]);
    ensure!(
        appeal["count"] == 1 && ruled["role"] == "jury-1" && ruled["outcome"] == "reverse",
        "{report}"
    );
    ana.go("/commons/transparency")?;
    ana.browser.wait_for_text("undone")?;
    obstacles(ana)
}
