//! Measures the score of a made-up round:
//! `score_round [MEMBERS] [ENDORSEMENTS_EACH] [MEMBERS_PER_AUTHOR]`.
//!
//! Endorsements fall on few authors often and on most seldom, half of them inside the endorser's
//! own neighbourhood; every pair of this round and as many others are in the history. Every fifth
//! member is an author unless the third argument says otherwise; 1 is the worst case. Prints what
//! each step took in processor time and on the clock, and the most memory held.
#![expect(
    clippy::disallowed_types,
    reason = "a measurement needs a clock; nothing of it enters the ledger"
)]

use ledger::charter::Earning;
use ledger::cluster;
use ledger::ids::{BasisPoints, MemberNumber, MicroShares, NetworkId, RoundNumber};
use ledger::round::{
    ClusterLabel, ClusterRow, EarningRules, Parts, Reviews, RoundFile, Tie, Ties, Weight, WorkRow,
};
use std::error::Error;
use std::fs::File;
use std::io::{BufReader, BufWriter, Write as _};
use std::time::Instant;

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

    let mut file = measure("make", || make(members, each, per_author))?;
    println!(
        "rows: {} endorsements, {} history",
        file.endorsements.len(),
        file.history.len()
    );
    file.clusters = if members <= CLUSTERS_MEASURED_MAX {
        let history = std::mem::take(&mut file.history);
        let clusters = measure("clusters", || {
            cluster::propagate(members, MemberNumber(members), &[], &history)
        });
        file.history = history;
        clusters
    } else {
        made_up_clusters(members)
    };
    let path = std::env::temp_dir().join("score_round.bin");
    measure("write", || -> Result<(), Box<dyn Error>> {
        let mut writer = BufWriter::with_capacity(1 << 20, File::create(&path)?);
        file.write(&mut writer)?;
        Ok(writer.flush()?)
    })?;
    println!("file: {} MB", std::fs::metadata(&path)?.len() / 1_000_000);
    drop(file);
    let file = measure("read and check", || -> Result<RoundFile, Box<dyn Error>> {
        let mut reader = BufReader::with_capacity(1 << 20, File::open(&path)?);
        Ok(RoundFile::read(&mut reader)?)
    })?;
    std::fs::remove_file(&path)?;
    measure("digest", || file.digest());
    measure("advance", || file.advance());
    let result = measure("score", || ledger::score::score(&file))?;
    println!(
        "{} earned {} micro-shares, digest {}",
        result.earned.len(),
        result.issued,
        result.digest()
    );
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        status
            .lines()
            .filter(|line| line.starts_with("VmHWM"))
            .for_each(|line| println!("{line}"));
    }
    Ok(())
}

fn measure<T>(what: &str, run: impl FnOnce() -> T) -> T {
    let (clock, processor) = (Instant::now(), processor_ms());
    let result = run();
    let processor = processor_ms().saturating_sub(processor);
    println!(
        "{what}: {processor} ms of processor, {:.2?}",
        clock.elapsed()
    );
    result
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
        weights: everybody()
            .map(|member| Weight {
                member,
                weight: 65_536,
            })
            .collect(),
        earners: everybody().collect(),
        works: Vec::new(),
        endorsements: Ties::new(),
        history: Ties::new(),
        clusters: Vec::new(),
        parts: Parts::default(),
        reviews: Reviews::default(),
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
