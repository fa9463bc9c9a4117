//! Why a file was not taken, in words for the member who chose it.

use serde::{Deserialize, Serialize};

macro_rules! refusals {
    ($($(#[$doc:meta])* $variant:ident => $code:literal, $words:literal;)*) => {
        /// A rule of the jail said no. Codes are permanent; the words may be improved and are
        /// translated by code.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[derive(thiserror::Error)]
        #[serde(rename_all = "snake_case")]
        pub enum Refusal {
            $($(#[$doc])* #[error($words)] $variant,)*
        }

        impl Refusal {
            /// Every refusal there is, in the order of their declaration.
            pub const ALL: &'static [Refusal] = &[$(Refusal::$variant,)*];

            /// Returns the permanent code, as in message keys and logs.
            pub fn code(self) -> &'static str {
                match self {
                    $(Refusal::$variant => $code,)*
                }
            }

            /// Returns what a member reads, in plain English, one sentence or two.
            pub fn message(self) -> &'static str {
                match self {
                    $(Refusal::$variant => $words,)*
                }
            }
        }
    };
}

refusals! {
    /// The file has no bytes.
    Empty => "empty", "This file is empty.";
    /// More bytes than [`crate::Limits::input_bytes`].
    FileTooLarge => "file_too_large", "This file is larger than 64 MB. Save the picture smaller and try again.";
    /// The bytes stop before the picture is complete.
    EndsTooEarly => "ends_too_early", "This file ends too early: part of the picture is missing. Try uploading it again.";
    /// The bytes contradict their format.
    Damaged => "damaged", "This picture is damaged and cannot be read.";
    /// A valid file that uses a part of its format we do not read.
    UnsupportedCoding => "unsupported_coding", "This picture is saved in a way we cannot read yet. Save it as JPEG or PNG and try again.";
    /// More pixels than [`crate::Limits::pixels`].
    TooManyPixels => "too_many_pixels", "This picture is larger than 100 megapixels. Save it smaller and try again.";
    /// Longer or wider than [`crate::Limits::side`].
    SideTooLong => "side_too_long", "This picture is longer than 32,768 pixels on one side. Save it smaller and try again.";
    /// Width or height of zero.
    NoPixels => "no_pixels", "This picture has no width or no height.";
    /// More frames than [`crate::Limits::frames`], or frames that are too many for their size.
    AnimationTooLong => "animation_too_long", "This animation is too long. Keep it below 600 frames, or share it as a film once films come.";
    /// The decoder asked for more than [`crate::Limits::memory_bytes`].
    TooMuchMemory => "too_much_memory", "This picture needs too much memory to open. Save it smaller and try again.";
    /// The decoder used up [`crate::Limits::cpu_seconds`] or [`crate::Limits::wall_ms`].
    TooSlow => "too_slow", "This picture takes too long to open. Save it as JPEG and try again.";
    /// The result would be larger than [`crate::Limits::output_bytes`].
    OutputTooLarge => "output_too_large", "This picture becomes too large when prepared for the web. Save it smaller and try again.";
    /// The decoder died in a way it never should; the file is kept from everyone.
    DecoderFailed => "decoder_failed", "This picture could not be opened safely. Save it as JPEG or PNG and try again.";
    /// A moving picture with sound, or meant to have it.
    Film => "film", "This is a film. Film and sound come later; for now, share a photograph.";
    /// A recording without picture.
    Sound => "sound", "This is a sound recording. Film and sound come later; for now, share a photograph.";
    /// An SVG drawing.
    Svg => "svg", "This is an SVG drawing, which can carry scripts. Export it as PNG and try again.";
    /// A TIFF, or a camera raw built on it.
    Tiff => "tiff", "This is a TIFF or a camera raw file. Export it as JPEG or PNG and try again.";
    /// A raster picture of a format we do not read (BMP, ICO, PSD, JPEG XL, JPEG 2000 …).
    OtherPicture => "other_picture", "We do not read this kind of picture. Export it as JPEG, PNG, WebP or HEIC and try again.";
    /// A web page or other markup.
    Markup => "markup", "This is a web page or a text, not a picture.";
    /// PDF, office documents, archives.
    Document => "document", "This is a document or an archive, not a picture.";
    /// Bytes of no format we know.
    NotAPicture => "not_a_picture", "This does not look like a picture. We read JPEG, PNG, WebP, GIF, HEIC and AVIF.";
}
