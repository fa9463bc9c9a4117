//! What vouching wrongly costs, and whom vouches tie (GOVERNANCE §1).

use ledger::charter::Charter;
use ledger::ids::RoundNumber;
use ledger::work::Sanction;

use crate::tracks::{forty, quick};

/// Whoever lost their vote casts no ballot of any kind and has nobody cast one for them, up to the first
/// round in which they may again. What they did before stays.
#[test]
fn who_lost_the_vote_casts_no_ballot_of_any_kind() {
    // Rounds until they may vote again, and what each answers.
    let table = [(13, "vote-lost"), (1, "vote-lost"), (0, "ok")];
    for (rounds, expected) in table {
        let mut network = forty(Charter {
            team: 0,
            guardians: 2,
            guardians_needed: 2,
            ..quick()
        });
        network.check(
            "
            m0 propose roadmap:0
            m0 item 1
            m1 item 1
            m1 sponsor 1
            m2 sponsor 1
            m3 sponsor 1
            wait 168
            m0 nominate 1
            m1 nominate 1
            m2 nominate 1
            ",
        );
        for nominee in 0..3 {
            for sponsor in 0..4 {
                let by = 10 + nominee * 4 + sponsor;
                network.check(&format!("m{by} support 1 m{nominee}"));
            }
        }
        network.check("wait 180\nm4 propose statement");
        network.check("m0 delegate data m1");
        let m0 = network.member("m0");
        let from = RoundNumber(network.state.round.0 + rounds);
        network.state.work.sanctions.insert(
            m0,
            Sanction {
                found: network.state.round,
                vouches_from: from,
                votes_from: from,
            },
        );
        for act in ["rank 1 m1", "order 1 1>2", "vote 2 yes", "delegate data m2"] {
            network.check(&format!("m0 {act} => {expected}"));
            network.check(&format!("m8 {act}"));
        }
        // Taking something back is nobody's vote.
        network.check("m0 undelegate data");
    }
}
