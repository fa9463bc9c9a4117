//! Members: what they say about themselves, and their right to publish.

use domain::{
    handle::Handle,
    ids::MediaHash,
    post::PublishingRight,
    profile::{Language, Theme},
    text::{About, DisplayName},
};
use ledger::ids::MemberNumber;

use crate::{
    Cursor, Page, Reader, Result, Store, Tx,
    card::{self, MemberCard},
    convert::{self, int, number},
    error::corrupt,
    feed,
    kept::{Fact, Found, Kept, Question, Shelf},
    page::{after_number, number_key, one_more},
    sql::{execute, fetch_all, fetch_one, fetch_value, statements},
};

macro_rules! member_columns {
    () => {
        "number, handle, display_name, about, picture, picture_file, language, theme, joined_at_ms, \
         suspended_until_ms, expelled_at_ms, erased_at_ms, post_count, follower_count, following_count"
    };
}

statements! {
    INSERT_MEMBER = "INSERT INTO members (number, handle, display_name, about, language, theme, joined_at_ms,
            suspended_until_ms, expelled_at_ms, post_count, follower_count, following_count)
        VALUES ($1, $2, $3, '', $4, 'system', $5, 0, 0, 0, 0, 0) ON CONFLICT DO NOTHING";
    FIND_MEMBER = concat!("SELECT ", member_columns!(), " FROM members WHERE number = $1");
    FIND_BY_HANDLE = concat!("SELECT ", member_columns!(), " FROM members WHERE handle = $1");
    FIND_CARD = "SELECT number, handle, display_name, picture_file FROM members WHERE number = $1";
    LIST_MEMBERS = "SELECT number, handle, display_name, picture_file FROM members
        WHERE number > $1 AND erased_at_ms IS NULL ORDER BY number LIMIT $2 + 0";
    COUNT_MEMBERS = "SELECT COUNT(*) FROM members WHERE erased_at_ms IS NULL";
    UPDATE_HANDLE = "UPDATE members SET handle = $2 WHERE number = $1
        AND NOT EXISTS (SELECT 1 FROM members o WHERE o.handle = $2 AND o.number <> $1)";
    UPDATE_NAME = "UPDATE members SET display_name = $2 WHERE number = $1";
    UPDATE_ABOUT = "UPDATE members SET about = $2 WHERE number = $1";
    UPDATE_PICTURE = "UPDATE members SET picture = $2, picture_file = $3 WHERE number = $1";
    UPDATE_LANGUAGE = "UPDATE members SET language = $2 WHERE number = $1";
    UPDATE_THEME = "UPDATE members SET theme = $2 WHERE number = $1";
    SUSPEND = "UPDATE members SET suspended_until_ms = $2 WHERE number = $1 AND suspended_until_ms < $2";
    END_SUSPENSION = "UPDATE members SET suspended_until_ms = 0 WHERE number = $1";
    EXPEL = "UPDATE members SET expelled_at_ms = $2 WHERE number = $1 AND expelled_at_ms = 0";
    READMIT = "UPDATE members SET expelled_at_ms = 0 WHERE number = $1";
    COUNT_POST = "UPDATE members SET post_count = post_count + $2 WHERE number = $1";
    ERASE_MEMBER = "UPDATE members SET handle = NULL, display_name = '', about = '', picture = NULL,
            picture_file = NULL, erased_at_ms = $2 WHERE number = $1";
}

/// Everything the platform holds about a member as a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Number, handle, name and picture.
    pub card: MemberCard,
    /// What they say about themself.
    pub about: About,
    /// The photograph behind the picture.
    pub picture: Option<MediaHash>,
    /// The language they read in.
    pub language: Language,
    /// Light, dark or as the device says.
    pub theme: Theme,
    /// When they joined.
    pub joined_at_ms: u64,
    /// Whether they may publish.
    pub right: PublishingRight,
    /// When they left and were erased.
    pub erased_at_ms: Option<u64>,
    /// Posts they have published and not deleted.
    pub post_count: u64,
    /// How many follow them.
    pub follower_count: u64,
    /// How many they follow.
    pub following_count: u64,
}

/// What is known of somebody who joins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMember {
    /// As given by the record.
    pub number: MemberNumber,
    /// As they chose.
    pub handle: Handle,
    /// As they chose; may be blank.
    pub display_name: DisplayName,
    /// The language of the page they joined on.
    pub language: Language,
    /// The time of the entry.
    pub joined_at_ms: u64,
}

/// Whether something with a unique name could be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// It is written.
    Done,
    /// The name, or the number, belongs to somebody already; nothing is written.
    Taken,
}

#[derive(sqlx::FromRow)]
struct MemberRow {
    number: i64,
    handle: Option<String>,
    display_name: String,
    about: String,
    picture: Option<Vec<u8>>,
    picture_file: Option<Vec<u8>>,
    language: String,
    theme: String,
    joined_at_ms: i64,
    suspended_until_ms: i64,
    expelled_at_ms: i64,
    erased_at_ms: Option<i64>,
    post_count: i64,
    follower_count: i64,
    following_count: i64,
}

impl TryFrom<MemberRow> for Member {
    type Error = crate::Error;

    fn try_from(row: MemberRow) -> Result<Self> {
        const MEMBERS: &str = "members";
        Ok(Self {
            card: card::member_card(
                row.number,
                row.handle,
                row.display_name,
                row.picture_file.as_deref(),
            )?,
            about: About::from_stored(row.about),
            picture: row
                .picture
                .map(|bytes| convert::hash(MEMBERS, &bytes))
                .transpose()?,
            language: Language::of_tag(&row.language)
                .ok_or_else(|| corrupt(MEMBERS, row.language))?,
            theme: Theme::of_word(&row.theme).ok_or_else(|| corrupt(MEMBERS, row.theme))?,
            joined_at_ms: convert::unsigned(MEMBERS, row.joined_at_ms)?,
            right: PublishingRight {
                suspended_until_ms: convert::unsigned(MEMBERS, row.suspended_until_ms)?,
                expelled_at_ms: convert::unsigned(MEMBERS, row.expelled_at_ms)?,
            },
            erased_at_ms: convert::maybe_unsigned(MEMBERS, row.erased_at_ms)?,
            post_count: convert::unsigned(MEMBERS, row.post_count)?,
            follower_count: convert::unsigned(MEMBERS, row.follower_count)?,
            following_count: convert::unsigned(MEMBERS, row.following_count)?,
        })
    }
}

/// Number, handle, name and picture file.
pub(crate) type CardRow = (i64, Option<String>, String, Option<Vec<u8>>);

pub(crate) fn into_card((number, handle, name, picture): CardRow) -> Result<MemberCard> {
    card::member_card(number, handle, name, picture.as_deref())
}

/// Who has a handle.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ByHandle(String);

impl Question for ByHandle {
    type Answer = Option<Member>;

    fn shelf(kept: &Kept) -> &Shelf<Self> {
        &kept.members
    }

    async fn read(&self, reader: &mut Reader) -> Result<Found<Self::Answer>> {
        let handle = Handle::from_stored(self.0.clone());
        let answer = reader.find_member_by_handle(&handle).await?;
        let number = answer.as_ref().map(|member| member.card.number);
        Ok(Found {
            answer,
            facts: number.map(|number| vec![Fact::Member(number)]),
        })
    }
}

/// Who has a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ByNumber(MemberNumber);

impl Question for ByNumber {
    type Answer = Option<Member>;

    fn shelf(kept: &Kept) -> &Shelf<Self> {
        &kept.numbers
    }

    async fn read(&self, reader: &mut Reader) -> Result<Found<Self::Answer>> {
        let answer = reader.find_member(self.0).await?;
        let facts = answer.is_some().then(|| vec![Fact::Member(self.0)]);
        Ok(Found { answer, facts })
    }
}

impl Store {
    /// Finds a member. Kept until something about them changes.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_member`].
    pub async fn find_member(&self, member: MemberNumber) -> Result<Option<Member>> {
        let found = self.ask(ByNumber(member)).await?;
        Ok(Option::clone(&found))
    }

    /// Finds who has `handle`. Kept until something about them changes.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_member_by_handle`].
    pub async fn find_member_by_handle(&self, handle: &Handle) -> Result<Option<Member>> {
        let found = self.ask(ByHandle(handle.as_str().to_owned())).await?;
        Ok(Option::clone(&found))
    }
}

impl Reader {
    /// Finds a member.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`], as every read of this module.
    pub async fn find_member(&mut self, member: MemberNumber) -> Result<Option<Member>> {
        fetch_one!(self, MemberRow, FIND_MEMBER, number(member))?
            .map(Member::try_from)
            .transpose()
    }

    /// Finds who has `handle`.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_member`].
    pub async fn find_member_by_handle(&mut self, handle: &Handle) -> Result<Option<Member>> {
        fetch_one!(self, MemberRow, FIND_BY_HANDLE, handle.as_str())?
            .map(Member::try_from)
            .transpose()
    }

    /// Finds a member's name and picture.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_member`].
    pub async fn find_member_card(&mut self, member: MemberNumber) -> Result<Option<MemberCard>> {
        fetch_one!(self, CardRow, FIND_CARD, number(member))?
            .map(into_card)
            .transpose()
    }

    /// Lists the members in order of number.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_member`].
    pub async fn list_members(
        &mut self,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<MemberCard>> {
        let limit = feed::rows(limit);
        let found = fetch_all!(
            self,
            CardRow,
            LIST_MEMBERS,
            after_number(cursor),
            one_more(limit)
        )?;
        Page::cut(found, limit, |row| number_key(row.0)).try_map(into_card)
    }

    /// Counts the members who have not left.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_member`].
    pub async fn count_members(&mut self) -> Result<u64> {
        convert::unsigned("members", fetch_value!(self, i64, COUNT_MEMBERS)?)
    }
}

impl Tx {
    /// Writes somebody who joined.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`], as every write of this module.
    pub async fn insert_member(&mut self, new: &NewMember) -> Result<Naming> {
        let written = execute!(
            self,
            INSERT_MEMBER,
            number(new.number),
            new.handle.as_str(),
            new.display_name.as_str(),
            new.language.tag(),
            int(new.joined_at_ms)
        )?;
        if written == 0 {
            return Ok(Naming::Taken);
        }
        self.index_member(new.number).await?;
        Ok(Naming::Done)
    }

    /// Gives a member another handle, if nobody has it.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_member`].
    pub async fn update_handle(&mut self, member: MemberNumber, handle: &Handle) -> Result<Naming> {
        self.touch_person(member);
        let written = execute!(self, UPDATE_HANDLE, number(member), handle.as_str())?;
        if written == 0 {
            return Ok(Naming::Taken);
        }
        self.index_member(member).await?;
        Ok(Naming::Done)
    }

    /// Gives a member another name.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_member`].
    pub async fn update_display_name(
        &mut self,
        member: MemberNumber,
        name: &DisplayName,
    ) -> Result<()> {
        self.touch_person(member);
        execute!(self, UPDATE_NAME, number(member), name.as_str())?;
        self.index_member(member).await
    }

    /// Changes what a member says about themself.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_member`].
    pub async fn update_about(&mut self, member: MemberNumber, about: &About) -> Result<()> {
        self.touch(Fact::Member(member));
        execute!(self, UPDATE_ABOUT, number(member), about.as_str()).map(|_| ())
    }

    /// Changes or removes a member's picture: the photograph, and its file to show beside a name.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_member`].
    pub async fn update_picture(
        &mut self,
        member: MemberNumber,
        picture: Option<(MediaHash, MediaHash)>,
    ) -> Result<()> {
        self.touch_person(member);
        let (photo, file) = picture.unzip();
        let (photo, file) = (
            photo.map(|it| it.as_bytes().to_vec()),
            file.map(|it| it.as_bytes().to_vec()),
        );
        execute!(self, UPDATE_PICTURE, number(member), photo, file).map(|_| ())
    }

    /// Changes the language a member reads in.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_member`].
    pub async fn update_language(
        &mut self,
        member: MemberNumber,
        language: Language,
    ) -> Result<()> {
        self.touch(Fact::Member(member));
        execute!(self, UPDATE_LANGUAGE, number(member), language.tag()).map(|_| ())
    }

    /// Changes how the site looks to a member.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_member`].
    pub async fn update_theme(&mut self, member: MemberNumber, theme: Theme) -> Result<()> {
        self.touch(Fact::Member(member));
        execute!(self, UPDATE_THEME, number(member), theme.word()).map(|_| ())
    }

    /// Stops a member from publishing until `until_ms`; a longer suspension stays as it is.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_member`].
    pub async fn suspend_member(&mut self, member: MemberNumber, until_ms: u64) -> Result<()> {
        self.touch(Fact::Member(member));
        execute!(self, SUSPEND, number(member), int(until_ms)).map(|_| ())
    }

    /// Ends a suspension.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_member`].
    pub async fn end_suspension(&mut self, member: MemberNumber) -> Result<()> {
        self.touch(Fact::Member(member));
        execute!(self, END_SUSPENSION, number(member)).map(|_| ())
    }

    /// Ends a member's right to publish.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_member`].
    pub async fn expel_member(&mut self, member: MemberNumber, at_ms: u64) -> Result<()> {
        self.touch(Fact::Member(member));
        execute!(self, EXPEL, number(member), int(at_ms)).map(|_| ())
    }

    /// Gives a member the right to publish back.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_member`].
    pub async fn readmit_member(&mut self, member: MemberNumber) -> Result<()> {
        self.touch(Fact::Member(member));
        execute!(self, READMIT, number(member)).map(|_| ())
    }

    fn touch_person(&mut self, member: MemberNumber) {
        self.touch(Fact::Person(member));
        self.touch(Fact::Member(member));
    }

    pub(crate) async fn count_posts_of_member(
        &mut self,
        member: MemberNumber,
        change: i64,
    ) -> Result<()> {
        self.touch(Fact::Member(member));
        execute!(self, COUNT_POST, number(member), change).map(|_| ())
    }

    /// Erases a member's handle, name, text and picture; the number stays, as on the record.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_member`].
    pub async fn erase_member_row(&mut self, member: MemberNumber, at_ms: u64) -> Result<()> {
        self.touch_person(member);
        execute!(self, ERASE_MEMBER, number(member), int(at_ms))?;
        self.unindex_member(member).await
    }
}
