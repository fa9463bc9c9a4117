//! At which place of an ascending list a member stands: two reads, where a search takes twenty.

use super::delegates::index;
use crate::ids::MemberNumber;

/// One bit for each member, and for each 64 of them how many of the list come before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ranks {
    words: Vec<(u64, u32)>,
}

impl Ranks {
    /// Ranks the ascending list `members` as far as they are below `numbers`.
    pub(super) fn of(members: impl Iterator<Item = MemberNumber>, numbers: usize) -> Self {
        let mut words = vec![(0_u64, 0_u32); numbers.div_ceil(64)];
        for member in members {
            if let Some((bits, _)) = words.get_mut(index(member.0 >> 6)) {
                *bits |= 1 << (member.0 & 63);
            }
        }
        let mut before = 0_u32;
        for (bits, rank) in &mut words {
            *rank = before;
            before = before.saturating_add(bits.count_ones());
        }
        Self { words }
    }

    /// Returns the place of `member` in the list.
    pub(super) fn get(&self, member: MemberNumber) -> Option<u32> {
        let (bits, before) = self.words.get(index(member.0 >> 6))?;
        let bit = 1_u64 << (member.0 & 63);
        let rank = (bits & bit.wrapping_sub(1)).count_ones();
        (bits & bit != 0).then(|| before.saturating_add(rank))
    }
}
