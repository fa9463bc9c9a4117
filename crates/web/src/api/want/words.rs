//! The permanent words of what can be chosen, as forms and programs say them.

use ledger::delegation::Topic;
use ledger::jury::{Duty, Ground, Ruling};
use ledger::office::Office;
use ledger::operation::Choice;
use ledger::panel::PanelAnswer;

use crate::error::PageError;

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
