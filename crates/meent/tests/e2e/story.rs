//! The story of a circle of three: from nothing to a rule that they changed themselves.

use anyhow::{Context as _, Result, ensure};
use domain::founding::{RuleSet, first_rules};
use domain::profile::Language;
use ledger::policy::ModerationChange;
use serde_json::json;
use testkit::browser::Screen;

use crate::clocked::Clocked;
use crate::person::{CommandLine, Person};

/// The page of the commons' money.
pub(crate) const TREASURY: &str = "/commons/treasury";
/// Hours of the charter template "circle": a vote lasts three days, its effect waits one.
const VOTE_HOURS: u64 = 72;
const TIMELOCK_HOURS: u64 = 24;
/// An added key is in force a day later.
const KEY_DELAY_HOURS: u64 = 25;

#[test]
fn three_people_found_a_circle_and_change_a_rule() -> Result<()> {
    tell(&Clocked::start()?)
}

#[test]
fn three_people_found_a_circle_and_change_a_rule_on_postgresql() -> Result<()> {
    tell(&Clocked::start_on_postgres()?)
}

fn tell(site: &Clocked) -> Result<()> {
    let ana = Person::new(site, "ana", Screen::Desktop)?;
    let ben = Person::new(site, "ben", Screen::Desktop)?;
    let cem = Person::new(site, "cem", Screen::Phone)?;

    come_together(site, &ana, &ben, &cem)?;
    let post = publish_and_appreciate(&ana, &ben, &cem)?;
    act_on_a_report(&ana, &ben, &cem)?;
    let key = ben.add_command_line_key()?;
    site.advance(KEY_DELAY_HOURS)?;
    change_the_rule(site, &ana, &ben, &cem, &key)?;
    earn_shares(site, &cem, &post)?;
    verify_export_and_leave(site, &ana, &ben)?;
    for person in [&ana, &ben, &cem] {
        person.expect_quiet_console()?;
    }
    Ok(())
}

/// All three vote for a decision of a circle, and it comes into force.
pub(crate) fn decide(site: &Clocked, decision: &str, all: [&Person<'_>; 3]) -> Result<()> {
    for person in all {
        person.vote(decision, "yes")?;
    }
    site.advance(VOTE_HOURS + 1)?;
    all[0].go_until(decision, "It passed")?;
    site.advance(TIMELOCK_HOURS + 1)?;
    all[0].go_until(decision, "the server works by it")
}

/// Ana founds, invites Ben and Cem, and they join by their links.
pub(crate) fn come_together(
    site: &Clocked,
    ana: &Person<'_>,
    ben: &Person<'_>,
    cem: &Person<'_>,
) -> Result<()> {
    ana.found(site.app.founding_code(), "Lumen", "circle")?;
    ben.join(&ana.invite("Ben")?)?;
    let link = ana.invite("Cem")?;
    cem.join(&link)?;
    // A link is used once.
    ben.browser.go(&link)?;
    ensure!(
        ben.browser.find_all("form[data-entry=join]")?.is_empty(),
        "a used link joins again"
    );
    ana.go("/commons/people")?;
    ana.browser.wait_for_text("Cem")
}

/// A gift of `amount` comes to the commons: the first person sees it on the bank, the second confirms it. It is
/// the transfer of that `number`.
pub(crate) fn give(
    first: &Person<'_>,
    second: &Person<'_>,
    (amount, number): (&str, u32),
) -> Result<()> {
    first.go(TREASURY)?;
    first.browser.type_into("input[name=amount]", amount)?;
    first
        .browser
        .type_into("input[name=title]", "Bank statement 1, first line")?;
    first
        .browser
        .click("form[data-sign=attest-income] button.primary")?;
    first.sign()?;
    first.go_until(TREASURY, "Waiting for a second person")?;
    second.go(&format!("{TREASURY}/transfers/{number}"))?;
    second.press("confirm-transfer").map(drop)
}

/// Both say that the first payment that is due was made; returns its page.
pub(crate) fn pay_due(first: &Person<'_>, second: &Person<'_>, document: &str) -> Result<String> {
    first.go_until(TREASURY, "Decided, to be paid")?;
    let link = first.browser.find("#due .rows a")?;
    let href = first.browser.attribute(&link, "href")?;
    let payment = href.context("a link leads somewhere")?;
    pay(first, second, &payment, document)?;
    Ok(payment)
}

/// The first says by a `document` that the payment on that page was made, the second confirms it, each with
/// their passkey.
pub(crate) fn pay(
    first: &Person<'_>,
    second: &Person<'_>,
    payment: &str,
    document: &str,
) -> Result<()> {
    first.go(payment)?;
    first.browser.type_into("input[name=title]", document)?;
    first
        .browser
        .click("form[data-sign=attest-payment] button.primary")?;
    let said = first.sign()?;
    ensure!(said.contains("was paid"), "the sheet said: {said}");
    second.go_until(payment, "A second person")?;
    second.press("confirm-transfer").map(drop)
}

/// Cem publishes a photograph from the phone; the others follow, comment and appreciate.
fn publish_and_appreciate(ana: &Person<'_>, ben: &Person<'_>, cem: &Person<'_>) -> Result<String> {
    let boats = crate::camera_photo();
    let post = cem.publish(
        "Boats at low tide. #harbour",
        &[(&boats, "Wooden boats in a river")],
    )?;
    cem.browser
        .find("article.post img[alt='Wooden boats in a river']")?;
    for person in [ana, ben] {
        person.follow("cem")?;
        person.appreciate(&post)?;
        person.go("/")?;
        person.browser.wait_for_text("Boats at low tide.")?;
    }
    ben.comment(&post, "I can hear the water.")?;
    cem.go("/notifications")?;
    cem.browser.wait_for_text("Ben")?;
    Ok(post)
}

/// Ben publishes something that Cem reports; Ana, who moderates, acts by a rule, and Ben is told
/// which. Without a rule nothing is possible.
fn act_on_a_report(ana: &Person<'_>, ben: &Person<'_>, cem: &Person<'_>) -> Result<()> {
    let post = ben.publish("Buy my watches, cheap cheap cheap.", &[])?;
    cem.report(&post, "no-spam")?;
    // Only moderators see the queue.
    cem.go_refused("/commons/moderation/queue")?;
    open_the_case(ana)?;
    ana.browser.choose("input[name=rule][value=no-spam]")?;
    ana.browser
        .type_into("textarea[name=reason]", "It advertises and nothing else.")?;
    ana.browser.click("form[action$='/act'] button.primary")?;
    testkit::wait::until("the act to be done", || {
        Ok(ana
            .browser
            .url()?
            .ends_with("/commons/moderation")
            .then_some(()))
    })?;
    ben.go("/notifications")?;
    ben.browser.click("a[href*='/moderation/']")?;
    ben.browser.wait_for_text("It advertises and nothing else.")
}

fn open_the_case(moderator: &Person<'_>) -> Result<()> {
    moderator.go("/commons/moderation/queue")?;
    moderator
        .browser
        .click("a.t[href*='/commons/moderation/']")?;
    moderator.browser.find("form[action$='/act']").map(drop)
}

/// Ana proposes to take the rule out, Ben sponsors, all vote; when the timelock has passed the
/// rule is gone, and the act that was possible before is refused.
fn change_the_rule(
    site: &Clocked,
    ana: &Person<'_>,
    ben: &Person<'_>,
    cem: &Person<'_>,
    ben_key: &CommandLine,
) -> Result<()> {
    let post = ben.publish("More watches. They tick!", &[])?;
    cem.report(&post, "no-spam")?;
    ana.go("/commons/propose/moderation/rule/no-spam")?;
    ana.browser.choose("input[name=remove]")?;
    ana.browser.type_into(
        "input[name=title]",
        "Shall we drop the rule against advertising?",
    )?;
    ana.browser.type_into(
        "textarea[name=reasons]",
        "We are three. We can talk to each other.",
    )?;
    ana.browser.click("form.proposal button.primary")?;
    ana.browser
        .click("form[data-sign=propose] button.primary")?;
    let said = ana.sign()?;
    ensure!(
        said.contains("Shall we drop the rule"),
        "the sheet said: {said}"
    );
    ana.browser.wait_for_url("/commons/decisions/")?;
    let decision = ana.path()?;
    ben.go(&decision)?;
    if !ben
        .browser
        .find_all("form[data-sign=sponsor] button")?
        .is_empty()
    {
        ben.browser.click("form[data-sign=sponsor] button")?;
        ben.sign()?;
    }
    site.advance(1)?;
    ana.vote(&decision, "yes")?;
    ben.vote(&decision, "no")?;
    // A ballot can be changed until the close, also from the command line.
    ben_key.vote(site.base(), &decision, "yes")?;
    cem.vote(&decision, "yes")?;
    // The page with the old rule is open while the vote is on.
    open_the_case(ana)?;
    ana.browser.choose("input[name=rule][value=no-spam]")?;
    ana.browser
        .type_into("textarea[name=reason]", "As before.")?;
    site.advance(VOTE_HOURS + 1)?;
    site.advance(TIMELOCK_HOURS + 1)?;
    ana.browser.click("form[action$='/act'] button.primary")?;
    ana.browser.find(".flash-error, .state")?;
    cem.go(&post)?;
    cem.browser.wait_for_text("More watches. They tick!")?;
    cem.go("/commons/policies/moderation")?;
    ensure!(
        cem.browser.find_all("[id$=no-spam]")?.is_empty(),
        "the rule still stands in the policy"
    );
    cem.go("/commons/policies/moderation/history")?;
    compare_the_versions(cem)?;
    cem.browser.click("a[href^='/commons/decisions/']")?;
    cem.browser
        .wait_for_text("Shall we drop the rule against advertising?")
}

/// The history shows the clause that went, word for word, and our JSON says the same.
fn compare_the_versions(person: &Person<'_>) -> Result<()> {
    let versions = person.browser.run(
        "return fetch('/api/meent/v1/policies/moderation/versions').then(answer => answer.json())",
        &[],
    )?;
    let (now, before) = (&versions[0], &versions[1]);
    ensure!(
        now["version"] == 2 && before["version"] == 1,
        "the versions are {versions}"
    );
    ensure!(
        now["payload"]
            == json!({"kind": "moderation", "changes": [{"kind": "remove-rule", "value": "no-spam"}]}),
        "version 2 changed {}",
        now["payload"]
    );
    let first = first_rules(RuleSet::Makers, Language::English);
    let gone = first.iter().find_map(|change| match change {
        ModerationChange::PutRule(rule) if rule.id == "no-spam" => Some(&rule.text),
        _ => None,
    });
    let gone = gone.context("the first policy has the rule")?;
    person.browser.find_with_text("#v2 del", gone).map(drop)
}

/// When the round has closed, Cem has shares, and the page says why.
fn earn_shares(site: &Clocked, cem: &Person<'_>, post: &str) -> Result<()> {
    let week = 7 * 24;
    site.advance(week)?;
    cem.go_until("/commons/work", "how it was counted")?;
    cem.browser.click_with_text("a", "how it was counted")?;
    cem.browser.wait_for_url("/commons/work/")?;
    cem.browser.wait_for_text("share")?;
    ensure!(!post.is_empty(), "there is a work");
    cem.go("/commons/shares")?;
    cem.browser.wait_for_text("share")
}

/// The record is checked in the browser, Ben takes everything along and leaves.
fn verify_export_and_leave(site: &Clocked, ana: &Person<'_>, ben: &Person<'_>) -> Result<()> {
    ana.go("/commons/record")?;
    ana.browser.wait_for_text("kept its past")?;
    ben.go("/you/privacy")?;
    ben.browser.find("a[href*=export]")?;
    let export = ben.browser.run(
        "return fetch('/you/export').then(answer => answer.text())",
        &[],
    )?;
    ensure!(
        export
            .as_str()
            .is_some_and(|text| text.contains("They tick!")),
        "the export lacks what Ben wrote: {export}"
    );
    ben.go("/you/leave")?;
    ben.browser.click("form[data-sign=leave] button.danger")?;
    ben.sign()?;
    ben.browser.wait_for_url("/left")?;
    // Erasing is a job, which follows in a moment.
    testkit::wait::until("what Ben wrote to be gone", || {
        ana.go("/explore")?;
        ana.browser.wait_for_text("Boats at low tide.")?;
        let is_there = ana.browser.page_text()?.contains("They tick!");
        Ok((!is_there).then_some(()))
    })?;
    ana.go_refused("/@ben")?;
    let verified = std::process::Command::new(env!("CARGO_BIN_EXE_meent"))
        .args(["verify", site.base()])
        .output()?;
    let said = String::from_utf8_lossy(&verified.stdout);
    ensure!(
        verified.status.success() && said.trim_end().ends_with("matches"),
        "a stranger's replay of the record said: {said}{}",
        String::from_utf8_lossy(&verified.stderr)
    );
    Ok(())
}
