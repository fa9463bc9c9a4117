//! The later part of content, on the record (GOVERNANCE §6, step 7; ADR-0034): when it is shared out, what
//! counts as use, who has no part in it any more, and that no share is made or lost on the way.

use std::collections::BTreeMap;

use ledger::apply::RULE_FRAUD;
use ledger::charter::{Charter, Earning};
use ledger::ids::{BasisPoints, Digest, MicroShares, RoundNumber};
use ledger::round::{LaterResult, Reaction, RoundFile, RoundResult, WorkRow};
use ledger::score::{explain, score};
use ledger::settlement::{Given, Used, Uses, assemble_used, check, check_alone};
use ledger::{Act, Rejection};
use proptest::prelude::*;

use crate::script::Network;
use crate::tracks::{forty, quick};
use crate::working::find;

const POOL: u64 = 700_000_000_000_000;

/// Who gives, to whom, for which work.
type Give<'a> = (&'a str, &'a str, u8);

/// A network whose rounds are settled by their own files.
struct Rounds {
    network: Network,
    files: BTreeMap<Digest, RoundFile>,
    last: Option<RoundFile>,
}

impl Rounds {
    fn of(charter: Charter) -> Self {
        Self {
            network: forty(charter),
            files: BTreeMap::new(),
            last: None,
        }
    }

    fn work(&self, author: &str, name: u8) -> WorkRow {
        WorkRow {
            author: self.network.member(author),
            digest: [name; 16],
        }
    }

    /// Gathers what is used from the files that it asks for.
    fn used(&self, round: RoundNumber) -> Used {
        let mut used = Used::of(&self.network.state, round);
        for (at, digest) in used.files() {
            let file = &self.files[&digest];
            assert_eq!(file.round, at);
            used.take(file);
        }
        used
    }

    fn assembled(&self, gives: &[Give<'_>]) -> RoundFile {
        let round = self.network.state.settled;
        let reactions = gives.iter().map(|(from, to, work)| Reaction {
            endorser: self.network.member(from),
            work: self.work(to, *work),
        });
        let given = Given {
            reactions: reactions.collect(),
            ..Given::default()
        };
        let (state, last) = (&self.network.state, self.last.as_ref());
        assemble_used(state, round, last, self.used(round), given).expect("a small round")
    }

    /// Settles the oldest closed round, in which these gave.
    fn settle(&mut self, gives: &[Give<'_>]) -> RoundResult {
        let file = self.assembled(gives);
        let uses = self
            .used(file.round)
            .with(&file)
            .expect("few")
            .expect("all there");
        let agrees = check(&self.network.state, self.last.as_ref(), &uses, &file);
        assert_eq!(agrees, Ok(()));
        assert_eq!(RoundFile::from_bytes(&file.to_bytes()), Ok(file.clone()));
        let result = score(&file).expect("a sound file");
        for (member, amount) in &result.earned {
            assert_eq!(explain(&file, *member).expect("explained").total(), *amount);
        }
        let act = Act::SettleRound {
            round: file.round,
            file: file.digest(),
            result: result.digest(),
        };
        assert_eq!(self.network.submit(act, Some(result.clone())), Ok(()));
        self.conserved();
        self.files.insert(file.digest(), file.clone());
        self.last = Some(file);
        result
    }

    /// Lets a round pass in which these gave, and settles it.
    fn close(&mut self, gives: &[Give<'_>]) -> RoundResult {
        self.network.wait(168);
        self.settle(gives)
    }

    fn conserved(&self) {
        let state = &self.network.state;
        let held: u64 = state.members.iter().map(|it| it.earned().0).sum();
        assert_eq!(held, state.issued.0, "what is held is what was credited");
        let all = state.pool.0 + state.issued.0 + state.later.amount().0;
        assert_eq!(all, POOL, "pool, held and set aside are the whole");
    }

    fn waiting(&self) -> Vec<(u32, u32)> {
        let waiting = self.network.state.later.waiting.iter();
        waiting.map(|it| (it.aside.round.0, it.due.0)).collect()
    }
}

/// Rounds of content alone, as short to wait for as can be said.
fn content(later_rounds: u32) -> Charter {
    Charter {
        content_share: BasisPoints(10_000),
        work_share: BasisPoints(0),
        service_share: BasisPoints(0),
        onboarding_share: BasisPoints(0),
        review_share: BasisPoints(0),
        bootstrap_members: 40,
        later_rounds,
        ..quick()
    }
}

const FIRST: [Give<'static>; 4] = [
    ("m2", "m0", 1),
    ("m3", "m0", 1),
    ("m2", "m1", 2),
    ("m3", "m1", 2),
];

/// 26 rounds later, not a round sooner, not again: and only what was used in the last four of them.
#[test]
fn it_is_shared_out_26_rounds_later() {
    // (in which round the same use comes again, what that brings each)
    for (again, brings) in [(21, 0), (22, 0), (23, 1), (25, 1), (26, 1), (27, 0)] {
        let mut rounds = Rounds::of(content(26));
        let first = rounds.close(&FIRST);
        // Two authors and the founder, who moderates: 1,500 shares, of which 450 wait.
        assert_eq!(first.issued, MicroShares(1_050_000_000));
        assert_eq!(first.later.set_aside, MicroShares(450_000_000));
        let mut results = vec![first];
        for round in 1..=27 {
            // Others than before, so that nobody repeats themselves.
            let gives = [
                ("m4", "m0", 1),
                ("m5", "m0", 1),
                ("m4", "m1", 2),
                ("m5", "m1", 2),
            ];
            let gives: &[_] = if round == again { &gives } else { &[] };
            let is_waiting = rounds.waiting().first() == Some(&(0, 26));
            assert_eq!(is_waiting, round <= 26, "{again}, {round}");
            results.push(rounds.close(gives));
        }
        for (round, result) in (0..).zip(&results) {
            let shared = result.later.paid.0 + result.later.returned.0;
            let expected = if round == 26 { 450_000_000 } else { 0 };
            assert_eq!(shared, expected, "{again}, {round}");
        }
        assert_eq!(results[26].later.paid.0, brings * 450_000_000, "{again}");
        let m0 = rounds
            .network
            .state
            .find_member(rounds.network.member("m0"));
        let grants = &m0.expect("a member").grants;
        let amount = grants
            .iter()
            .find(|it| it.round == RoundNumber(26))
            .map(|it| it.amount.0);
        // In round 26 itself the endorsements count for that round as well; the founder does nothing any more.
        let own = if again == 26 { 350_000_000 } else { 0 };
        let expected = Some(brings * 225_000_000 + own).filter(|it| *it > 0);
        assert_eq!(
            amount, expected,
            "it vests from when it was earned: {again}"
        );
        rounds.network.replay();
    }
}

/// What counts as use: not one's own, not by whoever weighs nothing; more use than then
/// brings no more than all of it.
#[test]
fn use_is_appreciation_of_works_of_that_round() {
    /// What is given, and what it brings the first and the second author.
    type Case = (&'static str, &'static [Give<'static>], u64, u64);
    let cases: [Case; 5] = [
        ("nobody", &[], 0, 0),
        (
            "another work of theirs",
            &[("m4", "m0", 9), ("m5", "m0", 9)],
            0,
            0,
        ),
        ("one's own", &[("m0", "m0", 1), ("m1", "m1", 2)], 0, 0),
        (
            "one of two authors",
            &[("m4", "m0", 1), ("m5", "m0", 1)],
            450_000_000,
            0,
        ),
        (
            "both, one by more",
            &[
                ("m4", "m0", 1),
                ("m5", "m0", 1),
                ("m6", "m0", 1),
                ("m4", "m1", 2),
            ],
            337_500_000,
            112_500_000,
        ),
    ];
    for (name, gives, m0, m1) in cases {
        let mut rounds = Rounds::of(content(4));
        rounds.close(&FIRST);
        for _ in 1..4 {
            rounds.close(&[]);
        }
        rounds.network.wait(168);
        let file = rounds.assembled(gives);
        let result = score(&file).expect("a sound file");
        for (who, expected) in [("m0", m0), ("m1", m1)] {
            let told = explain(&file, rounds.network.member(who)).expect("explained");
            assert_eq!(told.later[0].why.amount.0, expected, "{name}, {who}");
        }
        assert_eq!(result.later.paid.0, m0 + m1, "{name}");
        rounds.settle(gives);
    }
}

/// Who left has no part; what would have been theirs goes back, and nobody else gets more for it.
#[test]
fn who_left_has_no_part() {
    let mut rounds = Rounds::of(content(4));
    rounds.close(&FIRST);
    rounds.network.check("m1 leave");
    for _ in 1..4 {
        rounds.close(&[]);
    }
    let gives = [("m4", "m0", 1), ("m4", "m1", 2)];
    let before = rounds.network.state.pool.0;
    let result = rounds.close(&gives);
    // Of four points then each brought 262.5 shares at once, and brings as many now, but for the rounding.
    assert_eq!(result.later.paid.0, 262_499_997);
    assert_eq!(result.later.returned.0, 187_500_003);
    let issued = result.issued.0 - 262_499_997 + result.later.set_aside.0;
    assert_eq!(rounds.network.state.pool.0, before + 187_500_003 - issued);
    rounds.network.replay();
}

/// A finding of fraud takes what waits of the rounds up to it, not what comes after.
#[test]
fn fraud_takes_what_waits() {
    let mut rounds = Rounds::of(Charter {
        retrial_share: BasisPoints(0),
        ..content(26)
    });
    rounds.close(&FIRST);
    find(&mut rounds.network, "m1", RULE_FRAUD, 1);
    let found = rounds.network.state.round;
    while rounds.network.state.settled < rounds.network.state.round {
        rounds.settle(&[]);
    }
    let again = [("m6", "m0", 3), ("m6", "m1", 4)];
    while rounds.network.state.settled <= found {
        rounds.close(&[]);
    }
    let after = rounds.network.state.settled.0;
    rounds.close(&again);
    let gives = [
        ("m4", "m0", 1),
        ("m5", "m0", 1),
        ("m4", "m1", 2),
        ("m5", "m1", 2),
        ("m4", "m1", 4),
        ("m5", "m1", 4),
    ];
    let m1 = rounds.network.member("m1");
    for round in after + 1..=after + 26 {
        let result = rounds.close(if round == 26 || round == after + 26 {
            &gives
        } else {
            &[]
        });
        let file = rounds.last.as_ref().expect("a file");
        let told = explain(file, m1).expect("explained");
        let got = told
            .later
            .first()
            .map(|it| (it.why.rule.counts(), it.why.amount.0 > 0));
        match round {
            26 => {
                assert_eq!(got, Some((false, false)), "found since");
                assert_eq!(file.later.parts[0].barred, [m1]);
                assert_eq!(result.later.paid.0, 450_000_000);
            }
            _ if round == after + 26 => assert_eq!(got, Some((true, true)), "made after it"),
            _ => {}
        }
    }
    assert!(
        rounds.network.state.later.barred.is_empty(),
        "forgotten when nothing of then waits"
    );
    rounds.network.replay();
}

/// Where everybody gets the same, or where the charter says zero, nothing waits.
#[test]
fn nothing_waits_where_nothing_is_to() {
    for charter in [
        Charter {
            earning: Earning::Equal,
            ..content(4)
        },
        Charter {
            later_share: BasisPoints(0),
            ..content(4)
        },
    ] {
        let mut rounds = Rounds::of(charter);
        let result = rounds.close(&FIRST);
        assert_eq!(result.later, LaterResult::default());
        assert_eq!(rounds.waiting(), []);
        rounds.network.replay();
    }
}

/// The file must say what the record and the files before say; the result must share out what is due.
#[test]
fn what_differs_is_refused() {
    let mut rounds = Rounds::of(content(4));
    rounds.close(&FIRST);
    for _ in 1..4 {
        rounds.close(&[]);
    }
    rounds.network.wait(168);
    let gives = [("m4", "m0", 1), ("m5", "m1", 2)];
    let file = rounds.assembled(&gives);
    let state = &rounds.network.state;
    let uses = rounds
        .used(file.round)
        .with(&file)
        .expect("few")
        .expect("all there");
    let refused = Err(Rejection::RoundFileMismatch);
    type Forge = fn(&mut RoundFile);
    let forgeries: [(&str, bool, Forge); 7] = [
        ("share", true, |it| it.later.rules.share.0 = 2_000),
        ("wait", true, |it| it.later.rules.rounds = 5),
        ("part", true, |it| it.later.parts.clear()),
        ("amount", true, |it| it.later.parts[0].aside.amount.0 += 1),
        ("score", true, |it| it.later.parts[0].aside.score_total -= 1),
        ("barred", true, |it| {
            it.later.parts[0].barred = vec![it.earners[0]];
        }),
        ("uses", false, |it| {
            it.later.parts[0].uses = ledger::round::Ties::new();
        }),
    ];
    for (name, is_alone, forge) in forgeries {
        let mut forged = file.clone();
        forge(&mut forged);
        assert_eq!(
            check(state, rounds.last.as_ref(), &uses, &forged),
            refused,
            "{name}"
        );
        assert_eq!(check_alone(state, &forged) == refused, is_alone, "{name}");
    }
    assert_eq!(
        check(state, rounds.last.as_ref(), &Uses::default(), &file),
        refused
    );
    // A file that was asked for and not given.
    let missing = Used::of(state, file.round).with(&file);
    assert_eq!(missing, Ok(None));

    let result = score(&file).expect("a sound file");
    // By the quota of whoever took part.
    let most = 500_000_000 * u64::try_from(result.active.len()).expect("few");
    type Bend = fn(&mut RoundResult, u64);
    let bends: [(&str, Rejection, Bend); 6] = [
        ("paid", Rejection::ResultMismatch, |it, _| {
            it.later.paid.0 += 1;
        }),
        ("returned", Rejection::ResultMismatch, |it, _| {
            it.later.returned.0 += 1;
        }),
        ("nothing due", Rejection::ResultMismatch, |it, _| {
            it.later = LaterResult::default();
        }),
        ("by no score", Rejection::ResultMismatch, |it, _| {
            it.later.score_total = 0;
        }),
        ("more than waits", Rejection::IssuesTooMuch, |it, most| {
            it.later.set_aside.0 = most * 3 / 10 + 1;
        }),
        (
            "more than is issued",
            Rejection::IssuesTooMuch,
            |it, most| {
                it.later.paid.0 -= 1;
                it.later.returned.0 += 1;
                it.later.set_aside.0 = most - (it.issued.0 - it.later.paid.0) + 1;
            },
        ),
    ];
    let settle = |result: &RoundResult| Act::SettleRound {
        round: file.round,
        file: file.digest(),
        result: result.digest(),
    };
    for (name, rejection, bend) in bends {
        let mut bent = result.clone();
        bend(&mut bent, most);
        let act = settle(&bent);
        assert_eq!(
            rounds.network.submit(act, Some(bent)),
            Err(rejection),
            "{name}"
        );
    }
    let act = settle(&result);
    assert_eq!(rounds.network.submit(act, Some(result)), Ok(()));
    rounds.conserved();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    /// Whoever appreciates, leaves, and is found out, however long it waits: no share is made or lost, and a
    /// replay comes to the same.
    #[test]
    fn shares_are_conserved(
        wait in 4_u32..8,
        acts in proptest::collection::vec((0_u8..12, 0_u8..30, 0_u8..30, 0_u8..3), 1..120),
    ) {
        let mut rounds = Rounds::of(Charter { retrial_share: BasisPoints(0), ..content(wait) });
        let names: Vec<String> = (0..30).map(|it| format!("m{it}")).collect();
        let mut gives: Vec<Give<'_>> = Vec::new();
        for (act, who, whom, work) in acts {
            let (who, whom) = (usize::from(who), usize::from(whom));
            match act {
                0 => { let _ = rounds.network.sign(&names[who], ledger::Body::Leave); }
                1..=3 => {
                    rounds.close(&gives);
                    gives.clear();
                }
                // Few works, so that they are met again.
                _ => gives.push((&names[who], &names[whom % 6], work)),
            }
        }
        for _ in 0..wait {
            rounds.close(&[]);
        }
        rounds.network.replay();
    }
}
