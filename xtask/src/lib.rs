//! Developer tasks: what `cargo xtask` can do.
//!
//! This crate knows the workspace from the outside, by its files, and uses none of its crates: it
//! must build and speak even while they do not. [`tidy`] holds the checks that also run as an
//! ordinary test, [`mod@test`] is the one command that proves everything, [`lint`] is what a change
//! must pass besides, [`mod@api`] what holds our JSON against its description, [`mod@bench`] what
//! measures.

pub mod api;
pub mod bench;
pub mod books;
pub mod cap_table;
pub mod lint;
pub mod pictures;
pub mod test;
pub mod tidy;
pub mod tools;

use std::path::{Path, PathBuf};

/// Returns the root of the workspace, the folder that holds `Cargo.lock`.
#[must_use]
pub fn workspace_root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}
