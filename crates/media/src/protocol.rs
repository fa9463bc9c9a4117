//! The words between the server and its worker: one JSON line each way.
//!
//! The worker is trusted no further than the file it reads: [`parse_response`] bounds every number
//! and name in an answer before the jail acts on it.

use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::{Limits, Refusal};

/// Longest line either side reads, in bytes.
pub(crate) const LINE_BYTES_MAX: u64 = 64 * 1024;
/// Most files one picture becomes.
const FILES_MAX: usize = 8;
/// Name of the environment variable with the limits, the only one the worker is given.
pub(crate) const LIMITS_VARIABLE: &str = "MEENT_MEDIA_LIMITS";

/// The form of a variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// A still WebP.
    Webp,
    /// A WebP with frames; its first frame is also there as stills.
    AnimatedWebp,
}

impl Format {
    /// Returns the permanent name, as stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Webp => "webp",
            Self::AnimatedWebp => "animated_webp",
        }
    }

    /// Returns the media type it is served with.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Webp | Self::AnimatedWebp => "image/webp",
        }
    }
}

/// A path as its bytes, since a file name need not be text.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct RawPath(Vec<u8>);

impl RawPath {
    pub(crate) fn new(path: &Path) -> Self {
        Self(path.as_os_str().as_bytes().to_vec())
    }

    pub(crate) fn to_path(&self) -> PathBuf {
        PathBuf::from(OsString::from_vec(self.0.clone()))
    }
}

/// What the server asks of a worker.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Request {
    /// Makes the variants of one file.
    Process {
        input: RawPath,
        out_dir: RawPath,
        /// Wanted widths in pixels, ascending; none is made larger than the picture.
        widths: Vec<u32>,
    },
    /// Shuts itself in as for a picture, then tries the walls and reports.
    TryWalls { out_dir: RawPath },
}

/// What a worker answers.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Response {
    Made(Made),
    Refused { refusal: Refusal, peak_bytes: u64 },
    Walls(Walls),
}

/// A processed picture as the worker describes it.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Made {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) blurhash: String,
    pub(crate) files: Vec<MadeFile>,
    pub(crate) peak_bytes: u64,
}

/// One written file, by its name within the output folder.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MadeFile {
    pub(crate) file: String,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) format: Format,
}

/// Which walls held when a worker leaned on them from inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Walls {
    /// No file outside the output folder could be read.
    pub no_reading: bool,
    /// No file outside the output folder could be written.
    pub no_writing_elsewhere: bool,
    /// No socket could be opened.
    pub no_network: bool,
    /// No program could be started.
    pub no_processes: bool,
    /// No descriptor of the launcher was still open.
    pub no_descriptors: bool,
}

impl Walls {
    /// Returns whether every wall held.
    pub fn hold(self) -> bool {
        self.no_reading
            && self.no_writing_elsewhere
            && self.no_network
            && self.no_processes
            && self.no_descriptors
    }
}

/// An answer no honest worker gives.
#[derive(Debug, thiserror::Error)]
pub enum ProtocolError {
    /// The line is not the JSON of a response.
    #[error("the worker's answer is not a response")]
    Json(#[from] serde_json::Error),
    /// A value is out of bounds.
    #[error("the worker's answer has a bad {field}")]
    Bound {
        /// The field.
        field: &'static str,
    },
}

/// Parses and bounds the answer to a request made under `limits`.
pub(crate) fn parse_response(line: &[u8], limits: &Limits) -> Result<Response, ProtocolError> {
    let response: Response = serde_json::from_slice(line)?;
    if let Response::Made(made) = &response {
        check_made(made, limits)?;
    }
    Ok(response)
}

fn check_made(made: &Made, limits: &Limits) -> Result<(), ProtocolError> {
    let bound = |holds: bool, field| {
        if holds {
            Ok(())
        } else {
            Err(ProtocolError::Bound { field })
        }
    };
    let pixels = u64::from(made.width) * u64::from(made.height);
    bound((1..=limits.pixels).contains(&pixels), "size")?;
    let hash = made.blurhash.as_bytes();
    bound(
        (6..=128).contains(&hash.len()) && hash.iter().all(u8::is_ascii_graphic),
        "blurhash",
    )?;
    bound(
        (1..=FILES_MAX).contains(&made.files.len()),
        "number of files",
    )?;
    for file in &made.files {
        bound(is_plain_name(&file.file), "file name")?;
        bound(
            (1..=16_383).contains(&file.width) && (1..=16_383).contains(&file.height),
            "file size",
        )?;
    }
    let distinct = made.files.iter().enumerate().all(|(index, one)| {
        made.files[..index]
            .iter()
            .all(|other| other.file != one.file)
    });
    bound(distinct, "file name")
}

/// Lower-case letters and digits with the one extension: no path, no dot file.
fn is_plain_name(name: &str) -> bool {
    name.strip_suffix(".webp").is_some_and(|stem| {
        (1..=24).contains(&stem.len())
            && stem
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    })
}
