//! The verifier: believes nothing, and says which entry is the first that does not match.

use std::sync::Arc;

use crate::site::{People, START_MS, Site, TICK_MS};
use ledger::ids::{Digest, EntryIndex, NetworkId, ProposalId, RoundNumber};
use ledger::jury::{Appeal, StepKind};
use ledger::operation::{Body, Choice, Payload, Propose};
use ledger::policy::ModerationChange;
use ledger::{Entry, State, score, settlement};
use record::Sequencer;
use record::checkpoint::{Checkpoint, StateRoot};
use record::key::NodeKey;
use record::log::{Log, LogReader};
use record::verify::{Difference, FetchError, Report, Source, verify};

fn filled(site: &Site, operations: usize) -> (Sequencer, People) {
    let (sequencer, people) = site.found();
    let mut ana = people.join(&sequencer, 1);
    ana.acts(&sequencer, operations);
    (sequencer, people)
}

/// Verifies over what `sequencer` serves, with `change` in between.
pub(crate) fn verify_served(
    sequencer: &Sequencer,
    change: impl Fn(&str, Vec<u8>) -> Option<Vec<u8>>,
) -> Report {
    let source = Source::remote(|path| {
        let served = sequencer
            .serve(path)
            .map_err(|error| FetchError(error.to_string()))?;
        Ok(served.and_then(|served| change(path, served.bytes)))
    });
    verify(&source, 2, |_| {}).unwrap()
}

#[test]
fn an_empty_record_matches() {
    let site = Site::new();
    drop(site.open());
    let report = site.verify_matches();
    assert_eq!((report.entries, report.members), (0, 0));
}

#[test]
fn a_served_record_matches_as_the_folder_does() {
    let site = Site::new();
    let (sequencer, _) = filled(&site, 700);
    let served = verify_served(&sequencer, |_, bytes| Some(bytes));
    assert!(served.difference.is_none(), "{served}");
    assert!(
        served
            .to_string()
            .starts_with("702 entries, 2 members, state root "),
        "{served}"
    );
    assert!(served.to_string().ends_with(": matches"), "{served}");
    sequencer.close();
    let folder = site.verify_matches();
    assert_eq!(folder.to_string(), served.to_string());
}

/// Progress is told, up to the end.
#[test]
fn progress_is_told() {
    let site = Site::new();
    filled(&site, 1100).0.close();
    let mut told = Vec::new();
    verify(&site.source(), 0, |it| told.push((it.entries, it.of))).unwrap();
    assert_eq!(told, [(0, 1102), (1024, 1102), (1102, 1102)]);
}

/// Anything that a node serves otherwise than it signed is found.
#[test]
fn a_node_that_serves_something_else_is_found() {
    let site = Site::new();
    let (sequencer, _) = filled(&site, 300);
    let paths = [
        ("tile/entries/000", "entry "),
        ("tile/entries/001.p/46", "entry "),
        ("tile/0/000", "tile/0/000 does not hold"),
        ("tile/0/001.p/46", "tile/0/001.p/46 does not hold"),
        ("tile/1/000.p/1", "tile/1/000.p/1 does not hold"),
        ("checkpoint", "checkpoint"),
    ];
    for (changed, expected) in paths {
        for place in [0, 31, 400] {
            let report = verify_served(&sequencer, |path, mut bytes| {
                if path == changed {
                    let place = place % bytes.len();
                    bytes[place] ^= 1;
                }
                Some(bytes)
            });
            assert!(report.difference.is_some(), "{changed} byte {place}");
            assert!(
                report.to_string().contains(expected),
                "{changed} byte {place}: {report}"
            );
        }
        let report = verify_served(&sequencer, |path, bytes| (path != changed).then_some(bytes));
        assert!(
            report.difference.is_some() || changed == "checkpoint",
            "{changed} withheld"
        );
    }
}

/// Builds another record from the entries of `site`, changed by `change`, with sound frames, tiles
/// and checkpoint: what a node that lies would show.
fn forge(site: &Site, change: impl Fn(&mut Vec<Entry>)) -> Site {
    let dir = site.record_dir();
    let log = LogReader::open(site.settings.disk.clone(), &dir.join("log")).unwrap();
    let mut entries: Vec<Entry> = log
        .from(0)
        .map(|it| Entry::from_bytes(&it.unwrap().bytes).unwrap())
        .collect();
    let network = log.network().unwrap().unwrap();
    change(&mut entries);
    let forged = Site::new();
    let disk = Arc::new(forged.disk.clone());
    let (mut log, _) = Log::open(disk.clone(), &dir.join("log"), 0, 1 << 20).unwrap();
    let payloads: Vec<Vec<u8>> = entries.iter().map(Entry::to_bytes).collect();
    log.append(network, &payloads).unwrap();
    let tree = record::tree::tile::Tree::rebuild(disk, &dir, &log.reader()).unwrap();
    let seed = site.disk.bytes_of(&site.settings.node_key).unwrap();
    forged.disk.put(&site.settings.node_key, &seed);
    let key = NodeKey::load_or_create(&forged.disk, &site.settings.node_key).unwrap();
    let state = StateRoot {
        entries: 0,
        root: ledger::State::empty().root(),
    };
    let (size, root) = (tree.size(), tree.root());
    let origin = record::checkpoint::origin_of(network);
    let note = Checkpoint {
        origin,
        size,
        root,
        state,
    }
    .sign(&key);
    forged.disk.put(&dir.join("checkpoint"), note.as_bytes());
    forged
}

#[test]
fn a_node_that_forges_entries_is_found() {
    let site = Site::new();
    let (sequencer, people) = filled(&site, 20);
    let mut ben = people.join(&sequencer, 2);
    ben.act(&sequencer).unwrap();
    sequencer.close();
    assert!(forge(&site, |_| {}).verify().difference.is_none());

    type Change = fn(&mut Vec<Entry>);
    let rows: [(u64, &str, Change); 5] = [
        (5, "its signature does not hold", |entries| {
            let ledger::Act::Operation(signed) = &mut entries[5].act else {
                panic!()
            };
            let ledger::signature::Signature::Ed25519 { bytes, .. } = &mut signed.signature else {
                panic!()
            };
            bytes[40] ^= 1;
        }),
        (7, "says that it is entry 8", |entries| {
            entries.remove(7);
        }),
        (9, "time-before-last", |entries| entries[9].time_ms -= 1),
        (7, "sequence-used", |entries| {
            entries[7] = entries[6].clone();
            entries[7].index = EntryIndex(7);
        }),
        (3, "no-timer-due", |entries| {
            entries[3].act = ledger::Act::Tick;
        }),
    ];
    for (index, expected, change) in rows {
        let report = forge(&site, change).verify();
        let line = report.to_string();
        assert!(
            line.contains(&format!("entry {index} does not match: ")),
            "{line}"
        );
        assert!(line.contains(expected), "{line}");
    }
}

/// An entry signed by a key that the member does not hold, or does not hold any more, is found.
#[test]
fn another_persons_signature_is_found() {
    let site = Site::new();
    let (sequencer, people) = filled(&site, 5);
    let ben = people.join(&sequencer, 2);
    sequencer.close();
    let mut forger = ben.clone();
    forger.member = ledger::ids::MemberNumber(2);
    let forged = forge(&site, |entries| {
        let act = forger.operation_at(7, START_MS, Body::RevokeSessions);
        entries.push(Entry {
            index: EntryIndex(entries.len() as u64),
            time_ms: START_MS,
            act: ledger::Act::Operation(Box::new(act)),
        });
    });
    let report = forged.verify();
    assert!(
        matches!(report.difference, Some((8, Difference::Signature))),
        "{report}"
    );
}

#[test]
fn a_state_root_that_was_not_computed_is_found() {
    let site = Site::new();
    let (sequencer, people) = filled(&site, 5);
    sequencer.close();
    let published = sequencer.checkpoint().unwrap().checkpoint;
    let key = NodeKey::load_or_create(&site.disk, &site.settings.node_key).unwrap();
    let mut lie = published.clone();
    lie.state.root.0[0] ^= 1;
    let path = site.record_dir().join("checkpoint");
    site.disk.put(&path, lie.sign(&key).as_bytes());
    let report = site.verify();
    assert!(
        matches!(report.difference, Some((6, Difference::StateRoot { .. }))),
        "{report}"
    );

    let other = NodeKey::from_seed(&[8; 32]);
    site.disk.put(&path, published.sign(&other).as_bytes());
    let report = site.verify();
    assert!(
        matches!(report.difference, Some((6, Difference::Checkpoint(_)))),
        "{report}"
    );

    let mut longer = published.clone();
    longer.size += 1;
    site.disk.put(&path, longer.sign(&key).as_bytes());
    let report = site.verify();
    assert!(
        matches!(report.difference, Some((_, Difference::Short { size: 8 }))),
        "{report}"
    );
    assert_ne!(people.network, NetworkId::default());
}

/// Rounds are settled, kept, computed again by whoever verifies, and a changed file is found.
#[test]
fn rounds_are_computed_again() {
    let site = Site::new();
    let (sequencer, people) = site.found();
    let mut ana = people.join(&sequencer, 1);
    let mut previous = None;
    for round in 0..3 {
        site.advance(168 * TICK_MS);
        assert_eq!(sequencer.tick().wait().unwrap(), 1);
        let file = sequencer
            .read(|state| {
                let round = RoundNumber(round);
                settlement::assemble(state, round, previous.as_ref(), Vec::new(), Vec::new())
            })
            .unwrap()
            .unwrap();
        let result = score::score(&file).unwrap();
        sequencer.settle(&file.to_bytes(), result).wait().unwrap();
        previous = Some(file);
    }
    ana.act(&sequencer).unwrap();
    let again = score::score(previous.as_ref().unwrap()).unwrap();
    let twice = sequencer
        .settle(&previous.unwrap().to_bytes(), again)
        .wait();
    assert!(twice.is_err(), "a round is settled once");
    let served = verify_served(&sequencer, |_, bytes| Some(bytes));
    assert!(served.difference.is_none(), "{served}");
    assert_eq!(served.rounds_recomputed, 3);
    sequencer.close();
    assert_eq!(site.verify_matches().rounds_recomputed, 3);

    // A start that replays everything finds the results where they were kept.
    let root = sequencer_root(&site);
    for path in site.disk.paths() {
        if path.to_string_lossy().ends_with(".state.zst") {
            record::disk::Disk::remove(&site.disk, &path).unwrap();
        }
    }
    assert_eq!(sequencer_root(&site), root);
}

fn sequencer_root(site: &Site) -> ledger::ids::Digest {
    site.open().read(ledger::State::root).unwrap()
}

/// A jury is drawn by the same root, a tick after it was called, and held again by whoever verifies.
#[test]
fn a_jury_is_drawn_again_by_whoever_verifies() {
    let site = Site::new();
    let (sequencer, people) = site.found();
    let mut ana = people.join(&sequencer, 1);
    for seed in 2..6 {
        people.join(&sequencer, seed);
    }
    let appeal = Body::Appeal(Appeal {
        act: Digest([7; 32]),
        rule: "kindness".to_owned(),
        version: 1,
        step: StepKind::Remove,
    });
    let bytes = ana
        .operation(sequencer.now_ms().unwrap(), appeal)
        .to_bytes();
    sequencer.submit(bytes).wait().unwrap();
    site.advance(TICK_MS);
    sequencer.tick().wait().unwrap();
    let receipt = sequencer.read(|state| state.justice.juries[0].receipt.clone());
    assert_eq!(receipt.unwrap().expect("drawn").seated().len(), 3);
    let served = verify_served(&sequencer, |_, bytes| Some(bytes));
    assert!(served.difference.is_none(), "{served}");
    assert_eq!(served.draws, 1);
    sequencer.close();
    assert_eq!(site.verify_matches().draws, 1);
}

/// The ledger keeps the root of the log as the tree has it, draws by it, and whoever verifies holds
/// the same draw again.
#[test]
fn a_draw_is_held_again_by_whoever_verifies() {
    let site = Site::new();
    let (sequencer, people) = site.found();
    let mut ana = people.join(&sequencer, 1);
    for seed in 2..5 {
        people.join(&sequencer, seed);
    }
    let now_ms = || sequencer.now_ms().unwrap();
    let propose = Body::Propose(Propose {
        payload: Payload::Moderation(vec![ModerationChange::ReportThreshold(9)]),
        text: Digest([3; 32]),
    });
    let vote = Body::Vote {
        proposal: ProposalId(1),
        choice: Choice::Yes,
    };
    for body in [propose, vote] {
        let bytes = ana.operation(now_ms(), body).to_bytes();
        sequencer.submit(bytes).wait().unwrap();
    }
    let receipt = || {
        let panel = |state: &State| state.proposals[0].panel.clone();
        sequencer.read(panel).unwrap()?.receipt
    };
    for _ in 0..80 {
        site.advance(7 * TICK_MS);
        sequencer.tick().wait().unwrap();
        if receipt().is_some() {
            break;
        }
    }
    let receipt = receipt().expect("drawn");
    assert_eq!(receipt.seated().len(), 2);
    let log = sequencer.read(|state| state.log.clone()).unwrap();
    let served = verify_served(&sequencer, |_, bytes| Some(bytes));
    assert!(served.difference.is_none(), "{served}");
    assert_eq!(served.draws, 1);
    sequencer.close();
    assert_eq!(site.verify_matches().draws, 1);
    let leaves = site.opened().sequencer;
    let bytes = (0..log.size()).map(|index| leaves.log().read(index).unwrap().unwrap());
    let mut edge = record::tree::Edge::default();
    for entry in bytes {
        edge.push(record::tree::leaf_hash(&entry), |_, _| {});
        if edge.size() == receipt.draw.beacon.index.0 {
            assert_eq!(edge.root(), receipt.draw.beacon.hash);
        }
    }
    assert_eq!(edge.root(), log.root());
}
