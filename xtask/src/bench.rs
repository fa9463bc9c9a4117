//! Benchmarks: the numbers of DESIGN that a running node can show, in one table.
//!
//! Never a test: a figure depends on the machine. What can be a ratio is one, against a limit
//! measured in the same run: a bare handler with a constant body of the same size for pages, bare
//! signature verification for the record. The table is printed and left in `table.md` in the
//! folder of the run.

pub mod chart;
pub mod restart;
pub mod score;
pub mod server;
pub mod table;
pub mod tally;
pub mod wrk;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::{test, tools, workspace_root};
use server::{Answer, Server};
use table::Row;
use wrk::{Load, Outcome};

/// Connections under load.
const CONNECTIONS: u32 = 32;
/// Length of one measurement.
const SECONDS: u32 = 8;
/// Works that each of them appreciates at most, in ten seconds.
const WORKS: usize = 500;
/// Members who read and write in turn: early ones, the core of the demo's graph, who follow many.
const READERS: std::ops::Range<u32> = 20..84;

/// Where everything is.
struct Bench {
    root: PathBuf,
    programs: PathBuf,
    folder: PathBuf,
    rows: Vec<Row>,
    /// Cookies of the readers.
    readers: Vec<String>,
}

/// Measures everything and prints the table.
///
/// # Errors
///
/// If something does not build, start or answer. A missed number is no error: it is in the table.
pub fn run() -> Result<()> {
    let root = workspace_root();
    let target = test::target_folder(&root);
    let folder = target.join("bench");
    std::fs::create_dir_all(&folder).context("making the folder of the run")?;
    let programs = target.join("release");
    let mut bench = Bench {
        root,
        programs,
        folder,
        rows: Vec::new(),
        readers: Vec::new(),
    };
    bench.build()?;
    bench.binary_size()?;
    bench.fresh_node()?;
    let data = bench.folder.join("demo");
    let server = bench.found_demo(&data)?;
    bench.pages(&server)?;
    drop(server);
    bench.start_again(&data)?;
    let table = table::render(&bench.rows);
    std::fs::write(bench.folder.join("table.md"), &table).context("writing the table")?;
    println!("\n{table}");
    bench.record()
}

impl Bench {
    fn build(&self) -> Result<()> {
        println!("==> building");
        let what = ["build", "--release", "-p", "meent", "--bins", "--examples"];
        tools::run_in(&self.root, "cargo", what, &[])
    }

    fn meent(&self) -> PathBuf {
        self.programs.join("meent")
    }

    fn push(&mut self, row: Row) {
        println!("    {}: {}", row.what, row.measured);
        self.rows.push(row);
    }

    fn binary_size(&mut self) -> Result<()> {
        let bytes = std::fs::metadata(self.meent())
            .context("there is no release binary")?
            .len();
        let row = Row::new("binary", mebibytes(bytes)).wanted("≤ 40 MB", bytes <= 40_000_000);
        self.push(row);
        Ok(())
    }

    fn fresh_node(&mut self) -> Result<()> {
        println!("==> a fresh node");
        let data = self.folder.join("fresh");
        remove(&data)?;
        let server = self.serve(&["serve"], &data)?;
        let idle = server.resident_bytes()?;
        let row = Row::new("fresh node, idle, resident", mebibytes(idle));
        self.push(row.wanted("≤ 60 MB", idle <= 60_000_000));
        let started = format!("{} ms", server.started_in.as_millis());
        self.push(Row::new("fresh node, start to first answer", started));
        drop(server);
        remove(&data)
    }

    fn serve(&self, command: &[&str], data: &Path) -> Result<Server> {
        let folder = data.display().to_string();
        let place = ["--data", &folder, "--listen", "127.0.0.1:{port}"];
        let arguments: Vec<String> = command
            .iter()
            .chain(&place)
            .map(|it| (*it).to_owned())
            .collect();
        Server::start(
            &self.meent(),
            &arguments,
            &self.folder.join("server.log"),
            "/healthz",
        )
    }

    /// Founds the demo network of 4,039 members, lives through its weeks and serves it.
    fn found_demo(&mut self, data: &Path) -> Result<Server> {
        println!("==> founding the demo network");
        remove(data)?;
        let server = self.serve(&["demo", "--unlimited"], data)?;
        let seconds = server.started_in.as_secs_f64();
        let row = Row::new(
            "demo: 104 rounds of 4,039 members, then serving",
            format!("{seconds:.0} s"),
        );
        self.push(row.wanted("≤ 90 s", seconds <= 90.0));
        Ok(server)
    }

    /// Opens the demo's folder as a real network would: snapshot and tail, then the first page; then
    /// posts there, where commits are synced.
    fn start_again(&mut self, data: &Path) -> Result<()> {
        println!("==> starting again");
        let many = "1000000000";
        let limits = ["--reads-per-second", many, "--writes-per-minute", many];
        let command = [&["serve"], limits.as_slice()].concat();
        let server = self.serve(&command, data)?;
        let started = server.started_in.as_millis();
        let row = Row::new(
            "4,039 members, start from snapshot to first answer",
            format!("{started} ms"),
        );
        self.push(row.wanted("≤ 1 s with 1 M members", started <= 1_000));
        self.appreciating(&server)?;
        self.posting(&server)
    }

    fn pages(&mut self, server: &Server) -> Result<()> {
        println!("==> pages of the demo network");
        let readers = READERS.map(|number| server.step_in(number));
        self.readers = readers.collect::<Result<_>>()?;
        let html = [("Accept", "text/html")];
        let json = [("Accept", "application/json")];
        let home = self.ask(server, "/", &html)?;
        let home = String::from_utf8_lossy(&home.body).into_owned();
        let post = first_link(&home, 2).context("the home page links to a post")?;
        let profile = first_link(&home, 1).context("the home page links to a profile")?;
        self.page("home page", server, "/", &html)?;
        self.page("home JSON", server, "/api/meent/v1/home", &json)?;
        self.page("post page", server, &post, &html)?;
        self.page("profile", server, &profile, &html)?;
        self.page("explore", server, "/explore", &html)?;
        let bytes = server.resident_bytes()?;
        self.push(Row::new(
            "demo network after the load, resident",
            mebibytes(bytes),
        ));
        Ok(())
    }

    /// One answer, as the first of the readers gets it.
    fn ask(&self, server: &Server, path: &str, headers: &[(&str, &str)]) -> Result<Answer> {
        let mut headers = headers.to_vec();
        headers.extend(self.readers.first().map(|it| ("Cookie", it.as_str())));
        server.get(path, &headers)
    }

    /// One page as fast as it goes, beside a bare handler with as many bytes; then its tail at
    /// half that rate.
    fn page(
        &mut self,
        what: &str,
        server: &Server,
        path: &str,
        headers: &[(&str, &str)],
    ) -> Result<()> {
        let answer = self.ask(server, path, headers)?;
        if answer.status != 200 {
            bail!("{what} at {path} answers {}", answer.status);
        }
        let size_bytes = answer.body.len();
        let arguments = [String::from("{port}"), size_bytes.to_string()];
        let bare_program = self.programs.join("examples/bare");
        let log = self.folder.join("bare.log");
        let bare = Server::start(&bare_program, &arguments, &log, "/")?;
        let limit = self.load(&bare.url("/"), headers, SECONDS / 2, None)?;
        drop(bare);
        let url = server.url(path);
        self.load(&url, headers, 2, None)?;
        let full = self.load(&url, headers, SECONDS, None)?;
        let half = self.load(&url, headers, SECONDS, Some(full.per_second / 2.0))?;
        let ratio = full.per_second / limit.per_second;
        let row = Row::new(
            &format!("{what}, {:.1} kB", kilobytes(size_bytes)),
            format!("{:.0}/s, p99 {:.1} ms", full.per_second, full.p99_ms),
        );
        let is_home = what.starts_with("home");
        let enough = ratio >= 0.2 && (!is_home || full.per_second >= 5_000.0);
        let wanted = if is_home {
            "20 % and ≥ 5,000/s"
        } else {
            "20 %"
        };
        let against = format!("bare {:.0}/s: {:.0} %", limit.per_second, 100.0 * ratio);
        self.push(row.against(against).wanted(wanted, enough));
        let row = Row::new(
            &format!("{what} at half load"),
            format!(
                "{:.0}/s, p50 {:.1} ms, p99 {:.1} ms",
                half.per_second, half.p50_ms, half.p99_ms
            ),
        );
        self.push(row.wanted("p99 ≤ 20 ms", half.p99_ms <= 20.0));
        Ok(())
    }

    /// Writes on a network that syncs, in a row of `what`. The first seconds after a start are not
    /// counted: sessions, statements and pages of the database are read in them.
    fn writing(&mut self, what: &str, server: &Server, load: &Load<'_>) -> Result<()> {
        let origin = server.url("");
        let headers = [
            ("Origin", origin.as_str()),
            ("Sec-Fetch-Site", "same-origin"),
            ("Content-Type", "application/json"),
        ];
        let load = |seconds| Load {
            headers: &headers,
            cookies: &self.readers,
            connections: CONNECTIONS,
            seconds,
            ..load.clone()
        };
        wrk::run(&load(2), &self.folder)?;
        let outcome = wrk::run(&load(SECONDS), &self.folder)?;
        let measured = format!("{:.0}/s, p99 {:.1} ms", outcome.per_second, outcome.p99_ms);
        let row = Row::new(what, measured);
        self.push(row.wanted("p99 ≤ 25 ms", outcome.p99_ms <= 25.0));
        Ok(())
    }

    /// Appreciates: each reader many works, each once.
    fn appreciating(&mut self, server: &Server) -> Result<()> {
        let mut works = Vec::new();
        let mut path = "/api/meent/v1/explore".to_owned();
        while works.len() < WORKS {
            let answer = self.ask(server, &path, &[("Accept", "application/json")])?;
            let page = String::from_utf8_lossy(&answer.body).into_owned();
            works.extend(works_of_others(&page));
            let Some((_, rest)) = page.rsplit_once("\"next\":\"") else {
                break;
            };
            let next = rest.split('"').next().unwrap_or_default();
            path = format!("/api/meent/v1/explore?from={next}");
        }
        let url = server.url("/");
        let load = Load {
            url: &url,
            puts: &works,
            ..Load::default()
        };
        self.writing("appreciate a post, durable", server, &load)
    }

    /// Posts.
    fn posting(&mut self, server: &Server) -> Result<()> {
        let url = server.url("/api/meent/v1/posts");
        let load = Load {
            url: &url,
            body: Some("{\"text\":\"A short note, number {count}.\"}"),
            ..Load::default()
        };
        self.writing("publish a text post, durable", server, &load)
    }

    fn load(
        &self,
        url: &str,
        headers: &[(&str, &str)],
        seconds: u32,
        rate: Option<f64>,
    ) -> Result<Outcome> {
        let load = Load {
            url,
            headers,
            cookies: &self.readers,
            connections: CONNECTIONS,
            seconds,
            rate,
            ..Load::default()
        };
        wrk::run(&load, &self.folder)
    }

    /// The record measures itself and prints its own ratios.
    fn record(&self) -> Result<()> {
        println!("==> the record");
        let what = [
            "run",
            "--release",
            "-p",
            "record",
            "--example",
            "bench_record",
        ];
        tools::run_in(&self.root, "cargo", what, &[])
    }
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)
            .with_context(|| format!("removing {}", folder.display()))?;
    }
    Ok(())
}

fn mebibytes(bytes: u64) -> String {
    // Tenths of a megabyte in integers: figures of this size do not fit a float without a cast.
    format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10)
}

fn kilobytes(bytes: usize) -> f64 {
    f64::from(u32::try_from(bytes).unwrap_or(u32::MAX)) / 1_000.0
}

/// The paths at which the posts of a page of JSON are appreciated, without those of the readers.
fn works_of_others(page: &str) -> Vec<String> {
    let posts = page.split("{\"id\":\"").skip(1).filter_map(|post| {
        let (id, rest) = post.split_once("\",\"url\":\"/@")?;
        let (_, author) = rest.split_once("\"author\":{\"number\":")?;
        let number = author.split(',').next()?.parse().ok()?;
        let path = format!("/api/meent/v1/posts/{id}/appreciation");
        (!READERS.contains(&number)).then_some(path)
    });
    posts.collect()
}

/// The first link on a page to `/@handle` (one part) or to `/@handle/post` (two).
fn first_link(html: &str, parts: usize) -> Option<String> {
    html.split("href=\"/@").skip(1).find_map(|rest| {
        let path = rest.split(['"', '#', '?']).next()?;
        let fits = path.split('/').count() == parts && !path.contains("/-/");
        fits.then(|| format!("/@{path}"))
    })
}
