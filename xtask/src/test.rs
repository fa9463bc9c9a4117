//! The one command that proves everything that can be proved on this machine.
//!
//! It makes sure of the tools, runs the Rust tests of the whole workspace (unit, integration on
//! both database engines, end to end in a browser, tidy) and the tests of the scripts that the
//! pages carry, and ends in one line in the form in which `cargo test` ends. That line is also
//! left in `test-result.txt` in the target folder.
//!
//! It is `cargo test` on every machine, with or without other runners installed: one way of
//! running means one set of failures, and fixtures shared by a test binary (a database server, a
//! browser) start once.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::{tools, workspace_root};

/// What to do about programs that the tests need and that are not here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Install {
    /// Installs them where that is possible.
    WhatIsMissing,
    /// Only says what is missing, and stops.
    Nothing,
}

/// How many tests passed, failed and were ignored.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed, and test programs that ended without a result.
    pub failed: u64,
    /// Tests that were not run.
    pub ignored: u64,
}

impl Tally {
    /// Returns the sum of two tallies.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            ignored: self.ignored + other.ignored,
        }
    }

    /// Returns the closing line, in the form of `cargo test`; `seconds` is the time of the run.
    #[must_use]
    pub fn closing_line(self, seconds: f64) -> String {
        let word = if self.failed == 0 { "ok" } else { "FAILED" };
        let Self {
            passed,
            failed,
            ignored,
        } = self;
        format!(
            "test result: {word}. {passed} passed; {failed} failed; {ignored} ignored; \
             0 measured; 0 filtered out; finished in {seconds:.2}s"
        )
    }
}

/// Runs all tests and prints the closing line.
///
/// # Errors
///
/// If a tool is missing and cannot be installed, or if any test failed.
pub fn run(install: Install) -> Result<()> {
    let started = Instant::now();
    let root = workspace_root();
    make_sure_of_tools(install)?;
    println!("==> Rust tests");
    let rust = rust_tests(&root)?;
    println!("==> script tests");
    let scripts = script_tests(&root)?;
    let all = rust.plus(scripts);
    let line = all.closing_line(started.elapsed().as_secs_f64());
    let folder = target_folder(&root);
    std::fs::create_dir_all(&folder).context("making the target folder")?;
    std::fs::write(folder.join("test-result.txt"), format!("{line}\n"))
        .context("writing the closing line")?;
    println!("\n{line}");
    if all.failed > 0 {
        bail!("{} tests failed", all.failed);
    }
    if all.passed == 0 {
        bail!("no test ran");
    }
    Ok(())
}

fn make_sure_of_tools(install: Install) -> Result<()> {
    let missing = tools::missing();
    match install {
        _ if missing.is_empty() => Ok(()),
        Install::WhatIsMissing => tools::install(&missing),
        Install::Nothing => bail!("{}", tools::explain(&missing)),
    }
}

/// Returns where cargo builds.
#[must_use]
pub fn target_folder(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from)
}

/// Runs `cargo test` over the workspace, passing its output through and adding up its results.
fn rust_tests(root: &Path) -> Result<Tally> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["test", "--workspace", "--no-fail-fast"]);
    // Built with the workspace's tests; without this the app's tests would build it once more, with
    // other features of everything below it.
    command.env(
        "MEENT_TEST_MEDIA_WORKER",
        target_folder(root).join("debug").join("media-worker"),
    );
    counted(root, command, tally_of_cargo_line)
}

/// Runs node's own test runner over every `*.test.js` of the web crate.
fn script_tests(root: &Path) -> Result<Tally> {
    let mut files = Vec::new();
    collect_script_tests(&root.join("crates/web"), &mut files)?;
    if files.is_empty() {
        return Ok(Tally::default());
    }
    let mut command = Command::new("node");
    command.args(["--test", "--test-reporter=tap"]).args(files);
    counted(root, command, tally_of_tap_line)
}

fn collect_script_tests(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("reading {folder:?}"))?;
    for entry in entries {
        let path = entry?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_dir() {
            collect_script_tests(&path, files)?;
        } else if name.ends_with(".test.js") || name.ends_with(".test.mjs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(())
}

/// Runs `command`, echoes its standard output, and adds up what `tally_of` finds in the lines.
fn counted(
    root: &Path,
    mut command: Command,
    tally_of: fn(&str) -> Option<Tally>,
) -> Result<Tally> {
    command
        .current_dir(root)
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    let mut child = command
        .spawn()
        .with_context(|| format!("{command:?} did not start"))?;
    let output = child.stdout.take().context("the child's output is piped")?;
    let mut total = Tally::default();
    for line in BufReader::new(output).lines() {
        let line = line.context("reading the test output")?;
        println!("{line}");
        total = total.plus(tally_of(&line).unwrap_or_default());
    }
    let status = child.wait().context("waiting for the tests")?;
    if !status.success() && total.failed == 0 {
        // A test program that did not build or was killed leaves no result line of its own.
        total.failed = 1;
    }
    Ok(total)
}

/// Reads `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
#[must_use]
pub fn tally_of_cargo_line(line: &str) -> Option<Tally> {
    let rest = line.trim().strip_prefix("test result: ")?;
    let (_, counts) = rest.split_once(". ")?;
    let count = |word: &str| {
        counts
            .split(';')
            .find_map(|part| part.trim().strip_suffix(word)?.trim().parse().ok())
    };
    Some(Tally {
        passed: count("passed")?,
        failed: count("failed")?,
        ignored: count("ignored")?,
    })
}

/// Reads `# pass 3`, `# fail 1`, `# skipped 0` of node's TAP report.
#[must_use]
pub fn tally_of_tap_line(line: &str) -> Option<Tally> {
    let (word, count) = line.strip_prefix("# ")?.split_once(' ')?;
    let count = count.parse().ok()?;
    match word {
        "pass" => Some(Tally {
            passed: count,
            ..Tally::default()
        }),
        "fail" | "cancelled" => Some(Tally {
            failed: count,
            ..Tally::default()
        }),
        "skipped" | "todo" => Some(Tally {
            ignored: count,
            ..Tally::default()
        }),
        _ => None,
    }
}
