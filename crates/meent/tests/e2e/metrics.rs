//! The counters: on an address of their own, with sensible names, and about nobody.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use anyhow::{Context as _, Result, ensure};
use testkit::http::Client;

use crate::command::{found_demo, serve};

/// Returns the value of the sample that begins with `start`.
fn sample(text: &str, start: &str) -> Result<f64> {
    let line = text.lines().find(|line| line.starts_with(start));
    let line = line.with_context(|| format!("no {start} in:\n{text}"))?;
    let value = line.rsplit(' ').next().context("a value")?;
    value.parse().with_context(|| line.to_owned())
}

/// A method is whatever a visitor types.
fn brew(base: &str) -> Result<()> {
    let address = base.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address)?;
    write!(
        stream,
        "BREW /explore HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n"
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    ensure!(answer.starts_with("HTTP/1.1 405"), "{answer}");
    Ok(())
}

#[test]
fn a_node_counts_what_it_does_and_nobody() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("network");
    found_demo(&data, "5")?;
    let port = testkit::site::free_port()?;
    let address = format!("127.0.0.1:{port}");
    let site = serve(&data.display().to_string(), &["--metrics", &address])?;
    let url = format!("http://{address}/metrics");
    let client = Client::default();
    let agent = [("user-agent", "planted-agent-7f3a")];
    for path in [
        "/explore",
        "/explore",
        "/@planted-handle-7f3a",
        "/search?q=planted-search-7f3a",
        "/planted-path-7f3a",
    ] {
        client.send("GET", &site.url(path), &agent, &[])?;
    }
    brew(&site.base())?;

    let answer = client.get(&url)?;
    ensure!(answer.status == 200, "the metrics answer {}", answer.status);
    let kind = answer.header("content-type").unwrap_or_default();
    ensure!(kind.starts_with("text/plain; version=0.0.4"), "{kind}");
    let text = &answer.body;
    let explore = r#"{method="GET",route="/explore",status="200"}"#;
    ensure!(sample(text, &format!("meent_http_requests_total{explore}"))? == 2.0);
    let unknown = r#"{method="GET",route="/@{handle}",status="404"}"#;
    ensure!(sample(text, &format!("meent_http_requests_total{unknown}"))? == 1.0);
    let timed = r#"{method="GET",route="/explore"}"#;
    ensure!(
        sample(
            text,
            &format!("meent_http_request_duration_seconds_count{timed}")
        )? == 2.0
    );
    let seconds = sample(
        text,
        &format!("meent_http_request_duration_seconds_sum{timed}"),
    )?;
    ensure!(seconds > 0.0 && seconds < 60.0, "{seconds} s");
    ensure!(sample(text, "meent_http_requests_in_flight ")? == 0.0);
    let entries = sample(text, "meent_record_entries ")?;
    ensure!(entries > 50.0, "{entries} entries");
    ensure!(sample(text, "meent_projected_entries ")? == entries);
    ensure!(sample(text, "meent_members ")? == 30.0);
    ensure!(sample(text, "meent_dead_jobs ")? == 0.0);
    ensure!(sample(text, "process_resident_memory_bytes ")? > 1e6);
    ensure!(sample(text, "process_start_time_seconds ")? > 1.7e9);

    for line in text
        .lines()
        .filter(|it| !it.is_empty() && !it.starts_with('#'))
    {
        let name = line.split(['{', ' ']).next().unwrap_or_default();
        let is_ours = name.starts_with("meent_") || name.starts_with("process_");
        let is_plain = name.bytes().all(|it| it.is_ascii_lowercase() || it == b'_');
        ensure!(is_ours && is_plain, "an odd name: {line}");
        let described = ["_bucket", "_sum", "_count"]
            .iter()
            .find_map(|end| name.strip_suffix(end))
            .unwrap_or(name);
        ensure!(
            text.contains(&format!("# HELP {described} ")),
            "{described} is not described"
        );
    }
    for personal in ["7f3a", "127.0.0.1", "BREW"] {
        ensure!(!text.contains(personal), "{personal} stands in:\n{text}");
    }
    // Nothing else is there, and the site does not serve it.
    ensure!(client.get(&format!("http://{address}/explore"))?.status == 404);
    ensure!(client.get(&site.url("/metrics"))?.status == 404);
    Ok(())
}
