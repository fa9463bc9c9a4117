//! A real browser: Debian's Chromium through the plain WebDriver protocol.
//!
//! Every [`Browser`] has a driver, a profile and a window of its own, so tests share nothing and
//! may run side by side. What a person does has a method ([`Browser::click`],
//! [`Browser::type_into`], [`Browser::upload`]); each of them waits for the element to be there and
//! fails after a deadline with the page's address in the message. Selectors are CSS.
//!
//! Where the story continues: [`axe`] looks for obstacles to accessibility, [`passkey`] is the
//! virtual authenticator, [`offline`] cuts the connection, [`picture`] writes pictures.

pub mod axe;
mod driver;
pub mod offline;
pub mod passkey;
pub mod picture;

use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::wait;
use driver::Driver;

/// Light or dark, as the visitor's system has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Dark ink on light paper.
    Light,
    /// Light ink on dark paper.
    Dark,
}

impl Theme {
    /// Returns the word that style sheets know.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// What the visitor sits in front of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// 1280 by 900 pixels, mouse and keyboard.
    Desktop,
    /// 390 by 844 pixels, touch.
    Phone,
}

impl Screen {
    /// Returns width and height in pixels of the page.
    #[must_use]
    pub fn size(self) -> (u32, u32) {
        match self {
            Self::Desktop => (1280, 900),
            Self::Phone => (390, 844),
        }
    }

    /// Returns the word for file names.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Desktop => "desktop",
            Self::Phone => "phone",
        }
    }
}

/// Key under which WebDriver hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// An element of the page, for as long as the page stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element(String);

/// A browser window.
#[derive(Debug)]
pub struct Browser {
    driver: Driver,
}

impl Browser {
    /// Opens a window that asks for pages in `language` (`en`, `nl`).
    ///
    /// # Errors
    ///
    /// If Chromium or its driver is missing or does not start.
    pub fn open(screen: Screen, language: &str) -> Result<Self> {
        let browser = Self {
            driver: Driver::start(language)?,
        };
        browser.set_screen(screen)?;
        browser.set_theme(Theme::Light)?;
        Ok(browser)
    }

    /// Changes the size of the page; a phone also has touch instead of a mouse.
    ///
    /// # Errors
    ///
    /// If the browser is gone; so for every method below.
    pub fn set_screen(&self, screen: Screen) -> Result<()> {
        let (width, height) = screen.size();
        let mobile = screen == Screen::Phone;
        self.cdp(
            "Emulation.setDeviceMetricsOverride",
            &json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile}),
        )?;
        self.cdp(
            "Emulation.setTouchEmulationEnabled",
            &json!({"enabled": mobile, "maxTouchPoints": if mobile { 5 } else { 1 }}),
        )?;
        Ok(())
    }

    /// Sets what the page learns about the visitor's theme; motion is always reduced.
    ///
    /// # Errors
    ///
    /// If the browser is gone.
    pub fn set_theme(&self, theme: Theme) -> Result<()> {
        let features = json!([
            {"name": "prefers-color-scheme", "value": theme.word()},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]);
        self.cdp(
            "Emulation.setEmulatedMedia",
            &json!({"media": "", "features": features}),
        )?;
        Ok(())
    }

    /// Switches the scripts of pages loaded from now on off, as in a browser without JavaScript.
    ///
    /// # Errors
    ///
    /// If the browser is gone.
    pub fn switch_scripts_off(&self) -> Result<()> {
        self.cdp(
            "Emulation.setScriptExecutionDisabled",
            &json!({"value": true}),
        )?;
        Ok(())
    }

    /// Makes the device's clock show `now_ms` whenever a page is loaded from now on, and run from
    /// there: for sites whose clock the test moves.
    ///
    /// # Errors
    ///
    /// If the browser is gone.
    pub fn set_clock(&self, now_ms: u64) -> Result<()> {
        let source = format!(
            "{{ const real = globalThis.realDate ??= Date;
               const ahead = {now_ms} - real.now();
               globalThis.Date = class Date extends real {{
                 constructor(...parts) {{
                   if (parts.length === 0) super(real.now() + ahead); else super(...parts);
                 }}
                 static now() {{ return real.now() + ahead; }}
               }}; }}"
        );
        self.cdp(
            "Page.addScriptToEvaluateOnNewDocument",
            &json!({"source": source}),
        )?;
        Ok(())
    }

    /// Goes to `url` and waits for the page to be loaded.
    ///
    /// # Errors
    ///
    /// If nothing answers there.
    pub fn go(&self, url: &str) -> Result<()> {
        self.driver
            .post("url", &json!({"url": url}))
            .with_context(|| format!("going to {url}"))?;
        Ok(())
    }

    /// Returns the address of the page.
    ///
    /// # Errors
    ///
    /// If the browser is gone.
    pub fn url(&self) -> Result<String> {
        text_of(&self.driver.get("url")?)
    }

    /// Returns the page's title.
    ///
    /// # Errors
    ///
    /// If the browser is gone.
    pub fn title(&self) -> Result<String> {
        text_of(&self.driver.get("title")?)
    }

    /// Loads the page again.
    ///
    /// # Errors
    ///
    /// If the browser is gone.
    pub fn reload(&self) -> Result<()> {
        self.driver.post("refresh", &json!({}))?;
        Ok(())
    }

    /// Returns the elements that match `css` now; none is an answer.
    ///
    /// # Errors
    ///
    /// If `css` is not a selector.
    pub fn find_all(&self, css: &str) -> Result<Vec<Element>> {
        let found = self
            .driver
            .post("elements", &json!({"using": "css selector", "value": css}))?;
        let list = found.as_array().context("elements are a list")?;
        list.iter()
            .map(|it| Ok(Element(text_of(&it[ELEMENT])?)))
            .collect()
    }

    /// Returns the first element that matches `css`, waiting for it.
    ///
    /// # Errors
    ///
    /// If there is none within the deadline.
    pub fn find(&self, css: &str) -> Result<Element> {
        let found = wait::until(&format!("`{css}`"), || {
            Ok(self.find_all(css)?.into_iter().next())
        });
        found.with_context(|| self.where_am_i())
    }

    /// Returns the first element that matches `css` and shows `words`, waiting for it.
    ///
    /// # Errors
    ///
    /// If there is none within the deadline.
    pub fn find_with_text(&self, css: &str, words: &str) -> Result<Element> {
        let found = wait::until(&format!("`{css}` with the text “{words}”"), || {
            for element in self.find_all(css)? {
                if self.text(&element)?.contains(words) {
                    return Ok(Some(element));
                }
            }
            Ok(None)
        });
        found.with_context(|| self.where_am_i())
    }

    /// Returns the visible text of `element`.
    ///
    /// # Errors
    ///
    /// If the element is gone.
    pub fn text(&self, element: &Element) -> Result<String> {
        text_of(&self.driver.get(&format!("element/{}/text", element.0))?)
    }

    /// Returns the visible text of the whole page.
    ///
    /// # Errors
    ///
    /// If the browser is gone.
    pub fn page_text(&self) -> Result<String> {
        self.text(&self.find("body")?)
    }

    /// Returns the attribute `name` of `element`, or nothing.
    ///
    /// # Errors
    ///
    /// If the element is gone.
    pub fn attribute(&self, element: &Element, name: &str) -> Result<Option<String>> {
        let value = self
            .driver
            .get(&format!("element/{}/attribute/{name}", element.0))?;
        Ok(value.as_str().map(str::to_owned))
    }

    /// Clicks the first element that matches `css`, as soon as it can be clicked.
    ///
    /// # Errors
    ///
    /// If it never can within the deadline.
    pub fn click(&self, css: &str) -> Result<()> {
        let clicked = wait::until(&format!("`{css}` to be clicked"), || {
            for element in self.find_all(css)? {
                if self.is_shown(&element)? {
                    return self.click_on(&element).map(Some);
                }
            }
            Ok(None)
        });
        clicked.with_context(|| self.where_am_i())
    }

    /// Says whether anything of `element` is drawn: a page may hold one form for the desktop and
    /// one for the phone.
    fn is_shown(&self, element: &Element) -> Result<bool> {
        let reference = json!({(ELEMENT): element.0});
        Ok(self.run(
            "return arguments[0].getClientRects().length > 0",
            &[reference],
        )? == true)
    }

    /// Clicks the first element that matches `css` and shows `words`.
    ///
    /// # Errors
    ///
    /// If there is none, or it cannot be clicked, within the deadline.
    pub fn click_with_text(&self, css: &str, words: &str) -> Result<()> {
        let clicked = wait::until(&format!("`{css}` with “{words}” to be clicked"), || {
            for element in self.find_all(css)? {
                if self.text(&element)?.contains(words) {
                    return self.click_on(&element).map(Some);
                }
            }
            Ok(None)
        });
        clicked.with_context(|| self.where_am_i())
    }

    /// Clicks in the middle of the window, where nothing that is fixed to an edge lies over it.
    fn click_on(&self, element: &Element) -> Result<()> {
        let reference = json!({(ELEMENT): element.0});
        let middle = "arguments[0].scrollIntoView({block: 'center'})";
        self.run(middle, &[reference])?;
        self.driver
            .post(&format!("element/{}/click", element.0), &json!({}))?;
        Ok(())
    }

    /// Empties the field that matches `css` and types `text` into it.
    ///
    /// # Errors
    ///
    /// If there is no such field within the deadline.
    pub fn type_into(&self, css: &str, text: &str) -> Result<()> {
        let field = self.find(css)?;
        self.driver
            .post(&format!("element/{}/clear", field.0), &json!({}))?;
        self.send_keys(&field, text)
    }

    /// Chooses `files` in the file field that matches `css`, hidden or not.
    ///
    /// # Errors
    ///
    /// If there is no such field within the deadline, or a file is missing.
    pub fn upload(&self, css: &str, files: &[&Path]) -> Result<()> {
        let field = self.find(css)?;
        let mut paths = Vec::new();
        for file in files {
            let path = file
                .canonicalize()
                .with_context(|| format!("no file {}", file.display()))?;
            paths.push(path.display().to_string());
        }
        self.send_keys(&field, &paths.join("\n"))
    }

    fn send_keys(&self, field: &Element, text: &str) -> Result<()> {
        self.driver.post(
            &format!("element/{}/value", field.0),
            &json!({"text": text}),
        )?;
        Ok(())
    }

    /// Returns what stands in the field that matches `css`.
    ///
    /// # Errors
    ///
    /// If there is no such field within the deadline.
    pub fn value(&self, css: &str) -> Result<String> {
        let field = self.find(css)?;
        text_of(
            &self
                .driver
                .get(&format!("element/{}/property/value", field.0))?,
        )
    }

    /// Chooses the radio button or ticks the box that matches `css`, also one that is drawn by
    /// its label.
    ///
    /// # Errors
    ///
    /// If there is none within the deadline.
    pub fn choose(&self, css: &str) -> Result<()> {
        self.find(css)?;
        let script =
            "const box = document.querySelector(arguments[0]); if (!box.checked) box.click();";
        self.run(script, &[css.into()])?;
        Ok(())
    }

    /// Chooses the option with `value` in the list that matches `css`.
    ///
    /// # Errors
    ///
    /// If there is no such list or option within the deadline.
    pub fn select(&self, css: &str, value: &str) -> Result<()> {
        // An option of a closed list has no place on the page; the driver opens the list itself.
        let option = self.find(&format!("{css} option[value=\"{value}\"]"))?;
        self.driver
            .post(&format!("element/{}/click", option.0), &json!({}))?;
        Ok(())
    }

    /// Presses `key` (for instance `\u{E004}`, Tab) where the focus is.
    ///
    /// # Errors
    ///
    /// If the browser is gone.
    pub fn press(&self, key: &str) -> Result<()> {
        let presses = json!([{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]);
        let keyboard = json!({"type": "key", "id": "keyboard", "actions": presses});
        self.driver
            .post("actions", &json!({"actions": [keyboard]}))?;
        Ok(())
    }

    /// Waits until the page shows `words` somewhere.
    ///
    /// # Errors
    ///
    /// If it does not within the deadline; what it shows instead is in the message.
    pub fn wait_for_text(&self, words: &str) -> Result<()> {
        let seen = wait::until(&format!("the text “{words}”"), || {
            Ok(self.page_text()?.contains(words).then_some(()))
        });
        seen.with_context(|| {
            format!(
                "{}, which shows:\n{}",
                self.where_am_i(),
                self.page_text().unwrap_or_default()
            )
        })
    }

    /// Waits until the address contains `part`.
    ///
    /// # Errors
    ///
    /// If it does not within the deadline.
    pub fn wait_for_url(&self, part: &str) -> Result<()> {
        let seen = wait::until(&format!("an address with `{part}`"), || {
            Ok(self.url()?.contains(part).then_some(()))
        });
        seen.with_context(|| {
            format!(
                "{}, which shows:\n{}",
                self.where_am_i(),
                self.page_text().unwrap_or_default()
            )
        })
    }

    /// Runs the body of a function in the page and returns what it returns.
    ///
    /// # Errors
    ///
    /// If it throws.
    pub fn run(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        self.driver.post(
            "execute/sync",
            &json!({"script": script, "args": arguments}),
        )
    }

    /// Runs the body of a function in the page; its last argument is the function to call with the
    /// result.
    ///
    /// # Errors
    ///
    /// If it throws or does not answer in time.
    pub fn run_async(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        self.driver.post(
            "execute/async",
            &json!({"script": script, "args": arguments}),
        )
    }

    /// Returns the value of the cookie `name`, or nothing.
    ///
    /// # Errors
    ///
    /// If the browser is gone.
    pub fn cookie(&self, name: &str) -> Result<Option<String>> {
        let cookies = self.driver.get("cookie")?;
        let list = cookies.as_array().context("cookies are a list")?;
        let found = list.iter().find(|it| it["name"] == name);
        Ok(found.and_then(|it| it["value"].as_str()).map(str::to_owned))
    }

    /// Forgets every cookie of this site.
    ///
    /// # Errors
    ///
    /// If the browser is gone.
    pub fn forget_cookies(&self) -> Result<()> {
        self.driver.delete("cookie")?;
        Ok(())
    }

    /// Returns what the console said since the last call: script errors, and what the content
    /// policy stopped.
    ///
    /// # Errors
    ///
    /// If the browser is gone.
    pub fn console_errors(&self) -> Result<Vec<String>> {
        let entries = self.driver.post("se/log", &json!({"type": "browser"}))?;
        let list = entries.as_array().context("the console is a list")?;
        let errors = list.iter().filter(|it| it["level"] == "SEVERE");
        Ok(errors
            .filter_map(|it| Some(it["message"].as_str()?.to_owned()))
            .collect())
    }

    /// Sends a command of Chromium's own protocol.
    ///
    /// # Errors
    ///
    /// If Chromium does not know it or refuses its parameters.
    pub fn cdp(&self, command: &str, parameters: &Value) -> Result<Value> {
        self.driver.post(
            "goog/cdp/execute",
            &json!({"cmd": command, "params": parameters}),
        )
    }

    fn where_am_i(&self) -> String {
        format!(
            "on the page {}",
            self.url().unwrap_or_else(|error| format!("({error:#})"))
        )
    }
}

fn text_of(value: &Value) -> Result<String> {
    match value.as_str() {
        Some(text) => Ok(text.to_owned()),
        None => bail!("expected a text, got {value}"),
    }
}
