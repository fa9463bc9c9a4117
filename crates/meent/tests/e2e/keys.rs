//! Keys: a second passkey that takes over from the first, and a browser that may cast ballots.

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use testkit::browser::Screen;

use crate::clocked::Clocked;
use crate::person::Person;

/// A key that is added is in force a day later.
const KEY_DELAY_HOURS: u64 = 24;

#[test]
fn a_second_passkey_takes_over_from_the_first() -> Result<()> {
    let site = Clocked::start()?;
    let laptop = Person::new(&site, "ana", Screen::Desktop)?;
    laptop.found(site.app.founding_code(), "Lumen", "circle")?;
    refuse_to_remove_the_last(&laptop)?;
    // The telephone has the same passkey, as when a device syncs it, and a session of its own.
    let phone = Person::new(&site, "ana", Screen::Phone)?;
    let first = laptop.passkeys()?;
    phone.lose_passkeys()?;
    phone.hold(&first)?;
    ensure!(phone.sign_in()?.is_none(), "a synced passkey is refused");
    phone.go("/notifications")?;

    let second = add_a_stick(&laptop, &first)?;
    // Every device is told, before the key can do anything.
    phone.go("/")?;
    phone.browser.find("a[href='/notifications'] .unread")?;
    phone.go("/notifications")?;
    phone.browser.wait_for_text("Your keys changed.")?;
    phone.go("/you/keys")?;
    phone.browser.wait_for_text("Blue stick")?;
    phone.browser.find("ul.keys li:last-child .waits")?;

    // What is not in force opens no door; a while later it does.
    laptop.lose_passkeys()?;
    laptop.plug_in(&second)?;
    sign_out(&laptop)?;
    let said = laptop.sign_in()?;
    ensure!(
        said.as_ref()
            .is_some_and(|it| it.contains("not known here")),
        "a key that waits signed in: {said:?}"
    );
    site.advance(KEY_DELAY_HOURS - 1)?;
    ensure!(laptop.sign_in()?.is_some(), "a key signed in an hour early");
    site.advance(1)?;
    laptop.browser.console_errors()?;
    ensure!(laptop.sign_in()?.is_none(), "a key in force is refused");

    remove_the_first(&laptop)?;
    sign_out_everywhere(&laptop)?;
    for device in [&laptop, &phone] {
        device.go("/you")?;
        ensure!(
            device.browser.url()?.contains("/sign-in"),
            "a device is still signed in"
        );
        device.expect_quiet_console()?;
    }
    ensure!(phone.sign_in()?.is_some(), "a removed passkey signed in");
    ensure!(
        laptop.sign_in()?.is_none(),
        "the key that is left is refused"
    );
    refuse_to_remove_the_last(&laptop)
}

/// The page offers no button for it, and a form that does gets the record's no.
fn refuse_to_remove_the_last(person: &Person<'_>) -> Result<()> {
    person.go("/you/keys")?;
    ensure!(
        person
            .browser
            .find_all("form[data-sign=remove-key]")?
            .is_empty(),
        "the page offers to remove the last key"
    );
    person.browser.run(
        "const number = document.querySelector('form[action=\"/you/keys/name\"] [name=key]').value;
         const form = document.createElement('form');
         form.dataset.sign = 'remove-key';
         form.append(Object.assign(document.createElement('input'), { name: 'key', value: number }));
         document.body.append(form);
         form.requestSubmit();",
        &[],
    )?;
    let said = person.sign_in_vain()?;
    ensure!(said.contains("last key"), "the sheet said: {said}");
    let errors = person.browser.console_errors()?;
    ensure!(
        errors.iter().all(|it| it.contains("/operations")),
        "{errors:#?}"
    );
    Ok(())
}

/// Adds a passkey on a security key, signed by the one of the device; returns what the stick holds.
fn add_a_stick(person: &Person<'_>, first: &[Value]) -> Result<Vec<Value>> {
    person.go("/you/keys")?;
    person
        .browser
        .type_into("#add > form input[name=key_name]", "Blue stick")?;
    person.lose_passkeys()?;
    person.plug_in(&[])?;
    person.browser.click("#add > form button")?;
    person.read_sheet()?;
    let second = person.lose_passkeys()?;
    ensure!(second.len() == 1, "the stick holds {second:?}");
    person.hold(first)?;
    let said = person.sign()?;
    ensure!(said.contains("adds a key"), "the sheet said: {said}");
    person.go_until("/you/keys", "Blue stick")?;
    Ok(second)
}

fn sign_out(person: &Person<'_>) -> Result<()> {
    person.go("/you")?;
    person.browser.click("form[action='/sign-out'] button")?;
    expect_signed_out(person)
}

fn sign_out_everywhere(person: &Person<'_>) -> Result<()> {
    person.go("/you/keys")?;
    person
        .browser
        .click("form[action='/you/keys/sign-out-everywhere'] button")?;
    expect_signed_out(person)
}

fn expect_signed_out(person: &Person<'_>) -> Result<()> {
    testkit::wait::until("being signed out", || {
        Ok(person
            .browser
            .cookie("__Host-meent")?
            .is_none()
            .then_some(()))
    })
    .with_context(|| {
        format!(
            "{:?}: {:?}",
            person.browser.url(),
            person.browser.page_text()
        )
    })
}

/// Removes the first key, signed by the second.
fn remove_the_first(person: &Person<'_>) -> Result<()> {
    person.go("/you/keys")?;
    person
        .browser
        .click("ul.keys li:first-child details > summary")?;
    person
        .browser
        .click("ul.keys li:first-child form[data-sign=remove-key] button")?;
    let said = person.sign()?;
    ensure!(said.contains("removes"), "the sheet said: {said}");
    testkit::wait::until("one key to be left", || {
        person.go("/you/keys")?;
        let left = person.browser.find_all("ul.keys > li")?;
        Ok((left.len() == 1).then_some(()))
    })?;
    person.browser.wait_for_text("Blue stick")
}

#[test]
fn a_browser_that_was_granted_it_casts_ballots_without_a_touch() -> Result<()> {
    let site = Clocked::start()?;
    let ana = Person::new(&site, "ana", Screen::Desktop)?;
    ana.found(site.app.founding_code(), "Lumen", "circle")?;
    let decision = propose_a_statement(&ana)?;
    site.advance(1)?;
    // One touch grants the right and casts the first ballot; the next ones need none.
    grant_with_a_vote(&ana, &decision)?;
    let passkeys = ana.lose_passkeys()?;
    let said = ana.vote(&decision, "no")?;
    ensure!(said.contains("votes against"), "the sheet said: {said}");
    ensure!(
        own_choice(&ana, &decision)? == "no",
        "the ballot is another"
    );
    refuse_everything_else(&ana, &decision)?;

    // A second browser of hers gets the right, too, and loses it to the first one's revocation.
    let phone = Person::new(&site, "ana", Screen::Phone)?;
    phone.lose_passkeys()?;
    phone.hold(&passkeys)?;
    ensure!(phone.sign_in()?.is_none(), "a synced passkey is refused");
    grant_with_a_vote(&phone, &decision)?;
    ana.hold(&passkeys)?;
    revoke(&ana)?;
    for browser in [&ana, &phone] {
        browser.go(&decision)?;
        browser
            .browser
            .click("form[data-sign=vote] button[value=abstain]")?;
        // Whoever does not know yet learns it from the record's no, and is asked for the passkey.
        while browser.browser.find_all(ASKS_PASSKEY)?.is_empty() {
            browser.read_sheet()?;
            if browser.browser.find_all(ASKS_PASSKEY)?.is_empty() {
                browser.browser.click("#sheet[open] [data-do=sign]")?;
                browser.browser.find(ASKS_PASSKEY)?;
            }
        }
        browser.sign()?;
        ensure!(own_choice(browser, &decision)? == "abstain");
    }
    Ok(())
}

/// The sheet, where it asks for the passkey and not for the key of the browser.
const ASKS_PASSKEY: &str =
    "#sheet[open] [data-part=ask]:not([hidden]) [data-label=passkey]:not([hidden])";

fn propose_a_statement(person: &Person<'_>) -> Result<String> {
    person.go("/commons/propose/statement")?;
    person
        .browser
        .type_into("input[name=title]", "Shall we meet on Mondays?")?;
    person
        .browser
        .type_into("textarea[name=reasons]", "Nobody has anything else then.")?;
    person.browser.click("form.proposal button.primary")?;
    person
        .browser
        .click("form[data-sign=propose] button.primary")?;
    person.sign()?;
    person.browser.wait_for_url("/commons/decisions/")?;
    person.path()
}

/// Votes for, and lets this browser cast ballots from now on, with one touch of the passkey.
fn grant_with_a_vote(person: &Person<'_>, decision: &str) -> Result<()> {
    person.go(decision)?;
    person
        .browser
        .click("form[data-sign=vote] button[value=yes]")?;
    person.read_sheet()?;
    person.browser.choose("#sheet[open] [data-session]")?;
    person.sign()?;
    ensure!(own_choice(person, decision)? == "yes");
    person.go("/you/keys")?;
    person.browser.find("#ballots ul.rows li").map(drop)
}

/// What the node says that the person's ballot is now.
fn own_choice(person: &Person<'_>, decision: &str) -> Result<String> {
    let number = decision.rsplit('/').next().context("a decision")?;
    let it = person.browser.run(
        "return fetch(`/api/meent/v1/decisions/${arguments[0]}`).then(answer => answer.json())",
        &[json!(number)],
    )?;
    let choice = it["own_choice"].as_str();
    Ok(choice
        .with_context(|| format!("no choice in {it}"))?
        .to_owned())
}

/// Has the browser's key sign everything that it may not: a page that somebody else wrote would try.
fn refuse_everything_else(person: &Person<'_>, decision: &str) -> Result<()> {
    let number = decision.rsplit('/').next().context("a decision")?;
    let wants = [
        json!({"kind": "add-key", "key": {"kind": "ed25519", "public_key": "A".repeat(43)}}),
        json!({"kind": "remove-key", "key": 0}),
        json!({"kind": "grant-session", "key": "A".repeat(43)}),
        json!({"kind": "revoke-sessions"}),
        json!({"kind": "invite", "key": "A".repeat(43)}),
        json!({"kind": "sponsor", "proposal": number}),
        json!({"kind": "withdraw-proposal", "proposal": number}),
        json!({"kind": "propose", "payload": "{\"kind\":\"statement\"}", "title": "Mine", "reasons": "?"}),
        json!({"kind": "leave"}),
    ];
    person.go(decision)?;
    let answers = person.browser.run(
        "const url = (name) => performance.getEntriesByType('resource').map(it => it.name).find(it => it.endsWith(`/js/${name}.js`));
         const send = (path, body) => fetch(`/api/meent/v1/operations${path}`, {
           method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
         return (async () => {
           const [{ find, sign }, { signingHash }, { fromBase64, toBase64Url }] =
             await Promise.all(['session-key', 'operation', 'bytes'].map((name) => import(url(name))));
           const { network, member } = document.querySelector('#sheet').dataset;
           const session = await find(network, Number(member), 0);
           const answers = [];
           for (const want of arguments[0]) {
             const { operation, attachment } = await (await send('/prepare', want)).json();
             const signature = toBase64Url(await sign(session, await signingHash(fromBase64(operation))));
             const answer = await send('', { operation, attachment, signature: { kind: 'ed25519', key: session.key, signature } });
             answers.push([want.kind, answer.status, (await answer.json()).code]);
           }
           return answers;
         })()",
        &[json!(wants)],
    )?;
    let answers = answers.as_array().context("a list of answers")?;
    ensure!(answers.len() == wants.len(), "{answers:?}");
    for answer in answers {
        ensure!(
            answer[1] == 422 && answer[2] == "session-may-not",
            "the browser's key was answered {answer}"
        );
    }
    person.browser.console_errors()?;
    Ok(())
}

fn revoke(person: &Person<'_>) -> Result<()> {
    person.go("/you/keys")?;
    ensure!(
        person.browser.find_all("#ballots ul.rows li")?.len() == 2,
        "not every browser's key is shown"
    );
    person
        .browser
        .click("form[data-sign=revoke-sessions] button")?;
    let said = person.sign()?;
    ensure!(said.contains("ends the right"), "the sheet said: {said}");
    person.go_until(
        "/you/keys",
        "None. You can switch it on when you next vote.",
    )
}
