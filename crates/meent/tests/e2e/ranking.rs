//! The roadmap of a quarter: three friends say what could be done, put it in order from a phone and by
//! keyboard, and read what was decided.

use anyhow::{Result, ensure};
use testkit::browser::Screen;

use crate::clocked::Clocked;
use crate::person::Person;
use crate::story::come_together;

/// Hours of the charter template "circle": items, costs, the vote, what follows it.
const ITEM_HOURS: u64 = 48;
const COST_HOURS: u64 = 24;
const VOTE_HOURS: u64 = 72;
const TIMELOCK_HOURS: u64 = 24;

#[test]
fn friends_put_a_quarter_in_order() -> Result<()> {
    let site = Clocked::start()?;
    let ana = Person::new(&site, "ana", Screen::Desktop)?;
    let ben = Person::new(&site, "ben", Screen::Desktop)?;
    let cem = Person::new(&site, "cem", Screen::Phone)?;
    come_together(&site, &ana, &ben, &cem)?;

    ana.go("/commons/roadmap")?;
    ana.browser.wait_for_text("No order was decided for it.")?;
    ana.go("/commons/propose/roadmap")?;
    ensure!(
        ana.browser.value("select[name=quarter]")? == "next",
        "what is asked for first is the next quarter"
    );
    let decision = ana.propose("What do we do next?")?;
    add(&ana, &decision, "Captions", "For who cannot hear.")?;
    add(&cem, &decision, "A darkroom", "A corner of the cellar.")?;
    let said = add(&ben, &decision, "A walk by the sea", "")?;
    ensure!(
        said.contains("A walk by the sea") && said.contains("What do we do next?"),
        "the sheet said: {said}"
    );
    cem.look("ranking", &decision, "items")?;

    site.advance(ITEM_HOURS + 1)?;
    cem.go_until(&decision, "The list is complete.")?;
    site.advance(COST_HOURS)?;
    cem.go_until(&decision, "Put them in order")?;
    cem.look("ranking", &decision, "ballot")?;
    let said = rank(&cem, &decision, &[(2, "1"), (1, "2")])?;
    ensure!(
        said.contains("What do we do next?") && said.contains("in this order"),
        "the sheet said: {said}"
    );
    rank_by_keyboard(&ana, &decision)?;
    rank(&ben, &decision, &[(1, "1"), (2, "1"), (3, "2")])?;
    // A ballot can be changed, and stands there as it was cast.
    rank(&ben, &decision, &[(1, "1"), (2, "2"), (3, "")])?;
    ben.go(&decision)?;
    ensure!(ben.browser.value("#rank-2")? == "2", "the own rank is kept");
    ben.browser.wait_for_text("3 of 3 ranked; one is needed")?;

    site.advance(VOTE_HOURS + 1)?;
    ana.go_until(&decision, "The order")?;
    cem.look("ranking", &decision, "order")?;
    let read = "return fetch('/api/meent/v1/decisions/1/ranking').then(answer => answer.json())";
    let ranking = ana.browser.run(read, &[])?;
    ensure!(
        ranking["order"] == serde_json::json!([[2], [1], [3]]),
        "the order is {}",
        ranking["order"]
    );
    ensure!(ranking["preferred"][1][0] == 2, "{ranking}");
    site.advance(TIMELOCK_HOURS + 1)?;
    cem.go_until("/commons/roadmap", "A walk by the sea")?;
    cem.browser
        .wait_for_text("2 put it before “Captions”, 1 the other way round.")?;
    cem.look("ranking", "/commons/roadmap", "roadmap")?;
    for person in [&ana, &ben, &cem] {
        person.expect_quiet_console()?;
    }
    Ok(())
}

/// Whoever leads says what things cost; those who earned send the order back, and all insist on it.
#[test]
fn an_order_is_sent_back_and_insisted_on() -> Result<()> {
    let site = Clocked::start()?;
    let ana = Person::new(&site, "ana", Screen::Desktop)?;
    let ben = Person::new(&site, "ben", Screen::Desktop)?;
    let cem = Person::new(&site, "cem", Screen::Phone)?;
    let all = [&ana, &ben, &cem];
    come_together(&site, &ana, &ben, &cem)?;
    ana.go("/commons/propose/charter/roadmap-back")?;
    ana.browser.type_into("input[name=value]", "6667")?;
    let rule = ana.propose("Shall those who earned be able to send an order back?")?;
    for person in all {
        person.vote(&rule, "yes")?;
        person.publish("A word for the week.", &[])?;
    }
    ana.go("/commons/propose/mandate")?;
    ana.browser.type_into("textarea[name=leads]", "ana")?;
    ana.browser.type_into("input[name=per-round]", "1")?;
    ana.browser.type_into("input[name=rounds]", "20")?;
    let mandate = ana.propose("Shall Ana lead?")?;
    for person in [&ben, &cem] {
        person.vote(&mandate, "yes")?;
    }
    site.advance(VOTE_HOURS + TIMELOCK_HOURS + 2)?;
    ana.go_until(&rule, "In force")?;
    // What they earned becomes their own after four weeks.
    for _ in 0..6 {
        site.advance(168)?;
    }

    ana.go("/commons/propose/roadmap")?;
    let decision = ana.propose("What do we do next?")?;
    add(&ana, &decision, "Captions", "For who cannot hear.")?;
    add(&cem, &decision, "A darkroom", "A corner of the cellar.")?;
    site.advance(ITEM_HOURS + 1)?;
    ana.go_until(&decision, "The list is complete.")?;
    ensure!(
        ben.go(&decision).is_ok()
            && ben
                .browser
                .find_all("form[data-sign=cost-item]")?
                .is_empty(),
        "who does not lead is asked what it costs"
    );
    let said = cost(&ana, &decision, 2, "120.50")?;
    ensure!(
        said.contains("A darkroom") && said.contains("core team"),
        "the sheet said: {said}"
    );
    ben.go_until(&decision, "120.50")?;
    ana.look("ranking", &decision, "costs")?;

    site.advance(COST_HOURS)?;
    ana.go_until(&decision, "Put them in order")?;
    for person in all {
        rank(person, &decision, &[(2, "1"), (1, "2")])?;
    }
    site.advance(VOTE_HOURS + 1)?;
    ben.go_until(&decision, "It can go back once")?;
    ben.look("ranking", &decision, "back")?;
    for person in [&ben, &cem] {
        person.go(&decision)?;
        person
            .browser
            .click("#judge form[data-sign=vote] button[value=no]")?;
        person.sign()?;
    }
    site.advance(TIMELOCK_HOURS + 1)?;
    ana.go_until(&decision, "It was sent back on")?;
    ana.look("ranking", &decision, "insisting")?;
    for person in all {
        person.vote(&decision, "yes")?;
    }
    site.advance(VOTE_HOURS + 1)?;
    ana.go_until(&decision, "It passed")?;
    site.advance(TIMELOCK_HOURS + 1)?;
    cem.go_until("/commons/roadmap", "A darkroom")?;
    for person in all {
        person.expect_quiet_console()?;
    }
    Ok(())
}

/// Says, for the core team, what an item costs; returns what the sheet said.
fn cost(person: &Person<'_>, decision: &str, item: u16, amount: &str) -> Result<String> {
    person.go(decision)?;
    let form = format!("form[data-sign=cost-item]:has(input[name=item][value=\"{item}\"])");
    person
        .browser
        .type_into(&format!("{form} input[name=amount]"), amount)?;
    person.browser.click(&format!("{form} button"))?;
    person.sign()
}

/// Adds an item, signed; returns what the sheet said.
fn add(person: &Person<'_>, decision: &str, title: &str, text: &str) -> Result<String> {
    person.go(decision)?;
    person
        .browser
        .type_into("form[data-sign=add-item] input[name=title]", title)?;
    person
        .browser
        .type_into("form[data-sign=add-item] textarea[name=reasons]", text)?;
    person
        .browser
        .click("form[data-sign=add-item] button.primary")?;
    person.sign()
}

/// Gives items their ranks and votes; returns what the sheet said.
fn rank(person: &Person<'_>, decision: &str, ranks: &[(u16, &str)]) -> Result<String> {
    person.go(decision)?;
    for (item, rank) in ranks {
        let chosen = "document.querySelector(arguments[0]).value = arguments[1]";
        let list = format!("#rank-{item}");
        person.browser.run(chosen, &[list.into(), (*rank).into()])?;
    }
    person
        .browser
        .click("form[data-sign=rank-items] button.primary")?;
    person.sign()
}

/// Ranks the darkroom first, then captions, then the walk, without touching a mouse.
fn rank_by_keyboard(person: &Person<'_>, decision: &str) -> Result<()> {
    person.go(decision)?;
    for (item, key) in [(2, "1"), (1, "2"), (3, "3")] {
        let focus = format!("document.querySelector('#rank-{item}').focus()");
        person.browser.run(&focus, &[])?;
        person.browser.press(key)?;
        let value = person.browser.value(&format!("#rank-{item}"))?;
        ensure!(value == key, "the key {key} gave rank {value}");
    }
    person
        .browser
        .click("form[data-sign=rank-items] button.primary")?;
    person.sign().map(drop)
}
