//! How a member reads: the recipe of their feed, what they chose about labels, and whose labels they
//! see. It is theirs alone; no page shows it to anybody else.

use std::sync::Arc;

use ledger::ids::MemberNumber;
use ledger::policy::LabelDefault;

use crate::{
    Reader, Result, Store, Tx,
    convert::{self, int, number},
    error::corrupt,
    kept::{Fact, Found, Kept, Question, Shelf},
    sql::{execute, fetch_all, fetch_one, statements},
};

statements! {
    FIND_RECIPE = "SELECT recipe, chosen_at_ms FROM feed_choices WHERE member = $1";
    PUT_RECIPE = "INSERT INTO feed_choices (member, recipe, chosen_at_ms) VALUES ($1, $2, $3)
        ON CONFLICT (member) DO UPDATE SET recipe = excluded.recipe, chosen_at_ms = excluded.chosen_at_ms";
    DELETE_RECIPE = "DELETE FROM feed_choices WHERE member = $1";
    LIST_LABELS = "SELECT labeller, label, choice, chosen_at_ms FROM label_choices WHERE member = $1
        ORDER BY labeller, label LIMIT 2000";
    PUT_LABEL = "INSERT INTO label_choices (member, labeller, label, choice, chosen_at_ms)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (member, labeller, label)
        DO UPDATE SET choice = excluded.choice, chosen_at_ms = excluded.chosen_at_ms";
    DELETE_LABEL = "DELETE FROM label_choices WHERE member = $1 AND labeller = $2 AND label = $3";
    DELETE_LABELS = "DELETE FROM label_choices WHERE member = $1";
    DELETE_LABELS_OF = "DELETE FROM label_choices WHERE member = $1 AND labeller = $2";
    LIST_SUBSCRIPTIONS = "SELECT labeller, subscribed_at_ms FROM label_subscriptions WHERE member = $1
        ORDER BY labeller LIMIT 200";
    PUT_SUBSCRIPTION = "INSERT INTO label_subscriptions (member, labeller, subscribed_at_ms) VALUES ($1, $2, $3)
        ON CONFLICT DO NOTHING";
    DELETE_SUBSCRIPTION = "DELETE FROM label_subscriptions WHERE member = $1 AND labeller = $2";
    DELETE_SUBSCRIPTIONS = "DELETE FROM label_subscriptions WHERE member = $1";
}

/// Somebody's choice about a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelChoice {
    /// Whose label; 0: the moderation policy's.
    pub labeller: MemberNumber,
    /// Its id.
    pub label: String,
    /// What it does for them.
    pub choice: LabelDefault,
    /// Since when.
    pub chosen_at_ms: u64,
}

/// All that a member chose about reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The recipe of their feed, and since when; nothing: the policy's default.
    pub recipe: Option<(String, u64)>,
    /// In order of labeller and label, at most 2,000.
    pub labels: Vec<LabelChoice>,
    /// Whose labels they see, and since when, at most 200.
    pub labellers: Vec<(MemberNumber, u64)>,
}

impl Reading {
    /// Returns what they chose about a label, if they did.
    #[must_use]
    pub fn choice(&self, labeller: MemberNumber, label: &str) -> Option<LabelDefault> {
        let found = self
            .labels
            .iter()
            .find(|it| it.labeller == labeller && it.label == label);
        found.map(|it| it.choice)
    }

    /// Says whether they see the labels of `labeller`.
    #[must_use]
    pub fn sees(&self, labeller: MemberNumber) -> bool {
        self.labellers.iter().any(|(it, _)| *it == labeller)
    }
}

/// Returns the stored word for what a label does.
#[must_use]
pub fn choice_word(choice: LabelDefault) -> &'static str {
    match choice {
        LabelDefault::Show => "show",
        LabelDefault::Cover => "cover",
        LabelDefault::Hide => "hide",
    }
}

/// Returns what a label of this word does.
#[must_use]
pub fn choice_of_word(word: &str) -> Option<LabelDefault> {
    match word {
        "show" => Some(LabelDefault::Show),
        "cover" => Some(LabelDefault::Cover),
        "hide" => Some(LabelDefault::Hide),
        _ => None,
    }
}

pub(crate) fn stored_choice(table: &'static str, word: &str) -> Result<LabelDefault> {
    choice_of_word(word).ok_or_else(|| corrupt(table, format!("choice `{word}`")))
}

/// What a member chose about reading: asked at every list of posts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct OfMember(MemberNumber);

impl Question for OfMember {
    type Answer = Reading;

    fn shelf(kept: &Kept) -> &Shelf<Self> {
        &kept.readings
    }

    async fn read(&self, reader: &mut Reader) -> Result<Found<Self::Answer>> {
        Ok(Found {
            answer: reader.find_reading(self.0).await?,
            facts: Some(vec![Fact::Reading(self.0)]),
        })
    }
}

impl Store {
    /// Returns what `member` chose about reading. Kept until they choose again.
    ///
    /// # Errors
    ///
    /// As [`Reader::find_reading`].
    pub async fn find_reading(&self, member: MemberNumber) -> Result<Arc<Reading>> {
        self.ask(OfMember(member)).await
    }
}

impl Reader {
    /// Returns what `member` chose about reading.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`] or [`crate::Error::Corrupt`], as every read of this module.
    pub async fn find_reading(&mut self, member: MemberNumber) -> Result<Reading> {
        let recipe = fetch_one!(self, (String, i64), FIND_RECIPE, number(member))?
            .map(|(id, at)| Ok::<_, crate::Error>((id, convert::unsigned("feed_choices", at)?)))
            .transpose()?;
        type Row = (i64, String, String, i64);
        let labels = fetch_all!(self, Row, LIST_LABELS, number(member))?
            .into_iter()
            .map(|(labeller, label, choice, at)| {
                const TABLE: &str = "label_choices";
                Ok(LabelChoice {
                    labeller: convert::member(TABLE, labeller)?,
                    label,
                    choice: stored_choice(TABLE, &choice)?,
                    chosen_at_ms: convert::unsigned(TABLE, at)?,
                })
            })
            .collect::<Result<_>>()?;
        let labellers = fetch_all!(self, (i64, i64), LIST_SUBSCRIPTIONS, number(member))?
            .into_iter()
            .map(|(labeller, at)| {
                const TABLE: &str = "label_subscriptions";
                Ok((
                    convert::member(TABLE, labeller)?,
                    convert::unsigned(TABLE, at)?,
                ))
            })
            .collect::<Result<_>>()?;
        Ok(Reading {
            recipe,
            labels,
            labellers,
        })
    }
}

impl Tx {
    /// Writes which recipe orders the feed of `member`; nothing: the policy's default.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`], as every write of this module.
    pub async fn save_recipe(
        &mut self,
        member: MemberNumber,
        recipe: Option<&str>,
        at_ms: u64,
    ) -> Result<()> {
        self.touch(Fact::Reading(member));
        match recipe {
            Some(id) => execute!(self, PUT_RECIPE, number(member), id, int(at_ms)),
            None => execute!(self, DELETE_RECIPE, number(member)),
        }
        .map(|_| ())
    }

    /// Writes what the label of `labeller` (0: the policy's) does for `member`; nothing: its default.
    ///
    /// # Errors
    ///
    /// As [`Tx::save_recipe`].
    pub async fn save_label_choice(
        &mut self,
        member: MemberNumber,
        labeller: MemberNumber,
        label: &str,
        choice: Option<LabelDefault>,
        at_ms: u64,
    ) -> Result<()> {
        self.touch(Fact::Reading(member));
        let (member, labeller) = (number(member), number(labeller));
        match choice {
            Some(it) => {
                let word = choice_word(it);
                execute!(self, PUT_LABEL, member, labeller, label, word, int(at_ms))
            }
            None => execute!(self, DELETE_LABEL, member, labeller, label),
        }
        .map(|_| ())
    }

    /// Lets `member` see the labels of `labeller`.
    ///
    /// # Errors
    ///
    /// As [`Tx::save_recipe`].
    pub async fn insert_label_subscription(
        &mut self,
        member: MemberNumber,
        labeller: MemberNumber,
        at_ms: u64,
    ) -> Result<()> {
        self.touch(Fact::Reading(member));
        let row = (number(member), number(labeller));
        execute!(self, PUT_SUBSCRIPTION, row.0, row.1, int(at_ms)).map(|_| ())
    }

    /// Ends it, with what the member chose about those labels.
    ///
    /// # Errors
    ///
    /// As [`Tx::save_recipe`].
    pub async fn delete_label_subscription(
        &mut self,
        member: MemberNumber,
        labeller: MemberNumber,
    ) -> Result<()> {
        self.touch(Fact::Reading(member));
        for statement in [DELETE_SUBSCRIPTION, DELETE_LABELS_OF] {
            execute!(self, statement, number(member), number(labeller))?;
        }
        Ok(())
    }

    /// Erases all that `member` chose about reading, and returns how many choices that were.
    ///
    /// # Errors
    ///
    /// As [`Tx::save_recipe`].
    pub async fn erase_reading(&mut self, member: MemberNumber) -> Result<u64> {
        self.touch(Fact::Reading(member));
        let mut erased = 0;
        for statement in [DELETE_RECIPE, DELETE_LABELS, DELETE_SUBSCRIPTIONS] {
            erased += execute!(self, statement, number(member))?;
        }
        Ok(erased)
    }
}
