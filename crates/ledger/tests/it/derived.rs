//! What is kept up to date beside the record: the roll, and the running counts of open votes.

use ledger::State;
use ledger::member::Standing;
use ledger::proposal::MemberSet;

/// Holds it, after every act of every script, against what follows from the record alone.
pub(crate) fn check(state: &State, time_ms: u64) {
    let mut fresh = state.clone();
    fresh.derive();
    assert_eq!(fresh.roll, state.roll, "the roll is the members'");
    for (kept, fresh) in state.proposals.iter().zip(&fresh.proposals) {
        assert_eq!(kept.carrying, fresh.carrying, "carried as counted anew");
        assert_eq!(kept.count(), kept.count_anew());
    }
    let members: Vec<_> = state
        .numbered_members()
        .filter(|it| it.1.standing(&state.charter, time_ms) == Standing::Member)
        .collect();
    assert_eq!(
        usize::try_from(state.count_members(time_ms)),
        Ok(members.len())
    );
    let mut voters = MemberSet::default();
    let rounds = state.charter.electorate_rounds;
    members
        .iter()
        .filter(|it| it.1.was_active_within(rounds))
        .for_each(|it| voters.insert(it.0));
    let count = voters.len();
    assert_eq!(
        state.roll.voters(&state.charter, time_ms, None, &[]),
        (voters, count)
    );
}
