//! Opinions: what members said to statements, and which cases they found convincing.
//!
//! Rows of the category `opinions`: written only after the collector was asked, erased with it, and
//! shown to nobody but the member. Maps are made from all of them and name no one.

use domain::ids::{ContributionId, DeliberationId};
use ledger::{count::opinion::Opinion, ids::MemberNumber};

use crate::{
    Reader, Result, Tx,
    convert::{self, int, number},
    error::corrupt,
    sql::{execute, fetch_all, statements},
};

statements! {
    LIST = "SELECT member, statement_id, opinion FROM opinions
        WHERE deliberation_id = $1 AND (member, statement_id) > ($2, $3) ORDER BY member, statement_id LIMIT 5000";
    LIST_OF_MEMBER_IN = "SELECT statement_id, deliberation_id, opinion, answered_at_ms FROM opinions
        WHERE deliberation_id = $1 AND member = $2 ORDER BY statement_id LIMIT 5000";
    LIST_OF_MEMBER = "SELECT statement_id, deliberation_id, opinion, answered_at_ms FROM opinions
        WHERE member = $1 ORDER BY statement_id LIMIT $2 + 0";
    UPSERT = "INSERT INTO opinions (member, statement_id, deliberation_id, opinion, answered_at_ms) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (member, statement_id) DO UPDATE SET opinion = excluded.opinion, answered_at_ms = excluded.answered_at_ms";
    DELETE = "DELETE FROM opinions WHERE member = $1 AND statement_id = $2";
    LIST_CONVINCING = "SELECT member, case_id FROM convincing
        WHERE deliberation_id = $1 AND (member, case_id) > ($2, $3) ORDER BY member, case_id LIMIT 5000";
    LIST_CONVINCING_OF = "SELECT case_id, deliberation_id, marked_at_ms FROM convincing WHERE member = $1 ORDER BY case_id LIMIT $2 + 0";
    INSERT_CONVINCING = "INSERT INTO convincing (member, case_id, deliberation_id, marked_at_ms) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO NOTHING";
    DELETE_CONVINCING = "DELETE FROM convincing WHERE member = $1 AND case_id = $2";
}

/// What one member said to one statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The statement.
    pub statement: ContributionId,
    /// The deliberation it is in.
    pub deliberation: DeliberationId,
    /// What they said.
    pub opinion: Opinion,
    /// When, in milliseconds.
    pub answered_at_ms: u64,
}

/// A mark of one member on one case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The case.
    pub case: ContributionId,
    /// The deliberation it is in.
    pub deliberation: DeliberationId,
    /// When, in milliseconds.
    pub marked_at_ms: u64,
}

const TABLE: &str = "opinions";
const MARKS: &str = "convincing";

/// Returns the stored word of an opinion.
#[must_use]
pub fn opinion_word(opinion: Opinion) -> &'static str {
    match opinion {
        Opinion::Agree => "agree",
        Opinion::Pass => "pass",
        Opinion::Disagree => "disagree",
    }
}

/// Returns the opinion of this word.
#[must_use]
pub fn opinion_of_word(word: &str) -> Option<Opinion> {
    [Opinion::Agree, Opinion::Pass, Opinion::Disagree]
        .into_iter()
        .find(|it| opinion_word(*it) == word)
}

fn stored_opinion(word: &str) -> Result<Opinion> {
    opinion_of_word(word).ok_or_else(|| corrupt(TABLE, "an opinion"))
}

fn contribution(table: &'static str, id: &[u8]) -> Result<ContributionId> {
    convert::id(table, id).map(ContributionId::from_bytes)
}

type AnswerRow = (Vec<u8>, Vec<u8>, String, i64);

fn into_answer((statement, deliberation, opinion, at): AnswerRow) -> Result<Answer> {
    Ok(Answer {
        statement: contribution(TABLE, &statement)?,
        deliberation: DeliberationId::from_bytes(convert::id(TABLE, &deliberation)?),
        opinion: stored_opinion(&opinion)?,
        answered_at_ms: convert::unsigned(TABLE, at)?,
    })
}

impl Reader {
    /// Lists up to 5,000 answers in a deliberation in order of member and statement, after `last`:
    /// for the map, which takes them all.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`], as every read of this module.
    pub async fn list_opinions(
        &mut self,
        deliberation: DeliberationId,
        last: Option<(MemberNumber, ContributionId)>,
    ) -> Result<Vec<(MemberNumber, ContributionId, Opinion)>> {
        let (member, statement) = after_pair(last);
        let id = deliberation.as_bytes().as_slice();
        let rows = fetch_all!(self, (i64, Vec<u8>, String), LIST, id, member, statement)?;
        rows.into_iter()
            .map(|(member, statement, opinion)| {
                Ok((
                    convert::member(TABLE, member)?,
                    contribution(TABLE, &statement)?,
                    stored_opinion(&opinion)?,
                ))
            })
            .collect()
    }

    /// Lists what `member` said in a deliberation.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_opinions`].
    pub async fn list_opinions_of(
        &mut self,
        deliberation: DeliberationId,
        member: MemberNumber,
    ) -> Result<Vec<Answer>> {
        let id = deliberation.as_bytes().as_slice();
        let rows = fetch_all!(self, AnswerRow, LIST_OF_MEMBER_IN, id, number(member))?;
        rows.into_iter().map(into_answer).collect()
    }

    /// Lists what `member` said in all deliberations, at most `limit`.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_opinions`].
    pub async fn list_own_opinions(
        &mut self,
        member: MemberNumber,
        limit: usize,
    ) -> Result<Vec<Answer>> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = fetch_all!(self, AnswerRow, LIST_OF_MEMBER, number(member), limit)?;
        rows.into_iter().map(into_answer).collect()
    }

    /// Lists up to 5,000 marks in a deliberation in order of member and case, after `last`.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_opinions`].
    pub async fn list_marks(
        &mut self,
        deliberation: DeliberationId,
        last: Option<(MemberNumber, ContributionId)>,
    ) -> Result<Vec<(MemberNumber, ContributionId)>> {
        let (member, case) = after_pair(last);
        let id = deliberation.as_bytes().as_slice();
        let rows = fetch_all!(self, (i64, Vec<u8>), LIST_CONVINCING, id, member, case)?;
        rows.into_iter()
            .map(|(member, case)| {
                Ok((convert::member(MARKS, member)?, contribution(MARKS, &case)?))
            })
            .collect()
    }

    /// Lists the cases that `member` found convincing, at most `limit`.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_opinions`].
    pub async fn list_own_marks(
        &mut self,
        member: MemberNumber,
        limit: usize,
    ) -> Result<Vec<Mark>> {
        type MarkRow = (Vec<u8>, Vec<u8>, i64);
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = fetch_all!(self, MarkRow, LIST_CONVINCING_OF, number(member), limit)?;
        rows.into_iter()
            .map(|(case, deliberation, at)| {
                Ok(Mark {
                    case: contribution(MARKS, &case)?,
                    deliberation: DeliberationId::from_bytes(convert::id(MARKS, &deliberation)?),
                    marked_at_ms: convert::unsigned(MARKS, at)?,
                })
            })
            .collect()
    }
}

fn after_pair(last: Option<(MemberNumber, ContributionId)>) -> (i64, Vec<u8>) {
    last.map_or((-1, Vec::new()), |(member, id)| {
        (number(member), id.as_bytes().to_vec())
    })
}

impl Tx {
    /// Keeps what `member` says to a statement, in place of what they said before.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`], as every write of this module.
    pub async fn save_opinion(&mut self, member: MemberNumber, answer: &Answer) -> Result<()> {
        execute!(
            self,
            UPSERT,
            number(member),
            answer.statement.as_bytes().as_slice(),
            answer.deliberation.as_bytes().as_slice(),
            opinion_word(answer.opinion),
            int(answer.answered_at_ms)
        )
        .map(|_| ())
    }

    /// Forgets what `member` said to a statement.
    ///
    /// # Errors
    ///
    /// As [`Tx::save_opinion`].
    pub async fn delete_opinion(
        &mut self,
        member: MemberNumber,
        statement: ContributionId,
    ) -> Result<()> {
        let statement = statement.as_bytes().as_slice();
        execute!(self, DELETE, number(member), statement).map(|_| ())
    }

    /// Keeps that `member` finds a case convincing.
    ///
    /// # Errors
    ///
    /// As [`Tx::save_opinion`].
    pub async fn save_mark(&mut self, member: MemberNumber, mark: &Mark) -> Result<()> {
        execute!(
            self,
            INSERT_CONVINCING,
            number(member),
            mark.case.as_bytes().as_slice(),
            mark.deliberation.as_bytes().as_slice(),
            int(mark.marked_at_ms)
        )
        .map(|_| ())
    }

    /// Forgets that `member` found a case convincing.
    ///
    /// # Errors
    ///
    /// As [`Tx::save_opinion`].
    pub async fn delete_mark(&mut self, member: MemberNumber, case: ContributionId) -> Result<()> {
        let case = case.as_bytes().as_slice();
        execute!(self, DELETE_CONVINCING, number(member), case).map(|_| ())
    }
}
