use std::path::Path;

use ledger::books::{MoneyAttestation, VoidReason};
use ledger::ids::{Digest, MemberNumber, ProposalId, Quarter, TransferId};

use super::{
    Account, Beneficiary, Cause, Envelope, IncomeKind, Money, Statement, Transfer, TransferStage,
    beancount, csv, day, ledger_cli,
};

/// 28 November 2026, noon.
const NOON_MS: u64 = 1_795_867_200_000;
const DAY_MS: u64 = 86_400_000;

fn transfer(
    id: u32,
    sides: (Account, Account),
    amount: u64,
    cause: Cause,
    stage: TransferStage,
) -> Transfer {
    Transfer {
        id: TransferId(id),
        debit: sides.0,
        credit: sides.1,
        amount: Money(amount),
        cause,
        since_ms: NOON_MS,
        quarter: Quarter(0),
        attested: None,
        stage,
    }
}

/// Income, a budget, a payment, the team's pay, a stream, and what never happened.
fn some_books() -> Vec<Transfer> {
    let grants = Account::Envelope(Envelope::Grants);
    let at = |days: u64, by: Option<u32>| TransferStage::Captured {
        by: by.map(MemberNumber),
        at_ms: NOON_MS + days * DAY_MS,
    };
    let said = Some(MoneyAttestation {
        by: MemberNumber(1),
        at_ms: NOON_MS,
        until_ms: NOON_MS,
        evidence: Digest([0xab; 32]),
    });
    let gift = Cause::Income(IncomeKind::Gift);
    let gifts = (Account::Source(IncomeKind::Gift), Account::Income);
    let budget = Cause::Budget(ProposalId(1));
    let to = Beneficiary::Member(MemberNumber(3));
    let paid = |proposal| Cause::Spend {
        proposal: ProposalId(proposal),
        to,
    };
    vec![
        Transfer {
            attested: said,
            ..transfer(1, gifts, 50_005, gift, at(0, Some(2)))
        },
        transfer(
            2,
            (Account::Opening, Account::Income),
            100_000,
            budget,
            at(1, None),
        ),
        transfer(3, (Account::Income, grants), 90_000, budget, at(1, None)),
        Transfer {
            attested: said,
            ..transfer(
                4,
                (grants, Account::Payees),
                4_000,
                paid(2),
                at(40, Some(2)),
            )
        },
        transfer(
            5,
            (grants, Account::Payees),
            1,
            paid(3),
            TransferStage::Waiting,
        ),
        transfer(
            6,
            gifts,
            7,
            gift,
            TransferStage::Voided {
                why: VoidReason::Expired,
                at_ms: NOON_MS,
            },
        ),
        transfer(
            7,
            (Account::Income, Account::Envelope(Envelope::Team)),
            20_000,
            budget,
            at(1, None),
        ),
        Transfer {
            attested: said,
            ..transfer(
                8,
                (Account::Envelope(Envelope::Team), Account::Payees),
                20_000,
                Cause::Mandate(ProposalId(4)),
                at(20, Some(2)),
            )
        },
        Transfer {
            attested: said,
            ..transfer(
                9,
                (grants, Account::Payees),
                99,
                Cause::Stream {
                    proposal: ProposalId(5),
                    to,
                },
                at(30, Some(2)),
            )
        },
    ]
}

#[test]
fn days_are_those_of_the_calendar() {
    for (at_ms, said) in [
        (0, "1970-01-01"),
        (951_782_400_000, "2000-02-29"),
        (951_868_800_000, "2000-03-01"),
        (NOON_MS, "2026-11-28"),
        (1_798_761_599_999, "2026-12-31"),
        (1_798_761_600_000, "2027-01-01"),
        (4_107_542_400_000, "2100-03-01"),
    ] {
        assert_eq!(day(at_ms), said);
    }
}

#[test]
fn a_statement_says_what_was_there_what_came_and_what_went() {
    let books = some_books();
    let all = Statement::of(&books, 0, u64::MAX);
    assert_eq!(all.before.len(), 0);
    assert_eq!(all.opening, Money(100_000));
    assert_eq!(all.income[&IncomeKind::Gift], Money(50_005));
    assert_eq!(all.costs[&Envelope::Grants], Money(4_099));
    assert_eq!(all.costs[&Envelope::Team], Money(20_000));
    assert_eq!(all.after[&Account::Income], Money(40_005));
    assert_eq!(
        all.after[&Account::Envelope(Envelope::Grants)],
        Money(85_901)
    );
    assert_eq!(all.after.len(), 2);
    assert_eq!(all.transfers.len(), 7);
    // What a stretch of time leaves is what the next one begins with.
    let until = NOON_MS + 30 * DAY_MS;
    let (first, second) = (
        Statement::of(&books, 0, until),
        Statement::of(&books, until, u64::MAX),
    );
    assert_eq!(first.after, second.before);
    assert_eq!(second.after, all.after);
    let order: Vec<u32> = second.transfers.iter().map(|it| it.id.0).collect();
    assert_eq!(order, [9, 4], "in order of time");
}

/// The files that `cargo xtask books` has Beancount and hledger read.
#[test]
fn the_files_are_those_that_were_read_by_other_programs() {
    let books = some_books();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = [
        ("books.beancount", beancount("Lu\"men\n", &books)),
        ("books.ledger", ledger_cli("Lu\"men\n", &books)),
        ("books.csv", csv(&books)),
    ];
    let made = folder.join("../../target/tmp");
    let kept = |name: &str| {
        let file = folder.join("tests/files").join(name);
        std::fs::read_to_string(file).unwrap_or_default()
    };
    let differs = |it: &&(&str, String)| kept(it.0) != it.1;
    let others: Vec<_> = files.iter().filter(differs).collect();
    for (name, text) in &others {
        std::fs::write(made.join(name), text).expect("a file is written");
    }
    let names: Vec<&str> = others.iter().map(|it| it.0).collect();
    assert!(names.is_empty(), "{names:?}: look at {}", made.display());
}

/// No name can end its line and begin another entry.
#[test]
fn a_name_stays_on_its_line() {
    let hostile = "x\"\n2026-01-01 open Assets:Mine\\";
    let text = beancount(hostile, &[]);
    assert_eq!(text.lines().count(), 3, "{text}");
    assert!(text.starts_with("option \"title\" \"x2026-01-01 open Assets:Mine\"\n"));
    assert_eq!(ledger_cli(hostile, &[]).lines().count(), 1);
    assert_eq!(csv(&[]).lines().count(), 1);
}
