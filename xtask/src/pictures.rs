//! Pictures of every page, to be looked at.
//!
//! The pictures themselves are taken by an example of the `meent` crate, which may use the test
//! kit's browser; here is only the command.

use anyhow::Result;

use crate::{tools, workspace_root};

/// Builds the binary, lets it found a small demo network, and writes pictures of every page (desktop
/// and phone, light and dark) into `shots/`. `sets` names what to picture; none means everything.
///
/// It is the debug build: looks do not depend on it, and it is there when one works on them.
///
/// # Errors
///
/// If the build fails or a page cannot be pictured.
pub fn run(sets: &[&str]) -> Result<()> {
    let root = workspace_root();
    tools::run_in(&root, "cargo", ["build", "-p", "meent", "--bins"], &[])?;
    let what = ["run", "-p", "meent", "--example", "pictures", "--"];
    tools::run_in(&root, "cargo", [&what[..], sets].concat(), &[])
}
