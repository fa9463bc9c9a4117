//! Juries (GOVERNANCE §4): who may be drawn, what is sealed and opened, what a ruling needs, and
//! everything at its tick.

use std::collections::{BTreeMap, BTreeSet};

use ledger::apply::RULE_FRAUD;
use ledger::challenge::Right;
use ledger::charter::Charter;
use ledger::ids::{
    BasisPoints, CaseId, Digest, JuryId, MemberNumber, NetworkId, ProposalId, RoundNumber,
};
use ledger::jury::{
    Appeal, Case, Duty, Ground, Hearing, Jury, JuryStage, Level, Ruling, Seat, StepKind, Verdict,
};
use ledger::policy::ModerationChange;
use ledger::sortition::{Purpose, jury_seats};
use ledger::{Act, Body, Change, Rejection};

use crate::script::Network;
use crate::tracks::{forty, quick};

mod bench;
mod challenging;
mod lives;
mod referring;

/// Charter of these tests: no second hearing unless a test wants one.
fn quiet() -> Charter {
    Charter {
        retrial_share: BasisPoints(0),
        ..quick()
    }
}

pub(crate) fn appeal(act: u8) -> Body {
    Body::Appeal(Appeal {
        act: Digest([act; 32]),
        rule: "kindness".to_owned(),
        version: 1,
        step: StepKind::Remove,
    })
}

/// Somebody's verdict; the salt is made of their number, so that it can be opened again.
pub(crate) fn verdict(member: MemberNumber, ruling: Ruling) -> Verdict {
    let mut salt = [9; 32];
    salt[..4].copy_from_slice(&member.0.to_le_bytes());
    Verdict {
        salt,
        ruling,
        ground: Ground::Context,
    }
}

/// A name under which the member still holds a key, if there is one.
pub(crate) fn name_of(network: &Network, member: MemberNumber) -> String {
    let held = &network.state.find_member(member).expect("a member");
    let people = network.people.iter().filter(|(_, it)| it.0 == member);
    people
        .max_by_key(|(_, it)| held.find_key(it.1).is_some())
        .expect("somebody")
        .0
        .clone()
}

fn case(network: &Network, id: u32) -> &Case {
    network.state.find_case(CaseId(id)).expect("a case")
}

fn jury(network: &Network, id: u32) -> &Jury {
    network.state.find_jury(JuryId(id)).expect("a jury")
}

fn sitting(network: &Network, id: u32) -> Vec<MemberNumber> {
    jury(network, id).sitting().map(|it| it.member).collect()
}

fn seal(
    network: &mut Network,
    id: u32,
    member: MemberNumber,
    ruling: Ruling,
) -> Result<(), Rejection> {
    let seal = verdict(member, ruling).seal(network.state.network, JuryId(id), member);
    let name = name_of(network, member);
    network.sign(
        &name,
        Body::SealVerdict {
            jury: JuryId(id),
            seal,
        },
    )
}

fn open(
    network: &mut Network,
    id: u32,
    member: MemberNumber,
    ruling: Ruling,
) -> Result<(), Rejection> {
    let name = name_of(network, member);
    let verdict = verdict(member, ruling);
    network.sign(
        &name,
        Body::OpenVerdict {
            jury: JuryId(id),
            verdict,
        },
    )
}

/// The first `reverse` of a jury seal that the act is undone, the next `uphold` that it stands; all of
/// them open it.
pub(crate) fn judge(network: &mut Network, id: u32, reverse: usize, uphold: usize) {
    let ruling = |place| {
        if place < reverse {
            Ruling::Reverse
        } else {
            Ruling::Uphold
        }
    };
    let members: Vec<_> = sitting(network, id)
        .into_iter()
        .take(reverse + uphold)
        .collect();
    for (place, member) in members.iter().enumerate() {
        assert_eq!(seal(network, id, *member, ruling(place)), Ok(()));
    }
    while matches!(jury(network, id).stage, JuryStage::Sealing { .. }) {
        network.wait(1);
    }
    for (place, member) in members.iter().enumerate() {
        assert_eq!(open(network, id, *member, ruling(place)), Ok(()));
    }
}

/// One operation of every kind, for the frozen vectors.
pub(crate) fn bodies() -> Vec<(&'static str, Body)> {
    let member = MemberNumber(70_000);
    let jury = JuryId(5);
    let seal = verdict(member, Ruling::Reverse).seal(NetworkId([0x77; 32]), jury, member);
    vec![
        ("appeal", appeal(0x35)),
        ("appeal-further", Body::AppealFurther(CaseId(4))),
        ("refer-act", referring::refer(70_001, 0x37, RULE_FRAUD)),
        ("seal-verdict", Body::SealVerdict { jury, seal }),
        (
            "open-verdict",
            Body::OpenVerdict {
                jury,
                verdict: verdict(member, Ruling::Reverse),
            },
        ),
        ("step-aside", Body::StepAside(jury)),
        ("jury-duty", Body::JuryDuty(Duty::Declined)),
        (
            "state-verdict",
            Body::StateVerdict {
                jury,
                text: Digest([0x36; 32]),
            },
        ),
        (
            "sponsor-from-bench",
            Body::SponsorFromBench {
                jury,
                proposal: ProposalId(41),
            },
        ),
        (
            "challenge-decision",
            challenging::challenge(41, Right::Together),
        ),
        ("support-challenge", challenging::support(41, 3)),
    ]
}

/// Lets a jury hear an appeal from the summons to its statement, for the frozen chain.
pub(crate) fn hear_once(network: &mut Network) {
    assert_eq!(network.sign("m9", Body::JuryDuty(Duty::Declined)), Ok(()));
    // Whoever holds a passkey only signs nothing here, so that the lot must fall on others: what it
    // falls on follows from the act.
    assert_eq!(network.sign("m8", appeal(7)), Ok(()));
    network.wait(1);
    let first = name_of(network, sitting(network, 1)[0]);
    assert_eq!(network.sign(&first, Body::StepAside(JuryId(1))), Ok(()));
    let seats = sitting(network, 1).len();
    judge(network, 1, 0, seats);
    let first = name_of(network, sitting(network, 1)[0]);
    let text = Digest([3; 32]);
    let jury = JuryId(1);
    assert_eq!(
        network.sign(&first, Body::StateVerdict { jury, text }),
        Ok(())
    );
    assert_eq!(network.sign("m8", Body::AppealFurther(CaseId(1))), Ok(()));
    network.wait(2);
}

/// A network with the jury of a first appeal drawn.
fn drawn(charter: Charter) -> Network {
    let mut network = forty(charter);
    assert_eq!(network.sign("m0", appeal(1)), Ok(()));
    network.wait(1);
    network
}

/// Level 1: three of seven reverse nothing, four do; then levels 2 and 3 at their edges. The charter's
/// numbers of a grown network cannot be had among forty, so that sizes are what a third leaves.
#[test]
fn a_ruling_needs_what_its_level_asks() {
    for (reverse, uphold, expected) in [
        (3, 4, Ruling::Uphold),
        (4, 3, Ruling::Reverse),
        (2, 2, Ruling::Uphold),
        (3, 1, Ruling::Reverse),
    ] {
        let mut network = drawn(quiet());
        assert_eq!(jury(&network, 1).seats, 7);
        judge(&mut network, 1, reverse, uphold);
        network.wait(24);
        assert_eq!(case(&network, 1).ruling, expected, "{reverse}:{uphold}");
        assert!(case(&network, 1).appeal_until_ms.is_some());
        network.replay();
    }
    // 31 are left after seven sat, so that the second jury has nine seats: a change takes six.
    for (reverse, expected) in [(5, Ruling::Uphold), (6, Ruling::Reverse)] {
        let mut network = drawn(quiet());
        judge(&mut network, 1, 0, 7);
        assert_eq!(network.sign("m0", Body::AppealFurther(CaseId(1))), Ok(()));
        network.wait(1);
        let seats = usize::try_from(jury(&network, 2).seats).expect("few");
        assert_eq!((seats, jury(&network, 2).level), (9, Level::Second));
        judge(&mut network, 2, reverse, seats - reverse);
        network.wait(24);
        assert_eq!(case(&network, 1).ruling, expected, "{reverse} of {seats}");
        network.replay();
    }
}

/// Nobody who is a party, acts at level 0, declined, sat lately or is two vouches away is drawn.
#[test]
fn who_cannot_judge_is_no_candidate() {
    let mut network = forty(quiet());
    network.check("m0 vouch m1\nm1 vouch m2\nm2 vouch m3");
    assert_eq!(network.sign("m4", Body::JuryDuty(Duty::Declined)), Ok(()));
    assert_eq!(
        network.sign("m4", Body::JuryDuty(Duty::Declined)),
        Err(Rejection::ChangesNothing)
    );
    assert_eq!(network.sign("m0", appeal(1)), Ok(()));
    let has = |network: &Network, id, name: &str| {
        jury(network, id).candidates.contains(network.member(name))
    };
    for (name, may) in [
        ("m0", false),
        ("founder", false),
        ("m1", false),
        ("m2", false),
        ("m3", true),
        ("m4", false),
        ("m5", true),
    ] {
        assert_eq!(has(&network, 1, name), may, "{name}");
    }
    network.wait(1);
    let sat: BTreeSet<_> = sitting(&network, 1).into_iter().collect();
    judge(&mut network, 1, 7, 0);
    // They rest for this round and three more.
    assert_eq!(network.sign("m9", appeal(2)), Ok(()));
    assert!(
        sat.iter()
            .all(|it| !jury(&network, 2).candidates.contains(*it))
    );
    let round = network.state.round;
    while network.state.round < RoundNumber(round.0 + 3) {
        network.wait(24);
    }
    for name in (0..39).map(|it| format!("m{it}")) {
        let _ = network.sign(&name, Body::JuryDuty(Duty::Willing));
    }
    let again = sat
        .iter()
        .copied()
        .find(|it| *it != network.member("m10"))
        .expect("seven");
    assert_eq!(network.sign("m10", appeal(3)), Ok(()));
    assert!(
        !jury(&network, 3).candidates.contains(again),
        "round {}",
        network.state.round
    );
    while network.state.round < RoundNumber(round.0 + 4) {
        network.wait(24);
    }
    assert_eq!(network.sign("m11", appeal(4)), Ok(()));
    assert!(jury(&network, 4).candidates.contains(again) || again == network.member("m11"));
    network.replay();
}

/// Whoever sealed nothing in a third of the time is replaced at that very tick, costs themselves four
/// rounds, and has no say any more; whoever steps aside rests nothing.
#[test]
fn alternates_stand_in_at_their_tick() {
    let mut network = drawn(quiet());
    let first = sitting(&network, 1);
    let (aside, late) = (first[0], first[1]);
    for member in &first[2..] {
        assert_eq!(seal(&mut network, 1, *member, Ruling::Uphold), Ok(()));
    }
    let name = name_of(&network, aside);
    assert_eq!(network.sign(&name, Body::StepAside(JuryId(1))), Ok(()));
    assert_eq!(sitting(&network, 1).len(), 7);
    assert_eq!(
        network.sign(&name, Body::StepAside(JuryId(1))),
        Err(Rejection::NotOnJury)
    );
    assert_eq!(
        seal(&mut network, 1, aside, Ruling::Uphold),
        Err(Rejection::NotOnJury)
    );
    let by_aside = *sitting(&network, 1).last().expect("an alternate");
    // 48 ticks to seal: thirds of 16.
    network.wait(15);
    assert!(sitting(&network, 1).contains(&late));
    network.wait(1);
    assert!(!sitting(&network, 1).contains(&late));
    assert!(
        !sitting(&network, 1).contains(&by_aside),
        "they had the same third"
    );
    assert_eq!(sitting(&network, 1).len(), 7);
    let rests = &network.state.justice.resting;
    assert_eq!(
        rests.get(&late),
        Some(&RoundNumber(network.state.round.0 + 4))
    );
    assert_eq!(rests.get(&aside), None);
    let seats: Vec<_> = jury(&network, 1).jurors.iter().map(|it| it.seat).collect();
    assert_eq!(seats.iter().filter(|it| **it == Seat::Absent).count(), 2);
    network.wait(16);
    let last = sitting(&network, 1);
    network.wait(15);
    assert_eq!(
        sitting(&network, 1),
        last,
        "nobody comes for the last third"
    );
    assert!(matches!(jury(&network, 1).stage, JuryStage::Sealing { .. }));
    network.wait(1);
    assert!(matches!(jury(&network, 1).stage, JuryStage::Opening { .. }));
    network.replay();
}

/// A verdict is sealed while it can be, changed until then, and opened as it was sealed, once.
#[test]
fn what_was_sealed_is_what_is_opened() {
    let mut network = drawn(quiet());
    let members = sitting(&network, 1);
    let one = members[0];
    assert_eq!(
        open(&mut network, 1, one, Ruling::Uphold),
        Err(Rejection::NotOpening)
    );
    assert_eq!(seal(&mut network, 1, one, Ruling::Uphold), Ok(()));
    assert_eq!(seal(&mut network, 1, one, Ruling::Reverse), Ok(()));
    assert_eq!(
        seal(&mut network, 2, one, Ruling::Reverse),
        Err(Rejection::JuryNotFound)
    );
    let stranger = network.member("m0");
    assert_eq!(
        seal(&mut network, 1, stranger, Ruling::Reverse),
        Err(Rejection::NotOnJury)
    );
    for member in &members[1..] {
        assert_eq!(seal(&mut network, 1, *member, Ruling::Reverse), Ok(()));
    }
    // The last seal ends the sealing: nothing can be learnt by waiting.
    assert!(matches!(jury(&network, 1).stage, JuryStage::Opening { .. }));
    assert_eq!(
        seal(&mut network, 1, one, Ruling::Uphold),
        Err(Rejection::NotSealing)
    );
    let name = name_of(&network, one);
    assert_eq!(
        network.sign(&name, Body::StepAside(JuryId(1))),
        Err(Rejection::NotSealing)
    );
    assert_eq!(
        open(&mut network, 1, one, Ruling::Uphold),
        Err(Rejection::SealUnsound)
    );
    assert_eq!(open(&mut network, 1, one, Ruling::Reverse), Ok(()));
    assert_eq!(
        open(&mut network, 1, one, Ruling::Reverse),
        Err(Rejection::OpenedAlready)
    );
    network.wait(23);
    assert!(matches!(jury(&network, 1).stage, JuryStage::Opening { .. }));
    network.wait(1);
    // One of seven is no quorum: an act that nobody comes to confirm does not stand.
    let JuryStage::Over { outcome, .. } = jury(&network, 1).stage else {
        panic!("over")
    };
    assert_eq!((outcome.reverse, outcome.ruling), (1, None));
    assert_eq!(case(&network, 1).ruling, Ruling::Reverse);
    network.replay();
}

/// Pay is the same for either verdict, for whoever opened one; what is credited adds up.
#[test]
fn pay_is_flat() {
    let mut network = drawn(Charter {
        juror_pay: 240,
        ..quiet()
    });
    let members = sitting(&network, 1);
    judge(&mut network, 1, 3, 2);
    network.wait(24);
    let expected: BTreeMap<_, _> = members[..5].iter().map(|it| (*it, 240)).collect();
    assert_eq!(network.state.justice.credited, expected);
    network.replay();
}

/// The order in which seals and verdicts come decides nothing.
#[test]
fn no_order_of_verdicts_changes_a_ruling() {
    let rulings = |place: usize| {
        if place.is_multiple_of(2) {
            Ruling::Reverse
        } else {
            Ruling::Uphold
        }
    };
    let mut outcomes = BTreeSet::new();
    for turn in 0..7 {
        let mut network = drawn(quiet());
        let mut members: Vec<_> = sitting(&network, 1).into_iter().enumerate().collect();
        members.rotate_left(turn);
        for (place, member) in &members {
            assert_eq!(seal(&mut network, 1, *member, rulings(*place)), Ok(()));
        }
        members.reverse();
        for (place, member) in &members {
            assert_eq!(open(&mut network, 1, *member, rulings(*place)), Ok(()));
        }
        let JuryStage::Over { outcome, .. } = jury(&network, 1).stage else {
            panic!("over")
        };
        outcomes.insert((outcome.uphold, outcome.reverse, outcome.ruling));
    }
    assert_eq!(outcomes, BTreeSet::from([(3, 4, Some(Ruling::Reverse))]));
}

/// Whoever lost may go on, in time, once; above level 3 there is nothing.
#[test]
fn the_side_that_lost_may_go_on() {
    let further = Body::AppealFurther(CaseId(1));
    let mut network = drawn(quiet());
    assert_eq!(
        network.sign("m0", Body::AppealFurther(CaseId(9))),
        Err(Rejection::CaseNotFound)
    );
    assert_eq!(
        network.sign("m0", further.clone()),
        Err(Rejection::CaseHeard)
    );
    judge(&mut network, 1, 7, 0);
    assert_eq!(
        network.sign("m0", further.clone()),
        Err(Rejection::NotTheAppellant)
    );
    assert_eq!(
        network.sign("m1", further.clone()),
        Err(Rejection::NotTheAppellant)
    );
    assert_eq!(network.sign("founder", further.clone()), Ok(()));
    network.wait(1);
    let seats = usize::try_from(jury(&network, 2).seats).expect("few");
    judge(&mut network, 2, 0, seats);
    assert_eq!(case(&network, 1).ruling, Ruling::Uphold);
    network.wait(335);
    assert_eq!(network.sign("m0", further.clone()), Ok(()));
    network.wait(1);
    assert_eq!(jury(&network, 3).level, Level::Third);
    let seats = usize::try_from(jury(&network, 3).seats).expect("few");
    judge(&mut network, 3, 0, seats);
    assert_eq!(network.sign("m0", further), Err(Rejection::AppealOver));
    network.replay();

    let mut network = drawn(quiet());
    judge(&mut network, 1, 0, 7);
    network.wait(336);
    assert_eq!(
        network.sign("m0", Body::AppealFurther(CaseId(1))),
        Err(Rejection::AppealOver)
    );
}

/// An act is appealed once, three of one person at a time, with a rule that can be one.
#[test]
fn an_appeal_is_checked() {
    let mut network = forty(quiet());
    let unsound = Body::Appeal(Appeal {
        act: Digest([1; 32]),
        rule: "Kindness!".to_owned(),
        version: 1,
        step: StepKind::Warn,
    });
    assert_eq!(
        network.sign("m0", unsound),
        Err(Rejection::PayloadOutOfBounds)
    );
    assert_eq!(network.sign("m0", appeal(1)), Ok(()));
    assert_eq!(
        network.sign("m1", appeal(1)),
        Err(Rejection::AppealedAlready)
    );
    assert_eq!(network.sign("m0", appeal(2)), Ok(()));
    assert_eq!(network.sign("m0", appeal(3)), Ok(()));
    assert_eq!(network.sign("m0", appeal(4)), Err(Rejection::AppealLimit));
    assert_eq!(network.sign("m1", appeal(4)), Ok(()));
    network.replay();
    let mut alone = Network::found(quiet());
    alone.check("crowd 2");
    assert_eq!(alone.sign("m0", appeal(1)), Err(Rejection::NoJury));
}

/// Where exclusions leave fewer than three, the farthest are let in first.
#[test]
fn among_few_the_farthest_may_judge() {
    let mut network = Network::found(quiet());
    network.check("crowd 5\nm0 vouch m1\nm1 vouch m2");
    assert_eq!(network.sign("m0", appeal(1)), Ok(()));
    // Of five, m3 and m4 stand apart; m2 is two vouches away and makes the third.
    let all = &jury(&network, 1).candidates;
    assert_eq!((all.len(), all.contains(network.member("m1"))), (3, false));
    assert!(all.contains(network.member("m2")));
    network.replay();
}

/// The table of GOVERNANCE §4 in the policy that a network is founded with, and smaller juries.
#[test]
fn juries_are_as_large_as_the_eligible_allow() {
    let network = forty(quiet());
    assert_eq!(network.state.moderation.jury_sizes.value, [7, 21, 41]);
    let charter = Charter::of(ledger::charter::Template::Cooperative);
    let ticks = Level::ALL.map(|it| it.ticks(&charter));
    assert_eq!(ticks, [72, 120, 168]);
    for (eligible, seats) in [
        (21, Some(7)),
        (20, Some(5)),
        (14, Some(3)),
        (3, Some(3)),
        (2, None),
    ] {
        assert_eq!(jury_seats(7, eligible), seats);
    }
}

/// The receipt draws the same people again from what was frozen a tick before.
#[test]
fn a_jury_can_be_drawn_again() {
    let mut network = forty(quiet());
    assert_eq!(network.sign("m0", appeal(1)), Ok(()));
    network.check("m1 vouch m0");
    let before = network.state.clone();
    let due_ms = before.next_timer_ms().expect("it is drawn");
    let effects = ledger::apply::decide(&before, due_ms, &Act::Tick, None).expect("due");
    let [Change::JuryDrawn { receipt, .. }] = effects.changes.as_slice() else {
        panic!("drawn")
    };
    assert_eq!(receipt.draw.purpose, Purpose::Jury);
    assert_eq!(receipt.draw.beacon.hash, before.log.root());
    assert!(receipt.is_drawn_from_beacon());
    let called = before.find_jury(JuryId(1)).expect("called");
    assert!(
        called.candidates.contains(network.member("m1")),
        "frozen before the vouch"
    );
    assert_eq!(receipt.draw.hold(called.stratified()), **receipt);
    assert_eq!(receipt.seated().len(), 7);
    let all: usize = receipt.parts.iter().map(|it| it.drawn.len()).sum();
    assert_eq!(all, 21, "two alternates to each seat");
}

/// A statement comes once, from one who ruled with the jury.
#[test]
fn a_jury_states_its_reasons_once() {
    let mut network = drawn(quiet());
    let members = sitting(&network, 1);
    let text = Digest([3; 32]);
    let state = |network: &mut Network, member| {
        let name = name_of(network, member);
        network.sign(
            &name,
            Body::StateVerdict {
                jury: JuryId(1),
                text,
            },
        )
    };
    assert_eq!(state(&mut network, members[0]), Err(Rejection::NoRuling));
    for (place, member) in members.iter().enumerate() {
        let ruling = if place < 5 {
            Ruling::Reverse
        } else {
            Ruling::Uphold
        };
        assert_eq!(seal(&mut network, 1, *member, ruling), Ok(()));
    }
    for (place, member) in members[..6].iter().enumerate() {
        let ruling = if place < 5 {
            Ruling::Reverse
        } else {
            Ruling::Uphold
        };
        assert_eq!(open(&mut network, 1, *member, ruling), Ok(()));
    }
    network.wait(24);
    assert_eq!(
        state(&mut network, members[5]),
        Err(Rejection::NoRuling),
        "was outvoted"
    );
    assert_eq!(
        state(&mut network, members[6]),
        Err(Rejection::NoRuling),
        "did not rule"
    );
    assert_eq!(state(&mut network, members[1]), Ok(()));
    assert_eq!(
        state(&mut network, members[0]),
        Err(Rejection::StatedAlready)
    );
    assert_eq!(jury(&network, 1).statement, Some((members[1], text)));
    network.replay();
}

/// Two juries on the same cases: a rule under the share of agreement, over enough cases, is unclear.
#[test]
fn a_rule_that_juries_read_differently_is_unclear() {
    let mut network = forty(Charter {
        retrial_share: BasisPoints(10_000),
        jury_rest_rounds: 0,
        unclear_from: 2,
        ..quick()
    });
    let rule = network.payload("rule");
    let ledger::operation::Payload::Moderation(changes) = rule else {
        panic!("a rule")
    };
    let [ModerationChange::PutRule(rule)] = changes.as_slice() else {
        panic!("a rule")
    };
    let id = rule.id.clone();
    network.check(
        "m0 propose rule\nfirst 30 vote 1 yes\nwait 504\nwait 72\nwait 168\nproposal 1 => enacted",
    );
    let mut next = 1;
    for (act, again) in [(1, 7), (2, 0), (3, 0), (4, 7)] {
        let body = Body::Appeal(Appeal {
            act: Digest([act; 32]),
            rule: id.clone(),
            version: 2,
            step: StepKind::Remove,
        });
        assert_eq!(network.sign("m0", body), Ok(()));
        network.wait(1);
        judge(&mut network, next, 7, 0);
        network.wait(1);
        assert_eq!(jury(&network, next + 1).hearing, Hearing::Again);
        let first: BTreeSet<_> = sitting(&network, next).into_iter().collect();
        assert!(
            sitting(&network, next + 1)
                .iter()
                .all(|it| !first.contains(it))
        );
        judge(&mut network, next + 1, again, 7 - again);
        network.wait(24);
        assert_eq!(
            case(&network, u32::from(act)).ruling,
            Ruling::Reverse,
            "it changes nothing"
        );
        next += 2;
        let agreement = network.state.justice.rules[&id];
        // 1 of 1 is too few; 1 of 2 and 1 of 3 are under 70 %, and so is 2 of 4.
        assert_eq!(agreement.unclear_ms.is_some(), act >= 2, "{agreement:?}");
    }
    let agreement = network.state.justice.rules[&id];
    assert_eq!((agreement.compared, agreement.agreed), (4, 2));
    network.replay();
}
