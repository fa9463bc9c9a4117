//! Runs a folder of pictures through the jail and compares with what other tools saw in them.
//!
//! ```text
//! cargo run --release -p media --example compare -- DIR
//! ```
//!
//! `DIR/expected_metadata.json` holds per file what exiftool and Pillow said: `ImageWidth`,
//! `ImageHeight`, `Orientation` and `pillow` (`ok FORMAT WxH frames=n`, or the error). Prints one
//! line per file and, at the end, every disagreement: a file Pillow reads that we refuse, or a
//! size that is not the upright one. Ends with failure if there is one.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use media::{Jail, MediaError};
use serde_json::Value;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let argument = std::env::args_os().nth(1).ok_or("usage: compare DIR")?;
    if argument == "media-worker" {
        return Ok(media::worker::run());
    }
    let dir = PathBuf::from(argument);
    let text = std::fs::read(dir.join("expected_metadata.json"))?;
    let expected: BTreeMap<String, Value> = serde_json::from_slice(&text)?;
    let jail = Jail::new(std::env::current_exe()?);
    let scratch = std::env::temp_dir().join(format!("media-compare-{}", std::process::id()));
    let mut disagreements = Vec::new();
    let mut paths = Vec::new();
    list(&dir, &mut paths)?;
    paths.sort();
    for path in &paths {
        let name = path.strip_prefix(&dir)?.to_string_lossy().into_owned();
        std::fs::create_dir_all(&scratch)?;
        let run = jail.run(path, &scratch);
        std::fs::remove_dir_all(&scratch)?;
        let said = expected.get(&name);
        let pillow = said.and_then(|it| it["pillow"].as_str()).unwrap_or("-");
        let came = match &run.outcome {
            Ok(picture) => {
                let moves = if picture.animated { " moving" } else { "" };
                if let Some(wanted) =
                    said.and_then(|it| disagreement(it, pillow, picture.width, picture.height))
                {
                    disagreements.push(format!(
                        "{name}: {}x{}, expected {wanted}",
                        picture.width, picture.height
                    ));
                }
                format!("{}x{}{moves}", picture.width, picture.height)
            }
            Err(MediaError::Refused(refusal)) => {
                if pillow.starts_with("ok") {
                    disagreements.push(format!(
                        "{name}: refused as {}, but {pillow}",
                        refusal.code()
                    ));
                }
                format!("refused: {}", refusal.code())
            }
            Err(error) => {
                disagreements.push(format!("{name}: {error}: {:?}", error.source()));
                format!("TROUBLE: {error}")
            }
        };
        let mebibytes = run.peak_bytes / (1024 * 1024);
        println!(
            "{name:<58} {came:<28} {:>6} ms {mebibytes:>4} MiB  {pillow}",
            run.millis
        );
    }
    println!(
        "\n{} files, {} disagreements",
        paths.len(),
        disagreements.len()
    );
    for line in &disagreements {
        println!("  {line}");
    }
    Ok(if disagreements.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The size another tool makes us expect, if ours is not it.
fn disagreement(said: &Value, pillow: &str, width: u32, height: u32) -> Option<String> {
    let side = |key: &str| said[key].as_u64().and_then(|side| u32::try_from(side).ok());
    let (Some(w), Some(h)) = (side("ImageWidth"), side("ImageHeight")) else {
        return None;
    };
    let on_its_side = matches!(said["Orientation"].as_u64(), Some(5..=8));
    let upright = if on_its_side { (h, w) } else { (w, h) };
    // exiftool reports HEIF and AVIF before the container's rotation, which has no EXIF number.
    let heif = said["MIMEType"]
        .as_str()
        .is_some_and(|it| it.ends_with("avif") || it.contains("hei"));
    let agrees = (width, height) == upright || (heif && (height, width) == upright);
    (!agrees).then(|| format!("{}x{} ({pillow})", upright.0, upright.1))
}

fn list(dir: &Path, paths: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            list(&path, paths)?;
        } else {
            paths.push(path);
        }
    }
    Ok(())
}
