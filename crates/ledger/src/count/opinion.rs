//! The opinion map: which people think alike, and on which statements all of them agree.
//!
//! People say agree, pass or disagree to statements. Two people are as far apart as the share of
//! the statements both voted on at which their votes differ. A pass is seen and takes no side, so it
//! brings nobody closer or further; two people who share no side taken are half as far apart as can
//! be, since nothing is known of them. Around k people (*medoids*) the others gather; k is the number
//! from two to five that separates best. A statement **bridges** where every group leans to agree.
//!
//! Nothing here says who is right, and no group has a name: the map shows a discussion its shape
//! before it is decided.
//!
//! # Source
//!
//! GOVERNANCE §3. The order of the first medoids and the sample above [`SAMPLE_MAX`] people come from
//! SHA-256 of the seed and the person's number, so nobody who votes early or often can choose them.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};
use thiserror::Error;

use self::cluster::{Distances, best_map};

mod cluster;

/// Most people among whom every distance is computed; above, a sample is drawn.
pub const SAMPLE_MAX: usize = 4_096;
/// Most statements of one discussion.
pub const STATEMENTS_MAX: usize = 16_384;
/// Most groups that are tried; the fewest are two.
pub const GROUPS_MAX: usize = 5;
/// Rounds of gathering and choosing anew.
pub const SWEEPS: u32 = 16;
/// How far apart two people are of whom nothing is known, in basis points.
pub const APART_UNKNOWN_BP: u16 = 5_000;
/// Most statements that are named for one group.
pub const TYPICAL_MAX: usize = 5;

/// What a person says to a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opinion {
    /// Yes.
    Agree,
    /// Neither; a vote all the same.
    Pass,
    /// No.
    Disagree,
}

/// Why a vote does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum OpinionFault {
    /// More statements than a map can have.
    #[error("{0} statements are more than {STATEMENTS_MAX}")]
    TooManyStatements(usize),
    /// There is no such statement.
    #[error("there is no statement at place {0}")]
    UnknownStatement(usize),
}

/// The votes of one person, a bit for each statement.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Person {
    agree: Vec<u64>,
    pass: Vec<u64>,
    disagree: Vec<u64>,
}

/// All votes of a discussion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opinions {
    statements: usize,
    people: BTreeMap<u32, Person>,
}

/// How a group votes on a statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stance {
    /// How many agree.
    pub agrees: u32,
    /// How many disagree.
    pub disagrees: u32,
    /// How many voted at all.
    pub seen: u32,
}

/// A statement that sets a group apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Typical {
    /// Its place.
    pub statement: usize,
    /// Which way the group leans on it.
    pub leans: Opinion,
    /// How the group voted.
    pub stance: Stance,
    /// By how much its lean is stronger than that of all others, in basis points.
    pub lead_bp: u32,
}

/// People who think alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The person in the middle.
    pub medoid: u32,
    /// Who belongs to it, by number.
    pub members: Vec<u32>,
    /// Its votes on every statement.
    pub stances: Vec<Stance>,
    /// What sets it apart, the strongest first; at most [`TYPICAL_MAX`].
    pub typical: Vec<Typical>,
}

/// The map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpinionMap {
    /// The groups, the largest first; ties by the smallest number in them.
    pub groups: Vec<Group>,
    /// The places of the statements that bridge, the most agreed first.
    pub bridging: Vec<usize>,
    /// How well the groups are apart, in basis points of the best possible; may be negative.
    pub silhouette_bp: i64,
}

impl Opinions {
    /// Opens a discussion of so many statements.
    ///
    /// # Errors
    ///
    /// [`OpinionFault::TooManyStatements`].
    pub fn new(statements: usize) -> Result<Self, OpinionFault> {
        if statements > STATEMENTS_MAX {
            return Err(OpinionFault::TooManyStatements(statements));
        }
        Ok(Self {
            statements,
            people: BTreeMap::new(),
        })
    }

    /// Takes the vote of `person` on the statement at a place; a later vote replaces it.
    ///
    /// # Errors
    ///
    /// [`OpinionFault::UnknownStatement`].
    pub fn vote(
        &mut self,
        person: u32,
        statement: usize,
        opinion: Opinion,
    ) -> Result<(), OpinionFault> {
        if statement >= self.statements {
            return Err(OpinionFault::UnknownStatement(statement));
        }
        let words = self.statements.div_ceil(64);
        let person = self.people.entry(person).or_insert_with(|| Person {
            agree: vec![0; words],
            pass: vec![0; words],
            disagree: vec![0; words],
        });
        let (word, bit) = place_of(statement);
        for (bits, meant) in [
            (&mut person.agree, Opinion::Agree),
            (&mut person.pass, Opinion::Pass),
            (&mut person.disagree, Opinion::Disagree),
        ] {
            if let Some(bits) = bits.get_mut(word) {
                *bits = if meant == opinion {
                    *bits | bit
                } else {
                    *bits & !bit
                };
            }
        }
        Ok(())
    }

    /// Forgets what `person` has said; returns the places of the statements.
    pub fn clear(&mut self, person: u32) -> Vec<usize> {
        let Some(gone) = self.people.remove(&person) else {
            return Vec::new();
        };
        let voted =
            |it: &usize| has(&gone.agree, *it) || has(&gone.pass, *it) || has(&gone.disagree, *it);
        (0..self.statements).filter(voted).collect()
    }

    /// Returns how many people have voted.
    #[must_use]
    pub fn people(&self) -> usize {
        self.people.len()
    }

    /// Draws the map. Nobody without a vote is on it; with fewer than two people there is none.
    ///
    /// Time grows with the square of the people up to [`SAMPLE_MAX`], beyond that in proportion.
    #[must_use]
    pub fn map(&self, seed: &[u8; 32]) -> OpinionMap {
        self.map_from_sample(seed, SAMPLE_MAX)
    }

    fn map_from_sample(&self, seed: &[u8; 32], sample_max: usize) -> OpinionMap {
        let mut drawn: Vec<([u8; 32], u32)> = self
            .people
            .keys()
            .map(|number| (hash(seed, *number), *number))
            .collect();
        drawn.sort_unstable();
        drawn.truncate(sample_max);
        let hashed: Vec<u32> = drawn.into_iter().map(|(_, number)| number).collect();
        let mut sample = hashed.clone();
        sample.sort_unstable();
        let people: Vec<&Person> = sample.iter().filter_map(|it| self.people.get(it)).collect();
        let starts = hashed.iter().take(GROUPS_MAX);
        let starts: Vec<usize> = starts
            .filter_map(|it| sample.binary_search(it).ok())
            .collect();
        let distances = Distances::new(&people);
        let Some(found) = best_map(&distances, &starts) else {
            return OpinionMap::default();
        };
        let medoids: Vec<u32> = found
            .medoids
            .iter()
            .filter_map(|place| sample.get(*place).copied())
            .collect();
        let mut groups: Vec<Group> = self
            .gather(&medoids)
            .into_iter()
            .map(|(medoid, members)| self.describe(medoid, members))
            .collect();
        groups.sort_by_key(|it| {
            (
                std::cmp::Reverse(it.members.len()),
                it.members.first().copied(),
            )
        });
        self.name_typical(&mut groups);
        OpinionMap {
            bridging: self.bridging(&groups),
            groups,
            silhouette_bp: found.silhouette_bp,
        }
    }

    /// Sends everybody to the nearest medoid, ties to the smaller number.
    fn gather(&self, medoids: &[u32]) -> BTreeMap<u32, Vec<u32>> {
        let centres: BTreeMap<u32, &Person> = medoids
            .iter()
            .filter_map(|it| self.people.get(it).map(|person| (*it, person)))
            .collect();
        let mut gathered: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (number, person) in &self.people {
            let near = |(medoid, centre): (&u32, &&Person)| (distance_bp(person, centre), *medoid);
            if let Some((_, medoid)) = centres.iter().map(near).min() {
                gathered.entry(medoid).or_default().push(*number);
            }
        }
        gathered
    }

    fn describe(&self, medoid: u32, members: Vec<u32>) -> Group {
        let mut stances = vec![Stance::default(); self.statements];
        for person in members.iter().filter_map(|it| self.people.get(it)) {
            for (statement, stance) in stances.iter_mut().enumerate() {
                let agrees = u32::from(has(&person.agree, statement));
                let disagrees = u32::from(has(&person.disagree, statement));
                let passes = u32::from(has(&person.pass, statement));
                stance.agrees = stance.agrees.saturating_add(agrees);
                stance.disagrees = stance.disagrees.saturating_add(disagrees);
                let voted = agrees.saturating_add(disagrees).saturating_add(passes);
                stance.seen = stance.seen.saturating_add(voted);
            }
        }
        Group {
            medoid,
            members,
            stances,
            typical: Vec::new(),
        }
    }

    /// A statement bridges iff in every group 2·(agrees + 1) > seen + 2.
    fn bridging(&self, groups: &[Group]) -> Vec<usize> {
        let mut found: Vec<(std::cmp::Reverse<u64>, usize)> = Vec::new();
        for statement in 0..self.statements {
            let stances = groups.iter().filter_map(|it| it.stances.get(statement));
            let bridges = stances.clone().all(|it| leans(it.agrees, it.seen));
            let weakest = stances.map(|it| share_bp(it.agrees, it.seen)).min();
            if let Some(weakest) = weakest.filter(|_| bridges) {
                found.push((std::cmp::Reverse(weakest), statement));
            }
        }
        found.sort_unstable();
        found.into_iter().map(|(_, statement)| statement).collect()
    }

    fn name_typical(&self, groups: &mut [Group]) {
        let mut total = vec![Stance::default(); self.statements];
        for (sum, stance) in groups
            .iter()
            .flat_map(|it| &it.stances)
            .enumerate()
            .filter_map(|(place, stance)| {
                let statement = place.checked_rem(self.statements)?;
                Some((statement, stance))
            })
        {
            if let Some(sum) = total.get_mut(sum) {
                sum.agrees = sum.agrees.saturating_add(stance.agrees);
                sum.disagrees = sum.disagrees.saturating_add(stance.disagrees);
                sum.seen = sum.seen.saturating_add(stance.seen);
            }
        }
        for group in groups {
            let mut typical: Vec<Typical> = (0..)
                .zip(group.stances.iter().zip(&total))
                .filter_map(|(statement, (own, all))| typical(statement, *own, *all))
                .collect();
            typical.sort_by_key(|it| (std::cmp::Reverse(it.lead_bp), it.statement));
            typical.truncate(TYPICAL_MAX);
            group.typical = typical;
        }
    }
}

/// Says whether a group leans one way on a statement more than all others do.
fn typical(statement: usize, own: Stance, all: Stance) -> Option<Typical> {
    let others_seen = all.seen.saturating_sub(own.seen);
    let lead = |own_count: u32, all_count: u32| {
        let mine = share_bp(own_count, own.seen);
        let theirs = share_bp(all_count.saturating_sub(own_count), others_seen);
        let lead = mine.saturating_sub(theirs);
        u32::try_from(lead)
            .ok()
            .filter(|it| *it > 0 && leans(own_count, own.seen))
    };
    let agree = lead(own.agrees, all.agrees).map(|it| (it, Opinion::Agree));
    let disagree = lead(own.disagrees, all.disagrees).map(|it| (it, Opinion::Disagree));
    let (lead_bp, leans) = match (agree, disagree) {
        (Some(one), Some(other)) => {
            if other.0 > one.0 {
                other
            } else {
                one
            }
        }
        (one, other) => one.or(other)?,
    };
    Some(Typical {
        statement,
        leans,
        stance: own,
        lead_bp,
    })
}

/// Whether 2·(count + 1) > seen + 2: more than half, with one vote each way added.
fn leans(count: u32, seen: u32) -> bool {
    u64::from(count).saturating_add(1).saturating_mul(2) > u64::from(seen).saturating_add(2)
}

/// (count + 1) / (seen + 2) in basis points.
fn share_bp(count: u32, seen: u32) -> u64 {
    let part = u64::from(count).saturating_add(1).saturating_mul(10_000);
    part.checked_div(u64::from(seen).saturating_add(2))
        .unwrap_or(0)
}

fn place_of(statement: usize) -> (usize, u64) {
    let bit = u32::try_from(statement % 64).unwrap_or(0);
    (statement / 64, 1_u64 << bit)
}

fn has(bits: &[u64], statement: usize) -> bool {
    let (word, bit) = place_of(statement);
    bits.get(word).is_some_and(|it| it & bit != 0)
}

/// The share of the statements on which both took a side at which the sides differ, in basis points;
/// [`APART_UNKNOWN_BP`] if there is none.
fn distance_bp(one: &Person, other: &Person) -> u16 {
    let mut joint = 0_u32;
    let mut same = 0_u32;
    let sides = one.agree.iter().zip(&one.disagree);
    let others = other.agree.iter().zip(&other.disagree);
    for ((agree, disagree), (agrees, disagrees)) in sides.zip(others) {
        let both = (agree | disagree) & (agrees | disagrees);
        let alike = (agree & agrees) | (disagree & disagrees);
        joint = joint.saturating_add(both.count_ones());
        same = same.saturating_add(alike.count_ones());
    }
    let differ = joint.saturating_sub(same).saturating_mul(10_000);
    let share = differ.checked_div(joint);
    share
        .and_then(|it| u16::try_from(it).ok())
        .unwrap_or(APART_UNKNOWN_BP)
}

fn hash(seed: &[u8; 32], number: u32) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(seed);
    hasher.update(number.to_le_bytes());
    hasher.finalize().into()
}

#[cfg(test)]
mod tests;
