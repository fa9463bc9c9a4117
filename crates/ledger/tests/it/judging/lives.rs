//! Arbitrary lives of juries: who appeals, seals, opens, steps aside, leaves or declines, in any
//! order. After each act what a plain reading of the rules says is held against the state.

use std::collections::BTreeMap;

use ledger::charter::Charter;
use ledger::ids::{CaseId, JuryId, MemberNumber};
use ledger::jury::{Duty, Hearing, Jury, JuryStage, Level, Ruling, Seat};
use ledger::{Body, State};
use proptest::prelude::{ProptestConfig, any, proptest};

use super::{appeal, name_of, quiet, verdict};
use crate::script::Network;

fn network() -> Network {
    let mut network = Network::found(Charter {
        retrial_share: ledger::ids::BasisPoints(5_000),
        juror_pay: 7,
        jury_rest_rounds: 1,
        ..quiet()
    });
    network.check("crowd 20");
    network
}

fn ruling_of(how: u8) -> Ruling {
    if how.is_multiple_of(2) {
        Ruling::Reverse
    } else {
        Ruling::Uphold
    }
}

/// One thing that somebody does; most of it is possible, some is not.
fn play(network: &mut Network, [what, who, how]: [u8; 3]) {
    let stranger = format!("m{}", who % 20);
    let juries = u32::try_from(network.state.justice.juries.len()).expect("few");
    let jury = JuryId((juries + 1).saturating_sub(u32::from(how) % 4));
    let seated = network.state.find_jury(jury).map(|it| {
        let members: Vec<_> = it.sitting().map(|it| it.member).collect();
        members
    });
    let juror = seated.filter(|it| !it.is_empty());
    let juror = juror.map(|it| it[usize::from(who) % it.len()]);
    let name = juror.map_or(stranger.clone(), |it| name_of(network, it));
    let member = network.member(&name);
    // What was sealed is what is opened, mostly.
    let ruling = ruling_of(u8::try_from(member.0 % 3).unwrap_or(0));
    let verdict = verdict(member, ruling);
    let (name, body) = match what % 24 {
        0..=2 => (stranger, appeal(how)),
        3 => (
            stranger,
            Body::JuryDuty(if how < 60 {
                Duty::Declined
            } else {
                Duty::Willing
            }),
        ),
        4 if how < 20 => (stranger, Body::Leave),
        4 | 5 => {
            let cases = u32::try_from(network.state.justice.cases.len()).expect("few");
            let case = network.state.find_case(CaseId(cases));
            let appellant = case.map_or(stranger, |it| name_of(network, it.appellant));
            (appellant, Body::AppealFurther(CaseId(cases)))
        }
        6 => (name, Body::StepAside(jury)),
        7..=13 => {
            let seal = verdict.seal(network.state.network, jury, member);
            (name, Body::SealVerdict { jury, seal })
        }
        14..=19 => (name, Body::OpenVerdict { jury, verdict }),
        _ => {
            network.wait(u32::from(how) % 20);
            return;
        }
    };
    let _ = network.sign(&name, body);
}

/// What a person with the table of GOVERNANCE §4 would say of the open verdicts.
fn read(jury: &Jury, before: Ruling) -> Option<Ruling> {
    let open: Vec<Ruling> = jury
        .jurors
        .iter()
        .filter(|it| it.seat == Seat::Sitting)
        .filter_map(|it| it.opened.map(|it| it.0))
        .collect();
    let seats = usize::try_from(jury.seats).expect("few");
    let votes = |ruling| open.iter().filter(|it| **it == ruling).count();
    let changed = votes(before.other());
    let changes = match jury.level {
        Level::First => changed > open.len() - changed,
        Level::Second => 3 * changed >= 2 * seats,
        Level::Third => 2 * changed > seats,
    };
    if jury.level == Level::First && 2 * open.len() <= seats {
        return None;
    }
    Some(if changes { before.other() } else { before })
}

/// Recomputes every case from its juries, in order.
fn check(state: &State) {
    let mut credited: BTreeMap<MemberNumber, u64> = BTreeMap::new();
    for case in &state.justice.cases {
        let (mut ruling, mut level) = (Ruling::Uphold, Level::First);
        let mut seen = std::collections::BTreeSet::new();
        for jury in case.juries.iter().filter_map(|it| state.find_jury(*it)) {
            for juror in &jury.jurors {
                assert!(seen.insert(juror.member), "nobody judges a case twice");
                assert_ne!(juror.member, case.appellant);
                assert!(juror.opened.is_none() || juror.seal.is_some());
            }
            let seated = u32::try_from(jury.sitting().count()).expect("few");
            assert!(seated <= jury.seats);
            let JuryStage::Over { outcome, .. } = jury.stage else {
                continue;
            };
            for juror in jury.sitting().filter(|it| it.opened.is_some()) {
                *credited.entry(juror.member).or_default() += 7;
            }
            if jury.hearing == Hearing::Again {
                let read = jury.receipt.as_ref().and(read(jury, Ruling::Uphold));
                assert_eq!(outcome.ruling, read);
                continue;
            }
            assert_eq!(outcome.ruling, read(jury, ruling), "{jury:?}");
            ruling = outcome.ruling.unwrap_or(Ruling::Reverse);
            level = jury.level;
        }
        assert_eq!(case.ruling, ruling);
        assert!(case.level >= level);
    }
    assert_eq!(
        state.justice.credited, credited,
        "what is owed is what was ruled"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_life_of_juries_reads_as_the_table_says(acts in proptest::collection::vec(any::<[u8; 3]>(), 1..160)) {
        let mut network = network();
        for act in acts {
            play(&mut network, act);
            check(&network.state);
        }
        network.replay();
    }
}
