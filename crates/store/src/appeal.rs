//! Appeals, sealed verdicts and statements of juries: what belongs to a case on the record and is kept
//! beside it, where it can be erased (ADR-0014).

use domain::ids::ActionId;
use ledger::{
    ids::{CaseId, JuryId, MemberNumber},
    jury::{Ground, Ruling},
};

use crate::{
    Reader, Result, Tx,
    convert::{self, int, number},
    error::corrupt,
    sql::{execute, fetch_all, fetch_one, fetch_value, statements},
};

macro_rules! appeals_where {
    ($condition:expr) => {
        concat!(
            "SELECT case_id, action_id, author, salt, words, filed_at_ms FROM appeals WHERE ",
            $condition
        )
    };
}

statements! {
    INSERT = "INSERT INTO appeals (case_id, action_id, author, salt, words, filed_at_ms) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT DO NOTHING";
    SAY = "UPDATE appeals SET words = $2 WHERE case_id = $1";
    FIND = appeals_where!("case_id = $1");
    FIND_OF_ACTION = appeals_where!("action_id = $1");
    LIST_OF_AUTHOR = appeals_where!("author = $1 ORDER BY case_id DESC LIMIT $2 + 0");
    SEAL = "INSERT INTO sealed_verdicts (member, jury_id, salt, ruling, ground, sealed_at_ms) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (member, jury_id) DO UPDATE SET salt = excluded.salt, ruling = excluded.ruling,
            ground = excluded.ground, sealed_at_ms = excluded.sealed_at_ms";
    FIND_SEALED = "SELECT salt, ruling, ground FROM sealed_verdicts WHERE member = $1 AND jury_id = $2";
    FORGET_SEALED = "DELETE FROM sealed_verdicts WHERE jury_id = $1";
    STATE = "INSERT INTO verdict_statements (jury_id, author, salt, words, stated_at_ms) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT DO NOTHING";
    FIND_STATEMENT = "SELECT jury_id, words, stated_at_ms FROM verdict_statements WHERE jury_id = $1 AND words <> ''";
    SEARCH = "SELECT jury_id, words, stated_at_ms FROM verdict_statements
        WHERE words <> '' AND LOWER(words) LIKE $1 ESCAPE '!' ORDER BY jury_id DESC LIMIT $2 + 0";
    LIST_STATEMENTS_OF = "SELECT jury_id, words, stated_at_ms FROM verdict_statements
        WHERE author = $1 AND words <> '' ORDER BY jury_id DESC LIMIT $2 + 0";
    COUNT_APPRECIATED = "SELECT COUNT(*) FROM appreciations WHERE member = $1 AND recipient = $2 AND appreciated_at_ms >= $3";
    ERASE_APPEALS = "UPDATE appeals SET words = '', salt = '' WHERE author = $1";
    ERASE_SEALED = "DELETE FROM sealed_verdicts WHERE member = $1";
    ERASE_STATEMENTS = "UPDATE verdict_statements SET words = '', salt = '' WHERE author = $1";
}

/// An appeal as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAppeal {
    /// The case on the record.
    pub case: CaseId,
    /// The act it is against.
    pub action: ActionId,
    /// Whom the act was taken against.
    pub author: MemberNumber,
    /// The salt of the digest; empty once erased.
    pub salt: String,
    /// What they tell the jury; empty if nothing, or once erased. Of a case that others brought it is
    /// what whoever is accused tells it.
    pub words: String,
    /// When, in milliseconds.
    pub filed_at_ms: u64,
}

/// A verdict that waits to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedVerdict {
    /// Its salt, in hexadecimal.
    pub salt: String,
    /// Whether the act stands.
    pub ruling: Ruling,
    /// What decided.
    pub ground: Ground,
}

/// What a jury said about its ruling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedVerdict {
    /// The jury.
    pub jury: JuryId,
    /// What it said.
    pub words: String,
    /// When, in milliseconds.
    pub stated_at_ms: u64,
}

#[derive(sqlx::FromRow)]
struct AppealRow {
    case_id: i64,
    action_id: Vec<u8>,
    author: i64,
    salt: String,
    words: String,
    filed_at_ms: i64,
}

const APPEALS: &str = "appeals";
const SEALED: &str = "sealed_verdicts";
const STATEMENTS_OF_JURIES: &str = "verdict_statements";

impl TryFrom<AppealRow> for StoredAppeal {
    type Error = crate::Error;

    fn try_from(row: AppealRow) -> Result<Self> {
        Ok(Self {
            case: CaseId(convert::small(APPEALS, row.case_id)?),
            action: ActionId::from_bytes(convert::id(APPEALS, &row.action_id)?),
            author: convert::member(APPEALS, row.author)?,
            salt: row.salt,
            words: row.words,
            filed_at_ms: convert::unsigned(APPEALS, row.filed_at_ms)?,
        })
    }
}

fn stated((jury, words, at_ms): (i64, String, i64)) -> Result<StatedVerdict> {
    Ok(StatedVerdict {
        jury: JuryId(convert::small(STATEMENTS_OF_JURIES, jury)?),
        words,
        stated_at_ms: convert::unsigned(STATEMENTS_OF_JURIES, at_ms)?,
    })
}

fn sealed((salt, ruling, ground): (String, String, String)) -> Result<SealedVerdict> {
    let rulings = [Ruling::Uphold, Ruling::Reverse];
    let ruling = rulings.into_iter().find(|it| it.word() == ruling);
    let ground = Ground::ALL.into_iter().find(|it| it.word() == ground);
    Ok(SealedVerdict {
        salt,
        ruling: ruling.ok_or_else(|| corrupt(SEALED, "a ruling".to_owned()))?,
        ground: ground.ok_or_else(|| corrupt(SEALED, "a ground".to_owned()))?,
    })
}

/// Returns the pattern of texts that contain `text`, lower case.
fn containing(text: &str) -> String {
    let mut pattern = String::from("%");
    for letter in text.to_lowercase().chars() {
        if matches!(letter, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}

impl Reader {
    /// Finds the appeal that a case on the record is about.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`], as every read of this module.
    pub async fn find_appeal(&mut self, case: CaseId) -> Result<Option<StoredAppeal>> {
        fetch_one!(self, AppealRow, FIND, i64::from(case.0))?
            .map(StoredAppeal::try_from)
            .transpose()
    }

    /// Finds the appeal against an act.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_appeal`].
    pub async fn find_appeal_against(&mut self, action: ActionId) -> Result<Option<StoredAppeal>> {
        let id = action.as_bytes().as_slice();
        fetch_one!(self, AppealRow, FIND_OF_ACTION, id)?
            .map(StoredAppeal::try_from)
            .transpose()
    }

    /// Lists a member's own appeals, the latest first.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_appeal`].
    pub async fn list_own_appeals(
        &mut self,
        member: MemberNumber,
        rows_max: usize,
    ) -> Result<Vec<StoredAppeal>> {
        let rows_max = i64::try_from(rows_max).unwrap_or(i64::MAX);
        fetch_all!(self, AppealRow, LIST_OF_AUTHOR, number(member), rows_max)?
            .into_iter()
            .map(StoredAppeal::try_from)
            .collect()
    }

    /// Finds the verdict that `member` sealed and has not opened.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_appeal`].
    pub async fn find_own_sealed_verdict(
        &mut self,
        member: MemberNumber,
        jury: JuryId,
    ) -> Result<Option<SealedVerdict>> {
        fetch_one!(
            self,
            (String, String, String),
            FIND_SEALED,
            number(member),
            i64::from(jury.0)
        )?
        .map(sealed)
        .transpose()
    }

    /// Finds what a jury said, for everyone.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_appeal`].
    pub async fn find_verdict_statement(&mut self, jury: JuryId) -> Result<Option<StatedVerdict>> {
        fetch_one!(self, (i64, String, i64), FIND_STATEMENT, i64::from(jury.0))?
            .map(stated)
            .transpose()
    }

    /// Lists what juries said that contains `text`, whatever its case, the latest first.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_appeal`].
    pub async fn search_verdict_statements(
        &mut self,
        text: &str,
        rows_max: usize,
    ) -> Result<Vec<StatedVerdict>> {
        let rows_max = i64::try_from(rows_max).unwrap_or(i64::MAX);
        fetch_all!(self, (i64, String, i64), SEARCH, containing(text), rows_max)?
            .into_iter()
            .map(stated)
            .collect()
    }

    /// Lists what a member said for juries, the latest first.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_appeal`].
    pub async fn list_own_verdict_statements(
        &mut self,
        member: MemberNumber,
        rows_max: usize,
    ) -> Result<Vec<StatedVerdict>> {
        let rows_max = i64::try_from(rows_max).unwrap_or(i64::MAX);
        fetch_all!(
            self,
            (i64, String, i64),
            LIST_STATEMENTS_OF,
            number(member),
            rows_max
        )?
        .into_iter()
        .map(stated)
        .collect()
    }

    /// Counts works of `maker` that `member` appreciated since `since_ms`.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_appeal`].
    pub async fn count_appreciated_since(
        &mut self,
        member: MemberNumber,
        maker: MemberNumber,
        since_ms: u64,
    ) -> Result<u64> {
        convert::unsigned(
            "appreciations",
            fetch_value!(
                self,
                i64,
                COUNT_APPRECIATED,
                number(member),
                number(maker),
                int(since_ms)
            )?,
        )
    }
}

impl Tx {
    /// Writes what a case on the record is about, once.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`], as every write of this module.
    pub async fn insert_appeal(&mut self, appeal: &StoredAppeal) -> Result<()> {
        execute!(
            self,
            INSERT,
            i64::from(appeal.case.0),
            appeal.action.as_bytes().as_slice(),
            number(appeal.author),
            appeal.salt.as_str(),
            appeal.words.as_str(),
            int(appeal.filed_at_ms)
        )
        .map(|_| ())
    }

    /// Writes what whoever a case is about tells its jury.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_appeal`].
    pub async fn update_appeal_words(&mut self, case: CaseId, words: &str) -> Result<()> {
        execute!(self, SAY, i64::from(case.0), words).map(|_| ())
    }

    /// Keeps a verdict until it is opened; the last one counts.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_appeal`].
    pub async fn save_sealed_verdict(
        &mut self,
        member: MemberNumber,
        jury: JuryId,
        verdict: &SealedVerdict,
        at_ms: u64,
    ) -> Result<()> {
        execute!(
            self,
            SEAL,
            number(member),
            i64::from(jury.0),
            verdict.salt.as_str(),
            verdict.ruling.word(),
            verdict.ground.word(),
            int(at_ms)
        )
        .map(|_| ())
    }

    /// Forgets what a jury sealed, once it is over.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_appeal`].
    pub async fn forget_sealed_verdicts(&mut self, jury: JuryId) -> Result<u64> {
        execute!(self, FORGET_SEALED, i64::from(jury.0))
    }

    /// Writes what a jury said, once.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_appeal`].
    pub async fn insert_verdict_statement(
        &mut self,
        author: MemberNumber,
        salt: &str,
        statement: &StatedVerdict,
    ) -> Result<()> {
        execute!(
            self,
            STATE,
            i64::from(statement.jury.0),
            number(author),
            salt,
            statement.words.as_str(),
            int(statement.stated_at_ms)
        )
        .map(|_| ())
    }

    /// Erases the words of `member` in cases, and with the salts what ties them to the record.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_appeal`].
    pub async fn erase_words_in_cases(&mut self, member: MemberNumber) -> Result<()> {
        for statement in [ERASE_APPEALS, ERASE_SEALED, ERASE_STATEMENTS] {
            execute!(self, statement, number(member))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::containing;

    #[test]
    fn a_pattern_means_the_letters_that_were_typed() {
        assert_eq!(containing("50% Off_!"), "%50!% off!_!!%");
    }
}
