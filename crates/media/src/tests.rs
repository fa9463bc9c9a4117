//! Parsers of foreign bytes under fire: whatever they are given they end, without a panic.
//!
//! The seed is fixed: a failure here is a failure everywhere. Inputs are noise, and real files
//! with a few bytes changed, cut or repeated, which get further into a parser than noise does.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::kind::{self, Kind};
use crate::protocol::parse_response;
use crate::{Limits, ending, jpeg, orientation, webp};

const SEEDS: [&[u8]; 8] = [
    include_bytes!("../tests/fixtures/formats/pillow_hopper.webp"),
    include_bytes!("../tests/fixtures/formats/pillow_transparent.webp"),
    include_bytes!("../tests/fixtures/formats/pillow_hopper.png"),
    include_bytes!("../tests/fixtures/broken/pillow_truncated_app14.jpg"),
    include_bytes!("../tests/fixtures/heif/pillow_hopper.heif"),
    include_bytes!("../tests/fixtures/hostile/polyglot_gif_js.gif"),
    br#"<x:xmpmeta><rdf:Description tiff:Orientation="6"/></x:xmpmeta>"#,
    br#"{"made":{"width":9,"height":9,"blurhash":"L4EMOK_M","files":[{"file":"w9.webp","width":9,"height":9,"format":"webp"}],"peak_bytes":1}}"#,
];

fn look_at(bytes: &[u8]) {
    for kind in [Kind::Jpeg, Kind::Png, Kind::Webp, Kind::Gif, Kind::Heif] {
        let _: bool = ending::comes_too_early(kind, bytes);
        let _: Option<(u32, u32)> = kind::declared_size(kind, bytes);
    }
    if let Some(plain) = jpeg::without_annotations(bytes) {
        assert!(plain.len() < bytes.len());
    }
    if let Ok(shape) = webp::inspect(bytes) {
        assert!(shape.width <= 1 << 24 && shape.height <= 1 << 24);
    }
    let _: Result<Kind, crate::Refusal> = kind::sniff(bytes);
    let _: Option<image::metadata::Orientation> = orientation::from_xmp(bytes);
    let _: Option<Vec<u8>> = orientation::bytes_of_profile(&String::from_utf8_lossy(bytes));
    let _: bool = parse_response(bytes, &Limits::default()).is_ok();
}

fn fire(cases: u32, input: impl Strategy<Value = Vec<u8>>) {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let outcome = TestRunner::new_with_rng(config, rng).run(&input, |bytes| {
        look_at(&bytes);
        Ok(())
    });
    assert!(outcome.is_ok(), "{outcome:?}");
}

#[test]
fn noise_is_survived() {
    fire(4_000, proptest::collection::vec(any::<u8>(), 0..600));
}

#[test]
fn damaged_files_are_survived() {
    let change = (any::<prop::sample::Index>(), any::<u8>());
    let input = (
        0..SEEDS.len(),
        proptest::collection::vec(change, 0..8),
        any::<prop::sample::Index>(),
        any::<bool>(),
    );
    fire(
        4_000,
        input.prop_map(|(seed, changes, cut, cuts)| {
            let mut bytes = SEEDS[seed].to_vec();
            // Headers are where parsers decide; half of the changes go there.
            for (number, (at, value)) in changes.into_iter().enumerate() {
                let reach = if number % 2 == 0 {
                    bytes.len().min(64)
                } else {
                    bytes.len()
                };
                let at = at.index(reach);
                bytes[at] = value;
            }
            if cuts {
                bytes.truncate(cut.index(bytes.len()));
            }
            bytes
        }),
    );
}

#[test]
fn a_clean_webp_has_a_shape_and_metadata_is_found() {
    let clean = include_bytes!("../tests/fixtures/formats/pillow_hopper.webp");
    assert_eq!(
        webp::inspect(clean),
        Ok(webp::Shape {
            width: 128,
            height: 128,
            animated: false
        })
    );
    let mut longer = clean.to_vec();
    longer.extend(b"GPS here");
    assert_eq!(webp::inspect(&longer), Err(webp::Fault::TrailingBytes));
    // The same with the size corrected: a chunk nobody knows.
    longer.truncate(clean.len());
    longer.extend(b"GPS \x04\0\0\0here");
    let size = u32::try_from(longer.len() - 8).expect("a size");
    longer[4..8].copy_from_slice(&size.to_le_bytes());
    assert_eq!(
        webp::inspect(&longer),
        Err(webp::Fault::ForeignChunk { name: *b"GPS " })
    );
    let tagged = include_bytes!("../tests/fixtures/orientation/pillow_hopper_orientation_5.webp");
    assert_eq!(webp::inspect(tagged), Err(webp::Fault::AnnouncesMetadata));
}

#[test]
fn orientation_is_found_in_both_forms_of_xmp() {
    use image::metadata::Orientation::{Rotate90, Rotate180};
    assert_eq!(
        orientation::from_xmp(br#"<x tiff:Orientation="6"/>"#),
        Some(Rotate90)
    );
    assert_eq!(
        orientation::from_xmp(b"<tiff:Orientation>3</tiff:Orientation>"),
        Some(Rotate180)
    );
    assert_eq!(
        orientation::from_xmp(b"<tiff:Orientation>9</tiff:Orientation>"),
        None
    );
    assert_eq!(orientation::from_xmp(b"tiff:Orientation"), None);
}

/// ImageMagick keeps EXIF as hexadecimal text in a PNG; image does not look there.
#[test]
fn orientation_is_found_in_png_text() {
    use image::metadata::Orientation::Rotate180;
    let magick =
        include_bytes!("../tests/fixtures/orientation/pillow_exif_imagemagick_orientation.png");
    assert_eq!(orientation::of_png_text(magick), Some(Rotate180));
    let plain = include_bytes!("../tests/fixtures/formats/pillow_hopper.png");
    assert_eq!(orientation::of_png_text(plain), None);
}

#[test]
fn a_film_is_not_a_heif_whatever_it_is_called() {
    use crate::Refusal;
    assert_eq!(
        kind::sniff(b"\0\0\0\x18ftypisom\0\0\0\0isomavc1"),
        Err(Refusal::Film)
    );
    assert_eq!(
        kind::sniff(b"\0\0\0\x18ftypM4A \0\0\0\0M4A isom"),
        Err(Refusal::Sound)
    );
    assert_eq!(
        kind::sniff(b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic"),
        Ok(Kind::Heif)
    );
    // The minor version is no brand, and brands end where the box ends.
    assert_eq!(
        kind::sniff(b"\0\0\0\x14ftypisomheicisomheic"),
        Err(Refusal::Film)
    );
}
