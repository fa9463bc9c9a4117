//! A map from member numbers that costs the same however many members there are.
//!
//! Pages of 64 members hold their values one after the other; a bit for each member says who has
//! one. To find a value takes two reads, where a search tree of twelve million takes eight. On the
//! record it is a map like any other.

use borsh::{BorshDeserialize, BorshSerialize};
use std::io::{Error, ErrorKind, Read, Write};

use crate::ids::MemberNumber;
use crate::ranks::ones;

/// Pages in a chunk: a chunk is made whole when its first value comes.
const CHUNK_PAGES: usize = 1_024;

/// Values by member number, ascending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberMap<T> {
    chunks: Vec<Vec<Page<T>>>,
    len: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Page<T> {
    /// Bit k: member k of the page has a value.
    holds: u64,
    /// The values of those, in order.
    values: Vec<T>,
}

impl<T> Default for MemberMap<T> {
    fn default() -> Self {
        Self {
            chunks: Vec::new(),
            len: 0,
        }
    }
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Self {
            holds: 0,
            values: Vec::new(),
        }
    }
}

impl<T> MemberMap<T> {
    /// Returns how many members have a value.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.len
    }

    /// Says whether nobody has one.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns the value of `member`.
    #[must_use]
    pub fn get(&self, member: MemberNumber) -> Option<&T> {
        let (chunk, page, bit) = place(member);
        let page = self.chunks.get(chunk)?.get(page)?;
        (page.holds & bit != 0).then(|| page.values.get(page.rank(bit)))?
    }

    /// Returns one bit for each of the 64 members of the page that `first` begins: whether they have a
    /// value.
    pub(crate) fn holds(&self, first: MemberNumber) -> u64 {
        let (chunk, page, _) = place(first);
        let page = self.chunks.get(chunk).and_then(|it| it.get(page));
        page.map_or(0, |it| it.holds)
    }

    /// Says whether `member` has a value.
    #[must_use]
    pub fn contains(&self, member: MemberNumber) -> bool {
        self.get(member).is_some()
    }

    /// Gives `member` a value and returns the one before.
    pub fn insert(&mut self, member: MemberNumber, value: T) -> Option<T> {
        let (chunk, page, bit) = place(member);
        let page = self.page_mut(chunk, page)?;
        let rank = page.rank(bit);
        if page.holds & bit != 0 {
            let old = page.values.get_mut(rank)?;
            return Some(core::mem::replace(old, value));
        }
        page.holds |= bit;
        if page.values.len() == page.values.capacity() {
            // Not twice as many: most pages stay half empty.
            page.values.reserve_exact(4);
        }
        page.values.insert(rank, value);
        self.len = self.len.saturating_add(1);
        None
    }

    /// Gives those members of the page `number / 64` a value whose bit is set in `holds`; nobody in it
    /// has one yet. `values` are theirs, in order.
    pub(crate) fn insert_page(&mut self, number: MemberNumber, holds: u64, values: &[T])
    where
        T: Clone,
    {
        if values.is_empty() {
            return;
        }
        let (chunk, page, _) = place(number);
        if let Some(page) = self.page_mut(chunk, page) {
            page.holds = holds;
            page.values = values.to_vec();
            self.len = self.len.saturating_add(holds.count_ones());
        }
    }

    fn page_mut(&mut self, chunk: usize, page: usize) -> Option<&mut Page<T>> {
        if self.chunks.len() <= chunk {
            self.chunks.resize_with(chunk.saturating_add(1), Vec::new);
        }
        let chunk = self.chunks.get_mut(chunk)?;
        if chunk.is_empty() {
            chunk.resize_with(CHUNK_PAGES, Page::default);
        }
        chunk.get_mut(page)
    }

    /// Returns every member who has a value, with it, ascending.
    pub fn iter(&self) -> impl Iterator<Item = (MemberNumber, &T)> + Clone {
        let pages = (0_u32..).zip(&self.chunks).flat_map(|(chunk, pages)| {
            let first = chunk.saturating_mul(1 << 16);
            (0_u32..)
                .zip(pages)
                .map(move |(page, it)| (first.saturating_add(page.saturating_mul(64)), it))
        });
        pages.flat_map(|(first, page)| {
            ones(page.holds)
                .map(move |bit| MemberNumber(first.saturating_add(bit)))
                .zip(&page.values)
        })
    }
}

impl<T> Page<T> {
    /// Returns how many before `bit` have a value.
    fn rank(&self, bit: u64) -> usize {
        let before = self.holds & bit.wrapping_sub(1);
        usize::try_from(before.count_ones()).unwrap_or(usize::MAX)
    }
}

fn place(member: MemberNumber) -> (usize, usize, u64) {
    let index = |it: u32| usize::try_from(it).unwrap_or(usize::MAX);
    let page = (member.0 >> 6) & 1_023;
    (index(member.0 >> 16), index(page), 1 << (member.0 & 63))
}

impl<T: BorshSerialize> BorshSerialize for MemberMap<T> {
    fn serialize<W: Write>(&self, writer: &mut W) -> Result<(), Error> {
        self.len.serialize(writer)?;
        for (member, value) in self.iter() {
            member.serialize(writer)?;
            value.serialize(writer)?;
        }
        Ok(())
    }
}

impl<T: BorshDeserialize> BorshDeserialize for MemberMap<T> {
    fn deserialize_reader<R: Read>(reader: &mut R) -> Result<Self, Error> {
        let mut map = Self::default();
        let mut last = None;
        for _ in 0..u32::deserialize_reader(reader)? {
            let member = MemberNumber::deserialize_reader(reader)?;
            if last.is_some_and(|last| last >= member) {
                let kind = ErrorKind::InvalidData;
                return Err(Error::new(kind, "members of a map do not ascend"));
            }
            last = Some(member);
            map.insert(member, T::deserialize_reader(reader)?);
        }
        Ok(map)
    }
}

#[cfg(test)]
mod tests;
