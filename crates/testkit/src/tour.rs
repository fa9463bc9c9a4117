//! A walk through every page that a visitor can reach by links, a few of each kind.
//!
//! The walk knows no route: it follows what pages link to, so a new page is on it the day it is
//! linked. Pages of one kind differ only in names and numbers; of each kind a few are visited.

use std::collections::{BTreeMap, VecDeque};

use anyhow::{Context, Result};

use crate::browser::Browser;

/// How many pages of one kind are visited: decisions and posts have many states.
fn most_of(kind: &str) -> usize {
    match kind {
        "commons-decisions-N" => 5,
        "@handle-id" | "commons-deliberations-id" => 3,
        _ => 1,
    }
}

/// Most pages of a walk: a runaway list of links should not become an endless test.
const STOPS_MAX: usize = 120;

/// One page of the walk.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stop {
    /// The kind of page, fit for a file name: `commons-decisions-N`, `@handle-post`.
    pub kind: String,
    /// How many of this kind came before.
    pub index: usize,
    /// Path and query.
    pub path: String,
}

impl Stop {
    /// Returns a name for files: the kind, with a number for every one but the first.
    #[must_use]
    pub fn name(&self) -> String {
        let kind = self.kind.trim_matches('-');
        match (kind, self.index) {
            ("", _) => String::from("home"),
            (kind, 0) => kind.to_owned(),
            (kind, index) => format!("{kind}-{}", index + 1),
        }
    }
}

/// Walks from `starts` (paths) through the site at `base`, calls `visit` on every page once it is
/// loaded, and returns the stops.
///
/// # Errors
///
/// If a page does not load, or `visit` says so.
pub fn walk(
    browser: &Browser,
    base: &str,
    starts: &[&str],
    mut visit: impl FnMut(&Stop) -> Result<()>,
) -> Result<Vec<Stop>> {
    let mut seen: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut waiting: VecDeque<String> = starts.iter().map(|path| (*path).to_owned()).collect();
    let mut stops = Vec::new();
    while let Some(path) = waiting.pop_front() {
        let kind = kind_of(&path);
        let known = seen.entry(kind.clone()).or_default();
        let most = most_of(&kind);
        let bare = path.split('?').next().unwrap_or_default().to_owned();
        if known.len() >= most || known.contains(&bare) || stops.len() >= STOPS_MAX {
            continue;
        }
        let stop = Stop {
            kind,
            index: known.len(),
            path,
        };
        known.push(bare);
        browser.go(&format!("{base}{}", stop.path))?;
        visit(&stop).with_context(|| format!("on the page {}", stop.path))?;
        // The specimens on the page of components lead nowhere.
        if stop.kind != "design" {
            waiting.extend(links(browser, base)?);
        }
        stops.push(stop);
    }
    Ok(stops)
}

/// The pages of this site that the present page links to, in order.
fn links(browser: &Browser, base: &str) -> Result<Vec<String>> {
    let found = browser.run(
        "return [...document.querySelectorAll('a[href]:not([download])')].map(link => link.href)",
        &[],
    )?;
    let found = found.as_array().context("links are a list")?;
    let own = found
        .iter()
        .filter_map(|it| it.as_str()?.strip_prefix(base));
    let own = own.map(|path| path.split('#').next().unwrap_or_default());
    Ok(own
        .filter(|path| is_page(path))
        .map(str::to_owned)
        .collect())
}

/// Files, feeds and what ends a session are not pages to visit.
fn is_page(path: &str) -> bool {
    let bare = path.split('?').next().unwrap_or_default();
    let last = bare.rsplit('/').next().unwrap_or_default();
    let files = [
        "/media/",
        "/assets/",
        "/api/",
        "/record/",
        "/sign-out",
        "/language",
        "/theme",
    ];
    bare.starts_with('/')
        && !files.iter().any(|start| bare.starts_with(start))
        && !matches!(last, "feed" | "export")
        && (last.starts_with('@') || !last.contains('.'))
}

/// Names and numbers do not make another kind of page.
fn kind_of(path: &str) -> String {
    let bare = path.split('?').next().unwrap_or_default();
    let mut kind = Vec::new();
    let mut before = "";
    for part in bare.split('/').filter(|part| !part.is_empty()) {
        let is_number = part.chars().all(|it| it.is_ascii_digit());
        let is_id = part.len() >= 20
            && part
                .chars()
                .all(|it| it.is_ascii_alphanumeric() || it == '-' || it == '_');
        kind.push(match () {
            () if part.starts_with('@') => "@handle",
            () if before == "tags" => "tag",
            () if is_number => "N",
            () if is_id => "id",
            () => part,
        });
        before = part;
    }
    kind.join("-")
}

#[cfg(test)]
mod tests {
    use super::{is_page, kind_of};

    #[test]
    fn names_and_numbers_do_not_make_another_kind() {
        assert_eq!(kind_of("/"), "");
        assert_eq!(kind_of("/@ana"), "@handle");
        assert_eq!(kind_of("/@ana/0193a8b0c0f27a1e9d3c5b7a"), "@handle-id");
        assert_eq!(
            kind_of("/commons/decisions/12?from=3"),
            "commons-decisions-N"
        );
        assert_eq!(kind_of("/tags/harbour"), "tags-tag");
    }

    #[test]
    fn files_and_feeds_are_no_pages() {
        assert!(is_page("/commons/record"));
        assert!(is_page("/@j.doe"));
        assert!(!is_page("/record/checkpoint"));
        assert!(!is_page("/@ana/-/feed"));
        assert!(!is_page("/media/0123"));
        assert!(!is_page("/robots.txt"));
    }
}
