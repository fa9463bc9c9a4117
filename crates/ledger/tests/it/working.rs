//! Attested work, service and newcomers (GOVERNANCE §6, ADR-0021): who is drawn, what the middle
//! answer is, what a round pays for it, and what a finding of fraud takes back.

use std::collections::BTreeMap;

use ledger::apply::{RULE_FAKE_ACCOUNT, RULE_FRAUD};
use ledger::charter::Charter;
use ledger::ids::{BasisPoints, CaseId, ClaimId, Digest, MemberNumber, MicroShares, RoundNumber};
use ledger::jury::{Appeal, Ruling, StepKind};
use ledger::round::{
    Comparison, Known, Preference, Reaction, Reviews, RoundFault, RoundFile, WorkIndex, WorkRow,
};
use ledger::score::{PartName, explain, score};
use ledger::settlement::{Answers, assemble, assemble_reviewed};
use ledger::sortition::Purpose;
use ledger::work::{Attestation, ClaimStage, Declared, Skill, WorkClass};
use ledger::{Act, Body, Rejection};
use proptest::prelude::*;

use crate::judging::{judge, name_of};
use crate::script::Network;
use crate::tracks::{forty, quick};

const POOL: u64 = 700_000_000_000_000;

fn claim(class: WorkClass) -> Body {
    Body::ClaimWork {
        skill: Skill::Code,
        class,
        text: Digest([0x51; 32]),
    }
}

fn attest(claim: u32, answer: Attestation) -> Body {
    Body::AttestWork {
        claim: ClaimId(claim),
        answer,
    }
}

fn declare(skill: Skill, declared: Declared) -> Body {
    Body::DeclareSkill { skill, declared }
}

/// One operation of every kind, for the frozen vectors.
pub(crate) fn bodies() -> Vec<(&'static str, Body)> {
    let five = Attestation::Class(WorkClass::Five);
    vec![
        ("declare-skill", declare(Skill::Translation, Declared::Yes)),
        ("claim-work", claim(WorkClass::Thirteen)),
        ("attest-work no", attest(6, Attestation::No)),
        ("attest-work five", attest(6, five)),
    ]
}

/// Lets a claim be made, drawn and attested, for the frozen chain.
pub(crate) fn work_once(network: &mut Network) {
    let declared = declare(Skill::Code, Declared::Yes);
    assert_eq!(network.sign("m7", declared), Ok(()));
    assert_eq!(network.sign("m6", claim(WorkClass::Three)), Ok(()));
    network.wait(1);
    // Who holds a passkey only signs nothing here; the review ends without them.
    let mut reviewers = reviewing(network, 1);
    reviewers.retain(|member| network.people.values().any(|it| it.0 == *member));
    for member in reviewers {
        let name = name_of(network, member);
        let answer = Attestation::Class(WorkClass::Two);
        assert_eq!(network.sign(&name, attest(1, answer)), Ok(()));
    }
    network.wait(168);
}

fn reviewing(network: &Network, id: u32) -> Vec<MemberNumber> {
    let claim = network.state.find_claim(ClaimId(id)).expect("a claim");
    claim.reviewing().map(|it| it.member).collect()
}

fn stage(network: &Network, id: u32) -> ClaimStage {
    network
        .state
        .find_claim(ClaimId(id))
        .expect("a claim")
        .stage
}

fn class_of(network: &Network, id: u32) -> Option<WorkClass> {
    match stage(network, id) {
        ClaimStage::Over { class, .. } => class,
        other => panic!("{other:?}"),
    }
}

/// Settles the oldest closed round by its own file, and returns the file.
fn settle(network: &mut Network, previous: Option<&RoundFile>) -> RoundFile {
    let round = network.state.settled;
    let file = assemble(&network.state, round, previous, Vec::new(), Vec::new());
    let file = file.expect("a small round");
    let result = score(&file).expect("a sound file");
    let act = Act::SettleRound {
        round,
        file: file.digest(),
        result: result.digest(),
    };
    assert_eq!(network.submit(act, Some(result)), Ok(()));
    file
}

fn conserved(network: &Network) {
    let state = &network.state;
    let held: u64 = state.members.iter().map(|it| it.earned().0).sum();
    assert_eq!(held, state.issued.0, "what is held is what was credited");
    let set_aside = state.later.amount().0;
    assert_eq!(state.pool.0 + state.issued.0 + set_aside, POOL);
}

/// Of three answers the middle one counts, of two the smaller, one is none.
#[test]
fn the_middle_answer_counts() {
    let table: [(&[u32], Option<u32>); 8] = [
        (&[3, 5, 8], Some(5)),
        (&[13, 1, 2], Some(2)),
        (&[0, 0, 13], None),
        (&[0, 5, 5], Some(5)),
        (&[8, 8, 8], Some(8)),
        (&[3, 5], Some(3)),
        (&[0, 5], None),
        (&[5], None),
    ];
    for (answers, expected) in table {
        let mut network = forty(quick());
        assert_eq!(network.sign("m0", claim(WorkClass::Five)), Ok(()));
        network.wait(1);
        let drawn = reviewing(&network, 1);
        assert_eq!(drawn.len(), 3);
        assert!(!drawn.contains(&network.member("m0")));
        for (member, answer) in drawn.iter().zip(answers) {
            let class = WorkClass::of_weight(*answer);
            let answer = class.map_or(Attestation::No, Attestation::Class);
            let name = name_of(&network, *member);
            assert_eq!(network.sign(&name, attest(1, answer)), Ok(()));
        }
        if answers.len() < 3 {
            network.wait(168);
        }
        assert_eq!(
            class_of(&network, 1).map(WorkClass::weight),
            expected,
            "{answers:?}"
        );
        network.replay();
    }
}

#[test]
fn every_refusal_has_its_reason() {
    let mut network = forty(quick());
    let declared = || declare(Skill::Code, Declared::Yes);
    let not = declare(Skill::Code, Declared::No);
    assert_eq!(network.sign("m1", not), Err(Rejection::ChangesNothing));
    assert_eq!(network.sign("m1", declared()), Ok(()));
    assert_eq!(
        network.sign("m1", declared()),
        Err(Rejection::ChangesNothing)
    );
    let five = Attestation::Class(WorkClass::Five);
    assert_eq!(
        network.sign("m1", attest(1, five)),
        Err(Rejection::ClaimNotFound)
    );
    for _ in 0..5 {
        assert_eq!(network.sign("m0", claim(WorkClass::One)), Ok(()));
    }
    assert_eq!(
        network.sign("m0", claim(WorkClass::One)),
        Err(Rejection::ClaimLimit)
    );
    assert_eq!(
        network.sign("m0", attest(1, five)),
        Err(Rejection::NotAReviewer)
    );
    network.wait(1);
    let name = name_of(&network, reviewing(&network, 1)[0]);
    assert_eq!(network.sign(&name, attest(1, five)), Ok(()));
    assert_eq!(
        network.sign(&name, attest(1, five)),
        Err(Rejection::AttestedAlready)
    );
    network.wait(168);
    let late = name_of(&network, reviewing(&network, 1)[1]);
    assert_eq!(
        network.sign(&late, attest(1, five)),
        Err(Rejection::NotReviewing)
    );
    let mut alone = Network::found(quick());
    assert_eq!(
        alone.sign("founder", claim(WorkClass::One)),
        Err(Rejection::NoReviewers)
    );
    network.replay();
}

/// Who had such work attested is drawn before who says that they could, and these before all others;
/// nobody a vouch away, as long as others are enough.
#[test]
fn holders_of_the_skill_are_drawn_first() {
    let mut network = forty(quick());
    network.check("m0 vouch m1");
    for name in (1..=10).map(|it| format!("m{it}")) {
        assert_eq!(
            network.sign(&name, declare(Skill::Code, Declared::Yes)),
            Ok(())
        );
    }
    assert_eq!(network.sign("m0", claim(WorkClass::One)), Ok(()));
    let frozen = &network
        .state
        .find_claim(ClaimId(1))
        .expect("made")
        .candidates;
    // m1 is a vouch away: nine are left, three for each reviewer.
    assert_eq!(frozen.len(), 9);
    assert!(!frozen.contains(network.member("m1")));
    assert!(frozen.contains(network.member("m10")));
    network.wait(1);
    let receipt = network.state.find_claim(ClaimId(1)).expect("made");
    let receipt = receipt.receipt.as_ref().expect("drawn");
    assert_eq!(receipt.draw.purpose, Purpose::Review);
    assert!(receipt.is_drawn_from_beacon());
    // One who says so no more leaves eight: not enough, so that everybody may be drawn.
    assert_eq!(
        network.sign("m10", declare(Skill::Code, Declared::No)),
        Ok(())
    );
    assert_eq!(network.sign("m0", claim(WorkClass::One)), Ok(()));
    let frozen = &network
        .state
        .find_claim(ClaimId(2))
        .expect("made")
        .candidates;
    assert!(frozen.contains(network.member("m11")));
    assert!(!frozen.contains(network.member("m1")));
    network.replay();
}

/// Whoever says nothing in a third of the time is replaced by the next alternate.
#[test]
fn a_reviewer_who_does_not_come_is_replaced() {
    let mut network = forty(quick());
    assert_eq!(network.sign("m0", claim(WorkClass::One)), Ok(()));
    network.wait(1);
    let first = reviewing(&network, 1);
    let name = name_of(&network, first[0]);
    let answer = Attestation::Class(WorkClass::Two);
    assert_eq!(network.sign(&name, attest(1, answer)), Ok(()));
    network.wait(55);
    assert_eq!(reviewing(&network, 1), first);
    network.wait(1);
    let after = reviewing(&network, 1);
    assert_eq!((after.len(), after[0]), (3, first[0]));
    assert!(!after.contains(&first[1]) && !after.contains(&first[2]));
    let late = name_of(&network, first[1]);
    assert_eq!(
        network.sign(&late, attest(1, answer)),
        Err(Rejection::NotAReviewer)
    );
    network.replay();
}

/// The whole part for work goes by classes; who reviewed gets the flat amount; the rest stays.
#[test]
fn a_round_pays_for_work_and_for_service() {
    let mut network = forty(quick());
    assert_eq!(network.sign("m0", claim(WorkClass::Five)), Ok(()));
    assert_eq!(network.sign("m1", claim(WorkClass::One)), Ok(()));
    network.wait(1);
    let mut served = BTreeMap::new();
    for (id, class) in [(1, WorkClass::Three), (2, WorkClass::One)] {
        for member in reviewing(&network, id) {
            *served.entry(member).or_insert(0_u32) += 1;
            let name = name_of(&network, member);
            let body = attest(id, Attestation::Class(class));
            assert_eq!(network.sign(&name, body), Ok(()));
        }
    }
    network.wait(168);
    let file = settle(&mut network, None);
    conserved(&network);
    let contributors = u64::try_from(file.parts.members().len()).expect("few");
    let issued = 500_000_000 * contributors;
    let whole = issued * 1_500 / 10_000;
    let of = |name: &str, part| {
        let told = explain(&file, network.member(name)).expect("explained");
        let share = told.beside.iter().find(|it| it.part == part);
        share.map_or(MicroShares(0), |it| it.amount)
    };
    assert_eq!(of("m0", PartName::Work).0, whole * 3 / 4);
    assert_eq!(of("m1", PartName::Work).0, whole / 4);
    for (member, times) in served {
        let name = name_of(&network, member);
        let paid = of(&name, PartName::Service).0;
        // Whoever may act at level 0 and signed anything has served once more.
        let acts = u64::from(network.state.moderation.is_moderator(member));
        assert_eq!(paid, 20_000_000 * (u64::from(times) + acts), "{name}");
    }
    assert!(!network.state.work.dues.contains_key(&RoundNumber(0)));
    network.replay();
}

/// Who vouched for somebody who became a member shares the bonus, and again 52 rounds later.
#[test]
fn newcomers_who_stay_bring_a_bonus() {
    let mut network = forty(Charter {
        bootstrap_members: 40,
        associate_ticks: 0,
        active_rounds_needed: 1,
        ..quick()
    });
    network.check("m0 invite link\njoin newcomer with link\nm1 vouch newcomer");
    network.wait(168);
    let file = settle(&mut network, None);
    let half = Some(MicroShares(25_000_000));
    let due = |file: &RoundFile, member| {
        let dues = &file.parts.onboarding;
        dues.iter()
            .find(|it| it.member == member)
            .map(|it| it.amount)
    };
    let vouchers = [network.member("m0"), network.member("m1")];
    assert_eq!(vouchers.map(|it| due(&file, it)), [half, half]);
    let mut last = file;
    for round in 1..=52 {
        let awake = declare(
            Skill::Code,
            if round % 2 == 1 {
                Declared::Yes
            } else {
                Declared::No
            },
        );
        assert_eq!(network.sign("newcomer", awake), Ok(()));
        network.wait(168);
        last = settle(&mut network, Some(&last));
        let expected = if round == 52 { half } else { None };
        assert_eq!(vouchers.map(|it| due(&last, it)), [expected; 2], "{round}");
    }
    conserved(&network);
}

fn accuse(act: u8, rule: &str) -> Body {
    Body::Appeal(Appeal {
        act: Digest([act; 32]),
        rule: rule.to_owned(),
        version: 1,
        step: StepKind::Expel,
    })
}

/// A jury of level 2 lets the act stand against `name`.
pub(crate) fn find(network: &mut Network, name: &str, rule: &str, act: u8) {
    assert_eq!(network.sign(name, accuse(act, rule)), Ok(()));
    network.wait(1);
    for level in 0..2 {
        let case = network.state.justice.cases.last().expect("a case").clone();
        let jury = *case.juries.last().expect("a jury");
        let seats = network.state.find_jury(jury).expect("a jury").seats;
        let seats = usize::try_from(seats).expect("few");
        judge(network, jury.0, 0, seats);
        network.wait(24);
        if level == 0 {
            assert_eq!(
                network.sign(name, Body::AppealFurther(CaseId(case.id.0))),
                Ok(())
            );
            network.wait(1);
        }
    }
    let case = network.state.justice.cases.last().expect("a case");
    assert_eq!(case.ruling, Ruling::Uphold);
}

/// What is not vested goes back, what is stays; only under the two rules, only at level 2.
#[test]
fn fraud_takes_what_is_not_vested() {
    for (rule, is_taken) in [(RULE_FRAUD, true), ("kindness", false)] {
        let mut network = forty(Charter {
            vesting_cliff_rounds: 0,
            vesting_parts: 52,
            retrial_share: BasisPoints(0),
            ..quick()
        });
        network.check("wait 168\nsettle 0 m0 52000000 m1 52000000");
        find(&mut network, "m0", rule, 1);
        let m0 = network.state.find_member(network.member("m0"));
        let m0 = m0.expect("a member");
        let rounds = u64::from(network.state.round.0);
        let vested = m0.vested(network.state.charter.schedule(), network.state.round);
        assert_eq!(vested.0, rounds * 1_000_000, "{rule}");
        let expected = if is_taken { vested.0 } else { 52_000_000 };
        assert_eq!(m0.earned().0, expected, "{rule}");
        let returned = network.state.work.returned.0;
        assert_eq!(returned, 52_000_000 - expected);
        conserved(&network);
        network.replay();
    }
}

/// Whoever vouched for a fake account cannot vouch for 13 rounds; the second time not vote either. What
/// they got for it goes back.
#[test]
fn vouching_for_a_fake_costs_vouching_then_the_vote() {
    let mut network = forty(Charter {
        bootstrap_members: 40,
        associate_ticks: 0,
        active_rounds_needed: 1,
        vesting_parts: 52,
        retrial_share: BasisPoints(0),
        ..quick()
    });
    network.check("m0 invite link\njoin fake with link\nm1 vouch fake");
    network.wait(168);
    settle(&mut network, None);
    let m0 = network.member("m0");
    let held = |network: &Network| network.state.find_member(m0).expect("a member").earned().0;
    assert_eq!(held(&network), 25_000_000);
    find(&mut network, "fake", RULE_FAKE_ACCOUNT, 1);
    let rounds = u64::from(network.state.round.0);
    assert_eq!(held(&network), 25_000_000 * rounds / 52);
    conserved(&network);
    network.check("m0 vouch m5 => vouching-lost\nm0 invite other => vouching-lost\nm2 vouch m5");
    network.check("m3 propose statement\nm0 vote 1 yes");
    find(&mut network, "fake", RULE_FAKE_ACCOUNT, 2);
    network.check("m3 propose statement\nm0 vote 2 yes => vote-lost\nm2 vote 2 yes");
    let until = RoundNumber(network.state.round.0 + 13);
    while network.state.round < until {
        network.wait(24);
    }
    network.check("m0 vouch m6");
    network.replay();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// Whatever is claimed, attested, settled and found: pool and holdings are 700 million shares.
    #[test]
    fn shares_are_conserved(acts in proptest::collection::vec((0_u8..6, 0_u8..30, 0_u32..14), 1..60)) {
        let mut network = forty(Charter {
            bootstrap_members: 40,
            vesting_parts: 52,
            retrial_share: BasisPoints(0),
            ..quick()
        });
        let mut last = None;
        for (act, who, number) in acts {
            let name = format!("m{who}");
            let class = WorkClass::of_weight(number);
            match act {
                0 | 1 => { let _ = network.sign(&name, claim(class.unwrap_or(WorkClass::One))); }
                2 => {
                    let open: Vec<_> = network.state.work.claims.iter().map(|it| it.id.0).collect();
                    for id in open {
                        for member in reviewing(&network, id) {
                            let name = name_of(&network, member);
                            let answer = class.map_or(Attestation::No, Attestation::Class);
                            let _ = network.sign(&name, attest(id, answer));
                        }
                    }
                }
                3 => network.wait(number),
                4 => {
                    network.wait(168);
                    while network.state.settled < network.state.round {
                        last = Some(settle(&mut network, last.as_ref()));
                    }
                }
                _ => {
                    let _ = network.sign(&name, accuse(who.wrapping_add(number as u8), RULE_FRAUD));
                }
            }
            conserved(&network);
        }
        network.replay();
    }
}

/// What reviewers preferred weighs the score; who met known answers shares the part for it.
#[test]
fn blind_review_weighs_and_pays() {
    let mut network = forty(quick());
    network.check("wait 168");
    let work = |name: &str, network: &Network| WorkRow {
        author: network.member(name),
        digest: [7; 16],
    };
    let (liked, other) = (work("m0", &network), work("m1", &network));
    let gives = |name: &str, work| Reaction {
        endorser: network.member(name),
        work,
    };
    let reactions = ["m2", "m3", "m4"]
        .into_iter()
        .flat_map(|name| [gives(name, liked), gives(name, other)])
        .collect();
    let prefers = |name: &str| Preference {
        reviewer: network.member(name),
        better: liked,
        worse: other,
    };
    let met = |name: &str, agreed| Known {
        reviewer: network.member(name),
        asked: 2,
        agreed,
    };
    // Nobody judges their own work.
    let preferences = ["m0", "m2", "m3", "m4"].map(prefers).to_vec();
    let answers = Answers {
        preferences,
        known: vec![met("m2", 2), met("m3", 1), met("m4", 0)],
    };
    let round = RoundNumber(0);
    let file = assemble_reviewed(&network.state, round, None, Vec::new(), reactions, answers);
    let file = file.expect("a small round");
    assert_eq!(file.reviews.compared.len(), 3);
    assert_eq!(RoundFile::from_bytes(&file.to_bytes()), Ok(file.clone()));
    let told = |name: &str| explain(&file, network.member(name)).expect("explained");
    // wins + 1 of n + 2: 4/5 and 1/5.
    let factors = [told("m0"), told("m1")].map(|it| it.quality.factor());
    assert_eq!(factors, [32_768 + 65_536 * 4 / 5, 32_768 + 65_536 / 5]);
    assert_eq!(
        told("m0").score,
        told("m1").score * u64::from(factors[0]) / u64::from(factors[1])
    );
    let paid = |name| {
        let told = told(name);
        let mut parts = told.beside.iter();
        let share = parts.find(|it| it.part == PartName::Review);
        share.map(|it| (it.amount.0, it.whole.0))
    };
    // Two authors and two reviewers contributed, and the founder, who moderates.
    let whole = 500_000_000 * 5 / 10;
    assert_eq!(paid("m2"), Some((whole * 2 / 3 + 1, whole)));
    assert_eq!(paid("m3"), Some((whole / 3, whole)));
    assert_eq!(paid("m4"), None);
    let result = score(&file).expect("a sound file");
    let act = Act::SettleRound {
        round,
        file: file.digest(),
        result: result.digest(),
    };
    assert_eq!(network.submit(act, Some(result)), Ok(()));
    conserved(&network);
    network.replay();
}

/// A file whose comparisons break a rule is none.
#[test]
fn comparisons_keep_their_rules() {
    let mut network = forty(quick());
    network.check("wait 168");
    let row = |name: &str, fill| WorkRow {
        author: network.member(name),
        digest: [fill; 16],
    };
    let works = vec![row("m0", 1), row("m0", 2), row("m1", 1)];
    let file = assemble(&network.state, RoundNumber(0), None, works, Vec::new());
    let file = file.expect("a small round");
    let reviewer = network.member("m5");
    let pair = |reviewer, better, worse| Comparison {
        reviewer,
        better: WorkIndex(better),
        worse: WorkIndex(worse),
    };
    let known = |asked, agreed| Known {
        reviewer,
        asked,
        agreed,
    };
    let table: [(Vec<Comparison>, Vec<Known>, bool); 7] = [
        (
            vec![pair(reviewer, 0, 2), pair(reviewer, 1, 2)],
            vec![known(2, 2)],
            true,
        ),
        (
            vec![pair(reviewer, 1, 2), pair(reviewer, 0, 2)],
            vec![],
            false,
        ),
        // Of one author, of one's own, not in the file.
        (vec![pair(reviewer, 0, 1)], vec![], false),
        (vec![pair(network.member("m0"), 0, 2)], vec![], false),
        (vec![pair(reviewer, 0, 3)], vec![], false),
        (vec![], vec![known(3, 1)], false),
        (vec![], vec![known(1, 2)], false),
    ];
    for (compared, known, is_sound) in table {
        let mut file = file.clone();
        file.reviews = Reviews { compared, known };
        let expected = if is_sound {
            Ok(())
        } else {
            Err(RoundFault::Reviews)
        };
        assert_eq!(file.check(), expected, "{:?}", file.reviews);
    }
}
