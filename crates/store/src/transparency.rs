//! Counts for the transparency report: reports and actions of a stretch of time, from the tables that
//! moderation works with. No row leaves here, only numbers.

use crate::{
    Reader, Result,
    convert::{self, int},
    sql::{fetch_all, fetch_one, fetch_value, statements},
};

statements! {
    COUNT_REPORTS = "SELECT rule_id, state, COUNT(*) FROM reports WHERE reported_at_ms >= $1 AND reported_at_ms < $2
        GROUP BY rule_id, state ORDER BY rule_id, state LIMIT 1000";
    COUNT_ACTIONS = "SELECT rule_id, step, COUNT(*) FROM moderation_actions WHERE acted_at_ms >= $1 AND acted_at_ms < $2
        GROUP BY rule_id, step ORDER BY rule_id, step LIMIT 2000";
    COUNT_AUTHORS = "SELECT COUNT(DISTINCT author) FROM moderation_actions WHERE acted_at_ms >= $1 AND acted_at_ms < $2";
    COUNT_REPORTERS = "SELECT COUNT(DISTINCT reporter) FROM reports WHERE reported_at_ms >= $1 AND reported_at_ms < $2";
    COUNT_ANSWERED = "SELECT COUNT(*) FROM reports WHERE closed_at_ms >= $1 AND closed_at_ms < $2";
    COUNT_LATE = "SELECT COUNT(*) FROM reports WHERE closed_at_ms >= $1 AND closed_at_ms < $2
        AND closed_at_ms - reported_at_ms > $3";
    FIND_ANSWER = "SELECT closed_at_ms - reported_at_ms AS taken FROM reports
        WHERE closed_at_ms >= $1 AND closed_at_ms < $2 ORDER BY taken LIMIT 1 OFFSET $3";
    COUNT_CHOICES = "SELECT category, choice, COUNT(*) FROM data_choices GROUP BY category, choice
        ORDER BY category, choice LIMIT 200";
}

/// A stretch of time, in milliseconds: from, and before.
pub type Stretch = (u64, u64);

/// A count by two words.
pub type Counted = (String, String, u64);

const REPORTS: &str = "reports";

fn counted((a, b, count): (String, String, i64)) -> Result<Counted> {
    Ok((a, b, convert::unsigned(REPORTS, count)?))
}

impl Reader {
    /// Counts the reports made in `when` by rule and by what became of them (`open`, `upheld`,
    /// `dismissed`).
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`], as every read of this module.
    pub async fn count_reports_by_rule(&mut self, when: Stretch) -> Result<Vec<Counted>> {
        type Row = (String, String, i64);
        fetch_all!(self, Row, COUNT_REPORTS, int(when.0), int(when.1))?
            .into_iter()
            .map(counted)
            .collect()
    }

    /// Counts the actions taken in `when` by rule and step.
    ///
    /// # Errors
    ///
    /// As [`Reader::count_reports_by_rule`].
    pub async fn count_actions_by_rule(&mut self, when: Stretch) -> Result<Vec<Counted>> {
        type Row = (String, String, i64);
        fetch_all!(self, Row, COUNT_ACTIONS, int(when.0), int(when.1))?
            .into_iter()
            .map(counted)
            .collect()
    }

    /// Counts the different members who reported, and those against whose work was acted, in `when`.
    ///
    /// # Errors
    ///
    /// As [`Reader::count_reports_by_rule`].
    pub async fn count_people_of_moderation(&mut self, when: Stretch) -> Result<(u64, u64)> {
        let (from, until) = (int(when.0), int(when.1));
        let reporters = fetch_value!(self, i64, COUNT_REPORTERS, from, until)?;
        let authors = fetch_value!(self, i64, COUNT_AUTHORS, from, until)?;
        Ok((
            convert::unsigned(REPORTS, reporters)?,
            convert::unsigned(REPORTS, authors)?,
        ))
    }

    /// Counts the reports answered in `when`, and how many of them took longer than `deadline_ms`;
    /// and finds the median time that they took, in milliseconds (the lower of two in the middle).
    ///
    /// # Errors
    ///
    /// As [`Reader::count_reports_by_rule`].
    pub async fn measure_answers(
        &mut self,
        when: Stretch,
        deadline_ms: u64,
    ) -> Result<(u64, u64, Option<u64>)> {
        let (from, until) = (int(when.0), int(when.1));
        let answered = fetch_value!(self, i64, COUNT_ANSWERED, from, until)?;
        let late = fetch_value!(self, i64, COUNT_LATE, from, until, int(deadline_ms))?;
        let middle = answered.saturating_sub(1) / 2;
        let median = fetch_one!(self, (i64,), FIND_ANSWER, from, until, middle)?;
        Ok((
            convert::unsigned(REPORTS, answered)?,
            convert::unsigned(REPORTS, late)?,
            convert::maybe_unsigned(REPORTS, median.map(|(it,)| it))?,
        ))
    }

    /// Counts, of now, who said yes and who said no to a category where the policy asks.
    ///
    /// # Errors
    ///
    /// As [`Reader::count_reports_by_rule`].
    pub async fn count_data_choices(&mut self) -> Result<Vec<Counted>> {
        fetch_all!(self, (String, String, i64), COUNT_CHOICES)?
            .into_iter()
            .map(counted)
            .collect()
    }
}
