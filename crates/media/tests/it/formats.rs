//! Files that are fine come out right: size, pixels, variants.

use media::Format;

use crate::{accepted, difference, fixture, names_in, pixels};

#[test]
fn sizes_are_those_of_the_upright_picture() {
    let sizes = [
        ("formats/pillow_chi.gif", 320, 240),
        ("formats/pillow_flower.webp", 480, 360),
        ("formats/pillow_frozenpond.mpo", 640, 480),
        ("formats/pillow_hopper_16bit_qtables.jpg", 128, 128),
        ("formats/pillow_hopper_gray.jpg", 128, 128),
        ("formats/pillow_icc_profile.png", 57, 57),
        ("formats/pillow_pil123rgba.png", 162, 150),
        ("formats/pillow_pil_sample_cmyk.jpg", 100, 100),
        ("formats/pillow_transparent.gif", 200, 150),
        ("heif/libheifrs_alpha.heif", 256, 256),
        ("heif/pillow_exif.avif", 512, 512),
        ("heif/pillow_hopper.avif", 128, 128),
        ("heif/pillow_hopper.heif", 128, 128),
        ("heif/pillow_star.avifs", 159, 159),
        ("heif/pillow_transparency.avif", 64, 64),
        ("photos/nagasaki_boats.jpg", 1024, 819),
    ];
    for (name, width, height) in sizes {
        let (picture, _out) = accepted(name);
        assert_eq!((picture.width, picture.height), (width, height), "{name}");
        assert!(
            (20..=60).contains(&picture.blurhash.len()),
            "{name}: {}",
            picture.blurhash
        );
    }
}

/// One picture in six codecs is one picture.
#[test]
fn the_same_picture_in_every_format_looks_the_same() {
    let png = pixels("formats/pillow_hopper.png");
    for name in [
        "formats/pillow_hopper.webp",
        "formats/pillow_hopper.gif",
        "formats/pillow_hopper_16bit_qtables.jpg",
        "heif/pillow_hopper.avif",
        "heif/pillow_hopper.heif",
    ] {
        let found = difference(&png, &pixels(name));
        assert!(found < 6.0, "{name} differs by {found}");
    }
}

#[test]
fn variants_are_ascending_and_never_larger_than_the_picture() {
    let (picture, out) = accepted("photos/nagasaki_boats.jpg");
    let widths: Vec<u32> = picture
        .variants
        .iter()
        .map(|variant| variant.width)
        .collect();
    assert_eq!(widths, [480, 960, 1024]);
    for variant in &picture.variants {
        let bytes = std::fs::read(out.path().join(&variant.file)).expect("a variant");
        assert_eq!(
            variant.size_bytes,
            u64::try_from(bytes.len()).expect("a size")
        );
        assert_eq!(variant.blake3, blake3::hash(&bytes).to_hex().as_str());
        assert_eq!(variant.format, Format::Webp);
        let decoded = image::load_from_memory(&bytes).expect("a picture");
        assert_eq!(
            (decoded.width(), decoded.height()),
            (variant.width, variant.height)
        );
    }
    let original = image::open(fixture("photos/nagasaki_boats.jpg"))
        .expect("the photograph")
        .into_rgb8();
    assert!(difference(&original, &pixels("photos/nagasaki_boats.jpg")) < 3.0);
}

#[test]
fn a_picture_of_one_pixel_is_a_picture() {
    let (picture, _out) = accepted("hostile/ztxt_bomb_50MB.png");
    assert_eq!(
        (picture.width, picture.height, picture.variants.len()),
        (1, 1, 1)
    );
}

#[test]
fn an_animation_keeps_moving_and_has_a_still() {
    let (picture, out) = accepted("formats/pillow_chi.gif");
    assert!(picture.animated);
    let formats: Vec<Format> = picture
        .variants
        .iter()
        .map(|variant| variant.format)
        .collect();
    assert_eq!(formats, [Format::Webp, Format::AnimatedWebp]);
    let bytes = std::fs::read(out.path().join(&picture.variants[1].file)).expect("the animation");
    let decoder =
        image::codecs::webp::WebPDecoder::new(std::io::Cursor::new(bytes)).expect("a WebP");
    let frames = image::AnimationDecoder::into_frames(decoder)
        .collect_frames()
        .expect("its frames");
    // Frames that show the same are joined by the encoder.
    assert!((20..=31).contains(&frames.len()), "{} frames", frames.len());
    let millis: u64 = frames
        .iter()
        .map(|frame| std::time::Duration::from(frame.delay()).as_millis() as u64)
        .sum();
    assert!((2_000..=5_000).contains(&millis), "{millis} ms");
}

/// An animation whose frames are all alike is a picture.
#[test]
fn an_animation_in_which_nothing_moves_is_a_still() {
    let (picture, _out) = accepted("formats/pillow_blend_op_over_near_transparent.png");
    assert!(!picture.animated);
    assert_eq!(picture.variants.len(), 1);
}

#[test]
fn transparency_survives_in_every_format() {
    for name in [
        "formats/pillow_transparent.png",
        "formats/pillow_transparent.gif",
        "formats/pillow_transparent.webp",
    ] {
        let (picture, out) = accepted(name);
        let bytes = std::fs::read(out.path().join(&picture.variants[0].file)).expect("a variant");
        let decoded = image::load_from_memory(&bytes).expect("a picture");
        assert!(decoded.color().has_alpha(), "{name}");
        let transparent = decoded
            .into_rgba8()
            .pixels()
            .filter(|pixel| pixel.0[3] == 0)
            .count();
        assert!(
            transparent > 1_000,
            "{name}: {transparent} transparent pixels"
        );
    }
}

/// Inks become light, not their negative: the sample has white paper in its corner.
#[test]
fn cmyk_is_not_inverted() {
    let picture = pixels("formats/pillow_pil_sample_cmyk.jpg");
    let mean = |channel: usize| {
        let sum: u32 = picture
            .pixels()
            .map(|pixel| u32::from(pixel.0[channel]))
            .sum();
        sum / (picture.width() * picture.height())
    };
    let inverted = image::open(fixture("formats/pillow_pil_sample_cmyk.jpg"))
        .expect("the sample")
        .into_rgb8();
    assert!(
        difference(&picture, &inverted) < 8.0,
        "as the decoder has it: {} {} {}",
        mean(0),
        mean(1),
        mean(2)
    );
}

#[test]
fn every_good_fixture_is_accepted() {
    for folder in ["formats", "metadata", "orientation", "photos", "heif"] {
        for name in names_in(folder) {
            accepted(&name);
        }
    }
}
