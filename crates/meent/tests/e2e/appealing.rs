//! A case on all three levels: one jury lets an act stand, a second hearing disagrees and so marks the
//! rule as unclear, a larger jury undoes the act, and the last one sets a precedent and puts a clearer rule
//! to the vote without sponsors.

use anyhow::{Context as _, Result, ensure};
use ledger::charter::{Parameter, ParameterChange};
use ledger::ids::{JuryId, ProposalId};
use ledger::jury::{Duty, Ruling};
use ledger::operation::{Body, Payload};
use testkit::browser::Screen;

use crate::clocked::Clocked;
use crate::crowd::Crowd;
use crate::judging::{appeal, obstacles, open, seal, take_down};
use crate::person::Person;

/// Hours of the charter template "circle", and the rest after a change of the charter.
const VOTE_HOURS: u64 = 72;
const TIMELOCK_HOURS: u64 = 24;
const FREEZE_HOURS: u64 = 168;

const CASE: &str = "/commons/cases/1";
const CASES: &str = "/commons/cases";

/// Who of the crowd judges on level 1, hears it again, and judges on level 3 with Gia.
const FIRST: std::ops::Range<usize> = 0..3;
const AGAIN: std::ops::Range<usize> = 3..6;
const LAST: std::ops::Range<usize> = 6..8;

#[test]
fn a_case_goes_through_all_levels() -> Result<()> {
    let site = Clocked::start()?;
    let ana = Person::new(&site, "ana", Screen::Desktop)?;
    let ben = Person::new(&site, "ben", Screen::Phone)?;
    let bench = [
        Person::new(&site, "cem", Screen::Desktop)?,
        Person::new(&site, "dea", Screen::Phone)?,
        Person::new(&site, "eli", Screen::Desktop)?,
        Person::new(&site, "fay", Screen::Desktop)?,
    ];
    let gia = Person::new(&site, "gia", Screen::Phone)?;
    ana.found(site.app.founding_code(), "Lumen", "circle")?;
    ben.join(&ana.invite("Ben")?)?;
    for person in &bench {
        person.join(&ana.invite(&person.handle)?)?;
    }
    gia.join(&ana.invite("Gia")?)?;
    let crowd = Crowd::join(&site, &bench[0].invite("Others")?, 8)?;
    hear_every_case_twice(&site, &crowd)?;

    // Whoever does not want to be drawn is not: three are left for the first jury.
    for person in bench.iter().chain([&gia]) {
        set_duty(person, "Do not draw me", "You are not drawn for juries.")?;
    }
    crowd.set_duty(AGAIN.chain(LAST), Duty::Declined)?;
    let post = take_down(&ana, &ben, &bench[0])?;
    appeal(&ben)?;
    site.advance(2)?;
    crowd.set_duty(AGAIN, Duty::Willing)?;
    crowd.judge(1, FIRST, Ruling::Uphold)?;
    bench[0].go_refused(&post)?;
    site.advance(2)?;
    crowd.judge(2, AGAIN, Ruling::Reverse)?;
    read_the_mark(&ana)?;

    for person in &bench {
        set_duty(
            person,
            "Draw me as everybody else",
            "You can be drawn by lot",
        )?;
    }
    appeal_further(&ben, "2")?;
    site.advance(2)?;
    let seated = step_aside(&bench)?;
    for juror in &seated {
        seal(juror, "reverse", "context")?;
    }
    for juror in &seated {
        open(juror)?;
    }
    bench[0].go_until(&post, "A wreck in the dunes")?;

    // Who acted has lost now, and asks the last jury; what it says stands, whatever was before.
    crowd.set_duty(LAST, Duty::Willing)?;
    let willing = ("Draw me as everybody else", "You can be drawn by lot");
    set_duty(&gia, willing.0, willing.1)?;
    appeal_further(&ana, "3")?;
    site.advance(2)?;
    crowd.seal(4, LAST, Ruling::Uphold)?;
    seal(&gia, "uphold", "words")?;
    crowd.open(4, LAST)?;
    open(&gia)?;
    ben.go_until(CASE, "A precedent")?;
    obstacles(&ben)?;
    ensure!(
        ben.browser
            .find_all("form[data-sign=appeal-further]")?
            .is_empty(),
        "there is a level above the last one"
    );
    bench[0].go_refused(&post)?;
    from_the_bench(&ana, &gia, &crowd)?;
    for person in bench.iter().chain([&ana, &ben, &gia]) {
        person.expect_quiet_console()?;
    }
    Ok(())
}

/// Writes the rule more clearly; two of the three last jurors put it to the vote, without the sponsors
/// that anybody else would need.
fn from_the_bench(ana: &Person<'_>, gia: &Person<'_>, crowd: &Crowd<'_>) -> Result<()> {
    ana.go("/commons/propose/moderation/rule/lawful")?;
    let words = "Nothing that a court of this country has called a crime.";
    ana.browser.type_into("textarea[name=text]", words)?;
    let draft = ana.propose("What is lawful here?")?;
    ana.go_until(&draft, "1 of 2 members stand behind it")?;
    ensure!(
        !ana.browser.page_text()?.contains("As a juror"),
        "who did not judge is offered the bench"
    );
    gia.go_until(&draft, "0 of 2 jurors want it voted on")?;
    gia.look("bench", &draft, "draft")?;
    gia.browser
        .click_with_text("button", "Put it to the vote as a juror")?;
    let said = gia.sign()?;
    ensure!(
        said.contains("as a juror of jury 4"),
        "the sheet said: {said}"
    );
    gia.go_until(&draft, "1 of 2 jurors want it voted on")?;
    let number: u32 = draft.rsplit('/').next().context("a number")?.parse()?;
    let body = Body::SponsorFromBench {
        jury: JuryId(4),
        proposal: ProposalId(number),
    };
    crowd.act(LAST.start, body, None)?;
    gia.go_until(&draft, "The jury that heard a case put this to the vote")?;
    obstacles(gia)?;
    gia.vote(&draft, "yes").map(drop)
}

/// Has the members decide that each case is heard twice, and that one disagreement makes a rule unclear.
fn hear_every_case_twice(site: &Clocked, crowd: &Crowd<'_>) -> Result<()> {
    let change = |(word, value)| {
        let parameter = Parameter::of_word(word).context("a parameter")?;
        Ok(ParameterChange { parameter, value })
    };
    let changes = [("retrial-share", 10_000), ("unclear-from", 1)].map(change);
    let changes: Vec<_> = changes.into_iter().collect::<Result<_>>()?;
    crowd.decide(Payload::Charter(changes), "Shall each case be heard twice?")?;
    for hours in [VOTE_HOURS + 1, TIMELOCK_HOURS + 1, FREEZE_HOURS] {
        site.advance(hours)?;
    }
    ensure!(
        site.app.commons().charter.retrial_share.0 == 10_000,
        "the charter is as it was"
    );
    Ok(())
}

/// Says on the page of cases whether one can be drawn, signed.
fn set_duty(person: &Person<'_>, act: &str, then: &str) -> Result<()> {
    person.go(CASES)?;
    person.browser.click_with_text("button", act)?;
    let said = person.sign()?;
    ensure!(said.contains("juries"), "the sheet said: {said}");
    person.go_until(CASES, then)
}

/// The policy says at the rule that juries read it differently, and leads to clearer words.
fn read_the_mark(ana: &Person<'_>) -> Result<()> {
    let mark = "of 1 cases heard twice, 0 were ruled alike";
    ana.go_until("/commons/policies/moderation", mark)?;
    ana.look("bench", "/commons/policies/moderation", "mark")?;
    let read = "return fetch('/api/meent/v1/policies/moderation').then(answer => answer.json())";
    let policy = ana.browser.run(read, &[])?;
    ensure!(
        policy["unclear_rules"] == serde_json::json!(["lawful"]),
        "{}",
        policy["unclear_rules"]
    );
    ana.browser.click_with_text("a", "Write it more clearly")?;
    ana.browser
        .wait_for_url("/commons/propose/moderation/rule/lawful")
}

fn appeal_further(person: &Person<'_>, level: &str) -> Result<()> {
    person.go_until(CASE, "Ask a larger jury")?;
    obstacles(person)?;
    person
        .browser
        .click("form[data-sign=appeal-further] button")?;
    let said = person.sign()?;
    ensure!(said.contains("larger jury"), "the sheet said: {said}");
    person.go_until(CASE, &format!("level {level}"))
}

/// Of four who can be drawn three are; the first of them steps aside, and the fourth comes. Returns who
/// sits then.
fn step_aside<'a, 'site>(bench: &'a [Person<'site>; 4]) -> Result<Vec<&'a Person<'site>>> {
    let summons = "You were drawn by lot for a jury.";
    let mut seated = Vec::new();
    let mut left = Vec::new();
    for person in bench {
        person.go("/notifications")?;
        if person.browser.page_text()?.contains(summons) {
            seated.push(person);
        } else {
            left.push(person);
        }
    }
    ensure!(
        (seated.len(), left.len()) == (3, 1),
        "{} of four were drawn",
        seated.len()
    );
    let first = seated.remove(0);
    first.browser.click_with_text("a", summons)?;
    first.browser.wait_for_text("it costs you nothing")?;
    first.browser.click("form[data-sign=step-aside] button")?;
    let said = first.sign()?;
    ensure!(said.contains("steps aside"), "the sheet said: {said}");
    first.browser.wait_for_url(CASES)?;
    seated.extend(left);
    Ok(seated)
}
