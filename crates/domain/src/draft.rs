//! Unfinished work: what a composer keeps so that nothing is lost.

use crate::{
    ids::{MediaHash, PostId},
    media::PHOTOS_MAX,
    text::PostText,
};

/// What is being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DraftPlace {
    /// A new post; a member has one at a time.
    NewPost,
    /// A comment under this post.
    Comment(PostId),
    /// A change of this post.
    Edit(PostId),
}

/// Unfinished work as it was last seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The words so far.
    pub text: String,
    /// The photographs so far, with their descriptions, in order.
    pub photos: Vec<(MediaHash, String)>,
}

impl Draft {
    /// Says whether it is small enough to keep: twice what could be published.
    #[must_use]
    pub fn is_within_bounds(&self) -> bool {
        self.text.len() <= PostText::CHARACTERS_MAX * 8
            && !self.text.contains('\0')
            && self.photos.len() <= PHOTOS_MAX * 2
            && self
                .photos
                .iter()
                .all(|(_, alt_text)| alt_text.len() <= 16_000 && !alt_text.contains('\0'))
    }

    /// Says whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.photos.is_empty()
    }
}
