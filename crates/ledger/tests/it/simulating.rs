//! Simulations: what is said a proposal would do is what the ledger does once it is decided.

use ledger::apply::foresee;
use ledger::change::Change;
use ledger::charter::Charter;
use ledger::ids::{MemberNumber, RoundNumber};
use ledger::proposal::Stage;
use ledger::round::WorkRow;
use ledger::simulation::{PastVote, Purse, issuance_under, touches_votes, votes_under};
use ledger::{score, settlement};

use crate::script::Network;
use crate::tracks::{forty, quick, with_budget};
use crate::words::parameter;

/// Votes on fixed and on moving tracks, all ballots cast at once, with every kind of outcome.
const VOTES: &str = "
    m0 propose rule
    m0 propose statement
    m0 propose shorter
    m0 propose spend:grants:m3:900
    m0 propose spend:grants:m4:900
    m0 propose forget-searches
    first 24 vote 1 yes
    m30 vote 1 no
    first 9 vote 2 yes
    first 30 vote 3 no
    first 8 vote 3 yes
    m31 vote 4 yes
    m32 vote 4 yes
    m33 vote 4 yes
    m34 vote 4 no
    first 20 vote 5 yes
    m31 vote 6 veto
    m32 vote 6 veto
    first 4 vote 6 yes
    wait 672
    ";

fn with(changes: &[(&str, u64)]) -> Charter {
    let mut charter = quick();
    for (word, value) in changes {
        parameter(word).set(&mut charter, *value).expect("fits");
    }
    assert!(charter.is_sound(), "{changes:?}");
    charter
}

/// Founds under `charter`, gives a budget without a vote, and lets everything be voted on.
fn voted(charter: Charter) -> Network {
    let mut network = forty(charter);
    crate::books::open(&mut network.state, 1_000_000, 100_000);
    network.check(VOTES);
    network
}

/// What stands behind each vote when it was over: whether it failed.
fn outcomes(network: &Network) -> Vec<bool> {
    let failed = |it: &ledger::proposal::Proposal| {
        let mut history = it.history.iter().map(|it| it.0);
        assert!(!it.is_open(), "{:?} is over", it.id);
        history.any(|stage| matches!(stage, Stage::Failed(_)))
    };
    network.state.proposals.iter().map(failed).collect()
}

/// The last votes under other numbers end as they do where these numbers were in force.
#[test]
fn past_votes_end_as_they_would_have() {
    let before = voted(quick());
    let mut turned = 0;
    for changes in [
        &[("veto", 5_000)][..],
        &[("veto", 200)],
        &[("support-floor", 21)],
        &[("policy.support-from", 3_000), ("policy.support-to", 3_000)],
        &[
            ("policy.approval-from", 9_700),
            ("policy.approval-to", 9_700),
        ],
        &[("statement.members", 9_000)],
        &[("small-spend.support-to", 400)],
        &[
            ("small-spend.support-from", 9_000),
            ("small-spend.support-to", 4_000),
        ],
        &[
            ("small-spend.approval-from", 9_900),
            ("small-spend.approval-to", 7_600),
        ],
        &[("small-spend.confirm-ticks", 336)],
        &[("late-swing-ticks", 40)],
    ] {
        let charter = with(changes);
        let said = votes_under(&before.state, &charter, 20);
        assert_eq!(said.len(), 6);
        let then = outcomes(&voted(charter.clone()));
        for vote in &said {
            let place = usize::try_from(vote.proposal.0).expect("few") - 1;
            assert_eq!(vote.after.is_some(), then[place], "{changes:?}: {vote:?}");
        }
        let is_touched = touches_votes(&before.state.charter, &charter);
        let is_turned = said.iter().any(PastVote::is_turned);
        assert!(is_touched || !is_turned, "{changes:?}");
        turned += usize::from(is_turned);
    }
    assert!(turned >= 6, "{turned} of these numbers matter");
    let same = votes_under(&before.state, &before.state.charter, 20);
    assert!(
        !same.iter().any(PastVote::is_turned),
        "nothing changes nothing"
    );
    let of_same: Vec<bool> = outcomes(&before);
    for vote in same {
        let place = usize::try_from(vote.proposal.0).expect("few") - 1;
        assert_eq!(vote.before.is_some(), of_same[place]);
    }
    assert_eq!(votes_under(&before.state, &quick(), 2).len(), 2);
}

/// What a payment and a budget are said to leave is what is left.
#[test]
fn money_is_where_it_was_said_to_be() {
    let mut network = with_budget();
    for (words, wait) in [
        ("spend:grants:m3:900", 700),
        ("budget:5000:team=9,grants=70", 1_200),
    ] {
        let payload = network.payload(words);
        let effects = foresee(&network.state, network.time_ms, &payload).expect("possible");
        let said = effects
            .changes
            .iter()
            .fold(Purse::of(&network.state), Purse::after);
        assert_ne!(said, Purse::of(&network.state));
        network.check(&format!("m0 propose {words}"));
        let id = network.state.proposals.len();
        network.check(&format!(
            "all vote {id} yes\n wait {wait}\n proposal {id} => enacted"
        ));
        assert_eq!(Purse::of(&network.state), said, "{words}");
    }
}

/// What is foreseen of a charter is the charter; what the next round is said to issue is what it does.
#[test]
fn the_next_round_issues_what_was_said() {
    let mut network = forty(Charter {
        earning: ledger::charter::Earning::Equal,
        ..quick()
    });
    assert_eq!(issuance_under(&network.state, &network.state.charter), None);
    let everybody = |network: &mut Network| {
        network.check("m0 propose statement");
        let id = network.state.proposals.len();
        network.check(&format!("all vote {id} yes\n wait 168"));
    };
    let assembled = |network: &Network, round| {
        let work = |author| WorkRow {
            author: MemberNumber(author),
            digest: [7; 16],
        };
        let works = (1..=40).map(work).collect();
        let file = settlement::assemble(&network.state, RoundNumber(round), None, works, vec![]);
        score::score(&file.expect("a file")).expect("a result")
    };
    everybody(&mut network);
    let result = assembled(&network, 0);
    let act = ledger::Act::SettleRound {
        round: RoundNumber(0),
        file: ledger::ids::Digest([1; 32]),
        result: result.digest(),
    };
    assert_eq!(network.submit(act, Some(result)), Ok(()));
    for words in [
        "charter:issuance-divisor=900000",
        "charter:quota-per-active=1000000",
    ] {
        let payload = network.payload(words);
        let foreseen = foresee(&network.state, network.time_ms, &payload).expect("possible");
        let Some(Change::CharterAdopted { charter, .. }) = foreseen.changes.first() else {
            panic!("a charter is adopted: {foreseen:?}");
        };
        let said = issuance_under(&network.state, charter).expect("a round was settled");
        assert_eq!(said.contributors, 40);
        assert_ne!(
            Some(said.issuance),
            issuance_under(&network.state, &network.state.charter).map(|it| it.issuance)
        );
        let mut then = forty(charter.as_ref().clone());
        everybody(&mut then);
        then.state.pool = network.state.pool;
        let result = assembled(&then, 0);
        let issued = result.issued.0 + result.stays_in_pool.0;
        assert_eq!(issued, said.issuance.0, "{words}");
    }
}
