//! Followers: every entry, in order, once, from wherever they begin and however slow they are.

use crate::site::Site;
use ledger::ids::EntryIndex;
use ledger::{Change, State};
use record::sequencer::FollowError;

#[test]
fn a_follower_gets_every_entry_once_from_wherever_it_begins() {
    let site = Site::new();
    let (sequencer, people) = site.found();
    let mut ana = people.join(&sequencer, 1);
    ana.acts(&sequencer, 50);
    for (from, until) in [(0, 52), (1, 53), (20, 54), (54, 55), (56, 56)] {
        let mut follower = sequencer.follow(EntryIndex(from));
        let mut next = from;
        while let Some(batch) = follower.try_next().unwrap() {
            for committed in &batch.entries {
                assert_eq!(committed.entry.index.0, next);
                next += 1;
            }
        }
        assert_eq!(next, until, "from {from}");
        ana.act(&sequencer).unwrap();
        assert_eq!(
            follower.wait_next().unwrap().entries[0].entry.index.0,
            until
        );
    }
    let mut state = State::empty();
    let mut follower = sequencer.follow(EntryIndex(0));
    while let Some(batch) = follower.try_next().unwrap() {
        for committed in &batch.entries {
            state.commit(&committed.entry, committed.effects.clone());
        }
    }
    assert_eq!(state.root(), sequencer.read(State::root).unwrap());
}

/// Live batches carry the facts; a follower that slept through many reads them from the log.
#[test]
fn a_slow_follower_misses_nothing() {
    let site = Site::new();
    let (sequencer, people) = site.found();
    let mut live = sequencer.follow(EntryIndex(1));
    let mut slow = sequencer.follow(EntryIndex(1));
    let mut ana = people.join(&sequencer, 1);
    let joined = live.wait_next().unwrap();
    assert!(matches!(
        joined.entries[0].effects.changes[..],
        [Change::Joined { .. }]
    ));
    ana.acts(&sequencer, 600);
    let mut next = 1;
    while let Some(batch) = slow.try_next().unwrap() {
        for committed in &batch.entries {
            assert_eq!(committed.entry.index.0, next);
            next += 1;
        }
    }
    assert_eq!(next, 602);
}

#[test]
fn a_follower_learns_that_the_record_has_stopped() {
    let site = Site::new();
    let (sequencer, _) = site.found();
    let mut waiting = sequencer.follow(EntryIndex(1));
    std::thread::scope(|scope| {
        let waiter = scope.spawn(|| waiting.wait_next());
        sequencer.close();
        assert!(matches!(
            waiter.join().unwrap(),
            Err(FollowError::Stopped(_))
        ));
    });
    let mut late = sequencer.follow(EntryIndex(0));
    assert_eq!(late.wait_next().unwrap().entries.len(), 1);
    assert!(matches!(late.wait_next(), Err(FollowError::Stopped(_))));
}
