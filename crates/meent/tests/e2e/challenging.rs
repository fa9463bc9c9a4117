//! A vote takes away what no vote may: a member says so, another one supports it, and three members
//! drawn by lot find that the decision contradicts the bill of rights.

use anyhow::{Result, ensure};
use ledger::challenge::ChallengeNumber;
use ledger::jury::{Duty, Ruling};
use ledger::operation::{Body, Payload};
use ledger::policy::{ModerationChange, Rule, Step};
use testkit::browser::Screen;

use crate::clocked::Clocked;
use crate::crowd::Crowd;
use crate::judging::{obstacles, open};
use crate::person::Person;

/// Hours of a vote by the charter template "circle".
const VOTE_HOURS: u64 = 72;

const CASE: &str = "/commons/cases/1";
const RULE: &str = "no-calls-to-stop";

/// Who of the crowd judges with Cem.
const JURORS: std::ops::Range<usize> = 3..5;

#[test]
fn a_decision_that_takes_a_right_away_fails() -> Result<()> {
    let site = Clocked::start()?;
    let ana = Person::new(&site, "ana", Screen::Desktop)?;
    let ben = Person::new(&site, "ben", Screen::Phone)?;
    let cem = Person::new(&site, "cem", Screen::Desktop)?;
    ana.found(site.app.founding_code(), "Lumen", "circle")?;
    ben.join(&ana.invite("Ben")?)?;
    cem.join(&ana.invite("Cem")?)?;
    let crowd = Crowd::join(&site, &ana.invite("Others")?, 9)?;
    crowd.set_duty((0..3).chain(5..9), Duty::Declined)?;
    let rule = Rule {
        id: RULE.to_owned(),
        title: "No calls to stop".to_owned(),
        text: "Whoever calls on others to stop publishing is removed.".to_owned(),
        examples: Vec::new(),
        ladder: vec![Step::Remove],
    };
    let payload = Payload::Moderation(vec![ModerationChange::PutRule(rule)]);
    let proposal = crowd.decide(payload, "Shall calls to stop be removed?")?;
    let decision = format!("/commons/decisions/{proposal}");
    ben.go(&decision)?;
    ensure!(
        !ben.browser.page_text()?.contains("no vote may take away"),
        "a vote that is open is challenged"
    );
    site.advance(VOTE_HOURS + 1)?;

    challenge(&ben, &decision)?;
    let support = Body::SupportChallenge {
        proposal,
        number: ChallengeNumber(1),
    };
    crowd.act(2, support, None)?;
    ben.go_until(&decision, "A jury hears it. The decision waits.")?;
    // The decision would be in force by now.
    site.advance(2)?;
    crowd.seal(1, JURORS, Ruling::Reverse)?;
    seal(&cem)?;
    crowd.open(1, JURORS)?;
    open(&cem)?;
    ben.go_until(&decision, "A jury found that it contradicts the right")?;
    ben.look("challenging", &decision, "failed")?;
    ben.go_until("/notifications", "contradicts a right: it has failed")?;
    ben.go_until(CASE, "The decision has failed")?;
    ben.look("challenging", CASE, "case")?;
    site.advance(2 * VOTE_HOURS)?;
    let in_force = site.app.commons().moderation.find_rule(RULE).is_some();
    ensure!(!in_force, "the rule is in force");
    check_json(&ben, &decision)?;
    for person in [&ana, &ben, &cem] {
        person.expect_quiet_console()?;
    }
    Ok(())
}

/// Says by form and passkey that it takes a right away.
fn challenge(ben: &Person<'_>, decision: &str) -> Result<()> {
    ben.go_until(decision, "Rights no vote may take away")?;
    ben.browser
        .click_with_text("summary", "It takes a right away")?;
    obstacles(ben)?;
    ben.browser.choose("input[name=right][value=together]")?;
    ben.browser
        .type_into("form input[name=title]", "Nobody could call a strike.")?;
    let why = "A guild that stops work says so here. Its words would be removed for it.";
    ben.browser.type_into("form textarea[name=words]", why)?;
    ben.browser
        .click("form[data-sign=challenge-decision] button[type=submit]")?;
    let said = ben.sign()?;
    ensure!(
        said.contains("contradicts a right: Acting together"),
        "the sheet said: {said}"
    );
    ben.go_until(decision, "1 of 2 members say so")?;
    ben.look("challenging", decision, "challenged")
}

/// Judges the decision as who was drawn.
fn seal(cem: &Person<'_>) -> Result<()> {
    let summons = "You were drawn by lot for a jury.";
    cem.go_until("/notifications", summons)?;
    cem.browser.click_with_text("a", summons)?;
    cem.browser
        .wait_for_text("Does this decision contradict the right?")?;
    let text = cem.browser.page_text()?;
    for words in [
        "Shall calls to stop be removed?",
        "Whoever calls on others to stop publishing is removed.",
        "Nobody is worse off for a petition",
        "Nobody could call a strike.",
        "Its words would be removed for it.",
    ] {
        ensure!(text.contains(words), "the room does not say “{words}”");
    }
    let room = cem.path()?;
    cem.look("challenging", &room, "room")?;
    cem.go(&room)?;
    cem.browser.choose("input[name=ground][value=words]")?;
    cem.browser
        .click("form[data-sign=seal-verdict] button[value=reverse]")?;
    let said = cem.sign()?;
    ensure!(said.contains("does not stand"), "the sheet said: {said}");
    Ok(())
}

/// Programs read the same.
fn check_json(ben: &Person<'_>, decision: &str) -> Result<()> {
    let number = decision.rsplit('/').next().unwrap_or_default();
    let read = "return fetch(arguments[0]).then(answer => answer.json())";
    let address = format!("/api/meent/v1/decisions/{number}/challenges");
    let listed = ben.browser.run(read, &[address.into()])?;
    let first = &listed["challenges"][0];
    let expected = ("together", 2, 1, "reverse");
    let found = (
        first["right"].as_str().unwrap_or_default(),
        first["support"].as_u64().unwrap_or_default(),
        first["case"].as_u64().unwrap_or_default(),
        first["ruling"].as_str().unwrap_or_default(),
    );
    ensure!(found == expected, "{listed}");
    let case = ben
        .browser
        .run(read, &["/api/meent/v1/cases/1".to_owned().into()])?;
    ensure!(
        case["right"] == "together" && case["rule_id"].is_null(),
        "{case}"
    );
    Ok(())
}
