//! The log: every entry of the record, in order, in segmented append-only files.
//!
//! [`Log`] is the one writer. It appends a batch, syncs once, and only then lets [`LogReader`] see
//! it. After a failed write or sync it is poisoned: what the disk holds is then unknown, so every
//! later call gives the same answer and the node stops. The bytes are [`frame`]'s; what they mean
//! is not known here.
//!
//! At open, one thing is repaired and nothing else: a tail that a power cut tore. A tail is torn
//! only if it stands at the end of the last segment, no entry that the signed checkpoint counts
//! would go with it, and no sound batch follows it.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ledger::ids::NetworkId;

use crate::disk::{Disk, DiskFile};

pub mod frame;
mod reader;

pub use frame::{FrameFault, PAYLOAD_BYTES_MAX};
pub use reader::{Frames, LogReader, Payload};

use frame::{FrameReader, HEADER_BYTES, PlaceInBatch, ReadFault, SegmentHeader};
use reader::{Segment, Segments};

/// A segment that has reached this many bytes is followed by a new one.
pub const SEGMENT_BYTES: u64 = 64 << 20;

/// Why the log cannot be opened, read or written.
#[derive(Clone, Debug, thiserror::Error)]
pub enum LogError {
    /// Bytes that were durable are not what was written.
    #[error("{} is damaged at byte {offset}: {fault} (entry {index})", segment.display())]
    Damaged {
        /// The file.
        segment: PathBuf,
        /// Where in it the damaged header or frame begins.
        offset: u64,
        /// The entry that cannot be read.
        index: u64,
        /// What is wrong.
        fault: FrameFault,
    },
    /// The disk has no room for a batch.
    #[error("the disk is full: {needed_bytes} bytes for {} do not fit", path.display())]
    Full {
        /// The file that could not grow.
        path: PathBuf,
        /// How many bytes were to be written.
        needed_bytes: u64,
    },
    /// The disk failed.
    #[error("could not {doing} {}", path.display())]
    Disk {
        /// What was attempted.
        doing: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// What the disk said.
        source: Arc<io::Error>,
    },
}

impl LogError {
    pub(crate) fn disk(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::Disk {
            doing,
            path: path.to_path_buf(),
            source: Arc::new(error),
        }
    }

    fn write(path: &Path, needed_bytes: u64, error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::FileTooLarge => Self::Full {
                path: path.to_path_buf(),
                needed_bytes,
            },
            _ => Self::disk("write to", path)(error),
        }
    }
}

/// A tail that was cut at open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TornTail {
    /// The file.
    pub segment: PathBuf,
    /// Where it now ends.
    pub offset: u64,
    /// How many bytes went.
    pub cut_bytes: u64,
}

/// The writer of the log. There is one.
#[derive(Debug)]
pub struct Log {
    disk: Arc<dyn Disk>,
    dir: PathBuf,
    segments: Arc<Segments>,
    segment_bytes: u64,
    /// The last segment; none before the first entry.
    tail: Option<Tail>,
    poison: Option<LogError>,
}

#[derive(Debug)]
struct Tail {
    path: PathBuf,
    file: Box<dyn DiskFile>,
    network: NetworkId,
    bytes: u64,
}

impl Log {
    /// Opens the log in `dir`, which must exist. `durable_entries` is how many entries are known to
    /// have been durable, from the signed checkpoint; they must be there.
    ///
    /// # Errors
    ///
    /// [`LogError::Damaged`] if anything but a torn tail is wrong; [`LogError::Disk`].
    pub fn open(
        disk: Arc<dyn Disk>,
        dir: &Path,
        durable_entries: u64,
        segment_bytes: u64,
    ) -> Result<(Self, Option<TornTail>), LogError> {
        let segments = Segments::list(Arc::clone(&disk), dir)?;
        let mut log = Self {
            disk,
            dir: dir.to_path_buf(),
            segments: Arc::new(segments),
            segment_bytes,
            tail: None,
            poison: None,
        };
        let torn = log.open_tail(durable_entries)?;
        let entries = log.segments.entries();
        if entries < durable_entries {
            let last = log.segments.last().map_or(0, |segment| segment.first);
            let segment = log.segments.path_of(last);
            let offset = log.tail.as_ref().map_or(0, |tail| tail.bytes);
            let fault = FrameFault::Missing;
            return Err(LogError::Damaged {
                segment,
                offset,
                index: entries,
                fault,
            });
        }
        Ok((log, torn))
    }

    /// Opens the last segment for appending, and cuts a torn tail off it.
    fn open_tail(&mut self, durable_entries: u64) -> Result<Option<TornTail>, LogError> {
        let Some(last) = self.segments.last() else {
            return Ok(None);
        };
        let path = self.segments.path_of(last.first);
        let mut file = self
            .disk
            .open_append(&path)
            .map_err(LogError::disk("open", &path))?;
        let length = file
            .length_bytes()
            .map_err(LogError::disk("measure", &path))?;
        let header = match self.segments.read_header(last.first) {
            Ok(header) => header,
            // The header is synced before the first frame is written: a bad one that nothing
            // follows and that holds no counted entry is a segment that was being created.
            Err(LogError::Damaged { .. })
                if length <= HEADER_BYTES && last.first >= durable_entries =>
            {
                drop(file);
                self.disk
                    .remove(&path)
                    .map_err(LogError::disk("remove", &path))?;
                self.segments.forget_last();
                self.open_tail(durable_entries)?;
                return Ok(Some(TornTail {
                    segment: path,
                    offset: 0,
                    cut_bytes: length,
                }));
            }
            Err(error) => return Err(error),
        };
        let (mut segment, fault) = scan(file.as_ref(), last.first, length, &path)?;
        let mut torn = None;
        if let Some(fault) = fault {
            let index = segment.first + segment.count;
            let damaged = segment.bytes;
            let later = frame::find_later_batch(file.as_ref(), damaged, length)
                .map_err(LogError::disk("read", &path))?;
            if index < durable_entries || later.is_some() {
                return Err(LogError::Damaged {
                    segment: path,
                    offset: damaged,
                    index,
                    fault,
                });
            }
            file.truncate(damaged)
                .map_err(LogError::disk("cut", &path))?;
            file.sync().map_err(LogError::disk("sync", &path))?;
            let cut_bytes = length - damaged;
            torn = Some(TornTail {
                segment: path.clone(),
                offset: damaged,
                cut_bytes,
            });
        }
        segment.bytes = segment.bytes.max(HEADER_BYTES);
        let bytes = segment.bytes;
        self.segments.replace_last(segment);
        self.tail = Some(Tail {
            path,
            file,
            network: header.network,
            bytes,
        });
        Ok(torn)
    }

    /// Returns a reader of everything durable, now and later.
    #[must_use]
    pub fn reader(&self) -> LogReader {
        LogReader::new(Arc::clone(&self.segments))
    }

    /// Returns how many entries are durable: the index of the next one.
    #[must_use]
    pub fn entries(&self) -> u64 {
        self.segments.entries()
    }

    /// Returns the network that the log belongs to, once it has an entry.
    #[must_use]
    pub fn network(&self) -> Option<NetworkId> {
        self.tail.as_ref().map(|tail| tail.network)
    }

    /// Appends `payloads` in order and returns once they are durable. `network` goes into the
    /// header of a new segment.
    ///
    /// # Errors
    ///
    /// [`LogError::Full`] or [`LogError::Disk`]. The log is then poisoned: the same error answers
    /// every later call. Some of the batch may be found at the next open.
    pub fn append(&mut self, network: NetworkId, payloads: &[Vec<u8>]) -> Result<(), LogError> {
        if let Some(error) = &self.poison {
            return Err(error.clone());
        }
        if payloads.is_empty() {
            return Ok(());
        }
        let outcome = self.try_append(network, payloads);
        if let Err(error) = &outcome {
            self.poison = Some(error.clone());
        }
        outcome
    }

    fn try_append(&mut self, network: NetworkId, payloads: &[Vec<u8>]) -> Result<(), LogError> {
        if self
            .tail
            .as_ref()
            .is_none_or(|tail| tail.bytes >= self.segment_bytes)
        {
            self.begin_segment(network)?;
        }
        let Some(tail) = &mut self.tail else {
            return Ok(());
        };
        let mut bytes = Vec::with_capacity(payloads.iter().map(|it| it.len() + 8).sum());
        let mut offsets = Vec::with_capacity(payloads.len());
        for payload in payloads {
            offsets.push(tail.bytes + bytes.len() as u64);
            let place = if bytes.is_empty() {
                PlaceInBatch::First
            } else {
                PlaceInBatch::Later
            };
            frame::encode_frame(&mut bytes, payload, place);
        }
        let needed_bytes = bytes.len() as u64;
        tail.file
            .append(&bytes)
            .map_err(|error| LogError::write(&tail.path, needed_bytes, error))?;
        tail.file
            .sync()
            .map_err(|error| LogError::write(&tail.path, needed_bytes, error))?;
        tail.bytes += needed_bytes;
        self.segments.extend_last(&offsets, tail.bytes);
        Ok(())
    }

    fn begin_segment(&mut self, network: NetworkId) -> Result<(), LogError> {
        let first = self.segments.entries();
        let path = self.segments.path_of(first);
        let mut file = self
            .disk
            .open_append(&path)
            .map_err(LogError::disk("create", &path))?;
        let header = frame::encode_header(&SegmentHeader { first, network });
        file.append(&header)
            .map_err(|error| LogError::write(&path, HEADER_BYTES, error))?;
        file.sync().map_err(LogError::disk("sync", &path))?;
        self.disk
            .sync_dir(&self.dir)
            .map_err(LogError::disk("sync", &self.dir))?;
        self.segments.begin(Segment::empty(first));
        self.tail = Some(Tail {
            path,
            file,
            network,
            bytes: HEADER_BYTES,
        });
        Ok(())
    }
}

/// Reads a segment to its end, or to the first fault; `bytes` of the answer says where that is.
fn scan(
    file: &dyn DiskFile,
    first: u64,
    length: u64,
    path: &Path,
) -> Result<(Segment, Option<FrameFault>), LogError> {
    let mut segment = Segment::empty(first);
    let mut frames = FrameReader::new(file, HEADER_BYTES, length);
    loop {
        let offset = frames.offset();
        match frames.next_frame() {
            Ok(Some(_)) => segment.push(offset, frames.offset()),
            Ok(None) => return Ok((segment, None)),
            Err(ReadFault::Damaged(fault)) => return Ok((segment, Some(fault))),
            Err(ReadFault::Disk(error)) => return Err(LogError::disk("read", path)(error)),
        }
    }
}
