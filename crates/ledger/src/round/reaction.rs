//! From reactions to credits: each member's 100 credits, split evenly.

use super::{RoundFault, RoundFile, Tie, Ties, WorkRow, place};
use crate::ids::{MemberNumber, MilliCredits};

/// One member's appreciation of one work during the round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reaction {
    /// Who.
    pub endorser: MemberNumber,
    /// For what.
    pub work: WorkRow,
}

/// Splits one member's 100 credits evenly over reactions, given by their authors.
///
/// Parts are equal up to a thousandth of a credit, the larger ones first. An author's parts
/// together are at most 10 credits, then split evenly among their works. What is left expires.
/// A part can be zero only beyond 100,000 reactions, or 10,000 of one author.
#[must_use]
pub fn split_credits(authors: &[MemberNumber]) -> Vec<MilliCredits> {
    let mut parts = even_parts(MilliCredits::ROUND.0, authors.len());
    let mut order: Vec<usize> = (0..authors.len()).collect();
    order.sort_by_key(|at| authors.get(*at));
    for group in order.chunk_by(|a, b| authors.get(*a) == authors.get(*b)) {
        let sum: u64 = group
            .iter()
            .filter_map(|at| parts.get(*at))
            .map(|part| u64::from(*part))
            .sum();
        if sum > u64::from(MilliCredits::PER_AUTHOR_MAX.0) {
            let capped = even_parts(MilliCredits::PER_AUTHOR_MAX.0, group.len());
            for (at, part) in group.iter().zip(capped) {
                if let Some(slot) = parts.get_mut(*at) {
                    *slot = part;
                }
            }
        }
    }
    parts.into_iter().map(MilliCredits).collect()
}

/// Largest remainder over equal claims: the first `whole mod count` parts are one larger.
fn even_parts(whole: u32, count: usize) -> Vec<u32> {
    let count_narrow = u32::try_from(count).unwrap_or(u32::MAX);
    let part = whole.checked_div(count_narrow).unwrap_or(0);
    let larger = place(whole.checked_rem(count_narrow).unwrap_or(0));
    (0..count)
        .map(|at| {
            if at < larger {
                part.saturating_add(1)
            } else {
                part
            }
        })
        .collect()
}

impl RoundFile {
    /// Turns reactions into the file's endorsements. Reactions by members without a weight, to
    /// one's own works and to works that are not in the file count nothing and take no credits.
    ///
    /// # Errors
    ///
    /// [`RoundFault::TooLarge`] at 2^32 endorsements.
    pub fn endorse(&mut self, mut reactions: Vec<Reaction>) -> Result<(), RoundFault> {
        reactions.sort_unstable();
        reactions.dedup();
        let mut ties = Ties::new();
        for group in reactions.chunk_by(|a, b| a.endorser == b.endorser) {
            let Some(endorser) = group.first().map(|reaction| reaction.endorser) else {
                continue;
            };
            if self
                .weights
                .binary_search_by_key(&endorser, |row| row.member)
                .is_err()
            {
                continue;
            }
            let counted = || {
                let foreign = group
                    .iter()
                    .filter(|reaction| reaction.work.author != endorser);
                foreign.filter_map(|reaction| {
                    Some((self.find_work(&reaction.work)?, reaction.work.author))
                })
            };
            let authors: Vec<_> = counted().map(|(_, author)| author).collect();
            for ((work, _), credits) in counted().zip(split_credits(&authors)) {
                let value = u16::try_from(credits.0).map_err(|_| RoundFault::TooLarge)?;
                if value > 0 {
                    ties.push(Tie {
                        from: endorser,
                        to: work.0,
                        value,
                    })?;
                }
            }
        }
        self.endorsements = ties;
        Ok(())
    }
}
