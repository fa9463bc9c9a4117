//! Measures the record against what bounds it: the rate at which P-256 signatures can be verified.
//!
//! `cargo run --release -p record --example bench_record [OPERATIONS] [FOLDER]`
//!
//! Prints the bare verification rate on all cores, the rate of signed operations made durable with
//! 256 in flight, and the rate of a full verification of the result, each as a ratio of the bare rate
//! that was measured around it in the same run.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, ParsedPublicKey};
use ledger::authenticator::{CommandLineKey, Passkey};
use ledger::charter::{Charter, Joining, Template};
use ledger::ids::{KeyNumber, MemberNumber, NetworkId};
use ledger::key::PublicKey;
use ledger::operation::{Body, Founding, Join};
use ledger::policy::{Audience, Basis, Category, DataItem};
use ledger::signature::Signature;
use ledger::{Operation, SignedOperation};
use record::verify::{Source, verify};
use record::{Clock, Pending, Receipt, Sequencer, Settings};
use sha2::{Digest as _, Sha256};

/// Operations that wait for their answer at any time.
const IN_FLIGHT: usize = 256;
const NOW_MS: u64 = 1_800_000_000_000;
/// How many times measuring alternates between the record and the bare rate.
const ROUNDS: usize = 8;

struct Person {
    passkey: Passkey,
    member: MemberNumber,
    operations: VecDeque<Vec<u8>>,
}

/// A signature as the curve sees it.
struct Bare {
    key: ParsedPublicKey,
    message: Vec<u8>,
    bytes: [u8; 64],
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let operations: usize = arguments
        .next()
        .map_or(40_000, |it| it.parse().expect("a number"));
    let folder = arguments
        .next()
        .map_or_else(std::env::temp_dir, PathBuf::from);
    let folder = folder.join(format!("meent-bench-{}", std::process::id()));

    let mut settings = Settings::in_folder(&folder);
    settings.clock = Clock::manual(NOW_MS);
    let sequencer = Sequencer::open(settings).expect("a new record").sequencer;
    let network = found(&sequencer);
    let mut people: Vec<Person> = (0..IN_FLIGHT)
        .map(|it| join(&sequencer, network, it))
        .collect();
    let bare = sign_all(&mut people, network, operations / IN_FLIGHT);

    let (mut durable, mut limit) = (Rate::default(), Rate::default());
    for _ in 0..ROUNDS {
        limit.measure(|| bare_rate(&bare));
        let each = operations / IN_FLIGHT / ROUNDS;
        durable.measure(|| submit_all(&sequencer, &mut people, each));
    }
    limit.measure(|| bare_rate(&bare));
    println!(
        "bare P-256 verification   {:>9.0}/s on all cores; {:.1} µs of CPU each",
        limit.per_second(),
        limit.cpu_micros()
    );
    print("signed, durable, 256 open", &durable, &limit);

    let entries = sequencer.entries();
    drop(sequencer);
    let (mut replay, mut limit) = (Rate::default(), Rate::default());
    for _ in 0..3 {
        limit.measure(|| bare_rate(&bare));
        replay.measure(|| {
            let source = Source::folder(&folder.join("record"));
            let report = verify(&source, 0, |_| {}).expect("the folder can be read");
            assert!(report.difference.is_none(), "{report}");
            entries
        });
    }
    limit.measure(|| bare_rate(&bare));
    print("verify, from nothing", &replay, &limit);
    std::fs::remove_dir_all(&folder).expect("the folder can be removed");
}

#[derive(Default)]
struct Rate {
    count: u64,
    time: Duration,
    /// CPU time of the whole process, which a busy machine distorts less than the clock.
    cpu: Duration,
}

impl Rate {
    fn measure(&mut self, work: impl FnOnce() -> u64) {
        let (began, cpu) = (Instant::now(), cpu_time());
        self.count += work();
        self.time += began.elapsed();
        self.cpu += cpu_time().saturating_sub(cpu);
    }

    fn cpu_micros(&self) -> f64 {
        self.cpu.as_secs_f64() * 1e6 / self.count as f64
    }

    fn per_second(&self) -> f64 {
        self.count as f64 / self.time.as_secs_f64()
    }
}

fn print(what: &str, rate: &Rate, limit: &Rate) {
    let ratio = rate.per_second() / limit.per_second() * 100.0;
    let (each, bare) = (rate.cpu_micros(), limit.cpu_micros());
    println!(
        "{what:<25} {:>9.0}/s = {ratio:.1} % of the bare rate; {each:.1} µs of CPU each = {:.1} %",
        rate.per_second(),
        bare / each * 100.0
    );
}

fn found(sequencer: &Sequencer) -> NetworkId {
    let founder = CommandLineKey::from_seed(&[1; 32]);
    let item = |category: Category| DataItem {
        category,
        purpose: "so that the network can run".to_owned(),
        basis: Basis::Needed,
        retention_days: 0,
        audience: Audience::Offices,
    };
    let needed = Category::ALL
        .into_iter()
        .filter(|it| it.is_needed_to_run())
        .map(item)
        .collect();
    let founding = Founding {
        name: "Bench".to_owned(),
        charter: Charter {
            joining: Joining::Open,
            ..Charter::of(Template::Network)
        },
        moderation: Vec::new(),
        data: needed,
        feed: Vec::new(),
        founder: founder.public_key(),
        node: sequencer.node_key(),
    };
    let operation = Operation {
        network: NetworkId::default(),
        member: MemberNumber(1),
        sequence: 1,
        expires_ms: NOW_MS + 1_000,
        body: Body::Found(Box::new(founding)),
    };
    let hash = operation.signing_hash();
    let signature = founder.sign(KeyNumber(0), &hash.0);
    let bytes = SignedOperation {
        operation,
        signature,
    }
    .to_bytes();
    sequencer.submit(bytes).wait().expect("a sound founding");
    NetworkId(hash.0)
}

fn join(sequencer: &Sequencer, network: NetworkId, number: usize) -> Person {
    let mut seed = [7; 32];
    seed[..8].copy_from_slice(&(number as u64).to_le_bytes());
    let passkey = Passkey::from_seed(&seed, "bench.example", "https://bench.example");
    let body = Body::Join(Join {
        key: passkey.public_key(),
        invitation: None,
    });
    let operation = operation(network, MemberNumber(0), 1, body);
    let bytes = sign(&passkey, operation).to_bytes();
    sequencer.submit(bytes).wait().expect("the network is open");
    let key = passkey.public_key();
    let member = sequencer.read(|state| state.key_owners.get(&key).copied());
    let member = member.expect("running").expect("a member");
    Person {
        passkey,
        member,
        operations: VecDeque::new(),
    }
}

fn operation(network: NetworkId, member: MemberNumber, sequence: u64, body: Body) -> Operation {
    Operation {
        network,
        member,
        sequence,
        expires_ms: NOW_MS + 60_000,
        body,
    }
}

fn sign(passkey: &Passkey, operation: Operation) -> SignedOperation {
    let signature = passkey.sign(KeyNumber(0), &operation.signing_hash().0);
    SignedOperation {
        operation,
        signature,
    }
}

fn sign_all(people: &mut [Person], network: NetworkId, each: usize) -> Vec<Bare> {
    let mut bare = Vec::new();
    for person in people {
        let PublicKey::P256 { point, .. } = person.passkey.public_key() else {
            continue;
        };
        let key = ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).expect("a point");
        for sequence in 2..2 + each as u64 {
            let operation = operation(network, person.member, sequence, Body::RevokeSessions);
            let signed = sign(&person.passkey, operation);
            if let Signature::WebAuthn {
                authenticator_data,
                client_data_json,
                bytes,
                ..
            } = &signed.signature
            {
                let mut message = authenticator_data.clone();
                message.extend_from_slice(&Sha256::digest(client_data_json));
                bare.push(Bare {
                    key: key.clone(),
                    message,
                    bytes: *bytes,
                });
            }
            person.operations.push_back(signed.to_bytes());
        }
    }
    bare
}

/// Verifies for about a second on all cores.
fn bare_rate(bare: &[Bare]) -> u64 {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let began = Instant::now();
    std::thread::scope(|scope| {
        let run = |core: usize| {
            let mut count = 0;
            for it in bare.iter().cycle().skip(core * 97) {
                it.key
                    .verify_sig(&it.message, &it.bytes)
                    .expect("a sound signature");
                count += 1;
                if count % 64 == 0 && began.elapsed() > Duration::from_secs(1) {
                    break;
                }
            }
            count
        };
        let threads: Vec<_> = (0..cores)
            .map(|core| scope.spawn(move || run(core)))
            .collect();
        threads
            .into_iter()
            .map(|it| it.join().expect("no panic"))
            .sum()
    })
}

/// Submits `each` operations of every person, one person's next as soon as the last is durable.
fn submit_all(sequencer: &Sequencer, people: &mut [Person], each: usize) -> u64 {
    let mut waiting: VecDeque<(usize, usize, Pending<Receipt>)> = VecDeque::new();
    for (place, person) in people.iter_mut().enumerate() {
        if let Some(bytes) = person.operations.pop_front() {
            waiting.push_back((place, each - 1, sequencer.submit(bytes)));
        }
    }
    let mut count = 0;
    while let Some((place, left, pending)) = waiting.pop_front() {
        pending.wait().expect("accepted");
        count += 1;
        if left > 0
            && let Some(bytes) = people[place].operations.pop_front()
        {
            waiting.push_back((place, left - 1, sequencer.submit(bytes)));
        }
    }
    count
}

/// Returns the CPU time that this process has used, to a hundredth of a second.
fn cpu_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(") ").next().unwrap_or_default();
    let ticks: u64 = after_name
        .split(' ')
        .skip(11)
        .take(2)
        .filter_map(|it| it.parse::<u64>().ok())
        .sum();
    Duration::from_millis(ticks * 10)
}
