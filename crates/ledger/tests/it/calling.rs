//! Participatory budget: calls, projects, approvals, the count, what it decides.

use ledger::books::Cause;
use ledger::call::{Call, CallStage, ProjectNumber};
use ledger::charter::Charter;
use ledger::count::Payment;
use ledger::ids::{CallId, Digest, MemberNumber, Money};
use ledger::operation::Body;
use ledger::payload::Beneficiary;
use ledger::state::{State, Timer};

use crate::script::Network;
use crate::tracks::{forty, quick};

fn call_id(word: &str) -> CallId {
    CallId(word.parse().expect("a call"))
}

fn projects(words: &[&str]) -> Vec<ProjectNumber> {
    let number = |it: &&str| ProjectNumber(it.parse().expect("a project"));
    words.iter().map(number).collect()
}

/// Reads `submit 1 m3 500` (who is paid, and how much), `take-back 1 2`, `approve 1 2 3`.
pub(crate) fn body(network: &Network, words: &[&str]) -> Body {
    match words {
        ["submit", call, to, cost] => Body::SubmitProject {
            call: call_id(call),
            text: Digest([0x71; 32]),
            cost: Money(cost.parse().expect("an amount")),
            to: match *to {
                "outside" => Beneficiary::Outside(Digest([0x72; 32])),
                "nobody" => Beneficiary::Member(MemberNumber(900)),
                name => Beneficiary::Member(network.member(name)),
            },
        },
        ["take-back", call, project] => Body::WithdrawProject {
            call: call_id(call),
            project: ProjectNumber(project.parse().expect("a project")),
        },
        ["approve", call, rest @ ..] => Body::ApproveProjects {
            call: call_id(call),
            projects: projects(rest),
        },
        other => panic!("no such act: {other:?}"),
    }
}

/// Answers where a call is and what it funded: `call 1 => counted 2 1`; `call 1 voters`; `call all`.
pub(crate) fn ask(network: &Network, words: &[&str]) -> String {
    let find = |id: &str| network.state.find_call(call_id(id));
    match words {
        ["all"] => network.state.calls.len().to_string(),
        [id, "voters"] => {
            let poll = find(id).and_then(|it| it.poll.as_ref());
            poll.expect("opened").electorate.to_string()
        }
        [id] => find(id).map_or_else(|| "none".to_owned(), said),
        other => panic!("no such question: {other:?}"),
    }
}

fn said(call: &Call) -> String {
    let funded = call.counted.iter().flat_map(|it| &it.funded);
    funded.fold(call.stage.word().to_owned(), |said, it| {
        format!("{said} {it}")
    })
}

/// One of everything, for the frozen vectors.
pub(crate) fn bodies() -> Vec<(&'static str, Body)> {
    let call = CallId(70_000);
    let submit = |to| Body::SubmitProject {
        call,
        text: Digest([0x71; 32]),
        cost: Money((1 << 53) + 1),
        to,
    };
    let approve = |projects: &[u16]| Body::ApproveProjects {
        call,
        projects: projects.iter().copied().map(ProjectNumber).collect(),
    };
    vec![
        (
            "submit-project",
            submit(Beneficiary::Member(MemberNumber(318))),
        ),
        (
            "submit-project outside",
            submit(Beneficiary::Outside(Digest([0x72; 32]))),
        ),
        (
            "withdraw-project",
            Body::WithdrawProject {
                call,
                project: ProjectNumber(64),
            },
        ),
        ("approve-projects", approve(&[1, 3, 64])),
        ("approve-projects none", approve(&[])),
    ]
}

/// Something about a call, mostly wrong.
pub(crate) fn somehow(state: &State, whom: u8, how: u8) -> Body {
    let calls = u32::try_from(state.calls.len()).expect("few");
    let call = CallId(calls.max(1) - u32::from(whom.is_multiple_of(7)).min(calls));
    let project = ProjectNumber(u16::from(whom) % 4);
    match how % 4 {
        0 => Body::SubmitProject {
            call,
            text: Digest([how; 32]),
            cost: Money(u64::from(whom) * 40),
            to: Beneficiary::Member(MemberNumber(u32::from(whom) % 6)),
        },
        1 if how.is_multiple_of(3) => Body::WithdrawProject { call, project },
        _ => Body::ApproveProjects {
            call,
            projects: (1..=project.0).map(ProjectNumber).collect(),
        },
    }
}

/// Checks every call against itself, and returns the timers that follow.
pub(crate) fn check_state(state: &State) -> Vec<(u64, Timer)> {
    let mut timers = Vec::new();
    let live = state.calls.iter().filter(|it| it.stage.is_live());
    assert!(live.count() <= 1, "one call at a time");
    for (call, number) in state.calls.iter().zip(1..) {
        assert_eq!(call.id, CallId(number));
        match call.stage {
            CallStage::Collecting { closes_ms } => {
                assert!(call.poll.is_none() && call.counted.is_none());
                timers.push((closes_ms, Timer::CallCloses(call.id)));
            }
            CallStage::Voting { closes_ms } => {
                let poll = call.poll.as_ref().expect("opened");
                let votes = |it: &MemberNumber| poll.voters.contains(*it);
                assert!(poll.ballots.keys().all(votes));
                assert!(poll.ballots.values().all(|it| call.is_ballot(it)));
                timers.push((closes_ms, Timer::CallCloses(call.id)));
            }
            CallStage::Void { .. } => assert!(call.counted.is_none()),
            CallStage::Counted { .. } => check_counted(state, call),
        }
    }
    timers
}

/// What a count decided is what the books have, and no more than there was.
fn check_counted(state: &State, call: &Call) {
    let counted = call.counted.as_ref().expect("counted");
    let outcome = call.account().expect("an account");
    assert_eq!(
        ledger::call::funded(&outcome, &counted.projects),
        counted.funded,
        "counted again it is the same"
    );
    let cost = |it: &ProjectNumber| call.find(*it).expect("a project").cost.0;
    let sum: u64 = counted.funded.iter().map(cost).sum();
    assert!(sum <= counted.pool.0 && counted.pool <= call.pool);
    let paid = state
        .books
        .transfers
        .iter()
        .filter_map(|it| match it.cause {
            Cause::Project {
                call: of, project, ..
            } if of == call.id => Some((project, it.amount.0)),
            _ => None,
        });
    let funded = counted.funded.iter().map(|it| (*it, cost(it)));
    assert!(paid.eq(funded), "each project is paid once");
}

/// Lets money be set aside, projects be submitted, approved and funded, for the frozen chain.
pub(crate) fn call_once(network: &mut Network) {
    let gift = network.state.books.transfers.len() + 1;
    let proposal = network.state.proposals.len() + 1;
    network.check(&format!(
        "
        m5 came gift 60000
        m6 confirm {gift}
        m5 propose budget:60000:participatory=40000
        m6 sponsor {proposal}
        all vote {proposal} yes
        "
    ));
    while network.state.calls.is_empty() {
        network.wait(24);
    }
    network.check(
        "
        m5 submit 1 m6 30000
        m6 submit 1 outside 20000
        m7 submit 1 m7 15000
        m7 take-back 1 3
        wait 72
        m5 approve 1 1 2
        m6 approve 1 2
        m7 approve 1
        wait 72
        call 1                       => counted 2
        ",
    );
}

/// Forty members with 60,000 in the envelope of participatory budget, and the call that follows.
pub(crate) fn called(charter: Charter) -> Network {
    let mut network = forty(charter);
    network.check(
        "
        m0 came gift 720000
        m1 confirm 1
        m0 propose budget:720000:participatory=60000
        first 39 vote 1 yes
        wait 671
        proposal 1                   => enacted
        envelope participatory       => 60000
        call all                     => 0
        wait 1
        call all                     => 1
        call 1                       => collecting
        ",
    );
    network
}

#[test]
fn a_call_comes_by_itself_and_ends_in_payments() {
    let mut network = called(quick());
    network.check(
        "
        m0 submit 2 m1 1             => call-not-found
        m0 submit 1 m1 0             => payload-out-of-bounds
        m0 submit 1 m1 60001         => payload-out-of-bounds
        m0 submit 1 nobody 1         => member-not-found
        m0 submit 1 m1 60000
        m0 submit 1 outside 20000
        m0 submit 1 m2 30000
        m0 submit 1 m3 1             => projects-full
        m1 submit 1 m1 5000
        m2 submit 1 m2 100
        m0 take-back 1 4             => not-the-author
        m0 take-back 1 9             => project-not-found
        m0 take-back 2 1             => call-not-found
        m2 take-back 1 5
        m2 take-back 1 5             => project-not-found
        m2 approve 1 1               => not-open
        wait 335
        call 1                       => collecting
        wait 1
        call 1                       => voting
        call 1 voters                => 40
        m3 submit 1 m3 1             => call-closed
        m1 take-back 1 4             => call-closed
        m0 approve 2 1               => call-not-found
        m0 approve 1 5               => approvals-unsound
        m0 approve 1 6               => approvals-unsound
        m0 approve 1 0               => approvals-unsound
        m0 approve 1 2 2             => approvals-unsound
        m0 approve 1 3 2             => approvals-unsound
        m0 approve 1 1 2 3 4
        m0 approve 1 2
        m1 approve 1 2 3
        m2 approve 1 3
        m3 approve 1
        wait 335
        call 1                       => voting
        wait 1
        m4 approve 1 2               => not-open
        # Four voters have 15,000 each. Project 2 asks 10,000 of each of two; then m1 has 5,000, and
        # m2's 15,000 with them is 20,000 of 30,000: not affordable. By votes project 3 fits the 40,000.
        call 1                       => counted 2 3
        envelope participatory       => 10000
        books flow                   => 720000 in, 50000 out
        ",
    );
    let causes = network.state.books.payments().map(|it| it.cause);
    let causes: Vec<Cause> = causes.collect();
    let project = |number, to| Cause::Project {
        call: CallId(1),
        project: ProjectNumber(number),
        to,
    };
    assert_eq!(
        causes,
        [
            project(2, Beneficiary::Outside(Digest([0x72; 32]))),
            project(3, Beneficiary::Member(network.member("m2"))),
        ]
    );
    let call = network.state.find_call(CallId(1)).expect("a call");
    let account = call.account().expect("an account");
    let payments: Vec<Option<Payment>> = account.rounds.iter().map(|it| it.payment).collect();
    let shares = |each_at_most_millionths, supporters| Payment::Shares {
        each_at_most_millionths,
        supporters,
    };
    assert_eq!(
        payments,
        [Some(shares(10_000_000_000, 2)), Some(Payment::Remainder)],
        "a project that nobody approves of is not counted"
    );
    // Who voted how is dropped with the count; who is paid does not confirm it.
    assert!(call.poll.as_ref().expect("opened").ballots.is_empty());
    network.check(
        "
        m2 paid 4                    => own-payment
        m0 paid 4
        m1 confirm 4
        books 4                      => captured
        # The rest of the envelope is divided in the next quarter, not before.
        call all                     => 1
        wait 1008
        call all                     => 2
        call 2                       => collecting
        wait 336
        call 2                       => void
        wait 168
        call all                     => 2
        ",
    );
    check_state(&network.state);
    network.replay();
}

/// One minor unit under the charter's floor is no call; at the floor it is.
#[test]
fn an_empty_envelope_calls_nobody() {
    let floor = |call_floor| Charter {
        call_floor,
        ..quick()
    };
    let mut network = forty(floor(60_001));
    let script = "
        m0 came gift 720000
        m1 confirm 1
        m0 propose budget:720000:participatory=60000
        first 39 vote 1 yes
        wait 1800
        envelope participatory       => 60000
        ";
    network.check(script);
    network.check("call all => 0");
    let mut network = forty(floor(60_000));
    network.check(script);
    network.check("call all => 1");
}

/// What was promised from the envelope meanwhile is not promised a second time, and the guard on a
/// quarter's outflow holds back what a call decides as it does anything else.
#[test]
fn a_count_divides_what_is_left_and_the_guard_holds_it_back() {
    let mut network = called(Charter {
        outflow_part: 1_000,
        ..quick()
    });
    // A quarter later nothing came in, so that 720 may leave.
    network.check(
        "
        m0 submit 1 m1 40000
        m0 submit 1 m2 600
        m0 submit 1 m3 500
        m1 propose spend:participatory:m4:30000
        first 39 vote 2 yes
        wait 336
        m0 approve 1 1 2 3
        m1 approve 1 1 2 3
        m2 approve 1 3
        m3 leave
        wait 336
        proposal 2                   => enacted
        envelope participatory       => 29400
        # 30,000 are left: the first does not fit, the third's payee has left.
        call 1                       => counted 2
        ",
    );
    check_state(&network.state);
    network.replay();
}

/// Nobody who is not a member submits, and nobody who was not one when the ballots opened votes.
#[test]
fn guests_and_latecomers_do_not_take_part() {
    let mut network = called(Charter {
        bootstrap_members: 40,
        ..quick()
    });
    network.check(
        "
        join late by m0
        late submit 1 late 5         => standing-too-low
        m0 submit 1 m1 5
        wait 336
        late approve 1 1             => not-in-electorate
        m0 grant phone 24
        phone approve 1 1
        ",
    );
    network.replay();
}
