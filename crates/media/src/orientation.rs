//! Which way up a picture is meant, as its metadata says.
//!
//! EXIF decides (also PNG `eXIf` and the hexadecimal profile ImageMagick hides in PNG text); where
//! EXIF is silent, the XMP property `tiff:Orientation` does. HEIC and AVIF say it in the container
//! (`irot`, `imir`), which their decoder applies, and there EXIF is ignored as ISO 23008-12 wants.
//! The parsers here search a bounded slice forward once and give up quietly: a picture with
//! nonsense for an orientation is shown as it lies.

use std::io::Cursor;

use image::ImageDecoder;
use image::metadata::Orientation;

/// Largest metadata block that is searched, in bytes.
const METADATA_BYTES_MAX: usize = 1024 * 1024;

/// Returns the orientation `decoder` finds in its metadata.
pub(crate) fn of(decoder: &mut impl ImageDecoder) -> Orientation {
    let exif = decoder.exif_metadata().ok().flatten();
    let from_exif = exif.as_deref().and_then(from_exif);
    let from_xmp = || {
        decoder
            .xmp_metadata()
            .ok()
            .flatten()
            .as_deref()
            .and_then(from_xmp)
    };
    from_exif
        .or_else(from_xmp)
        .unwrap_or(Orientation::NoTransforms)
}

/// Returns the orientation a PNG keeps in a text chunk, if it keeps one there.
pub(crate) fn of_png_text(bytes: &[u8]) -> Option<Orientation> {
    let reader = png::Decoder::new(Cursor::new(bytes)).read_info().ok()?;
    let info = reader.info();
    let is_profile =
        |keyword: &str| matches!(keyword, "Raw profile type exif" | "Raw profile type APP1");
    let compressed = info
        .compressed_latin1_text
        .iter()
        .find(|chunk| is_profile(&chunk.keyword))
        .cloned();
    let text = match compressed {
        Some(mut chunk) => {
            chunk.decompress_text_with_limit(METADATA_BYTES_MAX).ok()?;
            chunk.get_text().ok()?
        }
        None => info
            .uncompressed_latin1_text
            .iter()
            .find(|chunk| is_profile(&chunk.keyword))?
            .text
            .clone(),
    };
    from_exif(&bytes_of_profile(&text)?)
}

fn from_exif(exif: &[u8]) -> Option<Orientation> {
    Orientation::from_exif_chunk(exif.strip_prefix(b"Exif\0\0").unwrap_or(exif))
}

/// Decodes ImageMagick's text form: a line with the name, one with the length, lines of hex.
pub(crate) fn bytes_of_profile(text: &str) -> Option<Vec<u8>> {
    let body = text.get(..METADATA_BYTES_MAX).unwrap_or(text).trim_start();
    let (_name, rest) = body.split_once('\n')?;
    let (_length, hex) = rest.trim_start().split_once('\n')?;
    let mut digits = hex
        .chars()
        .filter(|digit| !digit.is_whitespace())
        .map(|digit| digit.to_digit(16));
    let mut bytes = Vec::new();
    while let Some(high) = digits.next() {
        let low = digits.next()??;
        bytes.push(u8::try_from(high? * 16 + low).ok()?);
    }
    Some(bytes)
}

/// Finds `tiff:Orientation` as attribute (`="6"`) or element (`>6<`).
pub(crate) fn from_xmp(xmp: &[u8]) -> Option<Orientation> {
    const NAME: &[u8] = b"tiff:Orientation";
    let xmp = xmp.get(..METADATA_BYTES_MAX).unwrap_or(xmp);
    let at = xmp.windows(NAME.len()).position(|window| window == NAME)? + NAME.len();
    let value = xmp
        .get(at..)?
        .iter()
        .copied()
        .take(8)
        .find(|byte| !matches!(byte, b'=' | b'"' | b'\'' | b'>' | b' '))?;
    Orientation::from_exif(value.checked_sub(b'0')?)
}
