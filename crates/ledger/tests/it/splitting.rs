//! Attacks by split spends: whoever wants much asks for it in parts, each under a tier (GOVERNANCE §3, splitting).
//!
//! What is one person's sum is told as one, by whatever door it is asked for. What goes on leaking is shown here
//! as well: the record knows payees by number or by a salted digest, not who stands behind them.

use ledger::charter::{Charter, Class, TrackName};
use ledger::grant::GrantRules;
use ledger::ids::{Digest, Money};
use ledger::operation::{Body, Payload, Propose};
use ledger::payload::{Beneficiary, Envelope, Spend};

use crate::calling::called;
use crate::script::Network;
use crate::tracks::{quick, with_budget};

/// Of a treasury of 1,000,000: up to 1,000 is small, 5,000 medium, 20,000 large.
#[test]
fn parts_for_one_payee_are_one_sum() {
    let mut network = with_budget();
    network.check(
        "
        # Five parts of a thousand, from two envelopes, by five members.
        m1 propose spend:grants:m38:1000
        class 2                      => G small-spend
        m2 propose spend:team:m38:1000
        class 3                      => G medium-spend
        m3 propose spend:grants:m38:1000
        class 4                      => G medium-spend
        m4 propose spend:team:m38:2000
        class 5                      => G medium-spend
        m5 propose spend:grants:m38:1
        class 6                      => G large-spend
        # A stream counts for what it pays in a year of 52 rounds.
        m6 propose stream:grants:m37:19
        class 7                      => G small-spend
        m7 propose stream:grants:m37:1
        class 8                      => G medium-spend
        m8 propose spend:team:m37:3960
        class 9                      => G medium-spend
        m9 propose stream:team:m37:1
        class 10                     => G large-spend
        ",
    );
    network.replay();
}

/// Who has a grant, asks for one, or has a project in a call, has asked for that much already.
#[test]
fn another_door_is_the_same_sum() {
    let mut network = with_budget();
    network.check(
        "
        m1 ask m38 900
        m2 propose spend:grants:m38:100
        class 2                      => G small-spend
        m2 propose spend:grants:m38:1
        class 3                      => G medium-spend
        m1 unask 1
        m3 propose spend:grants:m38:899
        class 4                      => G small-spend
        m4 ask m38 501
        # To the millisecond: 90 days, and one more tick.
        m5 ask m37 901
        wait 2160
        m2 propose spend:grants:m37:100
        class 5                      => G medium-spend
        wait 1
        m2 propose spend:grants:m36:1
        m5 propose spend:team:m37:900
        class 7                      => G small-spend
        ",
    );
    network.replay();
}

#[test]
fn a_project_of_a_call_is_the_same_sum() {
    let mut network = called(quick());
    // 10 bp of 720,000.
    network.check(
        "
        m1 submit 1 m38 20000
        m2 propose spend:participatory:m38:1
        class 2                      => F money-rules
        m1 take-back 1 1
        m2 propose spend:participatory:m38:700
        class 3                      => G small-spend
        ",
    );
    network.replay();
}

/// What no rule here stops. *Straw payees*: five friends, each small. The quarter's guard and two people in office
/// who see the papers stand behind this, and everything asked for is public.
#[test]
fn straw_payees_are_not_seen() {
    let mut network = with_budget();
    for (number, payee) in (2..).zip(["m31", "m32", "m33", "m34", "m35"]) {
        network.check(&format!(
            "m1 propose spend:grants:{payee}:1000\nclass {number} => G small-spend"
        ));
    }
    // *New salts*: the digest of a payee outside is salted. The server keeps one salt for a name, whoever signs
    // with a program of their own need not.
    for (digest, expected) in [
        (1, TrackName::SmallSpend),
        (1, TrackName::MediumSpend),
        (2, TrackName::SmallSpend),
    ] {
        assert_eq!(outside(&mut network, digest), (Class::Spending, expected));
    }
    network.replay();
}

fn outside(network: &mut Network, digest: u8) -> (Class, TrackName) {
    let spend = Spend {
        envelope: Envelope::Team,
        beneficiary: Beneficiary::Outside(Digest([digest; 32])),
        amount: Money(1_000),
    };
    let proposing = Propose {
        payload: Payload::Spend(spend),
        text: Digest([7; 32]),
    };
    let name = format!("m{}", 10 + network.state.proposals.len());
    assert_eq!(network.sign(&name, Body::Propose(proposing)), Ok(()));
    let filed = network.state.proposals.last().expect("filed");
    (filed.class, filed.track)
}

/// *Grants in a row*: the threshold grows faster than the request, so that two halves together need less than the
/// whole. They pass one after the other, each after its own 120 ticks and with its own growth, for all to see.
#[test]
fn halves_of_a_grant_need_less_than_the_whole() {
    let rules = GrantRules::of(&Charter::of(ledger::charter::Template::Cooperative));
    let needs = |amount| rules.threshold(Money(amount), Money(100_000));
    // m·β²/(β − r)² of m = 300 bp, β = 400 bp: at r = 300 bp, 150 and 100.
    assert_eq!(needs(3_000), Some(4_800));
    assert_eq!(needs(1_500), Some(768));
    assert_eq!(needs(1_000), Some(534));
    // From β on nothing is enough, in however many parts it is not.
    assert_eq!(needs(4_000), None);
    assert!(needs(3_999).is_some());
}
