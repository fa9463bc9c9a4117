//! A bank's file of any bytes: read within its bounds or refused, whatever was answered about its columns.
#![no_main]

use std::collections::BTreeMap;

use domain::bank::matching::{Booked, Ground, Line, pair};
use domain::bank::table::{DayOrder, Hints};
use domain::bank::{
    ACCOUNT_LENGTH_MAX, BAD_ROWS_MAX, BankFile, Day, Fault, LINES_MAX, PARTY_LENGTH_MAX, Role, Sum,
    WORDS_LENGTH_MAX, camt, read, table,
};
use ledger::ids::TransferId;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let open = Hints::default();
    let answered = Hints {
        columns: BTreeMap::from([
            (Role::Day, "a".to_owned()),
            (Role::In, "b".to_owned()),
            (Role::Out, "c".to_owned()),
        ]),
        days: Some(DayOrder::MonthFirst),
    };
    for file in [
        read(bytes, &open),
        camt::read(bytes),
        table::read(bytes, &open),
        table::read(bytes, &answered),
    ] {
        match file {
            Ok(file) => keeps_its_bounds(&file),
            Err(fault) => names_what_is_wrong(&fault),
        }
    }
});

fn keeps_its_bounds(file: &BankFile) {
    assert!(file.lines.len() <= LINES_MAX);
    is_plain(&file.account, ACCOUNT_LENGTH_MAX);
    for line in &file.lines {
        assert!(line.sum.0 != 0, "a line moves something");
        is_plain(&line.party, PARTY_LENGTH_MAX);
        is_plain(&line.words, WORDS_LENGTH_MAX);
        assert_eq!(Day::of_iso(&line.day.to_string()), Some(line.day));
    }
    let lines = file.lines.iter().map(|it| Line {
        day: it.day,
        sum: it.sum,
        party: it.party.clone(),
        words: it.words.clone(),
        code: String::new(),
        linked: None,
    });
    matches_are_equal(&lines.collect::<Vec<Line>>());
}

/// What a line says chooses its transfer, but never one of another amount.
fn matches_are_equal(lines: &[Line]) {
    let Some(first) = lines.first() else {
        return;
    };
    let booked = |id: u32, sum: Sum| Booked {
        id: TransferId(id),
        sum,
        from: first.day,
        until: first.day.next(),
        party: first.party.clone(),
        document: first.words.clone(),
    };
    let books = [
        booked(7, first.sum),
        booked(8, first.sum),
        booked(9, Sum(-4_000)),
    ];
    let found = pair(lines, &books);
    assert!(found.len() <= books.len());
    for it in &found {
        assert_eq!(lines[it.line].sum, books[it.booked].sum);
        assert_ne!(it.ground, Ground::Hand, "nobody linked anything");
    }
}

fn names_what_is_wrong(fault: &Fault) {
    assert!(fault.code().starts_with("bank-"));
    match fault {
        Fault::Column { headings, .. } => headings.iter().for_each(|it| is_plain(it, 60)),
        Fault::Rows(rows) => {
            assert!((1..=BAD_ROWS_MAX).contains(&rows.len()));
            assert!(rows.iter().all(|it| it.line >= 1));
        }
        Fault::TooLarge
        | Fault::TooManyLines
        | Fault::UnknownKind
        | Fault::Xml { .. }
        | Fault::Entity
        | Fault::NotCamt053
        | Fault::Accounts
        | Fault::DayOrder
        | Fault::Empty => {}
    }
}

/// One line of text without control characters.
fn is_plain(text: &str, most: usize) {
    assert!(text.chars().count() <= most);
    assert!(!text.contains(char::is_control));
}
