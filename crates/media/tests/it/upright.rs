//! Every way a file can say which way up it is.

use image::imageops;

use crate::{accepted, difference, pixels};

/// Below this two pictures show the same; a turned or mirrored one is above 30.
const SAME: f64 = 9.0;

/// The eight EXIF orientations of one photograph come out as the one that needs no turning.
#[test]
fn eight_orientations_become_one() {
    let upright = pixels("orientation/landscape_1.jpg");
    assert!(
        difference(&upright, &imageops::flip_horizontal(&upright)) > 3.0 * SAME,
        "the photograph tells sides apart"
    );
    for number in 1..=8 {
        let name = format!("orientation/landscape_{number}.jpg");
        let (picture, _out) = accepted(&name);
        assert_eq!((picture.width, picture.height), (600, 450), "{name}");
        let found = difference(&upright, &pixels(&name));
        assert!(found < SAME, "{name} differs by {found}");
    }
}

#[test]
fn orientation_of_jpeg_and_webp_from_another_tool() {
    let upright = pixels("formats/pillow_hopper.png");
    for name in ["2.jpg", "3.jpg", "5.webp", "6.jpg", "7.webp", "8.jpg"] {
        let found = difference(
            &upright,
            &pixels(&format!("orientation/pillow_hopper_orientation_{name}")),
        );
        assert!(found < SAME, "{name} differs by {found}");
    }
}

/// Rotation and mirror of the container, in every combination the samples have, show one scene.
#[test]
fn rotation_and_mirror_of_avif_are_applied() {
    let first = pixels("heif/pillow_rot0mir1.avif");
    for name in ["rot1mir0", "rot2mir1", "rot3mir0"] {
        let (picture, _out) = accepted(&format!("heif/pillow_{name}.avif"));
        assert_eq!((picture.width, picture.height), (640, 427), "{name}");
        let found = difference(&first, &pixels(&format!("heif/pillow_{name}.avif")));
        assert!(found < SAME, "{name} differs by {found}");
    }
}

/// XMP counts where EXIF is silent; in AVIF, only the container counts.
#[test]
fn orientation_in_xmp_is_applied_to_png_and_not_to_avif() {
    let png = pixels("orientation/pillow_xmp_tags_orientation.png");
    let avif = pixels("heif/pillow_xmp_tags_orientation.avif");
    // The PNG is partly transparent, so the two are alike rather than the same.
    let (turned, unturned) = (
        difference(&imageops::rotate180(&avif), &png),
        difference(&avif, &png),
    );
    assert!(
        turned * 2.0 < unturned,
        "turned {turned}, unturned {unturned}"
    );
}
