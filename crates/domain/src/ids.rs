//! Identifiers of the platform: time-ordered, unguessable, opaque outside.
//!
//! Each is a UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, then 74 random bits. Sorting by id is
//! sorting by time of creation, which is what every list pages by. Outside they are 26 lower-case
//! characters of Crockford's base 32, in the same order as the bytes.
//!
//! The clock and the randomness are the caller's: see `app::Clock` and `app::Entropy`.

use core::{fmt, str::FromStr};

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A text that is not an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier")]
pub struct NotAnId;

fn write_text(bytes: [u8; 16], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let value = u128::from_be_bytes(bytes);
    for place in (0..26u32).rev() {
        let digit = (value >> (place * 5)) & 31;
        let letter = usize::try_from(digit)
            .ok()
            .and_then(|digit| ALPHABET.get(digit))
            .copied()
            .unwrap_or(b'0');
        fmt::Write::write_char(f, char::from(letter))?;
    }
    Ok(())
}

fn parse_text(text: &str) -> Result<[u8; 16], NotAnId> {
    if text.len() != 26 || !matches!(text.as_bytes().first(), Some(b'0'..=b'7')) {
        return Err(NotAnId);
    }
    text.bytes()
        .try_fold(0u128, |value, letter| {
            let digit = ALPHABET.iter().position(|known| *known == letter)?;
            Some(value << 5 | u128::try_from(digit).ok()?)
        })
        .map(u128::to_be_bytes)
        .ok_or(NotAnId)
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 16]);

        impl $name {
            /// Makes the identifier of something created at `at_ms` (Unix time, 48 bits are kept).
            #[must_use]
            pub fn new(at_ms: u64, random: [u8; 10]) -> Self {
                Self(uuid::Builder::from_unix_timestamp_millis(at_ms, &random).into_uuid().into_bytes())
            }

            /// Takes stored bytes for an identifier.
            #[must_use]
            pub fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// Returns the bytes to store.
            #[must_use]
            pub fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }

            /// Returns when it was made, in milliseconds of Unix time.
            #[must_use]
            pub fn at_ms(&self) -> u64 {
                self.0.iter().take(6).fold(0, |time, byte| time << 8 | u64::from(*byte))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_text(self.0, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                parse_text(text).map(Self)
            }
        }
    };
}

id! {
    /// A published post.
    PostId
}
id! {
    /// A comment in a thread.
    CommentId
}
id! {
    /// One member's showing of another's post to their own followers.
    RepostId
}
id! {
    /// A line on somebody's notifications page.
    NotificationId
}
id! {
    /// An upload under way.
    UploadId
}
id! {
    /// One person's report of one work.
    ReportId
}
id! {
    /// A moderation action.
    ActionId
}
id! {
    /// A draft that is being talked through.
    DeliberationId
}
id! {
    /// A comment, statement, case or note in a deliberation.
    ContributionId
}
id! {
    /// What somebody in office told everybody about their work.
    OfficeReportId
}
id! {
    /// A bank's file that was taken in.
    BankImportId
}
id! {
    /// A line of a bank's file.
    BankLineId
}
id! {
    /// A job waiting to be done.
    JobId
}
id! {
    /// A personal item kept through the collector.
    ItemId
}

/// The BLAKE3 of a stored file, which is also its address for life.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MediaHash([u8; 32]);

impl MediaHash {
    /// Takes a BLAKE3 for a media address.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Returns the bytes to store.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for MediaHash {
    /// Writes 64 lower-case hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for MediaHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MediaHash({self})")
    }
}

impl FromStr for MediaHash {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let digit = |letter: u8| {
            char::from(letter)
                .to_digit(16)
                .and_then(|digit| u8::try_from(digit).ok())
        };
        let bytes: Option<Vec<u8>> = text
            .as_bytes()
            .chunks(2)
            .map(|pair| match pair {
                [high, low] if !high.is_ascii_uppercase() && !low.is_ascii_uppercase() => {
                    Some(digit(*high)? << 4 | digit(*low)?)
                }
                _ => None,
            })
            .collect();
        bytes
            .and_then(|bytes| bytes.try_into().ok())
            .map(Self)
            .ok_or(NotAnId)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Text is the same value, in the same order, and says when it was made.
        #[test]
        fn text_returns_and_sorts_like_bytes(a in any::<[u8; 16]>(), b in any::<[u8; 16]>(), at_ms in 0u64..1 << 48, random in any::<[u8; 10]>()) {
            let (a, b) = (PostId::from_bytes(a), PostId::from_bytes(b));
            prop_assert_eq!(a.to_string().parse(), Ok(a));
            prop_assert_eq!(a.cmp(&b), a.to_string().cmp(&b.to_string()));
            prop_assert_eq!(PostId::new(at_ms, random).at_ms(), at_ms);
        }

        #[test]
        fn no_text_makes_the_parsers_panic(text in "\\PC*") {
            let _ = text.parse::<PostId>();
            let _ = text.parse::<MediaHash>();
        }

        #[test]
        fn a_hash_returns_from_its_text(bytes in any::<[u8; 32]>()) {
            let hash = MediaHash::from_bytes(bytes);
            prop_assert_eq!(hash.to_string().parse(), Ok(hash));
        }
    }

    #[test]
    fn one_value_has_one_text() {
        assert_eq!("8zzzzzzzzzzzzzzzzzzzzzzzzz".parse::<PostId>(), Err(NotAnId));
        assert_eq!("7ZZZZZZZZZZZZZZZZZZZZZZZZZ".parse::<PostId>(), Err(NotAnId));
        assert!("7zzzzzzzzzzzzzzzzzzzzzzzzz".parse::<PostId>().is_ok());
        assert_eq!("AA".repeat(32).parse::<MediaHash>(), Err(NotAnId));
    }
}
