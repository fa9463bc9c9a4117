//! The rules of STYLE.md that a machine can check.
//!
//! Every rule is a function from the [`Tree`] of files to [`Finding`]s, one file per family:
//! [`arrows`] who may use whom, [`words`] what is called something else here, [`lengths`] how long
//! a function and a file may be, [`citations`] that what is referred to exists, [`pages`] what the
//! web door must not contain. `cargo test` runs them all (`xtask/tests/it`), so a clone that
//! passes its tests is tidy.

pub mod arrows;
pub mod citations;
pub mod lengths;
pub mod pages;
pub mod tree;
pub mod words;

use std::fmt;

use anyhow::{Result, bail};

pub use tree::{SourceFile, Tree};

/// One place that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Path from the root of the workspace, with forward slashes.
    pub path: String,
    /// Line, counted from 1; 0 if the whole file is meant.
    pub line: usize,
    /// What is wrong, and what to do instead.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.path, self.line, self.message)
    }
}

/// Applies every rule to `tree` and returns the findings in order of path and line.
#[must_use]
pub fn findings(tree: &Tree) -> Vec<Finding> {
    let rules: [fn(&Tree) -> Vec<Finding>; 5] = [
        arrows::check,
        words::check,
        lengths::check,
        citations::check,
        pages::check,
    ];
    let mut found: Vec<Finding> = rules.iter().flat_map(|rule| rule(tree)).collect();
    found.sort();
    found.dedup();
    found
}

/// Checks the workspace and prints what it finds.
///
/// # Errors
///
/// If a file cannot be read, or if there is any finding.
pub fn run() -> Result<()> {
    let tree = Tree::read(&crate::workspace_root())?;
    let found = findings(&tree);
    for finding in &found {
        println!("{finding}");
    }
    if !found.is_empty() {
        bail!("{} places are not tidy", found.len());
    }
    println!("tidy: {} files, nothing to say", tree.files.len());
    Ok(())
}
