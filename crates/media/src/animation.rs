//! Moving pictures: frames are read one by one and kept small.
//!
//! An animation is kept within [`PIXELS_MAX`] over all its frames: each time they outgrow it, all
//! are halved in width and height and reading goes on. One that would become smaller than
//! [`SIDE_MIN`] that way, or has too many frames, is refused: it wants to be a film.

use std::time::Duration;

use image::metadata::LoopCount;
use image::{DynamicImage, Frames, RgbaImage};

use crate::decode::Failure;
use crate::variant;
use crate::{Limits, Refusal};

/// Width an animation is at most shown in, in pixels.
const WIDTH_MAX: u32 = 960;
/// Pixels of all kept frames together.
const PIXELS_MAX: u64 = 16_000_000;
/// Pixels of all frames together as they are in the file: what reading them may cost.
const SOURCE_PIXELS_MAX: u64 = 600_000_000;
/// Smallest longer side an animation is halved to, in pixels.
const SIDE_MIN: u32 = 120;

/// More than one frame, scaled, as stored (not yet turned upright).
pub(crate) struct Animation {
    pub(crate) frames: Vec<Still>,
    /// How often it plays; 0 is for ever.
    pub(crate) loops: u32,
}

/// One frame of an [`Animation`].
pub(crate) struct Still {
    pub(crate) image: RgbaImage,
    pub(crate) delay_ms: u32,
}

/// Reads `frames` of a canvas of `size`; returns the first in full size, and the animation if
/// there is more than one.
pub(crate) fn read(
    limits: &Limits,
    size: (u32, u32),
    frames: Frames<'_>,
    loops: LoopCount,
) -> Result<(RgbaImage, Option<Animation>), Failure> {
    let mut target = variant::fit(size, WIDTH_MAX);
    let mut first = None;
    let mut kept: Vec<Still> = Vec::new();
    let canvas_pixels = u64::from(size.0) * u64::from(size.1);
    let mut source_pixels = 0_u64;
    for frame in frames {
        let frame = frame?;
        source_pixels += canvas_pixels;
        if kept.len() >= usize::try_from(limits.frames).unwrap_or(usize::MAX)
            || source_pixels > SOURCE_PIXELS_MAX
        {
            return Err(Refusal::AnimationTooLong.into());
        }
        let delay_ms = shown_for(frame.delay().into());
        let image = frame.into_buffer();
        kept.push(Still {
            image: scaled(&image, target)?,
            delay_ms,
        });
        first.get_or_insert(image);
        while pixels_of(target) * u64::try_from(kept.len()).unwrap_or(u64::MAX) > PIXELS_MAX {
            target = (target.0.div_ceil(2), target.1.div_ceil(2));
            if target.0.max(target.1) < SIDE_MIN {
                return Err(Refusal::AnimationTooLong.into());
            }
            for still in &mut kept {
                still.image = scaled(&still.image, target)?;
            }
        }
    }
    let first = first.ok_or(Refusal::NoPixels)?;
    let loops = match loops {
        LoopCount::Infinite => 0,
        LoopCount::Finite(times) => times.get(),
    };
    let animation = (kept.len() > 1).then_some(Animation {
        frames: kept,
        loops,
    });
    Ok((first, animation))
}

fn pixels_of((width, height): (u32, u32)) -> u64 {
    u64::from(width) * u64::from(height)
}

/// How long a frame is shown, in milliseconds. Browsers treat hurry below 20 ms as a tenth of a
/// second, and makers of GIFs count on it.
fn shown_for(delay: Duration) -> u32 {
    match u32::try_from(delay.as_millis())
        .unwrap_or(u32::MAX)
        .min(60_000)
    {
        0..20 => 100,
        delay_ms => delay_ms,
    }
}

fn scaled(image: &RgbaImage, target: (u32, u32)) -> Result<RgbaImage, Refusal> {
    if image.dimensions() == target {
        return Ok(image.clone());
    }
    variant::resize(&DynamicImage::from(image.clone()), target).map(DynamicImage::into_rgba8)
}
