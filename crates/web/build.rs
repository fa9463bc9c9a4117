//! Lists the folders `assets/` and `messages/` for embedding, so that adding a stylesheet, a script
//! or a message file needs no second place to remember.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    println!("cargo::rerun-if-changed=assets");
    println!("cargo::rerun-if-changed=messages");
    fs::write(
        out.join("assets.rs"),
        listing(&root, "assets", "include_bytes", "&[u8]")?,
    )?;
    fs::write(
        out.join("messages.rs"),
        listing(&root, "messages", "include_str", "&str")?,
    )
}

/// Returns a Rust constant `FILES` of `(path below folder, content)`, sorted by path.
fn listing(root: &Path, folder: &str, macro_name: &str, kind: &str) -> io::Result<String> {
    let mut paths = Vec::new();
    walk(&root.join(folder), &mut paths)?;
    paths.sort();
    let mut code = format!("const FILES: &[(&str, {kind})] = &[\n");
    for path in &paths {
        let below = path.strip_prefix(root.join(folder)).unwrap_or(path);
        println!("cargo::rerun-if-changed={}", path.display());
        writeln!(
            code,
            "    ({:?}, {macro_name}!({:?})),",
            below.display().to_string(),
            path.display().to_string()
        )
        .map_err(io::Error::other)?;
    }
    code.push_str("];\n");
    Ok(code)
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            walk(&path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}
