//! Personal data beyond what running needs, and the choices that members made about it.
//!
//! Only `app::collector` calls this: whether something may be kept is decided there, by the data
//! policy in force. Categories are the words of `ledger::policy::Category`.

use std::collections::BTreeSet;

use domain::ids::{ItemId, NotificationId};
use ledger::{ids::MemberNumber, policy::Category};

use crate::{
    Reader, Result, Tx,
    convert::{self, int, number},
    error::corrupt,
    sql::{Sql, execute, fetch_all, fetch_one, statements},
};

/// Everything that is kept under a category that can be removed, whose it is and since when. How old a
/// notification is only its id tells: here it has no age.
macro_rules! kept {
    () => {
        "(SELECT category, member, collected_at_ms AS at_ms FROM collected_items
            UNION ALL SELECT 'bookmarks' AS category, member, bookmarked_at_ms AS at_ms FROM bookmarks
            UNION ALL SELECT 'drafts' AS category, member, saved_at_ms AS at_ms FROM drafts
            UNION ALL SELECT 'device-names' AS category, member, created_at_ms AS at_ms FROM sessions WHERE device_name IS NOT NULL
            UNION ALL SELECT 'device-names' AS category, member, added_at_ms AS at_ms FROM credentials WHERE name IS NOT NULL
            UNION ALL SELECT 'invitation-names' AS category, member, named_at_ms AS at_ms FROM invitation_names
            UNION ALL SELECT 'notifications' AS category, member, 9223372036854775807 AS at_ms FROM notifications
            UNION ALL SELECT 'opinions' AS category, member, answered_at_ms AS at_ms FROM opinions
            UNION ALL SELECT 'opinions' AS category, member, marked_at_ms AS at_ms FROM convincing) AS kept"
    };
}

statements! {
    INSERT = "INSERT INTO collected_items (member, id, category, subject, value, collected_at_ms, expires_at_ms)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    DELETE_SUBJECT = "DELETE FROM collected_items WHERE member = $1 AND category = $2 AND subject = $3";
    DELETE_ABOUT = "DELETE FROM collected_items WHERE subject = $1";
    LIST = "SELECT id, category, subject, value, collected_at_ms, expires_at_ms FROM collected_items
        WHERE member = $1 AND id > $2 ORDER BY id LIMIT 500";
    FIND_VALUE = "SELECT value FROM collected_items WHERE member = $1 AND category = $2 AND subject = $3
        ORDER BY id DESC LIMIT 1";
    COUNT_KEPT = concat!("SELECT CAST(COUNT(*) AS BIGINT), CAST(COUNT(DISTINCT member) AS BIGINT) FROM ", kept!(), "
        WHERE category = $1 AND at_ms <= $2");
    COUNT_KEPT_WITHOUT_YES = concat!("SELECT CAST(COUNT(*) AS BIGINT), CAST(COUNT(DISTINCT member) AS BIGINT) FROM ", kept!(), "
        WHERE category = $1 AND (at_ms <= $2 OR NOT EXISTS (SELECT 1 FROM data_choices c
            WHERE c.member = kept.member AND c.category = $1 AND c.choice = 'yes' AND c.chosen_at_ms >= $3))");
    COUNT_NOTIFICATIONS = "SELECT CAST(COUNT(*) AS BIGINT), CAST(COUNT(DISTINCT member) AS BIGINT) FROM notifications WHERE id < $1";
    DELETE_CATEGORY = "DELETE FROM collected_items WHERE category = $1";
    DELETE_CATEGORY_OF = "DELETE FROM collected_items WHERE category = $1 AND member = $2";
    DELETE_CATEGORY_UNTIL = "DELETE FROM collected_items WHERE category = $1 AND collected_at_ms <= $2";
    DELETE_EXPIRED = "DELETE FROM collected_items WHERE expires_at_ms <= $1";
    COUNT_EXPIRED = "SELECT category, COUNT(*) FROM collected_items WHERE expires_at_ms <= $1
        GROUP BY category ORDER BY category LIMIT 100";
    DELETE_OF_MEMBER = "DELETE FROM collected_items WHERE member = $1";
    FIND_CHOICE = "SELECT choice, chosen_at_ms FROM data_choices WHERE member = $1 AND category = $2";
    LIST_CHOICES = "SELECT category, choice FROM data_choices WHERE member = $1 ORDER BY category";
    LIST_CHOOSERS = "SELECT member FROM data_choices
        WHERE member >= $1 AND member <= $2 AND category = $3 AND choice = $4 AND chosen_at_ms >= $5";
    UPSERT_CHOICE = "INSERT INTO data_choices (member, category, choice, chosen_at_ms) VALUES ($1, $2, $3, $4)
        ON CONFLICT (member, category) DO UPDATE SET choice = excluded.choice, chosen_at_ms = excluded.chosen_at_ms";
    DELETE_CHOICE = "DELETE FROM data_choices WHERE member = $1 AND category = $2";
    DELETE_CHOICES = "DELETE FROM data_choices WHERE member = $1";
    UPSERT_NAME = "INSERT INTO invitation_names (member, invitation, name, named_at_ms) VALUES ($1, $2, $3, $4)
        ON CONFLICT (member, invitation) DO UPDATE SET name = excluded.name";
    LIST_NAMES = "SELECT invitation, name, named_at_ms FROM invitation_names WHERE member = $1 ORDER BY named_at_ms, invitation LIMIT 1000";
    DELETE_NAMES_OF = "DELETE FROM invitation_names WHERE member = $1";
    DELETE_NAMES = "DELETE FROM invitation_names";
    DELETE_NAMES_UNTIL = "DELETE FROM invitation_names WHERE named_at_ms <= $1";
    DELETE_BOOKMARKS_OF = "DELETE FROM bookmarks WHERE member = $1";
    DELETE_BOOKMARKS = "DELETE FROM bookmarks";
    DELETE_BOOKMARKS_UNTIL = "DELETE FROM bookmarks WHERE bookmarked_at_ms <= $1";
    DELETE_DRAFTS = "DELETE FROM drafts";
    DELETE_DRAFTS_OF = "DELETE FROM drafts WHERE member = $1";
    DELETE_NOTIFICATIONS = "DELETE FROM notifications";
    DELETE_NOTIFICATIONS_OF = "DELETE FROM notifications WHERE member = $1";
    DELETE_DRAFTS_UNTIL = "DELETE FROM drafts WHERE saved_at_ms <= $1";
    DELETE_NOTIFICATIONS_UNTIL = "DELETE FROM notifications WHERE id < $1";
    DELETE_DEVICE_NAMES = "UPDATE sessions SET device_name = NULL WHERE device_name IS NOT NULL";
    DELETE_DEVICE_NAMES_OF = "UPDATE sessions SET device_name = NULL WHERE member = $1";
    DELETE_DEVICE_NAMES_UNTIL = "UPDATE sessions SET device_name = NULL WHERE created_at_ms <= $1";
    DELETE_KEY_NAMES = "UPDATE credentials SET name = NULL WHERE name IS NOT NULL";
    DELETE_KEY_NAMES_OF = "UPDATE credentials SET name = NULL WHERE member = $1";
    DELETE_KEY_NAMES_UNTIL = "UPDATE credentials SET name = NULL WHERE added_at_ms <= $1";
    MARK_ALL_MAPS = "UPDATE deliberations SET change_count = change_count + 1 WHERE map IS NOT NULL";
    MARK_MAPS_OF = "UPDATE deliberations SET change_count = change_count + 1 WHERE map IS NOT NULL
        AND (id IN (SELECT deliberation_id FROM opinions WHERE member = $1)
            OR id IN (SELECT deliberation_id FROM convincing WHERE member = $1))";
    MARK_MAPS_UNTIL = "UPDATE deliberations SET change_count = change_count + 1 WHERE map IS NOT NULL
        AND (id IN (SELECT deliberation_id FROM opinions WHERE answered_at_ms <= $1)
            OR id IN (SELECT deliberation_id FROM convincing WHERE marked_at_ms <= $1))";
    DELETE_OPINIONS = "DELETE FROM opinions";
    DELETE_OPINIONS_OF = "DELETE FROM opinions WHERE member = $1";
    DELETE_OPINIONS_UNTIL = "DELETE FROM opinions WHERE answered_at_ms <= $1";
    DELETE_MARKS = "DELETE FROM convincing";
    DELETE_MARKS_OF = "DELETE FROM convincing WHERE member = $1";
    DELETE_MARKS_UNTIL = "DELETE FROM convincing WHERE marked_at_ms <= $1";
    DELETE_APPRECIATIONS_OF = "DELETE FROM appreciations WHERE member = $1";
    COUNT_APPRECIATIONS_DOWN = "UPDATE posts SET appreciation_count = appreciation_count - 1
        WHERE id IN (SELECT subject FROM appreciations WHERE member = $1)";
    COUNT_COMMENT_APPRECIATIONS_DOWN = "UPDATE comments SET appreciation_count = appreciation_count - 1
        WHERE id IN (SELECT subject FROM appreciations WHERE member = $1)";
    COUNT_ROUND_DOWN = "UPDATE round_posts SET appreciation_count = appreciation_count - 1
        WHERE EXISTS (SELECT 1 FROM appreciations a WHERE a.member = $1 AND a.round = round_posts.round
            AND a.subject = round_posts.post_id)";
    COUNT_REPOSTS_DOWN = "UPDATE posts SET repost_count = repost_count - 1
        WHERE id IN (SELECT post_id FROM reposts WHERE member = $1)";
    DELETE_LINES_OF = "DELETE FROM timeline WHERE owner = $1";
    DELETE_REPOSTS_OF = "DELETE FROM reposts WHERE member = $1";
    DELETE_MENTIONS_OF = "DELETE FROM mentions WHERE member = $1";
    DELETE_SESSIONS_OF = "DELETE FROM sessions WHERE member = $1";
    DELETE_CREDENTIALS_OF = "DELETE FROM credentials WHERE member = $1";
    DELETE_REPORTS_BY = "DELETE FROM reports WHERE reporter = $1";
    DELETE_PROPOSAL_TEXTS_BY = "DELETE FROM proposal_texts WHERE author = $1";
}

/// Something personal that is kept about a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectedItem {
    /// Its identity.
    pub id: ItemId,
    /// Under which clause of the data policy.
    pub category: Category,
    /// What it is about: a post, a session, a page.
    pub subject: String,
    /// The datum.
    pub value: String,
    /// Since when.
    pub collected_at_ms: u64,
    /// Until when; nothing: as long as the account.
    pub expires_at_ms: Option<u64>,
}

/// What a member chose where the policy leaves it to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Keep it.
    Yes,
    /// Do not.
    No,
}

impl Choice {
    fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
        }
    }

    fn of_word(word: &str) -> Result<Self> {
        match word {
            "yes" => Ok(Self::Yes),
            "no" => Ok(Self::No),
            other => Err(corrupt("data_choices", format!("choice `{other}`"))),
        }
    }
}

/// A name that a member gave to an invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationName {
    /// The invitation, as the record knows it.
    pub invitation: Vec<u8>,
    /// What the member called it.
    pub name: String,
    /// When.
    pub named_at_ms: u64,
}

/// Which part of a category to erase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Erase {
    /// All of it, of everybody.
    Everything,
    /// All of one member's.
    OfMember(MemberNumber),
    /// What was collected at this time or before, of everybody.
    CollectedUntil(u64),
}

const ITEMS: &str = "collected_items";

fn counted(found: Option<(i64, i64)>) -> Result<KeptCount> {
    let (items, people) = found.unwrap_or_default();
    Ok(KeptCount {
        items: convert::unsigned(ITEMS, items)?,
        people: convert::unsigned(ITEMS, people)?,
    })
}

/// How the rows of a feature's own table are erased.
struct FeatureTable {
    everything: Sql,
    of_member: Sql,
    until: Until,
}

/// Until when rows are erased: by a time, or by the first identifier after it.
enum Until {
    Time(Sql),
    Id(Sql),
}

/// The tables beside `collected_items` that belong to a category. What the platform needs to run
/// has none here: it is erased with its owner.
fn tables_of(category: Category) -> &'static [FeatureTable] {
    match category {
        Category::Bookmarks => &[FeatureTable {
            everything: DELETE_BOOKMARKS,
            of_member: DELETE_BOOKMARKS_OF,
            until: Until::Time(DELETE_BOOKMARKS_UNTIL),
        }],
        Category::Drafts => &[FeatureTable {
            everything: DELETE_DRAFTS,
            of_member: DELETE_DRAFTS_OF,
            until: Until::Time(DELETE_DRAFTS_UNTIL),
        }],
        Category::Notifications => &[FeatureTable {
            everything: DELETE_NOTIFICATIONS,
            of_member: DELETE_NOTIFICATIONS_OF,
            until: Until::Id(DELETE_NOTIFICATIONS_UNTIL),
        }],
        Category::DeviceNames => &[
            FeatureTable {
                everything: DELETE_DEVICE_NAMES,
                of_member: DELETE_DEVICE_NAMES_OF,
                until: Until::Time(DELETE_DEVICE_NAMES_UNTIL),
            },
            FeatureTable {
                everything: DELETE_KEY_NAMES,
                of_member: DELETE_KEY_NAMES_OF,
                until: Until::Time(DELETE_KEY_NAMES_UNTIL),
            },
        ],
        Category::InvitationNames => &[FeatureTable {
            everything: DELETE_NAMES,
            of_member: DELETE_NAMES_OF,
            until: Until::Time(DELETE_NAMES_UNTIL),
        }],
        Category::Opinions => &[
            FeatureTable {
                everything: DELETE_OPINIONS,
                of_member: DELETE_OPINIONS_OF,
                until: Until::Time(DELETE_OPINIONS_UNTIL),
            },
            FeatureTable {
                everything: DELETE_MARKS,
                of_member: DELETE_MARKS_OF,
                until: Until::Time(DELETE_MARKS_UNTIL),
            },
        ],
        Category::Accounts
        | Category::Posts
        | Category::Graph
        | Category::Appreciation
        | Category::Sessions
        | Category::Reports
        | Category::Addresses
        | Category::UserAgents
        | Category::ReadingPositions
        | Category::ViewCounts
        | Category::SearchTexts
        | Category::UploadMetadata
        | Category::OriginalFiles => &[],
    }
}

/// How much of a category is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeptCount {
    /// Items.
    pub items: u64,
    /// Of how many members.
    pub people: u64,
}

impl Reader {
    /// Counts what [`Tx::erase_category`] would erase of `category` with [`Erase::CollectedUntil`].
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`].
    pub async fn count_kept_until(&mut self, category: Category, at_ms: u64) -> Result<KeptCount> {
        let found = if category == Category::Notifications {
            let end = NotificationId::new(at_ms.saturating_add(1), [0; 10]);
            fetch_one!(
                self,
                (i64, i64),
                COUNT_NOTIFICATIONS,
                end.as_bytes().as_slice()
            )?
        } else {
            fetch_one!(self, (i64, i64), COUNT_KEPT, category.word(), int(at_ms))?
        };
        counted(found)
    }

    /// Counts what is kept of `category` since `until_ms` or before, and all of members who have not
    /// said yes to it at `since_ms` or later.
    ///
    /// # Errors
    ///
    /// As [`Reader::count_kept_until`].
    pub async fn count_kept_without_yes(
        &mut self,
        category: Category,
        until_ms: u64,
        since_ms: u64,
    ) -> Result<KeptCount> {
        let (word, until, since) = (category.word(), int(until_ms), int(since_ms));
        counted(fetch_one!(
            self,
            (i64, i64),
            COUNT_KEPT_WITHOUT_YES,
            word,
            until,
            since
        )?)
    }

    /// Lists up to 500 items kept about `member`, in order of collection, after `last`.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`], as every read of this module.
    pub async fn list_collected_items(
        &mut self,
        member: MemberNumber,
        last: Option<ItemId>,
    ) -> Result<Vec<CollectedItem>> {
        type Row = (Vec<u8>, String, String, String, i64, Option<i64>);
        let last: &[u8] = last.as_ref().map_or(&[], |item| item.as_bytes());
        let rows = fetch_all!(self, Row, LIST, number(member), last)?;
        rows.into_iter()
            .map(|(id, category, subject, value, collected, expires)| {
                Ok(CollectedItem {
                    id: ItemId::from_bytes(convert::id(ITEMS, &id)?),
                    category: Category::of_word(&category)
                        .ok_or_else(|| corrupt(ITEMS, category))?,
                    subject,
                    value,
                    collected_at_ms: convert::unsigned(ITEMS, collected)?,
                    expires_at_ms: convert::maybe_unsigned(ITEMS, expires)?,
                })
            })
            .collect()
    }

    /// Finds the latest item of `category` about `subject`.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_collected_items`].
    pub async fn find_collected_value(
        &mut self,
        member: MemberNumber,
        category: Category,
        subject: &str,
    ) -> Result<Option<String>> {
        let found = fetch_one!(
            self,
            (String,),
            FIND_VALUE,
            number(member),
            category.word(),
            subject
        )?;
        Ok(found.map(|(value,)| value))
    }

    /// Finds what `member` chose about `category`, if they chose, and when, in milliseconds.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_collected_items`].
    pub async fn find_data_choice(
        &mut self,
        member: MemberNumber,
        category: Category,
    ) -> Result<Option<(Choice, u64)>> {
        let found = fetch_one!(
            self,
            (String, i64),
            FIND_CHOICE,
            number(member),
            category.word()
        )?;
        let chosen = found.map(|(word, at_ms)| {
            let at_ms = convert::unsigned("data_choices", at_ms)?;
            Ok((Choice::of_word(&word)?, at_ms))
        });
        chosen.transpose()
    }

    /// Lists what `member` chose.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_collected_items`].
    pub async fn list_data_choices(
        &mut self,
        member: MemberNumber,
    ) -> Result<Vec<(Category, Choice)>> {
        fetch_all!(self, (String, String), LIST_CHOICES, number(member))?
            .into_iter()
            .map(|(category, choice)| {
                let known = Category::of_word(&category)
                    .ok_or_else(|| corrupt("data_choices", category))?;
                Ok((known, Choice::of_word(&choice)?))
            })
            .collect()
    }

    /// Lists who of the members `from` to `to` chose `choice` about `category`, at `since_ms` or later.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_collected_items`].
    pub async fn list_choosers(
        &mut self,
        (from, to): (MemberNumber, MemberNumber),
        category: Category,
        choice: Choice,
        since_ms: u64,
    ) -> Result<BTreeSet<MemberNumber>> {
        let rows = fetch_all!(
            self,
            (i64,),
            LIST_CHOOSERS,
            number(from),
            number(to),
            category.word(),
            choice.word(),
            int(since_ms)
        )?;
        rows.into_iter()
            .map(|(member,)| convert::member("data_choices", member))
            .collect()
    }

    /// Lists the names that `member` gave to invitations, at most 1,000.
    ///
    /// # Errors
    ///
    /// As [`Reader::list_collected_items`].
    pub async fn list_invitation_names(
        &mut self,
        member: MemberNumber,
    ) -> Result<Vec<InvitationName>> {
        fetch_all!(self, (Vec<u8>, String, i64), LIST_NAMES, number(member))?
            .into_iter()
            .map(|(invitation, name, at)| {
                Ok(InvitationName {
                    invitation,
                    name,
                    named_at_ms: convert::unsigned("invitation_names", at)?,
                })
            })
            .collect()
    }
}

impl Tx {
    /// Keeps an item about `member`.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`], as every write of this module.
    pub async fn insert_collected_item(
        &mut self,
        member: MemberNumber,
        item: &CollectedItem,
    ) -> Result<()> {
        execute!(
            self,
            INSERT,
            number(member),
            item.id.as_bytes().as_slice(),
            item.category.word(),
            item.subject.as_str(),
            item.value.as_str(),
            int(item.collected_at_ms),
            item.expires_at_ms.map(int)
        )
        .map(|_| ())
    }

    /// Erases the items of `category` about `subject`.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_collected_item`].
    pub async fn delete_collected_subject(
        &mut self,
        member: MemberNumber,
        category: Category,
        subject: &str,
    ) -> Result<u64> {
        execute!(
            self,
            DELETE_SUBJECT,
            number(member),
            category.word(),
            subject
        )
    }

    /// Erases every item about `subject`, of whoever: the subject is gone.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_collected_item`].
    pub async fn delete_collected_about(&mut self, subject: &str) -> Result<u64> {
        execute!(self, DELETE_ABOUT, subject)
    }

    /// Erases the items whose time has come by `now_ms`, and returns how many of each category.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_collected_item`].
    pub async fn delete_expired_items(&mut self, now_ms: u64) -> Result<Vec<(Category, u64)>> {
        let counted = fetch_all!(self, (String, i64), COUNT_EXPIRED, int(now_ms))?
            .into_iter()
            .map(|(word, count)| {
                let category = Category::of_word(&word).ok_or_else(|| corrupt(ITEMS, word))?;
                Ok((category, convert::unsigned(ITEMS, count)?))
            })
            .collect::<Result<_>>()?;
        execute!(self, DELETE_EXPIRED, int(now_ms))?;
        Ok(counted)
    }

    /// Writes what `member` chose.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_collected_item`].
    pub async fn save_data_choice(
        &mut self,
        member: MemberNumber,
        category: Category,
        choice: Choice,
        at_ms: u64,
    ) -> Result<()> {
        execute!(
            self,
            UPSERT_CHOICE,
            number(member),
            category.word(),
            choice.word(),
            int(at_ms)
        )
        .map(|_| ())
    }

    /// Forgets what `member` chose about `category`.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_collected_item`].
    pub async fn delete_data_choice(
        &mut self,
        member: MemberNumber,
        category: Category,
    ) -> Result<()> {
        execute!(self, DELETE_CHOICE, number(member), category.word()).map(|_| ())
    }

    /// Writes the name that `member` gives to an invitation.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_collected_item`].
    pub async fn save_invitation_name(
        &mut self,
        member: MemberNumber,
        name: &InvitationName,
    ) -> Result<()> {
        let (invitation, at_ms) = (name.invitation.as_slice(), int(name.named_at_ms));
        execute!(
            self,
            UPSERT_NAME,
            number(member),
            invitation,
            name.name.as_str(),
            at_ms
        )
        .map(|_| ())
    }

    /// Erases a part of `category`: collected items, and the tables that belong to it.
    ///
    /// What the platform needs to run is not erased here, whatever the category.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_collected_item`].
    pub async fn erase_category(&mut self, category: Category, part: Erase) -> Result<u64> {
        let word = category.word();
        let mut erased = match part {
            Erase::Everything => execute!(self, DELETE_CATEGORY, word)?,
            Erase::OfMember(member) => execute!(self, DELETE_CATEGORY_OF, word, number(member))?,
            Erase::CollectedUntil(at_ms) => {
                execute!(self, DELETE_CATEGORY_UNTIL, word, int(at_ms))?
            }
        };
        // Bookmarks are marks on posts.
        self.touch_everything();
        if category == Category::Opinions {
            // A map is of the answers that are kept: it is drawn again from what is left.
            match part {
                Erase::Everything => execute!(self, MARK_ALL_MAPS)?,
                Erase::OfMember(member) => execute!(self, MARK_MAPS_OF, number(member))?,
                Erase::CollectedUntil(at_ms) => execute!(self, MARK_MAPS_UNTIL, int(at_ms))?,
            };
        }
        for table in tables_of(category) {
            erased += match part {
                Erase::Everything => execute!(self, table.everything)?,
                Erase::OfMember(member) => execute!(self, table.of_member, number(member))?,
                Erase::CollectedUntil(at_ms) => match table.until {
                    Until::Time(statement) => execute!(self, statement, int(at_ms))?,
                    Until::Id(statement) => {
                        let end = NotificationId::new(at_ms.saturating_add(1), [0; 10]);
                        execute!(self, statement, end.as_bytes().as_slice())?
                    }
                },
            };
        }
        Ok(erased)
    }

    /// Erases everything about `member` but their posts, comments, photographs and uploads (which
    /// the caller deletes one by one, with their files) and their row in `members`; returns how many
    /// rows that were.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_collected_item`].
    pub async fn erase_everything_about(&mut self, member: MemberNumber) -> Result<u64> {
        let mut erased = self.delete_follows_of(member).await?;
        erased += self.delete_drafts_of(member).await?;
        erased += self.delete_notifications_of(member).await?;
        self.delete_office_words_of(member).await?;
        erased += self.delete_pairs_of(member).await?;
        for statement in [
            DELETE_OF_MEMBER,
            DELETE_BOOKMARKS_OF,
            DELETE_NAMES_OF,
            DELETE_CHOICES,
            COUNT_APPRECIATIONS_DOWN,
            COUNT_COMMENT_APPRECIATIONS_DOWN,
            COUNT_ROUND_DOWN,
            DELETE_APPRECIATIONS_OF,
            COUNT_REPOSTS_DOWN,
            DELETE_REPOSTS_OF,
            DELETE_LINES_OF,
            DELETE_MENTIONS_OF,
            DELETE_REPORTS_BY,
            DELETE_SESSIONS_OF,
            DELETE_CREDENTIALS_OF,
            DELETE_PROPOSAL_TEXTS_BY,
            MARK_MAPS_OF,
            DELETE_OPINIONS_OF,
            DELETE_MARKS_OF,
        ] {
            let rows = execute!(self, statement, number(member))?;
            // Others count and mark what goes.
            if statement.lite.starts_with("DELETE") {
                erased += rows;
            }
        }
        self.erase_words_in_cases(member).await?;
        erased += self.erase_reading(member).await?;
        erased += self.erase_labeller(member).await?;
        self.forget_moderator(member).await?;
        Ok(erased)
    }
}
