//! What a member says about themself, and how the site looks to them.

use crate::{
    handle::{self, Handle},
    ids::MediaHash,
    text::{self, About, DisplayName},
};

/// A language the site speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Nederlands.
    Dutch,
}

impl Language {
    /// Returns the BCP 47 tag, which is also the stored word.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Dutch => "nl",
        }
    }

    /// Returns the language of this tag.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        match tag {
            "en" => Some(Self::English),
            "nl" => Some(Self::Dutch),
            _ => None,
        }
    }
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// As the device says.
    #[default]
    System,
    /// Ink on paper.
    Light,
    /// Paper on ink.
    Dark,
}

impl Theme {
    /// Returns the stored word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Returns the theme of this word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        match word {
            "system" => Some(Self::System),
            "light" => Some(Self::Light),
            "dark" => Some(Self::Dark),
            _ => None,
        }
    }
}

/// Why a profile cannot be as asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The handle breaks a rule.
    #[error("the handle is not accepted")]
    Handle(#[source] handle::Refusal),
    /// Somebody has the handle.
    #[error("somebody has this handle")]
    HandleTaken,
    /// The display name breaks a bound.
    #[error("the name is not accepted")]
    DisplayName(#[source] text::Refusal),
    /// The text about oneself breaks a bound.
    #[error("the text about you is not accepted")]
    About(#[source] text::Refusal),
    /// The picture was not uploaded by the member, or the upload has expired.
    #[error("the picture is not there any more; upload it again")]
    PictureMissing,
}

impl Refusal {
    /// Returns the permanent code, for doors and messages.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Handle(_) => "profile-handle",
            Self::HandleTaken => "profile-handle-taken",
            Self::DisplayName(_) => "profile-display-name",
            Self::About(_) => "profile-about",
            Self::PictureMissing => "profile-picture-missing",
        }
    }
}

/// What a member wants to change; what is not named stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProfileDraft {
    /// Another handle.
    pub handle: Option<String>,
    /// Another name; blank to show the handle.
    pub display_name: Option<String>,
    /// Another text.
    pub about: Option<String>,
    /// Another picture, or none.
    pub picture: Option<Option<MediaHash>>,
}

/// A change whose every part is within bounds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProfileChange {
    /// Another handle; whether it is free is for the store to say.
    pub handle: Option<Handle>,
    /// Another name.
    pub display_name: Option<DisplayName>,
    /// Another text.
    pub about: Option<About>,
    /// Another picture, or none.
    pub picture: Option<Option<MediaHash>>,
}

/// Decides whether `draft` is within bounds.
///
/// # Errors
///
/// [`Refusal::Handle`], [`Refusal::DisplayName`] or [`Refusal::About`].
pub fn change(draft: ProfileDraft) -> Result<ProfileChange, Refusal> {
    Ok(ProfileChange {
        handle: draft
            .handle
            .map(|typed| Handle::parse(&typed))
            .transpose()
            .map_err(Refusal::Handle)?,
        display_name: draft
            .display_name
            .map(DisplayName::parse)
            .transpose()
            .map_err(Refusal::DisplayName)?,
        about: draft
            .about
            .map(About::parse)
            .transpose()
            .map_err(Refusal::About)?,
        picture: draft.picture,
    })
}
