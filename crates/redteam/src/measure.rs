//! What share of a round the fakes take: thirteen rounds by the ledger's own functions.
//!
//! The share is measured five times on the same appreciation: with none of the rules against fakes
//! (everybody is a member in full, nobody's past counts, everybody judges for themselves), then with
//! repetition and reciprocity, then also with clusters and the rule of three from two, then also with
//! weight by trust, and last with nothing counting below the trust cut. A rule is switched off by what the file says (an empty history; fewer than 200 members), never
//! by other code. The cap and the best seven works hold in all of them.

use std::num::NonZeroUsize;

use ledger::charter::{Charter, Template};
use ledger::cluster;
use ledger::graph::Graph;
use ledger::ids::{Digest, EntryIndex, MemberNumber, NetworkId, RoundNumber};
use ledger::round::{
    Later, Parts, Reaction, Reviews, RoundFault, RoundFile, Ties, WEIGHT_MEMBER, Weight, WorkRow,
};
use ledger::score::{CLUSTERS_FROM_MEMBERS, score};
use ledger::sortition::{Beacon, Draw, Purpose, Stratum};
use ledger::trust::{self, Trust};

use crate::attack::{Attack, ROUNDS, Scene};
use crate::farm::Quarter;
use crate::lot::Lot;
use crate::world::{World, size};

/// How an attack is set up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Fake accounts.
    pub fakes: u32,
    /// Members who act against the network.
    pub corrupt: u32,
    /// Of ten thousand real people, how many say of a vouch by somebody whom they do not know that they
    /// know them, too: only then it ties the two (ADR-0023). Ten thousand: every vouch ties.
    pub careless_bp: u32,
    /// What everything is drawn from.
    pub seed: u64,
}

/// What stands against fakes, in the order in which it is switched on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Discounts for repetition and reciprocity.
    Repeats,
    /// Square roots inside clusters, three endorsers from two.
    Clusters,
    /// Weight by trust, half below the cut (GOVERNANCE §6).
    Trust,
    /// Whoever is below the cut neither endorses nor earns (ADR-0022: not in GOVERNANCE).
    Cut,
}

impl Measure {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Repeats, Self::Clusters, Self::Trust, Self::Cut];

    /// Returns its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Repeats => "repeats",
            Self::Clusters => "clusters",
            Self::Trust => "trust",
            Self::Cut => "cut",
        }
    }
}

/// What an attack came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// Which.
    pub attack: Attack,
    /// How it was set up.
    pub setting: Setting,
    /// Real people, the corrupt among them.
    pub people: u32,
    /// The share of what the round issued that fakes take with no measure, in basis points.
    pub share_bp_before: u32,
    /// The same after each measure, each added to those before it.
    pub shares_bp: [u32; Measure::ALL.len()],
    /// Fakes above the trust cut.
    pub let_in: u32,
    /// Real people below it, who are asked for two more vouches or a live check.
    pub people_below: u32,
    /// Vouches of real people for fakes.
    pub vouches_for_fakes: u32,
    /// How a farm grew, quarter by quarter.
    pub quarters: Vec<Quarter>,
}

impl Measured {
    /// Returns the share with all measures, in basis points.
    #[must_use]
    pub fn share_bp_after(&self) -> u32 {
        let [.., all] = self.shares_bp;
        all
    }
}

/// Sets `attack` up in `world` and measures it.
///
/// # Errors
///
/// [`RoundFault`] if the ledger refuses a file: a bug here.
pub fn measure(world: &World, attack: Attack, setting: Setting) -> Result<Measured, RoundFault> {
    let scene = Scene::set(world, attack, setting);
    let mut history = Ties::new();
    for round in 1..ROUNDS {
        let mut file = empty(&scene, round);
        file.members = 0;
        fill(&mut file, scene.appreciation(round, setting.seed))?;
        file.history = history;
        history = file.advance();
    }
    let given = scene.appreciation(ROUNDS, setting.seed);
    let vouches: Vec<_> = scene
        .vouches
        .iter()
        .map(|(from, to)| (MemberNumber(*from), MemberNumber(*to)))
        .collect();
    let joined = MemberNumber(scene.joined);
    let clusters = cluster::propagate(scene.joined, joined, &vouches, &history);
    let standing = standing(world, scene.joined, &scene.ties, setting.seed);

    let share = |measures: &[Measure]| -> Result<u32, RoundFault> {
        let on = |measure| measures.contains(&measure);
        let mut file = empty(&scene, ROUNDS);
        if on(Measure::Repeats) {
            file.history.clone_from(&history);
        }
        if on(Measure::Clusters) {
            file.members = scene.joined;
            file.clusters.clone_from(&clusters);
        } else {
            // Below 200 members everybody is a cluster of their own.
            file.members = CLUSTERS_FROM_MEMBERS - 1;
        }
        if on(Measure::Trust) {
            file.weights = standing.weights(scene.joined);
            file.members = standing.above(1..=scene.joined).max(CLUSTERS_FROM_MEMBERS);
        }
        if on(Measure::Cut) {
            file.weights.retain(|it| standing.is_above(it.member.0));
            file.earners.retain(|it| standing.is_above(it.0));
        }
        fill(&mut file, given.clone())?;
        let result = score(&file)?;
        let fakes = result.earned.iter().filter(|it| scene.is_fake(it.0.0));
        let taken: u128 = fakes.map(|it| u128::from(it.1.0)).sum();
        let share = (taken * 10_000).checked_div(u128::from(result.issued.0));
        Ok(u32::try_from(share.unwrap_or(0)).unwrap_or(10_000))
    };
    let mut shares_bp = [0; Measure::ALL.len()];
    for (at, slot) in (1..).zip(&mut shares_bp) {
        *slot = share(&Measure::ALL[..at])?;
    }
    Ok(Measured {
        attack,
        setting,
        people: world.people(),
        share_bp_before: share(&[])?,
        shares_bp,
        let_in: standing.above(scene.fakes()),
        people_below: world.people() - standing.above(1..=world.people()),
        vouches_for_fakes: scene.vouches_for_fakes(),
        quarters: scene.quarters.clone(),
    })
}

/// A round without works: everybody a member in full.
fn empty(scene: &Scene<'_>, round: u32) -> RoundFile {
    let charter = Charter::of(Template::Network);
    let everybody = || (1..=scene.joined).map(MemberNumber);
    RoundFile {
        network: NetworkId([0; 32]),
        round: RoundNumber(round),
        rules: charter.earning_rules(),
        remaining: charter.contribution_pool,
        members: scene.joined,
        joined: MemberNumber(scene.joined),
        weights: everybody()
            .map(|member| Weight {
                member,
                weight: WEIGHT_MEMBER,
            })
            .collect(),
        earners: everybody().collect(),
        works: Vec::new(),
        endorsements: Ties::new(),
        history: Ties::new(),
        clusters: Vec::new(),
        parts: Parts::default(),
        reviews: Reviews::default(),
        later: Later::default(),
    }
}

/// Gives every appreciated author one work, and has the ledger split everybody's credits.
fn fill(file: &mut RoundFile, pairs: Vec<(u32, u32)>) -> Result<(), RoundFault> {
    let work = |author: u32| WorkRow {
        author: MemberNumber(author),
        digest: [0; 16],
    };
    file.works = pairs.iter().map(|(_, author)| work(*author)).collect();
    file.works.sort_unstable();
    file.works.dedup();
    let reactions = pairs.into_iter().map(|(from, author)| Reaction {
        endorser: MemberNumber(from),
        work: work(author),
    });
    file.endorse(reactions.collect())
}

/// Everybody's trust, and where the cut is.
pub(crate) struct Standing {
    trust: Trust,
    cut: u64,
    median: u64,
}

impl Standing {
    /// Says whether `member` is above the cut. Whoever has no trust at all never is.
    pub(crate) fn is_above(&self, member: u32) -> bool {
        let score = self.trust.of(MemberNumber(member));
        score > 0 && score >= self.cut
    }

    fn above(&self, members: std::ops::RangeInclusive<u32>) -> u32 {
        let above = members.filter(|it| self.is_above(*it)).count();
        u32::try_from(above).unwrap_or(u32::MAX)
    }

    /// Weight by trust (GOVERNANCE §6, 1); half below the cut, where people are associates.
    fn weights(&self, joined: u32) -> Vec<Weight> {
        let weigh = |member: u32| {
            let full = trust::weight(self.trust.of(MemberNumber(member)), self.median);
            let weight = if self.is_above(member) {
                full
            } else {
                full / 2
            };
            (weight > 0).then_some(Weight {
                member: MemberNumber(member),
                weight,
            })
        };
        (1..=joined).filter_map(weigh).collect()
    }
}

/// Lets trust walk over `vouches`. Seeds are drawn by lot among real people, the corrupt among them,
/// since only who was met can be one; so are those audited, since a fake that is looked at is found.
pub(crate) fn standing(world: &World, joined: u32, vouches: &[(u32, u32)], seed: u64) -> Standing {
    let graph = Graph::new(joined, || vouches.iter().copied());
    standing_in(world, joined, &graph, seed)
}

pub(crate) fn standing_in(world: &World, joined: u32, graph: &Graph, seed: u64) -> Standing {
    let people: Vec<u32> = (1..=world.people()).collect();
    let seeds = drawn(
        Purpose::Seeds,
        trust::seed_count(world.people()),
        &people,
        seed,
    );
    let trust = trust::rank(graph, &seeds, joined, NonZeroUsize::MIN);
    let others: Vec<u32> = people
        .into_iter()
        .filter(|it| seeds.binary_search(&MemberNumber(*it)).is_err())
        .collect();
    let audited = drawn(Purpose::Audited, trust::AUDITED, &others, seed);
    let cut = trust::cut(audited.iter().map(|it| trust.of(*it)).collect());
    let tied = (1..=joined).filter(|it| graph.degree(*it) > 0);
    let median = trust::median(tied.map(|it| trust.of(MemberNumber(it))).collect());
    Standing { trust, cut, median }
}

/// Draws by the ledger's own lot.
fn drawn(purpose: Purpose, seats: u32, from: &[u32], seed: u64) -> Vec<MemberNumber> {
    let mut lot = Lot::new(seed, 4);
    let mut hash = [0; 32];
    for byte in &mut hash {
        *byte = u8::try_from(lot.below(256)).unwrap_or(0);
    }
    let draw = Draw {
        purpose,
        id: 0,
        beacon: Beacon {
            index: EntryIndex(0),
            hash: Digest(hash),
        },
        seats,
        alternates_each: 0,
    };
    let receipt = draw.hold(from.iter().map(|it| (MemberNumber(*it), Stratum(0))));
    let parts = receipt.parts.iter().flat_map(|part| &part.drawn);
    let mut members: Vec<MemberNumber> = parts.map(|it| it.member).collect();
    members.sort_unstable();
    members
}

/// How many of the fakes are above the cut if trust walks over the friendships or follows themselves,
/// as GOVERNANCE §1 says it was tried: each fake is tied to ten of the corrupt, since a follow costs
/// nothing, and to ten fakes.
#[must_use]
pub fn let_in_by_follows(world: &World, setting: Setting) -> u32 {
    let mut lot = Lot::new(setting.seed, 5);
    let people: Vec<u32> = (1..=world.people()).collect();
    let corrupt = lot.some(&people, size(setting.corrupt));
    let joined = world.people() + setting.fakes;
    let fakes: Vec<u32> = (world.people() + 1..=joined).collect();
    let mut ties: Vec<(u32, u32)> = (1..=world.people())
        .flat_map(|member| {
            world.knows[size(member)]
                .iter()
                .map(move |it| (member, *it))
        })
        .collect();
    for fake in &fakes {
        let near = lot
            .some(&corrupt, 10)
            .into_iter()
            .chain(lot.some(&fakes, 10));
        ties.extend(near.map(|it| (*fake, it)));
    }
    let graph = Graph::new(joined, || ties.iter().copied());
    standing_in(world, joined, &graph, setting.seed).above(world.people() + 1..=joined)
}
