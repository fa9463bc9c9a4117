//! Columns of one row, quoted or not, and numbers in them.

use std::io::BufRead;

use crate::fault::{FileFault, RowFault};
use crate::lines::{Line, Lines};

/// Most lines over which one quoted field may run.
const FIELD_LINES_MAX: usize = 64;

/// Splits a row. A field that begins with a quote ends at its closing quote, two quotes inside it
/// are one; a quote anywhere else is a letter like others, and so is one that is never closed.
pub(crate) fn split(text: &str, separator: char) -> Vec<String> {
    split_row(text, separator).0
}

/// Splits a row and says whether a field begins with a quote that is never closed.
fn split_row(text: &str, separator: char) -> (Vec<String>, bool) {
    let mut fields = Vec::new();
    let mut is_open = false;
    let mut rest = Some(text);
    while let Some(text) = rest {
        let (field, after) = match quoted(text, separator) {
            Some(found) => found,
            None => {
                is_open |= text.starts_with('"');
                match text.split_once(separator) {
                    Some((field, after)) => (field.to_owned(), Some(after)),
                    None => (text.to_owned(), None),
                }
            }
        };
        fields.push(field);
        rest = after;
    }
    (fields, is_open)
}

/// Returns the field at the start of `text` if it is properly quoted, and what follows.
fn quoted(text: &str, separator: char) -> Option<(String, Option<&str>)> {
    let mut rest = text.strip_prefix('"')?;
    let mut field = String::new();
    loop {
        let (part, after) = rest.split_once('"')?;
        field.push_str(part);
        if let Some(after) = after.strip_prefix('"') {
            field.push('"');
            rest = after;
        } else if after.trim_end().is_empty() {
            return Some((field, None));
        } else {
            return Some((field, Some(after.strip_prefix(separator)?)));
        }
    }
}

/// Takes the next row, over several lines if a quoted field runs on and the row is complete only
/// with them: `columns` is how many it must have.
pub(crate) fn next_row<R: BufRead>(
    lines: &mut Lines<R>,
    separator: char,
    columns: usize,
) -> Result<Option<(Line, Vec<String>)>, FileFault> {
    let Some(line) = lines.next_line()? else {
        return Ok(None);
    };
    let (fields, is_open) = split_row(&line.text, separator);
    if !is_open {
        return Ok(Some((line, fields)));
    }
    let mut joined = line.text.clone();
    for more in 0..FIELD_LINES_MAX {
        let Some(next) = lines.peek(more)? else {
            break;
        };
        joined.push('\n');
        joined.push_str(&next.text);
        let (joined_fields, is_open) = split_row(&joined, separator);
        if !is_open && joined_fields.len() == columns {
            for _ in 0..=more {
                lines.next_line()?;
            }
            return Ok(Some((line, joined_fields)));
        }
    }
    Ok(Some((line, fields)))
}

/// Parses a whole number that is not negative.
pub(crate) fn number(text: &str) -> Result<u64, RowFault> {
    let text = text.trim();
    let digits = !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    let parsed = text.parse().ok().filter(|_| digits);
    parsed.ok_or_else(|| RowFault::NotANumber(short(text)))
}

/// Cuts foreign text to what an error message can hold.
pub(crate) fn short(text: &str) -> String {
    text.chars().take(60).collect()
}

/// A decimal amount as written: whole units and the digits after the point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    whole: u64,
    fraction: String,
}

/// Most digits after the point of an amount.
const DECIMALS_MAX: usize = 6;

impl Decimal {
    /// Parses `1234`, `1234.5` or `1234,50`; zeros at the end of the fraction do not count.
    pub(crate) fn parse(text: &str) -> Result<Self, RowFault> {
        let text = text.trim();
        let fault = || RowFault::NotMoney(short(text));
        let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
        let fraction = fraction.trim_end_matches('0');
        let is_digits = |it: &str| it.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !is_digits(whole) || !is_digits(fraction) {
            return Err(fault());
        }
        if fraction.len() > DECIMALS_MAX {
            return Err(fault());
        }
        Ok(Self {
            whole: whole.parse().map_err(|_| fault())?,
            fraction: fraction.to_owned(),
        })
    }

    /// Returns how many digits after the point it has.
    pub(crate) fn decimals(&self) -> usize {
        self.fraction.len()
    }

    /// Returns the amount in units of 10^-`decimals`.
    pub(crate) fn units(&self, decimals: usize) -> Result<u64, RowFault> {
        let digits = format!("{}{:0<decimals$}", self.whole, self.fraction);
        digits
            .parse()
            .map_err(|_| RowFault::NotMoney(short(&digits)))
    }
}
