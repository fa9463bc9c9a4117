//! A person at a device: a browser with a passkey authenticator.

use std::cell::RefCell;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use tempfile::TempDir;
use testkit::browser::passkey::Authenticator;
use testkit::browser::{Browser, Screen, Theme};

use crate::clocked::Clocked;

/// Somebody with a device of their own.
pub(crate) struct Person<'site> {
    pub(crate) browser: Browser,
    /// What holds the passkeys that the device can use now.
    authenticator: RefCell<Authenticator>,
    pub(crate) handle: String,
    site: &'site Clocked,
}

/// A key of the command line in a folder of its own, with the number that it has on the record.
pub(crate) struct CommandLine {
    folder: TempDir,
    member: u32,
    number: u32,
}

impl CommandLine {
    fn meent(&self, arguments: &[&str]) -> Result<String> {
        let done = std::process::Command::new(env!("CARGO_BIN_EXE_meent"))
            .current_dir(self.folder.path())
            .args(arguments)
            .output()?;
        let said = String::from_utf8_lossy(&done.stdout).trim().to_owned();
        ensure!(
            done.status.success(),
            "{arguments:?}: {said}{}",
            String::from_utf8_lossy(&done.stderr)
        );
        Ok(said)
    }

    /// Casts a ballot on the decision at `path` of the site at `base`.
    pub(crate) fn vote(&self, base: &str, path: &str, choice: &str) -> Result<()> {
        let proposal = path.rsplit('/').next().unwrap_or_default();
        let (member, number) = (self.member.to_string(), self.number.to_string());
        let said = self.meent(&[
            "key", "vote", "--key", "my.key", "--site", base, "--member", &member, "--number",
            &number, proposal, choice,
        ])?;
        ensure!(said.starts_with("on the record"), "{said}");
        Ok(())
    }
}

impl<'site> Person<'site> {
    /// Somebody who has not been here before.
    pub(crate) fn new(site: &'site Clocked, handle: &str, screen: Screen) -> Result<Self> {
        let browser = Browser::open(screen, "en")?;
        let authenticator = browser.add_authenticator()?;
        browser.set_clock(site.now_ms())?;
        Ok(Self {
            browser,
            authenticator: RefCell::new(authenticator),
            handle: handle.to_owned(),
            site,
        })
    }

    /// Goes to `path`, at the time that it is there now.
    pub(crate) fn go(&self, path: &str) -> Result<()> {
        self.browser.set_clock(self.site.now_ms())?;
        self.browser.go(&self.site.url(path))
    }

    /// Goes to `path`, where there is nothing for this person; their console says so, and is
    /// otherwise quiet.
    pub(crate) fn go_refused(&self, path: &str) -> Result<()> {
        self.expect_quiet_console()?;
        self.go(path)?;
        let errors = self.browser.console_errors()?;
        ensure!(
            errors.len() == 1 && errors.iter().all(|it| it.contains(path)),
            "{path} answered {}: {errors:#?}",
            self.handle
        );
        Ok(())
    }

    /// Goes to `path` again and again, until the page says `words`: what the node does by itself,
    /// such as settling a round, takes a moment.
    pub(crate) fn go_until(&self, path: &str, words: &str) -> Result<()> {
        testkit::wait::until(&format!("“{words}” on {path}"), || {
            self.go(path)?;
            Ok(self.browser.page_text()?.contains(words).then_some(()))
        })
    }

    /// Founds the network by the conversation of five steps.
    pub(crate) fn found(&self, code: &str, name: &str, template: &str) -> Result<()> {
        self.go("/found")?;
        self.browser.type_into("input[name=code]", code)?;
        self.browser.click("form button.primary")?;
        self.browser.type_into("input[name=name]", name)?;
        self.browser.click("button[name=to][value=next]")?;
        self.browser
            .choose(&format!("input[name=template][value={template}]"))?;
        self.browser.click("button[name=to][value=next]")?;
        self.browser.find("input[type=radio][name=rules]")?;
        self.browser.click("button[name=to][value=next]")?;
        self.introduce_oneself()?;
        self.browser
            .click("form[data-entry=found] button.primary")?;
        self.sign()?;
        self.browser.find("form[data-invite]").map(drop)
    }

    /// Returns the passkeys that the device can use now, as when it syncs them to another one.
    pub(crate) fn passkeys(&self) -> Result<Vec<Value>> {
        self.browser.credentials(&self.authenticator.borrow())
    }

    /// Takes away whatever holds passkeys, and returns them.
    pub(crate) fn lose_passkeys(&self) -> Result<Vec<Value>> {
        let held = self.passkeys()?;
        self.browser
            .remove_authenticator(&self.authenticator.borrow())?;
        Ok(held)
    }

    /// After [`Person::lose_passkeys`]: lets the device itself hold `passkeys`.
    pub(crate) fn hold(&self, passkeys: &[Value]) -> Result<()> {
        self.use_instead(self.browser.add_authenticator()?, passkeys)
    }

    /// After [`Person::lose_passkeys`]: plugs in a security key that holds `passkeys`.
    pub(crate) fn plug_in(&self, passkeys: &[Value]) -> Result<()> {
        self.use_instead(self.browser.add_security_key()?, passkeys)
    }

    fn use_instead(&self, authenticator: Authenticator, passkeys: &[Value]) -> Result<()> {
        for passkey in passkeys {
            self.browser.add_credential(&authenticator, passkey)?;
        }
        self.authenticator.replace(authenticator);
        Ok(())
    }

    /// Signs in with a passkey of the device; if the node refuses, returns what it said.
    pub(crate) fn sign_in(&self) -> Result<Option<String>> {
        self.go("/sign-in")?;
        self.browser.click("form[data-entry=sign-in] button")?;
        testkit::wait::until("an answer to the sign-in", || {
            let said = "form[data-entry=sign-in] [data-error]:not([hidden])";
            if let Some(said) = self.browser.find_all(said)?.into_iter().next() {
                return Ok(Some(Some(self.browser.text(&said)?)));
            }
            Ok((!self.browser.url()?.contains("/sign-in")).then_some(None))
        })
    }

    /// Fills in who this is, where a newcomer is asked.
    fn introduce_oneself(&self) -> Result<()> {
        let name: String = self
            .handle
            .chars()
            .take(1)
            .flat_map(char::to_uppercase)
            .chain(self.handle.chars().skip(1))
            .collect();
        self.browser.type_into("input[name=display_name]", &name)?;
        self.browser.type_into("input[name=handle]", &self.handle)
    }

    /// Joins by the invitation `link`.
    pub(crate) fn join(&self, link: &str) -> Result<()> {
        self.browser.set_clock(self.site.now_ms())?;
        self.browser.go(link)?;
        self.introduce_oneself()?;
        self.browser.click("form[data-entry=join] button.primary")?;
        self.sign()?;
        testkit::wait::until("being inside", || {
            Ok((!self.browser.url()?.contains("/join")).then_some(()))
        })
    }

    /// Makes an invitation link on the page of the people.
    pub(crate) fn invite(&self, name: &str) -> Result<String> {
        self.go("/commons/people")?;
        let before = self.browser.find_all("[data-invitation]")?.len();
        self.browser
            .type_into("form[data-invite] input[name=name]", name)?;
        self.browser.click("form[data-invite] button.primary")?;
        self.sign()?;
        testkit::wait::until("the new link", || {
            let links = self.browser.run(
                "return [...document.querySelectorAll('[data-invitation]')].map(row =>
                   [row.textContent, row.querySelector('input')?.value ?? ''])",
                &[],
            )?;
            let links = links.as_array().cloned().unwrap_or_default();
            let made = links
                .iter()
                .filter(|_| links.len() > before)
                .find_map(|row| {
                    let is_for = row[0].as_str().is_some_and(|text| text.contains(name));
                    row[1]
                        .as_str()
                        .filter(|link| is_for && link.contains('#'))
                        .map(str::to_owned)
                });
            Ok(made)
        })
    }

    /// Makes a key with the command line and adds it on the page of keys, signed by the passkey.
    pub(crate) fn add_command_line_key(&self) -> Result<CommandLine> {
        let mut line = CommandLine {
            folder: tempfile::tempdir()?,
            member: 0,
            number: 0,
        };
        let public = line.meent(&["key", "new", "my.key"])?;
        self.go("/you/keys")?;
        self.browser.click("#add details > summary")?;
        self.browser.type_into("input[name=public_key]", &public)?;
        self.browser.click("#add details form button")?;
        self.sign()?;
        self.go_until("/you/keys", "key of the command line")?;
        let me = self.browser.run(
            "return fetch('/api/meent/v1/me/keys').then(answer => answer.json())",
            &[],
        )?;
        let keys = me["keys"].as_array();
        let held = keys.and_then(|keys| keys.iter().find(|key| key["is_passkey"] == false));
        let number = held.and_then(|key| key["number"].as_u64());
        let member = self.browser.run(
            "return fetch('/api/meent/v1/me').then(answer => answer.json())",
            &[],
        )?;
        let number_of = |it: Option<u64>| it.and_then(|it| u32::try_from(it).ok());
        line.number = number_of(number).with_context(|| format!("no key in {me}"))?;
        line.member = number_of(member["member"]["number"].as_u64())
            .with_context(|| format!("no number in {member}"))?;
        Ok(line)
    }

    /// Reads the open signing sheet, signs, and puts the receipt away; returns what it said.
    pub(crate) fn sign(&self) -> Result<String> {
        let said = self.read_sheet()?;
        self.browser.click("#sheet[open] [data-do=sign]")?;
        self.put_receipt_away(&said)?;
        Ok(said)
    }

    /// Signs on the open sheet what the record will not take; returns what the page says of it.
    pub(crate) fn sign_in_vain(&self) -> Result<String> {
        self.read_sheet()?;
        self.browser.click("#sheet[open] [data-do=sign]")?;
        let failed = "#sheet[open] [data-part=failed]:not([hidden])";
        let said = self.browser.text(&self.browser.find(failed)?)?;
        self.browser
            .click("#sheet[open] [data-part=failed] form button")?;
        Ok(said)
    }

    fn put_receipt_away(&self, said: &str) -> Result<()> {
        self.browser
            .find("#sheet[open] [data-part=done]:not([hidden])")?;
        let checked = self
            .browser
            .find_all("#sheet[open] [data-checked]:not([hidden])")?;
        ensure!(
            !checked.is_empty(),
            "the receipt for “{said}” was not found on the record"
        );
        self.browser.click("#sheet[open] [data-part=done] button")
    }

    /// Waits for the sheet to ask, and returns its sentence. A failure is said at once.
    pub(crate) fn read_sheet(&self) -> Result<String> {
        let open = testkit::wait::until("the signing sheet", || {
            let ask = "#sheet[open] [data-part=ask]:not([hidden]) [data-say]";
            let failed = "#sheet[open] [data-part=failed]:not([hidden])";
            let trouble = "form [data-error]:not([hidden])";
            for css in [ask, failed, trouble] {
                if let Some(found) = self.browser.find_all(css)?.into_iter().next() {
                    return Ok(Some((css == ask, self.browser.text(&found)?)));
                }
            }
            Ok(None)
        });
        let (asks, said) = open?;
        ensure!(
            asks,
            "instead of asking for a signature, the page said: {said}"
        );
        Ok(said)
    }

    /// Publishes `text` with `photos`, each with its alt text, and returns the path of the post.
    pub(crate) fn publish(&self, text: &str, photos: &[(&Path, &str)]) -> Result<String> {
        self.go("/create")?;
        for (index, (file, alt)) in photos.iter().enumerate() {
            self.browser.upload("#photos", &[file])?;
            let nth = format!("[data-placed] > li:nth-child({})", index + 1);
            self.browser.find(&format!("{nth}[data-state=ready]"))?;
            self.browser
                .type_into(&format!("{nth} textarea[name=alt]"), alt)?;
        }
        self.browser.type_into("#text", text)?;
        self.browser.click(".compose-acts button.primary")?;
        self.browser.wait_for_url(&format!("/@{}/", self.handle))?;
        self.path()
    }

    /// Returns the path of the page.
    pub(crate) fn path(&self) -> Result<String> {
        let url = self.browser.url()?;
        let path = url.strip_prefix(self.site.base()).unwrap_or(&url);
        Ok(path.split(['?', '#']).next().unwrap_or(path).to_owned())
    }

    /// Gives what stands in the form of a proposal its question, files it, and returns its page.
    pub(crate) fn propose(&self, title: &str) -> Result<String> {
        self.browser.type_into("input[name=title]", title)?;
        self.browser
            .type_into("textarea[name=reasons]", "We are three.")?;
        self.browser.click("form.proposal button.primary")?;
        self.browser.click("form[data-sign=propose] button")?;
        self.sign()?;
        self.browser.wait_for_url("/commons/decisions/")?;
        self.path()
    }

    /// Casts a ballot on the decision at `path`, and returns what was signed.
    pub(crate) fn vote(&self, path: &str, choice: &str) -> Result<String> {
        self.go(path)?;
        self.browser
            .click(&format!("form[data-sign=vote] button[value={choice}]"))?;
        self.sign()
    }

    /// Presses the button of the form that signs `kind`, signs, and returns what the sheet said.
    pub(crate) fn press(&self, kind: &str) -> Result<String> {
        self.browser
            .click(&format!("form[data-sign={kind}] button"))?;
        self.sign()
    }

    /// Presses the button of the form that posts to `action` on this page, and waits until it
    /// shows that it is on and the server has answered.
    pub(crate) fn switch_on(&self, action: &str) -> Result<()> {
        self.browser.click(&format!(
            "form[action=\"{action}\"] button[aria-pressed=false]"
        ))?;
        self.browser
            .find(&format!(
                "form[action=\"{action}\"] button[aria-pressed=true]:not([data-busy])"
            ))
            .map(drop)
    }

    /// Follows the person with `handle`.
    pub(crate) fn follow(&self, handle: &str) -> Result<()> {
        self.go(&format!("/@{handle}"))?;
        self.switch_on(&format!("/@{handle}/-/follow"))
    }

    /// Appreciates the post at `path`.
    pub(crate) fn appreciate(&self, path: &str) -> Result<()> {
        self.go(path)?;
        self.switch_on(&format!("{path}/appreciate"))
    }

    /// Comments on the post at `path`.
    pub(crate) fn comment(&self, path: &str, text: &str) -> Result<()> {
        self.go(path)?;
        self.browser.type_into("#talk textarea[name=text]", text)?;
        self.browser
            .click("#talk form.say-form button[type=submit]")?;
        self.browser
            .find_with_text("#talk .comment", text)
            .map(drop)
    }

    /// Reports the post at `path` for `rule`.
    pub(crate) fn report(&self, path: &str, rule: &str) -> Result<()> {
        self.go(&format!("{path}/report"))?;
        self.browser
            .choose(&format!("input[name=rule][value={rule}]"))?;
        self.browser
            .type_into("textarea[name=note]", "Please have a look.")?;
        self.browser.click("form.form button.primary")?;
        testkit::wait::until("thanks for the report", || {
            Ok(self
                .browser
                .find_all("input[name=rule]")?
                .is_empty()
                .then_some(()))
        })
    }

    /// Finds no obstacle on a page, on both screens and in both themes, and takes pictures of it for `story`.
    pub(crate) fn look(&self, story: &str, path: &str, name: &str) -> Result<()> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(story);
        std::fs::create_dir_all(&folder)?;
        for screen in [Screen::Desktop, Screen::Phone] {
            self.browser.set_screen(screen)?;
            for theme in [Theme::Dark, Theme::Light] {
                self.browser.set_theme(theme)?;
                self.go(path)?;
                let found = self.browser.obstacles()?;
                ensure!(
                    found.is_empty(),
                    "{name} {} {}: {found:#?}",
                    screen.word(),
                    theme.word()
                );
                let file = format!("{name}-{}-{}.png", screen.word(), theme.word());
                self.browser.picture(&folder.join(file))?;
            }
        }
        Ok(())
    }

    /// Fails if the console of the page has complained since the last call.
    pub(crate) fn expect_quiet_console(&self) -> Result<()> {
        let errors = self.browser.console_errors()?;
        ensure!(errors.is_empty(), "{} console: {errors:#?}", self.handle);
        Ok(())
    }
}
