//! Reports: who asked for a work to be looked at, and under which rule.

use domain::{ids::ReportId, text::Reasons};
use ledger::ids::MemberNumber;

use crate::{
    Cursor, Page, Reader, Result, Tx,
    appreciation::{Change, Subject},
    convert::{self, int, number},
    feed,
    page::{after, one_more},
    sql::{execute, fetch_all, fetch_value, statements},
};

statements! {
    INSERT = "INSERT INTO reports (id, reporter, subject, kind, author, rule_id, words, state, reported_at_ms)
        VALUES ($1, $2, $3, $4, $5, $6, $7, 'open', $8) ON CONFLICT DO NOTHING";
    COUNT_REPORTERS = "SELECT COUNT(DISTINCT reporter) FROM reports WHERE subject = $1 AND state = 'open'";
    LIST_REPORTERS = "SELECT DISTINCT reporter FROM reports WHERE subject = $1 AND state = 'open' ORDER BY reporter LIMIT 2000";
    LIST_OPEN = "SELECT MIN(id) AS first, subject, kind, author, COUNT(DISTINCT reporter) AS reporter_count,
            MIN(reported_at_ms) AS since_ms
        FROM reports WHERE state = 'open' GROUP BY subject, kind, author
        HAVING MIN(id) > $1 ORDER BY first LIMIT $2 + 0"
        => "SELECT r.id AS first, r.subject, r.kind, r.author, c.reporter_count, r.reported_at_ms AS since_ms
        FROM reports r JOIN (SELECT subject, COUNT(DISTINCT reporter) AS reporter_count FROM reports
            WHERE state = 'open' GROUP BY subject) AS c ON c.subject = r.subject
        WHERE r.state = 'open' AND r.id > $1 AND NOT EXISTS (SELECT 1 FROM reports e
            WHERE e.subject = r.subject AND e.state = 'open' AND e.id < r.id)
        ORDER BY first LIMIT $2 + 0";
    LIST_OF_SUBJECT = "SELECT id, reporter, rule_id, words, state, reported_at_ms FROM reports
        WHERE subject = $1 AND state = 'open' ORDER BY id LIMIT 200";
    CLOSE = "UPDATE reports SET state = $2, closed_at_ms = $3 WHERE subject = $1 AND state = 'open'";
    LIST_OF_REPORTER = "SELECT id, reporter, rule_id, words, state, reported_at_ms FROM reports
        WHERE reporter = $1 ORDER BY id LIMIT 1000";
    LIST_SINCE = "SELECT DISTINCT subject, reporter FROM reports WHERE reported_at_ms >= $1 ORDER BY subject, reporter LIMIT 20000";
    COUNT_OPEN = "SELECT COUNT(DISTINCT subject) FROM reports WHERE state = 'open'";
    FORGET_REPORTER = "UPDATE reports SET words = '' WHERE reporter = $1";
}

/// A report to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReport {
    /// Its identity.
    pub id: ReportId,
    /// Who reports; shown to nobody.
    pub reporter: MemberNumber,
    /// The work.
    pub subject: Subject,
    /// Whose work it is.
    pub author: MemberNumber,
    /// The rule that it may break.
    pub rule_id: String,
    /// What the reporter says about it.
    pub words: Reasons,
    /// When.
    pub reported_at_ms: u64,
}

/// What became of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportState {
    /// Nobody has decided.
    Open,
    /// It led to an action.
    Upheld,
    /// The work was found to be in order.
    Dismissed,
}

impl ReportState {
    /// Returns the stored word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Upheld => "upheld",
            Self::Dismissed => "dismissed",
        }
    }
}

/// One report, as a moderator or its reporter sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Its identity.
    pub id: ReportId,
    /// Who reported; for counting and telling them, not for showing.
    pub reporter: MemberNumber,
    /// The rule that the work may break.
    pub rule_id: String,
    /// What the reporter said.
    pub words: Reasons,
    /// What became of it.
    pub state: ReportState,
    /// When.
    pub reported_at_ms: u64,
}

/// A work in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportedWork {
    /// The work.
    pub subject: Subject,
    /// Whose it is.
    pub author: MemberNumber,
    /// How many different members reported it.
    pub reporter_count: u64,
    /// When the first open report came.
    pub since_ms: u64,
}

type Row = (Vec<u8>, i64, String, String, String, i64);

const REPORTS: &str = "reports";

fn into_report((id, reporter, rule_id, words, state, at): Row) -> Result<Report> {
    let state = match state.as_str() {
        "open" => ReportState::Open,
        "upheld" => ReportState::Upheld,
        "dismissed" => ReportState::Dismissed,
        other => return Err(crate::error::corrupt(REPORTS, format!("state `{other}`"))),
    };
    Ok(Report {
        id: ReportId::from_bytes(convert::id(REPORTS, &id)?),
        reporter: convert::member(REPORTS, reporter)?,
        rule_id,
        words: Reasons::from_stored(words),
        state,
        reported_at_ms: convert::unsigned(REPORTS, at)?,
    })
}

impl Reader {
    /// Lists who reported which work at `since_ms` or later, by work, at most 20,000 pairs; works by
    /// their ids, whatever became of the reports.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`].
    pub async fn list_reporters_since(
        &mut self,
        since_ms: u64,
    ) -> Result<Vec<(Vec<u8>, MemberNumber)>> {
        let rows = fetch_all!(self, (Vec<u8>, i64), LIST_SINCE, int(since_ms))?;
        rows.into_iter()
            .map(|(subject, reporter)| Ok((subject, convert::member(REPORTS, reporter)?)))
            .collect()
    }

    /// Counts the different members with an open report of `subject`.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`], as every read of this module.
    pub async fn count_reporters(&mut self, subject: Subject) -> Result<u64> {
        let count = fetch_value!(self, i64, COUNT_REPORTERS, subject.as_bytes().as_slice())?;
        convert::unsigned(REPORTS, count)
    }

    /// Lists the different members with an open report of `subject`, for counting those whom the
    /// commons trusts.
    ///
    /// # Errors
    ///
    /// As [`Reader::count_reporters`].
    pub async fn list_reporters(&mut self, subject: Subject) -> Result<Vec<MemberNumber>> {
        let rows = fetch_all!(self, (i64,), LIST_REPORTERS, subject.as_bytes().as_slice())?;
        rows.into_iter()
            .map(|(reporter,)| convert::member(REPORTS, reporter))
            .collect()
    }

    /// Lists the works with open reports, longest waiting first.
    ///
    /// # Errors
    ///
    /// As [`Reader::count_reporters`].
    pub async fn list_reported_works(
        &mut self,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<ReportedWork>> {
        type QueueRow = (Vec<u8>, Vec<u8>, String, i64, i64, i64);
        let limit = feed::rows(limit);
        let rows = fetch_all!(self, QueueRow, LIST_OPEN, after(cursor), one_more(limit))?;
        Page::cut(rows, limit, |row| row.0.clone()).try_map(
            |(_, subject, kind, author, count, since)| {
                Ok(ReportedWork {
                    subject: Subject::of_row(REPORTS, &kind, &subject)?,
                    author: convert::member(REPORTS, author)?,
                    reporter_count: convert::unsigned(REPORTS, count)?,
                    since_ms: convert::unsigned(REPORTS, since)?,
                })
            },
        )
    }

    /// Counts the works with open reports.
    ///
    /// # Errors
    ///
    /// As [`Reader::count_reporters`].
    pub async fn count_reported_works(&mut self) -> Result<u64> {
        convert::unsigned(REPORTS, fetch_value!(self, i64, COUNT_OPEN)?)
    }

    /// Lists the open reports of a work, oldest first, at most 200.
    ///
    /// # Errors
    ///
    /// As [`Reader::count_reporters`].
    pub async fn list_reports_of(&mut self, subject: Subject) -> Result<Vec<Report>> {
        let rows = fetch_all!(self, Row, LIST_OF_SUBJECT, subject.as_bytes().as_slice())?;
        rows.into_iter().map(into_report).collect()
    }

    /// Lists the reports that `reporter` made, oldest first, at most 1,000.
    ///
    /// # Errors
    ///
    /// As [`Reader::count_reporters`].
    pub async fn list_reports_by(&mut self, reporter: MemberNumber) -> Result<Vec<Report>> {
        fetch_all!(self, Row, LIST_OF_REPORTER, number(reporter))?
            .into_iter()
            .map(into_report)
            .collect()
    }
}

impl Tx {
    /// Writes a report, once per reporter, work and rule.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`], as every write of this module.
    pub async fn insert_report(&mut self, new: &NewReport) -> Result<Change> {
        execute!(
            self,
            INSERT,
            new.id.as_bytes().as_slice(),
            number(new.reporter),
            new.subject.as_bytes().as_slice(),
            new.subject.kind().word(),
            number(new.author),
            new.rule_id.as_str(),
            new.words.as_str(),
            int(new.reported_at_ms)
        )
        .map(Change::of)
    }

    /// Closes every open report of a work.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_report`].
    pub async fn close_reports(
        &mut self,
        subject: Subject,
        state: ReportState,
        at_ms: u64,
    ) -> Result<u64> {
        execute!(
            self,
            CLOSE,
            subject.as_bytes().as_slice(),
            state.word(),
            int(at_ms)
        )
    }

    /// Erases the words of the reports that `reporter` made.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_report`].
    pub async fn forget_words_of_reporter(&mut self, reporter: MemberNumber) -> Result<u64> {
        execute!(self, FORGET_REPORTER, number(reporter))
    }
}
