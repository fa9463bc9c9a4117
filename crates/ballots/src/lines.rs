//! Lines of a stream, with their numbers and with bounds.

use std::collections::VecDeque;
use std::io::{BufRead, Read as _};

use crate::fault::FileFault;

/// Longest line that is read, in bytes.
pub const LINE_BYTES_MAX: u64 = 1 << 20;
/// Largest file that is read, unpacked, in bytes.
pub const FILE_BYTES_MAX: u64 = 1 << 32;

/// One line without its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1.
    pub number: u64,
    /// Its text; a line that is not UTF-8 is taken for Latin-1, as old files are.
    pub text: String,
}

/// The lines of a stream. It keeps no more of them than somebody has looked ahead.
pub struct Lines<R> {
    input: R,
    read: u64,
    bytes: u64,
    ahead: VecDeque<Line>,
}

impl<R: BufRead> Lines<R> {
    /// Reads lines from `input`.
    pub fn new(input: R) -> Self {
        Self {
            input,
            read: 0,
            bytes: 0,
            ahead: VecDeque::new(),
        }
    }

    /// Returns the next line, or nothing at the end.
    ///
    /// # Errors
    ///
    /// [`FileFault::Read`], [`FileFault::LineTooLong`], [`FileFault::FileTooLong`].
    pub fn next_line(&mut self) -> Result<Option<Line>, FileFault> {
        match self.ahead.pop_front() {
            Some(line) => Ok(Some(line)),
            None => self.read_line(),
        }
    }

    /// Returns the line that comes after `skipped` others, without taking it.
    ///
    /// # Errors
    ///
    /// As [`Self::next_line`].
    pub fn peek(&mut self, skipped: usize) -> Result<Option<&Line>, FileFault> {
        while self.ahead.len() <= skipped {
            match self.read_line()? {
                Some(line) => self.ahead.push_back(line),
                None => return Ok(None),
            }
        }
        Ok(self.ahead.get(skipped))
    }

    /// Returns the number of the line that comes next, from 1.
    pub(crate) fn next_number(&self) -> u64 {
        let next = self.read.saturating_add(1);
        self.ahead.front().map_or(next, |line| line.number)
    }

    fn read_line(&mut self) -> Result<Option<Line>, FileFault> {
        let number = self.read.saturating_add(1);
        let mut bytes = Vec::new();
        let mut limited = (&mut self.input).take(LINE_BYTES_MAX);
        let count = limited
            .read_until(b'\n', &mut bytes)
            .map_err(|source| FileFault::Read {
                line: number,
                source,
            })?;
        if count == 0 {
            return Ok(None);
        }
        let length = u64::try_from(count).unwrap_or(u64::MAX);
        if length >= LINE_BYTES_MAX {
            return Err(FileFault::LineTooLong {
                line: number,
                limit: LINE_BYTES_MAX,
            });
        }
        self.read = number;
        self.bytes = self.bytes.saturating_add(length);
        if self.bytes > FILE_BYTES_MAX {
            return Err(FileFault::FileTooLong {
                limit: FILE_BYTES_MAX,
            });
        }
        let text = String::from_utf8(bytes)
            .unwrap_or_else(|it| it.as_bytes().iter().map(|byte| char::from(*byte)).collect());
        let text = text.trim_end_matches(['\n', '\r']);
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Ok(Some(Line {
            number,
            text: text.to_owned(),
        }))
    }
}
