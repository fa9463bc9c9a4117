//! Drafts: what composers keep.

use domain::{
    draft::{Draft, DraftPlace},
    ids::MediaHash,
};
use ledger::ids::MemberNumber;

use crate::{
    Reader, Result, Tx,
    convert::{int, number},
    error::corrupt,
    sql::{execute, fetch_one, statements},
};

statements! {
    UPSERT = "INSERT INTO drafts (member, place, text, photos, saved_at_ms, expires_at_ms) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (member, place) DO UPDATE SET text = excluded.text, photos = excluded.photos,
            saved_at_ms = excluded.saved_at_ms, expires_at_ms = excluded.expires_at_ms";
    FIND = "SELECT text, photos FROM drafts WHERE member = $1 AND place = $2";
    DELETE = "DELETE FROM drafts WHERE member = $1 AND place = $2";
    DELETE_EXPIRED = "DELETE FROM drafts WHERE expires_at_ms <= $1";
    DELETE_OF_MEMBER = "DELETE FROM drafts WHERE member = $1";
}

fn place_word(place: DraftPlace) -> String {
    match place {
        DraftPlace::NewPost => "post".to_owned(),
        DraftPlace::Comment(post) => format!("comment:{post}"),
        DraftPlace::Edit(post) => format!("edit:{post}"),
    }
}

impl Reader {
    /// Finds what `member` has been writing in `place`.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`].
    pub async fn find_draft(
        &mut self,
        member: MemberNumber,
        place: DraftPlace,
    ) -> Result<Option<Draft>> {
        let row = fetch_one!(
            self,
            (String, String),
            FIND,
            number(member),
            place_word(place)
        )?;
        let Some((text, photos)) = row else {
            return Ok(None);
        };
        let damaged = || corrupt("drafts", "photos are not readable");
        let stored: Vec<(String, String)> = serde_json::from_str(&photos).map_err(|_| damaged())?;
        let photos = stored
            .into_iter()
            .map(|(hash, alt_text)| {
                Ok((hash.parse::<MediaHash>().map_err(|_| damaged())?, alt_text))
            })
            .collect::<Result<_>>()?;
        Ok(Some(Draft { text, photos }))
    }
}

impl Tx {
    /// Keeps `draft` in `place`, replacing what was there.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`], as every write of this module.
    pub async fn save_draft(
        &mut self,
        member: MemberNumber,
        place: DraftPlace,
        draft: &Draft,
        at_ms: u64,
        expires_at_ms: Option<u64>,
    ) -> Result<()> {
        let photos: Vec<(String, &str)> = draft
            .photos
            .iter()
            .map(|(hash, alt_text)| (hash.to_string(), alt_text.as_str()))
            .collect();
        let photos = serde_json::to_string(&photos).expect("strings are always JSON");
        let (place, expires) = (place_word(place), expires_at_ms.map(int));
        execute!(
            self,
            UPSERT,
            number(member),
            place,
            draft.text.as_str(),
            photos,
            int(at_ms),
            expires
        )
        .map(|_| ())
    }

    /// Keeps nothing in `place`.
    ///
    /// # Errors
    ///
    /// As [`Tx::save_draft`].
    pub async fn delete_draft(&mut self, member: MemberNumber, place: DraftPlace) -> Result<()> {
        execute!(self, DELETE, number(member), place_word(place)).map(|_| ())
    }

    /// Deletes what expired by `now_ms`, and returns how many.
    ///
    /// # Errors
    ///
    /// As [`Tx::save_draft`].
    pub async fn delete_expired_drafts(&mut self, now_ms: u64) -> Result<u64> {
        execute!(self, DELETE_EXPIRED, int(now_ms))
    }

    /// Deletes every draft of `member`.
    ///
    /// # Errors
    ///
    /// As [`Tx::save_draft`].
    pub async fn delete_drafts_of(&mut self, member: MemberNumber) -> Result<u64> {
        execute!(self, DELETE_OF_MEMBER, number(member))
    }
}
