//! How long a function and a file may be.
//!
//! Longer is possible with a reason: a line `// long: reason` in the head of the file, or just
//! above or on the first line of the function.

use super::{Finding, SourceFile, Tree};

/// Most lines of a source file.
pub const FILE_LINES_MAX: usize = 700;
/// Most lines of a function, from its `fn` to its closing brace.
pub const FUNCTION_LINES_MAX: usize = 70;
/// The same in tests, which may be a table or a story.
pub const TEST_LINES_MAX: usize = 120;

/// Where the head of a file ends, for its `long:` comment.
const HEAD_LINES: usize = 60;

/// Checks the length of every source file and of every function in it.
#[must_use]
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in tree
        .ours("rs")
        .chain(tree.ours("js"))
        .chain(tree.ours("mjs"))
        .chain(tree.ours("css"))
    {
        check_file(file, &mut found);
        if file.ending() != "css" {
            check_functions(file, &mut found);
        }
    }
    found
}

fn check_file(file: &SourceFile, found: &mut Vec<Finding>) {
    let count = file.text.lines().count();
    let excused = file.text.lines().take(HEAD_LINES).any(is_excuse);
    if count > FILE_LINES_MAX && !excused {
        found.push(Finding {
            path: file.path.clone(),
            line: 0,
            message: format!(
                "{count} lines, more than {FILE_LINES_MAX}: split it, or give `// long: reason`"
            ),
        });
    }
}

fn is_excuse(line: &str) -> bool {
    let line = line.trim_start();
    let comment = line.strip_prefix("//").or_else(|| line.strip_prefix("/*"));
    comment.is_some_and(|text| {
        text.trim_start_matches(['/', '!', '*', ' '])
            .strip_prefix("long: ")
            .is_some_and(|reason| reason.len() > 8)
    })
}

/// The code is formatted, so a function ends at the first closing brace as deep as its `fn`.
fn check_functions(file: &SourceFile, found: &mut Vec<Finding>) {
    let lines: Vec<&str> = file.text.lines().collect();
    let most = if file.is_test() {
        TEST_LINES_MAX
    } else {
        FUNCTION_LINES_MAX
    };
    for (start, line) in lines.iter().enumerate() {
        let Some(name) = function_name(line) else {
            continue;
        };
        let indent = line.len() - line.trim_start().len();
        let closing = format!("{}}}", " ".repeat(indent));
        let length = lines[start..]
            .iter()
            .position(|line| {
                line.trim_end() == closing || (line.starts_with(&closing) && !line.contains('{'))
            })
            .map_or(1, |offset| offset + 1);
        // A declaration without a body, or a body on one line, ends where it starts.
        let has_body = lines[start..]
            .iter()
            .take(length)
            .any(|line| line.trim_end().ends_with('{'));
        let excused = lines[start.saturating_sub(4)..]
            .iter()
            .take(6)
            .any(|line| is_excuse(line));
        let one_line = line.trim_end().ends_with(['}', ';']);
        if has_body && !one_line && length > most && !excused {
            found.push(Finding {
                path: file.path.clone(),
                line: start + 1,
                message: format!(
                    "`{name}` has {length} lines, more than {most}: split it, or give `// long: reason`"
                ),
            });
        }
    }
}

fn function_name(line: &str) -> Option<&str> {
    let mut rest = line.trim_start();
    loop {
        let before = rest;
        for word in [
            "pub ",
            "pub(crate) ",
            "pub(super) ",
            "const ",
            "async ",
            "export ",
            "default ",
            "static ",
        ] {
            rest = rest.strip_prefix(word).unwrap_or(rest);
        }
        if before == rest {
            break;
        }
    }
    let rest = rest
        .strip_prefix("fn ")
        .or_else(|| rest.strip_prefix("function "))?;
    let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
    Some(&rest[..end.unwrap_or(rest.len())])
}
