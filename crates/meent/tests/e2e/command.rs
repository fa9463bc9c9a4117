//! The program itself: the demo, verifying, serving, stopping, backing up while it runs.

use std::path::Path;
use std::process::{Command, Output};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use testkit::http::Client;
use testkit::site::{Recipe, Site};
use testkit::wait;

/// A demo small enough to be founded often.
const SMALL: &[&str] = &["demo", "--no-serve", "--members", "30", "--rounds", "2"];

pub(crate) fn meent(arguments: &[&str]) -> Result<Output> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_meent"));
    command.args(arguments).env_remove("RUST_BACKTRACE");
    command
        .output()
        .with_context(|| format!("{command:?} did not start"))
}

/// Runs `meent` and returns what it printed; a failure is an error with both outputs.
pub(crate) fn succeed(arguments: &[&str]) -> Result<String> {
    let output = meent(arguments)?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let complained = String::from_utf8_lossy(&output.stderr);
    ensure!(
        output.status.success(),
        "meent {arguments:?} ended with {}:\n{said}{complained}",
        output.status
    );
    Ok(said)
}

/// Founds a small demo in `data` and ends.
pub(crate) fn found_demo(data: &Path, seed: &str) -> Result<()> {
    let data = data.display().to_string();
    succeed(&[SMALL, &["--seed", seed, "--data", &data]].concat()).map(drop)
}

/// The record does not depend on the engine beside it, in which the demo looks up whom to follow,
/// what to appreciate and what a round's file holds.
#[test]
fn one_seed_gives_one_record_on_either_database() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut reports = Vec::new();
    for database in [None, Some(testkit::postgres::url())] {
        let data = folder.path().join(format!("network-{}", reports.len()));
        let data = data.display().to_string();
        let mut arguments = vec!["demo", "--no-serve", "--members", "40", "--rounds", "4"];
        arguments.extend(["--seed", "7", "--data", &data]);
        arguments.extend(database.iter().flat_map(|url| ["--database", url]));
        succeed(&arguments)?;
        reports.push(verify(&data)?);
    }
    ensure!(
        reports[0]["matches"] == true && reports[1]["matches"] == true,
        "{reports:?}"
    );
    ensure!(
        reports[0]["state_root"] == reports[1]["state_root"]
            && reports[0]["entries"] == reports[1]["entries"],
        "two engines, two records: {reports:?}"
    );
    Ok(())
}

fn verify(source: &str) -> Result<Value> {
    let said = succeed(&["verify", "--json", source])?;
    serde_json::from_str(&said).with_context(|| format!("verify said {said}"))
}

#[test]
fn one_seed_gives_one_record() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let names = [("a", "7"), ("b", "7"), ("c", "8")];
    let mut reports = Vec::new();
    for (name, seed) in names {
        let data = folder.path().join(name);
        found_demo(&data, seed)?;
        reports.push(verify(&data.display().to_string())?);
    }
    ensure!(
        reports[0]["matches"] == true && reports[0]["members"] == 30,
        "{}",
        reports[0]
    );
    ensure!(
        reports[0]["state_root"] == reports[1]["state_root"],
        "one seed, two records"
    );
    ensure!(
        reports[0]["state_root"] != reports[2]["state_root"],
        "two seeds, one record"
    );
    Ok(())
}

#[test]
fn a_served_network_is_verified_from_outside_and_backed_up_as_it_runs() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("network").display().to_string();
    let copy = folder.path().join("copy").display().to_string();
    let back = folder.path().join("back").display().to_string();
    found_demo(Path::new(&data), "3")?;
    let report = verify(&data)?;
    let mut site = serve(&data, &[])?;
    let remote = verify(&site.base())?;
    ensure!(remote["matches"] == true, "{remote}");
    ensure!(
        remote["entries"].as_u64() >= report["entries"].as_u64(),
        "the site serves less than it has"
    );
    succeed(&["backup", "--data", &data, &copy])?;
    let explore = Client::default().get(&site.url("/explore"))?;
    ensure!(
        explore.status == 200,
        "explore answers {} after a backup",
        explore.status
    );
    // Stopping is clean, and what was served is there again.
    site.stop();
    site.run()?;
    drop(site);
    succeed(&["restore", "--data", &back, &copy])?;
    ensure!(
        verify(&back)?["matches"] == true,
        "the backup does not verify"
    );
    let restored = serve(&back, &[])?;
    let again = Client::default().get(&restored.url("/explore"))?;
    ensure!(
        again.status == 200,
        "explore answers {} after a restore",
        again.status
    );
    succeed(&["doctor", "--data", &data]).map(drop)
}

/// Serves the network in the folder `data`, with `more` on the command line.
pub(crate) fn serve(data: &str, more: &[&str]) -> Result<Site> {
    let usual = ["serve", "--data", data, "--listen", "127.0.0.1:{port}"];
    Site::start(&Recipe {
        program: Path::new(env!("CARGO_BIN_EXE_meent")),
        arguments: &[&usual, more].concat(),
        environment: &[],
        patience: wait::DEADLINE,
    })
}

#[test]
fn a_flipped_byte_in_the_record_is_found() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("network");
    found_demo(&data, "4")?;
    let segment = find_segment(&data.join("record"))?;
    let mut bytes = std::fs::read(&segment)?;
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&segment, bytes)?;
    let output = meent(&["verify", &data.display().to_string()])?;
    ensure!(
        !output.status.success(),
        "verify did not notice a flipped byte"
    );
    Ok(())
}

/// The largest file below `folder`: the log.
fn find_segment(folder: &Path) -> Result<std::path::PathBuf> {
    let mut largest = (0, folder.to_path_buf());
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let is_log = entry.path().display().to_string().contains("log");
            if entry.file_type()?.is_dir() {
                waiting.push(entry.path());
            } else if is_log && entry.metadata()?.len() > largest.0 {
                largest = (entry.metadata()?.len(), entry.path());
            }
        }
    }
    ensure!(
        largest.0 > 0,
        "there is no log below {}",
        largest.1.display()
    );
    Ok(largest.1)
}

#[test]
fn errors_say_what_to_do() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let nothing = folder.path().join("nothing").display().to_string();
    for arguments in [
        vec!["verify", &nothing],
        vec!["backup", "--data", &nothing, "x"],
    ] {
        let output = meent(&arguments)?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        ensure!(
            !output.status.success() && said.contains("nothing"),
            "meent {arguments:?} said: {said}"
        );
    }
    Ok(())
}
