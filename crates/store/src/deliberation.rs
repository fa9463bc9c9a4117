//! Deliberations: drafts that are talked through, with every version of their text.
//!
//! What members add to one is in [`crate::contribution`], what they think of it in
//! [`crate::opinion`].

use domain::{
    deliberation::Stage,
    ids::DeliberationId,
    visibility::{self, Reach, Viewpoint},
};
use ledger::ids::{Digest, MemberNumber};

use crate::{
    Cursor, Page, Reader, Result, Tx, card,
    convert::{self, int, number},
    error::corrupt,
    feed,
    page::{before, one_more},
    sql::{execute, fetch_all, fetch_one, fetch_value, statements},
};

macro_rules! deliberations_where {
    ($condition:expr) => {
        concat!(
            "SELECT d.id, d.author, d.stage, d.version, d.title, d.payload, d.reach, d.labels, d.started_at_ms, \
             d.opened_at_ms, d.frozen_at_ms, d.closed_at_ms, d.salt, d.text_digest, f.followed_at_ms \
             FROM deliberations d LEFT JOIN follows f ON f.follower = $1 AND f.followee = d.author WHERE ",
            $condition
        )
    };
}

statements! {
    LIST = deliberations_where!("d.id < $2 AND d.reach <> 'nobody' AND d.stage <> 'closed' ORDER BY d.id DESC LIMIT $3 + 0");
    FIND = deliberations_where!("d.id = $2");
    FIND_OF_TEXT = deliberations_where!("d.text_digest = $2");
    LIST_OF_AUTHOR = deliberations_where!("d.author = $2 ORDER BY d.id LIMIT 1000");
    COUNT_ALL = "SELECT COUNT(*) FROM deliberations WHERE reach <> 'nobody' AND stage <> 'closed'";
    COUNT_OPEN_OF = "SELECT COUNT(*) FROM deliberations WHERE author = $1 AND stage IN ('drafting', 'opinions')";
    LIST_VERSIONS = "SELECT version, title, text, payload, note, written_at_ms FROM deliberation_versions
        WHERE deliberation_id = $1 ORDER BY version LIMIT 1000";
    FIND_VERSION = "SELECT version, title, text, payload, note, written_at_ms FROM deliberation_versions
        WHERE deliberation_id = $1 AND version = $2";
    FIND_MAP = "SELECT map, drawn_at_ms FROM deliberations WHERE id = $1";
    LIST_MAPS_DUE = "SELECT id, change_count FROM deliberations WHERE change_count > drawn_count ORDER BY id LIMIT 1000";
    FIND_CHANGES = "SELECT change_count FROM deliberations WHERE id = $1";
    INSERT = "INSERT INTO deliberations (id, author, stage, version, title, payload, reach, labels, started_at_ms)
        VALUES ($1, $2, 'drafting', 1, $3, $4, 'everyone', '', $5)";
    INSERT_VERSION = "INSERT INTO deliberation_versions (deliberation_id, version, title, text, payload, note, written_at_ms)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    UPDATE_VERSION = "UPDATE deliberations SET version = $2, title = $3, payload = $4 WHERE id = $1";
    OPEN = "UPDATE deliberations SET stage = 'opinions', opened_at_ms = $2 WHERE id = $1";
    FREEZE = "UPDATE deliberations SET stage = 'frozen', frozen_at_ms = $2, salt = $3, text_digest = $4 WHERE id = $1";
    CLOSE = "UPDATE deliberations SET stage = 'closed', closed_at_ms = $2 WHERE id = $1";
    UPDATE_REACH = "UPDATE deliberations SET reach = $2 WHERE id = $1";
    UPDATE_LABELS = "UPDATE deliberations SET labels = $2 WHERE id = $1";
    SAVE_MAP = "UPDATE deliberations SET map = $2, drawn_at_ms = $3, drawn_count = $4 WHERE id = $1";
    COUNT_CHANGE = "UPDATE deliberations SET change_count = change_count + 1 WHERE id = $1";
    SETTLE_MAP = "UPDATE deliberations SET drawn_count = change_count WHERE id = $1";
    DELETE = "DELETE FROM deliberations WHERE id = $1";
    DELETE_VERSIONS = "DELETE FROM deliberation_versions WHERE deliberation_id = $1";
    DELETE_OPINIONS = "DELETE FROM opinions WHERE deliberation_id = $1";
    DELETE_CONVINCING = "DELETE FROM convincing WHERE deliberation_id = $1";
    DELETE_CONTRIBUTION_REPORTS = "DELETE FROM reports WHERE subject IN (SELECT id FROM contributions WHERE deliberation_id = $1)";
    DELETE_REPORTS = "DELETE FROM reports WHERE subject = $1";
    DELETE_CONTRIBUTIONS = "DELETE FROM contributions WHERE deliberation_id = $1";
}

/// A draft that is talked through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deliberation {
    /// Identity and time of its beginning.
    pub id: DeliberationId,
    /// Who brought it.
    pub author: MemberNumber,
    /// Where it is.
    pub stage: Stage,
    /// Number of the latest version, from 1.
    pub version: u32,
    /// The question of the latest version.
    pub title: String,
    /// What the latest version would change: canonical bytes of a payload.
    pub payload: Vec<u8>,
    /// How far it reaches.
    pub reach: Reach,
    /// Labels that moderation put on it.
    pub labels: Vec<String>,
    /// When it began, in milliseconds.
    pub started_at_ms: u64,
    /// When opinions were asked, in milliseconds.
    pub opened_at_ms: Option<u64>,
    /// When its text was frozen, in milliseconds.
    pub frozen_at_ms: Option<u64>,
    /// When its author took it back, in milliseconds.
    pub closed_at_ms: Option<u64>,
    /// The salt and digest of the final words.
    pub text: Option<(String, Digest)>,
}

/// One version of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftVersion {
    /// Counts from 1.
    pub version: u32,
    /// The question.
    pub title: String,
    /// Why, as typed.
    pub text: String,
    /// What it would change: canonical bytes of a payload.
    pub payload: Vec<u8>,
    /// What it changes against the one before, in its author's words; may be blank.
    pub note: String,
    /// When, in milliseconds.
    pub written_at_ms: u64,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Vec<u8>,
    author: i64,
    stage: String,
    version: i64,
    title: String,
    payload: Vec<u8>,
    reach: String,
    labels: String,
    started_at_ms: i64,
    opened_at_ms: Option<i64>,
    frozen_at_ms: Option<i64>,
    closed_at_ms: Option<i64>,
    salt: Option<String>,
    text_digest: Option<Vec<u8>>,
    followed_at_ms: Option<i64>,
}

const TABLE: &str = "deliberations";
const VERSIONS: &str = "deliberation_versions";

/// Turns a row into what `viewpoint` may see of it; nothing if that is nothing.
fn seen(row: Row, viewpoint: Viewpoint) -> Result<Option<Deliberation>> {
    let follows = row.followed_at_ms.is_some();
    let reach = convert::reach(TABLE, &row.reach)?;
    let author = convert::member(TABLE, row.author)?;
    if !visibility::may_see(reach, author, viewpoint, follows) {
        return Ok(None);
    }
    let digest = |bytes: Vec<u8>| {
        let bytes = bytes.try_into();
        bytes
            .map_err(|_| corrupt(TABLE, "a digest of another length"))
            .map(Digest)
    };
    let text = match (row.salt, row.text_digest) {
        (Some(salt), Some(bytes)) => Some((salt, digest(bytes)?)),
        _ => None,
    };
    Ok(Some(Deliberation {
        id: DeliberationId::from_bytes(convert::id(TABLE, &row.id)?),
        author,
        stage: Stage::of_word(&row.stage).ok_or_else(|| corrupt(TABLE, "a stage"))?,
        version: convert::small(TABLE, row.version)?,
        title: row.title,
        payload: row.payload,
        reach,
        labels: convert::labels(&row.labels),
        started_at_ms: convert::unsigned(TABLE, row.started_at_ms)?,
        opened_at_ms: convert::maybe_unsigned(TABLE, row.opened_at_ms)?,
        frozen_at_ms: convert::maybe_unsigned(TABLE, row.frozen_at_ms)?,
        closed_at_ms: convert::maybe_unsigned(TABLE, row.closed_at_ms)?,
        text,
    }))
}

type VersionRow = (i64, String, String, Vec<u8>, String, i64);

fn into_version((version, title, text, payload, note, at): VersionRow) -> Result<DraftVersion> {
    Ok(DraftVersion {
        version: convert::small(VERSIONS, version)?,
        title,
        text,
        payload,
        note,
        written_at_ms: convert::unsigned(VERSIONS, at)?,
    })
}

impl Reader {
    /// Lists the deliberations, latest first, without those that were taken back or down.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`], as every read of this module.
    pub async fn list_deliberations_visible_to(
        &mut self,
        viewpoint: Viewpoint,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<Deliberation>> {
        let limit = feed::rows(limit);
        let rows = fetch_all!(
            self,
            Row,
            LIST,
            card::reader(viewpoint),
            before(cursor),
            one_more(limit)
        )?;
        let page =
            Page::cut(rows, limit, |row| row.id.clone()).try_map(|row| seen(row, viewpoint))?;
        Ok(Page {
            rows: page.rows.into_iter().flatten().collect(),
            next: page.next,
        })
    }

    /// Finds a deliberation.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_deliberations_visible_to`].
    pub async fn find_deliberation_visible_to(
        &mut self,
        viewpoint: Viewpoint,
        id: DeliberationId,
    ) -> Result<Option<Deliberation>> {
        let row = fetch_one!(
            self,
            Row,
            FIND,
            card::reader(viewpoint),
            id.as_bytes().as_slice()
        )?;
        row.map_or(Ok(None), |row| seen(row, viewpoint))
    }

    /// Finds the deliberation whose final words have this digest.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_deliberations_visible_to`].
    pub async fn find_deliberation_of_text_visible_to(
        &mut self,
        viewpoint: Viewpoint,
        text: Digest,
    ) -> Result<Option<Deliberation>> {
        let reader = card::reader(viewpoint);
        let row = fetch_one!(self, Row, FIND_OF_TEXT, reader, text.0.to_vec())?;
        row.map_or(Ok(None), |row| seen(row, viewpoint))
    }

    /// Lists what `author` brought, oldest first, at most 1,000.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_deliberations_visible_to`].
    pub async fn list_own_deliberations(
        &mut self,
        author: MemberNumber,
    ) -> Result<Vec<Deliberation>> {
        let rows = fetch_all!(self, Row, LIST_OF_AUTHOR, number(author), number(author))?;
        let own = Viewpoint::Member(author);
        let listed: Result<Vec<_>> = rows.into_iter().map(|row| seen(row, own)).collect();
        Ok(listed?.into_iter().flatten().collect())
    }

    /// Counts the deliberations that a list would show to everyone.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_deliberations_visible_to`].
    pub async fn count_deliberations(&mut self) -> Result<u64> {
        convert::unsigned(TABLE, fetch_value!(self, i64, COUNT_ALL)?)
    }

    /// Counts the deliberations of `author` whose text can still change.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_deliberations_visible_to`].
    pub async fn count_open_deliberations_of(&mut self, author: MemberNumber) -> Result<u64> {
        convert::unsigned(
            TABLE,
            fetch_value!(self, i64, COUNT_OPEN_OF, number(author))?,
        )
    }

    /// Lists every version of a draft, oldest first. The caller has found it visible.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_deliberations_visible_to`].
    pub async fn list_draft_versions(&mut self, id: DeliberationId) -> Result<Vec<DraftVersion>> {
        let rows = fetch_all!(self, VersionRow, LIST_VERSIONS, id.as_bytes().as_slice())?;
        rows.into_iter().map(into_version).collect()
    }

    /// Finds one version of a draft. The caller has found it visible.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_deliberations_visible_to`].
    pub async fn find_draft_version(
        &mut self,
        id: DeliberationId,
        version: u32,
    ) -> Result<Option<DraftVersion>> {
        let row = fetch_one!(
            self,
            VersionRow,
            FIND_VERSION,
            id.as_bytes().as_slice(),
            i64::from(version)
        )?;
        row.map(into_version).transpose()
    }

    /// Finds the map of a deliberation as it was last drawn, and when.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_deliberations_visible_to`].
    pub async fn find_map(&mut self, id: DeliberationId) -> Result<Option<(String, u64)>> {
        type MapRow = (Option<String>, Option<i64>);
        let row = fetch_one!(self, MapRow, FIND_MAP, id.as_bytes().as_slice())?;
        match row {
            Some((Some(map), Some(at))) => Ok(Some((map, convert::unsigned(TABLE, at)?))),
            _ => Ok(None),
        }
    }

    /// Lists up to 1,000 deliberations whose map is not of the latest answers.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_deliberations_visible_to`].
    pub async fn list_maps_due(&mut self) -> Result<Vec<DeliberationId>> {
        let rows = fetch_all!(self, (Vec<u8>, i64), LIST_MAPS_DUE)?;
        rows.into_iter()
            .map(|(id, _)| convert::id(TABLE, &id).map(DeliberationId::from_bytes))
            .collect()
    }

    /// Counts the changes of what the map of a deliberation is made of.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_deliberations_visible_to`].
    pub async fn count_map_changes(&mut self, id: DeliberationId) -> Result<u64> {
        let row = fetch_one!(self, (i64,), FIND_CHANGES, id.as_bytes().as_slice())?;
        convert::unsigned(TABLE, row.map_or(0, |(count,)| count))
    }
}

impl Tx {
    /// Writes a new deliberation with its first version.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`], as every write of this module.
    pub async fn insert_deliberation(
        &mut self,
        id: DeliberationId,
        author: MemberNumber,
        first: &DraftVersion,
    ) -> Result<()> {
        execute!(
            self,
            INSERT,
            id.as_bytes().as_slice(),
            number(author),
            first.title.as_str(),
            first.payload.as_slice(),
            int(first.written_at_ms)
        )?;
        self.insert_draft_version(id, first).await
    }

    /// Writes the next version of a draft.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_deliberation`].
    pub async fn write_draft_version(
        &mut self,
        id: DeliberationId,
        next: &DraftVersion,
    ) -> Result<()> {
        execute!(
            self,
            UPDATE_VERSION,
            id.as_bytes().as_slice(),
            i64::from(next.version),
            next.title.as_str(),
            next.payload.as_slice()
        )?;
        self.insert_draft_version(id, next).await
    }

    async fn insert_draft_version(&mut self, id: DeliberationId, it: &DraftVersion) -> Result<()> {
        execute!(
            self,
            INSERT_VERSION,
            id.as_bytes().as_slice(),
            i64::from(it.version),
            it.title.as_str(),
            it.text.as_str(),
            it.payload.as_slice(),
            it.note.as_str(),
            int(it.written_at_ms)
        )
        .map(|_| ())
    }

    /// Asks for opinions from `at_ms` on.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_deliberation`].
    pub async fn open_deliberation(&mut self, id: DeliberationId, at_ms: u64) -> Result<()> {
        execute!(self, OPEN, id.as_bytes().as_slice(), int(at_ms)).map(|_| ())
    }

    /// Makes the text final: `salt` and `text` are of its words.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_deliberation`].
    pub async fn freeze_deliberation(
        &mut self,
        id: DeliberationId,
        salt: &str,
        text: Digest,
        at_ms: u64,
    ) -> Result<()> {
        let id = id.as_bytes().as_slice();
        execute!(self, FREEZE, id, int(at_ms), salt, text.0.to_vec()).map(|_| ())
    }

    /// Takes it back.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_deliberation`].
    pub async fn close_deliberation(&mut self, id: DeliberationId, at_ms: u64) -> Result<()> {
        execute!(self, CLOSE, id.as_bytes().as_slice(), int(at_ms)).map(|_| ())
    }

    /// Sets how far a draft reaches.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_deliberation`].
    pub async fn update_deliberation_reach(
        &mut self,
        id: DeliberationId,
        reach: Reach,
    ) -> Result<()> {
        execute!(self, UPDATE_REACH, id.as_bytes().as_slice(), reach.word()).map(|_| ())
    }

    /// Sets the labels of a draft.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_deliberation`].
    pub async fn update_deliberation_labels(
        &mut self,
        id: DeliberationId,
        labels: &[String],
    ) -> Result<()> {
        let labels = labels.join(" ");
        execute!(self, UPDATE_LABELS, id.as_bytes().as_slice(), labels).map(|_| ())
    }

    /// Keeps the map as drawn at `at_ms` from what was there after so many changes.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_deliberation`].
    pub async fn save_map(
        &mut self,
        id: DeliberationId,
        map: &str,
        at_ms: u64,
        changes: u64,
    ) -> Result<()> {
        let id = id.as_bytes().as_slice();
        execute!(self, SAVE_MAP, id, map, int(at_ms), int(changes)).map(|_| ())
    }

    /// Notes that the map is not of the latest answers any more.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_deliberation`].
    pub async fn count_map_change(&mut self, id: DeliberationId) -> Result<()> {
        execute!(self, COUNT_CHANGE, id.as_bytes().as_slice()).map(|_| ())
    }

    /// Notes that the map stays as it is.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_deliberation`].
    pub async fn settle_map(&mut self, id: DeliberationId) -> Result<()> {
        execute!(self, SETTLE_MAP, id.as_bytes().as_slice()).map(|_| ())
    }

    /// Deletes a deliberation with all that was added to it.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_deliberation`].
    pub async fn delete_deliberation(&mut self, id: DeliberationId) -> Result<()> {
        let id = id.as_bytes().as_slice();
        for statement in [
            DELETE_OPINIONS,
            DELETE_CONVINCING,
            DELETE_CONTRIBUTION_REPORTS,
            DELETE_REPORTS,
            DELETE_CONTRIBUTIONS,
            DELETE_VERSIONS,
            DELETE,
        ] {
            execute!(self, statement, id)?;
        }
        Ok(())
    }
}
