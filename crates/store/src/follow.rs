//! Who follows whom.

use ledger::ids::MemberNumber;

use crate::{
    Cursor, Page, Reader, Result, Store, Tx,
    appreciation::Change,
    card::MemberCard,
    convert::{int, number},
    feed,
    kept::{Fact, Found, Kept, Question, Shelf},
    member::{CardRow, into_card},
    page::{after_number, number_key, one_more},
    sql::{execute, fetch_all, fetch_one, statements},
};

statements! {
    INSERT = "INSERT INTO follows (follower, followee, followed_at_ms) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    INSERT_MANY = "INSERT INTO follows (follower, followee, followed_at_ms)
            SELECT $1, m.number, $3 FROM json_each($2) j JOIN members m ON m.number = j.value
            WHERE m.number <> $1 AND m.erased_at_ms IS NULL ON CONFLICT DO NOTHING RETURNING followee"
        => "INSERT INTO follows (follower, followee, followed_at_ms)
            SELECT $1, m.number, $3 FROM json_array_elements_text(CAST($2 AS JSON)) AS j (value)
            JOIN members m ON m.number = CAST(j.value AS BIGINT)
            WHERE m.number <> $1 AND m.erased_at_ms IS NULL ON CONFLICT DO NOTHING RETURNING followee";
    COUNT_FOLLOWERS = "UPDATE members SET follower_count = follower_count + 1
            WHERE number IN (SELECT value FROM json_each($1))"
        => "UPDATE members SET follower_count = follower_count + 1
            WHERE number IN (SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST($1 AS JSON)) AS j (value))";
    DELETE = "DELETE FROM follows WHERE follower = $1 AND followee = $2";
    FIND = "SELECT followed_at_ms FROM follows WHERE follower = $1 AND followee = $2";
    COUNT_FOLLOWING = "UPDATE members SET following_count = following_count + $2 WHERE number = $1";
    COUNT_FOLLOWER = "UPDATE members SET follower_count = follower_count + $2 WHERE number = $1";
    LIST_FOLLOWING = "SELECT m.number, m.handle, m.display_name, m.picture_file FROM follows f
        JOIN members m ON m.number = f.followee WHERE f.follower = $1 AND f.followee > $2 ORDER BY f.followee LIMIT $3 + 0";
    LIST_FOLLOWEES = "SELECT followee FROM follows WHERE follower = $1 LIMIT $2 + 0";
    LIST_FOLLOWERS = "SELECT m.number, m.handle, m.display_name, m.picture_file FROM follows f
        JOIN members m ON m.number = f.follower WHERE f.followee = $1 AND f.follower > $2 ORDER BY f.follower LIMIT $3 + 0";
    LIST_SUGGESTED = "SELECT number, handle, display_name, picture_file FROM members m
        WHERE number <> $1 AND erased_at_ms IS NULL AND expelled_at_ms = 0
            AND NOT EXISTS (SELECT 1 FROM follows f WHERE f.follower = $1 AND f.followee = m.number)
        ORDER BY follower_count DESC, number LIMIT $2 + 0";
    COUNT_DOWN_FOLLOWEES = "UPDATE members SET follower_count = follower_count - 1
        WHERE number IN (SELECT followee FROM follows WHERE follower = $1)";
    COUNT_DOWN_FOLLOWERS = "UPDATE members SET following_count = following_count - 1
        WHERE number IN (SELECT follower FROM follows WHERE followee = $1)";
    DELETE_ALL = "DELETE FROM follows WHERE follower = $1 OR followee = $1";
    RESET_COUNTS = "UPDATE members SET follower_count = 0, following_count = 0 WHERE number = $1";
}

/// Since when one member follows another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Since(MemberNumber, MemberNumber);

impl Question for Since {
    type Answer = Option<u64>;

    fn shelf(kept: &Kept) -> &Shelf<Self> {
        &kept.follows
    }

    async fn read(&self, reader: &mut Reader) -> Result<Found<Self::Answer>> {
        Ok(Found {
            answer: reader.find_follow(self.0, self.1).await?,
            facts: Some(vec![Fact::Acts(self.0)]),
        })
    }
}

impl Store {
    /// Says since when `follower` follows `followee`. Kept until the follower acts.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_follow`].
    pub async fn find_follow(
        &self,
        follower: MemberNumber,
        followee: MemberNumber,
    ) -> Result<Option<u64>> {
        Ok(*self.ask(Since(follower, followee)).await?)
    }
}

impl Reader {
    /// Says since when `follower` follows `followee`.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`], as every read of this module.
    pub async fn find_follow(
        &mut self,
        follower: MemberNumber,
        followee: MemberNumber,
    ) -> Result<Option<u64>> {
        let found = fetch_one!(self, (i64,), FIND, number(follower), number(followee))?;
        crate::convert::maybe_unsigned("follows", found.map(|(at,)| at))
    }

    /// Lists whom `member` follows, in order of number.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_follow`].
    pub async fn list_following(
        &mut self,
        member: MemberNumber,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<MemberCard>> {
        let limit = feed::rows(limit);
        let rows = fetch_all!(
            self,
            CardRow,
            LIST_FOLLOWING,
            number(member),
            after_number(cursor),
            one_more(limit)
        )?;
        Page::cut(rows, limit, |row| number_key(row.0)).try_map(into_card)
    }

    /// Lists who follows `member`, in order of number.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_follow`].
    pub async fn list_followers(
        &mut self,
        member: MemberNumber,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<MemberCard>> {
        let limit = feed::rows(limit);
        let rows = fetch_all!(
            self,
            CardRow,
            LIST_FOLLOWERS,
            number(member),
            after_number(cursor),
            one_more(limit)
        )?;
        Page::cut(rows, limit, |row| number_key(row.0)).try_map(into_card)
    }

    /// Lists the `limit` most followed members whom `member` does not follow.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_follow`].
    pub async fn list_suggested(
        &mut self,
        member: MemberNumber,
        limit: usize,
    ) -> Result<Vec<MemberCard>> {
        let limit = one_more(feed::rows(limit)) - 1;
        let rows = fetch_all!(self, CardRow, LIST_SUGGESTED, number(member), limit)?;
        rows.into_iter().map(into_card).collect()
    }
}

impl Reader {
    /// Lists the numbers of those whom `member` follows, at most `limit`, in no order.
    pub(crate) async fn list_followees(
        &mut self,
        member: MemberNumber,
        limit: usize,
    ) -> Result<Vec<MemberNumber>> {
        let limit = one_more(limit) - 1;
        let rows = fetch_all!(self, (i64,), LIST_FOLLOWEES, number(member), limit)?;
        rows.into_iter()
            .map(|(followee,)| crate::convert::member("follows", followee))
            .collect()
    }
}

impl Tx {
    /// Makes `follower` follow `followee`, and counts it.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`], as every write of this module.
    pub async fn insert_follow(
        &mut self,
        follower: MemberNumber,
        followee: MemberNumber,
        at_ms: u64,
    ) -> Result<Change> {
        let written = execute!(self, INSERT, number(follower), number(followee), int(at_ms))?;
        if written > 0 {
            self.touch_follow(follower, followee);
            execute!(self, COUNT_FOLLOWING, number(follower), 1i64)?;
            execute!(self, COUNT_FOLLOWER, number(followee), 1i64)?;
        }
        Ok(Change::of(written))
    }

    /// Makes `follower` follow all of `followees` who are members, and returns whom they did not
    /// follow before.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_follow`].
    pub async fn insert_follows(
        &mut self,
        follower: MemberNumber,
        followees: &[MemberNumber],
        at_ms: u64,
    ) -> Result<Vec<MemberNumber>> {
        let list = json_list(followees.iter().map(|member| number(*member)));
        let rows = fetch_all!(
            self,
            (i64,),
            INSERT_MANY,
            number(follower),
            list,
            int(at_ms)
        )?;
        for followee in followees {
            self.touch_follow(follower, *followee);
        }
        let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        execute!(
            self,
            COUNT_FOLLOWERS,
            json_list(rows.iter().map(|(followee,)| *followee))
        )?;
        execute!(self, COUNT_FOLLOWING, number(follower), count)?;
        rows.into_iter()
            .map(|(followee,)| crate::convert::member("follows", followee))
            .collect()
    }

    /// Makes `follower` follow `followee` no longer.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_follow`].
    pub async fn delete_follow(
        &mut self,
        follower: MemberNumber,
        followee: MemberNumber,
    ) -> Result<Change> {
        let gone = execute!(self, DELETE, number(follower), number(followee))?;
        if gone > 0 {
            self.touch_follow(follower, followee);
            execute!(self, COUNT_FOLLOWING, number(follower), -1i64)?;
            execute!(self, COUNT_FOLLOWER, number(followee), -1i64)?;
        }
        Ok(Change::of(gone))
    }

    fn touch_follow(&mut self, follower: MemberNumber, followee: MemberNumber) {
        self.touch(Fact::Acts(follower));
        self.touch(Fact::Member(follower));
        self.touch(Fact::Member(followee));
    }

    /// Ends every follow of and by `member`.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_follow`].
    pub async fn delete_follows_of(&mut self, member: MemberNumber) -> Result<u64> {
        self.touch_everything();
        execute!(self, COUNT_DOWN_FOLLOWEES, number(member))?;
        execute!(self, COUNT_DOWN_FOLLOWERS, number(member))?;
        let ended = execute!(self, DELETE_ALL, number(member))?;
        execute!(self, RESET_COUNTS, number(member))?;
        Ok(ended)
    }
}

fn json_list(numbers: impl Iterator<Item = i64>) -> String {
    let numbers: Vec<String> = numbers.map(|number| number.to_string()).collect();
    format!("[{}]", numbers.join(","))
}
