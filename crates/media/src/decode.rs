//! From foreign bytes to pixels. Runs only inside the worker, behind its walls.
//!
//! Every path checks the size the header declares before it asks for memory. Errors of decoders
//! become a [`Refusal`]; their own words stay here.

use std::io::{self, Cursor};

use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::error::LimitErrorKind;
use image::metadata::Orientation;
use image::{AnimationDecoder, DynamicImage, ImageDecoder, ImageError, RgbImage, RgbaImage};

use crate::animation::{self, Animation};
use crate::kind::{self, Kind};
use crate::{Limits, Refusal, ending, jpeg, orientation};

/// Pixels, and what is needed to show them rightly.
pub(crate) struct Picture {
    /// 8-bit RGB or RGBA, as stored in the file; for an animation its first frame.
    pub(crate) image: DynamicImage,
    /// How to turn it upright.
    pub(crate) orientation: Orientation,
    /// The profile its colours are in, when it says so.
    pub(crate) profile: Option<Vec<u8>>,
    /// The moving picture, when it has more than one frame.
    pub(crate) animation: Option<Animation>,
}

/// A decoder's complaint or a rule's.
pub(crate) enum Failure {
    Decoder(ImageError),
    Rule(Refusal),
}

impl From<ImageError> for Failure {
    fn from(error: ImageError) -> Self {
        Self::Decoder(error)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Rule(refusal)
    }
}

/// Decodes a file of any kind we take.
///
/// # Errors
///
/// The refusal that says best what is wrong with it.
pub(crate) fn decode(limits: &Limits, bytes: &[u8]) -> Result<Picture, Refusal> {
    let kind = kind::sniff(bytes)?;
    // Decoders paint the missing part of a JPEG grey and call it done.
    if kind == Kind::Jpeg && ending::comes_too_early(kind, bytes) {
        return Err(Refusal::EndsTooEarly);
    }
    if let Some(size) = kind::declared_size(kind, bytes) {
        check_size(limits, size)?;
    }
    let decoded = match kind {
        Kind::Jpeg => decode_jpeg(limits, bytes),
        Kind::Png => decode_png(limits, bytes),
        Kind::Webp => decode_webp(limits, bytes),
        Kind::Gif => decode_gif(limits, bytes),
        Kind::Heif => decode_heif(limits, bytes),
    };
    decoded.map_err(|failure| match failure {
        Failure::Rule(refusal) => refusal,
        Failure::Decoder(error) => judge(kind, bytes, &error),
    })
}

fn decode_jpeg(limits: &Limits, bytes: &[u8]) -> Result<Picture, Failure> {
    let attempt = |bytes: &[u8]| still(limits, JpegDecoder::new(Cursor::new(bytes))?);
    match attempt(bytes) {
        Err(Failure::Decoder(error @ (ImageError::Decoding(_) | ImageError::IoError(_)))) => {
            match jpeg::without_annotations(bytes) {
                Some(plain) => attempt(&plain),
                None => Err(error.into()),
            }
        }
        decoded => decoded,
    }
}

fn decode_png(limits: &Limits, bytes: &[u8]) -> Result<Picture, Failure> {
    let mut decoder = PngDecoder::new(Cursor::new(bytes))?;
    check_size(limits, decoder.dimensions())?;
    decoder.set_limits(decoder_limits(limits))?;
    // 16-bit animations do not exist in the wild; their first frame is shown.
    if decoder.is_apng()? && decoder.color_type().bytes_per_pixel() <= 4 {
        let size = decoder.dimensions();
        let (turn, profile) = (orientation::of(&mut decoder), decoder.icc_profile()?);
        let frames = decoder.apng()?;
        let loops = frames.loop_count();
        return moving(
            animation::read(limits, size, frames.into_frames(), loops)?,
            turn,
            profile,
        );
    }
    let mut picture = still(limits, decoder)?;
    if picture.orientation == Orientation::NoTransforms {
        picture.orientation = orientation::of_png_text(bytes).unwrap_or(Orientation::NoTransforms);
    }
    Ok(picture)
}

fn decode_webp(limits: &Limits, bytes: &[u8]) -> Result<Picture, Failure> {
    let mut decoder = WebPDecoder::new(Cursor::new(bytes))?;
    if !decoder.has_animation() {
        return still(limits, decoder);
    }
    let size = decoder.dimensions();
    check_size(limits, size)?;
    decoder.set_limits(decoder_limits(limits))?;
    let (turn, profile) = (orientation::of(&mut decoder), decoder.icc_profile()?);
    let loops = decoder.loop_count();
    moving(
        animation::read(limits, size, decoder.into_frames(), loops)?,
        turn,
        profile,
    )
}

fn decode_gif(limits: &Limits, bytes: &[u8]) -> Result<Picture, Failure> {
    let mut decoder = GifDecoder::new(Cursor::new(bytes))?;
    let size = decoder.dimensions();
    check_size(limits, size)?;
    decoder.set_limits(decoder_limits(limits))?;
    let loops = decoder.loop_count();
    moving(
        animation::read(limits, size, decoder.into_frames(), loops)?,
        Orientation::NoTransforms,
        None,
    )
}

/// HEIC and AVIF; of an image sequence, its still picture. The decoder turns it upright.
fn decode_heif(limits: &Limits, bytes: &[u8]) -> Result<Picture, Failure> {
    let broken = || {
        if ending::comes_too_early(Kind::Heif, bytes) {
            Refusal::EndsTooEarly
        } else {
            Refusal::Damaged
        }
    };
    let header = heic::ImageInfo::from_bytes(bytes).map_err(|_| broken())?;
    check_size(limits, (header.width, header.height))?;
    let mut bounds = heic::Limits::default();
    bounds.max_width = Some(limits.side.into());
    bounds.max_height = Some(limits.side.into());
    bounds.max_pixels = Some(limits.pixels);
    bounds.max_memory_bytes = Some(limits.picture_bytes());
    let layout = if header.has_alpha {
        heic::PixelLayout::Rgba8
    } else {
        heic::PixelLayout::Rgb8
    };
    let config = heic::DecoderConfig::new();
    let request = config
        .decode_request(bytes)
        .with_output_layout(layout)
        .with_limits(&bounds)
        .with_max_threads(1);
    let decoded = request.decode().map_err(|error| match error.error() {
        heic::HeicError::LimitExceeded(_) => Refusal::TooMuchMemory,
        heic::HeicError::Unsupported(_) => Refusal::UnsupportedCoding,
        _ => broken(),
    })?;
    check_size(limits, (decoded.width, decoded.height))?;
    let image = if header.has_alpha {
        RgbaImage::from_raw(decoded.width, decoded.height, decoded.data).map(DynamicImage::from)
    } else {
        RgbImage::from_raw(decoded.width, decoded.height, decoded.data).map(DynamicImage::from)
    };
    Ok(Picture {
        image: image.ok_or(Refusal::Damaged)?,
        orientation: Orientation::NoTransforms,
        profile: header.icc_profile,
        animation: None,
    })
}

fn still(limits: &Limits, mut decoder: impl ImageDecoder) -> Result<Picture, Failure> {
    check_size(limits, decoder.dimensions())?;
    if decoder.total_bytes() > limits.picture_bytes() {
        return Err(Refusal::TooMuchMemory.into());
    }
    decoder.set_limits(decoder_limits(limits))?;
    let orientation = orientation::of(&mut decoder);
    // A profile that cannot be read is as good as none.
    let profile = decoder.icc_profile().ok().flatten();
    let image = to_eight_bits(DynamicImage::from_decoder(decoder)?);
    Ok(Picture {
        image,
        orientation,
        profile,
        animation: None,
    })
}

fn moving(
    read: (RgbaImage, Option<Animation>),
    orientation: Orientation,
    profile: Option<Vec<u8>>,
) -> Result<Picture, Failure> {
    let (first, animation) = read;
    Ok(Picture {
        image: to_eight_bits(first.into()),
        orientation,
        profile,
        animation,
    })
}

/// RGB, or RGBA where a pixel is not opaque.
fn to_eight_bits(image: DynamicImage) -> DynamicImage {
    if !image.color().has_alpha() {
        return image.into_rgb8().into();
    }
    let image = image.into_rgba8();
    if image.pixels().all(|pixel| pixel.0[3] == u8::MAX) {
        return DynamicImage::from(image).into_rgb8().into();
    }
    image.into()
}

/// Checks what a header declares.
fn check_size(limits: &Limits, (width, height): (u32, u32)) -> Result<(), Refusal> {
    if width == 0 || height == 0 {
        return Err(Refusal::NoPixels);
    }
    if u64::from(width) * u64::from(height) > limits.pixels {
        return Err(Refusal::TooManyPixels);
    }
    if width.max(height) > limits.side {
        return Err(Refusal::SideTooLong);
    }
    Ok(())
}

fn decoder_limits(limits: &Limits) -> image::Limits {
    let mut bounds = image::Limits::default();
    bounds.max_image_width = Some(limits.side);
    bounds.max_image_height = Some(limits.side);
    bounds.max_alloc = Some(limits.picture_bytes());
    bounds
}

/// Puts a decoder's complaint in words a member understands.
fn judge(kind: Kind, bytes: &[u8], error: &ImageError) -> Refusal {
    match error {
        ImageError::Limits(limit) => match limit.kind() {
            LimitErrorKind::DimensionError => Refusal::SideTooLong,
            _ => Refusal::TooMuchMemory,
        },
        ImageError::Unsupported(_) => Refusal::UnsupportedCoding,
        _ if is_unexpected_end(error) || ending::comes_too_early(kind, bytes) => {
            Refusal::EndsTooEarly
        }
        _ => Refusal::Damaged,
    }
}

fn is_unexpected_end(error: &ImageError) -> bool {
    let mut next: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(cause) = next {
        let io_error = cause.downcast_ref::<io::Error>();
        if io_error.is_some_and(|it| it.kind() == io::ErrorKind::UnexpectedEof) {
            return true;
        }
        next = cause.source();
    }
    false
}
