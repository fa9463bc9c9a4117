//! The ledger of erasures: how much was erased, of what, why and on which day. Counts only; nothing in
//! it says of whom.

use ledger::ids::ProposalId;
use ledger::policy::Category;

use crate::{
    Reader, Result, Tx,
    convert::{self, int},
    error::corrupt,
    sql::{execute, fetch_all, statements},
};

statements! {
    ADD = "INSERT INTO erasures (day_ms, cause, category, proposal, item_count) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (day_ms, cause, category, proposal)
        DO UPDATE SET item_count = erasures.item_count + excluded.item_count";
    LIST = "SELECT day_ms, cause, category, proposal, item_count FROM erasures WHERE day_ms >= $1 AND day_ms < $2
        ORDER BY day_ms DESC, cause, category, proposal LIMIT 10000";
}

/// Why something was erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// Somebody asked for what is held on them to be erased, or withdrew their yes.
    Asked,
    /// Somebody left.
    Left,
    /// A decision no longer permits it.
    Policy,
    /// It had been kept as long as the policy says.
    Retention,
}

impl Cause {
    /// Every cause.
    pub const ALL: [Self; 4] = [Self::Asked, Self::Left, Self::Policy, Self::Retention];

    /// Returns the stored word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Left => "left",
            Self::Policy => "policy",
            Self::Retention => "retention",
        }
    }
}

/// What was erased on one day for one reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// When the day began, in UTC.
    pub day_ms: u64,
    /// Why.
    pub cause: Cause,
    /// Of what; nothing: all that was held of somebody who left.
    pub category: Option<Category>,
    /// The decision behind it: the one that adopted the clause, or that removed it; 0: the founding.
    pub proposal: ProposalId,
    /// How many items.
    pub item_count: u64,
}

/// Milliseconds of a day.
const DAY_MS: u64 = 24 * 60 * 60 * 1000;
const TABLE: &str = "erasures";

impl Reader {
    /// Lists what was erased on days that begin from `from_ms` and before `until_ms`, latest first.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`].
    pub async fn list_erasures(&mut self, from_ms: u64, until_ms: u64) -> Result<Vec<Erasure>> {
        type Row = (i64, String, String, i64, i64);
        let first = from_ms - from_ms % DAY_MS;
        fetch_all!(self, Row, LIST, int(first), int(until_ms))?
            .into_iter()
            .map(|(day, cause, category, proposal, count)| {
                let cause = Cause::ALL
                    .into_iter()
                    .find(|it| it.word() == cause)
                    .ok_or_else(|| corrupt(TABLE, format!("cause `{cause}`")))?;
                let category = match category.as_str() {
                    "" => None,
                    word => Some(
                        Category::of_word(word)
                            .ok_or_else(|| corrupt(TABLE, format!("category `{word}`")))?,
                    ),
                };
                Ok(Erasure {
                    day_ms: convert::unsigned(TABLE, day)?,
                    cause,
                    category,
                    proposal: ProposalId(convert::small(TABLE, proposal)?),
                    item_count: convert::unsigned(TABLE, count)?,
                })
            })
            .collect()
    }
}

impl Tx {
    /// Adds `item_count` erased items to the ledger, on the day of `at_ms`; none leave no line.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`].
    pub async fn count_erasure(
        &mut self,
        cause: Cause,
        category: Option<Category>,
        proposal: ProposalId,
        item_count: u64,
        at_ms: u64,
    ) -> Result<()> {
        if item_count == 0 {
            return Ok(());
        }
        let day = int(at_ms - at_ms % DAY_MS);
        let category = category.map_or("", Category::word);
        let (proposal, count) = (i64::from(proposal.0), int(item_count));
        execute!(self, ADD, day, cause.word(), category, proposal, count).map(|_| ())
    }
}
