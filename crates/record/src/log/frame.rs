//! The bytes of a segment: a header, then frames. Normative page: `docs/protocol/log.md`.
//!
//! ```text
//! header   8 bytes "MEENTLOG" · u32 version · u64 index of the first frame · 32 bytes network id
//!          · u32 CRC-32 of the 52 bytes before
//! frame    u32 head · u32 CRC-32 of head and payload · payload
//! head     bits 0–24 length of the payload, bit 31 set on the first frame of a batch, others 0
//! ```
//!
//! Integers are little-endian. Reading is bounded: no length is believed before it is judged.

use ledger::ids::NetworkId;

use crate::disk::DiskFile;

/// What a segment begins with.
const MAGIC: &[u8; 8] = b"MEENTLOG";
/// The version of the format.
const VERSION: u32 = 1;
/// Length of a segment's header in bytes.
pub const HEADER_BYTES: u64 = 56;
/// Length of a frame's head and checksum in bytes.
pub const FRAME_HEAD_BYTES: u64 = 8;
/// The longest payload a reader takes, in bytes.
pub const PAYLOAD_BYTES_MAX: usize = 1 << 24;

/// Marks the first frame of a batch.
const OPENS_BATCH: u32 = 1 << 31;
const LENGTH_MASK: u32 = (1 << 25) - 1;
/// How much is read from a file at a time.
const CHUNK_BYTES: usize = 1 << 18;
/// The longest frame that [`find_later_batch`] tries, so that its work stays bounded.
const PROBE_BYTES_MAX: usize = 1 << 17;

/// What a segment says about itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SegmentHeader {
    /// Index of its first frame.
    pub first: u64,
    /// The network that the log belongs to.
    pub network: NetworkId,
}

/// What is wrong at a place in a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FrameFault {
    /// The header is short, or not one.
    #[error("the segment's header is damaged")]
    Header,
    /// The header is sound but of a version this code does not know.
    #[error("the segment is of an unknown version")]
    Version,
    /// The segment is not the one its name or its neighbour announces.
    #[error("the segment does not continue the log")]
    Discontinuous,
    /// Fewer bytes are left than a frame needs.
    #[error("the frame is incomplete")]
    Incomplete,
    /// The head has bits or a length that no frame has.
    #[error("the frame's length is impossible")]
    Length,
    /// The checksum does not fit the bytes.
    #[error("the frame's checksum does not match")]
    Checksum,
    /// The log ends before the entry that the signed checkpoint names as the last.
    #[error("entries that the signed checkpoint counts are missing")]
    Missing,
}

/// A frame as it was read.
#[derive(Debug, PartialEq, Eq)]
pub struct Frame<'a> {
    /// Where it begins in the segment.
    pub offset: u64,
    /// What it holds.
    pub payload: &'a [u8],
}

/// Returns the bytes of `header`.
#[must_use]
pub fn encode_header(header: &SegmentHeader) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    bytes.extend_from_slice(&VERSION.to_le_bytes());
    bytes.extend_from_slice(&header.first.to_le_bytes());
    bytes.extend_from_slice(&header.network.0);
    let checksum = crc32fast::hash(&bytes);
    bytes.extend_from_slice(&checksum.to_le_bytes());
    bytes
}

/// Reads the header at the start of `bytes`.
///
/// # Errors
///
/// [`FrameFault::Header`] or [`FrameFault::Version`].
pub fn decode_header(bytes: &[u8]) -> Result<SegmentHeader, FrameFault> {
    let mut rest = bytes;
    let magic: [u8; 8] = take(&mut rest).ok_or(FrameFault::Header)?;
    let version: [u8; 4] = take(&mut rest).ok_or(FrameFault::Header)?;
    let first: [u8; 8] = take(&mut rest).ok_or(FrameFault::Header)?;
    let network: [u8; 32] = take(&mut rest).ok_or(FrameFault::Header)?;
    let checked = bytes.len() - rest.len();
    let checksum: [u8; 4] = take(&mut rest).ok_or(FrameFault::Header)?;
    if magic != *MAGIC || crc32fast::hash(&bytes[..checked]) != u32::from_le_bytes(checksum) {
        return Err(FrameFault::Header);
    }
    if u32::from_le_bytes(version) != VERSION {
        return Err(FrameFault::Version);
    }
    Ok(SegmentHeader {
        first: u64::from_le_bytes(first),
        network: NetworkId(network),
    })
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (first, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(*first)
}

/// Appends a frame that holds `payload` to `bytes`; `opens_batch` marks the first of a batch.
///
/// # Panics
///
/// If `payload` is longer than [`PAYLOAD_BYTES_MAX`]: the caller judges what it accepts.
pub fn encode_frame(bytes: &mut Vec<u8>, payload: &[u8], place: PlaceInBatch) {
    assert!(
        payload.len() <= PAYLOAD_BYTES_MAX,
        "a payload is at most 16 MiB"
    );
    let length = u32::try_from(payload.len()).unwrap_or(LENGTH_MASK);
    let head = match place {
        PlaceInBatch::First => length | OPENS_BATCH,
        PlaceInBatch::Later => length,
    };
    bytes.extend_from_slice(&head.to_le_bytes());
    bytes.extend_from_slice(&checksum(head, payload).to_le_bytes());
    bytes.extend_from_slice(payload);
}

/// Where a frame stands in the batch that is written and synced as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceInBatch {
    /// It opens the batch.
    First,
    /// It follows another frame of the batch.
    Later,
}

fn checksum(head: u32, payload: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&head.to_le_bytes());
    hasher.update(payload);
    hasher.finalize()
}

fn payload_length(head: u32) -> Option<usize> {
    let length = usize::try_from(head & LENGTH_MASK).ok()?;
    let is_possible = head & !(OPENS_BATCH | LENGTH_MASK) == 0 && length <= PAYLOAD_BYTES_MAX;
    is_possible.then_some(length)
}

/// Reads the frames of one segment, in order, in bounded memory.
#[derive(Debug)]
pub struct FrameReader<'a> {
    file: &'a dyn DiskFile,
    /// Bytes of the file that may be read.
    end: u64,
    /// Where the next frame begins.
    offset: u64,
    /// File offset of `buffer[0]`.
    buffer_at: u64,
    buffer: Vec<u8>,
}

/// Why a frame could not be read.
#[derive(Debug)]
pub enum ReadFault {
    /// The bytes are wrong.
    Damaged(FrameFault),
    /// The disk is.
    Disk(std::io::Error),
}

impl<'a> FrameReader<'a> {
    /// Reads `file` from the frame at `offset` up to byte `end`.
    #[must_use]
    pub fn new(file: &'a dyn DiskFile, offset: u64, end: u64) -> Self {
        Self {
            file,
            end,
            offset,
            buffer_at: offset,
            buffer: Vec::new(),
        }
    }

    /// Returns where the next frame begins.
    #[must_use]
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// Returns the next frame, `None` at the end.
    ///
    /// # Errors
    ///
    /// [`ReadFault`]; [`FrameReader::offset`] then says where.
    pub fn next_frame(&mut self) -> Result<Option<Frame<'_>>, ReadFault> {
        let offset = self.offset;
        if offset >= self.end {
            return Ok(None);
        }
        let head_bytes = usize::try_from(FRAME_HEAD_BYTES).unwrap_or(8);
        let mut head = self.bytes_at(offset, head_bytes)?;
        let word: [u8; 4] = take(&mut head).unwrap_or_default();
        let expected: [u8; 4] = take(&mut head).unwrap_or_default();
        let word = u32::from_le_bytes(word);
        let length = payload_length(word).ok_or(ReadFault::Damaged(FrameFault::Length))?;
        let payload_at = offset + FRAME_HEAD_BYTES;
        let found = checksum(word, self.bytes_at(payload_at, length)?);
        if found != u32::from_le_bytes(expected) {
            return Err(ReadFault::Damaged(FrameFault::Checksum));
        }
        self.offset = payload_at + length as u64;
        Ok(Some(Frame {
            offset,
            payload: self.bytes_at(payload_at, length)?,
        }))
    }

    fn bytes_at(&mut self, offset: u64, length: usize) -> Result<&[u8], ReadFault> {
        if self.end.saturating_sub(offset) < length as u64 {
            return Err(ReadFault::Damaged(FrameFault::Incomplete));
        }
        let from = usize::try_from(offset.saturating_sub(self.buffer_at)).unwrap_or(usize::MAX);
        let is_held = offset >= self.buffer_at
            && from
                .checked_add(length)
                .is_some_and(|until| until <= self.buffer.len());
        if is_held {
            return Ok(&self.buffer[from..from + length]);
        }
        let wanted = length.max(CHUNK_BYTES);
        let there = usize::try_from(self.end - offset).unwrap_or(usize::MAX);
        self.buffer.resize(wanted.min(there), 0);
        let read = self
            .file
            .read_at(offset, &mut self.buffer)
            .map_err(ReadFault::Disk)?;
        self.buffer.truncate(read);
        self.buffer_at = offset;
        self.buffer
            .get(..length)
            .ok_or(ReadFault::Damaged(FrameFault::Incomplete))
    }
}

/// Returns where, after the damage at `damaged`, a sound frame opens a batch.
///
/// A batch is written only once the one before it is synced. Such a frame therefore proves that
/// the damaged bytes had been durable: they are corrupt, not torn.
///
/// # Errors
///
/// Whatever the disk says.
pub fn find_later_batch(
    file: &dyn DiskFile,
    damaged: u64,
    end: u64,
) -> std::io::Result<Option<u64>> {
    let length = usize::try_from(end.saturating_sub(damaged)).map_err(std::io::Error::other)?;
    let mut bytes = vec![0; length];
    let read = file.read_at(damaged, &mut bytes)?;
    bytes.truncate(read);
    for start in 1..bytes.len() {
        let mut rest = &bytes[start..];
        let Some(word) = take::<4>(&mut rest).map(u32::from_le_bytes) else {
            break;
        };
        let Some(expected) = take::<4>(&mut rest).map(u32::from_le_bytes) else {
            break;
        };
        let length = payload_length(word).filter(|it| (1..=PROBE_BYTES_MAX).contains(it));
        let payload = length
            .filter(|_| word & OPENS_BATCH != 0)
            .and_then(|it| rest.get(..it));
        if payload.is_some_and(|payload| checksum(word, payload) == expected) {
            return Ok(Some(damaged + start as u64));
        }
    }
    Ok(None)
}
