//! A decision that contradicts the bill of rights comes before a jury (GOVERNANCE §2; ADR-0033).

use ledger::challenge::{CHALLENGES_MAX, ChallengeNumber, Right};
use ledger::charter::Charter;
use ledger::ids::{CaseId, Digest, ProposalId};
use ledger::jury::{JuryStage, Level, Matter, Ruling};
use ledger::proposal::{Failure, Stage};
use ledger::{Body, Rejection};

use super::{case, judge, jury, quiet};
use crate::script::Network;

/// Ticks of a decision on policy: its vote, and what it waits after that.
const VOTING: u32 = 504;
const WAITS: u32 = 72 + 168;

pub(super) fn challenge(proposal: u32, right: Right) -> Body {
    Body::ChallengeDecision {
        proposal: ProposalId(proposal),
        right,
        grounds: Digest([0x38; 32]),
    }
}

pub(super) fn support(proposal: u32, number: u8) -> Body {
    Body::SupportChallenge {
        proposal: ProposalId(proposal),
        number: ChallengeNumber(number),
    }
}

/// A network of eighty whose rule was accepted: eight must challenge it.
fn decided() -> Network {
    let mut network = Network::found(Charter {
        sponsors_floor: 30,
        sponsored_max: 50,
        bootstrap_members: 100,
        ..quiet()
    });
    network.check("crowd 79\nm1 propose rule");
    for name in 2..=8 {
        network.check(&format!("m{name} sponsor 1"));
    }
    network.check("all vote 1 yes");
    network.wait(VOTING);
    network
}

fn stage(network: &Network, id: u32) -> Stage {
    network
        .state
        .find_proposal(ProposalId(id))
        .expect("a proposal")
        .stage
}

/// Challenges the rule with enough members, so that a jury is called.
fn heard() -> Network {
    let mut network = decided();
    assert_eq!(network.sign("m9", challenge(1, Right::Exit)), Ok(()));
    for name in 10..=15 {
        assert_eq!(network.sign(&format!("m{name}"), support(1, 1)), Ok(()));
        assert!(network.state.justice.cases.is_empty(), "m{name}");
    }
    assert_eq!(network.sign("m16", support(1, 1)), Ok(()));
    network
}

/// Every refusal in the order of the page, each with nothing changed.
#[test]
fn what_cannot_be_challenged() {
    let mut network = decided();
    network.check("m1 propose rule\nm1 propose charter:veto=4000\nm1 propose existence:sale");
    let outsider = {
        network.check("m20 leave");
        "m20"
    };
    assert_eq!(network.sign("m9", challenge(1, Right::Exit)), Ok(()));
    for (name, body, expected) in [
        (outsider, challenge(1, Right::Exit), Rejection::MemberLeft),
        (
            "m10",
            challenge(9, Right::Exit),
            Rejection::ProposalNotFound,
        ),
        (
            "m10",
            challenge(2, Right::Exit),
            Rejection::NotChallengeable,
        ),
        ("m9", challenge(1, Right::Pay), Rejection::ChallengedAlready),
        ("m9", support(1, 1), Rejection::ChallengedAlready),
        ("m10", support(9, 1), Rejection::ProposalNotFound),
        ("m10", support(2, 1), Rejection::NotChallengeable),
        ("m10", support(1, 0), Rejection::ChallengeNotFound),
        ("m10", support(1, 2), Rejection::ChallengeNotFound),
    ] {
        let before = network.state.clone();
        assert_eq!(network.sign(name, body), Err(expected));
        assert_eq!(network.state, before, "{expected:?}");
    }
    for number in 2..=CHALLENGES_MAX {
        let name = format!("m{}", number + 20);
        assert_eq!(network.sign(&name, challenge(1, Right::Pay)), Ok(()));
    }
    assert_eq!(
        network.sign("m40", challenge(1, Right::Pay)),
        Err(Rejection::ChallengesFull)
    );
    network.wait(WAITS);
    assert_eq!(stage(&network, 1), Stage::Enacted);
    assert_eq!(
        network.sign("m40", challenge(1, Right::Pay)),
        Err(Rejection::NotChallengeable)
    );
    network.replay();
}

/// The charter itself and the end of the network are no decisions of class C to J.
#[test]
fn the_bill_itself_is_changed_by_the_charter_alone() {
    for (kind, voting) in [("charter:veto=4000", 672), ("existence:sale", 1_008)] {
        let mut network = Network::found(quiet());
        network.check("crowd 39");
        network.check(&format!("m1 propose {kind}\nall vote 1 yes"));
        network.wait(voting);
        while !matches!(stage(&network, 1), Stage::Confirming { .. }) {
            network.wait(24);
            let _ = network.attempt("all vote 1 yes");
        }
        assert_eq!(
            network.sign("m3", challenge(1, Right::Exit)),
            Err(Rejection::NotChallengeable),
            "{kind}"
        );
    }
}

/// Nobody who put their name under the decision or the challenge sits, nor who knows a party.
#[test]
fn the_parties_do_not_judge() {
    let mut network = decided();
    network.check("m9 vouch m30\nm1 vouch m31\nm10 vouch m32");
    assert_eq!(network.sign("m9", challenge(1, Right::Exit)), Ok(()));
    for name in 10..=16 {
        assert_eq!(network.sign(&format!("m{name}"), support(1, 1)), Ok(()));
    }
    assert_eq!(
        network.sign("m17", support(1, 1)),
        Err(Rejection::CaseHeard)
    );
    let called = jury(&network, 1);
    assert_eq!(called.level, Level::Third);
    assert_eq!(
        case(&network, 1).matter,
        Matter::Decision {
            proposal: ProposalId(1),
            number: ChallengeNumber(1),
            right: Right::Exit,
        }
    );
    let judges = |name: &str| called.candidates.contains(network.member(name));
    for name in ["m1", "m2", "m8", "m9", "m16", "m30", "m31"] {
        assert!(!judges(name), "{name}");
    }
    for name in ["m17", "m32", "m40"] {
        assert!(judges(name), "{name}");
    }
    network.replay();
}

/// At the edge of what a jury of level 3 needs: more than half of all seats.
#[test]
fn a_jury_decides_whether_it_comes_into_force() {
    for more in [0, 1] {
        let mut network = heard();
        network.wait(1);
        let seats = usize::try_from(jury(&network, 1).seats).expect("few");
        let reverse = seats / 2 + more;
        judge(&mut network, 1, reverse, seats - reverse);
        while !matches!(jury(&network, 1).stage, JuryStage::Over { .. }) {
            network.wait(1);
        }
        let (expected, ruling) = if more == 1 {
            (Stage::Failed(Failure::Rights), Ruling::Reverse)
        } else {
            (Stage::Enacted, Ruling::Uphold)
        };
        assert_eq!(case(&network, 1).ruling, ruling);
        assert_eq!(
            stage(&network, 1) == expected,
            more == 1,
            "not yet in force"
        );
        network.wait(WAITS);
        assert_eq!(stage(&network, 1), expected);
        let rule = network.state.moderation.find_rule("machine-made");
        assert_eq!(rule.is_some(), more == 0);
        // It is over: a precedent, and nobody takes it further.
        let further = network.sign("m9", Body::AppealFurther(CaseId(1)));
        assert!(further.is_err(), "{further:?}");
        network.replay();
    }
}

/// Challenged at the last moment, a decision waits until its jury is over, and no longer.
#[test]
fn a_decision_waits_for_its_jury() {
    let mut network = decided();
    network.wait(WAITS - 1);
    assert_eq!(network.sign("m9", challenge(1, Right::Exit)), Ok(()));
    for name in 10..=16 {
        assert_eq!(network.sign(&format!("m{name}"), support(1, 1)), Ok(()));
    }
    let ticks = Level::Third.ticks(&network.state.charter);
    // A tick for the lot, then what the jury has.
    for _ in 0..ticks {
        network.wait(1);
        assert!(matches!(stage(&network, 1), Stage::Timelock { .. }));
    }
    network.wait(1);
    assert!(matches!(jury(&network, 1).stage, JuryStage::Over { .. }));
    // In the same millisecond the jury was not over yet.
    network.wait(1);
    assert_eq!(stage(&network, 1), Stage::Enacted);
    network.replay();
}
