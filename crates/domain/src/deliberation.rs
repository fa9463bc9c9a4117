//! Deliberation: a draft is talked through before it is filed as a proposal (GOVERNANCE §3).
//!
//! A deliberation goes from *drafting* (versions and comments) to *opinions* (statements, answers,
//! the map; the text can still change) to *frozen* (the text is final and can be filed). Nothing of
//! it is on the record but the digest of the final words, which the proposal names (ADR-0013).
//!
//! How long the first two steps last at least is the caller's to say, from the charter in force.

use crate::text;

/// Ticks that a draft of a class that deliberates is open for comments before opinions are asked.
pub const DRAFTING_TICKS: u32 = 72;
/// Ticks that opinions are asked before the text can be frozen.
pub const OPINIONS_TICKS: u32 = 168;
/// Drafts that one member may have on the table at once.
pub const OPEN_PER_MEMBER_MAX: u64 = 3;
/// Versions of one draft.
pub const VERSIONS_MAX: u32 = 100;
/// Statements that one member may add to a deliberation.
pub const STATEMENTS_PER_MEMBER_MAX: usize = 5;
/// Statements of one deliberation.
pub const STATEMENTS_MAX: usize = 400;
/// Comments that one member may add to a deliberation.
pub const COMMENTS_PER_MEMBER_MAX: usize = 40;
/// Comments of one deliberation.
pub const COMMENTS_MAX: usize = 1_000;
/// Cases of one deliberation; each member writes at most one for and one against.
pub const CASES_MAX: usize = 200;
/// Longest title in characters, as of proposals.
pub const TITLE_CHARACTERS_MAX: usize = 160;
/// Longest text in characters, as of proposals.
pub const TEXT_CHARACTERS_MAX: usize = 8_000;
/// Longest note on what a version changes, in characters.
pub const NOTE_CHARACTERS_MAX: usize = 200;

/// Where a deliberation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Versions and comments.
    Drafting,
    /// Statements are added and answered; the text can still change.
    Opinions,
    /// The text is final and can be filed.
    Frozen,
    /// Its author has taken it back.
    Closed,
}

impl Stage {
    /// Returns the stored word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Drafting => "drafting",
            Self::Opinions => "opinions",
            Self::Frozen => "frozen",
            Self::Closed => "closed",
        }
    }

    /// Returns the stage of this word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        [Self::Drafting, Self::Opinions, Self::Frozen, Self::Closed]
            .into_iter()
            .find(|it| it.word() == word)
    }

    /// Says whether the text can get a new version and comments.
    #[must_use]
    pub fn is_editable(self) -> bool {
        match self {
            Self::Drafting | Self::Opinions => true,
            Self::Frozen | Self::Closed => false,
        }
    }

    /// Says whether cases, and the team's note on costs, are taken.
    #[must_use]
    pub fn takes_cases(self) -> bool {
        match self {
            Self::Opinions | Self::Frozen => true,
            Self::Drafting | Self::Closed => false,
        }
    }
}

/// What somebody adds to a deliberation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ContributionKind {
    /// A remark on a paragraph, or an answer to one.
    Comment,
    /// A short thought that others agree or disagree with.
    Statement,
    /// The case for it.
    CaseFor,
    /// The case against it.
    CaseAgainst,
    /// What it would cost, by the team in office.
    CostNote,
}

impl ContributionKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::Comment,
        Self::Statement,
        Self::CaseFor,
        Self::CaseAgainst,
        Self::CostNote,
    ];

    /// Returns the stored word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::Statement => "statement",
            Self::CaseFor => "case-for",
            Self::CaseAgainst => "case-against",
            Self::CostNote => "cost-note",
        }
    }

    /// Returns the kind of this word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }
}

/// Why something cannot be done in a deliberation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is at a stage where this cannot be done.
    #[error("not at this stage of the deliberation")]
    Stage,
    /// The time that a step has to last is not over.
    #[error("this step lasts until {0}")]
    TooEarly(
        /// Until when, in milliseconds.
        u64,
    ),
    /// As many as there can be.
    #[error("there are as many as there can be")]
    TooMany,
    /// The same statement is there already.
    #[error("the same statement is there already")]
    Repeated,
    /// Nothing would change.
    #[error("nothing would change")]
    Unchanged,
    /// The text was changed by somebody since it was read.
    #[error("there is a newer version")]
    NewerVersion,
    /// Only the author can do this.
    #[error("only its author can do this")]
    NotTheAuthor,
    /// Only the team in office can do this.
    #[error("only the team in office can do this")]
    NotInOffice,
    /// One does not answer or applaud what one has written.
    #[error("this is the member's own")]
    OwnWords,
    /// There is no such paragraph.
    #[error("there is no such paragraph")]
    NoSuchParagraph,
    /// A text is empty or too long.
    #[error(transparent)]
    Text(#[from] text::Refusal),
}

impl Refusal {
    /// Returns the permanent code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Stage => "deliberation-stage",
            Self::TooEarly(_) => "deliberation-too-early",
            Self::TooMany => "deliberation-too-many",
            Self::Repeated => "deliberation-repeated",
            Self::Unchanged => "deliberation-unchanged",
            Self::NewerVersion => "deliberation-newer-version",
            Self::NotTheAuthor => "deliberation-not-the-author",
            Self::NotInOffice => "deliberation-not-in-office",
            Self::OwnWords => "deliberation-own-words",
            Self::NoSuchParagraph => "deliberation-no-such-paragraph",
            Self::Text(text::Refusal::Empty) => "deliberation-empty",
            Self::Text(text::Refusal::TooLong { .. }) => "deliberation-too-long",
            Self::Text(text::Refusal::NullCharacter) => "deliberation-null-character",
        }
    }
}

/// Checks the words of a version: a title and a text that a proposal could have.
///
/// # Errors
///
/// [`Refusal::Text`].
pub fn check_version(title: &str, text: &str, note: &str) -> Result<(), Refusal> {
    for (words, characters_max, may_be_blank) in [
        (title, TITLE_CHARACTERS_MAX, false),
        (text, TEXT_CHARACTERS_MAX, false),
        (note, NOTE_CHARACTERS_MAX, true),
    ] {
        if words.chars().count() > characters_max {
            return Err(text::Refusal::TooLong { characters_max }.into());
        }
        if words.contains('\0') {
            return Err(text::Refusal::NullCharacter.into());
        }
        if !may_be_blank && text::is_blank(words) {
            return Err(text::Refusal::Empty.into());
        }
    }
    Ok(())
}

/// Returns the paragraphs of a text, numbered from 1 by their order: what stands between blank
/// lines. A comment is on one of them, or on paragraph 0, the whole.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().chain([""]) {
        if line.trim().is_empty() {
            if !lines.is_empty() {
                found.push(lines.join("\n"));
                lines.clear();
            }
        } else {
            lines.push(line.trim_end());
        }
    }
    found
}

/// Finds where a paragraph of an earlier version stands in a later one: the one that says the same;
/// of several, the one as many in. Paragraph 0, the whole, stays.
#[must_use]
pub fn find_paragraph(before: &[String], paragraph: u32, now: &[String]) -> Option<u32> {
    if paragraph == 0 {
        return Some(0);
    }
    let place = usize::try_from(paragraph).ok()?.checked_sub(1)?;
    let said = before.get(place)?;
    let earlier = before.iter().take(place).filter(|it| *it == said).count();
    let same = || (1_u32..).zip(now).filter(|(_, it)| *it == said);
    let found = same().nth(earlier).or_else(|| same().last());
    found.map(|(number, _)| number)
}

/// Folds a statement so that the same words in another dress are the same.
#[must_use]
pub fn fold_statement(text: &str) -> String {
    let words = text
        .split(|it: char| !it.is_alphanumeric())
        .filter(|it| !it.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_what_stands_between_blank_lines() {
        assert_eq!(
            paragraphs("One.\r\nStill one.\n\n  \nTwo.\n"),
            ["One.\nStill one.", "Two."]
        );
        assert!(paragraphs(" \n\n").is_empty());
    }

    #[test]
    fn a_paragraph_is_found_again_where_it_says_the_same() {
        let before = paragraphs("A\n\nB\n\nA");
        let now = paragraphs("New\n\nA\n\nB changed\n\nA");
        assert_eq!(find_paragraph(&before, 1, &now), Some(2));
        assert_eq!(find_paragraph(&before, 3, &now), Some(4));
        assert_eq!(find_paragraph(&before, 2, &now), None);
        assert_eq!(find_paragraph(&before, 0, &now), Some(0));
        assert_eq!(find_paragraph(&before, 4, &now), None);
    }

    #[test]
    fn the_same_words_in_another_dress_are_the_same_statement() {
        assert_eq!(
            fold_statement("Bikes,  first! "),
            fold_statement("bikes first")
        );
        assert_ne!(fold_statement("bikes first"), fold_statement("cars first"));
    }

    #[test]
    fn a_version_has_the_bounds_of_a_proposal() {
        assert_eq!(check_version("T", "Text", ""), Ok(()));
        assert!(check_version("T", &"x".repeat(TEXT_CHARACTERS_MAX), "").is_ok());
        let long = check_version("T", &"x".repeat(TEXT_CHARACTERS_MAX + 1), "");
        assert_eq!(long.map_err(|it| it.code()), Err("deliberation-too-long"));
        let blank = check_version(" ", "Text", "");
        assert_eq!(blank.map_err(|it| it.code()), Err("deliberation-empty"));
    }
}
