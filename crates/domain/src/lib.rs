//! Local rules of the platform, answerable from values alone.
//!
//! What a post, a handle, a comment or a photograph may be; who may see what; which step of a
//! rule's ladder comes next. Every function takes values and returns a value or a refusal.
//!
//! *Architecture invariant:* no clock, no randomness, no SQL, no input or output, no logging. The
//! rules of the commons (votes, shares, standing) are not here either: they are in `ledger`.

pub mod bank;
pub mod cap_table;
pub mod deliberation;
pub mod draft;
pub mod feed;
pub mod founding;
pub mod handle;
pub mod ids;
pub mod media;
pub mod moderation;
pub mod post;
pub mod profile;
pub mod statement;
pub mod text;
pub mod visibility;
