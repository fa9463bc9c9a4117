//! Nothing that was in a file but its pixels is in what leaves the jail.

use crate::{accepted, fixture, names_in};

/// What metadata looks like in any container, long enough not to occur in pixels by chance.
const MARKERS: [&[u8]; 16] = [
    b"EXIF",
    b"Exif",
    b"XMP ",
    b"ICCP",
    b"iCCP",
    b"8BIM",
    b"Photoshop",
    b"adobe",
    b"Adobe",
    b"xpacket",
    b"rdf:",
    b"tiff:",
    b"GPSL",
    b"NIKON",
    b"Canon",
    b"Copyright",
];

fn has(bytes: &[u8], marker: &[u8]) -> bool {
    bytes.windows(marker.len()).any(|window| window == marker)
}

#[test]
fn no_variant_of_any_fixture_has_metadata() {
    let mut inputs_with_metadata = 0;
    for folder in ["formats", "metadata", "orientation", "photos", "heif"] {
        for name in names_in(folder) {
            let input = std::fs::read(fixture(&name)).expect("the fixture");
            inputs_with_metadata += usize::from(MARKERS.iter().any(|marker| has(&input, marker)));
            let (picture, out) = accepted(&name);
            assert_eq!(
                std::fs::read_dir(out.path()).expect("a folder").count(),
                picture.variants.len(),
                "{name}"
            );
            for variant in &picture.variants {
                let bytes = std::fs::read(out.path().join(&variant.file)).expect("a variant");
                let shape = media::webp::inspect(&bytes).expect("a clean file");
                assert_eq!((shape.width, shape.height), (variant.width, variant.height));
                for marker in MARKERS {
                    assert!(
                        !has(&bytes, marker),
                        "{name}: {} in {}",
                        String::from_utf8_lossy(marker),
                        variant.file
                    );
                }
            }
        }
    }
    assert!(
        inputs_with_metadata > 20,
        "the fixtures do have metadata to lose: {inputs_with_metadata}"
    );
}

/// The coordinates of a real photograph, and its maker, are gone.
#[test]
fn coordinates_do_not_survive() {
    let input = std::fs::read(fixture("metadata/DSCN0010.jpg")).expect("the fixture");
    assert!(has(&input, b"NIKON") && has(&input, b"Exif"));
    let (picture, out) = accepted("metadata/DSCN0010.jpg");
    for variant in &picture.variants {
        let bytes = std::fs::read(out.path().join(&variant.file)).expect("a variant");
        assert!(!has(&bytes, b"NIKON") && !has(&bytes, b"COOLPIX") && !has(&bytes, b"2008:10:22"));
    }
}
