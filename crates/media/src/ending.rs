//! Whether a file stops before its picture does.
//!
//! Decoders fill what is missing with grey, or fail with words about their own insides. A member
//! deserves to hear that the upload broke off. These walks visit each byte at most once, allocate
//! nothing and never look inside the coded pixels.

use crate::jpeg;
use crate::kind::Kind;

/// Returns whether the structure of `bytes` breaks off before the end its format demands.
pub(crate) fn comes_too_early(kind: Kind, bytes: &[u8]) -> bool {
    match kind {
        Kind::Jpeg => !jpeg::is_closed(bytes),
        Kind::Png => !png_is_closed(bytes),
        Kind::Webp => riff_is_cut(bytes),
        Kind::Heif => boxes_are_cut(bytes),
        // Blocks of a GIF are read as they come; a missing trailer alone is common and harmless.
        Kind::Gif => false,
    }
}

/// Whether a PNG reaches its IEND chunk (PNG 3rd edition, 5.3: length, type, data, CRC).
fn png_is_closed(bytes: &[u8]) -> bool {
    let mut at = 8_usize;
    while let Some(chunk) = bytes.get(at..).filter(|rest| rest.len() >= 8) {
        if &chunk[4..8] == b"IEND" {
            return true;
        }
        at = at.saturating_add(12).saturating_add(big_endian(chunk));
    }
    false
}

/// Whether a RIFF file is shorter than it declares.
fn riff_is_cut(bytes: &[u8]) -> bool {
    let Some(size) = bytes.get(4..).and_then(|rest| rest.first_chunk::<4>()) else {
        return true;
    };
    let declared = usize::try_from(u32::from_le_bytes(*size)).unwrap_or(usize::MAX);
    declared.saturating_add(8) > bytes.len()
}

/// Whether a top-level box of an ISO base media file reaches past the end, or the one with the
/// coded picture is missing.
fn boxes_are_cut(bytes: &[u8]) -> bool {
    let mut at = 0_usize;
    let mut coded = false;
    while at < bytes.len() {
        let Some(header) = bytes.get(at..).filter(|rest| rest.len() >= 8) else {
            return true;
        };
        coded |= matches!(&header[4..8], b"mdat" | b"idat");
        let size = match big_endian(header) {
            0 => return false, // To the end of the file.
            1 => match header.get(8..).and_then(|rest| rest.first_chunk::<8>()) {
                Some(size) => usize::try_from(u64::from_be_bytes(*size)).unwrap_or(usize::MAX),
                None => return true,
            },
            size => size,
        };
        if size < 8 {
            return false; // Nonsense rather than cut.
        }
        at = at.saturating_add(size);
        if at > bytes.len() {
            return true;
        }
    }
    !coded
}

/// The first four bytes as a number; callers have checked that they are there.
fn big_endian(bytes: &[u8]) -> usize {
    bytes.first_chunk::<4>().map_or(0, |size| {
        usize::try_from(u32::from_be_bytes(*size)).unwrap_or(usize::MAX)
    })
}
