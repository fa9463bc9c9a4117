//! What the web door must not contain: the content policy forbids inline script and style, and
//! no page asks a third party for anything.

use super::{Finding, SourceFile, Tree};

const NO_INLINE: &str = "no inline script or style: the content policy forbids it (ADR-0002)";

/// Checks the markup in the web crate.
#[must_use]
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    let sources = tree.files.iter().filter(|file| {
        file.path.starts_with("crates/web/") && !file.is_vendored() && !file.is_test()
    });
    for file in sources {
        match file.ending() {
            "rs" | "html" => check_markup(file, &mut found),
            "css" | "js" | "mjs" => check_third_party(file, &mut found),
            _ => {}
        }
    }
    found
}

fn check_markup(file: &SourceFile, found: &mut Vec<Finding>) {
    for (line, text) in file.lines() {
        let trimmed = text.trim_start();
        if trimmed.starts_with("//") {
            continue;
        }
        let inline = [
            " style=",
            "\tstyle=",
            " onclick=",
            " onload=",
            " onsubmit=",
            " onchange=",
            " oninput=",
        ]
        .iter()
        .any(|attribute| text.contains(attribute));
        let block = ["style {", "script {", "<style", "javascript:"]
            .iter()
            .any(|it| trimmed.starts_with(it))
            || text.contains("javascript:");
        if inline || block {
            found.push(Finding {
                path: file.path.clone(),
                line,
                message: NO_INLINE.into(),
            });
        }
    }
}

fn check_third_party(file: &SourceFile, found: &mut Vec<Finding>) {
    for (line, text) in file.lines() {
        let asks = [
            "url(http",
            "url(\"http",
            "url('http",
            "@import",
            "fetch(\"http",
            "fetch('http",
        ];
        if asks.iter().any(|start| text.contains(start)) {
            found.push(Finding {
                path: file.path.clone(),
                line,
                message: String::from(
                    "no page asks a third party for anything: serve it from here",
                ),
            });
        }
    }
}
