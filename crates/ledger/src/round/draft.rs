//! Round files from a few words, for tests.

use super::{
    ClusterLabel, ClusterRow, EarningRules, Later, Parts, Reviews, RoundFile, Tie, Ties,
    WEIGHT_ASSOCIATE, WEIGHT_MEMBER, Weight, WorkRow,
};
use crate::charter::Earning;
use crate::ids::{BasisPoints, MemberNumber, MicroShares, NetworkId, RoundNumber};

/// 700 million shares: the whole contribution pool.
pub(crate) const POOL: MicroShares = MicroShares(700_000_000_000_000);

/// An empty round among `members` people, who may all endorse and earn.
pub(crate) fn empty(members: u32) -> RoundFile {
    let everybody = || (1..=members).map(MemberNumber);
    RoundFile {
        network: NetworkId([9; 32]),
        round: RoundNumber(3),
        rules: EarningRules {
            method: Earning::Score,
            issuance_divisor: 400,
            quota_per_active: MicroShares(500_000_000),
            content_share: BasisPoints(5_500),
        },
        remaining: POOL,
        members,
        joined: MemberNumber(members),
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

/// Reads one line for each fact, over `members` people:
///
/// ```text
/// cluster 1 2 3 4     members 1, 2, 3 and 4 are one cluster, named after the first
/// associate 5         weighs half
/// guest 6             may neither endorse nor earn
/// give 1 10 a 2500    member 1 gives work a of member 10 2,500 thousandths of a credit
/// past 1 10 fff       member 1 endorsed member 10 in these of the last 12 rounds
/// work 10 b           member 10 has a work b (those that are given to need no line)
/// ```
pub(crate) fn file(members: u32, script: &str) -> RoundFile {
    let mut file = empty(members);
    let mut given = Vec::new();
    let mut past = Vec::new();
    for line in script
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        let words: Vec<&str> = line.split_whitespace().collect();
        let number = |at: usize| words[at].parse::<u32>().unwrap();
        let work = |author: u32, name: &str| WorkRow {
            author: MemberNumber(author),
            digest: [name.as_bytes()[0]; 16],
        };
        match words[0] {
            "cluster" => {
                let label = ClusterLabel(number(1));
                let rows = (1..words.len()).map(|at| ClusterRow {
                    member: MemberNumber(number(at)),
                    label,
                });
                file.clusters.extend(rows);
            }
            "associate" => {
                let row = file
                    .weights
                    .iter_mut()
                    .find(|row| row.member.0 == number(1))
                    .unwrap();
                row.weight = WEIGHT_ASSOCIATE;
            }
            "guest" => {
                file.weights.retain(|row| row.member.0 != number(1));
                file.earners.retain(|member| member.0 != number(1));
            }
            "work" => file.works.push(work(number(1), words[2])),
            "give" => {
                let work = work(number(2), words[3]);
                file.works.push(work);
                given.push((MemberNumber(number(1)), work, number(4)));
            }
            "past" => {
                let value = u16::from_str_radix(words[3], 16).unwrap();
                past.push(Tie {
                    from: MemberNumber(number(1)),
                    to: number(2),
                    value,
                });
            }
            other => panic!("no such fact: {other}"),
        }
    }
    file.works.sort_unstable();
    file.works.dedup();
    file.clusters.sort_unstable();
    let ties = given.into_iter().map(|(from, work, credits)| Tie {
        from,
        to: file.find_work(&work).unwrap().0,
        value: u16::try_from(credits).unwrap(),
    });
    file.endorsements = Ties::from_rows(ties.collect()).unwrap();
    file.history = Ties::from_rows(past).unwrap();
    file
}
