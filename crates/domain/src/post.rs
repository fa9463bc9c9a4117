//! What a post and a comment may be.

use crate::{
    ids::MediaHash,
    media::PHOTOS_MAX,
    text::{self, AltText, CommentText, Hashtag, PostText},
};

use crate::handle::Handle;

/// How deep replies nest; a reply to a deeper one is put beside it.
pub const COMMENT_DEPTH_MAX: u32 = 8;

/// Why a post or comment cannot be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Neither words nor photographs.
    #[error("a post needs words or a photograph")]
    Empty,
    /// The text breaks a bound.
    #[error("the text is not accepted")]
    Text(#[source] text::Refusal),
    /// The description of a photograph breaks a bound.
    #[error("a photograph's description is not accepted")]
    AltText(#[source] text::Refusal),
    /// More than ten photographs.
    #[error("a post has at most {PHOTOS_MAX} photographs")]
    TooManyPhotos,
    /// The same photograph twice.
    #[error("the same photograph is in it twice")]
    PhotoTwice,
    /// A photograph that was not uploaded by the author, or whose upload has expired.
    #[error("a photograph is not there any more; upload it again")]
    PhotoMissing,
    /// The author may not publish now.
    #[error("you cannot publish until your suspension ends")]
    Suspended,
    /// The author may not publish any more.
    #[error("you cannot publish here")]
    Expelled,
    /// An edit that changes nothing.
    #[error("nothing was changed")]
    Unchanged,
    /// The comment answers one in another thread, or one that is gone.
    #[error("what you answer is not there any more")]
    ParentMissing,
    /// Appreciating or reposting one's own work.
    #[error("this is your own work")]
    OwnWork,
    /// Withdrawing an appreciation whose round has closed.
    #[error("the round in which you appreciated it is closed")]
    RoundClosed,
}

impl Refusal {
    /// Returns the permanent code, for doors and messages.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "post-empty",
            Self::Text(_) => "post-text",
            Self::AltText(_) => "post-alt-text",
            Self::TooManyPhotos => "post-too-many-photos",
            Self::PhotoTwice => "post-photo-twice",
            Self::PhotoMissing => "post-photo-missing",
            Self::Suspended => "post-suspended",
            Self::Expelled => "post-expelled",
            Self::Unchanged => "post-unchanged",
            Self::ParentMissing => "comment-parent-missing",
            Self::OwnWork => "post-own-work",
            Self::RoundClosed => "appreciation-round-closed",
        }
    }
}

/// A photograph's place in a post that is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftPhoto {
    /// Which photograph.
    pub hash: MediaHash,
    /// What it shows, as typed.
    pub alt_text: String,
}

/// A post as it comes from a composer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PostDraft {
    /// The source, as typed.
    pub text: String,
    /// In the order to be shown.
    pub photos: Vec<DraftPhoto>,
}

/// A post whose every part is within bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Composition {
    /// The source.
    pub text: PostText,
    /// At most [`PHOTOS_MAX`], each once, in order.
    pub photos: Vec<(MediaHash, AltText)>,
    /// Distinct, in order of first use.
    pub hashtags: Vec<Hashtag>,
    /// Distinct, in order of first use.
    pub mentions: Vec<Handle>,
}

impl Composition {
    /// Says whether it is words alone: no photograph, no tag, nobody mentioned.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.photos.is_empty() && self.hashtags.is_empty() && self.mentions.is_empty()
    }
}

/// A member's right to publish.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PublishingRight {
    /// They may not before this time, in milliseconds; 0 if they were never suspended.
    pub suspended_until_ms: u64,
    /// Since when they may not at all, in milliseconds; 0 if they were not expelled.
    pub expelled_at_ms: u64,
}

impl PublishingRight {
    /// Decides whether they may publish at `now_ms`.
    ///
    /// # Errors
    ///
    /// [`Refusal::Expelled`] or [`Refusal::Suspended`].
    pub fn check(self, now_ms: u64) -> Result<(), Refusal> {
        if self.expelled_at_ms != 0 {
            return Err(Refusal::Expelled);
        }
        if self.suspended_until_ms > now_ms {
            return Err(Refusal::Suspended);
        }
        Ok(())
    }
}

/// Decides whether `draft` can be published as it is.
///
/// # Errors
///
/// The first [`Refusal`] of: the text, the number of photographs, a photograph twice, its
/// description, nothing at all. Whether the photographs exist is for the caller to find out.
pub fn compose(draft: PostDraft) -> Result<Composition, Refusal> {
    let text = PostText::parse(draft.text).map_err(Refusal::Text)?;
    if draft.photos.len() > PHOTOS_MAX {
        return Err(Refusal::TooManyPhotos);
    }
    let mut photos: Vec<(MediaHash, AltText)> = Vec::with_capacity(draft.photos.len());
    for photo in draft.photos {
        if photos.iter().any(|(hash, _)| *hash == photo.hash) {
            return Err(Refusal::PhotoTwice);
        }
        photos.push((
            photo.hash,
            AltText::parse(photo.alt_text).map_err(Refusal::AltText)?,
        ));
    }
    if text::is_blank(text.as_str()) && photos.is_empty() {
        return Err(Refusal::Empty);
    }
    let hashtags = text::find_hashtags(text.as_str());
    let mentions = text::find_mentions(text.as_str());
    Ok(Composition {
        text,
        photos,
        hashtags,
        mentions,
    })
}

/// A comment whose every part is within bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentComposition {
    /// The source.
    pub text: CommentText,
    /// Distinct, in order of first use.
    pub mentions: Vec<Handle>,
}

/// Decides whether `text` can be published as a comment.
///
/// # Errors
///
/// [`Refusal::Text`].
pub fn compose_comment(text: String) -> Result<CommentComposition, Refusal> {
    let text = CommentText::parse(text).map_err(Refusal::Text)?;
    let mentions = text::find_mentions(text.as_str());
    Ok(CommentComposition { text, mentions })
}

/// Decides whether a comment that says `before` may say `text` from now on.
///
/// # Errors
///
/// [`Refusal::Text`]; [`Refusal::Unchanged`], since a history of equal versions tells nobody anything.
pub fn revise_comment(before: &CommentText, text: String) -> Result<CommentComposition, Refusal> {
    let revised = compose_comment(text)?;
    if revised.text == *before {
        return Err(Refusal::Unchanged);
    }
    Ok(revised)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn photo(number: u8) -> DraftPhoto {
        DraftPhoto {
            hash: MediaHash::from_bytes([number; 32]),
            alt_text: format!("photo {number}"),
        }
    }

    #[test]
    fn the_first_broken_rule_is_named() {
        let check = |text: &str, photos: Vec<DraftPhoto>, expect: Result<(), Refusal>| {
            let draft = PostDraft {
                text: text.to_owned(),
                photos,
            };
            assert_eq!(compose(draft).map(|_| ()), expect);
        };
        check("", vec![], Err(Refusal::Empty));
        check(" \r\n", vec![], Err(Refusal::Empty));
        check("", vec![photo(1)], Ok(()));
        check("words", (0..10).map(photo).collect(), Ok(()));
        check(
            "words",
            (0..11).map(photo).collect(),
            Err(Refusal::TooManyPhotos),
        );
        check("words", vec![photo(1), photo(1)], Err(Refusal::PhotoTwice));
        check(
            "a\0",
            vec![],
            Err(Refusal::Text(text::Refusal::NullCharacter)),
        );
    }

    #[test]
    fn an_edit_of_a_comment_changes_something() {
        let before = CommentText::parse("Dawn.".to_owned()).expect("a text");
        let check = |text: &str, expect: Result<(), Refusal>| {
            assert_eq!(
                revise_comment(&before, text.to_owned()).map(|_| ()),
                expect,
                "{text:?}"
            );
        };
        check("Dusk, @ben.", Ok(()));
        check("Dawn.", Err(Refusal::Unchanged));
        check("", Err(Refusal::Text(text::Refusal::Empty)));
        check("a\0", Err(Refusal::Text(text::Refusal::NullCharacter)));
    }

    #[test]
    fn a_suspension_ends_and_an_expulsion_does_not() {
        let right = |suspended_until_ms, expelled_at_ms| PublishingRight {
            suspended_until_ms,
            expelled_at_ms,
        };
        assert_eq!(right(0, 0).check(5), Ok(()));
        assert_eq!(right(6, 0).check(5), Err(Refusal::Suspended));
        assert_eq!(right(5, 0).check(5), Ok(()));
        assert_eq!(right(0, 1).check(5), Err(Refusal::Expelled));
    }
}
