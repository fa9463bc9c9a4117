//! Measures a vote among made-up members: `tally ELECTORATE`, at least 10,000; or without a number
//! what the whole of a member takes, on a sample.
//!
//! The electorate stands on the roll of a state; a tenth of it has named up to three delegates in the
//! matter that is voted on, a quarter of these naming one of ten whom everybody knows. A budget is
//! proposed and opens (both chambers, moving thresholds, delegation), 24 % vote in person, and all of
//! it goes through `decide`, `apply::ballot` and `State::commit`, as in a node. What a node holds
//! beside, keys and vouches of each member, is not made.
//!
//! Prints lines of `name value`: milliseconds of processor time, bytes, nanoseconds for one ballot.
#![expect(
    clippy::disallowed_types,
    reason = "a measurement needs a clock; nothing of it enters the ledger"
)]

use std::error::Error;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use ledger::authenticator::CommandLineKey;
use ledger::charter::{Charter, Template};
use ledger::delegation::{Delegation, Topic};
use ledger::ids::{Digest, EntryIndex, KeyNumber, MemberNumber, MicroShares, Money, RoundNumber};
use ledger::key::PublicKey;
use ledger::member::{Grant, Member, Vouch};
use ledger::operation::{Body, Choice, Operation, Propose, SignedOperation};
use ledger::payload::{Budget, Envelope, Payload};
use ledger::proposal::{Ballot, Proposal};
use ledger::sortition::{Beacon, Draw, Purpose};
use ledger::state::Roll;
use ledger::{Act, Effects, Entry, Rejection, State, apply};

/// Delegates whom everybody knows.
const KNOWN: u32 = 10;
/// Members made whole, to see what one takes.
const SAMPLE: u32 = 200_000;
/// Signatures verified, to see what stands beside the rest.
const VERIFIED: u32 = 200;
/// Ballots of each kind that are timed.
const TIMED: u32 = 4_000;
/// Batches that they are timed in.
const BATCHES: usize = 10;

/// A small generator (xorshift64*): the same vote for everybody who measures.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let word = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32;
        u32::try_from(word.wrapping_mul(u64::from(bound)) >> 32).unwrap_or(0)
    }
}

/// A vote in the making.
struct Vote {
    state: State,
    founder: CommandLineKey,
    random: Random,
    people: u32,
}

fn main() -> Result<(), Box<dyn Error>> {
    let argument = std::env::args().nth(1).map(|it| it.parse::<u32>());
    let Some(people) = argument.transpose()? else {
        whole_members(SAMPLE);
        return Ok(());
    };
    let people = people.max(10_000);
    println!("members {people}");
    let mut vote = Vote::among(people);
    vote.open()?;
    let ballots = vote.cast_many(people / 100 * 24)?;
    println!("ballots {ballots}");
    vote.time_ballots()?;
    vote.count();
    vote.draw_panel();
    vote.close()?;
    println!("peak-bytes {}", status_bytes("VmHWM"));
    Ok(())
}

impl Vote {
    fn among(people: u32) -> Self {
        let founder = CommandLineKey::from_seed(&[1; 32]);
        let mut state = State::empty();
        state.charter = Charter {
            // Whoever measures waits for nobody.
            sponsors_ceiling: 1,
            ..Charter::of(Template::Network)
        };
        state.pool = state.charter.contribution_pool;
        state.entries = EntryIndex(1);
        state.time_ms = 1_800_000_000_000;
        state.round = RoundNumber(60);
        let mut random = Random(88_172_645_463_325_252);
        let before = status_bytes("VmRSS");
        let key = founder.public_key();
        let mut member = Member::joined(key, true, 0);
        member.active_rounds = u64::MAX;
        state.members.push(member.clone());
        member.is_bootstrap = false;
        member.associate_since_ms = Some(1_700_000_000_000);
        let mut roll = Roll::default();
        for number in 1..=people {
            // Active in the last four rounds, and in some of the nine before.
            member.active_rounds = 0xf | u64::from(random.below(1 << 9)) << 4;
            roll.enrol(if number == 1 {
                &state.members[0]
            } else {
                &member
            });
            // Two in three have earned something that weighs.
            roll.weigh_last(random.below(60).saturating_sub(20));
        }
        state.roll = roll;
        per_member("roll", people, before);
        let mut vote = Self {
            state,
            founder,
            random,
            people,
        };
        vote.delegate();
        vote
    }

    /// A tenth of the members, one in ten, names one to three delegates.
    fn delegate(&mut self) {
        let before = status_bytes("VmRSS");
        let mut count = 0_u32;
        for member in (2..=self.people).step_by(10).map(MemberNumber) {
            let mut to: Vec<MemberNumber> = Vec::new();
            for _ in 0..=self.random.below(3) {
                let delegate = self.delegate_of(member);
                if delegate != member && !to.contains(&delegate) {
                    to.push(delegate);
                }
            }
            to.shrink_to_fit();
            let until = RoundNumber(80);
            let delegation = Delegation { to, until };
            self.state
                .delegations
                .insert((Topic::Money, member), delegation);
            count += 1;
        }
        println!("delegating {count}");
        per_member("delegation", count, before);
    }

    fn delegate_of(&mut self, member: MemberNumber) -> MemberNumber {
        let step = self.people / 100;
        if self.random.below(4) == 0 {
            return MemberNumber(3 + self.random.below(KNOWN) * 10);
        }
        let a = 1 + self.random.below(step);
        // Every hundredth member is somebody's delegate, the first of them of more people.
        let at = self.random.below(a) * 100 + 5;
        MemberNumber(if at == member.0 { 5 } else { at.max(1) })
    }

    fn open(&mut self) -> Result<(), Box<dyn Error>> {
        let before = status_bytes("VmRSS");
        let payload = Payload::Budget(Budget {
            treasury: Money(1_000_000),
            envelopes: vec![(Envelope::Grants, Money(1_000))],
        });
        let operation = Operation {
            network: self.state.network,
            member: MemberNumber(1),
            sequence: 2,
            expires_ms: self.state.time_ms,
            body: Body::Propose(Propose {
                payload,
                text: Digest([1; 32]),
            }),
        };
        let signature = self.founder.sign(KeyNumber(0), &operation.signing_hash().0);
        let signed = SignedOperation {
            operation,
            signature,
        };
        let mut verified = Vec::new();
        for _ in 0..VERIFIED {
            let clock = Instant::now();
            apply::authenticate(&self.state, &signed)?;
            verified.push(clock.elapsed().as_nanos());
        }
        verified.sort_unstable();
        println!("verify-ns {}", verified[verified.len() / 2]);
        let act = Act::Operation(Box::new(signed));
        let clock = Instant::now();
        let effects = apply::decide(&self.state, self.state.time_ms, &act, None)?;
        self.commit(act, effects);
        println!("filing-ms {}", clock.elapsed().as_millis());
        // The draft matures, and opens by itself.
        let due_ms = self.state.next_timer_ms().ok_or("nothing is due")?;
        self.state.time_ms = due_ms;
        let decide = || apply::decide(&self.state, due_ms, &Act::Tick, None);
        let (decide_ms, effects) = best_of_three(decide);
        let before_ms = processor_ms();
        self.commit(Act::Tick, effects?);
        println!("opening-ms {}", decide_ms + processor_ms() - before_ms);
        per_member("snapshot", self.people, before);
        let snapshot = self.proposal().snapshot.as_ref().ok_or("it is not open")?;
        assert_eq!(snapshot.electorate, self.people);
        println!("frozen-delegating {}", snapshot.delegations.len());
        println!("delegates {}", snapshot.delegations.delegates().len());
        println!("weighed {}", snapshot.weights.len());
        println!("carried-max {}", snapshot.carried_max);
        Ok(())
    }

    fn proposal(&self) -> &Proposal {
        &self.state.proposals[0]
    }

    fn commit(&mut self, act: Act, effects: Effects) {
        let entry = Entry {
            index: self.state.entries,
            time_ms: self.state.time_ms,
            act,
        };
        self.state.commit(&entry, effects);
    }

    fn draw_panel(&self) {
        let draw = Draw {
            purpose: Purpose::Panel,
            id: 1,
            beacon: Beacon {
                index: EntryIndex(2),
                hash: Digest([7; 32]),
            },
            seats: 400,
            alternates_each: 0,
        };
        let (ms, receipt) = best_of_three(|| draw.hold(self.proposal().stratified()));
        println!("panel-ms {ms}");
        println!("panel-seats {}", receipt.seated().len().min(400));
        println!("panel-strata {}", receipt.parts.len());
        assert!(receipt.is_drawn_from_beacon());
    }

    /// One ballot: what `apply::decide` does once it has found member and key, and the writing.
    fn cast(&mut self, member: u32, choice: Choice) -> Result<(), Rejection> {
        let ballot = Ballot {
            choice,
            cast_ms: self.state.time_ms,
        };
        let changes = apply::ballot(self.proposal(), MemberNumber(member), ballot)?;
        self.state.entries.0 += 1;
        let entry = Entry {
            index: self.state.entries,
            time_ms: self.state.time_ms,
            act: Act::SettleRound {
                round: RoundNumber(0),
                file: Digest([0; 32]),
                result: Digest([0; 32]),
            },
        };
        self.state.commit(&entry, Effects { changes });
        Ok(())
    }

    fn choice(&mut self) -> Choice {
        match self.random.below(10) {
            0..=4 => Choice::Yes,
            5..=7 => Choice::No,
            8 => Choice::Abstain,
            _ => Choice::NoWithVeto,
        }
    }

    /// Casts `count` ballots of different members, strewn over all numbers.
    fn cast_many(&mut self, count: u32) -> Result<u32, Box<dyn Error>> {
        let before = status_bytes("VmRSS");
        let (people, stride) = (u64::from(self.people), 15_485_863);
        let clock = Instant::now();
        for at in 0..u64::from(count) {
            self.state.time_ms += 1;
            let member = u32::try_from(1 + at * stride % people)?;
            // The known ones, and up to a thousand of the other delegates, are kept for later.
            let is_kept = member <= 3 + KNOWN * 10 || member % self.kept() == 5;
            if !is_kept {
                let choice = self.choice();
                self.cast(member, choice)?;
            }
        }
        let cast = self.proposal().ballots.len();
        let each = clock.elapsed().as_nanos() / u128::from(count.max(1));
        println!("average-ns {each}");
        per_member("ballot", cast, before);
        Ok(cast)
    }

    /// Times ballots one kind at a time, on top of all others. The whole runs are timed, because a
    /// clock that is read for each ballot costs as much as the ballot.
    fn time_ballots(&mut self) -> Result<(), Box<dyn Error>> {
        let absent =
            |vote: &Self, member: u32| !vote.proposal().ballots.contains(MemberNumber(member));
        let mut plain = Vec::new();
        let mut carried = Vec::new();
        while carried.len() < TIMED as usize && plain.len() < 1 << 20 {
            let ten = self.random.below(self.people / 10 - 20) * 10 + 110;
            if absent(self, ten + 4) {
                plain.push(ten + 4);
            }
            if absent(self, ten + 2) {
                carried.push(ten + 2);
            }
        }
        plain.truncate(TIMED as usize);
        self.timed("plain-ns", &plain)?;
        self.timed("delegating-ns", &carried)?;
        let delegates: Vec<u32> = (105..=self.people)
            .step_by(self.kept() as usize)
            .filter(|it| self.followers(*it) > 0)
            .take(TIMED as usize)
            .collect();
        let followers: u64 = delegates.iter().map(|it| self.followers(*it)).sum();
        println!(
            "delegate-followers {}",
            followers / delegates.len().max(1) as u64
        );
        self.timed("delegate-ns", &delegates)?;
        let known: Vec<u32> = (0..KNOWN).map(|it| 3 + it * 10).collect();
        let followers: u64 = known.iter().map(|it| self.followers(*it)).sum();
        println!("known-followers {}", followers / u64::from(KNOWN));
        self.timed("known-ns", &known)?;
        self.timed("known-again-ns", &known)
    }

    /// Every so manieth member is a delegate whose ballot is timed.
    fn kept(&self) -> u32 {
        100 * (self.people / 100_000).max(1)
    }

    fn followers(&self, member: u32) -> u64 {
        let snapshot = self.proposal().snapshot.as_ref();
        let named = snapshot.map(|it| it.delegations.naming(MemberNumber(member)));
        named.unwrap_or_default() as u64
    }

    fn timed(&mut self, what: &str, members: &[u32]) -> Result<(), Box<dyn Error>> {
        // The median of batches: whatever else the machine does falls on a few of them.
        let mut batches = Vec::new();
        for batch in members.chunks(members.len().div_ceil(BATCHES).max(1)) {
            let choices: Vec<Choice> = batch.iter().map(|_| self.choice()).collect();
            let clock = Instant::now();
            for (member, choice) in batch.iter().zip(choices) {
                self.cast(*member, choice)?;
            }
            batches.push(nanos_each(clock.elapsed(), u32::try_from(batch.len())?));
        }
        batches.sort_unstable();
        println!("{what} {}", batches[batches.len() / 2]);
        Ok(())
    }

    fn count(&self) {
        let (ms, count) = best_of_three(|| self.proposal().count_anew());
        println!("tally-ms {ms}");
        println!("tally-bytes {}", status_bytes("VmRSS"));
        assert_eq!(
            count,
            self.proposal().count(),
            "the kept count is the one made anew"
        );
        let carried = count.carried;
        println!("direct {}", count.direct.votes());
        println!("carried {}", carried.votes());
        println!(
            "stewards {}",
            count.stewards.sides() + count.stewards.abstain
        );
        let clock = Instant::now();
        std::hint::black_box(self.proposal().count());
        println!("kept-ns {}", clock.elapsed().as_nanos());
    }

    /// Lets the vote close.
    fn close(&mut self) -> Result<(), Box<dyn Error>> {
        let due_ms = self.state.next_timer_ms().ok_or("nothing is due")?;
        self.state.time_ms = due_ms;
        let before_ms = processor_ms();
        let effects = apply::decide(&self.state, due_ms, &Act::Tick, None)?;
        self.commit(Act::Tick, effects);
        println!("closing-ms {}", processor_ms() - before_ms);
        assert!(!self.proposal().is_open());
        Ok(())
    }
}

/// Makes members as a network of some age has them, to see what the rest of a state takes.
fn whole_members(count: u32) {
    let before = status_bytes("VmRSS");
    let mut state = State::empty();
    let mut random = Random(7);
    for number in 1..=count {
        let mut point = [4; 65];
        point[1..5].copy_from_slice(&number.to_be_bytes());
        let key = PublicKey::P256 {
            point,
            rp_id: "meent.example".to_owned(),
        };
        let mut member = Member::joined(key.clone(), false, 0);
        for _ in 0..3 {
            let to = MemberNumber(1 + random.below(count));
            member.vouches.push(Vouch {
                to,
                round: RoundNumber(1),
            });
            member.vouched_by.push(to);
        }
        state.key_owners.insert(key, MemberNumber(number));
        state.members.push(member);
    }
    per_member("member", count, before);
    let before = status_bytes("VmRSS");
    for member in &mut state.members {
        for round in 0..52 {
            let round = RoundNumber(round);
            let amount = MicroShares(1);
            member.grants.push(Grant { round, amount });
        }
    }
    per_member("grants-of-a-year", count, before);
    let bytes = state.to_bytes().len() as u64;
    println!("snapshot-file-bytes-each {}", bytes / u64::from(count));
    let clock = Instant::now();
    std::hint::black_box(state.root());
    println!("root-ns-each {}", nanos_each(clock.elapsed(), count));
}

/// Runs what changes nothing three times, and says what the quickest took.
fn best_of_three<T>(run: impl Fn() -> T) -> (u64, T) {
    let timed = || {
        let before_ms = processor_ms();
        let result = run();
        (processor_ms() - before_ms, result)
    };
    let (one, two) = (timed().0, timed().0);
    let (three, result) = timed();
    (one.min(two).min(three), result)
}

/// Processor time of this process so far: what else runs on the machine is not in it. The clock,
/// where there is no `/proc`.
fn processor_ms() -> u64 {
    static STARTED: OnceLock<Instant> = OnceLock::new();
    let clock = STARTED.get_or_init(Instant::now);
    let schedule = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let first = schedule.split(' ').next().and_then(|it| it.parse().ok());
    let elapsed = first.unwrap_or_else(|| clock.elapsed().as_nanos() as u64);
    elapsed / 1_000_000
}

fn nanos_each(elapsed: Duration, count: u32) -> u128 {
    elapsed.as_nanos() / u128::from(count.max(1))
}

/// Prints by how many bytes the process grew for each of `count`.
fn per_member(what: &str, count: u32, before: u64) {
    let grown = status_bytes("VmRSS").saturating_sub(before);
    println!("{what}-bytes {grown}");
    println!("{what}-bytes-each {}", grown / u64::from(count.max(1)));
}

/// Memory of this process; zero where there is no `/proc`.
fn status_bytes(field: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(field));
    let number = line.and_then(|line| line.split_whitespace().nth(1));
    number.and_then(|it| it.parse::<u64>().ok()).unwrap_or(0) * 1_024
}
