//! At which place of an ascending list of members somebody stands: two reads, where a search among
//! millions takes twenty.

use crate::ids::MemberNumber;

/// Words in a chunk; a chunk is made when the first of its members comes.
const CHUNK_WORDS: usize = 1_024;

/// One bit for each member, and for each 64 of them how many of the list come before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ranks {
    chunks: Vec<Vec<(u64, u32)>>,
}

impl Ranks {
    /// Ranks `members`, in whatever order, each once or more often.
    pub(crate) fn of(members: impl Iterator<Item = MemberNumber>) -> Self {
        let mut chunks: Vec<Vec<(u64, u32)>> = Vec::new();
        for member in members {
            let (chunk, word, bit) = place(member);
            if chunks.len() <= chunk {
                chunks.resize_with(chunk.saturating_add(1), Vec::new);
            }
            let Some(chunk) = chunks.get_mut(chunk) else {
                continue;
            };
            if chunk.is_empty() {
                chunk.resize(CHUNK_WORDS, (0, 0));
            }
            if let Some((bits, _)) = chunk.get_mut(word) {
                *bits |= bit;
            }
        }
        let mut before = 0_u32;
        for (bits, rank) in chunks.iter_mut().flatten() {
            *rank = before;
            before = before.saturating_add(bits.count_ones());
        }
        Self { chunks }
    }

    /// Returns the place of `member` in the ascending list.
    pub(crate) fn get(&self, member: MemberNumber) -> Option<u32> {
        let (chunk, word, bit) = place(member);
        let (bits, before) = self.chunks.get(chunk)?.get(word)?;
        let rank = (bits & bit.wrapping_sub(1)).count_ones();
        (bits & bit != 0).then(|| before.saturating_add(rank))
    }

    /// Returns the ascending list, each member once.
    pub(crate) fn members(&self) -> impl Iterator<Item = MemberNumber> {
        let chunks = (0_u32..).step_by(CHUNK_WORDS).zip(&self.chunks);
        let words = chunks.flat_map(|(first, words)| (first..).zip(words));
        words.flat_map(|(word, (bits, _))| {
            let first = word.saturating_mul(64);
            ones(*bits).map(move |bit| MemberNumber(first.saturating_add(bit)))
        })
    }
}

/// Returns the places of the bits that are set, ascending.
pub(crate) fn ones(mut word: u64) -> impl Iterator<Item = u32> + Clone {
    core::iter::from_fn(move || {
        let bit = word.trailing_zeros();
        let rest = word & word.wrapping_sub(1);
        (word != 0).then(|| {
            word = rest;
            bit
        })
    })
}

fn place(member: MemberNumber) -> (usize, usize, u64) {
    let index = |it: u32| usize::try_from(it).unwrap_or(usize::MAX);
    let word = (member.0 >> 6) & 1_023;
    (index(member.0 >> 16), index(word), 1 << (member.0 & 63))
}

#[cfg(test)]
mod tests;
