//! What stands at the bank, what stands in the books, and every part of what lies between.

use std::collections::{BTreeMap, BTreeSet};

use domain::bank::{BankBalance, Day, Sum};
use ledger::books::Transfer;
use ledger::ids::TransferId;
use store::bank::BankImport;

use super::{FoundLine, bank_sum, captured_day};

/// The two sums on one day. The parts are the whole difference, to the last unit:
/// `bank − books = before + bank_only + books_only + timing + gap`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Until the end of which day.
    pub day: Day,
    /// The evening before the first line.
    pub since: Day,
    /// What stands at the bank.
    pub bank: Sum,
    /// What stands in the books.
    pub books: Sum,
    /// What stood at the bank before the first file, without what the books had by then.
    pub before: Sum,
    /// On the bank and not in the books.
    pub bank_only: Sum,
    /// In the books and not at the bank, with its sign turned.
    pub books_only: Sum,
    /// At the bank in time, and confirmed later or earlier than the day.
    pub timing: Sum,
    /// What the files themselves do not explain: lines between two files are missing.
    pub gap: Sum,
}

impl Difference {
    /// Returns the bank's sum without the books'.
    #[must_use]
    pub fn whole(&self) -> Sum {
        self.bank.minus(self.books)
    }
}

/// A calendar month of lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// `2026-03`.
    pub name: String,
    /// Lines in it.
    pub lines: u32,
    /// Of these, in the books.
    pub matched: u32,
}

/// Counts the lines of each month, the latest first.
pub(super) fn months(found: &[FoundLine]) -> Vec<Month> {
    let mut months: BTreeMap<String, Month> = BTreeMap::new();
    for it in found {
        let name: String = it.line.day.to_string().chars().take(7).collect();
        let month = months.entry(name.clone()).or_insert(Month {
            name,
            lines: 0,
            matched: 0,
        });
        month.lines = month.lines.saturating_add(1);
        month.matched = month.matched.saturating_add(u32::from(it.is_matched()));
    }
    months.into_values().rev().collect()
}

/// One account at the bank: what stood there first and last, as far as its files say.
fn ends(imports: &[&BankImport], lines: &[&FoundLine]) -> Option<(BankBalance, Sum)> {
    let opening = imports
        .iter()
        .filter_map(|it| it.opening)
        .min_by_key(|it| it.day);
    let closing = imports
        .iter()
        .filter_map(|it| it.closing)
        .max_by_key(|it| it.day);
    let moved = |fits: &dyn Fn(Day) -> bool| -> Sum {
        let moved = lines.iter().filter(|it| fits(it.line.day));
        moved.map(|it| it.line.sum).sum()
    };
    let first = lines.iter().map(|it| it.line.day).min();
    let opening = match (opening, closing) {
        (Some(opening), _) => opening,
        (None, Some(closing)) => BankBalance {
            day: first.map_or(closing.day, Day::previous),
            sum: closing.sum.minus(moved(&|day| day <= closing.day)),
        },
        (None, None) => return None,
    };
    let last = match closing {
        Some(closing) => closing.sum.plus(moved(&|day| day > closing.day)),
        None => opening.sum.plus(moved(&|day| day > opening.day)),
    };
    Some((opening, last))
}

/// Explains what lies between the bank and the books; nothing while an account's balance is not known.
pub(super) fn difference(
    imports: &[BankImport],
    found: &[FoundLine],
    openings: &[Transfer],
    transfers: &[Transfer],
    of_lines: &BTreeSet<TransferId>,
) -> Option<Difference> {
    let accounts: BTreeSet<&str> = imports.iter().map(|it| it.account.as_str()).collect();
    let (mut bank, mut opening, mut since) = (Sum(0), Sum(0), Day(i32::MAX));
    for account in accounts {
        let imports: Vec<&BankImport> = imports.iter().filter(|it| it.account == account).collect();
        let lines: Vec<&FoundLine> = found
            .iter()
            .filter(|it| it.line.account == account)
            .collect();
        let (first, last) = ends(&imports, &lines)?;
        bank = bank.plus(last);
        opening = opening.plus(first.sum);
        since = since.min(first.day);
    }
    let stated = imports.iter().filter_map(|it| it.closing).map(|it| it.day);
    let day = stated.chain(found.iter().map(|it| it.line.day)).max()?;
    let sum_of = |fits: &dyn Fn(&Transfer, Day) -> bool| -> Sum {
        let by_then = transfers
            .iter()
            .filter_map(|it| Some((it, captured_day(it)?)));
        let fitting = by_then.filter(|(it, on)| *on <= day && fits(it, *on));
        fitting.map(|(it, _)| bank_sum(it)).sum()
    };
    let opened: Sum = openings
        .iter()
        .filter(|it| captured_day(it).is_some_and(|on| on <= day))
        .map(bank_sum)
        .sum();
    let is_found = |it: &Transfer| of_lines.contains(&it.id);
    let (matched_lines, others): (Vec<&FoundLine>, Vec<&FoundLine>) =
        found.iter().partition(|it| it.is_matched());
    let sum = |lines: &[&FoundLine]| lines.iter().map(|it| it.line.sum).sum::<Sum>();
    let (of_matched, bank_only) = (sum(&matched_lines), sum(&others));
    let matched = sum_of(&|it, _| is_found(it));
    let earlier = sum_of(&|it, on| !is_found(it) && on <= since);
    let later = sum_of(&|it, on| !is_found(it) && on > since);
    let lines = of_matched.plus(bank_only);
    Some(Difference {
        day,
        since,
        bank,
        books: opened.plus(matched).plus(earlier).plus(later),
        before: opening.minus(opened).minus(earlier),
        bank_only,
        books_only: Sum(0).minus(later),
        timing: of_matched.minus(matched),
        gap: bank.minus(opening).minus(lines),
    })
}
