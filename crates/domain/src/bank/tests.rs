//! Small statements written for these tests after the message definition and after what banks export;
//! names and accounts are made up (the IBANs are examples of the registry).

use super::matching::{Booked, Ground, Line, Match, candidates, pair};
use super::table::{DayOrder, Hints};
use super::{BankFile, Day, FILE_BYTES_MAX, Fault, LINES_MAX, Role, RowFault, Sum, read};
use ledger::ids::TransferId;
use proptest::prelude::*;

const CAMT: &str = include_str!("../../tests/files/bank/march.camt053.xml");
const ING: &str = include_str!("../../tests/files/bank/ing.csv");
const RABO: &str = include_str!("../../tests/files/bank/rabobank.csv");
const BUNQ: &str = include_str!("../../tests/files/bank/bunq.csv");
const SPARKASSE: &str = include_str!("../../tests/files/bank/sparkasse.csv");
const ALL: [&str; 5] = [CAMT, ING, RABO, BUNQ, SPARKASSE];

fn file(text: &str) -> Result<BankFile, Fault> {
    read(text.as_bytes(), &Hints::default())
}

fn day(text: &str) -> Day {
    Day::of_iso(text).expect("a day of the test")
}

/// `2026-03-04 +50000 Harbour School | words`, one a line.
fn told(read: &BankFile) -> String {
    let line = |it: &super::BankLine| {
        let (day, sum) = (it.day, it.sum.0);
        format!("{day} {sum:+} {} | {}\n", it.party, it.words)
    };
    read.lines.iter().map(line).collect()
}

#[test]
fn a_camt_statement_is_read() {
    let read = file(CAMT).expect("sound");
    assert_eq!(read.account, "NL91ABNA0417164300");
    assert_eq!(
        told(&read),
        "2026-03-02 +50000 Harbour School & Friends | Gift for the photo walk\n\
         2026-03-05 -4000 Ben de Wit | Roll of film MEENT-7\n\
         2026-03-09 +12550 Stichting Licht | Dues March RF18539007547034\n\
         2026-03-31 -1250  | Account fee\n"
    );
    let (opening, closing) = (read.opening.expect("stated"), read.closing.expect("stated"));
    assert_eq!(
        (opening.day, opening.sum),
        (day("2026-02-28"), Sum(100_000))
    );
    assert_eq!(
        (closing.day, closing.sum),
        (day("2026-03-31"), Sum(157_300))
    );
    let lines: Sum = read.lines.iter().map(|it| it.sum).sum();
    assert_eq!(opening.sum.plus(lines), closing.sum);
}

/// The same three lines as four banks export them.
#[test]
fn tables_of_banks_are_read_by_their_headings() {
    for (text, account, opening) in [
        (ING, "NL91ABNA0417164300", Some(100_000)),
        (RABO, "NL91ABNA0417164300", Some(100_000)),
        (BUNQ, "NL91ABNA0417164300", None),
        (SPARKASSE, "DE89370400440532013000", None),
    ] {
        let read = file(text).unwrap_or_else(|fault| panic!("{fault}: {text}"));
        assert_eq!(read.account, account, "{text}");
        let mut lines: Vec<(Day, i64)> = read.lines.iter().map(|it| (it.day, it.sum.0)).collect();
        lines.sort_unstable();
        let wanted = [
            ("2026-03-02", 50_000),
            ("2026-03-05", -4_000),
            ("2026-03-09", 120_050),
        ];
        assert_eq!(lines, wanted.map(|it| (day(it.0), it.1)), "{text}");
        assert_eq!(read.opening.map(|it| it.sum.0), opening, "{text}");
        let film = read
            .lines
            .iter()
            .find(|it| it.sum.0 < 0)
            .expect("a payment");
        assert_eq!(
            (film.party.as_str(), film.words.contains("MEENT-7")),
            ("Ben de Wit", true)
        );
    }
}

#[test]
fn amounts_are_read_at_their_edges() {
    for (text, wanted) in [
        ("0", Some(0)),
        ("12", Some(1_200)),
        ("12.5", Some(1_250)),
        ("12,50", Some(1_250)),
        ("-0,01", Some(-1)),
        ("+ 7,00", Some(700)),
        ("1.234,50", Some(123_450)),
        ("1,234.50", Some(123_450)),
        ("1.234.567,89", Some(123_456_789)),
        ("1'234.50", Some(123_450)),
        ("12.345", None),
        ("1,234", None),
        ("1.23.456,00", None),
        ("12,34,56", None),
        ("12.5000", Some(1_250)),
        ("", None),
        (",50", None),
        ("--5", None),
        ("5-", None),
        ("1e3", None),
        ("999999999999999999999", None),
    ] {
        assert_eq!(Sum::of_text(text).map(|it| it.0), wanted, "{text:?}");
    }
}

#[test]
fn days_are_those_of_the_calendar() {
    for (year, month, number, wanted) in [
        (1970, 1, 1, Some(0)),
        (2000, 2, 29, Some(11_016)),
        (2026, 3, 31, Some(20_543)),
        (2100, 2, 28, Some(47_540)),
        (2100, 2, 29, None),
        (2026, 4, 31, None),
        (2026, 13, 1, None),
        (2026, 0, 1, None),
        (1969, 12, 31, None),
    ] {
        assert_eq!(
            Day::of_date(year, month, number).map(|it| it.0),
            wanted,
            "{year}-{month}-{number}"
        );
    }
    assert_eq!(day("2026-03-31").to_string(), "2026-03-31");
}

/// What is kept of an account's number is cut; the same number on the next line is the same account still.
#[test]
fn a_long_number_of_one_account_is_one_account() {
    let (long, other) = ("9".repeat(41), "8".repeat(41));
    let table = |second: &str| {
        format!("Date;Amount;Account\n2026-03-01;5,00;{long}\n2026-03-02;6,00;{second}\n")
    };
    let read = file(&table(&long)).expect("one account");
    assert_eq!((read.account.len(), read.lines.len()), (40, 2));
    assert_eq!(file(&table(&other)), Err(Fault::Accounts));
}

#[test]
fn what_no_bank_needs_is_refused() {
    let doctype = CAMT.replacen("<Document", "<!DOCTYPE x [<!ENTITY a \"b\">]><Document", 1);
    let entity = CAMT.replacen("Account fee", "&secret;", 1);
    let deep = format!("{}{}", "<a>".repeat(40), "</a>".repeat(40));
    let other_account = CAMT.replacen(
        "</Stmt>",
        "</Stmt><Stmt><Acct><Id><IBAN>NL02ABNA0123456789</IBAN></Id></Acct></Stmt>",
        1,
    );
    let dollars = CAMT.replacen("<Amt Ccy=\"EUR\">500.00", "<Amt Ccy=\"USD\">500.00", 1);
    let no_day = CAMT.replacen("<Dt>2026-03-05</Dt>", "<Dt>2026-02-30</Dt>", 1);
    for (text, code) in [
        (doctype, "bank-entity"),
        (entity, "bank-entity"),
        (deep, "bank-xml"),
        (CAMT[..CAMT.len() / 2].to_owned(), "bank-xml"),
        ("<html><p>no</p></html>".to_owned(), "bank-not-camt"),
        (other_account, "bank-accounts"),
        (dollars, "bank-rows"),
        (no_day, "bank-rows"),
        (String::new(), "bank-unknown-kind"),
        ("hello".to_owned(), "bank-unknown-kind"),
        ("a;b;c\n1;2;3\n".to_owned(), "bank-column"),
        (
            "Date;Date;Amount\n2026-03-01;2026-03-01;5\n".to_owned(),
            "bank-column",
        ),
        ("Date;Amount\n03/04/2026;5\n".to_owned(), "bank-day-order"),
        ("Date;Amount\n".to_owned(), "bank-empty"),
        (
            format!("Date;Amount\n{}", "2026-03-01;5\n".repeat(LINES_MAX + 30)),
            "bank-too-many-lines",
        ),
        ("x".repeat(FILE_BYTES_MAX + 1), "bank-too-large"),
    ] {
        let fault = file(&text).expect_err(code);
        assert_eq!(fault.code(), code, "{fault}");
    }
}

#[test]
fn bad_rows_are_named_by_their_line() {
    let text = "Date;Amount;Name;Currency\n2026-03-01;5,00;\"two\nlines\";EUR\n2026-02-30;5,00;b;EUR\n2026-03-01;much;c;EUR\n2026-03-01;5,00;d;USD\n2026-03-01\n2026-03-01;0,00;e;EUR\n";
    let Err(Fault::Rows(rows)) = file(text) else {
        panic!("refused by rows");
    };
    let rows: Vec<(usize, RowFault)> = rows.iter().map(|it| (it.line, it.fault)).collect();
    assert_eq!(
        rows,
        [
            (4, RowFault::Day),
            (5, RowFault::Amount),
            (6, RowFault::Currency),
            (7, RowFault::Columns),
            (8, RowFault::Amount)
        ]
    );
}

/// Where the file leaves it open, it is asked; an answer settles it.
#[test]
fn an_answer_settles_what_is_open() {
    let text = "Wanneer;Amount;Wie\n03/04/2026;5,00;Ana\n";
    let Err(Fault::Column { role, headings }) = file(text) else {
        panic!("asked for the day");
    };
    assert_eq!((role, headings.len()), (Role::Day, 3));
    let mut hints = Hints::default();
    hints.columns.insert(Role::Day, "Wanneer".to_owned());
    hints.columns.insert(Role::Party, "Wie".to_owned());
    assert_eq!(read(text.as_bytes(), &hints), Err(Fault::DayOrder));
    for (order, wanted) in [
        (DayOrder::DayFirst, "2026-04-03"),
        (DayOrder::MonthFirst, "2026-03-04"),
    ] {
        hints.days = Some(order);
        let read = read(text.as_bytes(), &hints).expect("settled");
        assert_eq!(
            (read.lines[0].day, read.lines[0].party.as_str()),
            (day(wanted), "Ana")
        );
    }
    // A thirteenth says it for the whole file.
    let read = file("Date;Amount\n03/04/2026;5,00\n03/13/2026;5,00\n").expect("clear");
    assert_eq!(read.lines[0].day, day("2026-03-04"));
}

fn line(when: &str, sum: i64, party: &str, words: &str) -> Line {
    Line {
        day: day(when),
        sum: Sum(sum),
        party: party.to_owned(),
        words: words.to_owned(),
        code: format!("code-{when}"),
        linked: None,
    }
}

fn booked(id: u32, sum: i64, from: &str, until: &str, party: &str) -> Booked {
    Booked {
        id: TransferId(id),
        sum: Sum(sum),
        from: day(from),
        until: day(until),
        party: party.to_owned(),
        document: String::new(),
    }
}

fn grounds(lines: &[Line], books: &[Booked]) -> Vec<(usize, u32, Ground)> {
    let found = pair(lines, books);
    found
        .iter()
        .map(|it: &Match| (it.line, books[it.booked].id.0, it.ground))
        .collect()
}

#[test]
fn what_names_the_other_is_matched_first() {
    let books = [
        booked(7, -4_000, "2026-03-01", "2026-03-06", "Ben de Wit"),
        booked(8, -4_000, "2026-03-01", "2026-03-06", "Cem"),
        booked(71, -4_000, "2026-03-01", "2026-03-06", ""),
    ];
    for (words, wanted) in [
        ("film MEENT-7", vec![(0, 7, Ground::Reference)]),
        ("film meent 71", vec![(0, 71, Ground::Reference)]),
        ("Meent8", vec![(0, 8, Ground::Reference)]),
        // Another's word, a number that is no transfer, two numbers: nothing is certain.
        ("gemeent 7", vec![]),
        ("MEENT-9", vec![]),
        ("MEENT-7 MEENT-8", vec![]),
        ("for BEN DE WIT!", vec![(0, 7, Ground::Name)]),
        ("for Bende Wit", vec![]),
    ] {
        let lines = [line("2026-03-05", -4_000, "", words)];
        assert_eq!(grounds(&lines, &books), wanted, "{words}");
    }
    let wrong_sum = [line("2026-03-05", -4_001, "", "MEENT-7")];
    assert_eq!(grounds(&wrong_sum, &books), []);
    let documented = [Booked {
        document: "Bank line code-2026-03-02".to_owned(),
        ..booked(9, 500, "2027-01-01", "2027-01-01", "")
    }];
    assert_eq!(
        grounds(&[line("2026-03-02", 500, "", "")], &documented),
        [(0, 9, Ground::Reference)]
    );
}

#[test]
fn an_amount_alone_needs_to_be_near_and_the_only_one() {
    let books = [booked(1, 500, "2026-03-15", "2026-03-20", "")];
    for (when, is_matched) in [
        ("2026-02-28", false),
        ("2026-03-01", true),
        ("2026-03-17", true),
        ("2026-04-03", true),
        ("2026-04-04", false),
    ] {
        let found = grounds(&[line(when, 500, "", "")], &books);
        assert_eq!(found == [(0, 1, Ground::Amount)], is_matched, "{when}");
    }
    let twice = [
        line("2026-03-16", 500, "a", ""),
        line("2026-03-17", 500, "b", ""),
    ];
    assert_eq!(grounds(&twice, &books), []);
    assert_eq!(candidates(&twice[0], &books, &[]), [0]);
    // By hand the one is settled; the other stays open.
    let mut by_hand = twice;
    by_hand[1].linked = Some(TransferId(1));
    assert_eq!(grounds(&by_hand, &books), [(1, 1, Ground::Hand)]);
}

fn any_line() -> impl Strategy<Value = Line> {
    (0_i32..60, -3_i64..4, 0_u32..6, any::<bool>()).prop_map(|(at, sum, named, linked)| Line {
        day: Day(20_000 + at),
        sum: Sum(sum * 100),
        party: ["", "Ana", "Ben"][usize::try_from(named).expect("small") % 3].to_owned(),
        words: format!("MEENT-{named}"),
        code: String::new(),
        linked: linked.then_some(TransferId(named)),
    })
}

fn any_booked() -> impl Strategy<Value = Vec<Booked>> {
    let one = (0_i32..60, 0_i32..9, -3_i64..4, 0_usize..3);
    proptest::collection::vec(one, 0..8).prop_map(|all| {
        let made = |(id, (from, long, sum, name)): (usize, (i32, i32, i64, usize))| Booked {
            id: TransferId(u32::try_from(id).expect("few")),
            sum: Sum(sum * 100),
            from: Day(20_000 + from),
            until: Day(20_000 + from + long),
            party: ["", "Ana", "Ben"][name].to_owned(),
            document: String::new(),
        };
        all.into_iter().enumerate().map(made).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Nothing is matched twice, and nothing but equal amounts unless a person said so.
    #[test]
    fn a_match_takes_one_of_each(lines in proptest::collection::vec(any_line(), 0..9), books in any_booked()) {
        let found = pair(&lines, &books);
        let mut both: (Vec<usize>, Vec<usize>) = found.iter().map(|it| (it.line, it.booked)).unzip();
        both.1.sort_unstable();
        both.0.dedup();
        both.1.dedup();
        prop_assert_eq!((both.0.len(), both.1.len()), (found.len(), found.len()));
        for it in &found {
            prop_assert!(it.ground == Ground::Hand || lines[it.line].sum == books[it.booked].sum);
        }
    }

    /// A bounded part of what the fuzz target `bank_read` does: any bytes are read or refused.
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes, &Hints::default());
        let _ = super::camt::read(&bytes);
        let _ = super::table::read(&bytes, &Hints::default());
    }

    /// Sound files with a few bytes changed, removed, doubled.
    #[test]
    fn mutated_files_are_read_or_refused(
        which in 0_usize..ALL.len(),
        edits in proptest::collection::vec((any::<u32>(), 0_u8..5, any::<u8>()), 1..5),
    ) {
        let mut bytes = ALL[which].as_bytes().to_vec();
        for (place, kind, byte) in edits {
            let at = usize::try_from(place).expect("fits") % bytes.len().max(1);
            match kind {
                0 => bytes.truncate(at.max(1)),
                1 => bytes.insert(at, byte),
                2 => { let more = bytes[at..].to_vec(); bytes.extend(more); }
                3 => drop(bytes.remove(at)),
                _ => bytes[at] = byte,
            }
        }
        if let Ok(read) = read(&bytes, &Hints::default()) {
            prop_assert!(read.lines.len() <= LINES_MAX);
            for line in &read.lines {
                prop_assert!(line.sum.0 != 0);
                prop_assert!(line.words.chars().count() <= super::WORDS_LENGTH_MAX);
                prop_assert!(!line.party.contains(char::is_control));
            }
        }
    }
}
