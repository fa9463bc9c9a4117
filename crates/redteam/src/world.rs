//! A network that could have been, grown from a graph: who knows whom, and who vouches for whom.

use crate::edges::EdgeList;
use crate::lot::Lot;

/// Open vouches of one member (GOVERNANCE §1).
pub const VOUCHES_EACH: usize = 5;
/// Authors whom a member appreciates in a round: ten, so that each gets the ten credits that one
/// author may get.
pub const APPRECIATED: usize = 10;

/// Real people, numbered from 1 as members are.
#[derive(Clone, Debug)]
pub struct World {
    /// By member number, from 0 (nobody): whom they know, ascending. They appreciate and vouch for these.
    pub(crate) knows: Vec<Vec<u32>>,
    /// Who vouches for whom.
    pub(crate) vouches: Vec<(u32, u32)>,
    /// Whether the file ties people in one direction.
    is_directed: bool,
}

impl World {
    /// Grows a network from `list`.
    ///
    /// A list in which some pair stands in both directions is taken for directed: a row says that the
    /// first knows the second. In any other list a row says it of both. Then, a round at a time, each
    /// member, in an order drawn by lot, vouches for one more of those they know: one of the people
    /// with the fewest vouches so far, which is who asks for one. After five such rounds nobody has
    /// more than five vouches out; who knows fewer people has fewer.
    #[must_use]
    pub fn grow(list: &EdgeList, seed: u64) -> Self {
        let edges = &list.edges;
        let is_directed = edges
            .iter()
            .any(|(a, b)| edges.binary_search(&(*b, *a)).is_ok());
        let mut knows = vec![Vec::new(); size(list.people) + 1];
        for (a, b) in edges {
            knows[size(*a) + 1].push(b + 1);
            if !is_directed {
                knows[size(*b) + 1].push(a + 1);
            }
        }
        for row in &mut knows {
            row.sort_unstable();
            row.dedup();
        }
        let mut world = Self {
            knows,
            vouches: Vec::new(),
            is_directed,
        };
        world.vouch(seed);
        world
    }

    fn vouch(&mut self, seed: u64) {
        let mut lot = Lot::new(seed, 1);
        let everybody: Vec<u32> = (1..=self.people()).collect();
        let mut received = vec![0_u32; everybody.len() + 1];
        let mut given: Vec<Vec<u32>> = vec![Vec::new(); everybody.len() + 1];
        for _ in 0..VOUCHES_EACH {
            for member in lot.some(&everybody, everybody.len()) {
                let own = &mut given[size(member)];
                let open = self.knows[size(member)]
                    .iter()
                    .filter(|it| !own.contains(it));
                let least = open.clone().map(|it| received[size(*it)]).min();
                let asking: Vec<u32> = open
                    .filter(|it| Some(received[size(**it)]) == least)
                    .copied()
                    .collect();
                if let Some(to) = lot.one(&asking) {
                    own.push(to);
                    received[size(to)] += 1;
                }
            }
        }
        self.vouches = (1_u32..)
            .zip(given.into_iter().skip(1))
            .flat_map(|(from, to)| to.into_iter().map(move |to| (from, to)))
            .collect();
        self.vouches.sort_unstable();
    }

    /// Returns how many people there are.
    #[must_use]
    pub fn people(&self) -> u32 {
        u32::try_from(self.knows.len() - 1).unwrap_or(u32::MAX)
    }

    /// Says whether the file ties people in one direction.
    #[must_use]
    pub fn is_directed(&self) -> bool {
        self.is_directed
    }

    /// Returns who vouches for whom, ascending.
    #[must_use]
    pub fn vouches(&self) -> &[(u32, u32)] {
        &self.vouches
    }

    /// Returns how many people have fewer than `least` vouches.
    #[must_use]
    pub fn vouched_for_by_fewer_than(&self, least: u32) -> u32 {
        let mut received = vec![0_u32; self.knows.len()];
        for (_, to) in &self.vouches {
            received[size(*to)] += 1;
        }
        let few = received.iter().skip(1).filter(|count| **count < least);
        u32::try_from(few.count()).unwrap_or(u32::MAX)
    }

    /// Draws whom `member` appreciates in a round.
    pub(crate) fn appreciates(&self, member: u32, lot: &mut Lot) -> Vec<u32> {
        lot.some(&self.knows[size(member)], APPRECIATED)
    }
}

/// A number as a place in memory.
pub(crate) fn size(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
