//! Many rows `(from, to, value)` in ascending order, kept by column.
//!
//! A row takes 6 bytes and a run of rows of one member 8 more, in memory and in the file: 200
//! million endorsements are 1.3 GB instead of the 3.2 GB that structs would take, and columns of
//! alike numbers compress well.

use super::{RoundFault, place};
use crate::ids::MemberNumber;
use borsh::{BorshDeserialize, BorshSerialize};

/// One row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tie {
    /// The member that the row belongs to.
    pub from: MemberNumber,
    /// A member number or the place of a work, as the table says.
    pub to: u32,
    /// Credits or a mask, as the table says; never zero.
    pub value: u16,
}

/// Rows ascending by `from` and `to`, no pair twice.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Ties {
    /// Members that have rows, ascending.
    from: Vec<MemberNumber>,
    /// Where each one's run of rows ends, ascending.
    ends: Vec<u32>,
    /// Column `to`.
    to: Vec<u32>,
    /// Column `value`.
    value: Vec<u16>,
}

/// The rows of one member.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// The member.
    pub from: MemberNumber,
    /// Column `to`, ascending.
    pub to: &'a [u32],
    /// Column `value`, as long.
    pub value: &'a [u16],
}

impl<'a> Run<'a> {
    /// Returns the rows as `(to, value)`.
    pub fn rows(self) -> impl Iterator<Item = (u32, u16)> + 'a {
        self.to.iter().copied().zip(self.value.iter().copied())
    }
}

impl Ties {
    /// Returns a table without rows.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sorts `rows` into a table.
    ///
    /// # Errors
    ///
    /// [`RoundFault::TiesUnsorted`] if a pair occurs twice, [`RoundFault::TooLarge`] at 2^32 rows.
    pub fn from_rows(mut rows: Vec<Tie>) -> Result<Self, RoundFault> {
        rows.sort_unstable();
        let mut ties = Self::new();
        for row in rows {
            ties.push(row)?;
        }
        Ok(ties)
    }

    /// Adds a row after all others.
    ///
    /// # Errors
    ///
    /// [`RoundFault::TiesUnsorted`] unless `row` is above the last one by `from` and `to`,
    /// [`RoundFault::TooLarge`] at 2^32 rows.
    pub fn push(&mut self, row: Tie) -> Result<(), RoundFault> {
        let end = u32::try_from(self.to.len())
            .ok()
            .and_then(|rows| rows.checked_add(1));
        let end = end.ok_or(RoundFault::TooLarge)?;
        match (self.from.last(), self.ends.last_mut()) {
            (Some(from), Some(last_end)) if *from == row.from => {
                if self.to.last().is_some_and(|to| *to >= row.to) {
                    return Err(RoundFault::TiesUnsorted);
                }
                *last_end = end;
            }
            (Some(from), _) if *from > row.from => return Err(RoundFault::TiesUnsorted),
            _ => {
                self.from.push(row.from);
                self.ends.push(end);
            }
        }
        self.to.push(row.to);
        self.value.push(row.value);
        Ok(())
    }

    /// Returns the number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.to.len()
    }

    /// Says whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.to.is_empty()
    }

    /// Returns the runs, ascending by member.
    pub fn runs(&self) -> impl Iterator<Item = Run<'_>> {
        let runs = self.from.iter().zip(&self.ends);
        runs.scan(0, |start, (from, end)| {
            let rows = *start..place(*end);
            *start = place(*end);
            Some(Run {
                from: *from,
                to: self.to.get(rows.clone())?,
                value: self.value.get(rows)?,
            })
        })
    }

    /// Returns the rows in order.
    pub fn iter(&self) -> impl Iterator<Item = Tie> {
        self.runs().flat_map(|run| {
            run.rows().map(move |(to, value)| Tie {
                from: run.from,
                to,
                value,
            })
        })
    }

    /// Returns the run of `member`.
    #[must_use]
    pub fn find_run(&self, member: MemberNumber) -> Option<Run<'_>> {
        let at = self.from.binary_search(&member).ok()?;
        let end = place(*self.ends.get(at)?);
        let start = at
            .checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .map_or(0, |end| place(*end));
        Some(Run {
            from: member,
            to: self.to.get(start..end)?,
            value: self.value.get(start..end)?,
        })
    }

    /// Checks what decoding alone does not: columns that fit, rows in order, no value of zero.
    pub(super) fn check(&self) -> Result<(), RoundFault> {
        let rows = u32::try_from(self.to.len()).map_err(|_| RoundFault::TooLarge)?;
        let columns_fit = self.value.len() == self.to.len()
            && self.ends.len() == self.from.len()
            && self.ends.last().copied().unwrap_or(0) == rows
            && self.ends.first().is_none_or(|end| *end > 0)
            && self.ends.is_sorted_by(|a, b| a < b);
        if !columns_fit {
            return Err(RoundFault::TiesTorn);
        }
        let is_sorted = self.from.is_sorted_by(|a, b| a < b)
            && self.runs().all(|run| run.to.is_sorted_by(|a, b| a < b));
        if !is_sorted {
            return Err(RoundFault::TiesUnsorted);
        }
        if self.value.contains(&0) {
            return Err(RoundFault::TieWithoutValue);
        }
        Ok(())
    }
}
