//! Confirmation panels (GOVERNANCE §3): who is put to one, who sits on it, what it can do.

use ledger::charter::{Charter, Class, Curve};
use ledger::ids::{BasisPoints, ProposalId};
use ledger::panel::{PanelAnswer, PanelCount, PanelRules};
use ledger::proposal::Tally;
use ledger::{Act, Body, Change};

use crate::script::Network;
use crate::tracks::{forty, quick};

/// A charter under which fewer than half of forty make a panel of twenty sit.
fn asking() -> Charter {
    let mut charter = Charter {
        panel_turnout: BasisPoints(5_000),
        panel_seats: 20,
        panel_answers: 10,
        ..quick()
    };
    charter.tracks.policy.support = Curve::fixed(0);
    charter
}

/// The members of the panel on the first proposal by name, in order of their numbers.
fn drawn(network: &Network) -> Vec<String> {
    let panel = network.state.proposals[0].panel.as_ref();
    let receipt = panel.and_then(|it| it.receipt.as_ref()).expect("drawn");
    let name_of = |number| {
        let mut people = network.people.iter();
        people.find(|it| it.1.0 == number).expect("somebody").0
    };
    receipt.seated().into_iter().map(name_of).cloned().collect()
}

fn answers(network: &mut Network, yes: usize, no: usize) {
    let names = drawn(network);
    for (place, name) in names.iter().take(yes + no).enumerate() {
        let word = if place < yes { "yes" } else { "no" };
        network.check(&format!("{name} answer 1 {word}"));
    }
}

/// Passes a rule with three ballots and waits until the panel is drawn.
fn seated(charter: Charter) -> Network {
    let mut network = forty(charter);
    network.check(
        "
        m0 propose rule
        first 3 vote 1 yes
        m0 answer 1 yes              => no-panel
        wait 504
        proposal 1                   => panel
        m0 answer 1 yes              => no-panel
        m5 vote 1 no                 => not-open
        panel 1                      => 0 seats, 0:0
        wait 1
        panel 1                      => 20 seats, 0:0
        ",
    );
    network
}

/// Turnout exactly at the share needs no panel, and nothing but classes C to H ever does.
#[test]
fn little_turnout_in_some_classes_calls_a_panel() {
    let asks = |votes, class| {
        let tally = Tally {
            yes: votes,
            ..Tally::default()
        };
        PanelRules::of(&Charter::of(ledger::charter::Template::Network), class).asks(&tally, 10_000)
    };
    for class in Class::ALL {
        let may = !matches!(
            class,
            Class::Charter | Class::Existence | Class::People | Class::Statement
        );
        assert_eq!(asks(999, class), may, "{}", class.word());
        assert!(!asks(1_000, class));
    }
    let mut network = forty(asking());
    network.check(
        "
        m0 propose rule
        first 20 vote 1 yes
        m0 propose statement
        m0 vote 2 yes
        wait 504
        proposal 1                   => confirming
        proposal 2                   => confirming
        ",
    );
    network.replay();
}

/// A circle and a cooperative ask no panel; what fails is put to none.
#[test]
fn a_small_network_and_what_failed_need_no_panel() {
    let mut charter = quick();
    charter.tracks.policy.support = Curve::fixed(0);
    let mut network = forty(charter);
    network.check("m0 propose rule\nm0 vote 1 yes\nwait 504\nproposal 1 => confirming");
    let mut network = forty(asking());
    network.check(
        "m0 propose rule\nm0 vote 1 yes\nm1 vote 1 no\nwait 504\nproposal 1 => failed-approval",
    );
    network.replay();
}

/// Whoever was not drawn has no say; an answer can be changed until the end, at its very tick.
#[test]
fn a_panel_that_agrees_lets_the_decision_pass() {
    let mut network = seated(asking());
    let names = drawn(&network);
    let stranger = (0..39)
        .map(|it| format!("m{it}"))
        .find(|it| !names.contains(it))
        .expect("twenty of forty");
    network.check(&format!(
        "
        {stranger} answer 1 no       => not-on-panel
        {stranger} answer 2 no       => proposal-not-found
        {first} answer 1 no
        panel 1                      => 20 seats, 0:1
        {first} answer 1 yes
        panel 1                      => 20 seats, 1:0
        wait 119
        proposal 1                   => panel
        {first} answer 1 no
        wait 1
        proposal 1                   => confirming
        {first} answer 1 yes         => no-panel
        panel 1                      => 20 seats, 0:1
        wait 71
        proposal 1                   => confirming
        wait 1
        proposal 1                   => timelock
        ",
        first = names[0],
    ));
    network.replay();
}

/// It blocks with eleven no of twenty, 5,500 bp, and with ten answers; neither with less.
#[test]
fn a_panel_blocks_at_its_edges() {
    let rules = PanelRules::of(&asking(), Class::Moderation);
    for (yes, no, blocks) in [
        (9, 11, true),
        (10, 10, false),
        (0, 10, true),
        (0, 9, false),
        (4, 6, true),
        (0, 0, false),
    ] {
        assert_eq!(rules.blocks(PanelCount { yes, no }), blocks, "{yes}:{no}");
    }
    let mut network = seated(asking());
    answers(&mut network, 10, 10);
    network.check("wait 120\nproposal 1 => confirming");
    network.replay();
}

/// What was blocked goes on for 672 ticks, with the ballots that it has, at 6,000 bp; nobody is
/// drawn a second time.
#[test]
fn a_blocked_vote_goes_on_and_needs_more() {
    for (more, outcome) in [("yes", "confirming"), ("no", "failed-approval")] {
        let mut network = seated(asking());
        answers(&mut network, 9, 11);
        network.check(&format!(
            "
            wait 119
            proposal 1               => panel
            wait 1
            proposal 1               => open
            approval 1               => 6000
            count 1                  => 3:0:0:0
            m5 vote 1 no
            m6 vote 1 no
            m7 vote 1 {more}
            wait 671
            proposal 1               => open
            wait 1
            proposal 1               => {outcome}
            "
        ));
        network.replay();
    }
}

/// A vote with moving thresholds passes before its close; its panel sits then, and a blocked one
/// is decided at its new close.
#[test]
fn a_moving_vote_has_its_panel_too() {
    let mut charter = asking();
    charter.tracks.money_rules.support = Curve::line(1_000, 0);
    charter.classes.budget.stewards = BasisPoints(0);
    charter.panel_turnout = BasisPoints(10_000);
    for (no, outcome) in [(0, "timelock"), (20, "open")] {
        let mut network = forty(charter.clone());
        network.check(
            "
            m0 propose budget:1000:grants=1
            first 10 vote 1 yes
            wait 167
            proposal 1               => open
            wait 1
            proposal 1               => panel
            wait 1
            panel 1                  => 20 seats, 0:0
            ",
        );
        answers(&mut network, 20 - no, no);
        network.check(&format!("wait 120\nproposal 1 => {outcome}"));
        if outcome == "open" {
            network.check("approval 1 => 6000\nwait 672\nproposal 1 => confirming");
        }
        network.replay();
    }
}

/// A delegate who voted too late to carry anybody carries them when the vote goes on.
#[test]
fn delegates_are_heard_when_a_blocked_vote_goes_on() {
    let mut network = forty(asking());
    network.check(
        "
        m9 delegate moderation m1
        m0 propose rule
        m0 vote 1 yes
        wait 480
        m1 vote 1 yes
        carried 1                    => 0:0:0
        wait 24
        wait 1
        panel 1                      => 20 seats, 0:0
        ",
    );
    answers(&mut network, 0, 20);
    network.check("wait 120\ncarried 1 => 1:0:0\nm9 vote 1 no\ncarried 1 => 0:0:0");
    network.replay();
}

/// The receipt draws again from what was frozen, and names the root of the log that it followed.
#[test]
fn a_draw_can_be_held_again() {
    let mut network = forty(asking());
    network.check("m0 propose rule\nfirst 3 vote 1 yes\nwait 504");
    let (size, root) = (network.state.log.size(), network.state.log.root());
    let due_ms = network.state.next_timer_ms().expect("it is drawn");
    let before = network.state.clone();
    network.time_ms = due_ms;
    let effects = ledger::apply::decide(&before, due_ms, &Act::Tick, None).expect("due");
    let [Change::PanelDrawn { proposal, receipt }, _] = effects.changes.as_slice() else {
        panic!("a panel is drawn")
    };
    assert_eq!(*proposal, ProposalId(1));
    assert_eq!(receipt.draw.beacon.index.0, size);
    assert_eq!(receipt.draw.beacon.hash, root);
    assert!(receipt.is_drawn_from_beacon());
    assert_eq!(
        receipt.draw.hold(before.proposals[0].stratified()),
        **receipt
    );
    // Four quarters of numbers, who voted and who did not; nobody weighs anything yet.
    let seats: u32 = receipt.parts.iter().map(|part| part.seats).sum();
    assert_eq!(seats, 20);
    assert!(receipt.parts.len() >= 2);
    network.check("wait 0");
    network.replay();
}

/// Session keys may answer, as they may vote.
#[test]
fn an_answer_is_for_session_keys_too() {
    let answer = Body::AnswerPanel {
        proposal: ProposalId(1),
        answer: PanelAnswer::Yes,
    };
    assert!(answer.is_for_session());
    assert!(answer.needs_user_verified());
}

/// A node that was down draws late; whoever is drawn has all their time, and the vote that goes on, too.
#[test]
fn nobodys_time_is_cut_by_a_late_tick() {
    let mut network = forty(asking());
    network.check("m0 propose rule\nfirst 3 vote 1 yes");
    let hour_ms = network.state.charter.tick_ms;
    network.time_ms += 604 * hour_ms;
    let tick = |network: &mut Network| assert_eq!(network.submit(Act::Tick, None), Ok(()));
    // Rounds closed meanwhile; then the vote did, and its panel is drawn a tick from now.
    while network.state.proposals[0].is_open() {
        tick(&mut network);
    }
    network.check("proposal 1 => panel\npanel 1 => 0 seats, 0:0");
    network.time_ms += 50 * hour_ms;
    while network.state.next_timer_ms() <= Some(network.time_ms) {
        tick(&mut network);
    }
    network.check("panel 1 => 20 seats, 0:0\nwait 119\nproposal 1 => panel");
    answers(&mut network, 0, 20);
    network.check("wait 1\nproposal 1 => open\nwait 671\nproposal 1 => open\nwait 1");
    network.check("proposal 1 => confirming");
    network.replay();
}
