//! Blind review: pairs of works that a member is shown, and which they preferred (ADR-0021).
//!
//! These rows are what the round file's comparisons are made of. Which pair is shown is `app`'s.

use domain::ids::PostId;
use ledger::ids::{MemberNumber, RoundNumber};

use crate::{
    Reader, Result, Tx,
    convert::{self, int, number},
    error::corrupt,
    sql::{execute, fetch_all, fetch_one, fetch_value, statements},
};

statements! {
    INSERT = "INSERT INTO comparisons (member, round, place, first_post, first_author, second_post, second_author, known, answer)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '') ON CONFLICT DO NOTHING";
    ANSWER = "UPDATE comparisons SET answer = $4, answered_at_ms = $5
        WHERE member = $1 AND round = $2 AND place = $3 AND answer = ''";
    FIND_OPEN = "SELECT member, round, place, first_post, first_author, second_post, second_author, known, answer, answered_at_ms
        FROM comparisons WHERE member = $1 AND round = $2 AND answer = '' ORDER BY place LIMIT 1";
    COUNT = "SELECT COUNT(*) FROM comparisons WHERE member = $1 AND round = $2";
    LIST_OF_ROUND = "SELECT member, round, place, first_post, first_author, second_post, second_author, known, answer, answered_at_ms
        FROM comparisons WHERE round = $1 AND answer <> '' AND (member, place) > ($2, $3) ORDER BY member, place LIMIT 5000";
    LIST_OF_MEMBER = "SELECT member, round, place, first_post, first_author, second_post, second_author, known, answer, answered_at_ms
        FROM comparisons WHERE member = $1 AND round >= $2 AND answer <> '' ORDER BY round DESC, place LIMIT 1000";
    LIST_CANDIDATES = "SELECT author, id FROM posts
        WHERE id >= $1 AND id < $2 AND reach = 'everyone' AND labels = '' AND author <> $3 ORDER BY id LIMIT 400";
    DELETE_OF = "DELETE FROM comparisons WHERE member = $1";
}

/// One of the two works of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Compared {
    /// Which.
    pub post: PostId,
    /// Whose.
    pub author: MemberNumber,
}

/// Which of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The first.
    First,
    /// The second.
    Second,
}

/// What a reviewer said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// They prefer one.
    Prefers(Side),
    /// They cannot say, or know whose it is: it counts for nothing.
    Neither,
}

/// A pair that a member is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// To whom.
    pub member: MemberNumber,
    /// In which round.
    pub round: RoundNumber,
    /// Which pair of the round, from 0.
    pub place: u32,
    /// The one.
    pub first: Compared,
    /// The other.
    pub second: Compared,
    /// The answer, where it is known.
    pub known: Option<Side>,
    /// What they said.
    pub answer: Option<Answer>,
    /// When, in milliseconds; zero before.
    pub answered_at_ms: u64,
}

#[derive(sqlx::FromRow)]
struct Row {
    member: i64,
    round: i64,
    place: i64,
    first_post: Vec<u8>,
    first_author: i64,
    second_post: Vec<u8>,
    second_author: i64,
    known: String,
    answer: String,
    answered_at_ms: Option<i64>,
}

const COMPARISONS: &str = "comparisons";

impl Side {
    /// Returns the stored word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Second => "second",
        }
    }

    /// Returns the side of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        [Self::First, Self::Second]
            .into_iter()
            .find(|it| it.word() == word)
    }
}

impl Answer {
    /// Returns the stored word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Prefers(side) => side.word(),
            Self::Neither => "neither",
        }
    }

    /// Returns the answer of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        match word {
            "neither" => Some(Self::Neither),
            word => Side::of_word(word).map(Self::Prefers),
        }
    }
}

impl TryFrom<Row> for Pair {
    type Error = crate::Error;

    fn try_from(row: Row) -> Result<Self> {
        let compared = |id: &[u8], author| {
            Ok::<_, crate::Error>(Compared {
                post: PostId::from_bytes(convert::id(COMPARISONS, id)?),
                author: convert::member(COMPARISONS, author)?,
            })
        };
        let answer = match row.answer.as_str() {
            "" => None,
            word => Some(
                Answer::of_word(word)
                    .ok_or_else(|| corrupt(COMPARISONS, format!("answer `{word}`")))?,
            ),
        };
        Ok(Self {
            member: convert::member(COMPARISONS, row.member)?,
            round: RoundNumber(convert::small(COMPARISONS, row.round)?),
            place: convert::small(COMPARISONS, row.place)?,
            first: compared(&row.first_post, row.first_author)?,
            second: compared(&row.second_post, row.second_author)?,
            known: Side::of_word(&row.known),
            answer,
            answered_at_ms: match row.answered_at_ms {
                Some(at) => convert::unsigned(COMPARISONS, at)?,
                None => 0,
            },
        })
    }
}

impl Reader {
    /// Finds the pair that `member` has not answered in `round`.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`], as every read of this module.
    pub async fn find_open_pair_of(
        &mut self,
        member: MemberNumber,
        round: RoundNumber,
    ) -> Result<Option<Pair>> {
        fetch_one!(self, Row, FIND_OPEN, number(member), i64::from(round.0))?
            .map(Pair::try_from)
            .transpose()
    }

    /// Counts the pairs that `member` was shown in `round`.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_open_pair_of`].
    pub async fn count_pairs_of(
        &mut self,
        member: MemberNumber,
        round: RoundNumber,
    ) -> Result<u32> {
        let count = fetch_value!(self, i64, COUNT, number(member), i64::from(round.0))?;
        convert::small(COMPARISONS, count)
    }

    /// Lists the answered pairs of a round after `last`, at most 5,000; nothing after the last ones.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_open_pair_of`].
    pub async fn list_answered_pairs(
        &mut self,
        round: RoundNumber,
        last: Option<&Pair>,
    ) -> Result<Vec<Pair>> {
        let after = last.map_or((-1, -1), |it| (number(it.member), i64::from(it.place)));
        let rows = fetch_all!(
            self,
            Row,
            LIST_OF_ROUND,
            i64::from(round.0),
            after.0,
            after.1
        )?;
        rows.into_iter().map(Pair::try_from).collect()
    }

    /// Lists what `member` answered from `round` on, at most 1,000.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_open_pair_of`].
    pub async fn list_own_pairs(
        &mut self,
        member: MemberNumber,
        round: RoundNumber,
    ) -> Result<Vec<Pair>> {
        let rows = fetch_all!(
            self,
            Row,
            LIST_OF_MEMBER,
            number(member),
            i64::from(round.0)
        )?;
        rows.into_iter().map(Pair::try_from).collect()
    }

    /// Lists up to 400 works that everybody may see and others than `member` made between two times, the
    /// oldest first.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_open_pair_of`].
    pub async fn list_comparable_works(
        &mut self,
        member: MemberNumber,
        from_ms: u64,
        to_ms: u64,
    ) -> Result<Vec<Compared>> {
        let (from, to) = (PostId::new(from_ms, [0; 10]), PostId::new(to_ms, [0; 10]));
        let (from, to) = (from.as_bytes().as_slice(), to.as_bytes().as_slice());
        let rows = fetch_all!(
            self,
            (i64, Vec<u8>),
            LIST_CANDIDATES,
            from,
            to,
            number(member)
        )?;
        rows.into_iter()
            .map(|(author, id)| {
                Ok(Compared {
                    post: PostId::from_bytes(convert::id(COMPARISONS, &id)?),
                    author: convert::member(COMPARISONS, author)?,
                })
            })
            .collect()
    }
}

impl Tx {
    /// Writes a pair that a member is shown; nothing if they were shown one in this place.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`], as every write of this module.
    pub async fn insert_pair(&mut self, pair: &Pair) -> Result<()> {
        execute!(
            self,
            INSERT,
            number(pair.member),
            i64::from(pair.round.0),
            i64::from(pair.place),
            pair.first.post.as_bytes().as_slice(),
            number(pair.first.author),
            pair.second.post.as_bytes().as_slice(),
            number(pair.second.author),
            pair.known.map_or("", Side::word)
        )
        .map(|_| ())
    }

    /// Answers a pair, once; says whether it was open.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_pair`].
    pub async fn answer_pair(
        &mut self,
        (member, round, place): (MemberNumber, RoundNumber, u32),
        answer: Answer,
        at_ms: u64,
    ) -> Result<bool> {
        let rows = execute!(
            self,
            ANSWER,
            number(member),
            i64::from(round.0),
            i64::from(place),
            answer.word(),
            int(at_ms)
        )?;
        Ok(rows > 0)
    }

    /// Forgets every pair that `member` was shown.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_pair`].
    pub(crate) async fn delete_pairs_of(&mut self, member: MemberNumber) -> Result<u64> {
        execute!(self, DELETE_OF, number(member))
    }
}
