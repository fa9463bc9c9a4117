//! The files of the workspace, read once, as text.

use std::path::Path;

use anyhow::{Context, Result};

/// Folders that hold no source of ours.
const FOLDERS_LEFT_OUT: &[&str] = &[
    "target",
    ".git",
    "node_modules",
    "meent-data",
    "shots",
    "corpus",
    "artifacts",
];

/// Endings of the files that are read; the rest is data.
const ENDINGS: &[&str] = &[
    "rs", "toml", "md", "js", "mjs", "css", "ftl", "sql", "html", "yml", "sh", "run",
];

/// One text file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Path from the root of the workspace, with forward slashes.
    pub path: String,
    /// The whole text.
    pub text: String,
}

impl SourceFile {
    /// Returns what follows the last full stop of the name, or nothing.
    #[must_use]
    pub fn ending(&self) -> &str {
        let name = self.name();
        name.rsplit_once('.').map_or(name, |(_, ending)| ending)
    }

    /// Returns the file's name without its folders.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// Returns the lines with their numbers, counted from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line))
    }

    /// Returns whether this is code that only tests run.
    #[must_use]
    pub fn is_test(&self) -> bool {
        self.path.contains("/tests/")
            || self.path.contains("/fixtures/")
            || self.name() == "tests.rs"
            || self.name().ends_with(".test.js")
            || self.name().ends_with(".test.mjs")
    }

    /// Returns whether this file came from elsewhere and keeps its own style.
    #[must_use]
    pub fn is_vendored(&self) -> bool {
        self.path.contains("/vendor/") || self.name().contains(".min.")
    }
}

/// All text files of the workspace, in order of their paths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    /// The files.
    pub files: Vec<SourceFile>,
}

impl Tree {
    /// Reads the workspace under `root`.
    ///
    /// # Errors
    ///
    /// If a folder or file cannot be read, or a file with a known ending is not UTF-8.
    pub fn read(root: &Path) -> Result<Self> {
        let mut tree = Self::default();
        tree.read_folder(root, "")?;
        tree.files.sort_by(|left, right| left.path.cmp(&right.path));
        Ok(tree)
    }

    fn read_folder(&mut self, folder: &Path, prefix: &str) -> Result<()> {
        let entries =
            std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?;
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = format!("{prefix}{name}");
            if entry.file_type()?.is_dir() {
                if !FOLDERS_LEFT_OUT.contains(&name.as_str()) {
                    self.read_folder(&entry.path(), &format!("{path}/"))?;
                }
                continue;
            }
            let ending = name
                .rsplit_once('.')
                .map_or(name.as_str(), |(_, ending)| ending);
            if !ENDINGS.contains(&ending) {
                continue;
            }
            // Somebody may be writing: a file that vanished since it was listed is not there.
            match std::fs::read_to_string(entry.path()) {
                Ok(text) => self.files.push(SourceFile { path, text }),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => return Err(error).with_context(|| format!("reading {path}")),
            }
        }
        Ok(())
    }

    /// Returns the file at `path`, if there is one.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&SourceFile> {
        self.files.iter().find(|file| file.path == path)
    }

    /// Returns the files whose ending is `ending` and that are ours, not vendored.
    pub fn ours<'tree>(&'tree self, ending: &'tree str) -> impl Iterator<Item = &'tree SourceFile> {
        self.files
            .iter()
            .filter(move |file| file.ending() == ending && !file.is_vendored())
    }
}
