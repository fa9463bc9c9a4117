//! The permanent words of what can be chosen, as forms and programs say them.

use std::collections::BTreeMap;

use ledger::delegation::Topic;
use ledger::jury::{Duty, Ground, Ruling};
use ledger::office::Office;
use ledger::operation::Choice;
use ledger::panel::PanelAnswer;
use ledger::roadmap::{ItemNumber, ItemRanking};
use ledger::work::{Attestation, Declared, Skill, WorkClass};

use super::{Number, Wanted};
use crate::error::PageError;
use crate::visit::Visit;

/// A claim of work as it is typed.
#[derive(Debug, serde::Deserialize, utoipa::ToSchema)]
pub struct ClaimWant {
    /// `code`, `documents`, `translation`, `events` or `operations`.
    skill: String,
    /// 1, 2, 3, 5, 8 or 13.
    #[schema(value_type = u32)]
    class: Number,
    /// At most 160 characters.
    title: String,
    /// What it is and where to see it, at most 2,000 characters.
    words: String,
}

impl ClaimWant {
    pub(super) fn read(&self, visit: &Visit) -> Result<Wanted, PageError> {
        let (skill, class) = (parse_skill(&self.skill)?, parse_class(self.class.0)?);
        let app = visit.app();
        let (body, companion) = app.word_claim(skill, class, &self.title, &self.words)?;
        Ok(Wanted::Act(body, Some(companion)))
    }
}

/// Puts the items of a form into groups by their ranks; what has none is left out.
pub(super) fn ranked(items: &[Number], ranks: &[String]) -> ItemRanking {
    let mut groups: BTreeMap<u16, Vec<ItemNumber>> = BTreeMap::new();
    for (item, rank) in items.iter().zip(ranks) {
        if let (Ok(item), Ok(rank)) = (u16::try_from(item.0), rank.parse()) {
            groups.entry(rank).or_default().push(ItemNumber(item));
        }
    }
    groups.into_values().collect()
}

pub(super) fn parse_topic(word: &str) -> Result<Topic, PageError> {
    let mut all = Topic::ALL.into_iter();
    all.find(|topic| topic.word() == word)
        .ok_or(PageError::Unreadable("the topic"))
}

/// Reads the permanent word of an office.
///
/// # Errors
///
/// [`PageError::Unreadable`] if it is none.
pub fn parse_office(word: &str) -> Result<Office, PageError> {
    let mut all = Office::ALL.into_iter();
    all.find(|office| office.word() == word)
        .ok_or(PageError::Unreadable("the office"))
}

pub(super) fn parse_answer(word: &str) -> Result<PanelAnswer, PageError> {
    match word {
        "yes" => Ok(PanelAnswer::Yes),
        "no" => Ok(PanelAnswer::No),
        _ => Err(PageError::Unreadable("the answer")),
    }
}

pub(super) fn parse_ruling(word: &str) -> Result<Ruling, PageError> {
    let mut all = [Ruling::Uphold, Ruling::Reverse].into_iter();
    all.find(|it| it.word() == word)
        .ok_or(PageError::Unreadable("the ruling"))
}

pub(super) fn parse_ground(word: &str) -> Result<Ground, PageError> {
    let mut all = Ground::ALL.into_iter();
    all.find(|it| it.word() == word)
        .ok_or(PageError::Unreadable("the ground"))
}

pub(super) fn parse_duty(word: &str) -> Result<Duty, PageError> {
    let mut all = [Duty::Willing, Duty::Declined].into_iter();
    all.find(|it| it.word() == word)
        .ok_or(PageError::Unreadable("the duty"))
}

pub(super) fn parse_choice(word: &str) -> Result<Choice, PageError> {
    Choice::of_word(word).ok_or(PageError::Unreadable("the choice"))
}

pub(super) fn parse_skill(word: &str) -> Result<Skill, PageError> {
    Skill::of_word(word).ok_or(PageError::Unreadable("the skill"))
}

pub(super) fn parse_declared(word: &str) -> Result<Declared, PageError> {
    let mut all = [Declared::No, Declared::Yes].into_iter();
    all.find(|it| it.word() == word)
        .ok_or(PageError::Unreadable("whether one has the skill"))
}

pub(super) fn parse_class(weight: u32) -> Result<WorkClass, PageError> {
    WorkClass::of_weight(weight).ok_or(PageError::Unreadable("the size"))
}

pub(super) fn parse_attestation(word: &str) -> Result<Attestation, PageError> {
    if word == "no" {
        return Ok(Attestation::No);
    }
    let weight = word.trim().parse();
    let weight = weight.map_err(|_| PageError::Unreadable("the size"))?;
    parse_class(weight).map(Attestation::Class)
}
