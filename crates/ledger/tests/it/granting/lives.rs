//! Arbitrary lives of grants against a second, slow reading of GOVERNANCE §7.
//!
//! The oracle knows no sums, no timer and no last state: at every tick it makes every conviction anew from
//! all that was ever given, by multiplying in two halves, looks for the least threshold that satisfies its
//! inequality, and lets the oldest request that has enough pass. The ledger, which looks only when
//! something can have become enough, must agree at each of those ticks.

use std::collections::{BTreeMap, BTreeSet};

use ledger::grant::GrantStage;
use ledger::ids::{Digest, GrantId, MemberNumber, Money};
use ledger::operation::Body;
use ledger::payload::Beneficiary;
use proptest::prelude::{ProptestConfig, any, proptest};

use super::POOL;
use crate::script::Network;
use crate::tracks::with_budget;

const MEMBERS: u64 = 40;

/// A request as the oracle keeps it.
struct Asked {
    author: MemberNumber,
    to: MemberNumber,
    amount: u64,
    tick: u64,
    over: Option<&'static str>,
}

/// All that happened, and nothing that follows from it.
#[derive(Default)]
struct Oracle {
    asked: Vec<Asked>,
    /// Who gave how many points to which request, and at which tick.
    given: Vec<(u64, MemberNumber, usize, u64)>,
    left: BTreeSet<MemberNumber>,
    pool: u64,
}

impl Oracle {
    /// What everybody gives to a request after everything that happened until `tick`, that included.
    fn points(&self, request: usize, tick: u64) -> u64 {
        let mut last: BTreeMap<MemberNumber, u64> = BTreeMap::new();
        for (at, member, to, points) in &self.given {
            if *to == request && *at <= tick {
                last.insert(*member, *points);
            }
        }
        last.values().sum()
    }

    /// `y ← (y · 4,277,283,299 >> 32) + (points << 16)`, from the day it was asked for on.
    fn conviction(&self, request: usize, tick: u64) -> u64 {
        let mut gifts = self.given.iter().filter(|it| it.2 == request).peekable();
        let mut last: BTreeMap<MemberNumber, u64> = BTreeMap::new();
        let mut y: u64 = 0;
        for at in self.asked[request].tick..tick {
            while let Some((_, member, _, points)) = gifts.next_if(|it| it.0 <= at) {
                last.insert(*member, *points);
            }
            let (high, low) = (y >> 32, y & 0xffff_ffff);
            y = high * 4_277_283_299 + ((low * 4_277_283_299) >> 32);
            y += last.values().sum::<u64>() << 16;
        }
        y
    }

    /// The least t with `t · (β − r)² ≥ m · β²`, tried out.
    fn threshold(&self, amount: u64) -> Option<u64> {
        let part = (amount * 10_000).checked_div(self.pool)?;
        let room = 400_u64.checked_sub(part).filter(|it| *it > 0)?;
        let mut least = 0;
        let mut stride = 1 << 26;
        while stride > 0 {
            while (least + stride) * room * room < 300 * 400 * 400 {
                least += stride;
            }
            stride /= 2;
        }
        Some(least + 1)
    }

    /// Lets the oldest request that has enough at `tick` pass, or be void.
    fn tick(&mut self, tick: u64) {
        let open = |it: &usize| self.asked[*it].over.is_none();
        let open: Vec<usize> = (0..self.asked.len()).filter(open).collect();
        let given: u64 = open.iter().map(|it| self.points(*it, tick)).sum();
        let members = MEMBERS - u64::try_from(self.left.len()).expect("few");
        let all = given.max(members * 100 / 10).max(1);
        for request in open {
            let it = &self.asked[request];
            let Some(threshold) = self.threshold(it.amount) else {
                continue;
            };
            let has = u128::from(self.conviction(request, tick)) * 17_683_997 * 10_000;
            let needs = u128::from(threshold) * u128::from(all) * (1 << 16) * (1 << 32);
            if tick < it.tick + 120 || has < needs {
                continue;
            }
            let word = if self.left.contains(&it.to) {
                "void"
            } else {
                self.pool -= it.amount;
                "passed"
            };
            self.asked[request].over = Some(word);
            return;
        }
    }

    fn leave(&mut self, member: MemberNumber, tick: u64) {
        self.left.insert(member);
        for request in 0..self.asked.len() {
            self.given.push((tick, member, request, 0));
            let it = &mut self.asked[request];
            if it.author == member && it.over.is_none() {
                it.over = Some("withdrawn");
            }
        }
    }

    /// Compares what the record says, to the last digit.
    fn check(&self, network: &Network) {
        let state = &network.state;
        let tick = state.tick_of(network.time_ms);
        assert_eq!(state.books.free(POOL), Money(self.pool), "tick {tick}");
        assert_eq!(state.grants.grants.len(), self.asked.len());
        for (grant, request) in state.grants.grants.iter().zip(0..) {
            let expected = self.asked[request].over.unwrap_or("open");
            assert_eq!(grant.stage.word(), expected, "{} at {tick}", grant.id);
            if grant.is_open() {
                assert_eq!(grant.points, self.points(request, tick));
                assert_eq!(grant.conviction_at(tick), self.conviction(request, tick));
            }
        }
    }
}

/// One thing that somebody does; most of it is possible, some is not.
fn play(network: &mut Network, oracle: &mut Oracle, [what, who, whom, how]: [u8; 4]) {
    let name = format!("m{}", who % 8);
    let me = network.member(&name);
    let other = network.member(&format!("m{}", whom % 8));
    let count = oracle.asked.len();
    let request = usize::from(whom) % count.max(1);
    let grant = GrantId(u32::try_from(request + 1).expect("few"));
    let tick = network.state.tick_of(network.time_ms);
    match what % 16 {
        0..=1 => {
            let amount = 1 + u64::from(how) * 7;
            let body = Body::RequestGrant {
                text: Digest([how; 32]),
                amount: Money(amount),
                to: Beneficiary::Member(other),
            };
            if network.sign(&name, body).is_ok() {
                oracle.asked.push(Asked {
                    author: me,
                    to: other,
                    amount,
                    tick,
                    over: None,
                });
            }
        }
        2..=9 => {
            let points = how % 64;
            if network
                .sign(&name, Body::SupportGrant { grant, points })
                .is_ok()
            {
                oracle.given.push((tick, me, request, points.into()));
            }
        }
        10 => {
            if network.sign(&name, Body::WithdrawGrant(grant)).is_ok() {
                oracle.asked[request].over = Some("withdrawn");
            }
        }
        11 if how.is_multiple_of(8) => {
            if network.sign(&name, Body::Leave).is_ok() {
                oracle.leave(me, tick);
            }
        }
        _ => {
            for _ in 0..u32::from(how) % 48 {
                network.wait(1);
                oracle.tick(network.state.tick_of(network.time_ms));
                oracle.check(network);
            }
        }
    }
    oracle.check(network);
}

fn live(moves: &[[u8; 4]]) -> Network {
    let mut network = with_budget();
    let mut oracle = Oracle {
        pool: 50_000,
        ..Oracle::default()
    };
    for it in moves {
        play(&mut network, &mut oracle, *it);
        super::check_state(&network.state);
    }
    network.replay();
    network
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_passes_is_what_a_look_at_every_tick_would_let_pass(
        moves in proptest::collection::vec(any::<[u8; 4]>(), 1..80),
    ) {
        live(&moves);
    }
}

/// A long life of grants reaches every end.
#[test]
fn a_long_life_of_grants_reaches_every_end() {
    let mut draw = crate::bytes::Draw::new(9);
    let moves: Vec<[u8; 4]> = (0..400)
        .map(|_| {
            let mut it = [0; 4];
            it.fill_with(|| draw.byte());
            it
        })
        .collect();
    let network = live(&moves);
    let stages = network.state.grants.grants.iter().map(|it| it.stage);
    let words: BTreeSet<&str> = stages.map(GrantStage::word).collect();
    let all = BTreeSet::from(["open", "passed", "void", "withdrawn"]);
    assert_eq!(words, all);
}
