//! Blind review in the round file: which of two works a reviewer preferred, and how often they met an
//! answer that was known (GOVERNANCE §6, step 5; ADR-0021).

use std::collections::BTreeMap;

use super::{RoundFault, RoundFile, WorkIndex, WorkRow, place};
use crate::ids::MemberNumber;
use borsh::{BorshDeserialize, BorshSerialize};

/// Pairs that one reviewer is shown in one round.
pub const PAIRS_MAX: u32 = 20;
/// Of these at most so many have a known answer.
pub const KNOWN_MAX: u32 = 2;

/// One pair that a reviewer compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub struct Comparison {
    /// Who.
    pub reviewer: MemberNumber,
    /// What they preferred.
    pub better: WorkIndex,
    /// To what.
    pub worse: WorkIndex,
}

/// How a reviewer met the known answers among their pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub struct Known {
    /// Who.
    pub reviewer: MemberNumber,
    /// How many they were shown: 1 or 2.
    pub asked: u32,
    /// How many they met.
    pub agreed: u32,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Reviews {
    /// Ascending, each once.
    pub compared: Vec<Comparison>,
    /// Ascending by reviewer, each once.
    pub known: Vec<Known>,
}

/// One pair before it has places in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Preference {
    /// Who.
    pub reviewer: MemberNumber,
    /// What they preferred.
    pub better: WorkRow,
    /// To what.
    pub worse: WorkRow,
}

/// What blind review says of one author.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quality {
    /// Times that a work of theirs was preferred.
    pub wins: u32,
    /// Times that one was compared.
    pub seen: u32,
}

impl Quality {
    /// `K = 32768 + 65536·(wins + 1)/(n + 2)`: 65,536 for who was never compared.
    #[must_use]
    pub fn factor(self) -> u32 {
        let wins = u64::from(self.wins)
            .saturating_add(1)
            .saturating_mul(65_536);
        let part = wins.checked_div(u64::from(self.seen).saturating_add(2));
        let part = part.and_then(|it| u32::try_from(it).ok()).unwrap_or(0);
        part.saturating_add(32_768)
    }

    /// `P = V·K >> 16`.
    #[must_use]
    pub fn apply(self, score: u64) -> u64 {
        let product = u128::from(score).saturating_mul(self.factor().into()) >> 16;
        u64::try_from(product).unwrap_or(u64::MAX)
    }
}

impl RoundFile {
    /// Takes comparisons into the file. What cannot count is left out: pairs of whoever has no weight,
    /// pairs with a work of theirs, of one author or not in the file, and what is more than twenty.
    pub fn review(&mut self, mut preferences: Vec<Preference>, mut known: Vec<Known>) {
        preferences.sort_unstable();
        preferences.dedup();
        let mut compared = Vec::new();
        for row in preferences {
            let places = (self.find_work(&row.better), self.find_work(&row.worse));
            if let (Some(better), Some(worse)) = places {
                compared.push(Comparison {
                    reviewer: row.reviewer,
                    better,
                    worse,
                });
            }
        }
        compared.sort_unstable();
        known.sort_unstable();
        known.dedup_by_key(|it| it.reviewer);
        compared.retain(|it| self.may_compare(it));
        known.retain(|it| self.has_weight(it.reviewer) && is_sound(it));
        let mut counts: BTreeMap<MemberNumber, u32> =
            known.iter().map(|it| (it.reviewer, it.asked)).collect();
        compared.retain(|it| {
            let count = counts.entry(it.reviewer).or_default();
            *count = count.saturating_add(1);
            *count <= PAIRS_MAX
        });
        self.reviews = Reviews { compared, known };
    }

    fn has_weight(&self, member: MemberNumber) -> bool {
        let found = self.weights.binary_search_by_key(&member, |row| row.member);
        found.is_ok()
    }

    fn may_compare(&self, row: &Comparison) -> bool {
        let author = |work: WorkIndex| self.works.get(place(work.0)).map(|it| it.author);
        let authors = (author(row.better), author(row.worse));
        let (Some(better), Some(worse)) = authors else {
            return false;
        };
        let is_own = [better, worse].contains(&row.reviewer);
        better != worse && !is_own && self.has_weight(row.reviewer)
    }

    /// Checks the comparisons.
    pub(super) fn check_reviews(&self) -> Result<(), RoundFault> {
        let Reviews { compared, known } = &self.reviews;
        let mut counts: BTreeMap<MemberNumber, u32> =
            known.iter().map(|it| (it.reviewer, it.asked)).collect();
        for row in compared {
            let count = counts.entry(row.reviewer).or_default();
            *count = count.saturating_add(1);
        }
        let are_sound = compared.is_sorted_by(|a, b| a < b)
            && known.is_sorted_by(|a, b| a.reviewer < b.reviewer)
            && compared.iter().all(|it| self.may_compare(it))
            && known
                .iter()
                .all(|it| self.has_weight(it.reviewer) && is_sound(it))
            && counts.values().all(|it| *it <= PAIRS_MAX);
        if are_sound {
            Ok(())
        } else {
            Err(RoundFault::Reviews)
        }
    }

    /// Returns what blind review says of each author whose works were compared.
    #[must_use]
    pub fn qualities(&self) -> BTreeMap<MemberNumber, Quality> {
        let mut found: BTreeMap<MemberNumber, Quality> = BTreeMap::new();
        let mut count = |work: WorkIndex, wins: u32| {
            if let Some(work) = self.works.get(place(work.0)) {
                let quality = found.entry(work.author).or_default();
                quality.wins = quality.wins.saturating_add(wins);
                quality.seen = quality.seen.saturating_add(1);
            }
        };
        for row in &self.reviews.compared {
            count(row.better, 1);
            count(row.worse, 0);
        }
        found
    }
}

fn is_sound(known: &Known) -> bool {
    (1..=KNOWN_MAX).contains(&known.asked) && known.agreed <= known.asked
}
