//! The last look at every file that leaves the jail: a WebP of pixels and nothing else.
//!
//! Quoted from RFC 9649: a file is `RIFF`, a size, `WEBP` and chunks of a four-letter name, a
//! little-endian size and a body padded to an even length. Of the chunks it defines, `ICCP`,
//! `EXIF` and `XMP ` carry what must not be served, and unknown ones could carry anything, so only
//! the ones of pixels pass. The worker's word is not taken for it.

/// What a clean file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Width in pixels, 1 to 16,384.
    pub width: u32,
    /// Height in pixels, 1 to 16,384.
    pub height: u32,
    /// Whether it has an animation header.
    pub animated: bool,
}

/// Why a file may not be served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Not a WebP, or its sizes do not add up.
    #[error("it is not a well-formed WebP")]
    Malformed,
    /// A chunk that is not pixels.
    #[error("it has a chunk {:?}", String::from_utf8_lossy(name))]
    ForeignChunk {
        /// The chunk's name.
        name: [u8; 4],
    },
    /// The header announces a profile or metadata.
    #[error("its header announces metadata")]
    AnnouncesMetadata,
    /// Bytes after the end the header declares.
    #[error("it goes on after its end")]
    TrailingBytes,
    /// Another size or kind than the worker said.
    #[error("it is not what the worker declared")]
    NotAsDeclared,
}

/// Returns the shape of `bytes` if it is a WebP of pixels alone.
///
/// Visits each chunk header once, whatever the bytes are.
///
/// # Errors
///
/// The first [`Fault`] found.
pub fn inspect(bytes: &[u8]) -> Result<Shape, Fault> {
    let body = match bytes.get(..12) {
        Some(head) if head.starts_with(b"RIFF") && head.ends_with(b"WEBP") => &bytes[8..],
        _ => return Err(Fault::Malformed),
    };
    let declared = little_endian(&bytes[4..8]);
    if declared < body.len() {
        return Err(Fault::TrailingBytes);
    }
    if declared > body.len() {
        return Err(Fault::Malformed);
    }
    let mut shape = None;
    let mut animated = false;
    for chunk in (Chunks { rest: &body[4..] }) {
        let (name, body) = chunk?;
        let size = match &name {
            b"VP8X" => Some(extended_size(body)?),
            b"VP8 " => Some(lossy_size(body)?),
            b"VP8L" => Some(lossless_size(body)?),
            b"ANIM" => {
                animated = true;
                None
            }
            b"ALPH" => None,
            b"ANMF" => {
                inspect_frame(body)?;
                None
            }
            _ => return Err(Fault::ForeignChunk { name }),
        };
        // The first that says a size is the one of the canvas.
        shape = shape.or(size);
    }
    let (width, height) = shape.ok_or(Fault::Malformed)?;
    Ok(Shape {
        width,
        height,
        animated,
    })
}

/// A frame is sixteen bytes of place and time, then chunks of pixels.
fn inspect_frame(body: &[u8]) -> Result<(), Fault> {
    let rest = body.get(16..).ok_or(Fault::Malformed)?;
    for chunk in (Chunks { rest }) {
        let (name, _) = chunk?;
        if !matches!(&name, b"VP8 " | b"VP8L" | b"ALPH") {
            return Err(Fault::ForeignChunk { name });
        }
    }
    Ok(())
}

/// Flags, three reserved bytes, width and height less one in 24 bits each.
fn extended_size(body: &[u8]) -> Result<(u32, u32), Fault> {
    const PROFILE_EXIF_XMP: u8 = 0x20 | 0x08 | 0x04;
    let Some(&[flags, _, _, _, w0, w1, w2, h0, h1, h2]) = body.first_chunk() else {
        return Err(Fault::Malformed);
    };
    if body.len() != 10 {
        return Err(Fault::TrailingBytes);
    }
    if flags & PROFILE_EXIF_XMP != 0 {
        return Err(Fault::AnnouncesMetadata);
    }
    Ok((
        u32::from_le_bytes([w0, w1, w2, 0]) + 1,
        u32::from_le_bytes([h0, h1, h2, 0]) + 1,
    ))
}

/// RFC 6386, 9.1: a three-byte tag, the start code, then 14 bits of width and of height.
fn lossy_size(body: &[u8]) -> Result<(u32, u32), Fault> {
    match body.get(3..10) {
        Some(&[0x9d, 0x01, 0x2a, w0, w1, h0, h1]) => {
            let side = |low, high| u32::from(u16::from_le_bytes([low, high]) & 0x3fff);
            Ok((side(w0, w1), side(h0, h1)))
        }
        _ => Err(Fault::Malformed),
    }
}

/// RFC 9649, 3.4: a signature byte, then 14 bits of width and of height, each less one.
fn lossless_size(body: &[u8]) -> Result<(u32, u32), Fault> {
    match body.first_chunk() {
        Some(&[0x2f, b0, b1, b2, b3]) => {
            let bits = u32::from_le_bytes([b0, b1, b2, b3]);
            Ok(((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1))
        }
        _ => Err(Fault::Malformed),
    }
}

fn little_endian(bytes: &[u8]) -> usize {
    bytes.first_chunk::<4>().map_or(0, |size| {
        usize::try_from(u32::from_le_bytes(*size)).unwrap_or(usize::MAX)
    })
}

/// The chunks of a body, until it ends or stops making sense.
struct Chunks<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Chunks<'a> {
    type Item = Result<([u8; 4], &'a [u8]), Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let rest = std::mem::take(&mut self.rest);
        let Some((name, after)) = rest.split_first_chunk::<4>() else {
            return Some(Err(Fault::Malformed));
        };
        let (Some(size), Some(after)) = (after.get(..4).map(little_endian), after.get(4..)) else {
            return Some(Err(Fault::Malformed));
        };
        let Some((body, after)) = after.split_at_checked(size) else {
            return Some(Err(Fault::Malformed));
        };
        // An odd body is padded with one byte, also at the end of the file.
        match (size % 2, after.split_first()) {
            (0, _) => self.rest = after,
            (_, Some((0, after))) => self.rest = after,
            _ => return Some(Err(Fault::Malformed)),
        }
        Some(Ok((*name, body)))
    }
}
