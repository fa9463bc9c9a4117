//! Between rows and domain types. A value that does not convert is damage, and is reported as such.

use domain::{ids::MediaHash, visibility::Reach};
use ledger::ids::{MemberNumber, RoundNumber};

use crate::error::{Result, corrupt};

/// Milliseconds or a count, for a statement.
pub(crate) fn int(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

pub(crate) fn number(member: MemberNumber) -> i64 {
    i64::from(member.0)
}

pub(crate) fn unsigned(table: &'static str, value: i64) -> Result<u64> {
    u64::try_from(value).map_err(|_| corrupt(table, format!("negative number {value}")))
}

pub(crate) fn small(table: &'static str, value: i64) -> Result<u32> {
    u32::try_from(value).map_err(|_| corrupt(table, format!("number out of range {value}")))
}

pub(crate) fn maybe_unsigned(table: &'static str, value: Option<i64>) -> Result<Option<u64>> {
    value.map(|value| unsigned(table, value)).transpose()
}

pub(crate) fn member(table: &'static str, value: i64) -> Result<MemberNumber> {
    small(table, value).map(MemberNumber)
}

pub(crate) fn round(table: &'static str, value: i64) -> Result<RoundNumber> {
    small(table, value).map(RoundNumber)
}

/// Sixteen stored bytes, for `SomeId::from_bytes`.
pub(crate) fn id(table: &'static str, bytes: &[u8]) -> Result<[u8; 16]> {
    bytes
        .try_into()
        .map_err(|_| corrupt(table, format!("identifier of {} bytes", bytes.len())))
}

pub(crate) fn hash(table: &'static str, bytes: &[u8]) -> Result<MediaHash> {
    let bytes = bytes
        .try_into()
        .map_err(|_| corrupt(table, format!("hash of {} bytes", bytes.len())))?;
    Ok(MediaHash::from_bytes(bytes))
}

pub(crate) fn reach(table: &'static str, word: &str) -> Result<Reach> {
    Reach::of_word(word).ok_or_else(|| corrupt(table, format!("reach `{word}`")))
}

pub(crate) fn labels(stored: &str) -> Vec<String> {
    stored.split_whitespace().map(str::to_owned).collect()
}
