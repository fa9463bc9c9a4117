//! What candidates say, and what people in office tell everybody about their work.

use domain::ids::OfficeReportId;
use ledger::ids::{ElectionId, MemberNumber, ProposalId};
use ledger::office::Office;

use crate::{
    Cursor, Page, Reader, Result, Tx,
    appreciation::Change,
    convert::{self, int, number},
    error::corrupt,
    feed,
    page::{before, one_more},
    sql::{execute, fetch_all, fetch_one, statements},
};

statements! {
    SAVE_WORDS = "INSERT INTO nomination_texts (election, member, text, salt, stored_at_ms) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (election, member) DO UPDATE SET text = excluded.text, salt = excluded.salt,
            stored_at_ms = excluded.stored_at_ms";
    FIND_WORDS = "SELECT election, text, salt, stored_at_ms FROM nomination_texts WHERE election = $1 AND member = $2";
    LIST_WORDS_OF = "SELECT election, text, salt, stored_at_ms FROM nomination_texts WHERE member = $1 ORDER BY election LIMIT 1000";
    DELETE_WORDS = "DELETE FROM nomination_texts WHERE election = $1 AND member = $2";
    DELETE_WORDS_OF = "DELETE FROM nomination_texts WHERE member = $1";
    INSERT_REPORT = "INSERT INTO office_reports (id, author, office, mandate, title, text, written_at_ms)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    FIND_REPORT = "SELECT id, author, office, mandate, title, text, written_at_ms FROM office_reports WHERE id = $1";
    LIST_REPORTS = "SELECT id, author, office, mandate, title, text, written_at_ms FROM office_reports
        WHERE id < $1 ORDER BY id DESC LIMIT $2 + 0";
    LIST_REPORTS_OF = "SELECT id, author, office, mandate, title, text, written_at_ms FROM office_reports
        WHERE author = $1 ORDER BY id LIMIT 1000";
    DELETE_REPORT = "DELETE FROM office_reports WHERE id = $1";
    DELETE_REPORTS_OF = "DELETE FROM office_reports WHERE author = $1";
}

/// What somebody who stands says; the record holds its digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NominationText {
    /// In which election.
    pub election: ElectionId,
    /// What they say.
    pub text: String,
    /// Makes the digest unguessable once the words are erased.
    pub salt: String,
    /// When it was stored, in milliseconds.
    pub stored_at_ms: u64,
}

/// What somebody in office told everybody about their work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeReport {
    /// Its identity.
    pub id: OfficeReportId,
    /// Who wrote it.
    pub author: MemberNumber,
    /// In which office.
    pub office: Office,
    /// The decision that gave the mandate under which the team works.
    pub mandate: Option<ProposalId>,
    /// What it is about.
    pub title: String,
    /// In Markdown.
    pub text: String,
    /// When, in milliseconds.
    pub written_at_ms: u64,
}

type WordsRow = (i64, String, String, i64);
type ReportRow = (Vec<u8>, i64, String, Option<i64>, String, String, i64);

const WORDS: &str = "nomination_texts";
const REPORTS: &str = "office_reports";

fn into_words((election, text, salt, stored): WordsRow) -> Result<NominationText> {
    Ok(NominationText {
        election: convert::small(WORDS, election).map(ElectionId)?,
        text,
        salt,
        stored_at_ms: convert::unsigned(WORDS, stored)?,
    })
}

fn into_report(
    (id, author, office, mandate, title, text, written): ReportRow,
) -> Result<OfficeReport> {
    let mut offices = Office::ALL.into_iter();
    let found = offices.find(|it| it.word() == office);
    Ok(OfficeReport {
        id: OfficeReportId::from_bytes(convert::id(REPORTS, &id)?),
        author: convert::member(REPORTS, author)?,
        office: found.ok_or_else(|| corrupt(REPORTS, format!("office `{office}`")))?,
        mandate: mandate
            .map(|it| convert::small(REPORTS, it).map(ProposalId))
            .transpose()?,
        title,
        text,
        written_at_ms: convert::unsigned(REPORTS, written)?,
    })
}

impl Reader {
    /// Finds what `member` says in an election; nothing if it was erased or never came here.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`], as every read of this module.
    pub async fn find_nomination_text(
        &mut self,
        election: ElectionId,
        member: MemberNumber,
    ) -> Result<Option<NominationText>> {
        let (election, member) = (i64::from(election.0), number(member));
        fetch_one!(self, WordsRow, FIND_WORDS, election, member)?
            .map(into_words)
            .transpose()
    }

    /// Lists what `member` says and said in elections, by election, at most 1,000.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_nomination_text`].
    pub async fn list_nomination_texts_of(
        &mut self,
        member: MemberNumber,
    ) -> Result<Vec<NominationText>> {
        let rows = fetch_all!(self, WordsRow, LIST_WORDS_OF, number(member))?;
        rows.into_iter().map(into_words).collect()
    }

    /// Finds a report of an office.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_nomination_text`].
    pub async fn find_office_report(&mut self, id: OfficeReportId) -> Result<Option<OfficeReport>> {
        fetch_one!(self, ReportRow, FIND_REPORT, id.as_bytes().as_slice())?
            .map(into_report)
            .transpose()
    }

    /// Lists the reports of all offices, newest first.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_nomination_text`].
    pub async fn list_office_reports(
        &mut self,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<OfficeReport>> {
        let limit = feed::rows(limit);
        let rows = fetch_all!(
            self,
            ReportRow,
            LIST_REPORTS,
            before(cursor),
            one_more(limit)
        )?;
        Page::cut(rows, limit, |row| row.0.clone()).try_map(into_report)
    }

    /// Lists the reports that `author` wrote, oldest first, at most 1,000.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_nomination_text`].
    pub async fn list_office_reports_of(
        &mut self,
        author: MemberNumber,
    ) -> Result<Vec<OfficeReport>> {
        let rows = fetch_all!(self, ReportRow, LIST_REPORTS_OF, number(author))?;
        rows.into_iter().map(into_report).collect()
    }
}

impl Tx {
    /// Writes what `member` says in an election, in place of what they said in it before.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`], as every write of this module.
    pub async fn save_nomination_text(
        &mut self,
        member: MemberNumber,
        words: &NominationText,
    ) -> Result<()> {
        execute!(
            self,
            SAVE_WORDS,
            i64::from(words.election.0),
            number(member),
            words.text.as_str(),
            words.salt.as_str(),
            int(words.stored_at_ms)
        )
        .map(|_| ())
    }

    /// Erases what `member` says in an election; the digest on the record stays.
    ///
    /// # Errors
    ///
    /// As [`Tx::save_nomination_text`].
    pub async fn delete_nomination_text(
        &mut self,
        election: ElectionId,
        member: MemberNumber,
    ) -> Result<Change> {
        let (election, member) = (i64::from(election.0), number(member));
        execute!(self, DELETE_WORDS, election, member).map(Change::of)
    }

    /// Writes a report of an office.
    ///
    /// # Errors
    ///
    /// As [`Tx::save_nomination_text`].
    pub async fn insert_office_report(&mut self, report: &OfficeReport) -> Result<()> {
        execute!(
            self,
            INSERT_REPORT,
            report.id.as_bytes().as_slice(),
            number(report.author),
            report.office.word(),
            report.mandate.map(|it| i64::from(it.0)),
            report.title.as_str(),
            report.text.as_str(),
            int(report.written_at_ms)
        )
        .map(|_| ())
    }

    /// Deletes a report of an office.
    ///
    /// # Errors
    ///
    /// As [`Tx::save_nomination_text`].
    pub async fn delete_office_report(&mut self, id: OfficeReportId) -> Result<Change> {
        execute!(self, DELETE_REPORT, id.as_bytes().as_slice()).map(Change::of)
    }

    /// Erases everything that `member` said when they stood and in office.
    ///
    /// # Errors
    ///
    /// As [`Tx::save_nomination_text`].
    pub(crate) async fn delete_office_words_of(&mut self, member: MemberNumber) -> Result<()> {
        execute!(self, DELETE_WORDS_OF, number(member))?;
        execute!(self, DELETE_REPORTS_OF, number(member)).map(|_| ())
    }
}
