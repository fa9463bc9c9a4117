//! Bounds of photographs, and what is known of one that was accepted.

use crate::ids::MediaHash;

/// Most photographs in one post.
pub const PHOTOS_MAX: usize = 10;
/// Largest file that may be uploaded, in bytes.
pub const UPLOAD_BYTES_MAX: u64 = 40 * 1024 * 1024;
/// Most uploads that one member may have open at a time.
pub const OPEN_UPLOADS_MAX: u64 = 20;
/// How long an unfinished or unused upload is kept, in milliseconds: one day.
pub const UPLOAD_KEPT_MS: u64 = 24 * 60 * 60 * 1000;

/// Why a file or a set of files is not accepted, before anything is decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The file has no bytes.
    #[error("the file is empty")]
    Empty,
    /// More than [`UPLOAD_BYTES_MAX`].
    #[error("the file is larger than {} MB", UPLOAD_BYTES_MAX / 1024 / 1024)]
    TooLarge,
    /// More than [`PHOTOS_MAX`].
    #[error("a post has at most {PHOTOS_MAX} photographs")]
    TooMany,
    /// More than [`OPEN_UPLOADS_MAX`].
    #[error("{OPEN_UPLOADS_MAX} uploads are open already")]
    TooManyUploads,
}

impl Refusal {
    /// Returns the permanent code, for doors and messages.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "upload-empty",
            Self::TooLarge => "upload-too-large",
            Self::TooMany => "upload-too-many",
            Self::TooManyUploads => "upload-too-many-open",
        }
    }
}

/// Decides whether a file of `size_bytes` may be uploaded by someone with `open_uploads` others.
///
/// # Errors
///
/// [`Refusal::Empty`], [`Refusal::TooLarge`] or [`Refusal::TooManyUploads`].
pub fn check_upload(size_bytes: u64, open_uploads: u64) -> Result<(), Refusal> {
    if size_bytes == 0 {
        return Err(Refusal::Empty);
    }
    if size_bytes > UPLOAD_BYTES_MAX {
        return Err(Refusal::TooLarge);
    }
    if open_uploads >= OPEN_UPLOADS_MAX {
        return Err(Refusal::TooManyUploads);
    }
    Ok(())
}

/// One stored size of a photograph, served as WebP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variant {
    /// BLAKE3 of the file, and its address.
    pub hash: MediaHash,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Size of the file.
    pub size_bytes: u64,
}

/// A photograph that came through the jail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    /// BLAKE3 of the uploaded file: the photograph's identity.
    pub hash: MediaHash,
    /// Upright width of the largest variant, in pixels.
    pub width: u32,
    /// Upright height of the largest variant, in pixels.
    pub height: u32,
    /// A blurred preview in 20 to 60 characters (blurha.sh).
    pub blurhash: String,
    /// Stills, smallest first; never empty.
    pub variants: Vec<Variant>,
    /// The moving picture, if it moves.
    pub animation: Option<Variant>,
}
