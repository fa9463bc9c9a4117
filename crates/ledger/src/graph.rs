//! Who is tied to whom, as neighbours in compressed rows: flat arrays of any size.
//!
//! A tie has no direction here, and two people are tied once, however often. Clusters and trust both
//! walk such rows; what a tie is (a vouch, an endorsement) their callers say.

use core::ops::Range;

use crate::round::place;

/// The neighbours of everybody with a number of 1 to `joined`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graph {
    /// Where each member's neighbours begin, and one more for the end; number 0 has none.
    starts: Vec<usize>,
    /// Ascending for each member, nobody twice.
    neighbours: Vec<u32>,
}

impl Graph {
    /// Arranges `pairs`, which come twice the same. A pair that names member 0, a member above
    /// `joined` or one member twice ties nobody.
    #[must_use]
    pub fn new<I: Iterator<Item = (u32, u32)>>(joined: u32, pairs: impl Fn() -> I) -> Self {
        let is_tie =
            |(a, b): &(u32, u32)| a != b && (1..=joined).contains(a) && (1..=joined).contains(b);
        // First the degrees, one place to the right; summed up they are the starts.
        let mut starts = vec![0_usize; place(joined).saturating_add(2)];
        for (a, b) in pairs().filter(is_tie) {
            for end in [a, b] {
                if let Some(degree) = starts.get_mut(place(end).saturating_add(1)) {
                    *degree = degree.wrapping_add(1);
                }
            }
        }
        let mut sum = 0_usize;
        for start in &mut starts {
            sum = sum.wrapping_add(*start);
            *start = sum;
        }
        let mut cursors = starts.clone();
        let mut neighbours = vec![0; sum];
        for (a, b) in pairs().filter(is_tie) {
            for (end, other) in [(a, b), (b, a)] {
                let Some(cursor) = cursors.get_mut(place(end)) else {
                    continue;
                };
                if let Some(slot) = neighbours.get_mut(*cursor) {
                    *slot = other;
                }
                *cursor = cursor.wrapping_add(1);
            }
        }
        drop(cursors);
        let mut graph = Self { starts, neighbours };
        graph.keep_each_once();
        graph
    }

    /// Sorts each row, and moves the rows together so that nobody stands twice in one.
    fn keep_each_once(&mut self) {
        let (mut start, mut kept) = (0_usize, 0_usize);
        for end in self.starts.iter_mut().skip(1) {
            let row = start..*end;
            start = *end;
            if let Some(row) = self.neighbours.get_mut(row.clone()) {
                row.sort_unstable();
            }
            let mut last = None;
            for at in row {
                let next = self.neighbours.get(at).copied();
                if next != last
                    && let Some((slot, next)) = self.neighbours.get_mut(kept).zip(next)
                {
                    *slot = next;
                    kept = kept.wrapping_add(1);
                    last = Some(next);
                }
            }
            *end = kept;
        }
        self.neighbours.truncate(kept);
    }

    /// Returns the highest number that anybody has.
    #[must_use]
    pub fn joined(&self) -> u32 {
        u32::try_from(self.starts.len().saturating_sub(2)).unwrap_or(u32::MAX)
    }

    /// Returns whom `member` is tied to, ascending.
    #[must_use]
    pub fn neighbours(&self, member: u32) -> &[u32] {
        let at = place(member);
        let ends = self
            .starts
            .get(at)
            .zip(self.starts.get(at.saturating_add(1)));
        ends.and_then(|(start, end)| self.neighbours.get(*start..*end))
            .unwrap_or_default()
    }

    /// Returns with how many people `member` is tied.
    #[must_use]
    pub fn degree(&self, member: u32) -> usize {
        self.neighbours(member).len()
    }

    /// Returns the rows of a range of numbers, in order.
    pub(crate) fn rows(&self, members: Range<usize>) -> impl Iterator<Item = &[u32]> {
        let ends = members.start..members.end.saturating_add(1);
        let ends = self.starts.get(ends).unwrap_or_default();
        let pairs = ends.iter().zip(ends.iter().skip(1));
        pairs.map(|(start, end)| self.neighbours.get(*start..*end).unwrap_or_default())
    }

    /// Returns the neighbours of a range of numbers, row after row.
    pub(crate) fn neighbours_of(&self, members: Range<usize>) -> &[u32] {
        let ends = self
            .starts
            .get(members.start)
            .zip(self.starts.get(members.end));
        ends.and_then(|(start, end)| self.neighbours.get(*start..*end))
            .unwrap_or_default()
    }

    /// Cuts the numbers from 0 to `joined` into so many ranges with about as many neighbours each.
    pub(crate) fn cut(&self, parts: usize) -> Vec<Range<usize>> {
        let people = self.starts.len().saturating_sub(1);
        let mut ranges = Vec::new();
        let mut from = 0;
        for part in 1..=parts {
            let wanted = self.neighbours.len().saturating_mul(part);
            let wanted = wanted.checked_div(parts).unwrap_or(usize::MAX);
            let to = self.starts.partition_point(|start| *start < wanted);
            let to = if part == parts {
                people
            } else {
                to.min(people)
            };
            if to > from {
                ranges.push(from..to);
                from = to;
            }
        }
        ranges
    }
}
