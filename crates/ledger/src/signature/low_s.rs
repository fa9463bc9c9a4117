//! The two spellings of an ECDSA signature, and the one that the record keeps.
//!
//! If `(r, s)` verifies, so does `(r, n − s)`. Authenticators return either, in DER; whoever submits
//! an operation calls [`low_s_from_der`] (or [`normalise_low_s`]) first. Nothing here needs to be
//! constant in time: signatures are public.

/// The order n of P-256's group, big-endian (SEC 2 section 2.4.2).
const ORDER: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xff, //
    0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
];

/// (n − 1) / 2: the largest low s.
const HALF_ORDER: [u8; 32] = [
    0x7f, 0xff, 0xff, 0xff, 0x80, 0x00, 0x00, 0x00, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xff, //
    0xde, 0x73, 0x7d, 0x56, 0xd3, 0x8b, 0xcf, 0x42, 0x79, 0xdc, 0xe5, 0x61, 0x7e, 0x31, 0x92, 0xa8,
];

/// DER tag of a SEQUENCE.
const SEQUENCE: u8 = 0x30;
/// DER tag of an INTEGER.
const INTEGER: u8 = 0x02;

/// Tells whether the s of `r ‖ s` is in the lower half of the group order.
///
/// Says nothing on whether r and s are in range otherwise; verification does.
#[must_use]
pub fn is_low_s(bytes: &[u8; 64]) -> bool {
    let (_, s) = split(bytes);
    s <= HALF_ORDER
}

/// Returns the low-s spelling of `r ‖ s`.
///
/// An s that is not below the group order is returned as it came; it verifies in no spelling.
#[must_use]
pub fn normalise_low_s(bytes: [u8; 64]) -> [u8; 64] {
    let (r, s) = split(&bytes);
    if s <= HALF_ORDER || s >= ORDER {
        return bytes;
    }
    join(r, order_minus(s))
}

/// Reads an ECDSA signature as authenticators return it (DER, `SEQUENCE { r INTEGER, s INTEGER }`)
/// and returns it as `r ‖ s` with a low s.
///
/// `None` unless the encoding is strict DER: shortest lengths, shortest non-negative integers of at
/// most 256 bits, nothing after them.
#[must_use]
pub fn low_s_from_der(der: &[u8]) -> Option<[u8; 64]> {
    let (content, rest) = take_value(SEQUENCE, der)?;
    let (r, content) = take_value(INTEGER, content)?;
    let (s, content) = take_value(INTEGER, content)?;
    if !rest.is_empty() || !content.is_empty() {
        return None;
    }
    Some(normalise_low_s(join(integer(r)?, integer(s)?)))
}

/// Takes one tag-length-value off `bytes`. Only the one-byte length form: both integers of P-256
/// together take at most 70 bytes, so DER's long form would not be the shortest.
fn take_value(tag: u8, bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (found, bytes) = bytes.split_first()?;
    let (length, bytes) = bytes.split_first()?;
    if *found != tag || *length > 0x7f {
        return None;
    }
    bytes.split_at_checked(usize::from(*length))
}

/// Widens a DER integer to 32 bytes; `None` if negative, not shortest, empty or too long.
fn integer(bytes: &[u8]) -> Option<[u8; 32]> {
    let digits = match bytes {
        [] => return None,
        [0, next, ..] if *next < 0x80 => return None,
        [0, digits @ ..] if !digits.is_empty() => digits,
        [first, ..] if *first >= 0x80 => return None,
        digits => digits,
    };
    let mut wide = [0; 32];
    let start = wide.len().checked_sub(digits.len())?;
    wide.get_mut(start..)?.copy_from_slice(digits);
    Some(wide)
}

/// n − s for s below n, byte by byte from the right with a borrow.
fn order_minus(s: [u8; 32]) -> [u8; 32] {
    let mut difference = [0; 32];
    let mut borrow = false;
    for ((out, n), s) in difference.iter_mut().zip(ORDER).zip(s).rev() {
        let (partial, borrow_s) = n.overflowing_sub(s);
        let (digit, borrow_in) = partial.overflowing_sub(u8::from(borrow));
        *out = digit;
        borrow = borrow_s || borrow_in;
    }
    difference
}

fn split(bytes: &[u8; 64]) -> ([u8; 32], [u8; 32]) {
    let (mut r, mut s) = ([0; 32], [0; 32]);
    let (left, right) = bytes.split_at(32);
    r.copy_from_slice(left);
    s.copy_from_slice(right);
    (r, s)
}

fn join(r: [u8; 32], s: [u8; 32]) -> [u8; 64] {
    let mut bytes = [0; 64];
    let (left, right) = bytes.split_at_mut(32);
    left.copy_from_slice(&r);
    right.copy_from_slice(&s);
    bytes
}
