//! Bookmarks: posts kept for oneself.

use domain::ids::PostId;
use ledger::ids::MemberNumber;

use crate::{
    Result, Tx,
    appreciation::Change,
    convert::{int, number},
    kept::Fact,
    sql::{execute, statements},
};

statements! {
    INSERT = "INSERT INTO bookmarks (member, post_id, bookmarked_at_ms) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    DELETE = "DELETE FROM bookmarks WHERE member = $1 AND post_id = $2";
}

impl Tx {
    /// Keeps `post` for `member`.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`], as every write of this module.
    pub async fn insert_bookmark(
        &mut self,
        member: MemberNumber,
        post: PostId,
        at_ms: u64,
    ) -> Result<Change> {
        self.touch(Fact::Acts(member));
        execute!(
            self,
            INSERT,
            number(member),
            post.as_bytes().as_slice(),
            int(at_ms)
        )
        .map(Change::of)
    }

    /// Keeps `post` no longer.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_bookmark`].
    pub async fn delete_bookmark(&mut self, member: MemberNumber, post: PostId) -> Result<Change> {
        self.touch(Fact::Acts(member));
        execute!(self, DELETE, number(member), post.as_bytes().as_slice()).map(Change::of)
    }
}
