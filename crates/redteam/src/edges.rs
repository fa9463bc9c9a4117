//! Edge lists of other communities: two names on a line, and perhaps how much one trusts the other.
//!
//! Read are lines `a b`, separated by blanks, tabs, commas or semicolons, packed with gzip or not. A
//! line that begins with `#` or `%` is a remark; a first line that holds words where all others hold
//! numbers is a heading. A third column is a weight where there are at least three, as in Bitcoin-OTC
//! (rater, ratee, rating, time): a rating of zero or less is no trust, and counted apart. A file is a
//! stranger: lines, names, rows and bytes have bounds, and a row that cannot be read is left out and
//! named by its line.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use thiserror::Error;

/// Longest line, in bytes.
pub const LINE_BYTES_MAX: u64 = 4_096;
/// Longest name, in bytes.
pub const NAME_BYTES_MAX: usize = 64;
/// Largest file, unpacked, in bytes.
pub const FILE_BYTES_MAX: u64 = 1 << 30;
/// Most rows of a file.
pub const ROWS_MAX: usize = 20_000_000;
/// Most people in a file.
pub const PEOPLE_MAX: usize = 2_000_000;
/// Most rows that are named one by one among those left out.
pub const BAD_ROWS_MAX: usize = 1_000;

/// What makes a whole file unreadable.
#[derive(Debug, Error)]
pub enum FileFault {
    /// It cannot be opened.
    #[error("the file cannot be opened")]
    Open(#[source] io::Error),
    /// It cannot be read on.
    #[error("line {line} cannot be read")]
    Read {
        /// Which, from 1.
        line: u64,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A line longer than [`LINE_BYTES_MAX`].
    #[error("line {0} is longer than {LINE_BYTES_MAX} bytes")]
    LineTooLong(u64),
    /// Unpacked, it is longer than [`FILE_BYTES_MAX`].
    #[error("the file is longer than {FILE_BYTES_MAX} bytes")]
    FileTooLong,
    /// More than [`ROWS_MAX`] rows.
    #[error("the file has more than {ROWS_MAX} rows")]
    TooManyRows,
    /// More than [`PEOPLE_MAX`] people.
    #[error("the file names more than {PEOPLE_MAX} people")]
    TooManyPeople,
    /// No row names two people.
    #[error("no row of the file names two people")]
    Empty,
}

/// Why one row is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RowFault {
    /// Less than two columns.
    #[error("it does not name two people")]
    NotTwo,
    /// A name longer than [`NAME_BYTES_MAX`].
    #[error("a name is longer than {NAME_BYTES_MAX} bytes")]
    NameTooLong,
    /// A third column that is no number.
    #[error("its weight is not a number")]
    NotAWeight,
    /// A word in a file of numbers.
    #[error("a name is not a number, as all others are")]
    NotANumber,
}

/// A row that was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// Its line, from 1.
    pub line: u64,
    /// Why.
    pub fault: RowFault,
}

/// A file as it was read.
#[derive(Clone, Debug, Default)]
pub struct EdgeList {
    /// How many people it names, in rows that tie two of them.
    pub people: u32,
    /// From whom to whom, by numbers from 0 in order of first mention; nobody to themselves, no pair
    /// twice, ascending.
    pub edges: Vec<(u32, u32)>,
    /// Rows left out: the first [`BAD_ROWS_MAX`].
    pub bad_rows: Vec<BadRow>,
    /// How many rows were left out.
    pub bad_rows_count: usize,
    /// Rows that say no trust.
    pub distrusts: usize,
    /// Rows that tie somebody to themselves.
    pub loops: usize,
    /// Rows that say again what another said.
    pub repeats: usize,
}

/// Reads the file at `path`, packed with gzip or not.
///
/// # Errors
///
/// [`FileFault`].
pub fn open(path: &Path) -> Result<EdgeList, FileFault> {
    let file = File::open(path).map_err(FileFault::Open)?;
    let mut reader = BufReader::new(file);
    let start = reader.fill_buf().map_err(FileFault::Open)?;
    if start.starts_with(&[0x1f, 0x8b]) {
        read(BufReader::new(MultiGzDecoder::new(reader)))
    } else {
        read(reader)
    }
}

/// One row before its names are numbered.
struct Row {
    from: String,
    to: String,
    weight: Option<f64>,
}

impl Row {
    fn is_of_numbers(&self) -> bool {
        [&self.from, &self.to]
            .iter()
            .all(|name| name.parse::<u64>().is_ok())
    }
}

/// Reads an edge list.
///
/// # Errors
///
/// [`FileFault`].
pub fn read<R: BufRead>(input: R) -> Result<EdgeList, FileFault> {
    let mut reading = Reading::default();
    let mut input = input.take(FILE_BYTES_MAX + 1);
    let mut bytes = Vec::new();
    let (mut line, mut total) = (0_u64, 0_u64);
    loop {
        line += 1;
        bytes.clear();
        let count = (&mut input)
            .take(LINE_BYTES_MAX)
            .read_until(b'\n', &mut bytes)
            .map_err(|source| FileFault::Read { line, source })?;
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        total = total.saturating_add(count);
        if count == 0 {
            break;
        }
        if count >= LINE_BYTES_MAX && !bytes.ends_with(b"\n") {
            return Err(FileFault::LineTooLong(line));
        }
        if total > FILE_BYTES_MAX {
            return Err(FileFault::FileTooLong);
        }
        reading.take(line, &String::from_utf8_lossy(&bytes))?;
    }
    reading.finish()
}

#[derive(Default)]
struct Reading {
    list: EdgeList,
    /// A first row of words, until the next one says whether it is a heading.
    first: Option<Row>,
    rows: usize,
    /// Whether names are numbers, once that is known.
    has_numbers: Option<bool>,
    numbers: BTreeMap<String, u32>,
    edges: Vec<(u32, u32)>,
}

impl Reading {
    fn take(&mut self, line: u64, text: &str) -> Result<(), FileFault> {
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.is_empty() || text.starts_with(['#', '%']) {
            return Ok(());
        }
        self.rows += 1;
        if self.rows > ROWS_MAX {
            return Err(FileFault::TooManyRows);
        }
        let row = match parse(text) {
            Ok(row) => row,
            // A heading over three columns has a word for the weight.
            Err(RowFault::NotAWeight) if self.rows == 1 => return Ok(()),
            Err(fault) => {
                self.leave_out(line, fault);
                return Ok(());
            }
        };
        match (self.has_numbers, self.first.take()) {
            (None, None) if row.is_of_numbers() => {
                self.has_numbers = Some(true);
                self.add(&row)
            }
            (None, None) => {
                self.first = Some(row);
                Ok(())
            }
            // The first row held words: a heading if this one does not.
            (None, Some(first)) => {
                self.has_numbers = Some(row.is_of_numbers());
                if !row.is_of_numbers() {
                    self.add(&first)?;
                }
                self.add(&row)
            }
            (Some(true), _) if !row.is_of_numbers() => {
                self.leave_out(line, RowFault::NotANumber);
                Ok(())
            }
            (Some(_), _) => self.add(&row),
        }
    }

    fn leave_out(&mut self, line: u64, fault: RowFault) {
        self.list.bad_rows_count += 1;
        if self.list.bad_rows.len() < BAD_ROWS_MAX {
            self.list.bad_rows.push(BadRow { line, fault });
        }
    }

    fn add(&mut self, row: &Row) -> Result<(), FileFault> {
        if row.from == row.to {
            self.list.loops += 1;
        } else if row.weight.is_some_and(|weight| weight <= 0.0) {
            self.list.distrusts += 1;
        } else {
            let edge = (self.number(&row.from)?, self.number(&row.to)?);
            self.edges.push(edge);
        }
        Ok(())
    }

    fn number(&mut self, name: &str) -> Result<u32, FileFault> {
        if let Some(number) = self.numbers.get(name) {
            return Ok(*number);
        }
        let next = self.numbers.len();
        if next >= PEOPLE_MAX {
            return Err(FileFault::TooManyPeople);
        }
        let number = u32::try_from(next).map_err(|_| FileFault::TooManyPeople)?;
        self.numbers.insert(name.to_owned(), number);
        Ok(number)
    }

    fn finish(mut self) -> Result<EdgeList, FileFault> {
        // A file of one row of words is a row, not a heading.
        if let Some(only) = self.first.take() {
            self.add(&only)?;
        }
        let all = self.edges.len();
        self.edges.sort_unstable();
        self.edges.dedup();
        if self.edges.is_empty() {
            return Err(FileFault::Empty);
        }
        self.list.repeats = all - self.edges.len();
        self.list.people = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        self.list.edges = self.edges;
        Ok(self.list)
    }
}

fn parse(text: &str) -> Result<Row, RowFault> {
    let mut columns = text
        .split([',', ';', '\t', ' '])
        .map(|it| it.trim().trim_matches('"'))
        .filter(|it| !it.is_empty());
    let (Some(from), Some(to)) = (columns.next(), columns.next()) else {
        return Err(RowFault::NotTwo);
    };
    if from.len() > NAME_BYTES_MAX || to.len() > NAME_BYTES_MAX {
        return Err(RowFault::NameTooLong);
    }
    let weight = match columns.next().map(str::parse::<f64>) {
        None => None,
        Some(Ok(weight)) if weight.is_finite() => Some(weight),
        Some(_) => return Err(RowFault::NotAWeight),
    };
    Ok(Row {
        from: from.to_owned(),
        to: to.to_owned(),
        weight,
    })
}
