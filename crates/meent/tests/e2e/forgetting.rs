//! Data by law, through the program itself: values of their own are planted in every category by
//! plain requests, a real vote forbids the categories, and then no file and no line of the log holds
//! any of them, however often the same requests come again.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddrV4, TcpStream};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ledger::authenticator::{CommandLineKey, Passkey};
use ledger::key::PublicKey;
use ledger::operation::Operation;
use rustix::net::{AddressFamily, SocketType};
use serde_json::{Value, json};
use testkit::http::Client;
use testkit::site::{Recipe, Site};

const API: &str = "/api/meent/v1";
const HOUR_MS: u64 = 3_600_000;
/// Where one of the visits comes from: a loopback address that nobody else uses.
const ADDRESS: Ipv4Addr = Ipv4Addr::new(127, 77, 3, 9);

/// What is planted, of one category.
fn value(category: &str) -> String {
    format!("planted-{category}-7f3a")
}

/// Somebody of the demo, with a session.
struct Visitor<'site> {
    site: &'site Site,
    client: Client,
    cookie: String,
    agent: String,
}

impl<'site> Visitor<'site> {
    fn step_in(site: &'site Site, number: u32) -> Result<Self> {
        let mut visitor = Self {
            site,
            client: Client::default(),
            cookie: String::new(),
            agent: value("user-agents"),
        };
        let kind = "application/x-www-form-urlencoded";
        let body = format!("member={number}");
        let answer = visitor.send("POST", "/demo/step-in", &[("content-type", kind)], &body)?;
        let cookie = answer
            .header("set-cookie")
            .context("stepping in sets a cookie")?;
        visitor.cookie = cookie.split(';').next().unwrap_or(cookie).to_owned();
        Ok(visitor)
    }

    fn send(
        &self,
        method: &str,
        path: &str,
        more: &[(&str, &str)],
        body: impl AsRef<[u8]>,
    ) -> Result<testkit::http::Answer> {
        let origin = self.site.base();
        let usual = [
            ("origin", origin.as_str()),
            ("sec-fetch-site", "same-origin"),
            ("cookie", self.cookie.as_str()),
            ("user-agent", self.agent.as_str()),
        ];
        let headers = [&usual, more].concat();
        self.client
            .send(method, &self.site.url(path), &headers, body.as_ref())
    }

    /// Sends JSON to what is below the address of our own; returns the status and the answer.
    fn try_call(&self, method: &str, path: &str, body: &Value) -> Result<(u16, Value)> {
        let body = match body {
            Value::Null => String::new(),
            body => body.to_string(),
        };
        let kind = [("content-type", "application/json")];
        let answer = self.send(method, &format!("{API}{path}"), &kind, body)?;
        let read = serde_json::from_str(&answer.body).unwrap_or(Value::Null);
        Ok((answer.status, read))
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> Result<Value> {
        let (status, answer) = self.try_call(method, path, body)?;
        ensure!(status < 300, "{method} {path} answers {status}: {answer}");
        Ok(answer)
    }

    fn get(&self, path: &str) -> Result<Value> {
        self.call("GET", path, &Value::Null)
    }

    /// Has the demo sign what the visitor wants, and submits it.
    fn sign(&self, want: &Value) -> Result<Value> {
        let prepared = self.call("POST", "/operations/prepare", want)?;
        let signed = json!({
            "operation": prepared["operation"],
            "attachment": prepared["attachment"],
            "signature": {"kind": "demo"},
        });
        self.call("POST", "/operations", &signed)
    }

    /// Moves the demo's clock by one of its steps.
    fn wait(&self, step: &str) -> Result<()> {
        let kind = [("content-type", "application/x-www-form-urlencoded")];
        let answer = self.send("POST", "/demo/clock", &kind, format!("by={step}"))?;
        ensure!(answer.status == 303, "the clock answers {}", answer.status);
        Ok(())
    }

    /// What time it is in the demo, to the hour: operations are good for an hour from now.
    fn now_ms(&self) -> Result<u64> {
        let want = json!({"kind": "revoke-sessions"});
        let prepared = self.call("POST", "/operations/prepare", &want)?;
        let bytes = prepared["operation"].as_str().context("bytes")?;
        let operation = Operation::from_bytes(&URL_SAFE_NO_PAD.decode(bytes)?)?;
        Ok(operation.expires_ms.saturating_sub(HOUR_MS))
    }

    /// Asks for a page from [`ADDRESS`].
    fn visit_from_elsewhere(&self, path: &str) -> Result<()> {
        let port = self
            .site
            .base()
            .rsplit(':')
            .next()
            .context("a port")?
            .parse()?;
        let socket = rustix::net::socket(AddressFamily::INET, SocketType::STREAM, None)?;
        rustix::net::bind(&socket, &SocketAddrV4::new(ADDRESS, 0))?;
        rustix::net::connect(&socket, &SocketAddrV4::new(Ipv4Addr::LOCALHOST, port))?;
        let mut stream = TcpStream::from(socket);
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nhost: localhost:{port}\r\ncookie: {}\r\nuser-agent: {}\r\nconnection: close\r\n\r\n",
            self.cookie, self.agent
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let status = String::from_utf8_lossy(&answer[..answer.len().min(12)]).into_owned();
        ensure!(status == "HTTP/1.1 200", "{path} answers {status}");
        Ok(())
    }

    /// Uploads a photograph under a name of its own and publishes it; returns the post's id.
    fn publish_a_photograph(&self) -> Result<String> {
        let bytes = std::fs::read(crate::photo("fig.webp"))?;
        let length = bytes.len().to_string();
        let path = format!("{API}/uploads");
        let begun = self.send("POST", &path, &[("upload-length", &length)], [])?;
        let begun: Value = serde_json::from_str(&begun.body)?;
        let id = begun["id"].as_str().context("an upload has an id")?;
        let headers = [
            ("upload-offset", "0"),
            ("content-type", "application/offset+octet-stream"),
        ];
        self.send("PATCH", &format!("{path}/{id}"), &headers, bytes)?;
        let name = json!({"file_name": format!("{}.jpg", value("upload-metadata"))});
        let photo = self.call("POST", &format!("/uploads/{id}/finish"), &name)?;
        let post =
            json!({"text": "Half a fig.", "photos": [{"hash": photo["hash"], "alt": "a fig"}]});
        let post = self.call("POST", "/posts", &post)?;
        let id = post["id"].as_str().or(post["post"]["id"].as_str());
        Ok(id.with_context(|| format!("no id in {post}"))?.to_owned())
    }
}

/// What was planted, and where somebody would look for it.
struct Planted {
    post: String,
    needles: Vec<String>,
}

/// Does everything of which something can be kept. `must_work`: while the policy permits it.
fn plant(visitors: &[Visitor<'_>], post: Option<&str>, key: u8) -> Result<Planted> {
    let [visitor, other, ..] = visitors else {
        bail!("the demo has members")
    };
    let is_permitted = post.is_none();
    let expect = |what: &str, (status, answer): (u16, Value)| {
        let refused = status == 422 && answer["code"] == "data-policy";
        ensure!(
            (is_permitted && status < 300) || (!is_permitted && refused),
            "{what} answers {status}: {answer}"
        );
        Ok(())
    };
    if is_permitted {
        visitor.call("PUT", "/me/privacy/user-agents", &json!({"allow": true}))?;
    }
    let fresh = visitor.publish_a_photograph()?;
    let post = post.map_or(fresh, str::to_owned);
    visitor.get(&format!("/posts/{post}"))?;
    let handle = visitor.get("/me")?["member"]["handle"].clone();
    let page = format!("/@{}/{post}", handle.as_str().unwrap_or_default());
    let page = visitor.send("GET", &page, &[], [])?;
    ensure!(page.status == 200, "the post answers {}", page.status);
    visitor.get(&format!("/search?q={}", value("search-texts")))?;
    let draft = json!({"text": value("drafts"), "photos": []});
    expect("a draft", visitor.try_call("PUT", "/draft", &draft)?)?;
    let position = json!({"position": value("reading-positions")});
    let path = "/me/reading-positions/home";
    expect("a position", visitor.try_call("PUT", path, &position)?)?;
    let bookmark = format!("/posts/{post}/bookmark");
    expect(
        "a bookmark",
        visitor.try_call("PUT", &bookmark, &Value::Null)?,
    )?;
    let passkey = Passkey::from_seed(&[key; 32], "localhost", &visitor.site.base());
    let PublicKey::P256 { point, rp_id } = passkey.public_key() else {
        bail!("a passkey is P-256")
    };
    let encode = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    visitor.sign(&json!({
        "kind": "add-key", "key_name": value("device-names"),
        "key": {"kind": "p256", "point": encode(&point), "host": rp_id, "credential_id": encode(&[key; 16])},
    }))?;
    let PublicKey::Ed25519(invitation) = CommandLineKey::from_seed(&[key; 32]).public_key() else {
        bail!("an invitation is Ed25519")
    };
    // Whoever has a vouch left to give.
    let want = json!({
        "kind": "invite", "name": value("invitation-names"), "key": encode(&invitation),
    });
    let invited = visitors.iter().any(|visitor| visitor.sign(&want).is_ok());
    ensure!(invited, "nobody can invite");
    // Looking at what is held writes down what was noted in passing. Only the last address of
    // somebody is kept, so who comes from elsewhere does not come again.
    visitor.get("/me/privacy")?;
    other.visit_from_elsewhere("/you/privacy")?;
    let mut needles: Vec<String> = [
        "user-agents",
        "search-texts",
        "drafts",
        "reading-positions",
        "upload-metadata",
        "device-names",
        "invitation-names",
    ]
    .map(value)
    .into();
    // A view is a number beside what was seen.
    needles.extend([ADDRESS.to_string(), format!("post:{post}")]);
    Ok(Planted { post, needles })
}

/// Returns which of `needles` stand in a file below `folder`, whatever kind of file it is.
fn found_in(folder: &Path, needles: &[String]) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            for entry in std::fs::read_dir(&path)? {
                waiting.push(entry?.path());
            }
            continue;
        }
        // A running node removes files, too.
        let Ok(bytes) = std::fs::read(&path) else {
            continue;
        };
        found.extend(
            needles
                .iter()
                .filter(|needle| holds(&bytes, needle.as_bytes()))
                .map(|needle| format!("{needle} in {}", path.display())),
        );
    }
    Ok(found)
}

fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    let first = needle.first().copied().unwrap_or_default();
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| *byte == first) {
        if rest[at..].starts_with(needle) {
            return true;
        }
        rest = &rest[at + 1..];
    }
    false
}

/// Fails if anything of what was planted is on the disk or in the log.
fn expect_gone(site: &Site, planted: &Planted, when: &str) -> Result<()> {
    let found = found_in(&site.data(), &planted.needles)?;
    ensure!(found.is_empty(), "{when}: {found:#?}");
    expect_silent(site, planted, when)
}

fn expect_silent(site: &Site, planted: &Planted, when: &str) -> Result<()> {
    let log = site.log();
    ensure!(log.len() > 1_000, "the log is empty, so it shows nothing");
    let said: Vec<_> = log
        .lines()
        .filter(|line| planted.needles.iter().any(|needle| line.contains(needle)))
        .collect();
    ensure!(said.is_empty(), "{when}, the log says: {said:#?}");
    Ok(())
}

fn stage(visitor: &Visitor<'_>, decision: &str) -> Result<Value> {
    Ok(visitor.get(&format!("/decisions/{decision}"))?["stage"].clone())
}

/// Proposes that nothing of these categories is kept any more, and brings the proposal to a vote
/// that it wins; returns its number, with at most a day to go until it is in force.
fn forbid_by_vote(visitors: &[Visitor<'_>], categories: &[&str]) -> Result<String> {
    let [founder, ..] = visitors else {
        bail!("the demo has members")
    };
    let changes: Vec<_> = categories
        .iter()
        .map(|category| json!({"kind": "remove", "value": category}))
        .collect();
    let payload = json!({"kind": "data", "changes": changes}).to_string();
    let filed = founder.sign(&json!({
        "kind": "propose", "payload": payload,
        "title": "Shall we keep less?", "reasons": "We do not need it.",
    }))?;
    let location = filed["location"].as_str().context("a decision")?;
    let number = location.rsplit('/').next().unwrap_or_default().to_owned();
    for visitor in visitors {
        let seen = visitor.get(&format!("/decisions/{number}"))?;
        if seen["may_sponsor"] == true && seen["stage"]["kind"] == "draft" {
            visitor.sign(&json!({"kind": "sponsor", "proposal": number}))?;
        }
    }
    while stage(founder, &number)?["kind"] == "draft" {
        founder.wait("hour")?;
    }
    let mut ballots = 0;
    for visitor in visitors {
        if visitor.get(&format!("/decisions/{number}"))?["may_vote"] == true {
            visitor.sign(&json!({"kind": "vote", "proposal": number, "choice": "yes"}))?;
            ballots += 1;
        }
    }
    ensure!(ballots > 3, "only {ballots} could vote");
    loop {
        let now = stage(founder, &number)?;
        match now["kind"].as_str().unwrap_or_default() {
            "open" | "confirming" => founder.wait("next")?,
            "timelock" => {
                let until_ms = now["until_ms"].as_u64().context("an end")?;
                if until_ms.saturating_sub(founder.now_ms()?) <= 36 * HOUR_MS {
                    return Ok(number);
                }
                founder.wait("day")?;
            }
            other => bail!("the proposal is {other}"),
        }
    }
}

#[test]
fn what_a_vote_forbids_is_gone_from_the_disk_and_stays_gone() -> Result<()> {
    let mut site = Site::start(&Recipe {
        program: Path::new(env!("CARGO_BIN_EXE_meent")),
        arguments: crate::DEMO,
        // As much as an operator would ever let it say.
        environment: &[("RUST_LOG", "debug")],
        patience: Duration::from_secs(300),
    })?;
    let planted = {
        let everybody = 1..=60;
        let visitors = everybody
            .map(|number| Visitor::step_in(&site, number))
            .collect::<Result<Vec<_>>>()?;
        let categories = optional_categories(&visitors[0])?;
        ensure!(categories.len() >= 10, "{categories:?}");
        let words: Vec<&str> = categories.iter().map(String::as_str).collect();
        let decision = forbid_by_vote(&visitors, &words)?;
        let founder = &visitors[0];
        let planted = plant(&visitors, None, 41)?;
        for needle in &planted.needles {
            let found = found_in(&site.data(), std::slice::from_ref(needle))?;
            ensure!(!found.is_empty(), "{needle} was never written");
        }
        expect_silent(&site, &planted, "while it is permitted")?;
        while stage(founder, &decision)?["kind"] == "timelock" {
            founder.wait("hour")?;
        }
        ensure!(stage(founder, &decision)?["kind"] == "enacted");
        expect_nothing_held(founder, &words)?;
        expect_gone(&site, &planted, "after the vote")?;
        // The same again, and nothing of it is kept.
        let again = plant(&visitors, Some(&planted.post), 42)?;
        ensure!(again.needles == planted.needles);
        founder.wait("hour")?;
        expect_nothing_held(founder, &words)?;
        expect_gone(&site, &planted, "after asking again")?;
        planted
    };
    site.stop();
    expect_gone(&site, &planted, "after a stop")
}

/// The categories that the policy in force permits and that the platform can do without.
fn optional_categories(visitor: &Visitor<'_>) -> Result<Vec<String>> {
    let policy = visitor.get("/policies/data")?;
    let items = policy["items"].as_array().context("items")?;
    let values = items.iter().map(|item| &item["value"]);
    let optional = values.filter(|value| value["basis"] != "needed");
    Ok(optional
        .filter_map(|value| value["category"].as_str().map(str::to_owned))
        .collect())
}

fn expect_nothing_held(visitor: &Visitor<'_>, categories: &[&str]) -> Result<()> {
    let privacy = visitor.get("/me/privacy")?;
    let never = privacy["never"].as_array().context("a list")?;
    let kept = privacy["kept"].as_array().context("a list")?;
    for category in categories {
        ensure!(
            never.iter().any(|it| it == category),
            "{category} may still be kept"
        );
        ensure!(
            kept.iter().all(|it| it["category"] != *category),
            "something is held of {category}: {kept:#?}"
        );
    }
    Ok(())
}
