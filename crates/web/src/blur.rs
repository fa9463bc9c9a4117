//! The blurred ground behind a picture: a blurhash becomes a tiny PNG in a data address.
//!
//! A page may carry no inline style, but `img-src data:` is allowed, so the ground is a picture of
//! its own. Decoding is a few microseconds; results are kept, since a feed shows the same pictures
//! to everyone.

use std::collections::HashMap;
use std::f32::consts::PI;
use std::io::Write as _;
use std::sync::{Arc, LazyLock, RwLock};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Pixels on a side of the drawn ground; the browser stretches and blurs it.
const SIDE: usize = 8;
/// The most grounds kept in memory, about 400 bytes each.
const KEPT_MAX: usize = 20_000;
const ALPHABET: &[u8; 83] =
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";

static KEPT: LazyLock<RwLock<HashMap<String, Arc<str>>>> = LazyLock::new(RwLock::default);

/// Returns the ground of a blurhash as a `data:` address, or `None` if it is not a blurhash.
pub fn data_url(blurhash: &str) -> Option<Arc<str>> {
    if let Ok(kept) = KEPT.read()
        && let Some(url) = kept.get(blurhash)
    {
        return Some(Arc::clone(url));
    }
    let pixels = decode(blurhash)?;
    let url: Arc<str> = format!("data:image/png;base64,{}", STANDARD.encode(png(&pixels))).into();
    if let Ok(mut kept) = KEPT.write() {
        if kept.len() >= KEPT_MAX {
            kept.clear();
        }
        kept.insert(blurhash.to_owned(), Arc::clone(&url));
    }
    Some(url)
}

type Pixels = [[[u8; 3]; SIDE]; SIDE];

fn base83(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0_u32, |value, digit| {
        let place = ALPHABET.iter().position(|known| known == digit)?;
        value
            .checked_mul(83)?
            .checked_add(u32::try_from(place).ok()?)
    })
}

/// Decodes by the reference algorithm (woltapp/blurhash, "Algorithm").
fn decode(blurhash: &str) -> Option<Pixels> {
    let bytes = blurhash.as_bytes();
    let size = base83(bytes.get(..1)?)?;
    let (across, down) = (
        usize::try_from(size % 9).ok()? + 1,
        usize::try_from(size / 9).ok()? + 1,
    );
    if bytes.len() != 4 + 2 * across * down {
        return None;
    }
    let strongest = (small_float(base83(bytes.get(1..2)?)?) + 1.0) / 166.0;
    let mut colours = vec![average(base83(bytes.get(2..6)?)?)];
    for pair in bytes.get(6..)?.chunks(2) {
        colours.push(detail(base83(pair)?, strongest));
    }
    let mut pixels = [[[0; 3]; SIDE]; SIDE];
    for (y, row) in pixels.iter_mut().enumerate() {
        for (x, pixel) in row.iter_mut().enumerate() {
            let mut sum = [0.0_f32; 3];
            for (index, colour) in colours.iter().enumerate() {
                let weight = wave(x, index % across) * wave(y, index / across);
                for (total, part) in sum.iter_mut().zip(colour) {
                    *total += part * weight;
                }
            }
            *pixel = sum.map(to_srgb);
        }
    }
    Some(pixels)
}

fn wave(position: usize, frequency: usize) -> f32 {
    let at = |value: usize| u8::try_from(value).map_or(0.0, f32::from);
    (PI * at(position) * at(frequency) / at(SIDE)).cos()
}

/// Base-83 digits are below 6,889, which a float holds exactly.
fn small_float(value: u32) -> f32 {
    u16::try_from(value).map_or(0.0, f32::from)
}

fn average(value: u32) -> [f32; 3] {
    [16, 8, 0].map(|shift| to_linear(value >> shift & 255))
}

fn detail(value: u32, strongest: f32) -> [f32; 3] {
    [value / (19 * 19), value / 19 % 19, value % 19].map(|part| {
        let signed = (small_float(part) - 9.0) / 9.0;
        signed.signum() * signed * signed * strongest
    })
}

fn to_linear(value: u32) -> f32 {
    let part = small_float(value) / 255.0;
    if part <= 0.040_45 {
        part / 12.92
    } else {
        ((part + 0.055) / 1.055).powf(2.4)
    }
}

fn to_srgb(part: f32) -> u8 {
    let part = part.clamp(0.0, 1.0);
    let curved = if part <= 0.003_130_8 {
        part * 12.92
    } else {
        1.055 * part.powf(1.0 / 2.4) - 0.055
    };
    let wanted = (curved * 255.0 + 0.5).clamp(0.0, 255.0);
    // Rounds down to the whole below; the range was clamped to a byte above.
    (0..=u8::MAX)
        .rev()
        .find(|byte| f32::from(*byte) <= wanted)
        .unwrap_or(0)
}

/// Writes an 8-bit RGB PNG.
fn png(pixels: &Pixels) -> Vec<u8> {
    let side = u32::try_from(SIDE).unwrap_or_default().to_be_bytes();
    let mut header = Vec::from(side);
    header.extend(side);
    header.extend([8, 2, 0, 0, 0]);
    let mut raw = Vec::new();
    for row in pixels {
        raw.push(0);
        raw.extend(row.iter().flatten());
    }
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    // Writing to a `Vec` cannot fail.
    let packed = packer
        .write_all(&raw)
        .and_then(|()| packer.finish())
        .unwrap_or_default();
    let mut file = Vec::from(*b"\x89PNG\r\n\x1a\n");
    chunk(&mut file, b"IHDR", &header);
    chunk(&mut file, b"IDAT", &packed);
    chunk(&mut file, b"IEND", &[]);
    file
}

fn chunk(file: &mut Vec<u8>, kind: &[u8; 4], content: &[u8]) {
    file.extend(
        u32::try_from(content.len())
            .unwrap_or_default()
            .to_be_bytes(),
    );
    let mut sum = flate2::Crc::new();
    sum.update(kind);
    sum.update(content);
    file.extend(kind);
    file.extend(content);
    file.extend(sum.sum().to_be_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blurhash_becomes_a_small_picture_and_nonsense_does_not() {
        let url = data_url("LEHV6nWB2yk8pyo0adR*.7kCMdnj").expect("the reference example decodes");
        assert!(url.starts_with("data:image/png;base64,iVBOR"));
        assert!(url.len() < 500, "{} bytes", url.len());
        for nonsense in ["", "L", "LEHV6nWB2yk8pyo0adR*.7kCMdn", "é", "~~~~~~"] {
            assert_eq!(data_url(nonsense), None, "{nonsense}");
        }
    }
}
