//! The folder check: `meent media check`.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::sync::atomic::{AtomicUsize, Ordering};

use media::check::{self, Outcome};
use serde_json::Value;

use crate::{fixture, jail, scratch};

#[test]
fn a_folder_is_reported_in_order_and_in_the_agreed_form() {
    let dir = scratch();
    let out = scratch();
    fs::create_dir(dir.path().join("b")).expect("a folder");
    fs::copy(
        fixture("formats/pillow_hopper.png"),
        dir.path().join("b/two.jpg"),
    )
    .expect("a copy");
    fs::copy(fixture("hostile/svg_script.svg"), dir.path().join("a.png")).expect("a copy");
    let strange = OsStr::from_bytes(b"c-\xff.png");
    fs::copy(fixture("formats/pillow_chi.gif"), dir.path().join(strange)).expect("a copy");
    let told = AtomicUsize::new(0);
    let progress = |_done: usize, total: usize| {
        assert_eq!(total, 3);
        told.fetch_add(1, Ordering::Relaxed);
    };
    let report =
        check::check_dir(&jail(), dir.path(), Some(out.path()), progress).expect("a report");
    assert_eq!(told.into_inner(), 3);

    let mut text = Vec::new();
    check::write(&report, true, &mut text).expect("JSON");
    let json: Value = serde_json::from_slice(&text).expect("JSON");
    assert_eq!(
        json.as_object()
            .expect("an object")
            .keys()
            .collect::<Vec<_>>(),
        ["files"]
    );
    let files = json["files"].as_array().expect("files");
    let paths: Vec<&str> = files
        .iter()
        .map(|file| file["path"].as_str().expect("a path"))
        .collect();
    assert_eq!(paths, ["a.png", "b/two.jpg", "c-\u{fffd}.png"]);
    for file in files {
        let mut keys: Vec<&String> = file.as_object().expect("an object").keys().collect();
        keys.sort();
        assert_eq!(
            keys,
            ["millis", "out", "outcome", "path", "peak_bytes", "reason"]
        );
        assert!(file["millis"].is_u64() && file["peak_bytes"].as_u64() > Some(0));
    }
    assert_eq!(files[0]["outcome"], "refused");
    assert!(
        files[0]["reason"]
            .as_str()
            .expect("words")
            .starts_with("This is an SVG drawing")
    );
    assert_eq!(files[0]["out"].as_array().expect("paths").len(), 0);
    assert_eq!(files[1]["outcome"], "accepted");
    assert_eq!(files[1]["out"].as_array().expect("paths").len(), 1);
    for path in files[1]["out"].as_array().expect("paths") {
        assert!(
            fs::metadata(path.as_str().expect("a path"))
                .expect("a file")
                .is_file()
        );
    }
    assert_eq!(report.files[2].outcome, Outcome::Accepted);
}

/// A second check into the same place replaces the first; without a place nothing is kept.
#[test]
fn a_check_can_be_repeated() {
    let dir = scratch();
    let out = scratch();
    fs::copy(
        fixture("formats/pillow_hopper.png"),
        dir.path().join("one.png"),
    )
    .expect("a copy");
    for place in [Some(out.path()), Some(out.path()), None] {
        let report = check::check_dir(&jail(), dir.path(), place, |_, _| {}).expect("a report");
        assert_eq!(report.files[0].outcome, Outcome::Accepted);
        assert_eq!(report.files[0].out.len(), usize::from(place.is_some()));
    }
    let mut text = Vec::new();
    let report = check::check_dir(&jail(), dir.path(), None, |_, _| {}).expect("a report");
    check::write(&report, false, &mut text).expect("text");
    let text = String::from_utf8(text).expect("text");
    assert!(text.ends_with("1 files: 1 accepted, 0 refused\n"), "{text}");
}
