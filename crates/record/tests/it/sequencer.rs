//! The sequencer: order, receipts, retries, timers, and what readers may see.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::site::{Person, START_MS, Site, TICK_MS, signed_founding};
use ledger::ids::{EntryIndex, MemberNumber};
use ledger::operation::Body;
use ledger::{Act, Entry, Rejection};
use record::checkpoint::{Checkpoint, origin_of};
use record::sequencer::{Lifetime, OpenError};
use record::tree::{leaf_hash, verify_consistency, verify_inclusion};
use record::{OperationId, Sequencer, SubmitError};

#[track_caller]
fn rejection(outcome: Result<record::Receipt, SubmitError>) -> Rejection {
    match outcome {
        Err(SubmitError::Rejected(rejection)) => rejection,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_network_is_founded_joined_and_found_again() {
    let site = Site::new();
    let (sequencer, people) = site.found();
    let mut ana = people.join(&sequencer, 1);
    assert_eq!(ana.member, MemberNumber(2));
    let receipt = ana.act(&sequencer).unwrap();
    assert_eq!((receipt.index, receipt.time_ms), (EntryIndex(2), START_MS));
    let root = sequencer.read(ledger::State::root).unwrap();
    drop(sequencer);

    let opened = site.opened();
    assert_eq!((opened.torn, opened.replayed), (None, 0));
    let sequencer = opened.sequencer;
    assert_eq!(sequencer.read(ledger::State::root).unwrap(), root);
    assert_eq!(ana.act(&sequencer).unwrap().index, EntryIndex(3));
    drop(sequencer);
    let report = site.verify_matches();
    assert_eq!(
        (report.entries, report.members, report.signatures),
        (4, 2, 4)
    );
    assert_eq!(report.network, people.network);
}

#[test]
fn a_retry_gets_the_first_receipt_whatever_happened_since() {
    let site = Site::new();
    let (sequencer, people) = site.found();
    let mut ana = people.join(&sequencer, 1);
    let bytes = ana.operation(START_MS, Body::RevokeSessions).to_bytes();
    // Twice at once, so that both may land in one batch.
    let (first, second) = (
        sequencer.submit(bytes.clone()),
        sequencer.submit(bytes.clone()),
    );
    let first = first.wait().unwrap();
    assert_eq!(second.wait().unwrap(), first);
    site.advance(10 * TICK_MS);
    ana.act(&sequencer).unwrap();
    assert_eq!(sequencer.submit(bytes.clone()).wait().unwrap(), first);
    let founding = sequencer.submit(people.founding.clone()).wait().unwrap();
    assert_eq!(founding.index, EntryIndex(0));
    assert_eq!(
        sequencer.find_receipt(first.operation).unwrap(),
        Some(first)
    );
    let nobody = OperationId(ledger::ids::Digest([1; 32]));
    assert_eq!(sequencer.find_receipt(nobody).unwrap(), None);
    drop(sequencer);

    let sequencer = site.open();
    assert_eq!(sequencer.submit(bytes).wait().unwrap(), first);
    let joined = sequencer
        .submit(Person::of(people.network, 1).join_operation(START_MS))
        .wait();
    assert_eq!(joined.unwrap().index, EntryIndex(1));
}

#[test]
fn what_the_rules_refuse_leaves_nothing() {
    let site = Site::new();
    let sequencer = site.open();
    let early = Person::of(ledger::ids::NetworkId([3; 32]), 1).join_operation(START_MS);
    assert_eq!(
        rejection(sequencer.submit(early).wait()),
        Rejection::NotFounded
    );
    let other = signed_founding([0; 32], START_MS).to_bytes();
    assert!(matches!(
        sequencer.submit(other).wait(),
        Err(SubmitError::OtherNode)
    ));
    assert_eq!(sequencer.checkpoint(), None);
    drop(sequencer);

    let (sequencer, people) = site.found();
    let ana = people.join(&sequencer, 1);
    let before = sequencer.read(ledger::State::root).unwrap();
    let refused = |bytes: Vec<u8>| rejection(sequencer.submit(bytes).wait());
    let act = |sequence, now_ms| ana.operation_at(sequence, now_ms, Body::RevokeSessions);

    assert_eq!(refused(vec![]), Rejection::Malformed);
    let mut trailing = act(2, START_MS).to_bytes();
    trailing.push(0);
    assert_eq!(refused(trailing), Rejection::Malformed);
    assert_eq!(
        refused(act(1, START_MS).to_bytes()),
        Rejection::SequenceUsed
    );
    assert_eq!(
        refused(act(3, START_MS).to_bytes()),
        Rejection::SequenceAhead
    );
    assert_eq!(
        refused(act(2, START_MS - 70_000).to_bytes()),
        Rejection::Expired
    );
    assert_eq!(
        refused(act(2, START_MS + TICK_MS).to_bytes()),
        Rejection::ExpiresTooFar
    );
    let mut forged = act(2, START_MS);
    forged.operation.sequence += 1;
    assert_eq!(refused(forged.to_bytes()), Rejection::SignatureInvalid);
    let mut stranger = Person::of(people.network, 2);
    stranger.member = MemberNumber(77);
    let act = stranger.operation(START_MS, Body::RevokeSessions);
    assert_eq!(refused(act.to_bytes()), Rejection::MemberNotFound);

    assert_eq!(sequencer.entries(), 2);
    assert_eq!(sequencer.read(ledger::State::root).unwrap(), before);
}

/// Calls are decided in their order, though signatures are verified in any: a member's next
/// operation need not wait for the answer to the one before.
#[test]
fn calls_are_decided_in_their_order() {
    let site = Site::new();
    let (sequencer, people) = site.found();
    // Nobody has these keys when the calls are made: the writer looks again at its turn.
    let mut ana = Person::of(people.network, 1);
    let mut pending = vec![sequencer.submit(ana.join_operation(START_MS))];
    ana.member = MemberNumber(2);
    for _ in 0..300 {
        let bytes = ana.operation(START_MS, Body::RevokeSessions).to_bytes();
        pending.push(sequencer.submit(bytes));
    }
    for (place, pending) in pending.into_iter().enumerate() {
        assert_eq!(pending.wait().unwrap().index.0, place as u64 + 1);
    }
    drop(sequencer);
    site.verify_matches();
}

#[test]
fn more_than_may_wait_is_told_so_and_may_come_again() {
    let mut site = Site::new();
    site.settings.in_flight_max = 2;
    let (sequencer, people) = site.found();
    let mut ana = people.join(&sequencer, 1);
    let operations: Vec<Vec<u8>> = (0..200)
        .map(|_| ana.operation(START_MS, Body::RevokeSessions).to_bytes())
        .collect();
    let mut is_busy = false;
    for bytes in operations {
        // Two of the same at once: whichever is answered busy may try again.
        let both = [
            sequencer.submit(bytes.clone()),
            sequencer.submit(bytes.clone()),
        ];
        let third = sequencer.submit(bytes.clone());
        for pending in both.into_iter().chain([third]) {
            is_busy |= matches!(pending.wait(), Err(SubmitError::Busy));
        }
        sequencer.submit(bytes).wait().unwrap();
    }
    assert!(is_busy);
    assert_eq!(sequencer.entries(), 202);
}

/// Timers fire as entries of their own, before what comes later, and also when nothing comes.
#[test]
fn due_timers_fire_first() {
    let site = Site::new();
    let (sequencer, people) = site.found();
    let mut ana = people.join(&sequencer, 1);
    assert_eq!(sequencer.tick().wait().unwrap(), 0);
    // Three rounds of 168 ticks close at once.
    site.advance(3 * 168 * TICK_MS + 1);
    let receipt = ana.act(&sequencer).unwrap();
    assert_eq!(receipt.index, EntryIndex(5));
    let acts: Vec<Act> = sequencer
        .log()
        .from(2)
        .map(|it| Entry::from_bytes(&it.unwrap().bytes).unwrap().act)
        .collect();
    assert!(matches!(
        acts[..],
        [Act::Tick, Act::Tick, Act::Tick, Act::Operation(_)]
    ));
    site.advance(168 * TICK_MS);
    assert_eq!(sequencer.tick().wait().unwrap(), 1);
    drop(sequencer);
    site.verify_matches();
}

/// The ticker appends due ticks by itself.
#[test]
fn the_ticker_fires_what_is_due() {
    let site = Site::new();
    let (sequencer, _) = site.found();
    let mut follower = sequencer.follow(EntryIndex(1));
    site.advance(168 * TICK_MS);
    sequencer
        .start_ticker(std::time::Duration::from_millis(1))
        .unwrap();
    let batch = follower.wait_next().unwrap();
    assert!(matches!(batch.entries[0].entry.act, Act::Tick));
    sequencer.close();
    assert_eq!(sequencer.entries(), 2);
}

/// Time on the record never goes back, whatever the clock does.
#[test]
fn time_never_goes_back() {
    let site = Site::new();
    let (sequencer, people) = site.found();
    let mut ana = people.join(&sequencer, 1);
    site.now_ms.store(START_MS - 5 * TICK_MS, Ordering::SeqCst);
    assert_eq!(ana.act(&sequencer).unwrap().time_ms, START_MS);
}

#[test]
fn every_entry_can_be_proven_to_somebody_who_trusts_only_the_key() {
    let site = Site::new();
    let (sequencer, people) = site.found();
    let mut ana = people.join(&sequencer, 1);
    let mut seen = Vec::new();
    for _ in 0..40 {
        ana.act(&sequencer).unwrap();
        let published = sequencer.checkpoint().unwrap();
        assert_eq!(published.checkpoint.size, sequencer.entries());
        seen.push(published.checkpoint);
    }
    let origin = origin_of(people.network);
    for index in 0..sequencer.entries() {
        let proof = sequencer.prove(EntryIndex(index)).unwrap().unwrap();
        let key = sequencer.node_key();
        let signed = Checkpoint::open(proof.checkpoint.as_bytes(), &origin, &key).unwrap();
        let leaf = leaf_hash(&proof.entry);
        assert_eq!(
            verify_inclusion(leaf, index, signed.size, &proof.hashes, signed.root),
            Ok(())
        );
        assert_eq!(
            Entry::from_bytes(&proof.entry).unwrap().index,
            EntryIndex(index)
        );
    }
    assert_eq!(sequencer.prove(EntryIndex(42)).unwrap(), None);
    let last = seen.last().unwrap();
    for old in &seen {
        let proof = sequencer
            .prove_consistency(old.size, last.size)
            .unwrap()
            .unwrap();
        assert_eq!(
            verify_consistency(old.size, old.root, last.size, last.root, &proof),
            Ok(())
        );
    }
    assert_eq!(sequencer.prove_consistency(1, 1_000).unwrap(), None);
}

#[test]
fn what_is_served_is_what_tiles_ask_for() {
    let site = Site::new();
    let (sequencer, people) = site.found();
    let mut ana = people.join(&sequencer, 1);
    ana.acts(&sequencer, 300);
    let serve = |path: &str| sequencer.serve(path).unwrap();
    assert_eq!(serve("checkpoint").unwrap().lifetime, Lifetime::Moment);
    assert_eq!(serve("tile/0/000").unwrap().bytes.len(), 8192);
    assert_eq!(serve("tile/0/001.p/46").unwrap().bytes.len(), 46 * 32);
    assert_eq!(serve("tile/1/000.p/1").unwrap().bytes.len(), 32);
    assert_eq!(
        serve("tile/entries/001.p/46").unwrap().lifetime,
        Lifetime::Forever
    );
    let none = [
        "",
        "key",
        "../keys/node.key",
        "log/000000000000.seg",
        "tile/0/001",
        "tile/0/001.p/47",
        "tile/entries/001",
        "tile/entries/001.p/47",
        "tile/2/000.p/1",
        "rounds/00.zst",
        "rounds/../checkpoint",
        "tile/entries/x999/x999/x999/x999/x999/999",
    ];
    for path in none {
        assert_eq!(serve(path), None, "{path}");
    }
}

#[test]
fn one_record_has_one_writer() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::on(Arc::new(record::disk::RealDisk), folder.path());
    let (sequencer, _) = site.found();
    let again = Sequencer::open(site.settings.clone());
    assert!(matches!(again, Err(OpenError::InUse { .. })));
    sequencer.close();
    assert!(matches!(
        sequencer.submit(vec![]).wait(),
        Err(SubmitError::Rejected(_))
    ));
    assert!(sequencer.read(|_| ()).is_err());
    site.open();
}

/// A key file that is not the record's is refused at the start, and the key is its owner's alone.
#[test]
fn the_node_key_is_kept_and_compared() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let mut site = Site::on(Arc::new(record::disk::RealDisk), folder.path());
    site.found();
    let mode = std::fs::metadata(&site.settings.node_key)
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    site.settings.node_key = folder.path().join("other.key");
    assert!(matches!(
        Sequencer::open(site.settings.clone()),
        Err(OpenError::OtherKey { .. })
    ));
    std::fs::write(&site.settings.node_key, "not a key").unwrap();
    assert!(matches!(
        Sequencer::open(site.settings.clone()),
        Err(OpenError::Key(_))
    ));
}

/// What a reader sees is durable: cutting the power at once never takes it back.
#[test]
fn readers_see_only_what_is_durable() {
    let site = Site::new();
    let (sequencer, people) = site.found();
    let mut ana = people.join(&sequencer, 1);
    let is_done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let watch = || {
            while !is_done.load(Ordering::Relaxed) {
                let seen = sequencer.read(|state| state.entries.0).unwrap();
                assert!(
                    sequencer.entries() >= seen,
                    "the log is never behind the state"
                );
            }
        };
        scope.spawn(watch);
        scope.spawn(watch);
        ana.acts(&sequencer, 300);
        is_done.store(true, Ordering::Relaxed);
    });
}

/// Answers reach asynchronous callers too.
#[tokio::test]
async fn an_answer_can_be_awaited() {
    let site = Site::new();
    let sequencer = site.open();
    let bytes = signed_founding(sequencer.node_key(), START_MS).to_bytes();
    assert_eq!(sequencer.submit(bytes).await.unwrap().index, EntryIndex(0));
    let mut follower = sequencer.follow(EntryIndex(0));
    assert_eq!(follower.next().await.unwrap().entries.len(), 1);
}
