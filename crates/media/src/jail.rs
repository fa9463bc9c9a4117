//! The server's side of the jail: start a worker, watch the clock, believe nothing.

use std::fs;
use std::io::{self, Read, Write};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::protocol::{
    LIMITS_VARIABLE, LINE_BYTES_MAX, Made, MadeFile, ProtocolError, RawPath, Request, Response,
    Walls, parse_response,
};
use crate::{Format, Limits, Refusal, webp};

/// Widths of the variants, in pixels: a phone's grid, a phone, a laptop, a large screen.
pub(crate) const WIDTHS: [u32; 4] = [480, 960, 1600, 2048];

/// How much of a dying worker's last words is kept, in bytes.
const LAST_WORDS_BYTES: u64 = 4 * 1024;
/// How often a running worker's memory is looked at.
const WATCH_EVERY: Duration = Duration::from_millis(20);

/// Starts one worker per picture. Cheap to make, free to share between threads; how many run at
/// once is the caller's to bound.
#[derive(Debug, Clone)]
pub struct Jail {
    /// The program that runs [`crate::worker::run`] when called with `media-worker`.
    pub program: PathBuf,
    /// What one picture may cost.
    pub limits: Limits,
}

/// A picture made ready: pixels only, upright, in the sizes a page needs.
#[derive(Debug, Clone, PartialEq)]
pub struct Processed {
    /// Width of the picture as seen, upright, before any scaling, in pixels.
    pub width: u32,
    /// Height of the picture as seen, in pixels.
    pub height: u32,
    /// The colours of the picture in 20 to 40 characters, shown until it arrives.
    pub blurhash: String,
    /// Whether one of the variants moves.
    pub animated: bool,
    /// The stills by ascending width, then the animation if there is one.
    pub variants: Vec<Variant>,
    /// The most memory the worker held, in bytes.
    pub peak_bytes: u64,
    /// From start to answer, in milliseconds.
    pub millis: u64,
}

/// One file of a [`Processed`] picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// Its name within the output folder.
    pub file: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Size in bytes.
    pub size_bytes: u64,
    /// Its form.
    pub format: Format,
    /// BLAKE3 of the content, 64 lower-case hexadecimal digits: its address.
    pub blake3: String,
}

/// Why there is no processed picture.
#[derive(Debug, thiserror::Error)]
pub enum MediaError {
    /// The file was not taken: tell the member.
    #[error("the picture was refused")]
    Refused(#[from] Refusal),
    /// The input is missing or not an ordinary file.
    #[error("could not read {}", path.display())]
    Input {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The worker could not be started or watched.
    #[error("could not run the media worker {}", program.display())]
    Start {
        /// The program.
        program: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The worker ended without an answer and not because of the file.
    #[error("the media worker gave up: {last_words}")]
    Worker {
        /// The first line it wrote to standard error, or its exit status.
        last_words: String,
    },
    /// The answer breaks the protocol: a worker was taken over, or is of another version.
    #[error("the media worker answered nonsense")]
    Answer(#[from] ProtocolError),
    /// A file the worker claims to have written is not there or cannot be read.
    #[error("could not read the variant {}", path.display())]
    Output {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A written file is not a WebP of pixels alone; nothing of the picture is kept.
    #[error("the variant {} is not clean", path.display())]
    Unclean {
        /// The file.
        path: PathBuf,
        /// What was found in it.
        source: webp::Fault,
    },
}

/// What came of one run, with its cost, which is also known for refused files.
#[derive(Debug)]
pub struct Run {
    /// The picture, or why there is none.
    pub outcome: Result<Processed, MediaError>,
    /// The most memory the worker was seen to hold, in bytes.
    pub peak_bytes: u64,
    /// From start to answer, in milliseconds.
    pub millis: u64,
}

impl Jail {
    /// Returns a jail that starts `program` under the default limits.
    pub fn new(program: impl Into<PathBuf>) -> Self {
        Self {
            program: program.into(),
            limits: Limits::default(),
        }
    }

    /// Makes the variants of `input` in `out_dir`, an existing, empty folder.
    ///
    /// Blocks until the worker is gone, at most a little longer than [`Limits::wall_ms`]. On error
    /// no variant is left behind.
    ///
    /// # Errors
    ///
    /// [`MediaError::Refused`] if the file is not taken; the other variants are the server's own
    /// trouble and say nothing about the file.
    pub fn process(&self, input: &Path, out_dir: &Path) -> Result<Processed, MediaError> {
        self.run(input, out_dir).outcome
    }

    /// Does what [`Jail::process`] does and reports the cost of refused files as well.
    pub fn run(&self, input: &Path, out_dir: &Path) -> Run {
        let started = Instant::now();
        let mut peak_bytes = 0;
        if let Err(error) = expect_empty(out_dir) {
            return Run {
                outcome: Err(error),
                peak_bytes,
                millis: 0,
            };
        }
        let outcome = self.ask_for_variants(input, out_dir, &mut peak_bytes);
        let millis = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let outcome = outcome.map(|picture| Processed {
            millis,
            peak_bytes,
            ..picture
        });
        if outcome.is_err() {
            discard(out_dir);
        }
        Run {
            outcome,
            peak_bytes,
            millis,
        }
    }

    /// Starts a worker that shuts itself in and tries its walls; `out_dir` is an existing folder.
    ///
    /// # Errors
    ///
    /// The worker could not be started or raised no walls at all.
    pub fn try_walls(&self, out_dir: &Path) -> Result<Walls, MediaError> {
        let request = Request::TryWalls {
            out_dir: RawPath::new(&absolute(out_dir)?),
        };
        match self.ask(&request, &mut 0)? {
            Response::Walls(walls) => Ok(walls),
            Response::Made(_) | Response::Refused { .. } => {
                Err(MediaError::Answer(ProtocolError::Bound { field: "kind" }))
            }
        }
    }

    fn ask_for_variants(
        &self,
        input: &Path,
        out_dir: &Path,
        peak_bytes: &mut u64,
    ) -> Result<Processed, MediaError> {
        let input_error = |source| MediaError::Input {
            path: input.to_owned(),
            source,
        };
        if !fs::metadata(input).map_err(input_error)?.is_file() {
            return Err(input_error(io::Error::other("not an ordinary file")));
        }
        let request = Request::Process {
            input: RawPath::new(&absolute(input)?),
            out_dir: RawPath::new(&absolute(out_dir)?),
            widths: WIDTHS.to_vec(),
        };
        match self.ask(&request, peak_bytes)? {
            Response::Made(made) => {
                *peak_bytes = made.peak_bytes.max(*peak_bytes);
                self.accept(made, out_dir)
            }
            Response::Refused {
                refusal,
                peak_bytes: reported,
            } => {
                *peak_bytes = reported.max(*peak_bytes);
                Err(refusal.into())
            }
            Response::Walls(_) => Err(MediaError::Answer(ProtocolError::Bound { field: "kind" })),
        }
    }

    /// Runs one worker for one request.
    fn ask(&self, request: &Request, peak_bytes: &mut u64) -> Result<Response, MediaError> {
        let start_error = |source| MediaError::Start {
            program: self.program.clone(),
            source,
        };
        let mut child = self.start().map_err(start_error)?;
        let ended = self.watch(&mut child, request, peak_bytes);
        if ended.is_err() {
            // Whatever went wrong on this side, no worker outlives its question.
            let _: io::Result<()> = child.kill();
            let _: io::Result<ExitStatus> = child.wait();
        }
        let ended = ended.map_err(start_error)?;
        if ended.status.success() {
            return Ok(parse_response(&ended.answer, &self.limits)?);
        }
        Err(cause_of_death(&ended))
    }

    fn start(&self) -> io::Result<Child> {
        let limits = serde_json::to_string(&self.limits)?;
        Command::new(&self.program)
            .arg("media-worker")
            .env_clear()
            .env(LIMITS_VARIABLE, limits)
            .current_dir("/")
            // Its own group: an interrupt at the terminal is for the server, which ends cleanly.
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
    }

    /// Sends the request and waits for the end, killing the worker at the deadline.
    fn watch(
        &self,
        child: &mut Child,
        request: &Request,
        peak_bytes: &mut u64,
    ) -> io::Result<Ended> {
        let deadline = Instant::now() + self.limits.wall();
        let (answer, closed) = collect(child.stdout.take(), LINE_BYTES_MAX);
        let (last_words, _) = collect(child.stderr.take(), LAST_WORDS_BYTES);
        if let Some(mut stdin) = child.stdin.take() {
            let mut line = serde_json::to_vec(request)?;
            line.push(b'\n');
            // A worker that is already dead says more by its exit status than by this error.
            let _: io::Result<()> = stdin.write_all(&line);
        }
        let mut killed = false;
        let status = loop {
            if let Some(status) = child.try_wait()? {
                break status;
            }
            *peak_bytes = peak_of_process(child.id()).max(*peak_bytes);
            if !killed && Instant::now() >= deadline {
                child.kill()?;
                killed = true;
            }
            // Wakes at once when the answer is complete; then only the exit is still to come.
            match closed.recv_timeout(WATCH_EVERY) {
                Ok(()) | Err(mpsc::RecvTimeoutError::Timeout) => {}
                Err(mpsc::RecvTimeoutError::Disconnected) => {
                    thread::sleep(Duration::from_millis(1));
                }
            }
        };
        Ok(Ended {
            status,
            killed,
            answer: joined(answer),
            last_words: joined(last_words),
        })
    }

    /// Believes the worker only what the files themselves show.
    fn accept(&self, made: Made, out_dir: &Path) -> Result<Processed, MediaError> {
        let variants = made
            .files
            .into_iter()
            .map(|file| self.accept_file(file, out_dir))
            .collect::<Result<Vec<_>, _>>()?;
        let animated = variants
            .iter()
            .any(|variant| variant.format == Format::AnimatedWebp);
        let (width, height, blurhash) = (made.width, made.height, made.blurhash);
        Ok(Processed {
            width,
            height,
            blurhash,
            animated,
            variants,
            peak_bytes: 0,
            millis: 0,
        })
    }

    fn accept_file(&self, made: MadeFile, out_dir: &Path) -> Result<Variant, MediaError> {
        let path = out_dir.join(&made.file);
        let output_error = |source| MediaError::Output {
            path: path.clone(),
            source,
        };
        let found = fs::symlink_metadata(&path).map_err(output_error)?;
        if !found.is_file() || found.len() > self.limits.output_bytes {
            return Err(output_error(io::Error::other(
                "not an ordinary file within the limit",
            )));
        }
        let content = fs::read(&path).map_err(output_error)?;
        let shape = webp::inspect(&content).map_err(|source| MediaError::Unclean {
            path: path.clone(),
            source,
        })?;
        let animated = made.format == Format::AnimatedWebp;
        if (shape.width, shape.height, shape.animated) != (made.width, made.height, animated) {
            let source = webp::Fault::NotAsDeclared;
            return Err(MediaError::Unclean { path, source });
        }
        Ok(Variant {
            file: made.file,
            width: made.width,
            height: made.height,
            size_bytes: found.len(),
            format: made.format,
            blake3: blake3::hash(&content).to_hex().to_string(),
        })
    }
}

/// How a worker ended.
struct Ended {
    status: ExitStatus,
    killed: bool,
    answer: Vec<u8>,
    last_words: Vec<u8>,
}

/// Reads the pipe to its end on a thread of its own, keeping `bytes_max`; the receiver wakes when
/// the pipe is closed.
fn collect(
    pipe: Option<impl Read + Send + 'static>,
    bytes_max: u64,
) -> (JoinHandle<Vec<u8>>, Receiver<()>) {
    let (sender, closed) = mpsc::channel();
    let reader = thread::spawn(move || {
        let mut kept = Vec::new();
        if let Some(pipe) = pipe {
            // An error ends the reading like an end of file: what is missing fails to parse.
            let _: io::Result<usize> = pipe.take(bytes_max).read_to_end(&mut kept);
        }
        drop(sender);
        kept
    });
    (reader, closed)
}

fn joined(reader: JoinHandle<Vec<u8>>) -> Vec<u8> {
    reader.join().unwrap_or_default()
}

/// Tells the file's fault from the server's.
fn cause_of_death(ended: &Ended) -> MediaError {
    const ABORTED: i32 = 6;
    const KILLED: i32 = 9;
    const CPU_TIME_USED_UP: i32 = 24;
    const FILE_TOO_LARGE: i32 = 25;
    let words = String::from_utf8_lossy(&ended.last_words);
    if ended.killed {
        return Refusal::TooSlow.into();
    }
    match ended.status.signal() {
        Some(ABORTED) if words.contains("memory allocation of") => Refusal::TooMuchMemory.into(),
        Some(KILLED) => Refusal::TooMuchMemory.into(), // Not by us: the kernel was out of memory.
        Some(CPU_TIME_USED_UP) => Refusal::TooSlow.into(),
        Some(FILE_TOO_LARGE) => Refusal::OutputTooLarge.into(),
        Some(_) => Refusal::DecoderFailed.into(),
        None => {
            let first = words
                .lines()
                .next()
                .map_or_else(|| ended.status.to_string(), str::to_owned);
            MediaError::Worker { last_words: first }
        }
    }
}

/// An output folder with files of others could lose them when a picture is refused.
fn expect_empty(out_dir: &Path) -> Result<(), MediaError> {
    let output_error = |source| MediaError::Output {
        path: out_dir.to_owned(),
        source,
    };
    match fs::read_dir(out_dir).map_err(output_error)?.next() {
        None => Ok(()),
        Some(_) => Err(output_error(io::ErrorKind::DirectoryNotEmpty.into())),
    }
}

/// Removes what a worker left behind in a folder that was empty before.
fn discard(out_dir: &Path) {
    let Ok(listing) = fs::read_dir(out_dir) else {
        return;
    };
    for entry in listing.flatten() {
        // A file that stays is found again when the app clears its quarantine.
        let _: io::Result<()> = fs::remove_file(entry.path());
    }
}

fn absolute(path: &Path) -> Result<PathBuf, MediaError> {
    std::path::absolute(path).map_err(|source| MediaError::Input {
        path: path.to_owned(),
        source,
    })
}

/// The most memory a running process has held, in bytes; zero where the kernel does not tell.
fn peak_of_process(id: u32) -> u64 {
    fs::read_to_string(format!("/proc/{id}/status")).map_or(0, |text| peak_of_status(&text))
}

/// Reads `VmHWM`, in kibibytes, from the text of a `/proc/…/status`.
pub(crate) fn peak_of_status(text: &str) -> u64 {
    text.lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|value| value.split_whitespace().next()?.parse::<u64>().ok())
        .unwrap_or(0)
        .saturating_mul(1024)
}
