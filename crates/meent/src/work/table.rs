//! A history as a table: CSV with the columns commit, author, committer, authored_at, parents, files,
//! lines_added, lines_deleted, top_dirs, co_authors, subject. The subject is last and may hold commas.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use flate2::read::MultiGzDecoder;

use super::day;
use super::history::{Commit, History, Person, Touched};

/// Largest table, unpacked, in bytes.
const BYTES_MAX: u64 = 1 << 30;
const HEADING: &str = "commit,author,committer,authored_at,parents,files,lines_added,lines_deleted,top_dirs,co_authors,subject";

pub(super) fn read(path: &Path) -> Result<History> {
    let mut file = BufReader::new(File::open(path).context("opening the table")?);
    let is_packed = file.fill_buf()?.starts_with(&[0x1f, 0x8b]);
    let mut text = String::new();
    let read = if is_packed {
        MultiGzDecoder::new(file)
            .take(BYTES_MAX)
            .read_to_string(&mut text)
    } else {
        file.take(BYTES_MAX).read_to_string(&mut text)
    };
    let count = read.context("reading the table")?;
    if u64::try_from(count).unwrap_or(u64::MAX) >= BYTES_MAX {
        bail!("the table is larger than {BYTES_MAX} bytes");
    }
    let name = path.file_name().map(|it| it.to_string_lossy());
    let name = name.map_or_else(String::new, |it| {
        it.split('.').next().unwrap_or_default().to_owned()
    });
    parse(name, &text)
}

pub(super) fn parse(name: String, text: &str) -> Result<History> {
    let mut lines = (1_u64..).zip(text.lines());
    if lines.next().map(|it| it.1.trim()) != Some(HEADING) {
        bail!("neither the folder of a repository nor a table with the columns {HEADING}");
    }
    let mut history = History {
        name,
        ..History::default()
    };
    for (line, row) in lines {
        match commit(row) {
            Ok(commit) => history.commits.push(commit),
            Err(why) => history.bad_rows.push((line, why)),
        }
    }
    Ok(history)
}

fn commit(row: &str) -> Result<Commit, &'static str> {
    let columns: Vec<&str> = row.splitn(11, ',').collect();
    let &[
        id,
        author,
        _,
        at,
        parents,
        files,
        added,
        deleted,
        folders,
        co_authors,
        subject,
    ] = columns.as_slice()
    else {
        return Err("it has less than eleven columns");
    };
    let number = |text: &str| text.parse::<u64>().map_err(|_| "a count is no number");
    let author = Person::new(author, "").ok_or("it has no author")?;
    let people = co_authors.split([';', ' ', '|']);
    let mut co_authors: Vec<_> = people.filter_map(|it| Person::new(it.trim(), "")).collect();
    co_authors.sort_unstable();
    co_authors.dedup();
    co_authors.retain(|it| *it != author);
    let count = number(files)?;
    let touched = (count > 0).then_some(Touched {
        path: folders.to_owned(),
        count,
        lines: Some((number(added)?, number(deleted)?)),
    });
    Ok(Commit {
        id: id.to_owned(),
        author,
        co_authors,
        reviewers: Vec::new(),
        authored_s: day::parse_moment(at).ok_or("its moment cannot be read")?,
        parents: usize::try_from(number(parents)?).unwrap_or(usize::MAX),
        subject: subject.trim_matches('"').to_owned(),
        files: touched.into_iter().collect(),
    })
}
