//! The core team's mandate: what it may cost, when its renewal is asked for, what is left to a team
//! that lost it; and the pause that the guardians cannot take twice alone (GOVERNANCE §2, §10;
//! ADR-0016).

use ledger::Rejection;
use ledger::charter::{Charter, Template};
use ledger::ids::{Digest, Money, ProposalId};
use ledger::office::{MandateInForce, Office};
use ledger::operation::Body;
use ledger::roadmap::ItemNumber;
use ledger::state::Timer;

use crate::script::Network;
use crate::tracks::{forty, quick, with_budget};

/// A round, in milliseconds.
const ROUND_MS: u64 = 168 * 3_600_000;

/// A network whose decisions of class J do not hold up the next one.
fn unfrozen() -> Network {
    let mut charter = quick();
    charter.freeze_ticks = 0;
    charter.elections_from = 1_000;
    forty(charter)
}

/// Gives m1 and m2 a mandate of `rounds` rounds by decision 1; the clock stands at its enactment.
fn mandated(rounds: u32) -> Network {
    let mut network = unfrozen();
    network.check(&format!(
        "
        m0 propose mandate:m1+m2:{rounds}
        m0 vote 1 yes
        "
    ));
    let electorate: Vec<String> = (3..39).map(|it| format!("m{it} vote 1 yes")).collect();
    network.check(&electorate.join("\n"));
    network.check("wait 744\nproposal 1 => enacted\nholds m1 team => true");
    network
}

/// The whole amount, from the end half of it for thirteen rounds, then nothing; to the millisecond.
#[test]
fn a_mandate_that_ended_gives_half_for_thirteen_rounds_and_then_nothing() {
    let charter = Charter::of(Template::Cooperative);
    let since_ms = 1_000 * ROUND_MS;
    let until_ms = since_ms + 52 * ROUND_MS;
    let nothing_ms = until_ms + 13 * ROUND_MS;
    let mandate = |per_round| MandateInForce {
        by: ProposalId(1),
        since_ms,
        until_ms,
        per_round: Money(per_round),
        renewal_asked_ms: None,
        recalled_ms: None,
    };
    let rows = [
        (1_001, since_ms - 1, 0),
        (1_001, since_ms, 1_001),
        (1_001, until_ms - 1, 1_001),
        (1_001, until_ms, 500),
        (1_000, until_ms, 500),
        (1, until_ms, 0),
        (1_001, nothing_ms - 1, 500),
        (1_001, nothing_ms, 0),
        (u64::MAX, until_ms, u64::MAX / 2),
        (u64::MAX, u64::MAX, 0),
    ];
    for (per_round, at_ms, expected) in rows {
        let budget = mandate(per_round).budget_at(&charter, at_ms);
        assert_eq!(budget, Money(expected), "{per_round} at {at_ms}");
    }
    let at_once = Charter {
        lapse_rounds: 0,
        ..charter
    };
    assert_eq!(mandate(10).budget_at(&at_once, until_ms), Money(0));
}

/// Four rounds before the end the renewal is asked for, and at the end the mandate lapses; a new one
/// takes the timers of the old one away.
#[test]
fn renewal_is_asked_for_and_a_mandate_lapses() {
    let mut network = mandated(10);
    let asked = |network: &Network| {
        let mandate = network.state.mandate.as_ref().expect("a mandate");
        mandate.renewal_asked_ms.is_some()
    };
    network.check("wait 1007");
    assert!(!asked(&network), "an hour too early");
    network.check("wait 1");
    assert!(asked(&network), "four rounds before the end");
    network.check("wait 671");
    assert_eq!(network.state.caretaker_since_ms(network.time_ms), None);
    network.check("wait 1");
    let lapsed_ms = network.state.mandate.as_ref().map(|it| it.until_ms);
    assert_eq!(network.state.caretaker_since_ms(network.time_ms), lapsed_ms);
    network.check("holds m1 team => false");
    network.replay();

    let mut network = mandated(2);
    network.check("wait 1");
    assert!(asked(&network), "a short mandate is asked about at once");
    let timers = |network: &Network| {
        let all = network.state.timers.iter();
        let of_mandates =
            all.filter(|(_, it)| matches!(it, Timer::RenewalAsked(_) | Timer::MandateLapses(_)));
        of_mandates.copied().collect::<Vec<_>>()
    };
    assert_eq!(timers(&network).len(), 1, "only its end is to come");
    network.check("m0 propose mandate:m3:52\nm0 vote 2 yes");
    let rest: Vec<String> = (4..39).map(|it| format!("m{it} vote 2 yes")).collect();
    network.check(&rest.join("\n"));
    network.check("wait 744\nproposal 2 => enacted");
    let left = timers(&network);
    assert!(
        left.len() == 2
            && left.iter().all(|(_, it)| {
                [
                    Timer::RenewalAsked(ProposalId(2)),
                    Timer::MandateLapses(ProposalId(2)),
                ]
                .contains(it)
            }),
        "{left:?}"
    );
    network.replay();
}

/// After a recall whoever is left moderates, keeps the network safe and pays the team; it files
/// nothing else, until the members give a mandate. Who resigns speaks for themself again.
#[test]
fn a_team_that_lost_somebody_to_a_recall_is_a_caretaker() {
    let mut network = mandated(52);
    network.check(
        "
        m2 propose rule
        m0 propose recall:team:m1
        class 3                      => J recall
        first 39 vote 3 yes
        wait 432
        proposal 3                   => enacted
        holds m1 team                => false
        holds m2 team                => true
        # A recall is not tried twice in half a year; here nobody holds the office any more.
        m0 propose recall:team:m1    => office-not-held
        m2 propose rule              => caretaker-mode
        m2 propose charter:veto=4000 => caretaker-mode
        m2 propose budget:100:team=100 => caretaker-mode
        m2 propose spend:grants:m2:1 => caretaker-mode
        m2 propose appoint:guardian:m9 => caretaker-mode
        m2 propose recall:guardian:m9 => caretaker-mode
        m2 propose existence:sale    => caretaker-mode
        m2 propose shorter           => caretaker-mode
        m2 propose second-moderates
        m2 propose statement
        m2 propose another-pause
        m1 propose charter:veto=4000
        m0 propose roadmap:0
        ",
    );
    let roadmap = network.state.proposals.last().expect("a roadmap").id;
    let added = Body::AddItem {
        proposal: roadmap,
        text: Digest([3; 32]),
    };
    assert_eq!(network.sign("m0", added), Ok(()));
    let costed = Body::CostItem {
        proposal: roadmap,
        item: ItemNumber(1),
        cost: Money(5),
    };
    let refused = network.sign("m2", costed);
    assert_eq!(refused, Err(Rejection::CaretakerMode), "no note on costs");
    let since_ms = network.state.caretaker_since_ms(network.time_ms);
    assert!(since_ms.is_some_and(|it| it <= network.time_ms));
    network.check(
        "
        m2 resign guardian           => office-not-held
        m2 resign team
        m2 resign team               => office-not-held
        holds m2 team                => false
        m2 propose shorter
        ",
    );
    assert_eq!(
        network.state.caretaker_since_ms(network.time_ms),
        since_ms,
        "resigning changes nothing about it"
    );
    network.replay();
}

/// A mandate ends caretaker mode; a seat that somebody gave back never began it.
#[test]
fn a_new_mandate_ends_caretaker_mode() {
    let mut network = mandated(52);
    network.check("m1 resign team\nm2 propose rule");
    assert_eq!(network.state.caretaker_since_ms(network.time_ms), None);
    network.check(
        "
        m0 propose recall:team:m2
        first 39 vote 3 yes
        wait 432
        m0 propose mandate:m4:52
        first 4 vote 4 yes
        ",
    );
    assert!(network.state.caretaker_since_ms(network.time_ms).is_some());
    let rest: Vec<String> = (5..39).map(|it| format!("m{it} vote 4 yes")).collect();
    network.check(&rest.join("\n"));
    network.check("wait 744\nproposal 4 => enacted\nm4 propose shorter");
    assert_eq!(network.state.caretaker_since_ms(network.time_ms), None);
    network.replay();
}

/// Team members vote neither on their mandate nor on what is paid to the team.
#[test]
fn a_team_does_not_vote_on_its_own_pay() {
    let mut network = with_budget();
    let before = network.state.proposals.len();
    let number = |ahead: usize| before + ahead;
    network.check(&format!(
        "m0 propose mandate:m1+m2:52\nm0 vote {} yes",
        number(1)
    ));
    let rest: Vec<String> = (3..39)
        .map(|it| format!("m{it} vote {} yes", number(1)))
        .collect();
    network.check(&rest.join("\n"));
    network.check("wait 744\nholds m1 team => true");
    network.check(&format!(
        "
        m0 propose spend:grants:m1:1
        m0 propose spend:team:m1:1
        m0 propose spend:team:m9:1
        m1 vote {grant} yes          => not-in-electorate
        m2 vote {grant} yes
        m1 vote {pay} yes            => not-in-electorate
        m2 vote {pay} yes            => not-in-electorate
        m2 vote {other} yes          => not-in-electorate
        m9 vote {other} yes
        ",
        grant = number(2),
        pay = number(3),
        other = number(4),
    ));
    network.replay();
}

/// The members can let the guardians pause once more within thirty days; once, and not while one is on.
#[test]
fn the_members_permit_another_pause() {
    let mut network = unfrozen();
    network.check("m0 propose another-pause");
    let mut charter = quick();
    charter.freeze_ticks = 0;
    charter.elections_from = 1_000;
    charter.guardians = 0;
    charter.guardians_needed = 0;
    let mut without = forty(charter);
    without.check("m0 propose another-pause => payload-out-of-bounds");

    for number in 1..=5 {
        network.check(&format!(
            "m0 propose appoint:guardian:m{number}\nfirst 39 vote {} yes",
            number + 1
        ));
    }
    network.check(
        "
        wait 744
        m1 pause
        m2 pause
        m3 pause
        m4 pause
        frozen                       => true
        m0 propose another-pause
        class 7                      => J recall
        first 39 vote 7 yes
        m5 pause                     => paused-recently
        wait 431
        m1 pause                     => paused-recently
        wait 1
        proposal 7                   => enacted
        m0 propose another-pause     => changes-nothing
        m1 pause
        m2 pause
        m3 pause
        frozen                       => false
        m4 pause
        frozen                       => true
        m5 pause                     => paused-recently
        wait 73
        # It was for one pause.
        m5 pause                     => paused-recently
        m0 propose another-pause
        ",
    );
    assert!(
        network
            .state
            .seats
            .iter()
            .all(|it| it.office == Office::Guardian)
    );
    network.replay();
}
