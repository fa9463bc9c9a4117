//! A jury of level 3 puts a moderation clause to the vote without sponsors.

use ledger::charter::Charter;
use ledger::ids::{CaseId, JuryId, ProposalId};
use ledger::jury::{Level, Ruling};
use ledger::member::Standing;
use ledger::proposal::Stage;
use ledger::{Body, Rejection};

use super::{appeal, case, judge, jury, name_of, quiet, sitting};
use crate::script::Network;

/// A network of eighty in which a jury of each level has ruled, and whose drafts need ten sponsors.
fn ruled() -> Network {
    let mut network = Network::found(Charter {
        sponsors_floor: 10,
        ..quiet()
    });
    network.check("crowd 79");
    assert_eq!(network.sign("m0", appeal(1)), Ok(()));
    for level in 1..=3 {
        network.wait(1);
        let seats = usize::try_from(jury(&network, level).seats).expect("few");
        judge(&mut network, level, 0, seats);
        network.wait(24);
        if level < 3 {
            assert_eq!(network.sign("m0", Body::AppealFurther(CaseId(1))), Ok(()));
        }
    }
    assert_eq!(jury(&network, 3).level, Level::Third);
    assert_eq!(case(&network, 1).ruling, Ruling::Uphold);
    network
}

fn sponsor(network: &mut Network, name: &str, jury: u32, proposal: u32) -> Result<(), Rejection> {
    let (jury, proposal) = (JuryId(jury), ProposalId(proposal));
    network.sign(name, Body::SponsorFromBench { jury, proposal })
}

fn stage(network: &Network, id: u32) -> &Stage {
    &network
        .state
        .find_proposal(ProposalId(id))
        .expect("a proposal")
        .stage
}

fn bench(network: &Network) -> Vec<String> {
    let sat = sitting(network, 3);
    sat.into_iter().map(|it| name_of(network, it)).collect()
}

/// Every refusal in the order of the page, each with nothing changed.
#[test]
fn who_may_not_and_what_may_not_be_sponsored_from_the_bench() {
    let mut network = ruled();
    network.check("m1 propose rule\nm1 propose forget-searches\nm1 propose rule");
    network.check("m1 withdraw 3");
    let first = name_of(&network, sitting(&network, 1)[0]);
    let bench = bench(&network);
    let outside = (0..79)
        .map(|it| format!("m{it}"))
        .find(|it| !bench.contains(it) && *it != first)
        .expect("somebody");
    for (name, jury, proposal, expected) in [
        (&bench[0], 9, 1, Rejection::JuryNotFound),
        (&outside, 3, 1, Rejection::NotOnJury),
        (&first, 1, 1, Rejection::NotABench),
        (&bench[0], 3, 9, Rejection::ProposalNotFound),
        (&bench[0], 3, 3, Rejection::NotADraft),
        (&bench[0], 3, 2, Rejection::NotForTheBench),
    ] {
        let before = network.state.clone();
        assert_eq!(sponsor(&mut network, name, jury, proposal), Err(expected));
        assert_eq!(network.state, before, "{expected:?}");
    }
    assert_eq!(sponsor(&mut network, &bench[0], 3, 1), Ok(()));
    assert_eq!(
        sponsor(&mut network, &bench[0], 3, 1),
        Err(Rejection::SponsoredAlready)
    );
    let member = network.member(&bench[0]);
    assert_eq!(
        network.state.standing(member, network.time_ms),
        Standing::Member
    );
    network.replay();
}

/// Half of the seats are not enough, one more is; then it is open without a sponsor but its author,
/// and no other draft can be put to the vote by that jury.
#[test]
fn more_than_half_of_the_bench_put_it_to_the_vote() {
    let mut network = ruled();
    network.check("m1 propose rule\nm1 propose other-rule");
    let bench = bench(&network);
    let needed = usize::try_from(jury(&network, 3).bench_needed()).expect("few");
    assert_eq!(needed, bench.len() / 2 + 1);
    for name in &bench[..needed - 1] {
        assert_eq!(sponsor(&mut network, name, 3, 1), Ok(()));
        assert!(matches!(stage(&network, 1), Stage::Draft { .. }));
    }
    assert_eq!(sponsor(&mut network, &bench[needed - 1], 3, 1), Ok(()));
    assert!(matches!(stage(&network, 1), Stage::Open { .. }));
    let proposal = network.state.find_proposal(ProposalId(1)).expect("it");
    assert_eq!(proposal.bench, Some(JuryId(3)));
    assert_eq!(proposal.sponsors.len(), 1);
    assert!(proposal.sponsors_needed > 1);
    for name in &bench[needed..] {
        assert_eq!(sponsor(&mut network, name, 3, 2), Ok(()));
    }
    assert!(matches!(stage(&network, 2), Stage::Draft { .. }));
    network.replay();
}
