//! Who may use whom: the arrows between the crates, and the libraries that have one door.
//!
//! The invariants of absence are written in ARCHITECTURE.md in the very words that stand here;
//! a rule without its sentence there is a finding too.

use super::{Finding, SourceFile, Tree};

/// One crate and the workspace crates that its shipped code may use.
const ARROWS: &[(&str, &[&str])] = &[
    ("ledger", &[]),
    ("media", &[]),
    ("ballots", &["ledger"]),
    ("redteam", &["ledger"]),
    ("record", &["ledger"]),
    ("domain", &["ledger"]),
    ("store", &["domain", "ledger"]),
    ("app", &["store", "domain", "record", "media", "ledger"]),
    (
        "web",
        &["app", "store", "domain", "record", "media", "ledger"],
    ),
    (
        "meent",
        &[
            "web", "app", "store", "domain", "record", "media", "ballots", "redteam", "ledger",
        ],
    ),
    ("testkit", &["ledger"]),
    ("xtask", &[]),
];

/// A sentence about what is absent, and how to see it.
struct Absence {
    /// The sentence, word for word as in ARCHITECTURE.md.
    sentence: &'static str,
    /// Libraries by the start of their package names.
    libraries: &'static [&'static str],
    /// The only crates whose shipped code may use them.
    doors: &'static [&'static str],
}

const ABSENCES: &[Absence] = &[
    Absence {
        sentence: "Only `store` speaks SQL.",
        libraries: &["sqlx", "rusqlite", "libsqlite3", "tokio-postgres"],
        doors: &["store", "testkit"],
    },
    Absence {
        sentence: "Only `media` uses image libraries.",
        libraries: &[
            "image",
            "fast_image_resize",
            "kamadak-exif",
            "libheif",
            "webp",
            "ravif",
        ],
        doors: &["media"],
    },
    Absence {
        sentence: "Only `web` renders pages.",
        libraries: &["maud", "fluent", "ammonia", "pulldown-cmark"],
        doors: &["web"],
    },
    Absence {
        sentence: "`ledger`, `domain` and `media` have no async runtime.",
        libraries: &["tokio", "axum", "tower", "hyper", "futures"],
        doors: &["record", "store", "app", "web", "meent", "testkit"],
    },
    Absence {
        sentence: "`ledger`, `domain` and `record` do not log.",
        libraries: &["tracing", "log", "env_logger"],
        doors: &["store", "media", "app", "web", "meent", "testkit"],
    },
    Absence {
        sentence: "`ledger` and `domain` have no randomness.",
        libraries: &["rand", "getrandom"],
        doors: &["record", "store", "app", "web", "meent", "testkit"],
    },
    Absence {
        sentence: "Errors without a type exist only in `meent` and in tools.",
        libraries: &["anyhow", "eyre"],
        doors: &["meent", "testkit", "xtask"],
    },
];

/// Libraries that may not be in the lock file at all, with the reason.
const BANNED_PACKAGES: &[(&str, &str)] = &[
    (
        "openssl-sys",
        "TLS and signatures are aws-lc and pure Rust; no system OpenSSL",
    ),
    ("native-tls", "use rustls"),
];

/// Checks the arrows, the absences and the lock file.
#[must_use]
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in tree.ours("toml").filter(|file| file.name() == "Cargo.toml") {
        check_manifest(file, &mut found);
    }
    if let Some(map) = tree.file("ARCHITECTURE.md") {
        for absence in ABSENCES {
            if !map.text.contains(absence.sentence) {
                found.push(Finding {
                    path: map.path.clone(),
                    line: 0,
                    message: format!(
                        "the invariant is checked but not stated: {}",
                        absence.sentence
                    ),
                });
            }
        }
    }
    found
}

/// Returns findings for the packages of a lock file's text.
#[must_use]
pub fn check_lock(lock: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    for (package, reason) in BANNED_PACKAGES {
        let wanted = format!("name = \"{package}\"");
        if let Some(index) = lock.lines().position(|line| line == wanted) {
            found.push(Finding {
                path: String::from("Cargo.lock"),
                line: index + 1,
                message: format!("`{package}` may not be used: {reason}"),
            });
        }
    }
    found
}

fn check_manifest(file: &SourceFile, found: &mut Vec<Finding>) {
    let Some(name) = package_name(&file.text) else {
        return;
    };
    let Some((_, allowed)) = ARROWS.iter().find(|(known, _)| *known == name) else {
        if file.path.starts_with("crates/") {
            found.push(Finding {
                path: file.path.clone(),
                line: 1,
                message: format!(
                    "crate `{name}` has no arrows: a new crate needs an ADR, and its row in tidy"
                ),
            });
        }
        return;
    };
    for (line, library) in shipped_dependencies(file) {
        let is_house = ARROWS.iter().any(|(known, _)| *known == library);
        if is_house && !allowed.contains(&library.as_str()) {
            found.push(Finding {
                path: file.path.clone(),
                line,
                message: format!(
                    "`{name}` may not use `{library}`: see the arrows in ARCHITECTURE.md"
                ),
            });
        }
        for absence in ABSENCES {
            let meant = absence
                .libraries
                .iter()
                .any(|start| is_of_family(&library, start));
            if meant && !absence.doors.contains(&name.as_str()) {
                found.push(Finding {
                    path: file.path.clone(),
                    line,
                    message: format!("`{name}` uses `{library}`: {}", absence.sentence),
                });
            }
        }
    }
}

/// `fluent-bundle` is of the family `fluent`; `randomart` is not of `rand`.
fn is_of_family(library: &str, start: &str) -> bool {
    library
        .strip_prefix(start)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('-') || rest.starts_with('_'))
}

fn package_name(manifest: &str) -> Option<String> {
    let line = manifest.lines().find(|line| line.starts_with("name = "))?;
    Some(
        line.trim_start_matches("name = ")
            .trim_matches('"')
            .to_owned(),
    )
}

/// The names under `[dependencies]`, `[build-dependencies]` and their target-specific forms;
/// development dependencies may point anywhere.
fn shipped_dependencies(file: &SourceFile) -> Vec<(usize, String)> {
    let mut names = Vec::new();
    let mut inside = false;
    for (number, line) in file.lines() {
        let line = line.trim();
        if line.starts_with('[') {
            let section = line.trim_matches(['[', ']']);
            inside = section.ends_with("dependencies")
                && !section.ends_with("dev-dependencies")
                && section != "workspace.dependencies";
            if let Some((_, name)) = section.split_once("dependencies.")
                && !section.contains("dev-")
            {
                names.push((number, name.to_owned()));
            }
        } else if inside && !line.starts_with('#') && line.contains('=') {
            let end = line.find(['.', ' ', '=']).unwrap_or(line.len());
            names.push((number, line[..end].to_owned()));
        }
    }
    names
}
