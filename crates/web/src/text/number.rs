//! Numbers as people of a language write them, always with what they count.
//!
//! Amounts come as integers in their smallest unit (basis points, cents, milli-shares); no floating
//! point is involved. A no-break space keeps "€" and "%" with their number.

use ledger::ids::Price;

use super::Lang;

/// The space that keeps a sign and its number on one line.
pub const NO_BREAK: char = '\u{a0}';

fn group_mark(lang: Lang) -> char {
    match lang {
        Lang::En => ',',
        Lang::Nl => '.',
    }
}

fn decimal_mark(lang: Lang) -> char {
    match lang {
        Lang::En => '.',
        Lang::Nl => ',',
    }
}

/// Groups the digits of plain decimal text: `12430.5` becomes `12,430.5` or `12.430,5`.
pub fn regroup(lang: Lang, plain: &str) -> String {
    let (sign, digits) = plain
        .strip_prefix('-')
        .map_or(("", plain), |rest| ("−", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut text = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            text.push(group_mark(lang));
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(decimal_mark(lang));
        text.push_str(fraction);
    }
    text
}

/// A whole number: `1,204`.
pub fn count(lang: Lang, value: u64) -> String {
    regroup(lang, &value.to_string())
}

/// `value / 10^places`, with exactly `shown` of its decimals (at most `places`), rounded half up.
pub fn decimal(lang: Lang, value: i64, places: u32, shown: u32) -> String {
    let shown = shown.min(places);
    let drop = 10_i128.pow(places - shown);
    let magnitude = (i128::from(value).abs() + drop / 2) / drop;
    let unit = 10_i128.pow(shown);
    let sign = if value < 0 && magnitude != 0 { "-" } else { "" };
    let width = usize::try_from(shown).unwrap_or_default();
    let plain = if shown == 0 {
        format!("{sign}{magnitude}")
    } else {
        format!("{sign}{}.{:0width$}", magnitude / unit, magnitude % unit)
    };
    regroup(lang, &plain)
}

/// Basis points as per cent with one decimal: 6390 is `63.9 %`.
pub fn percent(lang: Lang, basis_points: i64) -> String {
    format!("{}{NO_BREAK}%", decimal(lang, basis_points, 2, 1))
}

/// Basis points as whole per cent when they are whole, else with one decimal: `50 %`, `0.8 %`.
pub fn percent_short(lang: Lang, basis_points: i64) -> String {
    // Rounded to tenths first, so that 18.03 % is "18 %" and not "18.0 %".
    let tenths = (basis_points + 5 * basis_points.signum()) / 10;
    let shown = u32::from(tenths % 10 != 0);
    format!("{}{NO_BREAK}%", decimal(lang, basis_points, 2, shown))
}

/// Cents as money: `€ 12,430`, with cents only when there are some.
pub fn euro(lang: Lang, cents: i64) -> String {
    let shown = if cents % 100 == 0 { 0 } else { 2 };
    format!("€{NO_BREAK}{}", decimal(lang, cents, 2, shown))
}

/// Millionths of a cent as money, with as many decimals as it takes to show three digits of a small
/// amount, at least two and at most eight: `€ 12.43`, `€ 0.0123`.
pub fn euro_fine(lang: Lang, micro_cents: u128) -> String {
    const PLACES: u32 = 8;
    let value = i64::try_from(micro_cents).unwrap_or(i64::MAX);
    let digits = value.checked_ilog10().map_or(0, |it| it + 1);
    let shown = (PLACES + 3).saturating_sub(digits).clamp(2, PLACES);
    format!("€{NO_BREAK}{}", decimal(lang, value, PLACES, shown))
}

/// A price of a share, exactly: at least two decimals, and as many as it has.
pub fn price(lang: Lang, price: Price) -> String {
    const PLACES: u32 = Price::PLACES + 2;
    let value = i64::try_from(price.0).unwrap_or(i64::MAX);
    let ends_at = |shown: &u32| value % 10_i64.pow(PLACES - shown) == 0;
    let shown = (2..PLACES).find(ends_at).unwrap_or(PLACES);
    format!("€{NO_BREAK}{}", decimal(lang, value, PLACES, shown))
}

/// Reads an amount as people type it, `12`, `12.50` or `12,5`, in cents; nothing if it is none.
/// Thousands are not grouped: `1.200` could be two amounts.
pub fn cents(typed: &str) -> Option<u64> {
    units(typed, 2)
}

/// Reads a price of a share as people type it, with up to eight decimals; nothing if it is none.
pub fn price_typed(typed: &str) -> Option<Price> {
    units(typed, 8).map(Price)
}

/// Reads shares as people type them, `12`, `12.5` or `12,5`, in millionths; nothing if they are none.
pub fn micro_shares(typed: &str) -> Option<u64> {
    units(typed, 6)
}

/// Reads a number with up to `places` decimals, in units of which a whole has ten to that power.
fn units(typed: &str, places: usize) -> Option<u64> {
    let (whole, part) = typed.split_once([',', '.']).unwrap_or((typed, "0"));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    if !is_number(whole) || !is_number(part) || part.len() > places {
        return None;
    }
    // The decimals, filled up with zeros, stand behind the whole.
    format!("{whole}{part:0<places$}").parse().ok()
}

/// Bytes as people count them: `428 kB`, `1.2 MB`.
pub fn size(lang: Lang, bytes: u64) -> String {
    let bytes_i64 = i64::try_from(bytes).unwrap_or(i64::MAX);
    let (text, unit) = match bytes {
        0..1_000 => (count(lang, bytes), "B"),
        1_000..1_000_000 => (decimal(lang, bytes_i64, 3, 0), "kB"),
        1_000_000..1_000_000_000 => (decimal(lang, bytes_i64, 6, 1), "MB"),
        _ => (decimal(lang, bytes_i64, 9, 1), "GB"),
    };
    format!("{text}{NO_BREAK}{unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_language() {
        assert_eq!(count(Lang::En, 1_234_567), "1,234,567");
        assert_eq!(count(Lang::Nl, 1_204), "1.204");
        assert_eq!(percent(Lang::En, 6_390), "63.9\u{a0}%");
        assert_eq!(percent(Lang::Nl, 6_390), "63,9\u{a0}%");
        assert_eq!(percent_short(Lang::Nl, 5_000), "50\u{a0}%");
        assert_eq!(percent_short(Lang::En, 1_803), "18\u{a0}%");
        assert_eq!(percent_short(Lang::En, 80), "0.8\u{a0}%");
        assert_eq!(euro(Lang::En, 1_243_000), "€\u{a0}12,430");
        assert_eq!(euro(Lang::Nl, -214), "€\u{a0}−2,14");
        assert_eq!(decimal(Lang::En, -4, 3, 1), "0.0");
        for (value, words) in [
            (0, "0.00"),
            (105_000_000, "1.05"),
            (333_000, "0.00333"),
            (1, "0.00000001"),
        ] {
            assert_eq!(price(Lang::En, Price(value)), format!("€\u{a0}{words}"));
            assert_eq!(price_typed(words), Some(Price(value)));
        }
        assert_eq!(price_typed("0,000000001"), None);
        assert_eq!(size(Lang::Nl, 1_180_000), "1,2\u{a0}MB");
    }

    #[test]
    fn amounts_are_read_as_they_are_typed() {
        let amounts = [
            ("12", Some(1_200)),
            ("12.5", Some(1_250)),
            ("12,05", Some(1_205)),
            ("0,99", Some(99)),
            ("184467440737095516.15", Some(u64::MAX)),
            ("184467440737095516.16", None),
            ("1.200", None),
            ("1.2.3", None),
            ("", None),
            (",5", None),
            ("5,", None),
            ("-1", None),
            ("+1", None),
            ("1e3", None),
            ("12 ", None),
        ];
        for (typed, expected) in amounts {
            assert_eq!(cents(typed), expected, "{typed}");
        }
    }
}
