//! Labellers: members who offer labels of their own and put them on posts. Only who subscribes to a
//! labeller sees them; they are not the platform's, and they change no post's reach.

use domain::ids::PostId;
use ledger::ids::MemberNumber;
use ledger::policy::LabelDefault;

use crate::{
    Reader, Result, Tx,
    card::MemberCard,
    convert::{self, int, number},
    member::{CardRow, into_card},
    reading::{choice_word, stored_choice},
    sql::{execute, fetch_all, fetch_value, statements},
};

statements! {
    LIST_OFFERED = "SELECT label, title, choice, offered_at_ms FROM labeller_labels WHERE labeller = $1
        ORDER BY label LIMIT 100";
    PUT_OFFERED = "INSERT INTO labeller_labels (labeller, label, title, choice, offered_at_ms)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (labeller, label)
        DO UPDATE SET title = excluded.title, choice = excluded.choice";
    DELETE_OFFERED = "DELETE FROM labeller_labels WHERE labeller = $1 AND label = $2";
    DELETE_MARKS_WITH = "DELETE FROM labeller_marks WHERE labeller = $1 AND label = $2";
    LIST_LABELLERS = "SELECT m.number, m.handle, m.display_name, m.picture_file FROM members m
        WHERE m.erased_at_ms IS NULL AND EXISTS (SELECT 1 FROM labeller_labels l WHERE l.labeller = m.number)
        ORDER BY (SELECT COUNT(*) FROM label_subscriptions s WHERE s.labeller = m.number) DESC, m.number LIMIT 100";
    COUNT_SUBSCRIBERS = "SELECT COUNT(*) FROM label_subscriptions WHERE labeller = $1";
    PUT_MARK = "INSERT INTO labeller_marks (labeller, post_id, label, marked_at_ms) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO NOTHING";
    DELETE_MARK = "DELETE FROM labeller_marks WHERE labeller = $1 AND post_id = $2 AND label = $3";
    LIST_MARKS_ON = "SELECT label FROM labeller_marks WHERE labeller = $1 AND post_id = $2 ORDER BY label LIMIT 100";
    LIST_MARKS_BY = "SELECT post_id, label, marked_at_ms FROM labeller_marks WHERE labeller = $1
        ORDER BY post_id, label LIMIT $2 + 0";
    LIST_SEEN = "SELECT k.post_id, k.labeller, m.handle, k.label, l.title, l.choice FROM label_subscriptions s
            JOIN labeller_marks k ON k.labeller = s.labeller
            JOIN labeller_labels l ON l.labeller = k.labeller AND l.label = k.label
            JOIN members m ON m.number = k.labeller
            WHERE s.member = $1 AND k.post_id IN (SELECT unhex(value) FROM json_each($2))
            ORDER BY k.labeller, k.label LIMIT 2000"
        => "SELECT k.post_id, k.labeller, m.handle, k.label, l.title, l.choice FROM label_subscriptions s
            JOIN labeller_marks k ON k.labeller = s.labeller
            JOIN labeller_labels l ON l.labeller = k.labeller AND l.label = k.label
            JOIN members m ON m.number = k.labeller
            WHERE s.member = $1
                AND k.post_id IN (SELECT decode(value, 'hex') FROM json_array_elements_text(CAST($2 AS JSON)) AS j (value))
            ORDER BY k.labeller, k.label LIMIT 2000";
    DELETE_MARKS_ON = "DELETE FROM labeller_marks WHERE post_id = $1";
    DELETE_MARKS_BY = "DELETE FROM labeller_marks WHERE labeller = $1";
    DELETE_OFFERED_BY = "DELETE FROM labeller_labels WHERE labeller = $1";
    DELETE_SUBSCRIPTIONS_TO = "DELETE FROM label_subscriptions WHERE labeller = $1";
    DELETE_CHOICES_ABOUT = "DELETE FROM label_choices WHERE labeller = $1";
}

/// A label that a member offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedLabel {
    /// Stable name within the labeller's.
    pub label: String,
    /// What it says.
    pub title: String,
    /// What it does for a subscriber who chose nothing.
    pub choice: LabelDefault,
    /// Since when.
    pub offered_at_ms: u64,
}

/// A label that a labeller put on a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The post.
    pub post: PostId,
    /// Whose label.
    pub labeller: MemberNumber,
    /// Their handle, if they have one.
    pub handle: Option<String>,
    /// Its id.
    pub label: String,
    /// What it says.
    pub title: String,
    /// What it does unless its reader chose otherwise.
    pub choice: LabelDefault,
}

/// One of a labeller's own marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnMark {
    /// The post.
    pub post: PostId,
    /// Which label.
    pub label: String,
    /// Since when.
    pub marked_at_ms: u64,
}

const OFFERED: &str = "labeller_labels";
const MARKS: &str = "labeller_marks";

impl Reader {
    /// Lists the labels that `labeller` offers, at most 100.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`], as every read of this module.
    pub async fn list_offered_labels(
        &mut self,
        labeller: MemberNumber,
    ) -> Result<Vec<OfferedLabel>> {
        type Row = (String, String, String, i64);
        fetch_all!(self, Row, LIST_OFFERED, number(labeller))?
            .into_iter()
            .map(|(label, title, choice, at)| {
                Ok(OfferedLabel {
                    label,
                    title,
                    choice: stored_choice(OFFERED, &choice)?,
                    offered_at_ms: convert::unsigned(OFFERED, at)?,
                })
            })
            .collect()
    }

    /// Lists the members who offer labels, the most subscribed first, at most 100.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_offered_labels`].
    pub async fn list_labellers(&mut self) -> Result<Vec<MemberCard>> {
        fetch_all!(self, CardRow, LIST_LABELLERS)?
            .into_iter()
            .map(into_card)
            .collect()
    }

    /// Counts who sees the labels of `labeller`.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_offered_labels`].
    pub async fn count_label_subscribers(&mut self, labeller: MemberNumber) -> Result<u64> {
        let count = fetch_value!(self, i64, COUNT_SUBSCRIBERS, number(labeller))?;
        convert::unsigned(OFFERED, count)
    }

    /// Lists the labels that those whom `reader` subscribes to put on `posts`.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_offered_labels`].
    pub async fn list_marks_seen_by(
        &mut self,
        reader: MemberNumber,
        posts: &[PostId],
    ) -> Result<Vec<Mark>> {
        type Row = (Vec<u8>, i64, Option<String>, String, String, String);
        let ids: Vec<String> = posts.iter().map(|it| hex(it.as_bytes())).collect();
        let ids = serde_json::to_string(&ids).expect("strings are always JSON");
        fetch_all!(self, Row, LIST_SEEN, number(reader), ids.as_str())?
            .into_iter()
            .map(|(post, labeller, handle, label, title, choice)| {
                Ok(Mark {
                    post: PostId::from_bytes(convert::id(MARKS, &post)?),
                    labeller: convert::member(MARKS, labeller)?,
                    handle,
                    label,
                    title,
                    choice: stored_choice(OFFERED, &choice)?,
                })
            })
            .collect()
    }

    /// Lists the ids of the labels that `labeller` put on `post`.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_offered_labels`].
    pub async fn list_own_marks_on(
        &mut self,
        labeller: MemberNumber,
        post: PostId,
    ) -> Result<Vec<String>> {
        let id = post.as_bytes().as_slice();
        let rows = fetch_all!(self, (String,), LIST_MARKS_ON, number(labeller), id)?;
        Ok(rows.into_iter().map(|(label,)| label).collect())
    }

    /// Lists at most `rows_max` of what `labeller` put on posts.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_offered_labels`].
    pub async fn list_own_label_marks(
        &mut self,
        labeller: MemberNumber,
        rows_max: usize,
    ) -> Result<Vec<OwnMark>> {
        type Row = (Vec<u8>, String, i64);
        let most = int(u64::try_from(rows_max).unwrap_or(u64::MAX));
        fetch_all!(self, Row, LIST_MARKS_BY, number(labeller), most)?
            .into_iter()
            .map(|(post, label, at)| {
                Ok(OwnMark {
                    post: PostId::from_bytes(convert::id(MARKS, &post)?),
                    label,
                    marked_at_ms: convert::unsigned(MARKS, at)?,
                })
            })
            .collect()
    }
}

fn hex(bytes: &[u8]) -> String {
    use core::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing into a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

impl Tx {
    /// Offers a label, or words one that is offered anew.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`], as every write of this module.
    pub async fn save_offered_label(
        &mut self,
        labeller: MemberNumber,
        offered: &OfferedLabel,
    ) -> Result<()> {
        let (label, title) = (offered.label.as_str(), offered.title.as_str());
        let (choice, at_ms) = (choice_word(offered.choice), int(offered.offered_at_ms));
        execute!(
            self,
            PUT_OFFERED,
            number(labeller),
            label,
            title,
            choice,
            at_ms
        )
        .map(|_| ())
    }

    /// Offers it no longer, and takes it off every post.
    ///
    /// # Errors
    ///
    /// As [`Tx::save_offered_label`].
    pub async fn delete_offered_label(
        &mut self,
        labeller: MemberNumber,
        label: &str,
    ) -> Result<()> {
        for statement in [DELETE_MARKS_WITH, DELETE_OFFERED] {
            execute!(self, statement, number(labeller), label)?;
        }
        Ok(())
    }

    /// Puts a label of `labeller` on `post`.
    ///
    /// # Errors
    ///
    /// As [`Tx::save_offered_label`].
    pub async fn insert_label_mark(
        &mut self,
        labeller: MemberNumber,
        mark: &OwnMark,
    ) -> Result<()> {
        let (post, label) = (mark.post.as_bytes().as_slice(), mark.label.as_str());
        let at_ms = int(mark.marked_at_ms);
        execute!(self, PUT_MARK, number(labeller), post, label, at_ms).map(|_| ())
    }

    /// Takes it off.
    ///
    /// # Errors
    ///
    /// As [`Tx::save_offered_label`].
    pub async fn delete_label_mark(
        &mut self,
        labeller: MemberNumber,
        post: PostId,
        label: &str,
    ) -> Result<()> {
        let id = post.as_bytes().as_slice();
        execute!(self, DELETE_MARK, number(labeller), id, label).map(|_| ())
    }

    pub(crate) async fn delete_label_marks_on(&mut self, post: PostId) -> Result<()> {
        execute!(self, DELETE_MARKS_ON, post.as_bytes().as_slice()).map(|_| ())
    }

    /// Erases all that `member` offers and put on posts, and who subscribes to it; returns how many
    /// labels and marks of theirs that were.
    ///
    /// # Errors
    ///
    /// As [`Tx::save_offered_label`].
    pub async fn erase_labeller(&mut self, member: MemberNumber) -> Result<u64> {
        // Whoever subscribed chose it; which members those are is not asked.
        self.touch_everything();
        for statement in [DELETE_SUBSCRIPTIONS_TO, DELETE_CHOICES_ABOUT] {
            execute!(self, statement, number(member))?;
        }
        let mut erased = 0;
        for statement in [DELETE_MARKS_BY, DELETE_OFFERED_BY] {
            erased += execute!(self, statement, number(member))?;
        }
        Ok(erased)
    }
}
