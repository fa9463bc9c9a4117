//! What is referred to exists: decisions, messages, declared tests, headers, links, numbers of
//! issues.

use std::collections::{BTreeMap, BTreeSet};

use super::{Finding, SourceFile, Tree};

/// This file and its tests contain examples.
const LEFT_OUT: &[&str] = &["xtask/src/tidy/", "xtask/tests/"];

/// Checks all references.
#[must_use]
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    check_decisions(tree, &mut found);
    check_todos(tree, &mut found);
    check_messages(tree, &mut found);
    check_declared_tests(tree, &mut found);
    check_headers(tree, &mut found);
    check_links(tree, &mut found);
    found
}

fn is_left_out(file: &SourceFile) -> bool {
    file.is_vendored() || LEFT_OUT.iter().any(|start| file.path.starts_with(start))
}

/// `ADR-0014` must have a file `docs/decisions/0014-….md`, and no two files one number.
fn check_decisions(tree: &Tree, found: &mut Vec<Finding>) {
    let mut numbers = BTreeSet::new();
    for file in tree
        .ours("md")
        .filter(|file| file.path.starts_with("docs/decisions/"))
    {
        let number = file.name().chars().take(4).collect::<String>();
        if !number.chars().all(|digit| digit.is_ascii_digit()) || !numbers.insert(number.clone()) {
            found.push(Finding {
                path: file.path.clone(),
                line: 0,
                message: format!(
                    "a decision is named NNNN-title.md, each number once (here {number})"
                ),
            });
        }
    }
    for file in tree.files.iter().filter(|file| !is_left_out(file)) {
        for (line, text) in file.lines() {
            for (start, mark) in text.match_indices("ADR-") {
                let number: String = text[start + mark.len()..].chars().take(4).collect();
                let is_number = number.len() == 4 && number.chars().all(|it| it.is_ascii_digit());
                if is_number && !numbers.contains(&number) {
                    found.push(Finding {
                        path: file.path.clone(),
                        line,
                        message: format!("ADR-{number} is not in docs/decisions"),
                    });
                }
            }
        }
    }
}

fn check_todos(tree: &Tree, found: &mut Vec<Finding>) {
    for file in tree
        .files
        .iter()
        .filter(|file| !is_left_out(file) && file.ending() != "md")
    {
        for (line, text) in file.lines() {
            let bare = ["TODO", "FIXME", "XXX"].iter().any(|word| {
                text.match_indices(word).any(|(start, _)| {
                    let touches =
                        text[..start].ends_with(|it: char| it.is_alphanumeric() || it == '_');
                    let rest = &text[start + word.len()..];
                    let inside = rest.starts_with(|it: char| it.is_alphanumeric() || it == '_');
                    !touches && !inside && !rest.starts_with("(#")
                })
            });
            if bare && text.contains("//") {
                found.push(Finding {
                    path: file.path.clone(),
                    line,
                    message: String::from("a reminder has the number of its issue: TODO(#123)"),
                });
            }
        }
    }
}

/// Every message has its key in the code, and every language has every message.
fn check_messages(tree: &Tree, found: &mut Vec<Finding>) {
    let used = Quoted::of_web(tree);
    let mut by_language: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for file in tree.ours("ftl") {
        let known = by_language.entry(language_of(file)).or_default();
        for (line, text) in file.lines() {
            let Some(key) = message_key(text) else {
                continue;
            };
            known.insert(key);
            if !used.knows(key) {
                found.push(Finding {
                    path: file.path.clone(),
                    line,
                    message: format!("no code uses the message `{key}`"),
                });
            }
        }
    }
    for (language, keys) in &by_language {
        for (other, other_keys) in &by_language {
            for key in keys.difference(other_keys) {
                found.push(Finding {
                    path: format!("crates/web/messages/{other}"),
                    line: 0,
                    message: format!("the message `{key}` exists in {language} but not in {other}"),
                });
            }
        }
    }
}

/// What stands between quotes in the code of the pages, and between braces in messages.
struct Quoted<'tree> {
    whole: BTreeSet<&'tree str>,
    /// Beginnings of what is put together: `code-` of `"code-{number}"`, and whole ones that end
    /// with a hyphen.
    beginnings: BTreeSet<&'tree str>,
}

impl<'tree> Quoted<'tree> {
    fn of_web(tree: &'tree Tree) -> Self {
        let mut quoted = Self {
            whole: BTreeSet::new(),
            beginnings: BTreeSet::new(),
        };
        let pages = tree
            .files
            .iter()
            .filter(|file| file.path.starts_with("crates/web/"));
        for file in pages.filter(|file| matches!(file.ending(), "rs" | "js" | "mjs")) {
            for line in file.text.lines() {
                for part in line.split(['"', '\'', '`']) {
                    quoted.whole.insert(part);
                    if let Some((beginning, _)) = part.split_once(['{', '$']) {
                        quoted.beginnings.insert(beginning);
                    } else if part.ends_with('-') {
                        quoted.beginnings.insert(part);
                    }
                }
            }
        }
        for file in tree.ours("ftl") {
            for part in file.text.split("{ ").skip(1) {
                quoted
                    .whole
                    .insert(part.split([' ', '}']).next().unwrap_or_default());
            }
        }
        quoted
    }

    fn knows(&self, key: &str) -> bool {
        let is_put_together = |beginning: &str| {
            // `gather("sheet", &["say-found"])` is written with both halves in quotes.
            let (head, tail) = (beginning.trim_end_matches('-'), &key[beginning.len()..]);
            self.beginnings.contains(beginning)
                || (self.whole.contains(head) && self.whole.contains(tail))
        };
        self.whole.contains(key) || prefixes(key).any(is_put_together)
    }
}

/// `messages/en.ftl` and `messages/en/home.ftl` are both English.
fn language_of(file: &SourceFile) -> &str {
    let after = file.path.split("messages/").nth(1).unwrap_or(file.name());
    after.split(['/', '.']).next().unwrap_or(after)
}

/// `rejection-too-late` may be built from `rejection-` and a code.
fn prefixes(key: &str) -> impl Iterator<Item = &str> {
    key.match_indices('-').map(|(end, _)| &key[..=end])
}

fn message_key(line: &str) -> Option<&str> {
    let (key, _) = line.split_once(" =").or_else(|| line.split_once('='))?;
    let named = key.starts_with(|it: char| it.is_ascii_alphabetic())
        && key
            .chars()
            .all(|it| it.is_ascii_alphanumeric() || it == '-' || it == '_');
    named.then_some(key)
}

/// A test file that `main.rs` does not declare would never run.
fn check_declared_tests(tree: &Tree, found: &mut Vec<Finding>) {
    for file in tree.ours("rs").filter(|file| file.path.contains("/tests/")) {
        let Some((folder, name)) = file.path.rsplit_once('/') else {
            continue;
        };
        let (home, module) = match name {
            "main.rs" => continue,
            "mod.rs" => match folder.rsplit_once('/') {
                Some((home, module)) => (home, module),
                None => continue,
            },
            other => (folder, other.trim_end_matches(".rs")),
        };
        let parents = [
            format!("{home}/main.rs"),
            format!("{home}/mod.rs"),
            format!("{home}.rs"),
        ];
        let declared = parents
            .iter()
            .filter_map(|path| tree.file(path))
            .any(|parent| {
                parent.text.lines().any(|line| {
                    let line = line
                        .trim()
                        .trim_start_matches("pub ")
                        .trim_start_matches("pub(crate) ");
                    line == format!("mod {module};") || line.ends_with(&format!("mod {module};"))
                })
            });
        if !declared {
            found.push(Finding {
                path: file.path.clone(),
                line: 0,
                message: format!("no `mod {module};` declares this file: its tests do not run"),
            });
        }
    }
}

/// Every module begins with what it is; a crate's header is its tutorial.
fn check_headers(tree: &Tree, found: &mut Vec<Finding>) {
    for file in tree.ours("rs").filter(|file| !is_left_out(file)) {
        let header = file
            .text
            .lines()
            .take_while(|line| line.starts_with("//"))
            .count();
        let is_root = file.name() == "lib.rs";
        let has_header = file.text.trim_start().starts_with("//!")
            || file.text.trim_start().starts_with("#!") && file.text.contains("//!");
        let is_tests = file.path.contains("/tests/") || file.name() == "tests.rs";
        let message = match () {
            () if is_root && header < 3 => {
                "a crate's header is its tutorial: what it is, what it is not, what it keeps true"
            }
            () if !has_header && !is_tests => {
                "a module begins with `//!`: what it is, and what it is not"
            }
            () => continue,
        };
        found.push(Finding {
            path: file.path.clone(),
            line: 1,
            message: String::from(message),
        });
    }
}

/// A link from one document to another leads to a file.
fn check_links(tree: &Tree, found: &mut Vec<Finding>) {
    for file in tree.ours("md").filter(|file| !is_left_out(file)) {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (line, text) in file.lines() {
            for part in text.split("](").skip(1) {
                let target = part.split([')', '#', ' ']).next().unwrap_or_default();
                if !target.ends_with(".md") || target.contains("://") {
                    continue;
                }
                if tree.file(&join(folder, target)).is_none() {
                    found.push(Finding {
                        path: file.path.clone(),
                        line,
                        message: format!("the link leads nowhere: {target}"),
                    });
                }
            }
        }
    }
}

fn join(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}
