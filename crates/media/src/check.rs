//! Runs every file of a folder through the jail and reports what became of each.
//!
//! This is the body of `meent media check`: the very jail of the server, so that an operator sees
//! with their own files what members would see.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde::Serialize;

use crate::{Jail, MediaError};

/// Workers that run at once, at most.
const WORKERS_MAX: usize = 2;

/// What became of the files of a folder, in the order of their paths.
#[derive(Debug, Serialize)]
pub struct CheckReport {
    /// One entry per file.
    pub files: Vec<CheckedFile>,
}

/// What became of one file.
#[derive(Debug, Serialize)]
pub struct CheckedFile {
    /// Path relative to the folder.
    pub path: String,
    /// Accepted or refused.
    pub outcome: Outcome,
    /// Why it was refused, in a member's words; empty for an accepted file.
    pub reason: String,
    /// The variants kept, when an output folder was given.
    pub out: Vec<String>,
    /// From start to answer, in milliseconds.
    pub millis: u64,
    /// The most memory the worker held, in bytes.
    pub peak_bytes: u64,
}

/// Whether a file was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// Its variants were made.
    Accepted,
    /// It was turned away, or could not be examined.
    Refused,
}

/// Why the check itself could not be done.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// The folder could not be listed.
    #[error("could not list {}", path.display())]
    List {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The place for variants could not be made.
    #[error("could not make the output folder {}", path.display())]
    Out {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The jail itself does not work here, whatever the file.
    #[error("the media jail does not work")]
    Jail(#[source] MediaError),
}

/// Runs every file below `dir` through `jail`, two at a time, and returns the report in the order
/// of paths. Links are not followed.
///
/// With `out`, the variants of `a/b.jpg` are kept in the folder `a/b.jpg` below it, replacing what
/// an earlier check left there. `progress` is told `(done, total)` after each file, from several
/// threads.
///
/// # Errors
///
/// The folder cannot be listed, the output not written, or no worker started at all. A single file
/// that cannot be read is part of the report.
pub fn check_dir(
    jail: &Jail,
    dir: &Path,
    out: Option<&Path>,
    progress: impl Fn(usize, usize) + Sync,
) -> Result<CheckReport, CheckError> {
    let mut paths = Vec::new();
    list(dir, &mut paths)?;
    paths.sort();
    let scratch = Scratch::new().map_err(|source| CheckError::Out {
        path: std::env::temp_dir(),
        source,
    })?;
    let next = AtomicUsize::new(0);
    let done = AtomicUsize::new(0);
    let checked = Mutex::new(Vec::with_capacity(paths.len()));
    let work = || -> Result<(), CheckError> {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(path) = paths.get(index) else {
                return Ok(());
            };
            let relative = path.strip_prefix(dir).unwrap_or(path);
            let folder = match out {
                Some(out) => out.join(relative),
                None => scratch.0.join(index.to_string()),
            };
            let file = check_file(jail, path, relative, &folder, out.is_some())?;
            checked
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner)
                .push((index, file));
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, paths.len());
        }
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..WORKERS_MAX).map(|_| scope.spawn(work)).collect();
        let ended = workers.into_iter().map(|worker| {
            worker
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        ended.collect::<Result<Vec<()>, _>>()
    })?;
    let mut checked = checked
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    checked.sort_by_key(|(index, _)| *index);
    Ok(CheckReport {
        files: checked.into_iter().map(|(_, file)| file).collect(),
    })
}

/// Prints `report`: one JSON document, or one line per file and a sum.
///
/// # Errors
///
/// Standard output could not be written.
pub fn print(report: &CheckReport, json: bool) -> io::Result<()> {
    write(report, json, &mut io::stdout().lock())
}

/// Writes what [`fn@print`] prints to `out`.
///
/// # Errors
///
/// `out` could not be written.
pub fn write(report: &CheckReport, json: bool, out: &mut impl io::Write) -> io::Result<()> {
    if json {
        serde_json::to_writer_pretty(&mut *out, report)?;
        return writeln!(out);
    }
    for file in &report.files {
        let (word, rest) = match file.outcome {
            Outcome::Accepted => ("accepted", String::new()),
            Outcome::Refused => ("refused ", format!("  {}", file.reason)),
        };
        let mebibytes = file.peak_bytes / (1024 * 1024);
        writeln!(
            out,
            "{word} {:>6} ms {mebibytes:>5} MiB  {}{rest}",
            file.millis, file.path
        )?;
    }
    let accepted = report
        .files
        .iter()
        .filter(|file| file.outcome == Outcome::Accepted)
        .count();
    writeln!(
        out,
        "{} files: {accepted} accepted, {} refused",
        report.files.len(),
        report.files.len() - accepted
    )
}

fn check_file(
    jail: &Jail,
    path: &Path,
    relative: &Path,
    folder: &Path,
    keep: bool,
) -> Result<CheckedFile, CheckError> {
    let out_error = |source| CheckError::Out {
        path: folder.to_owned(),
        source,
    };
    if folder.is_dir() {
        fs::remove_dir_all(folder).map_err(out_error)?;
    }
    fs::create_dir_all(folder).map_err(out_error)?;
    let run = jail.run(path, folder);
    let mut file = CheckedFile {
        path: relative.to_string_lossy().into_owned(),
        outcome: Outcome::Refused,
        reason: String::new(),
        out: Vec::new(),
        millis: run.millis,
        peak_bytes: run.peak_bytes,
    };
    match run.outcome {
        Ok(picture) => {
            file.outcome = Outcome::Accepted;
            if keep {
                let kept = picture
                    .variants
                    .iter()
                    .map(|variant| folder.join(&variant.file));
                file.out = kept
                    .map(|path| path.to_string_lossy().into_owned())
                    .collect();
            }
        }
        Err(MediaError::Refused(refusal)) => refusal.message().clone_into(&mut file.reason),
        Err(error @ MediaError::Start { .. }) => return Err(CheckError::Jail(error)),
        Err(error) => file.reason = format!("This file could not be examined: {error}."),
    }
    if !keep || file.outcome == Outcome::Refused {
        fs::remove_dir_all(folder).map_err(out_error)?;
    }
    Ok(file)
}

/// Collects the ordinary files below `dir`.
fn list(dir: &Path, paths: &mut Vec<PathBuf>) -> Result<(), CheckError> {
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        let list_error = |source| CheckError::List {
            path: folder.clone(),
            source,
        };
        for entry in fs::read_dir(&folder).map_err(list_error)? {
            let entry = entry.map_err(list_error)?;
            let kind = entry.file_type().map_err(list_error)?;
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() {
                paths.push(entry.path());
            }
        }
    }
    Ok(())
}

/// A folder for variants nobody keeps; gone when dropped.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> io::Result<Self> {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name = format!(
            "meent-media-check-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let path = std::env::temp_dir().join(name);
        fs::create_dir(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What stays is in the temporary folder, which the system clears.
        let _: io::Result<()> = fs::remove_dir_all(&self.0);
    }
}
