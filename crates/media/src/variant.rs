//! From pixels to the files a page needs: upright, in sRGB, in several widths, as WebP.
//!
//! The picture is scaled to the largest wanted width first; turning, colours and the smaller
//! variants work on that. Nothing is ever made larger than it came.

use ::webp::{AnimEncoder, AnimFrame, Encoder, WebPConfig};
use fast_image_resize as fir;
use image::DynamicImage;
use image::metadata::Orientation;

use crate::animation::Animation;
use crate::decode::Picture;
use crate::{Format, Limits, Refusal, colour, webp};

/// Tallest variant, in pixels; long comics stay readable and WebP ends at 16,383.
const HEIGHT_MAX: u32 = 8192;
/// Quality of stills, 0 to 100.
const QUALITY: f32 = 80.0;
/// Effort of the encoder, 0 to 6: where a 12-megapixel picture stays below a second (ADR-0006).
const METHOD: i32 = 2;
/// Side of the picture the blurhash is computed from, in pixels.
const BLUR_SIDE: u32 = 32;

/// Everything one picture became.
pub(crate) struct Variants {
    /// Width as seen, before scaling.
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) blurhash: String,
    pub(crate) files: Vec<Encoded>,
}

/// One file, still in memory.
pub(crate) struct Encoded {
    pub(crate) name: String,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) format: Format,
    pub(crate) content: Vec<u8>,
}

/// Makes the variants of `picture` in `widths`, ascending.
pub(crate) fn make(picture: Picture, widths: &[u32], limits: &Limits) -> Result<Variants, Refusal> {
    let Picture {
        image,
        orientation,
        profile,
        animation,
    } = picture;
    let (width, height) = turned(orientation, (image.width(), image.height()));
    let widest = widths.last().copied().unwrap_or(width);
    let upright_size = fit((width, height), widest);
    let mut upright = resize(&image, turned(orientation, upright_size))?;
    drop(image);
    upright.apply_orientation(orientation);
    if let Some(profile) = &profile {
        colour::to_srgb(&mut upright, profile);
    }
    let mut files = Vec::new();
    let mut current = upright;
    files.push(still(&current)?);
    for &wanted in widths
        .iter()
        .rev()
        .filter(|&&wanted| wanted < upright_size.0)
    {
        current = resize(&current, fit((width, height), wanted))?;
        files.push(still(&current)?);
    }
    files.reverse();
    let blurhash = blurhash_of(&current)?;
    if let Some(animation) = animation {
        files.extend(animated(animation, orientation, profile.as_deref())?);
    }
    let fits = |file: &Encoded| {
        u64::try_from(file.content.len()).is_ok_and(|length| length <= limits.output_bytes)
    };
    if !files.iter().all(fits) {
        return Err(Refusal::OutputTooLarge);
    }
    Ok(Variants {
        width,
        height,
        blurhash,
        files,
    })
}

/// Returns the largest size of the same shape within `width_max` and [`HEIGHT_MAX`], never larger
/// than `size` and never below one pixel.
pub(crate) fn fit((width, height): (u32, u32), width_max: u32) -> (u32, u32) {
    let scaled = |side: u32, by: u32, of: u32| {
        let rounded = (u64::from(side) * u64::from(by) + u64::from(of) / 2) / u64::from(of);
        u32::try_from(rounded).unwrap_or(u32::MAX).max(1)
    };
    let (mut fit_width, mut fit_height) = (width, height);
    if fit_width > width_max {
        (fit_width, fit_height) = (width_max, scaled(height, width_max, width));
    }
    if fit_height > HEIGHT_MAX {
        (fit_width, fit_height) = (scaled(width, HEIGHT_MAX, height), HEIGHT_MAX);
    }
    (fit_width, fit_height)
}

/// Swaps width and height where the orientation lays the picture on its side.
fn turned(orientation: Orientation, (width, height): (u32, u32)) -> (u32, u32) {
    match orientation {
        Orientation::Rotate90
        | Orientation::Rotate270
        | Orientation::Rotate90FlipH
        | Orientation::Rotate270FlipH => (height, width),
        Orientation::NoTransforms
        | Orientation::Rotate180
        | Orientation::FlipHorizontal
        | Orientation::FlipVertical => (width, height),
    }
}

/// Scales 8-bit RGB or RGBA pixels to `size`.
pub(crate) fn resize(image: &DynamicImage, size: (u32, u32)) -> Result<DynamicImage, Refusal> {
    if (image.width(), image.height()) == size {
        return Ok(image.clone());
    }
    match image {
        DynamicImage::ImageRgb8(pixels) => {
            let mut scaled = image::RgbImage::new(size.0, size.1);
            resample::<fir::pixels::U8x3>(pixels, pixels.dimensions(), &mut scaled, size)?;
            Ok(scaled.into())
        }
        DynamicImage::ImageRgba8(pixels) => {
            let mut scaled = image::RgbaImage::new(size.0, size.1);
            resample::<fir::pixels::U8x4>(pixels, pixels.dimensions(), &mut scaled, size)?;
            Ok(scaled.into())
        }
        _ => Err(Refusal::UnsupportedCoding),
    }
}

/// The resizer is generic in the pixel; naming the two we use spares the compiler eleven others.
fn resample<P: fir::PixelTrait>(
    from: &[u8],
    from_size: (u32, u32),
    to: &mut [u8],
    to_size: (u32, u32),
) -> Result<(), Refusal> {
    // Lanczos keeps detail; transparent pixels lend their neighbours no colour.
    let options = fir::ResizeOptions::new()
        .resize_alg(fir::ResizeAlg::Convolution(fir::FilterType::Lanczos3));
    let from = fir::images::TypedImageRef::<P>::from_buffer(from_size.0, from_size.1, from);
    let to = fir::images::TypedImage::<P>::from_buffer(to_size.0, to_size.1, to);
    let (Ok(from), Ok(mut to)) = (from, to) else {
        return Err(Refusal::Damaged);
    };
    fir::Resizer::new()
        .resize_typed(&from, &mut to, &options)
        .map_err(|_| Refusal::Damaged)
}

fn still(image: &DynamicImage) -> Result<Encoded, Refusal> {
    let (width, height) = (image.width(), image.height());
    let encoder = match image {
        DynamicImage::ImageRgb8(pixels) => Encoder::from_rgb(pixels, width, height),
        DynamicImage::ImageRgba8(pixels) => Encoder::from_rgba(pixels, width, height),
        _ => return Err(Refusal::UnsupportedCoding),
    };
    let encoded = encoder
        .encode_advanced(&config()?)
        .map_err(|_| Refusal::TooMuchMemory)?;
    Ok(Encoded {
        name: format!("w{width}.webp"),
        width,
        height,
        format: Format::Webp,
        content: encoded.to_vec(),
    })
}

/// The moving variant, if anything in it moves.
fn animated(
    animation: Animation,
    orientation: Orientation,
    profile: Option<&[u8]>,
) -> Result<Option<Encoded>, Refusal> {
    let mut frames = Vec::with_capacity(animation.frames.len());
    let mut timestamp_ms = 0_i32;
    for still in animation.frames {
        let mut image = DynamicImage::from(still.image);
        image.apply_orientation(orientation);
        if let Some(profile) = profile {
            colour::to_srgb(&mut image, profile);
        }
        frames.push((image.into_rgba8(), timestamp_ms));
        timestamp_ms = timestamp_ms.saturating_add_unsigned(still.delay_ms);
    }
    let (width, height) = frames
        .first()
        .map(|(image, _)| image.dimensions())
        .ok_or(Refusal::NoPixels)?;
    let config = config()?;
    let mut encoder = AnimEncoder::new(width, height, &config);
    encoder.set_loop_count(i32::try_from(animation.loops).unwrap_or(0));
    for (image, timestamp_ms) in &frames {
        encoder.add_frame(AnimFrame::from_rgba(image, width, height, *timestamp_ms));
    }
    let encoded = encoder.try_encode().map_err(|_| Refusal::TooMuchMemory)?;
    let content = encoded.to_vec();
    // The encoder makes a still of frames that are all alike, and there is one already.
    let moves = webp::inspect(&content).is_ok_and(|shape| shape.animated);
    let name = "animated.webp".to_owned();
    Ok(moves.then_some(Encoded {
        name,
        width,
        height,
        format: Format::AnimatedWebp,
        content,
    }))
}

fn config() -> Result<WebPConfig, Refusal> {
    let mut config = WebPConfig::new().map_err(|()| Refusal::DecoderFailed)?;
    config.quality = QUALITY;
    config.method = METHOD;
    config.alpha_quality = 90;
    Ok(config)
}

/// The blurhash of `image` on white, four by three or three by four terms.
fn blurhash_of(image: &DynamicImage) -> Result<String, Refusal> {
    let (width, height) = (image.width(), image.height());
    let longer = width.max(height);
    let side = |length: u32| {
        (u64::from(length) * u64::from(BLUR_SIDE.min(longer)) / u64::from(longer)).max(1)
    };
    let size = (
        u32::try_from(side(width)).unwrap_or(1),
        u32::try_from(side(height)).unwrap_or(1),
    );
    let mut small = resize(image, size)?.into_rgba8();
    for pixel in small.pixels_mut() {
        let [red, green, blue, alpha] = pixel.0.map(u32::from);
        let over_white = |channel: u32| {
            u8::try_from((channel * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
        };
        pixel.0 = [
            over_white(red),
            over_white(green),
            over_white(blue),
            u8::MAX,
        ];
    }
    let (across, down) = if width >= height { (4, 3) } else { (3, 4) };
    blurhash::encode(across, down, size.0, size.1, &small).map_err(|_| Refusal::Damaged)
}
