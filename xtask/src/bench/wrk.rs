//! One run of `wrk`, and what it said.
//!
//! `wrk` sends as fast as answers come. For a tail latency below saturation a run is paced: every
//! connection pauses before each request so that all together offer about a wanted rate.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// What to send, and how long.
#[derive(Debug, Clone, Default)]
pub struct Load<'a> {
    /// Full address.
    pub url: &'a str,
    /// Request headers.
    pub headers: &'a [(&'a str, &'a str)],
    /// Values of the `Cookie` header, of which each request carries the next; none: no such header.
    pub cookies: &'a [String],
    /// Body of a POST, in which `{count}` becomes a number that no other request has; nothing
    /// for a GET.
    pub body: Option<&'a str>,
    /// Paths that are PUT in turn, each by everyone of `cookies`; none: the address itself.
    pub puts: &'a [String],
    /// Connections kept open.
    pub connections: u32,
    /// How long to send, in seconds.
    pub seconds: u32,
    /// Requests per second to offer at most; nothing for as many as possible.
    pub rate: Option<f64>,
}

/// What came back.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Outcome {
    /// Answers per second.
    pub per_second: f64,
    /// Median latency in milliseconds.
    pub p50_ms: f64,
    /// 99th percentile of latency in milliseconds.
    pub p99_ms: f64,
    /// Answers with another status than 2xx or 3xx, and requests without an answer.
    pub failures: u64,
}

/// Runs `wrk` with one thread, so that the server keeps the other core.
///
/// # Errors
///
/// If `wrk` is not installed, fails, or speaks another dialect; if any answer was a failure.
pub fn run(load: &Load<'_>, folder: &Path) -> Result<Outcome> {
    let script = folder.join("load.lua");
    std::fs::write(&script, script_of(load)).context("writing the script of the load")?;
    let mut command = Command::new("wrk");
    command.args(["--latency", "--timeout", "20s", "-t1"]);
    command
        .arg(format!("-c{}", load.connections))
        .arg(format!("-d{}s", load.seconds));
    for (name, value) in load.headers {
        command.arg("-H").arg(format!("{name}: {value}"));
    }
    command
        .arg("-s")
        .arg(&script)
        .arg(load.url)
        .stdin(Stdio::null());
    let output = command
        .output()
        .context("wrk (Debian package wrk) did not start")?;
    let said = String::from_utf8_lossy(&output.stdout);
    let outcome = parse(&said).with_context(|| {
        format!(
            "wrk said:\n{said}{}",
            String::from_utf8_lossy(&output.stderr)
        )
    })?;
    if outcome.failures > 0 {
        bail!(
            "{} of the requests to {} failed:\n{said}",
            outcome.failures,
            load.url
        );
    }
    Ok(outcome)
}

fn script_of(load: &Load<'_>) -> String {
    let mut script = String::from("wrk.method = \"GET\"\nlocal turn = 0\n");
    let cookies: Vec<String> = load.cookies.iter().map(|it| format!("\"{it}\"")).collect();
    // Writing to a string cannot fail.
    let _ = writeln!(script, "local cookies = {{{}}}", cookies.join(", "));
    script.push_str(
        "local function headers()\n  turn = turn % math.max(#cookies, 1) + 1\n  \
         wrk.headers[\"Cookie\"] = cookies[turn]\n  return wrk.headers\nend\n",
    );
    if !load.puts.is_empty() {
        let puts: Vec<String> = load.puts.iter().map(|it| format!("\"{it}\"")).collect();
        let _ = writeln!(script, "local puts = {{{}}}", puts.join(", "));
        script.push_str(
            "wrk.method = \"PUT\"\nlocal count = 0\nfunction request()\n  \
             local at = math.floor(count / math.max(#cookies, 1)) % #puts + 1\n  count = count + 1\n  \
             return wrk.format(nil, puts[at], headers())\nend\n",
        );
    } else if load.body.is_none() {
        // Written once: a request costs the sender no more than its bytes.
        script.push_str(
            "local ready = {}\nfunction init(args)\n  for at = 1, math.max(#cookies, 1) do\n    \
             ready[at] = wrk.format(nil, nil, headers())\n  end\nend\n\
             function request()\n  turn = turn % #ready + 1\n  return ready[turn]\nend\n",
        );
    }
    if let Some(body) = load.body {
        script.push_str("wrk.method = \"POST\"\nlocal count = 0\nlocal salt = os.time()\n");
        let text = body.replace('\\', "\\\\").replace('"', "\\\"");
        let text = text.replace("{count}", "\" .. salt .. \"-\" .. count .. \"");
        script.push_str("function request()\n  count = count + 1\n");
        let _ = writeln!(
            script,
            "  return wrk.format(nil, nil, headers(), \"{text}\")\nend"
        );
    }
    if let Some(rate) = load.rate {
        // The pauses are uniform around the mean, so that the connections do not march in step.
        let mean_ms = f64::from(load.connections) / rate * 1_000.0;
        let _ = writeln!(
            script,
            "function delay()\n  return math.random() * {:.3}\nend",
            2.0 * mean_ms
        );
    }
    script
}

/// Reads the text that `wrk --latency` prints.
///
/// # Errors
///
/// If the rate or a percentile is missing.
pub fn parse(said: &str) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let mut seen = 0;
    for line in said.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["Requests/sec:", rate] => {
                outcome.per_second = rate.parse().context("a rate")?;
                seen += 1;
            }
            ["50%", time] => {
                outcome.p50_ms = milliseconds(time)?;
                seen += 1;
            }
            ["99%", time] => {
                outcome.p99_ms = milliseconds(time)?;
                seen += 1;
            }
            ["Non-2xx", "or", "3xx", "responses:", count] => {
                outcome.failures += count.parse::<u64>().context("a count")?;
            }
            ["Socket", "errors:", rest @ ..] => {
                let counts = rest
                    .iter()
                    .filter_map(|it| it.trim_end_matches(',').parse::<u64>().ok());
                outcome.failures += counts.sum::<u64>();
            }
            _ => {}
        }
    }
    if seen != 3 {
        bail!("a rate and two percentiles were expected");
    }
    Ok(outcome)
}

/// Reads `812.00us`, `3.20ms`, `1.05s`.
fn milliseconds(time: &str) -> Result<f64> {
    let (digits, factor) = if let Some(digits) = time.strip_suffix("us") {
        (digits, 0.001)
    } else if let Some(digits) = time.strip_suffix("ms") {
        (digits, 1.0)
    } else if let Some(digits) = time.strip_suffix('s') {
        (digits, 1_000.0)
    } else {
        bail!("not a time: {time}");
    };
    Ok(digits
        .parse::<f64>()
        .with_context(|| format!("not a time: {time}"))?
        * factor)
}
