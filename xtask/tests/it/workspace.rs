use xtask::tidy::{self, Tree};

/// The workspace itself obeys every rule; run `cargo xtask tidy` to see the same list.
#[test]
fn the_workspace_is_tidy() {
    let root = xtask::workspace_root();
    let tree = Tree::read(&root).expect("the workspace can be read");
    let lock = std::fs::read_to_string(root.join("Cargo.lock")).expect("there is a lock file");
    let mut found = tidy::findings(&tree);
    found.extend(tidy::arrows::check_lock(&lock));
    let list: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert!(
        list.is_empty(),
        "{} places are not tidy:\n{}",
        list.len(),
        list.join("\n")
    );
}
