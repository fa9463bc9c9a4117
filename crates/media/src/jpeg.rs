//! The outline of a JPEG: markers and segment lengths (ITU T.81, annex B), never the coded pixels.
//!
//! Both walks visit each byte at most once and end on any input.

/// Whether a JPEG reaches its end-of-image marker. Thumbnails inside segments are skipped by the
/// segments' lengths.
pub(crate) fn is_closed(bytes: &[u8]) -> bool {
    let mut at = 2;
    while let Some((marker, after)) = next_marker(bytes, at) {
        if marker == END_OF_IMAGE {
            return true;
        }
        match segment_length(bytes, marker, after) {
            Some(length) => at = after + length,
            None => return false,
        }
    }
    false
}

/// Returns the file without what decoding does not need: comments and application segments, but
/// for the first two kinds, which hold the density and EXIF.
///
/// Cameras and old programs write broken ones. A decoder that stumbles over them gets a second try
/// with this. `None` if nothing would be left out.
pub(crate) fn without_annotations(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept = bytes.get(..2)?.to_vec();
    let mut at = 2;
    while let Some((marker, after)) = next_marker(bytes, at) {
        let end = after + segment_length(bytes, marker, after)?;
        match marker {
            0xe2..=0xef | 0xfe => {}
            START_OF_SCAN | END_OF_IMAGE => {
                kept.extend([0xff]);
                kept.extend(bytes.get(after - 1..)?);
                break;
            }
            _ => {
                kept.extend([0xff]);
                kept.extend(bytes.get(after - 1..end)?);
            }
        }
        at = end;
    }
    (kept.len() < bytes.len()).then_some(kept)
}

const START_OF_SCAN: u8 = 0xda;
const END_OF_IMAGE: u8 = 0xd9;

/// Finds the next marker at or after `at`: FF (repeated as filling) and a byte that is neither.
/// Returns it and the place after it. Whatever is between is stuffing or junk.
fn next_marker(bytes: &[u8], at: usize) -> Option<(u8, usize)> {
    let mut at = at + bytes.get(at..)?.iter().position(|&byte| byte == 0xff)? + 1;
    while bytes.get(at) == Some(&0xff) {
        at += 1;
    }
    Some((*bytes.get(at)?, at + 1))
}

/// The bytes that belong to the marker, its length field included; `None` if the field is missing.
fn segment_length(bytes: &[u8], marker: u8, after: usize) -> Option<usize> {
    match marker {
        // Stuffing, restarts and markers that stand alone.
        0x00 | 0x01 | 0xd0..=0xd9 => Some(0),
        _ => match bytes.get(after..after + 2) {
            Some(&[high, low]) => Some(usize::from(u16::from_be_bytes([high, low]))),
            _ => None,
        },
    }
}
