//! Moderation actions: what was done to a work, under which rule, and why.

use domain::{ids::ActionId, text::Reasons};
use ledger::{
    ids::{MemberNumber, ProposalId},
    policy::Step,
};

use crate::{
    Cursor, Page, Reader, Result, Tx,
    appreciation::Subject,
    convert::{self, int, number},
    error::corrupt,
    feed,
    page::{before, one_more},
    sql::{execute, fetch_all, fetch_one, fetch_value, statements},
};

macro_rules! actions_where {
    ($condition:expr) => {
        concat!(
            "SELECT id, subject, kind, author, rule_id, rule_version, adopted_by, step, detail, reasons, acted_at_ms, \
             until_ms, reversed_at_ms FROM moderation_actions WHERE ",
            $condition
        )
    };
}

statements! {
    INSERT = "INSERT INTO moderation_actions (id, subject, kind, author, acted_by, rule_id, rule_version, adopted_by,
            step, detail, reasons, acted_at_ms, until_ms)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    COUNT_FINDINGS = "SELECT COUNT(*) FROM moderation_actions WHERE author = $1 AND rule_id = $2 AND reversed_at_ms IS NULL";
    COUNT_FINDINGS_BEFORE = "SELECT COUNT(*) FROM moderation_actions
        WHERE author = $1 AND rule_id = $2 AND id < $3 AND reversed_at_ms IS NULL";
    LIST_SINCE = actions_where!("id >= $1 ORDER BY id LIMIT 1000");
    REVERSE = "UPDATE moderation_actions SET reversed_at_ms = $2 WHERE id = $1";
    FIND = actions_where!("id = $1");
    LIST_OF_SUBJECT = actions_where!("subject = $1 ORDER BY id DESC LIMIT 50");
    LIST_OF_AUTHOR = actions_where!("author = $1 ORDER BY id DESC LIMIT 200");
    LIST_ALL = actions_where!("id < $1 ORDER BY id DESC LIMIT $2 + 0");
    FIND_LATEST_ID = "SELECT id FROM moderation_actions WHERE acted_by = $1 ORDER BY id DESC LIMIT 1";
    FORGET_ACTOR = "UPDATE moderation_actions SET acted_by = 0 WHERE acted_by = $1";
}

/// A moderation action. Who took it is not among the fields: no page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// Its identity.
    pub id: ActionId,
    /// The work.
    pub subject: Subject,
    /// Whose work it is.
    pub author: MemberNumber,
    /// The rule it cites.
    pub rule_id: String,
    /// Version of the policy in force.
    pub rule_version: u32,
    /// The decision that adopted the rule; 0 for the founding.
    pub adopted_by: ProposalId,
    /// What was done.
    pub step: Step,
    /// What the author is told beyond the rule.
    pub reasons: Reasons,
    /// When.
    pub acted_at_ms: u64,
    /// Until when, if it ends.
    pub until_ms: Option<u64>,
    /// When a jury undid it; nothing while it stands.
    pub reversed_at_ms: Option<u64>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Vec<u8>,
    subject: Vec<u8>,
    kind: String,
    author: i64,
    rule_id: String,
    rule_version: i64,
    adopted_by: i64,
    step: String,
    detail: String,
    reasons: String,
    acted_at_ms: i64,
    until_ms: Option<i64>,
    reversed_at_ms: Option<i64>,
}

const ACTIONS: &str = "moderation_actions";

/// The step as a word and what belongs to it: the label's id or the days.
fn split_step(step: &Step) -> (&'static str, String) {
    match step {
        Step::Label(label) => ("label", label.clone()),
        Step::Warn => ("warn", String::new()),
        Step::LimitReach => ("limit-reach", String::new()),
        Step::Remove => ("remove", String::new()),
        Step::Suspend(days) => ("suspend", days.to_string()),
        Step::Expel => ("expel", String::new()),
    }
}

fn join_step(word: &str, detail: String) -> Result<Step> {
    Ok(match word {
        "label" => Step::Label(detail),
        "warn" => Step::Warn,
        "limit-reach" => Step::LimitReach,
        "remove" => Step::Remove,
        "suspend" => Step::Suspend(
            detail
                .parse()
                .map_err(|_| corrupt(ACTIONS, format!("days `{detail}`")))?,
        ),
        "expel" => Step::Expel,
        other => return Err(corrupt(ACTIONS, format!("step `{other}`"))),
    })
}

impl TryFrom<Row> for Action {
    type Error = crate::Error;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            id: ActionId::from_bytes(convert::id(ACTIONS, &row.id)?),
            subject: Subject::of_row(ACTIONS, &row.kind, &row.subject)?,
            author: convert::member(ACTIONS, row.author)?,
            rule_id: row.rule_id,
            rule_version: convert::small(ACTIONS, row.rule_version)?,
            adopted_by: ProposalId(convert::small(ACTIONS, row.adopted_by)?),
            step: join_step(&row.step, row.detail)?,
            reasons: Reasons::from_stored(row.reasons),
            acted_at_ms: convert::unsigned(ACTIONS, row.acted_at_ms)?,
            until_ms: convert::maybe_unsigned(ACTIONS, row.until_ms)?,
            reversed_at_ms: convert::maybe_unsigned(ACTIONS, row.reversed_at_ms)?,
        })
    }
}

impl Reader {
    /// Counts how often `author` was found against under `rule_id`: the place on the ladder. What a
    /// jury undid does not count.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`], as every read of this module.
    pub async fn count_findings(&mut self, author: MemberNumber, rule_id: &str) -> Result<u64> {
        convert::unsigned(
            ACTIONS,
            fetch_value!(self, i64, COUNT_FINDINGS, number(author), rule_id)?,
        )
    }

    /// Counts how often `author` was found against under `rule_id` before `action`: the place on the
    /// ladder that it took.
    ///
    /// # Errors
    ///
    /// As [`Reader::count_findings`].
    pub async fn count_findings_before(&mut self, action: &Action) -> Result<u64> {
        let (author, rule) = (number(action.author), action.rule_id.as_str());
        let id = action.id.as_bytes().as_slice();
        let found = fetch_value!(self, i64, COUNT_FINDINGS_BEFORE, author, rule, id)?;
        convert::unsigned(ACTIONS, found)
    }

    /// Lists the actions taken at `since_ms` or later, oldest first, at most 1,000.
    ///
    /// # Errors
    ///
    /// As [`Reader::count_findings`].
    pub async fn list_actions_since(&mut self, since_ms: u64) -> Result<Vec<Action>> {
        let first = ActionId::new(since_ms, [0; 10]);
        let rows = fetch_all!(self, Row, LIST_SINCE, first.as_bytes().as_slice())?;
        rows.into_iter().map(Action::try_from).collect()
    }

    /// Finds an action.
    ///
    /// # Errors
    ///
    /// As [`Reader::count_findings`].
    pub async fn find_action(&mut self, action: ActionId) -> Result<Option<Action>> {
        fetch_one!(self, Row, FIND, action.as_bytes().as_slice())?
            .map(Action::try_from)
            .transpose()
    }

    /// Lists what was done to a work, latest first, at most 50.
    ///
    /// # Errors
    ///
    /// As [`Reader::count_findings`].
    pub async fn list_actions_on(&mut self, subject: Subject) -> Result<Vec<Action>> {
        let rows = fetch_all!(self, Row, LIST_OF_SUBJECT, subject.as_bytes().as_slice())?;
        rows.into_iter().map(Action::try_from).collect()
    }

    /// Lists what was done to the works of `author`, latest first, at most 200.
    ///
    /// # Errors
    ///
    /// As [`Reader::count_findings`].
    pub async fn list_actions_against(&mut self, author: MemberNumber) -> Result<Vec<Action>> {
        fetch_all!(self, Row, LIST_OF_AUTHOR, number(author))?
            .into_iter()
            .map(Action::try_from)
            .collect()
    }

    /// Lists every action, latest first: the public log.
    ///
    /// # Errors
    ///
    /// As [`Reader::count_findings`].
    pub async fn list_actions(
        &mut self,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<Action>> {
        let limit = feed::rows(limit);
        let rows = fetch_all!(self, Row, LIST_ALL, before(cursor), one_more(limit))?;
        Page::cut(rows, limit, |row| row.id.clone()).try_map(Action::try_from)
    }

    /// Says when `moderator` acted last.
    ///
    /// # Errors
    ///
    /// As [`Reader::count_findings`].
    pub async fn find_last_action_by(
        &mut self,
        moderator: MemberNumber,
    ) -> Result<Option<ActionId>> {
        let found = fetch_one!(self, (Vec<u8>,), FIND_LATEST_ID, number(moderator))?;
        found
            .map(|(id,)| convert::id(ACTIONS, &id).map(ActionId::from_bytes))
            .transpose()
    }
}

impl Tx {
    /// Writes an action that `acted_by` took.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`], as every write of this module.
    pub async fn insert_action(&mut self, action: &Action, acted_by: MemberNumber) -> Result<()> {
        let (step, detail) = split_step(&action.step);
        execute!(
            self,
            INSERT,
            action.id.as_bytes().as_slice(),
            action.subject.as_bytes().as_slice(),
            action.subject.kind().word(),
            number(action.author),
            number(acted_by),
            action.rule_id.as_str(),
            i64::from(action.rule_version),
            i64::from(action.adopted_by.0),
            step,
            detail,
            action.reasons.as_str(),
            int(action.acted_at_ms),
            action.until_ms.map(int)
        )
        .map(|_| ())
    }

    /// Marks an action as undone by a jury at `reversed_at_ms`, or as standing again.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_action`].
    pub async fn update_action_reversed(
        &mut self,
        action: ActionId,
        reversed_at_ms: Option<u64>,
    ) -> Result<()> {
        execute!(
            self,
            REVERSE,
            action.as_bytes().as_slice(),
            reversed_at_ms.map(int)
        )
        .map(|_| ())
    }

    /// Forgets who took the actions that `moderator` took.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_action`].
    pub async fn forget_moderator(&mut self, moderator: MemberNumber) -> Result<u64> {
        execute!(self, FORGET_ACTOR, number(moderator))
    }
}
