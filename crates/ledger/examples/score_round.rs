//! Measures the score of a made-up round: `score_round [MEMBERS] [ENDORSEMENTS_EACH] [MEMBERS_PER_AUTHOR]`.
//!
//! Endorsements fall on few authors often and on most seldom, half of them inside the endorser's
//! own neighbourhood; every pair of this round and as many others are in the history. Every fifth
//! member is an author unless the third argument says otherwise; 1 is the worst case. Then trust over
//! five vouches of each member. With no endorsements (`score_round MEMBERS 0`) one round is shared out
//! equally among everybody: what crediting so many holders takes.
//!
//! Prints lines of `name value`: milliseconds on the clock and of processor time, bytes, counts.
#![expect(
    clippy::disallowed_types,
    reason = "a measurement needs a clock; nothing of it enters the ledger"
)]

use ledger::charter::Earning;
use ledger::cluster;
use ledger::graph::Graph;
use ledger::ids::{BasisPoints, MemberNumber, MicroShares, NetworkId, RoundNumber};
use ledger::round::{
    ClusterLabel, ClusterRow, EarningRules, Later, Parts, Reviews, RoundFile, Tie, Ties, Weight,
    WorkRow,
};
use ledger::score::{score, score_on};
use ledger::trust;
use std::error::Error;
use std::num::NonZeroUsize;
use std::time::Instant;

/// The second number of threads.
const TWO: NonZeroUsize = NonZeroUsize::MIN.saturating_add(1);

/// Above this, clusters are made up: fifty neighbours each.
const CLUSTERS_MEASURED_MAX: u32 = 2_000_000;
/// Works of each author: two, so that the better one is looked for.
const WORKS_EACH: u32 = 2;

/// A small generator (xorshift64*): the same round for everybody who measures.
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let word = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32;
        u32::try_from(word.wrapping_mul(u64::from(bound)) >> 32).unwrap_or(0)
    }

    /// An author for `member` among `members`: near by, or anyone with a slope towards the first.
    fn author(&mut self, member: u32, members: u32, per_author: u32) -> u32 {
        let drawn = if self.below(2) == 0 {
            let first = member.saturating_sub(100).max(1);
            first + self.below(200.min(members - first + 1))
        } else {
            let a = self.below(members);
            1 + self.below(a + 1)
        };
        (drawn - 1) / per_author * per_author + 1
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1).map(|it| it.parse::<u32>());
    let members = arguments.next().transpose()?.unwrap_or(1_000_000);
    let each = arguments.next().transpose()?.unwrap_or(20);
    let per_author = arguments.next().transpose()?.unwrap_or(5);
    if each == 0 {
        return credit(members);
    }
    round(members, each, per_author)?;
    println!("round-peak-bytes {}", status_bytes("VmHWM"));
    walk(members);
    println!("peak-bytes {}", status_bytes("VmHWM"));
    Ok(())
}

/// Scores a round, with one thread and with two.
fn round(members: u32, each: u32, per_author: u32) -> Result<(), Box<dyn Error>> {
    let mut file = measure("make", || make(members, each, per_author))?;
    println!("endorsements {}", file.endorsements.len());
    println!("history {}", file.history.len());
    file.clusters = if members <= CLUSTERS_MEASURED_MAX {
        measure("clusters", || {
            cluster::propagate(members, MemberNumber(members), &[], &file.history)
        })
    } else {
        made_up_clusters(members)
    };
    let one = measure("score", || score_on(&file, NonZeroUsize::MIN))?;
    let two = measure("score-two", || score_on(&file, TWO))?;
    if one.digest() != two.digest() {
        return Err("two threads give other bits than one".into());
    }
    println!("earned {}", one.earned.len());
    measure("check", || file.check())?;
    Ok(())
}

/// Lets trust walk over five vouches of each member, half of them near by, with one thread and two.
fn walk(members: u32) {
    let vouches = || {
        let mut draw = Draw(88_172_645_463_325_252);
        (1..=members).flat_map(move |from| {
            let near = from.saturating_sub(100).max(1);
            let mut to = [0; 5];
            for (at, slot) in to.iter_mut().enumerate() {
                *slot = if at % 2 == 0 {
                    near + draw.below(200.min(members - near + 1))
                } else {
                    1 + draw.below(members)
                };
            }
            to.map(|to| (from, to))
        })
    };
    let graph = measure("vouches", || Graph::new(members, vouches));
    let step = (members / trust::seed_count(members)).max(1);
    let seeds: Vec<_> = (1..=members)
        .step_by(usize::try_from(step).unwrap_or(1))
        .map(MemberNumber)
        .collect();
    let one = measure("trust", || {
        trust::rank(&graph, &seeds, members, NonZeroUsize::MIN)
    });
    let two = measure("trust-two", || trust::rank(&graph, &seeds, members, TWO));
    assert_eq!(one, two, "two threads give other bits than one");
    println!("trust-held {}", one.held);
    println!("trust-floored {}", one.floored);
}

/// Credits so many holders at once: everybody took part, and the round is shared out equally.
fn credit(holders: u32) -> Result<(), Box<dyn Error>> {
    let mut file = RoundFile {
        weights: Vec::new(),
        ..make(1, 0, 1)?
    };
    file.rules.method = Earning::Equal;
    // Every share that is issued, and no multiple of anything.
    file.remaining = MicroShares(699_999_999_999_987);
    file.members = holders;
    file.joined = MemberNumber(holders);
    file.earners = (1..=holders).map(MemberNumber).collect();
    let work = |author| WorkRow {
        author: MemberNumber(author),
        digest: [0; 16],
    };
    file.works = (1..=holders).map(work).collect();
    let result = measure("credit", || score(&file))?;
    let sum: u64 = result.earned.iter().map(|(_, amount)| amount.0).sum();
    let amounts = || result.earned.iter().map(|(_, amount)| amount.0);
    let spread = amounts().max().unwrap_or(0) - amounts().min().unwrap_or(0);
    println!("credited {}", result.earned.len());
    println!("spread {spread}");
    // To the last unit: what was issued is what all hold, and the rest of E stays in the pool.
    let all = file.remaining.0 / u64::from(file.rules.issuance_divisor);
    assert_eq!((sum, sum + result.stays_in_pool.0), (result.issued.0, all));
    println!("peak-bytes {}", status_bytes("VmHWM"));
    Ok(())
}

fn measure<T>(what: &str, run: impl FnOnce() -> T) -> T {
    let (clock, processor) = (Instant::now(), processor_ms());
    let result = run();
    let processor = processor_ms().saturating_sub(processor);
    println!("{what}-cpu-ms {processor}");
    println!("{what}-ms {}", clock.elapsed().as_millis());
    result
}

/// A line of `/proc/self/status` in bytes; zero where there is none.
fn status_bytes(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1));
    kilobytes.and_then(|it| it.parse::<u64>().ok()).unwrap_or(0) * 1_024
}

/// Processor time of this process so far, to 10 ms; zero where there is no `/proc`.
fn processor_ms() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Fields 14 and 15 of proc(5), in hundredths of a second; the name in field 2 ends with ')'.
    let fields = stat.rsplit_once(") ").map_or("", |it| it.1).split(' ');
    fields
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<u64>().ok())
        .sum::<u64>()
        * 10
}

fn made_up_clusters(members: u32) -> Vec<ClusterRow> {
    let row = |member: u32| ClusterRow {
        member: MemberNumber(member),
        label: ClusterLabel((member - 1) / 50 * 50 + 1),
    };
    (1..=members).map(row).collect()
}

fn make(members: u32, each: u32, per_author: u32) -> Result<RoundFile, Box<dyn Error>> {
    let everybody = || (1..=members).map(MemberNumber);
    let full = |member| Weight {
        member,
        weight: 65_536,
    };
    let mut file = RoundFile {
        network: NetworkId([1; 32]),
        round: RoundNumber(20),
        rules: EarningRules {
            method: Earning::Score,
            issuance_divisor: 400,
            quota_per_active: MicroShares(500_000_000),
            content_share: BasisPoints(5_500),
        },
        remaining: MicroShares(700_000_000_000_000),
        members,
        joined: MemberNumber(members),
        weights: everybody().map(full).collect(),
        earners: everybody().collect(),
        works: Vec::new(),
        endorsements: Ties::new(),
        history: Ties::new(),
        clusters: Vec::new(),
        parts: Parts::default(),
        reviews: Reviews::default(),
        later: Later::default(),
    };
    for author in everybody().filter(|member| (member.0 - 1) % per_author == 0) {
        file.works.extend((0..WORKS_EACH).map(|name| {
            let mut digest = [0; 16];
            digest[15] = u8::try_from(name).unwrap_or(u8::MAX);
            WorkRow { author, digest }
        }));
    }
    let mut draw = Draw(88_172_645_463_325_252);
    let credits = u16::try_from(100_000 / each.max(10))?;
    for member in 1..=members {
        let drawn = |draw: &mut Draw| {
            let authors = (0..each).map(|_| draw.author(member, members, per_author));
            authors
                .filter(|author| *author != member)
                .collect::<Vec<u32>>()
        };
        let mut now = drawn(&mut draw);
        now.sort_unstable();
        now.dedup();
        let mut past = drawn(&mut draw);
        past.extend_from_slice(&now);
        past.sort_unstable();
        past.dedup();
        for author in now {
            let to = (author - 1) / per_author * WORKS_EACH + draw.below(WORKS_EACH);
            file.endorsements.push(Tie {
                from: MemberNumber(member),
                to,
                value: credits,
            })?;
        }
        for to in past {
            let value = u16::try_from(1 + draw.below(0xfff))?;
            file.history.push(Tie {
                from: MemberNumber(member),
                to,
                value,
            })?;
        }
    }
    Ok(file)
}
