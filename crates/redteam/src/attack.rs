//! The attacks: who vouches for the fakes, and whom the fakes and the corrupt appreciate.

use crate::farm::{self, Plan, Quarter};
use crate::lot::Lot;
use crate::measure::Setting;
use crate::world::{APPRECIATED, VOUCHES_EACH, World, size};

/// Fakes of one ring; everybody praises the nine others.
const RING: u32 = 10;
/// Fakes of one group of straddlers, and how many of them are the authors.
const GROUP: (u32, u32) = (20, 4);
/// Accounts for which appreciation is bought.
const BUYERS: u32 = 50;
/// Credits' worth of authors that a straddler gives to the group; the rest goes to strangers.
const DISGUISE: usize = 6;
/// Round in which sleepers wake: the one that is measured.
pub(crate) const ROUNDS: u32 = 13;

/// What is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Attack {
    /// Corrupt members give all their vouches to fakes, who vouch for each other and praise each other
    /// at random.
    Graft,
    /// As a graft, but fakes stand in rings of ten and praise the nine others in every round.
    Rings,
    /// Corrupt members sell all their appreciation, in every round, and all their vouches to fifty
    /// accounts, who do nothing else that a rule could see.
    Bought,
    /// As an unsolicited farm, but the fakes praise real people for twelve rounds and each other only in
    /// the thirteenth, so that no history gives them away.
    Sleepers,
    /// Groups of twenty in two camps that do not vouch across; sixteen of both praise four.
    Straddlers,
    /// Over eight quarters: who is let in vouches for more fakes.
    Farm,
    /// As a farm, but who is let in spends three of five vouches on real people who did not ask. Of those
    /// it ties who says that they know the fake, too.
    Unsolicited,
}

impl Attack {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 7] = [
        Self::Graft,
        Self::Rings,
        Self::Bought,
        Self::Sleepers,
        Self::Straddlers,
        Self::Farm,
        Self::Unsolicited,
    ];

    /// Returns the name that a command takes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Graft => "graft",
            Self::Rings => "rings",
            Self::Bought => "bought",
            Self::Sleepers => "sleepers",
            Self::Straddlers => "straddlers",
            Self::Farm => "farm",
            Self::Unsolicited => "unsolicited",
        }
    }

    /// Returns the attack of that name.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// An attack in place.
pub(crate) struct Scene<'a> {
    pub(crate) world: &'a World,
    attack: Attack,
    /// Who joined in all: real people first, then fakes.
    pub(crate) joined: u32,
    corrupt: Vec<u32>,
    /// All vouches of everybody.
    pub(crate) vouches: Vec<(u32, u32)>,
    /// Those that tie two people, since their receiver said that they know the other, too.
    pub(crate) ties: Vec<(u32, u32)>,
    /// How the farm grew, where there is one.
    pub(crate) quarters: Vec<Quarter>,
    /// Of a sleeper, by place among the fakes: the real people that they praise.
    friends: Vec<Vec<u32>>,
}

impl<'a> Scene<'a> {
    pub(crate) fn set(world: &'a World, attack: Attack, setting: Setting) -> Self {
        let Setting {
            fakes,
            corrupt,
            careless_bp,
            seed,
        } = setting;
        let mut lot = Lot::new(seed, 2);
        let people: Vec<u32> = (1..=world.people()).collect();
        let mut corrupt = lot.some(&people, size(corrupt));
        corrupt.sort_unstable();
        let mut scene = Self {
            world,
            attack,
            joined: world.people() + fakes,
            corrupt,
            vouches: world.vouches.clone(),
            ties: Vec::new(),
            quarters: Vec::new(),
            friends: Vec::new(),
        };
        match attack {
            Attack::Graft | Attack::Rings | Attack::Straddlers | Attack::Bought => {
                scene.graft(&mut lot);
                // Nobody here vouches for somebody who does not know them.
                scene.ties.clone_from(&scene.vouches);
            }
            Attack::Farm => scene.farm(0, careless_bp, seed),
            Attack::Unsolicited | Attack::Sleepers => scene.farm(3, careless_bp, seed),
        }
        let befriend = |_| lot.some(&people, 2 * APPRECIATED);
        scene.friends = scene.fakes().map(befriend).collect();
        scene
    }

    /// The fakes' numbers.
    pub(crate) fn fakes(&self) -> std::ops::RangeInclusive<u32> {
        self.world.people() + 1..=self.joined
    }

    pub(crate) fn is_fake(&self, member: u32) -> bool {
        self.fakes().contains(&member)
    }

    /// Counts the vouches of real people for fakes.
    pub(crate) fn vouches_for_fakes(&self) -> u32 {
        let across = self
            .vouches
            .iter()
            .filter(|(from, to)| !self.is_fake(*from) && self.is_fake(*to));
        u32::try_from(across.count()).unwrap_or(u32::MAX)
    }

    /// The corrupt withdraw their vouches and give them to fakes, one after another; fakes vouch for
    /// each other.
    fn graft(&mut self, lot: &mut Lot) {
        let corrupt = std::mem::take(&mut self.corrupt);
        self.vouches
            .retain(|(from, _)| corrupt.binary_search(from).is_err());
        let fakes: Vec<u32> = self.fakes().collect();
        let vouched = if self.attack == Attack::Bought {
            self.buyers()
        } else {
            fakes.clone()
        };
        let order = lot.some(&vouched, vouched.len());
        let vouched = order.iter().copied().cycle();
        let vouching = corrupt
            .iter()
            .flat_map(|it| std::iter::repeat_n(*it, VOUCHES_EACH));
        self.vouches.extend(vouching.zip(vouched));
        self.corrupt = corrupt;
        if self.attack == Attack::Bought {
            return;
        }
        for fake in self.fakes() {
            let others: Vec<u32> = match self.attack {
                Attack::Rings => self.group(fake, RING).collect(),
                // Of the group, those of the same camp.
                Attack::Straddlers => self
                    .group(fake, GROUP.0)
                    .filter(|it| it % 2 == fake % 2)
                    .collect(),
                _ => fakes.clone(),
            };
            let mut given = lot.some(&others, VOUCHES_EACH + 1);
            given.retain(|it| *it != fake);
            given.truncate(VOUCHES_EACH);
            self.vouches.extend(given.into_iter().map(|to| (fake, to)));
        }
    }

    fn farm(&mut self, up: usize, careless_bp: u32, seed: u64) {
        let fakes: Vec<u32> = self.fakes().collect();
        let plan = Plan { up, careless_bp };
        let grown = farm::grow(self.world, &self.corrupt, &fakes, plan, seed);
        self.vouches = grown.vouches;
        self.ties = grown.ties;
        self.quarters = grown.quarters;
    }

    fn buyers(&self) -> Vec<u32> {
        self.fakes().take(size(BUYERS)).collect()
    }

    /// The group of `fake` when fakes stand in groups of that size.
    fn group(&self, fake: u32, of: u32) -> std::ops::RangeInclusive<u32> {
        let first = self.world.people() + 1;
        let from = first + (fake - first) / of * of;
        from..=(from + of - 1).min(self.joined)
    }

    /// Who appreciates whom in `round`, as pairs.
    pub(crate) fn appreciation(&self, round: u32, seed: u64) -> Vec<(u32, u32)> {
        let mut lot = Lot::new(seed, 100 + u64::from(round));
        let mut pairs = Vec::new();
        for member in 1..=self.joined {
            let authors = if self.is_fake(member) {
                self.fake_appreciates(member, round, &mut lot)
            } else if self.attack == Attack::Bought && self.corrupt.binary_search(&member).is_ok() {
                lot.some(&self.buyers(), APPRECIATED)
            } else {
                self.world.appreciates(member, &mut lot)
            };
            let others = authors.into_iter().filter(|author| *author != member);
            pairs.extend(others.map(|author| (member, author)));
        }
        pairs
    }

    fn fake_appreciates(&self, fake: u32, round: u32, lot: &mut Lot) -> Vec<u32> {
        let at = fake - self.world.people() - 1;
        let strangers = |lot: &mut Lot, count: usize| lot.some(&self.friends[size(at)], count);
        match self.attack {
            Attack::Sleepers if round < ROUNDS => strangers(lot, APPRECIATED),
            Attack::Graft | Attack::Farm | Attack::Unsolicited | Attack::Sleepers => {
                let fakes: Vec<u32> = self.fakes().collect();
                lot.some(&fakes, APPRECIATED)
            }
            Attack::Rings => self.group(fake, RING).collect(),
            // Buyers look like anybody else; the others are not there.
            Attack::Bought if at < BUYERS => strangers(lot, APPRECIATED),
            Attack::Bought => Vec::new(),
            Attack::Straddlers => {
                let authors = self.group(fake, GROUP.0).take(size(GROUP.1));
                if authors.clone().any(|it| it == fake) {
                    strangers(lot, APPRECIATED)
                } else {
                    authors.chain(strangers(lot, DISGUISE)).collect()
                }
            }
        }
    }
}
