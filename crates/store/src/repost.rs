//! Reposts: showing another's post to one's own followers.

use domain::ids::{PostId, RepostId};
use ledger::ids::MemberNumber;

use crate::{
    Result, Tx,
    appreciation::Change,
    convert::{int, number},
    kept::Fact,
    sql::{execute, fetch_one, statements},
};

statements! {
    INSERT = "INSERT INTO reposts (member, post_id, id, reposted_at_ms) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    INSERT_LINE = "INSERT INTO timeline (owner, id, post_id) VALUES ($1, $2, $3)";
    FIND = "SELECT id FROM reposts WHERE member = $1 AND post_id = $2";
    DELETE = "DELETE FROM reposts WHERE member = $1 AND post_id = $2";
    DELETE_LINE = "DELETE FROM timeline WHERE owner = $1 AND id = $2";
    COUNT = "UPDATE posts SET repost_count = repost_count + $2 WHERE id = $1";
}

impl Tx {
    /// Shows the post `of` in the timeline of `member`, once.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`], as every write of this module.
    pub async fn insert_repost(
        &mut self,
        member: MemberNumber,
        of: PostId,
        id: RepostId,
        at_ms: u64,
    ) -> Result<Change> {
        let (owner, post, id) = (
            number(member),
            of.as_bytes().as_slice(),
            id.as_bytes().as_slice(),
        );
        if execute!(self, INSERT, owner, post, id, int(at_ms))? == 0 {
            return Ok(Change::None);
        }
        execute!(self, INSERT_LINE, owner, id, post)?;
        execute!(self, COUNT, post, 1i64)?;
        self.touch_repost(member, of);
        Ok(Change::Made)
    }

    /// Takes the post `of` out of the timeline of `member`.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_repost`].
    pub async fn delete_repost(&mut self, member: MemberNumber, of: PostId) -> Result<Change> {
        let (owner, post) = (number(member), of.as_bytes().as_slice());
        let Some((id,)) = fetch_one!(self, (Vec<u8>,), FIND, owner, post)? else {
            return Ok(Change::None);
        };
        execute!(self, DELETE, owner, post)?;
        execute!(self, DELETE_LINE, owner, id)?;
        execute!(self, COUNT, post, -1i64)?;
        self.touch_repost(member, of);
        Ok(Change::Made)
    }

    fn touch_repost(&mut self, member: MemberNumber, of: PostId) {
        self.touch(Fact::Timeline(member));
        self.touch(Fact::Acts(member));
        self.touch(Fact::Post(of));
    }
}
