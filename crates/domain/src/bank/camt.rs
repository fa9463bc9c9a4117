//! CAMT.053: the bank to customer statement of ISO 20022, versions `camt.053.001.02` to `.13`.
//!
//! Of the message definition these elements are read: of `Stmt` its `Acct`, `Bal` (codes `OPBD`, `PRCD`,
//! `CLBD`) and `Ntry`; of an entry `Amt`, `CdtDbtInd`, `Sts`, `BookgDt`, and of its details the other
//! side's name and the remittance information. An entry that is not booked is left out. A batch is one
//! entry, since that is what the account shows.
//!
//! # Source
//!
//! ISO 20022, Bank-to-Customer Cash Management, `BankToCustomerStatementV02` and `V08`.

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};

use super::{
    ACCOUNT_LENGTH_MAX, BAD_ROWS_MAX, BadRow, BankBalance, BankFile, BankLine, CURRENCY, Day,
    Fault, FileKind, LINES_MAX, PARTY_LENGTH_MAX, RowFault, Sum, WORDS_LENGTH_MAX, plain,
};

/// A statement is some ten elements deep.
const DEPTH_MAX: usize = 32;
/// Longest text of one element that is looked at, in bytes.
const TEXT_BYTES_MAX: usize = 4_096;
/// Most pieces of remittance information that are joined.
const PIECES_MAX: usize = 20;

/// A balance as it is being read.
#[derive(Default)]
struct BalanceDraft {
    code: String,
    amount: Option<Sum>,
    is_debit: bool,
    day: Option<Day>,
}

/// An entry as it is being read.
#[derive(Default)]
struct EntryDraft {
    line: usize,
    amount: Option<Sum>,
    is_other_currency: bool,
    is_debit: bool,
    is_booked: bool,
    day: Option<Day>,
    debtor: String,
    creditor: String,
    words: Vec<String>,
    added: String,
}

/// What was read so far.
#[derive(Default)]
struct Statement {
    account: String,
    opening: Option<BankBalance>,
    closing: Option<BankBalance>,
    lines: Vec<BankLine>,
    bad_rows: Vec<BadRow>,
    balance: BalanceDraft,
    entry: EntryDraft,
    is_statement: bool,
}

/// Reads a document.
///
/// # Errors
///
/// [`Fault`].
pub fn read(bytes: &[u8]) -> Result<BankFile, Fault> {
    let text = core::str::from_utf8(bytes).map_err(|fault| Fault::Xml {
        at: fault.valid_up_to(),
    })?;
    let mut reader = Reader::from_str(text);
    let mut path: Vec<String> = Vec::new();
    let mut held = String::new();
    let mut statement = Statement::default();
    let mut lines = Lines::of(text);
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let broken = Fault::Xml { at };
        match reader.read_event().map_err(|_| broken.clone())? {
            Event::Start(start) => {
                if path.len() >= DEPTH_MAX {
                    return Err(broken);
                }
                path.push(local(&start));
                held.clear();
                statement.begin(&path, &start, lines.number(at))?;
            }
            Event::Empty(start) => {
                path.push(local(&start));
                statement.begin(&path, &start, lines.number(at))?;
                statement.end(&path, "")?;
                path.pop();
            }
            Event::Text(it) => keep(&mut held, &it.xml10_content()),
            Event::CData(it) => keep(&mut held, &it.xml10_content()),
            Event::GeneralRef(it) => {
                let letter = it.resolve_char_ref().map_err(|_| broken.clone())?;
                match letter {
                    Some(letter) => keep(&mut held, letter.encode_utf8(&mut [0; 4])),
                    None => keep(&mut held, resolve_xml_entity(&it).ok_or(Fault::Entity)?),
                }
            }
            Event::End(_) => {
                statement.end(&path, held.trim())?;
                held.clear();
                path.pop();
            }
            Event::DocType(_) => return Err(Fault::Entity),
            Event::Eof if path.is_empty() => break,
            Event::Eof => return Err(broken),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
    statement.finish()
}

/// The name of an element without its namespace's prefix.
fn local(start: &BytesStart<'_>) -> String {
    plain(start.local_name().as_ref(), 64)
}

fn keep(held: &mut String, more: &str) {
    let room = TEXT_BYTES_MAX.saturating_sub(held.len());
    held.extend(more.chars().take(room));
}

/// Line numbers of growing places in a text.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        Self {
            text: text.as_bytes(),
            at: 0,
            line: 1,
        }
    }

    fn number(&mut self, at: usize) -> usize {
        let passed = self.text.get(self.at..at).unwrap_or_default();
        self.line = self
            .line
            .saturating_add(passed.iter().filter(|it| **it == b'\n').count());
        self.at = self.at.max(at);
        self.line
    }
}

/// Says whether a path ends in these elements below `Stmt`, whatever is around it.
fn is(path: &[String], below: &[&str]) -> bool {
    let Some(from) = path.len().checked_sub(below.len().saturating_add(1)) else {
        return false;
    };
    let tail = path.get(from..).unwrap_or_default();
    let wanted = core::iter::once(&"Stmt").chain(below);
    tail.iter().zip(wanted).all(|(found, it)| found == it)
}

impl Statement {
    fn begin(&mut self, path: &[String], start: &BytesStart<'_>, line: usize) -> Result<(), Fault> {
        if is(path, &[]) {
            self.is_statement = true;
        } else if is(path, &["Bal"]) {
            self.balance = BalanceDraft::default();
        } else if is(path, &["Ntry"]) {
            if self.lines.len().saturating_add(self.bad_rows.len()) >= LINES_MAX {
                return Err(Fault::TooManyLines);
            }
            self.entry = EntryDraft {
                line,
                // A statement that does not say holds booked entries only.
                is_booked: true,
                ..EntryDraft::default()
            };
        } else if is(path, &["Ntry", "Amt"]) {
            let currency = start.try_get_attribute("Ccy").ok().flatten();
            let is_own = currency.is_none_or(|it| it.value == CURRENCY);
            self.entry.is_other_currency = !is_own;
        }
        Ok(())
    }

    // long: one arm for each element that is read
    fn end(&mut self, path: &[String], text: &str) -> Result<(), Fault> {
        let amount = || Sum::of_text(text).filter(|it| it.0 >= 0);
        if is(path, &["Acct", "Id", "IBAN"]) || is(path, &["Acct", "Id", "Othr", "Id"]) {
            let account: String = plain(text, ACCOUNT_LENGTH_MAX).split_whitespace().collect();
            if !self.account.is_empty() && self.account != account {
                return Err(Fault::Accounts);
            }
            self.account = account;
        } else if is(path, &["Bal", "Tp", "CdOrPrtry", "Cd"]) {
            self.balance.code = plain(text, 8);
        } else if is(path, &["Bal", "Amt"]) {
            self.balance.amount = amount();
        } else if is(path, &["Bal", "CdtDbtInd"]) {
            self.balance.is_debit = text == "DBIT";
        } else if is(path, &["Bal", "Dt", "Dt"]) || is(path, &["Bal", "Dt", "DtTm"]) {
            self.balance.day = Day::of_iso(text);
        } else if is(path, &["Bal"]) {
            self.take_balance();
        } else if is(path, &["Ntry", "Amt"]) {
            self.entry.amount = amount();
        } else if is(path, &["Ntry", "CdtDbtInd"]) {
            self.entry.is_debit = text == "DBIT";
        } else if is(path, &["Ntry", "Sts"]) || is(path, &["Ntry", "Sts", "Cd"]) {
            if !text.is_empty() {
                self.entry.is_booked = text == "BOOK";
            }
        } else if is(path, &["Ntry", "BookgDt", "Dt"]) || is(path, &["Ntry", "BookgDt", "DtTm"]) {
            self.entry.day = Day::of_iso(text);
        } else if is(path, &["Ntry", "AddtlNtryInf"]) {
            self.entry.added = plain(text, WORDS_LENGTH_MAX);
        } else if is(path, &["Ntry"]) {
            self.take_entry();
        } else {
            self.end_detail(path, text);
        }
        Ok(())
    }

    /// Details of an entry: `Ntry/NtryDtls/TxDtls/…`.
    fn end_detail(&mut self, path: &[String], text: &str) {
        let detail = |below: &[&str]| {
            let whole: Vec<&str> = ["Ntry", "NtryDtls", "TxDtls"]
                .into_iter()
                .chain(below.iter().copied())
                .collect();
            is(path, &whole)
        };
        let side = |who: &str| {
            detail(&["RltdPties", who, "Nm"]) || detail(&["RltdPties", who, "Pty", "Nm"])
        };
        let entry = &mut self.entry;
        if side("Dbtr") && entry.debtor.is_empty() {
            entry.debtor = plain(text, PARTY_LENGTH_MAX);
        } else if side("Cdtr") && entry.creditor.is_empty() {
            entry.creditor = plain(text, PARTY_LENGTH_MAX);
        } else if (detail(&["RmtInf", "Ustrd"]) || detail(&["RmtInf", "Strd", "CdtrRefInf", "Ref"]))
            && entry.words.len() < PIECES_MAX
        {
            entry.words.push(plain(text, WORDS_LENGTH_MAX));
        }
    }

    fn take_balance(&mut self) {
        let draft = core::mem::take(&mut self.balance);
        let (Some(amount), Some(day)) = (draft.amount, draft.day) else {
            return;
        };
        let sum = if draft.is_debit {
            Sum(amount.0.saturating_neg())
        } else {
            amount
        };
        match draft.code.as_str() {
            // Opening booked is stated for the first day; what stood there is of the evening before.
            "OPBD" | "PRCD" if self.opening.is_none_or(|it| day <= it.day) => {
                let day = if draft.code == "OPBD" {
                    day.previous()
                } else {
                    day
                };
                self.opening = Some(BankBalance { day, sum });
            }
            "CLBD" if self.closing.is_none_or(|it| it.day <= day) => {
                self.closing = Some(BankBalance { day, sum });
            }
            _ => {}
        }
    }

    fn take_entry(&mut self) {
        let entry = core::mem::take(&mut self.entry);
        if !entry.is_booked {
            return;
        }
        let fault = match (entry.is_other_currency, entry.day, entry.amount) {
            (true, ..) => Some(RowFault::Currency),
            (false, None, _) => Some(RowFault::Day),
            (false, Some(_), None | Some(Sum(0))) => Some(RowFault::Amount),
            (false, Some(_), Some(_)) => None,
        };
        let (None, Some(day), Some(amount)) = (fault, entry.day, entry.amount) else {
            if let Some(fault) = fault.filter(|_| self.bad_rows.len() < BAD_ROWS_MAX) {
                let line = entry.line;
                self.bad_rows.push(BadRow { line, fault });
            }
            return;
        };
        let (party, sum) = if entry.is_debit {
            (entry.creditor, Sum(amount.0.saturating_neg()))
        } else {
            (entry.debtor, amount)
        };
        let words = if entry.words.is_empty() {
            entry.added
        } else {
            plain(&entry.words.join(" "), WORDS_LENGTH_MAX)
        };
        self.lines.push(BankLine {
            day,
            sum,
            party,
            words,
        });
    }

    fn finish(self) -> Result<BankFile, Fault> {
        if !self.is_statement {
            return Err(Fault::NotCamt053);
        }
        if !self.bad_rows.is_empty() {
            return Err(Fault::Rows(self.bad_rows));
        }
        Ok(BankFile {
            kind: FileKind::Camt053,
            account: self.account,
            opening: self.opening,
            closing: self.closing,
            lines: self.lines,
        })
    }
}
