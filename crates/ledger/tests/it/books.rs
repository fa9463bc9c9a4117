//! The commons' money: what comes in, what is decided, what is paid, and what guards it.

use std::collections::BTreeMap;

use ledger::books::{
    Account, Balance, Books, Cause, Flow, IncomeKind, Transfer, TransferStage, VoidReason,
};
use ledger::charter::Charter;
use ledger::ids::{Digest, Money, Quarter, TransferId};
use ledger::operation::Body;
use ledger::payload::Envelope;
use ledger::state::{State, Timer};
use ledger::value::BookValue;

use crate::script::Network;
use crate::tracks::{forty, quick, with_budget};

/// Reads `came gift 500`, `paid 1`, `confirm 1`, `refuse 1`.
pub(crate) fn body(words: &[&str]) -> Body {
    let id = |word: &str| TransferId(word.parse().expect("a number"));
    match words {
        ["came", kind, amount] => Body::AttestIncome {
            income: IncomeKind::of_word(kind).expect("a kind of income"),
            amount: Money(amount.parse().expect("an amount")),
            evidence: Digest([0x40; 32]),
        },
        ["paid", transfer] => Body::AttestPayment {
            transfer: id(transfer),
            evidence: Digest([0x41; 32]),
        },
        ["confirm", transfer] => Body::ConfirmTransfer(id(transfer)),
        ["refuse", transfer] => Body::RefuseTransfer(id(transfer)),
        other => panic!("no such act: {other:?}"),
    }
}

/// Answers what the books say: `books total`, `books income` (in it, and free of it), `books 3` (where
/// the transfer stands), `books flow` (of the running quarter), `books value` (thousandths of a minor unit
/// behind a share), `books values` (round, assets and micro-shares at each close).
pub(crate) fn ask(network: &Network, words: &[&str]) -> String {
    let books = &network.state.books;
    match words {
        ["total"] => books.treasury().to_string(),
        ["income"] => books.free(Account::Income).to_string(),
        ["flow"] => {
            let Flow { income, outflow } = books.flow(network.state.round.quarter());
            format!("{income} in, {outflow} out")
        }
        ["value"] => {
            let value = BookValue::of(&network.state).per_share(3);
            value.map_or("none".to_owned(), |it| it.to_string())
        }
        ["values"] => {
            let marks = network.state.values.iter();
            let words: Vec<String> = marks
                .map(|it| format!("{}:{}/{}", it.round, it.value.assets, it.value.shares))
                .collect();
            words.join(" ")
        }
        [number] => {
            let id = TransferId(number.parse().expect("a number"));
            stage_word(books.find(id).expect("a transfer"))
        }
        other => panic!("no such question: {other:?}"),
    }
}

fn stage_word(transfer: &Transfer) -> String {
    match (transfer.stage, transfer.attested) {
        (TransferStage::Waiting, _) => "waiting",
        (TransferStage::Pending { .. }, None) => "pending",
        (TransferStage::Pending { .. }, Some(_)) => "attested",
        (TransferStage::Captured { .. }, _) => "captured",
        (TransferStage::Voided { why, .. }, _) => match why {
            VoidReason::Withdrawn => "withdrawn",
            VoidReason::Refused(_) => "refused",
            VoidReason::Expired => "expired",
        },
    }
    .to_owned()
}

/// Opens the books without a vote.
pub(crate) fn open(state: &mut State, treasury: u64, grants: u64) {
    let side = |debits: u64, credits: u64| Balance {
        debits: debits.into(),
        credits: credits.into(),
        held: Money(0),
    };
    state.books.balances = BTreeMap::from([
        (Account::Opening, side(treasury, 0)),
        (Account::Income, side(grants, treasury)),
        (Account::Envelope(Envelope::Grants), side(0, grants)),
    ]);
}

/// Recomputes every balance and every quarter from the transfers alone, and the timers that follow.
pub(crate) fn check_state(state: &State) -> Vec<(u64, Timer)> {
    let mut balances: BTreeMap<Account, Balance> = BTreeMap::new();
    let mut quarters: BTreeMap<Quarter, Flow> = BTreeMap::new();
    let mut timers = Vec::new();
    for (transfer, number) in state.books.transfers.iter().zip(1..) {
        assert_eq!(transfer.id, TransferId(number));
        assert!(transfer.amount > Money(0), "{transfer:?}");
        let is_decided = !matches!(
            transfer.cause,
            Cause::Income(_) | Cause::Budget(_) | Cause::Subscription { .. } | Cause::Investment(_)
        );
        assert!(
            transfer.is_of_surplus() || transfer.is_payment() == is_decided,
            "whoever is paid is paid by a decision or the charter: {transfer:?}"
        );
        // What members get of a surplus is no cost, and neither is what investors are owed.
        let is_cost = transfer.is_payment() && !transfer.stays_owed();
        let flow = quarters.entry(transfer.quarter).or_default();
        match transfer.stage {
            TransferStage::Captured { by, .. } => {
                balances.entry(transfer.debit).or_default().debits += u128::from(transfer.amount.0);
                balances.entry(transfer.credit).or_default().credits +=
                    u128::from(transfer.amount.0);
                let attested = transfer.attested.map(|it| it.by);
                assert_eq!(attested.is_some(), by.is_some());
                assert!(by.is_none() || by != attested, "two people: {transfer:?}");
                if is_cost {
                    flow.outflow.0 += transfer.amount.0;
                } else if transfer.is_income() {
                    flow.income.0 += transfer.amount.0;
                }
            }
            TransferStage::Waiting => {
                balances.entry(transfer.debit).or_default().held.0 += transfer.amount.0;
            }
            TransferStage::Pending { until_ms } => {
                if transfer.is_payment() {
                    balances.entry(transfer.debit).or_default().held.0 += transfer.amount.0;
                    flow.outflow.0 += if is_cost { transfer.amount.0 } else { 0 };
                }
                let attested = transfer.attested.filter(|_| transfer.is_payment());
                let ends = (until_ms, Timer::TransferEnds(transfer.id));
                let is_late = attested.is_none() && until_ms <= state.time_ms;
                if transfer.stays_owed() && is_late && !state.timers.contains(&ends) {
                    continue;
                }
                timers.push(
                    attested.map_or((until_ms, Timer::TransferEnds(transfer.id)), |it| {
                        (it.until_ms, Timer::AttestationEnds(transfer.id))
                    }),
                );
            }
            TransferStage::Voided { .. } => {}
        }
    }
    for offer in state.investing.offers.values().filter(|it| it.is_open()) {
        let escrow = Account::Envelope(Envelope::Escrow);
        let waits = offer.cost(offer.escrowed()).expect("fits");
        balances.entry(escrow).or_default().held.0 += waits.0;
    }
    let moved = |books: &BTreeMap<Account, Balance>| {
        let mut moved = books.clone();
        moved.retain(|_, it| *it != Balance::default());
        moved
    };
    assert_eq!(moved(&state.books.balances), moved(&balances));
    for (quarter, flow) in &quarters {
        assert_eq!(state.books.flow(*quarter), *flow, "{quarter:?}");
    }
    let sides = balances
        .values()
        .fold((0, 0), |sum, it| (sum.0 + it.debits, sum.1 + it.credits));
    assert_eq!(sides.0, sides.1, "books balance");
    timers
}

/// One of everything, for the frozen vectors.
pub(crate) fn bodies() -> Vec<(&'static str, Body)> {
    let evidence = Digest([0x40; 32]);
    let transfer = TransferId(9);
    vec![
        (
            "attest-income",
            Body::AttestIncome {
                income: IncomeKind::Fees,
                amount: Money((1 << 53) + 1),
                evidence,
            },
        ),
        ("attest-payment", Body::AttestPayment { transfer, evidence }),
        ("confirm-transfer", Body::ConfirmTransfer(transfer)),
        ("refuse-transfer", Body::RefuseTransfer(transfer)),
    ]
}

/// Something about the books, mostly wrong.
pub(crate) fn somehow(state: &State, whom: u8, how: u8) -> Body {
    let transfers = u32::try_from(state.books.transfers.len()).expect("few");
    let transfer = TransferId(u32::from(whom) % (transfers + 1) + u32::from(how) % 2);
    let evidence = Digest([how; 32]);
    match how % 5 {
        0 => Body::AttestIncome {
            income: IncomeKind::ALL[usize::from(whom) % 4],
            amount: Money(u64::from(whom) * 100),
            evidence,
        },
        1 => Body::AttestPayment { transfer, evidence },
        4 if whom.is_multiple_of(3) => Body::RefuseTransfer(transfer),
        _ => Body::ConfirmTransfer(transfer),
    }
}

/// Lets money come and be confirmed or not, for the frozen chain.
pub(crate) fn live_once(network: &mut Network) {
    let first = network.state.books.transfers.len() + 1;
    network.check(&format!("m5 came gift 500\n m6 confirm {first}"));
    network.check(&format!("m5 came fees 70\n m6 refuse {}", first + 1));
}

/// A gift comes and is confirmed.
pub(crate) const LIFE: &str = "
    m0 came gift 60000
    books 1                      => attested
    books total                  => 0
    m0 confirm 1                 => second-person-needed
    m1 confirm 1
    books 1                      => captured
    books total                  => 60000
    books flow                   => 60000 in, 0 out
    books income                 => 60000
";

#[test]
fn a_gift_is_confirmed_by_two_and_spent_by_a_decision() {
    let mut network = forty(quick());
    network.check(LIFE);
    network.check(
        "
        m1 confirm 1                 => transfer-over
        m1 refuse 1                  => transfer-over
        m0 came dues 0               => payload-out-of-bounds
        m0 came dues 9223372036854775807 => payload-out-of-bounds
        m0 came dues 9223372036854715807
        m0 came dues 1               => payload-out-of-bounds
        m0 refuse 2
        books 2                      => withdrawn
        m0 came fees 5
        m1 refuse 3
        books 3                      => refused
        m0 came sales 5
        wait 335
        books 4                      => attested
        wait 1
        books 4                      => expired
        books total                  => 60000
        # The treasury that a later budget states moves nothing: the books know better.
        m0 propose budget:900000:grants=60001 => treasury-short
        m0 propose budget:900000:grants=50000
        first 39 vote 1 yes
        wait 504
        proposal 1                   => enacted
        books total                  => 60000
        books income                 => 10000
        envelope grants              => 50000
        m0 propose spend:grants:m38:60
        first 39 vote 2 yes
        wait 120
        proposal 2                   => enacted
        envelope grants              => 49940
        books total                  => 60000
        books flow                   => 60000 in, 60 out
        books 6                      => pending
        m0 paid 1                    => payment-not-decided
        m0 paid 7                    => payment-not-decided
        m38 paid 6                   => own-payment
        m0 confirm 6                 => not-attested
        m0 paid 6
        m1 paid 6                    => payment-attested
        m0 confirm 6                 => second-person-needed
        m38 confirm 6                => own-payment
        m1 refuse 6
        books 6                      => pending
        m1 paid 6
        books 6                      => attested
        wait 336
        # Nobody confirmed; the payment is still to be made.
        books 6                      => pending
        m1 paid 6
        m0 confirm 6
        m0 paid 6                    => transfer-over
        m0 confirm 9                 => transfer-not-found
        books total                  => 59940
        books flow                   => 60000 in, 60 out
        envelope grants              => 49940
        ",
    );
    check_state(&network.state);
    network.replay();
}

/// A quarter lets out a twelfth of what is there, or what came in; what is decided beyond that waits
/// for the next quarter, in order.
#[test]
fn the_outflow_of_a_quarter_is_guarded_to_the_last_cent() {
    let mut network = with_budget();
    // 1,000,000 / 12 = 83,333; the larger of the two is a matter of the budget.
    network.check(
        "
        m0 propose budget:1000000:operations=900000
        first 39 vote 2 yes
        wait 504
        proposal 2                   => enacted
        m0 propose spend:operations:outside:83333
        first 39 vote 3 yes
        wait 504
        proposal 3                   => enacted
        ",
    );
    let first = network.state.books.payments().next().expect("a payment");
    assert_eq!(stage_word(first), "pending");
    let (first, waiting) = (first.id.0, first.id.0 + 1);
    network.check(
        "
        m0 propose spend:operations:m37:1
        first 39 vote 4 yes
        wait 120
        proposal 4                   => enacted
        books flow                   => 0 in, 83333 out
        ",
    );
    network.check(&format!("books {waiting} => waiting"));
    network.check(&format!("m0 paid {waiting} => held-back"));
    // Seven cents more make no room: a twelfth of 1,000,007 is still 83,333.
    network.check("m0 came dues 7");
    let came = network.state.books.transfers.len();
    network.check(&format!(
        "m1 confirm {came}\n wait 168\n books {waiting} => waiting"
    ));
    // One cent more does, and the next round's close lets it out.
    network.check("m0 came dues 1");
    let came = came + 1;
    network.check(&format!("m1 confirm {came}\n books {waiting} => waiting"));
    network.check(&format!("wait 168\n books {waiting} => pending"));
    network.check("books flow => 8 in, 83334 out");
    // What nobody pays goes back to its envelope after its rounds.
    network.check(&format!(
        "wait 4368\n books {first} => expired\n books {waiting} => expired"
    ));
    network.check("envelope operations => 900000");
    check_state(&network.state);
    network.replay();
}

/// While a team is paid, the safety reserve is neither spent nor divided below what it must hold.
#[test]
fn the_reserve_holds_the_teams_cost_of_its_rounds() {
    let mut network = forty(quick());
    // 26 rounds of 100.
    network.check(
        "
        m0 propose budget:100000:operations=5000,reserve=2650
        first 39 vote 1 yes
        wait 504
        proposal 1                   => enacted
        m0 propose mandate:m1+m2:52
        all vote 2 yes
        wait 744
        proposal 2                   => enacted
        wait 168
        m3 propose spend:reserve:m38:51 => reserve-short
        m3 propose spend:reserve:m38:50
        m3 propose budget:100000:reserve=2599 => reserve-short
        m3 propose budget:100000:operations=97400,reserve=2600
        # Nobody but the two in office keeps the books now.
        m3 came gift 5               => not-in-office
        m1 came gift 5
        m3 confirm 6                 => not-in-office
        ",
    );
    let came = network.state.books.transfers.len();
    network.check(&format!("m2 confirm {came}"));
    // Half of the budget asks for half of the reserve.
    network.check("wait 8736\n m3 propose spend:reserve:m38:1351 => reserve-short");
    network.check("m3 propose spend:reserve:m38:1350");
    network.replay();
}

/// A stream pays each round until a decision ends it, and never more than its envelope holds.
#[test]
fn a_stream_pays_each_round_until_it_is_ended() {
    let mut network = with_budget();
    network.check(
        "
        m0 propose stream:grants:m38:0     => payload-out-of-bounds
        m0 propose stream:reserve:m38:5    => payload-out-of-bounds
        m0 propose stream:grants:999:5     => member-not-found
        # Fifty-two times a week are a year: 1,000 is small, 1,040 is not.
        m0 propose stream:grants:m38:19
        class 2                      => G small-spend
        m0 propose stream:grants:m37:20
        class 3                      => G medium-spend
        m0 propose end:2             => stream-not-found
        first 39 vote 2 yes
        wait 72
        proposal 2                   => enacted
        envelope grants              => 50000
        wait 168
        envelope grants              => 49981
        wait 168
        envelope grants              => 49962
        ",
    );
    let paid: Vec<_> = network.state.books.payments().cloned().collect();
    assert_eq!(paid.len(), 2);
    assert_eq!(paid[0].cause.decision(), Some(ledger::ids::ProposalId(2)));
    network.check(
        "
        m0 propose end:2
        first 39 vote 4 yes
        wait 72
        proposal 4                   => enacted
        wait 336
        envelope grants              => 49962
        m0 propose end:2             => stream-not-found
        ",
    );
    check_state(&network.state);
    network.replay();
}

/// The team is paid from its envelope by its mandate: in full while it lasts, half of it for thirteen
/// rounds after, and then nothing.
#[test]
fn the_teams_stream_halves_and_stops_with_its_mandate() {
    let mut network = forty(quick());
    network.check(
        "
        m0 propose budget:1000000:team=300000
        first 39 vote 1 yes
        wait 504
        proposal 1                   => enacted
        m0 propose mandate:m1+m2:4
        all vote 2 yes
        wait 744
        proposal 2                   => enacted
        ",
    );
    let since_ms = network.state.mandate.as_ref().map(|it| it.since_ms);
    let mut paid = Vec::new();
    for _ in 0..24 {
        let before = network.state.books.payments().count();
        network.check("wait 168");
        let payments = network.state.books.payments().skip(before);
        paid.push(payments.map(|it| it.amount.0).sum::<u64>());
    }
    // The round in which it came is not paid, as it did not begin in it.
    let first = paid
        .iter()
        .position(|it| *it > 0)
        .expect("the team is paid");
    assert!(first <= 1, "{since_ms:?} {paid:?}");
    let (whole, rest): (Vec<u64>, Vec<u64>) =
        (paid[first..first + 3].to_vec(), paid[first + 3..].to_vec());
    assert_eq!(whole, [100; 3]);
    let halves = rest.iter().filter(|it| **it == 50).count();
    assert_eq!(halves, 13, "{paid:?}");
    assert_eq!(*rest.last().expect("rounds"), 0, "{paid:?}");
    assert!(rest.iter().all(|it| [100, 50, 0].contains(it)), "{paid:?}");
    check_state(&network.state);
    network.replay();
}

/// The guard at its exact edges, as a table: income, treasury, what left, what more, whether.
#[test]
fn the_guard_is_a_table() {
    let charter = Charter::of(ledger::charter::Template::Cooperative);
    let quarter = Quarter(3);
    for (income, treasury, outflow, more, lets_out) in [
        (0, 0, 0, 1, false),
        (0, 11, 0, 1, false),
        (0, 12, 0, 1, true),
        (0, 12, 0, 2, false),
        (0, 1_200, 99, 1, true),
        (0, 1_200, 100, 1, false),
        (101, 1_200, 100, 1, true),
        (101, 1_200, 101, 1, false),
        (100, 1_211, 100, 1, false),
        (100, 1_212, 100, 1, true),
        (u64::MAX, 0, u64::MAX - 1, 1, true),
    ] {
        let mut books = Books::default();
        let balance = Balance {
            debits: 0,
            credits: treasury,
            held: Money(0),
        };
        books.balances.insert(Account::Income, balance);
        let flow = Flow {
            income: Money(income),
            outflow: Money(outflow),
        };
        books.quarters.insert(quarter, flow);
        assert_eq!(
            books.lets_out(&charter, quarter, Money(more)),
            lets_out,
            "{income} {treasury} {outflow} {more}"
        );
    }
}

/// Nothing that a budget or income moves is ever called a payment.
#[test]
fn what_leaves_names_its_decision() {
    let mut network = forty(quick());
    network.check(LIFE);
    network.check("m0 paid 1 => payment-not-decided");
    let causes = network.state.books.transfers.iter().map(|it| it.cause);
    let causes: Vec<Cause> = causes.collect();
    assert_eq!(causes, [Cause::Income(IncomeKind::Gift)]);
    assert_eq!(causes[0].decision(), None);
}

/// Book value follows from the state after every entry: what two people confirmed and nobody was promised, by
/// what members hold. The close of a round keeps it.
#[test]
fn book_value_follows_every_entry_and_is_kept_by_round() {
    let mut network = forty(quick());
    network.check(
        "
        books value                  => none
        m0 came gift 60000
        m1 confirm 1
        books value                  => none
        wait 168
        settle 0 m0 4000000 m1 2000000
        books value                  => 10000000
        m0 came gift 3
        # Nobody has confirmed it.
        books value                  => 10000000
        m1 confirm 2
        books value                  => 10000500
        m0 refuse 2                  => transfer-over
        wait 168
        settle 1 m2 1
        books value                  => 10000498
        books values                 => 0:60000/0 1:60003/6000000
        ",
    );
    network.replay();
}
