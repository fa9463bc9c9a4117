//! The store's contract, held by both engines. Nothing is mocked: every test has a fresh SQLite
//! file and a fresh PostgreSQL database.

mod bank;
mod contract;
mod engine;
mod schema;
mod search;
mod trades;
mod visibility;

/// A test file that is not declared here would never run.
#[test]
fn every_test_file_is_declared() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    let main = std::fs::read_to_string(folder.join("main.rs")).expect("this file");
    for entry in std::fs::read_dir(folder).expect("the folder of this file") {
        let name = entry
            .expect("an entry")
            .file_name()
            .into_string()
            .expect("a plain name");
        let module = name.strip_suffix(".rs").expect("a Rust file");
        assert!(
            module == "main" || main.contains(&format!("mod {module};")),
            "{name} is not declared"
        );
    }
}
