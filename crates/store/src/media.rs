//! Photographs that came through the jail: their sizes, who holds them, what still shows them.

use domain::{
    ids::MediaHash,
    media::{Photo, Variant},
};
use ledger::ids::MemberNumber;

use crate::{
    Reader, Result, Tx,
    appreciation::Change,
    convert::{self, int, number},
    sql::{execute, fetch_all, fetch_one, statements},
};

statements! {
    FIND = "SELECT width, height, blurhash FROM media WHERE hash = $1";
    LIST_FILES = "SELECT hash, width, height, size_bytes, kind FROM media_files WHERE media = $1 ORDER BY kind, width";
    FIND_HOLDER = "SELECT held_since_ms FROM media_holders WHERE member = $1 AND media = $2";
    INSERT = "INSERT INTO media (hash, width, height, blurhash, stored_at_ms) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT DO NOTHING";
    INSERT_FILE = "INSERT INTO media_files (hash, media, kind, width, height, size_bytes)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT DO NOTHING";
    INSERT_HOLDER = "INSERT INTO media_holders (member, media, held_since_ms) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    FIND_FILE = "SELECT media FROM media_files WHERE hash = $1";
    FIND_USE_BY = "SELECT CAST(COUNT(*) AS BIGINT) FROM (
            SELECT 1 FROM post_photos WHERE author = $1 AND media = $2
            UNION ALL SELECT 1 FROM members WHERE number = $1 AND picture = $2
            UNION ALL SELECT 1 FROM drafts WHERE member = $1 AND photos LIKE $3
            UNION ALL SELECT 1 FROM post_versions v JOIN posts p ON p.id = v.post_id
                WHERE p.author = $1 AND v.photos LIKE $3
        ) AS uses";
    LIST_HELD_SINCE = "SELECT member, media FROM media_holders WHERE held_since_ms <= $1 AND (member, media) > ($2, $3)
        ORDER BY member, media LIMIT 500";
    LIST_HELD_BY = "SELECT media FROM media_holders WHERE member = $1 AND media > $2 ORDER BY media LIMIT 500";
    LIST_WITHHELD = "SELECT DISTINCT f.hash FROM posts p
        JOIN post_photos t ON t.author = p.author AND t.post_id = p.id
        JOIN media_files f ON f.media = t.media
        WHERE p.reach = 'nobody'
            AND NOT EXISTS (SELECT 1 FROM post_photos u JOIN posts o ON o.author = u.author AND o.id = u.post_id
                WHERE u.media = t.media AND o.reach <> 'nobody')
            AND NOT EXISTS (SELECT 1 FROM members m WHERE m.picture = t.media)";
    DELETE_HOLDER = "DELETE FROM media_holders WHERE member = $1 AND media = $2";
    HAS_HOLDER = "SELECT media FROM media_holders WHERE media = $1 LIMIT 1";
    DELETE_FILES = "DELETE FROM media_files WHERE media = $1";
    DELETE = "DELETE FROM media WHERE hash = $1";
}

const MEDIA: &str = "media";
const STILL: &str = "still";
const ANIMATION: &str = "animation";

/// Hash, width, height, bytes and kind.
type FileRow = (Vec<u8>, i64, i64, i64, String);

impl Reader {
    /// Finds a photograph with all its sizes.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`], as every read of this module.
    pub async fn find_photo(&mut self, hash: MediaHash) -> Result<Option<Photo>> {
        let row = fetch_one!(self, (i64, i64, String), FIND, hash.as_bytes().as_slice())?;
        let Some((width, height, blurhash)) = row else {
            return Ok(None);
        };
        let files = fetch_all!(self, FileRow, LIST_FILES, hash.as_bytes().as_slice())?;
        let (mut variants, mut animation) = (Vec::new(), None);
        for (hash, width, height, size, kind) in files {
            let file = Variant {
                hash: convert::hash(MEDIA, &hash)?,
                width: convert::small(MEDIA, width)?,
                height: convert::small(MEDIA, height)?,
                size_bytes: convert::unsigned(MEDIA, size)?,
            };
            if kind == ANIMATION {
                animation = Some(file);
            } else {
                variants.push(file);
            }
        }
        let (width, height) = (
            convert::small(MEDIA, width)?,
            convert::small(MEDIA, height)?,
        );
        Ok(Some(Photo {
            hash,
            width,
            height,
            blurhash,
            variants,
            animation,
        }))
    }

    /// Finds a photograph that `member` uploaded.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_photo`].
    pub async fn find_photo_held_by(
        &mut self,
        member: MemberNumber,
        hash: MediaHash,
    ) -> Result<Option<Photo>> {
        let held = fetch_one!(
            self,
            (i64,),
            FIND_HOLDER,
            number(member),
            hash.as_bytes().as_slice()
        )?;
        if held.is_some() {
            self.find_photo(hash).await
        } else {
            Ok(None)
        }
    }

    /// Finds the photograph that a served file belongs to.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_photo`].
    pub async fn find_photo_of_file(&mut self, file: MediaHash) -> Result<Option<MediaHash>> {
        let found = fetch_one!(self, (Vec<u8>,), FIND_FILE, file.as_bytes().as_slice())?;
        found
            .map(|(media,)| convert::hash(MEDIA, &media))
            .transpose()
    }

    /// Counts the posts, versions, drafts and profile of `member` that show a photograph.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_photo`].
    pub async fn count_uses_of_photo_by(
        &mut self,
        member: MemberNumber,
        hash: MediaHash,
    ) -> Result<u64> {
        let (id, text) = (hash.as_bytes().as_slice(), format!("%{hash}%"));
        let count = fetch_one!(self, (i64,), FIND_USE_BY, number(member), id, text)?;
        convert::unsigned(MEDIA, count.map_or(0, |(count,)| count))
    }

    /// Lists up to 500 pairs of member and photograph held since `since_ms` or earlier, after
    /// `last`: for finding what nobody used.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_photo`].
    pub async fn list_held_photos(
        &mut self,
        since_ms: u64,
        last: Option<(MemberNumber, MediaHash)>,
    ) -> Result<Vec<(MemberNumber, MediaHash)>> {
        let member = last.map_or(-1, |(member, _)| number(member));
        let hash = last.map_or_else(Vec::new, |(_, hash)| hash.as_bytes().to_vec());
        let rows = fetch_all!(
            self,
            (i64, Vec<u8>),
            LIST_HELD_SINCE,
            int(since_ms),
            member,
            hash
        )?;
        rows.into_iter()
            .map(|(member, hash)| {
                Ok((
                    convert::member(MEDIA, member)?,
                    convert::hash(MEDIA, &hash)?,
                ))
            })
            .collect()
    }

    /// Lists the files of photographs that stand in works taken down and nowhere else.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_photo`].
    pub async fn list_withheld_files(&mut self) -> Result<Vec<MediaHash>> {
        let rows = fetch_all!(self, (Vec<u8>,), LIST_WITHHELD)?;
        rows.into_iter()
            .map(|(hash,)| convert::hash(MEDIA, &hash))
            .collect()
    }

    /// Lists up to 500 photographs that `member` uploaded, after `last`.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_photo`].
    pub async fn list_photos_held_by(
        &mut self,
        member: MemberNumber,
        last: Option<MediaHash>,
    ) -> Result<Vec<MediaHash>> {
        let last: &[u8] = last.as_ref().map_or(&[], |hash| hash.as_bytes());
        let rows = fetch_all!(self, (Vec<u8>,), LIST_HELD_BY, number(member), last)?;
        rows.into_iter()
            .map(|(hash,)| convert::hash(MEDIA, &hash))
            .collect()
    }
}

impl Tx {
    /// Writes a photograph and its files, once, and that `member` holds it.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`], as every write of this module.
    pub async fn insert_photo(
        &mut self,
        member: MemberNumber,
        photo: &Photo,
        at_ms: u64,
    ) -> Result<()> {
        let hash = photo.hash.as_bytes().as_slice();
        let (width, height) = (i64::from(photo.width), i64::from(photo.height));
        execute!(
            self,
            INSERT,
            hash,
            width,
            height,
            photo.blurhash.as_str(),
            int(at_ms)
        )?;
        let stills = photo.variants.iter().map(|file| (STILL, file));
        for (kind, file) in stills.chain(photo.animation.iter().map(|file| (ANIMATION, file))) {
            let (width, height) = (i64::from(file.width), i64::from(file.height));
            let name = file.hash.as_bytes().as_slice();
            execute!(
                self,
                INSERT_FILE,
                name,
                hash,
                kind,
                width,
                height,
                int(file.size_bytes)
            )?;
        }
        execute!(self, INSERT_HOLDER, number(member), hash, int(at_ms)).map(|_| ())
    }

    /// Ends a member's hold on a photograph. If nobody else holds it, deletes it and returns its
    /// files, which the caller removes after the commit.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_photo`].
    pub async fn release_photo(
        &mut self,
        member: MemberNumber,
        hash: MediaHash,
    ) -> Result<Vec<MediaHash>> {
        let id = hash.as_bytes().as_slice();
        let released = execute!(self, DELETE_HOLDER, number(member), id).map(Change::of)?;
        if released == Change::None || fetch_one!(self, (Vec<u8>,), HAS_HOLDER, id)?.is_some() {
            return Ok(Vec::new());
        }
        let files = fetch_all!(self, FileRow, LIST_FILES, id)?;
        execute!(self, DELETE_FILES, id)?;
        execute!(self, DELETE, id)?;
        files
            .into_iter()
            .map(|(file, ..)| convert::hash(MEDIA, &file))
            .collect()
    }
}
