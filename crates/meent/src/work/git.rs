//! The history of a git repository, as git tells it.
//!
//! The program `git` is asked, once. The repository is a stranger: nothing in its configuration may
//! start another program, and commits, lines and bytes have bounds.

use std::io::{BufRead, BufReader, Read as _};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use super::history::{Commit, History, Person, Touched};

/// Most commits that are read.
const COMMITS_MAX: usize = 1_000_000;
/// Most bytes that git may tell of one commit.
const COMMIT_BYTES_MAX: u64 = 64 << 20;
/// Between commits, between fields, between trailers of one kind.
const MARKS: (u8, char, char) = (0x1e, '\u{1f}', '\u{1d}');
const FORMAT: &str = "--format=%x1e%H%x1f%P%x1f%aN%x1f%aE%x1f%at%x1f%s\
    %x1f%(trailers:key=Co-authored-by,valueonly,unfold,separator=%x1d)\
    %x1f%(trailers:key=Reviewed-by,valueonly,unfold,separator=%x1d)%x1f";

pub(super) fn read(repo: &Path) -> Result<History> {
    let mut child = Command::new("git")
        .arg("-C")
        .arg(repo)
        .args(["-c", "core.fsmonitor=false", "-c", "core.quotePath=false"])
        .args(["-c", "log.showSignature=false"])
        .args(["log", "--no-color", "--no-ext-diff", "--no-textconv"])
        .args(["--no-renames", "--use-mailmap", "--numstat", FORMAT])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .context("starting git")?;
    let output = child.stdout.take().context("git says nothing")?;
    let mut history = History {
        name: repo
            .canonicalize()
            .ok()
            .and_then(|it| it.file_name().map(|it| it.to_string_lossy().into_owned()))
            .unwrap_or_default(),
        ..History::default()
    };
    let outcome = parse(BufReader::new(output), &mut history);
    if outcome.is_err() {
        // It may still be writing to nobody.
        let _ = child.kill();
    }
    let status = child.wait().context("waiting for git")?;
    outcome?;
    if !status.success() {
        bail!("git says that this is no repository, or that it has no commits");
    }
    Ok(history)
}

/// Reads what git printed in [`FORMAT`].
pub(super) fn parse(mut output: impl BufRead, history: &mut History) -> Result<()> {
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        let count = (&mut output)
            .take(COMMIT_BYTES_MAX)
            .read_until(MARKS.0, &mut bytes)
            .context("reading what git says")?;
        if count == 0 {
            return Ok(());
        }
        if u64::try_from(count).unwrap_or(u64::MAX) >= COMMIT_BYTES_MAX {
            bail!("a commit changes more than can be read");
        }
        if bytes.last() == Some(&MARKS.0) {
            bytes.pop();
        }
        let text = String::from_utf8_lossy(&bytes);
        // Before the first mark there is nothing.
        if text.trim().is_empty() {
            continue;
        }
        let commit = commit(&text).context("git says something that is no commit")?;
        if history.commits.len() >= COMMITS_MAX {
            bail!("there are more than {COMMITS_MAX} commits");
        }
        history.commits.push(commit);
    }
}

fn commit(text: &str) -> Option<Commit> {
    let mut fields = text.splitn(9, MARKS.1);
    let mut field = || fields.next();
    let (id, parents, name, address) = (field()?, field()?, field()?, field()?);
    let (authored, subject, co_authors, reviewers, files) =
        (field()?, field()?, field()?, field()?, field()?);
    let people = |text: &str| -> Vec<Person> {
        let mut people: Vec<_> = text.split(MARKS.2).filter_map(Person::parse).collect();
        people.sort_unstable();
        people.dedup_by(|a, b| a.id == b.id);
        people
    };
    let author = Person::new(name, address)?;
    let mut co_authors = people(co_authors);
    co_authors.retain(|it| it.id != author.id);
    Some(Commit {
        id: id.to_owned(),
        co_authors,
        reviewers: people(reviewers),
        author,
        authored_s: authored.parse().ok()?,
        parents: parents.split_whitespace().count(),
        subject: subject.to_owned(),
        files: files.lines().filter_map(touched).collect(),
    })
}

/// `added TAB deleted TAB path`; two hyphens where there are no lines.
fn touched(line: &str) -> Option<Touched> {
    let mut columns = line.splitn(3, '\t');
    let (added, deleted, path) = (columns.next()?, columns.next()?, columns.next()?);
    let lines = added.parse().ok().zip(deleted.parse().ok());
    Some(Touched {
        path: path.trim_matches('"').to_owned(),
        count: 1,
        lines,
    })
}
