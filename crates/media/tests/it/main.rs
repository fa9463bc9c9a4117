//! The jail with real workers on real and hostile files.

mod check;
mod clean;
mod formats;
mod hostile;
mod upright;
mod walls;

use std::path::{Path, PathBuf};

use image::RgbImage;
use media::{Jail, MediaError, Processed, Refusal};
use tempfile::TempDir;

/// The jail with this crate's own worker.
fn jail() -> Jail {
    Jail::new(env!("CARGO_BIN_EXE_media-worker"))
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name)
}

fn scratch() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// What came of one fixture, with the variants still in their folder.
fn run(name: &str) -> (Result<Processed, MediaError>, TempDir) {
    let out = scratch();
    let outcome = jail().process(&fixture(name), out.path());
    (outcome, out)
}

fn accepted(name: &str) -> (Processed, TempDir) {
    let (outcome, out) = run(name);
    match outcome {
        Ok(picture) => (picture, out),
        Err(error) => panic!("{name} should be accepted: {error:?}"),
    }
}

fn refused(name: &str) -> Refusal {
    let (outcome, out) = run(name);
    let left = std::fs::read_dir(out.path())
        .expect("the output folder")
        .count();
    assert_eq!(left, 0, "{name} left files behind");
    match outcome {
        Err(MediaError::Refused(refusal)) => refusal,
        other => panic!("{name} should be refused: {other:?}"),
    }
}

/// The pixels of the smallest still of a fixture.
fn pixels(name: &str) -> RgbImage {
    let (picture, out) = accepted(name);
    let bytes = std::fs::read(out.path().join(&picture.variants[0].file)).expect("a variant");
    image::load_from_memory(&bytes)
        .expect("a picture")
        .into_rgb8()
}

/// Mean difference per channel, 0 to 255, of two pictures brought to the same small size.
fn difference(one: &RgbImage, other: &RgbImage) -> f64 {
    let small = |picture: &RgbImage| image::imageops::thumbnail(picture, 24, 24);
    let (one, other) = (small(one), small(other));
    let sum: u64 = one
        .iter()
        .zip(other.iter())
        .map(|(a, b)| u64::from(a.abs_diff(*b)))
        .sum();
    f64::from(u32::try_from(sum).expect("a small sum")) / f64::from(24 * 24 * 3)
}

/// Names of the fixtures in a folder, sorted.
fn names_in(folder: &str) -> Vec<String> {
    let listing = std::fs::read_dir(fixture(folder)).expect("the fixtures");
    let mut names: Vec<String> = listing
        .map(|entry| {
            format!(
                "{folder}/{}",
                entry.expect("an entry").file_name().to_string_lossy()
            )
        })
        .collect();
    names.sort();
    names
}

/// A test file that is not declared above would be forgotten silently.
#[test]
fn every_test_file_is_declared() {
    let main = include_str!("main.rs");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    for entry in std::fs::read_dir(folder).expect("the tests") {
        let path = entry.expect("an entry").path();
        let stem = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        assert!(
            stem == "main" || main.contains(&format!("mod {stem};")),
            "{stem}.rs is not declared"
        );
    }
}
