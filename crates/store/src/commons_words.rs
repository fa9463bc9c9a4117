//! Words of the commons that moderation can act on: what candidates say, reports from office, statements
//! of juries. They are kept where they belong; here is how far they reach, and who may read them.

use domain::ids::OfficeReportId;
use domain::visibility::{self, Reach, Viewpoint};
use ledger::ids::{ElectionId, JuryId, MemberNumber};

use crate::{
    Reader, Result, Tx,
    convert::{self, number},
    post::SubjectKind,
    sql::{execute, fetch_one, statements},
};

statements! {
    FIND_MARKS = "SELECT reach, labels FROM commons_marks WHERE subject = $1";
    SAVE_REACH = "INSERT INTO commons_marks (subject, reach, labels) VALUES ($1, $2, '')
        ON CONFLICT (subject) DO UPDATE SET reach = excluded.reach";
    SAVE_LABELS = "INSERT INTO commons_marks (subject, reach, labels) VALUES ($1, 'everyone', $2)
        ON CONFLICT (subject) DO UPDATE SET labels = excluded.labels";
    FIND_STATEMENT = "SELECT author, words, stated_at_ms FROM verdict_statements WHERE jury_id = $1";
    FIND_FOLLOW = "SELECT followed_at_ms FROM follows WHERE follower = $1 AND followee = $2";
}

const MARKS: &str = "commons_marks";
const STATED: &str = "verdict_statements";

/// Where words of the commons stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WordsPlace {
    /// What somebody says who stands in an election.
    Nomination(ElectionId, MemberNumber),
    /// What somebody in office tells everybody.
    OfficeReport(OfficeReportId),
    /// What a jury says about its ruling.
    Statement(JuryId),
}

/// Words of the commons by an identity of sixteen bytes that no other work has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WordsId {
    place: WordsPlace,
    bytes: [u8; 16],
}

impl WordsId {
    /// Returns the identity of what stands at `place`. Numbers come after a word for their kind; an
    /// identity of anything else begins with a time.
    #[must_use]
    pub fn of(place: WordsPlace) -> Self {
        let numbered = |word: &[u8; 8], high: u32, low: u32| {
            let mut bytes = [0; 16];
            let (name, numbers) = bytes.split_at_mut(8);
            name.copy_from_slice(word);
            let number = (u64::from(high) << 32) | u64::from(low);
            numbers.copy_from_slice(&number.to_be_bytes());
            bytes
        };
        let bytes = match place {
            WordsPlace::Nomination(election, member) => numbered(b"nominate", election.0, member.0),
            WordsPlace::OfficeReport(id) => *id.as_bytes(),
            WordsPlace::Statement(jury) => numbered(b"verdicts", 0, jury.0),
        };
        Self { place, bytes }
    }

    /// Returns where they stand.
    #[must_use]
    pub fn place(&self) -> WordsPlace {
        self.place
    }

    /// Returns the sixteen bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.bytes
    }

    /// Returns which kind of work they are.
    #[must_use]
    pub fn kind(&self) -> SubjectKind {
        match self.place {
            WordsPlace::Nomination(..) => SubjectKind::Nomination,
            WordsPlace::OfficeReport(_) => SubjectKind::OfficeReport,
            WordsPlace::Statement(_) => SubjectKind::Statement,
        }
    }

    pub(crate) fn nomination_of(bytes: [u8; 16]) -> Self {
        let (election, member) = numbers(bytes);
        Self::of(WordsPlace::Nomination(
            ElectionId(election),
            MemberNumber(member),
        ))
    }

    pub(crate) fn statement_of(bytes: [u8; 16]) -> Self {
        Self::of(WordsPlace::Statement(JuryId(numbers(bytes).1)))
    }
}

/// Reads the two numbers at the end of an identity.
fn numbers(bytes: [u8; 16]) -> (u32, u32) {
    let number = |at: usize| {
        let read = bytes.iter().skip(at).take(4);
        read.fold(0_u32, |sum, byte| (sum << 8) | u32::from(*byte))
    };
    (number(8), number(12))
}

/// Words of the commons that somebody may read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommonsWords {
    /// Who wrote them.
    pub author: MemberNumber,
    /// Their title; may be empty.
    pub title: String,
    /// As typed.
    pub text: String,
    /// How far they reach.
    pub reach: Reach,
    /// Labels that moderation put on them.
    pub labels: Vec<String>,
    /// When, in milliseconds.
    pub written_at_ms: u64,
}

impl Reader {
    /// Finds words of the commons, if they are there and `viewpoint` may read them.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`].
    pub async fn find_commons_words_visible_to(
        &mut self,
        viewpoint: Viewpoint,
        id: WordsId,
    ) -> Result<Option<CommonsWords>> {
        let Some(words) = self.find_commons_words(id).await? else {
            return Ok(None);
        };
        let follows = match viewpoint.member() {
            Some(reader) if words.reach == Reach::Followers => {
                let (reader, author) = (number(reader), number(words.author));
                fetch_one!(self, (i64,), FIND_FOLLOW, reader, author)?.is_some()
            }
            _ => false,
        };
        let sees = visibility::may_see(words.reach, words.author, viewpoint, follows);
        Ok(Some(words).filter(|_| sees))
    }

    async fn find_commons_words(&mut self, id: WordsId) -> Result<Option<CommonsWords>> {
        let plain = |author, title, text, written_at_ms| CommonsWords {
            author,
            title,
            text,
            reach: Reach::Everyone,
            labels: Vec::new(),
            written_at_ms,
        };
        let found = match id.place {
            WordsPlace::Nomination(election, member) => {
                let it = self.find_nomination_text(election, member).await?;
                it.map(|it| plain(member, String::new(), it.text, it.stored_at_ms))
            }
            WordsPlace::OfficeReport(report) => {
                let it = self.find_office_report(report).await?;
                it.map(|it| plain(it.author, it.title, it.text, it.written_at_ms))
            }
            WordsPlace::Statement(jury) => {
                let jury = i64::from(jury.0);
                let it = fetch_one!(self, (i64, String, i64), FIND_STATEMENT, jury)?;
                let read = |(author, words, stated): (i64, String, i64)| {
                    let author = convert::member(STATED, author)?;
                    let stated = convert::unsigned(STATED, stated)?;
                    Ok(plain(author, String::new(), words, stated))
                };
                it.map(read).transpose()?
            }
        };
        let Some(mut words) = found else {
            return Ok(None);
        };
        let subject = id.as_bytes().as_slice();
        if let Some((reach, labels)) = fetch_one!(self, (String, String), FIND_MARKS, subject)? {
            words.reach = convert::reach(MARKS, &reach)?;
            words.labels = convert::labels(&labels);
        }
        Ok(Some(words))
    }
}

impl Tx {
    /// Sets how far words of the commons reach.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`].
    pub async fn update_commons_words_reach(&mut self, id: WordsId, reach: Reach) -> Result<()> {
        execute!(self, SAVE_REACH, id.as_bytes().as_slice(), reach.word()).map(|_| ())
    }

    /// Sets the labels of words of the commons.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`].
    pub async fn update_commons_words_labels(
        &mut self,
        id: WordsId,
        labels: &[String],
    ) -> Result<()> {
        let labels = labels.join(" ");
        execute!(self, SAVE_LABELS, id.as_bytes().as_slice(), labels).map(|_| ())
    }
}
