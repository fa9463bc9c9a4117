//! Drawing by lot: panels and juries, from strata, with a receipt from which anyone draws again
//! (GOVERNANCE §0 chance, §3 panel, §4).
//!
//! Seats are shared out over the strata by largest remainder. Inside a stratum places are drawn from
//! a hashed counter: of each word as many low bits as the number of candidates needs, again if that
//! is no candidate's place or one drawn before. Nothing is reduced modulo anything, so that every
//! place is equally likely.
//!
//! What nobody can choose is the beacon; whoever draws must have frozen the candidates before it was
//! known. Who is a candidate, and of which stratum, is the caller's rule: those whom it excludes are
//! not among the candidates.

use std::collections::{BTreeMap, BTreeSet};

use borsh::{BorshDeserialize, BorshSerialize};
use sha2::{Digest as _, Sha256};

use crate::ids::{Digest, EntryIndex, MemberNumber};

/// A part of the candidates that gets its share of the seats. What the number means is the caller's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub struct Stratum(pub u8);

/// What is drawn for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Purpose {
    /// A panel that confirms a decision; the id is the proposal's number.
    Panel = 0,
    /// A jury; the id is the case's.
    Jury = 1,
    /// Reviewers of a claim of work; the id is the claim's.
    Review = 50,
    /// Members whose word trust begins with; the id is the quarter's number.
    Seeds = 60,
    /// Members who are looked at in person to find the trust cut; the id is the quarter's number.
    Audited = 61,
    /// Seeds of the quarter before who stay; the id is the quarter's number.
    SeedsKept = 62,
}

/// A hash that the log came to after the candidates were frozen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Beacon {
    /// After how many entries.
    pub index: EntryIndex,
    /// The hash.
    pub hash: Digest,
}

/// A draw: everything but the candidates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Draw {
    /// What for.
    pub purpose: Purpose,
    /// Which one.
    pub id: u64,
    /// The hash that decides.
    pub beacon: Beacon,
    /// Seats to fill; all candidates where there are no more.
    pub seats: u32,
    /// Alternates to each seat, as far as the stratum has some left.
    pub alternates_each: u32,
}

/// Somebody drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Drawn {
    /// Their place among the candidates of their stratum by member number, from 0.
    pub place: u32,
    /// Who stands there.
    pub member: MemberNumber,
}

/// What was drawn from one stratum.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Part {
    /// Which.
    pub stratum: Stratum,
    /// How many candidates stood in it.
    pub candidates: u32,
    /// How many of `drawn` have a seat; the rest are alternates, in this order.
    pub seats: u32,
    /// Everybody drawn, in the order of drawing.
    pub drawn: Vec<Drawn>,
}

/// What was drawn, and all it follows from but the list of the candidates, which is the record's.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Receipt {
    /// The draw.
    pub draw: Draw,
    /// Its outcome, ascending by stratum; a stratum without candidates is not there.
    pub parts: Vec<Part>,
}

impl Draw {
    /// Returns `SHA-256("meent/lot/v1" ‖ purpose ‖ id ‖ beacon)`: the purpose one byte, the id eight,
    /// little-endian.
    #[must_use]
    pub fn seed(&self) -> Digest {
        let purpose: u8 = match self.purpose {
            Purpose::Panel => 0,
            Purpose::Jury => 1,
            Purpose::Review => 50,
            Purpose::Seeds => 60,
            Purpose::Audited => 61,
            Purpose::SeedsKept => 62,
        };
        let hash = Sha256::new()
            .chain_update(b"meent/lot/v1")
            .chain_update([purpose])
            .chain_update(self.id.to_le_bytes())
            .chain_update(self.beacon.hash.0)
            .finalize();
        Digest(hash.into())
    }

    /// Holds it among `candidates`, who come ascending by member number, twice the same.
    #[must_use]
    pub fn hold<C>(&self, candidates: C) -> Receipt
    where
        C: Iterator<Item = (MemberNumber, Stratum)> + Clone,
    {
        let mut sizes = [0_u32; 256];
        // Iterated from inside: candidates come in pages, and this is what costs.
        candidates.clone().for_each(|(_, stratum)| {
            if let Some(size) = sizes.get_mut(usize::from(stratum.0)) {
                *size = size.saturating_add(1);
            }
        });
        let sizes = (0..=u8::MAX).map(Stratum).zip(sizes);
        let sizes: BTreeMap<Stratum, u32> = sizes.filter(|it| it.1 > 0).collect();
        let mut parts = self.parts(&sizes);
        seat(&mut parts, candidates);
        Receipt { draw: *self, parts }
    }

    /// Draws places from strata of these sizes; nobody stands there yet.
    fn parts(&self, sizes: &BTreeMap<Stratum, u32>) -> Vec<Part> {
        let quotas = quotas(self.seats, sizes);
        let seed = self.seed();
        let parts = sizes.iter().zip(quotas);
        let part = |((stratum, candidates), seats): ((&Stratum, &u32), u32)| {
            let most = seats.saturating_add(seats.saturating_mul(self.alternates_each));
            let places = places(seed, *stratum, *candidates, most.min(*candidates));
            let member = MemberNumber(0);
            Part {
                stratum: *stratum,
                candidates: *candidates,
                seats,
                drawn: places
                    .into_iter()
                    .map(|place| Drawn { place, member })
                    .collect(),
            }
        };
        parts.map(part).collect()
    }
}

impl Receipt {
    /// Returns who has a seat, ascending.
    #[must_use]
    pub fn seated(&self) -> Vec<MemberNumber> {
        let seated = self.parts.iter().flat_map(|part| {
            let seats = usize::try_from(part.seats).unwrap_or(usize::MAX);
            part.drawn.iter().take(seats).map(|it| it.member)
        });
        let mut seated: Vec<MemberNumber> = seated.collect();
        seated.sort_unstable();
        seated
    }

    /// Says whether the beacon gives these seats and places to strata of these sizes. Needs nothing
    /// but the receipt; who stands at a place is read from the record.
    #[must_use]
    pub fn is_drawn_from_beacon(&self) -> bool {
        let sizes: BTreeMap<Stratum, u32> = self
            .parts
            .iter()
            .map(|part| (part.stratum, part.candidates))
            .collect();
        let again = self.draw.parts(&sizes);
        let is_same = |(one, other): (&Part, &Part)| {
            let places = |part: &Part| part.drawn.iter().map(|it| it.place).collect::<Vec<_>>();
            (one.stratum, one.candidates, one.seats)
                == (other.stratum, other.candidates, other.seats)
                && places(one) == places(other)
        };
        again.len() == self.parts.len() && again.iter().zip(&self.parts).all(is_same)
    }
}

/// Returns how many sit on a jury of `size` where `eligible` may be drawn: with fewer than three to
/// a seat the largest odd number that leaves as many, at least 3; nothing if there are not 3.
#[must_use]
pub fn jury_seats(size: u32, eligible: u32) -> Option<u32> {
    if eligible < 3 {
        return None;
    }
    let third = eligible.checked_div(3).unwrap_or(0);
    if size <= third {
        return Some(size);
    }
    let odd = if third % 2 == 1 {
        third
    } else {
        third.saturating_sub(1)
    };
    Some(odd.clamp(3, size.max(3)))
}

/// Shares `seats` out by largest remainder, ties to the smaller stratum. No stratum gets more seats
/// than it has candidates.
fn quotas(seats: u32, sizes: &BTreeMap<Stratum, u32>) -> Vec<u32> {
    let all: u64 = sizes.values().map(|size| u64::from(*size)).sum();
    let seats = u64::from(seats).min(all);
    let exact = |size: &u32| u64::from(*size).saturating_mul(seats);
    let mut quotas: Vec<u32> = sizes
        .values()
        .map(|size| exact(size).checked_div(all).unwrap_or(0))
        .map(|quota| u32::try_from(quota).unwrap_or(u32::MAX))
        .collect();
    let given: u64 = quotas.iter().map(|quota| u64::from(*quota)).sum();
    let mut remainders: Vec<(u64, usize)> = sizes
        .values()
        .map(|size| exact(size).checked_rem(all).unwrap_or(0))
        .zip(0..)
        .collect();
    remainders.sort_by_key(|(remainder, at)| (core::cmp::Reverse(*remainder), *at));
    let left = usize::try_from(seats.saturating_sub(given)).unwrap_or(usize::MAX);
    for (_, at) in remainders.into_iter().take(left) {
        if let Some(quota) = quotas.get_mut(at) {
            *quota = quota.saturating_add(1);
        }
    }
    quotas
}

/// Draws `most` different places below `candidates`. Block `n` is
/// `SHA-256(seed ‖ stratum ‖ n)`, n eight bytes, little-endian, and holds eight little-endian words
/// of four bytes.
fn places(seed: Digest, stratum: Stratum, candidates: u32, most: u32) -> Vec<u32> {
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    // As many low bits as the greatest place has.
    let mask = u32::MAX
        .checked_shr(candidates.saturating_sub(1).leading_zeros())
        .unwrap_or(0);
    let mut drawn = Vec::new();
    let mut taken = BTreeSet::new();
    for counter in 0_u64.. {
        let block = Sha256::new()
            .chain_update(seed.0)
            .chain_update([stratum.0])
            .chain_update(counter.to_le_bytes())
            .finalize();
        let (words, _) = block.as_slice().as_chunks::<4>();
        for word in words {
            if drawn.len() >= most {
                return drawn;
            }
            let place = u32::from_le_bytes(*word) & mask;
            if place < candidates && taken.insert(place) {
                drawn.push(place);
            }
        }
    }
    drawn
}

/// Says who stands at the places drawn.
fn seat(parts: &mut [Part], candidates: impl Iterator<Item = (MemberNumber, Stratum)>) {
    // For each stratum the places drawn, the greatest first, and how many candidates went by.
    let mut wanted: Vec<(Vec<u32>, u32)> = vec![(Vec::new(), 0); 256];
    for part in parts.iter() {
        if let Some((places, _)) = wanted.get_mut(usize::from(part.stratum.0)) {
            places.extend(part.drawn.iter().map(|it| it.place));
            places.sort_unstable_by(|one, other| other.cmp(one));
        }
    }
    let mut found: BTreeMap<(Stratum, u32), MemberNumber> = BTreeMap::new();
    candidates.for_each(|(member, stratum)| {
        let Some((places, passed)) = wanted.get_mut(usize::from(stratum.0)) else {
            return;
        };
        if places.last() == Some(passed) {
            places.pop();
            found.insert((stratum, *passed), member);
        }
        *passed = passed.saturating_add(1);
    });
    for part in parts {
        for drawn in &mut part.drawn {
            if let Some(member) = found.get(&(part.stratum, drawn.place)) {
                drawn.member = *member;
            }
        }
    }
}

#[cfg(test)]
mod tests;
