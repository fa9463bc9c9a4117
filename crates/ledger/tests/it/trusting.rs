//! What vouching wrongly costs, and whom vouches tie (GOVERNANCE §1).

use ledger::Body;
use ledger::charter::{Charter, Template};
use ledger::ids::{MemberNumber, RoundNumber};
use ledger::trust::VouchAnswer;
use ledger::work::Sanction;

use crate::script::Network;
use crate::tracks::{forty, quick};

/// Reads `know m1` and `know-not m1`.
pub(crate) fn answer(network: &Network, words: &[&str], name: &str) -> Body {
    Body::AnswerVouch {
        from: network.member(name),
        answer: match words.first() {
            Some(&"know") => VouchAnswer::Accepted,
            _ => VouchAnswer::Refused,
        },
    }
}

/// One operation of every kind, for the frozen vectors.
pub(crate) fn bodies() -> Vec<(&'static str, Body)> {
    let answer = |answer| Body::AnswerVouch {
        from: MemberNumber(9),
        answer,
    };
    vec![
        ("answer-vouch refused", answer(VouchAnswer::Refused)),
        ("answer-vouch accepted", answer(VouchAnswer::Accepted)),
    ]
}

/// Lets a vouch be given and accepted, for the frozen chain.
pub(crate) fn answer_once(network: &mut Network) {
    network.check("m5 vouch m6\nm6 know-not m5\nm6 know m5");
}

/// What each of two said of the other's vouch, by names: `ana>ben` is what ben said of ana's.
fn said(network: &Network, from: &str, to: &str) -> Option<VouchAnswer> {
    let (from, to) = (network.member(from), network.member(to));
    network.state.trust.answer(from, to)
}

/// A vouch is accepted by whoever it is for, and by nobody else; what was said can be changed; it is
/// forgotten with the vouch. For joining a vouch counts whatever is said of it.
#[test]
fn a_vouch_ties_when_its_receiver_says_so() {
    let (accepted, refused) = (Some(VouchAnswer::Accepted), Some(VouchAnswer::Refused));
    let mut network = Network::found(Charter::of(Template::Cooperative));
    network.check(
        "
        crowd 20
        founder invite link
        join late with link
        late know m1                 => vouch-not-found
        m1 vouch late
        standing late                => associate
        m1 know late                 => vouch-not-found
        ",
    );
    assert_eq!(said(&network, "m1", "late"), None);
    network.check("late know m1\nlate know m1 => changes-nothing");
    assert_eq!(said(&network, "m1", "late"), accepted);
    network.check("late know-not m1\nlate know-not m1 => changes-nothing");
    assert_eq!(said(&network, "m1", "late"), refused);
    network.check("standing late => associate\nm1 unvouch late\nlate know m1 => vouch-not-found");
    assert_eq!(said(&network, "m1", "late"), None);
    // The link was taken up: that is an answer, and it can be changed as well.
    assert_eq!(said(&network, "founder", "late"), accepted);
    network.check("late know-not founder");
    assert_eq!(said(&network, "founder", "late"), refused);
    network.check("wait 168\nm1 vouch late\nlate leave");
    assert_eq!(said(&network, "founder", "late"), None);
    network.replay();
}

/// While a place is young an invitation is no vouch, and there is nothing to say of it.
#[test]
fn an_invitation_of_the_beginning_is_no_vouch() {
    let mut network = Network::found(Charter::of(Template::Cooperative));
    network.check("crowd 2\nm0 know founder => vouch-not-found");
    assert!(network.state.trust.answers.is_empty());
}

/// Two who vouch for each other have both said that they know each other, whatever was said before.
#[test]
fn vouching_back_accepts() {
    let accepted = Some(VouchAnswer::Accepted);
    for before in ["", "m1 know-not m0", "m1 know m0"] {
        let mut network = forty(quick());
        network.check("m0 vouch m1");
        assert_eq!(said(&network, "m0", "m1"), None);
        network.check(&format!("{before}\nm1 vouch m0"));
        assert_eq!(said(&network, "m0", "m1"), accepted, "{before}");
        assert_eq!(said(&network, "m1", "m0"), accepted, "{before}");
        // What was said stands when the other vouch is taken back.
        network.check("m1 unvouch m0");
        assert_eq!(said(&network, "m0", "m1"), accepted, "{before}");
        assert_eq!(said(&network, "m1", "m0"), None, "{before}");
        network.replay();
    }
}

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
