//! Passing shares on: what can be given, how long it can be called back, and that nobody ever votes
//! with shares that they did not earn.

use ledger::apply::{assignable, unearned_max};
use ledger::assignment::{Assignment, AssignmentStage};
use ledger::charter::{Charter, Template};
use ledger::ids::{AssignmentId, BasisPoints, MemberNumber, MicroShares};
use ledger::operation::Body;
use ledger::state::{State, Timer};
use proptest::prelude::*;

use crate::script::Network;
use crate::tracks::{forty, quick};

/// Reads `assign NAME AMOUNT` and `call-back NUMBER`.
pub(crate) fn body(network: &Network, words: &[&str]) -> Body {
    match words {
        ["assign", to, amount] => Body::AssignShares {
            to: network.member(to),
            amount: MicroShares(amount.parse().expect("an amount")),
        },
        ["call-back", number] => {
            Body::CallBackShares(AssignmentId(number.parse().expect("a number")))
        }
        other => panic!("no such act: {other:?}"),
    }
}

/// Answers `shares NAME`: earned and here, vested and here, weighing as a steward, free to be passed on, and
/// not earned.
pub(crate) fn ask(network: &Network, name: &str) -> String {
    let state = &network.state;
    let person = state.find_member(network.member(name)).expect("a member");
    let vested = person.vested(state.charter.schedule(), state.round);
    let weight = ledger::chamber::weight(vested);
    let free = assignable(state, network.member(name));
    let (earned, bought) = (person.earned(), person.bought);
    format!("{earned}/{vested} weighs {weight}, free {free}, unearned {bought}")
}

/// One of everything, for the frozen vectors.
pub(crate) fn bodies() -> Vec<(&'static str, Body)> {
    vec![
        (
            "assign-shares",
            Body::AssignShares {
                to: MemberNumber(7),
                amount: MicroShares((1 << 53) + 1),
            },
        ),
        ("call-back-shares", Body::CallBackShares(AssignmentId(3))),
    ]
}

/// A circle in which shares can be passed on as soon as a round is over.
pub(crate) fn switched_on() -> Charter {
    Charter {
        assign_ticks: 72,
        buyer_share: BasisPoints(5_000),
        vesting_cliff_rounds: 0,
        ..Charter::of(Template::Circle)
    }
}

/// Lets shares be called back, arrive, and stay because somebody left, for the frozen chain.
pub(crate) fn pass_once(network: &mut Network) {
    network.check(
        "
        m1 assign m2 1000
        m1 assign m3 2000
        wait 24
        m1 call-back 1
        m1 assign m2 3000
        m1 assign m9 4000
        m9 leave
        # One of the team gives two weeks' notice.
        wait 336
        m2 assign m3 500
        ",
    );
    let words = network.state.assignments.iter().map(|it| it.stage.word());
    let words: Vec<&str> = words.collect();
    assert_eq!(
        words,
        ["called-back", "passed", "passed", "returned", "waiting"]
    );
}

/// The timers that assignments ask for.
pub(crate) fn timers(state: &State) -> Vec<(u64, Timer)> {
    let of = |it: &Assignment| match it.stage {
        AssignmentStage::Waiting { until_ms } => Some((until_ms, Timer::AssignmentEnds(it.id))),
        AssignmentStage::Passed { .. }
        | AssignmentStage::CalledBack { .. }
        | AssignmentStage::Returned { .. } => None,
    };
    state.assignments.iter().filter_map(of).collect()
}

/// A network in which what is earned is vested a round later, and one can hold half of all shares unearned.
fn giving() -> Charter {
    Charter {
        assign_ticks: 72,
        buyer_share: BasisPoints(5_000),
        vesting_cliff_rounds: 0,
        vesting_parts: 1,
        ..quick()
    }
}

/// Everything that was issued is held by somebody, and nobody has bound more than is theirs.
pub(crate) fn check_conserved(state: &State) {
    let held = state.members.iter();
    let held: u64 = held.map(|it| it.earned().0 + it.bought.0).sum();
    assert_eq!(held, state.issued.0, "no share is made or lost");
    for (member, _) in state.numbered_members() {
        assert!(state.locked(member) <= state.owned(member));
    }
}

#[test]
fn nothing_is_passed_on_until_the_charter_allows_it() {
    let mut network = forty(quick());
    network.check("wait 168\n settle 0 m0 4000000\n m0 assign m1 1 => assigning-off");
    network.replay();
}

#[test]
// long: one table of every answer
fn shares_are_passed_on_after_a_time_to_call_them_back() {
    let mut network = forty(giving());
    network.check(
        "
        wait 168
        settle 0 m0 9000000 m1 9000000 m2 2000000
        wait 168
        settle 1 m3 4
        shares m0                    => 9000000/9000000 weighs 3, free 9000000, unearned 0
        m0 assign m1 0               => payload-out-of-bounds
        m0 assign m0 1               => assign-to-oneself
        m0 assign 999 1              => member-not-found
        m0 assign m1 9000001         => shares-short
        m0 assign m1 8000000
        # They are the giver's meanwhile, who cannot pass them on again.
        shares m0                    => 9000000/9000000 weighs 3, free 1000000, unearned 0
        shares m1                    => 9000000/9000000 weighs 3, free 9000000, unearned 0
        m0 assign m2 1000001         => shares-short
        m1 call-back 1               => not-the-giver
        m0 call-back 2               => assignment-not-found
        m0 call-back 0               => assignment-not-found
        wait 71
        m0 call-back 1
        m0 call-back 1               => assignment-over
        shares m0                    => 9000000/9000000 weighs 3, free 9000000, unearned 0
        m0 assign m1 8000000
        wait 72
        m0 call-back 2               => assignment-over
        shares m0                    => 1000000/1000000 weighs 1, free 1000000, unearned 0
        # It weighs nothing for who got it, and nothing for whom they pass it on to.
        shares m1                    => 9000000/9000000 weighs 3, free 17000000, unearned 8000000
        # Half of 20,000,004 is the most that one holds unearned, with what is on its way.
        m1 assign m2 1
        m2 assign m1 2000000
        m0 assign m1 3               => given-limit
        m0 assign m1 2
        m0 call-back 5
        m1 assign m4 8999999
        wait 72
        # What was not earned goes first: nobody weighs less before all of that is gone.
        shares m1                    => 9000000/9000000 weighs 3, free 10000000, unearned 1000000
        shares m4                    => 0/0 weighs 0, free 8999999, unearned 8999999
        m4 assign m0 8999999
        wait 72
        shares m4                    => 0/0 weighs 0, free 0, unearned 0
        # Whoever earned them once and gets them back does not vote with them again.
        shares m0                    => 1000000/1000000 weighs 1, free 9999999, unearned 8999999
        ",
    );
    check_conserved(&network.state);
    network.replay();
}

#[test]
fn five_can_be_under_way_and_what_cannot_arrive_stays() {
    let mut network = forty(giving());
    network.check(
        "
        wait 168
        settle 0 m0 9000000 m1 9000000
        wait 168
        m0 assign m2 1
        m0 assign m3 1
        m0 assign m4 1
        m0 assign m5 1
        m0 assign m6 1
        m0 assign m7 1               => assignment-limit
        # Who leaves neither gets nor gives.
        m6 leave
        m0 assign m6 1               => member-left
        m0 call-back 5               => assignment-over
        m0 assign m7 1
        m1 assign m7 4
        m1 leave
        wait 72
        shares m0                    => 8999995/8999995 weighs 2, free 8999995, unearned 0
        shares m1                    => 9000000/9000000 weighs 3, free 9000000, unearned 0
        shares m2                    => 0/0 weighs 0, free 1, unearned 1
        shares m6                    => 0/0 weighs 0, free 0, unearned 0
        shares m7                    => 0/0 weighs 0, free 1, unearned 1
        ",
    );
    let words = network.state.assignments.iter().map(|it| it.stage.word());
    let words: Vec<&str> = words.collect();
    assert_eq!(
        words,
        [
            "passed", "passed", "passed", "passed", "returned", "passed", "returned"
        ]
    );
    check_conserved(&network.state);
    network.replay();
}

/// A time so short that nobody could call anything back is no charter.
#[test]
fn the_time_to_call_back_is_none_or_a_day() {
    for (ticks, is_sound) in [(0, true), (1, false), (23, false), (24, true)] {
        let charter = Charter {
            assign_ticks: ticks,
            ..quick()
        };
        assert_eq!(charter.is_sound(), is_sound, "{ticks}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever is given, called back and waited for: no share is made or lost, nobody holds more than
    /// may be given, and nobody weighs more than what they earned, is vested and is still theirs.
    #[test]
    fn no_share_votes_that_was_not_earned(acts in proptest::collection::vec((0_u8..6, 0_u8..6, 0_u64..5_000_000, 0_u8..4), 1..40)) {
        let mut network = forty(giving());
        network.check("wait 168\n settle 0 m0 9000000 m1 4000000 m2 1000000\n wait 168");
        let earned = [9_000_000_u64, 4_000_000, 1_000_000, 0, 0, 0];
        for (who, whom, amount, how) in acts {
            match how {
                0 => {
                    network.attempt(&format!("m{who} call-back {whom}"));
                }
                1 => network.wait(u32::from(whom) * 20),
                _ => {
                    network.attempt(&format!("m{who} assign m{whom} {amount}"));
                }
            }
            check_conserved(&network.state);
            for (place, own) in earned.iter().enumerate() {
                let number = network.member(&format!("m{place}"));
                let state = &network.state;
                let person = state.find_member(number).expect("a member");
                let weight = ledger::chamber::vested(person, &state.charter, state.round);
                prop_assert!(weight.0 + person.parted.0 == *own, "m{} weighs {}", place, weight);
                prop_assert!(person.bought <= unearned_max(state));
            }
        }
        network.replay();
    }
}
