//! A newcomer earns by deceit, is reported on a phone, and comes before a jury of level 2 that they did
//! not ask for: what has not vested goes back, they are told why, and who vouched for them answers for it.

use anyhow::{Result, ensure};
use ledger::jury::{Duty, Ruling};
use ledger::operation::Body;
use serde_json::Value;
use testkit::browser::Screen;

use crate::clocked::Clocked;
use crate::crowd::Crowd;
use crate::judging::obstacles;
use crate::person::Person;

const WEEK_HOURS: u64 = 168;
const CASE: &str = "/commons/cases/1";
const STORY: &str = "defrauding";

/// Who of the crowd appreciates the newcomer, vouches for them, and judges the second case.
const FANS: std::ops::Range<usize> = 0..3;
const SECOND_VOUCHER: usize = 3;
const SECOND_JURY: std::ops::Range<usize> = 4..7;

#[test]
fn fraud_that_nobody_appealed_is_found() -> Result<()> {
    let site = Clocked::start()?;
    let ana = Person::new(&site, "ana", Screen::Desktop)?;
    let ben = Person::new(&site, "ben", Screen::Phone)?;
    let jurors = [
        Person::new(&site, "cem", Screen::Phone)?,
        Person::new(&site, "dea", Screen::Phone)?,
        Person::new(&site, "eli", Screen::Desktop)?,
    ];
    let fay = Person::new(&site, "fay", Screen::Phone)?;
    ana.found(site.app.founding_code(), "Lumen", "cooperative")?;
    for person in jurors.iter().chain([&fay]) {
        person.join(&ana.invite(&person.handle)?)?;
    }
    // The first twenty-one need no vouch; Ben comes after them, and Fay and another vouch for him.
    let crowd = Crowd::join(&site, &ana.invite("Others")?, 16)?;
    crowd.set_duty(0..16, Duty::Declined)?;
    ben.join(&fay.invite("Ben")?)?;
    crowd.act(SECOND_VOUCHER, Body::Vouch(crowd.member_of("ben")?), None)?;

    let boats = crate::camera_photo();
    let post = ben.publish("A wreck in the dunes.", &[(&boats, "A ship")])?;
    crowd.appreciate(FANS, &post)?;
    let other = ben.publish("Whose boats are these?", &[])?;
    site.advance(WEEK_HOURS + 1)?;
    ben.go_until("/commons/work", "how it was counted")?;
    let earned = read_shares(&ben)?["held_micro"].clone();
    ensure!(earned.as_u64().is_some_and(|it| it > 0), "{earned}");

    let [cem, dea, eli] = &jurors;
    cem.report(&post, "fraud")?;
    act(&ana, "fraud", "Swapped for likes in a group.")?;
    refer(&ana)?;
    tell(&ben)?;
    site.advance(2)?;
    for (juror, ruling) in [(cem, "uphold"), (dea, "uphold"), (eli, "reverse")] {
        seal(juror, ruling)?;
    }
    for juror in [cem, dea, eli] {
        crate::judging::open(juror)?;
    }
    what_it_took(&ben, &earned)?;
    ana.go_until(CASE, "The jury found that the rule was broken.")?;
    ana.look(STORY, CASE, "case")?;
    ana.go_until("/commons/shares/all", "Taken back")?;

    // The account turns out to be nobody's: those who vouched for it answer for that.
    cem.report(&other, "fake-account")?;
    act(&ana, "fake-account", "Nobody has met him.")?;
    crowd.set_duty(SECOND_JURY, Duty::Willing)?;
    refer(&ana)?;
    site.advance(2)?;
    crowd.judge(2, SECOND_JURY, Ruling::Uphold)?;
    fay.go_until(
        "/notifications",
        "A jury found an account fake that you vouched for.",
    )?;
    fay.browser
        .click_with_text("a", "For thirteen rounds you cannot vouch.")?;
    fay.browser
        .wait_for_text("You vouched for a fake account")?;
    fay.look(STORY, "/commons/people", "voucher")?;
    ensure!(
        fay.browser.find_all("form[data-invite]")?.is_empty(),
        "who lost vouching is offered an invitation"
    );
    for person in jurors.iter().chain([&ana, &ben, &fay]) {
        person.expect_quiet_console()?;
    }
    Ok(())
}

/// Acts on the reported work under `rule`, from the queue to the page that asks for a jury.
fn act(ana: &Person<'_>, rule: &str, reason: &str) -> Result<()> {
    ana.go("/commons/moderation/queue")?;
    ana.browser
        .click("a.t[href*='/commons/moderation/'], a.btn[href*='/commons/moderation/queue/']")?;
    ana.browser
        .choose(&format!("input[name=rule][value={rule}]"))?;
    ana.browser.type_into("textarea[name=reason]", reason)?;
    obstacles(ana)?;
    ana.browser.click("form[action$='/act'] button.primary")?;
    ana.browser.wait_for_text("Is it fraud? A jury says so")
}

/// Brings what was done before a jury, with a passkey.
fn refer(ana: &Person<'_>) -> Result<()> {
    let statement = ana.path()?;
    ana.look(STORY, &statement, "refer")?;
    let said = ana.press("refer-act")?;
    ensure!(
        said.contains("Ben") && said.contains("broke the rule"),
        "the sheet said: {said}"
    );
    ana.browser.wait_for_url("/commons/cases/")?;
    ana.browser
        .wait_for_text("it is not for the maker to prove that it was none")?;
    let text = ana.browser.page_text()?;
    ensure!(!text.contains("Ben"), "the case says who it is about");
    obstacles(ana)
}

/// Ben is told at once, and tells the jury his side; nobody else can.
fn tell(ben: &Person<'_>) -> Result<()> {
    ben.go_until("/notifications", "asked a jury whether a work of yours")?;
    ben.browser
        .click_with_text("a", "You can tell it your side.")?;
    ben.browser
        .wait_for_text("Those who moderate brought this before a jury:")?;
    ben.browser
        .type_into("textarea[name=words]", "They are friends of mine.")?;
    obstacles(ben)?;
    ben.browser.click("form[action$='/words'] button.primary")?;
    ben.browser
        .wait_for_text("You can change it until the verdicts are opened.")?;
    let statement = ben.path()?;
    ben.look(STORY, &statement, "accused")
}

/// From the notification to the seal, in a room that says what a finding takes and not from whom.
fn seal(juror: &Person<'_>, ruling: &str) -> Result<()> {
    juror.go_until("/notifications", "You were drawn by lot for a jury.")?;
    juror
        .browser
        .click_with_text("a", "You were drawn by lot for a jury.")?;
    juror.browser.wait_for_text("Was this rule broken?")?;
    let text = juror.browser.page_text()?;
    for words in [
        "Earn honestly",
        "Swapped for likes in a group.",
        "They are friends of mine.",
        "Only if 2 of 3 say that the rule applies",
    ] {
        ensure!(text.contains(words), "the room does not say “{words}”");
    }
    ensure!(!text.contains("Ben"), "the room says who made it");
    let room = juror.path()?;
    if juror.handle == "cem" {
        juror.look(STORY, &room, "room")?;
    }
    juror.go(&room)?;
    obstacles(juror)?;
    juror.browser.choose("input[name=ground][value=facts]")?;
    let verdict = format!("form[data-sign=seal-verdict] button[value={ruling}]");
    juror.browser.click(&verdict)?;
    juror.sign().map(drop)
}

/// Ben reads what a jury found and what it took, on *My share* and as JSON.
fn what_it_took(ben: &Person<'_>, earned: &Value) -> Result<()> {
    ben.go_until("/notifications", "A jury found fraud.")?;
    ben.look(STORY, "/notifications", "told")?;
    ben.browser.click_with_text(
        "a",
        "Shares of yours that had not vested went back to everybody.",
    )?;
    ben.browser
        .wait_for_text("What has vested cannot be taken.")?;
    ben.look(STORY, "/commons/shares", "share")?;
    let shares = read_shares(ben)?;
    ensure!(
        shares["taken_micro"] == *earned && shares["held_micro"] == 0,
        "the shares: {shares}"
    );
    Ok(())
}

fn read_shares(person: &Person<'_>) -> Result<Value> {
    let read = "return fetch('/api/meent/v1/shares').then(answer => answer.json())";
    person.browser.run(read, &[])
}
