use std::process::Command;

use anyhow::Result;
use testkit::process::Watched;
use testkit::wait;

fn is_running(id: u32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat"));
    stat.is_ok_and(|stat| !stat.contains(") Z "))
}

#[test]
fn a_watched_program_ends_with_its_owner() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let output = folder.path().join("output.txt");
    let mut command = Command::new("/bin/sh");
    command.args(["-c", "echo here; cat /dev/zero | cat >/dev/null"]);
    let watched = Watched::start(&command, &output)?;
    let id = watched.id();
    wait::until("the program to speak", || {
        Ok((std::fs::read_to_string(&output)? == "here\n").then_some(()))
    })?;
    assert!(is_running(id));
    drop(watched);
    wait::until("the program to end", || Ok((!is_running(id)).then_some(())))
}
