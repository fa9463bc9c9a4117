//! The order of the feed: one of three chooses another recipe and is told why; then a vote of class C
//! changes the default, and home follows for whoever chose none.

use anyhow::{Result, ensure};
use testkit::browser::{Screen, Theme};

use crate::clocked::Clocked;
use crate::person::Person;
use crate::story::come_together;

/// Hours of the charter template "circle".
const VOTE_HOURS: u64 = 72;
const TIMELOCK_HOURS: u64 = 24;

#[test]
fn a_member_chooses_an_order_and_a_vote_changes_the_default() -> Result<()> {
    let site = Clocked::start()?;
    let ana = Person::new(&site, "ana", Screen::Desktop)?;
    let ben = Person::new(&site, "ben", Screen::Phone)?;
    let cem = Person::new(&site, "cem", Screen::Desktop)?;
    come_together(&site, &ana, &ben, &cem)?;
    for person in [&ana, &ben] {
        person.follow("cem")?;
    }
    let (talked, _) = publish_two(&site, &cem, "The first boat", "The second boat")?;
    ben.comment(&talked, "Where was this?")?;
    expect_order(&ana, "The second boat", "The first boat")?;

    // On home itself; nobody else's order moves.
    ana.browser.select(".recipe-line select", "talk")?;
    ana.browser.click(".recipe-line button[type=submit]")?;
    expect_order(&ana, "The first boat", "The second boat")?;
    expect_order(&ben, "The second boat", "The first boat")?;
    told_why(&ana, &ben, &talked)?;

    // Only a decision changes it for whoever chose none.
    ana.go("/commons/propose/feed/default")?;
    ana.browser.choose("input[name=default][value=talk]")?;
    let decision = ana.propose("Shall conversations come first?")?;
    for person in [&ana, &ben, &cem] {
        let said = person.vote(&decision, "yes")?;
        ensure!(said.contains("conversations"), "the sheet said: {said}");
    }
    site.advance(VOTE_HOURS + 1)?;
    site.advance(TIMELOCK_HOURS + 1)?;
    let (talked, _) = publish_two(&site, &cem, "The third boat", "The fourth boat")?;
    ana.comment(&talked, "And this one?")?;
    expect_order(&ben, "The third boat", "The fourth boat")?;
    ben.go(&format!("{talked}/why"))?;
    ben.browser.wait_for_text("as the members decided")?;
    stands_in_the_policy(&ben)?;
    choose_time_alone(&ben)?;

    for person in [&ana, &ben, &cem] {
        person.expect_quiet_console()?;
    }
    Ok(())
}

/// Publishes two works, the second two hours later, and returns their paths.
fn publish_two(
    site: &Clocked,
    maker: &Person<'_>,
    first: &str,
    second: &str,
) -> Result<(String, String)> {
    let older = maker.publish(first, &[])?;
    site.advance(2)?;
    Ok((older, maker.publish(second, &[])?))
}

/// Opens home until `first` stands above `second`.
fn expect_order(person: &Person<'_>, first: &str, second: &str) -> Result<()> {
    testkit::wait::until(&format!("{first} above {second}"), || {
        person.go("/")?;
        let text = person.browser.page_text()?;
        let is_so = match (text.find(first), text.find(second)) {
            (Some(above), Some(below)) => above < below,
            (None, _) | (_, None) => false,
        };
        Ok(is_so.then_some(()))
    })
}

/// Ana reads why, by the menu of the post, with the points that put it there; our JSON says the same.
fn told_why(ana: &Person<'_>, ben: &Person<'_>, post: &str) -> Result<()> {
    ana.go(&format!("{post}/why"))?;
    for words in [
        "You follow Cem.",
        "as you chose",
        "+10 points for each comment",
        "Place 1 of the",
        "Together",
    ] {
        ana.browser.wait_for_text(words)?;
    }
    look(ana)?;
    let id = post.rsplit('/').next().unwrap_or_default();
    let ask = format!("return fetch('/api/meent/v1/posts/{id}/why').then(answer => answer.json())");
    let why = ana.browser.run(&ask, &[])?;
    let order = &why["order"];
    let sum: i64 = order["factors"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|it| it["points"].as_i64())
        .sum();
    ensure!(
        order["points"].as_i64() == Some(sum) && order["place"] == 1 && order["is_chosen"] == true,
        "the reasons are {why}"
    );
    ben.go(&format!("{post}/why"))?;
    ben.browser.wait_for_text("By time alone")?;
    look(ben)?;
    for path in [
        "/you/reading",
        "/commons/feed",
        "/commons/propose/feed/recipe/talk",
    ] {
        ana.go(path)?;
        look(ana)?;
        ben.go(path)?;
        look(ben)?;
    }
    Ok(())
}

/// axe finds nothing on the page, in either theme, and it is no wider than the screen.
fn look(person: &Person<'_>) -> Result<()> {
    for theme in [Theme::Light, Theme::Dark] {
        person.browser.set_theme(theme)?;
        let found = person.browser.obstacles()?;
        ensure!(found.is_empty(), "{}: {found:#?}", person.path()?);
    }
    person.browser.set_theme(Theme::Light)?;
    let wide = "return document.documentElement.scrollWidth > innerWidth";
    ensure!(
        person.browser.run(wide, &[])? == false,
        "{} is wider than the screen",
        person.path()?
    );
    Ok(())
}

/// The policy names the decision beside the default, and its history says what changed.
fn stands_in_the_policy(person: &Person<'_>) -> Result<()> {
    person.go("/commons/feed")?;
    person
        .browser
        .wait_for_text("Whoever chose nothing sees: Conversations.")?;
    person
        .browser
        .find("#default a[href='/commons/decisions/1']")?;
    person.go("/commons/feed/history")?;
    person.browser.find_with_text("#v2 del", "Newest first")?;
    person
        .browser
        .find_with_text("#v2 ins", "Conversations")
        .map(drop)
}

/// Whatever is voted, time alone can be chosen.
fn choose_time_alone(person: &Person<'_>) -> Result<()> {
    person.go("/you/reading")?;
    person.browser.choose("input[name=recipe][value=newest]")?;
    person
        .browser
        .click("form[action='/you/reading/recipe'] button[type=submit]")?;
    testkit::wait::until("the choice to be kept", || {
        let checked = "input[name=recipe][value=newest]:checked";
        Ok((!person.browser.find_all(checked)?.is_empty()).then_some(()))
    })?;
    expect_order(person, "The fourth boat", "The third boat")
}
