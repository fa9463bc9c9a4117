//! Who may see a work.
//!
//! The same rule stands twice: here, where it can be read and tested, and in the SQL of `store`,
//! where it must run; a test of `store` holds one against the other.

use ledger::ids::MemberNumber;

/// How far a work reaches after moderation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Everyone.
    #[default]
    Everyone,
    /// Its author's followers, and not in explore, tags or search.
    Followers,
    /// Its author only: it was taken down.
    Nobody,
}

impl Reach {
    /// Returns the stored word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Everyone => "everyone",
            Self::Followers => "followers",
            Self::Nobody => "nobody",
        }
    }

    /// Returns the reach of this word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        match word {
            "everyone" => Some(Self::Everyone),
            "followers" => Some(Self::Followers),
            "nobody" => Some(Self::Nobody),
            _ => None,
        }
    }
}

/// With whose eyes a page is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Viewpoint {
    /// Somebody who is not signed in.
    Anyone,
    /// A member.
    Member(MemberNumber),
    /// A member who acts on reports and so sees what was taken down.
    Moderator(MemberNumber),
}

impl Viewpoint {
    /// Returns the member, if there is one.
    #[must_use]
    pub fn member(self) -> Option<MemberNumber> {
        match self {
            Self::Anyone => None,
            Self::Member(member) | Self::Moderator(member) => Some(member),
        }
    }
}

/// Says whether a work by `author` with `reach` may be seen by `viewpoint`, who follows the author
/// or not.
#[must_use]
pub fn may_see(reach: Reach, author: MemberNumber, viewpoint: Viewpoint, follows: bool) -> bool {
    if matches!(viewpoint, Viewpoint::Moderator(_)) || viewpoint.member() == Some(author) {
        return true;
    }
    match reach {
        Reach::Everyone => true,
        Reach::Followers => follows,
        Reach::Nobody => false,
    }
}
