//! Delegation by topic (GOVERNANCE §3): one hop, in order, capped, locked, never in the support.

use std::collections::BTreeMap;

use ledger::charter::{Charter, Curve};
use ledger::ids::MemberNumber;
use ledger::operation::Choice;
use ledger::proposal::{Ballot, Proposal, Stage};
use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};

use crate::tracks::{forty, quick};

#[test]
fn delegates_are_named_soundly() {
    let mut network = forty(quick());
    network.check(
        "
        m0 delegate money            => delegates-unsound
        m0 delegate money m0         => delegates-unsound
        m0 delegate money m1 m1      => delegates-unsound
        m0 delegate money m1 m2 m3 m4 => delegates-unsound
        m0 delegate money 999        => member-not-found
        m5 leave
        m0 delegate money m5         => member-left
        m0 undelegate money          => delegation-not-found
        m0 delegate money m1 m2 m3
        m0 delegate money m2
        m0 undelegate data           => delegation-not-found
        m0 undelegate money
        ",
    );
    assert!(network.state.delegations.is_empty());
    network.replay();
}

/// One hop, the first in order who voted, one's own vote first; in the approval, not the support.
#[test]
fn the_first_delegate_who_voted_counts() {
    let mut network = forty(quick());
    network.check(
        "
        m0 delegate moderation m1 m2
        m3 delegate moderation m0
        m4 delegate moderation m2
        m6 delegate data m2
        m9 propose rule
        carried 1                    => 0:0:0
        m2 vote 1 no
        carried 1                    => 0:2:0
        m1 vote 1 yes
        carried 1                    => 1:1:0
        count 1                      => 1:1:0:0
        # m3 named m0, who casts none: what m0 is carried with goes no further.
        m0 vote 1 abstain
        carried 1                    => 0:1:1
        m2 vote 1 veto
        count 1                      => 1:0:1:1
        carried 1                    => 0:1:1
        m4 vote 1 yes
        carried 1                    => 0:0:1
        ",
    );
    network.replay();
}

/// What stands when the vote opens counts in it; what is said later counts in the next.
#[test]
fn delegations_are_frozen_with_the_vote() {
    let mut network = forty(quick());
    network.check(
        "
        m0 delegate moderation m1
        m9 propose rule
        m0 undelegate moderation
        m2 delegate moderation m1
        m1 vote 1 yes
        carried 1                    => 1:0:0
        m9 propose no-spam-rule
        m1 vote 2 yes
        carried 2                    => 1:0:0
        ",
    );
    network.replay();
}

/// Nobody votes for others on the charter, on existence, or on a recall.
#[test]
fn some_votes_are_cast_in_person_only() {
    let mut network = forty(quick());
    network.check(
        "
        m0 delegate other m1
        m0 delegate money m1
        m0 delegate safety m1
        m0 delegate moderation m1
        m9 propose charter:veto=4000
        m9 propose existence:sale
        m9 propose appoint:guardian:m3
        m9 propose charter:content-share=5400
        m9 propose statement
        m1 vote 1 yes
        m1 vote 2 yes
        m1 vote 3 yes
        m1 vote 4 yes
        m1 vote 5 yes
        carried 1                    => 0:0:0
        carried 2                    => 0:0:0
        carried 3                    => 1:0:0
        carried 4                    => 1:0:0
        carried 5                    => 1:0:0
        first 39 vote 3 yes
        wait 744
        m9 propose recall:guardian:m3
        m1 vote 6 yes
        carried 6                    => 0:0:0
        ",
    );
    network.replay();
}

/// A delegate carries ten here, however many name them; those with lower numbers go first.
#[test]
fn a_delegate_carries_no_more_than_the_cap() {
    let mut network = forty(quick());
    for place in 2..=13 {
        network.check(&format!("m{place} delegate moderation m1 m0"));
    }
    network.check(
        "
        m30 propose rule
        m1 vote 1 yes
        m0 vote 1 no
        carried 1                    => 10:0:0
        # Two were over the cap; when one of the first ten votes, one of them is carried.
        m2 vote 1 no
        carried 1                    => 10:0:0
        m3 vote 1 no
        m4 vote 1 no
        carried 1                    => 9:0:0
        ",
    );
    network.replay();
}

/// From forty-eight ticks before the close a delegate's ballot stands; others can still override it,
/// and whoever votes only then votes for themselves.
#[test]
fn ballots_of_delegates_lock_before_the_close() {
    let mut network = forty(quick());
    network.check(
        "
        m0 delegate moderation m1
        m2 delegate moderation m3
        m9 propose rule
        first 2 vote 1 no
        m1 vote 1 yes
        m20 vote 1 no
        wait 455
        m1 vote 1 no
        m1 vote 1 yes
        wait 1
        m1 vote 1 no                 => ballot-locked
        m3 vote 1 no
        carried 1                    => 0:0:0
        m3 vote 1 abstain            => ballot-locked
        m20 vote 1 abstain
        m0 vote 1 abstain
        wait 48
        proposal 1                   => failed-approval
        ",
    );
    network.replay();
}

/// A late turn moves the close, and with it the lock: what was cast meanwhile is carried.
#[test]
fn an_extension_opens_the_lock_again() {
    let mut charter = quick();
    charter.tracks.policy.support = Curve::fixed(0);
    let mut network = forty(charter);
    network.check(
        "
        m0 delegate moderation m1
        m9 propose rule
        wait 460
        m1 vote 1 yes
        carried 1                    => 1:0:0
        m1 vote 1 no
        carried 1                    => 0:1:0
        wait 43
        m1 vote 1 yes
        wait 1
        m1 vote 1 no                 => ballot-locked
        wait 48
        proposal 1                   => confirming
        ",
    );
    network.replay();
}

/// Twenty-six weeks, and not a vote more.
#[test]
fn a_delegation_ends_after_twenty_six_rounds() {
    let mut network = forty(quick());
    network.check(
        "
        wait 100
        m0 delegate moderation m1
        wait 4200
        m0 propose statement
        m1 propose rule
        m1 vote 2 yes
        carried 2                    => 1:0:0
        wait 68
        m1 propose no-spam-rule
        m1 vote 3 yes
        carried 3                    => 0:0:0
        m0 undelegate moderation     => delegation-not-found
        ",
    );
    network.replay();
}

/// A delegator's weight in the stewards' chamber goes where their vote goes.
#[test]
fn the_weight_of_whoever_is_carried_is_their_own() {
    let mut network = forty(quick());
    network.check(
        "
        wait 168
        settle 0 m0 400000000 m1 400000000
        m0 delegate money m2
        m9 propose budget:10:grants=1
        stewards 1                   => 0:0 of 40
        m2 vote 1 no
        stewards 1                   => 0:20 of 40
        m1 vote 1 yes
        stewards 1                   => 20:20 of 40
        m0 vote 1 yes
        stewards 1                   => 40:0 of 40
        ",
    );
    network.replay();
}

/// Counts again in the plainest way: for each member, whose ballot is theirs?
fn counted_plainly(proposal: &Proposal, ballots: &BTreeMap<u32, Ballot>) -> [u64; 3] {
    let snapshot = proposal.snapshot.as_ref().expect("opened");
    let Stage::Open { closes_ms } = proposal.stage else {
        unreachable!("the vote is open")
    };
    let mut load: BTreeMap<u32, u32> = BTreeMap::new();
    let mut counted = [0; 3];
    for member in 1..=40 {
        if !snapshot.voters.contains(MemberNumber(member)) || ballots.contains_key(&member) {
            continue;
        }
        for delegate in snapshot.delegations.named_by(MemberNumber(member)) {
            let Some(ballot) = ballots.get(&delegate.0) else {
                continue;
            };
            if ballot.cast_ms + snapshot.lock_ms >= closes_ms {
                continue;
            }
            let carried = load.entry(delegate.0).or_default();
            *carried += 1;
            if *carried <= 10 {
                counted[match ballot.choice {
                    Choice::Yes => 0,
                    Choice::No | Choice::NoWithVeto => 1,
                    Choice::Abstain => 2,
                }] += 1;
            }
            break;
        }
    }
    counted
}

/// Counts those who are told that somebody votes for them, by what that is.
fn carriers(proposal: &Proposal) -> [u64; 3] {
    let named = &proposal.snapshot.as_ref().expect("opened").delegations;
    let mut counted = [0; 3];
    for member in 1..=40 {
        if let Some((_, choice)) = proposal.carrying.carrier(named, MemberNumber(member)) {
            counted[match choice {
                Choice::Yes => 0,
                Choice::No | Choice::NoWithVeto => 1,
                Choice::Abstain => 2,
            }] += 1;
        }
    }
    counted
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    /// Weight is conserved: whatever is delegated, taken back and cast in whatever order, each
    /// member counts at most once, the carried are exactly those that a plain count finds, and
    /// nobody is carried beyond the cap.
    #[test]
    fn weight_is_conserved_under_any_delegation(
        before in proptest::collection::vec(any::<[u8; 4]>(), 0..60),
        during in proptest::collection::vec(any::<[u8; 3]>(), 0..60),
    ) {
        let mut network = forty(quick());
        let name = |byte: u8| format!("m{}", byte % 39);
        for [who, one, two, how] in before {
            let (one, two) = (name(one % 12), name(two));
            let line = match how % 5 {
                0 => format!("{} undelegate moderation", name(who)),
                1 => format!("{} delegate moderation {one}", name(who)),
                _ => format!("{} delegate moderation {one} {two}", name(who)),
            };
            // Unsound ones are refused, and change nothing: the script's harness checks that.
            let _ = network.attempt(&line);
        }
        network.check("m38 propose rule");
        let mut ballots = BTreeMap::new();
        for [who, how, pause] in during {
            if pause % 4 == 0 {
                network.wait(u32::from(pause) / 4);
            }
            let proposal = &network.state.proposals[0];
            if !proposal.is_open() {
                break;
            }
            let choice = ["yes", "no", "abstain", "veto"][usize::from(how) % 4];
            if network.attempt(&format!("{} vote 1 {choice}", name(who))) == "ok" {
                let number = network.people[&name(who)].0;
                let cast = *network.state.proposals[0].ballots.get(number).expect("cast");
                ballots.insert(number.0, cast);
            }
            let proposal = &network.state.proposals[0];
            let count = proposal.count();
            let carried = count.carried;
            assert_eq!(
                [carried.yes, carried.no, carried.abstain].map(u64::from),
                counted_plainly(proposal, &ballots)
            );
            assert_eq!(carriers(proposal), counted_plainly(proposal, &ballots));
            let direct = u64::try_from(ballots.len()).expect("few");
            assert_eq!(count.direct.votes(), direct);
            assert!(direct + carried.votes() <= 40, "each counts at most once");
        }
        network.replay();
    }

    /// In whatever order ballots come, and however often they change, they are counted alike: which
    /// came first matters only at the lock and in a late swing.
    #[test]
    fn the_order_of_ballots_changes_nothing(
        named in proptest::collection::vec(any::<[u8; 4]>(), 0..60),
        ballots in proptest::collection::btree_map(0_u8..39, any::<u8>(), 0..30),
        changed in proptest::collection::vec(any::<[u8; 2]>(), 0..20),
        order in any::<[u8; 39]>(),
    ) {
        let charter = Charter { carried_floor: 2, ..quick() };
        let vote = |who: u8, how: u8| {
            let choice = ["yes", "no", "abstain", "veto"][usize::from(how) % 4];
            format!("m{who} vote 1 {choice}")
        };
        let counted = |lines: &[String]| {
            let mut network = forty(charter.clone());
            for [who, one, two, three] in &named {
                let to = [one % 8, two % 16, three % 39].map(|it| format!("m{it}"));
                let _ = network.attempt(&format!("m{} delegate moderation {}", who % 39, to.join(" ")));
            }
            network.check("m38 propose rule");
            for line in lines {
                network.check(line);
            }
            let proposal = &network.state.proposals[0];
            (proposal.count(), proposal.carrying.clone())
        };
        let last: Vec<String> = ballots.iter().map(|(who, how)| vote(*who, *how)).collect();
        // First whatever they did not mean, then what they did, in another order.
        let voters: Vec<u8> = ballots.keys().copied().collect();
        let at = |byte: u8| voters.get(usize::from(byte) % voters.len().max(1)).copied();
        let mut other: Vec<String> = changed
            .iter()
            .filter_map(|[who, how]| Some(vote(at(*who)?, *how)))
            .collect();
        let mut shuffled: Vec<(u8, &String)> = order.iter().copied().zip(&last).collect();
        shuffled.sort_unstable();
        other.extend(shuffled.into_iter().map(|it| it.1.clone()));
        prop_assert_eq!(counted(&last), counted(&other));
    }
}
