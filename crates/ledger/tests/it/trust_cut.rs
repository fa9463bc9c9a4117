//! The quarterly trust cut (GOVERNANCE §1, ADR-0023): what is frozen, who is drawn, who is below, what
//! lifts them, what it costs and what their endorsements weigh, each to its tick.

use std::collections::BTreeSet;

use ledger::charter::Charter;
use ledger::ids::{MemberNumber, Quarter, RoundNumber};
use ledger::member::Standing;
use ledger::round::{WEIGHT_ASSOCIATE, WEIGHT_MEMBER};
use ledger::settlement::assemble;
use ledger::trust::Ranking;

use crate::script::Network;
use crate::tracks::quick;

/// Ticks of a quarter.
const QUARTER: u32 = 168 * 13;

/// Thirty founding members who know each other, all of them verified; eight are seeds.
fn rules() -> Charter {
    Charter {
        bootstrap_members: 30,
        vouches_needed: 1,
        associate_ticks: 0,
        active_rounds_needed: 0,
        vouches_open_max: 1_000,
        vouches_per_round: 1_000,
        trust_members: 30,
        trust_seeds_least: 8,
        trust_seeds_most: 8,
        ..quick()
    }
}

fn knows(network: &mut Network, from: &str, to: &str) {
    network.check(&format!("{from} vouch {to}\n{to} know {from}"));
}

/// The founding members, ten newcomers whom three of them know, and ten fakes behind one of them who
/// was bought, and who know each other as well as anybody can.
fn town() -> Network {
    let mut network = Network::found(rules());
    network.check("crowd 29");
    for place in 0..29 {
        for step in [1, 5, 12] {
            let to = (place + step) % 29;
            knows(&mut network, &format!("m{place}"), &format!("m{to}"));
        }
    }
    for newcomer in 0..10 {
        network.check(&format!(
            "m{newcomer} invite h{newcomer}\njoin h{newcomer} with h{newcomer}"
        ));
        for by in [newcomer + 9, newcomer + 18] {
            knows(&mut network, &format!("m{by}"), &format!("h{newcomer}"));
        }
    }
    network.check("m28 invite f0\njoin f0 with f0");
    for fake in 1..10 {
        network.check(&format!("f0 invite f{fake}\njoin f{fake} with f{fake}"));
        for before in 1..fake {
            knows(&mut network, &format!("f{before}"), &format!("f{fake}"));
        }
    }
    network
}

/// Waits for a quarter to close and, from that entry, a tick for its lot.
fn until_drawn(network: &mut Network, ticks: u32) {
    network.wait(ticks);
    network.wait(1);
}

/// The town after its first cut.
fn ranked() -> Network {
    let mut network = town();
    until_drawn(&mut network, QUARTER);
    network
}

fn ranking(network: &Network) -> &Ranking {
    network.state.trust.ranking().expect("a cut")
}

fn fakes(network: &Network) -> Vec<MemberNumber> {
    (0..10)
        .map(|at| network.member(&format!("f{at}")))
        .collect()
}

fn is_told(network: &Network, name: &str) -> bool {
    let member = network.member(name);
    network.state.trust.notices.contains_key(&member)
}

/// The roll says what each member's standing says.
fn check_roll(network: &Network) {
    let (state, now) = (&network.state, network.time_ms);
    let members = state.numbered_members();
    let voting = members.filter(|it| it.1.standing(&state.charter, now) == Standing::Member);
    let voting = u32::try_from(voting.count()).expect("few");
    assert_eq!(state.count_members(now), voting);
}

/// The quarter freezes, a tick later the lot is drawn, 168 ticks later being below costs: each to its tick.
#[test]
fn fakes_are_told_and_fall_after_a_week() {
    let mut network = town();
    network.wait(QUARTER - 1);
    assert!(network.state.trust.frozen.is_none());
    network.wait(1);
    let frozen = network.state.trust.frozen.clone().expect("frozen");
    // The founder is verified, but nobody vouched for them, nor they for anybody.
    assert_eq!(frozen.verified.len(), 29);
    assert_eq!((frozen.quarter, frozen.people), (Quarter(1), 50));
    assert!(network.state.trust.ranking().is_none());
    network.wait(1);
    assert!(network.state.trust.frozen.is_none());
    let told: BTreeSet<_> = network.state.trust.notices.keys().copied().collect();
    for fake in fakes(&network) {
        assert!(told.contains(&fake), "{fake:?} is above the cut");
    }
    // Ten fakes, and of forty honest people a tenth, which is what a cut at the tenth percentile costs
    // whomever the lot finds.
    assert!(told.len() <= 14, "{told:?}");
    network.check("standing f3 => member\nwait 167\nstanding f3 => member");
    check_roll(&network);
    network.check("wait 1\nstanding f3 => associate\nf3 vouch m3 => standing-too-low");
    check_roll(&network);
    network.check("standing m3 => member\nstanding founder => member");
    network.replay();
}

/// Seeds and audited are drawn by the log's root among who was frozen, apart from each other; anybody
/// draws them again. A quarter of the seeds is replaced each quarter.
#[test]
fn seeds_are_drawn_and_a_quarter_of_them_replaced() {
    let mut network = ranked();
    let first = ranking(&network).clone();
    assert_eq!(
        (first.kept.seated().len(), first.fresh.seated().len()),
        (0, 8)
    );
    assert_eq!(first.audited.seated().len(), 21);
    let seeds = first.seeds();
    assert!(first.audited.seated().iter().all(|it| !seeds.contains(it)));
    until_drawn(&mut network, QUARTER - 1);
    let second = ranking(&network).clone();
    assert_eq!(second.quarter, Quarter(2));
    assert_eq!(
        (second.kept.seated().len(), second.fresh.seated().len()),
        (6, 2)
    );
    assert!(second.kept.seated().iter().all(|it| seeds.contains(it)));
    assert!(second.fresh.seated().iter().all(|it| !seeds.contains(it)));
    for receipt in [
        &first.fresh,
        &first.audited,
        &second.kept,
        &second.fresh,
        &second.audited,
    ] {
        assert!(receipt.is_drawn_from_beacon());
    }
    network.replay();
}

/// Who may say that they met whom, and the second word of which lifts at once, before and after the fall.
#[test]
fn two_who_were_met_verify_a_third() {
    let mut network = ranked();
    network.check(
        "
        m0 met m0                    => met-oneself
        f2 met f1                    => not-verified
        m0 met m1                    => verified-already
        m0 met f1
        m0 met f1                    => met-already
        standing f1                  => member
        ",
    );
    assert!(is_told(&network, "f1"));
    network.check("m1 saw f1\nm2 met f1 => verified-already");
    assert!(!is_told(&network, "f1"));
    network.check("wait 168\nstanding f1 => member\nstanding f2 => associate");
    check_roll(&network);
    // Who was verified has a word; so do others who were there at the beginning.
    network.check("f1 met f2\nm3 met f2\nstanding f2 => member\nf3 met f4 => standing-too-low");
    check_roll(&network);
    network.check("f1 leave\nm3 met f1 => member-left");
    network.replay();
}

#[test]
fn a_verified_member_meets_so_many_in_a_round() {
    let mut network = town();
    network.check(
        "
        m0 met h0
        m0 met h1
        m0 met h2
        m0 met h3
        m0 met h4
        m0 met h5                    => meeting-limit
        m1 met h5
        wait 168
        m0 met h5
        m1 met h5                    => verified-already
        ",
    );
    let mut without = Network::found(Charter {
        trust_members: 0,
        ..rules()
    });
    without.check("crowd 2\nm0 met m1 => no-trust-cut");
    network.replay();
}

/// Two vouches of people above the cut that were given since lift; those of people below do not, nor
/// what was said before, nor the same vouch twice.
#[test]
fn two_new_vouches_lift() {
    for wait in [0, 168] {
        let mut network = ranked();
        network.wait(wait);
        network.check("m0 vouch f3\nf3 know m0\nf3 know-not m0\nf3 know m0");
        assert!(is_told(&network, "f3"));
        // Given before the cut: said again, it is no new one.
        network.check("f3 know-not f0\nf3 know f0\nf3 know-not f1\nf3 know f1");
        assert!(is_told(&network, "f3"));
        network.check("m1 vouch f3");
        assert!(is_told(&network, "f3"), "nothing was said of it");
        network.check("f3 know m1\nstanding f3 => member");
        assert!(!is_told(&network, "f3"));
        check_roll(&network);
        network.replay();
    }
}

/// A crowd below the cut cannot lift itself, even before its time is over.
#[test]
fn who_is_below_lifts_nobody() {
    let mut network = ranked();
    for by in ["f1", "f2", "f3"] {
        network.check(&format!("{by} unvouch f9\n{by} vouch f9\nf9 know {by}"));
    }
    assert!(is_told(&network, "f9"));
    network.replay();
}

/// What endorsements weigh: by trust from the first round of the quarter on, half for who joined since,
/// all alike where there is no cut.
#[test]
fn trust_weighs_endorsements() {
    let mut network = town();
    network.check("wait 168");
    let flat = assemble(&network.state, RoundNumber(0), None, Vec::new(), Vec::new());
    let flat = flat.expect("a small round");
    assert!(flat.weights.iter().all(|it| it.weight == WEIGHT_MEMBER));
    until_drawn(&mut network, QUARTER - 168);
    network.check("m5 invite late\njoin late with late\nwait 168");
    let book = &network.state.trust;
    let weight = |round, name| {
        let member = network.member(name);
        book.weight(RoundNumber(round), member, Standing::Member)
    };
    assert_eq!(weight(12, "f5"), Some(WEIGHT_MEMBER));
    assert_eq!(weight(13, "late"), Some(WEIGHT_ASSOCIATE));
    let file = assemble(
        &network.state,
        RoundNumber(13),
        None,
        Vec::new(),
        Vec::new(),
    );
    let file = file.expect("a small round");
    let told = ranking(&network);
    for row in &file.weights {
        let Some(score) = told.score(row.member) else {
            continue;
        };
        let full = ledger::trust::weight(score, told.median);
        let found = network.state.find_member(row.member).expect("a member");
        let expected = match found.standing_at_close {
            Standing::Member => full,
            _ => full / 2,
        };
        assert_eq!(row.weight, expected);
    }
    let of = |members: &[MemberNumber]| {
        let rows = file
            .weights
            .iter()
            .filter(|it| members.contains(&it.member));
        rows.map(|it| u64::from(it.weight)).sum::<u64>()
    };
    let honest: Vec<_> = (0..10)
        .map(|at| network.member(&format!("h{at}")))
        .collect();
    // Ten fakes weigh less than a fifth of ten newcomers whom people know.
    assert!(of(&fakes(&network)) * 5 < of(&honest));
    // The founder is tied to nobody, and trust reaches them not.
    assert!(file.weights.iter().all(|it| it.member != MemberNumber(1)));
}

/// Too few to be audited, too few members, or none asked for: no cut, and nobody is below.
#[test]
fn without_enough_people_there_is_no_cut() {
    let mut network = town();
    network.state.charter.trust_seeds_least = 10;
    network.state.charter.trust_seeds_most = 10;
    until_drawn(&mut network, QUARTER);
    let told = ranking(&network);
    assert_eq!((told.audited.seated().len(), told.cut), (19, None));
    assert!(network.state.trust.notices.is_empty());
    let f5 = network.member("f5");
    let weight = network
        .state
        .trust
        .weight(RoundNumber(13), f5, Standing::Member);
    assert_eq!(weight, Some(WEIGHT_MEMBER));

    for (least, is_frozen) in [(50, true), (51, false), (0, false)] {
        let mut network = town();
        network.state.charter.trust_members = least;
        network.wait(QUARTER);
        assert_eq!(network.state.trust.frozen.is_some(), is_frozen, "{least}");
    }
}

/// Where the members give the cut up, whoever fell is a member again when the quarter is over.
#[test]
fn a_cut_that_is_given_up_ends() {
    let mut network = ranked();
    network.check("wait 168\nstanding f3 => associate");
    network.state.charter.trust_members = 0;
    network.wait(QUARTER - 168 - 2);
    network.check("standing f3 => associate\nwait 1\nstanding f3 => member");
    assert!(network.state.trust.ranking().is_none());
    assert!(network.state.trust.notices.is_empty());
    check_roll(&network);
}
