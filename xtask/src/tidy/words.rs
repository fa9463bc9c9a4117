//! Words and constructions that have a better one here, each with its replacement.

use super::{Finding, SourceFile, Tree};

/// Where a ban holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// Every Rust file, tests too.
    Rust,
    /// Rust files that only tests run.
    RustTests,
    /// Rust files that ship.
    RustShipped,
    /// What people read: messages and the documents at the root.
    Messages,
    /// Every text file.
    Everything,
}

struct Ban {
    scope: Scope,
    word: &'static str,
    instead: &'static str,
}

/// This file and its tests name what they forbid.
const LEFT_OUT: &[&str] = &["xtask/src/tidy/", "xtask/tests/"];

const BANS: &[Ban] = &[
    Ban {
        scope: Scope::Rust,
        word: "#[allow(",
        instead: "#[expect(…, reason = \"…\")]",
    },
    Ban {
        scope: Scope::Rust,
        word: "#![allow(",
        instead: "#![expect(…, reason = \"…\")]",
    },
    Ban {
        scope: Scope::Rust,
        word: "todo!(",
        instead: "the code, or an issue",
    },
    Ban {
        scope: Scope::Rust,
        word: "unimplemented!(",
        instead: "the code, or an error",
    },
    Ban {
        scope: Scope::Rust,
        word: "dbg!(",
        instead: "tracing, or nothing",
    },
    Ban {
        scope: Scope::Rust,
        word: "#[ignore",
        instead: "a test that runs, or none",
    },
    Ban {
        scope: Scope::Rust,
        word: "chrono::",
        instead: "the `time` crate",
    },
    Ban {
        scope: Scope::Rust,
        word: "static mut",
        instead: "a field somebody owns",
    },
    Ban {
        scope: Scope::Rust,
        word: "serde(untagged)",
        instead: "a tag; order must not decide",
    },
    Ban {
        scope: Scope::RustTests,
        word: "thread::sleep(",
        instead: "waiting for the condition, or `// sleeps: reason`",
    },
    Ban {
        scope: Scope::RustTests,
        word: "time::sleep(",
        instead: "waiting for the condition, or `// sleeps: reason`",
    },
    Ban {
        scope: Scope::RustShipped,
        word: "struct Manager",
        instead: "a noun of the glossary",
    },
    Ban {
        scope: Scope::RustShipped,
        word: "user_id",
        instead: "`member` or `member_number`",
    },
    Ban {
        scope: Scope::RustShipped,
        word: "UserId",
        instead: "`MemberNumber`",
    },
    Ban {
        scope: Scope::RustShipped,
        word: "enum Unknown",
        instead: "a named case",
    },
    Ban {
        scope: Scope::Messages,
        word: "blockchain",
        instead: "record",
    },
    Ban {
        scope: Scope::Messages,
        word: "wallet",
        instead: "shares, keys",
    },
    Ban {
        scope: Scope::Messages,
        word: "token",
        instead: "share, key or link",
    },
    Ban {
        scope: Scope::Messages,
        word: "username",
        instead: "handle",
    },
    Ban {
        scope: Scope::Messages,
        word: "click here",
        instead: "the name of where it leads",
    },
    Ban {
        scope: Scope::Everything,
        word: "shared/data",
        instead: "a small copy in the project",
    },
];

/// File names that say nothing.
const EMPTY_NAMES: &[&str] = &[
    "utils.rs",
    "util.rs",
    "common.rs",
    "helpers.rs",
    "helper.rs",
    "misc.rs",
    "manager.rs",
];

/// Endings of type names that say nothing.
const EMPTY_ENDINGS: &[&str] = &["Manager", "Helper", "Util", "Utils", "Info", "Service"];

/// Checks every file for words with a replacement.
#[must_use]
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    let files = tree.files.iter().filter(|file| {
        !file.is_vendored() && !LEFT_OUT.iter().any(|start| file.path.starts_with(start))
    });
    for file in files {
        check_bans(file, &mut found);
        check_names(file, &mut found);
    }
    found
}

fn check_bans(file: &SourceFile, found: &mut Vec<Finding>) {
    let bans: Vec<&Ban> = BANS.iter().filter(|ban| holds(ban.scope, file)).collect();
    let mut sleep_excused_until = 0;
    for (line, text) in file.lines() {
        if text.contains("// sleeps: ") {
            sleep_excused_until = line + 3;
        }
        let spoken = if file.ending() == "ftl" {
            text.to_lowercase()
        } else {
            text.to_owned()
        };
        for ban in &bans {
            let excused = ban.word.ends_with("::sleep(") && line <= sleep_excused_until;
            if contains_word(&spoken, ban.word) && !is_comment_about(ban.scope, text) && !excused {
                found.push(Finding {
                    path: file.path.clone(),
                    line,
                    message: format!("`{}` is not used here: {}", ban.word, ban.instead),
                });
            }
        }
    }
}

/// A comment may name what code may not do; documents and messages have no such excuse.
fn is_comment_about(scope: Scope, line: &str) -> bool {
    let code = matches!(scope, Scope::Rust | Scope::RustTests | Scope::RustShipped);
    let line = line.trim_start();
    (code && line.starts_with("//")) || (scope == Scope::Messages && line.starts_with('#'))
}

fn holds(scope: Scope, file: &SourceFile) -> bool {
    let rust = file.ending() == "rs";
    match scope {
        Scope::Rust => rust,
        Scope::RustTests => rust && file.is_test(),
        Scope::RustShipped => rust && !file.is_test() && file.path.starts_with("crates/"),
        Scope::Messages => file.ending() == "ftl",
        Scope::Everything => true,
    }
}

/// A word counts only if no letter touches it where it itself begins or ends with one.
fn contains_word(text: &str, word: &str) -> bool {
    let is_letter =
        |letter: Option<char>| letter.is_some_and(|it| it.is_alphanumeric() || it == '_');
    let starts_with_letter = is_letter(word.chars().next());
    let ends_with_letter = is_letter(word.chars().last());
    text.match_indices(word).any(|(start, _)| {
        let before = text[..start].chars().next_back();
        let after = text[start + word.len()..].chars().next();
        let glued_before = starts_with_letter && is_letter(before);
        let glued_after = ends_with_letter && is_letter(after);
        !glued_before && !glued_after
    })
}

fn check_names(file: &SourceFile, found: &mut Vec<Finding>) {
    if file.ending() != "rs" {
        return;
    }
    if EMPTY_NAMES.contains(&file.name()) {
        found.push(Finding {
            path: file.path.clone(),
            line: 0,
            message: String::from("the name of this file says nothing; name what is in it"),
        });
    }
    for (line, text) in file.lines() {
        let Some(name) = type_name(text) else {
            continue;
        };
        if let Some(ending) = EMPTY_ENDINGS.iter().find(|ending| name.ends_with(**ending)) {
            found.push(Finding {
                path: file.path.clone(),
                line,
                message: format!("`{name}`: a type is a noun; `{ending}` says nothing"),
            });
        }
    }
}

fn type_name(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let line = line
        .strip_prefix("pub ")
        .or_else(|| line.strip_prefix("pub(crate) "))
        .unwrap_or(line);
    let rest = ["struct ", "enum ", "trait "]
        .iter()
        .find_map(|word| line.strip_prefix(word))?;
    let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
    Some(&rest[..end.unwrap_or(rest.len())])
}
