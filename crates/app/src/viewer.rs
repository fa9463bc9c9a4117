//! Who is asking.

use domain::profile::Language;
use domain::visibility::Viewpoint;
use ledger::ids::MemberNumber;
use ledger::member::Standing;

use crate::error::{AppError, Result};
use crate::{App, Commons};

/// Somebody at a door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// Nobody is signed in.
    Anonymous {
        /// The language their browser asks for.
        language: Language,
    },
    /// A member is signed in.
    Member {
        /// Who.
        number: MemberNumber,
        /// Their standing in the commons.
        standing: Standing,
        /// The language they read in.
        language: Language,
    },
}

impl Viewer {
    /// Returns the member who is signed in.
    #[must_use]
    pub fn number(&self) -> Option<MemberNumber> {
        match self {
            Self::Anonymous { .. } => None,
            Self::Member { number, .. } => Some(*number),
        }
    }

    /// Returns the language to answer in.
    #[must_use]
    pub fn language(&self) -> Language {
        match self {
            Self::Anonymous { language } | Self::Member { language, .. } => *language,
        }
    }

    /// Returns the member who is signed in, for what nobody else can do.
    ///
    /// # Errors
    ///
    /// [`AppError::SignInNeeded`].
    pub fn signed_in(&self) -> Result<MemberNumber> {
        self.number().ok_or(AppError::SignInNeeded)
    }

    /// Returns with whose eyes they read, which the moderation policy in force has a part in.
    #[must_use]
    pub fn viewpoint(&self, commons: &Commons) -> Viewpoint {
        match self.number() {
            None => Viewpoint::Anyone,
            Some(member) if commons.moderation.is_moderator(member) => Viewpoint::Moderator(member),
            Some(member) => Viewpoint::Member(member),
        }
    }
}

impl App {
    /// Loads a member as somebody who is signed in.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if there is no such member, or they left; [`AppError::Store`] or
    /// [`AppError::Record`].
    pub async fn load_viewer(&self, number: MemberNumber) -> Result<Viewer> {
        let member = self
            .store
            .read()
            .await?
            .find_member(number)
            .await?
            .ok_or(AppError::NotFound)?;
        if member.erased_at_ms.is_some() {
            return Err(AppError::NotFound);
        }
        let now_ms = self.record.now_ms()?;
        let standing = self.record.read(|state| state.standing(number, now_ms))?;
        Ok(Viewer::Member {
            number,
            standing,
            language: member.language,
        })
    }
}
