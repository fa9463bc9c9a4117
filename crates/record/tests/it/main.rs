//! The record, tested from outside: proofs against other people's vectors, disks that fail, power
//! cuts, kill -9, and a verifier that must find every flipped byte.

mod checkpoint;
mod crash;
mod damage;
mod disk_full;
mod follow;
mod fuzz;
mod kill;
mod log;
mod sequencer;
mod site;
mod snapshot;
mod tree;
mod trust;
mod verify;

/// A file here that is not declared would never run.
#[test]
fn every_test_file_is_declared() {
    let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    let main = std::fs::read_to_string(dir.join("main.rs")).unwrap();
    for file in std::fs::read_dir(dir).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        let stem = name.strip_suffix(".rs").unwrap_or("main");
        assert!(
            stem == "main" || main.contains(&format!("mod {stem};")),
            "{name} is not declared"
        );
    }
}
