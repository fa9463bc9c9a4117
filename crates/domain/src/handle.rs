//! Handles: the name in a member's address.
//!
//! A handle is 2 to 30 of `a-z 0-9 _`, begins with a letter, does not end with `_` and has no two
//! of them in a row. The set is ASCII so that no two handles look alike by script (`а` and `a`);
//! what people call themselves is the display name, where everything is welcome.

use core::{fmt, str::FromStr};

use unicode_normalization::UnicodeNormalization as _;

/// Shortest handle, in characters.
pub const LENGTH_MIN: usize = 2;
/// Longest handle, in characters.
pub const LENGTH_MAX: usize = 30;

/// Words that are addresses of the site, roles, or would pass for the network itself.
const RESERVED: [&str; 48] = [
    "about",
    "account",
    "admin",
    "administrator",
    "all",
    "api",
    "assets",
    "bookmarks",
    "commons",
    "create",
    "demo",
    "design",
    "everyone",
    "explore",
    "federation",
    "feed",
    "founder",
    "guest",
    "healthz",
    "help",
    "here",
    "home",
    "host",
    "invite",
    "legal",
    "media",
    "meent",
    "member",
    "members",
    "mod",
    "moderator",
    "network",
    "news",
    "notifications",
    "null",
    "oauth",
    "official",
    "owner",
    "record",
    "root",
    "search",
    "security",
    "settings",
    "staff",
    "support",
    "system",
    "tags",
    "undefined",
];

/// Why a text cannot be a handle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Fewer than [`LENGTH_MIN`] characters.
    #[error("a handle has at least {LENGTH_MIN} characters")]
    TooShort,
    /// More than [`LENGTH_MAX`] characters.
    #[error("a handle has at most {LENGTH_MAX} characters")]
    TooLong,
    /// A character outside the set.
    #[error("a handle has only the letters a to z, digits and underscores")]
    Character,
    /// It begins with a digit or an underscore.
    #[error("a handle begins with a letter")]
    Start,
    /// It ends with an underscore, or has two in a row.
    #[error("a handle has underscores only between other characters, one at a time")]
    Underscores,
    /// The word is kept for the site.
    #[error("this handle is kept for the network itself")]
    Reserved,
}

/// A member's handle, in the one form it is stored, compared and shown in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Handle(String);

impl Handle {
    /// Parses what a person typed: a leading `@` and surrounding space are dropped, compatibility
    /// forms and capitals are folded (NFKC, then lower case), and then the rules hold.
    ///
    /// # Errors
    ///
    /// The first rule that it breaks, in the order of [`Refusal`].
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        let typed = typed.trim();
        let typed = typed.strip_prefix('@').unwrap_or(typed);
        // Folding can expand one character to 18, so more than this could never fit.
        let folded: String = typed
            .chars()
            .take(LENGTH_MAX + 1)
            .nfkc()
            .flat_map(char::to_lowercase)
            .collect();
        let length = folded.chars().count();
        if length < LENGTH_MIN {
            return Err(Refusal::TooShort);
        }
        if length > LENGTH_MAX {
            return Err(Refusal::TooLong);
        }
        if !folded
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        {
            return Err(Refusal::Character);
        }
        if !folded.starts_with(|first: char| first.is_ascii_lowercase()) {
            return Err(Refusal::Start);
        }
        if folded.ends_with('_') || folded.contains("__") {
            return Err(Refusal::Underscores);
        }
        if RESERVED.binary_search(&folded.as_str()).is_ok() {
            return Err(Refusal::Reserved);
        }
        Ok(Self(folded))
    }

    /// Takes a stored handle as it is.
    #[must_use]
    pub fn from_stored(stored: String) -> Self {
        Self(stored)
    }

    /// Returns it without the `@`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Handle {
    type Err = Refusal;

    fn from_str(typed: &str) -> Result<Self, Refusal> {
        Self::parse(typed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_truth_table() {
        let check = |typed: &str, expect: Result<&str, Refusal>| {
            assert_eq!(
                Handle::parse(typed).as_ref().map(Handle::as_str),
                expect.as_ref().copied(),
                "{typed:?}"
            );
        };
        check("ana", Ok("ana"));
        check("  @Ana_2 ", Ok("ana_2"));
        check("Ａｎａ", Ok("ana"));
        check("ﬁne", Ok("fine"));
        check("a", Err(Refusal::TooShort));
        check("", Err(Refusal::TooShort));
        check(&"a".repeat(30), Ok(&"a".repeat(30)));
        check(&"a".repeat(31), Err(Refusal::TooLong));
        check(&"\u{fdfa}".repeat(31), Err(Refusal::TooLong));
        check("анна", Err(Refusal::Character));
        check("a-b", Err(Refusal::Character));
        check("9lives", Err(Refusal::Start));
        check("_ana", Err(Refusal::Start));
        check("ana_", Err(Refusal::Underscores));
        check("a__b", Err(Refusal::Underscores));
        check("Admin", Err(Refusal::Reserved));
        check("record", Err(Refusal::Reserved));
    }

    #[test]
    fn the_reserved_words_are_sorted_so_that_they_are_found() {
        assert!(RESERVED.is_sorted());
    }
}
