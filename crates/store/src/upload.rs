//! Uploads under way: how many bytes are there, and until when they are kept.

use domain::ids::UploadId;
use ledger::ids::MemberNumber;

use crate::{
    Reader, Result, Tx,
    appreciation::Change,
    convert::{self, int, number},
    sql::{execute, fetch_all, fetch_one, fetch_value, statements},
};

statements! {
    INSERT = "INSERT INTO uploads (member, id, size_bytes, offset_bytes, expires_at_ms) VALUES ($1, $2, $3, 0, $4)";
    FIND = "SELECT id, member, size_bytes, offset_bytes, expires_at_ms FROM uploads WHERE member = $1 AND id = $2";
    COUNT = "SELECT COUNT(*) FROM uploads WHERE member = $1";
    ADVANCE = "UPDATE uploads SET offset_bytes = $4, expires_at_ms = $5
        WHERE member = $1 AND id = $2 AND offset_bytes = $3";
    DELETE = "DELETE FROM uploads WHERE member = $1 AND id = $2";
    LIST_EXPIRED = "SELECT id, member, size_bytes, offset_bytes, expires_at_ms FROM uploads
        WHERE expires_at_ms <= $1 ORDER BY expires_at_ms LIMIT 200";
    LIST_OF_MEMBER = "SELECT id, member, size_bytes, offset_bytes, expires_at_ms FROM uploads WHERE member = $1 ORDER BY id";
}

/// An upload under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Its identity; also the name of the quarantined file.
    pub id: UploadId,
    /// Whose.
    pub member: MemberNumber,
    /// How large the file will be.
    pub size_bytes: u64,
    /// How much of it is there.
    pub offset_bytes: u64,
    /// When it is thrown away if nothing more comes.
    pub expires_at_ms: u64,
}

type Row = (Vec<u8>, i64, i64, i64, i64);

fn into_upload((id, member, size, offset, expires): Row) -> Result<Upload> {
    const UPLOADS: &str = "uploads";
    Ok(Upload {
        id: UploadId::from_bytes(convert::id(UPLOADS, &id)?),
        member: convert::member(UPLOADS, member)?,
        size_bytes: convert::unsigned(UPLOADS, size)?,
        offset_bytes: convert::unsigned(UPLOADS, offset)?,
        expires_at_ms: convert::unsigned(UPLOADS, expires)?,
    })
}

impl Reader {
    /// Finds an upload of `member`.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`], as every read of this module.
    pub async fn find_upload(
        &mut self,
        member: MemberNumber,
        upload: UploadId,
    ) -> Result<Option<Upload>> {
        let row = fetch_one!(
            self,
            Row,
            FIND,
            number(member),
            upload.as_bytes().as_slice()
        )?;
        row.map(into_upload).transpose()
    }

    /// Counts the uploads that `member` has open.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_upload`].
    pub async fn count_uploads(&mut self, member: MemberNumber) -> Result<u64> {
        convert::unsigned("uploads", fetch_value!(self, i64, COUNT, number(member))?)
    }

    /// Lists up to 200 uploads that expired by `now_ms`.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_upload`].
    pub async fn list_expired_uploads(&mut self, now_ms: u64) -> Result<Vec<Upload>> {
        fetch_all!(self, Row, LIST_EXPIRED, int(now_ms))?
            .into_iter()
            .map(into_upload)
            .collect()
    }

    /// Lists the uploads that `member` has open.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_upload`].
    pub async fn list_uploads_of(&mut self, member: MemberNumber) -> Result<Vec<Upload>> {
        fetch_all!(self, Row, LIST_OF_MEMBER, number(member))?
            .into_iter()
            .map(into_upload)
            .collect()
    }
}

impl Tx {
    /// Writes a new upload with nothing in it yet.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`], as every write of this module.
    pub async fn insert_upload(&mut self, new: &Upload) -> Result<()> {
        let id = new.id.as_bytes().as_slice();
        execute!(
            self,
            INSERT,
            number(new.member),
            id,
            int(new.size_bytes),
            int(new.expires_at_ms)
        )
        .map(|_| ())
    }

    /// Moves an upload's offset from where `upload` has it to `offset_bytes`; changes nothing if
    /// it is elsewhere by now.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_upload`].
    pub async fn advance_upload(
        &mut self,
        upload: &Upload,
        offset_bytes: u64,
        expires_at_ms: u64,
    ) -> Result<Change> {
        execute!(
            self,
            ADVANCE,
            number(upload.member),
            upload.id.as_bytes().as_slice(),
            int(upload.offset_bytes),
            int(offset_bytes),
            int(expires_at_ms)
        )
        .map(Change::of)
    }

    /// Forgets an upload; its file is the caller's to remove.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_upload`].
    pub async fn delete_upload(
        &mut self,
        member: MemberNumber,
        upload: UploadId,
    ) -> Result<Change> {
        execute!(self, DELETE, number(member), upload.as_bytes().as_slice()).map(Change::of)
    }
}
