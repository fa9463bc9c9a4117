//! What a change must pass besides the tests: formatting, clippy, documentation.

use anyhow::Result;

use crate::{tools, workspace_root};

/// Checks formatting, then clippy on every target, then the documentation, warnings denied.
///
/// # Errors
///
/// The first of the three that complains.
pub fn run() -> Result<()> {
    let root = workspace_root();
    let deny = [("RUSTDOCFLAGS", "-D warnings")];
    tools::run_in(&root, "cargo", ["fmt", "--all", "--check"], &[])?;
    tools::run_in(
        &root,
        "cargo",
        [
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
        &[],
    )?;
    tools::run_in(
        &root,
        "cargo",
        [
            "doc",
            "--workspace",
            "--no-deps",
            "--document-private-items",
            "--quiet",
        ],
        &deny,
    )
}
