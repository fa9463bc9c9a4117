//! Texts that people write, and what is found in them.
//!
//! A text is kept exactly as it came, byte for byte: nothing is trimmed, normalised or escaped
//! here. Rendering is the door's affair.

use core::fmt;

use unicode_normalization::UnicodeNormalization as _;

use crate::handle::Handle;

/// Most hashtags that count in one text; further ones are plain words.
pub const HASHTAGS_MAX: usize = 30;
/// Most mentions that count in one text.
pub const MENTIONS_MAX: usize = 20;
/// Longest hashtag, in characters.
pub const HASHTAG_LENGTH_MAX: usize = 60;

/// Why a text is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is nothing in it.
    #[error("there is nothing in it")]
    Empty,
    /// It is longer than `characters_max`.
    #[error("it is longer than {characters_max} characters")]
    TooLong {
        /// Most characters allowed.
        characters_max: usize,
    },
    /// It holds the character U+0000, which no text has.
    #[error("it holds a character that no text has")]
    NullCharacter,
}

fn check(text: &str, characters_max: usize) -> Result<(), Refusal> {
    // A character has at most four bytes: the cheap bound comes first.
    if text.len() > characters_max * 4 || text.chars().count() > characters_max {
        return Err(Refusal::TooLong { characters_max });
    }
    if text.contains('\0') {
        return Err(Refusal::NullCharacter);
    }
    Ok(())
}

/// Says whether there is anything in `text` but ASCII white space.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_whitespace())
}

macro_rules! text {
    ($(#[$doc:meta])* $name:ident, $max:literal, $blank:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
        pub struct $name(String);

        impl $name {
            /// Most characters (Unicode scalar values).
            pub const CHARACTERS_MAX: usize = $max;

            /// Takes `text` as it is, if it is within bounds.
            ///
            /// # Errors
            ///
            /// [`Refusal::TooLong`], [`Refusal::NullCharacter`], and [`Refusal::Empty`] where a
            /// blank text is not allowed.
            pub fn parse(text: String) -> Result<Self, Refusal> {
                check(&text, $max)?;
                text!(@$blank text);
                Ok(Self(text))
            }

            /// Takes a stored text as it is.
            #[must_use]
            pub fn from_stored(stored: String) -> Self {
                Self(stored)
            }

            /// Returns the text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
    (@may_be_blank $text:ident) => {};
    (@not_blank $text:ident) => {
        if is_blank(&$text) {
            return Err(Refusal::Empty);
        }
    };
}

text! {
    /// The source of a post, in the Markdown subset; blank only if there are photographs.
    PostText, 10_000, may_be_blank
}
text! {
    /// The source of a comment.
    CommentText, 3_000, not_blank
}
text! {
    /// What a picture shows, for who cannot see it.
    AltText, 1_500, may_be_blank
}
text! {
    /// What a member is called; blank means: show the handle.
    DisplayName, 250, may_be_blank
}
text! {
    /// What a member says about themself.
    About, 1_000, may_be_blank
}
text! {
    /// What a person tells the moderators with a report, or they tell the author with an action.
    Reasons, 2_000, may_be_blank
}
text! {
    /// One thought of a deliberation, short enough to agree or disagree with as a whole.
    StatementText, 140, not_blank
}
text! {
    /// A case for or against a draft.
    CaseText, 1_000, not_blank
}
text! {
    /// What a draft would cost, by those who would carry it out.
    CostNote, 2_000, not_blank
}
text! {
    /// What somebody who stands for an office says.
    NominationText, 2_000, not_blank
}
text! {
    /// What a report of somebody in office is about.
    OfficeReportTitle, 160, not_blank
}
text! {
    /// What somebody in office tells everybody about their work, in Markdown.
    OfficeReportText, 8_000, not_blank
}

/// A hashtag without its `#`, folded so that all spellings are one page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hashtag(String);

impl Hashtag {
    /// Parses a tag as typed, with or without `#`; folds it by NFKC and lower case.
    ///
    /// Returns nothing if it is empty, longer than [`HASHTAG_LENGTH_MAX`], only digits, or has a
    /// character that is neither a letter, a digit nor `_`.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let typed = typed.strip_prefix('#').unwrap_or(typed);
        let folded: String = typed
            .chars()
            .take(HASHTAG_LENGTH_MAX + 1)
            .nfkc()
            .flat_map(char::to_lowercase)
            .collect();
        let sound = (1..=HASHTAG_LENGTH_MAX).contains(&folded.chars().count())
            && folded.chars().all(is_tag_character)
            && !folded.chars().all(char::is_numeric);
        sound.then_some(Self(folded))
    }

    /// Takes a stored tag as it is.
    #[must_use]
    pub fn from_stored(stored: String) -> Self {
        Self(stored)
    }

    /// Returns it without the `#`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Hashtag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_tag_character(character: char) -> bool {
    character.is_alphanumeric()
        || character == '_'
        || unicode_normalization::char::is_combining_mark(character)
}

/// What a piece of a text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words as they are.
    Plain(&'a str),
    /// A hashtag, as written (with `#`) and as folded.
    Hashtag(&'a str, Hashtag),
    /// A mention, as written (with `@`) and as a handle; whether somebody has it is not known here.
    Mention(&'a str, Handle),
}

/// Splits `text` into plain pieces, hashtags and mentions; joined, they are the text again.
///
/// A tag or mention begins after the start, white space or an opening mark, so that `a@b.nl`,
/// `x#y` and `https://host/#part` have none. Linear in the length of the text.
#[must_use]
pub fn split_pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut hashtags, mut mentions) = (0, 0);
    let mut plain_from = 0;
    let mut may_begin = true;
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        let is_sign = may_begin && matches!(character, '#' | '@');
        may_begin = character.is_whitespace()
            || matches!(
                character,
                '(' | '[' | '{' | '"' | '\'' | '“' | '‘' | ',' | ';' | '*' | '>'
            );
        if !is_sign {
            continue;
        }
        let rest = text.get(at + 1..).unwrap_or_default();
        let is_tag = character == '#';
        let room = if is_tag {
            hashtags < HASHTAGS_MAX
        } else {
            mentions < MENTIONS_MAX
        };
        let length = if is_tag {
            find_tag_end(rest)
        } else {
            find_name_end(rest)
        };
        let written = text.get(at..at + 1 + length).unwrap_or_default();
        let name = rest.get(..length).unwrap_or_default();
        let piece = if is_tag {
            Hashtag::parse(name).map(|tag| Piece::Hashtag(written, tag))
        } else {
            Handle::parse(name)
                .ok()
                .map(|handle| Piece::Mention(written, handle))
        };
        let Some(piece) = piece.filter(|_| room) else {
            continue;
        };
        match piece {
            Piece::Hashtag(..) => hashtags += 1,
            Piece::Mention(..) => mentions += 1,
            Piece::Plain(_) => {}
        }
        if plain_from < at {
            pieces.push(Piece::Plain(text.get(plain_from..at).unwrap_or_default()));
        }
        pieces.push(piece);
        plain_from = at + 1 + length;
        while characters.as_str().len() > text.len() - plain_from {
            characters.next();
        }
        may_begin = false;
    }
    if plain_from < text.len() {
        pieces.push(Piece::Plain(text.get(plain_from..).unwrap_or_default()));
    }
    pieces
}

/// Returns how long the tag is that `rest` begins with.
fn find_tag_end(rest: &str) -> usize {
    rest.find(|it| !is_tag_character(it)).unwrap_or(rest.len())
}

/// Returns how long the handle is that `rest` begins with; 0 for somebody on another host
/// (`@ana@other.host`). Underscores at its end belong to the sentence: "by @ana_".
fn find_name_end(rest: &str) -> usize {
    let end = rest
        .find(|it: char| !(it.is_ascii_alphanumeric() || it == '_'))
        .unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    if after.starts_with('@') {
        0
    } else {
        name.trim_end_matches('_').len()
    }
}

/// Returns the distinct hashtags of `text` in order of first use, at most [`HASHTAGS_MAX`].
#[must_use]
pub fn find_hashtags(text: &str) -> Vec<Hashtag> {
    let mut found = Vec::new();
    for piece in split_pieces(text) {
        if let Piece::Hashtag(_, tag) = piece
            && !found.contains(&tag)
        {
            found.push(tag);
        }
    }
    found
}

/// Returns the distinct handles mentioned in `text`, at most [`MENTIONS_MAX`].
#[must_use]
pub fn find_mentions(text: &str) -> Vec<Handle> {
    let mut found = Vec::new();
    for piece in split_pieces(text) {
        if let Piece::Mention(_, handle) = piece
            && !found.contains(&handle)
        {
            found.push(handle);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn hashtags_are_folded_and_found_where_they_stand_alone() {
        let check = |text: &str, expect: &[&str]| {
            let found: Vec<String> = find_hashtags(text)
                .iter()
                .map(ToString::to_string)
                .collect();
            assert_eq!(found, expect, "{text:?}");
        };
        check("#Light and #light, (#Ｗide)", &["light", "wide"]);
        check("#écluse #日本語 #नमस्ते", &["écluse", "日本語", "नमस्ते"]);
        check("#2026 #2026light C# a#b https://host/#part", &["2026light"]);
        check("##double # #", &[]);
        check("#one#two", &["one"]);
        check("#ok", &["ok"]);
        check(&format!("#{}", "a".repeat(61)), &[]);
    }

    #[test]
    fn mentions_are_handles_of_this_network() {
        let check = |text: &str, expect: &[&str]| {
            let found: Vec<String> = find_mentions(text)
                .iter()
                .map(ToString::to_string)
                .collect();
            assert_eq!(found, expect, "{text:?}");
        };
        check("@Ana and @ana, thanks @ben_!", &["ana", "ben"]);
        check("post@example.org @ana@elsewhere.example @admin @", &[]);
        check("(@ana)", &["ana"]);
    }

    #[test]
    fn a_text_full_of_tags_is_bounded() {
        let text: String = (0..1_000)
            .map(|number| format!("#tag{number} @handle{number} "))
            .collect();
        assert_eq!(find_hashtags(&text).len(), HASHTAGS_MAX);
        assert_eq!(find_mentions(&text).len(), MENTIONS_MAX);
    }

    #[test]
    fn bounds_are_in_characters_and_the_text_is_kept_as_it_came() {
        assert_eq!(
            DisplayName::parse("é".repeat(250)).map(|name| name.as_str().len()),
            Ok(500)
        );
        assert_eq!(
            DisplayName::parse("é".repeat(251)),
            Err(Refusal::TooLong {
                characters_max: 250
            })
        );
        assert_eq!(CommentText::parse(" \n\t".into()), Err(Refusal::Empty));
        assert_eq!(
            CommentText::parse("\u{3000}".into()).map(|text| text.to_string()),
            Ok("\u{3000}".into())
        );
        assert_eq!(PostText::parse("a\0b".into()), Err(Refusal::NullCharacter));
    }

    proptest! {
        #[test]
        fn the_pieces_are_the_text(text in "[\\PC#@_ \n/:aé]{0,200}") {
            let joined: String = split_pieces(&text)
                .iter()
                .map(|piece| match piece {
                    Piece::Plain(it) | Piece::Hashtag(it, _) | Piece::Mention(it, _) => *it,
                })
                .collect();
            prop_assert_eq!(joined, text);
        }
    }
}
