//! Vouch farms over generations: a quarter at a time, whoever is let in vouches for more.

use crate::lot::Lot;
use crate::measure::standing;
use crate::world::{VOUCHES_EACH, World, size};

/// Quarters that a farm has: two years.
const QUARTERS: u32 = 8;
/// Vouches that make an associate in a network.
pub(crate) const VOUCHES_NEEDED: usize = 3;
/// Quarters after which a vouch is released and can be given again; the tie stays.
const RELEASED_AFTER: u32 = 2;

/// A farm after one quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quarter {
    /// Fakes with the vouches that an associate needs.
    pub associates: u32,
    /// Fakes above the trust cut: members, who may vouch in the next quarter.
    pub let_in: u32,
}

/// What a farm does beside vouching for its own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    /// Of five vouches, how many go to real people who did not ask.
    pub(crate) up: usize,
    /// Of ten thousand of these, how many say that they know the fake, too.
    pub(crate) careless_bp: u32,
}

pub(crate) struct Grown {
    pub(crate) vouches: Vec<(u32, u32)>,
    pub(crate) ties: Vec<(u32, u32)>,
    pub(crate) quarters: Vec<Quarter>,
}

/// Grows a farm. The corrupt give all their vouches to fakes, and again whenever these are released;
/// a fake that is let in gives some of its five to real people and the rest to fakes. Vouches for fakes
/// go to one until it has three, then to the next, so that none is wasted. Fakes and the corrupt know
/// whom they vouch for; whether somebody is careless is theirs, and the same each time.
// long: the quarters of a farm read best in one piece
pub(crate) fn grow(
    world: &World,
    corrupt: &[u32],
    fakes: &[u32],
    Plan { up, careless_bp }: Plan,
    seed: u64,
) -> Grown {
    let mut lot = Lot::new(seed, 3);
    let people: Vec<u32> = (1..=world.people()).collect();
    let careless = careless(world, careless_bp, seed);
    let mut vouches = world.vouches.clone();
    vouches.retain(|(from, _)| corrupt.binary_search(from).is_err());
    let mut ties = vouches.clone();
    let joined = fakes.last().copied().unwrap_or(world.people());
    let mut received = vec![Vec::new(); size(joined) + 1];
    let mut known = vec![0_u32; size(joined) + 1];
    for (_, to) in &vouches {
        known[size(*to)] += 1;
    }
    let mut let_in: Vec<u32> = Vec::new();
    let mut quarters = Vec::new();
    // When each one's vouches were last given.
    let mut gave = vec![None; size(joined) + 1];
    for quarter in 0..QUARTERS {
        for giver in corrupt.iter().chain(&let_in).copied() {
            let last: &mut Option<u32> = &mut gave[size(giver)];
            if last.is_some_and(|last| quarter < last + RELEASED_AFTER) {
                continue;
            }
            *last = Some(quarter);
            let is_corrupt = corrupt.binary_search(&giver).is_ok();
            let to_people = if is_corrupt { 0 } else { up };
            // Those with the fewest vouches, who have most use for one more.
            let mut strangers = lot.some(&people, 40 * to_people);
            strangers.sort_by_key(|it| known[size(*it)]);
            for to in strangers.into_iter().take(to_people) {
                known[size(to)] += 1;
                vouches.push((giver, to));
                if careless[size(to)] {
                    ties.push((giver, to));
                }
            }
            for _ in to_people..VOUCHES_EACH {
                let needs = |it: &&u32| {
                    let by: &Vec<u32> = &received[size(**it)];
                    **it != giver && by.len() < VOUCHES_NEEDED && !by.contains(&giver)
                };
                let Some(to) = fakes.iter().find(needs).copied() else {
                    break;
                };
                received[size(to)].push(giver);
                vouches.push((giver, to));
                ties.push((giver, to));
            }
        }
        let has_enough = |it: &&u32| received[size(**it)].len() >= VOUCHES_NEEDED;
        let associates: Vec<u32> = fakes.iter().filter(has_enough).copied().collect();
        let standing = standing(world, joined, &ties, seed + u64::from(quarter));
        let_in = associates
            .iter()
            .filter(|it| standing.is_above(**it))
            .copied()
            .collect();
        quarters.push(Quarter {
            associates: count(&associates),
            let_in: count(&let_in),
        });
    }
    Grown {
        vouches,
        ties,
        quarters,
    }
}

/// By number, from 0: who says yes to anybody.
fn careless(world: &World, careless_bp: u32, seed: u64) -> Vec<bool> {
    let mut lot = Lot::new(seed, 6);
    (0..=world.people())
        .map(|_| lot.below(10_000) < careless_bp)
        .collect()
}

fn count(members: &[u32]) -> u32 {
    u32::try_from(members.len()).unwrap_or(u32::MAX)
}
