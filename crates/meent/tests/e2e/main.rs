//! Meent as people meet it: in a browser, with passkeys, on a network that is really there.
//!
//! The stories run on [`clocked::Clocked`], the parts of a node put together as `meent serve` does,
//! with one difference: its clock is moved by the test, since a vote lasts days. What is about the
//! program itself (starting, stopping, the demo, the commands) runs the real binary.

mod clocked;
mod pages;
mod person;
mod plain;
mod story;

/// Returns the path of one of the demo's photographs.
fn photo(name: &str) -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("assets/demo/photos")
        .join(name)
}
