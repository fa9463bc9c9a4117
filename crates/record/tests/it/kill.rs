//! kill -9 at random moments under full write load: what was acknowledged is there, once.
//!
//! The test starts itself as a child that runs a sequencer on a real disk, submits as fast as it
//! can and prints every receipt; the parent kills it and looks at what is left.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::fuzz::Chance;
use crate::site::{People, Person, START_MS, Site, signed_founding};
use ledger::Entry;
use ledger::ids::NetworkId;
use ledger::operation::Body;
use record::disk::RealDisk;
use record::identities::identity_of;
use record::log::LogReader;

const FOLDER: &str = "MEENT_TEST_KILL";
/// How often the child is killed.
const KILLS: u32 = 200;
/// People who submit at the same time.
const PEOPLE: u64 = 16;
/// After this long the rest of the kills is left out, so that a loaded machine does not stall.
const LIMIT: Duration = Duration::from_secs(55);

fn site(folder: &std::path::Path) -> Site {
    let mut site = Site::on(Arc::new(RealDisk), folder);
    site.settings.segment_bytes = 1 << 20;
    site.settings.snapshot_every = 256;
    site
}

/// Does nothing unless it is the child: then submits until it is killed.
#[test]
fn child_that_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER) else {
        return;
    };
    let site = site(folder.as_ref());
    let sequencer = site.open();
    let network = match sequencer
        .read(|state| state.is_founded().then_some(state.network))
        .unwrap()
    {
        Some(network) => network,
        None => People::found(&sequencer, START_MS).network,
    };
    let mut people: Vec<Person> = (0..PEOPLE).map(|seed| Person::of(network, seed)).collect();
    for person in &mut people {
        // A join that an earlier child was not told of is answered with its first receipt.
        sequencer
            .submit(person.join_operation(START_MS))
            .wait()
            .unwrap();
        person.member = person.number(&sequencer).unwrap();
        let next = sequencer.read(|state| state.find_member(person.member).unwrap().next_sequence);
        person.sequence = next.unwrap() - 1;
    }
    let out = std::io::stdout();
    loop {
        let pending: Vec<_> = people
            .iter_mut()
            .map(|it| sequencer.submit(it.operation(START_MS, Body::RevokeSessions).to_bytes()))
            .collect();
        let mut lines = String::new();
        for pending in pending {
            let receipt = pending.wait().unwrap();
            lines.push_str(&format!("ACK {} {}\n", receipt.index, receipt.operation));
        }
        out.lock().write_all(lines.as_bytes()).unwrap();
    }
}

/// Runs the child for `life` once it has acknowledged something, and returns what it acknowledged.
fn run_and_kill(folder: &std::path::Path, life: Duration) -> BTreeMap<u64, String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "--nocapture", "kill::child_that_is_killed"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let reader = BufReader::new(child.stdout.take().unwrap());
    let acknowledged = std::thread::scope(|scope| {
        let (begun, has_begun) = std::sync::mpsc::channel();
        let reader = scope.spawn(move || {
            let mut acknowledged = BTreeMap::new();
            for line in reader.split(b'\n').map_while(Result::ok) {
                let line = String::from_utf8_lossy(&line).into_owned();
                let mut words = line.split(' ').skip_while(|word| *word != "ACK").skip(1);
                // The last line may be cut by the kill: then it was not received.
                if let (Some(index), Some(id)) = (words.next(), words.next())
                    && id.len() == 64
                {
                    acknowledged.insert(index.parse().unwrap(), id.to_owned());
                    let _ = begun.send(());
                }
            }
            acknowledged
        });
        let _ = has_begun.recv_timeout(Duration::from_secs(20));
        // sleeps: the moment of the kill is the subject of the test, not a wait for anything.
        std::thread::sleep(life);
        // SIGKILL: the child has no say.
        child.kill().unwrap();
        reader.join().unwrap()
    });
    child.wait().unwrap();
    acknowledged
}

#[test]
fn whatever_was_acknowledged_survives_kill_9() {
    let folder = tempfile::tempdir().unwrap();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let seed = u64::try_from(now.as_nanos() & u128::from(u64::MAX)).unwrap();
    let mut chance = Chance(seed);
    let began = Instant::now();
    let mut all: BTreeMap<u64, String> = BTreeMap::new();
    let (mut kills, mut checked) = (0, 0);
    while kills < KILLS && began.elapsed() < LIMIT {
        let life = Duration::from_micros(chance.below(40_000));
        let acknowledged = run_and_kill(folder.path(), life);
        kills += 1;
        all.extend(acknowledged);

        let dir = folder.path().join("record").join("log");
        let log = LogReader::open(Arc::new(RealDisk), &dir).unwrap();
        let mut there = BTreeMap::new();
        // A torn tail ends the reading: nothing after it was acknowledged.
        for payload in log.from(checked).map_while(Result::ok) {
            let entry = Entry::from_bytes(&payload.bytes).unwrap();
            there.insert(payload.index, identity_of(&entry.act).unwrap().to_string());
        }
        for (index, id) in all.range(checked..) {
            assert_eq!(
                there.get(index),
                Some(id),
                "seed {seed}, kill {kills}, entry {index}"
            );
        }
        checked = all.last_key_value().map_or(checked, |(index, _)| *index);
    }
    let site = site(folder.path());
    drop(site.open());
    let report = site.verify_matches();
    let log = LogReader::open(Arc::new(RealDisk), &folder.path().join("record/log")).unwrap();
    let mut ids: Vec<String> = log
        .from(0)
        .map(|it| Entry::from_bytes(&it.unwrap().bytes).unwrap())
        .filter_map(|entry| identity_of(&entry.act))
        .map(|id| id.to_string())
        .collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "seed {seed}: an operation is there twice");
    println!(
        "seed {seed}: {kills} kills, {} acknowledged, {report}",
        all.len()
    );
    assert!(kills >= 20, "seed {seed}: only {kills} kills in {LIMIT:?}");
    assert!(
        all.len() > 500,
        "seed {seed}: only {} acknowledged",
        all.len()
    );
}

/// The founding that children share is one operation, so that whoever founds first is everyone.
#[test]
fn the_founding_is_the_same_for_every_child() {
    let (one, two) = (
        signed_founding([4; 32], START_MS),
        signed_founding([4; 32], START_MS),
    );
    assert_eq!(one.to_bytes(), two.to_bytes());
    assert_ne!(
        NetworkId(one.operation.signing_hash().0),
        NetworkId::default()
    );
}
