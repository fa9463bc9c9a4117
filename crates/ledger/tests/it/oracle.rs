//! Random lives of votes against a second, simple implementation.
//!
//! The oracle knows nothing of timers, curves solved for time or running counts: it walks through
//! every millisecond of a vote, counts all ballots anew whenever one was cast, and asks whether both
//! lines are met at that very moment.

use std::collections::BTreeMap;

use ledger::charter::{Charter, Curve, Template, Track, Tracks};
use ledger::ids::{BasisPoints, MicroShares, ProposalId, RoundNumber};
use ledger::member::Grant;
use ledger::operation::{Body, Choice};
use ledger::proposal::{Failure, Stage};
use ledger::{Act, Rejection};
use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};

use crate::script::Network;

/// A ballot that somebody tries to cast: when, in milliseconds after the opening, who, and how.
type Try = (u64, u32, u8);

/// How a vote ended, and when after its opening.
#[derive(Debug, PartialEq, Eq)]
enum End {
    Passed(u64),
    Failed(Failure, u64),
}

/// The numbers of one vote, in milliseconds and basis points.
#[derive(Clone, Debug)]
struct Rules {
    length: u64,
    confirm: u64,
    swing: u64,
    lock: u64,
    approval: (u64, u64),
    support: (u64, u64),
    stewards: u64,
    floor: u64,
    cap: u32,
    weights: BTreeMap<u32, u64>,
    delegations: BTreeMap<u32, Vec<u32>>,
    people: u64,
}

/// Share needed at `t`, times the length of the vote.
fn line((from, to): (u64, u64), t: u64, length: u64) -> u64 {
    from * length - (from - to) * t.min(length)
}

impl Rules {
    fn is_fixed(&self) -> bool {
        self.approval.0 == self.approval.1 && self.support.0 == self.support.1
    }

    /// What fails these ballots at `t`, with the close at `closes`.
    fn failure(
        &self,
        ballots: &BTreeMap<u32, (u64, Choice)>,
        t: u64,
        closes: u64,
    ) -> Option<Failure> {
        let mut counted: Vec<(u32, Choice, bool)> = Vec::new();
        let mut load: BTreeMap<u32, u32> = BTreeMap::new();
        for member in 1..=u32::try_from(self.people).expect("few") {
            if let Some((_, choice)) = ballots.get(&member) {
                counted.push((member, *choice, true));
                continue;
            }
            for delegate in self.delegations.get(&member).into_iter().flatten() {
                let Some((cast, choice)) = ballots.get(delegate) else {
                    continue;
                };
                if cast + self.lock >= closes {
                    continue;
                }
                let carried = load.entry(*delegate).or_default();
                *carried += 1;
                if *carried <= self.cap {
                    counted.push((member, *choice, false));
                }
                break;
            }
        }
        let count = |wanted: &dyn Fn(&(u32, Choice, bool)) -> bool| {
            counted.iter().filter(|it| wanted(it)).count() as u64
        };
        let is_against = |it: Choice| matches!(it, Choice::No | Choice::NoWithVeto);
        let direct = count(&|it| it.2);
        let veto = count(&|it| it.2 && it.1 == Choice::NoWithVeto);
        let direct_yes = count(&|it| it.2 && it.1 == Choice::Yes);
        let yes = count(&|it| it.1 == Choice::Yes);
        let no = count(&|it| is_against(it.1));
        let weight = |wanted: &dyn Fn(Choice) -> bool| -> u64 {
            let those = counted.iter().filter(|it| wanted(it.1));
            those
                .map(|it| self.weights.get(&it.0).copied().unwrap_or(0))
                .sum()
        };
        let (heavy_yes, heavy_no) = (weight(&|it| it == Choice::Yes), weight(&is_against));
        if veto > 0 && veto * 10_000 >= direct * 3_334 {
            return Some(Failure::Veto);
        }
        let support = line(self.support, t, self.length);
        if direct_yes < self.floor || direct_yes * 10_000 * self.length < self.people * support {
            return Some(Failure::Support);
        }
        let approval = line(self.approval, t, self.length);
        if yes + no == 0 || yes * 10_000 * self.length < (yes + no) * approval {
            return Some(Failure::Approval);
        }
        let total: u64 = self.weights.values().sum();
        let is_asked = self.stewards > 0 && total > 0;
        let agrees = heavy_yes + heavy_no > 0
            && heavy_yes * 10_000 >= (heavy_yes + heavy_no) * self.stewards;
        (is_asked && !agrees).then_some(Failure::Stewards)
    }

    /// Lives through the vote; says how it ended and which tries were taken.
    fn live(&self, tries: &[Try]) -> (End, Vec<bool>) {
        let mut ballots: BTreeMap<u32, (u64, Choice)> = BTreeMap::new();
        let mut closes = self.length;
        let mut is_extended = false;
        let mut met_since: Option<u64> = None;
        let mut taken = Vec::new();
        let mut tries = tries.iter().peekable();
        for t in 0.. {
            let fails = self.failure(&ballots, t, closes);
            if !self.is_fixed() {
                met_since = if fails.is_none() {
                    met_since.or(Some(t))
                } else {
                    None
                };
                if met_since.is_some_and(|since| t - since >= self.confirm) {
                    return (End::Passed(t), taken);
                }
            }
            if t == closes {
                return match fails {
                    Some(failure) => (End::Failed(failure, t), taken),
                    None if self.is_fixed() => (End::Passed(t), taken),
                    None => (End::Failed(Failure::Unconfirmed, t), taken),
                };
            }
            while let Some((_, who, how)) = tries.next_if(|it| it.0 == t) {
                let is_delegate = self.delegations.values().any(|to| to.contains(who));
                if closes - t <= self.lock && ballots.contains_key(who) && is_delegate {
                    taken.push(false);
                    continue;
                }
                taken.push(true);
                let before = self.failure(&ballots, t, closes).is_none();
                ballots.insert(*who, (t, choice_of(*how)));
                let after = self.failure(&ballots, t, closes).is_none();
                if before != after && !is_extended && closes - t <= self.swing {
                    is_extended = true;
                    closes += self.swing;
                }
                if !self.is_fixed() {
                    let holds = self.failure(&ballots, t, closes).is_none();
                    met_since = if holds { met_since.or(Some(t)) } else { None };
                    // With no time to hold it has passed with this ballot.
                    if holds && self.confirm == 0 {
                        return (End::Passed(t), taken);
                    }
                }
            }
        }
        unreachable!("a vote closes")
    }
}

fn choice_of(byte: u8) -> Choice {
    match byte % 8 {
        0..=3 => Choice::Yes,
        4 | 5 => Choice::No,
        6 => Choice::Abstain,
        _ => Choice::NoWithVeto,
    }
}

const PEOPLE: u32 = 12;
/// The shortest tick that a charter may have, so that the oracle can walk through a vote.
const TICK_MS: u64 = 1_000;

/// Makes a charter, weights and delegations out of bytes.
fn rules_of(numbers: [u8; 10], grants: &[u8], named: &[[u8; 3]]) -> (Charter, Rules) {
    let [length, confirm, swing, lock, a, b, c, d, stewards, moves] = numbers.map(u64::from);
    let length = 2 + length % 5;
    let swing = swing % (length + 1);
    let lock = lock % (length + 1);
    let confirm = confirm % (length + 1);
    let approval = (4_000 + a * 20, 4_000 + a * 20 - (b * 10) % 3_000);
    let support = (c * 20, (c * 20).saturating_sub(d * 10));
    let (approval, support) = if moves % 3 == 0 {
        ((approval.0, approval.0), (support.0, support.0))
    } else {
        (approval, support)
    };
    let stewards = if stewards % 2 == 0 {
        0
    } else {
        3_000 + stewards * 20
    };
    let small = |it: u64| u32::try_from(it).expect("small");
    let base = Charter::of(Template::Cooperative);
    let mut charter = Charter {
        tick_ms: TICK_MS,
        bootstrap_members: 100,
        invitation_ticks_max: 100_000,
        support_floor: 2,
        sponsors_floor: 0,
        late_swing_ticks: small(swing),
        delegate_lock_ticks: small(lock),
        carried_floor: 2,
        vesting_cliff_rounds: 0,
        vesting_parts: 1,
        tracks: Tracks::each(|_| Track {
            draft_ticks: 0,
            voting_ticks: small(length),
            approval: Curve::line(small(approval.0), small(approval.1)),
            support: Curve::line(small(support.0), small(support.1)),
            confirm_ticks: small(confirm),
            timelock_ticks: 3,
            at_once_max: 5,
        }),
        ..base
    };
    charter.classes.moderation.members = BasisPoints(0);
    charter.classes.moderation.stewards = BasisPoints(small(stewards));
    let roots = grants.iter().map(|byte| u64::from(*byte) % 40);
    let weights: BTreeMap<u32, u64> = (1..=PEOPLE).zip(roots).filter(|it| it.1 > 0).collect();
    let uncapped: u64 = weights.values().sum();
    let cap = (uncapped * (20_000 / u64::from(PEOPLE)) / 10_000).max(1);
    let weights = weights
        .into_iter()
        .map(|(who, it)| (who, it.min(cap)))
        .collect();
    let mut delegations = BTreeMap::new();
    for [who, one, two] in named {
        let who = u32::from(*who) % PEOPLE + 1;
        let to: Vec<u32> = [*one % 4, *two]
            .map(|it| u32::from(it) % PEOPLE + 1)
            .to_vec();
        if to[0] != to[1] && !to.contains(&who) {
            delegations.insert(who, to);
        }
    }
    let rules = Rules {
        length: length * TICK_MS,
        confirm: confirm * TICK_MS,
        swing: swing * TICK_MS,
        lock: lock * TICK_MS,
        approval,
        support,
        stewards,
        floor: 2,
        cap: 2,
        weights,
        delegations,
        people: u64::from(PEOPLE),
    };
    (charter, rules)
}

/// Lets the ledger live through the same vote, ticks and all.
fn lived(network: &mut Network, tries: &[Try]) -> (End, Vec<bool>) {
    let id = ProposalId(1);
    let opened_ms = network.time_ms;
    let mut taken = Vec::new();
    let names: BTreeMap<u32, String> = network
        .people
        .iter()
        .map(|(name, (number, _, _))| (number.0, name.clone()))
        .collect();
    let advance = |network: &mut Network, to_ms: u64| {
        while let Some(due_ms) = network
            .state
            .next_timer_ms()
            .filter(|due_ms| *due_ms <= to_ms)
        {
            network.time_ms = due_ms;
            assert_eq!(network.submit(Act::Tick, None), Ok(()));
        }
        network.time_ms = to_ms;
    };
    for (at, who, how) in tries {
        advance(network, opened_ms + at);
        if !network.state.proposals[0].is_open() {
            break;
        }
        let body = Body::Vote {
            proposal: id,
            choice: choice_of(*how),
        };
        let outcome = network.sign(&names[who], body);
        assert!(matches!(outcome, Ok(()) | Err(Rejection::BallotLocked)));
        taken.push(outcome.is_ok());
        // What passes with this very ballot does so before the next.
        advance(network, opened_ms + at);
    }
    while network.state.proposals[0].is_open() {
        let due_ms = network.state.next_timer_ms().expect("a vote closes");
        advance(network, due_ms);
    }
    let history = &network.state.proposals[0].history;
    let after = history
        .iter()
        .skip_while(|it| !matches!(it.0, Stage::Open { .. }));
    let ended = after.clone().find(|it| !matches!(it.0, Stage::Open { .. }));
    let (stage, at_ms) = ended.copied().expect("it ended");
    let end = match stage {
        Stage::Failed(failure) => End::Failed(failure, at_ms - opened_ms),
        _ => End::Passed(at_ms - opened_ms),
    };
    (end, taken)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_vote_ends_as_a_plain_count_says(
        numbers in any::<[u8; 10]>(),
        grants in proptest::collection::vec(any::<u8>(), 12),
        named in proptest::collection::vec(any::<[u8; 3]>(), 0..8),
        tries in proptest::collection::vec((0_u64..8_000, 0_u32..PEOPLE, any::<u8>(), any::<bool>()), 0..40),
    ) {
        let (charter, rules) = rules_of(numbers, &grants, &named);
        assert!(charter.is_sound());
        let mut network = Network::found(charter);
        network.check("crowd 11");
        network.check("wait 168");
        for (member, byte) in network.state.members.iter_mut().zip(&grants) {
            let root = u64::from(*byte) % 40;
            let amount = MicroShares(root * root * 1_000_000);
            member.grants.push(Grant { round: RoundNumber(0), amount });
        }
        network.state.derive();
        for (who, to) in &rules.delegations {
            let to: Vec<String> = to.iter().map(ToString::to_string).collect();
            let name = if *who == 1 { "founder".to_owned() } else { format!("m{}", who - 2) };
            let words: Vec<String> = to.iter().map(|it| name_of(it)).collect();
            network.check(&format!("{name} delegate moderation {}", words.join(" ")));
        }
        network.check("m10 propose rule");
        // Most ballots fall on whole ticks, where the edges are.
        let mut tries: Vec<Try> = tries
            .into_iter()
            .map(|(at, who, how, is_whole)| {
                let at = if is_whole { at / TICK_MS * TICK_MS } else { at };
                (at, who % PEOPLE + 1, how)
            })
            .collect();
        tries.sort_by_key(|it| it.0);
        prop_assert_eq!(lived(&mut network, &tries), rules.live(&tries));
    }
}

fn name_of(number: &str) -> String {
    match number.parse::<u32>().expect("a number") {
        1 => "founder".to_owned(),
        other => format!("m{}", other - 2),
    }
}

/// The bytes above make votes of every kind of end.
#[test]
fn the_oracle_itself_tells_ends_apart() {
    let (_, rules) = rules_of([3, 1, 1, 1, 50, 100, 25, 50, 0, 1], &[0; 12], &[]);
    let yes = |at, who| (at, who, 0);
    assert_eq!(
        rules.live(&[]).0,
        End::Failed(Failure::Support, rules.length)
    );
    let (end, taken) = rules.live(&[yes(0, 1), yes(0, 2), yes(10, 3)]);
    assert_eq!((end, taken), (End::Passed(1_000), vec![true; 3]));
}
