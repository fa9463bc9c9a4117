//! The jail against its own worker: taken over, hanging, lying, dying.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use media::{Jail, MediaError, Refusal};

use crate::{fixture, jail, scratch};

/// A jail whose worker is this shell script; `$1` is `media-worker`.
fn impostor(folder: &Path, script: &str) -> Jail {
    let program = folder.join("impostor");
    fs::write(&program, format!("#!/bin/sh\n{script}\n")).expect("a script");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("its mode");
    Jail::new(program)
}

/// A worker cannot read, write elsewhere, reach the network or start programs.
#[cfg(target_os = "linux")]
#[test]
fn the_walls_hold() {
    let folder = scratch();
    let walls = jail().try_walls(folder.path()).expect("a worker");
    assert!(walls.hold(), "{walls:?}");
}

/// A launcher that left a descriptor open does not hand it to the worker.
#[cfg(target_os = "linux")]
#[test]
fn descriptors_of_the_launcher_are_dropped() {
    let folder = scratch();
    let worker = env!("CARGO_BIN_EXE_media-worker");
    let jail = impostor(
        folder.path(),
        &format!("exec 9</etc/passwd\nexec {worker} \"$@\""),
    );
    let out = scratch();
    let walls = jail.try_walls(out.path()).expect("a worker");
    assert!(walls.no_descriptors, "{walls:?}");
    let outcome = jail.process(&fixture("formats/pillow_hopper.png"), out.path());
    assert!(outcome.is_ok(), "{outcome:?}");
}

#[test]
fn a_worker_that_hangs_is_killed_and_gone() {
    let folder = scratch();
    let note = folder.path().join("pid");
    let mut jail = impostor(
        folder.path(),
        &format!("echo $$ > {}\nexec /bin/sleep 600", note.display()),
    );
    jail.limits.wall_ms = 400;
    let out = scratch();
    let run = jail.run(&fixture("formats/pillow_hopper.png"), out.path());
    assert!(
        matches!(run.outcome, Err(MediaError::Refused(Refusal::TooSlow))),
        "{:?}",
        run.outcome
    );
    let pid = fs::read_to_string(note).expect("the worker started");
    assert!(
        !Path::new("/proc").join(pid.trim()).exists(),
        "the worker is still there"
    );
    // The server is as well as before.
    assert!(
        crate::jail()
            .process(&fixture("formats/pillow_hopper.png"), out.path())
            .is_ok()
    );
}

/// A grey picture just within the rule becomes three times as large in colour: the allocation
/// fails, the worker aborts, and that is a refusal.
#[test]
fn a_worker_that_runs_out_of_memory_is_a_refusal() {
    let folder = scratch();
    let path = folder.path().join("grey.png");
    image::GrayImage::new(5_300, 5_300)
        .save(&path)
        .expect("a picture");
    let mut jail = jail();
    jail.limits.memory_bytes = 64 * 1024 * 1024;
    let out = scratch();
    let run = jail.run(&path, out.path());
    assert!(
        matches!(
            run.outcome,
            Err(MediaError::Refused(Refusal::TooMuchMemory))
        ),
        "{:?}",
        run.outcome
    );
    assert!(run.peak_bytes < jail.limits.memory_bytes);
    jail.limits.memory_bytes *= 8;
    let outcome = jail.process(&path, out.path());
    assert!(outcome.is_ok(), "{outcome:?}");
}

/// How a worker dies says what was wrong with the file.
#[test]
fn deaths_become_refusals() {
    let deaths = [
        ("XCPU", Refusal::TooSlow),
        ("XFSZ", Refusal::OutputTooLarge),
        ("SEGV", Refusal::DecoderFailed),
        ("ABRT", Refusal::DecoderFailed),
        ("KILL", Refusal::TooMuchMemory),
    ];
    for (signal, expected) in deaths {
        let folder = scratch();
        let jail = impostor(folder.path(), &format!("kill -{signal} $$"));
        let out = scratch();
        let outcome = jail.process(&fixture("formats/pillow_hopper.png"), out.path());
        assert!(
            matches!(outcome, Err(MediaError::Refused(found)) if found == expected),
            "{signal}: {outcome:?}"
        );
    }
}

#[test]
fn a_worker_that_answers_nonsense_is_not_believed() {
    for answer in [
        "",
        "hello",
        "{\"made\":{}}",
        r#"{"made":{"width":9,"height":9,"blurhash":"L4EMOK_M","files":[{"file":"../../x.webp","width":9,"height":9,"format":"webp"}],"peak_bytes":0}}"#,
        r#"{"made":{"width":99999,"height":99999,"blurhash":"L4EMOK_M","files":[],"peak_bytes":0}}"#,
    ] {
        let folder = scratch();
        let jail = impostor(folder.path(), &format!("cat >/dev/null\necho '{answer}'"));
        let out = scratch();
        let outcome = jail.process(&fixture("formats/pillow_hopper.png"), out.path());
        assert!(
            matches!(outcome, Err(MediaError::Answer(_))),
            "{answer}: {outcome:?}"
        );
    }
}

/// A worker that was taken over cannot pass on a file with metadata, or one that is not there.
#[test]
fn a_file_with_metadata_does_not_leave_the_jail() {
    let answer = r#"{"made":{"width":128,"height":128,"blurhash":"L4EMOK_M","files":[{"file":"w128.webp","width":128,"height":128,"format":"webp"}],"peak_bytes":0}}"#;
    let out = scratch();
    let written = out.path().join("w128.webp");
    let with_exif = fixture("orientation/pillow_hopper_orientation_5.webp");
    let folder = scratch();
    let script = format!(
        "/bin/cp {} {}\necho '{answer}'",
        with_exif.display(),
        written.display()
    );
    let outcome =
        impostor(folder.path(), &script).process(&fixture("formats/pillow_hopper.png"), out.path());
    assert!(
        matches!(outcome, Err(MediaError::Unclean { .. })),
        "{outcome:?}"
    );
    assert!(!written.exists());

    let outcome = impostor(folder.path(), &format!("echo '{answer}'"))
        .process(&fixture("formats/pillow_hopper.png"), out.path());
    assert!(
        matches!(outcome, Err(MediaError::Output { .. })),
        "{outcome:?}"
    );

    // A link would make the server read what the worker may not.
    let script = format!(
        "/bin/ln -s {} {}\necho '{answer}'",
        with_exif.display(),
        written.display()
    );
    let outcome =
        impostor(folder.path(), &script).process(&fixture("formats/pillow_hopper.png"), out.path());
    assert!(
        matches!(outcome, Err(MediaError::Output { .. })),
        "{outcome:?}"
    );
}

#[test]
fn trouble_of_the_server_is_not_blamed_on_the_file() {
    let out = scratch();
    let missing =
        Jail::new("/nonexistent/meent").process(&fixture("formats/pillow_hopper.png"), out.path());
    assert!(
        matches!(missing, Err(MediaError::Start { .. })),
        "{missing:?}"
    );
    let no_file = jail().process(Path::new("/nonexistent/picture.jpg"), out.path());
    assert!(
        matches!(no_file, Err(MediaError::Input { .. })),
        "{no_file:?}"
    );
    let folder = scratch();
    let jail = impostor(folder.path(), "echo 'no space left' >&2\nexit 1");
    let failed = jail.process(&fixture("formats/pillow_hopper.png"), out.path());
    assert!(
        matches!(failed, Err(MediaError::Worker { ref last_words }) if last_words == "no space left"),
        "{failed:?}"
    );
}

/// A folder with someone else's files would lose them when a picture is refused.
#[test]
fn an_output_folder_in_use_is_left_alone() {
    let out = scratch();
    let precious = out.path().join("precious.webp");
    fs::write(&precious, b"mine").expect("a file");
    let outcome = jail().process(&fixture("hostile/empty.jpg"), out.path());
    assert!(
        matches!(outcome, Err(MediaError::Output { .. })),
        "{outcome:?}"
    );
    assert!(precious.exists());
}
