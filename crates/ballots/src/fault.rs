//! What can be wrong with a file, and with one row of it.

use ledger::count::BallotFault;
use ledger::count::opinion::OpinionFault;
use thiserror::Error;

use crate::format::Format;

/// Most rows that may be unreadable before the whole file is.
pub const BAD_ROWS_MAX: usize = 1_000;

/// Why a file cannot be read at all.
#[derive(Debug, Error)]
pub enum FileFault {
    /// There is no such file, or it may not be read.
    #[error("{} cannot be opened", .path.display())]
    Open {
        /// Which file.
        path: std::path::PathBuf,
        /// What failed.
        source: std::io::Error,
    },
    /// The disk or the stream failed.
    #[error("reading line {line} failed")]
    Read {
        /// The line that was to come, from 1.
        line: u64,
        /// What failed.
        source: std::io::Error,
    },
    /// A line is longer than any of these formats needs.
    #[error("line {line} is longer than {limit} bytes")]
    LineTooLong {
        /// The line, from 1.
        line: u64,
        /// The most that is read.
        limit: u64,
    },
    /// The file, unpacked, is larger than is read.
    #[error("the file is larger than {limit} bytes")]
    FileTooLong {
        /// The most that is read.
        limit: u64,
    },
    /// No format is recognised.
    #[error("this is none of the known formats: {}", Format::all_names())]
    UnknownFormat,
    /// The format lacks what it needs.
    #[error("line {line}: not a {format} file: {what}")]
    NotThisFormat {
        /// The format it was read as.
        format: Format,
        /// Where that was found out, from 1.
        line: u64,
        /// What is missing or wrong.
        what: &'static str,
    },
    /// More candidates than can be counted, or none.
    #[error("line {line}: {source}")]
    Candidates {
        /// Where they are announced, from 1.
        line: u64,
        /// What is wrong.
        source: BallotFault,
    },
    /// More statements than can be mapped.
    #[error("line {line}: {source}")]
    Statements {
        /// Where they are announced, from 1.
        line: u64,
        /// What is wrong.
        source: OpinionFault,
    },
    /// More different ballots than are kept in memory.
    #[error("line {line}: more than {limit} different ballots")]
    TooManyBallots {
        /// The first that is too many, from 1.
        line: u64,
        /// The most that are kept.
        limit: usize,
    },
    /// So many rows are unreadable that the file is something else.
    #[error("more than {BAD_ROWS_MAX} unreadable rows; the first is line {}: {}", .first.line, .first.fault)]
    TooManyBadRows {
        /// The first of them.
        first: BadRow,
    },
    /// The rules beside the ballots are not what they should be.
    #[error("the rules configuration is not RCTab's: {what}")]
    RulesConfig {
        /// What is wrong.
        what: String,
    },
}

/// Why one row is left out.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RowFault {
    /// A number was expected.
    #[error("`{0}` is not a whole number")]
    NotANumber(String),
    /// An amount of money was expected.
    #[error("`{0}` is not an amount of money")]
    NotMoney(String),
    /// The row has too few columns.
    #[error("{found} columns where {wanted} are needed")]
    Columns {
        /// How many there are.
        found: usize,
        /// How many there should be.
        wanted: usize,
    },
    /// A bracket is opened or closed where it cannot be.
    #[error("the braces of a tie do not match")]
    Braces,
    /// The row does not end as it must.
    #[error("the ballot does not end with 0")]
    NoEnd,
    /// The ballot is not a valid one.
    #[error("{0}")]
    Ballot(#[from] BallotFault),
    /// There is no project or candidate of this name.
    #[error("nobody is called `{0}`")]
    UnknownName(String),
    /// The same name again.
    #[error("`{0}` is there already")]
    NamedAgain(String),
    /// A mark that the format does not have.
    #[error("`{0}` is not a mark")]
    UnknownMark(String),
    /// The row is none of the format's.
    #[error("this row is none of the format")]
    Stray,
}

/// A row that is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// Its line, from 1; of a row over several lines the first.
    pub line: u64,
    /// Why.
    pub fault: RowFault,
}

/// The rows that are left out, in order; at most [`BAD_ROWS_MAX`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BadRows(Vec<BadRow>);

impl BadRows {
    /// Notes a row.
    ///
    /// # Errors
    ///
    /// [`FileFault::TooManyBadRows`].
    pub(crate) fn note(&mut self, line: u64, fault: RowFault) -> Result<(), FileFault> {
        self.0.push(BadRow { line, fault });
        match self.0.first() {
            Some(first) if self.0.len() > BAD_ROWS_MAX => Err(FileFault::TooManyBadRows {
                first: first.clone(),
            }),
            _ => Ok(()),
        }
    }

    /// Notes the row if `outcome` is a fault.
    pub(crate) fn check<T>(
        &mut self,
        line: u64,
        outcome: Result<T, RowFault>,
    ) -> Result<Option<T>, FileFault> {
        match outcome {
            Ok(it) => Ok(Some(it)),
            Err(fault) => self.note(line, fault).map(|()| None),
        }
    }

    /// Returns the rows.
    #[must_use]
    pub fn rows(&self) -> &[BadRow] {
        &self.0
    }
}
