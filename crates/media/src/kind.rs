//! What a file is, by its first bytes alone.
//!
//! The sniffer reads at most [`HEAD_BYTES`], allocates nothing and cannot fail: bytes it does not
//! know are [`Refusal::NotAPicture`]. A polyglot is what its first bytes say, since what leaves
//! the jail is encoded anew and keeps nothing of the other half.

use crate::Refusal;

/// How many bytes of a file the sniffer looks at, at most.
pub const HEAD_BYTES: usize = 1024;

/// A format the worker decodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// JPEG, also the first picture of an MPO and the base picture of an ultra-HDR JPEG.
    Jpeg,
    /// PNG, also animated.
    Png,
    /// WebP, also animated.
    Webp,
    /// GIF, also animated.
    Gif,
    /// HEIC, HEIF and AVIF: one container, two codecs.
    Heif,
}

/// Returns what the bytes at the start of a file say it is, or why it is not taken.
///
/// # Errors
///
/// The [`Refusal`] that names what was recognised instead of a picture.
pub fn sniff(bytes: &[u8]) -> Result<Kind, Refusal> {
    let head = bytes.get(..HEAD_BYTES).unwrap_or(bytes);
    if head.is_empty() {
        return Err(Refusal::Empty);
    }
    if let Some(kind) = picture(head) {
        return Ok(kind);
    }
    Err(iso_media(head)
        .or_else(|| riff(head))
        .or_else(|| by_signature(head))
        .or_else(|| cut_short(head))
        .or_else(|| by_text(head))
        .unwrap_or(Refusal::NotAPicture))
}

/// Returns the size a header declares at its fixed place, before any decoder has a say.
///
/// `None` for formats that declare it further in (JPEG, HEIF) and for headers that are cut short.
pub fn declared_size(kind: Kind, bytes: &[u8]) -> Option<(u32, u32)> {
    match kind {
        // Signature, then IHDR's length and name, then width and height.
        Kind::Png => {
            let [width, height] = [
                bytes.get(16..)?.first_chunk::<4>()?,
                bytes.get(20..)?.first_chunk::<4>()?,
            ];
            (bytes.get(12..16)? == b"IHDR")
                .then_some((u32::from_be_bytes(*width), u32::from_be_bytes(*height)))
        }
        Kind::Gif => {
            let &[w0, w1, h0, h1] = bytes.get(6..)?.first_chunk::<4>()?;
            Some((
                u16::from_le_bytes([w0, w1]).into(),
                u16::from_le_bytes([h0, h1]).into(),
            ))
        }
        // The extended header of RFC 9649; the plain ones cannot declare more than 16,383.
        Kind::Webp => {
            let &[w0, w1, w2, h0, h1, h2] = bytes.get(24..)?.first_chunk::<6>()?;
            let side = |low, middle, high| u32::from_le_bytes([low, middle, high, 0]) + 1;
            (bytes.get(12..16)? == b"VP8X").then_some((side(w0, w1, w2), side(h0, h1, h2)))
        }
        Kind::Jpeg | Kind::Heif => None,
    }
}

fn picture(head: &[u8]) -> Option<Kind> {
    if head.starts_with(b"\xff\xd8\xff") {
        return Some(Kind::Jpeg);
    }
    if head.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some(Kind::Png);
    }
    if head.starts_with(b"GIF87a") || head.starts_with(b"GIF89a") {
        return Some(Kind::Gif);
    }
    if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
        return Some(Kind::Webp);
    }
    is_heif(head).then_some(Kind::Heif)
}

/// Whether an ISO base media file names a still-picture brand, as the major one or among the
/// compatible ones. A film never carries `mif1`, `heic` or `avif`.
fn is_heif(head: &[u8]) -> bool {
    const BRANDS: [&[u8; 4]; 10] = [
        b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis",
    ];
    if head.get(4..8) != Some(b"ftyp") {
        return false;
    }
    let declared = head.first_chunk::<4>().map_or(0, |size| {
        usize::try_from(u32::from_be_bytes(*size)).unwrap_or(usize::MAX)
    });
    let end = declared.clamp(12, head.len().max(12));
    let Some(brands) = head.get(8..end) else {
        return false;
    };
    brands.chunks_exact(4).enumerate().any(|(index, brand)| {
        // The second word is the minor version, not a brand.
        index != 1 && BRANDS.iter().any(|known| brand == known.as_slice())
    })
}

fn iso_media(head: &[u8]) -> Option<Refusal> {
    let box_name = head.get(4..8)?;
    if box_name == b"ftyp" {
        return Some(match head.get(8..12)? {
            b"M4A " | b"M4B " | b"M4P " => Refusal::Sound,
            b"crx " => Refusal::Tiff,
            _ => Refusal::Film,
        });
    }
    if head.starts_with(b"\0\0\0\x0cjP  \r\n") || head.starts_with(b"\0\0\0\x0cJXL ") {
        return Some(Refusal::OtherPicture);
    }
    // QuickTime of before `ftyp` begins with its first atom.
    let atoms: [&[u8; 4]; 6] = [b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"];
    atoms
        .iter()
        .any(|atom| box_name == atom.as_slice())
        .then_some(Refusal::Film)
}

fn riff(head: &[u8]) -> Option<Refusal> {
    if head.starts_with(b"RIFF") || head.starts_with(b"RIFX") {
        return Some(match head.get(8..12)? {
            b"WAVE" | b"RMID" => Refusal::Sound,
            b"AVI " => Refusal::Film,
            _ => Refusal::NotAPicture,
        });
    }
    if head.starts_with(b"FORM") && matches!(head.get(8..12)?, b"AIFF" | b"AIFC") {
        return Some(Refusal::Sound);
    }
    if head.starts_with(b"OggS") {
        // The first page holds the codec's own header right after the segment table.
        let film = head.windows(7).take(256).any(|w| w == b"\x80theora");
        return Some(if film { Refusal::Film } else { Refusal::Sound });
    }
    None
}

fn by_signature(head: &[u8]) -> Option<Refusal> {
    const SIGNATURES: [(&[u8], Refusal); 31] = [
        (b"\x1a\x45\xdf\xa3", Refusal::Film), // Matroska, WebM
        (b"FLV\x01", Refusal::Film),
        (b"\x00\x00\x01\xba", Refusal::Film), // MPEG program stream
        (b"\x00\x00\x01\xb3", Refusal::Film), // MPEG video
        (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", Refusal::Film), // Windows Media
        (b"ID3", Refusal::Sound),
        (b"fLaC", Refusal::Sound),
        (b"MThd", Refusal::Sound),
        (b"#!AMR", Refusal::Sound),
        (b".snd", Refusal::Sound),
        (b"caff", Refusal::Sound),
        (b"II*\0", Refusal::Tiff),
        (b"MM\0*", Refusal::Tiff),
        (b"II+\0", Refusal::Tiff),
        (b"MM\0+", Refusal::Tiff),
        (b"IIU\0", Refusal::Tiff), // Panasonic raw
        (b"IIRO", Refusal::Tiff),  // Olympus raw
        (b"FUJIFILMCCD-RAW", Refusal::Tiff),
        (b"8BPS", Refusal::OtherPicture),
        (b"\0\0\x01\0", Refusal::OtherPicture),       // ICO
        (b"\xff\x0a", Refusal::OtherPicture),         // JPEG XL codestream
        (b"\xff\x4f\xff\x51", Refusal::OtherPicture), // JPEG 2000 codestream
        (b"qoif", Refusal::OtherPicture),
        (b"DDS ", Refusal::OtherPicture),
        (b"gimp xcf", Refusal::OtherPicture),
        (b"%PDF-", Refusal::Document),
        (b"%!PS", Refusal::Document),
        (b"PK\x03\x04", Refusal::Document),
        (b"\x1f\x8b", Refusal::Document),
        (b"7z\xbc\xaf\x27\x1c", Refusal::Document),
        (b"Rar!", Refusal::Document),
    ];
    if let Some((_, refusal)) = SIGNATURES.iter().find(|(start, _)| head.starts_with(start)) {
        return Some(*refusal);
    }
    // A bitmap repeats its offset and header size; two letters alone would catch any text.
    if head.starts_with(b"BM")
        && matches!(head.get(14..18), Some([12 | 40 | 64 | 108 | 124, 0, 0, 0]))
    {
        return Some(Refusal::OtherPicture);
    }
    // MPEG audio frame: eleven set bits, then a version, layer and bit rate that exist.
    match head {
        [0xff, second, third, ..]
            if second & 0xe0 == 0xe0
                && second & 0x18 != 0x08
                && second & 0x06 != 0
                && third & 0xf0 != 0xf0
                && third & 0x0c != 0x0c =>
        {
            Some(Refusal::Sound)
        }
        _ => None,
    }
}

/// A file that is nothing but the first bytes of a picture's signature was cut short.
fn cut_short(head: &[u8]) -> Option<Refusal> {
    let starts: [&[u8]; 4] = [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF"];
    let cut = starts
        .iter()
        .any(|start| head.len() >= 2 && start.starts_with(head));
    cut.then_some(Refusal::EndsTooEarly)
}

fn by_text(head: &[u8]) -> Option<Refusal> {
    let text = head
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(head)
        .trim_ascii_start();
    if contains_ignoring_case(text, b"<svg") && text.starts_with(b"<") {
        return Some(Refusal::Svg);
    }
    if text.starts_with(b"<") {
        return Some(Refusal::Markup);
    }
    // Other plain text: no control bytes but the ones of lines.
    let plain = !text.is_empty()
        && text
            .iter()
            .all(|&byte| byte >= 0x20 || matches!(byte, b'\t' | b'\n' | b'\r'))
        && std::str::from_utf8(text).map_or_else(|error| error.error_len().is_none(), |_| true);
    plain.then_some(Refusal::Markup)
}

fn contains_ignoring_case(text: &[u8], wanted: &[u8]) -> bool {
    text.windows(wanted.len())
        .any(|window| window.eq_ignore_ascii_case(wanted))
}
