//! An act under a rule of fraud comes before a jury of level 2 that whoever is accused did not ask for.

use ledger::apply::{RULE_FAKE_ACCOUNT, RULE_FRAUD};
use ledger::charter::Charter;
use ledger::ids::{CaseId, Digest, JuryId, MemberNumber};
use ledger::jury::{Appeal, JuryStage, Level, Matter, Outcome, Ruling, StepKind};
use ledger::policy::{ModerationChange, Rule, Step};
use ledger::{Body, Rejection};

use super::{case, judge, jury, quiet, sitting};
use crate::script::Network;

pub(crate) fn refer(member: u32, act: u8, rule: &str) -> Body {
    Body::ReferAct {
        member: MemberNumber(member),
        act: Appeal {
            act: Digest([act; 32]),
            rule: rule.to_owned(),
            version: 1,
            step: StepKind::LimitReach,
        },
    }
}

fn appeal(act: u8, rule: &str) -> Body {
    let Body::ReferAct { act, .. } = refer(0, act, rule) else {
        unreachable!("it refers");
    };
    Body::Appeal(act)
}

/// Forty members under both rules; nothing of what m0 earned is vested.
fn network() -> Network {
    let rule = |id: &str| {
        ModerationChange::PutRule(Rule {
            id: id.to_owned(),
            title: "Earned honestly".to_owned(),
            text: "What counts for shares is what it seems.".to_owned(),
            examples: Vec::new(),
            ladder: vec![Step::LimitReach, Step::Expel],
        })
    };
    let charter = Charter {
        vesting_cliff_rounds: 10,
        vesting_parts: 52,
        ..quiet()
    };
    let mut network = Network::found_with(charter, vec![rule(RULE_FRAUD), rule(RULE_FAKE_ACCOUNT)]);
    network.check("crowd 39\nwait 168\nsettle 0 m0 52000000 m1 52000000");
    network
}

fn earned(network: &Network, name: &str) -> u64 {
    let member = network.state.find_member(network.member(name));
    member.expect("a member").earned().0
}

/// Every refusal, in the order of the page.
#[test]
fn who_and_what_cannot_be_referred() {
    let mut network = network();
    let m0 = network.member("m0").0;
    for (name, body, expected) in [
        (
            "founder",
            refer(m0, 1, "Not An Id"),
            Rejection::PayloadOutOfBounds,
        ),
        ("founder", refer(m0, 1, "spam"), Rejection::NotForReferral),
        ("m1", refer(m0, 1, RULE_FRAUD), Rejection::NotAModerator),
        ("m0", refer(m0, 1, RULE_FRAUD), Rejection::NotAModerator),
        (
            "founder",
            refer(1, 1, RULE_FRAUD),
            Rejection::ReferredOneself,
        ),
        (
            "founder",
            refer(999, 1, RULE_FRAUD),
            Rejection::MemberNotFound,
        ),
    ] {
        assert_eq!(network.sign(name, body), Err(expected), "{expected:?}");
    }
    assert_eq!(network.sign("m0", appeal(1, RULE_FRAUD)), Ok(()));
    assert_eq!(
        network.sign("founder", refer(m0, 1, RULE_FRAUD)),
        Err(Rejection::AppealedAlready)
    );
    assert_eq!(network.sign("founder", refer(m0, 2, RULE_FRAUD)), Ok(()));
    assert_eq!(
        network.sign("m0", appeal(2, RULE_FRAUD)),
        Err(Rejection::AppealedAlready)
    );
    network.replay();
}

/// A rule that the members have not adopted cannot be referred under.
#[test]
fn what_is_no_rule_here_cannot_be_referred() {
    let mut network = Network::found(quiet());
    network.check("crowd 39");
    let m0 = network.member("m0").0;
    let refused = network.sign("founder", refer(m0, 1, RULE_FRAUD));
    assert_eq!(refused, Err(Rejection::NotForReferral));
}

/// Two thirds of all seats find fraud; one fewer does not, and the act is undone. Nobody is found
/// guilty by a jury that stays away.
#[test]
fn two_thirds_of_the_seats_find_fraud() {
    for (uphold, reverse, is_found) in [(8, 3, true), (7, 4, false), (7, 0, false), (0, 0, false)] {
        let mut network = network();
        let m0 = network.member("m0").0;
        assert_eq!(network.sign("founder", refer(m0, 1, RULE_FRAUD)), Ok(()));
        let heard = case(&network, 1);
        assert!(matches!(heard.matter, Matter::Referral(_)));
        assert_eq!((heard.level, heard.ruling), (Level::Second, Ruling::Uphold));
        network.wait(1);
        assert_eq!(jury(&network, 1).seats, 11, "a third of 37, odd");
        assert!(!sitting(&network, 1).contains(&MemberNumber(m0)));
        judge(&mut network, 1, reverse, uphold);
        network.wait(130);
        let JuryStage::Over { outcome, .. } = jury(&network, 1).stage else {
            panic!("the jury sits still");
        };
        let ruling = if is_found {
            Ruling::Uphold
        } else {
            Ruling::Reverse
        };
        let count = |it: usize| u32::try_from(it).expect("few");
        let expected = Outcome {
            uphold: count(uphold),
            reverse: count(reverse),
            ruling: Some(ruling),
        };
        assert_eq!(outcome, expected);
        assert_eq!(case(&network, 1).ruling, ruling);
        let left = if is_found { 0 } else { 52_000_000 };
        assert_eq!(earned(&network, "m0"), left);
        assert_eq!(network.state.work.returned.0, 52_000_000 - left);
        assert_eq!(earned(&network, "m1"), 52_000_000);
        network.replay();
    }
}

/// Who appeals to a jury of level 1 and loses does not end it there: those who act at level 0 may go on.
/// At level 2 it needs the same two thirds, whoever brought it there.
#[test]
fn an_appeal_does_not_end_it() {
    for (rule, may) in [(RULE_FRAUD, true), ("spam", false)] {
        let mut network = network();
        assert_eq!(network.sign("m0", appeal(1, rule)), Ok(()));
        network.wait(1);
        judge(&mut network, 1, 0, 7);
        let further = Body::AppealFurther(CaseId(1));
        assert_eq!(
            network.sign("m1", further.clone()),
            Err(Rejection::NotTheAppellant)
        );
        let answer = network.sign("founder", further.clone());
        if !may {
            assert_eq!(answer, Err(Rejection::NotTheAppellant));
            continue;
        }
        assert_eq!(answer, Ok(()));
        network.wait(1);
        let seats = usize::try_from(jury(&network, 2).seats).expect("few");
        // Too few say either: the act stands, as the first jury left it, and nothing is found.
        let two_thirds = (2 * seats).div_ceil(3);
        judge(&mut network, 2, 0, two_thirds - 1);
        network.wait(130);
        assert_eq!(case(&network, 1).ruling, Ruling::Uphold);
        assert_eq!(earned(&network, "m0"), 52_000_000);
        assert_eq!(
            network.sign("founder", further),
            Err(Rejection::NotTheAppellant),
            "above level 2 nothing is found"
        );
        network.replay();
    }
}

/// What others bring against somebody takes nothing of the cases that they may bring themselves.
#[test]
fn referrals_do_not_fill_the_room_for_appeals() {
    let mut network = network();
    let m0 = network.member("m0").0;
    for act in 1..=4 {
        assert_eq!(network.sign("founder", refer(m0, act, RULE_FRAUD)), Ok(()));
    }
    for act in 11..=13 {
        assert_eq!(network.sign("m0", appeal(act, "spam")), Ok(()));
    }
    assert_eq!(
        network.sign("m0", appeal(14, "spam")),
        Err(Rejection::AppealLimit)
    );
    assert_eq!(jury(&network, 4).id, JuryId(4));
    network.replay();
}
