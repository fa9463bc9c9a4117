//! Meent as people meet it: in a browser, with passkeys, on a network that is really there.
//!
//! The stories run on [`clocked::Clocked`], the parts of a node put together as `meent serve` does,
//! with one difference: its clock is moved by the test, since a vote lasts days. What is about the
//! program itself (starting, stopping, the demo, the commands) runs the real binary.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;
use testkit::site::{Recipe, Site};

mod access;
mod appealing;
mod auction;
mod budgeting;
mod challenging;
mod clocked;
mod command;
mod comparing;
mod crowd;
mod defrauding;
mod deliberating;
mod electing;
mod forgetting;
mod granting;
mod investing;
mod judging;
mod keys;
mod metrics;
mod naming;
mod naughty;
mod offline;
mod pages;
mod passing;
mod paying;
mod person;
mod petitioning;
mod plain;
mod ranking;
mod rebuild;
mod recalling;
mod recipes;
mod reconciling;
mod returning;
mod selling;
mod sitting;
mod story;
mod surplus;
mod vouching;
mod widening;
mod working;

/// A small demo network with everything on it.
const DEMO: &[&str] = &[
    "demo",
    "--unlimited",
    "--members",
    "60",
    "--rounds",
    "6",
    "--data",
    "{data}",
    "--listen",
    "127.0.0.1:{port}",
];

/// Starts the real binary on a small demo network of its own.
fn demo() -> Result<Site> {
    Site::start(&Recipe {
        program: Path::new(env!("CARGO_BIN_EXE_meent")),
        arguments: DEMO,
        environment: &[],
        patience: Duration::from_secs(300),
    })
}

/// Returns the path of a photograph as a camera wrote it.
fn camera_photo() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../media/tests/fixtures/photos/nagasaki_boats.jpg")
}

/// Returns the path of one of the demo's photographs.
fn photo(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("assets/demo/photos")
        .join(name)
}
