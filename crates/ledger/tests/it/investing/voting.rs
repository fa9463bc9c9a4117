//! A unit of class I never votes: every way that a vote, a weight or a count could come from one is tried.

use ledger::chamber::{vested, weight};
use ledger::delegation::Topic;
use ledger::ids::{Digest, ElectionId, MemberNumber, MicroShares, ProposalId};
use ledger::investing::{Holding, Units};
use ledger::operation::{Body, Choice, Payload, Propose};
use ledger::panel::PanelAnswer;
use ledger::{Rejection, State};

use super::{issued, open};
use crate::script::Network;

/// An investor who is nothing else can do none of what members decide by.
#[test]
fn an_investor_has_none_of_a_members_voices() {
    let mut network = issued(open());
    network.check("m0 propose statement\n proposal 2 => open");
    let proposal = ProposalId(2);
    let propose = Body::Propose(Propose {
        payload: Payload::Statement,
        text: Digest([1; 32]),
    });
    let refused = [
        (propose, Rejection::StandingTooLow),
        (Body::Sponsor(proposal), Rejection::StandingTooLow),
        (Body::SignPetition(proposal), Rejection::StandingTooLow),
        (
            Body::Vote {
                proposal,
                choice: Choice::Yes,
            },
            Rejection::NotInElectorate,
        ),
        (
            Body::AnswerPanel {
                proposal,
                answer: PanelAnswer::Yes,
            },
            Rejection::NoPanel,
        ),
        (
            Body::Rank {
                election: ElectionId(1),
                ranking: vec![MemberNumber(1)],
            },
            Rejection::NotOpen,
        ),
        (Body::Pause, Rejection::NotAGuardian),
        (
            Body::AttestIncome {
                income: ledger::books::IncomeKind::Gift,
                amount: ledger::ids::Money(1),
                evidence: Digest([2; 32]),
            },
            Rejection::NotInOffice,
        ),
    ];
    for name in ["i0", "i4"] {
        for (body, why) in &refused {
            assert_eq!(
                network.sign(name, body.clone()),
                Err(*why),
                "{name}: {body:?}"
            );
        }
    }
    // A delegation by who may not vote carries nothing.
    let delegate = Body::Delegate {
        topic: Topic::Other,
        to: vec![network.people["m1"].0],
    };
    let before = network.sign("i0", delegate);
    assert!(matches!(before, Ok(()) | Err(Rejection::StandingTooLow)));
    network.check("m0 propose statement\n m1 vote 3 yes\n carried 3 => 0:0:0");
    assert_eq!(electorate(&network, 3), 40, "the forty, and no investor");
}

fn electorate(network: &Network, id: u32) -> u32 {
    let proposal = network.state.find_proposal(ProposalId(id));
    let snapshot = proposal.and_then(|it| it.snapshot.as_ref());
    snapshot.expect("open").electorate
}

/// A member who holds units is a member: one vote, and the weight of what they earned.
#[test]
fn a_member_who_invests_weighs_what_they_earned() {
    let mut plain = issued(open());
    let mut invested = issued(open());
    // As much as there can be, in the hands of one member.
    let m1 = invested.people["m1"].0;
    let offer = invested.state.investing.offers.get_mut(&ProposalId(1));
    let holding = Holding {
        units: Units(100_000_000),
        ..Holding::default()
    };
    offer.expect("issued").holdings.insert(m1, holding);
    invested.state.derive();
    for network in [&mut plain, &mut invested] {
        network.check("m0 propose statement\n m0 propose charter:content-share=5000");
        network.check("m0 propose spend:grants:m9:0 => payload-out-of-bounds");
        network.check("all vote 2 yes\n all vote 3 no");
    }
    assert_eq!(plain.state.roll, invested.state.roll);
    for id in [2, 3].map(ProposalId) {
        let of = |state: &State| {
            let proposal = state.find_proposal(id).expect("filed");
            (proposal.snapshot.clone(), proposal.count(), proposal.stage)
        };
        assert_eq!(of(&plain.state), of(&invested.state));
    }
}

/// Every operation there is, signed by an investor with units and by the same person without: what it
/// changes in any vote, roll, office or share is the same.
#[test]
fn no_operation_is_worth_more_with_units() {
    let mut with = issued(open());
    let mut without = issued(open());
    let offers = &mut without.state.investing.offers;
    offers.values_mut().for_each(|it| it.holdings.clear());
    for network in [&mut with, &mut without] {
        network.check(
            "m0 propose statement\n m0 propose rule\n m0 propose charter:content-share=5000",
        );
    }
    let scripts = [
        "vote 2 yes",
        "vote 3 no",
        "vote 4 veto",
        "sponsor 2",
        "petition 3",
        "delegate money m1",
        "delegate other m1",
        "propose statement",
        "propose budget:10:grants=1",
        "pause",
        "answer 2 yes",
        "came gift 5",
        "confirm 1",
        "paid 1",
        "vouch m3",
        "nominate 1",
        "rank 1 m1",
    ];
    for script in scripts {
        for name in ["i0", "m2"] {
            let line = format!("{name} {script}");
            assert_eq!(with.attempt(&line), without.attempt(&line), "{line}");
        }
    }
    for network in [&mut with, &mut without] {
        network.check("wait 700");
    }
    assert_eq!(with.state.roll, without.state.roll);
    assert_eq!(with.state.proposals, without.state.proposals);
    assert_eq!(with.state.seats, without.state.seats);
    assert_eq!(with.state.elections, without.state.elections);
    assert_eq!(with.state.issued, without.state.issued);
    assert_eq!(with.state.members, without.state.members);
}

/// What an investor holds is no share: it is earned by nobody, vests for nobody and cannot be sold.
#[test]
fn units_are_no_shares() {
    let network = issued(open());
    let State { charter, round, .. } = &network.state;
    for it in 0..5 {
        let number = network.people[&format!("i{it}")].0;
        let member = network.state.find_member(number).expect("an account");
        assert_eq!(member.earned(), MicroShares(0));
        assert_eq!(member.bought, MicroShares(0));
        assert_eq!(network.state.sellable(number), MicroShares(0));
        assert_eq!(weight(vested(member, charter, *round)), 0);
    }
}
