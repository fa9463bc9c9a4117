//! Contributions: comments, statements, cases and the note on costs in a deliberation.

use domain::{
    deliberation::ContributionKind,
    ids::{ContributionId, DeliberationId},
    visibility::{self, Reach, Viewpoint},
};
use ledger::ids::MemberNumber;

use crate::{
    Reader, Result, Tx, card,
    convert::{self, int, number},
    error::corrupt,
    sql::{execute, fetch_all, fetch_one, statements},
};

macro_rules! contributions_where {
    ($condition:expr) => {
        concat!(
            "SELECT c.id, c.deliberation_id, c.kind, c.author, c.parent, c.version, c.paragraph, c.text, c.reach, \
             c.labels, c.written_at_ms, c.resolved_at_ms, c.deleted_at_ms, f.followed_at_ms \
             FROM contributions c LEFT JOIN follows f ON f.follower = $1 AND f.followee = c.author WHERE ",
            $condition
        )
    };
}

statements! {
    LIST = contributions_where!("c.deliberation_id = $2 ORDER BY c.id LIMIT 5000");
    FIND = contributions_where!("c.id = $2");
    LIST_OF_AUTHOR = contributions_where!("c.author = $2 ORDER BY c.id LIMIT $3 + 0");
    INSERT = "INSERT INTO contributions (deliberation_id, id, kind, author, parent, version, paragraph, text, reach, labels, written_at_ms)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'everyone', '', $9)";
    RESOLVE = "UPDATE contributions SET resolved_at_ms = $2 WHERE id = $1";
    EMPTY = "UPDATE contributions SET author = 0, text = '', labels = '', deleted_at_ms = $2 WHERE id = $1";
    HAS_ANSWERS = "SELECT id FROM contributions WHERE deliberation_id = $1 AND parent = $2 LIMIT 1";
    DELETE = "DELETE FROM contributions WHERE id = $1";
    DELETE_OPINIONS = "DELETE FROM opinions WHERE statement_id = $1";
    DELETE_CONVINCING = "DELETE FROM convincing WHERE case_id = $1";
    DELETE_REPORTS = "DELETE FROM reports WHERE subject = $1";
    UPDATE_REACH = "UPDATE contributions SET reach = $2 WHERE id = $1";
    UPDATE_LABELS = "UPDATE contributions SET labels = $2 WHERE id = $1";
}

/// Something that was added to a deliberation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// Identity and time of writing.
    pub id: ContributionId,
    /// The deliberation it is in.
    pub deliberation: DeliberationId,
    /// What it is.
    pub kind: ContributionKind,
    /// The comment that it answers.
    pub parent: Option<ContributionId>,
    /// The version of the draft that it was written at.
    pub version: u32,
    /// The paragraph of that version, from 1; 0 is the whole.
    pub paragraph: u32,
    /// What it says, unless that is gone or not for the reader.
    pub words: Option<Words>,
    /// When, in milliseconds.
    pub written_at_ms: u64,
    /// When the draft's author called it settled, in milliseconds.
    pub resolved_at_ms: Option<u64>,
}

/// The words of a contribution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Who wrote them.
    pub author: MemberNumber,
    /// As typed.
    pub text: String,
    /// How far they reach.
    pub reach: Reach,
    /// Labels that moderation put on them.
    pub labels: Vec<String>,
}

impl Contribution {
    /// Returns who wrote it, unless that is gone or not for the reader.
    #[must_use]
    pub fn author(&self) -> Option<MemberNumber> {
        self.words.as_ref().map(|it| it.author)
    }
}

/// A contribution to write.
#[derive(Clone, Copy, Debug)]
pub struct NewContribution<'a> {
    /// Its identity.
    pub id: ContributionId,
    /// The deliberation it is for.
    pub deliberation: DeliberationId,
    /// What it is.
    pub kind: ContributionKind,
    /// Who writes it.
    pub author: MemberNumber,
    /// The comment that it answers.
    pub parent: Option<ContributionId>,
    /// The version of the draft that its author saw.
    pub version: u32,
    /// The paragraph of that version, from 1; 0 is the whole.
    pub paragraph: u32,
    /// As typed.
    pub text: &'a str,
    /// When, in milliseconds.
    pub at_ms: u64,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Vec<u8>,
    deliberation_id: Vec<u8>,
    kind: String,
    author: i64,
    parent: Option<Vec<u8>>,
    version: i64,
    paragraph: i64,
    text: String,
    reach: String,
    labels: String,
    written_at_ms: i64,
    resolved_at_ms: Option<i64>,
    deleted_at_ms: Option<i64>,
    followed_at_ms: Option<i64>,
}

const TABLE: &str = "contributions";

fn into_contribution(row: Row, viewpoint: Viewpoint) -> Result<Contribution> {
    let reach = convert::reach(TABLE, &row.reach)?;
    let author = convert::member(TABLE, row.author)?;
    let follows = row.followed_at_ms.is_some();
    let is_here =
        row.deleted_at_ms.is_none() && visibility::may_see(reach, author, viewpoint, follows);
    let id = |bytes: &[u8]| convert::id(TABLE, bytes).map(ContributionId::from_bytes);
    Ok(Contribution {
        id: id(&row.id)?,
        deliberation: DeliberationId::from_bytes(convert::id(TABLE, &row.deliberation_id)?),
        kind: ContributionKind::of_word(&row.kind).ok_or_else(|| corrupt(TABLE, "a kind"))?,
        parent: row.parent.as_deref().map(id).transpose()?,
        version: convert::small(TABLE, row.version)?,
        paragraph: convert::small(TABLE, row.paragraph)?,
        words: is_here.then(|| Words {
            author,
            text: row.text,
            reach,
            labels: convert::labels(&row.labels),
        }),
        written_at_ms: convert::unsigned(TABLE, row.written_at_ms)?,
        resolved_at_ms: convert::maybe_unsigned(TABLE, row.resolved_at_ms)?,
    })
}

impl Reader {
    /// Lists what was added to a deliberation, oldest first; their number is bounded by
    /// `domain::deliberation`. The caller has found the deliberation visible.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`], as every read of this module.
    pub async fn list_contributions_visible_to(
        &mut self,
        viewpoint: Viewpoint,
        deliberation: DeliberationId,
    ) -> Result<Vec<Contribution>> {
        let (reader, id) = (card::reader(viewpoint), deliberation.as_bytes().as_slice());
        let rows = fetch_all!(self, Row, LIST, reader, id)?;
        rows.into_iter()
            .map(|row| into_contribution(row, viewpoint))
            .collect()
    }

    /// Finds a contribution with what of it `viewpoint` may see.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_contributions_visible_to`].
    pub async fn find_contribution_visible_to(
        &mut self,
        viewpoint: Viewpoint,
        id: ContributionId,
    ) -> Result<Option<Contribution>> {
        let (reader, id) = (card::reader(viewpoint), id.as_bytes().as_slice());
        let row = fetch_one!(self, Row, FIND, reader, id)?;
        row.map(|row| into_contribution(row, viewpoint)).transpose()
    }

    /// Lists what `author` added to deliberations, oldest first, at most `limit`.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_contributions_visible_to`].
    pub async fn list_own_contributions(
        &mut self,
        author: MemberNumber,
        limit: usize,
    ) -> Result<Vec<Contribution>> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let own = number(author);
        let rows = fetch_all!(self, Row, LIST_OF_AUTHOR, own, own, limit)?;
        rows.into_iter()
            .map(|row| into_contribution(row, Viewpoint::Member(author)))
            .collect()
    }
}

impl Tx {
    /// Writes a contribution.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`], as every write of this module.
    pub async fn insert_contribution(&mut self, new: &NewContribution<'_>) -> Result<()> {
        execute!(
            self,
            INSERT,
            new.deliberation.as_bytes().as_slice(),
            new.id.as_bytes().as_slice(),
            new.kind.word(),
            number(new.author),
            new.parent.map(|it| it.as_bytes().to_vec()),
            i64::from(new.version),
            i64::from(new.paragraph),
            new.text,
            int(new.at_ms)
        )
        .map(|_| ())
    }

    /// Calls a comment settled at a time, or open again.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_contribution`].
    pub async fn resolve_contribution(
        &mut self,
        id: ContributionId,
        at_ms: Option<u64>,
    ) -> Result<()> {
        execute!(self, RESOLVE, id.as_bytes().as_slice(), at_ms.map(int)).map(|_| ())
    }

    /// Deletes a contribution with what was said to it: its words, the answers of members to a
    /// statement, the marks on a case. A comment that is answered keeps its place.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_contribution`].
    pub async fn delete_contribution(&mut self, it: &Contribution, at_ms: u64) -> Result<()> {
        let id = it.id.as_bytes().as_slice();
        let deliberation = it.deliberation.as_bytes().as_slice();
        let is_answered = fetch_one!(self, (Vec<u8>,), HAS_ANSWERS, deliberation, id)?.is_some();
        for statement in [DELETE_OPINIONS, DELETE_CONVINCING, DELETE_REPORTS] {
            execute!(self, statement, id)?;
        }
        if is_answered {
            execute!(self, EMPTY, id, int(at_ms)).map(|_| ())
        } else {
            execute!(self, DELETE, id).map(|_| ())
        }
    }

    /// Sets how far a contribution reaches.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_contribution`].
    pub async fn update_contribution_reach(
        &mut self,
        id: ContributionId,
        reach: Reach,
    ) -> Result<()> {
        execute!(self, UPDATE_REACH, id.as_bytes().as_slice(), reach.word()).map(|_| ())
    }

    /// Sets the labels of a contribution.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_contribution`].
    pub async fn update_contribution_labels(
        &mut self,
        id: ContributionId,
        labels: &[String],
    ) -> Result<()> {
        let labels = labels.join(" ");
        execute!(self, UPDATE_LABELS, id.as_bytes().as_slice(), labels).map(|_| ())
    }
}
