//! Petitions force a vote (GOVERNANCE §3, filing; VISION row L).

use ledger::charter::{Charter, Template};

use crate::script::{Network, check};
use crate::tracks::{forty, quick};

#[test]
fn five_per_cent_force_a_vote_at_once() {
    let mut charter = quick();
    charter.sponsors_floor = 30;
    charter.tracks.policy.at_once_max = 1;
    let mut network = forty(charter);
    network.check(
        "
        m0 propose statement
        m1 sponsor 1
        m2 sponsor 1
        m3 sponsor 1
        proposal 1                   => open
        m0 propose rule
        proposal 2                   => draft
        m9 petition 9                => proposal-not-found
        m9 petition 1                => not-a-draft
        m9 petition 2
        m9 petition 2                => signed-already
        proposal 2                   => draft
        # Two of forty: five per cent. No sponsors, and no room were needed.
        m8 petition 2
        proposal 2                   => open
        m0 withdraw 2                => not-a-draft
        # It takes nobody's place: the queue is as long as it was.
        m1 propose statement
        m2 sponsor 3
        m3 sponsor 3
        m4 sponsor 3
        proposal 3                   => draft
        wait 504
        proposal 3                   => open
        ",
    );
    network.replay();
}

/// A statement, a budget or a spend is no matter for a petition.
#[test]
fn only_some_classes_can_be_petitioned() {
    let mut charter = quick();
    charter.sponsors_floor = 30;
    let mut network = forty(charter);
    network.check(
        "
        m0 propose statement
        m9 petition 1                => no-petition
        m0 propose budget:10:grants=1
        m9 petition 2                => no-petition
        m0 propose existence:sale
        m9 petition 3                => no-petition
        m0 propose charter:content-share=1
        m9 petition 4                => no-petition
        m0 propose charter:veto=4000
        m9 petition 5
        m0 propose forget-searches
        m9 petition 6
        m0 propose originals
        m9 petition 7
        m0 propose appoint:guardian:m3
        m9 petition 8
        ",
    );
    network.replay();
}

/// Deliberation is cut to what is left of the fourteen days, never made longer.
#[test]
fn the_vote_opens_within_fourteen_days() {
    let mut charter = Charter::of(Template::Network);
    charter.bootstrap_members = 100;
    charter.tracks.policy.draft_ticks = 500;
    charter.draft_ticks_max = 2_184;
    let mut network = forty(charter);
    network.check(
        "
        m0 propose rule
        m1 propose other-rule
        m2 propose no-spam-rule
        m9 petition 1
        m8 petition 1
        proposal 1                   => draft
        m7 petition 1                => signed-already
        m0 withdraw 1                => petitioned
        wait 300
        m9 petition 2
        m8 petition 2
        wait 35
        proposal 1                   => draft
        wait 1
        proposal 1                   => open
        wait 163
        proposal 2                   => draft
        m9 petition 3
        wait 1
        proposal 2                   => open
        proposal 3                   => draft
        wait 100
        m8 petition 3
        proposal 3                   => open
        ",
    );
    network.replay();
}

/// Ten thousand signatures are always enough.
#[test]
fn a_petition_never_needs_more_than_ten_thousand() {
    let charter = Charter::of(Template::Network);
    for (members, needed) in [
        (0, 1),
        (1, 1),
        (20, 1),
        (21, 2),
        (199_980, 9_999),
        (199_981, 10_000),
        (200_000, 10_000),
        (u32::MAX, 10_000),
    ] {
        assert_eq!(charter.petition_needed(members), needed, "{members}");
    }
}

/// A guest has no say, and a circle's petition is one of its members.
#[test]
fn who_signs_is_a_member() {
    let mut network = Network::found(Charter {
        bootstrap_members: 2,
        ..Charter::of(Template::Cooperative)
    });
    network.check(
        "
        join ana by founder
        join ben by founder
        founder propose rule
        ben petition 1               => standing-too-low
        ",
    );
    network.replay();
    check(
        Template::Circle,
        "
        crowd 20
        m0 propose rule
        proposal 1                   => draft
        m1 petition 1
        m2 petition 1
        proposal 1                   => open
        ",
    );
}
