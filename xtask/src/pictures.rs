//! Pictures of every page, to be looked at.
//!
//! The pictures themselves are taken by an example of the `meent` crate, which may use the test
//! kit's browser; here is only the command.

use anyhow::Result;

use crate::{tools, workspace_root};

/// Builds the binary, lets it found a small demo network, and writes pictures of every page (desktop
/// and phone, light and dark) into `shots/`.
///
/// # Errors
///
/// If the build fails or a page cannot be pictured.
pub fn run() -> Result<()> {
    let root = workspace_root();
    tools::run_in(
        &root,
        "cargo",
        ["build", "--release", "-p", "meent", "--bins"],
        &[],
    )?;
    let what = ["run", "--release", "-p", "meent", "--example", "pictures"];
    tools::run_in(&root, "cargo", what, &[])
}
