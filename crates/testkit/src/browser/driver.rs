//! The WebDriver protocol: one driver process, one session.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::http::Client;
use crate::process::Watched;
use crate::wait;

/// Flags that keep Chromium quiet and alone: no window system, no sandbox (tests may run as root
/// in a container), nothing fetched in the background.
const FLAGS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
];

/// A driver process with its session. Dropping it ends both and removes the profile.
#[derive(Debug)]
pub(super) struct Driver {
    client: Client,
    session: String,
    // Order matters: the processes end before their folder goes.
    _process: Watched,
    _folder: TempDir,
}

impl Driver {
    pub(super) fn start(language: &str) -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("meent-browser-")
            .tempdir()?;
        let (process, port) = launched(folder.path())?;
        let client = Client::default();
        let base = format!("http://localhost:{port}/session");
        let wanted = capabilities(&folder.path().join("profile"), language);
        let started = answer(&client, "POST", &base, Some(&wanted))?;
        let id = started["sessionId"]
            .as_str()
            .context("a session has an id")?;
        let driver = Self {
            session: format!("{base}/{id}"),
            client,
            _process: process,
            _folder: folder,
        };
        driver.post(
            "timeouts",
            &json!({"script": 60_000, "pageLoad": 60_000, "implicit": 0}),
        )?;
        Ok(driver)
    }

    pub(super) fn get(&self, path: &str) -> Result<Value> {
        answer(
            &self.client,
            "GET",
            &format!("{}/{path}", self.session),
            None,
        )
    }

    pub(super) fn post(&self, path: &str, body: &Value) -> Result<Value> {
        answer(
            &self.client,
            "POST",
            &format!("{}/{path}", self.session),
            Some(body),
        )
    }

    pub(super) fn delete(&self, path: &str) -> Result<Value> {
        answer(
            &self.client,
            "DELETE",
            &format!("{}/{path}", self.session),
            None,
        )
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // If the session does not answer, ending the processes ends it as well.
        drop(answer(&self.client, "DELETE", &self.session, None));
    }
}

/// Starts the driver's process and answers its port.
///
/// It takes a free port on IPv6 and then asks for the same one on IPv4, which an other program may
/// hold: it ends itself, and a second start finds another.
fn launched(folder: &Path) -> Result<(Watched, u16)> {
    const STARTS: usize = 5;
    for start in 1..=STARTS {
        let output = folder.join(format!("driver-{start}.txt"));
        let mut command = Command::new("chromedriver");
        // Chromium keeps crash reports and settings under HOME: it gets a home of its own.
        command.arg("--port=0").env("HOME", folder);
        command.env("XDG_CONFIG_HOME", folder.join("config"));
        let process = Watched::start(&command, &output)?;
        let said = wait::until(
            "chromedriver (Debian package chromium-driver) to start",
            || {
                let said = std::fs::read_to_string(&output)?;
                Ok((port_in(&said).is_some() || port_was_taken(&said)).then_some(said))
            },
        );
        let said = said.with_context(|| std::fs::read_to_string(&output).unwrap_or_default())?;
        if let Some(port) = port_in(&said) {
            return Ok((process, port));
        }
    }
    bail!("chromedriver found no port that was free on IPv4 and IPv6 in {STARTS} starts")
}

fn capabilities(profile: &Path, language: &str) -> Value {
    let mut flags: Vec<String> = FLAGS.iter().map(|flag| (*flag).to_owned()).collect();
    flags.push(format!("--user-data-dir={}", profile.display()));
    flags.push(format!("--lang={language}"));
    flags.push(format!("--accept-lang={language}"));
    json!({"capabilities": {"alwaysMatch": {
        "browserName": "chrome",
        "unhandledPromptBehavior": "accept",
        "goog:loggingPrefs": {"browser": "ALL"},
        "goog:chromeOptions": {"args": flags, "prefs": {"intl.accept_languages": language}},
    }}})
}

/// Reads `… was started successfully on port 40123.`
fn port_in(said: &str) -> Option<u16> {
    let (_, rest) = said.split_once("started successfully on port ")?;
    rest.split(|letter: char| !letter.is_ascii_digit())
        .next()?
        .parse()
        .ok()
}

/// Whether the driver ended because its port was held on one of the two families of addresses.
fn port_was_taken(said: &str) -> bool {
    said.contains("port not available. Exiting")
}

fn answer(client: &Client, method: &str, url: &str, body: Option<&Value>) -> Result<Value> {
    let text = body.map(ToString::to_string).unwrap_or_default();
    let headers = [("content-type", "application/json; charset=utf-8")];
    let answer = client.send(method, url, &headers, text.as_bytes())?;
    let mut json: Value = serde_json::from_str(&answer.body)
        .with_context(|| format!("{method} {url} answered {}", answer.body))?;
    let value = json["value"].take();
    if answer.status != 200 {
        let message = value["message"].as_str().unwrap_or_default();
        bail!(
            "{}: {}",
            value["error"],
            message.lines().next().unwrap_or_default()
        );
    }
    ensure!(
        value.get("error").is_none_or(Value::is_null),
        "{method} {url}: {value}"
    );
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::{port_in, port_was_taken};

    #[test]
    fn what_the_driver_says_of_its_port() {
        let started = "ChromeDriver was started successfully on port 40123.\n";
        assert_eq!(port_in(started), Some(40123));
        assert!(!port_was_taken(started));
        let taken = "bind() failed: Address already in use (98)\n\
                     IPv4 port not available. Exiting...\n";
        assert_eq!(port_in(taken), None);
        assert!(port_was_taken(taken));
        let early = "Starting ChromeDriver 156.0 on port 0\n";
        assert_eq!(port_in(early), None);
        assert!(!port_was_taken(early));
    }
}
