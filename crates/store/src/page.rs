//! Lists come in pages: twenty rows and a cursor for what follows.

use core::{fmt, str::FromStr};

/// Rows of a page where nothing else is said.
pub const PAGE_ROWS: usize = 20;

/// Where a list goes on: opaque outside, the key of the last row inside.
///
/// A cursor names a place, not a page number, so rows that come or go in between neither repeat
/// nor hide anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor(pub(crate) Vec<u8>);

impl Cursor {
    /// Returns where a newest-first list of ids goes on before the moment `at_ms`.
    #[must_use]
    pub fn before_ms(at_ms: u64) -> Self {
        Self(domain::ids::PostId::new(at_ms, [0; 10]).as_bytes().to_vec())
    }

    /// Returns a place in a list that was put in order as of a moment: after its first `count` rows.
    #[must_use]
    pub fn within(as_of_ms: u64, count: u16) -> Self {
        Self([as_of_ms.to_be_bytes().as_slice(), &count.to_be_bytes()].concat())
    }

    /// Reads what [`Cursor::within`] made; nothing if it is another place.
    #[must_use]
    pub fn as_within(&self) -> Option<(u64, u16)> {
        match (self.0.first_chunk::<8>(), self.0.get(8..)) {
            (Some(as_of), Some([high, low])) => Some((
                u64::from_be_bytes(*as_of),
                u16::from_be_bytes([*high, *low]),
            )),
            _ => None,
        }
    }
}

/// A text that is not a cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a cursor")]
pub struct NotACursor;

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Cursor {
    type Err = NotACursor;

    fn from_str(text: &str) -> Result<Self, NotACursor> {
        if text.is_empty() || text.len() > 512 || !text.len().is_multiple_of(2) {
            return Err(NotACursor);
        }
        let digit = |byte: u8| {
            char::from(byte)
                .to_digit(16)
                .and_then(|digit| u8::try_from(digit).ok())
        };
        text.as_bytes()
            .chunks(2)
            .map(|pair| match pair {
                [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
                _ => None,
            })
            .collect::<Option<Vec<u8>>>()
            .map(Self)
            .ok_or(NotACursor)
    }
}

/// Some rows of a list, and where it goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// In the order of the list.
    pub rows: Vec<T>,
    /// Where the next page begins; nothing if this was the last one.
    pub next: Option<Cursor>,
}

impl<T> Page<T> {
    /// Makes the page of at most `limit` rows from up to one more, which only says whether there
    /// is a next page; `key` names the place of a row.
    pub(crate) fn cut(mut rows: Vec<T>, limit: usize, key: impl Fn(&T) -> Vec<u8>) -> Self {
        let next = if rows.len() > limit {
            rows.truncate(limit);
            rows.last().map(|row| Cursor(key(row)))
        } else {
            None
        };
        Self { rows, next }
    }

    /// Turns the rows into something else, keeping the place.
    ///
    /// # Errors
    ///
    /// The first error of `turn`.
    pub fn try_map<U, E>(self, turn: impl FnMut(T) -> Result<U, E>) -> Result<Page<U>, E> {
        Ok(Page {
            rows: self.rows.into_iter().map(turn).collect::<Result<_, E>>()?,
            next: self.next,
        })
    }
}

/// The limit for a statement that fetches one row more than the page has.
pub(crate) fn one_more(limit: usize) -> i64 {
    i64::try_from(limit)
        .unwrap_or(i64::MAX - 1)
        .saturating_add(1)
}

/// Key bytes after every 16-byte id: where a newest-first list begins.
const AFTER_ALL_IDS: [u8; 17] = [0xff; 17];

/// The bound of a newest-first list of ids: rows with an id below it are next.
pub(crate) fn before(cursor: Option<&Cursor>) -> &[u8] {
    cursor.map_or(&AFTER_ALL_IDS, |cursor| &cursor.0)
}

/// The bound of an oldest-first list of byte keys: rows with a key above it are next.
pub(crate) fn after(cursor: Option<&Cursor>) -> &[u8] {
    cursor.map_or(&[], |cursor| &cursor.0)
}

/// Splits a cursor of a number and an id; the start of a descending list if there is none.
pub(crate) fn before_number(cursor: Option<&Cursor>) -> (i64, &[u8]) {
    match cursor.map(|cursor| cursor.0.split_first_chunk::<8>()) {
        Some(Some((number, rest))) => (i64::from_be_bytes(*number), rest),
        Some(None) | None => (i64::MAX, &AFTER_ALL_IDS),
    }
}

/// Splits a cursor of a number; the start of an ascending list if there is none.
pub(crate) fn after_number(cursor: Option<&Cursor>) -> i64 {
    match cursor.map(|cursor| cursor.0.first_chunk::<8>()) {
        Some(Some(number)) => i64::from_be_bytes(*number),
        Some(None) | None => -1,
    }
}

pub(crate) fn number_key(number: i64) -> Vec<u8> {
    number.to_be_bytes().to_vec()
}

pub(crate) fn number_and_id_key(number: i64, id: &[u8]) -> Vec<u8> {
    [number.to_be_bytes().as_slice(), id].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_returns_from_its_text_and_nothing_else_is_one() {
        let cursor = Cursor(vec![0, 127, 255]);
        assert_eq!(cursor.to_string().parse(), Ok(cursor));
        for text in ["", "0", "zz", &"00".repeat(300)] {
            assert_eq!(text.parse::<Cursor>(), Err(NotACursor), "{text}");
        }
    }

    #[test]
    fn the_extra_row_only_says_that_there_is_more() {
        let page = |count: u8| Page::cut((0..count).collect(), 3, |row| vec![*row]);
        assert_eq!(
            page(3),
            Page {
                rows: vec![0, 1, 2],
                next: None
            }
        );
        assert_eq!(
            page(4),
            Page {
                rows: vec![0, 1, 2],
                next: Some(Cursor(vec![2]))
            }
        );
    }
}
