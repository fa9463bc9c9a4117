//! Files of a bank: what came and went on the commons' own account, read from CAMT.053 or CSV.
//!
//! These are foreign bytes. They are read within bounds on size, depth and count; a document type or an
//! entity of one's own is refused; a row that cannot be read refuses the file and is named by its line, so
//! that nothing is taken in by half. What a line says of people is cut to what a page needs. What the lines
//! mean for the books is asked in [`matching`] (ADR-0025).

use core::fmt;

pub mod camt;
pub mod matching;
pub mod table;
#[cfg(test)]
mod tests;

/// Largest file that is read, in bytes.
pub const FILE_BYTES_MAX: usize = 8 * 1024 * 1024;
/// Most lines of one file.
pub const LINES_MAX: usize = 20_000;
/// Most unreadable rows that are named one by one.
pub const BAD_ROWS_MAX: usize = 50;
/// Longest number of the own account that is kept, in characters.
pub const ACCOUNT_LENGTH_MAX: usize = 40;
/// Longest name of the other side that is kept, in characters.
pub const PARTY_LENGTH_MAX: usize = 140;
/// Longest text of a line that is kept, in characters.
pub const WORDS_LENGTH_MAX: usize = 500;
/// The only currency of the books.
const CURRENCY: &str = "EUR";

/// A sum in minor units that may be owed: above zero came in, below went out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sum(pub i64);

/// A day of the civil calendar, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

/// Which kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// ISO 20022 bank to customer statement, `camt.053.001.*`.
    Camt053,
    /// A table with a line of headings.
    Csv,
}

/// What stood on the account at the end of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BankBalance {
    /// The day.
    pub day: Day,
    /// How much.
    pub sum: Sum,
}

/// One booked line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankLine {
    /// When it was booked.
    pub day: Day,
    /// How much; never zero.
    pub sum: Sum,
    /// Who is on the other side; may be empty.
    pub party: String,
    /// What it says; may be empty.
    pub words: String,
}

/// A file as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankFile {
    /// Which kind it was.
    pub kind: FileKind,
    /// The account that it is about, without spaces; may be empty in a table.
    pub account: String,
    /// What stood there before the first line: at the end of the day before.
    pub opening: Option<BankBalance>,
    /// What stood there after the last line.
    pub closing: Option<BankBalance>,
    /// The lines in the file's order.
    pub lines: Vec<BankLine>,
}

/// Why one row cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowFault {
    /// Its day is none.
    Day,
    /// Its amount is none, or zero.
    Amount,
    /// It is in another currency.
    Currency,
    /// It has fewer columns than the headings.
    Columns,
}

/// A row that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// Its line in the file, from 1.
    pub line: usize,
    /// Why.
    pub fault: RowFault,
}

/// Why a file is not taken in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Larger than [`FILE_BYTES_MAX`].
    #[error("the file is larger than {FILE_BYTES_MAX} bytes")]
    TooLarge,
    /// More than [`LINES_MAX`].
    #[error("the file has more than {LINES_MAX} lines")]
    TooManyLines,
    /// Neither of the two kinds.
    #[error("neither CAMT.053 nor a table with headings")]
    UnknownKind,
    /// It is XML, but not well formed, or deeper than any statement.
    #[error("not well-formed XML at byte {at}")]
    Xml {
        /// Where.
        at: usize,
    },
    /// It defines a document type or names an entity, which no bank's file needs.
    #[error("a document type or an entity")]
    Entity,
    /// It is well-formed XML of another kind.
    #[error("XML, but no bank statement")]
    NotCamt053,
    /// It is about several accounts.
    #[error("about more than one account")]
    Accounts,
    /// A table whose headings do not say which column is what.
    #[error("the headings do not say which column holds the {}", .role.word())]
    Column {
        /// What is missing or there twice.
        role: Role,
        /// The headings that were found.
        headings: Vec<String>,
    },
    /// Days such as 03/04/2026 with nothing that says which number is the month.
    #[error("the order of day and month is not clear")]
    DayOrder,
    /// Nothing is in it.
    #[error("no line is in it")]
    Empty,
    /// Some rows cannot be read.
    #[error("{} rows cannot be read", .0.len())]
    Rows(Vec<BadRow>),
}

/// What a column of a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// When it was booked.
    Day,
    /// How much, with its sign or with a column that says it.
    Amount,
    /// How much came in.
    In,
    /// How much went out.
    Out,
    /// Whether it came or went.
    Sign,
    /// In which currency.
    Currency,
    /// The commons' own account.
    Account,
    /// The name of the other side.
    Party,
    /// What it says.
    Words,
    /// What stood on the account afterwards.
    Balance,
}

impl Role {
    /// Returns the permanent word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Amount => "amount",
            Self::In => "in",
            Self::Out => "out",
            Self::Sign => "sign",
            Self::Currency => "currency",
            Self::Account => "account",
            Self::Party => "party",
            Self::Words => "words",
            Self::Balance => "balance",
        }
    }
}

impl RowFault {
    /// Returns the permanent word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Amount => "amount",
            Self::Currency => "currency",
            Self::Columns => "columns",
        }
    }
}

impl Fault {
    /// Returns the permanent code, for doors and messages.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "bank-too-large",
            Self::TooManyLines => "bank-too-many-lines",
            Self::UnknownKind => "bank-unknown-kind",
            Self::Xml { .. } => "bank-xml",
            Self::Entity => "bank-entity",
            Self::NotCamt053 => "bank-not-camt",
            Self::Accounts => "bank-accounts",
            Self::Column { .. } => "bank-column",
            Self::DayOrder => "bank-day-order",
            Self::Empty => "bank-empty",
            Self::Rows(_) => "bank-rows",
        }
    }
}

impl FileKind {
    /// Returns the permanent word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Camt053 => "camt053",
            Self::Csv => "csv",
        }
    }

    /// Returns the kind of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        [Self::Camt053, Self::Csv]
            .into_iter()
            .find(|it| it.word() == word)
    }
}

impl Day {
    const DAY_MS: u64 = 86_400_000;

    /// Returns the day, in UTC, of a moment in milliseconds.
    #[must_use]
    pub fn of_ms(at_ms: u64) -> Self {
        Self(i32::try_from(at_ms / Self::DAY_MS).unwrap_or(i32::MAX))
    }

    /// Returns when it begins, in milliseconds, in UTC; a day before 1970 begins at 0.
    #[must_use]
    pub fn from_ms(self) -> u64 {
        u64::try_from(self.0)
            .unwrap_or(0)
            .saturating_mul(Self::DAY_MS)
    }

    /// Returns the day after.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// Returns the day before.
    #[must_use]
    pub fn previous(self) -> Self {
        Self(self.0.saturating_sub(1))
    }

    /// Returns the day of a date between 1970 and 2199, if there is one (after Hinnant's
    /// `days_from_civil`).
    #[must_use]
    pub fn of_date(year: u32, month: u32, day: u32) -> Option<Self> {
        let is_leap =
            year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 => 28 + u32::from(is_leap),
            _ => return None,
        };
        if !(1970..=2199).contains(&year) || !(1..=days).contains(&day) {
            return None;
        }
        let year = if month <= 2 { year - 1 } else { year };
        let era = year / 400;
        let of_era = year % 400;
        let shifted = if month > 2 { month - 3 } else { month + 9 };
        let of_year = (153 * shifted + 2) / 5 + day - 1;
        let of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
        let since = i64::from(era) * 146_097 + i64::from(of_era) - 719_468;
        i32::try_from(since).ok().map(Self)
    }

    /// Reads `2026-03-04`, with whatever follows it, such as a time.
    #[must_use]
    pub fn of_iso(text: &str) -> Option<Self> {
        let date = text.get(..10)?;
        let mut parts = date.split('-');
        let mut number = |digits: usize| {
            let part = parts.next().filter(|it| it.len() == digits)?;
            part.parse::<u32>().ok().filter(|_| is_digits(part))
        };
        Self::of_date(number(4)?, number(2)?, number(2)?)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::statement::day(self.from_ms()))
    }
}

impl Sum {
    /// Reads an amount with at most two decimals, such as `1234.5`, `1.234,50`, `-12` or `+ 7,00`. One
    /// separator before three digits could be either kind, so it is not read.
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        let text: String = text
            .chars()
            .filter(|it| !it.is_whitespace() && *it != '\'')
            .collect();
        let (sign, digits) = match (text.strip_prefix('-'), text.strip_prefix('+')) {
            (Some(rest), _) => (-1, rest),
            (None, Some(rest)) => (1, rest),
            (None, None) => (1, text.as_str()),
        };
        let (whole, decimals) = match digits.rfind([',', '.']) {
            None => (digits, ""),
            Some(at) => {
                let (whole, rest) = digits.split_at(at);
                let decimals = rest.get(1..)?;
                if decimals.len() > 2 && decimals.trim_end_matches('0').len() > 2 {
                    return None;
                }
                if decimals.len() == 3 {
                    return None;
                }
                let mark = rest.chars().next()?;
                // A separator of thousands is another one, and comes before each three digits.
                let other = if mark == ',' { '.' } else { ',' };
                let mut groups = whole.split(other);
                let is_first = groups.next().is_some_and(|it| it.len() <= 3);
                let is_grouped = is_first && groups.all(|it| it.len() == 3);
                if whole.contains(mark) || (whole.contains(other) && !is_grouped) {
                    return None;
                }
                (whole, decimals)
            }
        };
        let whole: String = whole
            .chars()
            .filter(char::is_ascii_digit)
            .collect::<String>();
        let is_sound = !whole.is_empty()
            && digits
                .chars()
                .all(|it| it.is_ascii_digit() || it == ',' || it == '.')
            && is_digits(decimals);
        let decimals: String = decimals.chars().chain("00".chars()).take(2).collect();
        let cents: i64 = format!("{whole}{decimals}")
            .parse()
            .ok()
            .filter(|_| is_sound)?;
        Some(Self(cents.checked_mul(sign)?))
    }

    /// Returns both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// Returns this without the other.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl core::iter::Sum for Sum {
    fn sum<I: Iterator<Item = Self>>(sums: I) -> Self {
        sums.fold(Self(0), Self::plus)
    }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|it| it.is_ascii_digit())
}

/// Cuts foreign text to `most` characters on one line, without control characters.
fn plain(text: &str, most: usize) -> String {
    let mut kept = String::new();
    for word in text.split(|it: char| it.is_whitespace() || it.is_control()) {
        if !word.is_empty() {
            if !kept.is_empty() {
                kept.push(' ');
            }
            kept.push_str(word);
        }
        if kept.len() > most.saturating_mul(4) {
            break;
        }
    }
    kept.chars().take(most).collect()
}

/// Reads a bank's file of either kind.
///
/// # Errors
///
/// [`Fault`]; then nothing of the file is usable.
pub fn read(bytes: &[u8], hints: &table::Hints) -> Result<BankFile, Fault> {
    if bytes.len() > FILE_BYTES_MAX {
        return Err(Fault::TooLarge);
    }
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let is_xml = start
        .iter()
        .find(|it| !it.is_ascii_whitespace())
        .is_some_and(|it| *it == b'<');
    let file = if is_xml {
        camt::read(start)?
    } else {
        table::read(start, hints)?
    };
    if file.lines.is_empty() && file.closing.is_none() {
        return Err(Fault::Empty);
    }
    Ok(file)
}
