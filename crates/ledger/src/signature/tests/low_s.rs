//! Two spellings of a signature, one on the record.

use crate::signature::{is_low_s, low_s_from_der, normalise_low_s};

const ORDER: &str = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
const HALF: &str = "7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8";
const HALF_AND_ONE: &str = "7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a9";
const ORDER_LESS_ONE: &str = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550";
const ZERO: &str = "0000000000000000000000000000000000000000000000000000000000000000";
const ONE: &str = "0000000000000000000000000000000000000000000000000000000000000001";

fn bytes(r: &str, s: &str) -> [u8; 64] {
    hex::decode(format!("{r}{s}")).unwrap().try_into().unwrap()
}

/// The other spelling of a low-s signature: s becomes n − s.
pub(super) fn flip(low: [u8; 64]) -> [u8; 64] {
    let order = hex::decode(ORDER).unwrap();
    let mut flipped = low;
    let mut borrow = 0_i16;
    for at in (32..64).rev() {
        let mut digit = i16::from(order[at - 32]) - i16::from(low[at]) - borrow;
        borrow = i16::from(digit < 0);
        digit += 256 * borrow;
        flipped[at] = u8::try_from(digit).unwrap();
    }
    flipped
}

#[test]
fn s_is_brought_into_the_lower_half() {
    //          s               low before   s after
    let rows = [
        (ZERO, true, ZERO),
        (ONE, true, ONE),
        (HALF, true, HALF),
        (HALF_AND_ONE, false, HALF),
        (ORDER_LESS_ONE, false, ONE),
        // Out of range stays what it is and verifies nowhere.
        (ORDER, false, ORDER),
    ];
    for (s, is_low, after) in rows {
        assert_eq!(is_low_s(&bytes(ONE, s)), is_low, "{s}");
        assert_eq!(normalise_low_s(bytes(ONE, s)), bytes(ONE, after), "{s}");
    }
}

#[test]
fn der_is_read_strictly() {
    let good = bytes(ONE, ONE);
    assert_eq!(
        low_s_from_der(&hex::decode("3006020101020101").unwrap()),
        Some(good)
    );
    // 0x80 needs a leading zero; 33 digits with one are the most there can be.
    let with_zero = low_s_from_der(&hex::decode("300702020080020101").unwrap()).unwrap();
    assert_eq!(with_zero[31], 0x80);
    let highest = format!("3026022100{ORDER_LESS_ONE}020101");
    assert!(low_s_from_der(&hex::decode(highest).unwrap()).is_some());

    let rows = [
        "",
        "30",
        "3000",
        "3003020101",
        // Trailing byte outside, and inside.
        "300602010102010100",
        "300702010102010100",
        // Lengths that lie, long form, indefinite form.
        "3007020101020101",
        "3005020101020101",
        "308106020101020101",
        "30800201010201010000",
        // Wrong tags.
        "3106020101020101",
        "3006030101020101",
        // Empty, negative and padded integers.
        "300502000201 01",
        "3006020181020101",
        "300702020001020101",
        // 257 bits.
        "302602210100000000000000000000000000000000000000000000000000000000000000ff020101",
    ];
    for der in rows {
        let der = hex::decode(der.replace(' ', "")).unwrap();
        assert_eq!(low_s_from_der(&der), None, "{}", hex::encode(&der));
    }
}
