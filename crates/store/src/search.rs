//! Search of posts and members, the same on both engines.
//!
//! Terms are made here, not by the engines: folded by NFKD without marks and by lower case, split
//! at everything that is not a letter or digit; scripts without spaces between words (Chinese,
//! Japanese, Thai …) and symbols (emoji) become one term per character. A term is then written in
//! ASCII (`q` escapes), so neither engine's tokeniser, dictionary, locale or query syntax has a
//! say: what one finds, the other finds. Every term of a query must occur; each matches as a
//! beginning of a word. Written in the same transaction as what it finds, so deletions are exact.

use domain::{ids::PostId, visibility::Viewpoint};
use ledger::ids::MemberNumber;
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use crate::{
    Cursor, Engine, Page, Reader, Result, Tx,
    card::{self, MemberCard, PostCard, PostRow, cards_of},
    convert::number,
    feed,
    member::{CardRow, into_card},
    page::{before, before_number, number_and_id_key, one_more},
    sql::{execute, fetch_all, fetch_one, statements},
};

/// Most terms of one indexed text; a post of the greatest length has fewer words.
const INDEXED_TERMS_MAX: usize = 10_000;
/// Most terms of one query that count.
const QUERY_TERMS_MAX: usize = 12;
/// Longest term, in characters; longer words are found by their beginning.
const TERM_LENGTH_MAX: usize = 40;

statements! {
    WRITE_TERMS = "INSERT INTO search_rows (kind, subject) VALUES ($1, $2) ON CONFLICT (kind, subject) DO NOTHING;
        INSERT OR REPLACE INTO search_terms (rowid, terms)
            SELECT id, $3 FROM search_rows WHERE kind = $1 AND subject = $2"
        => "INSERT INTO search_rows (kind, subject, terms) VALUES ($1, $2, CAST($3 AS TSVECTOR))
            ON CONFLICT (kind, subject) DO UPDATE SET terms = excluded.terms";
    DELETE_TERMS = "DELETE FROM search_terms WHERE rowid = (SELECT id FROM search_rows WHERE kind = $1 AND subject = $2)"
        => "SELECT 1 WHERE $1 = $1 AND $2 = $2";
    DELETE_ROW = "DELETE FROM search_rows WHERE kind = $1 AND subject = $2";
    SEARCH_POSTS = cards_of!(
        "SELECT i.subject AS place, CAST(0 AS BIGINT) AS score, q.author AS owner, i.subject AS post_id
        FROM search_terms t JOIN search_rows i ON i.id = t.rowid JOIN posts q ON q.id = i.subject
        WHERE t.search_terms MATCH $2 AND i.kind = 'post' AND i.subject < $3 AND q.reach = 'everyone'
        ORDER BY i.subject DESC LIMIT $4 + 0"
    ) => cards_of!(
        "SELECT i.subject AS place, CAST(0 AS BIGINT) AS score, q.author AS owner, i.subject AS post_id
        FROM search_rows i JOIN posts q ON q.id = i.subject
        WHERE i.terms @@ CAST($2 AS TSQUERY) AND i.kind = 'post' AND i.subject < $3 AND q.reach = 'everyone'
        ORDER BY i.subject DESC LIMIT $4 + 0"
    );
    SEARCH_MEMBERS = "SELECT m.number, m.handle, m.display_name, m.picture_file, m.follower_count, i.subject
        FROM search_terms t JOIN search_rows i ON i.id = t.rowid
        JOIN members m ON m.number = CAST(CAST(i.subject AS TEXT) AS INTEGER)
        WHERE t.search_terms MATCH $1 AND i.kind = 'member' AND (m.follower_count, i.subject) < ($2, $3)
        ORDER BY m.follower_count DESC, i.subject DESC LIMIT $4 + 0"
        => "SELECT m.number, m.handle, m.display_name, m.picture_file, m.follower_count, i.subject
        FROM search_rows i JOIN members m ON m.number = CAST(convert_from(i.subject, 'UTF8') AS BIGINT)
        WHERE i.terms @@ CAST($1 AS TSQUERY) AND i.kind = 'member' AND (m.follower_count, i.subject) < ($2, $3)
        ORDER BY m.follower_count DESC, i.subject DESC LIMIT $4 + 0";
    FIND_MEMBER_WORDS = "SELECT handle, display_name FROM members WHERE number = $1";
}

/// What a row of the index finds.
#[derive(Clone, Copy)]
enum Kind {
    Post,
    Member,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::Member => "member",
        }
    }
}

/// Splits `text` into the terms by which it is found, in order, each written in `[a-z0-9]`.
fn terms(text: &str) -> Vec<String> {
    let mut terms = Vec::new();
    let mut term = String::new();
    let mut length = 0;
    let mut end = |term: &mut String, length: &mut usize| {
        if !term.is_empty() {
            terms.push(core::mem::take(term));
        }
        *length = 0;
    };
    for character in text
        .nfkd()
        .filter(|it| !is_combining_mark(*it))
        .flat_map(char::to_lowercase)
    {
        if character.is_whitespace() || character.is_control() || character.is_ascii_punctuation() {
            end(&mut term, &mut length);
        } else if stands_alone(character) {
            end(&mut term, &mut length);
            push_ascii(&mut term, character);
            end(&mut term, &mut length);
        } else if length < TERM_LENGTH_MAX {
            push_ascii(&mut term, character);
            length += 1;
        }
    }
    end(&mut term, &mut length);
    terms
}

/// Characters that are a term by themselves: scripts without spaces, and everything that is not a
/// letter or digit but was not punctuation either.
fn stands_alone(character: char) -> bool {
    !character.is_alphanumeric()
        || matches!(character,
            '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
            | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

/// Keeps beginnings: the writing of a beginning of a word is a beginning of its writing.
fn push_ascii(term: &mut String, character: char) {
    match character {
        'q' => term.push_str("qq"),
        'a'..='z' | '0'..='9' => term.push(character),
        other => {
            use core::fmt::Write as _;
            // Writing to a String never fails.
            let _ = write!(term, "q{:05x}", u32::from(other));
        }
    }
}

fn query(engine: Engine, typed: &str) -> Option<String> {
    let mut terms = terms(typed);
    terms.dedup();
    terms.truncate(QUERY_TERMS_MAX);
    if terms.is_empty() {
        return None;
    }
    let (each, between): (fn(&String) -> String, _) = match engine {
        Engine::Sqlite => (|term| format!("\"{term}\"*"), " AND "),
        Engine::Postgres => (|term| format!("'{term}':*"), " & "),
    };
    Some(terms.iter().map(each).collect::<Vec<_>>().join(between))
}

impl Reader {
    /// Lists the posts that hold every term of `typed`, newest first; none if it has no terms.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`]. No text is an error.
    pub async fn search_posts_visible_to(
        &mut self,
        viewpoint: Viewpoint,
        typed: &str,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<PostCard>> {
        let limit = feed::rows(limit);
        let Some(query) = query(self.engine(), typed) else {
            return Ok(Page {
                rows: Vec::new(),
                next: None,
            });
        };
        let (reader, before) = (card::reader(viewpoint), before(cursor));
        let found = fetch_all!(
            self,
            PostRow,
            SEARCH_POSTS,
            reader,
            query.as_str(),
            before,
            one_more(limit)
        )?;
        card::into_page(found, limit, viewpoint, |row| row.place.clone())
    }

    /// Lists the members whose handle or name holds every term of `typed`, most followed first.
    ///
    /// # Errors
    ///
    /// As [`Reader::search_posts_visible_to`].
    pub async fn search_members(
        &mut self,
        typed: &str,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<MemberCard>> {
        type Row = (i64, Option<String>, String, Option<Vec<u8>>, i64, Vec<u8>);
        let limit = feed::rows(limit);
        let Some(query) = query(self.engine(), typed) else {
            return Ok(Page {
                rows: Vec::new(),
                next: None,
            });
        };
        let (followers, subject) = before_number(cursor);
        let found = fetch_all!(
            self,
            Row,
            SEARCH_MEMBERS,
            query.as_str(),
            followers,
            subject,
            one_more(limit)
        )?;
        Page::cut(found, limit, |row| number_and_id_key(row.4, &row.5)).try_map(
            |row| -> Result<MemberCard> { into_card((row.0, row.1, row.2, row.3) as CardRow) },
        )
    }
}

/// Returns what is indexed of a text, as the engine wants it.
pub(crate) fn indexed(engine: Engine, text: &str) -> String {
    let mut terms = terms(text);
    terms.sort_unstable();
    terms.dedup();
    terms.truncate(INDEXED_TERMS_MAX);
    let quoted = |term: &String| format!("'{term}'");
    match engine {
        Engine::Sqlite => terms.join(" "),
        Engine::Postgres => terms.iter().map(quoted).collect::<Vec<_>>().join(" "),
    }
}

impl Tx {
    pub(crate) async fn index_post(
        &mut self,
        post: PostId,
        text: &str,
        alt_texts: &str,
    ) -> Result<()> {
        let terms = self.terms_of_post(text, alt_texts);
        self.write_index(Kind::Post, post.as_bytes(), terms).await
    }

    /// What is indexed of a post, as the engine wants it.
    pub(crate) fn terms_of_post(&self, text: &str, alt_texts: &str) -> String {
        self.indexed(&format!("{text}\n{alt_texts}"))
    }

    pub(crate) async fn unindex_post(&mut self, post: PostId) -> Result<()> {
        self.erase_index(Kind::Post, post.as_bytes()).await
    }

    pub(crate) async fn index_member(&mut self, member: MemberNumber) -> Result<()> {
        let words = fetch_one!(
            self,
            (Option<String>, String),
            FIND_MEMBER_WORDS,
            number(member)
        )?;
        let Some((handle, name)) = words else {
            return Ok(());
        };
        let text = format!("{} {name}", handle.unwrap_or_default());
        let terms = self.indexed(&text);
        self.write_index(Kind::Member, member.0.to_string().as_bytes(), terms)
            .await
    }

    pub(crate) async fn unindex_member(&mut self, member: MemberNumber) -> Result<()> {
        self.erase_index(Kind::Member, member.0.to_string().as_bytes())
            .await
    }

    fn indexed(&self, text: &str) -> String {
        indexed(self.engine(), text)
    }

    async fn write_index(&mut self, kind: Kind, subject: &[u8], terms: String) -> Result<()> {
        execute!(self, WRITE_TERMS, kind.word(), subject, terms).map(|_| ())
    }

    async fn erase_index(&mut self, kind: Kind, subject: &[u8]) -> Result<()> {
        if self.engine() == Engine::Sqlite {
            execute!(self, DELETE_TERMS, kind.word(), subject)?;
        }
        execute!(self, DELETE_ROW, kind.word(), subject).map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_the_same_for_every_spelling() {
        let check = |text: &str, expect: &[&str]| assert_eq!(terms(text), expect, "{text:?}");
        check("Écluse, at DAWN!", &["ecluse", "at", "dawn"]);
        check("o'clock #light_2", &["o", "clock", "light", "2"]);
        check("日本", &["q065e5", "q0672c"]);
        check("quay 🚢ship", &["qquay", "q1f6a2", "ship"]);
        check("Ａ½", &["a1", "q02044", "2"]);
        check("' OR 1=1; -- \" *", &["or", "1", "1"]);
        check("\u{200b}\u{0301}", &["q0200b"]);
        check("", &[]);
    }

    #[test]
    fn a_beginning_of_a_word_is_a_beginning_of_its_writing() {
        for (beginning, word) in [("q", "quay"), ("ж", "жар"), ("éc", "écluse")] {
            assert!(
                terms(word)[0].starts_with(&terms(beginning)[0]),
                "{beginning} {word}"
            );
        }
    }
}
