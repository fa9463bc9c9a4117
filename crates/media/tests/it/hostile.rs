//! Files made to hurt, and files that were hurt.

use std::io::Write;

use media::{MediaError, Refusal};

use crate::{fixture, jail, names_in, refused, run, scratch};

/// What is expected of each hostile file: a refusal, or harmless acceptance (`None`).
const HOSTILE: [(&str, Option<Refusal>); 20] = [
    ("bitrot_DSCN0010.jpg", None),
    ("bomb_30000x30000_1bit.png", Some(Refusal::TooManyPixels)),
    ("empty.jpg", Some(Refusal::Empty)),
    ("gif_65535x65535.gif", Some(Refusal::TooManyPixels)),
    ("html_named.jpg", Some(Refusal::Markup)),
    ("jpeg_html_comment.jpg", None),
    ("lying_header_2147483647.png", Some(Refusal::TooManyPixels)),
    ("mp4_atom_overflow.mp4", Some(Refusal::Film)),
    ("polyglot_gif_html.gif", None),
    ("polyglot_gif_js.gif", Some(Refusal::NoPixels)),
    ("polyglot_jpeg_zip.jpg", None),
    ("svg_billion_laughs.svg", Some(Refusal::Svg)),
    ("svg_script.svg", Some(Refusal::Svg)),
    ("trunc_DSCN0010_2.jpg", Some(Refusal::EndsTooEarly)),
    ("trunc_DSCN0010_20.jpg", Some(Refusal::EndsTooEarly)),
    ("trunc_DSCN0010_600.jpg", Some(Refusal::EndsTooEarly)),
    ("trunc_DSCN0010_80856.jpg", Some(Refusal::EndsTooEarly)),
    ("webp_vp8x_16384.webp", Some(Refusal::TooManyPixels)),
    ("zero_dims.png", Some(Refusal::NoPixels)),
    ("ztxt_bomb_50MB.png", None),
];

#[test]
fn every_hostile_file_ends_as_expected_and_within_limits() {
    let names: Vec<String> = HOSTILE
        .iter()
        .map(|(name, _)| format!("hostile/{name}"))
        .collect();
    assert_eq!(names, names_in("hostile"), "the table covers the folder");
    for (name, expected) in HOSTILE {
        let out = scratch();
        let jail = jail();
        let run = jail.run(&fixture(&format!("hostile/{name}")), out.path());
        let found = match &run.outcome {
            Ok(_) => None,
            Err(MediaError::Refused(refusal)) => Some(*refusal),
            Err(error) => panic!("{name}: {error:?}"),
        };
        assert_eq!(found, expected, "{name}");
        assert!(
            run.peak_bytes < 64 * 1024 * 1024,
            "{name}: {} bytes",
            run.peak_bytes
        );
        assert!(
            run.millis < jail.limits.wall_ms,
            "{name}: {} ms",
            run.millis
        );
    }
}

/// Another decoder's verdict on files its authors found in the wild.
#[test]
fn broken_files_are_read_where_others_read_them() {
    for name in names_in("broken") {
        let (outcome, _out) = run(&name);
        let cut = [
            "broken_data_stream",
            "truncated_end_chunk",
            "truncated_image",
            "truncated_jpeg",
        ];
        if cut.iter().any(|part| name.contains(part)) {
            assert!(
                matches!(outcome, Err(MediaError::Refused(Refusal::EndsTooEarly))),
                "{name}: {outcome:?}"
            );
        } else {
            assert!(outcome.is_ok(), "{name}: {outcome:?}");
        }
    }
}

/// Thousands of tiny frames: cheap to send, dear to keep.
#[test]
fn an_endless_animation_is_refused() {
    let folder = scratch();
    let path = folder.path().join("endless.gif");
    let mut file = std::fs::File::create(&path).expect("a file");
    file.write_all(b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff")
        .expect("a header");
    for _ in 0..5_000 {
        file.write_all(b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0")
            .expect("a frame");
    }
    file.write_all(b"\x3b").expect("the end");
    let out = scratch();
    let outcome = jail().process(&path, out.path());
    assert!(
        matches!(outcome, Err(MediaError::Refused(Refusal::AnimationTooLong))),
        "{outcome:?}"
    );
}

/// Every cut of a picture, at byte steps, is refused or read, and the server goes on.
#[test]
fn cuts_of_every_format_are_refused_with_words() {
    for name in [
        "formats/pillow_hopper.png",
        "formats/pillow_hopper.webp",
        "heif/pillow_hopper.avif",
        "heif/pillow_hopper.heif",
    ] {
        let whole = std::fs::read(fixture(name)).expect("the fixture");
        let folder = scratch();
        for quarter in 1..4 {
            let path = folder.path().join(format!("cut{quarter}"));
            std::fs::write(&path, &whole[..whole.len() * quarter / 4]).expect("a cut file");
            let out = scratch();
            match jail().process(&path, out.path()) {
                Err(MediaError::Refused(refusal)) => {
                    assert_eq!(refusal, Refusal::EndsTooEarly, "{name} cut at {quarter}/4");
                }
                other => panic!("{name} cut at {quarter}/4: {other:?}"),
            }
        }
    }
}

#[test]
fn files_that_are_not_pictures_are_named_for_what_they_are() {
    let heads: [(&[u8], Refusal); 8] = [
        (
            b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41",
            Refusal::Film,
        ),
        (
            b"\x1a\x45\xdf\xa3\x01\0\0\0\0\0\0\x1fB\x86\x81\x01",
            Refusal::Film,
        ),
        (b"RIFF\x18\0\0\0WAVEfmt \x10\0\0\0", Refusal::Sound),
        (b"ID3\x04\0\0\0\0\0\0", Refusal::Sound),
        (b"II*\0\x08\0\0\0", Refusal::Tiff),
        (b"%PDF-1.7\n", Refusal::Document),
        (b"<!doctype html><p>hello", Refusal::Markup),
        (b"\x07\x00\x13\x37 nothing we know", Refusal::NotAPicture),
    ];
    let folder = scratch();
    for (head, expected) in heads {
        let path = folder.path().join("picture.jpg");
        std::fs::write(&path, head).expect("a file");
        let out = scratch();
        let outcome = jail().process(&path, out.path());
        assert!(
            matches!(outcome, Err(MediaError::Refused(found)) if found == expected),
            "{expected:?}: {outcome:?}"
        );
    }
}

#[test]
fn a_file_beyond_the_size_limit_is_refused_unread() {
    let mut jail = jail();
    jail.limits.input_bytes = 1_000;
    let out = scratch();
    let outcome = jail.process(&fixture("photos/nagasaki_boats.jpg"), out.path());
    assert!(
        matches!(outcome, Err(MediaError::Refused(Refusal::FileTooLarge))),
        "{outcome:?}"
    );
}

#[test]
fn a_refused_file_leaves_nothing_behind() {
    assert_eq!(
        refused("broken/pillow_truncated_image.png"),
        Refusal::EndsTooEarly
    );
}

#[test]
fn every_refusal_has_a_code_of_its_own_and_plain_words() {
    let mut codes: Vec<&str> = Refusal::ALL.iter().map(|refusal| refusal.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), Refusal::ALL.len());
    for refusal in Refusal::ALL {
        assert!(
            refusal.message().ends_with('.') && refusal.message().len() > 15,
            "{}",
            refusal.code()
        );
        // The code is the name on the wire too.
        assert_eq!(
            serde_json::to_string(refusal).expect("JSON"),
            format!("\"{}\"", refusal.code())
        );
    }
}
