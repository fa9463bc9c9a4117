//! Colours to sRGB, since the profile that explains them does not leave the jail.
//!
//! Phones tag their pictures Display P3. Dropping the tag alone would leave them pale, so pixels
//! are converted where the profile is an RGB one. Profiles of grey and CMYK pictures are dropped:
//! the decoder has already made RGB of those, and the difference is small.

use image::DynamicImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// Largest profile that is read, in bytes. Printers' profiles stay below it.
const PROFILE_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Converts 8-bit RGB or RGBA pixels from the colours of `profile` to sRGB.
///
/// A profile that cannot be read or is not for RGB changes nothing.
pub(crate) fn to_srgb(image: &mut DynamicImage, profile: &[u8]) {
    if profile.len() > PROFILE_BYTES_MAX {
        return;
    }
    let Ok(source) = ColorProfile::new_from_slice(profile) else {
        return;
    };
    if source.color_space != DataColorSpace::Rgb {
        return;
    }
    match image {
        DynamicImage::ImageRgb8(pixels) => convert(&source, Layout::Rgb, pixels),
        DynamicImage::ImageRgba8(pixels) => convert(&source, Layout::Rgba, pixels),
        _ => {}
    }
}

fn convert(source: &ColorProfile, layout: Layout, pixels: &mut [u8]) {
    let srgb = ColorProfile::new_srgb();
    let Ok(transform) =
        source.create_transform_8bit(layout, &srgb, layout, TransformOptions::default())
    else {
        return;
    };
    let mut converted = vec![0; pixels.len()];
    if transform.transform(pixels, &mut converted).is_ok() {
        pixels.copy_from_slice(&converted);
    }
}
