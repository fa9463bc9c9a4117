//! Reading the log while it grows: by index, in order, in bounded memory.
//!
//! A reader sees what the writer has made durable and nothing else. It keeps the place of every
//! 256th frame; for a segment that was not read since the start, it finds them on first use.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use ledger::ids::NetworkId;

use super::frame::{self, FrameFault, FrameReader, HEADER_BYTES, ReadFault, SegmentHeader};
use super::{LogError, scan};
use crate::disk::{Disk, DiskFile};

/// Every how many frames of a segment their place is kept.
const STRIDE: u64 = 256;

/// One file of the log, as far as it is known.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    pub(super) first: u64,
    /// Frames that may be read.
    pub(super) count: u64,
    /// Bytes that may be read.
    pub(super) bytes: u64,
    /// Offset of every [`STRIDE`]th frame; empty until the segment has been scanned.
    places: Vec<u64>,
}

impl Segment {
    pub(super) fn empty(first: u64) -> Self {
        Self {
            first,
            count: 0,
            bytes: HEADER_BYTES,
            places: Vec::new(),
        }
    }

    /// Notes a frame at `offset` that ends at `end`.
    pub(super) fn push(&mut self, offset: u64, end: u64) {
        if self.count.is_multiple_of(STRIDE) {
            self.places.push(offset);
        }
        self.count += 1;
        self.bytes = end;
    }
}

/// The files of the log, shared by its writer and its readers.
#[derive(Debug)]
pub(super) struct Segments {
    disk: Arc<dyn Disk>,
    dir: PathBuf,
    known: RwLock<Vec<Segment>>,
}

impl Segments {
    /// Lists the segments in `dir`. Of each but the last, the next one's name says how many frames
    /// it holds; the last counts none until it is scanned.
    pub(super) fn list(disk: Arc<dyn Disk>, dir: &Path) -> Result<Self, LogError> {
        let names = disk.list_files(dir).map_err(LogError::disk("list", dir))?;
        let mut firsts: Vec<u64> = names
            .iter()
            .filter_map(|name| name.strip_suffix(".seg"))
            .filter_map(|stem| stem.parse().ok())
            .collect();
        firsts.sort_unstable();
        let segments = Self {
            disk,
            dir: dir.to_path_buf(),
            known: RwLock::default(),
        };
        let mut known = Vec::with_capacity(firsts.len());
        for (place, first) in firsts.iter().copied().enumerate() {
            if place == 0 && first != 0 {
                return Err(segments.damaged(first, 0, 0, FrameFault::Discontinuous));
            }
            let mut segment = Segment::empty(first);
            if let Some(next) = firsts.get(place + 1) {
                segment.count = next - first;
                let path = segments.path_of(first);
                let file = segments
                    .disk
                    .open(&path)
                    .map_err(LogError::disk("open", &path))?;
                segment.bytes = file
                    .length_bytes()
                    .map_err(LogError::disk("measure", &path))?;
                segments.read_header(first)?;
            }
            known.push(segment);
        }
        *segments.write() = known;
        Ok(segments)
    }

    pub(super) fn path_of(&self, first: u64) -> PathBuf {
        self.dir.join(format!("{first:012}.seg"))
    }

    /// Reads the header of the segment that begins with entry `first`, and checks that it does, and
    /// that it is of the first segment's network.
    pub(super) fn read_header(&self, first: u64) -> Result<SegmentHeader, LogError> {
        let path = self.path_of(first);
        let file = self
            .disk
            .open(&path)
            .map_err(LogError::disk("open", &path))?;
        let mut bytes = [0; 56];
        let read = file
            .read_at(0, &mut bytes)
            .map_err(LogError::disk("read", &path))?;
        let header = frame::decode_header(&bytes[..read])
            .map_err(|fault| self.damaged(first, 0, first, fault))?;
        let is_of_log =
            header.first == first && (first == 0 || self.read_header(0)?.network == header.network);
        if !is_of_log {
            return Err(self.damaged(first, 0, first, FrameFault::Discontinuous));
        }
        Ok(header)
    }

    fn damaged(&self, first: u64, offset: u64, index: u64, fault: FrameFault) -> LogError {
        LogError::Damaged {
            segment: self.path_of(first),
            offset,
            index,
            fault,
        }
    }

    pub(super) fn entries(&self) -> u64 {
        self.last()
            .map_or(0, |segment| segment.first + segment.count)
    }

    pub(super) fn last(&self) -> Option<Segment> {
        self.read().last().cloned()
    }

    pub(super) fn forget_last(&self) {
        self.write().pop();
    }

    pub(super) fn replace_last(&self, segment: Segment) {
        let mut known = self.write();
        known.pop();
        known.push(segment);
    }

    pub(super) fn begin(&self, segment: Segment) {
        self.write().push(segment);
    }

    /// Lets readers see frames at `offsets`, the last of which ends at `end`.
    pub(super) fn extend_last(&self, offsets: &[u64], end: u64) {
        let mut known = self.write();
        if let Some(segment) = known.last_mut() {
            for (place, offset) in offsets.iter().enumerate() {
                segment.push(*offset, offsets.get(place + 1).copied().unwrap_or(end));
            }
        }
    }

    fn read(&self) -> std::sync::RwLockReadGuard<'_, Vec<Segment>> {
        self.known.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> std::sync::RwLockWriteGuard<'_, Vec<Segment>> {
        self.known.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the segment that holds entry `index` and the nearest known place at or before it:
    /// the entry that stands there and its offset.
    fn locate(&self, index: u64) -> Result<Option<(Segment, u64, u64)>, LogError> {
        let place = self
            .read()
            .partition_point(|segment| segment.first <= index);
        let Some(place) = place.checked_sub(1) else {
            return Ok(None);
        };
        let Some(mut segment) = self.read().get(place).cloned() else {
            return Ok(None);
        };
        if index >= segment.first + segment.count {
            return Ok(None);
        }
        if segment.places.is_empty() {
            segment = self.scan_closed(&segment)?;
            if let Some(known) = self
                .write()
                .get_mut(place)
                .filter(|it| it.places.is_empty())
            {
                known.places.clone_from(&segment.places);
            }
        }
        let stride = (index - segment.first) / STRIDE;
        let at = usize::try_from(stride)
            .ok()
            .and_then(|it| segment.places.get(it))
            .copied();
        Ok(at.map(|offset| {
            let standing = segment.first + stride * STRIDE;
            segment.places = Vec::new();
            (segment, standing, offset)
        }))
    }

    /// Scans a segment that another follows: every frame must be sound and none missing.
    fn scan_closed(&self, segment: &Segment) -> Result<Segment, LogError> {
        let path = self.path_of(segment.first);
        let file = self
            .disk
            .open(&path)
            .map_err(LogError::disk("open", &path))?;
        let (found, fault) = scan(file.as_ref(), segment.first, segment.bytes, &path)?;
        let fault = fault.or((found.count != segment.count).then_some(FrameFault::Discontinuous));
        match fault {
            None => Ok(found),
            Some(fault) => {
                let index = segment.first + found.count;
                Err(self.damaged(segment.first, found.bytes, index, fault))
            }
        }
    }
}

/// Reads the durable part of the log. Cheap to clone.
#[derive(Clone, Debug)]
pub struct LogReader {
    segments: Arc<Segments>,
}

/// The bytes of an entry and where they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payload {
    /// The entry's index.
    pub index: u64,
    /// The file.
    pub segment: Arc<Path>,
    /// Where in the file its frame begins.
    pub offset: u64,
    /// What the frame holds.
    pub bytes: Vec<u8>,
}

impl LogReader {
    pub(super) fn new(segments: Arc<Segments>) -> Self {
        Self { segments }
    }

    /// Opens the log in `dir` for reading alone, as an auditor does. Nothing is repaired: a damaged
    /// or torn tail is what the last of [`LogReader::from`] answers. A last segment that was being
    /// created, which holds no entry and of which not even the header is whole, is not there yet.
    ///
    /// # Errors
    ///
    /// [`LogError`] if the segments do not make one log.
    pub fn open(disk: Arc<dyn Disk>, dir: &Path) -> Result<Self, LogError> {
        let segments = Segments::list(disk, dir)?;
        if let Some(last) = segments.last() {
            let path = segments.path_of(last.first);
            let file = segments
                .disk
                .open(&path)
                .map_err(LogError::disk("open", &path))?;
            let length = file
                .length_bytes()
                .map_err(LogError::disk("measure", &path))?;
            match segments.read_header(last.first) {
                Err(LogError::Damaged { .. }) if last.first > 0 && length <= HEADER_BYTES => {
                    segments.forget_last();
                }
                header => {
                    header?;
                    let (mut found, fault) = scan(file.as_ref(), last.first, length, &path)?;
                    if fault.is_some() {
                        // One frame more than are sound, so that reading meets the fault and names it.
                        found.push(found.bytes, length);
                    }
                    segments.replace_last(found);
                }
            }
        }
        Ok(Self {
            segments: Arc::new(segments),
        })
    }

    /// Returns how many entries can be read.
    #[must_use]
    pub fn entries(&self) -> u64 {
        self.segments.entries()
    }

    /// Returns the network that the log belongs to, once it has a segment.
    ///
    /// # Errors
    ///
    /// [`LogError`] if the first segment's header cannot be read.
    pub fn network(&self) -> Result<Option<NetworkId>, LogError> {
        let first = self.segments.read().first().map(|segment| segment.first);
        first
            .map(|first| Ok(self.segments.read_header(first)?.network))
            .transpose()
    }

    /// Returns the bytes of entry `index`, `None` if it is not there.
    ///
    /// # Errors
    ///
    /// [`LogError`].
    pub fn read(&self, index: u64) -> Result<Option<Vec<u8>>, LogError> {
        self.from(index)
            .next()
            .transpose()
            .map(|payload| payload.map(|it| it.bytes))
    }

    /// Returns the entries from `index` on, in order, up to what is durable when it gets there.
    /// After an error it ends.
    #[must_use]
    pub fn from(&self, index: u64) -> Frames {
        Frames {
            segments: Arc::clone(&self.segments),
            next: index,
            open: None,
            is_over: false,
        }
    }
}

/// Entries in order; see [`LogReader::from`].
#[derive(Debug)]
pub struct Frames {
    segments: Arc<Segments>,
    next: u64,
    open: Option<OpenSegment>,
    is_over: bool,
}

#[derive(Debug)]
struct OpenSegment {
    path: Arc<Path>,
    file: Box<dyn DiskFile>,
    /// Entries before this one stand in this segment.
    until: u64,
    /// Bytes that may be read.
    end: u64,
    /// Where entry `at` begins.
    offset: u64,
    at: u64,
    /// Payloads read ahead, the next one last.
    ahead: Vec<Payload>,
}

/// How many frames are read from a file at once.
const AHEAD: usize = 256;

impl Frames {
    fn read_next(&mut self) -> Result<Option<Payload>, LogError> {
        if let Some(open) = &mut self.open {
            if let Some(payload) = open.ahead.pop() {
                self.next += 1;
                return Ok(Some(payload));
            }
            if self.next >= open.until {
                self.open = None;
            }
        }
        if self.open.is_none() {
            let Some((segment, at, offset)) = self.segments.locate(self.next)? else {
                return Ok(None);
            };
            let path: Arc<Path> = self.segments.path_of(segment.first).into();
            let file = self
                .segments
                .disk
                .open(&path)
                .map_err(LogError::disk("open", &path))?;
            let until = segment.first + segment.count;
            let end = segment.bytes;
            self.open = Some(OpenSegment {
                path,
                file,
                until,
                end,
                offset,
                at,
                ahead: Vec::new(),
            });
        }
        let Some(open) = &mut self.open else {
            return Ok(None);
        };
        open.fill(self.next)?;
        let payload = open.ahead.pop();
        if payload.is_some() {
            self.next += 1;
        }
        Ok(payload)
    }
}

impl OpenSegment {
    /// Reads the next frames from `wanted` on into `ahead`. Sound frames before a damaged one are
    /// handed out first.
    fn fill(&mut self, wanted: u64) -> Result<(), LogError> {
        let mut frames = FrameReader::new(self.file.as_ref(), self.offset, self.end);
        while self.at < self.until && self.ahead.len() < AHEAD {
            let offset = frames.offset();
            let damaged = |fault| {
                let segment = self.path.to_path_buf();
                LogError::Damaged {
                    segment,
                    offset,
                    index: self.at,
                    fault,
                }
            };
            match frames.next_frame() {
                Ok(Some(frame)) => {
                    if self.at >= wanted {
                        self.ahead.push(Payload {
                            index: self.at,
                            segment: Arc::clone(&self.path),
                            offset,
                            bytes: frame.payload.to_vec(),
                        });
                    }
                }
                Ok(None) if self.ahead.is_empty() => return Err(damaged(FrameFault::Incomplete)),
                Err(ReadFault::Damaged(fault)) if self.ahead.is_empty() => {
                    return Err(damaged(fault));
                }
                Err(ReadFault::Disk(error)) => {
                    return Err(LogError::disk("read", &self.path)(error));
                }
                Ok(None) | Err(ReadFault::Damaged(_)) => break,
            }
            self.at += 1;
            self.offset = frames.offset();
        }
        self.ahead.reverse();
        Ok(())
    }
}

impl Iterator for Frames {
    type Item = Result<Payload, LogError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let next = self.read_next().transpose();
        self.is_over = !matches!(next, Some(Ok(_)));
        next
    }
}
