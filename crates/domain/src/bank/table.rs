//! A bank's table (CSV): which column is what is read from its headings, as a dozen banks write them.
//!
//! What the headings leave open is asked, never guessed: two columns for one thing, or days of which
//! nothing says which number is the month.

use std::collections::BTreeMap;

use super::{
    ACCOUNT_LENGTH_MAX, BAD_ROWS_MAX, BadRow, BankBalance, BankFile, BankLine, CURRENCY, Day,
    Fault, FileKind, LINES_MAX, PARTY_LENGTH_MAX, Role, RowFault, Sum, WORDS_LENGTH_MAX, is_digits,
    plain,
};

/// Most lines before the headings.
const PREAMBLE_MAX: usize = 20;
/// Most columns.
const COLUMNS_MAX: usize = 64;
/// Longest heading that is told back, in characters.
const HEADING_LENGTH_MAX: usize = 60;

/// Which number of a day such as 03/04/2026 is the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOrder {
    /// The second, as in most of the world.
    DayFirst,
    /// The first.
    MonthFirst,
}

/// What a person answered where a file leaves it open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// Headings by what their columns hold.
    pub columns: BTreeMap<Role, String>,
    /// The order of days.
    pub days: Option<DayOrder>,
}

/// Headings in small letters, of banks as marked: I ING, R Rabobank, B bunq, N N26, W Wise, S Sparkasse,
/// D Deutsche Bank, T Triodos, A others and plain tables.
const HEADINGS: &[(Role, &[&str])] = &[
    (
        Role::Day,
        &[
            "datum",        // I, R
            "date",         // I, B, W, A
            "boekdatum",    // T
            "booking date", // N, D
            "buchungstag",  // S, D
            "transactiedatum",
            "transaction date",
        ],
    ),
    (
        Role::Amount,
        &[
            "bedrag",       // R
            "bedrag (eur)", // I
            "amount",       // B, W, A
            "amount (eur)", // I, N
            "betrag",       // S, D
            "betrag (eur)",
        ],
    ),
    (
        Role::In,
        &["bij", "credit", "paid in", "haben", "money in", "inkomend"],
    ),
    (
        Role::Out,
        &["af", "debit", "paid out", "soll", "money out", "uitgaand"],
    ),
    (
        Role::Sign,
        &[
            "af bij",
            "af/bij",
            "debit/credit",
            "credit/debit",
            "soll/haben",
        ],
    ),
    (
        Role::Currency,
        &[
            "munt",
            "currency",
            "waehrung",
            "währung",
            "valuta",
            "muntsoort",
        ],
    ),
    (
        Role::Account,
        &[
            "rekening",
            "iban/bban",
            "account",
            "auftragskonto",
            "eigen rekening",
            "account number",
        ],
    ),
    (
        Role::Party,
        &[
            "naam / omschrijving", // I
            "name / description",  // I
            "naam tegenpartij",    // R
            "name",                // B
            "naam",
            "partner name", // N
            "payee",
            "beguenstigter/zahlungspflichtiger", // S
            "begünstigter / auftraggeber",       // D
            "counterparty name",
            "tegenpartij",
        ],
    ),
    (
        Role::Words,
        &[
            "mededelingen",   // I
            "notifications",  // I
            "omschrijving-1", // R
            "omschrijving-2",
            "omschrijving-3",
            "betalingskenmerk", // R
            "omschrijving",
            "description",       // B, W, A
            "payment reference", // N, W
            "verwendungszweck",  // S, D
            "reference",
        ],
    ),
    (
        Role::Balance,
        &[
            "saldo na mutatie",
            "resulting balance",
            "saldo na trn",
            "running balance",
            "balance",
            "saldo",
        ],
    ),
];

/// A row with the line that it begins on, from 1.
type Row = (usize, Vec<String>);

/// Reads a table.
///
/// # Errors
///
/// [`Fault`].
pub fn read(bytes: &[u8], hints: &Hints) -> Result<BankFile, Fault> {
    let text = match core::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        // Older exports are Latin-1.
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    };
    let (rows, head) = best_split(&text, hints)?;
    let headings: Vec<String> = rows
        .get(head)
        .map(|it| {
            it.1.iter()
                .map(|it| plain(it, HEADING_LENGTH_MAX))
                .collect()
        })
        .unwrap_or_default();
    let columns = Columns::of(&headings, hints)?;
    let body = rows.get(head.saturating_add(1)..).unwrap_or_default();
    let body: Vec<&Row> = body
        .iter()
        .filter(|it| it.1.iter().any(|cell| !cell.trim().is_empty()))
        .collect();
    if body.len() > LINES_MAX {
        return Err(Fault::TooManyLines);
    }
    let order = day_order(&body, &columns, hints)?;
    columns.lines(&body, headings.len(), order)
}

/// Splits by the separator under which the headings say most.
fn best_split(text: &str, hints: &Hints) -> Result<(Vec<Row>, usize), Fault> {
    let mut best: Option<(usize, Vec<Row>, usize)> = None;
    for separator in [';', ',', '\t'] {
        let rows = split(text, separator)?;
        for (place, row) in rows.iter().take(PREAMBLE_MAX).enumerate() {
            let known = row.1.iter().filter(|it| knows(it, hints)).count();
            if known >= 2 && best.as_ref().is_none_or(|it| it.0 < known) {
                best = Some((known, rows.clone(), place));
                break;
            }
        }
    }
    if let Some((_, rows, place)) = best {
        return Ok((rows, place));
    }
    // A table without a heading that is known is asked about, if its first line looks like headings.
    let first = |separator: char| {
        let line = text.lines().next().unwrap_or_default();
        split(line, separator)
            .ok()
            .and_then(|it| it.into_iter().next())
    };
    let row = [';', ',', '\t']
        .into_iter()
        .filter_map(first)
        .max_by_key(|it| it.1.len());
    match row {
        Some((_, cells)) if cells.len() >= 3 && !text.contains('\0') => Err(Fault::Column {
            role: Role::Day,
            headings: cells
                .iter()
                .map(|it| plain(it, HEADING_LENGTH_MAX))
                .collect(),
        }),
        _ => Err(Fault::UnknownKind),
    }
}

fn knows(heading: &str, hints: &Hints) -> bool {
    let plain = plain(heading, HEADING_LENGTH_MAX);
    role_of(&plain).is_some() || hints.columns.values().any(|it| *it == plain)
}

fn role_of(heading: &str) -> Option<Role> {
    let heading = heading.to_lowercase();
    let found = HEADINGS.iter().find(|it| it.1.contains(&heading.as_str()));
    found.map(|it| it.0)
}

/// Splits a table (RFC 4180, with any separator). A quote inside an unquoted cell is a letter.
fn split(text: &str, separator: char) -> Result<Vec<Row>, Fault> {
    let mut rows: Vec<Row> = Vec::new();
    let (mut line, mut since) = (1_usize, 1_usize);
    let (mut cells, mut cell, mut is_quoted) = (Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    let mut is_fresh = true;
    while let Some(letter) = letters.next() {
        line = line.saturating_add(usize::from(letter == '\n'));
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' if is_quoted => is_quoted = false,
            '"' if is_fresh => is_quoted = true,
            '\n' if !is_quoted => {
                cells.push(core::mem::take(&mut cell));
                rows.push((since, core::mem::take(&mut cells)));
                since = line;
                if rows.len() > LINES_MAX.saturating_add(PREAMBLE_MAX) {
                    return Err(Fault::TooManyLines);
                }
            }
            '\r' if !is_quoted => {}
            it if it == separator && !is_quoted => {
                if cells.len() >= COLUMNS_MAX {
                    return Err(Fault::UnknownKind);
                }
                cells.push(core::mem::take(&mut cell));
            }
            it => cell.push(it),
        }
        is_fresh = cell.is_empty() && !is_quoted && (letter == separator || letter == '\n');
    }
    if !cell.is_empty() || !cells.is_empty() {
        cells.push(cell);
        rows.push((since, cells));
    }
    Ok(rows)
}

/// Which column holds what.
struct Columns {
    day: usize,
    amount: Option<usize>,
    parts: Option<(usize, usize)>,
    sign: Option<usize>,
    currency: Option<usize>,
    account: Option<usize>,
    party: Option<usize>,
    words: Vec<usize>,
    balance: Option<usize>,
}

impl Columns {
    fn of(headings: &[String], hints: &Hints) -> Result<Self, Fault> {
        let places = |role: Role| -> Vec<usize> {
            let told = hints.columns.get(&role);
            let mut found: Vec<usize> = Vec::new();
            for (place, heading) in headings.iter().enumerate() {
                let is_it = match told {
                    Some(told) => told == heading,
                    None => role_of(heading) == Some(role),
                };
                if is_it {
                    found.push(place);
                }
            }
            found
        };
        let fault = |role: Role| Fault::Column {
            role,
            headings: headings.to_vec(),
        };
        let one = |role: Role| match places(role).as_slice() {
            [] => Ok(None),
            [place] => Ok(Some(*place)),
            _ => Err(fault(role)),
        };
        let day = one(Role::Day)?.ok_or_else(|| fault(Role::Day))?;
        let amount = one(Role::Amount)?;
        let parts = match (one(Role::In)?, one(Role::Out)?) {
            (Some(came), Some(went)) => Some((came, went)),
            _ => None,
        };
        if amount.is_none() && parts.is_none() {
            return Err(fault(Role::Amount));
        }
        Ok(Self {
            day,
            amount,
            parts,
            sign: one(Role::Sign)?,
            currency: places(Role::Currency).first().copied(),
            account: one(Role::Account)?,
            party: places(Role::Party).first().copied(),
            words: places(Role::Words),
            balance: one(Role::Balance)?,
        })
    }

    /// Reads one row: its line, and what stood on the account afterwards if the row says it.
    fn line(&self, cells: &[String], order: DayOrder) -> Result<(BankLine, Option<Sum>), RowFault> {
        let cell = |place: usize| cells.get(place).map_or("", |it| it.trim());
        let of = |place: Option<usize>| place.map_or("", cell);
        let currency = of(self.currency);
        if !currency.is_empty() && !currency.eq_ignore_ascii_case(CURRENCY) {
            return Err(RowFault::Currency);
        }
        let day = parse_day(cell(self.day), order).ok_or(RowFault::Day)?;
        let sum = self.sum(cell).filter(|it| it.0 != 0);
        let words: Vec<&str> = self.words.iter().map(|it| cell(*it)).collect();
        let line = BankLine {
            day,
            sum: sum.ok_or(RowFault::Amount)?,
            party: plain(of(self.party), PARTY_LENGTH_MAX),
            words: plain(&words.join(" "), WORDS_LENGTH_MAX),
        };
        let after = of(self.balance);
        let after = if after.is_empty() {
            None
        } else {
            Some(Sum::of_text(after).ok_or(RowFault::Amount)?)
        };
        Ok((line, after))
    }

    fn sum<'a>(&self, cell: impl Fn(usize) -> &'a str) -> Option<Sum> {
        let Some(amount) = self.amount else {
            let (came, went) = self.parts?;
            let part = |place: usize| match cell(place) {
                "" => Some(0),
                text => Sum::of_text(text).map(|it| it.0.saturating_abs()),
            };
            return Some(Sum(part(came)?.saturating_sub(part(went)?)));
        };
        let sum = Sum::of_text(cell(amount))?;
        let Some(sign) = self.sign else {
            return Some(sum);
        };
        match cell(sign).to_lowercase().as_str() {
            "bij" | "credit" | "cr" | "c" | "h" | "haben" | "+" => {
                Some(Sum(sum.0.saturating_abs()))
            }
            "af" | "debit" | "dr" | "d" | "s" | "soll" | "-" => {
                Some(Sum(sum.0.saturating_abs().saturating_neg()))
            }
            _ => None,
        }
    }

    fn lines(&self, body: &[&Row], width: usize, order: DayOrder) -> Result<BankFile, Fault> {
        let mut bad_rows = Vec::new();
        let mut read: Vec<(BankLine, Option<Sum>)> = Vec::new();
        let mut account = String::new();
        for (line, cells) in body {
            let needed = width.saturating_sub(1);
            let row = if cells.len() < needed {
                Err(RowFault::Columns)
            } else {
                self.line(cells, order)
            };
            match row {
                Ok(row) => read.push(row),
                Err(fault) if bad_rows.len() < BAD_ROWS_MAX => {
                    bad_rows.push(BadRow { line: *line, fault });
                    continue;
                }
                Err(_) => continue,
            }
            let own = self.account.and_then(|it| cells.get(it));
            let own: String = own.map_or("", |it| it).split_whitespace().collect();
            if !own.is_empty() {
                if !account.is_empty() && account != own {
                    return Err(Fault::Accounts);
                }
                account = own;
            }
        }
        if !bad_rows.is_empty() {
            return Err(Fault::Rows(bad_rows));
        }
        let (opening, closing) = ends(&read);
        Ok(BankFile {
            kind: FileKind::Csv,
            account: plain(&account, ACCOUNT_LENGTH_MAX),
            opening,
            closing,
            lines: read.into_iter().map(|it| it.0).collect(),
        })
    }
}

/// What stood there before and after, where each row says what stood there after it. Tables run either
/// way; it is the way in which each balance follows from the one before.
fn ends(read: &[(BankLine, Option<Sum>)]) -> (Option<BankBalance>, Option<BankBalance>) {
    let follows = |earlier: &(BankLine, Option<Sum>), later: &(BankLine, Option<Sum>)| {
        earlier.1.is_some() && earlier.1.map(|it| it.plus(later.0.sum)) == later.1
    };
    let forward = read.windows(2).all(|it| match it {
        [one, other] => follows(one, other),
        _ => true,
    });
    let backward = read.windows(2).all(|it| match it {
        [one, other] => follows(other, one),
        _ => true,
    });
    let (first, last) = match (forward, backward) {
        (true, _) => (read.first(), read.last()),
        (false, true) => (read.last(), read.first()),
        (false, false) => return (None, None),
    };
    let opening = first.and_then(|(line, after)| {
        let sum = after.as_ref()?.minus(line.sum);
        Some(BankBalance {
            day: line.day.previous(),
            sum,
        })
    });
    let closing = last.and_then(|(line, after)| {
        Some(BankBalance {
            day: line.day,
            sum: (*after)?,
        })
    });
    (opening, closing)
}

/// Three numbers of a day and what parts them.
fn parts(text: &str) -> Option<(char, [u32; 3])> {
    let date = text.split([' ', 'T']).next()?;
    let mark = date.chars().find(|it| !it.is_ascii_digit())?;
    let mut numbers = date.split(mark);
    let mut next = || {
        let part = numbers.next().filter(|it| (1..=4).contains(&it.len()))?;
        part.parse::<u32>().ok().filter(|_| is_digits(part))
    };
    let found = [next()?, next()?, next()?];
    numbers.next().is_none().then_some((mark, found))
}

fn parse_day(text: &str, order: DayOrder) -> Option<Day> {
    if text.len() == 8 && is_digits(text) {
        let part = |range: core::ops::Range<usize>| text.get(range)?.parse().ok();
        return Day::of_date(part(0..4)?, part(4..6)?, part(6..8)?);
    }
    if let Some(day) = Day::of_iso(text) {
        return Some(day);
    }
    let (mark, [first, second, third]) = parts(text)?;
    if first > 31 {
        return Day::of_date(first, second, third);
    }
    let year = if third < 100 { third + 2_000 } else { third };
    match order {
        DayOrder::MonthFirst if mark != '.' => Day::of_date(year, first, second),
        _ => Day::of_date(year, second, first),
    }
}

/// Finds which number is the month: told, plain from the form, or plain from a number above twelve.
fn day_order(body: &[&Row], columns: &Columns, hints: &Hints) -> Result<DayOrder, Fault> {
    if let Some(order) = hints.days {
        return Ok(order);
    }
    let mut is_open = false;
    for (_, cells) in body {
        let cell = cells.get(columns.day).map_or("", |it| it.trim());
        if Day::of_iso(cell).is_some() {
            continue;
        }
        let Some((mark, [first, second, _])) = parts(cell) else {
            continue;
        };
        match (mark, first > 12, second > 12) {
            ('.', ..) => return Ok(DayOrder::DayFirst),
            (_, true, _) if first <= 31 => return Ok(DayOrder::DayFirst),
            (_, true, _) => {}
            (_, false, true) => return Ok(DayOrder::MonthFirst),
            (_, false, false) => is_open |= first != second,
        }
    }
    if is_open {
        return Err(Fault::DayOrder);
    }
    Ok(DayOrder::DayFirst)
}
