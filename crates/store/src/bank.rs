//! Lines of the commons' own bank account, and the files that they came from (ADR-0025).
//!
//! For those who keep the books; what everybody may know is made of them in `app`.

use domain::bank::{BankBalance, Day, FileKind, Sum};
use domain::ids::{BankImportId, BankLineId};
use ledger::ids::{MemberNumber, TransferId};

use crate::{
    Reader, Result, Tx,
    convert::{self, int, number},
    error::corrupt,
    sql::{execute, fetch_all, fetch_one, statements},
};

statements! {
    INSERT_IMPORT = "INSERT INTO bank_imports (id, file_hash, name, kind, account, imported_by, imported_at_ms,
        opening_day, opening_cents, closing_day, closing_cents, line_count, new_count)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    INSERT_LINE = "INSERT INTO bank_lines (id, import_id, account, kind, booked_day, amount_cents, party, words)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    FIND_IMPORT = "SELECT id, name, kind, account, imported_by, imported_at_ms, opening_day, opening_cents, closing_day, closing_cents,
        line_count, new_count, erased_at_ms FROM bank_imports WHERE file_hash = $1";
    LIST_IMPORTS = "SELECT id, name, kind, account, imported_by, imported_at_ms, opening_day, opening_cents, closing_day, closing_cents,
        line_count, new_count, erased_at_ms FROM bank_imports ORDER BY id DESC LIMIT 1000";
    LIST_LINES = "SELECT id, account, kind, booked_day, amount_cents, party, words, transfer, linked_by, erased_at_ms
        FROM bank_lines ORDER BY booked_day, id LIMIT 200000";
    LIST_LINES_BETWEEN = "SELECT id, account, kind, booked_day, amount_cents, party, words, transfer, linked_by, erased_at_ms
        FROM bank_lines WHERE account = $1 AND booked_day >= $2 AND booked_day <= $3 ORDER BY booked_day, id";
    LINK = "UPDATE bank_lines SET transfer = $2, linked_by = $3 WHERE id = $1";
    ERASE_LINES = "UPDATE bank_lines SET party = '', words = '', erased_at_ms = $2 WHERE import_id = $1 AND erased_at_ms IS NULL";
    ERASE_IMPORT = "UPDATE bank_imports SET name = '', erased_at_ms = $2 WHERE id = $1 AND erased_at_ms IS NULL";
}

const IMPORTS: &str = "bank_imports";
const LINES: &str = "bank_lines";

/// A file that was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankImport {
    /// Its identity and time.
    pub id: BankImportId,
    /// What it was called; empty once erased.
    pub name: String,
    /// Which kind of file.
    pub kind: FileKind,
    /// The commons' account that it is about; may be empty.
    pub account: String,
    /// Who took it in.
    pub imported_by: MemberNumber,
    /// When, in milliseconds.
    pub imported_at_ms: u64,
    /// What stood on the account before its first line.
    pub opening: Option<BankBalance>,
    /// What stood there after its last.
    pub closing: Option<BankBalance>,
    /// Lines in it.
    pub line_count: u32,
    /// Of these, not there before.
    pub new_count: u32,
    /// When its names and words were erased, in milliseconds.
    pub erased_at_ms: Option<u64>,
}

/// A line as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptLine {
    /// Its identity.
    pub id: BankLineId,
    /// The commons' account that it is on.
    pub account: String,
    /// Which kind of file it came from.
    pub kind: FileKind,
    /// When it was booked.
    pub day: Day,
    /// How much; above zero came in.
    pub sum: Sum,
    /// Who is on the other side; empty once erased.
    pub party: String,
    /// What it says; empty once erased.
    pub words: String,
    /// The transfer that somebody linked it with, and who.
    pub linked: Option<(TransferId, MemberNumber)>,
    /// Whether its names and words were erased.
    pub is_erased: bool,
}

#[derive(sqlx::FromRow)]
struct ImportRow {
    id: Vec<u8>,
    name: String,
    kind: String,
    account: String,
    imported_by: i64,
    imported_at_ms: i64,
    opening_day: Option<i64>,
    opening_cents: Option<i64>,
    closing_day: Option<i64>,
    closing_cents: Option<i64>,
    line_count: i64,
    new_count: i64,
    erased_at_ms: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct LineRow {
    id: Vec<u8>,
    account: String,
    kind: String,
    booked_day: i64,
    amount_cents: i64,
    party: String,
    words: String,
    transfer: Option<i64>,
    linked_by: Option<i64>,
    erased_at_ms: Option<i64>,
}

fn kind(table: &'static str, word: &str) -> Result<FileKind> {
    FileKind::of_word(word).ok_or_else(|| corrupt(table, format!("kind `{word}`")))
}

fn day(table: &'static str, value: i64) -> Result<Day> {
    let day = i32::try_from(value).map_err(|_| corrupt(table, format!("day {value}")))?;
    Ok(Day(day))
}

fn balance(of: Option<i64>, cents: Option<i64>) -> Result<Option<BankBalance>> {
    let (Some(of), Some(cents)) = (of, cents) else {
        return Ok(None);
    };
    Ok(Some(BankBalance {
        day: day(IMPORTS, of)?,
        sum: Sum(cents),
    }))
}

impl TryFrom<ImportRow> for BankImport {
    type Error = crate::Error;

    fn try_from(row: ImportRow) -> Result<Self> {
        Ok(Self {
            id: BankImportId::from_bytes(convert::id(IMPORTS, &row.id)?),
            name: row.name,
            kind: kind(IMPORTS, &row.kind)?,
            account: row.account,
            imported_by: convert::member(IMPORTS, row.imported_by)?,
            imported_at_ms: convert::unsigned(IMPORTS, row.imported_at_ms)?,
            opening: balance(row.opening_day, row.opening_cents)?,
            closing: balance(row.closing_day, row.closing_cents)?,
            line_count: convert::small(IMPORTS, row.line_count)?,
            new_count: convert::small(IMPORTS, row.new_count)?,
            erased_at_ms: convert::maybe_unsigned(IMPORTS, row.erased_at_ms)?,
        })
    }
}

impl TryFrom<LineRow> for KeptLine {
    type Error = crate::Error;

    fn try_from(row: LineRow) -> Result<Self> {
        let linked = match (row.transfer, row.linked_by) {
            (Some(transfer), Some(by)) => Some((
                TransferId(convert::small(LINES, transfer)?),
                convert::member(LINES, by)?,
            )),
            _ => None,
        };
        Ok(Self {
            id: BankLineId::from_bytes(convert::id(LINES, &row.id)?),
            account: row.account,
            kind: kind(LINES, &row.kind)?,
            day: day(LINES, row.booked_day)?,
            sum: Sum(row.amount_cents),
            party: row.party,
            words: row.words,
            linked,
            is_erased: row.erased_at_ms.is_some(),
        })
    }
}

impl Reader {
    /// Finds the import of the file with this SHA-256, for those who keep the books.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`], as every read of this module.
    pub async fn find_bank_import(&mut self, file_hash: &[u8; 32]) -> Result<Option<BankImport>> {
        fetch_one!(self, ImportRow, FIND_IMPORT, file_hash.as_slice())?
            .map(BankImport::try_from)
            .transpose()
    }

    /// Lists the files that were taken in, the latest first, at most 1,000, for those who keep the books.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_bank_import`].
    pub async fn list_bank_imports(&mut self) -> Result<Vec<BankImport>> {
        let rows = fetch_all!(self, ImportRow, LIST_IMPORTS)?;
        rows.into_iter().map(BankImport::try_from).collect()
    }

    /// Lists every line in order of days, at most 200,000, for those who keep the books.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_bank_import`].
    pub async fn list_bank_lines(&mut self) -> Result<Vec<KeptLine>> {
        let rows = fetch_all!(self, LineRow, LIST_LINES)?;
        rows.into_iter().map(KeptLine::try_from).collect()
    }

    /// Lists the lines of an account from `first` to `last`, both included, for an import.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_bank_import`].
    pub async fn list_bank_lines_between(
        &mut self,
        account: &str,
        first: Day,
        last: Day,
    ) -> Result<Vec<KeptLine>> {
        let (first, last) = (i64::from(first.0), i64::from(last.0));
        let rows = fetch_all!(self, LineRow, LIST_LINES_BETWEEN, account, first, last)?;
        rows.into_iter().map(KeptLine::try_from).collect()
    }
}

impl Tx {
    /// Writes down a file that is taken in.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`], as every write of this module.
    pub async fn insert_bank_import(
        &mut self,
        import: &BankImport,
        file_hash: &[u8; 32],
    ) -> Result<()> {
        let day = |it: Option<BankBalance>| it.map(|it| i64::from(it.day.0));
        let cents = |it: Option<BankBalance>| it.map(|it| it.sum.0);
        execute!(
            self,
            INSERT_IMPORT,
            import.id.as_bytes().as_slice(),
            file_hash.as_slice(),
            import.name.as_str(),
            import.kind.word(),
            import.account.as_str(),
            number(import.imported_by),
            int(import.imported_at_ms),
            day(import.opening),
            cents(import.opening),
            day(import.closing),
            cents(import.closing),
            i64::from(import.line_count),
            i64::from(import.new_count)
        )
        .map(|_| ())
    }

    /// Writes a line of an import; what somebody linked it with comes later.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_bank_import`].
    pub async fn insert_bank_line(&mut self, import: BankImportId, line: &KeptLine) -> Result<()> {
        execute!(
            self,
            INSERT_LINE,
            line.id.as_bytes().as_slice(),
            import.as_bytes().as_slice(),
            line.account.as_str(),
            line.kind.word(),
            i64::from(line.day.0),
            line.sum.0,
            line.party.as_str(),
            line.words.as_str()
        )
        .map(|_| ())
    }

    /// Links a line with a transfer, or takes the link away; says whether there is such a line.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_bank_import`].
    pub async fn link_bank_line(
        &mut self,
        line: BankLineId,
        link: Option<(TransferId, MemberNumber)>,
    ) -> Result<bool> {
        let transfer = link.map(|it| i64::from(it.0.0));
        let by = link.map(|it| number(it.1));
        let rows = execute!(self, LINK, line.as_bytes().as_slice(), transfer, by)?;
        Ok(rows > 0)
    }

    /// Erases the names and words of a file's lines, and what the file was called; says whether anything
    /// was there. Days, amounts and links stay.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_bank_import`].
    pub async fn erase_bank_words(&mut self, import: BankImportId, at_ms: u64) -> Result<bool> {
        let id = import.as_bytes().as_slice();
        execute!(self, ERASE_LINES, id, int(at_ms))?;
        let rows = execute!(self, ERASE_IMPORT, id, int(at_ms))?;
        Ok(rows > 0)
    }
}
