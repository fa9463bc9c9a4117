//! The life of one worker: shut in, read one request, look at one file, answer, end.
//!
//! [`run`] is the whole program. It allocates limits before it reads a byte, reads the file before
//! it shuts itself in, and parses the first byte of the file only after that.

use std::any::Any;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, Read, Seek, Write};
use std::net::TcpListener;
use std::panic;
use std::path::Path;
use std::process::{Command, ExitCode};

use crate::protocol::{LIMITS_VARIABLE, LINE_BYTES_MAX, Made, MadeFile, Request, Response, Walls};
use crate::{Limits, Refusal, confine, decode, variant};

/// Runs the worker: the body of `meent media-worker`. Never call it in a process with other work.
///
/// Ends with success when an answer was written, whatever the answer; with failure when the walls
/// could not be raised or the request made no sense.
pub fn run() -> ExitCode {
    match serve() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The server keeps the first words of this; there is nothing to do if it is gone.
            let _: io::Result<()> = writeln!(io::stderr(), "media worker: {error}");
            ExitCode::FAILURE
        }
    }
}

fn serve() -> io::Result<()> {
    confine::drop_inherited_descriptors()?;
    let limits = match std::env::var(LIMITS_VARIABLE) {
        Ok(text) => serde_json::from_str(&text)?,
        Err(_) => Limits::default(),
    };
    confine::limit_resources(&limits)?;
    let mut line = Vec::new();
    io::stdin()
        .lock()
        .take(LINE_BYTES_MAX)
        .read_until(b'\n', &mut line)?;
    let response = match serde_json::from_slice(&line)? {
        Request::Process {
            input,
            out_dir,
            widths,
        } => process(&limits, &input.to_path(), &out_dir.to_path(), &widths)?,
        Request::TryWalls { out_dir } => Response::Walls(try_walls(&out_dir.to_path())?),
    };
    let mut answer = serde_json::to_vec(&response)?;
    answer.push(b'\n');
    io::stdout().write_all(&answer)
}

fn process(limits: &Limits, input: &Path, out_dir: &Path, widths: &[u32]) -> io::Result<Response> {
    let mut status = File::open("/proc/self/status").ok();
    let bytes = read_input(limits, input)?;
    confine::shut_in(out_dir)?;
    let outcome = match bytes {
        Ok(bytes) => panic::catch_unwind(|| make(limits, &bytes, widths))
            .unwrap_or_else(|panic| Err(refusal_of_panic(panic.as_ref()))),
        Err(refusal) => Err(refusal),
    };
    Ok(match outcome {
        Ok((mut made, contents)) => {
            for (file, content) in made.files.iter().zip(&contents) {
                create_new(&out_dir.join(&file.file))?.write_all(content)?;
            }
            made.peak_bytes = peak_bytes(status.as_mut());
            Response::Made(made)
        }
        Err(refusal) => Response::Refused {
            refusal,
            peak_bytes: peak_bytes(status.as_mut()),
        },
    })
}

/// Most panics of a decoder are a file it did not foresee; some are memory it did not get.
fn refusal_of_panic(panic: &(dyn Any + Send)) -> Refusal {
    let words = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or(panic.downcast_ref::<&str>().copied());
    match words {
        Some(words) if words.contains("TryReserveError") || words.contains("AllocError") => {
            Refusal::TooMuchMemory
        }
        Some(_) | None => Refusal::Damaged,
    }
}

/// The whole file in memory, so that nothing needs to be opened once the walls are up.
fn read_input(limits: &Limits, input: &Path) -> io::Result<Result<Vec<u8>, Refusal>> {
    let file = File::open(input)?;
    if file.metadata()?.len() > limits.input_bytes {
        return Ok(Err(Refusal::FileTooLarge));
    }
    let mut bytes = Vec::new();
    // One byte more than allowed, in case it grew meanwhile.
    file.take(limits.input_bytes + 1).read_to_end(&mut bytes)?;
    let fits = u64::try_from(bytes.len()).is_ok_and(|length| length <= limits.input_bytes);
    Ok(if fits {
        Ok(bytes)
    } else {
        Err(Refusal::FileTooLarge)
    })
}

fn make(limits: &Limits, bytes: &[u8], widths: &[u32]) -> Result<(Made, Vec<Vec<u8>>), Refusal> {
    let picture = decode::decode(limits, bytes)?;
    let variants = variant::make(picture, widths, limits)?;
    let (files, contents) = variants
        .files
        .into_iter()
        .map(|one| {
            let file = MadeFile {
                file: one.name,
                width: one.width,
                height: one.height,
                format: one.format,
            };
            (file, one.content)
        })
        .unzip();
    let made = Made {
        width: variants.width,
        height: variants.height,
        blurhash: variants.blurhash,
        files,
        peak_bytes: 0,
    };
    Ok((made, contents))
}

/// Opens for writing alone: the walls let nothing be read, not even what was just written.
fn create_new(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// Leans on every wall. Each attempt is what an attacker would try first.
fn try_walls(out_dir: &Path) -> io::Result<Walls> {
    let beside = out_dir.with_extension("escaped");
    let no_descriptors = confine::open_descriptors_beyond_standard() == Some(0);
    confine::shut_in(out_dir)?;
    Ok(Walls {
        no_descriptors,
        no_reading: File::open("/etc/passwd").is_err(),
        no_writing_elsewhere: create_new(&beside).is_err(),
        no_network: TcpListener::bind(("127.0.0.1", 0)).is_err(),
        no_processes: Command::new("/proc/self/exe").spawn().is_err(),
    })
}

/// The most memory this process has held, in bytes; zero where the kernel does not tell.
fn peak_bytes(status: Option<&mut File>) -> u64 {
    let Some(status) = status else { return 0 };
    let mut text = String::new();
    if status
        .rewind()
        .and_then(|()| status.read_to_string(&mut text))
        .is_err()
    {
        return 0;
    }
    crate::jail::peak_of_status(&text)
}
