//! Appreciation: who endorsed which work, in which round.
//!
//! These rows are what the round file is made of at the round's end; until then they can be
//! withdrawn. Splitting credits and scoring are the ledger's.

use domain::ids::{CommentId, ContributionId, DeliberationId, OfficeReportId, PostId};
use ledger::ids::{MemberNumber, MilliCredits, RoundNumber};

use crate::{
    Cursor, Page, Reader, Result, Tx,
    card::MemberCard,
    commons_words::{WordsId, WordsPlace},
    convert::{self, int, number},
    feed,
    kept::Fact,
    member::{CardRow, into_card},
    page::{before_number, number_and_id_key, one_more},
    post::SubjectKind,
    sql::{execute, fetch_all, fetch_one, fetch_value, statements},
};

/// Writes an appreciation, if the work is there and the member has not appreciated it.
macro_rules! insert {
    ($works:literal) => {
        concat!(
            "INSERT INTO appreciations (member, subject, kind, recipient, round, milli_credits, appreciated_at_ms)
            SELECT $1, $2, $3, $4, $5, $6, $7 WHERE EXISTS (SELECT 1 FROM ", $works, " WHERE id = $2) ON CONFLICT DO NOTHING"
        )
    };
}

/// Counts a post's appreciation in the round it is of.
macro_rules! add_to_round {
    () => {
        "ON CONFLICT (round, post_id) DO UPDATE SET appreciation_count = round_posts.appreciation_count + 1"
    };
}

statements! {
    INSERT_OF_POST = concat!(insert!("posts"), ";
        UPDATE posts SET appreciation_count = appreciation_count + 1 WHERE id = $2 AND changes() > 0;
        INSERT INTO round_posts (round, post_id, appreciation_count) SELECT $5, $2, 1 WHERE changes() > 0 ", add_to_round!())
        => concat!("WITH made AS (", insert!("posts"), " RETURNING round, subject),
            post AS (UPDATE posts SET appreciation_count = appreciation_count + 1 WHERE id IN (SELECT subject FROM made))
        INSERT INTO round_posts (round, post_id, appreciation_count) SELECT round, subject, 1 FROM made ", add_to_round!());
    INSERT_OF_COMMENT = concat!(insert!("comments"), ";
        UPDATE comments SET appreciation_count = appreciation_count + 1 WHERE id = $2 AND changes() > 0")
        => concat!("WITH made AS (", insert!("comments"), " RETURNING subject)
        UPDATE comments SET appreciation_count = appreciation_count + 1 WHERE id IN (SELECT subject FROM made)");
    FIND_ROUND = "SELECT round FROM appreciations WHERE member = $1 AND subject = $2";
    DELETE = "DELETE FROM appreciations WHERE member = $1 AND subject = $2";
    UPDATE_CREDITS = "UPDATE appreciations SET milli_credits = $3 WHERE member = $1 AND subject = $2";
    COUNT_POST_DOWN = "UPDATE posts SET appreciation_count = appreciation_count - 1 WHERE id = $1;
        UPDATE round_posts SET appreciation_count = appreciation_count - 1 WHERE round = $2 AND post_id = $1"
        => "WITH post AS (UPDATE posts SET appreciation_count = appreciation_count - 1 WHERE id = $1)
        UPDATE round_posts SET appreciation_count = appreciation_count - 1 WHERE round = $2 AND post_id = $1";
    COUNT_COMMENT_DOWN = "UPDATE comments SET appreciation_count = appreciation_count - 1 WHERE id = $1";
    LIST_OF_ROUND = "SELECT member, recipient, subject, kind, milli_credits, appreciated_at_ms FROM appreciations
        WHERE round = $1 AND (member, subject) > ($2, $3) ORDER BY member, subject LIMIT 5000";
    LIST_WORKS = "SELECT author, id FROM posts WHERE id >= $1 AND id < $2
        UNION ALL SELECT author, id FROM comments WHERE id >= $1 AND id < $2 AND author > 0";
    LIST_OF_MEMBER = "SELECT member, recipient, subject, kind, milli_credits, appreciated_at_ms FROM appreciations
        WHERE round = $1 AND member = $2 ORDER BY subject LIMIT 10000";
    LIST_WHO = "SELECT m.number, m.handle, m.display_name, m.picture_file, a.appreciated_at_ms
        FROM appreciations a JOIN members m ON m.number = a.member
        WHERE a.subject = $1 AND (a.appreciated_at_ms, a.member) < ($2, $3)
        ORDER BY a.appreciated_at_ms DESC, a.member DESC LIMIT $4 + 0";
    COUNT_OF_MEMBER = "SELECT COUNT(*) FROM appreciations WHERE round = $1 AND member = $2";
}

/// A work, by its identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A post.
    Post(PostId),
    /// A comment.
    Comment(CommentId),
    /// A draft that is talked through. It can be reported, not appreciated.
    Draft(DeliberationId),
    /// Something added to a deliberation. It can be reported, not appreciated.
    Contribution(ContributionId),
    /// Words of the commons. They can be reported, not appreciated.
    Words(WordsId),
}

impl Subject {
    /// Returns which kind of work it is.
    #[must_use]
    pub fn kind(&self) -> SubjectKind {
        match self {
            Self::Post(_) => SubjectKind::Post,
            Self::Comment(_) => SubjectKind::Comment,
            Self::Draft(_) => SubjectKind::Draft,
            Self::Contribution(_) => SubjectKind::Contribution,
            Self::Words(id) => id.kind(),
        }
    }

    /// Returns the sixteen bytes of its identity.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 16] {
        match self {
            Self::Post(id) => id.as_bytes(),
            Self::Comment(id) => id.as_bytes(),
            Self::Draft(id) => id.as_bytes(),
            Self::Contribution(id) => id.as_bytes(),
            Self::Words(id) => id.as_bytes(),
        }
    }

    pub(crate) fn of_row(table: &'static str, kind: &str, id: &[u8]) -> Result<Self> {
        let id = convert::id(table, id)?;
        Ok(match SubjectKind::of_word(table, kind)? {
            SubjectKind::Post => Self::Post(PostId::from_bytes(id)),
            SubjectKind::Comment => Self::Comment(CommentId::from_bytes(id)),
            SubjectKind::Draft => Self::Draft(DeliberationId::from_bytes(id)),
            SubjectKind::Contribution => Self::Contribution(ContributionId::from_bytes(id)),
            SubjectKind::Nomination => Self::Words(WordsId::nomination_of(id)),
            SubjectKind::OfficeReport => {
                let place = WordsPlace::OfficeReport(OfficeReportId::from_bytes(id));
                Self::Words(WordsId::of(place))
            }
            SubjectKind::Statement => Self::Words(WordsId::statement_of(id)),
        })
    }
}

/// One member's endorsement of one work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appreciation {
    /// Who appreciates.
    pub member: MemberNumber,
    /// Whose work it is.
    pub recipient: MemberNumber,
    /// Which work.
    pub subject: Subject,
    /// How much, if they said so; else an even part of what is left.
    pub credits: Option<MilliCredits>,
    /// When.
    pub appreciated_at_ms: u64,
}

type Row = (i64, i64, Vec<u8>, String, Option<i64>, i64);

const APPRECIATIONS: &str = "appreciations";

fn into_appreciation((member, recipient, subject, kind, credits, at): Row) -> Result<Appreciation> {
    Ok(Appreciation {
        member: convert::member(APPRECIATIONS, member)?,
        recipient: convert::member(APPRECIATIONS, recipient)?,
        subject: Subject::of_row(APPRECIATIONS, &kind, &subject)?,
        credits: credits
            .map(|it| convert::small(APPRECIATIONS, it).map(MilliCredits))
            .transpose()?,
        appreciated_at_ms: convert::unsigned(APPRECIATIONS, at)?,
    })
}

impl Reader {
    /// Lists up to 5,000 appreciations of `round` in order of member and work, after `last`: for
    /// the round file, which takes them all.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`], as every read of this module.
    pub async fn list_appreciations_of_round(
        &mut self,
        round: RoundNumber,
        last: Option<&Appreciation>,
    ) -> Result<Vec<Appreciation>> {
        let (member, subject) = match last {
            Some(last) => (number(last.member), last.subject.as_bytes().as_slice()),
            None => (-1, [].as_slice()),
        };
        let rows = fetch_all!(
            self,
            Row,
            LIST_OF_ROUND,
            i64::from(round.0),
            member,
            subject
        )?;
        rows.into_iter().map(into_appreciation).collect()
    }

    /// Lists every post and comment made from `from_ms` until before `to_ms`, with its author, in no
    /// order: for the round file, which takes them all. Ids begin with the time.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_appreciations_of_round`].
    pub async fn list_works_made_between(
        &mut self,
        from_ms: u64,
        to_ms: u64,
    ) -> Result<Vec<(MemberNumber, [u8; 16])>> {
        let (from, to) = (PostId::new(from_ms, [0; 10]), PostId::new(to_ms, [0; 10]));
        let (from, to) = (from.as_bytes().as_slice(), to.as_bytes().as_slice());
        let rows = fetch_all!(self, (i64, Vec<u8>), LIST_WORKS, from, to)?;
        rows.into_iter()
            .map(|(author, id)| {
                Ok((
                    convert::member("posts", author)?,
                    convert::id("posts", &id)?,
                ))
            })
            .collect()
    }

    /// Finds the round in which `member` appreciated a work.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_appreciations_of_round`].
    pub async fn find_appreciation_round(
        &mut self,
        member: MemberNumber,
        subject: Subject,
    ) -> Result<Option<RoundNumber>> {
        let found = fetch_one!(
            self,
            (i64,),
            FIND_ROUND,
            number(member),
            subject.as_bytes().as_slice()
        )?;
        found
            .map(|(round,)| convert::round(APPRECIATIONS, round))
            .transpose()
    }

    /// Lists what `member` appreciated in `round`, at most 10,000.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_appreciations_of_round`].
    pub async fn list_appreciations_of_member(
        &mut self,
        round: RoundNumber,
        member: MemberNumber,
    ) -> Result<Vec<Appreciation>> {
        let rows = fetch_all!(
            self,
            Row,
            LIST_OF_MEMBER,
            i64::from(round.0),
            number(member)
        )?;
        rows.into_iter().map(into_appreciation).collect()
    }

    /// Counts what `member` appreciated in `round`.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_appreciations_of_round`].
    pub async fn count_appreciations_of_member(
        &mut self,
        round: RoundNumber,
        member: MemberNumber,
    ) -> Result<u64> {
        let count = fetch_value!(
            self,
            i64,
            COUNT_OF_MEMBER,
            i64::from(round.0),
            number(member)
        )?;
        convert::unsigned(APPRECIATIONS, count)
    }

    /// Lists who appreciated a work, the latest first. The caller has found the work visible.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_appreciations_of_round`].
    pub async fn list_who_appreciated(
        &mut self,
        subject: Subject,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<MemberCard>> {
        type WhoRow = (i64, Option<String>, String, Option<Vec<u8>>, i64);
        let limit = feed::rows(limit);
        let (time, rest) = before_number(cursor);
        let member = rest
            .first_chunk::<8>()
            .map_or(i64::MAX, |bytes| i64::from_be_bytes(*bytes));
        let id = subject.as_bytes().as_slice();
        let rows = fetch_all!(self, WhoRow, LIST_WHO, id, time, member, one_more(limit))?;
        Page::cut(rows, limit, |row| {
            number_and_id_key(row.4, &row.0.to_be_bytes())
        })
        .try_map(|row| -> Result<MemberCard> { into_card((row.0, row.1, row.2, row.3) as CardRow) })
    }
}

/// Whether a write changed anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It did.
    Made,
    /// It was so already.
    None,
}

impl Change {
    pub(crate) fn of(rows: u64) -> Self {
        if rows > 0 { Self::Made } else { Self::None }
    }
}

impl Tx {
    /// Writes an appreciation in `round`, once per member and work, and counts it. A work that is no
    /// longer there takes none.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`], as every write of this module.
    pub async fn insert_appreciation(
        &mut self,
        new: &Appreciation,
        round: RoundNumber,
    ) -> Result<Change> {
        let (insert, fact) = match new.subject {
            Subject::Post(post) => (INSERT_OF_POST, Fact::Post(post)),
            Subject::Comment(comment) => (INSERT_OF_COMMENT, Fact::Comment(comment)),
            // These carry no appreciation: the table takes none.
            Subject::Draft(_) | Subject::Contribution(_) | Subject::Words(_) => {
                return Ok(Change::None);
            }
        };
        let written = execute!(
            self,
            insert,
            number(new.member),
            new.subject.as_bytes().as_slice(),
            new.subject.kind().word(),
            number(new.recipient),
            i64::from(round.0),
            new.credits.map(|credits| i64::from(credits.0)),
            int(new.appreciated_at_ms)
        )?;
        if written > 0 {
            self.touch(Fact::Acts(new.member));
            self.touch(fact);
        }
        Ok(Change::of(written))
    }

    /// Takes an appreciation back.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_appreciation`].
    pub async fn delete_appreciation(
        &mut self,
        member: MemberNumber,
        subject: Subject,
    ) -> Result<Change> {
        let id = subject.as_bytes().as_slice();
        let Some((round,)) = fetch_one!(self, (i64,), FIND_ROUND, number(member), id)? else {
            return Ok(Change::None);
        };
        execute!(self, DELETE, number(member), id)?;
        self.touch(Fact::Acts(member));
        match subject {
            Subject::Post(post) => {
                self.touch(Fact::Post(post));
                execute!(self, COUNT_POST_DOWN, id, round)?;
            }
            Subject::Comment(comment) => {
                self.touch(Fact::Comment(comment));
                execute!(self, COUNT_COMMENT_DOWN, id)?;
            }
            // These carry no appreciation: the table takes none.
            Subject::Draft(_) | Subject::Contribution(_) | Subject::Words(_) => {}
        }
        Ok(Change::Made)
    }

    /// Says how much of the round's credits an appreciation is, or leaves it to an even split.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_appreciation`].
    pub async fn update_appreciation_credits(
        &mut self,
        member: MemberNumber,
        subject: Subject,
        credits: Option<MilliCredits>,
    ) -> Result<Change> {
        let credits = credits.map(|credits| i64::from(credits.0));
        execute!(
            self,
            UPDATE_CREDITS,
            number(member),
            subject.as_bytes().as_slice(),
            credits
        )
        .map(Change::of)
    }
}
